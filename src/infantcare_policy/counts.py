"""Numbers that say what may have to be added to them.

Source: none; counting is the library's own.

Limitations: what may add to a number is named, never estimated.

>>> count([("F1", True), ("F2", None), ("F3", False)])
Count(known=1, unknown=('F2',))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.errors import Unsettled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from infantcare_policy.conditions import Truth

__all__ = ["Count", "count"]


@frozen(kw_only=True)
class Count:
    """A number that says what may have to be added to it.

    Attributes:
        known: what is certain.
        unknown: the ids of what nobody knows of whether, or how much, it adds; sorted.
    """

    known: int
    unknown: tuple[str, ...] = ()

    def require(self) -> int:
        """Give the whole number.

        Raises:
            Unsettled: when something may have to be added.
        """
        if self.unknown:
            raise Unsettled(self, f"not known without {', '.join(self.unknown)}")
        return self.known


def count(truths: Iterable[tuple[str, Truth]]) -> Count:
    """Count what certainly belongs, by its id; what may belong is named."""
    held = sorted(truths, key=lambda pair: pair[0])
    return Count(
        known=sum(truth is True for _, truth in held),
        unknown=tuple(name for name, truth in held if truth is None),
    )
