"""Utilities at the price of schools, and the relief in taxes and fees, with its conditions."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from infantcare_policy.decisions import Citation, Decided, Missing, Undetermined
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import Facility, LegalForm, ServiceMode, Setting
from infantcare_policy.plan import Row, load, loads, yijun
from infantcare_policy.support import TaxRelief, tax_relief, utility_prices

if TYPE_CHECKING:
    from infantcare_policy.plan import Plan

ON = date(2026, 6, 1)
MOMENT = datetime(2026, 6, 1, 8, 0)  # noqa: DTZ001 - a naive one is refused too
YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
OF_ITS_OWN = loads(
    """
id = "own"
extends = "china"
name = { zh = "某县（虚构）", en = "Own (invented)" }

[[clause]]
id = "4"
heading = { zh = "收费", en = "Fees" }
summary = { zh = "垃圾处理费不收。", en = "No fee for waste is taken." }
kind = "rule"
answers = ["support.tax_relief"]

[[relief]]
id = "waste-fee"
name = { zh = "免收垃圾处理费", en = "no fee for waste" }
kind = "fee"
cite = "4"
"""
)
"""A county that takes one fee less than the notices say."""

TAXES = {
    "value-added-tax": "一（一）",
    "income-tax": "一（二）",
    "deed-tax": "一（三）",
    "property-tax": "二",
    "land-use-tax": "二",
}
FEES = dict.fromkeys(
    (
        "registration-fee",
        "farmland-fee",
        "restoration-fee",
        "idle-land-fee",
        "infrastructure-fee",
        "shelter-fee",
    ),
    "一（四）",
)


def nursery(**changes: Any) -> Facility:  # noqa: ANN401 - any fact
    facts = {
        "legal_form": LegalForm.SOCIAL_SERVICE,
        "services": (ServiceMode.FULL_DAY,),
        **changes,
    }
    return Facility(id="F1", **facts)


def relief(plan: Plan = YIJUN, on: date = ON, **changes: Any) -> TaxRelief:  # noqa: ANN401
    return tax_relief(nursery(**changes), plan, on=on).require()


def met(found: TaxRelief) -> dict[str, bool | None]:
    return {one.condition.id: one.met for one in found.conditions}


class TestUtilityPrices:
    """3.2: water, electricity and gas at the price of schools and kindergartens."""

    def test_are_those_of_schools_for_every_facility(self) -> None:
        for facility in (
            Facility(id="F1"),
            nursery(settings=(Setting.HOME,), inclusive=False),
            nursery(legal_form=LegalForm.FOR_PROFIT, settings=()),
        ):
            answer = utility_prices(facility, YIJUN, on=ON)
            assert isinstance(answer, Decided)
            assert [row.id for row in answer.value] == ["water", "electricity", "gas"]
            assert {row.kind for row in answer.value} == {"price"}

    def test_rest_on_the_clause(self) -> None:
        answer = utility_prices(Facility(id="F1"), YIJUN, on=ON)
        assert {(g.code, g.citation) for g in answer.grounds} == {
            ("support.price", Citation("yijun", "3.2"))
        }
        assert answer.plan == YIJUN.stamp
        assert answer.readings == ()

    @pytest.mark.parametrize("on", [date.min, date.max])
    def test_hold_on_any_day_since_the_draft_bears_none(self, on: date) -> None:
        assert len(utility_prices(Facility(id="F1"), YIJUN, on=on).require()) == 3

    @pytest.mark.parametrize("on", [MOMENT, "2026-06-01", None, 0])
    def test_and_reliefs_are_asked_for_on_a_day(self, on: Any) -> None:  # noqa: ANN401
        with pytest.raises(InvalidFacts, match="on"):
            utility_prices(nursery(), YIJUN, on=on)
        with pytest.raises(InvalidFacts, match="on"):
            tax_relief(nursery(), YIJUN, on=on)

    @pytest.mark.parametrize("plan", [QINGHE, OF_ITS_OWN])
    def test_of_a_county_that_is_silent_are_open(self, plan: Plan) -> None:
        answer = utility_prices(Facility(id="F1"), plan, on=ON)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("utility_prices", "text"),)


class TestTaxRelief:
    """财政部公告2019年第76号 to the end of 2025; 财政部公告2026年第7号 to the end of 2027."""

    @pytest.mark.parametrize(
        ("on", "notice", "until"),
        [
            (date(2020, 1, 1), "tax-notice-2019", date(2025, 12, 31)),
            (date(2024, 2, 29), "tax-notice-2019", date(2025, 12, 31)),
            (date(2025, 12, 31), "tax-notice-2019", date(2025, 12, 31)),
            (date(2026, 1, 1), "tax-notice-2026", date(2027, 12, 31)),
            (date(2027, 12, 31), "tax-notice-2026", date(2027, 12, 31)),
        ],
    )
    def test_is_that_of_the_notice_of_the_day(self, on: date, notice: str, until: date) -> None:
        answer = tax_relief(nursery(), YIJUN, on=on)
        assert isinstance(answer, Decided)
        assert answer.value.until == until
        assert {citation.instrument for citation in answer.citations} == {notice}
        window = answer.grounds[0]
        assert window.citation == Citation(notice, "执行期限")
        assert dict(window.facts) == {"until": until}

    @pytest.mark.parametrize("on", [date.min, date(2019, 12, 31), date(2028, 1, 1), date.max])
    def test_is_open_on_a_day_that_no_notice_covers(self, on: date) -> None:
        answer = tax_relief(nursery(), YIJUN, on=on)
        assert isinstance(answer, Undetermined)
        assert [(item.name, item.kind) for item in answer.missing] == [("tax_relief_until", "text")]
        assert answer.plan == YIJUN.stamp

    def test_that_has_ended_names_the_notice_that_ended(self) -> None:
        answer = tax_relief(nursery(), YIJUN, on=date(2028, 1, 1))
        assert answer.citations == (Citation("tax-notice-2026", "执行期限"),)

    @pytest.mark.parametrize(
        ("on", "notice"),
        [(date(2025, 12, 31), "tax-notice-2019"), (date(2026, 1, 1), "tax-notice-2026")],
    )
    def test_lists_every_tax_and_fee_with_its_article(self, on: date, notice: str) -> None:
        answer = tax_relief(nursery(), YIJUN, on=on)
        held = {row.id: row.kind for row in answer.require().reliefs}
        assert held == {**dict.fromkeys(TAXES, "tax"), **dict.fromkeys(FEES, "fee")}
        said = {
            dict(ground.facts)["relief"]: ground.citation
            for ground in answer.grounds
            if ground.code == "support.relief"
        }
        assert said == {name: Citation(notice, art) for name, art in (TAXES | FEES).items()}

    @pytest.mark.parametrize("on", [date(2020, 1, 1), date(2025, 12, 31), date(2026, 1, 1)])
    def test_counts_nine_tenths_of_the_income(self, on: date) -> None:
        assert relief(on=on).income_share == Decimal("0.9")

    def test_holds_in_a_county_that_says_nothing_of_taxes(self) -> None:
        found = relief(QINGHE)
        assert {row.id for row in found.reliefs} == {*TAXES, *FEES}

    def test_of_a_plan_without_rows_is_open(self) -> None:
        silent = evolve(YIJUN, reliefs=())
        assert tax_relief(nursery(), silent, on=ON).kind == "undetermined"

    def test_ends_on_an_amended_day(self) -> None:
        rows = [Row(date(2026, 6, 1), cite="3.2", since=date(2026, 6, 1))]
        plan = YIJUN.amend({"figures.tax_relief_until": rows})
        assert relief(plan).until == date(2026, 6, 1)
        for on in (date(2026, 5, 31), date(2026, 6, 2)):
            assert tax_relief(nursery(), plan, on=on).kind == "undetermined"

    def test_cites_no_article_that_its_instrument_does_not_have(self) -> None:
        rows = [Row(date(2030, 12, 31), cite="3.2", since=date(2028, 1, 1))]
        plan = YIJUN.amend({"figures.tax_relief_until": rows})
        answer = tax_relief(nursery(), plan, on=date(2028, 1, 1))
        assert answer.require().until == date(2030, 12, 31)
        own = {c.article for c in answer.citations if c.instrument == "yijun"}
        assert own <= {clause.id for clause in plan.clauses}

    def test_cites_a_county_s_own_clause_for_a_fee_of_its_own(self) -> None:
        answer = tax_relief(nursery(), OF_ITS_OWN, on=ON)
        (ground,) = (g for g in answer.grounds if dict(g.facts).get("relief") == "waste-fee")
        assert ground.citation == Citation("own", "4")


class TestConditions:
    """公告 三: a fixed place in a community, an organisation, care, children up to three."""

    @pytest.mark.parametrize("on", [date(2025, 12, 31), date(2026, 1, 1)])
    def test_are_all_listed_with_the_notice(self, on: date) -> None:
        answer = tax_relief(nursery(), YIJUN, on=on)
        assert met(answer.require()) == {
            "fixed-place": None,
            "organisation": True,
            "service-mode": True,
            "children": None,
            "no-shelter-possible": None,
        }
        notice = "tax-notice-2019" if on.year < 2026 else "tax-notice-2026"
        said = {
            dict(ground.facts)["condition"]: (ground.code, ground.citation)
            for ground in answer.grounds
            if "condition" in dict(ground.facts)
        }
        third, fees = Citation(notice, "三"), Citation(notice, "一（四）")
        assert said == {
            "fixed-place": ("support.condition-open", third),
            "organisation": ("support.condition-met", third),
            "service-mode": ("support.condition-met", third),
            "children": ("support.condition-open", third),
            "no-shelter-possible": ("support.condition-open", fees),
        }

    @pytest.mark.parametrize(
        ("form", "expected"),
        [
            (LegalForm.PUBLIC_INSTITUTION, True),
            (LegalForm.SOCIAL_SERVICE, True),
            (LegalForm.FOR_PROFIT, None),  # it may be an individual business
            (LegalForm.UNINCORPORATED, None),  # an enterprise may run it
            (None, None),
        ],
    )
    def test_ask_for_an_organisation(
        self, form: LegalForm | None, *, expected: bool | None
    ) -> None:
        found = relief(legal_form=form)
        assert met(found)["organisation"] is expected
        assert found.reliefs
        assert found.income_share is not None

    def test_that_are_not_met_are_said_with_the_article(self) -> None:
        rows = YIJUN.relief_conditions
        barring = (
            evolve(r, fails={"legal_form": ("unincorporated",)}) if r.id == "organisation" else r
            for r in rows
        )
        plan = evolve(YIJUN, relief_conditions=tuple(barring))
        answer = tax_relief(nursery(legal_form=LegalForm.UNINCORPORATED), plan, on=ON)
        codes = [ground.code for ground in answer.grounds]
        assert codes.count("support.condition-not-met") == 1
        assert "support.relief" not in codes
        unmet = next(g for g in answer.grounds if g.code == "support.condition-not-met")
        assert unmet.citation == Citation("tax-notice-2026", "三")

    @pytest.mark.parametrize("mode", list(ServiceMode))
    def test_are_met_by_each_way_of_care(self, mode: ServiceMode) -> None:
        assert met(relief(services=(mode,)))["service-mode"] is True

    @pytest.mark.parametrize("services", [None, ()])
    def test_leave_a_way_of_care_open_that_nobody_tells(
        self, services: tuple[ServiceMode, ...] | None
    ) -> None:
        """The notices end their list with “or the like” (等方式)."""
        found = relief(services=services)
        assert met(found)["service-mode"] is None
        assert found.reliefs

    def test_take_in_age_three_other_than_the_plan(self) -> None:
        (children,) = (c for c in relief().conditions if c.condition.id == "children")
        assert "3周岁（含）以下" in children.condition.name.zh
        assert "including the age of three" in children.condition.name.en
        assert children.met is None

    @pytest.mark.parametrize("option", ["excluded", "included"])
    def test_do_not_follow_how_the_plan_reads_under_three(self, option: str) -> None:
        plan = YIJUN.with_readings({"under-three": option})
        answer = tax_relief(nursery(), plan, on=ON)
        assert answer.readings == ()
        assert answer.require() == relief()

    def test_bind_the_fee_for_a_shelter_alone_where_they_say_so(self) -> None:
        bound = {one.condition.id: set(one.condition.reliefs) for one in relief().conditions}
        assert bound.pop("no-shelter-possible") == {"shelter-fee"}
        assert set(map(frozenset, bound.values())) == {frozenset()}

    def test_take_away_the_fee_for_a_shelter_alone_where_one_can_be_built(self) -> None:
        """A county may tie the condition to a fact; then only its own fee goes."""
        conditions = tuple(
            evolve(row, fails={"settings": ("home",)}) if row.reliefs else row
            for row in YIJUN.relief_conditions
        )
        plan = evolve(YIJUN, relief_conditions=conditions)
        found = relief(plan, settings=(Setting.HOME,))
        assert {row.id for row in found.reliefs} == {*TAXES, *FEES} - {"shelter-fee"}
        assert found.income_share == Decimal("0.9")

    def test_never_go_by_what_they_do_not_ask_for(self) -> None:
        for changes in (
            {"inclusive": True},
            {"settings": (Setting.HOME,)},
            {"serves_meals": False},
            {"closed_on": None},
        ):
            assert relief(**changes) == relief()
