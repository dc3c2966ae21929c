"""Who registers a facility, what is filed with whom and by when, and how far it has come.

Source: 2.4.10; A1.education, A1.approval; 托育机构登记和备案办法（试行） arts. 4–10.

Limitations: the plan lets a facility register at the county or above, and names only the county's
own departments; above the county the answer is `Undetermined`. The checklist is that of filing;
what the registrar itself asks for is not modelled.

>>> from datetime import date
>>> from infantcare_policy.facilities import Facility, LegalForm, Setting
>>> from infantcare_policy.plan import yijun
>>> nursery = Facility(id="F1", legal_form=LegalForm.FOR_PROFIT, settings=(Setting.STANDALONE,))
>>> route(nursery, yijun(), on=date(2026, 1, 5)).require().registrar
'approval'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from infantcare_policy.calendars import CHINA, Deadline, WorkCalendar, workdays_after
from infantcare_policy.checks import require_day
from infantcare_policy.conditions import seen, some
from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Decision,
    Ground,
    Missing,
    Option,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.facilities import Facility, happened
from infantcare_policy.terms import Level, Word

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.plan import Document, Plan, RouteRow

__all__ = [
    "FilingDeadlines",
    "Route",
    "Stage",
    "Step",
    "checklist",
    "filing_deadlines",
    "route",
    "stage",
]


class Stage(Word):
    """How far a facility has come."""

    PROPOSED = "proposed", "拟设立"
    REGISTERED = "registered", "已登记"
    FILED = "filed", "已备案"
    ACCEPTED = "accepted", "验收合格"
    OPERATING = "operating", "运营中"
    CLOSED = "closed", "已停办"


@frozen(kw_only=True)
class Step:
    """One step of registration and filing.

    Attributes:
        actor: `facility`, or the id of the department that acts.
        recipient: the id of the department that receives.
        limit: by when; 及时 keeps its words and has no day.
    """

    kind: Literal["register", "push-data", "file"]
    actor: str
    recipient: str
    limit: Deadline = field(factory=Deadline)


@frozen(kw_only=True)
class Route:
    """The way through registration: the department that registers, and every step in order."""

    registrar: str
    steps: tuple[Step, ...]


@frozen(kw_only=True)
class FilingDeadlines:
    """The last days on which the health department answers a filing.

    Attributes:
        receipt: for the receipt of a filing that is in order.
        notice: for the notice, with reasons, that it does not meet the standards.
    """

    receipt: Deadline
    notice: Deadline


def route(
    facility: Facility, plan: Plan, *, on: date, level: Level = Level.COUNTY
) -> Decision[Route]:
    """Tell which department registers a facility, and the steps after.

    Args:
        facility: what is known of the facility.
        plan: the plan that is asked.
        on: the day for which the question is asked.
        level: the level at which the facility would register.

    Returns:
        `Conflicting` when the plan names two registrars and the reading `integrated-registrar`
        leaves that open; `Undetermined` when a fact could change the registrar, or when the plan
        names none for this legal form.

    Source: 2.4.10; A1.education.
    """
    notes = _closed(facility, on)
    if level is not Level.COUNTY:
        return _no_registrar(plan, (("level", level.value),), (), notes)
    facts = facility.facts(on)
    matched = plan.match(plan.routes, facts, lambda row: row.registrar)
    if matched.missing:
        return Undetermined(
            matched.missing, readings=matched.readings, notes=notes, plan=plan.stamp
        )
    if not matched.rows:
        form = facility.legal_form
        said = (("legal_form", form.value),) if form else ()
        return _no_registrar(plan, said, matched.readings, notes)
    registrars = dict.fromkeys(row.registrar for row in matched.rows)
    options = tuple(
        Option(
            _steps(registrar, plan),
            tuple(
                Ground(
                    "registration.registrar",
                    row.cite,
                    (("registrar", registrar), *seen(row, facts)),
                )
                for row in matched.rows
                if row.registrar == registrar
            ),
        )
        for registrar in registrars
    )
    steps = tuple(
        Ground(
            f"registration.{step.kind}",
            step.cite,
            (
                ("actor", step.actor),
                ("recipient", step.recipient),
                *((("words", step.words),) if step.words else ()),
            ),
        )
        for step in plan.steps
    )
    notes += _source_authorities(matched.rows)
    if len(options) > 1:
        return Conflicting(
            options, grounds=steps, readings=matched.readings, notes=notes, plan=plan.stamp
        )
    return Decided(
        options[0].value,
        grounds=options[0].grounds + steps,
        readings=matched.readings,
        notes=notes,
        plan=plan.stamp,
    )


def checklist(facility: Facility, plan: Plan, *, on: date) -> Decision[tuple[Document, ...]]:
    """List the documents that a facility hands in when it files.

    Source: 托育机构登记和备案办法（试行） art. 8.
    """
    facts = facility.facts(on)
    matched = plan.match(plan.documents, facts, lambda row: row.id)
    if matched.missing or not plan.documents:
        missing = matched.missing or (Missing("documents", "text"),)
        return Undetermined(missing, readings=matched.readings, plan=plan.stamp)
    grounds = tuple(
        Ground("registration.document", row.cite, (("document", row.id), *seen(row, facts)))
        for row in matched.rows
    )
    return Decided(matched.rows, grounds=grounds, readings=matched.readings, plan=plan.stamp)


def filing_deadlines(
    received_on: date, plan: Plan, *, calendar: WorkCalendar = CHINA
) -> Decision[FilingDeadlines]:
    """Tell by when the health department answers a filing that it received on a day.

    Returns:
        Deadlines that are provisional, and name no day, where the calendar is not yet published.

    Units: working days after the day of receipt, which is not counted.

    Source: 托育机构登记和备案办法（试行） art. 9.
    """
    require_day(received_on, "received_on")
    figures = plan.figures(received_on)
    receipt, notice = figures.filing_receipt_workdays, figures.filing_notice_workdays
    names = ("filing_receipt_workdays", "filing_notice_workdays")
    if receipt is None or notice is None:
        missing = (
            Missing(name, "text", figures.cite(name))
            for name in names
            if getattr(figures, name) is None
        )
        return Undetermined(tuple(missing), plan=plan.stamp)
    deadlines = FilingDeadlines(
        receipt=workdays_after(received_on, receipt, calendar),
        notice=workdays_after(received_on, notice, calendar),
    )
    grounds = tuple(
        Ground("registration.filing-answer", figures.cite(name), (("workdays", days),))
        for name, days in zip(names, (receipt, notice), strict=True)
    )
    notes: tuple[Ground, ...] = ()
    if deadlines.receipt.provisional or deadlines.notice.provisional:
        notes = (Ground("calendar.not-published", facts=(("from", received_on),)),)
    return Decided(deadlines, grounds=grounds, notes=notes, plan=plan.stamp)


# the articles on registering first, then filing, then reporting that a facility has closed
REGISTERING, FILING, CLOSING = (
    Citation("filing-measures", article) for article in ("4", "7", "10")
)


def stage(facility: Facility, *, on: date) -> Decision[Stage]:
    """Tell how far a facility has come: the furthest stage that it has reached.

    Returns:
        `Undetermined` when a further stage may have been reached and nobody says.

    Source: 托育机构登记和备案办法（试行） arts. 4, 7, 10; 3.2 for acceptance.
    """
    require_day(on)
    acceptances = facility.acceptances
    passed = None if acceptances is None else some(a.passed for a in acceptances if a.on <= on)
    reached = (
        (Stage.CLOSED, "closed_on", happened(facility.closed_on, on), CLOSING),
        (Stage.OPERATING, "opened_on", happened(facility.opened_on, on), None),
        (Stage.ACCEPTED, "acceptances", passed, None),
        (Stage.FILED, "filed_on", happened(facility.filed_on, on), FILING),
        (Stage.REGISTERED, "registered_on", happened(facility.registered_on, on), REGISTERING),
        (Stage.PROPOSED, "id", True, None),
    )
    missing: list[Missing] = []
    for furthest, fact, truth, source in reached:
        if truth is None:
            missing.append(Missing(fact, "fact", source))
        if truth:
            event = getattr(facility, fact) if fact.endswith("_on") else None
            facts = (("stage", furthest.value), ("on", on), *(((fact, event),) if event else ()))
            ground = Ground("registration.stage", source, facts)
            if missing:
                return Undetermined(tuple(missing), grounds=(ground,))
            return Decided(furthest, grounds=(ground,))
    raise AssertionError  # every facility has an id


def _no_registrar(
    plan: Plan,
    said: tuple[tuple[str, str], ...],
    readings: tuple[ReadingStamp, ...],
    notes: tuple[Ground, ...],
) -> Undetermined:
    """Say that the plan names no registrar for what was asked."""
    source = plan.routes[0].cite if plan.routes else None
    return Undetermined(
        (Missing("registrar", "text", source),),
        grounds=(Ground("registration.no-registrar", source, said),),
        readings=readings,
        notes=notes,
        plan=plan.stamp,
    )


def _steps(registrar: str, plan: Plan) -> Route:
    """Put the registrar into the steps of the text."""
    role = {"registrar": registrar}
    return Route(
        registrar=registrar,
        steps=(
            Step(kind="register", actor="facility", recipient=registrar),
            *(
                Step(
                    kind=step.kind,
                    actor=role.get(step.actor, step.actor),
                    recipient=role.get(step.recipient, step.recipient),
                    limit=Deadline(words=step.words),
                )
                for step in plan.steps
            ),
        ),
    )


def _closed(facility: Facility, on: date) -> tuple[Ground, ...]:
    if facility.facts(on)["closed"]:
        return (Ground("registration.closed", facts=(("closed_on", facility.closed_on),)),)
    return ()


def _source_authorities(rows: tuple[RouteRow, ...]) -> tuple[Ground, ...]:
    """Note who registers under the higher rules where the plan names another body."""
    return tuple(
        Ground(
            "registration.source-authority",
            row.source_authority.cite,
            (("registrar", row.registrar), ("authority", row.source_authority.name.zh)),
        )
        for row in rows
        if row.source_authority
    )
