"""The command: it measures, prints one table, draws it, and keeps the record if asked to."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from platform import python_version

import pyperf

from benchmarks import (
    frames_against_peers,
    fresh_processes,
    json_in_and_out,
    one_facility,
    peers_one_facility,
    whole_county,
)
from benchmarks.measuring import FULL, QUICK, Comparison, WrongAnswer, in_digits
from infantcare_policy import PolicyError

GROUPS = (
    fresh_processes,
    one_facility,
    peers_one_facility,
    whole_county,
    json_in_and_out,
    frames_against_peers,
)
CHART = Path(__file__).parent.parent / "docs" / "_static" / "benchmarks.svg"
HEAD = ("what", "measured", "against", "ratio", "paired", "to reach", "reached", "remark")
REACHED = {True: "yes", False: "no", None: ""}
EXAMPLE = "example:\n  python -m benchmarks --quick --json times.json --chart ratios.svg"


def run(arguments: Sequence[str]) -> int:
    """Measure, print the table, and give the exit status; bad arguments exit with 2 at once."""
    parser = ArgumentParser(
        prog="python -m benchmarks",
        description="Measure times side by side, and print their ratios as one table.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--quick", action="store_true", help="a few rounds only, for CI")
    parser.add_argument("--json", type=_file, metavar="FILE", help="keep every value, for pyperf")
    parser.add_argument(
        "--chart",
        type=_file,
        metavar="FILE",
        help="where to draw the ratios, as SVG; a full run draws docs/_static/benchmarks.svg",
    )
    options = parser.parse_args(arguments)
    picture = options.chart or (None if options.quick else CHART)
    rows: list[Comparison] = []
    try:
        for group in GROUPS:
            rows += group.compare(QUICK if options.quick else FULL)
    except (WrongAnswer, PolicyError) as wrong:
        sys.stderr.write(f"error: {wrong}\n")
        return 1
    sys.stdout.write(_table(rows))
    if options.json:
        with _writing(parser, "--json"):
            _record(rows).dump(str(options.json), replace=True)
    if picture:
        from benchmarks.chart import draw  # noqa: PLC0415 - matplotlib is slow, and few runs draw

        with _writing(parser, "--chart"):
            draw(rows, picture)
    return 0


@contextmanager
def _writing(parser: ArgumentParser, argument: str) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        parser.error(f"argument {argument}: cannot write the file: {wrong}")


def _file(name: str) -> Path:
    """Refuse what cannot be a file before a minute is spent on measuring."""
    file = Path(name)
    if file.is_dir() or not file.parent.is_dir():
        message = f"expected a file in an existing directory, got {name!r}"
        raise ArgumentTypeError(message)
    return file


def _table(rows: Sequence[Comparison]) -> str:
    columns = [column for column in zip(HEAD, *map(_cells, rows), strict=True) if any(column[1:])]
    widths = [max(map(len, column)) for column in columns]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in zip(*columns, strict=True)]
    ratios = "ratio: of the medians; paired: the median of the ratios of the rounds."
    asked = [row.reached for row in rows if row.reached is not None]
    reached = f"To reach: {asked.count(True)} of {len(asked)} ratios are as asked for."
    return "\n".join((*lines, "", ratios, reached, f"Wall time, Python {python_version()}.", ""))


def _cells(row: Comparison) -> tuple[str, ...]:
    what, against = (side.format_value(side.median()) for side in (row.what, row.against))
    names = row.what.get_name(), row.against.get_name()
    ratios = (in_digits(row.ratio), in_digits(row.paired))
    return (
        names[0],
        what,
        f"{names[1]} ({against})",
        *ratios,
        row.asked,
        REACHED[row.reached],
        row.remark,
    )


def _record(rows: Sequence[Comparison]) -> pyperf.BenchmarkSuite:
    """Put every timed side into one suite, with its ratios."""
    sides = {side.get_name(): side for row in rows for side in (row.against, row.what)}
    for row in rows:
        name = f"ratio to {row.against.get_name()}"
        row.what.update_metadata({name: row.ratio, f"paired {name}": row.paired})
    return pyperf.BenchmarkSuite(list(sides.values()))
