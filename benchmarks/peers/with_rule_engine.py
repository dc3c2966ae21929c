"""Both questions as precompiled rules of rule-engine.

Source: 2.4.10 and A1.education; 3.2.

Limitations: a rule says whether it matches, or gives a value; it explains nothing.
"""

from typing import Any

from rule_engine import Context, DataType, Rule, type_resolver_from_dict

from benchmarks.peers.known import TOTALS, Answer, Facts, Peer

CONTEXT = Context(
    type_resolver=type_resolver_from_dict(
        {
            "legal_form": DataType.STRING,
            "kindergarten": DataType.BOOLEAN,
            "community": DataType.BOOLEAN,
            "inclusive": DataType.BOOLEAN,
            "guidance": DataType.BOOLEAN,
            "slots": DataType.FLOAT,  # the engine's only number; it is a Decimal
        }
    )
)
ROUTES = (
    (Rule("legal_form == 'public-institution'", CONTEXT), "establishment"),
    (Rule("legal_form == 'social-service'", CONTEXT), "approval"),
    (Rule("legal_form == 'for-profit'", CONTEXT), "approval"),
    (Rule("kindergarten", CONTEXT), "education"),
)
ELIGIBLE = Rule("slots > 0 and (inclusive and guidance or community)", CONTEXT)
# one rule for the three sums is faster than a rule for each
OWED = Rule("[slots * 10000, slots * 5000, slots * 5000]", CONTEXT)
NOTHING = (0, 0, 0)


def rules() -> Peer:
    """Ask every rule, and for sums only where there are any."""
    return Peer("rule-engine", _ask, _read)


def _ask(facts: Facts) -> object:
    registrars = [registrar for rule, registrar in ROUTES if rule.matches(facts)]
    eligible = ELIGIBLE.matches(facts)
    return registrars, eligible, OWED.evaluate(facts) if eligible else NOTHING


def _read(found: Any) -> Answer:  # noqa: ANN401 - what the engine gives
    registrars, eligible, sums = found
    return Answer(frozenset(registrars), eligible, **dict(zip(TOTALS, sums, strict=True)))
