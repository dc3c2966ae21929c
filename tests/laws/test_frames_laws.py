from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import cycle, product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import asdict, evolve, frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from infantcare_policy import frames
from infantcare_policy.county import Ban, Observation, Payment, ResidentialArea
from infantcare_policy.decisions import Conflicting, Decided, Decision, Referred, Undetermined
from infantcare_policy.facilities import Acceptance, Demonstration, Facility, Setting
from infantcare_policy.money import Amount, fen
from infantcare_policy.plan import Plan, Row, load, loads, yijun
from infantcare_policy.provision import assess
from infantcare_policy.registration import route
from infantcare_policy.subsidies import budget, entitlement
from infantcare_policy.supervision import duties
from infantcare_policy.targets import Progress, track
from infantcare_policy.terms import AreaKind, Level
from infantcare_policy.testing import (
    acceptances,
    bans,
    days,
    facilities,
    observations,
    payments,
    plans_under,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy
    from hypothesis.vendor.pretty import RepresentationPrinter
    from tests.conftest import Engine, Native

    Columns: TypeAlias = Mapping[str, Sequence[Any]]
    Told: TypeAlias = dict[str, Any]

YIJUN = yijun()
QINGHE_FILE = Path(__file__).parents[1] / "plans" / "qinghe.toml"
QINGHE = load(QINGHE_FILE)
TEXT = YIJUN.grants[0].cite

# Yijun with three laws, each of which leaves fen over, one of them of no stated amount
AMENDED = YIJUN.amend(
    {
        "grants.central": [Row(Decimal("0.01"), cite=TEXT, since=date(2024, 5, 7))],
        "grants.local": [
            Row(Decimal("333.33"), cite=TEXT),
            Row(Decimal("9999.99"), cite=TEXT, since=date(2024, 5, 6)),
        ],
        "grants.provincial": [
            Row(stated=False, cite=TEXT),
            Row(Decimal(1), cite=TEXT, since=date(2024, 5, 7)),
        ],
        "figures.slots_per_thousand": [
            Row(8, cite=TEXT, since=date(2023, 5, 6)),
            Row(11, cite=TEXT, since=date(2025, 5, 6)),
        ],
    }
)

# Qinghe with grants that overlap, of which the payers are the same and the ways in are not, and
# with two officers who decide
SEVERAL_GRANTS = loads(
    QINGHE_FILE.read_text(encoding="utf-8")
    + """
[[grant]]
id = "community"
name = { zh = "社区奖补", en = "money for community centres" }
per = "accepted-slot"
basis = "recited"
cite = "3.1"
rows = [
  { value = 333.33, cite = "3.1" },
  { stated = false, cite = "3.1", since = 2025-05-06 },
]
shares = [
  { payer = "district", weight = 1 },
  { payer = "province", weight = 2 },
  { payer = "city", weight = 4 },
]

[[grant.eligible]]
id = "community"
when = { settings = "community" }
cite = "3.1"

[[grant.bars]]
id = "no-guidance"
when = { guidance = false }
cite = "3.1"

[[grant]]
id = "demonstration"
name = { zh = "示范奖补", en = "money for demonstration facilities" }
per = "accepted-slot"
basis = "granted"
cite = "3.1"
rows = [{ value = 100.01, cite = "3.1", since = 2024-05-06 }]
shares = [{ payer = "city", weight = 1 }]

[[grant.eligible]]
id = "demonstration"
when = { demonstration = true }
unless = { demonstration_level = "town" }
cite = "3.1"

[[referral]]
id = "central"
when = { demonstration_level = "central" }
to = "health"
cite = "3.1"

[[referral]]
id = "high"
when = { demonstration_level = ["central", "province"] }
to = "market"
cite = "3.1"
"""
)

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

READINGS = (
    "guidance-function",
    "meeting-requirements",
    "local-share",
    "odd-fen",
    "repeat-slots",
    "brand-support",
    "ban-scope",
)
GRANTING = (YIJUN, AMENDED, QINGHE, SEVERAL_GRANTS)
# every option that these rules read, at least once; what is shared is shared in three ways
PROVINCE = {
    "yijun": YIJUN,
    "otherwise": YIJUN.with_readings(
        {
            "integrated-registrar": "education",
            "guidance-function": "both",
            "meeting-requirements": "registered-and-filed",
            "brand-support": "besides",
            "ban-scope": "persons-only",
            "slot-rounding": "nearest",
            "existing-area-slots": "by-analogy",
        }
    ),
    "amended": AMENDED.with_readings({"integrated-registrar": "by-legal-form"}),
    "net": YIJUN.with_readings(
        {"repeat-slots": "net", "odd-fen": "city", "existing-area-slots": "by-analogy"}
    ).amend({"grants.local": [Row(Decimal("7000.01"), cite=TEXT, since=date(2024, 5, 6))]}),
    "each": QINGHE.with_readings({"local-share": "each", "repeat-slots": "net"}),
}
# a slow engine takes seconds for each way of sharing
SMALL_PROVINCE = {county: PROVINCE[county] for county in ("otherwise", "amended", "each")}

MANY = settings(max_examples=12)
# here a row that differs is shown with its facility; to look for the smallest question that makes
# it differ would take minutes
LARGE = settings(
    max_examples=6,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
    ],
)
FEW = settings(LARGE, max_examples=2)
ONCE = settings(LARGE, max_examples=1)


def under(plans: Iterable[Plan], *readings: str) -> SearchStrategy[Plan]:
    """Give plans under every option of some readings."""
    return st.sampled_from(tuple(plans)).flatmap(lambda plan: plans_under(plan, readings))


# what goes in

FACTS = (
    "legal_form",
    "settings",
    "operation",
    "services",
    "inclusive",
    "guidance",
    "introduced_brand",
    "demonstration_level",
    "serves_meals",
    "open_to_neighbours",
    "registered",
    "filed",
    "opened",
    "closed",
)
FIELDS = {
    "demonstration_level": "demonstration",
    **{event: f"{event}_on" for event in ("registered", "filed", "opened", "closed")},
}
UNSAID = Facility(id="F")
CODES = ("52610222MJX0000000", "91610222MA00000000")
LONGEST_SHOWN = 4


def shown_in_short(asked: Portfolio | Areas, printer: RepresentationPrinter, *several: str) -> None:
    """Show all of a small question, and of a large one how large it is."""
    readings = {reading.id: reading.chosen for reading in asked.plan.open_questions}
    shown = asdict(asked, recurse=False) | {"plan": (asked.plan.id, readings)}
    if len(shown[several[0]]) > LONGEST_SHOWN:
        shown |= {name: len(shown[name]) for name in several}
    fields = ", ".join(f"{name}={value!r}" for name, value in shown.items())
    printer.text(f"{type(asked).__name__}({fields})")


@frozen(kw_only=True)
class Portfolio:
    """Facilities of one county with what they were paid and who is banned.

    Attributes:
        absent: the columns that their frame does not have.
        county: its county, where it is one of several.
    """

    plan: Plan
    on: date
    facilities: tuple[Facility, ...]
    payments: tuple[Payment, ...] = ()
    bans: tuple[Ban, ...] = ()
    absent: tuple[str, ...] = ()
    county: str = ""

    def _repr_pretty_(self, printer: RepresentationPrinter, _: bool) -> None:  # noqa: FBT001
        shown_in_short(self, printer, "facilities", "payments")

    @property
    def key(self) -> Told:
        return {"county": self.county} if self.county else {}

    def known(self) -> Iterator[Facility]:
        """Give the facilities as far as the columns of the frame tell."""
        for facility in self.facilities:
            unsaid = {FIELDS.get(name, name) for name in self.absent}
            yield evolve(facility, **{name: getattr(UNSAID, name) for name in unsaid})

    def held(self) -> Columns:
        return columns(
            {
                **self.key,
                "id": facility.id,
                "acceptances_recorded": facility.acceptances is not None,
                **{
                    name: value
                    for name, value in written(facility, self.on).items()
                    if name not in self.absent
                },
            }
            for facility in self.facilities
        )

    def accepted(self) -> Columns:
        rows = [
            {**self.key, "facility": f.id, "on": a.on, "slots": a.slots, "passed": a.passed}
            for f in self.facilities
            for a in f.acceptances or ()
        ]
        stray = {**self.key, "facility": "?", "on": self.on, "slots": 7, "passed": True}
        return columns([*rows, stray])

    def paid(self) -> Columns:
        payer = self.plan.payers[0].id
        stray = {**self.key, "facility": "?", "payer": payer, "fen": 7, "on": self.on}
        rows = [
            {
                **self.key,
                "facility": payment.facility,
                "payer": payment.payer,
                "fen": fen(payment.amount),
                "on": payment.on,
            }
            for payment in self.payments
        ]
        return columns([*rows, stray])


def written(facility: Facility, on: date) -> Told:
    """Write what is known of a facility on a day as columns hold it."""
    facts = facility.facts(on)
    several = {"settings": facility.settings, "services": facility.services}
    levels = facts["demonstration_level"]
    return {
        "town": facility.town,
        "uscc": facility.uscc,
        **{name: facts[name] for name in FACTS},
        # in the order in which they came, which is any
        **{name: None if words is None else "|".join(words) for name, words in several.items()},
        "demonstration_level": "|".join(levels) if isinstance(levels, frozenset) else None,
        "legal_form": facility.legal_form and str(facility.legal_form),
        "operation": facility.operation and str(facility.operation),
    }


def columns(rows: Iterable[Told]) -> Columns:
    """Turn rows into columns."""
    held = list(rows)
    return {name: [row[name] for row in held] for name in held[0]}


def together(parts: Iterable[Columns]) -> Columns:
    """Put columns below columns."""
    held = list(parts)
    return {name: [value for part in held for value in part[name]] for name in held[0]}


@st.composite
def portfolios(
    draw: DrawFn, plans: SearchStrategy[Plan], *, least: int = 3, most: int = 5
) -> Portfolio:
    """Give a portfolio in which each of some facilities has each of some histories.

    Each stands there as it is drawn, and as one that is eligible under every plan and reading.
    """
    plan = draw(plans)
    drawn = draw(st.lists(facilities(plan), min_size=least, max_size=most))
    drawn += [evolve(facility, **EARNING) for facility in drawn]
    histories = draw(st.lists(HISTORIES, min_size=least, max_size=most))
    paid = [draw(payments(UNSAID, plan)) for _ in histories]
    held, made = [], []
    for number, (facility, history) in enumerate(product(drawn, range(len(histories)))):
        id_ = f"F{number}"
        held.append(evolve(facility, id=id_, acceptances=histories[history]))
        made += [evolve(payment, facility=id_) for payment in paid[history]]
    banned = draw(bans(Facility(id=f"F{number}", uscc=code) for number, code in enumerate(CODES)))
    return Portfolio(
        plan=plan,
        on=draw(LATE | days()),
        facilities=tuple(held),
        payments=tuple(made),
        bans=banned,
        absent=tuple(draw(ABSENT)),
    )


EARNING: Told = {
    "demonstration": Demonstration(level=Level.COUNTY, since=date(2020, 1, 1)),
    "settings": (Setting.HOME, Setting.COMMUNITY),
    "inclusive": True,
    "guidance": True,
    "introduced_brand": False,
    "registered_on": date(2020, 1, 1),
    "filed_on": date(2020, 1, 1),
}
# the end of the days that are common, so that most of a history is seen
LATE = st.just(date(2026, 5, 7))
# of one day each, every result known, so that places are earned under several laws
GROWING = st.lists(
    st.builds(
        Acceptance,
        on=days(),
        slots=st.integers(0, 40),
        passed=st.sampled_from((True, True, False)),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda acceptance: acceptance.on,
).map(tuple)
HISTORIES = GROWING | acceptances() | GROWING | st.none() | GROWING
NAMES = st.sampled_from([*FACTS, "town", "uscc"])
ABSENT: SearchStrategy[list[str]] = st.just([]) | st.lists(NAMES, unique=True, max_size=2)


@st.composite
def provinces(
    draw: DrawFn, plans: Mapping[str, Plan] = PROVINCE, *, least: int = 3, most: int = 4
) -> tuple[Portfolio, ...]:
    """Give portfolios of several counties on one day.

    The counties have facilities of the same ids, and by an id each means another one.
    """
    one = draw(portfolios(st.just(YIJUN), least=least, most=most))
    by_code = tuple(ban for ban in one.bans if ban.subject in CODES)
    return tuple(
        moved(evolve(one, bans=by_code), county, plan, by=number)
        for number, (county, plan) in enumerate(plans.items())
    )


def moved(one: Portfolio, county: str, plan: Plan, *, by: int) -> Portfolio:
    """Move a portfolio to another county, and there each id so many places further."""
    ids = [facility.id for facility in one.facilities]
    new = dict(zip(ids, [*ids[by:], *ids[:by]], strict=True))
    towns = [None, *(town.id for town in plan.towns)]
    paid_by = dict(zip((payer.id for payer in YIJUN.payers), cycle(plan.payers)))
    return evolve(
        one,
        plan=plan,
        county=county,
        facilities=tuple(
            evolve(facility, id=new[facility.id], town=towns[number % len(towns)])
            for number, facility in enumerate(one.facilities)
        ),
        payments=tuple(
            evolve(payment, facility=new[payment.facility], payer=paid_by[payment.payer].id)
            for payment in one.payments
        ),
    )


def plans_of(province: Iterable[Portfolio]) -> dict[str, Plan]:
    return {portfolio.county: portfolio.plan for portfolio in province}


def varied(portfolio: Portfolio) -> bool:
    """Tell whether a portfolio is more than one facility many times over."""
    return len({evolve(facility, id="F") for facility in portfolio.facilities}) > 9


# what the rule for one facility says, in the words of the frames


def named(names: Iterable[object]) -> str:
    return "|".join(sorted(set(map(str, names))))


def why(answer: Decision[Any]) -> Told:
    """Give what explains an answer."""
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


def routed(portfolio: Portfolio) -> list[Told]:
    """Ask of each facility who registers it."""
    found = []
    for facility in portfolio.known():
        answer = route(facility, portfolio.plan, on=portfolio.on)
        options = answer.options if isinstance(answer, Conflicting) else ()
        found.append(
            {
                **portfolio.key,
                "facility": facility.id,
                "registrar": answer.value.registrar if isinstance(answer, Decided) else None,
                "options": named(option.value.registrar for option in options),
                **why(answer),
            }
        )
    return found


def watched(portfolio: Portfolio) -> list[Told]:
    """Ask of each facility who watches what in it."""
    return [
        {
            **portfolio.key,
            "facility": facility.id,
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
        for facility in portfolio.known()
        for duty in duties(facility, portfolio.plan, on=portfolio.on).require()
        for watcher in [duty.watched_by]
    ]


def entitled(portfolio: Portfolio, payers: Sequence[str] = ()) -> list[Told]:
    """Ask of each facility what it is entitled to."""
    return [
        _entitled(facility, portfolio, payers or [payer.id for payer in portfolio.plan.payers])
        for facility in portfolio.known()
    ]


def _entitled(facility: Facility, portfolio: Portfolio, payers: Sequence[str]) -> Told:
    plan, on = portfolio.plan, portfolio.on
    own = [payment for payment in portfolio.payments if payment.facility == facility.id]
    answer = entitlement(facility, plan, on=on, payments=own, bans=portfolio.bans)
    told: Told = {
        **portfolio.key,
        "facility": facility.id,
        **({} if "town" in portfolio.absent else {"town": facility.town}),
        **why(answer),
        "decider": answer.to if isinstance(answer, Referred) else None,
        "unknown": "",
        "eligible": None,
        "slots": None,
    }
    value = answer.value if isinstance(answer, Decided) else None
    if value:
        told["unknown"] = named(value.total.unknown)
        told["eligible"], told["slots"] = value.eligible, value.slots
    partners = {share.payer for grant in plan.grants for share in grant.shares}
    for payer in payers:
        made = [each for each in own if each.payer == payer and each.on <= on]
        told[f"paid_fen_{payer}"] = sum(fen(each.amount) for each in made)
        # who has no part in a grant owes nothing, whatever is open
        share = due = None if payer in partners else 0
        if value and payer in partners:
            share, due = known(value.share(payer)), known(value.due_from(payer))
        told[f"share_fen_{payer}"], told[f"due_fen_{payer}"] = share, due
    return told


def known(amount: Amount) -> int | None:
    """Give the fen of a sum, nothing of one that is known in part."""
    return None if amount.unknown else fen(amount.known)


def payers_of(plans: Iterable[Plan]) -> list[str]:
    """Name the payers of all plans, each once."""
    return list(dict.fromkeys(payer.id for plan in plans for payer in plan.payers))


# side by side


def ask_for_routes(engine: Engine, portfolio: Portfolio) -> None:
    found = frames.routes(engine.frame(portfolio.held()), portfolio.plan, on=portfolio.on)
    side_by_side(engine, found, routed(portfolio), [portfolio])


def ask_who_watches(engine: Engine, portfolio: Portfolio) -> None:
    found = frames.supervision(engine.frame(portfolio.held()), portfolio.plan, on=portfolio.on)
    side_by_side(engine, found, watched(portfolio), [portfolio])


def ask_for_entitlements(engine: Engine, portfolio: Portfolio) -> None:
    found = entitlements_of(engine, [portfolio])
    side_by_side(engine, found, entitled(portfolio), [portfolio])


def entitlements_of(engine: Engine, portfolios: Sequence[Portfolio]) -> Native:
    """Ask for the entitlements of one county, or of the counties of a province."""
    first = portfolios[0]
    return frames.entitlements(
        engine.frame(together(each.held() for each in portfolios)),
        engine.frame(together(each.accepted() for each in portfolios)),
        plans_of(portfolios) if first.county else first.plan,
        on=first.on,
        payments=engine.frame(together(each.paid() for each in portfolios)),
        bans=first.bans,
    )


def side_by_side(
    engine: Engine, native: Native, wanted: list[Told], asked: Iterable[Portfolio] = ()
) -> None:
    """Compare row by row; where a frame has an order, its rows are in the caller's."""
    known = {(x.county, facility.id): facility for x in asked for facility in x.facilities}
    found = engine.rows(native)
    if engine.eager:
        assert about(found) == about(wanted)
    assert len(found) == len(wanted)
    in_order = sorted(found, key=place_of), sorted(wanted, key=place_of)
    for row, expected in zip(*in_order, strict=True):
        assert row == expected, known.get((row.get("county", ""), row.get("facility", "")))


def about(rows: Iterable[Told]) -> list[tuple[Any, ...]]:
    """Name what the rows are about, in their order."""
    names = ("county", "facility", "area")
    return list(dict.fromkeys(tuple(row.get(name) for name in names) for row in rows))


def place_of(row: Told) -> tuple[str, ...]:
    """Tell by what rows are sorted, wherever they stand."""
    names = ("county", "facility", "area", "domain", "target", "part")
    return tuple(str(row.get(name)) for name in names)


class TestRoutes:
    """2.4.10, A1.education: who registers a facility is told for every row as for one facility."""

    PLANS = under((YIJUN, QINGHE), "integrated-registrar")

    @MANY
    @given(portfolio=portfolios(PLANS))
    def test_on_a_quick_engine(self, quick_engine: Engine, portfolio: Portfolio) -> None:
        ask_for_routes(quick_engine, portfolio)

    @ONCE
    @given(portfolio=portfolios(PLANS, least=9, most=9).filter(varied))
    def test_on_a_slow_engine(self, slow_engine: Engine, portfolio: Portfolio) -> None:
        ask_for_routes(slow_engine, portfolio)


class TestSupervision:
    """Annex 1, 2.4.11, 3.4: who watches what, and what the plan gives to nobody."""

    PLANS = st.sampled_from((YIJUN, QINGHE, TWO_WATCH))

    @LARGE
    @given(portfolio=portfolios(PLANS, most=4))
    def test_on_a_quick_engine(self, quick_engine: Engine, portfolio: Portfolio) -> None:
        ask_who_watches(quick_engine, portfolio)

    @ONCE
    @given(portfolio=portfolios(PLANS, least=8, most=8).filter(varied))
    def test_on_a_slow_engine(self, slow_engine: Engine, portfolio: Portfolio) -> None:
        ask_who_watches(slow_engine, portfolio)


class TestEntitlements:
    """3.2, 2.4.11: who earns what under which law, from whom, and what a ban takes away."""

    PLANS = under(GRANTING, *READINGS)

    @LARGE
    @given(portfolio=portfolios(PLANS))
    def test_on_a_quick_engine(self, quick_engine: Engine, portfolio: Portfolio) -> None:
        ask_for_entitlements(quick_engine, portfolio)

    @ONCE
    @given(portfolio=portfolios(PLANS, least=10, most=10).filter(varied))
    def test_on_a_slow_engine(self, slow_engine: Engine, portfolio: Portfolio) -> None:
        ask_for_entitlements(slow_engine, portfolio)


class TestTotals:
    """3.2: what the sums of a portfolio come to is what its facilities come to one by one."""

    PLANS = under((YIJUN, AMENDED, QINGHE), *READINGS)

    @FEW
    @given(portfolio=portfolios(PLANS))
    def test_on_a_quick_engine(self, quick_engine: Engine, portfolio: Portfolio) -> None:
        ask_for_totals(quick_engine, portfolio, (), ("town", "kind"))

    @ONCE
    @given(portfolio=portfolios(PLANS, least=9, most=9).filter(varied))
    def test_on_a_slow_engine(self, slow_engine: Engine, portfolio: Portfolio) -> None:
        ask_for_totals(slow_engine, portfolio)


def ask_for_totals(engine: Engine, portfolio: Portfolio, *groupings: tuple[str, ...]) -> None:
    portfolio = evolve(portfolio, absent=tuple(set(portfolio.absent) - {"town"}))
    given_out, told = entitlements_of(engine, [portfolio]), entitled(portfolio)
    payers = [payer.id for payer in portfolio.plan.payers]
    for by in groupings:
        assert engine.rows(frames.totals(given_out, by=by)) == added_up(told, by, payers)
    compare_with_the_budget(engine.rows(frames.totals(given_out, by=("town",))), portfolio)


def compare_with_the_budget(found: Iterable[Told], portfolio: Portfolio) -> None:
    """Ask in each township for what each payer still has to pay, and of whom nobody can say."""
    planned = budget(
        portfolio.known(),
        portfolio.plan,
        on=portfolio.on,
        payments=portfolio.payments,
        bans=portfolio.bans,
    )
    for row in found:
        still_open = [each for each in planned.open if planned.towns[each] == row["town"]]
        for payer in planned.payers:
            lines = [x for x in planned.lines if (x.town, x.payer) == (row["town"], payer)]
            known = [fen(line.amount.known) for line in lines if not line.amount.unknown]
            assert row[f"due_fen_{payer}"] == sum(known)
            assert row[f"unknown_{payer}"] == len(still_open) + len(lines) - len(known)


def added_up(told: Iterable[Told], by: Sequence[str], payers: Iterable[str]) -> list[Told]:
    """Add up what is known, and count what is not, group by group, the unknown group first."""
    groups: dict[tuple[str | None, ...], list[Told]] = {}
    for row in told:
        groups.setdefault(tuple(row[name] for name in by), []).append(row)
    names = ["slots", *(f"{s}_fen_{p}" for p in payers for s in ("share", "paid", "due"))]
    return [
        {
            **dict(zip(by, key, strict=True)),
            "facilities": len(rows),
            "decided": sum(row["kind"] == "decided" for row in rows),
            **{name: sum(row[name] or 0 for row in rows) for name in names},
            **{
                f"unknown_{payer}": sum(row[f"due_fen_{payer}"] is None for row in rows)
                for payer in payers
            },
        }
        for key, rows in sorted(groups.items(), key=lambda group: [n or "" for n in group[0]])
    ]


@frozen(kw_only=True)
class Areas:
    """Residential areas that are asked about under a plan."""

    plan: Plan
    on: date
    areas: tuple[ResidentialArea, ...]
    county: str = ""

    def _repr_pretty_(self, printer: RepresentationPrinter, _: bool) -> None:  # noqa: FBT001
        shown_in_short(self, printer, "areas")

    def columns(self) -> Columns:
        return columns(
            {
                **({"county": self.county} if self.county else {}),
                "id": area.id,
                "kind": area.kind and str(area.kind),
                "population": area.population,
                "approved_on": area.approved_on,
            }
            for area in self.areas
        )

    def told(self) -> list[Told]:
        """Ask of each area how many slots it owes."""
        found = []
        for area in self.areas:
            assessed = assess(area, self.plan, on=self.on, facilities=())
            owed = assessed.value.required if isinstance(assessed, Decided) else assessed
            found.append(
                {
                    **({"county": self.county} if self.county else {}),
                    "area": area.id,
                    "required": owed.value if isinstance(owed, Decided) else None,
                    **why(owed),
                }
            )
        return found


PEOPLE = st.sampled_from((0, 1, 62, 63, 124, 125, 126, 2**31, 10**12)) | st.integers(0, 10**12)


@st.composite
def residential(
    draw: DrawFn, plans: SearchStrategy[Plan], *, least: int = 1, county: str = ""
) -> Areas:
    facts = st.tuples(st.none() | st.sampled_from(AreaKind), st.none() | PEOPLE, st.none() | days())
    drawn = draw(st.lists(facts, min_size=least, max_size=40))
    return Areas(
        plan=draw(plans),
        on=draw(days()),
        areas=tuple(
            ResidentialArea(id=f"A{number}", kind=kind, population=population, approved_on=approved)
            for number, (kind, population, approved) in enumerate(drawn)
        ),
        county=county,
    )


@st.composite
def neighbours(draw: DrawFn, *, least: int = 1) -> tuple[Areas, ...]:
    """Give the areas of several counties on one day."""
    first, *others = (
        draw(residential(st.just(plan), least=least, county=county))
        for county, plan in PROVINCE.items()
    )
    return first, *(evolve(other, on=first.on) for other in others)


class TestRequiredSlots:
    """2.2.4: so many slots per thousand people, under the figure of the day of approval."""

    PLANS = under((YIJUN, AMENDED, QINGHE), "slot-rounding", "existing-area-slots")

    @MANY
    @given(asked=residential(PLANS))
    def test_on_a_quick_engine(self, quick_engine: Engine, asked: Areas) -> None:
        found = frames.required_slots(quick_engine.frame(asked.columns()), asked.plan, on=asked.on)
        side_by_side(quick_engine, found, asked.told())

    @ONCE
    @given(asked=residential(PLANS, least=30).filter(lambda asked: len(set(asked.areas)) > 9))
    def test_on_a_slow_engine(self, slow_engine: Engine, asked: Areas) -> None:
        found = frames.required_slots(slow_engine.frame(asked.columns()), asked.plan, on=asked.on)
        side_by_side(slow_engine, found, asked.told())


@st.composite
def observed(draw: DrawFn, plan: Plan) -> tuple[Observation, ...]:
    """Give what was observed of the targets of a plan, in any order."""
    measured = {target.indicator: target for target in plan.targets}
    seen = [each for target in measured.values() for each in draw(observations(target, plan))]
    return tuple(draw(st.permutations(seen)))


def progressed(plan: Plan, seen: Iterable[Observation], on: date, county: str) -> list[Told]:
    """Ask of each target, and of its parts, how it stands."""

    def with_parts(progress: Progress) -> Iterator[Progress]:
        yield progress
        for part in progress.parts:
            yield from with_parts(part)

    return [
        {
            "county": county,
            "target": each.target,
            "part": each.part,
            "status": str(each.status),
            "numerator": None if each.value is None else each.value.numerator,
            "denominator": None if each.value is None else each.value.denominator,
            "due": each.due,
            "late_by": each.late_by,
            "missing": named(item.name for item in each.missing),
            "grounds": named(ground.code for ground in each.grounds),
            "articles": named(each.citations),
            "readings": named(f"{stamp.id}={stamp.option}" for stamp in each.readings),
        }
        for told in track(plan, seen, on=on)
        for each in with_parts(told)
    ]


OBSERVED = (
    "county",
    "indicator",
    "on",
    "numerator",
    "numerator_at_least",
    "numerator_at_most",
    "denominator",
    "denominator_at_least",
    "denominator_at_most",
    "town",
)


TRACKED = under((YIJUN, QINGHE), "built-on", "pace").flatmap(
    lambda plan: st.tuples(st.just(plan), observed(plan))
)


class TestProgress:
    """1, 2.1.2: how every target of a county stands on a day."""

    @MANY
    @given(asked=TRACKED, on=days())
    def test_on_a_quick_engine(
        self, quick_engine: Engine, asked: tuple[Plan, tuple[Observation, ...]], on: date
    ) -> None:
        plan, seen = asked
        found = frames.progress(quick_engine.frame(observations_of(seen)), plan, on=on)
        assert quick_engine.rows(found) == progressed(plan, seen, on, plan.id)

    @LARGE
    @given(
        of_yijun=observed(YIJUN),
        of_qinghe=observed(QINGHE),
        option=st.sampled_from(("none", "linear")),
        on=days(),
    )
    def test_of_several_counties(
        self,
        quick_engine: Engine,
        of_yijun: tuple[Observation, ...],
        of_qinghe: tuple[Observation, ...],
        option: str,
        on: date,
    ) -> None:
        plans = {plan.id: plan.with_readings({"pace": option}) for plan in (QINGHE, YIJUN)}
        seen = (*of_yijun, *of_qinghe)
        found = frames.progress(quick_engine.frame(observations_of(seen)), plans, on=on)
        assert quick_engine.rows(found) == [
            *progressed(plans["qinghe"], of_qinghe, on, "qinghe"),
            *progressed(plans["yijun"], of_yijun, on, "yijun"),
        ]

    @ONCE
    @given(
        of_yijun=observed(YIJUN).filter(bool),
        of_qinghe=observed(QINGHE).filter(bool),
        on=days(),
    )
    def test_of_several_counties_on_a_slow_engine(
        self,
        slow_engine: Engine,
        of_yijun: tuple[Observation, ...],
        of_qinghe: tuple[Observation, ...],
        on: date,
    ) -> None:
        plans = {"yijun": YIJUN, "qinghe": QINGHE}
        frame = slow_engine.frame(observations_of((*of_qinghe, *of_yijun)))
        found = slow_engine.rows(frames.progress(frame, plans, on=on))
        assert sorted(found, key=place_of) == sorted(
            [
                *progressed(YIJUN, of_yijun, on, "yijun"),
                *progressed(QINGHE, of_qinghe, on, "qinghe"),
            ],
            key=place_of,
        )


def observations_of(seen: Iterable[Observation]) -> Columns:
    held = list(seen)
    return {name: [getattr(each, name) for each in held] for name in OBSERVED}


class TestProvince:
    """2.2.4, 2.4.10, 3.2, annex 1: each county's rows are answered by its own plan."""

    @ONCE
    @given(province=provinces().filter(lambda them: varied(them[0])))
    def test_on_a_quick_engine(self, quick_engine: Engine, province: tuple[Portfolio, ...]) -> None:
        ask_a_province(quick_engine, province)

    @ONCE
    @given(province=provinces(SMALL_PROVINCE, least=5, most=5).filter(lambda them: varied(them[0])))
    def test_on_a_slow_engine(self, slow_engine: Engine, province: tuple[Portfolio, ...]) -> None:
        ask_a_province(slow_engine, province)

    @LARGE
    @given(asked=neighbours())
    def test_of_residential_areas_on_a_quick_engine(
        self, quick_engine: Engine, asked: tuple[Areas, ...]
    ) -> None:
        ask_for_the_areas_of_a_province(quick_engine, asked)

    @ONCE
    @given(asked=neighbours(least=20).filter(lambda asked: len(set(asked[0].areas)) > 9))
    def test_of_residential_areas_on_a_slow_engine(
        self, slow_engine: Engine, asked: tuple[Areas, ...]
    ) -> None:
        ask_for_the_areas_of_a_province(slow_engine, asked)


def ask_a_province(engine: Engine, province: tuple[Portfolio, ...]) -> None:
    plans, on = plans_of(province), province[0].on
    frame = engine.frame(together(each.held() for each in province))
    found = frames.routes(frame, plans, on=on)
    side_by_side(engine, found, [row for each in province for row in routed(each)], province)
    found = frames.supervision(frame, plans, on=on)
    side_by_side(engine, found, [row for each in province for row in watched(each)], province)
    payers = payers_of(plans.values())
    found = entitlements_of(engine, province)
    wanted = [row for each in province for row in entitled(each, payers)]
    side_by_side(engine, found, wanted, province)


def ask_for_the_areas_of_a_province(engine: Engine, asked: tuple[Areas, ...]) -> None:
    plans = {areas.county: areas.plan for areas in asked}
    frame = engine.frame(together(areas.columns() for areas in asked))
    found = frames.required_slots(frame, plans, on=asked[0].on)
    side_by_side(engine, found, [row for areas in asked for row in areas.told()])
