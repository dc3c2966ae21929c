"""Places, next steps, breaches, bans, people, and what inspections left to be done.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli.screens`. A person's key is shown by its first characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.decisions import Decided
from infantcare_policy.people import is_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infantcare_policy.cli.screens.tables import Screen
    from infantcare_policy.county import Ban
    from infantcare_policy.report import FacilityReport, Report

__all__ = ["lawfulness", "short"]

NUMBERS = ("licensed", "accepted", "enrolled", "vacant")


def lawfulness(screen: Screen, result: Report) -> None:
    """Show what is lawful in the facilities and what is not, and what is still to be done."""
    _places(screen, result)
    _next_steps(screen, result)
    _breaches(screen, result)
    _bans(screen, result)
    _people(screen, result)
    _due(screen, result)
    _evaluations(screen, result)


def _places(screen: Screen, result: Report) -> None:
    """Show the places of facilities of which any number is known."""
    screen.table(
        screen.word("places-heading"),
        [screen.word(head) for head in ("facility", "name", *NUMBERS)],
        (
            [
                facility.facility,
                facility.name or "",
                *(
                    screen.word("unknown") if number is None else screen.count(number)
                    for number in (getattr(facility.places, name) for name in NUMBERS)
                ),
            ]
            for facility in result.facilities
            if any(getattr(facility.places, name) is not None for name in NUMBERS)
        ),
        right=len(NUMBERS),
    )


def _next_steps(screen: Screen, result: Report) -> None:
    screen.table(
        screen.word("next-steps"),
        [screen.word(head) for head in ("facility", "name", "step", "time-limit", "sources")],
        (
            [
                facility.facility,
                facility.name or "",
                screen.voice.say("step-name", step.kind),
                screen.voice.deadline(step.limit),
                screen.cite(facility.next_steps.citations),
            ]
            for facility in result.facilities
            if isinstance(facility.next_steps, Decided)
            for step in facility.next_steps.value
        ),
    )


def _breaches(screen: Screen, result: Report) -> None:
    """Show every breach that is certain."""
    screen.table(
        screen.word("breaches"),
        [screen.word(head) for head in ("facility", "name", "finding", "sources")],
        (
            [
                facility.facility,
                facility.name or "",
                screen.voice.bare(ground),
                screen.cite([ground.citation] if ground.citation else ()),
            ]
            for facility in result.facilities
            for ground in facility.breaches
        ),
    )


def _bans(screen: Screen, result: Report) -> None:
    screen.table(
        screen.word("bans"),
        [screen.word(head) for head in ("subject", "since", "until", "sources")],
        (
            [
                short(screen, ban.subject),
                screen.day(ban.since),
                _until(screen, ban),
                screen.cite([ban.citation] if ban.citation else ()),
            ]
            for ban in result.bans
        ),
    )


def _until(screen: Screen, ban: Ban) -> str:
    if ban.for_life:
        return screen.word("for-life")
    return screen.day(ban.until) if ban.until else screen.word("unknown")


def short(screen: Screen, subject: str) -> str:
    """Show a person's key by its first characters, and any other id as it is."""
    return screen.voice.value("person", subject) if is_digest(subject) else subject


def _people(screen: Screen, result: Report) -> None:
    """Show who may not work where they do, and who stands on several lists."""
    screen.table(
        screen.word("may-not-work"),
        [screen.word(head) for head in ("facility", "name", "person", "post", "why")],
        (row for facility in result.facilities for row in _barred(screen, facility)),
    )
    screen.table(
        screen.word("listings"),
        [screen.word(head) for head in ("person", "facilities", "certain")],
        (
            [
                short(screen, listing.person.digest),
                screen.voice.listed(listing.facilities),
                screen.voice.value("certain", listing.certain),
            ]
            for listing in result.listings
        ),
    )


def _barred(screen: Screen, facility: FacilityReport) -> Iterator[list[str]]:
    for member in facility.staff:
        answer = member.may_work
        if isinstance(answer, Decided) and not answer.value:
            yield [
                facility.facility,
                facility.name or "",
                short(screen, member.person.digest),
                screen.voice.label(member.role),
                f"{screen.voice.listed(dict.fromkeys(map(screen.voice.bare, answer.grounds)))} "
                f"{screen.cite(answer.citations)}".rstrip(),
            ]


def _due(screen: Screen, result: Report) -> None:
    screen.table(
        screen.word("due-heading"),
        [screen.word(head) for head in ("kind", "facility", "id", "time-limit", "overdue")],
        (
            [
                screen.word(due.kind),
                due.object,
                due.id,
                screen.day(due.by) if due.by else screen.word("unknown"),
                screen.answer(due.overdue),
            ]
            for due in result.due
        ),
    )


def _evaluations(screen: Screen, result: Report) -> None:
    screen.table(
        screen.word("evaluations"),
        [screen.word(head) for head in ("facility", "date", "value")],
        (
            [found.facility, screen.day(found.on), screen.answer(found.evaluated)]
            for found in result.evaluations
        ),
    )
