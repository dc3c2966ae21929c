"""Which department watches what in each facility of a portfolio.

Source: annex 1; 2.4.11; 3.4.

Limitations: a reading that takes a whole field of work away from a facility is told by
`supervision.duties` alone: where there is no row there is nothing to write it beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from infantcare_policy.checks import require_day
from infantcare_policy.decisions import Conflicting, Decided
from infantcare_policy.frames.asking import (
    CASE,
    Counties,
    Plans,
    Table,
    look_up,
    numbered,
    opened,
    refuse,
)
from infantcare_policy.frames.cases import WHY, Cases, explained, facility_with, joined
from infantcare_policy.frames.checking import faults_of_facilities
from infantcare_policy.frames.columns import FACILITIES, TOWN, names_of
from infantcare_policy.frames.engines import one_of, whole
from infantcare_policy.supervision import WATCHING, Duty, duties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from infantcare_policy.frames.engines import FrameT, Kind
    from infantcare_policy.plan import Plan

__all__ = ["supervision", "supervision_table"]

TOWN_BODY, NOBODY = "town", "nobody"
"""Stand for the township body in whose area a facility stands, and for no body at all."""

KINDS: Mapping[str, Kind] = {
    "domain": "String",
    "kind": "String",
    "watched_by": "String",
    "options": "String",
    **WHY,
}


def supervision(facilities: FrameT, plan: Plans, *, on: date, checked: bool = False) -> FrameT:
    """List every field of work in which each facility is, or may be, watched, and by whom.

    Args:
        facilities: a row for each facility: `id`, the columns of its facts, and `town`.
        plan: the plan, or the plans of a province by the column `county`.
        on: the day for which the question is asked; the facts are those of that day.
        checked: whether `check` has found this frame sound before.

    Returns:
        A row for each facility and field, as `supervision.duties` tells it: `facility`, `domain`,
        `kind` of the decision, `watched_by` (the id of a department or of a township body; null
        where the plan gives the field to nobody, and where it is not decided), `options` (of a
        conflict, where `town` stands for the township body and `nobody` for none), and what
        explains them. Under a plan
        that divides no supervision, a row without a field.

    Raises:
        InvalidFacts: with everything that is wrong in the frame.

    Source: annex 1; 2.4.11; 3.4.
    """
    require_day(on)
    counties = Counties.of(plan)
    columns = counties.within((*FACILITIES, TOWN))
    engine, frame, faults = opened(facilities, columns, "facilities", ordered=True)
    refuse(faults)
    if not checked:
        refuse(faults_of_facilities(engine, frame, counties))
    held = names_of(frame)
    cases = Cases.of(counties.rows(WATCHING.rows), held)
    asked = numbered(frame, cases, engine)
    if TOWN.name in held:
        known = one_of(~nw.col(TOWN.name).is_null())
        asked = asked.with_columns((nw.col(CASE) + known * whole(cases.size)).alias(CASE))
    table = Table(
        size=cases.size * 2,
        kinds=KINDS,
        answers=lambda each: supervision_table(each, cases, on=on),
    )
    found = look_up(asked, counties, table, engine).filter(~nw.col("kind").is_null())
    if TOWN.name in held:
        by_town = nw.col("watched_by") == nw.lit(TOWN_BODY)
        theirs = nw.when(by_town).then(nw.col(TOWN.name)).otherwise(nw.col("watched_by"))
        found = found.with_columns(theirs.alias("watched_by"))
    named = found.rename({"id": "facility"})
    answer: FrameT = engine.give_back(
        named.select(*counties.keys, "facility", *KINDS, *engine.order)
    )
    return answer


def supervision_table(
    plan: Plan, cases: Cases, *, on: date
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Ask the rule about every case, of a facility in a town that nobody says, and in one."""
    stands_in = next((town.id for town in plan.towns), None)
    for known, town in enumerate((None, stands_in)):
        for number, facts in enumerate(cases):
            answer = duties(facility_with(facts, on, town=town), plan, on=on)
            case = number + cases.size * known
            if isinstance(answer, Decided):
                yield from ((case, _answered(duty, town)) for duty in answer.value)
            else:
                nobody = {"domain": None, "watched_by": None, "options": ""}
                yield case, {**explained(answer), **nobody}


def _answered(duty: Duty, town: str | None) -> dict[str, object]:
    """Give the columns of one field of work."""

    def body(watcher: str | None) -> str | None:
        return TOWN_BODY if watcher is not None and watcher == town else watcher

    found = duty.watched_by
    options = found.options if isinstance(found, Conflicting) else ()
    return {
        **explained(found),
        "domain": duty.domain,
        "watched_by": body(found.value) if isinstance(found, Decided) else None,
        "options": joined(body(option.value) or NOBODY for option in options),
    }
