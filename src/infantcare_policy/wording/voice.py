"""The voice in which a plan is spoken of: the catalogues, names, numbers, days and sums.

Source: none; the words are our own, in the gettext catalogues under `locales/`.

Limitations: see `infantcare_policy.wording`.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from functools import cache, cached_property
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING

from attrs import field, frozen
from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from infantcare_policy.county import RESIDENTS
from infantcare_policy.decisions import Citation, Ground, GroundFact, Missing
from infantcare_policy.errors import UnknownLocale, UnknownName
from infantcare_policy.money import LONGEST_SUM, Amount
from infantcare_policy.people import short_key
from infantcare_policy.plan import (
    Finding,
    Plan,
    RouteRow,
    SupervisionRow,
    TargetKind,
    Wording,
)
from infantcare_policy.targets import Number, Progress, TargetStatus
from infantcare_policy.terms import (
    AreaKind,
    Authority,
    ClassKind,
    InstitutionKind,
    LegalForm,
    Level,
    Move,
    Operation,
    Role,
    ServiceMode,
    Setting,
    Stage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from infantcare_policy.calendars import Deadline

__all__ = ["LOCALES", "Voice"]

LOCALES = ("zh_CN", "en")
"""The languages in which answers can be explained."""


def _known(locale: str) -> str:
    try:
        parsed = Locale.parse(locale.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        raise UnknownLocale(locale, LOCALES) from None
    found = [known for known in LOCALES if Locale.parse(known).language == parsed.language]
    # Babel takes C and POSIX, which name no language, for American English
    if not found or locale.upper() in {"C", "POSIX"}:
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
    "institution": InstitutionKind,
    "area": AreaKind,
    "operation": Operation,
    "services": ServiceMode,
    "level": Level,
    "stage": Stage,
    "after": Stage,
    "move": Move,
    "role": Role,
    "asked": Authority,
    "class": ClassKind,
    "classes": ClassKind,
    "meant": LegalForm,
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
LISTED = frozenset({"facilities", "activities", "recorded_years"})

# a name such as contacts.full-month is that of a part of the plan
NAMED_PARTS: Mapping[str, str] = {"contacts": "contact", "incumbencies": "seat"}

# a name such as groups[0].carers is a fact of one of them, the groups counted from one
OF_ONE = re.compile(r"(groups|staff|changes)\[(.+)\]\.(\w+)")

NAMES_IN_THE_PLAN = frozenset(
    {
        "registrar",
        "actor",
        "recipient",
        "town",
        "unknown",
        "watcher",
        "lacking",
        "owners",
        "part",
        "figure",
    }
)

# what names a row for a program, or says again what the names beside it say
NOT_SAID = frozenset({"row", "bar", "act"})


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

    def bodies(self, ids: Iterable[str]) -> str:
        """Name departments and township bodies; all township bodies by the word for them."""
        wanted = tuple(ids)
        towns = [town.id for town in self.plan.towns]
        group = next((group for group in self.plan.groups if group.members == "towns"), None)
        if group and towns and set(towns) <= set(wanted):
            others = [self.named(name) for name in wanted if name not in towns]
            return self.listed([*others, group.name.in_(self.locale)])
        return self.listed(map(self.named, wanted))

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
        if name == "person":
            return short_key(value)
        if name == "step":
            return self.say("step-name", value)
        parts = self._parts.get(name, {})
        if value in parts:
            return parts[value].in_(self.locale)
        return self.maybe_named(value) if name in NAMES_IN_THE_PLAN else value

    @cached_property
    def _parts(self) -> Mapping[str, Mapping[str, Wording]]:
        """The parts of the plan that a fact of that name means, so that ids may be alike."""
        rows: tuple[RouteRow | SupervisionRow, ...]
        rows = (*self.plan.routes, *self.plan.supervision)
        posts = self.plan.conference.posts if self.plan.conference else ()
        authorities = [row.source_authority for row in rows if row.source_authority]
        return {
            "grant": {grant.id: grant.name for grant in self.plan.grants},
            "target": {target.id: target.name for target in self.plan.targets},
            "domain": {domain.id: domain.name for domain in self.plan.domains},
            "document": {document.id: document.name for document in self.plan.documents},
            "post": {post.id: post.name for post in self.plan.posts},
            "requirement": {row.id: row.name for row in self.plan.requirements},
            "centre": {row.id: row.name for row in self.plan.centres},
            "activity": {row.id: row.name for row in self.plan.activities},
            "service": {row.id: row.name for row in self.plan.services},
            "contact": {row.id: row.name for row in self.plan.contacts},
            "check": {row.id: row.name for row in self.plan.health_checks},
            "measure": {row.id: row.name for row in self.plan.measures},
            "catalogue": {row.id: row.name for row in self.plan.catalogues},
            "occupation": {row.id: row.name for row in self.plan.occupations},
            "relief": {row.id: row.name for row in self.plan.reliefs},
            "condition": {row.id: row.name for row in self.plan.relief_conditions},
            "action": {row.id: row.name for row in self.plan.actions},
            "omission": {each.id: each.reason for each in self.plan.omissions},
            "seat": {post.id: post.office for post in posts},
            "publication": {row.id: row.name for row in self.plan.publications},
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
        surveyed = {RESIDENTS, *(target.indicator for target in self.plan.targets)}
        areas: dict[str, list[str]] = {}
        for name in names:
            area, _, part = name.partition(".")
            if part and area == "requirements":
                areas.setdefault(self.value("requirement", part), [])
            elif area in surveyed:
                areas.setdefault(area, []).extend([self.maybe_named(part)] if part else [])
            elif part and area in LISTED:
                areas.setdefault(area, []).append(part)
            elif part in self._parts.get(NAMED_PARTS.get(area, ""), {}):
                areas.setdefault(area, []).append(self.value(NAMED_PARTS[area], part))
            else:
                areas.setdefault(name, [])
        return self.listed(self._of_which(area, parts) for area, parts in areas.items())

    def _of_which(self, area: str, parts: list[str]) -> str:
        if one := OF_ONE.fullmatch(area):
            which = str(int(one[2]) + 1) if one[1] == "groups" else one[2]
            # what is known of a person has names that a department has too: education
            name = f"staff.{one[3]}" if one[1] == "staff" else one[3]
            return self.say("phrase", f"of-{one[1]}", what=self.maybe_named(name), which=which)
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
        text = self.bare(ground)
        if ground.citation is None:
            return text
        return self.say("phrase", "cited", text=text, source=self.citation(ground.citation))

    def bare(self, ground: Ground) -> str:
        """Say a ground without its article."""
        template = _catalogue(self.locale)["ground", ground.code]
        asked = {name for _, name, _, _ in Formatter().parse(template) if name}
        said = {name: self.value(name, value) for name, value in ground.facts if name in asked}
        rest = [pair for pair in ground.facts if pair[0] not in asked | NOT_SAID]
        text = template.format(**{**dict.fromkeys(asked, ""), **said, "facts": self.facts(rest)})
        return text.replace("（）", "").replace("()", "").strip()

    def missing(self, missing: Missing) -> str:
        """Say what is missing, with its article."""
        name = self.lacking([missing.name])
        if self.is_omitted(missing):
            text = self.say("phrase", "left-out-on-purpose", name=name)
        else:
            text = self.say("missing", missing.kind, name=name)
        if missing.citation is None:
            return text
        return self.say("phrase", "cited", text=text, source=self.citation(missing.citation))

    def is_omitted(self, missing: Missing) -> bool:
        """Tell whether what is missing is a figure that the plan leaves open on purpose."""
        return any(missing.name == omission.id for omission in self.plan.omissions)

    def deadline(self, deadline: Deadline) -> str:
        """Say by when."""
        if deadline.by:
            day = format_date(deadline.by, format="long", locale=self.locale)
            return self.say("phrase", "by", day=day)
        key = "provisional" if deadline.provisional else "no-day"
        return deadline.words or self.say("phrase", key)
