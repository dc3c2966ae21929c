"""The whole record of a county, and the money that was paid.

Source: 3.2 (payments); the clauses of the parts for the rest.

Limitations: see `infantcare_policy.county`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen

from infantcare_policy.assessments import (
    Evaluation,
    Finding,
    Inspection,
    SafetyRecord,
)
from infantcare_policy.checks import (
    Checked,
    calendar_year,
    clashes,
    day,
    each,
    instance,
    money,
    optional,
    text,
    to_hold,
    whole,
)
from infantcare_policy.county.areas import ResidentialArea
from infantcare_policy.county.observed import Activity, Observation
from infantcare_policy.county.register import Ban, CreditRecord
from infantcare_policy.employers import Employer
from infantcare_policy.facilities import Change, Facility
from infantcare_policy.families import (
    Child,
    Family,
    HealthContact,
    HealthInstitution,
    ServiceRecord,
)
from infantcare_policy.money import yuan
from infantcare_policy.people import HiringCheck, Incumbency, StaffMember

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infantcare_policy.errors import Fault

__all__ = ["County", "Payment"]


def _two_places(amount: Decimal) -> Decimal:
    """Write a sound sum with two places; what is no sum is left for the check to refuse."""
    return yuan(amount) if not any(money(amount)) else amount


@frozen(kw_only=True)
class Payment(Checked):
    """Money that a payer has paid to a facility.

    Attributes:
        slots: the places it was paid for.
        amount: exact yuan, not negative.
        accepted_on: the day of the acceptance that it was paid for, where the record says so.
    """

    id: str = field(metadata=to_hold(text))
    facility: str = field(metadata=to_hold(text))
    payer: str = field(metadata=to_hold(text))
    slots: int | None = field(default=None, metadata=to_hold(optional(whole())))
    amount: Decimal = field(converter=_two_places, metadata=to_hold(money))
    on: date = field(metadata=to_hold(day))
    accepted_on: date | None = field(default=None, metadata=to_hold(optional(day)))


IDENTIFIED = (
    "facilities",
    "areas",
    "payments",
    "records",
    "changes",
    "inspections",
    "findings",
    "activities",
    "institutions",
    "families",
    "children",
    "employers",
)


@frozen(kw_only=True)
class County(Checked):
    """Everything that an application knows of a county.

    Attributes:
        id: the id of the plan that the county is asked under.
        facilities: every facility; `None` when the record does not hold them.
        staff: everybody in a post of a facility; `None` when the record does not hold them.
        institutions: every health institution; `None` when the record does not hold them.
        families: every family with an infant; `None` when the record does not hold them.
        employers: every employer; `None` when the record does not hold them.
        recorded_years: the years whose activities are recorded in full; in another year a lecture
            that is not recorded may have been held all the same.
    """

    id: str = field(metadata=to_hold(text))
    facilities: tuple[Facility, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(Facility))))
    )
    areas: tuple[ResidentialArea, ...] = field(
        default=(), metadata=to_hold(each(instance(ResidentialArea)))
    )
    payments: tuple[Payment, ...] = field(default=(), metadata=to_hold(each(instance(Payment))))
    bans: tuple[Ban, ...] = field(default=(), metadata=to_hold(each(instance(Ban))))
    records: tuple[CreditRecord, ...] = field(
        default=(), metadata=to_hold(each(instance(CreditRecord)))
    )
    staff: tuple[StaffMember, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(StaffMember))))
    )
    hiring_checks: tuple[HiringCheck, ...] = field(
        default=(), metadata=to_hold(each(instance(HiringCheck)))
    )
    changes: tuple[Change, ...] = field(default=(), metadata=to_hold(each(instance(Change))))
    inspections: tuple[Inspection, ...] = field(
        default=(), metadata=to_hold(each(instance(Inspection)))
    )
    findings: tuple[Finding, ...] = field(default=(), metadata=to_hold(each(instance(Finding))))
    safety_records: tuple[SafetyRecord, ...] = field(
        default=(), metadata=to_hold(each(instance(SafetyRecord)))
    )
    evaluations: tuple[Evaluation, ...] = field(
        default=(), metadata=to_hold(each(instance(Evaluation)))
    )
    activities: tuple[Activity, ...] = field(default=(), metadata=to_hold(each(instance(Activity))))
    recorded_years: tuple[int, ...] = field(
        default=(), metadata=to_hold(each(calendar_year, unique=True))
    )
    observations: tuple[Observation, ...] = field(
        default=(), metadata=to_hold(each(instance(Observation)))
    )

    institutions: tuple[HealthInstitution, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(HealthInstitution))))
    )
    families: tuple[Family, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(Family))))
    )
    services: tuple[ServiceRecord, ...] = field(
        default=(), metadata=to_hold(each(instance(ServiceRecord)))
    )
    children: tuple[Child, ...] = field(default=(), metadata=to_hold(each(instance(Child))))
    contacts: tuple[HealthContact, ...] = field(
        default=(), metadata=to_hold(each(instance(HealthContact)))
    )
    employers: tuple[Employer, ...] | None = field(
        default=None, metadata=to_hold(optional(each(instance(Employer))))
    )
    incumbencies: tuple[Incumbency, ...] = field(
        default=(), metadata=to_hold(each(instance(Incumbency)))
    )

    def contradictions(self) -> Iterator[Fault]:
        """Find ids that stand twice."""
        for name in IDENTIFIED:
            yield from clashes(name, getattr(self, name) or (), lambda item: item.id)
        yield from clashes("safety_records", self.safety_records, lambda s: (s.facility, s.on))
        yield from clashes(
            "evaluations", self.evaluations, lambda e: (e.facility, e.on, e.standard)
        )
        yield from clashes("services", self.services, lambda s: (s.family, s.service, s.on))
        yield from clashes("contacts", self.contacts, lambda c: (c.child, c.contact))
        yield from clashes("incumbencies", self.incumbencies, lambda i: (i.seat, i.person, i.since))
