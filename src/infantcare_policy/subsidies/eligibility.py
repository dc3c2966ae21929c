"""Whether a facility is eligible for a grant: the ways in, and what bars it.

Source: 3.2.

Limitations: see `infantcare_policy.subsidies`.
"""

from __future__ import annotations

from attrs import frozen

from infantcare_policy.conditions import Facts, seen
from infantcare_policy.decisions import Ground, Missing, ReadingStamp
from infantcare_policy.plan import Eligibility, Grant, Plan

__all__ = ["Standing", "standing"]


@frozen(kw_only=True)
class Standing:
    """How a facility stands towards one grant: eligible, not eligible, or not known."""

    grant: Grant
    met: tuple[Ground, ...]
    unmet: tuple[Ground, ...]
    missing: tuple[Missing, ...]
    readings: tuple[ReadingStamp, ...]


def standing(grant: Grant, facts: Facts, plan: Plan) -> Standing:
    """Match the ways to be eligible and the bars; every ground is listed, not the first."""
    ways = plan.match(grant.eligible, facts, _eligible)
    bars = plan.match(grant.bars, facts)
    no_way = not ways.rows and not ways.missing
    return Standing(
        grant=grant,
        met=tuple(
            Ground("subsidy.eligible", row.cite, (("row", row.id), *seen(row, facts)))
            for row in ways.rows
        ),
        unmet=(
            *(
                Ground("subsidy.not-eligible", row.cite, (("row", row.id), *seen(row, facts)))
                for row in grant.eligible
                if no_way and plan.in_reading(row)
            ),
            *(
                Ground("subsidy.barred-from-grant", bar.cite, (("bar", bar.id), *seen(bar, facts)))
                for bar in bars.rows
            ),
        ),
        missing=ways.missing + bars.missing,
        readings=ways.readings + bars.readings,
    )


def _eligible(_: Eligibility) -> bool:
    """Let any way to be eligible do."""
    return True
