"""Looking up the rows of a frame in the table of what a rule answers in each case.

Source: see the rule that is asked.

Limitations: see `infantcare_policy.frames`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw
from attrs import frozen

from infantcare_policy.errors import Fault, InvalidFacts
from infantcare_policy.frames.columns import COUNTY, Column, names_of, typed
from infantcare_policy.frames.engines import Engine, Frame, Kind, whole
from infantcare_policy.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infantcare_policy.conditions import Conditional
    from infantcare_policy.frames.cases import Axis, Cases

__all__ = ["CASE", "Counties", "Plans", "Table", "look_up", "numbered", "opened", "refuse"]

Plans: TypeAlias = Plan | Mapping[str, Plan]
"""One county's plan, or the plans of a province by the county of each."""

CASE = "case_"
PLACE = "place_"


@frozen
class Counties:
    """The plans that are asked.

    Attributes:
        plans: the plans by county.
        several: whether the frames say, in the column `county`, to which one a row belongs.
    """

    plans: Mapping[str, Plan]
    several: bool

    @staticmethod
    def of(plans: Plans) -> Counties:
        """Take one plan for every row, or the plan of each row's county.

        Raises:
            InvalidFacts: when there is no plan at all.
        """
        if isinstance(plans, Plan):
            return Counties({plans.id: plans}, several=False)
        if not plans:
            refuse([Fault("plan", expected="at least one plan", found="none")])
        return Counties(dict(plans), several=True)

    @property
    def first(self) -> Plan:
        """One of the plans."""
        return next(iter(self.plans.values()))

    @property
    def keys(self) -> list[str]:
        """The column that names a county, where rows are of several."""
        return [COUNTY] if self.several else []

    def plan_of(self, row: Mapping[str, Any]) -> Plan | None:
        """Give the plan of a row's county; `None` where there is none."""
        return self.plans.get(row[COUNTY]) if self.several else self.first

    def rows(self, part: Callable[[Plan], Iterable[Conditional]]) -> tuple[Conditional, ...]:
        """Put together rows of all plans."""
        return tuple(row for plan in self.plans.values() for row in part(plan))

    def within(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """Add the county to the columns of a frame, where rows are of several."""
        return (*columns, Column(COUNTY, "text", needed=True)) if self.several else tuple(columns)


def refuse(*wrong: Iterable[Fault]) -> None:
    """Refuse frames in which something is wrong, with every fault at once.

    Raises:
        InvalidFacts: with the faults, if there are any.
    """
    if faults := [fault for faults in wrong for fault in faults]:
        raise InvalidFacts(faults, "the frames")


def opened(
    native: object, columns: Sequence[Column], place: str, *, ordered: bool = False
) -> tuple[Engine, Frame, list[Fault]]:
    """Open a frame with the columns that are read of it.

    Raises:
        InvalidFacts: for what is no frame.
    """
    engine = Engine.of(native, place)
    wanted = {column.name: column.kind for column in columns}
    frame, faults = typed(engine.open(wanted, ordered=ordered), columns)
    return engine, frame, [fault.under(place) for fault in faults]


def numbered(frame: Frame, cases: Cases, engine: Engine) -> Frame:
    """Give every row the number of its case."""
    held = names_of(frame)
    number = whole(0)
    for axis, stride in zip(cases.axes, cases.strides, strict=True):
        if not axis.numbers:
            continue
        if axis.numbers.keys() == {False, True}:
            of_class = _of_flag(axis)
        else:
            frame = frame.join(_spelled(axis, engine), on=axis.name, how="left")
            of_class = nw.col(_class_of(axis)).fill_null(whole(axis.unknown))
        number += of_class * whole(stride)
    return frame.with_columns(number.alias(CASE)).select(*held, CASE)


def _of_flag(axis: Axis) -> nw.Expr:
    flag = nw.col(axis.name)
    known = nw.when(flag.fill_null(value=False)).then(whole(axis.numbers[True]))
    either = known.otherwise(whole(axis.numbers[False]))
    return nw.when(flag.is_null()).then(whole(axis.unknown)).otherwise(either)


def _spelled(axis: Axis, engine: Engine) -> Frame:
    """Make the table of every text that a column may hold with the number of its class."""
    columns: dict[str, list[Any]] = {
        axis.name: list(axis.numbers),
        _class_of(axis): list(axis.numbers.values()),
    }
    return engine.table(columns, {axis.name: "String", _class_of(axis): "Int64"})


def _class_of(axis: Axis) -> str:
    return f"{axis.name}_"


@frozen(kw_only=True)
class Table:
    """What a rule answers in each case.

    Attributes:
        size: how many cases there are.
        kinds: the columns of an answer with their types.
        answers: gives what a plan answers, with the number of the case; one may have several rows.
    """

    size: int
    kinds: Mapping[str, Kind]
    answers: Callable[[Plan], Iterable[tuple[int, Mapping[str, object]]]]


def look_up(frame: Frame, counties: Counties, table: Table, engine: Engine) -> Frame:
    """Join to every row what the plan of its county answers in its case."""
    if counties.several:
        places: dict[str, list[Any]] = {
            COUNTY: list(counties.plans),
            PLACE: list(range(len(counties.plans))),
        }
        frame = frame.join(
            engine.table(places, {COUNTY: "String", PLACE: "Int64"}), on=COUNTY, how="left"
        )
        number = nw.col(CASE) + nw.col(PLACE) * whole(table.size)
        frame = frame.with_columns(number.alias(CASE)).drop(PLACE)
    columns: dict[str, list[Any]] = {name: [] for name in (CASE, *table.kinds)}
    for place, plan in enumerate(counties.plans.values()):
        for case, answer in table.answers(plan):
            columns[CASE].append(place * table.size + case)
            for name in table.kinds:
                columns[name].append(answer[name])
    answers = engine.table(columns, {CASE: "Int64", **table.kinds})
    return engine.aligned(frame, CASE).join(answers, on=CASE, how="left")
