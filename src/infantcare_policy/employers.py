"""Employers, and what they do for those of their staff who raise an infant.

Source: 2.1.1 (measures), 2.3.8 (care for their staff).

Limitations: facts only; what they come to is asked of `employment`.

>>> Employer(id="E1", measures={"nursing-room": True}).measures["nursing-room"]
True
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen
from immutabledict import immutabledict

from infantcare_policy.checks import Checked, flag, in_order, line, optional, text, to_hold
from infantcare_policy.errors import Fault, shown
from infantcare_policy.people import opaque

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Employer"]

NOTHING: Mapping[str, bool] = immutabledict()


def _measures(value: object) -> Iterator[Fault]:
    """Expect a table of measures, each taken or not."""
    if not isinstance(value, Mapping):
        yield Fault("", expected="a table of measures", found=shown(value))
        return
    for name, taken in value.items():
        yield from (fault.under(f"[{shown(name)}]") for fault in line(name))
        yield from (fault.under(str(name)) for fault in flag(taken))


@frozen(kw_only=True)
class Employer(Checked):
    """An employer (用人单位).

    Attributes:
        id: an opaque id, never a resident id, as a sole trader may have; with `name`.
        town: the id or a name of the township body in whose area it stands.
        measures: for each measure of the plan, by its id, whether it is taken; what is absent is
            unknown.
    """

    id: str = field(metadata=to_hold(opaque))
    name: str | None = field(default=None, metadata=to_hold(optional(opaque)))
    town: str | None = field(default=None, metadata=to_hold(optional(text)))
    measures: Mapping[str, bool] = field(
        default=NOTHING, converter=in_order, metadata=to_hold(_measures)
    )
