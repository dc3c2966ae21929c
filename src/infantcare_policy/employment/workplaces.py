"""What employers do for those who raise an infant: their measures, and care at the workplace.

Source: 2.1.1 (measures); 2.3.8, A1.trade-union (care at the workplace); 女职工劳动保护特别规定
arts. 6, 9.

Limitations: see `infantcare_policy.employment`. The plan only encourages its measures: nothing
follows where one is not taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from infantcare_policy.calendars import happened
from infantcare_policy.checks import require_day, unknown
from infantcare_policy.conditions import Truth, every, negation
from infantcare_policy.counts import Count, count
from infantcare_policy.decisions import Decided, Decision, Ground, Missing, Reasoned, Undetermined
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.terms import Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from infantcare_policy.employers import Employer
    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan

__all__ = ["MeasureTaken", "Workplaces", "employer_measures", "workplaces"]


@frozen(kw_only=True)
class MeasureTaken:
    """A measure of an employer.

    Attributes:
        measure: the id of the measure.
        binding: whether the law asks for it; `False` where the plan only encourages it.
        taken: `None` where nobody knows.
    """

    measure: str
    binding: bool
    taken: bool | None


def employer_measures(employer: Employer, plan: Plan) -> Decision[tuple[MeasureTaken, ...]]:
    """List what an employer is encouraged, or bound by law, to do, and whether it does.

    Returns:
        `Undetermined` when the plan names no measure.

    Raises:
        InvalidFacts: for measures that the plan does not know, all at once.

    Source: 2.1.1; 女职工劳动保护特别规定 arts. 6, 9.
    """
    known = {measure.id: measure for measure in plan.measures}
    faults = [
        unknown(f"measures.{name}", "a measure of the plan", name, known)
        for name in employer.measures
        if name not in known
    ]
    if faults:
        raise InvalidFacts(faults, employer.id)
    if not known:
        return Undetermined((Missing("measures", "text"),), plan=plan.stamp)
    found = tuple(
        MeasureTaken(
            measure=measure.id, binding=measure.binding, taken=employer.measures.get(measure.id)
        )
        for measure in plan.measures
    )
    grounds = tuple(
        Ground("employment.measure", measure.cite, (("measure", measure.id),))
        for measure in plan.measures
    )
    return Decided(found, grounds=grounds, plan=plan.stamp)


@frozen(kw_only=True)
class Workplaces(Reasoned):
    """The facilities at workplaces that have not closed.

    Attributes:
        alone: those that one employer runs alone.
        jointly: those that several employers run together.
        open_to_neighbours: those that take in neighbours' children.
        staff_only: those that do not.
        watched_by: the ids of the departments that guide and supervise them; `()` where the plan
            gives that to nobody.
    """

    derived: ClassVar[tuple[str, ...]] = ()

    alone: Count
    jointly: Count
    open_to_neighbours: Count
    staff_only: Count
    watched_by: tuple[str, ...]


def workplaces(facilities: Iterable[Facility], plan: Plan, *, on: date) -> Workplaces:
    """Count the facilities at workplaces: alone or joint, open to neighbours or not.

    Source: 2.3.8; A1.trade-union.
    """
    require_day(on)
    held = [(facility, _at_work(facility, on)) for facility in facilities]
    rows = [row for row in plan.supervision if Setting.WORKPLACE in row.when.get("settings", ())]
    steps = [a for a in plan.actions if Setting.WORKPLACE in a.when.get("settings", ())]
    grounds = (
        *(Ground("employment.workplace", row.cite, (("watcher", row.department),)) for row in rows),
        *(Ground("provision.action", step.cite, (("action", step.id),)) for step in steps),
    )

    def counted(truth_of: Callable[[Facility], Truth]) -> Count:
        return count((f.id, every((there, truth_of(f)))) for f, there in held)

    return Workplaces(
        alone=counted(lambda f: None if f.employers is None else len(f.employers) == 1),
        jointly=counted(lambda f: None if f.employers is None else len(f.employers) > 1),
        open_to_neighbours=counted(lambda f: f.open_to_neighbours),
        staff_only=counted(lambda f: negation(f.open_to_neighbours)),
        watched_by=tuple(dict.fromkeys(row.department for row in rows if row.department)),
        grounds=grounds,
        plan=plan.stamp,
    )


def _at_work(facility: Facility, on: date) -> Truth:
    """Tell whether a facility is at a workplace and has not closed."""
    settings = facility.settings
    there = None if settings is None else Setting.WORKPLACE in settings
    return every((there, negation(happened(facility.closed_on, on))))
