"""Grants: who pays how much for what, who is eligible, and when a person decides.

Source: the clause or article that each row cites.

Limitations: a row is what the text says; which rows hold is asked of the plan.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from attrs import converters, field, frozen

from infantcare_policy.checks import Checked, clashes, day, money, optional, text, to_hold, whole
from infantcare_policy.decisions import Citation
from infantcare_policy.errors import Fault
from infantcare_policy.money import yuan
from infantcare_policy.plan.parts import NO_TESTS, Tests, Wording, cited

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Bar", "Eligibility", "Grant", "GrantRow", "Payer", "Referral", "Share"]


@frozen(kw_only=True)
class Payer(Checked):
    """Somebody who pays a grant or a share of one."""

    id: str = field(metadata=to_hold(text))
    name: Wording


@frozen(kw_only=True)
class Share(Checked):
    """A payer's part of a grant, as a weight: 1 and 1 is half each."""

    payer: str = field(metadata=to_hold(text))
    weight: int = field(metadata=to_hold(whole(at_least=1)))


@frozen(kw_only=True)
class Eligibility(Checked):
    """One way to be eligible; any one that holds is enough."""

    id: str = field(metadata=to_hold(text))
    when: Tests
    unless: Tests = NO_TESTS
    cite: Citation


@frozen(kw_only=True)
class Bar(Checked):
    """Something that keeps an otherwise eligible facility from a grant.

    What must be met is written as a bar with no `when` and the demand in `unless`.
    """

    id: str = field(metadata=to_hold(text))
    when: Tests = NO_TESTS
    unless: Tests = NO_TESTS
    cite: Citation


@frozen(kw_only=True)
class Referral(Checked):
    """When a person decides about the grants of a facility (一事一议).

    Attributes:
        to: the department that decides; empty where the text names nobody.
        instead: whether the decision takes the place of the grants or comes besides them.
    """

    id: str = field(metadata=to_hold(text))
    when: Tests
    unless: Tests = NO_TESTS
    to: str = ""
    instead: bool = True
    cite: Citation


@frozen(kw_only=True)
class GrantRow(Checked):
    """The yuan of a grant per unit from a day on; `stated = false`: named and not given."""

    value: Decimal | None = field(
        default=None, converter=converters.optional(yuan), metadata=to_hold(optional(money))
    )
    cite: Citation = field(converter=cited)
    since: date | None = field(default=None, metadata=to_hold(optional(day)))
    stated: bool = True

    def contradictions(self) -> Iterator[Fault]:
        """Find an amount that is given and called not stated, or neither."""
        if self.stated == (self.value is None):
            found = "none" if self.stated else "a value"
            yield Fault("", expected="a value, or stated = false", found=found)


@frozen(kw_only=True)
class Grant(Checked):
    """A grant: who pays how much for what, and who is eligible.

    Attributes:
        per: the unit that is paid for.
        basis: `granted` by this plan, or `recited` in it from another instrument.
        rows: the amounts by the day from which they hold.
        eligible: the ways to be eligible, any of them; `eligible_as` takes those of another grant.
        bars: what keeps an eligible facility out, each by itself.
    """

    id: str = field(metadata=to_hold(text))
    name: Wording
    per: Literal["accepted-slot"]
    basis: Literal["granted", "recited"]
    cite: Citation
    rows: tuple[GrantRow, ...]
    shares: tuple[Share, ...]
    eligible: tuple[Eligibility, ...] = ()
    eligible_as: str = ""
    bars: tuple[Bar, ...] = ()

    def contradictions(self) -> Iterator[Fault]:
        """Find two amounts for one day, and a payer who stands twice."""
        yield from clashes("rows", self.rows, lambda row: row.since)
        yield from clashes("shares", self.shares, lambda share: share.payer)
