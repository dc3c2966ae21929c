from __future__ import annotations

import inspect
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from attrs import fields

from infantcare_policy.plan import Readings, Seat
from infantcare_policy.terms import Level

if TYPE_CHECKING:
    from infantcare_policy.conditions import Facts
    from infantcare_policy.plan import Plan

TOWNSHIPS = "各乡镇人民政府、街道办事处、综合服务中心"
ON = date(2026, 11, 23)

# the numbering of the paper, in its order, and the id of each clause
CLAUSES = {
    "一": "1",
    "二（一）1": "2.1.1",
    "二（一）2": "2.1.2",
    "二（一）3": "2.1.3",
    "二（二）4": "2.2.4",
    "二（二）5": "2.2.5",
    "二（三）6": "2.3.6",
    "二（三）7": "2.3.7",
    "二（三）8": "2.3.8",
    "二（三）9": "2.3.9",
    "二（四）10": "2.4.10",
    "二（四）11": "2.4.11",
    "三（一）": "3.1",
    "三（二）": "3.2",
    "三（三）": "3.3",
    "三（四）": "3.4",
    "附件1.县发改局": "A1.development-reform",
    "附件1.县教体科技局": "A1.education",
    "附件1.县公安局": "A1.public-security",
    "附件1.县民政局": "A1.civil-affairs",
    "附件1.县财政局": "A1.finance",
    "附件1.县人社局": "A1.human-resources",
    "附件1.县自然资源局": "A1.natural-resources",
    "附件1.县住建局": "A1.housing",
    "附件1.县卫健局": "A1.health",
    "附件1.县应急管理局": "A1.emergency",
    "附件1.县市场监管局": "A1.market",
    "附件1.县税务局": "A1.tax",
    "附件1.市生态环境局宜君分局": "A1.environment",
    "附件1.县总工会": "A1.trade-union",
    "附件1.县行政审批服务局": "A1.approval",
    "附件1.团县委": "A1.youth-league",
    "附件1.县妇联": "A1.women",
    "附件1.各乡镇（综合服务中心）、办": "A1.townships",
    "附件2": "A2",
}

# 责任单位 of each clause, in the words and the order of the paper
RESPONSIBLE: dict[str, list[str]] = {
    "1": [],
    "2.1.1": ["县人社局", "县妇联", "县卫健局", "县总工会"],
    "2.1.2": ["县卫健局", TOWNSHIPS],
    "2.1.3": ["县卫健局", "县计生协会", TOWNSHIPS],
    "2.2.4": ["县民政局", "县自然资源局", "县住建局", "各镇人民政府、街道办事处、综合服务中心"],
    "2.2.5": ["县民政局", "县人社局", "县卫健局", TOWNSHIPS],
    "2.3.6": ["县发展和改革局", "县卫健局", "县自然资源局", TOWNSHIPS],
    "2.3.7": [
        "县教科体局",
        "县卫健局",
        "县发展和改革局",
        "县财政局",
        "县人社局",
        TOWNSHIPS,
    ],
    "2.3.8": ["县总工会", "县卫健局"],
    "2.3.9": [
        "县发展和改革局",
        "县自然资源局",
        "县市场监管局",
        "县财政局",
        "县卫健局",
        TOWNSHIPS,
    ],
    "2.4.10": ["县委编办", "县行政审批局", "县卫健局", TOWNSHIPS],
    "2.4.11": [
        "县公安局",
        "县应急管理局",
        "县市场监管局",
        "县卫健局",
        "各乡人民政府、街道办事处、综合服务中心",
    ],
    "3.1": [TOWNSHIPS, "县级各部门"],
    "3.2": [
        TOWNSHIPS,
        "县发展和改革局",
        "县财政局",
        "县自然资源局",
        "县住建局",
        "县应急管理局",
        "县税务局",
        "县卫健局",
    ],
    "3.3": ["县教科体局", "县人社局", TOWNSHIPS],
    "3.4": ["各部门", TOWNSHIPS],
}

# every body of Annex 1 in its order, then the two that sit in Annex 2 only, by all their names
BODIES: dict[str, list[str]] = {
    "development-reform": ["县发展和改革局", "县发改局"],
    "education": ["县教科体局", "县教体科技局"],
    "public-security": ["县公安局"],
    "civil-affairs": ["县民政局"],
    "finance": ["县财政局"],
    "human-resources": ["县人社局", "人社部门"],
    "natural-resources": ["县自然资源局"],
    "housing": ["县住建局"],
    "health": ["县卫健局", "县级卫生健康部门", "卫生健康部门"],
    "emergency": ["县应急管理局"],
    "market": ["县市场监管局"],
    "tax": ["县税务局"],
    "environment": ["市生态环境局宜君分局"],
    "trade-union": ["县总工会"],
    "approval": ["县行政审批局", "县行政审批服务局", "行政审批部门"],
    "youth-league": ["团县委"],
    "women": ["县妇联"],
    "establishment": ["县委编办", "机构编制部门"],
    "family-planning": ["县计生协会"],
}

# the ten township bodies in the order of Annex 2: names, kind, division code
TOWNS: dict[str, tuple[list[str], str, str]] = {
    "yiyang": (["宜阳街道办事处", "宜阳街道"], "subdistrict", "610222001"),
    "pengzhen": (["彭镇", "彭镇人民政府"], "town", "610222101"),
    "wuli": (["五里镇", "五里镇人民政府"], "town", "610222102"),
    "kuquan": (["哭泉镇", "哭泉镇人民政府"], "town", "610222106"),
    "taian": (["太安镇", "太安镇人民政府"], "town", "610222103"),
    "qipan": (["棋盘镇", "棋盘镇人民政府"], "town", "610222104"),
    "yaosheng": (["尧生镇", "尧生镇人民政府"], "town", "610222105"),
    "yunmeng": (["云梦乡", "云梦乡人民政府"], "township", "610222201"),
    "xicun": (["西村综合服务中心", "西村"], "service-centre", ""),
    "leiyuan": (["雷塬综合服务中心", "雷塬"], "service-centre", ""),
}

# the seven ways in which the paper writes the township bodies, and its words for the departments
WORDS_FOR_THE_TOWNS = [
    "各乡镇人民政府、街道办事处、综合服务中心",
    "各镇人民政府、街道办事处、综合服务中心",
    "各乡人民政府、街道办事处、综合服务中心",
    "各乡镇人民政府、街道办事处",
    "各乡镇办",
    "各镇办",
    "各乡镇（综合服务中心）、办",
]
WORDS_FOR_THE_DEPARTMENTS = ["县级各部门", "各部门", "各政府职能部门", "县级相关部门"]

# Annex 2: the office that holds each seat, and the body that sends it
SEATS = [
    ("副县长", ""),
    ("县委编办主任", "establishment"),
    ("县总工会常务副主席", "trade-union"),
    ("县妇联主席", "women"),
    ("团县委书记", "youth-league"),
    ("县发展和改革局局长", "development-reform"),
    ("县教科体局局长", "education"),
    ("县民政局局长", "civil-affairs"),
    ("县公安局治安管理大队大队长", "public-security"),
    ("县财政局局长", "finance"),
    ("县人社局局长", "human-resources"),
    ("县住建局局长", "housing"),
    ("县卫健局局长", "health"),
    ("县应急管理局局长", "emergency"),
    ("县市场监管局局长", "market"),
    ("县行政审批局局长", "approval"),
    ("县自然资源局局长", "natural-resources"),
    ("县税务局局长", "tax"),
    ("市生态环境局宜君分局局长", "environment"),
    ("县计生协会秘书长", "family-planning"),
    ("宜阳街道办事处主任", "yiyang"),
    ("彭镇镇长", "pengzhen"),
    ("五里镇党委副书记", "wuli"),
    ("哭泉镇党委副书记", "kuquan"),
    ("太安镇党委副书记", "taian"),
    ("棋盘镇党委副书记", "qipan"),
    ("尧生镇党委副书记", "yaosheng"),
    ("云梦乡乡长", "yunmeng"),
    ("西村综合服务中心负责人", "xicun"),
    ("雷塬综合服务中心负责人", "leiyuan"),
]

# where the text is open: the option taken, then the alternatives
READINGS = {
    "integrated-registrar": ["open", "education", "by-legal-form"],
    "guidance-function": ["inclusive-only", "both"],
    "meeting-requirements": ["accepted", "registered-and-filed"],
    "local-share": ["in-all", "each"],
    "odd-fen": ["county", "city"],
    "repeat-slots": ["high-water", "net"],
    "brand-support": ["instead", "besides"],
    "slot-rounding": ["up", "nearest"],
    "existing-area-slots": ["not-stated", "by-analogy"],
    "three-years-from": ["not-stated", "plan-issued", "survey-date"],
    "rest-day-roll": ["no", "yes"],
    "built-on": ["accepted", "opened"],
    "pace": ["none", "linear"],
    "under-three": ["excluded", "included"],
    "ban-scope": ["institutions-and-persons", "persons-only"],
    "yearly-check": ["twelve-months", "calendar-year"],
}


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def half_width(text: str) -> str:
    return text.replace("（", "(").replace("）", ")")


class TestTheInstrument:
    """The plan is a draft for comment, without a number and without a date."""

    def test_it_is_a_draft_for_comment(self, yijun_plan: Plan) -> None:
        assert (yijun_plan.id, yijun_plan.code) == ("yijun", "610222")
        assert yijun_plan.status == "draft-for-comment"

    def test_it_has_no_number_and_no_day(self, yijun_plan: Plan) -> None:
        own = yijun_plan.instrument("yijun")
        assert (own.number, own.issued, own.effective) == ("", None, None)
        assert yijun_plan.issued is None

    @pytest.mark.parametrize(
        ("basis", "number"),
        [
            ("state-council-opinion", "国办发〔2019〕15号"),
            ("shaanxi-opinion", "陕政办发〔2019〕37号"),
            ("tongchuan-opinion", "铜政办发〔2020〕9号"),
        ],
    )
    def test_it_rests_on_the_opinions_of_nation_province_and_city(
        self, basis: str, number: str, yijun_plan: Plan
    ) -> None:
        assert yijun_plan.instrument(basis).number == number


class TestTheClauses:
    """35 clauses: aims, 11 tasks, 4 safeguards, 18 entries of Annex 1, and Annex 2."""

    def test_they_stand_in_the_order_of_the_paper(self, yijun_plan: Plan) -> None:
        assert len(CLAUSES) == 35
        assert [clause.id for clause in yijun_plan.clauses] == list(CLAUSES.values())

    @pytest.mark.parametrize(("paper", "expected"), CLAUSES.items())
    def test_each_is_found_by_the_papers_numbering(
        self, paper: str, expected: str, yijun_plan: Plan
    ) -> None:
        assert yijun_plan.clause(paper).id == expected
        assert yijun_plan.clause(half_width(paper)).id == expected

    @pytest.mark.parametrize("clause", CLAUSES.values())
    def test_each_is_found_by_its_id(self, clause: str, yijun_plan: Plan) -> None:
        assert yijun_plan.clause(clause).id == clause
        assert yijun_plan.clause(full_width(clause)).id == clause

    @pytest.mark.parametrize(("clause", "units"), RESPONSIBLE.items())
    def test_the_responsible_units_are_the_papers_in_its_words_and_order(
        self, clause: str, units: list[str], yijun_plan: Plan
    ) -> None:
        assert list(yijun_plan.clause(clause).responsible) == units

    def test_an_entry_of_annex_1_is_the_duty_of_the_body_that_it_names(
        self, yijun_plan: Plan
    ) -> None:
        entries = [name for name in CLAUSES if name.startswith("附件1.")]
        found = {name: yijun_plan.clause(CLAUSES[name]).responsible for name in entries}
        assert found == {name: (name.removeprefix("附件1."),) for name in entries}

    def test_only_two_clauses_name_a_lead(self, yijun_plan: Plan) -> None:
        leads = {clause.id: clause.lead for clause in yijun_plan.clauses if clause.lead}
        assert leads == {"2.1.2": "县卫健局", "3.1": "卫生健康部门"}

    def test_every_task_but_two_is_also_the_townships(self, yijun_plan: Plan) -> None:
        tasks = [name for name in RESPONSIBLE if name.startswith("2.")]
        towns = set(yijun_plan.towns)
        without = [t for t in tasks if not towns <= set(yijun_plan.responsible(t))]
        assert without == ["2.1.1", "2.3.8"]

    def test_each_is_worded_in_both_languages(self, yijun_plan: Plan) -> None:
        for clause in yijun_plan.clauses:
            for words in (clause.heading, clause.summary):
                assert not words.zh.isascii(), clause.id
                assert words.en.replace("–", "").isascii(), clause.id


class TestTheAnswers:
    """Every clause names the functions that answer it, or one line why none does."""

    def test_the_coverage_lists_every_clause(self, yijun_plan: Plan) -> None:
        assert [line.clause for line in yijun_plan.coverage()] == list(CLAUSES.values())

    def test_each_is_answered_or_says_why_not(self, yijun_plan: Plan) -> None:
        for line in yijun_plan.coverage():
            assert bool(line.answers) != bool(line.unanswered), line.clause
            assert "\n" not in line.unanswered, line.clause

    def test_every_answer_is_a_public_function_of_its_area(self, yijun_plan: Plan) -> None:
        answers = {answer for line in yijun_plan.coverage() for answer in line.answers}
        assert answers
        for answer in answers:
            area, _, name = answer.partition(".")
            module = import_module(f"infantcare_policy.{area}")
            assert name in module.__all__, answer
            assert inspect.isfunction(getattr(module, name)), answer


class TestTheDepartments:
    """17 bodies have duties in Annex 1; 19 have seats in Annex 2."""

    def test_they_stand_in_the_order_of_annex_1(self, yijun_plan: Plan) -> None:
        assert [department.id for department in yijun_plan.departments] == list(BODIES)
        annex = [clause.id for clause in yijun_plan.clauses if clause.id.startswith("A1.")]
        assert annex == [*(f"A1.{body}" for body in list(BODIES)[:17]), "A1.townships"]

    @pytest.mark.parametrize(
        ("name", "expected"), [(name, body) for body, names in BODIES.items() for name in names]
    )
    def test_each_is_found_by_every_name_of_the_paper(
        self, name: str, expected: str, yijun_plan: Plan
    ) -> None:
        assert yijun_plan.department(name).id == expected
        assert yijun_plan.department(f" {name[:2]} {name[2:]}\u3000").id == expected

    def test_they_have_no_other_name(self, yijun_plan: Plan) -> None:
        names = {d.id: [d.name.zh, *d.aliases] for d in yijun_plan.departments}
        assert names == BODIES

    @pytest.mark.parametrize("body", BODIES)
    def test_each_is_found_by_its_id_and_its_english_name(
        self, body: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.department(body)
        assert found.id == body
        assert yijun_plan.department(found.name.en) is found
        assert yijun_plan.department(full_width(body)) is found

    def test_only_the_branch_of_the_citys_bureau_is_not_the_countys(self, yijun_plan: Plan) -> None:
        other = {d.id: d.level for d in yijun_plan.departments if d.level is not Level.COUNTY}
        assert other == {"environment": Level.CITY}

    @pytest.mark.parametrize("word", WORDS_FOR_THE_DEPARTMENTS)
    def test_a_word_for_all_of_them_means_all_of_them(self, word: str, yijun_plan: Plan) -> None:
        assert yijun_plan.bodies(word) == yijun_plan.departments


class TestTheTowns:
    """Ten township bodies: a subdistrict, six towns, a township, two service centres."""

    def test_they_stand_in_the_order_of_annex_2(self, yijun_plan: Plan) -> None:
        assert [town.id for town in yijun_plan.towns] == list(TOWNS)

    @pytest.mark.parametrize("town", TOWNS)
    def test_each_has_its_names_kind_and_code(self, town: str, yijun_plan: Plan) -> None:
        found = yijun_plan.town(town)
        assert ([found.name.zh, *found.aliases], found.kind, found.code) == TOWNS[town]

    @pytest.mark.parametrize(
        ("name", "expected"),
        [(name, town) for town, (names, *_) in TOWNS.items() for name in names],
    )
    def test_each_is_found_by_every_name(self, name: str, expected: str, yijun_plan: Plan) -> None:
        assert yijun_plan.town(name).id == expected
        assert yijun_plan.bodies(name) == (yijun_plan.town(expected),)

    @pytest.mark.parametrize("town", TOWNS)
    def test_each_is_found_by_its_id_in_full_width_and_its_english_name(
        self, town: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.town(full_width(town))
        assert found.id == town
        assert yijun_plan.town(found.name.en) is found

    @pytest.mark.parametrize("word", WORDS_FOR_THE_TOWNS)
    def test_each_of_the_seven_wordings_means_exactly_the_ten(
        self, word: str, yijun_plan: Plan
    ) -> None:
        assert [body.id for body in yijun_plan.bodies(word)] == list(TOWNS)
        assert yijun_plan.bodies(half_width(word)) == yijun_plan.bodies(word)

    def test_the_group_has_no_other_wording(self, yijun_plan: Plan) -> None:
        words = {group.members: [group.name.zh, *group.aliases] for group in yijun_plan.groups}
        assert words == {
            "towns": WORDS_FOR_THE_TOWNS,
            "departments": WORDS_FOR_THE_DEPARTMENTS,
        }


class TestTheJointConference:
    """A convener and 29 members, by office; the names of persons are left out."""

    def test_it_has_thirty_seats_in_the_order_of_annex_2(self, yijun_plan: Plan) -> None:
        assert yijun_plan.conference is not None
        seats = yijun_plan.conference.seats
        assert len(seats) == 30
        assert [(seat.office.zh, seat.body) for seat in seats] == SEATS

    def test_a_deputy_mayor_alone_convenes_it(self, yijun_plan: Plan) -> None:
        assert yijun_plan.conference is not None
        conveners = [seat.office.zh for seat in yijun_plan.conference.seats if seat.convener]
        assert conveners == ["副县长"]

    def test_its_office_is_at_the_health_bureau(self, yijun_plan: Plan) -> None:
        assert yijun_plan.conference is not None
        assert yijun_plan.conference.office == "health"
        assert str(yijun_plan.conference.cite) == "yijun:A2"

    def test_every_department_and_every_town_has_one_seat(self, yijun_plan: Plan) -> None:
        assert yijun_plan.conference is not None
        sent = sorted(seat.body for seat in yijun_plan.conference.seats if seat.body)
        departments = [department.id for department in yijun_plan.departments]
        assert sent == sorted([*departments, *(town.id for town in yijun_plan.towns)])

    def test_a_seat_holds_an_office_and_has_no_place_for_a_name(self) -> None:
        assert [field.name for field in fields(Seat)] == ["office", "body", "convener", "id"]


class TestTheTargets:
    """What clauses 1 and 2.1.2 aim at, and by when."""

    def test_they_are_those_of_the_paper(self, yijun_plan: Plan) -> None:
        assert [
            (target.id, target.kind, target.figure, target.due, str(target.cite))
            for target in yijun_plan.targets
        ] == [
            (
                "demonstration-2021",
                "count",
                "demonstration_facilities",
                date(2021, 12, 31),
                "yijun:1",
            ),
            ("knowledge-rate-2025", "rate", "knowledge_rate", date(2025, 12, 31), "yijun:1"),
            ("guidance-rate-2025", "rate", "guidance_rate", date(2025, 12, 31), "yijun:1"),
            ("county-lecture", "yearly", "county_lectures_per_year", None, "yijun:2.1.2"),
            ("systems-2025", "not-measurable", "", date(2025, 12, 31), "yijun:1"),
            ("service-system-2025", "not-measurable", "", date(2025, 12, 31), "yijun:1"),
        ]

    def test_a_target_that_can_be_measured_has_its_figure(self, yijun_plan: Plan) -> None:
        figures = yijun_plan.figures(ON)
        measured = [target.figure for target in yijun_plan.targets if target.figure]
        assert [getattr(figures, figure) for figure in measured] == [
            1,
            Decimal("0.95"),
            Decimal("0.95"),
            1,
        ]


class TestTheGrants:
    """3.2: one grant of its own, and two that it recites from elsewhere."""

    def test_they_are_paid_by_these_for_an_accepted_slot(self, yijun_plan: Plan) -> None:
        assert [
            (
                grant.id,
                grant.basis,
                grant.per,
                [(row.value, row.stated, row.since) for row in grant.rows],
                [(share.payer, share.weight) for share in grant.shares],
            )
            for grant in yijun_plan.grants
        ] == [
            (
                "central",
                "recited",
                "accepted-slot",
                [(Decimal(10_000), True, None)],
                [("central", 1)],
            ),
            ("provincial", "recited", "accepted-slot", [(None, False, None)], [("province", 1)]),
            (
                "local",
                "granted",
                "accepted-slot",
                [(Decimal(10_000), True, None)],
                [("city", 1), ("county", 1)],
            ),
        ]

    def test_every_one_rests_on_the_clause_on_funding(self, yijun_plan: Plan) -> None:
        for grant in yijun_plan.grants:
            cites = [grant.cite, *(row.cite for row in grant.rows)]
            cites += [row.cite for row in grant.eligible]
            cites += [row.cite for row in grant.bars]
            assert {str(cite) for cite in cites} == {"yijun:3.2"}
        assert {str(row.cite) for row in yijun_plan.referrals} == {"yijun:3.2"}

    @pytest.mark.parametrize(
        ("option", "said", "bars"),
        [
            ("accepted", (False, False), []),
            ("registered-and-filed", (True, True), []),
            ("registered-and-filed", (False, True), ["not-registered"]),
            ("registered-and-filed", (True, False), ["not-filed"]),
            ("registered-and-filed", (False, False), ["not-registered", "not-filed"]),
        ],
    )
    def test_what_meets_the_requirements_follows_from_the_reading(
        self, option: str, said: tuple[bool, bool], bars: list[str], yijun_plan: Plan
    ) -> None:
        plan = yijun_plan.with_readings({"meeting-requirements": option})
        facts: Facts = dict(zip(("registered", "filed"), said, strict=True))
        for grant in plan.grants:
            matched = plan.match(grant.bars, facts, lambda row: row.id)
            assert ([row.id for row in matched.rows], matched.missing) == (bars, ())

    @pytest.mark.parametrize(
        ("option", "referral"),
        [("instead", "introduced-brand"), ("besides", "introduced-brand-besides")],
    )
    def test_only_an_introduced_brand_is_referred(
        self, option: str, referral: str, yijun_plan: Plan
    ) -> None:
        plan = yijun_plan.with_readings({"brand-support": option})
        found = {
            brand: [
                row.id
                for row in plan.match(
                    plan.referrals, {"introduced_brand": brand}, lambda row: row.id
                ).rows
            ]
            for brand in (True, False)
        }
        assert found == {True: [referral], False: []}

    def test_who_is_eligible_for_one_is_eligible_for_all(self, yijun_plan: Plan) -> None:
        local = next(grant for grant in yijun_plan.grants if grant.id == "local")
        assert [row.id for row in local.eligible] == [
            "inclusive-with-guidance",
            "community",
            "community-with-guidance",
        ]
        for grant in yijun_plan.grants:
            assert (grant.eligible, grant.bars) == (local.eligible, local.bars)

    @pytest.mark.parametrize(
        ("setting", "said", "option", "ways"),
        [
            ("standalone", (True, True), "inclusive-only", ["inclusive-with-guidance"]),
            ("standalone", (True, False), "inclusive-only", []),
            ("standalone", (False, True), "inclusive-only", []),
            ("community", (False, False), "inclusive-only", ["community"]),
            ("community", (False, False), "both", []),
            ("community", (False, True), "both", ["community-with-guidance"]),
        ],
    )
    def test_inclusive_and_community_facilities_are_eligible(
        self, setting: str, said: tuple[bool, bool], option: str, ways: list[str], yijun_plan: Plan
    ) -> None:
        plan = yijun_plan.with_readings({"guidance-function": option})
        inclusive, guidance = said
        facts: Facts = {
            "settings": frozenset({setting}),
            "inclusive": inclusive,
            "guidance": guidance,
        }
        for grant in plan.grants:
            matched = plan.match(grant.eligible, facts, lambda row: row.id)
            assert ([row.id for row in matched.rows], matched.missing) == (ways, ())

    def test_the_payers_are_four(self, yijun_plan: Plan) -> None:
        names = {payer.id: payer.name.zh for payer in yijun_plan.payers}
        assert names == {
            "central": "中央财政",
            "province": "省级财政",
            "city": "市级财政",
            "county": "县级财政",
        }

    def test_an_introduced_brand_is_referred_to_nobody_by_name(self, yijun_plan: Plan) -> None:
        assert [(row.id, row.to, row.instead) for row in yijun_plan.referrals] == [
            ("introduced-brand", "", True),
            ("introduced-brand-besides", "", False),
        ]


class TestTheRoutes:
    """2.4.10 goes by legal form; Annex 1 gives kindergarten-integrated facilities to education."""

    @pytest.mark.parametrize(
        ("form", "settings", "option", "registrars"),
        [
            ("public-institution", "standalone", "open", ["establishment"]),
            ("social-service", "community", "open", ["approval"]),
            ("for-profit", "workplace", "open", ["approval"]),
            ("public-institution", "kindergarten", "open", ["establishment", "education"]),
            ("social-service", "kindergarten", "open", ["approval", "education"]),
            ("for-profit", "kindergarten", "open", ["approval", "education"]),
            ("public-institution", "kindergarten", "education", ["education"]),
            ("social-service", "kindergarten", "education", ["education"]),
            ("for-profit", "kindergarten", "education", ["education"]),
            ("public-institution", "kindergarten", "by-legal-form", ["establishment"]),
            ("social-service", "kindergarten", "by-legal-form", ["approval"]),
            ("for-profit", "kindergarten", "by-legal-form", ["approval"]),
            ("unincorporated", "standalone", "open", []),
        ],
    )
    def test_the_registrar_follows_from_form_setting_and_reading(
        self, form: str, settings: str, option: str, registrars: list[str], yijun_plan: Plan
    ) -> None:
        plan = yijun_plan.with_readings({"integrated-registrar": option})
        facts: Facts = {"legal_form": form, "settings": frozenset({settings})}
        matched = plan.match(plan.routes, facts, lambda row: row.registrar)
        assert matched.missing == ()
        assert [row.registrar for row in matched.rows] == registrars

    def test_each_rests_on_its_clause(self, yijun_plan: Plan) -> None:
        assert {route.id: str(route.cite) for route in yijun_plan.routes} == {
            "public-institution": "yijun:2.4.10",
            "social-service": "yijun:2.4.10",
            "for-profit": "yijun:2.4.10",
            "kindergarten-integrated": "yijun:A1.education",
        }

    def test_where_the_national_measures_name_another_body_it_is_kept(
        self, yijun_plan: Plan
    ) -> None:
        authorities = {
            route.id: (route.source_authority.name.zh, str(route.source_authority.cite))
            for route in yijun_plan.routes
            if route.source_authority
        }
        assert authorities == {
            "social-service": ("县级以上民政部门", "filing-measures:4"),
            "for-profit": ("县级以上市场监督管理部门", "filing-measures:4"),
        }

    def test_the_steps_after_are_due_in_good_time_without_a_number_of_days(
        self, yijun_plan: Plan
    ) -> None:
        assert [
            (step.kind, step.actor, step.recipient, step.words, str(step.cite))
            for step in yijun_plan.steps
        ] == [
            ("push-data", "registrar", "health", "及时", "yijun:2.4.10"),
            ("file", "facility", "health", "及时", "yijun:2.4.10"),
        ]


class TestTheDocuments:
    """What is handed in for filing is the nation's list (托育机构登记和备案办法（试行） art. 8)."""

    ALWAYS = (
        "licence",
        "premises",
        "staff-qualifications",
        "staff-health",
        "hygiene-evaluation",
        "fire-safety",
    )

    @pytest.mark.parametrize(
        ("setting", "meals", "more"),
        [
            ("standalone", "no meals", ["filing-form", "filing-promise"]),
            ("community", "meals", ["food-licence", "filing-form", "filing-promise"]),
            ("home", "no meals", ["home-filing-form", "home-filing-promise"]),
            ("home", "meals", ["food-licence", "home-filing-form", "home-filing-promise"]),
        ],
    )
    def test_they_follow_from_setting_and_meals(
        self, setting: str, meals: str, more: list[str], yijun_plan: Plan
    ) -> None:
        facts: Facts = {"settings": frozenset({setting}), "serves_meals": meals == "meals"}
        matched = yijun_plan.match(yijun_plan.documents, facts, lambda row: row.id)
        assert [row.id for row in matched.rows] == [*self.ALWAYS, *more]

    def test_each_rests_on_the_article_that_asks_for_it(self, yijun_plan: Plan) -> None:
        home = {"home-filing-form", "home-filing-promise"}
        for document in yijun_plan.documents:
            article = "home-point-measures:备案" if document.id in home else "filing-measures:8"
            assert str(document.cite) == article


class TestTheReadings:
    """Where the text is open a reading says how it is taken; the default stands first."""

    def test_they_offer_these_options(self, yijun_plan: Plan) -> None:
        offered = {r.id: [option.id for option in r.options] for r in yijun_plan.open_questions}
        assert offered == READINGS

    @pytest.mark.parametrize("name", READINGS)
    def test_the_first_option_is_the_one_taken(self, name: str, yijun_plan: Plan) -> None:
        assert yijun_plan.reading(name).chosen == READINGS[name][0]
        assert getattr(yijun_plan.readings, name.replace("-", "_")) == READINGS[name][0]

    def test_each_cites_the_clauses_that_leave_the_gap(self, yijun_plan: Plan) -> None:
        cited = {r.id: [str(cite) for cite in r.cites] for r in yijun_plan.open_questions}
        funding, building, aims = ["yijun:3.2"], ["yijun:2.2.4"], ["yijun:1"]
        assert cited == {
            "integrated-registrar": ["yijun:2.4.10", "yijun:A1.education"],
            "guidance-function": funding,
            "meeting-requirements": funding,
            "local-share": funding,
            "odd-fen": funding,
            "repeat-slots": funding,
            "brand-support": funding,
            "slot-rounding": building,
            "existing-area-slots": building,
            "three-years-from": building,
            "rest-day-roll": building,
            "built-on": aims,
            "pace": aims,
            "under-three": ["yijun:2.3.7"],
            "ban-scope": ["yijun:2.4.11"],
            "yearly-check": ["minors-law:62", "management-norms:28"],
        }

    def test_there_is_one_field_for_each(self) -> None:
        assert [field.name.replace("_", "-") for field in fields(Readings)] == list(READINGS)
