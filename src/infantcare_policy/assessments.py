"""What was found of a facility: inspections, their findings, safety records, quality evaluations.

Source: 3.4 (inspection, quality evaluation and publicity); 2.4.11 (safety).

Limitations: facts only; what they mean is asked of `inspections` and `safety`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen
from immutabledict import immutabledict

from infantcare_policy.calendars import Event
from infantcare_policy.checks import (
    MOST,
    Check,
    Checked,
    day,
    each,
    event,
    in_order,
    instance,
    line,
    number,
    optional,
    to_hold,
    unknown,
)
from infantcare_policy.decisions import Citation
from infantcare_policy.errors import Fault, shown
from infantcare_policy.people import opaque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infantcare_policy.plan import Plan

__all__ = ["Evaluation", "Finding", "Inspection", "SafetyRecord", "faults_in"]

Found: TypeAlias = Mapping[str, bool | int | Decimal]
Points: TypeAlias = Mapping[str, Decimal]
NOTHING: Found = immutabledict()
NO_POINTS: Points = immutabledict()
PLACES = 2


def _table(check: Check) -> Check:
    """Expect a table of names, and check every value."""

    def check_table(value: object) -> Iterator[Fault]:
        if not isinstance(value, Mapping):
            yield Fault("", expected="a table of names and values", found=shown(value))
            return
        for name, item in value.items():
            yield from (fault.under(shown(name)) for fault in line(name))
            yield from (fault.under(str(name)) for fault in check(item))

    return check_table


def _finding(value: object) -> Iterator[Fault]:
    """Expect yes, no, or an exact number that was measured."""
    if isinstance(value, bool):
        return
    if any(number(value)):
        expected = "true, false, or an exact number ≥ 0"
        yield Fault("", expected=expected, found=shown(value))
    else:
        yield from _no_slip(value)


def _no_slip(value: object) -> Iterator[Fault]:
    """Expect a number that somebody can have counted."""
    if isinstance(value, int | Decimal) and value > MOST:
        yield Fault("", expected=f"a number ≤ {MOST}", found=shown(value))


def _points(value: object) -> Iterator[Fault]:
    """Expect points, exact and with at most two decimals."""
    faults = tuple(number(value))
    yield from faults
    if not faults:
        yield from _no_slip(value)
    places = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    if not faults and isinstance(places, int) and places < -PLACES:
        yield Fault("", expected="points with at most two decimals", found=shown(value))


@frozen(kw_only=True)
class Inspection(Checked):
    """An inspection that was carried out.

    Attributes:
        object: the id of the facility that was inspected.
        inspectors: the ids of those who inspected it.
        result_on: the day on which its result came about; `None` when unknown.
        published_on: the day on which the result was made public, an `Event`.
    """

    id: str = field(metadata=to_hold(line))
    object: str = field(metadata=to_hold(line))
    on: date = field(metadata=to_hold(day))
    inspectors: tuple[str, ...] | None = field(
        default=None, metadata=to_hold(optional(each(opaque, unique=True)))
    )
    result_on: date | None = field(default=None, metadata=to_hold(optional(day)))
    published_on: Event = field(default=None, metadata=to_hold(optional(event)))

    def contradictions(self) -> Iterator[Fault]:
        """Find a result before the inspection, and a publication before the result."""
        if self.result_on and self.result_on < self.on:
            found = f"{self.result_on}, before on {self.on}"
            yield Fault("result_on", expected="a day not before the inspection", found=found)
        if self.published_on and self.published_on < (self.result_on or self.on):
            found = f"{self.published_on}, before {self.result_on or self.on}"
            yield Fault("published_on", expected="a day not before the result", found=found)


@frozen(kw_only=True)
class Finding(Checked):
    """Something that an inspection found wrong, and by when it has to be put right.

    Attributes:
        rectify_by: the last day that the inspectors set, itself included; `None` when unknown.
        rectified_on: the day on which it was put right, `False` when it has not been.
    """

    id: str = field(metadata=to_hold(line))
    object: str = field(metadata=to_hold(line))
    found_on: date = field(metadata=to_hold(day))
    rectify_by: date | None = field(default=None, metadata=to_hold(optional(day)))
    rectified_on: Event = field(default=None, metadata=to_hold(optional(event)))

    def contradictions(self) -> Iterator[Fault]:
        """Find days before the finding."""
        for name in ("rectify_by", "rectified_on"):
            moment = getattr(self, name)
            if moment and moment < self.found_on:
                found = f"{moment}, before found_on {self.found_on}"
                yield Fault(name, expected="a day not before the finding", found=found)


@frozen(kw_only=True)
class SafetyRecord(Checked):
    """What was found of the safety of a facility on a day; a later record goes before an earlier.

    Attributes:
        found: for each requirement of the plan, by its id, whether it is met, or the number that
            was measured where it asks for one; what is absent is unknown.
    """

    facility: str = field(metadata=to_hold(line))
    on: date = field(metadata=to_hold(day))
    found: Found = field(default=NOTHING, converter=in_order, metadata=to_hold(_table(_finding)))


@frozen(kw_only=True)
class Evaluation(Checked):
    """A quality evaluation (质量评估) under a named standard.

    Attributes:
        standard: the standard that it was made under.
        points: the points that were given, by dimension; what is absent is unknown.
        failed: the veto items (否决项) that were failed; `()` for none, `None` when unknown.
        grade: the grade that the evaluators gave; `None` when unknown.
        published_on: the day on which it was made public, an `Event`.
    """

    facility: str = field(metadata=to_hold(line))
    standard: Citation = field(metadata=to_hold(instance(Citation)))
    on: date = field(metadata=to_hold(day))
    points: Points = field(default=NO_POINTS, converter=in_order, metadata=to_hold(_table(_points)))
    failed: tuple[str, ...] | None = field(
        default=None, metadata=to_hold(optional(each(line, unique=True)))
    )
    grade: str | None = field(default=None, metadata=to_hold(optional(line)))
    published_on: Event = field(default=None, metadata=to_hold(optional(event)))


def faults_in(found: SafetyRecord | Evaluation, plan: Plan) -> Iterator[Fault]:
    """Find what is said of no requirement or dimension that the plan knows, or in a wrong form.

    An evaluation under another standard than the plan's is not looked at.
    """
    if isinstance(found, SafetyRecord):
        yield from _faults_in_record(found, plan)
    else:
        yield from _faults_in_evaluation(found, plan)


def _faults_in_record(record: SafetyRecord, plan: Plan) -> Iterator[Fault]:
    known = {row.id: row for row in plan.requirements}
    for name, value in record.found.items():
        if name not in known:
            yield unknown(f"found.{name}", "a requirement of the plan", name, known)
        elif bool(known[name].figure) == isinstance(value, bool):
            expected = "an exact number" if known[name].figure else "true or false"
            yield Fault(f"found.{name}", expected=expected, found=shown(value))


def _faults_in_evaluation(evaluation: Evaluation, plan: Plan) -> Iterator[Fault]:
    figures = plan.figures(evaluation.on)
    limits, source = figures.quality_points, figures.cite("quality_points")
    if limits is None or source is None or source.instrument != evaluation.standard.instrument:
        return
    for name, given in evaluation.points.items():
        if name not in limits:
            yield unknown(f"points.{name}", "a dimension of the standard", name, limits)
        elif given > limits[name]:
            yield Fault(f"points.{name}", expected=f"points ≤ {limits[name]}", found=shown(given))
    grades = figures.quality_grades
    if evaluation.grade is not None and grades is not None and evaluation.grade not in grades:
        yield Fault("grade", expected=f"one of {', '.join(grades)}", found=repr(evaluation.grade))
    items = figures.quality_veto_items
    if evaluation.failed is not None and items is not None and len(evaluation.failed) > items:
        found = str(len(evaluation.failed))
        yield Fault("failed", expected=f"{items} veto items at most", found=found)
