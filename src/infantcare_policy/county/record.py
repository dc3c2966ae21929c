"""The whole record of a county, and the money that was paid.

Source: 3.2 (payments); the clauses of the parts for the rest.

Limitations: see `infantcare_policy.county`.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen

from infantcare_policy.assessments import (
    Evaluation,
    Finding,
    Inspection,
    SafetyRecord,
    faults_in,
)
from infantcare_policy.checks import (
    Checked,
    clashes,
    day,
    each,
    instance,
    money,
    optional,
    text,
    to_hold,
    whole,
)
from infantcare_policy.county.areas import ResidentialArea
from infantcare_policy.county.observed import RESIDENTS, Activity, Observation
from infantcare_policy.county.register import Ban, CreditRecord
from infantcare_policy.errors import Fault, InvalidFacts, UnknownName, WrongPlan
from infantcare_policy.facilities import Change, Facility
from infantcare_policy.money import yuan
from infantcare_policy.people import HiringCheck, StaffMember

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from infantcare_policy.plan import Plan

__all__ = ["County", "Payment", "check"]


def _two_places(amount: Decimal) -> Decimal:
    """Write a sound sum with two places; what is no sum is left for the check to refuse."""
    return yuan(amount) if not any(money(amount)) else amount


@frozen(kw_only=True)
class Payment(Checked):
    """Money that a payer has paid to a facility.

    Attributes:
        slots: the places it was paid for.
        amount: exact yuan, not negative.
        accepted_on: the day of the acceptance that it was paid for, where the record says so.
    """

    id: str = field(metadata=to_hold(text))
    facility: str = field(metadata=to_hold(text))
    payer: str = field(metadata=to_hold(text))
    slots: int | None = field(default=None, metadata=to_hold(optional(whole())))
    amount: Decimal = field(converter=_two_places, metadata=to_hold(money))
    on: date = field(metadata=to_hold(day))
    accepted_on: date | None = field(default=None, metadata=to_hold(optional(day)))


IDENTIFIED = (
    "facilities",
    "areas",
    "payments",
    "records",
    "changes",
    "inspections",
    "findings",
    "activities",
)


def _year(value: object) -> Iterator[Fault]:
    """Expect a year of the calendar."""
    faults = tuple(whole(at_least=MINYEAR)(value))
    yield from faults
    if not faults and isinstance(value, int) and value > MAXYEAR:
        yield Fault("", expected=f"a year ≤ {MAXYEAR}", found=str(value))


@frozen(kw_only=True)
class County(Checked):
    """Everything that an application knows of a county.

    Attributes:
        id: the id of the plan that the county is asked under.
        facilities: every facility; `None` when the record does not hold them.
        staff: everybody in a post of a facility; `None` when the record does not hold them.
        recorded_years: the years whose activities are recorded in full; in another year a lecture
            that is not recorded may have been held all the same.
    """

    id: str = field(metadata=to_hold(text))
    facilities: tuple[Facility, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(Facility))))
    )
    areas: tuple[ResidentialArea, ...] = field(
        default=(), metadata=to_hold(each(instance(ResidentialArea)))
    )
    payments: tuple[Payment, ...] = field(default=(), metadata=to_hold(each(instance(Payment))))
    bans: tuple[Ban, ...] = field(default=(), metadata=to_hold(each(instance(Ban))))
    records: tuple[CreditRecord, ...] = field(
        default=(), metadata=to_hold(each(instance(CreditRecord)))
    )
    staff: tuple[StaffMember, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(StaffMember))))
    )
    hiring_checks: tuple[HiringCheck, ...] = field(
        default=(), metadata=to_hold(each(instance(HiringCheck)))
    )
    changes: tuple[Change, ...] = field(default=(), metadata=to_hold(each(instance(Change))))
    inspections: tuple[Inspection, ...] = field(
        default=(), metadata=to_hold(each(instance(Inspection)))
    )
    findings: tuple[Finding, ...] = field(default=(), metadata=to_hold(each(instance(Finding))))
    safety_records: tuple[SafetyRecord, ...] = field(
        default=(), metadata=to_hold(each(instance(SafetyRecord)))
    )
    evaluations: tuple[Evaluation, ...] = field(
        default=(), metadata=to_hold(each(instance(Evaluation)))
    )
    activities: tuple[Activity, ...] = field(default=(), metadata=to_hold(each(instance(Activity))))
    recorded_years: tuple[int, ...] = field(default=(), metadata=to_hold(each(_year, unique=True)))
    observations: tuple[Observation, ...] = field(
        default=(), metadata=to_hold(each(instance(Observation)))
    )

    def contradictions(self) -> Iterator[Fault]:
        """Find ids that stand twice."""
        for name in IDENTIFIED:
            yield from clashes(name, getattr(self, name) or (), lambda item: item.id)
        yield from clashes("safety_records", self.safety_records, lambda s: (s.facility, s.on))
        yield from clashes(
            "evaluations", self.evaluations, lambda e: (e.facility, e.on, e.standard)
        )


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


def _unknown_names(county: County, plan: Plan) -> Iterator[Fault]:
    """Find towns, indicators and payers that the plan does not know."""
    for part in ("facilities", "areas", "activities", "observations"):
        for index, item in enumerate(getattr(county, part) or ()):
            if item.town is not None:
                yield from _unknown(plan.town, item.town, f"{part}[{index}].town")
    for index, observation in enumerate(county.observations):
        if observation.county != plan.id:
            found = repr(observation.county)
            yield Fault(f"observations[{index}].county", expected=plan.id, found=found)
        yield from _indicator(observation.indicator, plan, f"observations[{index}].indicator")
    for index, payment in enumerate(county.payments):
        yield from _unknown(plan.payer, payment.payer, f"payments[{index}].payer")


OF_A_FACILITY = (
    ("staff", "facility"),
    ("changes", "facility"),
    ("inspections", "object"),
    ("findings", "object"),
    ("safety_records", "facility"),
    ("evaluations", "facility"),
)


def _strangers(county: County) -> Iterator[Fault]:
    """Find what belongs to no facility of the record, so that nothing is passed over in silence."""
    if county.facilities is None:
        return
    known = {facility.id: facility for facility in county.facilities}
    for part, attribute in OF_A_FACILITY:
        for index, item in enumerate(getattr(county, part) or ()):
            name = getattr(item, attribute)
            if name not in known:
                advice = UnknownName(name, known).advice
                place, expected = f"{part}[{index}].{attribute}", "a facility of the record"
                yield Fault(place, expected=expected, found=repr(name), advice=advice)


def _unknown(find: Callable[[str], object], name: str, path: str) -> Iterator[Fault]:
    try:
        find(name)
    except UnknownName as unknown:
        found = repr(name)
        yield Fault(
            path, expected=f"a {unknown.what} of the plan", found=found, advice=unknown.advice
        )


def _indicator(name: str, plan: Plan, path: str) -> Iterator[Fault]:
    known = (RESIDENTS, *dict.fromkeys(t.indicator for t in plan.targets if t.indicator))
    if name not in known:
        expected = f"{RESIDENTS} or an indicator of a target"
        yield Fault(
            path, expected=expected, found=repr(name), advice=UnknownName(name, known).advice
        )
