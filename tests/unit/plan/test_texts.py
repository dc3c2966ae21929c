"""An official text against the clauses that are encoded, tried on a made-up plan."""

from __future__ import annotations

import pytest
from attrs import evolve

from infantcare_policy.plan import Clause, Plan, TextCheck, Wording, yijun
from infantcare_policy.plan.texts import check_text, clauses_in, fingerprint

TEXT = """甲县照护方案
为了孩子，制定本方案。
一、总体目标
到二〇三〇年，建成十所。
人人满意。
二、重点任务
（一）家庭
1. 办好课堂。（责任单位：县卫生局）
2. 每千人8个托位，共95％。
（二）社区
3. 建好中心。
三、保障措施
（一）加强领导。各部门配合。
（二）加强保障。给予补助。
附件：1. 分工
2. 名单
附件1
部门分工
县卫生局：负责指导。
各镇、办：负责建设。
附件2
名单
召集人：（略）
"""
NAMES = {"县卫生局": "health", "各镇、办": "townships"}
IDS = ("1", "2.1.1", "2.1.2", "2.2.3", "3.1", "3.2", "A1.health", "A1.townships", "A2")
BODIES = {  # cut out of the text by hand
    "1": "到二〇三〇年，建成十所。人人满意。",
    "2.1.1": "办好课堂。（责任单位：县卫生局）",
    "2.1.2": "每千人8个托位，共95％。",
    "2.2.3": "建好中心。",
    "3.1": "加强领导。各部门配合。",
    "3.2": "加强保障。给予补助。",
    "A1.health": "负责指导。",
    "A1.townships": "负责建设。",
}


def encoded() -> tuple[Clause, ...]:
    words = Wording(zh="字", en="words")
    return tuple(
        Clause(
            id=name,
            heading=words,
            summary=words,
            kind="rule",
            unanswered="made up",
            sha256=fingerprint(BODIES[name]) if name in BODIES else "",
        )
        for name in IDS
    )


def compared(text: str) -> TextCheck:
    return check_text(text, encoded(), NAMES)


def test_a_text_is_cut_into_its_clauses_by_the_papers_numbering() -> None:
    assert list(clauses_in(TEXT)) == [
        *("1", "2.1.1", "2.1.2", "2.2.3", "3.1", "3.2"),
        *("A1.县卫生局", "A1.各镇、办", "A2"),
    ]


class TestTheTextThatWasEncoded:
    def test_is_unchanged_and_annex_2_is_not_compared(self) -> None:
        assert compared(TEXT) == TextCheck(
            unchanged=IDS[:-1],
            changed=(),
            missing=(),
            added=(),
            renumbered=(),
            not_compared=("A2",),
        )
        assert compared(TEXT).agrees

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("95％", "95%"),
            ("8个", "８ 个"),
            ("建成", "建 成"),
            ("：负责", "： 负责"),
            ("1. 办", "1．办"),
        ],
    )
    def test_is_the_same_in_other_forms_and_with_other_white_space(
        self, old: str, new: str
    ) -> None:
        assert old in TEXT
        assert compared(TEXT.replace(old, new)) == compared(TEXT)

    def test_says_nothing_of_the_names_in_annex_2(self) -> None:
        assert compared(TEXT.replace("（略）", "某某")) == compared(TEXT)


class TestAnotherText:
    def test_with_8_changed_to_10_has_changed_in_that_clause_alone(self) -> None:
        result = compared(TEXT.replace("8个托位", "10个托位"))
        assert result == evolve(
            compared(TEXT),
            unchanged=tuple(name for name in IDS[:-1] if name != "2.1.2"),
            changed=("2.1.2",),
        )
        assert not result.agrees

    def test_without_a_clause_lacks_it(self) -> None:
        result = compared(TEXT.replace("（二）加强保障。给予补助。\n", ""))
        assert (result.missing, result.changed, result.added) == (("3.2",), (), ())
        assert not result.agrees

    def test_with_one_clause_more_has_it_as_new(self) -> None:
        result = compared(TEXT.replace("附件：", "（三）加强宣传。人人知晓。\n附件："))
        assert (result.added, result.changed, result.missing) == (("3.3",), (), ())
        assert not result.agrees

    def test_with_an_entry_of_a_body_more_has_it_by_its_name(self) -> None:
        result = compared(TEXT.replace("各镇、办：", "县文化局：负责阅读。\n各镇、办："))
        assert result.added == ("A1.县文化局",)

    def test_with_another_number_is_renumbered_and_nothing_else(self) -> None:
        result = compared(TEXT.replace("3. 建好", "5. 建好"))
        assert result.renumbered == (("2.2.3", "2.2.5"),)
        assert (result.changed, result.missing, result.added) == ((), (), ())
        assert not result.agrees

    def test_with_a_clause_put_in_before_another_tells_the_new_from_the_moved(self) -> None:
        result = compared(TEXT.replace("3. 建好", "3. 新的任务。\n4. 建好"))
        assert result.renumbered == (("2.2.3", "2.2.4"),)
        assert result.added == ("2.2.3",)
        assert (result.changed, result.missing) == ((), ())

    def test_that_is_empty_lacks_every_clause_that_can_be_compared(self) -> None:
        assert compared("").missing == IDS[:-1]


class TestYijun:
    @pytest.fixture
    def plan(self) -> Plan:
        return yijun()

    def test_has_a_fingerprint_of_every_clause_but_annex_2(self, plan: Plan) -> None:
        assert [clause.id for clause in plan.clauses if not clause.sha256] == ["A2"]
        assert all(len(clause.sha256) == 64 for clause in plan.clauses if clause.sha256)

    def test_lacks_all_of_it_in_a_text_that_is_another(self, plan: Plan) -> None:
        result = plan.check_text("一、目标\n别的。\n")
        assert (result.changed, len(result.missing)) == (("1",), 33)
        assert result.not_compared == ("A2",)
