"""Leave, employers' measures, care at the workplace, and the training of those who care.

Source: 2.1.1 (leave, measures); 2.3.8 (care at the workplace); 3.3 (training); 2.2.5
(public-welfare posts); 女职工劳动保护特别规定 arts. 6, 7, 9; 陕西省人口与计划生育条例 art. 45.

Limitations: the law of a leave is that of the day of the birth; how a leave is treated that was
running when a law changed is not known. Yearly parental leave has no number, because the sources
disagree; nor has the care leave of spouses who live apart. Marriage leave is not part of the plan.

>>> from datetime import date
>>> from infantcare_policy.families import Birth
>>> from infantcare_policy.plan import yijun
>>> birth = Birth(
...     on=date(2026, 3, 2), children=1, difficult=False, third_child=False,
...     pre_pregnancy_check=False)
>>> maternity_leave(birth, yijun()).require().days
158
"""

from infantcare_policy.employment.leave import (
    Leave,
    LeavePart,
    care_leave,
    maternity_leave,
    nursing_hours,
    parental_leave,
    pregnancy_loss_leave,
)
from infantcare_policy.employment.training import (
    Training,
    public_welfare_posts,
    training,
    training_catalogue,
)
from infantcare_policy.employment.workplaces import (
    MeasureTaken,
    Workplaces,
    employer_measures,
    workplaces,
)

__all__ = [
    "Leave",
    "LeavePart",
    "MeasureTaken",
    "Training",
    "Workplaces",
    "care_leave",
    "employer_measures",
    "maternity_leave",
    "nursing_hours",
    "parental_leave",
    "pregnancy_loss_leave",
    "public_welfare_posts",
    "training",
    "training_catalogue",
    "workplaces",
]
