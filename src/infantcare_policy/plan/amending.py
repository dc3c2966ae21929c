"""Other rows for figures and grants, as an amendment of the plan gives them.

Source: an amendment cites its own clause in each row.

Limitations: rows are replaced, all of a figure or grant at once; nothing else can be amended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from infantcare_policy.decisions import Citation
from infantcare_policy.errors import (
    Fault,
    InvalidFacts,
    InvalidMoney,
    PlanError,
    UnknownName,
    shown,
)
from infantcare_policy.plan.figures import fitted
from infantcare_policy.plan.grants import Grant, GrantRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from infantcare_policy.plan.parts import Row

__all__ = ["amended"]


def amended(
    changes: Mapping[str, Sequence[Row]],
    figures: Mapping[str, tuple[Row, ...]],
    grants: Iterable[Grant],
    *,
    plan: str,
) -> tuple[dict[str, tuple[Row, ...]], tuple[Grant, ...]]:
    """Replace the rows of figures and grants.

    Args:
        changes: rows by `figures.<name>` or `grants.<id>`.
        figures: the rows so far, by figure.
        grants: the grants so far.
        plan: the id of the plan, to which a citation without an instrument belongs.

    Raises:
        PlanError: for a name that does not exist or a value that does not fit, all at once.
    """
    new_figures, new_grants = dict(figures), {grant.id: grant for grant in grants}
    faults: list[Fault] = []
    for target, rows in changes.items():
        area, _, name = target.partition(".")
        own = [_owned(row, plan) for row in rows]
        try:
            if area == "figures":
                new_figures[name] = fitted(name, own)
            elif area == "grants" and name in new_grants:
                new_grants[name] = _with_rows(new_grants[name], own)
            else:
                known = (*_targets("figures", new_figures), *_targets("grants", new_grants))
                advice = UnknownName(target, known).advice
                expected = "figures.… or grants.…"
                faults.append(Fault(target, expected=expected, found=target, advice=advice))
        except (InvalidFacts, PlanError) as wrong:
            faults.extend(fault.under(target) for fault in wrong.faults)
    if faults:
        raise PlanError(faults, plan)
    return new_figures, tuple(new_grants.values())


def _targets(area: str, names: Iterable[str]) -> Iterator[str]:
    return (f"{area}.{name}" for name in names)


def _owned(row: Row, plan: str) -> Row:
    cite = row.cite
    return row if cite.instrument else evolve(row, cite=Citation(plan, cite.article))


def _with_rows(grant: Grant, rows: Iterable[Row]) -> Grant:
    """Turn rows of a figure into rows of a grant."""
    amounts: list[GrantRow] = []
    faults: list[Fault] = []
    for index, row in enumerate(rows):
        place = f"[{index}]"
        try:
            amounts.append(
                GrantRow(value=row.value, cite=row.cite, since=row.since, stated=row.stated)
            )
        except InvalidMoney as wrong:
            faults.append(Fault(place, expected=wrong.expected, found=shown(row.value)))
        except InvalidFacts as wrong:
            faults.extend(fault.under(place) for fault in wrong.faults)
    if not (amounts or faults):
        faults.append(Fault("", expected="at least one row", found="none"))
    if faults:
        raise PlanError(faults)
    return evolve(grant, rows=tuple(amounts))
