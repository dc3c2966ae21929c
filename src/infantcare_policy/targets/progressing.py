"""How far a county is from a target: the verdict, the number, and what is missing to know it.

Source: 1 (dated targets); 2.1.2 (every year).

Limitations: see `infantcare_policy.targets`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from attrs import evolve, frozen

from infantcare_policy.checks import require_day
from infantcare_policy.conditions import some
from infantcare_policy.county import RESIDENTS
from infantcare_policy.county.histories import Datum, History, Range, State, count, rate, read
from infantcare_policy.decisions import Citation, Ground, GroundFact, Missing, Reasoned
from infantcare_policy.plan import Target
from infantcare_policy.terms import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from infantcare_policy.county import Observation
    from infantcare_policy.plan import Plan

__all__ = ["Number", "Progress", "TargetStatus", "progress", "track"]

Number: TypeAlias = int | Fraction
"""A whole number where things are counted, an exact fraction where they are compared."""

PER_THOUSAND = 1000


class TargetStatus(Word):
    """How a target stands on a day."""

    MET = "met", "已达到"
    MET_LATE = "met-late", "逾期达到"
    MISSED = "missed", "未达到"
    NOT_DUE = "not-due", "未到期"
    UNDETERMINED = "undetermined", "无法确定"
    NOT_MEASURABLE = "not-measurable", "无法衡量"


@frozen(kw_only=True)
class Progress(Reasoned):
    """How a target stands on a day.

    The number, its bounds and the gap are those of the last day, or of the day that is asked about
    before it; where it is enough to have reached it once, the number is the highest by then.

    Attributes:
        target: the id of the target.
        part: the year or the township, in a part of a target for every one of them.
        value: the number where it is known exactly. A rate is a fraction of 1, a number per
            thousand a fraction.
        bounds: the least and the most that it can be, both included; `None` for no upper bound.
        gap: what it lacks, or has too much; 0 once it is certain that there is no gap, `None`
            where that is not known.
        due: the last day, itself included.
        late_by: the days between the last day and the day on which it was reached, or the day that
            is asked about while it is not; 0 when in time, `None` where nobody can say.
        expected: before the last day, the number that the reading `pace` expects by now.
        behind: what is lacking to it.
        parts: one for every year or every township.
        missing: what has to be known for a verdict, or for the number of a target not yet due.
    """

    derived: ClassVar[tuple[str, ...]] = ()

    target: str
    part: str = ""
    status: TargetStatus
    value: Number | None = None
    bounds: tuple[Number, Number | None] | None = None
    gap: Number | None = None
    due: date | None = None
    late_by: int | None = None
    expected: Number | None = None
    behind: Number | None = None
    parts: tuple[Progress, ...] = ()
    missing: tuple[Missing, ...] = ()

    def _cited(self) -> Iterator[Citation | None]:
        yield from super()._cited()
        yield from (item.citation for item in self.missing)
        for part in self.parts:
            yield from part.citations


def track(plan: Plan, observations: Iterable[Observation], *, on: date) -> tuple[Progress, ...]:
    """Tell how every target of a plan stands on a day, in the plan's order.

    Raises:
        WrongPlan: for an observation of another county.
        UnknownTown: for a town that the plan does not know.
        InvalidFacts: for two observations of one day that exclude each other.

    Source: 1; 2.1.2.
    """
    seen = tuple(observations)
    return tuple(progress(target, seen, plan, on=on) for target in plan.targets)


def progress(
    target: Target, observations: Iterable[Observation], plan: Plan, *, on: date
) -> Progress:
    """Tell how a target stands on a day.

    Args:
        target: a target of the plan; `plan.target("knowledge-rate-2025")` finds one.
        observations: what is known, as `observe` gives it; those of other indicators, and those
            after the day, are passed over.
        plan: the plan that is asked. Its figure is that of the last day, or of the day asked about
            before it; its readings `built-on` and `pace` shape the answer.
        on: the day for which the question is asked, to its end.

    Returns:
        The verdict, settled by bounds wherever they can settle it.

    Raises:
        WrongPlan: for an observation of another county.
        UnknownTown: for a town that the plan does not know.
        InvalidFacts: for two observations of one day that exclude each other.

    Source: 1; 2.1.2.
    """
    require_day(on)
    if target.kind == "not-measurable":
        return Progress(
            target=target.id,
            status=TargetStatus.NOT_MEASURABLE,
            due=target.due,
            grounds=(Ground("target.not-measurable", target.cite),),
            plan=plan.stamp,
        )
    known = (observation for observation in observations if observation.on <= on)
    history = read(known, target.indicator, plan)
    asked = _Asked.of(target, plan, on)
    if target.kind == "yearly":
        return _joined(asked, tuple(_years(target, history, plan, on)), plan)
    if target.kind == "per-town":
        towns = (town.id for town in plan.towns)
        parts = tuple(_dated(asked, history.of(town), plan, on, town) for town in towns)
        return _joined(asked, parts, plan)
    return _dated(asked, history, plan, on)


# what a target asks for


@frozen(kw_only=True)
class _Asked:
    """A target with its limits as numbers, on the day whose figure applies."""

    target: Target
    at_least: Fraction | None
    at_most: Fraction | None
    missing: tuple[Missing, ...]
    ground: Ground

    @staticmethod
    def of(target: Target, plan: Plan, on: date) -> _Asked:
        day = min(on, target.due or on)
        figures = plan.figures(day)
        low, high, cite = target.at_least, target.at_most, target.cite
        if target.figure:
            low, cite = getattr(figures, target.figure), figures.cite(target.figure) or cite
        missing = (
            () if low is not None or high is not None else (Missing(target.figure, "text", cite),)
        )
        facts: list[tuple[str, GroundFact]] = [("target", target.id)]
        limits = (("at_least", low), ("at_most", high))
        facts += [(_name(name, target), limit) for name, limit in limits if limit is not None]
        if target.due:
            facts.append(("due", target.due))
        return _Asked(
            target=target,
            at_least=None if low is None else Fraction(low),
            at_most=None if high is None else Fraction(high),
            missing=missing,
            ground=Ground("target.asked", cite, tuple(facts)),
        )

    def range(self, state: State) -> Range:
        """Bound the number in the state of a day."""
        match self.target.kind:
            case "rate":
                return state.bound(rate)
            case "per-thousand":
                return state.bound(rate).times(PER_THOUSAND)
        return state.bound(count)

    def met(self, found: Range) -> bool | None:
        """Tell whether a number is what the target asks for; `None` when nobody can say."""
        if self.missing:
            return None
        return found.within(self.at_least, self.at_most)

    def gap(self, found: Range) -> Fraction | None:
        """Measure what is lacking, or too much."""
        if self.met(found):
            return Fraction(0)
        if found.exact is None or self.missing:
            return None
        return max(
            (self.at_least or found.exact) - found.exact,
            found.exact - (found.exact if self.at_most is None else self.at_most),
        )

    def number(self, value: Fraction) -> Number:
        """Give whole numbers as such where things are counted."""
        counted = self.target.kind not in {"rate", "per-thousand"}
        return int(value) if counted and value.denominator == 1 else value

    def number_if_known(self, value: Fraction | None) -> Number | None:
        """Give a number, or nothing where there is none."""
        return None if value is None else self.number(value)


def _name(limit: str, target: Target) -> str:
    """Name a limit by what it counts, so that words can say it as a percentage or a number."""
    return {"rate": f"rate_{limit}", "per-thousand": f"per_thousand_{limit}"}.get(
        target.kind, limit
    )


# a target with a last day


@frozen(kw_only=True)
class _Verdict:
    """What a target comes to, and the day whose state decided it.

    Attributes:
        found: the number by the last day, or by the day that is asked about before it.
        reached_on: the day on which it was reached after the last one.
        open_on: the days of which nobody can say whether it was reached, where that decides.
    """

    status: TargetStatus
    found: Range
    decided_on: date
    late_by: int | None = None
    reached_on: date | None = None
    open_on: tuple[date, ...] = ()


def _dated(asked: _Asked, history: History, plan: Plan, on: date, part: str = "") -> Progress:
    """Judge by the last day, and look for a later one on which the target was reached."""
    target = asked.target
    verdict = _verdict(asked, history, on)
    state = history.state(verdict.decided_on)
    grounds, notes = _observed(target, state), _earlier(state, verdict.decided_on)
    if verdict.reached_on:
        late = _facts(target, history.state(verdict.reached_on))
        grounds += tuple(Ground("target.reached-late", None, facts) for facts in late)
    elif verdict.status is TargetStatus.MISSED and history.state(on) != state:
        since_then = _facts(target, history.state(on))
        notes += tuple(Ground("target.since-then", None, facts) for facts in since_then)
    missing = dict.fromkeys(
        item for d in verdict.open_on for item in _missing(target, history.state(d), part)
    )
    told = _told(asked, verdict, tuple(missing), plan, part=part, grounds=grounds, notes=notes)
    if verdict.status is not TargetStatus.NOT_DUE:
        return told
    return _paced(told, asked, verdict.found, plan, on)


def _verdict(asked: _Asked, history: History, on: date) -> _Verdict:
    target = asked.target
    due = target.due or on
    day = min(on, due)
    ranges = {d: asked.range(history.state(d)) for d in (*history.days(on), day)}
    by_then = {d: asked.met(ranges[d]) for d in sorted(ranges) if d <= day}
    found, decided_on, met = ranges[day], day, by_then[day]
    if not target.kept:
        decided_on = next((d for d, truth in by_then.items() if truth), day)
        met = some(by_then.values())
        # under a limit from above the highest number says nothing
        best = _best(ranges[d] for d in by_then)
        found = best if target.at_most is None else ranges[day]
    open_on = tuple(d for d, truth in by_then.items() if truth is None and not target.kept)
    verdict = _Verdict(
        status=TargetStatus.UNDETERMINED,
        found=found,
        decided_on=decided_on,
        open_on=open_on or (day,),
    )
    if met and (day == due or not target.kept):
        return evolve(verdict, status=TargetStatus.MET, late_by=0)
    if day < due:
        return evolve(verdict, status=TargetStatus.NOT_DUE)
    if met is None:
        return verdict
    after = {d: asked.met(ranges[d]) for d in sorted(ranges) if d > due}
    open_on = tuple(d for d, truth in after.items() if truth is None)
    reached_on = next((d for d, truth in after.items() if truth), None)
    if reached_on:
        certain = not any(d < reached_on for d in open_on)
        late_by = (reached_on - due).days if certain else None
        return evolve(verdict, status=TargetStatus.MET_LATE, late_by=late_by, reached_on=reached_on)
    if open_on:
        return evolve(verdict, open_on=open_on)
    return evolve(verdict, status=TargetStatus.MISSED, late_by=(on - due).days)


def _best(ranges: Iterable[Range]) -> Range:
    """Bound the highest number of several days."""
    seen = tuple(ranges)
    high = [found.high for found in seen]
    known = [bound for bound in high if bound is not None]
    return Range(max(found.low for found in seen), max(known) if len(known) == len(high) else None)


def _paced(told: Progress, asked: _Asked, found: Range, plan: Plan, on: date) -> Progress:
    """Add what the reading `pace` expects before the last day."""
    stamped = evolve(told, readings=(*told.readings, plan.reading_stamp("pace")))
    due, limit = asked.target.due, asked.at_least
    if plan.readings.pace == "none" or limit is None or due is None:
        return stamped
    start = plan.issued
    if start is None:
        missing = Missing("plan.issued", "text", asked.target.cite)
        return evolve(stamped, missing=(*told.missing, missing))
    passed = Fraction(max(0, (on - start).days), max(1, (due - start).days))
    expected = limit * min(passed, Fraction(1))
    behind = None if found.exact is None else max(Fraction(0), expected - found.exact)
    if found.low >= expected:
        behind = Fraction(0)
    return evolve(stamped, expected=asked.number(expected), behind=asked.number_if_known(behind))


# a target for every year, or for every township


def _years(target: Target, history: History, plan: Plan, on: date) -> Iterator[Progress]:
    """Judge every year by itself, from the first that is spoken of: none heals another."""
    days = history.days(on)
    begun = plan.issued or min(days, default=on)
    for year in range(min(begun, on).year, on.year + 1):
        part, first, last = str(year), date(year, 1, 1), date(year, 12, 31)
        day = min(on, last)
        asked = _Asked.of(target, plan, day)
        within = history.between(first, day)
        state = within.state(day)
        found = asked.range(state)
        # what was held stays held, and what comes later in the year may add
        low = max((asked.range(within.state(d)).low for d in within.days(day)), default=found.low)
        complete = state.data and all(datum.on == last for datum in state.data)
        found = Range(low, found.high if complete else None)
        met = asked.met(found)
        status = TargetStatus.UNDETERMINED if on >= last else TargetStatus.NOT_DUE
        if met is not None:  # before its end a year can be settled for good
            status = TargetStatus.MET if met else TargetStatus.MISSED
        late_by = 0 if met else None
        verdict = _Verdict(status=status, found=found, decided_on=day, late_by=late_by)
        grounds = _observed(target, state)
        rest_of_the_year = Missing(f"{target.indicator}.{part}", "fact", target.cite)
        missing = _missing(target, state, part) or (rest_of_the_year,)
        told = _told(asked, verdict, missing, plan, part=part, grounds=grounds)
        yield evolve(told, due=last)


SETTLED = (TargetStatus.MISSED, TargetStatus.MET_LATE, TargetStatus.MET)
WORST_FIRST = (
    TargetStatus.MISSED,
    TargetStatus.UNDETERMINED,
    TargetStatus.NOT_DUE,
    TargetStatus.MET_LATE,
    TargetStatus.MET,
)


def _joined(asked: _Asked, parts: tuple[Progress, ...], plan: Plan) -> Progress:
    """Join the parts of a target: it stands as the worst of them."""
    target = asked.target
    status = min((part.status for part in parts), key=WORST_FIRST.index, default=None)
    late = [part.late_by for part in parts]
    known = [days for days in late if days is not None]
    missing = dict.fromkeys(item for part in parts for item in part.missing)
    if status is None:
        missing[Missing("towns", "text", target.cite)] = None
    return Progress(
        target=target.id,
        status=status or TargetStatus.UNDETERMINED,
        gap=0 if status in {TargetStatus.MET, TargetStatus.MET_LATE} else None,
        due=target.due,
        late_by=max(known) if known and len(known) == len(late) else None,
        parts=parts,
        missing=tuple(missing) if status not in SETTLED else (),
        grounds=(asked.ground,),
        readings=tuple(dict.fromkeys(stamp for part in parts for stamp in part.readings)),
        plan=plan.stamp,
    )


# the answer


def _told(  # noqa: PLR0913 - what an answer is put together from
    asked: _Asked,
    verdict: _Verdict,
    missing: tuple[Missing, ...],
    plan: Plan,
    *,
    part: str,
    grounds: tuple[Ground, ...],
    notes: tuple[Ground, ...] = (),
) -> Progress:
    target, found = asked.target, verdict.found
    unsettled = verdict.status is TargetStatus.UNDETERMINED or (
        verdict.status is TargetStatus.NOT_DUE and found.exact is None
    )
    counted = target.counts in {"facilities", "places"}
    gap = Fraction(0) if verdict.status is TargetStatus.MET else asked.gap(found)
    return Progress(
        target=target.id,
        part=part,
        status=verdict.status,
        value=asked.number_if_known(found.exact),
        bounds=(asked.number(found.low), asked.number_if_known(found.high)),
        gap=asked.number_if_known(gap),
        due=target.due,
        late_by=verdict.late_by,
        missing=asked.missing + (missing if unsettled else ()),
        grounds=(asked.ground, *grounds),
        readings=(plan.reading_stamp("built-on"),) if counted else (),
        notes=notes,
        plan=plan.stamp,
    )


def _observed(target: Target, state: State) -> tuple[Ground, ...]:
    return tuple(Ground("target.observed", None, facts) for facts in _facts(target, state))


def _facts(target: Target, state: State) -> Iterator[tuple[tuple[str, GroundFact], ...]]:
    """State the data of a day, township by township."""
    for datum in state.data:
        yield (*_bounds_of(target, datum), ("on", datum.on))


def _bounds_of(target: Target, datum: Datum) -> Iterator[tuple[str, GroundFact]]:
    if datum.town:
        yield "town", datum.town
    known = datum.known
    pairs = [("numerator", known.least, known.most)]
    if target.kind in {"rate", "per-thousand"}:
        pairs.append(("denominator", known.least_whole, known.most_whole))
    for name, low, high in pairs:
        if low == high:
            yield name, low
            continue
        yield f"{name}_at_least", low
        if high is not None:
            yield f"{name}_at_most", high


def _earlier(state: State, judged: date) -> tuple[Ground, ...]:
    """Note a survey that was made before the day for which it stands."""
    earliest = min((datum.on for datum in state.data), default=judged)
    if earliest == judged:
        return ()
    return (Ground("target.observed-earlier", None, (("on", earliest), ("judged", judged))),)


def _missing(target: Target, state: State, part: str) -> tuple[Missing, ...]:
    """Name what has to be known before the number is."""
    of_part = f"{target.indicator}.{part}" if part else target.indicator
    names: list[str] = [] if state.data else [of_part]
    kind = "activities" if target.counts == "activities" else "facilities"
    for datum in state.data:
        known = datum.known
        whole = target.kind in {"rate", "per-thousand"} and known.least_whole != known.most_whole
        names += (f"{kind}.{name}" for name in datum.uncertain)
        if whole and target.kind == "per-thousand" and target.counts:
            names.append(RESIDENTS)
        elif not datum.uncertain and (known.least != known.most or whole):
            names.append(f"{target.indicator}.{datum.town}" if datum.town else of_part)
    if state.data:
        names += (f"{target.indicator}.{town}" for town in state.absent)
    return tuple(Missing(name, "fact", target.cite) for name in names)
