"""Numbers that say what may have to be added to them."""

from __future__ import annotations

import pickle
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from infantcare_policy.counts import Count, count
from infantcare_policy.errors import Unsettled

if TYPE_CHECKING:
    from infantcare_policy.conditions import Truth


class TestACount:
    @pytest.mark.parametrize(
        ("truths", "known", "unknown"),
        [
            ([], 0, ()),
            ([("F1", True)], 1, ()),
            ([("F1", False)], 0, ()),
            ([("F1", None)], 0, ("F1",)),
            ([("F1", True), ("F2", True), ("F3", False)], 2, ()),
            ([("F3", None), ("F1", True), ("F2", None), ("F0", False)], 1, ("F2", "F3")),
        ],
    )
    def test_counts_what_is_certain_and_names_what_is_not(
        self, truths: list[tuple[str, Truth]], known: int, unknown: tuple[str, ...]
    ) -> None:
        assert count(truths) == Count(known=known, unknown=unknown)
        assert count(iter(truths)) == Count(known=known, unknown=unknown)

    def test_does_not_depend_on_the_order(self) -> None:
        truths: list[tuple[str, Truth]] = [("a", True), ("b", None), ("c", None), ("d", False)]
        assert {count(order) for order in permutations(truths)} == {
            Count(known=1, unknown=("b", "c"))
        }

    def test_is_equal_and_hashes_by_its_content(self) -> None:
        alike = {Count(known=1, unknown=("b",)), Count(known=1, unknown=("b",)), Count(known=1)}
        assert len(alike) == 2

    @pytest.mark.parametrize("number", [0, 1, 10**30])
    def test_gives_its_number_where_nothing_is_unknown(self, number: int) -> None:
        assert Count(known=number).require() == number

    def test_gives_no_number_where_something_may_be_added(self) -> None:
        open_count = Count(known=3, unknown=("F2", "F3"))
        with pytest.raises(Unsettled, match="without F2, F3") as unsettled:
            open_count.require()
        assert unsettled.value.answer == open_count

    def test_of_nothing_certain_is_not_zero(self) -> None:
        with pytest.raises(Unsettled):
            count([("F1", None)]).require()

    def test_is_built_by_keyword(self) -> None:
        with pytest.raises(TypeError):
            Count(1)  # type: ignore[call-arg]

    def test_comes_back_from_a_pickle(self) -> None:
        known = Count(known=1, unknown=("b",))
        assert pickle.loads(pickle.dumps(known)) == known  # noqa: S301 - our own pickle
