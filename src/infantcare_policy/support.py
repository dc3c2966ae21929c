"""What a facility need not pay in full: utilities at school prices, and relief in taxes and fees.

Source: 3.2 (water, electricity and gas; support in tax); A1.tax; 财政部公告2019年第76号 and
2026年第7号.

Limitations: whether a condition is met that no fact of a facility tells, such as a fixed place in
a community, is for the authority: the answer lists it. Who applies the price the plan does not
say (defect D11). After the last day of the latest notice nothing is known, so that nothing is
answered. A facility that has closed is answered as if it had not.

>>> from datetime import date
>>> from infantcare_policy.facilities import Facility, LegalForm, ServiceMode
>>> from infantcare_policy.plan import yijun
>>> nursery = Facility(
...     id="F1", legal_form=LegalForm.FOR_PROFIT, services=(ServiceMode.FULL_DAY,))
>>> relief = tax_relief(nursery, yijun(), on=date(2026, 1, 1)).require()
>>> str(relief.until), relief.reliefs[0].id
('2027-12-31', 'value-added-tax')
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.conditions import every, meets, seen
from infantcare_policy.decisions import (
    Citation,
    Decided,
    Decision,
    Ground,
    Missing,
    Undetermined,
)
from infantcare_policy.plan import Relief, ReliefCondition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infantcare_policy.conditions import Facts, Tests
    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan

__all__ = ["ConditionMet", "TaxRelief", "tax_relief", "utility_prices"]


@frozen(kw_only=True)
class ConditionMet:
    """A condition of the relief.

    Attributes:
        condition: the row of the plan: what is asked, and of which reliefs.
        met: whether the facts meet it; `None` where they do not tell.
        unknown: the facts that could tell and are unknown; without any the authority judges.
    """

    condition: ReliefCondition
    met: bool | None
    unknown: tuple[str, ...] = ()


@frozen(kw_only=True)
class TaxRelief:
    """The relief in taxes and fees of a day, and what it hangs on.

    Attributes:
        until: the last day of the notice.
        reliefs: what need not be paid; `()` where a condition of all of them is certainly not met.
        income_share: the part of the income that counts for income tax, where that is relieved.
        conditions: every condition of those reliefs.
    """

    until: date
    reliefs: tuple[Relief, ...]
    income_share: Decimal | None
    conditions: tuple[ConditionMet, ...]


def utility_prices(facility: Facility, plan: Plan, *, on: date) -> Decision[tuple[Relief, ...]]:
    """List what a facility pays at the price of schools and kindergartens.

    Source: 3.2.
    """
    rows = [row for row in plan.reliefs if row.kind == "price"]
    return plan.listed(
        rows, facility.facts(on), part="utility_prices", code="support.price", kind="relief"
    )


def tax_relief(facility: Facility, plan: Plan, *, on: date) -> Decision[TaxRelief]:
    """Tell which taxes and fees of childcare in a community are relieved on a day, and under what.

    Args:
        facility: what is known of the facility.
        plan: the plan whose notices apply.
        on: the day on which the tax or fee arises.

    Returns:
        `Decided` with the conditions listed, whether the facts meet them or not. `Undetermined`
        for a day that no notice covers.

    Source: A1.tax; 3.2; 财政部公告2019年第76号; 财政部公告2026年第7号.
    """
    facts = facility.facts(on)
    figures = plan.figures(on)
    until, source = figures.tax_relief_until, figures.cite("tax_relief_until")
    rows = [row for row in plan.reliefs if row.kind != "price"]
    if until is None or source is None or on > until or not rows:
        return _not_covered(plan, on)
    matched = plan.match(rows, facts)
    if matched.missing:
        return Undetermined(matched.missing, readings=matched.readings, plan=plan.stamp)
    conditions = [_condition(row, facts) for row in plan.relief_conditions]
    barred = {
        name
        for each in conditions
        if each.met is False
        for name in each.condition.reliefs or [row.id for row in rows]
    }
    held = tuple(row for row in matched.rows if row.id not in barred)
    shares = [getattr(figures, row.figure) for row in held if row.figure]
    value = TaxRelief(
        until=until,
        reliefs=held,
        income_share=shares[0] if shares else None,
        conditions=tuple(conditions),
    )
    window = Ground("support.window", source, (("until", until),))
    return Decided(
        value,
        grounds=(window, *_grounds(value, facts, source)),
        readings=matched.readings,
        plan=plan.stamp,
    )


def _not_covered(plan: Plan, on: date) -> Undetermined:
    """Say that no notice covers the day, and why where that is known."""
    name = "tax_relief_until"
    missing = Missing(name, "text", plan.source(name, on))
    left_out = next((each for each in plan.omissions if each.id == name), None)
    notes = (Ground("support.left-out", left_out.cite, (("omission", name),)),) if left_out else ()
    return Undetermined((missing,), notes=notes, plan=plan.stamp)


def _condition(row: ReliefCondition, facts: Facts) -> ConditionMet:
    """Tell whether the facts certainly meet a condition, or certainly do not."""
    if _all_hold(row.when, facts):
        return ConditionMet(condition=row, met=True)
    if _all_hold(row.fails, facts):
        return ConditionMet(condition=row, met=False)
    unknown = tuple(name for name in {**row.when, **row.fails} if facts.get(name) is None)
    return ConditionMet(condition=row, met=None, unknown=unknown)


def _all_hold(tests: Tests, facts: Facts) -> bool:
    truths = [meets(facts.get(name), values) for name, values in tests.items()]
    return bool(tests) and every(truths) is True


def _grounds(value: TaxRelief, facts: Facts, notice: Citation) -> Iterator[Ground]:
    """Name each relief and each condition, with the article of the notice of the day."""
    for row in value.reliefs:
        relieved = (("relief", row.id), *seen(row, facts))
        yield Ground("support.relief", _article(row, notice), relieved)
    for each in value.conditions:
        source, said = _article(each.condition, notice), (("condition", each.condition.id),)
        if each.unknown:
            lacking = ("lacking", each.unknown)
            yield Ground("support.condition-unknown", source, (*said, lacking))
        elif each.met is None:
            yield Ground("support.condition-open", source, said)
        elif each.met:
            yield Ground("support.condition-met", source, said)
        else:
            yield Ground("support.condition-not-met", source, said)


def _article(row: Relief | ReliefCondition, notice: Citation) -> Citation:
    """Find where the notice of the day says it; what is said elsewhere keeps its own article."""
    same = (cite for cite in (row.cite, *row.cites) if cite.instrument == notice.instrument)
    return next(same, row.cite)
