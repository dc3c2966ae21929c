"""Facilities that a ban may touch, asked of the rule itself, one by one.

Bans are few, and what they do hangs on days and codes: so no column reckons with them.

Source: 2.4.11; 3.2.

Limitations: the rows of these facilities come to the machine that asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
from attrs import evolve

from infantcare_policy.county import Payment
from infantcare_policy.decisions import Decided
from infantcare_policy.errors import Fault
from infantcare_policy.facilities import USCC, Acceptance
from infantcare_policy.frames.cases import facility_with, facts_of
from infantcare_policy.frames.columns import RECORDED, TOWN, names_of
from infantcare_policy.frames.histories import worded
from infantcare_policy.frames.portfolio import sums_of
from infantcare_policy.money import fen, from_fen
from infantcare_policy.subsidies import entitlement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from infantcare_policy.county import Ban
    from infantcare_policy.frames.asking import Counties
    from infantcare_policy.frames.engines import Frame
    from infantcare_policy.frames.portfolio import Portfolio
    from infantcare_policy.plan import Plan

__all__ = ["asked_one_by_one", "faults_of_bans", "touched"]


def faults_of_bans(bans: Iterable[Ban], counties: Counties) -> Iterator[Fault]:
    """Find bans that name a facility by an id that several counties may use."""
    if counties.several:
        for number, ban in enumerate(bans):
            if not USCC.fullmatch(ban.subject):
                expected = "a unified social credit code, with the plans of several counties"
                yield Fault(f"bans[{number}].subject", expected=expected, found=repr(ban.subject))


def touched(facilities: Frame, bans: Sequence[Ban]) -> nw.Expr | None:
    """Tell which facilities a ban may touch; `None` where there are no bans."""
    if not bans:
        return None
    subjects = sorted({ban.subject for ban in bans})
    codes = [subject for subject in subjects if USCC.fullmatch(subject)]
    named = nw.col("facility").is_in(subjects)
    if not codes:
        return named
    if "uscc" not in names_of(facilities):
        return ~nw.col("facility").is_null()
    code = nw.col("uscc")
    return named | code.is_null() | code.fill_null("").is_in(codes)


Rows = list[dict[str, Any]]


def asked_one_by_one(portfolio: Portfolio, facilities: Frame, bans: Sequence[Ban]) -> Rows:
    """Ask the rule about each of a few facilities, and give the rows of the answer."""
    rows = portfolio.engine.rows(facilities)
    keys = portfolio.keys
    names = {name: [row[name] for row in rows] for name in keys}
    theirs = portfolio.engine.table(names, dict.fromkeys(keys, "String"))
    accepted = _by_facility(portfolio, portfolio.accepted, theirs)
    paid = _by_facility(portfolio, portfolio.paid, theirs)
    found: Rows = []
    for row in rows:
        key = tuple(row[name] for name in keys)
        plan = portfolio.counties.plan_of(row)
        # of a county that has no plan, which `check` would have refused, nothing can be said
        told = (
            {}
            if plan is None
            else _told(portfolio, row, plan, accepted.get(key, []), paid.get(key, []), bans)
        )
        found.append({**row, **told})
    return found


def _by_facility(portfolio: Portfolio, frame: Frame, theirs: Frame) -> dict[tuple[str, ...], Rows]:
    found: dict[tuple[str, ...], Rows] = {}
    for row in portfolio.engine.rows(frame.join(theirs, on=portfolio.keys, how="inner")):
        found.setdefault(tuple(row[name] for name in portfolio.keys), []).append(row)
    return found


def _told(  # noqa: PLR0913, PLR0917 - a facility, what is known of it, and who is asked
    portfolio: Portfolio,
    row: Mapping[str, Any],
    plan: Plan,
    accepted: Rows,
    paid: Rows,
    bans: Sequence[Ban],
) -> dict[str, Any]:
    """Ask the rule about one facility."""
    name, on = row["facility"], portfolio.on
    facility = facility_with(
        facts_of(row), on, name=name, town=row.get(TOWN.name), uscc=row.get("uscc")
    )
    held = tuple(Acceptance(on=a["on"], slots=a["slots"], passed=a["passed"]) for a in accepted)
    facility = evolve(facility, acceptances=held if row[RECORDED.name] else None)
    payments = [
        Payment(
            id=f"{number}",
            facility=name,
            payer=each["payer"],
            amount=from_fen(each["fen"]),
            on=each["on"],
        )
        for number, each in enumerate(paid)
    ]
    answer = entitlement(facility, plan, on=on, payments=payments, bans=bans)
    told: dict[str, Any] = worded(answer)
    value = answer.value if isinstance(answer, Decided) else None
    if value is not None:
        told["slots"] = value.slots
    for payer in portfolio.payers:
        share_column, paid_column, due_column = sums_of(payer)
        made = (each.amount for each in payments if each.payer == payer and each.on <= on)
        told[paid_column] = sum(map(fen, made))
        if all(payer != each.id for each in plan.payers):
            told[share_column] = told[due_column] = 0
        elif value is not None:
            share, due = value.share(payer), value.due_from(payer)
            told[share_column] = None if share.unknown else fen(share.known)
            told[due_column] = None if due.unknown else fen(due.known)
    return told
