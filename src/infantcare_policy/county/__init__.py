"""The whole record of a county that an application hands in.

Source: 2.2.4 (residential areas), 3.2 (payments), 2.4.11 (credit records, bans, staff), 3.4
(inspections and evaluations), 2.1.2 (activities), 1 (what is observed for the targets).

Limitations: a county is what its own applications know; nothing here is looked up. Towns and
payers are names that the plan resolves.

>>> County(id="yijun", facilities=()).facilities
()
"""

from infantcare_policy.county.areas import ResidentialArea
from infantcare_policy.county.checking import check
from infantcare_policy.county.observed import RESIDENTS, Activity, Observation
from infantcare_policy.county.record import County, Payment
from infantcare_policy.county.register import Ban, CreditRecord
from infantcare_policy.terms import ActivityKind, AreaKind, RecordKind, Severity, Subject

__all__ = [
    "RESIDENTS",
    "Activity",
    "ActivityKind",
    "AreaKind",
    "Ban",
    "County",
    "CreditRecord",
    "Observation",
    "Payment",
    "RecordKind",
    "ResidentialArea",
    "Severity",
    "Subject",
    "check",
]
