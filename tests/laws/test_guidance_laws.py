"""Laws of the guidance of families, for any record however little of it is known."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import evolve, frozen
from hypothesis import assume, given
from hypothesis import strategies as st

from infantcare_policy.counts import Count, count
from infantcare_policy.county import Activity, County, Observation
from infantcare_policy.decisions import Undetermined
from infantcare_policy.families import (
    Child,
    Family,
    HealthContact,
    HealthInstitution,
    InstitutionKind,
    ServiceRecord,
)
from infantcare_policy.guidance import (
    CoverageRate,
    LectureStatus,
    VisitStatus,
    activities,
    coverage,
    health_visits,
    lectures,
    network,
    reach,
    services,
)
from infantcare_policy.plan import Row, load, yijun
from infantcare_policy.targets import TargetStatus, observe, progress
from infantcare_policy.terms import Level
from infantcare_policy.testing import activities as any_activities
from infantcare_policy.testing import days, events

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from hypothesis.strategies import DrawFn, SearchStrategy

    from infantcare_policy.calendars import Event
    from infantcare_policy.plan import Plan

YIJUN = yijun()
TWICE = YIJUN.amend(
    {
        "figures.county_lectures_per_year": [
            Row(2, cite="2.1.2"),
            Row(1, cite="2.1.2", since=date(2025, 5, 6)),
        ]
    }
)
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
DAY = timedelta(days=1)
TRUTHS = st.sampled_from((True, False, None))


class TestACount:
    """Unknown is never zero: a count bounds every completion of what is unknown."""

    @given(st.dictionaries(st.sampled_from("abcdefgh"), TRUTHS), st.randoms(), st.data())
    def test_holds_every_completion(
        self,
        truths: dict[str, bool | None],
        random: Random,
        data: st.DataObject,
    ) -> None:
        pairs = list(truths.items())
        random.shuffle(pairs)
        found = count(pairs)
        completed = {
            name: data.draw(st.booleans()) if truth is None else truth
            for name, truth in truths.items()
        }
        exact = count(completed.items())
        assert exact.unknown == ()
        assert found.known <= exact.known <= found.known + len(found.unknown)
        assert found.unknown == tuple(sorted(name for name, t in pairs if t is None))
        assert exact.known == sum(completed.values())


# centres

HOUSING = {
    "early-development": {InstitutionKind.MATERNAL_CHILD_CENTRE},
    "birth-care-education": {InstitutionKind.MATERNITY, InstitutionKind.PRIMARY_CARE},
}
KINDS = st.sets(st.sampled_from(InstitutionKind)).map(lambda kinds: tuple(sorted(kinds)))
HOUSED = st.sets(st.sampled_from(sorted(HOUSING))).map(lambda names: tuple(sorted(names)))


@st.composite
def institutions(draw: DrawFn, *, known: bool = False) -> list[HealthInstitution]:
    unknown: SearchStrategy[None] = st.nothing() if known else st.none()
    return [
        HealthInstitution(id=name, kinds=draw(unknown | KINDS), centres=draw(unknown | HOUSED))
        for name in draw(st.lists(st.sampled_from("ABCDE"), unique=True))
    ]


class TestTheCentres:
    """2.1.2: one at the maternal and child centre, others where children are born and treated."""

    @given(institutions(known=True))
    def test_are_housed_or_lacking_where_everything_is_known(
        self, held: list[HealthInstitution]
    ) -> None:
        for found in network(held, YIJUN):
            here = {each.id for each in held if found.centre in (each.centres or ())}
            due = {each.id for each in held if HOUSING[found.centre] & set(each.kinds or ())}
            assert found.housed == tuple(sorted(here))
            assert found.lacking == tuple(sorted(due - here))
            assert found.unknown == ()

    @given(institutions(known=True), st.data())
    def test_turn_no_certain_answer_when_more_comes_to_light(
        self, held: list[HealthInstitution], data: st.DataObject
    ) -> None:
        forgotten = [
            evolve(each, **dict.fromkeys(data.draw(st.sets(st.sampled_from(("kinds", "centres"))))))  # type: ignore[arg-type]
            for each in held
        ]
        for known, partly in zip(network(held, YIJUN), network(forgotten, YIJUN), strict=True):
            assert set(partly.housed) <= set(known.housed)
            assert set(partly.lacking) <= set(known.lacking)
            assert set(known.lacking) <= set(partly.lacking) | set(partly.unknown)

    @given(institutions(), st.randoms())
    def test_do_not_depend_on_the_order(
        self,
        held: list[HealthInstitution],
        random: Random,
    ) -> None:
        found = network(held, YIJUN)
        random.shuffle(held)
        assert network(held, YIJUN) == found
        for each in found:
            named = (*each.housed, *each.lacking, *each.unknown)
            assert len(named) == len(set(named))
            assert each.citations


# services

FOR_ALL = ("newborn-visit", "nutrition", "growth", "vaccination", "safety", "disease-prevention")
IN_HARDSHIP = ("parenting-guidance", "care")
FAMILIES = ("A", "B", "C")


@st.composite
def records(draw: DrawFn) -> list[ServiceRecord]:
    drawn = st.tuples(
        st.sampled_from(FAMILIES), st.sampled_from((*FOR_ALL, *IN_HARDSHIP)), events()
    )
    return [
        ServiceRecord(family=family, service=service, on=on)
        for family, service, on in draw(st.lists(drawn, max_size=8))
    ]


def families(*, known: bool = False) -> SearchStrategy[list[Family]]:
    hardship = st.booleans() if known else TRUTHS
    return st.lists(hardship, max_size=3).map(
        lambda drawn: [
            Family(id=name, special_hardship=each)
            for name, each in zip(FAMILIES, drawn, strict=False)
        ]
    )


def last_given(held: Sequence[ServiceRecord], family: str, service: str, on: date) -> Event:
    """Find by hand when a service was given last."""
    own = [each.on for each in held if (each.family, each.service) == (family, service)]
    past = [day for day in own if day and day <= on]
    return max(past) if past else False if False in own else None


class TestTheServices:
    """2.1.3: six for every family with an infant, two more for those in special hardship."""

    @given(families(known=True), records(), days())
    def test_are_counted_by_hand(
        self, held: list[Family], given_once: list[ServiceRecord], on: date
    ) -> None:
        for family in held:
            owed = (*FOR_ALL, *(IN_HARDSHIP if family.special_hardship else ()))
            answer = services(family, given_once, YIJUN, on=on).require()
            assert {each.service: each.on for each in answer} == {
                name: last_given(given_once, family.id, name, on) for name in owed
            }

    @given(families(), records(), days())
    def test_are_open_only_for_want_of_the_hardship(
        self, held: list[Family], given_once: list[ServiceRecord], on: date
    ) -> None:
        for family in held:
            answer = services(family, given_once, YIJUN, on=on)
            assert isinstance(answer, Undetermined) == (family.special_hardship is None)
            assert answer.citations

    @given(families(), records(), days(), st.data())
    def test_reach_as_many_as_every_completion(
        self,
        held: list[Family],
        given_once: list[ServiceRecord],
        on: date,
        data: st.DataObject,
    ) -> None:
        completed = [
            evolve(
                each,
                special_hardship=data.draw(st.booleans())
                if each.special_hardship is None
                else each.special_hardship,
            )
            for each in held
        ]
        for partly, known in zip(
            reach(held, given_once, YIJUN, on=on),
            reach(completed, given_once, YIJUN, on=on),
            strict=True,
        ):
            name = partly.service
            owed = {f.id for f in completed if name in FOR_ALL or f.special_hardship}
            had = {f for f in owed if last_given(given_once, f, name, on)}
            open_still = {f for f in owed if last_given(given_once, f, name, on) is None}
            assert known.owed == Count(known=len(owed))
            assert known.given == Count(known=len(had), unknown=tuple(sorted(open_still)))
            for few, many in ((partly.owed, known.owed), (partly.given, known.given)):
                assert few.known <= many.known <= few.known + len(few.unknown)
                assert set(many.unknown) <= set(few.unknown)

    @given(families(), records(), days(), st.randoms())
    def test_do_not_depend_on_the_order(
        self,
        held: list[Family],
        given_once: list[ServiceRecord],
        on: date,
        random: Random,
    ) -> None:
        before = reach(held, given_once, YIJUN, on=on)
        listed = [services(each, given_once, YIJUN, on=on) for each in held]
        shuffled = [*given_once]
        random.shuffle(shuffled)
        assert [services(each, shuffled, YIJUN, on=on) for each in held] == listed
        random.shuffle(held)
        assert reach(held, shuffled, YIJUN, on=on) == before

    @given(families(), records(), days(), days())
    def test_given_later_change_nothing(
        self, held: list[Family], given_once: list[ServiceRecord], on: date, later: date
    ) -> None:
        assume(later > on)
        more = [*given_once, ServiceRecord(family="A", service="care", on=later)]
        assert reach(held, more, YIJUN, on=on) == reach(held, given_once, YIJUN, on=on)


# contacts with a child

AGES = {
    "three-months": 3,
    "six-months": 6,
    "eight-months": 8,
    "twelve-months": 12,
    "eighteen-months": 18,
    "twenty-four-months": 24,
    "thirty-months": 30,
    "thirty-six-months": 36,
}
HOME, MONTH = "newborn-home-visit", "full-month"
CONTACTS = (HOME, MONTH, *AGES)
BLOOD = "blood-routine"
FIXED: Mapping[str, set[str]] = {
    "handbook": {HOME},
    "screening-results": {HOME},
    "measures": {MONTH},
    "second-hepatitis-b-dose": {MONTH},
    BLOOD: {"six-months", "eighteen-months", "thirty-months"},
    "hearing": {"six-months", "twelve-months", "twenty-four-months", "thirty-six-months"},
    "chinese-medicine": set(AGES) - {"three-months", "eight-months"},
}
CHECKS = st.sets(st.sampled_from(sorted(FIXED))).map(lambda names: tuple(sorted(names)))
Window: TypeAlias = tuple[date | None, date | None]


def at_age(birth: date, months: int) -> date:
    """Find the day of an age on a calendar: the same day of the month, else its last."""
    year, month = divmod(birth.year * 12 + birth.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(birth.day, last))


def window(child: Child, name: str) -> Window:
    """Work out when a contact is due: its first day, and its last where there is one."""
    if name in AGES:
        return at_age(child.born_on, AGES[name]), None
    if name == MONTH:
        return child.born_on + 28 * DAY, child.born_on + 30 * DAY
    left = child.discharged_on
    return (left, left + 7 * DAY) if left else (None, None)


@frozen(kw_only=True)
class Calendar:
    """A child, what is recorded of it, and the day that is asked about."""

    child: Child
    held: tuple[HealthContact, ...]
    on: date

    def ask(self) -> dict[str, VisitStatus]:
        found = health_visits(self.child, self.held, YIJUN, on=self.on)
        return {each.contact: each.status for each in found}

    def record(self, name: str) -> Event:
        own = [each.on for each in self.held if each.contact == name and each.child == "C1"]
        return own[0] if own else None

    def by_hand(self) -> dict[str, VisitStatus]:
        return {name: self._by_hand(name) for name in CONTACTS}

    def _by_hand(self, name: str) -> VisitStatus:
        first, last = window(self.child, name)
        held = self.record(name)
        if held and held <= self.on:
            return VisitStatus.HELD
        if self.on < self.child.born_on:
            return VisitStatus.NOT_DUE
        if first is None:
            in_care = self.child.discharged_on is False
            return VisitStatus.NOT_DUE if in_care else VisitStatus.UNKNOWN
        if self.on < first:
            return VisitStatus.NOT_DUE
        if held is None:
            return VisitStatus.UNKNOWN
        return VisitStatus.OVERDUE if last and self.on > last else VisitStatus.DUE


BIRTHS = st.dates(date(2019, 1, 1), date(2027, 12, 31)) | st.sampled_from(
    (date(2024, 2, 29), date(2023, 8, 31), date(2023, 11, 30), date(2024, 12, 31))
)


NOT_SO_FAR: SearchStrategy[Literal[False]] = st.just(False)  # noqa: FBT003 - what an event is
NEAR = st.integers(0, 60)


@st.composite
def calendars(draw: DrawFn, *, known: bool = False) -> Calendar:
    """Draw a child with contacts on or after the days from which they are due."""
    unknown: SearchStrategy[None] = st.nothing() if known else st.none()
    birth = draw(BIRTHS)
    stay: SearchStrategy[Event] = st.integers(0, 40).map(lambda length: birth + length * DAY)
    child = Child(id="C1", born_on=birth, discharged_on=draw(unknown | NOT_SO_FAR | stay))
    held = []
    for name in draw(st.sets(st.sampled_from(CONTACTS))):
        first = window(child, name)[0] or birth
        day: Event = first + draw(NEAR) * DAY
        # nobody is visited at home before leaving for it
        still_there = name == HOME and child.discharged_on is False
        on = draw(unknown | NOT_SO_FAR | (st.nothing() if still_there else st.just(day)))
        held.append(HealthContact(child="C1", contact=name, on=on, checks=draw(st.none() | CHECKS)))
    edges = [day for name in CONTACTS for day in window(child, name) if day]
    near = st.sampled_from(sorted({edge + step * DAY for edge in edges for step in (-1, 0, 1)}))
    return Calendar(child=child, held=tuple(held), on=draw(near | days()))


class TestTheContactsOfAChild:
    """0–6岁儿童健康管理: one home visit, one contact at a month, eight at ages up to three."""

    @given(calendars())
    def test_stand_as_a_calendar_says(self, asked: Calendar) -> None:
        assert asked.ask() == asked.by_hand()

    @given(calendars())
    def test_have_the_days_that_a_calendar_has(self, asked: Calendar) -> None:
        for each in health_visits(asked.child, asked.held, YIJUN, on=asked.on):
            assert (each.first_on, each.limit.by) == window(asked.child, each.contact)

    @given(calendars(known=True), st.data())
    def test_are_settled_only_when_no_unknown_fact_could_change_them(
        self, asked: Calendar, data: st.DataObject
    ) -> None:
        # what is recorded in full: a contact that is not there was not held
        names = {each.contact for each in asked.held}
        full = evolve(
            asked,
            held=(
                *asked.held,
                *(
                    HealthContact(child="C1", contact=name, on=False)
                    for name in CONTACTS
                    if name not in names
                ),
            ),
        )
        hidden = data.draw(st.sets(st.sampled_from(CONTACTS)))
        child = full.child
        if data.draw(st.booleans()):
            child = evolve(child, discharged_on=None)
        partly = evolve(
            full,
            child=child,
            held=tuple(
                evolve(each, on=None) if data.draw(st.booleans()) else each
                for each in full.held
                if each.contact not in hidden
            ),
        )
        truth = full.ask()
        assert VisitStatus.UNKNOWN not in truth.values()
        for name, status in partly.ask().items():
            assert status in {truth[name], VisitStatus.UNKNOWN}

    @given(calendars())
    def test_name_what_is_missing_just_when_they_are_open(self, asked: Calendar) -> None:
        for each in health_visits(asked.child, asked.held, YIJUN, on=asked.on):
            assert bool(each.missing) == (each.status is VisitStatus.UNKNOWN)
            assert each.citations
            assert all(item.citation for item in each.missing)
            assert (each.in_time is not None) == (
                each.status is VisitStatus.HELD and each.limit.by is not None
            )

    @given(calendars(), st.randoms())
    def test_do_not_depend_on_the_order_nor_on_other_children(
        self,
        asked: Calendar,
        random: Random,
    ) -> None:
        others = [evolve(each, child="C2", on=None, checks=()) for each in asked.held]
        more = [*asked.held, *others]
        random.shuffle(more)
        assert health_visits(asked.child, more, YIJUN, on=asked.on) == health_visits(
            asked.child, asked.held, YIJUN, on=asked.on
        )

    @given(calendars())
    def test_check_what_is_fixed_and_blood_once_between_six_and_eight_months(
        self, asked: Calendar
    ) -> None:
        held = {each.contact: each for each in asked.held}

        def made(check: str, name: str) -> bool:
            record = held.get(name)
            past = record is not None and bool(record.on) and record.on <= asked.on  # type: ignore[operator]
            return past and check in ((record and record.checks) or ())

        for each in health_visits(asked.child, asked.held, YIJUN, on=asked.on):
            fixed = {check for check, names in FIXED.items() if each.contact in names}
            late = each.contact == "eight-months" and not made(BLOOD, "six-months")
            assert {c.check for c in each.checks if not c.catch_up} == fixed
            assert [c.check for c in each.checks if c.catch_up] == [BLOOD] * late
            for check in each.checks:
                assert (check.made is True) == made(check.check, each.contact)


# what is held for families


@st.composite
def held_in(draw: DrawFn) -> tuple[Plan, tuple[Activity, ...], date]:
    ends = [date(year, 12, day) for year in range(2022, 2027) for day in (30, 31)]
    plan = draw(st.sampled_from((YIJUN, TWICE)))
    return plan, draw(any_activities(plan)), draw(st.sampled_from(ends) | days())


YEARS = st.sets(st.integers(2019, 2030), min_size=1)
SAME = {
    TargetStatus.MET: LectureStatus.MET,
    TargetStatus.MISSED: LectureStatus.MISSED,
    TargetStatus.NOT_DUE: LectureStatus.PENDING,
    TargetStatus.UNDETERMINED: LectureStatus.UNKNOWN,
}
World: TypeAlias = "tuple[Plan, tuple[Activity, ...], date]"


def verdicts(world: World, years: set[int], recorded: set[int]) -> dict[int, LectureStatus]:
    plan, held, on = world
    found = lectures(held, plan, years=years, recorded_years=recorded, on=on)
    return {each.year: each.status for each in found}


class TestTheLectureOfEveryYear:
    """2.1.2: one county lecture on parenting in every year, and none heals another."""

    @given(held_in(), YEARS, YEARS)
    def test_is_counted_by_hand(self, world: World, years: set[int], recorded: set[int]) -> None:
        plan, held, on = world
        for year, status in verdicts(world, years, recorded).items():
            last = date(year, 12, 31)
            changed = plan is TWICE and min(on, last) < date(2025, 5, 6)
            wanted = 2 if changed else 1
            past = [a for a in held if a.on <= on and a.on.year == year]
            levels = [a.level for a in past if a.kind == "lecture"]
            certain, possible = levels.count(Level.COUNTY), levels.count(None)
            expected = LectureStatus.MISSED
            if certain >= wanted:
                expected = LectureStatus.MET
            elif on < last:
                expected = LectureStatus.PENDING
            elif year not in recorded or certain + possible >= wanted:
                expected = LectureStatus.UNKNOWN
            assert status is expected

    @given(held_in(), st.sets(st.integers(2019, 2030)))
    def test_has_the_verdict_of_its_target(self, world: World, recorded: set[int]) -> None:
        plan, held, on = world
        county = County(id="yijun", activities=held, recorded_years=tuple(recorded))
        found = progress(plan.target("county-lecture"), observe(county, plan, on=on), plan, on=on)
        by_target = {int(part.part): SAME[part.status] for part in found.parts}
        assert verdicts(world, set(by_target), recorded) == by_target

    @given(held_in(), YEARS, YEARS, days())
    def test_heals_no_other_year(
        self, world: World, years: set[int], recorded: set[int], day: date
    ) -> None:
        plan, held, on = world
        more = (*held, Activity(id="new", kind="lecture", level=Level.COUNTY, on=day))
        before, after = (
            verdicts(world, years, recorded),
            verdicts((plan, more, on), years, recorded),
        )
        assert {y: s for y, s in before.items() if y != day.year} == {
            y: s for y, s in after.items() if y != day.year
        }

    @given(held_in(), YEARS, YEARS, st.data())
    def test_is_settled_only_when_no_unknown_level_could_change_it(
        self, world: World, years: set[int], recorded: set[int], data: st.DataObject
    ) -> None:
        plan, held, on = world
        completed = tuple(
            evolve(a, level=data.draw(st.sampled_from(Level))) if a.level is None else a
            for a in held
        )
        truth = verdicts((plan, completed, on), years, recorded)
        for year, status in verdicts(world, years, recorded).items():
            if status in {LectureStatus.MET, LectureStatus.MISSED}:
                assert truth[year] is status

    @given(held_in(), YEARS, YEARS, st.randoms())
    def test_does_not_depend_on_the_order(
        self,
        world: World,
        years: set[int],
        recorded: set[int],
        random: Random,
    ) -> None:
        plan, held, on = world
        shuffled = [*held]
        random.shuffle(shuffled)
        found = lectures(held, plan, years=years, recorded_years=recorded, on=on)
        again = lectures(shuffled, plan, years=[*years, *years], recorded_years=[*recorded], on=on)
        assert found == again
        for each in found:
            assert each.citations
            assert bool(each.missing) == (each.status is LectureStatus.UNKNOWN)


class TestTheActivities:
    """2.1.2: parents' classes, lectures and free clinics, regularly, in every township."""

    @given(held_in())
    def test_are_counted_by_hand(self, world: World) -> None:
        plan, held, on = world
        for town in activities(held, plan, on=on):
            for each in town.held:
                own = [a for a in held if a.kind == each.kind and a.on <= on]
                of_county = [a for a in own if each.kind == "lecture" and a.level is Level.COUNTY]
                open_level = [a for a in own if each.kind == "lecture" and a.level is None]
                here = [
                    a
                    for a in own
                    if a.town == town.town and a not in of_county and a not in open_level
                ]
                maybe = [
                    a
                    for a in own
                    if a.town in {None, town.town} and a not in here and a not in of_county
                ]
                assert each.number == Count(
                    known=len(here), unknown=tuple(sorted(a.id for a in maybe))
                )
                assert each.last_on == max((a.on for a in here), default=None)
                assert each.days_since == (
                    None if each.last_on is None else (on - each.last_on).days
                )
                assert (each.kind in town.without) == (not here and not maybe)

    @given(held_in(), st.randoms(), days())
    def test_do_not_depend_on_the_order_nor_on_what_comes_later(
        self,
        world: World,
        random: Random,
        day: date,
    ) -> None:
        plan, held, on = world
        more = [*held]
        if day > on:
            more.append(Activity(id="new", kind="free-clinic", town="wuli", on=day))
        random.shuffle(more)
        assert activities(more, plan, on=on) == activities(held, plan, on=on)

    @given(held_in())
    def test_of_a_kind_add_up_to_those_that_were_held(self, world: World) -> None:
        plan, held, on = world
        found = activities(held, plan, on=on)
        placed = [a for a in held if a.on <= on and a.town and a.kind == "free-clinic"]
        told = [
            each.number.known for town in found for each in town.held if each.kind == "free-clinic"
        ]
        assert sum(told) == len(placed)


# the rates

TARGET = next(target for target in QINGHE.targets if target.indicator == "knowledge-rate")
TOWNS = [town.id for town in QINGHE.towns]
Pair: TypeAlias = tuple[int, int]
CEILING = 4


@st.composite
def partly(draw: DrawFn) -> dict[str, int]:
    """Draw what is known of a township: a number is exact, bounded or unknown."""
    part, whole = sorted(draw(st.tuples(st.integers(0, CEILING), st.integers(1, CEILING))))
    whole = max(whole, 1)
    known: dict[str, int] = {}
    for name, number, least in (("numerator", part, 0), ("denominator", whole, 1)):
        match draw(st.integers(0, 3)):
            case 0 | 1:
                known[name] = number
            case 2:
                known[f"{name}_at_least"] = max(least, number - draw(st.integers(0, 2)))
                known[f"{name}_at_most"] = number + draw(st.integers(0, 2))
    return known


def completions(known: Mapping[str, int]) -> set[Pair]:
    """Give every pair that can be what is known of a township, up to wholes of some size."""
    return {
        (part, whole)
        for whole in range(1, 2 * CEILING + 1)
        for part in range(whole + 1)
        if all(
            known.get(name, number) == number
            and known.get(f"{name}_at_least", number) <= number
            and known.get(f"{name}_at_most", number) >= number
            for name, number in (("numerator", part), ("denominator", whole))
        )
    }


def rates(towns: Mapping[str, Mapping[str, int]]) -> set[Fraction]:
    """Give the rate of the county for every way to complete what is known of its townships."""
    sums: set[Pair] = {(0, 0)}
    for name in TOWNS:
        pairs = completions(towns.get(name, {}))
        sums = {(n + part, w + whole) for n, w in sums for part, whole in pairs}
    return {Fraction(part, whole) for part, whole in sums}


def told(towns: Mapping[str, dict[str, int]], on: date) -> list[Observation]:
    common: dict[str, Any] = {"county": "qinghe", "indicator": TARGET.indicator, "on": on}
    return [Observation(**common | {"town": name} | known) for name, known in towns.items()]


def ask(data: Sequence[Observation], on: date) -> CoverageRate:
    (found,) = coverage(data, QINGHE, on=on)
    return found


SURVEYS = st.dictionaries(st.sampled_from(TOWNS), partly())
DUE = TARGET.due or date.max


class TestTheRates:
    """1: the families who know, out of those asked, over every township of the county."""

    @given(SURVEYS)
    def test_lie_between_their_bounds_and_reach_them_where_every_whole_is_bounded(
        self, towns: dict[str, dict[str, int]]
    ) -> None:
        low, high = ask(told(towns, DUE), DUE).bounds
        possible = rates(towns)
        assert high is not None
        assert all(low <= rate <= high for rate in possible)
        if len(towns) == len(TOWNS) and all(
            {"denominator", "denominator_at_most"} & set(known) for known in towns.values()
        ):
            assert (low, high) == (min(possible), max(possible))
        elif len(towns) < len(TOWNS):
            assert (low, high) == (Fraction(0), Fraction(1))

    @given(SURVEYS, st.sampled_from((DUE - DAY, DUE)))
    def test_have_the_bounds_of_their_target(
        self, towns: dict[str, dict[str, int]], on: date
    ) -> None:
        data = told(towns, on)
        judged, found = progress(TARGET, data, QINGHE, on=on), ask(data, on)
        assert (judged.bounds, judged.value) == (found.bounds, found.value)

    @given(SURVEYS)
    def test_have_the_sums_of_their_townships_just_when_all_are_known(
        self, towns: dict[str, dict[str, int]]
    ) -> None:
        found = ask(told(towns, DUE), DUE)
        pairs = [completions(towns.get(name, {})) for name in TOWNS]
        for index, number in ((0, found.numerator), (1, found.denominator)):
            one_each = [{pair[index] for pair in each} for each in pairs]
            exactly = [each for each in one_each if len(each) == 1]
            if number is not None:
                assert len(exactly) == len(TOWNS)
                assert number == sum(next(iter(each)) for each in exactly)
            name = ("numerator", "denominator")[index]
            if all(name in towns.get(town, {}) for town in TOWNS):
                assert number is not None

    @given(SURVEYS)
    def test_name_what_is_missing_where_they_are_open(
        self, towns: dict[str, dict[str, int]]
    ) -> None:
        found = ask(told(towns, DUE), DUE)
        if found.value is None:
            assert found.missing
        if None not in (found.numerator, found.denominator):
            assert not found.missing
        assert found.citations
        assert all(item.citation for item in found.missing)

    @given(SURVEYS, st.randoms(), SURVEYS)
    def test_do_not_depend_on_the_order_nor_on_what_is_told_later(
        self,
        towns: dict[str, dict[str, int]],
        random: Random,
        later: dict[str, dict[str, int]],
    ) -> None:
        data = told(towns, DUE)
        more = [*data, *told(later, DUE + DAY)]
        random.shuffle(more)
        assert ask(more, DUE) == ask(data, DUE)
