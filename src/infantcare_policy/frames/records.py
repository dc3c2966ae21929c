"""A county's record as columns, of which any engine makes its frames.

Source: the classes of `infantcare_policy.county`.

Limitations: what an engine cannot tell from its values, the type of a column in which nothing is
known, is left to it; such a column may be left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from infantcare_policy.checks import require_day
from infantcare_policy.frames.cases import joined
from infantcare_policy.frames.columns import (
    ACCEPTANCES,
    AREAS,
    COUNTY,
    ENTITLED,
    FACT_COLUMNS,
    OBSERVATIONS,
    PAYMENTS,
)
from infantcare_policy.money import fen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from infantcare_policy.conditions import Fact
    from infantcare_policy.county import County
    from infantcare_policy.facilities import Facility

__all__ = ["columns_of"]


def columns_of(county: County, *, on: date) -> dict[str, dict[str, list[Any]]]:
    """Give a county's record as the columns of frames.

    Args:
        county: the record.
        on: the day whose facts the columns state.

    Returns:
        The columns of `facilities`, `acceptances`, `payments`, `areas` and `observations`, each
        with the column `county`; without facilities where the record does not hold them.
    """
    require_day(on)
    facilities = county.facilities or ()
    tables: dict[str, tuple[Iterable[str], list[dict[str, Any]]]] = {
        "facilities": ((c.name for c in ENTITLED), [_facility(f, on) for f in facilities]),
        "acceptances": (
            (c.name for c in ACCEPTANCES),
            [
                {"facility": f.id, "on": a.on, "slots": a.slots, "passed": a.passed}
                for f in facilities
                for a in f.acceptances or ()
            ],
        ),
        "payments": (
            (c.name for c in PAYMENTS),
            [
                {"facility": p.facility, "payer": p.payer, "fen": fen(p.amount), "on": p.on}
                for p in county.payments
            ],
        ),
        "areas": (
            (c.name for c in AREAS),
            [
                {
                    "id": area.id,
                    "kind": None if area.kind is None else str(area.kind),
                    "population": area.population,
                    "approved_on": area.approved_on or None,
                }
                for area in county.areas
            ],
        ),
        "observations": (
            (c.name for c in OBSERVATIONS if c.name != COUNTY),
            [{c.name: getattr(each, c.name) for c in OBSERVATIONS} for each in county.observations],
        ),
    }
    return {
        name: {
            COUNTY: [county.id] * len(rows),
            **{column: [row[column] for row in rows] for column in columns},
        }
        for name, (columns, rows) in tables.items()
    }


def _facility(facility: Facility, on: date) -> dict[str, Any]:
    facts = facility.facts(on)
    return {
        "id": facility.id,
        "town": facility.town,
        "uscc": facility.uscc,
        "acceptances_recorded": facility.acceptances is not None,
        **{name: _written(facts[name]) for name in FACT_COLUMNS},
    }


def _written(fact: Fact) -> str | bool | None:
    """Write a fact as a column holds it."""
    if fact is None or isinstance(fact, bool):
        return fact
    return joined(fact) if isinstance(fact, frozenset) else str(fact)
