"""The N+M network: demonstration facilities, community centres, places, operating models.

Source: 2.2.5; 2.3.6–2.3.9.

Limitations: see `infantcare_policy.provision`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.checks import require_day
from infantcare_policy.conditions import Truth, every, meets, negation
from infantcare_policy.counts import Count, count
from infantcare_policy.facilities import (
    Facility,
    Operation,
    Setting,
    accepted_places,
    happened,
)
from infantcare_policy.terms import Level

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from infantcare_policy.plan import Plan

__all__ = ["Network", "TownNetwork", "add_places", "network"]


@frozen(kw_only=True)
class TownNetwork:
    """The facilities of one township body that have not closed, and its community centres."""

    town: str
    facilities: Count
    community: Count


@frozen(kw_only=True)
class Network:
    """The N+M network of a county on a day (2.2.5); closed facilities are left out.

    Attributes:
        demonstrations: N, the demonstration facilities of the county.
        community: M, the community and village centres.
        towns: every township body, in the plan's order.
        places: the accepted places in all; then those that are inclusive, and those in
            kindergartens and workplaces.
        brands: the facilities of brands from outside the county (2.3.9).
        operations: the facilities by who built and who runs them.
    """

    demonstrations: Count
    community: Count
    towns: tuple[TownNetwork, ...]
    places: Count
    inclusive_places: Count
    kindergarten_places: Count
    workplace_places: Count
    brands: Count
    operations: tuple[tuple[Operation, Count], ...]

    @property
    def towns_without(self) -> tuple[str, ...]:
        """Name the townships that certainly have no facility."""
        return tuple(town.town for town in self.towns if town.facilities == Count(known=0))


def network(facilities: Iterable[Facility], plan: Plan, *, on: date) -> Network:
    """Count the N+M network, its places and its operating models.

    Raises:
        UnknownTown: for a facility in a town that the plan does not know.

    Source: 2.2.5; 2.3.6–2.3.9.
    """
    require_day(on)
    held = [_Seen.of(f, plan, on) for f in sorted(facilities, key=lambda f: f.id)]
    held = [seen for seen in held if seen.open is not False]
    return Network(
        demonstrations=_count((seen, seen.demonstration) for seen in held),
        community=_count((seen, seen.within(Setting.COMMUNITY)) for seen in held),
        towns=tuple(
            TownNetwork(
                town=town.id,
                facilities=_count((seen, seen.stands_in(town.id)) for seen in held),
                community=_count(
                    (seen, every((seen.stands_in(town.id), seen.within(Setting.COMMUNITY))))
                    for seen in held
                ),
            )
            for town in plan.towns
        ),
        places=_places((seen, True) for seen in held),
        inclusive_places=_places((seen, seen.facility.inclusive) for seen in held),
        kindergarten_places=_places((seen, seen.within(Setting.KINDERGARTEN)) for seen in held),
        workplace_places=_places((seen, seen.within(Setting.WORKPLACE)) for seen in held),
        brands=_count((seen, seen.facility.introduced_brand) for seen in held),
        operations=tuple(
            (operation, _count((seen, seen.runs_as(operation)) for seen in held))
            for operation in Operation
        ),
    )


@frozen
class _Seen:
    """A facility as the network sees it on a day."""

    facility: Facility
    town: str | None
    open: Truth
    demonstration: Truth
    places: int | None

    @staticmethod
    def of(facility: Facility, plan: Plan, on: date) -> _Seen:
        return _Seen(
            facility=facility,
            town=None if facility.town is None else plan.town(facility.town).id,
            open=negation(happened(facility.closed_on, on)),
            demonstration=meets(facility.facts(on)["demonstration_level"], (Level.COUNTY.value,)),
            places=accepted_places(facility, on),
        )

    def within(self, setting: Setting) -> Truth:
        settings = self.facility.settings
        return None if settings is None else setting in settings

    def stands_in(self, town: str) -> Truth:
        return None if self.town is None else self.town == town

    def runs_as(self, operation: Operation) -> Truth:
        runs = self.facility.operation
        return None if runs is None else runs is operation


def _count(belongs: Iterable[tuple[_Seen, Truth]]) -> Count:
    """Count what certainly belongs and is open; what may be is named."""
    return count((seen.facility.id, every((seen.open, truth))) for seen, truth in belongs)


def _places(belongs: Iterable[tuple[_Seen, Truth]]) -> Count:
    """Add up the places of what certainly belongs and is open; what may add some is named."""
    return add_places(
        (seen.facility.id, seen.places, every((seen.open, truth))) for seen, truth in belongs
    )


def add_places(belongs: Iterable[tuple[str, int | None, Truth]]) -> Count:
    """Add up places by facility: its id, its places where known, and whether it belongs."""
    known, unknown = 0, []
    for name, places, belonging in belongs:
        if belonging and places is not None:
            known += places
        elif belonging is not False and places != 0:
            unknown.append(name)
    return Count(known=known, unknown=tuple(unknown))
