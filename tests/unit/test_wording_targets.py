"""The progress of a target and what lint finds, in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from attrs import fields

from infantcare_policy.county import Activity, County, Observation
from infantcare_policy.decisions import Citation
from infantcare_policy.errors import UnknownLocale, WrongPlan
from infantcare_policy.facilities import Acceptance, Demonstration, Facility
from infantcare_policy.plan import Figures, Finding, Plan, Row, load, yijun
from infantcare_policy.plan.linting import FindingKind
from infantcare_policy.samples import yijun_county
from infantcare_policy.targets import Progress, TargetStatus, observe, progress, track
from infantcare_policy.terms import Level, Setting
from infantcare_policy.wording import LOCALES, Voice, explain, label

if TYPE_CHECKING:
    from collections.abc import Iterator

QINGHE = Path(__file__).parents[1] / "plans" / "qinghe.toml"
ON = date(2026, 1, 5)
DUE = date(2025, 12, 31)
IN_BOTH_LOCALES = pytest.mark.parametrize("locale", LOCALES)
DRAFT = {
    "zh_CN": "依据宜君县方案的征求意见稿（尚未正式印发）。",
    "en": "Resting on the draft for comment of the Yijun County plan, which has not been issued.",
}
ISSUED = {"zh_CN": "依据宜君县方案。", "en": "Resting on the Yijun County plan."}


def survey(
    numerator: int | None = None,
    denominator: int | None = None,
    on: date = DUE,
    **known: Any,  # noqa: ANN401 - any field
) -> Observation:
    """Survey who knows in Yijun."""
    return Observation(
        county="yijun",
        indicator="knowledge-rate",
        on=on,
        numerator=numerator,
        denominator=denominator,
        **known,
    )


def knowledge(*surveys: Observation, on: date = ON, plan: Plan | None = None) -> Progress:
    plan = plan or yijun()
    return progress(plan.target("knowledge-rate-2025"), surveys, plan, on=on)


def said(answer: Progress | Finding, plan: Plan | None = None) -> tuple[list[str], list[str]]:
    """Explain in Chinese and in English, line by line."""
    chinese, english = (explain(answer, plan or yijun(), locale=each) for each in LOCALES)
    return chinese.splitlines(), english.splitlines()


def lectures(*years: int, recorded: tuple[int, ...]) -> Progress:
    held = tuple(
        Activity(id=f"L{year}", kind="lecture", level=Level.COUNTY, on=date(year, 5, 6))
        for year in years
    )
    county = County(id="yijun", activities=held, recorded_years=recorded)
    plan = yijun()
    return progress(plan.target("county-lecture"), observe(county, plan, on=ON), plan, on=ON)


def demonstration(on: date = ON, **known: Any) -> Progress:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "id": "F1",
        "settings": (Setting.KINDERGARTEN,),
        "demonstration": Demonstration(level=Level.COUNTY, since=date(2021, 9, 1)),
        "acceptances": (Acceptance(on=date(2021, 9, 10), slots=70, passed=True),),
        "closed_on": False,
    }
    county = County(id="yijun", facilities=(Facility(**(fields | known)),))
    plan = yijun()
    return progress(plan.target("demonstration-2021"), observe(county, plan, on=on), plan, on=on)


def one_of_each() -> list[Progress]:
    """Give an answer of every status, and of every kind."""
    linear = yijun().with_readings({"pace": "linear"})
    return [
        knowledge(survey(95, 100)),
        knowledge(survey(949, 1000)),
        knowledge(survey(90, 100), survey(96, 100, on=date(2026, 1, 3))),
        knowledge(survey(90, 100), survey(94, 100, on=date(2026, 1, 3))),
        knowledge(survey(90, 100, on=date(2025, 6, 1)), on=date(2025, 6, 30)),
        knowledge(on=date(2025, 6, 30), plan=linear),
        knowledge(survey(95, 100, town="yiyang"), survey(town="xicun", denominator_at_most=3)),
        knowledge(),
        demonstration(),
        demonstration(settings=None),
        lectures(2022, 2024, recorded=(2023, 2024)),
        progress(yijun().target("systems-2025"), (), yijun(), on=ON),
    ]


def everything_about_the_sample() -> Iterator[tuple[Progress, Plan]]:
    for plan in (yijun(), yijun().with_readings({"pace": "linear"}).issued_on(date(2021, 3, 1))):
        for on in (date(2021, 6, 1), date(2024, 1, 5), ON):
            for answer in track(plan, observe(yijun_county(), plan, on=on), on=on):
                yield answer, plan


class TestTheWordsOfAStatus:
    def test_are_words_of_a_list(self) -> None:
        plan = yijun()
        assert {status: label(status, plan, locale="zh_CN") for status in TargetStatus} == {
            TargetStatus.MET: "已达到",
            TargetStatus.MET_LATE: "逾期达到",
            TargetStatus.MISSED: "未达到",
            TargetStatus.NOT_DUE: "未到期",
            TargetStatus.UNDETERMINED: "无法确定",
            TargetStatus.NOT_MEASURABLE: "无法衡量",
        }
        assert {status: label(status, plan, locale="en") for status in TargetStatus} == {
            TargetStatus.MET: "met",
            TargetStatus.MET_LATE: "met late",
            TargetStatus.MISSED: "missed",
            TargetStatus.NOT_DUE: "not due yet",
            TargetStatus.UNDETERMINED: "undetermined",
            TargetStatus.NOT_MEASURABLE: "not measurable",
        }

    def test_are_those_by_which_it_is_found(self) -> None:
        for status in TargetStatus:
            assert TargetStatus.named(label(status, yijun(), locale="zh_CN")) is status

    def test_stand_in_the_first_line_behind_the_name_of_the_target(self) -> None:
        for answer in one_of_each():
            target = yijun().target(answer.target)
            chinese, english = said(answer)
            assert chinese[0].startswith(f"{target.name.zh}：{label(answer.status, yijun())}")
            status = label(answer.status, yijun(), locale="en")
            assert english[0].startswith(f"{target.name.en}: {status}")

    def test_are_all_said_of_something(self) -> None:
        assert {answer.status for answer in one_of_each()} == set(TargetStatus)


class TestARateInWords:
    """It is never rounded up, so that 94.999 % does not look like 95 %."""

    def test_of_exactly_95_per_cent_is_met(self) -> None:
        chinese, english = said(knowledge(survey(95, 100)))
        assert chinese == [
            "早期发展知识普及率：已达到；达到95%",
            "依据：",
            "  - 早期发展知识普及率：不低于：95%；期限：2025年12月31日〔1〕",
            "  - 观测：计数：95；总数：100；日期：2025年12月31日",
            DRAFT["zh_CN"],
        ]
        assert english == [
            "knowledge of early development: met; reached 95%",
            "Grounds:",
            "  - knowledge of early development: at least: 95%; last day: December 31, 2025 [1]",
            "  - observed: counted: 95; out of: 100; day: December 31, 2025",
            DRAFT["en"],
        ]

    def test_of_94_999_per_cent_is_not_shown_as_95(self) -> None:
        chinese, english = said(knowledge(survey(94_999, 100_000)))
        assert chinese[0].startswith("早期发展知识普及率：未达到；达到94.99…%；")
        assert english[0].startswith("knowledge of early development: missed; reached 94.99…%; ")
        assert "达到95%" not in chinese[0]
        assert "reached 95%" not in english[0]

    def test_of_949_in_a_thousand_is_off_by_a_tenth_of_a_per_cent(self) -> None:
        chinese, english = said(knowledge(survey(949, 1000)))
        # 950/1000 - 949/1000; from 2025-12-31 to 2026-01-05
        assert chinese[0] == "早期发展知识普及率：未达到；达到94.9%；相差0.1%；超过期限5天"
        assert english[0] == (
            "knowledge of early development: missed; reached 94.9%; off by 0.1%; "
            "5 days past the last day"
        )
        assert chinese[3] == "  - 观测：计数：949；总数：1,000；日期：2025年12月31日"

    @pytest.mark.parametrize(
        ("numerator", "denominator", "shown"),
        [
            (95, 100, "95%"),
            (2374, 2500, "94.96%"),
            (949_999_999_999, 10**12, "94.99…%"),
            (1, 3, "33.33…%"),
            (2, 3, "66.66…%"),
            (99_999, 100_000, "99.99…%"),
            (1, 100_000, "1/100000"),
            (0, 7, "0%"),
            (7, 7, "100%"),
            (1, 8, "12.5%"),
        ],
    )
    def test_is_cut_off_and_never_rounded(
        self, numerator: int, denominator: int, shown: str
    ) -> None:
        for locale in LOCALES:
            voice = Voice(yijun(), locale)
            assert voice.number("rate", Fraction(numerator, denominator)) == shown
        chinese, _ = said(knowledge(survey(numerator, denominator)))
        assert f"达到{shown}" in chinese[0].split("；")

    @pytest.mark.parametrize(
        ("value", "shown"),
        [(Fraction(32, 5), "6.4"), (Fraction(20, 3), "6.66…"), (1234, "1,234"), (0, "0")],
    )
    def test_is_told_from_a_number(self, value: int | Fraction, shown: str) -> None:
        for locale in LOCALES:
            assert Voice(yijun(), locale).number("per-thousand", value) == shown
            assert Voice(yijun(), locale).number("count", value) == shown


class TestATargetThatIsLate:
    def test_says_by_how_many_days_and_when_it_was_reached(self) -> None:
        late = knowledge(survey(90, 100), survey(96, 100, on=date(2026, 1, 3)))
        chinese, english = said(late)
        assert chinese[0] == "早期发展知识普及率：逾期达到；达到90%；相差5%；超过期限3天"
        assert chinese[4] == "  - 期限之后达到：计数：96；总数：100；日期：2026年1月3日"
        assert english[0] == (
            "knowledge of early development: met late; reached 90%; off by 5%; "
            "3 days past the last day"
        )
        assert english[4] == (
            "  - reached after the last day: counted: 96; out of: 100; day: January 3, 2026"
        )

    def test_by_one_day_is_a_day_late(self) -> None:
        late = knowledge(survey(90, 100), survey(96, 100, on=date(2026, 1, 1)))
        chinese, english = said(late)
        assert chinese[0].endswith("；超过期限1天")
        assert english[0].endswith("; 1 day past the last day")

    def test_in_time_says_nothing_of_days(self) -> None:
        chinese, english = said(knowledge(survey(95, 100)))
        assert "天" not in chinese[0]
        assert "days" not in english[0]

    def test_and_missed_notes_what_was_observed_since(self) -> None:
        chinese, english = said(knowledge(survey(90, 100), survey(94, 100, on=date(2026, 1, 3))))
        assert chinese[-3:-1] == [
            "说明：",
            "  - 期限之后的观测：计数：94；总数：100；日期：2026年1月3日",
        ]
        assert english[-3:-1] == [
            "Notes:",
            "  - observed since the last day: counted: 94; out of: 100; day: January 3, 2026",
        ]


class TestATargetThatIsNotDue:
    def test_says_which_reading_of_the_pace_was_taken(self) -> None:
        early = knowledge(survey(90, 100, on=date(2025, 6, 1)), on=date(2025, 6, 30))
        chinese, english = said(early)
        assert chinese[0] == "早期发展知识普及率：未到期；达到90%；相差5%"
        assert english[0] == "knowledge of early development: not due yet; reached 90%; off by 5%"
        assert any("(pace=none)" in line for line in chinese)
        assert any("(pace=none)" in line for line in english)
        assert chinese[-2] == "  - 2025年6月1日的观测视为到2025年6月30日仍然有效"
        assert english[-2] == (
            "  - the observation of June 1, 2025 is taken as it stood on June 30, 2025"
        )

    def test_says_how_far_behind_the_pace_it_is(self) -> None:
        # 73 of 365 days: a fifth of 95 % is 19 %, and 10 % is 9 % behind
        plan = yijun().with_readings({"pace": "linear"}).issued_on(date(2024, 12, 31))
        behind = knowledge(survey(1, 10, on=date(2025, 1, 2)), on=date(2025, 3, 14), plan=plan)
        chinese, english = said(behind, plan)
        assert chinese[0] == "早期发展知识普及率：未到期；达到10%；相差85%；落后进度9%"
        assert english[0] == (
            "knowledge of early development: not due yet; reached 10%; off by 85%; "
            "behind the pace by 9%"
        )

    def test_asks_for_the_day_of_issue(self) -> None:
        plan = yijun().with_readings({"pace": "linear"})
        chinese, english = said(knowledge(on=date(2025, 3, 14), plan=plan), plan)
        assert chinese[1:3] == [
            "  - 未知事实：早期发展知识普及率〔1〕",
            f"  - 文本未写明：{label('plan.issued', plan)}〔1〕",
        ]
        assert english[1:3] == [
            "  - unknown fact: knowledge of early development [1]",
            f"  - the text does not say: {label('plan.issued', plan, locale='en')} [1]",
        ]


class TestWhatIsMissing:
    def test_is_named_township_by_township(self) -> None:
        towns = [town.id for town in yijun().towns if town.id not in {"xicun", "leiyuan"}]
        told = [survey(95, 100, town=town) for town in towns]
        few = survey(town="xicun", denominator_at_most=30)
        answer = knowledge(*told, few)
        # 8 x 95 = 760 of 800; Xicun asked 30 at most, Leiyuan nobody knows how many
        chinese, english = said(answer)
        assert chinese[:3] == [
            "早期发展知识普及率：无法确定；达到0%至100%",
            "  - 未知事实：早期发展知识普及率（西村综合服务中心）〔1〕",
            "  - 未知事实：早期发展知识普及率（雷塬综合服务中心）〔1〕",
        ]
        assert english[:3] == [
            "knowledge of early development: undetermined; reached 0% to 100%",
            "  - unknown fact: knowledge of early development (Xicun Service Centre) [1]",
            "  - unknown fact: knowledge of early development (Leiyuan Service Centre) [1]",
        ]
        assert (
            "  - 观测：乡镇：西村综合服务中心；计数不少于：0；总数不少于：1；总数不多于：30；"
            "日期：2025年12月31日"
        ) in chinese

    def test_is_a_facility_by_its_id(self) -> None:
        chinese, english = said(demonstration(settings=None))
        assert chinese[:2] == [
            "县级示范性托幼一体化机构：无法确定；达到0至1",
            f"  - 未知事实：{label('facilities', yijun())}（F1）〔1〕",
        ]
        assert english[:2] == [
            "county demonstration facility, kindergarten-integrated: undetermined; reached 0 to 1",
            f"  - unknown fact: {label('facilities', yijun(), locale='en')} (F1) [1]",
        ]

    def test_is_a_number_without_an_upper_bound(self) -> None:
        nothing = progress(yijun().target("demonstration-2021"), (), yijun(), on=ON)
        chinese, english = said(nothing)
        assert chinese[0] == "县级示范性托幼一体化机构：无法确定；达到不低于0"
        assert english[0].endswith("undetermined; reached at least 0")

    @IN_BOTH_LOCALES
    def test_is_a_figure_in_words_and_not_by_its_field(self, locale: str) -> None:
        for name, target in (
            ("knowledge_rate", "knowledge-rate-2025"),
            ("guidance_rate", "guidance-rate-2025"),
            ("demonstration_facilities", "demonstration-2021"),
            ("county_lectures_per_year", "county-lecture"),
        ):
            plan = yijun().amend({f"figures.{name}": [Row(None, cite="1", stated=False)]})
            answer = progress(plan.target(target), (), plan, on=ON)
            assert name not in explain(answer, plan, locale=locale)


class TestATargetForEveryYear:
    def test_says_each_year_on_a_line(self) -> None:
        chinese, english = said(lectures(2022, 2024, recorded=(2023, 2024)))
        assert chinese[:6] == [
            "县级育儿讲座：未达到",
            "  2022：已达到；达到不低于1",
            "  2023：未达到；达到0；相差1",
            "  2024：已达到；达到1",
            "  2025：无法确定；达到不低于0",
            "  2026：未到期；达到不低于0",
        ]
        assert english[:6] == [
            "county lecture on parenting: missed",
            "  2022: met; reached at least 1",
            "  2023: missed; reached 0; off by 1",
            "  2024: met; reached 1",
            "  2025: undetermined; reached at least 0",
            "  2026: not due yet; reached at least 0",
        ]
        assert chinese[6:] == ["依据：", "  - 县级育儿讲座：不少于：1〔2.1.2〕", DRAFT["zh_CN"]]


class TestATargetForEveryTown:
    def test_says_each_township_by_its_name(self) -> None:
        plan = load(QINGHE)
        facility = Facility(
            id="Q1",
            town="beihe",
            acceptances=(Acceptance(on=date(2027, 5, 6), slots=20, passed=True),),
            closed_on=False,
        )
        county = County(id="qinghe", facilities=(facility,))
        on = date(2028, 1, 10)
        target = plan.target("every-town-2027")
        answer = progress(target, observe(county, plan, on=on), plan, on=on)
        chinese, english = said(answer, plan)
        assert chinese[:4] == [
            "每镇一所：未达到；超过期限10天",
            "  北河镇：已达到；达到1",
            "  南坡乡：未达到；达到0；相差1；超过期限10天",
            "  东关街道：未达到；达到0；相差1；超过期限10天",
        ]
        assert english[:2] == [
            "a facility in every township: missed; 10 days past the last day",
            "  Beihe Town: met; reached 1",
        ]
        assert chinese[-1] == "依据清河县（虚构）方案。"
        assert english[-1] == "Resting on the Qinghe County (invented) plan."


class TestATargetWithoutAMeasure:
    def test_says_so(self) -> None:
        chinese, english = said(progress(yijun().target("systems-2025"), (), yijun(), on=ON))
        assert chinese == [
            "政策、标准、保障、监管体系大体成形：无法衡量",
            "依据：",
            "  - 文中没有给出衡量办法〔1〕",
            DRAFT["zh_CN"],
        ]
        assert english == [
            "policy, standards, support and supervision systems basically formed: not measurable",
            "Grounds:",
            "  - the text gives no measure [1]",
            DRAFT["en"],
        ]


class TestEveryExplanation:
    @IN_BOTH_LOCALES
    def test_ends_with_the_state_of_the_plan(self, locale: str) -> None:
        for answer in one_of_each():
            assert explain(answer, yijun(), locale=locale).splitlines()[-1] == DRAFT[locale]
        for answer, plan in everything_about_the_sample():
            last = explain(answer, plan, locale=locale).splitlines()[-1]
            assert last == (ISSUED if plan.issued else DRAFT)[locale]

    @IN_BOTH_LOCALES
    def test_leaves_no_hole(self, locale: str) -> None:
        answers = [(answer, yijun()) for answer in one_of_each()]
        for answer, plan in (*answers, *everything_about_the_sample()):
            words = explain(answer, plan, locale=locale)
            for hole in ("None", "Fraction", "Decimal", "{", "()", "（）", "；；", "; ;"):
                assert hole not in words

    @IN_BOTH_LOCALES
    def test_shows_no_code(self, locale: str) -> None:
        answers = [(answer, yijun()) for answer in one_of_each()]
        for answer, plan in (*answers, *everything_about_the_sample()):
            words = explain(answer, plan, locale=locale)
            codes = {ground.code for ground in (*answer.grounds, *answer.notes)}
            codes |= {target.id for target in plan.targets}
            codes |= {target.indicator for target in plan.targets if target.indicator}
            codes |= {town.id for town in plan.towns}
            codes |= {attribute.name for attribute in fields(Figures)} - {"residents"}
            codes |= {"met-late", "not-due", "not-measurable", "numerator", "rate_at_least"}
            assert [code for code in codes if code in words] == []

    @IN_BOTH_LOCALES
    def test_names_every_article_and_reading(self, locale: str) -> None:
        for answer, plan in everything_about_the_sample():
            words = explain(answer, plan, locale=locale)
            for citation in answer.citations:
                assert label(citation, plan, locale=locale) in words
            for stamp in answer.readings:
                assert f"({stamp.id}={stamp.option})" in words

    def test_is_of_the_plan_that_was_asked(self) -> None:
        with pytest.raises(WrongPlan):
            explain(knowledge(survey(95, 100)), load(QINGHE))

    def test_is_in_a_language_that_has_a_catalogue(self) -> None:
        with pytest.raises(UnknownLocale):
            explain(knowledge(survey(95, 100)), yijun(), locale="fr")
        with pytest.raises(UnknownLocale):
            explain(yijun().lint()[0], yijun(), locale="fr")

    def test_is_chinese_unless_another_is_asked_for(self) -> None:
        answer = knowledge(survey(95, 100))
        assert explain(answer, yijun()) == explain(answer, yijun(), locale="zh_CN")


def finding(kind: str, subject: str, plan: Plan | None = None) -> Finding:
    (found,) = [
        each for each in (plan or yijun()).lint() if (each.kind, each.subject) == (kind, subject)
    ]
    return found


class TestAFindingInWords:
    @pytest.mark.parametrize(
        ("kind", "subject", "chinese", "english"),
        [
            (
                "no-duty",
                "family-planning",
                "县计生协会有任务或席位，职责分工中没有它〔2.1.3、A2〕",
                (
                    "Family Planning Association has a task or a seat, and no entry in the "
                    "division of duties [2.1.3, A2]"
                ),
            ),
            (
                "no-task",
                "youth-league",
                "团县委有职责分工，没有点名给它的任务〔A1.youth-league〕",
                (
                    "County Committee of the Youth League has an entry in the division of duties, "
                    "and no task of its own [A1.youth-league]"
                ),
            ),
            (
                "variant-names",
                "education",
                "县教科体局有多种写法：县教科体局 / 县教体科技局〔2.3.7、3.3、A1.education〕",
                (
                    "Education, Science and Sports Bureau is written in several ways: "
                    "县教科体局 / 县教体科技局 [2.3.7, 3.3, A1.education]"
                ),
            ),
            (
                "unresolved-name",
                "县人民医院",
                "提到县人民医院，但它不是方案中的单位〔2.1.2〕",
                "县人民医院 is mentioned, and no body of the plan [2.1.2]",
            ),
            (
                "no-owner",
                "lifetime-ban",
                "终身禁入：职责分工没有交给任何单位〔2.4.11〕",
                "the lifetime ban: the division of duties gives this to nobody [2.4.11]",
            ),
            (
                "can-conflict",
                "for-profit",
                (
                    "for-profit / kindergarten-integrated这几行可以同时成立而结论不同"
                    "〔2.4.10、A1.education〕"
                ),
                (
                    "the rows for-profit / kindergarten-integrated can hold at once and disagree "
                    "[2.4.10, A1.education]"
                ),
            ),
            (
                "not-stated",
                "grants.provincial",
                "省级补助：文中提到而没有写明〔3.2〕",
                "provincial subsidy: named in the text, and not stated [3.2]",
            ),
        ],
    )
    def test_is_one_line_of_each_kind(
        self, kind: str, subject: str, chinese: str, english: str
    ) -> None:
        assert said(finding(kind, subject)) == ([chinese], [english])

    def test_is_tried_for_every_kind(self) -> None:
        # the seven kinds of the table above
        assert set(get_args(FindingKind)) == {each.kind for each in yijun().lint()}
        assert len(get_args(FindingKind)) == 7

    @IN_BOTH_LOCALES
    def test_of_a_figure_does_not_show_its_field(self, locale: str) -> None:
        words = explain(finding("not-stated", "public_welfare_post_share"), yijun(), locale=locale)
        assert "public_welfare_post_share" not in words

    @IN_BOTH_LOCALES
    def test_leaves_no_hole_and_shows_no_code(self, locale: str) -> None:
        for plan in (yijun(), load(QINGHE)):
            codes = {*get_args(FindingKind), *(department.id for department in plan.departments)}
            compound = {code for code in codes if "-" in code}
            for each in plan.lint():
                words = explain(each, plan, locale=locale)
                text, _, _ = words.partition("〔" if locale == "zh_CN" else " [")
                for hole in ("None", "{", "()", "（）", "Citation"):
                    assert hole not in words
                assert [code for code in compound if code in text] == []

    @IN_BOTH_LOCALES
    def test_names_every_article(self, locale: str) -> None:
        for plan in (yijun(), load(QINGHE)):
            for each in plan.lint():
                words = explain(each, plan, locale=locale)
                assert all(cite.article in words for cite in each.cites)

    def test_without_articles_ends_with_its_words(self) -> None:
        bare = Finding(kind="no-task", subject="youth-league")
        assert said(bare)[0] == ["团县委有职责分工，没有点名给它的任务"]

    def test_cites_another_instrument_by_its_title(self) -> None:
        cited = Finding(
            kind="no-owner", subject="filing", cites=(Citation("filing-measures", "9"),)
        )
        title = yijun().instrument("filing-measures").title
        chinese, english = said(cited)
        assert title.zh in chinese[0]
        assert title.en in english[0]

    def test_of_another_county_is_in_its_own_names(self) -> None:
        plan = load(QINGHE)
        chinese, english = said(finding("no-duty", "townships", plan), plan)
        assert chinese == ["各镇、乡、街道有任务或席位，职责分工中没有它〔1、2.1、2.3〕"]
        assert english == [
            (
                "towns, townships and subdistricts has a task or a seat, and no entry in the "
                "division of duties [1, 2.1, 2.3]"
            )
        ]
