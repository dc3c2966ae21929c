"""Hypothesis strategies for the facts of a county, from facilities to families, and for plans.

Source: none; the shapes are those of `infantcare_policy.facilities` and `infantcare_policy.county`.

Limitations: days lie within ten years, most of them on few days, so that boundaries meet. Only
`counties` gives facts that stand in one county together; the others know what they are given.

>>> from hypothesis import find
>>> find(events(), lambda event: event is not None)
False
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, get_args

from attrs import evolve, fields
from hypothesis import strategies as st

from infantcare_policy.county import Activity, Ban, County, Observation, Payment
from infantcare_policy.decisions import Citation
from infantcare_policy.employers import Employer
from infantcare_policy.facilities import (
    Acceptance,
    Capacity,
    ClassGroup,
    Demonstration,
    Event,
    Facility,
)
from infantcare_policy.fact_kinds import FACTS, FactKind
from infantcare_policy.families import (
    Birth,
    Child,
    Family,
    HealthContact,
    HealthInstitution,
    PregnancyLoss,
    ServiceRecord,
)
from infantcare_policy.money import from_fen
from infantcare_policy.people import Incumbency, PersonKey
from infantcare_policy.terms import (
    ActivityKind,
    ClassKind,
    InstitutionKind,
    LegalForm,
    Level,
    Operation,
    ServiceMode,
    Setting,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from infantcare_policy.conditions import Fact
    from infantcare_policy.plan import Plan, Target

__all__ = [
    "acceptances",
    "activities",
    "bans",
    "births",
    "children",
    "contacts",
    "counties",
    "days",
    "employers",
    "events",
    "facilities",
    "facts_with_unknowns",
    "families",
    "forgetting",
    "incumbencies",
    "institutions",
    "observations",
    "payments",
    "plans_under",
    "pregnancy_losses",
    "services",
]

T = TypeVar("T")

FIRST, LAST = date(2020, 1, 1), date(2029, 12, 31)
# few days, so that two events often meet on one or on neighbours
COMMON = tuple(date(year, 5, day) for year in (2023, 2024, 2025, 2026) for day in (5, 6, 7))
CODES = ("52610222MJX0000000", "91610222MA00000000")
BAN_SOURCES = (Citation("yijun", "2.4.11"), Citation("minors-law", "126"))

# a strategy is made once: to make one takes longer than to draw from it
DAYS = st.sampled_from(COMMON) | st.dates(FIRST, LAST)
NOT_SO_FAR: SearchStrategy[Literal[False]] = st.just(False)  # noqa: FBT003 - what an event is
HAPPENED: SearchStrategy[date | Literal[False]] = NOT_SO_FAR | DAYS
EVENTS: SearchStrategy[Event] = st.none() | HAPPENED
SLOTS = st.sampled_from((0, 20, 30)) | st.integers(0, 120)
# two that are alike are common, since being paid twice is what an auditor looks for
FEN = st.sampled_from((0, 1, 15_000_000)) | st.integers(0, 200_000_000)
PLACES = st.integers(0, 100)
CITATIONS = st.none() | st.sampled_from(BAN_SOURCES)


def days() -> SearchStrategy[date]:
    """Give days, often the same or neighbouring ones."""
    return DAYS


def events() -> SearchStrategy[Event]:
    """Give days of an event, `False` for one that has not happened, `None` for an unknown one."""
    return EVENTS


def facts_with_unknowns(names: Iterable[str] = tuple(FACTS)) -> SearchStrategy[dict[str, Fact]]:
    """Give the facts that the rows of a plan may ask for, any of them unknown."""
    return st.fixed_dictionaries({name: st.none() | _values(FACTS[name]) for name in names})


def _values(kind: FactKind) -> SearchStrategy[Fact]:
    if kind.several:
        return st.frozensets(st.sampled_from([str(value) for value in kind.values]))
    return st.sampled_from(kind.values)


@cache
def acceptances(*, known: bool = False) -> SearchStrategy[tuple[Acceptance, ...]]:
    """Give a history of acceptances in any order, no two passed ones on one day.

    With `known`, every result is.
    """
    results = st.booleans() if known else st.none() | st.booleans()
    return st.lists(st.tuples(DAYS, SLOTS, results), max_size=5).map(_history)


def _history(drawn: Iterable[tuple[date, int, bool | None]]) -> tuple[Acceptance, ...]:
    taken: set[date] = set()
    history: list[Acceptance] = []
    for on, slots, passed in drawn:
        history.append(Acceptance(on=on, slots=slots, passed=passed and on not in taken))
        taken |= {on} if passed else set()
    return tuple(history)


def facilities(
    plan: Plan, *, ids: Sequence[str] = ("F1", "F2"), known: bool = False
) -> SearchStrategy[Facility]:
    """Give facilities in the towns of a plan, any fact about them unknown.

    With `known`, every fact is known that could have been unknown.
    """
    return _facilities(tuple(town.id for town in plan.towns), tuple(ids), known=known)


@cache
def _facilities(
    towns: tuple[str, ...], ids: tuple[str, ...], *, known: bool
) -> SearchStrategy[Facility]:
    def fact(values: SearchStrategy[T]) -> SearchStrategy[T | None]:
        return values if known else st.none() | values

    demonstrations = st.builds(Demonstration, level=st.sampled_from(Level), since=DAYS)
    drawn: dict[str, SearchStrategy[Any]] = {
        "id": st.sampled_from(ids),
        "name": fact(st.sampled_from(("托育园", "社区托育中心"))),
        "town": fact(st.sampled_from(towns)) if towns else st.none(),
        "legal_form": fact(st.sampled_from(LegalForm)),
        "settings": fact(_some(Setting)),
        "operation": fact(st.sampled_from(Operation)),
        "inclusive": fact(st.booleans()),
        "guidance": fact(st.booleans()),
        "introduced_brand": fact(st.booleans()),
        "demonstration": fact(NOT_SO_FAR | demonstrations),
        "uscc": fact(st.sampled_from(CODES)),
        "groups": fact(_several(_groups(known=known))),
        "acceptances": fact(acceptances(known=known)),
        "capacities": fact(_several(_capacities(), by=lambda capacity: capacity.on)),
        "services": fact(_some(ServiceMode)),
        "serves_meals": fact(st.booleans()),
        "open_to_neighbours": fact(st.booleans()),
        **dict.fromkeys(("registered_on", "filed_on", "opened_on", "closed_on"), fact(HAPPENED)),
    }
    return st.fixed_dictionaries(drawn).map(_facility)


def _facility(drawn: dict[str, Any]) -> Facility:
    opened, closed = drawn["opened_on"], drawn["closed_on"]
    if opened and closed and closed < opened:
        drawn |= {"opened_on": closed, "closed_on": opened}
    return Facility(**drawn)


def _some(words: Iterable[T]) -> SearchStrategy[tuple[T, ...]]:
    if not (words := tuple(words)):
        return st.just(())
    return st.lists(st.sampled_from(words), unique=True, max_size=3).map(tuple)


def _several(
    values: SearchStrategy[T], by: Callable[[T], Hashable] | None = None
) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(values, unique_by=by, max_size=2).map(tuple)


def _groups(*, known: bool) -> SearchStrategy[ClassGroup]:
    counted = PLACES if known else st.none() | PLACES
    return st.builds(
        ClassGroup, kind=st.sampled_from(ClassKind), slots=counted, enrolled=counted, carers=counted
    )


def _capacities() -> SearchStrategy[Capacity]:
    return st.builds(Capacity, on=DAYS, slots=SLOTS)


FORGETTABLE = tuple(field.name for field in fields(Facility) if field.name != "id")
FORGOTTEN = st.lists(st.sampled_from(FORGETTABLE), max_size=4)


@st.composite
def forgetting(draw: DrawFn, facility: Facility) -> Facility:
    """Give the same facility with some facts, or results of acceptances, unknown."""
    history = facility.acceptances
    if history is not None:
        # each result is forgotten or not, as the bits of a number say
        bits = draw(st.integers(0, 2 ** len(history) - 1))
        history = tuple(
            evolve(acceptance, passed=None) if bits >> index & 1 else acceptance
            for index, acceptance in enumerate(history)
        )
    forgotten: dict[str, Any] = dict.fromkeys(draw(FORGOTTEN))
    return evolve(facility, **{"acceptances": history, **forgotten})


PAYMENTS = st.lists(st.tuples(PLACES, st.none() | SLOTS, FEN, DAYS, st.none() | PLACES), max_size=4)


def payments(facility: Facility, plan: Plan) -> SearchStrategy[tuple[Payment, ...]]:
    """Give payments to a facility by payers of a plan, some for one of its acceptances."""
    payers = [payer.id for payer in plan.payers]
    accepted = [acceptance.on for acceptance in facility.acceptances or ()]

    def made(drawn: list[tuple[int, int | None, int, date, int | None]]) -> tuple[Payment, ...]:
        return tuple(
            Payment(
                id=f"{facility.id}-{number}",
                facility=facility.id,
                payer=payers[payer % len(payers)],
                slots=slots,
                amount=from_fen(count),
                on=on,
                accepted_on=None
                if place is None or not accepted
                else accepted[place % len(accepted)],
            )
            for number, (payer, slots, count, on, place) in enumerate(drawn)
        )

    return PAYMENTS.map(made) if payers else st.just(())


BANS = st.lists(st.tuples(PLACES, DAYS, DAYS, st.booleans(), st.booleans(), CITATIONS), max_size=3)


def bans(facilities: Iterable[Facility], *, known: bool = False) -> SearchStrategy[tuple[Ban, ...]]:
    """Give bans on facilities, by id or code, and on somebody else.

    With `known`, a ban that is not for life has a last day.
    """
    named = [name for f in facilities for name in (f.id, f.uscc) if name]
    subjects = [*named, "somebody-else"]

    def made(
        drawn: list[tuple[int, date, date, bool, bool, Citation | None]],
    ) -> tuple[Ban, ...]:
        return tuple(
            Ban(
                subject=subjects[subject % len(subjects)],
                since=min(first, second),
                for_life=for_life,
                until=None if for_life or (endless and not known) else max(first, second),
                citation=source,
            )
            for subject, first, second, for_life, endless, source in drawn
        )

    return BANS.map(made)


def activities(plan: Plan, *, known: bool = False) -> SearchStrategy[tuple[Activity, ...]]:
    """Give what was held for families in the towns of a plan, any fact about it unknown.

    With `known`, every fact is known that could have been unknown.
    """
    return _activities(tuple(town.id for town in plan.towns), known=known)


@cache
def _activities(towns: tuple[str, ...], *, known: bool) -> SearchStrategy[tuple[Activity, ...]]:
    unknown: SearchStrategy[None] = st.nothing() if known else st.none()
    drawn: dict[str, SearchStrategy[Any]] = {
        "kind": KINDS_OF_ACTIVITY,
        "level": unknown | COUNTY | st.sampled_from(Level),
        "town": unknown | st.sampled_from(towns) if towns else st.none(),
        "on": DAYS,
        "attended": unknown | PLACES,
    }
    return st.lists(st.fixed_dictionaries(drawn), max_size=5).map(
        lambda held: tuple(Activity(id=f"A{number}", **each) for number, each in enumerate(held))
    )


# a county's lectures are common, since a plan asks for them
COUNTY = st.just(Level.COUNTY)
KINDS_OF_ACTIVITY = st.just("lecture") | st.sampled_from(get_args(ActivityKind))
YEARS = st.lists(st.integers(FIRST.year, LAST.year), max_size=4, unique=True).map(tuple)

Doubt: TypeAlias = tuple[int | None, int | None]
"""How far a number may lie below and above what it is; `None` where nothing bounds it."""

EXACT: Doubt = (0, 0)
SLACK = st.none() | st.sampled_from((0, 1, 50))
DOUBTS = st.just(EXACT) | st.tuples(SLACK, SLACK)
# 95 in a hundred and its neighbours are common, since a plan asks for them
PARTS = st.sampled_from((0, 1, 2, 94, 95, 949, 950)) | st.integers(0, 1000)
WHOLES = st.sampled_from((1, 100, 1000)) | st.integers(1, 1000)


def observations(
    target: Target, plan: Plan, *, known: bool = False
) -> SearchStrategy[tuple[Observation, ...]]:
    """Give what was observed of a target's indicator, so that no two exclude each other.

    No two are of one town on one day, nor of the county and a town of it; of a yearly target there
    is one for a year. A number is exact, bounded or unknown; with `known`, it is exact. What cannot
    be measured was not observed.
    """
    if not target.indicator:
        return st.just(())
    yearly = target.kind == "yearly"
    places = (None, *(() if yearly else (town.id for town in plan.towns)))
    of_a_whole = target.kind in {"rate", "per-thousand"}
    return _observed(places, yearly=yearly, of_a_whole=of_a_whole, known=known).map(
        lambda drawn: tuple(
            Observation(county=plan.id, indicator=target.indicator, **each) for each in drawn
        )
    )


@cache
def _observed(
    places: tuple[str | None, ...], *, yearly: bool, of_a_whole: bool, known: bool
) -> SearchStrategy[list[dict[str, Any]]]:
    doubts = st.just(EXACT) if known else DOUBTS
    parts = st.tuples(PARTS, doubts)
    wholes = st.tuples(WHOLES, doubts) if of_a_whole else st.none()
    observed = st.tuples(st.sampled_from(places), DAYS, parts, wholes).map(_observation)
    return st.lists(
        observed,
        max_size=4,
        unique_by=lambda each: (each["town"], each["on"].year if yearly else each["on"]),
    ).map(_agreeing)


def _agreeing(drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out the county on the days of its towns, which could tell another number."""
    told = {each["on"] for each in drawn if each["town"]}
    return [each for each in drawn if each["town"] or each["on"] not in told]


def _observation(
    drawn: tuple[str | None, date, tuple[int, Doubt], tuple[int, Doubt] | None],
) -> dict[str, Any]:
    town, on, (part, doubt), whole = drawn
    numbers = {"numerator": (part, doubt)}
    if whole:
        least, most = sorted((part, whole[0]))
        numbers = {"numerator": (least, doubt), "denominator": (most, whole[1])}
    known = (_bounds(name, number, about) for name, (number, about) in numbers.items())
    return {"town": town, "on": on} | {name: value for each in known for name, value in each}


def _bounds(name: str, number: int, doubt: Doubt) -> Iterator[tuple[str, int]]:
    below, above = doubt
    if doubt == EXACT:
        yield name, number
        return
    if below is not None:
        yield f"{name}_at_least", max(number - below, min(number, 1))
    if above is not None:
        yield f"{name}_at_most", number + above


def births(*, known: bool = False) -> SearchStrategy[Birth]:
    """Give births, any fact about them but the day unknown.

    With `known`, every fact is known that could have been unknown.
    """
    unknown: SearchStrategy[None] = st.nothing() if known else st.none()
    flags = ("difficult", "third_child", "pre_pregnancy_check", "spouses_apart")
    return st.builds(
        Birth,
        on=DAYS,
        children=unknown | st.integers(1, 4),
        **dict.fromkeys(flags, unknown | st.booleans()),
    )


def pregnancy_losses(*, known: bool = False) -> SearchStrategy[PregnancyLoss]:
    """Give losses of a pregnancy, after how many months unknown unless `known`."""
    unknown: SearchStrategy[None] = st.nothing() if known else st.none()
    return st.builds(PregnancyLoss, on=DAYS, months=unknown | MONTHS)


# four months and their neighbours are common, since the law tells before from after
MONTHS = st.sampled_from((3, 4, 5)) | st.integers(0, 10)


def institutions(
    plan: Plan, *, known: bool = False
) -> SearchStrategy[tuple[HealthInstitution, ...]]:
    """Give health institutions in the towns of a plan that house some of its centres, or none."""
    towns, centres = (tuple(each.id for each in part) for part in (plan.towns, plan.centres))
    return _institutions(towns, centres, known=known)


@cache
def _institutions(
    towns: tuple[str, ...], centres: tuple[str, ...], *, known: bool
) -> SearchStrategy[tuple[HealthInstitution, ...]]:
    unknown: SearchStrategy[None] = st.nothing() if known else st.none()
    drawn: dict[str, SearchStrategy[Any]] = {
        "name": unknown | st.just("卫生院"),
        "town": _one_of(towns, known=known),
        "kinds": unknown | _some(InstitutionKind),
        "centres": unknown | _some(centres),
    }
    return st.lists(st.fixed_dictionaries(drawn), max_size=3).map(
        lambda found: tuple(HealthInstitution(id=f"H{n}", **each) for n, each in enumerate(found))
    )


def families(plan: Plan, *, known: bool = False) -> SearchStrategy[tuple[Family, ...]]:
    """Give families in the towns of a plan, in special hardship or not, under opaque ids."""
    return _families(tuple(town.id for town in plan.towns), known=known)


@cache
def _families(towns: tuple[str, ...], *, known: bool) -> SearchStrategy[tuple[Family, ...]]:
    unknown: SearchStrategy[None] = st.nothing() if known else st.none()
    drawn: dict[str, SearchStrategy[Any]] = {
        "town": _one_of(towns, known=known),
        "special_hardship": unknown | st.booleans(),
    }
    return st.lists(st.fixed_dictionaries(drawn), max_size=3).map(
        lambda found: tuple(Family(id=f"family-{n}", **each) for n, each in enumerate(found))
    )


RECORDED = st.lists(st.tuples(PLACES, PLACES, EVENTS), max_size=4)
IN_FULL: SearchStrategy[Event] = HAPPENED
RECORDED_IN_FULL = st.lists(st.tuples(PLACES, PLACES, IN_FULL), max_size=4)


def services(
    families: Iterable[Family], plan: Plan, *, known: bool = False
) -> SearchStrategy[tuple[ServiceRecord, ...]]:
    """Give what some families were given of a plan's services, were not given, or may have been."""
    own, offered = [f.id for f in families], [service.id for service in plan.services]

    def made(drawn: list[tuple[int, int, Event]]) -> tuple[ServiceRecord, ...]:
        rows = ((own[who % len(own)], offered[what % len(offered)], on) for who, what, on in drawn)
        return tuple(ServiceRecord(family=f, service=s, on=on) for f, s, on in dict.fromkeys(rows))

    if not (own and offered):
        return st.just(())
    return (RECORDED_IN_FULL if known else RECORDED).map(made)


BORN = st.lists(st.tuples(PLACES, DAYS, st.none() | st.booleans(), st.integers(0, 40)), max_size=2)


def children(
    families: Iterable[Family] = (), *, known: bool = False
) -> SearchStrategy[tuple[Child, ...]]:
    """Give children of some families, or of one that is not told, under opaque ids.

    With `known`, it is known whether and when they left the maternity institution.
    """
    own = [family.id for family in families]

    def made(drawn: list[tuple[int, date, bool | None, int]]) -> tuple[Child, ...]:
        return tuple(
            Child(
                id=f"child-{number}",
                family=own[family % len(own)] if own else None,
                born_on=born,
                discharged_on=_left(born, left, days_after, known=known),
            )
            for number, (family, born, left, days_after) in enumerate(drawn)
        )

    return BORN.map(made)


def _left(born: date, left: bool | None, days_after: int, *, known: bool) -> Event:  # noqa: FBT001 - drawn
    if left:
        return born + timedelta(days=days_after)
    return None if left is None and not known else False


def contacts(
    children: Iterable[Child], plan: Plan, *, known: bool = False
) -> SearchStrategy[tuple[HealthContact, ...]]:
    """Give contacts of a plan with some children: held, known not to have been, or unknown.

    No two are the same contact with the same child, and none is before its birth or its discharge;
    with `known`, the day and the checks are known.
    """
    own = [(child.id, child.born_on, child.discharged_on) for child in children]
    planned = [(contact.id, contact.after) for contact in plan.contacts]
    checks = tuple(check.id for check in plan.health_checks)
    if not (own and planned):
        return st.just(())
    return _contacts(tuple(own), tuple(planned), checks, known=known)


@cache
def _contacts(
    own: tuple[tuple[str, date, Event], ...],
    planned: tuple[tuple[str, str], ...],
    checks: tuple[str, ...],
    *,
    known: bool,
) -> SearchStrategy[tuple[HealthContact, ...]]:
    drawn = st.tuples(
        st.sampled_from(own),
        st.sampled_from(planned),
        HAPPENED if known else EVENTS,
        _some(checks) if known else st.none() | _some(checks),
    )
    return st.lists(drawn, max_size=4, unique_by=lambda c: c[:2]).map(
        lambda held: tuple(_contact(*each) for each in held)
    )


def _contact(
    child: tuple[str, date, Event],
    contact: tuple[str, str],
    on: Event,
    checks: tuple[str, ...] | None,
) -> HealthContact:
    """Make a contact that is not before the birth, or before the discharge that it follows."""
    name, born_on, discharged_on = child
    start = born_on if contact[1] == "birth" else discharged_on
    if on:
        on = start is not False and max(on, start or born_on)
    return HealthContact(child=name, contact=contact[0], on=on, checks=checks)


def employers(plan: Plan, *, known: bool = False) -> SearchStrategy[tuple[Employer, ...]]:
    """Give employers in the towns of a plan that take some of its measures, or are not asked.

    With `known`, every measure of each is taken or not.
    """
    towns, measures = (tuple(each.id for each in part) for part in (plan.towns, plan.measures))
    return _employers(towns, measures, known=known)


@cache
def _employers(
    towns: tuple[str, ...], measures: tuple[str, ...], *, known: bool
) -> SearchStrategy[tuple[Employer, ...]]:
    asked: dict[str, SearchStrategy[Any]] = dict.fromkeys(measures, st.booleans())
    taken = st.fixed_dictionaries(asked) if known else st.fixed_dictionaries({}, optional=asked)
    drawn: dict[str, SearchStrategy[Any]] = {
        "name": st.just("园区企业") if known else st.none() | st.just("园区企业"),
        "town": _one_of(towns, known=known),
        "measures": taken,
    }
    return st.lists(st.fixed_dictionaries(drawn), max_size=2).map(
        lambda found: tuple(Employer(id=f"E{n}", **each) for n, each in enumerate(found))
    )


PERSONS = tuple(PersonKey(sign * 64) for sign in "abc")


def incumbencies(plan: Plan, *, known: bool = False) -> SearchStrategy[tuple[Incumbency, ...]]:
    """Give who was in which post of a plan's conference; few seats, so that two meet in one."""
    posts = plan.conference.posts if plan.conference else ()
    return _incumbencies(tuple(post.id for post in posts[:2]), known=known)


@cache
def _incumbencies(posts: tuple[str, ...], *, known: bool) -> SearchStrategy[tuple[Incumbency, ...]]:
    if not posts:
        return st.just(())
    drawn = st.tuples(
        st.sampled_from(posts),
        st.sampled_from(PERSONS),
        DAYS if known else st.none() | DAYS,
        HAPPENED if known else EVENTS,
    )
    held = st.lists(drawn.map(lambda each: _incumbency(*each)), max_size=4, unique_by=_one_time)
    return held.map(tuple)


def _one_time(held: Incumbency) -> tuple[object, ...]:
    return held.seat, held.person, held.since


def _incumbency(seat: str, person: PersonKey, since: date | None, until: Event) -> Incumbency:
    if since and until and until < since:
        since, until = until, since
    return Incumbency(seat=seat, person=person, since=since, until=until)


def _one_of(names: tuple[str, ...], *, known: bool) -> SearchStrategy[str | None]:
    """Give one of some names, or `None` where there are none or it may be unknown."""
    if not names:
        return st.none()
    return st.sampled_from(names) if known else st.none() | st.sampled_from(names)


@st.composite
def _served(draw: DrawFn, plan: Plan, *, known: bool) -> dict[str, Any]:
    """Give what a county knows of institutions, families, employers and seats, as its fields."""
    served: dict[str, Any] = {
        "institutions": draw(institutions(plan, known=known)),
        "families": draw(families(plan, known=known)),
        "employers": draw(employers(plan, known=known)),
        "incumbencies": draw(incumbencies(plan, known=known)),
    }
    own = served["families"]
    served["services"] = draw(services(own, plan, known=known))
    served["children"] = draw(children(own, known=known))
    served["contacts"] = draw(contacts(served["children"], plan, known=known))
    if not known:
        whole_parts = ("institutions", "families")
        served |= dict.fromkeys(draw(st.lists(st.sampled_from(whole_parts), max_size=2)))
    return served


@st.composite
def counties(draw: DrawFn, plan: Plan, *, known: bool = False) -> County:
    """Give counties: up to three facilities, payments to them and to an unknown one, and bans.

    What was held for families is drawn too, with the years that are recorded in full, and what was
    surveyed for some of the plan's targets; in some of them also the health institutions, the
    families with their children, what they were given, the employers and who holds a seat. With
    `known`, every fact in each of them is.
    """
    own = [draw(facilities(plan, ids=(name,), known=known)) for name in draw(NAMES)]
    made = (draw(payments(facility, plan)) for facility in (*own, Facility(id="unknown")))
    measured = {target.indicator: target for target in plan.targets if not target.counts}
    seen = (draw(st.just(()) | observations(t, plan, known=known)) for t in measured.values())
    return County(
        id=plan.id,
        facilities=tuple(own),
        payments=tuple(payment for each in made for payment in each),
        bans=draw(bans(own, known=known)),
        activities=draw(activities(plan, known=known)),
        recorded_years=draw(YEARS),
        observations=tuple(observation for each in seen for observation in each),
        **draw(NOT_TOLD | _served(plan, known=known)),
    )


NOT_TOLD: SearchStrategy[dict[str, Any]] = st.just({})
NAMES = st.sampled_from((("F1", "F2"), ("F1",), (), ("F3", "F1", "F2")))


def plans_under(plan: Plan, readings: Iterable[str] = ()) -> SearchStrategy[Plan]:
    """Give a plan under any option of some of its readings, of all when none is named."""
    return _plans_under(plan, tuple(readings) or tuple(r.id for r in plan.open_questions))


@cache
def _plans_under(plan: Plan, names: tuple[str, ...]) -> SearchStrategy[Plan]:
    options = [st.sampled_from([option.id for option in plan.reading(n).options]) for n in names]
    return st.tuples(*options).map(lambda chosen: _under(plan, names, chosen))


@cache
def _under(plan: Plan, names: tuple[str, ...], chosen: tuple[str, ...]) -> Plan:
    return plan.with_readings(dict(zip(names, chosen, strict=True)))
