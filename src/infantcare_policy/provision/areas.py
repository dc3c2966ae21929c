"""What a residential area owes in slots, whether it has them, and by when.

Source: 2.2.4.

Limitations: see `infantcare_policy.provision`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.calendars import CHINA, Deadline, WorkCalendar, after_years, roll
from infantcare_policy.checks import require, require_day, whole
from infantcare_policy.decisions import (
    Citation,
    Decided,
    Decision,
    Ground,
    Missing,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.errors import Unsettled
from infantcare_policy.facilities import Event, Facility, accepted_places, happened
from infantcare_policy.terms import AreaKind, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from infantcare_policy.county import ResidentialArea
    from infantcare_policy.plan import Plan

__all__ = ["THOUSAND", "Provision", "Synchrony", "assess", "required_slots", "rounded"]

THOUSAND = 1000


class Synchrony(Word):
    """Whether a facility came together with the housing."""

    IN_TIME = "in-time", "同步"
    LATE = "late", "未同步"
    PENDING = "pending", "尚未到时"


@frozen(kw_only=True)
class Provision:
    """What an area owes and has; each finding is an answer of its own.

    Attributes:
        required: the slots that it owes.
        provided: the slots that it and the facilities it names have.
        deficit: how many are lacking; settled as soon as the known slots are enough.
        acceptance: whether the facility was accepted with the housing; `None` in an existing area.
        delivery: whether it was delivered with the housing; `None` in an existing area.
        due: the last day of the time limit; `None` in a new area.
        overdue_by: the days by which the limit was or is missed, 0 when it is kept; `None` in a
            new area.
    """

    required: Decision[int]
    provided: Decision[int]
    deficit: Decision[int]
    acceptance: Decision[Synchrony] | None = None
    delivery: Decision[Synchrony] | None = None
    due: Decision[Deadline] | None = None
    overdue_by: Decision[int] | None = None


def required_slots(population: int, plan: Plan, *, on: date) -> int:
    """Count the slots that a new residential area owes under the figure of a day.

    Args:
        population: the people of the area.
        plan: the plan that is asked; its reading `slot-rounding` says how a part counts.
        on: the day whose figure applies: that of the area's approval.

    Raises:
        Unsettled: when the plan gives no figure on that day, since none is not zero.
        InvalidFacts: for a population that is no whole number of people.

    Source: 2.2.4.
    """
    require(whole(), population, "population")
    per_thousand = plan.figures(on).slots_per_thousand
    if per_thousand is None:
        answer = _not_stated("slots_per_thousand", plan, on)
        raise Unsettled(answer, f"the plan gives no slots per thousand on {on}")
    return rounded(Fraction(population * per_thousand, THOUSAND), plan.readings.slot_rounding)


def rounded(slots: Fraction, rounding: str) -> int:
    """Round a part of a slot by an option of the reading `slot-rounding`."""
    return ceil(slots) if rounding == "up" else floor(slots + Fraction(1, 2))


def assess(
    area: ResidentialArea,
    plan: Plan,
    *,
    on: date,
    facilities: Iterable[Facility],
    calendar: WorkCalendar = CHINA,
) -> Decision[Provision]:
    """Tell what a residential area owes, what it has, and whether it is in time.

    Args:
        area: what is known of the area.
        plan: the plan that is asked.
        on: the day for which the question is asked.
        facilities: the facilities among which are those that the area names.
        calendar: the working days, where a rest day rolls.

    Returns:
        `Undetermined` only when nobody says whether the area is new or existing; else each
        finding is decided or not by itself.

    Source: 2.2.4.
    """
    require_day(on)
    if area.kind is None:
        source = plan.figures(on).cite("slots_per_thousand")
        return Undetermined((Missing("kind", "fact", source),), plan=plan.stamp)
    held = _provided(area, {facility.id: facility for facility in facilities}, on)
    provided: Decision[int] = _settled(held, plan)
    new = area.kind is AreaKind.NEW
    required = _required_of_new(area, plan, on) if new else _required_of_existing(area, plan, on)
    deficit = _deficit(required, held, plan)
    if new:
        value = Provision(
            required=required,
            provided=provided,
            deficit=deficit,
            acceptance=_synchrony(area, "accepted", plan, on),
            delivery=_synchrony(area, "delivered", plan, on),
        )
    else:
        due, last = _due(area, plan, on, calendar)
        value = Provision(
            required=required,
            provided=provided,
            deficit=deficit,
            due=due,
            overdue_by=_overdue(area, due, last, held, plan, on),
        )
    return Decided(value, plan=plan.stamp)


def _not_stated(
    figure: str, plan: Plan, on: date, readings: tuple[ReadingStamp, ...] = ()
) -> Undetermined:
    source = plan.figures(on).cite(figure)
    return Undetermined((Missing(figure, "text", source),), readings=readings, plan=plan.stamp)


def _required_of_new(area: ResidentialArea, plan: Plan, on: date) -> Decision[int]:
    """Count by the figure of the day of approval."""
    rows = plan.figure_rows.get("slots_per_thousand", ())
    if area.approved_on is None and (len(rows) > 1 or any(row.since for row in rows)):
        return Undetermined((Missing("approved_on", "fact", rows[0].cite),), plan=plan.stamp)
    return _required(area, plan, area.approved_on or on, ())


def _required_of_existing(area: ResidentialArea, plan: Plan, on: date) -> Decision[int]:
    """Count as in a new area where the reading goes by analogy; the text gives no number."""
    stamp = plan.reading_stamp("existing-area-slots")
    if stamp.option == "by-analogy":
        return _required(area, plan, on, (stamp,))
    source = plan.figures(on).cite("existing_area_years")
    missing = (Missing("existing_area_slots", "text", source),)
    return Undetermined(missing, readings=(stamp,), plan=plan.stamp)


def _required(
    area: ResidentialArea, plan: Plan, day: date, readings: tuple[ReadingStamp, ...]
) -> Decision[int]:
    figures = plan.figures(day)
    source = figures.cite("slots_per_thousand")
    if figures.slots_per_thousand is None:
        return _not_stated("slots_per_thousand", plan, day, readings)
    if area.population is None:
        missing = (Missing("population", "fact", source),)
        return Undetermined(missing, readings=readings, plan=plan.stamp)
    slots = required_slots(area.population, plan, on=day)
    exact = Fraction(area.population * figures.slots_per_thousand, THOUSAND)
    if rounded(exact, "up") != rounded(exact, "nearest"):
        readings += (plan.reading_stamp("slot-rounding"),)
    facts = (
        ("population", area.population),
        ("slots_per_thousand", figures.slots_per_thousand),
        ("on", day),
    )
    ground = Ground("provision.required", source, facts)
    return Decided(slots, grounds=(ground,), readings=readings, plan=plan.stamp)


@frozen
class _Held:
    """The slots that are known to be there, and what more may be."""

    slots: int
    missing: tuple[Missing, ...]
    grounds: tuple[Ground, ...]


def _provided(area: ResidentialArea, known: Mapping[str, Facility], on: date) -> _Held:
    slots, missing, grounds = area.slots or 0, [], []
    if area.slots is None:
        missing.append(Missing("slots", "fact"))
    if area.facilities is None:
        missing.append(Missing("facilities", "fact"))
    for name in area.facilities or ():
        places = accepted_places(known[name], on) if name in known else None
        if places is None:
            missing.append(Missing(f"facilities.{name}", "fact"))
        else:
            slots += places
            grounds.append(
                Ground("provision.provided", None, (("facility", name), ("slots", places)))
            )
    return _Held(slots, tuple(missing), tuple(grounds))


def _settled(held: _Held, plan: Plan) -> Decision[int]:
    if held.missing:
        return Undetermined(held.missing, grounds=held.grounds, plan=plan.stamp)
    return Decided(held.slots, grounds=held.grounds, plan=plan.stamp)


def _deficit(required: Decision[int], held: _Held, plan: Plan) -> Decision[int]:
    """Subtract; known slots that are enough settle it, whatever else is unknown."""
    grounds, readings = (*required.grounds, *held.grounds), required.readings
    if not isinstance(required, Decided):
        missing = required.missing if isinstance(required, Undetermined) else ()
        return Undetermined(missing, grounds=grounds, readings=readings, plan=plan.stamp)
    lacking = max(0, required.value - held.slots)
    other = required.value + (-1 if plan.readings.slot_rounding == "up" else 1)
    if max(0, other - held.slots) == lacking:  # the other rounding would lack no other number
        readings = tuple(stamp for stamp in readings if stamp.id != "slot-rounding")
    if lacking and held.missing:
        return Undetermined(held.missing, grounds=grounds, readings=readings, plan=plan.stamp)
    return Decided(lacking, grounds=grounds, readings=readings, plan=plan.stamp)


def _synchrony(area: ResidentialArea, act: str, plan: Plan, on: date) -> Decision[Synchrony]:
    """Compare the day of the facility with that of the housing; earlier is in time."""
    names = (f"housing_{act}_on", f"facility_{act}_on")
    housing, facility = (getattr(area, name) for name in names)
    source = plan.figures(on).cite("slots_per_thousand")
    missing = tuple(
        Missing(name, "fact", source)
        for name, day in zip(names, (housing, facility), strict=True)
        if day is None
    )
    if missing:
        return Undetermined(missing, plan=plan.stamp)
    if happened(facility, on):
        late = bool(happened(housing, on)) and facility > housing
        found = Synchrony.LATE if late else Synchrony.IN_TIME
    else:
        found = Synchrony.LATE if happened(housing, on) else Synchrony.PENDING
    facts = (("act", act), (names[0], housing), (names[1], facility))
    return Decided(found, grounds=(Ground("provision.synchrony", source, facts),), plan=plan.stamp)


def _due(
    area: ResidentialArea, plan: Plan, on: date, calendar: WorkCalendar
) -> tuple[Decision[Deadline], date]:
    """Find the last day: the one that is fixed, or so many years after the start.

    Returns:
        The deadline, and the last day before a rest day rolls, which is never later.
    """
    figures = plan.figures(on)
    readings: tuple[ReadingStamp, ...] = ()
    if figures.existing_area_due is not None:
        by, source = figures.existing_area_due, figures.cite("existing_area_due")
        facts: tuple[tuple[str, int | date], ...] = (("by", by),)
    elif figures.existing_area_years is None:
        return _not_stated("existing_area_years", plan, on), date.min
    else:
        source = figures.cite("existing_area_years")
        readings = (plan.reading_stamp("three-years-from"),)
        start, missing = _start(area, plan, readings[0].option, source)
        if start is None:
            open_start = Undetermined((missing,), readings=readings, plan=plan.stamp)
            return open_start, date.min
        by = after_years(start, figures.existing_area_years)
        facts = (("start", start), ("years", figures.existing_area_years), ("by", by))
    rolled = roll(by, calendar)
    if rolled != Deadline(by=by):
        readings += (plan.reading_stamp("rest-day-roll"),)
    deadline = rolled if plan.readings.rest_day_roll == "yes" else Deadline(by=by)
    ground = Ground("provision.due", source, facts)
    return Decided(deadline, grounds=(ground,), readings=readings, plan=plan.stamp), by


def _start(
    area: ResidentialArea, plan: Plan, option: str, source: Citation | None
) -> tuple[date | None, Missing]:
    """Find the day from which the years run, and what is missing if there is none."""
    starts: Mapping[str, tuple[Event, Missing]] = {
        "not-stated": (area.duty_starts_on, Missing("duty_starts_on", "text", source)),
        "plan-issued": (plan.issued, Missing("plan.issued", "text", source)),
        "survey-date": (area.surveyed_on, Missing("surveyed_on", "fact", source)),
    }
    day, missing = starts[option]
    return day or None, missing


def _overdue(  # noqa: PLR0913, PLR0917 - the findings it rests on
    area: ResidentialArea,
    due: Decision[Deadline],
    last: date,
    held: _Held,
    plan: Plan,
    on: date,
) -> Decision[int]:
    """Count the days past the last one until the facility was there, or until now."""
    if not isinstance(due, Decided):
        missing = due.missing if isinstance(due, Undetermined) else ()
        return Undetermined(missing, readings=due.readings, plan=plan.stamp)
    done = area.facility_accepted_on
    finished = happened(done, on)
    until = done if finished and done else on
    missing = ()
    late = max(0, (until - (due.value.by or last)).days)
    if late and due.value.by is None:
        missing = (Missing("calendar", "calendar"),)
    if late and (finished is None or (not finished and held.slots)):
        missing = (*missing, Missing("facility_accepted_on", "fact"))
    if late and not finished:
        missing = (*missing, *held.missing)
    readings = due.readings
    if until <= last:  # in time whether or not the last day rolls
        readings = tuple(stamp for stamp in readings if stamp.id != "rest-day-roll")
    if missing:
        return Undetermined(missing, grounds=due.grounds, readings=readings, plan=plan.stamp)
    return Decided(late, grounds=due.grounds, readings=readings, plan=plan.stamp)
