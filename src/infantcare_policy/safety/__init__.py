"""What a facility must have for its safety, what is made public, what a quality evaluation says.

Source: 2.4.11 (systems, equipment, security staff); 3.4 (quality evaluation and publicity);
托育机构管理规范（试行） arts. 11–40; WS/T 821-2023.

Limitations: the requirements are those that were read in a text, each with how well it was read;
building and fire codes ask for more. The limits of the grades of WS/T 821 are not known, so a grade
is never worked out.

>>> from datetime import date
>>> from infantcare_policy.assessments import SafetyRecord
>>> from infantcare_policy.facilities import Facility, Setting
>>> from infantcare_policy.plan import yijun
>>> nursery = Facility(id="F1", settings=(Setting.STANDALONE,), serves_meals=False)
>>> seen = SafetyRecord(facility="F1", on=date(2026, 1, 5), found={"recordings": 60})
>>> found = check_safety(nursery, [seen], yijun(), on=date(2026, 1, 5))
>>> found.kind, found.grounds[0].code, str(found.grounds[0].citation)
('undetermined', 'safety.below-figure', 'management-norms:32')
"""

from infantcare_policy.assessments import Evaluation, SafetyRecord
from infantcare_policy.safety.evaluating import Evaluated, evaluate
from infantcare_policy.safety.publishing import Publication, to_publish
from infantcare_policy.safety.requiring import check_safety, requirements

__all__ = [
    "Evaluated",
    "Evaluation",
    "Publication",
    "SafetyRecord",
    "check_safety",
    "evaluate",
    "requirements",
    "to_publish",
]
