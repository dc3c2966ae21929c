"""An office's whole to-do list.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli.screens`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.cli.screens.tables import Screen
from infantcare_policy.decisions import Citation

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.plan import Action, Clause, Task, Tasks
    from infantcare_policy.wording import Voice

__all__ = ["duties"]


def duties(found: Tasks, on: date, voice: Voice) -> None:
    """Show what an office owes: its tasks, lead or not, its duties, its seat."""
    screen, plan = Screen(voice), voice.plan
    ids = [body.id for body in found.bodies]
    screen.line(screen.word("duties-title", office=voice.bodies(ids)), "bold")
    screen.as_of(on)
    screen.status()
    screen.line()
    screen.table(
        screen.word("tasks"),
        [screen.word(head) for head in ("article", "name", "role", "named-as")],
        (
            [
                screen.cite([Citation(plan.id, task.clause.id)]),
                _told(task.clause, voice),
                _lead(screen, task),
                voice.listed(task.words),
            ]
            for task in found.tasks
        ),
    )
    screen.table(
        screen.word("duties-of-division"),
        [screen.word(head) for head in ("article", "name", "domains")],
        (
            [
                screen.cite([Citation(plan.id, clause.id)]),
                _told(clause, voice),
                voice.listed(voice.value("domain", domain) for domain in clause.domains),
            ]
            for clause in found.duties
        ),
    )
    screen.table(
        screen.word("own-actions"),
        [screen.word(head) for head in ("action", "sources")],
        (
            [voice.value("action", action.id), screen.cite(_sources(action))]
            for action in found.actions
        ),
    )
    if not found.duties:
        screen.line(screen.word("no-duties"))
    cited = screen.cite([plan.conference.cite]) if plan.conference else ""
    if found.seats:
        seats = voice.listed(seat.office.in_(voice.locale) for seat in found.seats)
        screen.line(f"{screen.word('seat')}{voice.say('phrase', 'colon')}{seats} {cited}")
    else:
        screen.line(screen.word("no-seat"))
    if found.hosts_office:
        screen.line(f"{screen.word('hosts-office')} {cited}")
    screen.line()
    screen.sources()


def _told(clause: Clause, voice: Voice) -> str:
    """Say what a clause is about, and what it says."""
    said = voice.say("phrase", "colon")
    return f"{voice.label(clause)}{said}{clause.summary.in_(voice.locale)}"


def _sources(action: Action) -> tuple[Citation, ...]:
    """Give the clause of an action, and the one that gives it to somebody, each once."""
    return tuple(dict.fromkeys(filter(None, (action.cite, action.owner_cite))))


def _lead(screen: Screen, task: Task) -> str:
    """Say whether the office leads, or who does."""
    if task.leads is None:
        return screen.word("no-lead")
    return screen.word("leads") if task.leads else screen.word("leads-it", lead=task.clause.lead)
