"""A double-random draw that anybody can recompute, and when its results are made public.

Source: 3.4 (双随机一公开); 国办发〔2015〕58号 (objects and inspectors are drawn from two lists; the
ratio is set locally); 企业信息公示暂行条例 art. 6 (publication).

Limitations: how many are drawn, by how many inspectors, and who recuses whom is the local rule's,
with its own citation, and never the plan's. A draw is as random as its seed: draw lots for the seed
in public, after the lists are closed. The construction is told in `docs/areas/inspections.md`.

>>> from datetime import date
>>> rule = DrawRule(count=1, team_size=2, citation=Citation("local-rule", "7"))
>>> objects = [InspectedObject(id=name) for name in ("F1", "F2", "F3")]
>>> inspectors = [Inspector(id=n, certificate_until=date(2027, 1, 1)) for n in ("P1", "P2", "P3")]
>>> drawn = draw(objects, inspectors, on=date(2026, 1, 5), rule=rule, seed="2026-01", recusals=())
>>> drawn.require().assignments
(Assignment(object='F2', inspectors=('P1', 'P3')),)
>>> verify(drawn.require(), objects, inspectors)
()
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal, NoReturn, TypeAlias

from attrs import field, frozen
from immutabledict import immutabledict

from infantcare_policy.calendars import CHINA, Deadline, WorkCalendar, workdays_after
from infantcare_policy.checks import (
    Checked,
    clashes,
    day,
    each,
    event,
    instance,
    line,
    number,
    optional,
    require,
    require_day,
    to_hold,
    whole,
)
from infantcare_policy.decisions import (
    Citation,
    Decided,
    Decision,
    Ground,
    Missing,
    Undetermined,
)
from infantcare_policy.errors import Fault, InvalidFacts, Unsettled, shown
from infantcare_policy.facilities import Event, happened
from infantcare_policy.people import Inspector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infantcare_policy.county import Ban
    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import Plan

__all__ = [
    "ALGORITHM",
    "Assignment",
    "Draw",
    "DrawRule",
    "Exclusion",
    "Finding",
    "Infeasible",
    "InspectedObject",
    "Mismatch",
    "Notice",
    "Recusal",
    "Rosters",
    "Shortage",
    "draw",
    "overdue",
    "publish_by",
    "roster",
    "verify",
]

ALGORITHM = "infantcare-draw-1"
"""The name of the construction; another construction has another name."""

Rates: TypeAlias = Mapping[str, Decimal]
ROSTERS = ("objects", "inspectors", "recusals", "excluded")
NO_RATES: Rates = immutabledict()
NO_CLASSES: Mapping[str, str] = immutabledict()


@frozen(kw_only=True)
class InspectedObject(Checked):
    """A facility on the list of those that can be drawn.

    Attributes:
        risk_class: its class where the local rule draws from each class at a rate of its own.
    """

    id: str = field(metadata=to_hold(line))
    risk_class: str | None = field(default=None, metadata=to_hold(optional(line)))


@frozen(kw_only=True)
class Exclusion(Checked):
    """An object that is left out of a draw, with the reason: closed, banned, inspected already."""

    object: str = field(metadata=to_hold(line))
    reason: str = field(metadata=to_hold(line))


@frozen(kw_only=True)
class Recusal(Checked):
    """An inspector who must not inspect an object (回避)."""

    inspector: str = field(metadata=to_hold(line))
    object: str = field(metadata=to_hold(line))


def _in_order(rates: object) -> object:
    """Put rates in the order of their classes, so that equal rules are equal to the byte."""
    if isinstance(rates, Mapping) and all(isinstance(name, str) for name in rates):
        return immutabledict(sorted(rates.items()))
    return rates


def _rates(value: object) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield Fault("", expected="a table of classes and their rates", found=shown(value))
        return
    for name in value:
        yield from (fault.under(shown(name)) for fault in line(name))


@frozen(kw_only=True)
class DrawRule(Checked):
    """The local rule of a draw; exactly one of `count`, `rate` and `rates` says how many.

    Attributes:
        count: how many objects are drawn.
        rate: which part of the objects is drawn, more than 0 and 1 at most, rounded up.
        rates: the part for each risk class; an object of another class is a fault.
        team_size: how many inspectors are drawn for each object.
        citation: the article of the local rule, never one of the plan.
    """

    count: int | None = field(default=None, metadata=to_hold(optional(whole())))
    rate: Decimal | None = field(default=None, metadata=to_hold(optional(number)))
    rates: Rates = field(default=NO_RATES, converter=_in_order, metadata=to_hold(_rates))
    team_size: int = field(metadata=to_hold(whole(at_least=1)))
    citation: Citation = field(metadata=to_hold(instance(Citation)))

    def contradictions(self) -> Iterator[Fault]:
        """Find several ways to say how many, or none, and rates that are no part of a whole."""
        ways = (self.count is not None, self.rate is not None, bool(self.rates))
        if sum(ways) != 1:
            found = f"{sum(ways)} of them"
            yield Fault("count", expected="one of count, rate and rates", found=found)
        rates = {"rate": self.rate} if self.rate is not None else {}
        rates |= {f"rates.{name}": rate for name, rate in self.rates.items()}
        for name, rate in rates.items():
            inexact = [fault.under(name) for fault in number(rate)]
            yield from inexact
            if not inexact and not 0 < rate <= 1:
                yield Fault(name, expected="a rate over 0 and up to 1", found=str(rate))

    def number_of(self, objects: Sequence[InspectedObject]) -> int:
        """Count how many of some objects are drawn; those of one class where classes count."""
        if self.count is not None:
            return self.count
        rate = self.rate
        if rate is None:
            rate = self.rates[objects[0].risk_class or ""] if objects else Decimal(0)
        numerator, denominator = rate.as_integer_ratio()
        return -(-len(objects) * numerator // denominator)  # up to the next whole object


@frozen(kw_only=True)
class Rosters(Checked):
    """The two lists that a draw is made from, with who recuses whom and what is left out."""

    objects: tuple[InspectedObject, ...] = field(metadata=to_hold(each(instance(InspectedObject))))
    inspectors: tuple[Inspector, ...] = field(metadata=to_hold(each(instance(Inspector))))
    recusals: tuple[Recusal, ...] = field(metadata=to_hold(each(instance(Recusal))))
    excluded: tuple[Exclusion, ...] = field(metadata=to_hold(each(instance(Exclusion))))


@frozen(kw_only=True)
class Assignment(Checked):
    """An object that was drawn, and its inspectors in the order in which they were drawn."""

    object: str = field(metadata=to_hold(line))
    inspectors: tuple[str, ...] = field(metadata=to_hold(each(line, unique=True)))


@frozen(kw_only=True)
class Notice:
    """What a draw makes public: no list itself, and not who recused whom.

    With the list of objects anybody recomputes which of them were drawn; the teams need the list of
    inspectors and the recusals besides, of which a fingerprint is made public.
    """

    algorithm: str
    on: date
    rule: DrawRule
    seed: str
    objects_fingerprint: str
    inspectors_fingerprint: str
    recusals_fingerprint: str
    assignments: tuple[Assignment, ...]
    excluded: tuple[Exclusion, ...]


@frozen(kw_only=True)
class Draw(Checked):
    """A draw with all that it rests on but the two lists, of which it keeps fingerprints.

    Attributes:
        objects_fingerprint: SHA-256 of the list of objects, in the order of their lines.
        inspectors_fingerprint: the same of the list of inspectors.
        assignments: in the order in which the objects were drawn.
    """

    algorithm: str = ALGORITHM
    on: date = field(metadata=to_hold(day))
    rule: DrawRule = field(metadata=to_hold(instance(DrawRule)))
    seed: str = field(metadata=to_hold(line))
    recusals: tuple[Recusal, ...] = field(metadata=to_hold(each(instance(Recusal))))
    excluded: tuple[Exclusion, ...] = field(metadata=to_hold(each(instance(Exclusion))))
    objects_fingerprint: str = field(metadata=to_hold(line))
    inspectors_fingerprint: str = field(metadata=to_hold(line))
    assignments: tuple[Assignment, ...] = field(metadata=to_hold(each(instance(Assignment))))

    kind: ClassVar[Literal["draw"]] = "draw"

    def require(self) -> Draw:
        """Give the draw itself."""
        return self

    @property
    def notice(self) -> Notice:
        """What is made public of the draw; who recused whom is not."""
        return Notice(
            algorithm=self.algorithm,
            on=self.on,
            rule=self.rule,
            seed=self.seed,
            objects_fingerprint=self.objects_fingerprint,
            inspectors_fingerprint=self.inspectors_fingerprint,
            recusals_fingerprint=_fingerprint((r.inspector, r.object) for r in self.recusals),
            assignments=self.assignments,
            excluded=self.excluded,
        )


@frozen(kw_only=True)
class Shortage:
    """An object with fewer usable inspectors than a team needs."""

    object: str
    usable: tuple[str, ...]
    needed: int


@frozen(kw_only=True)
class Infeasible:
    """Why there is no draw: nobody draws a smaller team, or more objects than there are.

    Attributes:
        shortages: every object that lacks inspectors, whether or not it would have been drawn.
        objects: how many objects can be drawn.
        wanted: how many the rule asks for.
    """

    shortages: tuple[Shortage, ...]
    objects: int
    wanted: int

    kind: ClassVar[Literal["infeasible"]] = "infeasible"

    def require(self) -> NoReturn:
        """Refuse: there is no draw.

        Raises:
            Unsettled: always.
        """
        lacking = ", ".join(shortage.object for shortage in self.shortages)
        few = f"{self.wanted} objects are asked for, and there are {self.objects}"
        raise Unsettled(self, f"too few inspectors for {lacking}" if lacking else few)


@frozen(kw_only=True)
class Mismatch:
    """Where a recorded draw is not what its lists and its seed give."""

    what: Literal["algorithm", "objects", "inspectors", "assignments"]
    recorded: str
    recomputed: str


def roster(
    facilities: Iterable[Facility],
    *,
    on: date,
    bans: Iterable[Ban],
    risk_classes: Mapping[str, str] = NO_CLASSES,
) -> tuple[tuple[InspectedObject, ...], tuple[Exclusion, ...]]:
    """List facilities as objects of a draw, and those that are left out of it with the reason.

    Args:
        facilities: every facility that the department inspects.
        on: the day of the inspections.
        bans: the bans on facilities, by id or unified social credit code.
        risk_classes: the class of each facility, where the local rule goes by classes.

    Returns:
        The objects, also those left out, sorted by id; and an exclusion for each that has
        certainly `closed` or is certainly `banned` on the day. What is not known leaves nobody out.
    """
    require_day(on)
    held = sorted(facilities, key=lambda facility: facility.id)
    banned = {ban.subject for ban in bans if ban.in_force(on)}
    left_out = []
    for facility in held:
        if happened(facility.closed_on, on):
            left_out.append(Exclusion(object=facility.id, reason="closed"))
        elif banned & {facility.id, facility.uscc}:
            left_out.append(Exclusion(object=facility.id, reason="banned"))
    objects = (
        InspectedObject(id=facility.id, risk_class=risk_classes.get(facility.id))
        for facility in held
    )
    return tuple(objects), tuple(left_out)


def draw(  # noqa: PLR0913 - everything that a draw rests on
    objects: Iterable[InspectedObject],
    inspectors: Iterable[Inspector],
    *,
    on: date,
    rule: DrawRule,
    seed: str,
    recusals: Iterable[Recusal],
    excluded: Iterable[Exclusion] = (),
) -> Draw | Infeasible:
    """Draw objects, and for each of them a team of inspectors.

    Every object that is not excluded is as likely as any other, and so is every team of inspectors
    with a valid certificate who need not recuse themselves. The order of the inputs says nothing.
    The draw of one object more begins with the draw of one object fewer.

    Args:
        objects: the list of those that can be inspected.
        inspectors: the list of inspectors.
        on: the day of the inspections, on which certificates have to be valid.
        rule: the local rule.
        seed: what the lots gave; the same seed gives the same draw.
        recusals: who must not inspect what; `()` for nobody.
        excluded: objects that are left out, each with its reason.

    Returns:
        `Infeasible`, with every object that lacks inspectors, before anything is drawn.

    Raises:
        InvalidFacts: for ids that stand twice, names that are on no list, or a class without rate.

    Source: 国办发〔2015〕58号; 3.4.
    """
    require_day(on)
    require(line, seed, "seed")
    lists = (tuple(objects), tuple(inspectors), tuple(recusals), tuple(excluded))
    kinds = (InspectedObject, Inspector, Recusal, Exclusion)
    for name, items, kind in zip(ROSTERS, lists, kinds, strict=True):
        require(each(instance(kind)), items, name)
    require(instance(DrawRule), rule, "rule")
    _check(*lists, rule)
    held = sorted(lists[0], key=lambda item: item.id)
    staff = sorted(lists[1], key=lambda inspector: inspector.id)
    barred = _ordered(lists[2])
    left_out = tuple(sorted(lists[3], key=lambda item: item.object))
    names = {exclusion.object for exclusion in left_out}
    eligible = [item for item in held if item.id not in names]
    teams = {item.id: _team(item.id, staff, barred, on, seed) for item in eligible}
    shortages = tuple(
        Shortage(object=name, usable=tuple(sorted(team)), needed=rule.team_size)
        for name, team in teams.items()
        if len(team) < rule.team_size
    )
    classes = _classes(eligible, rule)
    wanted = sum(rule.number_of(own) for own in classes)
    if shortages or wanted > len(eligible):
        return Infeasible(shortages=shortages, objects=len(eligible), wanted=wanted)
    drawn = _by_rank(
        (item for own in classes for item in _by_rank(own, seed)[: rule.number_of(own)]), seed
    )
    return Draw(
        on=on,
        rule=rule,
        seed=seed,
        recusals=barred,
        excluded=left_out,
        objects_fingerprint=_of_objects(held),
        inspectors_fingerprint=_of_inspectors(staff),
        assignments=tuple(
            Assignment(object=item.id, inspectors=tuple(teams[item.id][: rule.team_size]))
            for item in drawn
        ),
    )


def verify(
    recorded: Draw, objects: Iterable[InspectedObject], inspectors: Iterable[Inspector]
) -> tuple[Mismatch, ...]:
    """Recompute a recorded draw from its lists, and tell where it differs.

    Returns:
        Nothing for a draw that holds; else what differs: a list that was altered, or assignments
        that the lists and the seed do not give.

    Raises:
        InvalidFacts: for lists that no draw could have been made from.
    """
    if recorded.algorithm != ALGORITHM:
        found = Mismatch(what="algorithm", recorded=recorded.algorithm, recomputed=ALGORITHM)
        return (found,)
    held, staff = tuple(objects), tuple(inspectors)
    lists: tuple[tuple[Literal["objects", "inspectors"], str, str], ...] = (
        ("objects", recorded.objects_fingerprint, _of_objects(held)),
        ("inspectors", recorded.inspectors_fingerprint, _of_inspectors(staff)),
    )
    altered = tuple(
        Mismatch(what=what, recorded=one, recomputed=other)
        for what, one, other in lists
        if one != other
    )
    try:
        again = draw(
            held,
            staff,
            on=recorded.on,
            rule=recorded.rule,
            seed=recorded.seed,
            recusals=recorded.recusals,
            excluded=recorded.excluded,
        )
    except InvalidFacts:
        if altered:  # such as a list without somebody whom a recusal names
            return altered
        raise
    if isinstance(again, Draw) and again.assignments == recorded.assignments:
        return altered
    possible = "no draw is possible" if isinstance(again, Infeasible) else _assigned(again)
    what: Literal["assignments"] = "assignments"
    return (*altered, Mismatch(what=what, recorded=_assigned(recorded), recomputed=possible))


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


@frozen(kw_only=True)
class Finding(Checked):
    """Something that an inspection found wrong, and by when it has to be put right.

    Attributes:
        rectify_by: the last day that the inspectors set, itself included; `None` when unknown.
        rectified_on: the day on which it was put right, `False` when it has not been.
    """

    id: str = field(metadata=to_hold(line))
    object: str = field(metadata=to_hold(line))
    found_on: date = field(metadata=to_hold(day))
    rectify_by: date | None = field(default=None, metadata=to_hold(optional(day)))
    rectified_on: Event = field(default=None, metadata=to_hold(optional(event)))

    def contradictions(self) -> Iterator[Fault]:
        """Find days before the finding."""
        for name in ("rectify_by", "rectified_on"):
            moment = getattr(self, name)
            if moment and moment < self.found_on:
                found = f"{moment}, before found_on {self.found_on}"
                yield Fault(name, expected="a day not before the finding", found=found)


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


# the construction: everything below can be recomputed with SHA-256 alone


def _rank(*parts: str) -> str:
    """SHA-256 of the construction's name and the parts, one a line, in hexadecimal."""
    return hashlib.sha256("\n".join((ALGORITHM, *parts)).encode()).hexdigest()


def _fingerprint(rows: Iterable[Sequence[str]]) -> str:
    """SHA-256 of the lines of a list in their order, the cells of a line behind tabs."""
    lines = sorted("\t".join(row) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _of_objects(objects: Iterable[InspectedObject]) -> str:
    return _fingerprint((item.id, item.risk_class or "") for item in objects)


def _of_inspectors(inspectors: Iterable[Inspector]) -> str:
    return _fingerprint(
        (person.id, str(person.certificate_until or ""), person.department or "")
        for person in inspectors
    )


def _by_rank(objects: Iterable[InspectedObject], seed: str) -> list[InspectedObject]:
    return sorted(objects, key=lambda item: _rank("object", seed, item.id))


def _team(
    name: str, staff: Iterable[Inspector], recusals: Iterable[Recusal], on: date, seed: str
) -> list[str]:
    """Order the usable inspectors of an object: the first so many are its team."""
    away = {recusal.inspector for recusal in recusals if recusal.object == name}
    usable = (person.id for person in staff if person.may_inspect(on) and person.id not in away)
    return sorted(usable, key=lambda person: _rank("inspector", seed, name, person))


def _classes(objects: Sequence[InspectedObject], rule: DrawRule) -> list[list[InspectedObject]]:
    """Put objects into their risk classes where the rule has a rate for each."""
    if not rule.rates:
        return [list(objects)]
    classes = dict.fromkeys(item.risk_class for item in objects)
    return [[item for item in objects if item.risk_class == name] for name in classes]


def _assigned(found: Draw) -> str:
    """Show assignments; only the assignments themselves are compared."""
    return "; ".join(f"{item.object}: {', '.join(item.inspectors)}" for item in found.assignments)


def _ordered(recusals: Iterable[Recusal]) -> tuple[Recusal, ...]:
    return tuple(sorted(set(recusals), key=lambda item: (item.object, item.inspector)))


def _check(
    objects: Sequence[InspectedObject],
    inspectors: Sequence[Inspector],
    recusals: Iterable[Recusal],
    excluded: Sequence[Exclusion],
    rule: DrawRule,
) -> None:
    """Refuse lists with an id twice, and names that are on no list."""
    faults = [
        *clashes("objects", objects, lambda item: item.id),
        *clashes("inspectors", inspectors, lambda person: person.id),
        *clashes("excluded", excluded, lambda item: item.object),
    ]
    known = {item.id for item in objects}
    staff = {person.id for person in inspectors}
    for index, exclusion in enumerate(excluded):
        if exclusion.object not in known:
            place, found = f"excluded[{index}].object", exclusion.object
            faults.append(Fault(place, expected="an object of the list", found=found))
    for index, recusal in enumerate(recusals):
        place = f"recusals[{index}]"
        if recusal.object not in known:
            found = recusal.object
            faults.append(Fault(f"{place}.object", expected="an object of the list", found=found))
        if recusal.inspector not in staff:
            found = recusal.inspector
            expected = "an inspector of the list"
            faults.append(Fault(f"{place}.inspector", expected=expected, found=found))
    for index, item in enumerate(objects):
        if rule.rates and item.risk_class not in rule.rates:
            expected = f"a class with a rate: {', '.join(rule.rates)}"
            place = f"objects[{index}].risk_class"
            faults.append(Fault(place, expected=expected, found=str(item.risk_class)))
    if faults:
        raise InvalidFacts(faults, "the draw")
