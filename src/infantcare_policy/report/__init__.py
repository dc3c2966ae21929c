"""A county's whole picture on a day: every facility asked every question, and the sums.

Source: the areas that it composes; each decision carries its own articles.

Limitations: the report repeats what the rules say and adds no rule. What an area cannot decide
stays open in it. Of groups, staff and safety it asks only where the record of a facility holds
something of them.

>>> from datetime import date
>>> from infantcare_policy.county import County
>>> from infantcare_policy.plan import yijun
>>> report = compose(County(id="yijun"), yijun(), on=date(2026, 1, 5))
>>> [question.subject for question in report.open_questions][:2]
['demonstration-2021', 'knowledge-rate-2025']
"""

from infantcare_policy.report.communities import (
    ChildReport,
    EmployerReport,
    GuidanceReport,
    OfficeReport,
    OfficeTask,
    SeatReport,
)
from infantcare_policy.report.composing import compose
from infantcare_policy.report.parts import (
    AreaReport,
    DueReport,
    EvaluationReport,
    FacilityReport,
    OpenQuestion,
    Report,
    StaffReport,
    TownReport,
)

__all__ = [
    "AreaReport",
    "ChildReport",
    "DueReport",
    "EmployerReport",
    "EvaluationReport",
    "FacilityReport",
    "GuidanceReport",
    "OfficeReport",
    "OfficeTask",
    "OpenQuestion",
    "Report",
    "SeatReport",
    "StaffReport",
    "TownReport",
    "compose",
]
