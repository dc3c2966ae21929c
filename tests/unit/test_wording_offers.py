"""What families, employers and offices are told, word for word, in both languages."""

from __future__ import annotations

import importlib
from datetime import date
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal

import pytest

from infantcare_policy import conference, employment, guidance, provision, support
from infantcare_policy.facilities import Facility
from infantcare_policy.families import Birth, Family, PregnancyLoss
from infantcare_policy.people import Incumbency, PersonKey
from infantcare_policy.plan import load, yijun
from infantcare_policy.report import Report, compose
from infantcare_policy.samples import yijun_county
from infantcare_policy.terms import LegalForm, ServiceMode
from infantcare_policy.wording import LOCALES, explain, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infantcare_policy.calendars import Event

ON = date(2026, 1, 5)
PLAN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
IN_BOTH_LOCALES = pytest.mark.parametrize("locale", LOCALES)
DRAFT = {
    "zh_CN": "依据宜君县方案的征求意见稿（尚未正式印发）。",
    "en": "Resting on the draft for comment of the Yijun County plan, which has not been issued.",
}
FIRST, SECOND = PersonKey("a" * 64), PersonKey("b" * 64)


@pytest.fixture(scope="module")
def made() -> Report:
    return compose(yijun_county(), PLAN, on=ON)


def said(answer: Any, locale: str) -> list[str]:  # noqa: ANN401 - whatever is explained
    """Give the lines of an explanation, but for the last, which says that the plan is a draft."""
    *lines, last = explain(answer, PLAN, locale=locale).splitlines()
    assert last == DRAFT[locale]
    return lines


def seat(*held: tuple[PersonKey | Literal[False], date, Event]) -> Any:  # noqa: ANN401 - a decision
    return conference.incumbent(
        "县卫健局",
        [Incumbency(seat="health", person=p, since=s, until=u) for p, s, u in held],
        PLAN,
        on=ON,
    )


DECISIONS: dict[str, tuple[Any, list[str], list[str]]] = {
    "leave": (
        employment.care_leave(
            Birth(on=ON, children=1, third_child=False, spouses_apart=False), PLAN
        ),
        ["结论：15天", "依据：", "  - 护理假：15天〔《陕西省人口与计划生育条例》第45条〕"],
        [
            "Decided: 15 days",
            "Grounds:",
            (
                "  - care leave: 15 days "
                "[Population and Family Planning Regulation of Shaanxi Province, art. 45]"
            ),
        ],
    ),
    "leave without a fact": (
        employment.maternity_leave(
            Birth(on=ON, children=2, difficult=True, third_child=False), PLAN
        ),
        [
            "无法确定，缺少：",
            "  - 未知事实：孕前检查证明〔《陕西省人口与计划生育条例》第45条〕",
            "依据：",
            "  - 产假：98天〔《女职工劳动保护特别规定》第7条〕",
            "  - 难产增加：15天〔《女职工劳动保护特别规定》第7条〕",
            "  - 多胞胎增加：15天〔《女职工劳动保护特别规定》第7条〕",
            "  - 省规定增加的产假：60天〔《陕西省人口与计划生育条例》第45条〕",
        ],
        [
            "Undetermined; missing:",
            (
                "  - unknown fact: certificate of the check before pregnancy "
                "[Population and Family Planning Regulation of Shaanxi Province, art. 45]"
            ),
            "Grounds:",
            (
                "  - maternity leave: 98 days "
                "[Special rules on the labour protection of women workers, art. 7]"
            ),
            (
                "  - more days for a difficult birth: 15 days "
                "[Special rules on the labour protection of women workers, art. 7]"
            ),
            (
                "  - more days for further children of the birth: 15 days "
                "[Special rules on the labour protection of women workers, art. 7]"
            ),
            (
                "  - more days under provincial rules: 60 days "
                "[Population and Family Planning Regulation of Shaanxi Province, art. 45]"
            ),
        ],
    ),
    "loss": (
        employment.pregnancy_loss_leave(PregnancyLoss(on=ON, months=3), PLAN),
        ["结论：15天", "依据：", "  - 早期流产假：15天〔《女职工劳动保护特别规定》第7条〕"],
        [
            "Decided: 15 days",
            "Grounds:",
            (
                "  - leave after an early loss: 15 days "
                "[Special rules on the labour protection of women workers, art. 7]"
            ),
        ],
    ),
    "parental leave": (
        employment.parental_leave(PLAN, on=ON),
        [
            "无法确定，缺少：",
            "  - 有意留空：育儿假〔《陕西省人口与计划生育条例》第45条〕",
            "说明：",
            (
                "  - 未取数值：通过的文本有10日和30日两种报道，条例原文未能查阅，因此不取任何一个"
                "〔《陕西省人口与计划生育条例》第45条〕"
            ),
        ],
        [
            "Undetermined; missing:",
            (
                "  - left open on purpose: yearly parental leave "
                "[Population and Family Planning Regulation of Shaanxi Province, art. 45]"
            ),
            "Notes:",
            (
                "  - left out: the text as adopted is reported with 10 days and with 30; "
                "the regulation itself was not read, so neither is taken "
                "[Population and Family Planning Regulation of Shaanxi Province, art. 45]"
            ),
        ],
    ),
    "catalogues": (
        employment.training_catalogue(PLAN),
        [
            "结论：共3项",
            "  急需紧缺职业（工种）目录",
            "  政府补贴性培训目录",
            "  职业技能培训计划",
            "依据：",
            "  - 列入急需紧缺职业（工种）目录〔3.3〕",
            "  - 列入政府补贴性培训目录〔3.3〕",
            "  - 列入职业技能培训计划〔3.3〕",
        ],
        [
            "Decided: 3 items",
            "  catalogue of occupations in urgent need",
            "  catalogue of training subsidised by the government",
            "  vocational training plan",
            "Grounds:",
            "  - enters the catalogue of occupations in urgent need [3.3]",
            "  - enters the catalogue of training subsidised by the government [3.3]",
            "  - enters the vocational training plan [3.3]",
        ],
    ),
    "posts": (
        employment.public_welfare_posts(PLAN, on=ON),
        ["无法确定，缺少：", "  - 文本未写明：公益性岗位比例〔2.2.5〕"],
        [
            "Undetermined; missing:",
            "  - the text does not say: share of public-welfare posts [2.2.5]",
        ],
    ),
    "seat": (
        seat((FIRST, date(2021, 6, 1), date(2025, 2, 28)), (SECOND, date(2025, 3, 1), False)),
        ["结论：bbbbbbbb", "依据：", "  - 2026年1月5日任县卫健局局长，自2025年3月1日起〔A2〕"],
        [
            "Decided: bbbbbbbb",
            "Grounds:",
            (
                "  - holds the seat head of the Health Bureau on January 5, 2026, "
                "in office since March 1, 2025 [A2]"
            ),
        ],
    ),
    "vacant seat": (
        seat((FIRST, date(2021, 6, 1), date(2025, 12, 31)), (False, date(2026, 1, 1), False)),
        ["结论：无人", "依据：", "  - 2026年1月5日县卫健局局长空缺，自2026年1月1日起〔A2〕"],
        [
            "Decided: nobody",
            "Grounds:",
            (
                "  - the seat head of the Health Bureau is vacant on January 5, 2026, "
                "since January 1, 2026 [A2]"
            ),
        ],
    ),
    "two in a seat": (
        seat((FIRST, date(2024, 1, 1), False), (SECOND, date(2024, 2, 1), False)),
        [
            "文本给出相互冲突的答案：",
            "  - aaaaaaaa",
            "    2026年1月5日任县卫健局局长，自2024年1月1日起〔A2〕",
            "  - bbbbbbbb",
            "    2026年1月5日任县卫健局局长，自2024年2月1日起〔A2〕",
        ],
        [
            "The text gives conflicting answers:",
            "  - aaaaaaaa",
            (
                "    holds the seat head of the Health Bureau on January 5, 2026, "
                "in office since January 1, 2024 [A2]"
            ),
            "  - bbbbbbbb",
            (
                "    holds the seat head of the Health Bureau on January 5, 2026, "
                "in office since February 1, 2024 [A2]"
            ),
        ],
    ),
}
"""An answer, what it says in Chinese, and in English."""


class TestAnswers:
    @pytest.mark.parametrize("name", DECISIONS)
    def test_say_this_in_chinese(self, name: str) -> None:
        answer, chinese, _ = DECISIONS[name]
        assert said(answer, "zh_CN") == chinese

    @pytest.mark.parametrize("name", DECISIONS)
    def test_say_this_in_english(self, name: str) -> None:
        answer, _, english = DECISIONS[name]
        assert said(answer, "en") == english


class TestTheSample:
    """What the report of the sample holds, on 2026-01-05."""

    @pytest.mark.parametrize(
        ("locale", "first", "ground"),
        [
            (
                "zh_CN",
                (
                    "彭镇|  父母课堂：1次，最近一次2024年4月19日|  育儿知识讲座：没有记录|"
                    "  婴幼儿疾病义诊：没有记录"
                ),
                "  - 各乡镇的父母课堂（定期）〔2.1.2〕",
            ),
            (
                "en",
                (
                    "Pengzhen Town|  parents’ class: 1, last on April 19, 2024|"
                    "  lecture on parenting: none on record|"
                    "  free clinic for sick infants: none on record"
                ),
                "  - parents’ class in the townships (定期) [2.1.2]",
            ),
        ],
    )
    def test_activities_of_a_township(
        self, locale: str, first: str, ground: str, made: Report
    ) -> None:
        [pengzhen] = [t for t in made.guidance.activities if t.town == "pengzhen"]
        lines = said(pengzhen, locale)
        assert lines[:4] == first.split("|")
        assert ground in lines

    @pytest.mark.parametrize(
        ("locale", "words"),
        [
            ("zh_CN", ["2023年：已举办", "2024年：已举办", "2025年：未举办", "2026年：年度未结束"]),
            ("en", ["2023: held", "2024: held", "2025: not held", "2026: year not over"]),
        ],
    )
    def test_county_lectures(self, locale: str, words: list[str], made: Report) -> None:
        assert [said(year, locale)[0] for year in made.guidance.lectures] == words

    @pytest.mark.parametrize(
        ("locale", "words"),
        [
            (
                "zh_CN",
                ["早期发展知识普及率：90.64…%至95.68…%", "家长和看护人接受育儿指导率：0%至100%"],
            ),
            (
                "en",
                [
                    "knowledge of early development: 90.64…% to 95.68…%",
                    "parents and carers who received parenting guidance: 0% to 100%",
                ],
            ),
        ],
    )
    def test_rates_are_never_rounded_up(self, locale: str, words: list[str], made: Report) -> None:
        """988 / 1,090 = 90.642… and 1,043 / 1,090 = 95.688… in a hundred."""
        assert [said(rate, locale)[0] for rate in made.guidance.coverage] == words

    @pytest.mark.parametrize(
        ("locale", "words"),
        [
            (
                "zh_CN",
                [
                    "新生儿家庭访视：已完成",
                    "  建立保健手册：是",
                    "  询问新生儿疾病筛查结果：是",
                    "依据：",
                    (
                        "  - 新生儿家庭访视，自2025年10月8日起（最后一日：2025年10月15日）"
                        "〔《国家基本公共卫生服务规范（第三版）》（0–6岁儿童健康管理）〕"
                    ),
                    *(
                        f"  - {check}〔《国家基本公共卫生服务规范（第三版）》"
                        "（0–6岁儿童健康管理）〕"
                        for check in ("建立保健手册", "询问新生儿疾病筛查结果")
                    ),
                ],
            ),
            (
                "en",
                [
                    "home visit to the newborn: held",
                    "  the child's health handbook: yes",
                    "  the results of the newborn's screening: yes",
                    "Grounds:",
                    (
                        "  - home visit to the newborn, from October 8, 2025 "
                        "(last day: October 15, 2025) [National norms for basic public health "
                        "services, third edition (0–6岁儿童健康管理)]"
                    ),
                    *(
                        f"  - {check} [National norms for basic public health services, "
                        "third edition (0–6岁儿童健康管理)]"
                        for check in (
                            "the child's health handbook",
                            "the results of the newborn's screening",
                        )
                    ),
                ],
            ),
        ],
    )
    def test_a_contact(self, locale: str, words: list[str], made: Report) -> None:
        assert said(made.guidance.children[0].visits[0], locale) == words

    @pytest.mark.parametrize(
        ("locale", "words"),
        [
            (
                "zh_CN",
                [
                    "结论：共8项",
                    "  母婴室（提倡）：未知",
                    "  哺乳室（提倡）：已采取",
                    "  远程办公（提倡）：未采取",
                ],
            ),
            (
                "en",
                [
                    "Decided: 8 items",
                    "  a mother-and-baby room (encouraged): unknown",
                    "  a nursing room (encouraged): taken",
                    "  remote work (encouraged): not taken",
                ],
            ),
        ],
    )
    def test_measures_of_an_employer(self, locale: str, words: list[str], made: Report) -> None:
        lines = said(made.employers[0].measures, locale)
        assert lines[0] == words[0]
        assert set(words) <= set(lines)

    @pytest.mark.parametrize(
        ("locale", "words"),
        [
            ("zh_CN", "单独举办0，联合举办1；向居民开放1，不开放0"),
            ("en", "alone 0, jointly 1; open to neighbours 1, staff only 0"),
        ],
    )
    def test_care_at_workplaces(self, locale: str, words: str, made: Report) -> None:
        assert said(made.workplaces, locale)[0] == words

    @IN_BOTH_LOCALES
    def test_services_for_families_count_and_do_not_name(self, locale: str, made: Report) -> None:
        """A key is shown by its first eight signs only, in every answer."""
        for service in made.guidance.services or ():
            words = explain(service, PLAN, locale=locale)
            for family in yijun_county().families or ():
                assert family.id[:9] not in words


RELIEVED = Facility(
    id="F1", legal_form=LegalForm.PUBLIC_INSTITUTION, services=(ServiceMode.FULL_DAY,)
)


class TestReliefs:
    """3.2; the notices of 2019 (to 2025-12-31) and of 2026 (2026-01-01 to 2027-12-31)."""

    @pytest.mark.parametrize(
        ("on", "chinese", "english"),
        [
            (date(2025, 12, 31), "2025年12月31日前共", "to December 31, 2025"),
            (date(2026, 1, 1), "2027年12月31日前共", "to December 31, 2027"),
            (date(2027, 12, 31), "2027年12月31日前共", "to December 31, 2027"),
        ],
    )
    def test_are_told_with_their_last_day(self, on: date, chinese: str, english: str) -> None:
        answer = support.tax_relief(RELIEVED, PLAN, on=on)
        assert said(answer, "zh_CN")[0].startswith(f"结论：{chinese}")
        assert english in said(answer, "en")[0]

    @IN_BOTH_LOCALES
    def test_in_prices_are_all_named(self, locale: str) -> None:
        words = explain(support.utility_prices(RELIEVED, PLAN, on=ON), PLAN, locale=locale)
        for word in {"zh_CN": "水电气", "en": ("water", "electricity", "gas")}[locale]:
            assert word in words


def every_answer() -> Iterator[object]:
    """Give every kind of new answer, known, unknown and open."""
    yield from (answer for answer, _, _ in DECISIONS.values())
    report = compose(yijun_county(), PLAN, on=ON)
    yield from report.guidance.centres or ()
    yield from report.guidance.activities
    yield from report.guidance.lectures
    yield from report.guidance.coverage
    yield from report.guidance.services or ()
    yield from (visit for child in report.guidance.children for visit in child.visits)
    yield from (employer.measures for employer in report.employers)
    yield report.workplaces
    yield report.actions
    yield from (each.actions for each in report.facilities)
    # what has closed is asked no more
    yield from (each.tax_relief for each in report.facilities if each.tax_relief is not None)
    prices = (each.utility_prices for each in report.facilities)
    yield from (answer for answer in prices if answer is not None)
    yield from (each.incumbent for each in report.seats)
    for need in report.needs or ():
        yield need.required
        yield need.lacking
    for occupation in PLAN.occupations:
        yield employment.training(occupation.id, PLAN, on=ON)
    for hardship in (True, False, None):
        yield guidance.services(Family(id="f", special_hardship=hardship), (), PLAN, on=ON)
    for area in yijun_county().areas:
        yield provision.actions(area, PLAN, on=ON)
    yield employment.nursing_hours(Birth(on=date(2025, 10, 5), children=1), PLAN, on=ON)
    yield employment.nursing_hours(Birth(on=date(2020, 10, 5), children=1), PLAN, on=ON)


class TestEveryAnswer:
    @IN_BOTH_LOCALES
    def test_is_explained_without_a_hole_or_a_code(self, locale: str) -> None:
        for answer in every_answer():
            words = explain(answer, PLAN, locale=locale)
            for hole in ("{", "}", "None", "Localized", "guidance.", "employment.", "conference."):
                assert hole not in words, words

    @IN_BOTH_LOCALES
    def test_ends_with_what_it_rests_on(self, locale: str) -> None:
        for answer in every_answer():
            assert explain(answer, PLAN, locale=locale).splitlines()[-1] == DRAFT[locale]

    def test_in_english_has_chinese_only_where_the_text_is_quoted(self) -> None:
        """An official title without a translation, an article's own name, 定期."""
        for answer in every_answer():
            for line in explain(answer, PLAN, locale="en").splitlines():
                bare = "".join(part for part in line.split("[")[:1])
                assert not any("\u4e00" <= s <= "\u9fff" for s in bare.replace("定期", "")), line

    @IN_BOTH_LOCALES
    def test_of_hours_and_days_says_which(self, locale: str) -> None:
        hours = employment.nursing_hours(Birth(on=date(2025, 10, 5), children=1), PLAN, on=ON)
        unit = {"zh_CN": "小时", "en": "hour"}[locale]
        assert unit in said(hours, locale)[0]

    @IN_BOTH_LOCALES
    def test_of_training_names_a_subsidy_once_a_line(self, locale: str) -> None:
        name = {"zh_CN": "职业培训补贴", "en": "training subsidy"}[locale]
        lines = said(employment.training("保育员", PLAN, on=ON), locale)
        assert [line.count(name) for line in lines if name in line] == [1]


class TestLabels:
    @IN_BOTH_LOCALES
    def test_of_everything_that_is_offered(self, locale: str) -> None:
        parts: Mapping[str, Any] = {
            "actions": PLAN.actions,
            "catalogues": PLAN.catalogues,
            "reliefs": PLAN.reliefs,
        }
        for name, offered in parts.items():
            assert offered, name
            labels = [label(each, PLAN, locale=locale) for each in offered]
            assert all(labels)
            assert len(set(labels)) == len(labels)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


class TestCoverage:
    """Every clause has its answer, or one line that says why it has none."""

    @pytest.mark.parametrize("plan", [PLAN, QINGHE], ids=lambda plan: plan.id)
    def test_leaves_no_clause_without_an_answer_or_a_reason(self, plan: Any) -> None:  # noqa: ANN401 - a plan
        for line in plan.coverage():
            assert bool(line.answers) != bool(line.unanswered.strip()), line.clause
            assert "\n" not in line.unanswered
            assert "not yet" not in line.unanswered, line.clause

    @pytest.mark.parametrize("plan", [PLAN, QINGHE], ids=lambda plan: plan.id)
    def test_names_only_public_functions_of_the_package(self, plan: Any) -> None:  # noqa: ANN401 - a plan
        for line in plan.coverage():
            for answer in line.answers:
                area, _, name = answer.rpartition(".")
                module = importlib.import_module(f"infantcare_policy.{area}")
                assert callable(getattr(module, name)), answer
                assert name in module.__all__, answer

    def test_has_an_answer_for_these_clauses(self) -> None:
        """Only publicity and support without an amount have none."""
        silent = {line.clause for line in PLAN.coverage() if not line.answers}
        assert silent == {"A1.finance", "A1.youth-league", "A1.women"}

    @pytest.mark.parametrize(
        ("clause", "answer"),
        [
            ("2.1.1", "employment.maternity_leave"),
            ("2.1.1", "employment.care_leave"),
            ("2.1.1", "employment.employer_measures"),
            ("2.1.2", "guidance.network"),
            ("2.1.2", "guidance.activities"),
            ("2.1.2", "guidance.lectures"),
            ("2.1.3", "guidance.services"),
            ("2.1.3", "guidance.health_visits"),
            ("2.2.5", "employment.public_welfare_posts"),
            ("2.3.8", "employment.workplaces"),
            ("3.1", "conference.incumbent"),
            ("3.2", "support.utility_prices"),
            ("3.2", "support.tax_relief"),
            ("3.3", "employment.training_catalogue"),
            ("A2", "conference.incumbent"),
        ],
    )
    def test_has_the_answer_that_the_clause_asks_for(self, clause: str, answer: str) -> None:
        [line] = [line for line in PLAN.coverage() if line.clause == clause]
        assert answer in line.answers
