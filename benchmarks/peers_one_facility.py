"""Two questions about each of a portfolio of facilities, against other engines and by hand.

Limitations: the engines are asked for the registrars, the eligibility and the yuan of each payer,
under one law and with every fact known. The growth of the places is counted for them in Python, and
they give plain values back; the library, and what does the same by hand, give decisions with their
grounds, citations, readings and notes. Everybody starts from the same facility.
"""

from collections.abc import Sequence
from functools import partial

from benchmarks.measuring import Comparison, Effort, Side, expect, take_turns
from benchmarks.one_facility import NAME, ON, ask
from benchmarks.peers import with_business_rules, with_rule_engine, with_zen
from benchmarks.peers.by_hand import what_is_owed, who_registers
from benchmarks.peers.known import (
    TOTALS,
    Answer,
    Known,
    check_totals,
    known_facilities,
)
from infantcare_policy import Conflicting, Decided, Facility, Plan, yijun
from infantcare_policy.decisions import Decision, PlanStamp
from infantcare_policy.registration import Route, route
from infantcare_policy.subsidies import Entitlement, entitlement

PORTFOLIO = f"{NAME}, the portfolio"
BY_HAND = "the same result objects by hand"
PEERS = (  # with the part of its time that the library may take
    (with_zen.by_key(trace=True), 1 / 8),
    (with_zen.by_key(trace=False), 1 / 4),
    (with_zen.by_decision(trace=True), 1 / 8),
    (with_zen.by_decision(trace=False), 1 / 4),
    (with_rule_engine.rules(), 1 / 6),
    (with_business_rules.rules(), 1 / 6),
)
OF_BY_HAND = 1.5


def compare(effort: Effort) -> list[Comparison]:
    """Check everybody's answers, and ask everybody in turns; a time is that of one facility."""
    plan, portfolio = yijun(), known_facilities()
    check(portfolio, plan)
    facilities = [known.facility for known in portfolio]
    for peer, _ in PEERS:
        peer.check(portfolio)
    size = len(portfolio)
    sides = (
        Side(name=PORTFOLIO, run=partial(_ask_each, facilities, plan), parts=size),
        Side(name=BY_HAND, run=partial(_by_hand, facilities, plan.stamp), parts=size),
        *(
            Side(name=peer.name, run=partial(peer.ask_each, facilities), parts=size)
            for peer, _ in PEERS
        ),
    )
    asked, by_hand, *engines = take_turns(sides, rounds=effort.portfolios, seconds=effort.seconds)
    return [
        Comparison(what=asked, against=by_hand, at_most=OF_BY_HAND),
        *(
            Comparison(what=asked, against=engine, at_most=part)
            for engine, (_, part) in zip(engines, PEERS, strict=True)
        ),
    ]


def check(portfolio: Sequence[Known], plan: Plan) -> None:
    """Check the library against the answers worked out by hand, and the code by hand against it."""
    answers = []
    for known in portfolio:
        facility, name = known.facility, known.facility.id
        registrars = route(facility, plan, on=ON)
        owed = entitlement(facility, plan, on=ON, payments=(), bans=())
        answers.append(_answer(registrars, owed.require()))
        expect(f"{PORTFOLIO}: {name}", answers[-1], known.answer)
        # as texts too, where 1 is not 1.00 and a word is not a member of a list
        by_hand = who_registers(facility, plan.stamp, ON), what_is_owed(facility, plan.stamp, ON)
        expect(f"{BY_HAND}: {name}", by_hand, (registrars, owed))
        expect(f"{BY_HAND}: {name}", repr(by_hand), repr((registrars, owed)))
    check_totals(PORTFOLIO, answers)


def _answer(registrars: Decision[Route], owed: Entitlement) -> Answer:
    """Read the registrars, none where the text names none, and the yuan of each payer."""
    match registrars:
        case Decided():
            named = frozenset((registrars.value.registrar,))
        case Conflicting():
            named = frozenset(option.value.registrar for option in registrars.options)
        case _:
            named = frozenset()
    return Answer(named, owed.eligible, **{payer: owed.share(payer).require() for payer in TOTALS})


def _ask_each(facilities: Sequence[Facility], plan: Plan) -> None:
    for facility in facilities:
        ask(facility, plan)


def _by_hand(facilities: Sequence[Facility], stamp: PlanStamp) -> None:
    for facility in facilities:
        who_registers(facility, stamp, ON)
        what_is_owed(facility, stamp, ON)
