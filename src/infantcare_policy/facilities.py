"""A childcare facility (托育机构) as an application knows it.

Source: 2.2.5, 2.3.6–2.3.9, 2.4.10, 3.2; 托育机构登记和备案办法（试行） art. 2.

Limitations: facts only; what they mean is asked of the rules. Unknown is `None`; known to be none
is `()`, and an event that is known not to have happened is `False`. Only what is the county's own
act, `introduced_brand` and `demonstration`, is "no" unless said otherwise.

>>> nursery = Facility(id="F1", legal_form=LegalForm.FOR_PROFIT, registered_on=date(2024, 5, 6))
>>> nursery.facts(date(2024, 5, 5))["registered"], nursery.facts(date(2024, 5, 6))["filed"]
(False, None)
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from attrs import field, frozen

from infantcare_policy.calendars import Event, happened
from infantcare_policy.checks import (
    Checked,
    clashes,
    day,
    each,
    event,
    flag,
    grouped,
    instance,
    line,
    optional,
    require_day,
    text,
    to_hold,
    whole,
    word,
)
from infantcare_policy.errors import Fault, shown
from infantcare_policy.terms import ClassKind, LegalForm, Level, Operation, ServiceMode, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from infantcare_policy.conditions import Facts

__all__ = [
    "Acceptance",
    "Capacity",
    "Change",
    "ClassGroup",
    "ClassKind",
    "Demonstration",
    "Event",
    "Facility",
    "LegalForm",
    "Operation",
    "ServiceMode",
    "Setting",
    "accepted_by",
    "accepted_places",
    "by_facility",
    "happened",
    "places_between",
]

USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")


def unified_code(value: object) -> Iterator[Fault]:
    """Expect the shape of a unified social credit code; its check digit is not judged here."""
    if not isinstance(value, str) or not USCC.fullmatch(value):
        advice = "a spreadsheet may have rounded it" if "E+" in str(value).upper() else ""
        expected = "18 characters of 0-9 and A-Y without I, O, S, V"
        yield Fault("", expected=expected, found=shown(value), advice=advice)


@frozen(kw_only=True)
class ClassGroup(Checked):
    """A class group: its places, the children in it and the carers on duty.

    Attributes:
        youngest_months: the age of its youngest child in whole months, with `oldest_months`; a
            group of one age need not say so, since its kind does.
    """

    kind: ClassKind = field(metadata=to_hold(word(ClassKind)))
    slots: int | None = field(default=None, metadata=to_hold(optional(whole())))
    enrolled: int | None = field(default=None, metadata=to_hold(optional(whole())))
    carers: int | None = field(default=None, metadata=to_hold(optional(whole())))
    youngest_months: int | None = field(default=None, metadata=to_hold(optional(whole())))
    oldest_months: int | None = field(default=None, metadata=to_hold(optional(whole())))

    def contradictions(self) -> Iterator[Fault]:
        """Find a youngest child who is older than the oldest."""
        low, high = self.youngest_months, self.oldest_months
        if low is not None and high is not None and low > high:
            found = f"{low}, over oldest_months {high}"
            yield Fault("youngest_months", expected="an age ≤ oldest_months", found=found)


@frozen(kw_only=True)
class Acceptance(Checked):
    """An acceptance inspection (验收).

    Attributes:
        slots: the whole number of places that stand accepted from then on if it passes.
        passed: a failed one earns nothing and undoes nothing; `None` when the result is unknown.
    """

    on: date = field(metadata=to_hold(day))
    slots: int = field(metadata=to_hold(whole()))
    passed: bool | None = field(default=None, metadata=to_hold(optional(flag)))


def accepted_by(facility: Facility, on: date) -> list[Acceptance]:
    """Give the acceptances by a day that have passed or may have, in their order.

    On one day one number of places is accepted, so a result that is unknown cannot add to one
    that is known.
    """
    begun = [a for a in facility.acceptances or () if a.on <= on and a.passed is not False]
    if len(begun) <= 1:
        return begun
    passed = {acceptance.on for acceptance in begun if acceptance.passed}
    kept = (a for a in begun if a.passed or a.on not in passed)
    return sorted(kept, key=lambda acceptance: (acceptance.on, acceptance.slots))


@frozen(kw_only=True)
class Capacity(Checked):
    """The licensed places from a day on."""

    on: date = field(metadata=to_hold(day))
    slots: int = field(metadata=to_hold(whole()))


@frozen(kw_only=True)
class Change(Checked):
    """A change of what a facility has registered and filed: its name, place, head, scope.

    Attributes:
        what: what has changed, in the application's own words.
        consented_on: the day on which the supervising unit agreed, for a social-service
            institution, whose time to register the change runs from it; with `registered_on` and
            `filed_on` an `Event`.
    """

    id: str = field(metadata=to_hold(line))
    facility: str = field(metadata=to_hold(line))
    what: str | None = field(default=None, metadata=to_hold(optional(line)))
    on: date = field(metadata=to_hold(day))
    consented_on: Event = field(default=None, metadata=to_hold(optional(event)))
    registered_on: Event = field(default=None, metadata=to_hold(optional(event)))
    filed_on: Event = field(default=None, metadata=to_hold(optional(event)))


@frozen(kw_only=True)
class Demonstration(Checked):
    """The county's own act of naming a demonstration facility (示范)."""

    level: Level = field(metadata=to_hold(word(Level)))
    since: date = field(metadata=to_hold(day))


@frozen(kw_only=True)
class Facility(Checked):
    """A facility; only its identity is required.

    Attributes:
        town: the id or a name of the township body in whose area it stands.
        settings: all that hold at once; `()` when it is known to be none of them.
        guidance: whether it carries a guidance function (承担一定指导功能).
        uscc: the unified social credit code, 18 characters.
        acceptances: every acceptance, passed or not, in any order.
        area: the id of the residential area that it serves.
        employers: the ids of the employers that run it for their staff, one alone or several
            together; `()` when it is run by none.
        registered_on: with `filed_on`, `opened_on` and `closed_on` an `Event`.
        liquidated_on: the day on which the liquidation after closing ended; with
            `deregistered_on` and `filing_cancelled_on` an `Event`.
    """

    id: str = field(metadata=to_hold(text))
    name: str | None = field(default=None, metadata=to_hold(optional(text)))
    town: str | None = field(default=None, metadata=to_hold(optional(text)))
    legal_form: LegalForm | None = field(default=None, metadata=to_hold(optional(word(LegalForm))))
    settings: tuple[Setting, ...] | None = field(
        default=None, metadata=to_hold(optional(each(word(Setting), unique=True)))
    )
    operation: Operation | None = field(default=None, metadata=to_hold(optional(word(Operation))))
    inclusive: bool | None = field(default=None, metadata=to_hold(optional(flag)))
    guidance: bool | None = field(default=None, metadata=to_hold(optional(flag)))
    introduced_brand: bool | None = field(default=False, metadata=to_hold(optional(flag)))
    demonstration: Demonstration | Literal[False] | None = field(
        default=False, metadata=to_hold(optional(instance(Demonstration, or_false=True)))
    )
    uscc: str | None = field(default=None, metadata=to_hold(optional(unified_code)))
    groups: tuple[ClassGroup, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(ClassGroup))))
    )
    acceptances: tuple[Acceptance, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(Acceptance))))
    )
    capacities: tuple[Capacity, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(Capacity))))
    )
    services: tuple[ServiceMode, ...] | None = field(
        default=None, metadata=to_hold(optional(each(word(ServiceMode), unique=True)))
    )
    serves_meals: bool | None = field(default=None, metadata=to_hold(optional(flag)))
    open_to_neighbours: bool | None = field(default=None, metadata=to_hold(optional(flag)))
    area: str | None = field(default=None, metadata=to_hold(optional(text)))
    employers: tuple[str, ...] | None = field(
        default=None, metadata=to_hold(optional(each(line, unique=True)))
    )
    registered_on: Event = field(default=None, metadata=to_hold(optional(event)))
    filed_on: Event = field(default=None, metadata=to_hold(optional(event)))
    opened_on: Event = field(default=None, metadata=to_hold(optional(event)))
    closed_on: Event = field(default=None, metadata=to_hold(optional(event)))
    liquidated_on: Event = field(default=None, metadata=to_hold(optional(event)))
    deregistered_on: Event = field(default=None, metadata=to_hold(optional(event)))
    filing_cancelled_on: Event = field(default=None, metadata=to_hold(optional(event)))

    def contradictions(self) -> Iterator[Fault]:
        """Find two whole numbers of places for one day, and a life that ends before it begins."""
        yield from clashes(
            "acceptances", self.acceptances or (), lambda a: a.on if a.passed else object()
        )
        yield from clashes("capacities", self.capacities or (), lambda capacity: capacity.on)
        if self.closed_on and self.opened_on and self.closed_on < self.opened_on:
            found = f"{self.closed_on}, before opened_on {self.opened_on}"
            yield Fault("closed_on", expected="a day not before it opened", found=found)

    def facts(self, on: date) -> Facts:
        """Give the facts that the rows of a plan ask for, as they stand on a day.

        Raises:
            InvalidFacts: when `on` is not a day.
        """
        require_day(on)
        levels = self._demonstration_levels(on)
        return {
            "legal_form": self.legal_form,
            "settings": None if self.settings is None else frozenset(self.settings),
            "operation": self.operation,
            "services": None if self.services is None else frozenset(self.services),
            "inclusive": self.inclusive,
            "guidance": self.guidance,
            "introduced_brand": self.introduced_brand,
            "demonstration": None if levels is None else bool(levels),
            "demonstration_level": levels,
            "serves_meals": self.serves_meals,
            "open_to_neighbours": self.open_to_neighbours,
            "registered": happened(self.registered_on, on),
            "filed": happened(self.filed_on, on),
            "opened": happened(self.opened_on, on),
            "closed": happened(self.closed_on, on),
        }

    def _demonstration_levels(self, on: date) -> frozenset[str] | None:
        named = self.demonstration
        if named and named.since <= on:
            return frozenset((named.level.value,))
        return None if named is None else frozenset()


class OfFacility(Protocol):
    """Anything that belongs to one facility, such as a payment to it or somebody at work there."""

    @property
    def facility(self) -> str:
        """Give the id of the facility."""
        ...


OfFacilityT = TypeVar("OfFacilityT", bound=OfFacility)


def by_facility(items: Iterable[OfFacilityT]) -> Mapping[str, list[OfFacilityT]]:
    """Group what belongs to facilities by the facility, in the order in which it comes."""
    return grouped(items, lambda item: item.facility)


def accepted_places(facility: Facility, on: date) -> int | None:
    """Count the places that stand accepted in a facility on a day; `None` when unknown."""
    low, high = places_between(facility, on)
    return low if low == high else None


def places_between(facility: Facility, on: date) -> tuple[int, int | None]:
    """Bound the places that stand accepted in a facility on a day; `None` where nothing does."""
    closed = happened(facility.closed_on, on)
    if closed:
        return 0, 0
    if facility.acceptances is None:
        return 0, None
    accepted = accepted_by(facility, on)
    numbers = {0} if closed is None or not any(a.passed for a in accepted) else set()
    for acceptance in reversed(accepted):
        numbers.add(acceptance.slots)
        if acceptance.passed:
            break
    return min(numbers), max(numbers)
