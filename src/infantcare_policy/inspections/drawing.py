"""Draw objects and inspectors, so that the same lists and the same seed give the same draw.

Source: 3.4 (双随机一公开); 国办发〔2015〕58号 (objects and inspectors are drawn from two lists).

Limitations: see `infantcare_policy.inspections`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.checks import clashes, each, instance, line, require, require_day
from infantcare_policy.errors import Fault, InvalidFacts
from infantcare_policy.inspections.hashing import (
    fingerprint_of_inspectors,
    fingerprint_of_objects,
    rank,
)
from infantcare_policy.inspections.outcomes import Assignment, Draw, Infeasible, Shortage
from infantcare_policy.inspections.rosters import Exclusion, InspectedObject, Recusal
from infantcare_policy.inspections.rules import DrawRule
from infantcare_policy.people import Inspector

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

__all__ = ["draw"]

ROSTERS = ("objects", "inspectors", "recusals", "excluded")


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
        objects_fingerprint=fingerprint_of_objects(held),
        inspectors_fingerprint=fingerprint_of_inspectors(staff),
        assignments=tuple(
            Assignment(object=item.id, inspectors=tuple(teams[item.id][: rule.team_size]))
            for item in drawn
        ),
    )


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


def _ordered(recusals: Iterable[Recusal]) -> tuple[Recusal, ...]:
    return tuple(sorted(set(recusals), key=lambda item: (item.object, item.inspector)))


def _team(
    name: str, staff: Iterable[Inspector], recusals: Iterable[Recusal], on: date, seed: str
) -> list[str]:
    """Order the usable inspectors of an object: the first so many are its team."""
    away = {recusal.inspector for recusal in recusals if recusal.object == name}
    usable = (person.id for person in staff if person.may_inspect(on) and person.id not in away)
    return sorted(usable, key=lambda person: rank("inspector", seed, name, person))


def _classes(objects: Sequence[InspectedObject], rule: DrawRule) -> list[list[InspectedObject]]:
    """Put objects into their risk classes where the rule has a rate for each."""
    if not rule.rates:
        return [list(objects)]
    classes = dict.fromkeys(item.risk_class for item in objects)
    return [[item for item in objects if item.risk_class == name] for name in classes]


def _by_rank(objects: Iterable[InspectedObject], seed: str) -> list[InspectedObject]:
    return sorted(objects, key=lambda item: rank("object", seed, item.id))
