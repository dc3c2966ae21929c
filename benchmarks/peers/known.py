"""Facilities of every kind, each with the answers that were worked out by hand from the text.

Source: 2.4.10 and A1.education for the registrars, 3.2 for the yuan; `known_facilities.csv`.

Limitations: every fact that the two questions ask for is stated, nothing was paid, nobody is
banned and no brand was introduced. What the province pays the text does not state, and nobody is
asked for it.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from attrs import frozen

from benchmarks.measuring import expect
from benchmarks.one_facility import ON
from infantcare_policy import Acceptance, Facility, LegalForm, Setting
from infantcare_policy.samples import yijun_county

TOTALS = {"central": 10_360_000, "city": 5_180_000, "county": 5_180_000}
"""What each payer owes all the facilities together, added up by hand."""

Facts: TypeAlias = dict[str, str | bool | int]
"""What an engine is told of a facility."""


@frozen
class Answer:
    """Who registers a facility, two where the text names two, and the whole yuan it is owed."""

    registrars: frozenset[str]
    eligible: bool
    central: int | Decimal
    city: int | Decimal
    county: int | Decimal


@frozen
class Known:
    """A facility, and the answer to both questions about it."""

    facility: Facility
    answer: Answer


def facts_of(facility: Facility) -> Facts:
    """Give the facts that the rows test, and the places that have earned.

    A place earns once, however often it goes and comes back (the reading `repeat-slots`), so that
    all the growth together is the most places that ever passed.
    """
    settings = facility.settings or ()
    held = facility.acceptances or ()
    passed = [each.slots for each in held if each.passed and each.on <= ON]
    return {
        "legal_form": str(facility.legal_form),
        "kindergarten": Setting.KINDERGARTEN in settings,
        "community": Setting.COMMUNITY in settings,
        "inclusive": facility.inclusive is True,
        "guidance": facility.guidance is True,
        "slots": max(passed, default=0),
    }


@frozen
class Peer:
    """An engine that answers both questions: how it is asked, and how its answer is read.

    To ask a facility is to put it into facts and to ask those, and this is timed; `read` is not.
    """

    name: str
    ask: Callable[[Facts], object]
    read: Callable[[Any], Answer]

    def ask_each(self, facilities: Iterable[Facility]) -> None:
        """Ask about each facility, as it stands in an application."""
        for facility in facilities:
            self.ask(facts_of(facility))

    def check(self, portfolio: Sequence[Known]) -> None:
        """Check every answer, to the yuan, and what they add up to."""
        answers = [self.read(self.ask(facts_of(known.facility))) for known in portfolio]
        for known, answer in zip(portfolio, answers, strict=True):
            expect(f"{self.name}: {known.facility.id}", answer, known.answer)
        check_totals(self.name, answers)


def check_totals(name: str, answers: Iterable[Answer]) -> None:
    """Check what each payer owes all the facilities together."""
    held = tuple(answers)
    found = {payer: sum(getattr(answer, payer) for answer in held) for payer in TOTALS}
    expect(f"{name}: totals", found, TOTALS)


def known_facilities() -> tuple[Known, ...]:
    """Read the facilities; those without facts of their own are in the sample."""
    sample = {facility.id: facility for facility in yijun_county().facilities or ()}
    with files(__package__).joinpath("known_facilities.csv").open(encoding="utf-8") as lines:
        return tuple(
            Known(sample.get(row["facility"]) or _facility(row), _answer(row))
            for row in csv.DictReader(lines)
        )


def _answer(row: Mapping[str, str]) -> Answer:
    central, city, county = (int(row[payer]) for payer in TOTALS)
    return Answer(frozenset(row["registrars"].split()), central > 0, central, city, county)


def _facility(row: Mapping[str, str]) -> Facility:
    filed, closed = (_day(row[name]) for name in ("filed_on", "closed_on"))
    return Facility(
        id=row["facility"],
        legal_form=LegalForm(row["legal_form"]),
        settings=tuple(map(Setting, row["settings"].split())),
        inclusive=row["inclusive"] == "yes",
        guidance=row["guidance"] == "yes",
        acceptances=(
            *_acceptances(row["passed"], passed=True),
            *_acceptances(row["failed"], passed=False),
        ),
        registered_on=filed,
        filed_on=filed,
        closed_on=closed,
    )


def _day(text: str) -> date | Literal[False]:
    return date.fromisoformat(text) if text else False


def _acceptances(text: str, *, passed: bool) -> Iterator[Acceptance]:
    """Read `24@2021-06-01`: 24 places, inspected on that day."""
    for each in text.split():
        slots, _, day = each.partition("@")
        yield Acceptance(on=date.fromisoformat(day), slots=int(slots), passed=passed)
