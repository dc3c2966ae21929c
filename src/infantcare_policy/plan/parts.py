"""The parts of a plan, each as it stands in the TOML.

Source: the plan's own numbering and tables; each part carries its clause or article.

Limitations: a part is what the text says; which parts are in force on a day is asked of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol, TypeVar

from attrs import Factory, field, frozen
from immutabledict import immutabledict

from infantcare_policy.checks import (
    Checked,
    day,
    line,
    number,
    optional,
    text,
    to_hold,
)
from infantcare_policy.decisions import Citation
from infantcare_policy.errors import Fault
from infantcare_policy.terms import Level, TownKind

__all__ = [
    "Clause",
    "Conference",
    "Defect",
    "Department",
    "Domain",
    "Group",
    "Instrument",
    "Omission",
    "Reading",
    "ReadingOption",
    "Row",
    "Seat",
    "Status",
    "Target",
    "TargetKind",
    "Tests",
    "Town",
    "Wording",
    "in_force",
]

Status = Literal["draft-for-comment", "in-force", "repealed"]
"""Whether an instrument is a draft, in force, or no longer so."""

Tests = Mapping[str, tuple[str | bool, ...]]
"""The values that a row asks for, by the name of the fact."""

NO_TESTS: Tests = immutabledict()


class Dated(Protocol):
    """Anything that holds from a day on."""

    @property
    def since(self) -> date | None:
        """Give the first day; `None` means on any day."""
        ...


DatedT = TypeVar("DatedT", bound=Dated)


def in_force(rows: Iterable[DatedT], on: date) -> DatedT | None:
    """Choose the row that holds on a day: the latest that has begun, if any has."""
    begun = [row for row in rows if row.since is None or row.since <= on]
    if len(begun) <= 1:
        return begun[0] if begun else None
    return max(begun, key=lambda row: row.since or date.min)


def cited(source: Citation | str) -> Citation:
    """Read `instrument:article`; an article alone belongs to the plan that is being written."""
    if isinstance(source, Citation):
        return source
    instrument, colon, article = source.partition(":")
    return Citation(instrument, article) if colon else Citation("", source)


@frozen(kw_only=True)
class Wording(Checked):
    """The same words in the languages of the project."""

    zh: str = field(metadata=to_hold(text))
    en: str = field(metadata=to_hold(text))

    def in_(self, locale: str) -> str:
        """Choose the words for a locale."""
        return self.zh if locale.startswith("zh") else self.en


@frozen(kw_only=True)
class Instrument(Checked):
    """A legal instrument: who issued it, under which number (文号), and whether it is in force."""

    id: str = field(metadata=to_hold(text))
    title: Wording
    number: str = ""
    issuer: str = ""
    status: Status = "in-force"
    issued: date | None = field(default=None, metadata=to_hold(optional(day)))
    effective: date | None = field(default=None, metadata=to_hold(optional(day)))
    repealed: date | None = field(default=None, metadata=to_hold(optional(day)))
    note: str = ""


@frozen(kw_only=True)
class Clause(Checked):
    """A clause of the plan, summarised in our own words.

    Attributes:
        id: `2.4.10`; the numbering of the paper.
        kind: what sort of sentence it is.
        responsible: the responsible units in the paper's own words and order.
        lead: the unit that the text itself calls the lead; empty where it names none.
        mentions: other bodies and sets of bodies that act in it, in the paper's own words.
        domains: the fields of work that it gives to the units responsible, in a division of
            duties.
        answers: the functions that answer it, such as `registration.route`.
        unanswered: why no function does, in one line.
        sha256: the fingerprint of the official text, folded; empty where it is not compared.
    """

    id: str = field(metadata=to_hold(text))
    heading: Wording
    summary: Wording
    kind: Literal["rule", "duty", "target", "encouragement"]
    responsible: tuple[str, ...] = ()
    lead: str = ""
    mentions: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    unanswered: str = ""
    sha256: str = ""


@frozen(kw_only=True)
class Department(Checked):
    """A department or body that the plan names."""

    id: str = field(metadata=to_hold(text))
    name: Wording
    aliases: tuple[str, ...] = ()
    level: Level = Level.COUNTY


@frozen(kw_only=True)
class Group(Checked):
    """A word of the text that stands for a whole set of bodies."""

    id: str = field(metadata=to_hold(text))
    name: Wording
    aliases: tuple[str, ...] = ()
    members: Literal["towns", "departments"]


@frozen(kw_only=True)
class Town(Checked):
    """A township body; `code` is its GB/T 2260 division code, empty where it is no division."""

    id: str = field(metadata=to_hold(text))
    name: Wording
    kind: TownKind
    aliases: tuple[str, ...] = ()
    code: str = ""


@frozen(kw_only=True)
class Seat(Checked):
    """A seat of the joint conference: an office, never a person.

    Attributes:
        office: the post that holds the seat.
        body: the id of the department or town that sends it; empty for the county government.
        id: what incumbents are recorded under; the id of the body where none is given, and
            `convener` for a seat of the county government.
    """

    office: Wording
    body: str = ""
    convener: bool = False
    id: str = field(
        default=Factory(lambda seat: seat.body or "convener", takes_self=True),
        metadata=to_hold(line),
    )


@frozen(kw_only=True)
class Conference(Checked):
    """The joint conference (联席会议): its clause, its seats, its office.

    Attributes:
        office: the id of the department where the office is.
        director: the post at the head of the office; `None` where the text names none.
        words: how often it meets, in the words of the text.
    """

    cite: Citation
    office: str
    director: Seat | None = None
    words: str = ""
    seats: tuple[Seat, ...]

    @property
    def posts(self) -> tuple[Seat, ...]:
        """Every post that somebody can hold: the seats, then the head of the office."""
        return (*self.seats, *((self.director,) if self.director else ()))


TargetKind = Literal["count", "rate", "per-thousand", "yearly", "per-town", "not-measurable"]
"""How a target is measured."""


@frozen(kw_only=True)
class Target(Checked):
    """A dated aim of the plan.

    It asks for the value of a `figure`, or for a value of its own from `at_least` to `at_most`.

    Attributes:
        kind: how it is measured: a number, a part of a whole, a number per thousand residents, a
            number in every year or in every township; `not-measurable` where the text gives no
            measure.
        figure: the figure that is to be reached at least.
        indicator: the name under which it is observed.
        due: the last day, itself included; absent for a yearly target.
        kept: whether the value has to stand on the last day; `False` when it is enough to have
            reached it by then, as with something that is built.
        counts: what of a county's own record is counted for it; empty for what is surveyed.
        when: which facilities or activities count, with `unless`; a rate is their part of all.
    """

    id: str = field(metadata=to_hold(text))
    name: Wording
    kind: TargetKind
    cite: Citation
    figure: str = ""
    at_least: Decimal | None = field(default=None, metadata=to_hold(optional(number)))
    at_most: Decimal | None = field(default=None, metadata=to_hold(optional(number)))
    indicator: str = ""
    due: date | None = field(default=None, metadata=to_hold(optional(day)))
    kept: bool = True
    counts: Literal["", "facilities", "places", "activities"] = ""
    when: Tests = NO_TESTS
    unless: Tests = NO_TESTS

    def contradictions(self) -> Iterator[Fault]:
        """Find a measure that is missing, stands twice or does not fit the kind."""
        own = self.at_least is not None or self.at_most is not None
        if self.kind == "not-measurable":
            if self.figure or own or self.indicator or self.counts or self.when or self.unless:
                found = "a figure, bounds, an indicator or something to count"
                yield Fault("kind", expected="no measure", found=found)
            return
        if bool(self.figure) == own:
            found = "both" if own else "neither"
            yield Fault("figure", expected="a figure, or at_least and at_most", found=found)
        if not self.indicator:
            yield Fault("indicator", expected="the name of what is observed", found="none")
        if (self.kind == "yearly") != (self.due is None):
            expected = "no last day for a yearly target, one for any other"
            yield Fault("due", expected=expected, found=str(self.due or "none"))
        yield from self._bounds()
        if self.counts and self.counts not in COUNTED_FOR[self.kind]:
            expected = f"{' or '.join(COUNTED_FOR[self.kind])} for the kind {self.kind}"
            yield Fault("counts", expected=expected, found=self.counts)
        if (self.when or self.unless) and not self.counts:
            yield Fault("counts", expected="what is counted under `when`", found="nothing")

    def _bounds(self) -> Iterator[Fault]:
        low, high = self.at_least, self.at_most
        if low is not None and high is not None and low > high:
            yield Fault("at_most", expected=f"a number ≥ at_least {low}", found=str(high))
        if self.kind == "rate":
            for name, bound in (("at_least", low), ("at_most", high)):
                if bound is not None and bound > 1:
                    advice = "95 % is 0.95"
                    expected = "a part of the whole, 1 at most"
                    yield Fault(name, expected=expected, found=str(bound), advice=advice)


COUNTED_FOR: Mapping[TargetKind, tuple[str, ...]] = immutabledict(
    {
        "count": ("facilities", "places"),
        "rate": ("facilities", "places"),
        "per-thousand": ("facilities", "places"),
        "yearly": ("activities",),
        "per-town": ("facilities", "places"),
    }
)
"""What of a county's record can be counted for each kind of target."""


@frozen(kw_only=True)
class Domain(Checked):
    """A field of work that the plan speaks of: fees, fire safety, credit records.

    Attributes:
        cite: where the text raises it.
    """

    id: str = field(metadata=to_hold(text))
    name: Wording
    cite: Citation


@frozen(kw_only=True)
class Defect(Checked):
    """Something that the text itself gets wrong or leaves open, and what is done about it.

    Attributes:
        kind: whether it concerns names, duties or figures.
        cites: the clauses in which it shows.
        reading: the reading that closes it; empty where none does.
    """

    id: str = field(metadata=to_hold(text))
    kind: Literal["name", "duty", "figure"]
    cites: tuple[Citation, ...]
    finding: Wording
    treatment: Wording
    reading: str = ""


@frozen(kw_only=True)
class ReadingOption(Checked):
    """One way to take an open text."""

    id: str = field(metadata=to_hold(text))
    words: Wording


@frozen(kw_only=True)
class Reading(Checked):
    """A place where the text is open, and the way in which it is taken.

    Attributes:
        question: what the text leaves open.
        options: the ways to take it, the default first.
        cites: the clauses that show the gap.
        chosen: the option in force.
    """

    id: str = field(metadata=to_hold(text))
    question: Wording
    options: tuple[ReadingOption, ...]
    cites: tuple[Citation, ...] = ()
    chosen: str = field(metadata=to_hold(text))


@frozen(kw_only=True)
class Omission(Checked):
    """A figure that an instrument names and that is left out of the plan on purpose.

    Attributes:
        id: the name of the figure, a field of `Figures`.
        reason: why no number is given.
    """

    id: str = field(metadata=to_hold(text))
    reason: Wording
    cite: Citation


@frozen
class Row(Checked):
    """A figure from a day on: `Row(8, cite="2.2.4")`.

    Attributes:
        value: the figure, `None` when it is not stated.
        cite: the clause or article that gives it.
        since: the first day on which it holds; `None` means on any day.
        unit: what the figure counts.
        stated: `False` when the text names the figure and does not give it.
        confidence: what was read: S the plan itself, A the instrument, B a secondary text.
    """

    value: Any = None
    cite: Citation = field(kw_only=True, converter=cited)
    since: date | None = field(default=None, kw_only=True, metadata=to_hold(optional(day)))
    unit: str = field(default="", kw_only=True)
    stated: bool = field(default=True, kw_only=True)
    confidence: Literal["S", "A", "B"] = field(default="S", kw_only=True)
