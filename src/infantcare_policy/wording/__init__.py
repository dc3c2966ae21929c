"""Answers in words: what was decided, why, under which reading, and what is missing.

Source: none; the words are our own, in the gettext catalogues under `locales/`.

Limitations: Chinese (`zh_CN`) and English (`en`). The locale is always an argument, never taken
from the machine. Names of departments, clauses and readings come from the plan.

>>> from infantcare_policy.plan import yijun
>>> from infantcare_policy.terms import Setting
>>> label(Setting.KINDERGARTEN, yijun(), locale="zh_CN")
'托幼一体化'
"""

from infantcare_policy.wording.answers import brief, explain, item_line, label
from infantcare_policy.wording.offers import coverage_line, day_of
from infantcare_policy.wording.voice import LOCALES, Voice

__all__ = [
    "LOCALES",
    "Voice",
    "brief",
    "coverage_line",
    "day_of",
    "explain",
    "item_line",
    "label",
]
