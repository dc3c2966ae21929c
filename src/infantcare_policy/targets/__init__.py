"""How far a county is from the dated targets of its plan, with bounds where data are missing.

Source: 1 (a demonstration facility by the end of 2021, two rates of 95 % by the end of 2025);
2.1.2 (one county lecture in every year).

Limitations: the text does not say how the rates are surveyed nor out of whom; the observations do.
What a county's record does not hold is unknown and never zero. A survey stands until a later one of
the same township, and the answer notes when it was made before the last day.

>>> from datetime import date
>>> from infantcare_policy.county import Observation
>>> from infantcare_policy.plan import yijun
>>> survey = Observation(county="yijun", indicator="knowledge-rate", on=date(2025, 12, 31),
...     numerator=949, denominator=1000)
>>> found = progress(yijun().target("knowledge-rate-2025"), [survey], yijun(), on=date(2026, 1, 5))
>>> found.status.value, found.value, found.gap
('missed', Fraction(949, 1000), Fraction(1, 1000))
"""

from infantcare_policy.targets.observing import observe
from infantcare_policy.targets.progressing import (
    Number,
    Progress,
    TargetStatus,
    progress,
    track,
)

__all__ = ["Number", "Progress", "TargetStatus", "observe", "progress", "track"]
