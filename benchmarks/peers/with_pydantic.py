"""The facilities, payments and bans of a county as strict pydantic models, field for field.

Limitations: a citation stays a text. Every fault is gathered with its place, of one field each.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from infantcare_policy import ClassKind, LegalForm, Level, Operation, ServiceMode, Setting

Name: TypeAlias = Annotated[str, Field(min_length=1)]
Whole: TypeAlias = Annotated[int, Field(ge=0)]
Code: TypeAlias = Annotated[str, Field(pattern="^[0-9A-HJ-NPQRTUWXY]{18}$")]
Event: TypeAlias = date | Literal[False] | None


class Strict(BaseModel):
    """Nothing is coerced, and no key is unknown."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Group(Strict):
    """A class group."""

    kind: ClassKind
    slots: Whole | None = None
    enrolled: Whole | None = None
    carers: Whole | None = None
    youngest_months: Whole | None = None
    oldest_months: Whole | None = None


class Acceptance(Strict):
    """An acceptance inspection."""

    on: date
    slots: Whole
    passed: bool | None = None


class Capacity(Strict):
    """The licensed places from a day on."""

    on: date
    slots: Whole


class Demonstration(Strict):
    """The naming of a demonstration facility."""

    level: Level
    since: date


class Facility(Strict):
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
    demonstration: Demonstration | Literal[False] | None = False
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


class Payment(Strict):
    """Money that was paid."""

    id: Name
    facility: Name
    payer: Name
    slots: Whole | None = None
    amount: Decimal
    on: date
    accepted_on: date | None = None


class Ban(Strict):
    """A ban."""

    subject: Name
    since: date
    for_life: bool
    until: date | None = None
    citation: str | None = None


class County(Strict):
    """The part of a county's record that is read and written here."""

    id: Name
    facilities: tuple[Facility, ...] | None = None
    payments: tuple[Payment, ...] = ()
    bans: tuple[Ban, ...] = ()


def read(document: bytes) -> County:
    """Validate."""
    return County.model_validate_json(document)


def write(county: County) -> str:
    """Dump; money as a text, as it comes in."""
    return county.model_dump_json()
