"""Residential areas (居住区) and what they have of childcare.

Source: 2.2.4.

Limitations: facts only; what an area owes is asked of `provision`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from infantcare_policy.calendars import Event, happened
from infantcare_policy.checks import Checked, each, event, optional, text, to_hold, whole, word
from infantcare_policy.terms import AreaKind

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.conditions import Facts

__all__ = ["ResidentialArea"]


@frozen(kw_only=True)
class ResidentialArea(Checked):
    """A residential area and what it has of childcare (2.2.4).

    Attributes:
        population: the people for whom slots are owed.
        approved_on: the day of approval, whose figure applies.
        slots: the places that the area itself provides.
        facilities: the ids of the facilities that provide for it besides.
        duty_starts_on: the day from which the years of an existing area run, where one was set.
        remedy: how the facility came about, in the application's own words.
    """

    id: str = field(metadata=to_hold(text))
    town: str | None = field(default=None, metadata=to_hold(optional(text)))
    kind: AreaKind | None = field(default=None, metadata=to_hold(optional(word(AreaKind))))
    population: int | None = field(default=None, metadata=to_hold(optional(whole())))
    approved_on: Event = field(default=None, metadata=to_hold(optional(event)))
    housing_accepted_on: Event = field(default=None, metadata=to_hold(optional(event)))
    housing_delivered_on: Event = field(default=None, metadata=to_hold(optional(event)))
    facility_accepted_on: Event = field(default=None, metadata=to_hold(optional(event)))
    facility_delivered_on: Event = field(default=None, metadata=to_hold(optional(event)))
    slots: int | None = field(default=None, metadata=to_hold(optional(whole())))
    facilities: tuple[str, ...] | None = field(
        default=None, metadata=to_hold(optional(each(text, unique=True)))
    )
    duty_starts_on: Event = field(default=None, metadata=to_hold(optional(event)))
    surveyed_on: Event = field(default=None, metadata=to_hold(optional(event)))
    remedy: str | None = field(default=None, metadata=to_hold(optional(text)))

    def facts(self, on: date) -> Facts:
        """Give the facts that the rows of a plan ask for, as they stand on a day."""
        return {
            "area": None if self.kind is None else self.kind.value,
            "has_facility": self._has_facility(on),
        }

    def _has_facility(self, on: date) -> bool | None:
        """Tell whether it has slots of its own, or a facility that was accepted.

        Whether a facility that it only names provides any slots is not known here.
        """
        if happened(self.facility_accepted_on, on) or self.slots:
            return True
        return False if self.slots == 0 and self.facilities == () else None
