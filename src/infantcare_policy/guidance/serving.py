"""Which services a family is owed, which it was given, and how many families were.

Source: 2.1.3.

Limitations: see `infantcare_policy.guidance`. The text says neither how often a service is given
nor who belongs to the families in special hardship; `Family.special_hardship` is the application's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from infantcare_policy.calendars import Event
from infantcare_policy.checks import grouped, require_day, strangers
from infantcare_policy.conditions import every, seen
from infantcare_policy.counts import Count, count
from infantcare_policy.decisions import (
    Decided,
    Decision,
    Ground,
    Missing,
    Reasoned,
    Undetermined,
)
from infantcare_policy.errors import InvalidFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from infantcare_policy.families import Family, ServiceRecord
    from infantcare_policy.plan import Plan

__all__ = ["ServiceGiven", "ServiceReach", "reach", "services"]


@frozen(kw_only=True)
class ServiceGiven:
    """A service that a family is owed.

    Attributes:
        service: the id of the service.
        on: the last day on which it was given; `False` when it is known that it was not so far,
            `None` where the record says nothing.
    """

    service: str
    on: Event


def services(
    family: Family, records: Iterable[ServiceRecord], plan: Plan, *, on: date
) -> Decision[tuple[ServiceGiven, ...]]:
    """List the services that a family is owed, each with the day on which it was given last.

    Args:
        family: what is known of the family.
        records: what was given; those of other families, and later ones, are passed over.
        plan: the plan whose services are owed.
        on: the day for which the question is asked.

    Returns:
        `Undetermined`, with the services that are certainly owed among its grounds, where nobody
        knows whether the family is in special hardship.

    Raises:
        InvalidFacts: for a service that the plan does not know, with the nearest.

    Source: 2.1.3.
    """
    require_day(on)
    own = [record for record in _known(records, plan) if record.family == family.id]
    matched = plan.match(plan.services, family.facts)
    grounds = tuple(
        Ground("guidance.service", row.cite, (("service", row.id), *seen(row, family.facts)))
        for row in matched.rows
    )
    if matched.missing or not plan.services:
        missing = matched.missing or (Missing("service_kinds", "text"),)
        return Undetermined(missing, grounds=grounds, plan=plan.stamp)
    given = _given(own, on)
    found = tuple(ServiceGiven(service=row.id, on=given.get(row.id)) for row in matched.rows)
    return Decided(found, grounds=grounds, plan=plan.stamp)


def _known(records: Iterable[ServiceRecord], plan: Plan) -> tuple[ServiceRecord, ...]:
    """Refuse records of services that the plan does not know."""
    held = tuple(records)
    known = {service.id: service for service in plan.services}
    named = [(f"[{index}].service", (record.service,)) for index, record in enumerate(held)]
    if faults := list(strangers(named, known, "a service of the plan")):
        raise InvalidFacts(faults, "the service records")
    return held


def _given(records: Iterable[ServiceRecord], on: date) -> Mapping[str, Event]:
    """Give the last day of every service; a day goes before what says that there was none."""
    found: dict[str, Event] = {}
    for record in records:
        before = found.get(record.service)
        if record.on is False:
            found[record.service] = before or False
        elif record.on is not None and record.on <= on:
            found[record.service] = max(record.on, before or record.on)
    return found


@frozen(kw_only=True)
class ServiceReach(Reasoned):
    """How many families a service is owed to, and how many were given it.

    Attributes:
        owed: the families that it is owed to; those to which it may be are named.
        given: those of them that were given it; those that may have been are named.
    """

    derived: ClassVar[tuple[str, ...]] = ()

    service: str
    owed: Count
    given: Count


def reach(
    families: Iterable[Family], records: Iterable[ServiceRecord], plan: Plan, *, on: date
) -> tuple[ServiceReach, ...]:
    """Count for every service the families that it is owed to and those that were given it.

    Raises:
        InvalidFacts: for a service that the plan does not know, with the nearest.

    Source: 2.1.3.
    """
    require_day(on)
    held = sorted(families, key=lambda family: family.id)
    own = grouped(_known(records, plan), lambda record: record.family)
    given = {name: _given(records_of, on) for name, records_of in own.items()}
    found = []
    for service in plan.services:
        owed = [(family.id, plan.holds(service, family.facts)) for family in held]
        had = {name: _happened(events.get(service.id)) for name, events in given.items()}
        found.append(
            ServiceReach(
                service=service.id,
                owed=count(owed),
                given=count((name, every((truth, had.get(name)))) for name, truth in owed),
                grounds=(Ground("guidance.service", service.cite, (("service", service.id),)),),
                plan=plan.stamp,
            )
        )
    return tuple(found)


def _happened(event: Event) -> bool | None:
    return event if event is None else bool(event)
