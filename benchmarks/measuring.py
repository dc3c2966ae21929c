"""Time several sides in turns, so that the noise of a machine falls on all of them alike.

Limitations: wall time. pyperf keeps the values, their medians and the facts of the machine; the
turns are taken here, because its runner finishes one benchmark before it begins the next.
"""

import sys
from collections.abc import Callable, Sequence
from math import ceil
from statistics import median
from timeit import timeit

import pyperf
from attrs import frozen


class WrongAnswer(Exception):
    """What was to be timed gives a wrong result, so that its time would mean nothing."""


def expect(what: str, found: object, expected: object) -> None:
    """Refuse a result that is not the expected one."""
    if found != expected:
        message = f"{what}: expected {expected}, got {found}"
        raise WrongAnswer(message)


@frozen(kw_only=True)
class Effort:
    """How many rounds of each group are run, and the least seconds that one value lasts."""

    processes: int
    calls: int
    counties: int
    seconds: float


FULL = Effort(processes=40, calls=40, counties=9, seconds=0.05)
QUICK = Effort(processes=3, calls=5, counties=1, seconds=0.005)


@frozen(kw_only=True)
class Side:
    """Something to be timed; a time is that of one of the equal parts of its work."""

    name: str
    run: Callable[[], object]
    parts: int = 1


@frozen(kw_only=True)
class Comparison:
    """A row of the table: one timed side against another of the same rounds."""

    what: pyperf.Benchmark
    against: pyperf.Benchmark

    @property
    def ratio(self) -> float:
        """Divide the medians."""
        return float(self.what.median() / self.against.median())

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
    runs = (pyperf.Run(taken, metadata={"name": side.name}) for side, _, taken in turns)
    return [pyperf.Benchmark([run]) for run in runs]


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
