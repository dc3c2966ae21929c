"""What differs between the engines of data frames, and nothing else does.

Source: none; these are properties of the engines.

Limitations: Polars, pandas, PyArrow, DuckDB, Dask and PySpark; another engine is refused. Columns
of pandas and Dask are read as Arrow columns, since NumPy knows no unknown whole number and no
unknown yes or no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

import narwhals.stable.v2 as nw
import pyarrow as pa
from attrs import frozen

from infantcare_policy.errors import Fault, InvalidFacts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ENGINES", "ROW", "Engine", "Frame", "FrameT", "Kind", "one_of", "whole"]

FrameT = TypeVar("FrameT")
"""The caller's kind of frame, of one of `ENGINES`."""

Frame: TypeAlias = nw.LazyFrame[Any]
"""A frame of any engine, in the one language in which the columns are reckoned."""

ENGINES = ("polars", "pandas", "pyarrow", "duckdb", "dask", "pyspark")

Kind = Literal["Int64", "String", "Boolean", "Date"]
"""The type of a column of a small table."""

ARROW = {"Int64": pa.int64(), "String": pa.string(), "Boolean": pa.bool_(), "Date": pa.date32()}

HELD = {"text": pa.string(), "flag": pa.bool_(), "whole": pa.int64(), "day": pa.date32()}
"""The Arrow type of what a column of the caller's is to hold."""

ROW = "row_"
"""The column that keeps the place of a row in a frame that has an order."""


def whole(number: int) -> nw.Expr:
    """Give a whole number of 64 bits; without the width some engines would count in 32."""
    return nw.lit(number, dtype=nw.Int64)


def one_of(condition: nw.Expr) -> nw.Expr:
    """Count 1 where a condition holds and 0 where it does not, or is not known."""
    return nw.when(condition).then(whole(1)).otherwise(whole(0))


@frozen(eq=False)
class Engine:
    """The engine of a caller's frame.

    Attributes:
        like: the caller's frame.
        name: one of `ENGINES`.
        eager: whether the frame holds its rows, and answers are worked out at once.
    """

    like: Any
    name: str
    eager: bool

    @staticmethod
    def of(native: object, place: str) -> Engine:
        """Find the engine of a frame.

        Raises:
            InvalidFacts: for what is no frame of a known engine.
        """
        found = type(native).__name__
        try:
            frame = nw.from_native(native)  # type: ignore[call-overload]
        except TypeError:
            pass
        else:
            found = frame.implementation.value
            name = "pyspark" if found.startswith("pyspark") else found
            if name in ENGINES:
                return Engine(native, name, isinstance(frame, nw.DataFrame))
        expected = f"a data frame of {', '.join(ENGINES)}"
        raise InvalidFacts([Fault("", expected=expected, found=found)], place)

    def faults_beside(self, others: Mapping[str, Engine]) -> list[Fault]:
        """Find frames of other engines, with which this one could not be joined."""
        return [
            Fault(place, expected=f"{self.kind}, as facilities are", found=other.kind)
            for place, other in others.items()
            if other.kind != self.kind
        ]

    @property
    def kind(self) -> str:
        """What kind of frame it is, in a message."""
        return f"{'a' if self.eager else 'a lazy'} frame of {self.name}"

    @property
    def order(self) -> list[str]:
        """The column that keeps the order of the rows, where the frame has one."""
        return [ROW] if self.eager else []

    def open(self, wanted: Mapping[str, str], *, ordered: bool) -> Frame:
        """Read the wanted columns of the caller's frame, those that it has.

        Args:
            wanted: the names of columns, each with what it is to hold, of `HELD`.
            ordered: whether the rows are to keep their order, where the frame has one.
        """
        native = self.like
        if self.name in {"pandas", "dask"}:
            native = native[[name for name in wanted if name in native.columns]]
            native = _of_pandas(native) if self.name == "pandas" else _of_dask(native, wanted)
        if self.name == "pyarrow":
            native = native.cast(pa.schema(map(_short, native.schema)))
        frame = nw.from_native(native)
        held = frame.collect_schema().names()
        known = [name for name in wanted if name in held]
        lazy: Frame = frame.lazy()
        if not known:
            return lazy
        if ordered and isinstance(frame, nw.DataFrame):
            numbered = frame.select(*known).with_row_index(ROW)
            return numbered.with_columns(nw.col(ROW).cast(nw.Int64)).lazy()
        return lazy.select(*known)

    def table(self, columns: Mapping[str, Sequence[Any]], kinds: Mapping[str, Kind]) -> Frame:
        """Make a small table for a join, of the caller's engine.

        Args:
            columns: the values by column.
            kinds: the type of each column.
        """
        schema = pa.schema([(name, ARROW[kinds[name]]) for name in columns])
        table: Frame = nw.from_native(self._native(pa.table(dict(columns), schema=schema))).lazy()
        return table

    def _native(self, infantcare_rows: pa.Table) -> Any:  # noqa: ANN401 - any engine's frame
        match self.name:
            case "pyarrow":
                return infantcare_rows
            case "polars":
                import polars as pl  # noqa: PLC0415

                return pl.from_arrow(infantcare_rows)
            case "duckdb":
                # asked through the caller's relation, so that it is of the same connection;
                # DuckDB finds the Arrow table by the name of the argument
                return self.like.query("infantcare_caller", "select * from infantcare_rows")
            case "pyspark":
                from pyspark.sql.functions import broadcast  # noqa: PLC0415

                return broadcast(self.like.sparkSession.createDataFrame(infantcare_rows))
        import pandas as pd  # noqa: PLC0415

        rows = infantcare_rows.to_pandas(types_mapper=pd.ArrowDtype)
        if self.name == "pandas":
            return rows
        import dask.dataframe as dd  # noqa: PLC0415

        return dd.from_pandas(rows, npartitions=1)

    def nothing(self, kind: Literal["Int64", "String"], *, beside: str) -> nw.Expr:
        """Give a column in which nothing is known, beside one in which everything is."""
        if self.name in {"pandas", "dask"}:  # there a null can only come out of a condition
            value = whole(0) if kind == "Int64" else nw.col(beside)
            return nw.when(nw.col(beside).is_null()).then(value)
        return nw.lit(None, dtype=nw.Int64 if kind == "Int64" else nw.String)

    def once(self, frame: Frame) -> Frame:
        """Have a frame that is used twice worked out once, where the engine must be told."""
        if self.name != "polars":
            return frame
        cached: Frame = nw.from_native(frame.to_native().cache())
        return cached

    def quotient(self, number: nw.Expr, divisor: int) -> nw.Expr:
        """Divide a whole number that is not negative and below 2⁵³, rounded down, exactly."""
        if divisor == 1:
            return number
        found = number // whole(divisor)
        if self.name != "pyspark":
            return found
        # Spark divides in floating point, which may round up to the next whole number
        return found - one_of(found * whole(divisor) > number)

    def give_back(self, frame: Frame) -> Any:  # noqa: ANN401 - the caller's kind of frame
        """Give a result as the caller's kind of frame, in the order of its rows if it has one."""
        if self.name in {"pandas", "dask"}:
            frame = nw.from_native(self._whole(frame.to_native())).lazy()
        if not self.eager:
            return frame.to_native()
        if ROW in frame.collect_schema().names():
            frame = frame.sort(ROW).drop(ROW)
        native = frame.collect().to_native()
        return native.reset_index(drop=True) if self.name == "pandas" else native

    def _whole(self, native: Any) -> Any:  # noqa: ANN401 - a frame of pandas or Dask
        """Give whole numbers as such; beside a null pandas makes floats of those that it holds."""
        import pandas as pd  # noqa: PLC0415

        numbers = {
            name: pd.ArrowDtype(pa.int64())
            for name, dtype in native.dtypes.items()
            if getattr(dtype, "kind", "O") in {"i", "u", "f"}
        }
        return native.astype(numbers)

    def aligned(self, frame: Frame, key: str) -> Frame:
        """Give a whole number the type of the same number in a small table."""
        if self.name != "dask":
            return frame
        import pandas as pd  # noqa: PLC0415

        aligned: Frame = nw.from_native(frame.to_native().astype({key: pd.ArrowDtype(pa.int64())}))
        return aligned

    def rows(self, frame: Frame) -> list[dict[str, Any]]:
        """Work out a small result and give its rows, with `None` for what is unknown."""
        if self.name == "polars":
            return list(frame.collect().rows(named=True))
        in_memory = self.name in {"pandas", "pyarrow"}
        found = frame.collect() if in_memory else frame.collect(backend="pyarrow")
        return list(found.to_arrow().select(frame.collect_schema().names()).to_pylist())


def _short(field: pa.Field) -> pa.Field:
    """Give a text the one of Arrow's two types in which small tables have it."""
    return field.with_type(pa.string()) if pa.types.is_large_string(field.type) else field


def _of_pandas(native: Any) -> Any:  # noqa: ANN401 - a pandas DataFrame
    """Read the columns of pandas as Arrow columns."""
    return native.assign(**{name: _of_series(native[name]) for name in native.columns})


def _of_series(values: Any) -> Any:  # noqa: ANN401 - a pandas Series
    """Read a column; objects of several types are left as they are, and refused."""
    import pandas as pd  # noqa: PLC0415

    if values.isna().all():
        nothing = pd.arrays.ArrowExtensionArray(pa.nulls(len(values)))
        return pd.Series(nothing, index=values.index)
    if values.dtype == object:
        try:
            array = pa.array(values, from_pandas=True)
        except (OverflowError, pa.ArrowInvalid, pa.ArrowTypeError):
            return values
        if pa.types.is_floating(array.type):
            values = values.astype(float)
        else:
            values = pd.Series(pd.arrays.ArrowExtensionArray(array), index=values.index)
    read = values.convert_dtypes(dtype_backend="pyarrow")
    if read.dtype == pd.ArrowDtype(pa.large_string()):
        return read.astype(pd.ArrowDtype(pa.string()))
    return read


def _of_dask(native: Any, wanted: Mapping[str, str]) -> Any:  # noqa: ANN401 - a Dask DataFrame
    """Read the columns of Dask as Arrow columns.

    The type of a column of objects is not known before it is read: it is left, and refused.
    """
    import pandas as pd  # noqa: PLC0415

    kinds = {"i": pa.int64(), "u": pa.int64(), "b": pa.bool_(), "M": pa.timestamp("us")}
    read = {}
    for name, dtype in native.dtypes.items():
        if isinstance(dtype, pd.StringDtype) or dtype == pd.ArrowDtype(pa.large_string()):
            read[name] = pa.string()
        elif dtype == pd.ArrowDtype(pa.null()):
            read[name] = HELD[wanted[name]]
        elif getattr(dtype, "kind", "O") == "u":
            read[name] = pa.int64()
        elif not isinstance(dtype, pd.ArrowDtype) and getattr(dtype, "kind", "O") in kinds:
            read[name] = kinds[dtype.kind]
    return native.astype({name: pd.ArrowDtype(kind) for name, kind in read.items()})
