"""What an integrator's own tests need: facts drawn at random, of which any may be unknown.

Source: none; the strategies give any facts that the classes allow, not only likely ones.

Limitations: needs the extra `testing` (hypothesis), which nothing else in the library imports.
"""

from infantcare_policy.testing.strategies import (
    acceptances,
    activities,
    bans,
    counties,
    days,
    events,
    facilities,
    facts_with_unknowns,
    forgetting,
    observations,
    payments,
    plans_under,
)

__all__ = [
    "acceptances",
    "activities",
    "bans",
    "counties",
    "days",
    "events",
    "facilities",
    "facts_with_unknowns",
    "forgetting",
    "observations",
    "payments",
    "plans_under",
]
