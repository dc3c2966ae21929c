from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from infantcare_policy.calendars import Deadline
from infantcare_policy.decisions import Citation, Conflicting, Decided, Decision, Undetermined
from infantcare_policy.errors import BeyondHorizon
from infantcare_policy.facilities import Change, Event, Facility, LegalForm, Setting
from infantcare_policy.plan import Plan, load, yijun
from infantcare_policy.registration import (
    Move,
    Review,
    Stage,
    State,
    Step,
    Transition,
    checklist,
    next_steps,
    review,
    transition,
)
from infantcare_policy.testing import days, facilities, forgetting, plans_under

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hypothesis.strategies import DataObject, DrawFn, SearchStrategy

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
PLANS = st.sampled_from((YIJUN, QINGHE))
READINGS = ("integrated-registrar", "rest-day-roll")
UNDER_ANY_READING = PLANS.flatmap(lambda plan: plans_under(plan, READINGS))

MODEST = settings(max_examples=60)
DAY = timedelta(days=1)


# --- the life of a facility

BEGINNING = State(stage=Stage.PROPOSED)
ALIVE = (Stage.REGISTERED, Stage.FILED, Stage.ACCEPTED, Stage.OPERATING)
LIFE = {
    BEGINNING,
    *(State(stage=stage, changed=changed) for stage in ALIVE for changed in (False, True)),
    State(stage=Stage.CLOSED),
}
ARTICLES = {
    Move.REGISTER: Citation("filing-measures", "4"),
    Move.FILE: Citation("filing-measures", "7"),
    Move.ACCEPT: Citation("yijun", "3.2"),
    Move.OPEN: Citation("population-law", "28"),
    Move.CHANGE: Citation("filing-measures", "10"),
    Move.REPORT_CHANGE: Citation("filing-measures", "10"),
    Move.CLOSE: Citation("filing-measures", "10"),
}
# the way that a facility takes is drawn more often than chance would take it
WAY = (Move.REGISTER, Move.FILE, Move.ACCEPT, Move.OPEN)
ANY_MOVES = st.lists(st.sampled_from(Move), max_size=12)
MOVES = ANY_MOVES | st.tuples(st.integers(0, len(WAY)), ANY_MOVES).map(
    lambda drawn: [*WAY[: drawn[0]], *drawn[1]]
)


def lived(moves: Sequence[Move], plan: Plan) -> Iterator[tuple[State, Move, Decision[Transition]]]:
    """Give each state, the move that is tried in it, and what comes of it.

    A move of which no text says whether it may be made is not made.
    """
    state = BEGINNING
    for move in moves:
        answer = transition(state, move, plan)
        yield state, move, answer
        if isinstance(answer, Decided):
            state = answer.value.after


class TestTheLifeOfAFacility:
    """办法 arts. 4, 7, 10: registered first, then filed; what changes is reported."""

    @given(MOVES, PLANS)
    def test_only_knows_the_states_of_a_life(self, moves: list[Move], plan: Plan) -> None:
        for state, move, answer in lived(moves, plan):
            assert state in LIFE
            if isinstance(answer, Decided):
                found = answer.value
                assert (found.move, found.before) == (move, state)
                assert found.after in LIFE

    @given(MOVES, PLANS)
    def test_is_left_as_it_is_by_an_illegal_move_with_its_article(
        self, moves: list[Move], plan: Plan
    ) -> None:
        for state, move, answer in lived(moves, plan):
            if isinstance(answer, Decided) and not answer.value.legal:
                assert answer.value.after == state
                assert answer.value.unmet
                assert {reason.citation for reason in answer.value.unmet} == {ARTICLES[move]}
                assert answer.citations == (ARTICLES[move],)

    @given(MOVES, PLANS)
    def test_rests_on_the_article_of_each_move(self, moves: list[Move], plan: Plan) -> None:
        for _, move, answer in lived(moves, plan):
            if plan is YIJUN or move is not Move.ACCEPT:
                assert answer.citations == (ARTICLES[move],)
            assert answer.plan == plan.stamp
            assert answer.readings == ()

    @given(MOVES, PLANS)
    def test_never_falls_back(self, moves: list[Move], plan: Plan) -> None:
        order = list(Stage)
        for state, _, answer in lived(moves, plan):
            if isinstance(answer, Decided):
                assert order.index(state.stage) <= order.index(answer.value.after.stage)

    @given(MOVES, MOVES, PLANS)
    def test_ends_with_the_closing(self, before: list[Move], after: list[Move], plan: Plan) -> None:
        closed = False
        for state, _, answer in lived([*before, Move.CLOSE, *after], plan):
            if closed:
                assert state == State(stage=Stage.CLOSED)
                assert not (isinstance(answer, Decided) and answer.value.legal)
            if isinstance(answer, Decided):
                closed = answer.value.after.stage is Stage.CLOSED

    @given(MOVES, PLANS)
    def test_may_end_at_any_time_once_it_has_begun(self, moves: list[Move], plan: Plan) -> None:
        for state, _, _ in lived(moves, plan):
            found = transition(state, Move.CLOSE, plan).require()
            assert found.legal is (state.stage in ALIVE)

    @given(MOVES, PLANS)
    def test_begins_once(self, moves: list[Move], plan: Plan) -> None:
        for once in (Move.REGISTER, Move.FILE, Move.OPEN, Move.CLOSE):
            made = [
                answer
                for _, move, answer in lived(moves, plan)
                if move is once and isinstance(answer, Decided) and answer.value.legal
            ]
            assert len(made) <= 1

    @given(MOVES, PLANS)
    def test_is_filed_only_after_it_is_registered(self, moves: list[Move], plan: Plan) -> None:
        made: list[Move] = []
        for _, move, answer in lived(moves, plan):
            if isinstance(answer, Decided) and answer.value.legal:
                made.append(move)
                if move is not Move.REGISTER:
                    assert made[0] is Move.REGISTER
                if move in {Move.ACCEPT, Move.OPEN, Move.REPORT_CHANGE}:
                    assert Move.FILE in made


class TestAPendingChange:
    """办法 art. 10: what has changed is brought into the filing, by a report or by the filing."""

    @given(MOVES, PLANS)
    def test_is_pending_until_it_is_reported_filed_or_over(
        self, moves: list[Move], plan: Plan
    ) -> None:
        pending = False
        for state, move, answer in lived(moves, plan):
            assert state.changed is pending
            if isinstance(answer, Decided) and answer.value.legal:
                if move is Move.CHANGE:
                    pending = True
                elif move in {Move.REPORT_CHANGE, Move.FILE, Move.CLOSE}:
                    pending = False

    @given(MOVES, PLANS)
    def test_may_be_reported_where_there_is_one_and_a_filing(
        self, moves: list[Move], plan: Plan
    ) -> None:
        for state, _, _ in lived(moves, plan):
            found = transition(state, Move.REPORT_CHANGE, plan).require()
            filed = state.stage in {Stage.FILED, Stage.ACCEPTED, Stage.OPERATING}
            assert found.legal is (state.changed and filed)

    @given(MOVES, PLANS)
    def test_keeps_a_facility_from_no_move(self, moves: list[Move], plan: Plan) -> None:
        for state, move, answer in lived(moves, plan):
            if move is Move.REPORT_CHANGE or state.stage not in ALIVE:
                continue
            other = transition(evolve(state, changed=not state.changed), move, plan)
            assert other.kind == answer.kind
            if isinstance(answer, Decided):
                found = other.require()
                assert found.legal is answer.value.legal
                assert found.after.stage is answer.value.after.stage


# --- what is handed in

DOCUMENTS = tuple(document.id for document in YIJUN.documents)
HANDED_IN = st.lists(st.sampled_from(DOCUMENTS), max_size=len(DOCUMENTS))


@frozen(kw_only=True)
class Handing:
    """A facility that hands in documents under a plan on a day."""

    plan: Plan
    on: date
    facility: Facility
    submitted: tuple[str, ...]

    def review(self) -> Decision[Review]:
        return review(self.facility, self.submitted, self.plan, on=self.on)

    def wanted(self) -> Decision[Any]:
        return checklist(self.facility, self.plan, on=self.on)


@st.composite
def handings(draw: DrawFn, *, known: bool = False) -> Handing:
    plan = draw(PLANS)
    facility = draw(facilities(plan, known=known))
    submitted = draw(HANDED_IN)
    return Handing(plan=plan, on=draw(days()), facility=facility, submitted=tuple(submitted))


def lacking(answer: Decision[Review]) -> tuple[set[str], set[str]]:
    """Give what is certainly lacking, and the facts that could add to it."""
    if isinstance(answer, Undetermined):
        certain = {str(dict(ground.facts)["document"]) for ground in answer.grounds}
        return certain, {item.name for item in answer.missing}
    return {document.id for document in answer.require().missing}, set()


class TestWhatIsLacking:
    """办法 art. 8: a filing is made with every document of its list; what is lacking is named."""

    @given(handings(), st.sampled_from(DOCUMENTS))
    def test_is_never_more_for_one_document_more(self, handing: Handing, name: str) -> None:
        more = evolve(handing, submitted=(*handing.submitted, name))
        before, open_before = lacking(handing.review())
        after, open_after = lacking(more.review())
        assert open_after <= open_before
        if open_after or not open_before:
            assert after <= before
            assert before - after <= {name}

    @given(handings(known=True))
    def test_is_the_list_without_what_was_handed_in(self, handing: Handing) -> None:
        wanted = handing.wanted().require()
        found = handing.review().require()
        submitted = set(handing.submitted)
        assert found.missing == tuple(each for each in wanted if each.id not in submitted)
        assert set(found.beside) == submitted - {each.id for each in wanted}
        assert found.complete is (not found.missing)

    @given(handings())
    def test_is_nothing_once_the_whole_list_was_handed_in(self, handing: Handing) -> None:
        wanted = handing.wanted()
        if not isinstance(wanted, Decided):
            return
        whole = tuple(document.id for document in wanted.value)
        answer = evolve(handing, submitted=(*handing.submitted, *whole)).review()
        assert answer.require().complete
        assert evolve(handing, submitted=whole).review().require() == Review(missing=(), beside=())

    @MODEST
    @given(handings())
    def test_is_nothing_once_everything_there_is_was_handed_in(self, handing: Handing) -> None:
        assert evolve(handing, submitted=DOCUMENTS).review().require().complete

    @MODEST
    @given(handings(), st.data())
    def test_is_the_same_in_any_order_by_any_name(self, handing: Handing, data: DataObject) -> None:
        shuffled = data.draw(st.permutations((*handing.submitted, *handing.submitted[:2])))
        named = [
            data.draw(st.sampled_from((name, *spoken(handing.plan, name)))) for name in shuffled
        ]
        assert evolve(handing, submitted=tuple(named)).review() == handing.review()

    @given(handings(known=True), st.data())
    def test_stands_once_it_is_told(self, handing: Handing, data: DataObject) -> None:
        partly = evolve(handing, facility=data.draw(forgetting(handing.facility)))
        certain, unknown = lacking(partly.review())
        full, nothing = lacking(handing.review())
        assert certain <= full
        assert not nothing
        if not unknown:
            assert certain == full

    @MODEST
    @given(handings(known=True), st.data())
    def test_is_asked_for_until_it_is_told(self, handing: Handing, data: DataObject) -> None:
        partly = evolve(handing, facility=data.draw(forgetting(handing.facility)))
        _, unknown = lacking(partly.review())
        told: dict[str, Any] = {name: getattr(handing.facility, name) for name in unknown}
        assert all(getattr(partly.facility, name) is None for name in unknown)
        answer = evolve(partly, facility=evolve(partly.facility, **told)).review()
        assert lacking(answer) == lacking(handing.review())


def spoken(plan: Plan, name: str) -> tuple[str, str]:
    document = plan.document(name)
    return document.name.zh, document.name.en


# --- what comes next


@frozen
class Weekdays:
    """A calendar of Mondays to Fridays, to a last day."""

    end: date

    def is_workday(self, day: date) -> bool:
        if day > self.end:
            raise BeyondHorizon(day)
        return day.weekday() < 5


@frozen(kw_only=True)
class Question:
    """A facility and its changes, asked about under a plan on a day."""

    plan: Plan
    on: date
    facility: Facility
    changes: tuple[Change, ...] = ()
    end: date = date(2040, 12, 31)

    def ask(self) -> Decision[tuple[Step, ...]]:
        return next_steps(
            self.facility,
            self.plan,
            on=self.on,
            changes=self.changes,
            calendar=Weekdays(self.end),
        )

    def own(self) -> list[Change]:
        own = (c for c in self.changes if c.facility == self.facility.id and c.on <= self.on)
        return sorted(own, key=lambda change: (change.on, change.id))


PLACES = ((), (Setting.STANDALONE,), (Setting.KINDERGARTEN,), (Setting.HOME, Setting.KINDERGARTEN))
NOT_SO_FAR: SearchStrategy[Event] = st.just(False)  # noqa: FBT003 - what an event is
GAPS = st.sampled_from((0, 1, 15, 30)) | st.integers(0, 60)


LATER = st.sampled_from((0, 1, 20)) | st.integers(-40, 20)


@st.composite
def after(draw: DrawFn, day: Event) -> Event:
    """Give an event that has not happened, or not before another."""
    gap = draw(st.none() | GAPS)
    return day + gap * DAY if isinstance(day, date) and gap is not None else False


@st.composite
def questions(draw: DrawFn, plans: SearchStrategy[Plan] = UNDER_ANY_READING) -> Question:
    """Give a life in its order: filed after registered, liquidated after closed, all known."""
    plan = draw(plans)
    begun = draw(days())
    registered = draw(after(begun))
    filed = draw(after(registered))
    closed_on = draw(after(filed or registered)) if draw(st.booleans()) else False
    liquidated = draw(after(closed_on))
    events: dict[str, Event] = {
        "registered_on": registered,
        "filed_on": filed,
        "opened_on": False,
        "closed_on": closed_on,
        "liquidated_on": liquidated,
        "deregistered_on": draw(after(liquidated)),
        "filing_cancelled_on": draw(after(closed_on)) if filed else False,
    }
    drawn: Any = events
    facility = Facility(
        id="F1",
        legal_form=draw(st.sampled_from(LegalForm)),
        settings=draw(st.sampled_from(PLACES)),
        **drawn,
    )
    changes = draw(st.lists(changed(registered or begun, filed), max_size=3))
    last = max((event for event in events.values() if event), default=begun)
    return Question(
        plan=plan,
        on=last + draw(LATER) * DAY,
        facility=facility,
        changes=tuple(evolve(each, id=f"C{index}") for index, each in enumerate(changes)),
        end=begun + draw(st.sampled_from((60, 10_000))) * DAY,
    )


@st.composite
def changed(draw: DrawFn, begun: date, filed: Event) -> Change:
    """Give a change after registration, on another day than that of the filing."""
    on = begun + draw(GAPS) * DAY
    if on == filed:
        on += DAY
    return Change(
        id="C",
        facility=draw(st.sampled_from(("F1", "F1", "F2"))),
        on=on,
        consented_on=draw(after(on)),
        registered_on=draw(after(on)),
        filed_on=draw(after(on)),
    )


def is_by(event: Event, on: date) -> bool:
    return isinstance(event, date) and event <= on


def left(question: Question) -> list[str]:
    """Work out which kinds of steps are left, from the articles."""
    facility, on = question.facility, question.on
    registered, filed = is_by(facility.registered_on, on), is_by(facility.filed_on, on)
    if is_by(facility.closed_on, on):
        dropped = registered and not is_by(facility.deregistered_on, on)
        cancelled = filed and not is_by(facility.filing_cancelled_on, on)
        return ["deregister"] * dropped + ["cancel-filing"] * cancelled
    if not registered:
        return ["register", "push-data", "file"]
    kinds = [] if filed else ["push-data", "file"]
    for change in question.own():
        kinds += ["register-change"] * (not is_by(change.registered_on, on))
        # what changed before the filing is in it
        since = filed and isinstance(facility.filed_on, date) and facility.filed_on < change.on
        kinds += ["report-change"] * (since and not is_by(change.filed_on, on))
    return kinds


RULES_FOR_ENTERPRISES = date(2022, 3, 1)


def last_day(start: Event, number: int | None, question: Question) -> Deadline:
    """Count on the fingers, as the plan is read."""
    if not is_by(start, question.on) or not isinstance(start, date) or number is None:
        return Deadline()
    last = start
    for _ in range(number):
        last += DAY
    if question.plan.readings.rest_day_roll == "no":
        return Deadline(by=last)
    while last <= question.end:
        if last.weekday() < 5:
            return Deadline(by=last)
        last += DAY
    return Deadline(provisional=True)


def limits(question: Question) -> list[Deadline]:
    """Work out the last days of the steps towards the registrar, from the articles."""
    facility, on = question.facility, question.on
    if "deregister" in left(question):
        start = facility.liquidated_on
        new = isinstance(start, date) and start >= RULES_FOR_ENTERPRISES
        number = {
            LegalForm.PUBLIC_INSTITUTION: 15,
            LegalForm.SOCIAL_SERVICE: 15,
            LegalForm.FOR_PROFIT: 30 if new else None,
        }
        form = facility.legal_form
        return [last_day(start, number.get(form) if form else None, question)]
    if not is_by(facility.registered_on, on) or is_by(facility.closed_on, on):
        return []
    found = []
    for change in question.own():
        if is_by(change.registered_on, on):
            continue
        if facility.legal_form is LegalForm.SOCIAL_SERVICE:
            found.append(last_day(change.consented_on, 30, question))
        elif facility.legal_form is LegalForm.FOR_PROFIT and change.on >= RULES_FOR_ENTERPRISES:
            found.append(last_day(change.on, 30, question))
        else:
            found.append(Deadline())
    return found


def ways(answer: Decision[tuple[Step, ...]]) -> list[tuple[Step, ...]]:
    """Give the steps of an answer, once for each registrar that the plan leaves open."""
    if isinstance(answer, Conflicting):
        return [option.value for option in answer.options]
    return [answer.value] if isinstance(answer, Decided) else []


class TestWhatComesNext:
    """办法 arts. 4-7, 10: register, file; register and report what changes, and the end."""

    @given(questions())
    def test_is_what_was_not_done_in_its_order(self, question: Question) -> None:
        answer = question.ask()
        for steps in ways(answer):
            assert [step.kind for step in steps] == left(question)

    @given(questions())
    def test_is_open_only_where_the_plan_names_no_registrar(self, question: Question) -> None:
        # everything is known
        answer = question.ask()
        if isinstance(answer, Undetermined):
            assert [(item.name, item.kind) for item in answer.missing] == [("registrar", "text")]
            assert question.facility.legal_form is LegalForm.UNINCORPORATED
        if isinstance(answer, Conflicting):
            assert Setting.KINDERGARTEN in (question.facility.settings or ())
            assert len(set(ways(answer))) > 1

    @settings(max_examples=200)
    @given(questions())
    def test_is_nothing_once_everything_was_done_whoever_registers(
        self, question: Question
    ) -> None:
        if left(question):
            return
        assert question.ask().require() == ()
        for name in ("legal_form", "settings"):
            nothing: Any = {name: None}
            unknown = evolve(question, facility=evolve(question.facility, **nothing))
            assert unknown.ask().require() == ()

    @settings(max_examples=200)
    @given(questions())
    def test_is_due_as_the_rules_of_the_legal_form_say(self, question: Question) -> None:
        wanted = limits(question)
        for steps in ways(question.ask()):
            towards = [s for s in steps if s.kind in {"register-change", "deregister"}]
            assert [step.limit for step in towards] == wanted
            for step in steps:
                if step not in towards and step.kind != "register":
                    assert step.limit.words
                    assert step.limit.by is None

    @given(questions())
    def test_is_over_once_it_is_done(self, question: Question) -> None:
        for steps in ways(question.ask()):
            done = taken(question, [step.kind for step in steps])
            assert done.ask().require() == ()

    @given(questions(), st.data())
    def test_is_never_a_step_that_was_taken(self, question: Question, data: DataObject) -> None:
        for steps in ways(question.ask()):
            if not steps:
                continue
            # nobody files before registering; nobody tells that the data were passed on
            kinds = [step.kind for step in steps[: data.draw(st.integers(1, len(steps)))]]
            for others in ways(taken(question, kinds).ask()):
                assert {step.kind for step in others}.isdisjoint({*kinds} - {"push-data"})

    @given(questions())
    def test_rests_on_an_article_where_it_is_decided(self, question: Question) -> None:
        answer = question.ask()
        assert answer.citations
        assert answer.plan == question.plan.stamp


def taken(question: Question, kinds: Sequence[str]) -> Question:
    """Let the facility and its registrar take steps on the day."""
    facility, on = question.facility, question.on
    events = {
        "register": "registered_on",
        "file": "filed_on",
        "deregister": "deregistered_on",
        "cancel-filing": "filing_cancelled_on",
    }
    done: Any = {events[kind]: on for kind in kinds if kind in events}
    changes = question.changes
    for kind, name in (("register-change", "registered_on"), ("report-change", "filed_on")):
        if kind in kinds:
            told: Any = {name: on}
            changes = tuple(
                each if is_by(getattr(each, name), on) else evolve(each, **told) for each in changes
            )
    if "register" in kinds:  # what changed before was registered with the rest
        changes = tuple(evolve(each, registered_on=on, filed_on=on) for each in changes)
    return evolve(question, facility=evolve(facility, **done), changes=changes)


class TestWhatIsNotSeen:
    """A question is about one facility on one day."""

    @MODEST
    @given(questions(), st.data())
    def test_are_changes_of_others_and_later_ones(
        self, question: Question, data: DataObject
    ) -> None:
        more = (
            Change(id="X1", facility="F2", on=question.on),
            Change(id="X2", facility="F1", on=question.on + DAY),
        )
        shuffled = data.draw(st.permutations((*question.changes, *more)))
        assert evolve(question, changes=tuple(shuffled)).ask() == question.ask()

    @given(questions(), st.data())
    def test_are_events_of_later_days(self, question: Question, data: DataObject) -> None:
        on = question.on
        later: SearchStrategy[Event] = NOT_SO_FAR | st.dates(on + DAY, on + 900 * DAY)

        def shifted(name: str, event: Event) -> Event:
            # a life stays in its order: nothing that is later comes before something that is not
            return event if is_by(event, on) or event is None else data.draw(later, name)

        facility = question.facility
        events: Any = {name: shifted(name, getattr(facility, name)) for name in EVENTS}
        changes = tuple(
            evolve(
                each,
                consented_on=shifted("consented_on", each.consented_on),
                registered_on=shifted("registered_on", each.registered_on),
                filed_on=shifted("filed_on", each.filed_on),
            )
            for each in question.changes
        )
        other = evolve(question, facility=evolve(facility, **events), changes=changes)
        assert other.ask() == question.ask()


EVENTS = tuple(
    field.name
    for field in fields(Facility)
    if field.name.endswith("_on") and field.name != "opened_on"
)


def verdict(answer: Decision[Any]) -> object:
    """What an answer comes to, apart from why."""
    match answer:
        case Decided(value):
            return ("decided", value)
        case Conflicting(options):
            return ("conflicting", frozenset(option.value for option in options))
        case Undetermined(missing):
            return ("undetermined", frozenset(item.name for item in missing))
    raise AssertionError(answer)


FACTS = ("legal_form", "settings", *EVENTS)
OF_A_CHANGE = ("consented_on", "registered_on", "filed_on")


@st.composite
def partly_known(draw: DrawFn, question: Question) -> Question:
    """Give the same question with some facts unknown."""
    changes = []
    for change in question.changes:
        nothing: Any = dict.fromkeys(draw(st.sets(st.sampled_from(OF_A_CHANGE))))
        changes.append(evolve(change, **nothing))
    unknown: Any = dict.fromkeys(draw(st.sets(st.sampled_from(FACTS), max_size=3)))
    return evolve(question, facility=evolve(question.facility, **unknown), changes=tuple(changes))


def without_one_fact(question: Question) -> Iterator[Question]:
    """Give the same question with each single fact unknown."""
    for name in FACTS:
        nothing: Any = {name: None}
        yield evolve(question, facility=evolve(question.facility, **nothing))
    for index, change in enumerate(question.changes):
        for name in OF_A_CHANGE:
            nothing = {name: None}
            forgotten = evolve(change, **nothing)
            others = question.changes
            yield evolve(question, changes=(*others[:index], forgotten, *others[index + 1 :]))


def told(partly: Question, question: Question, name: str) -> Question:
    """Fill in one fact that was asked for."""
    if not name.startswith("changes["):
        value: Any = {name: getattr(question.facility, name)}
        assert getattr(partly.facility, name) is None
        return evolve(partly, facility=evolve(partly.facility, **value))
    which, _, fact = name.removeprefix("changes[").partition("].")
    known = {change.id: change for change in question.changes}
    filled = []
    for change in partly.changes:
        if change.id == which:
            assert getattr(change, fact) is None
            value = {fact: getattr(known[which], fact)}
            filled.append(evolve(change, **value))
        else:
            filled.append(change)
    return evolve(partly, changes=tuple(filled))


class TestWhatIsUnknown:
    """Unknown is never “no”: what is said stands, whatever the unknown facts turn out to be."""

    @given(questions(), st.data())
    def test_never_turns_what_was_settled(self, question: Question, data: DataObject) -> None:
        full = verdict(question.ask())
        for partly in (*without_one_fact(question), data.draw(partly_known(question))):
            answer = partly.ask()
            if not isinstance(answer, Undetermined):
                assert verdict(answer) == full

    @given(questions(), st.data())
    def test_is_asked_for_until_the_answer_stands(
        self, question: Question, data: DataObject
    ) -> None:
        full = verdict(question.ask())
        for partly in (*without_one_fact(question), data.draw(partly_known(question))):
            answer, known = partly.ask(), partly
            while isinstance(answer, Undetermined) and answer.missing[0].kind == "fact":
                for item in answer.missing:
                    known = told(known, question, item.name)
                answer = known.ask()
            assert verdict(answer) == full


class TestReadings:
    """A reading that is not stamped has not shaped the answer: any option gives the same."""

    @given(questions(), st.sampled_from(READINGS))
    def test_that_are_not_stamped_could_be_taken_the_other_way(
        self, question: Question, name: str
    ) -> None:
        answer = question.ask()
        if name in {stamp.id for stamp in answer.readings}:
            return
        for option in question.plan.reading(name).options:
            other = evolve(question, plan=question.plan.with_readings({name: option.id}))
            assert verdict(other.ask()) == verdict(answer)

    @given(questions())
    def test_that_are_stamped_are_those_of_the_plan(self, question: Question) -> None:
        for stamp in question.ask().readings:
            assert stamp == question.plan.reading_stamp(stamp.id)
            assert stamp.id in READINGS

    @given(questions())
    def test_of_rest_days_are_stamped_where_there_is_a_last_day_only(
        self, question: Question
    ) -> None:
        answer = question.ask()
        if all(limit == Deadline() for limit in limits(question)):
            assert "rest-day-roll" not in {stamp.id for stamp in answer.readings}
