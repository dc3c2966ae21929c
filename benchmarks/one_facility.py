"""Two questions about one decided facility, against its bare sums.

Limitations: the plain baseline knows one law and settled facts. It matches no rows, sees no day,
payment, ban, reading, referral or unknown fact, and cites and explains nothing.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from attrs import frozen

from benchmarks.measuring import Comparison, Effort, Side, expect, take_turns
from infantcare_policy import Ban, Facility, LegalForm, Payment, Plan, yijun
from infantcare_policy.registration import route
from infantcare_policy.samples import yijun_county
from infantcare_policy.subsidies import entitlement

NAME = "route + entitlement"
ON = date(2026, 1, 5)
FACILITY = next(each for each in yijun_county().facilities or () if each.id == "YJ-14")
REGISTRARS: dict[LegalForm | None, str] = {
    LegalForm.PUBLIC_INSTITUTION: "establishment",
    LegalForm.SOCIAL_SERVICE: "approval",
    LegalForm.FOR_PROFIT: "approval",
}
PER_SLOT = Decimal(10_000)


@frozen
class PlainAnswer:
    """Who registers a facility and what each payer owes it."""

    registrar: str | None
    central: Decimal
    city: Decimal
    county: Decimal


# YJ-14, a public institution, had 36 slots accepted
EXPECTED = PlainAnswer("establishment", Decimal(360_000), Decimal(180_000), Decimal(180_000))


def ask(
    facility: Facility, plan: Plan, payments: Sequence[Payment] = (), bans: Sequence[Ban] = ()
) -> None:
    """Ask the library both questions."""
    route(facility, plan, on=ON)
    entitlement(facility, plan, on=ON, payments=payments, bans=bans)


def check(plan: Plan) -> None:
    """Check that the library's answer is exactly the one that was worked out by hand."""
    registrar = route(FACILITY, plan, on=ON).require().registrar
    share = entitlement(FACILITY, plan, on=ON, payments=(), bans=()).require().share
    shares = (share(payer).require() for payer in ("central", "city", "county"))
    expect(NAME, PlainAnswer(registrar, *shares), EXPECTED)


def compare(effort: Effort) -> list[Comparison]:
    """Ask the library and the plain baseline in turns."""
    plan = yijun()
    check(plan)
    expect("plain baseline", _plainly(FACILITY), EXPECTED)
    sides = (
        Side(name="plain attrs + Decimal", run=partial(_plainly, FACILITY)),
        Side(name=NAME, run=partial(ask, FACILITY, plan)),
    )
    plain, asked = take_turns(sides, rounds=effort.calls, seconds=effort.seconds)
    return [Comparison(what=asked, against=plain)]


def _plainly(facility: Facility) -> PlainAnswer:
    """Work out 10,000 yuan a slot from the centre, and as much from city and county, 1 : 1."""
    registrar = REGISTRARS.get(facility.legal_form)
    accepted = [each.slots for each in facility.acceptances or () if each.passed]
    grant = PER_SLOT * max(accepted, default=0)
    city = (grant / 2).quantize(Decimal("0.01"))
    return PlainAnswer(registrar, grant, city, grant - city)
