"""Which department watches what in a facility.

Source: 2.4.11, 3.4 (what is supervised); annex 1 (who supervises it); 消防法 arts. 4, 53.

Limitations: the plan divides duties and says nothing of how often they are carried out. A field of
work that the plan raises and gives to nobody is listed with nobody; who does it is not guessed. A
facility that has closed is answered as if it had not.

>>> from datetime import date
>>> from infantcare_policy.facilities import Facility, LegalForm, Setting
>>> from infantcare_policy.plan import yijun
>>> nursery = Facility(id="F1", legal_form=LegalForm.FOR_PROFIT, settings=(Setting.STANDALONE,))
>>> found = duties(nursery, yijun(), on=date(2026, 1, 5)).require()
>>> [duty.watched_by.require() for duty in found if duty.domain == "for-profit-supervision"]
['market']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from immutabledict import immutabledict

from infantcare_policy.checks import grouped
from infantcare_policy.conditions import seen
from infantcare_policy.decisions import (
    Conflicting,
    Decided,
    Decision,
    Ground,
    Missing,
    Option,
    Undetermined,
)
from infantcare_policy.plan import Matched, Plan, Question, SupervisionRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from infantcare_policy.conditions import Facts
    from infantcare_policy.facilities import Facility

__all__ = ["Duty", "duties"]

TOWN = "town"


@frozen(kw_only=True)
class Duty:
    """A field of work in which a facility is watched, and by whom.

    Attributes:
        domain: the id of the field of work.
        watched_by: the id of the department or of the township body, `None` when the plan gives
            the field to nobody; open when a fact could switch it.
    """

    domain: str
    watched_by: Decision[str | None]


def duties(facility: Facility, plan: Plan, *, on: date) -> Decision[tuple[Duty, ...]]:
    """List every field of work in which a facility is, or may be, watched, and by whom.

    Returns:
        The fields in the order of the plan's rows, each with an answer of its own, so that an
        unknown fact leaves open only what it could switch. `Undetermined` when the plan divides no
        supervision.

    Raises:
        UnknownTown: for a facility in a town that the plan does not know.

    Source: annex 1; 2.4.11; 3.4.
    """
    facts = facility.facts(on)
    town = None if facility.town is None else plan.town(facility.town).id
    if not plan.supervision:
        return Undetermined((Missing("supervision", "text"),), plan=plan.stamp)
    matched = plan.ask(WATCHING, facts)
    return Decided(
        tuple(
            Duty(domain=domain, watched_by=_watcher(found, facts, town, plan))
            for domain, found in matched.items()
            if found.rows or found.missing
        ),
        # one that takes a whole field away shows nowhere else
        readings=tuple(dict.fromkeys(s for found in matched.values() for s in found.readings)),
        plan=plan.stamp,
    )


def _by_domain(facts: Facts, plan: Plan) -> Mapping[str, Matched[SupervisionRow]]:
    """Match the rows of each field of work."""
    fields = grouped(plan.supervision, lambda row: row.domain)
    return immutabledict(
        {domain: plan.match(rows, facts, _department) for domain, rows in fields.items()}
    )


def _department(row: SupervisionRow) -> str:
    return row.department


WATCHING: Question[Plan, Mapping[str, Matched[SupervisionRow]]] = Question(
    lambda plan: plan.supervision, _by_domain
)
"""Who watches a facility hangs on the facts that the supervision rows test, and on its town."""


def _watcher(
    matched: Matched[SupervisionRow], facts: Facts, town: str | None, plan: Plan
) -> Decision[str | None]:
    """Find who watches one field of work."""
    rows, readings = matched.rows, matched.readings
    missing = matched.missing
    if not missing and town is None and any(row.department == TOWN for row in rows):
        source = next(row.cite for row in rows if row.department == TOWN)
        missing = (Missing("town", "fact", source),)
    if missing:
        return Undetermined(missing, readings=readings, plan=plan.stamp)
    options = tuple(
        Option(watcher, tuple(_ground(row, watcher, facts) for row in own))
        for watcher, own in _by_watcher(rows, town).items()
    )
    notes = tuple(
        Ground(
            "supervision.source-authority",
            row.source_authority.cite,
            (("domain", row.domain), ("authority", row.source_authority.name.zh)),
        )
        for row in rows
        if row.source_authority
    )
    if len(options) > 1:
        return Conflicting(options, readings=readings, notes=notes, plan=plan.stamp)
    (only,) = options
    return Decided(
        only.value, grounds=only.grounds, readings=readings, notes=notes, plan=plan.stamp
    )


def _by_watcher(
    rows: Sequence[SupervisionRow], town: str | None
) -> dict[str | None, list[SupervisionRow]]:
    found: dict[str | None, list[SupervisionRow]] = {}
    for row in rows:
        watcher = town if row.department == TOWN else row.department or None
        found.setdefault(watcher, []).append(row)
    return found


def _ground(row: SupervisionRow, watcher: str | None, facts: Facts) -> Ground:
    if watcher is None:
        return Ground("supervision.nobody", row.cite, (("domain", row.domain), *seen(row, facts)))
    said = (("domain", row.domain), ("watcher", watcher), *seen(row, facts))
    return Ground("supervision.watched", row.cite, said)
