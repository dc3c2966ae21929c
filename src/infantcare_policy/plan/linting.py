"""What is wrong with the text of a plan that a program can find by itself, in any county's file.

Source: none; these are comparisons of the plan's own parts.

Limitations: names that lead nowhere where somebody is made responsible, and clauses cited that do
not exist, are faults and keep a plan from loading; they never come this far. What needs a reader to
see it stands in the plan's own list of defects.

>>> from infantcare_policy.plan import yijun
>>> [finding.subject for finding in yijun().lint() if finding.kind == "no-duty"]
['establishment', 'family-planning']
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, TypeVar

from attrs import frozen

from infantcare_policy import conditions
from infantcare_policy.decisions import Citation
from infantcare_policy.terms import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from infantcare_policy.fact_kinds import FactKind
    from infantcare_policy.plan.grants import Grant, GrantRow
    from infantcare_policy.plan.parts import Clause, Conference, Domain, Row

__all__ = [
    "Bodies",
    "Finding",
    "FindingKind",
    "findings_on_bodies",
    "findings_on_domains",
    "findings_on_figures",
    "findings_on_names",
    "findings_on_rows",
]


class Named(conditions.Conditional, Protocol):
    """A row of conditions with an id and a source."""

    @property
    def id(self) -> str:
        """Give the id of the row."""
        ...

    @property
    def cite(self) -> Citation:
        """Give the clause of the row."""
        ...


RowT = TypeVar("RowT", bound=Named)

FindingKind: TypeAlias = Literal[
    "no-duty",
    "no-task",
    "variant-names",
    "unresolved-name",
    "no-owner",
    "can-conflict",
    "not-stated",
]


@frozen(kw_only=True)
class Finding:
    """Something in the text that does not fit together.

    Attributes:
        kind: `no-duty`: a body with a task or a seat that the division of duties leaves out;
            `no-task`: one of that division that no task names; `variant-names`: one body or set of
            bodies under several names; `unresolved-name`: a name that is no body of the plan;
            `no-owner`: a field of work that the division gives to nobody; `can-conflict`: rows that
            can hold at once and disagree; `not-stated`: a figure that is named without a number.
        subject: the id of the body, field of work, row or figure, or the name that is nobody's.
        names: the names under which it stands, or the rows that disagree.
        cites: where it shows.
    """

    kind: FindingKind
    subject: str
    names: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()


@frozen(kw_only=True)
class Bodies:
    """Who is who: the ids of bodies and of sets of bodies by every name, folded.

    Attributes:
        ids: the id of a body, or of a set of bodies, by each of its names.
        departments: the ids of the departments, in the plan's order.
        towns: the ids of the township bodies.
        town_groups: the ids of the words that stand for all township bodies.
        department_groups: those that stand for all departments.
    """

    ids: Mapping[str, str]
    departments: tuple[str, ...]
    towns: tuple[str, ...]
    town_groups: tuple[str, ...]
    department_groups: tuple[str, ...]

    def named(self, words: Iterable[str]) -> Iterator[str]:
        """Find whom words mean; a word for all departments names none of them by itself."""
        for word in words:
            found = self.ids.get(fold(word), "")
            if found and found not in self.department_groups:
                yield found


def findings_on_bodies(
    plan: str, clauses: Sequence[Clause], seats: Conference | None, bodies: Bodies
) -> Iterator[Finding]:
    """Compare who has tasks and seats with who has an entry in the division of duties.

    A plan without a division of duties leaves nobody out of it.
    """
    tasks: dict[str, list[Citation]] = defaultdict(list)
    duties: dict[str, list[Citation]] = defaultdict(list)
    for clause in clauses:
        for body in dict.fromkeys(bodies.named((*clause.responsible, clause.lead))):
            (duties if clause.domains else tasks)[body].append(Citation(plan, clause.id))
    if not duties:
        return
    if bodies.towns and all(duties[town] for town in bodies.towns):
        duties.update(dict.fromkeys(bodies.town_groups, duties[bodies.towns[0]]))
    held = {seat.body: seats.cite for seat in seats.seats if seat.body} if seats else {}
    covered = {town for group in bodies.town_groups if group in duties for town in bodies.towns}
    spoken_for = {town for group in bodies.town_groups if group in tasks for town in bodies.towns}
    for body in (*bodies.departments, *bodies.town_groups, *bodies.towns):
        cites = [*tasks[body], *([held[body]] if body in held else [])]
        left_out = body not in covered and not (body in spoken_for and not tasks[body])
        if cites and not duties[body] and left_out:
            yield Finding(kind="no-duty", subject=body, cites=tuple(dict.fromkeys(cites)))
    for body in bodies.departments:
        if duties[body] and not tasks[body]:
            yield Finding(kind="no-task", subject=body, cites=tuple(duties[body]))


def findings_on_names(plan: str, clauses: Sequence[Clause], bodies: Bodies) -> Iterator[Finding]:
    """Find bodies that stand under several names, and names that are nobody's."""
    words: dict[str, dict[str, str]] = defaultdict(dict)
    cites: dict[str, dict[Citation, None]] = defaultdict(dict)
    for clause in clauses:
        lead = (clause.lead,) if clause.lead else ()
        for word in (*clause.responsible, *lead, *clause.mentions):
            folded = fold(word)
            subject = bodies.ids.get(folded, folded)
            words[subject].setdefault(folded, word)
            cites[subject][Citation(plan, clause.id)] = None
    known = dict.fromkeys(bodies.ids.values())
    for body in known:
        if len(words[body]) > 1:
            names = tuple(words[body].values())
            yield Finding(kind="variant-names", subject=body, names=names, cites=tuple(cites[body]))
    for name, found in cites.items():
        if name not in known:
            written = next(iter(words[name].values()))
            yield Finding(kind="unresolved-name", subject=written, cites=tuple(found))


def findings_on_domains(clauses: Sequence[Clause], domains: Iterable[Domain]) -> Iterator[Finding]:
    """Find the fields of work that no entry of the division of duties gives to anybody."""
    owned = {domain for clause in clauses for domain in clause.domains if clause.responsible}
    for domain in domains:
        if domain.id not in owned:
            yield Finding(kind="no-owner", subject=domain.id, cites=(domain.cite,))


def findings_on_rows(
    rows: Sequence[RowT],
    outcome: Callable[[RowT], Hashable],
    facts: conditions.Facts,
    kinds: Mapping[str, FactKind],
) -> Iterator[Finding]:
    """Find pairs of rows that some facts let hold at once, with different outcomes."""
    for first, second in combinations(rows, 2):
        if outcome(first) != outcome(second) and conditions.can_meet((first, second), facts, kinds):
            cites = tuple(dict.fromkeys((first.cite, second.cite)))
            names = (first.id, second.id)
            yield Finding(kind="can-conflict", subject=first.id, names=names, cites=cites)


def findings_on_figures(
    figures: Mapping[str, Iterable[Row]], grants: Iterable[Grant]
) -> Iterator[Finding]:
    """Find figures and amounts that the text names without giving them."""
    amounts = ((f"grants.{grant.id}", grant.rows) for grant in grants)
    stated: Iterable[tuple[str, Iterable[Row | GrantRow]]] = (*figures.items(), *amounts)
    for name, rows in stated:
        cites = tuple(dict.fromkeys(row.cite for row in rows if not row.stated))
        if cites:
            yield Finding(kind="not-stated", subject=name, cites=cites)
