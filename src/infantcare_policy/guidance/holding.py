"""What was held for families: activities in the townships, and the county lecture of each year.

Source: 2.1.2.

Limitations: see `infantcare_policy.guidance`. A county lecture is not counted as one of the
township where it is held. Lectures are counted from the activities; what the county observed of
them as a number is seen by `targets` alone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from infantcare_policy.calendars import end_of_year
from infantcare_policy.checks import calendar_year, each, require, require_day
from infantcare_policy.conditions import Truth, every
from infantcare_policy.counts import Count, count
from infantcare_policy.decisions import Ground, Missing, Reasoned
from infantcare_policy.terms import ActivityKind, Level, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from infantcare_policy.county import Activity
    from infantcare_policy.plan import Plan

__all__ = [
    "ActivitiesHeld",
    "LectureStatus",
    "LectureYear",
    "TownActivities",
    "activities",
    "lectures",
]


@frozen(kw_only=True)
class ActivitiesHeld:
    """The activities of a kind in a township that are on record, up to a day.

    Attributes:
        number: how many are on record; those that may have been held there are named. What is not
            on record may have been held all the same.
        last_on: the day of the last one that certainly was; `None` for none on record.
        days_since: the days since then.
    """

    kind: ActivityKind
    number: Count
    last_on: date | None
    days_since: int | None


@frozen(kw_only=True)
class TownActivities(Reasoned):
    """What was held in a township, kind by kind, in the order of the plan."""

    derived: ClassVar[tuple[str, ...]] = ("without",)

    town: str
    held: tuple[ActivitiesHeld, ...]

    @property
    def without(self) -> tuple[ActivityKind, ...]:
        """Name the kinds of which the record holds none that was, or may have been, held there."""
        return tuple(each.kind for each in self.held if each.number == Count(known=0))


def activities(held: Iterable[Activity], plan: Plan, *, on: date) -> tuple[TownActivities, ...]:
    """Tell what was held in every township up to a day, and when last.

    Args:
        held: the activities of the record; later ones are not seen.
        plan: the plan whose kinds of activity are looked for.
        on: the day for which the question is asked.

    Returns:
        Every township of the plan, in its order. No interval is judged, because the text has none.

    Raises:
        UnknownTown: for a town that the plan does not know.

    Source: 2.1.2.
    """
    require_day(on)
    seen = [
        (activity, None if activity.town is None else plan.town(activity.town).id)
        for activity in held
        if activity.on <= on
    ]
    grounds = tuple(
        Ground("guidance.activity", row.cite, (("activity", row.id), ("words", row.words)))
        for row in plan.activities
    )
    return tuple(
        TownActivities(
            town=town.id,
            held=tuple(
                _held(row.id, [(a, _in(a, stands_in, town.id)) for a, stands_in in seen], on)
                for row in plan.activities
            ),
            grounds=grounds,
            plan=plan.stamp,
        )
        for town in plan.towns
    )


def _in(activity: Activity, stands_in: str | None, town: str) -> Truth:
    """Tell whether an activity is one of a township."""
    here = None if stands_in is None else stands_in == town
    if activity.kind != "lecture":
        return here
    of_the_town = None if activity.level is None else activity.level is not Level.COUNTY
    return every((here, of_the_town))


def _held(kind: ActivityKind, here: Sequence[tuple[Activity, Truth]], on: date) -> ActivitiesHeld:
    own = [(activity, truth) for activity, truth in here if activity.kind == kind]
    last_on = max((activity.on for activity, truth in own if truth), default=None)
    return ActivitiesHeld(
        kind=kind,
        number=count((activity.id, truth) for activity, truth in own),
        last_on=last_on,
        days_since=None if last_on is None else (on - last_on).days,
    )


class LectureStatus(Word):
    """How the county lecture of a year stands."""

    MET = "met", "已举办"
    MISSED = "missed", "未举办"
    PENDING = "pending", "年度未结束"
    UNKNOWN = "unknown", "不详"


@frozen(kw_only=True)
class LectureYear(Reasoned):
    """The county lectures of a year.

    Attributes:
        held: how many there were; lectures that may be the county's are named.
        asked: how many are due; `None` where the plan gives no number.
        missing: what has to be known for a verdict.
    """

    derived: ClassVar[tuple[str, ...]] = ()

    year: int
    status: LectureStatus
    held: Count
    asked: int | None
    missing: tuple[Missing, ...] = ()


def lectures(
    held: Iterable[Activity],
    plan: Plan,
    *,
    years: Iterable[int],
    recorded_years: Iterable[int],
    on: date,
) -> tuple[LectureYear, ...]:
    """Judge the county lecture of every year by itself: none heals another year.

    Args:
        held: the activities of the record; later ones are not seen.
        plan: the plan whose number a year applies, as of the year's end or the day asked about.
        years: the years that are judged.
        recorded_years: the years whose activities are recorded in full; in another year a lecture
            that is not recorded may have been held.
        on: the day for which the question is asked, to its end.

    Raises:
        InvalidFacts: for what is no year of the calendar.

    Source: 2.1.2.
    """
    require_day(on)
    asked, recorded = tuple(years), tuple(recorded_years)
    for name, numbers in (("years", asked), ("recorded_years", recorded)):
        require(each(calendar_year), numbers, name)
    seen = [activity for activity in held if activity.on <= on and activity.kind == "lecture"]
    return tuple(
        _year(year, seen, plan, recorded=year in recorded, on=on)
        for year in sorted(dict.fromkeys(asked))
    )


def _year(
    year: int, seen: Iterable[Activity], plan: Plan, *, recorded: bool, on: date
) -> LectureYear:
    last = end_of_year(year)
    figures = plan.figures(min(on, last))
    asked, source = figures.county_lectures_per_year, figures.cite("county_lectures_per_year")
    own = [activity for activity in seen if activity.on.year == year]
    held = count((a.id, None if a.level is None else a.level is Level.COUNTY) for a in own)
    if asked is None:
        missing = [Missing("county_lectures_per_year", "text", source)]
    else:
        missing = [Missing(f"activities.{name}", "fact", source) for name in held.unknown]
        if not recorded:
            missing.append(Missing(f"recorded_years.{year}", "fact", source))
    if asked is not None and held.known >= asked:
        status, missing = LectureStatus.MET, []
    elif on < last:
        status, missing = LectureStatus.PENDING, []
    elif asked is None or not recorded or held.known + len(held.unknown) >= asked:
        status = LectureStatus.UNKNOWN
    else:
        status, missing = LectureStatus.MISSED, []
    said = (("year", str(year)), ("number", held.known), ("at_least", asked))
    return LectureYear(
        year=year,
        status=status,
        held=held,
        asked=asked,
        missing=tuple(missing),
        grounds=(Ground("guidance.lectures", source, said),),
        plan=plan.stamp,
    )
