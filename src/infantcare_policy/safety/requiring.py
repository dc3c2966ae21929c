"""What a facility must have and do for safety and care, and what of it is lacking.

Source: 2.4.11; 托育机构管理规范（试行） arts. 11–40; the article of each requirement.

Limitations: see `infantcare_policy.safety`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from infantcare_policy.assessments import faults_in
from infantcare_policy.checks import clashes, require_day
from infantcare_policy.decisions import Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.errors import InvalidFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from infantcare_policy.assessments import SafetyRecord
    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan, Requirement

__all__ = ["check_safety", "requirements"]


def requirements(facility: Facility, plan: Plan, *, on: date) -> Decision[tuple[Requirement, ...]]:
    """List what a facility must have and do, each with its article and how it was read.

    Source: 2.4.11; 托育机构管理规范（试行） arts. 11–40.
    """
    return plan.listed(
        plan.requirements,
        facility.facts(on),
        part="requirements",
        code="safety.requirement",
        kind="requirement",
    )


def check_safety(
    facility: Facility, records: Iterable[SafetyRecord], plan: Plan, *, on: date
) -> Decision[tuple[Ground, ...]]:
    """Find what a facility must have or do and does not.

    Args:
        facility: what is known of the facility.
        records: what was found of its safety; `()` says that nothing was. For each requirement the
            latest record that speaks of it counts; those of other facilities are passed over.
        plan: the plan that is asked.
        on: the day for which the question is asked; later records are not seen.

    Returns:
        Every breach. `Undetermined`, with the certain breaches among its grounds, naming each
        requirement of which nothing was found.

    Raises:
        InvalidFacts: for a requirement that the plan does not know, a number where none is asked
            for, or none where one is, and two records of one day, all at once.

    Source: 2.4.11; 托育机构管理规范（试行） arts. 11–40.
    """
    require_day(on)
    own = sorted(
        (record for record in records if record.facility == facility.id and record.on <= on),
        key=lambda record: record.on,
    )
    faults = [
        *clashes("records", own, lambda record: record.on),
        *(fault.under(str(record.on)) for record in own for fault in faults_in(record, plan)),
    ]
    if faults:
        raise InvalidFacts(faults, facility.id)
    found: dict[str, bool | int | Decimal] = {}
    for record in own:
        found.update(record.found)
    matched = plan.match(plan.requirements, facility.facts(on))
    if not plan.requirements:
        return Undetermined((Missing("requirements", "text"),), plan=plan.stamp)
    breaches: list[Ground] = []
    missing = list(matched.missing)
    for row in matched.rows:
        if row.figure and getattr(plan.figures(on), row.figure) is None:
            missing.append(Missing(row.figure, "text", plan.figures(on).cite(row.figure)))
        elif row.id not in found:
            missing.append(Missing(f"requirements.{row.id}", "fact", row.cite))
        else:
            breaches.extend(_breach(row, found, plan, on))
    if missing:
        return Undetermined(
            tuple(missing), grounds=tuple(breaches), readings=matched.readings, plan=plan.stamp
        )
    sources = dict.fromkeys(row.cite for row in matched.rows)
    in_order = tuple(Ground("safety.in-order", source) for source in sources)
    return Decided(
        tuple(breaches),
        grounds=(*breaches, *_asking(breaches, matched.rows)) or in_order,
        readings=matched.readings,
        plan=plan.stamp,
    )


def _breach(
    row: Requirement, found: Mapping[str, bool | int | Decimal], plan: Plan, on: date
) -> Iterator[Ground]:
    """Tell in what a requirement is not met."""
    value = found[row.id]
    if row.figure:
        figures = plan.figures(on)
        asked = getattr(figures, row.figure)
        if value < asked:
            measured = str(value) if isinstance(value, Decimal) else value
            said = (("requirement", row.id), ("measured", measured), ("at_least", asked))
            yield Ground("safety.below-figure", figures.cite(row.figure), said)
    elif not value:
        yield Ground("safety.not-met", row.cite, (("requirement", row.id),))


def _asking(breaches: Iterable[Ground], rows: Iterable[Requirement]) -> Iterator[Ground]:
    """Cite the text that asks for a number, where another gives the number."""
    asked_by = {row.id: row.cite for row in rows}
    for breach in breaches:
        requirement = str(dict(breach.facts)["requirement"])
        if asked_by[requirement] != breach.citation:
            said = (("requirement", requirement),)
            yield Ground("safety.requirement", asked_by[requirement], said)
