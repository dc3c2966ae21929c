"""The whole record of a county that an application hands in.

Source: 2.2.4 (residential areas), 3.2 (payments), 2.4.11 (bans), 2.1.2 (activities), 1 (what is
observed for the targets).

Limitations: a county is what its own applications know; nothing here is looked up. Towns and
payers are names that the plan resolves.

>>> County(id="yijun", facilities=()).facilities
()
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from attrs import field, frozen

from infantcare_policy.checks import (
    Checked,
    choice,
    clashes,
    day,
    each,
    event,
    flag,
    instance,
    money,
    optional,
    text,
    to_hold,
    whole,
    word,
)
from infantcare_policy.decisions import Citation
from infantcare_policy.errors import Fault, InvalidFacts, UnknownName, WrongPlan
from infantcare_policy.facilities import Event, Facility
from infantcare_policy.money import yuan
from infantcare_policy.terms import ActivityKind, AreaKind, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from infantcare_policy.plan import Plan

__all__ = [
    "RESIDENTS",
    "Activity",
    "ActivityKind",
    "AreaKind",
    "Ban",
    "County",
    "Observation",
    "Payment",
    "ResidentialArea",
    "check",
]

RESIDENTS = "residents"
"""The indicator under which the people of a county are counted."""


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


def _two_places(amount: Decimal) -> Decimal:
    """Write a sound sum with two places; what is no sum is left for the check to refuse."""
    return yuan(amount) if not any(money(amount)) else amount


@frozen(kw_only=True)
class Payment(Checked):
    """Money that a payer has paid to a facility.

    Attributes:
        slots: the places it was paid for.
        amount: exact yuan, not negative.
        accepted_on: the day of the acceptance that it was paid for, where the record says so.
    """

    id: str = field(metadata=to_hold(text))
    facility: str = field(metadata=to_hold(text))
    payer: str = field(metadata=to_hold(text))
    slots: int | None = field(default=None, metadata=to_hold(optional(whole())))
    amount: Decimal = field(converter=_two_places, metadata=to_hold(money))
    on: date = field(metadata=to_hold(day))
    accepted_on: date | None = field(default=None, metadata=to_hold(optional(day)))


@frozen(kw_only=True)
class Ban(Checked):
    """A ban on a person or facility from a day on.

    Attributes:
        subject: a facility's id or its unified social credit code, or a person's key.
        for_life: nothing ends a ban for life (终身禁入).
        until: the last day of a ban that is not for life; `None` when that day is unknown.
    """

    subject: str = field(metadata=to_hold(text))
    since: date = field(metadata=to_hold(day))
    for_life: bool = field(metadata=to_hold(flag))
    until: date | None = field(default=None, metadata=to_hold(optional(day)))
    citation: Citation | None = field(default=None, metadata=to_hold(optional(instance(Citation))))

    def contradictions(self) -> Iterator[Fault]:
        """Find an end where there can be none."""
        if self.for_life and self.until:
            expected = "no last day for a ban for life"
            yield Fault("until", expected=expected, found=str(self.until))
        if self.until and self.until < self.since:
            found = f"{self.until}, before since {self.since}"
            yield Fault("until", expected="a day not before the ban", found=found)

    def in_force(self, on: date) -> bool | None:
        """Tell whether the ban holds on a day; `None` when its end is unknown."""
        if on < self.since:
            return False
        if self.for_life or (self.until and on <= self.until):
            return True
        return False if self.until else None


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


def _year(value: object) -> Iterator[Fault]:
    """Expect a year of the calendar."""
    faults = tuple(whole(at_least=MINYEAR)(value))
    yield from faults
    if not faults and isinstance(value, int) and value > MAXYEAR:
        yield Fault("", expected=f"a year ≤ {MAXYEAR}", found=str(value))


@frozen(kw_only=True)
class County(Checked):
    """Everything that an application knows of a county.

    Attributes:
        id: the id of the plan that the county is asked under.
        facilities: every facility; `None` when the record does not hold them.
        recorded_years: the years whose activities are recorded in full; in another year a lecture
            that is not recorded may have been held all the same.
    """

    id: str = field(metadata=to_hold(text))
    facilities: tuple[Facility, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(Facility))))
    )
    areas: tuple[ResidentialArea, ...] = field(
        default=(), metadata=to_hold(each(instance(ResidentialArea)))
    )
    payments: tuple[Payment, ...] = field(default=(), metadata=to_hold(each(instance(Payment))))
    bans: tuple[Ban, ...] = field(default=(), metadata=to_hold(each(instance(Ban))))
    activities: tuple[Activity, ...] = field(default=(), metadata=to_hold(each(instance(Activity))))
    recorded_years: tuple[int, ...] = field(default=(), metadata=to_hold(each(_year, unique=True)))
    observations: tuple[Observation, ...] = field(
        default=(), metadata=to_hold(each(instance(Observation)))
    )

    def contradictions(self) -> Iterator[Fault]:
        """Find ids that stand twice."""
        for name in ("facilities", "areas", "payments", "activities"):
            yield from clashes(name, getattr(self, name) or (), lambda item: item.id)


def check(county: County, plan: Plan) -> None:
    """Check that a county's names are names of its plan.

    Raises:
        WrongPlan: when the county belongs to another plan.
        InvalidFacts: for every town, payer or indicator that the plan does not know, with the
            nearest.
    """
    if county.id != plan.id:
        raise WrongPlan(county.id, plan.id)
    faults: list[Fault] = []
    for part in ("facilities", "areas", "activities", "observations"):
        for index, item in enumerate(getattr(county, part) or ()):
            if item.town is not None:
                faults.extend(_unknown(plan.town, item.town, f"{part}[{index}].town"))
    for index, observation in enumerate(county.observations):
        if observation.county != plan.id:
            found = repr(observation.county)
            faults.append(Fault(f"observations[{index}].county", expected=plan.id, found=found))
        faults.extend(_indicator(observation.indicator, plan, f"observations[{index}].indicator"))
    for index, payment in enumerate(county.payments):
        faults.extend(_unknown(plan.payer, payment.payer, f"payments[{index}].payer"))
    if faults:
        raise InvalidFacts(faults, county.id)


def _unknown(find: Callable[[str], object], name: str, path: str) -> Iterator[Fault]:
    try:
        find(name)
    except UnknownName as unknown:
        found = repr(name)
        yield Fault(
            path, expected=f"a {unknown.what} of the plan", found=found, advice=unknown.advice
        )


def _indicator(name: str, plan: Plan, path: str) -> Iterator[Fault]:
    known = (RESIDENTS, *dict.fromkeys(t.indicator for t in plan.targets if t.indicator))
    if name not in known:
        expected = f"{RESIDENTS} or an indicator of a target"
        yield Fault(
            path, expected=expected, found=repr(name), advice=UnknownName(name, known).advice
        )
