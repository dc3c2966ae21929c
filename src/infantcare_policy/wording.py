"""Answers in words: what was decided, why, under which reading, and what is missing.

Source: none; the words are our own, in the gettext catalogues under `locales/`.

Limitations: Chinese (`zh_CN`) and English (`en`). The locale is always an argument, never taken
from the machine. Names of departments, clauses and readings come from the plan.

>>> from infantcare_policy.plan import yijun
>>> label(Setting.KINDERGARTEN, yijun(), locale="zh_CN")
'托幼一体化'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from functools import cache, cached_property, singledispatch
from importlib.resources import files
from string import Formatter

from attrs import field, frozen
from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from infantcare_policy.calendars import Deadline
from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Decision,
    Ground,
    GroundFact,
    Missing,
    Option,
    PlanStamp,
    Reasoned,
    Referred,
    Undetermined,
)
from infantcare_policy.errors import UnknownLocale, UnknownName, WrongPlan
from infantcare_policy.money import LONGEST_SUM, Amount
from infantcare_policy.plan import (
    Document,
    Finding,
    Plan,
    RouteRow,
    SupervisionRow,
    TargetKind,
    Wording,
)
from infantcare_policy.registration import FilingDeadlines, Route, Stage
from infantcare_policy.subsidies import Discrepancy, Entitlement
from infantcare_policy.supervision import Duty
from infantcare_policy.targets import Number, Progress, TargetStatus
from infantcare_policy.terms import (
    LegalForm,
    Level,
    Operation,
    ServiceMode,
    Setting,
)

__all__ = ["LOCALES", "Voice", "brief", "explain", "label"]

LOCALES = ("zh_CN", "en")
"""The languages in which answers can be explained."""


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
    return "\n".join(_lines(answer, Voice(plan, locale)))


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
            return next(_value_lines(answer.value, voice))
        case Undetermined():
            missing = voice.lacking(item.name for item in answer.missing)
            silent = all(item.kind == "text" for item in answer.missing)
            return voice.say("brief", "not-stated" if silent else "undetermined", missing=missing)
        case Conflicting():
            options = (next(_value_lines(option.value, voice)) for option in answer.options)
            return voice.say("brief", "conflicting", options=" / ".join(options))
    return voice.say("brief", "referred")


def _known(locale: str) -> str:
    try:
        parsed = Locale.parse(locale.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        raise UnknownLocale(locale, LOCALES) from None
    found = [known for known in LOCALES if Locale.parse(known).language == parsed.language]
    if not found:
        raise UnknownLocale(locale, LOCALES)
    return found[0]


@cache
def _catalogue(locale: str) -> Mapping[tuple[str, str], str]:
    """Read a catalogue: the message for each context and key."""
    folder = files("infantcare_policy").joinpath("locales", locale, "LC_MESSAGES")
    with folder.joinpath("infantcare_policy.po").open("rb") as text:
        catalogue = read_po(text, locale=locale)
    return {
        (message.context, message.id): message.string
        for message in catalogue
        if message.context and isinstance(message.id, str) and isinstance(message.string, str)
    }


ARTICLE = re.compile(r"\d{1,3}([.–-]\d+[A-Z]?)*")

WORDS_OF_FACTS: Mapping[str, type[StrEnum]] = {
    "legal_form": LegalForm,
    "settings": Setting,
    "operation": Operation,
    "services": ServiceMode,
    "level": Level,
    "stage": Stage,
    "status": TargetStatus,
}


KIND_OF_LIMIT: Mapping[str, TargetKind] = {
    "rate_at_least": "rate",
    "rate_at_most": "rate",
    "per_thousand_at_least": "per-thousand",
    "per_thousand_at_most": "per-thousand",
    "at_least": "count",
    "at_most": "count",
}

# a name such as facilities.F1 is one of them
LISTED = frozenset({"facilities", "activities"})

NAMES_IN_THE_PLAN = frozenset({"registrar", "actor", "recipient", "town", "unknown", "watcher"})


@frozen
class Voice:
    """A plan spoken of in a language.

    Raises:
        UnknownLocale: for a language without a catalogue.
    """

    plan: Plan
    locale: str = field(converter=_known)

    def say(self, context: str, key: str, **fields: str) -> str:
        """Fill in a message of the catalogue."""
        return _catalogue(self.locale)[context, key].format(**fields)

    def label(self, thing: object) -> str:
        """Give the words for a word of a closed list, a part of the plan or an id."""
        if isinstance(thing, StrEnum):
            return self.say(type(thing).__name__, thing.value)
        if isinstance(thing, Citation):
            return self.citation(thing)
        if isinstance(thing, str):
            return self.named(thing)
        for attribute in ("name", "heading", "title", "question", "words"):
            if isinstance(words := getattr(thing, attribute, None), Wording):
                return words.in_(self.locale)
        message = f"no words for a {type(thing).__name__}"
        raise TypeError(message)

    def named(self, name: str) -> str:
        """Find what an id names: a fact, or a part of the plan."""
        if fact := _catalogue(self.locale).get(("fact", name)):
            return fact
        plan = self.plan
        for find in (plan.department, plan.town, plan.payer, plan.clause, plan.instrument):
            try:
                return self.label(find(name))
            except UnknownName:
                continue
        words = {part.id: part.question for part in plan.open_questions}
        for parts in (plan.groups, plan.grants, plan.targets, plan.documents):
            words.update((part.id, part.name) for part in parts)
        words.update((t.indicator, t.name) for t in plan.targets if t.indicator)
        if name in words:
            return words[name].in_(self.locale)
        raise UnknownName(name, words)

    def maybe_named(self, name: str) -> str:
        """Find what an id names, or give it as it is."""
        try:
            return self.named(name)
        except UnknownName:
            return name

    def citation(self, citation: Citation) -> str:
        """Name an article: a clause of this plan by its number, another by its instrument."""
        if citation.instrument == self.plan.id:
            return self.say("phrase", "clause", article=citation.article)
        try:
            title = self.plan.instrument(citation.instrument).title.in_(self.locale)
        except UnknownName:
            title = citation.instrument
        key = "article" if ARTICLE.fullmatch(citation.article) else "passage"
        return self.say("phrase", key, title=title, article=citation.article)

    def value(self, name: str, value: GroundFact) -> str:
        """Say one value of a fact."""
        if value is None or isinstance(value, bool):
            return self.say("phrase", {None: "unknown", True: "yes", False: "no"}[value])
        kind = KIND_OF_LIMIT.get(name)
        match value:
            case date():
                said = format_date(value, format="long", locale=self.locale)
            case int() | Decimal() if kind:
                said = self.number(kind, Fraction(value))
            case Decimal():
                said = self.money(value)
            case int():
                said = format_decimal(value, locale=self.locale)
            case tuple():
                items = self.listed(self.value(name, item) for item in value)
                said = items or self.say("phrase", "none")
            case _:
                said = self.word(name, value)
        return str(said)

    def word(self, name: str, value: str) -> str:
        """Say a text that is the value of a fact: a word of a list, an id, or as it is."""
        if name in WORDS_OF_FACTS:
            return self.label(WORDS_OF_FACTS[name](value))
        parts = self._parts.get(name, {})
        if value in parts:
            return parts[value].in_(self.locale)
        return self.maybe_named(value) if name in NAMES_IN_THE_PLAN else value

    @cached_property
    def _parts(self) -> Mapping[str, Mapping[str, Wording]]:
        """The parts of the plan that a fact of that name means, so that ids may be alike."""
        rows: tuple[RouteRow | SupervisionRow, ...]
        rows = (*self.plan.routes, *self.plan.supervision)
        authorities = [row.source_authority for row in rows if row.source_authority]
        return {
            "grant": {grant.id: grant.name for grant in self.plan.grants},
            "target": {target.id: target.name for target in self.plan.targets},
            "domain": {domain.id: domain.name for domain in self.plan.domains},
            "document": {document.id: document.name for document in self.plan.documents},
            "payer": {payer.id: payer.name for payer in self.plan.payers},
            "authority": {authority.name.zh: authority.name for authority in authorities},
        }

    def money(self, amount: Decimal) -> str:
        """Say a sum of yuan; Babel rounds to the ambient context, which has to be wide enough."""
        with localcontext(prec=2 * LONGEST_SUM):
            return str(format_currency(amount, "CNY", locale=self.locale))

    def amount(self, amount: Amount) -> str:
        """Say a sum with what is missing from it."""
        known = self.money(amount.known)
        if not amount.unknown:
            return known
        key = "without" if amount.known else "only-unknown"
        return self.say("phrase", key, known=known, missing=self.unknown(amount.unknown))

    def number(self, kind: TargetKind, value: Number) -> str:
        """Say a number of a target; what is cut off after two places is shown as cut off.

        It is never rounded up, so that 94.999 % does not look like 95 %.
        """
        scale = 100 if kind == "rate" else 1
        hundredths, rest = divmod(Fraction(value) * scale * 100, 1)
        if rest and not hundredths:  # too small to be cut off
            return str(Fraction(value))
        with localcontext(prec=2 * LONGEST_SUM):
            exact = Decimal(int(hundredths)).scaleb(-2)
            said = str(format_decimal(exact, format="#,##0.##", locale=self.locale))
        return f"{said}{'…' if rest else ''}{'%' if kind == 'rate' else ''}"

    def reached(self, progress: Progress) -> str:
        """Say the number of a target, or its bounds."""
        if progress.bounds is None:
            return ""
        kind = self.plan.target(progress.target).kind
        low, high = progress.bounds
        if progress.value is not None:
            return self.number(kind, progress.value)
        if high is None:
            return self.say("phrase", "at-least", low=self.number(kind, low))
        return self.say(
            "phrase", "between", low=self.number(kind, low), high=self.number(kind, high)
        )

    def part(self, progress: Progress) -> str:
        """Name a part of a target: a year as it is, a township by its name."""
        return progress.part if progress.part.isdigit() else self.maybe_named(progress.part)

    def asked(self, progress: Progress) -> str:
        """Say what a target asks for."""
        ground = next(
            (ground for ground in progress.grounds if ground.code == "target.asked"), None
        )
        limits = [fact for fact in ground.facts if fact[0] in KIND_OF_LIMIT] if ground else []
        return self.facts(limits)

    def lacking(self, names: Iterable[str]) -> str:
        """Name what is missing: facts, and observations of townships or of facilities."""
        surveyed = {target.indicator for target in self.plan.targets}
        areas: dict[str, list[str]] = {}
        for name in names:
            area, _, part = name.partition(".")
            if area in surveyed:
                areas.setdefault(area, []).extend([self.maybe_named(part)] if part else [])
            elif part and area in LISTED:
                areas.setdefault(area, []).append(part)
            else:
                areas.setdefault(name, [])
        return self.listed(self._of_which(area, parts) for area, parts in areas.items())

    def _of_which(self, area: str, parts: list[str]) -> str:
        what = self.maybe_named(area)
        which = self.listed(parts)
        return self.say("phrase", "of-which", what=what, which=which) if parts else what

    def finding(self, finding: Finding) -> str:
        """Say something that does not fit together in the text."""
        subject = finding.subject
        match finding.kind:
            case "not-stated":
                table, _, name = subject.rpartition(".")
                subject = self.value("grant", name) if table else self.maybe_named(name)
            case "no-owner":
                subject = self.value("domain", subject)
            case "no-duty" | "no-task" | "variant-names":
                subject = self.named(subject)
        return self.say("finding", finding.kind, subject=subject, names=" / ".join(finding.names))

    def unknown(self, names: Iterable[str]) -> str:
        """Name what is missing from a sum, such as `grants.provincial`."""
        parts = (name.partition(".") for name in names)
        return self.listed(self.value(area.removesuffix("s"), name) for area, _, name in parts)

    def listed(self, words: Iterable[str]) -> str:
        """Put words into a list."""
        return self.say("phrase", "comma").join(words)

    def facts(self, facts: Iterable[tuple[str, GroundFact]]) -> str:
        """Say facts with their values."""
        colon = self.say("phrase", "colon")
        said = (
            f"{self.maybe_named(name)}{colon}{self.value(name, value)}" for name, value in facts
        )
        return self.say("phrase", "semicolon").join(said)

    def ground(self, ground: Ground) -> str:
        """Say a ground: its message with its facts, and its article behind."""
        template = _catalogue(self.locale)["ground", ground.code]
        asked = {name for _, name, _, _ in Formatter().parse(template) if name}
        said = {name: self.value(name, value) for name, value in ground.facts if name in asked}
        rest = [pair for pair in ground.facts if pair[0] not in asked | {"row", "bar"}]
        text = template.format(**{**dict.fromkeys(asked, ""), **said, "facts": self.facts(rest)})
        text = text.replace("（）", "").replace("()", "").strip()
        if ground.citation is None:
            return text
        return self.say("phrase", "cited", text=text, source=self.citation(ground.citation))

    def missing(self, missing: Missing) -> str:
        """Say what is missing, with its article."""
        name = self.lacking([missing.name])
        text = self.say("missing", missing.kind, name=name)
        if missing.citation is None:
            return text
        return self.say("phrase", "cited", text=text, source=self.citation(missing.citation))

    def deadline(self, deadline: Deadline) -> str:
        """Say by when."""
        if deadline.by:
            day = format_date(deadline.by, format="long", locale=self.locale)
            return self.say("phrase", "by", day=day)
        key = "provisional" if deadline.provisional else "no-day"
        return deadline.words or self.say("phrase", key)


@singledispatch
def _lines(answer: object, voice: Voice) -> Iterator[str]:
    del voice
    message = (
        "expected a decision, a ground, a discrepancy, the progress of a target or a finding, "
        f"got {type(answer).__name__}"
    )
    raise TypeError(message)


@_lines.register
def _(answer: Ground, voice: Voice) -> Iterator[str]:
    yield voice.ground(answer)


@_lines.register
def _(answer: Decided, voice: Voice) -> Iterator[str]:  # type: ignore[type-arg]
    said = tuple(_value_lines(answer.value, voice))
    yield voice.say("kind", "decided", answer=said[0])
    yield from said[1:]
    yield from _reasons(answer, voice)


@_lines.register
def _(answer: Undetermined, voice: Voice) -> Iterator[str]:
    yield voice.say("kind", "undetermined")
    for missing in answer.missing:
        yield f"  - {voice.missing(missing)}"
    yield from _reasons(answer, voice)


@_lines.register
def _(answer: Referred, voice: Voice) -> Iterator[str]:
    to = voice.named(answer.to) if answer.to else voice.say("phrase", "nobody-named")
    yield voice.say("kind", "referred", to=to)
    yield from _reasons(answer, voice)


@_lines.register
def _(answer: Conflicting, voice: Voice) -> Iterator[str]:  # type: ignore[type-arg]
    yield voice.say("kind", "conflicting")
    option: Option[object]
    for option in answer.options:
        yield f"  - {next(_value_lines(option.value, voice))}"
        yield from (f"    {voice.ground(ground)}" for ground in option.grounds)
    yield from _reasons(answer, voice)


@_lines.register
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


@_lines.register
def _(answer: Finding, voice: Voice) -> Iterator[str]:
    sources = voice.listed(voice.citation(cite) for cite in answer.cites)
    text = voice.finding(answer)
    yield voice.say("phrase", "cited", text=text, source=sources) if sources else text


@_lines.register
def _(answer: Progress, voice: Voice) -> Iterator[str]:
    colon = voice.say("phrase", "colon")
    yield f"{voice.value('target', answer.target)}{colon}{_standing(answer, voice)}"
    yield from (f"  - {voice.missing(missing)}" for missing in answer.missing)
    for part in answer.parts:
        yield f"  {voice.part(part)}{colon}{_standing(part, voice)}"
    yield from _reasons(answer, voice)


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


def _reasons(answer: Reasoned, voice: Voice) -> Iterator[str]:
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
def _value_lines(value: object, voice: Voice) -> Iterator[str]:
    """Say the value of a decision, its first line alone being enough for a list."""
    if value is None:
        yield voice.say("phrase", "nobody")
    elif isinstance(value, StrEnum):
        yield voice.label(value)
    else:
        yield voice.maybe_named(value) if isinstance(value, str) else str(value)


@_value_lines.register
def _(value: Route, voice: Voice) -> Iterator[str]:
    yield voice.named(value.registrar)
    for step in value.steps:
        names = {"actor": voice.maybe_named(step.actor), "to": voice.maybe_named(step.recipient)}
        words = f" ({step.limit.words})" if step.limit.words else ""
        yield f"  {voice.say('step', step.kind, **names)}{words}"


@_value_lines.register
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


@_value_lines.register
def _(value: FilingDeadlines, voice: Voice) -> Iterator[str]:
    receipt, notice = voice.deadline(value.receipt), voice.deadline(value.notice)
    yield voice.say("phrase", "filing-deadlines", receipt=receipt, notice=notice)


@_value_lines.register
def _(value: Deadline, voice: Voice) -> Iterator[str]:
    yield voice.deadline(value)


@_value_lines.register
def _(value: tuple, voice: Voice) -> Iterator[str]:  # type: ignore[type-arg]
    yield voice.say("phrase", "items", count=str(len(value)))
    for item in value:
        if isinstance(item, Duty):
            watched_by = brief(item.watched_by, voice.plan, locale=voice.locale)
            domain = voice.value("domain", item.domain)
            yield f"  {domain}{voice.say('phrase', 'colon')}{watched_by}"
        else:
            yield f"  {voice.label(item) if isinstance(item, Document) else item}"
