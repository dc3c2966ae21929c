"""Where the names inside a plan lead, or the fault of one that leads nowhere.

Source: none; these are the library's demands on a plan file.

Limitations: see `infantcare_policy.plan.soundness`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from attrs import fields, resolve_types

from infantcare_policy.checks import unknown
from infantcare_policy.errors import Fault
from infantcare_policy.fact_kinds import FACTS
from infantcare_policy.plan.county_plan import Plan, reading_kinds
from infantcare_policy.plan.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infantcare_policy.decisions import Citation
    from infantcare_policy.fact_kinds import FactKind
    from infantcare_policy.plan.matching import Cited
    from infantcare_policy.plan.parts import Tests

__all__ = ["cited", "conditions", "number", "tests"]


def cited(path: str, cite: Citation, plan: Plan, part: str = "cite") -> Iterator[Fault]:
    """An article is a clause of the plan, or stands in an instrument that is declared."""
    if cite.instrument == plan.id:
        clauses = {clause.id: clause for clause in plan.clauses}
        if cite.article not in clauses:
            yield unknown(f"{path}.{part}", "a clause of this plan", cite.article, clauses)
    else:
        known = {instrument.id: instrument for instrument in plan.instruments}
        if cite.instrument not in known:
            yield unknown(f"{path}.{part}", "a declared instrument", cite.instrument, known)


def number(path: str, name: str) -> Iterator[Fault]:
    """A row that names a figure names one that is a number."""
    resolve_types(Figures)
    known = (attribute for attribute in fields(Figures) if attribute.alias != "sources")
    figures = {attribute.name: attribute.type for attribute in known}
    if name and name not in figures:
        yield unknown(f"{path}.figure", "a known figure", name, figures)
    elif name and not {int, Decimal} & set(get_args(figures[name])):
        found = f"{name!r}, which is none"
        yield Fault(f"{path}.figure", expected="a figure that is a number", found=found)


def conditions(
    path: str, row: Cited, plan: Plan, facts: Mapping[str, FactKind] = FACTS
) -> Iterator[Fault]:
    """A row asks for facts that exist and for values that they can have, and cites its source."""
    yield from cited(path, row.cite, plan)
    kinds = {**facts, **reading_kinds(plan.open_questions)}
    for part, asked in (("when", row.when), ("unless", row.unless)):
        yield from tests(f"{path}.{part}", asked, kinds)


def tests(path: str, asked: Tests, kinds: Mapping[str, FactKind]) -> Iterator[Fault]:
    """A test asks for a fact that exists and for values that it can have."""
    for name, values in asked.items():
        place = f"{path}.{name}"
        if name not in kinds:
            yield unknown(place, "a known fact", name, kinds)
            continue
        for value in values:
            if not any(_same(value, other) for other in kinds[name].values):
                expected = f"one of {', '.join(map(str, kinds[name].values))}".lower()
                yield Fault(place, expected=expected, found=repr(value))


def _same(value: str | bool, other: str | bool) -> bool:  # noqa: FBT001 - a fact's value
    return value == other and isinstance(value, bool) == isinstance(other, bool)
