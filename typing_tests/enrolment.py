"""What a type checker knows of groups, staff and places."""

from __future__ import annotations

from datetime import date
from typing import assert_type

from infantcare_policy import (
    Band,
    ClassKind,
    Decided,
    Decision,
    Facility,
    Ground,
    Places,
    Plan,
    StaffMember,
    enrolment,
)

ON = date(2026, 1, 1)


def breaches_are_grounds_and_none_of_them_is_a_decision_too(
    facility: Facility, staff: list[StaffMember], plan: Plan
) -> None:
    groups = enrolment.check_groups(facility, plan, on=ON)
    assert_type(groups, Decision[tuple[Ground, ...]])
    if isinstance(groups, Decided):
        assert_type(groups.value, tuple[Ground, ...])
    else:
        assert_type(groups.grounds, tuple[Ground, ...])
    assert_type(enrolment.check_staff(facility, staff, plan, on=ON), Decision[tuple[Ground, ...]])
    assert_type(enrolment.check_staff(facility, None, plan, on=ON), Decision[tuple[Ground, ...]])


def the_staff_and_the_day_are_never_forgotten(facility: Facility, plan: Plan) -> None:
    enrolment.check_staff(facility, plan, on=ON)  # type: ignore[call-arg,arg-type]
    enrolment.check_groups(facility, plan)  # type: ignore[call-arg]
    enrolment.check_groups(facility, plan, ON)  # type: ignore[call-arg]
    enrolment.places(facility)  # type: ignore[call-arg]


def places_are_numbers_of_which_each_may_be_unknown(facility: Facility) -> None:
    found = enrolment.places(facility, on=ON)
    assert_type(found, Places)
    assert_type(found.licensed, int | None)
    assert_type(found.accepted, int | None)
    assert_type(found.enrolled, int | None)
    assert_type(found.vacant, int | None)
    assert_type(found.bands, tuple[Band, ...] | None)


def a_band_is_of_one_kind(band: Band) -> None:
    assert_type(band.kind, ClassKind)
    assert_type(band.vacant, int | None)


def vacancies_are_counted_for_an_age(facility: Facility, plan: Plan) -> None:
    assert_type(enrolment.age_in_months(ON, on=ON), int)
    assert_type(enrolment.classes_for(18, plan, on=ON), Decision[tuple[ClassKind, ...]])
    assert_type(enrolment.vacancies(facility, 18, plan, on=ON), Decision[int])
    enrolment.vacancies(facility, plan, on=ON)  # type: ignore[call-arg,arg-type]
    enrolment.vacancies(facility, 1.5, plan, on=ON)  # type: ignore[arg-type]
