"""Families with infants, the institutions that serve them, and what they were given.

Source: 2.1.1 (births and leave), 2.1.2 (institutions that house guidance centres), 2.1.3 (services,
families in special hardship); 国家基本公共卫生服务规范（第三版） (contacts with a child).

Limitations: facts only; what they come to is asked of `guidance` and `employment`. No family and no
child enters by name: an id is opaque, such as the digest of a `PersonKey`. Who is in special
hardship the text does not define, so that the application says it.

>>> Birth(on=date(2026, 3, 2), children=2).difficult is None
True
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from infantcare_policy.calendars import Event
from infantcare_policy.checks import (
    Checked,
    day,
    each,
    event,
    flag,
    line,
    optional,
    text,
    to_hold,
    unknown,
    whole,
    word,
)
from infantcare_policy.errors import Fault
from infantcare_policy.people import opaque
from infantcare_policy.terms import InstitutionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infantcare_policy.conditions import Facts
    from infantcare_policy.plan import Plan

__all__ = [
    "Birth",
    "Child",
    "Family",
    "HealthContact",
    "HealthInstitution",
    "InstitutionKind",
    "PregnancyLoss",
    "ServiceRecord",
    "faults_in_contacts",
]


@frozen(kw_only=True)
class HealthInstitution(Checked):
    """A health institution that may house guidance centres (2.1.2).

    Attributes:
        town: the id or a name of the township body in whose area it stands.
        kinds: all that hold at once; `()` when it is known to be none of them.
        centres: the ids of the plan's guidance centres that it houses; `()` for none.
    """

    id: str = field(metadata=to_hold(opaque))
    name: str | None = field(default=None, metadata=to_hold(optional(opaque)))
    town: str | None = field(default=None, metadata=to_hold(optional(text)))
    kinds: tuple[InstitutionKind, ...] | None = field(
        default=None, metadata=to_hold(optional(each(word(InstitutionKind), unique=True)))
    )
    centres: tuple[str, ...] | None = field(
        default=None, metadata=to_hold(optional(each(line, unique=True)))
    )

    @property
    def facts(self) -> Facts:
        """Give the facts that the rows of a plan ask for."""
        return {"institution": None if self.kinds is None else frozenset(self.kinds)}


@frozen(kw_only=True)
class Family(Checked):
    """A family with an infant, under an opaque id.

    Attributes:
        special_hardship: whether it belongs to the families in special hardship (特殊困难群体), as
            the application knows.
    """

    id: str = field(metadata=to_hold(opaque))
    town: str | None = field(default=None, metadata=to_hold(optional(text)))
    special_hardship: bool | None = field(default=None, metadata=to_hold(optional(flag)))

    @property
    def facts(self) -> Facts:
        """Give the facts that the rows of a plan ask for."""
        return {"special_hardship": self.special_hardship}


@frozen(kw_only=True)
class ServiceRecord(Checked):
    """A service that a family was given, or is known not to have been given.

    Attributes:
        service: the id of a service of the plan.
        on: the day on which it was given; `False` when it is known that it has not been.
        how: how it came about, such as bought by the government or by a volunteer, in the
            application's own words.
    """

    family: str = field(metadata=to_hold(opaque))
    service: str = field(metadata=to_hold(line))
    on: Event = field(default=None, metadata=to_hold(optional(event)))
    how: str | None = field(default=None, metadata=to_hold(optional(line)))


@frozen(kw_only=True)
class Child(Checked):
    """A child, under an opaque id.

    Attributes:
        family: the id of its family, where the record holds it.
        discharged_on: the day of leaving the maternity institution, an `Event`.
    """

    id: str = field(metadata=to_hold(opaque))
    family: str | None = field(default=None, metadata=to_hold(optional(opaque)))
    born_on: date = field(metadata=to_hold(day))
    discharged_on: Event = field(default=None, metadata=to_hold(optional(event)))

    def contradictions(self) -> Iterator[Fault]:
        """Find a child that left before it was born."""
        if self.discharged_on and self.discharged_on < self.born_on:
            found = f"{self.discharged_on}, before born_on {self.born_on}"
            yield Fault("discharged_on", expected="a day not before the birth", found=found)


@frozen(kw_only=True)
class HealthContact(Checked):
    """A contact of the health service with a child.

    Attributes:
        child: the id of the child.
        contact: the id of a contact of the plan.
        on: the day on which it was held; `False` when it is known that it has not been.
        checks: the ids of the checks that were made; `()` for none, `None` when unknown.
    """

    child: str = field(metadata=to_hold(opaque))
    contact: str = field(metadata=to_hold(line))
    on: Event = field(default=None, metadata=to_hold(optional(event)))
    checks: tuple[str, ...] | None = field(
        default=None, metadata=to_hold(optional(each(line, unique=True)))
    )


@frozen(kw_only=True)
class Birth(Checked):
    """A birth, as far as leave goes by it.

    Attributes:
        on: the day of the birth, whose law applies.
        children: how many children were born.
        difficult: whether it was a difficult birth (难产).
        third_child: whether it is the birth of a third child (三孩).
        pre_pregnancy_check: whether there is a certificate of the check before pregnancy.
        spouses_apart: whether the spouses live apart (两地).
    """

    on: date = field(metadata=to_hold(day))
    children: int | None = field(default=None, metadata=to_hold(optional(whole(at_least=1))))
    difficult: bool | None = field(default=None, metadata=to_hold(optional(flag)))
    third_child: bool | None = field(default=None, metadata=to_hold(optional(flag)))
    pre_pregnancy_check: bool | None = field(default=None, metadata=to_hold(optional(flag)))
    spouses_apart: bool | None = field(default=None, metadata=to_hold(optional(flag)))


@frozen(kw_only=True)
class PregnancyLoss(Checked):
    """The loss of a pregnancy (流产).

    Attributes:
        months: the whole months of pregnancy that had passed.
    """

    on: date = field(metadata=to_hold(day))
    months: int | None = field(default=None, metadata=to_hold(optional(whole())))


def faults_in_contacts(
    contacts: Mapping[int, HealthContact], child: Child, plan: Plan
) -> Iterator[Fault]:
    """Find contacts that a plan does not know, that stand twice or came before the birth.

    Args:
        contacts: those with one child, by their place in the record.
        child: the child.
        plan: the plan whose contacts and checks they are.
    """
    known = {contact.id: contact for contact in plan.contacts}
    checks = {check.id: check for check in plan.health_checks}
    first: dict[str, int] = {}
    for place, contact in contacts.items():
        named: tuple[tuple[str, str, Mapping[str, object]], ...] = (
            ("contact", contact.contact, known),
            *((f"checks[{i}]", name, checks) for i, name in enumerate(contact.checks or ())),
        )
        for part, name, names in named:
            if name not in names:
                yield unknown(f"contacts[{place}].{part}", "one that the plan knows", name, names)
        before = first.setdefault(contact.contact, place)
        if before != place:
            found = f"{contact.contact!r}, which is contacts[{before}] already"
            yield Fault(f"contacts[{place}]", expected="a contact of its own", found=found)
        if contact.on and contact.contact in known:
            after = known[contact.contact].after
            start = child.born_on if after == "birth" else child.discharged_on
            if start is False or contact.on < (start or child.born_on):
                expected = f"a day not before the {after} ({start or 'which has not come'})"
                yield Fault(f"contacts[{place}].on", expected=expected, found=str(contact.on))
