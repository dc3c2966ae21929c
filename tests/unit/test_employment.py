"""Leave around a birth, employers' measures, care at the workplace, training and posts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from infantcare_policy.decisions import Citation, Decided, Decision, Missing, Undetermined
from infantcare_policy.employers import Employer
from infantcare_policy.employment import (
    Leave,
    LeavePart,
    MeasureTaken,
    care_leave,
    employer_measures,
    maternity_leave,
    nursing_hours,
    parental_leave,
    pregnancy_loss_leave,
    public_welfare_posts,
    training,
    training_catalogue,
    workplaces,
)
from infantcare_policy.errors import InvalidFacts, PolicyError, UnknownName, Unsettled
from infantcare_policy.facilities import Facility, Setting
from infantcare_policy.families import Birth, PregnancyLoss
from infantcare_policy.plan import Plan, Row, load, loads, yijun

ON = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 - a naive one is refused too
YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
BARE = loads(
    'id = "bare"\nextends = "china"\nname = { zh = "某县（虚构）", en = "Bare (invented)" }'
)
"""A county that has nothing of its own."""

NATION = Citation("women-workers-rules", "7")
NURSING = Citation("women-workers-rules", "9")
PROVINCE = Citation("shaanxi-population-regulation", "45")
OWN = Citation("yijun", "2.1.1")


def birth(on: date = ON, **facts: Any) -> Birth:  # noqa: ANN401 - any fact
    names = ("difficult", "third_child", "pre_pregnancy_check", "spouses_apart")
    plain: dict[str, Any] = {**dict.fromkeys(names, False), "children": 1}
    return Birth(on=on, **plain | facts)


def amended(plan: Plan = YIJUN, *, cite: str = "2.1.1", **figures: object) -> Plan:
    rows = {f"figures.{name}": [Row(value, cite=cite)] for name, value in figures.items()}
    return plan.amend(rows)


def missing(answer: Decision[Any]) -> list[tuple[str, str, str]]:
    assert isinstance(answer, Undetermined)
    return [(item.name, item.kind, str(item.citation or "")) for item in answer.missing]


def left_out(answer: Decision[Any]) -> list[tuple[object, Citation | None]]:
    assert {note.code for note in answer.notes} <= {"employment.left-out"}
    return [(dict(note.facts)["omission"], note.citation) for note in answer.notes]


class TestBirths:
    """2.1.1: what leave goes by; what is not said is unknown, but for the one child."""

    def test_are_unknown_but_for_their_day(self) -> None:
        plain = Birth(on=ON)
        assert plain.children is None
        assert plain.difficult is plain.third_child is None
        assert plain.pre_pregnancy_check is plain.spouses_apart is None

    def test_need_a_day(self) -> None:
        with pytest.raises(TypeError):
            Birth()  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            Birth(ON)  # type: ignore[call-arg]

    @pytest.mark.parametrize("on", [MOMENT, "2026-03-02", None, 20260302, False])
    @pytest.mark.parametrize("kind", [Birth, PregnancyLoss])
    def test_and_losses_are_on_a_day(self, kind: type, on: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            kind(on=on)
        assert [fault.path for fault in invalid.value.faults] == ["on"]

    @pytest.mark.parametrize("children", [0, -1, True, False, 2.0, "2", Decimal(2), 10**13, (2,)])
    def test_are_of_a_whole_number_of_children(self, children: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            Birth(on=ON, children=children)  # type: ignore[arg-type]
        assert [fault.path for fault in invalid.value.faults] == ["children"]

    @pytest.mark.parametrize(
        "name", ["difficult", "third_child", "pre_pregnancy_check", "spouses_apart"]
    )
    @pytest.mark.parametrize("value", [1, 0, "yes", "", ON, (), 1.0])
    def test_are_told_by_yes_and_no(self, name: str, value: object) -> None:
        facts: dict[str, Any] = {name: value}
        with pytest.raises(InvalidFacts) as invalid:
            Birth(on=ON, **facts)
        assert [fault.path for fault in invalid.value.faults] == [name]

    def test_show_all_their_faults_at_once(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            Birth(on=MOMENT, children=0, difficult=1, third_child="no")  # type: ignore[arg-type]
        paths = [fault.path for fault in invalid.value.faults]
        assert paths == ["on", "children", "difficult", "third_child"]
        assert "Asia/Shanghai" in str(invalid.value)

    @pytest.mark.parametrize("months", [-1, True, 3.5, "4", Decimal(4), 10**13])
    def test_that_are_lost_are_told_in_whole_months(self, months: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            PregnancyLoss(on=ON, months=months)  # type: ignore[arg-type]
        assert [fault.path for fault in invalid.value.faults] == ["months"]

    def test_are_equal_by_what_they_say(self) -> None:
        assert birth() == birth()
        assert hash(birth()) == hash(birth())
        assert birth() != birth(difficult=None)
        assert PregnancyLoss(on=ON, months=0) != PregnancyLoss(on=ON)


class TestMaternityLeave:
    """女职工劳动保护特别规定 art. 7; 陕西省人口与计划生育条例 art. 45."""

    def test_names_each_part_with_its_article(self) -> None:
        facts: dict[str, Any] = dict.fromkeys(
            ("difficult", "pre_pregnancy_check", "third_child"), True
        )
        answer = maternity_leave(birth(children=3, **facts), YIJUN)
        assert isinstance(answer, Decided)
        parts = {
            "maternity_leave_days": (98, NATION),
            "difficult_birth_days": (15, NATION),
            "extra_child_days": (30, NATION),
            "provincial_maternity_days": (60, PROVINCE),
            "pre_pregnancy_check_days": (10, PROVINCE),
            "third_child_mother_days": (15, PROVINCE),
        }
        assert {part.figure: part.days for part in answer.value.parts} == {
            name: days for name, (days, _) in parts.items()
        }
        assert answer.value.days == 98 + 15 + 30 + 60 + 10 + 15
        said = [(dict(g.facts), g.citation) for g in answer.grounds[:-1]]
        assert said == [({"part": n, "days": d}, source) for n, (d, source) in parts.items()]
        assert {ground.code for ground in answer.grounds[:-1]} == {"employment.leave-part"}
        before = answer.grounds[-1]
        assert (before.code, before.citation) == ("employment.before-birth", NATION)
        assert dict(before.facts) == {"days": 15}
        assert answer.plan == YIJUN.stamp
        assert (answer.notes, answer.readings) == ((), ())

    def test_holds_no_part_of_no_days(self) -> None:
        answer = maternity_leave(birth(date(2022, 5, 24), third_child=True), YIJUN)
        assert [part.figure for part in answer.require().parts] == [
            "maternity_leave_days",
            "provincial_maternity_days",
        ]

    def test_says_what_is_missing_and_where_it_would_stand(self) -> None:
        answer = maternity_leave(Birth(on=ON, children=None), YIJUN)
        assert sorted(missing(answer)) == [
            ("children", "fact", str(NATION)),
            ("difficult", "fact", str(NATION)),
            ("pre_pregnancy_check", "fact", str(PROVINCE)),
            ("third_child", "fact", str(PROVINCE)),
        ]
        with pytest.raises(Unsettled, match="children"):
            answer.require()

    def test_is_open_without_the_days_that_may_come_before_the_birth(self) -> None:
        rows = [Row(stated=False, cite="2.1.1")]
        plan = YIJUN.amend({"figures.maternity_leave_before_birth_days": rows})
        answer = maternity_leave(birth(), plan)
        name = "maternity_leave_before_birth_days"
        assert missing(answer) == [(name, "text", str(OWN))]

    @pytest.mark.parametrize("plan", [QINGHE, BARE])
    def test_is_open_without_the_layer_of_a_province(self, plan: Plan) -> None:
        answer = maternity_leave(birth(), plan)
        assert missing(answer) == [("provincial_maternity_days", "text", "")]
        assert answer.citations == (NATION,)
        assert left_out(answer) == []

    @pytest.mark.parametrize("on", [date.min, date(2012, 4, 27)])
    def test_is_open_before_the_rules(self, on: date) -> None:
        names = {name for name, kind, _ in missing(maternity_leave(birth(on), YIJUN))}
        assert {"maternity_leave_days", "provincial_maternity_days"} <= names

    def test_goes_on_to_the_last_day_of_the_calendar(self) -> None:
        leave = maternity_leave(birth(date.max), YIJUN).require()
        assert leave.days == 158
        assert leave.last_day(date.max) == date.max

    def test_counts_however_many_children(self) -> None:
        leave = maternity_leave(birth(children=10**12), YIJUN).require()
        assert leave.days == 158 + 15 * (10**12 - 1)
        assert leave.last_day(ON) == date.max

    def test_follows_an_amendment(self) -> None:
        plan = amended(provincial_maternity_days=90)
        answer = maternity_leave(birth(), plan)
        assert answer.require().days == 188
        assert OWN in answer.citations
        assert PROVINCE not in answer.citations


class TestLastDay:
    """Leave is taken once, in calendar days, rest days and holidays included."""

    @pytest.mark.parametrize(
        ("days", "first", "last"),
        [
            (1, date(2026, 3, 2), date(2026, 3, 2)),
            (15, date(2026, 3, 2), date(2026, 3, 16)),
            (98, date(2024, 1, 1), date(2024, 4, 7)),
            (98, date(2025, 1, 1), date(2025, 4, 8)),
            (42, date(2024, 2, 29), date(2024, 4, 10)),
            (158, date(2026, 9, 25), date(2027, 3, 1)),
        ],
    )
    def test_is_counted_with_the_first(self, days: int, first: date, last: date) -> None:
        leave = Leave(days=days, parts=(LeavePart(figure="x", days=days),))
        assert leave.last_day(first) == last

    @pytest.mark.parametrize("first", [MOMENT, "2026-03-02", None, 1])
    def test_is_counted_from_a_day(self, first: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts, match="first"):
            Leave(days=98, parts=()).last_day(first)

    def test_never_lies_after_that_of_a_longer_leave(self) -> None:
        none, one = (Leave(days=days, parts=()) for days in (0, 1))
        assert none.last_day(ON) <= one.last_day(ON)
        assert none.last_day(date.min) <= one.last_day(date.min)


class TestCareLeave:
    """陕西省人口与计划生育条例 art. 45; the number for spouses who live apart was not read."""

    def test_is_open_for_spouses_apart_and_says_why(self) -> None:
        answer = care_leave(birth(spouses_apart=True), YIJUN)
        assert missing(answer) == [("care_leave_days_apart", "text", str(PROVINCE))]
        assert left_out(answer) == [("care_leave_days_apart", PROVINCE)]
        (omission,) = (o for o in YIJUN.omissions if o.id == "care_leave_days_apart")
        assert omission.reason.zh
        assert omission.reason.en

    def test_is_open_where_nobody_says_how_the_spouses_live(self) -> None:
        answer = care_leave(birth(spouses_apart=None), YIJUN)
        assert missing(answer) == [("spouses_apart", "fact", str(PROVINCE))]
        assert left_out(answer) == [("care_leave_days_apart", PROVINCE)]

    def test_of_which_neither_number_is_known_does_not_ask_for_a_fact_alone(self) -> None:
        answer = care_leave(birth(date(2016, 12, 31), spouses_apart=None), YIJUN)
        assert "text" in {kind for _, kind, _ in missing(answer)}

    def test_does_not_go_by_how_many_children_there_are(self) -> None:
        assert care_leave(birth(children=None, difficult=None), YIJUN).require().days == 15

    def test_holds_for_every_spouse_where_a_plan_knows_no_other(self) -> None:
        plan = amended(QINGHE, cite="1", care_leave_days=7, third_child_father_days=0)
        for apart in (True, False, None):
            answer = care_leave(birth(spouses_apart=apart, third_child=None), plan)
            assert answer.require().days == 7
            assert answer.citations == (Citation("qinghe", "1"),)

    @pytest.mark.parametrize(("apart", "days"), [(True, 20), (False, 15)])
    def test_follows_an_amendment(self, *, apart: bool, days: int) -> None:
        plan = amended(care_leave_days_apart=20)
        answer = care_leave(birth(spouses_apart=apart), plan)
        assert answer.require().days == days
        assert left_out(answer) == []

    def test_that_is_amended_is_not_said_to_be_left_out(self) -> None:
        answer = care_leave(birth(spouses_apart=None), amended(care_leave_days_apart=20))
        assert missing(answer) == [("spouses_apart", "fact", str(OWN))]
        assert left_out(answer) == []

    def test_is_the_same_for_all_where_both_numbers_are(self) -> None:
        answer = care_leave(birth(spouses_apart=None), amended(care_leave_days_apart=15))
        assert answer.require().days == 15

    def test_is_not_nothing_where_the_spouses_may_live_together(self) -> None:
        answer = care_leave(birth(spouses_apart=None), amended(care_leave_days_apart=0))
        assert [name for name, _, _ in missing(answer)] == ["spouses_apart"]

    def test_is_open_where_the_text_names_a_number_for_spouses_apart_without_stating_it(
        self,
    ) -> None:
        rows = {
            "figures.care_leave_days": [Row(15, cite="1")],
            "figures.care_leave_days_apart": [Row(stated=False, cite="1")],
        }
        answer = care_leave(birth(spouses_apart=True), QINGHE.amend(rows))
        assert missing(answer) == [("care_leave_days_apart", "text", "qinghe:1")]

    def test_of_no_days_rests_on_its_clause(self) -> None:
        answer = care_leave(birth(), amended(care_leave_days=0))
        assert answer.require().days == 0
        assert OWN in answer.citations


class TestLossLeave:
    """女职工劳动保护特别规定 art. 7: 15 days before four months of pregnancy, 42 from then on."""

    @pytest.mark.parametrize(("months", "days"), [(0, 15), (3, 15), (4, 42), (5, 42), (10**12, 42)])
    def test_goes_by_the_months(self, months: int, days: int) -> None:
        answer = pregnancy_loss_leave(PregnancyLoss(on=ON, months=months), YIJUN)
        assert answer.require().days == days
        assert answer.require().before_birth == 0
        assert answer.citations == (NATION,)

    def test_is_open_where_nobody_says_how_many(self) -> None:
        answer = pregnancy_loss_leave(PregnancyLoss(on=ON), YIJUN)
        assert missing(answer) == [("months", "fact", str(NATION))]

    def test_is_the_same_for_all_where_both_numbers_are(self) -> None:
        plan = amended(early_loss_days=42)
        assert pregnancy_loss_leave(PregnancyLoss(on=ON), plan).require().days == 42

    def test_is_open_before_the_rules(self) -> None:
        loss = PregnancyLoss(on=date(2012, 4, 27), months=2)
        assert {kind for _, kind, _ in missing(pregnancy_loss_leave(loss, YIJUN))} == {"text"}

    def test_that_the_text_does_not_state_is_open(self) -> None:
        plan = YIJUN.amend({"figures.late_loss_days": [Row(stated=False, cite="2.1.1")]})
        answer = pregnancy_loss_leave(PregnancyLoss(on=ON, months=4), plan)
        assert missing(answer) == [("late_loss_days", "text", str(OWN))]
        assert pregnancy_loss_leave(PregnancyLoss(on=ON, months=3), plan).require().days == 15


class TestNursingHours:
    """女职工劳动保护特别规定 art. 9: an hour in every working day until the child is one."""

    @pytest.mark.parametrize("on", [MOMENT, "2026-03-02", None, 0])
    def test_are_asked_for_on_a_day(self, on: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts, match="on"):
            nursing_hours(birth(), YIJUN, on=on)

    def test_rest_on_the_article_and_say_until_when(self) -> None:
        answer = nursing_hours(birth(children=2), YIJUN, on=date(2026, 9, 1))
        (ground,) = answer.grounds
        assert (ground.code, ground.citation) == ("employment.nursing", NURSING)
        assert dict(ground.facts) == {"children": 2, "before": date(2027, 3, 2)}

    def test_of_none_rest_on_the_article_too(self) -> None:
        answer = nursing_hours(birth(), YIJUN, on=date(2027, 3, 2))
        assert answer.require() == 0
        (ground,) = answer.grounds
        assert (ground.code, ground.citation) == ("employment.no-nursing", NURSING)
        assert dict(ground.facts) == {"from": ON, "before": date(2027, 3, 2)}

    def test_are_open_where_nobody_says_how_many_children_there_are(self) -> None:
        answer = nursing_hours(birth(children=None), YIJUN, on=ON)
        assert missing(answer) == [("children", "fact", str(NURSING))]

    def test_go_on_to_the_last_day_of_the_calendar(self) -> None:
        child = birth(date(9999, 6, 1))  # seven months old at the end of the calendar
        assert nursing_hours(child, YIJUN, on=date(9999, 12, 30)).require() == 1
        assert nursing_hours(child, YIJUN, on=date.max).require() == 1

    def test_are_open_on_the_first_day_of_the_calendar(self) -> None:
        answer = nursing_hours(birth(date.min), YIJUN, on=date.min)
        assert {kind for _, kind, _ in missing(answer)} == {"text"}

    def test_follow_an_amendment(self) -> None:
        plan = amended(nursing_until_months=18, nursing_hours_per_day=2)
        answer = nursing_hours(birth(children=2), plan, on=date(2027, 9, 1))
        assert answer.require() == 3
        assert nursing_hours(birth(children=2), plan, on=date(2027, 9, 2)).require() == 0


class TestParentalLeave:
    """2.1.1 is silent, and the reports of art. 45 disagree: there is no number."""

    @pytest.mark.parametrize("on", [date.min, date(2022, 5, 25), ON, date.max])
    def test_is_open_on_any_day_and_says_why(self, on: date) -> None:
        answer = parental_leave(YIJUN, on=on)
        assert missing(answer) == [("parental_leave_days", "text", str(PROVINCE))]
        assert left_out(answer) == [("parental_leave_days", PROVINCE)]
        (omission,) = (o for o in YIJUN.omissions if o.id == "parental_leave_days")
        assert "10" in omission.reason.zh
        assert "30" in omission.reason.en

    def test_of_an_amended_plan_is_its_number(self) -> None:
        answer = parental_leave(amended(parental_leave_days=10), on=ON)
        assert isinstance(answer, Decided)
        assert answer.value == 10
        (ground,) = answer.grounds
        assert ground.citation == OWN
        assert dict(ground.facts) == {"part": "parental_leave_days", "days": 10}
        assert left_out(answer) == []
        assert answer.plan is not None
        assert answer.plan.fingerprint != YIJUN.stamp.fingerprint

    def test_of_an_amended_plan_changes_nobody_elses_leave(self) -> None:
        plan = amended(parental_leave_days=10)
        assert maternity_leave(birth(), plan).require() == maternity_leave(birth(), YIJUN).require()

    def test_of_no_days_rests_on_its_clause(self) -> None:
        answer = parental_leave(amended(parental_leave_days=0), on=ON)
        assert answer.require() == 0
        assert answer.citations == (OWN,)

    def test_of_a_county_without_its_province_is_open_without_a_reason(self) -> None:
        answer = parental_leave(QINGHE, on=ON)
        assert missing(answer) == [("parental_leave_days", "text", "")]
        assert left_out(answer) == []

    @pytest.mark.parametrize("on", [MOMENT, "2026-03-02", None])
    def test_is_asked_for_on_a_day(self, on: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts, match="on"):
            parental_leave(YIJUN, on=on)


# 2.1.1 only encourages these; arts. 6 and 9 bind
ENCOURAGED = (
    "mother-and-baby-room",
    "nursing-room",
    "flexible-hours",
    "shorter-hours",
    "remote-work",
)
BINDING = {
    "no-overtime-from-seventh-month": "women-workers-rules:6",
    "no-overtime-while-nursing": "women-workers-rules:9",
    "nursing-time": "women-workers-rules:9",
}


class TestEmployerMeasures:
    """2.1.1: five measures are encouraged; arts. 6 and 9 of the rules bind."""

    def test_are_all_listed_and_what_is_absent_is_unknown(self) -> None:
        employer = Employer(id="E1", measures={"nursing-room": True, "remote-work": False})
        answer = employer_measures(employer, YIJUN)
        assert isinstance(answer, Decided)
        found = {one.measure: (one.binding, one.taken) for one in answer.value}
        assert len(found) == len(answer.value) == 8
        assert found == {
            **dict.fromkeys(BINDING, (True, None)),
            **dict.fromkeys(ENCOURAGED, (False, None)),
            "nursing-room": (False, True),
            "remote-work": (False, False),
        }

    def test_each_name_their_article(self) -> None:
        answer = employer_measures(Employer(id="E1"), YIJUN)
        said = {dict(ground.facts)["measure"]: str(ground.citation) for ground in answer.grounds}
        assert said == {**BINDING, **dict.fromkeys(ENCOURAGED, "yijun:2.1.1")}
        assert {ground.code for ground in answer.grounds} == {"employment.measure"}
        assert answer.plan == YIJUN.stamp

    def test_are_only_those_of_the_law_where_a_county_encourages_none(self) -> None:
        answer = employer_measures(Employer(id="E1", measures={"nursing-time": True}), QINGHE)
        assert {one.measure for one in answer.require()} == set(BINDING)
        taken = {one.measure: one.taken for one in answer.require()}
        assert taken["nursing-time"] is True
        assert taken["no-overtime-while-nursing"] is None

    def test_are_equal_whatever_their_order(self) -> None:
        measures = {name: name != "remote-work" for name in (*BINDING, *ENCOURAGED)}
        turned = dict(reversed(measures.items()))
        first, second = (Employer(id="E1", measures=each) for each in (measures, turned))
        assert employer_measures(first, YIJUN) == employer_measures(second, YIJUN)

    def test_that_the_plan_does_not_know_are_faults_all_at_once(self) -> None:
        employer = Employer(id="E1", measures={"nursing-rooms": True, "crèche": False})
        with pytest.raises(InvalidFacts) as invalid:
            employer_measures(employer, YIJUN)
        assert invalid.value.source == "E1"
        faults = {fault.path: fault for fault in invalid.value.faults}
        assert set(faults) == {"measures.nursing-rooms", "measures.crèche"}
        assert "nursing-room" in faults["measures.nursing-rooms"].advice

    def test_that_only_another_county_encourages_are_faults(self) -> None:
        with pytest.raises(InvalidFacts, match="remote-work"):
            employer_measures(Employer(id="E1", measures={"remote-work": True}), QINGHE)

    def test_of_a_plan_that_names_none_are_not_stated(self) -> None:
        silent = evolve(YIJUN, measures=())
        answer = employer_measures(Employer(id="E1"), silent)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("measures", "text"),)

    def test_are_values(self) -> None:
        one = MeasureTaken(measure="x", binding=False, taken=None)
        assert one == MeasureTaken(measure="x", binding=False, taken=None)
        assert hash(one) == hash(MeasureTaken(measure="x", binding=False, taken=None))


def at_work(name: str = "F1", **changes: Any) -> Facility:  # noqa: ANN401 - any fact
    facts = {"settings": (Setting.WORKPLACE,), "closed_on": False, **changes}
    return Facility(id=name, **facts)


class TestWorkplaces:
    """2.3.8: employers run care alone or together and may open to neighbours; A1: the union."""

    def test_are_alone_or_joint(self) -> None:
        found = workplaces(
            [
                at_work("F1", employers=("E1",)),
                at_work("F2", employers=("E1", "E2")),
                at_work("F3", employers=("E1", "E2", "E3")),
                at_work("F4"),
                at_work("F5", employers=()),
            ],
            YIJUN,
            on=ON,
        )
        assert (found.alone.known, found.alone.unknown) == (1, ("F4",))
        assert (found.jointly.known, found.jointly.unknown) == (2, ("F4",))
        with pytest.raises(Unsettled, match="F4"):
            found.alone.require()

    def test_are_open_to_neighbours_or_for_the_staff_only(self) -> None:
        found = workplaces(
            [
                at_work("F1", open_to_neighbours=True),
                at_work("F2", open_to_neighbours=False),
                at_work("F3", open_to_neighbours=False),
                at_work("F4"),
            ],
            YIJUN,
            on=ON,
        )
        assert (found.open_to_neighbours.known, found.open_to_neighbours.unknown) == (1, ("F4",))
        assert (found.staff_only.known, found.staff_only.unknown) == (2, ("F4",))

    @pytest.mark.parametrize(
        ("changes", "known", "unknown"),
        [
            ({}, 1, ()),
            ({"settings": (Setting.WORKPLACE, Setting.COMMUNITY)}, 1, ()),
            ({"settings": (Setting.COMMUNITY,)}, 0, ()),
            ({"settings": ()}, 0, ()),
            ({"settings": None}, 0, ("F1",)),
            ({"closed_on": None}, 0, ("F1",)),
            ({"closed_on": ON}, 0, ()),
            ({"closed_on": date(2026, 3, 1)}, 0, ()),
            ({"closed_on": date(2026, 3, 3)}, 1, ()),
            ({"settings": None, "closed_on": ON}, 0, ()),
            ({"settings": (Setting.HOME,), "closed_on": None}, 0, ()),
        ],
    )
    def test_are_those_that_have_not_closed(
        self, changes: dict[str, Any], known: int, unknown: tuple[str, ...]
    ) -> None:
        facts = {"employers": ("E1",), "open_to_neighbours": True, **changes}
        found = workplaces([at_work(**facts)], YIJUN, on=ON)
        for counted in (found.alone, found.open_to_neighbours):
            assert (counted.known, counted.unknown) == (known, unknown)
        for counted in (found.jointly, found.staff_only):
            assert (counted.known, counted.unknown) == (0, ())

    def test_are_watched_by_the_trade_union(self) -> None:
        found = workplaces([], YIJUN, on=ON)
        assert found.watched_by == ("trade-union",)
        assert YIJUN.department(found.watched_by[0]).name.zh == "县总工会"
        union = Citation("yijun", "A1.trade-union")
        assert set(found.citations) == {union, Citation("yijun", "2.3.8")}
        watcher = next(g for g in found.grounds if g.code == "employment.workplace")
        assert watcher.citation == union
        assert dict(watcher.facts) == {"watcher": "trade-union"}
        assert found.plan == YIJUN.stamp

    def test_are_watched_by_nobody_where_no_plan_says_so(self) -> None:
        found = workplaces([at_work(employers=("E1",))], QINGHE, on=ON)
        assert found.watched_by == ()
        assert found.alone.require() == 1

    def test_are_counted_whatever_their_order_and_their_kind_of_list(self) -> None:
        facilities = [
            at_work("F3", employers=None),
            at_work("F1", employers=("E1",)),
            at_work("F2", employers=("E1", "E2"), settings=None),
        ]
        answers = [workplaces(list(turned), YIJUN, on=ON) for turned in permutations(facilities)]
        answers.append(workplaces((each for each in facilities), YIJUN, on=ON))
        assert all(answer == answers[0] for answer in answers)
        assert answers[0].alone.unknown == ("F3",)
        assert answers[0].jointly.unknown == ("F2", "F3")

    def test_that_share_an_id_are_not_counted_by_their_order(self) -> None:
        twice = [at_work(employers=("E1",)), at_work(employers=("E1", "E2"))]
        try:
            first = workplaces(twice, YIJUN, on=ON)
        except PolicyError:
            return  # it may as well refuse them
        assert workplaces(twice[::-1], YIJUN, on=ON) == first

    def test_are_no_yes_or_no(self) -> None:
        with pytest.raises(TypeError):
            bool(workplaces([], YIJUN, on=ON))

    @pytest.mark.parametrize("on", [MOMENT, "2026-03-02", None])
    def test_are_asked_for_on_a_day(self, on: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts, match="on"):
            workplaces([], YIJUN, on=on)

    @pytest.mark.parametrize("on", [date.min, date.max])
    def test_are_asked_for_on_any_day(self, on: date) -> None:
        found = workplaces([at_work(employers=("E1",))], YIJUN, on=on)
        assert found.alone.require() == 1


CATALOGUES = {"urgent-occupations", "subsidised-training", "skills-plan"}


class TestTraining:
    """3.3: the catalogues that care occupations enter; the subsidies are named without a sum."""

    @pytest.mark.parametrize(
        ("title", "occupation"),
        [
            ("保育员", "nursery-carer"),  # as the plan still says
            ("保育师", "nursery-carer"),  # as 人社厅发〔2021〕92号 renamed it
            (" 保 育 师 ", "nursery-carer"),
            ("nursery-carer", "nursery-carer"),
            ("nursery carer", "nursery-carer"),
            ("育婴员", "infant-carer"),
            ("infant carer", "infant-carer"),
        ],
    )
    def test_knows_old_titles_and_new_ones(self, title: str, occupation: str) -> None:
        found = training(title, YIJUN, on=ON).require()
        assert found.occupation == occupation
        assert set(found.catalogues) == CATALOGUES
        assert len(found.catalogues) == 3

    def test_answers_an_old_title_as_it_does_the_new_one(self) -> None:
        assert training("保育员", YIJUN, on=ON) == training("保育师", YIJUN, on=ON)

    def test_knows_what_was_read_of_an_occupation_and_no_more(self) -> None:
        carer, infant = YIJUN.occupation("保育员"), YIJUN.occupation("育婴员")
        assert (carer.name.zh, carer.code, carer.levels) == ("保育师", "4-10-01-03", 5)
        assert (infant.code, infant.levels) == ("", None)

    def test_rests_on_the_notice_and_the_clause(self) -> None:
        answer = training("保育师", YIJUN, on=ON)
        assert answer.citations == (
            Citation("occupation-notice", "保育师"),
            Citation("yijun", "3.3"),
        )
        assert training("育婴员", YIJUN, on=ON).citations == (Citation("yijun", "3.3"),)

    @pytest.mark.parametrize("title", ["幼师", "保育", "教师", "nursery"])
    def test_refuses_an_unknown_title(self, title: str) -> None:
        with pytest.raises(UnknownName):
            training(title, YIJUN, on=ON)

    def test_names_the_nearest_of_an_unknown_title(self) -> None:
        with pytest.raises(UnknownName) as unknown:
            training("保育园", YIJUN, on=ON)
        assert set(unknown.value.nearest) <= {"保育师", "保育员"}
        assert unknown.value.nearest

    @pytest.mark.parametrize("title", [None, 5, b"x", ["保育师"], "", " "])
    def test_refuses_what_is_no_title_in_its_own_words(self, title: Any) -> None:  # noqa: ANN401
        with pytest.raises(PolicyError):
            training(title, YIJUN, on=ON)

    @pytest.mark.parametrize("on", [MOMENT, "2026-03-02", None])
    def test_is_asked_for_on_a_day(self, on: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts, match="on"):
            training("保育师", YIJUN, on=on)
        with pytest.raises(InvalidFacts, match="on"):
            public_welfare_posts(YIJUN, on=on)

    @pytest.mark.parametrize("name", ["training_subsidy", "skill_assessment_subsidy"])
    def test_leaves_the_subsidies_open(self, name: str) -> None:
        found = training("保育员", YIJUN, on=ON).require()
        assert missing(getattr(found, name)) == [(name, "text", "yijun:3.3")]

    @pytest.mark.parametrize("name", ["training_subsidy", "skill_assessment_subsidy"])
    def test_gives_a_subsidy_once_it_is_stated(self, name: str) -> None:
        plan = YIJUN.amend({f"figures.{name}": [Row(Decimal("1200.50"), cite="3.3")]})
        found = training("育婴员", plan, on=ON).require()
        stated = getattr(found, name)
        assert stated.require() == Decimal("1200.50")
        assert stated.citations == (Citation("yijun", "3.3"),)
        (other,) = {"training_subsidy", "skill_assessment_subsidy"} - {name}
        assert missing(getattr(found, other)) == [(other, "text", "yijun:3.3")]

    def test_gives_a_subsidy_from_its_day_on(self) -> None:
        rows = [
            Row(stated=False, cite="3.3"),
            Row(Decimal(1500), cite="3.3", since=ON),
        ]
        plan = YIJUN.amend({"figures.training_subsidy": rows})
        before = training("保育师", plan, on=date(2026, 3, 1)).require()
        assert missing(before.training_subsidy) == [("training_subsidy", "text", "yijun:3.3")]
        assert training("保育师", plan, on=ON).require().training_subsidy.require() == 1500

    def test_lists_the_catalogues(self) -> None:
        answer = training_catalogue(YIJUN)
        rows = {row.id: set(row.occupations) for row in answer.require()}
        assert rows == {
            "urgent-occupations": set(),  # of all care occupations
            "subsidised-training": set(),
            "skills-plan": set(),  # it names two, and all the others with them (等)
        }
        assert answer.citations == (Citation("yijun", "3.3"),)
        assert answer.plan == YIJUN.stamp

    def test_enters_an_occupation_in_no_list_that_leaves_it_out(self) -> None:
        catalogues = tuple(
            evolve(row, occupations=("nursery-carer",)) if row.id == "skills-plan" else row
            for row in YIJUN.catalogues
        )
        plan = evolve(YIJUN, catalogues=catalogues)
        assert "skills-plan" in training("保育员", plan, on=ON).require().catalogues
        assert set(training("育婴员", plan, on=ON).require().catalogues) == CATALOGUES - {
            "skills-plan"
        }

    def test_of_a_county_without_catalogues_is_open(self) -> None:
        for answer in (training_catalogue(QINGHE), training("保育员", QINGHE, on=ON)):
            assert missing(answer) == [("catalogues", "text", "")]
        with pytest.raises(UnknownName):
            training("育婴员", QINGHE, on=ON)  # only Yijun's clause names it


class TestPublicWelfarePosts:
    """2.2.5: a certain share, which the text does not give."""

    @pytest.mark.parametrize("on", [date.min, ON, date.max])
    def test_are_an_open_share(self, on: date) -> None:
        answer = public_welfare_posts(YIJUN, on=on)
        assert missing(answer) == [("public_welfare_post_share", "text", "yijun:2.2.5")]

    def test_are_a_share_once_it_is_stated(self) -> None:
        plan = amended(cite="2.2.5", public_welfare_post_share=Decimal("0.1"))
        answer = public_welfare_posts(plan, on=ON)
        assert answer.require() == Decimal("0.1")
        assert answer.citations == (Citation("yijun", "2.2.5"),)

    def test_that_a_plan_states_to_be_none_are_none(self) -> None:
        plan = amended(cite="2.2.5", public_welfare_post_share=Decimal(0))
        answer = public_welfare_posts(plan, on=ON)
        assert answer.require() == 0
        assert answer.citations == (Citation("yijun", "2.2.5"),)

    def test_of_a_county_that_has_none_are_open(self) -> None:
        answer = public_welfare_posts(QINGHE, on=ON)
        assert missing(answer) == [("public_welfare_post_share", "text", "")]
