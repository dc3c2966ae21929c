from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from infantcare_policy.conditions import Fact, Facts, Settled, Tests, holds, settle, undecided
from infantcare_policy.fact_kinds import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@frozen(eq=False, kw_only=True)
class Row:
    """A row of a table: what it gives, when, and unless what."""

    gives: str
    when: Tests = field(factory=dict)
    unless: Tests = field(factory=dict)


@frozen
class Case:
    """A table, and what is known of one facility."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    facts: dict[str, Fact]


# what follows asks plainly, one whole world after another, without three-valued logic


def every_value(name: str) -> list[Fact]:
    values = FACTS[name].values
    if not FACTS[name].several:
        return list(values)
    return [
        frozenset(map(str, chosen))
        for size in range(len(values) + 1)
        for chosen in combinations(values, size)
    ]


def meets(fact: Fact, values: Sequence[str | bool]) -> bool:
    held = fact if isinstance(fact, frozenset) else {fact}
    return any(value in held for value in values)


def stands(row: Row, world: Facts) -> bool:
    wanted = all(meets(world[name], values) for name, values in row.when.items())
    aside = all(meets(world[name], values) for name, values in row.unless.items())
    return wanted and not (row.unless and aside)


def worlds(case: Case) -> Iterator[dict[str, Fact]]:
    ranges = [
        every_value(name) if case.facts.get(name) is None else [case.facts[name]]
        for name in case.names
    ]
    for values in product(*ranges):
        yield dict(zip(case.names, values, strict=True))


def outcome_in(rows: Iterable[Row], world: Facts) -> frozenset[str]:
    return frozenset(row.gives for row in rows if stands(row, world))


def facts_that_matter(case: Case) -> tuple[str, ...]:
    """Name the facts for which two worlds that differ in nothing else have two outcomes."""
    found = []
    for name in case.names:
        seen: dict[tuple[Fact, ...], frozenset[str]] = {}
        for world in worlds(case):
            others = tuple(value for other, value in world.items() if other != name)
            outcome = outcome_in(case.rows, world)
            if seen.setdefault(others, outcome) != outcome:
                found.append(name)
                break
    return tuple(sorted(found))


def asked(case: Case) -> Settled[Row]:
    return settle(case.rows, case.facts, FACTS, lambda row: row.gives)


def given_by(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(row.gives for row in rows)


@st.composite
def conditions_on(draw: st.DrawFn, names: Sequence[str], most: int) -> Tests:
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=most))
    return {
        name: tuple(draw(st.lists(st.sampled_from(FACTS[name].values), unique=True, max_size=4)))
        for name in chosen
    }


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw rows over up to three facts, each of which may be unknown or absent."""
    names = draw(st.lists(st.sampled_from(sorted(FACTS)), min_size=1, max_size=3, unique=True))
    row = st.builds(
        Row,
        gives=st.sampled_from("xyz"),
        when=conditions_on(names, 3),
        unless=st.one_of(st.just({}), conditions_on(names, 2)),
    )
    facts: dict[str, Fact] = {}
    for name in names:
        known = draw(st.sampled_from(("known", "unknown", "absent")))
        if known != "absent":
            facts[name] = draw(st.sampled_from(every_value(name))) if known == "known" else None
    return Case(tuple(names), tuple(draw(st.lists(row, max_size=5))), facts)


@st.composite
def covering_cases(draw: st.DrawFn) -> Case:
    """Draw rows that cover every value of one fact with few outcomes: often settled."""
    name = draw(st.sampled_from(["inclusive", "legal_form", "operation", "guidance"]))
    other = draw(st.sampled_from(["settings", "filed"]))
    rows = [
        Row(
            gives=draw(st.sampled_from("xy")),
            when={name: (value,), **draw(conditions_on([other], 1))},
            unless=draw(st.one_of(st.just({}), conditions_on([other], 1))),
        )
        for value in FACTS[name].values
        for _ in range(draw(st.integers(min_value=1, max_value=2)))
    ]
    return Case((name, other), tuple(rows), {})


ANY_CASE = st.one_of(cases(), covering_cases())


class TestOneRow:
    """2.4.10, A1, 3.2: a row holds when its tests hold, unless what sets it aside holds too."""

    @given(ANY_CASE)
    def test_that_holds_or_fails_does_so_whatever_the_unknown_facts_are(self, case: Case) -> None:
        for row in case.rows:
            truth = holds(row, case.facts)
            if truth is not None:
                assert all(stands(row, world) is truth for world in worlds(case))

    @given(ANY_CASE)
    def test_is_plainly_true_or_false_when_all_is_known(self, case: Case) -> None:
        world = next(worlds(case))
        for row in case.rows:
            assert holds(row, world) is stands(row, world)

    @given(ANY_CASE)
    def test_that_is_undecided_names_unknown_facts_of_its_own(self, case: Case) -> None:
        for row in case.rows:
            names = undecided(row, case.facts)
            assert bool(names) is (holds(row, case.facts) is None)
            for name in names:
                assert case.facts.get(name) is None
                assert name in row.when or name in row.unless


class TestSettling:
    """What is settled is so in every world that the unknown facts allow."""

    @given(ANY_CASE)
    def test_names_exactly_the_facts_that_make_a_difference(self, case: Case) -> None:
        assert asked(case).missing == facts_that_matter(case)

    @given(ANY_CASE)
    def test_lacks_nothing_exactly_when_all_worlds_agree(self, case: Case) -> None:
        outcomes = {outcome_in(case.rows, world) for world in worlds(case)}
        assert (asked(case).missing == ()) is (len(outcomes) == 1)

    @given(ANY_CASE)
    def test_gives_the_outcome_on_which_all_worlds_agree(self, case: Case) -> None:
        answer = asked(case)
        if not answer.missing:
            for world in worlds(case):
                assert outcome_in(case.rows, world) == given_by(answer.rows)

    @given(ANY_CASE)
    def test_never_rests_on_a_row_that_cannot_hold(self, case: Case) -> None:
        for row in asked(case).rows:
            assert any(stands(row, world) for world in worlds(case))

    @given(ANY_CASE)
    def test_with_something_missing_keeps_only_rows_that_hold_in_every_world(
        self, case: Case
    ) -> None:
        answer = asked(case)
        if answer.missing:
            assert set(answer.rows) == {row for row in case.rows if holds(row, case.facts)}
            for row in answer.rows:
                assert all(stands(row, world) for world in worlds(case))

    @given(ANY_CASE)
    def test_of_a_known_world_gives_the_rows_that_stand_in_it(self, case: Case) -> None:
        world = next(worlds(case))
        answer = settle(case.rows, world, FACTS, lambda row: row.gives)
        assert answer.missing == ()
        assert answer.rows == tuple(row for row in case.rows if stands(row, world))


class TestOrder:
    """Rows are a set: the text ranks no row above another, so neither does the answer."""

    @given(ANY_CASE, st.randoms(use_true_random=False))
    def test_of_the_rows_does_not_count(self, case: Case, random: object) -> None:
        shuffled = list(case.rows)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        first, second = asked(case), asked(Case(case.names, tuple(shuffled), case.facts))
        assert second.missing == first.missing
        assert set(second.rows) == set(first.rows)

    @given(ANY_CASE)
    def test_of_the_facts_does_not_count(self, case: Case) -> None:
        turned = dict(reversed(case.facts.items()))
        assert asked(Case(case.names, case.rows, turned)) == asked(case)


class TestForgetting:
    """Unknown is never “no”: to forget a fact can open an answer, never turn it."""

    @given(ANY_CASE, st.data())
    def test_a_fact_never_turns_one_settled_outcome_into_another(
        self, case: Case, data: st.DataObject
    ) -> None:
        known = next(worlds(case)) | {k: v for k, v in case.facts.items() if v is not None}
        name = data.draw(st.sampled_from(case.names))
        before = asked(Case(case.names, case.rows, known))
        after = asked(Case(case.names, case.rows, {**known, name: None}))
        assert after.missing or given_by(after.rows) == given_by(before.rows)
        assert set(after.missing) <= {name}

    @given(ANY_CASE, st.data())
    def test_a_fact_that_was_not_missing_can_be_learnt_without_effect(
        self, case: Case, data: st.DataObject
    ) -> None:
        before = asked(case)
        unknown = [name for name in case.names if case.facts.get(name) is None]
        idle = sorted(set(unknown) - set(before.missing))
        if idle:
            name = data.draw(st.sampled_from(idle))
            learnt = data.draw(st.sampled_from(every_value(name)))
            after = asked(Case(case.names, case.rows, {**case.facts, name: learnt}))
            assert after.missing == before.missing
            if not before.missing:
                assert given_by(after.rows) == given_by(before.rows)

    @given(ANY_CASE)
    def test_and_saying_that_a_fact_is_unknown_is_not_saying_anything(self, case: Case) -> None:
        said = {name: case.facts.get(name) for name in case.names}
        assert asked(Case(case.names, case.rows, said)) == asked(case)


class TestAddingRows:
    """A row that repeats another adds nothing; a row that cannot hold changes nothing."""

    @given(ANY_CASE)
    def test_that_repeat_each_row_leaves_the_outcome(self, case: Case) -> None:
        copies = tuple(Row(gives=r.gives, when=r.when, unless=r.unless) for r in case.rows)
        first, second = asked(case), asked(Case(case.names, case.rows + copies, case.facts))
        assert second.missing == first.missing
        assert given_by(second.rows) == given_by(first.rows)

    @given(ANY_CASE)
    def test_that_want_no_value_at_all_leaves_the_answer(self, case: Case) -> None:
        never = Row(gives="never", when={case.names[0]: ()})
        assert asked(Case(case.names, (*case.rows, never), case.facts)) == asked(case)
