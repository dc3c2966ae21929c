from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import MutableMapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, fields
from attrs.exceptions import FrozenInstanceError
from hypothesis.vendor.pretty import pretty

from infantcare_policy.decisions import Citation, Missing, PlanStamp, ReadingStamp
from infantcare_policy.errors import (
    PlanError,
    UnknownClause,
    UnknownDepartment,
    UnknownDocument,
    UnknownName,
    UnknownPayer,
    UnknownReading,
    UnknownTown,
)
from infantcare_policy.plan import Plan, Row, loads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from infantcare_policy.conditions import Conditional, Facts

ON = date(2026, 1, 1)
SAME_LECTURE = Row(1, cite="2.1.2", unit="lectures a year")


class TestFinding:
    """A part is found by its id or any of its names; a miss is an error with the nearest."""

    @pytest.mark.parametrize(
        ("find", "name", "error", "nearest"),
        [
            (Plan.clause, "2.4.12", UnknownClause, "2.4.11"),
            (Plan.clause, "二（四）12", UnknownClause, ""),
            (Plan.clause, "二（四）", UnknownClause, ""),
            (Plan.clause, "附件1.县粮食局", UnknownClause, ""),
            (Plan.department, "县卫建局", UnknownDepartment, "县卫健局"),
            (Plan.department, "县教体局", UnknownDepartment, "县教科体局"),
            (Plan.department, "finances", UnknownDepartment, "finance"),
            (Plan.department, "各部门", UnknownDepartment, ""),
            (Plan.department, "", UnknownDepartment, ""),
            (Plan.town, "宜阳街道办", UnknownTown, "宜阳街道"),
            (Plan.town, "太安乡人民政府", UnknownTown, "太安镇人民政府"),
            (Plan.town, "kuquanzhen", UnknownTown, "kuquan"),
            (Plan.town, "县卫健局", UnknownTown, ""),
            (Plan.payer, "县财政", UnknownPayer, "县级财政"),
            (Plan.payer, "conty", UnknownPayer, "county"),
            (Plan.instrument, "filing-measure", UnknownName, "filing-measures"),
            (Plan.document, "licences", UnknownDocument, "licence"),
            (Plan.document, "托育机构备案", UnknownDocument, "托育机构备案书"),
            (Plan.document, "", UnknownDocument, ""),
            (Plan.reading, "od-fen", UnknownReading, "odd-fen"),
            (Plan.bodies, "县卫建局", UnknownDepartment, "县卫健局"),
        ],
    )
    def test_a_miss_names_what_was_asked_and_the_nearest(
        self,
        find: Callable[[Plan, str], object],
        name: str,
        error: type[UnknownName],
        nearest: str,
        yijun_plan: Plan,
    ) -> None:
        with pytest.raises(error) as unknown:
            find(yijun_plan, name)
        assert type(unknown.value) is error
        assert unknown.value.name == name
        assert not nearest or unknown.value.nearest[0] == nearest
        assert repr(name) in str(unknown.value)

    def test_a_miss_of_a_town_among_the_bodies_names_the_nearest_town(
        self, yijun_plan: Plan
    ) -> None:
        with pytest.raises(UnknownName) as unknown:
            yijun_plan.bodies("太安乡人民政府")
        assert unknown.value.nearest[:1] == ("太安镇人民政府",)

    def test_a_payer_is_found_by_its_id_and_its_names(self, yijun_plan: Plan) -> None:
        county = yijun_plan.payer("county")
        assert county.id == "county"
        assert yijun_plan.payer("县级财政") is county
        assert yijun_plan.payer("ｃｏｕｎｔｙ") is county

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("licence", "licence"),
            ("ｌｉｃｅｎｃｅ", "licence"),
            ("托育机构备案书", "filing-form"),
            (" 托育机构备案书 ", "filing-form"),
            ("家庭托育点备案书", "home-filing-form"),
            ("home-point filing promise", "home-filing-promise"),
        ],
    )
    def test_a_document_is_found_by_its_id_and_its_names(
        self, name: str, expected: str, yijun_plan: Plan
    ) -> None:
        assert yijun_plan.document(name).id == expected

    def test_a_document_is_found_by_every_name_that_it_has(
        self, yijun_plan: Plan, qinghe: Plan
    ) -> None:
        for plan in (yijun_plan, qinghe):
            for document in plan.documents:
                for name in (document.id, document.name.zh, document.name.en):
                    assert plan.document(name) is document

    def test_an_instrument_is_found_by_its_id(self, yijun_plan: Plan) -> None:
        assert yijun_plan.instrument("filing-measures").number == "国卫办人口发〔2019〕25号"


class TestWhoIsResponsible:
    """The bodies of a clause stand in the order of the paper, each once."""

    def test_they_are_the_bodies_behind_the_words(self, yijun_plan: Plan) -> None:
        found = [body.id for body in yijun_plan.responsible("2.1.1")]
        assert found == ["human-resources", "women", "health", "trade-union"]

    def test_a_word_for_many_stands_for_all_of_them_in_its_place(self, yijun_plan: Plan) -> None:
        towns, departments = yijun_plan.towns, yijun_plan.departments
        assert yijun_plan.responsible("三（一）") == (*towns, *departments)
        assert yijun_plan.responsible("三（四）") == (*departments, *towns)
        assert yijun_plan.responsible("2.1.2") == (yijun_plan.department("health"), *towns)

    def test_a_body_that_is_named_twice_is_responsible_once(
        self, altered: Callable[[str, str], str]
    ) -> None:
        text = altered(
            'responsible = ["县卫健委", "各乡镇"]',
            'responsible = ["各乡镇", "卫生健康部门", "县卫健委", "上桥镇"]',
        )
        assert [body.id for body in loads(text).responsible("1")] == ["shangqiao", "health"]

    def test_a_clause_without_units_has_nobody(self, yijun_plan: Plan) -> None:
        assert yijun_plan.responsible("1") == ()

    def test_the_tasks_of_a_department_are_the_clauses_that_name_it_or_all(
        self, yijun_plan: Plan
    ) -> None:
        by_word = ["3.1", "3.4"]
        for name, tasks, duties in (
            ("县计生协会", ["2.1.3", *by_word], []),
            ("团县委", by_word, ["A1.youth-league"]),
            ("县行政审批服务局", ["2.4.10", *by_word], ["A1.approval"]),
        ):
            found = yijun_plan.tasks_of(name)
            assert [task.clause.id for task in found.tasks] == tasks
            assert [clause.id for clause in found.duties] == duties

    def test_the_tasks_of_a_town_are_those_of_all_towns(self, yijun_plan: Plan) -> None:
        found, together = yijun_plan.tasks_of("彭镇"), yijun_plan.tasks_of("各镇办")
        assert (found.tasks, found.duties) == (together.tasks, together.duties)
        assert [clause.id for clause in found.duties] == ["A1.townships"]
        assert [task.clause.id for task in found.tasks] == [
            "2.1.2",
            "2.1.3",
            "2.2.4",
            "2.2.5",
            "2.3.6",
            "2.3.7",
            "2.3.9",
            "2.4.10",
            "2.4.11",
            "3.1",
            "3.2",
            "3.3",
            "3.4",
        ]


class TestReadings:
    """`with_readings` gives a plan that takes other options, and leaves the first as it was."""

    def test_the_options_are_taken(self, yijun_plan: Plan) -> None:
        plan = yijun_plan.with_readings({"odd-fen": "city", "pace": "linear"})
        assert (plan.readings.odd_fen, plan.readings.pace) == ("city", "linear")
        assert plan.reading("odd-fen").chosen == "city"
        assert plan.reading_stamp("odd-fen") == ReadingStamp("odd-fen", "city")

    def test_the_others_stay(self, yijun_plan: Plan) -> None:
        plan = yijun_plan.with_readings({"odd-fen": "city"})
        assert evolve(plan.readings, odd_fen="county") == yijun_plan.readings
        assert plan.with_readings({"pace": "linear"}).readings.odd_fen == "city"

    def test_the_plan_that_was_asked_stays_as_it_was(self, yijun_plan: Plan) -> None:
        before = yijun_plan.fingerprint
        yijun_plan.with_readings({"odd-fen": "city"})
        assert yijun_plan.readings.odd_fen == "county"
        assert yijun_plan.fingerprint == before

    def test_a_reading_that_does_not_exist_names_the_nearest(self, yijun_plan: Plan) -> None:
        with pytest.raises(UnknownReading, match="unknown reading 'od-fen': did you mean odd-fen"):
            yijun_plan.with_readings({"od-fen": "city"})

    def test_an_option_that_does_not_exist_names_the_choices(self, yijun_plan: Plan) -> None:
        with pytest.raises(UnknownReading) as unknown:
            yijun_plan.with_readings({"odd-fen": "cty"})
        assert unknown.value.known == ("odd-fen=county", "odd-fen=city")
        assert "did you mean odd-fen=city or odd-fen=county?" in str(unknown.value)

    def test_one_wrong_choice_spoils_them_all(self, yijun_plan: Plan) -> None:
        with pytest.raises(UnknownReading):
            yijun_plan.with_readings({"pace": "linear", "odd-fen": "nobody"})


class TestIssuing:
    """`issued_on` says that the draft is issued; the draft itself does not."""

    def test_the_plan_is_in_force_from_that_day(self, yijun_plan: Plan) -> None:
        plan = yijun_plan.issued_on(ON)
        assert (plan.issued, plan.status, plan.stamp.status) == (ON, "in-force", "in-force")

    def test_the_draft_stays_a_draft(self, yijun_plan: Plan) -> None:
        yijun_plan.issued_on(ON)
        assert (yijun_plan.issued, yijun_plan.status) == (None, "draft-for-comment")

    def test_what_it_says_stays_the_same(self, yijun_plan: Plan) -> None:
        plan = yijun_plan.issued_on(ON)
        assert plan.figures(ON) == yijun_plan.figures(ON)
        assert plan.clauses == yijun_plan.clauses


class TestAmending:
    """`amend` gives a plan with other rows of figures or grants, or refuses with every fault."""

    def test_the_rows_take_the_place_of_all_that_were_there(self, yijun_plan: Plan) -> None:
        plan = yijun_plan.amend(
            {
                "figures.slots_per_thousand": [
                    Row(8, cite="2.2.4"),
                    Row(9, cite="filing-measures:9", since=date(2027, 1, 1)),
                ]
            }
        )
        days = (date.min, date(2026, 12, 31), date(2027, 1, 1))
        assert [plan.figures(day).slots_per_thousand for day in days] == [8, 8, 9]
        assert plan.figures(ON).cite("slots_per_thousand") == Citation("yijun", "2.2.4")

    def test_an_article_alone_is_of_the_plan_that_is_amended(self, yijun_plan: Plan) -> None:
        plan = yijun_plan.amend({"grants.local": [Row(12_000, cite="3.2")]})
        local = next(grant for grant in plan.grants if grant.id == "local")
        assert local.rows[0].cite == Citation("yijun", "3.2")

    def test_a_grant_is_given_other_amounts_and_keeps_the_rest(self, yijun_plan: Plan) -> None:
        since = date(2027, 1, 1)
        plan = yijun_plan.amend(
            {"grants.local": [Row(10_000, cite="3.2"), Row("12000.50", cite="3.2", since=since)]}
        )
        old, new = (
            next(grant for grant in each.grants if grant.id == "local")
            for each in (yijun_plan, plan)
        )
        assert [(row.value, row.since) for row in new.rows] == [
            (Decimal("10000.00"), None),
            (Decimal("12000.50"), since),
        ]
        assert evolve(new, rows=old.rows) == old
        assert [grant.id for grant in plan.grants] == [grant.id for grant in yijun_plan.grants]

    def test_a_figure_may_be_named_and_not_stated(self, yijun_plan: Plan) -> None:
        plan = yijun_plan.amend(
            {
                "figures.slots_per_thousand": [Row(stated=False, cite="2.2.4")],
                "grants.local": [Row(stated=False, cite="3.2")],
            }
        )
        figures = plan.figures(ON)
        assert figures.slots_per_thousand is None
        assert figures.cite("slots_per_thousand") == Citation("yijun", "2.2.4")
        local = next(grant for grant in plan.grants if grant.id == "local")
        assert [(row.value, row.stated) for row in local.rows] == [(None, False)]

    def test_a_figure_that_no_layer_has_may_be_given(self, yijun_plan: Plan) -> None:
        day = date(2029, 1, 1)
        plan = yijun_plan.amend({"figures.existing_area_due": [Row(day, cite="2.2.4")]})
        assert plan.figures(ON).existing_area_due == day

    def test_a_figure_may_be_taken_away(self, yijun_plan: Plan) -> None:
        figures = yijun_plan.amend({"figures.slots_per_thousand": []}).figures(ON)
        assert (figures.slots_per_thousand, figures.cite("slots_per_thousand")) == (None, None)

    def test_the_plan_that_was_asked_stays_as_it_was(self, yijun_plan: Plan) -> None:
        before = yijun_plan.fingerprint, yijun_plan.figures(ON), yijun_plan.grants
        yijun_plan.amend(
            {
                "figures.slots_per_thousand": [Row(10, cite="2.2.4")],
                "grants.local": [Row(1, cite="3.2")],
            }
        )
        assert (yijun_plan.fingerprint, yijun_plan.figures(ON), yijun_plan.grants) == before

    @pytest.mark.parametrize(
        ("target", "rows", "path", "found"),
        [
            ("figures.slot_per_thousand", [Row(8, cite="1")], "", "slot_per_thousand"),
            ("grants.locals", [], "", "grants.locals"),
            ("slots_per_thousand", [], "", "slots_per_thousand"),
            ("figures.slots_per_thousand", [Row(8.5, cite="1")], "[0].value", "8.5"),
            ("figures.slots_per_thousand", [Row("8", cite="1")], "[0].value", "'8'"),
            ("figures.knowledge_rate", [Row(0.95, cite="1")], "[0].value", "0.95"),
            ("figures.slots_per_thousand", [Row(cite="1")], "[0]", "none"),
            ("figures.slots_per_thousand", [Row(8, cite="1", stated=False)], "[0]", "a value"),
            (
                "figures.slots_per_thousand",
                [Row(8, cite="1"), Row(9, cite="1")],
                "[1]",
                "another for any day",
            ),
            ("grants.local", [Row(0.5, cite="3.2")], "[0]", "0.5"),
            ("grants.local", [Row(True, cite="3.2")], "[0]", "True"),  # noqa: FBT003 - not money
            ("grants.local", [Row(Decimal("0.001"), cite="3.2")], "[0]", "0.001"),
            ("grants.local", [Row("a lot", cite="3.2")], "[0]", "'a lot'"),
        ],
    )
    def test_a_change_that_cannot_be_is_refused(
        self, target: str, rows: Sequence[Row], path: str, found: str, yijun_plan: Plan
    ) -> None:
        with pytest.raises(PlanError) as refused:
            yijun_plan.amend({target: rows})
        (fault,) = refused.value.faults
        assert (fault.path, fault.found) == (f"{target}{path}", found)
        assert refused.value.source == "yijun"

    @pytest.mark.parametrize(
        "rows",
        [
            [Row(-5, cite="3.2")],
            [Row(cite="3.2")],
            [Row(10_000, cite="3.2", stated=False)],
            [Row(10_000, cite="3.2"), Row(12_000, cite="3.2")],
        ],
        ids=[
            "a negative sum",
            "neither stated nor not stated",
            "a sum that is not stated",
            "two sums for a day",
        ],
    )
    def test_the_rows_of_a_grant_are_held_to_what_a_plan_file_is_held_to(
        self, rows: Sequence[Row], yijun_plan: Plan
    ) -> None:
        with pytest.raises(PlanError) as refused:
            yijun_plan.amend({"grants.local": rows})
        assert [fault.path.startswith("grants.local") for fault in refused.value.faults] == [True]

    def test_all_faults_come_at_once_with_the_nearest_names(self, yijun_plan: Plan) -> None:
        day = date(2027, 1, 1)
        with pytest.raises(PlanError) as refused:
            yijun_plan.amend(
                {
                    "figures.slot_per_thousand": [Row(8, cite="2.2.4")],
                    "figures.slots_per_thousand": [
                        Row(8.5, cite="2.2.4"),
                        Row(9, cite="2.2.4", since=day),
                        Row(10, cite="2.2.4", since=day),
                    ],
                    "grants.lokal": [Row(1, cite="3.2")],
                    "grants.local": [Row(0.5, cite="3.2"), Row(0.7, cite="3.2", since=day)],
                }
            )
        found = {fault.path: fault for fault in refused.value.faults}
        assert found.keys() == {
            "figures.slot_per_thousand",
            "figures.slots_per_thousand[0].value",
            "figures.slots_per_thousand[2]",
            "grants.lokal",
            "grants.local[0]",
            "grants.local[1]",
        }
        assert "did you mean slots_per_thousand" in found["figures.slot_per_thousand"].advice
        assert "did you mean grants.local" in found["grants.lokal"].advice
        assert str(refused.value).startswith("yijun: 6 faults\n")


class TestTheFingerprint:
    """Two plans have the same fingerprint exactly when they say the same."""

    def test_it_is_a_sha_256(self, yijun_plan: Plan) -> None:
        assert len(yijun_plan.fingerprint) == 64
        assert int(yijun_plan.fingerprint, 16) >= 0

    @pytest.mark.parametrize(
        "change",
        [
            lambda plan: plan.issued_on(ON),
            lambda plan: plan.issued_on(date(2026, 1, 2)),
            lambda plan: plan.with_readings({"pace": "linear"}),
            lambda plan: plan.with_readings({"odd-fen": "city"}),
            lambda plan: plan.amend({"figures.slots_per_thousand": [Row(9, cite="2.2.4")]}),
            lambda plan: plan.amend({"figures.slots_per_thousand": [Row(8, cite="2.2.5")]}),
            lambda plan: plan.amend(
                {"figures.slots_per_thousand": [Row(8, cite="2.2.4", since=ON)]}
            ),
            lambda plan: plan.amend({"figures.slots_per_thousand": []}),
            lambda plan: plan.amend({"grants.local": [Row(12_000, cite="3.2")]}),
            lambda plan: plan.amend({"grants.local": [Row(10_000, cite="3.2", since=ON)]}),
            lambda plan: plan.amend({"grants.local": [Row(stated=False, cite="3.2")]}),
            lambda plan: evolve(plan, towns=plan.towns[:-1]),
            lambda plan: evolve(plan, clauses=plan.clauses[::-1]),
            lambda plan: evolve(plan, conference=None),
            lambda plan: evolve(plan, posts=plan.posts[:-1]),
            lambda plan: evolve(plan, requirements=plan.requirements[::-1]),
            lambda plan: evolve(plan, publications=plan.publications[1:]),
            lambda plan: evolve(
                plan, banning=tuple(evolve(row, for_life=True) for row in plan.banning)
            ),
            lambda plan: evolve(
                plan, moves=tuple(evolve(move, unstated=()) for move in plan.moves)
            ),
            lambda plan: plan.with_readings({"yearly-check": "calendar-year"}),
        ],
    )
    def test_it_differs_when_the_plan_says_something_else(
        self, change: Callable[[Plan], Plan], yijun_plan: Plan
    ) -> None:
        assert change(yijun_plan).fingerprint != yijun_plan.fingerprint

    def test_every_part_of_a_plan_is_in_it(self, yijun_plan: Plan) -> None:
        empty: dict[str, Any] = {
            field.name: () if isinstance(getattr(yijun_plan, field.name), tuple) else "other"
            for field in fields(Plan)
            if field.init and field.name != "figure_rows"
        }
        prints: dict[str, str] = {
            name: evolve(yijun_plan, **{name: value}).fingerprint for name, value in empty.items()
        }
        prints["figure_rows"] = evolve(yijun_plan, figure_rows={}).fingerprint
        assert len({*prints.values(), yijun_plan.fingerprint}) == len(prints) + 1

    @pytest.mark.parametrize(
        "change",
        [
            evolve,
            lambda plan: plan.amend({}),
            lambda plan: plan.with_readings({"pace": "none"}),
            lambda plan: plan.with_readings({"pace": "linear"}).with_readings({"pace": "none"}),
            lambda plan: plan.amend({"figures.county_lectures_per_year": [SAME_LECTURE]}),
            lambda plan: plan.amend({"grants.local": [Row(10_000, cite="3.2")]}),
            lambda plan: plan.amend({"grants.local": [Row("10000.0", cite="yijun:3.2")]}),
            lambda plan: plan.amend(
                {"figures.knowledge_rate": [Row(Decimal("0.950"), cite="1", unit="of those asked")]}
            ),
        ],
    )
    def test_it_is_the_same_when_the_plan_says_the_same(
        self, change: Callable[[Plan], Plan], yijun_plan: Plan
    ) -> None:
        assert change(yijun_plan).fingerprint == yijun_plan.fingerprint

    def test_asking_a_plan_does_not_change_it(self, linshui: str) -> None:
        asked, silent = loads(linshui), loads(linshui)
        asked.figures(ON)
        asked.match(asked.routes, {}, lambda row: row.registrar)
        assert asked.tasks_of("县卫健委").seats == ()
        assert asked.fingerprint == silent.fingerprint

    @pytest.mark.parametrize("seed", ["0", "1", "2"])
    def test_it_is_the_same_in_a_fresh_process(self, seed: str, yijun_plan: Plan) -> None:
        program = "from infantcare_policy.plan import yijun; print(yijun().fingerprint)"
        fresh = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert fresh.stdout.strip() == yijun_plan.fingerprint

    def test_the_stamp_tells_plan_status_and_fingerprint(self, yijun_plan: Plan) -> None:
        stamp = PlanStamp("yijun", "draft-for-comment", yijun_plan.fingerprint)
        assert yijun_plan.stamp == stamp
        assert repr(yijun_plan) == (
            f"<Plan yijun (draft-for-comment) {yijun_plan.fingerprint[:12]}>"
        )


class TestAskingTheRows:
    """`match` settles rows under the readings of the plan, and tells which of them mattered."""

    def test_a_reading_that_could_change_the_outcome_is_stamped(self, yijun_plan: Plan) -> None:
        facts: Facts = {"legal_form": "for-profit", "settings": frozenset({"kindergarten"})}
        matched = yijun_plan.match(yijun_plan.routes, facts, lambda row: row.registrar)
        assert matched.readings == (ReadingStamp("integrated-registrar", "open"),)

    def test_a_reading_that_makes_no_difference_is_not(self, yijun_plan: Plan) -> None:
        facts: Facts = {"legal_form": "for-profit", "settings": frozenset({"standalone"})}
        matched = yijun_plan.match(yijun_plan.routes, facts, lambda row: row.registrar)
        assert [row.id for row in matched.rows] == ["for-profit"]
        assert matched.readings == ()

    def test_an_unknown_fact_is_missing_with_the_clause_that_asks_for_it(
        self, yijun_plan: Plan
    ) -> None:
        facts: Facts = {"settings": frozenset({"standalone"})}
        matched = yijun_plan.match(yijun_plan.routes, facts, lambda row: row.registrar)
        assert matched.missing == (Missing("legal_form", "fact", Citation("yijun", "2.4.10")),)

    def test_a_row_of_a_reading_not_taken_holds_for_nobody(self, yijun_plan: Plan) -> None:
        route = next(row for row in yijun_plan.routes if row.id == "kindergarten-integrated")
        by_form = yijun_plan.with_readings({"integrated-registrar": "by-legal-form"})
        assert yijun_plan.in_reading(route)
        assert not by_form.in_reading(route)
        assert all(by_form.in_reading(row) for row in by_form.routes if row is not route)


class TestAPlanCannotBeChanged:
    """A plan is frozen, down to the tables in its rows."""

    def test_no_part_can_be_set(self, yijun_plan: Plan) -> None:
        with pytest.raises(FrozenInstanceError):
            yijun_plan.issued = ON  # type: ignore[misc]

    def test_no_table_in_it_can_be_written(self, yijun_plan: Plan) -> None:
        rows: list[Conditional] = [
            *yijun_plan.routes,
            *yijun_plan.documents,
            *yijun_plan.referrals,
            *yijun_plan.posts,
            *yijun_plan.requirements,
            *yijun_plan.publications,
            *yijun_plan.banning,
            *(row for grant in yijun_plan.grants for row in grant.eligible),
            *(row for grant in yijun_plan.grants for row in grant.bars),
        ]
        tables = [
            yijun_plan.figure_rows,
            *(tests for row in rows for tests in (row.when, row.unless)),
            *(post.asks for post in yijun_plan.posts),
            *(stages for move in yijun_plan.moves for stages in (move.after, move.unstated)),
            *(row.value for each in yijun_plan.figure_rows.values() for row in each),
        ]
        assert not [table for table in tables if isinstance(table, MutableMapping | list | set)]


def test_a_plan_is_printed_short_where_its_fields_would_be(yijun_plan: Plan) -> None:
    # Hypothesis prints a failing example field by field, 40 kB for a plan
    assert pretty(yijun_plan) == repr(yijun_plan)
