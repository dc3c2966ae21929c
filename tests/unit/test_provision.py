from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

from infantcare_policy.calendars import Deadline
from infantcare_policy.county import AreaKind, ResidentialArea
from infantcare_policy.decisions import Citation, Decided, Ground, Missing, Undetermined
from infantcare_policy.errors import InvalidFacts, UnknownTown, Unsettled
from infantcare_policy.facilities import Acceptance, Demonstration, Facility, Operation, Setting
from infantcare_policy.plan import Plan, Row, load, yijun
from infantcare_policy.provision import (
    Count,
    Network,
    Provision,
    Synchrony,
    assess,
    network,
    required_slots,
)
from infantcare_policy.samples import yijun_county
from infantcare_policy.terms import Level

ON = date(2026, 1, 5)
TEXT = Citation("yijun", "2.2.4")
NEW = ResidentialArea(
    id="A1",
    kind=AreaKind.NEW,
    population=2600,
    approved_on=date(2021, 5, 10),
    housing_accepted_on=date(2022, 5, 20),
    facility_accepted_on=date(2022, 5, 21),
    slots=5,
    facilities=("F1",),
)
EXISTING = ResidentialArea(
    id="A2",
    kind=AreaKind.EXISTING,
    population=1850,
    slots=0,
    facilities=(),
    facility_accepted_on=False,
    duty_starts_on=date(2022, 8, 27),  # three years later is Wednesday 27 August 2025
)
NURSERY = Facility(
    id="F1",
    closed_on=False,
    acceptances=(Acceptance(on=date(2022, 5, 21), slots=12, passed=True),),
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yijun()


@pytest.fixture(scope="module")
def qinghe() -> Plan:
    return load(Path(__file__).parents[1] / "plans" / "qinghe.toml")


def ask(area: ResidentialArea, plan: Plan, **changes: Any) -> Provision:  # noqa: ANN401
    question: dict[str, Any] = {"on": ON, "facilities": [NURSERY]} | changes
    return assess(area, plan, **question).require()


def stamps(answer: Any) -> set[str]:  # noqa: ANN401 - any answer
    return {stamp.id for stamp in answer.readings}


class TestRequiredSlots:
    def test_without_a_figure_says_what_is_missing(self, qinghe: Plan) -> None:
        with pytest.raises(Unsettled, match="no slots per thousand on 2026-01-05") as unsettled:
            required_slots(2600, qinghe, on=ON)
        assert unsettled.value.answer == Undetermined(
            (Missing("slots_per_thousand", "text"),), plan=qinghe.stamp
        )

    def test_refuse_what_is_not_a_day(self, plan: Plan) -> None:
        with pytest.raises(InvalidFacts, match="a day without a time of day"):
            required_slots(2600, plan, on=datetime(2026, 1, 5))  # noqa: DTZ001 - has no place here

    @pytest.mark.parametrize("people", [-1, 126.0, True, "126", None])
    def test_refuse_what_is_no_number_of_people(self, plan: Plan, people: Any) -> None:  # noqa: ANN401
        with pytest.raises(InvalidFacts, match="a whole number ≥ 0"):
            required_slots(people, plan, on=ON)


class TestAnArea:
    def test_shows_how_its_slots_were_counted(self, plan: Plan) -> None:
        found = ask(NEW, plan)
        facts = (("population", 2600), ("slots_per_thousand", 8), ("on", date(2021, 5, 10)))
        owed = Ground("provision.required", TEXT, facts)
        had = Ground("provision.provided", None, (("facility", "F1"), ("slots", 12)))
        assert found.required == Decided(21, grounds=(owed,), plan=plan.stamp)
        assert found.provided == Decided(17, grounds=(had,), plan=plan.stamp)
        assert found.deficit == Decided(4, grounds=(owed, had), plan=plan.stamp)

    def test_shows_the_days_that_were_compared(self, plan: Plan) -> None:
        found = ask(NEW, plan)
        facts = (
            ("act", "accepted"),
            ("housing_accepted_on", date(2022, 5, 20)),
            ("facility_accepted_on", date(2022, 5, 21)),
        )
        ground = Ground("provision.synchrony", TEXT, facts)
        assert found.acceptance == Decided(Synchrony.LATE, grounds=(ground,), plan=plan.stamp)
        assert found.delivery == Undetermined(
            (
                Missing("housing_delivered_on", "fact", TEXT),
                Missing("facility_delivered_on", "fact", TEXT),
            ),
            plan=plan.stamp,
        )

    def test_shows_how_its_last_day_was_found(self, plan: Plan) -> None:
        found = ask(EXISTING, plan)
        facts = (
            ("start", date(2022, 8, 27)),
            ("years", 3),
            ("by", date(2025, 8, 27)),
        )
        ground = Ground("provision.due", TEXT, facts)
        stamp = plan.reading_stamp("three-years-from")
        deadline = Deadline(by=date(2025, 8, 27))
        assert found.due == Decided(deadline, grounds=(ground,), readings=(stamp,), plan=plan.stamp)
        # 4 days of August, 30, 31, 30, 31 and 5 of January
        assert found.overdue_by == Decided(
            131, grounds=(ground,), readings=(stamp,), plan=plan.stamp
        )

    def test_says_that_the_text_gives_it_no_number(self, plan: Plan) -> None:
        found = ask(EXISTING, plan)
        assert found.required == Undetermined(
            (Missing("existing_area_slots", "text", TEXT),),
            readings=(plan.reading_stamp("existing-area-slots"),),
            plan=plan.stamp,
        )

    def test_says_which_reading_left_its_first_day_open(self, plan: Plan) -> None:
        due = ask(evolve(EXISTING, duty_starts_on=None), plan).due
        missing = (Missing("duty_starts_on", "text", TEXT),)
        stamp = plan.reading_stamp("three-years-from")
        assert due == Undetermined(missing, readings=(stamp,), plan=plan.stamp)

    def test_of_unknown_kind_is_not_judged(self, plan: Plan) -> None:
        answer = assess(evolve(NEW, kind=None), plan, on=ON, facilities=())
        assert answer == Undetermined((Missing("kind", "fact", TEXT),), plan=plan.stamp)

    def test_takes_its_facilities_from_any_iterable(self, plan: Plan) -> None:
        assert ask(NEW, plan, facilities=iter([NURSERY])) == ask(NEW, plan)

    def test_refuses_what_is_not_a_day(self, plan: Plan) -> None:
        with pytest.raises(InvalidFacts, match="a day without a time of day"):
            ask(NEW, plan, on="2026-01-05")


@pytest.fixture(scope="module")
def found(plan: Plan) -> Network:
    return network(yijun_county().facilities or (), plan, on=ON)


@frozen
class Resting:
    """A calendar that knows one rest day."""

    rest: date

    def is_workday(self, day: date) -> bool:
        return day != self.rest


class TestReadings:
    def test_of_rounding_is_stamped_where_the_options_differ(self, plan: Plan) -> None:
        small = evolve(NEW, population=126, slots=1, facilities=())
        found = ask(small, plan)
        assert stamps(found.required) == stamps(found.deficit) == {"slot-rounding"}

    def test_of_rounding_is_not_stamped_where_they_agree(self, plan: Plan) -> None:
        found = ask(NEW, plan)
        assert stamps(found.required) == stamps(found.deficit) == set()

    def test_of_rounding_does_not_shape_a_deficit_that_is_none_either_way(self, plan: Plan) -> None:
        found = ask(evolve(NEW, population=126, slots=2, facilities=()), plan)
        assert stamps(found.required) == {"slot-rounding"}
        assert found.deficit.require() == 0
        assert stamps(found.deficit) == set()

    def test_of_rest_days_is_stamped_on_a_rest_day_only(self, plan: Plan) -> None:
        last = date(2025, 8, 27)
        for rest, shaped in ((last, True), (date(2025, 8, 26), False), (date(2025, 8, 28), False)):
            due = ask(EXISTING, plan, calendar=Resting(rest)).due
            assert due is not None
            assert ("rest-day-roll" in stamps(due)) is shaped
            assert due.require() == Deadline(by=last)

    def test_of_rest_days_rolls_to_the_next_day(self, plan: Plan) -> None:
        rolling = plan.with_readings({"rest-day-roll": "yes"})
        found = ask(EXISTING, rolling, calendar=Resting(date(2025, 8, 27)))
        assert found.due is not None
        assert found.due.require() == Deadline(by=date(2025, 8, 28))
        assert found.overdue_by is not None
        assert found.overdue_by.require() == 130

    def test_of_rest_days_does_not_shape_what_was_done_long_before(self, plan: Plan) -> None:
        done = evolve(EXISTING, facility_accepted_on=date(2023, 1, 9))
        found = ask(done, plan, calendar=Resting(date(2025, 8, 27)))
        assert found.overdue_by is not None
        assert found.overdue_by.require() == 0
        assert "rest-day-roll" not in stamps(found.overdue_by)

    def test_of_the_first_day_is_not_asked_where_the_last_is_fixed(self, qinghe: Plan) -> None:
        due = ask(EXISTING, qinghe, calendar=Resting(ON)).due
        assert due is not None
        assert due.require() == Deadline(by=date(2027, 6, 30))
        assert due.citations == (Citation("qinghe", "2.1"),)
        assert stamps(due) == set()

    def test_of_existing_slots_is_not_asked_of_a_new_area(self, plan: Plan) -> None:
        other = plan.with_readings({"existing-area-slots": "by-analogy"})
        assert ask(NEW, other).required.require() == ask(NEW, plan).required.require() == 21
        assert stamps(ask(NEW, other).required) == set()


class TestWhatIsMissing:
    def test_is_nothing_that_is_known(self, plan: Plan) -> None:
        late = evolve(EXISTING, slots=None)
        overdue = ask(late, plan).overdue_by
        assert isinstance(overdue, Undetermined)
        assert [item.name for item in overdue.missing] == ["slots"]

    def test_is_the_day_of_approval_where_a_figure_came_only_later(self, plan: Plan) -> None:
        rows = [Row(10, cite=TEXT, since=date(2025, 7, 1))]
        later = plan.amend({"figures.slots_per_thousand": rows})
        required = ask(evolve(NEW, approved_on=None), later).required
        assert isinstance(required, Undetermined)
        assert [item.name for item in required.missing] == ["approved_on"]

    def test_is_no_calendar_before_the_last_day_without_one(self, plan: Plan) -> None:
        rolling = plan.with_readings({"rest-day-roll": "yes"})
        later = evolve(EXISTING, duty_starts_on=date(2040, 1, 5))
        found = ask(later, rolling)
        assert found.due is not None
        assert found.due.require() == Deadline(provisional=True)
        assert found.overdue_by is not None
        assert found.overdue_by.require() == 0


class TestTheNetworkOfTheSample:
    """Counted by hand from the 15 records: YJ-11 and YJ-13 have closed, 13 are left."""

    def test_counts_n_and_m(self, found: Network) -> None:
        assert found.demonstrations == Count(known=1)  # YJ-01
        assert found.community == Count(known=5)  # YJ-02, 08, 09, 12, 14

    def test_adds_up_the_places(self, found: Network) -> None:
        # 70 + 50 + 40 + 25 + 12 + 0 + 80 + 45 + 0 + 0 + 36; 09 and 15 are not known
        unknown = ("YJ-09", "YJ-15")
        assert found.places == Count(known=358, unknown=unknown)
        # without the 25 of YJ-04
        assert found.inclusive_places == Count(known=333, unknown=unknown)
        # 70 of YJ-01 and 45 of YJ-08
        assert found.kindergarten_places == Count(known=115)
        assert found.workplace_places == Count(known=12)  # YJ-05

    def test_counts_every_town(self, found: Network) -> None:
        counted = {t.town: (t.facilities, t.community) for t in found.towns}
        assert counted == {
            "yiyang": (Count(known=3), Count(known=1)),  # 01, 02, 07
            "pengzhen": (Count(known=1), Count(known=0)),  # 03
            "wuli": (Count(known=2), Count(known=1)),  # 04, 14
            "kuquan": (Count(known=1), Count(known=0)),  # 05
            "taian": (Count(known=2), Count(known=0)),  # 06, 15
            "qipan": (Count(known=1), Count(known=1)),  # 08
            "yaosheng": (Count(known=1), Count(known=1)),  # 09
            "yunmeng": (Count(known=1), Count(known=0)),  # 10
            "xicun": (Count(known=0), Count(known=0)),
            "leiyuan": (Count(known=1), Count(known=1)),  # 12
        }
        assert found.towns_without == ("xicun",)

    def test_counts_who_built_and_who_runs(self, found: Network) -> None:
        unknown = ("YJ-09",)
        assert found.operations == (
            (Operation.PUBLIC, Count(known=3, unknown=unknown)),  # 01, 12, 14
            (Operation.PUBLIC_BUILT_PRIVATE_RUN, Count(known=1, unknown=unknown)),  # 02
            (Operation.PRIVATE_PUBLICLY_AIDED, Count(known=2, unknown=unknown)),  # 03, 08
            (Operation.PRIVATE, Count(known=6, unknown=unknown)),  # 04, 05, 06, 07, 10, 15
        )

    def test_is_not_whole_where_something_is_unknown(self, found: Network) -> None:
        assert found.community.require() == 5
        with pytest.raises(Unsettled, match="not known without YJ-09, YJ-15"):
            found.places.require()


class TestTheNetwork:
    def test_refuses_a_town_that_the_plan_does_not_have(self, plan: Plan) -> None:
        with pytest.raises(UnknownTown) as unknown:
            network([Facility(id="F1", town="yiyan")], plan, on=ON)
        assert unknown.value.nearest[0] == "yiyang"

    def test_refuses_what_is_not_a_day(self, plan: Plan) -> None:
        with pytest.raises(InvalidFacts, match="a day without a time of day"):
            network([], plan, on="2026-01-05")  # type: ignore[arg-type]

    def test_finds_a_town_by_any_of_its_names(self, plan: Plan) -> None:
        name = plan.town("yiyang").name.zh
        found = network([evolve(NURSERY, town=name)], plan, on=ON)
        assert [town.town for town in found.towns if town.facilities.known] == ["yiyang"]

    @pytest.mark.parametrize(
        ("level", "since", "count"),
        [
            (Level.COUNTY, ON, 1),
            (Level.COUNTY, date(2026, 1, 6), 0),
            (Level.CITY, ON, 0),
        ],
    )
    def test_counts_the_demonstrations_of_the_county_from_their_day_on(
        self, plan: Plan, level: Level, since: date, count: int
    ) -> None:
        named = evolve(NURSERY, demonstration=Demonstration(level=level, since=since))
        assert network([named], plan, on=ON).demonstrations == Count(known=count)

    def test_names_what_may_stand_anywhere(self, plan: Plan) -> None:
        found = network([NURSERY], plan, on=ON)
        may_be = Count(known=0, unknown=("F1",))
        assert found.community == may_be
        assert {town.facilities for town in found.towns} == {may_be}
        assert found.towns_without == ()

    def test_names_no_facility_that_has_no_places_whether_it_closed_or_not(
        self, plan: Plan
    ) -> None:
        nothing = Facility(id="F1", settings=(Setting.WORKPLACE,), acceptances=())
        assert network([nothing], plan, on=ON).workplace_places == Count(known=0)

    def test_does_not_ask_in_which_order_acceptances_of_one_day_are_told(self, plan: Plan) -> None:
        # one of two passed on that day, so the other did not (`Facility.contradictions`)
        day = date(2024, 5, 6)
        told = (Acceptance(on=day, slots=30, passed=True), Acceptance(on=day, slots=50))
        one, other = (
            network([evolve(NURSERY, acceptances=each)], plan, on=ON) for each in (told, told[::-1])
        )
        assert one == other
