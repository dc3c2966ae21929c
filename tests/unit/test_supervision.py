from __future__ import annotations

import pickle
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Decision,
    Ground,
    Missing,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.errors import InvalidFacts, PlanError, UnknownTown, Unsettled
from infantcare_policy.facilities import Facility, LegalForm, Setting
from infantcare_policy.plan import Plan, load, loads, yijun
from infantcare_policy.supervision import Duty, duties
from infantcare_policy.wording import explain

ON = date(2026, 1, 5)
QINGHE = Path(__file__).parents[1] / "plans" / "qinghe.toml"

NURSERY = Facility(
    id="F1", town="wuli", legal_form=LegalForm.FOR_PROFIT, settings=(Setting.STANDALONE,)
)
# nothing is known but where it stands
UNKNOWN = Facility(id="F2", town="wuli")

# what every facility of Yijun is watched in, besides its legal form, its setting and its town
ALWAYS = {
    "coordination": "health",
    "fees": "development-reform",
    "security": "public-security",
    "building": "housing",
    "fire-installations": "housing",
    "fire": "emergency",
    "emergencies": "emergency",
    "health-care": "health",
    "food": "market",
    "complaints": "market",
    "labour-rights": "human-resources",
    "environment": "environment",
}

# the entries of annex 1 that watch, check or oversee something in a facility
WATCHING = {
    "development-reform",
    "education",
    "public-security",
    "civil-affairs",
    "human-resources",
    "housing",
    "health",
    "emergency",
    "market",
    "environment",
    "trade-union",
}

TWO_FIRE_BODIES = """\
[[supervision]]
id = "fire-of-businesses"
domain = "fire"
when = { legal_form = "for-profit" }
department = "market"
cite = "2.2"
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yijun()


def qinghe(*rows: str) -> str:
    """Give the text of the invented county with rows of supervision added."""
    before, after = QINGHE.read_text(encoding="utf-8").split("[[step]]", 1)
    return "".join((before, *(f"{row}\n" for row in rows), "[[step]]", after))


def row(**fields: str) -> str:
    """Give the text of a row on fire safety, with fields changed or added."""
    told = {"id": '"extra"', "domain": '"fire"', "department": '"fire"', "cite": '"A1.fire"'}
    lines = (f"{name} = {value}" for name, value in (told | fields).items())
    return "\n".join(("[[supervision]]", *lines, ""))


def answers(facility: Facility, plan: Plan, on: date = ON) -> dict[str, Decision[str | None]]:
    return {duty.domain: duty.watched_by for duty in duties(facility, plan, on=on).require()}


def watched(facility: Facility, plan: Plan) -> dict[str, str | None]:
    return {domain: answer.require() for domain, answer in answers(facility, plan).items()}


class TestFieldsOfWork:
    def test_stand_in_the_order_of_the_rows(self, plan: Plan) -> None:
        # whatever is unknown is listed too, so nothing of the plan is left out
        listed = [duty.domain for duty in duties(UNKNOWN, plan, on=ON).require()]
        assert listed == list(dict.fromkeys(row.domain for row in plan.supervision))
        assert listed == [
            "coordination",
            "fees",
            "security",
            "building",
            "fire-installations",
            "fire",
            "emergencies",
            "health-care",
            "food",
            "complaints",
            "labour-rights",
            "environment",
            "kindergarten-integrated",
            "workplace",
            "non-profit-supervision",
            "for-profit-supervision",
            "public-institution-supervision",
            "township-supervision",
            "credit",
            "lifetime-ban",
            "double-random",
            "quality",
        ]

    def test_that_are_not_a_facility_s_own_are_not_listed(self, plan: Plan) -> None:
        assert watched(NURSERY, plan) == {
            **ALWAYS,
            "for-profit-supervision": "market",
            "township-supervision": "wuli",
            **dict.fromkeys(("credit", "lifetime-ban", "double-random", "quality")),
        }

    def test_of_two_settings_are_both_listed(self, plan: Plan) -> None:
        settings = (Setting.KINDERGARTEN, Setting.WORKPLACE)
        found = watched(evolve(NURSERY, settings=settings), plan)
        assert (found["kindergarten-integrated"], found["workplace"]) == (
            "education",
            "trade-union",
        )

    def test_stand_once_each_among_the_fields_of_the_plan(self, plan: Plan) -> None:
        listed = [duty.domain for duty in duties(UNKNOWN, plan, on=ON).require()]
        assert len(set(listed)) == len(listed)
        assert set(listed) <= {domain.id for domain in plan.domains}

    def test_are_those_of_the_text_with_no_reading(self, plan: Plan) -> None:
        answer = duties(UNKNOWN, plan, on=ON)
        assert (answer.readings, answer.notes, answer.plan) == ((), (), plan.stamp)
        for own in answers(UNKNOWN, plan).values():
            assert (own.readings, own.plan) == ((), plan.stamp)

    def test_carry_the_state_of_the_plan(self, plan: Plan) -> None:
        issued = plan.issued_on(date(2026, 1, 1))
        for answer in (duties(NURSERY, issued, on=ON), answers(NURSERY, issued)["fire"]):
            assert answer.plan is not None
            assert (answer.plan.id, answer.plan.status) == ("yijun", "in-force")
            assert answer.plan.fingerprint == issued.fingerprint != plan.fingerprint

    def test_are_the_same_on_any_day(self, plan: Plan) -> None:
        # the draft bears no date and its rows have none
        assert duties(NURSERY, plan, on=date(2000, 1, 1)) == duties(NURSERY, plan, on=ON)

    def test_of_a_closed_facility_are_those_that_it_had(self, plan: Plan) -> None:
        # complaints, credit and the lifetime ban outlast it; no row asks whether it is closed
        closed = evolve(NURSERY, closed_on=date(2025, 12, 31))
        assert duties(closed, plan, on=ON) == duties(NURSERY, plan, on=ON)


class TestAWatcher:
    @pytest.mark.parametrize(
        ("domain", "ground"),
        [
            (
                "fire",
                Ground(
                    "supervision.watched",
                    Citation("yijun", "A1.emergency"),
                    (("domain", "fire"), ("watcher", "emergency")),
                ),
            ),
            (
                "for-profit-supervision",
                Ground(
                    "supervision.watched",
                    Citation("yijun", "A1.market"),
                    (
                        ("domain", "for-profit-supervision"),
                        ("watcher", "market"),
                        ("legal_form", "for-profit"),
                    ),
                ),
            ),
            (
                "workplace",
                Ground(
                    "supervision.watched",
                    Citation("yijun", "A1.trade-union"),
                    (
                        ("domain", "workplace"),
                        ("watcher", "trade-union"),
                        ("settings", ("home", "workplace")),
                    ),
                ),
            ),
            (
                "township-supervision",
                Ground(
                    "supervision.watched",
                    Citation("yijun", "A1.townships"),
                    (("domain", "township-supervision"), ("watcher", "wuli")),
                ),
            ),
            (
                "quality",
                Ground("supervision.nobody", Citation("yijun", "3.4"), (("domain", "quality"),)),
            ),
        ],
    )
    def test_rests_on_one_clause_and_the_facts_that_it_asks_for(
        self, plan: Plan, domain: str, ground: Ground
    ) -> None:
        facility = evolve(NURSERY, settings=(Setting.WORKPLACE, Setting.HOME))
        answer = answers(facility, plan)[domain]
        assert answer.grounds == (ground,)
        assert answer.citations == (ground.citation,)

    def test_that_is_nobody_says_for_which_legal_form(self, plan: Plan) -> None:
        public = evolve(NURSERY, legal_form=LegalForm.PUBLIC_INSTITUTION)
        answer = answers(public, plan)["public-institution-supervision"]
        assert isinstance(answer, Decided)
        assert answer.value is None
        assert answer.grounds == (
            Ground(
                "supervision.nobody",
                Citation("yijun", "2.4.10"),
                (
                    ("domain", "public-institution-supervision"),
                    ("legal_form", "public-institution"),
                ),
            ),
        )

    def test_of_fire_has_the_body_of_the_statute_beside_it(self, plan: Plan) -> None:
        assert answers(NURSERY, plan)["fire"].notes == (
            Ground(
                "supervision.source-authority",
                Citation("fire-law", "53"),
                (("domain", "fire"), ("authority", "消防救援机构")),
            ),
        )

    def test_of_anything_else_has_no_note(self, plan: Plan) -> None:
        noted = [domain for domain, own in answers(UNKNOWN, plan).items() if own.notes]
        assert noted == ["fire"]

    @pytest.mark.parametrize("name", ["yiyang", "宜阳街道", "宜阳街道办事处"])
    def test_of_the_area_is_the_town_by_any_of_its_names(self, plan: Plan, name: str) -> None:
        found = watched(evolve(NURSERY, town=name), plan)
        assert found["township-supervision"] == "yiyang"

    def test_is_a_body_of_the_plan(self, plan: Plan) -> None:
        bodies = {body.id for body in plan.departments} | {town.id for town in plan.towns}
        for form in LegalForm:
            found = watched(evolve(NURSERY, legal_form=form, settings=tuple(Setting)), plan)
            assert {watcher for watcher in found.values() if watcher} <= bodies


class TestWhatIsNotKnown:
    def test_leaves_open_what_it_could_switch(self, plan: Plan) -> None:
        still = {
            domain: [(item.name, item.kind, str(item.citation)) for item in own.missing]
            for domain, own in answers(UNKNOWN, plan).items()
            if isinstance(own, Undetermined)
        }
        assert still == {
            "kindergarten-integrated": [("settings", "fact", "yijun:A1.education")],
            "workplace": [("settings", "fact", "yijun:A1.trade-union")],
            "non-profit-supervision": [("legal_form", "fact", "yijun:A1.civil-affairs")],
            "for-profit-supervision": [("legal_form", "fact", "yijun:A1.market")],
            "public-institution-supervision": [("legal_form", "fact", "yijun:2.4.10")],
        }

    def test_leaves_nothing_else_open(self, plan: Plan) -> None:
        found = answers(UNKNOWN, plan)
        decided = {d: own.value for d, own in found.items() if isinstance(own, Decided)}
        nobody = dict.fromkeys(("credit", "lifetime-ban", "double-random", "quality"))
        assert decided == {**ALWAYS, "township-supervision": "wuli", **nobody}

    def test_of_the_town_leaves_the_area_open_and_nothing_else(self, plan: Plan) -> None:
        found = answers(evolve(NURSERY, town=None), plan)
        still = {domain: own for domain, own in found.items() if own.kind != "decided"}
        town = Missing("town", "fact", Citation("yijun", "A1.townships"))
        assert still == {"township-supervision": Undetermined((town,), plan=plan.stamp)}

    def test_has_no_ground_and_no_value(self, plan: Plan) -> None:
        answer = answers(UNKNOWN, plan)["for-profit-supervision"]
        assert answer.grounds == ()
        assert answer.citations == (Citation("yijun", "A1.market"),)
        with pytest.raises(Unsettled, match="undetermined without legal_form"):
            answer.require()

    def test_is_never_known_to_be_none(self, plan: Plan) -> None:
        found = answers(evolve(UNKNOWN, settings=()), plan)
        assert not {"kindergarten-integrated", "workplace"} & found.keys()

    def test_makes_no_difference_where_every_row_agrees(self) -> None:
        rows = [
            row(id='"a"', domain='"data"', department='"health"', when="{ inclusive = true }"),
            row(id='"b"', domain='"data"', department='"health"', when="{ inclusive = false }"),
        ]
        text = re.sub(r'\[\[supervision]]\nid = "data"\n(?:.+\n)+', "", qinghe(*rows))
        assert watched(UNKNOWN_IN_QINGHE, loads(text))["data"] == "health"


UNKNOWN_IN_QINGHE = Facility(id="F3", town="beihe")


class TestWhatIsRefused:
    @pytest.mark.parametrize("on", [datetime(2026, 1, 5, 9), "2026-01-05", None])  # noqa: DTZ001
    def test_is_anything_that_is_no_day(self, plan: Plan, on: Any) -> None:  # noqa: ANN401
        with pytest.raises(InvalidFacts, match="on: expected a day"):
            duties(NURSERY, plan, on=on)

    def test_is_a_town_of_another_county(self, plan: Plan) -> None:
        with pytest.raises(UnknownTown) as refused:
            duties(evolve(NURSERY, town="wulli"), plan, on=ON)
        assert "'wulli'" in str(refused.value)
        assert "wuli" in str(refused.value)

    def test_is_such_a_town_where_no_row_asks_for_it(self) -> None:
        with pytest.raises(UnknownTown):
            duties(NURSERY, load(QINGHE), on=ON)


class TestAnotherPlan:
    def test_without_supervision_is_text_that_is_missing(self) -> None:
        bare = loads(re.sub(r"\[\[supervision]]\n(?:.+\n)+", "", qinghe()))
        assert bare.supervision == ()
        answer = duties(UNKNOWN_IN_QINGHE, bare, on=ON)
        assert answer == Undetermined((Missing("supervision", "text"),), plan=bare.stamp)
        assert explain(answer, bare, locale="en").splitlines()[:2] == [
            "Undetermined; missing:",
            "  - the text does not say: division of supervision",
        ]

    def test_has_its_own_fields_bodies_and_clauses(self) -> None:
        other = load(QINGHE)
        assert watched(UNKNOWN_IN_QINGHE, other) == {
            "fire": "fire",
            "health-care": "health",
            "data": None,
        }
        found = answers(UNKNOWN_IN_QINGHE, other)
        assert found["data"].citations == (Citation("qinghe", "2.2"),)
        assert found["fire"].notes == ()

    def test_may_give_a_field_to_the_town(self) -> None:
        other = loads(qinghe(row(domain='"data"', department='"town"', when="{ filed = true }")))
        filed = evolve(UNKNOWN_IN_QINGHE, filed_on=ON)
        answer = answers(filed, other)["data"]
        assert isinstance(answer, Conflicting)
        assert [option.value for option in answer.options] == [None, "beihe"]

    def test_may_tell_of_what_has_happened_by_the_day(self) -> None:
        other = loads(qinghe(row(department='"market"', when="{ closed = true }")))
        closing = evolve(UNKNOWN_IN_QINGHE, closed_on=ON)
        kinds = [answers(closing, other, day)["fire"].kind for day in (date(2026, 1, 4), ON)]
        assert kinds == ["decided", "conflicting"]

    def test_notes_the_authority_of_every_row_that_holds(self) -> None:
        authority = '{ name = { zh = "省局", en = "the province" }, cite = "filing-measures:4" }'
        other = loads(qinghe(row(source_authority=authority)))
        answer = answers(UNKNOWN_IN_QINGHE, other)["fire"]
        assert answer.require() == "fire"
        assert answer.notes == (
            Ground(
                "supervision.source-authority",
                Citation("filing-measures", "4"),
                (("domain", "fire"), ("authority", "省局")),
            ),
        )


class TestTwoRowsOfOneField:
    BUSINESS = Facility(id="F4", town="beihe", legal_form=LegalForm.FOR_PROFIT)

    def test_that_disagree_conflict_each_with_its_clause(self) -> None:
        other = loads(qinghe(TWO_FIRE_BODIES))
        answer = answers(self.BUSINESS, other)["fire"]
        assert isinstance(answer, Conflicting)
        assert [(option.value, option.grounds) for option in answer.options] == [
            (
                "fire",
                (
                    Ground(
                        "supervision.watched",
                        Citation("qinghe", "A1.fire"),
                        (("domain", "fire"), ("watcher", "fire")),
                    ),
                ),
            ),
            (
                "market",
                (
                    Ground(
                        "supervision.watched",
                        Citation("qinghe", "2.2"),
                        (
                            ("domain", "fire"),
                            ("watcher", "market"),
                            ("legal_form", "for-profit"),
                        ),
                    ),
                ),
            ),
        ]
        assert answer.citations == (Citation("qinghe", "A1.fire"), Citation("qinghe", "2.2"))
        assert answer.plan == other.stamp
        with pytest.raises(Unsettled, match="2 answers conflict"):
            answer.require()

    def test_leave_the_other_fields_as_they_are(self) -> None:
        other = loads(qinghe(TWO_FIRE_BODIES))
        found = answers(self.BUSINESS, other)
        assert found["health-care"].require() == "health"
        assert found["data"].require() is None

    def test_of_which_one_hangs_on_a_fact_are_open(self) -> None:
        other = loads(qinghe(TWO_FIRE_BODIES))
        answer = answers(UNKNOWN_IN_QINGHE, other)["fire"]
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("legal_form", "fact", Citation("qinghe", "2.2")),)

    def test_that_agree_are_one_answer_with_both_clauses(self) -> None:
        other = loads(qinghe(TWO_FIRE_BODIES.replace('"market"', '"fire"')))
        answer = answers(self.BUSINESS, other)["fire"]
        assert answer.require() == "fire"
        assert answer.citations == (Citation("qinghe", "A1.fire"), Citation("qinghe", "2.2"))

    def test_are_found_by_lint(self) -> None:
        found = [
            (finding.names, finding.cites)
            for finding in loads(qinghe(TWO_FIRE_BODIES)).lint()
            if finding.kind == "can-conflict"
        ]
        cites = (Citation("qinghe", "A1.fire"), Citation("qinghe", "2.2"))
        assert found == [(("fire", "fire-of-businesses"), cites)]

    @pytest.mark.parametrize(
        "extra",
        [
            pytest.param(row(cite='"2.2"'), id="two that agree"),
            pytest.param(
                row(domain='"data"', department="''", cite='"A1.health"'), id="nobody twice"
            ),
        ],
    )
    def test_that_agree_are_not(self, extra: str) -> None:
        kinds = {finding.kind for finding in loads(qinghe(extra)).lint()}
        assert "can-conflict" not in kinds

    def test_of_yijun_never_conflict(self, plan: Plan) -> None:
        kinds = {finding.kind for finding in evolve(plan, routes=()).lint()}
        assert "can-conflict" not in kinds


class TestARowUnderAReading:
    """A reading that shaped an answer is stamped on it."""

    LINEAR = ReadingStamp("pace", "linear")
    NONE = ReadingStamp("pace", "none")

    @staticmethod
    def under(pace: str, extra: str) -> Plan:
        return loads(qinghe(extra)).with_readings({"pace": pace})

    def test_holds_under_it_and_is_stamped(self) -> None:
        extra = row(department='"market"', when='{ "reading.pace" = "linear" }')
        taken = answers(UNKNOWN_IN_QINGHE, self.under("linear", extra))["fire"]
        assert isinstance(taken, Conflicting)
        assert taken.readings == (self.LINEAR,)
        left = answers(UNKNOWN_IN_QINGHE, self.under("none", extra))["fire"]
        assert left.require() == "fire"
        assert left.readings == (self.NONE,)

    def test_is_not_stamped_on_the_fields_that_it_leaves_alone(self) -> None:
        extra = row(department='"market"', when='{ "reading.pace" = "linear" }')
        found = answers(UNKNOWN_IN_QINGHE, self.under("linear", extra))
        assert (found["health-care"].readings, found["data"].readings) == ((), ())

    def test_is_stamped_where_a_fact_is_missing(self) -> None:
        when = '{ "reading.pace" = "linear", inclusive = true }'
        extra = row(department='"market"', when=when)
        answer = answers(UNKNOWN_IN_QINGHE, self.under("linear", extra))["fire"]
        assert [item.name for item in getattr(answer, "missing", ())] == ["inclusive"]
        assert answer.readings == (self.LINEAR,)

    def test_is_stamped_where_the_town_is_missing(self) -> None:
        extra = row(department='"town"', when='{ "reading.pace" = "linear" }')
        nowhere = evolve(UNKNOWN_IN_QINGHE, town=None)
        answer = answers(nowhere, self.under("linear", extra))["fire"]
        assert [item.name for item in getattr(answer, "missing", ())] == ["town"]
        assert answer.readings == (self.LINEAR,)

    def test_that_takes_a_field_away_is_stamped_on_the_list(self) -> None:
        text = re.sub(r'\[\[supervision]]\nid = "data"\n(?:.+\n)+', "", qinghe())
        extra = row(id='"data"', domain='"data"', when='{ "reading.pace" = "linear" }')
        without = loads(text.replace("[[step]]", f"{extra}\n[[step]]", 1))
        answer = duties(UNKNOWN_IN_QINGHE, without.with_readings({"pace": "none"}), on=ON)
        assert [duty.domain for duty in answer.require()] == ["fire", "health-care"]
        assert answer.readings == (self.NONE,)


class TestADuty:
    def test_is_equal_and_hashed_by_its_value(self, plan: Plan) -> None:
        for facility in (NURSERY, UNKNOWN):
            first, second = (duties(facility, plan, on=ON) for _ in range(2))
            assert first == second
            assert hash(first) == hash(second)
            assert len({*first.require(), *second.require()}) == len(first.require())

    def test_of_two_facilities_alike_is_the_same(self, plan: Plan) -> None:
        assert duties(evolve(NURSERY, id="F9"), plan, on=ON) == duties(NURSERY, plan, on=ON)

    def test_survives_pickling(self, plan: Plan) -> None:
        for facility in (NURSERY, UNKNOWN):
            answer = duties(facility, plan, on=ON)
            assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301 - our own

    def test_is_frozen_and_built_by_keyword(self, plan: Plan) -> None:
        (duty, *_) = duties(NURSERY, plan, on=ON).require()
        with pytest.raises(FrozenInstanceError):
            duty.domain = "fees"  # type: ignore[misc]
        with pytest.raises(TypeError):
            Duty("fees", duty.watched_by)  # type: ignore[call-arg]


def because(answer: Decision[str | None], plan: Plan, locale: str) -> list[str]:
    """Explain an answer, without the line that says the answer itself."""
    return explain(answer, plan, locale=locale).splitlines()[1:]


class TestTheListInWords:
    def test_names_every_field_and_its_body(self, plan: Plan) -> None:
        lines = explain(duties(NURSERY, plan, on=ON), plan, locale="en").splitlines()
        assert "  fire inspection: Emergency Management Bureau" in lines
        assert "  the lifetime ban: no entry of the division of duties" in lines
        assert not [line for line in lines if "Duty(" in line]

    def test_names_the_body_of_a_field(self, plan: Plan) -> None:
        first = explain(answers(NURSERY, plan)["fire"], plan).splitlines()[0]
        assert first == "结论：县应急管理局"


class TestWords:
    """What an answer rests on, word for word."""

    DRAFT_EN = (
        "Resting on the draft for comment of the Yijun County plan, which has not been issued."
    )
    DRAFT_ZH = "依据宜君县方案的征求意见稿（尚未正式印发）。"

    def test_of_a_watcher_with_the_body_of_the_statute(self, plan: Plan) -> None:
        answer = answers(NURSERY, plan)["fire"]
        assert because(answer, plan, "en") == [
            "Grounds:",
            "  - fire inspection: watched by the Emergency Management Bureau [A1.emergency]",
            "Notes:",
            (
                "  - fire inspection: under the higher rules done by fire and rescue bodies, under "
                "the emergency management department [Fire Protection Law, art. 53]"
            ),
            self.DRAFT_EN,
        ]
        assert because(answer, plan, "zh_CN") == [
            "依据：",
            "  - 消防检查：由县应急管理局监管〔A1.emergency〕",
            "说明：",
            "  - 消防检查：上级规定由消防救援机构承担〔《中华人民共和国消防法》第53条〕",
            self.DRAFT_ZH,
        ]

    def test_of_a_watcher_with_the_fact_that_it_asks_for(self, plan: Plan) -> None:
        answer = answers(NURSERY, plan)["for-profit-supervision"]
        assert because(answer, plan, "en")[1] == (
            "  - daily supervision of for-profit facilities: watched by the Market Supervision "
            "Bureau (legal form: for-profit) [A1.market]"
        )
        assert because(answer, plan, "zh_CN")[1] == (
            "  - 营利性机构日常监管：由县市场监管局监管（机构性质：营利性机构）〔A1.market〕"
        )

    def test_of_the_town(self, plan: Plan) -> None:
        answer = answers(NURSERY, plan)["township-supervision"]
        assert because(answer, plan, "zh_CN")[1] == (
            "  - 辖区建设和监管：由五里镇监管〔A1.townships〕"
        )

    def test_of_nobody(self, plan: Plan) -> None:
        answer = answers(NURSERY, plan)["credit"]
        assert because(answer, plan, "en") == [
            "Grounds:",
            (
                "  - credit records, joint incentive and joint sanction: "
                "no entry of the division of duties takes this [2.4.11]"
            ),
            self.DRAFT_EN,
        ]
        assert because(answer, plan, "zh_CN") == [
            "依据：",
            "  - 诚信记录和联合奖惩：职责分工没有交给任何单位〔2.4.11〕",
            self.DRAFT_ZH,
        ]

    def test_of_a_field_that_is_open(self, plan: Plan) -> None:
        answer = answers(UNKNOWN, plan)["for-profit-supervision"]
        assert explain(answer, plan, locale="en").splitlines() == [
            "Undetermined; missing:",
            "  - unknown fact: legal form [A1.market]",
            self.DRAFT_EN,
        ]
        assert explain(answer, plan).splitlines() == [
            "无法确定，缺少：",
            "  - 未知事实：机构性质〔A1.market〕",
            self.DRAFT_ZH,
        ]

    def test_of_two_bodies_in_conflict(self) -> None:
        other = loads(qinghe(TWO_FIRE_BODIES))
        answer = answers(TestTwoRowsOfOneField.BUSINESS, other)["fire"]
        grounds = [line for line in because(answer, other, "en") if line.startswith("    ")]
        assert grounds == [
            "    fire safety: watched by the District Fire Brigade [A1.fire]",
            "    fire safety: watched by the Market Office (legal form: for-profit) [2.2]",
        ]
        grounds = [line for line in because(answer, other, "zh_CN") if line.startswith("    ")]
        assert grounds == [
            "    消防：由区消防大队监管〔A1.fire〕",
            "    消防：由县市场局监管（机构性质：营利性机构）〔2.2〕",
        ]


class TestTheRowsOfYijun:
    """Annex 1, row by row against the entries of the division of duties."""

    def test_let_every_body_that_supervises_something_watch(self, plan: Plan) -> None:
        assert {row.department for row in plan.supervision} == {*WATCHING, "town", ""}

    def test_give_a_field_to_the_body_whose_entry_names_it(self, plan: Plan) -> None:
        for row in plan.supervision:
            if row.department:
                clause = plan.clause(row.cite.article)
                assert row.domain in clause.domains
                bodies = [body.id for body in plan.responsible(clause.id)]
                towns = [town.id for town in plan.towns]
                assert bodies == (towns if row.department == "town" else [row.department])

    def test_give_to_nobody_what_no_entry_names(self, plan: Plan) -> None:
        owned = {domain for clause in plan.clauses for domain in clause.domains}
        nobody = {row.domain for row in plan.supervision if not row.department}
        assert not nobody & owned
        assert nobody == {
            "public-institution-supervision",
            "credit",
            "lifetime-ban",
            "double-random",
            "quality",
        }

    def test_cite_what_raises_their_field(self, plan: Plan) -> None:
        raised = {domain.id: domain.cite for domain in plan.domains}
        assert [row.id for row in plan.supervision if row.cite != raised[row.domain]] == []


class TestFaultsOfARow:
    @pytest.mark.parametrize(
        ("extra", "fault"),
        [
            pytest.param(
                row(domain='"fires"'),
                "supervision[extra].domain: expected a domain, got 'fires'; did you mean fire?",
                id="a field of work that is none",
            ),
            pytest.param(
                row(department='"helth"'),
                (
                    "supervision[extra].department: expected a department id, town, or nothing, "
                    "got 'helth'; did you mean health?"
                ),
                id="a department that is nobody",
            ),
            pytest.param(
                row(department='"beihe"'),
                (
                    "supervision[extra].department: expected a department id, town, or nothing, "
                    "got 'beihe'"
                ),
                id="one town by its name",
            ),
            pytest.param(
                row(when="{ inclusiv = true }"),
                (
                    "supervision[extra].when.inclusiv: expected a known fact, got 'inclusiv'; "
                    "did you mean inclusive?"
                ),
                id="a fact that nobody knows",
            ),
            pytest.param(
                row(unless='{ settings = "kindergartn" }'),
                (
                    "supervision[extra].unless.settings: expected one of standalone, kindergarten, "
                    "community, workplace, home, got 'kindergartn'"
                ),
                id="a value that the fact cannot have",
            ),
            pytest.param(
                row(cite='"A1.fir"'),
                (
                    "supervision[extra].cite: expected a clause of this plan, got 'A1.fir'; "
                    "did you mean A1.fire?"
                ),
                id="a clause that does not exist",
            ),
            pytest.param(
                row(source_authority='{ name = { zh = "省局", en = "x" }, cite = "fire-lw:53" }'),
                (
                    "supervision[extra].source_authority.cite: expected a declared instrument, "
                    "got 'fire-lw'; did you mean fire-law?"
                ),
                id="an instrument that is not declared",
            ),
        ],
    )
    def test_is_told_with_its_place(self, extra: str, fault: str) -> None:
        with pytest.raises(PlanError) as refused:
            loads(qinghe(extra))
        assert [str(found) for found in refused.value.faults] == [fault]

    def test_are_told_all_at_once(self) -> None:
        with pytest.raises(PlanError) as refused:
            loads(qinghe(row(domain='"soup"', department='"nobody"', cite='"9.9"')))
        paths = [found.path for found in refused.value.faults]
        assert paths == [
            "supervision[extra].domain",
            "supervision[extra].department",
            "supervision[extra].cite",
        ]

    @pytest.mark.parametrize("department", ["town", "", "schools"])
    def test_are_none_for_a_department_the_town_or_nobody(self, department: str) -> None:
        found = loads(qinghe(row(department=f'"{department}"')))
        assert found.supervision[-1].department == department

    def test_are_a_second_row_of_the_same_id(self) -> None:
        with pytest.raises(PlanError, match="supervision"):
            loads(qinghe(row(id='"fire"')))
