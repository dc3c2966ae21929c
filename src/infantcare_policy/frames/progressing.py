"""How far the counties of a province are from their targets.

Source: 1; 2.1.2.

Limitations: what counties observe is little beside their facilities, and has a history: it is read
at once and asked of `targets.progress` county by county, whatever the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.checks import require_day
from infantcare_policy.county import Observation
from infantcare_policy.errors import Fault, InvalidFacts, shown
from infantcare_policy.frames.asking import Counties, Plans, opened, refuse
from infantcare_policy.frames.cases import WHY, joined
from infantcare_policy.frames.columns import COUNTY, OBSERVATIONS
from infantcare_policy.targets import Progress, track

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from infantcare_policy.frames.engines import FrameT, Kind

__all__ = ["progress"]

KINDS: Mapping[str, Kind] = {
    COUNTY: "String",
    "target": "String",
    "part": "String",
    "status": "String",
    "numerator": "Int64",
    "denominator": "Int64",
    "due": "Date",
    "late_by": "Int64",
    **WHY,
}


def progress(observations: FrameT, plan: Plans, *, on: date) -> FrameT:
    """Tell how every target of every county stands on a day.

    Args:
        observations: a row for each observation: `county`, `indicator`, `on`, `numerator` or its
            bounds `numerator_at_least` and `numerator_at_most`, the same of `denominator`, `town`.
        plan: the plan, or the plans of a province by county.
        on: the day for which the question is asked; later observations are not seen.

    Returns:
        A row for each county and target, and, where a target has one for every year or township,
        for each `part`, as `targets.progress` tells it: its `status`, the number as the fraction
        `numerator` / `denominator` where it is known exactly, `due`, `late_by`, and what explains
        it.

    Raises:
        InvalidFacts: with everything that is wrong in the frame.
        WrongPlan: for an observation of another county than that of the plan.
        UnknownTown: for a town that the plan does not know.

    Source: 1; 2.1.2.
    """
    require_day(on)
    counties = Counties.of(plan)
    engine, frame, faults = opened(observations, OBSERVATIONS, "observations")
    refuse(faults)
    seen: dict[str, list[Observation]] = {county: [] for county in counties.plans}
    wrong: list[Fault] = []
    for number, row in enumerate(engine.rows(frame)):
        place, county = f"observations[{number}]", row[COUNTY]
        if counties.several and county not in seen:
            expected = "a county that has a plan"
            wrong.append(Fault(f"{place}.{COUNTY}", expected=expected, found=shown(county)))
            continue
        try:
            observation = Observation(**row)
        except InvalidFacts as invalid:
            wrong.extend(fault.under(place) for fault in invalid.faults)
        else:
            seen[county if counties.several else counties.first.id].append(observation)
    refuse(wrong)
    rows = [
        line
        for county, own in counties.plans.items()
        for told in track(own, seen[county], on=on)
        for line in _lines(told, county)
    ]
    table = {name: [row[name] for row in rows] for name in KINDS}
    answer: FrameT = engine.give_back(engine.table(table, KINDS))
    return answer


def _lines(told: Progress, county: str) -> Iterator[Mapping[str, object]]:
    """Give a row for a target, and one for each of its parts."""
    value = told.value
    yield {
        COUNTY: county,
        "target": told.target,
        "part": told.part,
        "status": str(told.status),
        "numerator": None if value is None else value.numerator,
        "denominator": None if value is None else value.denominator,
        "due": told.due,
        "late_by": told.late_by,
        "missing": joined(item.name for item in told.missing),
        "grounds": joined(ground.code for ground in told.grounds),
        "articles": joined(told.citations),
        "readings": joined(f"{stamp.id}={stamp.option}" for stamp in told.readings),
    }
    for part in told.parts:
        yield from _lines(part, county)
