"""The frames of a portfolio that is asked about, and of which plans and day.

Source: 3.2.

Limitations: see `infantcare_policy.frames`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.frames.asking import Counties
from infantcare_policy.frames.columns import TOWN, names_of
from infantcare_policy.frames.engines import Engine, Frame
from infantcare_policy.frames.histories import WORDED

if TYPE_CHECKING:
    from infantcare_policy.frames.engines import Kind

__all__ = ["Portfolio", "sums_of"]


def sums_of(payer: str) -> tuple[str, str, str]:
    """Name the columns of what a payer owes, has paid and still owes."""
    return f"share_fen_{payer}", f"paid_fen_{payer}", f"due_fen_{payer}"


@frozen(eq=False)
class Portfolio:
    """Facilities with their acceptances and payments, and the plans that are asked about them."""

    facilities: Frame
    accepted: Frame
    paid: Frame
    counties: Counties
    engine: Engine
    on: date

    @property
    def keys(self) -> list[str]:
        """The columns that name a facility."""
        return [*self.counties.keys, "facility"]

    @property
    def town(self) -> list[str]:
        """The column of the town, where it was given."""
        return [TOWN.name] if TOWN.name in names_of(self.facilities) else []

    @property
    def payers(self) -> tuple[str, ...]:
        """Every payer of some plan."""
        plans = self.counties.plans.values()
        return tuple(dict.fromkeys(payer.id for plan in plans for payer in plan.payers))

    @property
    def columns(self) -> dict[str, Kind]:
        """The columns of the answer with their types."""
        numbers = ["slots", *(name for payer in self.payers for name in sums_of(payer))]
        return {
            **dict.fromkeys([*self.keys, *self.town], "String"),
            **WORDED,
            **dict.fromkeys([*numbers, *self.engine.order], "Int64"),
        }
