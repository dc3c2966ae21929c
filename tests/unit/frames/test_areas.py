from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from infantcare_policy import frames
from infantcare_policy.plan import Row, yijun

if TYPE_CHECKING:
    from tests.conftest import Engine

    from infantcare_policy.plan import Plan

YIJUN = yijun()
NEAREST = YIJUN.with_readings({"slot-rounding": "nearest"})
ON = date(2026, 3, 1)

# eight slots per thousand people (2.2.4): 1000 people owe 8, 62 owe 0.496, 63 owe 0.504
HELD: dict[str, list[Any]] = {
    "id": ["whole", "under", "over", "none", "unknown", "old", "neither"],
    "kind": ["new", "new", "new", "new", "new", "existing", None],
    "population": [1000, 62, 63, 0, None, 1000, 1000],
}


@pytest.mark.parametrize(
    ("plan", "under"), [(YIJUN, 1), (NEAREST, 0)], ids=["up", "to the nearest"]
)
def test_eight_slots_per_thousand(eager_engine: Engine, plan: Plan, under: int) -> None:
    """2.2.4: eight slots per thousand people of a new area, a part of one up or to the nearest."""
    found = eager_engine.rows(frames.required_slots(eager_engine.frame(HELD), plan, on=ON))
    assert [(row["area"], row["kind"], row["required"], row["missing"]) for row in found] == [
        ("whole", "decided", 8, ""),
        ("under", "decided", under, ""),
        ("over", "decided", 1, ""),
        ("none", "decided", 0, ""),
        ("unknown", "undetermined", None, "population"),
        ("old", "undetermined", None, "existing_area_slots"),
        ("neither", "undetermined", None, "kind"),
    ]
    # who rounds otherwise would count otherwise only where the two differ
    stamped = {row["area"] for row in found if "slot-rounding" in row["readings"]}
    assert stamped == {"under"}


def test_half_a_slot_is_rounded_up_to_the_nearest(eager_engine: Engine) -> None:
    """2.2.4, with 4 slots per thousand: 124, 125 and 126 people owe 0.496, 0.5 and 0.504."""
    plan = NEAREST.amend({"figures.slots_per_thousand": [Row(4, cite="2.2.4")]})
    held: dict[str, list[Any]] = {
        "id": ["a", "b", "c"],
        "kind": ["new"] * 3,
        "population": [124, 125, 126],
    }
    found = eager_engine.rows(frames.required_slots(eager_engine.frame(held), plan, on=ON))
    assert [row["required"] for row in found] == [0, 1, 1]


def test_the_figure_is_that_of_the_day_of_approval(quick_engine: Engine) -> None:
    """2.2.4: what is approved is held to the figure of that day."""
    plan = YIJUN.amend(
        {
            "figures.slots_per_thousand": [
                Row(8, cite="2.2.4", since=date(2022, 1, 1)),
                Row(10, cite="2.2.4", since=date(2025, 5, 6)),
            ]
        }
    )
    held: dict[str, list[Any]] = {
        "id": ["before", "first", "last", "changed", "unknown"],
        "kind": ["new"] * 5,
        "population": [500] * 5,
        "approved_on": [
            date(2021, 12, 31),
            date(2022, 1, 1),
            date(2025, 5, 5),
            date(2025, 5, 6),
            None,
        ],
    }
    found = quick_engine.rows(frames.required_slots(quick_engine.frame(held), plan, on=ON))
    assert {row["area"]: (row["required"], row["missing"]) for row in found} == {
        "before": (None, "slots_per_thousand"),
        "first": (4, ""),
        "last": (4, ""),
        "changed": (5, ""),
        "unknown": (None, "approved_on"),
    }


def test_the_most_people_are_counted_exactly(engine: Engine) -> None:
    """2.2.4: 999,999,999,999 people owe 7,999,999,999.992 slots, so as many as one more do."""
    held: dict[str, list[Any]] = {
        "id": ["most", "one less"],
        "kind": ["new"] * 2,
        "population": [10**12, 10**12 - 1],
    }
    found = engine.rows(frames.required_slots(engine.frame(held), YIJUN, on=ON))
    assert {row["area"]: row["required"] for row in found} == {
        "most": 8_000_000_000,
        "one less": 8_000_000_000,
    }
