"""How the accepted places of a facility have grown, and what a ban takes away.

Source: 3.2 (after acceptance, once for each place); 2.4.11 (bans).

Limitations: see `infantcare_policy.subsidies`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from infantcare_policy.conditions import Truth, some
from infantcare_policy.decisions import Ground, Missing, ReadingStamp
from infantcare_policy.facilities import USCC, accepted_by

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
    """What the acceptances of a facility have come to under its bans.

    Attributes:
        unmet: what stands against payment.
        missing: what could change the steps, or whether they are paid.
    """

    steps: tuple[Step, ...] = ()
    unmet: tuple[Ground, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def earns_nothing(self) -> bool:
        """Tell whether no slot has been earned, whatever is unknown."""
        return not self.steps and not self.missing


def growth(
    facility: Facility, bans: Iterable[Ban], plan: Plan, on: date
) -> tuple[History, tuple[tuple[ReadingStamp, History], ...]]:
    """Find the steps by which the accepted places have grown, and what stands against payment.

    Returns:
        The history under the readings of the plan, and for each reading what it would be under
        the other option.
    """
    held = tuple(bans)
    binds = _binds_institutions(plan)
    option = plan.readings.repeat_slots
    other_option = "net" if option == "high-water" else "high-water"

    def grown(*, binds: bool, option: str) -> History:
        return _under(facility, held if binds else (), option, plan, on)

    history = grown(binds=binds, option=option)
    # without a ban none binds, and with one acceptance nothing repeats
    repeats = len(accepted_by(facility, on)) > 1
    shaped = (
        ("ban-scope", grown(binds=not binds, option=option) if held else history),
        ("repeat-slots", grown(binds=binds, option=other_option) if repeats else history),
    )
    return history, tuple((plan.reading_stamp(name), other) for name, other in shaped)


def _under(facility: Facility, bans: Sequence[Ban], option: str, plan: Plan, on: date) -> History:
    """Find the history under the bans that bind; by its code a facility may be under another.

    While nobody says which code it has, a ban by any code that would make a difference leaves the
    history open.
    """
    own = _bans_on(facility, bans, on)
    history = _history(facility, own, option, plan, on)
    if facility.uscc is not None:
        return history
    for code in sorted({ban.subject for ban in bans if USCC.fullmatch(ban.subject)}):
        under_it = _bans_on(evolve(facility, uscc=code), bans, on)
        other = _history(facility, under_it, option, plan, on)
        if (other.steps, bool(other.unmet)) != (history.steps, bool(history.unmet)):
            source = next((ban.citation for ban in under_it if ban.subject == code), None)
            missing = Missing("uscc", "fact", source)
            return evolve(history, missing=(*history.missing, missing))
    return history


def _history(
    facility: Facility, binding: Sequence[Ban], option: str, plan: Plan, on: date
) -> History:
    source = next((grant.cite for grant in plan.grants), None)
    held = accepted_by(facility, on)
    free = [acceptance for acceptance in held if not barred_on(binding, acceptance.on)]
    steps = _steps(free, option)

    missing: list[Missing] = []
    if any(barred_on(binding, moment) is None for moment in (on, *(a.on for a in held))):
        endless = next(ban for ban in binding if ban.in_force(on) is None)
        missing.append(Missing("bans.until", "fact", endless.citation))
    if facility.acceptances is None:
        missing.append(Missing("acceptances", "fact", source))
    elif steps is None:
        missing.append(Missing("acceptances.passed", "fact", source))

    unmet: list[Ground] = []
    if facility.acceptances is not None and not any(a.slots for a in held):
        unmet.append(Ground("subsidy.not-accepted", source))
    elif held and not any(a.slots for a in free) and not barred_on(binding, on):
        barred = next(a for a in held if barred_on(binding, a.on))
        ban = next(ban for ban in binding if ban.in_force(barred.on))
        unmet.append(
            Ground("subsidy.accepted-while-barred", ban.citation, (("accepted_on", barred.on),))
        )
    for ban in binding:
        if ban.in_force(on):
            unmet.append(Ground("subsidy.barred", ban.citation, (("since", ban.since),)))
            break
    return History(steps=steps or (), unmet=tuple(unmet), missing=tuple(missing))


def _bans_on(facility: Facility, bans: Iterable[Ban], on: date) -> tuple[Ban, ...]:
    names = (facility.id, facility.uscc)
    begun = (ban for ban in bans if ban.subject in names and ban.since <= on)
    return tuple(sorted(begun, key=lambda ban: (ban.since, not ban.for_life, str(ban.citation))))


def _binds_institutions(plan: Plan) -> bool:
    return plan.readings.ban_scope == "institutions-and-persons"


def binding_bans(facility: Facility, bans: Iterable[Ban], plan: Plan, on: date) -> tuple[Ban, ...]:
    """Give the bans on a facility that have begun, if a ban on an institution binds at all."""
    return _bans_on(facility, bans, on) if _binds_institutions(plan) else ()


def barred_on(bans: Iterable[Ban], on: date) -> Truth:
    """Tell whether one of the bans holds on a day; `None` when the end of one is unknown."""
    return some(ban.in_force(on) for ban in bans)


def _steps(held: Iterable[Acceptance], option: str) -> tuple[Step, ...] | None:
    """Count the slots that each acceptance adds; `None` when an unknown result could matter.

    Under `high-water` a place earns once, however often it goes and comes back; under `net` every
    growth over the places that stood before earns. `before` holds every number of places that may
    have stood, since an acceptance of unknown result may have lowered it.
    """
    steps: list[Step] = []
    before = {0}
    for acceptance in held:
        grown = {max(0, acceptance.slots - places) for places in before}
        if len(grown) > 1 or (acceptance.passed is None and grown != {0}):
            return None
        if grown != {0}:
            steps.append(Step(on=acceptance.on, slots=grown.pop()))
        if option == "high-water":
            before = {max(places, acceptance.slots) for places in before}
        elif acceptance.passed:
            before = {acceptance.slots}
        else:
            before.add(acceptance.slots)
    return tuple(steps)
