"""What every facility of a portfolio is entitled to, who pays it, and what is still due.

Source: 3.2; 2.4.11 for the ban.

Limitations: see `infantcare_policy.frames`. A facility that a ban may touch is asked of
`subsidies.entitlement` itself, one by one: one that a ban names, and, where a ban names a code, one
whose own code nobody says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from infantcare_policy.checks import grouped, require_day
from infantcare_policy.frames.asking import Counties, Plans, opened, refuse
from infantcare_policy.frames.checking import (
    faults_of_acceptances,
    faults_of_facilities,
    faults_of_payments,
)
from infantcare_policy.frames.columns import ACCEPTANCES, COUNTY, ENTITLED, PAYMENTS
from infantcare_policy.frames.laws import Law, shape
from infantcare_policy.frames.one_by_one import asked_one_by_one, faults_of_bans, touched
from infantcare_policy.frames.portfolio import Portfolio
from infantcare_policy.frames.reckoning import reckoned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from infantcare_policy.county import Ban
    from infantcare_policy.frames.engines import Frame, FrameT

__all__ = ["entitlements"]


def entitlements(  # noqa: PLR0913 - three frames, and the question
    facilities: FrameT,
    acceptances: FrameT,
    plan: Plans,
    *,
    on: date,
    payments: FrameT,
    bans: Sequence[Ban],
    checked: bool = False,
) -> FrameT:
    """Tell what each facility is entitled to on a day, in whole fen.

    Args:
        facilities: a row for each facility: `id`, `acceptances_recorded` (true where all its
            acceptances are in the other frame; else they are unknown), the columns of its facts,
            and `uscc` and `town` where they are known.
        acceptances: a row for each: `facility`, `on`, `slots`, `passed`.
        plan: the plan, or the plans of a province by the column `county` of every frame.
        on: the day for which the question is asked; the facts are those of that day, and later
            acceptances and payments are not seen.
        payments: a row for each: `facility`, `payer` (its id), `fen`, `on`.
        bans: the bans that are recorded; `()` says that there are none. With the plans of several
            counties a ban names a facility by its code, since an id is a county's own.
        checked: whether `check` has found these frames sound before.

    Returns:
        A row for each facility, as `subsidies.entitlement` tells it: `facility`, `town` if it was
        given, `kind` of the decision, `decider` (of a referral), `eligible`, what explains it,
        `unknown` (what the text does not state of the sums), `slots`, and for each payer
        `share_fen_…`, `paid_fen_…` and `due_fen_…`. What is not decided or not stated is null.

    Raises:
        InvalidFacts: with everything that is wrong in the frames.

    Source: 3.2; 2.4.11.
    """
    require_day(on)
    counties = Counties.of(plan)
    engine, held, wrong = opened(facilities, counties.within(ENTITLED), "facilities", ordered=True)
    other, accepted, wrong_too = opened(acceptances, counties.within(ACCEPTANCES), "acceptances")
    another, paid, also_wrong = opened(payments, counties.within(PAYMENTS), "payments")
    unlike = engine.faults_beside({"acceptances": other, "payments": another})
    refuse(wrong, wrong_too, also_wrong, unlike, faults_of_bans(bans, counties))
    if not checked:
        refuse(
            faults_of_facilities(engine, held, counties),
            faults_of_acceptances(engine, accepted, counties, on),
            faults_of_payments(engine, paid, counties),
        )
    facilities_ = held.rename({"id": "facility"})
    portfolio = Portfolio(facilities_, accepted, paid, counties, engine, on)
    answer: FrameT = engine.give_back(_answered(portfolio, tuple(bans)))
    return answer


def _answered(portfolio: Portfolio, bans: tuple[Ban, ...]) -> Frame:
    """Reckon in columns, plans of one shape together, and ask one by one where a ban is."""
    facilities, columns = portfolio.facilities, portfolio.columns
    by_ban = touched(facilities, bans)
    rest = facilities if by_ban is None else facilities.filter(~by_ban)
    groups = grouped(portfolio.counties.plans.items(), lambda of: shape(of[1]))
    found = []
    for plans in groups.values():
        here = rest
        if len(groups) > 1:
            here = rest.filter(nw.col(COUNTY).is_in([county for county, _ in plans]))
        law = Law(Counties(dict(plans), several=portfolio.counties.several), portfolio.on)
        found.append(reckoned(portfolio, here, law).select(*columns))
    if by_ban is not None:
        rows = asked_one_by_one(portfolio, facilities.filter(by_ban), bans)
        if rows:
            table = {name: [row.get(name) for row in rows] for name in columns}
            found.append(portfolio.engine.table(table, columns).select(*columns))
    return found[0] if len(found) == 1 else nw.concat(found, how="vertical")
