"""The facts that a row of a plan may ask for, each with every value that it may have.

Source: none; they are the facts of the classes that an application hands in.

Limitations: a fact is a word of a closed list, several of them, or yes and no; numbers and days are
no facts that a row can test.

>>> FACTS["inclusive"].values
(True, False)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from attrs import frozen
from immutabledict import immutabledict

from infantcare_policy.terms import (
    ActivityKind,
    AreaKind,
    Education,
    InstitutionKind,
    LegalForm,
    Level,
    Operation,
    Qualification,
    RecordKind,
    Role,
    ServiceMode,
    Setting,
    Subject,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ACTIVITY_FACTS",
    "AREA_FACTS",
    "FACTS",
    "FAMILY_FACTS",
    "INSTITUTION_FACTS",
    "RECORD_FACTS",
    "STAFF_FACTS",
    "FactKind",
]


@frozen
class FactKind:
    """What values a fact may have.

    Attributes:
        values: every value, so that a question about an unknown fact can be asked of each.
        several: whether the fact is a set that may hold several of the values, or none.
    """

    values: tuple[str | bool, ...]
    several: bool = False


_YES_OR_NO = FactKind((True, False))


def _one_of(words: type[Word]) -> FactKind:
    return FactKind(tuple(words))


def _several_of(words: type[Word]) -> FactKind:
    return FactKind(tuple(words), several=True)


FACTS: Mapping[str, FactKind] = immutabledict(
    {
        "legal_form": _one_of(LegalForm),
        "settings": _several_of(Setting),
        "operation": _one_of(Operation),
        "services": _several_of(ServiceMode),
        "inclusive": _YES_OR_NO,
        "guidance": _YES_OR_NO,
        "introduced_brand": _YES_OR_NO,
        "demonstration": _YES_OR_NO,
        "demonstration_level": _several_of(Level),
        "serves_meals": _YES_OR_NO,
        "open_to_neighbours": _YES_OR_NO,
        "registered": _YES_OR_NO,
        "filed": _YES_OR_NO,
        "opened": _YES_OR_NO,
        "closed": _YES_OR_NO,
    }
)
"""The facts about a facility that a row of a plan may ask for, with their values."""

ACTIVITY_FACTS: Mapping[str, FactKind] = immutabledict(
    {"activity": FactKind(get_args(ActivityKind)), "level": _one_of(Level)}
)
"""The facts about an activity that a row of a plan may ask for, with their values."""

STAFF_FACTS: Mapping[str, FactKind] = immutabledict(
    {
        "role": _one_of(Role),
        "education": _one_of(Education),
        "qualifications": _several_of(Qualification),
        "experienced": _YES_OR_NO,
    }
)
"""The facts about a member of staff that a row of a plan may ask for, with their values."""

RECORD_FACTS: Mapping[str, FactKind] = immutabledict(
    {"record": _one_of(RecordKind), "subject": _one_of(Subject), "established": _YES_OR_NO}
)
"""The facts about a credit record that a row of a plan may ask for, with their values."""

INSTITUTION_FACTS: Mapping[str, FactKind] = immutabledict(
    {"institution": _several_of(InstitutionKind)}
)
"""The facts about a health institution that a row of a plan may ask for, with their values."""

FAMILY_FACTS: Mapping[str, FactKind] = immutabledict({"special_hardship": _YES_OR_NO})
"""The facts about a family that a row of a plan may ask for, with their values."""

AREA_FACTS: Mapping[str, FactKind] = immutabledict(
    {"area": _one_of(AreaKind), "has_facility": _YES_OR_NO}
)
"""The facts about a residential area that a row of a plan may ask for, with their values."""
