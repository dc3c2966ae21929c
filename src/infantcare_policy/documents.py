"""Plain data, as TOML and JSON give it, into classes and back, every fault with its path.

Source: none; this is the one door between documents and classes.

Limitations: nothing is coerced: `true` is not 1, 60.5 is not 60, `"60"` is not 60, a datetime is
not a day. An unknown key is a fault. A parser has to give decimals as `Decimal`.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache, partial
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

import cattrs
from attrs import NOTHING, Attribute, fields, has, resolve_types
from cattrs.gen import make_dict_unstructure_fn
from immutabledict import immutabledict

from infantcare_policy.checks import faults_of
from infantcare_policy.decisions import Citation, Ground
from infantcare_policy.errors import Fault, InvalidFacts, UnknownName, shown

__all__ = ["converter", "structure", "unstructure"]

T = TypeVar("T")

Hook: TypeAlias = Callable[[Any, Any], Any]

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def structure(data: object, kind: type[T]) -> T:
    """Build an instance from plain data.

    Raises:
        InvalidFacts: with every fault of the document, each with its path.
    """
    return converter().structure(data, kind)


def unstructure(value: object) -> Any:  # noqa: ANN401 - plain data
    """Give plain data: mappings, lists, texts, whole numbers, flags; money and days as texts."""
    return converter().unstructure(value)


@cache
def converter() -> cattrs.Converter:
    """Give the strict converter; it is made once."""
    strict = cattrs.Converter(
        detailed_validation=False, use_alias=True, unstruct_collection_overrides={tuple: list}
    )
    strict.register_structure_hook(str, _plain("a text", str))
    strict.register_structure_hook(bool, _plain("true or false", bool))
    strict.register_structure_hook(int, _plain("a whole number", int))
    strict.register_structure_hook(Decimal, _decimal)
    strict.register_structure_hook(date, _day)
    strict.register_structure_hook(Citation, _citation)
    strict.register_structure_hook_func(_is(object), lambda data, _: data)
    strict.register_structure_hook(StrEnum, _word)  # nearer than the hook for its base, str
    strict.register_structure_hook_factory(_made_of(Literal), _literal)
    strict.register_structure_hook_factory(_made_of(tuple), partial(_items, strict))
    strict.register_structure_hook_factory(_made_of(Mapping), partial(_entries, strict))
    strict.register_structure_hook_factory(
        _made_of(Union, types.UnionType), partial(_alternatives, strict)
    )
    strict.register_structure_hook_factory(has, partial(_instance, strict))
    strict.register_unstructure_hook(Decimal, lambda value: format(value, "f"))
    strict.register_unstructure_hook(Fraction, str)
    strict.register_unstructure_hook(date, date.isoformat)
    strict.register_unstructure_hook(StrEnum, str.__str__)
    strict.register_unstructure_hook(
        immutabledict, lambda table: strict.unstructure(dict(table), dict)
    )
    strict.register_unstructure_hook(Citation, str)
    strict.register_unstructure_hook(Ground, partial(_ground, strict))
    strict.register_unstructure_hook_factory(_has_derived, partial(_with_derived, strict))
    return strict


def _ground(strict: cattrs.Converter, ground: Ground) -> dict[str, Any]:
    """Give the facts of a ground as a table."""
    facts = {name: strict.unstructure(value) for name, value in ground.facts}
    return {"code": ground.code, "citation": strict.unstructure(ground.citation), "facts": facts}


def _has_derived(kind: Any) -> bool:  # noqa: ANN401 - any annotation
    return isinstance(getattr(get_origin(kind) or kind, "derived", None), tuple)


def _with_derived(strict: cattrs.Converter, cls: Any) -> Callable[[Any], dict[str, Any]]:  # noqa: ANN401
    """Put what a class derives from its fields, such as a sum, before the fields."""
    plain = make_dict_unstructure_fn(cls, strict)
    names: tuple[str, ...] = (get_origin(cls) or cls).derived

    def hook(value: object) -> dict[str, Any]:
        derived = {name: strict.unstructure(getattr(value, name)) for name in names}
        return {**derived, **plain(value)}

    return hook


def _is(wanted: type) -> Callable[[Any], bool]:
    return lambda kind: kind is wanted


def _made_of(*origins: object) -> Callable[[Any], bool]:
    return lambda kind: any(get_origin(kind) is origin for origin in origins)


def _fault(data: object, expected: str, advice: str = "") -> InvalidFacts:
    return InvalidFacts([Fault("", expected=expected, found=shown(data), advice=advice)])


def _plain(expected: str, kind: type) -> Hook:
    def hook(data: object, _: object) -> object:
        if type(data) is not kind:
            raise _fault(data, expected)
        return data

    return hook


def _decimal(data: object, _: object) -> Decimal:
    if isinstance(data, str) and DECIMAL.fullmatch(data):
        return Decimal(data)
    if type(data) is int or (isinstance(data, Decimal) and data.is_finite()):
        return Decimal(data)
    raise _fault(data, "an exact number, or a text such as '10000.00'")


def _day(data: object, _: object) -> date:
    if type(data) is date:
        return data
    if isinstance(data, str) and ISO_DAY.fullmatch(data):
        try:
            return date.fromisoformat(data)
        except ValueError:
            raise _fault(data, "a day that exists") from None
    advice = "write the day in Asia/Shanghai" if isinstance(data, datetime) else ""
    raise _fault(data, "a day such as 2025-12-31", advice)


def _citation(data: object, _: object) -> Citation:
    if isinstance(data, str):
        instrument, colon, article = data.partition(":")
        if instrument and colon and article:
            return Citation(instrument, article)
    raise _fault(data, "an instrument and its article, such as yijun:3.2")


def _word(data: object, kind: type[StrEnum]) -> StrEnum:
    try:
        if isinstance(data, kind) or type(data) is str:
            return kind(data)
    except ValueError:
        advice = UnknownName(data, [member.value for member in kind]).advice
    else:
        advice = ""
    raise _fault(data, f"one of {', '.join(member.value for member in kind)}", advice)


def _literal(literal: object) -> Hook:
    values = get_args(literal)

    def hook(data: object, _: object) -> object:
        if any(type(data) is type(value) and data == value for value in values):
            return data
        raise _fault(data, f"one of {', '.join(map(str, values))}")

    return hook


def _items(strict: cattrs.Converter, items: object) -> Hook:
    kind = get_args(items)[0]

    def hook(data: object, _: object) -> tuple[object, ...]:
        if not isinstance(data, list | tuple):
            raise _fault(data, "a list")
        faults: list[Fault] = []
        items = []
        for index, item in enumerate(data):
            try:
                items.append(strict.structure(item, kind))
            except InvalidFacts as invalid:
                faults.extend(fault.under(f"[{index}]") for fault in invalid.faults)
        if faults:
            raise InvalidFacts(faults)
        return tuple(items)

    return hook


def _entries(strict: cattrs.Converter, mapping: object) -> Hook:
    key_kind, value_kind = get_args(mapping)

    def hook(data: object, _: object) -> Mapping[object, object]:
        if not isinstance(data, Mapping):
            raise _fault(data, "a table of names and values")
        faults: list[Fault] = []
        entries: dict[str, tuple[Any, ...]] = {}
        for key, value in data.items():
            pair = []
            for part, kind in ((key, key_kind), (value, value_kind)):
                try:
                    pair.append(strict.structure(part, kind))
                except InvalidFacts as invalid:
                    faults.extend(fault.under(str(key)) for fault in invalid.faults)
            entries[str(key)] = tuple(pair)
        if faults:
            raise InvalidFacts(faults)
        return immutabledict(entries.values())

    return hook


def _alternatives(strict: cattrs.Converter, union: object) -> Hook:
    """Take the first alternative that fits; a fault inside the only possible one is kept."""
    kinds = get_args(union)
    others = [kind for kind in kinds if kind is not type(None)]

    def hook(data: object, _: object) -> object:
        if data is None and len(others) < len(kinds):
            return None
        failures: list[InvalidFacts] = []
        for kind in others:
            try:
                return strict.structure(data, kind)
            except InvalidFacts as invalid:
                failures.append(invalid)
        for failed in failures:
            if len(failures) == 1 or any(fault.path for fault in failed.faults):
                raise failed
        faults = [fault for failed in failures for fault in failed.faults]
        expected = ", or ".join(fault.expected for fault in faults)
        raise _fault(data, expected, next((f.advice for f in faults if f.advice), ""))

    return hook


def _instance(strict: cattrs.Converter, cls: type[Any]) -> Hook:
    """Build an attrs class so that one wrong field does not hide the faults of the others."""
    resolve_types(cls)
    known: dict[str, Attribute[Any]] = {field.alias or field.name: field for field in fields(cls)}
    known = {name: field for name, field in known.items() if field.init}

    def hook(data: object, _: object) -> object:
        if not isinstance(data, Mapping):
            raise _fault(data, f"a table of the fields of {cls.__name__}")
        faults = [_unknown(key, known) for key in data if key not in known]
        values: dict[str, object] = {}
        for name, field in known.items():
            if name in data:
                try:
                    values[name] = strict.structure(data[name], field.type or object)
                except InvalidFacts as invalid:
                    faults.extend(fault.under(name) for fault in invalid.faults)
                else:
                    faults.extend(faults_of(cls, field.name, values[name]))
            elif field.default is NOTHING:
                faults.append(Fault(name, expected="a value", found="nothing"))
        if faults:
            raise InvalidFacts(faults)
        return cls(**values)

    return hook


def _unknown(key: object, known: Mapping[str, object]) -> Fault:
    advice = UnknownName(key, known).advice
    return Fault(str(key), expected="a known field", found="an unknown one", advice=advice)
