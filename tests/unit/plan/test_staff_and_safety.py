"""What a post asks for, what a facility must have and do, and what is made public."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from infantcare_policy.plan import loads

if TYPE_CHECKING:
    from infantcare_policy.conditions import Facts
    from infantcare_policy.plan import Plan

ON = date(2026, 11, 23)

HOME = {"settings": ("home",)}
NOT_AT_HOME: tuple[dict[str, Any], dict[str, Any]] = ({}, HOME)
AT_HOME: tuple[dict[str, Any], dict[str, Any]] = (HOME, {})
EVERYWHERE: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
FROM_COLLEGE = ("college", "bachelor", "postgraduate")
FROM_UPPER_SECONDARY = ("upper-secondary", *FROM_COLLEGE)

# each row: the post, when and unless, what is asked, the article
POSTS: dict[str, tuple[str, object, dict[str, Any], str]] = {
    "head-education": ("head", NOT_AT_HOME, {"education": FROM_COLLEGE}, "setting-standard:18"),
    "head-experience": ("head", NOT_AT_HOME, {"experienced": (True,)}, "setting-standard:18"),
    "head-training": (
        "head",
        NOT_AT_HOME,
        {"qualifications": ("head-training",)},
        "setting-standard:18",
    ),
    "carer-background": (
        "carer",
        NOT_AT_HOME,
        {"qualifications": ("care-experience", "related-major")},
        "setting-standard:18",
    ),
    "carer-training": (
        "carer",
        NOT_AT_HOME,
        {"qualifications": ("care-training",)},
        "setting-standard:18",
    ),
    "health-worker-training": (
        "health-worker",
        NOT_AT_HOME,
        {"qualifications": ("health-training",)},
        "setting-standard:18",
    ),
    "health-worker-education": (
        "health-worker",
        NOT_AT_HOME,
        {"education": FROM_UPPER_SECONDARY},
        "hygiene-evaluation:保健人员",
    ),
    "guard-certificate": (
        "guard",
        NOT_AT_HOME,
        {"qualifications": ("guard-certificate",)},
        "setting-standard:18",
    ),
    "home-carer-background": (
        "carer",
        AT_HOME,
        {"qualifications": ("care-experience", "related-major")},
        "home-point-measures:照护人员",
    ),
    "home-carer-training": (
        "carer",
        AT_HOME,
        {"qualifications": ("care-training",)},
        "home-point-measures:照护人员",
    ),
}

# each row: when and unless, the figure, the article, how well it was read
NATIONAL: dict[str, tuple[object, str, str, str]] = {
    "alarm": (NOT_AT_HOME, "", "management-norms:32", "B"),
    "monitoring": (NOT_AT_HOME, "", "management-norms:32", "B"),
    "recordings": (NOT_AT_HOME, "recordings_days", "management-norms:32", "B"),
    "emergency-plans": (NOT_AT_HOME, "", "management-norms:31", "B"),
    "fire-safety-manager": (NOT_AT_HOME, "", "management-norms:31", "B"),
    "staff-health-checks": (NOT_AT_HOME, "", "management-norms:28", "B"),
    "entry-checks": (NOT_AT_HOME, "", "management-norms:11", "B"),
    "daily-checks": (NOT_AT_HOME, "", "management-norms:24", "B"),
    "outdoor-time": (NOT_AT_HOME, "outdoor_hours", "management-norms:18", "B"),
    "hygiene-report": (NOT_AT_HOME, "", "health-care-measures:8", "A"),
    "yearly-report": (NOT_AT_HOME, "", "management-norms:38", "B"),
    "disclosure-and-quality-systems": (NOT_AT_HOME, "", "management-norms:40", "B"),
    "food-licence-held": (({"serves_meals": (True,)}, {}), "", "filing-measures:8", "A"),
    "home-area": (
        AT_HOME,
        "home_point_square_metres",
        "home-point-measures:建筑面积",
        "B",
    ),
}
OWN: dict[str, tuple[object, str, str, str]] = {
    "building-standards": (EVERYWHERE, "", "yijun:2.4.11", "S"),
    "management-systems": (EVERYWHERE, "", "yijun:2.4.11", "S"),
    "safety-equipment": (EVERYWHERE, "", "yijun:2.4.11", "S"),
    "security-staff": (EVERYWHERE, "", "yijun:2.4.11", "S"),
}

# each row: when and unless, by whom, the words of the limit, its figure, the article
PUBLIC: dict[str, tuple[object, str, str, str, str]] = {
    "service-information": (NOT_AT_HOME, "托育机构", "", "", "management-norms:15"),
    "filing-below-standard": (
        EVERYWHERE,
        "县级卫生健康部门",
        "",
        "filing_notice_workdays",
        "filing-measures:9",
    ),
    "inspection-result": (EVERYWHERE, "检查部门", "及时", "", "double-random-notice:公开"),
    "enterprise-inspection-result": (
        ({"legal_form": ("for-profit",)}, {}),
        "检查部门",
        "",
        "publication_workdays",
        "enterprise-information-rules:6",
    ),
    "market-penalty": (
        EVERYWHERE,
        "市场监管部门",
        "",
        "penalty_publication_workdays",
        "penalty-publication-rules:9",
    ),
}
QUALITY: tuple[object, str, str, str, str] = (EVERYWHERE, "文本没有写明", "", "", "yijun:3.4")

BARE = 'id = "bare"\nextends = "china"\nname = { zh = "某县", en = "some county" }\n'
LOWER = 'id = "lower"\nextends = "yijun"\nname = { zh = "某区", en = "some district" }\n'
NAMED = 'name = { zh = "另项", en = "another" }\n'


class TestThePosts:
    """What somebody in a post brings (设置标准 art. 18; 家庭托育点管理办法)."""

    def test_they_are_those_of_the_sheet(self, yijun_plan: Plan) -> None:
        assert {
            post.id: (post.role, (post.when, post.unless), post.asks, str(post.cite))
            for post in yijun_plan.posts
        } == POSTS
        assert [post.id for post in yijun_plan.posts] == list(POSTS)

    def test_a_cook_and_everybody_else_are_asked_for_nothing(self, yijun_plan: Plan) -> None:
        asked = {post.role.value for post in yijun_plan.posts}
        assert asked == {"head", "carer", "health-worker", "guard"}

    @pytest.mark.parametrize("setting", ["standalone", "kindergarten", "community", "workplace"])
    def test_a_home_point_asks_for_a_trained_carer_only(
        self, setting: str, yijun_plan: Plan
    ) -> None:
        def asked(where: str) -> list[str]:
            facts: Facts = {"settings": frozenset({where})}
            matched = yijun_plan.match(yijun_plan.posts, facts, lambda row: row.id)
            assert matched.missing == ()
            return [row.id for row in matched.rows]

        assert asked("home") == ["home-carer-background", "home-carer-training"]
        assert asked(setting) == [name for name in POSTS if not name.startswith("home")]

    def test_where_the_setting_is_unknown_it_is_missing(self, yijun_plan: Plan) -> None:
        matched = yijun_plan.match(yijun_plan.posts, {}, lambda row: row.id)
        assert [(item.name, item.kind) for item in matched.missing] == [("settings", "fact")]


class TestTheRequirements:
    """What a facility must have and do (2.4.11; 管理规范 arts. 11–40), and how it was read."""

    def test_they_are_those_of_the_sheet_and_then_those_of_the_plan(self, yijun_plan: Plan) -> None:
        assert {
            row.id: ((row.when, row.unless), row.figure, str(row.cite), row.confidence)
            for row in yijun_plan.requirements
        } == NATIONAL | OWN
        assert [row.id for row in yijun_plan.requirements] == [*NATIONAL, *OWN]

    def test_only_what_the_plan_itself_asks_for_is_stated_by_it(
        self, yijun_plan: Plan, qinghe: Plan
    ) -> None:
        for plan in (yijun_plan, qinghe):
            for row in plan.requirements:
                own = row.cite.instrument == plan.id
                assert row.confidence in (("S",) if own else ("A", "B")), row.id

    @pytest.mark.parametrize(
        ("name", "number"), [("recordings", 90), ("outdoor-time", 2), ("home-area", 9)]
    )
    def test_a_number_is_the_figure_of_the_sheet(
        self, name: str, number: int, yijun_plan: Plan
    ) -> None:
        (row,) = [row for row in yijun_plan.requirements if row.id == name]
        assert getattr(yijun_plan.figures(ON), row.figure) == number

    @pytest.mark.parametrize(
        ("setting", "meals", "expected"),
        [
            ("home", "no meals", ["home-area", *OWN]),
            ("home", "meals", ["food-licence-held", "home-area", *OWN]),
            ("community", "no meals", [*list(NATIONAL)[:12], *OWN]),
            ("kindergarten", "meals", [*list(NATIONAL)[:13], *OWN]),
        ],
    )
    def test_they_follow_from_setting_and_meals(
        self, setting: str, meals: str, expected: list[str], yijun_plan: Plan
    ) -> None:
        facts: Facts = {"settings": frozenset({setting}), "serves_meals": meals == "meals"}
        matched = yijun_plan.match(yijun_plan.requirements, facts, lambda row: row.id)
        assert ([row.id for row in matched.rows], matched.missing) == (expected, ())

    def test_nothing_that_a_draft_or_a_recommended_standard_asks_for_is_one(
        self, yijun_plan: Plan
    ) -> None:
        # recordings of a home point stood in a draft; insurance and rooms only in WS/T 821
        cited = {row.cite.instrument for row in yijun_plan.requirements}
        assert cited == {
            "management-norms",
            "health-care-measures",
            "filing-measures",
            "home-point-measures",
            "yijun",
        }


class TestThePublications:
    """What is made public, by whom, and how soon where a text says so."""

    def test_they_are_those_of_the_sheet_and_then_that_of_the_plan(self, yijun_plan: Plan) -> None:
        assert {
            row.id: ((row.when, row.unless), row.by.zh, row.words, row.figure, str(row.cite))
            for row in yijun_plan.publications
        } == {**PUBLIC, "quality-evaluation": QUALITY}
        assert [row.id for row in yijun_plan.publications] == [*PUBLIC, "quality-evaluation"]

    @pytest.mark.parametrize(
        ("name", "days"),
        [
            ("filing-below-standard", 15),
            ("enterprise-inspection-result", 20),
            ("market-penalty", 20),
        ],
    )
    def test_a_number_of_days_is_the_figure_of_the_sheet(
        self, name: str, days: int, yijun_plan: Plan
    ) -> None:
        (row,) = [row for row in yijun_plan.publications if row.id == name]
        assert getattr(yijun_plan.figures(ON), row.figure) == days
        assert row.words == ""


def table(plan: Plan, part: str) -> list[str]:
    return [row.id for row in getattr(plan, part)]


class TestALowerLayer:
    """Replaces a row with the same id whole, where it stands; a new one comes last."""

    ROWS = (
        (
            "posts",
            "head-experience",
            (
                f'[[post]]\nid = "head-experience"\n{NAMED}role = "carer"\n'
                'asks = { experienced = true }\ncite = "filing-measures:8"\n'
            ),
        ),
        (
            "requirements",
            "recordings",
            (
                f'[[requirement]]\nid = "recordings"\n{NAMED}'
                'cite = "filing-measures:8"\nconfidence = "A"\n'
            ),
        ),
        (
            "publications",
            "inspection-result",
            (
                f'[[publication]]\nid = "inspection-result"\n{NAMED}'
                'by = { zh = "县", en = "county" }\nfigure = "publication_workdays"\n'
                'cite = "filing-measures:8"\n'
            ),
        ),
    )
    OF_YIJUN = (
        (
            "requirements",
            "security-staff",
            ROWS[1][2].replace("recordings", "security-staff"),
        ),
        (
            "publications",
            "quality-evaluation",
            ROWS[2][2].replace("inspection-result", "quality-evaluation"),
        ),
    )

    @pytest.mark.parametrize(("part", "name", "row"), ROWS)
    def test_replaces_a_row_of_the_nation(self, part: str, name: str, row: str) -> None:
        before, after = loads(BARE), loads(BARE + row)
        assert table(after, part) == table(before, part)
        changed = [old.id for old in getattr(before, part) if old not in getattr(after, part)]
        assert changed == [name]
        (new,) = [each for each in getattr(after, part) if each.id == name]
        assert (new.name.en, str(new.cite), new.unless) == ("another", "filing-measures:8", {})

    @pytest.mark.parametrize(("part", "name", "row"), OF_YIJUN)
    def test_replaces_a_row_of_yijun(
        self, part: str, name: str, row: str, yijun_plan: Plan
    ) -> None:
        after = loads(LOWER + row)
        assert table(after, part) == table(yijun_plan, part)
        (new,) = [each for each in getattr(after, part) if each.id == name]
        assert (new.name.en, str(new.cite)) == ("another", "filing-measures:8")

    @pytest.mark.parametrize(("part", "name", "row"), ROWS)
    def test_adds_a_row_after_those_that_it_inherits(self, part: str, name: str, row: str) -> None:
        after = loads(BARE + row.replace(f'id = "{name}"', 'id = "one-more"'))
        assert table(after, part) == [*table(loads(BARE), part), "one-more"]

    def test_of_another_post_may_ask_for_the_same_figure_in_other_words(self) -> None:
        (row,) = [row for row in loads(BARE + self.ROWS[0][2]).posts if row.id == self.ROWS[0][1]]
        assert (row.role, row.asks) == ("carer", {"experienced": (True,)})


class TestNothingOfYijunLeaks:
    """Another county has what the nation says, and what it says itself."""

    def test_a_county_over_the_nation_alone_has_the_nations_rows_only(self) -> None:
        plan = loads(BARE)
        assert table(plan, "posts") == list(POSTS)
        assert table(plan, "requirements") == list(NATIONAL)
        assert table(plan, "publications") == list(PUBLIC)

    def test_nothing_is_stated_by_a_plan_without_clauses(self) -> None:
        assert {row.confidence for row in loads(BARE).requirements} == {"A", "B"}

    def test_the_invented_county_has_its_own_besides(self, qinghe: Plan) -> None:
        assert table(qinghe, "posts") == [*POSTS, "home-carer-education"]
        assert table(qinghe, "requirements") == [*NATIONAL, "home-recordings"]
        assert table(qinghe, "publications") == [*PUBLIC, "home-visit"]
