"""What a type checker knows of a report."""

from __future__ import annotations

from datetime import date
from typing import Literal, assert_type

from infantcare_policy import (
    Ban,
    County,
    Decision,
    Evaluated,
    Ground,
    Listing,
    Open,
    PersonKey,
    Places,
    Plan,
    Report,
    Role,
    Step,
    compose,
)
from infantcare_policy.report import (
    DueReport,
    EvaluationReport,
    FacilityReport,
    OpenQuestion,
    StaffReport,
)

ON = date(2026, 1, 1)


def a_report_is_composed_of_its_parts(county: County, plan: Plan) -> None:
    report = compose(county, plan, on=ON)
    assert_type(report, Report)
    assert_type(report.facilities, tuple[FacilityReport, ...])
    assert_type(report.bans, tuple[Ban, ...])
    assert_type(report.listings, tuple[Listing, ...])
    assert_type(report.due, tuple[DueReport, ...])
    assert_type(report.evaluations, tuple[EvaluationReport, ...])
    assert_type(report.needs_attention, bool)
    assert_type(report.open_questions, tuple[OpenQuestion, ...])
    assert_type(report.open_questions[0].answer, Open[object])
    compose(county, plan)  # type: ignore[call-arg]


def what_is_not_recorded_is_not_asked(facility: FacilityReport) -> None:
    assert_type(facility.next_steps, Decision[tuple[Step, ...]])
    assert_type(facility.may_operate, Decision[bool])
    assert_type(facility.places, Places)
    assert_type(facility.groups, Decision[tuple[Ground, ...]] | None)
    assert_type(facility.staffing, Decision[tuple[Ground, ...]] | None)
    assert_type(facility.safety, Decision[tuple[Ground, ...]] | None)
    assert_type(facility.breaches, tuple[Ground, ...])
    facility.groups.require()  # type: ignore[union-attr]


def staff_are_persons_in_posts(member: StaffReport) -> None:
    assert_type(member.person, PersonKey)
    assert_type(member.role, Role)
    assert_type(member.may_work, Decision[bool])


def what_is_due_has_a_kind_and_perhaps_a_day(due: DueReport) -> None:
    assert_type(due.kind, Literal["rectification", "publication"])
    assert_type(due.by, date | None)
    assert_type(due.overdue, Decision[int])


def an_evaluation_is_told_with_what_it_comes_to(found: EvaluationReport) -> None:
    assert_type(found.evaluated, Decision[Evaluated])
