"""What a program finds by itself in the text of a plan, and what it must not find."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from infantcare_policy.decisions import Citation
from infantcare_policy.plan import Finding, Row, load, loads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from infantcare_policy.plan import Plan

    Altered = Callable[[str, str], str]

# an entry of a division of duties, and the fields of work that the text raises
ENTRY = """
[[clause]]
id = "A1.{body}"
heading = {{ zh = "职责", en = "Duties" }}
summary = {{ zh = "管什么。", en = "What it does." }}
kind = "duty"
responsible = ["{word}"]
domains = ["{domain}"]
unanswered = "not yet built"
"""
DOMAIN = """
[[domain]]
id = "{domain}"
name = {{ zh = "领域", en = "field of work" }}
cite = "1"
"""


def cited(plan: str, articles: str) -> tuple[Citation, ...]:
    return tuple(Citation(plan, article) for article in articles.split())


def of_kind(plan: Plan, kind: str) -> dict[str, tuple[set[str], tuple[Citation, ...]]]:
    """Give the findings of a kind by their subject, with names and clauses."""
    own = [each for each in plan.lint() if each.kind == kind]
    found = {each.subject: (set(each.names), each.cites) for each in own}
    assert len(found) == len(own)
    return found


def kinds_and_subjects(text: str) -> set[tuple[str, str]]:
    return {(each.kind, each.subject) for each in loads(text).lint()}


def conflicts(plan: Plan) -> list[tuple[str, ...]]:
    return [each.names for each in plan.lint() if each.kind == "can-conflict"]


class TestYijunsText:
    """Annex 1 gives 17 bodies and the towns their duties, annex 2 seats 19 and ten towns."""

    def test_leaves_two_bodies_with_a_task_and_a_seat_out_of_annex_1(
        self, yijun_plan: Plan
    ) -> None:
        assert of_kind(yijun_plan, "no-duty") == {
            "establishment": (set(), cited("yijun", "2.4.10 A2")),
            "family-planning": (set(), cited("yijun", "2.1.3 A2")),
        }

    def test_gives_two_bodies_of_annex_1_no_task(self, yijun_plan: Plan) -> None:
        assert of_kind(yijun_plan, "no-task") == {
            "environment": (set(), cited("yijun", "A1.environment")),
            "youth-league": (set(), cited("yijun", "A1.youth-league")),
        }

    def test_writes_the_towns_in_seven_ways(self, yijun_plan: Plan) -> None:
        names, cites = of_kind(yijun_plan, "variant-names")["townships"]
        assert names == {
            "各乡镇人民政府、街道办事处、综合服务中心",
            "各镇人民政府、街道办事处、综合服务中心",
            "各乡人民政府、街道办事处、综合服务中心",
            "各乡镇人民政府、街道办事处",
            "各乡镇办",
            "各镇办",
            "各乡镇（综合服务中心）、办",
        }
        # every task but the first and the eighth, every safeguard, and the last entry of annex 1
        numbers = "2.1.2 2.1.3 2.2.4 2.2.5 2.3.6 2.3.7 2.3.9 2.4.10 2.4.11 3.1 3.2 3.3 3.4"
        assert cites == cited("yijun", f"{numbers} A1.townships")

    def test_writes_six_departments_and_all_of_them_together_in_several_ways(
        self, yijun_plan: Plan
    ) -> None:
        found = of_kind(yijun_plan, "variant-names")
        assert found.pop("townships")
        assert found == {
            "county-departments": (
                {"县级各部门", "各部门", "各政府职能部门", "县级相关部门"},
                cited("yijun", "2.4.11 3.1 3.2 3.4"),
            ),
            "development-reform": (
                {"县发展和改革局", "县发改局"},
                cited("yijun", "2.3.6 2.3.7 2.3.9 3.2 A1.development-reform"),
            ),
            "education": (
                {"县教科体局", "县教体科技局"},
                cited("yijun", "2.3.7 3.3 A1.education"),
            ),
            "human-resources": (
                {"县人社局", "人社部门"},
                cited("yijun", "2.1.1 2.2.5 2.3.7 3.3 A1.human-resources"),
            ),
            "health": (
                {"县卫健局", "县级卫生健康部门", "卫生健康部门"},
                cited(
                    "yijun",
                    "2.1.1 2.1.2 2.1.3 2.2.5 2.3.6 2.3.7 2.3.8 2.3.9 2.4.10 2.4.11 "
                    "3.1 3.2 A1.health A2",
                ),
            ),
            "approval": (
                {"县行政审批局", "行政审批部门", "县行政审批服务局"},
                cited("yijun", "2.4.10 A1.approval"),
            ),
            "establishment": ({"县委编办", "机构编制部门"}, cited("yijun", "2.4.10")),
        }

    def test_mentions_eleven_names_that_are_no_body_of_the_plan(self, yijun_plan: Plan) -> None:
        guidance, townships = cited("yijun", "2.1.2"), cited("yijun", "A1.townships")
        assert of_kind(yijun_plan, "unresolved-name") == {
            "妇幼保健计划生育中心": (set(), guidance),
            "妇计中心": (set(), guidance),
            "各定点医院分娩医疗机构": (set(), guidance),
            "基层医疗机构": (set(), guidance),
            "县人民医院": (set(), guidance),
            "中医医院": (set(), guidance),
            "各群团组织": (set(), cited("yijun", "3.1")),
            "行业协会": (set(), cited("yijun", "3.1")),
            "乡镇卫生院": (set(), townships),
            "派出所": (set(), townships),
            "市场监管所": (set(), townships),
        }

    def test_raises_ten_fields_of_work_that_annex_1_gives_to_nobody(self, yijun_plan: Plan) -> None:
        clauses = {
            "leave": "2.1.1",
            "public-welfare-posts": "2.2.5",
            "filing": "2.4.10",
            "data-push": "2.4.10",
            "public-institution-supervision": "2.4.10",
            "credit": "2.4.11",
            "lifetime-ban": "2.4.11",
            "utility-prices": "3.2",
            "double-random": "3.4",
            "quality": "3.4",
        }
        assert of_kind(yijun_plan, "no-owner") == {
            domain: (set(), cited("yijun", clause)) for domain, clause in clauses.items()
        }

    def test_lets_three_ways_of_registration_conflict_with_annex_1(self, yijun_plan: Plan) -> None:
        both = cited("yijun", "2.4.10 A1.education")
        assert of_kind(yijun_plan, "can-conflict") == {
            form: ({form, "kindergarten-integrated"}, both)
            for form in ("public-institution", "social-service", "for-profit")
        }

    def test_names_a_share_and_three_subsidies_without_a_number(self, yijun_plan: Plan) -> None:
        assert of_kind(yijun_plan, "not-stated") == {
            "public_welfare_post_share": (set(), cited("yijun", "2.2.5")),
            "training_subsidy": (set(), cited("yijun", "3.3")),
            "skill_assessment_subsidy": (set(), cited("yijun", "3.3")),
            "grants.provincial": (set(), cited("yijun", "3.2")),
        }

    def test_holds_nothing_else(self, yijun_plan: Plan) -> None:
        kinds = [each.kind for each in yijun_plan.lint()]
        assert {kind: kinds.count(kind) for kind in kinds} == {
            "no-duty": 2,
            "no-task": 2,
            "variant-names": 8,
            "unresolved-name": 11,
            "no-owner": 10,
            "can-conflict": 3,
            "not-stated": 4,
        }


class TestTheDefectsThatAProgramCanFind:
    """Each has a finding about its subject, in one of its clauses."""

    @pytest.mark.parametrize(
        ("defect", "kind", "subject"),
        [
            ("N1", "variant-names", "development-reform"),
            ("N2", "variant-names", "education"),
            ("N3", "variant-names", "approval"),
            ("N4", "variant-names", "townships"),
            ("N6", "unresolved-name", "妇幼保健计划生育中心"),
            ("N6", "unresolved-name", "妇计中心"),
            ("N10", "no-task", "youth-league"),
            ("N10", "no-task", "environment"),
            ("D1", "no-duty", "establishment"),
            ("D2", "no-duty", "family-planning"),
            ("D4", "no-owner", "filing"),
            ("D5", "no-owner", "data-push"),
            ("D6", "can-conflict", "public-institution"),
            ("D6", "can-conflict", "social-service"),
            ("D6", "can-conflict", "for-profit"),
            ("D8", "no-owner", "credit"),
            ("D8", "no-owner", "lifetime-ban"),
            ("D9", "no-owner", "public-welfare-posts"),
            ("D10", "no-owner", "leave"),
            ("D11", "no-owner", "utility-prices"),
            ("D13", "variant-names", "county-departments"),
            ("D13", "no-owner", "double-random"),
            ("D16", "unresolved-name", "县人民医院"),
            ("D16", "unresolved-name", "中医医院"),
            ("D16", "unresolved-name", "妇计中心"),
            ("D16", "unresolved-name", "乡镇卫生院"),
            ("D16", "unresolved-name", "派出所"),
            ("D16", "unresolved-name", "市场监管所"),
            ("F5", "not-stated", "grants.provincial"),
            ("F10", "not-stated", "public_welfare_post_share"),
        ],
    )
    def test_are_found(self, defect: str, kind: str, subject: str, yijun_plan: Plan) -> None:
        (numbered,) = [each for each in yijun_plan.defects if each.id == defect]
        _, cites = of_kind(yijun_plan, kind)[subject]
        assert set(cites) & set(numbered.cites)


class TestTheTextOfQinghe:
    """Its annex has entries for the health commission and the fire brigade only."""

    def test_leaves_three_departments_and_the_towns_out(self, qinghe: Plan) -> None:
        assert of_kind(qinghe, "no-duty") == {
            "market": (set(), cited("qinghe", "2.2")),
            "social-affairs": (set(), cited("qinghe", "2.1 2.2 3.2")),
            "treasury": (set(), cited("qinghe", "3.1")),
            "townships": (set(), cited("qinghe", "1 2.1 2.3")),
        }

    def test_gives_the_fire_brigade_no_task(self, qinghe: Plan) -> None:
        assert of_kind(qinghe, "no-task") == {"fire": (set(), cited("qinghe", "A1.fire"))}

    def test_writes_two_departments_and_the_towns_in_two_ways(self, qinghe: Plan) -> None:
        assert of_kind(qinghe, "variant-names") == {
            "townships": ({"镇乡街", "各镇、乡、街道"}, cited("qinghe", "1 2.1 2.3")),
            "health": ({"县卫生健康委", "县卫健委"}, cited("qinghe", "1 2.2 A1.health")),
            "social-affairs": (
                {"县社会事务局", "社会事务部门"},
                cited("qinghe", "2.1 2.2 3.2"),
            ),
        }

    def test_mentions_the_neighbours_committees_and_gives_the_data_to_nobody(
        self, qinghe: Plan
    ) -> None:
        assert of_kind(qinghe, "unresolved-name") == {"社区居委会": (set(), cited("qinghe", "2.3"))}
        assert of_kind(qinghe, "no-owner") == {"data": (set(), cited("qinghe", "2.2"))}

    def test_holds_nothing_else(self, qinghe: Plan) -> None:
        # its three ways of registration go by legal form, and its figures are all stated
        assert len(qinghe.lint()) == 4 + 1 + 3 + 1 + 1


class TestAFinding:
    def test_is_a_value(self, yijun_plan: Plan) -> None:
        again, once = yijun_plan.lint(), yijun_plan.lint()
        assert again == once
        assert len(set(once)) == len(once)
        with pytest.raises(AttributeError):
            once[0].subject = "nobody"  # type: ignore[misc]

    def test_may_stand_without_names_and_clauses(self) -> None:
        assert Finding(kind="no-task", subject="fire").names == ()
        assert Finding(kind="no-task", subject="fire").cites == ()

    def test_cites_clauses_of_the_plan_each_once(self, yijun_plan: Plan, qinghe: Plan) -> None:
        for plan in (yijun_plan, qinghe):
            for finding in plan.lint():
                assert finding.cites
                assert len(set(finding.cites)) == len(finding.cites)
                assert all(plan.clause(cite.article) for cite in finding.cites)

    def test_has_its_names_and_clauses_in_the_order_of_the_plan(
        self, yijun_plan: Plan, qinghe: Plan
    ) -> None:
        for plan in (yijun_plan, qinghe):
            places = {clause.id: place for place, clause in enumerate(plan.clauses)}
            for finding in plan.lint():
                if finding.kind != "can-conflict":
                    found = [places[cite.article] for cite in finding.cites]
                    assert found == sorted(found)


class TestAPlanWithoutADivisionOfDuties:
    """Nobody is left out of what does not exist."""

    def test_leaves_nobody_out(self, linshui: str) -> None:
        assert kinds_and_subjects(linshui) == {
            ("variant-names", "health"),  # 县卫健委 and 卫生健康部门, who leads
            ("not-stated", "knowledge_rate"),
        }

    def test_has_nobody_without_a_task_either(self, altered: Altered) -> None:
        # neither 县市场局 nor the town is named by any task
        text = altered('responsible = ["县卫健委", "各乡镇"]', 'responsible = ["县卫健委"]')
        assert {kind for kind, _ in kinds_and_subjects(text)} == {"variant-names", "not-stated"}

    def test_may_hold_nothing_to_find(self) -> None:
        text = 'id = "bare"\nextends = "china"\nname = { zh = "县", en = "County" }\n'
        assert loads(text).lint() == ()


@pytest.fixture
def divided(linshui: str) -> str:
    """Give the small county an annex with one entry: food, for the market office."""
    entry = ENTRY.format(body="market", word="县市场局", domain="food")
    return linshui + entry + DOMAIN.format(domain="food")


class TestABodyLeftOut:
    """Who has a task or a seat and no entry in the division of duties is left out."""

    def test_is_found_with_every_clause_that_names_it(self, divided: str) -> None:
        found = of_kind(loads(divided), "no-duty")
        assert found == {
            "health": (set(), cited("linshui", "1")),
            "towns": (set(), cited("linshui", "1")),
        }

    def test_is_found_by_a_seat_alone(self, divided: str, linshui: str) -> None:
        office = '{ office = { zh = "局长", en = "head" }, body = "health" }'
        seated = divided.replace("convener = true }]", f"convener = true }}, {office}]")
        assert seated != divided
        assert linshui.count('responsible = ["县卫健委", "各乡镇"]\nlead = "卫生健康部门"\n') == 1
        alone = seated.replace('responsible = ["县卫健委", "各乡镇"]\nlead = "卫生健康部门"\n', "")
        assert of_kind(loads(alone), "no-duty") == {"health": (set(), cited("linshui", "1"))}

    def test_is_found_by_a_lead_alone(self, divided: str) -> None:
        text = divided.replace('responsible = ["县卫健委", "各乡镇"]', 'responsible = ["各乡镇"]')
        assert ("no-duty", "health") in kinds_and_subjects(text)

    def test_is_left_out_no_longer_once_it_has_an_entry(self, divided: str) -> None:
        entry = ENTRY.format(body="health", word="卫生健康部门", domain="food")
        assert of_kind(loads(divided + entry), "no-duty").keys() == {"towns"}

    def test_is_not_one_that_is_only_mentioned(self, divided: str) -> None:
        text = divided.replace(
            'responsible = ["县卫健委", "各乡镇"]\nlead = "卫生健康部门"\n',
            'mentions = ["县卫健委", "各乡镇"]\n',
        )
        assert of_kind(loads(text), "no-duty") == {}

    def test_is_not_one_that_only_a_word_for_all_departments_reaches(self, divided: str) -> None:
        all_of_them = (
            '\n[[group]]\nid = "departments"\nname = { zh = "各部门", en = "all departments" }\n'
            'members = "departments"\n'
        )
        text = divided.replace('responsible = ["县卫健委", "各乡镇"]', 'responsible = ["各部门"]')
        text = text.replace('lead = "卫生健康部门"\n', "") + all_of_them
        assert of_kind(loads(text), "no-duty") == {}
        # nor does that word alone give the market office a task
        assert of_kind(loads(text), "no-task") == {
            "market": (set(), cited("linshui", "A1.market")),
        }

    def test_is_nobody_where_the_one_entry_is_for_all_departments(self, linshui: str) -> None:
        all_of_them = (
            '\n[[group]]\nid = "departments"\nname = { zh = "各部门", en = "all departments" }\n'
            'members = "departments"\n'
        )
        entry = ENTRY.format(body="departments", word="各部门", domain="food")
        plan = loads(linshui + all_of_them + entry + DOMAIN.format(domain="food"))
        assert of_kind(plan, "no-duty") == of_kind(plan, "no-task") == {}
        assert of_kind(plan, "no-owner") == {}


class TestATownLeftOut:
    """A word for all towns speaks for each of them, in the tasks as in the entries."""

    def test_is_covered_by_the_entry_of_all_towns(self, divided: str) -> None:
        text = divided.replace('"各乡镇"]', '"各乡镇", "上桥镇"]')
        assert of_kind(loads(text), "no-duty").keys() == {"health", "towns", "shangqiao"}
        entry = ENTRY.format(body="towns", word="各乡镇", domain="food")
        assert of_kind(loads(text + entry), "no-duty").keys() == {"health"}

    def test_is_found_once_for_all_where_a_word_for_all_has_the_task(self, divided: str) -> None:
        office = '{ office = { zh = "镇长", en = "mayor" }, body = "shangqiao" }'
        text = divided.replace("convener = true }]", f"convener = true }}, {office}]")
        assert text != divided
        assert of_kind(loads(text), "no-duty").keys() == {"health", "towns"}

    def test_is_found_by_its_seat_where_no_task_speaks_of_the_towns(self, divided: str) -> None:
        office = '{ office = { zh = "镇长", en = "mayor" }, body = "shangqiao" }'
        text = divided.replace("convener = true }]", f"convener = true }}, {office}]")
        text = text.replace('["县卫健委", "各乡镇"]', '["县卫健委"]')
        assert of_kind(loads(text), "no-duty").keys() == {"health", "shangqiao"}

    def test_is_not_left_out_where_every_town_has_an_entry_of_its_own(self, divided: str) -> None:
        # the one town of the county is given a duty by its own name: the towns have their duties
        entry = ENTRY.format(body="shangqiao", word="上桥镇", domain="food")
        assert of_kind(loads(divided + entry), "no-duty").keys() == {"health"}

    def test_is_nobody_where_there_are_none(self, divided: str) -> None:
        # a word for all towns, and no town that it could mean
        start, rest = divided.split("[[town]]")
        text = start + rest[rest.index("[[group]]") :]
        assert of_kind(loads(text), "no-duty").keys() == {"health", "towns"}


class TestABodyWithoutATask:
    def test_is_one_of_the_division_of_duties_that_no_task_names(self, divided: str) -> None:
        assert of_kind(loads(divided), "no-task") == {
            "market": (set(), cited("linshui", "A1.market"))
        }

    def test_has_one_once_a_clause_names_it(self, divided: str) -> None:
        text = divided.replace('["县卫健委", "各乡镇"]', '["县卫健委", "市场部门"]')
        assert of_kind(loads(text), "no-task") == {}

    def test_has_none_by_a_second_entry(self, divided: str) -> None:
        entry = ENTRY.format(body="market-2", word="市场部门", domain="food")
        assert of_kind(loads(divided + entry), "no-task") == {
            "market": (set(), cited("linshui", "A1.market A1.market-2"))
        }

    def test_has_none_by_a_seat(self, divided: str) -> None:
        office = '{ office = { zh = "局长", en = "head" }, body = "market" }'
        text = divided.replace("convener = true }]", f"convener = true }}, {office}]")
        assert of_kind(loads(text), "no-task").keys() == {"market"}
        assert "market" not in of_kind(loads(text), "no-duty")

    def test_is_not_a_town(self, divided: str) -> None:
        entry = ENTRY.format(body="shangqiao", word="上桥镇", domain="food")
        text = (divided + entry).replace('["县卫健委", "各乡镇"]', '["县卫健委"]')
        assert of_kind(loads(text), "no-task").keys() == {"market"}


class TestANameInSeveralForms:
    def test_is_found_with_the_forms_that_the_text_uses(self, linshui: str) -> None:
        assert of_kind(loads(linshui), "variant-names") == {
            "health": ({"县卫健委", "卫生健康部门"}, cited("linshui", "1"))
        }

    def test_is_gone_once_one_of_them_is_dropped(self, altered: Altered) -> None:
        text = altered('lead = "卫生健康部门"', 'lead = "县卫健委"')
        assert of_kind(loads(text), "variant-names") == {}

    def test_is_not_found_by_an_alias_that_no_clause_uses(self, linshui: str) -> None:
        # 市场部门 is an alias of 县市场局, and neither stands in a clause
        assert "market" not in of_kind(loads(linshui), "variant-names")

    @pytest.mark.parametrize("word", ["各镇（办）", "各镇(办)", "各镇 （办）"])
    def test_is_one_form_whatever_its_width_and_spaces(self, word: str, altered: Altered) -> None:
        text = altered('zh = "各乡镇", en', 'zh = "各镇（办）", en')
        text = text.replace('"各乡镇"]', f'"各镇（办）"]\nmentions = ["{word}"]')
        assert of_kind(loads(text), "variant-names").keys() == {"health"}

    def test_may_stand_in_any_part_of_a_clause_and_in_several(self, altered: Altered) -> None:
        text = altered(
            'kind = "rule"\nunanswered = "not yet built"',
            'kind = "rule"\nresponsible = ["市场部门"]\nmentions = ["县市场局", "上桥镇"]\n'
            'unanswered = "not yet built"',
        )
        assert of_kind(loads(text), "variant-names") == {
            "health": ({"县卫健委", "卫生健康部门"}, cited("linshui", "1")),
            "market": ({"县市场局", "市场部门"}, cited("linshui", "2")),
        }

    def test_may_be_that_of_a_set_of_bodies(self, altered: Altered) -> None:
        text = altered(
            'name = { zh = "各乡镇", en = "all towns" }',
            'name = { zh = "各乡镇", en = "all towns" }\naliases = ["各镇"]',
        ).replace('lead = "卫生健康部门"', 'mentions = ["各镇"]')
        assert of_kind(loads(text), "variant-names") == {
            "towns": ({"各乡镇", "各镇"}, cited("linshui", "1"))
        }


class TestANameThatIsNobodys:
    """A unit responsible has to be somebody; one that is only mentioned may be nobody."""

    def test_is_found_with_its_clauses(self, altered: Altered) -> None:
        text = altered('lead = "卫生健康部门"', 'mentions = ["县医院"]').replace(
            'kind = "rule"\nunanswered', 'kind = "rule"\nmentions = ["县医院"]\nunanswered'
        )
        assert of_kind(loads(text), "unresolved-name") == {
            "县医院": (set(), cited("linshui", "1 2"))
        }

    def test_is_gone_once_somebody_bears_it(self, altered: Altered) -> None:
        text = altered('lead = "卫生健康部门"', 'mentions = ["县医院"]')
        borne = text.replace('aliases = ["市场部门"]', 'aliases = ["县医院"]')
        assert of_kind(loads(borne), "unresolved-name") == {}
        hospital = (
            '\n[[department]]\nid = "hospital"\nname = { zh = "县医院", en = "County Hospital" }\n'
        )
        assert of_kind(loads(text + hospital), "unresolved-name") == {}

    def test_is_one_name_in_either_width(self, altered: Altered) -> None:
        # names are compared after full-width forms are folded (defect F14)
        text = altered(
            'lead = "卫生健康部门"',
            'mentions = ["社区（村）中心", "社区(村)中心", "社区 (村) 中心"]',
        )
        assert len(of_kind(loads(text), "unresolved-name")) == 1


class TestAFieldOfWorkWithoutAnOwner:
    @pytest.fixture
    def raised(self, divided: str) -> str:
        return divided + DOMAIN.format(domain="credit")

    def test_is_found_where_the_text_raises_it(self, raised: str) -> None:
        assert of_kind(loads(raised), "no-owner") == {"credit": (set(), cited("linshui", "1"))}

    def test_has_one_once_an_entry_gives_it_to_somebody(self, raised: str) -> None:
        owned = raised.replace('domains = ["food"]', 'domains = ["food", "credit"]')
        assert of_kind(loads(owned), "no-owner") == {}

    def test_is_not_owned_through_an_entry_that_names_nobody(self, raised: str) -> None:
        entry = ENTRY.format(body="nobody", word="县市场局", domain="credit")
        text = raised + entry.replace('responsible = ["县市场局"]\n', "")
        assert of_kind(loads(text), "no-owner").keys() == {"credit"}

    def test_is_found_in_a_plan_without_any_division_of_duties(self, linshui: str) -> None:
        text = linshui + DOMAIN.format(domain="credit")
        assert of_kind(loads(text), "no-owner").keys() == {"credit"}


class TestRowsThatCanConflict:
    """Two rows that some facility lets hold at once, with different outcomes."""

    @staticmethod
    def with_route(linshui: str, conditions: str, registrar: str = "health") -> str:
        row = f'[[route]]\nid = "meals"\nregistrar = "{registrar}"\ncite = "2"\n{conditions}\n\n'
        return linshui.replace("[[step]]", row + "[[step]]")

    @pytest.mark.parametrize(
        "conditions",
        [
            "when = { serves_meals = true }",
            'when = { legal_form = "for-profit" }',
            'when = { legal_form = ["public-institution", "for-profit"] }',
            'when = { settings = "community" }',
            "when = {}\nunless = { serves_meals = true }",
            'when = {}\nunless = { legal_form = "for-profit" }',
            'when = {}\nunless = { legal_form = ["for-profit", "social-service"], filed = true }',
        ],
    )
    def test_are_found_with_both_clauses(self, conditions: str, linshui: str) -> None:
        plan = loads(self.with_route(linshui, conditions))
        assert [each for each in plan.lint() if each.kind == "can-conflict"] == [
            Finding(
                kind="can-conflict",
                subject="anyone",
                names=("anyone", "meals"),
                cites=cited("linshui", "1 2"),
            )
        ]

    @pytest.mark.parametrize(
        "conditions",
        [
            'when = { legal_form = "public-institution" }',
            'when = {}\nunless = { legal_form = ["for-profit", "social-service"] }',
            "when = { serves_meals = true }\nunless = { serves_meals = true }",
            'when = { serves_meals = true, "reading.pace" = "linear" }',
            'when = { serves_meals = true }\nunless = { "reading.pace" = "none" }',
        ],
    )
    def test_are_none_where_nothing_lets_both_hold(self, conditions: str, linshui: str) -> None:
        assert conflicts(loads(self.with_route(linshui, conditions))) == []

    def test_are_none_where_they_agree(self, linshui: str) -> None:
        text = self.with_route(linshui, "when = { serves_meals = true }", registrar="market")
        assert conflicts(loads(text)) == []

    def test_come_and_go_with_a_reading_that_lets_them_hold(self, linshui: str) -> None:
        text = self.with_route(linshui, 'when = { serves_meals = true, "reading.pace" = "linear" }')
        plan = loads(text)
        assert conflicts(plan.with_readings({"pace": "linear"})) == [("anyone", "meals")]
        assert conflicts(plan.with_readings({"pace": "none"})) == []

    def test_may_hold_in_two_settings_at_once_and_never_in_two_legal_forms(
        self, linshui: str
    ) -> None:
        row = '[[route]]\nid = "{name}"\nregistrar = "{to}"\ncite = "2"\nwhen = {{ {test} }}\n\n'

        def two(first: str, second: str) -> list[tuple[str, ...]]:
            rows = row.format(name="a", to="health", test=first)
            rows += row.format(name="b", to="market", test=second)
            start, rest = linshui.split("[[route]]")
            return conflicts(loads(start + rows + rest[rest.index("[[step]]") :]))

        assert two('settings = "community"', 'settings = "workplace"') == [("a", "b")]
        assert two('legal_form = "for-profit"', 'legal_form = "social-service"') == []

    @pytest.mark.parametrize(
        ("rest", "found"),
        [
            ('to = "market"', [("brand", "other")]),
            ('to = "health"\ninstead = false', [("brand", "other")]),
            ('to = "health"\ninstead = true', []),
            ('to = "health"', []),
        ],
    )
    def test_may_be_referrals(self, rest: str, found: list[tuple[str, ...]], linshui: str) -> None:
        row = '[[referral]]\nid = "other"\nwhen = { introduced_brand = true }\ncite = "2"\n'
        text = linshui.replace("[[grant]]", f"{row}{rest}\n\n[[grant]]")
        assert conflicts(loads(text)) == found

    def test_are_gone_from_yijuns_plan_under_either_reading_that_decides(
        self, yijun_plan: Plan
    ) -> None:
        for option in ("education", "by-legal-form"):
            decided = yijun_plan.with_readings({"integrated-registrar": option})
            assert conflicts(decided) == []
        assert len(conflicts(yijun_plan.with_readings({"integrated-registrar": "open"}))) == 3


class TestAFigureThatIsNotStated:
    def test_is_found_with_its_clause(self, linshui: str) -> None:
        assert of_kind(loads(linshui), "not-stated") == {
            "knowledge_rate": (set(), cited("linshui", "1"))
        }

    def test_is_gone_once_it_is_stated(self, altered: Altered) -> None:
        text = altered("knowledge_rate = [{ stated = false", "knowledge_rate = [{ value = 0.9")
        assert of_kind(loads(text), "not-stated") == {}

    def test_is_gone_once_it_is_amended(self, yijun_plan: Plan) -> None:
        share = [Row("0.1", cite="2.2.5")]
        amended = yijun_plan.amend({"figures.public_welfare_post_share": share})
        assert of_kind(amended, "not-stated").keys() == {
            "training_subsidy",
            "skill_assessment_subsidy",
            "grants.provincial",
        }

    def test_cites_the_rows_that_do_not_state_it_and_no_others(self, altered: Altered) -> None:
        text = altered(
            'knowledge_rate = [{ stated = false, cite = "1" }]',
            'knowledge_rate = [{ stated = false, cite = "1" }, '
            '{ value = 0.9, cite = "2", since = 2025-01-01 }]',
        )
        assert of_kind(loads(text), "not-stated") == {
            "knowledge_rate": (set(), cited("linshui", "1"))
        }

    def test_may_be_an_amount(self, altered: Altered) -> None:
        text = altered("rows = [{ value = 6000, ", "rows = [{ stated = false, ")
        assert of_kind(loads(text), "not-stated") == {
            "knowledge_rate": (set(), cited("linshui", "1")),
            "grants.local": (set(), cited("linshui", "2")),
        }

    def test_is_inherited_and_a_task_is_not(self, divided: str, tmp_path: Path) -> None:
        (tmp_path / "above.toml").write_text(divided, encoding="utf-8")
        below = tmp_path / "below.toml"
        below.write_text(
            'id = "below"\nextends = "above.toml"\nname = { zh = "下县", en = "Below" }\n',
            encoding="utf-8",
        )
        # clauses are each county's own: what the one above left out of its annex stays there
        assert [(each.kind, each.subject) for each in load(below).lint()] == [
            ("no-owner", "food"),
            ("not-stated", "knowledge_rate"),
        ]


class TestTheReadings:
    """Lint looks at the text; a reading matters only where it decides which rows can hold."""

    def test_change_nothing_but_the_rows_that_can_conflict(self, yijun_plan: Plan) -> None:
        def rest(plan: Plan) -> list[Finding]:
            return [each for each in plan.lint() if each.kind != "can-conflict"]

        for reading in yijun_plan.open_questions:
            for option in reading.options:
                other = yijun_plan.with_readings({reading.id: option.id})
                assert rest(other) == rest(yijun_plan)
                if reading.id != "integrated-registrar":
                    assert other.lint() == yijun_plan.lint()

    def test_have_no_more_to_do_with_it_than_the_issue_of_the_plan(self, yijun_plan: Plan) -> None:
        assert yijun_plan.issued_on(date(2021, 3, 1)).lint() == yijun_plan.lint()
