"""What is wrong in the frames that come in, before any rule is asked.

Source: the classes of `infantcare_policy.facilities` and `county`, whose demands these are.

Limitations: a hundred faults of each kind are named; the frames are read once for each of a few
small questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
from attrs import frozen

from infantcare_policy.checks import MOST as MOST_PEOPLE
from infantcare_policy.checks import choice, each, optional, require_day, text
from infantcare_policy.errors import Fault, UnknownName, shown
from infantcare_policy.facilities import USCC, unified_code
from infantcare_policy.fact_kinds import FACTS
from infantcare_policy.frames.asking import Counties, Plans, opened, refuse
from infantcare_policy.frames.columns import (
    ACCEPTANCES,
    AREAS,
    COUNTY,
    ENTITLED,
    FACT_COLUMNS,
    LEVEL,
    MOST,
    PAYMENTS,
    SEPARATOR,
    TOWN,
    names_of,
)
from infantcare_policy.frames.engines import Engine, Frame, whole
from infantcare_policy.frames.growing import MOST_SLOTS
from infantcare_policy.frames.laws import Law

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from infantcare_policy.checks import Check
    from infantcare_policy.plan import Plan

__all__ = [
    "check",
    "faults_of_acceptances",
    "faults_of_areas",
    "faults_of_facilities",
    "faults_of_payments",
    "parts_of",
    "together",
]

NAMED = 100
"""So many faults of a kind are named in a frame that may have millions."""


def check(  # noqa: PLR0913 - whichever frames there are
    plan: Plans,
    *,
    on: date,
    facilities: object = None,
    acceptances: object = None,
    payments: object = None,
    areas: object = None,
) -> None:
    """Look for everything that is wrong in frames.

    The rules do so by themselves unless they are told that it has been done: who asks several
    questions about the same large frames checks them once, and says `checked=True`.

    Args:
        plan: the plan, or the plans of a province by the column `county`.
        on: the day that will be asked about.
        facilities: the frame of facilities, as `entitlements` takes it.
        acceptances: the frame of acceptances.
        payments: the frame of payments.
        areas: the frame of residential areas.

    Raises:
        InvalidFacts: with every fault, up to a hundred of each kind in each frame.
    """
    require_day(on)
    counties = Counties.of(plan)
    found: list[Fault] = []
    if facilities is not None:
        engine, frame, wrong = opened(facilities, counties.within(ENTITLED), "facilities")
        found += wrong or faults_of_facilities(engine, frame, counties)
    if acceptances is not None:
        engine, frame, wrong = opened(acceptances, counties.within(ACCEPTANCES), "acceptances")
        found += wrong or faults_of_acceptances(engine, frame, counties, on)
    if payments is not None:
        engine, frame, wrong = opened(payments, counties.within(PAYMENTS), "payments")
        found += wrong or faults_of_payments(engine, frame, counties)
    if areas is not None:
        engine, frame, wrong = opened(areas, counties.within(AREAS), "areas")
        found += wrong or faults_of_areas(engine, frame, counties)
    refuse(found)


def faults_of_facilities(engine: Engine, frame: Frame, counties: Counties) -> Iterator[Fault]:
    """Find unknown words, towns and counties, and ids that stand twice or are missing."""
    asked = _Asked(engine, frame, counties, "facilities")
    yield from asked.counties_without_plan()
    for name in FACT_COLUMNS:
        if sound := _words(name):
            yield from asked.words(name, sound)
    yield from asked.names(TOWN.name, lambda plan: plan.town)
    if "uscc" in names_of(frame):
        code = nw.col("uscc")
        odd = ~code.is_null() & ~code.fill_null("").str.contains(f"^{USCC.pattern}$")
        yield from asked.rows(odd, {"uscc": optional(unified_code)}, key="id")
    yield from asked.rows(_blank("id"), {"id": text}, key="id")
    yield from asked.keys([*counties.keys, "id"], "an id that stands once")


def faults_of_acceptances(
    engine: Engine, frame: Frame, counties: Counties, on: date
) -> Iterator[Fault]:
    """Find what is no acceptance, and two of one day that have passed."""
    asked = _Asked(engine, frame, counties, "acceptances")
    yield from asked.counties_without_plan()
    slots = nw.col("slots")
    wrong = asked.rows(
        (slots < 0)
        | (slots >= MOST_SLOTS)
        | _any_null("facility", "on", "slots")
        | _blank("facility"),
        {"facility": text, "on": _given("a day"), "slots": _up_to(MOST_SLOTS - 1)},
    )
    yield from wrong
    keys = [*counties.keys, "facility", "on"]
    passed = frame.filter(nw.col("passed").fill_null(value=False)).filter(~_any_null(*keys))
    twice = _Asked(engine, passed, counties, "acceptances")
    yield from twice.keys(keys, "one acceptance that passed on a day")
    if not wrong:
        single = (Counties({name: plan}, several=False) for name, plan in counties.plans.items())
        yield from asked.sum_of("slots", max(Law(each, on).highest for each in single))


def faults_of_payments(engine: Engine, frame: Frame, counties: Counties) -> Iterator[Fault]:
    """Find what is no payment, and unknown payers."""
    asked = _Asked(engine, frame, counties, "payments")
    yield from asked.counties_without_plan()
    fen = nw.col("fen")
    wrong = asked.rows(
        (fen < 0) | (fen > MOST) | _any_null("facility", "payer", "fen", "on") | _blank("facility"),
        {"facility": text, "payer": text, "fen": _up_to(MOST), "on": _given("a day")},
    )
    yield from wrong
    yield from asked.names("payer", lambda plan: plan.payer)
    if not wrong:
        yield from asked.sum_of("fen", 1)


def faults_of_areas(engine: Engine, frame: Frame, counties: Counties) -> Iterator[Fault]:
    """Find unknown kinds, impossible numbers of people, and ids that stand twice."""
    asked = _Asked(engine, frame, counties, "areas")
    yield from asked.counties_without_plan()
    yield from asked.words("kind", choice("new", "existing"))
    if "population" in names_of(frame):
        people = nw.col("population")
        wrong = (people < 0) | (people > MOST_PEOPLE)
        yield from asked.rows(wrong, {"population": optional(_up_to(MOST_PEOPLE))}, key="id")
    yield from asked.rows(_blank("id"), {"id": text}, key="id")
    yield from asked.keys([*counties.keys, "id"], "an id that stands once")


# what a column may hold


def _words(name: str) -> Check | None:
    """Expect the words of a fact, or several of them in one text; `None` for yes and no."""
    kind = FACTS[name]
    words = tuple(map(str, kind.values))
    if kind.values == (True, False):
        return None
    if not kind.several:
        return choice(*words)

    def sound(value: object) -> Iterator[Fault]:
        named = tuple(str(value).split(SEPARATOR)) if value else ()
        one_level = name != LEVEL or len(named) <= 1
        if not one_level or any(each(choice(*words), unique=True)(named)):
            several = "at most one" if name == LEVEL else f"each once, joined by {SEPARATOR}"
            yield Fault("", expected=f"words of {', '.join(words)}, {several}", found=shown(value))

    return sound


def _given(what: str) -> Check:
    """Expect anything but nothing."""

    def sound(value: object) -> Iterator[Fault]:
        if value is None:
            yield Fault("", expected=what, found="none")

    return sound


def _up_to(most: int) -> Check:
    """Expect a whole number that the columns can reckon with."""

    def sound(value: object) -> Iterator[Fault]:
        if not isinstance(value, int) or not 0 <= value <= most:
            yield Fault("", expected=f"a whole number from 0 to {most}", found=shown(value))

    return sound


def _blank(name: str) -> nw.Expr:
    """Tell whether a name is there and shows nothing."""
    return ~nw.col(name).fill_null(name).str.contains(r"\S")


def _any_null(*names: str) -> nw.Expr:
    """Tell whether one of some columns is null."""
    first, *others = (nw.col(name).is_null() for name in names)
    for other in others:
        first |= other
    return first


# the questions that are put to a frame


@frozen(eq=False)
class _Asked:
    """A frame that is asked for its faults; `place` is what it is called."""

    engine: Engine
    frame: Frame
    counties: Counties
    place: str

    def rows(
        self, wrong: nw.Expr, sound: Mapping[str, Check], key: str = "facility"
    ) -> list[Fault]:
        """Name what is wrong in the rows that a condition finds."""
        return [
            fault.under(f"{self.place}[{key}={row[key]}].{name}")
            for row in self.engine.rows(self.frame.filter(wrong).head(NAMED))
            for name, faults_of in sound.items()
            for fault in faults_of(row[name])
        ]

    def distinct(self, *names: str) -> list[dict[str, Any]]:
        """Give the few different values of columns."""
        rows = self.engine.rows(self.frame.select(*names).unique())
        return sorted(rows, key=repr)

    def words(self, name: str, sound: Check) -> Iterator[Fault]:
        """Find values of a column that are no words of its list."""
        if name in names_of(self.frame):
            for row in self.distinct(name)[:NAMED]:
                for fault in optional(sound)(row[name]):
                    yield fault.under(f"{self.place}.{name}")

    def counties_without_plan(self) -> Iterator[Fault]:
        """Find rows of a county that has no plan."""
        if not self.counties.several:
            return
        plans = self.counties.plans
        for row in self.distinct(COUNTY):
            if (found := row[COUNTY]) not in plans:
                advice = UnknownName(str(found), plans).advice
                expected, path = "a county that has a plan", f"{self.place}.{COUNTY}"
                yield Fault(path, expected=expected, found=shown(found), advice=advice)

    def names(self, name: str, find: Callable[[Plan], Callable[[str], Any]]) -> Iterator[Fault]:
        """Find names that are no ids of the plan; a longer name is told by its id."""
        if name not in names_of(self.frame):
            return
        for row in self.distinct(*self.counties.keys, name):
            plan, found = self.counties.plan_of(row), row[name]
            if plan is None or found is None:
                continue
            try:
                id_ = find(plan)(found).id
                advice = f"write {id_}"
            except UnknownName as unknown:
                id_, advice = None, unknown.advice
            if id_ != found:
                expected = f"the id of a {name} of the plan {plan.id}"
                path = f"{self.place}.{name}"
                yield Fault(path, expected=expected, found=shown(found), advice=advice)

    def keys(self, names: Sequence[str], expected: str) -> Iterator[Fault]:
        """Find keys that stand twice, or not at all."""
        counted = self.frame.group_by(*names).agg(nw.len().alias("count_"))
        wrong = counted.filter((nw.col("count_") > 1) | _any_null(*names)).head(NAMED)
        for row in sorted(self.engine.rows(wrong), key=repr):
            path = ", ".join(f"{name}={row[name]}" for name in names)
            missing = any(row[name] is None for name in names)
            found = "none" if missing else f"{row['count_']}"
            yield Fault(f"{self.place}[{path}]", expected=expected, found=found)

    def sum_of(self, name: str, fen: int) -> Iterator[Fault]:
        """Refuse numbers whose sum, at so many fen for one, would not be exact."""
        low, high = parts_of(nw.col(name), self.engine)
        parts = self.frame.select(low.alias("low_"), high.alias("high_"))
        sums = parts.select(nw.col("low_").sum(), nw.col("high_").sum())
        (row,) = self.engine.rows(sums)
        found = together(row["low_"], row["high_"]) * fen
        if found > MOST:
            expected, path = f"sums of at most {MOST} fen", f"{self.place}.{name}"
            yield Fault(path, expected=expected, found=f"{found} fen in all")


HALF = 2**26


def parts_of(number: nw.Expr, engine: Engine) -> tuple[nw.Expr, nw.Expr]:
    """Split numbers below 2⁵³ in two, so that their sums cannot run over 64 bits unseen."""
    high = engine.quotient(number, HALF)
    return number - high * whole(HALF), high


def together(low: Any, high: Any) -> int:  # noqa: ANN401 - some engines give a Decimal
    """Put the sums of both parts together."""
    return int(low or 0) + int(high or 0) * HALF
