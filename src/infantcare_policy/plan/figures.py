"""The figures of a plan on a day: one typed field each, `None` where there is none.

Source: each field's row in `data/*.toml`, which names its clause or article.

Limitations: `None` means that no layer of the plan gives the figure on that day; whether the text
names it without stating it is told by `Figures.cite`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, field, fields, frozen, resolve_types
from immutabledict import immutabledict

from infantcare_policy.decisions import Citation
from infantcare_policy.errors import Fault, InvalidFacts, PlanError, UnknownName
from infantcare_policy.terms import ClassKind, LegalForm

if TYPE_CHECKING:
    from infantcare_policy.plan.parts import Row

__all__ = ["Figures", "RepairCondition", "fitted"]

RepairCondition: TypeAlias = Literal["corrected", "duties-done", "promised"]
"""What may have to be done before credit is repaired."""


@frozen(kw_only=True)
class Figures:
    """The figures that are in force on a day.

    Ages are whole months, rates are fractions, money is yuan, days are calendar days unless the
    name says working days.
    """

    # what the plan itself states
    slots_per_thousand: int | None = None
    existing_area_years: int | None = None
    existing_area_due: date | None = None
    demonstration_facilities: int | None = None
    knowledge_rate: Decimal | None = None
    guidance_rate: Decimal | None = None
    county_lectures_per_year: int | None = None
    public_welfare_post_share: Decimal | None = None

    # registration and filing
    filing_receipt_workdays: int | None = None
    filing_notice_workdays: int | None = None
    public_institution_registration_days: int | None = None
    social_service_registration_days: int | None = None
    registration_workdays: int | None = None
    registration_extension_workdays: int | None = None
    social_service_change_days: int | None = None
    market_change_days: int | None = None
    public_institution_deregistration_days: int | None = None
    social_service_deregistration_days: int | None = None
    market_deregistration_days: int | None = None
    simple_deregistration_notice_days: int | None = None

    # class groups, ratios and staff
    class_limits: Mapping[ClassKind, int] | None = None
    class_min_months: Mapping[ClassKind, int] | None = None
    class_below_months: Mapping[ClassKind, int] | None = None
    carer_ratios: Mapping[ClassKind, int] | None = None
    mixed_class_limit: int | None = None
    mixed_class_min_months: int | None = None
    small_facility_classes: int | None = None
    medium_facility_classes: int | None = None
    large_facility_classes: int | None = None
    home_point_children: int | None = None
    home_point_children_per_carer: int | None = None
    home_point_square_metres: Decimal | None = None
    home_point_lease_years: int | None = None
    children_per_health_worker: int | None = None
    children_per_cook: int | None = None
    guards_on_duty: int | None = None
    head_experience_years: int | None = None
    head_training_hours: int | None = None
    lease_years: int | None = None

    # safety and care
    recordings_days: int | None = None
    outdoor_hours: int | None = None
    reentry_check_months: int | None = None
    staff_checks_per_year: int | None = None
    living_square_metres: Mapping[ClassKind, Decimal] | None = None
    activity_square_metres: Mapping[ClassKind, Decimal] | None = None
    toddler_room_square_metres: Decimal | None = None
    feeding_room_square_metres: Decimal | None = None
    observation_room_square_metres: Decimal | None = None
    daylight_share: Decimal | None = None
    quality_points: Mapping[str, int] | None = None
    quality_veto_items: int | None = None
    quality_grades: tuple[str, ...] | None = None

    # supervision, credit and penalties
    publication_workdays: int | None = None
    penalty_publication_workdays: int | None = None
    penalty_display_months: int | None = None
    penalty_display_years: int | None = None
    complaint_acceptance_workdays: int | None = None
    complaint_mediation_workdays: int | None = None
    tip_off_check_workdays: int | None = None
    tip_off_extension_workdays: int | None = None
    tip_off_reply_workdays: int | None = None
    refusal_fine: Mapping[str, Decimal] | None = None
    serious_breach_fine: Mapping[str, Decimal] | None = None
    hiring_check_fine: Mapping[str, Decimal] | None = None
    hiring_check_refusal_fine: Mapping[str, Decimal] | None = None
    hiring_checks_per_year: int | None = None
    minor_record_months: Mapping[str, int] | None = None
    general_record_months: Mapping[str, int] | None = None
    serious_record_months: Mapping[str, int] | None = None
    trial_record_months: Mapping[str, int] | None = None
    trial_safety_record_months: Mapping[str, int] | None = None
    repair_conditions: tuple[RepairCondition, ...] | None = None
    code_prefixes: Mapping[str, LegalForm] | None = None
    court_ban_years: Mapping[str, int] | None = None

    # leave
    maternity_leave_days: int | None = None
    maternity_leave_before_birth_days: int | None = None
    difficult_birth_days: int | None = None
    extra_child_days: int | None = None
    early_loss_days: int | None = None
    late_loss_days: int | None = None
    loss_boundary_months: int | None = None
    nursing_hours_per_day: int | None = None
    nursing_hours_per_extra_child: int | None = None
    nursing_until_months: int | None = None
    provincial_maternity_days: int | None = None
    pre_pregnancy_check_days: int | None = None
    third_child_mother_days: int | None = None
    third_child_father_days: int | None = None
    care_leave_days: int | None = None
    care_leave_days_apart: int | None = None
    parental_leave_days: int | None = None

    # training, per person or assessment
    training_subsidy: Decimal | None = None
    skill_assessment_subsidy: Decimal | None = None

    # families and health
    child_allowance_per_year: Decimal | None = None
    child_allowance_per_month: Decimal | None = None
    child_allowance_review_workdays: int | None = None
    vaccination_check_days: int | None = None

    # taxes
    income_tax_share: Decimal | None = None
    tax_relief_until: date | None = None

    # reference values of other instruments, never the plan's own targets
    national_slots_per_thousand: Decimal | None = None
    national_slots_due: date | None = None
    residents: int | None = None

    _sources: Mapping[str, Citation] = field(default=immutabledict(), alias="sources", repr=False)

    def cite(self, name: str) -> Citation | None:
        """Give the clause or article of a figure, also of one that is named and not stated.

        Raises:
            UnknownName: when there is no such figure.
        """
        known = [attribute.name for attribute in fields(Figures) if attribute.alias != "sources"]
        if name not in known:
            raise UnknownName(name, known)
        return self._sources.get(name)


def fitted(name: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Check the rows of a figure against its type and give them with typed values.

    Raises:
        PlanError: for an unknown figure, a value that does not fit, or two rows for one day.
    """
    from infantcare_policy.documents import structure  # noqa: PLC0415 - it needs cattrs

    resolve_types(Figures)
    kinds = {field.name: field.type for field in fields(Figures) if field.alias != "sources"}
    if name not in kinds:
        advice = UnknownName(name, kinds).advice
        raise PlanError([Fault("", expected="a known figure", found=name, advice=advice)])
    typed: list[Row] = []
    faults: list[Fault] = []
    for index, row in enumerate(rows):
        place = f"[{index}]"
        if row.stated == (row.value is None):
            found = "a value" if row.stated is False else "none"
            faults.append(Fault(place, expected="a value, or stated = false", found=found))
        if any(row.since == earlier.since for earlier in typed):
            found = f"another for {row.since or 'any day'}"
            faults.append(Fault(place, expected="one row for a day", found=found))
        try:
            typed.append(evolve(row, value=structure(row.value, kinds[name] or object)))
        except InvalidFacts as wrong:
            faults.extend(fault.under(f"{place}.value") for fault in wrong.faults)
    if faults:
        raise PlanError(faults)
    return tuple(typed)
