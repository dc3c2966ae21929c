from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from infantcare_policy.calendars import Deadline
from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Ground,
    Missing,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.errors import BeyondHorizon, Unsettled
from infantcare_policy.facilities import Acceptance, Facility, LegalForm, Setting
from infantcare_policy.plan import Plan, Row, load, loads, yijun
from infantcare_policy.registration import (
    FilingDeadlines,
    Stage,
    Step,
    checklist,
    filing_deadlines,
    route,
    stage,
)
from infantcare_policy.terms import Level

ON = date(2026, 1, 5)
TEXT = Citation("yijun", "2.4.10")
ANNEX = Citation("yijun", "A1.education")
MEASURES = Citation("filing-measures", "4")
OPEN = ReadingStamp("integrated-registrar", "open")

FOR_PROFIT = Facility(id="F1", legal_form=LegalForm.FOR_PROFIT, settings=(Setting.STANDALONE,))
KINDERGARTEN = Facility(id="F2", legal_form=LegalForm.FOR_PROFIT, settings=(Setting.KINDERGARTEN,))

BARE = """\
id = "bare"
extends = "china"
name = { zh = "空县", en = "Bare County" }

[[instrument]]
id = "bare"
title = { zh = "空县方案", en = "Bare's plan" }
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yijun()


def fact(ground: Ground, name: str) -> Any:  # noqa: ANN401 - a fact of any type
    return dict(ground.facts)[name]


class TestARoute:
    def test_gives_the_registrar_and_every_step_in_order(self, plan: Plan) -> None:
        found = route(FOR_PROFIT, plan, on=ON).require()
        soon = Deadline(words="及时")
        assert found.registrar == "approval"
        assert found.steps == (
            Step(kind="register", actor="facility", recipient="approval"),
            Step(kind="push-data", actor="approval", recipient="health", limit=soon),
            Step(kind="file", actor="facility", recipient="health", limit=soon),
        )

    def test_names_departments_of_the_plan_in_its_steps(self, plan: Plan) -> None:
        for step in route(FOR_PROFIT, plan, on=ON).require().steps:
            for name in {step.actor, step.recipient} - {"facility"}:
                assert plan.department(name).id == name

    def test_rests_on_the_clause_and_the_facts_that_it_asks_for(self, plan: Plan) -> None:
        answer = route(FOR_PROFIT, plan, on=ON)
        registrar, *steps = answer.grounds
        assert (registrar.code, registrar.citation) == ("registration.registrar", TEXT)
        assert fact(registrar, "registrar") == "approval"
        assert fact(registrar, "legal_form") == "for-profit"
        assert [ground.code for ground in steps] == ["registration.push-data", "registration.file"]
        assert [ground.citation for ground in steps] == [TEXT, TEXT]
        assert [fact(ground, "words") for ground in steps] == ["及时", "及时"]
        assert answer.citations == (TEXT,)

    def test_carries_the_plan_that_was_asked(self, plan: Plan) -> None:
        stamp = route(FOR_PROFIT, plan, on=ON).plan
        assert stamp is not None
        assert (stamp.id, stamp.status) == ("yijun", "draft-for-comment")
        assert stamp.fingerprint == plan.fingerprint

    def test_carries_the_state_and_mark_of_a_plan_under_another_reading(self, plan: Plan) -> None:
        issued = plan.issued_on(date(2026, 1, 1))
        other = issued.with_readings({"integrated-registrar": "education"})
        stamp = route(FOR_PROFIT, other, on=ON).plan
        assert stamp is not None
        assert stamp.status == "in-force"
        assert stamp.fingerprint not in (plan.fingerprint, issued.fingerprint)

    def test_notes_who_registers_under_the_higher_rules(self, plan: Plan) -> None:
        (note,) = route(FOR_PROFIT, plan, on=ON).notes
        assert (note.code, note.citation) == ("registration.source-authority", MEASURES)
        assert fact(note, "registrar") == "approval"
        assert fact(note, "authority") == "县级以上市场监督管理部门"

    def test_notes_the_day_on_which_the_facility_closed(self, plan: Plan) -> None:
        public = Facility(
            id="F1",
            legal_form=LegalForm.PUBLIC_INSTITUTION,
            settings=(),
            closed_on=date(2025, 12, 31),
        )
        (note,) = route(public, plan, on=ON).notes
        assert note.code == "registration.closed"
        assert fact(note, "closed_on") == date(2025, 12, 31)

    def test_notes_the_closing_of_a_facility_whose_registrar_is_open(self, plan: Plan) -> None:
        closed = Facility(id="F1", closed_on=ON)
        for level in (Level.COUNTY, Level.CITY):
            (note,) = route(closed, plan, on=ON, level=level).notes
            assert note.code == "registration.closed"

    def test_is_asked_at_the_county_unless_another_level_is_named(self, plan: Plan) -> None:
        assert route(FOR_PROFIT, plan, on=ON) == route(FOR_PROFIT, plan, on=ON, level=Level.COUNTY)


class TestTwoRegistrars:
    def test_stand_side_by_side_each_with_its_own_clause(self, plan: Plan) -> None:
        answer = route(KINDERGARTEN, plan, on=ON)
        assert isinstance(answer, Conflicting)
        cited = {
            option.value.registrar: [ground.citation for ground in option.grounds]
            for option in answer.options
        }
        assert cited == {"approval": [TEXT], "education": [ANNEX]}
        assert answer.readings == (OPEN,)
        assert set(answer.citations) == {TEXT, ANNEX}

    def test_each_have_their_own_steps(self, plan: Plan) -> None:
        answer = route(KINDERGARTEN, plan, on=ON)
        assert isinstance(answer, Conflicting)
        for option in answer.options:
            register, push, _ = option.value.steps
            assert register.recipient == push.actor == option.value.registrar

    def test_give_no_one_route(self, plan: Plan) -> None:
        with pytest.raises(Unsettled, match="2 answers conflict"):
            route(KINDERGARTEN, plan, on=ON).require()

    def test_become_one_under_a_reading_that_is_stamped(self, plan: Plan) -> None:
        for option, registrar in (("education", "education"), ("by-legal-form", "approval")):
            answer = route(
                KINDERGARTEN, plan.with_readings({"integrated-registrar": option}), on=ON
            )
            assert answer.require().registrar == registrar
            assert answer.readings == (ReadingStamp("integrated-registrar", option),)

    def test_that_agree_are_one(self, plan: Plan) -> None:
        # a row more that names the same registrar is no conflict
        public = Facility(
            id="F1", legal_form=LegalForm.UNINCORPORATED, settings=(Setting.KINDERGARTEN,)
        )
        answer = route(public, plan, on=ON)
        assert answer.require().registrar == "education"
        assert answer.citations[0] == ANNEX


class TestNoRegistrar:
    @pytest.mark.parametrize("level", [Level.CITY, Level.PROVINCE, Level.CENTRAL])
    def test_above_the_county_is_text_that_is_missing(self, plan: Plan, level: Level) -> None:
        answer = route(FOR_PROFIT, plan, on=ON, level=level)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("registrar", "text", TEXT),)
        (ground,) = answer.grounds
        assert (ground.code, ground.citation) == ("registration.no-registrar", TEXT)
        assert fact(ground, "level") == level
        assert answer.readings == ()
        assert answer.plan == plan.stamp

    def test_for_a_legal_form_says_which(self, plan: Plan) -> None:
        point = Facility(id="F1", legal_form=LegalForm.UNINCORPORATED, settings=())
        answer = route(point, plan, on=ON)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("registrar", "text", TEXT),)
        assert fact(answer.grounds[0], "legal_form") == "unincorporated"

    def test_in_a_plan_without_routes(self) -> None:
        answer = route(FOR_PROFIT, loads(BARE), on=ON)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("registrar", "text"),)

    def test_yet_is_a_fact_that_is_missing_and_not_text(self, plan: Plan) -> None:
        answer = route(Facility(id="F1"), plan, on=ON)
        assert isinstance(answer, Undetermined)
        assert {(item.name, item.kind) for item in answer.missing} == {
            ("legal_form", "fact"),
            ("settings", "fact"),
        }
        assert all(item.citation for item in answer.missing)
        assert answer.readings == (OPEN,)
        assert answer.plan == plan.stamp


class TestAChecklist:
    def test_gives_the_documents_with_their_names_and_articles(self, plan: Plan) -> None:
        facility = Facility(id="F1", settings=(Setting.HOME,), serves_meals=True)
        answer = checklist(facility, plan, on=ON)
        documents = answer.require()
        assert all(document.name.zh and document.name.en for document in documents)
        assert [fact(ground, "document") for ground in answer.grounds] == [d.id for d in documents]
        assert [ground.citation for ground in answer.grounds] == [d.cite for d in documents]
        assert answer.citations == (
            Citation("filing-measures", "8"),
            Citation("home-point-measures", "备案"),
        )
        assert answer.plan == plan.stamp

    def test_says_which_facts_ask_for_a_document(self, plan: Plan) -> None:
        facility = Facility(id="F1", settings=(), serves_meals=True)
        answer = checklist(facility, plan, on=ON)
        (food,) = (g for g in answer.grounds if fact(g, "document") == "food-licence")
        assert fact(food, "serves_meals") is True

    def test_is_not_given_in_part(self, plan: Plan) -> None:
        answer = checklist(Facility(id="F1", settings=()), plan, on=ON)
        assert isinstance(answer, Undetermined)
        (missing,) = answer.missing
        assert missing == Missing("serves_meals", "fact", Citation("filing-measures", "8"))
        assert answer.plan == plan.stamp


@frozen
class Every:
    """A calendar on which every day is a working day, to a last one."""

    end: date

    def is_workday(self, day: date) -> bool:
        if day > self.end:
            raise BeyondHorizon(day)
        return True


class TestFilingDeadlines:
    def test_are_counted_from_the_day_after_receipt(self, plan: Plan) -> None:
        answer = filing_deadlines(ON, plan, calendar=Every(date(2026, 12, 31)))
        assert answer.require() == FilingDeadlines(
            receipt=Deadline(by=date(2026, 1, 10)), notice=Deadline(by=date(2026, 1, 20))
        )

    def test_rest_on_the_article_and_its_figures(self, plan: Plan) -> None:
        answer = filing_deadlines(ON, plan, calendar=Every(date(2026, 12, 31)))
        assert [ground.code for ground in answer.grounds] == ["registration.filing-answer"] * 2
        assert [fact(ground, "workdays") for ground in answer.grounds] == [5, 15]
        assert answer.citations == (Citation("filing-measures", "9"),)
        assert (answer.notes, answer.readings, answer.plan) == ((), (), plan.stamp)

    @pytest.mark.parametrize(
        ("end", "receipt", "notice"),
        [
            (date(2026, 1, 20), date(2026, 1, 10), date(2026, 1, 20)),
            (date(2026, 1, 19), date(2026, 1, 10), None),
            (date(2026, 1, 10), date(2026, 1, 10), None),
            (date(2026, 1, 9), None, None),
            (date(2025, 12, 31), None, None),
        ],
    )
    def test_past_the_end_of_the_calendar_are_provisional(
        self, plan: Plan, end: date, receipt: date | None, notice: date | None
    ) -> None:
        answer = filing_deadlines(ON, plan, calendar=Every(end))
        found = answer.require()
        assert (found.receipt.by, found.notice.by) == (receipt, notice)
        assert found.receipt.provisional is (receipt is None)
        assert found.notice.provisional is (notice is None)
        codes = [note.code for note in answer.notes]
        assert codes == ([] if notice else ["calendar.not-published"])

    @pytest.mark.parametrize(
        "names",
        [
            ("filing_receipt_workdays",),
            ("filing_notice_workdays",),
            ("filing_receipt_workdays", "filing_notice_workdays"),
        ],
    )
    def test_that_are_not_stated_are_missing_text(self, plan: Plan, names: tuple[str, ...]) -> None:
        article = Citation("filing-measures", "9")
        row = Row(stated=False, cite=article)
        amended = plan.amend({f"figures.{name}": [row] for name in names})
        answer = filing_deadlines(ON, amended)
        assert isinstance(answer, Undetermined)
        assert answer.missing == tuple(Missing(name, "text", article) for name in names)
        assert answer.plan == amended.stamp

    def test_follow_the_official_calendar_unless_another_is_handed_in(self, plan: Plan) -> None:
        # Thu 30 Apr 2026; 1–5 May are holidays, Sat 9 May is made up for: 6 7 8 9 | 11
        assert filing_deadlines(date(2026, 4, 30), plan).require().receipt.by == date(2026, 5, 11)


class TestAStage:
    def test_says_from_when_and_on_which_article(self) -> None:
        facility = Facility(
            id="F1",
            registered_on=ON,
            filed_on=False,
            acceptances=(),
            opened_on=False,
            closed_on=False,
        )
        answer = stage(facility, on=ON)
        assert answer.require() is Stage.REGISTERED
        (ground,) = answer.grounds
        assert (ground.code, ground.citation) == ("registration.stage", MEASURES)
        assert (fact(ground, "stage"), fact(ground, "on")) == ("registered", ON)

    def test_that_is_open_says_what_is_certain(self) -> None:
        answer = stage(Facility(id="F1", registered_on=ON, closed_on=False), on=ON)
        assert isinstance(answer, Undetermined)
        assert [item.name for item in answer.missing] == ["opened_on", "acceptances", "filed_on"]
        assert all(item.kind == "fact" for item in answer.missing)
        assert fact(answer.grounds[0], "stage") == "registered"

    def test_is_asked_of_no_plan(self) -> None:
        answer = stage(Facility(id="F1", closed_on=ON), on=ON)
        assert isinstance(answer, Decided)
        assert (answer.plan, answer.readings) == (None, ())

    @pytest.mark.parametrize(
        ("word", "member"),
        [
            ("拟设立", Stage.PROPOSED),
            ("已登记", Stage.REGISTERED),
            ("已备案", Stage.FILED),
            ("验收合格", Stage.ACCEPTED),
            ("运营中", Stage.OPERATING),
            ("已停办", Stage.CLOSED),
        ],
    )
    def test_has_an_official_word(self, word: str, member: Stage) -> None:
        assert Stage.named(word) is member

    def test_of_a_place_accepted_before_it_is_filed_is_the_furthest(self) -> None:
        facility = Facility(
            id="F1",
            filed_on=False,
            registered_on=False,
            acceptances=(Acceptance(on=ON, slots=30, passed=True),),
            opened_on=False,
            closed_on=False,
        )
        assert stage(facility, on=ON).require() is Stage.ACCEPTED


def test_another_county_has_its_own_limits_in_words() -> None:
    qinghe = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
    answer = route(FOR_PROFIT, qinghe, on=ON)
    assert [step.limit.words for step in answer.require().steps] == [
        "",
        "五个工作日内",
        "十个工作日内",
    ]
    assert answer.plan is not None
    assert (answer.plan.id, answer.plan.status) == ("qinghe", "in-force")
    assert answer.citations == (Citation("qinghe", "2.2"),)
