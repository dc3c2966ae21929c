"""What has to be made public, by whom, and by when where a text says so.

Source: 3.4 (公示); 托育机构管理规范（试行） art. 15; 托育机构登记和备案办法（试行） art. 9;
企业信息公示暂行条例 art. 6; 市场监管总局令第45号 art. 9.

Limitations: see `infantcare_policy.safety`. By when the result of an inspection is made public is
counted by `inspections.publish_by`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.decisions import Decided, Decision, Undetermined
from infantcare_policy.plan import PublicationRow

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan

__all__ = ["Publication", "to_publish"]


@frozen(kw_only=True)
class Publication:
    """Something that has to be made public.

    Attributes:
        what: the row of the plan: what it is, by whom, in which words.
        workdays: the working days that there are for it; `None` where no text gives a number.
    """

    what: PublicationRow
    workdays: int | None


def to_publish(facility: Facility, plan: Plan, *, on: date) -> Decision[tuple[Publication, ...]]:
    """List what has to be made public of a facility, and how soon.

    Units: working days after the day on which it came about; for a filing, after its material was
    received.

    Source: 3.4; the article of each row.
    """
    listed = plan.listed(
        plan.publications,
        facility.facts(on),
        part="publications",
        code="safety.publication",
        kind="publication",
    )
    if isinstance(listed, Undetermined):
        return listed
    figures = plan.figures(on)
    found = tuple(
        Publication(what=row, workdays=getattr(figures, row.figure) if row.figure else None)
        for row in listed.value
    )
    return Decided(found, grounds=listed.grounds, readings=listed.readings, plan=listed.plan)
