"""The parts of a report, and what in them is open or calls for attention.

Source: the areas that it composes; each decision carries its own articles.

Limitations: see `infantcare_policy.report`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import fields, frozen

from infantcare_policy.county import Ban
from infantcare_policy.credit import Listing
from infantcare_policy.decisions import Decided, Decision, Ground, Open, PlanStamp, Undetermined
from infantcare_policy.employment import Workplaces
from infantcare_policy.enrolment import Places
from infantcare_policy.guidance import VisitStatus
from infantcare_policy.money import Amount
from infantcare_policy.people import PersonKey
from infantcare_policy.plan import Document, Relief
from infantcare_policy.provision import Need, Network, OwnedAction, Provision, Synchrony
from infantcare_policy.registration import Route, Stage, Step
from infantcare_policy.report.communities import (
    ChildReport,
    EmployerReport,
    GuidanceReport,
    OfficeReport,
    SeatReport,
)
from infantcare_policy.safety import Evaluated
from infantcare_policy.subsidies import Budget, Discrepancy, Entitlement
from infantcare_policy.supervision import Duty
from infantcare_policy.support import TaxRelief
from infantcare_policy.targets import Progress, TargetStatus
from infantcare_policy.terms import AreaKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "AreaReport",
    "DueReport",
    "EvaluationReport",
    "FacilityReport",
    "OpenQuestion",
    "Report",
    "StaffReport",
    "TownReport",
]


@frozen(kw_only=True)
class StaffReport:
    """Somebody in a post of a facility, and whether they may work there."""

    person: PersonKey
    role: Role
    may_work: Decision[bool]


@frozen(kw_only=True)
class FacilityReport:
    """Everything that the plan says about one facility.

    Attributes:
        groups: what is not lawful about its class groups; `None` where none of them is recorded,
            as with `staffing` where nobody is on its staff list, and with `safety`.
        staff: everybody who is, or may be, in a post of it.
        tax_relief: `None` for one that has closed, as with `utility_prices`.
    """

    facility: str
    name: str | None
    town: str | None
    stage: Decision[Stage]
    route: Decision[Route]
    next_steps: Decision[tuple[Step, ...]]
    checklist: Decision[tuple[Document, ...]]
    entitlement: Decision[Entitlement]
    may_operate: Decision[bool]
    places: Places
    groups: Decision[tuple[Ground, ...]] | None
    staffing: Decision[tuple[Ground, ...]] | None
    staff: tuple[StaffReport, ...]
    safety: Decision[tuple[Ground, ...]] | None
    duties: Decision[tuple[Duty, ...]]
    actions: Decision[tuple[OwnedAction, ...]]
    tax_relief: Decision[TaxRelief] | None
    utility_prices: Decision[tuple[Relief, ...]] | None

    @property
    def breaches(self) -> tuple[Ground, ...]:
        """Give every breach that is certain, also where others may come to light."""
        answers = (self.groups, self.staffing, self.safety)
        return tuple(ground for answer in answers for ground in _certain(answer))


def _certain(answer: Decision[tuple[Ground, ...]] | None) -> tuple[Ground, ...]:
    """Give the breaches of an answer; an open one has those that are certain as its grounds."""
    if answer is None:
        return ()
    return answer.value if isinstance(answer, Decided) else answer.grounds


@frozen(kw_only=True)
class AreaReport:
    """What a residential area owes and has."""

    area: str
    town: str | None
    kind: AreaKind | None
    provision: Decision[Provision]
    actions: Decision[tuple[OwnedAction, ...]]


@frozen(kw_only=True)
class DueReport:
    """Something that an inspection left to be done: a rectification, or the publication.

    Attributes:
        id: the id of the finding or of the inspection.
        object: the facility that was inspected.
        by: the last day; `None` where nobody knows it.
        overdue: the days by which it is too late; 0 while it is in time.
    """

    kind: Literal["rectification", "publication"]
    id: str
    object: str
    by: date | None
    overdue: Decision[int]


@frozen(kw_only=True)
class EvaluationReport:
    """A quality evaluation of a facility, and what it comes to."""

    facility: str
    on: date
    evaluated: Decision[Evaluated]


@frozen(kw_only=True)
class OpenQuestion:
    """A question about a facility, an area or a target without a decided answer.

    Attributes:
        subject: the id of the facility, the area or the target.
        of: whom or what in it the question is about: the digest of a person's key, the id of a
            finding or an inspection; empty for the whole.
    """

    subject: str
    question: str
    of: str = ""
    answer: Open[object]


@frozen(kw_only=True)
class TownReport:
    """The sums of one township body; `town` is its id."""

    town: str
    facilities: int
    slots: int
    due: Amount


@frozen(kw_only=True)
class Report:
    """A county's picture on a day.

    Attributes:
        facilities: sorted by id.
        areas: the residential areas, sorted by id.
        network: `None` where the record does not hold the facilities.
        towns: every township body of the plan, in the plan's order, also those with nothing.
        bans: every ban that has begun, by record or as it was handed down.
        listings: who is, or may be, on the staff lists of several facilities.
        due: what inspections left to be done and nobody has done so far.
        guidance: what families are given.
        needs: what the county, then every township, needs to reach the nation's number of places
            per thousand residents; `None` where the record does not hold the facilities, as with
            `workplaces`.
        actions: the actions of the county itself.
        offices: every department, then every township body, and what it owes.
        seats: every post of the joint conference, and who holds it.
    """

    county: str
    plan: PlanStamp
    on: date
    facilities: tuple[FacilityReport, ...]
    areas: tuple[AreaReport, ...]
    network: Network | None
    targets: tuple[Progress, ...]
    towns: tuple[TownReport, ...]
    budget: Budget
    discrepancies: tuple[Discrepancy, ...]
    bans: tuple[Ban, ...]
    listings: tuple[Listing, ...]
    due: tuple[DueReport, ...]
    evaluations: tuple[EvaluationReport, ...]
    guidance: GuidanceReport
    needs: tuple[Need, ...] | None
    workplaces: Workplaces | None
    employers: tuple[EmployerReport, ...]
    actions: Decision[tuple[OwnedAction, ...]]
    offices: tuple[OfficeReport, ...]
    seats: tuple[SeatReport, ...]

    derived: ClassVar[tuple[str, ...]] = ("needs_attention",)

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """Every question without a decided answer: by facility, area and target, then findings."""
        return (
            *(question for facility in self.facilities for question in _open(facility)),
            *(question for area in self.areas for question in _open_of_area(area)),
            *(question for target in self.targets for question in _open_of_target(target)),
            *(
                OpenQuestion(subject=due.object, question=due.kind, of=due.id, answer=due.overdue)
                for due in self.due
                if not isinstance(due.overdue, Decided)
            ),
            *(question for found in self.evaluations for question in _open_of_evaluation(found)),
            *(question for seat in self.seats for question in _open_of_seat(seat)),
        )

    @property
    def needs_attention(self) -> bool:
        """Tell whether something is open, lacking, late, missed, not lawful or paid wrongly."""
        return bool(
            self.open_questions
            or self.discrepancies
            or any(map(_falls_short, self.areas))
            or any(target.status is TargetStatus.MISSED for target in self.targets)
            or any(map(_not_lawful, self.facilities))
            or any(map(_vetoed, self.evaluations))
            or any(centre.lacking for centre in self.guidance.centres or ())
            or _late(self.guidance.children)
            or any(isinstance(d.overdue, Decided) and d.overdue.value > 0 for d in self.due)
        )


QUESTIONS = (
    "stage",
    "route",
    "checklist",
    "entitlement",
    "may_operate",
    "groups",
    "staffing",
    "safety",
)


def _open(facility: FacilityReport) -> Iterator[OpenQuestion]:
    subject = facility.facility
    for question in QUESTIONS:
        answer = getattr(facility, question)
        if answer is not None and not isinstance(answer, Decided):
            yield OpenQuestion(subject=subject, question=question, answer=answer)
    told = all(isinstance(answer, Decided) for answer in (facility.stage, facility.route))
    if told and not isinstance(facility.next_steps, Decided):
        yield OpenQuestion(subject=subject, question="next_steps", answer=facility.next_steps)
    for member in facility.staff:
        if not isinstance(member.may_work, Decided):
            yield OpenQuestion(
                subject=subject,
                question="may_work",
                of=member.person.digest,
                answer=member.may_work,
            )
    if not isinstance(facility.duties, Decided):
        yield OpenQuestion(subject=subject, question="supervision", answer=facility.duties)
        return
    for duty in facility.duties.value:
        if not isinstance(duty.watched_by, Decided):
            yield OpenQuestion(subject=subject, question=duty.domain, answer=duty.watched_by)


def _open_of_area(area: AreaReport) -> Iterator[OpenQuestion]:
    if not isinstance(area.provision, Decided):
        yield OpenQuestion(subject=area.area, question="provision", answer=area.provision)
        return
    for finding in fields(Provision):
        answer = getattr(area.provision.value, finding.name)
        if answer is not None and not isinstance(answer, Decided):
            yield OpenQuestion(subject=area.area, question=finding.name, answer=answer)


def _open_of_target(target: Progress) -> Iterator[OpenQuestion]:
    if target.status is TargetStatus.UNDETERMINED:
        answer = Undetermined(
            target.missing, grounds=target.grounds, readings=target.readings, plan=target.plan
        )
        yield OpenQuestion(subject=target.target, question="target", answer=answer)


def _open_of_evaluation(found: EvaluationReport) -> Iterator[OpenQuestion]:
    if not isinstance(found.evaluated, Decided):
        yield OpenQuestion(subject=found.facility, question="evaluation", answer=found.evaluated)
        return
    for part in ("total", "vetoed", "grade"):
        answer = getattr(found.evaluated.value, part)
        if not isinstance(answer, Decided):
            yield OpenQuestion(subject=found.facility, question=part, answer=answer)


def _open_of_seat(seat: SeatReport) -> Iterator[OpenQuestion]:
    """Give a seat of which the record says something that does not tell who holds it."""
    answer = seat.incumbent
    silent = isinstance(answer, Undetermined) and any(
        missing.name == f"incumbencies.{seat.seat}" for missing in answer.missing
    )
    if not isinstance(answer, Decided) and not silent:
        yield OpenQuestion(subject=seat.seat, question="holder", answer=answer)


def _late(children: tuple[ChildReport, ...]) -> bool:
    """Tell whether a contact with a child is certainly overdue."""
    return any(v.status is VisitStatus.OVERDUE for child in children for v in child.visits)


def _vetoed(found: EvaluationReport) -> bool:
    """Tell whether a veto item was certainly failed."""
    evaluated = found.evaluated
    if not isinstance(evaluated, Decided):
        return False
    vetoed = evaluated.value.vetoed
    return isinstance(vetoed, Decided) and vetoed.value


def _falls_short(area: AreaReport) -> bool:
    """Tell whether an area certainly lacks slots, or was or is late."""
    if not isinstance(area.provision, Decided):
        return False
    found = area.provision.value
    counts = (found.deficit, found.overdue_by)
    return any(isinstance(count, Decided) and count.value > 0 for count in counts) or any(
        isinstance(act, Decided) and act.value is Synchrony.LATE
        for act in (found.acceptance, found.delivery)
    )


def _not_lawful(facility: FacilityReport) -> bool:
    """Tell whether a facility certainly breaks a rule, is banned, or lets the barred work."""
    allowed = (facility.may_operate, *(member.may_work for member in facility.staff))
    return bool(facility.breaches) or any(
        isinstance(answer, Decided) and not answer.value for answer in allowed
    )
