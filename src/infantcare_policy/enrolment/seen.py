"""What was seen of a facility: the breaches, what could add one, and what is only to be noted.

Source: none; it holds what the rules of this area find.

Limitations: see `infantcare_policy.enrolment`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.decisions import (
    Decided,
    Decision,
    Ground,
    Missing,
    ReadingStamp,
    Undetermined,
)

if TYPE_CHECKING:
    from infantcare_policy.plan import Plan

__all__ = ["NOTHING", "Seen"]


@frozen(kw_only=True)
class Seen:
    """What was seen of some groups or of some people; two of them add up."""

    breaches: tuple[Ground, ...] = ()
    missing: tuple[Missing, ...] = ()
    notes: tuple[Ground, ...] = ()
    readings: tuple[ReadingStamp, ...] = ()

    def __add__(self, other: Seen) -> Seen:
        return Seen(
            breaches=self.breaches + other.breaches,
            missing=self.missing + other.missing,
            notes=self.notes + other.notes,
            readings=self.readings + other.readings,
        )

    def answer(self, lawful: Ground, plan: Plan) -> Decision[tuple[Ground, ...]]:
        """Give the breaches; open, with those that are certain, while one could be added.

        Args:
            lawful: what is said where there is no breach.
            plan: the plan that was asked.
        """
        readings, notes = tuple(dict.fromkeys(self.readings)), tuple(dict.fromkeys(self.notes))
        if self.missing:
            return Undetermined(
                tuple(dict.fromkeys(self.missing)),
                grounds=self.breaches,
                readings=readings,
                notes=notes,
                plan=plan.stamp,
            )
        return Decided(
            self.breaches,
            grounds=self.breaches or (lawful,),
            readings=readings,
            notes=notes,
            plan=plan.stamp,
        )


NOTHING = Seen()
