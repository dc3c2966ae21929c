from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from infantcare_policy import codec
from infantcare_policy.county import Ban, CreditRecord, RecordKind, Severity, Subject
from infantcare_policy.credit import (
    Entry,
    Listing,
    Repair,
    Shown,
    Standing,
    bans,
    code_warnings,
    displayed,
    listings,
    may_operate,
    may_work,
    repair,
    standing,
)
from infantcare_policy.decisions import Citation, Decided, Undetermined
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import Facility, LegalForm
from infantcare_policy.people import Authority, HiringCheck, PersonKey, Role, StaffMember
from infantcare_policy.plan import Plan, load, yijun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from infantcare_policy.decisions import Ground
    from infantcare_policy.plan import Reading

QINGHE = Path(__file__).parents[1] / "plans" / "qinghe.toml"

LIFELONG = Citation("yijun", "2.4.11")
STATUTE = Citation("population-law", "41")
COURT = Citation("criminal-law", "37-1")
QUERY = Citation("minors-law", "62")
ORDER_36 = Citation("credit-repair-measures", "公示期限")
TRIAL = Citation("credit-repair-trial", "公示期限")

DAY = timedelta(days=1)
HAPPENED, RECORDED = date(2025, 6, 1), date(2025, 9, 10)
LONG_AFTER = (date(2026, 9, 10), date(2056, 9, 10), date.max)

PERSON, NAMESAKE = PersonKey("a" * 64), PersonKey("b" * 64)

# the four synthetic codes of the fact sheet; they belong to nobody. Weights of GB 32100-2015:
# 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28; the check sign is that of (31 - sum mod 31) mod 31
# 1·1 + 2·3 + 6·9 + 1·27 + 0·19 + 2·26 + 2·16 + 2·17 + 1·30 + 9·28 = 488 = 15·31 + 23, 31 - 23 = 8
PUBLIC = "126102220000000198"
# 5·1 + 2·3 + 54 + 27 + 52 + 32 + 34 + 2·30 + 7·28 = 466 = 15·31 + 1, 31 - 1 = 30, which is Y
SOCIAL = "52610222000000027Y"
# 9·1 + 1·3 + 54 + 27 + 52 + 32 + 34 + 3·30 + 5·28 = 441 = 14·31 + 7, 31 - 7 = 24, which is Q
ENTERPRISE = "91610222000000035Q"
# 9·1 + 2·3 + 54 + 27 + 52 + 32 + 34 + 4·30 + 3·28 = 418 = 13·31 + 15, 31 - 15 = 16, which is G
INDIVIDUAL = "92610222000000043G"

FACILITY = Facility(id="F1", uscc=SOCIAL)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yijun()


@pytest.fixture(scope="module")
def of_persons(plan: Plan) -> Plan:
    return plan.with_readings({"ban-scope": "persons-only"})


@pytest.fixture(scope="module")
def by_calendar(plan: Plan) -> Plan:
    return plan.with_readings({"yearly-check": "calendar-year"})


def entry(kind: RecordKind, **changes: Any) -> CreditRecord:  # noqa: ANN401 - any field
    known: dict[str, Any] = {
        "id": "R1",
        "subject": "F1",
        "about": Subject.FACILITY,
        "recorded_on": RECORDED,
        "established": True,
        "repaired_on": False,
    }
    return CreditRecord(kind=kind, **known | changes)


def abuse(**changes: Any) -> CreditRecord:  # noqa: ANN401 - any field
    """Record that a facility abused a child."""
    return entry(RecordKind.CHILD_ABUSE, **changes)


def abuse_by(person: PersonKey = PERSON, **changes: Any) -> CreditRecord:  # noqa: ANN401 - any field
    return abuse(subject=person.digest, about=Subject.PERSON, **changes)


def court_ban(**changes: Any) -> CreditRecord:  # noqa: ANN401 - any field
    """Record that a court keeps a person from the work, for three years unless told otherwise."""
    known: dict[str, Any] = {"until": date(2028, 9, 9)} | changes
    return entry(RecordKind.COURT_BAN, subject=PERSON.digest, about=Subject.PERSON, **known)


def penalty(decided_on: date | None, **changes: Any) -> CreditRecord:  # noqa: ANN401 - any field
    """Record a penalty on the day on which it was decided."""
    known: dict[str, Any] = {"recorded_on": decided_on} | changes
    return entry(RecordKind.PENALTY, decided_on=decided_on, **known)


def done(decided_on: date, on: date, **changes: Any) -> CreditRecord:  # noqa: ANN401 - any field
    """Record a penalty of which everything is done that any rule asks of a repair."""
    return penalty(decided_on, corrected_on=on, duties_done_on=on, promised_on=on, **changes)


def asked(on: date, *, found: bool | None = False, **changes: Any) -> tuple[HiringCheck, ...]:  # noqa: ANN401
    """Ask both authorities about a person on one day."""
    known: dict[str, Any] = {"person": PERSON, "on": on, "found": found} | changes
    return tuple(HiringCheck(authority=authority, **known) for authority in Authority)


def work(plan: Plan, on: date, *records: Entry) -> Any:  # noqa: ANN401 - any answer
    """Ask about a person of whom both authorities said on that day that there is nothing."""
    return may_work(PERSON, records, plan, on=on, checks=asked(on))


def lacking(answer: object) -> set[str]:
    assert isinstance(answer, Undetermined)
    return {item.name for item in answer.missing}


def codes(grounds: Iterable[Ground]) -> list[str]:
    return [ground.code for ground in grounds]


def stamps(answer: Any) -> dict[str, str]:  # noqa: ANN401 - any answer
    return {stamp.id: stamp.option for stamp in answer.readings}


def value(answer: object) -> object:
    assert isinstance(answer, Decided)
    return answer.value


class TestABan:
    def test_for_life_follows_from_abuse_by_a_facility(self, plan: Plan) -> None:
        (ban,) = bans([abuse()], plan, on=RECORDED)
        assert ban == Ban(subject="F1", since=RECORDED, for_life=True, citation=LIFELONG)

    def test_for_life_follows_from_abuse_by_a_person_under_the_plans_own_clause(
        self, plan: Plan
    ) -> None:
        (ban,) = bans([abuse_by()], plan, on=RECORDED)
        assert ban == Ban(subject=PERSON.digest, since=RECORDED, for_life=True, citation=LIFELONG)

    def test_by_a_court_lasts_to_its_last_day(self, plan: Plan) -> None:
        (ban,) = bans([court_ban()], plan, on=RECORDED)
        until = date(2028, 9, 9)
        expected = Ban(subject=PERSON.digest, since=RECORDED, for_life=False, until=until)
        assert ban == evolve(expected, citation=COURT)

    def test_by_a_court_may_have_an_end_that_nobody_knows(self, plan: Plan) -> None:
        (ban,) = bans([court_ban(until=None)], plan, on=RECORDED)
        assert (ban.for_life, ban.until) == (False, None)

    def test_by_a_court_that_was_over_before_it_was_recorded_binds_nobody(self, plan: Plan) -> None:
        over = court_ban(until=RECORDED - DAY)
        assert bans([over], plan, on=RECORDED) == ()
        assert value(work(plan, RECORDED, over)) is True

    def test_begins_on_the_day_of_its_recording(self, plan: Plan) -> None:
        records = [abuse(happened_on=HAPPENED)]
        for on in (HAPPENED, RECORDED - DAY):
            assert bans(records, plan, on=on) == ()
        (ban,) = bans(records, plan, on=RECORDED)
        assert ban.since == RECORDED

    @pytest.mark.parametrize("on", LONG_AFTER)
    def test_for_life_is_there_for_ever(self, plan: Plan, on: date) -> None:
        assert len(bans([abuse()], plan, on=on)) == 1

    def test_that_has_ended_is_still_given(self, plan: Plan) -> None:
        assert len(bans([court_ban()], plan, on=date(2028, 9, 10))) == 1

    @pytest.mark.parametrize("established", [False, None])
    def test_does_not_follow_from_what_nobody_has_established(
        self, plan: Plan, *, established: bool | None
    ) -> None:
        records = [abuse(established=established), court_ban(established=established)]
        assert bans(records, plan, on=RECORDED) == ()

    @pytest.mark.parametrize(
        "kind", [k for k in RecordKind if k not in (RecordKind.CHILD_ABUSE, RecordKind.COURT_BAN)]
    )
    def test_follows_from_nothing_else(self, plan: Plan, kind: RecordKind) -> None:
        of_person = entry(kind, about=Subject.PERSON, subject=PERSON.digest)
        assert bans([entry(kind), of_person], plan, on=RECORDED) == ()

    def test_is_given_once_and_by_subject_and_day(self, plan: Plan) -> None:
        second, third = RECORDED + DAY, RECORDED + 2 * DAY
        records = [
            abuse(id="R4", subject="F2"),
            abuse(id="R3", recorded_on=third),
            abuse(id="R2", recorded_on=second),
            abuse(id="R1", recorded_on=second),
        ]
        found = bans(iter(records), plan, on=third)
        assert [(ban.subject, ban.since) for ban in found] == [
            ("F1", second),
            ("F1", third),
            ("F2", RECORDED),
        ]

    def test_that_was_handed_down_stands_as_it_is(self, plan: Plan) -> None:
        own = Ban(subject="F1", since=RECORDED, for_life=False, until=RECORDED, citation=QUERY)
        assert bans([own], plan, on=RECORDED - DAY) == ()
        assert bans([own], plan, on=RECORDED + DAY) == (own,)

    def test_on_a_facility_needs_the_plan_and_not_the_statute(
        self, plan: Plan, of_persons: Plan
    ) -> None:
        records = [abuse(), abuse_by()]
        assert [ban.subject for ban in bans(records, plan, on=RECORDED)] == ["F1", PERSON.digest]
        assert [ban.subject for ban in bans(records, of_persons, on=RECORDED)] == [PERSON.digest]

    def test_of_the_nation_rests_on_the_statute_where_a_plan_has_no_clause(self) -> None:
        (ban,) = bans([abuse(), abuse_by()], load(QINGHE), on=RECORDED)
        assert (ban.subject, ban.for_life, ban.citation) == (PERSON.digest, True, STATUTE)


class TestAFacility:
    def test_may_operate_the_day_before_and_never_after(self, plan: Plan) -> None:
        records = [abuse(happened_on=HAPPENED)]
        assert value(may_operate(FACILITY, records, plan, on=RECORDED - DAY)) is True
        for on in (RECORDED, *LONG_AFTER):
            answer = may_operate(FACILITY, records, plan, on=on)
            assert value(answer) is False
            assert codes(answer.grounds) == ["credit.banned-for-life"]
            assert answer.citations == (LIFELONG,)
            assert dict(answer.grounds[0].facts)["since"] == RECORDED

    def test_is_found_by_its_id_and_by_its_code(self, plan: Plan) -> None:
        for subject in ("F1", SOCIAL):
            assert value(may_operate(FACILITY, [abuse(subject=subject)], plan, on=RECORDED)) is (
                False
            )
        for subject in ("F2", ENTERPRISE):
            assert value(may_operate(FACILITY, [abuse(subject=subject)], plan, on=RECORDED)) is True

    def test_is_followed_by_its_code_under_another_name(self, plan: Plan) -> None:
        again = Facility(id="F9", name="换了名字", uscc=SOCIAL)
        assert value(may_operate(again, [abuse(subject=SOCIAL)], plan, on=RECORDED)) is False

    def test_may_operate_with_an_empty_register_under_the_articles_that_were_asked(
        self, plan: Plan
    ) -> None:
        answer = may_operate(FACILITY, (), plan, on=RECORDED)
        assert value(answer) is True
        assert LIFELONG in answer.citations
        assert set(codes(answer.grounds)) == {"credit.no-ban"}
        assert (answer.notes, answer.readings) == ((), ())
        assert answer.plan == plan.stamp

    @pytest.mark.parametrize("established", [True, False, None])
    def test_is_not_barred_by_a_complaint(self, plan: Plan, *, established: bool | None) -> None:
        said = entry(RecordKind.COMPLAINT, established=established)
        assert value(may_operate(FACILITY, [said], plan, on=RECORDED)) is True

    def test_is_not_barred_by_an_allegation(self, plan: Plan) -> None:
        answer = may_operate(FACILITY, [abuse(established=False)], plan, on=RECORDED)
        assert value(answer) is True
        assert stamps(answer) == {}

    def test_is_an_open_question_while_nobody_says_whether_it_is_established(
        self, plan: Plan
    ) -> None:
        records = [abuse(established=None)]
        answer = may_operate(FACILITY, records, plan, on=RECORDED)
        assert lacking(answer) == {"records.established"}
        assert answer.citations == (LIFELONG,)
        assert value(may_operate(FACILITY, records, plan, on=RECORDED - DAY)) is True

    def test_that_is_barred_anyway_leaves_nothing_open(self, plan: Plan) -> None:
        records = [abuse(established=None), abuse(id="R2")]
        assert value(may_operate(FACILITY, records, plan, on=RECORDED)) is False

    def test_is_not_barred_by_what_its_people_did(self, plan: Plan) -> None:
        assert value(may_operate(FACILITY, [abuse_by(), court_ban()], plan, on=RECORDED)) is True

    def test_is_barred_by_a_ban_to_its_last_day(self, plan: Plan) -> None:
        ban = Ban(subject="F1", since=RECORDED, for_life=False, until=date(2026, 9, 9))
        days = {
            RECORDED - DAY: True,
            RECORDED: False,
            date(2026, 9, 9): False,
            date(2026, 9, 10): True,
        }
        for on, may in days.items():
            answer = may_operate(FACILITY, [ban], plan, on=on)
            assert value(answer) is may
            # only while it holds could the other reading give another answer
            assert bool(answer.readings) is not may
        assert codes(may_operate(FACILITY, [ban], plan, on=RECORDED).grounds) == ["credit.banned"]

    def test_is_an_open_question_where_nobody_knows_when_a_ban_ends(self, plan: Plan) -> None:
        ban = Ban(subject="F1", since=RECORDED, for_life=False)
        assert lacking(may_operate(FACILITY, [ban], plan, on=RECORDED)) == {"bans.until"}
        assert value(may_operate(FACILITY, [ban], plan, on=RECORDED - DAY)) is True

    def test_is_asked_for_its_code_where_somebody_is_banned_by_one(self, plan: Plan) -> None:
        nameless = Facility(id="F1")
        for barred in (
            abuse(subject=SOCIAL),
            abuse(subject=SOCIAL, established=None),
            Ban(subject=SOCIAL, since=RECORDED, for_life=True),
            Ban(subject=SOCIAL, since=RECORDED, for_life=False),
        ):
            assert lacking(may_operate(nameless, [barred], plan, on=RECORDED)) == {"uscc"}
            assert value(may_operate(nameless, [barred], plan, on=RECORDED - DAY)) is True

    @pytest.mark.parametrize(
        "harmless",
        [
            abuse(subject="F2"),
            abuse(subject=SOCIAL, established=False),
            entry(RecordKind.COMPLAINT, subject=SOCIAL),
            entry(RecordKind.PENALTY, subject=SOCIAL),
            Ban(subject=SOCIAL, since=HAPPENED, for_life=False, until=RECORDED - DAY),
            abuse_by(),
        ],
        ids=["by id", "an allegation", "a complaint", "a penalty", "over", "a person"],
    )
    def test_is_not_asked_for_its_code_where_it_makes_no_difference(
        self, plan: Plan, harmless: Entry
    ) -> None:
        answer = may_operate(Facility(id="F1"), [harmless], plan, on=RECORDED)
        assert value(answer) is True
        assert answer.readings == ()

    def test_without_a_code_is_barred_by_its_id_all_the_same(self, plan: Plan) -> None:
        records = [abuse(), abuse(id="R2", subject=ENTERPRISE)]
        assert value(may_operate(Facility(id="F1"), records, plan, on=RECORDED)) is False

    def test_is_barred_for_the_same_reasons_whatever_the_order_of_the_register(
        self, plan: Plan
    ) -> None:
        held = [abuse(recorded_on=RECORDED + DAY), abuse(id="R2")]
        answers = [
            may_operate(FACILITY, order, plan, on=RECORDED + DAY) for order in (held, held[::-1])
        ]
        assert answers[0] == answers[1]

    def test_is_told_of_an_odd_code_in_the_notes_only(self, plan: Plan) -> None:
        odd = evolve(FACILITY, uscc=SOCIAL[:-1] + "0")
        for records, may in (((), True), ([abuse()], False)):
            answer = may_operate(odd, records, plan, on=RECORDED)
            assert value(answer) is may
            assert codes(answer.notes) == ["credit.code-check-digit"]
            assert "credit.code-check-digit" not in codes(answer.grounds)


class TestWhomABanBinds:
    """The reading ban-scope: institutions and persons as the plan says, or persons as the law."""

    BARRING = (
        abuse(),
        abuse(subject=SOCIAL),
        Ban(subject="F1", since=RECORDED, for_life=True),
        Ban(subject="F1", since=RECORDED, for_life=False, until=RECORDED),
    )

    @pytest.mark.parametrize("barred", BARRING, ids=["by id", "by code", "for life", "for a time"])
    def test_a_facility_only_as_the_plan_says(
        self, plan: Plan, of_persons: Plan, barred: Entry
    ) -> None:
        answer = may_operate(FACILITY, [barred], plan, on=RECORDED)
        assert value(answer) is False
        assert stamps(answer) == {"ban-scope": "institutions-and-persons"}
        other = may_operate(FACILITY, [barred], of_persons, on=RECORDED)
        assert value(other) is True
        assert stamps(other) == {"ban-scope": "persons-only"}

    def test_open_questions_are_closed_where_facilities_are_not_bound(
        self, plan: Plan, of_persons: Plan
    ) -> None:
        nameless = Facility(id="F1")
        for held, name in (
            (abuse(established=None), "records.established"),
            (Ban(subject="F1", since=RECORDED, for_life=False), "bans.until"),
            (abuse(subject=SOCIAL), "uscc"),
        ):
            answer = may_operate(nameless, [held], plan, on=RECORDED)
            assert lacking(answer) == {name}
            assert stamps(answer) == {"ban-scope": "institutions-and-persons"}
            other = may_operate(nameless, [held], of_persons, on=RECORDED)
            assert value(other) is True
            assert stamps(other) == {"ban-scope": "persons-only"}

    def test_is_stamped_once_however_many_bans_hang_on_it(self, plan: Plan) -> None:
        held = [
            Ban(subject="F1", since=RECORDED, for_life=False),
            Ban(subject=SOCIAL, since=RECORDED, for_life=True),
        ]
        answer = may_operate(Facility(id="F1"), held, plan, on=RECORDED)
        assert lacking(answer) == {"bans.until", "uscc"}
        assert [stamp.id for stamp in answer.readings] == ["ban-scope"]

    def test_persons_under_both(self, plan: Plan, of_persons: Plan) -> None:
        handed_down = Ban(subject=PERSON.digest, since=RECORDED, for_life=True)
        for barred in (abuse_by(), court_ban(), handed_down):
            for law in (plan, of_persons):
                answer = work(law, RECORDED, barred)
                assert value(answer) is False
                assert answer.readings == ()

    def test_what_is_shown_of_a_facility_depends_on_it(self, plan: Plan, of_persons: Plan) -> None:
        """Only what bans for life is shown without end; as a general breach, for 12 months."""
        held = abuse(
            recorded_on=date(2026, 4, 10), decided_on=date(2026, 4, 10), severity=Severity.GENERAL
        )
        on = date(2028, 1, 1)
        for law, truth in ((plan, True), (of_persons, False)):
            answer = displayed(held, law, on=on)
            assert value(answer) is truth
            assert stamps(answer) == {"ban-scope": law.readings.ban_scope}

    def test_whether_the_credit_of_a_facility_is_repaired_depends_on_it(
        self, plan: Plan, of_persons: Plan
    ) -> None:
        ready = date(2026, 5, 4)
        held = abuse(
            recorded_on=date(2026, 4, 10),
            decided_on=date(2026, 4, 10),
            severity=Severity.GENERAL,
            corrected_on=ready,
            duties_done_on=ready,
            promised_on=ready,
        )
        for law, possible in ((plan, False), (of_persons, True)):
            answer = repair(held, law, on=date(2026, 12, 1))
            assert answer.require().possible is possible
            assert stamps(answer) == {"ban-scope": law.readings.ban_scope}

    def test_the_standing_of_a_facility_depends_on_it(self, plan: Plan, of_persons: Plan) -> None:
        for law, count in ((plan, 1), (of_persons, 0)):
            answer = standing("F1", [abuse()], law, on=RECORDED)
            assert len(answer.require().bans) == count
            assert stamps(answer) == {"ban-scope": law.readings.ban_scope}

    # a facility's abuse, decided and recorded on 10 April 2026, a general breach: 12 months
    OF_2026 = abuse(
        recorded_on=date(2026, 4, 10), decided_on=date(2026, 4, 10), severity=Severity.GENERAL
    )

    @pytest.mark.parametrize(
        ("on", "truth"), [(date(2026, 4, 9), False), (date(2027, 4, 10), True)]
    )
    def test_what_is_shown_is_not_stamped_where_it_is_the_same(
        self, plan: Plan, of_persons: Plan, on: date, *, truth: bool
    ) -> None:
        """Before its recording neither option shows it, and for twelve months both do."""
        for law in (plan, of_persons):
            answer = displayed(self.OF_2026, law, on=on)
            assert value(answer) is truth
            assert stamps(answer) == {}

    def test_what_is_shown_is_stamped_where_a_repair_counts_under_one_option_only(
        self, plan: Plan, of_persons: Plan
    ) -> None:
        repaired = evolve(self.OF_2026, repaired_on=date(2026, 8, 3))
        for law, truth in ((plan, True), (of_persons, False)):
            answer = displayed(repaired, law, on=date(2026, 8, 3))
            assert value(answer) is truth
            assert stamps(answer) == {"ban-scope": law.readings.ban_scope}

    def test_nothing_of_a_person_depends_on_it(self, plan: Plan, of_persons: Plan) -> None:
        for law in (plan, of_persons):
            assert displayed(abuse_by(), law, on=RECORDED).readings == ()
            assert repair(abuse_by(), law, on=RECORDED).readings == ()
            assert standing(PERSON.digest, [abuse_by()], law, on=RECORDED).readings == ()


class TestAPerson:
    def test_may_work_the_day_before_and_never_after(self, plan: Plan) -> None:
        record = abuse_by(happened_on=HAPPENED)
        assert value(work(plan, RECORDED - DAY, record)) is True
        for on in (RECORDED, *LONG_AFTER[:2]):
            answer = work(plan, on, record)
            assert value(answer) is False
            assert set(answer.citations) == {STATUTE, LIFELONG}
            assert set(codes(answer.grounds)) == {"credit.banned-for-life"}

    def test_under_a_ban_for_life_may_not_work_in_9999(self, plan: Plan) -> None:
        answer = may_work(PERSON, [abuse_by()], plan, on=date.max, checks=())
        assert value(answer) is False

    def test_may_work_under_the_articles_that_were_asked(self, plan: Plan) -> None:
        answer = work(plan, RECORDED)
        assert value(answer) is True
        assert {LIFELONG, STATUTE, QUERY} <= set(answer.citations)
        assert answer.readings == ()
        assert answer.plan == plan.stamp

    def test_is_not_barred_by_what_somebody_else_did(self, plan: Plan) -> None:
        for other in (
            abuse_by(NAMESAKE),
            abuse(),
            Ban(subject="F1", since=HAPPENED, for_life=True),
        ):
            assert value(work(plan, RECORDED, other)) is True

    @pytest.mark.parametrize("established", [True, False, None])
    def test_is_not_barred_by_a_complaint(self, plan: Plan, *, established: bool | None) -> None:
        said = entry(
            RecordKind.COMPLAINT,
            subject=PERSON.digest,
            about=Subject.PERSON,
            established=established,
        )
        assert value(work(plan, RECORDED, said)) is True

    def test_is_not_barred_by_an_allegation(self, plan: Plan) -> None:
        assert value(work(plan, RECORDED, abuse_by(established=False))) is True

    def test_is_an_open_question_while_nobody_says_whether_it_is_established(
        self, plan: Plan
    ) -> None:
        for held in (abuse_by(established=None), court_ban(established=None)):
            assert lacking(work(plan, RECORDED, held)) == {"records.established"}
            assert value(work(plan, RECORDED - DAY, held)) is True

    def test_is_barred_by_a_court_to_the_last_day(self, plan: Plan) -> None:
        days = {
            RECORDED - DAY: True,
            RECORDED: False,
            date(2028, 9, 9): False,
            date(2028, 9, 10): True,
        }
        for on, may in days.items():
            answer = work(plan, on, court_ban())
            assert value(answer) is may
        assert work(plan, RECORDED, court_ban()).citations == (COURT,)

    def test_is_an_open_question_where_nobody_knows_when_the_courts_ban_ends(
        self, plan: Plan
    ) -> None:
        assert lacking(work(plan, RECORDED, court_ban(until=None))) == {"records.until"}
        handed_down = Ban(subject=PERSON.digest, since=RECORDED, for_life=False)
        assert lacking(work(plan, RECORDED, handed_down)) == {"bans.until"}

    def test_is_no_open_question_once_what_nobody_has_established_is_over(self, plan: Plan) -> None:
        """Established or not, a ban to 9 September 2028 bars nobody on the 10th."""
        held = court_ban(established=None)
        assert lacking(work(plan, date(2028, 9, 9), held)) == {"records.established"}
        assert value(work(plan, date(2028, 9, 10), held)) is True

    def test_under_a_courts_ban_and_one_for_life_stays_barred(self, plan: Plan) -> None:
        assert value(work(plan, date(2030, 1, 1), court_ban(), abuse_by(id="R2"))) is False

    @pytest.mark.parametrize("repaired_on", [None, False, date(2026, 3, 3)])
    def test_is_not_set_free_by_a_repair(self, plan: Plan, repaired_on: Any) -> None:  # noqa: ANN401
        for on in LONG_AFTER[:2]:
            assert value(work(plan, on, abuse_by(repaired_on=repaired_on))) is False


class TestTheQueryBeforeHiring:
    """未成年人保护法 art. 62: the police and the procuratorate are both asked; found, not hired."""

    BOTH = frozenset({"hiring_checks.public-security", "hiring_checks.procuratorate"})

    def ask(self, plan: Plan, on: date, *checks: HiringCheck) -> Any:  # noqa: ANN401 - any answer
        return may_work(PERSON, (), plan, on=on, checks=checks)

    def test_that_was_not_made_leaves_it_open(self, plan: Plan) -> None:
        answer = self.ask(plan, RECORDED)
        assert lacking(answer) == self.BOTH
        assert answer.citations == (QUERY,)
        assert answer.readings == ()

    @pytest.mark.parametrize("authority", Authority)
    def test_of_one_authority_leaves_the_other_open(self, plan: Plan, authority: Authority) -> None:
        (only,) = (check for check in asked(RECORDED) if check.authority is authority)
        assert lacking(self.ask(plan, RECORDED, only)) == self.BOTH - {f"hiring_checks.{authority}"}

    def test_without_an_answer_leaves_it_open(self, plan: Plan) -> None:
        assert lacking(self.ask(plan, RECORDED, *asked(RECORDED, found=None))) == self.BOTH

    def test_of_somebody_else_leaves_it_open(self, plan: Plan) -> None:
        assert lacking(self.ask(plan, RECORDED, *asked(RECORDED, person=NAMESAKE))) == self.BOTH

    def test_of_a_later_day_leaves_it_open(self, plan: Plan) -> None:
        assert lacking(self.ask(plan, RECORDED - DAY, *asked(RECORDED))) == self.BOTH
        assert value(self.ask(plan, RECORDED, *asked(RECORDED))) is True

    @pytest.mark.parametrize("authority", Authority)
    def test_that_found_something_bars(self, plan: Plan, authority: Authority) -> None:
        hit = HiringCheck(person=PERSON, authority=authority, on=RECORDED, found=True)
        for others in ((), asked(RECORDED), asked(RECORDED + DAY)):
            answer = self.ask(plan, RECORDED + DAY, hit, *others)
            assert value(answer) is False
            assert codes(answer.grounds) == ["credit.harm-found"]
            assert answer.citations == (QUERY,)
            assert {said for _, said in answer.grounds[0].facts} == {authority, RECORDED}
            assert answer.readings == ()

    def test_that_found_something_bars_nobody_the_day_before(self, plan: Plan) -> None:
        found = asked(RECORDED, found=True)
        assert value(self.ask(plan, RECORDED - DAY, *asked(RECORDED - DAY), *found)) is True

    def test_that_found_something_is_not_forgotten_over_the_years(self, plan: Plan) -> None:
        answer = self.ask(plan, date(2056, 9, 10), *asked(RECORDED, found=True))
        assert value(answer) is False

    def test_under_a_ban_tells_both_reasons(self, plan: Plan) -> None:
        checks = asked(RECORDED, found=True)
        answer = may_work(PERSON, [court_ban()], plan, on=RECORDED, checks=checks)
        assert set(answer.citations) == {COURT, QUERY}

    def test_leaves_open_what_the_register_leaves_open_too(self, plan: Plan) -> None:
        answer = may_work(PERSON, [abuse_by(established=None)], plan, on=RECORDED, checks=())
        assert lacking(answer) == {"records.established", *self.BOTH}


class TestTheYearlyRepeat:
    """未成年人保护法 art. 62: the query is repeated every year; the reading yearly-check."""

    # (answered, last day of twelve months by art. 202 of the Civil Code)
    TWELVE_MONTHS = (
        (date(2025, 3, 10), date(2026, 3, 10)),
        (date(2024, 2, 29), date(2025, 2, 28)),  # 2025 has no 29 February: the month's last day
        (date(2023, 2, 28), date(2024, 2, 28)),  # the corresponding day, not the month's last
        (date(2025, 12, 31), date(2026, 12, 31)),
        (date(2025, 1, 1), date(2026, 1, 1)),
    )
    # (answered, end of the next calendar year)
    CALENDAR_YEAR = (
        (date(2025, 3, 10), date(2026, 12, 31)),
        (date(2024, 2, 29), date(2025, 12, 31)),
        (date(2025, 12, 31), date(2026, 12, 31)),
        (date(2025, 1, 1), date(2026, 12, 31)),
    )

    @pytest.mark.parametrize(("answered", "last"), TWELVE_MONTHS)
    def test_is_due_twelve_months_after_the_day(
        self, plan: Plan, answered: date, last: date
    ) -> None:
        self.holds_to(plan, answered, last)

    @pytest.mark.parametrize(("answered", "last"), CALENDAR_YEAR)
    def test_is_due_by_the_end_of_the_next_year(
        self, by_calendar: Plan, answered: date, last: date
    ) -> None:
        self.holds_to(by_calendar, answered, last)

    def holds_to(self, law: Plan, answered: date, last: date) -> None:
        checks = asked(answered)
        for on in (answered, last):
            assert value(may_work(PERSON, (), law, on=on, checks=checks)) is True
        late = may_work(PERSON, (), law, on=last + DAY, checks=checks)
        assert lacking(late) == TestTheQueryBeforeHiring.BOTH

    def test_is_stamped_where_the_other_reading_gives_another_answer(
        self, plan: Plan, by_calendar: Plan
    ) -> None:
        # answered on 10 March 2025: to 10 March 2026, or to 31 December 2026
        checks = asked(date(2025, 3, 10))
        shaped = {
            date(2025, 3, 10): False,
            date(2026, 3, 10): False,
            date(2026, 3, 11): True,
            date(2026, 12, 31): True,
            date(2027, 1, 1): False,
        }
        for law in (plan, by_calendar):
            expected = {"yearly-check": law.readings.yearly_check}
            for on, stamped in shaped.items():
                answer = may_work(PERSON, (), law, on=on, checks=checks)
                assert stamps(answer) == (expected if stamped else {})

    def test_is_not_stamped_where_a_ban_decides(self, plan: Plan, by_calendar: Plan) -> None:
        checks = asked(date(2025, 3, 10))
        for law in (plan, by_calendar):
            answer = may_work(PERSON, [abuse_by()], law, on=date(2026, 6, 1), checks=checks)
            assert answer.readings == ()

    def test_of_one_authority_leaves_the_other_late(self, plan: Plan) -> None:
        police, procuratorate = Authority.PUBLIC_SECURITY, Authority.PROCURATORATE
        first = asked(date(2025, 3, 10))
        again = HiringCheck(person=PERSON, authority=police, on=date(2026, 3, 10), found=False)
        answer = may_work(PERSON, (), plan, on=date(2026, 3, 11), checks=(again, *first))
        assert lacking(answer) == {f"hiring_checks.{procuratorate}"}

    def test_counts_from_the_last_answer(self, plan: Plan) -> None:
        checks = (*asked(date(2026, 3, 1)), *asked(date(2025, 3, 10)))
        assert value(may_work(PERSON, (), plan, on=date(2027, 3, 1), checks=checks)) is True
        late = may_work(PERSON, (), plan, on=date(2027, 3, 2), checks=checks)
        assert isinstance(late, Undetermined)

    def test_that_has_no_answer_yet_does_not_undo_the_one_before(self, plan: Plan) -> None:
        checks = (*asked(date(2025, 3, 10)), *asked(date(2026, 3, 1), found=None))
        assert value(may_work(PERSON, (), plan, on=date(2026, 3, 10), checks=checks)) is True
        late = may_work(PERSON, (), plan, on=date(2026, 3, 11), checks=checks)
        assert isinstance(late, Undetermined)

    def test_that_finds_something_ends_the_work(self, plan: Plan) -> None:
        found = asked(date(2026, 3, 1), found=True)[:1]
        checks = (*asked(date(2025, 3, 10)), *found)
        assert value(may_work(PERSON, (), plan, on=date(2026, 2, 28), checks=checks)) is True
        assert value(may_work(PERSON, (), plan, on=date(2026, 3, 1), checks=checks)) is False

    @pytest.mark.parametrize("answered", [date(9998, 5, 6), date.max])
    def test_has_no_day_past_the_last_of_all_days(self, plan: Plan, answered: date) -> None:
        answer = may_work(PERSON, (), plan, on=answered, checks=asked(answered))
        assert value(answer) is True


class TestADisplayUnderOrder36:
    """信用修复管理办法, from 1 April 2026: minor ≤ 3 months, general 3–12, serious 12–36."""

    DECIDED = date(2026, 4, 10)

    @pytest.mark.parametrize(
        ("severity", "decided_on", "last"),
        [
            (Severity.GENERAL, date(2026, 4, 10), date(2027, 4, 10)),  # 12 months
            (Severity.SERIOUS, date(2026, 4, 10), date(2029, 4, 10)),  # 36 months
            (Severity.GENERAL, date(2028, 2, 29), date(2029, 2, 28)),  # no 29 February in 2029
            (Severity.SERIOUS, date(2028, 2, 29), date(2031, 2, 28)),  # nor in 2031
            (Severity.GENERAL, date(2026, 4, 1), date(2027, 4, 1)),
        ],
    )
    def test_ends_with_the_most_months(
        self, plan: Plan, severity: Severity, decided_on: date, last: date
    ) -> None:
        held = penalty(decided_on, severity=severity)
        for on, truth in ((decided_on, True), (last, True), (last + DAY, False)):
            answer = displayed(held, plan, on=on)
            assert value(answer) is truth
            assert answer.citations == (ORDER_36,)
            assert answer.plan == plan.stamp

    def test_of_a_minor_breach_is_open_for_three_months_and_then_over(self, plan: Plan) -> None:
        held = penalty(self.DECIDED, severity=Severity.MINOR)
        for on in (self.DECIDED, date(2026, 7, 10)):
            assert lacking(displayed(held, plan, on=on)) == {"records.displayed"}
        assert value(displayed(held, plan, on=date(2026, 7, 11))) is False

    def test_runs_from_the_decision_and_not_from_the_recording(self, plan: Plan) -> None:
        held = penalty(self.DECIDED, recorded_on=date(2026, 6, 1), severity=Severity.GENERAL)
        assert value(displayed(held, plan, on=date(2026, 5, 31))) is False
        assert value(displayed(held, plan, on=date(2026, 6, 1))) is True
        assert value(displayed(held, plan, on=date(2027, 4, 11))) is False

    def test_has_no_regard_to_whether_it_is_about_safety(self, plan: Plan) -> None:
        for concerns_safety in (True, False, None):
            held = penalty(self.DECIDED, severity=Severity.GENERAL, concerns_safety=concerns_safety)
            assert value(displayed(held, plan, on=date(2027, 4, 10))) is True
            assert value(displayed(held, plan, on=date(2027, 4, 11))) is False

    def test_of_an_unknown_class_is_open_only_while_the_class_matters(self, plan: Plan) -> None:
        held = penalty(self.DECIDED)
        # until 10 July 2026 a minor one may be displayed, then only until 2027 or 2029
        assert "severity" in lacking(displayed(held, plan, on=date(2026, 7, 10)))
        for on in (date(2026, 7, 11), date(2027, 4, 10), date(2027, 4, 11), date(2029, 4, 10)):
            assert lacking(displayed(held, plan, on=on)) == {"severity"}
        assert value(displayed(held, plan, on=date(2029, 4, 11))) is False

    def test_without_a_day_of_decision_is_open(self, plan: Plan) -> None:
        held = penalty(None, recorded_on=self.DECIDED, severity=Severity.GENERAL)
        assert lacking(displayed(held, plan, on=date(2026, 5, 1))) == {"decided_on"}


class TestADisplayUnderTheTrialMeasures:
    """The measures of 2023, to 31 March 2026: at most three years, about safety or not."""

    @pytest.mark.parametrize("concerns_safety", [True, False, None])
    @pytest.mark.parametrize("severity", [*Severity, None])
    def test_ends_after_36_months_whatever_the_class(
        self, plan: Plan, *, concerns_safety: bool | None, severity: Severity | None
    ) -> None:
        held = penalty(date(2023, 2, 20), concerns_safety=concerns_safety, severity=severity)
        for on, truth in (
            (date(2023, 2, 20), True),
            (date(2026, 2, 20), True),
            (date(2026, 2, 21), False),
        ):
            answer = displayed(held, plan, on=on)
            assert value(answer) is truth
            assert answer.citations == (TRIAL,)

    # decided on 6 May 2024: the trial measures run to 6 May 2027, a general class to 6 May 2025,
    # a minor one to 6 August 2024
    @pytest.mark.parametrize(
        ("severity", "after"),
        [(Severity.MINOR, False), (Severity.GENERAL, False), (Severity.SERIOUS, True)],
    )
    def test_gives_way_to_the_classes_on_the_first_of_april(
        self, plan: Plan, severity: Severity, *, after: bool
    ) -> None:
        held = penalty(date(2024, 5, 6), severity=severity, concerns_safety=True)
        before = displayed(held, plan, on=date(2026, 3, 31))
        assert (value(before), before.citations) == (True, (TRIAL,))
        since = displayed(held, plan, on=date(2026, 4, 1))
        assert (value(since), since.citations) == (after, (ORDER_36,))

    def test_asks_for_the_class_from_the_first_of_april(self, plan: Plan) -> None:
        held = penalty(date(2024, 5, 6))
        assert value(displayed(held, plan, on=date(2026, 3, 31))) is True
        assert lacking(displayed(held, plan, on=date(2026, 4, 1))) == {"severity"}

    def test_of_the_last_day_of_both(self, plan: Plan) -> None:
        # 36 months from 31 March 2023 end on 31 March 2026, the last day of the measures
        held = penalty(date(2023, 3, 31), severity=Severity.SERIOUS)
        assert value(displayed(held, plan, on=date(2026, 3, 31))) is True
        assert value(displayed(held, plan, on=date(2026, 4, 1))) is False


class TestADisplay:
    @pytest.mark.parametrize("on", [date(2025, 9, 9), date(2020, 1, 1)])
    def test_has_not_begun_before_the_recording(self, plan: Plan, on: date) -> None:
        for held in (
            penalty(date(2025, 9, 10), severity=Severity.SERIOUS),
            abuse(),
            court_ban(),
            entry(RecordKind.JOINT_SANCTION, until=date(2028, 9, 9)),
        ):
            assert value(displayed(held, plan, on=on)) is False

    def test_there_is_none_of_complaints_and_allegations(self, plan: Plan) -> None:
        decided = {"decided_on": RECORDED, "severity": Severity.SERIOUS}
        for established in (True, False, None):
            said = entry(RecordKind.COMPLAINT, established=established, **decided)
            assert value(displayed(said, plan, on=RECORDED)) is False
        for kind in (RecordKind.PENALTY, RecordKind.CHILD_ABUSE, RecordKind.COURT_BAN):
            said = entry(kind, established=False, **decided)
            assert value(displayed(said, plan, on=RECORDED)) is False

    def test_is_open_while_nobody_says_whether_it_is_established(self, plan: Plan) -> None:
        for held in (penalty(RECORDED, established=None), abuse(established=None)):
            assert lacking(displayed(held, plan, on=RECORDED)) == {"records.established"}

    @pytest.mark.parametrize("about", Subject)
    def test_of_what_bans_for_life_has_no_end(self, plan: Plan, about: Subject) -> None:
        subject = PERSON.digest if about is Subject.PERSON else "F1"
        held = abuse(about=about, subject=subject, decided_on=RECORDED, severity=Severity.MINOR)
        for on in (RECORDED, *LONG_AFTER):
            assert value(displayed(held, plan, on=on)) is True

    def test_of_what_bans_for_life_is_ended_by_no_repair(self, plan: Plan) -> None:
        held = abuse(repaired_on=date(2026, 3, 3))
        assert value(displayed(held, plan, on=date(2056, 3, 3))) is True

    @pytest.mark.parametrize("about", Subject)
    def test_of_what_may_ban_for_life_stays_open_whatever_was_repaired(
        self, plan: Plan, about: Subject
    ) -> None:
        """If it is established, no repair ends its display; if it is not, there is none."""
        subject = PERSON.digest if about is Subject.PERSON else "F1"
        repaired = date(2026, 3, 3)
        held = abuse(about=about, subject=subject, established=None, repaired_on=repaired)
        assert lacking(displayed(held, plan, on=repaired)) == {"records.established"}

    def test_ends_on_the_day_of_a_repair(self, plan: Plan) -> None:
        held = penalty(date(2026, 4, 10), severity=Severity.SERIOUS, repaired_on=date(2027, 6, 1))
        assert value(displayed(held, plan, on=date(2027, 5, 31))) is True
        answer = displayed(held, plan, on=date(2027, 6, 1))
        assert value(answer) is False
        assert codes(answer.grounds) == ["credit.repaired"]

    @pytest.mark.parametrize("kind", [RecordKind.JOINT_INCENTIVE, RecordKind.JOINT_SANCTION])
    def test_of_a_place_on_a_list_lasts_to_its_last_day(self, plan: Plan, kind: RecordKind) -> None:
        held = entry(kind, until=date(2026, 9, 9))
        assert value(displayed(held, plan, on=RECORDED)) is True
        assert value(displayed(held, plan, on=date(2026, 9, 9))) is True
        assert value(displayed(held, plan, on=date(2026, 9, 10))) is False

    @pytest.mark.parametrize("kind", [RecordKind.JOINT_INCENTIVE, RecordKind.JOINT_SANCTION])
    def test_of_a_place_on_a_list_does_not_turn_once_it_is_known_to_be_established_or_not(
        self, plan: Plan, kind: RecordKind
    ) -> None:
        unknown = entry(kind, established=None, until=date(2026, 9, 9))
        answer = displayed(unknown, plan, on=RECORDED)
        known = {
            value(displayed(evolve(unknown, established=e), plan, on=RECORDED))
            for e in (True, False)
        }
        settled = set() if isinstance(answer, Undetermined) else {value(answer)}
        assert not settled or known == settled

    def test_is_no_open_question_where_it_was_repaired_or_is_over(self, plan: Plan) -> None:
        """Established or not, such a record is not displayed."""
        repaired = penalty(
            date(2026, 4, 10),
            severity=Severity.GENERAL,
            established=None,
            repaired_on=date(2026, 8, 3),
        )
        assert value(displayed(repaired, plan, on=date(2026, 8, 3))) is False
        over = penalty(date(2026, 4, 10), severity=Severity.GENERAL, established=None)
        assert value(displayed(over, plan, on=date(2027, 4, 11))) is False

    def test_is_open_where_nobody_says_whether_it_was_repaired(self, plan: Plan) -> None:
        """Unknown is never “no”: what may have been repaired may be displayed no longer."""
        held = penalty(date(2026, 4, 10), severity=Severity.GENERAL, repaired_on=None)
        assert isinstance(displayed(held, plan, on=date(2026, 9, 1)), Undetermined)
        # past twelve months it makes no difference
        assert value(displayed(held, plan, on=date(2027, 4, 11))) is False

    @pytest.mark.parametrize(
        "kind", [RecordKind.JOINT_INCENTIVE, RecordKind.JOINT_SANCTION, RecordKind.COURT_BAN]
    )
    def test_is_open_where_nobody_knows_when_it_ends(self, plan: Plan, kind: RecordKind) -> None:
        """The end of a ban is unknown to may_work; it is as unknown here."""
        held = entry(kind, subject=PERSON.digest, about=Subject.PERSON, until=None)
        assert lacking(displayed(held, plan, on=date(2026, 9, 1))) == {"records.until"}


class TestARepair:
    """The least time is over and every condition met; of what bans for life there is none."""

    @pytest.mark.parametrize(
        ("severity", "early", "late"),
        [
            # decided on 10 April 2026: 3 months to 10 July 2026, 12 months to 10 April 2027
            (Severity.GENERAL, date(2026, 7, 9), date(2026, 7, 12)),
            (Severity.SERIOUS, date(2027, 4, 9), date(2027, 4, 12)),
        ],
    )
    def test_needs_the_least_time_of_the_class(
        self, plan: Plan, severity: Severity, early: date, late: date
    ) -> None:
        held = done(date(2026, 4, 10), date(2026, 5, 4), severity=severity)
        answer = repair(held, plan, on=early)
        assert answer.require().possible is False
        assert codes(answer.require().unmet) == ["credit.too-early"]
        assert answer.citations == (ORDER_36,)
        assert repair(held, plan, on=late).require().possible is True
        assert repair(held, plan, on=late).require().unmet == ()

    def test_of_a_minor_breach_needs_no_least_time(self, plan: Plan) -> None:
        held = done(date(2026, 4, 10), date(2026, 4, 13), severity=Severity.MINOR)
        assert repair(held, plan, on=date(2026, 4, 13)).require().possible is True

    @pytest.mark.parametrize(
        ("decided_on", "severity", "first"),
        [
            # the last day of the least time is displayed to its end (Civil Code art. 203), and the
            # first day on which that time is over is the next one
            (date(2026, 4, 10), Severity.GENERAL, date(2026, 7, 11)),
            (date(2026, 4, 10), Severity.SERIOUS, date(2027, 4, 11)),
            (date(2026, 11, 30), Severity.GENERAL, date(2027, 3, 1)),  # 3 months to 28 February
        ],
    )
    def test_has_its_first_day_after_the_last_of_the_least_time(
        self, plan: Plan, decided_on: date, severity: Severity, first: date
    ) -> None:
        held = done(decided_on, decided_on, severity=severity)
        assert repair(held, plan, on=first - DAY).require().possible is False
        assert repair(held, plan, on=first).require() == Repair(from_day=first, unmet=())

    def test_under_the_trial_measures_needs_three_months(self, plan: Plan) -> None:
        held = penalty(
            date(2025, 9, 1),
            concerns_safety=False,
            corrected_on=date(2025, 9, 2),
            duties_done_on=False,
            promised_on=False,
        )
        early = repair(held, plan, on=date(2025, 11, 30))
        assert codes(early.require().unmet) == ["credit.too-early"]
        assert early.citations == (TRIAL,)
        assert repair(held, plan, on=date(2025, 12, 3)).require().possible is True

    def test_under_the_trial_measures_needs_a_year_where_it_is_about_safety(
        self, plan: Plan
    ) -> None:
        held = penalty(date(2024, 9, 2), concerns_safety=True, corrected_on=date(2024, 9, 3))
        assert repair(held, plan, on=date(2025, 9, 1)).require().possible is False
        assert repair(held, plan, on=date(2025, 9, 4)).require().possible is True

    def test_under_the_trial_measures_is_open_only_while_safety_matters(self, plan: Plan) -> None:
        held = penalty(date(2024, 9, 2), corrected_on=date(2024, 9, 3))
        early = repair(held, plan, on=date(2024, 11, 1)).require()
        assert (early.possible, early.from_day) == (False, None)
        assert lacking(repair(held, plan, on=date(2025, 1, 15))) == {"concerns_safety"}
        late = repair(held, plan, on=date(2025, 9, 15)).require()
        assert late == Repair(from_day=None, unmet=())

    def test_of_an_unknown_class_is_open_only_while_the_class_matters(self, plan: Plan) -> None:
        held = done(date(2026, 4, 10), date(2026, 4, 13))
        assert lacking(repair(held, plan, on=date(2026, 4, 13))) == {"severity"}
        assert lacking(repair(held, plan, on=date(2027, 3, 1))) == {"severity"}
        assert repair(held, plan, on=date(2027, 4, 20)).require().possible is True

    def test_needs_more_from_the_first_of_april_2026(self, plan: Plan) -> None:
        # decided on 1 December 2025: three months are over by 2 March 2026
        held = penalty(
            date(2025, 12, 1),
            severity=Severity.GENERAL,
            concerns_safety=False,
            corrected_on=date(2025, 12, 15),
            duties_done_on=False,
            promised_on=False,
        )
        assert repair(held, plan, on=date(2026, 3, 31)).require().possible is True
        since = repair(held, plan, on=date(2026, 4, 1))
        assert codes(since.require().unmet) == ["credit.condition-not-met"] * 2
        told = {dict(ground.facts)["lacking"] for ground in since.require().unmet}
        assert told == {"duties_done_on", "promised_on"}
        assert since.citations == (Citation("credit-repair-measures", "修复条件"),)

    @pytest.mark.parametrize("name", ["corrected_on", "duties_done_on", "promised_on"])
    def test_needs_each_condition(self, plan: Plan, name: str) -> None:
        held = done(date(2026, 4, 10), date(2026, 5, 4), severity=Severity.GENERAL)
        on = date(2026, 10, 9)
        without: dict[str, Any] = {name: False}
        (unmet,) = repair(evolve(held, **without), plan, on=on).require().unmet
        assert dict(unmet.facts)["lacking"] == name
        later: dict[str, Any] = {name: on + DAY}
        assert repair(evolve(held, **later), plan, on=on).require().possible is False
        assert repair(evolve(held, **later), plan, on=on + DAY).require().possible is True
        unknown: dict[str, Any] = {name: None}
        assert lacking(repair(evolve(held, **unknown), plan, on=on)) == {name}

    def test_tells_everything_that_is_in_the_way(self, plan: Plan) -> None:
        held = penalty(
            date(2026, 4, 10),
            severity=Severity.GENERAL,
            corrected_on=False,
            duties_done_on=None,
            promised_on=False,
        )
        found = repair(held, plan, on=date(2026, 5, 1)).require()
        assert sorted(codes(found.unmet)) == [
            "credit.condition-not-met",
            "credit.condition-not-met",
            "credit.too-early",
        ]

    @pytest.mark.parametrize("about", Subject)
    def test_there_is_none_of_what_bans_for_life(self, plan: Plan, about: Subject) -> None:
        subject = PERSON.digest if about is Subject.PERSON else "F1"
        ready = date(2025, 10, 1)
        held = abuse(
            about=about,
            subject=subject,
            decided_on=RECORDED,
            severity=Severity.MINOR,
            corrected_on=ready,
            duties_done_on=ready,
            promised_on=ready,
        )
        for on in (date(2026, 10, 1), date(2056, 10, 1)):
            answer = repair(held, plan, on=on)
            assert answer.require().possible is False
            assert answer.require().from_day is None
            assert LIFELONG in answer.citations
            assert set(codes(answer.require().unmet)) == {"credit.never-repaired"}

    @pytest.mark.parametrize(
        ("held", "code"),
        [
            (entry(RecordKind.COMPLAINT), "credit.allegation"),
            (penalty(RECORDED, established=False), "credit.allegation"),
            (penalty(RECORDED, repaired_on=date(2026, 1, 5)), "credit.repaired"),
            (penalty(date(2026, 8, 3)), "credit.not-yet-recorded"),
        ],
    )
    def test_there_is_none_of_what_is_not_displayed(
        self, plan: Plan, held: CreditRecord, code: str
    ) -> None:
        found = repair(held, plan, on=date(2026, 2, 2)).require()
        assert codes(found.unmet) == [code]

    def test_is_open_while_nobody_says_whether_it_is_established(self, plan: Plan) -> None:
        held = done(
            date(2026, 4, 10), date(2026, 5, 4), severity=Severity.GENERAL, established=None
        )
        answer = repair(held, plan, on=date(2026, 10, 9))
        assert lacking(answer) == {"records.established"}

    def test_without_a_day_of_decision_is_open(self, plan: Plan) -> None:
        held = evolve(
            done(date(2026, 4, 10), date(2026, 5, 4), severity=Severity.GENERAL), decided_on=None
        )
        assert lacking(repair(held, plan, on=date(2026, 10, 9))) == {"decided_on"}

    def test_says_what_it_derives(self) -> None:
        for name in Repair.derived:
            assert isinstance(getattr(Repair, name), property)


class TestAStanding:
    ON = date(2026, 5, 6)

    def test_of_an_empty_register_is_empty(self, plan: Plan) -> None:
        answer = standing("F1", (), plan, on=self.ON)
        assert answer.require() == Standing(bans=(), records=(), incentives=(), sanctions=())
        assert answer.plan == plan.stamp

    def test_holds_records_bans_and_lists(self, plan: Plan) -> None:
        records: list[Entry] = [
            penalty(date(2026, 4, 10), id="R4", severity=Severity.GENERAL),
            entry(RecordKind.JOINT_INCENTIVE, id="R2", until=date(2026, 12, 31)),
            entry(RecordKind.JOINT_SANCTION, id="R1", until=date(2026, 12, 31)),
            abuse(id="R3", recorded_on=date(2026, 1, 5)),
            Ban(subject="F1", since=date(2026, 2, 2), for_life=False, until=date(2026, 6, 1)),
        ]
        found = standing("F1", iter(records), plan, on=self.ON).require()
        assert [shown.record for shown in found.records] == ["R1", "R2", "R3", "R4"]
        assert [value(shown.displayed) for shown in found.records] == [True] * 4
        assert [ban.since for ban in found.bans] == [date(2026, 1, 5), date(2026, 2, 2)]
        assert (found.incentives, found.sanctions) == (("R2",), ("R1",))

    def test_shows_each_record_as_it_is_displayed(self, plan: Plan) -> None:
        held = penalty(date(2026, 4, 10), severity=Severity.MINOR)
        (shown,) = standing("F1", [held], plan, on=self.ON).require().records
        assert shown == Shown(
            record="R1", kind=RecordKind.PENALTY, displayed=displayed(held, plan, on=self.ON)
        )

    def test_rests_on_what_its_records_rest_on(self, plan: Plan) -> None:
        held = penalty(date(2026, 4, 10), severity=Severity.GENERAL)
        assert standing("F1", [held], plan, on=self.ON).citations == (ORDER_36,)

    def test_is_of_nobody_else(self, plan: Plan) -> None:
        banned = Ban(subject="F2", since=self.ON, for_life=True)
        others: list[Entry] = [abuse(subject="F2"), abuse_by(), banned]
        assert standing("F1", others, plan, on=self.ON).require().records == ()
        assert standing("F1", others, plan, on=self.ON).require().bans == ()

    def test_of_a_person_goes_by_the_digest(self, plan: Plan) -> None:
        found = standing(PERSON.digest, [abuse_by(), abuse()], plan, on=self.ON).require()
        assert [ban.subject for ban in found.bans] == [PERSON.digest]
        assert [shown.record for shown in found.records] == ["R1"]

    def test_leaves_out_bans_that_are_over_and_keeps_those_that_may_not_be(
        self, plan: Plan
    ) -> None:
        over = Ban(subject="F1", since=date(2026, 1, 5), for_life=False, until=date(2026, 5, 5))
        last = evolve(over, until=self.ON)
        unknown = evolve(over, until=None)
        found = standing("F1", [over, last, unknown], plan, on=self.ON).require()
        assert set(found.bans) == {last, unknown}

    def test_leaves_a_place_on_a_list_out_of_the_lists_once_it_is_over(self, plan: Plan) -> None:
        held = entry(RecordKind.JOINT_INCENTIVE, until=date(2026, 5, 5))
        found = standing("F1", [held], plan, on=self.ON).require()
        assert [shown.record for shown in found.records] == ["R1"]
        assert found.incentives == ()

    def test_keeps_complaints_and_allegations_from_the_public(self, plan: Plan) -> None:
        records = [
            entry(RecordKind.COMPLAINT, id="R1"),
            abuse(id="R2", established=False),
        ]
        found = standing("F1", records, plan, on=self.ON).require()
        assert [value(shown.displayed) for shown in found.records] == [False, False]
        assert found.bans == ()


class TestWhatWasKnownOnADay:
    """What happened by a day, and what the register knew of it, are two questions."""

    HELD = abuse(happened_on=HAPPENED)  # happened on 1 June 2025, recorded on 10 September 2025

    def shown(self, plan: Plan, on: date, known_on: date | None = None) -> Standing:
        return standing("F1", [self.HELD], plan, on=on, known_on=known_on).require()

    def test_is_what_the_register_held_on_the_day_itself(self, plan: Plan) -> None:
        for on in (HAPPENED, RECORDED - DAY):
            assert self.shown(plan, on) == self.shown(plan, on, on)
            assert self.shown(plan, on).records == ()
        assert [shown.record for shown in self.shown(plan, RECORDED).records] == ["R1"]

    def test_is_nothing_where_the_register_is_read_too_early(self, plan: Plan) -> None:
        found = self.shown(plan, date(2026, 5, 6), RECORDED - DAY)
        assert (found.records, found.bans) == ((), ())

    def test_is_what_had_happened_by_then_where_it_is_read_later(self, plan: Plan) -> None:
        read_on = date(2026, 5, 6)
        assert self.shown(plan, HAPPENED - DAY, read_on).records == ()
        for on in (HAPPENED, RECORDED - DAY):
            found = self.shown(plan, on, read_on)
            assert [shown.record for shown in found.records] == ["R1"]
            # nobody is bound, and nothing was displayed, before the day of the entry
            assert found.bans == ()
            assert [value(shown.displayed) for shown in found.records] == [False]
        assert [ban.since for ban in self.shown(plan, RECORDED, read_on).bans] == [RECORDED]

    def test_holds_of_bans_that_were_handed_down(self, plan: Plan) -> None:
        ban = Ban(subject="F1", since=RECORDED, for_life=True)
        for on, known_on, count in (
            (RECORDED, RECORDED, 1),
            (RECORDED + DAY, RECORDED - DAY, 0),
            (RECORDED - DAY, RECORDED + DAY, 0),
        ):
            found = standing("F1", [ban], plan, on=on, known_on=known_on).require()
            assert len(found.bans) == count

    def test_does_not_hold_a_repair_that_was_made_later(self, plan: Plan) -> None:
        held = penalty(date(2026, 4, 10), severity=Severity.SERIOUS, repaired_on=date(2027, 8, 2))
        on = date(2027, 12, 1)
        (now,) = standing("F1", [held], plan, on=on).require().records
        assert value(now.displayed) is False
        (then,) = standing("F1", [held], plan, on=on, known_on=date(2027, 8, 1)).require().records
        assert value(then.displayed) is True


class TestStaffLists:
    ON = date(2026, 5, 6)

    def post(self, facility: str, person: PersonKey = PERSON, **changes: Any) -> StaffMember:  # noqa: ANN401
        known: dict[str, Any] = {"since": date(2025, 1, 1), "until": False} | changes
        return StaffMember(person=person, facility=facility, role=Role.CARER, **known)

    def test_of_two_facilities_that_name_one_person_are_found(self) -> None:
        found = listings([self.post("F2"), self.post("F1"), self.post("F3", NAMESAKE)], on=self.ON)
        assert found == (Listing(person=PERSON, facilities=("F1", "F2"), certain=True),)

    def test_of_one_facility_with_two_posts_are_no_find(self) -> None:
        cook = StaffMember(person=PERSON, facility="F1", role=Role.COOK)
        assert listings([self.post("F1"), cook], on=self.ON) == ()
        assert listings((), on=self.ON) == ()

    def test_count_the_first_and_the_last_day(self) -> None:
        other = self.post("F2", since=date(2026, 3, 2), until=date(2026, 5, 6))
        days = {
            date(2026, 3, 1): 0,
            date(2026, 3, 2): 1,
            date(2026, 5, 6): 1,
            date(2026, 5, 7): 0,
        }
        for on, count in days.items():
            assert len(listings([self.post("F1"), other], on=on)) == count

    def test_say_whether_it_is_certain(self) -> None:
        unknowns: list[dict[str, Any]] = [{"since": None}, {"until": None}]
        for unknown in (*unknowns, {"since": None, "until": None}):
            (found,) = listings([self.post("F1"), self.post("F2", **unknown)], on=self.ON)
            assert found.certain is False
        maybe = self.post("F2", until=None)
        (found,) = listings([self.post("F1"), maybe, self.post("F2")], on=self.ON)
        assert found.certain is True

    def test_are_in_the_order_of_the_keys(self) -> None:
        staff = [self.post(f, person) for f in ("F2", "F1") for person in (NAMESAKE, PERSON)]
        assert [found.person for found in listings(staff, on=self.ON)] == [PERSON, NAMESAKE]


class TestACode:
    """GB 32100-2015, and the first two signs; an odd code is a warning and never an error."""

    ON = date(2026, 5, 6)

    def warned(self, plan: Plan, uscc: str | None, form: LegalForm | None = None) -> list[Any]:
        facility = Facility(id="F1", uscc=uscc, legal_form=form)
        return list(code_warnings(facility, plan, on=self.ON))

    @pytest.mark.parametrize(
        ("uscc", "form"),
        [
            (PUBLIC, LegalForm.PUBLIC_INSTITUTION),
            (SOCIAL, LegalForm.SOCIAL_SERVICE),
            (ENTERPRISE, LegalForm.FOR_PROFIT),
            (INDIVIDUAL, LegalForm.FOR_PROFIT),
            ("91350100M000100Y43", LegalForm.FOR_PROFIT),  # worked in the standard: 1640, 28, 3
        ],
    )
    def test_that_is_sound_gives_no_warning(self, plan: Plan, uscc: str, form: LegalForm) -> None:
        for known in (form, None, LegalForm.UNINCORPORATED):
            assert self.warned(plan, uscc, known) == []

    def test_that_is_unknown_gives_none(self, plan: Plan) -> None:
        assert self.warned(plan, None, LegalForm.FOR_PROFIT) == []

    @pytest.mark.parametrize(
        ("uscc", "expected"),
        [
            (PUBLIC[:-1] + "X", "8"),
            (SOCIAL[:-1] + "0", "Y"),
            (ENTERPRISE[:-1] + "9", "Q"),
            (INDIVIDUAL[:-1] + "H", "G"),
            # 3 in the place of 2, times 30: 466 + 30 = 496 = 16·31, and 31 - 0 counts as 0
            ("52610222000000037Y", "0"),
        ],
    )
    def test_with_another_check_digit_is_told_the_right_one(
        self, plan: Plan, uscc: str, expected: str
    ) -> None:
        (warning,) = self.warned(plan, uscc)
        assert warning.code == "credit.code-check-digit"
        assert warning.citation.instrument == "code-standard"
        assert dict(warning.facts) == {"uscc": uscc, "expected": expected}

    @pytest.mark.parametrize(
        ("uscc", "meant"),
        [
            (PUBLIC, LegalForm.PUBLIC_INSTITUTION),
            (SOCIAL, LegalForm.SOCIAL_SERVICE),
            (ENTERPRISE, LegalForm.FOR_PROFIT),
            (INDIVIDUAL, LegalForm.FOR_PROFIT),
        ],
    )
    def test_whose_first_signs_belie_the_form_is_a_warning(
        self, plan: Plan, uscc: str, meant: LegalForm
    ) -> None:
        others = set(LegalForm) - {meant, LegalForm.UNINCORPORATED}
        for form in sorted(others):
            (warning,) = self.warned(plan, uscc, form)
            assert warning.code == "credit.code-prefix"
            assert warning.citation.instrument == "code-scheme"
            assert dict(warning.facts) == {
                "uscc": uscc,
                "prefix": uscc[:2],
                "meant": meant,
                "legal_form": form,
            }

    def test_of_a_registrar_that_no_form_has_is_a_warning(self, plan: Plan) -> None:
        # 51 is a 社会团体: 466 - 3 = 463 = 14·31 + 29, 31 - 29 = 2
        for form in (None, *LegalForm):
            (warning,) = self.warned(plan, "516102220000000272", form)
            assert warning.code == "credit.code-prefix-unknown"
            assert dict(warning.facts)["prefix"] == "51"

    def test_may_be_odd_in_two_ways(self, plan: Plan) -> None:
        found = self.warned(plan, SOCIAL[:-1] + "0", LegalForm.FOR_PROFIT)
        assert codes(found) == ["credit.code-check-digit", "credit.code-prefix"]


class TestAReading:
    """A stamp stands on an answer exactly where the other option could have changed it."""

    def test_of_credit_has_two_options_and_its_sources(self, plan: Plan) -> None:
        def options(reading: Reading) -> list[str]:
            return [option.id for option in reading.options]

        assert options(plan.reading("ban-scope")) == ["institutions-and-persons", "persons-only"]
        assert options(plan.reading("yearly-check")) == ["twelve-months", "calendar-year"]
        assert LIFELONG in plan.reading("ban-scope").cites
        assert QUERY in plan.reading("yearly-check").cites


def questions() -> dict[str, Callable[[Plan, Any], object]]:
    held, facility = penalty(RECORDED), FACILITY
    return {
        "bans": lambda plan, on: bans((), plan, on=on),
        "may_operate": lambda plan, on: may_operate(facility, (), plan, on=on),
        "may_work": lambda plan, on: may_work(PERSON, (), plan, on=on, checks=()),
        "displayed": lambda plan, on: displayed(held, plan, on=on),
        "repair": lambda plan, on: repair(held, plan, on=on),
        "standing": lambda plan, on: standing("F1", (), plan, on=on),
        "listings": lambda _, on: listings((), on=on),
        "code_warnings": lambda plan, on: code_warnings(facility, plan, on=on),
    }


class TestADayThatIsNone:
    WRONG = (datetime(2026, 5, 6, 9, 30, tzinfo=UTC), "2026-05-06", 20260506, None, True)

    @pytest.mark.parametrize("wrong", WRONG)
    @pytest.mark.parametrize("name", questions())
    def test_is_refused_by_its_name(self, plan: Plan, name: str, wrong: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            questions()[name](plan, wrong)
        assert [fault.path for fault in invalid.value.faults] == ["on"]

    @pytest.mark.parametrize("wrong", [each for each in WRONG if each is not None])
    def test_is_refused_as_the_day_of_the_reading(self, plan: Plan, wrong: Any) -> None:  # noqa: ANN401
        with pytest.raises(InvalidFacts) as invalid:
            standing("F1", (), plan, on=RECORDED, known_on=wrong)
        assert [fault.path for fault in invalid.value.faults] == ["known_on"]

    def test_is_refused_in_a_code_that_is_unknown(self, plan: Plan) -> None:
        wrong: Any = "today"
        with pytest.raises(InvalidFacts):
            code_warnings(Facility(id="F1"), plan, on=wrong)


class TestARecord:
    def test_is_made_no_earlier_than_it_happened(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            abuse(happened_on=RECORDED + DAY)
        assert [fault.path for fault in invalid.value.faults] == ["recorded_on"]
        assert abuse(happened_on=RECORDED).happened_on == RECORDED

    def test_is_repaired_no_earlier_than_it_was_decided(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            penalty(RECORDED, repaired_on=RECORDED - DAY)
        assert [fault.path for fault in invalid.value.faults] == ["repaired_on"]

    @pytest.mark.parametrize("subject", ["F1", SOCIAL, "a" * 63, "A" * 64, "张三"])
    def test_of_a_person_has_a_key_for_its_subject(self, subject: str) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            abuse(about=Subject.PERSON, subject=subject)
        (fault,) = invalid.value.faults
        assert fault.path == "subject"
        assert subject not in str(invalid.value)

    def test_holds_words_days_and_flags(self) -> None:
        wrong: dict[str, Any] = {
            "id": "",
            "about": "somebody",
            "recorded_on": "2025-09-10",
            "established": 1,
            "severity": "grave",
            "concerns_safety": "yes",
            "corrected_on": True,
        }
        with pytest.raises(InvalidFacts) as invalid:
            abuse(**wrong)
        assert [fault.path for fault in invalid.value.faults] == list(wrong)

    @pytest.mark.parametrize(
        "held",
        [
            abuse(happened_on=HAPPENED),
            abuse_by(),
            court_ban(),
            done(RECORDED, date(2026, 1, 5), severity=Severity.SERIOUS, concerns_safety=True),
        ],
    )
    def test_comes_back_from_json(self, held: CreditRecord) -> None:
        assert codec.from_json(codec.to_json(held), CreditRecord) == held


class TestABanThatWasHandedDown:
    def test_for_life_has_no_last_day(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            Ban(subject="F1", since=RECORDED, for_life=True, until=date(2056, 1, 1))
        assert [fault.path for fault in invalid.value.faults] == ["until"]

    def test_ends_no_earlier_than_it_begins(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            Ban(subject="F1", since=RECORDED, for_life=False, until=RECORDED - DAY)
        assert [fault.path for fault in invalid.value.faults] == ["until"]

    @pytest.mark.parametrize(
        ("until", "truths"),
        [
            # the day before, the first day, the last day of a ban of two days, the day after
            (RECORDED + DAY, [False, True, True, False]),
            (RECORDED, [False, True, False, False]),
            (None, [False, None, None, None]),
        ],
    )
    def test_is_in_force_from_its_first_day_to_its_last(
        self, until: date | None, truths: list[bool | None]
    ) -> None:
        ban = Ban(subject="F1", since=RECORDED, for_life=False, until=until)
        days = (RECORDED + number * DAY for number in (-1, 0, 1, 2))
        assert [ban.in_force(on) for on in days] == truths

    def test_for_life_is_in_force_for_ever(self) -> None:
        ban = Ban(subject="F1", since=RECORDED, for_life=True)
        assert [ban.in_force(on) for on in (RECORDED, *LONG_AFTER)] == [True] * 4
