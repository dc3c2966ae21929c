"""The places that stand accepted in a facility.

Source: 3.2 (accepted places).

Limitations: see `infantcare_policy.provision`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.facilities import happened

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.facilities import Facility

__all__ = ["places_of"]


def places_of(facility: Facility, on: date) -> int | None:
    """Count the places that stand accepted in a facility on a day; `None` when unknown."""
    closed = happened(facility.closed_on, on)
    if closed:
        return 0
    if closed is None or facility.acceptances is None:
        return None
    held = sorted((a for a in facility.acceptances if a.on <= on), key=lambda a: a.on)
    for acceptance in reversed(held):
        if acceptance.passed is None:
            return None
        if acceptance.passed:
            return acceptance.slots
    return 0
