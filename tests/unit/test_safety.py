"""What a facility must have for its safety, what a quality evaluation says, what is made public."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from attrs import evolve

from infantcare_policy.decisions import Citation, Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import Facility, LegalForm, Setting
from infantcare_policy.plan import Plan, Row, load, loads, yijun
from infantcare_policy.safety import (
    Evaluated,
    Evaluation,
    Publication,
    SafetyRecord,
    check_safety,
    evaluate,
    requirements,
    to_publish,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infantcare_policy.errors import Fault

ON = date(2026, 1, 5)
MOMENT = datetime(2026, 1, 5, 8, 0)  # noqa: DTZ001 - a naive one is refused too
YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
BARE = loads(
    'id = "bare"\nextends = "china"\nname = { zh = "某县（虚构）", en = "Bare (invented)" }'
)
"""A county that has nothing of its own."""

STANDALONE, HOME = (Setting.STANDALONE,), (Setting.HOME,)

Finding: TypeAlias = bool | int | Decimal
Found: TypeAlias = dict[str, Finding]
Asked: TypeAlias = dict[str, tuple[str, str]]

# 2.4.11, of facilities of every kind
OF_THE_PLAN: Asked = {
    "building-standards": ("yijun:2.4.11", "S"),
    "management-systems": ("yijun:2.4.11", "S"),
    "safety-equipment": ("yijun:2.4.11", "S"),
    "security-staff": ("yijun:2.4.11", "S"),
}
# 托育机构管理规范（试行） and the measures on health care, of facilities that are no home point
OF_THE_NORMS: Asked = {
    "alarm": ("management-norms:32", "B"),
    "monitoring": ("management-norms:32", "B"),
    "recordings": ("management-norms:32", "B"),
    "emergency-plans": ("management-norms:31", "B"),
    "fire-safety-manager": ("management-norms:31", "B"),
    "staff-health-checks": ("management-norms:28", "B"),
    "entry-checks": ("management-norms:11", "B"),
    "daily-checks": ("management-norms:24", "B"),
    "outdoor-time": ("management-norms:18", "B"),
    "hygiene-report": ("health-care-measures:8", "A"),
    "yearly-report": ("management-norms:38", "B"),
    "disclosure-and-quality-systems": ("management-norms:40", "B"),
}
WITH_MEALS: Asked = {"food-licence-held": ("filing-measures:8", "A")}
OF_A_HOME: Asked = {"home-area": ("home-point-measures:建筑面积", "B")}

NUMBERS = {"recordings": 90, "outdoor-time": 2, "home-area": 9}


def nursery(**changes: Any) -> Facility:  # noqa: ANN401 - any fact
    facts = {"id": "F1", "settings": STANDALONE, "serves_meals": False, **changes}
    return Facility(**facts)


HOME_POINT = nursery(settings=HOME)


def in_order(*asked: Mapping[str, object], **changes: Finding) -> Found:
    """Say that everything is in order, numbers just so, but for what is changed."""
    names = [name for part in asked or (OF_THE_PLAN, OF_THE_NORMS) for name in part]
    found: Found = {name: NUMBERS.get(name, True) for name in names}
    return found | {name.replace("_", "-"): value for name, value in changes.items()}


def without(*names: str) -> Found:
    return {name: value for name, value in in_order().items() if name not in names}


def record(found: Found, *, on: date = ON, facility: str = "F1") -> SafetyRecord:
    return SafetyRecord(facility=facility, on=on, found=found)


def check(
    *records: SafetyRecord, facility: Facility | None = None, plan: Plan = YIJUN, on: date = ON
) -> Decision[tuple[Ground, ...]]:
    return check_safety(facility or nursery(), records, plan, on=on)


def breaches(answer: Decision[tuple[Ground, ...]]) -> list[tuple[str, dict[str, Any], str]]:
    """Give each breach with its code, its facts and its article, of any answer."""
    grounds = answer.value if isinstance(answer, Decided) else answer.grounds
    return [
        (ground.code.removeprefix("safety."), dict(ground.facts), str(ground.citation))
        for ground in grounds
    ]


def missing(answer: Decision[Any]) -> list[tuple[str, str]]:
    assert isinstance(answer, Undetermined)
    return [(item.name, item.kind) for item in answer.missing]


def refused(*records: SafetyRecord, plan: Plan = YIJUN, on: date = ON) -> dict[str, Fault]:
    """Give the faults for which records are refused, by the end of their paths."""
    with pytest.raises(InvalidFacts) as invalid:
        check_safety(nursery(), records, plan, on=on)
    assert invalid.value.source == "F1"
    return {fault.path.partition("found.")[2]: fault for fault in invalid.value.faults}


class TestRequirements:
    @pytest.mark.parametrize(
        ("settings", "serves_meals", "expected"),
        [
            (STANDALONE, False, (OF_THE_PLAN, OF_THE_NORMS)),
            (STANDALONE, True, (OF_THE_PLAN, OF_THE_NORMS, WITH_MEALS)),
            ((Setting.KINDERGARTEN, Setting.COMMUNITY), False, (OF_THE_PLAN, OF_THE_NORMS)),
            ((Setting.WORKPLACE,), True, (OF_THE_PLAN, OF_THE_NORMS, WITH_MEALS)),
            ((), False, (OF_THE_PLAN, OF_THE_NORMS)),  # known to have none of the settings
            (HOME, False, (OF_THE_PLAN, OF_A_HOME)),
            (HOME, True, (OF_THE_PLAN, OF_A_HOME, WITH_MEALS)),
        ],
    )
    def test_are_those_of_the_kind_of_facility_with_article_and_confidence(
        self, settings: tuple[Setting, ...], *, serves_meals: bool, expected: tuple[Asked, ...]
    ) -> None:
        facility = nursery(settings=settings, serves_meals=serves_meals)
        answer = requirements(facility, YIJUN, on=ON)
        assert isinstance(answer, Decided)
        found = {row.id: (str(row.cite), row.confidence) for row in answer.value}
        assert found == {name: source for part in expected for name, source in part.items()}
        assert len(answer.value) == len(found)

    def test_say_in_their_grounds_why_they_bind(self) -> None:
        answer = requirements(nursery(serves_meals=True), YIJUN, on=ON)
        grounds = {dict(ground.facts)["requirement"]: ground for ground in answer.grounds}
        assert set(grounds) == {*OF_THE_PLAN, *OF_THE_NORMS, *WITH_MEALS}
        assert {ground.code for ground in answer.grounds} == {"safety.requirement"}
        licence = grounds["food-licence-held"]
        assert dict(licence.facts) == {"requirement": "food-licence-held", "serves_meals": True}
        assert licence.citation == Citation("filing-measures", "8")
        assert dict(grounds["alarm"].facts) == {
            "requirement": "alarm",
            "settings": ("standalone",),
        }
        assert answer.plan == YIJUN.stamp

    @pytest.mark.parametrize(
        ("unknown", "names"),
        [
            ({"settings": None}, ["settings"]),
            ({"serves_meals": None}, ["serves_meals"]),
            ({"settings": None, "serves_meals": None}, ["serves_meals", "settings"]),
        ],
    )
    def test_are_open_where_nobody_says_what_the_facility_is(
        self, unknown: dict[str, None], names: list[str]
    ) -> None:
        answer = requirements(nursery(**unknown), YIJUN, on=ON)
        assert sorted(missing(answer)) == [(name, "fact") for name in names]

    def test_that_are_open_name_the_article_that_asks(self) -> None:
        answer = requirements(nursery(serves_meals=None), YIJUN, on=ON)
        assert isinstance(answer, Undetermined)
        source = Citation("filing-measures", "8")
        assert answer.missing == (Missing("serves_meals", "fact", source),)

    def test_of_a_county_with_the_national_layer_only_are_the_national_ones(self) -> None:
        answer = requirements(nursery(serves_meals=True), BARE, on=ON)
        assert isinstance(answer, Decided)
        assert {row.id for row in answer.value} == {*OF_THE_NORMS, *WITH_MEALS}

    def test_of_a_plan_that_has_none_are_not_stated(self) -> None:
        silent = evolve(YIJUN, requirements=())
        assert missing(requirements(nursery(), silent, on=ON)) == [("requirements", "text")]
        assert missing(check(plan=silent)) == [("requirements", "text")]

    @pytest.mark.parametrize("on", [MOMENT, "2026-01-05", None])
    def test_are_asked_for_on_a_day(self, on: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts, match="on"):
            requirements(nursery(), YIJUN, on=on)
        with pytest.raises(InvalidFacts, match="on"):
            check(on=on)


class TestWhatWasFound:
    def test_is_in_order_where_everything_is_met(self) -> None:
        answer = check(record(in_order()))
        assert isinstance(answer, Decided)
        assert answer.value == ()
        assert {ground.code for ground in answer.grounds} == {"safety.in-order"}
        assert answer.plan == YIJUN.stamp

    def test_is_asked_of_a_licence_only_where_meals_are_served(self) -> None:
        eating = nursery(serves_meals=True)
        everything = in_order(OF_THE_PLAN, OF_THE_NORMS, WITH_MEALS)
        assert breaches(check(record(everything), facility=eating)) == []
        lacking = check(record(everything | {"food-licence-held": False}), facility=eating)
        assert breaches(lacking) == [
            ("not-met", {"requirement": "food-licence-held"}, "filing-measures:8")
        ]
        assert breaches(check(record(everything | {"food-licence-held": False}))) == []

    @pytest.mark.parametrize(
        ("name", "source"),
        [
            (name, source)
            for name, (source, _) in {**OF_THE_PLAN, **OF_THE_NORMS}.items()
            if name not in NUMBERS
        ],
    )
    def test_is_a_breach_where_one_thing_is_not_met(self, name: str, source: str) -> None:
        answer = check(record(in_order() | {name: False}))
        assert isinstance(answer, Decided)
        assert breaches(answer) == [("not-met", {"requirement": name}, source)]
        assert answer.grounds == answer.value

    @pytest.mark.parametrize(
        ("name", "measured", "asked", "source"),
        [
            ("recordings", 0, 90, "management-norms:32"),
            ("recordings", 89, 90, "management-norms:32"),
            ("outdoor-time", 1, 2, "management-norms:18"),
            ("outdoor-time", Decimal("1.5"), 2, "management-norms:18"),
            ("outdoor-time", Decimal("1.999"), 2, "management-norms:18"),
        ],
    )
    def test_is_a_breach_where_a_number_is_too_small(
        self, name: str, measured: Finding, asked: int, source: str
    ) -> None:
        answer = check(record(in_order() | {name: measured}))
        assert isinstance(answer, Decided)
        ((code, said, cite),) = breaches(answer)
        assert (code, cite) == ("below-figure", source)
        assert Decimal(said.pop("measured")) == measured
        assert said == {"requirement": name, "at_least": asked}

    @pytest.mark.parametrize(
        ("name", "measured"),
        [
            ("recordings", 90),
            ("recordings", 91),
            ("outdoor-time", 2),
            ("outdoor-time", 3),
            ("outdoor-time", Decimal("2.0")),
            ("outdoor-time", Decimal("2.25")),
        ],
    )
    def test_reaches_a_figure_with_the_number_itself(self, name: str, measured: Finding) -> None:
        assert check(record(in_order() | {name: measured})).require() == ()

    @pytest.mark.parametrize(
        ("measured", "broken"),
        [
            (8, True),
            (Decimal("8.99"), True),
            (9, False),
            (Decimal("9.00"), False),
            (Decimal("9.01"), False),
        ],
    )
    def test_of_a_home_point_is_its_area_per_child(
        self, measured: Finding, *, broken: bool
    ) -> None:
        found = in_order(OF_THE_PLAN, OF_A_HOME, home_area=measured)
        answer = check(record(found), facility=HOME_POINT)
        assert isinstance(answer, Decided)
        expected = [("home-area", 9, "home-point-measures:建筑面积")] if broken else []
        assert [(s["requirement"], s["at_least"], c) for _, s, c in breaches(answer)] == expected

    def test_rests_on_what_binds_the_facility_also_where_it_is_in_order(self) -> None:
        found = in_order(OF_THE_PLAN, OF_A_HOME)
        answer = check(record(found), facility=HOME_POINT)
        bound = {row.cite for row in requirements(HOME_POINT, YIJUN, on=ON).require()}
        assert answer.require() == ()
        assert answer.citations
        assert set(answer.citations) <= bound

    def test_has_all_its_breaches_at_once(self) -> None:
        found = in_order(alarm=False, recordings=30, security_staff=False)
        answer = check(record(found))
        assert isinstance(answer, Decided)
        assert {said["requirement"] for _, said, _ in breaches(answer)} == {
            "alarm",
            "recordings",
            "security-staff",
        }
        assert {str(source) for source in answer.citations} == {
            "management-norms:32",
            "yijun:2.4.11",
        }

    def test_says_nothing_against_a_facility_that_what_it_breaks_does_not_bind(self) -> None:
        found = in_order(OF_THE_PLAN, OF_A_HOME, alarm=False, recordings=0)
        assert check(record(found), facility=HOME_POINT).require() == ()

    def test_of_a_county_with_the_national_layer_only_rests_on_that(self) -> None:
        everything = in_order(OF_THE_NORMS)
        assert check(record(everything), plan=BARE).require() == ()
        answer = check(record(everything | {"alarm": False}), plan=BARE)
        assert breaches(answer) == [
            ("not-met", {"requirement": "alarm"}, "management-norms:32"),
        ]

    @pytest.mark.parametrize(("measured", "broken"), [(11, True), (12, False)])
    def test_of_a_county_that_asks_for_more_is_held_to_that(
        self, measured: int, *, broken: bool
    ) -> None:
        # Qinghe's A1.health: twelve square metres, recordings as long as elsewhere
        found: Found = {"home-area": measured, "home-recordings": 90}
        answer = check(record(found), facility=HOME_POINT, plan=QINGHE)
        said = {"requirement": "home-area", "measured": measured, "at_least": 12}
        expected = [("below-figure", said, "qinghe:A1.health")] if broken else []
        assert breaches(answer) == expected

    def test_of_a_county_that_asks_for_more_rests_on_its_own_clause(self) -> None:
        found: Found = {"home-area": 12, "home-recordings": 89}
        answer = check(record(found), facility=HOME_POINT, plan=QINGHE)
        assert isinstance(answer, Decided)
        ((code, said, _),) = breaches(answer)
        assert code == "below-figure"
        assert said == {"requirement": "home-recordings", "measured": 89, "at_least": 90}
        assert Citation("qinghe", "A1.health") in answer.citations

    @pytest.mark.parametrize(
        ("facility", "figure", "requirement", "on", "plan"),
        [
            # home points have rules since 14 November 2023
            (HOME_POINT, "home_point_square_metres", "home-area", date(2023, 11, 13), YIJUN),
            (
                nursery(),
                "recordings_days",
                "recordings",
                ON,
                YIJUN.amend(
                    {"figures.recordings_days": [Row(90, cite="3.4", since=date(2026, 7, 1))]}
                ),
            ),
        ],
    )
    def test_is_open_and_not_in_order_where_the_text_gives_no_number(
        self, facility: Facility, figure: str, requirement: str, on: date, plan: Plan
    ) -> None:
        bound = [row.id for row in requirements(facility, plan, on=on).require()]
        assert requirement in bound
        found: Found = {name: NUMBERS.get(name, True) for name in bound}
        found |= {requirement: 1}
        answer = check(record(found, on=on), facility=facility, plan=plan, on=on)
        assert missing(answer) == [(figure, "text")]


class TestSeveralRecords:
    def test_of_which_the_later_counts_for_what_it_speaks_of(self) -> None:
        before = record(in_order(alarm=False, recordings=30), on=date(2025, 12, 1))
        after = record({"alarm": True}, on=date(2026, 1, 2))
        for order in ((before, after), (after, before)):
            answer = check(*order)
            said = {"requirement": "recordings", "measured": 30, "at_least": 90}
            assert breaches(answer) == [("below-figure", said, "management-norms:32")]

    def test_of_which_the_later_is_the_worse(self) -> None:
        before = record(in_order(), on=date(2025, 12, 1))
        after = record({"recordings": 89}, on=date(2026, 1, 2))
        (breach,) = breaches(check(after, before))
        assert breach[1]["measured"] == 89

    def test_say_together_what_none_says_alone(self) -> None:
        first = record(in_order(OF_THE_PLAN), on=date(2025, 12, 1))
        second = record(in_order(OF_THE_NORMS), on=date(2025, 12, 2))
        assert check(first, second).require() == ()
        assert isinstance(check(first), Undetermined)

    def test_are_seen_from_their_day_on(self) -> None:
        before = record(in_order(), on=date(2025, 12, 1))
        after = record({"alarm": False}, on=ON)
        assert breaches(check(before, after, on=date(2026, 1, 4))) == []
        assert len(breaches(check(before, after, on=ON))) == 1

    def test_of_other_facilities_are_passed_over(self) -> None:
        own = record(without("alarm"))
        other = record({"alarm": False, "recordings": 0}, facility="F2")
        answer = check(own, other)
        assert missing(answer) == [("requirements.alarm", "fact")]
        assert breaches(answer) == []

    def test_may_be_any_iterable(self) -> None:
        records = (record(in_order(), on=date(2025, 12, day)) for day in (1, 2))
        assert check_safety(nursery(), records, YIJUN, on=ON).require() == ()


class TestWhatIsUnknown:
    def test_is_everything_where_nothing_was_found(self) -> None:
        answer = check()
        expected = [(f"requirements.{name}", "fact") for name in (*OF_THE_PLAN, *OF_THE_NORMS)]
        assert sorted(missing(answer)) == sorted(expected)
        assert breaches(answer) == []

    def test_is_named_with_its_article(self) -> None:
        answer = check(record(without("recordings", "security-staff")))
        assert isinstance(answer, Undetermined)
        assert set(answer.missing) == {
            Missing("requirements.recordings", "fact", Citation("management-norms", "32")),
            Missing("requirements.security-staff", "fact", Citation("yijun", "2.4.11")),
        }

    def test_leaves_the_certain_breaches_among_the_grounds(self) -> None:
        answer = check(record({"recordings": 60, "alarm": False}))
        assert isinstance(answer, Undetermined)
        assert {(code, said["requirement"]) for code, said, _ in breaches(answer)} == {
            ("below-figure", "recordings"),
            ("not-met", "alarm"),
        }
        assert "requirements.alarm" not in dict(missing(answer))

    @pytest.mark.parametrize("name", ["settings", "serves_meals"])
    def test_about_the_facility_is_named(self, name: str) -> None:
        everything = in_order(OF_THE_PLAN, OF_THE_NORMS, WITH_MEALS, OF_A_HOME)
        answer = check(record(everything), facility=nursery(**{name: None}))
        assert (name, "fact") in missing(answer)

    def test_about_the_facility_makes_no_breach_of_what_may_not_bind_it(self) -> None:
        everything = in_order(OF_THE_PLAN, OF_THE_NORMS, OF_A_HOME)
        found = record(everything | {"alarm": False, "building-standards": False})
        answer = check(found, facility=nursery(settings=None))
        assert isinstance(answer, Undetermined)
        assert breaches(answer) == [
            ("not-met", {"requirement": "building-standards"}, "yijun:2.4.11")
        ]


class TestRecordsThatCannotBe:
    def test_name_every_fault_at_once_with_the_nearest(self) -> None:
        found: Found = {
            "alarms": True,
            "zzz": False,
            "monitoring": 1,
            "daily-checks": Decimal(1),
            "recordings": True,
            "outdoor-time": False,
            "emergency-plans": True,
        }
        faults = refused(record(found))
        assert {name: fault.found for name, fault in faults.items()} == {
            "alarms": "'alarms'",
            "zzz": "'zzz'",
            "monitoring": "1",
            "daily-checks": "1",
            "recordings": "True",
            "outdoor-time": "False",
        }
        assert faults["alarms"].advice.startswith("did you mean alarm")
        assert faults["zzz"].advice == ""
        assert {fault.expected for fault in faults.values()} == {
            "a requirement of the plan",
            "true or false",
            "an exact number",
        }
        assert faults["monitoring"].expected == "true or false"
        assert faults["recordings"].expected == "an exact number"

    def test_are_refused_together_each_with_its_day(self) -> None:
        first = record({"alarms": True}, on=date(2025, 12, 1))
        second = record({"recordings": True}, on=date(2025, 12, 2))
        faults = refused(first, second)
        assert "2025-12-01" in faults["alarms"].path
        assert "2025-12-02" in faults["recordings"].path

    def test_are_refused_also_of_what_does_not_bind_the_facility(self) -> None:
        assert set(refused(record({"home-area": True}))) == {"home-area"}

    def test_of_others_or_of_a_later_day_are_not_looked_at(self) -> None:
        other = record({"alarms": True}, facility="F2")
        later = record({"alarms": True}, on=date(2026, 1, 6))
        assert isinstance(check(other, later), Undetermined)

    def test_are_measured_by_the_requirements_of_their_own_plan(self) -> None:
        found = record({"security-staff": True})
        assert isinstance(check(found), Undetermined)
        assert set(refused(found, plan=BARE)) == {"security-staff"}


STANDARD = Citation("quality-standard", "4–10")
LIMITS = {
    "conditions": 100,
    "workforce": 140,
    "daily-care": 200,
    "health-care": 210,
    "family-support": 80,
    "safety": 200,
    "management": 70,
}
# 90.5 + 130 + 188 + 199.25 + 70 + 190 + 65 = 932.75
POINTS = {
    "conditions": Decimal("90.5"),
    "workforce": Decimal(130),
    "daily-care": Decimal(188),
    "health-care": Decimal("199.25"),
    "family-support": Decimal(70),
    "safety": Decimal(190),
    "management": Decimal(65),
}


def evaluation(**changes: Any) -> Evaluation:  # noqa: ANN401 - any field
    facts = {"facility": "F1", "standard": STANDARD, "on": ON, "points": POINTS, **changes}
    return Evaluation(**facts)


def evaluated(**changes: Any) -> Evaluated:  # noqa: ANN401 - any field
    answer = evaluate(evaluation(**changes), YIJUN)
    assert isinstance(answer, Decided)
    assert STANDARD in answer.citations
    assert answer.plan == YIJUN.stamp
    return answer.value


def misjudged(**changes: Any) -> dict[str, Fault]:  # noqa: ANN401 - any field
    with pytest.raises(InvalidFacts) as invalid:
        evaluate(evaluation(**changes), YIJUN)
    return {fault.path: fault for fault in invalid.value.faults}


class TestTheTotal:
    def test_is_the_sum_of_seven_dimensions(self) -> None:
        found = evaluated()
        assert len(POINTS) == 7
        assert found.total.require() == Decimal("932.75")
        assert found.at_most == 1000
        assert STANDARD in found.total.citations

    def test_is_1000_at_most(self) -> None:
        full = evaluated(points={name: Decimal(limit) for name, limit in LIMITS.items()})
        assert full.total.require() == full.at_most == 1000

    def test_is_0_at_least(self) -> None:
        assert evaluated(points=dict.fromkeys(LIMITS, Decimal(0))).total.require() == 0

    @pytest.mark.parametrize("half", ["0.5", "0.50", "0.05"])
    def test_keeps_parts_of_points(self, half: str) -> None:
        points = dict.fromkeys(LIMITS, Decimal(half))
        assert evaluated(points=points).total.require() == 7 * Decimal(half)

    def test_names_the_dimensions_that_are_missing(self) -> None:
        points = {n: p for n, p in POINTS.items() if n not in {"safety", "workforce"}}
        total = evaluated(points=points).total
        assert sorted(missing(total)) == [("points.safety", "fact"), ("points.workforce", "fact")]
        (ground,) = total.grounds
        assert Decimal(str(dict(ground.facts)["points"])) == Decimal("612.75")

    def test_that_is_open_leaves_the_rest_alone(self) -> None:
        found = evaluated(points={}, failed=(), grade="B")
        assert len(missing(found.total)) == 7
        assert found.vetoed.require() is False
        assert found.grade.require() == "B"


class TestAnEvaluationThatCannotBe:
    @pytest.mark.parametrize("name", LIMITS)
    def test_gives_more_points_than_a_dimension_has(self, name: str) -> None:
        above = Decimal(LIMITS[name]) + Decimal("0.01")
        faults = misjudged(points=POINTS | {name: above})
        assert set(faults) == {f"points.{name}"}
        assert str(LIMITS[name]) in faults[f"points.{name}"].expected
        assert evaluated(points=POINTS | {name: Decimal(LIMITS[name])}).total.kind == "decided"

    def test_has_all_its_faults_at_once_with_the_nearest(self) -> None:
        points = POINTS | {"safty": Decimal(1), "安全保障": Decimal(1), "management": Decimal(71)}
        faults = misjudged(points=points, failed=tuple(f"item {n}" for n in range(17)))
        assert set(faults) == {"points.safty", "points.安全保障", "points.management", "failed"}
        assert faults["points.safty"].advice == "did you mean safety?"
        assert faults["points.safty"].found == "'safty'"

    @pytest.mark.parametrize("points", ["0.001", "99.999", "1.0E-3"])
    def test_has_points_with_three_decimals(self, points: str) -> None:
        with pytest.raises(InvalidFacts, match=r"points\.safety"):
            evaluation(points={"safety": Decimal(points)})


class TestTheVeto:
    def test_is_open_where_nobody_says(self) -> None:
        assert missing(evaluated(failed=None).vetoed) == [("failed", "fact")]

    def test_does_not_fall_where_no_item_was_failed(self) -> None:
        assert evaluated(failed=()).vetoed.require() is False

    @pytest.mark.parametrize("number", [1, 16])
    def test_falls_with_any_item(self, number: int) -> None:
        failed = tuple(f"item {n}" for n in range(number))
        vetoed = evaluated(failed=failed).vetoed
        assert vetoed.require() is True
        (ground,) = vetoed.grounds
        assert dict(ground.facts) == {"failed": failed}
        assert vetoed.citations == (STANDARD,)

    def test_has_16_items_at_most(self) -> None:
        assert set(misjudged(failed=tuple(f"item {n}" for n in range(17)))) == {"failed"}

    def test_leaves_the_points_as_they_are(self) -> None:
        assert evaluated(failed=("4.1.4",)).total.require() == Decimal("932.75")


class TestTheGrade:
    @pytest.mark.parametrize("grade", ["A", "B", "C", "D"])
    def test_is_the_one_that_was_given(self, grade: str) -> None:
        assert evaluated(grade=grade).grade.require() == grade

    def test_is_never_worked_out(self) -> None:
        full = {name: Decimal(limit) for name, limit in LIMITS.items()}
        for found in (evaluated(), evaluated(points=full, failed=())):
            assert missing(found.grade) == [("grade_limits", "text")]


class TestTheStandard:
    @pytest.mark.parametrize("instrument", ["quality-campaign", "yijun", "local-standard"])
    def test_that_is_another_has_no_points_here(self, instrument: str) -> None:
        other = evaluation(
            standard=Citation(instrument, "1"), points={"x": Decimal(5000)}, failed=("1",)
        )
        assert missing(evaluate(other, YIJUN)) == [("quality_points", "text")]

    def test_is_the_same_whatever_article_is_named(self) -> None:
        named = evaluation(standard=Citation("quality-standard", "9.4.3"))
        assert evaluate(named, YIJUN).kind == "decided"

    def test_holds_from_1_april_2024(self) -> None:
        before = evaluate(evaluation(on=date(2024, 3, 31)), YIJUN)
        assert missing(before) == [("quality_points", "text")]
        assert evaluate(evaluation(on=date(2024, 4, 1)), YIJUN).kind == "decided"

    def test_is_the_nations_in_every_county(self) -> None:
        found = evaluate(evaluation(), BARE).require()
        assert found.total.require() == Decimal("932.75")


# what, by whom, in how many working days, in which words
OF_FACILITIES: dict[str, tuple[str, int | None, str]] = {
    "service-information": ("management-norms:15", None, ""),
    "filing-below-standard": ("filing-measures:9", 15, ""),
    "inspection-result": ("double-random-notice:公开", None, "及时"),
    "market-penalty": ("penalty-publication-rules:9", 20, ""),
    "quality-evaluation": ("yijun:3.4", None, ""),
}
OF_ENTERPRISES: dict[str, tuple[str, int | None, str]] = {
    "enterprise-inspection-result": ("enterprise-information-rules:6", 20, "")
}


def public(answer: Decision[tuple[Publication, ...]]) -> dict[str, tuple[str, int | None, str]]:
    assert isinstance(answer, Decided)
    found = {
        item.what.id: (str(item.what.cite), item.workdays, item.what.words) for item in answer.value
    }
    assert len(found) == len(answer.value)
    assert [ground.citation for ground in answer.grounds] == [i.what.cite for i in answer.value]
    return found


class TestWhatIsMadePublic:
    def test_of_an_enterprise_is_also_what_inspections_of_it_come_to(self) -> None:
        company = nursery(legal_form=LegalForm.FOR_PROFIT)
        found = public(to_publish(company, YIJUN, on=ON))
        assert found == OF_FACILITIES | OF_ENTERPRISES

    @pytest.mark.parametrize(
        "form", [LegalForm.SOCIAL_SERVICE, LegalForm.PUBLIC_INSTITUTION, LegalForm.UNINCORPORATED]
    )
    def test_of_others_is_the_rest(self, form: LegalForm) -> None:
        assert public(to_publish(nursery(legal_form=form), YIJUN, on=ON)) == OF_FACILITIES

    def test_of_a_home_point_is_not_what_the_norms_ask_of_facilities(self) -> None:
        home = nursery(settings=HOME, legal_form=LegalForm.FOR_PROFIT)
        found = public(to_publish(home, YIJUN, on=ON))
        assert set(found) == {*OF_FACILITIES, *OF_ENTERPRISES} - {"service-information"}

    def test_names_who_has_to(self) -> None:
        found = to_publish(nursery(legal_form=LegalForm.FOR_PROFIT), YIJUN, on=ON).require()
        assert {item.what.id: item.what.by.zh for item in found} == {
            "service-information": "托育机构",
            "filing-below-standard": "县级卫生健康部门",
            "inspection-result": "检查部门",
            "enterprise-inspection-result": "检查部门",
            "market-penalty": "市场监管部门",
            "quality-evaluation": "文本没有写明",
        }

    @pytest.mark.parametrize("name", ["legal_form", "settings"])
    def test_is_open_where_nobody_says_what_the_facility_is(self, name: str) -> None:
        company = nursery(**{"legal_form": LegalForm.FOR_PROFIT, name: None})
        answer = to_publish(company, YIJUN, on=ON)
        assert missing(answer) == [(name, "fact")]

    def test_of_a_county_with_the_national_layer_only_is_the_national_part(self) -> None:
        company = nursery(legal_form=LegalForm.FOR_PROFIT)
        found = public(to_publish(company, BARE, on=ON))
        assert set(found) == {*OF_FACILITIES, *OF_ENTERPRISES} - {"quality-evaluation"}

    def test_of_a_county_with_a_row_of_its_own_has_its_words(self) -> None:
        home = nursery(settings=HOME, legal_form=LegalForm.SOCIAL_SERVICE)
        found = public(to_publish(home, QINGHE, on=ON))
        assert found["home-visit"] == ("qinghe:A1.health", None, "十个工作日内")
        assert "home-visit" not in public(to_publish(evolve(home, settings=()), QINGHE, on=ON))

    def test_is_not_stated_by_a_plan_that_has_nothing_of_it(self) -> None:
        silent = evolve(YIJUN, publications=())
        answer = to_publish(nursery(legal_form=LegalForm.FOR_PROFIT), silent, on=ON)
        assert missing(answer) == [("publications", "text")]

    @pytest.mark.parametrize("on", [MOMENT, "2026-01-05", None])
    def test_is_asked_for_on_a_day(self, on: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts, match="on"):
            to_publish(nursery(), YIJUN, on=on)
