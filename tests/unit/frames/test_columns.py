from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from infantcare_policy import frames
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.plan import yijun

if TYPE_CHECKING:
    from tests.conftest import Engine

YIJUN = yijun()
ON = date(2026, 3, 1)
DAY = date(2026, 1, 5)
EVENING = datetime(2026, 3, 1, 23, 59)  # noqa: DTZ001 - as a table has it

FACILITIES = {"id": pa.array(["F1"]), "settings": pa.array(["community"])}
RECORDED = FACILITIES | {"acceptances_recorded": pa.array([True])}
ACCEPTANCES = {
    "facility": pa.array(["F1"]),
    "on": pa.array([DAY]),
    "slots": pa.array([3]),
    "passed": pa.array([True]),
}
PAYMENTS = {
    "facility": pa.array(["F1"]),
    "payer": pa.array(["city"]),
    "fen": pa.array([500_000]),
    "on": pa.array([DAY]),
}


def entitled(
    engine: Engine,
    *,
    facilities: dict[str, pa.Array] | None = None,
    acceptances: dict[str, pa.Array] | None = None,
    payments: dict[str, pa.Array] | None = None,
) -> dict[str, Any]:
    """Ask for the one facility, with some columns of other types."""
    (row,) = engine.rows(
        frames.entitlements(
            engine.of_arrow(pa.table(RECORDED | (facilities or {}))),
            engine.of_arrow(pa.table(ACCEPTANCES | (acceptances or {}))),
            YIJUN,
            on=ON,
            payments=engine.of_arrow(pa.table(PAYMENTS | (payments or {}))),
            bans=(),
        )
    )
    return row


def faults(engine: Engine, **columns: dict[str, pa.Array]) -> list[str]:
    with pytest.raises(InvalidFacts) as refused:
        entitled(engine, **columns)
    return [str(fault) for fault in refused.value.faults]


# what is not there


def test_missing_columns_are_all_named(quick_engine: Engine) -> None:
    nothing = quick_engine.of_arrow(pa.table({"name": pa.array(["托育园"])}))
    with pytest.raises(InvalidFacts) as refused:
        frames.entitlements(nothing, nothing, YIJUN, on=ON, payments=nothing, bans=())
    assert [str(fault) for fault in refused.value.faults] == [
        "facilities.id: expected a column of text, got none",
        "facilities.acceptances_recorded: expected a column of true or false, got none",
        "acceptances.facility: expected a column of text, got none",
        "acceptances.on: expected a column of days, got none",
        "acceptances.slots: expected a column of whole numbers, got none",
        "acceptances.passed: expected a column of true or false, got none",
        "payments.facility: expected a column of text, got none",
        "payments.payer: expected a column of text, got none",
        "payments.fen: expected a column of whole numbers, got none",
        "payments.on: expected a column of days, got none",
    ]


def test_a_column_of_a_fact_that_is_not_there_says_nothing_about_it(quick_engine: Engine) -> None:
    """Only what is the county's own act, an introduced brand, is "no" where nobody speaks of it."""
    row = entitled(quick_engine, facilities={"settings": pa.array(["standalone"])})
    assert (row["kind"], row["missing"]) == ("undetermined", "guidance|inclusive")
    row = entitled(quick_engine, facilities={"introduced_brand": pa.array([None], pa.bool_())})
    assert (row["kind"], row["missing"]) == ("undetermined", "introduced_brand")


def test_columns_of_the_callers_own_are_passed_over(quick_engine: Engine) -> None:
    own = {
        "kind": pa.array([1.5]),
        "case_": pa.array(["x"]),
        "row_": pa.array(["y"]),
        "county": pa.array([7]),
        "due_fen_city": pa.array([b"z"]),
        "name": pa.array(["托育园"]),
    }
    row = entitled(quick_engine, facilities=own, acceptances=own, payments=own)
    assert (row["kind"], row["due_fen_city"]) == ("decided", 1_000_000)
    assert not {"case_", "row_", "county", "name"} & row.keys()


def test_a_column_in_which_nothing_is_known(engine: Engine) -> None:
    """What is not known is not "no", whatever type the column has."""
    nothing = pa.nulls(1)
    row = entitled(
        engine,
        facilities=dict.fromkeys(("introduced_brand", "settings", "town", "uscc"), nothing),
        acceptances={"passed": nothing},
    )
    assert (row["kind"], row["town"]) == ("undetermined", None)
    assert row["missing"] == "acceptances.passed|guidance|inclusive|introduced_brand|settings"
    row = entitled(engine, facilities={"acceptances_recorded": nothing})
    assert (row["kind"], row["missing"]) == ("undetermined", "acceptances")


def test_areas_of_which_nothing_is_known(engine: Engine) -> None:
    columns = dict.fromkeys(("kind", "population", "approved_on"), pa.nulls(1))
    frame = engine.of_arrow(pa.table({"id": pa.array(["A1"]), **columns}))
    (row,) = engine.rows(frames.required_slots(frame, YIJUN, on=ON))
    assert (row["kind"], row["missing"]) == ("undetermined", "kind")
    columns["kind"] = pa.array(["new"])
    frame = engine.of_arrow(pa.table({"id": pa.array(["A1"]), **columns}))
    (row,) = engine.rows(frames.required_slots(frame, YIJUN, on=ON))
    assert (row["kind"], row["missing"]) == ("undetermined", "population")


# words


def test_words_in_any_order(engine: Engine) -> None:
    """2.4.10: whoever stands in a kindergarten too, in whatever order it is said."""
    orders = ["|".join(order) for order in permutations(("community", "home", "kindergarten"))]
    frame = engine.frame(
        {
            "id": orders,
            "legal_form": ["for-profit"] * len(orders),
            "settings": orders,
        }
    )
    found = engine.rows(frames.routes(frame, YIJUN, on=ON))
    assert {row["kind"] for row in found} == {"conflicting"}
    assert sorted(row["facility"] for row in found) == sorted(orders)


@pytest.mark.parametrize("text", ["community|", "|", "community |home", "Community", "社区托育"])
def test_what_is_no_list_of_words_is_refused(quick_engine: Engine, text: str) -> None:
    found = faults(quick_engine, facilities={"settings": pa.array([text])})
    (fault,) = found
    assert fault.startswith("facilities.settings: expected words of standalone, kindergarten, ")
    assert fault.endswith(f"each once, joined by |, got {text!r}")


# types


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a float of slots": (
        {"acceptances": {"slots": pa.array([3.5])}},
        (
            "acceptances.slots: expected whole numbers, got Float64; "
            "give a column of integers that knows null"
        ),
    ),
    "a text of slots": (
        {"acceptances": {"slots": pa.array(["3"])}},
        (
            "acceptances.slots: expected whole numbers, got String; "
            "give a column of integers that knows null"
        ),
    ),
    "true for one slot": (
        {"acceptances": {"slots": pa.array([True])}},
        (
            "acceptances.slots: expected whole numbers, got Boolean; "
            "give a column of integers that knows null"
        ),
    ),
    "a float of money": (
        {"payments": {"fen": pa.array([0.1])}},
        (
            "payments.fen: expected whole numbers, got Float64; "
            "give a column of integers that knows null"
        ),
    ),
    "one for yes": (
        {"acceptances": {"passed": pa.array([1])}},
        (
            "acceptances.passed: expected true or false, got Int64; "
            "give a column of booleans that knows null"
        ),
    ),
    "a text for yes": (
        {"facilities": {"inclusive": pa.array(["true"])}},
        (
            "facilities.inclusive: expected true or false, got String; "
            "give a column of booleans that knows null"
        ),
    ),
    "a text of a day": (
        {"payments": {"on": pa.array(["2026-01-05"])}},
        "payments.on: expected days, got String; give dates, or datetimes without a time zone",
    ),
    "a number of a day": (
        {"acceptances": {"on": pa.array([20260105])}},
        "acceptances.on: expected days, got Int64; give dates, or datetimes without a time zone",
    ),
    "a number as an id": (
        {"facilities": {"id": pa.array([1])}},
        "facilities.id: expected text, got Int64; give a column of text",
    ),
}


@pytest.mark.parametrize(("columns", "fault"), WRONG.values(), ids=WRONG)
def test_a_column_of_a_wrong_type_is_refused_with_advice(
    quick_engine: Engine, columns: dict[str, Any], fault: str
) -> None:
    assert faults(quick_engine, **columns) == [fault]


def test_columns_of_wrong_types_are_all_named(engine: Engine) -> None:
    found = faults(
        engine,
        facilities={"id": pa.array([1]), "inclusive": pa.array(["yes"])},
        acceptances={"slots": pa.array([3.5]), "passed": pa.array([1])},
        payments={"fen": pa.array([0.5]), "on": pa.array(["2026-01-05"])},
    )
    assert [fault.split(":")[0] for fault in found] == [
        "facilities.id",
        "facilities.inclusive",
        "acceptances.slots",
        "acceptances.passed",
        "payments.fen",
        "payments.on",
    ]


def test_a_moment_with_a_time_zone_is_refused(engine: Engine) -> None:
    """Its day depends on where one stands."""
    moment = pa.array([datetime(2026, 1, 5, 23, tzinfo=UTC)], pa.timestamp("us", "UTC"))
    (fault,) = faults(engine, acceptances={"on": moment})
    assert fault.startswith("acceptances.on: expected days, got Datetime(")
    assert fault.endswith("; give dates, or datetimes without a time zone")


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_a_moment_without_a_time_zone_is_of_its_day(quick_engine: Engine, unit: str) -> None:
    """What is accepted in the evening is accepted that day, and what is paid then is paid."""
    evening = pa.array([EVENING], pa.timestamp("us")).cast(pa.timestamp(unit))
    row = entitled(quick_engine, acceptances={"on": evening}, payments={"on": evening})
    assert (row["slots"], row["paid_fen_city"]) == (3, 500_000)


NARROW = [pa.int8(), pa.int16(), pa.int32(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]


@pytest.mark.parametrize("narrow", NARROW, ids=str)
def test_whole_numbers_of_every_width(quick_engine: Engine, narrow: pa.DataType) -> None:
    row = entitled(quick_engine, acceptances={"slots": pa.array([100], narrow)})
    assert row["share_fen_central"] == 100_000_000


@pytest.mark.parametrize("narrow", [pa.uint8(), pa.uint64()], ids=str)
def test_whole_numbers_without_a_sign_that_are_not_all_known(
    quick_engine: Engine, narrow: pa.DataType
) -> None:
    frame = quick_engine.of_arrow(
        pa.table(
            {"id": ["A1", "A2"], "kind": ["new"] * 2, "population": pa.array([63, None], narrow)}
        )
    )
    found = quick_engine.rows(frames.required_slots(frame, YIJUN, on=ON))
    assert {row["area"]: row["required"] for row in found} == {"A1": 1, "A2": None}


def test_numbers_of_32_bits_are_multiplied_in_64(engine: Engine) -> None:
    """67,108,863 slots at 1,000,000 fen are 67,108,863,000,000; thrice 2,147,483,647 is no less."""
    row = entitled(
        engine,
        acceptances={"slots": pa.array([67_108_863], pa.int32())},
        payments={
            "facility": pa.array(["F1"] * 3),
            "payer": pa.array(["city"] * 3),
            "fen": pa.array([2**31 - 1] * 3, pa.int32()),
            "on": pa.array([DAY] * 3),
        },
    )
    assert row["share_fen_central"] == 67_108_863_000_000
    assert row["paid_fen_city"] == 6_442_450_941
    # half of it for the city, 33,554,431,500,000, less what was paid
    assert row["due_fen_city"] == 33_547_989_049_059


@pytest.mark.parametrize("slots", [2**63, 2**64 - 1])
def test_a_number_over_64_bits_is_refused(quick_engine: Engine, slots: int) -> None:
    (fault,) = faults(quick_engine, acceptances={"slots": pa.array([slots], pa.uint64())})
    assert fault.startswith("acceptances")


def test_texts_over_two_gigabytes_may_be_held(quick_engine: Engine) -> None:
    row = entitled(quick_engine, facilities={"id": pa.array(["F1"], pa.large_string())})
    assert (row["facility"], row["slots"]) == ("F1", 3)
