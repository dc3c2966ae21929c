"""Whether somebody may work in a facility, and who stands on two staff lists.

Source: 2.4.11 (终身禁入); 人口与计划生育法 art. 41; 未成年人保护法 art. 62 (the query before
hiring and its yearly repeat).

Limitations: see `infantcare_policy.credit`. What a post asks for is asked of `enrolment`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.calendars import repeat_by
from infantcare_policy.checks import require_day
from infantcare_policy.credit.barring import barring, sources_of_bans
from infantcare_policy.decisions import Citation, Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.people import Authority, PersonKey
from infantcare_policy.terms import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from infantcare_policy.credit.barring import Entry
    from infantcare_policy.people import HiringCheck, StaffMember
    from infantcare_policy.plan import Plan

__all__ = ["Listing", "listings", "may_work"]

QUERY = Citation("minors-law", "62")
YEARLY_CHECK = "yearly-check"


def may_work(
    person: PersonKey,
    records: Iterable[Entry],
    plan: Plan,
    *,
    on: date,
    checks: Iterable[HiringCheck],
) -> Decision[bool]:
    """Tell whether somebody may work in a facility, in any facility, on a day.

    Args:
        person: the key of the person.
        records: the credit register, with bans that were handed down; `()` says that it is empty.
        plan: the plan that is asked.
        on: the day for which the question is asked; later entries and checks are not seen.
        checks: what the authorities answered; `()` says that none of them was asked.

    Returns:
        `Decided(False)` under a ban, or where a record of harm to minors was found; `Undetermined`
        where an authority has given no answer that still holds: it was not asked, has not answered,
        or was not asked again in time. That is no "no", and no "yes". A complaint bars nobody.

    Source: 2.4.11; 人口与计划生育法 art. 41; 未成年人保护法 art. 62.
    """
    require_day(on)
    found = barring({person.digest}, Subject.PERSON, records, plan, on)
    own = [check for check in checks if check.person == person and check.on <= on]
    hits = tuple(
        Ground("credit.harm-found", QUERY, (("asked", check.authority.value), ("on", check.on)))
        for check in sorted(own, key=lambda check: (check.on, check.authority))
        if check.found
    )
    if found.grounds or hits:
        grounds = (*found.grounds, *hits)
        return Decided(value=False, grounds=grounds, readings=found.readings, plan=plan.stamp)
    answers = {authority: _latest(own, authority) for authority in Authority}
    option = plan.readings.yearly_check
    missing = (
        *found.missing,
        *(
            Missing(f"hiring_checks.{authority}", "fact", QUERY)
            for authority, answered_on in answers.items()
            if not _holds(answered_on, plan, on, option)
        ),
    )
    other = "calendar-year" if option == "twelve-months" else "twelve-months"
    shaped = any(
        _holds(answered_on, plan, on, option) != _holds(answered_on, plan, on, other)
        for answered_on in answers.values()
    )
    readings = (*found.readings, *((plan.reading_stamp(YEARLY_CHECK),) if shaped else ()))
    grounds = tuple(
        Ground("credit.nothing-found", QUERY, (("asked", authority.value), ("on", answered_on)))
        for authority, answered_on in answers.items()
        if answered_on
    )
    if not plan.banning:
        missing = (*missing, Missing("ban", "text"))
    if missing:
        return Undetermined(missing, grounds=grounds, readings=readings, plan=plan.stamp)
    return Decided(
        value=True,
        grounds=(*sources_of_bans(plan), *grounds),
        readings=readings,
        plan=plan.stamp,
    )


def _latest(checks: Iterable[HiringCheck], authority: Authority) -> date | None:
    """Find the last day on which an authority answered that there is nothing."""
    days = (c.on for c in checks if c.authority is authority and c.found is False)
    return max(days, default=None)


def _holds(answered_on: date | None, plan: Plan, on: date, option: str) -> bool:
    """Tell whether an answer is recent enough on a day."""
    if answered_on is None:
        return False
    times = plan.figures(on).hiring_checks_per_year
    calendar_year = option == "calendar-year"
    return times is None or on <= repeat_by(answered_on, times, calendar_year=calendar_year)


@frozen(kw_only=True)
class Listing:
    """Somebody who stands on the staff lists of several facilities at once.

    Attributes:
        facilities: the ids of the facilities, sorted.
        certain: whether it is known of each of them that the person is in a post there.
    """

    person: PersonKey
    facilities: tuple[str, ...]
    certain: bool


def listings(staff: Sequence[StaffMember], *, on: date) -> tuple[Listing, ...]:
    """Find everybody who is, or may be, in posts of several facilities on a day.

    No text forbids it. It is what an inspector asks about: two facilities count the same carer, and
    a ban concerns both.

    Source: 2.4.11 (credit and staff); none forbids it.
    """
    require_day(on)
    held: dict[PersonKey, dict[str, list[bool | None]]] = {}
    for member in staff:
        if member.in_post(on) is not False:
            posts = held.setdefault(member.person, {})
            posts.setdefault(member.facility, []).append(member.in_post(on))
    return tuple(
        Listing(
            person=person,
            facilities=tuple(sorted(posts)),
            certain=all(any(known) for known in posts.values()),
        )
        for person, posts in sorted(held.items(), key=lambda item: item[0].digest)
        if len(posts) > 1
    )
