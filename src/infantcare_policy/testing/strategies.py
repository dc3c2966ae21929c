"""Hypothesis strategies for facts about facilities, payments and bans, and for plans.

Source: none; the shapes are those of `infantcare_policy.facilities` and `infantcare_policy.county`.

Limitations: days lie within ten years, most of them on few days, so that boundaries meet. Only
`counties` gives facts that stand in one county together; the others know what they are given.

>>> from hypothesis import find
>>> find(events(), lambda event: event is not None)
False
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from attrs import evolve
from hypothesis import strategies as st

from infantcare_policy.county import Ban, County, Payment
from infantcare_policy.decisions import Citation
from infantcare_policy.facilities import (
    Acceptance,
    Capacity,
    ClassGroup,
    Demonstration,
    Event,
    Facility,
)
from infantcare_policy.money import from_fen
from infantcare_policy.terms import (
    FACTS,
    ClassKind,
    FactKind,
    LegalForm,
    Level,
    Operation,
    ServiceMode,
    Setting,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from infantcare_policy.conditions import Fact
    from infantcare_policy.plan import Plan

__all__ = [
    "acceptances",
    "bans",
    "counties",
    "days",
    "events",
    "facilities",
    "facts_with_unknowns",
    "forgetting",
    "payments",
    "plans_under",
]

T = TypeVar("T")

FIRST, LAST = date(2020, 1, 1), date(2029, 12, 31)
# few days, so that two events often meet on one or on neighbours
COMMON = tuple(date(year, 5, day) for year in (2023, 2024, 2025, 2026) for day in (5, 6, 7))
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
MOST_SLOTS = 120
MOST_FEN = 200_000_000
NOT_SO_FAR: SearchStrategy[Literal[False]] = st.just(False)  # noqa: FBT003 - what an event is


def days() -> SearchStrategy[date]:
    """Give days, often the same or neighbouring ones."""
    return st.sampled_from(COMMON) | st.dates(FIRST, LAST)


def events() -> SearchStrategy[Event]:
    """Give days of an event, `False` for one that has not happened, `None` for an unknown one."""
    return st.none() | NOT_SO_FAR | days()


def facts_with_unknowns(names: Iterable[str] = tuple(FACTS)) -> SearchStrategy[dict[str, Fact]]:
    """Give the facts that the rows of a plan may ask for, any of them unknown."""
    return st.fixed_dictionaries({name: st.none() | _values(FACTS[name]) for name in names})


def _values(kind: FactKind) -> SearchStrategy[Fact]:
    if kind.several:
        return st.frozensets(st.sampled_from([str(value) for value in kind.values]))
    return st.sampled_from(kind.values)


@st.composite
def acceptances(draw: DrawFn, *, at_most: int = 5, known: bool = False) -> tuple[Acceptance, ...]:
    """Give a history of acceptances in any order, no two passed ones on one day.

    With `known`, every result is.
    """
    results = st.booleans() if known else st.none() | st.booleans()
    drawn = draw(st.lists(st.tuples(days(), _slots(), results), max_size=at_most))
    taken: set[date] = set()
    history: list[Acceptance] = []
    for on, slots, passed in drawn:
        history.append(Acceptance(on=on, slots=slots, passed=passed and on not in taken))
        taken |= {on} if passed else set()
    return tuple(history)


def _slots() -> SearchStrategy[int]:
    return st.sampled_from((0, 20, 30)) | st.integers(0, MOST_SLOTS)


@st.composite
def facilities(
    draw: DrawFn, plan: Plan, *, ids: Sequence[str] = ("F1", "F2"), known: bool = False
) -> Facility:
    """Give facilities in the towns of a plan, any fact about them unknown.

    With `known`, every fact is known that could have been unknown.
    """

    def fact(values: SearchStrategy[T]) -> SearchStrategy[T | None]:
        return values if known else st.none() | values

    def event() -> SearchStrategy[Event]:
        return fact(NOT_SO_FAR | days())

    opened, closed = draw(event()), draw(event())
    if opened and closed and closed < opened:
        opened, closed = closed, opened
    towns = [town.id for town in plan.towns]
    return Facility(
        id=draw(st.sampled_from(ids)),
        name=draw(fact(st.text("托育园社区中心", min_size=1, max_size=4))),
        town=draw(fact(st.sampled_from(towns)) if towns else st.none()),
        legal_form=draw(fact(st.sampled_from(LegalForm))),
        settings=draw(fact(_some(Setting))),
        operation=draw(fact(st.sampled_from(Operation))),
        inclusive=draw(fact(st.booleans())),
        guidance=draw(fact(st.booleans())),
        introduced_brand=draw(fact(st.booleans())),
        demonstration=draw(fact(NOT_SO_FAR | _demonstrations())),
        uscc=draw(fact(st.text(CODE_LETTERS, min_size=18, max_size=18))),
        groups=draw(fact(st.lists(_groups(known=known), max_size=2).map(tuple))),
        acceptances=draw(fact(acceptances(known=known))),
        capacities=draw(fact(_capacities())),
        services=draw(fact(_some(ServiceMode))),
        serves_meals=draw(fact(st.booleans())),
        open_to_neighbours=draw(fact(st.booleans())),
        registered_on=draw(event()),
        filed_on=draw(event()),
        opened_on=opened,
        closed_on=closed,
    )


def _some(words: Iterable[T]) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(st.sampled_from(tuple(words)), unique=True, max_size=3).map(tuple)


def _demonstrations() -> SearchStrategy[Demonstration]:
    return st.builds(Demonstration, level=st.sampled_from(Level), since=days())


def _groups(*, known: bool) -> SearchStrategy[ClassGroup]:
    numbers = st.integers(0, 30)
    counted = numbers if known else st.none() | numbers
    return st.builds(
        ClassGroup,
        kind=st.sampled_from(ClassKind),
        slots=counted,
        enrolled=counted,
        carers=counted,
    )


def _capacities() -> SearchStrategy[tuple[Capacity, ...]]:
    capacity = st.builds(Capacity, on=days(), slots=_slots())
    return st.lists(capacity, unique_by=lambda c: c.on, max_size=2).map(tuple)


FORGETTABLE = (
    "name",
    "town",
    "legal_form",
    "settings",
    "operation",
    "inclusive",
    "guidance",
    "introduced_brand",
    "demonstration",
    "uscc",
    "groups",
    "acceptances",
    "capacities",
    "services",
    "serves_meals",
    "open_to_neighbours",
    "area",
    "registered_on",
    "filed_on",
    "opened_on",
    "closed_on",
)


@st.composite
def forgetting(draw: DrawFn, facility: Facility) -> Facility:
    """Give the same facility with some facts, or results of acceptances, unknown."""
    forgotten: dict[str, Any] = dict.fromkeys(
        draw(st.lists(st.sampled_from(FORGETTABLE), max_size=4))
    )
    results = [
        evolve(acceptance, passed=draw(st.sampled_from((acceptance.passed, None))))
        for acceptance in facility.acceptances or ()
    ]
    history = None if facility.acceptances is None else tuple(results)
    return evolve(facility, **{"acceptances": history, **forgotten})


@st.composite
def payments(
    draw: DrawFn, facility: Facility, plan: Plan, *, at_most: int = 4
) -> tuple[Payment, ...]:
    """Give payments to a facility by payers of a plan, some for one of its acceptances."""
    accepted = [acceptance.on for acceptance in facility.acceptances or ()]
    # two that are alike are common, since being paid twice is what an auditor looks for
    amounts = st.sampled_from((0, 1, 15_000_000)) | st.integers(0, MOST_FEN)
    payers = [payer.id for payer in plan.payers]
    count = draw(st.integers(0, at_most)) if payers else 0
    return tuple(
        Payment(
            id=f"P-{facility.id}-{number}",
            facility=facility.id,
            payer=draw(st.sampled_from(payers)),
            slots=draw(st.none() | _slots()),
            amount=from_fen(draw(amounts)),
            on=draw(days()),
            accepted_on=draw(st.sampled_from((None, *accepted))),
        )
        for number in range(count)
    )


@st.composite
def bans(
    draw: DrawFn, facilities: Sequence[Facility], *, known: bool = False, at_most: int = 3
) -> tuple[Ban, ...]:
    """Give bans on facilities, by id or code, and on somebody else.

    With `known`, a ban that is not for life has a last day.
    """
    named = [name for f in facilities for name in (f.id, f.uscc) if name]
    drawn: list[Ban] = []
    for _ in range(draw(st.integers(0, at_most))):
        since, last = sorted((draw(days()), draw(days())))
        for_life = draw(st.booleans())
        open_end = for_life or (not known and draw(st.booleans()))
        drawn.append(
            Ban(
                subject=draw(st.sampled_from((*named, "somebody-else"))),
                since=since,
                for_life=for_life,
                until=None if open_end else last,
                citation=draw(st.none() | st.sampled_from(BAN_SOURCES)),
            )
        )
    return tuple(drawn)


BAN_SOURCES = (Citation("yijun", "2.4.11"), Citation("minors-law", "126"))


@st.composite
def counties(draw: DrawFn, plan: Plan, *, known: bool = False, at_most: int = 4) -> County:
    """Give counties: facilities, payments to them and to one that is unknown, and bans.

    With `known`, every fact about the facilities and bans is.
    """
    ids = [f"F{number}" for number in range(draw(st.integers(0, at_most)))]
    own = tuple(draw(facilities(plan, ids=(name,), known=known)) for name in ids)
    unknown = Facility(id="unknown")
    made = (payment for f in (*own, unknown) for payment in draw(payments(f, plan, at_most=3)))
    return County(
        id=plan.id,
        facilities=own,
        payments=tuple(made),
        bans=draw(bans(own, known=known)),
    )


def plans_under(plan: Plan, readings: Iterable[str] = ()) -> SearchStrategy[Plan]:
    """Give a plan under any option of some of its readings, of all when none is named."""
    names = tuple(readings) or tuple(reading.id for reading in plan.open_questions)
    options = [st.sampled_from([option.id for option in plan.reading(n).options]) for n in names]
    return st.tuples(*options).map(lambda chosen: _under(plan, names, chosen))


@cache
def _under(plan: Plan, names: tuple[str, ...], chosen: tuple[str, ...]) -> Plan:
    return plan.with_readings(dict(zip(names, chosen, strict=True)))
