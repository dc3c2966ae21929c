"""What differs between two plans."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from infantcare_policy.plan import Change, Plan, Row, load, yijun
from infantcare_policy.terms import Move, Stage

QINGHE = Path(__file__).parents[2] / "plans" / "qinghe.toml"


@pytest.fixture
def plan() -> Plan:
    return yijun()


def test_a_plan_does_not_differ_from_itself(plan: Plan) -> None:
    assert plan.diff(plan) == ()
    assert plan.diff(plan.with_readings({"pace": "linear"}).with_readings({"pace": "none"})) == ()


def test_a_reading_that_is_taken_otherwise_is_named(plan: Plan) -> None:
    assert plan.diff(plan.with_readings({"odd-fen": "city"})) == (
        Change(part="readings", id="odd-fen", how="changed", fields=("chosen",)),
    )


def test_an_amended_figure_and_grant_are_named(plan: Plan) -> None:
    amended = plan.amend(
        {
            "figures.slots_per_thousand": [Row(10, cite="2.2.4")],
            "grants.local": [Row(12_000, cite="3.2")],
        }
    )
    assert plan.diff(amended) == (
        Change(part="figures", id="slots_per_thousand", how="changed"),
        Change(part="grants", id="local", how="changed", fields=("rows",)),
    )


def test_the_issue_of_a_draft_is_named(plan: Plan) -> None:
    assert plan.diff(plan.issued_on(date(2021, 3, 1))) == (
        Change(part="plan", id="status", how="changed"),
        Change(part="plan", id="issued", how="changed"),
    )


@pytest.mark.parametrize(
    ("part", "name", "fields"),
    [
        ("posts", "head-training", {"asks": {"experienced": (True,)}}),
        ("requirements", "recordings", {"figure": "", "confidence": "A"}),
        ("publications", "inspection-result", {"words": "", "figure": "publication_workdays"}),
        ("banning", "abuse-by-facility", {"for_life": False}),
    ],
)
def test_a_row_on_staff_safety_or_bans_that_is_other_than_before_is_named(
    part: str, name: str, fields: dict[str, object], plan: Plan
) -> None:
    rows = getattr(plan, part)
    changed: dict[str, Any] = {
        part: tuple(evolve(row, **fields) if row.id == name else row for row in rows)
    }
    other = evolve(plan, **changed)
    assert plan.diff(other) == (
        Change(part=part, id=name, how="changed", fields=tuple(sorted(fields, reverse=True))),
    )
    gone: dict[str, Any] = {part: tuple(row for row in rows if row.id != name)}
    without = evolve(plan, **gone)
    assert plan.diff(without) == (Change(part=part, id=name, how="removed"),)
    assert without.diff(plan) == (Change(part=part, id=name, how="added"),)


def test_a_move_that_is_other_than_before_is_named_by_its_kind(plan: Plan) -> None:
    moves = {move.kind: move for move in plan.moves}
    opened = evolve(moves[Move.OPEN], after=(Stage.REGISTERED,), unstated=())
    other = evolve(plan, moves=tuple({**moves, Move.OPEN: opened}.values()))
    assert plan.diff(other) == (
        Change(part="moves", id="open", how="changed", fields=("after", "unstated")),
    )
    without = evolve(plan, moves=plan.moves[:-1])
    assert plan.diff(without) == (Change(part="moves", id="accept", how="removed"),)


def test_what_one_has_and_the_other_lacks_is_added_one_way_and_removed_the_other(
    plan: Plan,
) -> None:
    other = load(QINGHE)
    there, back = plan.diff(other), other.diff(plan)
    gone = {(change.part, change.id) for change in there if change.how == "removed"}
    come = {(change.part, change.id) for change in back if change.how == "added"}
    assert gone == come
    assert ("clauses", "2.4.10") in gone
    assert ("figures", "slots_per_thousand") in gone
    assert Change(part="figures", id="existing_area_due", how="added") in there
