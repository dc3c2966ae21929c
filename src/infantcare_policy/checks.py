"""What a field of the facts may hold, each check saying what it expected and what it found.

Source: none; these are the library's own demands on facts.

Limitations: a check looks at one value. What two fields say against each other is found by
`Checked.contradictions`, which runs once every field is sound.

>>> list(whole(at_least=0)(-5))
[Fault('expected a whole number ≥ 0, got -5')]
>>> list(optional(day)(None))
[]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import fields, frozen
from immutabledict import immutabledict

from infantcare_policy.errors import Fault, InvalidFacts, InvalidMoney, UnknownName, shown
from infantcare_policy.money import fen

if TYPE_CHECKING:
    from infantcare_policy.terms import Word

__all__ = [
    "MOST",
    "Check",
    "Checked",
    "calendar_year",
    "choice",
    "clashes",
    "day",
    "each",
    "event",
    "faults_of",
    "flag",
    "grouped",
    "in_order",
    "instance",
    "line",
    "money",
    "number",
    "optional",
    "require",
    "require_day",
    "strangers",
    "text",
    "to_hold",
    "unknown",
    "whole",
    "word",
]

MOST = 10**12  # of people or places: more is a slip of the pen
MOST_YUAN = 10**30

ItemT = TypeVar("ItemT")
KeyT = TypeVar("KeyT")

Check = Callable[[object], Iterator[Fault]]
"""Looks at a value and gives its faults, none for a sound one."""


def text(value: object) -> Iterator[Fault]:
    """Expect a text with at least one visible character."""
    seen = isinstance(value, str) and any(c.isprintable() and not c.isspace() for c in value)
    if not seen:
        yield Fault("", expected="a text that is not empty", found=shown(value))


def line(value: object) -> Iterator[Fault]:
    """Expect a text of one line, for lists that are compared line by line."""
    faults = tuple(text(value))
    yield from faults
    if not faults and not str(value).isprintable():
        yield Fault("", expected="printable signs and plain spaces", found=ascii(value))


def flag(value: object) -> Iterator[Fault]:
    """Expect true or false."""
    if not isinstance(value, bool):
        yield Fault("", expected="true or false", found=shown(value))


def whole(*, at_least: int = 0) -> Check:
    """Expect a whole number that is not below a bound; `True` is no number."""

    def check(value: object) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int) or value < at_least:
            yield Fault("", expected=f"a whole number ≥ {at_least}", found=shown(value))
        elif value > MOST:
            yield Fault("", expected=f"a whole number ≤ {MOST}", found=shown(value))

    return check


def calendar_year(value: object) -> Iterator[Fault]:
    """Expect a year of the calendar."""
    faults = tuple(whole(at_least=MINYEAR)(value))
    yield from faults
    if not faults and isinstance(value, int) and value > MAXYEAR:
        yield Fault("", expected=f"a year ≤ {MAXYEAR}", found=shown(value))


def number(value: object) -> Iterator[Fault]:
    """Expect an exact, finite number that is not negative: a whole number or a Decimal."""
    match value:
        case bool():
            sound = False
        case int() | Decimal():
            sound = Decimal(value).is_finite() and value >= 0
        case _:
            sound = False
    if not sound:
        yield Fault("", expected="an exact number ≥ 0", found=shown(value))


def money(value: object) -> Iterator[Fault]:
    """Expect a Decimal sum of yuan, not negative, with at most two decimals."""
    try:
        count = fen(value) if isinstance(value, Decimal) else -1
    except InvalidMoney:
        count = -1
    if count < 0:
        advice = "money is never a float; write yuan('10000.00')" if type(value) is float else ""
        expected = "yuan ≥ 0 as a Decimal with at most two decimals"
        yield Fault("", expected=expected, found=shown(value), advice=advice)
    elif count > fen(Decimal(MOST_YUAN)):
        yield Fault("", expected=f"yuan ≤ {MOST_YUAN}", found=shown(value))


def day(value: object) -> Iterator[Fault]:
    """Expect a date without a time of day."""
    if isinstance(value, datetime) or not isinstance(value, date):
        advice = "take its .date() in Asia/Shanghai" if isinstance(value, datetime) else ""
        expected = "a day without a time of day"
        yield Fault("", expected=expected, found=shown(value), advice=advice)


def require(check: Check, value: object, name: str) -> None:
    """Refuse an argument that a check finds fault with, by its name.

    Raises:
        InvalidFacts: with what was expected and what was found.
    """
    if faults := [fault.under(name) for fault in check(value)]:
        raise InvalidFacts(faults, "the question")


def require_day(on: object, name: str = "on") -> None:
    """Refuse what is not a day, such as a datetime or a text.

    Raises:
        InvalidFacts: by the name of the argument.
    """
    require(day, on, name)


def event(value: object) -> Iterator[Fault]:
    """Expect the day of an event, or `False` for an event that is known not to have happened."""
    if value is not False:
        for fault in day(value):
            yield Fault(
                "",
                expected=f"{fault.expected}, or false for “not so far”",
                found=fault.found,
                advice=fault.advice,
            )


def word(words: type[Word]) -> Check:
    """Expect a member of a closed list of words."""

    def check(value: object) -> Iterator[Fault]:
        if not isinstance(value, words):
            expected = f"a word of {words.__name__} ({', '.join(words)})"
            yield Fault("", expected=expected, found=shown(value))

    return check


def choice(*values: str) -> Check:
    """Expect one of a few texts."""

    def check(value: object) -> Iterator[Fault]:
        if value not in values:
            yield Fault("", expected=f"one of {', '.join(values)}", found=shown(value))

    return check


def instance(kind: type, *, or_false: bool = False) -> Check:
    """Expect an instance of a class, or `False` where there may be none."""

    def check(value: object) -> Iterator[Fault]:
        if not isinstance(value, kind) and not (or_false and value is False):
            expected = f"a {kind.__name__}{' or false' if or_false else ''}"
            yield Fault("", expected=expected, found=shown(value))

    return check


def optional(check: Check) -> Check:
    """Let `None` pass: the fact is unknown."""

    def or_unknown(value: object) -> Iterator[Fault]:
        return iter(()) if value is None else check(value)

    return or_unknown


def each(check: Check, *, unique: bool = False) -> Check:
    """Expect a tuple and check every item, each fault with its place."""

    def check_items(value: object) -> Iterator[Fault]:
        if not isinstance(value, tuple):
            yield Fault("", expected="a tuple", found=shown(value))
            return
        for index, item in enumerate(value):
            for fault in check(item):
                yield fault.under(f"[{index}]")
            if unique and item in value[:index]:
                yield Fault(f"[{index}]", expected="each item once", found=f"{item} again")

    return check_items


def unknown(path: str, expected: str, name: str, known: Iterable[str]) -> Fault:
    """Give the fault of a name that leads nowhere, with the nearest ones."""
    return Fault(path, expected=expected, found=repr(name), advice=UnknownName(name, known).advice)


def strangers(
    named: Iterable[tuple[str, Iterable[str]]], known: Mapping[str, object], expected: str
) -> Iterator[Fault]:
    """Find names that lead nowhere; each list of names comes with its place."""
    for place, names in named:
        for index, name in enumerate(names):
            if name not in known:
                yield unknown(f"{place}[{index}]", expected, name, known)


def in_order(table: object) -> object:
    """Put a table in the order of its names, frozen, so that equal ones are equal to the byte.

    What is no table of names is left for the check to refuse.
    """
    if isinstance(table, Mapping) and all(isinstance(name, str) for name in table):
        return immutabledict(sorted(table.items()))
    return table


def to_hold(check: Check) -> Mapping[str, Check]:
    """Give the metadata that binds a check to an attrs field."""
    return {"check": check}


@cache
def _checks_of(cls: type) -> Mapping[str, Check]:
    """Give the check of each field of a class that has one."""
    checks = {field.name: field.metadata.get("check") for field in fields(cls)}
    return {name: check for name, check in checks.items() if check}


def faults_of(cls: type, name: str, value: object) -> list[Fault]:
    """Check one field's value against what the class lets it hold."""
    check = _checks_of(cls).get(name)
    return [fault.under(name) for fault in check(value)] if check else []


def clashes(where: str, items: Iterable[Any], key: Callable[[Any], object]) -> Iterator[Fault]:
    """Find the items of a list whose key an earlier item has already."""
    first: dict[object, int] = {}
    for index, item in enumerate(items):
        before = first.setdefault(key(item), index)
        if before != index:
            found = f"{shown(key(item))}, which is {where}[{before}] already"
            yield Fault(f"{where}[{index}]", expected="a key of its own", found=found)


def grouped(items: Iterable[ItemT], key: Callable[[ItemT], KeyT]) -> dict[KeyT, list[ItemT]]:
    """Bring together the items that have the same key, in the order in which they come."""
    groups: dict[KeyT, list[ItemT]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


@frozen
class Checked:
    """A class whose fields are checked when it is built, all faults at once."""

    def __attrs_post_init__(self) -> None:
        cls: type = type(self)
        faults = [
            fault.under(name)
            for name, check in _checks_of(cls).items()
            for fault in check(getattr(self, name))
        ] or list(self.contradictions())
        if faults:
            raise InvalidFacts(faults, cls.__name__)

    def contradictions(self) -> Iterator[Fault]:
        """Find what sound fields say against each other."""
        return iter(())
