from __future__ import annotations

from datetime import date
from itertools import chain, combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from immutabledict import immutabledict

from infantcare_policy.decisions import Citation, Conflicting, Decided, Decision, Undetermined
from infantcare_policy.facilities import Facility, LegalForm, Setting
from infantcare_policy.plan import Plan, SupervisionRow, load, yijun
from infantcare_policy.supervision import duties
from infantcare_policy.testing import days, facilities, forgetting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import DataObject, DrawFn, SearchStrategy

    from infantcare_policy.plan import Domain

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
SOURCES = (
    Citation("qinghe", "A1.fire"),
    Citation("qinghe", "A1.health"),
    Citation("qinghe", "2.2"),
)

MODEST = settings(max_examples=60)

ABSENT = ("absent",)
TESTED = (Setting.KINDERGARTEN, Setting.WORKPLACE)

Verdict: TypeAlias = tuple[object, ...]


@frozen(kw_only=True)
class Question:
    """A facility, asked about under a plan on a day."""

    plan: Plan
    on: date
    facility: Facility

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: ANN401, FBT001 - hypothesis
        printer.text(repr(self))

    def __repr__(self) -> str:
        rows = [
            (row.domain, row.department, dict(row.when), dict(row.unless))
            for row in self.plan.supervision
        ]
        shown = rows if self.plan.id == "qinghe" else self.plan
        return f"Question({shown}, {self.on}, {self.facility})"

    def answers(self) -> dict[str, Decision[str | None]]:
        found = duties(self.facility, self.plan, on=self.on).require()
        assert len({duty.domain for duty in found}) == len(found)
        return {duty.domain: duty.watched_by for duty in found}

    def verdicts(self) -> dict[str, Verdict]:
        """Give what every field of work of the plan comes to, also one that is not there."""
        found = {domain: verdict(answer) for domain, answer in self.answers().items()}
        return {row.domain: found.get(row.domain, ABSENT) for row in self.plan.supervision}


def verdict(answer: Decision[str | None]) -> Verdict:
    """What an answer comes to, apart from why."""
    match answer:
        case Decided(value):
            return ("decided", value)
        case Conflicting(options):
            return ("conflicting", frozenset(option.value for option in options))
        case Undetermined(missing):
            return ("open", *sorted(item.name for item in missing))
        case _:
            return (answer.kind,)


def conditions() -> SearchStrategy[Mapping[str, tuple[Any, ...]]]:
    """Give what a row asks for: often nothing, so that two rows often hold at once."""
    asked: dict[str, SearchStrategy[list[Any]]] = {
        "legal_form": st.lists(st.sampled_from(LegalForm), min_size=1, max_size=2, unique=True),
        "settings": st.lists(st.sampled_from(TESTED), min_size=1, max_size=2, unique=True),
        "inclusive": st.lists(st.booleans(), min_size=1, max_size=1),
        "reading.pace": st.just(["linear"]),
    }
    names = st.lists(st.sampled_from(sorted(asked)), max_size=2, unique=True)
    drawn = names.flatmap(lambda names: st.fixed_dictionaries({n: asked[n] for n in names}))
    return drawn.map(lambda found: immutabledict({n: tuple(v) for n, v in found.items()}))


def rows() -> SearchStrategy[tuple[SupervisionRow, ...]]:
    """Give any division of supervision that a plan file could hold, however ill it is divided."""
    domains: SearchStrategy[Domain] = st.sampled_from(QINGHE.domains)
    row = st.tuples(
        domains,
        st.sampled_from(("", "town", "health", "market")),
        st.sampled_from(SOURCES),
        conditions(),
        conditions(),
    )
    return st.lists(row, min_size=1, max_size=5).map(
        lambda drawn: tuple(
            SupervisionRow(
                id=f"r{number}",
                domain=domain.id,
                department=department,
                cite=cite,
                when=when,
                unless=unless,
            )
            for number, (domain, department, cite, when, unless) in enumerate(drawn)
        )
    )


PACED = {pace: QINGHE.with_readings({"pace": pace}) for pace in ("none", "linear")}
INVENTED = st.builds(
    lambda pace, rows: evolve(PACED[pace], supervision=rows), st.sampled_from(sorted(PACED)), rows()
)
PLANS = st.just(YIJUN) | INVENTED


@st.composite
def questions(
    draw: DrawFn, plans: SearchStrategy[Plan] = PLANS, *, known: bool = False
) -> Question:
    plan = draw(plans)
    return Question(plan=plan, on=draw(days()), facility=draw(facilities(plan, known=known)))


def completions(facility: Facility, plan: Plan) -> Iterator[Facility]:
    """Give the facility with every completion of the facts that rows test and of its town."""
    subsets = chain.from_iterable(combinations(TESTED, size) for size in range(len(TESTED) + 1))
    values: dict[str, tuple[Any, ...]] = {
        "legal_form": tuple(LegalForm),
        "settings": tuple(subsets),
        "inclusive": (True, False),
        "town": tuple(town.id for town in plan.towns[:2]),
    }
    unknown = [name for name in values if getattr(facility, name) is None]
    for chosen in product(*(values[name] for name in unknown)):
        yield evolve(facility, **dict(zip(unknown, chosen, strict=True)))


class TestWhatIsUnknown:
    """Unknown is never “no”: an answer that is given stands, whatever the missing facts are."""

    @given(questions(), st.data())
    def test_never_changes_a_field_that_stays_decided(
        self, question: Question, data: DataObject
    ) -> None:
        partly = evolve(question, facility=data.draw(forgetting(question.facility)))
        before = question.verdicts()
        for domain, after in partly.verdicts().items():
            if after[0] != "open":
                assert after == before[domain]

    @given(questions(known=True), st.data())
    def test_is_named_by_the_field_that_it_opens(
        self, question: Question, data: DataObject
    ) -> None:
        partly = evolve(question, facility=data.draw(forgetting(question.facility)))
        for after in partly.verdicts().values():
            if after[0] == "open":
                assert after[1:]
                assert all(getattr(partly.facility, str(name)) is None for name in after[1:])

    @given(questions(known=True))
    def test_is_all_that_can_leave_a_field_open(self, question: Question) -> None:
        kinds = {found[0] for found in question.verdicts().values()}
        assert kinds <= {"decided", "conflicting", "absent"}

    @given(questions(st.just(YIJUN), known=True))
    def test_is_all_that_keeps_yijun_from_one_answer(self, question: Question) -> None:
        assert {found[0] for found in question.verdicts().values()} <= {"decided", "absent"}

    @MODEST
    @given(questions())
    def test_could_switch_a_field_that_is_open_and_none_that_is_not(
        self, question: Question
    ) -> None:
        wholes = [
            evolve(question, facility=facility).verdicts()
            for facility in completions(question.facility, question.plan)
        ]
        for domain, found in question.verdicts().items():
            reached = {whole[domain] for whole in wholes}
            if found[0] == "open":
                assert len(reached) > 1
            else:
                assert reached == {found}

    @MODEST
    @given(questions(), st.data())
    def test_leaves_a_field_out_only_where_it_is_certain(
        self, question: Question, data: DataObject
    ) -> None:
        partly = evolve(question, facility=data.draw(forgetting(question.facility)))
        assert partly.answers().keys() >= question.answers().keys()


class TestTheRows:
    """Rows that disagree are never ordered silently: their order in the file means nothing."""

    @given(questions(), st.data())
    def test_in_another_order_give_the_same(self, question: Question, data: DataObject) -> None:
        shuffled = tuple(data.draw(st.permutations(question.plan.supervision)))
        other = evolve(question, plan=evolve(question.plan, supervision=shuffled))
        assert other.verdicts() == question.verdicts()

    @MODEST
    @given(questions(), st.data())
    def test_ask_for_settings_in_any_order(self, question: Question, data: DataObject) -> None:
        facility = question.facility
        if facility.settings:
            turned = tuple(data.draw(st.permutations(facility.settings)))
            other = evolve(question, facility=evolve(facility, settings=turned))
            assert other.answers() == question.answers()

    @MODEST
    @given(questions())
    def test_are_listed_in_the_order_of_their_fields(self, question: Question) -> None:
        order = list(dict.fromkeys(row.domain for row in question.plan.supervision))
        listed = list(question.answers())
        assert listed == [domain for domain in order if domain in listed]

    @MODEST
    @given(questions())
    def test_are_cited_for_every_answer(self, question: Question) -> None:
        cites = {row.cite for row in question.plan.supervision}
        for answer in question.answers().values():
            assert answer.citations
            assert set(answer.citations) <= cites
            assert answer.plan == question.plan.stamp


class TestTheLegalForm:
    """A1.civil-affairs, A1.market, 2.4.10: each legal person is watched as what it is, once."""

    BY_FORM = immutabledict(
        {
            LegalForm.SOCIAL_SERVICE: ["non-profit-supervision"],
            LegalForm.FOR_PROFIT: ["for-profit-supervision"],
            LegalForm.PUBLIC_INSTITUTION: ["public-institution-supervision"],
            LegalForm.UNINCORPORATED: [],
        }
    )

    @given(questions(st.just(YIJUN)))
    def test_has_one_field_of_its_own(self, question: Question) -> None:
        form = question.facility.legal_form
        own = [name for names in self.BY_FORM.values() for name in names]
        listed = [domain for domain in question.answers() if domain in own]
        assert sorted(listed) == sorted(own if form is None else self.BY_FORM[form])


class TestReadings:
    """A reading that is not stamped has not shaped the answer: any option gives the same."""

    @MODEST
    @given(questions(INVENTED))
    def test_that_are_not_stamped_could_be_taken_the_other_way(self, question: Question) -> None:
        (other,) = (plan for plan in PACED.values() if plan.readings != question.plan.readings)
        turned = evolve(question, plan=evolve(other, supervision=question.plan.supervision))
        before, after = question.verdicts(), turned.verdicts()
        answer = duties(question.facility, question.plan, on=question.on)
        assert answer.readings or before == after
        for domain, own in question.answers().items():
            assert {stamp.id for stamp in own.readings} <= {"pace"}
            assert own.readings or before[domain] == after[domain]

    @MODEST
    @given(questions(INVENTED, known=True))
    def test_that_are_stamped_could_have_given_another_answer(self, question: Question) -> None:
        (other,) = (plan for plan in PACED.values() if plan.readings != question.plan.readings)
        turned = evolve(question, plan=evolve(other, supervision=question.plan.supervision))
        before, after = question.verdicts(), turned.verdicts()
        for domain, own in question.answers().items():
            assert not own.readings or before[domain] != after[domain]
