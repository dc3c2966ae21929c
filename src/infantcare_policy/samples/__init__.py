"""Invented records to try the library on.

Source: none; the facilities, payments and surveys are invented. The number of residents is that
of the 2020 census.

Limitations: it names no real person or institution, and says nothing about the real county.

>>> len(yijun_county().facilities)
15
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from infantcare_policy.codec import from_json

if TYPE_CHECKING:
    from infantcare_policy.county import County

__all__ = ["yijun_county"]


def yijun_county() -> County:
    """Give an invented record of Yijun County: every legal form and setting, and two mistakes."""
    from infantcare_policy.county import County  # noqa: PLC0415 - the class is the argument

    return from_json(files(__name__).joinpath("yijun.json").read_bytes(), County)
