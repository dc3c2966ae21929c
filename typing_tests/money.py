"""What a type checker knows of sums."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_type

from infantcare_policy import Amount, yuan
from infantcare_policy.money import split, total


def a_sum_of_yuan_is_a_decimal() -> None:
    assert_type(yuan(10_000), Decimal)
    assert_type(yuan("10000.00"), Decimal)
    assert_type(yuan(Decimal(1)), Decimal)


def a_float_is_no_money() -> None:
    yuan(0.5)  # type: ignore[arg-type]


def shares_are_decimals() -> None:
    assert_type(split(yuan(1), (1, 1), odd=0), tuple[Decimal, ...])
    assert_type(total([yuan(1), yuan(2)]), Decimal)


def an_amount_has_two_halves(amount: Amount) -> None:
    assert_type(amount.known, Decimal)
    assert_type(amount.unknown, tuple[str, ...])
    assert_type(amount + amount, Amount)
    assert_type(amount.require(), Decimal)
    assert_type(Amount.sum([amount, Amount()]), Amount)


def an_amount_is_not_a_number(amount: Amount) -> None:
    amount + 1  # type: ignore[operator]
