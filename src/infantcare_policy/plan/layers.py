"""From TOML to a plan: one file is a layer, and a plan is a stack of layers.

Source: the format is told in `data/README.md`.

Limitations: a lower layer replaces a part with the same id whole, a figure with all its rows, and
a reading field by field; nothing is ever deleted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from attrs import evolve, field, fields, frozen
from immutabledict import immutabledict

from infantcare_policy.checks import Checked, clashes, text, to_hold, unknown
from infantcare_policy.decisions import Citation
from infantcare_policy.documents import structure
from infantcare_policy.errors import Fault, InvalidFacts, PlanError
from infantcare_policy.plan.county_plan import Plan
from infantcare_policy.plan.families import (
    Centre,
    Contact,
    HealthCheck,
    RegularActivity,
    Service,
)
from infantcare_policy.plan.figures import fitted
from infantcare_policy.plan.grants import Grant, Payer, Referral
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
    ReadingOption,
    Row,
    Target,
    Town,
    Wording,
)
from infantcare_policy.plan.readings import Readings
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
from infantcare_policy.plan.workforce import Catalogue, Measure, Occupation

__all__ = ["Layer", "read_layer", "stack"]

TESTS = ("when", "unless", "asks", "fails")
NO_READINGS: Mapping[str, ReadingLayer] = immutabledict()
NO_FIGURES: Mapping[str, tuple[Row, ...]] = immutabledict()


@frozen(kw_only=True)
class ReadingLayer:
    """What one layer says about a reading; what it leaves out stays as the layer above has it."""

    question: Wording | None = None
    options: tuple[ReadingOption, ...] = ()
    cites: tuple[Citation, ...] = ()
    default: str = ""


def _readings_known(readings: object) -> Iterator[Fault]:
    """Expect readings that the rules know."""
    known = {attribute.name.replace("_", "-"): attribute for attribute in fields(Readings)}
    for name in readings if isinstance(readings, Mapping) else ():
        if name not in known:
            yield unknown(name, "a known reading", name, known)


def _figures_fit(figures: object) -> Iterator[Fault]:
    """Expect known figures, each with rows of its type."""
    if isinstance(figures, Mapping):
        for name, rows in figures.items():
            try:
                fitted(name, rows)
            except PlanError as wrong:
                yield from (fault.under(name) for fault in wrong.faults)


@frozen(kw_only=True)
class Layer(Checked):
    """One plan file; the field names are the names of its TOML tables."""

    id: str = field(metadata=to_hold(text))
    name: Wording
    extends: str = ""
    code: str = ""
    instrument: tuple[Instrument, ...] = ()
    clause: tuple[Clause, ...] = ()
    department: tuple[Department, ...] = ()
    group: tuple[Group, ...] = ()
    town: tuple[Town, ...] = ()
    conference: Conference | None = None
    payer: tuple[Payer, ...] = ()
    route: tuple[RouteRow, ...] = ()
    step: tuple[StepRow, ...] = ()
    document: tuple[Document, ...] = ()
    grant: tuple[Grant, ...] = ()
    referral: tuple[Referral, ...] = ()
    supervision: tuple[SupervisionRow, ...] = ()
    post: tuple[PostRow, ...] = ()
    requirement: tuple[Requirement, ...] = ()
    publication: tuple[PublicationRow, ...] = ()
    ban: tuple[BanRow, ...] = ()
    move: tuple[MoveRow, ...] = ()
    action: tuple[Action, ...] = ()
    activity: tuple[RegularActivity, ...] = ()
    centre: tuple[Centre, ...] = ()
    service: tuple[Service, ...] = ()
    contact: tuple[Contact, ...] = ()
    health_check: tuple[HealthCheck, ...] = ()
    measure: tuple[Measure, ...] = ()
    occupation: tuple[Occupation, ...] = ()
    catalogue: tuple[Catalogue, ...] = ()
    relief: tuple[Relief, ...] = ()
    relief_condition: tuple[ReliefCondition, ...] = ()
    target: tuple[Target, ...] = ()
    domain: tuple[Domain, ...] = ()
    omission: tuple[Omission, ...] = ()
    defect: tuple[Defect, ...] = ()
    figures: Mapping[str, tuple[Row, ...]] = field(
        default=NO_FIGURES, metadata=to_hold(_figures_fit)
    )
    reading: Mapping[str, ReadingLayer] = field(
        default=NO_READINGS, metadata=to_hold(_readings_known)
    )

    def contradictions(self) -> Iterator[Fault]:
        """Find ids that stand twice."""
        for table in IDENTIFIED:
            yield from clashes(table, getattr(self, table), lambda part: part.id)
        yield from clashes("step", self.step, lambda step: step.kind)
        yield from clashes("move", self.move, lambda move: str(move.kind))


IDENTIFIED = (
    "instrument",
    "clause",
    "department",
    "group",
    "town",
    "payer",
    "route",
    "document",
    "grant",
    "referral",
    "supervision",
    "post",
    "requirement",
    "publication",
    "ban",
    "action",
    "activity",
    "centre",
    "service",
    "contact",
    "health_check",
    "measure",
    "occupation",
    "catalogue",
    "relief",
    "relief_condition",
    "target",
    "domain",
    "omission",
    "defect",
)


def read_layer(toml: str, source: str) -> Layer:
    """Read one plan file.

    Raises:
        PlanError: with every fault of the file, each with its path.
    """
    try:
        raw = tomllib.loads(toml, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as wrong:  # also for endless numbers
        raise PlanError([Fault("", expected="valid TOML", found=str(wrong))], source) from None
    faults = list(_nested_tables(raw))
    sound = {name: part for name, part in raw.items() if name not in {f.path for f in faults}}
    try:
        layer = structure(_spelled_out(sound, str(raw.get("id", ""))), Layer)
    except InvalidFacts as wrong:
        raise PlanError((*faults, *wrong.faults), source) from None
    if faults:
        raise PlanError(faults, source)
    return evolve(layer, figures=_typed(layer.figures))


def _nested_tables(raw: Mapping[str, object]) -> Iterator[Fault]:
    """Find `[clause.2.4.10]`, which TOML nests silently, where `[[clause]]` is meant."""
    lists = {attribute.name for attribute in fields(Layer) if attribute.default == ()}
    for name in sorted(lists & raw.keys()):
        if isinstance(raw[name], dict):
            advice = f'write [[{name}]] with id = "…"; [{name}.2.4] nests tables'
            yield Fault(name, expected="a list of tables", found="one table", advice=advice)


def _spelled_out(data: Any, layer: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Write short forms in full: a clause alone is this layer's, one value is a list of one."""
    if isinstance(data, list):
        return [_spelled_out(item, layer) for item in data]
    if not isinstance(data, dict):
        return data
    full = {key: _spelled_out(value, layer) for key, value in data.items()}
    for cite in ("cite", "owner_cite"):
        if isinstance(full.get(cite), str):
            full[cite] = _article(full[cite], layer)
    if isinstance(full.get("cites"), list):
        full["cites"] = [_article(cite, layer) for cite in full["cites"]]
    for tests in TESTS:
        if isinstance(full.get(tests), dict):
            full[tests] = {
                fact: values if isinstance(values, list) else [values]
                for fact, values in full[tests].items()
            }
    return full


def _article(cite: object, layer: str) -> object:
    return f"{layer}:{cite}" if isinstance(cite, str) and ":" not in cite else cite


def _typed(figures: Mapping[str, tuple[Row, ...]]) -> Mapping[str, tuple[Row, ...]]:
    return immutabledict({name: fitted(name, rows) for name, rows in figures.items()})


PartT = TypeVar("PartT", bound=Any)


def _joined(layers: Iterable[tuple[PartT, ...]], key: str = "id") -> tuple[PartT, ...]:
    return tuple({getattr(part, key): part for parts in layers for part in parts}.values())


def stack(layers: Sequence[Layer]) -> Plan:
    """Put layers together, the most general first.

    Raises:
        PlanError: for a reading that no layer defines.
    """
    county = layers[-1]
    own = next((i for i in county.instrument if i.id == county.id), None)
    grants = {grant.id: grant for grant in _joined(layer.grant for layer in layers)}
    return Plan(
        id=county.id,
        name=county.name,
        code=county.code,
        status=own.status if own else "in-force",
        issued=own.issued if own else None,
        instruments=_joined(layer.instrument for layer in layers),
        clauses=county.clause,
        departments=_joined(layer.department for layer in layers),
        groups=_joined(layer.group for layer in layers),
        towns=_joined(layer.town for layer in layers),
        conference=county.conference,
        payers=_joined(layer.payer for layer in layers),
        routes=_joined(layer.route for layer in layers),
        steps=_joined((layer.step for layer in layers), key="kind"),
        documents=_joined(layer.document for layer in layers),
        grants=tuple(_with_eligibility(grant, grants) for grant in grants.values()),
        referrals=_joined(layer.referral for layer in layers),
        supervision=_joined(layer.supervision for layer in layers),
        posts=_joined(layer.post for layer in layers),
        requirements=_joined(layer.requirement for layer in layers),
        publications=_joined(layer.publication for layer in layers),
        banning=_joined(layer.ban for layer in layers),
        moves=_joined((layer.move for layer in layers), key="kind"),
        actions=_joined(layer.action for layer in layers),
        activities=_joined(layer.activity for layer in layers),
        centres=_joined(layer.centre for layer in layers),
        services=_joined(layer.service for layer in layers),
        contacts=_joined(layer.contact for layer in layers),
        health_checks=_joined(layer.health_check for layer in layers),
        measures=_joined(layer.measure for layer in layers),
        occupations=_joined(layer.occupation for layer in layers),
        catalogues=_joined(layer.catalogue for layer in layers),
        reliefs=_joined(layer.relief for layer in layers),
        relief_conditions=_joined(layer.relief_condition for layer in layers),
        targets=_joined(layer.target for layer in layers),
        domains=_joined(layer.domain for layer in layers),
        omissions=_joined(layer.omission for layer in layers),
        defects=county.defect,
        open_questions=_readings(layers),
        figure_rows=immutabledict(
            {name: rows for layer in layers for name, rows in layer.figures.items()}
        ),
    )


def _with_eligibility(grant: Grant, grants: Mapping[str, Grant]) -> Grant:
    """Give a grant the eligibility of the one that it names; a miss is found with the soundness."""
    other = grants.get(grant.eligible_as)
    return evolve(grant, eligible=other.eligible, bars=other.bars) if other else grant


def _readings(layers: Sequence[Layer]) -> tuple[Reading, ...]:
    readings: list[Reading] = []
    faults: list[Fault] = []
    for attribute in fields(Readings):
        name = attribute.name.replace("_", "-")
        said = [layer.reading[name] for layer in layers if name in layer.reading]
        question = next((part.question for part in reversed(said) if part.question), None)
        options: tuple[ReadingOption, ...] = next(
            (part.options for part in reversed(said) if part.options), ()
        )
        if question is None or not options:
            advice = 'write extends = "china", which defines every reading'
            expected = "a question and options"
            faults.append(Fault(f"reading.{name}", expected=expected, found="none", advice=advice))
            continue
        default = next((part.default for part in reversed(said) if part.default), options[0].id)
        cites = next((part.cites for part in reversed(said) if part.cites), ())
        readings.append(
            Reading(id=name, question=question, options=options, cites=cites, chosen=default)
        )
    if faults:
        raise PlanError(faults)
    return tuple(readings)
