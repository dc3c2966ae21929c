"""The guidance of families: centres, activities, coverage, services, contacts with a child.

Source: 2.1.2 (centres, activities, the yearly lecture); 2.1.3 (services, families in special
hardship); 1 (the two rates); 国家基本公共卫生服务规范（第三版） (ten contacts under three).

Limitations: how often activities are held in a township is “regularly” (定期), so that nothing is
judged late; what was held is shown beside what was not. Early-development projects (2.1.3) are
named by the text without a content. Checks of eyes and of autism, which rules of their own put
beside the ten contacts, and vaccinations are not part of them.

>>> from datetime import date
>>> from infantcare_policy.families import Child
>>> from infantcare_policy.plan import yijun
>>> child = Child(id="C1", born_on=date(2026, 1, 31))
>>> [str(visit.first_on) for visit in health_visits(child, (), yijun(), on=date(2026, 3, 1))][1:3]
['2026-02-28', '2026-04-30']
"""

from infantcare_policy.guidance.centres import CentreNetwork, network
from infantcare_policy.guidance.holding import (
    ActivitiesHeld,
    LectureStatus,
    LectureYear,
    TownActivities,
    activities,
    lectures,
)
from infantcare_policy.guidance.rates import CoverageRate, TownCoverage, coverage
from infantcare_policy.guidance.serving import ServiceGiven, ServiceReach, reach, services
from infantcare_policy.guidance.visits import CheckDue, HealthVisit, VisitStatus, health_visits

__all__ = [
    "ActivitiesHeld",
    "CentreNetwork",
    "CheckDue",
    "CoverageRate",
    "HealthVisit",
    "LectureStatus",
    "LectureYear",
    "ServiceGiven",
    "ServiceReach",
    "TownActivities",
    "TownCoverage",
    "VisitStatus",
    "activities",
    "coverage",
    "health_visits",
    "lectures",
    "network",
    "reach",
    "services",
]
