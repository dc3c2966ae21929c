"""When the result of an inspection is made public, and what it found put right.

Source: 企业信息公示暂行条例 art. 6 (publication); 3.4.

Limitations: no text sets a number of days for putting something right; the inspectors do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.calendars import (
    CHINA,
    Deadline,
    WorkCalendar,
    after_days,
    happened,
    workdays_after,
    workdays_between,
)
from infantcare_policy.checks import require_day
from infantcare_policy.decisions import Decided, Decision, Ground, Missing, Undetermined

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.assessments import Finding, Inspection
    from infantcare_policy.plan import Plan

__all__ = ["overdue", "publication_overdue", "publish_by"]


def publish_by(
    result_on: date, plan: Plan, *, calendar: WorkCalendar = CHINA
) -> Decision[Deadline]:
    """Tell by when the result of an inspection is made public.

    Units: working days after the day on which the result came about, which is not counted.

    Source: 企业信息公示暂行条例 art. 6; the plan itself gives no number of days (3.4).
    """
    require_day(result_on, "result_on")
    figures = plan.figures(result_on)
    days, source = figures.publication_workdays, figures.cite("publication_workdays")
    if days is None:
        missing = Missing("publication_workdays", "text", source)
        return Undetermined((missing,), plan=plan.stamp)
    deadline = workdays_after(result_on, days, calendar)
    ground = Ground("inspections.publication", source, (("workdays", days),))
    notes: tuple[Ground, ...] = ()
    if deadline.provisional:
        notes = (Ground("calendar.not-published", facts=(("from", result_on),)),)
    return Decided(deadline, grounds=(ground,), notes=notes, plan=plan.stamp)


def publication_overdue(
    inspection: Inspection, plan: Plan, *, on: date, calendar: WorkCalendar = CHINA
) -> Decision[int]:
    """Count the days by which a result is, or was, made public too late; 0 when in time.

    Returns:
        `Undetermined` where nobody says when the result came about or whether it was made public,
        or where the calendar of its last day is not yet published.

    Units: calendar days after the last day, which is counted in working days.

    Source: 企业信息公示暂行条例 art. 6; 3.4.
    """
    require_day(on)
    if inspection.result_on is None:
        missing = Missing("result_on", "fact")
        return Undetermined((missing,), plan=plan.stamp)
    deadline = publish_by(inspection.result_on, plan, calendar=calendar)
    if isinstance(deadline, Undetermined):
        return deadline
    by = deadline.require().by
    published = happened(inspection.published_on, on)
    until = (published and inspection.published_on) or on
    days = plan.figures(inspection.result_on).publication_workdays or 0
    if by is None and _in_time_anyway(inspection.result_on, until, days, calendar):
        return Decided(0, grounds=deadline.grounds, plan=plan.stamp)
    if by is None:
        missing = Missing("calendar", "calendar", deadline.grounds[0].citation)
        return Undetermined(
            (missing,), grounds=deadline.grounds, notes=deadline.notes, plan=plan.stamp
        )
    late = max(0, (until - by).days)
    if late and published is None:
        source = deadline.grounds[0].citation
        missing = Missing("published_on", "fact", source)
        return Undetermined((missing,), grounds=deadline.grounds, plan=plan.stamp)
    return Decided(late, grounds=deadline.grounds, plan=plan.stamp)


def _in_time_anyway(result_on: date, until: date, days: int, calendar: WorkCalendar) -> bool:
    """Tell whether a day is in time whatever the calendar that is not yet published will say."""
    if until <= after_days(result_on, days):  # working days take at least as many days
        return True
    passed = workdays_between(result_on, until, calendar)
    return passed is not None and passed <= days


def overdue(finding: Finding, plan: Plan, *, on: date) -> Decision[int]:
    """Count the days by which a finding is, or was, put right too late; 0 when in time.

    Returns:
        `Undetermined` where nobody says by when, since no text sets a number of days, or whether
        it was put right.

    Source: 3.4; the inspectors' own limit.
    """
    require_day(on)
    until = finding.rectified_on if happened(finding.rectified_on, on) else on
    ground = Ground(
        "inspections.rectification",
        None,
        (("rectify_by", finding.rectify_by), ("rectified_on", finding.rectified_on)),
    )
    if finding.rectify_by is None:
        return Undetermined((Missing("rectify_by", "fact"),), grounds=(ground,), plan=plan.stamp)
    late = max(0, ((until or on) - finding.rectify_by).days)
    if late and finding.rectified_on is None:
        missing = (Missing("rectified_on", "fact"),)
        return Undetermined(missing, grounds=(ground,), plan=plan.stamp)
    return Decided(late, grounds=(ground,), plan=plan.stamp)
