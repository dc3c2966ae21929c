"""Ask the plans of all counties of a province at once, with PySpark, from Parquet to Parquet.

    python docs/recipes/provincial_rollup.py --input DIR --plans DIR --output DIR

What has to be in these folders, and how the same script goes to a cluster, is told in
`docs/howto/province.md`. What comes out: `routes` and `entitlements`, a row for each facility, in
a folder for each county; `totals`, a row for each county; `plans`, which plans were asked, and for
which day.

Source: the rules that are asked, 2.4.10 and 3.2 of the plan that each county has.

Limitations: the output appears whole or not at all where the storage can rename a folder at once:
local disks and HDFS can, object stores cannot.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4
from zoneinfo import ZoneInfo

import pyarrow as pa

from infantcare_policy import Ban, InvalidFacts, Plan, PlanError, PolicyError, frames, load
from infantcare_policy.money import from_fen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyspark.sql import DataFrame, SparkSession

__all__ = ["Refused", "main"]

BAD_INPUT = 2
SHANGHAI = ZoneInfo("Asia/Shanghai")
TABLES = ("facilities", "acceptances", "payments", "bans")
MARK = "totals/_SUCCESS"
MOST_REASONS = 12
SETTINGS = {
    # a folder county=610222 means the text, not the number
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    # many small tables are broadcast, and each takes a page, which may be 64 MB unless it is said
    "spark.buffer.pageSize": "1m",
}
INSTALL = "python -m pip install 'infantcare-policy[frames]' pyspark"


class Refused(Exception):
    """What came in is not asked; the message says everything that is wrong with it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, write and print, and give the exit status: 2 for what cannot be asked."""
    options = _options(arguments)
    try:
        plans = read_plans(options.plans)
        with spark_session(options.master) as spark:
            _roll_up(spark, plans, options)
    except (Refused, PolicyError) as wrong:
        sys.stderr.write(f"error: {wrong}\n")
        return BAD_INPUT
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="provincial_rollup.py",
        description="Ask the plans of all counties who registers each facility and what it is due.",
        epilog="Exit status: 0 when the answers are written, 2 when nothing is.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--input",
        required=True,
        metavar="DIR",
        help=f"the folder or URI that holds {', '.join(TABLES)} as Parquet",
    )
    parser.add_argument(
        "--plans",
        required=True,
        type=Path,
        metavar="DIR",
        help="the folder, on this machine, of one plan file (.toml) for each county",
    )
    parser.add_argument(
        "--output", required=True, metavar="DIR", help="where the answers go; it must not exist"
    )
    parser.add_argument(
        "--on",
        type=_day,
        metavar="DAY",
        help="the day to ask for; today in Asia/Shanghai if absent",
    )
    parser.add_argument(
        "--master",
        metavar="URL",
        help="where Spark runs, such as local[2]; what spark-submit says if absent",
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace the answers of an earlier run"
    )
    options = parser.parse_args(arguments)
    options.on = options.on or datetime.now(SHANGHAI).date()
    return options


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        message = f"expected a day such as 2025-12-31, got {text!r}"
        raise argparse.ArgumentTypeError(message) from None


# what comes in


def read_plans(folder: Path) -> dict[str, Plan]:
    """Load the plan of every county in a folder, by its id.

    Raises:
        Refused: with every fault of every file.
    """
    if not folder.is_dir():
        message = f"{folder}: expected a folder of plan files, found none"
        raise Refused(message)
    plans: dict[str, Plan] = {}
    files: dict[str, Path] = {}
    wrong: list[str] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            plan = load(file)
        except PlanError as error:
            wrong.append(f"{error}")
            continue
        if plan.id in plans:
            wrong.append(
                f"{file}: expected the plan of another county, "
                f"got {plan.id}, which is that of {files[plan.id]}"
            )
        plans[plan.id], files[plan.id] = plan, file
    if not plans and not wrong:
        wrong.append(f"{folder}: expected a plan file (.toml) for each county, found none")
    if wrong:
        raise Refused("\n".join(wrong))
    return plans


class Records(NamedTuple):
    """The records of all counties; the bans are few, and held."""

    facilities: DataFrame
    acceptances: DataFrame
    payments: DataFrame
    bans: tuple[Ban, ...]


def _records(spark: SparkSession, place: str) -> Records:
    """Open the records; of the bans every row is read."""
    missing = [name for name in TABLES if not Storage(spark, f"{place}/{name}").exists()]
    if missing:
        message = f"{place}: expected {', '.join(TABLES)}; there is no {', no '.join(missing)}"
        raise Refused(message)
    # as in `spark_session`; some of what Java throws is translated, and some is not
    from py4j.protocol import Py4JJavaError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    tables = {}
    wrong = []
    for name in TABLES:
        try:
            tables[name] = spark.read.parquet(f"{place}/{name}")
        except (PySparkException, Py4JJavaError) as error:
            wrong.append(f"{place}/{name}: expected Parquet, got: {_cause(error)}")
    if wrong:
        raise Refused("\n".join(wrong))
    return Records(bans=_bans(tables.pop("bans"), f"{place}/bans"), **tables)


def _cause(error: Exception) -> str:
    """Give the one line that tells what is wrong, out of the many of Java."""
    thrown: Any = getattr(error, "java_exception", None)
    while thrown is not None and thrown.getCause() is not None:
        thrown = thrown.getCause()
    told = str(error) if thrown is None else str(thrown.getMessage())
    return told.partition("\n")[0]


def _bans(table: DataFrame, place: str) -> tuple[Ban, ...]:
    names = ("subject", "since", "for_life", "until")
    if missing := [name for name in names if name not in table.columns]:
        message = f"{place}: expected the columns {', '.join(names)}; there is no {missing[0]}"
        raise Refused(message)
    bans, wrong = [], []
    for number, row in enumerate(table.select(*names).collect()):
        try:
            bans.append(Ban(**row.asDict()))
        except InvalidFacts as error:
            wrong += [fault.under(f"bans[{number}]") for fault in error.faults]
    if wrong:
        raise InvalidFacts(wrong, place)
    return tuple(bans)


# what is asked, and what goes out


def _roll_up(spark: SparkSession, plans: Mapping[str, Plan], options: argparse.Namespace) -> None:
    """Ask, write to a fresh folder, and give the folder its name at the end."""
    output = Storage(spark, options.output)
    if output.exists():
        if not options.overwrite:
            message = f"{options.output}: exists; name another folder, or say --overwrite"
            raise Refused(message)
        if not Storage(spark, f"{options.output}/{MARK}").exists():
            message = (
                f"{options.output}: expected the answers of an earlier run, found other things"
            )
            raise Refused(message)
    records = _records(spark, options.input)
    frames.check(
        plans,
        on=options.on,
        facilities=records.facilities,
        acceptances=records.acceptances,
        payments=records.payments,
    )
    draft = Storage(spark, f"{options.output.rstrip('/')}.draft-{uuid4().hex[:8]}")
    try:
        summary = _write(spark, plans, records, draft.path, options.on)
        draft.become(output)
    finally:
        draft.delete()
    sys.stdout.write(summary)


def _write(
    spark: SparkSession, plans: Mapping[str, Plan], records: Records, place: str, on: date
) -> str:
    """Write all answers, and tell in words what they come to."""
    asked = {
        "routes": frames.routes(records.facilities, plans, on=on, checked=True),
        "entitlements": frames.entitlements(
            records.facilities,
            records.acceptances,
            plans,
            on=on,
            payments=records.payments,
            bans=records.bans,
            checked=True,
        ),
    }
    answers = {}
    for name, found in asked.items():
        # one task writes a county, and each county is one file
        by_county = found.repartition("county")
        by_county.write.partitionBy("county").parquet(f"{place}/{name}")
        answers[name] = spark.read.schema(found.schema).parquet(f"{place}/{name}")
    # the sums are those of what has been written, and nothing is worked out twice
    totals = frames.totals(answers["entitlements"], by=("county",)).coalesce(1)
    totals.write.parquet(f"{place}/totals")
    stamps = [
        {"county": county, "status": plan.status, "fingerprint": plan.fingerprint, "on": on}
        for county, plan in plans.items()
    ]
    # as an Arrow table: rows would be sent through a Python on the executors, which need none
    stamped = spark.createDataFrame(pa.Table.from_pylist(stamps))
    stamped.coalesce(1).write.parquet(f"{place}/plans")
    return _told(plans, [row.asDict() for row in totals.collect()], answers, on)


class Storage:
    """A folder wherever Spark can write: on this machine, in HDFS, in an object store."""

    def __init__(self, spark: SparkSession, path: str) -> None:
        self.path = path
        jvm: Any = spark._jvm  # noqa: SLF001 - the one way to the storage that Spark itself uses
        context: Any = spark._jsc  # noqa: SLF001
        self.place = jvm.org.apache.hadoop.fs.Path(path)
        self.files = self.place.getFileSystem(context.hadoopConfiguration())

    def exists(self) -> bool:
        """Tell whether something is there."""
        return bool(self.files.exists(self.place))

    def delete(self) -> None:
        """Delete what is there, if anything is."""
        self.files.delete(self.place, True)  # noqa: FBT003 - Java knows no names

    def become(self, other: Storage) -> None:
        """Take the place of another folder, which is put aside until this one stands there.

        Raises:
            Refused: when the storage does not rename; what stood there stands there again.
        """
        aside = self.place.suffix(".old")
        replaces = other.exists()
        moved = not replaces or self.files.rename(other.place, aside)
        if not moved or not self.files.rename(self.place, other.place):
            if moved and replaces:
                self.files.rename(aside, other.place)
            message = f"{other.path}: expected a place to write to, the storage would not rename"
            raise Refused(message)
        self.files.delete(aside, True)  # noqa: FBT003


@contextmanager
def spark_session(master: str | None) -> Iterator[SparkSession]:
    """Give the session that is there already, or one for as long as it is needed."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - help and faults of plans need none
    except ModuleNotFoundError:
        message = f"this recipe needs pyspark: {INSTALL}"
        raise Refused(message) from None
    if active := SparkSession.getActiveSession():
        yield active
        return
    builder = SparkSession.builder.appName("provincial roll-up")
    if master:
        builder = builder.master(master)
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


# what is printed


def _told(
    plans: Mapping[str, Plan],
    totals: Sequence[Mapping[str, Any]],
    answers: Mapping[str, DataFrame],
    on: date,
) -> str:
    """Tell the totals, what is missing from them, and which plans were asked."""
    payers = list(dict.fromkeys(payer.id for plan in plans.values() for payer in plan.payers))
    return "\n".join(
        (
            f"Asked for {on}, of {len(plans)} plans.",
            "",
            _table(("county", "status", "fingerprint", *COUNTED), _counties(plans, totals, payers)),
            "",
            _table(
                ("payer", "share", "paid", "due", "not known of"), _payers(plans, totals, payers)
            ),
            "",
            "Sums in yuan, of what is known; the last column counts facilities.",
            "",
            _table(("question", "answer", "because of", "facilities"), _kinds(answers)),
            "",
        )
    )


COUNTED = ("facilities", "decided", "slots", "due")


def _counties(
    plans: Mapping[str, Plan], totals: Sequence[Mapping[str, Any]], payers: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    by_county = {row["county"]: row for row in totals}
    for county, plan in plans.items():
        row = by_county.get(county, {})
        counted = (f"{row.get(name, 0):,}" for name in COUNTED[:-1])
        due = sum(row.get(f"due_fen_{payer}", 0) for payer in payers)
        yield county, plan.status, plan.fingerprint[:12], *counted, _yuan(due)


def _payers(
    plans: Mapping[str, Plan], totals: Sequence[Mapping[str, Any]], payers: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    for payer in payers:
        theirs = [
            row for row in totals if payer in {each.id for each in plans[row["county"]].payers}
        ]
        sums = (
            sum(row[f"{sum_}_fen_{payer}"] for row in theirs) for sum_ in ("share", "paid", "due")
        )
        unknown = sum(row[f"unknown_{payer}"] for row in theirs)
        yield payer, *map(_yuan, sums), f"{unknown:,}"


def _kinds(answers: Mapping[str, DataFrame]) -> Iterator[tuple[str, ...]]:
    """Count the answers of each kind, with what an open one hangs on; the most frequent first."""
    hangs_on = {"routes": ("missing", "options"), "entitlements": ("missing", "decider")}
    for question, columns in hangs_on.items():
        counted = answers[question].groupBy("kind", *columns).count().collect()
        rows = sorted(counted, key=lambda row: (-row["count"], *map(str, row)))
        for row in rows[:MOST_REASONS]:
            why = ", ".join(row[name] for name in columns if row[name])
            yield question, row["kind"], why, f"{row['count']:,}"
        if rest := rows[MOST_REASONS:]:
            yield question, f"{len(rest)} more", "", f"{sum(row['count'] for row in rest):,}"


def _yuan(fen: int) -> str:
    return f"{from_fen(fen):,}"


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Line up columns; numbers stand at the right."""
    lines = [head, *rows]
    columns = list(zip(*lines, strict=True))
    numbers = [all(cell[:1].isdigit() for cell in column[1:]) for column in columns]
    widths = [max(map(len, column)) for column in columns]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(line, widths, numbers, strict=True)
        ).rstrip()
        for line in lines
    )


if __name__ == "__main__":
    sys.exit(main())
