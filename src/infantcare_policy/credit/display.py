"""For how long a record is displayed, and when the credit can be repaired.

Source: 信用修复管理办法 (发改委令第36号, from 1 April 2026) and the trial measures before it;
2.4.11 for what is never repaired.

Limitations: see `infantcare_policy.credit`. How grave a breach is, and whether it is about safety,
the decision says; it is not worked out here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from attrs import evolve, frozen

from infantcare_policy.calendars import after_days, after_months, happened
from infantcare_policy.checks import require_day
from infantcare_policy.credit.barring import matched_bans
from infantcare_policy.decisions import Citation, Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.terms import RecordKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from infantcare_policy.county import CreditRecord
    from infantcare_policy.plan import BanRow, Figures, Matched, Plan

__all__ = ["Repair", "displayed", "repair"]

Limits: TypeAlias = "tuple[str, Mapping[str, int]]"
"""The name of a figure, and the fewest and the most months that it gives."""

CLASSES = {
    Severity.MINOR: "minor_record_months",
    Severity.GENERAL: "general_record_months",
    Severity.SERIOUS: "serious_record_months",
}
TRIAL = {False: "trial_record_months", True: "trial_safety_record_months"}
ON_A_LIST = (RecordKind.JOINT_INCENTIVE, RecordKind.JOINT_SANCTION)
NEEDS_NO_FINDING = (*ON_A_LIST, RecordKind.COMPLAINT)
NEVER_A_BREACH = (RecordKind.JOINT_INCENTIVE, RecordKind.COURT_BAN, RecordKind.COMPLAINT)
"""What no repair of credit is about."""

LISTS = Citation("joint-credit-opinion", "联合激励和惩戒")


@frozen(kw_only=True)
class Repair:
    """Whether the credit can be repaired, and what is still in the way.

    Attributes:
        from_day: the first day on which the least time of display is over; `None` where there is
            no such day.
        unmet: every ground against it; empty when it can be repaired.
    """

    derived: ClassVar[tuple[str, ...]] = ("possible",)

    from_day: date | None
    unmet: tuple[Ground, ...]

    @property
    def possible(self) -> bool:
        """Tell whether nothing is in the way."""
        return not self.unmet


def displayed(record: CreditRecord, plan: Plan, *, on: date) -> Decision[bool]:
    """Tell whether a record is displayed to the public on a day, under the rules of that day.

    Returns:
        `Decided(False)` for an allegation, and for a record that is not yet made, was repaired or
        has reached the most months; `Undetermined` where it depends on a fact that is unknown.

    Source: 信用修复管理办法 and the trial measures before it; 2.4.11 for what is never repaired.
    """
    require_day(on)
    matched = matched_bans(record, plan)
    found = _display(record, _ban_for_life(record, matched), plan, on)
    other = _display(record, _otherwise(record, matched), plan, on)
    shaped = found.says() != other.says()
    readings = matched.readings if shaped else ()
    if found.missing:
        return Undetermined(
            found.missing, grounds=found.grounds, readings=readings, plan=plan.stamp
        )
    return Decided(
        value=found.shown is True, grounds=found.grounds, readings=readings, plan=plan.stamp
    )


@frozen(kw_only=True)
class _ForLife:
    """Whether a record bans for life, under which articles; `None` while it is not established."""

    truth: bool | None
    grounds: tuple[Ground, ...] = ()


def _ban_for_life(record: CreditRecord, matched: Matched[BanRow]) -> _ForLife:
    if matched.missing:
        return _ForLife(truth=None)
    sources = [row.cite for row in matched.rows if row.for_life]
    grounds = tuple(_never_repaired(record, source) for source in sources)
    return _ForLife(truth=bool(sources), grounds=grounds)


def _never_repaired(record: CreditRecord, source: Citation | None) -> Ground:
    return Ground("credit.never-repaired", source, (("record", record.id),))


def _otherwise(record: CreditRecord, matched: Matched[BanRow]) -> _ForLife:
    """Give what the other option of a reading makes of a record that hangs on it."""
    if matched.missing or any(row.for_life for row in matched.rows):
        return _ForLife(truth=False)
    if record.established is None:
        return _ForLife(truth=None)
    return _ForLife(truth=True, grounds=(_never_repaired(record, None),))


def _display(record: CreditRecord, for_life: _ForLife, plan: Plan, on: date) -> _Time:
    """Tell whether a record is displayed, and what is unknown of it."""
    if ground := _unfounded(record, on):
        return _Time(shown=False, grounds=(ground,))
    if for_life.truth:
        return _Time(shown=True, grounds=for_life.grounds)
    if for_life.truth is None:
        return _Time(shown=None, missing=tuple(_unsure(record, plan, on))[:1])
    if ground := _repaired(record, plan, on):
        return _Time(shown=False, grounds=(ground,))
    time = _time(record, plan, on)
    if time.shown is False:
        return time
    return evolve(time, missing=(*_unsure(record, plan, on), *time.missing))


@frozen(kw_only=True)
class _Time:
    """Whether the time of display still runs; `None` where it may."""

    shown: bool | None
    grounds: tuple[Ground, ...] = ()
    missing: tuple[Missing, ...] = ()

    def says(self) -> object:
        """Give what it says, apart from why."""
        return _names(self.missing) or self.shown


def _unsure(record: CreditRecord, plan: Plan, on: date) -> Iterator[Missing]:
    """Name what is unknown of whether there is a record to display at all."""
    if record.established is None and record.kind not in NEEDS_NO_FINDING:
        yield Missing("records.established", "fact", _source(record, plan, on))
    if happened(record.repaired_on, on) is None and record.kind not in NEVER_A_BREACH:
        yield Missing("repaired_on", "fact", plan.figures(on).cite("repair_conditions"))


def _time(record: CreditRecord, plan: Plan, on: date) -> _Time:
    """Count the time of display: to the last day that a record gives, else by its months."""
    if record.kind in (*ON_A_LIST, RecordKind.COURT_BAN):
        return _time_given(record, plan, on)
    figures = plan.figures(on)
    candidates = _limits(record, figures)
    if not candidates:
        return _Time(shown=None, missing=(Missing("general_record_months", "text"),))
    if record.decided_on is None:
        missing = Missing("decided_on", "fact", figures.cite(candidates[0][0]))
        return _Time(shown=None, missing=(missing,))
    verdicts = [_counted(record, limits, record.decided_on, plan, on) for limits in candidates]
    truths = dict.fromkeys(truth for truth, _ in verdicts)
    grounds = tuple(dict.fromkeys(ground for _, ground in verdicts))
    if len(truths) == 1 and None not in truths:
        return _Time(shown=next(iter(truths)), grounds=grounds[:1])
    names = [_class_fact(plan, on)] if len(truths) > 1 else []
    names += ["records.displayed"] if None in truths else []
    lacking = tuple(Missing(name, "fact", grounds[0].citation) for name in names)
    return _Time(shown=None, grounds=grounds, missing=lacking)


def _time_given(record: CreditRecord, plan: Plan, on: date) -> _Time:
    """Take the last day that a record gives."""
    said = (("record", record.id),)
    source = LISTS if record.kind in ON_A_LIST else _source(record, plan, on)
    if record.until is None:
        return _Time(shown=None, missing=(Missing("records.until", "fact", source),))
    if record.until < on:
        ended = Ground("credit.display-ended", source, (*said, ("until", record.until)))
        return _Time(shown=False, grounds=(ended,))
    return _Time(shown=True, grounds=(Ground("credit.listed", source, said),))


def _source(record: CreditRecord, plan: Plan, on: date) -> Citation | None:
    """Give the article under which such a record bans, else that of the rules on repair."""
    facts = {"record": record.kind, "subject": record.about}
    bans = (row.cite for row in plan.banning if plan.holds(row, facts) is not False)
    return next(bans, plan.figures(on).cite("repair_conditions"))


def _unfounded(record: CreditRecord, on: date) -> Ground | None:
    """Tell why there is nothing on record against anybody: not yet, or an allegation only."""
    said = (("record", record.id),)
    if record.recorded_on > on:
        return Ground("credit.not-yet-recorded", None, said)
    unfounded = record.established is False and record.kind not in ON_A_LIST
    if unfounded or record.kind is RecordKind.COMPLAINT:
        return Ground("credit.allegation", None, said)
    return None


def _repaired(record: CreditRecord, plan: Plan, on: date) -> Ground | None:
    if happened(record.repaired_on, on) and record.kind not in NEVER_A_BREACH:
        source = plan.figures(on).cite("repair_conditions")
        return Ground("credit.repaired", source, (("record", record.id),))
    return None


def _class_fact(plan: Plan, on: date) -> str:
    """Name the fact by which the rules of a day tell records apart."""
    classes = any(getattr(plan.figures(on), name) for name in CLASSES.values())
    return "severity" if classes else "concerns_safety"


def _limits(record: CreditRecord, figures: Figures) -> Sequence[Limits]:
    """Give the limits that may apply: those of every class where the class is unknown."""
    if any(getattr(figures, name) for name in CLASSES.values()):
        names = [name for grade, name in CLASSES.items() if record.severity in (None, grade)]
    else:
        safety = record.concerns_safety
        names = [name for concerned, name in TRIAL.items() if safety in (None, concerned)]
    held = ((name, getattr(figures, name)) for name in names)
    return [(name, months) for name, months in held if months]


LEAST: Literal["at_least"] = "at_least"
MOST: Literal["at_most"] = "at_most"


def _counted(
    record: CreditRecord, limits: Limits, decided_on: date, plan: Plan, on: date
) -> tuple[bool | None, Ground]:
    """Count the months from the decision; `None` where the rule leaves the display open."""
    name, months = limits
    until = after_months(decided_on, months[MOST])
    said = (("record", record.id), ("decided_on", decided_on), ("until", until))
    source = plan.figures(on).cite(name)
    if on > until:
        return False, Ground("credit.display-ended", source, said)
    if not months[LEAST]:
        return None, Ground("credit.display-optional", source, said)
    return True, Ground("credit.displayed", source, said)


def repair(record: CreditRecord, plan: Plan, *, on: date) -> Decision[Repair]:
    """Tell whether the credit can be repaired on a day, under the rules of that day.

    The least time of display has to be over, and every condition of the rules met: the breach put
    right, under the rules of 2026 also every duty done and a public promise made.

    Returns:
        Every ground against it, not the first; `Undetermined` where only unknown facts are in the
        way, and for what the rules on repair were not read to cover: a list, a court's ban.

    Source: 信用修复管理办法 and the trial measures before it; 2.4.11 for the lifetime ban.
    """
    require_day(on)
    matched = matched_bans(record, plan)
    answer = _repairing(record, _ban_for_life(record, matched), plan, on)
    other = _repairing(record, _otherwise(record, matched), plan, on)
    shaped = matched.readings and _comes_to(answer) != _comes_to(other)
    return evolve(answer, readings=matched.readings) if shaped else answer


def _names(missing: Iterable[Missing]) -> frozenset[str]:
    return frozenset(item.name for item in missing)


def _comes_to(answer: Decided[Repair] | Undetermined) -> object:
    """Give what an answer says, apart from why."""
    return answer.value if isinstance(answer, Decided) else _names(answer.missing)


def _repairing(
    record: CreditRecord, for_life: _ForLife, plan: Plan, on: date
) -> Decided[Repair] | Undetermined:
    """Tell whether the credit can be repaired, given whether the record bans for life."""
    against = _unfounded(record, on)
    if against:
        unmet: tuple[Ground, ...] = (against,)
    else:
        unmet = for_life.grounds if for_life.truth else _nothing_to_repair(record, plan, on)
    if unmet:
        return Decided(Repair(from_day=None, unmet=unmet), grounds=unmet, plan=plan.stamp)
    figures = plan.figures(on)
    source = figures.cite("repair_conditions")
    unsure = tuple(_unsure(record, plan, on))
    if record.kind in (RecordKind.JOINT_SANCTION, RecordKind.COURT_BAN):
        # how a place on a list or a court's ban is given up, no text that was read says
        missing = unsure or (Missing("repair_conditions", "text", source),)
        return Undetermined(missing, plan=plan.stamp)
    from_days, too_early, uncounted = _least_time(record, plan, on)
    not_met, unknown = _conditions(record, figures, on)
    lacking = (*unsure, *uncounted, *unknown)
    unmet = too_early + not_met
    if lacking and (for_life.truth is None or not unmet):
        return Undetermined(lacking, grounds=unmet, plan=plan.stamp)
    found = Repair(from_day=from_days.pop() if len(from_days) == 1 else None, unmet=unmet)
    grounds = unmet or (Ground("credit.repairable", source, (("record", record.id),)),)
    return Decided(found, grounds=grounds, plan=plan.stamp)


def _nothing_to_repair(record: CreditRecord, plan: Plan, on: date) -> tuple[Ground, ...]:
    """Tell why there is no breach of trust that could be repaired."""
    ground = _repaired(record, plan, on)
    if ground is None and record.kind is RecordKind.JOINT_INCENTIVE:
        ground = Ground("credit.nothing-to-repair", LISTS, (("record", record.id),))
    return (ground,) if ground else ()


def _least_time(
    record: CreditRecord, plan: Plan, on: date
) -> tuple[set[date], tuple[Ground, ...], tuple[Missing, ...]]:
    """Find from which days a repair is possible, under each class that the record may have."""
    figures = plan.figures(on)
    limits = _limits(record, figures)
    if not limits:
        return set(), (), (Missing("general_record_months", "text"),)
    source = figures.cite(limits[0][0])
    if record.decided_on is None:
        return set(), (), (Missing("decided_on", "fact", source),)
    # the least time is over when its last day is
    days = {after_days(after_months(record.decided_on, months[LEAST]), 1) for _, months in limits}
    if min(days) > on:
        said = (("record", record.id), ("from", min(days)))
        return days, (Ground("credit.too-early", source, said),), ()
    if max(days) > on:
        return days, (), (Missing(_class_fact(plan, on), "fact", source),)
    return days, (), ()


def _conditions(
    record: CreditRecord, figures: Figures, on: date
) -> tuple[tuple[Ground, ...], tuple[Missing, ...]]:
    """Find the conditions of a repair that are not met, and those of which nobody knows."""
    source = figures.cite("repair_conditions")
    if figures.repair_conditions is None:
        return (), (Missing("repair_conditions", "text", source),)
    events = [f"{name.replace('-', '_')}_on" for name in figures.repair_conditions]
    done = {name: happened(getattr(record, name), on) for name in events}
    not_met = tuple(
        Ground("credit.condition-not-met", source, (("record", record.id), ("lacking", name)))
        for name, truth in done.items()
        if truth is False
    )
    return not_met, tuple(Missing(n, "fact", source) for n, truth in done.items() if truth is None)
