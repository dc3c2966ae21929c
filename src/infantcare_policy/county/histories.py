"""What was observed of an indicator, day by day, and the bounds that follow from it.

Source: 1 (rates over the whole county, surveyed township by township).

Limitations: an observation stands until a later one of the same township. One of the whole county
stands until a later one, or until every township has a later one; what townships told on its day
holds beside it. How a survey was made is not judged.

>>> rate([Known(0, None, 0, None), Known(95, 95, 100, 100)])
Range(low=Fraction(0, 1), high=Fraction(1, 1), below=True)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING, NoReturn

from attrs import frozen

from infantcare_policy.conditions import Truth, every
from infantcare_policy.errors import Fault, InvalidFacts, WrongPlan

if TYPE_CHECKING:
    from infantcare_policy.county.observed import Observation
    from infantcare_policy.plan import Plan

__all__ = ["Datum", "History", "Known", "Range", "State", "count", "rate", "read"]


@frozen
class Range:
    """A number between two bounds.

    Attributes:
        low: the least that it can be.
        high: the most that it can be; `None` where nothing bounds it.
        below: whether the number is certainly below `high`, which it may come near.
    """

    low: Fraction
    high: Fraction | None
    below: bool = False

    @property
    def exact(self) -> Fraction | None:
        """The number, where the bounds leave only one."""
        return self.low if self.low == self.high else None

    def within(self, at_least: Fraction | None, at_most: Fraction | None) -> Truth:
        """Tell whether the number lies between two limits, each of which may be absent."""
        return every((self._reaches(at_least), self._stays_under(at_most)))

    def _reaches(self, limit: Fraction | None) -> Truth:
        if limit is None or self.low >= limit:
            return True
        if self.high is None or self.high > limit:
            return None
        return False if self.high < limit or self.below else None

    def _stays_under(self, limit: Fraction | None) -> Truth:
        if limit is None or (self.high is not None and self.high <= limit):
            return True
        return False if self.low > limit else None

    def times(self, factor: int) -> Range:
        """Multiply the number."""
        high = None if self.high is None else self.high * factor
        return Range(self.low * factor, high, self.below)

    def meet(self, other: Range) -> Range | None:
        """Give the numbers that lie in both ranges, or nothing where none does."""
        low = max(self.low, other.low)
        bounded = [found for found in (self, other) if found.high is not None]
        if not bounded:
            return Range(low, None)
        nearest = min(bounded, key=lambda found: (found.high or 0, not found.below))
        empty = nearest.high is not None and low > nearest.high
        return None if empty else Range(low, nearest.high, nearest.below)


@frozen
class Known:
    """The bounds of a numerator and of its denominator, `None` where nothing bounds them above."""

    least: int
    most: int | None
    least_whole: int
    most_whole: int | None


def count(parts: Iterable[Known]) -> Range:
    """Add up numbers, each between its bounds."""
    low, high = 0, 0
    endless = False
    for part in parts:
        low += part.least
        high += part.most or 0
        endless |= part.most is None
    return Range(Fraction(low), None if endless else Fraction(high))


def rate(parts: Iterable[Known]) -> Range:
    """Bound the sum of numerators over that of denominators, each between its bounds.

    A numerator is never above its denominator. So the rate is least with the smallest numerators
    over the largest denominators, and greatest with the largest numerators over the smallest
    denominators that hold them. Where something is not bounded the rate comes near to 1, and stays
    below it if somebody is certainly left out.
    """
    least = most_whole = most = least_whole = 0
    endless_whole = endless = False
    for part in parts:
        least += part.least
        most_whole += part.most_whole or 0
        endless_whole |= part.most_whole is None
        bounds = [bound for bound in (part.most, part.most_whole) if bound is not None]
        endless |= not bounds
        highest = min(bounds, default=part.least_whole)
        most += highest
        least_whole += max(part.least_whole, highest)
    low = Fraction(0) if endless_whole or not most_whole else Fraction(least, most_whole)
    if endless or not least_whole:
        return Range(low, Fraction(1), below=most < least_whole)
    return Range(low, Fraction(most, least_whole))


NOTHING_KNOWN = Known(0, None, 0, None)


@frozen(kw_only=True)
class Datum:
    """What is known of a township, or of the county, by the end of a day."""

    town: str | None
    on: date
    known: Known
    uncertain: tuple[str, ...]


@frozen(kw_only=True)
class State:
    """The data that stand on a day, and the townships of which there are none.

    Attributes:
        beside: the same numbers told otherwise on that day: a survey of the whole county by what
            its townships told.
    """

    data: tuple[Datum, ...]
    absent: tuple[str, ...] = ()
    beside: State | None = None

    @property
    def parts(self) -> tuple[Known, ...]:
        """The bounds of every township, those without data included."""
        if not self.data:
            return (NOTHING_KNOWN,)
        return (*(datum.known for datum in self.data), *(NOTHING_KNOWN for _ in self.absent))

    def bound(self, bounding: Callable[[Iterable[Known]], Range]) -> Range:
        """Bound a number by all that is told of it.

        Raises:
            InvalidFacts: when a survey of the whole and those of the parts exclude each other.
        """
        found = bounding(self.parts)
        if self.beside is None:
            return found
        other = bounding(self.beside.parts)
        met = found.meet(other)
        if met is None:
            place = f"observations on {self.data[0].on}"
            expected = "townships that agree with their county"
            shown = f"{found.low} to {found.high}, and {other.low} to {other.high}"
            raise InvalidFacts([Fault(place, expected=expected, found=shown)])
        return met


@frozen(kw_only=True)
class History:
    """Every datum of an indicator, in the order of the days.

    Attributes:
        whole: those of the whole county.
        towns: those of each township of the plan.
    """

    whole: tuple[Datum, ...]
    towns: Mapping[str, tuple[Datum, ...]]

    def days(self, until: date) -> list[date]:
        """List the days, up to one, on which something was observed."""
        data = (*self.whole, *(datum for own in self.towns.values() for datum in own))
        return sorted({datum.on for datum in data if datum.on <= until})

    def state(self, on: date) -> State:
        """Find what stands on a day."""
        whole = _last(self.whole, on)
        last = {town: _last(own, on) for town, own in self.towns.items()}
        later = [d for d in last.values() if d and (whole is None or d.on > whole.on)]
        if whole and len(later) < max(1, len(self.towns)):
            then = {town: _last(own, whole.on) for town, own in self.towns.items()}
            told = {town: d for town, d in then.items() if d and d.on == whole.on}
            beside = State(
                data=tuple(told.values()),
                absent=tuple(town for town in self.towns if town not in told),
            )
            return State(data=(whole,), beside=beside if told else None)
        absent = tuple(town for town, datum in last.items() if datum is None)
        return State(data=tuple(later), absent=absent)

    def of(self, town: str) -> History:
        """Give what was observed of one township, as a whole of its own."""
        return History(whole=self.towns.get(town, ()), towns={})

    def between(self, first: date, last: date) -> History:
        """Give what was observed from a day to another."""
        towns = {town: _between(own, first, last) for town, own in self.towns.items()}
        return History(whole=_between(self.whole, first, last), towns=towns)


def read(observations: Iterable[Observation], indicator: str, plan: Plan) -> History:
    """Put the observations of an indicator in the order of days and townships.

    Raises:
        WrongPlan: for an observation of another county.
        UnknownTown: for a town that the plan does not know.
        InvalidFacts: for two observations of one day that exclude each other.
    """
    found: dict[tuple[str | None, date], list[Observation]] = {}
    for observation in observations:
        if observation.county != plan.id:
            raise WrongPlan(observation.county, plan.id)
        if observation.indicator == indicator:
            town = None if observation.town is None else plan.town(observation.town).id
            found.setdefault((town, observation.on), []).append(observation)
    data = sorted((_datum(town, on, all_of) for (town, on), all_of in found.items()), key=_BY_DAY)
    return History(
        whole=tuple(datum for datum in data if datum.town is None),
        towns={t.id: tuple(datum for datum in data if datum.town == t.id) for t in plan.towns},
    )


_BY_DAY = attrgetter("on")


def _datum(town: str | None, on: date, observations: Sequence[Observation]) -> Datum:
    """Join the observations of one day: each of them holds."""
    least, most = _bounds(observations, "numerator")
    least_whole, most_whole = _bounds(observations, "denominator")
    # a survey asked somebody, and no fewer than those who said yes
    known = Known(least, most, max(least_whole, least, 1), most_whole)
    if most_whole is not None and least > most_whole:
        expected = "a numerator that is no more than its denominator"
        _refuse(observations[0], expected, f"≥ {least} of ≤ {most_whole}")
    return Datum(
        town=town,
        on=on,
        known=known,
        uncertain=tuple(sorted({name for o in observations for name in o.uncertain})),
    )


def _bounds(observations: Sequence[Observation], name: str) -> tuple[int, int | None]:
    exact = [getattr(observation, name) for observation in observations]
    low = [*exact, *(getattr(o, f"{name}_at_least") for o in observations)]
    high = [*exact, *(getattr(o, f"{name}_at_most") for o in observations)]
    least = max((bound for bound in low if bound is not None), default=0)
    most = min((bound for bound in high if bound is not None), default=None)
    if most is not None and least > most:
        _refuse(observations[0], f"one {name} for a day", f"≥ {least} and ≤ {most}")
    return least, most


def _refuse(observation: Observation, expected: str, found: str) -> NoReturn:
    where = observation.town or observation.county
    place = f"observations of {observation.indicator} on {observation.on}, {where}"
    advice = "correct one of them; what is counted from the record is an observation too"
    raise InvalidFacts([Fault(place, expected=expected, found=found, advice=advice)])


def _last(data: Sequence[Datum], on: date) -> Datum | None:
    position = bisect_right(data, on, key=_BY_DAY)
    return data[position - 1] if position else None


def _between(data: tuple[Datum, ...], first: date, last: date) -> tuple[Datum, ...]:
    return tuple(datum for datum in data if first <= datum.on <= last)
