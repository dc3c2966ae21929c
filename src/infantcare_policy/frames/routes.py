"""Which department registers each facility of a portfolio.

Source: 2.4.10; A1.education.

Limitations: the steps after registration are those of the plan, whoever registers; they are asked
of `registration.route`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.checks import require_day
from infantcare_policy.decisions import Conflicting, Decided
from infantcare_policy.frames.asking import (
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
from infantcare_policy.frames.columns import FACILITIES, names_of
from infantcare_policy.registration import route
from infantcare_policy.registration.routing import ROUTING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from infantcare_policy.frames.engines import FrameT, Kind
    from infantcare_policy.plan import Plan

__all__ = ["route_table", "routes"]

KINDS: Mapping[str, Kind] = {
    "kind": "String",
    "registrar": "String",
    "options": "String",
    **WHY,
}


def routes(facilities: FrameT, plan: Plans, *, on: date, checked: bool = False) -> FrameT:
    """Tell which department registers each facility.

    Args:
        facilities: a row for each facility: `id`, and the columns of its facts.
        plan: the plan, or the plans of a province by the column `county`.
        on: the day for which the question is asked; the facts are those of that day.
        checked: whether `check` has found this frame sound before.

    Returns:
        A row for each facility, as `registration.route` tells it: `facility`, `kind` of the
        decision, `registrar` (null unless decided), `options` (the registrars of a conflict), and
        what explains them.

    Raises:
        InvalidFacts: with everything that is wrong in the frame.

    Source: 2.4.10; A1.education.
    """
    require_day(on)
    counties = Counties.of(plan)
    columns = counties.within(FACILITIES)
    engine, frame, faults = opened(facilities, columns, "facilities", ordered=True)
    refuse(faults)
    if not checked:
        refuse(faults_of_facilities(engine, frame, counties))
    cases = Cases.of(counties.rows(ROUTING.rows), names_of(frame))
    table = Table(
        size=cases.size, kinds=KINDS, answers=lambda each: route_table(each, cases, on=on)
    )
    found = look_up(numbered(frame, cases, engine), counties, table, engine)
    named = found.rename({"id": "facility"})
    answer: FrameT = engine.give_back(
        named.select(*counties.keys, "facility", *KINDS, *engine.order)
    )
    return answer


def route_table(
    plan: Plan, cases: Cases, *, on: date
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Ask the rule about every case."""
    for number, facts in enumerate(cases):
        answer = route(facility_with(facts, on), plan, on=on)
        options = answer.options if isinstance(answer, Conflicting) else ()
        yield (
            number,
            {
                **explained(answer),
                "registrar": answer.value.registrar if isinstance(answer, Decided) else None,
                "options": joined(option.value.registrar for option in options),
            },
        )
