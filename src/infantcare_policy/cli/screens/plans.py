"""What a plan consists of: its clauses, figures and readings, its faults, and what differs.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli.screens`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from infantcare_policy.cli.screens.tables import Screen
from infantcare_policy.plan import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from infantcare_policy.plan import Change, Clause, Finding, Plan, Row, Seat, TextCheck
    from infantcare_policy.wording import Voice

__all__ = ["changes", "clause", "coverage", "lint", "plan", "text_check"]


def clause(found: Clause, on: date, voice: Voice) -> None:
    """Show a clause: what it says, who is responsible, what answers it, what rests on it."""
    screen, asked = Screen(voice), voice.plan
    screen.line(f"{found.id} {voice.label(found)}", "bold")
    screen.line(found.summary.in_(voice.locale))
    screen.as_of(on)
    screen.line()
    unanswered = "" if found.answers else found.unanswered
    for key, text in (
        ("clause-kind", screen.voice.say("ClauseKind", found.kind)),
        ("responsible", screen.voice.listed(found.responsible)),
        ("lead", found.lead),
        ("answered-by", ", ".join(found.answers)),
        ("unanswered", unanswered),
    ):
        if text:
            screen.line(f"{screen.word(key)}{screen.voice.say('phrase', 'colon')}{text}")
    screen.line()
    rows = {
        name: row
        for name, row in _figures(asked, on)
        if row.cite.instrument == asked.id and row.cite.article == found.id
    }
    _figures_table(screen, rows)
    grants = [grant for grant in asked.grants if grant.cite.article == found.id]
    screen.table(
        screen.word("grants"),
        [screen.word("name"), screen.word("value")],
        (
            [
                screen.voice.label(grant),
                screen.voice.money(row.value) if row.value else screen.word("not-stated"),
            ]
            for grant in grants
            for row in grant.rows
        ),
    )
    conference = asked.conference
    if conference and conference.cite.article == found.id:
        screen.table(
            screen.word("seats"),
            [screen.word("seat"), screen.word("office")],
            ([post.office.in_(voice.locale), _sender(post, voice)] for post in conference.posts),
        )
    gaps = [r for r in asked.open_questions if any(c.article == found.id for c in r.cites)]
    screen.table(
        screen.word("readings"),
        [screen.word("reading"), screen.word("option"), screen.word("options")],
        (
            [screen.voice.label(r), f"{r.id}={r.chosen}", ", ".join(o.id for o in r.options)]
            for r in gaps
        ),
    )
    screen.status()


def _sender(post: Seat, voice: Voice) -> str:
    return voice.named(post.body) if post.body else ""


def plan(on: date, voice: Voice) -> None:
    """Show what a plan consists of."""
    screen, asked = Screen(voice), voice.plan
    own = next((i for i in asked.instruments if i.id == asked.id), None)
    screen.line(voice.label(own or asked), "bold")
    screen.as_of(on)
    screen.status()
    colon = screen.voice.say("phrase", "colon")
    issued = screen.day(asked.issued) if asked.issued else screen.word("not-issued")
    screen.line(f"{screen.word('issued')}{colon}{issued}")
    for key, parts in (
        ("clauses", asked.clauses),
        ("departments", asked.departments),
        ("towns", asked.towns),
        ("seats", asked.conference.seats if asked.conference else ()),
        ("instruments", asked.instruments),
    ):
        screen.line(f"{screen.word(key)}{colon}{screen.count(len(parts))}")
    screen.line()
    _coverage_table(screen)
    _figures_table(screen, dict(_figures(asked, on)))
    screen.readings()
    screen.sources()


def coverage(voice: Voice) -> None:
    """Show every clause with what answers it."""
    _coverage_table(Screen(voice))


def text_check(result: TextCheck, voice: Voice) -> None:
    """Show how an official text differs from the clauses that are encoded."""
    screen = Screen(voice)
    colon = voice.say("phrase", "colon")
    moved = (f"{old} → {new}" for old, new in result.renumbered)
    for key, names in (
        ("text-unchanged", [screen.count(len(result.unchanged))]),
        ("text-changed", result.changed),
        ("text-missing", result.missing),
        ("text-added", result.added),
        ("text-renumbered", tuple(moved)),
        ("text-not-compared", result.not_compared),
    ):
        words = voice.listed(names) or screen.word("none")
        screen.line(f"{screen.word(key)}{colon}{words}")


def lint(found: Sequence[Finding], voice: Voice) -> None:
    """Show what does not fit together in a plan's text, and its defects with their treatment."""
    screen = Screen(voice)
    if not found:
        screen.line(screen.word("no-findings"))
    screen.table(
        screen.word("findings"),
        [screen.word("kind"), screen.word("finding"), screen.word("sources")],
        ([each.kind, voice.finding(each), screen.cite(each.cites)] for each in found),
    )
    screen.table(
        screen.word("defects"),
        ["", screen.word("defect"), screen.word("treatment"), screen.word("sources")],
        (
            [
                defect.id,
                defect.finding.in_(voice.locale),
                defect.treatment.in_(voice.locale),
                screen.cite(defect.cites),
            ]
            for defect in voice.plan.defects
        ),
    )


def changes(found: Iterable[Change], voice: Voice) -> None:
    """Show what differs between two plans."""
    screen = Screen(voice)
    rows = [
        [change.part, change.id, screen.word(change.how), ", ".join(change.fields)]
        for change in found
    ]
    if not rows:
        screen.line(screen.word("same"))
    heads = ("part", "article", "how", "fields")
    screen.table(screen.word("differences"), [screen.word(head) for head in heads], rows)


def _figures(asked: Plan, on: date) -> Iterable[tuple[str, Row]]:
    """Give the rows in force on a day, the plan's own first."""
    rows = ((name, in_force(rows, on)) for name, rows in asked.figure_rows.items())
    held = [(name, row) for name, row in rows if row is not None]
    return sorted(held, key=lambda pair: pair[1].cite.instrument != asked.id)


def _figures_table(screen: Screen, rows: dict[str, Row]) -> None:
    screen.table(
        screen.word("figures"),
        [screen.word("figure"), screen.word("value"), "", screen.word("source")],
        (
            [name, _figure(screen, row), row.unit, screen.cite([row.cite])]
            for name, row in rows.items()
        ),
    )


def _figure(screen: Screen, row: Row) -> str:
    if not row.stated:
        return screen.word("not-stated")
    if isinstance(row.value, Mapping):
        return ", ".join(f"{key} {value}" for key, value in row.value.items())
    return str(row.value)


def _coverage_table(screen: Screen) -> None:
    """List the clauses with what answers them."""
    plan = screen.voice.plan
    screen.table(
        screen.word("clauses"),
        [screen.word("article"), screen.word("name"), screen.word("answered-by")],
        (
            [
                c.clause,
                screen.voice.label(plan.clause(c.clause)),
                ", ".join(c.answers) or c.unanswered,
            ]
            for c in plan.coverage()
        ),
    )
