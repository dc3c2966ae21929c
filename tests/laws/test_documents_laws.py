from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from infantcare_policy.checks import Checked, money, optional, to_hold, whole
from infantcare_policy.documents import structure, unstructure
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.terms import ClassKind, Setting


@frozen(kw_only=True)
class Room(Checked):
    """A part of a document: a word, a number in a range, money."""

    kind: ClassKind
    beds: int = field(metadata=to_hold(whole()))
    fee: Decimal | None = field(default=None, metadata=to_hold(optional(money)))


@frozen(kw_only=True)
class House:
    """A document with everything that a field may be."""

    id: str
    heated: bool | None = None
    closed: date | Literal[False] | None = None
    status: Literal["draft-for-comment", "in-force"] = "in-force"
    settings: tuple[Setting, ...] | None = None
    rooms: tuple[Room, ...] = ()
    best: Room | None = None
    limits: Mapping[ClassKind, int] = field(factory=dict)
    rows: Mapping[str, tuple[str | bool, ...]] = field(factory=dict)
    share: Decimal | None = None


WORDS = st.text(max_size=8)
WHOLE_NUMBERS = st.integers(min_value=0, max_value=10**12)
YUAN = st.decimals(min_value=0, max_value=10**9, places=2)
ROOMS = st.builds(Room, kind=st.sampled_from(ClassKind), beds=WHOLE_NUMBERS, fee=st.none() | YUAN)
HOUSES = st.builds(
    House,
    id=WORDS,
    heated=st.none() | st.booleans(),
    closed=st.none() | st.just(value=False) | st.dates(),
    status=st.sampled_from(("draft-for-comment", "in-force")),
    settings=st.none() | st.lists(st.sampled_from(Setting), max_size=4).map(tuple),
    rooms=st.lists(ROOMS, max_size=3).map(tuple),
    best=st.none() | ROOMS,
    limits=st.dictionaries(st.sampled_from(ClassKind), st.integers(), max_size=4),
    rows=st.dictionaries(WORDS, st.lists(WORDS | st.booleans(), max_size=3).map(tuple), max_size=3),
    share=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=4),
)
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(max_size=12),
    st.binary(max_size=4),
    st.dates(),
    st.datetimes(),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
SOUND: dict[str, Any] = {
    "id": "h-1",
    "heated": True,
    "closed": "2025-09-01",
    "status": "in-force",
    "settings": ["home", "community"],
    "rooms": [
        {"kind": "infant", "beds": 10, "fee": "1200.50"},
        {"kind": "mixed", "beds": 18, "fee": None},
    ],
    "best": {"kind": "mixed", "beds": 18},
    "limits": {"infant": 10, "mixed": 18},
    "rows": {"inclusive": [True, "yes"]},
    "share": "0.95",
}
# where each wrong value is put, the path under which its fault is told, and the value
WRONG: dict[str, tuple[tuple[str | int, ...], object]] = {
    "id": (("id",), 7),
    "heated": (("heated",), 1),
    "closed": (("closed",), "2025-02-30"),
    "status": (("status",), "draft"),
    "settings[1]": (("settings", 1), "hom"),
    "rooms[0].beds": (("rooms", 0, "beds"), -1),
    "rooms[0].fee": (("rooms", 0, "fee"), "0.001"),
    "rooms[0].size": (("rooms", 0, "size"), 3),
    "rooms[1].kind": (("rooms", 1, "kind"), "乳儿班"),
    "rooms[1].beds": (("rooms", 1, "beds"), "18"),
    "best.beds": (("best", "beds"), 18.0),
    "limits.mixed": (("limits", "mixed"), True),
    "rows.inclusive[0]": (("rows", "inclusive", 0), 1),
    "share": (("share",), 0.95),
    "unheard": (("unheard",), None),
}


def put(document: Any, place: tuple[str | int, ...], value: object) -> None:  # noqa: ANN401 - plain data
    *outer, last = place
    for step in outer:
        document = document[step]
    document[last] = value


def kinds_in(plain: object) -> set[type]:
    """Collect the exact classes of everything in plain data, keys too."""
    inner: list[object] = []
    if isinstance(plain, dict):
        inner = [*plain.keys(), *plain.values()]
    elif isinstance(plain, list):
        inner = plain
    return {type(plain)}.union(*map(kinds_in, inner))


class TestThereAndBack:
    """The one door between documents and classes: what goes out comes in again, the same."""

    @given(HOUSES)
    def test_structuring_what_was_unstructured_gives_an_equal_instance(self, house: House) -> None:
        assert structure(unstructure(house), House) == house

    @given(HOUSES)
    def test_through_json_too(self, house: House) -> None:
        text = json.dumps(unstructure(house), allow_nan=False)
        assert structure(json.loads(text, parse_float=Decimal), House) == house

    @given(HOUSES)
    def test_a_second_time_gives_the_same_document(self, house: House) -> None:
        plain = unstructure(house)
        assert unstructure(structure(plain, House)) == plain

    @given(HOUSES)
    def test_the_document_is_plain(self, house: House) -> None:
        assert kinds_in(unstructure(house)) <= {dict, list, str, int, bool, type(None)}

    @given(HOUSES)
    def test_flags_and_texts_come_back_in_their_own_class(self, house: House) -> None:
        again = structure(unstructure(house), House)
        for name, values in house.rows.items():
            assert [type(value) for value in again.rows[name]] == [type(value) for value in values]


class TestNothingIsCoerced:
    """`true` is not 1, 60.5 is not 60, `"60"` is not 60, a datetime is not a day."""

    @pytest.mark.parametrize("kind", [str, int, bool])
    @given(data=ANYTHING)
    def test_a_value_is_taken_as_it_is_or_refused(self, kind: type, data: object) -> None:
        if type(data) is kind:
            assert structure(data, kind) is data
        else:
            with pytest.raises(InvalidFacts):
                structure(data, kind)

    @given(ANYTHING)
    def test_a_day_is_a_day_or_the_text_of_one(self, data: object) -> None:
        if type(data) is date:
            assert structure(data, date) == data
        else:
            with pytest.raises(InvalidFacts):
                structure(data, date)

    @given(st.dates())
    def test_the_text_of_a_day_is_read(self, day: date) -> None:
        text = f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
        assert structure(text, date) == day

    @given(ANYTHING)
    def test_a_word_is_one_of_the_list_or_refused(self, data: object) -> None:
        with pytest.raises(InvalidFacts):
            structure(data, ClassKind)

    @given(st.floats() | st.booleans() | st.none())
    def test_a_decimal_is_made_of_nothing_inexact(self, data: object) -> None:
        with pytest.raises(InvalidFacts):
            structure(data, Decimal)

    @given(ANYTHING)
    def test_a_text_or_flag_is_one_of_the_two(self, data: object) -> None:
        if type(data) in {str, bool}:
            assert structure([data], tuple[str | bool, ...])[0] is data
        else:
            with pytest.raises(InvalidFacts) as invalid:
                structure([data], tuple[str | bool, ...])
            assert [fault.path for fault in invalid.value.faults] == ["[0]"]


class TestAllFaultsAtOnce:
    """Faults come back together, each with its path, and no fault hides another."""

    @given(st.sets(st.sampled_from(sorted(WRONG)), min_size=1))
    def test_whichever_are_in_the_document(self, paths: set[str]) -> None:
        document = copy.deepcopy(SOUND)
        for path in paths:
            put(document, *WRONG[path])
        with pytest.raises(InvalidFacts) as invalid:
            structure(document, House)
        assert sorted(fault.path for fault in invalid.value.faults) == sorted(paths)

    def test_and_the_document_without_them_is_sound(self) -> None:
        assert structure(SOUND, House).rooms[1].beds == 18

    @given(st.sets(st.sampled_from(sorted(SOUND))))
    def test_and_only_required_fields_can_be_missing(self, dropped: set[str]) -> None:
        document = {name: value for name, value in SOUND.items() if name not in dropped}
        if "id" in dropped:
            with pytest.raises(InvalidFacts) as invalid:
                structure(document, House)
            assert [str(fault) for fault in invalid.value.faults] == [
                "id: expected a value, got nothing"
            ]
        else:
            assert structure(document, House).id == "h-1"

    @given(st.lists(st.integers() | st.text(max_size=3), max_size=8))
    def test_in_a_list_each_at_its_own_place(self, items: list[int | str]) -> None:
        wrong = [f"[{place}]" for place, item in enumerate(items) if isinstance(item, str)]
        if wrong:
            with pytest.raises(InvalidFacts) as invalid:
                structure(items, tuple[int, ...])
            assert [fault.path for fault in invalid.value.faults] == wrong
        else:
            assert structure(items, tuple[int, ...]) == tuple(items)
