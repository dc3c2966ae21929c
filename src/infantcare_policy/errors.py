"""What is raised when the input is malformed or the program is wrong, never for a policy outcome.

Source: none; these are the library's own demands.

Limitations: a facility that is not eligible, a text that is silent, a fact that is unknown are
decisions (`infantcare_policy.decisions`), not exceptions.

>>> Fault("groups[0].slots", expected="a whole number ≥ 0", found="-5")
Fault('groups[0].slots: expected a whole number ≥ 0, got -5')
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import evolve, field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BeyondHorizon",
    "Fault",
    "Faulty",
    "InvalidFacts",
    "InvalidMoney",
    "PlanError",
    "PolicyError",
    "UnknownClause",
    "UnknownDepartment",
    "UnknownDocument",
    "UnknownLocale",
    "UnknownName",
    "UnknownPayer",
    "UnknownReading",
    "UnknownSeat",
    "UnknownTarget",
    "UnknownTown",
    "UnknownWord",
    "Unsettled",
    "WrongPlan",
    "shown",
]


LONGEST_SHOWN = 60


def shown(value: object) -> str:
    """Show a value in a message: short, and with its type where the look deceives."""
    look = f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else _look(value)
    look = unseen(look)
    if len(look) > LONGEST_SHOWN:
        look = f"{look[:LONGEST_SHOWN]}…"
    return f"the datetime {look}" if isinstance(value, datetime) else look


ESCAPED = re.compile(r"\\(?:u[0-9a-f]{4}|U[0-9a-f]{8}|x[0-9a-f]{2}|[ntr])")
RESIDENT_ID = re.compile(
    r"(?<!\d)\d{6}(?:(?:18|19|20)\d{2}MMDD\d{3}[\dX]|\d{2}MMDD\d{3})(?!\d)".replace(
        "MMDD", r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    ),
    re.ASCII | re.IGNORECASE,
)


NOT_SHOWN = "something like a resident id, which is not shown"


def unseen(text: str) -> str:
    """Give a text for a message without anything in it that looks like a resident id."""
    if not _holds_a_resident_id(text):
        return text
    rest = RESIDENT_ID.sub("…", text)
    return rest if rest != text and not _holds_a_resident_id(rest) else NOT_SHOWN


def _holds_a_resident_id(look: str) -> bool:
    """Tell whether something in a text has the form of a resident id, however it is spaced."""
    plain = unicodedata.normalize("NFKC", ESCAPED.sub("", look))
    return bool(RESIDENT_ID.search("".join(plain.split()).upper()))


def _look(value: object) -> str:
    try:
        return str(value) if isinstance(value, date | Decimal) else repr(value)
    except ValueError:  # a whole number with more digits than Python prints
        return "a number with thousands of digits"


@frozen(repr=False)
class Fault:
    """One thing that is wrong in the input: where it stands, what was expected, what was found."""

    path: str = field(converter=unseen)
    expected: str = field(kw_only=True)
    found: str = field(kw_only=True, converter=unseen)
    advice: str = field(default="", kw_only=True, converter=unseen)

    def under(self, prefix: str) -> Fault:
        """Give the same fault as seen from an enclosing document."""
        joint = "." if self.path and prefix and not self.path.startswith("[") else ""
        return evolve(self, path=f"{prefix}{joint}{self.path}")

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        advice = f"; {self.advice}" if self.advice else ""
        return f"{place}expected {self.expected}, got {self.found}{advice}"

    def __repr__(self) -> str:
        return f"Fault({str(self)!r})"


class PolicyError(Exception):
    """The root of everything that this library raises on purpose."""


class Faulty(PolicyError):
    """Malformed input, with every fault of the whole document at once.

    Attributes:
        faults: the faults in the order of the document.
        source: the file or the name of the document, empty when there is none.
    """

    subject: ClassVar[str] = "the document"

    def __init__(self, faults: Iterable[Fault], source: str = "") -> None:
        self.faults = tuple(faults)
        self.source = source
        super().__init__(self.faults, source)

    def __str__(self) -> str:
        count = len(self.faults)
        head = f"{self.source or self.subject}: {count} fault{'' if count == 1 else 's'}"
        return "\n".join([head, *(f"  {fault}" for fault in self.faults)])


class InvalidFacts(Faulty):
    """Facts that cannot be: a wrong type, an impossible number, an unknown key."""

    subject = "the facts"


class PlanError(Faulty):
    """A plan file that cannot be loaded."""

    subject = "the plan"


class InvalidMoney(PolicyError, ValueError):
    """A value that is no exact sum of yuan: a float, not finite, or finer than a fen."""

    def __init__(self, found: object, expected: str) -> None:
        self.found = found
        self.expected = expected
        super().__init__(found, expected)

    def __str__(self) -> str:
        return f"expected {self.expected}, got {shown(self.found)}"


class BeyondHorizon(PolicyError):
    """A day for which a work calendar has no official data."""

    def __init__(self, day: object) -> None:
        self.day = day
        super().__init__(day)

    def __str__(self) -> str:
        return f"the work calendar has no official data for {self.day}"


MOST_CHOICES = 24


class UnknownName(PolicyError, LookupError):
    """A name that the plan or a closed list of words does not know.

    Attributes:
        name: the name as it was given.
        nearest: the known names most like it, best first.
    """

    what: ClassVar[str] = "name"

    def __init__(self, name: object, known: Iterable[str] = ()) -> None:
        self.name = name
        self.known = tuple(known)
        self.nearest = tuple(get_close_matches(str(name), self.known))
        super().__init__(name, self.known)

    @property
    def advice(self) -> str:
        """What to write instead."""
        return f"did you mean {' or '.join(self.nearest)}?" if self.nearest else ""

    def __str__(self) -> str:
        choices = self.advice or self._choices()
        return f"unknown {self.what} {self.name!r}: {choices}"

    def _choices(self) -> str:
        """List what is known, as far as anybody would read."""
        if not self.known:
            return "there is none"
        more = len(self.known) - MOST_CHOICES
        listed = ", ".join(self.known[:MOST_CHOICES])
        return f"choose one of {listed}{f' and {more} more' if more > 0 else ''}"


class UnknownClause(UnknownName):
    """A clause id that the plan does not have."""

    what = "clause"


class UnknownDepartment(UnknownName):
    """A department that the plan does not name."""

    what = "department"


class UnknownSeat(UnknownName):
    """A seat that the joint conference of the plan does not have."""

    what = "seat"


class UnknownTown(UnknownName):
    """A township body that the plan does not name."""

    what = "town"


class UnknownPayer(UnknownName):
    """A payer that no grant of the plan names."""

    what = "payer"


class UnknownDocument(UnknownName):
    """A document that the plan does not ask for."""

    what = "document"


class UnknownReading(UnknownName):
    """A reading, or an option of one, that does not exist."""

    what = "reading"


class UnknownTarget(UnknownName):
    """A target that the plan does not set."""

    what = "target"


class UnknownWord(UnknownName):
    """A word that a closed list does not hold."""

    what = "word"


class UnknownLocale(UnknownName):
    """A language for which there is no catalogue."""

    what = "locale"


class WrongPlan(PolicyError):
    """The facts of one county handed to the plan of another."""

    def __init__(self, county: str, plan: str) -> None:
        self.county = county
        self.plan = plan
        super().__init__(county, plan)

    def __str__(self) -> str:
        return (
            f"expected the facts of {self.plan}, got those of {self.county}: "
            f"load the plan of {self.county}, or hand in the other county"
        )


class Unsettled(PolicyError):
    """A value was required from an answer that has none: an open decision or an incomplete sum."""

    def __init__(self, answer: Any, why: str) -> None:  # noqa: ANN401 - any decision or amount
        self.answer = answer
        self.why = why
        super().__init__(answer, why)

    def __str__(self) -> str:
        return self.why
