"""What the entitlements of a portfolio add up to, and how much is missing from the sums.

Source: 3.2.

Limitations: what is due from a payer and only partly stated counts as not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from infantcare_policy.errors import Fault
from infantcare_policy.frames.asking import refuse
from infantcare_policy.frames.checking import parts_of, together
from infantcare_policy.frames.columns import MOST
from infantcare_policy.frames.engines import Engine, one_of, whole
from infantcare_policy.frames.portfolio import sums_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from infantcare_policy.frames.engines import Frame, FrameT, Kind

__all__ = ["totals"]

DUE = "due_fen_"
ALL = "all_"
"""A column that puts every row into one group."""


def totals(entitlements: FrameT, *, by: Sequence[str] = ()) -> FrameT:
    """Add up entitlements; the sums are worked out at once, however lazy the frame is.

    Args:
        entitlements: what `entitlements` gave, or several of them put together.
        by: the columns by which to group, such as `("county",)` or `("town", "kind")`.

    Returns:
        A row for each group, sorted: `facilities`, how many of them are `decided`, the `slots` and
        sums of fen as far as they are known, and for each payer, as `unknown_…`, of how many
        facilities nobody can say what is due from it.

    Raises:
        InvalidFacts: for a column that is not there, and for a sum that would not be exact.

    Source: 3.2.
    """
    engine = Engine.of(entitlements, "entitlements")
    frame: Frame = nw.from_native(entitlements).lazy()  # type: ignore[call-overload]
    held = frame.collect_schema()
    needed = (name for name in ("kind", "slots", *by) if name not in held)
    refuse(Fault(name, expected="a column of the frame", found="none") for name in needed)
    refuse(_odd_groups(by))
    payers = [name.removeprefix(DUE) for name in held if name.startswith(DUE)]
    summed = ["slots", *(name for payer in payers for name in sums_of(payer))]
    counted = {"facilities": whole(1), "decided": one_of(nw.col("kind") == nw.lit("decided"))}
    counted |= {f"unknown_{p}": one_of(nw.col(f"{DUE}{p}").is_null()) for p in payers}

    groups = list(by) or [ALL]
    parts = [part for name in summed for part in _halves(name, engine)]
    plain = frame.with_columns(whole(0).alias(ALL)).select(
        *groups, *(count.alias(f"{name}_") for name, count in counted.items()), *parts
    )
    sums = [name for name in plain.collect_schema() if name not in groups]
    grouped = plain.group_by(*groups).agg(nw.col(name).sum() for name in sums)
    rows = sorted(engine.rows(grouped), key=lambda row: [(row[n] is not None, row[n]) for n in by])
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in by}
    columns |= {name: [int(row[f"{name}_"]) for row in rows] for name in ("facilities", "decided")}
    columns |= {
        name: [together(row[f"{name}_low_"], row[f"{name}_high_"]) for row in rows]
        for name in summed
    }
    columns |= {f"unknown_{p}": [int(row[f"unknown_{p}_"]) for row in rows] for p in payers}
    refuse(_inexact(columns, summed))
    kinds: dict[str, Kind] = {**dict.fromkeys(columns, "Int64"), **_kinds(held, by)}
    answer: FrameT = engine.give_back(engine.table(columns, kinds))
    return answer


def _kinds(held: Mapping[str, nw.dtypes.DType], by: Sequence[str]) -> dict[str, Kind]:
    """Find the types of the columns by which it is grouped."""
    plain: Mapping[nw.dtypes.DType, Kind] = {
        nw.String(): "String",
        nw.Boolean(): "Boolean",
        nw.Int64(): "Int64",
        nw.Date(): "Date",
    }
    odd = [name for name in by if held[name] not in plain]
    expected = "a column of text, whole numbers, days or true and false"
    refuse(Fault(name, expected=expected, found=f"{held[name]}") for name in odd)
    return {name: plain[held[name]] for name in by}


def _odd_groups(by: Sequence[str]) -> Iterator[Fault]:
    """Find columns that are added up and not grouped by, and those that stand twice."""
    for place, name in enumerate(by):
        if name == "slots" or "_fen_" in name:
            yield Fault(f"by[{place}]", expected="a column that is not added up", found=name)
        elif name in by[:place]:
            yield Fault(f"by[{place}]", expected="each column once", found=name)


def _halves(name: str, engine: Engine) -> Iterator[nw.Expr]:
    """Split a column so that its sum cannot run over; what is unknown adds nothing."""
    for half, part in zip(
        ("low", "high"), parts_of(nw.col(name).fill_null(whole(0)), engine), strict=True
    ):
        yield part.alias(f"{name}_{half}_")


def _inexact(columns: dict[str, list[Any]], summed: Sequence[str]) -> Iterator[Fault]:
    """Find sums that some engine could not hold exactly."""
    for name in summed:
        for total in columns[name]:
            if total > MOST:
                yield Fault(f"totals.{name}", expected=f"sums of at most {MOST}", found=f"{total}")
