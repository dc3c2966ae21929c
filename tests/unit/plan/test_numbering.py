from __future__ import annotations

import pytest

from infantcare_policy.plan.numbering import clause_id


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    ten = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return f"{ten}{digits[ones]}".strip()


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ("一", "1"),
        ("一、", "1"),
        ("二（四）", "2.4"),
        ("二、（四）", "2.4"),
        ("二（四）10", "2.4.10"),
        ("二（四）10.", "2.4.10"),
        ("二、（四）10.", "2.4.10"),
        ("二（四）第10项", "2.4.10"),
        ("二(四)10", "2.4.10"),
        ("二（四）１０", "2.4.10"),
        (" 二 （四） 10 ", "2.4.10"),
        ("三（一）", "3.1"),
        ("附件1", "A1"),
        ("附件２", "A2"),
        ("附件 2", "A2"),
        ("附件1.县卫健局", "A1.县卫健局"),
        ("附件1：县卫健局", "A1.县卫健局"),
        ("附件1、县卫健局", "A1.县卫健局"),
        ("附件1县卫健局", "A1.县卫健局"),
    ],
)
def test_the_papers_numbering_becomes_an_id(paper: str, expected: str) -> None:
    assert clause_id(paper) == expected


@pytest.mark.parametrize("name", ["1", "2.4.10", "3.2", "A1.health", "A2"])
def test_an_id_stays_as_it_is(name: str) -> None:
    assert clause_id(name) == name


def test_an_id_in_full_width_is_folded() -> None:
    assert clause_id("２．４．１０") == "2.4.10"


@pytest.mark.parametrize("number", range(1, 100))
def test_every_numeral_up_to_ninety_nine_is_read(number: int) -> None:
    assert clause_id(numeral(number)) == str(number)
    assert clause_id(f"一（{numeral(number)}）") == f"1.{number}"


@pytest.mark.parametrize(
    "name",
    ["一一", "一二", "二三", "十十", "十二三", "一（二三）", "（四）10", "附件", "第二项"],
)
def test_what_is_no_numeral_is_never_taken_for_a_clause(name: str) -> None:
    assert clause_id(name) == name.replace("（", "(").replace("）", ")")
