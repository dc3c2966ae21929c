"""What was paid against what was owed: twice, too early, too much, too little, to whom it may not.

Source: 3.2 (after acceptance, once, shared by weight); 2.4.11 (bans).

Limitations: a grant of which nothing has been paid yet is due, and no discrepancy, because the
plan sets no day of payment. Where a payer's share is not stated, too much or too little cannot be
told. A payment for a named acceptance is set against that one first, another against the earliest
that is still open.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from infantcare_policy.checks import require_day
from infantcare_policy.decisions import (
    Decided,
    Ground,
    Open,
    PlanStamp,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.facilities import by_facility
from infantcare_policy.money import ZERO, Amount, difference, total
from infantcare_policy.plan import Plan
from infantcare_policy.subsidies.awards import Entitlement, entitlement
from infantcare_policy.subsidies.growth import barred_on, binding_bans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from infantcare_policy.county import Ban, Payment
    from infantcare_policy.facilities import Facility

__all__ = ["Discrepancy", "DiscrepancyKind", "reconcile"]


class DiscrepancyKind(StrEnum):
    """What is wrong with payments."""

    OVERPAID = "overpaid"
    UNDERPAID = "underpaid"
    DUPLICATE = "duplicate"
    BEFORE_ACCEPTANCE = "before-acceptance"
    TO_BARRED = "to-barred"
    UNKNOWN_FACILITY = "unknown-facility"
    UNSETTLED = "unsettled"
    """The entitlement is open, so that nobody can say whether the payments are right."""


@frozen(kw_only=True)
class Discrepancy:
    """Payments that do not agree with what was owed.

    Attributes:
        payments: the ids of the payments it speaks of, sorted.
        paid: what they come to.
        due: what was owed for them.
        grounds: the law then in force: the amounts, and what stands against payment.
    """

    kind: DiscrepancyKind
    facility: str
    payer: str
    payments: tuple[str, ...]
    paid: Decimal
    due: Amount
    grounds: tuple[Ground, ...]
    readings: tuple[ReadingStamp, ...]
    plan: PlanStamp


def reconcile(
    facilities: Iterable[Facility],
    payments: Sequence[Payment],
    plan: Plan,
    *,
    on: date,
    bans: Sequence[Ban],
) -> tuple[Discrepancy, ...]:
    """Compare the payments made by the end of a day with what was owed.

    Returns:
        The discrepancies, sorted by facility, payer and kind; none for payments that agree.

    Raises:
        UnknownPayer: for a payment by somebody who is no payer of the plan.

    Source: 3.2; 2.4.11.
    """
    require_day(on)
    known = {facility.id: facility for facility in facilities}
    found: list[Discrepancy] = []
    for name, own in by_facility(payments).items():
        made = sorted((p for p in own if p.on <= on), key=lambda p: (p.on, p.id))
        if name in known:
            found.extend(_audit(known[name], made, plan, on, bans))
        else:
            ground = Ground("subsidy.unknown-facility", facts=(("facility", name),))
            due = Amount(unknown=(f"facilities.{name}",))
            law = _Law(plan=plan, grounds=(ground,))
            found.extend(law.finds(DiscrepancyKind.UNKNOWN_FACILITY, [p], due) for p in made)
    return tuple(sorted(found, key=lambda d: (d.facility, d.payer, d.kind, d.payments)))


@frozen(kw_only=True)
class _Law:
    """The law under which payments are judged: what explains every discrepancy found."""

    plan: Plan
    grounds: tuple[Ground, ...]
    readings: tuple[ReadingStamp, ...] = ()

    def finds(
        self, kind: DiscrepancyKind, payments: Sequence[Payment], due: Amount, *more: Ground
    ) -> Discrepancy:
        return Discrepancy(
            kind=kind,
            facility=payments[0].facility,
            payer=self.plan.payer(payments[0].payer).id,
            payments=tuple(sorted(payment.id for payment in payments)),
            paid=_sum(payments),
            due=due,
            grounds=(*more, *self.grounds),
            readings=self.readings,
            plan=self.plan.stamp,
        )


def _audit(
    facility: Facility, made: Sequence[Payment], plan: Plan, on: date, bans: Sequence[Ban]
) -> Iterator[Discrepancy]:
    """Audit the payments to one facility."""
    answer = entitlement(facility, plan, on=on, payments=made, bans=bans)
    law = _Law(plan=plan, grounds=answer.grounds, readings=answer.readings)
    binding = binding_bans(facility, bans, plan, on)
    scope = plan.reading_stamp("ban-scope")
    under_a_ban = evolve(law, readings=tuple(dict.fromkeys((*law.readings, scope))))
    allowed: dict[str, list[Payment]] = {}
    for payment in made:
        if barred_on(binding, payment.on):
            ban = next(ban for ban in binding if ban.in_force(payment.on))
            ground = Ground("subsidy.paid-to-barred", ban.citation, (("on", payment.on),))
            yield under_a_ban.finds(DiscrepancyKind.TO_BARRED, [payment], Amount(), ground)
        else:
            allowed.setdefault(plan.payer(payment.payer).id, []).append(payment)
    for payer, own in allowed.items():
        if isinstance(answer, Decided):
            yield from _compare(payer, own, answer.value, law)
        else:
            due = Amount(unknown=(f"facilities.{facility.id}",))
            yield law.finds(DiscrepancyKind.UNSETTLED, own, due, *_open(answer))


def _open(answer: Open[Entitlement]) -> tuple[Ground, ...]:
    """Say what has to be known before payments can be judged."""
    if not isinstance(answer, Undetermined):
        return ()
    names = tuple(missing.name for missing in answer.missing)
    source = next(iter(answer.citations), None)
    return (Ground("subsidy.not-known", source, (("unknown", names),)),)


def _compare(
    payer: str, made: Sequence[Payment], earned: Entitlement, law: _Law
) -> Iterator[Discrepancy]:
    """Compare one payer's payments to a facility with that payer's share of each award."""
    waiting = {ground.code for ground in earned.unmet} == {"subsidy.not-accepted"}
    early = list(_early(payer, made, earned))
    if early and (earned.awards or waiting):
        source = next((grant.cite for grant in law.plan.grants), None)
        ground = Ground("subsidy.paid-before-acceptance", source, facts=(("on", early[0].on),))
        yield law.finds(DiscrepancyKind.BEFORE_ACCEPTANCE, early, Amount(), ground)

    share = earned.share(payer)
    if share.unknown or waiting:
        return
    twice = list(_twice(made, difference(_sum(made), share.known)))
    for payment in twice:
        yield law.finds(DiscrepancyKind.DUPLICATE, [payment], Amount())
    kept = [payment for payment in made if payment not in twice]
    if _sum(kept) > share.known:
        yield law.finds(DiscrepancyKind.OVERPAID, kept, share)
    elif earned.eligible and _partly_paid(payer, kept, earned):
        yield law.finds(DiscrepancyKind.UNDERPAID, kept, share)


def _early(payer: str, made: Sequence[Payment], earned: Entitlement) -> Iterator[Payment]:
    """Find payments for an acceptance that had not passed when they were made."""
    days = [award.accepted_on for award in earned.awards]
    paid = ZERO
    for payment in made:
        paid = total((paid, payment.amount))
        then = Amount.sum(a.share(payer) for a in earned.awards if a.accepted_on <= payment.on)
        if payment.accepted_on in days:
            early = payment.accepted_on > payment.on
        elif max(days, default=payment.on) > payment.on:  # more was to come
            early = min(days) > payment.on or (paid > then.known and not then.unknown)
        else:
            early = not days
        if early:
            yield payment


def _twice(made: Sequence[Payment], excess: Decimal) -> Iterator[Payment]:
    """Find payments that repeat an earlier one and are more than is owed, the last ones first."""
    keys = [(payment.slots, payment.amount, payment.accepted_on) for payment in made]
    for index in reversed(range(len(made))):
        amount = made[index].amount
        if keys[index] in keys[:index] and ZERO < amount <= excess:
            excess = difference(excess, amount)
            yield made[index]


def _partly_paid(payer: str, made: Sequence[Payment], earned: Entitlement) -> bool:
    """Tell whether an award has been paid in part."""
    owed = {award.accepted_on: award.share(payer).known for award in earned.awards}
    loose = ZERO
    for payment in made:
        day = payment.accepted_on
        fits = min(payment.amount, owed[day]) if day in owed else ZERO
        if day in owed:
            owed[day] = difference(owed[day], fits)
        loose = total((loose, difference(payment.amount, fits)))
    for award in earned.awards:
        fits = min(loose, owed[award.accepted_on])
        owed[award.accepted_on] = difference(owed[award.accepted_on], fits)
        loose = difference(loose, fits)
    return any(ZERO < owed[award.accepted_on] < award.share(payer).known for award in earned.awards)


def _sum(payments: Iterable[Payment]) -> Decimal:
    return total(payment.amount for payment in payments)
