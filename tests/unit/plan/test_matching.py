from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from infantcare_policy.decisions import Citation, Ground, Missing, Undetermined
from infantcare_policy.plan import Plan, Question, loads
from infantcare_policy.plan.matching import CASES, LISTS, by_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from infantcare_policy.conditions import Facts
    from infantcare_policy.decisions import Decided
    from infantcare_policy.plan import Document, RouteRow

    Papers: TypeAlias = Callable[[Facts], Decided[tuple[Document, ...]] | Undetermined]

KINDERGARTEN: Facts = {"legal_form": "for-profit", "settings": frozenset({"kindergarten"})}


def registrar(row: RouteRow) -> str:
    return row.registrar


class TestWhatIsRemembered:
    """The same question again is looked up; another one, however alike, is not."""

    def test_the_same_question_is_answered_once(self, yijun_plan: Plan) -> None:
        first = yijun_plan.match(yijun_plan.routes, KINDERGARTEN, registrar)
        again = yijun_plan.match(list(yijun_plan.routes), dict(KINDERGARTEN), registrar)
        assert again is first

    def test_a_fact_that_no_row_tests_makes_no_other_question(self, yijun_plan: Plan) -> None:
        first = yijun_plan.match(yijun_plan.routes, KINDERGARTEN, registrar)
        told: Facts = {**KINDERGARTEN, "serves_meals": True}
        assert yijun_plan.match(yijun_plan.routes, told, registrar) is first

    def test_an_absent_fact_is_an_unknown_one(self, yijun_plan: Plan) -> None:
        absent = yijun_plan.match(yijun_plan.routes, {}, registrar)
        unknown: Facts = {"legal_form": None, "settings": None}
        assert yijun_plan.match(yijun_plan.routes, unknown, registrar) is absent

    def test_rows_stand_for_themselves_unless_another_outcome_is_asked(
        self, yijun_plan: Plan
    ) -> None:
        rows = yijun_plan.routes
        assert yijun_plan.match(rows, {}) is yijun_plan.match(rows, {}, by_id)

    def test_two_outcomes_are_two_questions(self, yijun_plan: Plan) -> None:
        unknown: Facts = {"settings": frozenset({"kindergarten"})}
        merged = yijun_plan.match(yijun_plan.routes, unknown, lambda _: "somebody")
        by_registrar = yijun_plan.match(yijun_plan.routes, unknown, registrar)
        assert merged.missing == ()
        assert [item.name for item in by_registrar.missing] == ["legal_form"]

    def test_rows_that_are_equal_are_not_taken_for_each_other(self, yijun_plan: Plan) -> None:
        twins = tuple(evolve(row) for row in yijun_plan.routes)
        ours = yijun_plan.match(yijun_plan.routes, KINDERGARTEN, registrar)
        theirs = yijun_plan.match(twins, KINDERGARTEN, registrar)
        assert theirs == ours
        assert all(any(row is twin for twin in twins) for row in theirs.rows)

    def test_fewer_rows_are_another_list(self, yijun_plan: Plan) -> None:
        whole = yijun_plan.match(yijun_plan.routes, KINDERGARTEN, registrar)
        kept = [row for row in yijun_plan.routes if row not in whole.rows]
        assert yijun_plan.match(kept, KINDERGARTEN, registrar).rows == ()


class TestAQuestion:
    """What hangs on the facts that rows test is answered once for each case of them."""

    ASKED: Question[Plan, tuple[Facts, str]] = Question(
        lambda plan: plan.routes, lambda facts, plan: (dict(facts), plan.id)
    )

    def test_is_answered_once_for_a_case(self, yijun_plan: Plan) -> None:
        first = yijun_plan.ask(self.ASKED, KINDERGARTEN)
        assert yijun_plan.ask(self.ASKED, dict(KINDERGARTEN)) is first
        assert yijun_plan.ask(self.ASKED, {**KINDERGARTEN, "serves_meals": True}) is first

    def test_sees_the_facts_that_the_rows_test_and_no_others(self, yijun_plan: Plan) -> None:
        facts, asked = yijun_plan.ask(self.ASKED, {"serves_meals": True, "legal_form": "home"})
        tested = {
            name
            for row in yijun_plan.routes
            for name in (*row.when, *row.unless)
            if not name.startswith("reading.")
        }
        assert asked == "yijun"
        assert {name for name, fact in facts.items() if fact is not None} == {"legal_form"}
        assert {name for name in facts if not name.startswith("reading.")} == tested

    def test_of_another_case_is_another(self, yijun_plan: Plan) -> None:
        here = yijun_plan.ask(self.ASKED, KINDERGARTEN)
        assert yijun_plan.ask(self.ASKED, {"legal_form": "for-profit"}) != here

    def test_is_asked_of_each_plan_for_itself(self, yijun_plan: Plan) -> None:
        other = yijun_plan.with_readings({"integrated-registrar": "education"})
        here, there = (plan.ask(self.ASKED, KINDERGARTEN) for plan in (yijun_plan, other))
        assert here == there
        assert here is not there

    def test_alike_is_not_taken_for_this_one(self, yijun_plan: Plan) -> None:
        twin = Question(self.ASKED.rows, self.ASKED.answer)
        here, there = (yijun_plan.ask(asked, KINDERGARTEN) for asked in (self.ASKED, twin))
        assert here == there
        assert here is not there


class TestWhereItIsRemembered:
    """In one plan under its readings: others answer for themselves."""

    def test_another_reading_gives_its_own_answer(self, yijun_plan: Plan) -> None:
        yijun_plan.match(yijun_plan.routes, KINDERGARTEN, registrar)
        other = yijun_plan.with_readings({"integrated-registrar": "by-legal-form"})
        matched = other.match(other.routes, KINDERGARTEN, registrar)
        assert [row.registrar for row in matched.rows] == ["approval"]
        assert [stamp.option for stamp in matched.readings] == ["by-legal-form"]

    def test_a_plan_that_was_asked_is_pickled_and_copied_like_one_that_was_not(
        self, linshui: str
    ) -> None:
        plan = loads(linshui)
        silent = pickle.dumps(plan)
        plan.match(plan.routes, {}, registrar)
        assert pickle.dumps(plan) == silent
        restored = pickle.loads(silent)  # noqa: S301 - our own pickle
        for copied in (restored, copy.copy(plan), copy.deepcopy(plan)):
            matched = copied.match(copied.routes, {"legal_form": "for-profit"}, registrar)
            assert [row.id for row in matched.rows] == ["anyone"]

    def test_more_lists_and_cases_than_are_remembered_are_answered_all_the_same(
        self, linshui: str
    ) -> None:
        plan = loads(linshui)
        facts: Facts = {"legal_form": "for-profit"}
        wanted = plan.match(plan.routes, facts, registrar)
        for _ in range(LISTS + 2):
            assert plan.match(plan.routes, facts, lambda row: row.id) == wanted
        for number in range(CASES + 2):
            stranger: Facts = {"legal_form": f"form {number}"}
            assert plan.match(plan.routes, stranger, registrar).rows == ()
        assert plan.match(plan.routes, facts, registrar) == wanted


@pytest.fixture
def papers(linshui: str) -> Papers:
    """List the one paper that the small county asks for of its own: a menu, if meals are served."""
    plan = loads(linshui)
    menu = [document for document in plan.documents if document.id == "menu"]
    return lambda facts: plan.listed(menu, facts, part="papers", code="a.paper", kind="paper")


class TestAList:
    """Every row that holds with its ground; what is unknown or not in the text leaves it open."""

    def test_gives_the_rows_with_their_articles_and_what_they_saw(self, papers: Papers) -> None:
        listed = papers({"serves_meals": True})
        assert [row.id for row in listed.require()] == ["menu"]
        facts = (("paper", "menu"), ("serves_meals", True))
        assert listed.grounds == (Ground("a.paper", Citation("linshui", "1"), facts),)

    def test_is_empty_where_no_row_holds(self, papers: Papers) -> None:
        listed = papers({"serves_meals": False})
        assert listed.require() == ()
        assert listed.grounds == ()

    def test_is_open_while_a_fact_could_change_it(self, papers: Papers) -> None:
        listed = papers({})
        assert isinstance(listed, Undetermined)
        assert listed.missing == (Missing("serves_meals", "fact", Citation("linshui", "1")),)

    def test_is_open_where_the_text_has_no_rows(self, linshui: str) -> None:
        plan = loads(linshui)
        none = plan.documents[:0]
        listed = plan.listed(none, {}, part="papers", code="a.paper", kind="paper")
        assert isinstance(listed, Undetermined)
        assert listed.missing == (Missing("papers", "text"),)
