"""What facilities are entitled to, reckoned in columns.

Source: 3.2.

Limitations: bans are not seen here; see `infantcare_policy.frames.one_by_one`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from infantcare_policy.frames.asking import CASE, Table, look_up, numbered
from infantcare_policy.frames.cases import Cases
from infantcare_policy.frames.columns import RECORDED, names_of
from infantcare_policy.frames.engines import one_of, whole
from infantcare_policy.frames.growing import (
    ANY,
    COUNT,
    EARNED,
    OPEN,
    PASSED,
    REPEAT,
    SLOTS,
    UNKNOWN,
    by_themselves,
    grown,
    held,
    several,
    steps_of,
)
from infantcare_policy.frames.histories import (
    EARNS,
    HANGING,
    MET,
    NOTHING,
    READ,
    entitlement_kinds,
    entitlement_table,
    grant_flag,
    histories,
    unstated_flag,
)
from infantcare_policy.frames.laws import DAY, over_column
from infantcare_policy.frames.portfolio import sums_of
from infantcare_policy.subsidies.awards import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infantcare_policy.frames.engines import Frame
    from infantcare_policy.frames.laws import Law
    from infantcare_policy.frames.portfolio import Portfolio

__all__ = ["reckoned"]

TALLY, TALLIED = "tally_", 2**26
"""How many acceptances there are, and of how many nobody knows the result, in one number."""


def reckoned(portfolio: Portfolio, facilities: Frame, law: Law) -> Frame:
    """Reckon what some of the facilities are entitled to, under plans of one shape."""
    engine, keys = portfolio.engine, portfolio.keys
    cases = Cases.of(law.counties.rows(POLICY.rows), names_of(facilities))
    accepted = held(portfolio.accepted, keys, law)
    numbered_ = numbered(facilities, cases, engine)
    together = engine.once(_together(portfolio, numbered_, accepted, law, cases.size))
    counted = law.attach(together, engine)
    beside = counted.filter(~by_themselves(law))
    theirs = accepted.join(beside.select(*keys), on=keys, how="inner")
    others = several(theirs, keys, law, engine)
    columns = [*names_of(counted), *steps_of(law)]
    frame = nw.concat(
        [
            grown(counted.filter(by_themselves(law)), law, engine).select(*columns),
            beside.join(others, on=keys, how="left").select(*columns),
        ],
        how="vertical",
    )
    table = Table(
        size=cases.size * histories(law),
        kinds=entitlement_kinds(law),
        answers=lambda plan: entitlement_table(plan, cases, law),
    )
    asked = frame.with_columns(_with_history(law, cases.size))
    found = look_up(asked, law.counties, table, engine)
    return found.with_columns(*_summed(portfolio, law), _read(law))


def _together(
    portfolio: Portfolio, facilities: Frame, accepted: Frame, law: Law, size: int
) -> Frame:
    """Put the case, the acceptances and the payments of each facility in one row.

    The frames are stacked and grouped once, which spares most engines two joins. Where the
    acceptances are not recorded, the number of cases is added to that of the case.
    """
    engine, town = portfolio.engine, portfolio.town
    day = [DAY] if law.changes else []
    paid = {f"paid_{payer}_": payer for payer in portfolio.payers}
    numbers = [CASE, TALLY, SLOTS, *day, *paid, *engine.order]
    nothing = {
        **dict.fromkeys(numbers, engine.nothing("Int64", beside="facility")),
        **dict.fromkeys(town, engine.nothing("String", beside="facility")),
    }
    not_recorded = whole(1) - one_of(nw.col(RECORDED.name).fill_null(value=False))
    of_facility = {
        CASE: nw.col(CASE) + not_recorded * whole(size),
        **{name: nw.col(name) for name in (*town, *engine.order)},
    }
    of_acceptance = {
        TALLY: whole(1) + (whole(1) - nw.col(PASSED)) * whole(TALLIED),
        **{name: nw.col(name) for name in (SLOTS, *day)},
    }
    of_payment = {
        column: nw.when(nw.col("payer") == nw.lit(payer)).then(nw.col("fen"))
        for column, payer in paid.items()
    }
    by_then = portfolio.paid.filter(nw.col("on") <= nw.lit(portfolio.on))
    stacked = nw.concat(
        [
            part.select(
                *portfolio.keys,
                *(own.get(name, none).alias(name) for name, none in nothing.items()),
            )
            for part, own in (
                (facilities, of_facility),
                (accepted, of_acceptance),
                (by_then, of_payment),
            )
        ],
        how="vertical",
    )
    added = [TALLY, *paid]
    grouped = stacked.group_by(*portfolio.keys).agg(
        nw.col(name).sum() if name in added else nw.col(name).max() for name in nothing
    )
    plain = grouped.filter(~nw.col(CASE).is_null()).with_columns(
        # DuckDB sums in 128 bits
        *(nw.col(name).fill_null(whole(0)).cast(nw.Int64) for name in added),
        *(nw.col(name).fill_null(whole(0)) for name in (SLOTS, *day)),
    )
    unknown = engine.quotient(nw.col(TALLY), TALLIED)
    return plain.with_columns(
        unknown.alias(UNKNOWN), (nw.col(TALLY) - unknown * whole(TALLIED)).alias(COUNT)
    )


def _summed(portfolio: Portfolio, law: Law) -> Iterator[nw.Expr]:
    """Put together the slots, and what each payer owes, has paid and still owes."""
    decided = nw.col("kind") == nw.lit("decided")
    slots = nw.col(EARNED) * nw.col(EARNS)
    yield nw.when(decided).then(slots).alias("slots")
    for payer in portfolio.payers:
        paid = nw.col(f"paid_{payer}_")
        if payer not in law.payers:  # who is no payer of the plan owes nothing, whatever is open
            nobody = whole(0), paid, whole(0)
            yield from (each.alias(n) for each, n in zip(nobody, sums_of(payer), strict=True))
            continue
        share = whole(0)
        for line in law.lines:
            if line.payer == payer:
                share += law.line(line, slots) * nw.col(grant_flag(line.grant))
        share *= nw.col(EARNS)
        stated = decided & (nw.col(unstated_flag(payer)) == 0)
        due = nw.col(MET) * one_of(share > paid) * (share - paid)
        sums = nw.when(stated).then(share), paid, nw.when(stated).then(due)
        yield from (each.alias(name) for each, name in zip(sums, sums_of(payer), strict=True))


def _with_history(law: Law, size: int) -> nw.Expr:
    """Number the case with what the acceptances come to."""
    grew = law.mask() + whole(HANGING)
    settled = nw.when(nw.col(OPEN) == 1).then(whole(HANGING)).otherwise(grew)
    history = nw.when(nw.col(ANY) == 1).then(settled).otherwise(whole(NOTHING))
    recorded = nw.col(CASE) + history * whole(size)
    # what is not recorded is numbered from `size` on already
    unrecorded = nw.col(CASE) - whole(size)
    return nw.when(nw.col(CASE) < size).then(recorded).otherwise(unrecorded).alias(CASE)


def _read(law: Law) -> nw.Expr:
    """Name the readings, with those that only the history, or a fen left over, brings in."""
    repeats = nw.col(REPEAT) == 1

    def read(*, left_over: bool) -> nw.Expr:
        with_repeat = nw.when(repeats).then(nw.col(READ[True, left_over]))
        return with_repeat.otherwise(nw.col(READ[False, left_over]))

    over = whole(0)
    for grant in law.uneven:
        over += nw.col(grant_flag(grant)) * nw.col(over_column(grant))
    found = read(left_over=False)
    if law.uneven:
        found = nw.when(over > 0).then(read(left_over=True)).otherwise(found)
    return found.alias("readings")
