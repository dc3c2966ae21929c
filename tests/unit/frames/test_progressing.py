from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from infantcare_policy import frames
from infantcare_policy.errors import InvalidFacts, UnknownTown, WrongPlan
from infantcare_policy.plan import load, yijun

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Engine

YIJUN = yijun()
DUE = date(2025, 12, 31)
KNOWS = "knowledge-rate-2025"


def seen(**said: list[Any]) -> dict[str, list[Any]]:
    rows = len(next(iter(said.values())))
    return {
        "county": ["yijun"] * rows,
        "indicator": ["knowledge-rate"] * rows,
        "on": [date(2025, 6, 1)] * rows,
        **said,
    }


@pytest.mark.parametrize(
    ("numerator", "on", "status"),
    [
        (949, DUE, "missed"),
        (950, DUE, "met"),
        (950, date(2025, 12, 30), "not-due"),
        (None, DUE, "undetermined"),
    ],
)
def test_knowledge_reaches_95_in_a_hundred(
    quick_engine: Engine, numerator: int | None, on: date, status: str
) -> None:
    """1: by the end of 2025 at least 95 % know about early development."""
    frame = quick_engine.frame(seen(numerator=[numerator], denominator=[1000]))
    found = {row["target"]: row for row in quick_engine.rows(frames.progress(frame, YIJUN, on=on))}
    assert found[KNOWS]["status"] == status
    assert found[KNOWS]["due"] == DUE
    assert found[KNOWS]["articles"] == "yijun:1"


def test_a_rate_is_told_as_a_fraction_in_its_lowest_terms(quick_engine: Engine) -> None:
    frame = quick_engine.frame(seen(numerator=[960], denominator=[1000]))
    found = {row["target"]: row for row in quick_engine.rows(frames.progress(frame, YIJUN, on=DUE))}
    assert (found[KNOWS]["numerator"], found[KNOWS]["denominator"]) == (24, 25)
    assert (found["guidance-rate-2025"]["numerator"], found["systems-2025"]["due"]) == (None, DUE)


def test_bounds_settle_a_verdict(quick_engine: Engine) -> None:
    """1: at least 951 and at most 949 of a thousand are enough to know."""
    held: dict[str, list[Any]] = {
        "numerator_at_least": [951, None],
        "numerator_at_most": [None, 949],
        "denominator": [1000, 1000],
        "on": [date(2025, 6, 1), date(2025, 6, 2)],
    }
    for number, status in ((0, "met"), (1, "missed")):
        frame = quick_engine.frame(seen(**{n: [held[n][number]] for n in held}))
        rows = quick_engine.rows(frames.progress(frame, YIJUN, on=DUE))
        assert [row["status"] for row in rows if row["target"] == KNOWS] == [status]


def test_every_target_of_every_county(quick_engine: Engine, qinghe: Path) -> None:
    """Nothing was observed in Qinghe: each of its targets, and townships, is told all the same."""
    plans = {"qinghe": load(qinghe), "yijun": YIJUN}
    frame = quick_engine.frame(seen(numerator=[1], denominator=[2]))
    found = quick_engine.rows(frames.progress(frame, plans, on=date(2028, 1, 1)))
    told = [(row["county"], row["target"], row["part"]) for row in found]
    towns = ("beihe", "nanpo", "dongguan")
    assert told == [
        ("qinghe", "knowledge-rate-2027", ""),
        ("qinghe", "slots-2027", ""),
        ("qinghe", "inclusive-2027", ""),
        ("qinghe", "centres-2027", ""),
        ("qinghe", "every-town-2027", ""),
        *(("qinghe", "every-town-2027", town) for town in towns),
        ("yijun", "demonstration-2021", ""),
        ("yijun", "knowledge-rate-2025", ""),
        ("yijun", "guidance-rate-2025", ""),
        ("yijun", "county-lecture", ""),
        ("yijun", "county-lecture", "2028"),
        ("yijun", "systems-2025", ""),
        ("yijun", "service-system-2025", ""),
    ]
    assert {row["status"] for row in found if row["county"] == "qinghe"} == {"undetermined"}


def test_what_is_no_observation_is_named_with_its_row(eager_engine: Engine) -> None:
    frame = eager_engine.frame(
        seen(
            county=["yijun", "yijum", "yijun"],
            numerator=[3, 1, -1],
            denominator=[2, 2, 0],
        )
    )
    with pytest.raises(InvalidFacts) as refused:
        frames.progress(frame, {"yijun": YIJUN}, on=DUE)
    assert [str(fault) for fault in refused.value.faults] == [
        "observations[0].numerator: expected a number ≤ denominator, got 3, over denominator 2",
        "observations[1].county: expected a county that has a plan, got 'yijum'",
        "observations[2].numerator: expected a whole number ≥ 0, got -1",
        "observations[2].denominator: expected a whole number ≥ 1, got 0",
    ]


def test_observations_of_another_county_and_town_are_refused(quick_engine: Engine) -> None:
    frame = quick_engine.frame(seen(county=["tongchuan"]))
    with pytest.raises(WrongPlan):
        frames.progress(frame, YIJUN, on=DUE)
    frame = quick_engine.frame(seen(town=["yiyong"]))
    with pytest.raises(UnknownTown):
        frames.progress(frame, YIJUN, on=DUE)
