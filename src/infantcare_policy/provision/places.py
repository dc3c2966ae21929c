"""The places that stand accepted in a facility.

Source: 3.2 (accepted places).

Limitations: see `infantcare_policy.provision`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.facilities import accepted_by, happened

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.facilities import Facility

__all__ = ["places_of"]


def places_of(facility: Facility, on: date) -> int | None:
    """Count the places that stand accepted in a facility on a day; `None` when unknown."""
    closed = happened(facility.closed_on, on)
    places = 0 if closed else _accepted(facility, on)
    return None if closed is None and places else places


def _accepted(facility: Facility, on: date) -> int | None:
    if facility.acceptances is None:
        return None
    accepted = accepted_by(facility, on)
    numbers = {0} if not any(a.passed for a in accepted) else set()
    for acceptance in reversed(accepted):
        numbers.add(acceptance.slots)
        if acceptance.passed:
            break
    return numbers.pop() if len(numbers) == 1 else None
