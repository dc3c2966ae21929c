"""What a type checker knows of a plan, its figures and its readings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, assert_type

from infantcare_policy import Citation, Plan, PlanStamp, ReadingStamp, Row, load, loads, yijun
from infantcare_policy.plan import (
    Body,
    Clause,
    Conference,
    Coverage,
    Department,
    Figures,
    Grant,
    Reading,
    Readings,
    RouteRow,
    Target,
    Tasks,
    Town,
)
from infantcare_policy.terms import ClassKind

ON = date(2026, 1, 1)


def a_plan_comes_from_the_package_a_file_or_a_text() -> None:
    assert_type(yijun(), Plan)
    assert_type(load("county.toml"), Plan)
    assert_type(load(Path("county.toml")), Plan)
    assert_type(loads("", source="county.toml"), Plan)


def a_plan_has_typed_parts(plan: Plan) -> None:
    assert_type(plan.status, Literal["draft-for-comment", "in-force", "repealed"])
    assert_type(plan.issued, date | None)
    assert_type(plan.clauses, tuple[Clause, ...])
    assert_type(plan.clause("2.4.10"), Clause)
    assert_type(plan.department("县卫健局"), Department)
    assert_type(plan.town("彭镇"), Town)
    assert_type(plan.bodies("各部门"), tuple[Body, ...])
    assert_type(plan.responsible("3.1"), tuple[Department | Town, ...])
    assert_type(plan.tasks_of("彭镇"), Tasks)
    assert_type(plan.tasks_of("彭镇").tasks[0].leads, bool | None)
    assert_type(plan.conference, Conference | None)
    assert_type(plan.grants, tuple[Grant, ...])
    assert_type(plan.routes, tuple[RouteRow, ...])
    assert_type(plan.targets, tuple[Target, ...])
    assert_type(plan.coverage(), tuple[Coverage, ...])
    assert_type(plan.fingerprint, str)
    assert_type(plan.stamp, PlanStamp)


def a_plan_gives_other_plans(plan: Plan) -> None:
    assert_type(plan.with_readings({"odd-fen": "city"}), Plan)
    assert_type(plan.issued_on(ON), Plan)
    assert_type(plan.amend({"figures.slots_per_thousand": [Row(8, cite="2.2.4")]}), Plan)


def a_figure_has_its_type_or_none(plan: Plan) -> None:
    figures = plan.figures(ON)
    assert_type(figures, Figures)
    assert_type(figures.slots_per_thousand, int | None)
    assert_type(figures.knowledge_rate, Decimal | None)
    assert_type(figures.existing_area_due, date | None)
    assert_type(figures.class_limits, Mapping[ClassKind, int] | None)
    assert_type(figures.market_change_days, int | None)
    assert_type(figures.living_square_metres, Mapping[ClassKind, Decimal] | None)
    assert_type(figures.cite("slots_per_thousand"), Citation | None)


def a_misspelt_figure_is_a_type_error(figures: Figures) -> None:
    figures.slot_per_thousand  # type: ignore[attr-defined]  # noqa: B018 - the access is the test


def a_figure_cannot_be_set(figures: Figures) -> None:
    figures.slots_per_thousand = 9  # type: ignore[misc]


def a_reading_is_one_of_its_options(plan: Plan) -> None:
    readings = plan.readings
    assert_type(readings, Readings)
    assert_type(readings.integrated_registrar, Literal["open", "education", "by-legal-form"])
    assert_type(readings.guidance_function, Literal["inclusive-only", "both"])
    assert_type(readings.three_years_from, Literal["not-stated", "plan-issued", "survey-date"])
    assert_type(readings.pace, Literal["none", "linear"])
    assert_type(readings.odd_fen, str)
    assert_type(plan.reading("pace"), Reading)
    assert_type(plan.reading_stamp("pace"), ReadingStamp)


def an_option_that_does_not_exist_is_a_type_error(readings: Readings) -> bool:
    return readings.pace == "linaer"  # type: ignore[comparison-overlap]
