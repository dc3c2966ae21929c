"""What a type checker knows of targets, of what is found in a plan, and of its defects."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, assert_type

from infantcare_policy import (
    Citation,
    County,
    Ground,
    Missing,
    Observation,
    Plan,
    Progress,
    TargetStatus,
    explain,
    label,
    targets,
)
from infantcare_policy.decisions import PlanStamp, ReadingStamp
from infantcare_policy.plan import Defect, Domain, Finding, Target, TargetKind, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

ON = date(2026, 1, 1)


def a_record_is_read_as_observations(county: County, plan: Plan) -> None:
    found = targets.observe(county, plan, on=ON)
    assert_type(found, tuple[Observation, ...])
    assert_type(found[0].indicator, str)
    assert_type(found[0].on, date)
    assert_type(found[0].town, str | None)
    assert_type(found[0].numerator, int | None)
    assert_type(found[0].numerator_at_least, int | None)
    assert_type(found[0].numerator_at_most, int | None)
    assert_type(found[0].denominator, int | None)
    assert_type(found[0].uncertain, tuple[str, ...])


def a_target_is_found_by_its_name(plan: Plan) -> None:
    target = plan.target("knowledge-rate-2025")
    assert_type(target, Target)
    assert_type(
        target.kind,
        Literal["count", "rate", "per-thousand", "yearly", "per-town", "not-measurable"],
    )
    kind: TargetKind = target.kind
    assert kind
    assert_type(target.name, Wording)
    assert_type(target.at_least, Decimal | None)
    assert_type(target.at_most, Decimal | None)
    assert_type(target.due, date | None)
    assert_type(target.kept, bool)
    assert_type(target.counts, Literal["", "facilities", "places", "activities"])
    assert_type(plan.targets, tuple[Target, ...])


def a_progress_says_how_a_target_stands(
    observations: list[Observation], later: Iterable[Observation], plan: Plan
) -> None:
    answer = targets.progress(plan.target("knowledge-rate-2025"), observations, plan, on=ON)
    assert_type(answer, Progress)
    assert_type(answer.target, str)
    assert_type(answer.part, str)
    assert_type(answer.status, TargetStatus)
    assert_type(answer.value, int | Fraction | None)
    assert_type(answer.bounds, tuple[int | Fraction, int | Fraction | None] | None)
    assert_type(answer.gap, int | Fraction | None)
    assert_type(answer.due, date | None)
    assert_type(answer.late_by, int | None)
    assert_type(answer.expected, int | Fraction | None)
    assert_type(answer.behind, int | Fraction | None)
    assert_type(answer.parts, tuple[Progress, ...])
    assert_type(answer.missing, tuple[Missing, ...])
    assert_type(answer.grounds, tuple[Ground, ...])
    assert_type(answer.readings, tuple[ReadingStamp, ...])
    assert_type(answer.notes, tuple[Ground, ...])
    assert_type(answer.plan, PlanStamp | None)
    assert_type(answer.citations, tuple[Citation, ...])
    assert_type(targets.track(plan, later, on=ON), tuple[Progress, ...])


def a_number_is_whole_or_an_exact_fraction(answer: Progress) -> None:
    if answer.value is not None:
        number: targets.Number = answer.value
        assert_type(number + 1, int | Fraction)
    if answer.bounds is not None:
        low, high = answer.bounds
        assert_type(low, int | Fraction)
        assert_type(high, int | Fraction | None)


def the_day_and_the_observations_are_never_forgotten(county: County, plan: Plan) -> None:
    target = plan.target("knowledge-rate-2025")
    targets.observe(county, plan)  # type: ignore[call-arg]
    targets.progress(target, (), plan)  # type: ignore[call-arg]
    targets.progress(target, (), plan, ON)  # type: ignore[call-arg]
    targets.progress(target, plan, on=ON)  # type: ignore[call-arg, arg-type]
    targets.track(plan, on=ON)  # type: ignore[call-arg]
    targets.progress("knowledge-rate-2025", (), plan, on=ON)  # type: ignore[arg-type]
    targets.track(plan, county, on=ON)  # type: ignore[arg-type]


def a_status_is_a_word() -> None:
    assert_type(TargetStatus.named("未达到"), TargetStatus)
    assert_type(TargetStatus.MET.value, str)


def lint_gives_findings(plan: Plan) -> None:
    found = plan.lint()
    assert_type(found, tuple[Finding, ...])
    assert_type(
        found[0].kind,
        Literal[
            "no-duty",
            "no-task",
            "variant-names",
            "unresolved-name",
            "no-owner",
            "can-conflict",
            "not-stated",
        ],
    )
    assert_type(found[0].subject, str)
    assert_type(found[0].names, tuple[str, ...])
    assert_type(found[0].cites, tuple[Citation, ...])


def a_text_has_defects_and_fields_of_work(plan: Plan) -> None:
    assert_type(plan.defects, tuple[Defect, ...])
    assert_type(plan.defects[0].kind, Literal["name", "duty", "figure"])
    assert_type(plan.defects[0].cites, tuple[Citation, ...])
    assert_type(plan.defects[0].finding, Wording)
    assert_type(plan.defects[0].treatment, Wording)
    assert_type(plan.defects[0].reading, str)
    assert_type(plan.domains, tuple[Domain, ...])
    assert_type(plan.domains[0].name, Wording)
    assert_type(plan.domains[0].cite, Citation)


def all_of_it_has_words(answer: Progress, finding: Finding, plan: Plan) -> None:
    assert_type(explain(answer, plan), str)
    assert_type(explain(finding, plan, locale="en"), str)
    assert_type(label(answer.status, plan), str)
