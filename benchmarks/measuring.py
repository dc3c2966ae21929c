"""Time several sides in turns, so that the noise of a machine falls on all of them alike.

A module of the command's `GROUPS` has one function, `compare(effort) -> list[Comparison]`: it
checks what it is going to measure (`expect`), measures, and gives the rows of the table. Each row
says what was measured against what (two `pyperf.Benchmark`s, each under a name that no other group
uses), in `at_most` the ratio that is to be reached, if there is one, and in `remark` what a reader
has to know of the row, such as `inexact`. Times come from `take_turns`; anything else, such as
bytes, from `measured(name, values, unit="byte")`: one value a round and every value above 0. The
two sides of a row have the same unit and as many values. Rows of the same `what` stand together.

Limitations: wall time. pyperf keeps the values, their medians and the facts of the machine; the
turns are taken here, because its runner finishes one benchmark before it begins the next.
"""

import sys
from collections.abc import Callable, Sequence
from math import ceil
from statistics import median
from timeit import timeit
from typing import Literal, TypeAlias

import pyperf
from attrs import frozen


class WrongAnswer(Exception):
    """What was to be timed gives a wrong result, so that its time would mean nothing."""


def expect(what: str, found: object, expected: object) -> None:
    """Refuse a result that is not the expected one."""
    if found != expected:
        message = f"{what}: expected {expected}, got {found}"
        raise WrongAnswer(message)


def in_digits(ratio: float) -> str:
    """Write a ratio with two places, and a small one with three digits, so that 1/8 can be told."""
    return f"{ratio:.2f}" if ratio >= 1 else f"{ratio:.3g}"


@frozen(kw_only=True)
class Effort:
    """How many rounds of each group are run, and the least seconds that one value lasts.

    Attributes:
        processes: of `fresh_processes`.
        calls: of `one_facility`.
        portfolios: of `peers_one_facility`.
        counties: of `whole_county`.
        documents: of `json_in_and_out`.
        frames: of `frames_against_peers`.
        rows: the sizes of its frames, from the smallest to the largest.
        seconds: what repeats within one value until it has lasted so long.
    """

    processes: int
    calls: int
    portfolios: int
    counties: int
    documents: int
    frames: int
    rows: tuple[int, ...]
    seconds: float


FULL = Effort(
    processes=40,
    calls=40,
    portfolios=40,
    counties=9,
    documents=15,
    frames=3,
    rows=(1_000, 10_000, 100_000, 1_000_000, 10_000_000),
    seconds=0.05,
)
QUICK = Effort(
    processes=3,
    calls=5,
    portfolios=3,
    counties=1,
    documents=1,
    frames=1,
    rows=(1_000, 10_000),
    seconds=0.005,
)

Unit: TypeAlias = Literal["second", "byte", "integer"]
"""What pyperf can write out."""


@frozen(kw_only=True)
class Side:
    """Something to be timed; a time is that of one of the equal parts of its work."""

    name: str
    run: Callable[[], object]
    parts: int = 1


@frozen(kw_only=True)
class Comparison:
    """A row of the table: one side against another that was measured in the same rounds.

    Attributes:
        at_most: the ratio that is to be reached; `None` where none is asked for.
        remark: what a reader has to know of the row, in a few words.
    """

    what: pyperf.Benchmark
    against: pyperf.Benchmark
    at_most: float | None = None
    remark: str = ""

    @property
    def ratio(self) -> float:
        """Divide the medians."""
        return float(self.what.median() / self.against.median())

    @property
    def asked(self) -> str:
        """Write the ratio that is to be reached; empty where there is none."""
        return "" if self.at_most is None else f"≤ {in_digits(self.at_most)}"

    @property
    def reached(self) -> bool | None:
        """Tell whether the ratio is as asked for; `None` where none is."""
        return None if self.at_most is None else self.ratio <= self.at_most

    @property
    def paired(self) -> float:
        """Give the median of the ratios of the rounds, which a slow drift cannot shift."""
        pairs = zip(self.what.get_values(), self.against.get_values(), strict=True)
        return median(float(what / against) for what, against in pairs)


def take_turns(sides: Sequence[Side], *, rounds: int, seconds: float) -> list[pyperf.Benchmark]:
    """Time every side once a round; every other round runs backwards, so that none leads."""
    turns = [(side, _loops(side, seconds), list[float]()) for side in sides]
    for done in range(rounds):
        _show(f"{sides[-1].name}: {done} of {rounds} rounds")
        for side, loops, taken in turns if done % 2 else reversed(turns):
            taken.append(_seconds(side, loops) / side.parts)
    _show("")
    return [measured(side.name, taken) for side, _, taken in turns]


def measured(name: str, values: Sequence[float], *, unit: Unit = "second") -> pyperf.Benchmark:
    """Keep what was measured of one side, one value a round; pyperf wants each above 0."""
    return pyperf.Benchmark([pyperf.Run(values, metadata={"name": name, "unit": unit})])


def _loops(side: Side, seconds: float) -> int:
    """Count the calls that last long enough, from a second call if the first was too fast."""
    return 1 if _seconds(side, 1) >= seconds else ceil(seconds / _seconds(side, 1))


def _seconds(side: Side, loops: int) -> float:
    """Time one call, with the garbage collector at work as it is in an application."""
    return timeit(side.run, "gc.collect(); gc.enable()", number=loops) / loops


def _show(progress: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{progress}")
        sys.stderr.flush()
