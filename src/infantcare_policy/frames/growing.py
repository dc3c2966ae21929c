"""How the accepted places of many facilities have grown, reckoned in columns.

It follows `subsidies.growth` step by step, and is held to it by the laws in `tests/laws`. What the
acceptances of most facilities come to is told by how many there are and the highest of them. Of the
others each acceptance is set beside the earlier ones of its facility, which any engine can do.

Source: 3.2 (after acceptance, once for each place).

Limitations: bans are not seen here; a facility that a ban may touch is asked of the rule itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from infantcare_policy.frames.engines import one_of, whole
from infantcare_policy.frames.laws import DAY, STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infantcare_policy.frames.engines import Engine, Frame
    from infantcare_policy.frames.laws import Law

__all__ = [
    "ANY",
    "COUNT",
    "EARNED",
    "MOST_SLOTS",
    "OPEN",
    "PASSED",
    "REPEAT",
    "SLOTS",
    "UNKNOWN",
    "by_themselves",
    "grown",
    "held",
    "several",
    "steps_of",
]

MOST_SLOTS = 2**26
"""So many places in one acceptance are refused, so that its day and places fit into 53 bits."""

ORDER, PASSED = "order_", "passed_"
OTHER, OTHER_PASSED, OTHER_SLOTS = "other_", "other_passed_", "other_slots_"
BEFORE, LAST, LAST_PASSED = "before_", "last_", "last_passed_"
OPEN_OTHERWISE, DIFFERS = "open_otherwise_", "differs_"

COUNT, UNKNOWN, SLOTS = "count_", "unknown_", "slots_"
"""How many acceptances passed or may have, of how many nobody knows, and the most places."""

ANY = "any_"
"""Whether an acceptance that passed, or may have, has any places."""
OPEN = "open_"
"""Whether the steps hang on an unknown result."""
REPEAT = "repeat_"
"""Whether the other option of the reading `repeat-slots` would tell otherwise."""
EARNED = "earned_"
"""The slots that were earned."""


def held(acceptances: Frame, keys: Sequence[str], law: Law) -> Frame:
    """Keep what passed, or may have, by the day that is asked about."""
    passed, days = nw.col("passed"), nw.col("on").dt
    day = days.year() * whole(10_000) + days.month() * whole(100) + days.day() * whole(1)
    return (
        acceptances.filter((nw.col("on") <= nw.lit(law.on)) & passed.fill_null(value=True))
        .with_columns(
            nw.col("slots").alias(SLOTS),
            one_of(passed.fill_null(value=False)).alias(PASSED),
            day.alias(DAY),
        )
        .select(*keys, SLOTS, PASSED, DAY)
    )


def steps_of(law: Law) -> list[str]:
    """Name the columns in which the steps of a facility are told."""
    return [ANY, OPEN, REPEAT, EARNED, *law.marks, *law.priced, *law.over]


def by_themselves(law: Law) -> nw.Expr:
    """Tell of which facilities the number of acceptances and the most places tell everything.

    One acceptance is one step. Two that have passed come to the higher one, however they follow
    each other and whichever the reading; only what is paid for each may differ.
    """
    known_pair = (nw.col(COUNT) == 2) & (nw.col(UNKNOWN) == 0)  # noqa: PLR2004 - a pair
    return (nw.col(COUNT) <= 1) | known_pair if law.even else nw.col(COUNT) <= 1


def grown(counted: Frame, law: Law, engine: Engine) -> Frame:
    """Tell what the acceptances of each facility come to, as far as they tell it by themselves.

    Args:
        counted: a row for each facility with `COUNT`, `UNKNOWN`, `SLOTS`, the day of an acceptance
            where the amounts have changed, and the law of its county where several are asked.
        law: the amounts.
        engine: the engine of the frame.
    """
    any_places = one_of(nw.col(SLOTS) > 0)
    settled = one_of(nw.col(UNKNOWN) == 0)
    told = counted.with_columns(
        any_places.alias(ANY),
        (any_places * (whole(1) - settled)).alias(OPEN),
        whole(0).alias(REPEAT),
        (nw.col(SLOTS) * settled).alias(STEP),
    )
    return _priced(told, law, engine).with_columns(nw.col(STEP).alias(EARNED))


def several(acceptances: Frame, keys: Sequence[str], law: Law, engine: Engine) -> Frame:
    """Reckon what the acceptances of facilities come to that have several of them."""
    steps = _steps(acceptances, keys, law, engine)
    told = [ANY, OPEN, OPEN_OTHERWISE, DIFFERS, *law.marks, *law.over]
    summed = (
        _priced(law.attach(steps, engine), law, engine)
        .group_by(*keys)
        .agg(
            *(nw.col(name).max() for name in told),
            *(nw.col(name).sum() for name in (STEP, *law.priced)),
        )
    )
    return summed.with_columns(
        _otherwise().alias(REPEAT),
        *(nw.col(name).cast(nw.Int64) for name in law.priced),  # DuckDB sums in 128 bits
        nw.col(STEP).cast(nw.Int64).alias(EARNED),
    ).select(*keys, *steps_of(law))


def _priced(steps: Frame, law: Law, engine: Engine) -> Frame:
    """Add to each step the mark of its law, and what it comes to."""
    priced = () if law.even else law.shares(engine)
    return steps.with_columns(*law.marked(), *priced)


def _steps(acceptances: Frame, keys: Sequence[str], law: Law, engine: Engine) -> Frame:
    """Set each acceptance beside the earlier ones of its facility, and tell what it adds."""
    mine = _settled_days(acceptances, keys).with_columns(
        (nw.col(DAY) * whole(MOST_SLOTS) + nw.col(SLOTS)).alias(ORDER)
    )
    others = mine.select(
        *keys,
        nw.col(ORDER).alias(OTHER),
        nw.col(PASSED).alias(OTHER_PASSED),
        nw.col(SLOTS).alias(OTHER_SLOTS),
    )
    own = [*keys, ORDER, SLOTS, PASSED, DAY]
    earlier = one_of(nw.col(OTHER) < nw.col(ORDER))
    beside = (
        mine.select(*own)
        .join(others, on=list(keys), how="inner")
        .with_columns(
            (nw.col(OTHER) * earlier).alias(LAST),
            (nw.col(OTHER) * earlier * nw.col(OTHER_PASSED)).alias(LAST_PASSED),
            (nw.col(OTHER_SLOTS) * earlier * nw.col(OTHER_PASSED)).alias(BEFORE),
        )
        .group_by(*own)
        .agg(*(nw.col(name).max() for name in (LAST, LAST_PASSED, BEFORE)))
    )

    def slots_of(order: str) -> nw.Expr:
        days = engine.quotient(nw.col(order), MOST_SLOTS)
        return nw.col(order) - days * whole(MOST_SLOTS)

    slots, passed = nw.col(SLOTS), nw.col(PASSED)
    beside = beside.with_columns(
        slots_of(LAST).alias(LAST), slots_of(LAST_PASSED).alias(LAST_PASSED)
    )
    # high-water: a place earns once, and an unknown result matters only over the highest known
    over_highest = one_of(slots > nw.col(BEFORE))
    high_water = (
        over_highest * (whole(1) - passed),
        over_highest * passed * (slots - nw.col(BEFORE)),
    )
    # net: every growth earns, and it is not known over what stands on an unknown result
    over_last = one_of(slots > nw.col(LAST))
    unsure = one_of(nw.col(LAST) != nw.col(LAST_PASSED))
    net = (
        over_last * (whole(1) - passed + passed * unsure),
        over_last * passed * (slots - nw.col(LAST)),
    )
    is_net = law.first.readings.repeat_slots == "net"
    (hangs, step), (otherwise, other) = (net, high_water) if is_net else (high_water, net)
    return beside.with_columns(
        one_of(slots > 0).alias(ANY),
        hangs.alias(OPEN),
        otherwise.alias(OPEN_OTHERWISE),
        one_of(step != other).alias(DIFFERS),
        step.alias(STEP),
    )


def _settled_days(acceptances: Frame, keys: Sequence[str]) -> Frame:
    """Leave out what is not known to have passed on a day on which something has."""
    passed = (
        acceptances.filter(nw.col(PASSED) == 1)
        .group_by(*keys, DAY)
        .agg(nw.col(SLOTS).max().alias(OTHER))
    )
    beside = acceptances.join(passed, on=[*keys, DAY], how="left")
    return beside.filter((nw.col(PASSED) == 1) | nw.col(OTHER).is_null()).drop(OTHER)


def _otherwise() -> nw.Expr:
    """Tell whether the other option gives another history."""
    unlike = one_of(nw.col(OPEN) != nw.col(OPEN_OTHERWISE))
    both_settled = one_of((nw.col(OPEN) == 0) & (nw.col(OPEN_OTHERWISE) == 0))
    return unlike + both_settled * nw.col(DIFFERS)
