from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from infantcare_policy.county import (
    Activity,
    AreaKind,
    Ban,
    County,
    Observation,
    Payment,
    ResidentialArea,
    check,
)
from infantcare_policy.decisions import Citation
from infantcare_policy.documents import structure
from infantcare_policy.errors import InvalidFacts, WrongPlan
from infantcare_policy.facilities import Facility
from infantcare_policy.plan import Plan, load, yijun
from infantcare_policy.terms import Level

DAY = date(2025, 3, 1)
MOMENT = datetime(2025, 3, 1, 8, 0)  # noqa: DTZ001 - a naive one is refused too

SOUND: dict[type, dict[str, Any]] = {
    Payment: {
        "id": "P1",
        "facility": "F1",
        "payer": "city",
        "amount": Decimal("150000.00"),
        "on": DAY,
    },
    Ban: {"subject": "F1", "since": DAY, "for_life": True},
    ResidentialArea: {"id": "A1"},
    Activity: {"id": "L1", "kind": "lecture", "on": DAY},
    Observation: {"county": "yijun", "indicator": "knowledge-rate", "on": DAY, "numerator": 190},
    County: {"id": "yijun"},
}


def build(kind: type, /, **changes: Any) -> Any:  # noqa: ANN401 - any of them
    return kind(**SOUND[kind] | changes)


def paths(kind: type, /, **changes: Any) -> list[str]:  # noqa: ANN401 - anything may be wrong
    """Build something that cannot be, and give where its faults are."""
    with pytest.raises(InvalidFacts) as invalid:
        build(kind, **changes)
    return [fault.path for fault in invalid.value.faults]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yijun()


@pytest.mark.parametrize("kind", SOUND)
class TestEveryRecord:
    def test_is_equal_and_hashes_by_its_content(self, kind: type) -> None:
        assert len({build(kind), build(kind)}) == 1

    def test_refuses_an_empty_text(self, kind: type) -> None:
        first = next(iter(SOUND[kind]))
        assert paths(kind, **{first: ""}) == [first]

    def test_is_built_by_keyword(self, kind: type) -> None:
        with pytest.raises(TypeError):
            kind(*SOUND[kind].values())


class TestAPayment:
    @pytest.mark.parametrize(
        "amount",
        [
            150000.0,
            150000,
            True,
            "150000.00",
            None,
            Decimal("-0.01"),
            Decimal("0.001"),
            Decimal("NaN"),
            Decimal("Infinity"),
        ],
    )
    def test_of_an_amount_that_is_not_exact_yuan_is_refused(self, amount: object) -> None:
        assert paths(Payment, amount=amount) == ["amount"]

    def test_of_a_float_is_told_what_to_write(self) -> None:
        with pytest.raises(InvalidFacts, match="money is never a float; write yuan"):
            build(Payment, amount=150000.0)

    @pytest.mark.parametrize("amount", ["0", "0.01", "150000", "1E+5", "999999999999.99"])
    def test_of_exact_yuan_is_taken(self, amount: str) -> None:
        assert build(Payment, amount=Decimal(amount)).amount == Decimal(amount)

    @pytest.mark.parametrize("name", ["on", "accepted_on"])
    def test_at_a_time_of_day_is_refused(self, name: str) -> None:
        assert paths(Payment, **{name: MOMENT}) == [name]

    @pytest.mark.parametrize("slots", [True, -1, 30.0])
    def test_for_slots_that_are_no_whole_number_is_refused(self, slots: object) -> None:
        assert paths(Payment, slots=slots) == ["slots"]

    def test_has_every_fault_named_at_once(self) -> None:
        found = paths(Payment, id="", facility="", payer=" ", slots=-1, amount=1.5, on=MOMENT)
        assert found == ["id", "facility", "payer", "slots", "amount", "on"]

    def test_is_read_from_plain_data_with_its_amount_as_text(self) -> None:
        data = {
            "id": "P1",
            "facility": "F1",
            "payer": "city",
            "amount": "150000.00",
            "on": "2025-03-01",
        }
        assert structure(data, Payment) == build(Payment)

    def test_in_plain_data_is_never_a_float(self) -> None:
        data = {"id": "P1", "facility": "F1", "payer": "c", "amount": 1.5, "on": "2025-03-01"}
        with pytest.raises(InvalidFacts, match="amount: expected an exact number"):
            structure(data, Payment)


class TestABan:
    @pytest.mark.parametrize(
        ("changes", "on", "holds"),
        [
            ({}, date(2025, 2, 28), False),
            ({}, DAY, True),
            ({}, date(9999, 12, 31), True),
            ({"for_life": False, "until": date(2025, 5, 31)}, date(2025, 2, 28), False),
            ({"for_life": False, "until": date(2025, 5, 31)}, DAY, True),
            ({"for_life": False, "until": date(2025, 5, 31)}, date(2025, 5, 31), True),
            ({"for_life": False, "until": date(2025, 5, 31)}, date(2025, 6, 1), False),
            ({"for_life": False, "until": DAY}, DAY, True),
            ({"for_life": False}, date(2025, 2, 28), False),
            ({"for_life": False}, DAY, None),
            ({"for_life": False}, date(2099, 1, 1), None),
        ],
    )
    def test_holds_from_its_first_day_to_its_last(
        self, changes: dict[str, Any], on: date, holds: object
    ) -> None:
        assert build(Ban, **changes).in_force(on) is holds

    def test_for_life_has_no_last_day(self) -> None:
        assert paths(Ban, until=date(2026, 1, 1)) == ["until"]

    def test_does_not_end_before_it_begins(self) -> None:
        assert paths(Ban, for_life=False, until=date(2025, 2, 28)) == ["until"]

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("for_life", 1),
            ("for_life", None),
            ("since", MOMENT),
            ("until", MOMENT),
            ("citation", "yijun:2.4.11"),
        ],
    )
    def test_of_another_type_is_refused(self, name: str, value: object) -> None:
        assert paths(Ban, **{"for_life": False, name: value}) == [name]

    def test_may_name_its_article(self) -> None:
        source = Citation("yijun", "2.4.11")
        assert build(Ban, citation=source).citation == source


class TestAResidentialArea:
    @pytest.mark.parametrize("name", ["population", "slots"])
    @pytest.mark.parametrize("value", [True, -1, 1000.0, "1000"])
    def test_counts_in_whole_numbers(self, name: str, value: object) -> None:
        assert paths(ResidentialArea, **{name: value}) == [name]

    @pytest.mark.parametrize(
        "name",
        [
            "approved_on",
            "housing_accepted_on",
            "facility_accepted_on",
            "facility_delivered_on",
            "duty_starts_on",
            "surveyed_on",
        ],
    )
    def test_has_events_that_are_days_or_false(self, name: str) -> None:
        assert paths(ResidentialArea, **{name: MOMENT}) == [name]
        assert getattr(build(ResidentialArea, **{name: False}), name) is False
        assert getattr(build(ResidentialArea, **{name: DAY}), name) == DAY

    def test_names_each_facility_once(self) -> None:
        assert paths(ResidentialArea, facilities=("F1", "F2", "F1")) == ["facilities[2]"]

    def test_is_new_or_existing(self) -> None:
        assert paths(ResidentialArea, kind="new") == ["kind"]
        assert build(ResidentialArea, kind=AreaKind.NEW).kind is AreaKind.NEW


class TestAnActivity:
    @pytest.mark.parametrize(
        ("name", "value"),
        [("level", "county"), ("on", MOMENT), ("attended", True), ("attended", -1), ("town", "")],
    )
    def test_of_another_type_is_refused(self, name: str, value: object) -> None:
        assert paths(Activity, **{name: value}) == [name]

    def test_has_a_level_that_is_a_word(self) -> None:
        assert build(Activity, level=Level.COUNTY).level is Level.COUNTY

    def test_of_an_unknown_kind_is_refused(self) -> None:
        assert paths(Activity, kind="lektion") == ["kind"]

    def test_of_an_unknown_kind_is_refused_in_plain_data(self) -> None:
        data = {"id": "L1", "kind": "lektion", "on": "2025-03-01"}
        with pytest.raises(InvalidFacts, match=r"kind: expected one of parents-class, lecture"):
            structure(data, Activity)


class TestAnObservation:
    @pytest.mark.parametrize("name", ["denominator", "denominator_at_most"])
    def test_is_no_part_larger_than_its_whole(self, name: str) -> None:
        assert paths(Observation, **{name: 189}) == ["numerator"]
        assert getattr(build(Observation, **{name: 190}), name) == 190

    @pytest.mark.parametrize("name", ["denominator", "denominator_at_most"])
    @pytest.mark.parametrize("value", [0, True, 200.0])
    def test_has_a_whole_of_at_least_one(self, name: str, value: object) -> None:
        assert paths(Observation, **{name: value}) == [name]

    @pytest.mark.parametrize("name", ["numerator", "denominator"])
    def test_has_a_number_or_its_bounds(self, name: str) -> None:
        for bound in ("at_least", "at_most"):
            assert paths(Observation, **{name: 190, f"{name}_{bound}": 190}) == [name]

    @pytest.mark.parametrize("name", ["numerator", "denominator"])
    def test_has_bounds_that_do_not_cross(self, name: str) -> None:
        bounds = {"numerator": None, f"{name}_at_least": 4, f"{name}_at_most": 3}
        assert paths(Observation, **bounds) == [f"{name}_at_least"]

    @pytest.mark.parametrize("name", ["denominator", "denominator_at_most"])
    def test_counts_at_least_no_more_than_its_whole(self, name: str) -> None:
        bounds = {"numerator": None, "numerator_at_least": 5, name: 4}
        assert paths(Observation, **bounds) == ["numerator_at_least"]

    def test_may_know_no_more_than_a_cap(self) -> None:
        assert build(Observation, numerator=None, denominator_at_most=30).numerator is None

    def test_may_be_a_count_without_a_whole(self) -> None:
        assert build(Observation).denominator is None

    @pytest.mark.parametrize("value", [True, -1, 0.95])
    def test_counts_in_whole_numbers(self, value: object) -> None:
        assert paths(Observation, numerator=value) == ["numerator"]


class TestACounty:
    @pytest.mark.parametrize(
        ("part", "kind"),
        [
            ("facilities", Facility),
            ("areas", ResidentialArea),
            ("payments", Payment),
            ("activities", Activity),
        ],
    )
    def test_holds_each_id_once(self, part: str, kind: type) -> None:
        item = Facility(id="F1") if kind is Facility else build(kind)
        assert paths(County, **{part: (item, item)}) == [f"{part}[1]"]

    def test_names_every_id_that_stands_twice(self) -> None:
        first, second = Facility(id="F1"), Facility(id="F2")
        area = ResidentialArea(id="F1")  # of another list
        found = paths(County, facilities=(first, second, first, second), areas=(area, area))
        assert found == ["facilities[2]", "facilities[3]", "areas[1]"]

    def test_may_hold_the_same_ban_twice(self) -> None:
        ban = build(Ban)
        assert build(County, bans=(ban, ban)).bans == (ban, ban)

    @pytest.mark.parametrize(
        "part", ["facilities", "areas", "payments", "bans", "activities", "observations"]
    )
    def test_holds_tuples_of_its_classes(self, part: str) -> None:
        assert paths(County, **{part: []}) == [part]
        assert paths(County, **{part: ({"id": "F1"},)}) == [f"{part}[0]"]

    @pytest.mark.parametrize("part", ["areas", "payments", "bans", "activities", "observations"])
    def test_knows_of_everything_but_facilities_what_there_is(self, part: str) -> None:
        assert paths(County, **{part: None}) == [part]
        assert build(County, facilities=None).facilities is None

    @pytest.mark.parametrize("years", [[2024], (2024, 2024), (0,), (10_000,), ("2024",), (True,)])
    def test_records_years_of_the_calendar_each_once(self, years: object) -> None:
        (path,) = paths(County, recorded_years=years)
        assert path.startswith("recorded_years")


class TestACountyUnderAPlan:
    def test_passes_with_names_and_ids_that_the_plan_knows(self, plan: Plan) -> None:
        county = County(
            id="yijun",
            facilities=(
                Facility(id="F1", town="yiyang"),
                Facility(id="F2", town="彭镇人民政府"),
                Facility(id="F3"),
            ),
            areas=(ResidentialArea(id="A1", town="五里镇"),),
            payments=(build(Payment, payer="市级财政"), build(Payment, id="P2", facility="gone")),
            activities=(build(Activity, town="taian"),),
            observations=(build(Observation, town="Tai'an Town"),),
        )
        check(county, plan)

    def test_of_another_county_is_refused(self, plan: Plan) -> None:
        with pytest.raises(WrongPlan) as wrong:
            check(County(id="qinghe"), plan)
        assert (wrong.value.county, wrong.value.plan) == ("qinghe", "yijun")

    def test_of_another_county_is_refused_before_its_names_are(self, plan: Plan) -> None:
        with pytest.raises(WrongPlan):
            check(County(id="qinghe", facilities=(Facility(id="F1", town="nowhere"),)), plan)

    def test_names_every_unknown_town_and_payer_with_the_nearest(self, plan: Plan) -> None:
        county = County(
            id="yijun",
            facilities=(Facility(id="F1", town="yiyang"), Facility(id="F2", town="yiyan")),
            areas=(ResidentialArea(id="A1", town="彭"),),
            payments=(build(Payment), build(Payment, id="P2", payer="couny")),
            activities=(build(Activity, town="wulli"),),
            observations=(build(Observation, town="taina"),),
        )
        with pytest.raises(InvalidFacts) as invalid:
            check(county, plan)
        found = {fault.path: fault for fault in invalid.value.faults}
        assert {path: fault.found for path, fault in found.items()} == {
            "facilities[1].town": "'yiyan'",
            "areas[0].town": "'彭'",
            "activities[0].town": "'wulli'",
            "observations[0].town": "'taina'",
            "payments[1].payer": "'couny'",
        }
        assert found["facilities[1].town"].expected == "a town of the plan"
        assert found["facilities[1].town"].advice.startswith("did you mean yiyang")
        assert "彭镇" in found["areas[0].town"].advice
        assert found["payments[1].payer"].expected == "a payer of the plan"
        assert found["payments[1].payer"].advice.startswith("did you mean county")
        assert invalid.value.source == "yijun"

    def test_knows_the_towns_and_payers_of_its_own_plan_only(self, plan: Plan) -> None:
        qinghe = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
        payments = (build(Payment, payer="district"), build(Payment, id="P2", payer="county"))
        county = County(
            id="qinghe", facilities=(Facility(id="F1", town="北河镇"),), payments=payments
        )
        with pytest.raises(InvalidFacts) as invalid:
            check(county, qinghe)
        assert [fault.path for fault in invalid.value.faults] == ["payments[1].payer"]
        assert plan.payer("county").id == "county"
