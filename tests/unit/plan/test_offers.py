"""What a plan has for places, families, those who work and what is not paid, against the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from infantcare_policy.decisions import Citation, Missing
from infantcare_policy.errors import PlanError, UnknownName
from infantcare_policy.plan import Change, loads

if TYPE_CHECKING:
    from collections.abc import Callable

    from infantcare_policy.conditions import Facts
    from infantcare_policy.plan import Plan

    FaultsOf = Callable[[str], list[str]]

NEW_AREA: dict[str, Any] = {"area": ("new",)}
EXISTING_AREA: dict[str, Any] = {"area": ("existing",)}
AT_WORK: dict[str, Any] = {"settings": ("workplace",)}
IN_A_COMMUNITY: dict[str, Any] = {"settings": ("community",)}

# each step: the words of the clause, whose it is, for which of them, to whom the text gives it
ACTIONS: dict[str, tuple[str, str, dict[str, Any], str, str]] = {
    "public-services": (
        "2.2.4 公共服务",
        "county",
        {},
        "civil-affairs",
        "A1.civil-affairs",
    ),
    "community-land": (
        "2.2.4 用地",
        "county",
        {},
        "natural-resources",
        "A1.natural-resources",
    ),
    "community-premises": ("2.2.4 用房", "county", {}, "", ""),
    "projects-with-facilities": (
        "2.2.4 城市基础设施 新型城镇化 农村社区综合服务设施",
        "county",
        {},
        "",
        "",
    ),
    "new-area-built": ("2.2.4 标准 建设", "area", NEW_AREA, "housing", "A1.housing"),
    "new-area-accepted": ("2.2.4 与住宅同步验收", "area", NEW_AREA, "", ""),
    "new-area-delivered": ("2.2.4 同步交付使用", "area", NEW_AREA, "", ""),
    "existing-area-completed": (
        "2.2.4 购置 置换 租赁 完成建设",
        "area",
        EXISTING_AREA,
        "housing",
        "A1.housing",
    ),
    "private-initiative": ("2.2.5 政府补贴 公办民营 民办公助 社会力量", "county", {}, "", ""),
    "linked-up": ("2.2.5 卫生 文化 体育 衔接", "facility", IN_A_COMMUNITY, "", ""),
    "public-welfare-posts": ("2.2.5 公益性岗位", "county", {}, "human-resources", "2.2.5"),
    "inclusive-first": ("2.3.6 重点发展普惠性", "county", {}, "", ""),
    "national-trials": ("2.3.6 试点 专项投资", "county", {}, "", ""),
    "construction-plan": ("2.3.6 规划建设体系", "county", {}, "", ""),
    "central-budget-projects": ("2.3.6 中央预算内投资项目 编报", "county", {}, "", ""),
    "land-plan-priority": (
        "2.3.6 优先安排土地利用计划",
        "county",
        {},
        "natural-resources",
        "A1.natural-resources",
    ),
    "kindergarten-trial": ("2.3.7 试点 托班", "county", {}, "education", "A1.education"),
    "kindergarten-building": ("2.3.7 新建 改扩建 托班", "county", {}, "education", "A1.education"),
    "workplace-alone-or-jointly": (
        "2.3.8 单独或联合",
        "county",
        {},
        "trade-union",
        "A1.trade-union",
    ),
    "workplace-open": ("2.3.8 向附近居民开放", "facility", AT_WORK, "", ""),
    "brands-settled": ("2.3.9 知名品牌 落户", "county", {}, "", ""),
    "private-capital": ("2.3.9 社会资金 举办", "county", {}, "", ""),
}
WITHOUT_AN_OWNER = [name for name, (*_, owner, _) in ACTIONS.items() if not owner]

# 责任单位 of each clause, whose units have the steps that it gives to nobody
TEN = 10
UNITS: dict[str, list[str]] = {
    "2.2.4": ["civil-affairs", "natural-resources", "housing"],
    "2.2.5": ["civil-affairs", "human-resources", "health"],
    "2.3.6": ["development-reform", "health", "natural-resources"],
    "2.3.8": ["trade-union", "health"],
    "2.3.9": ["development-reform", "natural-resources", "market", "finance", "health"],
}

# 定期在各镇办开展父母课堂、育儿知识讲座及婴幼儿疾病义诊活动
ACTIVITIES = {"parents-class": "父母课堂", "lecture": "讲座", "free-clinic": "义诊"}

# the centres of 2.1.2, and who houses them
CENTRES: dict[str, tuple[str, tuple[str, ...]]] = {
    "early-development": ("婴幼儿早期发展服务指导中心", ("maternal-child-centre",)),
    "birth-care-education": ("优生优育优教指导中心", ("maternity", "primary-care")),
}

# the services of 2.1.3: for every family with infants, and for those in special hardship
FOR_ALL = {
    "newborn-visit": "新生儿访视",
    "nutrition": "膳食营养",
    "growth": "生长发育",
    "vaccination": "预防接种",
    "safety": "安全防护",
    "disease-prevention": "疾病防控",
}
IN_HARDSHIP = {"parenting-guidance": "育儿指导", "care": "照护服务"}

# the ten contacts of 0–36 months: the event, months, first and last day, and what is fixed at each
NORMS = "public-health-norms:0–6岁儿童健康管理"
CONTACTS: dict[str, tuple[str, int | None, int | None, int | None, str]] = {
    "newborn-home-visit": ("discharge", None, 0, 7, "handbook screening-results"),
    "full-month": ("birth", None, 28, 30, "measures second-hepatitis-b-dose"),
    "three-months": ("birth", 3, None, None, ""),
    "six-months": ("birth", 6, None, None, "blood-routine hearing chinese-medicine"),
    "eight-months": ("birth", 8, None, None, ""),
    "twelve-months": ("birth", 12, None, None, "hearing chinese-medicine"),
    "eighteen-months": ("birth", 18, None, None, "blood-routine chinese-medicine"),
    "twenty-four-months": ("birth", 24, None, None, "hearing chinese-medicine"),
    "thirty-months": ("birth", 30, None, None, "blood-routine chinese-medicine"),
    "thirty-six-months": ("birth", 36, None, None, "hearing chinese-medicine"),
}

# the measures of 2.1.1, and what 女职工劳动保护特别规定 arts. 6 and 9 lay down
ENCOURAGED = {
    "mother-and-baby-room": "母婴室",
    "nursing-room": "哺乳室",
    "flexible-hours": "灵活安排工作时间",
    "shorter-hours": "减少工作时长",
    "remote-work": "远程办公",
}
BINDING = {
    "no-overtime-from-seventh-month": "women-workers-rules:6",
    "no-overtime-while-nursing": "women-workers-rules:9",
    "nursing-time": "women-workers-rules:9",
}

# the catalogues of 3.3, and the occupations that it names in each
CATALOGUES: dict[str, tuple[str, tuple[str, ...]]] = {
    "urgent-occupations": ("急需紧缺职业（工种）目录", ()),
    "subsidised-training": ("政府补贴性培训目录", ()),
    # 保育员、育婴员等: the list of the text is open
    "skills-plan": ("职业技能培训计划", ()),
}

# what costs as much as for schools (3.2), and what the tax notices relieve
PRICES = {"water": "水", "electricity": "电", "gas": "气"}
TAXES: dict[str, tuple[str, str, str]] = {
    "value-added-tax": ("tax", "增值税", "tax-notice-2026:一（一）"),
    "income-tax": ("tax", "应纳税所得额", "tax-notice-2026:一（二）"),
    "deed-tax": ("tax", "契税", "tax-notice-2026:一（三）"),
    "property-tax": ("tax", "房产税", "tax-notice-2026:二"),
    "land-use-tax": ("tax", "土地使用税", "tax-notice-2026:二"),
    "registration-fee": ("fee", "不动产登记费", "tax-notice-2026:一（四）"),
    "farmland-fee": ("fee", "耕地开垦费", "tax-notice-2026:一（四）"),
    "restoration-fee": ("fee", "土地复垦费", "tax-notice-2026:一（四）"),
    "idle-land-fee": ("fee", "土地闲置费", "tax-notice-2026:一（四）"),
    "infrastructure-fee": ("fee", "城市基础设施配套费", "tax-notice-2026:一（四）"),
    "shelter-fee": ("fee", "防空地下室易地建设费", "tax-notice-2026:一（四）"),
}
MODES = ("full-day", "half-day", "hourly", "occasional")
CERTAIN_FORMS = ("public-institution", "social-service")
CONDITIONS: dict[str, tuple[tuple[str, ...], dict[str, Any], str]] = {
    "fixed-place": ((), {}, "tax-notice-2026:三"),
    "organisation": ((), {"legal_form": CERTAIN_FORMS}, "tax-notice-2026:三"),
    "service-mode": ((), {"services": MODES}, "tax-notice-2026:三"),
    "children": ((), {}, "tax-notice-2026:三"),
    "no-shelter-possible": (("shelter-fee",), {}, "tax-notice-2026:一（四）"),
}

OF_YIJUN = ("actions", "activities", "centres", "services", "catalogues")
BARE = 'id = "bare"\nextends = "china"\nname = { zh = "某县", en = "some county" }\n'
LOWER = 'id = "lower"\nextends = "yijun"\nname = { zh = "某区", en = "some district" }\n'
NAMED = 'name = { zh = "另项", en = "another" }\n'


def ids(plan: Plan, table: str) -> list[str]:
    return [row.id for row in getattr(plan, table)]


def named(plan: Plan, table: str, name: str) -> Any:  # noqa: ANN401 - a row of any table
    (row,) = [row for row in getattr(plan, table) if row.id == name]
    return row


class TestTheActions:
    """The steps of 2.2.4, 2.2.5 and 2.3.6 to 2.3.9 towards childcare places."""

    def test_they_stand_in_the_order_of_the_paper(self, yijun_plan: Plan) -> None:
        assert ids(yijun_plan, "actions") == list(ACTIONS)
        assert {action.cite.article for action in yijun_plan.actions} == {
            *("2.2.4", "2.2.5", "2.3.6", "2.3.7", "2.3.8", "2.3.9")
        }

    @pytest.mark.parametrize("name", ACTIONS)
    def test_each_is_that_of_its_clause(self, name: str, yijun_plan: Plan) -> None:
        words, of, when, _, _ = ACTIONS[name]
        clause, *terms = words.split()
        action = named(yijun_plan, "actions", name)
        assert action.cite == Citation("yijun", clause)
        unless = {"has_facility": (True,)} if when == EXISTING_AREA else {}
        assert (action.of, action.when, action.unless) == (of, when, unless)
        assert [term for term in terms if term not in action.name.zh] == []

    @pytest.mark.parametrize("name", ACTIONS)
    def test_each_has_an_owner_only_where_the_text_gives_it_to_one(
        self, name: str, yijun_plan: Plan
    ) -> None:
        *_, owner, where = ACTIONS[name]
        action = named(yijun_plan, "actions", name)
        assert action.owners == ((owner,) if owner else ())
        assert action.owner_cite == (Citation("yijun", where) if where else None)
        if owner:
            assert [body.id for body in yijun_plan.owners(action)] == [owner]

    @pytest.mark.parametrize("name", WITHOUT_AN_OWNER)
    def test_what_the_text_gives_to_nobody_is_with_the_units_of_its_clause(
        self, name: str, yijun_plan: Plan
    ) -> None:
        action = named(yijun_plan, "actions", name)
        owners = [body.id for body in yijun_plan.owners(action)]
        units = UNITS[action.cite.article]
        assert owners[: len(units)] == units
        towns = [town.id for town in yijun_plan.towns]
        assert len(towns) == TEN
        # 2.3.8 alone has no township body among its units
        assert owners[len(units) :] == ([] if action.cite.article == "2.3.8" else towns)

    def test_an_owner_is_the_body_of_the_entry_or_the_one_that_the_clause_speaks_of(
        self, yijun_plan: Plan
    ) -> None:
        for action in yijun_plan.actions:
            if action.owner_cite is None:
                continue
            clause = yijun_plan.clause(action.owner_cite.article)
            annex = clause.id.startswith("A1.")
            words = clause.responsible if annex else clause.mentions
            spoken_of = [body.id for word in words for body in yijun_plan.bodies(word)]
            assert list(action.owners) == spoken_of

    @pytest.mark.parametrize(
        ("of", "facts", "expected"),
        [
            (
                "area",
                {"area": "new"},
                ["new-area-built", "new-area-accepted", "new-area-delivered"],
            ),
            ("area", {"area": "existing", "has_facility": False}, ["existing-area-completed"]),
            # 已建成居住区无婴幼儿照护服务设施的
            ("area", {"area": "existing", "has_facility": True}, []),
            ("facility", {"settings": frozenset({"community"})}, ["linked-up"]),
            (
                "facility",
                {"settings": frozenset({"workplace"})},
                ["workplace-open"],
            ),
            (
                "facility",
                {"settings": frozenset({"community", "workplace"})},
                ["linked-up", "workplace-open"],
            ),
            ("facility", {"settings": frozenset({"kindergarten"})}, []),
        ],
    )
    def test_they_follow_from_the_area_and_from_the_setting(
        self, of: str, facts: Facts, expected: list[str], yijun_plan: Plan
    ) -> None:
        rows = [action for action in yijun_plan.actions if action.of == of]
        matched = yijun_plan.match(rows, facts, lambda row: row.id)
        assert ([row.id for row in matched.rows], matched.missing) == (expected, ())

    def test_an_area_of_an_unknown_kind_has_its_kind_missing(self, yijun_plan: Plan) -> None:
        rows = [action for action in yijun_plan.actions if action.of == "area"]
        matched = yijun_plan.match(rows, {}, lambda row: row.id)
        source = Citation("yijun", "2.2.4")
        wanted = [Missing(name, "fact", source) for name in ("area", "has_facility")]
        assert list(matched.missing) == wanted

    def test_a_step_that_another_instrument_asks_for_has_no_owner(self, linshui: str) -> None:
        row = f'[[action]]\nid = "more"\n{NAMED}of = "county"\ncite = "filing-measures:12"\n'
        plan = loads(linshui + row)
        assert plan.owners(plan.actions[0]) == ()


class TestTheRegularActivities:
    """2.1.2: parents' classes, lectures and free clinics in every township, 定期."""

    def test_they_are_three_without_an_interval(self, yijun_plan: Plan) -> None:
        assert ids(yijun_plan, "activities") == list(ACTIVITIES)
        for row in yijun_plan.activities:
            assert ACTIVITIES[row.id] in row.name.zh
            assert (row.words, str(row.cite)) == ("定期", "yijun:2.1.2")


class TestTheCentres:
    """2.1.2: one centre for early development, and one in each institution of two more kinds."""

    def test_they_are_those_of_the_clause(self, yijun_plan: Plan) -> None:
        assert {
            centre.id: (centre.name.zh, centre.when["institution"]) for centre in yijun_plan.centres
        } == CENTRES
        for centre in yijun_plan.centres:
            assert (list(centre.when), centre.unless) == (["institution"], {})
            assert centre.cite == Citation("yijun", "2.1.2")

    @pytest.mark.parametrize(
        ("kinds", "expected"),
        [
            ({"maternal-child-centre"}, ["early-development"]),
            ({"maternity"}, ["birth-care-education"]),
            ({"primary-care"}, ["birth-care-education"]),
            ({"maternity", "primary-care"}, ["birth-care-education"]),
            (
                {"maternal-child-centre", "maternity"},
                ["early-development", "birth-care-education"],
            ),
            (set(), []),
        ],
    )
    def test_an_institution_houses_those_of_its_kinds(
        self, kinds: set[str], expected: list[str], yijun_plan: Plan
    ) -> None:
        facts: Facts = {"institution": frozenset(kinds)}
        matched = yijun_plan.match(yijun_plan.centres, facts, lambda row: row.id)
        assert ([row.id for row in matched.rows], matched.missing) == (expected, ())

    def test_of_an_institution_of_an_unknown_kind_that_is_missing(self, yijun_plan: Plan) -> None:
        matched = yijun_plan.match(yijun_plan.centres, {}, lambda row: row.id)
        assert [(item.name, item.kind) for item in matched.missing] == [("institution", "fact")]


class TestTheServices:
    """2.1.3: six kinds for every family with infants, two for those in special hardship."""

    def test_they_are_those_of_the_clause_in_its_words(self, yijun_plan: Plan) -> None:
        assert {row.id: row.name.zh for row in yijun_plan.services} == FOR_ALL | IN_HARDSHIP
        assert ids(yijun_plan, "services") == [*FOR_ALL, *IN_HARDSHIP]
        assert {str(row.cite) for row in yijun_plan.services} == {"yijun:2.1.3"}

    @pytest.mark.parametrize(
        ("hardship", "expected"), [(False, [*FOR_ALL]), (True, [*FOR_ALL, *IN_HARDSHIP])]
    )
    def test_only_two_ask_for_special_hardship(
        self, *, hardship: bool, expected: list[str], yijun_plan: Plan
    ) -> None:
        facts: Facts = {"special_hardship": hardship}
        matched = yijun_plan.match(yijun_plan.services, facts, lambda row: row.id)
        assert ([row.id for row in matched.rows], matched.missing) == (expected, ())

    def test_where_hardship_is_unknown_six_are_certain(self, yijun_plan: Plan) -> None:
        matched = yijun_plan.match(yijun_plan.services, {}, lambda row: row.id)
        assert [row.id for row in matched.rows] == list(FOR_ALL)
        assert matched.missing == (Missing("special_hardship", "fact", Citation("yijun", "2.1.3")),)


class TestTheContactsOfChildHealth:
    """国家基本公共卫生服务规范（第三版）: ten contacts up to 36 months, each with fixed items."""

    def test_they_are_ten_in_the_order_of_a_childs_life(self, yijun_plan: Plan) -> None:
        assert len(CONTACTS) == TEN
        assert {
            row.id: (row.after, row.months, row.from_days, row.within_days)
            for row in yijun_plan.contacts
        } == {name: contact[:4] for name, contact in CONTACTS.items()}
        assert ids(yijun_plan, "contacts") == list(CONTACTS)
        assert {str(row.cite) for row in yijun_plan.contacts} == {NORMS}

    def test_only_the_home_visit_is_counted_from_the_discharge(self, yijun_plan: Plan) -> None:
        (visit,) = [row for row in yijun_plan.contacts if row.after == "discharge"]
        assert (visit.id, visit.from_days, visit.within_days) == ("newborn-home-visit", 0, 7)

    @pytest.mark.parametrize("contact", CONTACTS)
    def test_each_has_its_fixed_items_and_no_others(self, contact: str, yijun_plan: Plan) -> None:
        items = [row.id for row in yijun_plan.health_checks if contact in row.contacts]
        assert sorted(items) == sorted(CONTACTS[contact][4].split())

    def test_the_blood_routine_of_six_months_may_be_made_up_at_eight(
        self, yijun_plan: Plan
    ) -> None:
        catch_up = {row.id: row.catch_up for row in yijun_plan.health_checks if row.catch_up}
        assert catch_up == {"blood-routine": ("eight-months",)}

    def test_each_item_is_of_the_norms_and_that_of_chinese_medicine_of_its_own_part(
        self, yijun_plan: Plan
    ) -> None:
        cites = {row.id: str(row.cite) for row in yijun_plan.health_checks}
        assert cites.pop("chinese-medicine") == "public-health-norms:中医药健康管理"
        assert set(cites.values()) == {NORMS}

    def test_what_rules_of_their_own_put_beside_them_is_no_item(self, yijun_plan: Plan) -> None:
        for row in yijun_plan.health_checks:
            assert not [word for word in ("眼", "视力", "孤独症") if word in row.name.zh]

    def test_no_figure_says_the_same_again(self, yijun_plan: Plan) -> None:
        assert not [name for name in yijun_plan.figure_rows if "visit" in name]


class TestTheMeasures:
    """2.1.1 encourages five; the national rules lay down three."""

    def test_what_the_plan_encourages_binds_nobody(self, yijun_plan: Plan) -> None:
        own = [row for row in yijun_plan.measures if row.cite.instrument == "yijun"]
        assert {row.id: row.name.zh for row in own} == ENCOURAGED
        assert [row.id for row in own] == list(ENCOURAGED)
        assert {(str(row.cite), row.binding) for row in own} == {("yijun:2.1.1", False)}

    def test_what_the_nation_lays_down_binds(self, yijun_plan: Plan) -> None:
        rest = [row for row in yijun_plan.measures if row.cite.instrument != "yijun"]
        assert {row.id: str(row.cite) for row in rest} == BINDING
        assert {row.binding for row in rest} == {True}

    def test_a_national_one_holds_no_number_but_the_seventh_month_of_article_6(
        self, yijun_plan: Plan
    ) -> None:
        for name in BINDING:
            digits = [c for c in named(yijun_plan, "measures", name).name.zh if c.isdigit()]
            assert digits == (["7"] if name == "no-overtime-from-seventh-month" else [])


class TestTheOccupations:
    """3.3 names 保育员 and 育婴员; the first is called 保育师 since 2021."""

    @pytest.mark.parametrize("name", ["保育师", "保育员", "保 育员", "nursery-carer"])
    def test_the_carer_of_a_nursery_is_found_by_the_old_title_and_the_new(
        self, name: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.occupation(name)
        assert (found.id, found.name.zh, found.aliases) == ("nursery-carer", "保育师", ("保育员",))
        assert (found.code, found.levels) == ("4-10-01-03", 5)
        assert found.cite.instrument == "occupation-notice"
        assert yijun_plan.instrument("occupation-notice").number == "人社厅发〔2021〕92号"

    @pytest.mark.parametrize("name", ["育婴员", "infant-carer"])
    def test_the_carer_of_infants_has_no_code_and_no_levels_that_were_read(
        self, name: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.occupation(name)
        assert (found.id, found.name.zh, found.aliases) == ("infant-carer", "育婴员", ())
        assert (found.code, found.levels, str(found.cite)) == ("", None, "yijun:3.3")

    def test_there_are_two(self, yijun_plan: Plan) -> None:
        assert ids(yijun_plan, "occupations") == ["nursery-carer", "infant-carer"]

    @pytest.mark.parametrize("name", ["托育师", "保安员", ""])
    def test_another_title_is_none(self, name: str, yijun_plan: Plan) -> None:
        with pytest.raises(UnknownName):
            yijun_plan.occupation(name)


class TestTheCatalogues:
    """3.3: two catalogues for all care occupations, a plan of training for those it names."""

    def test_they_are_those_of_the_clause(self, yijun_plan: Plan) -> None:
        assert {row.id: (row.name.zh, row.occupations) for row in yijun_plan.catalogues} == (
            CATALOGUES
        )
        assert ids(yijun_plan, "catalogues") == list(CATALOGUES)
        assert {str(row.cite) for row in yijun_plan.catalogues} == {"yijun:3.3"}


class TestTheReliefs:
    """3.2 for water, electricity and gas; the tax notices for five taxes and six fees."""

    def test_the_plan_equals_three_prices(self, yijun_plan: Plan) -> None:
        own = [row for row in yijun_plan.reliefs if row.cite == Citation("yijun", "3.2")]
        assert [row.id for row in own] == list(PRICES)
        for row in own:
            assert (row.kind, row.figure, row.when, row.unless) == ("price", "", {}, {})
            assert PRICES[row.id] in row.name.zh
            assert "学校、幼儿园" in row.name.zh

    def test_the_notices_relieve_of_five_taxes_and_six_fees(self, yijun_plan: Plan) -> None:
        rest = [row for row in yijun_plan.reliefs if row.kind != "price"]
        assert [row.id for row in rest] == list(TAXES)
        for row in rest:
            kind, words, article = TAXES[row.id]
            assert (row.kind, str(row.cite)) == (kind, article)
            assert words in row.name.zh
        assert [row.kind for row in rest].count("tax") == 5
        assert [row.kind for row in rest].count("fee") == 6

    def test_only_the_income_tax_is_paid_on_a_part(self, yijun_plan: Plan) -> None:
        figures = {row.id: row.figure for row in yijun_plan.reliefs if row.figure}
        assert figures == {"income-tax": "income_tax_share"}

    @pytest.mark.parametrize(
        ("notice", "number"),
        [
            ("tax-notice-2019", "财政部公告2019年第76号"),
            ("tax-notice-2026", "财政部公告2026年第7号"),
        ],
    )
    def test_both_notices_are_declared_by_their_numbers(
        self, notice: str, number: str, yijun_plan: Plan
    ) -> None:
        assert yijun_plan.instrument(notice).number == number

    def test_the_conditions_are_those_of_the_notices(self, yijun_plan: Plan) -> None:
        assert {
            row.id: (row.reliefs, row.when, str(row.cite)) for row in yijun_plan.relief_conditions
        } == CONDITIONS
        fails = {row.id: row.fails for row in yijun_plan.relief_conditions if row.fails}
        assert fails == {}

    def test_age_three_is_in_for_taxes(self, yijun_plan: Plan) -> None:
        assert "3周岁（含）以下" in named(yijun_plan, "relief_conditions", "children").name.zh


class TestEveryRow:
    """Is worded in both languages and cites a clause of the plan or an instrument."""

    TABLES = (
        *OF_YIJUN,
        "contacts",
        "health_checks",
        "measures",
        "occupations",
        "reliefs",
        "relief_conditions",
    )

    @pytest.mark.parametrize("table", TABLES)
    def test_is_worded_in_both_languages(self, table: str, yijun_plan: Plan) -> None:
        for row in getattr(yijun_plan, table):
            assert not row.name.zh.isascii(), row.id
            assert row.name.en.replace("’", "'").isascii(), row.id

    @pytest.mark.parametrize("table", OF_YIJUN)
    def test_what_yijun_says_does_not_leak(self, table: str, qinghe: Plan) -> None:
        assert getattr(loads(BARE), table) == ()
        assert getattr(qinghe, table) == ()

    def test_a_county_over_the_nation_alone_has_the_nations(self, qinghe: Plan) -> None:
        for plan in (loads(BARE), qinghe):
            assert ids(plan, "contacts") == list(CONTACTS)
            assert ids(plan, "measures") == list(BINDING)
            assert ids(plan, "occupations") == ["nursery-carer"]
            assert ids(plan, "reliefs") == list(TAXES)
            assert ids(plan, "relief_conditions") == list(CONDITIONS)
            left_out = [omission.id for omission in plan.omissions]
            assert left_out == ["tax_relief_until", "maternity_leave_days"]

    @pytest.mark.parametrize(
        ("table", "name", "row"),
        [
            ("actions", "workplace-open", '[[action]]\n{}of = "county"\n'),
            ("activities", "lecture", '[[activity]]\n{}words = "每季度"\n'),
            (
                "centres",
                "early-development",
                '[[centre]]\n{}when = {{ institution = "maternity" }}\n',
            ),
            ("services", "care", "[[service]]\n{}"),
            ("contacts", "full-month", "[[contact]]\n{}months = 1\n"),
            ("health_checks", "hearing", '[[health_check]]\n{}contacts = ["six-months"]\n'),
            ("measures", "remote-work", "[[measure]]\n{}binding = true\n"),
            ("occupations", "infant-carer", "[[occupation]]\n{}levels = 3\n"),
            ("catalogues", "skills-plan", "[[catalogue]]\n{}"),
            ("reliefs", "gas", '[[relief]]\n{}kind = "fee"\n'),
            ("relief_conditions", "children", "[[relief_condition]]\n{}"),
        ],
    )
    def test_of_a_lower_layer_replaces_that_of_the_same_id_and_the_change_is_named(
        self, table: str, name: str, row: str, yijun_plan: Plan
    ) -> None:
        head = f'id = "{name}"\n{NAMED}cite = "filing-measures:8"\n'
        after = loads(LOWER + row.format(head))
        assert ids(after, table) == ids(yijun_plan, table)
        assert named(after, table, name).name.en == "another"
        (change,) = [each for each in yijun_plan.diff(after) if each.part == table]
        assert isinstance(change, Change)
        assert (change.id, change.how) == (name, "changed")
        assert {"name", "cite"} <= set(change.fields)


ACTION = f'[[action]]\nid = "a"\n{NAMED}'
CONTACT = f'[[contact]]\nid = "a"\n{NAMED}cite = "1"\n'
CHECK = f'[[health_check]]\nid = "a"\n{NAMED}cite = "1"\n'
RELIEF = f'[[relief]]\nid = "a"\n{NAMED}kind = "price"\ncite = "1"\n'

CITED = {
    "action[a]": f'{ACTION}of = "county"\n',
    "activity[lecture]": f'[[activity]]\nid = "lecture"\n{NAMED}',
    "centre[a]": f'[[centre]]\nid = "a"\n{NAMED}when = {{ institution = "maternity" }}\n',
    "service[a]": f'[[service]]\nid = "a"\n{NAMED}',
    "contact[a]": f'[[contact]]\nid = "a"\n{NAMED}months = 3\n',
    "health_check[a]": f'[[health_check]]\nid = "a"\n{NAMED}contacts = ["six-months"]\n',
    "measure[a]": f'[[measure]]\nid = "a"\n{NAMED}binding = true\n',
    "occupation[a]": f'[[occupation]]\nid = "a"\n{NAMED}',
    "catalogue[a]": f'[[catalogue]]\nid = "a"\n{NAMED}',
    "relief[a]": f'[[relief]]\nid = "a"\n{NAMED}kind = "tax"\n',
    "relief_condition[a]": f'[[relief_condition]]\nid = "a"\n{NAMED}',
    "omission[care_leave_days]": (
        '[[omission]]\nid = "care_leave_days"\nreason = { zh = "未读", en = "not read" }\n'
    ),
}
WHEN: dict[str, tuple[str, str, list[str]]] = {
    "action[a]": (f'{ACTION}of = "facility"\ncite = "1"\n', "settings", ["area", "institution"]),
    "centre[a]": (
        f'[[centre]]\nid = "a"\n{NAMED}cite = "1"\n',
        "institution",
        ["settings", "special_hardship"],
    ),
    "service[a]": (
        f'[[service]]\nid = "a"\n{NAMED}cite = "1"\n',
        "special_hardship",
        ["inclusive", "institution"],
    ),
    "relief[a]": (RELIEF, "services", ["area", "record"]),
    "relief_condition[a]": (
        f'[[relief_condition]]\nid = "a"\n{NAMED}cite = "1"\n',
        "legal_form",
        ["area", "role"],
    ),
}


class TestTheSourceOfARow:
    """Every row of the tables cites a clause of the plan or a declared instrument."""

    @pytest.mark.parametrize(("path", "row"), CITED.items())
    def test_is_a_clause_that_exists(
        self, path: str, row: str, linshui: str, faults_of: FaultsOf
    ) -> None:
        assert faults_of(f'{linshui}{row}cite = "9"\n') == [
            f"{path}.cite: expected a clause of this plan, got '9'"
        ]

    @pytest.mark.parametrize(("path", "row"), CITED.items())
    def test_is_an_instrument_that_is_declared(
        self, path: str, row: str, linshui: str, faults_of: FaultsOf
    ) -> None:
        (fault,) = faults_of(f'{linshui}{row}cite = "filing-measure:9"\n')
        assert fault.startswith(
            f"{path}.cite: expected a declared instrument, got 'filing-measure'; did you mean "
        )

    @pytest.mark.parametrize("row", CITED.values(), ids=list(CITED))
    @pytest.mark.parametrize(
        ("cite", "source"),
        [("1", Citation("linshui", "1")), ("filing-measures:9", Citation("filing-measures", "9"))],
    )
    def test_may_be_either(self, cite: str, source: Citation, row: str, linshui: str) -> None:
        plan = loads(f'{linshui}{row}cite = "{cite}"\n')
        before = loads(linshui)
        (change,) = plan.diff(before)
        (new,) = [each for each in getattr(plan, change.part) if each.id == change.id]
        assert (change.how, new.cite) == ("removed", source)

    def test_is_asked_of_an_owner_too(self, linshui: str, faults_of: FaultsOf) -> None:
        row = f'{ACTION}of = "county"\nowners = ["health"]\nowner_cite = "9"\ncite = "1"\n'
        assert faults_of(linshui + row) == [
            "action[a].owner_cite: expected a clause of this plan, got '9'"
        ]


class TestTheConditionsOfARow:
    """A row asks for facts of its own kind, with values that they can have."""

    @pytest.mark.parametrize("part", ["when", "unless"])
    @pytest.mark.parametrize("path", WHEN)
    def test_are_facts_of_its_own_kind(
        self, path: str, part: str, linshui: str, faults_of: FaultsOf
    ) -> None:
        row, own, others = WHEN[path]
        if part == "unless" and path == "relief_condition[a]":
            part = "fails"
        also = 'when = { institution = "maternity" }\n' if path[:6] + part == "centreunless" else ""
        for name in (f"{own}x", *others):
            (fault,) = faults_of(f'{linshui}{row}{also}{part} = {{ {name} = "no" }}\n')
            assert fault.startswith(f"{path}.{part}.{name}: expected a known fact, got '{name}'")

    @pytest.mark.parametrize("path", WHEN)
    def test_have_values_that_the_fact_can_have(
        self, path: str, linshui: str, faults_of: FaultsOf
    ) -> None:
        row, own, _ = WHEN[path]
        (fault,) = faults_of(f'{linshui}{row}when = {{ {own} = "nowhere" }}\n')
        assert fault.startswith(f"{path}.when.{own}: expected one of ")
        assert fault.endswith("got 'nowhere'")

    def test_of_a_step_of_the_county_are_none_but_readings(
        self, linshui: str, faults_of: FaultsOf
    ) -> None:
        row = f'{ACTION}of = "county"\ncite = "1"\n'
        assert loads(f'{linshui}{row}when = {{ "reading.pace" = "linear" }}\n').actions
        (fault,) = faults_of(f'{linshui}{row}when = {{ settings = "home" }}\n')
        assert fault.startswith("action[a].when.settings: expected a known fact, got 'settings'")

    def test_of_a_step_of_an_area_are_those_of_an_area(
        self, linshui: str, faults_of: FaultsOf
    ) -> None:
        row = f'{ACTION}of = "area"\ncite = "1"\n'
        assert loads(f'{linshui}{row}when = {{ area = "existing" }}\n').actions
        (fault,) = faults_of(f'{linshui}{row}when = {{ settings = "home" }}\n')
        assert fault.startswith("action[a].when.settings: expected a known fact, got 'settings'")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        pytest.param(
            f'{ACTION}of = "county"\nowners = ["health", "helth"]\nowner_cite = "1"\ncite = "1"\n',
            ("action[a].owners[1]: expected a department id, got 'helth'; did you mean health?"),
            id="an owner that is nobody",
        ),
        pytest.param(
            f'{ACTION}of = "county"\nowners = ["shangqiao"]\nowner_cite = "1"\ncite = "1"\n',
            "action[a].owners[0]: expected a department id, got 'shangqiao'",
            id="an owner that is a town",
        ),
        pytest.param(
            f'{ACTION}of = "county"\nowners = ["health"]\ncite = "1"\n',
            "action[a]: expected owners with owner_cite, or neither, got one of them alone",
            id="an owner without a source",
        ),
        pytest.param(
            f'{ACTION}of = "county"\nowner_cite = "1"\ncite = "1"\n',
            "action[a]: expected owners with owner_cite, or neither, got one of them alone",
            id="a source of no owner",
        ),
        pytest.param(
            f'{ACTION}of = "town"\ncite = "1"\n',
            "action[0].of: expected one of county, area, facility, got 'town'",
            id="a step of nothing that has steps",
        ),
        pytest.param(
            f'[[activity]]\nid = "open-day"\n{NAMED}cite = "1"\n',
            "activity[0].id: expected one of parents-class, lecture, free-clinic, got 'open-day'",
            id="an activity of no kind",
        ),
        pytest.param(
            f'[[centre]]\nid = "a"\n{NAMED}cite = "1"\n',
            "centre[0].when: expected a value, got nothing",
            id="a centre that does not say who houses it",
        ),
        pytest.param(
            CONTACT,
            "contact[0].months: expected months, or from_days, got neither",
            id="a contact without a time",
        ),
        pytest.param(
            f"{CONTACT}within_days = 7\n",
            "contact[0].months: expected months, or from_days, got neither",
            id="a contact with a last day only",
        ),
        pytest.param(
            f"{CONTACT}months = 3\nfrom_days = 90\n",
            "contact[0].months: expected months, or from_days, got both",
            id="a contact with two times",
        ),
        pytest.param(
            f"{CONTACT}from_days = 30\nwithin_days = 28\n",
            "contact[0].within_days: expected a day not before from_days 30, got 28",
            id="a contact that ends before it begins",
        ),
        pytest.param(
            f"{CONTACT}months = 3\nwithin_days = 100\n",
            "contact[0].within_days: expected none beside months, got 100",
            id="a last day beside months",
        ),
        pytest.param(
            f'{CONTACT}months = 3\nafter = "discharge"\n',
            "contact[0].after: expected birth, since months are those of age, got discharge",
            id="months from the discharge",
        ),
        pytest.param(
            f'{CONTACT}months = 3\nafter = "conception"\n',
            "contact[0].after: expected one of birth, discharge, got 'conception'",
            id="an event that is none",
        ),
        pytest.param(
            f"{CONTACT}months = 0\n",
            "contact[0].months: expected a whole number ≥ 1, got 0",
            id="no month",
        ),
        pytest.param(
            f"{CONTACT}from_days = -1\n",
            "contact[0].from_days: expected a whole number ≥ 0, got -1",
            id="a day before the event",
        ),
        pytest.param(
            f'{CHECK}contacts = ["six-month"]\n',
            "health_check[a].contacts[0]: expected a contact, got 'six-month'; did you mean ",
            id="a check at no contact",
        ),
        pytest.param(
            f'{CHECK}contacts = ["six-months"]\ncatch_up = ["nine-months"]\n',
            "health_check[a].catch_up[0]: expected a contact, got 'nine-months'",
            id="a check made up at no contact",
        ),
        pytest.param(
            f'{CHECK}contacts = ["six-months", "six-months"]\n',
            "health_check[0].contacts[1]: expected each item once, got six-months again",
            id="a check twice at a contact",
        ),
        pytest.param(
            f'[[measure]]\nid = "a"\n{NAMED}cite = "1"\n',
            "measure[0].binding: expected a value, got nothing",
            id="a measure that does not say whether it binds",
        ),
        pytest.param(
            f'[[measure]]\nid = "a"\n{NAMED}binding = "no"\ncite = "1"\n',
            "measure[0].binding: expected true or false, got 'no'",
            id="a measure that binds in words",
        ),
        pytest.param(
            f'[[occupation]]\nid = "a"\n{NAMED}aliases = ["保 育员"]\ncite = "1"\n',
            "occupation[a].name: expected names of its own, got '保育员', which is nursery-carer",
            id="an occupation by the old title of another",
        ),
        pytest.param(
            f'[[occupation]]\nid = "a"\n{NAMED}levels = 0\ncite = "1"\n',
            "occupation[0].levels: expected a whole number ≥ 1, got 0",
            id="an occupation without a level",
        ),
        pytest.param(
            f'[[catalogue]]\nid = "a"\n{NAMED}occupations = ["nursery-carers"]\ncite = "1"\n',
            (
                "catalogue[a].occupations[0]: expected an occupation, got 'nursery-carers'; "
                "did you mean nursery-carer?"
            ),
            id="an occupation that is none",
        ),
        pytest.param(
            RELIEF.replace("price", "gift"),
            "relief[0].kind: expected one of price, tax, fee, got 'gift'",
            id="a relief of nothing that is paid",
        ),
        pytest.param(
            f'{RELIEF}figure = "income_tax_shares"\n',
            (
                "relief[a].figure: expected a known figure, got 'income_tax_shares'; "
                "did you mean income_tax_share?"
            ),
            id="a part that no figure gives",
        ),
        pytest.param(
            f'{RELIEF}figure = "tax_relief_until"\n',
            (
                "relief[a].figure: expected a figure that is a number, got 'tax_relief_until', "
                "which is none"
            ),
            id="a part that is a day",
        ),
        pytest.param(
            f'[[relief_condition]]\nid = "a"\n{NAMED}reliefs = ["deed-taxes"]\ncite = "1"\n',
            (
                "relief_condition[a].reliefs[0]: expected a relief in taxes or fees, "
                "got 'deed-taxes'; did you mean deed-tax?"
            ),
            id="a condition of no relief",
        ),
        pytest.param(
            f'{RELIEF}\n[[relief_condition]]\nid = "b"\n{NAMED}reliefs = ["a"]\ncite = "1"\n',
            "relief_condition[b].reliefs[0]: expected a relief in taxes or fees, got 'a'",
            id="a condition of a price",
        ),
        pytest.param(
            (
                '[[omission]]\nid = "care_leave"\nreason = { zh = "未读", en = "not read" }\n'
                'cite = "1"\n'
            ),
            "omission[care_leave].id: expected a known figure, got 'care_leave'; did you mean ",
            id="an omission of no figure",
        ),
    ],
)
def test_a_row_that_leads_nowhere_is_a_fault(
    row: str, fault: str, linshui: str, faults_of: FaultsOf
) -> None:
    (found,) = faults_of(linshui + row)
    assert found.startswith(fault)


@pytest.mark.parametrize(("path", "row"), CITED.items())
def test_an_id_stands_once_in_a_table(
    path: str, row: str, linshui: str, faults_of: FaultsOf
) -> None:
    table, _, name = path.removesuffix("]").partition("[")
    cited = f'{row}cite = "1"\n'
    assert faults_of(f"{linshui}{cited}{cited}") == [
        f"{table}[1]: expected a key of its own, got '{name}', which is {table}[0] already"
    ]


@pytest.mark.parametrize("table", [path.partition("[")[0] for path in CITED])
def test_a_table_is_a_list(table: str) -> None:
    with pytest.raises(PlanError) as refused:
        loads(f'{BARE}\n[{table}]\nid = "a"\n')
    (fault,) = refused.value.faults
    assert str(fault).startswith(f"{table}: expected a list of tables, got one table")


class TestWhatSaysTwoThings:
    """A row that contradicts itself or another is a fault."""

    def test_a_check_is_at_a_contact(self, linshui: str) -> None:
        with pytest.raises(PlanError):
            loads(f"{linshui}{CHECK}contacts = []\n")

    def test_a_check_is_not_made_up_where_it_is_fixed(self, linshui: str) -> None:
        with pytest.raises(PlanError):
            loads(f'{linshui}{CHECK}contacts = ["six-months"]\ncatch_up = ["six-months"]\n')

    def test_an_owner_is_named_once(self, linshui: str) -> None:
        row = f'{ACTION}of = "county"\nowners = ["health", "health"]\nowner_cite = "1"\n'
        with pytest.raises(PlanError):
            loads(f'{linshui}{row}cite = "1"\n')


def test_all_faults_of_the_tables_come_at_once(linshui: str, faults_of: FaultsOf) -> None:
    rows = [f'{row}cite = "9"\n' for row in CITED.values()]
    found = [fault.partition(": ")[0] for fault in faults_of(linshui + "".join(rows))]
    assert sorted(found) == sorted(f"{path}.cite" for path in CITED)
