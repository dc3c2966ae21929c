from __future__ import annotations

import pytest
from attrs import field, frozen

from infantcare_policy import conditions
from infantcare_policy.conditions import (
    Fact,
    Facts,
    Settled,
    Tests,
    Truth,
    every,
    holds,
    negation,
    settle,
    some,
    undecided,
)
from infantcare_policy.fact_kinds import FACTS
from infantcare_policy.terms import LegalForm, Setting

NONE_OF_THEM: frozenset[str] = frozenset()


@frozen(eq=False, kw_only=True)
class Row:
    """A row of a table: what it gives, when, and unless what."""

    gives: str
    when: Tests = field(factory=dict)
    unless: Tests = field(factory=dict)


def gives(row: Row) -> str:
    return row.gives


def settled(rows: list[Row], facts: Facts) -> Settled[Row]:
    return settle(rows, facts, FACTS, gives)


class TestKleeneLogic:
    @pytest.mark.parametrize(
        ("first", "second", "both", "either"),
        [
            (True, True, True, True),
            (True, False, False, True),
            (True, None, None, True),
            (False, True, False, True),
            (False, False, False, False),
            (False, None, False, None),
            (None, True, None, True),
            (None, False, False, None),
            (None, None, None, None),
        ],
    )
    def test_joins_two(self, first: Truth, second: Truth, both: Truth, either: Truth) -> None:
        assert every((first, second)) is both
        assert some((first, second)) is either

    @pytest.mark.parametrize("truth", [True, False, None])
    def test_joins_one_to_itself(self, truth: Truth) -> None:
        assert every((truth,)) is truth
        assert some((truth,)) is truth

    def test_joins_three(self) -> None:
        assert every((True, None, False)) is False
        assert every((True, None, True)) is None
        assert some((False, None, True)) is True
        assert some((False, None, False)) is None

    def test_holds_of_nothing_for_every_and_not_for_some(self) -> None:
        assert every(()) is True
        assert some(()) is False

    def test_takes_an_iterator(self) -> None:
        assert every(iter((True, False))) is False
        assert some(iter((False, True))) is True

    @pytest.mark.parametrize(("truth", "opposite"), [(True, False), (False, True), (None, None)])
    def test_negates(self, truth: Truth, opposite: Truth) -> None:
        assert negation(truth) is opposite


class TestTest:
    @pytest.mark.parametrize(
        ("fact", "values", "truth"),
        [
            ("for-profit", ("for-profit",), True),
            ("for-profit", ("social-service", "for-profit"), True),
            ("for-profit", ("social-service",), False),
            ("for-profit", (), False),
            (LegalForm.FOR_PROFIT, ("for-profit",), True),
            (LegalForm.FOR_PROFIT, ("social-service",), False),
            (True, (True,), True),
            (True, (False,), False),
            (False, (False,), True),
            (False, (True,), False),
            (False, (True, False), True),
            (True, (), False),
            (None, ("for-profit",), None),
            (None, (True, False), None),
            (None, (), None),
            (frozenset({"home"}), ("home",), True),
            (frozenset({"home", "workplace"}), ("community", "workplace"), True),
            (frozenset({"home", "workplace"}), ("community",), False),
            (frozenset({Setting.HOME}), ("home",), True),
            (frozenset({"home"}), (), False),
            (NONE_OF_THEM, ("home",), False),
            (NONE_OF_THEM, (), False),
        ],
    )
    def test_asks_whether_the_fact_has_or_shares_a_value(
        self, fact: Fact, values: tuple[str | bool, ...], truth: Truth
    ) -> None:
        assert conditions.meets(fact, values) is truth


class TestRow:
    @pytest.mark.parametrize(
        ("inclusive", "guidance", "truth", "unknown"),
        [
            (True, True, False, set()),
            (True, False, True, set()),
            (True, None, None, {"guidance"}),
            (False, True, False, set()),
            (False, False, False, set()),
            (False, None, False, set()),
            (None, True, False, set()),
            (None, False, None, {"inclusive"}),
            (None, None, None, {"inclusive", "guidance"}),
        ],
    )
    def test_holds_when_its_tests_hold_unless_it_is_set_aside(
        self, inclusive: Truth, guidance: Truth, truth: Truth, unknown: set[str]
    ) -> None:
        row = Row(gives="a", when={"inclusive": (True,)}, unless={"guidance": (True,)})
        facts = {"inclusive": inclusive, "guidance": guidance}
        assert holds(row, facts) is truth
        assert undecided(row, facts) == unknown

    @pytest.mark.parametrize(
        ("inclusive", "truth", "unknown"),
        [(True, True, set()), (False, False, set()), (None, None, {"inclusive"})],
    )
    def test_without_unless_is_never_set_aside(
        self, inclusive: Truth, truth: Truth, unknown: set[str]
    ) -> None:
        row = Row(gives="a", when={"inclusive": (True,)})
        assert holds(row, {"inclusive": inclusive}) is truth
        assert undecided(row, {"inclusive": inclusive}) == unknown

    @pytest.mark.parametrize(
        ("inclusive", "guidance", "truth"),
        [
            (True, True, True),
            (True, False, False),
            (True, None, None),
            (False, True, False),
            (False, False, False),
            (False, None, False),
            (None, True, None),
            (None, False, False),
            (None, None, None),
        ],
    )
    def test_wants_all_its_tests(self, inclusive: Truth, guidance: Truth, truth: Truth) -> None:
        row = Row(gives="a", when={"inclusive": (True,), "guidance": (True,)})
        assert holds(row, {"inclusive": inclusive, "guidance": guidance}) is truth

    @pytest.mark.parametrize(
        ("inclusive", "guidance", "truth"),
        [
            (True, True, False),
            (True, False, True),
            (True, None, None),
            (False, True, True),
            (False, False, True),
            (False, None, True),
            (None, True, None),
            (None, False, True),
            (None, None, None),
        ],
    )
    def test_is_set_aside_only_by_all_that_unless_names(
        self, inclusive: Truth, guidance: Truth, truth: Truth
    ) -> None:
        row = Row(gives="a", unless={"inclusive": (True,), "guidance": (True,)})
        assert holds(row, {"inclusive": inclusive, "guidance": guidance}) is truth

    def test_without_conditions_always_holds(self) -> None:
        assert holds(Row(gives="a"), {}) is True
        assert undecided(Row(gives="a"), {}) == frozenset()

    def test_takes_an_absent_fact_for_unknown(self) -> None:
        row = Row(gives="a", when={"inclusive": (True,)})
        assert holds(row, {}) is None
        assert undecided(row, {}) == {"inclusive"}

    def test_takes_a_known_empty_set_for_known(self) -> None:
        row = Row(gives="a", when={"settings": ("home",)})
        assert holds(row, {"settings": NONE_OF_THEM}) is False
        assert undecided(row, {"settings": NONE_OF_THEM}) == frozenset()

    def test_names_only_the_unknown_facts(self) -> None:
        row = Row(gives="a", when={"inclusive": (True,), "settings": ("home",)})
        facts: Facts = {"inclusive": True, "settings": None, "guidance": None}
        assert undecided(row, facts) == {"settings"}


INSTITUTION = Row(gives="establishment", when={"legal_form": ("public-institution",)})
SERVICE = Row(gives="civil-affairs", when={"legal_form": ("social-service",)})
BUSINESS = Row(gives="market", when={"legal_form": ("for-profit",)})
INTEGRATED = Row(gives="education", when={"settings": ("kindergarten",)})
ROUTES = [INSTITUTION, SERVICE, BUSINESS, INTEGRATED]


class TestSettle:
    def test_gives_the_row_that_holds(self) -> None:
        facts: Facts = {"legal_form": "for-profit", "settings": frozenset({"standalone"})}
        assert settled(ROUTES, facts) == Settled((BUSINESS,), ())

    def test_gives_every_row_that_holds(self) -> None:
        facts: Facts = {"legal_form": "for-profit", "settings": frozenset({"kindergarten", "home"})}
        assert settled(ROUTES, facts) == Settled((BUSINESS, INTEGRATED), ())

    def test_gives_no_row_when_none_holds(self) -> None:
        facts: Facts = {"legal_form": "unincorporated", "settings": NONE_OF_THEM}
        assert settled(ROUTES, facts) == Settled((), ())

    def test_of_no_rows_is_nothing_and_lacks_nothing(self) -> None:
        assert settled([], {}) == Settled((), ())

    def test_of_a_row_without_conditions_is_that_row(self) -> None:
        always = Row(gives="health")
        assert settled([always], {}) == Settled((always,), ())

    def test_names_the_fact_on_which_the_outcome_hangs(self) -> None:
        facts: Facts = {"legal_form": None, "settings": frozenset({"standalone"})}
        assert settled(ROUTES, facts) == Settled((), ("legal_form",))

    def test_keeps_the_certain_rows_beside_what_is_missing(self) -> None:
        assert settled(ROUTES, {"legal_form": "for-profit"}) == Settled((BUSINESS,), ("settings",))

    def test_names_all_missing_facts_in_order(self) -> None:
        assert settled(ROUTES, {}).missing == ("legal_form", "settings")

    def test_does_not_name_a_fact_that_no_row_asks_for(self) -> None:
        facts: Facts = {"legal_form": None, "settings": NONE_OF_THEM, "inclusive": None}
        assert settled(ROUTES, facts).missing == ("legal_form",)

    def test_does_not_name_a_fact_that_another_fact_has_overtaken(self) -> None:
        row = Row(gives="grant", when={"inclusive": (True,), "guidance": (True,)})
        assert settled([row], {"inclusive": False, "guidance": None}) == Settled((), ())

    def test_does_not_name_a_fact_that_only_repeats_a_certain_outcome(self) -> None:
        repeat = Row(gives="market", when={"legal_form": ("for-profit",), "inclusive": (True,)})
        facts: Facts = {"legal_form": "for-profit", "inclusive": None}
        assert settled([BUSINESS, repeat], facts) == Settled((BUSINESS,), ())

    def test_is_settled_by_rows_that_cover_every_possibility_alike(self) -> None:
        yes = Row(gives="health", when={"inclusive": (True,)})
        no = Row(gives="health", when={"inclusive": (False,)})
        assert settled([yes, no], {}) == Settled((yes, no), ())

    def test_is_not_settled_by_rows_that_leave_one_possibility_out(self) -> None:
        rows = [
            Row(gives="same", when={"legal_form": (form,)})
            for form in ("public-institution", "social-service", "for-profit")
        ]
        assert settled(rows, {}).missing == ("legal_form",)
        rows.append(Row(gives="same", when={"legal_form": ("unincorporated",)}))
        assert settled(rows, {}) == Settled(tuple(rows), ())

    def test_is_not_settled_by_covering_each_word_of_a_set_that_may_be_empty(self) -> None:
        words = ("standalone", "kindergarten", "community", "workplace", "home")
        assert settled([Row(gives="a", when={"settings": words})], {}).missing == ("settings",)

    def test_is_settled_by_a_set_that_has_a_word_or_has_it_not(self) -> None:
        home = Row(gives="a", when={"settings": ("home",)})
        elsewhere = Row(gives="a", unless={"settings": ("home",)})
        assert settled([home, elsewhere], {}) == Settled((home, elsewhere), ())

    def test_sees_that_a_set_may_hold_two_words_at_once(self) -> None:
        home, work = {"settings": ("home",)}, {"settings": ("workplace",)}
        neither = Row(gives="health", unless={"settings": ("home", "workplace")})
        # the empty set and every single word give the same; only home and workplace together do not
        only_home = Row(gives="health", when=home, unless=work)
        only_work = Row(gives="health", when=work, unless=home)
        assert settled([neither, only_home, only_work], {}) == Settled((), ("settings",))
        together = Row(gives="health", when=home)
        assert settled([neither, together, only_work], {}).missing == ()

    def test_names_one_of_two_unknown_facts_when_only_one_matters(self) -> None:
        rows = [
            Row(gives="health", when={"inclusive": (True,)}),
            Row(gives="health", when={"inclusive": (False,)}),
            Row(gives="education", when={"guidance": (True,)}),
        ]
        assert settled(rows, {}).missing == ("guidance",)

    def test_leaves_out_an_open_row_that_the_settled_outcome_does_not_rest_on(self) -> None:
        certain = Row(gives="health")
        yes = Row(gives="education", when={"inclusive": (True,)})
        no = Row(gives="education", when={"inclusive": (False,)})
        repeat = Row(gives="health", when={"guidance": (True,)})
        assert settled([certain, yes, no, repeat], {}) == Settled((certain, yes, no), ())

    def test_sets_a_row_aside(self) -> None:
        ordinary = Row(gives="ordinary", unless={"introduced_brand": (True,)})
        brand = Row(gives="case-by-case", when={"introduced_brand": (True,)})
        rows = [ordinary, brand]
        assert settled(rows, {"introduced_brand": True}) == Settled((brand,), ())
        assert settled(rows, {"introduced_brand": False}) == Settled((ordinary,), ())
        assert settled(rows, {}) == Settled((), ("introduced_brand",))

    def test_compares_outcomes_and_not_rows(self) -> None:
        yes = Row(gives="health", when={"inclusive": (True,)})
        no = Row(gives="education", when={"inclusive": (False,)})
        assert settled([yes, no], {}).missing == ("inclusive",)
        assert settle([yes, no], {}, FACTS, lambda _: "any").missing == ()
