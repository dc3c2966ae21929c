"""What the credit register says of somebody on a day, as it was known on a day.

Source: 2.4.11 (credit information, joint incentives and sanctions, the lifetime ban).

Limitations: see `infantcare_policy.credit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from infantcare_policy.checks import require, require_day
from infantcare_policy.county import Ban, CreditRecord
from infantcare_policy.credit.barring import bans, matched_bans
from infantcare_policy.credit.display import displayed
from infantcare_policy.decisions import Decided, Decision
from infantcare_policy.people import opaque
from infantcare_policy.terms import RecordKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from infantcare_policy.credit.barring import Entry
    from infantcare_policy.plan import Plan

__all__ = ["Shown", "Standing", "standing"]


@frozen(kw_only=True)
class Shown:
    """A record about somebody, and whether it is displayed to the public."""

    record: str
    kind: RecordKind
    displayed: Decision[bool]


@frozen(kw_only=True)
class Standing:
    """What the register says of somebody.

    Attributes:
        bans: those in force, and those of which nobody knows whether they have ended.
        records: every record that counts, in the order of their days.
        incentives: the ids of the displayed places on a list for joint incentives (守信联合激励).
        sanctions: the same for joint sanctions (失信联合惩戒).
    """

    bans: tuple[Ban, ...]
    records: tuple[Shown, ...]
    incentives: tuple[str, ...]
    sanctions: tuple[str, ...]


def standing(
    subject: str,
    records: Iterable[Entry],
    plan: Plan,
    *,
    on: date,
    known_on: date | None = None,
) -> Decision[Standing]:
    """Tell what the register says of a person or a facility on a day.

    What had happened by a day and what the register knew of it are two questions. `on` is the day
    that is asked about: what happened later is not seen. `known_on` is the day on which the
    register is read: what was entered later is not seen. A ban binds from the day of its entry,
    however early what it is for happened.

    Args:
        subject: a facility's id or its code, or the digest of a person's key.
        records: the credit register; `()` says that it is empty.
        plan: the plan that is asked.
        on: the day that is asked about.
        known_on: the day on which the register is read; the day itself if absent.

    Source: 2.4.11; 信用修复管理办法.
    """
    require_day(on)
    read_on = on if known_on is None else known_on
    require_day(read_on, "known_on")
    require(opaque, subject, "subject")
    own = [entry for entry in records if entry.subject == subject and _begun(entry) <= read_on]
    records_of = (_as_known(e, read_on) for e in own if isinstance(e, CreditRecord))
    held = sorted(
        (record for record in records_of if (record.happened_on or record.recorded_on) <= on),
        key=lambda record: (record.recorded_on, record.id),
    )
    shown = tuple(
        Shown(record=record.id, kind=record.kind, displayed=displayed(record, plan, on=on))
        for record in held
    )
    found = Standing(
        bans=tuple(ban for ban in bans(own, plan, on=on) if ban.in_force(on) is not False),
        records=shown,
        incentives=_on_list(shown, RecordKind.JOINT_INCENTIVE),
        sanctions=_on_list(shown, RecordKind.JOINT_SANCTION),
    )
    grounds = tuple(
        ground
        for record in shown
        if isinstance(record.displayed, Decided)
        for ground in record.displayed.grounds
    )
    # a record that is established bans somebody under one option of a reading, or does not
    binding = (record for record in held if record.established and record.recorded_on <= on)
    readings = (
        *(stamp for record in binding for stamp in matched_bans(record, plan).readings),
        *(stamp for record in shown for stamp in record.displayed.readings),
    )
    return Decided(
        found,
        grounds=tuple(dict.fromkeys(grounds)),
        readings=tuple(dict.fromkeys(readings)),
        plan=plan.stamp,
    )


def _as_known(record: CreditRecord, read_on: date) -> CreditRecord:
    """Give a record as it was on the day on which the register is read: not repaired later."""
    later = record.repaired_on and record.repaired_on > read_on
    return evolve(record, repaired_on=False) if later else record


def _begun(entry: Entry) -> date:
    return entry.recorded_on if isinstance(entry, CreditRecord) else entry.since


def _on_list(shown: Iterable[Shown], kind: RecordKind) -> tuple[str, ...]:
    return tuple(
        record.record
        for record in shown
        if record.kind is kind and isinstance(record.displayed, Decided) and record.displayed.value
    )
