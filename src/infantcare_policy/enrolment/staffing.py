"""Whether the staff of a facility is what the standards ask for.

Source: 托育机构设置标准（试行） art. 18 and its passage on guards; 托儿所幼儿园卫生保健管理办法
arts. 12, 14; 托育机构管理规范（试行） art. 28; 家庭托育点管理办法（试行）.

Limitations: carers are counted group by group in `check_groups`. How many cooks there are only a
recommended standard says. That a person may work there at all is asked of `credit.may_work`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from infantcare_policy.calendars import happened, repeat_by
from infantcare_policy.checks import require_day
from infantcare_policy.conditions import every, meets
from infantcare_policy.decisions import (
    Citation,
    Decision,
    Ground,
    Missing,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.enrolment.groups import is_home_point
from infantcare_policy.enrolment.seen import NOTHING, Seen
from infantcare_policy.people import Role, short_key
from infantcare_policy.terms import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from infantcare_policy.conditions import Facts
    from infantcare_policy.facilities import Facility
    from infantcare_policy.people import StaffMember
    from infantcare_policy.plan import Plan

__all__ = ["check_staff"]

YEARLY_CHECK = "yearly-check"


def check_staff(
    facility: Facility, staff: Sequence[StaffMember] | None, plan: Plan, *, on: date
) -> Decision[tuple[Ground, ...]]:
    """Find what the staff of a facility lacks: a head, what a post asks for, numbers, checks.

    Args:
        facility: what is known of the facility.
        staff: everybody in a post, also of other facilities; `None` when that is unknown.
        plan: the plan that is asked.
        on: the day for which the question is asked.

    Returns:
        Every breach. `Undetermined`, with the certain breaches among its grounds, when an unknown
        fact could add one.

    Source: 托育机构设置标准（试行） art. 18; 托儿所幼儿园卫生保健管理办法 art. 12;
    托育机构管理规范（试行） art. 28, read by `yearly-check`.
    """
    require_day(on)
    if staff is None:
        return Undetermined((Missing("staff", "fact"),), plan=plan.stamp)
    members = [m for m in staff if m.facility == facility.id and m.in_post(on) is not False]
    if facility.settings is None:
        seen = _wherever_it_stands(facility, members, plan, on)
    else:
        seen = _seen(facility, members, plan, on)
    source = next((post.cite for post in plan.posts), None)
    return seen.answer(Ground("enrolment.staff-in-order", source), plan)


def _wherever_it_stands(
    facility: Facility, members: Sequence[StaffMember], plan: Plan, on: date
) -> Seen:
    """Look at a facility of which nobody says where it stands, as if it stood in each setting."""
    settings: list[tuple[Setting, ...]] = [(), *((setting,) for setting in Setting)]
    views = [_seen(evolve(facility, settings=each), members, plan, on) for each in settings]
    if all(view == views[0] for view in views):
        return views[0]
    first, *others = views
    certain = (b for b in first.breaches if all(b in other.breaches for other in others))
    source = next((post.cite for post in plan.posts), None)
    return Seen(
        breaches=tuple(certain),
        missing=(
            Missing("settings", "fact", source),
            *(item for view in views for item in view.missing),
        ),
        readings=tuple(stamp for view in views for stamp in view.readings),
    )


def _seen(facility: Facility, members: Sequence[StaffMember], plan: Plan, on: date) -> Seen:
    seen = NOTHING
    for member in sorted(
        members, key=lambda member: (member.role, member.person.digest, str(member))
    ):
        seen += _demands(member, facility, plan, on)
        if not is_home_point(facility):  # the norms bind no home point
            seen += _health_check(member, plan, on)
    return seen if is_home_point(facility) else seen + _numbers(facility, members, plan, on)


def _demands(member: StaffMember, facility: Facility, plan: Plan, on: date) -> Seen:
    """Compare somebody with what the post asks for in a facility like this."""
    posts = [post for post in plan.posts if post.role is member.role]
    matched = plan.match(posts, facility.facts(on))
    seen = Seen(missing=matched.missing, readings=matched.readings)
    facts = _facts(member, plan, on)
    for post in matched.rows:
        truths = {name: meets(facts.get(name), values) for name, values in post.asks.items()}
        met = every(truths.values())
        if met is False and member.in_post(on):
            said = (
                ("person", member.person.digest),
                ("role", member.role.value),
                ("post", post.id),
            )
            seen += Seen(breaches=(Ground("enrolment.post-not-met", post.cite, said),))
        elif met is False:
            seen += _in_doubt(member, post.cite)
        elif met is None:
            for name in (name for name, truth in truths.items() if truth is None):
                seen += _unknown(member, FACT_OF.get(name, name), post.cite)
    return seen


FACT_OF = {"experienced": "experience_years"}


def _facts(member: StaffMember, plan: Plan, on: date) -> Facts:
    """Give the facts that a post asks for; a head's experience is a number of years."""
    years, asked = member.experience_years, plan.figures(on).head_experience_years
    held = member.qualifications
    return {
        "role": member.role,
        "education": member.education,
        "qualifications": None if held is None else frozenset(held),
        "experienced": None if years is None or asked is None else years >= asked,
    }


def _unknown(member: StaffMember, name: str, source: Citation | None) -> Seen:
    return Seen(
        missing=(Missing(f"staff[{short_key(member.person.digest)}].{name}", "fact", source),)
    )


def _in_doubt(member: StaffMember, source: Citation | None) -> Seen:
    """Ask for the day that would tell whether somebody is in the post."""
    return _unknown(member, "since" if member.since is None else "until", source)


def _health_check(member: StaffMember, plan: Plan, on: date) -> Seen:
    """Compare the day of a yearly health check with the day by which it is repeated."""
    figures = plan.figures(on)
    times, source = figures.staff_checks_per_year, figures.cite("staff_checks_per_year")
    if times is None:
        return NOTHING
    passed = happened(member.health_checked_on, on)
    later = passed is False and member.health_checked_on is not False
    if passed is None or later:  # of several checks only the last is known
        return _unknown(member, "health_checked_on", source)
    by_year = plan.readings.yearly_check == "calendar-year"
    readings: tuple[ReadingStamp, ...] = ()
    in_time = False
    if passed and member.health_checked_on:
        checked_on = member.health_checked_on
        in_time = on <= repeat_by(checked_on, times, calendar_year=by_year)
        if in_time != (on <= repeat_by(checked_on, times, calendar_year=not by_year)):
            readings = (plan.reading_stamp(YEARLY_CHECK),)
    if in_time:
        return Seen(readings=readings)
    if member.in_post(on) is None:
        return _in_doubt(member, source) + Seen(readings=readings)
    said = (
        ("person", member.person.digest),
        ("role", member.role.value),
        ("health_checked_on", member.health_checked_on),
    )
    breach = Ground("enrolment.health-check-due", source, said)
    return Seen(breaches=(breach,), readings=readings)


def _numbers(facility: Facility, members: Sequence[StaffMember], plan: Plan, on: date) -> Seen:
    """Count the heads, the health workers and, where it stands alone, the guards."""
    figures = plan.figures(on)
    seen = _at_least(members, Role.HEAD, 1, _head_source(plan), on)
    seen += _health_workers(facility, members, plan, on)
    guards, source = figures.guards_on_duty, figures.cite("guards_on_duty")
    if guards is not None and Setting.STANDALONE in (facility.settings or ()):
        seen += _at_least(members, Role.GUARD, guards, source, on)
    return seen


def _head_source(plan: Plan) -> Citation | None:
    return next((post.cite for post in plan.posts if post.role is Role.HEAD), None)


def _at_least(
    members: Iterable[StaffMember], role: Role, needed: int, source: Citation | None, on: date
) -> Seen:
    """Ask for so many people in a post."""
    held = [member for member in members if member.role is role]
    doubtful = [member for member in held if member.in_post(on) is None]
    if len(held) - len(doubtful) >= needed:
        return NOTHING
    if len(held) >= needed:
        return sum((_in_doubt(member, source) for member in doubtful), NOTHING)
    said = (("role", role.value), ("counted", len(held)), ("needed", needed))
    return Seen(breaches=(Ground("enrolment.post-vacant", source, said),))


def _health_workers(
    facility: Facility, members: Iterable[StaffMember], plan: Plan, on: date
) -> Seen:
    """Ask for a full-time health worker for each so many children; a few may share a part-time one.

    A number of children that is not full asks for one more: fewer would fall short of the ratio.
    """
    figures = plan.figures(on)
    per_worker = figures.children_per_health_worker
    source = figures.cite("children_per_health_worker")
    if per_worker is None:
        return NOTHING
    workers = [member for member in members if member.role is Role.HEALTH_WORKER]
    seen = _at_least(workers, Role.HEALTH_WORKER, 1, source, on)
    if seen != NOTHING:
        return seen
    groups = facility.groups
    if groups is None:
        return Seen(missing=(Missing("groups", "fact", source),))
    children = sum(group.enrolled or 0 for group in groups)
    needed = -(-children // per_worker) if children >= per_worker else 0
    full_time = {worker: every((worker.in_post(on), worker.full_time)) for worker in workers}
    possible = sum(truth is not False for truth in full_time.values())
    if possible < needed:
        said = (("children", children), ("counted", possible), ("needed", needed))
        seen += Seen(breaches=(Ground("enrolment.too-few-health-workers", source, said),))
    elif list(full_time.values()).count(True) < needed:
        doubtful = (worker for worker, truth in full_time.items() if truth is None)
        seen += sum((_full_time_in_doubt(worker, source, on) for worker in doubtful), NOTHING)
    return seen + Seen(
        missing=tuple(
            Missing(f"groups[{index}].enrolled", "fact", source)
            for index, group in enumerate(groups)
            if group.enrolled is None
        )
    )


def _full_time_in_doubt(worker: StaffMember, source: Citation | None, on: date) -> Seen:
    """Ask whether somebody is in the post, and full-time."""
    seen = _in_doubt(worker, source) if worker.in_post(on) is None else NOTHING
    return seen + (_unknown(worker, "full_time", source) if worker.full_time is None else NOTHING)
