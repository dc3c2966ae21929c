"""What a facility is entitled to, who pays it, what is still due, and what was paid wrongly.

Source: 3.2 (grants per accepted slot, shared by city and county; case by case for brands);
2.4.11 (bans).

Limitations: eligibility is judged by the facts as they are handed in; only the amount follows the
law of the day of acceptance. The plan sets no day by which a grant is to be paid, so a grant that
has not been paid at all is due, and not a discrepancy.

>>> from datetime import date
>>> from infantcare_policy.facilities import Acceptance, Facility, Setting
>>> from infantcare_policy.plan import yijun
>>> nursery = Facility(id="F1", settings=(Setting.COMMUNITY,),
...     acceptances=(Acceptance(on=date(2024, 5, 6), slots=30, passed=True),))
>>> entitlement(nursery, yijun(), on=date(2026, 1, 5), payments=(), bans=()).require().total
Amount(known=Decimal('600000.00'), unknown=('grants.provincial',))
"""

from infantcare_policy.subsidies.awards import Award, Entitlement, Line, entitlement
from infantcare_policy.subsidies.budgets import Budget, BudgetLine, budget
from infantcare_policy.subsidies.reconciliation import Discrepancy, DiscrepancyKind, reconcile

__all__ = [
    "Award",
    "Budget",
    "BudgetLine",
    "Discrepancy",
    "DiscrepancyKind",
    "Entitlement",
    "Line",
    "budget",
    "entitlement",
    "reconcile",
]
