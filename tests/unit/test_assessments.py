"""What an application hands in of inspections, findings, safety and quality."""

from __future__ import annotations

import pickle
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from itertools import permutations
from typing import Any, TypeAlias

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from infantcare_policy.assessments import Evaluation, Finding, Inspection, SafetyRecord
from infantcare_policy.codec import from_json, to_json
from infantcare_policy.decisions import Citation
from infantcare_policy.errors import InvalidFacts

Fact: TypeAlias = Inspection | Finding | SafetyRecord | Evaluation

DAY = date(2026, 1, 5)
BEFORE, AFTER = date(2026, 1, 4), date(2026, 1, 6)
MOMENT = datetime(2026, 1, 5, 8, 0)  # noqa: DTZ001 - a naive one is refused too
STANDARD = Citation("quality-standard", "4–10")
HUGE = pytest.param(10**5000, id="a number that Python does not print")

SOUND: dict[type[Fact], dict[str, Any]] = {
    Inspection: {"id": "I1", "object": "F1", "on": DAY},
    Finding: {"id": "D1", "object": "F1", "found_on": DAY},
    SafetyRecord: {"facility": "F1", "on": DAY},
    Evaluation: {"facility": "F1", "standard": STANDARD, "on": DAY},
}
FOUND = {"alarm": True, "monitoring": False, "recordings": 60, "outdoor-time": Decimal("1.5")}
POINTS = {"safety": Decimal("190.5"), "conditions": Decimal(0), "workforce": Decimal("130.25")}

FULL: dict[type[Fact], dict[str, Any]] = {
    Inspection: {"inspectors": ("i2", "i1"), "result_on": DAY, "published_on": AFTER},
    Finding: {"rectify_by": AFTER, "rectified_on": False},
    SafetyRecord: {"found": FOUND},
    Evaluation: {"points": POINTS, "failed": ("4.1.4",), "grade": "B", "published_on": False},
}


def build(kind: type[Fact], /, **changes: Any) -> Any:  # noqa: ANN401 - any of them
    return kind(**SOUND[kind] | changes)


def paths(kind: type[Fact], /, **changes: Any) -> list[str]:  # noqa: ANN401 - anything may be wrong
    """Build something that cannot be, and give where its faults are."""
    with pytest.raises(InvalidFacts) as invalid:
        build(kind, **changes)
    return [fault.path for fault in invalid.value.faults]


def every_form() -> list[Any]:
    """Give each fact with as little and as much as may be known of it."""
    return [
        pytest.param(build(kind, **facts), id=f"{kind.__name__}, {how}")
        for kind in SOUND
        for how, facts in (("bare", {}), ("full", FULL[kind]))
    ]


@pytest.mark.parametrize("fact", every_form())
class TestEveryFact:
    def test_comes_back_from_json(self, fact: Fact) -> None:
        text = to_json(fact)
        again = from_json(text, type(fact))
        assert again == fact
        assert to_json(again) == text

    def test_can_be_pickled_and_copied(self, fact: Fact) -> None:
        for again in (pickle.loads(pickle.dumps(fact)), deepcopy(fact)):  # noqa: S301 - its own
            assert again == fact
            assert hash(again) == hash(fact)

    def test_is_equal_and_hashes_by_its_content(self, fact: Fact) -> None:
        assert len({fact, evolve(fact)}) == 1

    def test_does_not_change(self, fact: Fact) -> None:
        with pytest.raises(FrozenInstanceError):
            setattr(fact, next(iter(SOUND[type(fact)])), "F2")


@pytest.mark.parametrize("kind", SOUND)
class TestEveryKindOfFact:
    def test_has_texts_of_one_line(self, kind: type[Fact]) -> None:
        first = next(iter(SOUND[kind]))
        for wrong in ("", " ", "F\n1", 1, None):
            assert paths(kind, **{first: wrong}) == [first]

    def test_is_built_by_keyword(self, kind: type[Fact]) -> None:
        anything: Any = kind
        with pytest.raises(TypeError):
            anything(*SOUND[kind].values())

    def test_has_days_without_a_time_of_day(self, kind: type[Fact]) -> None:
        name = "found_on" if kind is Finding else "on"
        for wrong in (MOMENT, "2026-01-05", None, False):
            assert paths(kind, **{name: wrong}) == [name]


class TestAnInspection:
    def test_has_all_its_faults_at_once(self) -> None:
        wrong = {"object": "", "on": MOMENT, "inspectors": ["i1"], "result_on": False}
        found = paths(Inspection, id="", **wrong, published_on=MOMENT)
        assert found == ["id", "object", "on", "inspectors", "result_on", "published_on"]

    def test_has_each_inspector_once(self) -> None:
        assert paths(Inspection, inspectors=("i1", "i2", "i1")) == ["inspectors[2]"]
        assert paths(Inspection, inspectors=("", 7)) == ["inspectors[0]", "inspectors[1]"]
        assert build(Inspection, inspectors=()).inspectors == ()

    def test_has_no_result_before_it_was_carried_out(self) -> None:
        assert paths(Inspection, result_on=BEFORE) == ["result_on"]
        assert build(Inspection, result_on=DAY).result_on == DAY

    @pytest.mark.parametrize(("result_on", "first"), [(None, DAY), (DAY, DAY), (AFTER, AFTER)])
    def test_is_not_made_public_before_there_is_a_result(
        self, result_on: date | None, first: date
    ) -> None:
        day_before = date.fromordinal(first.toordinal() - 1)
        assert paths(Inspection, result_on=result_on, published_on=day_before) == ["published_on"]
        for sound in (first, False, None):
            found = build(Inspection, result_on=result_on, published_on=sound)
            assert found.published_on == sound

    def test_has_both_days_named_that_lie_before_it(self) -> None:
        found = paths(Inspection, result_on=BEFORE, published_on=date(2026, 1, 3))
        assert found == ["result_on", "published_on"]


class TestAFinding:
    def test_has_all_its_faults_at_once(self) -> None:
        wrong = {"object": " ", "found_on": MOMENT, "rectify_by": False, "rectified_on": 0}
        found = paths(Finding, id="", **wrong)
        assert found == ["id", "object", "found_on", "rectify_by", "rectified_on"]

    def test_has_both_days_named_that_lie_before_it(self) -> None:
        found = paths(Finding, rectify_by=BEFORE, rectified_on=BEFORE)
        assert found == ["rectify_by", "rectified_on"]

    def test_may_be_put_right_after_its_limit(self) -> None:
        assert build(Finding, rectify_by=DAY, rectified_on=AFTER).rectified_on == AFTER


class TestASafetyRecord:
    def test_has_all_its_faults_at_once(self) -> None:
        found = {"alarm": "yes", "recordings": -1, "monitoring": True, "outdoor-time": 1.5}
        wrong = paths(SafetyRecord, facility="", on=MOMENT, found=found)
        assert wrong[:2] == ["facility", "on"]
        assert sorted(wrong[2:]) == ["found.alarm", "found.outdoor-time", "found.recordings"]

    @pytest.mark.parametrize(
        "value", ["yes", -1, 1.5, None, Decimal(-1), Decimal("NaN"), [True], HUGE]
    )
    def test_says_yes_no_or_an_exact_number(self, value: object) -> None:
        assert paths(SafetyRecord, found={"recordings": value}) == ["found.recordings"]

    @pytest.mark.parametrize("value", [True, False, 0, 1, 90, 10_000, Decimal("8.95")])
    def test_keeps_what_was_said(self, value: object) -> None:
        found = build(SafetyRecord, found={"recordings": value})
        assert found.found["recordings"] is value

    @pytest.mark.parametrize("found", [None, ["alarm"], "alarm", (("alarm", True),), 1])
    def test_is_a_table(self, found: object) -> None:
        assert paths(SafetyRecord, found=found) == ["found"]

    @pytest.mark.parametrize("name", ["", " ", "al\narm", 1, None])
    def test_has_names_of_one_line(self, name: object) -> None:
        (path,) = paths(SafetyRecord, found={name: True})
        assert path.startswith("found.")

    def test_keeps_yes_and_one_apart_in_json(self) -> None:
        text = '{"facility": "F1", "on": "2026-01-05", "found": {"a": VALUE}}'
        yes, one = (
            from_json(text.replace("VALUE", value), SafetyRecord) for value in ("true", "1")
        )
        assert yes.found["a"] is True
        assert type(one.found["a"]) is int

    @pytest.mark.parametrize("value", ['"yes"', "null", "-1", "[]", "{}"])
    def test_is_refused_in_json_as_anywhere(self, value: str) -> None:
        text = f'{{"facility": "F1", "on": "2026-01-05", "found": {{"a": {value}}}}}'
        with pytest.raises(InvalidFacts) as invalid:
            from_json(text, SafetyRecord)
        assert [fault.path for fault in invalid.value.faults] == ["found.a"]


class TestAnEvaluation:
    def test_has_all_its_faults_at_once(self) -> None:
        wrong = {"standard": "quality-standard:4", "on": MOMENT, "points": {"safety": 0.5}}
        found = paths(Evaluation, facility="", **wrong, failed=["1"], grade="", published_on=MOMENT)
        assert found == [
            "facility",
            "standard",
            "on",
            "points.safety",
            "failed",
            "grade",
            "published_on",
        ]

    @pytest.mark.parametrize(
        "points", [0.5, True, "50", None, -1, "NaN", Decimal("NaN"), Decimal("Infinity"), HUGE]
    )
    def test_has_exact_points(self, points: object) -> None:
        assert paths(Evaluation, points={"safety": points}) == ["points.safety"]

    @pytest.mark.parametrize("points", ["-0.5", "0.001", "12.345", "1E-3", "0.005"])
    def test_has_points_with_two_decimals_at_most(self, points: str) -> None:
        assert paths(Evaluation, points={"safety": Decimal(points)}) == ["points.safety"]

    @pytest.mark.parametrize("points", ["0", "0.5", "0.50", "0.05", "190", "2E+2", "1E+1"])
    def test_takes_points_however_they_are_written(self, points: str) -> None:
        found = build(Evaluation, points={"safety": Decimal(points)})
        assert found.points["safety"] == Decimal(points)
        assert from_json(to_json(found), Evaluation) == found

    @pytest.mark.parametrize("points", ["190", "190.5", '"190.5"', '"190"', "1.9e2", "2e2"])
    def test_takes_points_from_json_as_numbers_or_texts(self, points: str) -> None:
        text = (
            '{"facility": "F1", "standard": "quality-standard:4–10", "on": "2026-01-05", '
            f'"points": {{"safety": {points}}}}}'
        )
        found = from_json(text, Evaluation)
        assert found.points["safety"] == Decimal(points.strip('"'))

    def test_names_each_item_that_was_failed_once(self) -> None:
        assert paths(Evaluation, failed=("4.1.4", "5.1.6", "4.1.4")) == ["failed[2]"]
        assert paths(Evaluation, failed=("4.1.4", "")) == ["failed[1]"]
        assert build(Evaluation, failed=()).failed == ()

    def test_may_be_under_any_standard(self) -> None:
        other = Citation("elsewhere", "1")
        assert build(Evaluation, standard=other, points={"x": Decimal(5000)}).standard == other


@pytest.mark.parametrize(
    ("kind", "name", "table"),
    [(SafetyRecord, "found", FOUND), (Evaluation, "points", POINTS)],
)
class TestATable:
    """Equal content is equal, in whatever order it was written."""

    def test_may_be_in_any_order(
        self, kind: type[Fact], name: str, table: dict[str, object]
    ) -> None:
        orders = [build(kind, **{name: dict(o)}) for o in permutations(table.items())]
        assert len(set(orders)) == 1
        assert len({to_json(fact) for fact in orders}) == 1
        assert len({repr(fact) for fact in orders}) == 1

    def test_is_another_with_another_value(
        self, kind: type[Fact], name: str, table: dict[str, object]
    ) -> None:
        whole = build(kind, **{name: table})
        less = build(kind, **{name: dict(list(table.items())[1:])})
        assert whole != less
        assert build(kind) not in {whole, less}

    def test_does_not_change_with_the_one_it_was_made_of(
        self, kind: type[Fact], name: str, table: dict[str, object]
    ) -> None:
        given = dict(table)
        fact = build(kind, **{name: given})
        before = hash(fact)
        given.clear()
        assert dict(getattr(fact, name)) == table
        assert hash(fact) == before
        with pytest.raises(TypeError):
            getattr(fact, name)["safety"] = 1
