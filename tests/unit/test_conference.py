"""Who holds a seat of the joint conference, and which seats there are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from infantcare_policy.conference import incumbent
from infantcare_policy.decisions import Citation, Conflicting, Decided, Missing, Undetermined
from infantcare_policy.errors import InvalidFacts, UnknownName
from infantcare_policy.people import Incumbency, PersonKey
from infantcare_policy.plan import load, loads, yijun

if TYPE_CHECKING:
    from infantcare_policy.calendars import Event

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
BARE = loads(
    'id = "bare"\nextends = "china"\nname = { zh = "某县（虚构）", en = "Bare (invented)" }'
)
"""A county that has nothing of its own."""

ON = date(2026, 1, 5)
DAY = timedelta(days=1)
TEXT = Citation("yijun", "A2")
MOMENT = datetime(2026, 1, 5, 8, 0)  # noqa: DTZ001 - a naive one is refused too

STILL: Literal[False] = False
"""The last day of somebody who is in the post to this day."""

FIRST, SECOND, THIRD = (PersonKey(sign * 64) for sign in "abc")

# Annex 2 from top to bottom: the post, and the body that it is a post of
SEATS = {
    "副县长": "",
    "县委编办主任": "establishment",
    "县总工会常务副主席": "trade-union",
    "县妇联主席": "women",
    "团县委书记": "youth-league",
    "县发展和改革局局长": "development-reform",
    "县教科体局局长": "education",
    "县民政局局长": "civil-affairs",
    "县公安局治安管理大队大队长": "public-security",
    "县财政局局长": "finance",
    "县人社局局长": "human-resources",
    "县住建局局长": "housing",
    "县卫健局局长": "health",
    "县应急管理局局长": "emergency",
    "县市场监管局局长": "market",
    "县行政审批局局长": "approval",
    "县自然资源局局长": "natural-resources",
    "县税务局局长": "tax",
    "市生态环境局宜君分局局长": "environment",
    "县计生协会秘书长": "family-planning",
    "宜阳街道办事处主任": "yiyang",
    "彭镇镇长": "pengzhen",
    "五里镇党委副书记": "wuli",
    "哭泉镇党委副书记": "kuquan",
    "太安镇党委副书记": "taian",
    "棋盘镇党委副书记": "qipan",
    "尧生镇党委副书记": "yaosheng",
    "云梦乡乡长": "yunmeng",
    "西村综合服务中心负责人": "xicun",
    "雷塬综合服务中心负责人": "leiyuan",
}
CONVENER, DIRECTOR = "convener", "office-director"
POSTS = [*(body or CONVENER for body in SEATS.values()), DIRECTOR]

# how the body of a seat is called: in the body text, in annex 1, by the name alone
BODIES = {
    "县发展和改革局": "development-reform",
    "县发改局": "development-reform",
    "县教科体局": "education",
    "县教体科技局": "education",
    "县行政审批局": "approval",
    "县行政审批服务局": "approval",
    "县卫健局": "health",
    "县公安局": "public-security",
    "团县委": "youth-league",
    "市生态环境局宜君分局": "environment",
    "县计生协会": "family-planning",
    "县委编办": "establishment",
    "宜阳街道办事处": "yiyang",
    "彭镇": "pengzhen",
    "云梦乡": "yunmeng",
    "西村综合服务中心": "xicun",
}


def held(
    person: PersonKey = FIRST,
    since: date | None = None,
    until: Event = None,
    seat: str = "health",
) -> Incumbency:
    return Incumbency(seat=seat, person=person, since=since, until=until)


def names(answer: object) -> list[str]:
    assert isinstance(answer, Undetermined)
    assert {item.kind for item in answer.missing} == {"fact"}
    return [item.name for item in answer.missing]


def persons(answer: object) -> set[PersonKey | None]:
    assert isinstance(answer, Conflicting)
    return {option.value for option in answer.options}


class TestTheSeats:
    """A2: one who convenes, twenty-nine members, and the head of the office, all of them posts."""

    def test_are_those_of_the_paper_in_its_order(self) -> None:
        assert YIJUN.conference
        seats = [(seat.office.zh, seat.body) for seat in YIJUN.conference.seats]
        assert seats == list(SEATS.items())
        assert len(seats) == 30

    def test_are_convened_by_the_first_alone(self) -> None:
        assert YIJUN.conference
        convening = [seat.office.zh for seat in YIJUN.conference.seats if seat.convener]
        assert convening == ["副县长"]

    def test_have_an_office_at_the_health_bureau_with_a_head(self) -> None:
        assert YIJUN.conference
        assert YIJUN.conference.office == "health"
        assert YIJUN.conference.director
        assert YIJUN.conference.director.id == DIRECTOR
        assert not YIJUN.conference.director.convener

    def test_each_have_an_id_of_their_own(self) -> None:
        assert YIJUN.conference
        assert [post.id for post in YIJUN.conference.posts] == POSTS
        assert len(set(POSTS)) == 31

    @pytest.mark.parametrize("office", SEATS)
    def test_are_found_by_the_post(self, office: str) -> None:
        assert YIJUN.seat(office).id == (SEATS[office] or CONVENER)

    @pytest.mark.parametrize("post", POSTS)
    def test_are_found_by_the_id(self, post: str) -> None:
        assert YIJUN.seat(post).id == post

    @pytest.mark.parametrize("name", BODIES)
    def test_are_found_by_the_body_that_sends_the_holder(self, name: str) -> None:
        assert YIJUN.seat(name).id == BODIES[name]

    @pytest.mark.parametrize(
        "name", [" 县卫健局 局长 ", "ｈｅａｌｔｈ", "head of the Health Bureau"]
    )
    def test_are_found_however_the_name_is_set(self, name: str) -> None:
        assert YIJUN.seat(name).id == "health"

    # neither a post that is not listed, nor a group of bodies, nor the blank in place of a name
    @pytest.mark.parametrize(
        "name", ["", " ", "县长", "health bureau head", "县人民法院", "县级各部门", "（略）", "1"]
    )
    def test_that_are_not_there_are_refused(self, name: str) -> None:
        with pytest.raises(UnknownName) as unknown:
            YIJUN.seat(name)
        assert unknown.value.name == name
        with pytest.raises(UnknownName):
            incumbent(name, (), YIJUN, on=ON)

    def test_that_are_misspelt_name_the_nearest(self) -> None:
        with pytest.raises(UnknownName) as unknown:
            incumbent("县卫健局局张", (), YIJUN, on=ON)
        assert "县卫健局局长" in unknown.value.nearest

    def test_of_another_county_are_others(self) -> None:
        assert QINGHE.seat("县长").id == CONVENER
        assert QINGHE.seat("北河镇").id == "beihe"
        # the market office sends nobody, and no head of the office is named
        for name in ("market", DIRECTOR, "县卫健局局长"):
            with pytest.raises(UnknownName):
                incumbent(name, (), QINGHE, on=ON)

    def test_are_none_without_a_conference(self) -> None:
        with pytest.raises(UnknownName, match="there is none"):
            incumbent("health", (), BARE, on=ON)


LAST = date(2024, 2, 29)
NEXT = date(2024, 3, 1)


@pytest.mark.parametrize("post", POSTS)
class TestEverySeatPassesOn:
    """A2: who comes into the post holds the seat, and no new notice is sent."""

    def test_from_the_last_day_of_one_to_the_first_of_the_other(self, post: str) -> None:
        before = held(FIRST, date(2020, 7, 1), LAST, post)
        after = held(SECOND, NEXT, STILL, post)
        said = [
            incumbent(post, (before, after), YIJUN, on=on).require()
            for on in (LAST - DAY, LAST, NEXT, NEXT + DAY)
        ]
        assert said == [FIRST, FIRST, SECOND, SECOND]

    def test_though_nobody_says_when_the_other_left(self, post: str) -> None:
        both = (held(FIRST, date(2020, 7, 1), None, post), held(SECOND, NEXT, STILL, post))
        assert incumbent(post, both, YIJUN, on=NEXT).require() == SECOND
        assert incumbent(post, both, YIJUN, on=NEXT + DAY).require() == SECOND
        # the day before, the other may have left already
        assert names(incumbent(post, both, YIJUN, on=LAST)) == ["incumbencies.until"]

    def test_and_is_open_between_where_nobody_is_on_record(self, post: str) -> None:
        both = (held(FIRST, date(2020, 7, 1), LAST - DAY, post), held(SECOND, NEXT, STILL, post))
        said = [incumbent(post, both, YIJUN, on=on) for on in (LAST - DAY, NEXT)]
        assert [answer.require() for answer in said] == [FIRST, SECOND]
        between = incumbent(post, both, YIJUN, on=LAST)
        assert names(between) == [f"incumbencies.{post}"]
        assert between.citations == (TEXT,)

    def test_and_is_vacant_where_the_record_says_so(self, post: str) -> None:
        record = (
            held(FIRST, date(2020, 7, 1), LAST - DAY, post),
            Incumbency(seat=post, person=False, since=LAST, until=LAST),
            held(SECOND, NEXT, STILL, post),
        )
        said = [incumbent(post, record, YIJUN, on=on) for on in (LAST - DAY, LAST, NEXT)]
        assert [answer.require() for answer in said] == [FIRST, None, SECOND]
        assert [answer.citations for answer in said] == [(TEXT,)] * 3
        assert said[1].grounds[0].code == "conference.vacant"

    def test_and_conflicts_where_both_are_certain(self, post: str) -> None:
        both = (held(FIRST, date(2020, 7, 1), NEXT, post), held(SECOND, NEXT, STILL, post))
        answer = incumbent(post, both, YIJUN, on=NEXT)
        assert persons(answer) == {FIRST, SECOND}
        assert answer.citations == (TEXT,)
        assert incumbent(post, both, YIJUN, on=LAST).require() == FIRST
        assert incumbent(post, both, YIJUN, on=NEXT + DAY).require() == SECOND

    def test_and_is_open_where_nothing_is_recorded(self, post: str) -> None:
        others = [held(seat=other, until=False, since=LAST) for other in POSTS if other != post]
        for known in ((), others):
            answer = incumbent(post, known, YIJUN, on=ON)
            assert isinstance(answer, Undetermined)
            assert answer.missing == (Missing(f"incumbencies.{post}", "fact", TEXT),)
            assert answer.citations == (TEXT,)


class TestAHolder:
    """A2."""

    # the day before the first, the first, the last, the day after
    DAYS = (LAST - DAY, LAST, NEXT, NEXT + DAY)

    def test_of_a_known_term_holds_the_seat_within_it(self) -> None:
        term = (held(FIRST, LAST, NEXT),)
        found = [incumbent("health", term, YIJUN, on=on) for on in self.DAYS[1:3]]
        assert [answer.require() for answer in found] == [FIRST, FIRST]

    def test_of_a_known_term_does_not_hold_it_outside(self) -> None:
        for on in (self.DAYS[0], self.DAYS[3], date.min, date.max):
            answer = incumbent("health", (held(FIRST, LAST, NEXT),), YIJUN, on=on)
            assert answer.kind in {"decided", "undetermined"}
            assert answer != incumbent("health", (held(FIRST, LAST, NEXT),), YIJUN, on=LAST)
            assert not isinstance(answer, Decided) or answer.value is None

    def test_of_a_single_day_has_it(self) -> None:
        assert incumbent("health", (held(FIRST, LAST, LAST),), YIJUN, on=LAST).require() == FIRST

    def test_may_hold_it_from_the_first_day_of_the_calendar_to_the_last(self) -> None:
        always = (held(FIRST, date.min, date.max),)
        for on in (date.min, ON, date.max):
            assert incumbent("health", always, YIJUN, on=on).require() == FIRST

    def test_whose_end_is_unknown_holds_it_on_the_first_day_alone(self) -> None:
        term = (held(FIRST, LAST),)
        assert incumbent("health", term, YIJUN, on=LAST).require() == FIRST
        answer = incumbent("health", term, YIJUN, on=NEXT)
        assert names(answer) == ["incumbencies.until"]
        assert answer.citations == (TEXT,)

    def test_whose_first_day_is_unknown_holds_it_on_the_last_alone(self) -> None:
        term = (held(FIRST, None, NEXT),)
        assert incumbent("health", term, YIJUN, on=NEXT).require() == FIRST
        assert names(incumbent("health", term, YIJUN, on=LAST)) == ["incumbencies.since"]

    def test_of_whom_no_day_is_known_leaves_it_open(self) -> None:
        cases: tuple[tuple[Event, set[str]], ...] = (
            (False, {"incumbencies.since"}),
            (None, {"incumbencies.since", "incumbencies.until"}),
        )
        for until, missing in cases:
            assert set(names(incumbent("health", (held(until=until),), YIJUN, on=ON))) == missing

    def test_beside_whom_another_is_possible_leaves_it_open(self) -> None:
        both = (held(FIRST, LAST, STILL), held(SECOND, None, STILL))
        assert names(incumbent("health", both, YIJUN, on=ON)) == ["incumbencies.since"]

    def test_who_came_later_and_left_leaves_no_predecessor_in_the_seat(self) -> None:
        """One whom somebody followed does not come back by the other's leaving."""
        both = (held(FIRST, date(2020, 7, 1)), held(SECOND, LAST, NEXT))
        answer = incumbent("health", both, YIJUN, on=NEXT + DAY)
        assert not isinstance(answer, Decided) or answer.value is None

    def test_is_not_followed_before_the_other_comes(self) -> None:
        both = (held(FIRST, LAST), held(SECOND, NEXT + DAY, STILL))
        assert names(incumbent("health", both, YIJUN, on=NEXT)) == ["incumbencies.until"]
        assert incumbent("health", both, YIJUN, on=NEXT + DAY).require() == SECOND

    def test_of_the_same_first_day_as_another_conflicts_on_it(self) -> None:
        both = (held(FIRST, LAST), held(SECOND, LAST))
        assert persons(incumbent("health", both, YIJUN, on=LAST)) == {FIRST, SECOND}
        # from the day after, nobody knows which of them has left
        assert names(incumbent("health", both, YIJUN, on=NEXT)) == ["incumbencies.until"]

    def test_may_be_the_third_of_three_of_whom_no_end_is_known(self) -> None:
        three = (held(FIRST, LAST), held(SECOND, NEXT), held(THIRD, NEXT + DAY, STILL))
        assert incumbent("health", three, YIJUN, on=NEXT).require() == SECOND
        assert incumbent("health", three, YIJUN, on=ON).require() == THIRD

    def test_may_be_one_of_three_that_conflict(self) -> None:
        three = (held(FIRST, LAST, STILL), held(SECOND, LAST, STILL), held(THIRD, LAST, STILL))
        assert persons(incumbent("health", three, YIJUN, on=ON)) == {FIRST, SECOND, THIRD}

    @pytest.mark.parametrize(
        "again",
        [
            held(FIRST, NEXT, STILL),  # a second term
            held(FIRST, date(2020, 7, 1), LAST),  # the first written twice
            held(FIRST, date(2022, 7, 1), STILL),  # one that overlaps
        ],
    )
    def test_who_is_recorded_twice_is_one(self, again: Incumbency) -> None:
        both = (held(FIRST, date(2020, 7, 1), LAST), again)
        for on in (LAST - DAY, LAST):
            assert incumbent("health", both, YIJUN, on=on).require() == FIRST

    def test_who_certainly_holds_it_is_not_put_in_doubt_by_another_term(self) -> None:
        both = (held(FIRST, LAST, STILL), held(FIRST, None, None))
        assert incumbent("health", both, YIJUN, on=ON).require() == FIRST

    def test_who_comes_back_has_it_again(self) -> None:
        terms = (
            held(FIRST, date(2020, 7, 1), date(2021, 6, 30)),
            held(SECOND, date(2021, 7, 1), date(2022, 6, 30)),
            held(FIRST, date(2022, 7, 1), STILL),
        )
        days = (date(2021, 6, 30), date(2021, 7, 1), date(2022, 6, 30), date(2022, 7, 1))
        found = [incumbent("health", terms, YIJUN, on=on).require() for on in days]
        assert found == [FIRST, SECOND, SECOND, FIRST]

    def test_may_hold_two_seats(self) -> None:
        both = (held(FIRST, LAST, STILL), held(FIRST, LAST, STILL, DIRECTOR))
        for seat in ("health", DIRECTOR):
            assert incumbent(seat, both, YIJUN, on=ON).require() == FIRST

    def test_is_told_with_the_seat_the_day_and_the_first_day(self) -> None:
        answer = incumbent("县卫健局", (held(FIRST, LAST, STILL),), YIJUN, on=ON)
        (ground,) = answer.grounds
        assert (ground.code, ground.citation) == ("conference.incumbent", TEXT)
        assert dict(ground.facts) == {"seat": "health", "on": ON, "since": LAST}
        assert answer.plan == YIJUN.stamp

    def test_in_another_county_rests_on_its_clause(self) -> None:
        answer = incumbent("县卫生健康委主任", (held(FIRST, LAST, STILL),), QINGHE, on=ON)
        assert answer.require() == FIRST
        assert answer.citations == (Citation("qinghe", "3.2"),)
        assert incumbent("县长", (), QINGHE, on=ON).citations == (Citation("qinghe", "3.2"),)


class TestTheQuestion:
    """The order of the record, and how it is handed in, make no difference."""

    def test_may_name_the_seat_in_any_way(self) -> None:
        term = (held(FIRST, LAST, STILL),)
        asked = ("health", "县卫健局局长", "县级卫生健康部门", YIJUN.seat("health"))
        answers = {incumbent(seat, term, YIJUN, on=ON) for seat in asked}
        assert len(answers) == 1

    def test_may_hand_in_what_can_be_read_once(self) -> None:
        terms = (each for each in (held(FIRST, LAST), held(SECOND, NEXT, STILL)))
        assert incumbent("health", terms, YIJUN, on=ON).require() == SECOND

    def test_of_a_conflict_has_one_answer_in_any_order(self) -> None:
        both = [held(SECOND, LAST, STILL), held(FIRST, NEXT, STILL)]
        answers = [incumbent("health", terms, YIJUN, on=ON) for terms in (both, both[::-1])]
        assert answers[0] == answers[1]

    def test_of_what_is_missing_has_one_answer_in_any_order(self) -> None:
        both = [held(FIRST, None, STILL), held(SECOND, LAST, None)]
        answers = [incumbent("health", terms, YIJUN, on=ON) for terms in (both, both[::-1])]
        assert answers[0] == answers[1]

    @pytest.mark.parametrize("on", [MOMENT, "2026-01-05", None, True, 20260105])
    def test_is_of_a_day(self, on: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts) as invalid:
            incumbent("health", (), YIJUN, on=on)
        assert [fault.path for fault in invalid.value.faults] == ["on"]
