from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from attrs import evolve, fields, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from infantcare_policy.decisions import Decided, Decision, Ground, Undetermined
from infantcare_policy.enrolment import (
    Places,
    age_in_months,
    check_groups,
    check_staff,
    classes_for,
    places,
    vacancies,
)
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import Capacity, ClassGroup, ClassKind, Facility, Setting
from infantcare_policy.people import Education, PersonKey, Qualification, Role, StaffMember
from infantcare_policy.plan import Plan, load, yijun
from infantcare_policy.testing import plans_under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hypothesis.strategies import DataObject, DrawFn

    from infantcare_policy.calendars import Event

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
READINGS = ("under-three", "yearly-check")
PLANS = st.sampled_from((YIJUN, QINGHE)).flatmap(lambda plan: plans_under(plan, READINGS))

ON = date(2026, 1, 5)
FIRST_OF_HOME_POINTS = date(2023, 11, 14)
BEFORE = FIRST_OF_HOME_POINTS - timedelta(days=1)
DAYS = st.sampled_from((ON, FIRST_OF_HOME_POINTS, BEFORE))

MODEST = settings(max_examples=60)
THOROUGH = settings(max_examples=200)
DAY = timedelta(days=1)

INFANT, TODDLER, OLDER = ClassKind.INFANT, ClassKind.TODDLER, ClassKind.OLDER_TODDLER
MIXED = ClassKind.MIXED

# the standard by hand: arts. 19 and 20
AGES = {INFANT: (6, 12), TODDLER: (12, 24), OLDER: (24, 36), MIXED: (18, 36)}
LIMITS = {INFANT: 10, TODDLER: 15, OLDER: 20, MIXED: 18}
RATIOS = {INFANT: 3, TODDLER: 5, OLDER: 7}
IN_A_HOME = 5
PER_CARER_AT_HOME = 3


def is_included(plan: Plan) -> bool:
    return plan.readings.under_three == "included"


def takes(kind: ClassKind, months: int, *, included: bool) -> bool:
    youngest, below = AGES[kind]
    return youngest <= months < below or (included and months == below == 36)


# ages


def plus(day: date, months: int) -> date:
    """Give the corresponding day so many months later, else the last of that month."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


BIRTHS = st.sampled_from((date(2024, 2, 29), date(2023, 1, 31), date(2023, 8, 30))) | st.dates(
    date(2000, 1, 1), date(2040, 12, 31)
)


class TestAnAge:
    """Civil Code arts. 201, 202: whole months, to the corresponding day or the month's last."""

    @given(BIRTHS, st.integers(0, 2000))
    def test_never_falls_and_never_skips_a_month(self, born_on: date, days: int) -> None:
        on = born_on + timedelta(days=days)
        grown = age_in_months(born_on, on=on + DAY) - age_in_months(born_on, on=on)
        assert grown in (0, 1)

    @given(BIRTHS, st.integers(0, 60))
    def test_is_n_months_from_the_corresponding_day_on(self, born_on: date, months: int) -> None:
        reached = plus(born_on, months)
        assert age_in_months(born_on, on=reached) == months
        if months:
            assert age_in_months(born_on, on=reached - DAY) == months - 1

    @given(BIRTHS, st.integers(0, 1200))
    def test_is_the_number_of_months_that_one_counts(self, born_on: date, days: int) -> None:
        on = born_on + timedelta(days=days)
        ended = [months for months in range(1, 60) if plus(born_on, months) <= on]
        assert age_in_months(born_on, on=on) == len(ended)


MONTHS = st.sampled_from((0, 5, 6, 11, 12, 17, 18, 23, 24, 35, 36, 37)) | st.integers(0, 120)


class TestTheClassesForAnAge:
    """Art. 19: three kinds of class that follow one another, and mixed ones from 18 months."""

    @given(MONTHS, PLANS)
    def test_are_one_of_one_age_and_perhaps_a_mixed_one(self, months: int, plan: Plan) -> None:
        kinds = classes_for(months, plan, on=ON).require()
        assert len([kind for kind in kinds if kind is not MIXED]) <= 1
        assert len(set(kinds)) == len(kinds)
        assert set(kinds) != {MIXED}

    @given(MONTHS, PLANS)
    def test_are_those_that_take_it(self, months: int, plan: Plan) -> None:
        included = is_included(plan)
        expected = {kind for kind in ClassKind if takes(kind, months, included=included)}
        assert set(classes_for(months, plan, on=ON).require()) == expected

    @given(MONTHS, PLANS)
    def test_hang_on_the_reading_exactly_at_the_third_birthday(
        self, months: int, plan: Plan
    ) -> None:
        stamps = {stamp.id for stamp in classes_for(months, plan, on=ON).readings}
        assert stamps == ({"under-three"} if months == 36 else set())


# what is found, and what it would be whatever the unknown facts are

Breach: TypeAlias = tuple[str, object]
"""A code, and whom it is about: a group, a person and a post, a role, or the whole."""


@frozen
class Truth:
    """What a record of which everything is known comes to, by hand.

    Attributes:
        breaches: each with the numbers that a ground states of it.
        texts: what no text says and what could add a breach.
    """

    breaches: frozenset[tuple[Breach, object]] = frozenset()
    texts: frozenset[str] = frozenset()

    @property
    def plain(self) -> frozenset[Breach]:
        return frozenset(breach for breach, _ in self.breaches)


LAWFUL = ("enrolment.groups-lawful", "enrolment.staff-in-order")


def whom(ground: Ground) -> object:
    facts = dict(ground.facts)
    if "person" in facts:
        return facts["person"], facts.get("post")
    if "months" in facts:
        return facts["group"], facts["months"]
    return facts.get("group") or facts.get("role")


def breaches_of(answer: Decision[tuple[Ground, ...]]) -> frozenset[Breach]:
    """Give the breaches that are certain, whether the answer is open or not."""
    return frozenset(
        (ground.code.removeprefix("enrolment."), whom(ground))
        for ground in answer.grounds
        if ground.code not in LAWFUL
    )


def named(answer: Decision[Any], kind: str) -> set[str]:
    if not isinstance(answer, Undetermined):
        return set()
    return {item.name for item in answer.missing if item.kind == kind}


Place: TypeAlias = tuple[str, int, str]
"""Where a fact stands: in the facility, in one of its groups, or in one of the staff."""


@frozen(kw_only=True)
class Question:
    """A facility and its staff, asked about under a plan on a day."""

    plan: Plan
    on: date
    facility: Facility
    staff: tuple[StaffMember, ...] = ()
    months: int = 24

    def groups(self) -> Decision[tuple[Ground, ...]]:
        return check_groups(self.facility, self.plan, on=self.on)

    def people(self) -> Decision[tuple[Ground, ...]]:
        return check_staff(self.facility, self.staff, self.plan, on=self.on)

    def free(self) -> Decision[int]:
        return vacancies(self.facility, self.months, self.plan, on=self.on)

    def places(self) -> Places:
        return places(self.facility, on=self.on)

    def knowing(self, place: Place, value: object) -> Question:
        """Give the same question with another value of a fact."""
        owner, index, name = place
        change: dict[str, Any] = {name: value}
        if owner == "staff":
            return evolve(self, staff=changed(self.staff, index, change))
        if owner == "groups":
            change = {"groups": changed(self.facility.groups or (), index, change)}
        return evolve(self, facility=evolve(self.facility, **change))

    def without(self, unknown: Iterable[Place]) -> Question:
        question = self
        for place in unknown:
            question = question.knowing(place, None)
        return question

    def fact(self, place: Place) -> object:
        owner, index, name = place
        owners: dict[str, Any] = {"staff": self.staff, "groups": self.facility.groups}
        return getattr(owners[owner][index] if owner in owners else self.facility, name)

    def place(self, name: str) -> Place:
        """Find the fact that an answer names."""
        of_one = re.fullmatch(r"(groups|staff)\[(\w+)\]\.(\w+)", name)
        if not of_one:
            assert name in {f.name for f in fields(Facility)}
            return "facility", 0, name
        owner, which, fact = of_one.groups()
        if owner == "groups":
            return owner, int(which), fact
        (index,) = (i for i, m in enumerate(self.staff) if m.person.digest.startswith(which))
        return owner, index, fact


T = TypeVar("T")


def changed(held: Sequence[T], index: int, change: dict[str, Any]) -> tuple[T, ...]:
    made: Any = evolve
    return tuple(made(one, **change) if at == index else one for at, one in enumerate(held))


Outcomes: TypeAlias = "dict[tuple[object, ...], T]"


def outcomes(
    asked: Question,
    domains: dict[Place, Sequence[object]],
    worth: Callable[[Question], T],
) -> Outcomes[T]:
    """Give what the question comes to for any values of the unknown facts."""
    found: dict[tuple[object, ...], T] = {}
    for values in product(*domains.values()):
        whole = asked
        try:
            for place, value in zip(domains, values, strict=True):
                whole = whole.knowing(place, value)
        except InvalidFacts:  # the last day before the first, the youngest above the oldest
            continue
        found[values] = worth(whole)
    return found


def that_matter(unknown: Iterable[Place], found: Outcomes[T]) -> set[Place]:
    """Find the unknown facts of which another value alone changes the outcome."""
    mattering: set[Place] = set()
    for index, place in enumerate(unknown):
        together: dict[tuple[object, ...], set[T]] = {}
        for values, outcome in found.items():
            others = (*values[:index], *values[index + 1 :])
            together.setdefault(others, set()).add(outcome)
        if any(len(each) > 1 for each in together.values()):
            mattering.add(place)
    return mattering


def is_what_every_completion_comes_to(
    answer: Decision[tuple[Ground, ...]],
    asked: Question,
    domains: dict[Place, Sequence[object]],
    truth: Callable[[Question], Truth],
) -> None:
    """Compare an answer with all that the unknown facts could make of it."""
    found = outcomes(asked, domains, truth)
    settled = len(set(found.values())) == 1
    certain = frozenset.intersection(*(outcome.plain for outcome in found.values()))
    assert breaches_of(answer) == certain
    if isinstance(answer, Decided):
        assert {(outcome.plain, outcome.texts) for outcome in found.values()} == {
            (certain, frozenset())
        }
    else:
        assert not settled or next(iter(found.values())).texts
    if not named(answer, "text"):  # what matters once a text is silent, nobody can tell
        mattering = that_matter(domains, found)
        assert {asked.place(name) for name in named(answer, "fact")} <= mattering


def comes_to_the_truth(whole: Question, asked: Question, ask: Callable[[Question], T]) -> T:
    """Answer what is asked for until nothing is; every answer has to tell something new."""
    answer = ask(asked)
    assert isinstance(answer, Decided | Undetermined)
    while names := named(answer, "fact"):
        known = asked
        for name in names:
            place = asked.place(name)
            assert asked.fact(place) is None
            known = known.knowing(place, whole.fact(place))
        assert known != asked
        asked, answer = known, ask(known)
        assert isinstance(answer, Decided | Undetermined)
    return answer


# groups

ENROLLED = st.sampled_from((0, 1, 3, 4, 5, 6, 7, 8, 10, 11, 15, 16, 18, 19, 20, 21))
CARERS = st.integers(0, 5)
SLOTS = st.sampled_from((0, 3, 5, 10, 11, 15, 18, 19, 20, 21))
OF_CHILDREN = (5, 6, 11, 12, 17, 18, 23, 24, 30, 35, 36, 37)
SETTINGS = st.sampled_from(
    ((), (Setting.HOME,), (Setting.STANDALONE,), (Setting.COMMUNITY, Setting.HOME))
)


@st.composite
def class_groups(draw: DrawFn) -> ClassGroup:
    """Draw a group of which everything is known; one of one age need not tell its ages.

    Where there is no child there is no age.
    """
    kind = draw(st.sampled_from(ClassKind))
    within = [months for months in OF_CHILDREN if takes(kind, months, included=True)]
    ages = st.sampled_from(within) | st.sampled_from(OF_CHILDREN)
    youngest, oldest = sorted((draw(ages), draw(ages)))
    enrolled = draw(ENROLLED)
    told = enrolled > 0 and (kind is MIXED or draw(st.booleans()))
    return ClassGroup(
        kind=kind,
        slots=draw(SLOTS),
        enrolled=enrolled,
        carers=draw(CARERS),
        youngest_months=youngest if told else None,
        oldest_months=oldest if told else None,
    )


GROUPS = st.lists(class_groups(), max_size=3).map(tuple)


@st.composite
def questions(draw: DrawFn) -> Question:
    """Draw a question about groups of which everything is known."""
    facility = Facility(id="F1", settings=draw(SETTINGS), groups=draw(GROUPS))
    return Question(plan=draw(PLANS), on=draw(DAYS), facility=facility)


# more never undoes what more did: the ends tell whether a number matters, the rest where it turns
COUNTS = (0, 1, 3, 4, 5, 6, 7, 10, 11, 21, 1000)


def of_groups(question: Question) -> dict[Place, Sequence[object]]:
    """Give the facts about groups that may be unknown, with all values that could matter."""
    found: dict[Place, Sequence[object]] = {
        ("facility", 0, "settings"): ((), (Setting.HOME,)),
    }
    for index, group in enumerate(question.facility.groups or ()):
        found["groups", index, "carers"] = COUNTS
        if group.kind is MIXED and not group.enrolled:
            continue
        found["groups", index, "enrolled"] = COUNTS
        if group.kind is MIXED:
            found["groups", index, "youngest_months"] = OF_CHILDREN
            found["groups", index, "oldest_months"] = OF_CHILDREN
    return found


def truth_of_groups(question: Question) -> Truth:
    """Judge groups of which everything is known, by hand."""
    groups = question.facility.groups or ()
    if Setting.HOME in (question.facility.settings or ()):
        return truth_of_a_home(groups, question.on)
    found = [truth_of_a_class(i, g, is_included(question.plan)) for i, g in enumerate(groups, 1)]
    return Truth(
        frozenset(breach for truth in found for breach in truth.breaches),
        frozenset(text for truth in found for text in truth.texts),
    )


def truth_of_a_home(groups: Iterable[ClassGroup], on: date) -> Truth:
    if on < FIRST_OF_HOME_POINTS:
        names = frozenset({"home_point_children", "home_point_children_per_carer"})
        return Truth(texts=names)
    children = sum(group.enrolled or 0 for group in groups)
    carers = sum(group.carers or 0 for group in groups)
    found: set[tuple[Breach, object]] = set()
    if children > IN_A_HOME:
        found.add((("home-point-too-large", None), children))
    if children > carers * PER_CARER_AT_HOME:
        found.add((("home-point-too-few-carers", None), (children, carers)))
    return Truth(frozenset(found))


def truth_of_a_class(number: int, group: ClassGroup, included: bool) -> Truth:  # noqa: FBT001
    children, carers = group.enrolled or 0, group.carers or 0
    found: set[tuple[Breach, object]] = set()
    texts: set[str] = set()
    if children > LIMITS[group.kind]:
        found.add((("class-too-large", number), children))
    youngest = group.youngest_months or 0
    enough = carers * RATIOS.get(group.kind, ratio_at(youngest)) >= children
    if not enough and group.kind is MIXED:
        texts.add("carer_ratios.mixed")
    elif not enough:
        found.add((("too-few-carers", number), (children, carers)))
    for months in (group.youngest_months, group.oldest_months):
        if months is not None and not takes(group.kind, months, included=included):
            found.add((("age-outside-class", (number, months)), months))
    return Truth(frozenset(found), frozenset(texts))


def ratio_at(months: int) -> int:
    """Give the ratio of the class for an age, the strictest for children who are no younger."""
    return 3 if months < 12 else 5 if months < 24 else 7


@st.composite
def in_doubt(
    draw: DrawFn, domains: dict[Place, Sequence[object]], most: int = 2
) -> dict[Place, Sequence[object]]:
    """Draw some facts to be unknown, with their domains."""
    chosen = draw(st.lists(st.sampled_from(list(domains)), max_size=most, unique=True))
    return {place: domains[place] for place in chosen}


class TestGroups:
    """Arts. 19, 20 and 家庭托育点管理办法: sizes, carers and ages of the groups."""

    @THOROUGH
    @given(questions())
    def test_are_lawful_as_one_counts_by_hand(self, question: Question) -> None:
        truth, answer = truth_of_groups(question), question.groups()
        assert breaches_of(answer) == truth.plain
        assert named(answer, "text") == truth.texts
        assert named(answer, "fact") == set()

    @MODEST
    @given(questions(), st.data())
    def test_are_what_every_completion_comes_to(self, question: Question, data: DataObject) -> None:
        domains = data.draw(in_doubt(of_groups(question)))
        asked = question.without(domains)
        is_what_every_completion_comes_to(asked.groups(), asked, domains, truth_of_groups)

    @given(questions(), st.data())
    def test_that_are_settled_no_true_datum_turns(
        self, question: Question, data: DataObject
    ) -> None:
        blind = question.without(data.draw(in_doubt(of_groups(question), most=6))).groups()
        seeing = question.groups()
        if isinstance(blind, Decided):
            assert isinstance(seeing, Decided)
            assert set(seeing.value) == set(blind.value)
        assert breaches_of(blind) <= breaches_of(seeing)

    @given(questions(), st.data())
    def test_are_settled_by_the_facts_that_are_asked_for(
        self, question: Question, data: DataObject
    ) -> None:
        asked = question.without(data.draw(in_doubt(of_groups(question), most=6)))
        answer = comes_to_the_truth(question, asked, Question.groups)
        assert breaches_of(answer) == breaches_of(question.groups())
        assert named(answer, "text") == named(question.groups(), "text")

    @given(questions(), st.data())
    def test_with_a_carer_more_have_no_breach_more(
        self, question: Question, data: DataObject
    ) -> None:
        asked = question.without(data.draw(in_doubt(of_groups(question))))
        before = asked.groups()
        for index, group in enumerate(asked.facility.groups or ()):
            if group.carers is not None:
                after = asked.knowing(("groups", index, "carers"), group.carers + 1).groups()
                assert breaches_of(after) <= breaches_of(before)
                assert not (isinstance(before, Decided) and isinstance(after, Undetermined))

    @given(questions(), st.data())
    def test_with_a_child_more_have_no_breach_fewer(
        self, question: Question, data: DataObject
    ) -> None:
        asked = question.without(data.draw(in_doubt(of_groups(question))))
        before = asked.groups()
        for index, group in enumerate(asked.facility.groups or ()):
            if group.enrolled is not None:
                after = asked.knowing(("groups", index, "enrolled"), group.enrolled + 1).groups()
                assert breaches_of(before) <= breaches_of(after)

    @given(questions(), st.data())
    def test_in_another_order_have_the_same_breaches(
        self, question: Question, data: DataObject
    ) -> None:
        asked = question.without(data.draw(in_doubt(of_groups(question))))
        shuffled = tuple(data.draw(st.permutations(asked.facility.groups or ())))
        other = evolve(asked, facility=evolve(asked.facility, groups=shuffled)).groups()
        answer = asked.groups()
        assert type(answer) is type(other)
        assert without_numbers(answer) == without_numbers(other)

    @given(questions(), st.data())
    def test_hang_on_a_reading_only_where_they_say_so(
        self, question: Question, data: DataObject
    ) -> None:
        asked = question.without(data.draw(in_doubt(of_groups(question))))
        hangs_on_no_other_reading(asked, Question.groups)


def without_numbers(answer: Decision[Any]) -> object:
    """Give what an answer says apart from which group it says it of."""
    grounds = [
        (ground.code, tuple(fact for fact in ground.facts if fact[0] != "group"))
        for ground in answer.grounds
    ]
    names = [
        re.sub(r"\[\d+\]", "", item.name)
        for item in (answer.missing if isinstance(answer, Undetermined) else ())
    ]
    return Counter(grounds), Counter(names), set(answer.readings)


@cache
def under(plan: Plan, name: str, option: str) -> Plan:
    return plan.with_readings({name: option})


def hangs_on_no_other_reading(asked: Question, ask: Callable[[Question], Decision[Any]]) -> None:
    """Ask under every option of the readings that an answer does not name."""
    answer = ask(asked)
    for name in set(READINGS) - {stamp.id for stamp in answer.readings}:
        for option in asked.plan.reading(name).options:
            other = ask(evolve(asked, plan=under(asked.plan, name, option.id)))
            assert other.kind == answer.kind
            assert other.grounds == answer.grounds


# staff

EDUCATED = tuple(Education)
QUALIFIED: dict[Role, tuple[Qualification, ...]] = {
    Role.HEAD: (Qualification.HEAD_TRAINING,),
    Role.CARER: (
        Qualification.CARE_TRAINING,
        Qualification.CARE_EXPERIENCE,
        Qualification.RELATED_MAJOR,
    ),
    Role.HEALTH_WORKER: (Qualification.HEALTH_TRAINING,),
    Role.GUARD: (Qualification.GUARD_CERTIFICATE,),
}


def some_of(held: tuple[T, ...]) -> tuple[tuple[T, ...], ...]:
    """Give everything that somebody may hold of it."""
    return tuple(
        tuple(one for at, one in enumerate(held) if bits >> at & 1)
        for bits in range(2 ** len(held))
    )


CHECKS = (
    False,
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 1, 4),
    date(2025, 1, 5),
    ON,
)
# nobody begins or ends on the day that is asked about: one of the two would tell the other
FIRST_DAYS = (date(2020, 9, 1), date(2026, 1, 4), date(2026, 1, 6))
LAST_DAYS: tuple[Event, ...] = (False, date(2026, 1, 6))
LEFT = date(2026, 1, 4)


def values_of(role: Role) -> dict[str, Sequence[object]]:
    """Give the facts about somebody that may be unknown, with all values that could matter."""
    return {
        "since": FIRST_DAYS,
        "full_time": (True, False),
        "education": EDUCATED,
        "experience_years": (0, 2, 3, 9),
        "qualifications": some_of(QUALIFIED.get(role, ())),
        "health_checked_on": CHECKS,
    }


@st.composite
def members(draw: DrawFn, number: int) -> StaffMember:
    """Draw somebody of whom everything is known, often as the post asks for."""
    role = draw(st.sampled_from(Role))
    facts: dict[str, Any] = {
        "since": FIRST_DAYS[0],
        "full_time": True,
        "education": Education.COLLEGE,
        "experience_years": 3,
        "qualifications": QUALIFIED.get(role, ()),
        "health_checked_on": ON,
    }
    values = values_of(role)
    for name in draw(st.lists(st.sampled_from(list(values)), max_size=2, unique=True)):
        facts[name] = draw(st.sampled_from(values[name]))
    until = draw(st.sampled_from((*LAST_DAYS, LEFT)))
    if until and until < facts["since"]:
        until = False
    return StaffMember(
        person=PersonKey(f"{number:08}" + "0" * 56),
        facility=draw(st.sampled_from(("F1", "F1", "F1", "F2"))),
        role=role,
        until=until,
        **facts,
    )


@st.composite
def staffs(draw: DrawFn) -> tuple[StaffMember, ...]:
    return tuple(draw(members(number)) for number in range(draw(st.integers(0, 5))))


CHILDREN = (0, 1, 149, 150, 151, 300, 301)


@st.composite
def staff_questions(draw: DrawFn) -> Question:
    """Draw a question about staff of which everything is known."""
    sizes = draw(st.lists(st.sampled_from(CHILDREN), max_size=2))
    groups = tuple(ClassGroup(kind=OLDER, enrolled=size) for size in sizes)
    facility = Facility(id="F1", settings=draw(SETTINGS), groups=groups)
    return Question(plan=draw(PLANS), on=ON, facility=facility, staff=draw(staffs()))


def of_staff(question: Question) -> dict[Place, Sequence[object]]:
    """Give the facts about staff that may be unknown, with all values that could matter."""
    found: dict[Place, Sequence[object]] = {
        ("facility", 0, "settings"): ((), (Setting.HOME,), (Setting.STANDALONE,)),
        ("facility", 0, "groups"): tuple(
            (ClassGroup(kind=OLDER, enrolled=number),) for number in (*CHILDREN, 900)
        ),
    }
    for index, _ in enumerate(question.facility.groups or ()):
        found["groups", index, "enrolled"] = (*CHILDREN, 900)
    for index, member in enumerate(question.staff):
        for name, values in values_of(member.role).items():
            found["staff", index, name] = values
        found["staff", index, "until"] = (*LAST_DAYS, LEFT)
    return found


def truth_of_staff(question: Question) -> Truth:
    """Judge staff of whom everything is known, by hand."""
    on, facility = question.on, question.facility
    at_home = Setting.HOME in (facility.settings or ())
    there = [m for m in question.staff if m.facility == "F1" and is_there(m, on)]
    found: set[tuple[Breach, object]] = set()
    for member in there:
        digest = member.person.digest
        for post in posts_not_met(member, question.plan, at_home=at_home):
            found.add((("post-not-met", (digest, post)), None))
        # the norms that ask for the yearly check bind no home point
        if not at_home and not is_checked(member, question.plan, on):
            due = ("health-check-due", (digest, None))
            found.add((due, member.health_checked_on))
    if not at_home:
        found |= set(numbers_lacking(facility, there))
    return Truth(frozenset(found))


def is_there(member: StaffMember, on: date) -> bool:
    assert member.since is not None
    return member.since <= on and (not member.until or on <= member.until)


def posts_not_met(member: StaffMember, plan: Plan, *, at_home: bool) -> Iterator[str]:
    for role, of_home, post, met in (*POSTS, *LOCAL_POSTS.get(plan.id, ())):
        if role is member.role and of_home is at_home and not met(member):
            yield post


Post: TypeAlias = "tuple[Role, bool, str, Callable[[StaffMember], bool]]"


def holds(*any_of: Qualification) -> Callable[[StaffMember], bool]:
    return lambda member: not set(any_of).isdisjoint(member.qualifications or ())


def educated(at_least: Education) -> Callable[[StaffMember], bool]:
    return lambda member: member.education in EDUCATED[EDUCATED.index(at_least) :]


BACKGROUND = holds(Qualification.CARE_EXPERIENCE, Qualification.RELATED_MAJOR)
POSTS: tuple[Post, ...] = (
    (Role.HEAD, False, "head-education", educated(Education.COLLEGE)),
    (Role.HEAD, False, "head-experience", lambda member: (member.experience_years or 0) >= 3),
    (Role.HEAD, False, "head-training", holds(Qualification.HEAD_TRAINING)),
    (Role.CARER, False, "carer-background", BACKGROUND),
    (Role.CARER, False, "carer-training", holds(Qualification.CARE_TRAINING)),
    (Role.HEALTH_WORKER, False, "health-worker-training", holds(Qualification.HEALTH_TRAINING)),
    (Role.HEALTH_WORKER, False, "health-worker-education", educated(Education.UPPER_SECONDARY)),
    (Role.GUARD, False, "guard-certificate", holds(Qualification.GUARD_CERTIFICATE)),
    (Role.CARER, True, "home-carer-background", BACKGROUND),
    (Role.CARER, True, "home-carer-training", holds(Qualification.CARE_TRAINING)),
)
LOCAL_POSTS: dict[str, tuple[Post, ...]] = {
    "qinghe": ((Role.CARER, True, "home-carer-education", educated(Education.UPPER_SECONDARY)),)
}


def is_checked(member: StaffMember, plan: Plan, on: date) -> bool:
    checked_on = member.health_checked_on
    if not checked_on or checked_on > on:
        return False
    if plan.readings.yearly_check == "calendar-year":
        return on.year <= checked_on.year + 1
    return on <= plus(checked_on, 12)


def numbers_lacking(
    facility: Facility, there: Sequence[StaffMember]
) -> Iterator[tuple[Breach, object]]:
    posts = [Role.HEAD, Role.HEALTH_WORKER]
    posts += [Role.GUARD] if Setting.STANDALONE in (facility.settings or ()) else []
    for role in posts:
        if not any(member.role is role for member in there):
            yield ("post-vacant", role.value), None
    workers = [member for member in there if member.role is Role.HEALTH_WORKER]
    full_time = sum(member.full_time is True for member in workers)
    children = sum(group.enrolled or 0 for group in facility.groups or ())
    needed = len(range(0, children, 150)) if children >= 150 else 0
    if workers and full_time < needed:
        yield ("too-few-health-workers", None), (children, full_time, needed)


class TestStaff:
    """Art. 18, 76号令 art. 12 and 管理规范 art. 28: posts, numbers and yearly checks."""

    @given(staff_questions())
    def test_are_in_order_as_one_looks_by_hand(self, question: Question) -> None:
        answer = question.people()
        assert isinstance(answer, Decided)
        assert breaches_of(answer) == truth_of_staff(question).plain

    @MODEST
    @given(staff_questions(), st.data())
    def test_are_what_every_completion_comes_to(self, question: Question, data: DataObject) -> None:
        domains = data.draw(in_doubt(of_staff(question)))
        if ("facility", 0, "groups") in domains:
            domains = {place: one for place, one in domains.items() if place[0] != "groups"}
        asked = question.without(domains)
        is_what_every_completion_comes_to(asked.people(), asked, domains, truth_of_staff)

    @given(staff_questions(), st.data())
    def test_that_are_settled_no_true_datum_turns(
        self, question: Question, data: DataObject
    ) -> None:
        blind = question.without(forgotten(question, data)).people()
        seeing = question.people()
        if isinstance(blind, Decided):
            assert breaches_of(seeing) == breaches_of(blind)
        assert breaches_of(blind) <= breaches_of(seeing)

    @given(staff_questions(), st.data())
    def test_are_settled_by_the_facts_that_are_asked_for(
        self, question: Question, data: DataObject
    ) -> None:
        asked = question.without(forgotten(question, data))
        answer = comes_to_the_truth(question, asked, Question.people)
        truth = question.people()
        # of somebody who may have left, the other option might still have asked for a check
        assert set(truth.readings) <= set(answer.readings)
        assert evolve(answer, readings=()) == evolve(truth, readings=())

    @given(staff_questions(), st.data())
    def test_in_another_order_have_the_same_breaches(
        self, question: Question, data: DataObject
    ) -> None:
        asked = question.without(forgotten(question, data))
        shuffled = evolve(asked, staff=tuple(data.draw(st.permutations(asked.staff)))).people()
        answer = asked.people()
        assert set(shuffled.grounds) == set(answer.grounds)
        assert set(shuffled.readings) == set(answer.readings)
        for kind in ("fact", "text"):
            assert named(shuffled, kind) == named(answer, kind)

    @given(staff_questions(), st.data())
    def test_hang_on_a_reading_only_where_they_say_so(
        self, question: Question, data: DataObject
    ) -> None:
        asked = question.without(forgotten(question, data))
        hangs_on_no_other_reading(asked, Question.people)

    @given(staff_questions(), st.data())
    def test_of_whom_one_more_is_there_leave_no_more_posts_vacant(
        self, question: Question, data: DataObject
    ) -> None:
        more = evolve(question, staff=(*question.staff, data.draw(members(9))))
        before, after = (
            {b for b in breaches_of(q.people()) if b[0].startswith("post-vacant")}
            for q in (question, more)
        )
        assert after <= before


def forgotten(question: Question, data: DataObject) -> list[Place]:
    """Draw facts to be unknown; of groups that are unknown there is nothing more to forget."""
    drawn = data.draw(in_doubt(of_staff(question), most=6))
    whole = ("facility", 0, "groups") in drawn
    return [place for place in drawn if not (whole and place[0] == "groups")]


# places

LICENSED = st.sampled_from((0, 3, 5, 10, 20, 30, 60))
OPENINGS: tuple[Event, ...] = (False, date(2024, 9, 1), ON, date(2026, 1, 6))
CLOSINGS: tuple[Event, ...] = (False, False, ON, date(2026, 1, 6))


@st.composite
def place_questions(draw: DrawFn) -> Question:
    """Draw a question about places of which everything is known."""
    opened, closed = draw(st.sampled_from(OPENINGS)), draw(st.sampled_from(CLOSINGS))
    if opened and closed:
        opened, closed = min(opened, closed), max(opened, closed)
    capacities = draw(
        st.lists(
            st.builds(Capacity, on=st.sampled_from((BEFORE, ON, ON + DAY)), slots=LICENSED),
            max_size=3,
            unique_by=lambda capacity: capacity.on,
        )
    )
    facility = Facility(
        id="F1",
        settings=draw(SETTINGS),
        opened_on=opened,
        closed_on=closed,
        capacities=tuple(capacities),
        groups=draw(GROUPS),
    )
    return Question(plan=draw(PLANS), on=ON, facility=facility, months=draw(MONTHS))


def of_places(question: Question) -> dict[Place, Sequence[object]]:
    """Give the facts about places that may be unknown, with all values that could matter."""
    found: dict[Place, Sequence[object]] = {
        ("facility", 0, "settings"): ((), (Setting.HOME,)),
        ("facility", 0, "opened_on"): (False, BEFORE),
        ("facility", 0, "closed_on"): (False, ON),
        ("facility", 0, "capacities"): tuple(
            (Capacity(on=BEFORE, slots=number),) for number in COUNTS
        ),
    }
    for index, _ in enumerate(question.facility.groups or ()):
        found["groups", index, "slots"] = COUNTS
        found["groups", index, "enrolled"] = COUNTS
    return found


def licensed(facility: Facility) -> int:
    if facility.closed_on and facility.closed_on <= ON:
        return 0
    begun = {c.on: c.slots for c in facility.capacities or () if c.on <= ON}
    return begun[max(begun)] if begun else 0


def room_in(group: ClassGroup) -> int:
    """Count the places of a class that are offered, lawful and free."""
    return max(0, min(LIMITS[group.kind], group.slots or 0) - (group.enrolled or 0))


def fitting(question: Question) -> list[ClassGroup]:
    included = is_included(question.plan)
    return [
        group
        for group in question.facility.groups or ()
        if takes(group.kind, question.months, included=included)
    ]


def true_vacancies(question: Question) -> int | None:
    """Count the vacancies of a facility of which everything is known; `None` where no text does."""
    facility, groups = question.facility, question.facility.groups or ()
    begun = facility.opened_on and facility.opened_on <= ON
    enrolled = sum(group.enrolled or 0 for group in groups)
    left = max(0, licensed(facility) - enrolled) if begun else 0
    if Setting.HOME in (facility.settings or ()):
        offered = sum(group.slots or 0 for group in groups)
        left = min(left, max(0, min(IN_A_HOME, offered) - enrolled))
        within = 36 if is_included(question.plan) else 35
        if left and question.months < 6:
            return None
        return left if question.months <= within else 0
    return min(left, sum(map(room_in, fitting(question))))


class TestPlaces:
    """Art. 19: no class above its limit; and no more children than are licensed."""

    @given(place_questions())
    def test_are_as_many_as_one_counts_by_hand(self, question: Question) -> None:
        answer, expected = question.free(), true_vacancies(question)
        if expected is None:
            assert named(answer, "text") == {"home_point_ages"}
        else:
            assert answer.require() == expected

    @MODEST
    @given(place_questions(), st.data())
    def test_are_what_every_completion_comes_to(self, question: Question, data: DataObject) -> None:
        domains = data.draw(in_doubt(of_places(question)))
        asked = question.without(domains)
        answer, found = asked.free(), outcomes(asked, domains, true_vacancies)
        values = set(found.values())
        if isinstance(answer, Decided):
            assert values == {answer.value}
        else:
            assert len(values) > 1 or values == {None}
        mattering = that_matter(domains, found)
        assert {asked.place(name) for name in named(answer, "fact")} <= mattering

    @given(place_questions(), st.data())
    def test_are_settled_by_the_facts_that_are_asked_for(
        self, question: Question, data: DataObject
    ) -> None:
        asked = question.without(data.draw(in_doubt(of_places(question), most=5)))
        answer = comes_to_the_truth(question, asked, Question.free)
        assert named(answer, "text") == named(question.free(), "text")
        if isinstance(answer, Decided):
            assert answer.value == question.free().require()

    @given(place_questions())
    def test_that_are_taken_leave_no_class_too_large(self, question: Question) -> None:
        answer = question.free()
        if not isinstance(answer, Decided):
            return
        before = question.groups()
        groups = list(question.facility.groups or ())
        home = Setting.HOME in (question.facility.settings or ())
        left = answer.value
        for index, group in enumerate(groups):
            if home or group in fitting(question):
                room = left if home else min(left, room_in(group))
                groups[index] = evolve(group, enrolled=(group.enrolled or 0) + room)
                left -= room
        assert left == 0
        full = evolve(question, facility=evolve(question.facility, groups=tuple(groups)))
        too_large = {"class-too-large", "home-point-too-large"}
        added = breaches_of(full.groups()) - breaches_of(before)
        assert not too_large & {code for code, _ in added}
        assert full.free().require() == 0
        children = sum(group.enrolled or 0 for group in groups)
        assert not answer.value or children <= licensed(question.facility)

    @given(place_questions())
    def test_for_an_age_are_never_more_than_are_vacant(self, question: Question) -> None:
        answer, vacant = question.free(), question.places().vacant
        assert vacant is not None
        assert not isinstance(answer, Decided) or answer.value <= vacant

    @given(place_questions())
    def test_are_never_more_with_a_child_more(self, question: Question) -> None:
        before = true_vacancies(question)
        for index, group in enumerate(question.facility.groups or ()):
            place = ("groups", index, "enrolled")
            answer = question.knowing(place, (group.enrolled or 0) + 1).free()
            if isinstance(answer, Decided) and before is not None:
                assert answer.value <= before

    @given(place_questions())
    def test_add_up(self, question: Question) -> None:
        found, groups = question.places(), question.facility.groups or ()
        assert found.licensed == licensed(question.facility)
        assert found.enrolled == sum(group.enrolled or 0 for group in groups)
        free = sum(max(0, (g.slots or 0) - (g.enrolled or 0)) for g in groups)
        assert found.vacant == min(free, max(0, found.licensed - found.enrolled))
        assert found.bands is not None
        assert [band.kind for band in found.bands] == [
            kind for kind in ClassKind if kind in {group.kind for group in groups}
        ]
        assert sum(band.enrolled or 0 for band in found.bands) == found.enrolled
        assert sum(band.vacant or 0 for band in found.bands) == free

    @given(place_questions(), st.data())
    def test_that_are_counted_no_true_datum_changes(
        self, question: Question, data: DataObject
    ) -> None:
        blind = question.without(data.draw(in_doubt(of_places(question), most=4))).places()
        seeing = question.places()
        for name in ("licensed", "accepted", "enrolled", "vacant"):
            number = getattr(blind, name)
            assert number is None or number == getattr(seeing, name)

    @given(place_questions(), st.data())
    def test_hang_on_a_reading_only_where_they_say_so(
        self, question: Question, data: DataObject
    ) -> None:
        asked = question.without(data.draw(in_doubt(of_places(question))))
        hangs_on_no_other_reading(asked, Question.free)
