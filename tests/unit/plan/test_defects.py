"""What a text itself gets wrong or leaves open, and what is done about it: Yijun's 45 defects."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from infantcare_policy.plan import Change, Defect, load, loads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from infantcare_policy.plan import Plan

    Altered = Callable[[str, str], str]

KINDS = {"N": ("name", 11), "D": ("duty", 19), "F": ("figure", 15)}
NUMBERS = [f"{letter}{n + 1}" for letter, (_, most) in KINDS.items() for n in range(most)]

# where the paper shows them, by clause
WHERE = {
    "N1": "2.3.6 2.3.9 3.2 A1.development-reform A2",
    "N2": "2.3.7 3.3 A1.education A2",
    "N3": "2.4.10 A1.approval A2",
    "N4": "2.1.2 2.2.4 2.4.11 3.1 A1.townships",
    "N5": "1 2.2.5 A1.market A1.environment A1.trade-union A1.approval",
    "N6": "2.1.2",
    "N7": "1 2.3.7 A1.education",
    "N8": "2.1.2",
    "N9": "A2",
    "N10": "A1.environment A1.youth-league A2",
    "N11": "2.4.10",
    "D1": "2.4.10 A2",
    "D2": "2.1.3 A2",
    "D3": "A2",
    "D4": "2.4.10 A1.health",
    "D5": "2.4.10 A1.approval",
    "D6": "2.4.10 A1.education",
    "D7": "A1.civil-affairs A1.market",
    "D8": "2.4.11",
    "D9": "2.2.5 A1.human-resources",
    "D10": "2.1.1 A1.human-resources A1.health",
    "D11": "3.2 A1.development-reform",
    "D12": "A1.housing A1.emergency",
    "D13": "3.4",
    "D14": "2.1.1 2.3.8",
    "D15": "2.1.1 2.4.10 3.4",
    "D16": "2.1.2 A1.townships",
    "D17": "A2",
    "D18": "2.1.3",
    "D19": "2.4.10 A1.market",
    "F1": "2.2.4",
    "F2": "2.2.4",
    "F3": "2.2.4",
    "F4": "3.2",
    "F5": "3.2",
    "F6": "3.2",
    "F7": "3.2",
    "F8": "1",
    "F9": "1 2.2.5",
    "F10": "2.1.2 2.2.5 2.4.10 3.1",
    "F11": "2.1.2",
    "F12": "2.4.10",
    "F13": "2.3.7",
    "F14": "1 3.2",
    "F15": "2.4.11",
}


def defect(plan: Plan, number: str) -> Defect:
    (found,) = [each for each in plan.defects if each.id == number]
    return found


def articles(found: Defect) -> list[str]:
    return [cite.article for cite in found.cites]


def is_chinese(words: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in words)


class TestTheDefectsOfYijunsText:
    def test_are_45_numbered_by_kind_and_in_order(self, yijun_plan: Plan) -> None:
        assert [each.id for each in yijun_plan.defects] == NUMBERS
        assert len(NUMBERS) == 45

    def test_are_of_the_kind_that_their_letter_says(self, yijun_plan: Plan) -> None:
        for each in yijun_plan.defects:
            assert each.kind == KINDS[each.id[0]][0]

    def test_cite_clauses_of_the_plan_each_once_and_in_its_order(self, yijun_plan: Plan) -> None:
        places = {clause.id: place for place, clause in enumerate(yijun_plan.clauses)}
        for each in yijun_plan.defects:
            assert {cite.instrument for cite in each.cites} == {"yijun"}
            found = [places[article] for article in articles(each)]
            assert found == sorted(set(found))

    @pytest.mark.parametrize("number", NUMBERS)
    def test_cite_where_the_paper_shows_them(self, number: str, yijun_plan: Plan) -> None:
        assert set(WHERE[number].split()) <= set(articles(defect(yijun_plan, number)))

    def test_say_what_is_wrong_and_what_is_done_in_both_languages(self, yijun_plan: Plan) -> None:
        for each in yijun_plan.defects:
            for words in (each.finding, each.treatment):
                assert is_chinese(words.zh)
                assert words.zh.endswith("。")
                assert words.en.isprintable()
                assert words.en.endswith(".")
                assert words.en != words.zh
                assert sum(is_chinese(sign) for sign in words.en) < len(words.en) / 2

    def test_say_each_a_thing_of_its_own(self, yijun_plan: Plan) -> None:
        for locale in ("zh_CN", "en"):
            assert len({each.finding.in_(locale) for each in yijun_plan.defects}) == 45

    def test_are_told_apart_by_their_value(self, yijun_plan: Plan) -> None:
        first, second = yijun_plan.defects[:2]
        assert first != second
        assert first == evolve(first)
        assert len(set(yijun_plan.defects)) == 45


class TestTheReadingOfADefect:
    """Where a reading closes the gap, the defect names it."""

    def test_is_named_where_the_design_gives_one(self, yijun_plan: Plan) -> None:
        assert {each.id: each.reading for each in yijun_plan.defects if each.reading} == {
            "D6": "integrated-registrar",
            "F1": "three-years-from",
            "F2": "slot-rounding",
            "F4": "local-share",
            "F6": "guidance-function",
            "F9": "pace",
            "F13": "under-three",
            "F15": "ban-scope",
        }

    def test_exists_and_shows_the_gap_in_a_clause_of_the_defect(self, yijun_plan: Plan) -> None:
        for each in yijun_plan.defects:
            if each.reading:
                assert set(yijun_plan.reading(each.reading).cites) & set(each.cites)

    def test_stands_in_the_words_of_the_treatment_with_its_default(self, yijun_plan: Plan) -> None:
        for each in yijun_plan.defects:
            if each.reading:
                default = yijun_plan.reading(each.reading).chosen
                for words in (each.treatment.zh, each.treatment.en):
                    assert each.reading in words
                    assert default in words or each.id == "F2"  # which says it in words: up


class TestWhatADefectSaysOfTheData:
    """The treatments speak of the encoded plan, so that it can be looked up there."""

    def test_only_the_first_and_the_eighth_task_have_no_town(self, yijun_plan: Plan) -> None:
        towns = set(yijun_plan.towns)
        tasks = [c.id for c in yijun_plan.clauses if c.id.startswith("2.")]
        without = [each for each in tasks if not towns & set(yijun_plan.responsible(each))]
        assert without == articles(defect(yijun_plan, "D14"))
        assert len(tasks) == 11

    def test_only_a_task_and_a_safeguard_name_a_lead(self, yijun_plan: Plan) -> None:
        of_the_body = [c for c in yijun_plan.clauses if c.id[:2] in {"2.", "3."}]
        assert [c.id for c in of_the_body if c.lead] == ["2.1.2", "3.1"]
        without = [c.id for c in of_the_body if not c.lead]
        assert without == articles(defect(yijun_plan, "D15"))
        assert len(without) == 13

    def test_annex_1_has_17_bodies_and_annex_2_seats_19(self, yijun_plan: Plan) -> None:
        entries = {c.id.removeprefix("A1.") for c in yijun_plan.clauses if c.domains}
        departments = {each.id for each in yijun_plan.departments}
        assert len(entries & departments) == 17
        assert yijun_plan.conference
        seated = {seat.body for seat in yijun_plan.conference.seats} & departments
        assert len(seated) == 19
        assert seated - entries == {"establishment", "family-planning"}

    @pytest.mark.parametrize(
        ("number", "name"),
        [
            ("N1", "县发改局"),
            ("N2", "县教体科技局"),
            ("N3", "县行政审批服务局"),
            ("N4", "各乡镇（综合服务中心）、办"),
        ],
    )
    def test_every_form_of_a_name_leads_to_the_same_bodies(
        self, number: str, name: str, yijun_plan: Plan
    ) -> None:
        usual = {
            "N1": "县发展和改革局",
            "N2": "县教科体局",
            "N3": "县行政审批局",
            "N4": "各乡镇人民政府、街道办事处、综合服务中心",
        }
        assert yijun_plan.bodies(name) == yijun_plan.bodies(usual[number])


class TestAnotherCounty:
    def test_has_no_defects_of_yijun(self, qinghe: Plan, linshui: str) -> None:
        assert qinghe.defects == ()
        assert loads(linshui).defects == ()

    def test_inherits_none_even_below_yijun(self, tmp_path: Path) -> None:
        below = tmp_path / "below.toml"
        below.write_text(
            'id = "below"\nextends = "yijun"\nname = { zh = "下县", en = "Below" }\n',
            encoding="utf-8",
        )
        plan = load(below)
        assert plan.defects == ()
        assert plan.targets  # these it does inherit

    def test_may_have_its_own(self, linshui: str) -> None:
        (found,) = loads(linshui + OWN).defects
        assert (found.id, found.kind, articles(found), found.reading) == (
            "X1",
            "figure",
            ["1", "2"],
            "pace",
        )
        assert found.finding.en == "No year."


OWN = """
[[defect]]
id = "X1"
kind = "figure"
cites = ["1", "2"]
finding = { zh = "没有年度。", en = "No year." }
treatment = { zh = "不推定。", en = "None is taken." }
reading = "pace"

[[domain]]
id = "food"
name = { zh = "食品", en = "food" }
cite = "1"
"""


class TestTheDifferenceOfTwoPlans:
    @pytest.mark.parametrize(
        ("old", "new", "change"),
        [
            (
                'treatment = { zh = "不推定。", en = "None is taken." }',
                'treatment = { zh = "不推定。", en = "None." }',
                Change(part="defects", id="X1", how="changed", fields=("treatment",)),
            ),
            (
                'cites = ["1", "2"]\nfinding',
                'cites = ["1"]\nfinding',
                Change(part="defects", id="X1", how="changed", fields=("cites",)),
            ),
            ('id = "X1"', 'id = "X2"', Change(part="defects", id="X1", how="removed")),
            (
                'name = { zh = "食品", en = "food" }\ncite = "1"',
                'name = { zh = "餐饮", en = "food" }\ncite = "2"',
                Change(part="domains", id="food", how="changed", fields=("name", "cite")),
            ),
            ('id = "food"', 'id = "meals"', Change(part="domains", id="food", how="removed")),
            (
                "due = 2026-12-31",
                "due = 2027-12-31\nkept = false",
                Change(part="targets", id="slots", how="changed", fields=("due", "kept")),
            ),
            (
                'figure = "slots_per_thousand"',
                "at_least = 6",
                Change(part="targets", id="slots", how="changed", fields=("figure", "at_least")),
            ),
            (
                'indicator = "slots"',
                'indicator = "slots"\ncounts = "places"\nwhen = { inclusive = true }',
                Change(part="targets", id="slots", how="changed", fields=("counts", "when")),
            ),
            (
                'lead = "卫生健康部门"',
                'lead = "卫生健康部门"\nmentions = ["县医院"]\ndomains = ["food"]',
                Change(part="clauses", id="1", how="changed", fields=("mentions", "domains")),
            ),
        ],
    )
    def test_names_the_part_and_the_fields(
        self, old: str, new: str, change: Change, linshui: str
    ) -> None:
        text = linshui + OWN
        assert text.count(old) == 1
        before, after = loads(text), loads(text.replace(old, new))
        assert change in before.diff(after)
        parts = {each.part for each in before.diff(after)}
        assert parts == {change.part}

    def test_names_what_was_added(self, linshui: str) -> None:
        found = loads(linshui).diff(loads(linshui + OWN))
        assert found == (
            Change(part="domains", id="food", how="added"),
            Change(part="defects", id="X1", how="added"),
        )

    def test_makes_another_fingerprint(self, linshui: str) -> None:
        text = linshui + OWN
        reworded = text.replace("None is taken.", "None.")
        assert loads(text).fingerprint != loads(reworded).fingerprint
        assert loads(text).fingerprint != loads(linshui).fingerprint

    def test_of_yijun_and_qinghe_names_every_defect_and_domain(
        self, yijun_plan: Plan, qinghe: Plan
    ) -> None:
        gone = {(each.part, each.id) for each in yijun_plan.diff(qinghe) if each.how == "removed"}
        assert {("defects", number) for number in NUMBERS} <= gone
        assert ("domains", "credit") in gone
        assert ("targets", "county-lecture") in gone
        assert Change(part="targets", id="knowledge-rate-2027", how="added") in yijun_plan.diff(
            qinghe
        )

    def test_does_not_name_defects_when_the_plan_is_issued(self, yijun_plan: Plan) -> None:
        found = yijun_plan.diff(yijun_plan.issued_on(date(2021, 3, 1)))
        assert {each.part for each in found} == {"plan"}
