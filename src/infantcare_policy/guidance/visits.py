"""The contacts of the health service with a child under three, and what is checked at each.

Source: 国家基本公共卫生服务规范（第三版）, 0–6岁儿童健康管理 and 中医药健康管理; 2.1.3.

Limitations: see `infantcare_policy.guidance`. An age has no last day in the text: such a contact is
due from its age on and never overdue. A contact that is not on record may have been held.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from infantcare_policy.calendars import Deadline, Event, after_days, after_months, happened
from infantcare_policy.checks import require_day
from infantcare_policy.decisions import Ground, GroundFact, Missing, Reasoned
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.families import faults_in_contacts
from infantcare_policy.terms import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from infantcare_policy.families import Child, HealthContact
    from infantcare_policy.plan import Contact, HealthCheck, Plan

__all__ = ["CheckDue", "HealthVisit", "VisitStatus", "health_visits"]


class VisitStatus(Word):
    """How a contact with a child stands on a day."""

    HELD = "held", "已完成"
    NOT_DUE = "not-due", "未到时间"
    DUE = "due", "应当进行"
    OVERDUE = "overdue", "逾期"
    UNKNOWN = "unknown", "不详"


@frozen(kw_only=True)
class CheckDue:
    """A check at a contact.

    Attributes:
        check: the id of the check.
        catch_up: whether it is only made here because an earlier contact has not, or may not have,
            made it.
        made: whether it was made; `None` when unknown.
    """

    check: str
    catch_up: bool
    made: bool | None


@frozen(kw_only=True)
class HealthVisit(Reasoned):
    """A contact with a child.

    Attributes:
        contact: the id of the contact.
        first_on: the first day on which it is due; `None` where the day it is counted from is
            unknown or has not come.
        limit: its last day, where the text gives one.
        held_on: the day on which it was held; `False` when it is known not to have been so far.
        in_time: whether it was held in its time, not before the first day nor after the last;
            `None` where that cannot be told, or it was not held.
        checks: what is checked at it.
        missing: what has to be known for its status.
    """

    derived: ClassVar[tuple[str, ...]] = ()

    contact: str
    status: VisitStatus
    first_on: date | None
    limit: Deadline
    held_on: Event
    in_time: bool | None
    checks: tuple[CheckDue, ...]
    missing: tuple[Missing, ...] = ()


def health_visits(
    child: Child, contacts: Iterable[HealthContact], plan: Plan, *, on: date
) -> tuple[HealthVisit, ...]:
    """Give the calendar of a child's contacts, each with how it stands on a day.

    Args:
        child: when it was born and left the maternity institution.
        contacts: what was held; those of other children are passed over.
        plan: the plan whose contacts and checks apply.
        on: the day for which the question is asked, to its end.

    Returns:
        Every contact of the plan, in its order.

    Raises:
        InvalidFacts: for a contact or check that the plan does not know, a contact that stands
            twice, and one before the birth or the discharge that it follows, all at once.

    Source: 2.1.3; 国家基本公共卫生服务规范（第三版）.
    """
    require_day(on)
    own = {place: each for place, each in enumerate(contacts) if each.child == child.id}
    if faults := list(faults_in_contacts(own, child, plan)):
        raise InvalidFacts(faults, "the contacts of a child")
    held = {contact.contact: contact for contact in own.values()}
    return tuple(_visit(row, child, held, plan, on) for row in plan.contacts)


def _visit(
    row: Contact, child: Child, held: Mapping[str, HealthContact], plan: Plan, on: date
) -> HealthVisit:
    start = child.born_on if row.after == "birth" else child.discharged_on
    first_on, limit = _window(row, start)
    record = held.get(row.id)
    held_on = record.on if record else None
    took_place = happened(held_on, on)
    missing = []
    if took_place:
        status = VisitStatus.HELD
    elif start is False or on < (first_on or child.born_on):
        status = VisitStatus.NOT_DUE
    elif first_on is None or took_place is None:
        status = VisitStatus.UNKNOWN
        if first_on is None:
            missing.append(Missing("discharged_on", "fact", row.cite))
        if took_place is None:
            missing.append(Missing(f"contacts.{row.id}", "fact", row.cite))
    else:
        status = VisitStatus.OVERDUE if limit.met_on(on) is False else VisitStatus.DUE
    checks = tuple(_checks(row, held, plan, on))
    cites = {check.id: check.cite for check in plan.health_checks}
    said: list[tuple[str, GroundFact]] = [("contact", row.id), ("first_on", first_on)]
    if limit.by:
        said.append(("by", limit.by))
    return HealthVisit(
        contact=row.id,
        status=status,
        first_on=first_on,
        limit=limit,
        held_on=held_on if took_place else took_place,
        in_time=_in_time(held_on, first_on, limit) if took_place and held_on else None,
        checks=checks,
        missing=tuple(missing),
        grounds=(
            Ground("guidance.contact", row.cite, tuple(said)),
            *(
                Ground("guidance.check", cites[check.check], (("check", check.check),))
                for check in checks
            ),
        ),
        plan=plan.stamp,
    )


def _in_time(held_on: date, first_on: date | None, limit: Deadline) -> bool | None:
    """Tell whether a day lies in the window of a contact; an age has no last day."""
    if first_on and held_on < first_on:
        return False
    return limit.met_on(held_on)


def _window(row: Contact, start: Event) -> tuple[date | None, Deadline]:
    """Give the first day of a contact, and the last where there is one."""
    if not start:
        return None, Deadline()
    if row.months is not None:
        return after_months(start, row.months), Deadline()
    last = None if row.within_days is None else after_days(start, row.within_days)
    return after_days(start, row.from_days or 0), Deadline(by=last)


def _checks(
    row: Contact, held: Mapping[str, HealthContact], plan: Plan, on: date
) -> Iterator[CheckDue]:
    """List what is checked at a contact, and what is caught up there."""
    for check in plan.health_checks:
        made = _made(check, held.get(row.id), on)
        if row.id in check.contacts:
            yield CheckDue(check=check.id, catch_up=False, made=made)
        elif row.id in check.catch_up and not _made(check, held.get(_before(row, check, plan)), on):
            yield CheckDue(check=check.id, catch_up=True, made=made)


def _before(row: Contact, check: HealthCheck, plan: Plan) -> str:
    """Find the last contact before this one at which the check is a fixed item."""
    order = [contact.id for contact in plan.contacts]
    earlier = [name for name in order[: order.index(row.id)] if name in check.contacts]
    return earlier[-1] if earlier else ""


def _made(check: HealthCheck, contact: HealthContact | None, on: date) -> bool | None:
    """Tell whether a check was made at a contact by the end of a day."""
    took_place = happened(contact.on, on) if contact else None
    if not took_place:
        return took_place
    return None if contact is None or contact.checks is None else check.id in contact.checks
