"""What holds of the relief in taxes and fees, and of prices, whatever the facility and the day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from infantcare_policy.decisions import Citation, Decided, Undetermined
from infantcare_policy.facilities import Facility, LegalForm, ServiceMode, Setting
from infantcare_policy.plan import Plan, load, yijun
from infantcare_policy.support import tax_relief, utility_prices

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
PLANS = st.sampled_from((YIJUN, QINGHE))
DAY = timedelta(days=1)

CERTAIN = date(2020, 1, 1)
RENEWED = date(2026, 1, 1)
LAST = date(2027, 12, 31)
EDGES = tuple(day + n * DAY for day in (CERTAIN, RENEWED, LAST) for n in (-1, 0, 1))
COVERED = st.dates(CERTAIN, LAST) | st.sampled_from((CERTAIN, RENEWED - DAY, RENEWED, LAST))
ANY_DAY = COVERED | st.dates() | st.sampled_from((*EDGES, date.min, date.max))

FACILITIES = st.builds(
    Facility,
    id=st.just("F1"),
    legal_form=st.none() | st.sampled_from(LegalForm),
    services=st.none() | st.lists(st.sampled_from(ServiceMode), unique=True).map(tuple),
    settings=st.none() | st.lists(st.sampled_from(Setting), unique=True).map(tuple),
    inclusive=st.none() | st.booleans(),
    closed_on=st.none() | st.just(False) | st.dates(),  # noqa: FBT003 - not so far
)
ALL = {
    "value-added-tax",
    "income-tax",
    "deed-tax",
    "property-tax",
    "land-use-tax",
    "registration-fee",
    "farmland-fee",
    "restoration-fee",
    "idle-land-fee",
    "infrastructure-fee",
    "shelter-fee",
}


class TestTheWindow:
    """公告2019年第76号 to the end of 2025, 公告2026年第7号 to that of 2027; no gap between."""

    @given(FACILITIES, ANY_DAY, PLANS)
    def test_is_open_outside_the_notices_and_decided_within(
        self, facility: Facility, on: date, plan: Plan
    ) -> None:
        answer = tax_relief(facility, plan, on=on)
        if CERTAIN <= on <= LAST:
            assert isinstance(answer, Decided)
            notice = "tax-notice-2026" if on >= RENEWED else "tax-notice-2019"
            assert {citation.instrument for citation in answer.citations} == {notice}
            assert on <= answer.value.until
            assert answer.value.until == (LAST if on >= RENEWED else RENEWED - DAY)
        else:
            assert isinstance(answer, Undetermined)
            assert [(m.name, m.kind) for m in answer.missing] == [("tax_relief_until", "text")]

    @given(FACILITIES, COVERED, COVERED, PLANS)
    def test_changes_nothing_but_the_notice(
        self, facility: Facility, one: date, other: date, plan: Plan
    ) -> None:
        first, second = (tax_relief(facility, plan, on=on).require() for on in (one, other))
        assert first.reliefs == second.reliefs
        assert first.conditions == second.conditions
        assert first.income_share == second.income_share


def barring(plan: Plan) -> Plan:
    """Give a plan under which a point without a legal person of its own is certainly left out."""
    rows = (
        evolve(row, fails={"legal_form": ("unincorporated",)}) if row.id == "organisation" else row
        for row in plan.relief_conditions
    )
    return evolve(plan, relief_conditions=tuple(rows))


class TestTheConditions:
    """公告 三: what is certain stands; what is unknown is for the authority, never a “no”."""

    @given(FACILITIES, COVERED, PLANS)
    def test_take_all_away_where_one_is_certainly_not_met(
        self, facility: Facility, on: date, plan: Plan
    ) -> None:
        found = tax_relief(facility, barring(plan), on=on).require()
        held = {row.id for row in found.reliefs}
        met = {one.condition.id: one.met for one in found.conditions}
        if facility.legal_form is LegalForm.UNINCORPORATED:
            assert met["organisation"] is False
            assert held == set()
            assert found.income_share is None
        else:
            assert held == ALL
            assert found.income_share == Decimal("0.9")
            assert False not in met.values()

    @given(FACILITIES, COVERED)
    def test_are_met_only_by_facts_that_are_known(self, facility: Facility, on: date) -> None:
        found = tax_relief(facility, YIJUN, on=on).require()
        met = {one.condition.id: one.met for one in found.conditions}
        assert met["fixed-place"] is met["children"] is met["no-shelter-possible"] is None
        assert met["service-mode"] is (True if facility.services else None)
        named = (LegalForm.PUBLIC_INSTITUTION, LegalForm.SOCIAL_SERVICE)
        assert (met["organisation"] is True) == (facility.legal_form in named)

    @given(FACILITIES, COVERED, st.data())
    def test_that_are_certain_stay_so_when_more_is_known(
        self, facility: Facility, on: date, data: st.DataObject
    ) -> None:
        names = data.draw(st.lists(st.sampled_from(("legal_form", "services")), unique=True))
        nothing: dict[str, Any] = dict.fromkeys(names)
        partly = tax_relief(evolve(facility, **nothing), YIJUN, on=on).require()
        fully = tax_relief(facility, YIJUN, on=on).require()
        for before, after in zip(partly.conditions, fully.conditions, strict=True):
            assert before.condition == after.condition
            assert before.met in (None, after.met)

    @given(FACILITIES, COVERED, st.data())
    def test_do_not_hang_on_the_order_of_the_services(
        self, facility: Facility, on: date, data: st.DataObject
    ) -> None:
        services = facility.services
        turned = None if services is None else tuple(data.draw(st.permutations(services)))
        assert tax_relief(evolve(facility, services=turned), YIJUN, on=on) == tax_relief(
            facility, YIJUN, on=on
        )

    @given(FACILITIES, COVERED)
    def test_are_each_named_once_with_an_article(self, facility: Facility, on: date) -> None:
        answer = tax_relief(facility, YIJUN, on=on)
        found = answer.require()
        said = [dict(g.facts) for g in answer.grounds if g.code.startswith("support.condition")]
        assert [one["condition"] for one in said] == [one.condition.id for one in found.conditions]
        assert all(ground.citation is not None for ground in answer.grounds)


class TestPrices:
    """3.2: the price of schools and kindergartens, for every facility alike."""

    @given(FACILITIES, ANY_DAY)
    def test_are_the_same_for_all_on_every_day(self, facility: Facility, on: date) -> None:
        answer = utility_prices(facility, YIJUN, on=on)
        assert [row.id for row in answer.require()] == ["water", "electricity", "gas"]
        assert answer.citations == (Citation("yijun", "3.2"),)

    @given(FACILITIES, ANY_DAY)
    def test_are_open_where_a_plan_does_not_name_them(self, facility: Facility, on: date) -> None:
        assert utility_prices(facility, QINGHE, on=on).kind == "undetermined"
