"""Both questions as the rules, variables and actions of business-rules.

Source: 2.4.10 and A1.education; 3.2.

Limitations: a rule that holds takes its actions; it explains nothing.
"""

# the package has no types
# mypy: allow-subclassing-any, allow-untyped-decorators

from decimal import Decimal
from typing import Any

from business_rules import run_all
from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_NUMERIC, FIELD_TEXT
from business_rules.variables import (
    BaseVariables,
    boolean_rule_variable,
    numeric_rule_variable,
    string_rule_variable,
)

from benchmarks.peers.known import TOTALS, Answer, Facts, Peer


class _Variables(BaseVariables):
    """What the rules may ask of a facility."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @string_rule_variable()
    def legal_form(self) -> object:
        return self.facts["legal_form"]

    @boolean_rule_variable()
    def kindergarten(self) -> object:
        return self.facts["kindergarten"]

    @boolean_rule_variable()
    def community(self) -> object:
        return self.facts["community"]

    @boolean_rule_variable()
    def inclusive(self) -> object:
        return self.facts["inclusive"]

    @boolean_rule_variable()
    def guidance(self) -> object:
        return self.facts["guidance"]

    @numeric_rule_variable()
    def slots(self) -> object:
        return self.facts["slots"]


class _Actions(BaseActions):
    """What a rule may do: name a registrar, and grant so many yuan a slot."""

    def __init__(self, slots: int) -> None:
        self.slots = slots
        self.registrars: list[str] = []
        self.sums = dict.fromkeys(TOTALS, Decimal(0))

    @rule_action(params={"registrar": FIELD_TEXT})
    def register(self, registrar: str) -> None:
        self.registrars.append(registrar)

    @rule_action(params={"payer": FIELD_TEXT, "per_slot": FIELD_NUMERIC})
    def grant(self, payer: str, per_slot: int) -> None:
        self.sums[payer] = Decimal(per_slot) * self.slots


def _is(fact: str, word: str) -> dict[str, object]:
    return {"name": fact, "operator": "equal_to", "value": word}


def _true(fact: str) -> dict[str, object]:
    return {"name": fact, "operator": "is_true", "value": ""}


def _register(registrar: str) -> list[dict[str, object]]:
    return [{"name": "register", "params": {"registrar": registrar}}]


RULES = [
    {
        "conditions": _is("legal_form", "public-institution"),
        "actions": _register("establishment"),
    },
    {"conditions": _is("legal_form", "social-service"), "actions": _register("approval")},
    {"conditions": _is("legal_form", "for-profit"), "actions": _register("approval")},
    {"conditions": _true("kindergarten"), "actions": _register("education")},
    {
        "conditions": {
            "all": [
                {"any": [{"all": [_true("inclusive"), _true("guidance")]}, _true("community")]},
                {"name": "slots", "operator": "greater_than", "value": 0},
            ]
        },
        "actions": [
            {"name": "grant", "params": {"payer": payer, "per_slot": per_slot}}
            for payer, per_slot in (("central", 10_000), ("city", 5_000), ("county", 5_000))
        ],
    },
]


def rules() -> Peer:
    """Run all the rules; the dicts are the engine's own form, there is nothing to compile."""
    return Peer("business-rules", _ask, _read)


def _ask(facts: Facts) -> object:
    actions = _Actions(int(facts["slots"]))
    run_all(RULES, _Variables(facts), actions)
    return actions


def _read(actions: Any) -> Answer:  # noqa: ANN401 - what the engine gives
    return Answer(frozenset(actions.registrars), actions.sums["central"] > 0, **actions.sums)
