"""Whether the names in what a plan offers lead somewhere: actions, services, measures, reliefs.

Source: none; these are the library's demands on a plan file.

Limitations: see `infantcare_policy.plan.soundness`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infantcare_policy.checks import unknown
from infantcare_policy.errors import Fault
from infantcare_policy.fact_kinds import AREA_FACTS, FACTS, FAMILY_FACTS, INSTITUTION_FACTS
from infantcare_policy.plan import references
from infantcare_policy.plan.naming import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from infantcare_policy.decisions import Citation
    from infantcare_policy.fact_kinds import FactKind
    from infantcare_policy.plan.county_plan import Plan

__all__ = ["faults_in"]

FACTS_OF: Mapping[str, Mapping[str, FactKind]] = {
    "county": {},
    "area": AREA_FACTS,
    "facility": FACTS,
}


def faults_in(plan: Plan) -> Iterator[Fault]:
    """Find every name that leads nowhere in what a plan offers."""
    yield from _actions(plan)
    yield from _families(plan)
    yield from _workforce(plan)
    yield from _reliefs(plan)


def _actions(plan: Plan) -> Iterator[Fault]:
    departments = {department.id: department for department in plan.departments}
    for action in plan.actions:
        path = f"action[{action.id}]"
        yield from references.conditions(path, action, plan, FACTS_OF[action.of])
        yield from _known(f"{path}.owners", "a department id", action.owners, departments)
        if bool(action.owners) != bool(action.owner_cite):
            found = "one of them alone"
            yield Fault(path, expected="owners with owner_cite, or neither", found=found)
        if action.owner_cite:
            yield from references.cited(path, action.owner_cite, plan, "owner_cite")


def _families(plan: Plan) -> Iterator[Fault]:
    for activity in plan.activities:
        yield from references.cited(f"activity[{activity.id}]", activity.cite, plan)
    for centre in plan.centres:
        yield from references.conditions(f"centre[{centre.id}]", centre, plan, INSTITUTION_FACTS)
    for service in plan.services:
        yield from references.conditions(f"service[{service.id}]", service, plan, FAMILY_FACTS)
    contacts = {contact.id: contact for contact in plan.contacts}
    for contact in plan.contacts:
        yield from references.cited(f"contact[{contact.id}]", contact.cite, plan)
    for check in plan.health_checks:
        path = f"health_check[{check.id}]"
        yield from references.cited(path, check.cite, plan)
        for part in ("contacts", "catch_up"):
            yield from _known(f"{path}.{part}", "a contact", getattr(check, part), contacts)


def _workforce(plan: Plan) -> Iterator[Fault]:
    for measure in plan.measures:
        yield from references.cited(f"measure[{measure.id}]", measure.cite, plan)
    owners: dict[str, str] = {}
    for name, occupation in names_of(plan.occupations):
        if owners.setdefault(name, occupation.id) != occupation.id:
            found = f"{name!r}, which is {owners[name]} already"
            place = f"occupation[{occupation.id}].name"
            yield Fault(place, expected="names of its own", found=found)
    for occupation in plan.occupations:
        yield from references.cited(f"occupation[{occupation.id}]", occupation.cite, plan)
    known = {occupation.id: occupation for occupation in plan.occupations}
    for catalogue in plan.catalogues:
        path = f"catalogue[{catalogue.id}]"
        yield from references.cited(path, catalogue.cite, plan)
        yield from _known(f"{path}.occupations", "an occupation", catalogue.occupations, known)


def _reliefs(plan: Plan) -> Iterator[Fault]:
    known = {relief.id: relief for relief in plan.reliefs if relief.kind != "price"}
    for relief in plan.reliefs:
        path = f"relief[{relief.id}]"
        yield from references.number(path, relief.figure)
        yield from _others(path, relief.cites, plan)
        yield from references.conditions(path, relief, plan)
    for condition in plan.relief_conditions:
        path = f"relief_condition[{condition.id}]"
        yield from references.cited(path, condition.cite, plan)
        yield from _others(path, condition.cites, plan)
        yield from references.tests(f"{path}.when", condition.when, FACTS)
        yield from references.tests(f"{path}.fails", condition.fails, FACTS)
        yield from _known(f"{path}.reliefs", "a relief in taxes or fees", condition.reliefs, known)


def _others(path: str, cites: Iterable[Citation], plan: Plan) -> Iterator[Fault]:
    for index, cite in enumerate(cites):
        yield from references.cited(path, cite, plan, f"cites[{index}]")


def _known(
    path: str, expected: str, names: Iterable[str], known: Mapping[str, object]
) -> Iterator[Fault]:
    for index, name in enumerate(names):
        if name not in known:
            yield unknown(f"{path}[{index}]", expected, name, known)
