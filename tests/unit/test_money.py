from __future__ import annotations

import pickle
from decimal import Context, Decimal, Inexact, InvalidOperation, Rounded, localcontext

import pytest

from infantcare_policy.errors import InvalidMoney, Unsettled
from infantcare_policy.money import ZERO, Amount, fen, from_fen, split, times, total, yuan


def yuan_each(*texts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


class TestYuan:
    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            (0, "0.00"),
            (10_000, "10000.00"),
            (-3, "-3.00"),
            ("10000", "10000.00"),
            ("10000.5", "10000.50"),
            ("0.01", "0.01"),
            ("-0.01", "-0.01"),
            ("1.0000", "1.00"),
            ("1e3", "1000.00"),
            (Decimal(7), "7.00"),
            (Decimal("7.10"), "7.10"),
            (Decimal("1E+20"), "100000000000000000000.00"),
            ("123456789012345678901234567890.12", "123456789012345678901234567890.12"),
            (10**40, "1" + "0" * 40 + ".00"),
        ],
    )
    def test_is_exact_and_has_two_places(self, given: int | str | Decimal, shown: str) -> None:
        assert str(yuan(given)) == shown

    def test_knows_no_negative_zero(self) -> None:
        assert str(yuan("-0.00")) == "0.00"

    @pytest.mark.parametrize(
        "given",
        [
            1.5,
            1.0,
            0.0,
            float("nan"),
            float("inf"),
            True,
            False,
            None,
            b"1",
            [1],
            (0, (1,), 0),
            1 + 0j,
        ],
    )
    def test_refuses_what_is_no_whole_number_text_or_decimal(self, given: object) -> None:
        with pytest.raises(InvalidMoney, match="expected yuan as a whole number"):
            yuan(given)  # type: ignore[arg-type]

    @pytest.mark.parametrize("given", ["", " ", "ten", "1,000", "1.2.3", "￥5", "--1", "0x10"])
    def test_refuses_a_text_that_is_no_number(self, given: str) -> None:
        with pytest.raises(InvalidMoney, match=r"a decimal number such as 10000\.00"):
            yuan(given)

    @pytest.mark.parametrize(
        "given",
        ["NaN", "sNaN", "Infinity", "-inf", Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")],
    )
    def test_refuses_what_is_not_finite(self, given: str | Decimal) -> None:
        with pytest.raises(InvalidMoney, match="a finite sum of yuan"):
            yuan(given)

    @pytest.mark.parametrize("given", ["0.001", "10000.005", "-1.234", "1e-3", Decimal("0.1234")])
    def test_refuses_a_third_decimal(self, given: str | Decimal) -> None:
        with pytest.raises(InvalidMoney, match="at most two decimals"):
            yuan(given)

    @pytest.mark.parametrize(
        "given", ["1e5000", 10**5000, -(10**5000)], ids=["text", "number", "negative"]
    )
    def test_refuses_more_digits_than_can_be_written(self, given: int | str) -> None:
        with pytest.raises(InvalidMoney) as refused:
            yuan(given)
        assert "yuan" in str(refused.value)

    def test_refuses_a_text_that_is_no_number_where_decimal_does_not_trap(self) -> None:
        with localcontext() as lenient:
            lenient.traps[InvalidOperation] = False
            with pytest.raises(InvalidMoney):
                yuan("ten")

    def test_tells_what_it_was_given(self) -> None:
        with pytest.raises(InvalidMoney) as refused:
            yuan(1.5)  # type: ignore[arg-type]
        assert refused.value.found == 1.5
        assert str(refused.value).endswith(", got 1.5")


class TestFen:
    @pytest.mark.parametrize(
        ("text", "count"),
        [("0.00", 0), ("0.01", 1), ("1", 100), ("10000.01", 1_000_001), ("-2.50", -250)],
    )
    def test_are_a_hundredth_of_a_yuan(self, text: str, count: int) -> None:
        assert fen(Decimal(text)) == count

    @pytest.mark.parametrize(
        ("count", "shown"),
        [
            (0, "0.00"),
            (1, "0.01"),
            (10, "0.10"),
            (100, "1.00"),
            (-1, "-0.01"),
            (-12_345, "-123.45"),
        ],
    )
    def test_turn_into_yuan_with_two_places(self, count: int, shown: str) -> None:
        assert str(from_fen(count)) == shown

    @pytest.mark.parametrize("text", ["0.001", "NaN", "Infinity"])
    def test_refuse_what_has_none(self, text: str) -> None:
        with pytest.raises(InvalidMoney):
            fen(Decimal(text))

    def test_zero_is_shown_with_two_places(self) -> None:
        assert str(ZERO) == "0.00"


class TestArithmetic:
    @pytest.mark.parametrize(
        ("amount", "count", "shown"),
        [
            ("10000.00", 60, "600000.00"),
            ("0.01", 7, "0.07"),
            ("3.33", 0, "0.00"),
            ("3.33", -2, "-6.66"),
        ],
    )
    def test_times_multiplies_by_a_whole_number(self, amount: str, count: int, shown: str) -> None:
        assert str(times(Decimal(amount), count)) == shown

    def test_total_adds_up(self) -> None:
        assert str(total(yuan_each("0.10", "0.20", "-1.00", "10000"))) == "9999.30"

    def test_total_of_nothing_is_zero(self) -> None:
        assert str(total(())) == "0.00"

    def test_total_refuses_part_of_a_fen(self) -> None:
        with pytest.raises(InvalidMoney):
            total(yuan_each("1.00", "0.005"))


class TestSplit:
    @pytest.mark.parametrize(("odd", "shares"), [(0, ("50.01", "50.00")), (1, ("50.00", "50.01"))])
    def test_gives_the_odd_fen_to_the_named_position(
        self, odd: int, shares: tuple[str, ...]
    ) -> None:
        assert split(Decimal("100.01"), (1, 1), odd=odd) == yuan_each(*shares)

    def test_an_even_sum_has_no_odd_fen(self) -> None:
        assert split(Decimal("600000.00"), (1, 1), odd=1) == yuan_each("300000.00", "300000.00")

    @pytest.mark.parametrize(
        ("odd", "shares"),
        [
            # 3 : 3 : 4 of 1 000 001 fen is 300 000.3 : 300 000.3 : 400 000.4
            (0, ("3000.01", "3000.00", "4000.00")),
            (1, ("3000.00", "3000.01", "4000.00")),
            (2, ("3000.00", "3000.00", "4000.01")),
        ],
    )
    def test_serves_three_payers(self, odd: int, shares: tuple[str, ...]) -> None:
        assert split(Decimal("10000.01"), (3, 3, 4), odd=odd) == yuan_each(*shares)

    def test_gives_all_the_odd_fen_to_one_payer(self) -> None:
        # 100 fen in sevenths: 14 each, and two fen are left
        assert split(Decimal("1.00"), (1,) * 7, odd=3) == yuan_each(
            "0.14", "0.14", "0.14", "0.16", "0.14", "0.14", "0.14"
        )

    def test_of_nothing_is_nothing_for_everybody(self) -> None:
        assert [str(share) for share in split(ZERO, (1, 2), odd=0)] == ["0.00", "0.00"]

    def test_a_weight_of_zero_pays_nothing(self) -> None:
        assert split(Decimal("99.99"), (0, 1), odd=1) == yuan_each("0.00", "99.99")

    def test_a_single_payer_pays_all(self) -> None:
        assert split(Decimal("0.01"), (5,), odd=0) == yuan_each("0.01")

    @pytest.mark.parametrize(
        ("amount", "weights"),
        [("-0.01", (1, 1)), ("1.00", (1, -1)), ("1.00", (2, -1)), ("1.00", (0, 0)), ("1.00", ())],
    )
    def test_refuses_a_debt_a_negative_weight_and_weights_that_vanish(
        self, amount: str, weights: tuple[int, ...]
    ) -> None:
        with pytest.raises(ValueError, match="expected a sum ≥ 0, weights ≥ 0"):
            split(Decimal(amount), weights, odd=0)

    @pytest.mark.parametrize("odd", [-1, 2])
    def test_refuses_a_position_beyond_the_weights(self, odd: int) -> None:
        with pytest.raises(ValueError, match="the position of one"):
            split(Decimal("0.01"), (1, 1), odd=odd)

    def test_refuses_part_of_a_fen(self) -> None:
        with pytest.raises(InvalidMoney):
            split(Decimal("0.005"), (1, 1), odd=0)


class TestAmbientContext:
    def test_cannot_round_a_sum(self) -> None:
        with localcontext(prec=3):
            assert str(yuan("1234567.89")) == "1234567.89"
            assert str(yuan(1_234_567)) == "1234567.00"
            assert str(from_fen(123_456_789)) == "1234567.89"

    def test_cannot_round_what_is_computed(self) -> None:
        with localcontext(prec=3):
            assert str(times(Decimal("12345.67"), 89)) == "1098764.63"
            assert str(total(yuan_each("99999.99", "0.02"))) == "100000.01"
            assert split(Decimal("1234567.89"), (1, 1), odd=0) == yuan_each(
                "617283.95", "617283.94"
            )
            added = Amount(Decimal("99999.99")) + Amount(Decimal("0.02"))
            assert str(added.known) == "100000.01"

    def test_traps_on_rounding_are_never_sprung(self) -> None:
        with localcontext(Context(prec=1, traps=[Inexact, Rounded])):
            assert str(total((yuan("98.76"), yuan("1.25")))) == "100.01"


class TestAmount:
    def test_is_nothing_and_complete_by_default(self) -> None:
        assert str(Amount().known) == "0.00"
        assert Amount().unknown == ()

    def test_keeps_two_places_and_each_name_once_in_order(self) -> None:
        amount = Amount(Decimal(5), ("grants.provincial", "grants.city", "grants.provincial"))
        assert str(amount.known) == "5.00"
        assert amount.unknown == ("grants.city", "grants.provincial")

    def test_adds_both_halves(self) -> None:
        whole = Amount(Decimal("10000.00"), ("grants.provincial",)) + Amount(
            Decimal("0.01"), ("grants.central", "grants.provincial")
        )
        assert whole == Amount(Decimal("10000.01"), ("grants.central", "grants.provincial"))

    def test_stays_incomplete_when_something_complete_is_added(self) -> None:
        whole = Amount(unknown=("grants.provincial",)) + Amount(Decimal(3))
        assert (whole.known, whole.unknown) == (Decimal(3), ("grants.provincial",))

    def test_sums_many(self) -> None:
        amounts = [Amount(Decimal("1.10")), Amount(unknown=("b",)), Amount(Decimal("2.20"), ("a",))]
        assert Amount.sum(iter(amounts)) == Amount(Decimal("3.30"), ("a", "b"))

    def test_sums_nothing_to_nothing(self) -> None:
        assert Amount.sum(()) == Amount(Decimal(0))

    def test_gives_the_whole_sum_when_nothing_is_missing(self) -> None:
        assert str(Amount(Decimal("42.50")).require()) == "42.50"

    def test_refuses_to_give_a_sum_with_a_gap_and_names_the_gap(self) -> None:
        gap = Amount(Decimal("42.50"), ("grants.provincial", "grants.city"))
        with pytest.raises(Unsettled) as refused:
            gap.require()
        assert str(refused.value) == ("the sum is not known without grants.city, grants.provincial")
        assert refused.value.answer == gap

    def test_is_equal_by_value_and_hashes_so(self) -> None:
        first = Amount(Decimal("1.0"), ("b", "a"))
        same = Amount(Decimal("1.00"), ("a", "b", "b"))
        assert first == same
        assert len({first, same, Amount(Decimal(1)), Amount(Decimal(2), ("a", "b"))}) == 3

    def test_with_a_gap_is_not_the_amount_without(self) -> None:
        assert Amount(Decimal(1)) != Amount(Decimal(1), ("a",))

    @pytest.mark.parametrize("known", [1.5, True, float("nan"), "0.001"])
    def test_refuses_what_is_no_money(self, known: object) -> None:
        with pytest.raises(InvalidMoney):
            Amount(known)  # type: ignore[arg-type]

    def test_survives_pickling(self) -> None:
        amount = Amount(Decimal("1.50"), ("a",))
        assert pickle.loads(pickle.dumps(amount)) == amount  # noqa: S301 - bytes made on the spot
