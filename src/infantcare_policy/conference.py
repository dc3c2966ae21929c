"""The joint conference: who holds a seat, since a successor takes over without a new notice.

Source: 3.1 (the conference and its office); A2 (seats, convener, succession).

Limitations: a seat is an office and never a person; who is in the office is the application's fact,
under an opaque key. How often the conference meets is “regularly” (定期), so that nothing is judged
late.

>>> from datetime import date
>>> from infantcare_policy.people import Incumbency, PersonKey
>>> from infantcare_policy.plan import yijun
>>> first, second = PersonKey("a" * 64), PersonKey("b" * 64)
>>> held = [Incumbency(seat="health", person=first, since=date(2024, 1, 1), until=False),
...     Incumbency(seat="health", person=second, since=date(2025, 3, 1), until=False)]
>>> incumbent("县卫健局", held[:1], yijun(), on=date(2026, 1, 5)).require() == first
True
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from infantcare_policy.checks import require_day
from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Decision,
    Ground,
    Missing,
    Option,
    Undetermined,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from infantcare_policy.people import Incumbency, PersonKey
    from infantcare_policy.plan import Plan, Seat

__all__ = ["incumbent"]

Said: TypeAlias = tuple[tuple[str, str | date], ...]


def incumbent(
    seat: Seat | str, incumbencies: Iterable[Incumbency], plan: Plan, *, on: date
) -> Decision[PersonKey | None]:
    """Tell who holds a seat of the joint conference on a day.

    Whoever is in the office holds the seat. Where nothing says when a predecessor left, the one who
    came later has taken over; two who certainly hold the office on a day are `Conflicting`.

    Args:
        seat: a seat of the plan, its id, its office or the body that sends it.
        incumbencies: who was in which office; those of other seats are passed over.
        plan: the plan whose conference it is.
        on: the day for which the question is asked.

    Returns:
        The key of the holder; `None` for a seat that the record says is vacant. `Undetermined`
        where the record says nothing of that day, before, between or after the holders that it
        knows, or not from when, or until when, somebody held it.

    Raises:
        UnknownSeat: for a seat that the plan does not have, also in the record.

    Source: A2.
    """
    require_day(on)
    post = plan.seat(seat if isinstance(seat, str) else seat.id)
    source = plan.conference.cite if plan.conference else None
    held = (each for each in incumbencies if plan.seat(each.seat).id == post.id)
    own = sorted(held, key=_in_time)
    holding = {each: _holds(each, own, on) for each in own}
    certain = [each for each, truth in holding.items() if truth]
    persons = tuple(dict.fromkeys(each.person for each in certain))
    unsure = [e for e, truth in holding.items() if truth is None and e.person not in persons]
    said = (("seat", post.id), ("on", on))
    if len(persons) > 1:
        options = tuple(
            Option(
                person or None,
                tuple(_ground(e, said, source) for e in certain if e.person == person),
            )
            for person in persons
        )
        return Conflicting(options, plan=plan.stamp)
    if unsure:
        days = [n for n in ("since", "until") if any(getattr(e, n) is None for e in unsure)]
        missing = tuple(Missing(f"incumbencies.{name}", "fact", source) for name in days)
        return Undetermined(missing, plan=plan.stamp)
    if persons:
        grounds = (_ground(certain[0], said, source),)
        return Decided(persons[0] or None, grounds=grounds, plan=plan.stamp)
    nobody = Missing(f"incumbencies.{post.id}", "fact", source)
    return Undetermined((nobody,), plan=plan.stamp)


def _ground(each: Incumbency, said: Said, source: Citation | None) -> Ground:
    if each.person is False:
        return Ground("conference.vacant", source, (*said, ("since", each.since)))
    return Ground("conference.incumbent", source, (*said, ("since", each.since)))


def _in_time(each: Incumbency) -> tuple[date, date, str]:
    """Put incumbencies in an order that does not depend on that of the record."""
    digest = each.person.digest if each.person else ""
    return each.since or date.min, each.until or date.max, digest


def _holds(asked: Incumbency, own: Sequence[Incumbency], on: date) -> bool | None:
    """Tell whether somebody holds the office on a day; a successor ends what has no known end."""
    truth = asked.in_post(on)
    if truth is None and asked.since and asked.until is None:
        begun = [each.since for each in own if each.since and asked.since < each.since <= on]
        return False if begun else None
    return truth
