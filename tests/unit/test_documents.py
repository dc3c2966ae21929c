from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import pytest
from attrs import field, frozen

from infantcare_policy.checks import Checked, each, money, optional, text, to_hold, whole
from infantcare_policy.decisions import Citation
from infantcare_policy.documents import converter, structure, unstructure
from infantcare_policy.errors import Fault, InvalidFacts
from infantcare_policy.terms import ClassKind, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator


@frozen(kw_only=True)
class Room(Checked):
    """A part of a document: a word, a number in a range, money."""

    kind: ClassKind
    beds: int = field(metadata=to_hold(whole(at_least=1)))
    taken: int | None = field(default=None, metadata=to_hold(optional(whole())))
    fee: Decimal | None = field(default=None, metadata=to_hold(optional(money)))

    def contradictions(self) -> Iterator[Fault]:
        if self.taken is not None and self.taken > self.beds:
            yield Fault("taken", expected=f"at most {self.beds}", found=str(self.taken))


@frozen(kw_only=True)
class House(Checked):
    """A document with everything that a field may be."""

    id: str = field(metadata=to_hold(text))
    heated: bool = False
    opened: date | None = None
    closed: date | Literal[False] | None = None
    status: Literal["draft-for-comment", "in-force"] = "in-force"
    settings: tuple[Setting, ...] = field(
        default=(), metadata=to_hold(each(lambda _: iter(()), unique=True))
    )
    rooms: tuple[Room, ...] | None = None
    best: Room | None = None
    limits: Mapping[ClassKind, int] = field(factory=dict)
    rows: Mapping[str, tuple[str | bool, ...]] = field(factory=dict)
    by_name: Mapping[str, Room] = field(factory=dict)


@frozen(kw_only=True)
class Sealed:
    """A document with a private field and a field that the class computes."""

    _hidden: str = field(alias="hidden")
    derived: int = field(default=1, init=False)


WHOLE: dict[str, Any] = {
    "id": "h-1",
    "heated": True,
    "opened": "2025-09-01",
    "closed": False,
    "status": "draft-for-comment",
    "settings": ["home", "community"],
    "rooms": [{"kind": "infant", "beds": 10, "taken": 9, "fee": "1200.50"}],
    "best": {"kind": "mixed", "beds": 18},
    "limits": {"infant": 10, "mixed": 18},
    "rows": {"inclusive": [True, "yes"], "guidance": []},
    "by_name": {"sun": {"kind": "toddler", "beds": 15}},
}


def faults_in(data: object, kind: Any = House) -> list[str]:  # noqa: ANN401 - any kind of value
    with pytest.raises(InvalidFacts) as invalid:
        structure(data, kind)
    return sorted(map(str, invalid.value.faults))


def room(**fields: object) -> dict[str, object]:
    return {"kind": "infant", "beds": 1, **fields}


class TestStructure:
    def test_builds_every_kind_of_field(self) -> None:
        assert structure(WHOLE, House) == House(
            id="h-1",
            heated=True,
            opened=date(2025, 9, 1),
            closed=False,
            status="draft-for-comment",
            settings=(Setting.HOME, Setting.COMMUNITY),
            rooms=(Room(kind=ClassKind.INFANT, beds=10, taken=9, fee=Decimal("1200.50")),),
            best=Room(kind=ClassKind.MIXED, beds=18),
            limits={ClassKind.INFANT: 10, ClassKind.MIXED: 18},
            rows={"inclusive": (True, "yes"), "guidance": ()},
            by_name={"sun": Room(kind=ClassKind.TODDLER, beds=15)},
        )

    def test_leaves_defaults_to_the_class(self) -> None:
        assert structure({"id": "h-2"}, House) == House(id="h-2")

    def test_keeps_unknown_apart_from_known_to_be_none(self) -> None:
        assert structure({"id": "h", "rooms": None}, House).rooms is None
        assert structure({"id": "h", "rooms": []}, House).rooms == ()

    def test_gives_words_as_members(self) -> None:
        built = structure(WHOLE, House)
        assert [type(setting) for setting in built.settings] == [Setting, Setting]
        assert {type(kind) for kind in built.limits} == {ClassKind}

    def test_gives_tables_that_cannot_be_changed(self) -> None:
        limits: Any = structure(WHOLE, House).limits
        with pytest.raises(TypeError):
            limits["infant"] = 99

    @pytest.mark.parametrize(
        ("data", "value"),
        [
            ("10000.00", "10000.00"),
            ("-3", "-3"),
            ("0.1", "0.1"),
            (7, "7"),
            (Decimal("0.95"), "0.95"),
        ],
    )
    def test_reads_decimals_exactly(self, data: object, value: str) -> None:
        assert str(structure(data, Decimal)) == value

    def test_takes_a_day_that_the_parser_has_read(self) -> None:
        assert structure(date(2025, 9, 1), date) == date(2025, 9, 1)

    def test_takes_a_tuple_for_a_list(self) -> None:
        assert structure(("home",), tuple[Setting, ...]) == (Setting.HOME,)

    def test_uses_one_converter(self) -> None:
        assert converter() is converter()


class TestNothingIsCoerced:
    @pytest.mark.parametrize(
        ("kind", "expected", "data"),
        [
            (int, "a whole number", True),
            (int, "a whole number", False),
            (int, "a whole number", 60.5),
            (int, "a whole number", 60.0),
            (int, "a whole number", "60"),
            (int, "a whole number", Decimal(60)),
            (int, "a whole number", None),
            (bool, "true or false", 1),
            (bool, "true or false", 0),
            (bool, "true or false", "true"),
            (bool, "true or false", ""),
            (bool, "true or false", None),
            (bool, "true or false", []),
            (str, "a text", 60),
            (str, "a text", True),
            (str, "a text", None),
            (str, "a text", b"60"),
            (str, "a text", date(2025, 9, 1)),
            (Decimal, "an exact number, or a text such as '10000.00'", 60.5),
            (Decimal, "an exact number, or a text such as '10000.00'", True),
            (Decimal, "an exact number, or a text such as '10000.00'", "1e3"),
            (Decimal, "an exact number, or a text such as '10000.00'", "1,000"),
            (Decimal, "an exact number, or a text such as '10000.00'", " 1"),
            (Decimal, "an exact number, or a text such as '10000.00'", ".5"),
            (Decimal, "an exact number, or a text such as '10000.00'", ""),
            (Decimal, "an exact number, or a text such as '10000.00'", "NaN"),
            (Decimal, "an exact number, or a text such as '10000.00'", "Infinity"),
            (Decimal, "an exact number, or a text such as '10000.00'", Decimal("NaN")),
            (Decimal, "an exact number, or a text such as '10000.00'", Decimal("-Infinity")),
            (Decimal, "an exact number, or a text such as '10000.00'", None),
            (date, "a day such as 2025-12-31", "20251231"),
            (date, "a day such as 2025-12-31", "2025-W01-1"),
            (date, "a day such as 2025-12-31", "2025-1-1"),
            (date, "a day such as 2025-12-31", "2025-12-31T00:00:00"),
            (date, "a day such as 2025-12-31", "2025-12-31\n"),
            (date, "a day such as 2025-12-31", 20251231),
            (date, "a day such as 2025-12-31", None),
            (date, "a day that exists", "2025-02-30"),
            (date, "a day that exists", "2025-02-29"),
            (date, "a day that exists", "2025-13-01"),
            (date, "a day that exists", "0000-01-01"),
            (tuple[str, ...], "a list", "abc"),
            (tuple[str, ...], "a list", {"a": 1}),
            (tuple[str, ...], "a list", None),
            (Mapping[str, int], "a table of names and values", [["a", 1]]),
            (Mapping[str, int], "a table of names and values", "a"),
            (House, "a table of the fields of House", []),
            (House, "a table of the fields of House", "h-1"),
            (House, "a table of the fields of House", None),
        ],
        ids=repr,
    )
    def test_whatever_is_of_another_kind(self, kind: Any, expected: str, data: object) -> None:  # noqa: ANN401 - any kind of value
        [fault] = faults_in(data, kind)
        assert fault.startswith(f"expected {expected}, got ")

    def test_a_datetime_is_no_day(self) -> None:
        midnight = datetime(2025, 9, 1, tzinfo=UTC)
        [fault] = faults_in({"id": "h", "opened": midnight})
        assert fault == (
            "opened: expected a day such as 2025-12-31, got the datetime 2025-09-01 00:00; "
            "write the day in Asia/Shanghai"
        )

    @pytest.mark.parametrize("data", [1, 0, 1.5, ["yes"], None])
    def test_a_text_or_flag_is_nothing_else(self, data: object) -> None:
        assert len(faults_in(data, str | bool)) == 1

    def test_a_text_or_flag_stays_what_it_is(self) -> None:
        rows = structure({"id": "h", "rows": {"a": [True, "True", False, ""]}}, House).rows
        assert [(type(value), value) for value in rows["a"]] == [
            (bool, True),
            (str, "True"),
            (bool, False),
            (str, ""),
        ]

    def test_false_is_not_zero_in_a_day_or_false(self) -> None:
        assert structure({"id": "h", "closed": False}, House).closed is False
        for wrong in (0, True, "false", ""):
            [fault] = faults_in({"id": "h", "closed": wrong})
            assert (
                fault
                == f"closed: expected a day such as 2025-12-31, or one of False, got {wrong!r}"
            )

    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            (Literal[0, 1], False),
            (Literal[0, 1], True),
            (Literal[False], 0),
            (Literal[True], 1),
            (Literal[1], 1.0),
            (Literal["1"], 1),
        ],
        ids=repr,
    )
    def test_a_literal_is_of_its_own_kind(self, kind: Any, data: object) -> None:  # noqa: ANN401 - any kind of value
        assert len(faults_in(data, kind)) == 1

    @pytest.mark.parametrize(
        ("kind", "data"),
        [(Literal[0, 1], 0), (Literal[False], False), (Literal["a", "b"], "b")],
        ids=repr,
    )
    def test_a_literal_is_itself(self, kind: Any, data: object) -> None:  # noqa: ANN401 - any kind of value
        assert structure(data, kind) is data


class TestWords:
    def test_that_are_unknown_name_the_choices_and_the_nearest(self) -> None:
        [fault] = faults_in("infnt", ClassKind)
        assert fault.startswith(
            "expected one of infant, toddler, older-toddler, mixed, got 'infnt'; "
            "did you mean infant"
        )

    def test_that_are_like_nothing_have_no_advice(self) -> None:
        assert faults_in("口", ClassKind) == [
            "expected one of infant, toddler, older-toddler, mixed, got '口'"
        ]

    @pytest.mark.parametrize("data", [None, 1, True, ["infant"]])
    def test_are_texts(self, data: object) -> None:
        assert len(faults_in(data, ClassKind)) == 1

    @pytest.mark.parametrize("data", ["INFANT", "Infant", " infant", "乳儿班"])
    def test_are_ids_and_nothing_like_them(self, data: str) -> None:
        assert len(faults_in(data, ClassKind)) == 1

    def test_of_a_literal_name_the_choices(self) -> None:
        assert faults_in({"id": "h", "status": "draft"}) == [
            "status: expected one of draft-for-comment, in-force, got 'draft'"
        ]


class TestCitations:
    def test_are_an_instrument_and_its_article(self) -> None:
        assert structure("yijun:3.2", Citation) == Citation("yijun", "3.2")
        assert unstructure(Citation("yijun", "A1.health")) == "yijun:A1.health"

    @pytest.mark.parametrize(
        "data", ["3.2", "", ":3.2", "yijun:", 3, None, {"instrument": "yijun", "article": "3.2"}]
    )
    def test_are_nothing_less(self, data: object) -> None:
        [fault] = faults_in(data, Citation)
        assert fault.startswith("expected an instrument and its article, such as yijun:3.2, got ")


class TestKeys:
    def test_that_are_unknown_name_the_nearest(self) -> None:
        [fault] = faults_in({"id": "h", "opend": "2025-09-01"})
        assert fault.startswith(
            "opend: expected a known field, got an unknown one; did you mean opened"
        )

    def test_that_are_like_nothing_have_no_advice(self) -> None:
        assert faults_in({"id": "h", "口": 1}) == ["口: expected a known field, got an unknown one"]

    def test_that_are_no_texts_are_unknown(self) -> None:
        assert [fault.split(":")[0] for fault in faults_in({"id": "h", 7: 1})] == ["7"]

    def test_that_are_missing_are_named(self) -> None:
        assert faults_in({}) == ["id: expected a value, got nothing"]
        assert faults_in({}, Room) == [
            "beds: expected a value, got nothing",
            "kind: expected a value, got nothing",
        ]

    def test_are_those_of_the_constructor(self) -> None:
        assert structure({"hidden": "s"}, Sealed) == Sealed(hidden="s")
        wrong = faults_in({"hidden": "s", "_hidden": "s", "derived": 2}, Sealed)
        assert [fault.split(":")[0] for fault in wrong] == ["_hidden", "derived"]

    def test_of_a_table_are_of_their_kind(self) -> None:
        [fault] = faults_in({"id": "h", "limits": {"infnt": 10}})
        assert fault.startswith("limits.infnt: expected one of infant, toddler")
        assert "; did you mean infant" in fault


class TestAllFaultsAtOnce:
    def test_have_a_path_through_lists_tables_and_parts(self) -> None:
        data = {
            "id": 7,
            "heated": "yes",
            "opened": "2025-02-30",
            "settings": ["home", "hom", 3],
            "rooms": [room(beds="2"), room(), room(fee=1.5, kind="x", size=3)],
            "best": {"kind": "mixed"},
            "limits": {"infant": 10, "mixed": "18"},
            "rows": {"inclusive": [True, 1]},
            "by_name": {"sun": room(taken=True), "moon": []},
            "unheard": 1,
        }
        assert sorted(fault.split(": ")[0] for fault in faults_in(data)) == [
            "best.beds",
            "by_name.moon",
            "by_name.sun.taken",
            "heated",
            "id",
            "limits.mixed",
            "opened",
            "rooms[0].beds",
            "rooms[2].fee",
            "rooms[2].kind",
            "rooms[2].size",
            "rows.inclusive[1]",
            "settings[1]",
            "settings[2]",
            "unheard",
        ]

    def test_join_ranges_and_kinds(self) -> None:
        data = {"id": " ", "rooms": [room(beds=0), room(beds="2", fee="0.001"), room(taken=-1)]}
        assert faults_in(data) == [
            "id: expected a text that is not empty, got ' '",
            "rooms[0].beds: expected a whole number ≥ 1, got 0",
            "rooms[1].beds: expected a whole number, got '2'",
            "rooms[1].fee: expected yuan ≥ 0 as a Decimal with at most two decimals, got 0.001",
            "rooms[2].taken: expected a whole number ≥ 0, got -1",
        ]

    def test_name_the_place_of_a_repetition(self) -> None:
        assert faults_in({"id": "h", "settings": ["home", "home"]}) == [
            "settings[1]: expected each item once, got home again"
        ]

    def test_name_the_place_of_a_contradiction(self) -> None:
        data = {"id": 7, "rooms": [room(), room(taken=2)]}
        assert faults_in(data) == [
            "id: expected a text, got 7",
            "rooms[1].taken: expected at most 1, got 2",
        ]

    def test_join_the_key_and_the_value_of_one_entry(self) -> None:
        faults = faults_in({"infnt": "ten"}, Mapping[ClassKind, int])
        assert len(faults) == 2
        assert {fault.split(":")[0] for fault in faults} == {"infnt"}

    def test_in_a_list_have_their_place(self) -> None:
        assert faults_in([1, "2", 3, None], tuple[int, ...]) == [
            "[1]: expected a whole number, got '2'",
            "[3]: expected a whole number, got None",
        ]

    def test_in_a_list_of_lists_have_both_places(self) -> None:
        assert faults_in([[1], [2, "3"]], tuple[tuple[int, ...], ...]) == [
            "[1][1]: expected a whole number, got '3'"
        ]

    @pytest.mark.parametrize(
        "kind", [tuple[str, ...] | str, int | tuple[str, ...]], ids=["list first", "list last"]
    )
    def test_in_one_of_two_alternatives_have_their_place(self, kind: Any) -> None:  # noqa: ANN401 - any kind of value
        assert faults_in(["a", 1], kind) == ["[1]: expected a text, got 1"]

    def test_of_alternatives_that_all_fail_name_each(self) -> None:
        assert faults_in(1.5, int | str) == ["expected a whole number, or a text, got 1.5"]

    def test_inside_an_optional_part_are_those_of_the_part(self) -> None:
        assert faults_in({"id": "h", "best": room(beds="x")}) == [
            "best.beds: expected a whole number, got 'x'"
        ]

    def test_show_what_was_found_in_short(self) -> None:
        [fault] = faults_in("x" * 200, int)
        assert len(fault) < 120


class TestUnstructure:
    def test_gives_back_the_document(self) -> None:
        plain = unstructure(structure(WHOLE, House))
        complete = {
            **WHOLE,
            "best": {"kind": "mixed", "beds": 18, "taken": None, "fee": None},
            "by_name": {"sun": {"kind": "toddler", "beds": 15, "taken": None, "fee": None}},
        }
        assert plain == complete

    def test_names_a_private_field_as_the_constructor_does(self) -> None:
        sealed = Sealed(hidden="s")
        assert unstructure(sealed)["hidden"] == "s"

    def test_gives_what_json_can_write(self) -> None:
        plain = unstructure(structure(WHOLE, House))
        assert json.loads(json.dumps(plain)) == plain

    @pytest.mark.parametrize(
        ("value", "plain"),
        [
            (Decimal("1200.50"), "1200.50"),
            (Decimal("1E+3"), "1000"),
            (Decimal("0.0000001"), "0.0000001"),
            (date(2025, 9, 1), "2025-09-01"),
            ((1, (True, None)), [1, [True, None]]),
            ("a", "a"),
        ],
    )
    def test_gives_texts_for_money_and_days(self, value: object, plain: object) -> None:
        assert unstructure(value) == plain

    @pytest.mark.parametrize("word", [Setting.HOME, ClassKind.OLDER_TODDLER])
    def test_gives_plain_texts_for_words(self, word: Setting | ClassKind) -> None:
        assert type(unstructure(word)) is str
        assert unstructure(word) == word.value

    def test_writes_unknown_apart_from_known_to_be_none(self) -> None:
        assert unstructure(House(id="h", rooms=None))["rooms"] is None
        assert unstructure(House(id="h", rooms=()))["rooms"] == []
