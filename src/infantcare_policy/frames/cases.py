"""The few cases to which the facts of a portfolio come, and how a rule is asked about each.

A row of a plan tests few facts, and tells few of their values apart. So a rule is asked once about
every combination of what the rows can tell apart, and what it answers is the table in which every
engine looks its rows up: the rule is written once, in Python, with its articles.

Source: the rows of 2.4.10, A1 and 3.2, asked through their rules.

Limitations: what is counted or has a history (slots, days, sums) is no case; it is reckoned in
columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from infantcare_policy.conditions import Fact
from infantcare_policy.decisions import Conflicting, Undetermined
from infantcare_policy.facilities import Demonstration, Facility
from infantcare_policy.fact_kinds import FACTS
from infantcare_policy.frames.columns import FACT_COLUMNS, LEVEL, SEPARATOR, spellings
from infantcare_policy.terms import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from infantcare_policy.conditions import Conditional, Facts
    from infantcare_policy.decisions import Decision
    from infantcare_policy.frames.engines import Kind

__all__ = ["WHY", "Axis", "Cases", "explained", "facility_with", "facts_of", "joined"]


@frozen
class Axis:
    """A fact whose values are taken together where no row can tell them apart.

    Attributes:
        values: one value for each class, by its number; `None` is the unknown.
        numbers: the number of the class of every value that a column may hold.
    """

    name: str
    values: tuple[Fact, ...]
    numbers: Mapping[str | bool, int]

    @property
    def unknown(self) -> int:
        """The number of the class of what is unknown."""
        return self.values.index(None)

    @staticmethod
    def of(name: str, rows: Iterable[Conditional]) -> Axis:
        """Find the classes of a fact that rows test."""
        kind = FACTS[name]
        if kind.values == (True, False):
            return Axis(name, (False, True, None), {False: 0, True: 1})
        words = tuple(map(str, kind.values))
        named = {
            str(value)
            for row in rows
            for tests in (row.when, row.unless)
            for value in tests.get(name, ())
        }
        tested = [word for word in words if word in named]
        values: list[Fact]
        texts: dict[str, Fact]
        if name == LEVEL:  # at most one, and rows may also ask whether there is any
            texts = {text: chosen for text, chosen in spellings(words) if len(chosen) <= 1}
            values = list(texts.values())
        elif kind.several:
            sizes = range(len(tested) + 1)
            values = [frozenset(chosen) for size in sizes for chosen in combinations(tested, size)]
            texts = {text: chosen & named for text, chosen in spellings(words)}
        else:
            others = [word for word in words if word not in named][:1]
            values = [*tested, *others]
            texts = {word: word if word in named else others[0] for word in words}
        numbers: dict[str | bool, int] = {t: values.index(value) for t, value in texts.items()}
        return Axis(name, (*values, None), numbers)

    @staticmethod
    def unsaid(name: str) -> Axis:
        """Give the one class of a fact of which no column speaks.

        It is unknown, but for what is the county's own act, which is "no" unless said otherwise.
        """
        acts: Mapping[str, Fact] = {"introduced_brand": False, LEVEL: frozenset()}
        return Axis(name, (acts.get(name),), {})


@frozen
class Cases:
    """Every combination of the classes of a few facts, numbered."""

    axes: tuple[Axis, ...]
    size: int = field(init=False)

    @size.default
    def _size(self) -> int:
        return prod(len(axis.values) for axis in self.axes)

    @staticmethod
    def of(rows: Sequence[Conditional], held: Iterable[str]) -> Cases:
        """Find the cases that rows can tell apart among facilities with these columns."""
        tested = {name for row in rows for name in (*row.when, *row.unless)}
        if "demonstration" in tested:
            tested.add(LEVEL)
        said = set(held)
        return Cases(
            tuple(
                Axis.of(name, rows) if name in said else Axis.unsaid(name)
                for name in FACT_COLUMNS
                if name in tested
            )
        )

    @property
    def strides(self) -> tuple[int, ...]:
        """By how much the number of a case grows with that of each class."""
        sizes = [len(axis.values) for axis in self.axes]
        return tuple(prod(sizes[:place]) for place in range(len(sizes)))

    def __iter__(self) -> Iterator[Mapping[str, Fact]]:
        """Give the facts of every case, in the order of their numbers."""
        names = [axis.name for axis in self.axes]
        for values in product(*(axis.values for axis in reversed(self.axes))):
            yield dict(zip(names, reversed(values), strict=True))


EVENTS = ("registered", "filed", "opened", "closed")


def facility_with(
    facts: Facts, on: date, *, name: str = "F", town: str | None = None, uscc: str | None = None
) -> Facility:
    """Give a facility that has these facts on a day; of its acceptances it says nothing."""
    said: dict[str, Any] = {}
    for fact, value in facts.items():
        if fact in EVENTS:
            said[f"{fact}_on"] = on if value else value
        elif fact == LEVEL and isinstance(value, frozenset):
            levels = [Demonstration(level=Level(level), since=on) for level in value]
            said["demonstration"] = levels[0] if levels else False
        elif fact == LEVEL:
            said["demonstration"] = None
        else:
            said[fact] = _in_words(fact, value)
    return Facility(id=name, town=town, uscc=uscc, **said)


def _in_words(name: str, fact: Fact) -> object:
    """Turn the texts of a fact into the words of its list."""
    words = {str(word): word for word in FACTS[name].values}
    if isinstance(fact, frozenset):
        return tuple(words[text] for text in sorted(fact))
    return words[fact] if isinstance(fact, str) else fact


def facts_of(row: Mapping[str, Any]) -> dict[str, Fact]:
    """Read the facts of a row of a frame; a column that is not there says nothing."""
    facts: dict[str, Fact] = {}
    for name in FACT_COLUMNS.keys() & row.keys():
        value = row[name]
        several = FACTS[name].several and value is not None
        facts[name] = frozenset(filter(None, value.split(SEPARATOR))) if several else value
    return facts


def joined(names: Iterable[object]) -> str:
    """Put names into one text, each once, sorted."""
    return SEPARATOR.join(sorted(set(map(str, names))))


WHY: Mapping[str, Kind] = dict.fromkeys(("missing", "grounds", "articles", "readings"), "String")
"""The columns of every answer that say what it rests on, or what is missing for one."""


def explained(answer: Decision[object]) -> dict[str, str]:
    """Give the kind of an answer and what explains it, as texts."""
    missing = answer.missing if isinstance(answer, Undetermined) else ()
    grounds = answer.grounds
    if isinstance(answer, Conflicting):
        grounds += tuple(ground for option in answer.options for ground in option.grounds)
    return {
        "kind": answer.kind,
        "missing": joined(item.name for item in missing),
        "grounds": joined(ground.code for ground in grounds),
        "articles": joined(answer.citations),
        "readings": joined(f"{stamp.id}={stamp.option}" for stamp in answer.readings),
    }
