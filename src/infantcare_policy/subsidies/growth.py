"""How the accepted places of a facility have grown, and what a ban takes away.

Source: 3.2 (after acceptance, once for each place); 2.4.11 (bans).

Limitations: see `infantcare_policy.subsidies`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.conditions import Truth, some
from infantcare_policy.decisions import Ground, Missing, ReadingStamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from infantcare_policy.county import Ban
    from infantcare_policy.facilities import Acceptance, Facility
    from infantcare_policy.plan import Plan

__all__ = ["History", "Step", "barred_on", "binding_bans", "growth"]


@frozen(kw_only=True)
class Step:
    """An acceptance that earned slots."""

    on: date
    slots: int


@frozen(kw_only=True)
class History:
    """What the acceptances of a facility have come to under its bans."""

    steps: tuple[Step, ...] = ()
    unmet: tuple[Ground, ...] = ()
    missing: tuple[Missing, ...] = ()
    readings: tuple[ReadingStamp, ...] = ()

    @property
    def earns_nothing(self) -> bool:
        """Tell whether no slot has been earned, whatever is unknown."""
        return not self.steps and not self.missing


def growth(facility: Facility, bans: Sequence[Ban], plan: Plan, on: date) -> History:
    """Find the steps by which the accepted places have grown, and what stands against payment."""
    own = _bans_on(facility, bans, on)
    binding = binding_bans(facility, bans, plan, on)
    readings = tuple(plan.reading_stamp("ban-scope") for _ in own[:1])
    source = next((grant.cite for grant in plan.grants), None)
    unmet: list[Ground] = []
    missing: list[Missing] = []
    if barred_on(binding, on):
        since = min(ban.since for ban in binding if ban.in_force(on))
        unmet.append(Ground("subsidy.barred", binding[0].citation, (("since", since),)))
    if facility.acceptances is None:
        missing.append(Missing("acceptances", "fact", source))
    held = sorted((a for a in facility.acceptances or () if a.on <= on), key=lambda a: a.on)
    if any(barred_on(binding, moment) is None for moment in (on, *(a.on for a in held))):
        missing.append(Missing("bans.until", "fact", binding[0].citation))
    if facility.acceptances is not None and all(a.passed is False for a in held):
        unmet.append(Ground("subsidy.not-accepted", source))

    free = [acceptance for acceptance in held if not barred_on(binding, acceptance.on)]
    option = plan.readings.repeat_slots
    steps = _steps([a for a in free if a.passed], option)
    if any(
        a.passed is None and _steps([b for b in free if b.passed or b is a], option) != steps
        for a in free
    ):
        missing.append(Missing("acceptances.passed", "fact", source))
    other = "net" if option == "high-water" else "high-water"
    if _steps([a for a in free if a.passed], other) != steps:
        readings += (plan.reading_stamp("repeat-slots"),)
    return History(steps=steps, unmet=tuple(unmet), missing=tuple(missing), readings=readings)


def _bans_on(facility: Facility, bans: Iterable[Ban], on: date) -> tuple[Ban, ...]:
    names = (facility.id, facility.uscc)
    begun = (ban for ban in bans if ban.subject in names and ban.since <= on)
    return tuple(sorted(begun, key=lambda ban: ban.since))


def binding_bans(facility: Facility, bans: Iterable[Ban], plan: Plan, on: date) -> tuple[Ban, ...]:
    """Give the bans on a facility that have begun, if a ban on an institution binds at all."""
    if plan.readings.ban_scope == "persons-only":
        return ()
    return _bans_on(facility, bans, on)


def barred_on(bans: Iterable[Ban], on: date) -> Truth:
    """Tell whether one of the bans holds on a day; `None` when the end of one is unknown."""
    return some(ban.in_force(on) for ban in bans)


def _steps(passed: Sequence[Acceptance], option: str) -> tuple[Step, ...]:
    """Count the slots that each acceptance adds.

    Under `high-water` a place earns once, however often it goes and comes back; under `net` every
    growth over the places that stood before earns.
    """
    steps: list[Step] = []
    before = 0
    for acceptance in passed:
        if acceptance.slots > before:
            steps.append(Step(on=acceptance.on, slots=acceptance.slots - before))
        if option == "net" or acceptance.slots > before:
            before = acceptance.slots
    return tuple(steps)
