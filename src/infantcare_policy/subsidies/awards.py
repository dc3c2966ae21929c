"""One facility's entitlement: eligible or not, which slots, how much from whom.

Source: 3.2; 2.4.11 for the ban.

Limitations: see `infantcare_policy.subsidies`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from attrs import evolve, frozen

from infantcare_policy.conditions import Facts, seen
from infantcare_policy.decisions import (
    Decided,
    Decision,
    Ground,
    Missing,
    ReadingStamp,
    Referred,
    Undetermined,
)
from infantcare_policy.errors import UnknownPayer
from infantcare_policy.facilities import happened
from infantcare_policy.money import ZERO, Amount, difference, fen, split, times, total
from infantcare_policy.plan import Grant, GrantRow, Plan, Referral, in_force
from infantcare_policy.subsidies.eligibility import Standing, standing
from infantcare_policy.subsidies.growth import History, Step, growth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from infantcare_policy.county import Ban, Payment
    from infantcare_policy.facilities import Facility

__all__ = ["Award", "Entitlement", "Line", "entitlement"]


@frozen(kw_only=True)
class Line:
    """What one payer owes under one grant for the slots of one acceptance.

    Attributes:
        basis: `granted` by this plan, or `recited` in it from another instrument.
    """

    payer: str
    grant: str
    basis: Literal["granted", "recited"]
    slots: int
    amount: Amount


@frozen(kw_only=True)
class Award:
    """What an acceptance has earned: its new slots, and a line for each payer."""

    accepted_on: date
    slots: int
    lines: tuple[Line, ...]

    def share(self, payer: str) -> Amount:
        """Give what a payer owes for this award."""
        return Amount.sum(line.amount for line in self.lines if line.payer == payer)


@frozen(kw_only=True)
class Entitlement:
    """What a facility has earned, what it was paid, and why it earns nothing if it does not.

    Attributes:
        awards: one for each acceptance that earned slots, in the order of the days.
        paid: the yuan that each payer has paid, by payer.
        unmet: every ground on which it is not eligible now; empty when it is.
        payers: everybody who may owe a share, in the plan's order.
    """

    derived: ClassVar[tuple[str, ...]] = ("eligible", "slots", "total", "due")

    awards: tuple[Award, ...]
    paid: tuple[tuple[str, Decimal], ...]
    unmet: tuple[Ground, ...]
    payers: tuple[str, ...]

    @property
    def eligible(self) -> bool:
        """Tell whether the facility is entitled to be paid."""
        return not self.unmet

    @property
    def slots(self) -> int:
        """Count the slots that the awards are for."""
        return sum(award.slots for award in self.awards)

    @property
    def total(self) -> Amount:
        """Add up what all payers owe, paid or not."""
        return Amount.sum(map(self.share, self.payers))

    def share(self, payer: str) -> Amount:
        """Give what one payer owes, paid or not.

        Raises:
            UnknownPayer: for an id that is no payer of the plan.
        """
        if payer not in self.payers:
            raise UnknownPayer(payer, self.payers)
        return Amount.sum(award.share(payer) for award in self.awards)

    @property
    def due(self) -> Amount:
        """Add up what is still to be paid."""
        return Amount.sum(map(self.due_from, self.payers))

    def due_from(self, payer: str) -> Amount:
        """Give what one payer still has to pay; what another overpaid does not lessen it."""
        if not self.eligible:
            return Amount()
        share, paid = self.share(payer), dict(self.paid).get(payer, ZERO)
        return evolve(share, known=max(ZERO, difference(share.known, paid)))


def entitlement(
    facility: Facility,
    plan: Plan,
    *,
    on: date,
    payments: Sequence[Payment],
    bans: Sequence[Ban],
) -> Decision[Entitlement]:
    """Tell what a facility is entitled to on a day.

    Each passed acceptance earns the slots by which it exceeds what has earned before, at the
    amount of the law on its day; the award is split among the payers once, on its total.

    Args:
        facility: what is known of the facility.
        plan: the plan that is asked.
        on: the day for which the question is asked; later events are not seen.
        payments: what has been paid; those of other facilities are passed over.
        bans: the bans that are recorded; `()` says that there are none.

    Returns:
        `Decided` without awards when it is not eligible, with every ground in `unmet`;
        `Referred` when the plan leaves it to a person; `Undetermined` when a fact could change it.

    Raises:
        UnknownPayer: for a payment by somebody who is no payer of the plan.

    Source: 3.2; 2.4.11.
    """
    facts = facility.facts(on)
    paid = _paid(facility, payments, plan, on)
    payers = tuple(payer.id for payer in plan.payers)
    case = _case(facility, facts, bans, plan, on)
    if case.referrals:
        deciders = {row.to for row in case.referrals}
        return Referred(
            deciders.pop() or None if len(deciders) == 1 else None,
            grounds=tuple(_case_by_case(row, facts) for row in case.referrals),
            readings=case.readings,
            plan=plan.stamp,
        )
    notes = tuple(_case_by_case(row, facts) for row in case.besides)
    if case.missing:
        return Undetermined(
            case.missing, grounds=case.unmet, readings=case.readings, notes=notes, plan=plan.stamp
        )
    if case.earns_nothing:
        return Decided(
            Entitlement(awards=(), paid=paid, unmet=case.unmet, payers=payers),
            grounds=case.unmet,
            readings=case.readings,
            notes=(*notes, *_also_unknown(case.open_facts)),
            plan=plan.stamp,
        )

    eligible = tuple(each for each in case.standings if not each.unmet)
    earned = tuple(_earned(step, eligible, plan) for step in case.history.steps)
    met, amounts = _unique(s.met for s in eligible), _unique(p.grounds for p in earned)
    return Decided(
        Entitlement(
            awards=tuple(part.award for part in earned),
            paid=paid,
            unmet=case.unmet,
            payers=payers,
        ),
        grounds=(*met, *amounts, *case.unmet),
        readings=_unique((case.readings, *(part.readings for part in earned))),
        notes=_unique(
            (
                notes,
                *(s.unmet for s in case.standings),
                *(p.notes for p in earned),
                _closed(facility, plan, on),
            )
        ),
        plan=plan.stamp,
    )


NO_HISTORY = History()


@frozen(kw_only=True)
class _Case:
    """All that decides about the grants of a facility, before any sum.

    Attributes:
        referrals: the rows that leave it to a person instead; only these count if there are any.
        besides: the rows that bring in a person besides.
        refused: whether no grant is open to the facility, whatever is unknown.
        open_facts: what is unknown of its eligibility and its acceptances.
        undecided: what is unknown of a referral.
    """

    referrals: tuple[Referral, ...]
    besides: tuple[Referral, ...] = ()
    standings: tuple[Standing, ...] = ()
    history: History = NO_HISTORY
    refused: bool = False
    unmet: tuple[Ground, ...] = ()
    open_facts: tuple[Missing, ...] = ()
    undecided: tuple[Missing, ...] = ()
    readings: tuple[ReadingStamp, ...]

    @property
    def earns_nothing(self) -> bool:
        """Tell whether nothing is earned, whatever is unknown."""
        return self.refused or self.history.earns_nothing

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Name the unknown facts that could change the answer."""
        return _unique((self.undecided, () if self.earns_nothing else self.open_facts))


def _case(facility: Facility, facts: Facts, bans: Sequence[Ban], plan: Plan, on: date) -> _Case:
    """Match the referrals, the grants' conditions, the acceptances and the bans."""
    instead = [row for row in plan.referrals if row.instead]
    referral = plan.match(instead, facts, _to)
    if referral.rows and not referral.missing:
        return _Case(referrals=referral.rows, readings=referral.readings)
    besides = [row for row in plan.referrals if not row.instead]

    standings = tuple(standing(grant, facts, plan) for grant in plan.grants)
    history, others = growth(facility, bans, plan, on)
    refused = all(each.unmet for each in standings)
    if refused:  # how the places grew does not matter, what else stands against payment does
        shaping = tuple(stamp for stamp, other in others if other.unmet != history.unmet)
    else:
        shaping = tuple(stamp for stamp, other in others if other != history)
    no_grant = () if plan.grants else (Ground("subsidy.no-grant"),)
    return _Case(
        referrals=(),
        besides=plan.match(besides, facts).rows,
        standings=standings,
        history=history,
        refused=refused,
        unmet=(*no_grant, *_unique(s.unmet for s in standings if refused), *history.unmet),
        open_facts=_unique((*(s.missing for s in standings if not s.unmet), history.missing)),
        undecided=referral.missing,
        readings=_unique((referral.readings, *(s.readings for s in standings), shaping)),
    )


def _to(row: Referral) -> str:
    return row.to


T = TypeVar("T")


def _unique(groups: Iterable[Iterable[T]]) -> tuple[T, ...]:
    """Put groups together in their order, each item once."""
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _case_by_case(row: Referral, facts: Facts) -> Ground:
    return Ground("subsidy.case-by-case", row.cite, seen(row, facts))


def _also_unknown(missing: tuple[Missing, ...]) -> tuple[Ground, ...]:
    """Note the unknown facts that could add a ground and cannot change the verdict."""
    names = tuple(item.name for item in missing)
    return (Ground("subsidy.also-unknown", facts=(("unknown", names),)),) if names else ()


def _closed(facility: Facility, plan: Plan, on: date) -> tuple[Ground, ...]:
    """Note that a facility has closed: the text does not say what becomes of an unpaid grant."""
    if not happened(facility.closed_on, on):
        return ()
    source = next((grant.cite for grant in plan.grants), None)
    return (Ground("subsidy.closed", source, (("closed_on", facility.closed_on),)),)


def _paid(
    facility: Facility, payments: Sequence[Payment], plan: Plan, on: date
) -> tuple[tuple[str, Decimal], ...]:
    """Add up what each payer has paid to a facility by the end of a day."""
    own = [p for p in payments if p.facility == facility.id and p.on <= on]
    sums: dict[str, Decimal] = {}
    for payment in own:
        payer = plan.payer(payment.payer).id
        sums[payer] = total((sums.get(payer, ZERO), payment.amount))
    return tuple(sorted(sums.items()))


@frozen(kw_only=True)
class _Earned:
    """An award with what explains it."""

    award: Award
    grounds: tuple[Ground, ...]
    notes: tuple[Ground, ...]
    readings: tuple[ReadingStamp, ...]


def _earned(step: Step, eligible: Sequence[Standing], plan: Plan) -> _Earned:
    """Work out the award of one step under the law of its day."""
    grants = [(each.grant, in_force(each.grant.rows, step.on)) for each in eligible]
    lines = tuple(
        line for grant, row in grants if row for line in _lines(grant, row, step.slots, plan)
    )
    return _Earned(
        award=Award(accepted_on=step.on, slots=step.slots, lines=lines),
        grounds=tuple(_amount_ground(step, grant, row) for grant, row in grants if row),
        notes=tuple(
            Ground("subsidy.no-amount-then", grant.cite, (("grant", grant.id), ("on", step.on)))
            for grant, row in grants
            if row is None
        ),
        readings=tuple(
            stamp
            for grant, row in grants
            if row
            for stamp in _share_readings(grant, row, step.slots, plan)
        ),
    )


def _amount_ground(step: Step, grant: Grant, row: GrantRow) -> Ground:
    code = "subsidy.amount" if row.stated else "subsidy.amount-not-stated"
    facts = (
        ("grant", grant.id),
        ("accepted_on", step.on),
        ("slots", step.slots),
        ("per_slot", row.value),
        ("since", row.since),
    )
    return Ground(code, row.cite, facts)


def _lines(grant: Grant, row: GrantRow, slots: int, plan: Plan) -> Iterator[Line]:
    """Share one grant's part of an award among its payers: once, on the total."""
    for share, amount in zip(grant.shares, _shares(grant, row, slots, plan), strict=True):
        yield Line(payer=share.payer, grant=grant.id, basis=grant.basis, slots=slots, amount=amount)


def _shares(grant: Grant, row: GrantRow, slots: int, plan: Plan) -> list[Amount]:
    if row.value is None:
        return [Amount(unknown=(f"grants.{grant.id}",)) for _ in grant.shares]
    whole = times(row.value, slots)
    if len(grant.shares) > 1 and plan.readings.local_share == "each":
        return [Amount(whole) for _ in grant.shares]
    payers = [share.payer for share in grant.shares]
    odd = payers.index(plan.readings.odd_fen) if len(payers) > 1 else 0
    weights = [share.weight for share in grant.shares]
    return [Amount(part) for part in split(whole, weights, odd=odd)]


def _share_readings(grant: Grant, row: GrantRow, slots: int, plan: Plan) -> Iterator[ReadingStamp]:
    """Stamp the readings that shaped the shares: who takes the fen only where there is one."""
    if row.value is None or len(grant.shares) == 1:
        return
    yield plan.reading_stamp("local-share")
    parts = sum(share.weight for share in grant.shares)
    whole = fen(row.value) * slots
    odd = any(whole * share.weight % parts for share in grant.shares)
    if odd and plan.readings.local_share == "in-all":
        yield plan.reading_stamp("odd-fen")
