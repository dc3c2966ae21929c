"""The facilities, payments and bans of a county as msgspec structs, field for field.

Limitations: its unions know no `False` alone, so that `true` passes for the day of an event. A
citation stays a text. It stops at the first fault.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAlias

import msgspec

from infantcare_policy import ClassKind, LegalForm, Level, Operation, ServiceMode, Setting

Name: TypeAlias = Annotated[str, msgspec.Meta(min_length=1)]
Whole: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
Code: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9A-HJ-NPQRTUWXY]{18}$")]
Event: TypeAlias = date | bool | None


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class group."""

    kind: ClassKind
    slots: Whole | None = None
    enrolled: Whole | None = None
    carers: Whole | None = None
    youngest_months: Whole | None = None
    oldest_months: Whole | None = None


class Acceptance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An acceptance inspection."""

    on: date
    slots: Whole
    passed: bool | None = None


class Capacity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The licensed places from a day on."""

    on: date
    slots: Whole


class Demonstration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The naming of a demonstration facility."""

    level: Level
    since: date


class Facility(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A facility."""

    id: Name
    name: Name | None = None
    town: Name | None = None
    legal_form: LegalForm | None = None
    settings: tuple[Setting, ...] | None = None
    operation: Operation | None = None
    inclusive: bool | None = None
    guidance: bool | None = None
    introduced_brand: bool | None = False
    demonstration: Demonstration | bool | None = False
    uscc: Code | None = None
    groups: tuple[Group, ...] | None = None
    acceptances: tuple[Acceptance, ...] | None = None
    capacities: tuple[Capacity, ...] | None = None
    services: tuple[ServiceMode, ...] | None = None
    serves_meals: bool | None = None
    open_to_neighbours: bool | None = None
    area: Name | None = None
    employers: tuple[Name, ...] | None = None
    registered_on: Event = None
    filed_on: Event = None
    opened_on: Event = None
    closed_on: Event = None
    liquidated_on: Event = None
    deregistered_on: Event = None
    filing_cancelled_on: Event = None


class Payment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Money that was paid."""

    id: Name
    facility: Name
    payer: Name
    slots: Whole | None = None
    amount: Decimal
    on: date
    accepted_on: date | None = None


class Ban(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ban."""

    subject: Name
    since: date
    for_life: bool
    until: date | None = None
    citation: str | None = None


class County(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The part of a county's record that is read and written here."""

    id: Name
    facilities: tuple[Facility, ...] | None = None
    payments: tuple[Payment, ...] = ()
    bans: tuple[Ban, ...] = ()


DECODER = msgspec.json.Decoder(County)
ENCODER = msgspec.json.Encoder()


def read(document: bytes) -> County:
    """Decode and check."""
    return DECODER.decode(document)


def write(county: County) -> bytes:
    """Encode; money as a text, as it comes in."""
    return ENCODER.encode(county)
