from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from attrs import field, frozen

from infantcare_policy.checks import (
    Check,
    Checked,
    clashes,
    day,
    each,
    event,
    faults_of,
    flag,
    grouped,
    instance,
    money,
    number,
    optional,
    text,
    to_hold,
    whole,
    word,
)
from infantcare_policy.errors import Fault, InvalidFacts, shown
from infantcare_policy.money import Amount
from infantcare_policy.terms import ClassKind, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
LABOUR_DAY = date(2026, 5, 1)


@frozen(kw_only=True)
class Room(Checked):
    """A class that is checked: two numbers that belong together, and a name."""

    name: str = field(metadata=to_hold(text))
    beds: int = field(metadata=to_hold(whole(at_least=1)))
    taken: int = field(default=0, metadata=to_hold(whole()))
    colour: object = None

    def contradictions(self) -> Iterator[Fault]:
        if self.taken > self.beds:
            yield Fault("taken", expected=f"at most {self.beds}", found=str(self.taken))


SOUND: list[tuple[str, Check, list[object]]] = [
    ("text", text, ["a", " a ", "宜君", "0"]),
    ("flag", flag, [True, False]),
    ("whole", whole(), [0, 1, 10**12]),
    ("whole from 3", whole(at_least=3), [3, 4]),
    ("whole from -2", whole(at_least=-2), [-2, 0]),
    ("number", number, [0, 7, Decimal("0.95"), Decimal(0), Decimal("1E+3"), 10**30]),
    ("money", money, [Decimal(0), Decimal("10000.00"), Decimal("0.01"), Decimal("1.500")]),
    ("day", day, [LABOUR_DAY, date.min, date.max]),
    ("event", event, [LABOUR_DAY, False]),
    ("word", word(ClassKind), [ClassKind.INFANT, ClassKind.MIXED]),
    ("instance", instance(Amount), [Amount()]),
    ("optional", optional(whole()), [None, 0, 5]),
    ("each", each(whole()), [(), (0,), (1, 1)]),
    ("each once", each(whole(), unique=True), [(), (1, 2)]),
]

UNSOUND: list[tuple[str, Check, str, list[object]]] = [
    ("text", text, "a text that is not empty", ["", " ", "\n\t", "\u3000", None, 5, b"a", ["a"]]),
    ("flag", flag, "true or false", [0, 1, None, "true", ""]),
    ("whole", whole(), "a whole number ≥ 0", [-1, True, False, 1.0, "1", None, Decimal(1)]),
    ("whole from 3", whole(at_least=3), "a whole number ≥ 3", [2, 0, -3, True]),
    (
        "number",
        number,
        "an exact number ≥ 0",
        [-1, 0.5, True, "1", None, Decimal("-0.01"), Decimal("NaN"), Decimal("sNaN")],
    ),
    ("number without end", number, "an exact number ≥ 0", [Decimal("Infinity"), float("inf")]),
    (
        "money",
        money,
        "yuan ≥ 0 as a Decimal with at most two decimals",
        [1, 1.5, "1.00", None, True, Decimal("-0.01"), Decimal("0.001"), Decimal("NaN")],
    ),
    ("day", day, "a day without a time of day", [NOON, "2026-05-01", None, 20260501, False]),
    (
        "event",
        event,
        "a day without a time of day, or false for “not so far”",
        [True, 0, None, NOON, "2026-05-01"],
    ),
    (
        "word",
        word(ClassKind),
        "a word of ClassKind (infant, toddler, older-toddler, mixed)",
        ["infant", Setting.HOME, None, "乳儿班"],
    ),
    ("instance", instance(Amount), "a Amount", [None, Decimal(1), Amount]),
    ("optional", optional(whole()), "a whole number ≥ 0", [-1, "", False]),
    ("each", each(whole()), "a tuple", [[1], None, "12", {1}, 1]),
]


class TestChecks:
    @pytest.mark.parametrize(
        ("check", "value"),
        [
            pytest.param(check, value, id=f"{name}: {value!r}")
            for name, check, values in SOUND
            for value in values
        ],
    )
    def test_let_sound_values_pass(self, check: Check, value: object) -> None:
        assert list(check(value)) == []

    @pytest.mark.parametrize(
        ("check", "expected", "value"),
        [
            pytest.param(check, expected, value, id=f"{name}: {value!r}")
            for name, check, expected, values in UNSOUND
            for value in values
        ],
    )
    def test_find_one_fault_in_an_unsound_value(
        self, check: Check, expected: str, value: object
    ) -> None:
        [fault] = check(value)
        assert fault.path == ""
        assert fault.expected == expected
        assert fault.found == shown(value)

    @pytest.mark.parametrize("value", ["\u200b", "\ufeff", " \u200b "])
    def test_of_text_want_a_character_that_can_be_seen(self, value: str) -> None:
        assert [fault.expected for fault in text(value)] == ["a text that is not empty"]

    @pytest.mark.parametrize("value", [10**5000, -(10**5000)], ids=["positive", "negative"])
    def test_of_numbers_can_judge_thousands_of_digits(self, value: int) -> None:
        assert len(list(number(value))) == (1 if value < 0 else 0)

    def test_of_money_warn_of_floats(self) -> None:
        [fault] = money(10000.0)
        assert fault.advice == "money is never a float; write yuan('10000.00')"

    @pytest.mark.parametrize("value", ["10000", 10_000, Decimal("0.001")])
    def test_of_money_warn_of_nothing_else(self, value: object) -> None:
        assert [fault.advice for fault in money(value)] == [""]

    @pytest.mark.parametrize("check", [day, event])
    def test_of_days_tell_what_to_do_with_a_datetime(self, check: Check) -> None:
        [fault] = check(NOON)
        assert fault.found == "the datetime 2026-05-01 12:30"
        assert fault.advice == "take its .date() in Asia/Shanghai"

    def test_of_days_have_no_advice_on_a_text(self) -> None:
        assert [fault.advice for fault in day("2026-05-01")] == [""]


class TestEach:
    def test_gives_every_fault_with_its_place(self) -> None:
        assert [str(fault) for fault in each(whole())((0, "a", 2, -1))] == [
            "[1]: expected a whole number ≥ 0, got 'a'",
            "[3]: expected a whole number ≥ 0, got -1",
        ]

    def test_of_each_joins_the_places(self) -> None:
        assert [fault.path for fault in each(each(flag))(((True,), (False, 1)))] == ["[1][1]"]

    def test_once_names_every_repetition(self) -> None:
        assert [str(fault) for fault in each(text, unique=True)(("a", "b", "a", "a"))] == [
            "[2]: expected each item once, got a again",
            "[3]: expected each item once, got a again",
        ]


class TestShown:
    @pytest.mark.parametrize(
        ("value", "look"),
        [
            (True, "True"),
            ("60", "'60'"),
            (60, "60"),
            (60.5, "60.5"),
            (None, "None"),
            (Decimal("1.50"), "1.50"),
            (LABOUR_DAY, "2026-05-01"),
            (NOON, "the datetime 2026-05-01 12:30"),
            ([], "[]"),
            (10**5000, "a number with thousands of digits"),
        ],
        ids=lambda value: str(value)[:20] if isinstance(value, str) else type(value).__name__,
    )
    def test_tells_values_apart_that_look_alike(self, value: object, look: str) -> None:
        assert shown(value) == look

    def test_cuts_a_long_look_short(self) -> None:
        assert shown("a" * 100) == "'" + "a" * 59 + "…"

    def test_leaves_a_look_of_sixty_whole(self) -> None:
        assert shown("a" * 58) == "'" + "a" * 58 + "'"


class TestClashes:
    def test_are_nowhere_among_keys_of_their_own(self) -> None:
        assert list(clashes("towns", ["a", "b", "c"], str.upper)) == []

    def test_name_the_item_and_the_one_before_it(self) -> None:
        assert [str(fault) for fault in clashes("towns", ["a", "b", "A"], str.upper)] == [
            "towns[2]: expected a key of its own, got 'A', which is towns[0] already"
        ]

    def test_point_to_the_first_every_time(self) -> None:
        found = [fault.found for fault in clashes("ids", [7, 7, 8, 7], lambda item: item)]
        assert found == ["7, which is ids[0] already"] * 2


class TestChecked:
    def test_builds_from_sound_values(self) -> None:
        room = Room(name="sun", beds=2, taken=2)
        assert (room.name, room.beds, room.taken) == ("sun", 2, 2)

    def test_gathers_the_faults_of_all_fields_at_once(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            Room(name="", beds=0, taken="one")  # type: ignore[arg-type]
        assert invalid.value.source == "Room"
        assert [str(fault) for fault in invalid.value.faults] == [
            "name: expected a text that is not empty, got ''",
            "beds: expected a whole number ≥ 1, got 0",
            "taken: expected a whole number ≥ 0, got 'one'",
        ]

    def test_finds_contradictions_between_sound_fields(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            Room(name="sun", beds=2, taken=3)
        assert [str(fault) for fault in invalid.value.faults] == [
            "taken: expected at most 2, got 3"
        ]

    def test_looks_for_no_contradiction_in_unsound_fields(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            Room(name="", beds=2, taken=3)
        assert [fault.path for fault in invalid.value.faults] == ["name"]

    def test_would_not_survive_comparing_unsound_fields(self) -> None:
        # were contradictions sought here, "two" < 3 would raise a TypeError
        with pytest.raises(InvalidFacts) as invalid:
            Room(name="sun", beds="two", taken=3)  # type: ignore[arg-type]
        assert [fault.path for fault in invalid.value.faults] == ["beds"]

    def test_leaves_fields_without_a_check_alone(self) -> None:
        assert Room(name="sun", beds=1, colour=1.5).colour == 1.5

    def test_can_ask_one_field(self) -> None:
        assert [str(fault) for fault in faults_of(Room, "beds", 0)] == [
            "beds: expected a whole number ≥ 1, got 0"
        ]
        assert faults_of(Room, "beds", 1) == []
        assert faults_of(Room, "colour", object()) == []


class TestGrouping:
    """What belongs together is found at once, and nothing is lost or put in another order."""

    def test_brings_together_what_has_one_key(self) -> None:
        assert grouped(["b2", "a1", "b1"], lambda each: each[0]) == {"b": ["b2", "b1"], "a": ["a1"]}

    def test_keeps_the_order_of_the_first_of_each(self) -> None:
        assert list(grouped([3, 1, 2, 5], lambda each: each % 2)) == [1, 0]

    def test_of_nothing_makes_no_group(self) -> None:
        assert grouped((), str) == {}
