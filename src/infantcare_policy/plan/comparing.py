"""What differs between two plans, part by part.

Source: none; this compares data.

Limitations: a part is found again by its id; one that was given another id is removed and added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import fields, frozen

from infantcare_policy.checks import Checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Change", "differences"]


@frozen(kw_only=True, order=True)
class Change:
    """A part that two plans do not have alike.

    Attributes:
        part: the table it stands in, such as `clauses` or `figures`.
        id: its id there.
        fields: the fields that differ; empty for a part that was added or removed.
    """

    part: str
    id: str
    how: Literal["added", "removed", "changed"]
    fields: tuple[str, ...] = ()


def differences(
    before: Mapping[str, Mapping[str, object]], after: Mapping[str, Mapping[str, object]]
) -> tuple[Change, ...]:
    """Compare tables of parts by id, in the order of the tables and then of the ids before."""
    return tuple(change for part in before for change in _of(part, before[part], after[part]))


def _of(part: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield Change(part=part, id=name, how="removed")
        elif name not in before:
            yield Change(part=part, id=name, how="added")
        elif before[name] != after[name]:
            changed = tuple(_fields(before[name], after[name]))
            yield Change(part=part, id=name, how="changed", fields=changed)


def _fields(before: object, after: object) -> Iterator[str]:
    if isinstance(before, Checked) and type(before) is type(after):
        for attribute in fields(type(before)):
            if getattr(before, attribute.name) != getattr(after, attribute.name):
                yield attribute.name
