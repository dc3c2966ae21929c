"""Places: licensed, accepted, enrolled, vacant; and who still fits in.

Source: 托育机构设置标准（试行） art. 19 (class groups); 家庭托育点管理办法（试行）; 3.2 (places
that stand accepted).

Limitations: that no more children are taken than places were licensed is common sense; no text
that was read says so. Whether there are carers for one child more is asked of `check_groups`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from infantcare_policy.calendars import happened
from infantcare_policy.checks import require, require_day, whole
from infantcare_policy.decisions import Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.enrolment.ages import classes_for
from infantcare_policy.enrolment.groups import is_home_point, limit_of
from infantcare_policy.facilities import accepted_places
from infantcare_policy.terms import ClassKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from infantcare_policy.facilities import ClassGroup, Facility
    from infantcare_policy.plan import Plan

__all__ = ["Band", "Places", "places", "vacancies"]


@frozen(kw_only=True)
class Band:
    """The places of one kind of class; `None` where a number is unknown."""

    kind: ClassKind
    slots: int | None
    enrolled: int | None
    vacant: int | None


@frozen(kw_only=True)
class Places:
    """The places of a facility in four numbers; `None` where one is unknown.

    Attributes:
        licensed: what it may offer (批准、备案的托位).
        accepted: what stands accepted (验收合格).
        enrolled: the children who are there.
        vacant: the places of its groups that nobody has, never more than are licensed.
        bands: the places by kind of class; `None` where the groups are unknown.
    """

    licensed: int | None
    accepted: int | None
    enrolled: int | None
    vacant: int | None
    bands: tuple[Band, ...] | None


def places(facility: Facility, *, on: date) -> Places:
    """Count the places of a facility on a day: licensed, accepted, enrolled and vacant.

    Licensed and accepted places are those of the day; groups are as they were handed in.

    Source: 3.2 for what is accepted; none for the rest, which is counting.
    """
    require_day(on)
    licensed = _licensed(facility, on)
    groups = facility.groups
    enrolled = None if groups is None else _sum(group.enrolled for group in groups)
    free = None if groups is None else _sum(map(_free, groups))
    return Places(
        licensed=licensed,
        accepted=accepted_places(facility, on),
        enrolled=enrolled,
        vacant=_least(free, _left(licensed, groups)),
        bands=None if groups is None else tuple(_bands(groups)),
    )


def _bands(groups: Iterable[ClassGroup]) -> Iterable[Band]:
    held = tuple(groups)
    for kind in ClassKind:
        own = [group for group in held if group.kind is kind]
        if own:
            yield Band(
                kind=kind,
                slots=_sum(group.slots for group in own),
                enrolled=_sum(group.enrolled for group in own),
                vacant=_sum(map(_free, own)),
            )


def _licensed(facility: Facility, on: date) -> int | None:
    """Give the licensed places of a day: those of the last capacity that has begun."""
    if happened(facility.closed_on, on):
        return 0
    if facility.capacities is None:
        return None
    begun = [capacity for capacity in facility.capacities if capacity.on <= on]
    slots = max(begun, key=lambda capacity: capacity.on).slots if begun else 0
    may_be_closed = happened(facility.closed_on, on) is None
    return None if slots and may_be_closed else slots


def _free(group: ClassGroup, limit: int | None = None) -> int | None:
    """Count the places of a group that nobody has, within a limit; a full group has none."""
    most = [number for number in (group.slots, limit) if number is not None]
    if 0 in most:
        return 0
    if group.enrolled is None:
        return None
    if any(group.enrolled >= number for number in most):
        return 0
    return None if group.slots is None else min(most) - group.enrolled


def _sum(numbers: Iterable[int | None]) -> int | None:
    held = tuple(numbers)
    known = [number for number in held if number is not None]
    return sum(known) if len(known) == len(held) else None


def _left(licensed: int | None, groups: Iterable[ClassGroup] | None) -> int | None:
    """Count what the licence leaves; the children who are known of may have used it up."""
    if licensed is None:
        return None
    numbers = [None] if groups is None else [group.enrolled for group in groups]
    left = max(0, licensed - sum(number or 0 for number in numbers))
    return left if left == 0 or None not in numbers else None


def _least(free: int | None, left: int | None) -> int | None:
    """Give what is free in the groups and left by the licence; nothing free is nothing free."""
    if 0 in (free, left):
        return 0
    return None if free is None or left is None else min(free, left)


@frozen(kw_only=True)
class _Count:
    """How many children fit in, and what is unknown about it."""

    free: int | None
    missing: tuple[str, ...] = ()


def vacancies(facility: Facility, months: int, plan: Plan, *, on: date) -> Decision[int]:
    """Count the children of an age whom a facility could still take on a day.

    Args:
        facility: what is known of the facility.
        months: the age in whole months.
        plan: the plan that is asked.
        on: the day for which the question is asked; groups are as they were handed in.

    Returns:
        0 for a facility that is not open, and for an age that no class takes; `Undetermined` where
        an unknown number could change the count.

    Source: 托育机构设置标准（试行） art. 19; 家庭托育点管理办法（试行）.
    """
    require_day(on)
    require(whole(), months, "months")
    classes = classes_for(months, plan, on=on)
    if isinstance(classes, Undetermined):
        return classes
    kinds = classes.require()
    figures = plan.figures(on)
    opened, closed = (happened(event, on) for event in (facility.opened_on, facility.closed_on))
    if opened is False or closed:
        ground = Ground("enrolment.not-open", figures.cite(_figure(facility)))
        return Decided(0, grounds=(ground,), plan=plan.stamp)
    # what is asked of one that may be closed is what it would have if it were not
    held = facility if closed is not None else evolve(facility, closed_on=False)
    count = _fitting(held, kinds, months, plan, on)
    unknown = [
        name for name, event in (("opened_on", opened), ("closed_on", closed)) if event is None
    ]
    source = figures.cite(_figure(facility))
    if count.free != 0 and (unknown or count.missing):
        missing = tuple(
            Missing(name, "text" if name in OF_THE_TEXT else "fact", source)
            for name in dict.fromkeys((*unknown, *count.missing))
        )
        return Undetermined(
            missing, grounds=classes.grounds, readings=classes.readings, plan=plan.stamp
        )
    free = count.free or 0
    ground = Ground("enrolment.vacancies", source, (("months", months), ("vacant", free)))
    return Decided(
        free, grounds=(ground, *classes.grounds), readings=classes.readings, plan=plan.stamp
    )


def _figure(facility: Facility) -> str:
    return "home_point_children" if is_home_point(facility) else "class_limits"


OF_THE_TEXT = ("home_point_ages", "home_point_children", "class_limits")


def _fitting(
    facility: Facility, classes: tuple[ClassKind, ...], months: int, plan: Plan, on: date
) -> _Count:
    """Count within the licence, as a home point, as another facility, or as either."""
    as_home = _within(facility, _in_home_point(facility, classes, months, plan, on), on)
    as_classes = _within(facility, _in_classes(facility, classes, plan, on), on)
    if facility.settings is not None:
        return as_home if is_home_point(facility) else as_classes
    if as_home == as_classes:
        return as_home
    return _Count(free=None, missing=("settings", *as_home.missing, *as_classes.missing))


def _within(facility: Facility, count: _Count, on: date) -> _Count:
    """Take no more than the licence leaves."""
    if count.free == 0:
        return count
    licensed = _licensed(facility, on)
    left = _left(licensed, facility.groups)
    missing = count.missing
    if licensed is None:
        missing = (*missing, "capacities")
    if left is None:
        missing = (*missing, *_unknown(facility.groups, "enrolled"))
    free = _least(count.free, left)
    return _Count(free=free, missing=() if free == 0 else missing)


def _in_classes(facility: Facility, classes: tuple[ClassKind, ...], plan: Plan, on: date) -> _Count:
    """Count the free places of the classes that take the age, none above the limit of a class."""
    if not classes:
        return _Count(free=0)
    if facility.groups is None:
        return _Count(free=None, missing=("groups",))
    figures = plan.figures(on)
    free: list[int | None] = []
    missing: list[str] = []
    for index, group in enumerate(facility.groups):
        if group.kind not in classes or group.slots == 0:
            continue
        limit = limit_of(group.kind, figures)
        room = _free(group, limit)
        if room != 0:
            unknown = [name for name in NUMBERS if getattr(group, name) is None]
            missing += [f"groups[{index}].{name}" for name in unknown]
            missing += ["class_limits"] if limit is None else []
        free.append(room if room == 0 or limit is not None else None)
    return _Count(free=_sum(free), missing=tuple(missing))


NUMBERS = ("slots", "enrolled")


def _in_home_point(
    facility: Facility, classes: tuple[ClassKind, ...], months: int, plan: Plan, on: date
) -> _Count:
    """Count the free places of a home point, which is one group; its ages no text gives."""
    figures = plan.figures(on)
    if not classes and months >= max((figures.class_min_months or {}).values(), default=0):
        return _Count(free=0)
    groups, limit = facility.groups, figures.home_point_children
    if groups is None:
        return _Count(free=None, missing=("groups",))
    known = sum(group.enrolled or 0 for group in groups)
    slots, enrolled = (_sum(getattr(group, name) for group in groups) for name in NUMBERS)
    if any(most is not None and known >= most for most in (limit, slots)):
        return _Count(free=0)
    missing = [name for number in NUMBERS for name in _unknown(groups, number)]
    if limit is None:
        missing.append("home_point_children")
    if not classes:
        missing.append("home_point_ages")
    if missing or limit is None or slots is None or enrolled is None:
        return _Count(free=None, missing=tuple(missing))
    return _Count(free=min(limit, slots) - enrolled)


def _unknown(groups: Sequence[ClassGroup] | None, name: str) -> list[str]:
    """Name a number of each group that does not give it."""
    if groups is None:
        return ["groups"]
    return [f"groups[{i}].{name}" for i, group in enumerate(groups) if getattr(group, name) is None]
