from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import dask.dataframe as dd
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from infantcare_policy import frames
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.plan import yijun

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Engine, Native

YIJUN = yijun()
ON = date(2026, 3, 1)
DAY = date(2026, 1, 5)
HELD: dict[str, dict[str, list[Any]]] = {
    "facilities": {
        "id": ["z", "b", "y", "a"],
        "town": ["yiyang", None, "pengzhen", "yiyang"],
        "legal_form": ["for-profit", "social-service", None, "for-profit"],
        "settings": ["community", "home", None, "kindergarten"],
        "inclusive": [True, None, False, True],
        "guidance": [True, True, None, True],
        "acceptances_recorded": [True, True, False, True],
    },
    "acceptances": {
        "facility": ["z", "z", "a", "b"],
        "on": [DAY, date(2025, 1, 5), DAY, DAY],
        "slots": [20, 3, 4, 5],
        "passed": [True, True, None, True],
    },
    "payments": {"facility": ["z"], "payer": ["city"], "fen": [7], "on": [DAY]},
    "areas": {"id": ["z", "a"], "kind": ["new", None], "population": [63, None]},
    "observations": {
        "county": ["yijun"],
        "indicator": ["knowledge-rate"],
        "on": [DAY],
        "numerator": [1],
        "denominator": [2],
    },
}
EMPTY: dict[str, dict[str, list[Any]]] = {
    name: {column: [] for column in columns} for name, columns in HELD.items()
}


def answers(held: dict[str, Native], *, checked: bool = False) -> dict[str, Native]:
    """Ask every question."""
    facilities = held["facilities"]
    entitled = frames.entitlements(
        facilities,
        held["acceptances"],
        YIJUN,
        on=ON,
        payments=held["payments"],
        bans=(),
        checked=checked,
    )
    return {
        "routes": frames.routes(facilities, YIJUN, on=ON, checked=checked),
        "supervision": frames.supervision(facilities, YIJUN, on=ON, checked=checked),
        "entitlements": entitled,
        "totals": frames.totals(entitled, by=("town",)),
        "required_slots": frames.required_slots(held["areas"], YIJUN, on=ON, checked=checked),
        "progress": frames.progress(held["observations"], YIJUN, on=ON),
    }


TEXTS = {"missing", "grounds", "articles", "readings", "kind"}


def test_an_answer_is_a_frame_of_the_callers_kind(engine: Engine) -> None:
    """Whole numbers are of 64 bits, also where one is null, and no sum of money is a float."""
    held = {name: engine.frame(columns) for name, columns in HELD.items()}
    for name, answer in answers(held).items():
        assert type(answer) is type(held["facilities"]), name
        for column in engine.table(answer).schema:
            kind = plain(column.type)
            if "_fen_" in column.name or column.name in {"slots", "required", "late_by"}:
                assert kind == "whole", (name, column)
            elif column.name == "eligible":
                assert kind == "flag", (name, column)
            elif column.name in TEXTS:
                assert kind == "text", (name, column)


def plain(type_: pa.DataType) -> str:
    """Name a type, however wide a text is."""
    if pa.types.is_int64(type_):
        return "whole"
    if pa.types.is_boolean(type_):
        return "flag"
    wide = pa.types.is_large_string(type_) or pa.types.is_string_view(type_)
    return "text" if wide or pa.types.is_string(type_) else str(type_)


def test_empty_frames_are_answered_with_empty_frames(engine: Engine) -> None:
    full = answers({name: pl.DataFrame(columns) for name, columns in HELD.items()})
    found = answers({name: engine.frame(columns) for name, columns in EMPTY.items()})
    for name, answer in found.items():
        table, other = engine.table(answer), full[name]
        assert table.column_names == other.columns
        # of every target something is told, also where nothing was observed
        assert table.num_rows == (other.height if name == "progress" else 0), name


def test_the_rows_of_an_answer_are_in_the_callers_order(eager_engine: Engine) -> None:
    held = {name: eager_engine.frame(columns) for name, columns in HELD.items()}
    found = answers(held)
    for name in ("routes", "entitlements"):
        rows = eager_engine.rows(found[name])
        assert [row["facility"] for row in rows] == ["z", "b", "y", "a"]
    watched = [row["facility"] for row in eager_engine.rows(found["supervision"])]
    assert list(dict.fromkeys(watched)) == ["z", "b", "y", "a"]
    assert watched == sorted(watched, key=["z", "b", "y", "a"].index)
    areas = eager_engine.rows(found["required_slots"])
    assert [row["area"] for row in areas] == ["z", "a"]


@pytest.mark.parametrize(
    "wrong", [[{"id": "F1"}], {"id": ["F1"]}, None, "F1", pl.Series(["F1"]), np.zeros(3)], ids=str
)
def test_what_is_no_frame_is_refused(wrong: object) -> None:
    sound = {name: pl.DataFrame(columns) for name, columns in HELD.items()}
    asked: dict[str, Callable[[], object]] = {
        "facilities": lambda: frames.routes(wrong, YIJUN, on=ON),
        "areas": lambda: frames.required_slots(wrong, YIJUN, on=ON),
        "observations": lambda: frames.progress(wrong, YIJUN, on=ON),
        "entitlements": lambda: frames.totals(wrong),
        "acceptances": lambda: frames.entitlements(
            sound["facilities"],
            wrong,
            YIJUN,
            on=ON,
            payments=sound["payments"],
            bans=(),
        ),
    }
    for place, ask in asked.items():
        with pytest.raises(InvalidFacts) as refused:
            ask()
        assert refused.value.source == place
        (fault,) = refused.value.faults
        assert fault.expected == "a data frame of polars, pandas, pyarrow, duckdb, dask, pyspark"
        assert fault.found == type(wrong).__name__


def test_frames_of_two_engines_are_refused() -> None:
    held: dict[str, Any] = {name: pl.DataFrame(columns) for name, columns in HELD.items()}
    held["acceptances"] = pd.DataFrame(HELD["acceptances"])
    with pytest.raises(InvalidFacts) as refused:
        answers(held)
    assert "pandas" in str(refused.value)


# Polars


def test_a_lazy_frame_is_not_read_where_it_is_said_to_be_sound() -> None:
    def unread(_: pl.DataFrame) -> pl.DataFrame:
        pytest.fail("the frame was read")

    held = {
        name: pl.LazyFrame(columns).map_batches(
            unread, schema=pl.LazyFrame(columns).collect_schema()
        )
        for name, columns in HELD.items()
    }
    facilities = held["facilities"]
    found = (
        frames.routes(facilities, YIJUN, on=ON, checked=True),
        frames.supervision(facilities, YIJUN, on=ON, checked=True),
        frames.required_slots(held["areas"], YIJUN, on=ON, checked=True),
        frames.entitlements(
            facilities,
            held["acceptances"],
            YIJUN,
            on=ON,
            payments=held["payments"],
            bans=(),
            checked=True,
        ),
    )
    assert {type(answer) for answer in found} == {pl.LazyFrame}


@pytest.mark.parametrize(
    "dtype", [pl.Categorical(), pl.Enum(["for-profit", "social-service"])], ids=str
)
def test_polars_categories_are_refused_with_advice(dtype: pl.DataType) -> None:
    frame = pl.DataFrame(HELD["facilities"], schema_overrides={"legal_form": dtype})
    with pytest.raises(InvalidFacts) as refused:
        frames.routes(frame, YIJUN, on=ON)
    (fault,) = refused.value.faults
    assert (fault.path, fault.advice) == ("facilities.legal_form", "give a column of text")


# pandas: NumPy knows no unknown whole number, yes or no, and no unknown text either


def required(frame: Native) -> list[int | None]:
    rows: list[dict[str, Any]] = pa.Table.from_pandas(
        frames.required_slots(frame, YIJUN, on=ON), preserve_index=False
    ).to_pylist()
    return [row["required"] for row in rows]


def missing(frame: Native) -> list[str]:
    return list(frames.routes(frame, YIJUN, on=ON)["missing"])


def test_pandas_floats_that_stand_for_whole_numbers() -> None:
    """What NumPy makes of whole numbers beside an unknown one."""
    held = {"id": ["a", "b"], "kind": ["new", "new"], "population": [63, None]}
    frame = pd.DataFrame(held)
    assert frame.population.dtype == np.float64
    assert required(frame) == [1, None]
    assert required(frame.astype({"population": object})) == [1, None]
    assert required(frame.astype({"population": "Int64"})) == [1, None]


@pytest.mark.parametrize("part", [62.5, float("inf")])
def test_a_part_of_a_number_in_pandas_is_refused(part: float) -> None:
    frame = pd.DataFrame({"id": ["a", "b"], "kind": ["new", "new"], "population": [part, None]})
    with pytest.raises(InvalidFacts, match=r"areas.population: expected whole numbers"):
        required(frame)


@pytest.mark.parametrize("nothing", [None, np.nan, pd.NA, pd.NaT], ids=["None", "nan", "NA", "NaT"])
@pytest.mark.parametrize("dtype", [None, object], ids=["as pandas makes it", "objects"])
def test_a_pandas_column_of_nothing(nothing: object, dtype: type | None) -> None:
    """An empty column of a file is of floats, all of which are no number."""
    column = pd.Series([nothing, nothing], dtype=dtype)
    frame = pd.DataFrame({"id": ["a", "b"], "legal_form": column, "settings": column})
    assert missing(frame) == ["legal_form|settings"] * 2
    frame = pd.DataFrame({"id": ["a", "b"], "kind": ["new"] * 2, "population": column})
    assert required(frame) == [None, None]


def test_pandas_objects_of_which_some_are_unknown() -> None:
    held = {
        "id": ["a", "b", "c"],
        "legal_form": ["for-profit", np.nan, pd.NA],
        "settings": ["home", "home", None],
        "registered": [True, None, np.nan],
    }
    frame = pd.DataFrame(held, dtype=object)
    assert missing(frame) == ["", "legal_form", "legal_form|settings"]


def test_an_empty_pandas_frame_has_columns_of_no_type() -> None:
    frame = pd.DataFrame({"id": [], "legal_form": [], "settings": []})
    assert missing(frame) == []
    assert missing(pd.DataFrame(columns=["id", "legal_form"])) == []


def test_a_pandas_index_is_passed_over() -> None:
    held = {"id": ["b", "a"], "registered": [True, None], "settings": ["home", None]}
    frame = pd.DataFrame(held, index=[7, 7])
    found = frames.routes(frame, YIJUN, on=ON)
    assert list(found["facility"]) == ["b", "a"]
    assert list(found.index) == [0, 1]
    with pytest.raises(InvalidFacts, match=r"facilities.id: expected a column of text, got none"):
        frames.routes(frame.set_index("id"), YIJUN, on=ON)


@pytest.mark.parametrize(
    "values", [["a", 3], [b"a", "b"], [["a"], ["b"]]], ids=["number", "bytes", "lists"]
)
def test_pandas_objects_that_are_no_text_are_refused(values: list[Any]) -> None:
    frame = pd.DataFrame({"id": pd.Series(values, dtype=object)})
    with pytest.raises(InvalidFacts, match=r"facilities.id: expected text, got "):
        frames.routes(frame, YIJUN, on=ON)


def test_a_pandas_object_over_64_bits_is_refused() -> None:
    held = {"id": ["a"], "kind": ["new"], "population": [2**70]}
    with pytest.raises(InvalidFacts, match=r"areas"):
        required(pd.DataFrame(held, dtype=object))


def test_pandas_categories_are_refused_with_advice() -> None:
    frame = pd.DataFrame(HELD["facilities"]).astype({"legal_form": "category"})
    with pytest.raises(InvalidFacts, match=r"legal_form: expected text, .*give a column of text"):
        frames.routes(frame, YIJUN, on=ON)


# DuckDB


def test_duckdb_columns_as_sql_makes_them() -> None:
    """Integers of 32 bits and of 128, a column without a type, a view and a table."""
    own = duckdb.connect()
    own.execute("create table held as select 'A1' as id, 'new' as kind, 63::hugeint as population")
    own.execute("create view seen as select id, kind, 63 as population from held")
    for frame, slots in (
        (own.table("held"), 1),
        (own.view("seen"), 1),
        (own.sql("select id, kind, null as population from held"), None),
    ):
        found = frames.required_slots(frame, YIJUN, on=ON)
        assert found.select("required").fetchall() == [(slots,)]
    # nothing of the library's own is left in the caller's database
    names = own.sql("select table_name from information_schema.tables").fetchall()
    assert sorted(names) == [("held",), ("seen",)]


# Dask


@pytest.mark.filterwarnings("ignore:.*narwhals-dask:FutureWarning")
def test_dask_columns_of_numpy() -> None:
    held = pd.DataFrame({"id": ["a", "b"], "kind": ["new"] * 2, "population": [63, 1000]})
    found = frames.required_slots(dd.from_pandas(held, npartitions=2), YIJUN, on=ON)
    assert sorted(found.compute()["required"]) == [1, 8]
    for column, fault in (
        ("population", "expected whole numbers, got Float64; give a column of integers that"),
        ("approved_on", "expected days, got .*; give dates, or datetimes without a time zone"),
    ):
        held[column] = pd.Series([63, None] if column == "population" else [DAY, None])
        frame = dd.from_pandas(held, npartitions=2)
        with pytest.raises(InvalidFacts, match=f"areas.{column}: {fault}"):
            frames.required_slots(frame, YIJUN, on=ON)


@pytest.mark.filterwarnings("ignore:.*narwhals-dask:FutureWarning")
def test_dask_numbers_without_a_sign_of_which_one_is_unknown() -> None:
    people = pd.array([63, None], pd.ArrowDtype(pa.uint8()))
    held = pd.DataFrame({"id": ["a", "b"], "kind": ["new"] * 2, "population": people})
    found = frames.required_slots(dd.from_pandas(held, npartitions=2), YIJUN, on=ON).compute()
    assert found["required"].astype(object).where(found["required"].notna(), None).tolist() == [
        1,
        None,
    ]


# the machine


ASKING = """
import sys
from datetime import date
import pandas, polars
from infantcare_policy import frames, yijun
from infantcare_policy.samples import yijun_county
on = date(2026, 1, 5)
for kind in (polars.DataFrame, pandas.DataFrame):
    columns = frames.columns_of(yijun_county(), on=on)
    held = {name: kind(found) for name, found in columns.items()}
    entitled = frames.entitlements(
        held["facilities"], held["acceptances"], yijun(),
        on=on, payments=held["payments"], bans=(),
    )
    for found in (
        entitled,
        frames.totals(entitled, by=("kind",)),
        frames.routes(held["facilities"], yijun(), on=on),
        frames.supervision(held["facilities"], yijun(), on=on),
        frames.required_slots(held["areas"], yijun(), on=on),
        frames.progress(held["observations"], yijun(), on=on),
    ):
        table = found.to_arrow() if kind is polars.DataFrame else found
        rows = table.to_pylist() if kind is polars.DataFrame else table.to_dict("records")
        sys.stdout.buffer.write(repr(rows).encode())
"""


def test_an_answer_is_the_same_on_every_machine() -> None:
    """Neither hash seeds nor locales nor time zones make a difference, to the byte."""
    machines = (
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "tr_TR.UTF-8"},
    )
    found = {
        subprocess.run(  # noqa: S603 - it runs what stands above
            [sys.executable, "-W", "error", "-c", ASKING],
            env=os.environ | machine,
            capture_output=True,
            check=True,
        ).stdout
        for machine in machines
    }
    assert len(found) == 1
    assert found.pop().count(b"decided") > 0
