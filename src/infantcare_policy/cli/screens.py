"""What the commands show: tables that line up, also with Chinese text.

Source: none; this is an edge.

Limitations: off a terminal the width is fixed, so that a saved report looks the same everywhere.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from infantcare_policy.county import RESIDENTS
from infantcare_policy.decisions import Decided
from infantcare_policy.inspections import Infeasible
from infantcare_policy.money import Amount
from infantcare_policy.plan import in_force
from infantcare_policy.wording import brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from infantcare_policy.county import County
    from infantcare_policy.decisions import Citation, Decision
    from infantcare_policy.inspections import Draw, Mismatch
    from infantcare_policy.plan import Change, Clause, Finding, Plan, Row, TextCheck
    from infantcare_policy.provision import Count, Network
    from infantcare_policy.report import FacilityReport, Report
    from infantcare_policy.targets import Progress
    from infantcare_policy.wording import Voice

__all__ = [
    "can_print",
    "changes",
    "clause",
    "coverage",
    "draw",
    "lint",
    "plan",
    "report",
    "sound",
    "targets",
    "text_check",
    "verified",
]

SAVED_WIDTH = 160
NARROWEST = 20


def can_print(text: str) -> bool:
    """Tell whether standard output can carry a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _visible(text: str) -> Text:
    """Show a text as it is: no markup, no control characters, a yuan sign that can be printed."""
    if not can_print("¥"):
        text = text.replace("¥", "￥")
    return Text("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text))


class _Screen:
    """A console that speaks one language about one plan."""

    def __init__(self, voice: Voice) -> None:
        plain = Console()
        fits = plain.is_terminal and plain.width >= NARROWEST
        self.console = plain if fits else Console(width=SAVED_WIDTH)
        self.voice = voice
        self.cited: dict[Citation, None] = {}
        self.unknown: dict[str, None] = {}

    def word(self, key: str, **fields: str) -> str:
        return self.voice.say("report", key, **fields)

    def line(self, text: str = "", style: str = "") -> None:
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
        return format_date(day, format="long", locale=self.voice.locale)

    def as_of(self, on: date) -> None:
        self.line(self.word("as-of", on=self.day(on)))

    def count(self, number: int) -> str:
        return str(format_decimal(number, locale=self.voice.locale))

    def status(self) -> None:
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

    def coverage(self) -> None:
        """List the clauses with what answers them."""
        plan = self.voice.plan
        self.table(
            self.word("clauses"),
            [self.word("article"), self.word("name"), self.word("answered-by")],
            (
                [
                    c.clause,
                    self.voice.label(plan.clause(c.clause)),
                    ", ".join(c.answers) or c.unanswered,
                ]
                for c in plan.coverage()
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


def report(result: Report, county: County, voice: Voice) -> None:
    """Show a county's picture on a day."""
    screen = _Screen(voice)
    name = voice.label(voice.plan)
    screen.line(screen.word("title", plan=name, on=screen.day(result.on)), "bold")
    counted = sorted(
        (o.on, o.numerator)
        for o in county.observations
        if o.indicator == RESIDENTS and not o.town and o.numerator is not None
    )
    for _, people in counted[-1:]:
        screen.line(screen.word("residents", count=screen.count(people)))
    screen.status()
    screen.line()
    _facilities(screen, result)
    _supervision(screen, result)
    _areas(screen, result)
    if result.network:
        _network(screen, result.network)
    _targets(screen, result.targets)
    _sums(screen, result)
    _discrepancies(screen, result)
    _open_questions(screen, result)
    screen.readings()
    screen.sources()


def _facilities(screen: _Screen, result: Report) -> None:
    heads = ("facility", "name", "town", "stage", "registrar", "documents")
    screen.table(
        screen.word("facilities"),
        [screen.word(head) for head in heads],
        (
            [
                facility.facility,
                facility.name or "",
                screen.voice.maybe_named(facility.town) if facility.town else "",
                screen.answer(facility.stage),
                screen.answer(facility.route),
                screen.answer(facility.checklist),
            ]
            for facility in result.facilities
        ),
    )
    heads = ("facility", "name", "entitlement", "slots", "entitled", "due")
    screen.table(
        screen.word("subsidies"),
        [screen.word(head) for head in heads],
        (_entitlement(screen, facility) for facility in result.facilities),
        right=3,
    )
    if screen.unknown:
        missing = screen.voice.unknown(tuple(screen.unknown))
        screen.line(f"  {screen.word('plus-unknown', missing=missing)}")
        screen.line()


def _entitlement(screen: _Screen, facility: FacilityReport) -> list[str]:
    answer = facility.entitlement
    row = [facility.facility, facility.name or ""]
    if not isinstance(answer, Decided):
        return [*row, screen.answer(answer), "", "", ""]
    value = answer.value
    reasons = screen.voice.listed(screen.voice.ground(ground) for ground in value.unmet)
    words = reasons or screen.word("eligible")
    money = (screen.sum(value.total), screen.sum(value.due))
    cited = screen.cite(answer.citations) if not reasons else ""
    return [*row, f"{words} {cited}".rstrip(), screen.count(value.slots), *money]


def _supervision(screen: _Screen, result: Report) -> None:
    """Show each field of work with who watches it, in how many facilities."""
    watched: dict[tuple[str, str | None], int] = {}
    cited: dict[str, dict[Citation, None]] = {}
    for facility in result.facilities:
        if not isinstance(facility.duties, Decided):
            continue
        for duty in facility.duties.value:
            cited.setdefault(duty.domain, {}).update(dict.fromkeys(duty.watched_by.citations))
            if isinstance(duty.watched_by, Decided):
                key = (duty.domain, duty.watched_by.value)
                watched[key] = watched.get(key, 0) + 1
    order = list(dict.fromkeys(row.domain for row in screen.voice.plan.supervision))
    screen.table(
        screen.word("supervision"),
        [screen.word(head) for head in ("domain", "watched-by", "count", "sources")],
        (
            [
                screen.voice.value("domain", domain),
                screen.word("nobody") if watcher is None else screen.voice.label(watcher),
                screen.count(number),
                screen.cite(cited[domain]),
            ]
            for (domain, watcher), number in sorted(
                watched.items(), key=lambda pair: (order.index(pair[0][0]), pair[0][1] or "")
            )
        ),
    )


QUESTIONS = {"due": "time-limit", "overdue_by": "overdue", "provision": "area-kind"}


def _areas(screen: _Screen, result: Report) -> None:
    heads = ("area", "town", "area-kind", "required", "provided", "deficit")
    findings = ("required", "provided", "deficit", "acceptance", "delivery", "due", "overdue_by")
    rest = ("acceptance", "delivery", "time-limit", "overdue")
    screen.table(
        screen.word("areas"),
        [screen.word(head) for head in (*heads, *rest)],
        (
            [
                area.area,
                screen.voice.maybe_named(area.town) if area.town else "",
                screen.voice.label(area.kind) if area.kind else "",
                *(
                    "" if answer is None else screen.answer(answer)
                    for answer in (
                        getattr(area.provision.value, name)
                        if isinstance(area.provision, Decided)
                        else None
                        for name in findings
                    )
                ),
            ]
            for area in result.areas
        ),
    )


def _network(screen: _Screen, found: Network) -> None:
    rows = [
        ("demonstrations", found.demonstrations),
        ("community", found.community),
        ("places", found.places),
        ("inclusive-places", found.inclusive_places),
        ("kindergarten-places", found.kindergarten_places),
        ("workplace-places", found.workplace_places),
    ]
    without = screen.voice.listed(map(screen.voice.label, found.towns_without))
    screen.table(
        screen.word("network"),
        ["", screen.word("value")],
        [
            *([screen.word(key), screen.maybe(count)] for key, count in rows),
            [screen.word("towns-without"), without or screen.word("none")],
        ],
    )


def targets(found: Sequence[Progress], on: date, voice: Voice) -> None:
    """Show how every target stands on a day, with its years or townships."""
    screen = _Screen(voice)
    screen.as_of(on)
    screen.status()
    screen.line()
    _targets(screen, found)
    screen.sources()


def _targets(screen: _Screen, found: Iterable[Progress]) -> None:
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


def _target(screen: _Screen, found: Progress, name: str) -> list[str]:
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


def _sums(screen: _Screen, result: Report) -> None:
    payers = screen.voice.plan.payers
    screen.table(
        screen.word("by-payer"),
        [screen.word("payer"), screen.word("due")],
        (
            [name, screen.voice.amount(amount)]
            for name, amount in (
                *((screen.voice.label(p), result.budget.total(payer=p.id)) for p in payers),
                (screen.word("total"), result.budget.total()),
            )
            if amount != Amount()
        ),
    )
    screen.table(
        screen.word("by-town"),
        [screen.word(head) for head in ("town", "due", "count", "slots")],
        (
            [
                screen.voice.label(town.town),
                screen.voice.amount(town.due),
                screen.count(town.facilities),
                screen.count(town.slots),
            ]
            for town in result.towns
        ),
        right=2,
    )


def _discrepancies(screen: _Screen, result: Report) -> None:
    heads = ("facility", "payer", "kind", "payments", "sources", "paid", "owed")
    screen.table(
        screen.word("discrepancies"),
        [screen.word(head) for head in heads],
        (
            [
                found.facility,
                screen.voice.maybe_named(found.payer),
                screen.voice.label(found.kind),
                ", ".join(found.payments),
                screen.cite(dict.fromkeys(g.citation for g in found.grounds if g.citation)),
                screen.voice.money(found.paid),
                screen.voice.amount(found.due),
            ]
            for found in result.discrepancies
        ),
        right=2,
    )


def _open_questions(screen: _Screen, result: Report) -> None:
    screen.table(
        screen.word("open"),
        [screen.word(head) for head in ("facility", "question", "why")],
        (
            [
                question.subject,
                _question(screen, question.question),
                screen.answer(question.answer),
            ]
            for question in result.open_questions
        ),
    )


def _question(screen: _Screen, question: str) -> str:
    """Say what was asked: a finding of the report, or a field of work."""
    if question in {domain.id for domain in screen.voice.plan.domains}:
        return screen.voice.value("domain", question)
    return screen.word(QUESTIONS.get(question, question))


def sound(county: County, source: str, voice: Voice) -> None:
    """Say that a record has no faults, and what it holds."""
    screen = _Screen(voice)
    screen.line(screen.word("all-sound", source=source))
    parts = ("facilities", "areas", "payments", "bans", "activities", "observations")
    counts = {part: screen.count(len(getattr(county, part) or ())) for part in parts}
    screen.line(screen.word("counts", **counts))


def clause(found: Clause, on: date, voice: Voice) -> None:
    """Show a clause: what it says, who is responsible, what answers it, what rests on it."""
    screen, asked = _Screen(voice), voice.plan
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
    _show_figures(screen, rows)
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


def plan(on: date, voice: Voice) -> None:
    """Show what a plan consists of."""
    screen, asked = _Screen(voice), voice.plan
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
    screen.coverage()
    _show_figures(screen, dict(_figures(asked, on)))
    screen.readings()
    screen.sources()


def coverage(voice: Voice) -> None:
    """Show every clause with what answers it."""
    _Screen(voice).coverage()


def text_check(result: TextCheck, voice: Voice) -> None:
    """Show how an official text differs from the clauses that are encoded."""
    screen = _Screen(voice)
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
    screen = _Screen(voice)
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


def draw(drawn: Draw | Infeasible, voice: Voice) -> None:
    """Show a draw, or why there is none."""
    screen = _Screen(voice)
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
        ([item.object, item.reason] for item in notice.excluded),
    )


def verified(found: Sequence[Mismatch], voice: Voice) -> None:
    """Show where a recorded draw differs from what its lists give."""
    screen = _Screen(voice)
    if not found:
        screen.line(screen.word("draw-holds"))
    screen.table(
        screen.word("draw-differs"),
        [screen.word(head) for head in ("what-differs", "recorded", "recomputed")],
        ([screen.word(item.what), item.recorded, item.recomputed] for item in found),
    )


def changes(found: Iterable[Change], voice: Voice) -> None:
    """Show what differs between two plans."""
    screen = _Screen(voice)
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


def _show_figures(screen: _Screen, rows: dict[str, Row]) -> None:
    screen.table(
        screen.word("figures"),
        [screen.word("figure"), screen.word("value"), "", screen.word("source")],
        (
            [name, _figure(screen, row), row.unit, screen.cite([row.cite])]
            for name, row in rows.items()
        ),
    )


def _figure(screen: _Screen, row: Row) -> str:
    if not row.stated:
        return screen.word("not-stated")
    if isinstance(row.value, Mapping):
        return ", ".join(f"{key} {value}" for key, value in row.value.items())
    return str(row.value)
