"""Rows of conditions matched in three-valued logic: what holds, and what is missing to know.

A row holds when all its `when` tests hold and its `unless` tests do not all hold. A fact that is
unknown (`None`, or absent) leaves a test unknown, and the unknown spreads as in Kleene's logic:
`False` and unknown is `False`, `True` and unknown is unknown. `settle` then asks whether knowing
the unknown facts could make a difference to the outcome; where it could not, the answer stands.

Source: the one mechanism behind the rows of 2.4.10, A1 and 3.2.

Limitations: a test asks whether a fact is among given values; arithmetic belongs to the rules.

>>> every((True, None)), every((False, None)), negation(None)
(None, False, None)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING, Generic, Protocol, TypeAlias, TypeVar

from attrs import frozen

if TYPE_CHECKING:
    from infantcare_policy.fact_kinds import FactKind

__all__ = [
    "Conditional",
    "Fact",
    "Facts",
    "Settled",
    "Tests",
    "Truth",
    "can_meet",
    "every",
    "holds",
    "meets",
    "negation",
    "seen",
    "settle",
    "some",
    "undecided",
]

Truth: TypeAlias = bool | None
"""True, false, or unknown."""

Value: TypeAlias = str | bool

Fact: TypeAlias = Value | frozenset[str] | None
"""A word, yes or no, or a set of words; `None` when it is unknown."""

Facts: TypeAlias = Mapping[str, Fact]
"""Facts by their names; one that is absent is unknown."""

Tests: TypeAlias = Mapping[str, tuple[Value, ...]]
"""The values that are asked for, by the name of the fact."""


class Conditional(Protocol):
    """Anything with conditions: a route, an eligibility, a document."""

    @property
    def when(self) -> Tests:
        """What must hold, fact by fact: the fact has, or shares, one of the values."""
        ...

    @property
    def unless(self) -> Tests:
        """What must not hold all at once; empty when nothing sets the row aside."""
        ...


RowT = TypeVar("RowT", bound=Conditional)


def every(truths: Iterable[Truth]) -> Truth:
    """Kleene's “and”: false if one is false, else unknown if one is unknown, else true."""
    seen = set(truths)
    return False if False in seen else None if None in seen else True


def some(truths: Iterable[Truth]) -> Truth:
    """Kleene's “or”: true if one is true, else unknown if one is unknown, else false."""
    return negation(every(map(negation, truths)))


def negation(truth: Truth) -> Truth:
    """Kleene's “not”: the unknown stays unknown."""
    return None if truth is None else not truth


def meets(fact: Fact, values: tuple[Value, ...]) -> Truth:
    """Tell whether a fact has one of the values; a set of values, whether it shares one."""
    if fact is None:
        return None
    if isinstance(fact, frozenset):
        return not fact.isdisjoint(values)
    return fact in values


def holds(row: Conditional, facts: Facts) -> Truth:
    """Tell whether a row holds under the facts."""
    wanted = every(meets(facts.get(name), values) for name, values in row.when.items())
    if not row.unless:
        return wanted
    set_aside = every(meets(facts.get(name), values) for name, values in row.unless.items())
    return every((wanted, negation(set_aside)))


def undecided(row: Conditional, facts: Facts) -> frozenset[str]:
    """Name the unknown facts that keep a row from being true or false."""
    if holds(row, facts) is not None:
        return frozenset()
    return frozenset(name for name in (*row.when, *row.unless) if facts.get(name) is None)


def seen(row: Conditional, facts: Facts) -> tuple[tuple[str, str | bool | tuple[str, ...]], ...]:
    """Give the known facts that a row tests, sorted, as a ground states them."""
    tested = sorted({*row.when, *row.unless})
    return tuple((name, _stated(fact)) for name in tested if (fact := facts.get(name)) is not None)


def _stated(fact: Value | frozenset[str]) -> str | bool | tuple[str, ...]:
    """Give a fact as plain texts, whatever list of words it is from."""
    if isinstance(fact, frozenset):
        return tuple(sorted(map(str, fact)))
    return fact if isinstance(fact, bool) else str(fact)


@frozen
class Settled(Generic[RowT]):
    """What the rows come to.

    Attributes:
        rows: when nothing is missing, the rows that give the outcome; else those certain to hold.
        missing: the unknown facts that could change the outcome, sorted; empty when settled.
    """

    rows: tuple[RowT, ...]
    missing: tuple[str, ...]


def settle(
    rows: Sequence[RowT],
    facts: Facts,
    kinds: Mapping[str, FactKind],
    outcome: Callable[[RowT], Hashable],
) -> Settled[RowT]:
    """Find the outcome of the rows that hold, or the unknown facts on which it hangs.

    The outcome is settled when every completion of the unknown facts gives the same set of
    outcomes. A fact is missing when two completions that differ in nothing else give two sets.

    Args:
        rows: the rows, in any order; the answer does not depend on it.
        facts: the facts by name.
        kinds: the values that each fact may have.
        outcome: what a row stands for; rows with equal outcomes agree.
    """
    truths = [(row, holds(row, facts)) for row in rows]
    certain = [row for row, truth in truths if truth]
    possible = [row for row, truth in truths if truth is not False]
    names, choices = _choices(possible, facts, kinds)
    if not names:
        return Settled(tuple(certain), ())
    holding = {
        values: [
            row
            for row in possible
            if holds(row, {**facts, **dict(zip(names, values, strict=True))})
        ]
        for values in product(*choices)
    }
    outcomes = {values: frozenset(map(outcome, rows)) for values, rows in holding.items()}
    missing = tuple(
        name for index, name in enumerate(names) if _matters(index, outcomes, choices[index])
    )
    if missing:
        return Settled(tuple(certain), missing)
    # every completion gives the same outcomes; one without a certain row rests on the open ones
    lacking = next(iter(outcomes.values())) - set(map(outcome, certain))
    resting = [row for row in possible if any(row in rows for rows in holding.values())]
    return Settled(tuple(r for r in resting if r in certain or outcome(r) in lacking), ())


def can_meet(rows: Sequence[RowT], facts: Facts, kinds: Mapping[str, FactKind]) -> bool:
    """Tell whether some completion of the unknown facts lets all the rows hold at once."""
    names, choices = _choices(rows, facts, kinds)
    return any(
        all(holds(row, {**facts, **dict(zip(names, values, strict=True))}) for row in rows)
        for values in product(*choices)
    )


def _choices(
    rows: Sequence[RowT], facts: Facts, kinds: Mapping[str, FactKind]
) -> tuple[list[str], list[tuple[Fact, ...]]]:
    """Name the unknown facts on which rows hang, and the values that each may have."""
    names = sorted({name for row in rows for name in undecided(row, facts)})
    return names, [tuple(_completions(kinds[name], _named(name, rows))) for name in names]


def _named(name: str, rows: Iterable[Conditional]) -> frozenset[Value]:
    """Collect the values of a fact that some row tests."""
    return frozenset(
        value for row in rows for tests in (row.when, row.unless) for value in tests.get(name, ())
    )


def _completions(kind: FactKind, named: frozenset[Value]) -> Iterator[Fact]:
    """Give a fact's values, one standing for all that no row can tell apart."""
    tested = [value for value in kind.values if value in named]
    if kind.several:
        for size in range(len(tested) + 1):
            yield from (frozenset(map(str, chosen)) for chosen in combinations(tested, size))
    else:
        yield from tested
        yield from [value for value in kind.values if value not in named][:1]


def _matters(
    index: int, outcomes: Mapping[tuple[Fact, ...], Hashable], values: Sequence[Fact]
) -> bool:
    """Tell whether changing one fact alone can change the outcome."""
    return any(
        outcomes[(*others[:index], value, *others[index + 1 :])] != found
        for others, found in outcomes.items()
        for value in values
    )
