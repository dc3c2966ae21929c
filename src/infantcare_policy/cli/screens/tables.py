"""The console that every screen is written on: lines and tables, in one language about one plan.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli.screens`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from infantcare_policy.wording import brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from infantcare_policy.counts import Count
    from infantcare_policy.decisions import Citation, Decision
    from infantcare_policy.money import Amount
    from infantcare_policy.wording import Voice

__all__ = ["Screen", "can_print"]

SAVED_WIDTH = 160
NARROWEST = 20


def can_print(text: str) -> bool:
    """Tell whether standard output can carry a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


class Screen:
    """A console that speaks one language about one plan."""

    def __init__(self, voice: Voice) -> None:
        plain = Console()
        fits = plain.is_terminal and plain.width >= NARROWEST
        self.console = plain if fits else Console(width=SAVED_WIDTH)
        self.voice = voice
        self.cited: dict[Citation, None] = {}
        self.unknown: dict[str, None] = {}

    def word(self, key: str, **fields: str) -> str:
        """Say a word of the report's."""
        return self.voice.say("report", key, **fields)

    def line(self, text: str = "", style: str = "") -> None:
        """Print a text on a line of its own."""
        self.console.print(_visible(text), style=style, soft_wrap=True)

    def table(
        self, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: int = 0
    ) -> None:
        """Print a table; the last `right` columns hold sums."""
        table = Table(
            title=_visible(title), title_justify="left", title_style="bold", box=SIMPLE_HEAD
        )
        for index, head in enumerate(heads):
            sums = index >= len(heads) - right
            table.add_column(
                _visible(head), justify="right" if sums else "left", overflow="fold", no_wrap=sums
            )
        for row in rows:
            table.add_row(*map(_visible, row))
        if table.row_count:
            self.console.print(table)

    def cite(self, citations: Iterable[Citation]) -> str:
        """Name articles in short, and keep them for the list of sources."""
        short = []
        for citation in citations:
            self.cited[citation] = None
            own = citation.instrument == self.voice.plan.id
            short.append(citation.article if own else str(citation))
        return f"[{', '.join(short)}]" if short else ""

    def answer(self, decision: Decision[object]) -> str:
        """Say a decision in a cell, with its articles."""
        words = brief(decision, self.voice.plan, locale=self.voice.locale)
        return f"{words} {self.cite(decision.citations)}".rstrip()

    def sum(self, amount: Amount) -> str:
        """Say what is known of a sum, marked when that is not all; the names stand below."""
        self.unknown.update(dict.fromkeys(amount.unknown))
        known = self.voice.money(amount.known)
        return f"{known}{'＋' if amount.unknown else '  '}"

    def maybe(self, count: Count) -> str:
        """Say a number with the facilities that may add to it."""
        known = self.count(count.known)
        if not count.unknown:
            return known
        return self.word("plus-maybe", known=known, unknown=self.voice.listed(count.unknown))

    def day(self, day: date) -> str:
        """Say a day."""
        return format_date(day, format="long", locale=self.voice.locale)

    def as_of(self, on: date) -> None:
        """Print for which day the answer is."""
        self.line(self.word("as-of", on=self.day(on)))

    def count(self, number: int) -> str:
        """Say a whole number."""
        return str(format_decimal(number, locale=self.voice.locale))

    def status(self) -> None:
        """Print what kind of text the plan is, and by which fingerprint it is known."""
        plan = self.voice.plan
        self.line(self.voice.say("status", plan.status, plan=self.voice.label(plan)), "yellow")
        self.line(self.word("fingerprint", fingerprint=plan.fingerprint[:16]), "dim")

    def readings(self) -> None:
        """List the readings with the option that is taken."""
        self.table(
            self.word("readings"),
            [self.word("reading"), self.word("option"), self.word("options"), self.word("sources")],
            (
                [
                    self.voice.label(reading),
                    f"{reading.id}={reading.chosen}",
                    ", ".join(option.id for option in reading.options),
                    self.cite(reading.cites),
                ]
                for reading in self.voice.plan.open_questions
            ),
        )

    def sources(self) -> None:
        """List every article that was cited, in full."""
        rows = []
        order = {clause.id: place for place, clause in enumerate(self.voice.plan.clauses)}
        last = len(order)
        for citation in sorted(self.cited, key=lambda c: (order.get(c.article, last), c)):
            own = citation.instrument == self.voice.plan.id
            full = self.voice.label(self.voice.plan.clause(citation.article) if own else citation)
            rows.append([citation.article if own else str(citation), full])
        self.table(self.word("sources-heading"), [self.word("article"), ""], rows)


def _visible(text: str) -> Text:
    """Show a text as it is: no markup, no control characters, a yuan sign that can be printed."""
    if not can_print("¥"):
        text = text.replace("¥", "￥")
    return Text("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text))
