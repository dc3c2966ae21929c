"""How far a county is from its targets: what is observed, what follows, and what is refused."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from infantcare_policy import codec
from infantcare_policy.county import Activity, County, Observation
from infantcare_policy.decisions import Citation, Ground, Missing, PlanStamp, ReadingStamp
from infantcare_policy.errors import InvalidFacts, UnknownTown, WrongPlan
from infantcare_policy.facilities import Acceptance, Demonstration, Facility
from infantcare_policy.plan import Plan, Row, loads, yijun
from infantcare_policy.targets import Progress, TargetStatus, observe, progress, track
from infantcare_policy.terms import ActivityKind, Level, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable

XISHAN = """\
id = "xishan"
extends = "china"
name = {{ zh = "西山县（虚构）", en = "Xishan County (invented)" }}

[[instrument]]
id = "xishan"
title = {{ zh = "西山县办法（虚构）", en = "Xishan's measures (invented)" }}
issued = 2025-12-31

[[town]]
id = "dong"
name = {{ zh = "东镇", en = "Dong Town" }}
kind = "town"

[[town]]
id = "xi"
name = {{ zh = "西镇", en = "Xi Town" }}
kind = "town"

[[clause]]
id = "1"
heading = {{ zh = "目标", en = "Aims" }}
summary = {{ zh = "要达到什么。", en = "What is to be reached." }}
kind = "target"
answers = ["targets.progress"]

{targets}

[figures]
{figures}
"""
TARGET = """\
[[target]]
id = "{name}"
name = {{ zh = "目标", en = "aim" }}
indicator = "aim"
cite = "1"
{rest}
"""

DUE = date(2026, 12, 31)
EARLY = date(2026, 5, 1)
JUNE = date(2026, 6, 1)
AFTER = date(2027, 1, 5)
LONG_AFTER = date(2027, 6, 1)
YIJUN = yijun()
MET, LATE, MISSED = TargetStatus.MET, TargetStatus.MET_LATE, TargetStatus.MISSED
NOT_DUE, UNDETERMINED = TargetStatus.NOT_DUE, TargetStatus.UNDETERMINED


def xishan(*targets: str, figures: str = "") -> Plan:
    """Load a county of two towns, issued 365 days before its targets are due."""
    dated = (rest if "yearly" in rest else f"{rest}\ndue = {DUE}" for rest in targets)
    written = (TARGET.format(name=f"aim-{n}", rest=rest) for n, rest in enumerate(dated))
    return loads(XISHAN.format(targets="\n".join(written), figures=figures))


NUMBER = xishan('kind = "count"\nat_least = 3')
BUILT_ONCE = xishan('kind = "count"\nat_least = 3\nkept = false')
SPAN = xishan('kind = "count"\nat_least = 1\nat_most = 3')
CAP = xishan('kind = "count"\nat_most = 3')
RATE = xishan('kind = "rate"\nat_least = 0.9')
EVERY_TOWN = xishan('kind = "per-town"\nat_least = 1')
EVERY_YEAR = xishan('kind = "yearly"\nat_least = 1')


def seen(on: date = JUNE, numerator: int | None = None, **known: Any) -> Observation:  # noqa: ANN401 - any field
    """Observe the aim of Xishan."""
    fields: dict[str, Any] = {"county": "xishan", "indicator": "aim", "on": on}
    if isinstance(numerator, int):
        fields["numerator"] = numerator
    return Observation(**(fields | known))


def part(numerator: int, denominator: int, on: date = JUNE, town: str | None = None) -> Observation:
    """Observe a part of a whole."""
    return seen(on, numerator, denominator=denominator, town=town)


def asked(plan: Plan, *observations: Observation, on: date = AFTER) -> Progress:
    """Ask how the first target of a plan stands."""
    return progress(plan.targets[0], observations, plan, on=on)


def counted(plan: Plan, county: County, on: date = AFTER) -> Progress:
    """Ask how the first target of a plan stands by a county's record."""
    return asked(plan, *observe(county, plan, on=on), on=on)


def nursery(name: str = "F1", slots: int = 12, on: date = EARLY, **known: Any) -> Facility:  # noqa: ANN401 - any field
    """Give a facility that was accepted and has not closed."""
    accepted = (Acceptance(on=on, slots=slots, passed=True),)
    fields: dict[str, Any] = {"id": name, "acceptances": accepted, "closed_on": False}
    return Facility(**(fields | known))


def of_xishan(*facilities: Facility, **known: Any) -> County:  # noqa: ANN401 - any field
    return County(id="xishan", facilities=facilities, **known)


def standing(found: Iterable[Observation], day: date) -> Observation:
    """Give the observation of the county that stands on a day."""
    return max((each for each in found if each.on <= day), key=lambda each: each.on)


def numbers(found: Iterable[Observation], *days: date) -> list[int | None]:
    held = tuple(found)
    return [standing(held, day).numerator for day in days]


def missing(answer: Progress) -> list[str]:
    return [item.name for item in answer.missing]


def codes(grounds: Iterable[Ground]) -> list[str]:
    return [ground.code for ground in grounds]


class TestTheDay:
    """A question is asked for a day, to its end; a moment is refused by name."""

    @pytest.mark.parametrize("on", [datetime(2026, 6, 1), "2026-06-01", None, 20260601])  # noqa: DTZ001 - any is refused
    def test_is_a_date(self, on: Any) -> None:  # noqa: ANN401 - what a caller may hand in
        with pytest.raises(InvalidFacts) as observing:
            observe(of_xishan(), NUMBER, on=on)
        with pytest.raises(InvalidFacts) as progressing:
            progress(NUMBER.targets[0], (), NUMBER, on=on)
        with pytest.raises(InvalidFacts) as tracking:
            track(NUMBER, (), on=on)
        for refused in (observing, progressing, tracking):
            assert [fault.path for fault in refused.value.faults] == ["on"]

    def test_is_refused_as_a_moment_with_what_to_do(self) -> None:
        with pytest.raises(InvalidFacts, match=r"take its \.date\(\) in Asia/Shanghai"):
            track(NUMBER, (), on=datetime(2026, 6, 1))  # noqa: DTZ001 - it is refused

    def test_is_asked_to_its_end(self) -> None:
        assert asked(NUMBER, seen(DUE, 3), on=DUE).status is MET
        assert asked(NUMBER, seen(DUE, 2), on=DUE).status is MISSED
        assert asked(NUMBER, seen(DUE, 2), on=DUE).late_by == 0


class TestAnotherCounty:
    """The facts of another county are never measured by this one's plan."""

    def test_is_refused_as_a_whole(self) -> None:
        with pytest.raises(WrongPlan, match="xishan"):
            observe(County(id="yijun"), NUMBER, on=AFTER)

    def test_is_refused_observation_by_observation(self) -> None:
        stray = seen(numerator=3, county="yijun")
        with pytest.raises(WrongPlan, match="expected the facts of xishan, got those of yijun"):
            asked(NUMBER, seen(numerator=3), stray)
        with pytest.raises(WrongPlan):
            track(NUMBER, [stray], on=AFTER)

    def test_is_refused_also_for_another_indicator(self) -> None:
        with pytest.raises(WrongPlan):
            asked(NUMBER, seen(numerator=3, county="yijun", indicator="other"))


class TestATown:
    def test_that_the_plan_does_not_know_is_answered_with_the_nearest(self) -> None:
        stray = seen(numerator=3, town="东乡镇")
        with pytest.raises(UnknownTown, match="东镇"):
            asked(NUMBER, stray)
        with pytest.raises(UnknownTown, match="东镇"):
            track(NUMBER, [stray], on=AFTER)
        with pytest.raises(UnknownTown, match="东镇"):
            observe(of_xishan(observations=(stray,)), NUMBER, on=AFTER)

    def test_of_a_facility_has_to_be_known_where_towns_are_counted(self) -> None:
        plan = xishan('kind = "per-town"\nat_least = 1\ncounts = "facilities"')
        with pytest.raises(UnknownTown, match="东镇"):
            observe(of_xishan(nursery(town="东乡镇")), plan, on=AFTER)

    @pytest.mark.parametrize("name", ["dong", "东镇", "Dong Town", "东 镇"])
    def test_is_known_by_any_of_its_names(self, name: str) -> None:
        answer = asked(NUMBER, seen(numerator=2, town=name), seen(numerator=3, town="xi"))
        assert answer.value == 5
        (own,) = observe(of_xishan(observations=(seen(numerator=2, town=name),)), NUMBER, on=AFTER)
        assert own.town == "dong"


class TestObservationsOfOneDay:
    """Each of them holds, so that they are joined; two that exclude each other are refused."""

    def test_are_joined(self) -> None:
        answer = asked(CAP, seen(numerator_at_least=2), seen(numerator_at_most=5))
        assert (answer.status, answer.bounds) == (UNDETERMINED, (2, 5))
        narrower = asked(CAP, seen(numerator_at_most=4), seen(numerator_at_most=3), seen())
        assert (narrower.status, narrower.bounds) == (MET, (0, 3))

    def test_may_say_the_same_twice(self) -> None:
        assert asked(NUMBER, seen(numerator=4), seen(numerator=4)).value == 4
        within = seen(numerator_at_least=2, numerator_at_most=5)
        assert asked(NUMBER, seen(numerator=4), within).value == 4

    def test_may_give_a_part_and_its_whole(self) -> None:
        answer = asked(RATE, seen(numerator=45), seen(denominator=50))
        assert (answer.status, answer.value) == (MET, Fraction(9, 10))

    @pytest.mark.parametrize(
        "other",
        [
            {"numerator": 5},
            {"numerator_at_least": 5},
            {"numerator_at_most": 3},
            {"numerator_at_least": 5, "numerator_at_most": 6},
        ],
    )
    def test_are_refused_where_they_exclude_each_other(self, other: dict[str, Any]) -> None:
        for pair in permutations((seen(numerator=4), seen(**other))):
            with pytest.raises(InvalidFacts) as invalid:
                asked(NUMBER, *pair)
            (fault,) = invalid.value.faults
            assert fault.path == "observations of aim on 2026-06-01, xishan"
            assert fault.expected == "one numerator for a day"

    def test_are_refused_for_their_wholes_too(self) -> None:
        with pytest.raises(InvalidFacts, match="one denominator for a day, got ≥ 60 and ≤ 50"):
            asked(RATE, part(45, 50), part(45, 60))

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({"numerator": 5}, {"denominator": 4}),
            ({"numerator": 5}, {"denominator_at_most": 4}),
            ({"numerator_at_least": 5}, {"denominator": 4}),
        ],
    )
    def test_are_refused_where_the_part_is_over_the_whole(
        self, first: dict[str, Any], second: dict[str, Any]
    ) -> None:
        # one of them alone may not say so: a part is never more than its whole
        with pytest.raises(InvalidFacts):
            seen(**first, **second)
        with pytest.raises(InvalidFacts, match="no more than its denominator"):
            asked(RATE, seen(**first), seen(**second))

    def test_name_the_township_that_they_contradict(self) -> None:
        with pytest.raises(InvalidFacts, match="observations of aim on 2026-06-01, dong"):
            asked(NUMBER, seen(numerator=1, town="dong"), seen(numerator=2, town="dong"))

    def test_of_two_townships_do_not_exclude_each_other(self) -> None:
        towns = [seen(numerator=1, town="dong"), seen(numerator=2, town="xi")]
        assert asked(NUMBER, *towns).value == 3

    def test_of_two_indicators_do_not_exclude_each_other(self) -> None:
        assert asked(NUMBER, seen(numerator=3), seen(numerator=9, indicator="other")).value == 3

    def test_after_the_day_are_passed_over_even_if_they_exclude_each_other(self) -> None:
        later = [seen(AFTER, 1), seen(AFTER, 2)]
        assert asked(NUMBER, seen(numerator=3), *later, on=DUE).status is MET


class TestALaterObservation:
    """An observation stands until a later one."""

    def test_stands_instead_of_an_earlier_one(self) -> None:
        for pair in permutations((seen(EARLY, 4), seen(JUNE, 2))):
            assert asked(NUMBER, *pair).value == 2

    def test_does_not_narrow_an_earlier_one(self) -> None:
        answer = asked(NUMBER, seen(EARLY, 4), seen(JUNE, numerator_at_least=1))
        assert answer.bounds == (1, None)

    def test_after_the_day_that_is_asked_about_is_passed_over(self) -> None:
        assert asked(NUMBER, seen(EARLY, 2), seen(JUNE, 4), on=date(2026, 5, 31)).value == 2
        assert asked(NUMBER, seen(EARLY, 2), seen(JUNE, 4), on=JUNE).value == 4

    def test_may_come_from_any_iterable(self) -> None:
        target = NUMBER.targets[0]
        answer = progress(target, (seen(numerator=n) for n in (3,)), NUMBER, on=AFTER)
        assert answer.value == 3
        (tracked,) = track(NUMBER, (seen(numerator=n) for n in (3,)), on=AFTER)
        assert tracked == answer

    def test_of_another_indicator_says_nothing(self) -> None:
        answer = asked(NUMBER, seen(numerator=9, indicator="aims"))
        assert (answer.status, missing(answer)) == (UNDETERMINED, ["aim"])


class TestTheCountyAndItsTownships:
    """A survey of the whole county stands until a later one, or until every town has a later."""

    def test_a_township_alone_does_not_stand_for_the_county(self) -> None:
        answer = asked(RATE, part(99, 100, town="dong"))
        assert (answer.status, answer.value, answer.bounds) == (UNDETERMINED, None, (0, 1))
        assert missing(answer) == ["aim.xi"]

    def test_all_townships_together_are_the_county(self) -> None:
        # 9 + 80 of 10 + 100, and not the mean of 90 % and 80 %
        answer = asked(RATE, part(9, 10, town="dong"), part(80, 100, town="xi"))
        assert (answer.status, answer.value) == (MISSED, Fraction(89, 110))

    def test_one_later_township_does_not_set_the_county_aside(self) -> None:
        answer = asked(RATE, part(90, 100, EARLY), part(1, 10, JUNE, town="dong"))
        assert (answer.status, answer.value) == (MET, Fraction(9, 10))

    def test_all_later_townships_do(self) -> None:
        towns = [part(1, 10, JUNE, town="dong"), part(5, 10, JUNE, town="xi")]
        assert asked(RATE, part(90, 100, EARLY), *towns).value == Fraction(6, 20)

    def test_townships_of_the_same_day_hold_beside_it(self) -> None:
        towns = [part(40, 50, JUNE, town="dong"), part(50, 50, JUNE, town="xi")]
        assert asked(RATE, part(90, 100, JUNE), *towns).value == Fraction(9, 10)
        alone = part(1, 10, JUNE, town="dong")
        assert asked(RATE, part(90, 100, JUNE), alone).value == Fraction(9, 10)
        # two or more in the county, and three in one of its towns
        county, town = seen(numerator_at_least=2), seen(numerator=3, town="dong")
        assert asked(NUMBER, county, town).bounds == (3, None)

    def test_townships_of_the_same_day_that_exclude_it_are_refused(self) -> None:
        towns = [part(1, 10, JUNE, town="dong"), part(5, 10, JUNE, town="xi")]
        with pytest.raises(InvalidFacts, match="townships that agree with their county"):
            asked(RATE, part(90, 100, JUNE), *towns)
        with pytest.raises(InvalidFacts, match="observations on 2026-06-01"):
            asked(NUMBER, seen(numerator=2), seen(numerator=3, town="dong"))

    def test_a_later_survey_of_the_county_sets_the_townships_aside(self) -> None:
        towns = [part(1, 10, EARLY, town="dong"), part(5, 10, EARLY, town="xi")]
        assert asked(RATE, *towns, part(90, 100, JUNE)).value == Fraction(9, 10)

    def test_a_township_may_be_surveyed_again(self) -> None:
        towns = [part(1, 10, EARLY, town="dong"), part(5, 10, EARLY, town="xi")]
        # 8 + 5 of 20
        assert asked(RATE, *towns, part(8, 10, JUNE, town="dong")).value == Fraction(13, 20)

    def test_a_whole_that_is_set_aside_on_its_day_stood_before(self) -> None:
        towns = [part(1, 10, JUNE, town="dong"), part(5, 10, JUNE, town="xi")]
        answer = asked(RATE, part(90, 100, EARLY), *towns, on=date(2026, 5, 31))
        assert answer.value == Fraction(9, 10)

    def test_counts_of_townships_are_added(self) -> None:
        answer = asked(NUMBER, seen(numerator=1, town="dong"), seen(numerator=2, town="xi"))
        assert (answer.status, answer.value, answer.bounds) == (MET, 3, (3, 3))

    def test_a_count_is_settled_by_the_townships_that_told(self) -> None:
        answer = asked(NUMBER, seen(numerator=3, town="dong"))
        assert (answer.status, answer.value, answer.bounds) == (MET, None, (3, None))
        assert (answer.gap, answer.missing) == (0, ())

    def test_a_township_that_asked_few_leaves_little_open(self) -> None:
        # 95 of 100, and nobody or all of 5 more: 95/105 = 19/21, 100/105 = 20/21
        few = seen(town="xi", denominator_at_most=5)
        answer = asked(RATE, part(95, 100, town="dong"), few)
        assert (answer.status, answer.bounds) == (MET, (Fraction(19, 21), Fraction(20, 21)))
        assert (answer.value, answer.gap, answer.missing) == (None, 0, ())

    def test_a_county_without_towns_is_its_own_whole(self) -> None:
        text = XISHAN.format(
            targets=TARGET.format(name="a", rest=f'kind = "count"\nat_least = 3\ndue = {DUE}'),
            figures="",
        )
        start, rest = text.split('[[town]]\nid = "dong"')
        plan = loads(start + rest[rest.index("[[clause]]") :])
        assert plan.towns == ()
        assert asked(plan, seen(numerator=3)).status is MET


class TestATargetWithALastDay:
    @pytest.mark.parametrize(
        ("number", "on", "status", "gap", "late_by"),
        [
            (3, DUE, MET, 0, 0),
            (4, AFTER, MET, 0, 0),
            (2, AFTER, MISSED, 1, 5),
            (0, date(2027, 12, 31), MISSED, 3, 365),
            (2, date(2026, 12, 30), NOT_DUE, 1, None),
            (3, date(2026, 12, 30), NOT_DUE, 0, None),
        ],
    )
    def test_is_judged_by_that_day(
        self, number: int, on: date, status: TargetStatus, gap: int, late_by: int | None
    ) -> None:
        answer = asked(NUMBER, seen(numerator=number), on=on)
        assert (answer.status, answer.value, answer.bounds) == (status, number, (number, number))
        assert (answer.gap, answer.late_by, answer.due) == (gap, late_by, DUE)
        assert type(answer.value) is type(answer.gap) is int

    def test_is_reached_late_on_the_day_that_shows_it(self) -> None:
        # from 2026-12-31 to 2027-02-01: 32 days
        late = seen(date(2027, 2, 1), 3)
        answer = asked(NUMBER, seen(numerator=2), late, on=date(2027, 6, 1))
        assert (answer.status, answer.late_by, answer.value, answer.gap) == (LATE, 32, 2, 1)
        assert answer.grounds[-1] == Ground(
            "target.reached-late", None, (("numerator", 3), ("on", date(2027, 2, 1)))
        )

    def test_is_late_by_the_first_day_on_which_it_was_reached(self) -> None:
        seen_late = [
            seen(date(2027, 1, 2), 3),
            seen(date(2027, 3, 1), 1),
            seen(date(2027, 4, 1), 4),
        ]
        assert asked(NUMBER, seen(numerator=2), *seen_late, on=date(2027, 6, 1)).late_by == 2

    def test_is_late_by_nobody_knows_how_much_where_it_may_have_been_reached_before(self) -> None:
        perhaps = seen(date(2027, 1, 2), numerator_at_least=2)
        answer = asked(
            NUMBER,
            seen(numerator=2),
            perhaps,
            seen(date(2027, 3, 1), 3),
            on=LONG_AFTER,
        )
        assert (answer.status, answer.late_by) == (LATE, None)

    def test_is_late_by_that_day_whatever_is_uncertain_later(self) -> None:
        perhaps = seen(date(2027, 3, 1), numerator_at_least=2)
        answer = asked(NUMBER, seen(numerator=2), seen(date(2027, 1, 2), 3), perhaps, on=LONG_AFTER)
        assert (answer.status, answer.late_by) == (LATE, 2)

    def test_stays_open_where_it_may_have_been_reached_since(self) -> None:
        answer = asked(NUMBER, seen(DUE, 2), seen(date(2027, 1, 2), numerator_at_least=2))
        assert (answer.status, answer.value, answer.late_by) == (UNDETERMINED, 2, None)

    def test_is_not_healed_by_a_survey_after_it(self) -> None:
        # whether the number was there on the last day nobody knows
        answer = asked(NUMBER, seen(date(2027, 1, 2), 3))
        assert (answer.status, answer.bounds, missing(answer)) == (UNDETERMINED, (0, None), ["aim"])

    def test_notes_what_was_observed_after_it_and_does_not_reach_it(self) -> None:
        answer = asked(NUMBER, seen(numerator=1), seen(date(2027, 1, 2), 2))
        assert (answer.status, answer.value) == (MISSED, 1)
        assert answer.notes[-1] == Ground(
            "target.since-then", None, (("numerator", 2), ("on", date(2027, 1, 2)))
        )

    def test_notes_that_a_survey_is_older_than_the_day(self) -> None:
        earlier = Ground("target.observed-earlier", None, (("on", JUNE), ("judged", DUE)))
        assert asked(NUMBER, seen(numerator=3)).notes == (earlier,)
        assert asked(NUMBER, seen(DUE, 3)).notes == ()

    def test_states_what_it_asks_for_and_what_was_observed(self) -> None:
        answer = asked(RATE, part(9, 10, DUE, town="dong"), part(90, 100, DUE, town="xi"))
        assert answer.grounds == (
            Ground(
                "target.asked",
                Citation("xishan", "1"),
                (("target", "aim-0"), ("rate_at_least", Decimal("0.9")), ("due", DUE)),
            ),
            Ground(
                "target.observed",
                None,
                (("town", "dong"), ("numerator", 9), ("denominator", 10), ("on", DUE)),
            ),
            Ground(
                "target.observed",
                None,
                (("town", "xi"), ("numerator", 90), ("denominator", 100), ("on", DUE)),
            ),
        )

    def test_that_was_missed_whatever_is_missing_is_missed(self) -> None:
        # 10 of 100, and 5 more of 5 at most: 15 of 105
        few = seen(town="xi", denominator_at_most=5)
        answer = asked(RATE, part(10, 100, town="dong"), few)
        assert answer.status is MISSED
        assert answer.bounds == (Fraction(10, 105), Fraction(15, 105))
        assert (answer.value, answer.gap, answer.missing) == (None, None, ())


class TestWhatIsMissing:
    """`undetermined`: what is missing could turn the verdict; it is named."""

    @pytest.mark.parametrize(
        "known",
        [
            {},
            {"numerator_at_least": 2},
            {"numerator_at_most": 3},
            {"numerator_at_least": 2, "numerator_at_most": 3},
        ],
    )
    def test_is_the_indicator_of_the_county(self, known: dict[str, Any]) -> None:
        answer = asked(NUMBER, seen(**known))
        assert answer.status is UNDETERMINED
        assert answer.missing == (Missing("aim", "fact", Citation("xishan", "1")),)

    def test_is_the_indicator_of_each_township(self) -> None:
        bounded = seen(town="dong", numerator_at_most=2)
        assert missing(asked(NUMBER, bounded)) == ["aim.dong", "aim.xi"]

    def test_is_named_before_the_last_day_too(self) -> None:
        answer = asked(NUMBER, on=JUNE)
        assert (answer.status, missing(answer)) == (NOT_DUE, ["aim"])

    def test_is_nothing_where_it_changes_nothing(self) -> None:
        assert asked(NUMBER, seen(numerator_at_least=3)).missing == ()
        assert asked(NUMBER, seen(numerator_at_most=2)).missing == ()

    def test_is_named_where_only_what_came_after_the_last_day_is_open(self) -> None:
        # certainly not by the last day; perhaps since then
        answer = asked(NUMBER, seen(DUE, 2), seen(date(2027, 1, 2), numerator_at_least=2))
        assert answer.status is UNDETERMINED
        assert missing(answer) == ["aim"]

    def test_is_a_facility_that_may_have_come_after_the_last_day(self) -> None:
        plan = xishan('kind = "count"\nat_least = 1\ncounts = "facilities"')
        perhaps = nursery(acceptances=(Acceptance(on=date(2027, 1, 2), slots=12),))
        answer = counted(plan, of_xishan(perhaps))
        assert answer.status is UNDETERMINED
        assert missing(answer) == ["facilities.F1"]

    def test_is_named_where_only_an_earlier_day_is_open_and_once_is_enough(self) -> None:
        # three may have stood in May; two did on the last day
        answer = asked(BUILT_ONCE, seen(EARLY, numerator_at_least=2), seen(DUE, 2))
        assert answer.status is UNDETERMINED
        assert missing(answer) == ["aim"]

    def test_is_a_text_where_the_figure_is_not_stated(self) -> None:
        plan = YIJUN.amend({"figures.knowledge_rate": [Row(None, cite="1", stated=False)]})
        survey = Observation(
            county="yijun",
            indicator="knowledge-rate",
            on=date(2025, 12, 31),
            numerator=99,
            denominator=100,
        )
        target = plan.target("knowledge-rate-2025")
        answer = progress(target, [survey], plan, on=date(2026, 1, 5))
        assert (answer.status, answer.value, answer.gap) == (UNDETERMINED, Fraction(99, 100), None)
        assert answer.missing == (Missing("knowledge_rate", "text", Citation("yijun", "1")),)

    def test_is_a_text_where_no_figure_holds_on_that_day(self) -> None:
        figures = 'knowledge_rate = [{ value = 0.9, cite = "1", since = 2027-01-01 }]'
        plan = xishan('kind = "rate"\nfigure = "knowledge_rate"', figures=figures)
        answer = asked(plan, part(9, 10))
        assert (answer.status, missing(answer)) == (UNDETERMINED, ["knowledge_rate"])


class TestTheFigureOfATarget:
    FIGURES = (
        'knowledge_rate = [{ value = 0.8, cite = "1" }, '
        '{ value = 0.9, cite = "1", since = 2026-07-01 }, '
        '{ value = 0.5, cite = "1", since = 2027-01-01 }]'
    )

    def test_is_that_of_the_last_day(self) -> None:
        plan = xishan('kind = "rate"\nfigure = "knowledge_rate"', figures=self.FIGURES)
        answer = asked(plan, part(85, 100))
        # 90/100 - 85/100
        assert (answer.status, answer.gap) == (MISSED, Fraction(1, 20))

    def test_is_that_of_the_day_before_it(self) -> None:
        plan = xishan('kind = "rate"\nfigure = "knowledge_rate"', figures=self.FIGURES)
        assert asked(plan, part(70, 100), on=date(2026, 6, 30)).gap == Fraction(1, 10)
        assert asked(plan, part(70, 100), on=date(2026, 7, 1)).gap == Fraction(1, 5)

    def test_is_cited_where_it_stands(self) -> None:
        figures = 'knowledge_rate = [{ value = 0.8, cite = "filing-measures:9" }]'
        plan = xishan('kind = "rate"\nfigure = "knowledge_rate"', figures=figures)
        answer = asked(plan, part(85, 100))
        assert Citation("filing-measures", "9") in answer.citations


class TestATargetThatIsReachedOnce:
    """What is to be built by a day is met once it was reached, whatever closes later."""

    def test_is_met_although_it_does_not_stand_on_the_last_day(self) -> None:
        answer = asked(BUILT_ONCE, seen(EARLY, 3), seen(JUNE, 1))
        assert (answer.status, answer.value, answer.late_by, answer.gap) == (MET, 3, 0, 0)
        assert asked(NUMBER, seen(EARLY, 3), seen(JUNE, 1)).status is MISSED

    def test_is_met_before_the_last_day(self) -> None:
        assert asked(BUILT_ONCE, seen(EARLY, 3), on=JUNE).status is MET
        assert asked(BUILT_ONCE, seen(EARLY, 2), on=JUNE).status is NOT_DUE

    def test_shows_the_highest_number_so_far(self) -> None:
        answer = asked(BUILT_ONCE, seen(EARLY, 2), seen(JUNE, 1), on=date(2026, 7, 1))
        assert (answer.status, answer.value, answer.gap) == (NOT_DUE, 2, 1)

    def test_rests_on_the_day_that_reached_it(self) -> None:
        answer = asked(BUILT_ONCE, seen(EARLY, 3), seen(JUNE, 4))
        assert answer.grounds[-1].facts == (("numerator", 3), ("on", EARLY))

    def test_is_missed_where_no_day_reached_it(self) -> None:
        assert asked(BUILT_ONCE, seen(EARLY, 2), seen(JUNE, 1)).status is MISSED
        late = asked(BUILT_ONCE, seen(EARLY, 2), seen(date(2027, 1, 2), 3))
        assert (late.status, late.late_by) == (LATE, 2)

    def test_is_met_where_one_day_lay_between_its_limits(self) -> None:
        plan = xishan('kind = "count"\nat_least = 1\nat_most = 3\nkept = false')
        answer = asked(plan, seen(EARLY, 2), seen(JUNE, 4))
        assert (answer.status, answer.gap, answer.late_by) == (MET, 0, 0)


class TestATargetBetweenTwoLimits:
    @pytest.mark.parametrize(
        ("number", "status", "gap"),
        [(0, MISSED, 1), (1, MET, 0), (3, MET, 0), (4, MISSED, 1), (9, MISSED, 6)],
    )
    def test_is_met_up_to_both(self, number: int, status: TargetStatus, gap: int) -> None:
        answer = asked(SPAN, seen(numerator=number))
        assert (answer.status, answer.gap) == (status, gap)

    @pytest.mark.parametrize(
        ("low", "high", "status", "gap"),
        [
            (1, 3, MET, 0),
            (2, 3, MET, 0),
            (0, 3, UNDETERMINED, None),
            (1, 4, UNDETERMINED, None),
            (4, 9, MISSED, None),
        ],
    )
    def test_is_settled_by_bounds_where_they_settle_it(
        self, low: int, high: int, status: TargetStatus, gap: int | None
    ) -> None:
        answer = asked(SPAN, seen(numerator_at_least=low, numerator_at_most=high))
        assert (answer.status, answer.bounds, answer.gap) == (status, (low, high), gap)

    @pytest.mark.parametrize(
        ("number", "status", "gap"), [(0, MET, 0), (3, MET, 0), (4, MISSED, 1)]
    )
    def test_may_have_an_upper_limit_alone(
        self, number: int, status: TargetStatus, gap: int
    ) -> None:
        answer = asked(CAP, seen(numerator=number))
        assert (answer.status, answer.gap) == (status, gap)
        limits = [fact for fact in answer.grounds[0].facts if fact[0].startswith("at_")]
        assert limits == [("at_most", Decimal(3))]

    def test_of_which_nothing_bounds_the_number_stays_open(self) -> None:
        assert asked(CAP, seen(numerator_at_least=1)).status is UNDETERMINED
        assert asked(CAP, seen(numerator_at_least=4)).status is MISSED

    def test_may_be_a_rate(self) -> None:
        plan = xishan('kind = "rate"\nat_least = 0.25\nat_most = 0.75')
        assert asked(plan, part(3, 4)).status is MET
        # 76/100 - 75/100
        assert asked(plan, part(76, 100)).gap == Fraction(1, 100)
        assert asked(plan, part(24, 100)).gap == Fraction(1, 100)


class TestARate:
    def test_is_an_exact_fraction(self) -> None:
        answer = asked(RATE, part(899_999_999_999, 10**12))
        assert (answer.status, answer.gap) == (MISSED, Fraction(1, 10**12))
        assert type(answer.value) is Fraction

    def test_of_all_is_a_fraction_too(self) -> None:
        answer = asked(RATE, part(10, 10))
        assert (answer.value, type(answer.value)) == (1, Fraction)
        assert answer.bounds is not None
        assert [type(bound) for bound in answer.bounds] == [Fraction, Fraction]
        assert type(answer.gap) is Fraction

    def test_of_nobody_is_a_fraction_too(self) -> None:
        answer = asked(RATE, part(0, 10))
        assert (answer.value, answer.bounds, answer.gap) == (0, (0, 0), Fraction(9, 10))
        assert answer.bounds is not None
        assert [type(bound) for bound in answer.bounds] == [Fraction, Fraction]

    @pytest.mark.parametrize(
        ("known", "bounds"),
        [
            ({"numerator_at_least": 8, "numerator_at_most": 9, "denominator": 10}, ("4/5", "9/10")),
            (
                {"numerator": 9, "denominator_at_least": 10, "denominator_at_most": 12},
                ("3/4", "9/10"),
            ),
            ({"numerator": 9, "denominator_at_most": 10}, ("9/10", "1")),
            ({"numerator": 9, "denominator_at_least": 10}, ("0", "9/10")),
            ({"numerator": 9}, ("0", "1")),
            ({"denominator": 10}, ("0", "1")),
            ({"numerator_at_least": 9, "denominator": 10}, ("9/10", "1")),
            ({"numerator_at_most": 4, "denominator_at_least": 5}, ("0", "4/5")),
        ],
    )
    def test_lies_between_the_bounds_of_its_part_and_whole(
        self, known: dict[str, Any], bounds: tuple[str, str]
    ) -> None:
        answer = asked(RATE, seen(**known))
        assert answer.bounds == tuple(map(Fraction, bounds))

    def test_was_asked_of_no_fewer_than_those_who_said_yes(self) -> None:
        (_, observed) = asked(RATE, seen(DUE, 9)).grounds
        assert observed.facts == (("numerator", 9), ("denominator_at_least", 9), ("on", DUE))
        (_, nobody) = asked(RATE, seen(DUE, 0)).grounds
        assert nobody.facts == (("numerator", 0), ("denominator_at_least", 1), ("on", DUE))

    def test_of_everybody_is_missed_once_one_is_known_to_be_left_out(self) -> None:
        # whatever the other town finds, one of the hundred asked does not know
        plan = xishan('kind = "rate"\nat_least = 1')
        assert asked(plan, part(99, 100, town="dong")).status is MISSED


class TestTheRecordOfACounty:
    """What is counted of a record: the facilities that are built, on each day that changed it."""

    PLAN = xishan(
        'kind = "count"\nat_least = 1\ncounts = "facilities"\nwhen = { inclusive = true }'
    )

    def counted_on(self, *facilities: Facility, on: date = AFTER) -> tuple[Observation, ...]:
        found = observe(of_xishan(*facilities), self.PLAN, on=on)
        assert {(each.indicator, each.town) for each in found} <= {("aim", None)}
        assert max(each.on for each in found) == on
        return found

    def test_is_counted_whenever_the_number_changes_and_on_the_days_asked_about(self) -> None:
        held = (nursery("F1", inclusive=True), nursery("F2", on=JUNE, inclusive=True))
        found = self.counted_on(*held)
        assert {EARLY, JUNE, DUE, AFTER} <= {each.on for each in found}
        assert len({each.on for each in found}) == len(found)
        assert numbers(found, EARLY, date(2026, 5, 31), JUNE, DUE, AFTER) == [1, 1, 2, 2, 2]
        may = date(2026, 5, 31)
        assert numbers(self.counted_on(*held, on=may), EARLY, may) == [1, 1]
        april = date(2026, 4, 30)
        assert numbers(self.counted_on(*held, on=april), april) == [0]

    def test_does_not_count_what_has_closed_or_does_not_fit(self) -> None:
        closed = nursery("F1", inclusive=True, closed_on=JUNE)
        found = self.counted_on(closed, nursery("F2", inclusive=False))
        assert numbers(found, EARLY, date(2026, 5, 31), JUNE, DUE) == [1, 1, 0, 0]

    def test_does_not_count_an_acceptance_that_failed(self) -> None:
        failed = nursery(inclusive=True, acceptances=(Acceptance(on=EARLY, slots=9, passed=False),))
        assert {each.numerator for each in self.counted_on(failed)} == {0}

    def test_bounds_the_number_by_what_nobody_knows(self) -> None:
        known, unknown = nursery("F1", inclusive=True), nursery("F2")
        found = observe(of_xishan(known, unknown), self.PLAN, on=EARLY)
        bounded = seen(EARLY, numerator_at_least=1, numerator_at_most=2, uncertain=("F2",))
        assert standing(found, EARLY) == bounded

    @pytest.mark.parametrize(
        "unknown",
        [
            {"inclusive": None},
            {"inclusive": True, "closed_on": None},
            {"inclusive": True, "acceptances": None},
            {"inclusive": True, "acceptances": (Acceptance(on=EARLY, slots=9),)},
        ],
    )
    def test_names_the_facility_of_which_nobody_knows(self, unknown: dict[str, Any]) -> None:
        answer = counted(self.PLAN, of_xishan(nursery(**unknown)))
        assert (answer.status, answer.bounds) == (UNDETERMINED, (0, 1))
        assert missing(answer) == ["facilities.F1"]

    def test_needs_no_knowledge_that_could_not_turn_the_verdict(self) -> None:
        answer = counted(self.PLAN, of_xishan(nursery("F1", inclusive=True), nursery("F2")))
        assert (answer.status, answer.value, answer.bounds) == (MET, None, (1, 2))
        assert (answer.gap, answer.missing) == (0, ())

    def test_is_none_of_no_facilities_and_nothing_of_unknown_ones(self) -> None:
        none = counted(self.PLAN, County(id="xishan", facilities=()))
        assert (none.status, none.value, none.gap, none.missing) == (MISSED, 0, 1, ())
        unknown = counted(self.PLAN, County(id="xishan", facilities=None))
        assert observe(County(id="xishan"), self.PLAN, on=AFTER) == ()
        assert (unknown.status, unknown.bounds, missing(unknown)) == (
            UNDETERMINED,
            (0, None),
            ["aim"],
        )

    def test_does_not_depend_on_the_order_of_the_facilities(self) -> None:
        held = (
            nursery("F1", inclusive=True),
            nursery("F2", on=JUNE),
            nursery("F3", closed_on=JUNE),
        )
        answers = {observe(of_xishan(*each), self.PLAN, on=AFTER) for each in permutations(held)}
        assert len(answers) == 1

    def test_stamps_the_reading_that_says_when_a_facility_is_built(self) -> None:
        accepted = counted(self.PLAN, of_xishan(nursery(inclusive=True)))
        assert accepted.readings == (ReadingStamp("built-on", "accepted"),)
        opened = self.PLAN.with_readings({"built-on": "opened"})
        late = nursery(inclusive=True, opened_on=date(2027, 1, 2))
        answer = counted(opened, of_xishan(late))
        assert (answer.status, answer.late_by) == (LATE, 2)
        assert answer.readings == (ReadingStamp("built-on", "opened"),)
        assert counted(self.PLAN, of_xishan(late)).status is MET

    def test_stamps_no_such_reading_on_what_is_surveyed(self) -> None:
        assert asked(NUMBER, seen(numerator=3)).readings == ()

    def test_reads_a_demonstration_from_its_day(self) -> None:
        target = YIJUN.target("demonstration-2021")
        named = Demonstration(level=Level.COUNTY, since=date(2021, 12, 31))
        own = nursery(on=date(2021, 9, 1), settings=(Setting.KINDERGARTEN,), demonstration=named)
        found = observe(County(id="yijun", facilities=(own,)), YIJUN, on=date(2022, 1, 5))
        assert numbers(found, date(2021, 9, 1), date(2021, 12, 30), named.since) == [0, 0, 1]
        assert progress(target, found, YIJUN, on=date(2022, 1, 5)).status is MET


class TestWhatTheCountyObservedItself:
    """Where it observed itself what is also counted from its record, both hold."""

    PLAN = TestTheRecordOfACounty.PLAN

    def test_stands_as_it_is(self) -> None:
        own = seen(JUNE, 1)
        assert observe(of_xishan(observations=(own,)), NUMBER, on=AFTER) == (own,)
        without = County(id="xishan", observations=(own,))
        assert observe(without, self.PLAN, on=AFTER) == (own,)
        assert counted(self.PLAN, without).status is MET

    def test_settles_what_the_record_leaves_open_on_that_day(self) -> None:
        perhaps = nursery(inclusive=None)
        assert counted(self.PLAN, of_xishan(perhaps)).bounds == (0, 1)
        answer = counted(self.PLAN, of_xishan(perhaps, observations=(seen(DUE, 1),)))
        assert (answer.status, answer.value, answer.missing) == (MET, 1, ())

    @pytest.mark.parametrize("number", [0, 2])
    def test_is_refused_where_it_excludes_the_record(self, number: int) -> None:
        county = of_xishan(nursery(inclusive=True), observations=(seen(JUNE, number),))
        with pytest.raises(InvalidFacts, match="counted from the record") as invalid:
            counted(self.PLAN, county)
        (fault,) = invalid.value.faults
        assert fault.path == "observations of aim on 2026-06-01, xishan"

    def test_is_sorted_by_indicator_day_and_town(self) -> None:
        own = (
            seen(JUNE, 2, town="xi"),
            seen(JUNE, 1, town="dong"),
            seen(EARLY, 3),
            seen(JUNE, 3, indicator="residents"),
            seen(EARLY, 3),
        )
        found = observe(of_xishan(observations=own), NUMBER, on=AFTER)
        assert [(each.indicator, each.on, each.town) for each in found] == [
            ("aim", EARLY, None),
            ("aim", JUNE, "dong"),
            ("aim", JUNE, "xi"),
            ("residents", JUNE, None),
        ]

    def test_is_passed_over_after_the_day(self) -> None:
        county = of_xishan(observations=(seen(EARLY, 1), seen(JUNE, 2)))
        assert observe(county, NUMBER, on=date(2026, 5, 31)) == (seen(EARLY, 1),)

    def test_of_a_later_day_does_not_hide_what_the_record_says_of_an_earlier_one(self) -> None:
        # what is known by the end of June does not depend on a survey of the next January
        built = nursery(inclusive=True)
        later = of_xishan(built, observations=(seen(AFTER, 1),))
        assert observe(later, self.PLAN, on=JUNE) == observe(of_xishan(built), self.PLAN, on=JUNE)

    def test_of_another_indicator_hides_nothing(self) -> None:
        own = seen(JUNE, 4000, indicator="residents")
        county = of_xishan(nursery(inclusive=True), observations=(own,))
        assert own in observe(county, self.PLAN, on=AFTER)
        assert counted(self.PLAN, county).status is MET


class TestTargetsOfOneIndicator:
    def test_are_counted_once(self) -> None:
        own = 'kind = "count"\ncounts = "facilities"'
        plan = xishan(f"{own}\nat_least = 1", f"{own}\nat_least = 2")
        found = observe(of_xishan(nursery()), plan, on=AFTER)
        assert len({each.on for each in found}) == len(found)
        assert [answer.status for answer in track(plan, found, on=AFTER)] == [MET, MISSED]


class TestPlaces:
    """Places that stand accepted, of what is built and open."""

    PLAN = xishan('kind = "count"\nat_least = 20\ncounts = "places"')

    def test_are_added_up(self) -> None:
        answer = counted(self.PLAN, of_xishan(nursery("F1", 12), nursery("F2", 9)))
        assert (answer.status, answer.value) == (MET, 21)

    def test_are_those_of_the_last_acceptance(self) -> None:
        grown = nursery(
            acceptances=(
                Acceptance(on=EARLY, slots=12, passed=True),
                Acceptance(on=JUNE, slots=30, passed=True),
                Acceptance(on=DUE, slots=8, passed=False),
            )
        )
        found = observe(of_xishan(grown), self.PLAN, on=AFTER)
        assert numbers(found, EARLY, JUNE, DUE, AFTER) == [12, 30, 30, 30]

    def test_are_gone_with_the_facility(self) -> None:
        answer = counted(self.PLAN, of_xishan(nursery(slots=30, closed_on=JUNE)))
        assert (answer.status, answer.value, answer.gap) == (MISSED, 0, 20)

    def test_of_an_unknown_number_leave_it_open(self) -> None:
        unknown = nursery("F2", acceptances=None)
        answer = counted(self.PLAN, of_xishan(nursery("F1", 12), unknown))
        assert (answer.status, answer.bounds) == (UNDETERMINED, (12, None))
        assert missing(answer) == ["facilities.F2"]

    @pytest.mark.parametrize(
        "unknown",
        [
            {"closed_on": None},
            {"acceptances": (Acceptance(on=EARLY, slots=12),)},
        ],
    )
    def test_that_may_be_gone_or_may_not_be_there_are_no_more_than_were_accepted(
        self, unknown: dict[str, Any]
    ) -> None:
        plan = xishan('kind = "count"\nat_most = 20\ncounts = "places"')
        answer = counted(plan, of_xishan(nursery(slots=12, **unknown)))
        assert (answer.status, answer.bounds) == (MET, (0, 12))


class TestShares:
    """A rate that is counted is the part of all that is there."""

    OF_FACILITIES = xishan(
        'kind = "rate"\nat_least = 0.5\ncounts = "facilities"\nwhen = { inclusive = true }'
    )
    OF_PLACES = xishan(
        'kind = "rate"\nat_least = 0.6\ncounts = "places"\nunless = { inclusive = false }'
    )
    BOTH = (nursery("F1", 30, inclusive=True), nursery("F2", 20, inclusive=False))

    def test_are_of_facilities(self) -> None:
        answer = counted(self.OF_FACILITIES, of_xishan(*self.BOTH))
        assert (answer.status, answer.value) == (MET, Fraction(1, 2))

    def test_are_of_places(self) -> None:
        answer = counted(self.OF_PLACES, of_xishan(*self.BOTH))
        assert (answer.status, answer.value) == (MET, Fraction(3, 5))

    def test_change_when_only_the_whole_does(self) -> None:
        third = nursery("F3", 50, on=JUNE, inclusive=False)
        found = observe(of_xishan(*self.BOTH, third), self.OF_PLACES, on=JUNE)
        assert numbers(found, EARLY, JUNE) == [30, 30]
        assert [standing(found, day).denominator for day in (EARLY, JUNE)] == [50, 100]

    def test_lie_between_bounds_where_one_may_be_either(self) -> None:
        # 30 or 80 of 100
        answer = counted(self.OF_PLACES, of_xishan(*self.BOTH, nursery("F3", 50)))
        assert (answer.status, answer.bounds) == (UNDETERMINED, (Fraction(3, 10), Fraction(4, 5)))
        assert missing(answer) == ["facilities.F3"]

    def test_are_unknown_of_nothing(self) -> None:
        # a part of nothing is no number
        found = observe(of_xishan(), self.OF_PLACES, on=AFTER)
        assert {each.numerator for each in found} <= {None}
        assert counted(self.OF_PLACES, of_xishan()).status is UNDETERMINED

    def test_are_unknown_of_nothing_any_more(self) -> None:
        # all have closed by the last day, and a part of nothing is no number then either
        gone = nursery("F1", inclusive=True, closed_on=JUNE)
        assert counted(self.OF_FACILITIES, of_xishan(gone)).status is UNDETERMINED


class TestPerThousandResidents:
    KIND = 'kind = "per-thousand"\nat_least = 8\ncounts = "places"'
    PLAN = xishan(KIND, figures='residents = [{ value = 4000, cite = "1" }]')
    UNKNOWN = xishan(KIND)
    OWN = nursery(slots=32)

    def test_is_by_the_figure_of_the_plan(self) -> None:
        # 32 of 4,000 residents are 8 of 1,000
        answer = counted(self.PLAN, of_xishan(self.OWN))
        assert (answer.status, answer.value, answer.gap) == (MET, 8, 0)
        assert type(answer.value) is Fraction

    def test_is_by_the_residents_that_were_counted(self) -> None:
        # 32 of 5,000 are 6.4 of 1,000
        people = seen(JUNE, 5000, indicator="residents")
        answer = counted(self.PLAN, of_xishan(self.OWN, observations=(people,)))
        assert (answer.status, answer.value, answer.gap) == (
            MISSED,
            Fraction(32, 5),
            Fraction(8, 5),
        )

    def test_is_by_them_from_the_day_on_which_they_were_counted(self) -> None:
        people = seen(JUNE, 5000, indicator="residents")
        found = observe(of_xishan(self.OWN, observations=(people,)), self.PLAN, on=AFTER)
        aims = [each for each in found if each.indicator == "aim"]
        days = (EARLY, date(2026, 5, 31), JUNE)
        assert [standing(aims, day).denominator for day in days] == [4000, 4000, 5000]

    def test_is_by_those_counted_up_to_the_last_day(self) -> None:
        people = seen(date(2027, 1, 2), 5000, indicator="residents")
        answer = counted(self.PLAN, of_xishan(self.OWN, observations=(people,)))
        assert (answer.status, answer.value) == (MET, 8)

    def test_is_by_those_of_all_townships(self) -> None:
        towns = (
            seen(JUNE, 3000, indicator="residents", town="dong"),
            seen(JUNE, 2000, indicator="residents", town="xi"),
        )
        answer = counted(self.UNKNOWN, of_xishan(self.OWN, observations=towns))
        assert (answer.status, answer.value) == (MISSED, Fraction(32, 5))

    def test_asks_for_the_residents_where_nobody_counted_them(self) -> None:
        answer = counted(self.UNKNOWN, of_xishan(self.OWN))
        assert (answer.status, missing(answer)) == (UNDETERMINED, ["residents"])

    def test_asks_for_them_beside_a_facility(self) -> None:
        answer = counted(self.UNKNOWN, of_xishan(self.OWN, nursery("F2", closed_on=None)))
        assert set(missing(answer)) == {"residents", "facilities.F2"}

    def test_is_refused_for_fewer_residents_than_places(self) -> None:
        people = seen(JUNE, 31, indicator="residents")
        with pytest.raises(InvalidFacts, match="residents") as invalid:
            observe(of_xishan(self.OWN, observations=(people,)), self.PLAN, on=AFTER)
        assert "31 by 2026-06-01" in str(invalid.value)

    def test_keeps_the_figure_until_the_whole_county_was_counted(self) -> None:
        # a census stands until a later one, or until every township has a later one
        one = seen(JUNE, 3000, indicator="residents", town="dong")
        answer = counted(self.PLAN, of_xishan(self.OWN, observations=(one,)))
        assert (answer.status, answer.value) == (MET, 8)

    def test_may_be_surveyed(self) -> None:
        plan = xishan('kind = "per-thousand"\nat_least = 8')
        answer = asked(plan, part(9, 1000))
        assert (answer.status, answer.value) == (MET, 9)
        limits = [fact[0] for fact in answer.grounds[0].facts]
        assert "per_thousand_at_least" in limits


class TestEveryTown:
    """A number in every township: as good as the worst of them."""

    BUILT = xishan('kind = "per-town"\nat_least = 1\ncounts = "facilities"')

    def test_has_a_part_for_each_in_the_plans_order(self) -> None:
        answer = asked(EVERY_TOWN, seen(numerator=2, town="xi"), seen(numerator=1, town="dong"))
        assert (answer.status, answer.value, answer.bounds, answer.gap) == (MET, None, None, 0)
        assert [(each.part, each.value, each.status) for each in answer.parts] == [
            ("dong", 1, MET),
            ("xi", 2, MET),
        ]
        assert (answer.due, answer.late_by) == (DUE, 0)

    def test_stands_as_the_worst_of_them(self) -> None:
        answer = asked(EVERY_TOWN, seen(numerator=2, town="xi"), seen(numerator=0, town="dong"))
        assert (answer.status, answer.gap, answer.late_by) == (MISSED, None, 5)
        assert [each.status for each in answer.parts] == [MISSED, MET]
        open_too = asked(EVERY_TOWN, seen(numerator=2, town="xi"))
        assert [each.status for each in open_too.parts] == [UNDETERMINED, MET]
        assert (open_too.status, open_too.late_by) == (UNDETERMINED, None)

    def test_is_late_by_the_last_of_them(self) -> None:
        late = [
            seen(DUE, 0, town="dong"),
            seen(DUE, 0, town="xi"),
            seen(date(2027, 1, 2), 1, town="dong"),
            seen(date(2027, 1, 4), 1, town="xi"),
        ]
        answer = asked(EVERY_TOWN, *late)
        assert (answer.status, answer.late_by, answer.gap) == (LATE, 4, 0)

    def test_is_told_nothing_by_a_number_of_the_whole_county(self) -> None:
        assert asked(EVERY_TOWN, seen(numerator=9)).status is UNDETERMINED

    def test_names_the_township_that_has_not_told(self) -> None:
        answer = asked(EVERY_TOWN, seen(numerator=1, town="dong"))
        assert missing(answer) == ["aim.xi"]

    def test_counts_what_stands_in_each(self) -> None:
        answer = counted(
            self.BUILT, of_xishan(nursery("F1", town="东镇"), nursery("F2", town="xi"))
        )
        assert [each.value for each in answer.parts] == [1, 1]
        assert (answer.status, answer.readings) == (MET, (ReadingStamp("built-on", "accepted"),))

    def test_counts_a_facility_of_an_unknown_town_as_one_that_may_be_in_any(self) -> None:
        answer = counted(self.BUILT, of_xishan(nursery("F1", town="dong"), nursery("F2")))
        assert [(each.status, each.bounds) for each in answer.parts] == [
            (MET, (1, 2)),
            (UNDETERMINED, (0, 1)),
        ]
        assert (answer.status, missing(answer)) == (UNDETERMINED, ["facilities.F2"])

    def test_of_a_county_without_towns_cannot_be_told(self) -> None:
        rest = f'kind = "per-town"\nat_least = 1\ndue = {DUE}'
        text = XISHAN.format(targets=TARGET.format(name="a", rest=rest), figures="")
        start, end = text.split('[[town]]\nid = "dong"')
        plan = loads(start + end[end.index("[[clause]]") :])
        answer = asked(plan, seen(numerator=3))
        assert (answer.status, answer.parts) == (UNDETERMINED, ())
        assert answer.missing == (Missing("towns", "text", Citation("xishan", "1")),)


def lecture(
    name: str, on: date, level: Level | None = Level.COUNTY, kind: ActivityKind = "lecture"
) -> Activity:
    return Activity(id=name, kind=kind, level=level, on=on)


class TestEveryYear:
    """One in each year, judged year by year: none heals another."""

    def years(self, plan: Plan, *observations: Observation, on: date) -> dict[str, TargetStatus]:
        return {each.part: each.status for each in asked(plan, *observations, on=on).parts}

    def test_is_judged_at_the_end_of_each(self) -> None:
        held = [seen(date(2026, 12, 31), 0), seen(date(2027, 12, 31), 2)]
        answer = asked(EVERY_YEAR, *held, on=date(2028, 1, 5))
        # the plan was issued on the last day of 2025
        assert [(each.part, each.status, each.value, each.gap) for each in answer.parts] == [
            ("2025", UNDETERMINED, None, None),
            ("2026", MISSED, 0, 1),
            ("2027", MET, 2, 0),
            ("2028", NOT_DUE, None, None),
        ]
        assert [each.due for each in answer.parts] == [
            date(year, 12, 31) for year in range(2025, 2029)
        ]
        assert (answer.status, answer.due, answer.value, answer.late_by) == (
            MISSED,
            None,
            None,
            None,
        )

    def test_begins_with_the_year_of_issue(self) -> None:
        later = EVERY_YEAR.issued_on(date(2027, 6, 1))
        assert self.years(later, seen(date(2026, 12, 31), 0), on=date(2028, 1, 5)) == {
            "2027": UNDETERMINED,
            "2028": NOT_DUE,
        }

    def test_begins_with_the_first_year_on_record_where_no_day_of_issue_is_known(self) -> None:
        target = YIJUN.target("county-lecture")
        held = Observation(
            county="yijun", indicator="county-lectures", on=date(2024, 12, 31), numerator=1
        )
        answer = progress(target, [held], YIJUN, on=date(2026, 1, 5))
        assert [(each.part, each.status) for each in answer.parts] == [
            ("2024", MET),
            ("2025", UNDETERMINED),
            ("2026", NOT_DUE),
        ]
        nothing = progress(target, (), YIJUN, on=date(2026, 1, 5))
        assert [(each.part, each.status) for each in nothing.parts] == [("2026", NOT_DUE)]

    def test_is_asked_about_the_current_year_before_the_plan_is_issued(self) -> None:
        assert self.years(EVERY_YEAR, on=JUNE.replace(year=2024)) == {"2024": NOT_DUE}

    def test_may_be_met_before_the_year_is_over(self) -> None:
        answer = asked(EVERY_YEAR, seen(JUNE, 1), on=date(2026, 7, 1))
        this_year = answer.parts[-1]
        assert (this_year.status, this_year.value, this_year.bounds) == (MET, None, (1, None))
        assert (this_year.gap, this_year.late_by) == (0, 0)

    def test_stays_open_where_only_the_middle_of_a_year_was_observed(self) -> None:
        # what came later in the year nobody wrote down
        years = self.years(EVERY_YEAR, seen(JUNE, 0), on=date(2027, 1, 5))
        assert years["2026"] is UNDETERMINED

    def test_is_missed_on_its_very_last_day(self) -> None:
        held = seen(DUE, 0)
        assert self.years(EVERY_YEAR, held, on=DUE)["2026"] is MISSED
        assert self.years(EVERY_YEAR, held, on=date(2026, 12, 30))["2026"] is NOT_DUE

    def test_does_not_count_a_lecture_of_another_year(self) -> None:
        years = self.years(EVERY_YEAR, seen(date(2027, 1, 1), 1), seen(DUE, 0), on=date(2027, 1, 5))
        assert (years["2026"], years["2027"]) == (MISSED, MET)

    def test_asks_for_the_figure_of_each_year(self) -> None:
        rows = [Row(1, cite="2.1.2"), Row(2, cite="2.1.2", since=date(2025, 1, 1))]
        plan = YIJUN.amend({"figures.county_lectures_per_year": rows})
        held = [
            Observation(
                county="yijun", indicator="county-lectures", on=date(year, 12, 31), numerator=1
            )
            for year in (2024, 2025)
        ]
        answer = progress(plan.target("county-lecture"), held, plan, on=date(2025, 12, 31))
        assert [(each.status, each.gap) for each in answer.parts] == [(MET, 0), (MISSED, 1)]

    def test_may_have_an_upper_limit_that_only_the_whole_year_keeps(self) -> None:
        plan = xishan('kind = "yearly"\nat_most = 1')
        assert self.years(plan, seen(JUNE, 1), on=date(2026, 7, 1))["2026"] is NOT_DUE
        assert self.years(plan, seen(DUE, 1), on=DUE)["2026"] is MET
        # a second one may have been held after June; two are one too many whatever came later
        assert self.years(plan, seen(JUNE, 1), on=AFTER)["2026"] is UNDETERMINED
        assert self.years(plan, seen(JUNE, 2), on=AFTER)["2026"] is MISSED

    def test_is_met_where_every_year_is(self) -> None:
        plan = EVERY_YEAR.issued_on(date(2026, 1, 1))
        answer = asked(plan, seen(JUNE, 1), on=date(2026, 7, 1))
        assert (answer.status, answer.gap, answer.late_by, answer.missing) == (MET, 0, 0, ())


class TestTheRecordedYears:
    """In a year that is not recorded in full a lecture may have been held all the same."""

    TARGET = YIJUN.target("county-lecture")

    def found(
        self, *activities: Activity, recorded: tuple[int, ...] = (), on: date = date(2026, 1, 5)
    ) -> list[tuple[date, int | None, int | None, int | None]]:
        county = County(id="yijun", activities=activities, recorded_years=recorded)
        return [
            (each.on, each.numerator, each.numerator_at_least, each.numerator_at_most)
            for each in observe(county, YIJUN, on=on)
        ]

    def test_hold_no_more_than_is_written_down(self) -> None:
        held = lecture("L1", date(2024, 5, 6))
        assert self.found(held, recorded=(2024,)) == [(date(2024, 12, 31), 1, None, None)]
        assert self.found(recorded=(2023,)) == [(date(2023, 12, 31), 0, None, None)]

    def test_that_are_not_may_hold_more(self) -> None:
        held = lecture("L1", date(2024, 5, 6))
        assert self.found(held) == [(date(2024, 12, 31), None, 1, None)]
        assert self.found() == []

    def test_run_to_the_day_that_is_asked_about(self) -> None:
        held = (lecture("L1", date(2026, 1, 4)), lecture("L2", date(2026, 1, 6)))
        assert self.found(*held, recorded=(2026,)) == [(date(2026, 1, 5), 1, None, None)]
        assert self.found(recorded=(2027,)) == []

    @pytest.mark.parametrize(
        "other",
        [
            lecture("A", date(2024, 5, 6), Level.CITY),
            lecture("A", date(2024, 5, 6), kind="free-clinic"),
            lecture("A", date(2024, 5, 6), kind="parents-class"),
        ],
    )
    def test_do_not_count_what_is_no_county_lecture(self, other: Activity) -> None:
        assert self.found(other, recorded=(2024,)) == [(date(2024, 12, 31), 0, None, None)]

    def test_name_an_activity_of_which_nobody_knows_whether_it_counts(self) -> None:
        perhaps = lecture("L1", date(2024, 5, 6), None)
        assert self.found(perhaps, recorded=(2024,)) == [(date(2024, 12, 31), None, None, 1)]
        county = County(id="yijun", activities=(perhaps,), recorded_years=(2024,))
        observed = observe(county, YIJUN, on=date(2025, 1, 5))
        answer = progress(self.TARGET, observed, YIJUN, on=date(2025, 1, 5))
        year = answer.parts[0]
        assert (year.part, year.status, year.bounds) == ("2024", UNDETERMINED, (0, 1))
        assert missing(year) == ["activities.L1"]

    def test_are_met_missed_and_open_side_by_side(self) -> None:
        held = (lecture("L1", date(2022, 5, 6)), lecture("L2", date(2024, 5, 6)))
        county = County(id="yijun", activities=held, recorded_years=(2023, 2024))
        observed = observe(county, YIJUN, on=date(2026, 1, 5))
        answer = progress(self.TARGET, observed, YIJUN, on=date(2026, 1, 5))
        assert {each.part: each.status for each in answer.parts} == {
            "2022": MET,  # not recorded in full, but one is known
            "2023": MISSED,
            "2024": MET,
            "2025": UNDETERMINED,
            "2026": NOT_DUE,
        }


class TestThePaceToATarget:
    """By the reading `pace`, `linear` expects a part in proportion to the time since the issue.

    The county's plan was issued on 2025-12-31, and its targets are due 365 days later; 73 of them,
    a fifth, have passed on 2026-03-14 (31 of January, 28 of February, 14).
    """

    FIFTH = date(2026, 3, 14)

    def ahead(self, plan: Plan, *observations: Observation, on: date | None = None) -> Progress:
        return asked(plan.with_readings({"pace": "linear"}), *observations, on=on or self.FIFTH)

    def test_is_behind_by_what_is_lacking_to_it(self) -> None:
        # a fifth of 0.9 is 0.18; 0.1 is 0.08 less
        answer = self.ahead(RATE, part(1, 10, EARLY.replace(month=1)))
        assert (answer.status, answer.expected) == (NOT_DUE, Fraction(9, 50))
        assert answer.behind == Fraction(2, 25)
        assert answer.readings == (ReadingStamp("pace", "linear"),)

    def test_is_not_behind_what_it_has_reached(self) -> None:
        answer = self.ahead(RATE, part(18, 100, EARLY.replace(month=1)))
        assert (answer.expected, answer.behind) == (Fraction(9, 50), 0)

    def test_counts_in_whole_numbers_where_they_are(self) -> None:
        plan = xishan('kind = "count"\nat_least = 10')
        answer = self.ahead(plan, seen(date(2026, 1, 2), 1))
        assert (answer.expected, answer.behind) == (2, 1)
        assert type(answer.expected) is type(answer.behind) is int
        # a fifth of 3
        broken = self.ahead(NUMBER, seen(date(2026, 1, 2), 0))
        assert (broken.expected, broken.behind) == (Fraction(3, 5), Fraction(3, 5))

    def test_is_unknown_where_the_number_is(self) -> None:
        answer = self.ahead(NUMBER)
        assert (answer.expected, answer.behind, missing(answer)) == (Fraction(3, 5), None, ["aim"])

    def test_is_known_where_the_bounds_settle_it(self) -> None:
        answer = self.ahead(NUMBER, seen(date(2026, 1, 2), numerator_at_least=1))
        assert answer.behind == 0
        # two of ten are expected, and two are certain
        plan = xishan('kind = "count"\nat_least = 10')
        assert self.ahead(plan, seen(date(2026, 1, 2), numerator_at_least=2)).behind == 0
        assert self.ahead(plan, seen(date(2026, 1, 2), numerator_at_least=1)).behind is None

    def test_expects_nothing_on_the_day_of_issue_and_all_on_the_last(self) -> None:
        issued = self.ahead(NUMBER, seen(date(2025, 12, 31), 0), on=date(2025, 12, 31))
        assert (issued.expected, issued.behind) == (0, 0)
        before = self.ahead(NUMBER, seen(date(2025, 1, 1), 0), on=date(2025, 6, 1))
        assert (before.expected, before.behind) == (0, 0)
        # 364 of 365 days
        eve = self.ahead(NUMBER, seen(date(2025, 12, 31), 0), on=date(2026, 12, 30))
        assert eve.expected == Fraction(3 * 364, 365)

    def test_expects_nothing_where_the_reading_does_not(self) -> None:
        answer = asked(NUMBER, seen(numerator=0), on=JUNE)
        assert (answer.expected, answer.behind) == (None, None)
        assert answer.readings == (ReadingStamp("pace", "none"),)

    def test_expects_nothing_once_the_last_day_has_come(self) -> None:
        answer = self.ahead(NUMBER, seen(numerator=0), on=DUE)
        assert (answer.status, answer.expected, answer.behind) == (MISSED, None, None)
        assert answer.readings == ()

    def test_expects_nothing_of_what_may_not_be_passed(self) -> None:
        answer = self.ahead(CAP, seen(date(2026, 1, 2), 2))
        assert (answer.status, answer.expected, answer.missing) == (NOT_DUE, None, ())

    def test_asks_for_the_day_of_issue_where_the_plan_bears_none(self) -> None:
        plan = YIJUN.with_readings({"pace": "linear"})
        answer = progress(plan.target("knowledge-rate-2025"), (), plan, on=date(2024, 1, 1))
        assert (answer.status, answer.expected, answer.behind) == (NOT_DUE, None, None)
        assert answer.missing == (
            Missing("knowledge-rate", "fact", Citation("yijun", "1")),
            Missing("plan.issued", "text", Citation("yijun", "1")),
        )

    def test_takes_the_day_that_an_application_says(self) -> None:
        # issued 2021-12-31, due 2025-12-31: 1,461 days, of which 1,096 by 2024-12-31
        plan = YIJUN.with_readings({"pace": "linear"}).issued_on(date(2021, 12, 31))
        answer = progress(plan.target("knowledge-rate-2025"), (), plan, on=date(2024, 12, 31))
        assert answer.expected == Fraction(95, 100) * Fraction(1096, 1461)
        assert missing(answer) == ["knowledge-rate"]

    def test_changes_no_verdict(self) -> None:
        for on in (self.FIFTH, date(2026, 12, 30), DUE, AFTER):
            numbers = (seen(EARLY.replace(month=1), number) for number in (0, 2, 3))
            for observation in numbers:
                plain = asked(NUMBER, observation, on=on)
                assert self.ahead(NUMBER, observation, on=on).status is plain.status


class TestATargetWithoutAMeasure:
    def test_is_not_measurable_on_any_day(self) -> None:
        target = YIJUN.target("systems-2025")
        for on in (date(2021, 1, 1), date(2026, 1, 5)):
            answer = progress(target, (), YIJUN, on=on)
            assert answer.status is TargetStatus.NOT_MEASURABLE
            assert (answer.value, answer.bounds, answer.gap, answer.late_by) == (None,) * 4
            assert (answer.due, answer.missing) == (date(2025, 12, 31), ())
            assert answer.grounds == (Ground("target.not-measurable", Citation("yijun", "1")),)


class TestTracking:
    def test_answers_every_target_in_the_plans_order(self) -> None:
        answers = track(YIJUN, (), on=date(2026, 1, 5))
        assert [answer.target for answer in answers] == [target.id for target in YIJUN.targets]
        assert [answer.status.value for answer in answers] == [
            "undetermined",
            "undetermined",
            "undetermined",
            "not-due",
            "not-measurable",
            "not-measurable",
        ]

    def test_is_the_progress_of_each(self) -> None:
        county = County(id="yijun", facilities=(), recorded_years=(2025,))
        on = date(2026, 1, 5)
        observed = observe(county, YIJUN, on=on)
        assert track(YIJUN, observed, on=on) == tuple(
            progress(target, observed, YIJUN, on=on) for target in YIJUN.targets
        )

    def test_of_a_plan_without_targets_is_empty(self) -> None:
        assert track(xishan(), [seen(numerator=3)], on=AFTER) == ()


class TestAProgress:
    ANSWER = asked(NUMBER, seen(numerator=2))

    def test_carries_the_stamp_of_the_plan(self) -> None:
        assert self.ANSWER.plan == PlanStamp("xishan", "in-force", NUMBER.fingerprint)
        parts = asked(EVERY_TOWN, seen(numerator=1, town="xi")).parts
        assert {each.plan for each in parts} == {EVERY_TOWN.stamp}

    def test_is_a_value(self) -> None:
        again = asked(NUMBER, seen(numerator=2))
        assert again == self.ANSWER
        assert hash(self.ANSWER) == hash(again)
        assert len({self.ANSWER, again, asked(NUMBER, seen(numerator=1))}) == 2
        assert asked(NUMBER, seen(numerator=2), on=date(2027, 1, 6)) != self.ANSWER
        assert evolve(self.ANSWER, gap=2) != self.ANSWER

    @pytest.mark.parametrize(
        "answer",
        [
            ANSWER,
            asked(RATE, part(1, 3)),
            asked(EVERY_TOWN, seen(numerator=1, town="xi")),
            asked(EVERY_YEAR, seen(numerator=1)),
            asked(NUMBER),
        ],
    )
    def test_survives_a_pickle(self, answer: Progress) -> None:
        assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301 - our own

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(AttributeError):
            self.ANSWER.status = MET  # type: ignore[misc]

    def test_has_no_truth_value(self) -> None:
        for answer in (self.ANSWER, asked(NUMBER, seen(numerator=3))):
            with pytest.raises(TypeError):
                bool(answer)

    def test_is_built_by_keyword(self) -> None:
        with pytest.raises(TypeError):
            Progress("aim-0", MET)  # type: ignore[call-arg, arg-type]

    def test_cites_the_clause_of_its_target_its_parts_and_what_is_missing(self) -> None:
        assert self.ANSWER.citations == (Citation("xishan", "1"),)
        yearly = progress(YIJUN.target("county-lecture"), (), YIJUN, on=date(2026, 1, 5))
        assert yearly.citations == (Citation("yijun", "2.1.2"),)
        nothing = progress(YIJUN.target("systems-2025"), (), YIJUN, on=date(2026, 1, 5))
        assert nothing.citations == (Citation("yijun", "1"),)

    def test_is_written_as_json_with_exact_numbers(self) -> None:
        data: Any = codec.to_data(asked(RATE, part(0, 3)))
        assert data["status"] == "missed"
        assert data["value"] == "0"
        assert data["bounds"] == ["0", "0"]
        assert data["gap"] == "9/10"
        assert data["due"] == "2026-12-31"

    def test_has_a_status_that_is_a_word_of_a_list(self) -> None:
        assert [status.value for status in TargetStatus] == [
            "met",
            "met-late",
            "missed",
            "not-due",
            "undetermined",
            "not-measurable",
        ]
        assert TargetStatus.named("未达到") is MISSED


class TestEveryUndeterminedAnswer:
    """Whoever gets no verdict is told what to find out."""

    @pytest.mark.parametrize("plan", [NUMBER, BUILT_ONCE, SPAN, CAP, EVERY_TOWN, EVERY_YEAR])
    def test_names_what_is_missing(self, plan: Plan) -> None:
        known: tuple[dict[str, Any], ...] = (
            {},
            {"numerator_at_least": 2},
            {"numerator_at_most": 3},
            {"numerator_at_least": 1, "numerator_at_most": 4},
        )
        for fields in known:
            for town in (None, "dong"):
                answer = asked(plan, seen(**fields, town=town))
                for each in (answer, *answer.parts):
                    assert (each.status is UNDETERMINED) <= bool(each.missing)
