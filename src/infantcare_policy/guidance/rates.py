"""How many families know and were guided: the two rates, with numerator and denominator.

Source: 1.

Limitations: whether a rate has been reached in time is asked of `targets`. How a survey was made,
and out of whom, is the application's.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from infantcare_policy.checks import require_day
from infantcare_policy.county.histories import Datum, Known, State, rate, read
from infantcare_policy.decisions import Ground, Missing, Reasoned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from infantcare_policy.county import Observation
    from infantcare_policy.plan import Plan, Target

__all__ = ["CoverageRate", "TownCoverage", "coverage"]


@frozen(kw_only=True)
class TownCoverage:
    """What a township told last, up to a day; `None` where it told nothing, or no exact number."""

    town: str
    on: date | None
    numerator: int | None
    denominator: int | None


@frozen(kw_only=True)
class CoverageRate(Reasoned):
    """A surveyed rate of the whole county on a day.

    Attributes:
        target: the id of the target that asks for it.
        indicator: the name under which it is observed.
        numerator: who counts; `None` where that is not known of the whole county.
        denominator: out of how many.
        bounds: the least and the most that the rate can be, as fractions of 1.
        asked: the rate that the target asks for; `None` where the plan gives none.
        towns: every township of the plan, in its order.
        missing: the townships that told nothing, or nothing exact, where that leaves the rate
            between bounds.
    """

    derived: ClassVar[tuple[str, ...]] = ("value",)

    target: str
    indicator: str
    numerator: int | None
    denominator: int | None
    bounds: tuple[Fraction, Fraction | None]
    asked: Fraction | None
    towns: tuple[TownCoverage, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def value(self) -> Fraction | None:
        """The rate, where the bounds leave only one."""
        low, high = self.bounds
        return low if low == high else None


def coverage(
    observations: Iterable[Observation], plan: Plan, *, on: date
) -> tuple[CoverageRate, ...]:
    """Give every surveyed rate that the plan has a target for, as it stands on a day.

    Raises:
        WrongPlan: for an observation of another county.
        UnknownTown: for a town that the plan does not know.
        InvalidFacts: for two observations of one day that exclude each other.

    Source: 1.
    """
    require_day(on)
    known = [observation for observation in observations if observation.on <= on]
    return tuple(
        _coverage(target, known, plan, on)
        for target in plan.targets
        if target.kind == "rate" and not target.counts
    )


def _coverage(
    target: Target, observations: Iterable[Observation], plan: Plan, on: date
) -> CoverageRate:
    history = read(observations, target.indicator, plan)
    state = history.state(on)
    found = state.bound(rate)
    figures = plan.figures(min(on, target.due or on))
    asked = getattr(figures, target.figure) if target.figure else target.at_least
    source = (figures.cite(target.figure) if target.figure else None) or target.cite
    numerator, denominator = _told(state)
    return CoverageRate(
        target=target.id,
        indicator=target.indicator,
        numerator=numerator,
        denominator=denominator,
        bounds=(found.low, found.high),
        asked=None if asked is None else Fraction(asked),
        towns=tuple(_town(town, history.towns[town]) for town in history.towns),
        missing=tuple(
            Missing(f"{target.indicator}.{town}" if town else target.indicator, "fact", source)
            for town in (() if found.exact is not None else _open(state))
        ),
        grounds=(Ground("guidance.coverage", source, (("target", target.id),)),),
        plan=plan.stamp,
    )


def _told(state: State) -> tuple[int | None, int | None]:
    """Give numerator and denominator as the county told them, else as its townships did."""
    numerator, denominator = _sums(state.parts)
    beside = (None, None) if state.beside is None else _sums(state.beside.parts)
    return (
        beside[0] if numerator is None else numerator,
        beside[1] if denominator is None else denominator,
    )


def _open(state: State) -> Iterator[str | None]:
    """Name the townships that told nothing, or nothing exact; `None` for the county itself."""
    if not state.data:
        yield None
        return
    for datum in state.data:
        if None in _sums([datum.known]):
            yield datum.town
    yield from state.absent


def _sums(parts: Iterable[Known]) -> tuple[int | None, int | None]:
    """Add up numerators and denominators, where every one of them is known exactly."""
    held = tuple(parts)
    exact = all(part.least == part.most for part in held)
    whole = all(part.least_whole == part.most_whole for part in held)
    return (
        sum(part.least for part in held) if exact else None,
        sum(part.least_whole for part in held) if whole else None,
    )


def _town(town: str, data: tuple[Datum, ...]) -> TownCoverage:
    last = data[-1] if data else None
    numerator, denominator = (None, None) if last is None else _sums([last.known])
    return TownCoverage(
        town=town, on=last.on if last else None, numerator=numerator, denominator=denominator
    )
