"""A draw of inspections, why there is none, and whether a recorded one holds.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli.screens`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.cli.screens.tables import Screen
from infantcare_policy.inspections import Infeasible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infantcare_policy.inspections import Draw, Mismatch
    from infantcare_policy.wording import Voice

__all__ = ["draw", "verified"]

REASONS = ("closed", "banned")
"""Why `inspections.roster` leaves an object out."""


def draw(drawn: Draw | Infeasible, voice: Voice) -> None:
    """Show a draw, or why there is none."""
    screen = Screen(voice)
    colon = voice.say("phrase", "colon")
    if isinstance(drawn, Infeasible):
        screen.line(screen.word("no-draw"), "bold")
        screen.line(
            screen.word(
                "draw-wanted",
                wanted=screen.count(drawn.wanted),
                objects=screen.count(drawn.objects),
            )
        )
        screen.table(
            screen.word("shortages"),
            [screen.word(head) for head in ("object", "usable", "needed")],
            (
                [s.object, voice.listed(s.usable) or screen.word("none"), screen.count(s.needed)]
                for s in drawn.shortages
            ),
        )
        return
    notice = drawn.notice
    for key, text in (
        ("draw-day", screen.day(notice.on)),
        ("draw-rule", str(notice.rule.citation)),
        ("draw-seed", notice.seed),
        ("draw-algorithm", notice.algorithm),
        ("objects-fingerprint", notice.objects_fingerprint),
        ("inspectors-fingerprint", notice.inspectors_fingerprint),
        ("recusals-fingerprint", notice.recusals_fingerprint),
    ):
        screen.line(f"{screen.word(key)}{colon}{text}")
    screen.line()
    screen.table(
        screen.word("drawn"),
        [screen.word("object"), screen.word("inspectors")],
        ([item.object, voice.listed(item.inspectors)] for item in notice.assignments),
    )
    screen.table(
        screen.word("left-out"),
        [screen.word("object"), screen.word("why")],
        ([item.object, _reason(screen, item.reason)] for item in notice.excluded),
    )


def _reason(screen: Screen, reason: str) -> str:
    """Say a reason that the library gives in the language of the screen, another as it is."""
    return screen.word(f"left-out-{reason}") if reason in REASONS else reason


def verified(found: Sequence[Mismatch], voice: Voice) -> None:
    """Show where a recorded draw differs from what its lists give."""
    screen = Screen(voice)
    if not found:
        screen.line(screen.word("draw-holds"))
    screen.table(
        screen.word("draw-differs"),
        [screen.word(head) for head in ("what-differs", "recorded", "recomputed")],
        ([screen.word(item.what), item.recorded, item.recomputed] for item in found),
    )
