"""How many places a county and its townships need to reach a number per thousand residents.

Source: 国民经济和社会发展第十四个五年规划和2035年远景目标纲要 (the national number, an aim for the
end of 2025 that binds no county); 2.2.4 for how a part of a slot is rounded.

Limitations: see `infantcare_policy.provision`. The plan sets no such number itself; the nation's is
an aim for the end of 2025, and the answer for another day measures against it all the same. Rounded
township by township, the places add up to more than those of the county.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.calendars import happened
from infantcare_policy.checks import MOST, number, require, require_day
from infantcare_policy.conditions import every, negation
from infantcare_policy.counts import Count
from infantcare_policy.county import RESIDENTS
from infantcare_policy.county.histories import Range, read
from infantcare_policy.county.histories import count as add_up
from infantcare_policy.decisions import (
    Citation,
    Decided,
    Decision,
    Ground,
    GroundFact,
    Missing,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.errors import Fault, shown
from infantcare_policy.facilities import accepted_places
from infantcare_policy.plan import Plan
from infantcare_policy.provision.areas import THOUSAND, rounded
from infantcare_policy.provision.reach import add_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from infantcare_policy.conditions import Truth
    from infantcare_policy.county import Observation
    from infantcare_policy.facilities import Facility

__all__ = ["Need", "needs"]

NATIONAL = "national_slots_per_thousand"
MOST_PLACES = 100


@frozen(kw_only=True)
class Need:
    """What a township, or the county, needs to reach a number of places per thousand residents.

    Attributes:
        town: the id of the township body; `None` for the whole county.
        residents: the people, as they were counted last; for the county else the plan's figure.
        required: the places that the number asks for.
        places: the places that stand accepted; facilities that may add some are named.
        lacking: how many are lacking; settled as soon as the known places are enough.
    """

    town: str | None
    residents: Decision[int]
    required: Decision[int]
    places: Count
    lacking: Decision[int]


def needs(
    facilities: Iterable[Facility],
    observations: Iterable[Observation],
    plan: Plan,
    *,
    on: date,
    per_thousand: Decimal | int | None = None,
) -> tuple[Need, ...]:
    """Tell what the county and every township need to reach a number of places per thousand.

    Args:
        facilities: the facilities whose accepted places count.
        observations: those of the indicator `residents`, of townships or of the whole county;
            later ones, and those of other indicators, are passed over.
        plan: the plan that is asked; its reading `slot-rounding` says how a part counts.
        on: the day for which the question is asked.
        per_thousand: the number to be reached; the nation's, where none is given.

    Returns:
        The county first, then every township of the plan, in its order.

    Raises:
        WrongPlan: for an observation of another county.
        UnknownTown: for a town that the plan does not know.
        InvalidFacts: for a number that is not exact, or observations that exclude each other.

    Source: 第十四个五年规划和2035年远景目标纲要 for the nation's number; 2.2.4.
    """
    require_day(on)
    if per_thousand is not None:
        require(_per_thousand, per_thousand, "per_thousand")
    people = read([each for each in observations if each.on <= on], RESIDENTS, plan)
    asked = _Asked.of(per_thousand, plan, on)
    held = sorted(facilities, key=lambda facility: facility.id)
    standing = [(f, None if f.town is None else plan.town(f.town).id) for f in held]
    found = [asked.need(None, people.state(on).bound(add_up), [(f, True) for f in held])]
    for town in plan.towns:
        here = [(f, None if stands is None else stands == town.id) for f, stands in standing]
        counted = people.of(town.id).state(on).bound(add_up)
        found.append(asked.need(town.id, counted, here))
    return tuple(found)


def _per_thousand(value: object) -> Iterator[Fault]:
    """Expect an exact number that can be reckoned with."""
    faults = tuple(number(value))
    yield from faults
    if faults or not isinstance(value, int | Decimal):
        return
    if value > MOST:
        yield Fault("", expected=f"an exact number ≤ {MOST}", found=shown(value))
    elif _decimals(value) > MOST_PLACES:
        expected = f"an exact number with at most {MOST_PLACES} decimals"
        yield Fault("", expected=expected, found=shown(value))


def _decimals(value: Decimal | int) -> int:
    exponent = Decimal(value).as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


@frozen(kw_only=True)
class _Asked:
    """The number to be reached, where it stands, and the plan and the day that are asked about."""

    per_thousand: Decimal | None
    source: Citation | None
    due: date | None
    plan: Plan
    on: date

    @property
    def _cite(self) -> Citation | None:
        """The article of the number; of one that the asker gives, that of how it is rounded."""
        return self.source or next(iter(self.plan.reading("slot-rounding").cites), None)

    @staticmethod
    def of(given: Decimal | int | None, plan: Plan, on: date) -> _Asked:
        figures = plan.figures(on)
        national = figures.national_slots_per_thousand
        number = national if given is None else given
        return _Asked(
            per_thousand=None if number is None else Decimal(number),
            source=figures.cite(NATIONAL) if given is None else None,
            due=figures.national_slots_due if given is None else None,
            plan=plan,
            on=on,
        )

    def need(
        self, town: str | None, counted: Range, here: Sequence[tuple[Facility, Truth]]
    ) -> Need:
        """Compare what the number asks of a township with what stands accepted in it."""
        residents = self._residents(town, counted)
        required = self._required(residents)
        places = _places(here, self.on)
        return Need(
            town=town,
            residents=residents,
            required=required,
            places=places,
            lacking=self._lacking(residents, required, places),
        )

    def _residents(self, town: str | None, counted: Range) -> Decision[int]:
        """Give the people as they were counted, else those of the plan where that can be."""
        figures = self.plan.figures(self.on)
        people, source = counted.exact, None
        if people is None and town is None and figures.residents is not None:
            within = counted.high is None or figures.residents <= counted.high
            if counted.low <= figures.residents and within:
                people, source = Fraction(figures.residents), figures.cite("residents")
        if people is None:
            name = RESIDENTS if town is None else f"{RESIDENTS}.{town}"
            return Undetermined((Missing(name, "fact", self._cite),), plan=self.plan.stamp)
        ground = Ground("provision.residents", source or self._cite, (("residents", int(people)),))
        return Decided(int(people), grounds=(ground,), plan=self.plan.stamp)

    def _required(self, residents: Decision[int]) -> Decision[int]:
        if self.per_thousand is None:
            silent = Missing(NATIONAL, "text", self.source)
            return Undetermined((silent,), plan=self.plan.stamp)
        if not isinstance(residents, Decided):
            return residents
        exact = self._exact(residents.value)
        readings: tuple[ReadingStamp, ...] = ()
        if rounded(exact, "up") != rounded(exact, "nearest"):
            readings = (self.plan.reading_stamp("slot-rounding"),)
        said: list[tuple[str, GroundFact]] = [("per_thousand_at_least", self.per_thousand)]
        if self.due:
            said.append(("due", self.due))
        ground = Ground("provision.need", self._cite, tuple(said))
        return Decided(
            rounded(exact, self.plan.readings.slot_rounding),
            grounds=(ground, *residents.grounds),
            readings=readings,
            plan=self.plan.stamp,
        )

    def _exact(self, residents: int) -> Fraction:
        return Fraction(residents) * Fraction(self.per_thousand or 0) / THOUSAND

    def _lacking(
        self, residents: Decision[int], required: Decision[int], places: Count
    ) -> Decision[int]:
        if not isinstance(required, Decided) or not isinstance(residents, Decided):
            return required
        readings, exact = required.readings, self._exact(residents.value)
        either = {max(0, rounded(exact, way) - places.known) for way in ("up", "nearest")}
        if len(either) == 1:  # the other rounding would lack no other number
            readings = ()
        lacking = max(0, required.value - places.known)
        grounds, stamp = required.grounds, required.plan
        if lacking and places.unknown:
            missing = tuple(
                Missing(f"facilities.{name}", "fact", self._cite) for name in places.unknown
            )
            return Undetermined(missing, grounds=grounds, readings=readings, plan=stamp)
        return Decided(lacking, grounds=grounds, readings=readings, plan=stamp)


def _places(here: Iterable[tuple[Facility, Truth]], on: date) -> Count:
    """Add up the accepted places of the facilities that are here and have not closed."""
    return add_places(
        (f.id, accepted_places(f, on), every((truth, negation(happened(f.closed_on, on)))))
        for f, truth in here
    )
