"""A thousand facilities through the report, against asking each of them, and against a hundred.

Limitations: the county is the sample's record over and over under new ids, with its payments and
bans and no residential areas. Reading it from JSON and putting the report into words are not timed.
"""

from decimal import Decimal
from functools import partial
from itertools import cycle, islice

from attrs import evolve

from benchmarks.measuring import Comparison, Effort, Side, expect, take_turns
from benchmarks.one_facility import FACILITY, NAME, ON, ask, check
from infantcare_policy import County, Plan, compose, yijun
from infantcare_policy.facilities import by_facility
from infantcare_policy.samples import yijun_county

HUNDRED, THOUSAND = 100, 1000

# What each payer still owes for YJ-01 … YJ-15 of the sample, and for YJ-01 … YJ-10 alone, worked
# out by hand from their slots, payments and ban; both counties end with such a ten.
RECORD, REST = 15, 10
DUE = {"central": (1_910_000, 1_350_000), "city": (380_000, 100_000), "county": (480_000, 200_000)}
MISTAKES = 2  # wrong payments, both among the first ten


def compare(effort: Effort) -> list[Comparison]:
    """Compose two counties and ask their facilities in turns; a time is that of one facility."""
    plan = yijun()
    check(plan)
    large = county_of(THOUSAND)
    ask_each = partial(_ask_each, large, plan)
    sides = (
        Side(name=f"{NAME}, that facility", run=partial(ask, FACILITY, plan)),
        Side(name=f"{NAME}, each of {THOUSAND}", run=ask_each, parts=THOUSAND),
        _composing(county_of(HUNDRED), HUNDRED, plan),
        _composing(large, THOUSAND, plan),
    )
    *others, thousand = take_turns(sides, rounds=effort.counties, seconds=effort.seconds)
    return [Comparison(what=thousand, against=other) for other in others]


def county_of(size: int) -> County:
    """Copy the sample's facilities, payments and bans under new ids until there are enough."""
    sample = yijun_county()
    paid = by_facility(sample.payments)
    models = islice(cycle(sample.facilities or ()), size)
    copies = [(f"F{number:04}", model) for number, model in enumerate(models)]
    facilities = (evolve(model, id=own, uscc=None, area=None) for own, model in copies)
    payments = (
        evolve(payment, id=f"{own}-{payment.id}", facility=own)
        for own, model in copies
        for payment in paid.get(model.id, ())
    )
    barred = {ban.subject: ban for ban in sample.bans}
    bans = (evolve(barred[model.id], subject=own) for own, model in copies if model.id in barred)
    return County(
        id=sample.id, facilities=tuple(facilities), payments=tuple(payments), bans=tuple(bans)
    )


def _composing(county: County, size: int, plan: Plan) -> Side:
    """Check the sums and mistakes that the report finds, to the fen, before it is timed."""
    name = f"report.compose, each of {size}"
    report = compose(county, plan, on=ON)
    records, rest = divmod(size, RECORD)
    expect(f"{name}: facilities", (len(report.facilities), rest), (size, REST))
    for payer, (of_record, of_rest) in DUE.items():
        due = Decimal(records * of_record + of_rest)
        expect(f"{name}: due from {payer}", report.budget.total(payer=payer).known, due)
    expect(f"{name}: wrong payments", len(report.discrepancies), (records + 1) * MISTAKES)
    return Side(name=name, run=partial(compose, county, plan, on=ON), parts=size)


def _ask_each(county: County, plan: Plan) -> None:
    made = by_facility(county.payments)
    for facility in county.facilities or ():
        ask(facility, plan, made.get(facility.id, ()), county.bans)
