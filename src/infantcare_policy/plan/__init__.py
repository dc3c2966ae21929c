"""Plans as data: what a county's text says, loaded from TOML, under named readings.

Source: `data/yijun.toml` for 宜君县, over `data/{tongchuan,shaanxi,china}.toml`.

Limitations: the text of Yijun's plan is a draft for comment and bears no date.

>>> from infantcare_policy.plan import yijun
>>> yijun().clause("二（四）10").id
'2.4.10'
>>> yijun().department("县发改局").id
'development-reform'
"""

from infantcare_policy.plan.comparing import Change
from infantcare_policy.plan.county_plan import Coverage, Plan
from infantcare_policy.plan.families import (
    Centre,
    Contact,
    HealthCheck,
    RegularActivity,
    Service,
)
from infantcare_policy.plan.figures import Figures
from infantcare_policy.plan.grants import Bar, Eligibility, Grant, GrantRow, Payer, Referral, Share
from infantcare_policy.plan.linting import Finding
from infantcare_policy.plan.loading import load, loads, yijun
from infantcare_policy.plan.matching import Matched, Question
from infantcare_policy.plan.parts import (
    Clause,
    Conference,
    Defect,
    Department,
    Domain,
    Group,
    Instrument,
    Omission,
    Reading,
    ReadingOption,
    Row,
    Seat,
    Target,
    TargetKind,
    Town,
    Wording,
    in_force,
)
from infantcare_policy.plan.readings import Readings
from infantcare_policy.plan.rows import (
    Action,
    BanRow,
    Document,
    MoveRow,
    PostRow,
    PublicationRow,
    Relief,
    ReliefCondition,
    Requirement,
    RouteRow,
    SourceAuthority,
    StepRow,
    SupervisionRow,
)
from infantcare_policy.plan.tasks import Body, Task, Tasks
from infantcare_policy.plan.texts import TextCheck
from infantcare_policy.plan.workforce import Catalogue, Measure, Occupation

__all__ = [
    "Action",
    "BanRow",
    "Bar",
    "Body",
    "Catalogue",
    "Centre",
    "Change",
    "Clause",
    "Conference",
    "Contact",
    "Coverage",
    "Defect",
    "Department",
    "Document",
    "Domain",
    "Eligibility",
    "Figures",
    "Finding",
    "Grant",
    "GrantRow",
    "Group",
    "HealthCheck",
    "Instrument",
    "Matched",
    "Measure",
    "MoveRow",
    "Occupation",
    "Omission",
    "Payer",
    "Plan",
    "PostRow",
    "PublicationRow",
    "Question",
    "Reading",
    "ReadingOption",
    "Readings",
    "Referral",
    "RegularActivity",
    "Relief",
    "ReliefCondition",
    "Requirement",
    "RouteRow",
    "Row",
    "Seat",
    "Service",
    "Share",
    "SourceAuthority",
    "StepRow",
    "SupervisionRow",
    "Target",
    "TargetKind",
    "Task",
    "Tasks",
    "TextCheck",
    "Town",
    "Wording",
    "in_force",
    "load",
    "loads",
    "yijun",
]
