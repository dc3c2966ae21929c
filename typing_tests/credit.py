"""What a type checker knows of bans, of who may work, and of the credit register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, assert_type

from infantcare_policy import (
    Ban,
    CreditRecord,
    Decided,
    Decision,
    Facility,
    Ground,
    HiringCheck,
    Listing,
    Missing,
    PersonKey,
    Plan,
    RecordKind,
    Repair,
    Shown,
    StaffMember,
    Standing,
    Subject,
    credit,
)

if TYPE_CHECKING:
    from infantcare_policy.credit import Entry

ON = date(2026, 1, 1)


def whether_somebody_may_work_is_a_decision(
    key: PersonKey, register: list[Entry], checks: list[HiringCheck], plan: Plan
) -> None:
    decision = credit.may_work(key, register, plan, on=ON, checks=checks)
    assert_type(decision, Decision[bool])
    assert_type(decision.require(), bool)
    if isinstance(decision, Decided):
        assert_type(decision.value, bool)
    if decision.kind == "undetermined":
        assert_type(decision.missing, tuple[Missing, ...])


def the_checks_and_the_day_are_never_forgotten(
    key: PersonKey, facility: Facility, plan: Plan
) -> None:
    credit.may_work(key, (), plan, on=ON)  # type: ignore[call-arg]
    credit.may_work(key, (), plan, checks=())  # type: ignore[call-arg]
    credit.may_work(key, plan, on=ON, checks=())  # type: ignore[call-arg,arg-type]
    credit.may_work(key.digest, (), plan, on=ON, checks=())  # type: ignore[arg-type]
    credit.may_operate(facility, (), plan)  # type: ignore[call-arg]


def a_register_holds_records_and_bans(
    records: tuple[CreditRecord, ...], handed_down: list[Ban], facility: Facility, plan: Plan
) -> None:
    assert_type(credit.bans(records, plan, on=ON), tuple[Ban, ...])
    assert_type(credit.bans(handed_down, plan, on=ON), tuple[Ban, ...])
    assert_type(credit.bans((*records, *handed_down), plan, on=ON), tuple[Ban, ...])
    assert_type(credit.may_operate(facility, records, plan, on=ON), Decision[bool])


def a_ban_holds_or_does_not_or_nobody_knows(ban: Ban) -> None:
    assert_type(ban.in_force(ON), bool | None)
    assert_type(ban.until, date | None)
    Ban(subject="F1", since=ON)  # type: ignore[call-arg]


def a_standing_is_of_what_is_shown(register: list[Entry], plan: Plan) -> None:
    decision = credit.standing("F1", register, plan, on=ON, known_on=ON)
    assert_type(decision, Decision[Standing])
    assert_type(decision.require().bans, tuple[Ban, ...])
    assert_type(decision.require().records, tuple[Shown, ...])
    assert_type(decision.require().records[0].kind, RecordKind)
    assert_type(decision.require().records[0].displayed, Decision[bool])
    assert_type(decision.require().sanctions, tuple[str, ...])


def a_record_is_displayed_and_repaired(record: CreditRecord, ban: Ban, plan: Plan) -> None:
    assert_type(record.about, Subject)
    assert_type(record.repaired_on, date | Literal[False] | None)
    assert_type(credit.displayed(record, plan, on=ON), Decision[bool])
    decision = credit.repair(record, plan, on=ON)
    assert_type(decision, Decision[Repair])
    assert_type(decision.require().possible, bool)
    assert_type(decision.require().from_day, date | None)
    assert_type(decision.require().unmet, tuple[Ground, ...])
    credit.repair(ban, plan, on=ON)  # type: ignore[arg-type]


def who_is_on_several_lists_is_a_person(staff: list[StaffMember]) -> None:
    found = credit.listings(staff, on=ON)
    assert_type(found, tuple[Listing, ...])
    assert_type(found[0].person, PersonKey)
    assert_type(found[0].facilities, tuple[str, ...])
    assert_type(found[0].certain, bool)


def a_code_gives_warnings(facility: Facility, plan: Plan) -> None:
    assert_type(credit.code_warnings(facility, plan, on=ON), tuple[Ground, ...])
