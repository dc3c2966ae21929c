"""Whether the names inside a plan lead somewhere: departments, clauses, facts, figures, payers.

Source: none; these are the library's demands on a plan file.

Limitations: what is sound can still be wrong; what the text itself gets wrong is not found here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from attrs import fields, resolve_types

from infantcare_policy.calendars import MONTHS_IN_YEAR
from infantcare_policy.checks import unknown
from infantcare_policy.errors import Fault
from infantcare_policy.fact_kinds import (
    ACTIVITY_FACTS,
    FACTS,
    RECORD_FACTS,
    STAFF_FACTS,
)
from infantcare_policy.plan import references, sound_services
from infantcare_policy.plan.figures import Figures
from infantcare_policy.plan.naming import names_of
from infantcare_policy.plan.readings import Readings
from infantcare_policy.terms import Move, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infantcare_policy.plan.county_plan import Plan
    from infantcare_policy.plan.grants import Grant
    from infantcare_policy.plan.parts import Conference, Target

__all__ = ["faults_in"]

ROLES = ("facility", "registrar", "town")
"""What rows call somebody whom only the facts can name."""


def faults_in(plan: Plan) -> Iterator[Fault]:
    """Find every name in a plan that leads nowhere."""
    yield from _bodies(plan)
    yield from _clauses(plan)
    yield from _routes(plan)
    yield from _supervision(plan)
    yield from _rows(plan)
    yield from _safety(plan)
    yield from _people(plan)
    yield from _targets(plan)
    yield from _text(plan)
    yield from sound_services.faults_in(plan)
    for grant in plan.grants:
        yield from _grant(grant, plan)
    yield from _readings(plan)
    yield from _figures(plan)


def _bodies(plan: Plan) -> Iterator[Fault]:
    """A name belongs to one body only, and every body that is named exists."""
    owners: dict[str, str] = {}
    for name, body in _names(plan):
        if owners.setdefault(name, body) != body:
            found = f"{name!r}, which is {owners[name]} already"
            yield Fault(f"{body}.aliases", expected="names of its own", found=found)
    for department in plan.departments:
        if department.id in ROLES:
            expected = f"an id that is no role ({', '.join(ROLES)})"
            place = f"department[{department.id}].id"
            yield Fault(place, expected=expected, found=repr(department.id))
    known = dict.fromkeys([body.id for body in plan.departments] + [t.id for t in plan.towns])
    if plan.conference:
        yield from references.cited("conference", plan.conference.cite, plan)
        yield from _posts(plan.conference, known)


def _posts(conference: Conference, known: Mapping[str, object]) -> Iterator[Fault]:
    """Every post has an id of its own, and is sent by a body that exists."""
    if conference.office not in known:
        expected = "a department or town id"
        yield unknown("conference.office", expected, conference.office, known)
    owners: dict[str, str] = {}
    for index, post in enumerate(conference.posts):
        path = f"conference.seats[{index}]" if post in conference.seats else "conference.director"
        if post.body and post.body not in known:
            yield unknown(f"{path}.body", "a department or town id", post.body, known)
        other = owners.setdefault(post.id, path)
        if other != path or (post.id in known and post.id != post.body):
            whose = other if other != path else f"body {post.id}"
            advice = "give each post of one body an id"
            found = f"{post.id!r}, which is that of {whose} already"
            yield Fault(f"{path}.id", expected="an id of its own", found=found, advice=advice)


def _names(plan: Plan) -> Iterator[tuple[str, str]]:
    """Give every name of every body and group, with its id."""
    for parts in (names_of(plan.departments), names_of(plan.towns), names_of(plan.groups)):
        yield from ((name, part.id) for name, part in parts)


def _clauses(plan: Plan) -> Iterator[Fault]:
    """Every responsible unit is somebody, and every clause is answered or says why not."""
    names = dict(_names(plan))
    domains = {domain.id: domain for domain in plan.domains}
    for clause in plan.clauses:
        path = f"clause[{clause.id}]"
        for index, domain in enumerate(clause.domains):
            if domain not in domains:
                yield unknown(f"{path}.domains[{index}]", "a domain", domain, domains)
        for index, word in enumerate(clause.responsible):
            if fold(word) not in names:
                expected = "a department, town or group"
                yield unknown(f"{path}.responsible[{index}]", expected, word, names)
        if clause.lead and fold(clause.lead) not in names:
            yield unknown(f"{path}.lead", "a department, town or group", clause.lead, names)
        if bool(clause.answers) == bool(clause.unanswered):
            expected = "answers, or one line in unanswered, and not both"
            yield Fault(path, expected=expected, found="both" if clause.answers else "neither")


def _routes(plan: Plan) -> Iterator[Fault]:
    departments = {department.id: department for department in plan.departments}
    for route in plan.routes:
        path = f"route[{route.id}]"
        if route.registrar not in departments:
            yield unknown(f"{path}.registrar", "a department id", route.registrar, departments)
        if route.source_authority:
            yield from references.cited(
                f"{path}.source_authority", route.source_authority.cite, plan
            )
        yield from references.conditions(path, route, plan)
    actors = {**departments, "facility": None, "registrar": None}
    for step in plan.steps:
        path = f"step[{step.kind}]"
        for role, name in (("actor", step.actor), ("recipient", step.recipient)):
            if name not in actors:
                expected = "facility, registrar or a department id"
                yield unknown(f"{path}.{role}", expected, name, actors)
        yield from references.cited(path, step.cite, plan)


def _supervision(plan: Plan) -> Iterator[Fault]:
    departments = {department.id: department for department in plan.departments}
    domains = {domain.id: domain for domain in plan.domains}
    watchers = {"": None, **({"town": None} if plan.towns else {}), **departments}
    for row in plan.supervision:
        path = f"supervision[{row.id}]"
        if row.domain not in domains:
            yield unknown(f"{path}.domain", "a domain", row.domain, domains)
        if row.department not in watchers:
            expected = "a department id, town, or nothing"
            yield unknown(f"{path}.department", expected, row.department, watchers)
        if row.source_authority:
            yield from references.cited(f"{path}.source_authority", row.source_authority.cite, plan)
        yield from references.conditions(path, row, plan)


def _rows(plan: Plan) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for name, document in names_of(plan.documents):
        if owners.setdefault(name, document.id) != document.id:
            found = f"{name!r}, which is {owners[name]} already"
            yield Fault(f"document[{document.id}].name", expected="names of its own", found=found)
    for document in plan.documents:
        yield from references.conditions(f"document[{document.id}]", document, plan)
    departments = {department.id: department for department in plan.departments}
    for referral in plan.referrals:
        path = f"referral[{referral.id}]"
        if referral.to and referral.to not in departments:
            yield unknown(f"{path}.to", "a department id", referral.to, departments)
        yield from references.conditions(path, referral, plan)


def _safety(plan: Plan) -> Iterator[Fault]:
    """What a facility must have or make public."""
    for requirement in plan.requirements:
        path = f"requirement[{requirement.id}]"
        yield from references.number(path, requirement.figure)
        yield from references.conditions(path, requirement, plan)
    for publication in plan.publications:
        path = f"publication[{publication.id}]"
        yield from references.number(path, publication.figure)
        yield from references.conditions(path, publication, plan)


def _people(plan: Plan) -> Iterator[Fault]:
    """What a post asks for, who is banned, and the moves of a life."""
    for post in plan.posts:
        path = f"post[{post.id}]"
        yield from references.conditions(path, post, plan)
        yield from references.tests(f"{path}.asks", post.asks, STAFF_FACTS)
    for ban in plan.banning:
        path = f"ban[{ban.id}]"
        wrong = tuple(references.conditions(path, ban, plan, RECORD_FACTS))
        yield from wrong
        if not wrong and "record" not in ban.when:
            yield Fault(f"{path}.when.record", expected="the kind of a record", found="nothing")
        if not wrong and "established" not in {**ban.when, **ban.unless}:
            # or an allegation would ban somebody
            expected = "a test of whether it is established"
            yield Fault(f"{path}.when.established", expected=expected, found="none")
    for move in plan.moves:
        path = f"move[{move.kind}]"
        leads_nowhere = move.kind in (Move.CHANGE, Move.REPORT_CHANGE)
        if leads_nowhere == (move.to is not None):
            expected = "no stage for a change and its report, one for any other move"
            yield Fault(f"{path}.to", expected=expected, found=str(move.to or "none"))
        both = sorted(set(move.after) & set(move.unstated))
        if both:
            expected = "stages of which the text says nothing"
            yield Fault(f"{path}.unstated", expected=expected, found=", ".join(both))
        yield from references.cited(path, move.cite, plan)


def _targets(plan: Plan) -> Iterator[Fault]:
    """A target asks for a figure that is a number, and an indicator is counted in one way."""
    counted: dict[str, Target] = {}
    for target in plan.targets:
        path = f"target[{target.id}]"
        wrong = tuple(references.number(path, target.figure))
        yield from wrong
        if not wrong and target.kind == "rate":
            for row in plan.figure_rows.get(target.figure, ()):
                if row.stated and row.value > 1:
                    expected = "a figure that is a part of the whole, 1 at most"
                    yield Fault(f"{path}.figure", expected=expected, found=str(row.value))
        kinds = ACTIVITY_FACTS if target.counts == "activities" else FACTS
        yield from references.conditions(path, target, plan, kinds)
        other = counted.setdefault(target.indicator, target)
        ways = [(each.kind, each.counts, each.when, each.unless) for each in (other, target)]
        if target.indicator and ways[0] != ways[1]:
            found = f"another than target[{other.id}] has"
            expected = f"one kind of target and one way to count {target.indicator}"
            yield Fault(f"{path}.indicator", expected=expected, found=found)


def _text(plan: Plan) -> Iterator[Fault]:
    """Fields of work and defects stand in clauses that exist."""
    for domain in plan.domains:
        yield from references.cited(f"domain[{domain.id}]", domain.cite, plan)
    readings = {reading.id: reading for reading in plan.open_questions}
    resolve_types(Figures)
    known = {each.name: each for each in fields(Figures) if each.alias != "sources"}
    for omission in plan.omissions:
        path = f"omission[{omission.id}]"
        yield from references.cited(path, omission.cite, plan)
        if omission.id not in known:
            yield unknown(f"{path}.id", "a known figure", omission.id, known)
    for defect in plan.defects:
        path = f"defect[{defect.id}]"
        for cite in defect.cites:
            yield from references.cited(path, cite, plan)
        if defect.reading and defect.reading not in readings:
            yield unknown(f"{path}.reading", "a reading", defect.reading, readings)


def _grant(grant: Grant, plan: Plan) -> Iterator[Fault]:
    path = f"grant[{grant.id}]"
    payers = {payer.id: payer for payer in plan.payers}
    for share in grant.shares:
        if share.payer not in payers:
            yield unknown(f"{path}.shares", "a payer of this plan", share.payer, payers)
    odd = plan.readings.odd_fen
    if len(grant.shares) > 1 and odd not in {share.payer for share in grant.shares}:
        advice = f"set [reading.odd-fen] options to the payers of {grant.id}"
        found = f"{odd!r}, who pays no share"
        yield Fault(
            f"{path}.shares", expected="the payer who takes the odd fen", found=found, advice=advice
        )
    others = {other.id: other for other in plan.grants}
    if grant.eligible_as and grant.eligible_as not in others:
        yield unknown(f"{path}.eligible_as", "another grant", grant.eligible_as, others)
    if not (grant.shares and grant.rows and grant.eligible):
        expected = "shares, rows and a way to be eligible"
        yield Fault(path, expected=expected, found="one of them empty")
    yield from references.cited(path, grant.cite, plan)
    for part, rows in (("eligible", grant.eligible), ("bars", grant.bars)):
        for row in rows:
            yield from references.conditions(f"{path}.{part}[{row.id}]", row, plan)
    for index, amount in enumerate(grant.rows):
        here = f"{path}.rows[{index}]"
        yield from references.cited(here, amount.cite, plan)


def _readings(plan: Plan) -> Iterator[Fault]:
    """A reading offers the options that the rules know, and its default is one of them."""
    resolve_types(Readings)
    known = {field.name.replace("_", "-"): get_args(field.type) for field in fields(Readings)}
    for reading in plan.open_questions:
        path = f"reading.{reading.id}"
        options = tuple(option.id for option in reading.options)
        if known[reading.id] and set(options) != set(known[reading.id]):
            expected = f"the options {', '.join(known[reading.id])}"
            yield Fault(f"{path}.options", expected=expected, found=", ".join(options))
        if reading.chosen not in options:
            yield Fault(
                f"{path}.default",
                expected=f"one of {', '.join(options)}",
                found=repr(reading.chosen),
            )
        for cite in reading.cites:
            yield from references.cited(path, cite, plan)


A_YEAR = ("hiring_checks_per_year", "staff_checks_per_year")


def _figures(plan: Plan) -> Iterator[Fault]:
    for name, rows in plan.figure_rows.items():
        for index, row in enumerate(rows):
            if name in A_YEAR and row.stated and not 1 <= row.value <= MONTHS_IN_YEAR:
                expected = f"1 to {MONTHS_IN_YEAR} checks a year"
                place = f"figures.{name}[{index}].value"
                yield Fault(place, expected=expected, found=str(row.value))
            yield from references.cited(f"figures.{name}[{index}]", row.cite, plan)
