"""A made-up portfolio of any size as three Polars frames, and what it comes to, exactly.

Every fact goes by the number of the facility, in cycles whose lengths have no common divisor: there
is no chance in it, and after `PERIOD` facilities, when every combination has occurred, the same
answers come again. Polars makes the frames, column by column; the answers are worked out apart from
them, in plain Python integers.

Limitations: every fact is known, nobody is barred, and the law is Yijun's of one day under the
default readings. No answer depends on the town or the legal form, nor on the day of what is seen.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import lcm
from typing import NamedTuple, TypeAlias

import polars as pl
from attrs import frozen

ON = date(2026, 1, 5)
START, DAYS = date(2021, 1, 4), 1201
"""The first day of facility 0, and how many days it takes until another begins on the same."""

UNSEEN = 1900
"""So many days later is after `ON`, even for facility 0."""

PER_SLOT = {"central": 1_000_000, "city": 500_000, "county": 500_000}
"""The fen that each payer owes for a slot; of the province's the text states no sum."""

SUMS = tuple(f"{what}_fen_{payer}" for what in ("share", "paid", "due") for payer in PER_SLOT)
ANSWERS = ("facility", "kind", "slots", *SUMS)

TOWNS = ("yiyang", "pengzhen", "wuli", "kuquan", "taian", "qipan", "yaosheng", "yunmeng", "xicun")
LEGAL_FORMS = (
    *("for-profit",) * 6,
    *("social-service",) * 4,
    *("public-institution",) * 2,
    "unincorporated",
)
SETTINGS = (
    *("community", "community", "standalone", "standalone"),
    *("community|kindergarten", "kindergarten|community", "kindergarten", "workplace", "home"),
)
STANDINGS = (
    *((True, True),) * 2,
    *((True, False),) * 3,
    *((False, True), (False, False)),
)
"""Whether it is inclusive, and whether it has a guidance function."""

BRANDS = 19
"""One facility of so many has introduced a brand."""

History: TypeAlias = tuple[tuple[int, int, bool], ...]
HISTORIES: tuple[History, ...] = (
    *(((0, slots, True),) for slots in range(8, 76, 2)),
    ((0, 20, True), (400, 30, True)),
    ((0, 30, True), (210, 24, True), (430, 42, True)),
    ((0, 36, False), (60, 32, True)),
    ((0, 45, True), (500, 60, False), (UNSEEN, 70, True)),
    ((0, 40, False),),
    (),
)
"""The acceptances: days after the first day, slots, passed."""

Account: TypeAlias = tuple[tuple[int, str, int, int], ...]
ACCOUNTS: tuple[Account, ...] = (
    *((),) * 5,
    *(((90, "central", 1_000_000, 0),),) * 2,
    ((90, "central", 1_000_000, 0), (120, "city", 166_666, 67)),
    ((90, "central", 500_000, 1), (300, "central", 500_000, 0), (150, "county", 500_000, 0)),
    ((90, "central", 1_000_000, 99), (150, "city", 500_000, 0), (150, "county", 600_000, 0)),
    ((60, "central", 333_333, 33), (UNSEEN, "city", 500_000, 0)),
)
"""The payments: days after the first day, payer, fen for each slot first inspected, fen besides."""

NO_SLOTS = 12
"""The slots that are paid for where none was ever inspected."""

PERIOD = lcm(len(SETTINGS), len(STANDINGS), BRANDS, len(HISTORIES), len(ACCOUNTS))


@frozen(kw_only=True)
class Portfolio:
    """The frames; acceptances and payments stand in the order of their days, as in a register."""

    facilities: pl.DataFrame
    acceptances: pl.DataFrame
    payments: pl.DataFrame

    @property
    def size(self) -> int:
        """Count the facilities."""
        return self.facilities.height


def portfolio(size: int) -> Portfolio:
    """Make the frames of so many facilities."""
    numbers = pl.select(number=pl.int_range(size, dtype=pl.Int64)).lazy()
    facilities = numbers.select(
        _id().alias("id"),
        legal_form=_cycle(LEGAL_FORMS),
        settings=_cycle(SETTINGS),
        inclusive=_cycle([inclusive for inclusive, _ in STANDINGS]),
        guidance=_cycle([guidance for _, guidance in STANDINGS]),
        introduced_brand=pl.col("number") % BRANDS == 0,
        acceptances_recorded=pl.lit(value=True),
        town=_cycle(TOWNS),
    )
    slots = _cycle([history[0][1] if history else NO_SLOTS for history in HISTORIES])
    acceptances = _events(numbers, HISTORIES, ("later", "slots", "passed"))
    payments = _events(numbers, ACCOUNTS, ("later", "payer", "per_slot", "odd"))
    fen = pl.col("per_slot") * slots + pl.col("odd")
    return Portfolio(
        facilities=facilities.collect(),
        acceptances=acceptances.select(_id().alias("facility"), "on", "slots", "passed").collect(),
        payments=payments.select(
            _id().alias("facility"), "payer", fen.alias("fen"), "on"
        ).collect(),
    )


def totals(size: int) -> Counter[str]:
    """Work out the answers of so many facilities: how many of each kind, all slots and all fen."""
    periods, rest = divmod(size, PERIOD)
    found = Counter[str]()
    for times, numbers in ((periods, range(PERIOD)), (1, range(rest))):
        for case, facilities in Counter(map(_case, numbers)).items() if times else ():
            kind, sums = _answer(case)
            found[kind] += times * facilities
            for name, number in sums.items():
                found[name] += times * facilities * number
    return found


def rows(size: int) -> list[tuple[str | int | None, ...]]:
    """Work out the answer of each of so many facilities, with the columns `ANSWERS`."""
    found = [(f"F{number:08}", *_answer(_case(number))) for number in range(size)]
    return [(own, kind, *map(sums.get, ANSWERS[2:])) for own, kind, sums in found]


def totals_of(answers: pl.DataFrame) -> Counter[str]:
    """Add up the answers in a frame."""
    kinds = answers.group_by("kind").len()
    sums = answers.select(pl.col(ANSWERS[2:]).sum()).row(0, named=True)
    return Counter({**dict(kinds.iter_rows()), **sums})


def _id() -> pl.Expr:
    return pl.concat_str(pl.lit("F"), pl.col("number").cast(pl.String).str.zfill(8))


def _cycle(words: Sequence[str | int | bool]) -> pl.Expr:
    """Give every facility the word of the cycle at which its number stands."""
    return pl.lit(pl.Series(words)).gather(pl.col("number") % len(words))


def _events(
    numbers: pl.LazyFrame, cycle: Sequence[Sequence[tuple[object, ...]]], names: Sequence[str]
) -> pl.LazyFrame:
    """Give every facility the events of the cycle at which its number stands, by their days."""
    rows = [(at, *event) for at, events in enumerate(cycle) for event in events]
    events = pl.LazyFrame(rows, schema=["at", *names], orient="row")
    days = pl.duration(days=pl.col("number") % DAYS + pl.col("later"))
    return (
        numbers.join(events, left_on=pl.col("number") % len(cycle), right_on="at")
        .with_columns(on=pl.lit(START) + days)
        .sort("on", "number", maintain_order=True)
    )


class _Case(NamedTuple):
    """All that an answer depends on; the history and the account by their places in the cycles."""

    referred: bool
    eligible: bool
    history: int
    account: int


def _case(number: int) -> _Case:
    inclusive, guidance = STANDINGS[number % len(STANDINGS)]
    community = "community" in SETTINGS[number % len(SETTINGS)].split("|")
    return _Case(
        referred=number % BRANDS == 0,
        eligible=(inclusive and guidance) or community,
        history=number % len(HISTORIES),
        account=number % len(ACCOUNTS),
    )


def _answer(case: _Case) -> tuple[str, dict[str, int]]:
    """Give the kind of the answer with its slots and fen; what is referred has only been paid."""
    acceptances, payments = HISTORIES[case.history], ACCOUNTS[case.account]
    first = acceptances[0][1] if acceptances else NO_SLOTS
    paid = dict.fromkeys(PER_SLOT, 0)
    for later, payer, per_slot, odd in payments:
        paid[payer] += first * per_slot + odd if later < UNSEEN else 0
    sums = {f"paid_fen_{payer}": fen for payer, fen in paid.items()}
    if case.referred:
        return "referred", sums
    passed = (slots for later, slots, passed in acceptances if passed and later < UNSEEN)
    sums["slots"] = slots = max(passed, default=0) if case.eligible else 0
    for payer, per_slot in PER_SLOT.items():
        sums[f"share_fen_{payer}"] = slots * per_slot
        sums[f"due_fen_{payer}"] = max(0, slots * per_slot - paid[payer])
    return "decided", sums
