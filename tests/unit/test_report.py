from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st

from infantcare_policy.assessments import Evaluation, Finding, Inspection, SafetyRecord
from infantcare_policy.county import (
    Activity,
    Ban,
    County,
    CreditRecord,
    Observation,
    Payment,
    RecordKind,
    ResidentialArea,
    Subject,
)
from infantcare_policy.decisions import Citation, Decided, Ground
from infantcare_policy.errors import InvalidFacts, WrongPlan
from infantcare_policy.facilities import Acceptance, Change, ClassGroup, Facility
from infantcare_policy.money import Amount, yuan
from infantcare_policy.people import (
    Authority,
    HiringCheck,
    PersonKey,
    Role,
    StaffMember,
    is_digest,
)
from infantcare_policy.plan import Plan, load, yijun
from infantcare_policy.report import FacilityReport, Report, compose
from infantcare_policy.samples import yijun_county
from infantcare_policy.terms import ClassKind, LegalForm, Level, Setting

if TYPE_CHECKING:
    from random import Random

T = TypeVar("T")

ON = date(2026, 1, 5)
BEFORE_ANY_TARGET = date(2021, 6, 1)
LECTURE = Activity(id="L1", kind="lecture", level=Level.COUNTY, on=BEFORE_ANY_TARGET)
QINGHE = Path(__file__).parents[1] / "plans" / "qinghe.toml"
OPEN_ON_THAT_DAY = ("facilities.YJ-07", "facilities.YJ-09", "facilities.YJ-15")
PROVINCIAL = "grants.provincial"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yijun()


@pytest.fixture(scope="module")
def made() -> Report:
    return compose(yijun_county(), yijun(), on=ON)


@pytest.fixture(scope="module")
def qinghe() -> Plan:
    return load(QINGHE)


def community(name: str, town: str | None, slots: int) -> Facility:
    """Give a facility that is eligible under 3.2 with places accepted in 2024."""
    return Facility(
        id=name,
        town=town,
        settings=(Setting.COMMUNITY,),
        acceptances=(Acceptance(on=date(2024, 5, 6), slots=slots, passed=True),),
    )


def lists_of(county: County) -> dict[str, tuple[Any, ...]]:
    """Give every list of a record that holds something, by its name."""
    parts = ((field.name, getattr(county, field.name)) for field in fields(County))
    return {name: part for name, part in parts if isinstance(part, tuple) and part}


class TestTheSampleOnAJanuaryDay:
    """2026-01-05: what the record of the sample comes to, worked out by hand from 3.2.

    Slots that earn 10,000 yuan from the centre, 5,000 from the city and 5,000 from the county:
    YJ-01 70, YJ-02 30 + 20, YJ-03 40, YJ-08 45 (grown again to 45: once only), YJ-11 20, YJ-13 30
    (barred: nothing is due), YJ-14 36. Open: YJ-07 (brand), YJ-09 and YJ-15 (facts missing).
    """

    def test_holds_exactly_the_two_payment_mistakes(self, made: Report) -> None:
        assert [
            (d.kind.value, d.facility, d.payer, d.payments, d.paid, d.due)
            for d in made.discrepancies
        ] == [
            ("duplicate", "YJ-02", "county", ("P-07",), Decimal("100000.00"), Amount()),
            ("before-acceptance", "YJ-03", "city", ("P-08",), Decimal("200000.00"), Amount()),
        ]

    def test_earns_the_slots_that_were_accepted(self, made: Report) -> None:
        assert {
            facility.facility: facility.entitlement.value.slots
            for facility in made.facilities
            if isinstance(facility.entitlement, Decided) and facility.entitlement.value.slots
        } == {
            "YJ-01": 70,
            "YJ-02": 50,
            "YJ-03": 40,
            "YJ-08": 45,
            "YJ-11": 20,
            "YJ-13": 30,
            "YJ-14": 36,
        }

    @pytest.mark.parametrize(
        ("payer", "due"),
        [
            # YJ-01 700,000 less 700,000 paid; YJ-02 500,000; YJ-03 400,000; YJ-08 450,000;
            # YJ-11 200,000; YJ-14 360,000
            ("central", 0 + 500_000 + 400_000 + 450_000 + 200_000 + 360_000),
            # YJ-01 350,000 less 350,000; YJ-02 250,000 less 150,000; YJ-03 200,000 less the
            # 200,000 that came too early; YJ-08 225,000 less 225,000; YJ-11 100,000;
            # YJ-14 180,000
            ("city", 0 + 100_000 + 0 + 0 + 100_000 + 180_000),
            # YJ-01 350,000 less 350,000; YJ-02 250,000 less 350,000, overpaid; YJ-03 200,000;
            # YJ-08 225,000 less 225,000; YJ-11 100,000; YJ-14 180,000
            ("county", 0 + 0 + 200_000 + 0 + 100_000 + 180_000),
        ],
    )
    def test_owes_by_payer(self, made: Report, payer: str, due: int) -> None:
        assert made.budget.total(payer=payer) == Amount(yuan(due), OPEN_ON_THAT_DAY)

    def test_owes_of_the_province_what_nobody_knows(self, made: Report) -> None:
        assert made.budget.total(payer="province") == Amount(
            unknown=(*OPEN_ON_THAT_DAY, PROVINCIAL)
        )

    def test_owes_in_all(self, made: Report) -> None:
        # central 1,910,000, city 380,000, county 480,000
        assert made.budget.total() == Amount(yuan(2_770_000), (*OPEN_ON_THAT_DAY, PROVINCIAL))

    def test_owes_by_town(self, made: Report) -> None:
        assert {t.town: (t.facilities, t.slots, t.due) for t in made.towns} == {
            # YJ-01 nothing; YJ-02 500,000 + 100,000 + 0; YJ-07 is decided case by case
            "yiyang": (3, 70 + 50, Amount(yuan(600_000), ("facilities.YJ-07", PROVINCIAL))),
            # YJ-03 400,000 + 0 + 200,000; YJ-13 barred
            "pengzhen": (2, 40 + 30, Amount(yuan(600_000), (PROVINCIAL,))),
            # YJ-04 not eligible; YJ-14 360,000 + 180,000 + 180,000
            "wuli": (2, 36, Amount(yuan(720_000), (PROVINCIAL,))),
            # YJ-05 not eligible
            "kuquan": (1, 0, Amount()),
            # YJ-06 not eligible; YJ-15 has an acceptance without a result
            "taian": (2, 0, Amount(unknown=("facilities.YJ-15",))),
            # YJ-08 450,000 + 0 + 0
            "qipan": (1, 45, Amount(yuan(450_000), (PROVINCIAL,))),
            # YJ-09 has no acceptances on record
            "yaosheng": (1, 0, Amount(unknown=("facilities.YJ-09",))),
            # YJ-10 has nothing accepted so far
            "yunmeng": (1, 0, Amount()),
            # YJ-11 200,000 + 100,000 + 100,000, though it has closed
            "xicun": (1, 20, Amount(yuan(400_000), (PROVINCIAL,))),
            # YJ-12 failed its acceptance
            "leiyuan": (1, 0, Amount()),
        }

    def test_leaves_exactly_these_questions_open(self, made: Report) -> None:
        assert [
            (question.subject, question.question, question.answer.kind)
            for question in made.open_questions
        ] == [
            ("YJ-01", "route", "conflicting"),
            # of its 17 requirements the visit of 2 December looked at seven
            ("YJ-03", "safety", "undetermined"),
            ("YJ-05", "route", "undetermined"),
            # one carer's qualifications are unknown, and the procuratorate was not asked about them
            ("YJ-06", "staffing", "undetermined"),
            ("YJ-06", "may_work", "undetermined"),
            ("YJ-07", "entitlement", "referred"),
            ("YJ-08", "route", "conflicting"),
            ("YJ-09", "route", "undetermined"),
            ("YJ-09", "checklist", "undetermined"),
            ("YJ-09", "entitlement", "undetermined"),
            # by legal form: 县民政局, 县市场监管局 or nobody
            ("YJ-09", "non-profit-supervision", "undetermined"),
            ("YJ-09", "for-profit-supervision", "undetermined"),
            ("YJ-09", "public-institution-supervision", "undetermined"),
            # both have closed, and nobody says whether they were deregistered
            ("YJ-11", "next_steps", "undetermined"),
            ("YJ-13", "next_steps", "undetermined"),
            ("YJ-15", "stage", "undetermined"),
            ("YJ-15", "route", "undetermined"),
            ("YJ-15", "checklist", "undetermined"),
            ("YJ-15", "entitlement", "undetermined"),
            # by legal form: 县民政局, 县市场监管局 or nobody
            ("YJ-15", "non-profit-supervision", "undetermined"),
            ("YJ-15", "for-profit-supervision", "undetermined"),
            ("YJ-15", "public-institution-supervision", "undetermined"),
            # A-02 already stands: 2.2.4 gives no number of slots for it, and no day from which
            # its three years run
            ("A-02", "required", "undetermined"),
            ("A-02", "deficit", "undetermined"),
            ("A-02", "due", "undetermined"),
            ("A-02", "overdue_by", "undetermined"),
            # two townships have not told how many know; nine not who was guided
            ("knowledge-rate-2025", "target", "undetermined"),
            ("guidance-rate-2025", "target", "undetermined"),
            # the inspectors set no last day, and no text does
            ("YJ-12", "rectification", "undetermined"),
            # the evaluators gave none, and no limits of the grades are known
            ("YJ-01", "grade", "undetermined"),
        ]
        assert made.needs_attention

    def test_is_asked_of_the_draft(self, made: Report) -> None:
        assert made.plan == yijun().stamp
        assert made.plan.status == "draft-for-comment"
        assert (made.county, made.on) == ("yijun", ON)

    def test_has_a_stage_for_each_facility(self, made: Report) -> None:
        stages = {f.facility: f.stage for f in made.facilities}
        assert {
            name: stage.value.value for name, stage in stages.items() if isinstance(stage, Decided)
        } == {
            **{f"YJ-0{number}": "operating" for number in range(1, 10)},
            "YJ-10": "proposed",
            "YJ-11": "closed",
            "YJ-12": "filed",
            "YJ-13": "closed",
            "YJ-14": "operating",
        }

    def test_counts_the_places(self, made: Report) -> None:
        counted = {
            each.facility: (
                each.places.licensed,
                each.places.accepted,
                each.places.enrolled,
                each.places.vacant,
            )
            for each in made.facilities
        }
        # 13 + 13 + 19 + 19 children in 15 + 15 + 20 + 20 places
        assert counted["YJ-01"] == (70, 70, 64, 6)
        # 10 + 14 + 8 children in 10 + 20 + 10 places
        assert counted["YJ-03"] == (40, 40, 32, 8)
        assert counted["YJ-06"] == (5, 0, 4, 1)
        # neither groups nor capacities are known of it
        assert counted["YJ-14"] == (None, 36, None, None)
        # closed
        assert counted["YJ-11"] == (0, 0, None, 0)
        assert counted["YJ-09"] == (None, None, None, None)

    def test_finds_exactly_these_breaches(self, made: Report) -> None:
        found = {
            each.facility: [(b.code, str(b.citation)) for b in each.breaches]
            for each in made.facilities
            if each.breaches
        }
        assert found == {
            "YJ-03": [
                # 10 infants need 4 carers at 1 : 3, and there are 3; 14 older toddlers need 2 at
                # 1 : 7; 8 from 19 months on need 2 even at 1 : 5
                ("enrolment.too-few-carers", "setting-standard:20"),
                # the twelve months after 2024-12-20 are over, and so is the calendar year after
                ("enrolment.health-check-due", "management-norms:28"),
                # 2 years, where 3 are asked for
                ("enrolment.post-not-met", "setting-standard:18"),
                # 60 days, where 90 are asked for
                ("safety.below-figure", "management-norms:32"),
                ("safety.not-met", "management-norms:31"),
            ],
            # the same carer is on the list of YJ-06, a home point, which the norms do not bind
        }

    def test_asks_only_of_what_is_recorded(self, made: Report) -> None:
        def held(part: str) -> set[str]:
            return {f.facility for f in made.facilities if getattr(f, part) is not None}

        assert held("groups") == {"YJ-01", "YJ-03", "YJ-06"}
        assert held("staffing") == {"YJ-01", "YJ-03", "YJ-06"}
        assert held("safety") == {"YJ-01", "YJ-03"}
        assert [(f.facility, len(f.staff)) for f in made.facilities if f.staff] == [
            ("YJ-01", 3),
            ("YJ-03", 5),
            ("YJ-06", 2),
        ]

    def test_lets_nobody_work_who_is_banned(self, made: Report) -> None:
        refused = [
            (f.facility, member.person.digest[:8], member.role)
            for f in made.facilities
            for member in f.staff
            if isinstance(member.may_work, Decided) and not member.may_work.value
        ]
        assert refused == [("YJ-03", "9579018e", "carer")]

    def test_lets_every_facility_operate_but_the_banned_one(self, made: Report) -> None:
        answers = {f.facility: f.may_operate.require() for f in made.facilities}
        assert [name for name, answer in answers.items() if not answer] == ["YJ-13"]

    def test_holds_two_bans_for_life(self, made: Report) -> None:
        # that of the person by record from its entry on, not from what happened in October
        assert [(ban.subject[:8], ban.since, ban.for_life) for ban in made.bans] == [
            ("9579018e", date(2025, 11, 3), True),
            ("YJ-13", date(2025, 3, 1), True),
        ]

    def test_has_one_carer_on_two_lists(self, made: Report) -> None:
        assert [(x.person.digest[:8], x.facilities, x.certain) for x in made.listings] == [
            ("fbcf0ade", ("YJ-03", "YJ-06"), True)
        ]

    def test_has_these_next_steps(self, made: Report) -> None:
        steps = {
            f.facility: [
                (step.kind, step.limit.by, step.limit.words) for step in f.next_steps.value
            ]
            for f in made.facilities
            if isinstance(f.next_steps, Decided) and f.next_steps.value
        }
        assert steps == {
            # consent of the supervising unit on 2025-12-15, and 30 days
            "YJ-02": [
                ("register-change", date(2026, 1, 14), ""),
                ("report-change", None, "及时"),
            ],
            # its change was registered, not filed
            "YJ-04": [("report-change", None, "及时")],
            "YJ-10": [("register", None, ""), ("push-data", None, "及时"), ("file", None, "及时")],
        }

    def test_has_these_left_to_do_after_inspections(self, made: Report) -> None:
        assert [
            (due.kind, due.id, due.object, due.by, due.overdue.require())
            for due in made.due
            if isinstance(due.overdue, Decided)
        ] == [
            # 31 - 20 + 5 days
            ("rectification", "N-01", "YJ-03", date(2025, 12, 20), 16),
            # 20 working days after Friday 5 December: 18 of them in 2025; 1 to 3 January are
            # holidays, Sunday the 4th makes up for them, Monday the 5th is the last
            ("publication", "I-01", "YJ-03", date(2026, 1, 5), 0),
        ]
        assert [(due.id, due.by) for due in made.due if not isinstance(due.overdue, Decided)] == [
            ("N-03", None)
        ]

    def test_adds_up_its_evaluation(self, made: Report) -> None:
        [found] = made.evaluations
        assert (found.facility, found.on) == ("YJ-01", date(2025, 10, 15))
        value = found.evaluated.require()
        # 95 + 120 + 176 + 190 + 62 + 184 + 61
        assert (value.total.require(), value.at_most, value.vetoed.require()) == (
            Decimal(888),
            1000,
            False,
        )
        assert value.grade.kind == "undetermined"


class TestTheSampleOnOtherDays:
    def test_before_anything_was_accepted_owes_nothing_and_finds_nothing(self) -> None:
        early = compose(yijun_county(), yijun(), on=date(2021, 1, 1))
        assert early.discrepancies == ()
        assert early.budget.total().known == 0
        assert {facility.facility for facility in early.facilities} == {
            facility.id for facility in (yijun_county().facilities or ())
        }

    def test_before_a_mistake_was_made_does_not_see_it(self) -> None:
        before = compose(yijun_county(), yijun(), on=date(2024, 12, 19))
        assert [found.payments for found in before.discrepancies] == [("P-08",)]
        on_the_day = compose(yijun_county(), yijun(), on=date(2024, 12, 20))
        assert [found.payments for found in on_the_day.discrepancies] == [("P-07",), ("P-08",)]

    def test_the_day_of_an_acceptance_counts(self) -> None:
        days = (date(2024, 12, 2), date(2024, 12, 3))
        due = [compose(yijun_county(), yijun(), on=on).budget.total(town="wuli") for on in days]
        assert due == [Amount(), Amount(yuan(720_000), (PROVINCIAL,))]


class TestOrder:
    @settings(deadline=None, max_examples=10)
    @given(st.randoms(use_true_random=False))
    def test_of_the_record_does_not_matter(self, random: Random) -> None:
        def mixed(items: tuple[T, ...]) -> tuple[T, ...]:
            return tuple(random.sample(items, len(items)))

        county = yijun_county()
        lists: dict[str, Any] = {name: mixed(items) for name, items in lists_of(county).items()}
        assert compose(evolve(county, **lists), yijun(), on=ON) == compose(county, yijun(), on=ON)

    def test_of_the_record_is_tried_on_every_list(self) -> None:
        assert set(lists_of(yijun_county())) == {field.name for field in fields(County)} - {"id"}

    def test_backwards_gives_the_same(self, made: Report, plan: Plan) -> None:
        county = yijun_county()
        lists: dict[str, Any] = {name: items[::-1] for name, items in lists_of(county).items()}
        turned = evolve(county, **lists)
        assert turned != county
        assert compose(turned, plan, on=ON) == made

    def test_of_facilities_is_that_of_their_ids(self, made: Report) -> None:
        ids = [facility.facility for facility in made.facilities]
        assert ids == sorted(ids)
        assert len(ids) == 15

    def test_of_towns_is_that_of_the_plan(self, made: Report) -> None:
        assert [town.town for town in made.towns] == [
            "yiyang",
            "pengzhen",
            "wuli",
            "kuquan",
            "taian",
            "qipan",
            "yaosheng",
            "yunmeng",
            "xicun",
            "leiyuan",
        ]


class TestSums:
    def test_of_payers_and_of_lines_agree(self, made: Report, plan: Plan) -> None:
        by_payer = Amount.sum(made.budget.total(payer=payer.id) for payer in plan.payers)
        assert by_payer == made.budget.total()
        assert Amount.sum(line.amount for line in made.budget.lines).known == by_payer.known

    def test_of_towns_and_of_payers_agree(self, made: Report) -> None:
        assert Amount.sum(town.due for town in made.towns) == made.budget.total()

    def test_of_towns_and_of_facilities_agree(self, made: Report) -> None:
        settled = [
            facility.entitlement.value
            for facility in made.facilities
            if isinstance(facility.entitlement, Decided)
        ]
        assert sum(town.facilities for town in made.towns) == len(made.facilities)
        assert sum(town.slots for town in made.towns) == sum(value.slots for value in settled)
        assert (
            Amount.sum(town.due for town in made.towns).known
            == Amount.sum(value.due for value in settled).known
        )

    def test_of_each_facility_agree_with_its_lines(self, made: Report) -> None:
        for facility in made.facilities:
            if isinstance(facility.entitlement, Decided):
                lines = [line for line in made.budget.lines if line.facility == facility.facility]
                assert Amount.sum(line.amount for line in lines) == facility.entitlement.value.due

    def test_go_to_the_town_that_an_alias_means(self, plan: Plan) -> None:
        county = County(id="yijun", facilities=(community("F1", "宜阳街道办事处", 10),))
        [facility] = compose(county, plan, on=ON).facilities
        assert facility.town == "yiyang"
        # 10 slots: 100,000 from the centre and 100,000 of city and county
        [yiyang] = [t for t in compose(county, plan, on=ON).towns if t.town == "yiyang"]
        assert yiyang.due == Amount(yuan(200_000), (PROVINCIAL,))

    def test_of_a_payer_under_another_name_are_one_sum(self, plan: Plan) -> None:
        county = County(
            id="yijun",
            facilities=(community("F1", "wuli", 10),),
            payments=tuple(
                Payment(id=name, facility="F1", payer=payer, amount=yuan(25_000), on=ON)
                for name, payer in (("P1", "city"), ("P2", "市级财政"))
            ),
        )
        report = compose(county, plan, on=ON)
        assert report.discrepancies == ()
        assert report.budget.total(payer="city") == Amount()


class TestRefusals:
    def test_of_a_county_of_another_plan(self, plan: Plan, qinghe: Plan) -> None:
        with pytest.raises(WrongPlan) as wrong:
            compose(County(id="qinghe"), plan, on=ON)
        assert (wrong.value.county, wrong.value.plan) == ("qinghe", "yijun")
        with pytest.raises(WrongPlan, match="load the plan of yijun"):
            compose(yijun_county(), qinghe, on=ON)

    def test_of_every_unknown_town_and_payer_at_once(self, plan: Plan) -> None:
        county = County(
            id="yijun",
            facilities=(
                Facility(id="F0", town="宜阳"),
                Facility(id="F1", town="yiyang"),
                Facility(id="F2", town="yyang"),
            ),
            areas=(ResidentialArea(id="A0", town="nowhere"),),
            activities=(Activity(id="L0", kind="lecture", town="彭镇镇", on=ON),),
            observations=(
                Observation(county="yijun", indicator="residents", on=ON, numerator=1, town="x"),
            ),
            payments=(
                Payment(id="P0", facility="F0", payer="city", amount=yuan(1), on=ON),
                Payment(id="P1", facility="F0", payer="district", amount=yuan(1), on=ON),
            ),
        )
        with pytest.raises(InvalidFacts) as invalid:
            compose(county, plan, on=ON)
        assert [(fault.path, fault.expected) for fault in invalid.value.faults] == [
            ("facilities[0].town", "a town of the plan"),
            ("facilities[2].town", "a town of the plan"),
            ("areas[0].town", "a town of the plan"),
            ("activities[0].town", "a town of the plan"),
            ("observations[0].town", "a town of the plan"),
            ("payments[1].payer", "a payer of the plan"),
        ]
        assert "yiyang" in invalid.value.faults[1].advice

    def test_of_nothing_for_an_empty_county(self, plan: Plan) -> None:
        empty = compose(County(id="yijun", facilities=()), plan, on=BEFORE_ANY_TARGET)
        assert (empty.facilities, empty.discrepancies, empty.open_questions) == ((), (), ())
        assert [town.due for town in empty.towns] == [Amount()] * 10
        assert not empty.needs_attention

    def test_of_no_facility_is_not_the_same_as_of_unknown_ones(self, plan: Plan) -> None:
        none = compose(County(id="yijun", facilities=()), plan, on=ON)
        unknown = compose(County(id="yijun"), plan, on=ON)
        assert none.network is not None
        assert unknown.network is None
        assert none.targets[0].status == "missed"
        assert unknown.targets[0].status == "undetermined"


SETTLED = Facility(
    id="F1",
    town="yiyang",
    legal_form=LegalForm.SOCIAL_SERVICE,
    settings=(Setting.COMMUNITY,),
    serves_meals=True,
    acceptances=(),
    registered_on=False,
    filed_on=False,
    opened_on=False,
    closed_on=False,
)
"""A facility that is planned, and of which everything is known."""


class TestAttention:
    def test_is_not_needed_where_all_is_settled_and_paid(self, plan: Plan) -> None:
        county = County(id="yijun", facilities=(SETTLED,))
        assert not compose(county, plan, on=BEFORE_ANY_TARGET).needs_attention

    def test_is_needed_for_a_wrong_payment_alone(self, plan: Plan) -> None:
        day = BEFORE_ANY_TARGET
        stray = Payment(id="P1", facility="F9", payer="city", amount=yuan(1), on=day)
        report = compose(County(id="yijun", payments=(stray,)), plan, on=day)
        assert report.open_questions == ()
        assert report.needs_attention

    def test_is_needed_for_an_open_question_alone(self, plan: Plan) -> None:
        county = County(id="yijun", facilities=(Facility(id="F1"),))
        report = compose(county, plan, on=BEFORE_ANY_TARGET)
        assert report.discrepancies == ()
        assert report.needs_attention

    def test_is_needed_for_a_missed_target_alone(self, plan: Plan) -> None:
        # no facility by the end of 2021, and the lecture of that year was held
        county = County(id="yijun", facilities=(), activities=(LECTURE,))
        report = compose(county, plan, on=date(2021, 12, 31))
        assert (report.open_questions, report.discrepancies) == ((), ())
        assert report.needs_attention


COMMUNITY = community("F1", "yiyang", 10)
CARER, NAMESAKE = PersonKey("a" * 64), PersonKey("b" * 64)
RECORDED = date(2025, 3, 1)
DAY = timedelta(days=1)


def staff(facility: str, **changes: Any) -> StaffMember:  # noqa: ANN401 - any field
    known: dict[str, Any] = {
        "person": CARER,
        "role": Role.CARER,
        "since": date(2024, 9, 2),
        "until": False,
    }
    return StaffMember(facility=facility, **known | changes)


def abuse(subject: str, **changes: Any) -> CreditRecord:  # noqa: ANN401 - any field
    """Record that somebody harmed a child, long before it entered the register."""
    known: dict[str, Any] = {
        "id": "R1",
        "about": Subject.PERSON if is_digest(subject) else Subject.FACILITY,
        "kind": RecordKind.CHILD_ABUSE,
        "happened_on": date(2024, 1, 8),
        "recorded_on": RECORDED,
        "established": True,
    }
    return CreditRecord(subject=subject, **known | changes)


def questions_of(report: Report, subject: str = "F1") -> set[str]:
    return {each.question for each in report.open_questions if each.subject == subject}


def only(report: Report, facility: str = "F1") -> FacilityReport:
    [found] = [each for each in report.facilities if each.facility == facility]
    return found


class TestWhatIsNotRecorded:
    """Of groups, staff and safety a facility is asked only where the record holds something."""

    def test_is_not_asked(self, plan: Plan) -> None:
        others = County(
            id="yijun",
            facilities=(COMMUNITY, community("F2", "yiyang", 10)),
            staff=(staff("F2"),),
            safety_records=(SafetyRecord(facility="F2", on=ON, found={"alarm": True}),),
        )
        for county in (County(id="yijun", facilities=(COMMUNITY,)), others):
            report = compose(county, plan, on=ON)
            own = only(report)
            assert (own.groups, own.staffing, own.safety, own.staff) == (None, None, None, ())
            assert own.breaches == ()
            assert not questions_of(report) & {"groups", "staffing", "safety", "may_work"}

    @pytest.mark.parametrize(
        ("part", "changes"),
        [
            (
                "groups",
                {"facilities": (evolve(COMMUNITY, groups=(ClassGroup(kind=ClassKind.INFANT),)),)},
            ),
            ("staffing", {"staff": (staff("F1"),)}),
            ("safety", {"safety_records": (SafetyRecord(facility="F1", on=ON),)}),
        ],
    )
    def test_is_asked_as_soon_as_something_is(
        self, part: str, changes: dict[str, Any], plan: Plan
    ) -> None:
        county = evolve(County(id="yijun", facilities=(COMMUNITY,)), **changes)
        report = compose(county, plan, on=ON)
        assert getattr(only(report), part) is not None
        assert questions_of(report) & {"groups", "staffing", "safety"} == {part}

    def test_may_be_known_to_be_nothing(self, plan: Plan) -> None:
        county = County(id="yijun", facilities=(evolve(COMMUNITY, groups=()),))
        assert only(compose(county, plan, on=ON)).groups == Decided(
            (),
            grounds=(Ground("enrolment.groups-lawful", Citation("setting-standard", "19")),),
            plan=plan.stamp,
        )


class TestBreaches:
    """What is certainly not lawful calls for attention, whatever else may come to light."""

    CROWDED = ClassGroup(
        kind=ClassKind.INFANT, enrolled=11, carers=4
    )  # 10 at most, 3 for each carer

    def of(self, *groups: ClassGroup, plan: Plan) -> Report:
        facility = evolve(SETTLED, groups=groups, opened_on=BEFORE_ANY_TARGET)
        return compose(County(id="yijun", facilities=(facility,)), plan, on=BEFORE_ANY_TARGET)

    def test_alone_need_attention(self, plan: Plan) -> None:
        report = self.of(self.CROWDED, plan=plan)
        assert report.open_questions == ()
        assert [breach.code for breach in only(report).breaches] == ["enrolment.class-too-large"]
        assert report.needs_attention

    def test_are_none_in_a_lawful_group(self, plan: Plan) -> None:
        report = self.of(evolve(self.CROWDED, enrolled=10), plan=plan)
        assert only(report).breaches == ()
        assert not report.needs_attention

    def test_are_told_where_the_answer_is_open(self, plan: Plan) -> None:
        report = self.of(self.CROWDED, ClassGroup(kind=ClassKind.TODDLER), plan=plan)
        own = only(report)
        assert own.groups is not None
        assert own.groups.kind == "undetermined"
        assert [breach.code for breach in own.breaches] == ["enrolment.class-too-large"]
        assert questions_of(report) == {"groups"}
        assert report.needs_attention

    def test_of_groups_staff_and_safety_stand_together(self, plan: Plan) -> None:
        county = County(
            id="yijun",
            facilities=(evolve(SETTLED, groups=(self.CROWDED,), opened_on=BEFORE_ANY_TARGET),),
            staff=(staff("F1", since=date(2021, 3, 1), health_checked_on=False),),
            safety_records=(
                SafetyRecord(facility="F1", on=BEFORE_ANY_TARGET, found={"alarm": False}),
            ),
        )
        own = only(compose(county, plan, on=BEFORE_ANY_TARGET))
        assert [breach.code for breach in own.breaches] == [
            "enrolment.class-too-large",
            "enrolment.health-check-due",
            # neither a head nor anybody for health
            "enrolment.post-vacant",
            "enrolment.post-vacant",
            "safety.not-met",
        ]

    def test_are_no_open_answers(self, plan: Plan) -> None:
        """What led to an open answer about people or routes is no breach."""
        report = compose(
            County(id="yijun", facilities=(COMMUNITY,), staff=(staff("F1"),)), plan, on=ON
        )
        [member] = only(report).staff
        assert member.may_work.kind == "undetermined"
        assert {breach.code for breach in only(report).breaches} == {"enrolment.post-vacant"}


class TestABanByRecord:
    """2.4.11: a record binds from the day of its entry, in every part of the report."""

    # 10 places: 100,000 from the centre, 50,000 each from city and county
    PAID = (
        Payment(id="P1", facility="F1", payer="city", amount=yuan(50_000), on=RECORDED - DAY),
        Payment(id="P2", facility="F1", payer="county", amount=yuan(50_000), on=RECORDED),
        Payment(id="P3", facility="F1", payer="central", amount=yuan(9), on=RECORDED + DAY),
    )

    def report(self, plan: Plan, on: date, **changes: Any) -> Report:  # noqa: ANN401 - any field
        known: dict[str, Any] = {"records": (abuse("F1"),), "payments": self.PAID}
        return compose(County(id="yijun", facilities=(COMMUNITY,), **known | changes), plan, on=on)

    @pytest.mark.parametrize(
        ("on", "unmet", "due"),
        [
            # only the city has paid
            (RECORDED - DAY, [], 100_000 + 50_000),
            (RECORDED, ["subsidy.barred"], 0),
            (RECORDED + DAY, ["subsidy.barred"], 0),
            (date(2056, 1, 1), ["subsidy.barred"], 0),
        ],
    )
    def test_keeps_a_facility_from_grants_from_its_entry_on(
        self, on: date, unmet: list[str], due: int, plan: Plan
    ) -> None:
        report = self.report(plan, on)
        own = only(report)
        entitlement = own.entitlement.require()
        assert [ground.code for ground in entitlement.unmet] == unmet
        assert entitlement.due.known == due
        assert report.budget.total().known == due
        assert own.may_operate.require() is not bool(unmet)
        assert [ban.since for ban in report.bans] == [RECORDED] * len(unmet)

    def test_makes_every_later_payment_a_wrong_one(self, plan: Plan) -> None:
        found = self.report(plan, ON).discrepancies
        assert sorted((each.kind.value, each.payments) for each in found) == [
            ("to-barred", ("P2",)),
            ("to-barred", ("P3",)),
        ]
        assert self.report(plan, RECORDED - DAY).discrepancies == ()

    def test_is_no_ban_while_it_is_an_allegation(self, plan: Plan) -> None:
        alleged = self.report(plan, RECORDED, records=(abuse("F1", established=False),))
        assert alleged.bans == ()
        assert only(alleged).may_operate.require()
        assert only(alleged).entitlement.require().unmet == ()
        unsaid = self.report(plan, RECORDED, records=(abuse("F1", established=None),))
        assert unsaid.bans == ()
        assert "may_operate" in questions_of(unsaid)

    def test_counts_by_the_code_of_the_facility_too(self, plan: Plan) -> None:
        code = "52610222000000027Y"
        county = County(
            id="yijun",
            facilities=(evolve(COMMUNITY, uscc=code),),
            records=(abuse(code),),
            payments=self.PAID[1:2],
        )
        report = compose(county, plan, on=ON)
        assert not only(report).may_operate.require()
        assert [g.code for g in only(report).entitlement.require().unmet] == ["subsidy.barred"]
        assert [each.kind.value for each in report.discrepancies] == ["to-barred"]

    def test_of_a_person_bars_no_facility(self, plan: Plan) -> None:
        report = self.report(plan, ON, records=(abuse(CARER.digest),), payments=())
        assert only(report).may_operate.require()
        assert only(report).entitlement.require().unmet == ()
        assert [ban.subject for ban in report.bans] == [CARER.digest]

    def test_needs_attention(self, plan: Plan) -> None:
        banned = County(id="yijun", facilities=(SETTLED,), records=(abuse("F1"),))
        entered = evolve(banned.records[0], happened_on=None, recorded_on=BEFORE_ANY_TARGET)
        banned = evolve(banned, records=(entered,))
        assert not compose(banned, plan, on=BEFORE_ANY_TARGET - DAY).needs_attention
        report = compose(banned, plan, on=BEFORE_ANY_TARGET)
        assert (report.open_questions, report.discrepancies) == ((), ())
        assert report.needs_attention


class TestABannedCarer:
    """2.4.11: a ban is on the person, and holds wherever that person works."""

    def report(self, plan: Plan, on: date, *more: StaffMember) -> Report:
        county = County(
            id="yijun",
            facilities=(COMMUNITY, community("F2", "wuli", 10), community("F3", "wuli", 10)),
            staff=(staff("F1"), staff("F2"), staff("F3", person=NAMESAKE), *more),
            records=(abuse(CARER.digest),),
            hiring_checks=tuple(
                HiringCheck(person=person, authority=authority, on=date(2024, 9, 2), found=False)
                for person in (CARER, NAMESAKE)
                for authority in Authority
            ),
        )
        return compose(county, plan, on=on)

    @pytest.mark.parametrize(("on", "allowed"), [(RECORDED - DAY, True), (RECORDED, False)])
    def test_is_barred_in_both_facilities(self, on: date, allowed: bool, plan: Plan) -> None:  # noqa: FBT001 - a case
        report = self.report(plan, on)
        answers = {f.facility: [m.may_work.require() for m in f.staff] for f in report.facilities}
        assert answers == {"F1": [allowed], "F2": [allowed], "F3": [True]}
        assert [(x.person, x.facilities, x.certain) for x in report.listings] == [
            (CARER, ("F1", "F2"), True)
        ]

    def test_who_has_left_is_not_on_the_list(self, plan: Plan) -> None:
        left = staff("F3", until=RECORDED - DAY)
        assert len(only(self.report(plan, RECORDED - DAY, left), "F3").staff) == 2
        report = self.report(plan, RECORDED, left)
        assert [member.person for member in only(report, "F3").staff] == [NAMESAKE]
        assert [x.facilities for x in report.listings] == [("F1", "F2")]

    def test_who_may_have_left_is_barred_there_too(self, plan: Plan) -> None:
        report = self.report(plan, RECORDED, staff("F3", until=None))
        [member] = [m for m in only(report, "F3").staff if m.person == CARER]
        assert not member.may_work.require()
        assert [(x.facilities, x.certain) for x in report.listings] == [(("F1", "F2", "F3"), False)]


class TestDue:
    """3.4: what an inspection left to be done is listed until it is done."""

    FINDING = Finding(
        id="N1",
        object="F1",
        found_on=date(2025, 11, 18),
        rectify_by=date(2025, 11, 25),
        rectified_on=date(2025, 12, 1),
    )
    # 20 working days after Friday 10 October, for which Saturday the 11th makes up: 10 to
    # Thursday the 23rd, 20 to Thursday 6 November
    INSPECTION = Inspection(
        id="I1",
        object="F1",
        on=date(2025, 10, 9),
        result_on=date(2025, 10, 10),
        published_on=date(2025, 11, 14),
    )

    def due(self, plan: Plan, on: date, **parts: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
        report = compose(County(id="yijun", facilities=(COMMUNITY,), **parts), plan, on=on)
        return [
            (due.kind, due.id, due.object, due.by, getattr(due.overdue, "value", None))
            for due in report.due
        ]

    @pytest.mark.parametrize(
        ("on", "overdue"),
        [
            (date(2025, 11, 17), None),
            (date(2025, 11, 18), 0),
            (date(2025, 11, 25), 0),
            (date(2025, 11, 26), 1),
            (date(2025, 11, 30), 5),
            (date(2025, 12, 1), None),
            (ON, None),
        ],
    )
    def test_lists_a_finding_until_it_is_put_right(
        self, on: date, overdue: int | None, plan: Plan
    ) -> None:
        listed = [("rectification", "N1", "F1", date(2025, 11, 25), overdue)]
        expected = [] if overdue is None else listed
        assert self.due(plan, on, findings=(self.FINDING,)) == expected

    @pytest.mark.parametrize(
        ("on", "overdue"),
        [
            (date(2025, 10, 9), None),
            (date(2025, 10, 10), 0),
            (date(2025, 11, 6), 0),
            (date(2025, 11, 7), 1),
            (date(2025, 11, 13), 7),
            (date(2025, 11, 14), None),
            (ON, None),
        ],
    )
    def test_lists_an_inspection_until_its_result_is_public(
        self, on: date, overdue: int | None, plan: Plan
    ) -> None:
        listed = [("publication", "I1", "F1", date(2025, 11, 6), overdue)]
        expected = [] if overdue is None else listed
        assert self.due(plan, on, inspections=(self.INSPECTION,)) == expected

    def test_lists_an_inspection_of_unknown_result_from_its_day_on(self, plan: Plan) -> None:
        unsaid = evolve(self.INSPECTION, result_on=None)
        assert self.due(plan, date(2025, 10, 8), inspections=(unsaid,)) == []
        listed = [("publication", "I1", "F1", None, None)]
        assert self.due(plan, date(2025, 10, 9), inspections=(unsaid,)) == listed
        assert self.due(plan, date(2025, 11, 14), inspections=(unsaid,)) == []

    @pytest.mark.parametrize("late", [False, True])
    def test_needs_attention_once_it_is_late(self, late: bool, plan: Plan) -> None:  # noqa: FBT001 - a case
        found = date(2021, 5, 20)
        finding = Finding(
            id="N1", object="F1", found_on=found, rectify_by=found, rectified_on=False
        )
        county = County(id="yijun", facilities=(SETTLED,), findings=(finding,))
        report = compose(county, plan, on=found + DAY if late else found)
        assert len(report.due) == 1
        assert report.open_questions == ()
        assert report.needs_attention is late

    def test_is_an_open_question_where_nobody_knows_the_last_day(self, plan: Plan) -> None:
        county = County(
            id="yijun",
            facilities=(SETTLED,),
            findings=(Finding(id="N1", object="F1", found_on=BEFORE_ANY_TARGET),),
        )
        report = compose(county, plan, on=BEFORE_ANY_TARGET)
        assert questions_of(report) == {"rectification"}
        assert report.needs_attention


class TestEvaluations:
    POINTS: ClassVar[dict[str, Decimal]] = {
        name: Decimal(1)
        for name in (
            "conditions",
            "workforce",
            "daily-care",
            "health-care",
            "family-support",
            "safety",
            "management",
        )
    }

    def report(self, plan: Plan, **changes: Any) -> Report:  # noqa: ANN401 - any field
        """Evaluate a facility in a report in which nothing else is open or wrong."""
        known: dict[str, Any] = {
            "facility": "F1",
            "standard": Citation("quality-standard", "4–10"),
            "on": RECORDED,
            "points": self.POINTS,
            "failed": (),
            "grade": "A",
        }
        held = (Evaluation(**known | changes),)
        county = County(id="yijun", facilities=(COMMUNITY,), evaluations=held)
        assert compose(county, plan, on=RECORDED - DAY).evaluations == ()
        settled = compose(County(id="yijun", facilities=(SETTLED,)), plan, on=BEFORE_ANY_TARGET)
        return evolve(settled, evaluations=compose(county, plan, on=RECORDED).evaluations)

    def test_that_are_complete_need_no_attention(self, plan: Plan) -> None:
        report = self.report(plan)
        [found] = report.evaluations
        assert found.evaluated.require().total.require() == len(self.POINTS)
        assert not report.needs_attention

    def test_need_attention_for_a_failed_veto_item_alone(self, plan: Plan) -> None:
        report = self.report(plan, failed=("one of the sixteen",))
        assert report.open_questions == ()
        assert report.needs_attention

    @pytest.mark.parametrize(
        ("changes", "asked"),
        [
            ({"points": {"conditions": Decimal(1)}}, "total"),
            ({"failed": None}, "vetoed"),
            ({"grade": None}, "grade"),
        ],
    )
    def test_are_asked_part_by_part(self, changes: dict[str, Any], asked: str, plan: Plan) -> None:
        assert questions_of(self.report(plan, **changes)) == {asked}


class TestNextSteps:
    """They are a question of their own only where stage and route are told."""

    KNOWN: ClassVar[dict[str, Any]] = {
        "legal_form": LegalForm.SOCIAL_SERVICE,
        "settings": (Setting.COMMUNITY,),
        "acceptances": (),
        "registered_on": date(2024, 1, 8),
        "filed_on": date(2024, 1, 22),
        "opened_on": date(2024, 3, 4),
        "closed_on": date(2025, 6, 30),
    }

    @pytest.mark.parametrize(
        ("changes", "asked"),
        [
            # whether it was deregistered is unknown
            ({}, {"next_steps"}),
            # the time to deregister runs from the end of the liquidation, which has not come
            (
                {"liquidated_on": False, "deregistered_on": False, "filing_cancelled_on": False},
                set(),
            ),
            ({"legal_form": None}, {"route"}),
            ({"closed_on": None, "deregistered_on": False}, {"stage"}),
            ({"closed_on": None, "legal_form": None}, {"stage", "route"}),
        ],
    )
    def test_are_asked_after_stage_and_route(
        self, changes: dict[str, Any], asked: set[str], plan: Plan
    ) -> None:
        facility = Facility(id="F1", **self.KNOWN | changes)
        report = compose(County(id="yijun", facilities=(facility,)), plan, on=ON)
        assert questions_of(report) & {"stage", "route", "next_steps"} == asked
        assert isinstance(only(report).next_steps, Decided) is (asked == set())

    def test_that_conflict_with_the_route_are_asked_once(self, plan: Plan) -> None:
        """Who registers is the question; the steps towards either follow from it."""
        facility = Facility(
            id="F1",
            **self.KNOWN
            | {"settings": (Setting.KINDERGARTEN,), "registered_on": False, "filed_on": False}
            | {"opened_on": False, "closed_on": False},
        )
        report = compose(County(id="yijun", facilities=(facility,)), plan, on=ON)
        assert only(report).next_steps.kind == "conflicting"
        assert questions_of(report) & {"stage", "route", "next_steps"} == {"route"}


OF_EITHER = pytest.mark.parametrize(
    "subject", [pytest.param("F1", id="facility"), pytest.param(CARER.digest, id="person")]
)


class TestWhatStandsTwice:
    """The order of the record's lists does not matter, also of what is alike in them."""

    def same(self, plan: Plan, **parts: tuple[Any, ...]) -> bool:
        known: dict[str, Any] = {"id": "yijun", "facilities": (COMMUNITY,)}
        turned = {name: part[::-1] for name, part in parts.items()}
        return compose(County(**known | parts), plan, on=ON) == compose(
            County(**known | turned), plan, on=ON
        )

    def test_of_answers_about_one_person(self, plan: Plan) -> None:
        asked = tuple(
            HiringCheck(person=CARER, authority=authority, on=date(2025, month, 3), found=found)
            for authority in Authority
            for month, found in ((1, True), (4, None), (7, False), (7, True))
        )
        assert self.same(plan, staff=(staff("F1"),), hiring_checks=asked)

    def test_of_changes_on_one_day(self, plan: Plan) -> None:
        changes = tuple(
            Change(id=name, facility="F1", what=name, on=RECORDED) for name in ("C1", "C2")
        )
        assert self.same(plan, changes=changes)

    def test_of_findings_and_inspections_on_one_day(self, plan: Plan) -> None:
        found = tuple(Finding(id=n, object="F1", found_on=RECORDED) for n in ("N1", "N2"))
        inspected = tuple(Inspection(id=n, object="F1", on=RECORDED) for n in ("I1", "I2"))
        assert self.same(plan, findings=found, inspections=inspected)

    def test_of_safety_records(self, plan: Plan) -> None:
        held = tuple(
            SafetyRecord(facility="F1", on=on, found={"alarm": met, "recordings": days})
            for on, met, days in ((RECORDED, True, 90), (RECORDED + DAY, False, 30))
        )
        assert self.same(plan, safety_records=held)

    @OF_EITHER
    @pytest.mark.parametrize("established", [True, None])
    def test_of_records(self, subject: str, established: bool | None, plan: Plan) -> None:  # noqa: FBT001 - a case
        held = (
            abuse(subject, established=established),
            abuse(subject, id="R2", recorded_on=RECORDED + DAY),
            abuse(subject, id="R3", established=None, recorded_on=RECORDED + DAY),
        )
        assert self.same(plan, staff=(staff("F1"),), records=held)

    @OF_EITHER
    def test_of_bans(self, subject: str, plan: Plan) -> None:
        held = tuple(Ban(subject=subject, since=s, for_life=True) for s in (RECORDED, ON))
        assert self.same(plan, staff=(staff("F1"),), bans=held)

    def test_of_one_person_in_one_post(self, plan: Plan) -> None:
        held = (
            staff("F1", health_checked_on=date(2024, 9, 2), qualifications=()),
            staff("F1", health_checked_on=date(2024, 9, 3), since=RECORDED),
        )
        assert self.same(plan, staff=held)

    def test_of_evaluations_on_one_day(self, plan: Plan) -> None:
        held = tuple(
            Evaluation(facility="F1", on=RECORDED, standard=Citation(instrument, "4–10"))
            for instrument in ("quality-standard", "a-standard-of-ones-own")
        )
        assert self.same(plan, evaluations=held)


class TestReadings:
    def test_settle_what_the_text_leaves_open(self) -> None:
        taken = yijun().with_readings({"integrated-registrar": "education"})
        report = compose(yijun_county(), taken, on=ON)
        routes = {facility.facility: facility.route for facility in report.facilities}
        assert routes["YJ-01"].require().registrar == "education"
        assert routes["YJ-08"].require().registrar == "education"
        assert report.plan.fingerprint != yijun().fingerprint

    def test_change_the_sums(self) -> None:
        taken = yijun().with_readings({"local-share": "each"})
        # city and county 10,000 each: YJ-14 owes 36 x 30,000 = 1,080,000
        due = compose(yijun_county(), taken, on=ON).budget.total(town="wuli")
        assert due == Amount(yuan(1_080_000), (PROVINCIAL,))


class TestAnotherCounty:
    """Qinghe pays other sums by other payers in other towns.

    3.1: 8,000.01 yuan a slot from 2024 and 9,000 from 2026 for every inclusive facility, province :
    city : district 3 : 3 : 4, the odd fen to the district.
    """

    def county(self) -> County:
        def nursery(name: str, town: str, *steps: tuple[date, int]) -> Facility:
            return Facility(
                id=name,
                town=town,
                legal_form=LegalForm.FOR_PROFIT,
                settings=(Setting.KINDERGARTEN,),
                inclusive=True,
                acceptances=tuple(
                    Acceptance(on=day, slots=slots, passed=True) for day, slots in steps
                ),
            )

        return County(
            id="qinghe",
            facilities=(
                nursery("Q1", "beihe", (date(2024, 5, 6), 7)),
                nursery("Q2", "南坡乡", (date(2025, 5, 6), 10), (date(2026, 1, 2), 15)),
                nursery("Q3", "dongguan", (date(2023, 5, 6), 20)),
                evolve(nursery("Q4", "beihe", (date(2024, 5, 6), 50)), inclusive=False),
            ),
            payments=(
                Payment(
                    id="P1",
                    facility="Q1",
                    payer="区财政",
                    amount=yuan("22400.03"),
                    on=date(2024, 7, 1),
                ),
                Payment(id="P2", facility="Q9", payer="city", amount=yuan(5), on=date(2024, 7, 1)),
            ),
            bans=(Ban(subject="somebody else", since=date(2024, 1, 1), for_life=True),),
        )

    def test_has_its_own_law_towns_and_payers(self, qinghe: Plan) -> None:
        report = compose(self.county(), qinghe, on=ON)
        # Q1: 7 x 8,000.01 = 56,000.07; 3/10 is 16,800.02 and a fifth of a fen, 4/10 is
        # 22,400.02 and four fifths, so that the district takes the odd fen: 22,400.03, all paid
        # Q2: 10 x 8,000.01 = 80,000.10, shared 24,000.03, 24,000.03, 32,000.04;
        #     5 x 9,000 = 45,000.00, shared 13,500.00, 13,500.00, 18,000.00
        # Q3: nothing was granted in 2023; Q4 is not inclusive
        totals = {
            "province": yuan("16800.02") + yuan("24000.03") + yuan("13500.00"),
            "city": yuan("16800.02") + yuan("24000.03") + yuan("13500.00"),
            "district": yuan("0.00") + yuan("32000.04") + yuan("18000.00"),
        }
        for payer, due in totals.items():
            assert report.budget.total(payer=payer) == Amount(due)
        assert [(town.town, town.facilities, town.slots, town.due) for town in report.towns] == [
            ("beihe", 2, 7, Amount(yuan("33600.04"))),
            ("nanpo", 1, 15, Amount(yuan("125000.10"))),
            ("dongguan", 1, 20, Amount()),
        ]
        assert report.budget.total() == Amount(yuan("158600.14"))

    def test_finds_its_wrong_payments(self, qinghe: Plan) -> None:
        found = compose(self.county(), qinghe, on=ON).discrepancies
        assert [(each.kind.value, each.facility, each.payer) for each in found] == [
            ("unknown-facility", "Q9", "city")
        ]

    def test_has_its_own_registrar(self, qinghe: Plan) -> None:
        report = compose(self.county(), qinghe, on=ON)
        assert {facility.route.require().registrar for facility in report.facilities} == {"market"}
        cited = {str(c) for facility in report.facilities for c in facility.route.citations}
        assert cited == {"qinghe:2.2"}

    def test_cites_nothing_of_yijun(self, qinghe: Plan) -> None:
        report = compose(self.county(), qinghe, on=ON)
        answers = itertools.chain.from_iterable(
            (f.stage, f.route, f.checklist, f.entitlement) for f in report.facilities
        )
        instruments = {citation.instrument for a in answers for citation in a.citations}
        assert "yijun" not in instruments
        assert report.plan.id == "qinghe"
