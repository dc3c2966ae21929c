"""What a type checker knows of the answers of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, assert_type

from infantcare_policy import (
    Amount,
    Ban,
    Budget,
    BudgetLine,
    Change,
    Deadline,
    Decided,
    Decision,
    Discrepancy,
    DiscrepancyKind,
    Entitlement,
    Facility,
    FilingDeadlines,
    Ground,
    Level,
    Move,
    Open,
    Payment,
    Plan,
    Review,
    Route,
    Stage,
    State,
    Step,
    Transition,
    registration,
    subsidies,
)
from infantcare_policy.plan import Document
from infantcare_policy.registration import StepKind

ON = date(2026, 1, 1)


class Weekdays:
    """A calendar of one's own: any class with the method will do."""

    def is_workday(self, day: date, /) -> bool:
        return f"{day:%u}" not in "67"


def a_route_names_the_registrar_and_the_steps(facility: Facility, plan: Plan) -> None:
    decision = registration.route(facility, plan, on=ON)
    assert_type(decision, Decision[Route])
    assert_type(decision.require().registrar, str)
    assert_type(decision.require().steps, tuple[Step, ...])
    assert_type(decision.require().steps[0].kind, StepKind)
    assert_type(decision.require().steps[0].limit, Deadline)
    if isinstance(decision, Decided):
        assert_type(decision.value, Route)
    if decision.kind == "conflicting":
        assert_type(decision.options[0].value, Route)
    assert_type(registration.route(facility, plan, on=ON, level=Level.CITY), Decision[Route])


def a_checklist_is_of_documents(facility: Facility, plan: Plan) -> None:
    decision = registration.checklist(facility, plan, on=ON)
    assert_type(decision, Decision[tuple[Document, ...]])
    assert_type(decision.require(), tuple[Document, ...])


def deadlines_follow_from_any_calendar(plan: Plan) -> None:
    decision = registration.filing_deadlines(ON, plan)
    assert_type(decision, Decision[FilingDeadlines])
    assert_type(decision.require().receipt.by, date | None)
    mine = registration.filing_deadlines(ON, plan, calendar=Weekdays())
    assert_type(mine, Decision[FilingDeadlines])


def a_review_is_of_what_is_lacking(facility: Facility, plan: Plan) -> None:
    decision = registration.review(facility, ["application"], plan, on=ON)
    assert_type(decision, Decision[Review])
    assert_type(decision.require().complete, bool)
    assert_type(decision.require().missing, tuple[Document, ...])
    assert_type(decision.require().beside, tuple[str, ...])
    registration.review(facility, plan, on=ON)  # type: ignore[call-arg,arg-type]


def next_steps_are_steps(facility: Facility, changes: list[Change], plan: Plan) -> None:
    decision = registration.next_steps(facility, plan, on=ON, changes=changes)
    assert_type(decision, Decision[tuple[Step, ...]])
    assert_type(decision.require()[0].kind, StepKind)
    mine = registration.next_steps(facility, plan, on=ON, changes=(), calendar=Weekdays())
    assert_type(mine, Decision[tuple[Step, ...]])
    registration.next_steps(facility, plan, on=ON)  # type: ignore[call-arg]


def a_move_leads_from_a_state_to_a_state(state: State, plan: Plan) -> None:
    decision = registration.transition(state, Move.FILE, plan)
    assert_type(decision, Decision[Transition])
    found = decision.require()
    assert_type(found.legal, bool)
    assert_type(found.move, Move)
    assert_type(found.before, State)
    assert_type(found.after.stage, Stage)
    assert_type(found.after.changed, bool)
    assert_type(found.unmet, tuple[Ground, ...])
    registration.transition(Stage.FILED, Move.FILE, plan)  # type: ignore[arg-type]
    registration.transition(state, "file", plan)  # type: ignore[arg-type]


def a_stage_is_a_word(facility: Facility) -> None:
    assert_type(registration.stage(facility, on=ON), Decision[Stage])


def an_entitlement_is_a_sum_with_its_gaps(facility: Facility, plan: Plan) -> None:
    decision = subsidies.entitlement(facility, plan, on=ON, payments=(), bans=())
    assert_type(decision, Decision[Entitlement])
    entitlement = decision.require()
    assert_type(entitlement.eligible, bool)
    assert_type(entitlement.slots, int)
    assert_type(entitlement.total, Amount)
    assert_type(entitlement.due, Amount)
    assert_type(entitlement.share("city"), Amount)
    assert_type(entitlement.unmet, tuple[Ground, ...])
    assert_type(entitlement.awards[0].lines[0].amount, Amount)
    assert_type(entitlement.awards[0].lines[0].basis, Literal["granted", "recited"])
    assert_type(entitlement.paid, tuple[tuple[str, Decimal], ...])


def payments_and_bans_are_never_forgotten(facility: Facility, plan: Plan) -> None:
    subsidies.entitlement(facility, plan, on=ON)  # type: ignore[call-arg]
    subsidies.entitlement(facility, plan, on=ON, payments=())  # type: ignore[call-arg]
    subsidies.budget([facility], plan, on=ON)  # type: ignore[call-arg]
    subsidies.reconcile([facility], (), plan, on=ON)  # type: ignore[call-arg]


def the_day_is_never_forgotten(facility: Facility, plan: Plan) -> None:
    registration.route(facility, plan)  # type: ignore[call-arg]
    registration.route(facility, plan, ON)  # type: ignore[call-arg]


def a_budget_is_of_lines_and_open_decisions(
    facilities: list[Facility], payments: list[Payment], bans: list[Ban], plan: Plan
) -> None:
    budget = subsidies.budget(facilities, plan, on=ON, payments=payments, bans=bans)
    assert_type(budget, Budget)
    assert_type(budget.lines, tuple[BudgetLine, ...])
    assert_type(budget.open, Mapping[str, Open[Entitlement]])
    assert_type(budget.total(payer="county", town="pengzhen"), Amount)
    assert_type(budget.lines[0].town, str | None)


def a_reconciliation_is_of_discrepancies(
    facilities: list[Facility], payments: list[Payment], bans: list[Ban], plan: Plan
) -> None:
    found = subsidies.reconcile(facilities, payments, plan, on=ON, bans=bans)
    assert_type(found, tuple[Discrepancy, ...])
    assert_type(found[0].kind, DiscrepancyKind)
    assert_type(found[0].paid, Decimal)
    assert_type(found[0].due, Amount)
