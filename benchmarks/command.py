"""The command: it measures, prints one table, and keeps the record if asked to."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from platform import python_version

import pyperf

from benchmarks import fresh_processes, one_facility, whole_county
from benchmarks.measuring import FULL, QUICK, Comparison, WrongAnswer
from infantcare_policy import PolicyError

GROUPS = (fresh_processes, one_facility, whole_county)
HEAD = ("what", "time", "against", "ratio", "paired")
EXAMPLE = "example:\n  python -m benchmarks --quick --json times.json"


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
    options = parser.parse_args(arguments)
    rows: list[Comparison] = []
    try:
        for group in GROUPS:
            rows += group.compare(QUICK if options.quick else FULL)
    except (WrongAnswer, PolicyError) as wrong:
        sys.stderr.write(f"error: {wrong}\n")
        return 1
    sys.stdout.write(_table(rows))
    if options.json:
        try:
            _record(rows).dump(str(options.json), replace=True)
        except OSError as wrong:
            parser.error(f"argument --json: cannot write the file: {wrong}")
    return 0


def _file(name: str) -> Path:
    """Refuse what cannot be a file before a minute is spent on measuring."""
    file = Path(name)
    if file.is_dir() or not file.parent.is_dir():
        message = f"expected a file in an existing directory, got {name!r}"
        raise ArgumentTypeError(message)
    return file


def _table(rows: Sequence[Comparison]) -> str:
    cells = [HEAD, *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in cells]
    ratios = "ratio: of the medians; paired: the median of the ratios of the rounds."
    return "\n".join((*lines, "", ratios, f"Wall time, Python {python_version()}.", ""))


def _cells(row: Comparison) -> tuple[str, ...]:
    what, against = (side.format_value(side.median()) for side in (row.what, row.against))
    names = row.what.get_name(), row.against.get_name()
    return names[0], what, f"{names[1]} ({against})", f"{row.ratio:.2f}", f"{row.paired:.2f}"


def _record(rows: Sequence[Comparison]) -> pyperf.BenchmarkSuite:
    """Put every timed side into one suite, with its ratios."""
    sides = {side.get_name(): side for row in rows for side in (row.against, row.what)}
    for row in rows:
        name = f"ratio to {row.against.get_name()}"
        row.what.update_metadata({name: row.ratio, f"paired {name}": row.paired})
    return pyperf.BenchmarkSuite(list(sides.values()))
