"""What a facility and its registrar have to do next: to begin, after a change, at the end.

Source: 2.4.10; 托育机构登记和备案办法（试行） arts. 4–7, 10; 事业单位登记管理暂行条例 art. 13;
民办非企业单位登记管理暂行条例 arts. 15, 17; 市场主体登记管理条例 arts. 24, 32.

Limitations: see `infantcare_policy.registration`. Acceptance and opening are no steps that a text
orders. The time to register a change of a public institution is in no rule that was read.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from attrs import evolve, frozen
from immutabledict import immutabledict

from infantcare_policy.calendars import CHINA, Deadline, WorkCalendar, after_days, happened, roll
from infantcare_policy.conditions import every, negation, some
from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Decision,
    Ground,
    GroundFact,
    Missing,
    Option,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.facilities import Facility
from infantcare_policy.plan import Plan
from infantcare_policy.registration.life import CLOSING, FILING, REGISTERING
from infantcare_policy.registration.routing import Route, Step, StepKind, route
from infantcare_policy.terms import LegalForm, Move

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from infantcare_policy.calendars import Event
    from infantcare_policy.conditions import Truth
    from infantcare_policy.facilities import Change

__all__ = ["next_steps"]


@frozen(kw_only=True)
class _Due:
    """Steps that are still to be taken, with what explains them and what is unknown.

    Attributes:
        limit: the last day of a step that is being written.
    """

    steps: tuple[Step, ...] = ()
    grounds: tuple[Ground, ...] = ()
    missing: tuple[Missing, ...] = ()
    readings: tuple[ReadingStamp, ...] = ()
    notes: tuple[Ground, ...] = ()
    limit: Deadline | None = None

    def __add__(self, other: _Due) -> _Due:
        return _Due(
            steps=self.steps + other.steps,
            grounds=self.grounds + other.grounds,
            missing=self.missing + other.missing,
            readings=self.readings + other.readings,
            notes=self.notes + other.notes,
        )


NOTHING = _Due()


def next_steps(
    facility: Facility,
    plan: Plan,
    *,
    on: date,
    changes: Iterable[Change],
    calendar: WorkCalendar = CHINA,
) -> Decision[tuple[Step, ...]]:
    """Tell which steps of registration and filing a facility still has before it.

    Args:
        facility: what is known of the facility.
        plan: the plan that is asked.
        on: the day for which the question is asked; later events are not seen.
        changes: the changes of what is registered; `()` for none. Those of others are passed over.
        calendar: the working days by which a last day may roll.

    Returns:
        The steps in their order, none where nothing is to be done. `Undetermined` where nobody says
        whether a step was taken; `Conflicting` where the plan names two registrars.

    Source: 2.4.10; 托育机构登记和备案办法（试行） arts. 4–7, 10, and the rules of each legal form.
    """
    routed = route(facility, plan, on=on)
    own = sorted(
        (each for each in changes if each.facility == facility.id and each.on <= on),
        key=lambda change: (change.on, change.id),
    )
    done = _everything_done(facility, own, on)
    if done:
        ground = Ground("registration.nothing-left", FILING)
        return Decided((), grounds=(ground,), notes=routed.notes, plan=plan.stamp)
    if done is None and isinstance(routed, Undetermined) and routed.missing[0].kind == "text":
        # whether there is a step at all comes before whom it is towards
        missing = tuple(_unknown(facility, own, on))
        return Undetermined(missing, grounds=routed.grounds, notes=routed.notes, plan=plan.stamp)

    def due_by(way: Route) -> _Due:
        writer = _Writer(facility=facility, way=way, plan=plan, on=on, calendar=calendar)
        return writer.due(own)

    match routed:
        case Decided():
            due = due_by(routed.value)
            due = evolve(due, grounds=(*routed.grounds[:1], *due.grounds))
            return _answer(due, routed.readings, routed.notes, plan)
        case Conflicting():
            return _by_registrar(routed, [due_by(option.value) for option in routed.options], plan)
    return routed


def _by_registrar(
    routed: Conflicting[Route], dues: Sequence[_Due], plan: Plan
) -> Decision[tuple[Step, ...]]:
    """Answer by the registrar that the plan's text takes, where that makes a difference."""
    if dues[0].missing:
        return _answer(dues[0], routed.readings, routed.notes, plan)
    if all(due.steps == dues[0].steps for due in dues):
        return _answer(dues[0], (), routed.notes, plan)
    stamps = (stamp for due in dues for stamp in due.readings)
    notes = (note for due in dues for note in due.notes)
    return Conflicting(
        tuple(
            Option(due.steps, (*option.grounds, *due.grounds))
            for due, option in zip(dues, routed.options, strict=True)
        ),
        readings=tuple(dict.fromkeys((*routed.readings, *stamps))),
        notes=tuple(dict.fromkeys((*routed.notes, *notes))),
        plan=plan.stamp,
    )


def _everything_done(facility: Facility, changes: Iterable[Change], on: date) -> Truth:
    """Tell whether every step was taken, whoever registers the facility."""
    closed = happened(facility.closed_on, on)
    registered, filed = (happened(e, on) for e in (facility.registered_on, facility.filed_on))
    cancelled = happened(facility.filing_cancelled_on, on)
    ended = every((happened(facility.deregistered_on, on), some((cancelled, negation(filed)))))
    reported = every(
        truth
        for change in changes
        for truth in (
            happened(change.registered_on, on),
            some((_is_told(facility, change, on), happened(change.filed_on, on))),
        )
    )
    going_on, over = every((registered, filed, reported)), some((negation(registered), ended))
    if closed is None:
        return going_on if going_on is over else None
    return over if closed else going_on


def _is_told(facility: Facility, change: Change, on: date) -> Truth:
    """Tell whether the filing was made after a change, and so told of it."""
    filed_on = facility.filed_on
    if filed_on is None or filed_on is False:
        return filed_on
    return change.on <= filed_on <= on


def _unknown(facility: Facility, changes: Iterable[Change], on: date) -> Iterator[Missing]:
    """Name the events of which nobody knows whether they have happened."""
    closed = happened(facility.closed_on, on)
    names = ["closed_on", "registered_on", "filed_on"]
    if closed is not False:
        names += ["deregistered_on", "filing_cancelled_on"]
    for name in names:
        if happened(getattr(facility, name), on) is None:
            yield Missing(name, "fact", FILING)
    for change in changes:
        for name in ("registered_on", "filed_on"):
            if happened(getattr(change, name), on) is None:
                yield Missing(f"changes[{change.id}].{name}", "fact", FILING)


def _answer(
    due: _Due, readings: tuple[ReadingStamp, ...], notes: tuple[Ground, ...], plan: Plan
) -> Decision[tuple[Step, ...]]:
    stamps = tuple(dict.fromkeys((*readings, *due.readings)))
    notes = tuple(dict.fromkeys((*notes, *due.notes)))
    if due.missing:
        missing = tuple(dict.fromkeys(due.missing))
        return Undetermined(
            missing, grounds=due.grounds, readings=stamps, notes=notes, plan=plan.stamp
        )
    return Decided(due.steps, grounds=due.grounds, readings=stamps, notes=notes, plan=plan.stamp)


# no rule that was read gives a public institution days to register a change
CHANGE_DAYS: Mapping[LegalForm, str] = immutabledict(
    {
        LegalForm.SOCIAL_SERVICE: "social_service_change_days",
        LegalForm.FOR_PROFIT: "market_change_days",
    }
)
DEREGISTRATION_DAYS: Mapping[LegalForm, str] = immutabledict(
    {
        LegalForm.PUBLIC_INSTITUTION: "public_institution_deregistration_days",
        LegalForm.SOCIAL_SERVICE: "social_service_deregistration_days",
        LegalForm.FOR_PROFIT: "market_deregistration_days",
    }
)


# where a legal form has no number of days, the duty itself
DUTIES: Mapping[tuple[StepKind, LegalForm | None], Citation] = immutabledict(
    {("register-change", LegalForm.PUBLIC_INSTITUTION): Citation("public-institution-rules", "10")}
)


@frozen(kw_only=True)
class _Writer:
    """Writes the steps of one facility towards one registrar."""

    facility: Facility
    way: Route
    plan: Plan
    on: date
    calendar: WorkCalendar

    def due(self, changes: Iterable[Change]) -> _Due:
        """Find the steps that are still to be taken."""
        events = (
            ("closed_on", happened(self.facility.closed_on, self.on), CLOSING),
            ("registered_on", happened(self.facility.registered_on, self.on), REGISTERING),
        )
        unknown = tuple(
            Missing(name, "fact", source) for name, event, source in events if event is None
        )
        if unknown:
            return _Due(missing=unknown)
        (_, closed, _), (_, registered, _) = events
        if not registered:
            return NOTHING if closed else self.beginning()
        return self.ending() if closed else self.going_on(changes)

    def going_on(self, changes: Iterable[Change]) -> _Due:
        """Give the steps of a facility that is registered and has not closed."""
        due = NOTHING
        filed = happened(self.facility.filed_on, self.on)
        if filed is None:
            due = _Due(missing=(Missing("filed_on", "fact", FILING),))
        elif not filed:
            due = self.filing()
        for change in changes:
            due += self.after(change, filed=filed is not False)
        return due

    def beginning(self) -> _Due:
        """Give every step of the way."""
        return _Due(steps=self.way.steps, grounds=self._cited(self.way.steps))

    def filing(self) -> _Due:
        """Give the steps after registration."""
        steps = tuple(step for step in self.way.steps if step.kind != "register")
        return _Due(steps=steps, grounds=self._cited(steps))

    def after(self, change: Change, *, filed: bool) -> _Due:
        """Give the steps after a change; one that is filed with the rest is not reported too."""
        name = f"changes[{change.id}]"
        start: tuple[str, Event] = ("on", change.on)
        if self.facility.legal_form is LegalForm.SOCIAL_SERVICE:
            # it counts from the consent of its supervising unit
            start = (f"{name}.consented_on", self._seen(change.consented_on))
        due = self._step(
            "register-change",
            (f"{name}.registered_on", change.registered_on),
            (CHANGE_DAYS, change.on, start),
        )
        if filed and not _is_told(self.facility, change, self.on):
            due += self._reported(
                "report-change", Move.REPORT_CHANGE, (f"{name}.filed_on", change.filed_on)
            )
        return due

    def ending(self) -> _Due:
        """Give the steps after closing."""
        liquidated = self._seen(self.facility.liquidated_on)
        due = self._step(
            "deregister",
            ("deregistered_on", self.facility.deregistered_on),
            (DEREGISTRATION_DAYS, liquidated or self.on, ("liquidated_on", liquidated)),
        )
        filed = happened(self.facility.filed_on, self.on)
        cancelled = happened(self.facility.filing_cancelled_on, self.on)
        if filed is None and not cancelled:
            return due + _Due(missing=(Missing("filed_on", "fact", FILING),))
        if filed:
            done = ("filing_cancelled_on", self.facility.filing_cancelled_on)
            due += self._reported("cancel-filing", Move.CLOSE, done)
        return due

    def _seen(self, event: Event) -> Event:
        """Take an event of a later day as one that has not happened."""
        return False if event and event > self.on else event

    def _reported(
        self,
        kind: Literal["report-change", "cancel-filing"],
        move: Move,
        done: tuple[str, Event],
    ) -> _Due:
        """Give a step towards whoever keeps the filing, in the words of the move."""
        row = next((row for row in self.plan.moves if row.kind is move), None)
        keeper = next((step.recipient for step in self.way.steps if step.kind == "file"), None)
        if row is None or keeper is None:
            return _Due(missing=(Missing(f"move.{move}", "text"),))
        name, event = done
        taken = happened(event, self.on)
        if taken is None:
            return _Due(missing=(Missing(name, "fact", row.cite),))
        if taken:
            return NOTHING
        limit = Deadline(words=row.words)
        step = Step(kind=kind, actor="facility", recipient=keeper, limit=limit)
        return _Due(steps=(step,), grounds=(_ground(step, row.cite, ()),))

    def _step(
        self,
        kind: Literal["register-change", "deregister"],
        done: tuple[str, Event],
        period: tuple[Mapping[LegalForm, str], date, tuple[str, Event]],
    ) -> _Due:
        """Give a step towards the registrar, with its last day once the period has begun.

        Args:
            kind: what is to be done.
            done: the fact that says so, and the day on which it was done.
            period: the figures of the legal forms, the day whose rules apply, and the fact that
                the period begins with.
        """
        name, event = done
        figures_of, of_day, (begins_with, start) = period
        figures, form = self.plan.figures(of_day), self.facility.legal_form
        figure = figures_of.get(form) if form else None
        source = figures.cite(figure) if figure else DUTIES.get((kind, form))
        taken = happened(event, self.on)
        if taken:
            return NOTHING
        if taken is None:
            return _Due(missing=(Missing(name, "fact", source),))
        if form is None:
            return _Due(missing=(Missing("legal_form", "fact", REGISTERING),))
        days = getattr(figures, figure) if figure else None
        if days is not None and start is None:
            return _Due(missing=(Missing(begins_with, "fact", source),))
        due = _Due()
        if days is not None and start:
            due = self._last_day(after_days(start, days))
        limit = due.limit or Deadline()
        step = Step(kind=kind, actor="facility", recipient=self.way.registrar, limit=limit)
        facts = () if days is None else (("days", days), ("from", start or None))
        return evolve(due, steps=(step,), grounds=(_ground(step, source, facts),))

    def _last_day(self, by: date) -> _Due:
        """Let a last day that is a rest day roll, as the plan is read."""
        rolled = roll(by, self.calendar)
        rolls = self.plan.readings.rest_day_roll == "yes"
        shaped = rolled != Deadline(by=by)
        unpublished = Ground("calendar.not-published", facts=(("from", by),))
        return _Due(
            limit=rolled if rolls else Deadline(by=by),
            readings=(self.plan.reading_stamp("rest-day-roll"),) if shaped else (),
            notes=(unpublished,) if rolls and rolled.provisional else (),
        )

    def _cited(self, steps: Iterable[Step]) -> tuple[Ground, ...]:
        """Cite the rows of the plan behind the steps after registration."""
        sources: dict[StepKind, Citation] = {row.kind: row.cite for row in self.plan.steps}
        return tuple(
            _ground(step, sources[step.kind], ()) for step in steps if step.kind in sources
        )


def _ground(
    step: Step, source: Citation | None, facts: tuple[tuple[str, GroundFact], ...]
) -> Ground:
    """Say who has to do what towards whom."""
    said = (("step", step.kind), ("actor", step.actor), ("recipient", step.recipient))
    words = (("words", step.limit.words),) if step.limit.words else ()
    return Ground("registration.next-step", source, (*said, *words, *facts))
