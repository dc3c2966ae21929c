from __future__ import annotations

from datetime import date, timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_UP,
    Decimal,
    Inexact,
    Rounded,
    localcontext,
)
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from infantcare_policy.assessments import Evaluation, SafetyRecord
from infantcare_policy.codec import from_json, to_json
from infantcare_policy.decisions import Citation, Decided, Decision, Ground, Undetermined
from infantcare_policy.facilities import Facility, LegalForm, Setting
from infantcare_policy.plan import Plan, load, loads, yijun
from infantcare_policy.safety import check_safety, evaluate, requirements, to_publish

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject, DrawFn, SearchStrategy

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
BARE = loads(
    'id = "bare"\nextends = "china"\nname = { zh = "某县（虚构）", en = "Bare (invented)" }'
)
PLANS = st.sampled_from((YIJUN, QINGHE, BARE))

# days on which every figure is in force, that of home points since 14 November 2023
ON = date(2026, 1, 5)
DAY = timedelta(days=1)
DAYS = st.sampled_from([ON - number * DAY for number in range(1, 7)])
EARLIEST = ON - 10 * DAY
"""A day before every record, as `ON` is one after."""

MODEST = settings(max_examples=60)

Finding: TypeAlias = bool | int | Decimal
Breach: TypeAlias = tuple[str, str]

# the norms by hand: 32, 18, and the measures on home points; Qinghe's A1.health
NUMBERS = {"recordings": 90, "outdoor-time": 2, "home-area": 9}
OF_QINGHE = {"home-area": 12, "home-recordings": 90}
OF_THE_PLAN = {"building-standards", "management-systems", "safety-equipment", "security-staff"}
OF_THE_NORMS = {
    "alarm",
    "monitoring",
    "recordings",
    "emergency-plans",
    "fire-safety-manager",
    "staff-health-checks",
    "entry-checks",
    "daily-checks",
    "outdoor-time",
    "hygiene-report",
    "yearly-report",
    "disclosure-and-quality-systems",
}


def numbers(plan: Plan) -> dict[str, int]:
    """Give what has to be reached, of the requirements that ask for a number."""
    return NUMBERS | OF_QINGHE if plan.id == "qinghe" else NUMBERS


def binding(facility: Facility, plan: Plan) -> set[str]:
    """Give what binds a facility of which the settings and the meals are known."""
    assert facility.settings is not None
    asked = of_settings(plan, home=Setting.HOME in facility.settings)
    return asked | ({"food-licence-held"} if facility.serves_meals else set())


def of_settings(plan: Plan, *, home: bool) -> set[str]:
    own = OF_THE_PLAN if plan.id == "yijun" else set()
    if not home:
        return own | OF_THE_NORMS
    return own | {"home-area"} | ({"home-recordings"} if plan.id == "qinghe" else set())


def known_to(plan: Plan) -> list[str]:
    everything = of_settings(plan, home=True) | of_settings(plan, home=False)
    return sorted(everything | {"food-licence-held"})


def findings(name: str, plan: Plan) -> SearchStrategy[Finding]:
    """Give what may be found of a requirement, often the number itself or its neighbours."""
    if name not in numbers(plan):
        return st.booleans()
    limit = numbers(plan)[name]
    near = (0, limit - 1, limit, limit + 1, limit - Decimal("0.01"), limit + Decimal("0.01"))
    just: SearchStrategy[Finding] = st.sampled_from(near)
    any_number: SearchStrategy[Finding] = st.integers(0, 400)
    return just | any_number


def good(name: str, plan: Plan) -> SearchStrategy[Finding]:
    limit = numbers(plan).get(name)
    return st.just(True) if limit is None else st.integers(limit, 400)  # noqa: FBT003 - a finding


@cache
def found(plan: Plan) -> SearchStrategy[dict[str, Finding]]:
    """Give what was found on one occasion, of many or of few requirements."""
    return st.fixed_dictionaries(
        {}, optional={name: findings(name, plan) for name in known_to(plan)}
    )


@cache
def sure(plan: Plan) -> SearchStrategy[dict[str, Finding]]:
    """Give what was found of every requirement."""
    return st.fixed_dictionaries({name: findings(name, plan) for name in known_to(plan)})


@frozen(kw_only=True)
class Question:
    """A facility and what was found of it, under a plan."""

    plan: Plan
    facility: Facility
    records: tuple[SafetyRecord, ...]

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: ANN401, FBT001 - hypothesis
        printer.text(f"Question({self.plan.id}, {self.facility}, {self.records})")

    def answer(self) -> Decision[tuple[Ground, ...]]:
        return check_safety(self.facility, self.records, self.plan, on=ON)

    def latest(self) -> dict[str, Finding]:
        """Give what was found last of each requirement."""
        own = sorted((r for r in self.records if r.facility == "F1"), key=lambda r: r.on)
        return {name: value for record in own for name, value in record.found.items()}

    def also(self, on: date, more: dict[str, Finding]) -> Question:
        """Give the question with another record."""
        record = SafetyRecord(facility="F1", on=on, found=more)
        return evolve(self, records=(*self.records, record))


FACTS = ("settings", "serves_meals", "legal_form")
"""All that is asked of a facility here; what it is called and the like changes nothing."""

KNOWN = st.builds(
    Facility,
    id=st.just("F1"),
    settings=st.lists(st.sampled_from(Setting), unique=True, max_size=2).map(tuple),
    serves_meals=st.booleans(),
    legal_form=st.sampled_from(LegalForm),
)
FORGOTTEN = st.lists(st.sampled_from(FACTS), unique=True)


def forgetting(facility: Facility) -> SearchStrategy[Facility]:
    """Give the same facility with some facts unknown."""
    nothing: dict[str, Any] = dict.fromkeys(FACTS)
    return FORGOTTEN.map(lambda names: evolve(facility, **{name: nothing[name] for name in names}))


FACILITIES = KNOWN.flatmap(forgetting)


@st.composite
def questions(draw: DrawFn, *, known: bool = False, everything: bool = False) -> Question:
    """Give questions, with `known` about a known facility, with `everything` found once."""
    plan = draw(PLANS)
    facility = draw(KNOWN if known else FACILITIES)
    days = draw(st.lists(DAYS, unique=True, max_size=3))
    occasions = [(day, draw(found(plan))) for day in days]
    if everything:
        occasions.append((ON - 7 * DAY, draw(sure(plan))))
    records = [SafetyRecord(facility="F1", on=on, found=what) for on, what in occasions]
    others = [
        SafetyRecord(facility="F2", on=day, found=draw(found(plan)))
        for day in draw(st.lists(DAYS, unique=True, max_size=1))
    ]
    mixed = draw(st.permutations(records + others))
    return Question(plan=plan, facility=facility, records=tuple(mixed))


def certain(answer: Decision[tuple[Ground, ...]]) -> set[Breach]:
    """Give the breaches of an answer: those of an open one are certain."""
    grounds = answer.value if isinstance(answer, Decided) else answer.grounds
    broken = {(ground.code, str(dict(ground.facts)["requirement"])) for ground in grounds}
    assert len(broken) == len(grounds)
    return broken


def unknown(answer: Decision[Any]) -> set[str]:
    return {item.name for item in answer.missing} if isinstance(answer, Undetermined) else set()


class TestWhatIsAsked:
    """2.4.11, 管理规范 11–40: what binds is had and done; a number is reached by itself."""

    @given(questions(known=True))
    def test_is_lacking_where_the_last_finding_says_so_and_nowhere_else(
        self, question: Question
    ) -> None:
        answer, latest = question.answer(), question.latest()
        asked = binding(question.facility, question.plan)
        limits = numbers(question.plan)
        lacking = {n for n in asked & latest.keys() if latest[n] < limits.get(n, True)}
        assert {name for _, name in certain(answer)} == lacking
        assert unknown(answer) == {f"requirements.{name}" for name in asked - latest.keys()}
        assert isinstance(answer, Decided) == (asked <= latest.keys())

    @given(questions(known=True))
    def test_is_what_the_requirements_list(self, question: Question) -> None:
        answer = requirements(question.facility, question.plan, on=ON)
        assert {row.id for row in answer.require()} == binding(question.facility, question.plan)

    @given(questions(known=True, everything=True))
    def test_is_cited_for_every_breach(self, question: Question) -> None:
        answer = question.answer()
        sources = {row.id: row.cite for row in question.plan.requirements}
        for _, name in certain(answer):
            assert sources[name] in answer.citations
        assert answer.plan == question.plan.stamp


class TestOneMoreRequirementMet:
    """2.4.11: who does more of what is asked is never found to have done less."""

    @given(questions(), st.data())
    def test_never_adds_a_breach(self, question: Question, data: DataObject) -> None:
        name = data.draw(st.sampled_from(known_to(question.plan)))
        more = {name: data.draw(good(name, question.plan))}
        after = question.also(data.draw(st.sampled_from((ON, EARLIEST))), more)
        assert certain(after.answer()) <= certain(question.answer())
        assert unknown(after.answer()) <= unknown(question.answer())

    @given(questions(), st.data())
    def test_takes_its_own_breach_away_and_no_other(
        self, question: Question, data: DataObject
    ) -> None:
        before = certain(question.answer())
        if before:
            name = data.draw(st.sampled_from(sorted(name for _, name in before)))
            after = question.also(ON, {name: numbers(question.plan).get(name, True)})
            assert certain(after.answer()) == {item for item in before if item[1] != name}

    @given(questions(), st.data())
    def test_is_never_undone_by_a_larger_number(self, question: Question, data: DataObject) -> None:
        latest = question.latest()
        name = data.draw(st.sampled_from(sorted(numbers(question.plan))))
        if name in latest:
            after = question.also(ON, {name: latest[name] + data.draw(st.integers(0, 400))})
            assert certain(after.answer()) <= certain(question.answer())


class TestTheOrderOfRecords:
    """The latest record that speaks of a requirement counts, wherever it stands."""

    @given(questions(), st.data())
    def test_means_nothing(self, question: Question, data: DataObject) -> None:
        shuffled = tuple(data.draw(st.permutations(question.records)))
        assert evolve(question, records=shuffled).answer() == question.answer()

    @given(questions())
    def test_may_be_folded_into_one_record(self, question: Question) -> None:
        one = SafetyRecord(facility="F1", on=ON, found=question.latest())
        assert evolve(question, records=(one,)).answer() == question.answer()

    @MODEST
    @given(questions(), st.data())
    def test_hides_no_record_of_another_facility_or_a_later_day(
        self, question: Question, data: DataObject
    ) -> None:
        more = data.draw(found(question.plan))
        others = (
            SafetyRecord(facility="F2", on=ON, found=more),
            SafetyRecord(facility="F1", on=ON + DAY, found=more),
        )
        records = tuple(data.draw(st.permutations((*question.records, *others))))
        assert evolve(question, records=records).answer() == question.answer()

    @MODEST
    @given(questions(), st.data())
    def test_in_a_table_means_nothing(self, question: Question, data: DataObject) -> None:
        turned = tuple(
            evolve(record, found=dict(data.draw(st.permutations(sorted(record.found.items())))))
            for record in question.records
        )
        assert turned == question.records
        assert evolve(question, records=turned).answer() == question.answer()
        for record in turned:
            assert to_json(from_json(to_json(record), SafetyRecord)) == to_json(record)


class TestWhatIsUnknown:
    """Unknown is never “no”: what is certain stands, whatever comes to be known."""

    @given(questions(), st.data())
    def test_about_a_requirement_never_turns_a_certain_breach(
        self, question: Question, data: DataObject
    ) -> None:
        names = sorted(set(known_to(question.plan)) - question.latest().keys())
        drawn = (name for name in names if data.draw(st.booleans()))
        more = {name: data.draw(findings(name, question.plan)) for name in drawn}
        after = question.also(data.draw(st.sampled_from((ON, EARLIEST))), more)
        assert certain(question.answer()) <= certain(after.answer())
        gone = unknown(question.answer()) - unknown(after.answer())
        assert gone == {f"requirements.{n}" for n in more} & unknown(question.answer())

    @given(questions(known=True), st.data())
    def test_about_the_facility_never_turns_a_certain_breach(
        self, question: Question, data: DataObject
    ) -> None:
        partly = evolve(question, facility=data.draw(forgetting(question.facility)))
        before, after = partly.answer(), question.answer()
        assert certain(before) <= certain(after)
        if isinstance(before, Decided):
            assert isinstance(after, Decided)
            assert certain(before) == certain(after)

    @given(questions(known=True), st.data())
    def test_about_the_facility_is_named(self, question: Question, data: DataObject) -> None:
        partly = evolve(question, facility=data.draw(forgetting(question.facility)))
        names = {n for n in unknown(partly.answer()) if not n.startswith("requirements.")}
        assert names == {
            name for name in ("settings", "serves_meals") if getattr(partly.facility, name) is None
        }

    @given(questions(known=True, everything=True), st.data())
    def test_alone_leaves_what_is_made_public_open(
        self, question: Question, data: DataObject
    ) -> None:
        whole = to_publish(question.facility, question.plan, on=ON).require()
        partly = data.draw(forgetting(question.facility))
        answer = to_publish(partly, question.plan, on=ON)
        if isinstance(answer, Decided):
            assert answer.value == whole
        else:
            assert unknown(answer) <= {"settings", "legal_form"}
            assert all(getattr(partly, name) is None for name in unknown(answer))


STANDARD = Citation("quality-standard", "4–10")
LIMITS = {
    "conditions": 100,
    "workforce": 140,
    "daily-care": 200,
    "health-care": 210,
    "family-support": 80,
    "safety": 200,
    "management": 70,
}
"""WS/T 821-2023: seven dimensions of 1,000 points."""


def hundredths() -> SearchStrategy[dict[str, int]]:
    """Give hundredths of points for some of the dimensions, in any order."""
    drawn = {name: st.integers(0, 100 * limit) for name, limit in LIMITS.items()}
    table: SearchStrategy[dict[str, int]] = st.fixed_dictionaries({}, optional=drawn)
    full: SearchStrategy[dict[str, int]] = st.fixed_dictionaries(drawn)
    return (table | full).flatmap(lambda points: st.permutations(list(points.items()))).map(dict)


def points_of(counts: dict[str, int]) -> dict[str, Decimal]:
    return {name: Decimal(f"{count // 100}.{count % 100:02}") for name, count in counts.items()}


class TestTheTotal:
    """WS/T 821-2023: the total is the sum of the points, exactly."""

    @given(hundredths(), st.data())
    def test_is_the_sum_in_any_order_and_context(
        self, counts: dict[str, int], data: DataObject
    ) -> None:
        points = points_of(counts)
        turned = dict(data.draw(st.permutations(list(points.items()))))
        first = Evaluation(facility="F1", standard=STANDARD, on=ON, points=points)
        precision = data.draw(st.integers(1, 60))
        roundings = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_HALF_EVEN)
        with localcontext(
            prec=precision, rounding=data.draw(st.sampled_from(roundings))
        ) as ambient:
            for signal in (Inexact, Rounded):
                ambient.traps[signal] = data.draw(st.booleans())
            second = Evaluation(facility="F1", standard=STANDARD, on=ON, points=turned)
            answers = [evaluate(second, YIJUN).require(), evaluate(first, QINGHE).require()]
        for found in answers:
            said = (dict(ground.facts)["points"] for ground in found.total.grounds)
            assert {100 * Decimal(str(known)) for known in said} == {sum(counts.values())}
            lacking = {f"points.{name}" for name in LIMITS.keys() - counts.keys()}
            assert unknown(found.total) == lacking
            if not lacking:
                assert 100 * found.total.require() == sum(counts.values())
                assert 0 <= found.total.require() <= found.at_most == 1000

    @MODEST
    @given(hundredths(), st.data())
    def test_grows_with_every_point(self, counts: dict[str, int], data: DataObject) -> None:
        whole = {name: counts.get(name, 0) for name in LIMITS}
        name = data.draw(st.sampled_from(sorted(LIMITS)))
        better = whole | {name: data.draw(st.integers(whole[name], 100 * LIMITS[name]))}
        totals = [
            evaluate(
                Evaluation(facility="F1", standard=STANDARD, on=ON, points=points_of(each)), YIJUN
            )
            .require()
            .total.require()
            for each in (whole, better)
        ]
        assert 100 * (totals[1] - totals[0]) == better[name] - whole[name]

    @MODEST
    @given(hundredths(), st.none() | st.lists(st.sampled_from("abcdef"), unique=True, max_size=6))
    def test_has_nothing_to_do_with_the_veto(
        self, counts: dict[str, int], failed: list[str] | None
    ) -> None:
        plain = Evaluation(facility="F1", standard=STANDARD, on=ON, points=points_of(counts))
        vetoed = evolve(plain, failed=None if failed is None else tuple(failed), grade="D")
        before, after = (evaluate(each, YIJUN).require() for each in (plain, vetoed))
        assert after.total == before.total
        assert after.vetoed.kind == ("undetermined" if failed is None else "decided")
        if failed is not None:
            assert after.vetoed.require() is bool(failed)
