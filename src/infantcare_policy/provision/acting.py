"""The actions towards childcare places that the text names, each with those whose it is.

Source: 2.2.4, 2.2.5, 2.3.6–2.3.9; annex 1 for the owners.

Limitations: see `infantcare_policy.provision`. The text gives some actions to a department; for the
others it only names the units responsible for the clause. It gives none of them a last day of its
own, but for the facilities of existing areas (`assess`). That the townships build up facilities in
their communities (A1.townships) is a duty of theirs, and no action of one area.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.checks import require_day
from infantcare_policy.conditions import seen
from infantcare_policy.county import ResidentialArea
from infantcare_policy.decisions import Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.plan import Action

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from infantcare_policy.conditions import Facts
    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan

__all__ = ["OwnedAction", "actions"]


@frozen(kw_only=True)
class OwnedAction:
    """An action, and whose it is.

    Attributes:
        action: the row of the plan.
        owners: the ids of the departments and township bodies whose action it is.
        named: whether the text gives it to them; else they are the units of its clause.
    """

    action: Action
    owners: tuple[str, ...]
    named: bool


def actions(
    subject: Facility | ResidentialArea | None, plan: Plan, *, on: date
) -> Decision[tuple[OwnedAction, ...]]:
    """List the actions that the text names for a facility, an area, or the county itself.

    Args:
        subject: a facility, an area, or `None` for the actions of the county.
        plan: the plan that is asked.
        on: the day for which the question is asked.

    Source: 2.2.4, 2.2.5, 2.3.6–2.3.9; annex 1.
    """
    require_day(on)
    of, facts = _asked(subject, on)
    rows = [row for row in plan.actions if row.of == of]
    matched = plan.match(rows, facts)
    grounds = tuple(ground for row in matched.rows for ground in _grounds(row, facts))
    if not grounds:
        sources = dict.fromkeys(row.cite for row in rows)
        grounds = tuple(Ground("provision.no-action", source) for source in sources)
    if matched.missing or not rows:
        missing = matched.missing or (Missing("actions", "text"),)
        return Undetermined(missing, grounds=grounds, readings=matched.readings, plan=plan.stamp)
    found = tuple(
        OwnedAction(
            action=row,
            owners=tuple(body.id for body in plan.owners(row)),
            named=bool(row.owners),
        )
        for row in matched.rows
    )
    return Decided(found, grounds=grounds, readings=matched.readings, plan=plan.stamp)


def _asked(subject: Facility | ResidentialArea | None, on: date) -> tuple[str, Facts]:
    """Tell whose actions are asked for, and what is known of the facility or the area."""
    if subject is None:
        return "county", {}
    if isinstance(subject, ResidentialArea):
        return "area", subject.facts(on)
    return "facility", subject.facts(on)


def _grounds(row: Action, facts: Facts) -> Iterator[Ground]:
    said = (("action", row.id), *seen(row, facts))
    yield Ground("provision.action", row.cite, said)
    if row.owner_cite and row.owner_cite != row.cite:
        owners = (("action", row.id), ("owners", row.owners))
        yield Ground("provision.owner", row.owner_cite, owners)
