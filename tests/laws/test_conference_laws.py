"""Laws of succession in the joint conference."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from infantcare_policy.conference import incumbent
from infantcare_policy.decisions import Citation, Conflicting, Decided, Undetermined
from infantcare_policy.people import Incumbency, PersonKey
from infantcare_policy.plan import yijun

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from infantcare_policy.decisions import Decision

YIJUN = yijun()
TEXT = Citation("yijun", "A2")
START = date(2024, 2, 26)
"""Ten days with a 29 February among them."""
LENGTH = 10

PEOPLE = tuple(PersonKey(sign * 64) for sign in "abc")
STILL: Literal[False] = False

# mostly one seat, so that terms meet
SEATS = st.sampled_from(("health", "health", "health", "office-director"))
NUMBERS = st.integers(0, LENGTH - 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


DAYS = NUMBERS.map(day)


@st.composite
def terms(draw: DrawFn, *, unknown: bool) -> Incumbency:
    """Draw a term; with `unknown`, either of its days may not be known."""
    first, second = sorted((draw(DAYS), draw(DAYS)))
    blank = st.just(None) if unknown else st.nothing()
    return Incumbency(
        seat=draw(SEATS),
        person=draw(st.sampled_from(PEOPLE)),
        since=draw(blank | st.just(first)),
        until=draw(blank | st.just(second) | st.just(STILL)),
    )


def records(*, unknown: bool) -> st.SearchStrategy[list[Incumbency]]:
    return st.lists(terms(unknown=unknown), max_size=5)


def covers(term: Incumbency, on: date) -> bool:
    """Tell, of a term whose days are known, whether it holds a day."""
    assert term.since is not None
    assert term.until is not None
    return term.since <= on and (term.until is False or on <= term.until)


def said(answer: Decision[PersonKey | None]) -> object:
    """Say what an answer is, in words that do not depend on an order."""
    if isinstance(answer, Conflicting):
        return "conflicting", frozenset(option.value for option in answer.options)
    if isinstance(answer, Undetermined):
        return "undetermined", frozenset(item.name for item in answer.missing)
    assert isinstance(answer, Decided)
    return "decided", answer.value


class TestTermsOfKnownDays:
    """A2: whoever is in the post holds the seat."""

    @given(records(unknown=False), SEATS, DAYS)
    def test_give_the_one_in_the_post_nobody_or_a_conflict(
        self, known: list[Incumbency], seat: str, on: date
    ) -> None:
        own = [term for term in known if term.seat == seat]
        there = {term.person for term in own if covers(term, on)}
        answer = incumbent(seat, known, YIJUN, on=on)
        if not own:
            assert said(answer) == ("undetermined", frozenset({f"incumbencies.{seat}"}))
        elif len(there) > 1:
            assert said(answer) == ("conflicting", frozenset(there))
        elif there:
            assert said(answer) == ("decided", next(iter(there)))
        else:
            assert not isinstance(answer, Conflicting)
            assert not isinstance(answer, Decided) or answer.value is None

    @given(records(unknown=False), SEATS, DAYS)
    def test_name_first_days_that_are_in_the_record(
        self, known: list[Incumbency], seat: str, on: date
    ) -> None:
        answer = incumbent(seat, known, YIJUN, on=on)
        for ground in answer.grounds:
            facts = dict(ground.facts)
            assert (facts["seat"], facts["on"]) == (seat, on)
            if "since" in facts:
                assert isinstance(answer, Decided)
                assert facts["since"] in {
                    term.since for term in known if term.person == answer.value
                }


class TestTermsOfUnknownDays:
    """A2: what nobody knows is neither a holder nor a vacancy."""

    @given(records(unknown=True), SEATS, DAYS, st.data())
    def test_of_which_the_first_becomes_known_leave_what_was_decided(
        self, known: list[Incumbency], seat: str, on: date, data: st.DataObject
    ) -> None:
        """A first day that is filled in, where the last one is told, changes no decided answer."""
        known = [term if term.until is not None else evolve(term, until=STILL) for term in known]
        answer = incumbent(seat, known, YIJUN, on=on)
        filled = [
            evolve(term, since=min(data.draw(DAYS), term.until or day(LENGTH)))
            if term.since is None
            else term
            for term in known
        ]
        if not isinstance(answer, Undetermined):
            later = incumbent(seat, filled, YIJUN, on=on)
            if isinstance(answer, Decided):
                persons = {answer.value}
            else:
                assert isinstance(answer, Conflicting)
                persons = {option.value for option in answer.options}
            now = {term.person for term in filled if term.seat == seat and covers(term, on)}
            # nobody who was certain is lost, and one who was alone stays so
            assert persons - {None} <= now
            if isinstance(answer, Decided):
                assert said(later) == said(answer)

    @given(records(unknown=True), SEATS, DAYS)
    def test_are_never_vacant_while_somebody_may_be_there(
        self, known: list[Incumbency], seat: str, on: date
    ) -> None:
        possible = [
            term
            for term in known
            if term.seat == seat
            and term.since is None
            and (term.until is None or term.until is False or on <= term.until)
        ]
        answer = incumbent(seat, known, YIJUN, on=on)
        if possible:
            assert not isinstance(answer, Decided) or answer.value is not None

    @given(records(unknown=True), SEATS, DAYS)
    def test_name_what_is_missing_of_them(
        self, known: list[Incumbency], seat: str, on: date
    ) -> None:
        answer = incumbent(seat, known, YIJUN, on=on)
        own = [term for term in known if term.seat == seat]
        if own and isinstance(answer, Undetermined):
            unknown = {
                f"incumbencies.{name}"
                for term in own
                for name in ("since", "until")
                if getattr(term, name) is None
            }
            # after the last who is known, or before the first, nobody is on record
            unknown.add(f"incumbencies.{seat}")
            assert {item.name for item in answer.missing} <= unknown
            assert answer.missing


class TestASuccessor:
    """A2: who comes later takes over, and no new notice is sent."""

    @given(
        st.lists(NUMBERS, min_size=1, max_size=3, unique=True).map(sorted),
        st.permutations(PEOPLE),
        DAYS,
    )
    def test_ends_every_term_whose_last_day_is_unknown(
        self, starts: list[int], people: list[PersonKey], on: date
    ) -> None:
        chain = [
            Incumbency(seat="health", person=person, since=day(start), until=None)
            for start, person in zip(starts, people, strict=False)
        ]
        begun = [term for term in chain if term.since and term.since <= on]
        answer = incumbent("health", chain, YIJUN, on=on)
        if not begun:
            assert not isinstance(answer, Decided) or answer.value is None
        elif begun[-1].since == on:
            assert said(answer) == ("decided", begun[-1].person)
        else:
            assert said(answer) == ("undetermined", frozenset({"incumbencies.until"}))
        # the last of them is still there: then the others make no difference
        still = [*chain[:-1], evolve(chain[-1], until=STILL)]
        if chain[-1] in begun:
            last = incumbent("health", still, YIJUN, on=on)
            assert said(last) == ("decided", chain[-1].person)


class TestTheRecord:
    """A set of terms: its order, its copies and the terms of other seats make no difference."""

    @given(records(unknown=True), SEATS, DAYS)
    def test_may_have_any_order(self, known: list[Incumbency], seat: str, on: date) -> None:
        answer = incumbent(seat, known, YIJUN, on=on)
        shuffled = incumbent(seat, known[::-1], YIJUN, on=on)
        assert said(shuffled) == said(answer)
        assert shuffled == answer

    @given(records(unknown=True), SEATS, DAYS)
    def test_may_say_a_thing_twice(self, known: list[Incumbency], seat: str, on: date) -> None:
        answer = incumbent(seat, known, YIJUN, on=on)
        assert said(incumbent(seat, [*known, *known], YIJUN, on=on)) == said(answer)

    @given(records(unknown=True), SEATS, DAYS)
    def test_may_leave_out_other_seats(self, known: list[Incumbency], seat: str, on: date) -> None:
        own = [term for term in known if term.seat == seat]
        assert incumbent(seat, own, YIJUN, on=on) == incumbent(seat, known, YIJUN, on=on)

    @given(records(unknown=True), SEATS, DAYS, st.integers(-700_000, 2_900_000))
    def test_may_lie_anywhere_in_the_calendar(
        self, known: list[Incumbency], seat: str, on: date, distance: int
    ) -> None:
        by = timedelta(days=distance)
        moved = [
            evolve(
                term,
                since=term.since and term.since + by,
                until=term.until and term.until + by,
            )
            for term in known
        ]
        here, there = (
            incumbent(seat, known, YIJUN, on=on),
            incumbent(seat, moved, YIJUN, on=on + by),
        )
        assert said(here) == said(there)

    @given(records(unknown=True), SEATS, DAYS)
    def test_gives_answers_that_rest_on_the_annex(
        self, known: list[Incumbency], seat: str, on: date
    ) -> None:
        answer = incumbent(seat, known, YIJUN, on=on)
        assert answer.citations == (TEXT,)
        assert answer.plan == YIJUN.stamp
        assert not answer.readings
