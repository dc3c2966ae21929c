"""What was observed of an indicator, day by day, and the bounds that follow from it.

Source: 1 (rates over the whole county, surveyed township by township).

Limitations: an observation stands until a later one of the same township. One of the whole county
stands until a later one, or until every township has a later one. How a survey was made is not
judged.

>>> rate([Known(0, None, 0, None), Known(95, 95, 100, 100)])
Range(low=Fraction(0, 1), high=Fraction(1, 1))
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.conditions import Truth, every
from infantcare_policy.errors import Fault, InvalidFacts, WrongPlan

if TYPE_CHECKING:
    from infantcare_policy.county import Observation
    from infantcare_policy.plan import Plan

__all__ = ["Datum", "History", "Known", "Range", "State", "count", "rate", "read"]


@frozen
class Range:
    """A number between two bounds, both included; `high` is `None` where nothing bounds it."""

    low: Fraction
    high: Fraction | None

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
        return False if self.high is not None and self.high < limit else None

    def _stays_under(self, limit: Fraction | None) -> Truth:
        if limit is None or (self.high is not None and self.high <= limit):
            return True
        return False if self.low > limit else None


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
    denominators that hold them.
    """
    least = most_whole = most = least_whole = 0
    endless_whole = endless = False
    for part in parts:
        least += part.least
        most_whole += part.most_whole or 0
        endless_whole |= part.most_whole is None
        bounds = [bound for bound in (part.most, part.most_whole) if bound is not None]
        endless |= not bounds
        highest = min(bounds, default=0)
        most += highest
        least_whole += max(part.least_whole, highest)
    low = Fraction(0) if endless_whole or not most_whole else Fraction(least, most_whole)
    high = Fraction(1) if endless or not least_whole else Fraction(most, least_whole)
    return Range(low, high)


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
    """The data that stand on a day, and the townships of which there are none."""

    data: tuple[Datum, ...]
    absent: tuple[str, ...]

    @property
    def parts(self) -> tuple[Known, ...]:
        """The bounds of every township, those without data included."""
        if not self.data:
            return (NOTHING_KNOWN,)
        return (*(datum.known for datum in self.data), *(NOTHING_KNOWN for _ in self.absent))


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
            return State(data=(whole,), absent=())
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
    least, most = _bounds(observations, "numerator", on)
    least_whole, most_whole = _bounds(observations, "denominator", on)
    # a survey asked somebody, and no fewer than those who said yes
    known = Known(least, most, max(least_whole, least, 1), most_whole)
    return Datum(
        town=town,
        on=on,
        known=known,
        uncertain=tuple(sorted({name for o in observations for name in o.uncertain})),
    )


def _bounds(observations: Sequence[Observation], name: str, on: date) -> tuple[int, int | None]:
    exact = [getattr(observation, name) for observation in observations]
    low = [*exact, *(getattr(o, f"{name}_at_least") for o in observations)]
    high = [*exact, *(getattr(o, f"{name}_at_most") for o in observations)]
    least = max((bound for bound in low if bound is not None), default=0)
    most = min((bound for bound in high if bound is not None), default=None)
    if most is not None and least > most:
        first = observations[0]
        place = f"observations of {first.indicator} on {on}, {first.town or first.county}"
        expected = f"one {name} for a day"
        raise InvalidFacts([Fault(place, expected=expected, found=f"≥ {least} and ≤ {most}")])
    return least, most


def _last(data: Sequence[Datum], on: date) -> Datum | None:
    position = bisect_right(data, on, key=_BY_DAY)
    return data[position - 1] if position else None


def _between(data: tuple[Datum, ...], first: date, last: date) -> tuple[Datum, ...]:
    return tuple(datum for datum in data if first <= datum.on <= last)
