from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from attrs import evolve

from infantcare_policy.decisions import Citation, Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.enrolment import (
    Band,
    Places,
    age_in_months,
    check_groups,
    check_staff,
    classes_for,
    places,
    vacancies,
)
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import (
    Acceptance,
    Capacity,
    ClassGroup,
    ClassKind,
    Facility,
    Setting,
)
from infantcare_policy.people import Education, PersonKey, Qualification, Role, StaffMember
from infantcare_policy.plan import Plan, yijun

if TYPE_CHECKING:
    from infantcare_policy.calendars import Event

ON = date(2026, 1, 5)
YIJUN = yijun()
INCLUDED = YIJUN.with_readings({"under-three": "included"})
BY_CALENDAR_YEAR = YIJUN.with_readings({"yearly-check": "calendar-year"})

CLASSES = Citation("setting-standard", "19")
RATIOS = Citation("setting-standard", "20")
HOME_CHILDREN = Citation("home-point-measures", "收托人数")
HOME_CARERS = Citation("home-point-measures", "照护人员")

INFANT, TODDLER, OLDER = ClassKind.INFANT, ClassKind.TODDLER, ClassKind.OLDER_TODDLER
MIXED = ClassKind.MIXED
STANDALONE, COMMUNITY, HOME = (Setting.STANDALONE,), (Setting.COMMUNITY,), (Setting.HOME,)

Settings: TypeAlias = tuple[Setting, ...] | None


def codes(answer: Decision[Any]) -> list[str]:
    return [ground.code.removeprefix("enrolment.") for ground in answer.grounds]


def breaches(answer: Decision[tuple[Ground, ...]]) -> list[str]:
    assert isinstance(answer, Decided)
    return [ground.code.removeprefix("enrolment.") for ground in answer.value]


def missing(answer: Decision[Any]) -> set[str]:
    assert isinstance(answer, Undetermined)
    return {item.name for item in answer.missing}


def stamps(answer: Decision[Any]) -> set[str]:
    return {stamp.id for stamp in answer.readings}


def without(name: str) -> Any:  # noqa: ANN401 - any fact may be unknown
    """Give what makes a fact unknown."""
    return {name: None}


class TestTheAgeInMonths:
    """Civil Code arts. 201, 202: the corresponding day, else the last day of the month."""

    @pytest.mark.parametrize(
        ("born_on", "on", "months"),
        [
            (date(2025, 3, 15), date(2025, 3, 15), 0),
            (date(2025, 3, 15), date(2025, 4, 14), 0),
            (date(2025, 3, 15), date(2025, 4, 15), 1),
            (date(2025, 3, 15), date(2026, 1, 5), 9),
            (date(2023, 1, 5), date(2026, 1, 4), 35),
            (date(2023, 1, 5), date(2026, 1, 5), 36),
            (date(2025, 12, 31), date(2026, 1, 1), 0),
            (date(2025, 12, 1), date(2026, 1, 1), 1),
        ],
    )
    def test_grows_on_the_day_of_the_birth(self, born_on: date, on: date, months: int) -> None:
        assert age_in_months(born_on, on=on) == months

    @pytest.mark.parametrize(
        ("born_on", "on", "months"),
        [
            (date(2025, 1, 31), date(2025, 2, 27), 0),
            (date(2025, 1, 31), date(2025, 2, 28), 1),
            (date(2025, 1, 31), date(2025, 3, 30), 1),
            (date(2025, 1, 31), date(2025, 3, 31), 2),
            (date(2025, 1, 31), date(2025, 4, 30), 3),
            (date(2024, 1, 30), date(2024, 2, 28), 0),
            (date(2024, 1, 30), date(2024, 2, 29), 1),
            (date(2025, 2, 28), date(2025, 3, 27), 0),
            (date(2025, 2, 28), date(2025, 3, 28), 1),
            (date(2025, 8, 31), date(2026, 2, 28), 6),
        ],
    )
    def test_grows_at_the_end_of_a_month_that_lacks_the_day(
        self, born_on: date, on: date, months: int
    ) -> None:
        assert age_in_months(born_on, on=on) == months

    @pytest.mark.parametrize(
        ("on", "months"),
        [
            (date(2024, 3, 28), 0),
            (date(2024, 3, 29), 1),
            (date(2025, 2, 27), 11),
            (date(2025, 2, 28), 12),
            (date(2025, 3, 1), 12),
            (date(2027, 2, 28), 36),
            (date(2028, 2, 28), 47),
            (date(2028, 2, 29), 48),
        ],
    )
    def test_of_a_child_born_on_29_february(self, on: date, months: int) -> None:
        assert age_in_months(date(2024, 2, 29), on=on) == months

    def test_is_not_asked_of_a_child_who_is_not_born(self) -> None:
        with pytest.raises(InvalidFacts, match="a day not before the birth") as invalid:
            age_in_months(date(2026, 1, 6), on=ON)
        assert [fault.path for fault in invalid.value.faults] == ["on"]

    @pytest.mark.parametrize("wrong", [datetime(2026, 1, 5), "2026-01-05", None])  # noqa: DTZ001
    def test_is_not_told_of_what_is_no_day(self, wrong: Any) -> None:  # noqa: ANN401
        with pytest.raises(InvalidFacts):
            age_in_months(wrong, on=ON)
        with pytest.raises(InvalidFacts):
            age_in_months(date(2025, 1, 5), on=wrong)


class TestTheClassesForAnAge:
    """Art. 19: from 6, from 12 and from 24 months to below 36; mixed classes from 18."""

    @pytest.mark.parametrize("plan", [YIJUN, INCLUDED], ids=["excluded", "included"])
    @pytest.mark.parametrize(
        ("months", "kinds"),
        [
            (0, ()),
            (5, ()),
            (6, (INFANT,)),
            (11, (INFANT,)),
            (12, (TODDLER,)),
            (17, (TODDLER,)),
            (18, (TODDLER, MIXED)),
            (23, (TODDLER, MIXED)),
            (24, (OLDER, MIXED)),
            (35, (OLDER, MIXED)),
            (37, ()),
            (48, ()),
        ],
    )
    def test_are_those_of_the_standard(
        self, plan: Plan, months: int, kinds: tuple[ClassKind, ...]
    ) -> None:
        answer = classes_for(months, plan, on=ON)
        assert answer.require() == kinds
        assert answer.readings == ()
        assert answer.citations == (CLASSES,)
        assert answer.plan == plan.stamp

    @pytest.mark.parametrize(
        ("plan", "kinds"),
        [(YIJUN, ()), (INCLUDED, (OLDER, MIXED))],
        ids=["excluded", "included"],
    )
    def test_at_36_months_are_as_one_reads_the_third_birthday(
        self, plan: Plan, kinds: tuple[ClassKind, ...]
    ) -> None:
        answer = classes_for(36, plan, on=ON)
        assert answer.require() == kinds
        assert answer.readings == (plan.reading_stamp("under-three"),)

    @pytest.mark.parametrize(("months", "code"), [(5, "no-class"), (6, "class"), (37, "no-class")])
    def test_say_whether_there_is_one(self, months: int, code: str) -> None:
        assert codes(classes_for(months, YIJUN, on=ON)) == [code]

    @pytest.mark.parametrize(
        "name", ["class_min_months", "class_below_months", "mixed_class_min_months"]
    )
    def test_of_a_plan_without_a_standard_are_open(self, name: str) -> None:
        answer = classes_for(20, YIJUN.amend({f"figures.{name}": []}), on=ON)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing(name, "text"),)

    @pytest.mark.parametrize("months", [-1, 6.0, True, "6", None])
    def test_are_not_given_for_what_is_no_age(self, months: Any) -> None:  # noqa: ANN401
        with pytest.raises(InvalidFacts, match="a whole number ≥ 0"):
            classes_for(months, YIJUN, on=ON)


def group(
    kind: ClassKind,
    enrolled: int | None = 0,
    carers: int | None = 0,
    youngest: int | None = None,
    oldest: int | None = None,
) -> ClassGroup:
    return ClassGroup(
        kind=kind,
        enrolled=enrolled,
        carers=carers,
        youngest_months=youngest,
        oldest_months=oldest,
    )


def nursery(*groups: ClassGroup, settings: Settings = STANDALONE) -> Facility:
    return Facility(id="F1", settings=settings, groups=groups)


def judge(
    *groups: ClassGroup, settings: Settings = STANDALONE, plan: Plan = YIJUN, on: date = ON
) -> Decision[tuple[Ground, ...]]:
    return check_groups(nursery(*groups, settings=settings), plan, on=on)


ENOUGH = {INFANT: 4, TODDLER: 4, OLDER: 3}
"""So many carers are enough for a full class: 4 × 3 ≥ 11, 4 × 5 ≥ 16, 3 × 7 ≥ 21."""


class TestTheSizeOfAClass:
    """Art. 19: 10, 15 and 20 children, 18 in a mixed class, the number itself included."""

    @pytest.mark.parametrize(("kind", "limit"), [(INFANT, 10), (TODDLER, 15), (OLDER, 20)])
    def test_is_lawful_at_the_limit_and_not_above(self, kind: ClassKind, limit: int) -> None:
        carers = ENOUGH[kind]
        lawful = judge(group(kind, limit, carers))
        assert lawful.require() == ()
        assert codes(lawful) == ["groups-lawful"]
        too_large = judge(group(kind, limit + 1, carers))
        said = (("group", 1), ("class", kind.value), ("enrolled", limit + 1), ("limit", limit))
        assert too_large.require() == (Ground("enrolment.class-too-large", CLASSES, said),)
        assert too_large.grounds == too_large.require()

    def test_of_a_mixed_class_is_18(self) -> None:
        # 4 carers are enough under the strictest ratio that can apply from 18 months, 4 × 5 = 20
        assert breaches(judge(group(MIXED, 18, 4, 18, 30))) == []
        assert breaches(judge(group(MIXED, 19, 4, 18, 30))) == ["class-too-large"]

    def test_is_judged_group_by_group(self) -> None:
        answer = judge(group(INFANT, 10, 4), group(TODDLER, 16, 4), group(OLDER, 21, 3))
        assert breaches(answer) == ["class-too-large", "class-too-large"]
        assert [dict(ground.facts)["group"] for ground in answer.grounds] == [2, 3]

    def test_that_is_unknown_is_asked_of_the_group(self) -> None:
        answer = judge(group(TODDLER, 15, 3), group(TODDLER, None, 3))
        assert missing(answer) == {"groups[1].enrolled"}
        assert answer.grounds == ()

    def test_of_more_places_than_the_limit_is_only_a_note(self) -> None:
        offered = evolve(group(INFANT, 9, 3), slots=11)
        answer = judge(offered)
        assert breaches(answer) == []
        said = (("group", 1), ("class", "infant"), ("slots", 11), ("limit", 10))
        assert answer.notes == (Ground("enrolment.places-above-limit", CLASSES, said),)
        assert judge(evolve(offered, slots=10)).notes == ()

    def test_that_the_plan_does_not_limit_is_open(self) -> None:
        plan = YIJUN.amend({"figures.class_limits": []})
        assert missing(judge(group(INFANT, 9, 3), plan=plan)) == {"class_limits"}
        plan = YIJUN.amend({"figures.mixed_class_limit": []})
        assert missing(judge(group(MIXED, 9, 9, 18, 30), plan=plan)) == {"mixed_class_limit"}


class TestTheCarersOfAClass:
    """Art. 20: one carer for at most 3, 5 or 7 children."""

    @pytest.mark.parametrize(
        ("kind", "children", "carers"),
        [
            (INFANT, 3, 1),
            (INFANT, 9, 3),
            (TODDLER, 5, 1),
            (TODDLER, 10, 2),
            (OLDER, 7, 1),
            (OLDER, 14, 2),
        ],
    )
    def test_are_enough_at_exactly_the_ratio(
        self, kind: ClassKind, children: int, carers: int
    ) -> None:
        assert breaches(judge(group(kind, children, carers))) == []
        assert breaches(judge(group(kind, children + 1, carers))) == ["too-few-carers"]
        assert breaches(judge(group(kind, children + 1, carers + 1))) == []

    def test_that_are_too_few_are_counted_in_the_ground(self) -> None:
        answer = judge(group(INFANT, 10, 3))
        said = (
            ("group", 1),
            ("class", "infant"),
            ("enrolled", 10),
            ("carers", 3),
            ("per_carer", 3),
        )
        assert answer.require() == (Ground("enrolment.too-few-carers", RATIOS, said),)

    @pytest.mark.parametrize("kind", ClassKind)
    @pytest.mark.parametrize("carers", [0, None])
    def test_are_not_needed_where_there_is_no_child(
        self, kind: ClassKind, carers: int | None
    ) -> None:
        assert breaches(judge(group(kind, 0, carers))) == []

    def test_are_needed_for_the_first_child(self) -> None:
        assert breaches(judge(group(OLDER, 1, 0))) == ["too-few-carers"]

    def test_that_are_unknown_are_asked_of_the_group(self) -> None:
        answer = judge(group(OLDER, 0, 0), group(INFANT, 4, None))
        assert missing(answer) == {"groups[1].carers"}

    def test_of_a_group_of_which_nothing_is_known_are_asked_with_its_children(self) -> None:
        answer = judge(group(INFANT, None, None))
        assert missing(answer) == {"groups[0].enrolled", "groups[0].carers"}

    def test_of_one_group_are_not_lent_to_another(self) -> None:
        assert breaches(judge(group(INFANT, 4, 1), group(INFANT, 1, 9))) == ["too-few-carers"]

    def test_of_which_the_plan_says_nothing_leave_it_open(self) -> None:
        plan = YIJUN.amend({"figures.carer_ratios": []})
        assert missing(judge(group(INFANT, 3, 3), plan=plan)) == {"carer_ratios"}


class TestTheCarersOfAMixedClass:
    """Art. 20 gives no ratio for mixed classes: the strictest that can apply is surely enough."""

    @pytest.mark.parametrize(
        ("youngest", "children", "carers"),
        [
            (18, 15, 3),  # 1:5, since a child of 18 months is a toddler
            (23, 15, 3),
            (24, 14, 2),  # 1:7, since all are at least 24 months old
            (30, 14, 2),
        ],
    )
    def test_are_enough_under_the_strictest_ratio_of_the_ages(
        self, youngest: int, children: int, carers: int
    ) -> None:
        assert breaches(judge(group(MIXED, children, carers, youngest, 35))) == []
        answer = judge(group(MIXED, children + 1, carers, youngest, 35))
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("carer_ratios.mixed", "text", RATIOS),)
        said = (("group", 1), ("class", "mixed"))
        assert answer.notes == (Ground("enrolment.mixed-ratio-not-stated", RATIOS, said),)
        assert answer.grounds == ()

    def test_at_36_months_are_those_of_the_oldest_class(self) -> None:
        # the third birthday counts as within, so 1:7 is the strictest that can apply
        answer = judge(group(MIXED, 14, 2, 36, 36), plan=INCLUDED)
        assert breaches(answer) == []
        assert missing(judge(group(MIXED, 15, 2, 36, 36), plan=INCLUDED)) == {"carer_ratios.mixed"}

    def test_at_36_months_are_not_the_question_where_the_child_is_too_old(self) -> None:
        answer = judge(group(MIXED, 5, 5, 36, 36))
        assert breaches(answer) == ["age-outside-class"]

    def test_of_unknown_ages_are_measured_by_1_in_5(self) -> None:
        assert missing(judge(group(MIXED, 15, 3, None, 30))) == {"groups[0].youngest_months"}
        answer = judge(group(MIXED, 16, 3, None, 30))
        assert missing(answer) == {"groups[0].youngest_months", "carer_ratios.mixed"}

    def test_that_are_unknown_are_asked_of_the_group(self) -> None:
        assert missing(judge(group(MIXED, 15, None, 18, 30))) == {"groups[0].carers"}

    def test_leave_the_certain_breaches_among_the_grounds(self) -> None:
        answer = judge(group(MIXED, 19, 3, 17, 30), group(INFANT, 4, 1))
        assert missing(answer) == {"carer_ratios.mixed"}
        assert sorted(codes(answer)) == ["age-outside-class", "class-too-large", "too-few-carers"]


class TestTheAgesInAClass:
    """Art. 19: the ages that a class takes."""

    @pytest.mark.parametrize(
        ("kind", "youngest", "oldest"),
        [(INFANT, 6, 11), (TODDLER, 12, 23), (OLDER, 24, 35), (MIXED, 18, 35)],
    )
    def test_lie_within_its_bounds(self, kind: ClassKind, youngest: int, oldest: int) -> None:
        assert breaches(judge(group(kind, 1, 1, youngest, oldest))) == []
        too_young = judge(group(kind, 1, 1, youngest - 1, oldest))
        said = (("group", 1), ("class", kind.value), ("months", youngest - 1))
        assert too_young.require() == (Ground("enrolment.age-outside-class", CLASSES, said),)
        too_old = judge(group(kind, 1, 1, youngest, oldest + 1))
        assert breaches(too_old) == ["age-outside-class"]
        both = judge(group(kind, 1, 1, youngest - 1, oldest + 2))
        assert breaches(both) == ["age-outside-class"] * 2

    @pytest.mark.parametrize("kind", [OLDER, MIXED])
    def test_at_36_months_are_as_one_reads_the_third_birthday(self, kind: ClassKind) -> None:
        excluded = judge(group(kind, 1, 1, 30, 36))
        included = judge(group(kind, 1, 1, 30, 36), plan=INCLUDED)
        assert breaches(excluded) == ["age-outside-class"]
        assert breaches(included) == []
        assert stamps(excluded) == stamps(included) == {"under-three"}

    @pytest.mark.parametrize("plan", [YIJUN, INCLUDED], ids=["excluded", "included"])
    @pytest.mark.parametrize("oldest", [35, 37])
    def test_on_both_sides_of_it_are_not(self, plan: Plan, oldest: int) -> None:
        answer = judge(group(OLDER, 1, 1, 30, oldest), plan=plan)
        assert breaches(answer) == ([] if oldest == 35 else ["age-outside-class"])
        assert answer.readings == ()

    @pytest.mark.parametrize("kind", [INFANT, TODDLER, OLDER])
    def test_are_told_by_the_kind_of_a_class_of_one_age(self, kind: ClassKind) -> None:
        assert breaches(judge(group(kind, 3, 1))) == []

    def test_of_a_mixed_class_have_to_be_told(self) -> None:
        assert missing(judge(group(MIXED, 3, 1, None, 30))) == {"groups[0].youngest_months"}
        assert breaches(judge(group(MIXED, 0, 0))) == []

    def test_of_a_mixed_class_may_be_too_high_while_the_oldest_is_unknown(self) -> None:
        # only the kind of a class of one age tells both; with 36 months it would be a breach
        assert breaches(judge(group(MIXED, 3, 1, 18, 36))) == ["age-outside-class"]
        assert missing(judge(group(MIXED, 3, 1, 18, None))) == {"groups[0].oldest_months"}


class TestAHomePoint:
    """家庭托育点管理办法: five children in all, three for a carer, since 14 November 2023."""

    @pytest.mark.parametrize(
        ("children", "carers", "found"),
        [
            (0, 0, []),
            (1, 0, ["home-point-too-few-carers"]),
            (3, 1, []),
            (4, 1, ["home-point-too-few-carers"]),
            (4, 2, []),
            (5, 2, []),
            (5, 1, ["home-point-too-few-carers"]),
            (6, 2, ["home-point-too-large"]),
            (7, 2, ["home-point-too-large", "home-point-too-few-carers"]),
        ],
    )
    def test_has_limits_of_its_own(self, children: int, carers: int, found: list[str]) -> None:
        assert breaches(judge(group(INFANT, children, carers), settings=HOME)) == found

    def test_says_what_was_counted(self) -> None:
        answer = judge(group(INFANT, 4, 1), group(TODDLER, 3, 1), settings=HOME)
        assert answer.require() == (
            Ground(
                "enrolment.home-point-too-large", HOME_CHILDREN, (("enrolled", 7), ("limit", 5))
            ),
            Ground(
                "enrolment.home-point-too-few-carers",
                HOME_CARERS,
                (("enrolled", 7), ("carers", 2), ("per_carer", 3)),
            ),
        )

    def test_that_is_lawful_rests_on_the_text_about_home_points(self) -> None:
        answer = judge(group(INFANT, 3, 1), settings=HOME)
        assert codes(answer) == ["groups-lawful"]
        assert answer.citations == (HOME_CHILDREN,)

    def test_is_one_group_whatever_its_kinds(self) -> None:
        # no ratio of a class applies: in classes, 2 infants and 1 toddler would need a carer each
        answer = judge(group(INFANT, 2, 1), group(TODDLER, 1, 0), settings=HOME)
        assert breaches(answer) == []

    def test_stays_one_in_a_community(self) -> None:
        settings = (Setting.COMMUNITY, Setting.HOME)
        assert breaches(judge(group(OLDER, 6, 2), settings=settings)) == ["home-point-too-large"]

    @pytest.mark.parametrize(
        ("on", "kind"), [(date(2023, 11, 13), "undetermined"), (date(2023, 11, 14), "decided")]
    )
    def test_before_the_text_has_no_figures(self, on: date, kind: str) -> None:
        answer = judge(group(OLDER, 6, 2), settings=HOME, on=on)
        assert answer.kind == kind
        if isinstance(answer, Undetermined):
            named = {"home_point_children", "home_point_children_per_carer"}
            assert {(item.name, item.kind) for item in answer.missing} == {
                (name, "text") for name in named
            }

    def test_of_which_a_number_is_unknown_is_open(self) -> None:
        answer = judge(group(INFANT, None, 1), group(INFANT, 1, None), settings=HOME)
        assert missing(answer) == {"groups[0].enrolled", "groups[1].carers"}

    def test_that_is_surely_too_large_says_so_while_it_is_open(self) -> None:
        answer = judge(group(INFANT, 6, None), settings=HOME)
        assert missing(answer) == {"groups[0].carers"}
        assert codes(answer) == ["home-point-too-large"]

    @pytest.mark.parametrize("children", [0, 1])
    def test_is_not_asked_for_carers_whom_it_does_not_need(self, children: int) -> None:
        # one carer is there, enough for three children whoever else is
        answer = judge(group(INFANT, 2, 1), group(TODDLER, children, None), settings=HOME)
        assert breaches(answer) == []


class TestAFacilityOfUnknownSetting:
    """The setting matters only where a home point and another facility differ."""

    def test_is_lawful_where_it_would_be_as_either(self) -> None:
        assert breaches(judge(group(INFANT, 3, 1), settings=None)) == []

    def test_is_open_where_it_would_be_lawful_as_one_only(self) -> None:
        six_in_a_class = judge(group(INFANT, 6, 2), settings=None)
        assert missing(six_in_a_class) == {"settings"}
        four_in_a_home = judge(group(TODDLER, 4, 1), settings=None)
        assert missing(four_in_a_home) == {"settings"}

    def test_is_not_asked_for_it_on_account_of_a_note(self) -> None:
        # as a class it offers more places than it may, which is noted and breaks nothing
        offered = evolve(group(INFANT, 3, 1), slots=12)
        for settings in (STANDALONE, HOME):
            assert breaches(judge(offered, settings=settings)) == []
        assert breaches(judge(offered, settings=None)) == []

    def test_may_be_none_of_them(self) -> None:
        assert breaches(judge(group(INFANT, 6, 2), settings=())) == []


class TestGroupsInGeneral:
    def test_that_are_unknown_are_asked_for(self) -> None:
        answer = check_groups(Facility(id="F1", settings=STANDALONE), YIJUN, on=ON)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("groups", "fact", CLASSES),)

    @pytest.mark.parametrize("settings", [STANDALONE, HOME, (), None])
    def test_of_which_there_is_none_break_nothing(self, settings: Settings) -> None:
        assert breaches(judge(settings=settings)) == []

    def test_that_are_open_keep_the_certain_breaches(self) -> None:
        answer = judge(group(INFANT, 11, None, 5, 11), group(TODDLER, None, 3))
        assert missing(answer) == {"groups[0].carers", "groups[1].enrolled"}
        assert codes(answer) == ["class-too-large", "age-outside-class"]

    def test_are_judged_on_a_day(self) -> None:
        with pytest.raises(InvalidFacts):
            check_groups(nursery(), YIJUN, on=datetime(2026, 1, 5))  # noqa: DTZ001


# staff

SINCE = date(2024, 9, 1)
CHECKED = date(2025, 3, 1)
POSTS: dict[Role, tuple[Education, tuple[Qualification, ...]]] = {
    Role.HEAD: (Education.COLLEGE, (Qualification.HEAD_TRAINING,)),
    Role.CARER: (
        Education.LOWER_SECONDARY,
        (Qualification.CARE_EXPERIENCE, Qualification.CARE_TRAINING),
    ),
    Role.HEALTH_WORKER: (Education.UPPER_SECONDARY, (Qualification.HEALTH_TRAINING,)),
    Role.GUARD: (Education.LOWER_SECONDARY, (Qualification.GUARD_CERTIFICATE,)),
}


def member(role: Role, number: int = 0, **changes: Any) -> StaffMember:  # noqa: ANN401
    """Make somebody who brings exactly what the post asks for."""
    education, qualifications = POSTS.get(role, (Education.LOWER_SECONDARY, ()))
    facts: dict[str, Any] = {
        "person": PersonKey(f"{list(Role).index(role)}{number:07}" + "0" * 56),
        "facility": "F1",
        "role": role,
        "since": SINCE,
        "until": False,
        "full_time": True,
        "education": education,
        "experience_years": 3,
        "qualifications": qualifications,
        "health_checked_on": CHECKED,
    }
    return StaffMember(**(facts | changes))


def known_as(person: StaffMember) -> str:
    return person.person.digest[:8]


HEAD, CARER = member(Role.HEAD), member(Role.CARER)
HEALTH_WORKER, GUARD = member(Role.HEALTH_WORKER), member(Role.GUARD)
STAFF = (HEAD, CARER, HEALTH_WORKER, GUARD)
SMALL = nursery(group(OLDER, 14, 2))
AT_HOME = nursery(group(INFANT, 3, 1), settings=HOME)


def staffed(
    *staff: StaffMember, facility: Facility = SMALL, plan: Plan = YIJUN, on: date = ON
) -> Decision[tuple[Ground, ...]]:
    return check_staff(facility, staff, plan, on=on)


def with_changed(person: StaffMember, **changes: Any) -> tuple[StaffMember, ...]:  # noqa: ANN401
    """Give the staff with something else about one of them."""
    return tuple(evolve(m, **changes) if m == person else m for m in STAFF)


class TestStaffInOrder:
    def test_is_a_head_a_carer_a_health_worker_and_a_guard(self) -> None:
        answer = staffed(*STAFF)
        assert answer.require() == ()
        assert codes(answer) == ["staff-in-order"]
        assert answer.citations == (Citation("setting-standard", "18"),)
        assert answer.plan == YIJUN.stamp

    def test_that_is_unknown_is_asked_for(self) -> None:
        answer = check_staff(SMALL, None, YIJUN, on=ON)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("staff", "fact"),)

    def test_of_another_facility_is_not_counted(self) -> None:
        others = [evolve(m, facility="F2") for m in STAFF]
        assert breaches(staffed(*others)) == ["post-vacant"] * 3

    def test_of_another_facility_is_not_judged(self) -> None:
        stranger = member(Role.CARER, 1, facility="F2", qualifications=(), health_checked_on=False)
        assert breaches(staffed(*STAFF, stranger)) == []

    def test_is_not_asked_of_what_is_no_day(self) -> None:
        with pytest.raises(InvalidFacts):
            check_staff(SMALL, STAFF, YIJUN, on=datetime(2026, 1, 5))  # noqa: DTZ001


WRONG: dict[str, tuple[StaffMember, str, Any, str, Citation]] = {
    "a head of upper secondary education": (
        HEAD,
        "education",
        Education.UPPER_SECONDARY,
        "head-education",
        Citation("setting-standard", "18"),
    ),
    "a head of two years": (
        HEAD,
        "experience_years",
        2,
        "head-experience",
        Citation("setting-standard", "18"),
    ),
    "a head without the training": (
        HEAD,
        "qualifications",
        (Qualification.CARE_TRAINING,),
        "head-training",
        Citation("setting-standard", "18"),
    ),
    "a carer without experience or major": (
        CARER,
        "qualifications",
        (Qualification.CARE_TRAINING,),
        "carer-background",
        Citation("setting-standard", "18"),
    ),
    "a carer without training": (
        CARER,
        "qualifications",
        (Qualification.CARE_EXPERIENCE, Qualification.RELATED_MAJOR),
        "carer-training",
        Citation("setting-standard", "18"),
    ),
    "a health worker without training": (
        HEALTH_WORKER,
        "qualifications",
        (),
        "health-worker-training",
        Citation("setting-standard", "18"),
    ),
    "a health worker of lower secondary education": (
        HEALTH_WORKER,
        "education",
        Education.LOWER_SECONDARY,
        "health-worker-education",
        Citation("hygiene-evaluation", "保健人员"),
    ),
    "a guard without a certificate": (
        GUARD,
        "qualifications",
        (),
        "guard-certificate",
        Citation("setting-standard", "18"),
    ),
}


class TestAPost:
    """Art. 18: what each post asks for."""

    @pytest.mark.parametrize(
        ("person", "fact", "value", "post", "source"), WRONG.values(), ids=WRONG
    )
    def test_is_not_met(
        self, person: StaffMember, fact: str, value: object, post: str, source: Citation
    ) -> None:
        answer = staffed(*with_changed(person, **{fact: value}))
        said = (("person", person.person.digest), ("role", person.role), ("post", post))
        assert answer.require() == (Ground("enrolment.post-not-met", source, said),)

    @pytest.mark.parametrize(
        ("person", "fact", "value", "post", "source"), WRONG.values(), ids=WRONG
    )
    def test_is_open_where_that_is_unknown(
        self, person: StaffMember, fact: str, value: object, post: str, source: Citation
    ) -> None:
        del value, post
        answer = staffed(*with_changed(person, **without(fact)))
        assert isinstance(answer, Undetermined)
        name = f"staff[{known_as(person)}].{fact}"
        assert Missing(name, "fact", source) in answer.missing
        assert {item.name for item in answer.missing} == {name}

    @pytest.mark.parametrize(
        "education", [Education.COLLEGE, Education.BACHELOR, Education.POSTGRADUATE]
    )
    def test_of_a_head_takes_college_and_above(self, education: Education) -> None:
        assert breaches(staffed(*with_changed(HEAD, education=education))) == []

    @pytest.mark.parametrize(
        "education", [e for e in Education if e is not Education.LOWER_SECONDARY]
    )
    def test_of_a_health_worker_takes_upper_secondary_and_above(self, education: Education) -> None:
        assert breaches(staffed(*with_changed(HEALTH_WORKER, education=education))) == []

    @pytest.mark.parametrize(
        "background", [Qualification.CARE_EXPERIENCE, Qualification.RELATED_MAJOR]
    )
    @pytest.mark.parametrize("facility", [SMALL, AT_HOME], ids=["nursery", "home point"])
    def test_of_a_carer_takes_experience_or_a_major(
        self, background: Qualification, facility: Facility
    ) -> None:
        held = (background, Qualification.CARE_TRAINING)
        staff = with_changed(CARER, qualifications=held)
        assert breaches(staffed(*staff, facility=facility)) == []

    def test_asks_each_for_what_it_lacks(self) -> None:
        staff = with_changed(
            HEAD, education=Education.LOWER_SECONDARY, experience_years=0, qualifications=()
        )
        answer = staffed(*staff)
        posts = {dict(ground.facts)["post"] for ground in answer.require()}
        assert posts == {"head-education", "head-experience", "head-training"}

    @pytest.mark.parametrize("role", [Role.COOK, Role.OTHER])
    def test_of_others_asks_for_nothing(self, role: Role) -> None:
        anybody = member(role, education=None, experience_years=None, qualifications=None)
        assert breaches(staffed(*STAFF, anybody)) == []

    def test_that_is_not_met_stays_among_the_grounds_of_an_open_answer(self) -> None:
        answer = staffed(*with_changed(HEAD, experience_years=2, education=None))
        assert missing(answer) == {f"staff[{known_as(HEAD)}].education"}
        assert [dict(ground.facts)["post"] for ground in answer.grounds] == ["head-experience"]


class TestAHead:
    """Art. 18: a facility has a head."""

    def test_is_needed(self) -> None:
        answer = staffed(CARER, HEALTH_WORKER, GUARD)
        said = (("role", "head"), ("counted", 0), ("needed", 1))
        source = Citation("setting-standard", "18")
        assert answer.require() == (Ground("enrolment.post-vacant", source, said),)

    def test_is_not_needed_twice(self) -> None:
        assert breaches(staffed(*STAFF, member(Role.HEAD, 1))) == []


def children(number: int) -> Facility:
    """Make a facility of so many children in lawful classes of 20."""
    sizes = [20] * (number // 20) + [number % 20]
    return nursery(*(group(OLDER, size, 3) for size in sizes))


def with_workers(number: int, *full_time: bool | None) -> Decision[tuple[Ground, ...]]:
    workers = [member(Role.HEALTH_WORKER, i, full_time=held) for i, held in enumerate(full_time)]
    return staffed(HEAD, CARER, GUARD, *workers, facility=children(number))


class TestHealthWorkers:
    """76号令 art. 12: one full-time for 150 children, and one full- or part-time for fewer."""

    @pytest.mark.parametrize(
        ("number", "full_time", "found"),
        [
            (0, (), ["post-vacant"]),
            (1, (False,), []),
            (149, (False,), []),
            (149, (True,), []),
            (150, (False,), ["too-few-health-workers"]),
            (150, (False, False), ["too-few-health-workers"]),
            (150, (True,), []),
            (151, (True,), ["too-few-health-workers"]),
            (151, (True, False), ["too-few-health-workers"]),
            (151, (True, True), []),
            (300, (True,), ["too-few-health-workers"]),
            (300, (True, True), []),
            (301, (True, True), ["too-few-health-workers"]),
            (301, (True, True, True), []),
        ],
    )
    def test_are_needed_for_the_children(
        self, number: int, full_time: tuple[bool, ...], found: list[str]
    ) -> None:
        assert breaches(with_workers(number, *full_time)) == found

    def test_that_are_too_few_are_counted_in_the_ground(self) -> None:
        said = (("children", 300), ("counted", 1), ("needed", 2))
        assert with_workers(300, *(True, False)).require() == (
            Ground(
                "enrolment.too-few-health-workers",
                Citation("health-care-measures", "12"),
                said,
            ),
        )

    def test_whose_hours_are_unknown_matter_only_from_150_children(self) -> None:
        assert breaches(with_workers(149, None)) == []
        answer = with_workers(150, None)
        assert isinstance(answer, Undetermined)
        (name,) = missing(answer)
        assert name.startswith("staff")
        assert name.endswith(".full_time")

    def test_whose_hours_are_unknown_may_still_be_too_few(self) -> None:
        assert breaches(with_workers(151, *(None, False))) == ["too-few-health-workers"]

    def test_who_are_enough_need_no_more_hours(self) -> None:
        assert breaches(with_workers(300, *(True, True, None))) == []

    def test_are_asked_with_the_children(self) -> None:
        unknown = nursery(group(OLDER, 14, 2), group(OLDER, None, 2))
        assert missing(staffed(*STAFF, facility=unknown)) == {"groups[1].enrolled"}
        nothing_known = Facility(id="F1", settings=STANDALONE)
        assert missing(staffed(*STAFF, facility=nothing_known)) == {"groups"}

    def test_that_are_surely_too_few_are_so_while_it_is_open(self) -> None:
        # 160 children are known, more than one health worker may look after
        known = children(160)
        facility = evolve(known, groups=(*(known.groups or ()), group(OLDER, None, 3)))
        assert "too-few-health-workers" in codes(staffed(*STAFF, facility=facility))

    def test_of_whom_one_may_have_left_are_asked_for_the_last_day(self) -> None:
        doubtful = member(Role.HEALTH_WORKER, 1, until=None)
        answer = staffed(*STAFF, doubtful, facility=children(151))
        assert isinstance(answer, Undetermined)
        assert all(item.name.endswith(".until") for item in answer.missing)


class TestAGuard:
    """设置标准: a facility on its own premises has a guard on duty."""

    @pytest.mark.parametrize(
        "settings", [STANDALONE, (Setting.COMMUNITY, Setting.STANDALONE)], ids=str
    )
    def test_is_needed_on_own_premises(self, settings: Settings) -> None:
        facility = evolve(SMALL, settings=settings)
        answer = staffed(HEAD, CARER, HEALTH_WORKER, facility=facility)
        said = (("role", "guard"), ("counted", 0), ("needed", 1))
        source = Citation("setting-standard", "保安人员")
        assert answer.require() == (Ground("enrolment.post-vacant", source, said),)

    @pytest.mark.parametrize(
        "settings", [COMMUNITY, (Setting.KINDERGARTEN,), (Setting.WORKPLACE,), ()], ids=str
    )
    def test_is_not_needed_elsewhere(self, settings: Settings) -> None:
        facility = evolve(SMALL, settings=settings)
        assert breaches(staffed(HEAD, CARER, HEALTH_WORKER, facility=facility)) == []

    def test_is_asked_with_the_setting(self) -> None:
        facility = evolve(SMALL, settings=None)
        answer = staffed(HEAD, CARER, HEALTH_WORKER, facility=facility)
        assert "settings" in missing(answer)
        assert answer.grounds == ()


class TestTheStaffOfAHomePoint:
    """家庭托育点管理办法: carers only; a head, a health worker and a guard are for others."""

    def test_is_its_carers(self) -> None:
        assert breaches(staffed(CARER, facility=AT_HOME)) == []
        assert breaches(staffed(facility=AT_HOME)) == []

    def test_has_carers_of_the_same_kind(self) -> None:
        answer = staffed(evolve(CARER, qualifications=()), facility=AT_HOME)
        posts = {dict(ground.facts)["post"] for ground in answer.require()}
        assert posts == {"home-carer-background", "home-carer-training"}
        assert set(answer.citations) == {HOME_CARERS}

    def test_may_have_a_head_of_any_education(self) -> None:
        head = evolve(HEAD, education=None, experience_years=0, qualifications=())
        assert breaches(staffed(CARER, head, facility=AT_HOME)) == []

    def test_is_not_asked_for_the_yearly_check_of_norms_that_bind_no_home_point(self) -> None:
        for checked_on in (date(2025, 1, 4), False, None):
            late = evolve(CARER, health_checked_on=checked_on)
            assert breaches(staffed(late, facility=AT_HOME)) == []

    def test_that_may_be_of_another_facility_is_in_order_when_it_is_in_both(self) -> None:
        # everybody is there and brings what either text asks for
        assert breaches(staffed(*STAFF, facility=evolve(AT_HOME, settings=None))) == []


class TestAHealthCheck:
    """管理规范 art. 28: once a year, to the same day or to the end of the next calendar year."""

    @pytest.mark.parametrize(
        ("checked_on", "on", "twelve_months", "calendar_year"),
        [
            (date(2025, 1, 5), date(2026, 1, 5), True, True),  # the last day
            (date(2025, 1, 4), date(2026, 1, 5), False, True),  # a day late
            (date(2025, 1, 1), date(2026, 12, 31), False, True),
            (date(2025, 12, 31), date(2026, 12, 31), True, True),
            (date(2025, 12, 31), date(2027, 1, 1), False, False),
            (date(2024, 12, 31), date(2026, 1, 1), False, False),
            (date(2024, 2, 29), date(2025, 2, 28), True, True),
            (date(2024, 2, 29), date(2025, 3, 1), False, True),
            (date(2026, 1, 5), date(2026, 1, 5), True, True),  # on the day itself
            (False, date(2026, 1, 5), False, False),
        ],
    )
    def test_holds_for_a_year(
        self,
        checked_on: Event,
        on: date,
        twelve_months: bool,  # noqa: FBT001 - expected
        calendar_year: bool,  # noqa: FBT001 - expected
    ) -> None:
        staff = [
            evolve(m, health_checked_on=checked_on if m == HEAD else on, since=date(2020, 1, 1))
            for m in STAFF
        ]
        stamped = {"yearly-check"} if twelve_months != calendar_year else set()
        for plan, in_time in ((YIJUN, twelve_months), (BY_CALENDAR_YEAR, calendar_year)):
            answer = staffed(*staff, plan=plan, on=on)
            assert breaches(answer) == ([] if in_time else ["health-check-due"])
            assert stamps(answer) == stamped

    def test_that_is_due_names_the_last_one(self) -> None:
        answer = staffed(*with_changed(GUARD, health_checked_on=date(2024, 5, 6)))
        said = (
            ("person", GUARD.person.digest),
            ("role", "guard"),
            ("health_checked_on", date(2024, 5, 6)),
        )
        source = Citation("management-norms", "28")
        assert answer.require() == (Ground("enrolment.health-check-due", source, said),)

    def test_is_asked_of_everybody_in_a_post(self) -> None:
        cook = member(Role.COOK, health_checked_on=False)
        assert breaches(staffed(*STAFF, cook)) == ["health-check-due"]

    def test_that_is_unknown_is_asked_of_the_person(self) -> None:
        answer = staffed(*with_changed(CARER, health_checked_on=None))
        assert missing(answer) == {f"staff[{known_as(CARER)}].health_checked_on"}

    def test_after_the_day_tells_nothing_of_the_one_before(self) -> None:
        answer = staffed(*with_changed(CARER, health_checked_on=date(2026, 1, 6)))
        assert missing(answer) == {f"staff[{known_as(CARER)}].health_checked_on"}


class TestSomebodyWhoIsNotThere:
    @pytest.mark.parametrize(
        "days",
        [
            {"until": date(2026, 1, 4)},
            {"since": date(2026, 1, 6)},
            {"since": None, "until": date(2026, 1, 4)},
            {"since": date(2026, 1, 6), "until": None},
        ],
        ids=str,
    )
    def test_is_neither_counted_nor_judged(self, days: dict[str, Any]) -> None:
        gone = evolve(HEAD, education=None, health_checked_on=False, **days)
        answer = staffed(gone, CARER, HEALTH_WORKER, GUARD)
        assert breaches(answer) == ["post-vacant"]

    @pytest.mark.parametrize("days", [{"until": ON}, {"since": ON}], ids=str)
    def test_is_there_on_the_first_and_on_the_last_day(self, days: dict[str, Any]) -> None:
        assert breaches(staffed(*with_changed(HEAD, **days))) == []

    @pytest.mark.parametrize(
        "days", [{"until": ON, "since": None}, {"since": ON, "until": None}], ids=str
    )
    def test_is_there_on_either_whatever_the_other_is(self, days: dict[str, Any]) -> None:
        # nobody's last day comes before the first
        assert breaches(staffed(*with_changed(HEAD, **days))) == []


class TestSomebodyWhoMayBeThere:
    @pytest.mark.parametrize("fact", ["until", "since"])
    def test_may_fill_a_post_or_not(self, fact: str) -> None:
        answer = staffed(*with_changed(HEAD, **without(fact)))
        (name,) = missing(answer)
        assert name.endswith(f".{fact}")
        assert answer.grounds == ()

    @pytest.mark.parametrize("fact", ["until", "since"])
    def test_may_lack_something_or_not(self, fact: str) -> None:
        doubtful = member(Role.CARER, 1, qualifications=(), **without(fact))
        answer = staffed(*STAFF, doubtful)
        assert missing(answer) == {f"staff[{known_as(doubtful)}].{fact}"}
        assert answer.grounds == ()

    @pytest.mark.parametrize("fact", ["until", "since"])
    def test_may_be_due_for_a_check_or_not(self, fact: str) -> None:
        doubtful = member(Role.COOK, 1, health_checked_on=False, **without(fact))
        answer = staffed(*STAFF, doubtful)
        assert missing(answer) == {f"staff[{known_as(doubtful)}].{fact}"}
        assert answer.grounds == ()

    @pytest.mark.parametrize("fact", ["until", "since"])
    def test_does_not_matter_besides_somebody_who_is(self, fact: str) -> None:
        assert breaches(staffed(*STAFF, member(Role.GUARD, 1, **without(fact)))) == []

    def test_leaves_the_certain_breaches_among_the_grounds(self) -> None:
        doubtful = member(Role.CARER, 1, qualifications=(), until=None)
        answer = staffed(CARER, HEALTH_WORKER, GUARD, doubtful)
        assert codes(answer) == ["post-vacant"]
        assert isinstance(answer, Undetermined)


# places

OPEN = Facility(
    id="F1",
    settings=STANDALONE,
    opened_on=date(2024, 9, 1),
    closed_on=False,
    capacities=(
        Capacity(on=date(2025, 9, 1), slots=45),
        Capacity(on=date(2024, 9, 1), slots=30),
        Capacity(on=date(2026, 9, 1), slots=60),
    ),
    acceptances=(Acceptance(on=date(2024, 8, 20), slots=40, passed=True),),
    groups=(
        ClassGroup(kind=OLDER, slots=20, enrolled=12, carers=2),
        ClassGroup(kind=INFANT, slots=10, enrolled=9, carers=3),
        ClassGroup(kind=OLDER, slots=18, enrolled=18, carers=3),
    ),
)


def facility_of(*groups: ClassGroup, licensed: int = 100, **changes: Any) -> Facility:  # noqa: ANN401
    """Make an open facility of these groups and so many licensed places."""
    capacities = (Capacity(on=date(2024, 9, 1), slots=licensed),)
    return evolve(OPEN, **({"groups": groups, "capacities": capacities} | changes))


class TestPlaces:
    def test_are_counted(self) -> None:
        assert places(OPEN, on=ON) == Places(
            licensed=45,
            accepted=40,
            enrolled=39,
            vacant=6,  # 9 in the groups, but 45 − 39 within the licence
            bands=(
                Band(kind=INFANT, slots=10, enrolled=9, vacant=1),
                Band(kind=OLDER, slots=38, enrolled=30, vacant=8),
            ),
        )

    @pytest.mark.parametrize(
        ("on", "licensed", "vacant"),
        [
            (date(2024, 8, 31), 0, 0),
            (date(2024, 9, 1), 30, 0),
            (date(2025, 8, 31), 30, 0),
            (date(2025, 9, 1), 45, 6),
            (date(2026, 9, 1), 60, 9),
        ],
    )
    def test_are_licensed_from_a_day_on(self, on: date, licensed: int, vacant: int) -> None:
        found = places(OPEN, on=on)
        assert (found.licensed, found.vacant) == (licensed, vacant)

    def test_of_an_overfull_group_are_not_taken_from_another(self) -> None:
        full = ClassGroup(kind=INFANT, slots=8, enrolled=10)
        free = ClassGroup(kind=TODDLER, slots=15, enrolled=10)
        found = places(facility_of(full, free), on=ON)
        assert found.vacant == 5
        assert found.bands is not None
        assert [band.vacant for band in found.bands] == [0, 5]

    def test_of_a_closed_facility_are_none(self) -> None:
        found = places(evolve(OPEN, closed_on=ON), on=ON)
        assert (found.licensed, found.accepted, found.vacant) == (0, 0, 0)

    @pytest.mark.parametrize("settled", [False, date(2026, 1, 6)])
    def test_of_one_that_closes_later_are_counted(self, settled: Event) -> None:
        assert places(evolve(OPEN, closed_on=settled), on=ON).licensed == 45

    def test_of_one_that_may_be_closed_are_unknown(self) -> None:
        # if it has closed there is none of them
        found = places(evolve(OPEN, closed_on=None), on=ON)
        assert (found.accepted, found.licensed, found.vacant) == (None, None, None)

    def test_that_are_unknown_are_said_to_be(self) -> None:
        unknown = Facility(id="F1", closed_on=False)
        assert places(unknown, on=ON) == Places(
            licensed=None, accepted=None, enrolled=None, vacant=None, bands=None
        )

    @pytest.mark.parametrize("name", ["slots", "enrolled"])
    def test_of_a_group_of_which_a_number_is_unknown_are_unknown(self, name: str) -> None:
        unknown = evolve(ClassGroup(kind=INFANT, slots=10, enrolled=3), **without(name))
        found = places(facility_of(unknown), on=ON)
        assert found.vacant is None
        assert found.bands == (
            Band(kind=INFANT, slots=unknown.slots, enrolled=unknown.enrolled, vacant=None),
        )

    def test_of_no_group_are_none(self) -> None:
        found = places(facility_of(), on=ON)
        assert (found.enrolled, found.vacant, found.bands) == (0, 0, ())

    def test_that_are_not_licensed_are_not_vacant(self) -> None:
        unknown = ClassGroup(kind=INFANT)
        assert places(facility_of(unknown, licensed=0), on=ON).vacant == 0

    def test_are_counted_on_a_day(self) -> None:
        with pytest.raises(InvalidFacts):
            places(OPEN, on=datetime(2026, 1, 5))  # noqa: DTZ001


def free(facility: Facility, months: int, plan: Plan = YIJUN, on: date = ON) -> int:
    return vacancies(facility, months, plan, on=on).require()


def of(kind: ClassKind, slots: int | None, enrolled: int | None) -> ClassGroup:
    return ClassGroup(kind=kind, slots=slots, enrolled=enrolled)


class TestVacancies:
    """Art. 19: the classes that take the age, none above its limit."""

    @pytest.mark.parametrize(
        ("months", "number"),
        [(5, 0), (6, 1), (11, 1), (12, 0), (17, 0), (18, 0), (24, 6), (35, 6), (37, 0)],
    )
    def test_are_those_of_the_classes_for_the_age(self, months: int, number: int) -> None:
        answer = vacancies(OPEN, months, YIJUN, on=ON)
        assert answer.require() == number
        said = (("months", months), ("vacant", number))
        assert Ground("enrolment.vacancies", CLASSES, said) in answer.grounds
        assert answer.readings == ()

    def test_of_a_mixed_class_begin_at_18_months(self) -> None:
        facility = facility_of(of(TODDLER, 15, 11), of(MIXED, 18, 11))
        assert [free(facility, months) for months in (17, 18, 23, 24, 35)] == [4, 11, 11, 7, 7]

    @pytest.mark.parametrize(
        ("kind", "months", "limit"), [(INFANT, 6, 10), (TODDLER, 12, 15), (OLDER, 24, 20)]
    )
    def test_stop_at_the_limit_of_the_class(self, kind: ClassKind, months: int, limit: int) -> None:
        assert free(facility_of(of(kind, 50, limit - 1)), months) == 1
        assert free(facility_of(of(kind, 50, limit)), months) == 0
        assert free(facility_of(of(kind, 50, limit + 1)), months) == 0
        assert free(facility_of(of(kind, limit - 2, 0)), months) == limit - 2

    def test_of_a_mixed_class_stop_at_18(self) -> None:
        assert free(facility_of(of(MIXED, 50, 0)), 24) == 18

    @pytest.mark.parametrize(("licensed", "number"), [(20, 0), (25, 0), (26, 1), (30, 5), (40, 8)])
    def test_stop_at_the_licence_of_the_whole(self, licensed: int, number: int) -> None:
        facility = facility_of(of(OLDER, 20, 12), of(INFANT, 15, 13), licensed=licensed)
        assert free(facility, 24) == number

    @pytest.mark.parametrize(
        ("plan", "number"), [(YIJUN, 0), (INCLUDED, 6)], ids=["excluded", "included"]
    )
    def test_at_36_months_are_as_one_reads_the_third_birthday(
        self, plan: Plan, number: int
    ) -> None:
        answer = vacancies(OPEN, 36, plan, on=ON)
        assert answer.require() == number
        assert stamps(answer) == {"under-three"}

    @pytest.mark.parametrize("plan", [YIJUN, INCLUDED], ids=["excluded", "included"])
    def test_at_36_months_in_a_full_class_are_none_however_one_reads_it(self, plan: Plan) -> None:
        # the reading is named all the same: it decides whether there is a class for the age
        answer = vacancies(facility_of(of(OLDER, 20, 20)), 36, plan, on=ON)
        assert answer.require() == 0
        assert stamps(answer) == {"under-three"}

    @pytest.mark.parametrize(
        "changes",
        [
            {"opened_on": False},
            {"opened_on": date(2026, 1, 6)},
            {"closed_on": date(2026, 1, 5)},
            {"closed_on": date(2025, 6, 30)},
        ],
        ids=str,
    )
    def test_of_a_facility_that_is_not_open_are_none(self, changes: dict[str, Any]) -> None:
        answer = vacancies(evolve(OPEN, **changes), 24, YIJUN, on=ON)
        assert answer.require() == 0
        assert codes(answer) == ["not-open"]

    @pytest.mark.parametrize(
        "changes", [{"opened_on": date(2026, 1, 5)}, {"closed_on": date(2026, 1, 6)}], ids=str
    )
    def test_of_one_that_is_open_on_the_day_are_counted(self, changes: dict[str, Any]) -> None:
        assert free(evolve(OPEN, **changes), 24) == 6

    @pytest.mark.parametrize("name", ["opened_on", "closed_on", "capacities", "groups"])
    def test_that_hang_on_an_unknown_fact_are_open(self, name: str) -> None:
        answer = vacancies(evolve(OPEN, **without(name)), 24, YIJUN, on=ON)
        assert missing(answer) == {name}

    @pytest.mark.parametrize("name", ["slots", "enrolled"])
    def test_that_hang_on_an_unknown_number_are_open(self, name: str) -> None:
        unknown = evolve(of(OLDER, 20, 3), **without(name))
        answer = vacancies(facility_of(of(INFANT, 9, 9), unknown), 24, YIJUN, on=ON)
        assert missing(answer) == {f"groups[1].{name}"}

    def test_hang_on_the_children_of_the_other_groups_too(self) -> None:
        facility = facility_of(of(OLDER, 20, 3), of(INFANT, None, None), licensed=20)
        assert missing(vacancies(facility, 24, YIJUN, on=ON)) == {"groups[1].enrolled"}

    def test_do_not_hang_on_the_places_of_a_full_class(self) -> None:
        # whatever is offered, a class of ten infants is full
        assert free(facility_of(of(INFANT, None, 10)), 8) == 0

    def test_do_not_hang_on_anything_where_no_place_is_offered(self) -> None:
        assert free(facility_of(of(INFANT, 0, None)), 8) == 0

    @pytest.mark.parametrize("name", ["opened_on", "closed_on", "settings"])
    def test_that_are_none_anyhow_hang_on_nothing(self, name: str) -> None:
        assert free(facility_of(of(OLDER, 20, 20), **without(name)), 24) == 0

    @pytest.mark.parametrize("months", [-1, 6.0, True, "6", None])
    def test_are_not_given_for_what_is_no_age(self, months: Any) -> None:  # noqa: ANN401
        with pytest.raises(InvalidFacts, match="a whole number ≥ 0"):
            vacancies(OPEN, months, YIJUN, on=ON)

    def test_of_a_plan_without_a_standard_are_open(self) -> None:
        plan = YIJUN.amend({"figures.class_below_months": []})
        assert missing(vacancies(OPEN, 24, plan, on=ON)) == {"class_below_months"}
        plan = YIJUN.amend({"figures.class_limits": []})
        answer = vacancies(facility_of(of(OLDER, 20, 3)), 24, plan, on=ON)
        assert isinstance(answer, Undetermined)
        assert {(item.name, item.kind) for item in answer.missing} == {("class_limits", "text")}


class TestVacanciesOfAHomePoint:
    """家庭托育点管理办法: five children in all."""

    @pytest.mark.parametrize(
        ("slots", "enrolled", "number"), [(5, 3, 2), (9, 3, 2), (4, 3, 1), (9, 5, 0), (9, 7, 0)]
    )
    @pytest.mark.parametrize("months", [6, 17, 24, 35])
    def test_are_those_of_one_group(
        self, slots: int, enrolled: int, number: int, months: int
    ) -> None:
        facility = facility_of(of(INFANT, slots, enrolled), settings=HOME)
        answer = vacancies(facility, months, YIJUN, on=ON)
        assert answer.require() == number

    def test_rest_on_the_text_about_home_points(self) -> None:
        facility = facility_of(of(INFANT, 5, 3), settings=HOME)
        assert HOME_CHILDREN in vacancies(facility, 8, YIJUN, on=ON).citations

    def test_are_of_all_groups_together(self) -> None:
        facility = facility_of(of(INFANT, 3, 1), of(TODDLER, 3, 3), settings=HOME)
        assert free(facility, 24) == 1

    def test_stop_at_the_licence(self) -> None:
        assert free(facility_of(of(INFANT, 5, 3), settings=HOME, licensed=4), 8) == 1

    def test_of_a_full_one_hang_on_nothing(self) -> None:
        full = facility_of(of(INFANT, None, 5), of(TODDLER, 1, None), settings=HOME)
        assert free(full, 8) == 0

    def test_for_a_child_of_three_are_none(self) -> None:
        assert free(facility_of(of(INFANT, 5, 3), settings=HOME), 37) == 0

    def test_for_a_child_below_six_months_no_text_gives(self) -> None:
        facility = facility_of(of(INFANT, 5, 3), settings=HOME)
        answer = vacancies(facility, 5, YIJUN, on=ON)
        assert isinstance(answer, Undetermined)
        assert {(item.name, item.kind) for item in answer.missing} == {("home_point_ages", "text")}

    def test_before_the_text_have_no_figure(self) -> None:
        facility = facility_of(
            of(INFANT, 5, 3),
            settings=HOME,
            opened_on=date(2023, 1, 1),
            capacities=(Capacity(on=date(2023, 1, 1), slots=5),),
        )
        assert missing(vacancies(facility, 8, YIJUN, on=date(2023, 11, 13))) == {
            "home_point_children"
        }
        assert free(facility, 8, on=date(2023, 11, 14)) == 2

    def test_that_may_be_of_another_facility_hang_on_the_setting(self) -> None:
        facility = facility_of(of(INFANT, 10, 3), settings=None)
        assert missing(vacancies(facility, 8, YIJUN, on=ON)) == {"settings"}

    def test_do_not_hang_on_the_setting_where_both_come_to_the_same(self) -> None:
        assert free(facility_of(of(INFANT, 5, 3), settings=None), 8) == 2
        # 2 as a home point, 7 as a class, and 2 within the licence
        assert free(facility_of(of(INFANT, 10, 3), settings=None, licensed=5), 8) == 2
