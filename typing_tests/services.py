"""What a type checker knows of what families, employers and offices have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, assert_type

from infantcare_policy import (
    County,
    Decision,
    Facility,
    Missing,
    PersonKey,
    Plan,
    compose,
    conference,
    employment,
    guidance,
    provision,
    support,
)
from infantcare_policy.plan import Catalogue, Relief
from infantcare_policy.report import EmployerReport, GuidanceReport, OfficeReport, SeatReport

if TYPE_CHECKING:
    from infantcare_policy.employers import Employer
    from infantcare_policy.families import (
        Birth,
        Child,
        Family,
        HealthContact,
        HealthInstitution,
        PregnancyLoss,
        ServiceRecord,
    )
    from infantcare_policy.people import Incumbency

ON = date(2026, 1, 1)


def leave_is_a_number_of_days(birth: Birth, loss: PregnancyLoss, plan: Plan) -> None:
    assert_type(employment.maternity_leave(birth, plan), Decision[employment.Leave])
    assert_type(employment.care_leave(birth, plan), Decision[employment.Leave])
    assert_type(employment.pregnancy_loss_leave(loss, plan), Decision[employment.Leave])
    assert_type(employment.nursing_hours(birth, plan, on=ON), Decision[int])
    assert_type(employment.parental_leave(plan, on=ON), Decision[int])
    employment.maternity_leave(loss, plan)  # type: ignore[arg-type]
    employment.nursing_hours(birth, plan)  # type: ignore[call-arg]


def training_names_its_catalogues(plan: Plan) -> None:
    assert_type(employment.training_catalogue(plan), Decision[tuple[Catalogue, ...]])
    assert_type(employment.training("保育师", plan, on=ON), Decision[employment.Training])
    assert_type(employment.public_welfare_posts(plan, on=ON), Decision[Decimal])


def employers_take_measures(employer: Employer, plan: Plan) -> None:
    answer = employment.employer_measures(employer, plan)
    assert_type(answer, Decision[tuple[employment.MeasureTaken, ...]])
    assert_type(answer.require()[0].taken, bool | None)


def families_are_given_services(
    family: Family,
    child: Child,
    records: tuple[ServiceRecord, ...],
    contacts: tuple[HealthContact, ...],
    plan: Plan,
) -> None:
    given = guidance.services(family, records, plan, on=ON)
    assert_type(given, Decision[tuple[guidance.ServiceGiven, ...]])
    visits = guidance.health_visits(child, contacts, plan, on=ON)
    assert_type(visits, tuple[guidance.HealthVisit, ...])
    assert_type(visits[0].missing, tuple[Missing, ...])


def centres_rates_and_lectures_are_lists(
    institutions: tuple[HealthInstitution, ...], county: County, plan: Plan
) -> None:
    assert_type(guidance.network(institutions, plan), tuple[guidance.CentreNetwork, ...])
    rates = guidance.coverage(county.observations, plan, on=ON)
    assert_type(rates, tuple[guidance.CoverageRate, ...])
    assert_type(rates[0].bounds, tuple[Fraction, Fraction | None])
    years = guidance.lectures(county.activities, plan, years=(2025,), recorded_years=(), on=ON)
    assert_type(years, tuple[guidance.LectureYear, ...])
    guidance.lectures(county.activities, plan, years=(2025,), on=ON)  # type: ignore[call-arg]


def a_seat_is_held_by_a_key(held: tuple[Incumbency, ...], plan: Plan) -> None:
    assert_type(conference.incumbent("health", held, plan, on=ON), Decision[PersonKey | None])
    conference.incumbent("health", held, plan)  # type: ignore[call-arg]


def reliefs_and_steps_are_decided(facility: Facility, plan: Plan) -> None:
    assert_type(support.utility_prices(facility, plan, on=ON), Decision[tuple[Relief, ...]])
    assert_type(support.tax_relief(facility, plan, on=ON), Decision[support.TaxRelief])
    steps = provision.actions(facility, plan, on=ON)
    assert_type(steps, Decision[tuple[provision.OwnedAction, ...]])


def a_report_holds_all_of_it(county: County, plan: Plan) -> None:
    report = compose(county, plan, on=ON)
    assert_type(report.guidance, GuidanceReport)
    assert_type(report.needs, tuple[provision.Need, ...] | None)
    assert_type(report.workplaces, employment.Workplaces | None)
    assert_type(report.employers, tuple[EmployerReport, ...])
    assert_type(report.offices, tuple[OfficeReport, ...])
    assert_type(report.offices[0].tasks[0].leads, bool | None)
    assert_type(report.seats, tuple[SeatReport, ...])
    assert_type(report.guidance.services, tuple[guidance.ServiceReach, ...] | None)
