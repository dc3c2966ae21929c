"""What a portfolio is entitled to, by other means: Polars by hand, DuckDB's SQL and OpenFisca.

Each takes the same three frames and gives the same columns, `portfolio.ANSWERS`, in any order.

Limitations: they know one law and settled facts, and trust their frames. They see no ban, reading
or unknown fact and no law of an earlier day; they name no article and explain nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Literal, TypeAlias

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit, Period
from openfisca_core.populations import Population
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.portfolio import ANSWERS, ON, PER_SLOT, Portfolio

PAID = tuple(f"paid_fen_{payer}" for payer in PER_SLOT)
COMMUNITY = pl.col("settings").str.contains("community", literal=True)  # in no other setting
ELIGIBLE = (pl.col("inclusive") & pl.col("guidance")) | COMMUNITY


def with_polars(portfolio: Portfolio) -> pl.DataFrame:
    """Ask lazy Polars, in the fastest way that was found."""
    brand = pl.col("introduced_brand")
    slots = pl.when("eligible").then("accepted").otherwise(0)
    facilities = _together(portfolio, introduced_brand=brand, eligible=ELIGIBLE)
    return facilities.select(_answers(_owed(slots))).collect()


def with_polars_and_joins(portfolio: Portfolio) -> pl.DataFrame:
    """Ask lazy Polars as one would write it first: a group for each history, and two joins."""
    seen = pl.col("on") <= ON
    held = portfolio.acceptances.lazy().filter("passed", seen)
    paid = portfolio.payments.lazy().filter(seen)
    by_payer = {
        f"paid_fen_{by}": pl.col("fen").filter(pl.col("payer") == by).sum() for by in PER_SLOT
    }
    facilities = (
        portfolio.facilities.lazy()
        .select("introduced_brand", facility="id", eligible=ELIGIBLE)
        .join(held.group_by("facility").agg(pl.col("slots").max()), on="facility", how="left")
        .join(paid.group_by("facility").agg(**by_payer), on="facility", how="left")
        .with_columns(pl.col(PAID).fill_null(0))
    )
    slots = pl.when("eligible").then(pl.col("slots").fill_null(0)).otherwise(0)
    return facilities.select(_answers(_owed(slots))).collect()


def _owed(slots: pl.Expr) -> dict[str, pl.Expr]:
    """Give the columns of what is owed for so many slots."""
    owed = {"slots": slots}
    for payer, fen in PER_SLOT.items():
        owed[f"share_fen_{payer}"] = slots * fen
        owed[f"due_fen_{payer}"] = pl.max_horizontal(slots * fen - pl.col(f"paid_fen_{payer}"), 0)
    return owed


def _together(portfolio: Portfolio, **facts: pl.Expr) -> pl.LazyFrame:
    """Put the facts, the accepted slots and the payments of each facility in one row.

    The three frames are stacked and grouped once, which takes two thirds of the time of two groups
    and two joins.
    """
    seen = pl.col("on") <= ON
    facilities = portfolio.facilities.lazy().select(facility="id", **facts)
    acceptances = portfolio.acceptances.lazy().filter("passed", seen)
    fen = {f"paid_fen_{by}": pl.when(pl.col("payer") == by).then("fen") for by in PER_SLOT}
    payments = portfolio.payments.lazy().filter(seen)
    stacked = (
        facilities,
        acceptances.select("facility", accepted="slots"),
        payments.select("facility", **fen),
    )
    return (
        pl.concat(stacked, how="diagonal")
        .group_by("facility")
        .agg(pl.col(*facts).max(), pl.col("accepted").max().fill_null(0), pl.col(PAID).sum())
        .filter(pl.col("introduced_brand").is_not_null())  # who has no facts is no facility
    )


def _answers(owed: Mapping[str, pl.Expr]) -> Iterator[pl.Expr]:
    """Give the columns of the answer; a facility that is referred is owed nothing that is known."""
    decided = ~pl.col("introduced_brand")
    yield pl.col("facility")
    yield pl.when(decided).then(pl.lit("decided")).otherwise(pl.lit("referred")).alias("kind")
    for name in ANSWERS[2:]:
        yield pl.when(decided).then(owed[name]).alias(name) if name in owed else pl.col(name)


SQL = """
with held as (
  select facility, max(slots) as slots from acceptances
  where passed and "on" <= $on group by facility
), had as (
  select
    facility,
    sum(fen) filter (payer = 'central') as central,
    sum(fen) filter (payer = 'city') as city,
    sum(fen) filter (payer = 'county') as county
  from payments where "on" <= $on group by facility
), known as (
  select
    id as facility,
    introduced_brand as referred,
    case
      when introduced_brand then null
      when (inclusive and guidance) or contains(settings, 'community') then coalesce(slots, 0)
      else 0
    end as slots,
    coalesce(central, 0)::bigint as central,
    coalesce(city, 0)::bigint as city,
    coalesce(county, 0)::bigint as county
  from facilities
  left join held on held.facility = id
  left join had on had.facility = id
)
select
  facility,
  if(referred, 'referred', 'decided') as kind,
  slots,
  slots * 1000000 as share_fen_central,
  slots * 500000 as share_fen_city,
  slots * 500000 as share_fen_county,
  central as paid_fen_central,
  city as paid_fen_city,
  county as paid_fen_county,
  if(referred, null, greatest(slots * 1000000 - central, 0)) as due_fen_central,
  if(referred, null, greatest(slots * 500000 - city, 0)) as due_fen_city,
  if(referred, null, greatest(slots * 500000 - county, 0)) as due_fen_county
from known
"""


def with_duckdb(portfolio: Portfolio) -> pl.DataFrame:
    """Ask DuckDB, in memory, on the Polars frames; stacking them is no faster there."""
    with duckdb.connect() as connection:
        connection.execute("set preserve_insertion_order = false")
        for name in ("facilities", "acceptances", "payments"):
            connection.register(name, getattr(portfolio, name))
        answers: pl.DataFrame = connection.sql(SQL, params={"on": ON}).pl()
        return answers


Values: TypeAlias = NDArray[np.generic]
"""The values of one variable for every facility, all in one order."""

Money: TypeAlias = Literal["fen", "yuan"]
"""In integers or in floats, of 32 bits; yuan go by the names of fen, for the columns' sake."""

FACTS = ("inclusive", "guidance", "community", "introduced_brand")
OWED = ("slots", *(f"{what}_fen_{payer}" for what in ("share", "due") for payer in PER_SLOT))


def with_openfisca(portfolio: Portfolio) -> pl.DataFrame:
    """Ask OpenFisca in whole fen; Polars lines the frames up for it, since it joins none."""
    facilities = lined_up(portfolio)
    owed = pl.DataFrame(simulated(arrays(facilities, "fen"), "fen")).cast(pl.Int64)
    return facilities.with_columns(owed).select(_answers({name: pl.col(name) for name in OWED}))


def lined_up(portfolio: Portfolio) -> pl.DataFrame:
    """Put all that OpenFisca is handed of a facility in one row."""
    facts = {name: pl.col(name) for name in FACTS if name != "community"}
    return _together(portfolio, community=COMMUNITY, **facts).collect()


def arrays(facilities: pl.DataFrame, money: Money) -> dict[str, Values]:
    """Take the columns as arrays, the payments in whole fen or in yuan."""
    taken = {name: facilities[name].to_numpy() for name in (*FACTS, "accepted", *PAID)}
    if money == "yuan":
        taken |= {name: taken[name] / 100 for name in PAID}
    return taken


def simulated(inputs: Mapping[str, Values], money: Money) -> dict[str, Values]:
    """Build a simulation from arrays, and have it reckon the slots, shares and what is due."""
    simulation = SimulationBuilder().build_default_simulation(_law(money), len(inputs["accepted"]))
    for name, values in inputs.items():
        simulation.set_input(name, DateUnit.ETERNITY, values)
    return {name: simulation.calculate(name, str(ON)) for name in OWED}


Formula: TypeAlias = Callable[[Population, Period], Values]


@cache
def _law(money: Money) -> TaxBenefitSystem:
    """Write the law as OpenFisca does: facts are variables, what follows are formulas."""
    value = int if money == "fen" else float
    facility = build_entity(key="facility", plural="facilities", label="", is_person=True)
    system = TaxBenefitSystem([facility])

    def variable(name: str, kind: type, formula: Formula | None = None) -> None:
        unit = DateUnit.DAY if formula else DateUnit.ETERNITY
        of = {"value_type": kind, "entity": facility, "definition_period": unit, "label": name}
        system.add_variable(type(name, (Variable,), of | ({"formula": formula} if formula else {})))

    for fact in FACTS:
        variable(fact, bool)
    variable("accepted", int)
    variable("eligible", bool, _eligible)
    variable("slots", int, _slots)
    for payer, fen in PER_SLOT.items():
        variable(f"paid_fen_{payer}", value)
        variable(f"share_fen_{payer}", value, _share(fen if value is int else fen / 100))
        variable(f"due_fen_{payer}", value, _due(payer))
    return system


def _eligible(facility: Population, day: Period) -> Values:
    inclusive, guidance, community, introduced = (facility(fact, day) for fact in FACTS)
    eligible: Values = ((inclusive & guidance) | community) & ~introduced
    return eligible


def _slots(facility: Population, day: Period) -> Values:
    slots: Values = facility("eligible", day) * facility("accepted", day)
    return slots


def _share(per_slot: float) -> Formula:
    return lambda facility, day: facility("slots", day) * per_slot


def _due(payer: str) -> Formula:
    share, paid = f"share_fen_{payer}", f"paid_fen_{payer}"
    return lambda facility, day: np.maximum(facility(share, day) - facility(paid, day), 0)
