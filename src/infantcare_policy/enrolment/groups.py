"""Whether the class groups of a facility are lawful: ages, sizes and carers.

Source: 托育机构设置标准（试行） arts. 19, 20; 家庭托育点管理办法（试行）.

Limitations: see `infantcare_policy.enrolment`. A home point is one group, whatever its kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from infantcare_policy.checks import require_day
from infantcare_policy.decisions import (
    Citation,
    Decision,
    Ground,
    GroundFact,
    Missing,
    Undetermined,
)
from infantcare_policy.enrolment.ages import UNDER_THREE, kinds_for
from infantcare_policy.enrolment.seen import NOTHING, Seen
from infantcare_policy.facilities import ClassGroup
from infantcare_policy.plan import Figures
from infantcare_policy.terms import ClassKind, Setting

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan

__all__ = ["check_groups", "is_home_point", "limit_of"]


def check_groups(facility: Facility, plan: Plan, *, on: date) -> Decision[tuple[Ground, ...]]:
    """Find what is not lawful about the class groups of a facility.

    Returns:
        Every breach, none for groups that are lawful. `Undetermined`, with the breaches that are
        certain among its grounds, when an unknown fact or a figure that no text gives could add
        one.

    Source: 托育机构设置标准（试行） arts. 19, 20; 家庭托育点管理办法（试行）.
    """
    require_day(on)
    figures = plan.figures(on)
    if facility.groups is None:
        missing = Missing("groups", "fact", figures.cite("class_limits"))
        return Undetermined((missing,), plan=plan.stamp)
    included = plan.readings.under_three == "included"
    seen = _seen(facility, facility.groups, figures, birthday_included=included)
    other = _seen(facility, facility.groups, figures, birthday_included=not included)
    if seen != other:
        seen += Seen(readings=(plan.reading_stamp(UNDER_THREE),))
    source = figures.cite("home_point_children" if is_home_point(facility) else "class_limits")
    return seen.answer(Ground("enrolment.groups-lawful", source), plan)


def _seen(
    facility: Facility,
    groups: tuple[ClassGroup, ...],
    figures: Figures,
    *,
    birthday_included: bool,
) -> Seen:
    """Look at the groups as those of a home point, of another facility, or of either."""
    as_home = _of_home_point(groups, figures)
    as_classes = NOTHING
    for index, group in enumerate(groups):
        as_classes += _Class(index, group, figures, birthday_included).seen()
    if facility.settings is None:
        if evolve(as_home, notes=()) == evolve(as_classes, notes=()):
            return as_classes
        certain = tuple(breach for breach in as_home.breaches if breach in as_classes.breaches)
        unknown = Missing("settings", "fact", figures.cite("home_point_children"))
        missing = (unknown, *as_classes.missing)
        return Seen(breaches=certain, missing=missing, notes=as_classes.notes)
    return as_home if is_home_point(facility) else as_classes


def _of_home_point(groups: tuple[ClassGroup, ...], figures: Figures) -> Seen:
    """Count the children and the carers of a home point; what is known may already be too much."""
    children = sum(group.enrolled or 0 for group in groups)
    carers = sum(group.carers or 0 for group in groups)
    limit, per_carer = figures.home_point_children, figures.home_point_children_per_carer
    breaches: list[Ground] = []
    missing: list[Missing] = []
    for name, value in (
        ("home_point_children", limit),
        ("home_point_children_per_carer", per_carer),
    ):
        if value is None:
            missing.append(Missing(name, "text", figures.cite(name)))
    source = figures.cite("home_point_children")
    if limit is not None and children > limit:
        counted = (("enrolled", children), ("limit", limit))
        breaches.append(Ground("enrolment.home-point-too-large", source, counted))
    unknown = [f"groups[{i}].enrolled" for i, group in enumerate(groups) if group.enrolled is None]
    source = figures.cite("home_point_children_per_carer")
    uncounted = [f"groups[{i}].carers" for i, group in enumerate(groups) if group.carers is None]
    if children and not uncounted and per_carer is not None and carers * per_carer < children:
        said = (("enrolled", children), ("carers", carers), ("per_carer", per_carer))
        breaches.append(Ground("enrolment.home-point-too-few-carers", source, said))
    elif uncounted and per_carer is not None and (unknown or carers * per_carer < children):
        unknown += uncounted
    missing += [Missing(name, "fact", source) for name in unknown]
    return Seen(breaches=tuple(breaches), missing=tuple(missing))


@frozen
class _Class:
    """One class group under the standard."""

    index: int
    group: ClassGroup
    figures: Figures
    birthday_included: bool

    @property
    def said(self) -> tuple[tuple[str, GroundFact], ...]:
        """Say which group it is, as people count."""
        return (("group", self.index + 1), ("class", self.group.kind.value))

    def seen(self) -> Seen:
        """Look at its size, its carers and its ages."""
        return self._size() + self._carers() + self._ages()

    def _unknown(self, name: str, source: Citation | None) -> Seen:
        return Seen(missing=(Missing(f"groups[{self.index}].{name}", "fact", source),))

    def _size(self) -> Seen:
        name = "mixed_class_limit" if self.group.kind is ClassKind.MIXED else "class_limits"
        limit = limit_of(self.group.kind, self.figures)
        source = self.figures.cite(name)
        if limit is None:
            return Seen(missing=(Missing(name, "text", source),))
        notes: tuple[Ground, ...] = ()
        enrolled, slots = self.group.enrolled, self.group.slots
        if slots is not None and slots > limit:
            said = (*self.said, ("slots", slots), ("limit", limit))
            notes = (Ground("enrolment.places-above-limit", source, said),)
        if enrolled is None:
            return Seen(notes=notes) + self._unknown("enrolled", source)
        if enrolled > limit:
            said = (*self.said, ("enrolled", enrolled), ("limit", limit))
            breach = Ground("enrolment.class-too-large", source, said)
            return Seen(breaches=(breach,), notes=notes)
        return Seen(notes=notes)

    def _carers(self) -> Seen:
        """Count the carers; no text says how many a mixed class needs."""
        source = self.figures.cite("carer_ratios")
        enrolled, carers = self.group.enrolled, self.group.carers
        if enrolled == 0:
            return NOTHING
        per_carer = (self.figures.carer_ratios or {}).get(self.group.kind)
        silent = per_carer is None
        if per_carer is None and self.group.kind is ClassKind.MIXED:
            per_carer = self._strictest()
        if per_carer is None:
            return Seen(missing=(Missing("carer_ratios", "text", source),))
        if carers is None:
            return self._unknown("carers", source)
        if enrolled is None or carers * per_carer >= enrolled:
            return NOTHING
        if silent:  # enough under the strictest ratio would have been enough under any
            note = Ground("enrolment.mixed-ratio-not-stated", source, self.said)
            return Seen(missing=(Missing("carer_ratios.mixed", "text", source),), notes=(note,))
        counted = (("enrolled", enrolled), ("carers", carers), ("per_carer", per_carer))
        breach = Ground("enrolment.too-few-carers", source, (*self.said, *counted))
        return Seen(breaches=(breach,))

    def _strictest(self) -> int | None:
        """Give the strictest ratio of the ages that a mixed class may hold."""
        youngest = self.group.youngest_months
        if youngest is None:
            youngest = self.figures.mixed_class_min_months or 0
        below = self.figures.class_below_months or {}
        ratios = self.figures.carer_ratios or {}
        oldest = max(below.values(), default=0)
        return min(
            (
                ratio
                for kind, ratio in ratios.items()
                if below.get(kind, 0) > min(youngest, oldest - 1)  # who is too old is the oldest
            ),
            default=None,
        )

    def _ages(self) -> Seen:
        """Look at the youngest and the oldest; the kind of a group of one age tells both."""
        kind, figures = self.group.kind, self.figures
        mixed = kind is ClassKind.MIXED
        source = figures.cite("mixed_class_min_months" if mixed else "class_min_months")
        names = ("youngest_months", "oldest_months")
        ages = {name: getattr(self.group, name) for name in names}
        known = sorted({age for age in ages.values() if age is not None})
        figure = "mixed_class_min_months" if mixed else "class_min_months"
        if known and not (getattr(figures, figure) and figures.class_below_months):
            return Seen(missing=(Missing(figure, "text", source),))
        outside = [
            age
            for age in known
            if kind not in kinds_for(age, figures, birthday_included=self.birthday_included)
        ]
        breaches = tuple(
            Ground("enrolment.age-outside-class", source, (*self.said, ("months", age)))
            for age in outside
        )
        seen = Seen(breaches=breaches)
        if mixed and self.group.enrolled != 0:
            for name in (name for name, age in ages.items() if age is None):
                seen += self._unknown(name, source)
        return seen


def is_home_point(facility: Facility) -> bool:
    """Tell whether a facility is known to be a home point."""
    return Setting.HOME in (facility.settings or ())


def limit_of(kind: ClassKind, figures: Figures) -> int | None:
    """Give the most children that a class of a kind may hold."""
    if kind is ClassKind.MIXED:
        return figures.mixed_class_limit
    return (figures.class_limits or {}).get(kind)
