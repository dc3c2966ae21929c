"""A county's whole picture on a day: every facility asked every question, and the sums.

Source: the areas that it composes; each decision carries its own articles.

Limitations: the report repeats what the rules say and adds no rule. What an area cannot decide
stays open in it.

>>> from datetime import date
>>> from infantcare_policy.county import County
>>> from infantcare_policy.plan import yijun
>>> report = compose(County(id="yijun"), yijun(), on=date(2026, 1, 5))
>>> [question.subject for question in report.open_questions][:2]
['demonstration-2021', 'knowledge-rate-2025']
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from attrs import fields, frozen

from infantcare_policy import provision, registration, subsidies, supervision, targets
from infantcare_policy.checks import require_day
from infantcare_policy.county import Ban, County, Payment, ResidentialArea, check
from infantcare_policy.decisions import Decided, Decision, Open, PlanStamp, Undetermined
from infantcare_policy.money import Amount
from infantcare_policy.plan import Document, Plan
from infantcare_policy.provision import Network, Provision, Synchrony
from infantcare_policy.registration import Route, Stage
from infantcare_policy.subsidies import Budget, Discrepancy, Entitlement
from infantcare_policy.subsidies.awards import by_facility
from infantcare_policy.supervision import Duty
from infantcare_policy.targets import Progress, TargetStatus
from infantcare_policy.terms import AreaKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from infantcare_policy.facilities import Facility

__all__ = ["AreaReport", "FacilityReport", "OpenQuestion", "Report", "TownReport", "compose"]


@frozen(kw_only=True)
class FacilityReport:
    """Everything that the plan says about one facility."""

    facility: str
    name: str | None
    town: str | None
    stage: Decision[Stage]
    route: Decision[Route]
    checklist: Decision[tuple[Document, ...]]
    entitlement: Decision[Entitlement]
    duties: Decision[tuple[Duty, ...]]


@frozen(kw_only=True)
class AreaReport:
    """What a residential area owes and has."""

    area: str
    town: str | None
    kind: AreaKind | None
    provision: Decision[Provision]


@frozen(kw_only=True)
class OpenQuestion:
    """A question about a facility, a residential area or a target without a decided answer."""

    subject: str
    question: str
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

    derived: ClassVar[tuple[str, ...]] = ("needs_attention",)

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """Every question without a decided answer: by facility, then by area, then by target."""
        return (
            *(question for facility in self.facilities for question in _open(facility)),
            *(question for area in self.areas for question in _open_of_area(area)),
            *(question for target in self.targets for question in _open_of_target(target)),
        )

    @property
    def needs_attention(self) -> bool:
        """Tell whether something is open, lacking, late or missed, or was paid wrongly."""
        return bool(
            self.open_questions
            or self.discrepancies
            or any(map(_falls_short, self.areas))
            or any(target.status is TargetStatus.MISSED for target in self.targets)
        )


def compose(county: County, plan: Plan, *, on: date) -> Report:
    """Ask every question about a county on a day.

    Raises:
        WrongPlan: when the county belongs to another plan.
        InvalidFacts: for towns and payers that the plan does not know, all at once.
    """
    require_day(on)
    check(county, plan)
    made = by_facility(county.payments)
    held = county.facilities or ()
    facilities = tuple(
        _facility(facility, plan, on, made.get(facility.id, ()), county.bans)
        for facility in sorted(held, key=lambda facility: facility.id)
    )
    budget = subsidies.budget(held, plan, on=on, payments=county.payments, bans=county.bans)
    return Report(
        county=county.id,
        plan=plan.stamp,
        on=on,
        facilities=facilities,
        areas=tuple(
            _area(area, county, plan, on) for area in sorted(county.areas, key=lambda a: a.id)
        ),
        network=None if county.facilities is None else provision.network(held, plan, on=on),
        targets=targets.track(plan, targets.observe(county, plan, on=on), on=on),
        towns=tuple(_town(town.id, facilities, budget) for town in plan.towns),
        budget=budget,
        discrepancies=subsidies.reconcile(held, county.payments, plan, on=on, bans=county.bans),
    )


QUESTIONS = ("stage", "route", "checklist", "entitlement")


def _open(facility: FacilityReport) -> Iterator[OpenQuestion]:
    for question in QUESTIONS:
        answer = getattr(facility, question)
        if not isinstance(answer, Decided):
            yield OpenQuestion(subject=facility.facility, question=question, answer=answer)
    if not isinstance(facility.duties, Decided):
        yield OpenQuestion(
            subject=facility.facility, question="supervision", answer=facility.duties
        )
        return
    for duty in facility.duties.value:
        if not isinstance(duty.watched_by, Decided):
            yield OpenQuestion(
                subject=facility.facility, question=duty.domain, answer=duty.watched_by
            )


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


def _area(area: ResidentialArea, county: County, plan: Plan, on: date) -> AreaReport:
    return AreaReport(
        area=area.id,
        town=None if area.town is None else plan.town(area.town).id,
        kind=area.kind,
        provision=provision.assess(area, plan, on=on, facilities=county.facilities or ()),
    )


def _facility(
    facility: Facility, plan: Plan, on: date, payments: Sequence[Payment], bans: Sequence[Ban]
) -> FacilityReport:
    return FacilityReport(
        facility=facility.id,
        name=facility.name,
        town=None if facility.town is None else plan.town(facility.town).id,
        stage=registration.stage(facility, on=on),
        route=registration.route(facility, plan, on=on),
        checklist=registration.checklist(facility, plan, on=on),
        entitlement=subsidies.entitlement(facility, plan, on=on, payments=payments, bans=bans),
        duties=supervision.duties(facility, plan, on=on),
    )


def _town(town: str, facilities: tuple[FacilityReport, ...], budget: Budget) -> TownReport:
    own = [facility for facility in facilities if facility.town == town]
    settled = [f.entitlement.value for f in own if isinstance(f.entitlement, Decided)]
    return TownReport(
        town=town,
        facilities=len(own),
        slots=sum(entitlement.slots for entitlement in settled),
        due=budget.total(town=town),
    )
