from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from infantcare_policy.calendars import Deadline
from infantcare_policy.decisions import Conflicting, Decided, Decision, Referred, Undetermined
from infantcare_policy.errors import BeyondHorizon
from infantcare_policy.facilities import Acceptance, Facility, LegalForm, Setting
from infantcare_policy.plan import Matched, Plan, RouteRow, Row, load, yijun
from infantcare_policy.registration import (
    Route,
    Stage,
    checklist,
    filing_deadlines,
    route,
    stage,
)
from infantcare_policy.terms import Level
from infantcare_policy.testing import (
    days,
    facilities,
    facts_with_unknowns,
    forgetting,
    plans_under,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DataObject, DrawFn, SearchStrategy

    from infantcare_policy.conditions import Fact

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
PLANS = st.sampled_from((YIJUN, QINGHE)).flatmap(
    lambda plan: plans_under(plan, ["integrated-registrar"])
)
YIJUN_UNDER_ANY_READING = plans_under(YIJUN, ["integrated-registrar"])

MODEST = settings(max_examples=60)
DAY = timedelta(days=1)


@frozen(kw_only=True)
class Question:
    """A facility, asked about under a plan on a day."""

    plan: Plan
    on: date
    facility: Facility

    def route(self, level: Level = Level.COUNTY) -> Decision[Route]:
        return route(self.facility, self.plan, on=self.on, level=level)

    def checklist(self) -> Decision[Any]:
        return checklist(self.facility, self.plan, on=self.on)

    def stage(self) -> Decision[Stage]:
        return stage(self.facility, on=self.on)


@st.composite
def questions(
    draw: DrawFn, plans: SearchStrategy[Plan] = PLANS, *, known: bool = False
) -> Question:
    plan = draw(plans)
    return Question(plan=plan, on=draw(days()), facility=draw(facilities(plan, known=known)))


def verdict(answer: Decision[Any]) -> object:
    """What an answer comes to, apart from why."""
    match answer:
        case Decided(Route(registrar=registrar)):
            return ("decided", registrar)
        case Decided(value):
            return ("decided", value)
        case Conflicting(options):
            return ("conflicting", {option.value.registrar for option in options})
        case Undetermined(missing):
            return ("undetermined", {item.name for item in missing})
        case Referred(to):
            return ("referred", to)


ASKED: dict[str, Callable[[Question], Decision[Any]]] = {
    "route": Question.route,
    "checklist": Question.checklist,
    "stage": Question.stage,
}
ANY_QUESTION = st.sampled_from(sorted(ASKED))

EVENTS = {name: f"{name}_on" for name in ("registered", "filed", "opened", "closed")}


class TestTheRegistrar:
    """2.4.10: the legal form decides; Annex 1 gives kindergarten-integrated to education."""

    @given(questions(YIJUN_UNDER_ANY_READING, known=True))
    def test_is_the_one_that_the_clauses_name(self, question: Question) -> None:
        by_form = {
            LegalForm.PUBLIC_INSTITUTION: {"establishment"},
            LegalForm.SOCIAL_SERVICE: {"approval"},
            LegalForm.FOR_PROFIT: {"approval"},
            LegalForm.UNINCORPORATED: set[str](),
        }
        form = question.facility.legal_form
        assert form is not None
        named = by_form[form]
        reading = question.plan.readings.integrated_registrar
        if Setting.KINDERGARTEN in (question.facility.settings or ()):
            if reading == "education":
                named = {"education"}
            elif reading == "open":
                named = named | {"education"}
        found = verdict(question.route())
        if not named:
            assert found == ("undetermined", {"registrar"})
        elif len(named) == 1:
            assert found == ("decided", *named)
        else:
            assert found == ("conflicting", named)

    @given(questions(st.just(QINGHE), known=True))
    def test_of_another_county_is_its_own(self, question: Question) -> None:
        form = question.facility.legal_form
        if form == LegalForm.UNINCORPORATED:
            assert verdict(question.route()) == ("undetermined", {"registrar"})
        else:
            public = form == LegalForm.PUBLIC_INSTITUTION
            registrar = "social-affairs" if public else "market"
            assert verdict(question.route()) == ("decided", registrar)

    @MODEST
    @given(questions(), st.sampled_from([level for level in Level if level is not Level.COUNTY]))
    def test_above_the_county_is_not_named(self, question: Question, level: Level) -> None:
        answer = question.route(level)
        assert verdict(answer) == ("undetermined", {"registrar"})
        assert isinstance(answer, Undetermined)
        assert [item.kind for item in answer.missing] == ["text"]

    @MODEST
    @given(questions())
    def test_comes_first_in_the_steps_and_passes_the_data_on(self, question: Question) -> None:
        answer = question.route()
        routes = [answer.value] if isinstance(answer, Decided) else []
        if isinstance(answer, Conflicting):
            routes = [option.value for option in answer.options]
        for found in routes:
            registering, pushing, filing = found.steps
            assert (registering.kind, registering.actor) == ("register", "facility")
            assert registering.recipient == found.registrar
            assert (pushing.kind, pushing.actor) == ("push-data", found.registrar)
            assert (filing.kind, filing.actor) == ("file", "facility")
            assert pushing.recipient == filing.recipient == "health"
            assert pushing.limit.by is None
            assert pushing.limit.words

    @MODEST
    @given(questions())
    def test_rests_on_a_clause_for_every_option(self, question: Question) -> None:
        answer = question.route()
        if isinstance(answer, Conflicting):
            for option in answer.options:
                assert option.grounds
                assert all(ground.citation for ground in option.grounds)
        assert all(ground.citation for ground in answer.grounds)
        assert answer.plan == question.plan.stamp


class TestTheChecklist:
    """办法 art. 8: six documents, the food licence where meals are served, and two forms."""

    @given(questions(known=True))
    def test_is_that_of_the_facility(self, question: Question) -> None:
        expected = {
            "licence",
            "premises",
            "staff-qualifications",
            "staff-health",
            "hygiene-evaluation",
            "fire-safety",
        }
        if question.facility.serves_meals:
            expected.add("food-licence")
        home = Setting.HOME in (question.facility.settings or ())
        expected |= (
            {"home-filing-form", "home-filing-promise"}
            if home
            else {"filing-form", "filing-promise"}
        )
        documents = question.checklist().require()
        assert {document.id for document in documents} == expected
        assert len(documents) == len(expected)

    @MODEST
    @given(questions())
    def test_is_the_same_in_every_county_that_extends_the_nation(self, question: Question) -> None:
        other = evolve(question, plan=QINGHE if question.plan.id == "yijun" else YIJUN)
        assert verdict(question.checklist()) == verdict(other.checklist())


class TestTheStage:
    """办法 arts. 4, 7, 10 and 3.2: registered, filed, accepted, operating, closed."""

    @given(questions(known=True))
    def test_is_the_furthest_that_was_reached(self, question: Question) -> None:
        facility, on = question.facility, question.on
        passed = any(a.passed and a.on <= on for a in facility.acceptances or ())
        reached = {
            Stage.PROPOSED: True,
            Stage.REGISTERED: begun(facility.registered_on, on),
            Stage.FILED: begun(facility.filed_on, on),
            Stage.ACCEPTED: passed,
            Stage.OPERATING: begun(facility.opened_on, on),
            Stage.CLOSED: begun(facility.closed_on, on),
        }
        furthest = [found for found, true in reached.items() if true][-1]
        assert question.stage().require() is furthest

    @given(questions(known=True), days())
    def test_never_goes_back(self, question: Question, other: date) -> None:
        order = list(Stage)
        earlier, later = sorted((question.on, other))
        before = evolve(question, on=earlier).stage().require()
        after = evolve(question, on=later).stage().require()
        assert order.index(before) <= order.index(after)


def begun(event: object, on: date) -> bool:
    return isinstance(event, date) and event <= on


class TestWhatIsUnknown:
    """Unknown is never “no”: an answer that is given stands, whatever the missing facts are."""

    @given(ANY_QUESTION, questions(known=True), st.data())
    def test_never_turns_one_answer_into_another(
        self, asked: str, question: Question, data: DataObject
    ) -> None:
        partly = evolve(question, facility=data.draw(forgetting(question.facility)))
        answer = ASKED[asked](partly)
        open_fact = isinstance(answer, Undetermined) and answer.missing[0].kind == "fact"
        if not open_fact:
            assert verdict(answer) == verdict(ASKED[asked](question))

    @given(ANY_QUESTION, questions(known=True), st.data())
    def test_is_asked_for_until_the_answer_stands(
        self, asked: str, question: Question, data: DataObject
    ) -> None:
        partly = evolve(question, facility=data.draw(forgetting(question.facility)))
        answer = ASKED[asked](partly)
        while isinstance(answer, Undetermined) and answer.missing[0].kind == "fact":
            facts = {EVENTS.get(item.name, item.name) for item in answer.missing}
            told: dict[str, Any] = {fact: getattr(question.facility, fact) for fact in facts}
            assert evolve(partly.facility, **told) != partly.facility
            partly = evolve(partly, facility=evolve(partly.facility, **told))
            answer = ASKED[asked](partly)
        assert verdict(answer) == verdict(ASKED[asked](question))

    @given(questions(), facts_with_unknowns(), st.sets(st.sampled_from(("legal_form", "settings"))))
    def test_leaves_the_rows_of_a_plan_as_they_are_or_open(
        self, question: Question, facts: dict[str, Fact], forgotten: set[str]
    ) -> None:
        blind = registrars(question.plan, facts | dict.fromkeys(forgotten))
        seeing = registrars(question.plan, facts)
        assert {item.name for item in seeing.missing} <= {item.name for item in blind.missing}
        if not blind.missing:
            assert {r.registrar for r in blind.rows} == {r.registrar for r in seeing.rows}


def registrars(plan: Plan, facts: dict[str, Fact]) -> Matched[RouteRow]:
    return plan.match(plan.routes, facts, lambda row: row.registrar)


class TestOrderAndTime:
    """The plan knows no order but that of the days, and no day after the one that is asked."""

    @MODEST
    @given(ANY_QUESTION, questions(), st.data())
    def test_the_order_of_settings_services_and_acceptances_changes_nothing(
        self, asked: str, question: Question, data: DataObject
    ) -> None:
        facility = question.facility
        changes: dict[str, Any] = {
            name: tuple(data.draw(st.permutations(values)))
            for name in ("settings", "services", "acceptances", "groups")
            if (values := getattr(facility, name)) is not None
        }
        shuffled = evolve(question, facility=evolve(facility, **changes))
        assert ASKED[asked](shuffled) == ASKED[asked](question)

    @given(ANY_QUESTION, questions(), st.data())
    def test_later_events_are_not_seen(
        self, asked: str, question: Question, data: DataObject
    ) -> None:
        on, facility = question.on, question.facility
        later = st.dates(on + DAY, on + 900 * DAY)
        changes: dict[str, Any] = {
            name: data.draw(later)
            for name in ("registered_on", "filed_on", "closed_on")
            if (event := getattr(facility, name)) is False or (event and event > on)
        }
        if facility.acceptances is not None:
            past = [a for a in facility.acceptances if a.on <= on]
            new = Acceptance(on=data.draw(later), slots=9, passed=True)
            changes["acceptances"] = (*past, new)
        if "closed_on" in changes and facility.opened_on and facility.opened_on > on:
            changes["opened_on"] = False
        more = evolve(question, facility=evolve(facility, **changes))
        assert ASKED[asked](more) == ASKED[asked](question)


class TestReadings:
    """A reading that is not stamped has not shaped the answer: any option gives the same."""

    @MODEST
    @given(questions())
    def test_that_are_not_stamped_could_be_taken_the_other_way(self, question: Question) -> None:
        answer = question.route()
        if answer.readings:
            stamp = question.plan.reading_stamp("integrated-registrar")
            assert answer.readings == (stamp,)
            return
        for option in question.plan.reading("integrated-registrar").options:
            plan = question.plan.with_readings({"integrated-registrar": option.id})
            assert verdict(evolve(question, plan=plan).route()) == verdict(answer)

    @MODEST
    @given(questions())
    def test_that_are_stamped_could_have_given_another_answer(self, question: Question) -> None:
        answer = question.route()
        if answer.readings:
            others = [
                question.plan.with_readings({"integrated-registrar": option.id})
                for option in question.plan.reading("integrated-registrar").options
            ]
            found = [verdict(evolve(question, plan=plan).route()) for plan in others]
            assert any(other != verdict(answer) for other in found)


@frozen
class Invented:
    """A calendar with its rest days written out, and an end."""

    rest: frozenset[date]
    end: date

    def is_workday(self, day: date) -> bool:
        if day > self.end:
            raise BeyondHorizon(day)
        return day not in self.rest


@st.composite
def calendars(draw: DrawFn) -> tuple[date, Invented]:
    """Draw a day of receipt and a calendar that ends some time after it."""
    received = draw(st.dates(date(2021, 1, 1), date(2030, 1, 1)))
    rest = draw(st.frozensets(st.integers(1, 40), max_size=30))
    end = received + draw(st.integers(0, 60)) * DAY
    return received, Invented(frozenset(received + number * DAY for number in rest), end)


class TestTheDeadlinesOfAFiling:
    """办法 art. 9: a receipt within 5 working days of receiving, a notice within 15."""

    @MODEST
    @given(st.sampled_from(("yijun", "qinghe")), calendars())
    def test_are_so_many_working_days_later(
        self, county: str, drawn: tuple[date, Invented]
    ) -> None:
        received, calendar = drawn
        plan = YIJUN if county == "yijun" else QINGHE
        found = filing_deadlines(received, plan, calendar=calendar).require()
        for deadline, days_given in ((found.receipt, 5), (found.notice, 15)):
            assert deadline == counted(received, days_given, calendar)

    @MODEST
    @given(calendars())
    def test_come_in_their_order(self, drawn: tuple[date, Invented]) -> None:
        received, calendar = drawn
        found = filing_deadlines(received, YIJUN, calendar=calendar).require()
        if found.receipt.provisional:
            assert found.notice.provisional
        elif found.notice.by:
            assert found.receipt.by
            assert received < found.receipt.by < found.notice.by

    @MODEST
    @given(calendars(), st.integers(1, 30), st.integers(-3, 3))
    def test_follow_the_figure_of_the_day_of_receipt(
        self, drawn: tuple[date, Invented], workdays: int, shift: int
    ) -> None:
        received, calendar = drawn
        since = received + shift * DAY
        rows = [
            Row(5, cite="filing-measures:9"),
            Row(workdays, cite="filing-measures:9", since=since),
        ]
        amended = YIJUN.amend({"figures.filing_receipt_workdays": rows})
        found = filing_deadlines(received, amended, calendar=calendar).require()
        in_force = workdays if since <= received else 5
        assert found.receipt == counted(received, in_force, calendar)


def counted(received: date, workdays: int, calendar: Invented) -> Deadline:
    """Count on the fingers, one day after another."""
    ahead = (received + number * DAY for number in range(1, 200))
    open_days = [day for day in ahead if day <= calendar.end and day not in calendar.rest]
    if len(open_days) < workdays:
        return Deadline(provisional=True)
    return Deadline(by=open_days[workdays - 1])
