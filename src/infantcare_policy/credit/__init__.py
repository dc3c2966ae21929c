"""Who is banned, who may operate or work, and what the credit register shows and for how long.

Source: 2.4.11 (credit information, joint incentives and sanctions, the lifetime ban, access to the
work); 人口与计划生育法 art. 41; 未成年人保护法 art. 62; 信用修复管理办法; GB 32100-2015.

Limitations: what these questions are about is the credit of a person or a facility; whether a
facility is registered, filed or staffed is asked elsewhere. Which records bring a joint incentive
or sanction no text says: a place on such a list is a fact. A record that was revoked has to be
taken out of what is handed in.

>>> from datetime import date
>>> from infantcare_policy.county import CreditRecord, RecordKind, Subject
>>> from infantcare_policy.facilities import Facility
>>> from infantcare_policy.plan import yijun
>>> record = CreditRecord(id="R1", subject="F1", about=Subject.FACILITY, established=True,
...     kind=RecordKind.CHILD_ABUSE, recorded_on=date(2026, 3, 2))
>>> [may_operate(Facility(id="F1"), [record], yijun(), on=day).require()
...     for day in (date(2026, 3, 1), date(2026, 3, 2), date(2056, 3, 2))]
[True, False, False]
"""

from infantcare_policy.credit.barring import Entry, bans, may_operate
from infantcare_policy.credit.codes import code_warnings
from infantcare_policy.credit.display import Repair, displayed, repair
from infantcare_policy.credit.hiring import Listing, listings, may_work
from infantcare_policy.credit.standing import Shown, Standing, standing

__all__ = [
    "Entry",
    "Listing",
    "Repair",
    "Shown",
    "Standing",
    "bans",
    "code_warnings",
    "displayed",
    "listings",
    "may_operate",
    "may_work",
    "repair",
    "standing",
]
