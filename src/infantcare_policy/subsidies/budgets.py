"""What a county still has to pay, by facility, township and payer.

Source: 3.2.

Limitations: a facility whose entitlement is open adds nothing to a total but its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen
from immutabledict import immutabledict

from infantcare_policy.decisions import Decided, Open
from infantcare_policy.errors import UnknownPayer, UnknownTown
from infantcare_policy.facilities import by_facility
from infantcare_policy.money import Amount
from infantcare_policy.subsidies.awards import Entitlement, entitlement

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.county import Ban, Payment
    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan

__all__ = ["Budget", "BudgetLine", "budget"]


@frozen(kw_only=True)
class BudgetLine:
    """What one payer still owes one facility; `town` is a town id, `None` when unknown."""

    facility: str
    town: str | None
    payer: str
    slots: int
    amount: Amount


@frozen(kw_only=True)
class Budget:
    """What is due, line by line, and the facilities for which nobody can say.

    Attributes:
        lines: one for each facility and payer with something due, sorted by facility.
        open: the open decision of each facility that has none.
        towns: the town of each of these facilities.
        payers: the ids of everybody who may be asked for.
        town_ids: the ids of the towns that may be asked for.
    """

    lines: tuple[BudgetLine, ...]
    open: Mapping[str, Open[Entitlement]]
    towns: Mapping[str, str | None]
    payers: tuple[str, ...]
    town_ids: tuple[str, ...]

    def total(self, *, payer: str | None = None, town: str | None = None) -> Amount:
        """Add up what is due, of one payer or in one town where that is asked.

        Returns:
            The sum; its `unknown` names, as `facilities.<id>`, every facility that may belong to
            it: because its entitlement is open, or its town is not known.

        Raises:
            UnknownPayer: for an id that is no payer of the plan.
            UnknownTown: for an id that is no town of the plan.
        """
        if payer is not None and payer not in self.payers:
            raise UnknownPayer(payer, self.payers)
        if town is not None and town not in self.town_ids:
            raise UnknownTown(town, self.town_ids)
        lines = [line for line in self.lines if payer in (None, line.payer)]
        sums = (line.amount for line in lines if town in (None, line.town))
        unplaced = {line.facility for line in lines if town is not None and line.town is None}
        unsettled = {
            facility
            for facility in self.open
            if town is None or self.towns[facility] in (None, town)
        }
        unknown = tuple(f"facilities.{facility}" for facility in unplaced | unsettled)
        return Amount.sum(sums) + Amount(unknown=unknown)


def budget(  # noqa: PLR0913 - the question, and who wants to see it go on
    facilities: Iterable[Facility],
    plan: Plan,
    *,
    on: date,
    payments: Iterable[Payment],
    bans: Sequence[Ban],
    progress: Callable[[int], object] | None = None,
) -> Budget:
    """Work out what is still due to facilities.

    Args:
        facilities: the facilities, in any order; a generator is read once, and no facility is held
            longer than it is asked about, so that there may be more of them than fit in memory.
        plan: the plan that is asked.
        on: the day for which the question is asked.
        payments: what has been paid.
        bans: the bans that are recorded; `()` says that there are none.
        progress: called after each facility with how many have been asked about.

    Raises:
        UnknownTown: for a facility in a town that the plan does not know.
        UnknownPayer: for a payment by somebody who is no payer of the plan.

    Source: 3.2.
    """
    lines: list[BudgetLine] = []
    unsettled: dict[str, Open[Entitlement]] = {}
    towns: dict[str, str | None] = {}
    made = by_facility(payments)
    for number, facility in enumerate(facilities, start=1):
        town = None if facility.town is None else plan.town(facility.town).id
        own = made.get(facility.id, ())
        answer = entitlement(facility, plan, on=on, payments=own, bans=bans)
        if isinstance(answer, Decided):
            lines.extend(_lines(facility.id, town, answer.value))
        else:
            towns[facility.id] = town
            unsettled[facility.id] = answer
        if progress:
            progress(number)
    return Budget(
        lines=tuple(sorted(lines, key=lambda line: line.facility)),
        open=immutabledict(sorted(unsettled.items())),
        towns=immutabledict(sorted(towns.items())),
        payers=tuple(payer.id for payer in plan.payers),
        town_ids=tuple(town.id for town in plan.towns),
    )


def _lines(facility: str, town: str | None, earned: Entitlement) -> Iterator[BudgetLine]:
    """Give a line for each payer who still owes something."""
    for payer in earned.payers:
        due = earned.due_from(payer)
        if due != Amount():
            yield BudgetLine(
                facility=facility, town=town, payer=payer, slots=earned.slots, amount=due
            )
