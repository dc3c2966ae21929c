"""Ask every question about a county on a day.

Source: the areas that it composes; each decision carries its own articles.

Limitations: see `infantcare_policy.report`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy import (
    credit,
    employment,
    enrolment,
    inspections,
    provision,
    registration,
    safety,
    subsidies,
    supervision,
    support,
    targets,
)
from infantcare_policy.assessments import SafetyRecord
from infantcare_policy.calendars import happened
from infantcare_policy.checks import grouped, require_day
from infantcare_policy.county import Ban, County, Payment, ResidentialArea, check
from infantcare_policy.credit import Entry
from infantcare_policy.decisions import Decided
from infantcare_policy.facilities import Change, by_facility
from infantcare_policy.people import HiringCheck, PersonKey, StaffMember
from infantcare_policy.report.communities import employers, families, offices, seats
from infantcare_policy.report.parts import (
    AreaReport,
    DueReport,
    EvaluationReport,
    FacilityReport,
    Report,
    StaffReport,
    TownReport,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan
    from infantcare_policy.subsidies import Budget
    from infantcare_policy.terms import Role

__all__ = ["compose"]


def compose(county: County, plan: Plan, *, on: date) -> Report:
    """Ask every question about a county on a day.

    Raises:
        WrongPlan: when the county belongs to another plan.
        InvalidFacts: for towns, payers, indicators and requirements that the plan does not know,
            all at once.
    """
    require_day(on)
    check(county, plan)
    held = county.facilities or ()
    known = _Known.of(county, plan, on)
    facilities = tuple(
        _facility(facility, known, plan, on)
        for facility in sorted(held, key=lambda facility: facility.id)
    )
    bans = known.bans
    budget = subsidies.budget(held, plan, on=on, payments=county.payments, bans=bans)
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
        discrepancies=subsidies.reconcile(held, county.payments, plan, on=on, bans=bans),
        bans=bans,
        listings=credit.listings(county.staff or (), on=on),
        due=tuple(_due(county, plan, on)),
        evaluations=tuple(
            EvaluationReport(
                facility=each.facility, on=each.on, evaluated=safety.evaluate(each, plan)
            )
            for each in sorted(county.evaluations, key=lambda e: (e.facility, e.on, e.standard))
            if each.on <= on
        ),
        guidance=families(county, plan, on),
        needs=None
        if county.facilities is None
        else provision.needs(held, county.observations, plan, on=on),
        workplaces=None if county.facilities is None else employment.workplaces(held, plan, on=on),
        employers=tuple(employers(county, plan)),
        actions=provision.actions(None, plan, on=on),
        offices=tuple(offices(plan)),
        seats=tuple(seats(county, plan, on)),
    )


@frozen(kw_only=True)
class _Known:
    """What a county's record holds, sorted by the facility and the person that it is about."""

    register: tuple[Entry, ...]
    bans: tuple[Ban, ...]
    payments: Mapping[str, Sequence[Payment]]
    changes: Mapping[str, Sequence[Change]]
    safety: Mapping[str, Sequence[SafetyRecord]]
    staff: Mapping[str, Sequence[StaffMember]]
    nobody: bool
    checks: Mapping[PersonKey, Sequence[HiringCheck]]

    @staticmethod
    def of(county: County, plan: Plan, on: date) -> _Known:
        """Sort the record of a county."""
        register: tuple[Entry, ...] = (*county.bans, *county.records)
        return _Known(
            register=register,
            bans=credit.bans(register, plan, on=on),
            payments=by_facility(county.payments),
            changes=by_facility(county.changes),
            safety=by_facility(county.safety_records),
            staff=by_facility(county.staff or ()),
            nobody=county.staff == (),
            checks=grouped(county.hiring_checks, lambda check: check.person),
        )


def _facility(facility: Facility, known: _Known, plan: Plan, on: date) -> FacilityReport:
    own = facility.id
    listed, found = known.staff.get(own, ()), known.safety.get(own, ())
    staff = tuple(member for member in listed if member.in_post(on) is not False)
    records = tuple(record for record in found if record.on <= on)
    payments, changes = known.payments.get(own, ()), known.changes.get(own, ())
    # what is only planned, or is over, is not judged
    closed = happened(facility.closed_on, on)
    at_work = happened(facility.opened_on, on) is not False and not closed
    grouped = at_work and facility.groups is not None
    manned = at_work and (staff or known.nobody)
    return FacilityReport(
        facility=own,
        name=facility.name,
        town=None if facility.town is None else plan.town(facility.town).id,
        stage=registration.stage(facility, on=on),
        route=registration.route(facility, plan, on=on),
        next_steps=registration.next_steps(facility, plan, on=on, changes=changes),
        checklist=registration.checklist(facility, plan, on=on),
        entitlement=subsidies.entitlement(
            facility, plan, on=on, payments=payments, bans=known.bans
        ),
        may_operate=credit.may_operate(facility, known.register, plan, on=on),
        places=enrolment.places(facility, on=on),
        groups=enrolment.check_groups(facility, plan, on=on) if grouped else None,
        staffing=enrolment.check_staff(facility, staff, plan, on=on) if manned else None,
        staff=tuple(_staff(staff, known, plan, on)),
        safety=safety.check_safety(facility, records, plan, on=on) if at_work and records else None,
        duties=supervision.duties(facility, plan, on=on),
        actions=provision.actions(facility, plan, on=on),
        tax_relief=None if closed else support.tax_relief(facility, plan, on=on),
        utility_prices=None if closed else support.utility_prices(facility, plan, on=on),
    )


def _staff(
    members: Iterable[StaffMember], known: _Known, plan: Plan, on: date
) -> Iterator[StaffReport]:
    for role, person in sorted({(m.role, m.person) for m in members}, key=_by_role):
        checks = known.checks.get(person, ())
        answer = credit.may_work(person, known.register, plan, on=on, checks=checks)
        yield StaffReport(person=person, role=role, may_work=answer)


def _by_role(post: tuple[Role, PersonKey]) -> tuple[str, str]:
    role, person = post
    return role, person.digest


def _due(county: County, plan: Plan, on: date) -> Iterator[DueReport]:
    """List what inspections left to be done and nobody has done by the end of a day."""
    for finding in sorted(county.findings, key=lambda finding: finding.id):
        if finding.found_on <= on and not happened(finding.rectified_on, on):
            yield DueReport(
                kind="rectification",
                id=finding.id,
                object=finding.object,
                by=finding.rectify_by,
                overdue=inspections.overdue(finding, plan, on=on),
            )
    for inspection in sorted(county.inspections, key=lambda inspection: inspection.id):
        begun = inspection.result_on or inspection.on
        if begun <= on and not happened(inspection.published_on, on):
            limit = inspections.publish_by(begun, plan)
            known = inspection.result_on and isinstance(limit, Decided)
            yield DueReport(
                kind="publication",
                id=inspection.id,
                object=inspection.object,
                by=limit.require().by if known else None,
                overdue=inspections.publication_overdue(inspection, plan, on=on),
            )


def _area(area: ResidentialArea, county: County, plan: Plan, on: date) -> AreaReport:
    return AreaReport(
        area=area.id,
        town=None if area.town is None else plan.town(area.town).id,
        kind=area.kind,
        provision=provision.assess(area, plan, on=on, facilities=county.facilities or ()),
        actions=provision.actions(area, plan, on=on),
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
