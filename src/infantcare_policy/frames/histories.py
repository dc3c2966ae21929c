"""What a rule says of entitlements in every case, with every history that acceptances can have.

Source: 3.2.

Limitations: bans are not seen here; how many slots were earned, and the sums, are reckoned in
columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from infantcare_policy.decisions import Decided, Referred
from infantcare_policy.facilities import Acceptance
from infantcare_policy.frames.cases import WHY, explained, facility_with, joined
from infantcare_policy.frames.columns import SEPARATOR
from infantcare_policy.subsidies import entitlement
from infantcare_policy.subsidies.eligibility import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from infantcare_policy.decisions import Decision
    from infantcare_policy.frames.cases import Cases
    from infantcare_policy.frames.engines import Kind
    from infantcare_policy.frames.laws import Law
    from infantcare_policy.plan import Plan
    from infantcare_policy.subsidies import Entitlement

__all__ = [
    "EARNS",
    "HANGING",
    "MET",
    "NOTHING",
    "NOT_RECORDED",
    "READ",
    "WORDED",
    "entitlement_kinds",
    "entitlement_table",
    "grant_flag",
    "histories",
    "unstated_flag",
    "worded",
]

WORDED: Mapping[str, Kind] = {
    "kind": "String",
    "decider": "String",
    "eligible": "Boolean",
    **WHY,
    "unknown": "String",
}
"""The columns in which an entitlement is told, but for its sums."""

READ = {
    (False, False): "readings",
    (True, False): "readings_repeat_",
    (False, True): "readings_odd_",
    (True, True): "readings_both_",
}
"""The columns of the readings, by whether `repeat-slots` and `odd-fen` shaped the answer too."""

EARNS, MET = "earns_", "met_"
"""Whether there are awards, and whether the facility is entitled to be paid."""

NOT_RECORDED, NOTHING, HANGING = 0, 1, 2
"""What acceptances come to: unknown, no places, an unknown result that matters.

A number over the last tells, by its bits, under which laws slots were earned.
"""


def histories(law: Law) -> int:
    """Count what the acceptances of a facility can come to, but for their sums."""
    return HANGING + (1 << law.changes + 1)


def grant_flag(grant: int) -> str:
    """Name the column that says whether a grant is open to the facility."""
    return f"grant_{grant}_"


def unstated_flag(payer: str) -> str:
    """Name the column that says whether the text leaves a payer's sum open."""
    return f"unstated_{payer}_"


def entitlement_kinds(law: Law) -> dict[str, Kind]:
    """Name the columns of the table with their types."""
    flags = [EARNS, MET, *(grant_flag(number) for number in range(len(law.first.grants)))]
    flags += [unstated_flag(payer) for payer in law.payers]
    return {
        **WORDED,
        **dict.fromkeys(READ.values(), "String"),
        **dict.fromkeys(flags, "Int64"),
    }


def entitlement_table(
    plan: Plan, cases: Cases, law: Law
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Ask the rule about every case, with every history."""
    accepted = [(h, _acceptances(plan, law, h)) for h in range(histories(law))]
    for number, facts in enumerate(cases):
        facility = facility_with(facts, law.on)
        known = facility.facts(law.on)
        open_grants = [not standing(grant, known, plan).unmet for grant in plan.grants]
        for history, held in accepted:
            if held == CANNOT_BE:
                continue
            asked = evolve(facility, acceptances=held)
            answer = entitlement(asked, plan, on=law.on, payments=(), bans=())
            grown = history >= HANGING and any(open_grants) and answer.kind != "referred"
            told = _told(answer, law, open_grants, grown=grown)
            yield number + cases.size * history, told


CANNOT_BE = ()
"""Stands for a history in which slots were earned under a law that has no day."""


def _acceptances(plan: Plan, law: Law, history: int) -> tuple[Acceptance, ...] | None:
    """Give acceptances that come to a history, and leave no fen over."""
    if history == NOT_RECORDED:
        return None
    if history == NOTHING:
        return (Acceptance(on=law.on, slots=0, passed=True),)
    if history == HANGING:
        return (Acceptance(on=law.on, slots=1),)
    under = [number for number in range(law.changes + 1) if (history - HANGING) >> number & 1]
    days = [law.day_under(plan, number) for number in under]
    if None in days:
        return CANNOT_BE
    return tuple(
        Acceptance(on=day, slots=law.whole_slots * (place + 1), passed=True)
        for place, day in enumerate(filter(None, days))
    )


def worded(answer: Decision[Entitlement]) -> dict[str, object]:
    """Give what an answer says, but for its sums."""
    unknown: tuple[str, ...] = ()
    eligible = None
    if isinstance(answer, Decided):
        unknown, eligible = answer.value.total.unknown, answer.value.eligible
    return {
        **explained(answer),
        "decider": answer.to if isinstance(answer, Referred) else None,
        "eligible": eligible,
        "unknown": joined(unknown),
    }


def _told(
    answer: Decision[Entitlement], law: Law, open_grants: Sequence[bool], *, grown: bool
) -> dict[str, object]:
    """Give the columns of one case; `grown` says whether how it grew can shape the answer."""
    value = answer.value if isinstance(answer, Decided) else None
    earns = value is not None and bool(value.awards)
    told = worded(answer)
    named = tuple(filter(None, str(told["readings"]).split(SEPARATOR)))
    option = law.first.readings
    repeat = (f"repeat-slots={option.repeat_slots}",) if grown else ()
    odd = (f"odd-fen={option.odd_fen}",) if earns else ()
    read = {
        column: joined((*named, *(repeat if repeats else ()), *(odd if left_over else ())))
        for (repeats, left_over), column in READ.items()
    }
    unstated = {
        unstated_flag(payer): int(value is not None and bool(value.share(payer).unknown))
        for payer in law.payers
    }
    return {
        **told,
        **read,
        EARNS: int(earns),
        MET: int(value is not None and value.eligible),
        **{grant_flag(number): int(is_open) for number, is_open in enumerate(open_grants)},
        **unstated,
    }
