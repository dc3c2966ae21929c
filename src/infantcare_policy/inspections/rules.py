"""The local rule of a draw: how many objects, and how many inspectors for each.

Source: 国办发〔2015〕58号 (the ratio is set locally).

Limitations: see `infantcare_policy.inspections`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen
from immutabledict import immutabledict

from infantcare_policy.checks import (
    Checked,
    in_order,
    instance,
    line,
    number,
    optional,
    to_hold,
    whole,
)
from infantcare_policy.decisions import Citation
from infantcare_policy.errors import Fault, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from infantcare_policy.inspections.rosters import InspectedObject

__all__ = ["DrawRule"]

Rates: TypeAlias = Mapping[str, Decimal]
NO_RATES: Rates = immutabledict()


def _rates(value: object) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield Fault("", expected="a table of classes and their rates", found=shown(value))
        return
    for name in value:
        yield from (fault.under(shown(name)) for fault in line(name))


@frozen(kw_only=True)
class DrawRule(Checked):
    """The local rule of a draw; exactly one of `count`, `rate` and `rates` says how many.

    Attributes:
        count: how many objects are drawn.
        rate: which part of the objects is drawn, more than 0 and 1 at most, rounded up.
        rates: the part for each risk class; an object of another class is a fault.
        team_size: how many inspectors are drawn for each object.
        citation: the article of the local rule, never one of the plan.
    """

    count: int | None = field(default=None, metadata=to_hold(optional(whole())))
    rate: Decimal | None = field(default=None, metadata=to_hold(optional(number)))
    rates: Rates = field(default=NO_RATES, converter=in_order, metadata=to_hold(_rates))
    team_size: int = field(metadata=to_hold(whole(at_least=1)))
    citation: Citation = field(metadata=to_hold(instance(Citation)))

    def contradictions(self) -> Iterator[Fault]:
        """Find several ways to say how many, or none, and rates that are no part of a whole."""
        ways = (self.count is not None, self.rate is not None, bool(self.rates))
        if sum(ways) != 1:
            found = f"{sum(ways)} of them"
            yield Fault("count", expected="one of count, rate and rates", found=found)
        rates = {"rate": self.rate} if self.rate is not None else {}
        rates |= {f"rates.{name}": rate for name, rate in self.rates.items()}
        for name, rate in rates.items():
            inexact = [fault.under(name) for fault in number(rate)]
            yield from inexact
            if not inexact and not 0 < rate <= 1:
                yield Fault(name, expected="a rate over 0 and up to 1", found=str(rate))

    def number_of(self, objects: Sequence[InspectedObject]) -> int:
        """Count how many of some objects are drawn; those of one class where classes count."""
        if self.count is not None:
            return self.count
        rate = self.rate
        if rate is None:
            rate = self.rates[objects[0].risk_class or ""] if objects else Decimal(0)
        numerator, denominator = rate.as_integer_ratio()
        return -(-len(objects) * numerator // denominator)  # up to the next whole object
