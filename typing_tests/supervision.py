"""What a type checker knows of who watches a facility."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, assert_type

from infantcare_policy import Decided, Decision, Duty, Missing, supervision
from infantcare_policy.plan import Domain, SupervisionRow
from infantcare_policy.plan.rows import SourceAuthority

if TYPE_CHECKING:
    from infantcare_policy import Facility, Plan

ON = date(2026, 1, 1)


def duties_are_fields_of_work_with_an_answer_each(facility: Facility, plan: Plan) -> None:
    decision = supervision.duties(facility, plan, on=ON)
    assert_type(decision, Decision[tuple[Duty, ...]])
    assert_type(decision.require(), tuple[Duty, ...])
    duty = decision.require()[0]
    assert_type(duty, Duty)
    assert_type(duty.domain, str)
    assert_type(duty.watched_by, Decision[str | None])


def a_field_may_be_nobodys(duty: Duty) -> None:
    assert_type(duty.watched_by.require(), str | None)
    if isinstance(duty.watched_by, Decided):
        assert_type(duty.watched_by.value, str | None)
    if duty.watched_by.kind == "conflicting":
        assert_type(duty.watched_by.options[0].value, str | None)
    if duty.watched_by.kind == "undetermined":
        assert_type(duty.watched_by.missing, tuple[Missing, ...])


def the_day_is_never_forgotten(facility: Facility, plan: Plan) -> None:
    supervision.duties(facility, plan)  # type: ignore[call-arg]
    supervision.duties(facility, plan, ON)  # type: ignore[call-arg]


def a_duty_is_built_by_keyword(answer: Decision[str | None]) -> None:
    assert_type(Duty(domain="fire", watched_by=answer), Duty)
    Duty("fire", answer)  # type: ignore[call-arg]


def a_plan_has_its_rows_and_fields_of_work(plan: Plan) -> None:
    assert_type(plan.supervision, tuple[SupervisionRow, ...])
    assert_type(plan.supervision[0].domain, str)
    assert_type(plan.supervision[0].department, str)
    assert_type(plan.supervision[0].source_authority, SourceAuthority | None)
    assert_type(plan.domains, tuple[Domain, ...])
