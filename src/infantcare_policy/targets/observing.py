"""What a county's own record says of the indicators of its targets.

Source: 1 (what is built); 2.1.2 (what is held every year).

Limitations: what is surveyed is not counted; it comes in as the county's observations. Where the
county also observed itself what its record says, both hold, and what excludes the other is refused.
The bounds of a share are those of its two sums, and may be wider than they need be.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve

from infantcare_policy.calendars import ONE_DAY
from infantcare_policy.checks import require_day
from infantcare_policy.conditions import Truth, every, negation, some
from infantcare_policy.county import RESIDENTS, Observation
from infantcare_policy.county.histories import count, read
from infantcare_policy.errors import Fault, InvalidFacts, WrongPlan
from infantcare_policy.facilities import happened, places_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from infantcare_policy.county import Activity, County
    from infantcare_policy.county.histories import History
    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan, Target

__all__ = ["observe"]

Bounds: TypeAlias = tuple[int, int | None]
"""The least and the most that a number can be; nothing may bound it above."""

NONE: Bounds = (0, 0)
UNKNOWN: Bounds = (0, None)


def observe(county: County, plan: Plan, *, on: date) -> tuple[Observation, ...]:
    """Give what is known by the end of a day of every indicator of the plan's targets.

    Args:
        county: the county's record; what it observed itself stands as it is.
        plan: the plan whose targets say what is counted; its reading `built-on` says from which
            day a facility counts.
        on: the day up to which the record is read.

    Returns:
        The observations, sorted by indicator, day and town: the county's own, and one for each day
        on which a number counted from its facilities or activities changed.

    Raises:
        WrongPlan: when the county, or one of its observations, belongs to another plan.
        UnknownTown: for a town that the plan does not know.
        InvalidFacts: for fewer residents than places, or observations that exclude each other.
    """
    require_day(on)
    for name in (county.id, *(observation.county for observation in county.observations)):
        if name != plan.id:
            raise WrongPlan(name, plan.id)
    found = [
        evolve(o, town=None if o.town is None else plan.town(o.town).id)
        for o in county.observations
        if o.on <= on
    ]
    counted: dict[str, list[Target]] = {}
    for target in plan.targets:
        if target.counts:
            counted.setdefault(target.indicator, []).append(target)
    for targets in counted.values():
        if targets[0].counts == "activities":
            found.extend(_held(targets[0], county, plan, on))
        elif county.facilities is not None:
            found.extend(_built(targets, county.facilities, county, plan, on))
    return tuple(sorted(set(found), key=lambda o: (o.indicator, o.on, o.town or "", repr(o))))


# what is held: activities, year by year


def _held(target: Target, county: County, plan: Plan, on: date) -> Iterator[Observation]:
    """Count the activities of each year, up to its end or the day that is asked about."""
    held = [activity for activity in county.activities if activity.on <= on]
    recorded = {year for year in county.recorded_years if year <= on.year}
    for year in sorted({activity.on.year for activity in held} | recorded):
        truths = {
            activity.id: plan.holds(target, _facts(activity))
            for activity in held
            if activity.on.year == year
        }
        low = sum(truth is True for truth in truths.values())
        maybe = tuple(sorted(name for name, truth in truths.items() if truth is None))
        yield _observation(
            target,
            plan,
            min(date(year, 12, 31), on),
            (low, low + len(maybe) if year in recorded else None),
            uncertain=maybe,
        )


def _facts(activity: Activity) -> Mapping[str, str | None]:
    level = None if activity.level is None else activity.level.value
    return {"activity": activity.kind, "level": level}


# what is built: facilities and their places, whenever the number changes


def _built(
    targets: Sequence[Target],
    facilities: Iterable[Facility],
    county: County,
    plan: Plan,
    on: date,
) -> Iterator[Observation]:
    """Count facilities or places on every day on which the number may have changed."""
    target = targets[0]
    asked = {on, *(each.due for each in targets if each.due and each.due <= on)}
    asked |= {o.on for o in county.observations if o.indicator == target.indicator and o.on <= on}
    held = sorted(facilities, key=lambda facility: facility.id)
    if target.kind == "per-town":
        yield from _by_town(target, held, plan, asked, on)
        return
    people = read(county.observations, RESIDENTS, plan)
    if target.kind == "per-thousand":
        asked.update(people.days(on))
        since = (row.since for row in plan.figure_rows.get("residents", ()))
        asked.update(day for day in since if day and day <= on)
    everywhere = [(facility, True) for facility in held]
    for day, number, there, uncertain in _tallied(target, everywhere, plan, asked, on):
        if target.kind == "count":
            yield _observation(target, plan, day, number, uncertain=uncertain)
            continue
        whole = there if target.kind == "rate" else _residents(people, plan, day)
        if whole[0] == 0:  # it may be a part of nothing, which is no number
            yield _observation(target, plan, day, UNKNOWN, uncertain=uncertain)
            continue
        if whole[1] is not None and number[0] > whole[1]:
            found = f"{whole[1]} by {day}, and {number[0]} of {target.indicator}"
            fault = Fault(
                RESIDENTS, expected="more residents than what they are given", found=found
            )
            raise InvalidFacts([fault], plan.id)
        yield _observation(target, plan, day, number, whole=whole, uncertain=uncertain)


def _residents(people: History, plan: Plan, on: date) -> Bounds:
    """Give the residents of the county: as counted whole by that day, else the plan's figure."""
    known = people.state(on).bound(count)
    figure = plan.figures(on).residents
    if known.exact is None and figure is not None:
        return figure, figure
    if known.high == 0:
        return NONE
    # people live there, however few are known of
    return max(1, int(known.low)), None if known.high is None else int(known.high)


def _by_town(
    target: Target, held: Sequence[Facility], plan: Plan, asked: Iterable[date], on: date
) -> Iterator[Observation]:
    """Count in every township; a facility of which nobody knows where it stands may be in any."""
    towns = {f.id: None if f.town is None else plan.town(f.town).id for f in held}
    for town in plan.towns:
        here = [(f, towns[f.id] is not None) for f in held if towns[f.id] in {None, town.id}]
        for day, number, _, uncertain in _tallied(target, here, plan, asked, on):
            yield _observation(target, plan, day, number, town=town.id, uncertain=uncertain)


def _tallied(
    target: Target,
    held: Iterable[tuple[Facility, bool]],
    plan: Plan,
    asked: Iterable[date],
    on: date,
) -> Iterator[tuple[date, Bounds, Bounds, tuple[str, ...]]]:
    """Sweep over the days up to `on`: the number of what counts, and of all that is there.

    Each facility comes with whether it certainly belongs here. On the days `asked` the numbers are
    given even if nothing changed.
    """
    facilities = list(held)
    changing: dict[date, list[tuple[Facility, bool]]] = {day: [] for day in asked}
    for facility, certain in facilities:
        for day in _days_of(facility):
            if day <= on:
                changing.setdefault(day, []).append((facility, certain))
    first = min(changing)
    # what closed before anything else is known of it may have been there before
    before_all = first - ONE_DAY if first > date.min else first
    changing[before_all] = facilities
    seen: dict[str, tuple[Bounds, Bounds]] = {}
    number, whole = _Tally(), _Tally()
    uncertain: set[str] = set()
    last = NONE, NONE
    for day in sorted(changing):
        for facility, certain in changing[day]:
            before = seen.get(facility.id, (NONE, NONE))
            after = _counted(target, facility, plan, day, certain=certain)
            seen[facility.id] = after
            number.change(before[0], after[0])
            whole.change(before[1], after[1])
            open_ended = any(low != high for low, high in after)
            (uncertain.add if open_ended else uncertain.discard)(facility.id)
        if day in asked or (number.bounds, whole.bounds) != last:
            last = number.bounds, whole.bounds
            yield day, *last, tuple(sorted(uncertain))


class _Tally:
    """A running sum of numbers, each between its bounds."""

    def __init__(self) -> None:
        self.low = self.high = self.endless = 0

    def change(self, before: Bounds, after: Bounds) -> None:
        for sign, (low, high) in ((-1, before), (1, after)):
            self.low += sign * low
            self.high += sign * (high or 0)
            self.endless += sign * (high is None)

    @property
    def bounds(self) -> Bounds:
        return self.low, None if self.endless else self.high


def _days_of(facility: Facility) -> set[date]:
    """List the days on which something about a facility changed."""
    events = (facility.registered_on, facility.filed_on, facility.opened_on, facility.closed_on)
    named = (facility.demonstration.since,) if facility.demonstration else ()
    accepted = (acceptance.on for acceptance in facility.acceptances or ())
    return {day for day in (*events, *named, *accepted) if day}


def _counted(
    target: Target, facility: Facility, plan: Plan, day: date, *, certain: bool
) -> tuple[Bounds, Bounds]:
    """Give what a facility adds to the number that counts, and to all that is there."""
    facts = facility.facts(day)
    closed = happened(facility.closed_on, day)
    there = every((_is_built(facility, plan, day), negation(closed), certain or None))
    counting = every((there, plan.holds(target, facts)))
    size: Bounds = (1, 1)
    if target.counts == "places":
        size = places_between(facility, day)
    return _so_far(counting, size), _so_far(there, size)


def _is_built(facility: Facility, plan: Plan, day: date) -> Truth:
    if plan.readings.built_on == "opened":
        return happened(facility.opened_on, day)
    if facility.acceptances is None:
        return None
    return some(acceptance.passed for acceptance in facility.acceptances if acceptance.on <= day)


def _so_far(truth: Truth, size: Bounds) -> Bounds:
    if truth is False:
        return NONE
    return size if truth else (0, size[1])


def _observation(  # noqa: PLR0913 - the fields of an observation
    target: Target,
    plan: Plan,
    on: date,
    number: Bounds,
    *,
    whole: Bounds | None = None,
    town: str | None = None,
    uncertain: tuple[str, ...] = (),
) -> Observation:
    bounds: dict[str, int | None] = {}
    for name, (low, high) in (("numerator", number), ("denominator", whole or UNKNOWN)):
        if low == high:
            bounds[name] = low
        else:
            bounds |= {f"{name}_at_least": low or None, f"{name}_at_most": high}
    return Observation(
        county=plan.id,
        indicator=target.indicator,
        on=on,
        town=town,
        uncertain=uncertain,
        **bounds,
    )
