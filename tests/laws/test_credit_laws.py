from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from infantcare_policy.county import Ban, CreditRecord, RecordKind, Severity, Subject
from infantcare_policy.credit import (
    Entry,
    bans,
    displayed,
    listings,
    may_operate,
    may_work,
    repair,
    standing,
)
from infantcare_policy.decisions import Decided, Decision, Undetermined
from infantcare_policy.facilities import Facility
from infantcare_policy.people import Authority, HiringCheck, PersonKey, Role, StaffMember
from infantcare_policy.plan import yijun
from infantcare_policy.testing import plans_under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hypothesis.strategies import DataObject, DrawFn, SearchStrategy

    from infantcare_policy.calendars import Event
    from infantcare_policy.plan import Plan

YIJUN = yijun()
READINGS = ("ban-scope", "yearly-check")
PLANS = plans_under(YIJUN, READINGS)

DAY = timedelta(days=1)
CLASSES_SINCE = date(2026, 4, 1)
"""The first day of order 36, which tells records apart by three classes."""

SECRET = b"invented for the laws"
PERSON, NAMESAKE = PersonKey("a" * 64), PersonKey("b" * 64)
CODE, OTHER_CODE = "52610222000000027Y", "91610222000000035Q"

# few days, so that two events often meet on one or on neighbours; both sides of order 36
COMMON = (
    *(date(year, 5, day) for year in (2024, 2025, 2026, 2027) for day in (5, 6, 7)),
    *(date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28)),
    *(CLASSES_SINCE - DAY, CLASSES_SINCE),
)
SOMETIME = st.dates(date(2022, 1, 1), date(2031, 12, 31))
DAYS = st.sampled_from(COMMON) | st.sampled_from(COMMON) | SOMETIME
FAR = st.sampled_from((date(2056, 5, 6), date.max)) | st.dates(date(2032, 1, 1))
AGO = st.sampled_from((0, 1)) | st.integers(0, 900)
LATER = st.sampled_from((-1, 0, 1)) | st.integers(-30, 1500)
NOT_SO_FAR = st.just(False)  # noqa: FBT003 - what an event is
CONDITIONS = ("corrected_on", "duties_done_on", "promised_on")
BANNING = (RecordKind.CHILD_ABUSE, RecordKind.COURT_BAN)
FOUND = (*BANNING, RecordKind.PENALTY)  # what a competent body finds, or does not
COUNTED = (RecordKind.PENALTY, RecordKind.CHILD_ABUSE)

# a credit record takes long to draw
MODEST = settings(max_examples=60)


# what goes in


FORGETTABLE = (
    "established",
    "decided_on",
    "severity",
    "concerns_safety",
    "until",
    "corrected_on",
    "duties_done_on",
    "promised_on",
    "repaired_on",
    "happened_on",
)
# which of them are unknown, as the bits of a number say; often none is
UNKNOWN = st.just(0) | st.integers(0, 2 ** len(FORGETTABLE) - 1)
KINDS = (*BANNING, *BANNING, *RecordKind)
ENDING = (RecordKind.COURT_BAN, RecordKind.JOINT_INCENTIVE, RecordKind.JOINT_SANCTION)
ACTS = st.tuples(*[NOT_SO_FAR | DAYS] * 4)


def records(
    subjects: SearchStrategy[tuple[str, Subject]],
    *,
    kinds: Sequence[RecordKind] = KINDS,
    known: bool = False,
) -> SearchStrategy[CreditRecord]:
    """Give records in which no two days contradict each other; with `known`, of known facts."""
    return st.tuples(
        subjects,
        st.sampled_from(kinds),
        DAYS,
        AGO,
        LATER,
        st.sampled_from((True, True, True, False)),
        st.sampled_from(Severity),
        st.booleans(),
        ACTS,
        st.just(0) if known else UNKNOWN,
        st.integers(0, 10**9),
    ).map(_record)


def _record(drawn: tuple[Any, ...]) -> CreditRecord:
    (subject, about), kind, recorded_on, ago, later, established, severity, safety = drawn[:8]
    acts, unknown, number = drawn[8:]
    decided_on = recorded_on - ago * DAY
    facts: dict[str, Any] = {
        "established": established,
        "decided_on": decided_on,
        "severity": severity,
        "concerns_safety": safety,
        "until": recorded_on + later * DAY if kind in ENDING else None,
        **dict(zip(CONDITIONS, acts[:3], strict=True)),
        "repaired_on": max(acts[3], decided_on) if acts[3] else False,
        "happened_on": decided_on,
    }
    for bit, name in enumerate(FORGETTABLE):
        if unknown >> bit & 1:
            facts[name] = None
    return CreditRecord(
        id=f"R{number}", subject=subject, about=about, kind=kind, recorded_on=recorded_on, **facts
    )


def handed_down(subjects: SearchStrategy[str], *, known: bool = False) -> SearchStrategy[Ban]:
    """Give bans for life and for a time; with `known`, of a known end."""
    endless = st.just(False) if known else st.booleans()  # noqa: FBT003 - a strategy
    return st.tuples(subjects, DAYS, st.booleans(), AGO, endless).map(_ban)


def _ban(drawn: tuple[str, date, bool, int, bool]) -> Ban:
    subject, since, for_life, days, endless = drawn
    until = None if for_life or endless else since + days * DAY
    return Ban(subject=subject, since=since, for_life=for_life, until=until)


OF_PERSONS = st.sampled_from([(key.digest, Subject.PERSON) for key in (PERSON, PERSON, NAMESAKE)])
OF_FACILITIES = st.sampled_from(
    [(name, Subject.FACILITY) for name in ("F1", "F1", "F1", "F2", CODE, CODE, OTHER_CODE)]
)
OF_ANYBODY = OF_PERSONS | OF_FACILITIES


# somebody of whom the register holds much
OF_ONE_PERSON = st.just((PERSON.digest, Subject.PERSON))
OF_ONE_FACILITY = st.sampled_from([("F1", Subject.FACILITY), (CODE, Subject.FACILITY)])


def entries(
    of: SearchStrategy[tuple[str, Subject]] = OF_ANYBODY,
    *,
    kinds: Sequence[RecordKind] = KINDS,
    known: bool = False,
    min_size: int = 0,
) -> SearchStrategy[list[Entry]]:
    """Give a register, in which no two records have one id."""
    each = records(of, kinds=kinds, known=known)
    either = each | each | handed_down(of.map(lambda who: who[0]), known=known)
    return st.lists(
        either, min_size=min_size, max_size=4, unique_by=lambda e: getattr(e, "id", str(e))
    )


ABOUT_PERSONS = entries(OF_PERSONS) | entries(OF_ONE_PERSON, kinds=BANNING, min_size=1)
ABOUT_FACILITIES = entries(OF_FACILITIES) | entries(OF_ONE_FACILITY, kinds=BANNING, min_size=2)


def answers(*, known: bool = False) -> SearchStrategy[list[HiringCheck]]:
    """Give what the authorities answered of two persons."""
    check = st.builds(
        HiringCheck,
        person=st.sampled_from((PERSON, PERSON, PERSON, NAMESAKE)),
        authority=st.sampled_from(Authority),
        on=DAYS,
        found=st.sampled_from((False, False, True) if known else (False, False, True, None)),
    )
    return st.lists(check, max_size=5) | st.sampled_from(COMMON).map(lambda on: clean(PERSON, on))


FACILITIES = st.builds(
    Facility, id=st.sampled_from(("F1", "F1", "F3")), uscc=st.sampled_from((None, None, CODE))
)


def clean(person: PersonKey, on: date) -> list[HiringCheck]:
    """Let both authorities answer on the day that there is nothing."""
    return [HiringCheck(person=person, authority=a, on=on, found=False) for a in Authority]


def abuse(subject: str, about: Subject, recorded_on: date, **changes: Any) -> CreditRecord:  # noqa: ANN401
    return CreditRecord(
        id="R",
        subject=subject,
        about=about,
        kind=RecordKind.CHILD_ABUSE,
        recorded_on=recorded_on,
        established=True,
        **changes,
    )


# the texts again, by hand


def months_later(day: date, months: int) -> date:
    """Count months by art. 202 of the Civil Code: the corresponding day, else the month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def some(truths: Iterable[bool | None]) -> bool | None:
    seen = set(truths)
    return True if True in seen else None if None in seen else False


def bars(entry: Entry, about: Subject, plan: Plan, on: date) -> bool | None:
    """Tell whether an entry bars its subject on a day; `None` where that is open.

    2.4.11 bars institutions and persons for life, art. 41 of the statute persons only; a court
    (刑法 art. 37-1) bars persons to a day.
    """
    if about is Subject.FACILITY and plan.readings.ban_scope == "persons-only":
        return False
    established: bool | None = True
    if isinstance(entry, Ban):
        since, for_life = entry.since, entry.for_life
    else:
        banning = BANNING if about is Subject.PERSON else (RecordKind.CHILD_ABUSE,)
        if entry.about is not about or entry.kind not in banning:
            return False
        since, for_life = entry.recorded_on, entry.kind is RecordKind.CHILD_ABUSE
        established = entry.established
    until = date.max if for_life else entry.until
    if on < since or established is False or (until is not None and until < on):
        return False
    return True if established and until else None


def operates(facility: Facility, held: Iterable[Entry], plan: Plan, on: date) -> bool | None:
    own = (e for e in held if e.subject in (facility.id, facility.uscc))
    barred = some(bars(e, Subject.FACILITY, plan, on) for e in own)
    if barred is not False:
        return None if barred is None else False
    by_code = (e for e in held if e.subject in (CODE, OTHER_CODE) and facility.uscc is None)
    return None if some(bars(e, Subject.FACILITY, plan, on) for e in by_code) is not False else True


def in_time(answered_on: date, plan: Plan, on: date) -> bool:
    """未成年人保护法 art. 62: once a year, in twelve months or by the end of the next year."""
    if plan.readings.yearly_check == "calendar-year":
        return on.year <= answered_on.year + 1
    return on <= months_later(answered_on, 12)


def answered(checks: Iterable[HiringCheck], authority: Authority, plan: Plan, on: date) -> bool:
    """Tell whether an authority said in time that there is nothing about the person."""
    return any(
        c.person == PERSON
        and c.authority is authority
        and c.found is False
        and c.on <= on
        and in_time(c.on, plan, on)
        for c in checks
    )


def works(
    held: Iterable[Entry], checks: Sequence[HiringCheck], plan: Plan, on: date
) -> bool | None:
    own = (e for e in held if e.subject == PERSON.digest)
    barred = some(bars(e, Subject.PERSON, plan, on) for e in own)
    if barred or any(c.person == PERSON and c.found and c.on <= on for c in checks):
        return False
    clear = all(answered(checks, authority, plan, on) for authority in Authority)
    return True if clear and barred is False else None


def verdict(answer: Decision[bool]) -> bool | None:
    assert isinstance(answer, Decided | Undetermined)
    return answer.value if isinstance(answer, Decided) else None


@cache
def under(plan: Plan, name: str, option: str) -> Plan:
    return plan.with_readings({name: option})


def said(answer: Decision[Any]) -> object:
    """What an answer comes to, apart from why."""
    if isinstance(answer, Decided):
        return ("decided", answer.value)
    assert isinstance(answer, Undetermined)
    return ("undetermined", {item.name for item in answer.missing})


# the laws


class TestABanForLife:
    """2.4.11: whoever is found to have abused a child is kept out for life (终身禁入)."""

    @given(st.data(), entries(), DAYS, DAYS | FAR)
    def test_is_undone_by_no_other_entry(
        self, data: DataObject, others: list[Entry], recorded_on: date, on: date
    ) -> None:
        assume(recorded_on <= on)
        person = abuse(PERSON.digest, Subject.PERSON, recorded_on)
        facility = abuse("F1", Subject.FACILITY, recorded_on)
        held = data.draw(st.permutations([*others, person, facility]))
        assert verdict(may_work(PERSON, held, YIJUN, on=on, checks=())) is False
        assert verdict(may_operate(Facility(id="F1"), held, YIJUN, on=on)) is False

    @given(entries(), records(OF_ANYBODY) | handed_down(OF_ANYBODY.map(lambda who: who[0])), DAYS)
    def test_nor_any_ban_by_one_entry_more(self, held: list[Entry], more: Entry, on: date) -> None:
        checks = clean(PERSON, on)
        for before, after in (
            (
                may_work(PERSON, held, YIJUN, on=on, checks=checks),
                may_work(PERSON, [*held, more], YIJUN, on=on, checks=checks),
            ),
            (
                may_operate(Facility(id="F1", uscc=CODE), held, YIJUN, on=on),
                may_operate(Facility(id="F1", uscc=CODE), [*held, more], YIJUN, on=on),
            ),
        ):
            if verdict(before) is False:
                assert verdict(after) is False
            if verdict(before) is None:
                assert verdict(after) is not True
        assert set(bans(held, YIJUN, on=on)) <= set(bans([*held, more], YIJUN, on=on))

    @given(DAYS, AGO, FAR)
    def test_begins_with_its_recording_and_has_no_end(
        self, recorded_on: date, ago: int, far: date
    ) -> None:
        happened = {"happened_on": recorded_on - ago * DAY}
        person = [abuse(PERSON.digest, Subject.PERSON, recorded_on, **happened)]
        facility = [abuse(CODE, Subject.FACILITY, recorded_on, **happened)]
        for on in (recorded_on - ago * DAY, recorded_on - DAY, recorded_on, date(2056, 5, 6), far):
            free = on < recorded_on
            checks = clean(PERSON, on) if free else []
            assert verdict(may_work(PERSON, person, YIJUN, on=on, checks=checks)) is free
            known = Facility(id="F1", uscc=CODE)
            assert verdict(may_operate(known, facility, YIJUN, on=on)) is free
            assert bool(bans(person + facility, YIJUN, on=on)) is not free

    @given(
        st.lists(st.sampled_from(("F1", "F2", "托育园")), min_size=1, unique=True), DAYS, DAYS | FAR
    )
    def test_holds_at_every_facility(self, names: list[str], recorded_on: date, on: date) -> None:
        assume(recorded_on <= on)
        held = [
            abuse(PERSON.digest, Subject.PERSON, recorded_on),
            abuse(CODE, Subject.FACILITY, recorded_on),
        ]
        for name in names:
            member = StaffMember(person=PERSON, facility=name, role=Role.OTHER)
            answer = may_work(member.person, held, YIJUN, on=on, checks=())
            assert verdict(answer) is False
            known = Facility(id=name, uscc=CODE)
            assert verdict(may_operate(known, held, YIJUN, on=on)) is False

    @given(DAYS, DAYS | FAR, NOT_SO_FAR | st.none() | DAYS, st.sampled_from(Subject))
    def test_is_lifted_by_no_repair(
        self,
        recorded_on: date,
        on: date,
        repaired_on: Event,
        about: Subject,
    ) -> None:
        assume(recorded_on <= on)
        subject = PERSON.digest if about is Subject.PERSON else "F1"
        held = abuse(subject, about, recorded_on, repaired_on=repaired_on)
        assert len(bans([held], YIJUN, on=on)) == 1
        assert not repair(held, YIJUN, on=on).require().possible
        assert verdict(displayed(held, YIJUN, on=on)) is True
        answer = (
            may_work(PERSON, [held], YIJUN, on=on, checks=())
            if about is Subject.PERSON
            else may_operate(Facility(id="F1"), [held], YIJUN, on=on)
        )
        assert verdict(answer) is False


ORDERS = st.integers(0, 999)
BIRTHDAYS = st.dates(date(1930, 1, 1), date(1999, 12, 31))


def resident_id(born_on: date, order: int) -> str:
    """Make up a resident id of Yijun; its check digit by the sum of the standard, GB 11643."""
    body = f"610222{born_on:%Y%m%d}{order:03}"
    total = sum(int(digit) * 2**place for place, digit in enumerate(reversed(body), start=1))
    return body + "0123456789X"[(1 - total) % 11]


class TestAPersonIsOnePerson:
    """2.4.11: a ban follows the person; the id of 15 digits is of the person with the one of 18."""

    @given(BIRTHDAYS, ORDERS, DAYS, DAYS | FAR)
    def test_under_the_old_id_and_the_new_one(
        self, born_on: date, order: int, recorded_on: date, on: date
    ) -> None:
        number = resident_id(born_on, order)
        new = PersonKey.of(number, secret=SECRET)
        old = PersonKey.of(number[:6] + number[8:17], secret=SECRET)
        for banned, asked in ((new, old), (old, new)):
            held = [abuse(banned.digest, Subject.PERSON, recorded_on)]
            checks = clean(new, on) if on < recorded_on else []
            answer = may_work(asked, held, YIJUN, on=on, checks=checks)
            assert verdict(answer) is (on < recorded_on)

    @given(BIRTHDAYS, BIRTHDAYS, ORDERS, ORDERS, ABOUT_PERSONS, DAYS)
    def test_and_a_namesake_is_somebody_else(  # noqa: PLR0913, PLR0917 - two persons on a day
        self, born: date, other: date, first: int, second: int, more: list[Entry], on: date
    ) -> None:
        assume((born, first) != (other, second))
        banned, free = (
            PersonKey.of(resident_id(day, order), secret=SECRET)
            for day, order in ((born, first), (other, second))
        )
        held = [*more, abuse(banned.digest, Subject.PERSON, on)]
        assert verdict(may_work(banned, held, YIJUN, on=on, checks=clean(free, on))) is False
        assert verdict(may_work(free, held, YIJUN, on=on, checks=clean(free, on))) is True

    @given(ABOUT_PERSONS, answers(), DAYS, PLANS)
    def test_of_whom_the_records_of_others_say_nothing(
        self, held: list[Entry], checks: list[HiringCheck], on: date, plan: Plan
    ) -> None:
        own = [e for e in held if e.subject == PERSON.digest]
        asked = [check for check in checks if check.person == PERSON]
        answer = may_work(PERSON, held, plan, on=on, checks=checks)
        assert answer == may_work(PERSON, own, plan, on=on, checks=asked)


class TestAnAllegation:
    """2.4.11 speaks of conduct (有虐童等行为): a complaint or an allegation is no finding."""

    @given(
        st.lists(
            records(OF_ANYBODY, kinds=FOUND).map(lambda r: evolve(r, established=False)), max_size=4
        )
        | st.lists(records(OF_ANYBODY, kinds=[RecordKind.COMPLAINT]), max_size=4),
        DAYS,
        PLANS,
    )
    def test_bars_nobody_and_is_not_displayed(
        self, held: list[CreditRecord], on: date, plan: Plan
    ) -> None:
        assert bans(held, plan, on=on) == ()
        for facility in (Facility(id="F1"), Facility(id="F1", uscc=CODE)):
            assert verdict(may_operate(facility, held, plan, on=on)) is True
        assert verdict(may_work(PERSON, held, plan, on=on, checks=clean(PERSON, on))) is True
        for record in held:
            assert verdict(displayed(record, plan, on=on)) is False
            assert not repair(record, plan, on=on).require().possible

    @given(entries(), records(OF_ANYBODY, kinds=[RecordKind.COMPLAINT]), DAYS, PLANS)
    def test_changes_no_answer(
        self, held: list[Entry], said_of: CreditRecord, on: date, plan: Plan
    ) -> None:
        more = [*held, said_of]
        checks = clean(PERSON, on)
        facility = Facility(id="F1")
        assert may_operate(facility, more, plan, on=on) == may_operate(facility, held, plan, on=on)
        assert may_work(PERSON, more, plan, on=on, checks=checks) == may_work(
            PERSON, held, plan, on=on, checks=checks
        )


class TestARepair:
    """信用修复管理办法: a repair ends a display; it ends no ban, which 2.4.11 lets nothing end."""

    @given(DAYS, st.sampled_from(Severity), DAYS, DAYS | FAR)
    def test_lifts_a_fire_safety_penalty_from_display_and_never_the_ban(
        self, decided_on: date, severity: Severity, repaired_on: date, on: date
    ) -> None:
        assume(decided_on <= repaired_on <= on)
        fire = CreditRecord(
            id="FIRE",
            subject="F1",
            about=Subject.FACILITY,
            kind=RecordKind.PENALTY,
            recorded_on=decided_on,
            decided_on=decided_on,
            established=True,
            severity=severity,
            concerns_safety=True,
            repaired_on=repaired_on,
        )
        held = [fire, abuse("F1", Subject.FACILITY, decided_on, repaired_on=repaired_on)]
        assert verdict(displayed(fire, YIJUN, on=on)) is False
        assert verdict(may_operate(Facility(id="F1"), held, YIJUN, on=on)) is False
        found = standing("F1", held, YIJUN, on=on).require()
        assert [ban.for_life for ban in found.bans] == [True]
        assert {r.record: verdict(r.displayed) for r in found.records} == {"FIRE": False, "R": True}

    @given(records(OF_ANYBODY), NOT_SO_FAR | DAYS, DAYS, PLANS)
    def test_changes_no_ban(
        self,
        record: CreditRecord,
        repaired_on: Event,
        on: date,
        plan: Plan,
    ) -> None:
        if repaired_on and record.decided_on:
            repaired_on = max(repaired_on, record.decided_on)
        repaired = evolve(record, repaired_on=repaired_on)
        assert bans([record], plan, on=on) == bans([repaired], plan, on=on)
        checks = clean(PERSON, on)
        assert may_work(PERSON, [record], plan, on=on, checks=checks) == may_work(
            PERSON, [repaired], plan, on=on, checks=checks
        )

    @given(records(OF_FACILITIES, kinds=[RecordKind.PENALTY], known=True), DAYS, DAYS)
    def test_stays_possible_under_one_law(
        self, record: CreditRecord, first: date, second: date
    ) -> None:
        earlier, later = sorted((first, second))
        assume((earlier < CLASSES_SINCE) is (later < CLASSES_SINCE))
        whole = evolve(record, repaired_on=False)
        if repair(whole, YIJUN, on=earlier).require().possible:
            assert repair(whole, YIJUN, on=later).require().possible

    @given(records(OF_FACILITIES, kinds=[RecordKind.PENALTY], known=True), DAYS)
    def test_needs_its_least_time_and_every_condition(self, record: CreditRecord, on: date) -> None:
        """Order 36 asks for 0, 3 or 12 months and three acts; the trial for 3 or 12 and one."""
        decided_on = record.decided_on
        assert decided_on is not None
        if on >= CLASSES_SINCE:
            months = {Severity.MINOR: 0, Severity.GENERAL: 3, Severity.SERIOUS: 12}
            least = months[record.severity or Severity.MINOR]
            acts = [record.corrected_on, record.duties_done_on, record.promised_on]
        else:
            least, acts = (12 if record.concerns_safety else 3), [record.corrected_on]
        over = months_later(decided_on, least)
        # whether the last day of the least time itself counts is asked in the unit tests
        assume(over != on)
        expected = (
            record.established is True
            and record.recorded_on <= on
            and not (record.repaired_on and record.repaired_on <= on)
            and over < on
            and all(act and act <= on for act in acts)
        )
        assert repair(record, YIJUN, on=on).require().possible is expected


class TestTheOrderOfTheRegister:
    """No text ranks one entry before another: the register is a set."""

    @given(st.data(), entries(OF_ONE_PERSON, kinds=BANNING, min_size=2), answers(), DAYS, PLANS)
    def test_changes_nothing_for_a_person(
        self,
        data: DataObject,
        held: list[Entry],
        checks: list[HiringCheck],
        on: date,
        plan: Plan,
    ) -> None:
        answer = may_work(PERSON, held, plan, on=on, checks=checks)
        shuffled = data.draw(st.permutations(held)), data.draw(st.permutations(checks))
        assert may_work(PERSON, shuffled[0], plan, on=on, checks=shuffled[1]) == answer

    @given(st.data(), entries(OF_ONE_FACILITY, kinds=BANNING, min_size=2), FACILITIES, DAYS, PLANS)
    def test_changes_nothing_for_a_facility(
        self, data: DataObject, held: list[Entry], facility: Facility, on: date, plan: Plan
    ) -> None:
        answer = may_operate(facility, held, plan, on=on)
        shuffled = data.draw(st.permutations(held))
        assert may_operate(facility, shuffled, plan, on=on) == answer

    @given(st.data(), entries(), answers(), FACILITIES, DAYS)
    def test_changes_no_verdict(
        self,
        data: DataObject,
        held: list[Entry],
        checks: list[HiringCheck],
        facility: Facility,
        on: date,
    ) -> None:
        shuffled, asked = data.draw(st.permutations(held)), data.draw(st.permutations(checks))
        assert said(may_operate(facility, shuffled, YIJUN, on=on)) == said(
            may_operate(facility, held, YIJUN, on=on)
        )
        assert said(may_work(PERSON, shuffled, YIJUN, on=on, checks=asked)) == said(
            may_work(PERSON, held, YIJUN, on=on, checks=checks)
        )

    @given(st.data(), ABOUT_FACILITIES, DAYS, PLANS)
    def test_changes_no_ban_and_no_standing(
        self, data: DataObject, held: list[Entry], on: date, plan: Plan
    ) -> None:
        shuffled = data.draw(st.permutations(held))
        assert bans(shuffled, plan, on=on) == bans(held, plan, on=on)
        for subject in ("F1", CODE):
            assert standing(subject, shuffled, plan, on=on) == standing(subject, held, plan, on=on)

    @given(ABOUT_FACILITIES, DAYS, PLANS)
    def test_nor_does_an_entry_that_stands_there_twice(
        self, held: list[Entry], on: date, plan: Plan
    ) -> None:
        facility = Facility(id="F1", uscc=CODE)
        assert bans([*held, *held], plan, on=on) == bans(held, plan, on=on)
        assert may_operate(facility, [*held, *held], plan, on=on) == may_operate(
            facility, held, plan, on=on
        )


FORGOTTEN_OF_A_BAN = ("established", "until")
FORGOTTEN_OF_A_CLASS = ("established", "decided_on", "severity", "concerns_safety")
ENDS = ("repaired_on", "until")


@st.composite
def forgetting(draw: DrawFn, entry: Entry, names: Iterable[str]) -> Entry:
    """Give the same entry with some of its facts unknown."""
    if isinstance(entry, Ban):
        forgotten = not entry.for_life and draw(st.booleans())
        return evolve(entry, until=None) if forgotten else entry
    changes: dict[str, Any] = {name: None for name in names if draw(st.booleans())}
    return evolve(entry, **changes)


class TestOneMoreFact:
    """Unknown is never “no”: what is settled without a fact stays settled once it is known."""

    @given(st.data(), entries(OF_PERSONS, known=True), answers(known=True), DAYS, PLANS)
    def test_turns_no_verdict_on_a_person(
        self,
        data: DataObject,
        held: list[Entry],
        checks: list[HiringCheck],
        on: date,
        plan: Plan,
    ) -> None:
        partly = [data.draw(forgetting(e, FORGOTTEN_OF_A_BAN)) for e in held]
        asked = [evolve(c, found=None) if data.draw(st.booleans()) else c for c in checks]
        before = verdict(may_work(PERSON, partly, plan, on=on, checks=asked))
        if before is not None:
            whole = may_work(PERSON, held, plan, on=on, checks=asked)
            assert verdict(whole) is before
        unasked = verdict(may_work(PERSON, held, plan, on=on, checks=asked))
        if unasked is False:
            assert verdict(may_work(PERSON, held, plan, on=on, checks=checks)) is False

    @given(st.data(), entries(OF_FACILITIES, known=True), FACILITIES, DAYS, PLANS)
    def test_turns_no_verdict_on_a_facility(
        self, data: DataObject, held: list[Entry], facility: Facility, on: date, plan: Plan
    ) -> None:
        partly = [data.draw(forgetting(e, FORGOTTEN_OF_A_BAN)) for e in held]
        nameless = data.draw(st.sampled_from((facility, evolve(facility, uscc=None))))
        before = verdict(may_operate(nameless, partly, plan, on=on))
        if before is not None:
            assert verdict(may_operate(facility, held, plan, on=on)) is before

    @given(st.data(), records(OF_ANYBODY, known=True), DAYS, PLANS)
    def test_turns_no_display(
        self, data: DataObject, record: CreditRecord, on: date, plan: Plan
    ) -> None:
        self.no_display_turns(data, record, on, plan, FORGOTTEN_OF_A_CLASS)

    @given(st.data(), records(OF_ANYBODY, known=True), DAYS, PLANS)
    def test_about_its_end_turns_no_display(
        self, data: DataObject, record: CreditRecord, on: date, plan: Plan
    ) -> None:
        self.no_display_turns(data, evolve(record, established=True), on, plan, ENDS)

    def no_display_turns(
        self, data: DataObject, whole: CreditRecord, on: date, plan: Plan, names: Sequence[str]
    ) -> None:
        partly = data.draw(forgetting(whole, names))
        assert isinstance(partly, CreditRecord)
        day = max(on, whole.recorded_on)
        before = verdict(displayed(partly, plan, on=day))
        if before is not None:
            assert verdict(displayed(whole, plan, on=day)) is before

    @given(st.data(), records(OF_ANYBODY, kinds=COUNTED, known=True), DAYS, PLANS)
    def test_turns_no_repair(
        self, data: DataObject, record: CreditRecord, on: date, plan: Plan
    ) -> None:
        self.no_repair_turns(data, record, on, plan, (*FORGOTTEN_OF_A_CLASS, *CONDITIONS))

    @given(st.data(), records(OF_ANYBODY, kinds=COUNTED, known=True), DAYS | FAR, PLANS)
    def test_about_an_earlier_one_turns_no_repair(
        self, data: DataObject, record: CreditRecord, on: date, plan: Plan
    ) -> None:
        done: dict[str, Any] = dict.fromkeys(CONDITIONS, record.decided_on)
        ready = evolve(record, established=True, **done)
        self.no_repair_turns(data, ready, on, plan, ("repaired_on",))

    def no_repair_turns(
        self, data: DataObject, whole: CreditRecord, on: date, plan: Plan, names: Sequence[str]
    ) -> None:
        partly = data.draw(forgetting(whole, names))
        assert isinstance(partly, CreditRecord)
        day = max(on, whole.recorded_on)
        before = repair(partly, plan, on=day)
        if isinstance(before, Decided):
            after = repair(whole, plan, on=day).require()
            assert after.possible is before.value.possible

    @MODEST
    @given(
        records(OF_ANYBODY, kinds=COUNTED).map(
            lambda r: evolve(
                r, decided_on=r.decided_on or r.recorded_on, established=None, repaired_on=False
            )
        ),
        NOT_SO_FAR | DAYS,
        DAYS,
    )
    def test_is_asked_for_only_where_it_could_change_the_display(
        self,
        drawn: CreditRecord,
        repaired_on: Event,
        day: date,
    ) -> None:
        """In every completion of what nobody knows of the finding and the class."""
        if repaired_on and drawn.decided_on:
            repaired_on = max(repaired_on, drawn.decided_on)
        record, on = evolve(drawn, repaired_on=repaired_on), max(day, drawn.recorded_on)
        kinds: dict[str, Sequence[object]] = {
            "established": (True, False),
            "severity": tuple(Severity),
            "concerns_safety": (True, False),
        }
        unknown = [name for name in kinds if getattr(record, name) is None]
        if isinstance(displayed(record, YIJUN, on=on), Undetermined):
            completions = product(*(kinds[name] for name in unknown))
            changes: list[dict[str, Any]] = [
                dict(zip(unknown, each, strict=True)) for each in completions
            ]
            verdicts = {verdict(displayed(evolve(record, **c), YIJUN, on=on)) for c in changes}
            # a minor record is open for three months, whatever else is known
            assert len(verdicts) > 1 or verdicts == {None}


class TestTheQueryBeforeHiring:
    """未成年人保护法 art. 62: both authorities are asked, and again every year."""

    @given(ABOUT_PERSONS, answers(), DAYS | FAR, PLANS)
    def test_is_answered_by_both_in_time_before_anybody_may_work(
        self, held: list[Entry], checks: list[HiringCheck], on: date, plan: Plan
    ) -> None:
        answer = may_work(PERSON, held, plan, on=on, checks=checks)
        if verdict(answer) is True:
            assert all(answered(checks, authority, plan, on) for authority in Authority)
            assert not [c for c in checks if c.person == PERSON and c.found and c.on <= on]

    @given(answers(), DAYS, PLANS)
    def test_that_is_lacking_is_named_and_is_no_no(
        self, checks: list[HiringCheck], on: date, plan: Plan
    ) -> None:
        answer = may_work(PERSON, (), plan, on=on, checks=checks)
        hit = any(c.person == PERSON and c.found and c.on <= on for c in checks)
        lacking = {f"hiring_checks.{a}" for a in Authority if not answered(checks, a, plan, on)}
        if hit:
            assert verdict(answer) is False
        else:
            assert said(answer) == (("undetermined", lacking) if lacking else ("decided", True))

    @given(st.data(), ABOUT_PERSONS, answers(), DAYS, PLANS)
    def test_and_the_register_settle_it_together(
        self,
        data: DataObject,
        held: list[Entry],
        drawn: list[HiringCheck],
        on: date,
        plan: Plan,
    ) -> None:
        checks = data.draw(st.sampled_from((drawn, [*drawn, *clean(PERSON, on)])))
        answer = may_work(PERSON, held, plan, on=on, checks=checks)
        assert verdict(answer) is works(held, checks, plan, on)

    @given(answers(), DAYS, DAYS, PLANS)
    def test_that_found_something_bars_from_its_day_on(
        self, checks: list[HiringCheck], first: date, second: date, plan: Plan
    ) -> None:
        earlier, later = sorted((first, second))
        hit = HiringCheck(person=PERSON, authority=Authority.PROCURATORATE, on=earlier, found=True)
        for on in (earlier, later, date.max):
            answer = may_work(PERSON, (), plan, on=on, checks=[*checks, hit])
            assert verdict(answer) is False
        day_before = earlier - DAY
        assert may_work(PERSON, (), plan, on=day_before, checks=[*checks, hit]) == may_work(
            PERSON, (), plan, on=day_before, checks=checks
        )


class TestWhoMayOperate:
    """2.4.11: a facility that abused a child is kept out, by its id or its code."""

    @given(entries(), FACILITIES, DAYS | FAR, PLANS)
    def test_is_whoever_no_ban_keeps_out(
        self, held: list[Entry], facility: Facility, on: date, plan: Plan
    ) -> None:
        answer = may_operate(facility, held, plan, on=on)
        assert verdict(answer) is operates(facility, held, plan, on)

    @given(ABOUT_PERSONS, FACILITIES, DAYS, PLANS)
    def test_has_nothing_to_do_with_what_persons_did(
        self, held: list[Entry], facility: Facility, on: date, plan: Plan
    ) -> None:
        assert may_operate(facility, held, plan, on=on) == may_operate(facility, (), plan, on=on)

    @given(entries(), FACILITIES, DAYS, PLANS)
    def test_is_told_with_an_article_for_every_reason(
        self, held: list[Entry], facility: Facility, on: date, plan: Plan
    ) -> None:
        sourced = [e for e in held if isinstance(e, CreditRecord)]
        answer = may_operate(facility, sourced, plan, on=on)
        assert all(ground.citation for ground in answer.grounds)
        assert answer.grounds or isinstance(answer, Undetermined)


class TestADisplay:
    """信用修复管理办法, and the trial measures to 31 March 2026: months from the decision."""

    @given(records(OF_ANYBODY), DAYS, DAYS, PLANS)
    def test_goes_only_from_true_to_false_under_one_law(
        self, record: CreditRecord, first: date, second: date, plan: Plan
    ) -> None:
        earlier, later = sorted(max(day, record.recorded_on) for day in (first, second))
        assume((earlier < CLASSES_SINCE) is (later < CLASSES_SINCE))
        if verdict(displayed(record, plan, on=earlier)) is False:
            assert verdict(displayed(record, plan, on=later)) is False

    @given(records(OF_ANYBODY, kinds=[RecordKind.PENALTY], known=True), DAYS)
    def test_runs_for_the_months_of_the_class(self, record: CreditRecord, on: date) -> None:
        decided_on = record.decided_on
        assert decided_on is not None
        minor = on >= CLASSES_SINCE and record.severity is Severity.MINOR
        months = 36
        if on >= CLASSES_SINCE:
            most = {Severity.MINOR: 3, Severity.GENERAL: 12, Severity.SERIOUS: 36}
            months = most[record.severity or Severity.SERIOUS]
        shown = (
            record.established is True
            and record.recorded_on <= on <= months_later(decided_on, months)
            and not (record.repaired_on and record.repaired_on <= on)
        )
        answer = displayed(record, YIJUN, on=on)
        if minor and shown:
            assert isinstance(answer, Undetermined)
        else:
            assert verdict(answer) is shown

    @given(records(OF_ANYBODY), st.dates(date(2020, 1, 1), date(2032, 1, 1)), PLANS)
    def test_has_not_begun_before_the_recording(
        self, record: CreditRecord, on: date, plan: Plan
    ) -> None:
        assume(on < record.recorded_on)
        assert verdict(displayed(record, plan, on=on)) is False


class TestAStanding:
    """2.4.11: what is shared is what the register holds, and no later entry reaches back."""

    @given(ABOUT_FACILITIES, DAYS, DAYS, PLANS)
    def test_has_no_regard_to_what_is_entered_later(
        self, held: list[Entry], on: date, known_on: date, plan: Plan
    ) -> None:
        entered = [
            e for e in held if (e.since if isinstance(e, Ban) else e.recorded_on) <= known_on
        ]
        assert standing("F1", held, plan, on=on, known_on=known_on) == standing(
            "F1", entered, plan, on=on, known_on=known_on
        )

    @given(ABOUT_FACILITIES, DAYS, PLANS)
    def test_is_read_on_the_day_itself_unless_told_otherwise(
        self, held: list[Entry], on: date, plan: Plan
    ) -> None:
        assert standing("F1", held, plan, on=on) == standing("F1", held, plan, on=on, known_on=on)

    @given(ABOUT_FACILITIES, DAYS, DAYS, PLANS)
    def test_knows_no_more_records_the_earlier_it_is_read(
        self, held: list[Entry], on: date, known_on: date, plan: Plan
    ) -> None:
        early, late = sorted((on, known_on))

        def known(day: date) -> set[str]:
            found = standing("F1", held, plan, on=late, known_on=day).require()
            return {shown.record for shown in found.records}

        assert known(early) <= known(late)

    @given(ABOUT_FACILITIES, DAYS | FAR, PLANS)
    def test_holds_no_ban_that_has_ended_and_shows_what_is_displayed(
        self, held: list[Entry], on: date, plan: Plan
    ) -> None:
        found = standing("F1", held, plan, on=on).require()
        own = [e for e in held if e.subject == "F1"]
        begun = [ban for ban in bans(own, plan, on=on) if ban.for_life or ban.until is None]
        lasting = [b for b in bans(own, plan, on=on) if b.until is not None and b.until >= on]
        assert set(found.bans) == {*begun, *lasting}
        by_id = {e.id: e for e in own if isinstance(e, CreditRecord)}
        for shown in found.records:
            assert shown.displayed == displayed(by_id[shown.record], plan, on=on)


class TestTheReadingsOfCredit:
    """A reading is stamped where the other option could have changed the answer, only there."""

    OPTIONS = (
        ("ban-scope", ("institutions-and-persons", "persons-only")),
        ("yearly-check", ("twelve-months", "calendar-year")),
    )

    def are_stamped(self, plan: Plan, ask: Callable[[Plan], Decision[Any]]) -> None:
        stamped = [stamp.id for stamp in ask(plan).readings]
        shaping = [
            name
            for name, options in self.OPTIONS
            if len({repr(said(ask(under(plan, name, each)))) for each in options}) > 1
        ]
        assert sorted(stamped) == sorted(shaping)

    @given(ABOUT_FACILITIES, FACILITIES, DAYS, PLANS)
    def test_shape_who_may_operate(
        self, held: list[Entry], facility: Facility, on: date, plan: Plan
    ) -> None:
        self.are_stamped(plan, lambda law: may_operate(facility, held, law, on=on))

    @MODEST
    @given(ABOUT_PERSONS, answers(), DAYS, PLANS)
    def test_shape_who_may_work(
        self, held: list[Entry], checks: list[HiringCheck], on: date, plan: Plan
    ) -> None:
        self.are_stamped(plan, lambda law: may_work(PERSON, held, law, on=on, checks=checks))

    @MODEST
    @given(records(OF_ANYBODY), DAYS, PLANS)
    def test_shape_what_is_displayed_and_repaired(
        self, record: CreditRecord, on: date, plan: Plan
    ) -> None:
        self.are_stamped(plan, lambda law: displayed(record, law, on=on))
        self.are_stamped(plan, lambda law: repair(record, law, on=on))

    @MODEST
    @given(ABOUT_FACILITIES, DAYS, PLANS)
    def test_shape_a_standing(self, held: list[Entry], on: date, plan: Plan) -> None:
        """Each record shown carries a plan of its own, so only what they come to is compared."""

        def came_to(law: Plan) -> object:
            found = standing("F1", held, law, on=on).require()
            return found.bans, [said(shown.displayed) for shown in found.records]

        options = dict(self.OPTIONS)["ban-scope"]
        shaped = len({repr(came_to(under(plan, "ban-scope", each))) for each in options}) > 1
        stamped = [stamp.id for stamp in standing("F1", held, plan, on=on).readings]
        assert stamped == (["ban-scope"] if shaped else [])


class TestStaffLists:
    """2.4.11: a ban concerns every facility, so who stands on two lists has to be found."""

    POSTS = st.lists(
        st.builds(
            StaffMember,
            person=st.sampled_from((PERSON, NAMESAKE)),
            facility=st.sampled_from(("F1", "F2", "F3")),
            role=st.sampled_from(Role),
            since=st.none() | DAYS.map(lambda day: min(day, date(2026, 5, 6))),
            until=st.none() | NOT_SO_FAR | DAYS.map(lambda day: max(day, date(2026, 5, 6))),
        ),
        max_size=6,
    )

    @given(POSTS, DAYS)
    def test_find_exactly_who_is_or_may_be_in_two_facilities(
        self, staff: list[StaffMember], on: date
    ) -> None:
        def may_be_there(member: StaffMember) -> bool:
            begun = member.since is None or member.since <= on
            return begun and (not member.until or on <= member.until)

        def is_there(member: StaffMember) -> bool:
            if on in {member.since, member.until}:  # the first day or the last, whichever is known
                return True
            begun = member.since is not None and member.since <= on
            return begun and (
                member.until is False or (member.until is not None and on <= member.until)
            )

        expected = []
        for person in (PERSON, NAMESAKE):
            own = [m for m in staff if m.person == person]
            names = sorted({m.facility for m in own if may_be_there(m)})
            certain = {m.facility for m in own if is_there(m)}
            if len(names) > 1:
                expected.append((person, tuple(names), certain == set(names)))
        found = listings(staff, on=on)
        assert [(each.person, each.facilities, each.certain) for each in found] == expected

    @given(st.data(), POSTS, DAYS)
    def test_have_no_order(self, data: DataObject, staff: list[StaffMember], on: date) -> None:
        shuffled = data.draw(st.permutations(staff))
        assert listings(shuffled, on=on) == listings(staff, on=on)


class TestTheOracle:
    """The texts again, by hand, give what was worked out on paper."""

    def test_counts_months_as_the_civil_code_does(self) -> None:
        assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
        assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
        assert months_later(date(2025, 12, 31), 36) == date(2028, 12, 31)
        assert months_later(date(2025, 12, 1), 0) == date(2025, 12, 1)

    def test_knows_a_ban_from_an_open_question(self) -> None:
        since = date(2026, 5, 6)
        ban = Ban(subject="F1", since=since, for_life=False)
        assert bars(ban, Subject.FACILITY, YIJUN, since - DAY) is False
        assert bars(ban, Subject.FACILITY, YIJUN, since) is None
        assert bars(abuse("F1", Subject.FACILITY, since), Subject.FACILITY, YIJUN, since) is True
