"""Bans: on whom, since when, and whether a facility may operate under them.

Source: 2.4.11 (终身禁入); 人口与计划生育法 art. 41; 刑法 art. 37-1.

Limitations: see `infantcare_policy.credit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from infantcare_policy.checks import require_day
from infantcare_policy.county import Ban, CreditRecord
from infantcare_policy.credit.codes import code_warnings
from infantcare_policy.decisions import (
    Decided,
    Decision,
    Ground,
    Missing,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.facilities import USCC
from infantcare_policy.terms import Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import BanRow, Matched, Plan

__all__ = ["Barring", "Entry", "bans", "barring", "matched_bans", "may_operate", "sources_of_bans"]

Entry: TypeAlias = CreditRecord | Ban
"""What a register holds: a record, or a ban as it was handed down."""


def bans(records: Iterable[Entry], plan: Plan, *, on: date) -> tuple[Ban, ...]:
    """Give every ban that has begun by the end of a day, also one that has ended.

    A record binds from the day on which it was recorded, not from that of what happened. Nothing
    ends a ban for life: neither a repair of credit nor another record.

    Args:
        records: the register; a ban that was handed down stands as it is.
        plan: the plan that is asked.
        on: the day for which the question is asked; later entries are not seen.

    Returns:
        Only what is certain: a record of which nobody says whether it is established is no ban, and
        leaves `may_operate` and `may_work` open. Sorted by subject and day, each once.

    Source: 2.4.11; 人口与计划生育法 art. 41; 刑法 art. 37-1.
    """
    require_day(on)
    found = [ban for entry in records for ban in _bans(entry, plan, on)]
    order = sorted(set(found), key=lambda ban: (ban.subject, ban.since, not ban.for_life, str(ban)))
    return tuple(order)


def _bans(entry: Entry, plan: Plan, on: date) -> Iterator[Ban]:
    if isinstance(entry, Ban):
        if entry.since <= on:
            yield entry
    elif entry.recorded_on <= on:
        matched = matched_bans(entry, plan)
        if matched.rows and not matched.missing:
            yield from _ban(entry, matched.rows, plan)


def matched_bans(record: CreditRecord, plan: Plan) -> Matched[BanRow]:
    """Match a record against the rows that say whom it bans."""
    facts = {"record": record.kind, "subject": record.about, "established": record.established}
    return plan.match(plan.banning, facts, _for_life)


def _for_life(row: BanRow) -> bool:
    return row.for_life


def _ban(record: CreditRecord, rows: Sequence[BanRow], plan: Plan) -> Iterator[Ban]:
    """Give the ban of a record, unless it was over before anybody was bound by it."""
    for_life = any(row.for_life for row in rows)
    until = None if for_life else record.until
    if until and until < record.recorded_on:
        return
    sources = [row.cite for row in rows if row.for_life is for_life]
    own = (cite for cite in sources if cite.instrument == plan.id)  # before a higher text
    yield Ban(
        subject=record.subject,
        since=record.recorded_on,
        for_life=for_life,
        until=until,
        citation=next(own, sources[0]),
    )


@frozen(kw_only=True)
class Barring:
    """What stands against somebody on a day.

    Attributes:
        grounds: the bans that hold.
        missing: what could make another one hold.
    """

    grounds: tuple[Ground, ...] = ()
    missing: tuple[Missing, ...] = ()
    readings: tuple[ReadingStamp, ...] = ()


def barring(
    names: Collection[str], about: Subject, records: Iterable[Entry], plan: Plan, on: date
) -> Barring:
    """Find what bars somebody, by any of the names under which the register may have them."""
    own = [entry for entry in records if entry.subject in names]
    found = [
        _by_ban(entry, about, plan, on)
        if isinstance(entry, Ban)
        else _by_record(entry, about, plan, on)
        for entry in own
    ]
    return Barring(
        grounds=tuple(sorted({ground for each in found for ground in each.grounds}, key=str)),
        missing=tuple(sorted({item for each in found for item in each.missing}, key=str)),
        readings=tuple(sorted({stamp for each in found for stamp in each.readings}, key=str)),
    )


NOTHING = Barring()


def _by_record(record: CreditRecord, about: Subject, plan: Plan, on: date) -> Barring:
    if record.about is not about or record.recorded_on > on:
        return NOTHING
    matched = matched_bans(record, plan)
    if matched.missing:
        if not _could_hold(record, plan, on):
            return NOTHING
        missing = (Missing("records.established", "fact", matched.missing[0].citation),)
        return Barring(missing=missing, readings=matched.readings)
    grounds: list[Ground] = []
    endless: list[Missing] = []
    for row in matched.rows:
        for ban in _ban(record, (row,), plan):
            holds = ban.in_force(on)
            if holds:
                grounds.append(_ground(ban))
            elif holds is None:
                endless.append(Missing("records.until", "fact", ban.citation))
    return Barring(grounds=tuple(grounds), missing=tuple(endless), readings=matched.readings)


def _could_hold(record: CreditRecord, plan: Plan, on: date) -> bool:
    """Tell whether a record would bar anybody on a day if it were established."""
    if_so = evolve(record, established=True)
    rows = matched_bans(if_so, plan).rows
    return any(ban.in_force(on) is not False for ban in _ban(if_so, rows, plan)) if rows else False


def _by_ban(ban: Ban, about: Subject, plan: Plan, on: date) -> Barring:
    """Take a ban as it was handed down; one on a facility binds as the plan is read."""
    holds = ban.in_force(on)
    if holds is False:
        return NOTHING
    institution = about is Subject.FACILITY
    readings = (plan.reading_stamp("ban-scope"),) if institution else ()
    if institution and plan.readings.ban_scope == "persons-only":
        return Barring(readings=readings)
    if holds is None:
        missing = (Missing("bans.until", "fact", ban.citation),)
        return Barring(missing=missing, readings=readings)
    return Barring(grounds=(_ground(ban),), readings=readings)


def _ground(ban: Ban) -> Ground:
    if ban.for_life:
        return Ground("credit.banned-for-life", ban.citation, (("since", ban.since),))
    return Ground("credit.banned", ban.citation, (("since", ban.since), ("until", ban.until)))


def sources_of_bans(plan: Plan) -> tuple[Ground, ...]:
    """Give the articles that were asked, for an answer that no ban stands against somebody."""
    cites = dict.fromkeys(row.cite for row in plan.banning)
    return tuple(Ground("credit.no-ban", cite) for cite in cites)


def may_operate(
    facility: Facility, records: Iterable[Entry], plan: Plan, *, on: date
) -> Decision[bool]:
    """Tell whether no ban keeps a facility from operating on a day.

    Args:
        facility: what is known of the facility; its id and its code are looked up.
        records: the credit register, with bans that were handed down; `()` says that it is empty.
        plan: the plan that is asked.
        on: the day for which the question is asked; later entries are not seen.

    Returns:
        `Undetermined` where nobody says whether a record is established or when a ban ends, or
        where the code of the facility is unknown and somebody is banned by a code. Odd codes are
        told in the notes.

    Source: 2.4.11; 人口与计划生育法 art. 41.

    Limitations: says nothing of registration and filing, nor of the people who work there.
    """
    require_day(on)
    held = tuple(records)
    names = {name for name in (facility.id, facility.uscc) if name}
    found = barring(names, Subject.FACILITY, held, plan, on)
    notes = code_warnings(facility, plan, on=on)
    if found.grounds:
        return Decided(
            value=False,
            grounds=found.grounds,
            readings=found.readings,
            notes=notes,
            plan=plan.stamp,
        )
    missing = found.missing
    if not plan.banning:
        missing = (*missing, Missing("ban", "text"))
    if facility.uscc is None:
        codes = {entry.subject for entry in held if USCC.fullmatch(entry.subject)}
        elsewhere = barring(codes, Subject.FACILITY, held, plan, on)
        stamps = (*found.readings, *elsewhere.readings)
        found = evolve(found, readings=tuple(dict.fromkeys(stamps)))
        if elsewhere.grounds or elsewhere.missing:
            source = next((each.citation for each in elsewhere.grounds), None)
            missing = (*missing, Missing("uscc", "fact", source))
    if missing:
        return Undetermined(missing, readings=found.readings, notes=notes, plan=plan.stamp)
    return Decided(
        value=True,
        grounds=sources_of_bans(plan),
        readings=found.readings,
        notes=notes,
        plan=plan.stamp,
    )
