"""Run the worked cases of the TOML files beside this one.

A case is what a policy officer works out on paper: what is given, what the clause comes to. Each
table (`[[route]]`, `[[entitlement]]`, …) is a question to the library; its fields are those of the
class of that question below, and a key that the class does not have fails the file. What `expect`
leaves out is not compared. Sums are texts: "150000.00", "600000.00 + grants.provincial" where a
part is not stated.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import pytest
from attrs import asdict, evolve, fields, frozen

from infantcare_policy import (
    conference,
    credit,
    employment,
    enrolment,
    guidance,
    provision,
    registration,
    safety,
    subsidies,
    supervision,
    support,
    targets,
)
from infantcare_policy.assessments import Evaluation, SafetyRecord
from infantcare_policy.calendars import Deadline, Event
from infantcare_policy.county import (
    Activity,
    Ban,
    County,
    CreditRecord,
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
from infantcare_policy.facilities import Change, Facility
from infantcare_policy.families import (
    Birth,
    Child,
    Family,
    HealthContact,
    HealthInstitution,
    PregnancyLoss,
    ServiceRecord,
)
from infantcare_policy.people import (
    Authority,
    Education,
    HiringCheck,
    Incumbency,
    PersonKey,
    Qualification,
    Role,
    StaffMember,
)
from infantcare_policy.plan import Plan, Row, load, yijun
from infantcare_policy.terms import Level, Move, RecordKind, Severity, Stage, Subject

if TYPE_CHECKING:
    from infantcare_policy.money import Amount
    from infantcare_policy.provision import Provision
    from infantcare_policy.registration import Route, Step
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
class Submitted(OneFacility):
    """Where `submitted` is left out, nothing was handed in."""

    submitted: tuple[str, ...] = ()


@frozen(kw_only=True)
class Changed(OneFacility):
    """Where `changes` are left out, nothing has changed."""

    changes: tuple[Change, ...] = ()


@frozen(kw_only=True)
class OneMove(Given):
    """A move that is to be made from where a facility stands; `on` is the day of the law."""

    stage: Stage
    changed: bool = False
    move: Move


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
class OneChild(Given):
    born_on: date


@frozen(kw_only=True)
class OneAge(OneFacility):
    """`months` is the age in whole months of the child who asks for a place."""

    months: int


@frozen(kw_only=True)
class Somebody:
    """Somebody in a post of the facility, called by what a case calls them."""

    called: str
    role: Role
    since: date | None = None
    until: Event = None
    full_time: bool | None = None
    education: Education | None = None
    experience_years: int | None = None
    qualifications: tuple[Qualification, ...] | None = None
    health_checked_on: Event = None

    def key(self) -> PersonKey:
        return PersonKey(hashlib.sha256(self.called.encode()).hexdigest())

    def member(self) -> StaffMember:
        facts = asdict(self, filter=lambda field, _: field.name != "called", recurse=False)
        return StaffMember(person=self.key(), facility="F1", **facts)


@frozen(kw_only=True)
class OneStaff(OneFacility):
    """Everybody is in a post of the facility F1; where `staff` is left out it is unknown."""

    staff: tuple[Somebody, ...] | None = None


def subject_of(called: str, about: Subject) -> str:
    """Give the key of a person by what a case calls them; a facility goes by its id or code."""
    if about is Subject.FACILITY:
        return called
    return hashlib.sha256(called.encode()).hexdigest()


@frozen(kw_only=True)
class Recorded:
    """An entry of the credit register; `of` names somebody else than who is asked about."""

    id: str = "R1"
    of: str = ""
    kind: RecordKind
    happened_on: date | None = None
    recorded_on: date
    established: bool | None = None
    decided_on: date | None = None
    severity: Severity | None = None
    concerns_safety: bool | None = None
    until: date | None = None
    corrected_on: Event = None
    duties_done_on: Event = None
    promised_on: Event = None
    repaired_on: Event = None

    def entry(self, asked: str, about: Subject) -> CreditRecord:
        facts = asdict(self, filter=lambda field, _: field.name != "of", recurse=False)
        return CreditRecord(subject=subject_of(self.of or asked, about), about=about, **facts)


@frozen(kw_only=True)
class Banned:
    """A ban that was handed down; `of` names somebody else than who is asked about."""

    of: str = ""
    since: date
    for_life: bool
    until: date | None = None
    citation: Citation | None = None

    def entry(self, asked: str, about: Subject) -> Ban:
        facts = asdict(self, filter=lambda field, _: field.name != "of", recurse=False)
        return Ban(subject=subject_of(self.of or asked, about), **facts)


@frozen(kw_only=True)
class Answered:
    """What an authority answered about the person; without `found` it has not answered yet."""

    of: str = ""
    authority: Authority
    on: date
    found: bool | None = None

    def check(self, asked: str) -> HiringCheck:
        person = PersonKey(subject_of(self.of or asked, Subject.PERSON))
        return HiringCheck(person=person, authority=self.authority, on=self.on, found=self.found)


@frozen(kw_only=True)
class OneRegister(Given):
    """Where `records` and `bans` are left out, the register is empty."""

    records: tuple[Recorded, ...] = ()
    bans: tuple[Banned, ...] = ()

    def held(self, asked: str, about: Subject) -> tuple[CreditRecord | Ban, ...]:
        written: tuple[Recorded | Banned, ...] = (*self.records, *self.bans)
        return tuple(entry.entry(asked, about) for entry in written)


@frozen(kw_only=True)
class OneLicence(OneRegister):
    """What the register holds is about the facility by its id, unless `of` says otherwise."""

    facility: Facility


@frozen(kw_only=True)
class OnePerson(OneRegister):
    """Where `checks` are left out, no authority was asked."""

    person: str = "the carer"
    checks: tuple[Answered, ...] = ()


@frozen(kw_only=True)
class OneRecord(Given):
    record: Recorded
    about: Subject = Subject.FACILITY

    def entry(self) -> CreditRecord:
        return self.record.entry("F1", self.about)


@frozen(kw_only=True)
class OneStanding(OneRegister):
    """`known_on` is the day on which the register is read, where it is not the day asked about."""

    subject: str = "F1"
    about: Subject = Subject.FACILITY
    known_on: date | None = None


@frozen(kw_only=True)
class OneSafety(OneFacility):
    records: tuple[SafetyRecord, ...] = ()


QUALITY = Citation("quality-standard", "4–10")


@frozen(kw_only=True)
class OneEvaluation(Given):
    """`on` is the day of the evaluation; a dimension that is left out of `points` is unknown."""

    standard: Citation = QUALITY
    points: Mapping[str, Decimal]
    failed: tuple[str, ...] | None = None
    grade: str | None = None

    def evaluation(self) -> Evaluation:
        return Evaluation(
            facility="F1",
            standard=self.standard,
            on=self.on,
            points=self.points,
            failed=self.failed,
            grade=self.grade,
        )


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


@frozen(kw_only=True)
class OneBirth(Given):
    """A birth; `on` is its day, and what is left out is unknown but for the one child.

    `first` is the first day of the leave, where its last is asked for; `asked_on` the working day
    for which the hours are asked.
    """

    children: int = 1
    difficult: bool | None = None
    third_child: bool | None = None
    pre_pregnancy_check: bool | None = None
    spouses_apart: bool | None = None
    unknown: tuple[Literal["children"], ...] = ()
    first: date | None = None
    asked_on: date | None = None

    def birth(self) -> Birth:
        return Birth(
            on=self.on,
            children=None if self.unknown else self.children,
            difficult=self.difficult,
            third_child=self.third_child,
            pre_pregnancy_check=self.pre_pregnancy_check,
            spouses_apart=self.spouses_apart,
        )


@frozen(kw_only=True)
class OneLoss(Given):
    """`on` is the day of the loss, `months` the whole months of pregnancy; left out, unknown."""

    months: int | None = None


@frozen(kw_only=True)
class TheCentre(Given):
    """`centre` is the id of the centre that is asked about."""

    centre: str
    institutions: tuple[HealthInstitution, ...] = ()


@frozen(kw_only=True)
class OneFamily(Given):
    """Where `records` are left out, the record says nothing of what was given."""

    family: Family
    records: tuple[ServiceRecord, ...] = ()


@frozen(kw_only=True)
class OneContact(Given):
    """`contact` is the id of the contact that is asked about."""

    child: Child
    contact: str
    contacts: tuple[HealthContact, ...] = ()


@frozen(kw_only=True)
class OneYear(Given):
    """Where `recorded` is left out, the year is not recorded in full."""

    year: int
    recorded: bool = False
    activities: tuple[Activity, ...] = ()


@frozen(kw_only=True)
class OneTown(Given):
    town: str
    activities: tuple[Activity, ...] = ()


@frozen(kw_only=True)
class OneRate(Given):
    """`target` is the id of the target whose rate is asked about."""

    target: str
    observations: tuple[Observation, ...] = ()


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
    yield from map(written, route.steps)


def written(step: Step) -> str:
    limit = f", {step.limit.words}" if step.limit.words else ""
    if step.limit.by or step.limit.provisional:
        limit += f", by {last_day(step.limit)}"
    return f"{step.actor} {step.kind} {step.recipient}{limit}"


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
class ReviewExpected(Answer):
    """`lacking` and `beside` are the ids of documents."""

    complete: bool | None = None
    lacking: tuple[str, ...] | None = None
    beside: tuple[str, ...] | None = None


@frozen(kw_only=True)
class ReviewCase(Case):
    given: Submitted
    expect: ReviewExpected

    def check(self) -> None:
        given = self.given
        answer = registration.review(given.asked(), given.submitted, given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["complete"] = answer.value.complete
            found["lacking"] = tuple(document.id for document in answer.value.missing)
            found["beside"] = answer.value.beside
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class TransitionExpected(Answer):
    """`stage` and `changed` say where the facility stands afterwards."""

    legal: bool | None = None
    stage: Stage | None = None
    changed: bool | None = None


@frozen(kw_only=True)
class TransitionCase(Case):
    given: OneMove
    expect: TransitionExpected

    def check(self) -> None:
        given = self.given
        state = registration.State(stage=given.stage, changed=given.changed)
        answer = registration.transition(state, given.move, given.law())
        found = said_by(answer)
        if isinstance(answer, Decided):
            after = answer.value.after
            found |= {"legal": answer.value.legal, "stage": after.stage, "changed": after.changed}
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class NextStepsExpected(Answer):
    """Steps are written as those of a route, with “by” and the last day where there is one.

    `options` holds the steps towards each registrar where the plan names two.
    """

    steps: tuple[str, ...] | None = None
    options: tuple[tuple[str, ...], ...] | None = None


@frozen(kw_only=True)
class NextStepsCase(Case):
    given: Changed
    expect: NextStepsExpected

    def check(self) -> None:
        given = self.given
        answer = registration.next_steps(
            given.asked(), given.law(), on=given.on, changes=given.changes
        )
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["steps"] = tuple(map(written, answer.value))
        if isinstance(answer, Conflicting):
            found["options"] = tuple(tuple(map(written, o.value)) for o in answer.options)
        agree(self.expect, found)
        self.rests_on(answer)


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


@frozen(kw_only=True)
class MayExpected(Answer):
    """`reasons` are the codes of the grounds, each once."""

    may: bool | None = None
    reasons: tuple[str, ...] | None = None


def permission(answer: Decision[bool]) -> dict[str, object]:
    found = said_by(answer)
    if isinstance(answer, Decided):
        found["may"] = answer.value
        found["reasons"] = tuple({ground.code for ground in answer.grounds})
    return found


@frozen(kw_only=True)
class MayOperateCase(Case):
    given: OneLicence
    expect: MayExpected

    def check(self) -> None:
        given = self.given
        held = given.held(given.facility.id, Subject.FACILITY)
        answer = credit.may_operate(given.facility, held, given.law(), on=given.on)
        agree(self.expect, permission(answer))
        self.rests_on(answer)


@frozen(kw_only=True)
class MayWorkCase(Case):
    given: OnePerson
    expect: MayExpected

    def check(self) -> None:
        given = self.given
        answer = credit.may_work(
            PersonKey(subject_of(given.person, Subject.PERSON)),
            given.held(given.person, Subject.PERSON),
            given.law(),
            on=given.on,
            checks=[answered.check(given.person) for answered in given.checks],
        )
        agree(self.expect, permission(answer))
        self.rests_on(answer)


@frozen(kw_only=True)
class DisplayedExpected(Answer):
    displayed: bool | None = None


@frozen(kw_only=True)
class DisplayedCase(Case):
    """That a record is an allegation, or not yet made, has no article of its own."""

    given: OneRecord
    expect: DisplayedExpected

    def check(self) -> None:
        given = self.given
        answer = credit.displayed(given.entry(), given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["displayed"] = answer.value
        agree(self.expect, found)
        assert not answer.citations or self.clause in answer.citations


@frozen(kw_only=True)
class RepairExpected(Answer):
    """`unmet` holds the code of every ground against it, with the condition in brackets."""

    possible: bool | None = None
    from_day: date | None = None
    unmet: tuple[str, ...] | None = None


def against(ground: Ground) -> str:
    condition = dict(ground.facts).get("lacking")
    return f"{ground.code} ({condition})" if condition else ground.code


@frozen(kw_only=True)
class RepairCase(Case):
    given: OneRecord
    expect: RepairExpected

    def check(self) -> None:
        given = self.given
        answer = credit.repair(given.entry(), given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["possible"] = answer.value.possible
            found["from_day"] = answer.value.from_day
            found["unmet"] = tuple(map(against, answer.value.unmet))
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class StandingExpected(Answer):
    """`banned_since` holds the first day of every ban, `records` whether each is displayed."""

    banned_since: tuple[date, ...] | None = None
    records: Mapping[str, str] | None = None
    incentives: tuple[str, ...] | None = None
    sanctions: tuple[str, ...] | None = None


@frozen(kw_only=True)
class StandingCase(Case):
    """An empty standing rests on nothing; the clause is that of the register."""

    given: OneStanding
    expect: StandingExpected

    def check(self) -> None:
        given = self.given
        answer = credit.standing(
            subject_of(given.subject, given.about),
            given.held(given.subject, given.about),
            given.law(),
            on=given.on,
            known_on=given.known_on,
        )
        found = said_by(answer)
        if isinstance(answer, Decided):
            found |= {
                "banned_since": tuple(ban.since for ban in answer.value.bans),
                "records": {one.record: finding(one.displayed) for one in answer.value.records},
                "incentives": answer.value.incentives,
                "sanctions": answer.value.sanctions,
            }
        agree(self.expect, found)


@frozen(kw_only=True)
class ClassesExpected(Answer):
    """`months` is the age in whole months, `classes` every kind of class that takes it."""

    months: int | None = None
    classes: tuple[str, ...] | None = None


@frozen(kw_only=True)
class ClassesCase(Case):
    given: OneChild
    expect: ClassesExpected

    def check(self) -> None:
        given = self.given
        months = enrolment.age_in_months(given.born_on, on=given.on)
        answer = enrolment.classes_for(months, given.law(), on=given.on)
        found = said_by(answer) | {"months": months}
        if isinstance(answer, Decided):
            found["classes"] = tuple(kind.value for kind in answer.value)
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class BreachesExpected(Answer):
    """`breaches` holds every breach, of an open answer those that are certain.

    A breach is written as its code with whom it is about: “too-few-carers, group 1”,
    “post-not-met, the head, head-education”, “post-vacant, guard”.
    """

    breaches: tuple[str, ...] | None = None


def breach(ground: Ground, staff: Mapping[str, str]) -> str:
    facts = dict(ground.facts)
    person = facts.get("person")
    parts = [ground.code.removeprefix("enrolment.")]
    if "group" in facts:
        parts.append(f"group {facts['group']}")
    elif person:
        parts.append(staff[str(person)])
    elif "role" in facts:
        parts.append(str(facts["role"]))
    if "post" in facts:
        parts.append(str(facts["post"]))
    return ", ".join(parts)


def breaches_of(
    answer: Decision[tuple[Ground, ...]], staff: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    if isinstance(answer, Decided):
        assert answer.value in ((), answer.grounds)
        return tuple(breach(ground, staff) for ground in answer.value)
    return tuple(breach(ground, staff) for ground in answer.grounds)


@frozen(kw_only=True)
class GroupsCase(Case):
    given: OneFacility
    expect: BreachesExpected

    def check(self) -> None:
        given = self.given
        answer = enrolment.check_groups(given.asked(), given.law(), on=given.on)
        agree(self.expect, said_by(answer) | {"breaches": breaches_of(answer)})
        self.rests_on(answer)


@frozen(kw_only=True)
class StaffCase(Case):
    """What is missing about somebody is written “staff[the head].education”."""

    given: OneStaff
    expect: BreachesExpected

    def check(self) -> None:
        given = self.given
        staff = None if given.staff is None else [one.member() for one in given.staff]
        answer = enrolment.check_staff(given.asked(), staff, given.law(), on=given.on)
        called = {one.key().digest: one.called for one in given.staff or ()}
        found = said_by(answer) | {"breaches": breaches_of(answer, called)}
        if isinstance(answer, Undetermined):
            names = [item.name for item in answer.missing]
            for digest, name in called.items():
                names = [known.replace(digest[:8], name) for known in names]
            found["missing"] = tuple(names)
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class PlacesExpected:
    """The four numbers, and the free places by kind of class; `unknown` names those unknown."""

    licensed: int | None = None
    accepted: int | None = None
    enrolled: int | None = None
    vacant: int | None = None
    by_class: Mapping[str, int] | None = None
    unknown: tuple[str, ...] | None = None


@frozen(kw_only=True)
class PlacesCase(Case):
    """Counting has no article of its own; the clause is that of the classes."""

    given: OneFacility
    expect: PlacesExpected

    def check(self) -> None:
        found = enrolment.places(self.given.asked(), on=self.given.on)
        numbers = {name: getattr(found, name) for name in NUMBERS}
        by_class = {band.kind.value: band.vacant for band in found.bands or ()}
        unknown = tuple(name for name, number in numbers.items() if number is None)
        agree(self.expect, numbers | {"by_class": by_class, "unknown": unknown})


NUMBERS = ("licensed", "accepted", "enrolled", "vacant")


@frozen(kw_only=True)
class VacanciesExpected(Answer):
    vacant: int | None = None


@frozen(kw_only=True)
class VacanciesCase(Case):
    given: OneAge
    expect: VacanciesExpected

    def check(self) -> None:
        given = self.given
        answer = enrolment.vacancies(given.asked(), given.months, given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["vacant"] = answer.value
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class RequirementsExpected(Answer):
    """`requirements` holds everything that is asked, each with how it was read in brackets."""

    requirements: tuple[str, ...] | None = None


@frozen(kw_only=True)
class RequirementsCase(Case):
    given: OneFacility
    expect: RequirementsExpected

    def check(self) -> None:
        given = self.given
        answer = safety.requirements(given.asked(), given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["requirements"] = tuple(f"{row.id} ({row.confidence})" for row in answer.value)
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class SafetyExpected(Answer):
    """`breaches` holds every breach, of an open answer those that are certain.

    A breach is written as its code with what is asked: “not-met, alarm”, “below-figure, recordings
    89 of 90”.
    """

    breaches: tuple[str, ...] | None = None


def lack(ground: Ground) -> str:
    said = dict(ground.facts)
    numbers = f" {said['measured']} of {said['at_least']}" if "at_least" in said else ""
    return f"{ground.code.removeprefix('safety.')}, {said['requirement']}{numbers}"


@frozen(kw_only=True)
class SafetyCase(Case):
    given: OneSafety
    expect: SafetyExpected

    def check(self) -> None:
        given = self.given
        answer = safety.check_safety(given.asked(), given.records, given.law(), on=given.on)
        breaches = answer.value if isinstance(answer, Decided) else answer.grounds
        agree(self.expect, said_by(answer) | {"breaches": tuple(map(lack, breaches))})
        self.rests_on(answer)


@frozen(kw_only=True)
class EvaluateExpected(Answer):
    """Each part is its value, or “open: ” with what is missing.

    `known` is the sum of the points that are known where the total is open.
    """

    total: str | None = None
    known: str | None = None
    at_most: int | None = None
    vetoed: str | None = None
    grade: str | None = None


@frozen(kw_only=True)
class EvaluateCase(Case):
    given: OneEvaluation
    expect: EvaluateExpected

    def check(self) -> None:
        answer = safety.evaluate(self.given.evaluation(), self.given.law())
        found = said_by(answer)
        if isinstance(answer, Decided):
            parts = answer.value
            (ground,) = parts.total.grounds
            found |= {name: finding(getattr(parts, name)) for name in ("total", "vetoed", "grade")}
            found |= {"known": dict(ground.facts)["points"], "at_most": parts.at_most}
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class PublishExpected(Answer):
    """`publications` holds everything that is made public, with its limit after a comma."""

    publications: tuple[str, ...] | None = None


def made_public(item: safety.Publication) -> str:
    days = "" if item.workdays is None else f", {item.workdays} working days"
    words = f", {item.what.words}" if item.what.words else ""
    return f"{item.what.id}{days}{words}"


@frozen(kw_only=True)
class PublishCase(Case):
    given: OneFacility
    expect: PublishExpected

    def check(self) -> None:
        given = self.given
        answer = safety.to_publish(given.asked(), given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["publications"] = tuple(map(made_public, answer.value))
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class LeaveExpected(Answer):
    """`parts` holds the days by figure, of an open answer those that are certain.

    `text` names what is missing because no text says it, `left_out` the figures that are left out
    on purpose. An answer that rests on nothing, because no law is known, says so: `cites = []`.
    """

    days: int | None = None
    before_birth: int | None = None
    parts: Mapping[str, int] | None = None
    last_day: date | None = None
    text: tuple[str, ...] | None = None
    left_out: tuple[str, ...] | None = None


@frozen(kw_only=True)
class OneLeaveCase(Case):
    """A question about a leave or about hours; the clause is that of the part that it is about."""

    expect: LeaveExpected

    def compare(self, answer: Decision[Any], **more: object) -> None:
        parts: dict[object, object] = {
            facts["part"]: facts["days"]
            for facts in map(dict, (ground.facts for ground in answer.grounds))
            if "part" in facts
        }
        found = said_by(answer) | {"parts": parts} | more
        if isinstance(answer, Undetermined):
            text = (item.name for item in answer.missing if item.kind == "text")
            left = (dict(note.facts).get("omission") for note in answer.notes)
            found |= {"text": tuple(text), "left_out": tuple(left)}
        agree(self.expect, found)
        if self.expect.cites != ():
            self.rests_on(answer)

    def compare_leave(self, answer: Decision[employment.Leave], first: date | None = None) -> None:
        if not isinstance(answer, Decided):
            self.compare(answer)
            return
        leave = answer.value
        assert leave.days == sum(part.days for part in leave.parts)
        last = leave.last_day(first) if first else None
        self.compare(answer, days=leave.days, before_birth=leave.before_birth, last_day=last)


@frozen(kw_only=True)
class MaternityCase(OneLeaveCase):
    given: OneBirth

    def check(self) -> None:
        answer = employment.maternity_leave(self.given.birth(), self.given.law())
        self.compare_leave(answer, self.given.first)


@frozen(kw_only=True)
class CareLeaveCase(OneLeaveCase):
    given: OneBirth

    def check(self) -> None:
        answer = employment.care_leave(self.given.birth(), self.given.law())
        self.compare_leave(answer, self.given.first)


@frozen(kw_only=True)
class LossLeaveCase(OneLeaveCase):
    given: OneLoss

    def check(self) -> None:
        loss = PregnancyLoss(on=self.given.on, months=self.given.months)
        self.compare_leave(employment.pregnancy_loss_leave(loss, self.given.law()))


@frozen(kw_only=True)
class HoursExpected(LeaveExpected):
    hours: int | None = None


@frozen(kw_only=True)
class NursingCase(OneLeaveCase):
    given: OneBirth
    expect: HoursExpected

    def check(self) -> None:
        given = self.given
        on = given.asked_on or given.on
        answer = employment.nursing_hours(given.birth(), given.law(), on=on)
        self.compare(answer, hours=answer.value if isinstance(answer, Decided) else None)


@frozen(kw_only=True)
class ParentalLeaveCase(OneLeaveCase):
    given: Given

    def check(self) -> None:
        answer = employment.parental_leave(self.given.law(), on=self.given.on)
        self.compare(answer, days=answer.value if isinstance(answer, Decided) else None)


@frozen(kw_only=True)
class ReliefExpected(Answer):
    """`conditions` tells of each condition whether it is met: “met”, “not met”, “open”.

    An answer that rests on nothing says so: `cites = []`.
    """

    until: date | None = None
    reliefs: tuple[str, ...] | None = None
    income_share: Decimal | None = None
    conditions: Mapping[str, str] | None = None


MET = {True: "met", False: "not met", None: "open"}


@frozen(kw_only=True)
class TaxReliefCase(Case):
    given: OneFacility
    expect: ReliefExpected

    def check(self) -> None:
        given = self.given
        answer = support.tax_relief(given.asked(), given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            relief = answer.value
            found |= {"until": relief.until, "income_share": relief.income_share}
            found["reliefs"] = tuple(row.id for row in relief.reliefs)
            found["conditions"] = {one.condition.id: MET[one.met] for one in relief.conditions}
        agree(self.expect, found)
        if self.expect.cites != ():
            self.rests_on(answer)


@frozen(kw_only=True)
class PricesExpected(Answer):
    prices: tuple[str, ...] | None = None


@frozen(kw_only=True)
class PricesCase(Case):
    given: OneFacility
    expect: PricesExpected

    def check(self) -> None:
        given = self.given
        answer = support.utility_prices(given.asked(), given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["prices"] = tuple(row.id for row in answer.value)
        agree(self.expect, found)
        if self.expect.cites != ():
            self.rests_on(answer)


@frozen(kw_only=True)
class Holding:
    """Somebody in a post of the joint conference, called by what a case calls them."""

    seat: str
    called: str
    since: date | None = None
    until: Event = None

    def key(self) -> PersonKey:
        return PersonKey(subject_of(self.called, Subject.PERSON))

    def incumbency(self) -> Incumbency:
        return Incumbency(seat=self.seat, person=self.key(), since=self.since, until=self.until)


@frozen(kw_only=True)
class OneSeat(Given):
    """Where `held` is left out, nobody is recorded in any post."""

    seat: str
    held: tuple[Holding, ...] = ()

    def called(self, person: PersonKey | None) -> str:
        return next((each.called for each in self.held if each.key() == person), "nobody")


@frozen(kw_only=True)
class IncumbentExpected(Answer):
    """`holder` is “nobody” for a seat that is vacant; `options` are those who conflict."""

    holder: str | None = None
    options: tuple[str, ...] | None = None


@frozen(kw_only=True)
class IncumbentCase(Case):
    given: OneSeat
    expect: IncumbentExpected

    def check(self) -> None:
        given = self.given
        held = tuple(each.incumbency() for each in given.held)
        answer = conference.incumbent(given.seat, held, given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            found["holder"] = given.called(answer.value)
        if isinstance(answer, Conflicting):
            found["options"] = tuple(given.called(option.value) for option in answer.options)
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class OneNeed(Given):
    """Without `town` the county is asked about, without `per_thousand` the nation's number."""

    town: str | None = None
    per_thousand: Decimal | None = None
    facilities: tuple[Facility, ...] = ()
    observations: tuple[Observation, ...] = ()


@frozen(kw_only=True)
class NeedsExpected(Answer):
    """`kind`, `missing`, `readings` and `cites` are those of what is lacking.

    `places` is what is known, then the facilities that may add to it: “12 + F3”.
    """

    residents: int | None = None
    required: int | None = None
    places: str | None = None
    lacking: int | None = None


@frozen(kw_only=True)
class NeedsCase(Case):
    given: OneNeed
    expect: NeedsExpected

    def check(self) -> None:
        given, law = self.given, self.given.law()
        town = None if given.town is None else law.town(given.town).id
        listed = provision.needs(
            given.facilities,
            given.observations,
            law,
            on=given.on,
            per_thousand=given.per_thousand,
        )
        (need,) = (each for each in listed if each.town == town)
        found = said_by(need.lacking)
        found["places"] = " + ".join([str(need.places.known), *need.places.unknown])
        for name in ("residents", "required", "lacking"):
            answer = getattr(need, name)
            found[name] = answer.value if isinstance(answer, Decided) else answer.kind
        agree(self.expect, found)
        self.rests_on(need.lacking)


@frozen(kw_only=True)
class OneSubject(Given):
    """Where neither an area nor a facility is given, the county itself is asked about."""

    area: ResidentialArea | None = None
    facility: Facility | None = None


@frozen(kw_only=True)
class ActionsExpected(Answer):
    """`own` are the steps that the text gives to somebody, `shared` those of a clause's units."""

    own: tuple[str, ...] | None = None
    shared: tuple[str, ...] | None = None


@frozen(kw_only=True)
class ActionsCase(Case):
    given: OneSubject
    expect: ActionsExpected

    def check(self) -> None:
        given = self.given
        answer = provision.actions(given.area or given.facility, given.law(), on=given.on)
        found = said_by(answer)
        if isinstance(answer, Decided):
            for name, named in (("own", True), ("shared", False)):
                found[name] = tuple(
                    f"{step.action.id}: {', '.join(step.owners)}"
                    for step in answer.value
                    if step.named is named
                )
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class CentreExpected:
    """The ids of the institutions that house the centre, that should and do not, that may."""

    housed: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@frozen(kw_only=True)
class CentreCase(Case):
    given: TheCentre
    expect: CentreExpected

    def check(self) -> None:
        given = self.given
        every = {each.centre: each for each in guidance.network(given.institutions, given.law())}
        answer = every[given.centre]
        agree(
            self.expect, {name: getattr(answer, name) for name in ("housed", "lacking", "unknown")}
        )
        assert self.clause in answer.citations


def told(event: Event) -> str:
    return "unknown" if event is None else "not so far" if event is False else str(event)


@frozen(kw_only=True)
class ServicesExpected(Answer):
    """`services` gives every service that is owed its last day, “not so far” or “unknown”.

    `certain` names those that are owed however an open answer comes out.
    """

    services: Mapping[str, str] | None = None
    certain: tuple[str, ...] | None = None


@frozen(kw_only=True)
class ServicesCase(Case):
    given: OneFamily
    expect: ServicesExpected

    def check(self) -> None:
        given = self.given
        answer = guidance.services(given.family, given.records, given.law(), on=given.on)
        found = said_by(answer)
        found["certain"] = tuple(str(dict(ground.facts)["service"]) for ground in answer.grounds)
        if isinstance(answer, Decided):
            found["services"] = {each.service: told(each.on) for each in answer.value}
        agree(self.expect, found)
        self.rests_on(answer)


@frozen(kw_only=True)
class HealthVisitExpected:
    """`first` and `last` are days, “none” where there is none or it is unknown.

    A check is written with whether it was made, and “caught up” where it is: “hearing: yes”,
    “blood-routine, caught up: unknown”.
    """

    status: str
    first: str | None = None
    last: str | None = None
    in_time: bool | None = None
    checks: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None


def check_of(check: guidance.CheckDue) -> str:
    made = "unknown" if check.made is None else "yes" if check.made else "no"
    return f"{check.check}{', caught up' if check.catch_up else ''}: {made}"


@frozen(kw_only=True)
class HealthVisitCase(Case):
    given: OneContact
    expect: HealthVisitExpected

    def check(self) -> None:
        given = self.given
        visits = guidance.health_visits(given.child, given.contacts, given.law(), on=given.on)
        answer = {each.contact: each for each in visits}[given.contact]
        found: dict[str, object] = {
            "status": answer.status.value,
            "first": str(answer.first_on or "none"),
            "last": str(answer.limit.by or "none"),
            "in_time": answer.in_time,
            "checks": tuple(map(check_of, answer.checks)),
            "missing": tuple(item.name for item in answer.missing),
        }
        agree(self.expect, found)
        assert self.clause in answer.citations


@frozen(kw_only=True)
class LecturesExpected:
    """`held` is the number that is certain, `perhaps` the ids of those that may add to it."""

    status: str
    held: int | None = None
    perhaps: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None


@frozen(kw_only=True)
class LecturesCase(Case):
    """The target county-lecture has to give the year the same verdict."""

    given: OneYear
    expect: LecturesExpected

    def check(self) -> None:
        given, law = self.given, self.given.law()
        recorded = (given.year,) if given.recorded else ()
        (answer,) = guidance.lectures(
            given.activities, law, years=(given.year,), recorded_years=recorded, on=given.on
        )
        found: dict[str, object] = {
            "status": answer.status.value,
            "held": answer.held.known,
            "perhaps": answer.held.unknown,
            "missing": tuple(item.name for item in answer.missing),
        }
        agree(self.expect, found)
        assert self.clause in answer.citations
        county = County(id=given.plan, activities=given.activities, recorded_years=recorded)
        observations = targets.observe(county, law, on=given.on)
        target = targets.progress(law.target("county-lecture"), observations, law, on=given.on)
        parts = {part.part: part.status.value for part in target.parts}
        if str(given.year) in parts:
            assert LECTURE_OF_TARGET[parts[str(given.year)]] == answer.status


LECTURE_OF_TARGET = {
    "met": "met",
    "missed": "missed",
    "not-due": "pending",
    "undetermined": "unknown",
}


@frozen(kw_only=True)
class ActivitiesExpected:
    """`held` gives every kind its number, and after “+” the ids of what may add to it.

    `days_since` gives the kinds that certainly were held the days since then.
    """

    held: Mapping[str, str] | None = None
    days_since: Mapping[str, int] | None = None
    without: tuple[str, ...] | None = None


@frozen(kw_only=True)
class ActivitiesCase(Case):
    given: OneTown
    expect: ActivitiesExpected

    def check(self) -> None:
        given = self.given
        every = guidance.activities(given.activities, given.law(), on=given.on)
        answer = {each.town: each for each in every}[given.town]
        found: dict[str, object] = {
            "held": {
                each.kind: " + ".join([str(each.number.known), *each.number.unknown])
                for each in answer.held
            },
            "days_since": {
                each.kind: each.days_since for each in answer.held if each.days_since is not None
            },
            "without": answer.without,
        }
        agree(self.expect, found)
        assert self.clause in answer.citations


@frozen(kw_only=True)
class CoverageExpected:
    """`rate` is a fraction, “open” where it is not one; `between` are its bounds."""

    rate: str
    numerator: int | None = None
    denominator: int | None = None
    between: tuple[str, str] | None = None
    asked: str | None = None
    missing: tuple[str, ...] | None = None


@frozen(kw_only=True)
class CoverageCase(Case):
    given: OneRate
    expect: CoverageExpected

    def check(self) -> None:
        given = self.given
        every = guidance.coverage(given.observations, given.law(), on=given.on)
        answer = {each.target: each for each in every}[given.target]
        low, high = answer.bounds
        found: dict[str, object] = {
            "rate": "open" if answer.value is None else str(answer.value),
            "numerator": answer.numerator,
            "denominator": answer.denominator,
            "between": (str(low), "none" if high is None else str(high)),
            "asked": str(answer.asked),
            "missing": tuple(item.name for item in answer.missing),
        }
        agree(self.expect, found)
        assert self.clause in answer.citations


# the files


@frozen(kw_only=True)
class Cases:
    """A file of cases; the field names are the names of its tables."""

    route: tuple[RouteCase, ...] = ()
    checklist: tuple[ChecklistCase, ...] = ()
    deadlines: tuple[DeadlinesCase, ...] = ()
    stage: tuple[StageCase, ...] = ()
    review: tuple[ReviewCase, ...] = ()
    transition: tuple[TransitionCase, ...] = ()
    next_steps: tuple[NextStepsCase, ...] = ()
    entitlement: tuple[EntitlementCase, ...] = ()
    budget: tuple[BudgetCase, ...] = ()
    reconcile: tuple[ReconcileCase, ...] = ()
    required_slots: tuple[SlotsCase, ...] = ()
    assess: tuple[AssessCase, ...] = ()
    progress: tuple[ProgressCase, ...] = ()
    duties: tuple[DutiesCase, ...] = ()
    may_operate: tuple[MayOperateCase, ...] = ()
    may_work: tuple[MayWorkCase, ...] = ()
    displayed: tuple[DisplayedCase, ...] = ()
    repair: tuple[RepairCase, ...] = ()
    standing: tuple[StandingCase, ...] = ()
    classes: tuple[ClassesCase, ...] = ()
    groups: tuple[GroupsCase, ...] = ()
    staff: tuple[StaffCase, ...] = ()
    places: tuple[PlacesCase, ...] = ()
    vacancies: tuple[VacanciesCase, ...] = ()
    requirements: tuple[RequirementsCase, ...] = ()
    check_safety: tuple[SafetyCase, ...] = ()
    evaluate: tuple[EvaluateCase, ...] = ()
    to_publish: tuple[PublishCase, ...] = ()
    centre: tuple[CentreCase, ...] = ()
    services: tuple[ServicesCase, ...] = ()
    health_visits: tuple[HealthVisitCase, ...] = ()
    lectures: tuple[LecturesCase, ...] = ()
    activities: tuple[ActivitiesCase, ...] = ()
    coverage: tuple[CoverageCase, ...] = ()
    maternity_leave: tuple[MaternityCase, ...] = ()
    care_leave: tuple[CareLeaveCase, ...] = ()
    loss_leave: tuple[LossLeaveCase, ...] = ()
    nursing: tuple[NursingCase, ...] = ()
    parental_leave: tuple[ParentalLeaveCase, ...] = ()
    tax_relief: tuple[TaxReliefCase, ...] = ()
    utility_prices: tuple[PricesCase, ...] = ()
    incumbent: tuple[IncumbentCase, ...] = ()
    needs: tuple[NeedsCase, ...] = ()
    actions: tuple[ActionsCase, ...] = ()


AnyCase = (
    RouteCase
    | ChecklistCase
    | DeadlinesCase
    | StageCase
    | ReviewCase
    | TransitionCase
    | NextStepsCase
    | EntitlementCase
    | BudgetCase
    | ReconcileCase
    | SlotsCase
    | AssessCase
    | ProgressCase
    | DutiesCase
    | MayOperateCase
    | MayWorkCase
    | DisplayedCase
    | RepairCase
    | StandingCase
    | ClassesCase
    | GroupsCase
    | StaffCase
    | PlacesCase
    | VacanciesCase
    | RequirementsCase
    | SafetyCase
    | EvaluateCase
    | PublishCase
    | CentreCase
    | ServicesCase
    | HealthVisitCase
    | LecturesCase
    | ActivitiesCase
    | CoverageCase
    | MaternityCase
    | CareLeaveCase
    | LossLeaveCase
    | NursingCase
    | ParentalLeaveCase
    | TaxReliefCase
    | PricesCase
    | IncumbentCase
    | NeedsCase
    | ActionsCase
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
        ReviewCase,
        TransitionCase,
        NextStepsCase,
        EntitlementCase,
        BudgetCase,
        ReconcileCase,
        SlotsCase,
        AssessCase,
        ProgressCase,
        DutiesCase,
        MayOperateCase,
        MayWorkCase,
        DisplayedCase,
        RepairCase,
        StandingCase,
        ClassesCase,
        GroupsCase,
        StaffCase,
        PlacesCase,
        VacanciesCase,
        RequirementsCase,
        SafetyCase,
        EvaluateCase,
        PublishCase,
        CentreCase,
        ServicesCase,
        HealthVisitCase,
        LecturesCase,
        ActivitiesCase,
        CoverageCase,
        MaternityCase,
        CareLeaveCase,
        LossLeaveCase,
        NursingCase,
        ParentalLeaveCase,
        TaxReliefCase,
        PricesCase,
        IncumbentCase,
        NeedsCase,
        ActionsCase,
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
