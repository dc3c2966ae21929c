"""What a quality evaluation comes to under its standard.

Source: 3.4 (quality evaluation); WS/T 821-2023 (seven dimensions of 1,000 points, 16 veto items).

Limitations: see `infantcare_policy.safety`. The standard is recommended: it licenses nobody.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.assessments import faults_in
from infantcare_policy.decisions import (
    Citation,
    Decided,
    Decision,
    Ground,
    Missing,
    Undetermined,
)
from infantcare_policy.errors import InvalidFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infantcare_policy.assessments import Evaluation
    from infantcare_policy.plan import Plan

__all__ = ["Evaluated", "evaluate"]

WIDE = 50
"""Digits enough for any sum of points, whatever the ambient context has."""


@frozen(kw_only=True)
class Evaluated:
    """What an evaluation comes to, each part with an answer of its own.

    Attributes:
        total: the sum of the points.
        at_most: the points that the standard gives in all.
        vetoed: whether a veto item (否决项) was failed, which fails the whole.
        grade: the grade that the evaluators gave; no limits of grades are known.
    """

    total: Decision[Decimal]
    at_most: int
    vetoed: Decision[bool]
    grade: Decision[str]


def evaluate(evaluation: Evaluation, plan: Plan) -> Decision[Evaluated]:
    """Add up a quality evaluation under the standard in force on its day.

    Returns:
        `Undetermined` for a standard whose points the plan does not know.

    Raises:
        InvalidFacts: for a dimension that the standard does not have, more points than it gives,
            or more veto items than there are, all at once.

    Source: 3.4; WS/T 821-2023.
    """
    figures = plan.figures(evaluation.on)
    limits, source = figures.quality_points, figures.cite("quality_points")
    if limits is None or source is None or source.instrument != evaluation.standard.instrument:
        return Undetermined((Missing("quality_points", "text", source),), plan=plan.stamp)
    faults = tuple(faults_in(evaluation, plan))
    if faults:
        raise InvalidFacts(faults, f"the evaluation of {evaluation.facility}")
    found = Evaluated(
        total=_total(evaluation.points, limits, source, plan),
        at_most=sum(limits.values()),
        vetoed=_vetoed(evaluation.failed, figures.cite("quality_veto_items"), plan),
        grade=_grade(evaluation.grade, source, plan),
    )
    ground = Ground("safety.evaluation", source, (("on", evaluation.on),))
    return Decided(found, grounds=(ground,), plan=plan.stamp)


def _total(
    points: Mapping[str, Decimal], limits: Mapping[str, int], source: Citation, plan: Plan
) -> Decision[Decimal]:
    with localcontext(prec=WIDE):
        known = sum(points.values(), Decimal())
    ground = Ground("safety.points", source, (("points", str(known)),))
    missing = tuple(Missing(f"points.{n}", "fact", source) for n in limits if n not in points)
    if missing:
        return Undetermined(missing, grounds=(ground,), plan=plan.stamp)
    return Decided(known, grounds=(ground,), plan=plan.stamp)


def _vetoed(failed: tuple[str, ...] | None, source: Citation | None, plan: Plan) -> Decision[bool]:
    if failed is None:
        return Undetermined((Missing("failed", "fact", source),), plan=plan.stamp)
    if failed:
        ground = Ground("safety.vetoed", source, (("failed", failed),))
    else:
        ground = Ground("safety.not-vetoed", source)
    return Decided(bool(failed), grounds=(ground,), plan=plan.stamp)


def _grade(grade: str | None, source: Citation, plan: Plan) -> Decision[str]:
    if grade is None:
        return Undetermined((Missing("grade_limits", "text", source),), plan=plan.stamp)
    ground = Ground("safety.graded", source, (("grade", grade),))
    return Decided(grade, grounds=(ground,), plan=plan.stamp)
