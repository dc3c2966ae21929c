"""The columns of the frames that come in: what each holds, and which must be there.

Source: the facts of `infantcare_policy.facilities` and `county`.

Limitations: several words of one fact stand in one text, joined by `|`, in any order: the empty
text is known to be none, and null is unknown. Money is whole fen.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Literal

import narwhals.stable.v2 as nw
from attrs import frozen

from infantcare_policy.errors import Fault
from infantcare_policy.fact_kinds import FACTS
from infantcare_policy.frames.engines import ROW, Frame, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from infantcare_policy.fact_kinds import FactKind

__all__ = [
    "ACCEPTANCES",
    "AREAS",
    "COUNTY",
    "ENTITLED",
    "FACILITIES",
    "FACT_COLUMNS",
    "LEVEL",
    "MOST",
    "OBSERVATIONS",
    "PAYMENTS",
    "RECORDED",
    "SEPARATOR",
    "TOWN",
    "Column",
    "names_of",
    "spellings",
    "typed",
]

MOST = 2**53
"""Over this a whole number is not exact on every engine; such a number or sum is refused."""

SEPARATOR = "|"
COUNTY = "county"
LEVEL = "demonstration_level"


@frozen
class Column:
    """A column of a frame that comes in.

    Attributes:
        needed: whether the frame must have it; what a fact's column does not say is unknown.
    """

    name: str
    kind: Literal["text", "flag", "whole", "day"]
    needed: bool = False

    @property
    def expected(self) -> str:
        """What its values are, in a message."""
        return {
            "text": "text",
            "flag": "true or false",
            "whole": "whole numbers",
            "day": "days",
        }[self.kind]

    @property
    def advice(self) -> str:
        """How to give it."""
        return {
            "text": "give a column of text",
            "flag": "give a column of booleans that knows null",
            "whole": "give a column of integers that knows null",
            "day": "give dates, or datetimes without a time zone",
        }[self.kind]

    def read(self, held: nw.dtypes.DType) -> nw.Expr | None:
        """Bring a column of a type to the type that is reckoned with; `None` where none is meant.

        A cast would lose the unknown on Dask, so that numbers are widened by multiplying.
        """
        values = nw.col(self.name)
        if held == nw.Unknown:  # a column in which nothing is known
            nothing = {"text": nw.String, "flag": nw.Boolean, "whole": nw.Int64, "day": nw.Date}
            return values.cast(nothing[self.kind]())
        if self.kind == "whole" and held.is_signed_integer() and held != nw.Int128:
            return values * whole(1)
        if self.kind == "whole" and held.is_integer():
            # what does not fit is refused as too much, wherever it would begin to matter
            if held == nw.UInt64:
                too_much = nw.lit(MOST + 1, dtype=nw.UInt64)
                values = (
                    nw.when(values > nw.lit(MOST, dtype=nw.UInt64)).then(too_much).otherwise(values)
                )
            return values.cast(nw.Int64)
        if self.kind == "day" and held == nw.Datetime and getattr(held, "time_zone", "") is None:
            return values.cast(nw.Date)
        plain = {"text": nw.String, "flag": nw.Boolean, "day": nw.Date}
        return values if held == plain.get(self.kind) else None


def _of_fact(name: str, kind: FactKind) -> Column:
    return Column(name, "flag" if kind.values == (True, False) else "text")


FACT_COLUMNS = {
    # whether it is named at all follows from the level at which it is
    name: _of_fact(name, kind)
    for name, kind in FACTS.items()
    if name != "demonstration"
}
"""The columns of the facts that rows of a plan may ask for, by their names."""

TOWN = Column("town", "text")
RECORDED = Column("acceptances_recorded", "flag", needed=True)
FACILITIES = (Column("id", "text", needed=True), *FACT_COLUMNS.values())
ENTITLED = (*FACILITIES, TOWN, Column("uscc", "text"), RECORDED)
ACCEPTANCES = (
    Column("facility", "text", needed=True),
    Column("on", "day", needed=True),
    Column("slots", "whole", needed=True),
    Column("passed", "flag", needed=True),
)
PAYMENTS = (
    Column("facility", "text", needed=True),
    Column("payer", "text", needed=True),
    Column("fen", "whole", needed=True),
    Column("on", "day", needed=True),
)
AREAS = (
    Column("id", "text", needed=True),
    Column("kind", "text"),
    Column("population", "whole"),
    Column("approved_on", "day"),
)
OBSERVATIONS = (
    Column(COUNTY, "text", needed=True),
    Column("indicator", "text", needed=True),
    Column("on", "day", needed=True),
    *(
        Column(f"{number}{bound}", "whole")
        for number in ("numerator", "denominator")
        for bound in ("", "_at_least", "_at_most")
    ),
    TOWN,
)


def names_of(frame: Frame) -> list[str]:
    """Name the columns of a frame."""
    return frame.collect_schema().names()


def typed(frame: Frame, columns: Sequence[Column]) -> tuple[Frame, list[Fault]]:
    """Bring the columns to the types in which they are reckoned with.

    Returns:
        The frame, and a fault for each column that is not there or cannot be read.
    """
    schema = frame.collect_schema()
    faults, read = [], []
    for column in columns:
        held = schema.get(column.name)
        if held is None:
            if column.needed:
                expected = f"a column of {column.expected}"
                faults.append(Fault(column.name, expected=expected, found="none"))
            continue
        found = column.read(held)
        if found is None:
            faults.append(
                Fault(column.name, expected=column.expected, found=f"{held}", advice=column.advice)
            )
        else:
            read.append(found.alias(column.name))
    if faults:
        return frame, faults
    return frame.select(*read, *(name for name in schema if name == ROW)), []


def spellings(words: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Give every text that names some of the words, in every order, with what it names."""
    for size in range(len(words) + 1):
        for chosen in permutations(words, size):
            yield SEPARATOR.join(chosen), frozenset(chosen)
