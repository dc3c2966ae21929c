from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from attrs import fields
from hypothesis import given, settings
from hypothesis import strategies as st

from infantcare_policy.decisions import Citation
from infantcare_policy.errors import PlanError, UnknownName
from infantcare_policy.plan import Figures, Row, in_force, loads, yijun
from infantcare_policy.plan.figures import fitted
from infantcare_policy.terms import ClassKind, LegalForm

if TYPE_CHECKING:
    from infantcare_policy.plan import Plan

LATE = date(2026, 11, 23)
ONE_DAY = timedelta(days=1)
INFANT, TODDLER, OLDER, MIXED = ClassKind
NAMES = [field.name for field in fields(Figures) if field.init and field.name != "_sources"]

# what the fact sheet gives, by layer: the figure, the value in late 2026, its article
NATIONAL: dict[str, tuple[object, str]] = {
    "filing_receipt_workdays": (5, "filing-measures:9"),
    "filing_notice_workdays": (15, "filing-measures:9"),
    "public_institution_registration_days": (30, "public-institution-rules:8"),
    "social_service_registration_days": (60, "social-service-rules:11"),
    "registration_workdays": (3, "market-entity-rules:19"),
    "registration_extension_workdays": (3, "market-entity-rules:19"),
    "social_service_change_days": (30, "social-service-rules:15"),
    "market_change_days": (30, "market-entity-rules:24"),
    "public_institution_deregistration_days": (15, "public-institution-rules:13"),
    "social_service_deregistration_days": (15, "social-service-rules:17"),
    "market_deregistration_days": (30, "market-entity-rules:32"),
    "simple_deregistration_notice_days": (20, "market-entity-rules:33"),
    "class_limits": ({INFANT: 10, TODDLER: 15, OLDER: 20}, "setting-standard:19"),
    "class_min_months": ({INFANT: 6, TODDLER: 12, OLDER: 24}, "setting-standard:19"),
    "class_below_months": ({INFANT: 12, TODDLER: 24, OLDER: 36}, "setting-standard:19"),
    "carer_ratios": ({INFANT: 3, TODDLER: 5, OLDER: 7}, "setting-standard:20"),
    "mixed_class_limit": (18, "setting-standard:19"),
    "mixed_class_min_months": (18, "setting-standard:19"),
    "small_facility_classes": (3, "jgj39:1.0.3-1"),
    "medium_facility_classes": (7, "jgj39:1.0.3-1"),
    "large_facility_classes": (10, "jgj39:1.0.3-1"),
    "home_point_children": (5, "home-point-measures:收托人数"),
    "home_point_children_per_carer": (3, "home-point-measures:照护人员"),
    "home_point_square_metres": (Decimal(9), "home-point-measures:建筑面积"),
    "home_point_lease_years": (3, "home-point-measures:住房"),
    "children_per_health_worker": (150, "health-care-measures:12"),
    "children_per_cook": (50, "quality-standard:5"),
    "guards_on_duty": (1, "setting-standard:保安人员"),
    "head_experience_years": (3, "setting-standard:18"),
    "head_training_hours": (60, "quality-standard:5.2.1"),
    "lease_years": (3, "setting-standard:11"),
    "recordings_days": (90, "management-norms:32"),
    "outdoor_hours": (2, "management-norms:18"),
    "reentry_check_months": (3, "management-norms:11"),
    "staff_checks_per_year": (1, "management-norms:28"),
    "living_square_metres": (
        {INFANT: 6, TODDLER: 6, OLDER: 8, MIXED: 8},
        "quality-campaign:自评参考",
    ),
    "activity_square_metres": ({INFANT: 15, TODDLER: 35, OLDER: 35}, "quality-standard:4"),
    "toddler_room_square_metres": (Decimal(50), "jgj39:4.2.3A"),
    "feeding_room_square_metres": (Decimal(10), "jgj39:4.2.3B"),
    "observation_room_square_metres": (Decimal(6), "hygiene-evaluation:保健观察室"),
    "daylight_share": (Decimal("0.20"), "hygiene-evaluation:窗洞开口面积"),
    "quality_points": (
        {
            "conditions": 100,
            "workforce": 140,
            "daily-care": 200,
            "health-care": 210,
            "family-support": 80,
            "safety": 200,
            "management": 70,
        },
        "quality-standard:4–10",
    ),
    "quality_veto_items": (16, "quality-standard:4–10"),
    "quality_grades": (("A", "B", "C", "D"), "quality-standard:4–10"),
    "publication_workdays": (20, "enterprise-information-rules:6"),
    "penalty_publication_workdays": (20, "penalty-publication-rules:9"),
    "penalty_display_months": (3, "penalty-publication-rules:13"),
    "penalty_display_years": (3, "penalty-publication-rules:13"),
    "complaint_acceptance_workdays": (7, "complaint-measures:14"),
    "complaint_mediation_workdays": (45, "complaint-measures:21"),
    "tip_off_check_workdays": (15, "complaint-measures:23"),
    "tip_off_extension_workdays": (15, "complaint-measures:23"),
    "tip_off_reply_workdays": (5, "complaint-measures:31"),
    "refusal_fine": ({"at_least": 5_000, "at_most": 50_000}, "population-law:41"),
    "serious_breach_fine": ({"at_least": 50_000, "at_most": 100_000}, "population-law:41"),
    "hiring_check_fine": ({"at_least": 0, "at_most": 50_000}, "minors-law:126"),
    "hiring_check_refusal_fine": ({"at_least": 50_000, "at_most": 500_000}, "minors-law:126"),
    "hiring_checks_per_year": (1, "minors-law:62"),
    "minor_record_months": ({"at_least": 0, "at_most": 3}, "credit-repair-measures:公示期限"),
    "general_record_months": ({"at_least": 3, "at_most": 12}, "credit-repair-measures:公示期限"),
    "serious_record_months": ({"at_least": 12, "at_most": 36}, "credit-repair-measures:公示期限"),
    "trial_record_months": ({"at_least": 3, "at_most": 36}, "credit-repair-trial:公示期限"),
    "trial_safety_record_months": ({"at_least": 12, "at_most": 36}, "credit-repair-trial:公示期限"),
    "repair_conditions": (
        ("corrected", "duties-done", "promised"),
        "credit-repair-measures:修复条件",
    ),
    "code_prefixes": (
        {
            "12": LegalForm.PUBLIC_INSTITUTION,
            "52": LegalForm.SOCIAL_SERVICE,
            "91": LegalForm.FOR_PROFIT,
            "92": LegalForm.FOR_PROFIT,
        },
        "code-scheme:登记管理部门代码",
    ),
    "court_ban_years": ({"at_least": 3, "at_most": 5}, "criminal-law:37-1"),
    "maternity_leave_days": (98, "women-workers-rules:7"),
    "maternity_leave_before_birth_days": (15, "women-workers-rules:7"),
    "difficult_birth_days": (15, "women-workers-rules:7"),
    "extra_child_days": (15, "women-workers-rules:7"),
    "early_loss_days": (15, "women-workers-rules:7"),
    "late_loss_days": (42, "women-workers-rules:7"),
    "loss_boundary_months": (4, "women-workers-rules:7"),
    "nursing_hours_per_day": (1, "women-workers-rules:9"),
    "nursing_hours_per_extra_child": (1, "women-workers-rules:9"),
    "nursing_until_months": (12, "women-workers-rules:9"),
    "child_allowance_per_year": (Decimal(3600), "child-allowance-scheme:补贴标准"),
    "child_allowance_per_month": (Decimal(300), "child-allowance-scheme:补贴标准"),
    "child_allowance_review_workdays": (30, "child-allowance-scheme:审核"),
    "vaccination_check_days": (30, "vaccination-check-measures:查验时限"),
    "income_tax_share": (Decimal("0.9"), "tax-notice-2026:一（二）"),
    "tax_relief_until": (date(2027, 12, 31), "tax-notice-2026:执行期限"),
    "national_slots_per_thousand": (Decimal("4.5"), "fourteenth-outline:每千人口托位数"),
    "national_slots_due": (date(2025, 12, 31), "fourteenth-outline:每千人口托位数"),
}
PROVINCIAL: dict[str, tuple[object, str]] = {
    "provincial_maternity_days": (60, "shaanxi-population-regulation:45"),
    "pre_pregnancy_check_days": (10, "shaanxi-population-regulation:45"),
    "third_child_mother_days": (15, "shaanxi-population-regulation:45"),
    "third_child_father_days": (10, "shaanxi-population-regulation:45"),
    "care_leave_days": (15, "shaanxi-population-regulation:45"),
}
COUNTY: dict[str, tuple[object, str]] = {
    "slots_per_thousand": (8, "yijun:2.2.4"),
    "existing_area_years": (3, "yijun:2.2.4"),
    "demonstration_facilities": (1, "yijun:1"),
    "knowledge_rate": (Decimal("0.95"), "yijun:1"),
    "guidance_rate": (Decimal("0.95"), "yijun:1"),
    "county_lectures_per_year": (1, "yijun:2.1.2"),
    "public_welfare_post_share": (None, "yijun:2.2.5"),
    "training_subsidy": (None, "yijun:3.3"),
    "skill_assessment_subsidy": (None, "yijun:3.3"),
    "residents": (71_714, "census-2020:610222"),
}

# the first day of every row that has one, in order, each with the value on the day before; the last
# brings the value of the sheet
BEGINS: dict[str, tuple[tuple[date, object], ...]] = {
    **dict.fromkeys(
        (
            "registration_workdays",
            "registration_extension_workdays",
            "market_change_days",
            "market_deregistration_days",
            "simple_deregistration_notice_days",
        ),
        ((date(2022, 3, 1), None),),
    ),
    **dict.fromkeys(
        (
            "home_point_children",
            "home_point_children_per_carer",
            "home_point_square_metres",
            "home_point_lease_years",
        ),
        ((date(2023, 11, 14), None),),
    ),
    **dict.fromkeys(
        (
            "children_per_cook",
            "head_training_hours",
            "activity_square_metres",
            "quality_points",
            "quality_grades",
            "quality_veto_items",
        ),
        ((date(2024, 4, 1), None),),
    ),
    **dict.fromkeys(
        ("penalty_publication_workdays", "penalty_display_months", "penalty_display_years"),
        ((date(2021, 9, 1), None),),
    ),
    **dict.fromkeys(("refusal_fine", "serious_breach_fine"), ((date(2021, 8, 20), None),)),
    **dict.fromkeys(
        ("minor_record_months", "general_record_months", "serious_record_months"),
        ((date(2026, 4, 1), None),),
    ),
    "repair_conditions": ((date(2026, 4, 1), ("corrected",)),),
    **dict.fromkeys(
        (
            "maternity_leave_days",
            "maternity_leave_before_birth_days",
            "difficult_birth_days",
            "extra_child_days",
            "early_loss_days",
            "late_loss_days",
            "loss_boundary_months",
            "nursing_hours_per_day",
            "nursing_hours_per_extra_child",
            "nursing_until_months",
        ),
        ((date(2012, 4, 28), None),),
    ),
    # in the text of 2016 already, from a day that was not found; nothing for a third child in it
    **dict.fromkeys(
        ("provincial_maternity_days", "pre_pregnancy_check_days", "care_leave_days"),
        ((date(2017, 1, 1), None),),
    ),
    **dict.fromkeys(
        ("third_child_mother_days", "third_child_father_days"),
        ((date(2017, 1, 1), None), (date(2022, 5, 25), 0)),
    ),
    **dict.fromkeys(
        (
            "child_allowance_per_year",
            "child_allowance_per_month",
            "child_allowance_review_workdays",
        ),
        ((date(2025, 1, 1), None),),
    ),
    # the first notice is of 2019, from a day that the sheet has from memory only
    "income_tax_share": ((date(2020, 1, 1), None), (date(2026, 1, 1), Decimal("0.9"))),
    "tax_relief_until": ((date(2020, 1, 1), None), (date(2026, 1, 1), date(2025, 12, 31))),
}


class TestTheFactSheet:
    """Every figure that the fact sheet gives with S, A or B stands in its layer, and no other."""

    @pytest.mark.parametrize("name", [*NATIONAL, *PROVINCIAL, *COUNTY])
    def test_a_figure_has_the_value_of_the_sheet(self, name: str, yijun_plan: Plan) -> None:
        value, _ = {**NATIONAL, **PROVINCIAL, **COUNTY}[name]
        assert getattr(yijun_plan.figures(LATE), name) == value

    @pytest.mark.parametrize("name", [*NATIONAL, *PROVINCIAL, *COUNTY])
    def test_a_figure_cites_the_article_of_the_sheet(self, name: str, yijun_plan: Plan) -> None:
        _, article = {**NATIONAL, **PROVINCIAL, **COUNTY}[name]
        assert str(yijun_plan.figures(LATE).cite(name)) == article

    def test_there_is_no_other_figure(self, yijun_plan: Plan) -> None:
        assert yijun_plan.figure_rows.keys() == {*NATIONAL, *PROVINCIAL, *COUNTY}

    def test_every_number_is_exact(self, yijun_plan: Plan) -> None:
        values = [row.value for rows in yijun_plan.figure_rows.values() for row in rows]
        inner = [item for value in values if hasattr(value, "values") for item in value.values()]
        assert {type(value) for value in [*values, *inner]} & {float, str} == set()

    def test_the_points_of_the_quality_standard_add_up_to_a_thousand(
        self, yijun_plan: Plan
    ) -> None:
        points = yijun_plan.figures(LATE).quality_points
        assert points is not None
        assert sum(points.values()) == 1000

    def test_a_mixed_class_has_no_ratio_because_the_standard_states_none(
        self, yijun_plan: Plan
    ) -> None:
        ratios = yijun_plan.figures(LATE).carer_ratios
        assert ratios is not None
        assert MIXED not in ratios

    def test_a_figure_is_read_in_the_plan_itself_or_in_an_instrument(
        self, yijun_plan: Plan, qinghe: Plan
    ) -> None:
        for plan in (yijun_plan, qinghe):
            for name, rows in plan.figure_rows.items():
                for row in rows:
                    own = row.cite.instrument == plan.id
                    assert row.confidence in (("S",) if own else ("A", "B")), name


class TestHowWellTheFiguresOnCreditWereRead:
    """The scheme of the codes was read itself; the measures on repair in secondary texts."""

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("trial_record_months", ["B"]),
            ("trial_safety_record_months", ["B"]),
            ("repair_conditions", ["B", "B"]),
            ("code_prefixes", ["A"]),
        ],
    )
    def test_each_row_says_it(self, name: str, expected: list[str], yijun_plan: Plan) -> None:
        assert [row.confidence for row in yijun_plan.figure_rows[name]] == expected

    def test_the_months_of_the_trial_measures_are_no_figure_with_an_end(
        self, yijun_plan: Plan
    ) -> None:
        # a row ends where another begins, and none does: the classes of 2026 have other names
        for name in ("trial_record_months", "trial_safety_record_months"):
            (row,) = yijun_plan.figure_rows[name]
            assert (row.since, row.value) == (None, NATIONAL[name][0])

    def test_a_condition_of_a_repair_is_one_that_a_record_can_have(self) -> None:
        with pytest.raises(PlanError) as refused:
            fitted("repair_conditions", [Row(["corrected", "payed"], cite="1")])
        (fault,) = refused.value.faults
        assert str(fault).startswith(
            "[0].value[1]: expected one of corrected, duties-done, promised, got 'payed'"
        )

    def test_a_prefix_means_a_legal_form(self) -> None:
        with pytest.raises(PlanError) as refused:
            fitted("code_prefixes", [Row({"91": "private"}, cite="1")])
        (fault,) = refused.value.faults
        assert str(fault).startswith("[0].value.91: expected one of public-institution, ")


class TestWhatWasNotReadInASource:
    """A figure from memory (M), or one reported in two ways (X), has no row."""

    # what the sheet reports of Shaanxi's art. 45 and marks X or M
    LEFT_OUT = ("parental_leave_days", "care_leave_days_apart")
    # what was read for later days only, and the relief whose first day was not confirmed
    OF_OTHER_DAYS = (
        "tax_relief_until",
        "maternity_leave_days",
        "provincial_maternity_days",
        "pre_pregnancy_check_days",
        "care_leave_days",
    )

    @pytest.mark.parametrize("name", LEFT_OUT)
    @pytest.mark.parametrize("on", [date.min, date(2022, 5, 25), LATE, date.max])
    def test_has_no_value_and_no_source_on_any_day(
        self, name: str, on: date, yijun_plan: Plan
    ) -> None:
        assert name not in yijun_plan.figure_rows
        figures = yijun_plan.figures(on)
        assert (getattr(figures, name), figures.cite(name)) == (None, None)

    def test_says_in_both_languages_why_it_is_left_out(self, yijun_plan: Plan) -> None:
        cites = {omission.id: str(omission.cite) for omission in yijun_plan.omissions}
        assert cites.keys() == {*self.LEFT_OUT, *self.OF_OTHER_DAYS}
        assert {cites[name] for name in self.LEFT_OUT} == {"shaanxi-population-regulation:45"}
        for omission in yijun_plan.omissions:
            assert re.search("未能|没有查到", omission.reason.zh)
            assert re.search("not (read|confirmed)|no notice was read", omission.reason.en)

    def test_nothing_is_left_out_in_a_county_of_another_province(self, qinghe: Plan) -> None:
        assert [each.id for each in qinghe.omissions] == list(self.OF_OTHER_DAYS[:2])

    def test_parental_leave_is_a_field_of_one_name(self) -> None:
        assert [name for name in NAMES if "parental" in name] == ["parental_leave_days"]

    def test_care_leave_is_fifteen_days_and_never_twenty(self, yijun_plan: Plan) -> None:
        rows = yijun_plan.figure_rows["care_leave_days"]
        assert [(row.value, row.since) for row in rows] == [(15, date(2017, 1, 1))]
        assert [name for name in NAMES if "apart" in name] == ["care_leave_days_apart"]

    def test_no_row_of_the_province_gives_thirty_or_twenty_days(self, yijun_plan: Plan) -> None:
        assert {
            row.value
            for rows in yijun_plan.figure_rows.values()
            for row in rows
            if row.cite.instrument == "shaanxi-population-regulation"
        } == {0, 10, 15, 60}

    def test_the_first_day_of_the_tax_notice_of_2019_is_left_out(self, yijun_plan: Plan) -> None:
        assert yijun_plan.instrument("tax-notice-2019").effective is None
        figures = yijun_plan.figures(date(2019, 12, 31))
        assert (figures.tax_relief_until, figures.income_tax_share) == (None, None)

    def test_there_is_no_amount_of_training_for_carers(self) -> None:
        assert [name for name in NAMES if "training" in name and name.endswith("hours")] == [
            "head_training_hours"
        ]

    def test_there_is_no_amount_of_the_subsidies_for_training(self, yijun_plan: Plan) -> None:
        for name in ("training_subsidy", "skill_assessment_subsidy"):
            (row,) = yijun_plan.figure_rows[name]
            assert (row.value, row.stated, row.since) == (None, False, None)


class TestTheTaxNotices:
    """The notice of 2019 holds to the end of 2025, that of 2026 from the next day to 2027."""

    @pytest.mark.parametrize(
        ("on", "until", "notice"),
        [
            (date(2020, 1, 1), date(2025, 12, 31), "tax-notice-2019"),
            (date(2025, 12, 31), date(2025, 12, 31), "tax-notice-2019"),
            (date(2026, 1, 1), date(2027, 12, 31), "tax-notice-2026"),
            (date(2027, 12, 31), date(2027, 12, 31), "tax-notice-2026"),
        ],
    )
    def test_give_the_last_day_and_nine_tenths(
        self, on: date, until: date, notice: str, yijun_plan: Plan
    ) -> None:
        figures = yijun_plan.figures(on)
        assert (figures.tax_relief_until, figures.income_tax_share) == (until, Decimal("0.9"))
        assert str(figures.cite("tax_relief_until")) == f"{notice}:执行期限"
        assert str(figures.cite("income_tax_share")) == f"{notice}:一（二）"


class TestTheThirdChildOfShaanxi:
    """Mother and father have 15 and 10 days more since the text of 25 May 2022, before it none."""

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            (date(2016, 12, 31), (None, None)),
            (date(2017, 1, 1), (0, 0)),
            (date(2022, 5, 24), (0, 0)),
            (date(2022, 5, 25), (15, 10)),
        ],
    )
    def test_turns_on_the_day(
        self, on: date, expected: tuple[int | None, int | None], yijun_plan: Plan
    ) -> None:
        figures = yijun_plan.figures(on)
        assert (figures.third_child_mother_days, figures.third_child_father_days) == expected


class TestTheFirstDay:
    """A row holds from its first day on, that day included, and not the day before."""

    def test_every_row_with_a_first_day_is_listed(self, yijun_plan: Plan) -> None:
        found = {
            name: [row.since for row in rows if row.since]
            for name, rows in yijun_plan.figure_rows.items()
        }
        assert {name: days for name, days in found.items() if days} == {
            name: [since for since, _ in days] for name, days in BEGINS.items()
        }

    @pytest.mark.parametrize("name", BEGINS)
    def test_the_day_before_has_the_value_before(self, name: str, yijun_plan: Plan) -> None:
        for since, before in BEGINS[name]:
            figures = yijun_plan.figures(since - ONE_DAY)
            assert getattr(figures, name) == before
            assert (figures.cite(name) is None) == (before is None)

    @pytest.mark.parametrize("name", BEGINS)
    def test_the_day_itself_has_the_new_value(self, name: str, yijun_plan: Plan) -> None:
        value, article = {**NATIONAL, **PROVINCIAL}[name]
        days = BEGINS[name]
        for (since, _), new in zip(days, [*(old for _, old in days[1:]), value], strict=True):
            assert getattr(yijun_plan.figures(since), name) == new
        assert str(yijun_plan.figures(days[-1][0]).cite(name)) == article

    def test_the_conditions_of_a_repair_before_2026_cite_the_trial_measures(
        self, yijun_plan: Plan
    ) -> None:
        figures = yijun_plan.figures(date(2026, 3, 31))
        assert str(figures.cite("repair_conditions")) == "credit-repair-trial:修复条件"

    def test_nothing_tells_institutions_by_when_they_register_a_change(self) -> None:
        assert [name for name in NAMES if name.endswith("_change_days")] == [
            "social_service_change_days",
            "market_change_days",
        ]

    @pytest.mark.parametrize("on", [date.min, date.max])
    def test_any_day_has_figures(self, on: date, yijun_plan: Plan, qinghe: Plan) -> None:
        assert yijun_plan.figures(on).slots_per_thousand == 8
        assert qinghe.figures(on).knowledge_rate == Decimal("0.9")

    def test_a_row_may_begin_on_the_first_and_on_the_last_day_there_is(
        self, yijun_plan: Plan
    ) -> None:
        plan = yijun_plan.amend(
            {
                "figures.slots_per_thousand": [
                    Row(8, cite="2.2.4", since=date.min),
                    Row(9, cite="2.2.4", since=date.max),
                ]
            }
        )
        days = (date.min, date.max - ONE_DAY, date.max)
        assert [plan.figures(on).slots_per_thousand for on in days] == [8, 8, 9]

    @settings(deadline=None)
    @given(on=st.dates())
    def test_the_figures_of_a_day_are_the_rows_in_force(self, on: date) -> None:
        plan = yijun()
        figures = plan.figures(on)
        for name in NAMES:
            row = in_force(plan.figure_rows.get(name, ()), on)
            assert getattr(figures, name) == (row.value if row else None)
            assert figures.cite(name) == (row.cite if row else None)


class TestTheSource:
    """`cite` tells where a figure comes from, or that no layer speaks of it."""

    def test_a_figure_that_is_stated_has_a_value_and_a_source(self, yijun_plan: Plan) -> None:
        figures = yijun_plan.figures(LATE)
        assert figures.slots_per_thousand == 8
        assert figures.cite("slots_per_thousand") == Citation("yijun", "2.2.4")

    def test_a_figure_that_is_named_and_not_stated_has_a_source_only(
        self, yijun_plan: Plan
    ) -> None:
        figures = yijun_plan.figures(LATE)
        assert figures.public_welfare_post_share is None
        assert figures.cite("public_welfare_post_share") == Citation("yijun", "2.2.5")

    def test_a_figure_that_no_layer_speaks_of_has_neither(self, yijun_plan: Plan) -> None:
        figures = yijun_plan.figures(LATE)
        assert figures.existing_area_due is None
        assert figures.cite("existing_area_due") is None

    def test_an_inherited_figure_shows_the_layer_that_it_comes_from(self, yijun_plan: Plan) -> None:
        figures = yijun_plan.figures(LATE)
        own = {name for name in NAMES if (c := figures.cite(name)) and c.instrument == "yijun"}
        assert own == COUNTY.keys() - {"residents"}
        assert figures.cite("maternity_leave_days") == Citation("women-workers-rules", "7")
        provincial = Citation("shaanxi-population-regulation", "45")
        assert figures.cite("provincial_maternity_days") == provincial

    @pytest.mark.parametrize("name", ["slot_per_thousand", "sources", "_sources", ""])
    def test_a_figure_that_does_not_exist_is_no_silence(self, name: str) -> None:
        with pytest.raises(UnknownName):
            Figures().cite(name)

    def test_a_misspelt_figure_is_answered_with_the_nearest(self) -> None:
        with pytest.raises(UnknownName, match="did you mean slots_per_thousand") as unknown:
            Figures().cite("slot_per_thousand")
        assert unknown.value.nearest[0] == "slots_per_thousand"

    def test_figures_that_were_given_nothing_have_nothing(self) -> None:
        figures = Figures()
        assert {getattr(figures, name) for name in NAMES} == {None}
        assert {figures.cite(name) for name in NAMES} == {None}


class TestASnapshot:
    """The figures of a day cannot be changed, and are made once."""

    def test_it_is_frozen(self, yijun_plan: Plan) -> None:
        figures = yijun_plan.figures(LATE)
        with pytest.raises(AttributeError):
            figures.slots_per_thousand = 9  # type: ignore[misc]

    def test_a_table_in_it_is_frozen(self, yijun_plan: Plan) -> None:
        limits = yijun_plan.figures(LATE).class_limits
        with pytest.raises(TypeError):
            limits[INFANT] = 99  # type: ignore[index]

    def test_days_with_the_same_rows_share_it(self, yijun_plan: Plan) -> None:
        assert yijun_plan.figures(LATE) is yijun_plan.figures(LATE + ONE_DAY)


class TestFitting:
    """Rows are fitted to the type of their figure, or refused with every fault."""

    def test_a_value_is_given_its_type(self) -> None:
        (row,) = fitted("class_limits", [Row({"infant": 10}, cite="setting-standard:19")])
        assert row.value == {ClassKind.INFANT: 10}

    def test_a_figure_may_have_no_row(self) -> None:
        assert fitted("slots_per_thousand", []) == ()

    @pytest.mark.parametrize(
        ("name", "value", "fault"),
        [
            ("slots_per_thousand", 8.5, "[0].value: expected a whole number, got 8.5"),
            ("slots_per_thousand", True, "[0].value: expected a whole number, got True"),
            ("slots_per_thousand", "8", "[0].value: expected a whole number, got '8'"),
            (
                "knowledge_rate",
                0.95,
                "[0].value: expected an exact number, or a text such as '10000.00', got 0.95",
            ),
            (
                "existing_area_due",
                "2027-06-31",
                "[0].value: expected a day that exists, got '2027-06-31'",
            ),
            (
                "class_limits",
                {"infants": 10},
                (
                    "[0].value.infants: expected one of infant, toddler, older-toddler, mixed, "
                    "got 'infants'; did you mean infant?"
                ),
            ),
            (
                "class_limits",
                {"infant": "10"},
                "[0].value.infant: expected a whole number, got '10'",
            ),
        ],
        ids=str,
    )
    def test_a_value_of_another_type_is_refused(self, name: str, value: object, fault: str) -> None:
        with pytest.raises(PlanError) as refused:
            fitted(name, [Row(value, cite="1")])
        assert [str(each) for each in refused.value.faults] == [fault]

    def test_an_unknown_figure_is_answered_with_the_nearest(self) -> None:
        with pytest.raises(PlanError, match="expected a known figure, got slot_per_thousand; "):
            fitted("slot_per_thousand", [Row(8, cite="1")])

    def test_rows_tell_all_their_faults_at_once(self) -> None:
        day = date(2026, 1, 1)
        rows = [
            Row(8, cite="1", since=day),
            Row(9, cite="1", since=day),
            Row(None, cite="1"),
            Row(10, cite="1", stated=False, since=date(2027, 1, 1)),
            Row("11", cite="1", since=date(2028, 1, 1)),
        ]
        with pytest.raises(PlanError) as refused:
            fitted("slots_per_thousand", rows)
        assert [str(fault) for fault in refused.value.faults] == [
            "[1]: expected one row for a day, got another for 2026-01-01",
            "[2]: expected a value, or stated = false, got none",
            "[3]: expected a value, or stated = false, got a value",
            "[4].value: expected a whole number, got '11'",
        ]


def test_a_county_over_the_nation_alone_has_the_nations_figures_only(linshui: str) -> None:
    figures = loads(linshui).figures(LATE)
    given = {name for name in NAMES if figures.cite(name)}
    assert given == {*NATIONAL, "slots_per_thousand", "knowledge_rate"}
