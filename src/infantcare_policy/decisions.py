"""The four answers that a rule can give, and what each of them rests on.

`Decided` carries a value; `Undetermined` names the facts or the text that are missing; `Referred`
says that a person must decide (一事一议); `Conflicting` holds the answers that the text gives at
once. Each carries its grounds, the readings that shaped it and the plan it was asked of.

Source: 3.2 (case by case) for `Referred`; the contract of the library for the rest.

Limitations: an answer has no truth value and no default; ask its `kind`, match it, or `require()`
the value.

>>> Decided("health", grounds=(Ground("registration.registrar", Citation("yijun", "2.4.10")),)).kind
'decided'
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, NoReturn, TypeAlias, TypeVar

from attrs import field, frozen

from infantcare_policy.errors import Unsettled

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Citation",
    "Conflicting",
    "Decided",
    "Decision",
    "Ground",
    "GroundFact",
    "Missing",
    "Open",
    "Option",
    "PlanStamp",
    "ReadingStamp",
    "Reasoned",
    "Referred",
    "Undetermined",
]

T_co = TypeVar("T_co", covariant=True)

GroundFact: TypeAlias = str | int | bool | Decimal | date | tuple[str, ...] | None
"""A value that a ground may state; every one of them can be hashed and compared."""


@frozen(order=True)
class Citation:
    """An article of an instrument: `Citation("yijun", "3.2")`."""

    instrument: str
    article: str

    def __str__(self) -> str:
        return f"{self.instrument}:{self.article}"


@frozen
class Ground:
    """One reason: a stable dotted code, the article it rests on, and the facts it speaks of."""

    code: str
    citation: Citation | None = None
    facts: tuple[tuple[str, GroundFact], ...] = ()


@frozen
class Missing:
    """What has to be known before the question can be answered.

    Attributes:
        name: a fact (`inclusive`), a figure or rule of the text, or a calendar.
        kind: `fact` when an application can supply it, `text` when the plan does not say,
            `calendar` when it is not yet published.
    """

    name: str
    kind: Literal["fact", "text", "calendar"]
    citation: Citation | None = None


@frozen
class ReadingStamp:
    """The option that was taken of a reading."""

    id: str
    option: str


@frozen
class PlanStamp:
    """Which plan gave the answer, in which state."""

    id: str
    status: str
    fingerprint: str


@frozen
class Option(Generic[T_co]):
    """One of the answers that the text gives at once."""

    value: T_co
    grounds: tuple[Ground, ...] = ()


@frozen(kw_only=True)
class Reasoned:
    """What every answer carries; it has no truth value.

    Attributes:
        grounds: why the answer is what it is.
        readings: the options that shaped it; another option could have changed it.
        notes: what the asker should know and what is not the verdict.
        plan: the plan that was asked.
    """

    derived: ClassVar[tuple[str, ...]] = ("kind",)

    grounds: tuple[Ground, ...] = ()
    readings: tuple[ReadingStamp, ...] = ()
    notes: tuple[Ground, ...] = ()
    plan: PlanStamp | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every article that the answer rests on, each once, in the order of the grounds."""
        return tuple(dict.fromkeys(filter(None, self._cited())))

    def _cited(self) -> Iterator[Citation | None]:
        return (ground.citation for ground in self.grounds)

    def __bool__(self) -> NoReturn:
        message = "an answer is not true or false: ask its .kind, match it, or .require() the value"
        raise TypeError(message)


@frozen
class Decided(Reasoned, Generic[T_co]):
    """The text and the facts give exactly this answer."""

    value: T_co = field(kw_only=False)
    kind: ClassVar[Literal["decided"]] = "decided"

    def require(self) -> T_co:
        """Give the value."""
        return self.value


@frozen
class Undetermined(Reasoned):
    """A fact or the text is missing, and it could change the answer."""

    missing: tuple[Missing, ...] = field(kw_only=False)
    kind: ClassVar[Literal["undetermined"]] = "undetermined"

    def _cited(self) -> Iterator[Citation | None]:
        yield from super()._cited()
        yield from (item.citation for item in self.missing)

    def require(self) -> NoReturn:
        """Refuse: there is no value.

        Raises:
            Unsettled: always.
        """
        raise Unsettled(self, f"undetermined without {', '.join(m.name for m in self.missing)}")


@frozen
class Referred(Reasoned):
    """A person must decide; `to` is the department, or `None` where the text names nobody."""

    to: str | None = field(kw_only=False, default=None)
    kind: ClassVar[Literal["referred"]] = "referred"

    def require(self) -> NoReturn:
        """Refuse: there is no value.

        Raises:
            Unsettled: always.
        """
        raise Unsettled(self, f"referred to {self.to or 'a decision case by case'}")


@frozen
class Conflicting(Reasoned, Generic[T_co]):
    """The text gives more than one answer; each option has its own grounds."""

    options: tuple[Option[T_co], ...] = field(kw_only=False)
    kind: ClassVar[Literal["conflicting"]] = "conflicting"

    def _cited(self) -> Iterator[Citation | None]:
        yield from super()._cited()
        yield from (ground.citation for option in self.options for ground in option.grounds)

    def require(self) -> NoReturn:
        """Refuse: there is no one value.

        Raises:
            Unsettled: always.
        """
        articles = ", ".join(str(citation) for citation in self.citations)
        raise Unsettled(self, f"{len(self.options)} answers conflict ({articles})")


T = TypeVar("T")

Open: TypeAlias = Undetermined | Referred | Conflicting[T]
"""The answers that are not decided."""

Decision: TypeAlias = Decided[T] | Undetermined | Referred | Conflicting[T]
"""What every rule returns."""
