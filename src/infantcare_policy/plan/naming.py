"""Finding a part of the plan by its id or any of its names.

Source: the names are the plan's own; the text writes some bodies in several ways.

Limitations: names are compared after white space is dropped and full-width forms are folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from infantcare_policy.errors import UnknownName
from infantcare_policy.terms import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from infantcare_policy.plan.parts import Wording

__all__ = ["Named", "find", "names_of"]


class Named(Protocol):
    """A part of the plan that has an id and a name."""

    @property
    def id(self) -> str:
        """Give the id."""
        ...

    @property
    def name(self) -> Wording:
        """Give the name in both languages."""
        ...


NamedT = TypeVar("NamedT", bound=Named)
FoundT = TypeVar("FoundT")


def names_of(parts: Iterable[NamedT]) -> Iterator[tuple[str, NamedT]]:
    """Give every name under which a part is found, folded, with the part."""
    for part in parts:
        aliases: tuple[str, ...] = getattr(part, "aliases", ())
        for name in (part.id, part.name.zh, part.name.en, *aliases):
            yield fold(name), part


def find(
    name: object, known: Mapping[str, FoundT], unknown: type[UnknownName] = UnknownName
) -> FoundT:
    """Find what a name means.

    Raises:
        UnknownName: of the kind that is asked for, with the nearest names.
    """
    found = known.get(fold(name)) if isinstance(name, str) else None
    if found is None:
        raise unknown(name, _spelled(known))
    return found


def _spelled(known: Mapping[str, object]) -> Iterator[str]:
    """Give the names as they are written, where the parts have them, else as they are found."""
    spelled: dict[str, str] = {}
    for part in dict.fromkeys(known.values()):
        name = getattr(part, "name", None) or getattr(part, "office", None)
        aliases: tuple[str, ...] = getattr(part, "aliases", ())
        written = (name.zh, name.en, *aliases) if name is not None else ()
        spelled.update((fold(each), each) for each in written)
    return (spelled.get(name, name) for name in known)
