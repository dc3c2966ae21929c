"""The two lists that a draw is made from, who recuses whom, and what is left out.

Source: 国办发〔2015〕58号 (a list of objects, a list of inspectors); 3.4; 2.4.11 (bans).

Limitations: see `infantcare_policy.inspections`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen
from immutabledict import immutabledict

from infantcare_policy.checks import Checked, each, instance, line, optional, require_day, to_hold
from infantcare_policy.facilities import happened
from infantcare_policy.people import Inspector

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from infantcare_policy.county import Ban
    from infantcare_policy.facilities import Facility

__all__ = ["Exclusion", "InspectedObject", "Recusal", "Rosters", "roster"]

NO_CLASSES: Mapping[str, str] = immutabledict()


@frozen(kw_only=True)
class InspectedObject(Checked):
    """A facility on the list of those that can be drawn.

    Attributes:
        risk_class: its class where the local rule draws from each class at a rate of its own.
    """

    id: str = field(metadata=to_hold(line))
    risk_class: str | None = field(default=None, metadata=to_hold(optional(line)))


@frozen(kw_only=True)
class Exclusion(Checked):
    """An object that is left out of a draw, with the reason: closed, banned, inspected already."""

    object: str = field(metadata=to_hold(line))
    reason: str = field(metadata=to_hold(line))


@frozen(kw_only=True)
class Recusal(Checked):
    """An inspector who must not inspect an object (回避)."""

    inspector: str = field(metadata=to_hold(line))
    object: str = field(metadata=to_hold(line))


@frozen(kw_only=True)
class Rosters(Checked):
    """The two lists that a draw is made from, with who recuses whom and what is left out."""

    objects: tuple[InspectedObject, ...] = field(metadata=to_hold(each(instance(InspectedObject))))
    inspectors: tuple[Inspector, ...] = field(metadata=to_hold(each(instance(Inspector))))
    recusals: tuple[Recusal, ...] = field(metadata=to_hold(each(instance(Recusal))))
    excluded: tuple[Exclusion, ...] = field(metadata=to_hold(each(instance(Exclusion))))


def roster(
    facilities: Iterable[Facility],
    *,
    on: date,
    bans: Iterable[Ban],
    risk_classes: Mapping[str, str] = NO_CLASSES,
) -> tuple[tuple[InspectedObject, ...], tuple[Exclusion, ...]]:
    """List facilities as objects of a draw, and those that are left out of it with the reason.

    Args:
        facilities: every facility that the department inspects.
        on: the day of the inspections.
        bans: the bans on facilities, by id or unified social credit code.
        risk_classes: the class of each facility, where the local rule goes by classes.

    Returns:
        The objects, also those left out, sorted by id; and an exclusion for each that has
        certainly `closed` or is certainly `banned` on the day. What is not known leaves nobody out.
    """
    require_day(on)
    held = sorted(facilities, key=lambda facility: facility.id)
    banned = {ban.subject for ban in bans if ban.in_force(on)}
    left_out = []
    for facility in held:
        if happened(facility.closed_on, on):
            left_out.append(Exclusion(object=facility.id, reason="closed"))
        elif banned & {facility.id, facility.uscc}:
            left_out.append(Exclusion(object=facility.id, reason="banned"))
    objects = (
        InspectedObject(id=facility.id, risk_class=risk_classes.get(facility.id))
        for facility in held
    )
    return tuple(objects), tuple(left_out)
