"""Exact yuan: made without `float`, split without losing a fen, summed without hiding a gap.

Source: Decimal yuan with two places, since no clause of a plan speaks of less than a fen (分).

Limitations: one currency. Arithmetic is done in whole fen, so that no ambient `decimal` context
can round it.

>>> split(yuan("100.01"), (1, 1), odd=1)
(Decimal('50.00'), Decimal('50.01'))
>>> Amount(yuan(10_000)) + Amount(unknown=("grants.provincial",))
Amount(known=Decimal('10000.00'), unknown=('grants.provincial',))
"""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen

from infantcare_policy.errors import InvalidMoney, Unsettled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "LONGEST_SUM",
    "ZERO",
    "Amount",
    "difference",
    "fen",
    "from_fen",
    "split",
    "times",
    "total",
    "yuan",
]

FEN_PER_YUAN = 100
CENT = Decimal("0.01")
UNBOUNDED = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)
LONGEST_SUM = 100
"""The most digits of a sum; an exponent of millions would take minutes to write out."""


def yuan(value: int | str | Decimal) -> Decimal:
    """Make an exact sum of yuan with two places.

    Raises:
        InvalidMoney: for a `float`, a `bool`, a value that is not finite, or a third decimal.
    """
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise InvalidMoney(value, "yuan as a whole number, a decimal string or a Decimal")
    if isinstance(value, Decimal) and _is_plain(value) and not value.is_signed():
        return value
    try:
        exact = Decimal(value)
    except ArithmeticError:
        raise InvalidMoney(value, "yuan as a decimal number such as 10000.00") from None
    return from_fen(fen(exact))


def fen(amount: Decimal) -> int:
    """Count the fen (分, a hundredth of a yuan) in a sum.

    Raises:
        InvalidMoney: when the sum is not finite or has part of a fen.
    """
    if _is_plain(amount):
        return int(amount.scaleb(2, UNBOUNDED))
    if not amount.is_finite() or abs(amount.adjusted()) > LONGEST_SUM:
        raise InvalidMoney(amount, f"a finite sum of yuan of at most {LONGEST_SUM} digits")
    numerator, denominator = amount.as_integer_ratio()
    count, rest = divmod(numerator * FEN_PER_YUAN, denominator)
    if rest:
        raise InvalidMoney(amount, "yuan with at most two decimals")
    return count


def _is_plain(amount: Decimal) -> bool:
    """Tell whether a sum has two places and a sane length, as nearly all have."""
    return amount.same_quantum(CENT) and amount.adjusted() <= LONGEST_SUM


def from_fen(count: int) -> Decimal:
    """Turn whole fen into yuan with two places."""
    return Decimal(count).scaleb(-2, UNBOUNDED)


ZERO = from_fen(0)
"""No yuan at all, with its two places."""


def times(amount: Decimal, count: int) -> Decimal:
    """Multiply a sum by a whole number."""
    return from_fen(fen(amount) * count)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add sums up."""
    return from_fen(sum(map(fen, amounts)))


def difference(amount: Decimal, less: Decimal) -> Decimal:
    """Subtract a sum; `-` would round to the ambient context."""
    return from_fen(fen(amount) - fen(less))


def split(amount: Decimal, weights: Sequence[int], *, odd: int) -> tuple[Decimal, ...]:
    """Share a sum in proportion to weights.

    Each share is rounded down to a fen; the fen left over go to the share at position `odd`, so
    that the shares always add up to the whole.

    Args:
        amount: the whole, not negative.
        weights: whole numbers that are not negative and do not all vanish.
        odd: the position of the share that takes what cannot be divided.

    Raises:
        ValueError: for a negative amount or weight, weights that all vanish, or a position
            beyond them.
    """
    whole = fen(amount)
    sound = whole >= 0 and min(weights, default=-1) >= 0 and sum(weights) > 0
    if not (sound and 0 <= odd < len(weights)):
        message = (
            "expected a sum ≥ 0, weights ≥ 0 that do not all vanish and the position of one, "
            f"got {amount}, {weights} and {odd}"
        )
        raise ValueError(message)
    shares = [whole * weight // sum(weights) for weight in weights]
    shares[odd] += whole - sum(shares)
    return tuple(map(from_fen, shares))


def _sorted_names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names))) if names else ()


@frozen
class Amount:
    """A sum that says what is missing from it.

    Attributes:
        known: the yuan that are known.
        unknown: the names of what belongs to the sum and has no known value, such as
            `grants.provincial`; empty when the sum is complete.
    """

    known: Decimal = field(default=ZERO, converter=yuan)
    unknown: tuple[str, ...] = field(default=(), converter=_sorted_names)

    def __add__(self, other: Amount) -> Amount:
        return Amount(total((self.known, other.known)), self.unknown + other.unknown)

    def require(self) -> Decimal:
        """Give the whole sum.

        Raises:
            Unsettled: when part of it is unknown.
        """
        if self.unknown:
            raise Unsettled(self, f"the sum is not known without {', '.join(self.unknown)}")
        return self.known

    @staticmethod
    def sum(amounts: Iterable[Amount]) -> Amount:
        """Add amounts up: what is known, and the names of all that is not."""
        parts = tuple(amounts)
        unknown = (name for part in parts for name in part.unknown)
        return Amount(total(part.known for part in parts), tuple(unknown))
