"""Run the worked cases of the TOML files beside this one.

A case is what a policy officer works out on paper: what is given, what the clause comes to. Each
table (`[[route]]`, `[[entitlement]]`, …) is a question to the library; its fields are those of the
class of that question below, and a key that the class does not have fails the file. What `expect`
leaves out is not compared. Sums are texts: "150000.00", "600000.00 + grants.provincial" where a
part is not stated.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import pytest
from attrs import evolve, fields, frozen

from infantcare_policy import provision, registration, subsidies, supervision, targets
from infantcare_policy.calendars import Deadline
from infantcare_policy.county import (
    Activity,
    Ban,
    County,
    Observation,
    Payment,
    ResidentialArea,
)
from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Decision,
    Ground,
    Referred,
    Undetermined,
)
from infantcare_policy.documents import structure
from infantcare_policy.errors import InvalidFacts, Unsettled
from infantcare_policy.facilities import Facility
from infantcare_policy.plan import Plan, Row, load, yijun
from infantcare_policy.terms import Level

if TYPE_CHECKING:
    from infantcare_policy.money import Amount
    from infantcare_policy.provision import Provision
    from infantcare_policy.registration import Route
    from infantcare_policy.subsidies import Entitlement
    from infantcare_policy.targets import Progress

HERE = Path(__file__).parent
QINGHE = load(HERE.parent / "plans" / "qinghe.toml")

Kind = Literal["decided", "undetermined", "referred", "conflicting"]


# what is given


@frozen(kw_only=True)
class Given:
    """The day that is asked about, and the law: a plan, its readings, figures amended for a case.

    Where `facilities` and `payments` are left out there are none, and where `bans` is there is no
    ban: a case says all that there is.
    """

    on: date
    plan: Literal["yijun", "qinghe"] = "yijun"
    readings: Mapping[str, str] = MappingProxyType({})
    amend: Mapping[str, tuple[Row, ...]] = MappingProxyType({})

    def law(self) -> Plan:
        plan = yijun() if self.plan == "yijun" else QINGHE
        return plan.amend(self.amend).with_readings(self.readings)


@frozen(kw_only=True)
class OneFacility(Given):
    """`unknown` names facts that count as “no” when they are left out, and are unknown here."""

    facility: Facility
    unknown: tuple[str, ...] = ()

    def asked(self) -> Facility:
        changes: dict[str, Any] = dict.fromkeys(self.unknown)
        return evolve(self.facility, **changes)


@frozen(kw_only=True)
class AtALevel(OneFacility):
    level: Level = Level.COUNTY


@frozen(kw_only=True)
class OneAccount(OneFacility):
    payments: tuple[Payment, ...] = ()
    bans: tuple[Ban, ...] = ()


@frozen(kw_only=True)
class ManyAccounts(Given):
    facilities: tuple[Facility, ...]
    payments: tuple[Payment, ...] = ()
    bans: tuple[Ban, ...] = ()


@frozen(kw_only=True)
class OnePopulation(Given):
    """`on` is the day whose figure applies, that of the approval."""

    population: int


@frozen(kw_only=True)
class Issued(Given):
    """`issued` is the day on which an application says that the plan was issued."""

    issued: date | None = None

    def law(self) -> Plan:
        plan = super().law()
        return plan.issued_on(self.issued) if self.issued else plan


@frozen(kw_only=True)
class OneArea(Issued):
    area: ResidentialArea
    facilities: tuple[Facility, ...] = ()


@frozen(kw_only=True)
class OneTarget(Issued):
    """A target and what is known of it.

    `towns` gives what townships surveyed, as counted and out of how many, and `caps` how many
    others asked at most, all on the last day of the target. Where `facilities` is left out the
    record does not hold them.
    """

    target: str
    facilities: tuple[Facility, ...] | None = None
    activities: tuple[Activity, ...] = ()
    recorded_years: tuple[int, ...] = ()
    observations: tuple[Observation, ...] = ()
    towns: Mapping[str, tuple[int, int]] = MappingProxyType({})
    caps: Mapping[str, int] = MappingProxyType({})

    def county(self) -> County:
        target = self.law().target(self.target)
        common: dict[str, Any] = {"county": self.plan, "indicator": target.indicator}
        common["on"] = target.due
        surveyed = (
            Observation(**common, town=town, numerator=counted, denominator=asked)
            for town, (counted, asked) in self.towns.items()
        )
        capped = (
            Observation(**common, town=town, denominator_at_most=cap)
            for town, cap in self.caps.items()
        )
        return County(
            id=self.plan,
            facilities=self.facilities,
            activities=self.activities,
            recorded_years=self.recorded_years,
            observations=(*self.observations, *surveyed, *capped),
        )


# what is expected, and what every answer says of itself


@frozen(kw_only=True)
class Answer:
    """What any decision can be held to; lists may be written in any order."""

    kind: Kind
    missing: tuple[str, ...] | None = None
    to: str | None = None
    notes: tuple[str, ...] | None = None
    readings: Mapping[str, str] | None = None
    cites: tuple[str, ...] | None = None


def said_by(answer: Decision[Any]) -> dict[str, object]:
    """Put what every decision carries into the words of a case."""
    found: dict[str, object] = {
        "kind": answer.kind,
        "notes": tuple(note.code for note in answer.notes),
        "readings": {stamp.id: stamp.option for stamp in answer.readings},
        "cites": tuple(map(str, answer.citations)),
    }
    match answer:
        case Undetermined(missing):
            found["missing"] = tuple(item.name for item in missing)
        case Referred(to):
            found["to"] = to or "nobody"
        case Decided() | Conflicting():
            pass
    return found


def agree(expect: Any, found: Mapping[str, object]) -> None:  # noqa: ANN401 - any `expect` class
    """Compare what a case expects with what was found, leaving out what it does not state."""
    stated = {f.name: getattr(expect, f.name) for f in fields(type(expect))}
    stated = {name: value for name, value in stated.items() if value is not None}
    assert {name: plain(found.get(name)) for name in stated} == {
        name: plain(value) for name, value in stated.items()
    }


def plain(value: object) -> object:
    """Make lists comparable whatever their order."""
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value, key=repr) if isinstance(value, tuple) else value


def money(amount: Amount) -> str:
    """Write a sum as a case does: what is known, then the names of what is not."""
    known = [str(amount.known)] if amount.known or not amount.unknown else []
    return " + ".join([*known, *amount.unknown])


def reason(ground: Ground) -> str:
    """Write a ground as its code, with the row or bar of the plan that it speaks of."""
    facts = dict(ground.facts)
    row = facts.get("row") or facts.get("bar")
    return f"{ground.code} ({row})" if row else ground.code


# the questions


@frozen(kw_only=True)
class Case:
    """One worked case.

    Attributes:
        clause: the article that the figure was worked out from; the answer has to rest on it.
    """

    name: str
    clause: Citation

    def rests_on(self, answer: Decision[Any]) -> None:
        assert self.clause in answer.citations


@frozen(kw_only=True)
class RouteExpected(Answer):
    """`steps` are written “actor kind recipient”, with the words of the limit after a comma."""

    registrar: str | None = None
    options: tuple[str, ...] | None = None
    steps: tuple[str, ...] | None = None


def steps_of(route: Route) -> Iterator[str]:
    for step in route.steps:
        limit = f", {step.limit.words}" if step.limit.words else ""
        yield f"{step.actor} {step.kind} {step.recipient}{limit}"


@frozen(kw_only=True)
class RouteCase(Case):
    given: AtALevel
    expect: RouteExpected

    def check(self) -> None:
        given = self.given
        answer = registration.route(given.asked(), given.law(), on=given.on, level=given.level)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found |= {"registrar": answer.value.registrar, "steps": tuple(steps_of(answer.value))}
        if isinstance(answer, Conflicting):
            found["options"] = tuple(option.value.registrar for option in answer.options)
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class ChecklistExpected(Answer):
    documents: tuple[str, ...] | None = None


@frozen(kw_only=True)
class ChecklistCase(Case):
    given: OneFacility
    expect: ChecklistExpected

    def check(self) -> None:
        given = self.given
        answer = registration.checklist(given.asked(), given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["documents"] = tuple(document.id for document in answer.value)
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class DeadlinesExpected(Answer):
    """`receipt` and `notice` are days, or “provisional” where the calendar is not yet known."""

    receipt: str | None = None
    notice: str | None = None


def last_day(deadline: Deadline) -> str:
    return "provisional" if deadline.provisional else str(deadline.by)


@frozen(kw_only=True)
class DeadlinesCase(Case):
    """`on` is the day on which the filing was received."""

    given: Given
    expect: DeadlinesExpected

    def check(self) -> None:
        answer = registration.filing_deadlines(self.given.on, self.given.law())
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["receipt"] = last_day(answer.value.receipt)
            found["notice"] = last_day(answer.value.notice)
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class StageExpected(Answer):
    stage: str | None = None


@frozen(kw_only=True)
class StageCase(Case):
    """The stages follow from facts; opening and acceptance have no article of their own here."""

    given: OneFacility
    expect: StageExpected

    def check(self) -> None:
        answer = registration.stage(self.given.asked(), on=self.given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["stage"] = answer.value.value
        agree(self.expect, found)


@frozen(kw_only=True)
class AwardExpected:
    """`shares` holds every payer of the award."""

    accepted_on: date
    slots: int
    shares: Mapping[str, str]


@frozen(kw_only=True)
class EntitlementExpected(Answer):
    """`shares` and `due_from` hold every payer; `unmet` every ground, with its row in brackets."""

    eligible: bool | None = None
    slots: int | None = None
    total: str | None = None
    due: str | None = None
    shares: Mapping[str, str] | None = None
    due_from: Mapping[str, str] | None = None
    awards: tuple[AwardExpected, ...] | None = None
    unmet: tuple[str, ...] | None = None


def account(entitlement: Entitlement) -> dict[str, object]:
    payers = entitlement.payers
    return {
        "eligible": entitlement.eligible,
        "slots": entitlement.slots,
        "total": money(entitlement.total),
        "due": money(entitlement.due),
        "shares": {payer: money(entitlement.share(payer)) for payer in payers},
        "due_from": {payer: money(entitlement.due_from(payer)) for payer in payers},
        "awards": tuple(
            AwardExpected(
                accepted_on=award.accepted_on,
                slots=award.slots,
                shares={line.payer: money(award.share(line.payer)) for line in award.lines},
            )
            for award in entitlement.awards
        ),
        "unmet": tuple(map(reason, entitlement.unmet)),
    }


@frozen(kw_only=True)
class EntitlementCase(Case):
    given: OneAccount
    expect: EntitlementExpected

    def check(self) -> None:
        given = self.given
        answer = subsidies.entitlement(
            given.asked(), given.law(), on=given.on, payments=given.payments, bans=given.bans
        )
        found = said_by(answer)
        if isinstance(answer, Decided):
            found |= account(answer.value)
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class Total:
    """One sum of a budget: of everybody, of one payer, in one town, or both."""

    amount: str
    payer: str | None = None
    town: str | None = None


@frozen(kw_only=True)
class LineExpected:
    facility: str
    payer: str
    slots: int
    amount: str
    town: str | None = None


@frozen(kw_only=True)
class BudgetExpected:
    """`open` gives the kind of each open decision by facility."""

    totals: tuple[Total, ...] | None = None
    lines: tuple[LineExpected, ...] | None = None
    open: Mapping[str, Kind] | None = None


@frozen(kw_only=True)
class BudgetCase(Case):
    given: ManyAccounts
    expect: BudgetExpected

    def check(self) -> None:
        given = self.given
        budget = subsidies.budget(
            given.facilities, given.law(), on=given.on, payments=given.payments, bans=given.bans
        )
        found: dict[str, object] = {
            "totals": tuple(
                evolve(wanted, amount=money(budget.total(payer=wanted.payer, town=wanted.town)))
                for wanted in self.expect.totals or ()
            ),
            "lines": tuple(
                LineExpected(
                    facility=line.facility,
                    payer=line.payer,
                    slots=line.slots,
                    amount=money(line.amount),
                    town=line.town,
                )
                for line in budget.lines
            ),
            "open": {facility: answer.kind for facility, answer in budget.open.items()},
        }
        agree(self.expect, found)


@frozen(kw_only=True)
class DiscrepancyExpected:
    kind: str
    facility: str
    payer: str
    payments: tuple[str, ...]
    paid: str
    due: str


@frozen(kw_only=True)
class ReconcileExpected:
    """Every discrepancy there is; an empty list says that there is none."""

    discrepancies: tuple[DiscrepancyExpected, ...]


@frozen(kw_only=True)
class ReconcileCase(Case):
    given: ManyAccounts
    expect: ReconcileExpected

    def check(self) -> None:
        given = self.given
        found = subsidies.reconcile(
            given.facilities, given.payments, given.law(), on=given.on, bans=given.bans
        )
        discrepancies = tuple(
            DiscrepancyExpected(
                kind=item.kind.value,
                facility=item.facility,
                payer=item.payer,
                payments=item.payments,
                paid=str(item.paid),
                due=money(item.due),
            )
            for item in found
        )
        agree(self.expect, {"discrepancies": discrepancies})


@frozen(kw_only=True)
class SlotsExpected:
    """The number, or what is missing to give one."""

    slots: int | None = None
    unsettled: tuple[str, ...] | None = None


@frozen(kw_only=True)
class SlotsCase(Case):
    given: OnePopulation
    expect: SlotsExpected

    def check(self) -> None:
        given, law = self.given, self.given.law()
        if self.expect.unsettled is None:
            slots = provision.required_slots(given.population, law, on=given.on)
            assert slots == self.expect.slots
            return
        with pytest.raises(Unsettled) as unsettled:
            provision.required_slots(given.population, law, on=given.on)
        missing = tuple(item.name for item in unsettled.value.answer.missing)
        assert missing == self.expect.unsettled


FINDINGS = [finding.name for finding in fields(provision.Provision)]


@frozen(kw_only=True)
class AssessExpected(Answer):
    """Each finding is its value, “open: ” with what is missing, or “not asked”.

    `readings` and `cites` are those of all findings together.
    """

    required: str | None = None
    provided: str | None = None
    deficit: str | None = None
    acceptance: str | None = None
    delivery: str | None = None
    due: str | None = None
    overdue_by: str | None = None


def finding(answer: Decision[Any] | None) -> str:
    match answer:
        case Decided(Deadline() as deadline):
            return last_day(deadline)
        case Decided(value):
            return str(value)
        case Undetermined(missing):
            return f"open: {', '.join(item.name for item in missing)}"
    assert answer is None
    return "not asked"


def findings_of(value: Provision) -> list[Decision[Any]]:
    findings = (getattr(value, name) for name in FINDINGS)
    return [answer for answer in findings if answer is not None]


@frozen(kw_only=True)
class AssessCase(Case):
    given: OneArea
    expect: AssessExpected

    def check(self) -> None:
        given = self.given
        answer = provision.assess(given.area, given.law(), on=given.on, facilities=given.facilities)
        found, parts = said_by(answer), [answer]
        if isinstance(answer, Decided):
            found |= {name: finding(getattr(answer.value, name)) for name in FINDINGS}
            parts = findings_of(answer.value)
        found["readings"] = {stamp.id: stamp.option for part in parts for stamp in part.readings}
        cites = dict.fromkeys(citation for part in parts for citation in part.citations)
        found["cites"] = tuple(map(str, cites))
        agree(self.expect, found)
        assert self.clause in cites


@frozen(kw_only=True)
class ProgressExpected:
    """What the progress of a target is held to; numbers are texts, “none” for no upper bound.

    `parts` gives each year or township its status, with the number where it is exact.
    """

    status: str
    value: str | None = None
    bounds: tuple[str, str] | None = None
    gap: str | None = None
    late_by: int | None = None
    late_by_unknown: bool | None = None
    expected: str | None = None
    behind: str | None = None
    missing: tuple[str, ...] | None = None
    readings: Mapping[str, str] | None = None
    notes: tuple[str, ...] | None = None
    parts: Mapping[str, str] | None = None


def part_of(part: Progress) -> str:
    return part.status.value if part.value is None else f"{part.status} {part.value}"


@frozen(kw_only=True)
class ProgressCase(Case):
    given: OneTarget
    expect: ProgressExpected

    def check(self) -> None:
        given, law = self.given, self.given.law()
        observations = targets.observe(given.county(), law, on=given.on)
        answer = targets.progress(law.target(given.target), observations, law, on=given.on)
        low, high = answer.bounds or ("no bounds", "no bounds")
        found: dict[str, object] = {
            "status": answer.status.value,
            "bounds": (str(low), "none" if high is None else str(high)),
            "late_by": answer.late_by,
            "late_by_unknown": answer.late_by is None,
            "missing": tuple(item.name for item in answer.missing),
            "readings": {stamp.id: stamp.option for stamp in answer.readings},
            "notes": tuple(note.code for note in answer.notes),
            "parts": {part.part: part_of(part) for part in answer.parts},
        }
        for name in ("value", "gap", "expected", "behind"):
            found[name] = str(getattr(answer, name))
        agree(self.expect, found)
        assert self.clause in answer.citations


@frozen(kw_only=True)
class DutiesExpected(Answer):
    """`duties` holds every field of work with its body, `among` some of them, `absent` none.

    A field that the plan gives to nobody has “nobody”, an open one “open: ” with what is missing.
    `notes` are those of all fields together.
    """

    duties: Mapping[str, str] | None = None
    among: Mapping[str, str] | None = None
    absent: tuple[str, ...] | None = None


@frozen(kw_only=True)
class DutiesCase(Case):
    given: OneFacility
    expect: DutiesExpected

    def check(self) -> None:
        answer = supervision.duties(self.given.asked(), self.given.law(), on=self.given.on)
        duties = answer.require()
        bodies = {
            duty.domain: finding(duty.watched_by).replace("None", "nobody") for duty in duties
        }
        among, absent = self.expect.among or {}, self.expect.absent or ()
        found = said_by(answer) | {
            "duties": bodies,
            "among": {domain: bodies.get(domain) for domain in among},
            "absent": tuple(domain for domain in absent if domain not in bodies),
            "notes": tuple(note.code for duty in duties for note in duty.watched_by.notes),
        }
        agree(self.expect, found)
        sources = {note.citation for duty in duties for note in duty.watched_by.notes}
        cited = {source for duty in duties for source in duty.watched_by.citations}
        assert self.clause in cited | sources


# the files


@frozen(kw_only=True)
class Cases:
    """A file of cases; the field names are the names of its tables."""

    route: tuple[RouteCase, ...] = ()
    checklist: tuple[ChecklistCase, ...] = ()
    deadlines: tuple[DeadlinesCase, ...] = ()
    stage: tuple[StageCase, ...] = ()
    entitlement: tuple[EntitlementCase, ...] = ()
    budget: tuple[BudgetCase, ...] = ()
    reconcile: tuple[ReconcileCase, ...] = ()
    required_slots: tuple[SlotsCase, ...] = ()
    assess: tuple[AssessCase, ...] = ()
    progress: tuple[ProgressCase, ...] = ()
    duties: tuple[DutiesCase, ...] = ()


AnyCase = (
    RouteCase
    | ChecklistCase
    | DeadlinesCase
    | StageCase
    | EntitlementCase
    | BudgetCase
    | ReconcileCase
    | SlotsCase
    | AssessCase
    | ProgressCase
    | DutiesCase
)


def read(text: str) -> Cases:
    return structure(tomllib.loads(text, parse_float=Decimal), Cases)


def cases_of(file: Path) -> list[AnyCase]:
    cases = read(file.read_text(encoding="utf-8"))
    return [case for table in fields(Cases) for case in getattr(cases, table.name)]


FILES = {file.stem: cases_of(file) for file in sorted(HERE.glob("*.toml"))}


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(case.check, id=f"{stem}: {case.name}")
        for stem, cases in FILES.items()
        for case in cases
    ],
)
def test_the_answer_is_what_the_clause_comes_to(check: Callable[[], None]) -> None:
    check()


@pytest.mark.parametrize("stem", FILES)
def test_every_case_has_a_name_of_its_own(stem: str) -> None:
    names = [case.name for case in FILES[stem]]
    assert len(set(names)) == len(names) > 0


@pytest.mark.parametrize("stem", FILES)
def test_every_case_names_an_article_that_exists(stem: str) -> None:
    for case in FILES[stem]:
        plan = case.given.law()
        if case.clause.instrument == plan.id:
            assert plan.clause(case.clause.article).id == case.clause.article
        else:
            assert plan.instrument(case.clause.instrument).id == case.clause.instrument


def test_every_question_is_asked_somewhere() -> None:
    asked: Iterable[type] = {type(case) for cases in FILES.values() for case in cases}
    assert set(asked) == {
        RouteCase,
        ChecklistCase,
        DeadlinesCase,
        StageCase,
        EntitlementCase,
        BudgetCase,
        ReconcileCase,
        SlotsCase,
        AssessCase,
        ProgressCase,
        DutiesCase,
    }


SOUND = """\
[[stage]]
name = "a facility that is not registered"
clause = "filing-measures:4"
given = { on = 2026-01-05, facility = { id = "F1", registered_on = false } }
expect = { kind = "undetermined" }
"""


@pytest.mark.parametrize(
    ("right", "wrong", "path"),
    [
        ("[[stage]]", "[[stages]]", "stages"),
        ("clause =", "clauses =", "stage[0].clauses"),
        ("given = { on", "given = { On", "stage[0].given.On"),
        ("registered_on = false", "registered = false", "stage[0].given.facility.registered"),
        ("expect = { kind", "expect = { kinds", "stage[0].expect.kinds"),
        ('"undetermined"', '"decided", stages = "filed"', "stage[0].expect.stages"),
    ],
)
def test_a_misspelt_key_fails_the_file(right: str, wrong: str, path: str) -> None:
    assert right in SOUND
    with pytest.raises(InvalidFacts) as invalid:
        read(SOUND.replace(right, wrong))
    assert path in [fault.path for fault in invalid.value.faults]


def test_a_case_that_expects_something_else_fails() -> None:
    (case,) = read(SOUND).stage
    case.check()
    with pytest.raises(AssertionError):
        evolve(case, expect=evolve(case.expect, stage="proposed")).check()


def test_a_case_that_rests_on_another_clause_fails() -> None:
    (case,) = (c for c in FILES["registration"] if c.name == "a for-profit facility")
    assert isinstance(case, RouteCase)
    with pytest.raises(AssertionError):
        evolve(case, clause=Citation("yijun", "3.2")).check()
