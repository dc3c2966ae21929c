"""Both questions as two decision tables of zen-engine.

Source: 2.4.10 and A1.education; 3.2. The format is GoRules' JSON Decision Model.

Limitations: rows of words, flags and numbers; a cell is a Python number only up to 2⁵³, past which
the engine rounds silently to a float. Every sum here is far below.
"""

import json
from functools import partial
from typing import Any

import zen

from benchmarks.measuring import expect
from benchmarks.peers.known import TOTALS, Answer, Facts, Peer

KEY = "yijun"

# who registers: every row that holds gives a registrar; an empty cell asks nothing
ROUTE_FACTS = ("legal_form", "kindergarten")
ROUTES = (
    ("'public-institution'", "", "'establishment'"),
    ("'social-service'", "", "'approval'"),
    ("'for-profit'", "", "'approval'"),
    ("", "true", "'education'"),
)
# what is owed: the first row that holds gives the yuan of each payer
GRANT_FACTS = ("inclusive", "guidance", "community", "slots")
GRANT_ANSWERS = ("eligible", "central", "city", "county")
OWED = ("true", "slots * 10000", "slots * 5000", "slots * 5000")
GRANTS = (
    ("true", "true", "", "> 0", *OWED),
    ("", "", "true", "> 0", *OWED),
    ("", "", "", "", "false", "0", "0", "0"),
)


def _table(
    name: str, facts: tuple[str, ...], answers: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> dict[str, object]:
    columns = (*facts, *answers)
    return {
        "inputs": [{"id": fact, "name": fact, "field": fact} for fact in facts],
        "outputs": [{"id": answer, "name": answer, "field": answer} for answer in answers],
        "rules": [
            {"_id": f"{name}-{number}", **dict(zip(columns, row, strict=True))}
            for number, row in enumerate(rows)
        ],
    }


def _node(name: str, kind: str, content: dict[str, object]) -> dict[str, object]:
    return {
        "id": name,
        "name": name,
        "type": kind,
        "position": {"x": 0, "y": 0},
        "content": content,
    }


ROUTE_TABLE = _table("routes", ROUTE_FACTS, ("registrar",), ROUTES)
GRANT_TABLE = _table("grants", GRANT_FACTS, GRANT_ANSWERS, GRANTS)
GRAPH = {
    "nodes": [
        _node("facility", "inputNode", {"schema": ""}),
        _node(
            "routes",
            "decisionTableNode",
            {"hitPolicy": "collect", "outputPath": "routes", "passThrough": False, **ROUTE_TABLE},
        ),
        _node(
            "grants",
            "decisionTableNode",
            {"hitPolicy": "first", "passThrough": False, **GRANT_TABLE},
        ),
    ],
    "edges": [
        {"id": target, "type": "edge", "sourceId": "facility", "targetId": target}
        for target in ("routes", "grants")
    ],
}
TRACED = ["facility", "grants", "routes"]


def by_key(*, trace: bool) -> Peer:
    """Ask the engine for what it compiled when it was made: its fastest way."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: GRAPH}}})
    options: zen.DecisionEvaluateOptions = {"trace": trace}

    def ask(facts: Facts) -> object:
        return engine.evaluate(KEY, facts, options)

    return Peer(f"zen-engine, {_words(trace=trace)}", ask, partial(_read, trace=trace))


def by_decision(*, trace: bool) -> Peer:
    """Ask a decision that was made once, of content that was compiled before."""
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(GRAPH)))
    options: zen.DecisionEvaluateOptions = {"trace": trace}

    def ask(facts: Facts) -> object:
        return decision.evaluate(facts, options)

    return Peer(
        f"zen-engine's ZenDecision, {_words(trace=trace)}", ask, partial(_read, trace=trace)
    )


def _words(*, trace: bool) -> str:
    return f"trace {'on' if trace else 'off'}"


def _read(response: dict[str, Any], *, trace: bool) -> Answer:
    """Read the answer, and see that the trace is there if it was asked for, and only then."""
    expect("zen-engine: trace", sorted(response.get("trace") or ()), TRACED if trace else [])
    result = response["result"]
    sums = {payer: result[payer] for payer in TOTALS}
    expect("zen-engine: whole yuan", {type(value) for value in sums.values()}, {int})
    registrars = frozenset(row["registrar"] for row in result["routes"])
    return Answer(registrars, result["eligible"], **sums)
