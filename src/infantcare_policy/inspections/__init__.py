"""A double-random draw that anybody can recompute, and when its results are made public.

Source: 3.4 (双随机一公开); 国办发〔2015〕58号 (objects and inspectors are drawn from two lists; the
ratio is set locally); 企业信息公示暂行条例 art. 6 (publication).

Limitations: how many are drawn, by how many inspectors, and who recuses whom is the local rule's,
with its own citation, and never the plan's. A draw is as random as its seed: draw lots for the seed
in public, after the lists are closed. The construction is told in `docs/areas/inspections.md`.

>>> from datetime import date
>>> from infantcare_policy.decisions import Citation
>>> from infantcare_policy.people import Inspector
>>> rule = DrawRule(count=1, team_size=2, citation=Citation("local-rule", "7"))
>>> objects = [InspectedObject(id=name) for name in ("F1", "F2", "F3")]
>>> inspectors = [Inspector(id=n, certificate_until=date(2027, 1, 1)) for n in ("P1", "P2", "P3")]
>>> drawn = draw(objects, inspectors, on=date(2026, 1, 5), rule=rule, seed="2026-01", recusals=())
>>> drawn.require().assignments
(Assignment(object='F2', inspectors=('P1', 'P3')),)
>>> verify(drawn.require(), objects, inspectors)
()
"""

from infantcare_policy.assessments import Finding, Inspection
from infantcare_policy.inspections.drawing import draw
from infantcare_policy.inspections.findings import overdue, publication_overdue, publish_by
from infantcare_policy.inspections.hashing import ALGORITHM
from infantcare_policy.inspections.outcomes import Assignment, Draw, Infeasible, Notice, Shortage
from infantcare_policy.inspections.rosters import (
    Exclusion,
    InspectedObject,
    Recusal,
    Rosters,
    roster,
)
from infantcare_policy.inspections.rules import DrawRule
from infantcare_policy.inspections.verifying import Mismatch, verify

__all__ = [
    "ALGORITHM",
    "Assignment",
    "Draw",
    "DrawRule",
    "Exclusion",
    "Finding",
    "Infeasible",
    "InspectedObject",
    "Inspection",
    "Mismatch",
    "Notice",
    "Recusal",
    "Rosters",
    "Shortage",
    "draw",
    "overdue",
    "publication_overdue",
    "publish_by",
    "roster",
    "verify",
]
