from __future__ import annotations

from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from infantcare_policy.fact_kinds import AREA_FACTS, FACTS, FAMILY_FACTS, RECORD_FACTS, STAFF_FACTS
from infantcare_policy.plan import Plan, load, yijun

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from infantcare_policy.conditions import Conditional, Fact
    from infantcare_policy.plan import RouteRow, SupervisionRow
    from infantcare_policy.plan.matching import Cited

    Rows: TypeAlias = Sequence[Any]
    Outcome: TypeAlias = Callable[[Any], Hashable]
    Cell: TypeAlias = Mapping[str, Fact]

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
KINDS = {**RECORD_FACTS, **STAFF_FACTS, **FAMILY_FACTS, **AREA_FACTS, **FACTS}


def name_of(row: Cited) -> str:
    return row.id


def registrar_of(row: RouteRow) -> str:
    return row.registrar


def department_of(row: SupervisionRow) -> str:
    return row.department


def any_way(_: object) -> bool:
    return True


def tables(plan: Plan) -> dict[str, tuple[Rows, Outcome]]:
    """Give the lists of rows that test facilities and families, each with what its rows stand for.

    The rows on records and the posts test further facts and have laws of their own.
    """
    found: dict[str, tuple[Rows, Outcome]] = {
        "routes": (plan.routes, registrar_of),
        "documents": (plan.documents, name_of),
        "referrals": (plan.referrals, name_of),
        "publications": (plan.publications, name_of),
        "requirements": (plan.requirements, name_of),
        "services": (plan.services, name_of),
        "reliefs": (plan.reliefs, name_of),
    }
    for grant in plan.grants:
        found[f"{grant.id} eligible"] = (grant.eligible, any_way)
        found[f"{grant.id} bars"] = (grant.bars, name_of)
    for domain in {row.domain for row in plan.supervision}:
        rows = tuple(row for row in plan.supervision if row.domain == domain)
        found[f"supervision of {domain}"] = (rows, department_of)
    return found


def facts_of(rows: Rows) -> list[str]:
    """Name every fact and reading that rows test."""
    return sorted({name for row in rows for name in (*row.when, *row.unless)})


# what follows asks plainly, one whole world after another, without three-valued logic


def every_value(name: str, plan: Plan) -> list[Fact]:
    if name.startswith("reading."):
        return [option.id for option in plan.reading(name.removeprefix("reading.")).options]
    values = KINDS[name].values
    if not KINDS[name].several:
        return list(values)
    return [
        frozenset(map(str, chosen))
        for size in range(len(values) + 1)
        for chosen in combinations(values, size)
    ]


def cells(rows: Rows, plan: Plan) -> Iterator[Cell]:
    """Give every combination of the facts that rows test, each known or not."""
    names = [name for name in facts_of(rows) if not name.startswith("reading.")]
    choices = [[*every_value(name, plan), None] for name in names]
    for values in product(*choices):
        yield dict(zip(names, values, strict=True))


def chosen(rows: Rows, plan: Plan) -> Cell:
    return {
        name: plan.reading(name.removeprefix("reading.")).chosen
        for name in facts_of(rows)
        if name.startswith("reading.")
    }


def stands(row: Conditional, world: Cell) -> bool:
    def met(tests: Mapping[str, Any]) -> bool:
        return all(
            bool((fact if isinstance(fact, frozenset) else {fact}) & set(values))
            for name, values in tests.items()
            for fact in [world[name]]
        )

    return met(row.when) and not (row.unless and met(row.unless))


def worlds(cell: Cell, plan: Plan) -> tuple[list[str], list[Cell]]:
    """Give the facts that are unknown, and every world that they may turn out to be."""
    unknown = [name for name, fact in cell.items() if fact is None]
    choices = [every_value(name, plan) for name in unknown]
    return unknown, [
        {**cell, **dict(zip(unknown, values, strict=True))} for values in product(*choices)
    ]


def missing(rows: Rows, cell: Cell, plan: Plan, outcome: Outcome) -> set[str]:
    """Name the unknown facts that, changed alone in some world, change what comes out."""
    unknown, possible = worlds(cell, plan)
    found = set()
    for name in unknown:
        seen: dict[Hashable, set[Hashable]] = {}
        for world in possible:
            others = tuple(world[other] for other in unknown if other != name)
            outcomes = frozenset(outcome(row) for row in rows if stands(row, world))
            seen.setdefault(others, set()).add(outcomes)
        if any(len(outcomes) > 1 for outcomes in seen.values()):
            found.add(name)
    return found


def check(rows: Rows, cell: Cell, plan: Plan, outcome: Outcome) -> None:
    readings = chosen(rows, plan)
    whole = {**cell, **readings}
    matched = plan.match(rows, cell, outcome)
    lacking = missing(rows, whole, plan, outcome)
    assert [item.name for item in matched.missing] == sorted(lacking)
    everywhere = worlds(whole, plan)[1]
    if lacking:
        certain = [row for row in rows if all(stands(row, world) for world in everywhere)]
        assert list(matched.rows) == certain
    else:
        wanted = {outcome(row) for row in rows if stands(row, everywhere[0])}
        assert {outcome(row) for row in matched.rows} == wanted
    assert [f"reading.{stamp.id}" for stamp in matched.readings] == [
        name for name in readings if name in missing(rows, {**whole, name: None}, plan, outcome)
    ]
    assert {stamp.option for stamp in matched.readings} <= set(readings.values())


def under_every_reading(plan: Plan) -> dict[str, Plan]:
    """Give a plan under each option of each reading that its rows test."""
    names = {name for rows, _ in tables(plan).values() for name in chosen(rows, plan)}
    readings = [plan.reading(name.removeprefix("reading.")) for name in sorted(names)]
    return {
        f"{plan.id}, {reading.id}={option.id}": plan.with_readings({reading.id: option.id})
        for reading in readings
        for option in reading.options
    }


EVERY_PLAN = {"yijun": YIJUN, "qinghe": QINGHE, **under_every_reading(YIJUN)}


class TestEveryCell:
    """2.4.10, A1, 3.2: what is looked up is what the rows give, whatever is known or not.

    The cells of a table are all the combinations of the facts that its rows test; each was asked
    twice, so that the second answer is one that was remembered.
    """

    @pytest.mark.parametrize("plan", EVERY_PLAN.values(), ids=EVERY_PLAN)
    def test_is_what_one_world_after_another_gives(self, plan: Plan) -> None:
        asked = 0
        for rows, outcome in tables(plan).values():
            for cell in cells(rows, plan):
                check(rows, cell, plan, outcome)
                check(rows, cell, plan, outcome)
                asked += 1
        assert asked > len(tables(plan))

    def test_readings_are_among_what_the_rows_test(self) -> None:
        assert len(EVERY_PLAN) > 2, "the laws above would ask under no other reading"


@st.composite
def questions(draw: st.DrawFn) -> tuple[Rows, Cell, Outcome]:
    rows, outcome = tables(YIJUN)[draw(st.sampled_from(sorted(tables(YIJUN))))]
    shuffled = draw(st.permutations(rows))
    kept = shuffled[: draw(st.integers(0, len(shuffled)))]
    cell: dict[str, Fact] = {
        name: draw(st.sampled_from([*every_value(name, YIJUN), None]))
        for name in facts_of(rows)
        if not name.startswith("reading.")
    }
    further: dict[str, Fact] = draw(st.sampled_from([{}, {"name": "甲"}, {"closed": True}]))
    return kept, {**cell, **further}, draw(st.sampled_from([outcome, name_of, any_way]))


class TestMemory:
    """2.4.10, A1, 3.2: what was asked before changes no answer, and nor does its order."""

    @given(st.lists(questions(), min_size=1, max_size=8))
    def test_an_answer_is_that_of_a_plan_that_was_never_asked(
        self, asked: list[tuple[Rows, Cell, Outcome]]
    ) -> None:
        plan = evolve(YIJUN)
        for rows, cell, outcome in (*asked, *reversed(asked)):
            assert plan.match(rows, cell, outcome) == evolve(YIJUN).match(rows, cell, outcome)

    @given(questions())
    def test_a_function_without_a_name_gives_the_same(
        self, asked: tuple[Rows, Cell, Outcome]
    ) -> None:
        rows, cell, outcome = asked
        named = YIJUN.match(rows, cell, outcome)
        assert YIJUN.match(rows, cell, lambda row: (outcome(row),)) == named
