"""What families, employers and offices have: the tables of a report by township and by office.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli.screens`. A contact with a child is shown while it is due,
overdue or unknown; what was held or has not come stands in the JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.cli.screens.lawfulness import short
from infantcare_policy.counts import Count
from infantcare_policy.decisions import Decided, Undetermined
from infantcare_policy.guidance import ActivitiesHeld, VisitStatus
from infantcare_policy.wording import coverage_line, day_of, item_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from infantcare_policy.cli.screens.tables import Screen
    from infantcare_policy.decisions import Citation, Decision, Reasoned
    from infantcare_policy.report import OfficeReport, Report, SeatReport

__all__ = ["communities"]

TO_SHOW = (VisitStatus.DUE, VisitStatus.OVERDUE, VisitStatus.UNKNOWN)


def communities(screen: Screen, result: Report) -> None:
    """Show what families are given, what townships need, what employers do and offices owe."""
    _townships(screen, result)
    _needs(screen, result)
    _coverage(screen, result)
    _centres(screen, result)
    _families(screen, result)
    _children(screen, result)
    _employers(screen, result)
    _workplaces(screen, result)
    _reliefs(screen, result)
    _actions(screen, result)
    _offices(screen, result)


def _townships(screen: Screen, result: Report) -> None:
    """Show what was held in every township, and when last."""
    found = result.guidance.activities
    kinds = [held.kind for held in found[0].held] if found else []
    screen.table(
        screen.word("activities"),
        [screen.word("town"), *(screen.voice.value("activity", kind) for kind in kinds)],
        (
            [screen.voice.label(town.town), *(_held(screen, each) for each in town.held)]
            for town in found
        ),
    )
    _cited(screen, found)
    screen.table(
        screen.word("lectures"),
        [screen.word(head) for head in ("year", "status", "on-record")],
        (
            [str(year.year), screen.voice.label(year.status), screen.maybe(year.held)]
            for year in result.guidance.lectures
        ),
        right=1,
    )
    _cited(screen, result.guidance.lectures)


def _cited(screen: Screen, answers: Iterable[Reasoned]) -> None:
    """Name under a table the articles that it rests on."""
    cited = dict.fromkeys(cite for answer in answers for cite in answer.citations)
    if cited:
        screen.line(f"  {screen.cite(cited)}")
        screen.line()


def _held(screen: Screen, held: ActivitiesHeld) -> str:
    if held.number == Count(known=0):
        return screen.voice.say("phrase", "held-none")
    if held.last_on is None:
        return screen.maybe(held.number)
    day = screen.day(held.last_on)
    return screen.voice.say("phrase", "held-last", number=screen.maybe(held.number), day=day)


def _needs(screen: Screen, result: Report) -> None:
    heads = ("town", "people", "required", "places", "deficit")
    screen.table(
        screen.word("needs"),
        [screen.word(head) for head in heads],
        (
            [
                screen.voice.label(need.town) if need.town else screen.word("whole-county"),
                _number(screen, need.residents),
                _number(screen, need.required),
                screen.maybe(need.places),
                _number(screen, need.lacking),
            ]
            for need in result.needs or ()
        ),
        right=4,
    )
    _cited(screen, (need.required for need in result.needs or ()))


def _number(screen: Screen, answer: Decision[int]) -> str:
    if isinstance(answer, Decided):
        return screen.count(answer.value)
    return screen.voice.say("phrase", "unknown")


def _coverage(screen: Screen, result: Report) -> None:
    screen.table(
        screen.word("coverage"),
        [screen.word(head) for head in ("target", "reached", "asked", "not-told")],
        (
            [
                screen.voice.value("target", rate.target),
                coverage_line(rate, screen.voice),
                screen.voice.number("rate", rate.asked) if rate.asked else "",
                screen.voice.lacking(missing.name for missing in rate.missing),
            ]
            for rate in result.guidance.coverage
        ),
    )
    _cited(screen, result.guidance.coverage)


def _centres(screen: Screen, result: Report) -> None:
    screen.table(
        screen.word("centres"),
        [screen.word(head) for head in ("centre", "housed", "lacking-at", "unknown", "sources")],
        (
            [
                screen.voice.value("centre", centre.centre),
                screen.voice.listed(centre.housed),
                screen.voice.listed(centre.lacking),
                screen.voice.listed(centre.unknown),
                screen.cite(centre.citations),
            ]
            for centre in result.guidance.centres or ()
        ),
    )


def _families(screen: Screen, result: Report) -> None:
    screen.table(
        screen.word("family-services"),
        [screen.word(head) for head in ("service", "owed-to", "given-to", "sources")],
        (
            [
                screen.voice.value("service", service.service),
                _families_of(screen, service.owed),
                _families_of(screen, service.given),
                screen.cite(service.citations),
            ]
            for service in result.guidance.services or ()
        ),
    )


def _families_of(screen: Screen, number: Count) -> str:
    """Say a number of families; those that may add to it are counted and not named."""
    known, more = screen.count(number.known), screen.count(len(number.unknown))
    return screen.word("and-more", known=known, more=more) if number.unknown else known


def _children(screen: Screen, result: Report) -> None:
    screen.table(
        screen.word("contacts"),
        [screen.word(head) for head in ("child", "contact", "status", "first-day", "last-day")],
        (
            [
                short(screen, child.child),
                screen.voice.value("contact", visit.contact),
                screen.voice.label(visit.status),
                day_of(visit.first_on, screen.voice),
                screen.day(visit.limit.by) if visit.limit.by else "",
            ]
            for child in result.guidance.children
            for visit in child.visits
            if visit.status in TO_SHOW
        ),
    )
    _cited(screen, (visit for child in result.guidance.children for visit in child.visits))


def _employers(screen: Screen, result: Report) -> None:
    screen.table(
        screen.word("employers"),
        [screen.word(head) for head in ("measure", "employers")],
        (
            [f"{said} {screen.cite(cited)}", ", ".join(names)]
            for (said, cited), names in _by_measure(screen, result).items()
        ),
    )


def _by_measure(
    screen: Screen, result: Report
) -> dict[tuple[str, tuple[Citation, ...]], list[str]]:
    """Say each measure, taken, not taken or unknown, with the employers of which it is so."""
    cites = {measure.id: measure.cite for measure in screen.voice.plan.measures}
    order = list(cites)
    said = [
        (order.index(measure.measure), item_line(measure, screen.voice), employer)
        for employer in result.employers
        for measure in (employer.measures.value if isinstance(employer.measures, Decided) else ())
    ]
    found: dict[tuple[str, tuple[Citation, ...]], list[str]] = {}
    for place, words, employer in sorted(said, key=lambda each: each[:2]):
        key = (words, (cites[order[place]],))
        found.setdefault(key, []).append(employer.name or employer.employer)
    return found


def _workplaces(screen: Screen, result: Report) -> None:
    found = result.workplaces
    if found is None:
        return
    rows = [
        ("alone", found.alone),
        ("jointly", found.jointly),
        ("open-to-neighbours", found.open_to_neighbours),
        ("staff-only", found.staff_only),
    ]
    screen.table(
        screen.word("workplaces"),
        ["", screen.word("value")],
        [
            *([screen.word(key), screen.maybe(count)] for key, count in rows),
            [
                screen.word("watched-by"),
                f"{screen.voice.bodies(found.watched_by)} {screen.cite(found.citations)}",
            ],
        ],
    )


def _reliefs(screen: Screen, result: Report) -> None:
    """Show the answers on relief and prices, each with the facilities that have it."""
    answers: dict[str, list[str]] = {}
    for facility in result.facilities:
        for answer in (facility.tax_relief, facility.utility_prices):
            if answer is not None:
                answers.setdefault(screen.answer(answer), []).append(facility.facility)
    screen.table(
        screen.word("tax-relief"),
        [screen.word(head) for head in ("answer", "facilities")],
        ([answer, ", ".join(names)] for answer, names in answers.items()),
    )


def _actions(screen: Screen, result: Report) -> None:
    """Show the actions of the county, its areas and its facilities, with whose they are."""
    actions: dict[str, list[str]] = {}
    for of, answer in (
        (screen.word("whole-county"), result.actions),
        *((area.area, area.actions) for area in result.areas),
        *((facility.facility, facility.actions) for facility in result.facilities),
    ):
        for action in answer.value if isinstance(answer, Decided) else ():
            cited = screen.cite(
                dict.fromkeys(filter(None, (action.action.cite, action.action.owner_cite)))
            )
            actions.setdefault(f"{item_line(action, screen.voice)} {cited}", []).append(of)
    screen.table(
        screen.word("actions"),
        [screen.word(head) for head in ("action", "of")],
        ([action, ", ".join(names)] for action, names in actions.items()),
    )


def _offices(screen: Screen, result: Report) -> None:
    seats = {seat.seat: seat for seat in result.seats}
    heads = ("office", "tasks", "leads-in", "duties-of-division", "own-actions", "seat", "holder")
    screen.table(
        screen.word("offices"),
        [screen.word(head) for head in heads],
        (tuple(_office(screen, office, seats)) for office in result.offices),
    )
    others = [post for post in result.seats if not post.body]
    screen.table(
        screen.word("other-posts"),
        [screen.word("seat"), screen.word("holder")],
        ([screen.voice.value("seat", p.seat), _holder(screen, p)] for p in others),
    )


def _office(screen: Screen, office: OfficeReport, seats: dict[str, SeatReport]) -> Iterator[str]:
    yield screen.voice.label(office.body)
    yield ", ".join(task.clause for task in office.tasks)
    yield ", ".join(task.clause for task in office.tasks if task.leads)
    yield ", ".join(office.duties)
    yield screen.voice.listed(screen.voice.value("action", name) for name in office.actions)
    yield screen.voice.listed(screen.voice.value("seat", name) for name in office.seats)
    yield screen.voice.listed(_holder(screen, seats[name]) for name in office.seats)


def _holder(screen: Screen, seat: SeatReport) -> str:
    """Say who holds a seat; where nothing is on record, in one word."""
    answer = seat.incumbent
    if isinstance(answer, Undetermined) and not answer.grounds:
        return screen.voice.say("phrase", "unknown")
    return screen.answer(answer)
