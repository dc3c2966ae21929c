from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl
import pytest
from attrs import evolve, frozen

from infantcare_policy import frames
from infantcare_policy.county import ResidentialArea
from infantcare_policy.decisions import Conflicting, Decided, Decision, Referred, Undetermined
from infantcare_policy.facilities import Acceptance, Demonstration, Facility
from infantcare_policy.frames.areas import PER_THOUSAND, ROUNDED, UP, AreaCases, required_table
from infantcare_policy.frames.asking import Counties
from infantcare_policy.frames.cases import Cases
from infantcare_policy.frames.histories import (
    EARNS,
    HANGING,
    MET,
    NOT_RECORDED,
    NOTHING,
    READ,
    entitlement_table,
    grant_flag,
    histories,
    unstated_flag,
)
from infantcare_policy.frames.laws import Law
from infantcare_policy.frames.routes import route_table
from infantcare_policy.frames.supervising import supervision_table
from infantcare_policy.money import fen
from infantcare_policy.plan import Plan, Row, load, loads, yijun
from infantcare_policy.provision import assess
from infantcare_policy.registration import route
from infantcare_policy.subsidies import Entitlement, entitlement
from infantcare_policy.supervision import duties
from infantcare_policy.terms import AreaKind, LegalForm, Level, Operation, ServiceMode, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from infantcare_policy.conditions import Conditional, Fact
    from infantcare_policy.facilities import Event
    from infantcare_policy.plan import Grant, GrantRow

    Told: TypeAlias = dict[str, Any]
    History: TypeAlias = tuple[Acceptance, ...] | None

YIJUN = yijun()
QINGHE_FILE = Path(__file__).parents[1] / "plans" / "qinghe.toml"
QINGHE = load(QINGHE_FILE)
# Qinghe with fields of work that two watch, or somebody and nobody
TWO_WATCH = loads(
    QINGHE_FILE.read_text(encoding="utf-8")
    + """
[[supervision]]
id = "fire-at-home"
domain = "fire"
when = { settings = "home" }
department = "town"
cite = "A1.fire"

[[supervision]]
id = "data-of-companies"
domain = "data"
when = { legal_form = "for-profit" }
department = "market"
cite = "2.2"
"""
)
TEXT = YIJUN.grants[0].cite
ON = date(2026, 3, 1)
DAY = timedelta(days=1)
LONG_AGO = date(2001, 1, 1)
AMENDED = YIJUN.amend(
    {
        "grants.central": [Row(Decimal("0.01"), cite=TEXT, since=date(2025, 2, 1))],
        "grants.local": [
            Row(Decimal("333.33"), cite=TEXT),
            Row(Decimal("9999.99"), cite=TEXT, since=date(2024, 5, 6)),
        ],
        "figures.slots_per_thousand": [
            Row(stated=False, cite=TEXT),
            Row(8, cite=TEXT, since=date(2023, 5, 6)),
            Row(11, cite=TEXT, since=date(2025, 5, 6)),
        ],
    }
)


def under_every_reading(plan: Plan) -> dict[str, Plan]:
    """Give a plan with one reading taken otherwise, in each way."""
    return {
        f"{plan.id}, {reading.id}={option.id}": plan.with_readings({reading.id: option.id})
        for reading in plan.open_questions
        for option in reading.options
        if option.id != reading.chosen
    }


PLANS = {
    "yijun": YIJUN,
    "qinghe": QINGHE,
    "amended": AMENDED,
    **under_every_reading(YIJUN),
    "two watch": TWO_WATCH,
    "qinghe, repeat-slots=net": QINGHE.with_readings({"repeat-slots": "net"}),
    "qinghe, local-share=each": QINGHE.with_readings({"local-share": "each"}),
}
each_plan = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)

COLUMNS = ("legal_form", "settings", "operation", "services", "demonstration_level")
FLAGS = ("inclusive", "guidance", "introduced_brand", "serves_meals", "open_to_neighbours")
EVENTS = ("registered", "filed", "opened", "closed")
HELD = (*COLUMNS, *FLAGS, *EVENTS)


# another facility of a case than the one that the table was asked about


WORDS: dict[str, Any] = {
    "legal_form": LegalForm,
    "operation": Operation,
    "settings": Setting,
    "services": ServiceMode,
}


def another(facts: Mapping[str, Fact], rows: Iterable[Conditional]) -> Facility:
    """Give a facility that no row can tell from one with these facts.

    Besides the words that rows test it has every other word, or the last of them; what happened did
    so long ago, and what has not happened will tomorrow.
    """
    held = tuple(rows)
    fields: Told = {}
    for name, fact in facts.items():
        if name in EVENTS:
            fields[f"{name}_on"] = None if fact is None else LONG_AGO if fact else ON + DAY
        elif name == "demonstration_level":
            fields["demonstration"] = named_for(fact)
        elif name in WORDS and fact is not None:
            untested = [word for word in WORDS[name] if word not in words_tested(name, held)]
            if isinstance(fact, frozenset):
                fields[name] = (*untested, *(WORDS[name](word) for word in sorted(fact)))
            else:
                fields[name] = untested[-1] if fact in untested else WORDS[name](fact)
        else:
            fields[name] = fact
    return Facility(id="F", **fields)


def words_tested(name: str, rows: Iterable[Conditional]) -> set[object]:
    return {v for row in rows for tests in (row.when, row.unless) for v in tests.get(name, ())}


def named_for(levels: Fact) -> Demonstration | None:
    """Give a demonstration facility of a level; one that will be so tomorrow is none today."""
    if not isinstance(levels, frozenset):
        return None
    level, since = next(((Level(x), LONG_AGO) for x in levels), (Level.CITY, ON + DAY))
    return Demonstration(level=level, since=since)


def named(names: Iterable[object]) -> str:
    return "|".join(sorted(set(map(str, names))))


def why(answer: Decision[Any]) -> Told:
    """Give what explains an answer, in the words of the frames."""
    missing = answer.missing if isinstance(answer, Undetermined) else ()
    grounds = [ground.code for ground in answer.grounds]
    if isinstance(answer, Conflicting):
        grounds += [ground.code for option in answer.options for ground in option.grounds]
    return {
        "kind": answer.kind,
        "missing": named(item.name for item in missing),
        "grounds": named(grounds),
        "articles": named(answer.citations),
        "readings": named(f"{stamp.id}={stamp.option}" for stamp in answer.readings),
    }


def written(facility: Facility) -> Told:
    """Write what is known of a facility as columns hold it."""
    facts = facility.facts(ON)
    words = {name: getattr(facility, name) for name in ("settings", "services")}
    levels = facts["demonstration_level"]
    return {
        "id": facility.id,
        "town": facility.town,
        "acceptances_recorded": facility.acceptances is not None,
        **{name: facts[name] for name in (*FLAGS, *EVENTS)},
        **{name: None if found is None else "|".join(found) for name, found in words.items()},
        "demonstration_level": "|".join(levels) if isinstance(levels, frozenset) else None,
        "legal_form": facility.legal_form and str(facility.legal_form),
        "operation": facility.operation and str(facility.operation),
    }


TYPES = {
    **dict.fromkeys((*COLUMNS, "id", "town", "facility", "payer", "kind"), pl.String),
    **dict.fromkeys((*FLAGS, *EVENTS, "acceptances_recorded", "passed"), pl.Boolean),
    **dict.fromkeys(("slots", "fen", "population"), pl.Int64),
    **dict.fromkeys(("on", "approved_on"), pl.Date),
}


def frame(rows: Iterable[Told], *names: str) -> pl.DataFrame:
    held = list(rows)
    return pl.DataFrame(held, schema={name: TYPES[name] for name in names or held[0]})


def held_but(name: str) -> list[str]:
    return [column for column in HELD if column != name]


EACH_ABSENT = [list(HELD), *map(held_but, HELD)]


class TestRoutes:
    """2.4.10, A1.education: the table says of every case what the rule says of it."""

    @each_plan
    def test_in_every_case(self, plan: Plan) -> None:
        for held in EACH_ABSENT:
            cases = Cases.of(plan.routes, held)
            table = dict(route_table(plan, cases, on=ON))
            assert sorted(table) == list(range(cases.size))
            for number, facts in enumerate(cases):
                answer = route(another(facts, plan.routes), plan, on=ON)
                assert table[number] == registering(answer)

    @each_plan
    def test_however_a_row_spells_its_case(self, plan: Plan) -> None:
        forms = [*LegalForm, None]
        asked = [
            Facility(id=f"{number}", legal_form=form, settings=settings)
            for number, (form, settings) in enumerate(product(forms, every_spelling(Setting)))
        ]
        found = frames.routes(frame(map(written, asked)), plan, on=ON)
        for facility, row in zip(asked, found.to_dicts(), strict=True):
            answer = route(facility, plan, on=ON)
            assert row == {"facility": facility.id, **registering(answer)}


def registering(answer: Decision[Any]) -> Told:
    options = answer.options if isinstance(answer, Conflicting) else ()
    return {
        "registrar": answer.value.registrar if isinstance(answer, Decided) else None,
        "options": named(option.value.registrar for option in options),
        **why(answer),
    }


def every_spelling(words: Iterable[Setting]) -> list[tuple[Setting, ...] | None]:
    """Give every set of words, one way and the other way round, and the unknown one."""
    held = tuple(words)
    sets = [each for size in range(len(held) + 1) for each in combinations(held, size)]
    return [None, *sets, *(each[::-1] for each in sets if len(each) > 1)]


class TestSupervision:
    """Annex 1, 2.4.11, 3.4: the table says of every case who watches what."""

    @each_plan
    def test_in_every_case(self, plan: Plan) -> None:
        towns = [None, plan.towns[-1].id]
        for held in EACH_ABSENT:
            cases = Cases.of(plan.supervision, held)
            table: dict[int, list[Told]] = {}
            for number, row in supervision_table(plan, cases, on=ON):
                table.setdefault(number, []).append(dict(row))
            assert sorted(table) == list(range(2 * cases.size))
            for number, (town, facts) in enumerate(product(towns, cases)):
                facility = evolve(another(facts, plan.supervision), town=town)
                # the table stands for every township; which it is, is told by the row
                told = [
                    each | {"watched_by": "town"} if town and each["watched_by"] == town else each
                    for each in watching(facility, plan)
                ]
                assert table[number] == told

    @each_plan
    def test_however_a_row_spells_its_case(self, plan: Plan) -> None:
        towns = [None, *(town.id for town in plan.towns)]
        asked = [
            Facility(id=f"{number}", legal_form=form, settings=settings, town=town)
            for number, (form, settings) in enumerate(
                product([*LegalForm, None], every_spelling(Setting)[::3])
            )
            for town in [towns[number % len(towns)]]
        ]
        found = frames.supervision(frame(map(written, asked)), plan, on=ON).to_dicts()
        wanted = [{"facility": each.id, **row} for each in asked for row in watching(each, plan)]
        assert sorted(found, key=in_order) == sorted(wanted, key=in_order)


def in_order(row: Told) -> tuple[str, str]:
    return row["facility"], row["domain"]


def watching(facility: Facility, plan: Plan) -> list[Told]:
    return [
        {
            "domain": duty.domain,
            "watched_by": watcher.value if isinstance(watcher, Decided) else None,
            "options": named(
                # in whichever township a facility stands
                "town"
                if option.value and option.value == facility.town
                else option.value or "nobody"
                for option in (watcher.options if isinstance(watcher, Conflicting) else ())
            ),
            **why(watcher),
        }
        for duty in duties(facility, plan, on=ON).require()
        for watcher in [duty.watched_by]
    ]


# the histories that acceptances can have


def last_days(plan: Plan) -> list[date]:
    """Give the last day by now of each law of a plan's grants."""
    since = {row.since for grant in plan.grants for row in grant.rows}
    return [*(day - DAY for day in sorted(day for day in since if day and day <= ON)), ON]


NO_PLACES: tuple[History, ...] = (
    (),
    (Acceptance(on=ON, slots=9, passed=False),),
    (Acceptance(on=ON + DAY, slots=9, passed=True),),
    (Acceptance(on=ON - DAY, slots=0),),
    # on one day one number of places is accepted, so that the unknown one did not pass
    (Acceptance(on=ON, slots=0, passed=True), Acceptance(on=ON, slots=5)),
)
OPEN: tuple[History, ...] = (
    (Acceptance(on=ON - DAY, slots=3),),
    (Acceptance(on=ON - 9 * DAY, slots=5, passed=True), Acceptance(on=ON, slots=9)),
    (Acceptance(on=ON, slots=9), Acceptance(on=ON, slots=9), Acceptance(on=ON, slots=7)),
)


def every_history(plan: Plan) -> dict[int, list[tuple[History, bool]]]:
    """Give by its number what comes to a history, and whether places went and came back in it."""
    found: dict[int, list[tuple[History, bool]]] = {
        NOT_RECORDED: [(None, False)],
        NOTHING: [(history, False) for history in NO_PLACES],
        HANGING: [(history, False) for history in OPEN],
    }
    laws = last_days(plan)
    for bits in range(1, 2 ** len(laws)):
        days = [day for law, day in enumerate(laws) if bits >> law & 1]
        found[HANGING + bits] = [
            (passed(days, first=70, then=70), False),
            (passed(days, first=7, then=11), False),
            ((*went_and_came(days[0]), *passed(days, first=31, then=1)), True),
        ]
    return found


def passed(days: Sequence[date], *, first: int, then: int) -> tuple[Acceptance, ...]:
    """Give an acceptance on each day, of as many places more each time."""
    return tuple(
        Acceptance(on=day, slots=first + then * place, passed=True)
        for place, day in enumerate(days)
    )


def went_and_came(day: date) -> tuple[Acceptance, ...]:
    """Give places that shrank shortly before a day."""
    return (
        Acceptance(on=day - 2 * DAY, slots=30, passed=True),
        Acceptance(on=day - DAY, slots=12, passed=True),
    )


def rows_on_money(plan: Plan) -> list[Conditional]:
    rows: list[Conditional] = [*plan.referrals]
    for grant in plan.grants:
        rows += [*grant.eligible, *grant.bars]
    return rows


def row_on(grant: Grant, day: date) -> GrantRow | None:
    """Find the law of a day by hand: the last row that has begun."""
    begun = [row for row in grant.rows if row.since is None or row.since <= day]
    return max(begun, key=lambda row: row.since or date.min) if begun else None


def left_over(answer: Decision[Entitlement], plan: Plan) -> bool:
    """Tell by remainders whether sharing what was earned leaves a fen over."""
    if not isinstance(answer, Decided) or plan.readings.local_share != "in-all":
        return False
    return any(
        fen(row.value) * award.slots * share.weight % sum(s.weight for s in grant.shares)
        for award in answer.value.awards
        for grant in plan.grants
        if any(line.grant == grant.id for line in award.lines)
        for row in [row_on(grant, award.accepted_on)]
        if row and row.value is not None
        for share in grant.shares
    )


@frozen(kw_only=True)
class Question:
    """A case with a history: the number of both, a facility of that kind, and what it is told.

    Attributes:
        repeats: whether places went and came back in the history.
    """

    number: int
    facility: Facility
    repeats: bool
    answer: Decision[Entitlement]


def every_question(plan: Plan, cases: Cases) -> Iterator[Question]:
    """Ask the rule about a facility of every case with every history."""
    rows = rows_on_money(plan)
    for history, ways in every_history(plan).items():
        for number, facts in enumerate(cases):
            accepted, repeats = ways[number % len(ways)]
            asked = number + cases.size * history
            facility = evolve(another(facts, rows), id=f"{asked}", acceptances=accepted)
            answer = entitlement(facility, plan, on=ON, payments=(), bans=())
            yield Question(number=asked, facility=facility, repeats=repeats, answer=answer)


def worded(answer: Decision[Entitlement]) -> Told:
    value = answer.value if isinstance(answer, Decided) else None
    return {
        **why(answer),
        "decider": answer.to if isinstance(answer, Referred) else None,
        "eligible": value.eligible if value else None,
        "unknown": named(value.total.unknown) if value else "",
    }


class TestEntitlements:
    """3.2: the table says of every case, with every history, what the rule says of it."""

    @each_plan
    def test_in_every_case_and_so_a_frame_is_told(self, plan: Plan) -> None:
        asked = list(every_question(plan, Cases.of(rows_on_money(plan), HELD)))
        check_in_every_case(plan, HELD, asked)
        found = frames.entitlements(
            frame(written(each.facility) for each in asked),
            frame(
                {"facility": x.facility.id, "on": a.on, "slots": a.slots, "passed": a.passed}
                for x in asked
                for a in x.facility.acceptances or ()
            ),
            plan,
            on=ON,
            payments=frame((), "facility", "payer", "fen", "on"),
            bans=(),
        )
        for question, row in zip(asked, found.to_dicts(), strict=True):
            told = worded(question.answer)
            assert {name: row[name] for name in told} == told, question.facility

    @pytest.mark.parametrize("absent", HELD)
    def test_in_every_case_of_a_frame_without_a_column(self, absent: str) -> None:
        held = held_but(absent)
        asked = every_question(YIJUN, Cases.of(rows_on_money(YIJUN), held))
        check_in_every_case(YIJUN, held, asked)

    @pytest.mark.parametrize("plan", [YIJUN, AMENDED, QINGHE])
    def test_leaves_out_what_cannot_be(self, plan: Plan) -> None:
        """Ask beside a plan with other laws: what is earned is earned under one of its own."""
        other = AMENDED if plan is YIJUN else YIJUN
        plans = {"here": plan, "there": other} if plan is not QINGHE else {"here": plan}
        law, cases = Law(Counties.of(plans), ON), Cases.of(rows_on_money(plan), HELD)
        most = max(len(last_days(each)) for each in plans.values())
        numbers = [number for number, _ in entitlement_table(plan, cases, law)]
        can_be = HANGING + 2 ** len(last_days(plan))
        assert histories(law) == HANGING + 2**most
        assert sorted(numbers) == list(range(cases.size * can_be))

    def test_leaves_out_what_is_earned_before_the_first_day_of_all(self) -> None:
        row = Row(Decimal(1), cite=TEXT, since=date.min)
        plan = YIJUN.amend({"grants.local": [row]})
        law, cases = Law(Counties.of(plan), ON), Cases.of(rows_on_money(plan), HELD)
        told = {number // cases.size for number, _ in entitlement_table(plan, cases, law)}
        before, since = HANGING + 1, HANGING + 2
        assert told == {NOT_RECORDED, NOTHING, HANGING, since}
        assert before < histories(law)


def check_in_every_case(plan: Plan, held: Sequence[str], asked: Iterable[Question]) -> None:
    cases, law = Cases.of(rows_on_money(plan), held), Law(Counties.of(plan), ON)
    numbered = list(entitlement_table(plan, cases, law))
    table = dict(numbered)
    assert sorted(number for number, _ in numbered) == list(range(cases.size * histories(law)))
    numbers = set()
    for question in asked:
        row, answer = table[question.number], question.answer
        told = worded(answer)
        readings = told.pop("readings")
        assert {name: row[name] for name in told} == told, question.facility
        assert row[READ[question.repeats, left_over(answer, plan)]] == readings, question.facility
        check_what_is_paid(row, answer, plan)
        numbers.add(question.number)
    assert numbers == table.keys()


def check_what_is_paid(
    row: Mapping[str, object], answer: Decision[Entitlement], plan: Plan
) -> None:
    value = answer.value if isinstance(answer, Decided) else None
    assert row[EARNS] == bool(value and value.awards)
    assert row[MET] == bool(value and value.eligible)
    if value is None:
        return
    for payer in value.payers:
        assert row[unstated_flag(payer)] == bool(value.share(payer).unknown)
    opened = [grant for n, grant in enumerate(plan.grants) if row[grant_flag(n)]]
    for award in value.awards:
        paid = {grant.id for grant in opened if row_on(grant, award.accepted_on)}
        assert {line.grant for line in award.lines} == paid


class TestRequiredSlots:
    """2.2.4: the table says of every case by what number of slots the people are multiplied."""

    @each_plan
    @pytest.mark.parametrize("people", [0, 1, 63, 125, 777, 10**9 + 1])
    def test_in_every_case(self, plan: Plan, people: int) -> None:
        cases = AreaCases.of(Counties.of(plan), ON)
        numbered = list(required_table(plan, cases))
        assert [number for number, _ in numbered] == list(range(cases.size))
        for (_, row), area in zip(numbered, cases, strict=True):
            other = ResidentialArea(
                id="A",
                kind=area.kind,
                population=None if area.population is None else people,
                approved_on=another_day(area.approved_on, plan),
            )
            assert counted(row, people) == owed(other, plan)

    @each_plan
    def test_however_a_row_spells_its_case(self, plan: Plan) -> None:
        days = [None, date.min, date.max, *changes(plan), *(day - DAY for day in changes(plan))]
        asked = [
            ResidentialArea(id=f"{number}", kind=kind, population=people, approved_on=day)
            for number, (kind, people, day) in enumerate(
                product([*AreaKind, None], [None, 0, 62, 63, 10**12], days)
            )
        ]
        found = frames.required_slots(
            frame(
                {
                    "id": area.id,
                    "kind": area.kind and str(area.kind),
                    "population": area.population,
                    "approved_on": area.approved_on,
                }
                for area in asked
            ),
            plan,
            on=ON,
        )
        for area, row in zip(asked, found.to_dicts(), strict=True):
            assert row == {"area": area.id, **owed(area, plan)}

    def test_of_a_figure_from_the_first_day_of_all(self) -> None:
        row = Row(9, cite=TEXT, since=date.min)
        plan = YIJUN.amend({"figures.slots_per_thousand": [row]})
        cases = AreaCases.of(Counties.of(plan), ON)
        table = dict(required_table(plan, cases))
        assert sorted(table) == list(range(cases.size))
        owing = [row[PER_THOUSAND] for row in table.values() if row["kind"] == "decided"]
        assert owing == [9]


def changes(plan: Plan) -> list[date]:
    rows = plan.figure_rows.get("slots_per_thousand", ())
    return sorted(row.since for row in rows if row.since)


def another_day(day: Event, plan: Plan) -> date | None:
    """Give the last day of the law of a day."""
    if not day:
        return None
    return next((change - DAY for change in changes(plan) if change > day), date.max)


def owed(area: ResidentialArea, plan: Plan) -> Told:
    assessed = assess(area, plan, on=ON, facilities=())
    answer = assessed.value.required if isinstance(assessed, Decided) else assessed
    return {"required": answer.value if isinstance(answer, Decided) else None, **why(answer)}


def counted(row: Mapping[str, Any], people: int) -> Told:
    """Multiply and round by hand what a row of the table says."""
    exact = Fraction(people * row[PER_THOUSAND], 1000)
    up, nearest = ceil(exact), floor(exact + Fraction(1, 2))
    slots = (up if row[UP] else nearest) if row["kind"] == "decided" else None
    told = {name: row[name] for name in ("kind", "missing", "grounds", "articles")}
    return {**told, "required": slots, "readings": row[ROUNDED if up != nearest else "readings"]}
