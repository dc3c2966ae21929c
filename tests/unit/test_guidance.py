"""The guidance of families: centres, services, contacts with a child, what is held, rates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from attrs import evolve

from infantcare_policy import codec
from infantcare_policy.counts import Count
from infantcare_policy.county import Activity, County, Observation
from infantcare_policy.decisions import Citation, Decided, Missing, Undetermined
from infantcare_policy.errors import InvalidFacts, UnknownTown, WrongPlan
from infantcare_policy.families import (
    Child,
    Family,
    HealthContact,
    HealthInstitution,
    InstitutionKind,
    ServiceRecord,
)
from infantcare_policy.guidance import (
    ActivitiesHeld,
    CentreNetwork,
    CoverageRate,
    HealthVisit,
    LectureStatus,
    LectureYear,
    ServiceGiven,
    ServiceReach,
    TownActivities,
    VisitStatus,
    activities,
    coverage,
    health_visits,
    lectures,
    network,
    reach,
    services,
)
from infantcare_policy.plan import Plan, Row, load, loads, yijun
from infantcare_policy.targets import TargetStatus, observe, progress
from infantcare_policy.terms import ActivityKind, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from infantcare_policy.calendars import Event

ON = date(2026, 1, 5)
DAY = timedelta(days=1)
MOMENT = datetime(2026, 1, 5, 8, 0)  # noqa: DTZ001 - a naive one is refused too
YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
BARE = loads(
    'id = "bare"\nextends = "china"\nname = { zh = "某县（虚构）", en = "Bare (invented)" }'
)
"""A county that has nothing of its own."""

CENTRES = Citation("yijun", "2.1.2")
SERVICES = Citation("yijun", "2.1.3")
AIMS = Citation("yijun", "1")
NORMS = "public-health-norms"

QUESTIONS: dict[str, Callable[[Any], object]] = {
    "activities": lambda on: activities((), YIJUN, on=on),
    "lectures": lambda on: lectures((), YIJUN, years=(), recorded_years=(), on=on),
    "coverage": lambda on: coverage((), YIJUN, on=on),
    "services": lambda on: services(Family(id="FAM1"), (), YIJUN, on=on),
    "reach": lambda on: reach((), (), YIJUN, on=on),
    "health_visits": lambda on: health_visits(born(date(2026, 1, 1)), (), YIJUN, on=on),
}


@pytest.mark.parametrize("on", [MOMENT, "2026-01-05", 20260105, 1.5, True, None])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_asked_of_a_day(question: str, on: object) -> None:
    with pytest.raises(InvalidFacts) as invalid:
        QUESTIONS[question](on)
    assert [fault.path for fault in invalid.value.faults] == ["on"]


# centres

EARLY, CARE = "early-development", "birth-care-education"
MOTHERS, MATERNITY, PRIMARY = InstitutionKind
Kinds: TypeAlias = tuple[InstitutionKind, ...] | None


def institution(
    name: str, kinds: Kinds, centres: tuple[str, ...] | None = None
) -> HealthInstitution:
    return HealthInstitution(id=name, kinds=kinds, centres=centres)


def stands(found: Iterable[CentreNetwork]) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {each.centre: (each.housed, each.lacking, each.unknown) for each in found}


NOWHERE: tuple[tuple[str, ...], ...] = ((), (), ())
HERE, LACKING, OPEN = (("H1",), (), ()), ((), ("H1",), ()), ((), (), ("H1",))


class TestTheCentres:
    """2.1.2: one at the maternal and child centre, others where children are born and treated."""

    @pytest.mark.parametrize(
        ("kinds", "early", "care"),
        [
            ((MOTHERS,), LACKING, NOWHERE),
            ((MATERNITY,), NOWHERE, LACKING),
            ((PRIMARY,), NOWHERE, LACKING),
            ((MATERNITY, PRIMARY), NOWHERE, LACKING),
            ((MOTHERS, MATERNITY), LACKING, LACKING),
            ((), NOWHERE, NOWHERE),
            (None, OPEN, OPEN),
        ],
    )
    def test_are_lacking_where_the_text_asks_for_them(
        self, kinds: Kinds, early: object, care: object
    ) -> None:
        found = stands(network([institution("H1", kinds, ())], YIJUN))
        assert found == {EARLY: early, CARE: care}

    @pytest.mark.parametrize("kinds", [(MOTHERS,), (MATERNITY,), (PRIMARY,), (), None])
    def test_are_housed_where_they_are_whatever_the_institution(self, kinds: Kinds) -> None:
        found = stands(network([institution("H1", kinds, (EARLY, CARE))], YIJUN))
        assert found == {EARLY: HERE, CARE: HERE}

    @pytest.mark.parametrize(
        ("kinds", "early", "care"),
        [
            ((MOTHERS,), OPEN, NOWHERE),
            ((MATERNITY,), NOWHERE, OPEN),
            ((PRIMARY,), NOWHERE, OPEN),
            (None, OPEN, OPEN),
        ],
    )
    def test_are_not_lacking_where_nobody_knows(
        self, kinds: Kinds, early: tuple[tuple[str, ...], ...], care: tuple[tuple[str, ...], ...]
    ) -> None:
        found = stands(network([institution("H1", kinds)], YIJUN))
        for centre, expected in ((EARLY, early), (CARE, care)):
            if expected == OPEN:
                assert found[centre] == OPEN
            assert found[centre][:2] == ((), ())

    def test_are_told_one_by_one_sorted_by_the_id_of_who_houses_them(self) -> None:
        held = [
            institution("H5", (PRIMARY,), (CARE,)),
            institution("H4", (MATERNITY,), (EARLY,)),
            institution("H3", (MOTHERS,), (EARLY,)),
            institution("H2", (PRIMARY,), ()),
            institution("H1", None, ()),
        ]
        for order in permutations(held):
            assert stands(network(order, YIJUN)) == {
                EARLY: (("H3", "H4"), (), ("H1",)),
                CARE: (("H5",), ("H2", "H4"), ("H1",)),
            }

    def test_of_a_record_without_institutions_are_told_all_the_same(self) -> None:
        assert stands(network(iter(()), YIJUN)) == {EARLY: NOWHERE, CARE: NOWHERE}

    def test_rest_on_their_clause(self) -> None:
        for found in network([institution("H1", (PRIMARY,), ())], YIJUN):
            assert found.citations == (CENTRES,)
            assert found.plan == YIJUN.stamp
            assert codec.to_json(found)

    def test_are_not_lacking_for_a_slip_of_the_pen(self) -> None:
        with pytest.raises(InvalidFacts, match="early-development"):
            network([institution("H1", (MOTHERS,), ("early-developmnet",))], YIJUN)

    def test_of_a_plan_without_any_are_none(self) -> None:
        assert network([institution("H1", (PRIMARY,), ())], BARE) == ()


# services

FOR_ALL = (
    "newborn-visit",  # 新生儿访视
    "nutrition",  # 膳食营养
    "growth",  # 生长发育
    "vaccination",  # 预防接种
    "safety",  # 安全防护
    "disease-prevention",  # 疾病防控
)
IN_HARDSHIP = ("parenting-guidance", "care")  # 育儿指导和照护服务
EVERY = (*FOR_ALL, *IN_HARDSHIP)
GIVEN_ON = date(2025, 12, 1)


def family(name: str = "FAM1", *, hardship: bool | None = None) -> Family:
    return Family(id=name, special_hardship=hardship)


def given(service: str, on: Event, of: str = "FAM1") -> ServiceRecord:
    return ServiceRecord(family=of, service=service, on=on)


def received(*records: ServiceRecord, on: date = ON) -> dict[str, Event]:
    answer = services(family(hardship=True), records, YIJUN, on=on)
    return {each.service: each.on for each in answer.require()}


class TestTheServices:
    """2.1.3: six for every family with an infant, two more for those in special hardship."""

    @pytest.mark.parametrize(("hardship", "owed"), [(False, FOR_ALL), (True, EVERY)])
    def test_are_those_of_the_clause(self, *, hardship: bool, owed: tuple[str, ...]) -> None:
        answer = services(family(hardship=hardship), (), YIJUN, on=ON)
        assert isinstance(answer, Decided)
        assert answer.value == tuple(ServiceGiven(service=name, on=None) for name in owed)
        assert [dict(ground.facts)["service"] for ground in answer.grounds] == list(owed)
        assert answer.citations == (SERVICES,)
        assert answer.plan == YIJUN.stamp

    def test_are_open_where_nobody_knows_of_the_hardship(self) -> None:
        answer = services(family(), (), YIJUN, on=ON)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("special_hardship", "fact", SERVICES),)
        certain = [dict(ground.facts)["service"] for ground in answer.grounds]
        assert certain == list(FOR_ALL)
        assert {ground.code for ground in answer.grounds} == {"guidance.service"}

    @pytest.mark.parametrize("service", EVERY)
    def test_were_given_on_the_day_that_is_recorded(self, service: str) -> None:
        found = received(given(service, GIVEN_ON))
        assert found == {**dict.fromkeys(EVERY), service: GIVEN_ON}

    @pytest.mark.parametrize("service", EVERY)
    def test_that_are_known_not_to_have_been_given_are_not_unknown(self, service: str) -> None:
        assert received(given(service, on=False)) == {**dict.fromkeys(EVERY), service: False}

    @pytest.mark.parametrize("service", EVERY)
    def test_that_may_have_been_given_are_unknown(self, service: str) -> None:
        assert received(given(service, None)) == dict.fromkeys(EVERY)

    def test_were_given_last_on_the_last_day_by_then(self) -> None:
        records = [
            given("growth", date(2025, 3, 1)),
            given("growth", GIVEN_ON),
            given("growth", date(2025, 6, 1)),
            given("growth", None),
            given("growth", on=False),
        ]
        for order in permutations(records):
            assert received(*order)["growth"] == GIVEN_ON
            assert received(*order, on=GIVEN_ON - DAY)["growth"] == date(2025, 6, 1)

    @pytest.mark.parametrize(
        ("on", "found"),
        [(GIVEN_ON - DAY, None), (GIVEN_ON, GIVEN_ON), (GIVEN_ON + DAY, GIVEN_ON)],
    )
    def test_that_came_later_are_not_seen(self, on: date, found: date | None) -> None:
        assert received(given("safety", GIVEN_ON), on=on)["safety"] == found

    @pytest.mark.parametrize("on", [date.min, date.max])
    def test_are_told_on_any_day_of_the_calendar(self, on: date) -> None:
        assert received(given("safety", on), on=on)["safety"] == on

    def test_of_another_family_are_passed_over(self) -> None:
        assert received(given("growth", GIVEN_ON, of="FAM2")) == dict.fromkeys(EVERY)

    def test_of_a_family_that_they_are_not_for_are_not_listed(self) -> None:
        record = given("care", GIVEN_ON)
        answer = services(family(hardship=False), (record,), YIJUN, on=ON)
        assert [each.service for each in answer.require()] == list(FOR_ALL)

    def test_that_the_plan_does_not_know_are_refused(self) -> None:
        with pytest.raises(InvalidFacts, match="nutrition"):
            services(family(hardship=True), (given("nutritoin", GIVEN_ON),), YIJUN, on=ON)

    def test_of_a_plan_without_any_are_not_stated(self) -> None:
        answer = services(family(hardship=True), (), BARE, on=ON)
        assert isinstance(answer, Undetermined)
        assert [item.kind for item in answer.missing] == ["text"]

    def test_are_written(self) -> None:
        for hardship in (True, False, None):
            assert codec.to_json(services(family(hardship=hardship), (), YIJUN, on=ON))


def reached(
    families: Iterable[Family], records: Iterable[ServiceRecord], on: date = ON
) -> dict[str, ServiceReach]:
    return {each.service: each for each in reach(families, records, YIJUN, on=on)}


class TestTheReachOfServices:
    """2.1.3: to how many families each service is owed, and to how many it was given."""

    FAMILIES = (
        family("A", hardship=True),
        family("B", hardship=False),
        family("C"),
        family("D", hardship=True),
    )

    def test_counts_the_families_and_names_those_that_are_open(self) -> None:
        found = reached(self.FAMILIES, ())
        assert list(found) == list(EVERY)
        for name in FOR_ALL:
            assert found[name].owed == Count(known=4)
            assert found[name].given == Count(known=0, unknown=("A", "B", "C", "D"))
        for name in IN_HARDSHIP:
            assert found[name].owed == Count(known=2, unknown=("C",))
            assert found[name].given == Count(known=0, unknown=("A", "C", "D"))

    def test_counts_what_was_given_by_then(self) -> None:
        records = [
            given("care", GIVEN_ON, of="A"),
            given("care", GIVEN_ON, of="B"),  # to whom it is not owed
            given("care", GIVEN_ON, of="C"),
            given("care", on=False, of="D"),
            given("growth", on=False, of="A"),
            given("growth", GIVEN_ON, of="B"),
            given("growth", None, of="C"),
            given("growth", ON + DAY, of="D"),
            given("growth", GIVEN_ON, of="strangers"),
        ]
        for families, held in (
            (self.FAMILIES, records),
            (self.FAMILIES[::-1], records[::-1]),
        ):
            found = reached(families, held)
            assert found["care"].given == Count(known=1, unknown=("C",))
            assert found["growth"].given == Count(known=1, unknown=("C", "D"))
            assert found["growth"].owed == Count(known=4)
        before = reached(self.FAMILIES, records, on=GIVEN_ON - DAY)
        assert before["care"].given == Count(known=0, unknown=("A", "C"))

    def test_agrees_with_what_every_family_is_told(self) -> None:
        records = [given("care", GIVEN_ON, of="A"), given("growth", on=False, of="B")]
        found = reached(self.FAMILIES, records)
        for name in EVERY:
            told = [
                services(each, records, YIJUN, on=ON)
                for each in self.FAMILIES
                if each.special_hardship is not None
            ]
            listed = [each for answer in told for each in answer.require() if each.service == name]
            assert found[name].owed.known == len(listed) + (name in FOR_ALL)
            assert found[name].given.known == len([each for each in listed if each.on])

    def test_rests_on_its_clause(self) -> None:
        for each in reached(self.FAMILIES, ()).values():
            assert each.citations == (SERVICES,)
            assert each.plan == YIJUN.stamp
            assert codec.to_json(each)

    def test_of_no_family_is_nobody(self) -> None:
        assert {(each.owed, each.given) for each in reached((), ()).values()} == {
            (Count(known=0), Count(known=0))
        }

    def test_does_not_lose_one_of_two_families_under_one_id(self) -> None:
        """Either they are refused, or their order makes no difference."""
        pair = (family("A", hardship=True), family("A", hardship=False))
        told = []
        for order in permutations(pair):
            try:
                told.append(reached(order, ())["care"].owed)
            except InvalidFacts:
                told.append(Count(known=-1))
        assert len(set(told)) == 1

    def test_of_a_plan_without_services_is_none(self) -> None:
        assert reach(self.FAMILIES, (), BARE, on=ON) == ()


# contacts with a child: the national specification, third edition

Window: TypeAlias = tuple[date, date | None]


def born(on: date, discharged: Event = None) -> Child:
    return Child(id="C1", born_on=on, discharged_on=discharged)


def contact(name: str, on: Event, checks: tuple[str, ...] | None = None) -> HealthContact:
    return HealthContact(child="C1", contact=name, on=on, checks=checks)


def visit(child: Child, name: str, *held: HealthContact, on: date) -> HealthVisit:
    (found,) = (each for each in health_visits(child, held, YIJUN, on=on) if each.contact == name)
    return found


HOME, MONTH = "newborn-home-visit", "full-month"
NAMES = (
    HOME,
    MONTH,
    "three-months",
    "six-months",
    "eight-months",
    "twelve-months",
    "eighteen-months",
    "twenty-four-months",
    "thirty-months",
    "thirty-six-months",
)

# worked out on a calendar: within a week of the discharge, 28–30 days, and the ages in months
AT_A_MONTHS_END = born(date(2026, 1, 31), date(2026, 2, 3))
ON_A_LEAP_DAY = born(date(2024, 2, 29), date(2024, 2, 29))
ACROSS_A_YEAR = born(date(2025, 8, 30), date(2025, 12, 28))
WINDOWS: list[tuple[Child, dict[str, Window]]] = [
    (
        AT_A_MONTHS_END,
        {
            HOME: (date(2026, 2, 3), date(2026, 2, 10)),
            MONTH: (date(2026, 2, 28), date(2026, 3, 2)),
            "three-months": (date(2026, 4, 30), None),
            "six-months": (date(2026, 7, 31), None),
            "eight-months": (date(2026, 9, 30), None),
            "twelve-months": (date(2027, 1, 31), None),
            "eighteen-months": (date(2027, 7, 31), None),
            "twenty-four-months": (date(2028, 1, 31), None),
            "thirty-months": (date(2028, 7, 31), None),
            "thirty-six-months": (date(2029, 1, 31), None),
        },
    ),
    (
        ON_A_LEAP_DAY,
        {
            HOME: (date(2024, 2, 29), date(2024, 3, 7)),
            MONTH: (date(2024, 3, 28), date(2024, 3, 30)),
            "three-months": (date(2024, 5, 29), None),
            "six-months": (date(2024, 8, 29), None),
            "eight-months": (date(2024, 10, 29), None),
            "twelve-months": (date(2025, 2, 28), None),
            "eighteen-months": (date(2025, 8, 29), None),
            "twenty-four-months": (date(2026, 2, 28), None),
            "thirty-months": (date(2026, 8, 29), None),
            "thirty-six-months": (date(2027, 2, 28), None),
        },
    ),
    (
        ACROSS_A_YEAR,
        {
            HOME: (date(2025, 12, 28), date(2026, 1, 4)),
            MONTH: (date(2025, 9, 27), date(2025, 9, 29)),
            "three-months": (date(2025, 11, 30), None),
            "six-months": (date(2026, 2, 28), None),
            "eight-months": (date(2026, 4, 30), None),
            "twelve-months": (date(2026, 8, 30), None),
            "eighteen-months": (date(2027, 2, 28), None),
            "twenty-four-months": (date(2027, 8, 30), None),
            "thirty-months": (date(2028, 2, 29), None),
            "thirty-six-months": (date(2028, 8, 30), None),
        },
    ),
]
EVERY_CONTACT = [
    pytest.param(child, name, *windows[name], id=f"{child.born_on} {name}")
    for child, windows in WINDOWS
    for name in NAMES
]
WITH_A_LAST_DAY = [case for case in EVERY_CONTACT if case.values[3] is not None]
AT_AN_AGE = [case for case in EVERY_CONTACT if case.values[3] is None]


class TestTheContactsOfAChild:
    """0–6岁儿童健康管理: one home visit, one contact at a month, eight at ages up to three."""

    def test_are_ten_in_their_order_each_with_its_article(self) -> None:
        found = health_visits(AT_A_MONTHS_END, (), YIJUN, on=ON)
        assert tuple(each.contact for each in found) == NAMES
        for each in found:
            assert {c.instrument for c in each.citations} == {NORMS}
            made = {dict(g.facts)["check"]: g.citation for g in each.grounds[1:]}
            rows = {check.id: check.cite for check in YIJUN.health_checks}
            assert made == {check.check: rows[check.check] for check in each.checks}
            assert each.plan == YIJUN.stamp
            assert codec.to_json(each)

    def test_are_those_of_the_nation_also_in_a_county_that_says_nothing(self) -> None:
        for plan in (BARE, QINGHE):
            found = health_visits(AT_A_MONTHS_END, (), plan, on=ON)
            assert tuple(each.contact for each in found) == NAMES

    @pytest.mark.parametrize(("child", "name", "first", "last"), EVERY_CONTACT)
    def test_have_their_first_day_and_a_last_where_there_is_one(
        self, child: Child, name: str, first: date, last: date | None
    ) -> None:
        found = visit(child, name, on=first)
        assert found.first_on == first
        assert found.limit.by == last
        assert not found.limit.provisional

    @pytest.mark.parametrize(("child", "name", "first", "last"), EVERY_CONTACT)
    def test_are_due_from_their_first_day(
        self, child: Child, name: str, first: date, last: date | None
    ) -> None:
        del last
        not_held = contact(name, on=False)
        assert visit(child, name, not_held, on=first).status is VisitStatus.DUE
        assert visit(child, name, on=first).status is VisitStatus.UNKNOWN
        if first > child.born_on:
            for held in ((), (not_held,)):
                before = visit(child, name, *held, on=first - DAY)
                assert before.status is VisitStatus.NOT_DUE
                assert before.missing == ()

    @pytest.mark.parametrize(("child", "name", "first", "last"), WITH_A_LAST_DAY)
    def test_are_overdue_the_day_after_their_last(
        self, child: Child, name: str, first: date, last: date
    ) -> None:
        del first
        not_held = contact(name, on=False)
        assert visit(child, name, not_held, on=last).status is VisitStatus.DUE
        assert visit(child, name, not_held, on=last + DAY).status is VisitStatus.OVERDUE
        assert visit(child, name, on=last + DAY).status is VisitStatus.UNKNOWN

    @pytest.mark.parametrize(("child", "name", "first", "last"), AT_AN_AGE)
    def test_at_an_age_are_never_overdue(
        self, child: Child, name: str, first: date, last: None
    ) -> None:
        del first, last
        for on in (date(2030, 1, 1), date.max):
            assert visit(child, name, contact(name, on=False), on=on).status is VisitStatus.DUE

    @pytest.mark.parametrize(("child", "name", "first", "last"), EVERY_CONTACT)
    def test_were_held_from_the_day_on_which_they_were(
        self, child: Child, name: str, first: date, last: date | None
    ) -> None:
        held = contact(name, first + DAY)
        before, after = visit(child, name, held, on=first), visit(child, name, held, on=date.max)
        assert before.status is VisitStatus.DUE
        assert before.in_time is None
        assert (after.status, after.held_on) == (VisitStatus.HELD, first + DAY)
        assert after.in_time is (None if last is None else True)
        assert after.missing == before.missing == ()

    @pytest.mark.parametrize(("child", "name", "first", "last"), WITH_A_LAST_DAY)
    def test_were_held_in_time_up_to_their_last_day(
        self, child: Child, name: str, first: date, last: date
    ) -> None:
        for day, in_time in ((first, True), (last, True), (last + DAY, False)):
            found = visit(child, name, contact(name, day), on=date.max)
            assert (found.status, found.in_time) == (VisitStatus.HELD, in_time)

    @pytest.mark.parametrize("name", NAMES)
    def test_that_nobody_knows_of_may_have_been_held(self, name: str) -> None:
        for held in ((), (contact(name, None),)):
            found = visit(AT_A_MONTHS_END, name, *held, on=date(2030, 1, 1))
            assert found.status is VisitStatus.UNKNOWN
            (missing,) = found.missing
            assert (missing.name, missing.kind) == (f"contacts.{name}", "fact")
            assert missing.citation is not None
            assert missing.citation.instrument == NORMS
            assert found.in_time is None

    def test_at_home_wait_for_the_day_of_discharge(self) -> None:
        still_there = visit(born(date(2026, 1, 31), discharged=False), HOME, on=date(2026, 3, 1))
        assert (still_there.status, still_there.first_on) == (VisitStatus.NOT_DUE, None)
        assert still_there.limit.by is None
        unknown = visit(born(date(2026, 1, 31)), HOME, on=date(2026, 3, 1))
        assert (unknown.status, unknown.first_on) == (VisitStatus.UNKNOWN, None)
        assert [item.name for item in unknown.missing][:1] == ["discharged_on"]

    def test_at_home_were_held_whoever_knows_of_the_discharge(self) -> None:
        found = visit(born(date(2026, 1, 31)), HOME, contact(HOME, ON + DAY * 60), on=date.max)
        assert (found.status, found.in_time, found.missing) == (VisitStatus.HELD, None, ())

    def test_at_home_are_not_due_before_the_birth_whenever_the_discharge(self) -> None:
        child = born(date(2026, 1, 31))
        found = health_visits(child, (), YIJUN, on=child.born_on - DAY)
        assert {each.status for each in found} == {VisitStatus.NOT_DUE}

    def test_were_not_held_before_the_birth(self) -> None:
        for name in NAMES[1:]:
            impossible = contact(name, AT_A_MONTHS_END.born_on - DAY)
            with pytest.raises(InvalidFacts):
                health_visits(AT_A_MONTHS_END, (impossible,), YIJUN, on=date.max)

    def test_at_home_were_not_held_before_the_child_left_for_it(self) -> None:
        impossible = contact(HOME, date(2026, 2, 2))
        with pytest.raises(InvalidFacts):
            health_visits(AT_A_MONTHS_END, (impossible,), YIJUN, on=date.max)
        with pytest.raises(InvalidFacts):
            health_visits(
                born(date(2026, 1, 31), discharged=False), (impossible,), YIJUN, on=date.max
            )

    def test_of_another_child_are_passed_over(self) -> None:
        other = HealthContact(child="C2", contact="six-months", on=date(2026, 8, 1))
        unknown = HealthContact(child="C2", contact="no-such-contact", on=None)
        found = visit(AT_A_MONTHS_END, "six-months", other, unknown, on=date(2026, 8, 2))
        assert found.status is VisitStatus.UNKNOWN

    def test_do_not_depend_on_the_order_of_the_record(self) -> None:
        held = [
            contact("six-months", date(2026, 8, 1), ("hearing",)),
            contact("eight-months", date(2026, 10, 1)),
            contact(MONTH, on=False),
            HealthContact(child="C2", contact=MONTH, on=None),
        ]
        answers = {
            health_visits(AT_A_MONTHS_END, order, YIJUN, on=ON) for order in permutations(held)
        }
        assert len(answers) == 1

    def test_are_refused_where_the_plan_does_not_know_them_or_they_stand_twice(self) -> None:
        wrong = [
            contact("six-month", None),
            contact("six-months", None, ("herring", "hearing", "blod-routine")),
            contact("six-months", SIX),
        ]
        with pytest.raises(InvalidFacts) as invalid:
            health_visits(AT_A_MONTHS_END, wrong, YIJUN, on=ON)
        faults = {fault.path: fault.advice for fault in invalid.value.faults}
        assert set(faults) == {
            "contacts[0].contact",
            "contacts[1].checks[0]",
            "contacts[1].checks[2]",
            "contacts[2]",
        }
        assert "six-months" in faults["contacts[0].contact"]
        assert "hearing" in faults["contacts[1].checks[0]"]

    def test_are_refused_at_their_place_in_what_was_handed_in(self) -> None:
        others = HealthContact(child="C2", contact="six-months", on=None)
        with pytest.raises(InvalidFacts) as invalid:
            health_visits(AT_A_MONTHS_END, (others, contact("six-month", None)), YIJUN, on=ON)
        assert [fault.path for fault in invalid.value.faults] == ["contacts[1].contact"]

    def test_of_a_plan_that_has_none_are_none(self) -> None:
        assert health_visits(AT_A_MONTHS_END, (), evolve(YIJUN, contacts=()), on=ON) == ()

    @pytest.mark.parametrize("day", [date.min, date.max])
    def test_are_given_at_either_end_of_the_calendar(self, day: date) -> None:
        found = health_visits(born(day, day), (), YIJUN, on=day)
        assert len(found) == 10
        assert (found[0].first_on, found[0].status) == (day, VisitStatus.UNKNOWN)


FIXED: dict[str, tuple[str, ...]] = {
    HOME: ("handbook", "screening-results"),
    MONTH: ("measures", "second-hepatitis-b-dose"),
    "three-months": (),
    "six-months": ("blood-routine", "hearing", "chinese-medicine"),
    "eight-months": (),
    "twelve-months": ("hearing", "chinese-medicine"),
    "eighteen-months": ("blood-routine", "chinese-medicine"),
    "twenty-four-months": ("hearing", "chinese-medicine"),
    "thirty-months": ("blood-routine", "chinese-medicine"),
    "thirty-six-months": ("hearing", "chinese-medicine"),
}
LATER = date(2030, 1, 1)
SIX, EIGHT = date(2026, 8, 1), date(2026, 10, 1)


def checks(*held: HealthContact, name: str, on: date = LATER) -> dict[str, tuple[bool, Any]]:
    """Give whether each check at a contact is caught up there, and whether it was made."""
    found = visit(AT_A_MONTHS_END, name, *held, on=on).checks
    given_once = {each.check: (each.catch_up, each.made) for each in found}
    assert len(given_once) == len(found)
    return given_once


class TestTheChecksOfAChild:
    """0–6岁儿童健康管理, 中医药健康管理: what is fixed at each contact."""

    @pytest.mark.parametrize("name", NAMES)
    def test_are_fixed_at_each_contact(self, name: str) -> None:
        fixed = {check for check, (caught_up, _) in checks(name=name).items() if not caught_up}
        assert fixed == set(FIXED[name])

    @pytest.mark.parametrize("name", NAMES)
    def test_were_made_where_the_record_says_so(self, name: str) -> None:
        day = date(2029, 6, 1)
        made, not_made = FIXED[name][:1], FIXED[name][1:]
        found = checks(contact(name, day, made), name=name)
        for check in made:
            assert found[check] == (False, True)
        for check in not_made:
            assert found[check] == (False, False)

    @pytest.mark.parametrize("name", [name for name in NAMES if FIXED[name]])
    def test_are_unknown_where_the_record_says_nothing(self, name: str) -> None:
        for held in ((), (contact(name, None, FIXED[name]),), (contact(name, SIX),)):
            found = checks(*held, name=name)
            assert {made for caught_up, made in found.values() if not caught_up} == {None}

    @pytest.mark.parametrize("name", [name for name in NAMES if FIXED[name]])
    def test_were_not_made_before_their_day(self, name: str) -> None:
        held = contact(name, date(2029, 6, 1), FIXED[name])
        for check, (_, made) in checks(held, name=name, on=date(2029, 5, 31)).items():
            assert made is not True, check
        assert all(made for _, made in checks(held, name=name, on=date(2029, 6, 1)).values())

    @pytest.mark.parametrize(
        ("at_six", "catch_up"),
        [
            ((), True),
            ((contact("six-months", None),), True),
            ((contact("six-months", on=False),), True),
            ((contact("six-months", SIX),), True),
            ((contact("six-months", SIX, ()),), True),
            ((contact("six-months", SIX, ("hearing",)),), True),
            ((contact("six-months", None, ("blood-routine",)),), True),
            ((contact("six-months", SIX, ("blood-routine",)),), False),
            ((contact("six-months", SIX, ("hearing", "blood-routine")),), False),
        ],
    )
    def test_of_blood_are_made_once_between_six_and_eight_months(
        self, at_six: tuple[HealthContact, ...], *, catch_up: bool
    ) -> None:
        found = checks(*at_six, name="eight-months")
        assert found == ({"blood-routine": (True, None)} if catch_up else {})

    def test_of_blood_at_six_months_count_from_their_day(self) -> None:
        at_six = contact("six-months", SIX, ("blood-routine",))
        assert checks(at_six, name="eight-months", on=SIX - DAY) == {"blood-routine": (True, None)}
        assert checks(at_six, name="eight-months", on=SIX) == {}

    @pytest.mark.parametrize(("made", "truth"), [((), False), (("blood-routine",), True)])
    def test_of_blood_were_caught_up_at_eight_months(
        self, made: tuple[str, ...], *, truth: bool
    ) -> None:
        at_six = contact("six-months", SIX, ("hearing",))
        at_eight = contact("eight-months", EIGHT, made)
        found = checks(at_six, at_eight, name="eight-months")
        assert found == {"blood-routine": (True, truth)}

    def test_are_caught_up_at_no_other_contact(self) -> None:
        nothing = [contact(name, on=False) for name in NAMES]
        for name in NAMES:
            caught_up = {check for check, (late, _) in checks(*nothing, name=name).items() if late}
            assert caught_up == ({"blood-routine"} if name == "eight-months" else set())

    def test_that_are_no_fixed_item_are_not_listed(self) -> None:
        every = ("handbook", "hearing", "blood-routine", "measures", "chinese-medicine")
        assert checks(contact("three-months", SIX, every), name="three-months") == {}


# the county lecture of every year


def lecture(
    name: str,
    on: date,
    level: Level | None = Level.COUNTY,
    **facts: Any,  # noqa: ANN401 - any
) -> Activity:
    return Activity(id=name, on=on, level=level, **{"kind": "lecture", **facts})


def years(
    *held: Activity,
    of: Iterable[int] = (2025,),
    recorded: Iterable[int] = (2025,),
    on: date = ON,
    plan: Plan = YIJUN,
) -> dict[int, LectureYear]:
    found = lectures(held, plan, years=of, recorded_years=recorded, on=on)
    return {each.year: each for each in found}


def status(*held: Activity, **asked: Any) -> dict[int, str]:  # noqa: ANN401 - as above
    return {year: each.status.value for year, each in years(*held, **asked).items()}


IN_2025 = lecture("L1", date(2025, 5, 6))
MAYBE = lecture("L2", date(2025, 7, 1), level=None)
TWICE = YIJUN.amend({"figures.county_lectures_per_year": [Row(2, cite="2.1.2")]})
UNSTATED = YIJUN.amend({"figures.county_lectures_per_year": [Row(stated=False, cite="2.1.2")]})


class TestTheLectureOfEveryYear:
    """2.1.2: one county lecture on parenting in every year."""

    def test_was_held(self) -> None:
        found = years(IN_2025, recorded=())[2025]
        assert found.status is LectureStatus.MET
        assert (found.held, found.asked, found.missing) == (Count(known=1), 1, ())
        assert found.citations == (CENTRES,)
        assert found.plan == YIJUN.stamp
        assert codec.to_json(found)

    def test_was_missed_where_the_year_is_recorded_in_full(self) -> None:
        found = years()[2025]
        assert found.status is LectureStatus.MISSED
        assert (found.held, found.missing) == (Count(known=0), ())
        assert found.citations == (CENTRES,)

    def test_may_have_been_held_in_a_year_that_is_not_recorded(self) -> None:
        found = years(recorded=(2024, 2026))[2025]
        assert found.status is LectureStatus.UNKNOWN
        assert found.missing == (Missing("recorded_years.2025", "fact", CENTRES),)

    def test_may_be_one_of_which_nobody_knows_the_level(self) -> None:
        found = years(MAYBE)[2025]
        assert found.status is LectureStatus.UNKNOWN
        assert found.held == Count(known=0, unknown=("L2",))
        assert found.missing == (Missing("activities.L2", "fact", CENTRES),)

    def test_needs_no_unknown_level_where_one_was_held(self) -> None:
        found = years(IN_2025, MAYBE)[2025]
        assert (found.status, found.missing) == (LectureStatus.MET, ())
        assert found.held == Count(known=1, unknown=("L2",))

    def test_is_missed_though_there_is_an_unknown_level_where_it_does_not_suffice(self) -> None:
        assert status(MAYBE, plan=TWICE) == {2025: "missed"}
        assert status(IN_2025, MAYBE, plan=TWICE) == {2025: "unknown"}
        assert status(IN_2025, lecture("L3", date(2025, 12, 31)), plan=TWICE) == {2025: "met"}
        assert status(IN_2025, plan=TWICE) == {2025: "missed"}
        assert status(IN_2025, plan=TWICE, recorded=()) == {2025: "unknown"}

    @pytest.mark.parametrize("level", [Level.CITY, Level.PROVINCE, Level.CENTRAL])
    def test_is_one_of_the_county(self, level: Level) -> None:
        assert status(evolve(IN_2025, level=level)) == {2025: "missed"}

    @pytest.mark.parametrize("kind", ["parents-class", "free-clinic"])
    def test_is_a_lecture(self, kind: ActivityKind) -> None:
        assert status(evolve(IN_2025, kind=kind)) == {2025: "missed"}

    def test_may_be_held_in_a_township(self) -> None:
        assert status(evolve(IN_2025, town="wuli")) == {2025: "met"}

    @pytest.mark.parametrize(
        ("on", "without", "unrecorded"),
        [
            (date(2025, 1, 1), "pending", "pending"),
            (date(2025, 12, 30), "pending", "pending"),
            (date(2025, 12, 31), "missed", "unknown"),
            (date(2026, 1, 1), "missed", "unknown"),
            (date(2024, 12, 31), "pending", "pending"),
            (date.min, "pending", "pending"),
            (date.max, "missed", "unknown"),
        ],
    )
    def test_is_pending_to_the_day_before_the_last(
        self, on: date, without: str, unrecorded: str
    ) -> None:
        assert status(on=on) == {2025: without}
        assert status(on=on, recorded=()) == {2025: unrecorded}

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2024, 12, 31), {2024: "met", 2025: "missed", 2026: "missed"}),
            (date(2025, 1, 1), {2024: "missed", 2025: "met", 2026: "missed"}),
            (date(2025, 12, 31), {2024: "missed", 2025: "met", 2026: "missed"}),
            (date(2026, 1, 1), {2024: "missed", 2025: "missed", 2026: "met"}),
        ],
    )
    def test_belongs_to_the_year_of_its_day(self, day: date, expected: dict[int, str]) -> None:
        asked = (2024, 2025, 2026)
        held = lecture("L1", day)
        assert status(held, of=asked, recorded=asked, on=date(2027, 1, 1)) == expected

    def test_heals_no_other_year_however_often_it_is_held(self) -> None:
        many = [lecture(f"L{month}", date(2025, month, 1)) for month in range(1, 13)]
        asked = (2023, 2024, 2025, 2026)
        found = years(*many, of=asked, recorded=asked, on=date(2026, 12, 31))
        assert {year: each.status.value for year, each in found.items()} == {
            2023: "missed",
            2024: "missed",
            2025: "met",
            2026: "missed",
        }
        assert found[2025].held == Count(known=12)

    @pytest.mark.parametrize(
        ("on", "expected"),
        [(date(2025, 5, 5), "pending"), (date(2025, 5, 6), "met"), (date(2025, 5, 7), "met")],
    )
    def test_that_comes_later_is_not_seen(self, on: date, expected: str) -> None:
        assert status(IN_2025, on=on) == {2025: expected}

    def test_is_told_of_every_year_that_is_asked_about_in_their_order(self) -> None:
        assert list(years(of=(2025, 2023, 2025, 2024))) == [2023, 2024, 2025]
        assert years(of=()) == {}

    @pytest.mark.parametrize(
        ("since", "on", "asked"),
        [
            (date(2025, 12, 31), ON, 2),
            (date(2026, 1, 1), ON, 1),
            (date(2025, 7, 1), date(2025, 6, 30), 1),
            (date(2025, 7, 1), date(2025, 7, 1), 2),
        ],
    )
    def test_goes_by_the_number_of_the_years_end_or_the_day_before(
        self, since: date, on: date, asked: int
    ) -> None:
        rows = [Row(1, cite="2.1.2"), Row(2, cite="2.1.2", since=since)]
        plan = YIJUN.amend({"figures.county_lectures_per_year": rows})
        assert years(plan=plan, on=on)[2025].asked == asked

    def test_is_open_where_the_text_gives_no_number(self) -> None:
        for held in ((), (IN_2025,)):
            found = years(*held, plan=UNSTATED)[2025]
            assert (found.status, found.asked) == (LectureStatus.UNKNOWN, None)
            assert [(item.name, item.kind) for item in found.missing] == [
                ("county_lectures_per_year", "text")
            ]
        assert status(plan=UNSTATED, on=date(2025, 6, 1)) == {2025: "pending"}
        assert status(plan=BARE) == {2025: "unknown"}

    def test_does_not_depend_on_the_order(self) -> None:
        held = [IN_2025, MAYBE, lecture("L0", date(2025, 2, 1), None), lecture("L9", ON)]
        answers = {
            lectures(order, YIJUN, years=(2026, 2025), recorded_years=(2025,), on=ON)
            for order in permutations(held)
        }
        assert len(answers) == 1

    @pytest.mark.parametrize("year", [0, -1, 10_000, "2025", 2025.0, None, True, date(2025, 1, 1)])
    def test_is_asked_of_years_of_the_calendar(self, year: Any) -> None:  # noqa: ANN401 - anything
        with pytest.raises(InvalidFacts):
            lectures((), YIJUN, years=(year,), recorded_years=(), on=ON)

    @pytest.mark.parametrize("year", [1, 9999])
    def test_is_asked_of_the_first_and_the_last_year(self, year: int) -> None:
        held = lecture("L1", date(year, 12, 31))
        assert status(held, of=(year,), recorded=(year,), on=date.max) == {year: "met"}
        assert status(of=(year,), recorded=(year,), on=date.max) == {year: "missed"}


SAME = {
    TargetStatus.MET: LectureStatus.MET,
    TargetStatus.MISSED: LectureStatus.MISSED,
    TargetStatus.NOT_DUE: LectureStatus.PENDING,
    TargetStatus.UNDETERMINED: LectureStatus.UNKNOWN,
}


class TestTheTargetOfLectures:
    """2.1.2: the target county-lecture gives every year the verdict that guidance gives it."""

    @pytest.mark.parametrize("plan", [YIJUN, TWICE, UNSTATED], ids=["one", "two", "unstated"])
    @pytest.mark.parametrize(
        "on", [date(2024, 12, 30), date(2024, 12, 31), date(2025, 12, 31), date(2026, 7, 1)]
    )
    @pytest.mark.parametrize("recorded", [(), (2024,), (2024, 2025, 2026)])
    def test_agrees_year_by_year(self, plan: Plan, on: date, recorded: tuple[int, ...]) -> None:
        held = (
            lecture("L0", date(2023, 12, 31)),
            lecture("L1", date(2024, 12, 31)),
            MAYBE,
            lecture("L3", date(2026, 1, 1), Level.CITY),
            Activity(id="P1", kind="parents-class", level=Level.COUNTY, on=date(2025, 3, 1)),
        )
        county = County(id="yijun", activities=held, recorded_years=recorded)
        found = progress(plan.target("county-lecture"), observe(county, plan, on=on), plan, on=on)
        by_target = {int(part.part): SAME[part.status] for part in found.parts}
        mine = years(*held, of=by_target, recorded=recorded, on=on, plan=plan)
        assert {year: each.status for year, each in mine.items()} == by_target
        assert by_target


# activities in the townships

CLASS, LECTURE, CLINIC = "parents-class", "lecture", "free-clinic"
TOWNS = (
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
)


def activity(name: str, kind: Any = CLASS, on: date = date(2025, 5, 6), **facts: Any) -> Activity:  # noqa: ANN401 - any fact
    return Activity(id=name, kind=kind, on=on, **facts)


def in_towns(*held: Activity, on: date = ON) -> dict[str, dict[str, ActivitiesHeld]]:
    found = activities(held, YIJUN, on=on)
    return {town.town: {each.kind: each for each in town.held} for town in found}


def without(*held: Activity, on: date = ON) -> dict[str, tuple[str, ...]]:
    return {town.town: town.without for town in activities(held, YIJUN, on=on)}


class TestTheActivities:
    """2.1.2: parents' classes, lectures and free clinics, regularly, in every township."""

    def test_are_told_of_every_township_and_kind_with_their_clause(self) -> None:
        found = activities((), YIJUN, on=ON)
        assert tuple(town.town for town in found) == TOWNS
        for town in found:
            assert [each.kind for each in town.held] == [CLASS, LECTURE, CLINIC]
            assert town.without == (CLASS, LECTURE, CLINIC)
            assert town.citations == (CENTRES,)
            assert {dict(ground.facts)["words"] for ground in town.grounds} == {"定期"}
            assert town.plan == YIJUN.stamp
            assert codec.to_json(town)

    def test_are_judged_by_no_interval(self) -> None:
        assert not {"late", "due", "status", "overdue"} & set(
            dir(ActivitiesHeld) + dir(TownActivities)
        )
        (once,) = [each[CLASS] for each in [in_towns(activity("A1", town="wuli"))["wuli"]]]
        years_later = in_towns(activity("A1", town="wuli"), on=date.max)["wuli"][CLASS]
        assert (once.number, once.last_on) == (years_later.number, years_later.last_on)
        assert without(activity("A1", town="wuli"), on=date.max)["wuli"] == (LECTURE, CLINIC)

    @pytest.mark.parametrize("kind", [CLASS, CLINIC])
    @pytest.mark.parametrize("level", [*Level, None])
    def test_count_where_they_were_held(self, kind: str, level: Level | None) -> None:
        held = activity("A1", kind, town="wuli", level=level)
        for town, found in in_towns(held).items():
            for each in found.values():
                counted = town == "wuli" and each.kind == kind
                assert each.number == Count(known=int(counted))
                assert each.last_on == (held.on if counted else None)
                # from 6 May to 31 December 239 days, and 5 in January
                assert each.days_since == (244 if counted else None)

    @pytest.mark.parametrize("name", ["wuli", "五里镇", "五里镇人民政府", "Wuli Town"])
    def test_count_in_a_town_by_any_of_its_names(self, name: str) -> None:
        assert in_towns(activity("A1", town=name))["wuli"][CLASS].number == Count(known=1)

    def test_of_which_nobody_knows_where_may_have_been_held_anywhere(self) -> None:
        found = in_towns(activity("A1"), activity("A2", town="wuli"))
        for town, kinds in found.items():
            known = int(town == "wuli")
            assert kinds[CLASS].number == Count(known=known, unknown=("A1",))
            assert kinds[CLINIC].number == Count(known=0)
            assert kinds[CLASS].last_on == (date(2025, 5, 6) if known else None)
        assert all(CLASS not in lacking for lacking in without(activity("A1")).values())

    def test_of_the_county_are_no_lectures_of_the_township(self) -> None:
        county = activity("L1", LECTURE, town="wuli", level=Level.COUNTY)
        assert in_towns(county)["wuli"][LECTURE].number == Count(known=0)
        assert LECTURE in without(county)["wuli"]
        nowhere = activity("L1", LECTURE, level=Level.COUNTY)
        assert {each[LECTURE].number for each in in_towns(nowhere).values()} == {Count(known=0)}

    def test_that_may_be_the_countys_lecture_are_open(self) -> None:
        found = in_towns(activity("L1", LECTURE, town="wuli"))
        assert found["wuli"][LECTURE].number == Count(known=0, unknown=("L1",))
        assert found["wuli"][LECTURE].last_on is None
        assert found["taian"][LECTURE].number == Count(known=0)
        assert LECTURE not in without(activity("L1", LECTURE, town="wuli"))["wuli"]
        anywhere = in_towns(activity("L1", LECTURE))
        assert {each[LECTURE].number.unknown for each in anywhere.values()} == {("L1",)}

    def test_were_held_last_on_the_last_day_that_is_certain(self) -> None:
        held = [
            activity("A1", on=date(2025, 3, 1), town="wuli"),
            activity("A2", on=date(2025, 6, 1), town="wuli"),
            activity("A3", on=date(2025, 9, 1)),
            activity("A4", on=date(2025, 4, 1), town="wuli"),
            activity("A5", on=date(2026, 1, 6), town="wuli"),
        ]
        for order in permutations(held):
            found = in_towns(*order)["wuli"][CLASS]
            assert found.number == Count(known=3, unknown=("A3",))
            # June 29, July 31, August 31, September 30, October 31, November 30, December 31, 5
            assert (found.last_on, found.days_since) == (date(2025, 6, 1), 218)

    @pytest.mark.parametrize(
        ("on", "number", "days"),
        [
            (date(2024, 2, 28), 0, None),
            (date(2024, 2, 29), 1, 0),
            (date(2024, 3, 1), 1, 1),
            (date(2025, 3, 1), 1, 366),
        ],
    )
    def test_that_come_later_are_not_seen(self, on: date, number: int, days: int | None) -> None:
        held = activity("A1", on=date(2024, 2, 29), town="wuli")
        found = in_towns(held, on=on)["wuli"][CLASS]
        assert (found.number, found.days_since) == (Count(known=number), days)

    def test_in_a_town_that_the_plan_does_not_know_are_refused(self) -> None:
        with pytest.raises(UnknownTown, match="wuli"):
            activities((activity("A1", town="wulli"),), YIJUN, on=ON)

    def test_that_share_an_id_are_not_taken_for_one(self) -> None:
        """Either it is refused, or each counts where it was held."""
        held = [activity("A1", town="wuli"), activity("A1", town="taian")]
        for order in permutations(held):
            try:
                found = in_towns(*order)
            except InvalidFacts:
                continue
            assert found["wuli"][CLASS].number == found["taian"][CLASS].number == Count(known=1)

    def test_of_a_plan_without_towns_are_none(self) -> None:
        assert activities((activity("A1"),), BARE, on=ON) == ()


# the two rates

KNOWING, GUIDED = "knowledge-rate", "guidance-rate"
DUE = date(2025, 12, 31)
WIDE = (Fraction(0), Fraction(1))


def told(town: str | None, on: date = DUE, **known: Any) -> Observation:  # noqa: ANN401 - any field
    facts: dict[str, Any] = {"county": "yijun", "indicator": KNOWING, "on": on, "town": town}
    return Observation(**facts | known)


def exactly(town: str | None, part: int, whole: int, on: date = DUE) -> Observation:
    return told(town, on, numerator=part, denominator=whole)


def rates(*data: Observation, on: date = DUE) -> dict[str, CoverageRate]:
    return {each.indicator: each for each in coverage(data, YIJUN, on=on)}


def rate(*data: Observation, on: date = DUE) -> CoverageRate:
    return rates(*data, on=on)[KNOWING]


ALL_TOLD = [exactly(town, 95 + index % 2, 100) for index, town in enumerate(TOWNS)]
"""Five townships with 95 and five with 96 of a hundred: 955 of 1000."""


class TestTheRates:
    """1: 95 % know about early development, 95 % of parents and carers are guided."""

    def test_are_two_each_with_its_article_and_what_is_asked(self) -> None:
        found = coverage((), YIJUN, on=DUE)
        assert [(each.target, each.indicator) for each in found] == [
            ("knowledge-rate-2025", KNOWING),
            ("guidance-rate-2025", GUIDED),
        ]
        for each in found:
            assert each.asked == Fraction(95, 100)
            assert each.citations == (AIMS,)
            assert each.plan == YIJUN.stamp
            assert codec.to_json(each)

    def test_of_which_nothing_is_told_are_unknown_and_not_zero(self) -> None:
        for each in coverage((), YIJUN, on=DUE):
            assert (each.numerator, each.denominator, each.value) == (None, None, None)
            assert each.bounds == WIDE
            assert each.missing == (Missing(each.indicator, "fact", AIMS),)
            assert [(town.town, town.on) for town in each.towns] == [(name, None) for name in TOWNS]

    def test_are_the_sums_over_the_townships(self) -> None:
        for data in (ALL_TOLD, ALL_TOLD[::-1]):
            found = rate(*data)
            assert (found.numerator, found.denominator) == (955, 1000)
            assert found.value == Fraction(955, 1000)
            assert found.bounds == (Fraction(955, 1000), Fraction(955, 1000))
            assert found.missing == ()
            assert [(t.town, t.on, t.numerator, t.denominator) for t in found.towns] == [
                (name, DUE, 95 + index % 2, 100) for index, name in enumerate(TOWNS)
            ]

    def test_are_those_of_their_own_indicator(self) -> None:
        found = rates(exactly(None, 1, 2), told(None, indicator=GUIDED, numerator=3, denominator=4))
        assert (found[KNOWING].value, found[GUIDED].value) == (Fraction(1, 2), Fraction(3, 4))

    def test_are_between_bounds_while_a_township_has_told_nothing(self) -> None:
        found = rate(*ALL_TOLD[1:])
        assert found.bounds == WIDE
        assert (found.numerator, found.denominator, found.value) == (None, None, None)
        assert found.missing == (Missing(f"{KNOWING}.yiyang", "fact", AIMS),)
        assert (found.towns[0].numerator, found.towns[0].denominator) == (None, None)

    def test_are_bounded_by_how_many_a_township_can_have_asked(self) -> None:
        # 860 of 900 in nine townships (four with 95, five with 96); between 1 and 50 were asked
        # in the tenth, of whom none, or all, know: 860 of 950, 910 of 950
        found = rate(*ALL_TOLD[1:], told("yiyang", denominator_at_most=50))
        assert found.bounds == (Fraction(860, 950), Fraction(910, 950))
        assert (found.numerator, found.denominator) == (None, None)

    def test_are_bounded_by_what_is_known_at_least_and_at_most(self) -> None:
        first = told("yiyang", numerator_at_least=40, numerator_at_most=90, denominator=100)
        found = rate(*ALL_TOLD[1:], first)
        assert found.bounds == (Fraction(900, 1000), Fraction(950, 1000))
        assert (found.numerator, found.denominator) == (None, 1000)
        assert (found.towns[0].numerator, found.towns[0].denominator) == (None, 100)

    @pytest.mark.parametrize(
        "known",
        [
            {"denominator": 100},
            {"numerator": 50},
            {"numerator_at_least": 5, "denominator": 100},
            {"numerator": 50, "denominator_at_most": 100},
        ],
    )
    @pytest.mark.parametrize("town", [None, "yiyang"])
    def test_that_are_open_name_who_has_to_tell_more(
        self, town: str | None, known: dict[str, Any]
    ) -> None:
        others = ALL_TOLD[1:] if town else []
        found = rate(*others, told(town, **known))
        assert found.value is None
        wanted = f"{KNOWING}.{town}" if town else KNOWING
        assert [item.name for item in found.missing] == [wanted]

    def test_of_the_whole_county_stand_by_themselves(self) -> None:
        found = rate(exactly(None, 475, 500))
        assert (found.numerator, found.denominator, found.value) == (475, 500, Fraction(19, 20))
        assert found.missing == ()
        assert {town.on for town in found.towns} == {None}

    def test_of_the_county_and_all_its_towns_are_known_where_either_is(self) -> None:
        found = rate(told(None, denominator=1000), *ALL_TOLD)
        assert found.value == Fraction(955, 1000)
        assert (found.numerator, found.denominator) == (955, 1000)

    def test_go_by_what_was_told_last(self) -> None:
        earlier = [exactly(town, 10, 100, date(2025, 6, 1)) for town in TOWNS]
        found = rate(*earlier, *ALL_TOLD[:5])
        # 95, 96, 95, 96, 95 of the first five, and 10 of each of the others
        assert (found.numerator, found.denominator) == (527, 1000)
        assert [town.on for town in found.towns] == [DUE] * 5 + [date(2025, 6, 1)] * 5

    @pytest.mark.parametrize(("on", "part"), [(DUE - DAY, 10), (DUE, 90), (DUE + DAY, 90)])
    def test_do_not_see_what_is_told_later(self, on: date, part: int) -> None:
        data = (exactly(None, 10, 100, date(2025, 6, 1)), exactly(None, 90, 100, DUE))
        assert rate(*data, on=on).numerator == part
        assert rate(exactly(None, 90, 100, DUE + DAY)).value is None

    def test_may_count_huge_numbers(self) -> None:
        found = rate(exactly(None, 10**12 - 1, 10**12))
        assert found.value == Fraction(10**12 - 1, 10**12)

    def test_may_be_nobody_and_everybody(self) -> None:
        assert rate(exactly(None, 0, 100)).value == 0
        assert rate(exactly(None, 0, 100)).numerator == 0
        assert rate(exactly(None, 100, 100)).value == 1

    def test_have_the_bounds_of_their_targets(self) -> None:
        for data in (
            [],
            ALL_TOLD,
            ALL_TOLD[1:],
            [*ALL_TOLD[1:], told("yiyang", denominator_at_most=50)],
            [*ALL_TOLD[1:], told("yiyang", numerator=5)],
            [exactly(None, 1, 3)],
            [told(None, denominator=1000), *ALL_TOLD],
        ):
            for found in coverage(data, YIJUN, on=DUE):
                target = YIJUN.target(found.target)
                judged = progress(target, data, YIJUN, on=DUE)
                assert judged.bounds == found.bounds
                assert judged.value == found.value
                if found.value is not None and found.asked is not None:
                    met = found.value >= found.asked
                    assert judged.status is (TargetStatus.MET if met else TargetStatus.MISSED)

    def test_ask_what_the_plan_asks_on_the_last_day(self) -> None:
        row = [Row("0.9", cite="1"), Row("0.99", cite="1", since=DUE + DAY)]
        plan = YIJUN.amend({"figures.knowledge_rate": row})
        for on in (DUE, DUE + DAY):
            assert coverage((), plan, on=on)[0].asked == Fraction(9, 10)
        unstated = YIJUN.amend({"figures.knowledge_rate": [Row(stated=False, cite="1")]})
        found = coverage((), unstated, on=DUE)[0]
        assert found.asked is None
        assert found.citations == (AIMS,)

    def test_of_another_county_or_an_unknown_town_are_refused(self) -> None:
        with pytest.raises(WrongPlan):
            rate(evolve(exactly(None, 1, 2), county="qinghe"))
        with pytest.raises(UnknownTown, match="yiyang"):
            rate(exactly("yiyan", 1, 2))

    def test_that_exclude_each_other_are_refused(self) -> None:
        with pytest.raises(InvalidFacts):
            rate(exactly("wuli", 1, 2), exactly("wuli", 2, 2))
        with pytest.raises(InvalidFacts):
            rate(exactly(None, 1, 2), *ALL_TOLD)

    def test_of_a_plan_without_targets_are_none(self) -> None:
        assert coverage((), BARE, on=DUE) == ()

    def test_that_a_record_counts_itself_are_no_surveys(self) -> None:
        found = coverage((), QINGHE, on=DUE)
        assert [each.indicator for each in found] == [KNOWING]
