"""A county's picture on a day, and that its record is sound.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli.screens`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.cli.screens.communities import communities
from infantcare_policy.cli.screens.lawfulness import lawfulness, short
from infantcare_policy.cli.screens.standings import targets_table
from infantcare_policy.cli.screens.tables import Screen
from infantcare_policy.county import RESIDENTS
from infantcare_policy.decisions import Decided
from infantcare_policy.money import Amount

if TYPE_CHECKING:
    from infantcare_policy.county import County
    from infantcare_policy.decisions import Citation
    from infantcare_policy.provision import Network
    from infantcare_policy.report import FacilityReport, OpenQuestion, Report
    from infantcare_policy.wording import Voice

__all__ = ["report", "sound"]

QUESTIONS = {"due": "time-limit", "overdue_by": "overdue", "provision": "area-kind"}


PARTS = (
    "facilities",
    "areas",
    "payments",
    "bans",
    "records",
    "staff",
    "hiring_checks",
    "changes",
    "inspections",
    "findings",
    "safety_records",
    "evaluations",
    "activities",
    "observations",
    "institutions",
    "families",
    "services",
    "children",
    "contacts",
    "employers",
    "incumbencies",
)


def report(result: Report, county: County, voice: Voice) -> None:
    """Show a county's picture on a day."""
    screen = Screen(voice)
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
    lawfulness(screen, result)
    _areas(screen, result)
    if result.network:
        _network(screen, result.network)
    targets_table(screen, result.targets)
    communities(screen, result)
    _sums(screen, result)
    _discrepancies(screen, result)
    _open_questions(screen, result)
    screen.readings()
    screen.sources()


def sound(county: County, source: str, voice: Voice) -> None:
    """Say that a record has no faults, and what it holds."""
    screen = Screen(voice)
    screen.line(screen.word("all-sound", source=source))
    counts = {part: screen.count(len(getattr(county, part) or ())) for part in PARTS}
    screen.line(screen.word("counts", **counts))


def _facilities(screen: Screen, result: Report) -> None:
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


def _entitlement(screen: Screen, facility: FacilityReport) -> list[str]:
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


def _supervision(screen: Screen, result: Report) -> None:
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


def _areas(screen: Screen, result: Report) -> None:
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


def _network(screen: Screen, found: Network) -> None:
    rows = [
        ("demonstrations", found.demonstrations),
        ("community", found.community),
        ("places", found.places),
        ("inclusive-places", found.inclusive_places),
        ("kindergarten-places", found.kindergarten_places),
        ("workplace-places", found.workplace_places),
        ("brands", found.brands),
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


def _sums(screen: Screen, result: Report) -> None:
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


def _discrepancies(screen: Screen, result: Report) -> None:
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


def _open_questions(screen: Screen, result: Report) -> None:
    screen.table(
        screen.word("open"),
        [screen.word(head) for head in ("facility", "question", "why")],
        (
            [
                question.subject,
                _question(screen, question),
                screen.answer(question.answer),
            ]
            for question in result.open_questions
        ),
    )


def _question(screen: Screen, asked: OpenQuestion) -> str:
    """Say what was asked, a finding of the report or a field of work, and of whom or what."""
    question = asked.question
    if question in {domain.id for domain in screen.voice.plan.domains}:
        return screen.voice.value("domain", question)
    said = screen.word(QUESTIONS.get(question, question).replace("_", "-"))
    return f"{said} ({short(screen, asked.of)})" if asked.of else said
