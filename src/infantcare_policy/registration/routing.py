"""Which department registers a facility, and the steps after.

Source: 2.4.10; A1.education, A1.approval; 托育机构登记和备案办法（试行） arts. 4, 6, 7.

Limitations: see `infantcare_policy.registration`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, field, frozen

from infantcare_policy.calendars import Deadline
from infantcare_policy.conditions import seen
from infantcare_policy.decisions import (
    Conflicting,
    Decided,
    Decision,
    Ground,
    Missing,
    Option,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.plan import Plan, Question
from infantcare_policy.terms import Level

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.conditions import Facts
    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import RouteRow

__all__ = ["Route", "Step", "StepKind", "route"]

StepKind: TypeAlias = Literal[
    "register",
    "push-data",
    "file",
    "register-change",
    "report-change",
    "deregister",
    "cancel-filing",
]
"""What is done in a step."""


@frozen(kw_only=True)
class Step:
    """One step of registration and filing, at the beginning, after a change or at the end.

    Attributes:
        actor: `facility`, or the id of the department that acts.
        recipient: the id of the department that receives.
        limit: by when; 及时 keeps its words and has no day.
    """

    kind: StepKind
    actor: str
    recipient: str
    limit: Deadline = field(factory=Deadline)


@frozen(kw_only=True)
class Route:
    """The way through registration: the department that registers, and every step in order."""

    registrar: str
    steps: tuple[Step, ...]


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
    facts = facility.facts(on)
    notes = _closed(facility, facts)
    if level is not Level.COUNTY:
        return _no_registrar(plan, (("level", level.value),), (), notes)
    answer = plan.ask(ROUTING, facts)
    if isinstance(answer, Undetermined) and not answer.missing:
        form = facility.legal_form
        said = (("legal_form", form.value),) if form else ()
        return _no_registrar(plan, said, answer.readings, notes)
    return evolve(answer, notes=notes + answer.notes) if notes else answer


def _routed(facts: Facts, plan: Plan) -> Decision[Route]:
    """Tell who registers facilities with these facts; with nothing missing, nobody does."""
    matched = plan.match(plan.routes, facts, _registrar)
    if matched.missing or not matched.rows:
        return Undetermined(matched.missing, readings=matched.readings, plan=plan.stamp)
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
    notes = _source_authorities(matched.rows)
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


def _registrar(row: RouteRow) -> str:
    return row.registrar


ROUTING: Question[Plan, Decision[Route]] = Question(lambda plan: plan.routes, _routed)
"""Who registers hangs on the facts that the routes test."""


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


def _closed(facility: Facility, facts: Facts) -> tuple[Ground, ...]:
    if facts["closed"]:
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
