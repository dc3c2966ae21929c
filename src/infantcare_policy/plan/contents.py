"""The parts of a plan, each found by its id or any of its names.

Source: the clauses that the parts cite.

Limitations: what the parts come to for given facts is asked of the whole plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from infantcare_policy.errors import (
    UnknownClause,
    UnknownDepartment,
    UnknownDocument,
    UnknownPayer,
    UnknownSeat,
    UnknownTarget,
    UnknownTown,
)
from infantcare_policy.plan.families import (
    Centre,
    Contact,
    HealthCheck,
    RegularActivity,
    Service,
)
from infantcare_policy.plan.grants import Grant, Payer, Referral
from infantcare_policy.plan.naming import find, names_of
from infantcare_policy.plan.numbering import clause_id
from infantcare_policy.plan.parts import (
    Clause,
    Conference,
    Defect,
    Department,
    Domain,
    Group,
    Instrument,
    Omission,
    Reading,
    Row,
    Seat,
    Status,
    Target,
    Town,
    Wording,
)
from infantcare_policy.plan.rows import (
    Action,
    BanRow,
    Document,
    MoveRow,
    PostRow,
    PublicationRow,
    Relief,
    ReliefCondition,
    Requirement,
    RouteRow,
    StepRow,
    SupervisionRow,
)
from infantcare_policy.plan.tasks import Body, Tasks, tasks_of
from infantcare_policy.plan.workforce import Catalogue, Measure, Occupation
from infantcare_policy.terms import fold

__all__ = ["Contents", "Coverage"]


@frozen
class Coverage:
    """Which functions answer a clause, or in one line why none does."""

    clause: str
    answers: tuple[str, ...]
    unanswered: str


@frozen(kw_only=True, eq=False)
class Contents:
    """Everything that a plan holds, as it stands in its layers.

    Attributes:
        id: the plan's id, `yijun`; also the id of its own instrument.
        code: the county's GB/T 2260 division code, empty for none.
        issued: the day of issue; `None` for a draft that an application has not said is issued.
        figure_rows: every figure with all its rows, by field name of `Figures`.
        open_questions: the readings, each with its options and the one that is chosen.
    """

    id: str
    name: Wording
    code: str
    status: Status
    issued: date | None
    instruments: tuple[Instrument, ...]
    clauses: tuple[Clause, ...]
    departments: tuple[Department, ...]
    groups: tuple[Group, ...]
    towns: tuple[Town, ...]
    conference: Conference | None
    payers: tuple[Payer, ...]
    routes: tuple[RouteRow, ...]
    steps: tuple[StepRow, ...]
    documents: tuple[Document, ...]
    grants: tuple[Grant, ...]
    referrals: tuple[Referral, ...]
    supervision: tuple[SupervisionRow, ...]
    posts: tuple[PostRow, ...]
    requirements: tuple[Requirement, ...]
    publications: tuple[PublicationRow, ...]
    banning: tuple[BanRow, ...]
    moves: tuple[MoveRow, ...]
    actions: tuple[Action, ...]
    activities: tuple[RegularActivity, ...]
    centres: tuple[Centre, ...]
    services: tuple[Service, ...]
    contacts: tuple[Contact, ...]
    health_checks: tuple[HealthCheck, ...]
    measures: tuple[Measure, ...]
    occupations: tuple[Occupation, ...]
    catalogues: tuple[Catalogue, ...]
    reliefs: tuple[Relief, ...]
    relief_conditions: tuple[ReliefCondition, ...]
    targets: tuple[Target, ...]
    domains: tuple[Domain, ...]
    omissions: tuple[Omission, ...]
    defects: tuple[Defect, ...]
    open_questions: tuple[Reading, ...]
    figure_rows: Mapping[str, tuple[Row, ...]]

    def clause(self, name: str) -> Clause:
        """Find a clause by its id or by the numbering of the paper, `2.4.10` or 二（四）10.

        Raises:
            UnknownClause: with the nearest ids.
        """
        wanted = clause_id(name)
        annex, dot, body = wanted.partition(".")
        if dot and (named := self._departments_by_name.get(body) or self._groups_by_name.get(body)):
            wanted = f"{annex}.{named.id}"
        try:
            return self._clauses_by_id[wanted]
        except KeyError:
            raise UnknownClause(name, self._clauses_by_id) from None

    def department(self, name: str) -> Department:
        """Find a department by its id or any of its names, full- or half-width.

        Raises:
            UnknownDepartment: with the nearest names.
        """
        return find(name, self._departments_by_name, UnknownDepartment)

    def town(self, name: str) -> Town:
        """Find a township body by its id or any of its names.

        Raises:
            UnknownTown: with the nearest names.
        """
        return find(name, self._towns_by_name, UnknownTown)

    def payer(self, name: str) -> Payer:
        """Find a payer of the plan's grants by its id or name.

        Raises:
            UnknownPayer: with the nearest names.
        """
        return find(name, self._payers_by_name, UnknownPayer)

    def instrument(self, name: str) -> Instrument:
        """Find an instrument by its id.

        Raises:
            UnknownName: with the nearest ids.
        """
        return find(name, {instrument.id: instrument for instrument in self.instruments})

    def target(self, name: str) -> Target:
        """Find a target by its id or name.

        Raises:
            UnknownTarget: with the nearest names.
        """
        return find(name, dict(names_of(self.targets)), UnknownTarget)

    def document(self, name: str) -> Document:
        """Find a document of filing by its id or name.

        Raises:
            UnknownDocument: with the nearest names.
        """
        return find(name, dict(names_of(self.documents)), UnknownDocument)

    def occupation(self, name: str) -> Occupation:
        """Find an occupation by its id, its title or an earlier one.

        Raises:
            UnknownName: with the nearest titles.
        """
        return find(name, dict(names_of(self.occupations)))

    def seat(self, name: str) -> Seat:
        """Find a post of the joint conference by its id, its office or the body that sends it.

        A name that several posts have, such as that of a body which sends two holders, finds none.

        Raises:
            UnknownSeat: with the nearest names.
        """
        return find(name, self._posts_by_name, UnknownSeat)

    def bodies(self, word: str) -> tuple[Body, ...]:
        """Give the bodies that a word of the text means: one of them, or a group's members.

        Raises:
            UnknownDepartment: when no town, group or department has that name.
        """
        found = find(word, self._everybody_by_name, UnknownDepartment)
        if isinstance(found, Group):
            return self.towns if found.members == "towns" else self.departments
        return (found,)

    def responsible(self, clause: str) -> tuple[Body, ...]:
        """Give the bodies responsible for a clause, in the paper's order, each once."""
        words = self.clause(clause).responsible
        return tuple(dict.fromkeys(body for word in words for body in self.bodies(word)))

    def tasks_of(self, name: str) -> Tasks:
        """Give the whole to-do list of a department or township body, or of a set of them.

        Raises:
            UnknownDepartment: when no town, group or department has that name.
        """
        return tasks_of(self.bodies(name), self.clauses, self.actions, self.conference, self.bodies)

    def owners(self, action: Action) -> tuple[Body, ...]:
        """Give those whose step it is: whom the text gives it to, else the units of its clause.

        A step that another instrument asks for, and gives to nobody, has none.
        """
        if action.owners:
            return tuple(self.department(name) for name in action.owners)
        own = action.cite.instrument == self.id
        return self.responsible(action.cite.article) if own else ()

    def coverage(self) -> tuple[Coverage, ...]:
        """List every clause with the functions that answer it or the reason why none does."""
        return tuple(Coverage(c.id, c.answers, c.unanswered) for c in self.clauses)

    @cached_property
    def _clauses_by_id(self) -> Mapping[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def _departments_by_name(self) -> dict[str, Department]:
        return dict(names_of(self.departments))

    @cached_property
    def _towns_by_name(self) -> dict[str, Town]:
        return dict(names_of(self.towns))

    @cached_property
    def _groups_by_name(self) -> dict[str, Group]:
        return dict(names_of(self.groups))

    @cached_property
    def _everybody_by_name(self) -> dict[str, Group | Body]:
        return {**self._groups_by_name, **self._towns_by_name, **self._departments_by_name}

    @cached_property
    def _payers_by_name(self) -> dict[str, Payer]:
        return dict(names_of(self.payers))

    @cached_property
    def _posts_by_name(self) -> dict[str, Seat]:
        posts = self.conference.posts if self.conference else ()
        bodies: Mapping[str, Body] = {**self._departments_by_name, **self._towns_by_name}
        names = [(fold(words), p) for p in posts for words in (p.office.zh, p.office.en)]
        names += [(name, p) for name, body in bodies.items() for p in posts if p.body == body.id]
        owners: dict[str, set[str]] = {}
        for name, post in names:
            owners.setdefault(name, set()).add(post.id)
        known = {name: post for name, post in names if len(owners[name]) == 1}
        return known | {fold(post.id): post for post in posts}
