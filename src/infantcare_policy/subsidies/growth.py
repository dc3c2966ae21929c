"""How the accepted places of a facility have grown, and what a ban takes away.

Source: 3.2 (after acceptance, once for each place); 2.4.11 (bans).

Limitations: see `infantcare_policy.subsidies`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from infantcare_policy.conditions import Truth, some
from infantcare_policy.decisions import Citation, Ground, Missing, ReadingStamp
from infantcare_policy.facilities import USCC, Acceptance, Facility, accepted_by

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from infantcare_policy.county import Ban
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
        The history under the readings of the plan, and the readings of which the other option
        would give another, each with that.
    """
    every_ban = tuple(bans)
    binds = _binds_institutions(plan)
    option = plan.readings.repeat_slots
    source = next((grant.cite for grant in plan.grants), None)
    record = _Record(facility, tuple(accepted_by(facility, on)), source, on)
    binding, released = (every_ban, ()) if binds else ((), every_ban)
    history = record.under(binding, option)
    others: list[tuple[ReadingStamp, History]] = []
    # without a ban none binds, and with one acceptance nothing repeats
    if every_ban and (other := record.under(released, option)) != history:
        others.append((plan.reading_stamp("ban-scope"), other))
    if len(record.held) > 1:
        other_option = "net" if option == "high-water" else "high-water"
        if (other := record.under(binding, other_option)) != history:
            others.append((plan.reading_stamp("repeat-slots"), other))
    return history, tuple(others)


@frozen
class _Record:
    """A facility with what it holds accepted on a day; `source` is the clause of the grants."""

    facility: Facility
    held: tuple[Acceptance, ...]
    source: Citation | None
    on: date

    def under(self, bans: Sequence[Ban], option: str) -> History:
        """Find the history under the bans that bind; by its code it may be under another.

        While nobody says which code it has, a ban by any code that would make a difference leaves
        the history open.
        """
        history = self._history(_bans_on(self.facility, bans, self.on), option)
        if self.facility.uscc is not None:
            return history
        for code in sorted({ban.subject for ban in bans if USCC.fullmatch(ban.subject)}):
            under_it = _bans_on(evolve(self.facility, uscc=code), bans, self.on)
            other = self._history(under_it, option)
            if (other.steps, bool(other.unmet)) != (history.steps, bool(history.unmet)):
                source = next((ban.citation for ban in under_it if ban.subject == code), None)
                missing = Missing("uscc", "fact", source)
                return evolve(history, missing=(*history.missing, missing))
        return history

    def _history(self, binding: Sequence[Ban], option: str) -> History:
        free = [each for each in self.held if not (binding and barred_on(binding, each.on))]
        steps = _steps(free, option)
        return History(
            steps=steps or (),
            unmet=tuple(self._unmet(free, binding)),
            missing=tuple(self._missing(steps, binding)),
        )

    def _missing(self, steps: Sequence[Step] | None, binding: Sequence[Ban]) -> Iterator[Missing]:
        moments = (self.on, *(each.on for each in self.held)) if binding else ()
        if any(barred_on(binding, moment) is None for moment in moments):
            endless = next(ban for ban in binding if ban.in_force(self.on) is None)
            yield Missing("bans.until", "fact", endless.citation)
        if self.facility.acceptances is None:
            yield Missing("acceptances", "fact", self.source)
        elif steps is None:
            yield Missing("acceptances.passed", "fact", self.source)

    def _unmet(self, free: Sequence[Acceptance], binding: Sequence[Ban]) -> Iterator[Ground]:
        in_force = next((ban for ban in binding if ban.in_force(self.on)), None)
        known = self.facility.acceptances is not None
        if known and not any(each.slots for each in self.held):
            yield Ground("subsidy.not-accepted", self.source)
        elif binding and self.held and not in_force and not any(each.slots for each in free):
            barred = next(each for each in self.held if barred_on(binding, each.on))
            ban = next(ban for ban in binding if ban.in_force(barred.on))
            facts = (("accepted_on", barred.on),)
            yield Ground("subsidy.accepted-while-barred", ban.citation, facts)
        if in_force:
            yield Ground("subsidy.barred", in_force.citation, (("since", in_force.since),))


def _bans_on(facility: Facility, bans: Collection[Ban], on: date) -> tuple[Ban, ...]:
    if not bans:
        return ()
    names = (facility.id, facility.uscc)
    begun = (ban for ban in bans if ban.subject in names and ban.since <= on)
    return tuple(sorted(begun, key=lambda ban: (ban.since, not ban.for_life, str(ban.citation))))


def _binds_institutions(plan: Plan) -> bool:
    return plan.readings.ban_scope == "institutions-and-persons"


def binding_bans(
    facility: Facility, bans: Collection[Ban], plan: Plan, on: date
) -> tuple[Ban, ...]:
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
