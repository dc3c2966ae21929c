from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Decision,
    Ground,
    Missing,
    Option,
    PlanStamp,
    ReadingStamp,
    Referred,
    Undetermined,
)
from infantcare_policy.errors import Unsettled

REGISTRATION = Citation("yijun", "2.4.10")
EDUCATION = Citation("yijun", "A1.education")
SUBSIDY = Citation("yijun", "3.2")
STAMP = PlanStamp("yijun", "draft-for-comment", "0f")
READING = ReadingStamp("integrated-registrar", "open")
BY_FORM = Ground("registration.by-legal-form", REGISTRATION, (("legal_form", "for-profit"),))
BY_SETTING = Ground("registration.integrated", EDUCATION)
UNCITED = Ground("registration.note")

DECIDED: Decided[str] = Decided(
    "market", grounds=(BY_FORM,), readings=(READING,), notes=(UNCITED,), plan=STAMP
)
UNDETERMINED = Undetermined(
    (Missing("inclusive", "fact", SUBSIDY), Missing("grants.provincial", "text")),
    grounds=(BY_FORM,),
    plan=STAMP,
)
REFERRED = Referred("health", grounds=(Ground("subsidy.brand", SUBSIDY),), plan=STAMP)
CONFLICTING: Conflicting[str] = Conflicting(
    (Option("market", (BY_FORM,)), Option("education", (BY_SETTING,))),
    readings=(READING,),
    plan=STAMP,
)
FOUR: list[Decision[str]] = [DECIDED, UNDETERMINED, REFERRED, CONFLICTING]
FOUR_KINDS = pytest.mark.parametrize("answer", FOUR, ids=lambda answer: answer.kind)


def words_for(answer: Decision[str]) -> str:
    match answer:
        case Decided(value):
            return value
        case Undetermined(missing):
            return "/".join(item.name for item in missing)
        case Referred(to):
            return f"ask {to}"
        case Conflicting(options):
            return " or ".join(option.value for option in options)


class TestTruth:
    @FOUR_KINDS
    def test_is_refused_with_advice(self, answer: Decision[str]) -> None:
        with pytest.raises(TypeError, match=r"ask its \.kind, match it, or \.require\(\)"):
            bool(answer)

    @pytest.mark.parametrize("value", [False, True, None, ()])
    def test_is_refused_whatever_was_decided(self, value: object) -> None:
        with pytest.raises(TypeError, match="not true or false"):
            bool(Decided(value))


class TestKind:
    def test_names_each_of_the_four(self) -> None:
        assert [answer.kind for answer in FOUR] == [
            "decided",
            "undetermined",
            "referred",
            "conflicting",
        ]

    def test_belongs_to_the_class(self) -> None:
        assert Decided.kind == "decided"
        assert Conflicting.kind == "conflicting"

    def test_can_be_matched_with_its_content(self) -> None:
        assert [words_for(answer) for answer in FOUR] == [
            "market",
            "inclusive/grants.provincial",
            "ask health",
            "market or education",
        ]


class TestRequire:
    def test_gives_what_was_decided(self) -> None:
        assert DECIDED.require() == "market"

    @pytest.mark.parametrize("value", [False, None, 0, ()])
    def test_gives_a_decided_nothing_too(self, value: object) -> None:
        assert Decided(value).require() is value

    @pytest.mark.parametrize(
        ("answer", "why"),
        [
            (UNDETERMINED, "undetermined without inclusive, grants.provincial"),
            (REFERRED, "referred to health"),
            (Referred(), "referred to a decision case by case"),
            (CONFLICTING, "2 answers conflict (yijun:2.4.10, yijun:A1.education)"),
        ],
        ids=["undetermined", "referred", "referred to nobody", "conflicting"],
    )
    def test_refuses_an_open_answer_and_says_why(
        self, answer: Undetermined | Referred | Conflicting[str], why: str
    ) -> None:
        with pytest.raises(Unsettled) as unsettled:
            answer.require()
        assert str(unsettled.value) == why
        assert unsettled.value.answer is answer


class TestCitations:
    def test_come_once_each_in_the_order_of_the_grounds(self) -> None:
        grounds = (
            Ground("c", SUBSIDY),
            Ground("a", REGISTRATION),
            UNCITED,
            Ground("b", SUBSIDY),
            Ground("d", EDUCATION),
        )
        assert Decided(1, grounds=grounds).citations == (SUBSIDY, REGISTRATION, EDUCATION)

    def test_of_the_undetermined_end_with_those_of_what_is_missing(self) -> None:
        answer = Undetermined(
            (Missing("a", "fact", SUBSIDY), Missing("b", "text"), Missing("c", "text", EDUCATION)),
            grounds=(Ground("x", EDUCATION), Ground("y", REGISTRATION)),
        )
        assert answer.citations == (EDUCATION, REGISTRATION, SUBSIDY)

    def test_of_the_conflicting_end_with_those_of_the_options(self) -> None:
        answer = Conflicting(
            (Option(1, (BY_FORM, BY_SETTING)), Option(2, (Ground("z", SUBSIDY), BY_FORM))),
            grounds=(Ground("x", EDUCATION),),
        )
        assert answer.citations == (EDUCATION, REGISTRATION, SUBSIDY)

    def test_of_the_referred_are_those_of_its_grounds(self) -> None:
        assert REFERRED.citations == (SUBSIDY,)

    def test_leave_the_notes_aside(self) -> None:
        assert Decided(1, notes=(BY_FORM,)).citations == ()

    def test_are_written_with_the_instrument(self) -> None:
        assert str(SUBSIDY) == "yijun:3.2"

    def test_sort_by_instrument_and_article(self) -> None:
        law = Citation("civil-code", "201")
        assert sorted([SUBSIDY, REGISTRATION, law]) == [law, REGISTRATION, SUBSIDY]


class TestValue:
    @FOUR_KINDS
    def test_survives_pickling(self, answer: Decision[str]) -> None:
        again = pickle.loads(pickle.dumps(answer))  # noqa: S301 - bytes made on the spot
        assert type(again) is type(answer)
        assert again == answer
        assert hash(again) == hash(answer)

    @FOUR_KINDS
    def test_survives_copying(self, answer: Decision[str]) -> None:
        assert copy.copy(answer) == answer
        assert copy.deepcopy(answer) == answer

    @FOUR_KINDS
    def test_can_be_evolved_and_the_first_stays(self, answer: Decision[str]) -> None:
        noted = evolve(answer, notes=(Ground("extra"),))
        assert noted.notes == (Ground("extra"),)
        assert evolve(noted, notes=answer.notes) == answer
        assert noted != answer

    @FOUR_KINDS
    def test_cannot_be_changed(self, answer: Decision[str]) -> None:
        with pytest.raises(FrozenInstanceError):
            answer.plan = None  # type: ignore[misc]

    @pytest.mark.parametrize(
        "change",
        [
            {"grounds": (BY_SETTING,)},
            {"readings": ()},
            {"notes": ()},
            {"plan": None},
            {"value": "education"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_differs_when_any_part_differs(self, change: dict[str, Any]) -> None:
        other = evolve(DECIDED, **change)
        assert other != DECIDED
        assert len({other, DECIDED}) == 2

    def test_is_equal_and_hashes_by_its_content(self) -> None:
        twin: Decided[str] = Decided(
            "market",
            grounds=(
                Ground(
                    "registration.by-legal-form",
                    Citation("yijun", "2.4.10"),
                    (("legal_form", "for-profit"),),
                ),
            ),
            readings=(ReadingStamp("integrated-registrar", "open"),),
            notes=(Ground("registration.note"),),
            plan=PlanStamp("yijun", "draft-for-comment", "0f"),
        )
        assert twin == DECIDED
        assert len({twin, DECIDED}) == 1

    def test_of_one_kind_is_never_that_of_another(self) -> None:
        assert len(set(FOUR)) == 4
        assert len({Decided("health"), Referred("health")}) == 2

    @pytest.mark.parametrize(
        "fact", ["a", 1, True, Decimal("0.95"), date(2026, 1, 1), ("a", "b"), None]
    )
    def test_of_a_ground_may_state_any_plain_fact(self, fact: Any) -> None:  # noqa: ANN401 - any
        ground = Ground("code", SUBSIDY, (("name", fact),))
        assert ground == Ground("code", SUBSIDY, (("name", fact),))
        assert len({ground, Ground("code", SUBSIDY, (("name", fact),)), Ground("code")}) == 2

    def test_takes_all_but_its_content_by_keyword(self) -> None:
        with pytest.raises(TypeError):
            Decided("market", (BY_FORM,))  # type: ignore[call-arg]

    def test_rests_on_nothing_by_default(self) -> None:
        bare = Decided(1)
        assert (bare.grounds, bare.readings, bare.notes, bare.plan) == ((), (), (), None)
        assert Referred().to is None
