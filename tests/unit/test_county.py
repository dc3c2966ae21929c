from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from infantcare_policy.assessments import Evaluation, Finding, Inspection, SafetyRecord
from infantcare_policy.codec import from_json, to_json
from infantcare_policy.county import (
    Activity,
    AreaKind,
    Ban,
    County,
    CreditRecord,
    Observation,
    Payment,
    RecordKind,
    ResidentialArea,
    Subject,
    check,
)
from infantcare_policy.decisions import Citation
from infantcare_policy.documents import structure
from infantcare_policy.errors import InvalidFacts, WrongPlan
from infantcare_policy.facilities import Change, Facility
from infantcare_policy.people import PersonKey, Role, StaffMember
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


KEY = PersonKey("0123456789abcdef" * 4)
STANDARD = Citation("quality-standard", "4–10")


def change(id_: str = "C1", facility: str = "F1") -> Change:
    return Change(id=id_, facility=facility, on=DAY)


def inspection(id_: str = "I1", facility: str = "F1", **facts: Any) -> Inspection:  # noqa: ANN401
    return Inspection(id=id_, object=facility, on=DAY, **facts)


def finding(id_: str = "D1", facility: str = "F1") -> Finding:
    return Finding(id=id_, object=facility, found_on=DAY)


def credit(id_: str = "R1", subject: str = "F1") -> CreditRecord:
    return CreditRecord(
        id=id_,
        subject=subject,
        about=Subject.FACILITY,
        kind=RecordKind.PENALTY,
        recorded_on=DAY,
    )


def safety(facility: str = "F1", on: date = DAY, **found: bool | int) -> SafetyRecord:
    names = {name.replace("_", "-"): value for name, value in found.items()}
    return SafetyRecord(facility=facility, on=on, found=names)


def quality(facility: str = "F1", **changes: Any) -> Evaluation:  # noqa: ANN401 - any field
    facts: dict[str, Any] = {"facility": facility, "standard": STANDARD, "on": DAY, **changes}
    return Evaluation(**facts)


def member(facility: str = "F1") -> StaffMember:
    return StaffMember(person=KEY, facility=facility, role=Role.CARER)


class TestTheSupervisionOfACounty:
    """What is known of staff, inspections, safety and quality stands beside the facilities."""

    @pytest.mark.parametrize(
        ("part", "make"),
        [
            ("records", credit),
            ("changes", change),
            ("inspections", inspection),
            ("findings", finding),
        ],
    )
    def test_holds_each_id_once(self, part: str, make: Any) -> None:  # noqa: ANN401 - any maker
        items = (make("1"), make("2"), make("1"), make("2"), make("3"))
        assert paths(County, **{part: items}) == [f"{part}[2]", f"{part}[3]"]
        assert getattr(County(id="yijun", **{part: items[:2]}), part) == items[:2]

    def test_names_every_id_that_stands_twice_in_every_list(self) -> None:
        found = paths(
            County,
            records=(credit(), credit()),
            changes=(change(), change()),
            inspections=(inspection(), inspection()),
            findings=(finding(), finding()),
            safety_records=(safety(), safety(alarm=True)),
            evaluations=(quality(), quality(grade="B")),
        )
        assert sorted(found) == [
            "changes[1]",
            "evaluations[1]",
            "findings[1]",
            "inspections[1]",
            "records[1]",
            "safety_records[1]",
        ]

    def test_may_use_one_id_in_several_lists(self) -> None:
        county = County(
            id="yijun",
            records=(credit("1"),),
            changes=(change("1"),),
            inspections=(inspection("1"),),
            findings=(finding("1"),),
        )
        assert county.records[0].id == county.findings[0].id

    def test_has_one_safety_record_of_a_facility_on_a_day(self) -> None:
        first, other, later = safety(alarm=True), safety("F2"), safety(on=date(2025, 3, 2))
        assert len(County(id="yijun", safety_records=(first, other, later)).safety_records) == 3
        again = safety(alarm=False)
        assert paths(County, safety_records=(first, other, again)) == ["safety_records[2]"]

    def test_has_one_evaluation_under_a_standard_on_a_day(self) -> None:
        local = Citation("local-standard", "1")
        kept = (
            quality(),
            quality("F2"),
            quality(on=date(2025, 3, 2)),
            quality(standard=local),
        )
        assert County(id="yijun", evaluations=kept).evaluations == kept
        assert paths(County, evaluations=(*kept, quality(grade="A"))) == ["evaluations[4]"]

    @pytest.mark.parametrize(
        "part",
        [
            "records",
            "staff",
            "hiring_checks",
            "changes",
            "inspections",
            "findings",
            "safety_records",
            "evaluations",
        ],
    )
    def test_holds_tuples_of_its_classes(self, part: str) -> None:
        assert paths(County, **{part: []}) == [part]
        assert paths(County, **{part: ({"id": "1"}, Facility(id="F1"))}) == [
            f"{part}[0]",
            f"{part}[1]",
        ]

    def test_may_not_know_its_staff(self) -> None:
        assert County(id="yijun").staff is None
        assert County(id="yijun", staff=()).staff == ()
        assert paths(County, changes=None, evaluations=None) == ["changes", "evaluations"]

    def test_comes_back_from_json(self) -> None:
        county = County(
            id="yijun",
            facilities=(Facility(id="F1"),),
            records=(credit(),),
            staff=(member(),),
            hiring_checks=(),
            changes=(change(),),
            inspections=(inspection(inspectors=("a", "b"), result_on=DAY, published_on=False),),
            findings=(finding(),),
            safety_records=(safety(alarm=True, recordings=60),),
            evaluations=(quality(points={"safety": Decimal("190.5")}, failed=()),),
        )
        text = to_json(county)
        again = from_json(text, County)
        assert again == county
        assert hash(again) == hash(county)
        assert to_json(again) == text


def strangers(**parts: Any) -> County:  # noqa: ANN401 - any part
    return County(id="yijun", **{"facilities": (Facility(id="nursery-1"),)} | parts)


def faults_of(county: County, plan: Plan) -> dict[str, tuple[str, str, str]]:
    with pytest.raises(InvalidFacts) as invalid:
        check(county, plan)
    assert invalid.value.source == county.id
    found = {f.path: (f.expected, f.found, f.advice) for f in invalid.value.faults}
    assert len(found) == len(invalid.value.faults)
    return found


class TestTheSupervisionOfACountyUnderAPlan:
    @pytest.mark.parametrize(
        ("part", "make", "field"),
        [
            ("staff", member, "facility"),
            ("changes", lambda name: change(facility=name), "facility"),
            ("inspections", lambda name: inspection(facility=name), "object"),
            ("findings", lambda name: finding(facility=name), "object"),
            ("safety_records", safety, "facility"),
            ("evaluations", quality, "facility"),
        ],
    )
    def test_belongs_to_facilities_of_the_record(
        self,
        plan: Plan,
        part: str,
        make: Any,  # noqa: ANN401 - any maker
        field: str,
    ) -> None:
        check(strangers(**{part: (make("nursery-1"),)}), plan)
        place, expected = f"{part}[0].{field}", "a facility of the record"
        near = strangers(**{part: (make("nursery1"),)})
        assert faults_of(near, plan) == {place: (expected, "'nursery1'", "did you mean nursery-1?")}
        far = strangers(**{part: (make("zzz"),)})
        assert faults_of(far, plan) == {place: (expected, "'zzz'", "")}
        none = strangers(facilities=(), **{part: (make("nursery-1"),)})
        assert set(faults_of(none, plan)) == {place}
        # a record that does not hold the facilities cannot say that one is not there
        check(strangers(facilities=None, **{part: (make("nursery-1"),)}), plan)

    def test_may_be_of_somebody_who_is_no_facility_in_the_credit_register(self, plan: Plan) -> None:
        ban = Ban(subject="elsewhere", since=DAY, for_life=True)
        check(strangers(records=(credit(subject="elsewhere"),), bans=(ban,)), plan)

    def test_speaks_of_requirements_and_dimensions_of_the_plan(self, plan: Plan) -> None:
        records = (
            safety("nursery-1", alarm=True, recordings=60),
            safety("nursery-1", on=date(2025, 3, 2), alarms=True, recordings=True, monitoring=1),
        )
        evaluations = (
            quality("nursery-1", points={"safety": Decimal(200)}, failed=()),
            quality(
                "nursery-1",
                on=date(2025, 3, 2),
                points={"safty": Decimal(1), "safety": Decimal("200.01")},
                failed=tuple(str(number) for number in range(17)),
            ),
        )
        county = strangers(safety_records=records, evaluations=evaluations)
        found = faults_of(county, plan)
        assert found["safety_records[1].found.alarms"][1:] == ("'alarms'", "did you mean alarm?")
        assert found["evaluations[1].points.safty"][2] == "did you mean safety?"
        assert set(found) == {
            "safety_records[1].found.alarms",
            "safety_records[1].found.recordings",
            "safety_records[1].found.monitoring",
            "evaluations[1].points.safty",
            "evaluations[1].points.safety",
            "evaluations[1].failed",
        }

    def test_leaves_other_standards_and_days_before_the_standard_alone(self, plan: Plan) -> None:
        points = {"x": Decimal(5000)}
        local = quality("nursery-1", standard=Citation("local-standard", "1"), points=points)
        before = quality("nursery-1", on=date(2024, 3, 31), points=points)
        check(strangers(evaluations=(local, before)), plan)
        first = quality("nursery-1", on=date(2024, 4, 1), points=points)
        found = faults_of(strangers(evaluations=(local, before, first)), plan)
        assert set(found) == {"evaluations[2].points.x"}

    def test_is_looked_at_also_where_the_facilities_are_not_known(self, plan: Plan) -> None:
        county = strangers(facilities=None, safety_records=(safety(alarms=True),))
        assert set(faults_of(county, plan)) == {"safety_records[0].found.alarms"}

    def test_has_all_its_faults_at_once_with_those_of_the_rest(self, plan: Plan) -> None:
        county = strangers(
            facilities=(Facility(id="nursery-1", town="nowhere"),),
            payments=(build(Payment, payer="couny"),),
            observations=(build(Observation, indicator="knowlege-rate", county="qinghe"),),
            staff=(member("nursery-1"), member("F9")),
            changes=(change(facility="F9"),),
            inspections=(inspection(facility="F9"),),
            findings=(finding(facility="F9"),),
            safety_records=(safety("F9", alarms=True),),
            evaluations=(quality("F9", points={"x": Decimal(1)}),),
        )
        assert set(faults_of(county, plan)) == {
            "facilities[0].town",
            "payments[0].payer",
            "observations[0].indicator",
            "observations[0].county",
            "staff[1].facility",
            "changes[0].facility",
            "inspections[0].object",
            "findings[0].object",
            "safety_records[0].facility",
            "safety_records[0].found.alarms",
            "evaluations[0].facility",
            "evaluations[0].points.x",
        }

    def test_is_measured_by_the_requirements_of_its_own_plan(self, plan: Plan) -> None:
        qinghe = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
        county = strangers(safety_records=(safety("nursery-1", security_staff=True),))
        check(county, plan)
        found = faults_of(evolve(county, id="qinghe"), qinghe)
        assert set(found) == {"safety_records[0].found.security-staff"}

    def test_is_not_looked_at_under_another_plan(self, plan: Plan) -> None:
        with pytest.raises(WrongPlan):
            check(County(id="qinghe", safety_records=(safety(alarms=True),)), plan)


def checked(body: str) -> str:
    """Give 17 digits their check digit (GB 11643); the ids made so belong to nobody."""
    total = sum(int(digit) * 2**place for place, digit in enumerate(reversed(body), start=1))
    return body + "0123456789X"[(1 - total) % 11]


def invented(last: str) -> str:
    numbers = (checked(f"61022219900307{order}") for order in range(900, 1000))
    return next(number for number in numbers if number[-1] == last)


WITH_X, WITH_DIGIT = invented("X"), invented("7")
RESIDENT_IDS = {
    "with X": f'"{WITH_X}"',
    "with x": f'"{WITH_X.lower()}"',
    "with a digit": f'"{WITH_DIGIT}"',
    "of 15": f'"{WITH_X[:6]}{WITH_X[8:17]}"',
    "in full width": '"' + "".join(chr(ord(sign) + 0xFEE0) for sign in WITH_DIGIT) + '"',
    "with a space": f'"{WITH_DIGIT} "',
    "with a line feed": f'"{WITH_DIGIT}\\n"',
    "as a number": WITH_DIGIT,
    "as a float": f"{WITH_DIGIT}.0",
}
BAN = '"bans": [{"subject": ID, "since": "2025-03-01", "for_life": true}]'
CREDIT = (
    '"records": [{"id": "R1", "subject": ID, "about": "person", "kind": "complaint", '
    '"recorded_on": "2025-03-01"}]'
)
INSPECTION = '"inspections": [{"id": "I1", "object": "F1", "on": "2025-03-01", "inspectors": ID}]'
PLACES = {
    "bans[0].subject": BAN,
    "records[0].subject": CREDIT,
    "inspections[0].inspectors[1]": INSPECTION.replace("ID", '["a", ID]'),
    "staff[0].person.digest": (
        '"staff": [{"person": {"digest": ID}, "facility": "F1", "role": "carer"}]'
    ),
    "hiring_checks[0].person.digest": (
        '"hiring_checks": [{"person": {"digest": ID}, "authority": "public-security", '
        '"on": "2025-03-01"}]'
    ),
}


def told(error: InvalidFacts) -> str:
    """Give all that an error tells."""
    return "\n".join((str(error), repr(error), repr(error.args), repr(vars(error))))


def shows(told: str, resident_id: str) -> list[str]:
    """Find the parts of an id by which it would be known again."""
    digits = resident_id.strip('"').removesuffix("\\n").removesuffix(".0").strip()
    return [part for part in (digits, digits[:14], digits[6:14], digits[-9:]) if part in told]


class TestAResidentIdInTheDocumentOfACounty:
    """2.4.11 shares what is known of persons; nobody's number is taken in, or shown."""

    @pytest.mark.parametrize("written", RESIDENT_IDS.values(), ids=RESIDENT_IDS)
    @pytest.mark.parametrize("place", PLACES)
    def test_is_refused_and_not_shown(self, place: str, written: str) -> None:
        text = f'{{"id": "yijun", {PLACES[place].replace("ID", written)}}}'
        with pytest.raises(InvalidFacts) as invalid:
            from_json(text, County)
        assert {fault.path for fault in invalid.value.faults} == {place}
        assert shows(told(invalid.value), written) == []

    @pytest.mark.parametrize(
        ("document", "path"),
        [
            (INSPECTION.replace("ID", "[ID, ID]"), "inspections[0].inspectors"),
            (INSPECTION, "inspections[0].inspectors"),
            (INSPECTION.replace("ID", '[{"id": ID}]'), "inspections[0].inspectors[0]"),
            (PLACES["staff[0].person.digest"].replace('{"digest": ID}', "ID"), "staff[0].person"),
        ],
        ids=[
            "twice",
            "instead of a list",
            "in a table of an inspector",
            "instead of a key",
        ],
    )
    @pytest.mark.parametrize(
        "written", [f'"{WITH_X}"', WITH_DIGIT], ids=["as a text", "as a number"]
    )
    def test_is_not_shown_either_where_the_form_is_wrong(
        self, document: str, path: str, written: str
    ) -> None:
        text = f'{{"id": "yijun", {document.replace("ID", written)}}}'
        with pytest.raises(InvalidFacts) as invalid:
            from_json(text, County)
        assert all(fault.path.startswith(path) for fault in invalid.value.faults)
        assert shows(told(invalid.value), written) == []

    @pytest.mark.parametrize("place", PLACES)
    def test_lets_the_key_of_a_person_pass(self, place: str) -> None:
        text = f'{{"id": "yijun", {PLACES[place].replace("ID", repr(KEY.digest))}}}'
        county = from_json(text.replace("'", '"'), County)
        assert KEY.digest in to_json(county)
