"""What a county does for families, employers and workforce, and what each of its offices owes.

Source: the areas that it composes; each answer carries its own articles.

Limitations: see `infantcare_policy.report`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy import conference, employment, guidance
from infantcare_policy.checks import grouped
from infantcare_policy.decisions import Decision
from infantcare_policy.employment import MeasureTaken
from infantcare_policy.guidance import (
    CentreNetwork,
    CoverageRate,
    HealthVisit,
    LectureYear,
    ServiceReach,
    TownActivities,
)
from infantcare_policy.people import PersonKey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from infantcare_policy.county import County
    from infantcare_policy.plan import Body, Plan

__all__ = [
    "ChildReport",
    "EmployerReport",
    "GuidanceReport",
    "OfficeReport",
    "OfficeTask",
    "SeatReport",
    "employers",
    "families",
    "offices",
    "seats",
]


@frozen(kw_only=True)
class ChildReport:
    """The contacts of the health service with a child, under its opaque id."""

    child: str
    visits: tuple[HealthVisit, ...]


@frozen(kw_only=True)
class GuidanceReport:
    """What families are given.

    Attributes:
        centres: where guidance centres are housed; `None` where the record does not hold the
            health institutions.
        services: how many families were given what; `None` where it does not hold the families.
    """

    centres: tuple[CentreNetwork, ...] | None
    activities: tuple[TownActivities, ...]
    lectures: tuple[LectureYear, ...]
    coverage: tuple[CoverageRate, ...]
    services: tuple[ServiceReach, ...] | None
    children: tuple[ChildReport, ...]


@frozen(kw_only=True)
class EmployerReport:
    """An employer, and the measures that it takes."""

    employer: str
    name: str | None
    town: str | None
    measures: Decision[tuple[MeasureTaken, ...]]


@frozen(kw_only=True)
class SeatReport:
    """A post of the joint conference and who holds it."""

    seat: str
    body: str
    incumbent: Decision[PersonKey | None]


@frozen(kw_only=True)
class OfficeTask:
    """A clause for which an office is responsible, by its id; see `plan.Task`."""

    clause: str
    leads: bool | None


@frozen(kw_only=True)
class OfficeReport:
    """A department or township body and what it owes, by ids; `plan.tasks_of` has the words.

    Attributes:
        duties: its entries in the division of duties.
        actions: the actions that the text gives to it.
        seats: its seats in the joint conference.
    """

    body: str
    tasks: tuple[OfficeTask, ...]
    duties: tuple[str, ...]
    actions: tuple[str, ...]
    seats: tuple[str, ...]


def families(county: County, plan: Plan, on: date) -> GuidanceReport:
    """Tell what the families of a county are given."""
    held = county.activities
    spoken_of = {*county.recorded_years, *(a.on.year for a in held if a.on <= on), on.year}
    years = sorted(year for year in spoken_of if year <= on.year)
    institutions, known = county.institutions, county.families
    contacts = grouped(county.contacts, lambda contact: contact.child)
    return GuidanceReport(
        centres=None if institutions is None else guidance.network(institutions, plan),
        activities=guidance.activities(held, plan, on=on) if plan.activities else (),
        lectures=guidance.lectures(
            held, plan, years=years, recorded_years=county.recorded_years, on=on
        ),
        coverage=guidance.coverage(county.observations, plan, on=on),
        services=None if known is None else guidance.reach(known, county.services, plan, on=on),
        children=tuple(
            ChildReport(
                child=child.id,
                visits=guidance.health_visits(child, contacts.get(child.id, ()), plan, on=on),
            )
            for child in sorted(county.children, key=lambda child: child.id)
        ),
    )


def employers(county: County, plan: Plan) -> Iterator[EmployerReport]:
    """Tell what every employer does."""
    for employer in sorted(county.employers or (), key=lambda employer: employer.id):
        yield EmployerReport(
            employer=employer.id,
            name=employer.name,
            town=None if employer.town is None else plan.town(employer.town).id,
            measures=employment.employer_measures(employer, plan),
        )


def seats(county: County, plan: Plan, on: date) -> Iterator[SeatReport]:
    """Tell who holds every post of the joint conference."""
    for post in plan.conference.posts if plan.conference else ():
        yield SeatReport(
            seat=post.id,
            body=post.body,
            incumbent=conference.incumbent(post.id, county.incumbencies, plan, on=on),
        )


def offices(plan: Plan) -> Iterator[OfficeReport]:
    """Tell what every department and township body owes."""
    bodies: tuple[Body, ...] = (*plan.departments, *plan.towns)
    for body in bodies:
        owed = plan.tasks_of(body.id)
        yield OfficeReport(
            body=body.id,
            tasks=tuple(OfficeTask(clause=t.clause.id, leads=t.leads) for t in owed.tasks),
            duties=tuple(clause.id for clause in owed.duties),
            actions=tuple(action.id for action in owed.actions),
            seats=tuple(seat.id for seat in owed.seats),
        )
