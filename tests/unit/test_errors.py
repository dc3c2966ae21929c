from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal

import pytest

from infantcare_policy import errors
from infantcare_policy.decisions import Missing, Undetermined
from infantcare_policy.errors import (
    BeyondHorizon,
    Fault,
    Faulty,
    InvalidFacts,
    InvalidMoney,
    PlanError,
    PolicyError,
    UnknownClause,
    UnknownDepartment,
    UnknownDocument,
    UnknownLocale,
    UnknownName,
    UnknownPayer,
    UnknownReading,
    UnknownSeat,
    UnknownTarget,
    UnknownTown,
    UnknownWord,
    Unsettled,
    WrongPlan,
)

SLOTS = Fault("groups[0].slots", expected="a whole number ≥ 0", found="-5")
NAME = Fault("name", expected="a text that is not empty", found="''", advice="name it")

ONE_OF_EACH = (
    PolicyError("the root"),
    Faulty([SLOTS, NAME], "county.json"),
    InvalidFacts([SLOTS]),
    PlanError([NAME], "plan.toml"),
    InvalidMoney(Decimal("1.234"), "yuan with at most two decimals"),
    BeyondHorizon(date(2027, 1, 1)),
    UnknownName("pengzen", ["pengzhen", "wuli"]),
    UnknownClause("9.9", ["3.1", "3.2"]),
    UnknownDepartment("卫健", ["卫生健康局", "教育局"]),
    UnknownTown("彭真镇", ["彭镇", "五里镇"]),
    UnknownPayer("country", ["city", "county"]),
    UnknownReading("odd-fan", ["odd-fen", "pace"]),
    UnknownSeat("县卫建局", ["县卫健局"]),
    UnknownTarget("knowledge-2025", ["knowledge-rate-2025", "county-lecture"]),
    UnknownDocument("licenses", ["licence", "premises"]),
    UnknownWord("公立", ["公办", "民办"]),
    UnknownLocale("zh-CN", ["zh_CN", "en"]),
    WrongPlan("yintai", "yijun"),
    Unsettled(Undetermined((Missing("inclusive", "fact"),)), "undetermined without inclusive"),
)


def pickled(error: PolicyError) -> PolicyError:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - bytes made on the spot
    assert isinstance(again, PolicyError)
    return again


class TestFault:
    def test_says_where_what_was_expected_and_what_was_found(self) -> None:
        assert str(SLOTS) == "groups[0].slots: expected a whole number ≥ 0, got -5"

    def test_of_the_document_itself_names_no_place(self) -> None:
        assert str(Fault("", expected="a list", found="3")) == "expected a list, got 3"

    def test_ends_with_the_advice(self) -> None:
        assert str(NAME) == "name: expected a text that is not empty, got ''; name it"

    def test_shows_its_message(self) -> None:
        assert repr(Fault("a", expected="b", found="c")) == "Fault('a: expected b, got c')"

    @pytest.mark.parametrize(
        ("prefix", "path", "joined"),
        [
            ("facility", "name", "facility.name"),
            ("groups", "[0]", "groups[0]"),
            ("groups", "[0].slots", "groups[0].slots"),
            ("facilities[3]", "groups[0].slots", "facilities[3].groups[0].slots"),
            ("[2]", "name", "[2].name"),
            ("[2]", "[0]", "[2][0]"),
            ("groups", "", "groups"),
            ("[2]", "", "[2]"),
            ("", "name", "name"),
            ("", "", ""),
        ],
    )
    def test_seen_from_outside_has_the_joined_path(
        self, prefix: str, path: str, joined: str
    ) -> None:
        inner = Fault(path, expected="x", found="y", advice="z")
        assert inner.under(prefix) == Fault(joined, expected="x", found="y", advice="z")

    def test_seen_from_outside_is_another_fault_and_leaves_the_first_alone(self) -> None:
        inner = Fault("slots", expected="x", found="y")
        outer = inner.under("groups[0]").under("facility")
        assert (inner.path, outer.path) == ("slots", "facility.groups[0].slots")


class TestFaulty:
    def test_counts_one_fault_in_the_singular(self) -> None:
        assert str(InvalidFacts([SLOTS])) == (
            "the facts: 1 fault\n  groups[0].slots: expected a whole number ≥ 0, got -5"
        )

    def test_counts_several_faults_and_lists_each_in_its_order(self) -> None:
        assert str(PlanError([NAME, SLOTS])) == (
            "the plan: 2 faults\n"
            "  name: expected a text that is not empty, got ''; name it\n"
            "  groups[0].slots: expected a whole number ≥ 0, got -5"
        )

    def test_counts_none(self) -> None:
        assert str(Faulty([])) == "the document: 0 faults"

    def test_is_headed_by_its_source_when_it_has_one(self) -> None:
        assert str(InvalidFacts([SLOTS], "设施.json")).startswith("设施.json: 1 fault\n")

    def test_keeps_the_faults_that_a_generator_gave(self) -> None:
        error = Faulty(fault for fault in (SLOTS, NAME))
        assert error.faults == (SLOTS, NAME)
        assert str(error).count("\n") == 2


class TestUnknownName:
    def test_offers_the_nearest_name(self) -> None:
        error = UnknownTown("pengzen", ["yiyang", "pengzhen", "wuli"])
        assert error.nearest[0] == "pengzhen"
        assert str(error).startswith("unknown town 'pengzen': did you mean pengzhen")

    def test_offers_the_best_first_and_at_most_three(self) -> None:
        error = UnknownName("county", ["count", "countys", "counties", "county-seat", "口"])
        assert len(error.nearest) == 3
        assert error.nearest[0] in {"count", "countys"}
        assert "口" not in error.nearest
        assert error.advice == f"did you mean {' or '.join(error.nearest)}?"

    def test_finds_the_nearest_chinese_name(self) -> None:
        assert UnknownDepartment("卫健局", ["教育局", "卫生健康局", "民政局"]).nearest[0] == (
            "卫生健康局"
        )

    def test_lists_every_choice_when_nothing_is_near(self) -> None:
        error = UnknownWord("qqq", ["public", "home"])
        assert error.nearest == ()
        assert str(error) == "unknown word 'qqq': choose one of public, home"

    def test_does_not_offer_a_choice_from_an_empty_list(self) -> None:
        assert "choose one of" not in str(UnknownTown("pengzhen"))

    def test_takes_a_name_that_is_no_text(self) -> None:
        assert str(UnknownClause(32, ["3.2"])) == "unknown clause 32: did you mean 3.2?"

    @pytest.mark.parametrize(
        ("kind", "what"),
        [
            (UnknownName, "name"),
            (UnknownClause, "clause"),
            (UnknownDepartment, "department"),
            (UnknownTown, "town"),
            (UnknownPayer, "payer"),
            (UnknownReading, "reading"),
            (UnknownSeat, "seat"),
            (UnknownWord, "word"),
            (UnknownLocale, "locale"),
        ],
    )
    def test_of_each_kind_says_what_is_unknown_and_is_a_failed_lookup(
        self, kind: type[UnknownName], what: str
    ) -> None:
        error = kind("x11", ["x12"])
        assert str(error) == f"unknown {what} 'x11': did you mean x12?"
        assert isinstance(error, LookupError)


class TestTheOthers:
    def test_money_says_what_was_found_and_is_a_value_error(self) -> None:
        error = InvalidMoney(1.5, "yuan as a Decimal")
        assert str(error) == "expected yuan as a Decimal, got 1.5"
        assert isinstance(error, ValueError)

    def test_money_can_name_a_number_with_thousands_of_digits(self) -> None:
        assert str(InvalidMoney(10**5000, "yuan")).startswith("expected yuan, got ")

    def test_the_horizon_names_the_day(self) -> None:
        assert str(BeyondHorizon(date(2027, 1, 4))) == (
            "the work calendar has no official data for 2027-01-04"
        )

    def test_the_wrong_plan_names_both_counties(self) -> None:
        assert str(WrongPlan("yintai", "yijun")) == (
            "expected the facts of yijun, got those of yintai: "
            "load the plan of yintai, or hand in the other county"
        )

    def test_the_unsettled_says_why_and_keeps_the_answer(self) -> None:
        answer = Undetermined((Missing("inclusive", "fact"),))
        error = Unsettled(answer, "undetermined without inclusive")
        assert str(error) == "undetermined without inclusive"
        assert error.answer == answer


class TestPickling:
    def test_is_tried_on_every_error_that_the_library_raises(self) -> None:
        tried = {type(error).__name__ for error in ONE_OF_EACH}
        assert tried == set(errors.__all__) - {"Fault", "shown", "unseen"}

    @pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
    def test_keeps_class_message_and_fields(self, error: PolicyError) -> None:
        again = pickled(error)
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert again.args == error.args
        assert vars(again) == vars(error)

    def test_keeps_a_fault(self) -> None:
        again = pickle.loads(pickle.dumps(NAME))  # noqa: S301 - bytes made on the spot
        assert again == NAME


class TestHierarchy:
    @pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
    def test_has_one_root(self, error: PolicyError) -> None:
        assert PolicyError in type(error).__mro__

    @pytest.mark.parametrize("kind", [InvalidFacts, PlanError])
    def test_malformed_input_is_caught_as_one_kind(self, kind: type[Faulty]) -> None:
        with pytest.raises(Faulty, match="1 fault"):
            raise kind([SLOTS])
