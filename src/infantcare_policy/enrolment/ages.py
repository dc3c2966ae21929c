"""Ages in whole months, and the class groups that take a child of an age.

Source: 托育机构设置标准（试行） art. 19; 民法典 arts. 201, 202 (how months are counted); 1
(children under three).

Limitations: see `infantcare_policy.enrolment`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.calendars import months_between
from infantcare_policy.checks import require, require_day, whole
from infantcare_policy.decisions import Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.errors import Fault, InvalidFacts
from infantcare_policy.terms import ClassKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from infantcare_policy.plan import Figures, Plan

__all__ = ["age_in_months", "classes_for", "kinds_for"]

UNDER_THREE = "under-three"


def age_in_months(born_on: date, *, on: date) -> int:
    """Count the whole months of age that a child has reached by the end of a day.

    A month is reached on the corresponding day, and where a month has none, on its last day: a
    child born on 29 February is twelve months old on 28 February.

    Raises:
        InvalidFacts: for a day before the birth.

    Source: 民法典 arts. 201, 202.
    """
    require_day(born_on, "born_on")
    require_day(on)
    if on < born_on:
        found = f"{on}, before born_on {born_on}"
        raise InvalidFacts([Fault("on", expected="a day not before the birth", found=found)])
    return months_between(born_on, on)


def classes_for(months: int, plan: Plan, *, on: date) -> Decision[tuple[ClassKind, ...]]:
    """Tell which kinds of class group take a child of an age.

    Args:
        months: the age in whole months.
        plan: the plan that is asked.
        on: the day whose standard applies.

    Returns:
        None for a child who is too young or no longer under three; `Undetermined` where the plan
        has no standard.

    Source: 托育机构设置标准（试行） art. 19; 1, read by `under-three`.
    """
    require_day(on)
    require(whole(), months, "months")
    figures = plan.figures(on)
    missing = tuple(_silent(figures))
    if missing:
        return Undetermined(missing, plan=plan.stamp)
    included = plan.readings.under_three == "included"
    kinds = kinds_for(months, figures, birthday_included=included)
    shaped = kinds != kinds_for(months, figures, birthday_included=not included)
    code = "enrolment.class" if kinds else "enrolment.no-class"
    ground = Ground(
        code,
        figures.cite("class_min_months"),
        (("months", months), ("classes", tuple(kind.value for kind in kinds))),
    )
    readings = (plan.reading_stamp(UNDER_THREE),) if shaped else ()
    return Decided(kinds, grounds=(ground,), readings=readings, plan=plan.stamp)


ASKED = ("class_min_months", "class_below_months", "mixed_class_min_months")


def _silent(figures: Figures) -> Iterator[Missing]:
    """Name the figures of the standard that a plan does not have."""
    for name in ASKED:
        if getattr(figures, name) is None:
            yield Missing(name, "text", figures.cite(name))


def kinds_for(months: int, figures: Figures, *, birthday_included: bool) -> tuple[ClassKind, ...]:
    """Find the kinds of class for an age; ages count in whole months, and so does the birthday."""
    youngest = figures.class_min_months or {}
    below = figures.class_below_months or {}
    oldest = max(below.values(), default=0)
    last = max(below, key=lambda kind: below[kind], default=None)
    found = [
        kind
        for kind in ClassKind
        if kind in youngest
        and youngest[kind] <= months
        and (months < below[kind] or (birthday_included and kind is last and months == oldest))
    ]
    mixed = figures.mixed_class_min_months
    within = months < oldest or (birthday_included and months == oldest)
    if mixed is not None and mixed <= months and within:
        found.append(ClassKind.MIXED)
    return tuple(found)
