from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from infantcare_policy.county import AreaKind, ResidentialArea
from infantcare_policy.decisions import Citation, Decided, Decision
from infantcare_policy.errors import BeyondHorizon
from infantcare_policy.facilities import Demonstration, Facility, Operation, Setting
from infantcare_policy.plan import Plan, Row, load, yijun
from infantcare_policy.provision import Count, Network, Provision, assess, network, required_slots
from infantcare_policy.terms import Level
from infantcare_policy.testing import days, facilities, forgetting, plans_under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hypothesis.strategies import DataObject, DrawFn

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
TEXT = Citation("yijun", "2.2.4")
AMENDED = YIJUN.amend(
    {"figures.slots_per_thousand": [Row(8, cite=TEXT), Row(10, cite=TEXT, since=date(2025, 5, 6))]}
).issued_on(date(2022, 5, 6))
READINGS = ("slot-rounding", "existing-area-slots", "three-years-from", "rest-day-roll")
PLANS = st.sampled_from((YIJUN, AMENDED, QINGHE)).flatmap(lambda plan: plans_under(plan, READINGS))
UP = st.sampled_from((YIJUN, AMENDED))
EITHER_ROUNDING = UP.flatmap(lambda plan: plans_under(plan, ["slot-rounding"]))
PEOPLE = st.sampled_from((0, 1, 62, 63, 124, 125, 126)) | st.integers(0, 10**9)
FINDINGS = tuple(finding.name for finding in fields(Provision))

MODEST = settings(max_examples=60)
DAY = timedelta(days=1)


class TestRequiredSlots:
    """2.2.4: no fewer than 8 slots per thousand people in a new area."""

    @given(EITHER_ROUNDING, days(), PEOPLE, PEOPLE)
    def test_never_fall_as_people_rise(self, plan: Plan, on: date, one: int, other: int) -> None:
        fewer, more = sorted((one, other))
        assert required_slots(fewer, plan, on=on) <= required_slots(more, plan, on=on)

    @given(UP, days(), st.lists(PEOPLE, min_size=1, max_size=5))
    def test_of_the_parts_are_never_fewer_than_of_the_whole(
        self, plan: Plan, on: date, parts: list[int]
    ) -> None:
        whole = required_slots(sum(parts), plan, on=on)
        assert sum(required_slots(part, plan, on=on) for part in parts) >= whole

    @given(UP, days(), PEOPLE)
    def test_rounded_up_are_the_fewest_that_are_enough(
        self, plan: Plan, on: date, people: int
    ) -> None:
        per_thousand = plan.figures(on).slots_per_thousand
        assert per_thousand
        slots = required_slots(people, plan, on=on)
        assert slots * 1000 >= people * per_thousand
        assert (slots - 1) * 1000 < people * per_thousand

    @given(UP, days(), PEOPLE)
    def test_rounded_up_are_the_nearest_or_one_more(
        self, plan: Plan, on: date, people: int
    ) -> None:
        nearest = required_slots(people, plan.with_readings({"slot-rounding": "nearest"}), on=on)
        assert required_slots(people, plan, on=on) - nearest in (0, 1)

    @given(EITHER_ROUNDING, days(), st.integers(0, 10**6))
    def test_of_whole_thousands_need_no_rounding(
        self, plan: Plan, on: date, thousands: int
    ) -> None:
        per_thousand = plan.figures(on).slots_per_thousand
        assert per_thousand
        assert required_slots(1000 * thousands, plan, on=on) == thousands * per_thousand


@frozen
class Weekdays:
    """A calendar of five working days a week, with an end."""

    end: date

    def is_workday(self, day: date) -> bool:
        if day > self.end:
            raise BeyondHorizon(day)
        return day.weekday() < 5


@frozen(kw_only=True)
class Question:
    """An area and the facilities around it, asked about under a plan on a day."""

    plan: Plan
    on: date
    area: ResidentialArea
    facilities: tuple[Facility, ...]
    calendar: Weekdays

    def ask(self) -> Decision[Provision]:
        return assess(
            self.area,
            self.plan,
            on=self.on,
            facilities=self.facilities,
            calendar=self.calendar,
        )

    def findings(self) -> dict[str, Decision[Any]]:
        """Every finding that is asked for, or none where nobody says what kind of area it is."""
        answer = self.ask()
        if not isinstance(answer, Decided):
            return {}
        found = {name: getattr(answer.value, name) for name in FINDINGS}
        return {name: finding for name, finding in found.items() if finding is not None}


IDS = ("F1", "F2", "F3")
HAPPENED = st.just(False) | days()  # noqa: FBT003 - what an event is
AREAS = st.builds(
    ResidentialArea,
    id=st.just("A1"),
    kind=st.sampled_from(AreaKind),
    population=st.integers(0, 6000),
    slots=st.sampled_from((0, 8, 21)) | st.integers(0, 60),
    facilities=st.lists(st.sampled_from(IDS), unique=True).map(tuple),
    approved_on=HAPPENED,
    housing_accepted_on=HAPPENED,
    housing_delivered_on=HAPPENED,
    facility_accepted_on=HAPPENED,
    facility_delivered_on=HAPPENED,
    duty_starts_on=HAPPENED,
    surveyed_on=HAPPENED,
)
FORGETTABLE = tuple(f.name for f in fields(ResidentialArea) if f.name != "id")
FORGOTTEN = st.lists(st.sampled_from(FORGETTABLE), max_size=3)


@st.composite
def three(draw: DrawFn, plan: Plan, *, known: bool = True) -> tuple[Facility, ...]:
    """Draw a facility for each id."""
    return tuple(draw(facilities(plan, ids=(name,), known=known)) for name in IDS)


@st.composite
def questions(draw: DrawFn) -> Question:
    """Draw a question in which every fact is known."""
    plan = draw(PLANS)
    return Question(
        plan=plan,
        on=draw(days()),
        area=draw(AREAS),
        facilities=draw(three(plan)),
        calendar=Weekdays(draw(days())),
    )


@st.composite
def partly(draw: DrawFn, question: Question) -> Question:
    """Draw the same question with some facts unknown."""
    forgotten: dict[str, Any] = dict.fromkeys(draw(FORGOTTEN))
    return evolve(
        question,
        area=evolve(question.area, **forgotten),
        facilities=tuple(draw(forgetting(facility)) for facility in question.facilities),
    )


def verdict(finding: Decision[Any]) -> object:
    """What a finding comes to, apart from why."""
    return ("decided", finding.value) if isinstance(finding, Decided) else finding.kind


class TestWhatAnAreaHas:
    """2.2.4: slots, with the housing in a new area, in three years in an existing one."""

    @given(questions(), st.data())
    def test_that_is_settled_no_true_datum_turns_into_something_else(
        self, question: Question, data: DataObject
    ) -> None:
        blind = data.draw(partly(question)).findings()
        seeing = question.findings()
        for name, finding in blind.items():
            if isinstance(finding, Decided):
                assert verdict(finding) == verdict(seeing[name])

    @given(questions())
    def test_is_open_for_no_fact_when_every_fact_is_known(self, question: Question) -> None:
        for name in ("provided", "acceptance", "delivery"):
            finding = question.findings().get(name)
            assert finding is None or isinstance(finding, Decided)

    @given(questions())
    def test_adds_up_and_is_subtracted(self, question: Question) -> None:
        found = question.findings()
        named = [f for f in question.facilities if f.id in (question.area.facilities or ())]
        provided = (question.area.slots or 0) + sum(places(f, question.on) for f in named)
        assert found["provided"].require() == provided
        if isinstance(found["required"], Decided):
            lacking = max(0, found["required"].value - provided)
            assert found["deficit"].require() == lacking

    @MODEST
    @given(questions(), st.data())
    def test_does_not_depend_on_the_order_of_facilities(
        self, question: Question, data: DataObject
    ) -> None:
        asked = data.draw(partly(question))
        shuffled = tuple(data.draw(st.permutations(asked.facilities)))
        assert evolve(asked, facilities=shuffled).ask() == asked.ask()

    @given(questions())
    def test_is_in_time_when_it_came_no_later_than_the_housing(self, question: Question) -> None:
        area, found = question.area, question.findings()
        if area.kind is not AreaKind.NEW:
            assert not {"acceptance", "delivery"} & set(found)
            return
        for act, housing, facility in (
            ("acceptance", area.housing_accepted_on, area.facility_accepted_on),
            ("delivery", area.housing_delivered_on, area.facility_delivered_on),
        ):
            came, built = seen(facility, question.on), seen(housing, question.on)
            if came:
                expected = "late" if built and came > built else "in-time"
            else:
                expected = "late" if built else "pending"
            assert found[act].require() == expected

    @given(questions())
    def test_is_overdue_by_the_days_after_the_last_one(self, question: Question) -> None:
        found = question.findings()
        due, overdue = found.get("due"), found.get("overdue_by")
        if isinstance(due, Decided) and due.value.by and isinstance(overdue, Decided):
            until = seen(question.area.facility_accepted_on, question.on) or question.on
            assert overdue.value == sum(due.value.by < day for day in days_to(until, due.value.by))

    @MODEST
    @given(questions(), st.data())
    def test_names_every_reading_that_could_change_it(
        self, question: Question, data: DataObject
    ) -> None:
        asked = data.draw(partly(question))
        found = asked.findings()
        for name in READINGS:
            for option in asked.plan.reading(name).options:
                plan = asked.plan.with_readings({name: option.id})
                others = evolve(asked, plan=plan).findings()
                for finding, answer in found.items():
                    if name not in {stamp.id for stamp in answer.readings}:
                        assert verdict(others[finding]) == verdict(answer)


def seen(event: object, on: date) -> date | None:
    return event if isinstance(event, date) and event <= on else None


def days_to(last: date, due: date) -> Iterator[date]:
    """Walk from the day after the last one in time."""
    day = due + DAY
    while day <= last:
        yield day
        day += DAY


def places(facility: Facility, on: date) -> int:
    """Count the places of a facility of which everything is known."""
    if seen(facility.closed_on, on):
        return 0
    passed = {a.on: a.slots for a in facility.acceptances or () if a.passed and a.on <= on}
    return passed[max(passed)] if passed else 0


Adds = tuple["Callable[[Network], Count]", "Callable[[Facility], int]"]


def is_open(facility: Facility, on: date) -> bool:
    return not seen(facility.closed_on, on)


def stands(facility: Facility, setting: Setting) -> bool:
    return setting in (facility.settings or ())


def community(facility: Facility, on: date) -> bool:
    return is_open(facility, on) and stands(facility, Setting.COMMUNITY)


def demonstrates(facility: Facility, on: date) -> bool:
    act = facility.demonstration
    county = isinstance(act, Demonstration) and act.level is Level.COUNTY and act.since <= on
    return is_open(facility, on) and county


def places_in(setting: Setting, on: date) -> Adds:
    name = f"{setting.value}_places"
    return lambda n: getattr(n, name), lambda f: places(f, on) * stands(f, setting)


def in_town(index: int, town: str, on: date) -> Adds:
    return lambda n: n.towns[index].facilities, lambda f: is_open(f, on) and f.town == town


def centres_in_town(index: int, town: str, on: date) -> Adds:
    return lambda n: n.towns[index].community, lambda f: community(f, on) and f.town == town


def run_as(operation: Operation, on: date) -> Adds:
    return (
        lambda n: dict(n.operations)[operation],
        lambda f: is_open(f, on) and f.operation is operation,
    )


def what_each_adds(plan: Plan, on: date) -> Iterator[Adds]:
    """Give each count of the network, and what a wholly known facility adds to it."""
    yield lambda n: n.demonstrations, lambda f: demonstrates(f, on)
    yield lambda n: n.community, lambda f: community(f, on)
    yield lambda n: n.places, lambda f: places(f, on)
    yield lambda n: n.inclusive_places, lambda f: places(f, on) * bool(f.inclusive)
    for setting in (Setting.KINDERGARTEN, Setting.WORKPLACE):
        yield places_in(setting, on)
    for index, town in enumerate(plan.towns):
        yield in_town(index, town.id, on)
        yield centres_in_town(index, town.id, on)
    for operation in Operation:
        yield run_as(operation, on)


@frozen(kw_only=True)
class County:
    """Facilities of which everything is known, asked about under a plan on a day."""

    plan: Plan
    on: date
    facilities: tuple[Facility, ...]

    def network(self, known: Iterable[Facility] | None = None) -> Network:
        return network(self.facilities if known is None else known, self.plan, on=self.on)


@st.composite
def counties(draw: DrawFn) -> County:
    plan = draw(st.sampled_from((YIJUN, QINGHE)))
    return County(plan=plan, on=draw(days()), facilities=draw(three(plan)))


class TestTheNetwork:
    """2.2.5: N demonstration facilities of the county and M community and village centres."""

    @given(counties())
    def test_is_what_one_counts_on_the_fingers(self, county: County) -> None:
        found = county.network()
        for counted, adds in what_each_adds(county.plan, county.on):
            assert counted(found) == Count(known=sum(map(adds, county.facilities)))

    @given(counties(), st.data())
    def test_is_completed_by_the_facilities_that_it_names_as_unknown(
        self, county: County, data: DataObject
    ) -> None:
        found = county.network([data.draw(forgetting(f)) for f in county.facilities])
        by_id = {facility.id: facility for facility in county.facilities}
        for counted, adds in what_each_adds(county.plan, county.on):
            count = counted(found)
            truth = sum(map(adds, county.facilities))
            assert count.known <= truth
            assert count.known + sum(adds(by_id[name]) for name in count.unknown) == truth

    @given(counties(), st.data())
    def test_is_never_smaller_or_larger_than_its_bounds(
        self, county: County, data: DataObject
    ) -> None:
        blind = county.network([data.draw(forgetting(f)) for f in county.facilities])
        truth = county.network()
        pairs = [
            (blind.demonstrations, truth.demonstrations),
            (blind.community, truth.community),
            *((b.facilities, t.facilities) for b, t in zip(blind.towns, truth.towns, strict=True)),
            *((b, t) for (_, b), (_, t) in zip(blind.operations, truth.operations, strict=True)),
        ]
        for partial, whole in pairs:
            assert partial.known <= whole.require() <= partial.known + len(partial.unknown)

    @given(counties(), st.data())
    def test_of_the_towns_is_never_larger_than_that_of_the_county(
        self, county: County, data: DataObject
    ) -> None:
        found = county.network([data.draw(forgetting(f)) for f in county.facilities])
        assert sum(town.facilities.known for town in found.towns) <= len(county.facilities)
        assert sum(town.community.known for town in found.towns) <= found.community.known
        for town in found.towns:
            assert town.community.known <= town.facilities.known
        standing = sum(not seen(f.closed_on, county.on) for f in county.facilities)
        assert sum(t.facilities.known for t in county.network().towns) == standing

    @given(counties())
    def test_names_as_without_the_towns_in_which_nothing_stands(self, county: County) -> None:
        standing = {f.town for f in county.facilities if not seen(f.closed_on, county.on)}
        without = [town.id for town in county.plan.towns if town.id not in standing]
        assert list(county.network().towns_without) == without

    @MODEST
    @given(counties(), st.data())
    def test_does_not_depend_on_the_order_of_facilities(
        self, county: County, data: DataObject
    ) -> None:
        known = [data.draw(forgetting(f)) for f in county.facilities]
        shuffled = data.draw(st.permutations(known))
        assert county.network(shuffled) == county.network(known)
