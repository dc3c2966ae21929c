"""Facts from JSON, and every answer as JSON.

Source: none; this is an edge.

Limitations: what goes in are facts (`County` and its parts). Answers go out and do not come back:
a ground keeps its facts as texts, numbers and flags. Money goes out as a text with two decimals,
since other readers would make a float of a number; it may come in as a text or an exact number.

>>> from infantcare_policy.county import County
>>> from_json('{"id": "yijun", "facilities": [{"id": "F1", "inclusive": null}]}', County).id
'yijun'
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any, TypeVar

from infantcare_policy import documents
from infantcare_policy.errors import Fault, InvalidFacts

__all__ = ["from_data", "from_json", "to_data", "to_json"]

T = TypeVar("T")


def to_data(value: object) -> Any:  # noqa: ANN401 - plain data
    """Give plain data of facts, a decision or a report; a decision carries its `kind`."""
    return documents.unstructure(value)


def to_json(value: object, *, indent: int | None = None) -> str:
    """Give the JSON text of facts, a decision or a report."""
    return json.dumps(to_data(value), ensure_ascii=False, indent=indent)


def from_data(data: object, kind: type[T]) -> T:
    """Build facts from plain data.

    Raises:
        InvalidFacts: with every fault of the document, each with its path.
    """
    return documents.structure(data, kind)


def from_json(text: str | bytes, kind: type[T]) -> T:
    """Build facts from JSON.

    Args:
        text: the document; bytes are UTF-8, with or without a byte order mark.
        kind: the class of the facts, usually `County`.

    Raises:
        InvalidFacts: with every fault of the document, each with its path.
    """
    return from_data(_parsed(text), kind)


def _parsed(text: str | bytes) -> object:
    """Parse JSON strictly: exact numbers, no NaN, no key twice."""
    faults: list[Fault] = []

    def table(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = Counter(key for key, _ in pairs)
        faults.extend(
            Fault(key, expected="each key once in its table", found=f"it {count} times")
            for key, count in keys.items()
            if count > 1
        )
        return dict(pairs)

    def constant(name: str) -> None:
        faults.append(Fault("", expected="finite numbers", found=name))

    data: object = None
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        data = json.loads(
            plain, parse_float=Decimal, parse_constant=constant, object_pairs_hook=table
        )
    except (UnicodeDecodeError, json.JSONDecodeError) as wrong:
        faults.append(Fault("", expected="JSON in UTF-8", found=str(wrong)))
    except RecursionError:
        faults.append(Fault("", expected="JSON", found="tables nested thousands of levels deep"))
    except ValueError:
        faults.append(Fault("", expected="JSON", found="a number with thousands of digits"))
    except ArithmeticError:
        faults.append(Fault("", expected="JSON", found="a number whose exponent is out of range"))
    if faults:
        raise InvalidFacts(faults)
    return data
