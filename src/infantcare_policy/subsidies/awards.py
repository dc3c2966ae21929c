"""One facility's entitlement: eligible or not, which slots, how much from whom.

Source: 3.2; 2.4.11 for the ban.

Limitations: see `infantcare_policy.subsidies`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import chain
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
from infantcare_policy.plan import Grant, GrantRow, Plan, Question, Referral, in_force
from infantcare_policy.subsidies.eligibility import Standing, standing
from infantcare_policy.subsidies.growth import Step, growth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from infantcare_policy.conditions import Conditional
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
    policy = plan.ask(POLICY, facility.facts(on))
    paid = _paid(facility, payments, plan, on)
    if policy.referred is not None:
        return policy.referred
    case = _case(policy, facility, bans, plan, on)
    if case.missing:
        return Undetermined(
            case.missing,
            grounds=case.unmet,
            readings=case.readings,
            notes=policy.besides,
            plan=plan.stamp,
        )
    if case.earns_nothing:
        return Decided(
            Entitlement(awards=(), paid=paid, unmet=case.unmet, payers=policy.payers),
            grounds=case.unmet,
            readings=case.readings,
            notes=(*policy.besides, *_also_unknown(case.open_facts)),
            plan=plan.stamp,
        )

    earned = tuple(_earned(step, policy.eligible, plan) for step in case.steps)
    amounts = _unique(*(part.grounds for part in earned))
    return Decided(
        Entitlement(
            awards=tuple(part.award for part in earned),
            paid=paid,
            unmet=case.unmet,
            payers=policy.payers,
        ),
        grounds=(*policy.met, *amounts, *case.unmet),
        readings=_unique(case.readings, *(part.readings for part in earned)),
        notes=_unique(
            policy.besides,
            policy.out_of_grants,
            *(part.notes for part in earned),
            _closed(facility, plan, on),
        ),
        plan=plan.stamp,
    )


# what hangs on the facts alone


@frozen(kw_only=True)
class _Policy:
    """All that the facts of a facility decide about its grants, whatever was accepted.

    Attributes:
        referred: the answer where a person decides instead; only this counts if it is there.
        besides: the grounds on which a person decides besides.
        eligible: how it stands towards the grants that are open to it, or may be.
        met: the grounds on which they are open.
        out_of_grants: the grounds on which others are not.
        refused: whether no grant is open to it, whatever is unknown.
        unmet: the grounds on which none is.
        open_facts: what is unknown of its eligibility.
        undecided: what is unknown of a referral.
        payers: everybody who may owe a share.
    """

    referred: Referred | None = None
    besides: tuple[Ground, ...] = ()
    eligible: tuple[Standing, ...] = ()
    met: tuple[Ground, ...] = ()
    out_of_grants: tuple[Ground, ...] = ()
    refused: bool = False
    unmet: tuple[Ground, ...] = ()
    open_facts: tuple[Missing, ...] = ()
    undecided: tuple[Missing, ...] = ()
    readings: tuple[ReadingStamp, ...] = ()
    payers: tuple[str, ...] = ()


def _rows(plan: Plan) -> Iterator[Conditional]:
    """Give every row on which an entitlement hangs."""
    yield from plan.referrals
    for grant in plan.grants:
        yield from grant.eligible
        yield from grant.bars


def _policy(facts: Facts, plan: Plan) -> _Policy:
    """Match the referrals and the grants' conditions."""
    instead = [row for row in plan.referrals if row.instead]
    referral = plan.match(instead, facts, _to)
    if referral.rows and not referral.missing:
        deciders = {row.to for row in referral.rows}
        referred = Referred(
            deciders.pop() or None if len(deciders) == 1 else None,
            grounds=tuple(_case_by_case(row, facts) for row in referral.rows),
            readings=referral.readings,
            plan=plan.stamp,
        )
        return _Policy(referred=referred)
    besides = plan.match([row for row in plan.referrals if not row.instead], facts).rows
    standings = tuple(standing(grant, facts, plan) for grant in plan.grants)
    refused = all(each.unmet for each in standings)
    out_of_grants = _unique(*(each.unmet for each in standings))
    no_grant = () if plan.grants else (Ground("subsidy.no-grant"),)
    eligible = tuple(each for each in standings if not each.unmet)
    return _Policy(
        besides=tuple(_case_by_case(row, facts) for row in besides),
        eligible=eligible,
        met=_unique(*(each.met for each in eligible)),
        out_of_grants=out_of_grants,
        refused=refused,
        unmet=(*no_grant, *(out_of_grants if refused else ())),
        open_facts=_unique(*(each.missing for each in eligible)),
        undecided=referral.missing,
        readings=_unique(referral.readings, *(each.readings for each in standings)),
        payers=tuple(payer.id for payer in plan.payers),
    )


POLICY: Question[Plan, _Policy] = Question(_rows, _policy)
"""What a facility's facts decide about its grants hangs on what referrals and grants test."""


# what hangs on its acceptances and bans too


@frozen(kw_only=True)
class _Case:
    """All that decides about the grants of a facility, before any sum.

    Attributes:
        earns_nothing: whether nothing is earned, whatever is unknown.
        open_facts: what is unknown of its eligibility and its acceptances.
        missing: the unknown facts that could change the answer.
    """

    steps: tuple[Step, ...]
    earns_nothing: bool
    unmet: tuple[Ground, ...]
    open_facts: tuple[Missing, ...]
    missing: tuple[Missing, ...]
    readings: tuple[ReadingStamp, ...]


def _case(policy: _Policy, facility: Facility, bans: Sequence[Ban], plan: Plan, on: date) -> _Case:
    """Put together what the facts, the acceptances and the bans come to."""
    history, others = growth(facility, bans, plan, on)
    # of who is refused it does not matter how the places grew, only what else stands against it
    shaping = tuple(s for s, o in others if not policy.refused or o.unmet != history.unmet)
    earns_nothing = policy.refused or history.earns_nothing
    open_facts = _unique(policy.open_facts, history.missing)
    return _Case(
        steps=history.steps,
        earns_nothing=earns_nothing,
        unmet=policy.unmet + history.unmet,
        open_facts=open_facts,
        missing=_unique(policy.undecided, () if earns_nothing else open_facts),
        readings=_unique(policy.readings, shaping),
    )


def _to(row: Referral) -> str:
    return row.to


T = TypeVar("T")


def _unique(*groups: tuple[T, ...]) -> tuple[T, ...]:
    """Put groups together in their order, each item once."""
    return tuple(dict.fromkeys(chain.from_iterable(groups))) if any(groups) else ()


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
    lines: list[Line] = []
    grounds: list[Ground] = []
    notes: list[Ground] = []
    readings: list[ReadingStamp] = []
    for each in eligible:
        grant = each.grant
        row = in_force(grant.rows, step.on)
        if row is None:
            facts = (("grant", grant.id), ("on", step.on))
            notes.append(Ground("subsidy.no-amount-then", grant.cite, facts))
            continue
        grounds.append(_amount_ground(step, grant, row))
        amounts, stamps = _shared(grant, row, step.slots, plan)
        readings += stamps
        lines += (
            Line(
                payer=share.payer,
                grant=grant.id,
                basis=grant.basis,
                slots=step.slots,
                amount=amount,
            )
            for share, amount in zip(grant.shares, amounts, strict=True)
        )
    return _Earned(
        award=Award(accepted_on=step.on, slots=step.slots, lines=tuple(lines)),
        grounds=tuple(grounds),
        notes=tuple(notes),
        readings=tuple(readings),
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


def _shared(
    grant: Grant, row: GrantRow, slots: int, plan: Plan
) -> tuple[list[Amount], tuple[ReadingStamp, ...]]:
    """Share one grant's part of an award among its payers: once, on the total.

    Returns:
        The amounts, and the readings that shaped them: who takes the fen only where there is one.
    """
    if row.value is None:
        return [Amount(unknown=(f"grants.{grant.id}",))] * len(grant.shares), ()
    whole = times(row.value, slots)
    if len(grant.shares) == 1:
        return [Amount(whole)], ()
    stamp = plan.reading_stamp("local-share")
    if stamp.option == "each":
        return [Amount(whole)] * len(grant.shares), (stamp,)
    weights = [share.weight for share in grant.shares]
    payers = [share.payer for share in grant.shares]
    parts = split(whole, weights, odd=payers.index(plan.readings.odd_fen))
    left_over = any(fen(whole) * weight % sum(weights) for weight in weights)
    odd = (plan.reading_stamp("odd-fen"),) if left_over else ()
    return [Amount(part) for part in parts], (stamp, *odd)
