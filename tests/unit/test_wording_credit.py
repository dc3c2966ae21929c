"""Answers about credit, enrolment, the life of a facility and safety, in both languages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from attrs import evolve
from babel.messages.pofile import read_po
from immutabledict import immutabledict

from infantcare_policy import credit, enrolment, inspections, registration, safety
from infantcare_policy.assessments import Evaluation, Inspection, SafetyRecord
from infantcare_policy.county import Ban, CreditRecord
from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Decision,
    Ground,
    Undetermined,
)
from infantcare_policy.facilities import (
    Acceptance,
    Capacity,
    Change,
    ClassGroup,
    ClassKind,
    Facility,
    LegalForm,
    Setting,
)
from infantcare_policy.people import HiringCheck, PersonKey, StaffMember
from infantcare_policy.plan import Row, yijun
from infantcare_policy.registration import State
from infantcare_policy.safety import Evaluated
from infantcare_policy.terms import (
    Authority,
    Education,
    Move,
    Qualification,
    RecordKind,
    Role,
    Severity,
    Stage,
    Subject,
)
from infantcare_policy.wording import LOCALES, brief, explain, label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ON = date(2026, 5, 6)
BEFORE = date(2025, 5, 6)
PLAN = yijun()
NAN = PersonKey("5e" * 32)
IN_BOTH_LOCALES = pytest.mark.parametrize("locale", LOCALES)

Answer: TypeAlias = Decision[Any]


def people(*roles: Role, **facts: Any) -> tuple[StaffMember, ...]:  # noqa: ANN401 - any fact
    """Give somebody in each post of F1, the first of them being the same person."""
    return tuple(
        StaffMember(
            person=PersonKey(f"{index:x}e" * 32),
            facility="F1",
            role=role,
            **{"since": BEFORE, "until": False, **facts},
        )
        for index, role in enumerate(roles, start=5)
    )


SOUND = {
    "full_time": True,
    "education": Education.COLLEGE,
    "experience_years": 5,
    "qualifications": tuple(Qualification),
    "health_checked_on": date(2026, 1, 5),
}
ROLES = (Role.HEAD, Role.HEALTH_WORKER, Role.GUARD, Role.CARER)

NURSERY = Facility(
    id="F1",
    legal_form=LegalForm.FOR_PROFIT,
    settings=(Setting.STANDALONE,),
    serves_meals=False,
    registered_on=BEFORE,
    filed_on=BEFORE,
    opened_on=BEFORE,
    closed_on=False,
    capacities=(Capacity(on=BEFORE, slots=30),),
    acceptances=(Acceptance(on=BEFORE, slots=30, passed=True),),
    groups=(ClassGroup(kind=ClassKind.TODDLER, slots=15, enrolled=10, carers=3),),
)


def with_groups(*groups: ClassGroup, **facts: Any) -> Facility:  # noqa: ANN401 - any fact
    return evolve(NURSERY, groups=groups, **facts)


def group(kind: ClassKind = ClassKind.TODDLER, **facts: int) -> ClassGroup:
    return ClassGroup(kind=kind, **facts)


def record(kind: RecordKind = RecordKind.PENALTY, **facts: Any) -> CreditRecord:  # noqa: ANN401 - any fact
    given = {
        "id": "R1",
        "subject": "F1",
        "about": Subject.FACILITY,
        "recorded_on": facts.get("decided_on") or BEFORE,
        "established": True,
        "decided_on": BEFORE,
        "severity": Severity.GENERAL,
        "repaired_on": False,
        **facts,
    }
    return CreditRecord(kind=kind, **given)


def of_a_person(kind: RecordKind, **facts: Any) -> CreditRecord:  # noqa: ANN401 - any fact
    return record(kind, subject=NAN.digest, about=Subject.PERSON, **facts)


ABUSE = record(RecordKind.CHILD_ABUSE)
READY: dict[str, Any] = {"corrected_on": BEFORE, "duties_done_on": BEFORE, "promised_on": BEFORE}
CHECKS = tuple(HiringCheck(person=NAN, authority=a, on=ON, found=False) for a in Authority)


# the answers, every function with every kind of answer that it has


def of_bans() -> Iterator[Answer]:
    open_end = Ban(subject="F1", since=BEFORE, for_life=False, citation=Citation("yijun", "2.4.11"))
    coded = evolve(ABUSE, subject="91610222MA00000000")
    for held in (
        (),
        (ABUSE,),
        (evolve(ABUSE, established=None),),
        (open_end,),
        (evolve(open_end, until=date(2027, 5, 6)),),
        (coded,),
    ):
        yield credit.may_operate(NURSERY, held, PLAN, on=ON)
    for uscc in ("91610222MA00000000", "00610222MA00000000", "52610222MJX0000000"):
        yield credit.may_operate(evolve(NURSERY, uscc=uscc), (), PLAN, on=ON)


def of_work() -> Iterator[Answer]:
    harm = HiringCheck(person=NAN, authority=Authority.PROCURATORATE, on=BEFORE, found=True)
    for records, checks in (
        ((), CHECKS),
        ((), CHECKS[:1]),
        ((), (*CHECKS, harm)),
        ((of_a_person(RecordKind.CHILD_ABUSE),), CHECKS),
        ((of_a_person(RecordKind.COURT_BAN, until=date(2028, 5, 6)),), CHECKS),
        ((of_a_person(RecordKind.COURT_BAN),), CHECKS),
    ):
        yield credit.may_work(NAN, records, PLAN, on=ON, checks=checks)


RECORDS = (
    record(),
    record(RecordKind.COMPLAINT),
    ABUSE,
    record(RecordKind.JOINT_SANCTION),
    record(RecordKind.JOINT_INCENTIVE, until=date(2025, 12, 31)),
    record(RecordKind.JOINT_INCENTIVE),
    record(severity=Severity.MINOR, decided_on=date(2026, 4, 7)),
    record(severity=None, decided_on=date(2025, 1, 1)),
    record(decided_on=None),
    record(decided_on=date(2024, 5, 6)),
    record(decided_on=date(2026, 4, 7)),
    record(established=None),
    record(recorded_on=date(2026, 6, 1)),
    record(repaired_on=date(2026, 1, 5)),
    record(**READY),
    record(corrected_on=False, duties_done_on=False, promised_on=False),
    record(corrected_on=BEFORE),
)


def of_credit() -> Iterator[Answer]:
    for each in RECORDS:
        yield credit.displayed(each, PLAN, on=ON)
        yield credit.repair(each, PLAN, on=ON)
    before_the_classes = date(2026, 1, 5)
    yield credit.displayed(record(), PLAN, on=before_the_classes)
    yield credit.repair(record(decided_on=date(2025, 7, 1)), PLAN, on=before_the_classes)
    numbered = [evolve(each, id=f"R{number}") for number, each in enumerate(RECORDS)]
    yield credit.standing("F1", numbered, PLAN, on=ON)
    yield credit.standing("F1", (), PLAN, on=ON)
    person = (
        of_a_person(RecordKind.CHILD_ABUSE),
        of_a_person(RecordKind.COURT_BAN, id="R2"),
        of_a_person(RecordKind.COURT_BAN, id="R3", until=date(2028, 5, 6)),
    )
    yield credit.standing(NAN.digest, person, PLAN, on=ON)


def of_groups() -> Iterator[Answer]:
    for months in (3, 6, 20, 36):
        yield enrolment.classes_for(months, PLAN, on=ON)
        yield enrolment.vacancies(NURSERY, months, PLAN, on=ON)
    yield enrolment.vacancies(evolve(NURSERY, closed_on=BEFORE), 20, PLAN, on=ON)
    small = with_groups(group(slots=5, enrolled=1, carers=1), settings=(Setting.HOME,))
    yield enrolment.vacancies(small, 3, PLAN, on=ON)
    for facility in (
        NURSERY,
        evolve(NURSERY, groups=None),
        evolve(NURSERY, groups=None, settings=None, capacities=None, opened_on=None),
        with_groups(group(slots=20, enrolled=20, carers=1)),
        with_groups(group(ClassKind.INFANT, enrolled=1, carers=1, youngest_months=3)),
        with_groups(group(ClassKind.MIXED, enrolled=18, carers=3, youngest_months=20)),
        with_groups(group(), group(ClassKind.MIXED, enrolled=1)),
        with_groups(group(enrolled=9, carers=1), settings=(Setting.HOME,)),
        with_groups(group(), settings=(Setting.HOME,)),
        with_groups(group(enrolled=9, carers=2), settings=None),
    ):
        yield enrolment.check_groups(facility, PLAN, on=ON)
        yield enrolment.vacancies(facility, 20, PLAN, on=ON)


def of_staff() -> Iterator[Answer]:
    many = with_groups(*(group(slots=15, enrolled=15, carers=3) for _ in range(11)))
    for facility, staff in (
        (NURSERY, None),
        (NURSERY, ()),
        (NURSERY, people(*ROLES, **SOUND)),
        (NURSERY, people(*ROLES)),
        (NURSERY, people(*ROLES, **{**SOUND, "health_checked_on": False, "qualifications": ()})),
        (NURSERY, people(*ROLES, **{**SOUND, "health_checked_on": date(2024, 1, 5)})),
        (NURSERY, people(*ROLES, **{**SOUND, "until": None, "education": None})),
        (NURSERY, people(*ROLES, until=None, qualifications=(), health_checked_on=False)),
        (many, people(*ROLES, **SOUND)),
        (
            many,
            people(*ROLES, Role.HEALTH_WORKER, Role.COOK, **{**SOUND, "full_time": None}),
        ),
        (evolve(NURSERY, groups=None), people(*ROLES, **SOUND)),
        (evolve(NURSERY, settings=None), ()),
    ):
        yield enrolment.check_staff(facility, staff, PLAN, on=ON)


def of_filing() -> Iterator[Answer]:
    every = [document.id for document in PLAN.documents]
    for facility in (NURSERY, evolve(NURSERY, serves_meals=None, settings=None)):
        for submitted in ((), every[:4], every):
            yield registration.review(facility, submitted, PLAN, on=ON)


def of_steps() -> Iterator[Answer]:
    changes = (
        Change(id="C1", facility="F1", on=date(2026, 4, 7), registered_on=False, filed_on=False),
        Change(id="C2", facility="F1", on=date(2026, 4, 8)),
    )
    closed = evolve(NURSERY, closed_on=date(2026, 4, 7), liquidated_on=date(2026, 4, 20))
    social = evolve(NURSERY, legal_form=LegalForm.SOCIAL_SERVICE)
    for facility, own in (
        (NURSERY, ()),
        (evolve(NURSERY, registered_on=False, filed_on=False), ()),
        (evolve(NURSERY, filed_on=False), changes[:1]),
        (evolve(NURSERY, registered_on=None, filed_on=None, closed_on=None), ()),
        (evolve(NURSERY, filed_on=None), ()),
        (NURSERY, changes[:1]),
        (NURSERY, changes),
        (social, changes[:1]),
        (social, (evolve(changes[0], consented_on=date(2026, 4, 9)),)),
        (closed, ()),
        (evolve(closed, deregistered_on=False, filing_cancelled_on=False), ()),
        (evolve(closed, liquidated_on=None, deregistered_on=False), ()),
        (
            evolve(
                social,
                settings=(Setting.KINDERGARTEN,),
                registered_on=False,
                filed_on=False,
            ),
            (),
        ),
    ):
        yield registration.next_steps(facility, PLAN, on=ON, changes=own)
    rolled = PLAN.with_readings({"rest-day-roll": "yes"})
    far = evolve(changes[0], on=date(2026, 4, 24))  # thirty days later is a Sunday
    yield registration.next_steps(NURSERY, rolled, on=ON, changes=(far,))


def of_moves() -> Iterator[Answer]:
    for stage in Stage:
        for move in Move:
            for changed in (False, True):
                yield registration.transition(State(stage=stage, changed=changed), move, PLAN)


def of_safety() -> Iterator[Answer]:
    unsaid = evolve(NURSERY, settings=None, legal_form=None)
    home = evolve(NURSERY, settings=(Setting.HOME,), serves_meals=True)
    for facility in (NURSERY, unsaid, home):
        yield safety.requirements(facility, PLAN, on=ON)
        yield safety.to_publish(facility, PLAN, on=ON)
        yield safety.check_safety(facility, (), PLAN, on=ON)
    asked = safety.requirements(NURSERY, PLAN, on=ON).require()
    for well in (True, False):
        found = {row.id: (1000 * well if row.figure else well) for row in asked}
        seen = SafetyRecord(facility="F1", on=ON, found=found)
        yield safety.check_safety(NURSERY, (seen,), PLAN, on=ON)


def evaluations() -> Iterator[Evaluation]:
    limits = PLAN.figures(ON).quality_points or {}
    standard = Citation("quality-standard", "4–10")
    full = {name: Decimal(points) - Decimal("0.5") for name, points in limits.items()}
    for points, failed, grade in (
        (full, (), "A"),
        (full, ("食品安全", "虐待"), None),
        ({}, None, None),
    ):
        yield Evaluation(
            facility="F1", standard=standard, on=ON, points=points, failed=failed, grade=grade
        )
    yield Evaluation(facility="F1", standard=Citation("jgj39", "1"), on=ON)


def of_evaluations() -> Iterator[Answer]:
    for evaluation in evaluations():
        answer = safety.evaluate(evaluation, PLAN)
        yield answer
        if isinstance(answer, Decided):
            assert isinstance(answer.value, Evaluated)
            yield from (answer.value.total, answer.value.vetoed, answer.value.grade)


def of_publication() -> Iterator[Answer]:
    done = Inspection(id="I1", object="F1", on=BEFORE, result_on=date(2026, 3, 2))
    for inspection in (
        done,
        evolve(done, published_on=date(2026, 3, 9)),
        evolve(done, published_on=False),
        evolve(done, result_on=None),
    ):
        yield inspections.publication_overdue(inspection, PLAN, on=ON)
    far = evolve(done, result_on=date(2040, 1, 2))
    yield inspections.publication_overdue(far, PLAN, on=date(2040, 5, 6))


def of_silence() -> Iterator[Answer]:
    """Ask a plan that has no rows and no figures."""
    mute = evolve(
        PLAN,
        banning=(),
        moves=(),
        requirements=(),
        publications=(),
        documents=(),
        figure_rows=immutabledict(),
    )
    yield credit.may_operate(NURSERY, (), mute, on=ON)
    yield credit.may_work(NAN, (), mute, on=ON, checks=CHECKS)
    yield safety.requirements(NURSERY, mute, on=ON)
    yield safety.to_publish(NURSERY, mute, on=ON)
    yield safety.check_safety(NURSERY, (), mute, on=ON)
    yield registration.review(NURSERY, (), mute, on=ON)
    yield from (registration.transition(State(stage=Stage.FILED), move, mute) for move in Move)
    yield credit.displayed(record(), mute, on=ON)
    yield credit.repair(record(), mute, on=ON)
    yield enrolment.classes_for(20, mute, on=ON)
    yield enrolment.check_groups(NURSERY, mute, on=ON)
    home = evolve(NURSERY, settings=(Setting.HOME,))
    yield enrolment.check_groups(home, mute, on=ON)
    mixed = with_groups(group(ClassKind.MIXED, enrolled=1, carers=1, youngest_months=20))
    yield enrolment.check_groups(mixed, mute, on=ON)


Area: TypeAlias = "Callable[[], Iterator[Answer]]"

AREAS: tuple[Area, ...] = (
    of_bans,
    of_work,
    of_credit,
    of_groups,
    of_staff,
    of_filing,
    of_steps,
    of_moves,
    of_safety,
    of_evaluations,
    of_publication,
    of_silence,
)
OF_EVERY_AREA = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.__name__)

PYTHON = (
    *("Ground(", "Missing(", "Citation(", "Decimal(", "immutabledict", "PersonKey", "date("),
    *("<Stage", "<Move", "None", "True", "False", "frozenset", "['", "('"),
)


@cache
def catalogue(locale: str) -> Mapping[tuple[str, str], str]:
    folder = files("infantcare_policy").joinpath("locales", locale, "LC_MESSAGES")
    with folder.joinpath("infantcare_policy.po").open("rb") as text:
        messages = read_po(text, locale=locale)
        return {(str(m.context), str(m.id)): str(m.string) for m in messages if m.id}


CODES = {key for context, key in catalogue("en") if context == "ground"}
OF_THESE_AREAS = {
    code
    for code in CODES
    if code.startswith(("credit.", "enrolment.", "safety.", "registration.move"))
} | {
    "registration.document-lacking",
    "registration.documents-complete",
    "registration.next-step",
    "registration.nothing-left",
    "registration.nothing-to-report",
}


def grounds_of(answer: Answer) -> Iterator[Ground]:
    yield from (*answer.grounds, *answer.notes)
    if isinstance(answer, Conflicting):
        yield from (ground for option in answer.options for ground in option.grounds)


@cache
def answers_of(area: Area) -> tuple[Answer, ...]:
    return tuple(area())


@cache
def explained(area: Area, locale: str) -> tuple[tuple[Answer, str], ...]:
    return tuple((each, explain(each, PLAN, locale=locale)) for each in answers_of(area))


def without_ids(said: str) -> str:
    """Leave out the ids that are meant to show: of a reading with its option, of a clause."""
    return re.sub(r"\([a-z-]+=[a-z-]+\)|A1\.[a-z-]+", "", said)


class TestTheAnswers:
    def test_give_every_ground_of_these_areas(self) -> None:
        answers = [answer for area in AREAS for answer in answers_of(area)]
        given = {ground.code for answer in answers for ground in grounds_of(answer)}
        assert OF_THESE_AREAS - given == set()

    def test_are_of_every_kind_but_referred(self) -> None:
        kinds = {answer.kind for area in AREAS for answer in answers_of(area)}
        assert kinds == {"decided", "undetermined", "conflicting"}

    @pytest.mark.parametrize(
        "name",
        [
            "ban",
            "bans.until",
            "capacities",
            "changes[C1].consented_on",
            "concerns_safety",
            "corrected_on",
            "decided_on",
            "duties_done_on",
            "failed",
            "filing_cancelled_on",
            "grade_limits",
            "groups",
            "groups[0].carers",
            "groups[1].youngest_months",
            "hiring_checks.procuratorate",
            "home_point_ages",
            "liquidated_on",
            "move.accept",
            "points.safety",
            "promised_on",
            "publications",
            "published_on",
            "quality_points",
            "records.displayed",
            "records.established",
            "records.until",
            "repair_conditions",
            "requirements",
            "requirements.alarm",
            "result_on",
            "severity",
            "staff",
            "staff[5e5e5e5e].education",
            "uscc",
        ],
    )
    def test_ask_for_what_is_missing(self, name: str) -> None:
        asked = {
            item.name
            for area in AREAS
            for answer in answers_of(area)
            if isinstance(answer, Undetermined)
            for item in answer.missing
        }
        assert name in asked


@IN_BOTH_LOCALES
@OF_EVERY_AREA
class TestEveryAnswerInWords:
    def test_names_its_articles(self, area: Area, locale: str) -> None:
        for answer, said in explained(area, locale):
            notes = {note.citation for note in answer.notes if note.citation}
            for citation in {*answer.citations, *notes}:
                assert label(citation, PLAN, locale=locale) in said

    def test_shows_no_code_of_a_ground(self, area: Area, locale: str) -> None:
        for _, said in explained(area, locale):
            assert [code for code in CODES if code in said] == []

    def test_shows_no_hole_and_nothing_of_python(self, area: Area, locale: str) -> None:
        for _, said in explained(area, locale):
            for sign in (*PYTHON, "{", "}", "()", "（）", "“”", "：；", "  - \n"):
                assert sign not in said

    def test_shows_no_name_that_is_written_for_programs(self, area: Area, locale: str) -> None:
        for _, said in explained(area, locale):
            assert re.findall(r"[a-z0-9]+_[a-z0-9_]+|\w+\[", said) == []

    def test_shows_no_day_as_programs_write_it(self, area: Area, locale: str) -> None:
        for _, said in explained(area, locale):
            assert re.findall(r"\d{4}-\d{2}-\d{2}", said) == []

    def test_shows_no_whole_key_of_a_person(self, area: Area, locale: str) -> None:
        for _, said in explained(area, locale):
            assert re.findall(r"[0-9a-f]{9,}", said) == []

    def test_is_short_in_a_table(self, area: Area, locale: str) -> None:
        for answer in answers_of(area):
            said = brief(answer, PLAN, locale=locale)
            assert said.strip()
            assert len(said.splitlines()) == 1


@OF_EVERY_AREA
class TestEveryAnswerInChinese:
    def test_has_no_word_of_another_language(self, area: Area) -> None:
        for _, said in explained(area, "zh_CN"):
            assert re.findall(r"[A-Za-z_-]*[a-z]{2,}[a-z_-]*", without_ids(said)) == []


def first_lines(answer: Answer, locale: str, count: int) -> list[str]:
    return explain(answer, PLAN, locale=locale).splitlines()[:count]


class TestTheWarningsOfACode:
    def test_stand_alone(self) -> None:
        odd = evolve(NURSERY, uscc="52610222MA00000000")
        warnings = credit.code_warnings(odd, PLAN, on=ON)
        assert [explain(each, PLAN) for each in warnings] == [
            (
                "代码52610222MA00000000的末位按校验规则应为A"
                "〔《法人和其他组织统一社会信用代码编码规则》（校验码）〕"
            ),
            (
                "代码52610222MA00000000以52开头，表示社会服务机构，填报的机构性质是营利性机构"
                "〔《法人和其他组织统一社会信用代码制度建设总体方案》（登记管理部门代码）〕"
            ),
        ]


class TestAStanding:
    def test_says_the_bans_with_their_articles(self) -> None:
        person = (
            of_a_person(RecordKind.CHILD_ABUSE),
            of_a_person(RecordKind.COURT_BAN, id="R2", until=date(2028, 5, 6)),
        )
        answer = credit.standing(NAN.digest, person, PLAN, on=ON)
        assert first_lines(answer, "zh_CN", 4) == [
            "结论：禁入2项，记录2条",
            "  自2025年5月6日起终身禁入〔2.4.11〕",
            "  自2025年5月6日起禁入，禁入截止日：2028年5月6日〔《中华人民共和国刑法》第37-1条〕",
            "  记录R1（虐童等行为），是否公示：是",
        ]

    def test_of_nobody_is_short(self) -> None:
        answer = credit.standing("F1", (), PLAN, on=ON)
        assert first_lines(answer, "en", 1) == ["Decided: bans: 0; records: 0"]


class TestAPersonInAPost:
    def test_is_told_by_the_beginning_of_the_key(self) -> None:
        [head, *others] = people(*ROLES, **SOUND)
        staff = (evolve(head, education=None), *others)
        answer = enrolment.check_staff(NURSERY, staff, PLAN, on=ON)
        assert first_lines(answer, "en", 2) == [
            "Undetermined; missing:",
            (
                "  - unknown fact: education (person 5e5e5e5e) "
                "[Standard for setting up childcare facilities (trial), art. 18]"
            ),
        ]

    def test_whose_health_check_is_due_is_told_with_the_last_one(self) -> None:
        [head, *others] = people(*ROLES, **SOUND)
        staff = (evolve(head, health_checked_on=date(2024, 1, 5)), *others)
        answer = enrolment.check_staff(NURSERY, staff, PLAN, on=ON)
        assert first_lines(answer, "zh_CN", 2) == [
            "结论：共1项",
            (
                "  负责人（5e5e5e5e）：应进行每年的健康检查（最近一次合格：2024年1月5日）"
                "〔《托育机构管理规范（试行）》第28条〕"
            ),
        ]


class TestAClassGroup:
    def test_is_counted_from_one(self) -> None:
        answer = enrolment.check_groups(
            with_groups(group(enrolled=5, carers=1), group()), PLAN, on=ON
        )
        standard = "Standard for setting up childcare facilities (trial)"
        assert first_lines(answer, "en", 3) == [
            "Undetermined; missing:",
            f"  - unknown fact: children enrolled (class group 2) [{standard}, art. 19]",
            f"  - unknown fact: carers on duty (class group 2) [{standard}, art. 20]",
        ]


class TestTheNextSteps:
    def test_are_named_with_whom_they_are_taken(self) -> None:
        kindergarten = evolve(
            NURSERY,
            legal_form=LegalForm.SOCIAL_SERVICE,
            settings=(Setting.KINDERGARTEN,),
            registered_on=False,
            filed_on=False,
        )
        answer = registration.next_steps(kindergarten, PLAN, on=ON, changes=())
        assert brief(answer, PLAN) == (
            "冲突：申请登记（县行政审批局）、推送登记信息（县卫健局）、备案（县卫健局）"
            " / 申请登记（县教科体局）、推送登记信息（县卫健局）、备案（县卫健局）"
        )

    def test_that_come_after_a_change_say_by_when(self) -> None:
        change = Change(
            id="C1", facility="F1", on=date(2026, 4, 7), registered_on=False, filed_on=False
        )
        answer = registration.next_steps(NURSERY, PLAN, on=ON, changes=(change,))
        assert first_lines(answer, "en", 3)[1:] == [
            (
                "  facility registers the change with the Administrative Approval Bureau "
                "(by May 7, 2026)"
            ),
            "  facility updates its filing with the Health Bureau (及时)",
        ]


class TestAReview:
    def test_says_what_was_not_asked_for(self) -> None:
        every = [document.id for document in PLAN.documents]
        answer = registration.review(NURSERY, every, PLAN, on=ON)
        assert first_lines(answer, "zh_CN", 2) == [
            "结论：材料齐全",
            "  已提交但不需要：食品经营许可证、家庭托育点备案书、家庭托育点备案承诺书",
        ]


class TestAMove:
    @pytest.mark.parametrize(
        ("stage", "move", "said"),
        [
            (Stage.REGISTERED, Move.FILE, "结论：可以备案，之后的阶段：已备案"),
            (Stage.PROPOSED, Move.FILE, "结论：不能备案，阶段不变：拟设立"),
        ],
    )
    def test_is_said_with_its_stage(self, stage: Stage, move: Move, said: str) -> None:
        answer = registration.transition(State(stage=stage), move, PLAN)
        assert first_lines(answer, "zh_CN", 1) == [said]

    def test_of_which_the_text_is_silent_is_asked_for(self) -> None:
        answer = registration.transition(State(stage=Stage.REGISTERED), Move.OPEN, PLAN)
        assert brief(answer, PLAN, locale="en") == "the text does not say: when opening may be done"


class TestAnEvaluation:
    def test_says_its_parts_with_their_grounds(self) -> None:
        [first, *_] = evaluations()
        answer = safety.evaluate(evolve(first, failed=("食品安全",)), PLAN)
        source = "〔《托育机构质量评估标准》第4–10条〕"
        assert first_lines(answer, "zh_CN", 4) == [
            "结论：得分：996.5（满分1000）；有否决项不合格：是；等级：A",
            f"  已知得分：996.5{source}",
            f"  不合格的否决项：食品安全{source}",
            f"  评估人员给出的等级：A{source}",
        ]

    def test_keeps_a_grade_that_is_also_the_name_of_a_clause(self) -> None:
        [first, *_] = evaluations()
        numbered = PLAN.amend({"figures.quality_grades": [Row(("1", "2"), cite="3.4")]})
        answer = safety.evaluate(evolve(first, grade="1"), numbered)
        assert brief(answer, numbered, locale="en").endswith("; grade: 1")


class TestWhatIsMadePublic:
    def test_is_said_with_who_does_it_and_how_soon(self) -> None:
        answer = safety.to_publish(NURSERY, PLAN, on=ON)
        assert first_lines(answer, "en", 4)[1:] == [
            "  fees, care, meals, health care and security, made public by: the facility",
            (
                "  that a filing does not meet the standards, made public by: "
                "the county health department (within 15 working days)"
            ),
            (
                "  the result of a double-random inspection, made public by: "
                "the inspecting department (及时)"
            ),
        ]


class TestAPlanWithoutRequirements:
    @IN_BOTH_LOCALES
    def test_is_said_to_lack_them(self, locale: str) -> None:
        answer = safety.requirements(NURSERY, evolve(PLAN, requirements=()), on=ON)
        assert label("requirements", PLAN, locale=locale) in first_lines(answer, locale, 2)[1]
