"""Answers about families, employers, steps and reliefs in words.

Source: none; the words are our own, in the gettext catalogues under `locales/`.

Limitations: see `infantcare_policy.wording`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from infantcare_policy.decisions import Decided
from infantcare_policy.employment import Leave, MeasureTaken, Training, Workplaces
from infantcare_policy.guidance import (
    CentreNetwork,
    CoverageRate,
    HealthVisit,
    LectureYear,
    ServiceGiven,
    ServiceReach,
    TownActivities,
)
from infantcare_policy.people import PersonKey, short_key
from infantcare_policy.plan import Catalogue, Relief
from infantcare_policy.provision import OwnedAction
from infantcare_policy.support import TaxRelief
from infantcare_policy.wording.answers import brief, item_line, lines, reasons, value_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infantcare_policy.calendars import Event
    from infantcare_policy.counts import Count
    from infantcare_policy.wording.voice import Voice

__all__ = ["counted", "coverage_line", "day_of"]


def counted(number: Count, voice: Voice) -> str:
    """Say a number with what may add to it."""
    known = voice.value("", number.known)
    if not number.unknown:
        return known
    return voice.say("phrase", "maybe", known=known, unknown=voice.listed(number.unknown))


def _families(number: Count, voice: Voice) -> str:
    """Say a number of families; those that may add to it are counted and not named."""
    known = voice.value("", number.known)
    if not number.unknown:
        return known
    return voice.say("phrase", "and-more", known=known, more=str(len(number.unknown)))


def day_of(event: Event, voice: Voice) -> str:
    """Say the day of an event, that it has not happened, or that nobody knows."""
    if event is None:
        return voice.say("phrase", "unknown")
    return voice.value("", event) if event else voice.say("phrase", "not-so-far")


def coverage_line(rate: CoverageRate, voice: Voice) -> str:
    """Say a rate: its bounds, and numerator and denominator where they are known."""
    low, high = (None if bound is None else voice.number("rate", bound) for bound in rate.bounds)
    if rate.value is not None and rate.numerator is not None and rate.denominator is not None:
        parts = {"numerator": str(rate.numerator), "denominator": str(rate.denominator)}
        part = voice.say("phrase", "coverage", **parts)
        return voice.say("phrase", "of-which", what=str(low), which=part)
    if high is None:
        return voice.say("phrase", "at-least", low=str(low))
    return voice.say("phrase", "between", low=str(low), high=high)


def _pair(what: str, value: str, voice: Voice) -> str:
    return voice.say("phrase", "from-to", what=what, value=value)


# values of decisions


@value_lines.register(Leave)
def _(value: Leave, voice: Voice) -> Iterator[str]:
    yield voice.say("phrase", "days", days=str(value.days))


@value_lines.register(PersonKey)
def _(value: PersonKey, voice: Voice) -> Iterator[str]:
    del voice
    yield short_key(value.digest)


@value_lines.register(Training)
def _(value: Training, voice: Voice) -> Iterator[str]:
    yield voice.value("occupation", value.occupation)
    yield from (f"  {voice.value('catalogue', name)}" for name in value.catalogues)
    for figure in ("training_subsidy", "skill_assessment_subsidy"):
        answer = getattr(value, figure)
        said = voice.say("phrase", "not-stated")
        if isinstance(answer, Decided):
            said = brief(answer, voice.plan, locale=voice.locale)
        yield f"  {_pair(voice.named(figure), said, voice)}"


@value_lines.register(TaxRelief)
def _(value: TaxRelief, voice: Voice) -> Iterator[str]:
    if not value.reliefs:
        yield voice.say("phrase", "tax-relief-none")
        return
    until = voice.value("", value.until)
    open_ones = sum(each.met is None for each in value.conditions)
    counts = {"count": str(len(value.reliefs)), "conditions": str(open_ones)}
    key = "tax-relief-if" if open_ones else "tax-relief"
    yield voice.say("phrase", key, until=until, **counts)


# parts of lists


@item_line.register(ServiceGiven)
def _(item: ServiceGiven, voice: Voice) -> str:
    return _pair(voice.value("service", item.service), day_of(item.on, voice), voice)


@item_line.register(MeasureTaken)
def _(item: MeasureTaken, voice: Voice) -> str:
    asked = voice.say("phrase", "binding" if item.binding else "encouraged")
    keys = {True: "taken", False: "not-taken", None: "unknown"}
    what = voice.say("phrase", "of-which", what=voice.value("measure", item.measure), which=asked)
    return _pair(what, voice.say("phrase", keys[item.taken]), voice)


@item_line.register(OwnedAction)
def _(item: OwnedAction, voice: Voice) -> str:
    owners = voice.bodies(item.owners) or voice.say("phrase", "nobody-named")
    if item.owners and not item.named:
        owners = voice.say("phrase", "units-of-clause", owners=owners)
    return _pair(voice.label(item.action), owners, voice)


@item_line.register(Relief)
def _(item: Relief, voice: Voice) -> str:
    return voice.label(item)


@item_line.register(Catalogue)
def _(item: Catalogue, voice: Voice) -> str:
    return voice.label(item)


# answers that are no decisions


@lines.register(CentreNetwork)
def _(answer: CentreNetwork, voice: Voice) -> Iterator[str]:
    none = voice.say("phrase", "none")
    parts = {n: voice.listed(getattr(answer, n)) or none for n in ("housed", "lacking", "unknown")}
    said = voice.say("phrase", "centre-network", **parts)
    yield _pair(voice.value("centre", answer.centre), said, voice)
    yield from reasons(answer, voice)


@lines.register(TownActivities)
def _(answer: TownActivities, voice: Voice) -> Iterator[str]:
    yield voice.named(answer.town)
    for held in answer.held:
        said = voice.say("phrase", "held-none")
        if held.last_on:
            day = format_date(held.last_on, format="long", locale=voice.locale)
            said = voice.say("phrase", "held-last", number=counted(held.number, voice), day=day)
        elif held.number.unknown:
            said = counted(held.number, voice)
        yield f"  {_pair(voice.value('activity', held.kind), said, voice)}"
    yield from reasons(answer, voice)


@lines.register(LectureYear)
def _(answer: LectureYear, voice: Voice) -> Iterator[str]:
    status = voice.label(answer.status)
    yield voice.say("phrase", "lecture-year", year=str(answer.year), status=status)
    yield from (f"  - {voice.missing(missing)}" for missing in answer.missing)
    yield from reasons(answer, voice)


@lines.register(CoverageRate)
def _(answer: CoverageRate, voice: Voice) -> Iterator[str]:
    yield _pair(voice.value("target", answer.target), coverage_line(answer, voice), voice)
    yield from (f"  - {voice.missing(missing)}" for missing in answer.missing)
    yield from reasons(answer, voice)


@lines.register(ServiceReach)
def _(answer: ServiceReach, voice: Voice) -> Iterator[str]:
    given, owed = _families(answer.given, voice), _families(answer.owed, voice)
    said = voice.say("phrase", "of-families", given=given, owed=owed)
    yield _pair(voice.value("service", answer.service), said, voice)
    yield from reasons(answer, voice)


@lines.register(HealthVisit)
def _(answer: HealthVisit, voice: Voice) -> Iterator[str]:
    contact, status = voice.value("contact", answer.contact), voice.label(answer.status)
    yield voice.say("phrase", "visit", contact=contact, status=status)
    yield from (f"  - {voice.missing(missing)}" for missing in answer.missing)
    for check in answer.checks:
        made = {True: "yes", False: "no", None: "unknown"}[check.made]
        yield f"  {_pair(voice.value('check', check.check), voice.say('phrase', made), voice)}"
    yield from reasons(answer, voice)


@lines.register(Workplaces)
def _(answer: Workplaces, voice: Voice) -> Iterator[str]:
    yield voice.say(
        "phrase",
        "workplaces",
        alone=counted(answer.alone, voice),
        jointly=counted(answer.jointly, voice),
        open=counted(answer.open_to_neighbours, voice),
        closed=counted(answer.staff_only, voice),
    )
    yield from reasons(answer, voice)
