from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from infantcare_policy import frames
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.plan import yijun

if TYPE_CHECKING:
    from tests.conftest import Engine, Native

YIJUN = yijun()
ON = date(2026, 3, 1)
DAY = date(2025, 5, 6)


def entitled(engine: Engine) -> Native:
    """Ask for four facilities in two townships and one nowhere, of 1, 2, 4 and 8 slots."""
    ids = ["a", "b", "c", "d", "e"]
    return frames.entitlements(
        engine.frame(
            {
                "id": ids,
                "town": ["yiyang", "yiyang", "pengzhen", None, None],
                "settings": ["community", "community", "community", "community", None],
                "inclusive": [False, False, False, False, None],
                "acceptances_recorded": [True, True, True, True, False],
            }
        ),
        engine.frame(
            {
                "facility": ids[:4],
                "on": [DAY] * 4,
                "slots": [1, 2, 4, 8],
                "passed": [True] * 4,
            }
        ),
        YIJUN,
        on=ON,
        payments=engine.frame(
            {"facility": ["b", "e"], "payer": ["city", "county"], "fen": [30, 7], "on": [DAY, DAY]}
        ),
        bans=(),
    )


def test_of_everything(quick_engine: Engine) -> None:
    """3.2: 15 slots are 150,000 yuan from the centre, 75,000 from city and county each."""
    (row,) = quick_engine.rows(frames.totals(entitled(quick_engine)))
    assert row == {
        "facilities": 5,
        "decided": 4,
        "slots": 15,
        "share_fen_central": 15_000_000,
        "paid_fen_central": 0,
        "due_fen_central": 15_000_000,
        # the text does not state what the province pays
        "share_fen_province": 0,
        "paid_fen_province": 0,
        "due_fen_province": 0,
        "share_fen_city": 7_500_000,
        "paid_fen_city": 30,
        "due_fen_city": 7_499_970,
        "share_fen_county": 7_500_000,
        "paid_fen_county": 7,
        "due_fen_county": 7_500_000,
        "unknown_central": 1,
        "unknown_province": 5,
        "unknown_city": 1,
        "unknown_county": 1,
    }


def test_by_township(quick_engine: Engine) -> None:
    rows = quick_engine.rows(frames.totals(entitled(quick_engine), by=("town",)))
    assert [(r["town"], r["facilities"], r["decided"], r["slots"]) for r in rows] == [
        (None, 2, 1, 8),
        ("pengzhen", 1, 1, 4),
        ("yiyang", 2, 2, 3),
    ]
    assert [row["due_fen_city"] for row in rows] == [4_000_000, 2_000_000, 1_499_970]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (("eligible",), [(None,), (True,)]),
        (
            ("town", "kind"),
            [
                (None, "decided"),
                (None, "undetermined"),
                ("pengzhen", "decided"),
                ("yiyang", "decided"),
            ],
        ),
    ],
)
def test_by_any_column(
    quick_engine: Engine, by: tuple[str, ...], groups: list[tuple[Any, ...]]
) -> None:
    rows = quick_engine.rows(frames.totals(entitled(quick_engine), by=by))
    assert [tuple(row[name] for name in by) for row in rows] == groups


def test_of_nothing(quick_engine: Engine) -> None:
    held = frames.entitlements(
        quick_engine.frame({"id": [], "acceptances_recorded": []}),
        quick_engine.frame({"facility": [], "on": [], "slots": [], "passed": []}),
        YIJUN,
        on=ON,
        payments=quick_engine.frame({"facility": [], "payer": [], "fen": [], "on": []}),
        bans=(),
    )
    assert quick_engine.rows(frames.totals(held, by=("kind",))) == []


def told(engine: Engine, **sums: list[int]) -> Native:
    """Give entitlements put together from several counties' with such sums."""
    rows = len(next(iter(sums.values())))
    held: dict[str, list[Any]] = {
        "kind": ["decided"] * rows,
        "slots": [1] * rows,
        **{f"{name}_fen_city": [0] * rows for name in ("share", "paid", "due")},
    }
    types = {"kind": "string"} | dict.fromkeys([*held, *sums][1:], "int64")
    return engine.of_arrow(table_of(held | sums, types))


def table_of(columns: dict[str, list[Any]], types: dict[str, str]) -> Any:  # noqa: ANN401
    import pyarrow as pa  # noqa: PLC0415

    return pa.table({n: pa.array(v, types[n]) for n, v in columns.items()})


def test_a_sum_of_2_to_the_53rd_is_exact(engine: Engine) -> None:
    frame = told(engine, due_fen_city=[2**52, 2**52 - 1, 1])
    (row,) = engine.rows(frames.totals(frame))
    assert row["due_fen_city"] == 9_007_199_254_740_992


@pytest.mark.parametrize("fen", [[2**53, 1], [2**53 - 1] * 2**11])
def test_a_sum_over_2_to_the_53rd_is_refused(quick_engine: Engine, fen: list[int]) -> None:
    """Not even where 64 bits would run over: 2¹¹ sums of 2⁵³ are 2⁶⁴."""
    frame = told(quick_engine, paid_fen_city=fen)
    with pytest.raises(InvalidFacts) as refused:
        frames.totals(frame)
    (fault,) = refused.value.faults
    assert (fault.path, fault.found) == ("totals.paid_fen_city", f"{sum(fen)}")
    assert fault.expected == "sums of at most 9007199254740992"


def test_a_column_that_is_not_there_is_refused(quick_engine: Engine) -> None:
    with pytest.raises(InvalidFacts) as refused:
        frames.totals(told(quick_engine, due_fen_city=[1]), by=("county", "town"))
    assert [str(fault) for fault in refused.value.faults] == [
        "county: expected a column of the frame, got none",
        "town: expected a column of the frame, got none",
    ]
