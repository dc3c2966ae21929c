"""Answers in words: what was decided, why, under which reading, and what is missing.

Source: none; the words are our own, in the gettext catalogues under `locales/`.

Limitations: see `infantcare_policy.wording`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import singledispatch
from typing import TYPE_CHECKING

from infantcare_policy.calendars import Deadline
from infantcare_policy.credit import Repair, Standing
from infantcare_policy.decisions import (
    Conflicting,
    Decided,
    Decision,
    Ground,
    Option,
    PlanStamp,
    Reasoned,
    Referred,
    Undetermined,
)
from infantcare_policy.errors import WrongPlan
from infantcare_policy.money import Amount
from infantcare_policy.plan import Document, Finding, Plan, Relief, Requirement
from infantcare_policy.registration import FilingDeadlines, Review, Route, Step, Transition
from infantcare_policy.safety import Evaluated, Publication
from infantcare_policy.subsidies import Discrepancy, Entitlement
from infantcare_policy.supervision import Duty
from infantcare_policy.targets import Progress
from infantcare_policy.wording.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infantcare_policy.county import Ban

__all__ = ["brief", "explain", "item_line", "label", "lines", "reasons", "value_lines"]


def explain(answer: object, plan: Plan, *, locale: str = "zh_CN") -> str:
    """Explain a decision, a ground, a discrepancy, the progress of a target or a finding.

    Args:
        answer: what a rule returned, or one of its grounds.
        plan: the plan that was asked; it names departments, clauses and readings.
        locale: `zh_CN` or `en`.

    Raises:
        UnknownLocale: for a language without a catalogue.
        WrongPlan: for an answer of another plan.
        TypeError: for something that cannot be explained.
    """
    asked = getattr(answer, "plan", None)
    if isinstance(asked, PlanStamp) and asked.id != plan.id:
        raise WrongPlan(asked.id, plan.id)
    return "\n".join(lines(answer, Voice(plan, locale)))


def label(thing: object, plan: Plan, *, locale: str = "zh_CN") -> str:
    """Give the words for a word of a closed list, a part of the plan, an id or a fact's name.

    Raises:
        UnknownLocale: for a language without a catalogue.
        UnknownName: for a text that names nothing.
    """
    return Voice(plan, locale).label(thing)


def brief(answer: Decision[object], plan: Plan, *, locale: str = "zh_CN") -> str:
    """Say a decision in a few words, for a cell of a table; its articles are in `citations`.

    Raises:
        UnknownLocale: for a language without a catalogue.
    """
    voice = Voice(plan, locale)
    match answer:
        case Decided():
            return next(_decided(answer, voice))
        case Undetermined():
            missing = voice.lacking(item.name for item in answer.missing)
            if all(voice.is_omitted(item) for item in answer.missing):
                return voice.say("phrase", "left-out-on-purpose", name=missing)
            silent = all(item.kind == "text" for item in answer.missing)
            return voice.say("brief", "not-stated" if silent else "undetermined", missing=missing)
        case Conflicting():
            options = (next(value_lines(option.value, voice)) for option in answer.options)
            return voice.say("brief", "conflicting", options=" / ".join(options))
    return voice.say("brief", "referred")


@singledispatch
def lines(answer: object, voice: Voice) -> Iterator[str]:
    """Say an answer, line by line; other modules register their own kinds of answers."""
    del voice
    message = (
        "expected a decision, a ground, a discrepancy, the progress of a target or a finding, "
        f"got {type(answer).__name__}"
    )
    raise TypeError(message)


@lines.register
def _(answer: Ground, voice: Voice) -> Iterator[str]:
    yield voice.ground(answer)


COUNTED_IN: Mapping[str, str] = {
    "employment.nursing": "hours",
    "employment.no-nursing": "hours",
    "employment.leave-part": "days",
}
"""The unit of a bare number, by the code of its first ground."""


def _decided(answer: Decided[object], voice: Voice) -> Iterator[str]:
    """Say the value of an answer; a bare number with its unit."""
    unit = COUNTED_IN.get(answer.grounds[0].code) if answer.grounds else None
    if unit and isinstance(answer.value, int):
        yield voice.say("phrase", unit, **{unit: str(answer.value)})
    else:
        yield from value_lines(answer.value, voice)


@lines.register
def _(answer: Decided, voice: Voice) -> Iterator[str]:  # type: ignore[type-arg]
    said = tuple(_decided(answer, voice))
    yield voice.say("kind", "decided", answer=said[0])
    yield from said[1:]
    yield from reasons(answer, voice)


@lines.register
def _(answer: Undetermined, voice: Voice) -> Iterator[str]:
    yield voice.say("kind", "undetermined")
    for missing in answer.missing:
        yield f"  - {voice.missing(missing)}"
    yield from reasons(answer, voice)


@lines.register
def _(answer: Referred, voice: Voice) -> Iterator[str]:
    to = voice.named(answer.to) if answer.to else voice.say("phrase", "nobody-named")
    yield voice.say("kind", "referred", to=to)
    yield from reasons(answer, voice)


@lines.register
def _(answer: Conflicting, voice: Voice) -> Iterator[str]:  # type: ignore[type-arg]
    yield voice.say("kind", "conflicting")
    option: Option[object]
    for option in answer.options:
        yield f"  - {next(value_lines(option.value, voice))}"
        yield from (f"    {voice.ground(ground)}" for ground in option.grounds)
    yield from reasons(answer, voice)


@lines.register
def _(answer: Discrepancy, voice: Voice) -> Iterator[str]:
    yield voice.say(
        "phrase",
        "discrepancy",
        kind=voice.label(answer.kind),
        facility=answer.facility,
        payer=voice.maybe_named(answer.payer),
        paid=voice.money(answer.paid),
        due=voice.amount(answer.due),
        payments=voice.listed(answer.payments),
    )
    yield from (f"  - {voice.ground(ground)}" for ground in answer.grounds)
    yield voice.say("status", answer.plan.status, plan=voice.label(voice.plan))


@lines.register
def _(answer: Finding, voice: Voice) -> Iterator[str]:
    sources = voice.listed(voice.citation(cite) for cite in answer.cites)
    text = voice.finding(answer)
    yield voice.say("phrase", "cited", text=text, source=sources) if sources else text


@lines.register
def _(answer: Progress, voice: Voice) -> Iterator[str]:
    colon = voice.say("phrase", "colon")
    yield f"{voice.value('target', answer.target)}{colon}{_standing(answer, voice)}"
    yield from (f"  - {voice.missing(missing)}" for missing in answer.missing)
    for part in answer.parts:
        yield f"  {voice.part(part)}{colon}{_standing(part, voice)}"
    yield from reasons(answer, voice)


def _standing(progress: Progress, voice: Voice) -> str:
    """Say in one line how a target, or a part of it, stands."""
    said = [voice.label(progress.status)]
    kind = voice.plan.target(progress.target).kind
    if reached := voice.reached(progress):
        said.append(voice.say("phrase", "reached", value=reached))
    for key, number in (("gap", progress.gap), ("behind", progress.behind)):
        if number:
            said.append(voice.say("phrase", key, value=voice.number(kind, number)))
    if progress.late_by:
        key = "late-by-one" if progress.late_by == 1 else "late-by"
        said.append(voice.say("phrase", key, days=str(progress.late_by)))
    return voice.say("phrase", "semicolon").join(said)


def reasons(answer: Reasoned, voice: Voice) -> Iterator[str]:
    """Say the grounds, the readings and the notes, and the state of the plan."""
    if answer.grounds:
        yield voice.say("heading", "grounds")
        yield from (f"  - {voice.ground(ground)}" for ground in answer.grounds)
    if answer.readings:
        yield voice.say("heading", "readings")
        for stamp in answer.readings:
            reading = voice.plan.reading(stamp.id)
            chosen = next(option for option in reading.options if option.id == stamp.option)
            taken = f"{voice.label(chosen)} ({stamp.id}={stamp.option})"
            yield f"  - {taken} — {voice.label(reading)}"
    if answer.notes:
        yield voice.say("heading", "notes")
        yield from (f"  - {voice.ground(ground)}" for ground in answer.notes)
    status = answer.plan.status if answer.plan else voice.plan.status
    yield voice.say("status", status, plan=voice.label(voice.plan))


@singledispatch
def value_lines(value: object, voice: Voice) -> Iterator[str]:
    """Say the value of a decision, its first line alone being enough for a list."""
    if value is None:
        yield voice.say("phrase", "nobody")
    elif isinstance(value, bool):
        yield voice.say("phrase", "yes" if value else "no")
    elif isinstance(value, StrEnum):
        yield voice.label(value)
    else:
        yield voice.maybe_named(value) if isinstance(value, str) else str(value)


@value_lines.register
def _(value: Route, voice: Voice) -> Iterator[str]:
    yield voice.named(value.registrar)
    yield from (f"  {_step(step, voice)}" for step in value.steps)


@value_lines.register
def _(value: Entitlement, voice: Voice) -> Iterator[str]:
    if not value.awards:
        yield voice.say("phrase", "no-award")
        return
    total, due = voice.amount(value.total), voice.amount(value.due)
    yield voice.say("phrase", "entitled", slots=str(value.slots), total=total, due=due)
    for payer in value.payers:
        if value.share(payer) == Amount():
            continue
        share, left = voice.amount(value.share(payer)), voice.amount(value.due_from(payer))
        name = voice.maybe_named(payer)
        yield f"  {voice.say('phrase', 'share', payer=name, share=share, due=left)}"


@value_lines.register
def _(value: FilingDeadlines, voice: Voice) -> Iterator[str]:
    receipt, notice = voice.deadline(value.receipt), voice.deadline(value.notice)
    yield voice.say("phrase", "filing-deadlines", receipt=receipt, notice=notice)


@value_lines.register
def _(value: Deadline, voice: Voice) -> Iterator[str]:
    yield voice.deadline(value)


@value_lines.register
def _(value: tuple, voice: Voice) -> Iterator[str]:  # type: ignore[type-arg]
    if value and all(isinstance(item, Step) for item in value):
        yield voice.listed(_step_name(step, voice) for step in value)
    elif value and all(isinstance(item, Relief) for item in value):
        yield voice.listed(map(voice.label, value))
        return
    else:
        yield voice.say("phrase", "item" if len(value) == 1 else "items", count=str(len(value)))
    yield from (f"  {item_line(item, voice)}" for item in value)


@singledispatch
def item_line(item: object, voice: Voice) -> str:
    """Say one part of a list in a line."""
    if isinstance(item, Document | Requirement | StrEnum):
        return voice.label(item)
    return str(item)


@item_line.register
def _(item: Duty, voice: Voice) -> str:
    watched_by = brief(item.watched_by, voice.plan, locale=voice.locale)
    if isinstance(item.watched_by, Decided) and item.watched_by.value is None:
        watched_by = voice.say("phrase", "no-entry")
    return f"{voice.value('domain', item.domain)}{voice.say('phrase', 'colon')}{watched_by}"


@item_line.register
def _(item: Ground, voice: Voice) -> str:
    return voice.ground(item)


@item_line.register
def _(item: Step, voice: Voice) -> str:
    return _step(item, voice)


@item_line.register
def _(item: Publication, voice: Voice) -> str:
    return _publication(item, voice)


def _step_name(step: Step, voice: Voice) -> str:
    """Say what is done and with whom, in a few words."""
    what, which = voice.say("step-name", step.kind), voice.maybe_named(step.recipient)
    return voice.say("phrase", "of-which", what=what, which=which)


def _step(step: Step, voice: Voice) -> str:
    """Say who does what towards whom, and by when if the text says so."""
    names = {"actor": voice.maybe_named(step.actor), "to": voice.maybe_named(step.recipient)}
    said = voice.say("step", step.kind, **names)
    return f"{said} ({voice.deadline(step.limit)})" if step.limit != Deadline() else said


def _publication(publication: Publication, voice: Voice) -> str:
    """Say what is made public by whom, and how soon if the text says so."""
    row = publication.what
    by = row.by.in_(voice.locale)
    said = voice.say("phrase", "publication", what=voice.label(row), by=by)
    days = publication.workdays
    limit = row.words if days is None else voice.say("phrase", "workdays", days=str(days))
    return f"{said} ({limit})" if limit else said


@value_lines.register
def _(value: Review, voice: Voice) -> Iterator[str]:
    yield voice.say("phrase", "review-complete" if value.complete else "review-lacking")
    yield from (f"  {voice.label(document)}" for document in value.missing)
    if value.beside:
        documents = voice.listed(voice.value("document", name) for name in value.beside)
        yield f"  {voice.say('phrase', 'review-beside', documents=documents)}"


@value_lines.register
def _(value: Transition, voice: Voice) -> Iterator[str]:
    move = voice.label(value.move)
    if value.legal:
        yield voice.say("phrase", "move-legal", move=move, stage=voice.label(value.after.stage))
        return
    yield voice.say("phrase", "move-illegal", move=move, stage=voice.label(value.before.stage))


@value_lines.register
def _(value: Repair, voice: Voice) -> Iterator[str]:
    yield voice.say("phrase", "repair-possible" if value.possible else "repair-impossible")


@value_lines.register
def _(value: Standing, voice: Voice) -> Iterator[str]:
    counts = {name: str(len(getattr(value, name))) for name in ("bans", "records")}
    yield voice.say("phrase", "standing", **counts)
    yield from (f"  {voice.ground(_ban(ban))}" for ban in value.bans)
    for record in value.records:
        said = brief(record.displayed, voice.plan, locale=voice.locale)
        names = {"record": record.record, "kind": voice.label(record.kind), "displayed": said}
        yield f"  {voice.say('phrase', 'shown', **names)}"


def _ban(ban: Ban) -> Ground:
    """Give a ban in force as the reason that it is."""
    if ban.for_life:
        return Ground("credit.banned-for-life", ban.citation, (("since", ban.since),))
    return Ground("credit.banned", ban.citation, (("since", ban.since), ("until", ban.until)))


@value_lines.register
def _(value: Evaluated, voice: Voice) -> Iterator[str]:
    parts: dict[str, Decision[object]]
    parts = {"total": value.total, "vetoed": value.vetoed, "grade": value.grade}
    said = {name: brief(part, voice.plan, locale=voice.locale) for name, part in parts.items()}
    if isinstance(value.grade, Decided):
        said["grade"] = value.grade.value  # the evaluators' own word, whatever else it may name
    yield voice.say("phrase", "evaluated", at_most=str(value.at_most), **said)
    for part in parts.values():
        yield from (f"  {voice.ground(ground)}" for ground in part.grounds)
