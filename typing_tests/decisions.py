"""What a type checker knows of a decision once it is narrowed."""

from __future__ import annotations

from typing import Literal, NoReturn, assert_never, assert_type

from infantcare_policy import (
    Citation,
    Conflicting,
    Decided,
    Decision,
    Ground,
    Missing,
    Open,
    Option,
    PlanStamp,
    ReadingStamp,
    Referred,
    Undetermined,
)


def every_decision_carries_its_reasons(decision: Decision[int]) -> None:
    assert_type(decision.grounds, tuple[Ground, ...])
    assert_type(decision.readings, tuple[ReadingStamp, ...])
    assert_type(decision.notes, tuple[Ground, ...])
    assert_type(decision.plan, PlanStamp | None)
    assert_type(decision.citations, tuple[Citation, ...])
    assert_type(decision.kind, Literal["decided", "undetermined", "referred", "conflicting"])


def requiring_a_value_gives_the_value(decision: Decision[int]) -> int:
    assert_type(decision.require(), int)
    return decision.require()


def an_open_decision_has_none(answer: Undetermined) -> NoReturn:
    answer.require()


def it_is_narrowed_by_its_class(decision: Decision[int]) -> int:
    if isinstance(decision, Decided):
        assert_type(decision, Decided[int])
        assert_type(decision.value, int)
        return decision.value
    assert_type(decision, Undetermined | Referred | Conflicting[int])
    if isinstance(decision, Undetermined):
        assert_type(decision.missing, tuple[Missing, ...])
        return 0
    if isinstance(decision, Referred):
        assert_type(decision.to, str | None)
        return 0
    assert_type(decision, Conflicting[int])
    assert_type(decision.options, tuple[Option[int], ...])
    return decision.options[0].value


def it_is_narrowed_by_its_kind(decision: Decision[int]) -> int:
    if decision.kind == "decided":
        assert_type(decision, Decided[int])
        return decision.value
    if decision.kind == "undetermined":
        assert_type(decision, Undetermined)
        return len(decision.missing)
    if decision.kind == "referred":
        assert_type(decision, Referred)
        return 0
    assert_type(decision, Conflicting[int])
    return decision.options[0].value


def it_is_matched_to_the_end(decision: Decision[str]) -> str:
    match decision:
        case Decided(value=value):
            assert_type(value, str)
            return value
        case Undetermined(missing=missing):
            assert_type(missing, tuple[Missing, ...])
            return missing[0].name
        case Referred(to=to):
            assert_type(to, str | None)
            return to or ""
        case Conflicting(options=options):
            assert_type(options, tuple[Option[str], ...])
            return options[0].value
        case _:
            assert_never(decision)


def an_open_decision_is_one_of_three(answer: Open[int]) -> None:
    assert_type(answer, Undetermined | Referred | Conflicting[int])
    assert_type(answer.kind, Literal["undetermined", "referred", "conflicting"])


def a_decision_of_the_narrower_is_one_of_the_wider(decided: Decided[bool]) -> Decision[int]:
    return decided


def nothing_can_be_set(decided: Decided[int]) -> None:
    decided.value = 2  # type: ignore[misc]
