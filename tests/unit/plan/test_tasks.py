"""What every office has to do: its tasks, its entry in annex 1, its seats in annex 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from infantcare_policy.errors import UnknownDepartment, UnknownName
from infantcare_policy.plan import loads

if TYPE_CHECKING:
    from collections.abc import Callable

    from infantcare_policy.plan import Plan, Tasks

    Altered = Callable[[str, str], str]
    FaultsOf = Callable[[str], list[str]]

TOWNSHIPS = "各乡镇人民政府、街道办事处、综合服务中心"

# every name of the paper for each body, the name of the body text first
NAMES: dict[str, list[str]] = {
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
TOWNS: dict[str, list[str]] = {
    "yiyang": ["宜阳街道办事处", "宜阳街道"],
    "pengzhen": ["彭镇", "彭镇人民政府"],
    "wuli": ["五里镇", "五里镇人民政府"],
    "kuquan": ["哭泉镇", "哭泉镇人民政府"],
    "taian": ["太安镇", "太安镇人民政府"],
    "qipan": ["棋盘镇", "棋盘镇人民政府"],
    "yaosheng": ["尧生镇", "尧生镇人民政府"],
    "yunmeng": ["云梦乡", "云梦乡人民政府"],
    "xicun": ["西村综合服务中心", "西村"],
    "leiyuan": ["雷塬综合服务中心", "雷塬"],
}
FOR_ALL_TOWNS = [
    TOWNSHIPS,
    "各镇人民政府、街道办事处、综合服务中心",
    "各乡人民政府、街道办事处、综合服务中心",
    "各乡镇人民政府、街道办事处",
    "各乡镇办",
    "各镇办",
    "各乡镇（综合服务中心）、办",
]
FOR_ALL_DEPARTMENTS = ["县级各部门", "各部门", "各政府职能部门", "县级相关部门"]

# the clauses whose 责任单位 name each body; 3.1 and 3.4 name all departments in one word
BY_NAME: dict[str, str] = {
    "development-reform": "2.3.6 2.3.7 2.3.9 3.2",
    "education": "2.3.7 3.3",
    "public-security": "2.4.11",
    "civil-affairs": "2.2.4 2.2.5",
    "finance": "2.3.7 2.3.9 3.2",
    "human-resources": "2.1.1 2.2.5 2.3.7 3.3",
    "natural-resources": "2.2.4 2.3.6 2.3.9 3.2",
    "housing": "2.2.4 3.2",
    "health": "2.1.1 2.1.2 2.1.3 2.2.5 2.3.6 2.3.7 2.3.8 2.3.9 2.4.10 2.4.11 3.2",
    "emergency": "2.4.11 3.2",
    "market": "2.3.9 2.4.11",
    "tax": "3.2",
    "environment": "",
    "trade-union": "2.1.1 2.3.8",
    "approval": "2.4.10",
    "youth-league": "",
    "women": "2.1.1",
    "establishment": "2.4.10",
    "family-planning": "2.1.3",
}
FOR_ALL = {"3.1": "县级各部门", "3.4": "各部门"}
# every task but the first and the eighth, and every safeguard, in the words of each
OF_A_TOWN: dict[str, str] = {
    "2.1.2": TOWNSHIPS,
    "2.1.3": TOWNSHIPS,
    "2.2.4": "各镇人民政府、街道办事处、综合服务中心",
    "2.2.5": TOWNSHIPS,
    "2.3.6": TOWNSHIPS,
    "2.3.7": TOWNSHIPS,
    "2.3.9": TOWNSHIPS,
    "2.4.10": TOWNSHIPS,
    "2.4.11": "各乡人民政府、街道办事处、综合服务中心",
    "3.1": TOWNSHIPS,
    "3.2": TOWNSHIPS,
    "3.3": TOWNSHIPS,
    "3.4": TOWNSHIPS,
}
ALL_TASKS = [
    "2.1.1",
    "2.1.2",
    "2.1.3",
    "2.2.4",
    "2.2.5",
    "2.3.6",
    "2.3.7",
    "2.3.8",
    "2.3.9",
    "2.4.10",
    "2.4.11",
    "3.1",
    "3.2",
    "3.3",
    "3.4",
]
# 县卫健局牵头, 卫生健康部门牵头
LED_BY_HEALTH = ("2.1.2", "3.1")
WITHOUT_AN_ENTRY = ("establishment", "family-planning")

# annex 2: the post that each body sends
POSTS: dict[str, str] = {
    "establishment": "县委编办主任",
    "trade-union": "县总工会常务副主席",
    "women": "县妇联主席",
    "youth-league": "团县委书记",
    "development-reform": "县发展和改革局局长",
    "education": "县教科体局局长",
    "civil-affairs": "县民政局局长",
    "public-security": "县公安局治安管理大队大队长",
    "finance": "县财政局局长",
    "human-resources": "县人社局局长",
    "housing": "县住建局局长",
    "health": "县卫健局局长",
    "emergency": "县应急管理局局长",
    "market": "县市场监管局局长",
    "approval": "县行政审批局局长",
    "natural-resources": "县自然资源局局长",
    "tax": "县税务局局长",
    "environment": "市生态环境局宜君分局局长",
    "family-planning": "县计生协会秘书长",
    "yiyang": "宜阳街道办事处主任",
    "pengzhen": "彭镇镇长",
    "wuli": "五里镇党委副书记",
    "kuquan": "哭泉镇党委副书记",
    "taian": "太安镇党委副书记",
    "qipan": "棋盘镇党委副书记",
    "yaosheng": "尧生镇党委副书记",
    "yunmeng": "云梦乡乡长",
    "xicun": "西村综合服务中心负责人",
    "leiyuan": "雷塬综合服务中心负责人",
}

SEATS = 'seats = [{ office = { zh = "县长", en = "county mayor" }, convener = true }]'
MAYOR = '{ office = { zh = "县长", en = "county mayor" }, convener = true }'


def every_name(names: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, body) for body, words in names.items() for name in (*words, body)]


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def clauses(found: Tasks) -> list[str]:
    return [task.clause.id for task in found.tasks]


def with_seats(text: str, *more: str) -> str:
    assert text.count(SEATS) == 1
    return text.replace(SEATS, f"seats = [{', '.join((MAYOR, *more))}]")


def with_director(text: str, director: str) -> str:
    assert text.count(SEATS) == 1
    return text.replace(SEATS, f"director = {{ {director} }}\n{SEATS}")


class TestADepartment:
    """Has the clauses that name it, and 3.1 and 3.4, which name all departments."""

    @pytest.mark.parametrize(("name", "body"), every_name(NAMES))
    def test_has_the_tasks_of_the_paper_in_its_order_by_every_name(
        self, name: str, body: str, yijun_plan: Plan
    ) -> None:
        words = {**dict.fromkeys(BY_NAME[body].split(), NAMES[body][0]), **FOR_ALL}
        found = yijun_plan.tasks_of(name)
        assert [(task.clause.id, task.words) for task in found.tasks] == [
            (clause, (words[clause],)) for clause in ALL_TASKS if clause in words
        ]
        assert [each.id for each in found.bodies] == [body]

    @pytest.mark.parametrize("body", NAMES)
    def test_is_found_by_its_english_name_and_in_full_width(
        self, body: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.tasks_of(body)
        assert yijun_plan.tasks_of(yijun_plan.department(body).name.en) == found
        assert yijun_plan.tasks_of(full_width(body)) == found

    @pytest.mark.parametrize("body", NAMES)
    def test_leads_where_the_text_says_so_and_nowhere_else(
        self, body: str, yijun_plan: Plan
    ) -> None:
        leads = {task.clause.id: task.leads for task in yijun_plan.tasks_of(body).tasks}
        named = {clause: leads.pop(clause) for clause in LED_BY_HEALTH if clause in leads}
        if body == "health":
            assert named == {"2.1.2": True, "3.1": True}
        else:
            assert named == {"3.1": False}
        assert set(leads.values()) == {None}

    @pytest.mark.parametrize("body", NAMES)
    def test_has_its_entry_of_annex_1_and_no_other(self, body: str, yijun_plan: Plan) -> None:
        duties = [clause.id for clause in yijun_plan.tasks_of(body).duties]
        assert duties == ([] if body in WITHOUT_AN_ENTRY else [f"A1.{body}"])

    @pytest.mark.parametrize("body", NAMES)
    def test_has_the_seat_that_annex_2_gives_it(self, body: str, yijun_plan: Plan) -> None:
        found = yijun_plan.tasks_of(body)
        assert [(seat.office.zh, seat.body) for seat in found.seats] == [(POSTS[body], body)]

    @pytest.mark.parametrize("body", NAMES)
    def test_is_where_the_office_is_only_if_it_is_the_health_bureau(
        self, body: str, yijun_plan: Plan
    ) -> None:
        assert yijun_plan.tasks_of(body).hosts_office is (body == "health")

    def test_that_stands_first_in_a_list_does_not_lead(self, yijun_plan: Plan) -> None:
        first = {c.id: c.responsible[0] for c in yijun_plan.clauses if c.id in ALL_TASKS}
        assert first.pop("2.1.2") == "县卫健局"
        for clause, word in first.items():
            for body in yijun_plan.bodies(word):
                (task,) = [t for t in yijun_plan.tasks_of(body.id).tasks if t.clause.id == clause]
                assert task.leads is not True or body.id == "health"


class TestATown:
    """Every town, township, subdistrict and service centre has what all of them have."""

    @pytest.mark.parametrize(("name", "town"), every_name(TOWNS))
    def test_has_thirteen_tasks_in_the_words_of_each_clause_by_every_name(
        self, name: str, town: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.tasks_of(name)
        assert [(task.clause.id, task.words) for task in found.tasks] == [
            (clause, (words,)) for clause, words in OF_A_TOWN.items()
        ]
        assert [body.id for body in found.bodies] == [town]

    @pytest.mark.parametrize("town", TOWNS)
    def test_is_found_by_its_english_name_and_in_full_width(
        self, town: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.tasks_of(town)
        assert yijun_plan.tasks_of(yijun_plan.town(town).name.en) == found
        assert yijun_plan.tasks_of(full_width(town)) == found

    @pytest.mark.parametrize("town", TOWNS)
    def test_leads_nowhere(self, town: str, yijun_plan: Plan) -> None:
        leads = {task.clause.id: task.leads for task in yijun_plan.tasks_of(town).tasks}
        assert [leads.pop(clause) for clause in LED_BY_HEALTH] == [False, False]
        assert set(leads.values()) == {None}

    @pytest.mark.parametrize("town", TOWNS)
    def test_has_the_last_entry_of_annex_1_its_seat_and_not_the_office(
        self, town: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.tasks_of(town)
        assert [clause.id for clause in found.duties] == ["A1.townships"]
        assert [(seat.office.zh, seat.body) for seat in found.seats] == [(POSTS[town], town)]
        assert found.hosts_office is False


class TestASetOfBodies:
    """A word for all towns or all departments gives what any of them has to do."""

    @pytest.mark.parametrize("word", [*FOR_ALL_TOWNS, "townships"])
    def test_the_towns_have_together_what_each_has(self, word: str, yijun_plan: Plan) -> None:
        found, one = yijun_plan.tasks_of(word), yijun_plan.tasks_of("彭镇")
        assert (found.tasks, found.duties) == (one.tasks, one.duties)
        assert [body.id for body in found.bodies] == list(TOWNS)
        assert [seat.office.zh for seat in found.seats] == [POSTS[town] for town in TOWNS]
        assert found.hosts_office is False

    @pytest.mark.parametrize("word", [*FOR_ALL_DEPARTMENTS, "county-departments"])
    def test_the_departments_have_every_task_and_every_entry_but_the_towns(
        self, word: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.tasks_of(word)
        assert clauses(found) == ALL_TASKS
        assert [clause.id for clause in found.duties] == [
            f"A1.{body}" for body in NAMES if body not in WITHOUT_AN_ENTRY
        ]
        assert [body.id for body in found.bodies] == list(NAMES)
        assert [seat.body for seat in found.seats] == [body for body in POSTS if body in NAMES]
        assert found.hosts_office is True

    def test_the_words_of_a_task_are_the_papers_in_its_order(self, yijun_plan: Plan) -> None:
        words = {task.clause.id: task.words for task in yijun_plan.tasks_of("各部门").tasks}
        assert words["2.1.1"] == ("县人社局", "县妇联", "县卫健局", "县总工会")
        assert words["2.1.2"] == ("县卫健局",)
        assert words["3.3"] == ("县教科体局", "县人社局")
        assert (words["3.1"], words["3.4"]) == (("县级各部门",), ("各部门",))


class TestNothingIsInvented:
    """The aims have no responsible unit, the annexes are no tasks, who is mentioned has none."""

    @pytest.mark.parametrize("body", [*NAMES, *TOWNS])
    def test_every_task_names_its_body_and_is_one_of_the_fifteen(
        self, body: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.tasks_of(body)
        assert set(clauses(found)) <= set(ALL_TASKS)
        for task in found.tasks:
            assert task.words
            for word in task.words:
                assert word in task.clause.responsible
                assert body in {each.id for each in yijun_plan.bodies(word)}

    @pytest.mark.parametrize("clause", ALL_TASKS)
    def test_every_unit_of_a_clause_has_it_among_its_tasks(
        self, clause: str, yijun_plan: Plan
    ) -> None:
        have = [b for b in (*NAMES, *TOWNS) if clause in clauses(yijun_plan.tasks_of(b))]
        assert set(have) == {body.id for body in yijun_plan.responsible(clause)}

    def test_a_body_that_a_clause_only_mentions_has_no_task_in_it(self, yijun_plan: Plan) -> None:
        # 3.2 asks all departments in its sentences and lists seven as responsible
        assert "县级各部门" in yijun_plan.clause("3.2").mentions
        assert "3.2" not in clauses(yijun_plan.tasks_of("县民政局"))

    @pytest.mark.parametrize("name", ["妇计中心", "县人民医院", "派出所", "行业协会", "县法院"])
    def test_who_acts_and_is_no_body_of_the_plan_is_nobody(
        self, name: str, yijun_plan: Plan
    ) -> None:
        with pytest.raises(UnknownDepartment):
            yijun_plan.tasks_of(name)

    def test_a_misspelt_name_is_answered_with_the_nearest(self, yijun_plan: Plan) -> None:
        with pytest.raises(UnknownDepartment) as unknown:
            yijun_plan.tasks_of("县卫生局")
        assert "县卫健局" in unknown.value.nearest


class TestAnotherCounty:
    """Has the tasks, leads and seats of its own file."""

    def test_a_lead_may_be_called_by_another_name(self, qinghe: Plan) -> None:
        (aim, *rest) = qinghe.tasks_of("health").tasks
        assert (aim.clause.id, aim.words, aim.leads) == ("1", ("县卫生健康委",), True)
        assert {task.leads for task in rest} == {None}

    def test_a_town_without_a_seat_has_none(self, qinghe: Plan) -> None:
        assert qinghe.tasks_of("南坡乡").seats == ()
        assert [seat.id for seat in qinghe.tasks_of("北河镇").seats] == ["beihe"]

    def test_the_clause_that_sets_up_the_conference_is_a_task_of_its_units(
        self, qinghe: Plan
    ) -> None:
        # other than an annex with a list of members, it is a duty of the bodies that it names
        assert qinghe.conference is not None
        assert qinghe.conference.cite.article == "3.2"
        assert clauses(qinghe.tasks_of("社会事务部门")) == ["2.1", "2.2", "3.2"]
        assert clauses(qinghe.tasks_of("schools")) == ["3.2"]

    def test_without_a_conference_nobody_has_a_seat(self, linshui: str) -> None:
        start, end = linshui.index("[conference]"), linshui.index("[[payer]]")
        plan = loads(linshui[:start] + linshui[end:])
        found = plan.tasks_of("县卫健委")
        assert (clauses(found), found.seats, found.hosts_office) == (["1"], (), False)
        with pytest.raises(UnknownName):
            plan.seat("县卫健委")


class TestTheSeats:
    """Annex 2 seats a convener and 29 members; each is found by its id, its post or its body."""

    @pytest.mark.parametrize(("body", "office"), POSTS.items())
    def test_each_is_found_by_its_body_and_its_post(
        self, body: str, office: str, yijun_plan: Plan
    ) -> None:
        found = yijun_plan.seat(office)
        assert (found.id, found.body, found.office.zh, found.convener) == (
            body,
            body,
            office,
            False,
        )
        for name in (body, full_width(body), found.office.en, *{**NAMES, **TOWNS}[body]):
            assert yijun_plan.seat(name) is found

    @pytest.mark.parametrize("name", ["convener", "副县长", "deputy county mayor"])
    def test_the_convener_is_sent_by_no_body(self, name: str, yijun_plan: Plan) -> None:
        found = yijun_plan.seat(name)
        assert (found.id, found.body, found.convener) == ("convener", "", True)

    def test_no_two_posts_have_one_id(self, yijun_plan: Plan) -> None:
        assert yijun_plan.conference is not None
        ids = [post.id for post in yijun_plan.conference.posts]
        assert ids == ["convener", *POSTS, "office-director"]

    @pytest.mark.parametrize("name", ["各乡镇办", "县级各部门", "县人民医院", "县长", ""])
    def test_who_has_no_seat_is_not_found(self, name: str, yijun_plan: Plan) -> None:
        with pytest.raises(UnknownName):
            yijun_plan.seat(name)

    def test_a_misspelt_post_is_answered_with_the_nearest(self, yijun_plan: Plan) -> None:
        with pytest.raises(UnknownName) as unknown:
            yijun_plan.seat("县卫健局长")
        assert "县卫健局局长" in unknown.value.nearest

    def test_a_body_that_sends_two_has_no_seat_of_its_own_name(self, linshui: str) -> None:
        plan = loads(
            with_seats(
                linshui,
                '{ id = "head", office = { zh = "主任", en = "head" }, body = "health" }',
                '{ id = "deputy", office = { zh = "副主任", en = "deputy" }, body = "health" }',
            )
        )
        assert [plan.seat(name).id for name in ("主任", "head", "副主任")] == [
            "head",
            "head",
            "deputy",
        ]
        assert [seat.id for seat in plan.tasks_of("县卫健委").seats] == ["head", "deputy"]
        for name in ("health", "县卫健委", "卫生健康部门"):
            with pytest.raises(UnknownName):
                plan.seat(name)

    def test_a_post_that_two_hold_is_found_by_its_ids_only(self, linshui: str) -> None:
        plan = loads(
            with_seats(
                linshui,
                '{ id = "first", office = { zh = "副县长", en = "deputy mayor" } }',
                '{ id = "second", office = { zh = "副县长", en = "deputy mayor" } }',
            )
        )
        assert [plan.seat(name).id for name in ("first", "second")] == ["first", "second"]
        for name in ("副县长", "deputy mayor"):
            with pytest.raises(UnknownName):
                plan.seat(name)

    def test_two_seats_of_one_body_need_ids_of_their_own(
        self, linshui: str, faults_of: FaultsOf
    ) -> None:
        text = with_seats(
            linshui,
            '{ office = { zh = "主任", en = "head" }, body = "health" }',
            '{ office = { zh = "副主任", en = "deputy" }, body = "health" }',
        )
        (fault,) = faults_of(text)
        assert fault == (
            "conference.seats[2].id: expected an id of its own, got 'health', "
            "which is that of conference.seats[1] already; give each post of one body an id"
        )

    def test_a_seat_has_a_visible_id(self, linshui: str, faults_of: FaultsOf) -> None:
        text = with_seats(linshui, '{ id = " ", office = { zh = "主任", en = "head" } }')
        (fault,) = faults_of(text)
        assert fault.startswith("conference.seats[1].id: expected a text that is not empty")


class TestTheOfficeOfTheConference:
    """It is at the health bureau and has a director; it meets 定期, without an interval."""

    def test_its_director_is_a_post_and_no_seat(self, yijun_plan: Plan) -> None:
        conference = yijun_plan.conference
        assert conference is not None
        assert conference.director is not None
        assert conference.director not in conference.seats
        assert conference.posts == (*conference.seats, conference.director)
        assert (len(conference.seats), len(conference.posts)) == (30, 31)

    def test_who_sends_its_director_the_text_does_not_say(self, yijun_plan: Plan) -> None:
        found = yijun_plan.seat("office-director")
        assert yijun_plan.seat("联席会议办公室主任") is found
        assert (found.body, found.convener) == ("", False)
        assert found not in yijun_plan.tasks_of("县卫健局").seats

    def test_it_meets_in_the_words_of_the_text(self, yijun_plan: Plan) -> None:
        assert yijun_plan.conference is not None
        assert yijun_plan.conference.words == "定期"

    def test_a_county_may_say_neither_how_often_nor_who_heads_its_office(
        self, qinghe: Plan
    ) -> None:
        conference = qinghe.conference
        assert conference is not None
        assert (conference.director, conference.words) == (None, "")
        assert conference.posts == conference.seats

    def test_a_director_of_nobody_is_a_fault_of_the_director(
        self, linshui: str, faults_of: FaultsOf
    ) -> None:
        text = with_director(
            linshui, 'id = "head", office = { zh = "主任", en = "head" }, body = "helth"'
        )
        assert faults_of(text) == [
            (
                "conference.director.body: expected a department or town id, got 'helth'; "
                "did you mean health?"
            )
        ]

    def test_a_director_with_the_id_of_a_seat_is_a_fault_of_the_director(
        self, linshui: str, faults_of: FaultsOf
    ) -> None:
        text = with_director(linshui, 'office = { zh = "主任", en = "head" }')
        (fault,) = faults_of(text)
        assert fault.startswith("conference.director")
        assert "which is that of conference.seats[0] already" in fault

    def test_a_director_may_be_sent_by_a_body_that_has_a_seat(self, linshui: str) -> None:
        text = with_director(
            linshui, 'id = "head", office = { zh = "办公室主任", en = "head" }, body = "health"'
        )
        plan = loads(text)
        assert plan.seat("县卫健委").id == "head"
        assert plan.tasks_of("县卫健委").seats == ()
