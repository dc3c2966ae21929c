"""How the targets stand on a day: what is asked, by when, what is reached, what is missing.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli.screens`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.cli.screens.tables import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from infantcare_policy.targets import Progress
    from infantcare_policy.wording import Voice

__all__ = ["targets", "targets_table"]


def targets(found: Sequence[Progress], on: date, voice: Voice) -> None:
    """Show how every target stands on a day, with its years or townships."""
    screen = Screen(voice)
    screen.as_of(on)
    screen.status()
    screen.line()
    targets_table(screen, found)
    screen.sources()


def targets_table(screen: Screen, found: Iterable[Progress]) -> None:
    """Print a row for every target, and one for each of its parts."""
    heads = ("target", "asked", "last-day", "status", "reached", "gap", "late")
    screen.table(
        screen.word("targets"),
        [screen.word(head) for head in heads],
        (
            row
            for target in found
            for row in (
                _target(screen, target, screen.voice.value("target", target.target)),
                *(_target(screen, part, f"  {screen.voice.part(part)}") for part in target.parts),
            )
        ),
    )


def _target(screen: Screen, found: Progress, name: str) -> list[str]:
    voice = screen.voice
    kind = voice.plan.target(found.target).kind
    status = voice.label(found.status)
    if found.missing and not found.parts:
        indicator = voice.plan.target(found.target).indicator
        names = (item.name.removeprefix(f"{indicator}.") for item in found.missing)
        own = {indicator, found.part}
        lacking = voice.lacking("observation" if name in own else name for name in names)
        status = voice.say("phrase", "lacking", status=status, missing=lacking)
    reached = voice.reached(found)
    if found.expected is not None:
        path = voice.say("phrase", "expected", value=voice.number(kind, found.expected))
        reached = f"{reached}{voice.say('phrase', 'semicolon')}{path}"
    return [
        name,
        voice.asked(found),
        "" if found.due is None else screen.day(found.due),
        status if found.part else f"{status} {screen.cite(found.citations)}".rstrip(),
        reached,
        "" if found.gap is None else voice.number(kind, found.gap),
        "" if found.late_by is None else screen.count(found.late_by),
    ]
