"""Ages, class groups, staff and places: is a facility lawfully filled, and who still fits in.

Source: 托育机构设置标准（试行） arts. 18–20 (staff, class groups, ratios);
家庭托育点管理办法（试行） (home points); 托儿所幼儿园卫生保健管理办法 art. 12 (health workers). The
plan itself asks that facilities meet the standards (2.4.11) and gives no figure of its own.

Limitations: the national standard gives no ratio for mixed classes. Space, rooms and floors are not
asked here.

>>> from datetime import date
>>> from infantcare_policy.facilities import ClassGroup, ClassKind, Facility, Setting
>>> from infantcare_policy.plan import yijun
>>> full = ClassGroup(kind=ClassKind.INFANT, slots=10, enrolled=10, carers=3)
>>> nursery = Facility(id="F1", settings=(Setting.STANDALONE,), groups=(full,))
>>> [ground.code for ground in check_groups(nursery, yijun(), on=date(2026, 1, 5)).require()]
['enrolment.too-few-carers']
"""

from infantcare_policy.enrolment.ages import age_in_months, classes_for
from infantcare_policy.enrolment.groups import check_groups
from infantcare_policy.enrolment.places import Band, Places, places, vacancies
from infantcare_policy.enrolment.staffing import check_staff

__all__ = [
    "Band",
    "Places",
    "age_in_months",
    "check_groups",
    "check_staff",
    "classes_for",
    "places",
    "vacancies",
]
