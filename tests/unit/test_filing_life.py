"""What a facility hands in, which move may come next, and what it still has before it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, frozen

from infantcare_policy.calendars import Deadline
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
from infantcare_policy.errors import BeyondHorizon, InvalidFacts, UnknownDocument
from infantcare_policy.facilities import Change, Facility, LegalForm, Setting
from infantcare_policy.plan import Plan, load, loads, yijun
from infantcare_policy.registration import (
    Move,
    Review,
    Stage,
    State,
    Step,
    StepKind,
    Transition,
    checklist,
    next_steps,
    review,
    transition,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

ON = date(2026, 1, 5)
SOON = Deadline(words="及时")

BARE = """\
id = "bare"
extends = "china"
name = { zh = "空县", en = "Bare County" }

[[instrument]]
id = "bare"
title = { zh = "空县方案", en = "Bare's plan" }
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yijun()


@pytest.fixture(scope="module")
def qinghe() -> Plan:
    return load(Path(__file__).parents[1] / "plans" / "qinghe.toml")


def fact(ground: Ground, name: str) -> Any:  # noqa: ANN401 - a fact of any type
    return dict(ground.facts)[name]


# --- the life of a facility

# Where each move leads from each stage: a stage, “-” where it may not be made, “?” where no text
# says. A star says that a change is pending. Registering comes first (办法 art. 4), filing next
# (art. 7), then the plan's acceptance (3.2) and opening; a change and a closing are of what is
# registered, and the report of a change is of what is filed (art. 10).

NOTHING_PENDING = """
               proposed   registered  filed     accepted  operating  closed
register       registered -           -         -         -          -
file           -          filed       -         -         -          -
accept         ?          ?           accepted  accepted  operating  -
open           -          ?           operating operating -          -
change         -          registered* filed*    accepted* operating* -
report-change  -          -           -         -         -          -
close          -          closed      closed    closed    closed     -
"""

A_CHANGE_PENDING = """
               proposed    registered  filed      accepted   operating  closed
register       registered* -           -          -          -          -
file           -           filed       -          -          -          -
accept         ?           ?           accepted*  accepted*  operating* -
open           -           ?           operating* operating* -          -
change         -           registered* filed*     accepted*  operating* -
report-change  -           -           filed      accepted   operating  -
close          -           closed      closed     closed     closed     -
"""

ARTICLES = {
    Move.REGISTER: Citation("filing-measures", "4"),
    Move.FILE: Citation("filing-measures", "7"),
    Move.ACCEPT: Citation("yijun", "3.2"),
    Move.OPEN: Citation("population-law", "28"),
    Move.CHANGE: Citation("filing-measures", "10"),
    Move.REPORT_CHANGE: Citation("filing-measures", "10"),
    Move.CLOSE: Citation("filing-measures", "10"),
}


def cells() -> Iterable[tuple[State, Move, str]]:
    for table, changed in ((NOTHING_PENDING, False), (A_CHANGE_PENDING, True)):
        head, *rows = table.strip().splitlines()
        for row in rows:
            move, *leads = row.split()
            for stage, to in zip(head.split(), leads, strict=True):
                yield State(stage=Stage(stage), changed=changed), Move(move), to


TABLE = list(cells())


def written(state: State, move: Move) -> str:
    return f"{move} from {state.stage}{'*' if state.changed else ''}"


def cases(*, legal: bool) -> pytest.MarkDecorator:
    chosen = [
        pytest.param(state, move, to, id=written(state, move))
        for state, move, to in TABLE
        if to != "?" and (to != "-") is legal
    ]
    return pytest.mark.parametrize(("state", "move", "to"), chosen)


def at(stage: Stage, *, changed: bool = False) -> State:
    return State(stage=stage, changed=changed)


class TestAMove:
    def test_is_told_of_from_every_state(self) -> None:
        assert len(TABLE) == len(Stage) * len(Move) * 2
        assert len({(state, move) for state, move, _ in TABLE}) == len(TABLE)

    @cases(legal=True)
    def test_that_may_be_made_leads_to_where_it_should(
        self, plan: Plan, state: State, move: Move, to: str
    ) -> None:
        after = at(Stage(to.rstrip("*")), changed=to.endswith("*"))
        answer = transition(state, move, plan)
        found = answer.require()
        assert found == Transition(move=move, before=state, after=after, unmet=())
        assert found.legal
        (ground,) = answer.grounds
        assert (ground.code, ground.citation) == ("registration.move", ARTICLES[move])
        assert (fact(ground, "move"), fact(ground, "stage")) == (move, state.stage)
        assert (answer.readings, answer.plan) == ((), plan.stamp)

    @cases(legal=False)
    def test_that_may_not_be_made_changes_nothing_and_says_why(
        self, plan: Plan, state: State, move: Move, to: str
    ) -> None:
        answer = transition(state, move, plan)
        found = answer.require()
        assert to == "-"
        assert not found.legal
        assert (found.move, found.before, found.after) == (move, state, state)
        (reason,) = found.unmet
        assert reason.citation == ARTICLES[move]
        assert fact(reason, "move") == move
        assert (answer.grounds, answer.plan) == (found.unmet, plan.stamp)

    @pytest.mark.parametrize(
        ("state", "move"),
        [pytest.param(s, m, id=written(s, m)) for s, m, to in TABLE if to == "?"],
    )
    def test_of_which_no_text_speaks_is_open(self, plan: Plan, state: State, move: Move) -> None:
        answer = transition(state, move, plan)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing(f"move.{move}", "text", ARTICLES[move]),)
        assert fact(answer.grounds[0], "stage") == state.stage
        assert answer.plan == plan.stamp

    def test_after_the_closing_is_too_late_whatever_it_is(self, plan: Plan) -> None:
        for move in Move:
            (reason,) = transition(at(Stage.CLOSED), move, plan).require().unmet
            assert reason.code == "registration.move-after-closing"

    def test_too_early_or_late_says_after_what_it_comes(self, plan: Plan) -> None:
        (reason,) = transition(at(Stage.PROPOSED), Move.FILE, plan).require().unmet
        assert reason.code == "registration.move-too-early-or-late"
        assert (fact(reason, "stage"), fact(reason, "after")) == ("proposed", ("registered",))

    def test_reports_no_change_where_nothing_has_changed(self, plan: Plan) -> None:
        for stage in (Stage.FILED, Stage.ACCEPTED, Stage.OPERATING):
            (reason,) = transition(at(stage), Move.REPORT_CHANGE, plan).require().unmet
            assert reason.code == "registration.nothing-to-report"

    def test_is_a_word_of_the_list(self, plan: Plan) -> None:
        wrong: Any = "file"
        with pytest.raises(InvalidFacts, match="move"):
            transition(at(Stage.REGISTERED), wrong, plan)

    @pytest.mark.parametrize(
        ("word", "member"),
        [
            ("登记", Move.REGISTER),
            ("备案", Move.FILE),
            ("验收", Move.ACCEPT),
            ("开始收托", Move.OPEN),
            ("变更", Move.CHANGE),
            ("更新备案信息", Move.REPORT_CHANGE),
            ("停办", Move.CLOSE),
        ],
    )
    def test_has_an_official_word(self, word: str, member: Move) -> None:
        assert Move.named(word) is member


class TestACountyThatDoesNotSpeakOfAcceptance:
    @pytest.mark.parametrize("stage", Stage)
    def test_leaves_it_open_from_every_stage(self, qinghe: Plan, stage: Stage) -> None:
        answer = transition(at(stage), Move.ACCEPT, qinghe)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("move.accept", "text"),)
        assert answer.plan == qinghe.stamp

    @pytest.mark.parametrize(("state", "move", "to"), TABLE)
    def test_has_every_other_move_of_the_nation(
        self, plan: Plan, qinghe: Plan, state: State, move: Move, to: str
    ) -> None:
        theirs, ours = transition(state, move, qinghe), transition(state, move, plan)
        if move is Move.ACCEPT:
            return
        assert theirs.kind == ours.kind == ("undetermined" if to == "?" else "decided")
        if isinstance(theirs, Decided):
            assert theirs.value == ours.require()


# --- what comes next

KINDERGARTEN = (Setting.KINDERGARTEN,)
UNREGISTERED = Facility(
    id="F1",
    legal_form=LegalForm.FOR_PROFIT,
    settings=(Setting.STANDALONE,),
    registered_on=False,
    filed_on=False,
    closed_on=False,
)
REGISTERED = evolve(UNREGISTERED, registered_on=date(2021, 3, 1))
FILED = evolve(REGISTERED, filed_on=date(2021, 3, 8))
CLOSED = evolve(
    FILED,
    closed_on=date(2025, 12, 31),
    liquidated_on=False,
    deregistered_on=False,
    filing_cancelled_on=False,
)
# a change of the day that is asked about, of which nothing is done
CHANGE = Change(
    id="C1", facility="F1", on=ON, consented_on=False, registered_on=False, filed_on=False
)

FORMS = (LegalForm.PUBLIC_INSTITUTION, LegalForm.SOCIAL_SERVICE, LegalForm.FOR_PROFIT)
REGISTRARS = {
    LegalForm.PUBLIC_INSTITUTION: "establishment",
    LegalForm.SOCIAL_SERVICE: "approval",
    LegalForm.FOR_PROFIT: "approval",
}

NO, YES = ReadingStamp("rest-day-roll", "no"), ReadingStamp("rest-day-roll", "yes")


def asked(
    facility: Facility, plan: Plan, *changes: Change, on: date = ON
) -> Decision[tuple[Step, ...]]:
    return next_steps(facility, plan, on=on, changes=changes)


def step(
    kind: StepKind, recipient: str, *, by: date | None = None, actor: str = "facility"
) -> Step:
    soon = kind in {"push-data", "file", "report-change", "cancel-filing"}
    limit = SOON if soon else Deadline(by=by)
    return Step(kind=kind, actor=actor, recipient=recipient, limit=limit)


def names(answer: Decision[Any]) -> set[str]:
    assert isinstance(answer, Undetermined)
    return {item.name for item in answer.missing}


def days_of(answer: Decision[tuple[Step, ...]], kind: str) -> list[date | None]:
    return [each.limit.by for each in answer.require() if each.kind == kind]


class TestTheBeginning:
    @pytest.mark.parametrize("form", FORMS)
    def test_of_a_proposed_facility_is_the_whole_way(self, plan: Plan, form: LegalForm) -> None:
        registrar = REGISTRARS[form]
        answer = asked(evolve(UNREGISTERED, legal_form=form), plan)
        assert answer.require() == (
            step("register", registrar),
            step("push-data", "health", actor=registrar),
            step("file", "health"),
        )
        assert answer.plan == plan.stamp

    @pytest.mark.parametrize("form", FORMS)
    def test_of_a_registered_one_is_to_file(self, plan: Plan, form: LegalForm) -> None:
        facility = evolve(REGISTERED, legal_form=form)
        assert asked(facility, plan).require() == (
            step("push-data", "health", actor=REGISTRARS[form]),
            step("file", "health"),
        )

    @pytest.mark.parametrize("form", FORMS)
    def test_of_a_filed_one_is_over(self, plan: Plan, form: LegalForm) -> None:
        answer = asked(evolve(FILED, legal_form=form), plan)
        assert answer.require() == ()
        assert answer.grounds

    def test_is_in_good_time_and_on_no_day(self, plan: Plan) -> None:
        for each in asked(REGISTERED, plan).require():
            assert (each.limit.words, each.limit.by) == ("及时", None)
            assert each.limit.met_on(ON) is None

    def test_rests_on_the_clause_of_the_plan(self, plan: Plan) -> None:
        for facility in (UNREGISTERED, REGISTERED):
            assert asked(facility, plan).citations == (Citation("yijun", "2.4.10"),)

    def test_follows_the_days(self, plan: Plan) -> None:
        # registered on 1 March, filed on 8 March 2021; the day itself is included
        left = {
            date(2021, 2, 28): ["register", "push-data", "file"],
            date(2021, 3, 1): ["push-data", "file"],
            date(2021, 3, 7): ["push-data", "file"],
            date(2021, 3, 8): [],
        }
        for on, kinds in left.items():
            assert [each.kind for each in asked(FILED, plan, on=on).require()] == kinds

    def test_in_another_county_is_in_its_own_words(self, qinghe: Plan) -> None:
        push, file = asked(REGISTERED, qinghe).require()
        assert (push.actor, push.limit) == ("market", Deadline(words="五个工作日内"))
        assert (file.recipient, file.limit) == ("health", Deadline(words="十个工作日内"))

    def test_of_one_that_closed_before_it_was_registered_is_nothing(self, plan: Plan) -> None:
        facility = evolve(UNREGISTERED, closed_on=date(2025, 12, 31), filing_cancelled_on=False)
        assert asked(facility, plan).require() == ()


class TestAChange:
    """办法 art. 10, and 30 days in the rules for social-service institutions and enterprises."""

    def test_of_an_enterprise_is_registered_within_30_days_of_it(self, plan: Plan) -> None:
        # Mon 5 Jan 2026 is not counted: 26 days to 31 Jan, 4 more → Wed 4 Feb, a working day
        answer = asked(FILED, plan, CHANGE)
        assert answer.require() == (
            step("register-change", "approval", by=date(2026, 2, 4)),
            step("report-change", "health"),
        )
        assert answer.readings == ()

    def test_of_an_enterprise_does_not_wait_for_consent(self, plan: Plan) -> None:
        for consent in (None, False, date(2026, 1, 2)):
            answer = asked(FILED, plan, evolve(CHANGE, consented_on=consent))
            assert days_of(answer, "register-change") == [date(2026, 2, 4)]

    @pytest.mark.parametrize(
        ("on", "by"),
        [
            # the rules for enterprises are in force from 1 March 2022
            (date(2022, 2, 28), None),
            (date(2022, 3, 1), date(2022, 3, 31)),  # 30 days of March → Thu 31 Mar
        ],
    )
    def test_of_an_enterprise_has_a_number_from_march_2022(
        self, plan: Plan, on: date, by: date | None
    ) -> None:
        change = evolve(CHANGE, on=on)
        for day in (on, ON):
            answer = asked(FILED, plan, change, on=day)
            assert answer.require() == (
                step("register-change", "approval", by=by),
                step("report-change", "health"),
            )

    @pytest.mark.parametrize(
        ("consent", "by"),
        [
            (date(2026, 1, 5), date(2026, 2, 4)),
            (date(2026, 1, 2), date(2026, 2, 1)),  # 29 days to 31 Jan, 1 more → Sun 1 Feb
        ],
    )
    def test_of_a_social_service_institution_within_30_days_of_consent(
        self, plan: Plan, consent: date, by: date
    ) -> None:
        facility = evolve(FILED, legal_form=LegalForm.SOCIAL_SERVICE)
        for on in (date(2025, 12, 1), ON):
            answer = asked(facility, plan, evolve(CHANGE, on=on, consented_on=consent))
            assert days_of(answer, "register-change") == [by]

    def test_of_a_social_service_institution_counted_so_before_2022_too(self, plan: Plan) -> None:
        # consent on Tue 1 June 2021: 29 days to 30 June, 1 more → Thu 1 July
        facility = evolve(FILED, legal_form=LegalForm.SOCIAL_SERVICE)
        change = evolve(CHANGE, on=date(2021, 5, 31), consented_on=date(2021, 6, 1))
        assert days_of(asked(facility, plan, change), "register-change") == [date(2021, 7, 1)]

    def test_without_consent_has_no_last_day_yet(self, plan: Plan) -> None:
        facility = evolve(FILED, legal_form=LegalForm.SOCIAL_SERVICE)
        answer = asked(facility, plan, CHANGE)
        assert days_of(answer, "register-change") == [None]

    def test_with_consent_yet_to_come_has_no_last_day_yet(self, plan: Plan) -> None:
        facility = evolve(FILED, legal_form=LegalForm.SOCIAL_SERVICE)
        change = evolve(CHANGE, consented_on=date(2026, 1, 6))
        assert days_of(asked(facility, plan, change), "register-change") == [None]
        answer = asked(facility, plan, change, on=date(2026, 1, 6))
        assert days_of(answer, "register-change") == [date(2026, 2, 5)]

    def test_says_nothing_of_consent_yet_to_come(self, plan: Plan) -> None:
        facility = evolve(FILED, legal_form=LegalForm.SOCIAL_SERVICE)
        later = evolve(CHANGE, consented_on=date(2026, 1, 6))
        assert asked(facility, plan, later) == asked(facility, plan, CHANGE)

    def test_whose_consent_nobody_knows_of_is_open(self, plan: Plan) -> None:
        # unknown is never “no”: the last day hangs on it
        facility = evolve(FILED, legal_form=LegalForm.SOCIAL_SERVICE)
        answer = asked(facility, plan, evolve(CHANGE, consented_on=None))
        assert names(answer) == {"changes[C1].consented_on"}

    def test_of_a_public_institution_has_no_number(self, plan: Plan) -> None:
        facility = evolve(FILED, legal_form=LegalForm.PUBLIC_INSTITUTION)
        for day in (date(2021, 6, 1), ON):
            answer = asked(facility, plan, evolve(CHANGE, on=day, consented_on=day))
            assert answer.require() == (
                step("register-change", "establishment"),
                step("report-change", "health"),
            )

    @pytest.mark.parametrize(
        ("form", "article"),
        [
            (LegalForm.SOCIAL_SERVICE, Citation("social-service-rules", "15")),
            (LegalForm.FOR_PROFIT, Citation("market-entity-rules", "24")),
        ],
    )
    def test_rests_on_the_article_of_its_legal_form(
        self, plan: Plan, form: LegalForm, article: Citation
    ) -> None:
        facility = evolve(FILED, legal_form=form)
        answer = asked(facility, plan, evolve(CHANGE, consented_on=ON))
        assert answer.citations == (
            Citation("yijun", "2.4.10"),
            article,
            Citation("filing-measures", "10"),
        )
        ground = next(g for g in answer.grounds if g.citation == article)
        assert (fact(ground, "days"), fact(ground, "from")) == (30, ON)

    @pytest.mark.parametrize(
        ("form", "on"),
        [
            (LegalForm.PUBLIC_INSTITUTION, date(2021, 6, 1)),
            (LegalForm.PUBLIC_INSTITUTION, ON),
            (LegalForm.FOR_PROFIT, date(2021, 6, 1)),
        ],
    )
    def test_without_a_number_rests_on_no_article_of_another_legal_form(
        self, plan: Plan, form: LegalForm, on: date
    ) -> None:
        answer = asked(evolve(FILED, legal_form=form), plan, evolve(CHANGE, on=on))
        cited = {citation.instrument for citation in answer.citations}
        own = {
            LegalForm.PUBLIC_INSTITUTION: "public-institution-rules",
            LegalForm.FOR_PROFIT: "market-entity-rules",
        }
        assert cited <= {"yijun", "filing-measures", own[form]}

    def test_that_is_registered_is_still_to_be_reported(self, plan: Plan) -> None:
        answer = asked(FILED, plan, evolve(CHANGE, registered_on=ON))
        assert answer.require() == (step("report-change", "health"),)

    def test_that_is_reported_is_still_to_be_registered(self, plan: Plan) -> None:
        answer = asked(FILED, plan, evolve(CHANGE, filed_on=ON))
        assert [each.kind for each in answer.require()] == ["register-change"]

    def test_that_is_registered_and_reported_is_done(self, plan: Plan) -> None:
        answer = asked(FILED, plan, evolve(CHANGE, registered_on=ON, filed_on=ON))
        assert answer.require() == ()

    def test_is_pending_until_the_day_on_which_it_is_done(self, plan: Plan) -> None:
        done = evolve(CHANGE, registered_on=date(2026, 1, 20), filed_on=date(2026, 1, 21))
        left = {
            date(2026, 1, 19): ["register-change", "report-change"],
            date(2026, 1, 20): ["report-change"],
            date(2026, 1, 21): [],
        }
        for on, kinds in left.items():
            assert [each.kind for each in asked(FILED, plan, done, on=on).require()] == kinds

    def test_yet_to_come_is_not_seen(self, plan: Plan) -> None:
        later = evolve(CHANGE, on=date(2026, 1, 6))
        assert asked(FILED, plan, later).require() == ()
        assert asked(FILED, plan, later, on=date(2026, 1, 6)).require()

    def test_of_another_facility_is_not_seen(self, plan: Plan) -> None:
        others = Change(id="C1", facility="F2", on=ON)
        assert asked(FILED, plan, others) == asked(FILED, plan)

    def test_of_one_that_is_not_filed_goes_into_the_filing(self, plan: Plan) -> None:
        answer = asked(REGISTERED, plan, CHANGE)
        assert answer.require() == (
            step("push-data", "health", actor="approval"),
            step("file", "health"),
            step("register-change", "approval", by=date(2026, 2, 4)),
        )

    def test_that_went_into_the_filing_is_not_reported_after_it(self, plan: Plan) -> None:
        # changed on 5 Jan, filed on 20 Jan: what is filed has nothing old in its filing
        facility = evolve(REGISTERED, filed_on=date(2026, 1, 20))
        done = evolve(CHANGE, registered_on=date(2026, 1, 10))
        assert asked(facility, plan, done, on=date(2026, 1, 21)).require() == ()
        pending = at(Stage.REGISTERED, changed=True)
        assert not transition(pending, Move.FILE, plan).require().after.changed

    def test_of_one_that_is_not_registered_is_none(self, plan: Plan) -> None:
        assert asked(UNREGISTERED, plan, CHANGE) == asked(UNREGISTERED, plan)

    def test_comes_in_the_order_of_its_day(self, plan: Plan) -> None:
        # 5 Jan → 4 Feb; 6 Jan → 5 Feb; 7 Jan → Fri 6 Feb
        changes = [
            evolve(CHANGE, id=name, on=date(2026, 1, day), filed_on=ON)
            for name, day in (("C2", 7), ("C1", 5), ("C3", 6))
        ]
        answer = asked(FILED, plan, *changes, on=date(2026, 1, 8))
        last = [date(2026, 2, 4), date(2026, 2, 5), date(2026, 2, 6)]
        assert days_of(answer, "register-change") == last
        assert [each.kind for each in answer.require()] == ["register-change"] * 3

    def test_in_another_county_goes_to_its_own_registrar(self, qinghe: Plan) -> None:
        facility = evolve(FILED, legal_form=LegalForm.SOCIAL_SERVICE)
        answer = asked(facility, qinghe, evolve(CHANGE, consented_on=ON))
        assert answer.require() == (
            step("register-change", "market", by=date(2026, 2, 4)),
            step("report-change", "health"),
        )


class TestTheEnd:
    """办法 art. 10, and 15, 15 and 30 days in the rules of the legal forms."""

    @pytest.mark.parametrize(
        ("form", "registrar", "by"),
        [
            # Tue 6 Jan 2026 is not counted: 15 days → Wed 21 Jan; 25 to 31 Jan, 5 more → Thu 5 Feb
            (LegalForm.PUBLIC_INSTITUTION, "establishment", date(2026, 1, 21)),
            (LegalForm.SOCIAL_SERVICE, "approval", date(2026, 1, 21)),
            (LegalForm.FOR_PROFIT, "approval", date(2026, 2, 5)),
        ],
    )
    def test_is_to_deregister_so_many_days_after_liquidation(
        self, plan: Plan, form: LegalForm, registrar: str, by: date
    ) -> None:
        facility = evolve(CLOSED, legal_form=form, liquidated_on=date(2026, 1, 6))
        answer = asked(facility, plan, on=date(2026, 1, 7))
        assert answer.require() == (
            step("deregister", registrar, by=by),
            step("cancel-filing", "health"),
        )
        assert answer.readings == ()

    @pytest.mark.parametrize(
        ("form", "article", "days"),
        [
            (LegalForm.PUBLIC_INSTITUTION, Citation("public-institution-rules", "13"), 15),
            (LegalForm.SOCIAL_SERVICE, Citation("social-service-rules", "17"), 15),
            (LegalForm.FOR_PROFIT, Citation("market-entity-rules", "32"), 30),
        ],
    )
    def test_rests_on_the_article_of_its_legal_form(
        self, plan: Plan, form: LegalForm, article: Citation, days: int
    ) -> None:
        answer = asked(evolve(CLOSED, legal_form=form, liquidated_on=ON), plan)
        assert answer.citations == (
            Citation("yijun", "2.4.10"),
            article,
            Citation("filing-measures", "10"),
        )
        ground = next(g for g in answer.grounds if g.citation == article)
        assert (fact(ground, "days"), fact(ground, "from")) == (days, ON)

    @pytest.mark.parametrize("form", FORMS)
    def test_has_no_last_day_before_liquidation_has_ended(
        self, plan: Plan, form: LegalForm
    ) -> None:
        for liquidated in (False, date(2026, 1, 6)):
            facility = evolve(CLOSED, legal_form=form, liquidated_on=liquidated)
            assert asked(facility, plan).require() == (
                step("deregister", REGISTRARS[form]),
                step("cancel-filing", "health"),
            )

    def test_says_nothing_of_a_liquidation_yet_to_end(self, plan: Plan) -> None:
        # nor of the rules that will be in force then: those for enterprises are of 1 March 2022
        for on in (date(2022, 2, 20), ON):
            known = evolve(CLOSED, closed_on=date(2022, 1, 31))
            later = evolve(known, liquidated_on=date(2026, 3, 2))
            assert asked(later, plan, on=on) == asked(known, plan, on=on)

    @pytest.mark.parametrize("form", FORMS)
    def test_of_whose_liquidation_nobody_knows_is_open(self, plan: Plan, form: LegalForm) -> None:
        # unknown is never “no”: the last day hangs on it
        answer = asked(evolve(CLOSED, legal_form=form, liquidated_on=None), plan)
        assert names(answer) == {"liquidated_on"}

    @pytest.mark.parametrize(
        ("liquidated", "by"),
        [
            (date(2022, 2, 15), None),
            (date(2022, 3, 1), date(2022, 3, 31)),
        ],
    )
    def test_of_an_enterprise_has_a_number_from_march_2022(
        self, plan: Plan, liquidated: date, by: date | None
    ) -> None:
        # the number is that of the day on which the period begins, on whatever day it is asked
        facility = evolve(CLOSED, closed_on=date(2022, 1, 31), liquidated_on=liquidated)
        for on in (liquidated, date(2022, 3, 10)):
            assert days_of(asked(facility, plan, on=on), "deregister") == [by]

    def test_of_one_that_is_not_filed_is_to_deregister(self, plan: Plan) -> None:
        answer = asked(evolve(CLOSED, filed_on=False, liquidated_on=ON), plan)
        assert answer.require() == (step("deregister", "approval", by=date(2026, 2, 4)),)

    def test_that_was_taken_is_left_out(self, plan: Plan) -> None:
        facility = evolve(CLOSED, liquidated_on=ON)
        deregistered = evolve(facility, deregistered_on=ON)
        cancelled = evolve(facility, filing_cancelled_on=ON)
        both = evolve(deregistered, filing_cancelled_on=ON)
        assert asked(deregistered, plan).require() == (step("cancel-filing", "health"),)
        assert [s.kind for s in asked(cancelled, plan).require()] == ["deregister"]
        assert asked(both, plan).require() == ()

    def test_puts_an_end_to_changes(self, plan: Plan) -> None:
        change = evolve(CHANGE, on=date(2025, 12, 1))
        assert asked(CLOSED, plan, change).require() == asked(CLOSED, plan).require()

    def test_yet_to_come_is_not_seen(self, plan: Plan) -> None:
        facility = evolve(CLOSED, closed_on=date(2026, 1, 6))
        assert asked(facility, plan).require() == ()
        kinds = [each.kind for each in asked(facility, plan, on=date(2026, 1, 6)).require()]
        assert kinds == ["deregister", "cancel-filing"]

    def test_is_noted_with_its_day(self, plan: Plan) -> None:
        assert "registration.closed" in [note.code for note in asked(CLOSED, plan).notes]


@frozen
class Resting:
    """A calendar on which one day is a rest day, to a last one."""

    day: date
    end: date = date(2026, 12, 31)

    def is_workday(self, day: date) -> bool:
        if day > self.end:
            raise BeyondHorizon(day)
        return day != self.day


class TestALastDay:
    def test_that_is_a_rest_day_stays_as_the_plan_is_read(self, plan: Plan) -> None:
        # Thu 8 Jan 2026: 23 days to 31 Jan, 7 more → Sat 7 Feb
        change = evolve(CHANGE, on=date(2026, 1, 8))
        answer = asked(FILED, plan, change, on=date(2026, 1, 8))
        assert days_of(answer, "register-change") == [date(2026, 2, 7)]
        assert answer.readings == (NO,)

    @pytest.mark.parametrize(
        ("on", "by"),
        [
            # Sat 7 and Sun 8 Feb are rest days → Mon 9 Feb
            (date(2026, 1, 8), date(2026, 2, 9)),
            # Fri 23 Jan: 8 days to 31 Jan, 22 more → Sun 22 Feb; holidays to 23 Feb → Tue 24 Feb
            (date(2026, 1, 23), date(2026, 2, 24)),
            # Sat 4 April: 26 days to 30 April, 4 more → Mon 4 May; holidays to 5 May → Wed 6 May
            (date(2026, 4, 4), date(2026, 5, 6)),
        ],
    )
    def test_that_is_a_rest_day_rolls_under_the_other_reading(
        self, plan: Plan, on: date, by: date
    ) -> None:
        rolling = plan.with_readings({"rest-day-roll": "yes"})
        answer = asked(FILED, rolling, evolve(CHANGE, on=on), on=on)
        assert days_of(answer, "register-change") == [by]
        assert answer.readings == (YES,)

    def test_on_a_saturday_that_is_worked_is_a_working_day(self, plan: Plan) -> None:
        # Thu 15 Jan 2026: 16 days to 31 Jan, 14 more → Sat 14 Feb, made up for Spring Festival
        change = evolve(CHANGE, on=date(2026, 1, 15))
        for option in ("no", "yes"):
            read = plan.with_readings({"rest-day-roll": option})
            answer = asked(FILED, read, change, on=date(2026, 1, 15))
            assert days_of(answer, "register-change") == [date(2026, 2, 14)]
            assert answer.readings == ()

    @pytest.mark.parametrize(
        ("form", "option", "by"),
        [
            # Fri 16 Jan: 15 days → Sat 31 Jan, Sun 1 Feb → Mon 2 Feb
            (LegalForm.PUBLIC_INSTITUTION, "no", date(2026, 1, 31)),
            (LegalForm.PUBLIC_INSTITUTION, "yes", date(2026, 2, 2)),
            (LegalForm.SOCIAL_SERVICE, "no", date(2026, 1, 31)),
            (LegalForm.SOCIAL_SERVICE, "yes", date(2026, 2, 2)),
            # 30 days: 15 to 31 Jan, 15 more → Sun 15 Feb; Spring Festival to 23 Feb → Tue 24 Feb
            (LegalForm.FOR_PROFIT, "no", date(2026, 2, 15)),
            (LegalForm.FOR_PROFIT, "yes", date(2026, 2, 24)),
        ],
    )
    def test_of_deregistration_rolls_alike(
        self, plan: Plan, form: LegalForm, option: str, by: date
    ) -> None:
        read = plan.with_readings({"rest-day-roll": option})
        facility = evolve(CLOSED, legal_form=form, liquidated_on=date(2026, 1, 16))
        answer = asked(facility, read, on=date(2026, 1, 16))
        assert days_of(answer, "deregister") == [by]
        assert answer.readings == (ReadingStamp("rest-day-roll", option),)

    def test_follows_the_calendar_that_is_handed_in(self, plan: Plan) -> None:
        rolling = plan.with_readings({"rest-day-roll": "yes"})
        rests = Resting(date(2026, 2, 4))
        found = next_steps(FILED, rolling, on=ON, changes=[CHANGE], calendar=rests)
        assert days_of(found, "register-change") == [date(2026, 2, 5)]
        assert found.readings == (YES,)

    def test_past_the_published_calendar_is_provisional_where_it_may_roll(self, plan: Plan) -> None:
        rolling = plan.with_readings({"rest-day-roll": "yes"})
        ends = Resting(date(2026, 1, 1), end=date(2026, 2, 3))
        found = next_steps(FILED, rolling, on=ON, changes=[CHANGE], calendar=ends)
        register, _ = found.require()
        assert register.limit == Deadline(provisional=True)
        assert found.readings == (YES,)
        plain = next_steps(FILED, plan, on=ON, changes=[CHANGE], calendar=ends)
        assert days_of(plain, "register-change") == [date(2026, 2, 4)]
        assert plain.readings == (NO,)

    def test_that_is_provisional_is_noted(self, plan: Plan) -> None:
        # as the answer to a filing does
        rolling = plan.with_readings({"rest-day-roll": "yes"})
        ends = Resting(date(2026, 1, 1), end=date(2026, 2, 3))
        found = next_steps(FILED, rolling, on=ON, changes=[CHANGE], calendar=ends)
        assert "calendar.not-published" in [note.code for note in found.notes]

    def test_is_in_the_county_that_rolls_rolled(self, qinghe: Plan) -> None:
        change = evolve(CHANGE, on=date(2026, 1, 8))
        answer = asked(FILED, qinghe, change, on=date(2026, 1, 8))
        assert days_of(answer, "register-change") == [date(2026, 2, 9)]
        assert answer.readings == (YES,)


class TestTwoRegistrars:
    """2.4.10 names the approval bureau, annex 1 the education bureau."""

    UNREGISTERED = evolve(UNREGISTERED, settings=KINDERGARTEN)
    REGISTERED = evolve(REGISTERED, settings=KINDERGARTEN)
    FILED = evolve(FILED, settings=KINDERGARTEN)
    CLOSED = evolve(CLOSED, settings=KINDERGARTEN)

    def options(self, answer: Decision[tuple[Step, ...]]) -> dict[str, list[str]]:
        """Give each option's kinds of steps, by its registrar."""
        assert isinstance(answer, Conflicting)
        found: dict[str, list[str]] = {}
        for option in answer.options:
            (registrar,) = {
                body
                for each in option.value
                for body in (each.actor, each.recipient)
                if body not in {"facility", "health"}
            }
            found[registrar] = [each.kind for each in option.value]
            assert any(ground.citation for ground in option.grounds)
        return found

    def test_each_have_their_own_steps(self, plan: Plan) -> None:
        way = ["register", "push-data", "file"]
        answer = asked(self.UNREGISTERED, plan)
        assert self.options(answer) == {"approval": way, "education": way}
        assert answer.readings == (ReadingStamp("integrated-registrar", "open"),)
        assert set(answer.citations) >= {
            Citation("yijun", "2.4.10"),
            Citation("yijun", "A1.education"),
        }

    def test_each_pass_the_data_on(self, plan: Plan) -> None:
        rest = ["push-data", "file"]
        answer = asked(self.REGISTERED, plan)
        assert self.options(answer) == {"approval": rest, "education": rest}

    def test_each_register_a_change(self, plan: Plan) -> None:
        answer = asked(self.FILED, plan, CHANGE)
        steps = ["register-change", "report-change"]
        assert self.options(answer) == {"approval": steps, "education": steps}

    def test_each_deregister(self, plan: Plan) -> None:
        answer = asked(evolve(self.CLOSED, filing_cancelled_on=ON), plan)
        assert self.options(answer) == {"approval": ["deregister"], "education": ["deregister"]}

    def test_make_no_difference_to_a_report(self, plan: Plan) -> None:
        answer = asked(self.FILED, plan, evolve(CHANGE, registered_on=ON))
        assert answer.require() == (step("report-change", "health"),)
        assert answer.readings == ()

    def test_make_no_difference_to_the_filing_of_what_is_deregistered(self, plan: Plan) -> None:
        answer = asked(evolve(self.CLOSED, deregistered_on=ON, liquidated_on=ON), plan)
        assert answer.require() == (step("cancel-filing", "health"),)
        assert answer.readings == ()

    def test_make_no_difference_where_nothing_is_left(self, plan: Plan) -> None:
        assert asked(self.FILED, plan).require() == ()

    def test_become_one_under_a_reading_that_is_stamped(self, plan: Plan) -> None:
        for option, registrar in (("education", "education"), ("by-legal-form", "approval")):
            read = plan.with_readings({"integrated-registrar": option})
            answer = asked(self.UNREGISTERED, read)
            register, *_ = answer.require()
            assert register == step("register", registrar)
            assert answer.readings == (ReadingStamp("integrated-registrar", option),)

    def test_are_no_answer_while_a_fact_is_unknown(self, plan: Plan) -> None:
        assert names(asked(evolve(self.FILED, filed_on=None), plan)) == {"filed_on"}

    @pytest.mark.parametrize(
        ("option", "by"), [("no", date(2026, 2, 7)), ("yes", date(2026, 2, 9))]
    )
    def test_say_how_a_rest_day_was_read(self, plan: Plan, option: str, by: date) -> None:
        # Thu 8 Jan 2026 and 30 days → Sat 7 Feb, as above; whoever registers, it was read
        read = plan.with_readings({"rest-day-roll": option})
        change = evolve(CHANGE, on=date(2026, 1, 8))
        answer = asked(self.FILED, read, change, on=date(2026, 1, 8))
        assert isinstance(answer, Conflicting)
        assert {each.value[0].limit.by for each in answer.options} == {by}
        assert set(answer.readings) == {
            ReadingStamp("integrated-registrar", "open"),
            ReadingStamp("rest-day-roll", option),
        }


class TestWhatIsUnknown:
    @pytest.mark.parametrize(
        ("facility", "unknown"),
        [
            (UNREGISTERED, "registered_on"),
            (UNREGISTERED, "closed_on"),
            (UNREGISTERED, "legal_form"),
            (UNREGISTERED, "settings"),
            (REGISTERED, "registered_on"),
            (REGISTERED, "filed_on"),
            (REGISTERED, "closed_on"),
            (REGISTERED, "legal_form"),
            (FILED, "registered_on"),
            (FILED, "filed_on"),
            (FILED, "closed_on"),
            (CLOSED, "closed_on"),
            (CLOSED, "registered_on"),
            (CLOSED, "filed_on"),
            (CLOSED, "deregistered_on"),
            (CLOSED, "filing_cancelled_on"),
        ],
    )
    def test_is_named(self, plan: Plan, facility: Facility, unknown: str) -> None:
        nothing: dict[str, Any] = {unknown: None}
        answer = asked(evolve(facility, **nothing), plan)
        assert isinstance(answer, Undetermined)
        assert [(item.name, item.kind) for item in answer.missing] == [(unknown, "fact")]
        assert all(item.citation for item in answer.missing)
        assert answer.plan == plan.stamp

    @pytest.mark.parametrize("unknown", ["registered_on", "filed_on"])
    def test_of_a_change_is_named_with_its_id(self, plan: Plan, unknown: str) -> None:
        nothing: dict[str, Any] = {unknown: None}
        answer = asked(FILED, plan, evolve(CHANGE, **nothing))
        assert isinstance(answer, Undetermined)
        (missing,) = answer.missing
        assert (missing.name, missing.kind) == (f"changes[C1].{unknown}", "fact")

    def test_is_named_at_once(self, plan: Plan) -> None:
        bare = evolve(UNREGISTERED, registered_on=None, closed_on=None)
        assert names(asked(bare, plan)) == {"registered_on", "closed_on"}
        unknown = [Change(id=name, facility="F1", on=ON) for name in ("C1", "C2")]
        assert names(asked(FILED, plan, *unknown)) == {
            "changes[C1].registered_on",
            "changes[C1].filed_on",
            "changes[C2].registered_on",
            "changes[C2].filed_on",
        }

    def test_of_a_change_that_goes_into_the_filing_is_not_asked(self, plan: Plan) -> None:
        answer = asked(REGISTERED, plan, evolve(CHANGE, filed_on=None))
        assert [s.kind for s in answer.require()] == ["push-data", "file", "register-change"]

    @pytest.mark.parametrize(
        "facility", [evolve(FILED, legal_form=None), evolve(FILED, settings=None, legal_form=None)]
    )
    def test_makes_no_difference_where_nothing_is_left(
        self, plan: Plan, facility: Facility
    ) -> None:
        assert asked(facility, plan).require() == ()
        done = evolve(CHANGE, registered_on=ON, filed_on=ON)
        assert asked(facility, plan, done).require() == ()

    def test_makes_no_difference_where_the_filing_told_of_the_change(self, plan: Plan) -> None:
        # registered on 1 March, changed on 5 March, filed on 8 March 2021
        facility = evolve(FILED, legal_form=None)
        change = evolve(CHANGE, on=date(2021, 3, 5), registered_on=date(2021, 3, 6))
        assert asked(FILED, plan, change).require() == ()
        assert asked(facility, plan, change).require() == ()

    def test_makes_no_difference_where_a_closed_facility_has_nothing_left(self, plan: Plan) -> None:
        over = evolve(
            CLOSED,
            legal_form=None,
            settings=None,
            liquidated_on=ON,
            deregistered_on=ON,
            filing_cancelled_on=ON,
        )
        assert asked(over, plan).require() == ()

    def test_makes_no_difference_once_the_filing_is_cancelled(self, plan: Plan) -> None:
        # whether or not it had filed, there is no filing left to cancel
        over = evolve(
            CLOSED, filed_on=None, liquidated_on=ON, deregistered_on=ON, filing_cancelled_on=ON
        )
        assert asked(over, plan).require() == ()

    def test_legal_form_leaves_the_number_of_days_open(self, plan: Plan) -> None:
        # the registrar is education's whatever the legal form, the number of days is not
        read = plan.with_readings({"integrated-registrar": "education"})
        facility = evolve(FILED, legal_form=None, settings=KINDERGARTEN)
        assert names(asked(facility, read, CHANGE)) == {"legal_form"}
        closed = evolve(CLOSED, legal_form=None, settings=KINDERGARTEN, liquidated_on=ON)
        assert names(asked(closed, read)) == {"legal_form"}


class TestNoRegistrar:
    UNINCORPORATED = evolve(UNREGISTERED, legal_form=LegalForm.UNINCORPORATED)

    def test_of_what_is_no_legal_person_is_missing_text(self, plan: Plan) -> None:
        for facility in (self.UNINCORPORATED, evolve(self.UNINCORPORATED, registered_on=ON)):
            answer = asked(facility, plan)
            assert isinstance(answer, Undetermined)
            assert answer.missing == (Missing("registrar", "text", Citation("yijun", "2.4.10")),)

    def test_is_not_needed_where_nothing_is_left(self, plan: Plan) -> None:
        done = evolve(self.UNINCORPORATED, registered_on=ON, filed_on=ON)
        assert asked(done, plan).require() == ()

    def test_is_needed_only_where_something_is_left(self, plan: Plan) -> None:
        # it has no registrar, and may have nothing left to do
        perhaps = evolve(self.UNINCORPORATED, registered_on=None, filed_on=ON)
        assert names(asked(perhaps, plan)) == {"registered_on"}

    def test_but_education_of_a_point_in_a_kindergarten(self, plan: Plan) -> None:
        point = evolve(self.UNINCORPORATED, settings=KINDERGARTEN)
        assert asked(point, plan).require()[0] == step("register", "education")
        filed = evolve(FILED, legal_form=LegalForm.UNINCORPORATED, settings=KINDERGARTEN)
        assert asked(filed, plan, CHANGE).require() == (
            step("register-change", "education"),
            step("report-change", "health"),
        )

    def test_in_a_plan_without_routes(self) -> None:
        answer = asked(UNREGISTERED, loads(BARE))
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("registrar", "text"),)


# --- what is handed in

NURSERY = Facility(id="F1", settings=(Setting.STANDALONE,), serves_meals=True)
HOME = evolve(NURSERY, settings=(Setting.HOME,))

# 办法 art. 8, in its order, by id and as the text calls them
NAMES = {
    "licence": "营业执照或其他法人登记证书",
    "premises": "托育机构场地证明",
    "staff-qualifications": "工作人员专业资格证明",
    "staff-health": "工作人员健康合格证明",
    "hygiene-evaluation": "评价为“合格”的卫生评价报告",
    "fire-safety": "消防安全检查合格证明",
    "food-licence": "食品经营许可证",
    "filing-form": "托育机构备案书",
    "filing-promise": "备案承诺书",
}
ALL = tuple(NAMES)
SIX = ALL[:6]
HOME_FORMS = ("home-filing-form", "home-filing-promise")


def lacking(found: Review) -> tuple[str, ...]:
    return tuple(document.id for document in found.missing)


class TestAReview:
    def test_names_everything_that_is_lacking_at_once(self, plan: Plan) -> None:
        answer = review(NURSERY, (), plan, on=ON)
        found = answer.require()
        assert lacking(found) == ALL
        assert not found.complete
        assert found.beside == ()
        assert [fact(ground, "document") for ground in answer.grounds] == list(ALL)
        assert {g.code for g in answer.grounds} == {"registration.document-lacking"}
        assert answer.citations == (Citation("filing-measures", "8"),)
        assert answer.plan == plan.stamp

    @pytest.mark.parametrize("name", ALL)
    def test_leaves_out_what_was_handed_in_by_id_and_by_name(self, plan: Plan, name: str) -> None:
        rest = tuple(other for other in ALL if other != name)
        english = plan.document(name).name.en
        for said in (name, NAMES[name], english):
            assert lacking(review(NURSERY, [said], plan, on=ON).require()) == rest

    def test_counts_a_document_that_is_handed_in_twice_once(self, plan: Plan) -> None:
        found = review(NURSERY, ["licence", NAMES["licence"]], plan, on=ON).require()
        assert lacking(found) == ALL[1:]

    @pytest.mark.parametrize("submitted", [ALL, tuple(NAMES.values()), ALL[::-1]])
    def test_is_complete_when_all_was_handed_in(
        self, plan: Plan, submitted: tuple[str, ...]
    ) -> None:
        answer = review(NURSERY, submitted, plan, on=ON)
        assert answer.require() == Review(missing=(), beside=())
        assert answer.require().complete
        (ground,) = answer.grounds
        assert ground.code == "registration.documents-complete"
        assert ground.citation == Citation("filing-measures", "8")

    def test_takes_any_iterable(self, plan: Plan) -> None:
        assert review(NURSERY, iter(ALL), plan, on=ON).require().complete

    def test_refuses_a_document_that_the_plan_does_not_know(self, plan: Plan) -> None:
        with pytest.raises(UnknownDocument) as unknown:
            review(NURSERY, ["licence", "food-license"], plan, on=ON)
        assert unknown.value.name == "food-license"
        assert unknown.value.nearest[0] == "food-licence"
        assert str(unknown.value).startswith("unknown document 'food-license': did you mean")

    def test_refuses_a_misspelt_name_with_the_nearest(self, plan: Plan) -> None:
        with pytest.raises(UnknownDocument) as unknown:
            review(NURSERY, ["食品经营许可"], plan, on=ON)
        assert "食品经营许可证" in unknown.value.nearest

    def test_refuses_what_is_no_day(self, plan: Plan) -> None:
        wrong: Any = "2026-01-05"
        with pytest.raises(InvalidFacts):
            review(NURSERY, (), plan, on=wrong)

    def test_of_a_home_point_asks_for_its_own_forms(self, plan: Plan) -> None:
        answer = review(HOME, SIX, plan, on=ON)
        assert lacking(answer.require()) == ("food-licence", *HOME_FORMS)
        assert Citation("home-point-measures", "备案") in answer.citations
        whole = (*SIX, "食品经营许可证", "家庭托育点备案书", "家庭托育点备案承诺书")
        assert review(HOME, whole, plan, on=ON).require() == Review(missing=(), beside=())

    def test_is_of_the_documents_of_the_checklist(self, plan: Plan) -> None:
        for facility in (NURSERY, HOME, evolve(NURSERY, serves_meals=False)):
            wanted = checklist(facility, plan, on=ON).require()
            assert review(facility, (), plan, on=ON).require().missing == wanted

    def test_says_what_was_handed_in_beside(self, plan: Plan) -> None:
        no_meals = evolve(NURSERY, serves_meals=False)
        found = review(no_meals, [*ALL, *HOME_FORMS], plan, on=ON).require()
        assert found.complete
        assert set(found.beside) == {"food-licence", *HOME_FORMS}

    def test_does_not_take_the_forms_of_others_for_its_own(self, plan: Plan) -> None:
        found = review(HOME, ALL, plan, on=ON).require()
        assert lacking(found) == HOME_FORMS
        assert set(found.beside) == {"filing-form", "filing-promise"}
        found = review(NURSERY, [*SIX, "food-licence", *HOME_FORMS], plan, on=ON).require()
        assert lacking(found) == ("filing-form", "filing-promise")
        assert found.beside == HOME_FORMS

    def test_is_the_same_in_a_county_that_says_nothing_else(self, qinghe: Plan) -> None:
        assert lacking(review(NURSERY, (), qinghe, on=ON).require()) == ALL


class TestAReviewWithUnknownFacts:
    MEALS = evolve(NURSERY, serves_meals=None)
    PLACE = evolve(NURSERY, settings=None)

    @pytest.mark.parametrize("submitted", [(), SIX, (*SIX, "filing-form", "filing-promise")])
    def test_is_open_about_meals_while_the_food_licence_is_lacking(
        self, plan: Plan, submitted: tuple[str, ...]
    ) -> None:
        answer = review(self.MEALS, submitted, plan, on=ON)
        assert isinstance(answer, Undetermined)
        (missing,) = answer.missing
        assert (missing.name, missing.kind) == ("serves_meals", "fact")
        assert missing.citation == Citation("filing-measures", "8")
        assert answer.plan == plan.stamp

    def test_does_not_ask_about_meals_with_the_food_licence_in_hand(self, plan: Plan) -> None:
        found = review(self.MEALS, ["food-licence"], plan, on=ON).require()
        assert lacking(found) == tuple(name for name in ALL if name != "food-licence")
        assert found.beside == ()
        assert review(self.MEALS, ALL, plan, on=ON).require().complete

    def test_says_what_is_certainly_lacking(self, plan: Plan) -> None:
        answer = review(self.MEALS, ["licence", "premises"], plan, on=ON)
        assert isinstance(answer, Undetermined)
        certain = [fact(ground, "document") for ground in answer.grounds]
        assert certain == [n for n in ALL if n not in {"licence", "premises", "food-licence"}]

    def test_is_open_about_the_place_while_a_form_is_lacking(self, plan: Plan) -> None:
        for submitted in ((), ALL, (*SIX, "food-licence", *HOME_FORMS), (*ALL, HOME_FORMS[0])):
            assert names(review(self.PLACE, submitted, plan, on=ON)) == {"settings"}

    def test_does_not_ask_about_the_place_with_every_form_in_hand(self, plan: Plan) -> None:
        found = review(self.PLACE, [*ALL, *HOME_FORMS], plan, on=ON).require()
        assert found.complete

    def test_names_every_fact_at_once(self, plan: Plan) -> None:
        answer = review(Facility(id="F1"), (), plan, on=ON)
        assert names(answer) == {"serves_meals", "settings"}
        assert len(answer.grounds) == len(SIX)


class TestADocument:
    @pytest.mark.parametrize(("name", "official"), NAMES.items())
    def test_is_found_by_id_and_official_name(self, plan: Plan, name: str, official: str) -> None:
        found = plan.document(name)
        assert (found.id, found.name.zh) == (name, official)
        assert plan.document(official) is found

    def test_that_is_unknown_has_its_nearest_names(self, plan: Plan) -> None:
        with pytest.raises(UnknownDocument, match="did you mean"):
            plan.document("home-filing-forms")
        with pytest.raises(UnknownDocument):
            plan.document("")
