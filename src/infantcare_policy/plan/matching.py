"""Rows of one plan matched against facts, and what they came to remembered.

Rows test few facts, and each fact has few values, so that the facilities of a whole province come
to a few dozen different cases. Each case is worked out once, by `conditions.settle`, and looked up
after that: the rows are still the only rule, and what is remembered is nothing but their answers.

Source: the one mechanism behind the rows of 2.4.10, A1 and 3.2.

Limitations: what is remembered is bounded, belongs to one plan under its readings, and is neither
compared, copied nor pickled with it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from attrs import field, frozen

from infantcare_policy import conditions
from infantcare_policy.decisions import Citation, Missing, ReadingStamp
from infantcare_policy.fact_kinds import FactKind

__all__ = [
    "READING",
    "AnswerT",
    "Cited",
    "CitedT",
    "Matched",
    "Matcher",
    "Question",
    "Remembered",
    "by_id",
]

READING = "reading."

LISTS = 256
"""So many lists of rows are remembered, the ones that were asked last; a plan asks some forty."""

CASES = 1024
"""So many cases are remembered of each list of rows, the ones that were asked last."""


class Cited(conditions.Conditional, Protocol):
    """A row of conditions that has a name in its table and names its source."""

    @property
    def id(self) -> str:
        """Give the name of the row."""
        ...

    @property
    def cite(self) -> Citation:
        """Give the clause of the row."""
        ...


CitedT = TypeVar("CitedT", bound=Cited)

Outcome: TypeAlias = Callable[[CitedT], Hashable]
"""What a row stands for; rows with equal outcomes agree."""

Values: TypeAlias = tuple[conditions.Fact, ...]


def by_id(row: Cited) -> str:
    """Let each row stand for itself."""
    return row.id


@frozen
class Matched(Generic[CitedT]):
    """What rows of the plan come to for given facts.

    Attributes:
        rows: the rows that give the outcome; with something missing, those certain to hold.
        missing: the unknown facts that could change the outcome.
        readings: the readings of which another option could have changed it.
    """

    rows: tuple[CitedT, ...]
    missing: tuple[Missing, ...]
    readings: tuple[ReadingStamp, ...]


PlanT = TypeVar("PlanT")
AnswerT = TypeVar("AnswerT")


@frozen(eq=False)
class Question(Generic[PlanT, AnswerT]):
    """A question that hangs on the facts that rows of a plan test, and on nothing else.

    It is answered once for each case of them: `answer` sees no other facts, so that what it gave
    for the same facts before is the answer again, with its grounds. Write it as a constant.

    Attributes:
        rows: gives the rows of a plan.
        answer: answers for the facts that they test; what it gives is frozen.
    """

    rows: Callable[[PlanT], Iterable[conditions.Conditional]]
    answer: Callable[[conditions.Facts, PlanT], AnswerT]

    def of(self, plan: PlanT) -> Remembered[AnswerT]:
        """Get ready to be asked of one plan."""
        tested = _tested(self.rows(plan))

        @lru_cache(CASES)
        def answer(values: Values) -> AnswerT:
            return self.answer(dict(zip(tested, values, strict=True)), plan)

        return Remembered(tested, answer)


@frozen
class _TheseRows(Generic[CitedT]):
    """Rows as a key: the very same objects in the same order; held here, none can lose its id."""

    rows: tuple[CitedT, ...] = field(eq=False)
    ids: tuple[int, ...] = field(init=False)

    @ids.default
    def _ids(self) -> tuple[int, ...]:
        return tuple(map(id, self.rows))


@frozen
class Remembered(Generic[AnswerT]):
    """The facts that rows test, and the answer to each case of them."""

    tested: tuple[str, ...]
    answer: Callable[[Values], AnswerT]

    def __call__(self, facts: conditions.Facts) -> AnswerT:
        """Look the case of the facts up."""
        return self.answer(tuple(map(facts.get, self.tested)))


def _tested(rows: Iterable[conditions.Conditional]) -> tuple[str, ...]:
    return tuple(sorted({name for row in rows for name in (*row.when, *row.unless)}))


@frozen(eq=False)
class Matcher:
    """Match rows under the readings of one plan.

    Attributes:
        readings: the option that is chosen of each reading, as facts that rows can test.
        kinds: the values that each fact may have.
        stamp: gives the stamp of a reading by its id.
    """

    readings: Mapping[str, str]
    kinds: Mapping[str, FactKind]
    stamp: Callable[[str], ReadingStamp]
    _table: Callable[[_TheseRows[Any], Outcome[Any]], Remembered[Any]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_table", lru_cache(LISTS)(self._tabled))

    def match(
        self, rows: Sequence[CitedT], facts: conditions.Facts, outcome: Outcome[CitedT]
    ) -> Matched[CitedT]:
        """Look up what rows come to for given facts.

        An `outcome` is known again by its identity: write it as a function with a name.
        """
        cases: Remembered[Matched[CitedT]] = self._table(_TheseRows(tuple(rows)), outcome)
        return cases(facts)

    def _tabled(
        self, these: _TheseRows[CitedT], outcome: Outcome[CitedT]
    ) -> Remembered[Matched[CitedT]]:
        rows = these.rows
        tested = _tested(rows)

        @lru_cache(CASES)
        def answer(values: Values) -> Matched[CitedT]:
            return self._matched(rows, dict(zip(tested, values, strict=True)), outcome)

        return Remembered(tested, answer)

    def _matched(
        self, rows: Sequence[CitedT], facts: conditions.Facts, outcome: Outcome[CitedT]
    ) -> Matched[CitedT]:
        known = {**facts, **self.readings}
        settled = conditions.settle(rows, known, self.kinds, outcome)
        missing = tuple(
            Missing(name, "fact", _asked_by(name, rows, known)) for name in settled.missing
        )
        return Matched(settled.rows, missing, tuple(self._shaping(rows, known, outcome)))

    def _shaping(
        self, rows: Sequence[CitedT], known: conditions.Facts, outcome: Outcome[CitedT]
    ) -> Iterator[ReadingStamp]:
        """Find the readings of which another option could have changed the outcome."""
        tested = {name for row in rows for name in (*row.when, *row.unless)}
        for name in sorted(tested & self.readings.keys()):
            blind = conditions.settle(rows, {**known, name: None}, self.kinds, outcome)
            if name in blind.missing:
                yield self.stamp(name.removeprefix(READING))


def _asked_by(name: str, rows: Iterable[Cited], facts: conditions.Facts) -> Citation | None:
    """Find the first row that hangs on an unknown fact."""
    hanging = (row.cite for row in rows if name in conditions.undecided(row, facts))
    return next(hanging, None)
