"""What holds of every leave, of the hours for nursing, and of workplaces, whatever the facts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from infantcare_policy.codec import from_json, to_json
from infantcare_policy.decisions import Citation, Decided, Decision, Undetermined
from infantcare_policy.employers import Employer
from infantcare_policy.employment import (
    Leave,
    care_leave,
    employer_measures,
    maternity_leave,
    nursing_hours,
    parental_leave,
    pregnancy_loss_leave,
    workplaces,
)
from infantcare_policy.enrolment import age_in_months
from infantcare_policy.facilities import Facility, Setting
from infantcare_policy.families import Birth, PregnancyLoss
from infantcare_policy.plan import Plan, Row, load, yijun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hypothesis.strategies import DataObject, SearchStrategy

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
DAY = timedelta(days=1)

NATIONAL = date(2012, 4, 28)
PROVINCIAL = date(2017, 1, 1)
REVISED = date(2022, 5, 25)
EDGES = tuple(day + n * DAY for day in (NATIONAL, PROVINCIAL, REVISED) for n in (-1, 0, 1))

ANY_DAY = st.dates() | st.sampled_from((*EDGES, date.min, date.max, date(2024, 2, 29)))
SETTLED = st.dates(min_value=PROVINCIAL) | st.sampled_from((PROVINCIAL, *EDGES[5:], date.max))
"""Days on which both the nation's rules and the province's are certain."""

YES_OR_NO = ("difficult", "third_child", "pre_pregnancy_check", "spouses_apart")
TRUTH = st.none() | st.booleans()


def births(
    days: SearchStrategy[date], truths: SearchStrategy[bool | None] = TRUTH, *, known: bool = False
) -> SearchStrategy[Birth]:
    children = st.integers(1, 5) | st.just(10**12)
    return st.builds(
        Birth,
        on=days,
        children=children if known else st.none() | children,
        **{name: st.booleans() if known else truths for name in YES_OR_NO},
    )


def mother(birth: Birth) -> int:
    """Add up the mother's days by hand, where every fact is known and the law is certain."""
    assert birth.children is not None
    days = 98 + 15 * (birth.children - 1) + 60
    days += 15 if birth.difficult else 0
    days += 10 if birth.pre_pregnancy_check else 0
    return days + (15 if birth.third_child and birth.on >= REVISED else 0)


def father(birth: Birth) -> int:
    return 15 + (10 if birth.third_child and birth.on >= REVISED else 0)


def completions(birth: Birth) -> Iterator[Birth]:
    """Give every birth that this one may be, as far as leave can tell."""
    names = [name for name in YES_OR_NO if getattr(birth, name) is None]
    counts = (1, 2, 3) if birth.children is None else (birth.children,)
    for children, *truths in product(counts, *[(True, False)] * len(names)):
        facts: dict[str, Any] = dict(zip(names, truths, strict=True))
        yield evolve(birth, children=children, **facts)


def certain(answer: Decision[Leave]) -> dict[object, object]:
    parts = (dict(ground.facts) for ground in answer.grounds)
    return {part["part"]: part["days"] for part in parts if "part" in part}


def facts_missing(answer: Decision[Any]) -> set[str]:
    assert isinstance(answer, Undetermined)
    return {item.name for item in answer.missing if item.kind == "fact"}


def texts_missing(answer: Decision[Any]) -> set[str]:
    assert isinstance(answer, Undetermined)
    return {item.name for item in answer.missing if item.kind == "text"}


LEAVES: tuple[Callable[[Birth, Plan], Decision[Leave]], ...] = (maternity_leave, care_leave)
ALL_LEAVES = st.sampled_from(LEAVES)


class TestTheSum:
    """女职工劳动保护特别规定 art. 7 and 陕西省人口与计划生育条例 art. 45: the days add up."""

    @given(births(SETTLED, known=True))
    def test_is_that_of_the_parts_for_the_mother(self, birth: Birth) -> None:
        answer = maternity_leave(birth, YIJUN)
        leave = answer.require()
        assert leave.days == mother(birth) == sum(part.days for part in leave.parts)
        assert leave.before_birth == 15
        assert certain(answer) == {part.figure: part.days for part in leave.parts}
        assert all(part.days > 0 for part in leave.parts)
        assert set(answer.citations) == {
            Citation("women-workers-rules", "7"),
            Citation("shaanxi-population-regulation", "45"),
        }

    @given(births(SETTLED, known=True))
    def test_is_that_of_the_parts_for_the_father(self, birth: Birth) -> None:
        answer = care_leave(birth, YIJUN)
        if birth.spouses_apart:
            assert texts_missing(answer) == {"care_leave_days_apart"}
            assert facts_missing(answer) == set()
        else:
            assert answer.require().days == father(birth)
            assert answer.require().before_birth == 0

    @given(births(SETTLED, known=True), st.data())
    def test_never_shrinks_by_a_reason_for_more(self, birth: Birth, data: DataObject) -> None:
        name = data.draw(st.sampled_from(("difficult", "third_child", "pre_pregnancy_check")))
        facts: dict[str, Any] = {name: False}
        less = evolve(birth, **facts)
        before, after = (maternity_leave(each, YIJUN).require().days for each in (less, birth))
        assert after - before in ((0, 10, 15) if getattr(birth, name) else (0,))

    @given(births(SETTLED, known=True))
    def test_grows_by_fifteen_for_each_further_child(self, birth: Birth) -> None:
        assert birth.children is not None
        one = maternity_leave(evolve(birth, children=1), YIJUN).require().days
        assert maternity_leave(birth, YIJUN).require().days - one == 15 * (birth.children - 1)

    @given(st.dates() | st.just(date.max), st.integers(1, 400))
    def test_ends_on_its_last_day(self, first: date, days: int) -> None:
        last = Leave(days=days, parts=()).last_day(first)
        counted = (last - first).days + 1
        assert counted == days or (last == date.max and counted < days)


class TestWhatIsUnknown:
    """Unknown is never nothing: an answer is given where every completion gives the same."""

    @given(ALL_LEAVES, births(SETTLED))
    def test_leaves_a_leave_open_exactly_where_it_makes_a_difference(
        self, leave: Callable[[Birth, Plan], Decision[Leave]], birth: Birth
    ) -> None:
        answers = [leave(each, YIJUN) for each in completions(birth)]
        lengths = {a.value.days if isinstance(a, Decided) else None for a in answers}
        answer = leave(birth, YIJUN)
        if len(lengths) == 1 and None not in lengths:
            assert {answer.require().days} == lengths
        else:
            assert isinstance(answer, Undetermined)

    @given(ALL_LEAVES, births(ANY_DAY), st.sampled_from((YIJUN, QINGHE)))
    def test_leaves_standing_what_is_certain(
        self, leave: Callable[[Birth, Plan], Decision[Leave]], birth: Birth, plan: Plan
    ) -> None:
        known = certain(leave(birth, plan))
        for each in completions(birth):
            assert known.items() <= certain(leave(each, plan)).items()

    @given(ALL_LEAVES, births(ANY_DAY), st.sampled_from((YIJUN, QINGHE)))
    def test_is_named_where_it_is_unknown_and_nowhere_else(
        self, leave: Callable[[Birth, Plan], Decision[Leave]], birth: Birth, plan: Plan
    ) -> None:
        answer = leave(birth, plan)
        if isinstance(answer, Undetermined):
            assert all(getattr(birth, name) is None for name in facts_missing(answer))
            names = [item.name for item in answer.missing]
            assert len(names) == len(set(names)) > 0

    @given(ALL_LEAVES, births(ANY_DAY))
    def test_that_is_all_that_is_missing_can_be_told(
        self, leave: Callable[[Birth, Plan], Decision[Leave]], birth: Birth
    ) -> None:
        answer = leave(birth, YIJUN)
        if isinstance(answer, Undetermined) and not texts_missing(answer):
            assert any(isinstance(leave(each, YIJUN), Decided) for each in completions(birth))

    @given(births(SETTLED), st.integers(0, 40))
    def test_about_where_the_spouses_live_matters_where_the_numbers_differ(
        self, birth: Birth, apart: int
    ) -> None:
        rows = [Row(apart, cite="2.1.1")]
        plan = YIJUN.amend({"figures.care_leave_days_apart": rows})
        lengths = {
            (apart if each.spouses_apart else 15) + father(each) - 15 for each in completions(birth)
        }
        answer = care_leave(birth, plan)
        if len(lengths) == 1:
            assert {answer.require().days} == lengths
        else:
            assert isinstance(answer, Undetermined)
            assert all(getattr(birth, name) is None for name in facts_missing(answer))

    @given(ANY_DAY, st.integers(0, 60), st.integers(0, 60), st.none() | st.integers(0, 10))
    def test_about_the_months_matters_where_the_numbers_differ(
        self, on: date, early: int, late: int, months: int | None
    ) -> None:
        rows = {
            "figures.early_loss_days": [Row(early, cite="2.1.1")],
            "figures.late_loss_days": [Row(late, cite="2.1.1")],
            "figures.loss_boundary_months": [Row(4, cite="2.1.1")],
        }
        answer = pregnancy_loss_leave(PregnancyLoss(on=on, months=months), YIJUN.amend(rows))
        lengths = {early, late} if months is None else {late if months >= 4 else early}
        if len(lengths) == 1:
            assert {answer.require().days} == lengths
        else:
            assert facts_missing(answer) == {"months"}


class TestTheDayOfTheLaw:
    """The law of a leave is that of the day of the birth; before a law nothing is known."""

    @given(births(st.dates(max_value=NATIONAL - DAY) | st.just(NATIONAL - DAY)))
    def test_of_the_nation_begins_on_28_april_2012(self, birth: Birth) -> None:
        answer = maternity_leave(birth, YIJUN)
        assert "maternity_leave_days" in texts_missing(answer)
        assert certain(answer) == {}
        loss = PregnancyLoss(on=birth.on, months=4)
        assert texts_missing(pregnancy_loss_leave(loss, YIJUN))

    @given(births(st.dates(NATIONAL, PROVINCIAL - DAY), known=True))
    def test_of_the_province_is_certain_from_1_january_2017(self, birth: Birth) -> None:
        answer = maternity_leave(birth, YIJUN)
        expected = {"provincial_maternity_days"}
        expected |= {"pre_pregnancy_check_days"} if birth.pre_pregnancy_check else set()
        expected |= {"third_child_mother_days"} if birth.third_child else set()
        assert texts_missing(answer) == expected
        assert facts_missing(answer) == set()
        assert birth.children is not None
        nation = 98 + 15 * (birth.children - 1) + (15 if birth.difficult else 0)
        assert sum(days for days in certain(answer).values() if isinstance(days, int)) == nation
        assert isinstance(care_leave(birth, YIJUN), Undetermined)

    @given(ALL_LEAVES, births(ANY_DAY))
    def test_of_a_province_that_a_county_does_not_have_is_open_on_every_day(
        self, leave: Callable[[Birth, Plan], Decision[Leave]], birth: Birth
    ) -> None:
        answer = leave(birth, QINGHE)
        assert texts_missing(answer) & {"provincial_maternity_days", "care_leave_days"}
        assert all(c.instrument == "women-workers-rules" for c in answer.citations)

    @given(ANY_DAY, st.integers(0, 400), ANY_DAY)
    def test_of_parental_leave_is_that_of_an_amendment_from_its_day_on(
        self, since: date, days: int, on: date
    ) -> None:
        assert texts_missing(parental_leave(YIJUN, on=on)) == {"parental_leave_days"}
        row = Row(days, cite="2.1.1", since=since)
        answer = parental_leave(YIJUN.amend({"figures.parental_leave_days": [row]}), on=on)
        if on < since:
            assert texts_missing(answer) == {"parental_leave_days"}
        else:
            assert answer.require() == days
            assert answer.citations == (Citation("yijun", "2.1.1"),)

    @given(ANY_DAY, st.integers(0, 12))
    def test_of_a_loss_goes_by_four_months(self, on: date, months: int) -> None:
        answer = pregnancy_loss_leave(PregnancyLoss(on=on, months=months), YIJUN)
        if on < NATIONAL:
            assert isinstance(answer, Undetermined)
        else:
            assert answer.require().days == (42 if months >= 4 else 15)


class TestNursing:
    """女职工劳动保护特别规定 art. 9: an hour in a working day for each child until it is one."""

    @given(
        births(st.dates(NATIONAL, date(9990, 1, 1)) | st.just(date(2024, 2, 29)), known=True),
        st.integers(-3, 370) | st.sampled_from((-1, 0, 364, 365, 366)),
    )
    def test_is_due_while_the_child_is_under_twelve_months(self, birth: Birth, days: int) -> None:
        on = max(birth.on + days * DAY, NATIONAL)
        due = birth.on <= on and age_in_months(birth.on, on=on) < 12
        answer = nursing_hours(birth, YIJUN, on=on)
        assert answer.require() == (birth.children if due else 0)
        assert answer.citations == (Citation("women-workers-rules", "9"),)

    @given(births(ANY_DAY), ANY_DAY)
    def test_is_open_where_the_number_of_children_matters_and_nobody_knows_it(
        self, birth: Birth, on: date
    ) -> None:
        answer = nursing_hours(birth, YIJUN, on=on)
        if on < NATIONAL:
            assert texts_missing(answer)
        elif birth.children is None:
            twins = nursing_hours(evolve(birth, children=2), YIJUN, on=on).require()
            if twins:
                assert facts_missing(answer) == {"children"}
            else:
                assert answer.require() == 0
        else:
            assert answer.require() in (0, birth.children)

    @given(births(ANY_DAY, known=True), ANY_DAY, st.data())
    def test_goes_by_nothing_but_the_day_and_the_children(
        self, birth: Birth, on: date, data: DataObject
    ) -> None:
        facts: dict[str, Any] = {name: data.draw(TRUTH) for name in YES_OR_NO}
        assert nursing_hours(evolve(birth, **facts), YIJUN, on=on) == nursing_hours(
            birth, YIJUN, on=on
        )


IDS = st.sampled_from([f"F{n}" for n in range(9)])
FACILITIES = st.lists(
    st.builds(
        Facility,
        id=IDS,
        settings=st.none() | st.lists(st.sampled_from(Setting), unique=True, max_size=2).map(tuple),
        employers=st.none() | st.lists(st.sampled_from(("E1", "E2", "E3")), unique=True).map(tuple),
        open_to_neighbours=TRUTH,
        closed_on=st.none() | st.just(False) | st.dates(date(2026, 1, 3), date(2026, 1, 7)),  # noqa: FBT003
    ),
    unique_by=lambda facility: facility.id,
    max_size=8,
)
ON = date(2026, 1, 5)


class TestWorkplaces:
    """2.3.8: what is run alone, jointly, for the staff, for neighbours too; unknown is named."""

    @given(FACILITIES, st.data())
    def test_are_the_same_in_any_order(self, facilities: list[Facility], data: DataObject) -> None:
        turned = data.draw(st.permutations(facilities))
        assert workplaces(turned, YIJUN, on=ON) == workplaces(facilities, YIJUN, on=ON)

    @given(FACILITIES)
    def test_are_counted_where_every_fact_is_known_and_named_where_one_is_not(
        self, facilities: list[Facility]
    ) -> None:
        found = workplaces(facilities, YIJUN, on=ON)
        held: dict[str, tuple[int, set[str]]] = {}
        for name in ("alone", "jointly", "open_to_neighbours", "staff_only"):
            sure, maybe = 0, set()
            for facility in facilities:
                verdict = told(facility, name)
                sure += verdict is True
                maybe |= {facility.id} if verdict is None else set()
            held[name] = (sure, maybe)
        for name, (sure, maybe) in held.items():
            counted = getattr(found, name)
            assert (counted.known, set(counted.unknown)) == (sure, maybe)
            assert list(counted.unknown) == sorted(counted.unknown)
        assert found.watched_by == ("trade-union",)
        assert Citation("yijun", "A1.trade-union") in found.citations


def told(facility: Facility, name: str) -> bool | None:
    """Tell by hand whether a facility counts: a certain “no” outweighs what is unknown."""
    settings, closed, employers = facility.settings, facility.closed_on, facility.employers
    at_work = None if settings is None else Setting.WORKPLACE in settings
    running = None if closed is None else closed is False or closed > ON
    number = None if employers is None else len(employers)
    neighbours = facility.open_to_neighbours
    of_its_kind = {
        "alone": None if number is None else number == 1,
        "jointly": None if number is None else number in (2, 3),
        "open_to_neighbours": neighbours,
        "staff_only": None if neighbours is None else neighbours is False,
    }[name]
    truths = {at_work, running, of_its_kind}
    return False if False in truths else None if None in truths else True


MEASURES = tuple(measure.id for measure in YIJUN.measures)
TAKEN: SearchStrategy[dict[str, bool]] = st.dictionaries(st.sampled_from(MEASURES), st.booleans())


class TestFacts:
    """What goes out comes back, and an employer's measures are all that was said of them."""

    @given(births(ANY_DAY))
    def test_of_a_birth_come_back(self, birth: Birth) -> None:
        assert from_json(to_json(birth), Birth) == birth

    @given(TAKEN, st.data())
    def test_of_an_employer_come_back_in_any_order(
        self, taken: dict[str, bool], data: DataObject
    ) -> None:
        turned = dict(data.draw(st.permutations(list(taken.items()))))
        first, second = (Employer(id="E1", measures=each) for each in (taken, turned))
        assert first == second
        assert to_json(first) == to_json(second)
        assert from_json(to_json(first), Employer) == second
        answer = employer_measures(first, YIJUN).require()
        assert {one.measure: one.taken for one in answer} == {
            name: taken.get(name) for name in MEASURES
        }
