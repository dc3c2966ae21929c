from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infantcare_policy.errors import InvalidMoney, Unsettled
from infantcare_policy.money import Amount, fen, from_fen, split, times, total, yuan

FEN = st.integers(min_value=-(10**30), max_value=10**30)
NOT_NEGATIVE_FEN = st.integers(min_value=0, max_value=10**30)
NAMES = st.lists(st.sampled_from("abcde"), max_size=4).map(tuple)


def written(count: int) -> str:
    """Write fen as yuan by hand."""
    sign = "-" if count < 0 else ""
    return f"{sign}{abs(count) // 100}.{abs(count) % 100:02d}"


def in_fen(amount: Decimal) -> Fraction:
    return Fraction(amount) * 100


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, tuple[int, ...], int]:
    """Draw a whole in fen, weights of which one is positive, and the odd position."""
    whole = draw(NOT_NEGATIVE_FEN)
    weights = draw(
        st.lists(st.integers(min_value=0, max_value=50), min_size=1, max_size=6).filter(any)
    )
    return whole, tuple(weights), draw(st.integers(min_value=0, max_value=len(weights) - 1))


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    return Amount(Decimal(written(draw(FEN))), draw(NAMES))


class TestYuanAreExact:
    """No clause speaks of less than a fen: two places, nothing rounded, nothing guessed."""

    @given(FEN)
    def test_a_text_is_read_as_written(self, count: int) -> None:
        assert str(yuan(written(count))) == written(count)

    @given(FEN)
    def test_a_decimal_keeps_its_value(self, count: int) -> None:
        assert str(yuan(Decimal(written(count)))) == written(count)

    @given(FEN)
    def test_a_whole_number_is_yuan(self, count: int) -> None:
        assert str(yuan(count)) == f"{count}.00"

    @given(FEN)
    def test_fen_and_yuan_are_two_ways_to_say_it(self, count: int) -> None:
        assert str(from_fen(count)) == written(count)
        assert fen(Decimal(written(count))) == count

    @given(st.floats())
    def test_no_float_is_money(self, value: float) -> None:
        with pytest.raises(InvalidMoney):
            yuan(value)  # type: ignore[arg-type]

    @given(FEN, st.integers(min_value=1, max_value=9), st.integers(min_value=0, max_value=5))
    def test_part_of_a_fen_is_refused(self, count: int, part: int, zeros: int) -> None:
        finer = f"{written(count)}{'0' * zeros}{part}"
        with pytest.raises(InvalidMoney):
            yuan(finer)

    @given(FEN, st.integers(min_value=0, max_value=8))
    def test_zeros_behind_the_fen_add_nothing(self, count: int, zeros: int) -> None:
        assert str(yuan(written(count) + "0" * zeros)) == written(count)


class TestSharesAddUp:
    """3.2: city and county share 1 : 1, so the shares add up to the whole."""

    @given(shares())
    def test_to_the_whole(self, drawn: tuple[int, tuple[int, ...], int]) -> None:
        whole, weights, odd = drawn
        parts = split(Decimal(written(whole)), weights, odd=odd)
        assert len(parts) == len(weights)
        assert sum(map(in_fen, parts)) == whole

    @given(shares())
    def test_and_each_but_the_odd_one_is_its_part_rounded_down(
        self, drawn: tuple[int, tuple[int, ...], int]
    ) -> None:
        whole, weights, odd = drawn
        parts = split(Decimal(written(whole)), weights, odd=odd)
        for position, (part, weight) in enumerate(zip(parts, weights, strict=True)):
            fair = Fraction(whole * weight, sum(weights))
            if position != odd:
                assert fair - 1 < in_fen(part) <= fair

    @given(shares())
    def test_and_the_odd_one_gains_less_than_a_fen_from_each_payer(
        self, drawn: tuple[int, tuple[int, ...], int]
    ) -> None:
        whole, weights, odd = drawn
        fair = Fraction(whole * weights[odd], sum(weights))
        part = in_fen(split(Decimal(written(whole)), weights, odd=odd)[odd])
        assert fair <= part + 1
        assert part - fair < len(weights)

    @given(shares(), st.integers(min_value=2, max_value=9))
    def test_and_only_the_proportion_of_the_weights_counts(
        self, drawn: tuple[int, tuple[int, ...], int], factor: int
    ) -> None:
        whole, weights, odd = drawn
        scaled = tuple(weight * factor for weight in weights)
        amount = Decimal(written(whole))
        assert split(amount, scaled, odd=odd) == split(amount, weights, odd=odd)

    @given(NOT_NEGATIVE_FEN, st.sampled_from((0, 1)))
    def test_and_halves_differ_by_the_odd_fen_alone(self, whole: int, odd: int) -> None:
        parts = [in_fen(part) for part in split(Decimal(written(whole)), (1, 1), odd=odd)]
        assert parts[odd] - parts[1 - odd] == whole % 2

    @given(st.integers(max_value=-1), st.integers(min_value=1, max_value=9))
    def test_and_there_are_none_of_a_debt(self, whole: int, weight: int) -> None:
        with pytest.raises(ValueError, match="expected a sum ≥ 0"):
            split(Decimal(written(whole % -(10**30) or -1)), (weight,), odd=0)


class TestAmbientContextIsPowerless:
    """A sum is the same whatever precision and rounding the application has set."""

    @given(
        st.lists(FEN, min_size=1, max_size=5),
        st.integers(min_value=1, max_value=5),
        st.sampled_from((ROUND_UP, ROUND_DOWN, ROUND_HALF_EVEN)),
    )
    def test_over_what_is_made_added_and_multiplied(
        self, counts: list[int], precision: int, rounding: str
    ) -> None:
        with localcontext(prec=precision, rounding=rounding):
            made = [yuan(written(count)) for count in counts]
            added = total(made)
            summed = Amount.sum(map(Amount, made))
            trebled = times(made[0], 3)
        assert [str(amount) for amount in made] == [written(count) for count in counts]
        assert str(added) == str(summed.known) == written(sum(counts))
        assert str(trebled) == written(3 * counts[0])

    @given(shares(), st.integers(min_value=1, max_value=5))
    def test_over_what_is_shared(
        self, drawn: tuple[int, tuple[int, ...], int], precision: int
    ) -> None:
        whole, weights, odd = drawn
        with localcontext(prec=precision):
            parts = split(Decimal(written(whole)), weights, odd=odd)
        assert sum(map(in_fen, parts)) == whole


class TestAmountsKeepTheirGaps:
    """Unknown is never zero: a sum says what is missing from it, however it is added up."""

    @given(amounts(), amounts())
    def test_what_is_known_adds_up_and_the_gaps_are_united(
        self, first: Amount, second: Amount
    ) -> None:
        whole = first + second
        assert in_fen(whole.known) == in_fen(first.known) + in_fen(second.known)
        assert whole.unknown == tuple(sorted({*first.unknown, *second.unknown}))

    @given(amounts(), amounts())
    def test_the_order_does_not_count(self, first: Amount, second: Amount) -> None:
        assert first + second == second + first

    @given(amounts(), amounts(), amounts())
    def test_the_grouping_does_not_count(
        self, first: Amount, second: Amount, third: Amount
    ) -> None:
        assert (first + second) + third == first + (second + third)
        assert Amount.sum((first, second, third)) == first + second + third

    @given(amounts())
    def test_nothing_adds_nothing(self, amount: Amount) -> None:
        assert amount + Amount() == amount == Amount() + amount

    @given(amounts())
    def test_a_sum_is_given_exactly_when_it_has_no_gap(self, amount: Amount) -> None:
        if amount.unknown:
            with pytest.raises(Unsettled) as refused:
                amount.require()
            assert all(name in str(refused.value) for name in amount.unknown)
        else:
            assert amount.require() == amount.known

    @given(FEN, NAMES)
    def test_equal_amounts_hash_alike(self, count: int, names: tuple[str, ...]) -> None:
        first = Amount(Decimal(written(count)), names)
        second = Amount(Decimal(written(count) + "0"), tuple(reversed(names)) + names)
        assert first == second
        assert hash(first) == hash(second)
