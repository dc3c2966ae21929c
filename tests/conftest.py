"""The engines of data frames on which the tests of `frames` run, each as a stranger would use it.

A test that asks for `engine` runs on every one of them; `quick_engine` and `slow_engine` part them
by what a question costs, so that a law asks the slow ones about many facilities at a time.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa
import pytest
from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

QUICK = ("polars", "polars-lazy", "pandas", "pandas-arrow", "pyarrow", "duckdb")
EAGER = ("polars", "pandas", "pandas-arrow", "pyarrow")
# one worker starts the one Spark
SPARK = pytest.param("pyspark", marks=pytest.mark.xdist_group("spark"))
SLOW = ("dask", SPARK)

OWN_WARNINGS = {
    "dask": (
        # narwhals tells that its Dask part will live in a package of its own
        "ignore:.*narwhals-dask:FutureWarning",
    ),
    "pyspark": (
        # PySpark tells that it was not tested with this pandas, which no test gives it
        "ignore:PySpark does not yet fully support pandas:FutureWarning",
    ),
}
"""What an engine warns of by itself, whatever is asked of it; every other warning is an error."""

FLAGS = frozenset(
    {
        "inclusive",
        "guidance",
        "introduced_brand",
        "serves_meals",
        "open_to_neighbours",
        "registered",
        "filed",
        "opened",
        "closed",
        "acceptances_recorded",
        "passed",
    }
)
WHOLES = frozenset({"slots", "fen", "population"})
DAYS = frozenset({"on", "approved_on"})


def arrow_type(column: str) -> pa.DataType:
    if column in FLAGS:
        return pa.bool_()
    if column in WHOLES or column.startswith(("numerator", "denominator")):
        return pa.int64()
    return pa.date32() if column in DAYS else pa.string()


def arrow_of(columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Give columns the types that a careful stranger would give them."""
    arrays = {name: pa.array(values, arrow_type(name)) for name, values in columns.items()}
    return pa.table(arrays)


Native: TypeAlias = Any
"""A frame of some engine."""


@cache
def connection() -> Native:
    """Give the one connection of these tests, which is not DuckDB's own."""
    return import_module("duckdb").connect()


@cache
def session() -> Native:
    """Start Spark, once for a worker."""
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "OFF",
        "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "2",
        # what makes hours of work quicker makes a few small questions slow
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.adaptive.enabled": "false",
        # a day is a day, wherever the machine stands
        "spark.sql.session.timeZone": "Asia/Shanghai",
    }
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def of_arrow_in_pandas(table: pa.Table) -> Native:
    return table.to_pandas(types_mapper=import_module("pandas").ArrowDtype)


def of_arrow_in_dask(table: pa.Table) -> Native:
    dask = import_module("dask.dataframe")
    return dask.from_pandas(of_arrow_in_pandas(table), npartitions=2)


OF_ARROW: dict[str, Callable[[pa.Table], Native]] = {
    "polars": lambda table: import_module("polars").from_arrow(table),
    "polars-lazy": lambda table: import_module("polars").from_arrow(table).lazy(),
    "pandas": pa.Table.to_pandas,
    "pandas-arrow": of_arrow_in_pandas,
    "pyarrow": lambda table: table,
    "duckdb": lambda table: connection().from_arrow(table),
    "dask": of_arrow_in_dask,
    "pyspark": lambda table: session().createDataFrame(table),
}


def arrow_of_pandas(native: Native) -> pa.Table:
    return pa.Table.from_pandas(native, preserve_index=False)


TO_ARROW: dict[str, Callable[[Native], pa.Table]] = {
    "polars": lambda native: native.to_arrow(),
    "polars-lazy": lambda native: native.collect().to_arrow(),
    "pandas": arrow_of_pandas,
    "pandas-arrow": arrow_of_pandas,
    "pyarrow": lambda native: native,
    "duckdb": lambda native: native.to_arrow_table(),
    "dask": lambda native: arrow_of_pandas(native.compute()),
    "pyspark": lambda native: native.toArrow(),
}


@frozen
class Engine:
    """An engine of data frames, with a way in and a way out that owe nothing to the library."""

    name: str

    @property
    def eager(self) -> bool:
        """Tell whether its frames hold their rows, in an order."""
        return self.name in EAGER

    def frame(self, columns: Mapping[str, Sequence[Any]]) -> Native:
        """Make a frame of columns; on NumPy-backed pandas their types are what pandas makes."""
        if self.name == "pandas":
            return import_module("pandas").DataFrame(dict(columns))
        return self.of_arrow(arrow_of(columns))

    def of_arrow(self, table: pa.Table) -> Native:
        """Make a frame with the types of an Arrow table, as far as the engine has them."""
        return OF_ARROW[self.name](table)

    def table(self, native: Native) -> pa.Table:
        """Work out a frame of this engine, with the types that it has there."""
        return TO_ARROW[self.name](native)

    def rows(self, native: Native) -> list[dict[str, Any]]:
        """Work out a frame and give its rows, `None` for what is unknown; none holds a float."""
        found: list[dict[str, Any]] = self.table(native).to_pylist()
        floats = {name for row in found for name, value in row.items() if type(value) is float}
        assert not floats
        return found


def opened(name: str) -> Engine:
    return Engine(name)


@pytest.fixture(scope="session", params=[*QUICK, *SLOW])
def engine(request: pytest.FixtureRequest) -> Engine:
    return opened(request.param)


@pytest.fixture(scope="session", params=QUICK)
def quick_engine(request: pytest.FixtureRequest) -> Engine:
    return opened(request.param)


@pytest.fixture(scope="session", params=SLOW)
def slow_engine(request: pytest.FixtureRequest) -> Engine:
    return opened(request.param)


@pytest.fixture(scope="session", params=EAGER)
def eager_engine(request: pytest.FixtureRequest) -> Engine:
    return opened(request.param)


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Let each engine warn of what it warns of by itself, and of nothing else."""
    for item in items:
        asked = getattr(item, "callspec", None)
        for name in asked.params.values() if asked else ():
            for pattern in OWN_WARNINGS.get(name, ()) if isinstance(name, str) else ():
                item.add_marker(pytest.mark.filterwarnings(pattern))
