"""Leave around a birth: the mother's, the spouse's, after a loss, and the hours for nursing.

Source: 2.1.1; 女职工劳动保护特别规定 arts. 7, 9; 陕西省人口与计划生育条例 art. 45.

Limitations: see `infantcare_policy.employment`. A figure that no layer of the plan gives leaves the
leave open, because it may be more than nothing; a plan says that there is none with the value 0.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from infantcare_policy.calendars import after_days, after_months, months_between
from infantcare_policy.checks import require_day
from infantcare_policy.decisions import Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.plan import Omission, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infantcare_policy.conditions import Truth
    from infantcare_policy.families import Birth, PregnancyLoss
    from infantcare_policy.plan import Figures

__all__ = [
    "Leave",
    "LeavePart",
    "care_leave",
    "maternity_leave",
    "nursing_hours",
    "parental_leave",
    "pregnancy_loss_leave",
]

BEFORE_BIRTH = "maternity_leave_before_birth_days"
APART = "care_leave_days_apart"
PARENTAL = "parental_leave_days"


@frozen(kw_only=True)
class LeavePart:
    """A part of a leave: the figure that gives it, and its days."""

    figure: str
    days: int


@frozen(kw_only=True)
class Leave:
    """A leave in calendar days, rest days and holidays included.

    Attributes:
        days: all its days.
        before_birth: how many of them may come before the birth; 0 for a leave that cannot.
        parts: what it is made of.
    """

    days: int
    before_birth: int = 0
    parts: tuple[LeavePart, ...]

    def last_day(self, first: date) -> date:
        """Give the last day of the leave, where it begins on a day and is taken at once.

        For a leave of no days it is the day before the first.

        Raises:
            InvalidFacts: when `first` is not a day.
        """
        require_day(first, "first")
        return after_days(first, self.days - 1)


def maternity_leave(birth: Birth, plan: Plan) -> Decision[Leave]:
    """Count the mother's leave after a birth, under the law of its day.

    Returns:
        `Undetermined`, with the parts that are certain among its grounds, where an unknown fact or
        a figure that the plan does not have could add days.

    Source: 2.1.1; 女职工劳动保护特别规定 art. 7; 陕西省人口与计划生育条例 art. 45.
    """
    more = None if birth.children is None else birth.children - 1
    sum_of = _Sum(plan, birth.on)
    sum_of.add("maternity_leave_days")
    sum_of.add("difficult_birth_days", "difficult", applies=birth.difficult)
    several = None if more is None else more > 0
    sum_of.add("extra_child_days", "children", applies=several, times=more or 0)
    sum_of.add("provincial_maternity_days")
    checked = birth.pre_pregnancy_check
    sum_of.add("pre_pregnancy_check_days", "pre_pregnancy_check", applies=checked)
    sum_of.add("third_child_mother_days", "third_child", applies=birth.third_child)
    return sum_of.leave(before_birth=sum_of.figures.maternity_leave_before_birth_days)


def care_leave(birth: Birth, plan: Plan) -> Decision[Leave]:
    """Count the spouse's care leave (护理假) after a birth, under the law of its day.

    Returns:
        `Undetermined` for spouses who live apart, where the plan leaves their number out.

    Source: 2.1.1; 陕西省人口与计划生育条例 art. 45.
    """
    sum_of = _Sum(plan, birth.on)
    together, apart = sum_of.figures.care_leave_days, sum_of.figures.care_leave_days_apart
    differs = sum_of.names(APART) and (apart is None or apart != together)
    if not differs or birth.spouses_apart is False:
        sum_of.add("care_leave_days")
    elif birth.spouses_apart:
        sum_of.add(APART)
    else:
        sum_of.lack("spouses_apart", "fact", APART)
        if together is None:
            sum_of.lack("care_leave_days", "text")
    sum_of.add("third_child_father_days", "third_child", applies=birth.third_child)
    return sum_of.leave()


def pregnancy_loss_leave(loss: PregnancyLoss, plan: Plan) -> Decision[Leave]:
    """Count the leave after the loss of a pregnancy, under the law of its day.

    Source: 女职工劳动保护特别规定 art. 7.
    """
    sum_of = _Sum(plan, loss.on)
    boundary = sum_of.figures.loss_boundary_months
    early, late = sum_of.figures.early_loss_days, sum_of.figures.late_loss_days
    if early == late:
        sum_of.add("early_loss_days")
    elif boundary is None:
        sum_of.lack("loss_boundary_months", "text")
    elif loss.months is None:
        sum_of.lack("months", "fact", "loss_boundary_months")
    else:
        sum_of.add("late_loss_days" if loss.months >= boundary else "early_loss_days")
    return sum_of.leave()


def nursing_hours(birth: Birth, plan: Plan, *, on: date) -> Decision[int]:
    """Count the hours for nursing in a working day: so long as the child is not yet one.

    Units: hours in one working day; 0 before the birth and from the first birthday on.

    Source: 女职工劳动保护特别规定 art. 9.
    """
    require_day(on)
    figures = plan.figures(on)
    names = ("nursing_hours_per_day", "nursing_hours_per_extra_child", "nursing_until_months")
    values = tuple(getattr(figures, name) for name in names)
    lacking = [
        Missing(name, "text", plan.source(name, on))
        for name, value in zip(names, values, strict=True)
        if value is None
    ]
    if lacking:
        return Undetermined(tuple(lacking), plan=plan.stamp)
    hours, more, months = values
    source = figures.cite(names[0])
    until = after_months(birth.on, months)
    if on < birth.on or months_between(birth.on, on) >= months:
        ground = Ground("employment.no-nursing", source, (("from", birth.on), ("before", until)))
        return Decided(0, grounds=(ground,), plan=plan.stamp)
    if birth.children is None and more:
        return Undetermined((Missing("children", "fact", source),), plan=plan.stamp)
    said = (("children", birth.children), ("before", until))
    ground = Ground("employment.nursing", source, said)
    number = hours + more * ((birth.children or 1) - 1)
    return Decided(number, grounds=(ground,), plan=plan.stamp)


def parental_leave(plan: Plan, *, on: date) -> Decision[int]:
    """Give the days of yearly parental leave (育儿假), where a plan has a number for them.

    Returns:
        `Undetermined` otherwise, with the reason why the number is left out as a note.

    Units: days a year for each parent of a child under three.

    Source: 2.1.1 (it is silent); 陕西省人口与计划生育条例 art. 45, whose reports disagree.
    """
    require_day(on)
    sum_of = _Sum(plan, on)
    sum_of.add(PARENTAL)
    if sum_of.missing:
        return sum_of.undetermined()
    days = sum(part.days for part in sum_of.parts)
    return Decided(days, grounds=tuple(sum_of.grounds()), plan=plan.stamp)


@frozen
class _Sum:
    """The parts of a leave, added up: what is certain, what is missing, what was left out."""

    plan: Plan
    on: date
    parts: list[LeavePart] = field(factory=list, init=False)
    missing: list[Missing] = field(factory=list, init=False)
    omissions: list[Omission] = field(factory=list, init=False)

    @property
    def figures(self) -> Figures:
        """The figures of the day whose law applies."""
        return self.plan.figures(self.on)

    def omitted(self, figure: str) -> Omission | None:
        """Find why a figure is left out on the day."""
        return self.plan.omission(figure, self.on)

    def names(self, figure: str) -> bool:
        """Tell whether the plan speaks of a figure: gives it, or names it without a number."""
        return bool(self.figures.cite(figure) or self.omitted(figure))

    def add(self, figure: str, fact: str = "", *, applies: Truth = True, times: int = 1) -> None:
        """Add the days of a figure where it applies; `fact` names what tells whether it does."""
        days = getattr(self.figures, figure)
        if applies is False or (applies is None and days == 0):
            return
        if applies is None:
            self.lack(fact, "fact", figure)
        elif days is None:
            self.lack(figure, "text")
        elif days or not fact:
            self.parts.append(LeavePart(figure=figure, days=days * times))

    def lack(self, name: str, kind: Literal["fact", "text"], figure: str = "") -> None:
        """Note that something is missing, and why where that is known."""
        left_out = self.omitted(figure or name)
        source = left_out.cite if left_out else self.plan.source(figure or name, self.on)
        self.missing.append(Missing(name, kind, source))
        if left_out:
            self.omissions.append(left_out)

    def grounds(self) -> Iterator[Ground]:
        """Name each part that is certain, with its article."""
        for part in self.parts:
            said = (("part", part.figure), ("days", part.days))
            yield Ground("employment.leave-part", self.figures.cite(part.figure), said)

    def undetermined(self) -> Undetermined:
        """Say what is missing, beside the parts that are certain."""
        notes = tuple(
            Ground("employment.left-out", omission.cite, (("omission", omission.id),))
            for omission in self.omissions
        )
        return Undetermined(
            tuple(self.missing), grounds=tuple(self.grounds()), notes=notes, plan=self.plan.stamp
        )

    def leave(self, *, before_birth: int | None = 0) -> Decision[Leave]:
        """Give the whole leave, or what is missing to it."""
        if before_birth is None:
            self.lack(BEFORE_BIRTH, "text")
        if self.missing:
            return self.undetermined()
        grounds = list(self.grounds())
        if before_birth:
            source = self.figures.cite(BEFORE_BIRTH)
            grounds.append(Ground("employment.before-birth", source, (("days", before_birth),)))
        leave = Leave(
            days=sum(part.days for part in self.parts),
            before_birth=before_birth or 0,
            parts=tuple(part for part in self.parts if part.days),
        )
        return Decided(leave, grounds=tuple(grounds), plan=self.plan.stamp)
