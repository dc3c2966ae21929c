"""An office's whole to-do list: its tasks, its entry in the division of duties, its seats.

Source: the responsible units of each clause; Annex 1; Annex 2.

Limitations: a lead is one only where the text names it; that a unit stands first in a list says
nothing. Where the text names no lead, `leads` is `None` and not `False`.

>>> from infantcare_policy.plan import yijun
>>> found = yijun().tasks_of("县计生协会")
>>> [(task.clause.id, task.leads) for task in found.tasks], found.duties
([('2.1.3', None), ('3.1', False), ('3.4', None)], ())
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from infantcare_policy.plan.parts import Clause, Conference, Department, Seat, Town
from infantcare_policy.plan.rows import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Body", "Task", "Tasks", "tasks_of"]

ANNEX = "A"
"""What the ids of annexes begin with."""

Body: TypeAlias = Department | Town
"""Somebody whom the plan makes responsible."""


@frozen(kw_only=True)
class Task:
    """A clause for which an office is responsible.

    Attributes:
        words: the words of the paper that make it so, its own name or that of a set of bodies.
        leads: whether the text names it the lead, or all of a set; `False` where it names another,
            or one of the set, and `None` where it names no lead. `clause.lead` has the word.
    """

    clause: Clause
    words: tuple[str, ...]
    leads: bool | None


@frozen(kw_only=True)
class Tasks:
    """What an office has to do.

    Attributes:
        bodies: the office, or every body of a set.
        tasks: the clauses that make it responsible, in the order of the paper.
        duties: its entries in the division of duties; `()` where the plan has none for it.
        actions: the actions that the text gives to it, and not only to the units of a clause.
        seats: its seats in the joint conference.
        hosts_office: whether the office of the joint conference is there.
    """

    bodies: tuple[Body, ...]
    tasks: tuple[Task, ...]
    duties: tuple[Clause, ...]
    actions: tuple[Action, ...]
    seats: tuple[Seat, ...]
    hosts_office: bool


def tasks_of(
    asked: tuple[Body, ...],
    clauses: Iterable[Clause],
    actions: Iterable[Action],
    conference: Conference | None,
    meant: Callable[[str], tuple[Body, ...]],
) -> Tasks:
    """Collect what some bodies have to do.

    Args:
        asked: the bodies.
        clauses: the clauses of the plan.
        actions: its actions.
        conference: the joint conference; the annex that lists its seats is no task.
        meant: gives the bodies that a word of the paper means.
    """
    tasks, duties = [], []
    ids = {body.id for body in asked}
    for clause in clauses:
        words = tuple(
            word for word in clause.responsible if ids & {body.id for body in meant(word)}
        )
        if not words or _is_list_of_seats(clause, conference):
            continue
        if clause.domains:
            duties.append(clause)
            continue
        lead = {body.id for body in meant(clause.lead)} if clause.lead else set()
        tasks.append(Task(clause=clause, words=words, leads=ids <= lead if lead else None))
    return Tasks(
        bodies=asked,
        tasks=tuple(tasks),
        duties=tuple(duties),
        actions=tuple(action for action in actions if ids & set(action.owners)),
        seats=tuple(s for s in conference.seats if s.body in ids) if conference else (),
        hosts_office=conference is not None and conference.office in ids,
    )


def _is_list_of_seats(clause: Clause, conference: Conference | None) -> bool:
    """Tell whether a clause is the annex that lists the seats, and not one that sets tasks."""
    cited = conference is not None and conference.cite.article == clause.id
    return cited and clause.id.startswith(ANNEX)
