"""What a family asks: leave around a birth, and the calendar of a child's contacts.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli.screens`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.cli.screens.tables import Screen
from infantcare_policy.wording import day_of, explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from infantcare_policy.decisions import Decision
    from infantcare_policy.guidance import HealthVisit
    from infantcare_policy.wording import Voice

__all__ = ["leave", "visits"]


def leave(answers: Mapping[str, Decision[object]], on: date, voice: Voice) -> None:
    """Show each answer with everything that it rests on."""
    screen = Screen(voice)
    screen.as_of(on)
    screen.status()
    for name, answer in answers.items():
        screen.line()
        screen.line(screen.word(name), "bold")
        for line in explain(answer, voice.plan, locale=voice.locale).splitlines():
            screen.line(line)


def visits(found: Iterable[HealthVisit], on: date, voice: Voice) -> None:
    """Show the contacts in their order, with what is checked at each."""
    screen = Screen(voice)
    held = tuple(found)
    screen.as_of(on)
    screen.status()
    screen.line()
    screen.table(
        screen.word("visits"),
        [screen.word(head) for head in ("contact", "first-day", "last-day", "status", "checks")],
        (
            [
                voice.value("contact", visit.contact),
                day_of(visit.first_on, voice),
                screen.day(visit.limit.by) if visit.limit.by else "",
                voice.label(visit.status),
                voice.listed(voice.value("check", check.check) for check in visit.checks),
            ]
            for visit in held
        ),
    )
    for visit in held:
        screen.cite(visit.citations)
    missing = dict.fromkeys(item.name for visit in held for item in visit.missing)
    if missing:
        lacking = voice.lacking(missing)
        screen.line(screen.word("without", lacking=lacking))
        screen.line()
    screen.sources()
