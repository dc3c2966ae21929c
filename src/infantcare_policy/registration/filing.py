"""What a facility hands in when it files, what is lacking, and by when it is answered.

Source: 托育机构登记和备案办法（试行） arts. 8, 9.

Limitations: see `infantcare_policy.registration`. Whether a document says what it should is judged
by whoever reads it: what is handed in here is a document that does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from infantcare_policy.calendars import CHINA, Deadline, WorkCalendar, workdays_after
from infantcare_policy.checks import require_day
from infantcare_policy.conditions import seen
from infantcare_policy.decisions import Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.plan import Document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan

__all__ = ["FilingDeadlines", "Review", "checklist", "filing_deadlines", "review"]


@frozen(kw_only=True)
class FilingDeadlines:
    """The last days on which the health department answers a filing.

    Attributes:
        receipt: for the receipt of a filing that is in order.
        notice: for the notice, with reasons, that it does not meet the standards.
    """

    receipt: Deadline
    notice: Deadline


@frozen(kw_only=True)
class Review:
    """What the documents that a facility handed in come to.

    Attributes:
        missing: the documents that are still to be handed in.
        beside: the ids of documents that were handed in and are not asked of it.
    """

    derived: ClassVar[tuple[str, ...]] = ("complete",)

    missing: tuple[Document, ...]
    beside: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Tell whether nothing is still to be handed in."""
        return not self.missing


def checklist(facility: Facility, plan: Plan, *, on: date) -> Decision[tuple[Document, ...]]:
    """List the documents that a facility hands in when it files.

    Source: 托育机构登记和备案办法（试行） art. 8.
    """
    return plan.listed(
        plan.documents,
        facility.facts(on),
        part="documents",
        code="registration.document",
        kind="document",
    )


def review(
    facility: Facility, submitted: Iterable[str], plan: Plan, *, on: date
) -> Decision[Review]:
    """Compare what a facility handed in with what it has to hand in when it files.

    Args:
        facility: what is known of the facility.
        submitted: the documents that were handed in, by id or name; `()` for none.
        plan: the plan that is asked.
        on: the day for which the question is asked.

    Returns:
        Everything that is lacking, at once. `Undetermined` only where an unknown fact decides about
        a document that was not handed in; those that are certainly lacking are among its grounds.

    Raises:
        UnknownDocument: for a document that the plan does not know, with the nearest.

    Source: 托育机构登记和备案办法（试行） art. 8.
    """
    facts = facility.facts(on)
    handed_in = {plan.document(name).id for name in submitted}
    if not plan.documents:
        return Undetermined((Missing("documents", "text"),), plan=plan.stamp)
    others = [document for document in plan.documents if document.id not in handed_in]
    lacking = plan.match(others, facts)
    grounds = tuple(
        Ground("registration.document-lacking", row.cite, (("document", row.id), *seen(row, facts)))
        for row in lacking.rows
    )
    if lacking.missing:
        return Undetermined(
            lacking.missing, grounds=grounds, readings=lacking.readings, plan=plan.stamp
        )
    beside = [d for d in plan.documents if d.id in handed_in and plan.holds(d, facts) is False]
    found = Review(missing=lacking.rows, beside=tuple(document.id for document in beside))
    source = plan.documents[0].cite
    return Decided(
        found,
        grounds=grounds or (Ground("registration.documents-complete", source),),
        readings=lacking.readings,
        plan=plan.stamp,
    )


def filing_deadlines(
    received_on: date, plan: Plan, *, calendar: WorkCalendar = CHINA
) -> Decision[FilingDeadlines]:
    """Tell by when the health department answers a filing that it received on a day.

    Returns:
        Deadlines that are provisional, and name no day, where the calendar is not yet published.

    Units: working days after the day of receipt, which is not counted.

    Source: 托育机构登记和备案办法（试行） art. 9.
    """
    require_day(received_on, "received_on")
    figures = plan.figures(received_on)
    receipt, notice = figures.filing_receipt_workdays, figures.filing_notice_workdays
    names = ("filing_receipt_workdays", "filing_notice_workdays")
    if receipt is None or notice is None:
        missing = (
            Missing(name, "text", figures.cite(name))
            for name in names
            if getattr(figures, name) is None
        )
        return Undetermined(tuple(missing), plan=plan.stamp)
    deadlines = FilingDeadlines(
        receipt=workdays_after(received_on, receipt, calendar),
        notice=workdays_after(received_on, notice, calendar),
    )
    grounds = tuple(
        Ground("registration.filing-answer", figures.cite(name), (("workdays", days),))
        for name, days in zip(names, (receipt, notice), strict=True)
    )
    notes: tuple[Ground, ...] = ()
    if deadlines.receipt.provisional or deadlines.notice.provisional:
        notes = (Ground("calendar.not-published", facts=(("from", received_on),)),)
    return Decided(deadlines, grounds=grounds, notes=notes, plan=plan.stamp)
