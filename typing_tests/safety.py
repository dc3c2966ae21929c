"""What a type checker knows of safety, of evaluations and of what is made public."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import assert_type

from infantcare_policy import (
    Decided,
    Decision,
    Evaluated,
    Evaluation,
    Facility,
    Finding,
    Ground,
    Inspection,
    Plan,
    Publication,
    SafetyRecord,
    inspections,
    safety,
)
from infantcare_policy.plan import PublicationRow, Requirement

ON = date(2026, 1, 1)


def requirements_are_rows_of_the_plan(facility: Facility, plan: Plan) -> None:
    decision = safety.requirements(facility, plan, on=ON)
    assert_type(decision, Decision[tuple[Requirement, ...]])
    assert_type(decision.require()[0].figure, str)


def breaches_of_safety_are_grounds(
    facility: Facility, records: list[SafetyRecord], plan: Plan
) -> None:
    decision = safety.check_safety(facility, records, plan, on=ON)
    assert_type(decision, Decision[tuple[Ground, ...]])
    assert_type(records[0].found, Mapping[str, bool | int | Decimal])
    safety.check_safety(facility, plan, on=ON)  # type: ignore[call-arg,arg-type]
    safety.check_safety(facility, None, plan, on=ON)  # type: ignore[arg-type]


def an_evaluation_comes_to_an_answer_for_each_part(evaluation: Evaluation, plan: Plan) -> None:
    decision = safety.evaluate(evaluation, plan)
    assert_type(decision, Decision[Evaluated])
    found = decision.require()
    assert_type(found.total, Decision[Decimal])
    assert_type(found.at_most, int)
    assert_type(found.vetoed, Decision[bool])
    assert_type(found.grade, Decision[str])
    if isinstance(decision, Decided):
        assert_type(decision.value, Evaluated)
    assert_type(evaluation.points, Mapping[str, Decimal])


def what_is_made_public_has_days_or_none(facility: Facility, plan: Plan) -> None:
    decision = safety.to_publish(facility, plan, on=ON)
    assert_type(decision, Decision[tuple[Publication, ...]])
    assert_type(decision.require()[0].what, PublicationRow)
    assert_type(decision.require()[0].workdays, int | None)


def what_an_inspection_left_is_late_by_days(
    finding: Finding, inspection: Inspection, plan: Plan
) -> None:
    assert_type(inspections.overdue(finding, plan, on=ON), Decision[int])
    assert_type(inspections.publication_overdue(inspection, plan, on=ON), Decision[int])
    inspections.overdue(inspection, plan, on=ON)  # type: ignore[arg-type]
    inspections.overdue(finding, plan)  # type: ignore[call-arg]
