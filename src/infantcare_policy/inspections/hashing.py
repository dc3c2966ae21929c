"""The hashes of a draw: the rank that orders it, and the fingerprints of what it rests on.

Source: none; the construction is told in `docs/areas/inspections.md`, and needs SHA-256 alone.

Limitations: see `infantcare_policy.inspections`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from infantcare_policy.inspections.rosters import InspectedObject, Recusal
    from infantcare_policy.people import Inspector

__all__ = [
    "ALGORITHM",
    "fingerprint_of_inspectors",
    "fingerprint_of_objects",
    "fingerprint_of_recusals",
    "rank",
]

ALGORITHM = "infantcare-draw-1"
"""The name of the construction; another construction has another name."""


def rank(*parts: str) -> str:
    """Give SHA-256 of the construction's name and the parts, one a line, in hexadecimal."""
    return hashlib.sha256("\n".join((ALGORITHM, *parts)).encode()).hexdigest()


def fingerprint_of_objects(objects: Iterable[InspectedObject]) -> str:
    """Give the fingerprint of a list of objects."""
    return _fingerprint((item.id, item.risk_class or "") for item in objects)


def fingerprint_of_inspectors(inspectors: Iterable[Inspector]) -> str:
    """Give the fingerprint of a list of inspectors."""
    return _fingerprint(
        (person.id, str(person.certificate_until or ""), person.department or "")
        for person in inspectors
    )


def fingerprint_of_recusals(recusals: Iterable[Recusal]) -> str:
    """Give the fingerprint of who recuses whom."""
    return _fingerprint((item.inspector, item.object) for item in recusals)


def _fingerprint(rows: Iterable[Sequence[str]]) -> str:
    """SHA-256 of the lines of a list in their order, the cells of a line behind tabs."""
    lines = sorted("\t".join(row) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
