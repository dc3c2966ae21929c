"""A county's plan, whole: what the text says, under which reading, on which day.

Source: the clauses that its parts cite.

Limitations: a plan is frozen; `with_readings`, `amend` and `issued_on` give a new one.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from attrs import evolve, field, fields, frozen
from immutabledict import immutabledict

from infantcare_policy import conditions
from infantcare_policy.checks import Checked, require_day
from infantcare_policy.decisions import (
    Citation,
    Decided,
    Ground,
    Missing,
    PlanStamp,
    ReadingStamp,
    Undetermined,
)
from infantcare_policy.errors import (
    UnknownReading,
)
from infantcare_policy.fact_kinds import (
    AREA_FACTS,
    FACTS,
    FAMILY_FACTS,
    INSTITUTION_FACTS,
    RECORD_FACTS,
    STAFF_FACTS,
    FactKind,
)
from infantcare_policy.plan.amending import amended
from infantcare_policy.plan.comparing import Change, differences
from infantcare_policy.plan.contents import Contents, Coverage
from infantcare_policy.plan.figures import Figures
from infantcare_policy.plan.linting import (
    Bodies,
    Finding,
    findings_on_bodies,
    findings_on_domains,
    findings_on_figures,
    findings_on_names,
    findings_on_rows,
)
from infantcare_policy.plan.matching import (
    READING,
    AnswerT,
    CitedT,
    Matched,
    Matcher,
    Question,
    Remembered,
    by_id,
)
from infantcare_policy.plan.naming import find
from infantcare_policy.plan.parts import (
    Omission,
    Reading,
    Row,
    in_force,
)
from infantcare_policy.plan.readings import Readings
from infantcare_policy.plan.tasks import Body
from infantcare_policy.plan.texts import TextCheck, check_text

__all__ = ["Body", "Coverage", "Plan"]

GROUPED = ("towns", "departments")
IDENTIFIED = (
    "instruments",
    "clauses",
    "departments",
    "groups",
    "towns",
    "payers",
    "routes",
    "documents",
    "grants",
    "referrals",
    "supervision",
    "posts",
    "requirements",
    "publications",
    "banning",
    "actions",
    "activities",
    "centres",
    "services",
    "contacts",
    "health_checks",
    "measures",
    "occupations",
    "catalogues",
    "reliefs",
    "relief_conditions",
    "targets",
    "domains",
    "omissions",
    "defects",
)


@frozen(kw_only=True, eq=False)
class Plan(Contents):
    """A county's plan as data, with the readings under which it is asked.

    Its parts, and how to find one by its names, are those of `Contents`.
    """

    _figures_since: dict[date | None, Figures] = field(factory=dict, init=False, repr=False)

    def __repr__(self) -> str:
        return f"<Plan {self.id} ({self.status}) {self.fingerprint[:12]}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ANN401, FBT001
        """Show a plan short where Hypothesis or IPython print it field by field."""
        del cycle
        printer.text(repr(self))

    # what the text says

    def check_text(self, text: str) -> TextCheck:
        """Compare an official text with the clauses that are encoded, by their fingerprints.

        Source: the numbering of the paper; see `infantcare_policy.plan.texts`.
        """
        groups = {name: group.id for name, group in self._groups_by_name.items()}
        bodies = {name: body.id for name, body in self._departments_by_name.items()}
        return check_text(text, self.clauses, groups | bodies)

    def diff(self, other: Plan) -> tuple[Change, ...]:
        """Name every part that another plan has otherwise: clauses, figures, rows, readings."""
        return differences(self._tables, other._tables)

    def lint(self) -> tuple[Finding, ...]:
        """Find by itself what in the text does not fit together.

        Source: none; see `infantcare_policy.plan.linting`.
        """
        groups = {kind: [g.id for g in self.groups if g.members == kind] for kind in GROUPED}
        bodies = Bodies(
            ids={name: part.id for name, part in self._everybody_by_name.items()},
            departments=tuple(department.id for department in self.departments),
            towns=tuple(town.id for town in self.towns),
            town_groups=tuple(groups["towns"]),
            department_groups=tuple(groups["departments"]),
        )
        known, kinds = self._reading_facts, self._fact_kinds
        return (
            *findings_on_bodies(self.id, self.clauses, self.conference, bodies),
            *findings_on_names(self.id, self.clauses, bodies),
            *findings_on_domains(self.clauses, self.domains),
            *findings_on_rows(self.routes, lambda row: row.registrar, known, kinds),
            *(
                finding
                for domain in self.domains
                for finding in findings_on_rows(
                    [row for row in self.supervision if row.domain == domain.id],
                    lambda row: row.department,
                    known,
                    kinds,
                )
            ),
            *findings_on_rows(self.referrals, lambda row: (row.to, row.instead), known, kinds),
            *findings_on_figures(self.figure_rows, self.grants),
        )

    @cached_property
    def _tables(self) -> Mapping[str, Mapping[str, object]]:
        tables: dict[str, dict[str, object]] = {
            "plan": {name: getattr(self, name) for name in ("id", "code", "status", "issued")},
            "conference": {"conference": self.conference},
            "figures": dict(self.figure_rows),
            "steps": {step.kind: step for step in self.steps},
            "moves": {str(move.kind): move for move in self.moves},
            "readings": {reading.id: reading for reading in self.open_questions},
        }
        for table in IDENTIFIED:
            tables[table] = {part.id: part for part in getattr(self, table)}
        return tables

    # figures

    def figures(self, on: date) -> Figures:
        """Give the figures in force on a day; a figure that no layer gives is `None`.

        Raises:
            InvalidFacts: when `on` is not a day.
        """
        require_day(on)
        position = bisect_right(self._figure_days, on)
        since = self._figure_days[position - 1] if position else None
        if since not in self._figures_since:
            self._figures_since[since] = self._snapshot(since or date.min)
        return self._figures_since[since]

    def source(self, figure: str, on: date) -> Citation | None:
        """Give the article of a figure on a day, or of its first row where none has begun."""
        rows = self.figure_rows.get(figure, ())
        return self.figures(on).cite(figure) or next((row.cite for row in rows), None)

    def omission(self, figure: str, on: date) -> Omission | None:
        """Give the reason why a figure is left out, where nothing gives it on a day."""
        if getattr(self.figures(on), figure, None) is not None:
            return None
        return next((each for each in self.omissions if each.id == figure), None)

    def _snapshot(self, on: date) -> Figures:
        rows = {name: in_force(rows, on) for name, rows in self.figure_rows.items()}
        held = {name: row for name, row in rows.items() if row is not None}
        values: dict[str, Any] = {name: row.value for name, row in held.items() if row.stated}
        sources = {name: row.cite for name, row in held.items()}
        return Figures(**values, sources=immutabledict(sources))

    @cached_property
    def _figure_days(self) -> tuple[date, ...]:
        days = {row.since for rows in self.figure_rows.values() for row in rows}
        return tuple(sorted(filter(None, days)))

    # readings

    @cached_property
    def readings(self) -> Readings:
        """The option in force of every reading, typed."""
        chosen: dict[str, Any] = {r.id.replace("-", "_"): r.chosen for r in self.open_questions}
        return Readings(**chosen)

    def reading(self, name: str) -> Reading:
        """Find a reading by its id.

        Raises:
            UnknownReading: with the nearest ids.
        """
        return find(name, {reading.id: reading for reading in self.open_questions}, UnknownReading)

    def reading_stamp(self, name: str) -> ReadingStamp:
        """Give the stamp that a result carries when a reading shaped it."""
        if name not in self._stamps:
            self._stamps[name] = ReadingStamp(name, self.reading(name).chosen)
        return self._stamps[name]

    def with_readings(self, choices: Mapping[str, str]) -> Plan:
        """Give a plan that takes other options: `with_readings({"odd-fen": "city"})`.

        Raises:
            UnknownReading: for an id or an option that does not exist, naming the choices.
        """
        chosen = {}
        for name, option in choices.items():
            options = [each.id for each in self.reading(name).options]
            if option not in options:
                wanted, known = (f"{name}={option}", [f"{name}={o}" for o in options])
                raise UnknownReading(wanted, known)
            chosen[name] = option
        readings = (evolve(r, chosen=chosen.get(r.id, r.chosen)) for r in self.open_questions)
        plan = evolve(self, open_questions=tuple(readings))
        for grant in plan.grants:
            payers = [share.payer for share in grant.shares]
            if len(payers) > 1 and plan.readings.odd_fen not in payers:
                known = [f"odd-fen={payer}" for payer in payers]
                wanted = f"odd-fen={plan.readings.odd_fen}"
                raise UnknownReading(wanted, known)
        return plan

    # other plans from this one

    def issued_on(self, day: date) -> Plan:
        """Give the plan as issued on a day: an application says so, the draft does not.

        Raises:
            InvalidFacts: when `day` is not a day.
        """
        require_day(day, "day")
        return evolve(self, issued=day, status="in-force")

    def amend(self, changes: Mapping[str, Sequence[Row]]) -> Plan:
        """Give a plan in which figures or grants have other rows.

        Args:
            changes: rows by `figures.<name>` or `grants.<id>`; they replace all rows there.

        Raises:
            PlanError: for a name that does not exist or a value that does not fit, all at once.
        """
        figures, grants = amended(changes, self.figure_rows, self.grants, plan=self.id)
        return evolve(self, figure_rows=immutabledict(figures), grants=grants)

    # asking the rows

    def match(
        self,
        rows: Sequence[CitedT],
        facts: conditions.Facts,
        outcome: Callable[[CitedT], Hashable] = by_id,
    ) -> Matched[CitedT]:
        """Match rows against facts under the readings of this plan.

        Args:
            rows: rows of this plan, in any order.
            facts: the facts by name; one that is absent is unknown.
            outcome: what a row stands for, so that rows with equal outcomes agree. A function with
                a name is known again the next time, and what the rows came to with it.
        """
        return self._matcher.match(rows, facts, outcome)

    def ask(self, question: Question[Plan, AnswerT], facts: conditions.Facts) -> AnswerT:
        """Ask a question that hangs on the facts that rows of this plan test.

        Args:
            question: a constant, known again the next time with what it came to.
            facts: the facts by name; one that is absent is unknown.
        """
        cases: Remembered[AnswerT] | None = self._asked.get(question)
        if cases is None:
            cases = self._asked[question] = question.of(self)
        return cases(facts)

    def listed(
        self, rows: Sequence[CitedT], facts: conditions.Facts, *, part: str, code: str, kind: str
    ) -> Decided[tuple[CitedT, ...]] | Undetermined:
        """List the rows that hold, each with its ground.

        Args:
            rows: rows of this plan, in the order of the list.
            facts: the facts by name; one that is absent is unknown.
            part: what the text is missing when there are no such rows.
            code: the code of the ground of each row.
            kind: what a row is called in its ground.

        Returns:
            `Undetermined` when a fact could change the list, or when there are no such rows.
        """
        matched = self.match(rows, facts)
        if matched.missing or not rows:
            missing = matched.missing or (Missing(part, "text"),)
            return Undetermined(missing, readings=matched.readings, plan=self.stamp)
        grounds = tuple(
            Ground(code, row.cite, ((kind, row.id), *conditions.seen(row, facts)))
            for row in matched.rows
        )
        return Decided(matched.rows, grounds=grounds, readings=matched.readings, plan=self.stamp)

    def holds(self, row: conditions.Conditional, facts: conditions.Facts) -> conditions.Truth:
        """Tell whether a row holds under the facts and the readings of this plan."""
        return conditions.holds(row, {**facts, **self._reading_facts})

    def in_reading(self, row: conditions.Conditional) -> bool:
        """Tell whether a row can hold for anybody under the readings that are in force."""
        return all(
            self._reading_facts[name] in values
            for name, values in row.when.items()
            if name in self._reading_facts
        )

    @cached_property
    def _asked(self) -> dict[object, Remembered[Any]]:
        return {}

    @cached_property
    def _stamps(self) -> dict[str, ReadingStamp]:
        return {}

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self._reading_facts, self._fact_kinds, self.reading_stamp)

    @cached_property
    def _reading_facts(self) -> Mapping[str, str]:
        return {READING + reading.id: reading.chosen for reading in self.open_questions}

    @cached_property
    def _fact_kinds(self) -> Mapping[str, FactKind]:
        return {
            **FACTS,
            **STAFF_FACTS,
            **RECORD_FACTS,
            **INSTITUTION_FACTS,
            **FAMILY_FACTS,
            **AREA_FACTS,
            **reading_kinds(self.open_questions),
        }

    # who the plan is

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over every part, reading and row of the plan."""
        parts = {f.name: getattr(self, f.name) for f in fields(Plan) if f.init}
        text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=_plain)
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def stamp(self) -> PlanStamp:
        """The mark that every decision carries."""
        return PlanStamp(self.id, self.status, self.fingerprint)


def reading_kinds(readings: Iterable[Reading]) -> Mapping[str, FactKind]:
    """Give the readings as facts that a row may test, with their options."""
    return {
        READING + reading.id: FactKind(tuple(option.id for option in reading.options))
        for reading in readings
    }


def _plain(part: object) -> object:
    """Give what JSON cannot write by itself as something that it can."""
    if isinstance(part, Checked):
        return {attribute.name: getattr(part, attribute.name) for attribute in fields(type(part))}
    if isinstance(part, Mapping):
        return dict(part)
    if isinstance(part, Decimal):
        return "{}/{}".format(*part.as_integer_ratio())  # 0.95 and 0.950 are the same
    return str(part)
