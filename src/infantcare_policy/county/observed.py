"""What was held for families, and what was counted or surveyed.

Source: 2.1.2 (activities); 1 (what is observed for the targets).

Limitations: facts only; what they come to is asked of `targets`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

from attrs import field, frozen

from infantcare_policy.checks import (
    Checked,
    choice,
    day,
    each,
    optional,
    text,
    to_hold,
    whole,
    word,
)
from infantcare_policy.errors import Fault
from infantcare_policy.terms import ActivityKind, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["RESIDENTS", "Activity", "Observation"]

RESIDENTS = "residents"
"""The indicator under which the people of a county are counted."""


@frozen(kw_only=True)
class Activity(Checked):
    """A parents' class, lecture or free clinic that was held (2.1.2)."""

    id: str = field(metadata=to_hold(text))
    kind: ActivityKind = field(metadata=to_hold(choice(*get_args(ActivityKind))))
    level: Level | None = field(default=None, metadata=to_hold(optional(word(Level))))
    town: str | None = field(default=None, metadata=to_hold(optional(text)))
    on: date = field(metadata=to_hold(day))
    attended: int | None = field(default=None, metadata=to_hold(optional(whole())))


@frozen(kw_only=True)
class Observation(Checked):
    """A number that was counted or surveyed by the end of a day; a count has no denominator.

    What is not known exactly may be known within bounds: those stand instead of the number.

    Attributes:
        indicator: the indicator of a target of the plan, or `residents`.
        numerator: what was counted, such as the families who know; `None` when unknown.
        denominator: out of how many; `None` for a count, or when unknown.
        town: the township body it speaks of; `None` for the whole county.
        uncertain: the ids of facilities of which nobody knows whether they count.
    """

    county: str = field(metadata=to_hold(text))
    indicator: str = field(metadata=to_hold(text))
    on: date = field(metadata=to_hold(day))
    numerator: int | None = field(default=None, metadata=to_hold(optional(whole())))
    numerator_at_least: int | None = field(default=None, metadata=to_hold(optional(whole())))
    numerator_at_most: int | None = field(default=None, metadata=to_hold(optional(whole())))
    denominator: int | None = field(default=None, metadata=to_hold(optional(whole(at_least=1))))
    denominator_at_least: int | None = field(
        default=None, metadata=to_hold(optional(whole(at_least=1)))
    )
    denominator_at_most: int | None = field(
        default=None, metadata=to_hold(optional(whole(at_least=1)))
    )
    town: str | None = field(default=None, metadata=to_hold(optional(text)))
    uncertain: tuple[str, ...] = field(default=(), metadata=to_hold(each(text, unique=True)))

    def contradictions(self) -> Iterator[Fault]:
        """Find bounds beside a known number, bounds that cross, and a part over its whole."""
        for name in ("numerator", "denominator"):
            exact, low, high = (
                getattr(self, f"{name}{bound}") for bound in ("", "_at_least", "_at_most")
            )
            if exact is not None and (low, high) != (None, None):
                found = f"{exact}, and bounds"
                yield Fault(name, expected="the number itself or its bounds", found=found)
            elif low is not None and high is not None and low > high:
                found = f"{low}, over {name}_at_most {high}"
                yield Fault(f"{name}_at_least", expected=f"a number ≤ {name}_at_most", found=found)
        part = "numerator" if self.numerator_at_least is None else "numerator_at_least"
        for name in ("denominator", "denominator_at_most"):
            counted, whole_number = getattr(self, part), getattr(self, name)
            if counted is not None and whole_number is not None and counted > whole_number:
                found = f"{counted}, over {name} {whole_number}"
                yield Fault(part, expected=f"a number ≤ {name}", found=found)
