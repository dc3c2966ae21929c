"""How many slots each residential area of a portfolio owes.

Source: 2.2.4.

Limitations: whether an area has its slots, and in time, is asked of `provision.assess`. A column of
days cannot say that an area is known not to be approved; that is taken for unknown.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
from attrs import frozen

from infantcare_policy.calendars import ONE_DAY
from infantcare_policy.checks import require_day
from infantcare_policy.county import ResidentialArea
from infantcare_policy.decisions import Decided
from infantcare_policy.frames.asking import (
    CASE,
    Counties,
    Plans,
    Table,
    look_up,
    opened,
    refuse,
)
from infantcare_policy.frames.cases import WHY, explained, joined
from infantcare_policy.frames.checking import faults_of_areas
from infantcare_policy.frames.columns import AREAS, SEPARATOR, names_of
from infantcare_policy.frames.engines import one_of, whole
from infantcare_policy.provision import assess
from infantcare_policy.provision.areas import THOUSAND
from infantcare_policy.terms import AreaKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infantcare_policy.frames.engines import Engine, Frame, FrameT, Kind
    from infantcare_policy.plan import Plan

__all__ = ["AreaCases", "required_slots", "required_table"]

FIGURE = "slots_per_thousand"
AREA_KINDS = (*AreaKind, None)

ROUNDED, PER_THOUSAND, UP = "readings_rounded_", "per_thousand_", "up_"
KINDS: Mapping[str, Kind] = {
    "kind": "String",
    **WHY,
    ROUNDED: "String",
    PER_THOUSAND: "Int64",
    UP: "Int64",
}


@frozen
class AreaCases:
    """What an area's facts come to: its kind, whether its people are known, the law of its day.

    Attributes:
        changes: the days on which the figure of some plan changes.
        on: the day that is asked about.
    """

    changes: tuple[date, ...]
    on: date

    @staticmethod
    def of(counties: Counties, on: date) -> AreaCases:
        """Find the days on which the figure of a plan changes."""
        rows = (row for p in counties.plans.values() for row in p.figure_rows.get(FIGURE, ()))
        return AreaCases(tuple(sorted({row.since for row in rows if row.since})), on)

    @property
    def days(self) -> tuple[date | None, ...]:
        """A day of approval under each law, and none; before the first law none may come."""
        if not self.changes:
            return (None, self.on)
        before = self.changes[0] - ONE_DAY if self.changes[0] > date.min else None
        return (None, before, *self.changes)

    @property
    def size(self) -> int:
        """The number of cases."""
        return len(AREA_KINDS) * 2 * len(self.days)

    def __iter__(self) -> Iterator[ResidentialArea]:
        """Give an area for every case, in the order of their numbers; a thousand people."""
        for day in self.days:
            for population in (None, THOUSAND):
                for kind in AREA_KINDS:
                    yield ResidentialArea(id="A", kind=kind, population=population, approved_on=day)

    def number(self, held: list[str]) -> nw.Expr:
        """Number the case of a row."""
        kind = whole(AREA_KINDS.index(None))
        if "kind" in held:
            for place, word in enumerate(AreaKind):
                is_it = nw.col("kind") == nw.lit(str(word))
                kind = nw.when(is_it).then(whole(place)).otherwise(kind)
        number, stride = kind, len(AREA_KINDS)
        if "population" in held:
            number += one_of(~nw.col("population").is_null()) * whole(stride)
        if "approved_on" in held:
            approved = nw.col("approved_on")
            law = one_of(~approved.is_null())
            for change in self.changes:
                law += one_of(approved >= nw.lit(change))
            number += law * whole(stride * 2)
        return number


def required_slots(areas: FrameT, plan: Plans, *, on: date, checked: bool = False) -> FrameT:
    """Count the slots that each residential area owes, under the figure of its approval.

    Args:
        areas: a row for each area: `id`, `kind` (`new`, `existing`), `population`, `approved_on`;
            what is null or has no column is unknown.
        plan: the plan, or the plans of a province by the column `county`.
        on: the day for which the question is asked.
        checked: whether `check` has found this frame sound before.

    Returns:
        A row for each area, as `provision.assess` tells what it owes: `area`, `kind` of the
        decision, `required`, and what explains it.

    Raises:
        InvalidFacts: with everything that is wrong in the frame.

    Source: 2.2.4.
    """
    require_day(on)
    counties = Counties.of(plan)
    engine, frame, faults = opened(areas, counties.within(AREAS), "areas", ordered=True)
    refuse(faults)
    if not checked:
        refuse(faults_of_areas(engine, frame, counties))
    held, cases = names_of(frame), AreaCases.of(counties, on)
    asked = frame.with_columns(cases.number(held).alias(CASE)).rename({"id": "area"})
    if "kind" in held:
        asked = asked.drop("kind")
    table = Table(size=cases.size, kinds=KINDS, answers=lambda each: required_table(each, cases))
    counted = _counted(look_up(asked, counties, table, engine), held, engine)
    answer: FrameT = engine.give_back(
        counted.select(*counties.keys, "area", "kind", "required", *WHY, *engine.order)
    )
    return answer


def required_table(plan: Plan, cases: AreaCases) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Ask the rule about every case."""
    for number, area in enumerate(cases):
        assessed = assess(area, plan, on=cases.on, facilities=())
        answer = assessed.value.required if isinstance(assessed, Decided) else assessed
        worded = explained(answer)
        stamp = f"slot-rounding={plan.readings.slot_rounding}"
        named = filter(None, worded["readings"].split(SEPARATOR))
        yield (
            number,
            {
                **worded,
                ROUNDED: joined((*named, stamp)),
                # of a thousand people as many are owed as the figure says
                PER_THOUSAND: answer.value if isinstance(answer, Decided) else 0,
                UP: int(plan.readings.slot_rounding == "up"),
            },
        )


def _counted(found: Frame, held: list[str], engine: Engine) -> Frame:
    """Multiply, and round a part of a slot as the plan's reading says."""
    population = nw.col("population") if "population" in held else whole(0)
    parts = population.fill_null(whole(0)) * nw.col(PER_THOUSAND)
    up = engine.quotient(parts + whole(THOUSAND - 1), THOUSAND)
    nearest = engine.quotient(parts * whole(2) + whole(THOUSAND), 2 * THOUSAND)
    decided = nw.col("kind") == nw.lit("decided")
    slots = nw.when(nw.col(UP) == 1).then(up).otherwise(nearest)
    stamped = nw.when(up != nearest).then(nw.col(ROUNDED))
    return found.with_columns(
        nw.when(decided).then(slots).alias("required"),
        stamped.otherwise(nw.col("readings")).alias("readings"),
    )
