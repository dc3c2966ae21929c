from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pytest
from attrs import evolve, frozen
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from infantcare_policy import codec
from infantcare_policy.county import RESIDENTS, Activity, County, Observation
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import (
    Acceptance,
    Demonstration,
    Event,
    Facility,
    Operation,
    Setting,
)
from infantcare_policy.plan import Plan, Row, Target, load, loads, yijun
from infantcare_policy.targets import Progress, TargetStatus, observe, progress, track
from infantcare_policy.terms import Level
from infantcare_policy.testing import activities, counties, days, forgetting, plans_under
from infantcare_policy.wording import LOCALES, explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hypothesis.strategies import DataObject, DrawFn, SearchStrategy

# three towns, and targets of every kind that are due on one day: surveyed, counted, of every year
DUE = date(2024, 5, 6)
SURVEYED = {
    "knowing": 'kind = "rate", figure = "knowledge_rate"',
    "number": 'kind = "count", at_least = 3',
    "density": 'kind = "per-thousand", at_least = 500',
    "everywhere": 'kind = "per-town", at_least = 1, at_most = 3',
    "every-year": 'kind = "yearly", at_least = 1, at_most = 3',
}
DEMONSTRATION = 'when = { demonstration_level = "county", settings = "kindergarten" }'
NOT_PUBLIC = 'unless = { operation = ["public", "public-built-private-run"] }'
INCLUSIVE = "when = { inclusive = true }"
BUILT = {
    "demonstrations": f'kind = "count", at_least = 1, kept = false, {DEMONSTRATION}',
    "private": f'kind = "count", at_most = 1, {NOT_PUBLIC}',
    "inclusive": f'kind = "rate", at_least = 0.5, {INCLUSIVE}',
    "everywhere-built": 'kind = "per-town", at_least = 1, at_most = 2',
}
PLACES = {
    "places": 'kind = "count", at_least = 30, kept = false',
    "open-places": 'kind = "count", at_least = 20, at_most = 60, when = { opened = true }',
    "inclusive-places": f'kind = "rate", at_least = 0.25, at_most = 0.75, {INCLUSIVE}',
    "places-per-thousand": 'kind = "per-thousand", at_least = 8, at_most = 20',
}
HELD = {
    "lectures": 'kind = "yearly", figure = "county_lectures_per_year", '
    'when = { activity = "lecture", level = "county" }',
}


def aims(fields: Mapping[str, str], counts: str = "") -> str:
    """Write targets as a plan's file has them."""
    return "\n".join(
        f'  {{ id = "{name}", name = {{ zh = "{name}", en = "{name}" }}, cite = "1", '
        f'indicator = "{name}", counts = "{counts}", '
        f"{'' if 'yearly' in rest else f'due = {DUE}, '}{rest} }},"
        for name, rest in fields.items()
    )


SANQIAO = loads(f"""\
id = "sanqiao"
extends = "china"
name = {{ zh = "三桥县（虚构）", en = "Sanqiao County (invented)" }}

town = [
  {{ id = "dong", name = {{ zh = "东桥镇", en = "Dongqiao" }}, kind = "town" }},
  {{ id = "xi", name = {{ zh = "西桥镇", en = "Xiqiao" }}, kind = "town" }},
  {{ id = "nan", name = {{ zh = "南桥镇", en = "Nanqiao" }}, kind = "town" }},
]

target = [
{aims(SURVEYED)}
{aims(BUILT, "facilities")}
{aims(PLACES, "places")}
{aims(HELD, "activities")}
]

[[instrument]]
id = "sanqiao"
title = {{ zh = "三桥县办法（虚构）", en = "Sanqiao's measures (invented)" }}
issued = 2022-03-01

[[clause]]
id = "1"
heading = {{ zh = "目标", en = "Aims" }}
summary = {{ zh = "要达到什么。", en = "What is to be reached." }}
kind = "target"
answers = ["targets.progress"]

[figures]
county_lectures_per_year = [{{ value = 2, cite = "1" }}]
knowledge_rate = [{{ value = 0.5, cite = "1" }}]
residents = [{{ value = 4000, cite = "1" }}]
""")
# the same without the number of its residents, which the county counts itself
UNCOUNTED = SANQIAO.amend({"figures.residents": [Row(stated=False, cite="1")]})
# the same with figures that another row changes after the last day
LATER = DUE + timedelta(days=1)
CHANGED = SANQIAO.amend(
    {
        "figures.knowledge_rate": [
            Row(Decimal("0.5"), cite="1"),
            Row(Decimal("0.75"), cite="1", since=LATER),
        ],
        "figures.county_lectures_per_year": [Row(2, cite="1"), Row(1, cite="1", since=LATER)],
    }
)
YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
ISSUED = YIJUN.issued_on(date(2022, 5, 6))
READINGS = ("built-on", "pace")

MODEST = settings(max_examples=50)
THOROUGH = settings(max_examples=200)
DAY = timedelta(days=1)
MET, LATE, MISSED = TargetStatus.MET, TargetStatus.MET_LATE, TargetStatus.MISSED
NOT_DUE, UNDETERMINED = TargetStatus.NOT_DUE, TargetStatus.UNDETERMINED
SETTLED = {MET, LATE, MISSED}

Place: TypeAlias = str | None
"""A township, or `None` for the whole county."""
Pair: TypeAlias = tuple[int, int]
"""What was counted, and out of how many."""
Stand: TypeAlias = tuple[TargetStatus, int | None]
"""How a target stands, and by how many days it is late."""


def pairs(most: int) -> SearchStrategy[Pair]:
    return st.tuples(st.integers(0, most), st.integers(1, most)).map(
        lambda drawn: (min(drawn), max(drawn))
    )


@st.composite
def true_of(draw: DrawFn, pair: Pair) -> dict[str, int]:
    """Draw something that is true of a pair: a number in it may be known, bounded or unknown."""
    known: dict[str, int] = {}
    for name, number, least in (("numerator", pair[0], 0), ("denominator", pair[1], 1)):
        below, above = draw(ABOUT)
        if (below, above) == (0, 0):
            known[name] = number
            continue
        if below is not None:
            known[f"{name}_at_least"] = max(least, number - below)
        if above is not None:
            known[f"{name}_at_most"] = number + above
    return known


SLACK = st.none() | st.integers(0, 2)
ABOUT = st.just((0, 0)) | st.tuples(SLACK, SLACK)


def exactly(pair: Pair) -> dict[str, int]:
    return {"numerator": pair[0], "denominator": pair[1]}


def fits(pair: Pair, known: Mapping[str, int]) -> bool:
    """Tell whether a pair can be what is partly known."""
    return all(
        known.get(name, number) == number
        and known.get(f"{name}_at_least", number) <= number
        and known.get(f"{name}_at_most", number) >= number
        for name, number in zip(("numerator", "denominator"), pair, strict=True)
    )


def completions(known: Mapping[str, int], ceiling: int) -> set[Pair]:
    """Give every pair that can be what is partly known, up to a whole of some size."""
    every = ((part, whole) for whole in range(1, ceiling + 1) for part in range(whole + 1))
    return {pair for pair in every if fits(pair, known)}


@frozen(kw_only=True)
class Survey:
    """What is known of every township by the last day of a rate, some of it unknown."""

    plan: Plan
    known: Mapping[str, Mapping[str, int] | None]

    @property
    def target(self) -> Target:
        return rate_of(self.plan)

    @property
    def capped(self) -> bool:
        """Whether nobody is without a largest whole."""
        return all(
            known and {"denominator", "denominator_at_most"} & set(known)
            for known in self.known.values()
        )

    def ask(self, at_least: Decimal | None = None) -> Progress:
        """Ask on the last day, for another rate than the plan's where one is given."""
        target = self.target
        if at_least is not None:
            target = evolve(target, figure="", at_least=at_least)
        day = target.due or date.max
        data = [
            observation(self.plan, target, day, town, known)
            for town, known in self.known.items()
            if known is not None
        ]
        return progress(target, data, self.plan, on=day)

    def rates(self) -> set[Fraction]:
        """Give the rate of every way to complete what is known, up to wholes of some size."""
        sums: set[Pair] = {(0, 0)}
        for known in self.known.values():
            towns = completions(known or {}, ceiling=6)
            sums = {(n + part, w + whole) for n, w in sums for part, whole in towns}
        return {Fraction(part, whole) for part, whole in sums}


def observation(
    plan: Plan, target: Target, on: date, town: Place, known: Mapping[str, Any]
) -> Observation:
    return Observation(county=plan.id, indicator=target.indicator, on=on, town=town, **known)


PARTLY_KNOWN = pairs(4).flatmap(true_of)
OF_THREE_TOWNS = st.sampled_from((QINGHE, SANQIAO))


@st.composite
def surveys(draw: DrawFn, known: SearchStrategy[Mapping[str, int] | None]) -> Survey:
    plan = draw(OF_THREE_TOWNS)
    return Survey(plan=plan, known={town.id: draw(known) for town in plan.towns})


class TestTheBoundsOfARate:
    """1: 95 % of the families of the whole county, surveyed township by township."""

    @given(surveys(PARTLY_KNOWN | st.none()))
    def test_hold_every_completion(self, survey: Survey) -> None:
        low, high = bounds(survey.ask())
        assert high is not None
        assert all(low <= rate <= high for rate in survey.rates())

    @given(surveys(PARTLY_KNOWN))
    def test_are_reached_where_every_whole_is_bounded(self, survey: Survey) -> None:
        assume(survey.capped)
        rates = survey.rates()
        assert bounds(survey.ask()) == (min(rates), max(rates))

    @given(surveys(PARTLY_KNOWN))
    def test_settle_the_verdict_where_every_completion_agrees(self, survey: Survey) -> None:
        assume(survey.capped)
        limit = asked(survey.target, survey.plan, on=date(2026, 1, 1))[0]
        assert limit is not None
        verdicts = {MET if rate >= limit else MISSED for rate in survey.rates()}
        assert survey.ask().status is (verdicts.pop() if len(verdicts) == 1 else UNDETERMINED)

    @given(surveys(pairs(4).map(exactly)), st.data())
    def test_are_wide_open_while_nothing_bounds_a_township(
        self, survey: Survey, data: DataObject
    ) -> None:
        town = data.draw(st.sampled_from(sorted(survey.known)))
        assert bounds(evolve(survey, known={**survey.known, town: None}).ask()) == (
            Fraction(0),
            Fraction(1),
        )

    @given(surveys(pairs(4).map(exactly) | st.none()))
    def test_stay_below_everybody_once_somebody_is_left_out(self, survey: Survey) -> None:
        known = [each for each in survey.known.values() if each]
        left_out = any(each["numerator"] < each["denominator"] for each in known)
        all_told = MET if len(known) == len(survey.known) else UNDETERMINED
        assert survey.ask(at_least=Decimal(1)).status is (MISSED if left_out else all_told)

    @given(surveys(pairs(1000).map(exactly)))
    def test_are_the_exact_rate_when_every_township_is_known(self, survey: Survey) -> None:
        known = [each for each in survey.known.values() if each]
        rate = Fraction(sum(k["numerator"] for k in known), sum(k["denominator"] for k in known))
        found = survey.ask()
        assert isinstance(found.value, Fraction)
        assert found.value == rate
        assert found.bounds == (rate, rate)

    @given(OF_THREE_TOWNS, st.lists(PARTLY_KNOWN, min_size=2, max_size=3))
    def test_are_refused_by_data_that_exclude_each_other(
        self, plan: Plan, known: list[dict[str, int]]
    ) -> None:
        target = rate_of(plan)
        day, town = target.due or date.max, plan.towns[0].id
        data = [observation(plan, target, day, town, each) for each in known]
        if set.intersection(*(completions(each, ceiling=9) for each in known)):
            assert progress(target, data, plan, on=day).bounds
        else:
            with pytest.raises(InvalidFacts):
                progress(target, data, plan, on=day)


def bounds(found: Progress) -> tuple[Fraction, Fraction | None]:
    """Give the bounds of a number as fractions."""
    assert found.bounds
    low, high = found.bounds
    return Fraction(low), None if high is None else Fraction(high)


def rate_of(plan: Plan) -> Target:
    return next(target for target in plan.targets if target.kind == "rate")


def asked(target: Target, plan: Plan, on: date) -> tuple[Fraction | None, Fraction | None]:
    """Give the limits of a target: its figure is that of the last day, or of the day before it."""
    if target.figure:
        figure = getattr(plan.figures(min(on, target.due or on)), target.figure)
        return Fraction(figure), None
    low, high = target.at_least, target.at_most
    return None if low is None else Fraction(low), None if high is None else Fraction(high)


def reaches(
    number: Fraction | None, limits: tuple[Fraction | None, Fraction | None]
) -> bool | None:
    """Tell whether a number is between its limits; no number is neither in nor out."""
    low, high = limits
    if number is None:
        return None
    return (low is None or number >= low) and (high is None or number <= high)


Series: TypeAlias = "Sequence[tuple[date, Fraction | None]]"
"""The number on each day that matters, in their order; `None` where there is no number."""


def by_hand(target: Target, plan: Plan, series: Series, on: date) -> Stand:
    """Walk over the days up to `on`, and tell how a target with a last day stands."""
    due = target.due
    assert due
    limits = asked(target, plan, on)
    reached = [(day, reaches(number, limits)) for day, number in series if day <= on]
    by_then = [truth for day, truth in reached if day <= due] or [None]
    if target.kept:
        in_time = by_then[-1]
    else:
        in_time = True if True in by_then else None if None in by_then else False
    if in_time and (on >= due or not target.kept):
        return MET, 0
    if on < due:
        return NOT_DUE, None
    if in_time is None:
        return UNDETERMINED, None
    after = [(day, truth) for day, truth in reached if day > due]
    first = next((day for day, truth in after if truth), None)
    if first:
        perhaps = any(truth is None for day, truth in after if day < first)
        return LATE, None if perhaps else (first - due).days
    if any(truth is None for _, truth in after):
        return UNDETERMINED, None
    return MISSED, (on - due).days


def by_hand_in(year: int, target: Target, plan: Plan, series: Series, on: date) -> Stand:
    """Tell how a yearly target stands in a year; what comes after a survey may add to it."""
    last = date(year, 12, 31)
    low, high = asked(target, plan, min(on, last))
    mine = [(day, number) for day, number in series if day.year == year and day <= on]
    so_far = (mine[-1][1] if mine else None) or Fraction(0)
    over = bool(mine) and mine[-1][0] == last
    enough, too_many = low is None or so_far >= low, high is not None and so_far > high
    if enough and (high is None or (over and not too_many)):
        return MET, 0
    if too_many or (over and not enough):
        return MISSED, None
    return NOT_DUE if on < last else UNDETERMINED, None


WORST_FIRST = (MISSED, UNDETERMINED, NOT_DUE, LATE, MET)


def worst(parts: Iterable[Stand]) -> TargetStatus:
    """Join the parts of a target: it is met when all are, and missed when one is."""
    return min((status for status, _ in parts), key=WORST_FIRST.index)


def stands(found: Progress) -> list[Stand]:
    """Give how each part of a target stands, and at last the whole of one with parts."""
    each = [(part.status, part.late_by) for part in found.parts]
    return [*each, (found.status, None)] if each else [(found.status, found.late_by)]


# surveys: a hidden true world, of which more and more becomes known


@frozen(kw_only=True)
class World:
    """The true numbers of a survey, day by day and township by township, and a question."""

    plan: Plan
    target: Target
    on: date
    numbers: Mapping[tuple[date, Place], Pair]

    def ask(self, data: Iterable[Observation]) -> Progress:
        return progress(self.target, data, self.plan, on=self.on)

    def observe(self, day: date, place: Place, known: Mapping[str, int]) -> Observation:
        return observation(self.plan, self.target, day, place, known)

    def held(self) -> list[Observation]:
        """Tell when a survey was held where, and nothing that it found."""
        return [self.observe(day, place, {}) for day, place in self.numbers]

    def everything(self) -> list[Observation]:
        return [self.observe(*when, exactly(pair)) for when, pair in self.numbers.items()]

    def truth(self) -> list[Stand]:
        """Tell how the target stands when everything is known."""
        if self.target.kind == "per-town":
            parts = [self._dated([town.id]) for town in self.plan.towns]
        elif self.target.kind == "yearly":
            assert self.plan.issued
            years = range(min(self.plan.issued, self.on).year, self.on.year + 1)
            series = self.series(list({place: None for _, place in self.numbers}))
            parts = [by_hand_in(y, self.target, self.plan, series, self.on) for y in years]
        else:
            return [self._dated(list({place: None for _, place in self.numbers}))]
        return [*parts, (worst(parts), None)]

    def _dated(self, places: Sequence[Place]) -> Stand:
        return by_hand(self.target, self.plan, self.series(places), self.on)

    def series(self, places: Sequence[Place]) -> Series:
        """Give the true number of each day."""
        return [
            (day, number(self.target, [self.numbers[day, place] for place in places]))
            for day in sorted({day for day, _ in self.numbers})
        ]


def number(target: Target, numbers: Iterable[Pair]) -> Fraction | None:
    """Add up what was counted, and out of how many; a part of nothing is no number."""
    parts, wholes = zip(*numbers, strict=True)
    if target.kind not in {"rate", "per-thousand"}:
        return Fraction(sum(parts))
    share = Fraction(sum(parts), sum(wholes)) if sum(wholes) else None
    return share and share * (1 if target.kind == "rate" else 1000)


LIMITS = {
    "rate": (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1)),
    "per-thousand": (Decimal(250), Decimal(500), Decimal(750), Decimal(1000)),
}


RATES = [(plan, rate_of(plan)) for plan in (SANQIAO, CHANGED, QINGHE, YIJUN)]
ASKING_FOR_A_FIGURE = st.sampled_from(RATES)
TARGETS = st.sampled_from([*RATES[1:], *((SANQIAO, SANQIAO.target(name)) for name in SURVEYED)])
SHARES = st.integers(0, 100).map(lambda hundredths: Decimal(hundredths) / 100)


@st.composite
def surveyed(draw: DrawFn) -> tuple[Plan, Target]:
    """Draw a target that is surveyed, sometimes with other limits than its own."""
    plan, target = draw(TARGETS)
    if target.kind != "yearly":
        target = evolve(target, kept=draw(st.booleans()))
    if draw(st.booleans()):
        names = draw(st.sampled_from((("at_least", "at_most"), ("at_most",), ("at_least",))))
        choices = LIMITS.get(target.kind, tuple(map(Decimal, range(1, 7))))
        if "at_most" in names:  # what cannot be more than everything is no limit
            choices = choices[:-1]
        limits = sorted(draw(st.lists(st.sampled_from(choices), min_size=1, max_size=2)))
        limited: dict[str, Any] = {"at_least": None, "at_most": None}
        limited |= dict(zip(names, limits, strict=False))
        target = evolve(target, figure="", **limited)
    return plan, target


ANY_LIMITS = surveyed()
FROM_BELOW = ANY_LIMITS.filter(lambda drawn: drawn[1].at_most is None)
REACHED_ONCE = ANY_LIMITS.filter(lambda drawn: drawn[1].kind != "yearly").map(
    lambda drawn: (drawn[0], evolve(drawn[1], kept=False))
)


@st.composite
def worlds(
    draw: DrawFn,
    targets: SearchStrategy[tuple[Plan, Target]] = ANY_LIMITS,
    *,
    most_days: int = 4,
    beside: bool = False,
) -> World:
    """Draw a survey of the county or of its towns around the last day of a target.

    With `beside`, the survey of the towns is one of the whole county too.
    """
    plan, target = draw(targets)
    of_towns = target.kind == "per-town" or beside or draw(st.booleans())
    places: list[Place] = [town.id for town in plan.towns] if of_towns else [None]
    after = (-1, 0, 1, 366) if target.kind == "yearly" else (-1, 0, 1, 2)
    around = [(target.due or date(2023, 12, 31)) + n * DAY for n in after]
    surveys = sorted(draw(st.sets(st.sampled_from(around), min_size=1, max_size=most_days)))
    numbers = {(day, place): draw(PAIRS) for day in surveys for place in places}
    if target.kind == "yearly":
        numbers = adding_up(numbers)
    if beside:
        for day in surveys:
            parts, wholes = zip(*(numbers[day, place] for place in places), strict=True)
            numbers[day, None] = sum(parts), sum(wholes)
    # mostly asked when the last day is over
    on = draw(st.sampled_from((*around, *around[1:], around[-1] + DAY)))
    return World(plan=plan, target=target, on=on, numbers=numbers)


PAIRS = pairs(5)


def adding_up(numbers: Mapping[tuple[date, Place], Pair]) -> dict[tuple[date, Place], Pair]:
    """Let what was counted in a year only grow until its end."""
    grown: dict[tuple[date, Place], Pair] = {}
    for (day, place), (part, whole) in numbers.items():
        before = [n for (d, p), (n, _) in grown.items() if p == place and d.year == day.year]
        part = max([part, *before])  # noqa: PLW2901 - what was held stays held
        grown[day, place] = part, max(part, whole)
    return grown


@st.composite
def reports(draw: DrawFn, world: World) -> list[Observation]:
    """Draw data that are true of a world, in the order in which they become known."""
    known = draw(st.lists(st.sampled_from(list(world.numbers)), min_size=2, max_size=8))
    return [world.observe(*when, draw(true_of(world.numbers[when]))) for when in known]


def growing(
    base: Sequence[Observation], data: Sequence[Observation]
) -> Iterator[list[Observation]]:
    """Give the data that are known at first, then with one more, and one more."""
    for count in range(len(data) + 1):
        yield [*base, *data[:count]]


def narrower(before: Progress, after: Progress) -> bool:
    """Tell whether the bounds lie within those that stood before."""
    if before.bounds is None or after.bounds is None:
        return before.bounds == after.bounds
    (low, high), (higher, lower) = bounds(before), bounds(after)
    return low <= higher and (high is None or (lower is not None and lower <= high))


def grows_only(answers: Sequence[Progress]) -> None:
    """Check that bounds narrow from answer to answer, and that what is settled stays."""
    for before, after in pairwise(answers):
        one, other = [before, *before.parts], [after, *after.parts]
        for old, new in zip(one, other, strict=True):
            assert narrower(old, new)
            if old.status in SETTLED:
                assert new.status is old.status
            for name in ("value", "gap", "late_by"):
                if getattr(old, name) is not None and old.status in SETTLED:
                    assert getattr(new, name) == getattr(old, name)


class TestOneMoreTrueDatum:
    """1, 2.1.2: what is surveyed of a county, on one day or on several that are known."""

    @given(worlds(most_days=1), st.data())
    def test_of_one_day_narrows_the_bounds_and_turns_no_verdict(
        self, world: World, data: DataObject
    ) -> None:
        grows_only([world.ask(known) for known in growing([], data.draw(reports(world)))])

    @given(worlds(), st.data())
    def test_of_several_surveys_narrows_the_bounds_and_turns_no_verdict(
        self, world: World, data: DataObject
    ) -> None:
        known = growing(world.held(), data.draw(reports(world)))
        grows_only([world.ask(each) for each in known])

    @THOROUGH
    @given(worlds(REACHED_ONCE), st.data())
    def test_of_what_is_enough_once_narrows_the_bounds_and_turns_no_verdict(
        self, world: World, data: DataObject
    ) -> None:
        known = growing(world.held(), data.draw(reports(world)))
        grows_only([world.ask(each) for each in known])

    @given(worlds(most_days=1, beside=True), st.data())
    def test_of_the_county_beside_its_towns_narrows_the_bounds_and_turns_no_verdict(
        self, world: World, data: DataObject
    ) -> None:
        grows_only([world.ask(known) for known in growing([], data.draw(reports(world)))])

    @given(st.integers(0, 5), st.data())
    def test_tells_the_days_of_delay_only_when_they_are_certain(
        self, then: int, data: DataObject
    ) -> None:
        numbers: dict[tuple[date, Place], Pair] = {
            (DUE + n * DAY, None): (counted, 5) for n, counted in enumerate((0, then, 5))
        }
        target = SANQIAO.target("number")
        world = World(plan=SANQIAO, target=target, on=DUE + 2 * DAY, numbers=numbers)
        first, second, third = world.everything()
        hardly = data.draw(true_of(numbers[second.on, None]))
        found = world.ask([first, world.observe(second.on, None, hardly), third])
        assert found.status is LATE
        assert found.late_by in (world.truth()[0][1], None)
        assert world.ask([first, second, third]).late_by == world.truth()[0][1]

    @THOROUGH
    @given(worlds(), st.data())
    def test_leaves_a_verdict_that_is_true(self, world: World, data: DataObject) -> None:
        found = world.ask(world.held() + data.draw(reports(world)))
        for (status, late_by), (true, truly_late) in zip(stands(found), world.truth(), strict=True):
            assert status is true or status not in SETTLED
            assert late_by in {truly_late, None}

    @THOROUGH
    @given(worlds())
    def test_that_is_the_last_one_leaves_the_truth(self, world: World) -> None:
        assert stands(world.ask(world.everything())) == world.truth()


class TestMore:
    """1: 95 % and more (以上), so that more is never worse, and less that is asked never harder."""

    @given(worlds(FROM_BELOW), st.data())
    def test_never_turns_met_into_missed(self, world: World, data: DataObject) -> None:
        raised = {
            when: (data.draw(st.integers(part, whole)), whole)
            for when, (part, whole) in world.numbers.items()
        }
        more = evolve(world, numbers=raised)
        found = [stands(each.ask(each.everything())) for each in (world, more)]
        for (before, _), (after, _) in zip(*found, strict=True):
            assert WORST_FIRST.index(before) <= WORST_FIRST.index(after)

    @given(worlds(ASKING_FOR_A_FIGURE), st.lists(SHARES, min_size=2, max_size=2), st.data())
    def test_that_is_asked_for_never_turns_missed_into_met(
        self, world: World, shares: list[Decimal], data: DataObject
    ) -> None:
        known = world.held() + data.draw(reports(world))
        cite = world.plan.figures(world.on).cite(world.target.figure)
        assert cite
        less, more = (
            evolve(
                world,
                plan=world.plan.amend({f"figures.{world.target.figure}": [Row(share, cite=cite)]}),
            )
            .ask(known)
            .status
            for share in sorted(shares)
        )
        assert (less, more) not in {(MISSED, MET), (MISSED, LATE), (LATE, MET), (UNDETERMINED, MET)}


# what the county's own record says


def known_by(county: County, on: date) -> County:
    """Give what could be known of a county at the end of a day: nothing that came after it."""

    def event(day: Event) -> Event:
        return False if day and day > on else day

    def then(facility: Facility) -> Facility:
        history, named = facility.acceptances, facility.demonstration
        return evolve(
            facility,
            acceptances=history and tuple(a for a in history if a.on <= on),
            demonstration=False if named and named.since > on else named,
            registered_on=event(facility.registered_on),
            filed_on=event(facility.filed_on),
            opened_on=event(facility.opened_on),
            closed_on=event(facility.closed_on),
        )

    return evolve(
        county,
        facilities=tuple(then(facility) for facility in county.facilities or ()),
        activities=tuple(activity for activity in county.activities if activity.on <= on),
        observations=tuple(each for each in county.observations if each.on <= on),
    )


@st.composite
def shuffled(draw: DrawFn, county: County) -> County:
    """Draw the same county with everything in another order."""

    def mixed(things: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(draw(st.permutations(things)))

    return evolve(
        county,
        facilities=mixed(
            [
                facility
                if facility.acceptances is None
                else evolve(facility, acceptances=mixed(facility.acceptances))
                for facility in county.facilities or ()
            ]
        ),
        activities=mixed(county.activities),
        recorded_years=mixed(county.recorded_years),
        observations=mixed(county.observations),
    )


@frozen(kw_only=True)
class Question:
    """A county that is asked about under a plan on a day, with all its targets."""

    plan: Plan
    on: date
    county: County

    def observe(self) -> tuple[Observation, ...]:
        return observe(self.county, self.plan, on=self.on)

    def track(self) -> tuple[Progress, ...]:
        return track(self.plan, self.observe(), on=self.on)


PLANS = st.sampled_from((SANQIAO, SANQIAO, YIJUN, ISSUED, QINGHE)).flatmap(
    lambda plan: plans_under(plan, READINGS)
)


@st.composite
def questions(draw: DrawFn) -> Question:
    """Draw a question of which anything may be unknown."""
    plan = draw(PLANS)
    return Question(plan=plan, on=draw(days()), county=draw(counties(plan)))


class TestTheRecord:
    """1, 2.1.2: a record says the same in any order, and of a day what was known by its end."""

    @MODEST
    @given(questions(), st.data())
    def test_says_the_same_in_any_order(self, question: Question, data: DataObject) -> None:
        other = evolve(question, county=data.draw(shuffled(question.county)))
        assert other.observe() == question.observe()

    @MODEST
    @given(questions(), st.data())
    def test_is_tracked_alike_in_any_order(self, question: Question, data: DataObject) -> None:
        observed = question.observe()
        other = data.draw(st.permutations(observed))
        assert track(question.plan, other, on=question.on) == question.track()

    @MODEST
    @given(questions(), days())
    def test_gives_what_was_observed_as_it_stands(self, question: Question, day: date) -> None:
        handed_in = set(question.county.observations)
        until = {
            on: [each for each in evolve(question, on=on).observe() if each in handed_in]
            for on in (question.on, day)
        }
        earlier, later = min(until), max(until)
        assert until[earlier] == [each for each in until[later] if each.on <= earlier]

    @MODEST
    @given(questions())
    def test_says_nothing_of_a_day_that_came_to_light_by_later_ones(
        self, question: Question
    ) -> None:
        then = evolve(question, county=known_by(question.county, question.on))
        assert question.track() == then.track()


# what is built: facilities and their places, counted by a walk over all days


@frozen(kw_only=True)
class Case(Question):
    """A county in which every fact is known, and one of the targets that are counted in it."""

    target: Target

    def ask(self, county: County) -> Progress:
        observed = observe(county, self.plan, on=self.on)
        return progress(self.target, observed, self.plan, on=self.on)

    def truth(self) -> list[Stand]:
        """Tell how the target stands, by a walk over the days."""
        if self.target.kind != "per-town":
            return [self.dated()]
        parts = [self.dated(town.id) for town in self.plan.towns]
        return [*parts, (worst(parts), None)]

    def dated(self, town: Place = None) -> Stand:
        return by_hand(self.target, self.plan, self.series(town), self.on)

    def series(self, town: Place = None) -> Series:
        """Count on every day from the first event of a facility on."""
        here = [f for f in self.county.facilities or () if town in (None, f.town)]
        events = [day for facility in here for day in happenings(facility)]
        first = min([day for day in (*events, self.target.due, self.on) if day])
        return [(day, self.number(here, day)) for day in every_day(first, self.on)]

    def reached(self, town: Place = None) -> Fraction | None:
        """Give the number by the last day, the highest one where that is enough."""
        by_then = [n for day, n in self.series(town) if day <= (self.target.due or day)]
        return by_then[-1] if self.target.kept else max(n or Fraction(0) for n in by_then)

    def counted(self, here: Iterable[Facility], on: date, *, every: bool = False) -> list[int]:
        """Give what each facility adds to the number that counts, or to all that is there."""
        return [
            places(facility, on) if self.target.counts == "places" else 1
            for facility in here
            if stands_there(facility, self.plan, on)
            if every or COUNTS[self.target.id](facility, on)
        ]

    def number(self, here: Iterable[Facility], on: date) -> Fraction | None:
        part, whole = sum(self.counted(here, on)), sum(self.counted(here, on, every=True))
        if self.target.kind == "per-thousand":
            # no places are none for however many people
            whole = self.residents(on) or (part == 0)
        return number(self.target, [(part, whole)])

    def residents(self, on: date) -> int:
        counted = [o.numerator for o in self.county.observations if o.on <= on]
        return counted[-1] or 0 if counted else self.plan.figures(on).residents or 0


def happenings(facility: Facility) -> Iterator[date]:
    """Give the days on which something about a facility may have changed."""
    accepted = [acceptance.on for acceptance in facility.acceptances or ()]
    named = facility.demonstration and facility.demonstration.since
    for day in (*accepted, named, facility.opened_on, facility.closed_on):
        if day:
            yield day


def every_day(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


def by(day: Event, on: date) -> bool:
    return isinstance(day, date) and day <= on


def stands_there(facility: Facility, plan: Plan, on: date) -> bool:
    """Tell whether a facility is built, as the reading has it, and not closed."""
    built = by(facility.opened_on, on)
    if plan.readings.built_on == "accepted":
        built = any(a.passed and a.on <= on for a in facility.acceptances or ())
    return built and not by(facility.closed_on, on)


def places(facility: Facility, on: date) -> int:
    """Count the places of a facility that is not closed."""
    passed = {a.on: a.slots for a in facility.acceptances or () if a.passed and a.on <= on}
    return passed[max(passed)] if passed else 0


def demonstrates(facility: Facility, on: date) -> bool:
    named = facility.demonstration
    if not named or named.since > on or named.level is not Level.COUNTY:
        return False
    return Setting.KINDERGARTEN in (facility.settings or ())


PUBLIC = {Operation.PUBLIC, Operation.PUBLIC_BUILT_PRIVATE_RUN}
COUNTS: Mapping[str, Callable[[Facility, date], bool]] = {
    "demonstration-2021": demonstrates,
    "demonstrations": demonstrates,
    "private": lambda facility, _: facility.operation not in PUBLIC,
    "inclusive": lambda facility, _: bool(facility.inclusive),
    "inclusive-places": lambda facility, _: bool(facility.inclusive),
    "open-places": lambda facility, on: by(facility.opened_on, on),
    "everywhere-built": lambda *_: True,
    "places": lambda *_: True,
    "places-per-thousand": lambda *_: True,
}


def near(target: Target) -> SearchStrategy[date]:
    """Give days around the last day of a target."""
    assert target.due
    return st.sampled_from([target.due + n * DAY for n in (-30, -1, 0, 1, 30)])


@st.composite
def cases(draw: DrawFn, name: str) -> Case:
    """Draw up to three facilities and a county's residents, all known, and a target by its name."""
    own = draw(st.sampled_from((SANQIAO, UNCOUNTED)))
    plan = draw(plans_under(YIJUN if name == "demonstration-2021" else own, ["built-on"]))
    target = plan.target(name)
    around = near(target)
    drawn = [draw(nurseries(f"F{n}", plan, around)) for n in range(draw(st.integers(1, 3)))]
    counted = [residents(plan, draw(around), draw(st.integers(1000, 6000)))]
    return Case(
        plan=plan,
        on=draw(around),
        target=target,
        county=County(
            id=plan.id,
            facilities=tuple(drawn),
            observations=() if plan.figures(DUE).residents else tuple(counted),
        ),
    )


NOT_SO_FAR: SearchStrategy[Literal[False]] = st.just(False)  # noqa: FBT003 - what an event is


@st.composite
def nurseries(draw: DrawFn, name: str, plan: Plan, around: SearchStrategy[date]) -> Facility:
    """Draw a facility of which everything is known that a target could count."""
    happened: SearchStrategy[date | Literal[False]] = NOT_SO_FAR | around
    opened, closed = draw(happened), draw(happened)
    if opened and closed and closed < opened:
        opened, closed = closed, opened
    tries = draw(
        st.dictionaries(around, st.tuples(st.sampled_from((0, 20, 40)), PASSED), max_size=3)
    )
    history = [Acceptance(on=day, slots=slots, passed=ok) for day, (slots, ok) in tries.items()]
    levels = st.sampled_from((Level.COUNTY, Level.COUNTY, Level.CITY))
    named = st.builds(Demonstration, level=levels, since=around)
    return Facility(
        id=name,
        town=draw(st.sampled_from([town.id for town in plan.towns])),
        settings=draw(st.sampled_from(((), (Setting.KINDERGARTEN,), tuple(Setting)))),
        operation=draw(st.sampled_from(Operation)),
        inclusive=draw(st.booleans()),
        demonstration=draw(NOT_SO_FAR | named),
        acceptances=tuple(history),
        opened_on=opened,
        closed_on=closed,
    )


PASSED = st.sampled_from((True, True, False))


def residents(plan: Plan, on: date, people: int) -> Observation:
    return Observation(county=plan.id, indicator=RESIDENTS, on=on, numerator=people)


@st.composite
def partly(draw: DrawFn, county: County) -> County:
    """Draw the same county with some facts unknown, most of them such as matter."""
    known = []
    for facility in county.facilities or ():
        forgotten: dict[str, Any] = dict.fromkeys(draw(FORGOTTEN))
        known.append(evolve(draw(forgetting(facility)), **forgotten))
    people = [o if draw(st.booleans()) else about(o, *draw(ROUGHLY)) for o in county.observations]
    return evolve(county, facilities=tuple(known), observations=tuple(people))


MATTERING = (
    *("town", "settings", "operation", "inclusive", "demonstration"),
    *("acceptances", "opened_on", "closed_on"),
)
# each is forgotten or not, as the bits of a number say
FORGOTTEN = st.integers(0, 2 ** len(MATTERING) - 1).map(
    lambda bits: [name for index, name in enumerate(MATTERING) if bits >> index & 1]
)
ROUGHLY = st.tuples(st.none() | st.integers(0, 500), st.none() | st.integers(0, 500))


def about(counted: Observation, below: int | None, above: int | None) -> Observation:
    """Give an observation of which the number is not known exactly any more."""
    exact = counted.numerator or 0
    return evolve(
        counted,
        numerator=None,
        numerator_at_least=None if below is None else exact - below,
        numerator_at_most=None if above is None else exact + above,
    )


def is_true(found: Progress, case: Case) -> None:
    """Check that what is settled is true."""
    for (status, late_by), (true, truly_late) in zip(stands(found), case.truth(), strict=True):
        assert status is true or status not in SETTLED
        if status in SETTLED:
            assert late_by in {truly_late, None}


@pytest.mark.parametrize("name", ["demonstration-2021", "demonstrations"])
class TestADemonstrationFacility:
    """1: by the end of 2021, one kindergarten-integrated demonstration facility is built."""

    @given(data=st.data())
    def test_is_there_from_the_day_that_a_walk_over_the_days_finds(
        self, name: str, data: DataObject
    ) -> None:
        case = data.draw(cases(name))
        assert stands(case.ask(case.county)) == case.truth()

    @given(data=st.data())
    def test_is_settled_only_when_no_unknown_fact_could_change_it(
        self, name: str, data: DataObject
    ) -> None:
        case = data.draw(cases(name))
        is_true(case.ask(data.draw(partly(case.county))), case)

    @MODEST
    @given(data=st.data())
    def test_that_has_closed_may_have_been_there_before(self, name: str, data: DataObject) -> None:
        case = data.draw(cases(name))
        built, closed = sorted(data.draw(st.tuples(near(case.target), near(case.target))))
        known = Facility(
            id="F1",
            settings=(Setting.KINDERGARTEN,),
            demonstration=Demonstration(level=Level.COUNTY, since=built),
            acceptances=(Acceptance(on=built, slots=20, passed=True),),
            opened_on=built,
            closed_on=closed,
        )
        whole = evolve(case, county=County(id=case.plan.id, facilities=(known,)))
        hardly = Facility(id="F1", demonstration=None, closed_on=closed)
        is_true(whole.ask(evolve(whole.county, facilities=(hardly,))), whole)


@pytest.mark.parametrize("name", [*BUILT, *PLACES])
class TestWhatIsBuilt:
    """1: other counties count facilities or places, as a number, a share or in every town."""

    @MODEST
    @given(data=st.data())
    def test_stands_as_a_walk_over_the_days_says(self, name: str, data: DataObject) -> None:
        case = data.draw(cases(name))
        assert stands(case.ask(case.county)) == case.truth()

    @MODEST
    @given(data=st.data())
    def test_is_settled_only_when_no_unknown_fact_could_change_it(
        self, name: str, data: DataObject
    ) -> None:
        case = data.draw(cases(name))
        is_true(case.ask(data.draw(partly(case.county))), case)

    @MODEST
    @given(data=st.data())
    def test_lies_between_its_bounds(self, name: str, data: DataObject) -> None:
        case = data.draw(cases(name))
        found = case.ask(data.draw(partly(case.county)))
        towns = [town.id for town in case.plan.towns] if found.parts else [None]
        for part, town in zip(found.parts or (found,), towns, strict=True):
            truth = case.reached(town)
            low, high = bounds(part)
            assert truth is None or low <= truth
            assert truth is None or high is None or truth <= high


@st.composite
def cases_of(draw: DrawFn, names: Iterable[str]) -> Case:
    return draw(cases(draw(st.sampled_from(list(names)))))


class TestWhatIsObservedBesides:
    """1: what the county observes itself adds to what its record says, and takes nothing away."""

    @given(cases_of([*BUILT, *PLACES]), days())
    def test_turns_no_verdict_that_the_facilities_settle(self, case: Case, day: date) -> None:
        known = case.county
        none_less = observation(
            case.plan, case.target, min(day, case.on), None, {"numerator_at_least": 0}
        )
        more = evolve(known, observations=(*known.observations, none_less))
        grows_only([case.ask(known), case.ask(more)])

    @given(cases("places-per-thousand"), days(), st.integers(0, 1000))
    def test_of_the_people_of_a_town_turns_no_verdict_about_the_county(
        self, case: Case, day: date, people: int
    ) -> None:
        of_a_town = evolve(residents(case.plan, day, people), town="dong")
        known = case.county
        more = evolve(known, observations=(*known.observations, of_a_town))
        grows_only([case.ask(known), case.ask(more)])

    @given(cases("places-per-thousand"), st.integers(200, 6000))
    def test_of_no_more_people_than_so_many_bounds_the_places_per_thousand(
        self, case: Case, most: int
    ) -> None:
        assume(case.plan.figures(DUE).residents is None)
        people = about(residents(case.plan, date(2020, 1, 1), most), None, 0)
        known = evolve(case.county, observations=(people,))
        judged = min(case.on, DUE)
        held = sum(case.counted(known.facilities or (), judged))
        assert bounds(case.ask(known))[0] == Fraction(1000 * held, most)

    @given(cases("places-per-thousand"), st.integers(1, 100))
    def test_of_fewer_people_than_places_is_refused(self, case: Case, people: int) -> None:
        few = residents(case.plan, date(2020, 1, 1), people)
        small = evolve(case, county=evolve(case.county, observations=(few,)))
        here = small.county.facilities or ()
        if any(sum(small.counted(here, day)) > people for day, _ in small.series()):
            with pytest.raises(InvalidFacts, match="residents"):
                small.ask(small.county)
        else:
            assert stands(small.ask(small.county)) == small.truth()


# what is held: lectures, year by year


@frozen(kw_only=True)
class Years(Question):
    """A county whose lectures are asked about."""

    @property
    def target(self) -> Target:
        return next(target for target in self.plan.targets if target.counts == "activities")

    def ask(self) -> Progress:
        return progress(self.target, self.observe(), self.plan, on=self.on)

    def by_year(self) -> dict[str, TargetStatus]:
        return {part.part: part.status for part in self.ask().parts}

    def counted(self, year: int) -> TargetStatus:
        """Count the lectures of a year by hand."""
        wanted = asked(self.target, self.plan, min(self.on, date(year, 12, 31)))[0]
        assert wanted
        lectures = [
            activity.level
            for activity in self.county.activities
            if activity.kind == "lecture" and activity.on.year == year and activity.on <= self.on
        ]
        if lectures.count(Level.COUNTY) >= wanted:
            return MET
        if self.on < date(year, 12, 31):
            return NOT_DUE
        possible = lectures.count(Level.COUNTY) + lectures.count(None)
        recorded = year in self.county.recorded_years
        return MISSED if recorded and possible < wanted else UNDETERMINED


@st.composite
def years(draw: DrawFn, plans: Sequence[Plan] = (CHANGED, YIJUN, ISSUED)) -> Years:
    """Draw what was held for families in a county, and the years that are recorded in full."""
    plan = draw(st.sampled_from(plans))
    county = County(
        id=plan.id,
        activities=draw(activities(plan)),
        recorded_years=tuple(draw(st.sets(st.integers(2020, 2026), max_size=4))),
    )
    return Years(plan=plan, on=draw(st.sampled_from(YEAR_ENDS) | days()), county=county)


YEAR_ENDS = [date(year, 12, day) for year in range(2022, 2027) for day in (30, 31)]


class TestTheLectureOfEveryYear:
    """2.1.2: one county lecture on parenting is held in every year, and none heals another."""

    @given(years())
    def test_is_counted_by_hand(self, asked_about: Years) -> None:
        found = asked_about.by_year()
        assert found == {year: asked_about.counted(int(year)) for year in found}
        assert asked_about.ask().status is worst((status, None) for status in found.values())

    @given(years())
    def test_is_asked_of_every_year_from_the_first(self, asked_about: Years) -> None:
        county, on = asked_about.county, asked_about.on
        told = {activity.on.year for activity in county.activities if activity.on <= on}
        spoken_of = {year for year in (*county.recorded_years, *told) if year <= on.year}
        first = asked_about.plan.issued or date(min(spoken_of, default=on.year), 1, 1)
        expected = range(min(first.year, on.year), on.year + 1)
        assert list(asked_about.by_year()) == [str(year) for year in expected]

    @given(years(), days())
    def test_of_one_year_changes_no_other_year(self, asked_about: Years, day: date) -> None:
        before, after = asked_about.by_year(), with_a_lecture(asked_about, day).by_year()
        for year in before:
            assert year == str(day.year) or after[year] is before[year]

    @given(years((CHANGED, ISSUED)), days())
    def test_turns_no_settled_verdict_when_it_comes_to_light(
        self, asked_about: Years, day: date
    ) -> None:
        assume(day.year not in asked_about.county.recorded_years)
        grows_only([asked_about.ask(), with_a_lecture(asked_about, day).ask()])

    @given(st.lists(st.integers(0, 3), min_size=3, max_size=3), days(), st.data())
    def test_that_was_observed_stays_held_to_the_end_of_its_year(
        self, counts: list[int], on: date, data: DataObject
    ) -> None:
        through = (date(2024, 3, 1), date(2024, 9, 1), date(2024, 12, 31))
        numbers: dict[tuple[date, Place], Pair] = {
            (day, None): (count, count or 1) for day, count in zip(through, counts, strict=True)
        }
        target = SANQIAO.target("every-year")
        world = World(plan=SANQIAO, target=target, on=max(on, DUE), numbers=adding_up(numbers))
        grows_only([world.ask(known) for known in growing([], data.draw(reports(world)))])

    @given(years())
    def test_is_never_missed_in_a_year_that_is_not_recorded(self, asked_about: Years) -> None:
        missed = {int(y) for y, status in asked_about.by_year().items() if status is MISSED}
        assert missed <= set(asked_about.county.recorded_years)


def with_a_lecture(asked_about: Years, on: date) -> Years:
    lecture = Activity(id="new", kind="lecture", level=Level.COUNTY, on=on)
    county = asked_about.county
    return evolve(asked_about, county=evolve(county, activities=(*county.activities, lecture)))


# every answer


def parts_of(question: Question) -> Iterator[tuple[Target, Progress, Progress]]:
    """Give every target of a question with its answer, and with each part of the answer."""
    for found in question.track():
        target = question.plan.target(found.target)
        for part in (found, *found.parts):
            yield target, found, part


class TestEveryAnswer:
    """1, 2.1.2: whatever is known, an answer holds together and can be told."""

    @MODEST
    @given(questions())
    def test_holds_together(self, question: Question) -> None:
        for target, found, part in parts_of(question):
            joined = bool(part.parts)
            assert part.target == target.id
            assert (part.status is TargetStatus.NOT_MEASURABLE) == (target.kind == "not-measurable")
            assert part.late_by is None or part.late_by >= 0
            assert part.late_by in (0, None) or part.status in {LATE, MISSED}
            assert part.bounds is None or lies_within(part.value, part.bounds)
            assert part.bounds is not None or part.value is None
            assert (part.bounds is None) == (joined or target.kind == "not-measurable")
            if part.status is NOT_DUE and not joined:
                assert part.due
                assert question.on < part.due
            if part.status in SETTLED and not joined and target.due:
                assert question.on >= target.due or not target.kept
            assert found.plan == question.plan.stamp

    @MODEST
    @given(questions())
    def test_has_no_gap_just_when_the_target_is_met(self, question: Question) -> None:
        for _, _, part in parts_of(question):
            if part.status is MET:
                assert part.gap == 0
            elif part.status in {MISSED, UNDETERMINED}:
                assert part.gap is None or part.gap > 0
            if part.value is not None and part.status in {MET, MISSED}:
                assert part.gap is not None

    @MODEST
    @given(questions())
    def test_that_is_open_names_what_is_missing(self, question: Question) -> None:
        for _, _, part in parts_of(question):
            assert part.status is not UNDETERMINED or part.missing

    @MODEST
    @given(questions())
    def test_that_is_settled_misses_nothing(self, question: Question) -> None:
        for _, _, part in parts_of(question):
            assert part.status in {UNDETERMINED, NOT_DUE} or not part.missing

    @MODEST
    @given(questions())
    def test_expects_a_part_of_the_way_that_time_has_gone(self, question: Question) -> None:
        issued, linear = question.plan.issued, question.plan.readings.pace == "linear"
        for target, _, part in parts_of(question):
            limit = asked(target, question.plan, question.on)[0]
            on_the_way = linear and part.status is NOT_DUE and not part.parts
            if not (on_the_way and target.due and issued and limit is not None):
                assert (part.expected, part.behind) == (None, None)
                continue
            gone = max(0, (question.on - issued).days)
            expected = limit * gone / (target.due - issued).days if gone else 0
            assert part.expected == expected
            if part.value is not None:
                assert part.behind == max(0, expected - part.value)

    @MODEST
    @given(questions())
    def test_is_explained_and_written(self, question: Question) -> None:
        for found in question.track():
            assert all(explain(found, question.plan, locale=locale) for locale in LOCALES)
            assert codec.to_json(found)
            with pytest.raises(TypeError):
                bool(found)


def lies_within(value: float | Fraction | None, limits: tuple[Any, Any]) -> bool:
    """Tell whether bounds are in their order, and a number is the only one between them."""
    low, high = limits
    if value is None:
        return low >= 0 and (high is None or low < high)
    return bool(low == value == high)
