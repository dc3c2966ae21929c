"""Clause ids from the numbering of the paper: 二（四）10 is `2.4.10`, 附件2 is `A2`.

Source: the headings of the plan.

Limitations: numerals up to 九十九, as headings of Chinese official papers have them.

>>> clause_id("二（四）10"), clause_id("三（二）"), clause_id("附件2")
('2.4.10', '3.2', 'A2')
"""

from __future__ import annotations

import re

from infantcare_policy.terms import fold

__all__ = ["clause_id"]

DIGITS = "零一二三四五六七八九"
NUMERAL = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
PAPER = re.compile(rf"({NUMERAL})、?(?:\(({NUMERAL})\))?(?:第?(\d+)[.项]?)?")
ANNEX = re.compile(r"附件(\d+)(.*)")


def clause_id(name: str) -> str:
    """Turn the paper's numbering into an id; what is an id already stays as it is."""
    folded = fold(name)
    if annex := ANNEX.fullmatch(folded):
        body = annex[2].lstrip(".:、,")
        return f"A{annex[1]}.{body}" if body else f"A{annex[1]}"
    if paper := PAPER.fullmatch(folded):
        parts = [str(_number(part)) for part in paper.groups()[:2] if part]
        return ".".join([*parts, *([paper[3]] if paper[3] else [])])
    return folded


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return DIGITS.index(numeral)
    return 10 * (DIGITS.index(tens) if tens else 1) + (DIGITS.index(ones) if ones else 0)
