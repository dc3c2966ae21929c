"""A portfolio in frames, from a thousand facilities to ten million, against other means.

`SUMS` asks the library for what the others give, and like them trusts the frames; `ALL` has them
checked first, and takes the grounds, articles and readings too.

Limitations: the frames are lazy and in memory, every fact is known and nobody is barred; see
`portfolio.py`. The plan was asked before, so that its table of cases is there. Memory is that of a
fresh process, and is left out where there is no Linux to count it.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from subprocess import PIPE, run
from time import sleep
from typing import TypeAlias

import polars as pl
from pyperf import Benchmark

from benchmarks.frames_peers import (
    Money,
    arrays,
    lined_up,
    simulated,
    with_duckdb,
    with_openfisca,
    with_polars,
    with_polars_and_joins,
)
from benchmarks.measuring import Comparison, Effort, Side, expect, measured, take_turns
from benchmarks.portfolio import ANSWERS, ON, Portfolio, portfolio, rows, totals, totals_of
from infantcare_policy import frames, yijun

SUMS, ALL = "frames, the sums", "frames, checked, every column"
POLARS, JOINED = "Polars by hand", "Polars by hand, with joins"
DUCKDB, OPENFISCA = "DuckDB SQL", "OpenFisca"
FEN, YUAN = "OpenFisca from arrays, int32 fen", "OpenFisca from arrays, float32 yuan"

MILLION = 1_000_000
"""At this size everybody is asked, and from it on the ratios are to be reached."""
OF_POLARS, OF_OPENFISCA, GROWTH, OF_THE_ANSWER = 1.3, 1 / 8, 1.3, 1.5

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
SETTLED = 3  # seconds after which Polars has given back what it has freed

Ask: TypeAlias = Callable[[Portfolio], pl.DataFrame]


def the_sums(made: Portfolio) -> pl.DataFrame:
    """Ask the library for no more than the others give."""
    return _asked(made, checked=True).select(ANSWERS).collect()


def all_columns(made: Portfolio) -> pl.DataFrame:
    """Ask the library for all it says, of frames that it is to check."""
    return _asked(made, checked=False).collect()


AT_EVERY_SIZE: dict[str, Ask] = {
    SUMS: the_sums,
    POLARS: with_polars,
    JOINED: with_polars_and_joins,
}
AT_ONE_SIZE: dict[str, Ask] = {ALL: all_columns, DUCKDB: with_duckdb, OPENFISCA: with_openfisca}
ASKED = AT_EVERY_SIZE | AT_ONE_SIZE


def compare(effort: Effort) -> list[Comparison]:
    """Check everybody's answers, and ask everybody in turns; a time is that of one facility."""
    sizes = effort.rows
    few = portfolio(sizes[0])
    for name, ask in ASKED.items():
        answers = ask(few).select(ANSWERS).sort("facility").rows()
        expect(f"{name}: facilities", len(answers), few.size)
        for answer, exact in zip(answers, rows(few.size), strict=True):
            expect(f"{name}: {exact[0]}", answer, exact)
    sides, off = list[Side](), 0
    for made in map(portfolio, sizes):
        sides += _asking(AT_EVERY_SIZE, made)
        if made.size == _all_asked(sizes):
            others, off = _simulating(made)
            sides += (*_asking(AT_ONE_SIZE, made), *others)
    timed = take_turns(sides, rounds=effort.frames, seconds=effort.seconds)
    found = {side.name: benchmark for side, benchmark in zip(sides, timed, strict=True)}
    return [*_times(found, sizes, off), *_memory(sizes[-1])]


def _asked(made: Portfolio, *, checked: bool) -> pl.LazyFrame:
    answers: pl.LazyFrame = frames.entitlements(
        made.facilities.lazy(),
        made.acceptances.lazy(),
        yijun(),
        on=ON,
        payments=made.payments.lazy(),
        bans=(),
        checked=checked,
    )
    return answers


def _all_asked(sizes: Sequence[int]) -> int:
    """Choose the size at which everybody is asked."""
    return min(MILLION, sizes[-1])


def _each(name: str, size: int) -> str:
    return f"{name}, each of {size:,}"


def _asking(asks: Mapping[str, Ask], made: Portfolio) -> Iterator[Side]:
    """Check the sums of every answer, to the fen, before it is timed."""
    for name, ask in asks.items():
        expect(_each(name, made.size), totals_of(ask(made)), totals(made.size))
        yield Side(name=_each(name, made.size), run=partial(ask, made), parts=made.size)


def _simulating(made: Portfolio) -> tuple[list[Side], int]:
    """Hand OpenFisca its arrays; its fen have to be right, its yuan are so many fen off."""
    facilities, exact = lined_up(made).sort("facility"), totals(made.size)
    sides, off = list[Side](), 0
    moneys: tuple[tuple[str, Money, int], ...] = ((FEN, "fen", 1), (YUAN, "yuan", 100))
    for name, money, fen in moneys:
        inputs = arrays(facilities, money)
        for result, values in simulated(inputs, money).items():
            total = values.sum() if result == "slots" else values.sum() * fen
            off = max(off, abs(round(float(total)) - exact[result]))
        if money == "fen":
            expect(f"{_each(name, made.size)}: fen off", off, 0)
        ask = partial(simulated, inputs, money)
        sides.append(Side(name=_each(name, made.size), run=ask, parts=made.size))
    return sides, off


def _times(found: Mapping[str, Benchmark], sizes: Sequence[int], off: int) -> Iterator[Comparison]:
    """Compare with Polars at every size, with others at one, the largest with a hundredth."""
    one, most = _all_asked(sizes), sizes[-1]
    small = most // 100 if most // 100 in sizes else sizes[0]

    def row(
        asked: tuple[str, int],
        other: tuple[str, int],
        at_most: float | None = None,
        remark: str = "",
    ) -> Comparison:
        what, against = found[_each(*asked)], found[_each(*other)]
        wanted = at_most if asked[1] >= MILLION else None
        return Comparison(what=what, against=against, at_most=wanted, remark=remark)

    for size in sizes:
        yield row((SUMS, size), (POLARS, size), OF_POLARS)
        yield row((SUMS, size), (JOINED, size), OF_POLARS)
        if size == one:
            yield row((SUMS, size), (DUCKDB, size))
            yield row((SUMS, size), (OPENFISCA, size), OF_OPENFISCA)
            yield row((SUMS, size), (FEN, size), remark="lined up for it before")
            yield row((SUMS, size), (YUAN, size), remark=f"inexact: a total is {off:,} fen off")
        if size == most:
            yield row((SUMS, size), (SUMS, small), GROWTH)
    yield row((ALL, one), (POLARS, one))
    yield row((POLARS, most), (POLARS, small))


def _memory(size: int) -> Iterator[Comparison]:
    """Compare the bytes that working an answer out takes with those of the answer."""
    if not RESET.exists():
        return
    for name, wanted in ((ALL, OF_THE_ANSWER), (POLARS, None)):
        command = (sys.executable, "-m", __name__, name, str(size))
        root = Path(__file__).parent.parent
        done = run(command, cwd=root, stdout=PIPE, text=True, check=True)  # noqa: S603 - our own
        peak, answer, sums = json.loads(done.stdout)
        expect(f"{_each(name, size)}: in a fresh process", sums, totals(size))
        yield Comparison(
            what=measured(f"memory of {name}, {size:,} facilities", [peak], unit="byte"),
            against=measured(f"answer of {name}, {size:,} facilities", [answer], unit="byte"),
            at_most=wanted if size >= MILLION else None,
        )


def _remember(name: str, size: str) -> None:
    """Work out an answer in this process, and print by how many bytes the memory grew at most."""
    made = portfolio(int(size))
    sleep(SETTLED)
    RESET.write_text("5")  # the peak is counted anew from here
    loaded = _bytes("VmRSS")
    answer = ASKED[name](made)
    peak = max(_bytes("VmHWM") - loaded, 1)
    sys.stdout.write(json.dumps((peak, answer.estimated_size(), totals_of(answer))))


def _bytes(of: str) -> int:
    """Read a figure of this process, which the kernel gives in kB."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(of))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    _remember(*sys.argv[1:])
