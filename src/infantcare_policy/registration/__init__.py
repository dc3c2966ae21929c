"""Who registers a facility, what is filed and by when, how far it has come and what comes next.

Source: 2.4.10; A1.education, A1.approval; 托育机构登记和备案办法（试行） arts. 4–10; the rules on
registering each legal form.

Limitations: the plan lets a facility register at the county or above, and names only the county's
own departments; above the county the answer is `Undetermined`. The checklist is that of filing;
what the registrar itself asks for is not modelled.

>>> from datetime import date
>>> from infantcare_policy.facilities import Facility, LegalForm, Setting
>>> from infantcare_policy.plan import yijun
>>> nursery = Facility(id="F1", legal_form=LegalForm.FOR_PROFIT, settings=(Setting.STANDALONE,))
>>> route(nursery, yijun(), on=date(2026, 1, 5)).require().registrar
'approval'
"""

from infantcare_policy.registration.filing import (
    FilingDeadlines,
    Review,
    checklist,
    filing_deadlines,
    review,
)
from infantcare_policy.registration.following import next_steps
from infantcare_policy.registration.life import State, Transition, stage, transition
from infantcare_policy.registration.routing import Route, Step, StepKind, route
from infantcare_policy.terms import Move, Stage

__all__ = [
    "FilingDeadlines",
    "Move",
    "Review",
    "Route",
    "Stage",
    "State",
    "Step",
    "StepKind",
    "Transition",
    "checklist",
    "filing_deadlines",
    "next_steps",
    "review",
    "route",
    "stage",
    "transition",
]
