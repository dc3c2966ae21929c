"""Whether the names in a county's record are names of its plan, and of the record itself.

Source: none; these are the library's demands on a record.

Limitations: see `infantcare_policy.county`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from infantcare_policy.assessments import faults_in
from infantcare_policy.checks import grouped, unknown
from infantcare_policy.county.observed import RESIDENTS
from infantcare_policy.errors import Fault, InvalidFacts, UnknownName, WrongPlan
from infantcare_policy.families import faults_in_contacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from infantcare_policy.county.record import County
    from infantcare_policy.plan import Plan

__all__ = ["check"]


def check(county: County, plan: Plan) -> None:
    """Check that a county's names are names of its plan.

    Raises:
        WrongPlan: when the county belongs to another plan.
        InvalidFacts: for every town, payer, indicator, requirement or facility that is not known,
            with the nearest.
    """
    if county.id != plan.id:
        raise WrongPlan(county.id, plan.id)
    faults = (
        *_unknown_names(county, plan),
        *_unknown_parts(county, plan),
        *_contacts(county, plan),
        *_strangers(county),
        *(
            fault.under(f"{part}[{index}]")
            for part in ("safety_records", "evaluations")
            for index, found in enumerate(getattr(county, part))
            for fault in faults_in(found, plan)
        ),
    )
    if faults:
        raise InvalidFacts(faults, county.id)


TOWNS = (
    "facilities",
    "areas",
    "activities",
    "observations",
    "institutions",
    "families",
    "employers",
)


def _unknown_names(county: County, plan: Plan) -> Iterator[Fault]:
    """Find towns, indicators and payers that the plan does not know."""
    for part in TOWNS:
        for index, item in enumerate(getattr(county, part) or ()):
            if item.town is not None:
                yield from _unknown(plan.town, item.town, f"{part}[{index}].town")
    for index, observation in enumerate(county.observations):
        if observation.county != plan.id:
            found = repr(observation.county)
            yield Fault(f"observations[{index}].county", expected=plan.id, found=found)
        yield from _indicator(observation.indicator, plan, f"observations[{index}].indicator")
    for index, held in enumerate(county.incumbencies):
        yield from _unknown(plan.seat, held.seat, f"incumbencies[{index}].seat")
    for index, payment in enumerate(county.payments):
        yield from _unknown(plan.payer, payment.payer, f"payments[{index}].payer")


def _unknown_parts(county: County, plan: Plan) -> Iterator[Fault]:
    """Find centres, services and measures that the plan does not know."""
    named: tuple[tuple[str, str, str, Iterable[Identified]], ...] = (
        ("institutions", "centres", "a guidance centre of the plan", plan.centres),
        ("services", "service", "a service of the plan", plan.services),
        ("employers", "measures", "a measure of the plan", plan.measures),
    )
    for part, attribute, expected, parts in named:
        yield from _outside(county, parts, expected, ((part, attribute),))


def _placed(attribute: str, value: object) -> Iterator[tuple[str, str]]:
    """Give each name in a field with its place: alone, in a list, or as a key of a table."""
    if isinstance(value, Mapping):
        yield from ((f"{attribute}.{name}", name) for name in value)
    elif isinstance(value, tuple):
        yield from ((f"{attribute}[{place}]", name) for place, name in enumerate(value))
    elif isinstance(value, str):
        yield attribute, value


def _contacts(county: County, plan: Plan) -> Iterator[Fault]:
    """Find contacts with a child that the plan does not know or that cannot be."""
    made = grouped(enumerate(county.contacts), lambda each: each[1].child)
    for child in county.children:
        yield from faults_in_contacts(dict(made.get(child.id, ())), child, plan)


OF_A_FACILITY = (
    ("staff", "facility"),
    ("changes", "facility"),
    ("inspections", "object"),
    ("findings", "object"),
    ("safety_records", "facility"),
    ("evaluations", "facility"),
)
OF_A_FAMILY = (("services", "family"), ("children", "family"))
OF_A_CHILD = (("contacts", "child"),)
OF_AN_EMPLOYER = (("facilities", "employers"),)


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Give the id."""
        ...


def _strangers(county: County) -> Iterator[Fault]:
    """Find what belongs to no facility of the record, so that nothing is passed over in silence."""
    wholes: tuple[tuple[Iterable[Identified] | None, str, tuple[tuple[str, str], ...]], ...] = (
        (county.facilities, "a facility of the record", OF_A_FACILITY),
        (county.families, "a family of the record", OF_A_FAMILY),
        (county.children, "a child of the record", OF_A_CHILD),
        (county.employers, "an employer of the record", OF_AN_EMPLOYER),
    )
    for whole_part, expected, belonging in wholes:
        if whole_part is not None:
            yield from _outside(county, whole_part, expected, belonging)


def _outside(
    county: County,
    parts: Iterable[Identified],
    expected: str,
    belonging: Iterable[tuple[str, str]],
) -> Iterator[Fault]:
    """Find what names something that the plan or the record does not hold."""
    known = {each.id: each for each in parts}
    for part, attribute in belonging:
        for index, item in enumerate(getattr(county, part) or ()):
            for place, name in _placed(attribute, getattr(item, attribute)):
                if name not in known:
                    yield unknown(f"{part}[{index}].{place}", expected, name, known)


def _unknown(find: Callable[[str], object], name: str, path: str) -> Iterator[Fault]:
    try:
        find(name)
    except UnknownName as wrong:
        expected = f"a {wrong.what} of the plan"
        yield Fault(path, expected=expected, found=repr(name), advice=wrong.advice)


def _indicator(name: str, plan: Plan, path: str) -> Iterator[Fault]:
    known = (RESIDENTS, *dict.fromkeys(t.indicator for t in plan.targets if t.indicator))
    if name not in known:
        yield unknown(path, f"{RESIDENTS} or an indicator of a target", name, known)
