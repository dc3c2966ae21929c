"""Recompute a recorded draw, and tell where it differs.

Source: 3.4; 国办发〔2015〕58号.

Limitations: see `infantcare_policy.inspections`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

from infantcare_policy.errors import InvalidFacts
from infantcare_policy.inspections.drawing import draw
from infantcare_policy.inspections.hashing import (
    ALGORITHM,
    fingerprint_of_inspectors,
    fingerprint_of_objects,
)
from infantcare_policy.inspections.outcomes import Draw, Infeasible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from infantcare_policy.inspections.rosters import InspectedObject
    from infantcare_policy.people import Inspector

__all__ = ["Mismatch", "verify"]


@frozen(kw_only=True)
class Mismatch:
    """Where a recorded draw is not what its lists and its seed give."""

    what: Literal["algorithm", "objects", "inspectors", "assignments"]
    recorded: str
    recomputed: str


def verify(
    recorded: Draw, objects: Iterable[InspectedObject], inspectors: Iterable[Inspector]
) -> tuple[Mismatch, ...]:
    """Recompute a recorded draw from its lists, and tell where it differs.

    Returns:
        Nothing for a draw that holds; else what differs: a list that was altered, or assignments
        that the lists and the seed do not give.

    Raises:
        InvalidFacts: for lists that no draw could have been made from.
    """
    if recorded.algorithm != ALGORITHM:
        found = Mismatch(what="algorithm", recorded=recorded.algorithm, recomputed=ALGORITHM)
        return (found,)
    held, staff = tuple(objects), tuple(inspectors)
    lists: tuple[tuple[Literal["objects", "inspectors"], str, str], ...] = (
        ("objects", recorded.objects_fingerprint, fingerprint_of_objects(held)),
        ("inspectors", recorded.inspectors_fingerprint, fingerprint_of_inspectors(staff)),
    )
    altered = tuple(
        Mismatch(what=what, recorded=one, recomputed=other)
        for what, one, other in lists
        if one != other
    )
    try:
        again = draw(
            held,
            staff,
            on=recorded.on,
            rule=recorded.rule,
            seed=recorded.seed,
            recusals=recorded.recusals,
            excluded=recorded.excluded,
        )
    except InvalidFacts:
        if altered:  # such as a list without somebody whom a recusal names
            return altered
        raise
    if isinstance(again, Draw) and again.assignments == recorded.assignments:
        return altered
    possible = "no draw is possible" if isinstance(again, Infeasible) else _assigned(again)
    what: Literal["assignments"] = "assignments"
    return (*altered, Mismatch(what=what, recorded=_assigned(recorded), recomputed=possible))


def _assigned(found: Draw) -> str:
    """Show assignments; only the assignments themselves are compared."""
    return "; ".join(f"{item.object}: {', '.join(item.inspectors)}" for item in found.assignments)
