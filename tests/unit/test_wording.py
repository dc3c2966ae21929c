from __future__ import annotations

import ast
import os
import subprocess
import sys
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, get_args, get_type_hints

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

import infantcare_policy
from infantcare_policy import registration, report, subsidies, wording
from infantcare_policy.cli import infantcare
from infantcare_policy.county import Payment
from infantcare_policy.decisions import (
    Citation,
    Conflicting,
    Decided,
    Ground,
    Missing,
    Referred,
    Undetermined,
)
from infantcare_policy.errors import UnknownLocale, UnknownName
from infantcare_policy.facilities import Acceptance, Facility
from infantcare_policy.fact_kinds import FACTS
from infantcare_policy.money import Amount, yuan
from infantcare_policy.plan import Clause, StepRow, load, loads, yijun
from infantcare_policy.registration import Stage, Step
from infantcare_policy.samples import yijun_county
from infantcare_policy.subsidies import DiscrepancyKind
from infantcare_policy.terms import Authority, LegalForm, Move, Setting, Word
from infantcare_policy.wording import LOCALES, brief, explain, label
from infantcare_policy.wording.voice import NOT_SAID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infantcare_policy.decisions import Decision
    from infantcare_policy.plan import Plan

ON = date(2026, 1, 5)
SOURCE = Path(infantcare_policy.__file__).parent
QINGHE = Path(__file__).parents[1] / "plans" / "qinghe.toml"
IN_BOTH_LOCALES = pytest.mark.parametrize("locale", LOCALES)
DRAFT = {
    "zh_CN": "依据宜君县方案的征求意见稿（尚未正式印发）。",
    "en": "Resting on the draft for comment of the Yijun County plan, which has not been issued.",
}
ISSUED = {"zh_CN": "依据宜君县方案。", "en": "Resting on the Yijun County plan."}

NURSERY = Facility(
    id="F1",
    legal_form=LegalForm.SOCIAL_SERVICE,
    settings=(Setting.COMMUNITY,),
    acceptances=(Acceptance(on=date(2024, 5, 6), slots=30, passed=True),),
)
INTEGRATED = Facility(
    id="F2", legal_form=LegalForm.SOCIAL_SERVICE, settings=(Setting.KINDERGARTEN,)
)
UNSAID = Facility(id="F3", legal_form=LegalForm.FOR_PROFIT)
BRAND = Facility(id="F4", introduced_brand=True)


# the catalogues


def po_file(locale: str) -> Path:
    return SOURCE / "locales" / locale / "LC_MESSAGES" / "infantcare_policy.po"


@cache
def catalogue(locale: str) -> Mapping[tuple[str, str], str]:
    """Read every message of a catalogue by its context and key."""
    with po_file(locale).open("rb") as text:
        messages = read_po(text, locale=locale, abort_invalid=True)
    return {
        (str(message.context), str(message.id)): str(message.string)
        for message in messages
        if message.id
    }


def keys_of(context: str) -> set[str]:
    return {key for found, key in catalogue("en") if found == context}


def ground_text(code: str) -> str:
    return catalogue("en")["ground", code]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# what the source asks of them


def trees() -> Iterator[ast.Module]:
    """Parse every module, without the kit that makes up grounds to try the library on."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "testing" not in path.relative_to(SOURCE).parts:
            yield ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name in {
            getattr(node.func, "id", None),
            getattr(node.func, "attr", None),
        }:
            yield node


def texts_of(expression: ast.expr, scope: ast.AST) -> set[str]:
    """Find every text that an expression can be."""
    match expression:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=orelse):
            return texts_of(body, scope) | texts_of(orelse, scope)
        case ast.Name(id=name):
            return {
                text
                for node in ast.walk(scope)
                if isinstance(node, ast.Assign)
                and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
                for text in texts_of(node.value, scope)
            }
        case ast.JoinedStr(values=[ast.Constant(value=str(head)), ast.FormattedValue(value=value)]):
            assert ast.unparse(value) == "step.kind", "another kind of code than a step's"
            return {f"{head}{kind}" for kind in ROW_KINDS}
    message = f"cannot tell what {ast.unparse(expression)} says"
    raise AssertionError(message)


def listed(argument: str) -> set[str]:
    """Find what is handed to `plan.listed`, which builds its grounds and what it misses itself."""
    return {
        text
        for tree in trees()
        for call in calls(tree, "listed")
        for keyword in call.keywords
        if keyword.arg == argument
        for text in texts_of(keyword.value, call)
    }


STEP_KINDS = get_args(get_type_hints(Step)["kind"])
ROW_KINDS = get_args(get_type_hints(StepRow)["kind"])
GROUND_CODES = {
    code
    for tree in trees()
    for function in ast.walk(tree)
    if isinstance(function, ast.FunctionDef)
    for call in calls(function, "Ground")
    for code in texts_of(call.args[0], function)
} | listed("code")
MISSING_NAMES = {
    call.args[0].value
    for tree in trees()
    for call in calls(tree, "Missing")
    if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
} | listed("part")
STAGE_FACTS = {"registered_on", "filed_on", "opened_on", "closed_on", "acceptances"}
FIGURES_ASKED = {
    "filing_receipt_workdays",
    "filing_notice_workdays",
    "class_limits",
    "class_min_months",
    "class_below_months",
    "mixed_class_limit",
    "mixed_class_min_months",
    "carer_ratios",
    "carer_ratios.mixed",
    "home_point_ages",
    "home_point_children",
    "home_point_children_per_carer",
}
STEP_FACTS = {"consented_on", "liquidated_on", "deregistered_on", "filing_cancelled_on"}
CREDIT_FACTS = {
    "severity",
    "concerns_safety",
    "records.displayed",
    "corrected_on",
    "duties_done_on",
    "promised_on",
}
FACTS_OF_A_GROUP = {"slots", "enrolled", "carers", "youngest_months"}
FACTS_OF_A_PERSON = {
    f"staff.{name}"
    for name in (
        "until",
        "education",
        "experience_years",
        "qualifications",
        "health_checked_on",
        "full_time",
    )
}
DIMENSIONS = yijun().figures(ON).quality_points or {}
NAMES_BY_PREFIX: Mapping[str, set[str]] = {
    "hiring_checks.": set(Authority),
    "move.": set(Move),
    "points.": set(DIMENSIONS),
}
FACT_NAMES = sorted(
    {
        *FACTS,
        *MISSING_NAMES,
        *STAGE_FACTS,
        *FIGURES_ASKED,
        *STEP_FACTS,
        *CREDIT_FACTS,
        *FACTS_OF_A_GROUP,
        *FACTS_OF_A_PERSON,
        *(f"{prefix}{name}" for prefix, names in NAMES_BY_PREFIX.items() for name in names),
        "capacities",
    }
)
PREFIXES_ELSEWHERE = {
    "groups[",
    "staff[",
    "changes[",
    "requirements.",
    "facilities.",
    "activities.",
    "recorded_years.",
    "contacts.",
    "incumbencies.",
    "",
}
"""What names that are put together begin with, where the plan or the facts have the words."""

RULES = {
    "conference.py",
    "credit",
    "employment",
    "enrolment",
    "guidance",
    "inspections",
    "provision",
    "registration",
    "safety",
    "subsidies",
    "supervision.py",
    "support.py",
    "targets",
}


def states_grounds(function: ast.FunctionDef) -> bool:
    """Tell whether a function makes a ground, or gives the facts of one."""
    called = (ast.unparse(n.func).lower() for n in ast.walk(function) if isinstance(n, ast.Call))
    return function.name == "said" or any("ground" in name for name in called)


def facts_of_grounds() -> set[str]:
    """Find every name that stands in a pair of a name and a value where a ground is made."""
    return {
        pair.elts[0].value
        for path in sorted(SOURCE.rglob("*.py"))
        if path.relative_to(SOURCE).parts[0] in RULES
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and states_grounds(function)
        for pair in ast.walk(function)
        if isinstance(pair, ast.Tuple) and len(pair.elts) == len(("name", "value"))
        if isinstance(pair.elts[0], ast.Constant) and isinstance(pair.elts[0].value, str)
        if not isinstance(pair.elts[1], ast.Constant)  # an annotation: Literal["a", "b"]
    }


def word_lists(kind: type[StrEnum] = StrEnum) -> Iterator[type[StrEnum]]:
    """Give every closed list of words that the library has."""
    for each in kind.__subclasses__():
        if each.__module__.startswith("infantcare_policy") and len(each):
            yield each
        yield from word_lists(each)


WORD_LISTS = sorted(set(word_lists()), key=lambda kind: kind.__name__)


class TestCatalogues:
    def test_have_the_same_messages(self) -> None:
        assert catalogue("zh_CN").keys() == catalogue("en").keys()

    def test_have_the_same_placeholders(self) -> None:
        other = catalogue("en")
        assert {
            pair: (placeholders(text), placeholders(other[pair]))
            for pair, text in catalogue("zh_CN").items()
            if placeholders(text) != placeholders(other[pair])
        } == {}

    @IN_BOTH_LOCALES
    def test_have_no_empty_message(self, locale: str) -> None:
        assert [pair for pair, text in catalogue(locale).items() if not text.strip()] == []

    @IN_BOTH_LOCALES
    def test_have_no_fuzzy_message(self, locale: str) -> None:
        with po_file(locale).open("rb") as text:
            messages = list(read_po(text, locale=locale, abort_invalid=True))
        assert [message.id for message in messages if message.id and message.fuzzy] == []

    @IN_BOTH_LOCALES
    def test_have_no_message_twice(self, locale: str) -> None:
        lines = po_file(locale).read_text(encoding="utf-8").splitlines()
        contexts = [line for line in lines if line.startswith("msgctxt ")]
        assert len(contexts) == len(catalogue(locale))

    @IN_BOTH_LOCALES
    def test_name_their_language(self, locale: str) -> None:
        assert f'"Language: {locale}\\n"' in po_file(locale).read_text(encoding="utf-8")

    def test_are_the_ones_that_the_library_offers(self) -> None:
        assert {path.name for path in (SOURCE / "locales").iterdir()} == set(LOCALES)


class TestEveryWordHasAMessage:
    def test_for_every_ground_that_a_rule_can_give(self) -> None:
        assert len(GROUND_CODES) > 20
        assert keys_of("ground") >= GROUND_CODES

    def test_and_no_ground_has_one_that_no_rule_gives(self) -> None:
        assert keys_of("ground") <= GROUND_CODES

    @pytest.mark.parametrize("words", WORD_LISTS, ids=lambda words: words.__name__)
    def test_for_every_word_of_a_list(self, words: type[StrEnum]) -> None:
        assert keys_of(words.__name__) == {member.value for member in words}

    def test_and_the_lists_are_all_known(self) -> None:
        assert {words.__name__ for words in WORD_LISTS} >= {
            "AreaKind",
            "Authority",
            "ClassKind",
            "DiscrepancyKind",
            "Education",
            "LegalForm",
            "Level",
            "Move",
            "Operation",
            "Qualification",
            "RecordKind",
            "Role",
            "ServiceMode",
            "Setting",
            "Severity",
            "Stage",
            "Subject",
            "TownKind",
        }

    def test_for_every_kind_of_answer_step_clause_status_and_gap(self) -> None:
        kinds = {answer.kind for answer in (Decided, Undetermined, Referred, Conflicting)}
        assert keys_of("kind") == kinds
        assert keys_of("step") == keys_of("step-name") == set(STEP_KINDS)
        assert keys_of("missing") == set(get_args(get_type_hints(Missing)["kind"]))
        assert keys_of("ClauseKind") == set(get_args(get_type_hints(Clause)["kind"]))
        assert keys_of("status") == {"draft-for-comment", "in-force", "repealed"}

    @pytest.mark.parametrize("fact", FACT_NAMES)
    def test_for_every_fact_that_can_be_missing(self, fact: str) -> None:
        assert fact in keys_of("fact")

    def test_and_the_ways_to_put_such_a_name_together_are_all_known(self) -> None:
        built = {
            call.args[0].values[0]
            for tree in trees()
            for call in calls(tree, "Missing")
            if isinstance(call.args[0], ast.JoinedStr)
        }
        heads = {str(head.value) if isinstance(head, ast.Constant) else "" for head in built}
        assert heads == {*NAMES_BY_PREFIX, *PREFIXES_ELSEWHERE}

    def test_for_every_fact_that_a_ground_states(self) -> None:
        named = {name for key in keys_of("ground") for name in placeholders(ground_text(key))}
        assert {"row", "bar", "act"} == NOT_SAID
        assert facts_of_grounds() - NOT_SAID <= keys_of("fact") | named
        assert len(facts_of_grounds()) > 60

    @pytest.mark.parametrize("plan", [yijun(), load(QINGHE)], ids=lambda plan: plan.id)
    def test_and_no_fact_hides_a_part_of_a_plan(self, plan: Plan) -> None:
        parts = (
            *(plan.departments, plan.towns, plan.payers, plan.clauses, plan.instruments),
            *(plan.groups, plan.grants, plan.targets, plan.documents, plan.open_questions),
        )
        assert keys_of("fact").isdisjoint(part.id for group in parts for part in group)

    def test_for_everything_that_the_screens_ask_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: set[tuple[str, str]] = set()
        say = wording.Voice.say

        def listen(self: wording.Voice, context: str, key: str, **fields: str) -> str:
            asked.add((context, key))
            return say(self, context, key, **fields)

        monkeypatch.setattr(wording.Voice, "say", listen)
        runner = CliRunner()
        for command in (["report", "--sample"], ["plan"], *(["explain", c] for c in CLAUSES)):
            result = runner.invoke(infantcare, [*command, "--locale", "en"])
            assert result.exit_code == 0
        for answer in answers_about_the_sample(yijun()):
            explain(answer, yijun(), locale="en")
        # a fact is looked for before other names are tried
        assert {pair for pair in asked if pair[0] != "fact"} <= catalogue("en").keys()
        assert ("report", "plus-unknown") in asked


CLAUSES = [clause.id for clause in yijun().clauses]


def answers_about_the_sample(plan: Plan) -> Iterator[Decision[object]]:
    for facility in report.compose(yijun_county(), plan, on=ON).facilities:
        yield from (facility.stage, facility.route, facility.checklist, facility.entitlement)
    for received_on in (ON, date(2040, 1, 2)):
        yield registration.filing_deadlines(received_on, plan)


def entitlement_of(facility: Facility, plan: Plan) -> Decision[subsidies.Entitlement]:
    return subsidies.entitlement(facility, plan, on=ON, payments=(), bans=())


class TestLabel:
    @IN_BOTH_LOCALES
    @pytest.mark.parametrize("words", WORD_LISTS, ids=lambda words: words.__name__)
    def test_of_a_word_is_that_of_the_catalogue(self, words: type[StrEnum], locale: str) -> None:
        for member in words:
            expected = catalogue(locale)[words.__name__, member.value]
            assert label(member, yijun(), locale=locale) == expected

    @pytest.mark.parametrize(
        "words",
        [words for words in WORD_LISTS if issubclass(words, Word)],
        ids=lambda w: w.__name__,
    )
    def test_in_chinese_is_an_official_term_that_finds_the_word_again(
        self, words: type[Word]
    ) -> None:
        for member in words:
            assert words.named(label(member, yijun(), locale="zh_CN")) is member

    @pytest.mark.parametrize(
        ("name", "chinese", "english"),
        [
            ("health", "县卫健局", "Health Bureau"),
            ("县教体科技局", "县教科体局", "Education, Science and Sports Bureau"),
            ("yiyang", "宜阳街道办事处", "Yiyang Subdistrict"),
            ("雷塬", "雷塬综合服务中心", "Leiyuan Service Centre"),
            ("city", "市级财政", "city"),
            ("province", "省级财政", "province"),
            ("3.2", "政策和资金保障", "Policy and funding"),
            ("二（四）10", "登记和备案", "Registration and filing"),
            ("filing-measures", "托育机构登记和备案办法（试行）", None),
            ("legal_form", "机构性质", "legal form"),
            ("acceptances.passed", "验收结果", "result of an acceptance"),
            ("bans.until", "禁入截止日", "last day of the ban"),
            ("local", "市县一次性补助", "one-off subsidy of city and county"),
            ("licence", "营业执照或其他法人登记证书", None),
            ("knowledge-rate-2025", "早期发展知识普及率", "knowledge of early development"),
            (
                "odd-fen",
                "按比例分担除不尽时，余下的一分钱由谁承担？",
                "Who pays the odd fen when a sum cannot be shared evenly?",
            ),
        ],
    )
    def test_of_a_name(self, name: str, chinese: str, english: str | None) -> None:
        assert label(name, yijun(), locale="zh_CN") == chinese
        assert english in {None, label(name, yijun(), locale="en")}

    @IN_BOTH_LOCALES
    @pytest.mark.parametrize("fact", sorted(keys_of("fact")))
    def test_of_every_fact(self, fact: str, locale: str) -> None:
        assert label(fact, yijun(), locale=locale) == catalogue(locale)["fact", fact]

    def test_of_a_part_of_the_plan(self) -> None:
        plan = yijun()
        assert label(plan.department("finance"), plan, locale="en") == "Finance Bureau"
        assert label(plan.town("云梦乡"), plan, locale="en") == "Yunmeng Township"
        assert label(plan.payer("central"), plan) == "中央财政"
        assert label(plan.clause("A2"), plan) == "联席会议成员单位"
        assert label(plan.grants[0], plan) == "中央补助"
        assert label(plan.reading("pace"), plan, locale="en").endswith("on the way?")
        assert label(plan, plan, locale="en") == "Yijun County"

    def test_of_an_article(self) -> None:
        plan = yijun()
        assert label(Citation("yijun", "2.4.10"), plan, locale="en") == "2.4.10"
        filing = Citation("filing-measures", "8")
        assert label(filing, plan) == "《托育机构登记和备案办法（试行）》第8条"
        assert label(filing, plan, locale="en") == (
            "Measures on the registration and filing of childcare facilities (trial), art. 8"
        )
        passage = Citation("home-point-measures", "备案")
        assert label(passage, plan) == "《家庭托育点管理办法（试行）》（备案）"

    def test_of_a_passage_does_not_call_it_an_article(self) -> None:
        passage = Citation("public-health-norms", "0–6岁儿童健康管理")
        assert "art." not in label(passage, yijun(), locale="en")
        assert "条" not in label(passage, yijun(), locale="zh_CN")

    def test_of_a_division_code_does_not_call_it_an_article(self) -> None:
        census = Citation("census-2020", "610222")
        assert "art." not in label(census, yijun(), locale="en")

    @pytest.mark.parametrize("name", ["", "nowhere", "9.9", "县"])
    def test_of_a_name_that_names_nothing_is_an_error(self, name: str) -> None:
        with pytest.raises(UnknownName) as unknown:
            label(name, yijun())
        assert unknown.value.name == name

    @pytest.mark.parametrize("thing", [42, None, object(), ("health",), Amount()])
    def test_of_a_thing_without_words_is_an_error(self, thing: object) -> None:
        with pytest.raises(TypeError, match="no words for a"):
            label(thing, yijun())


class TestLocales:
    @pytest.mark.parametrize(
        "locale", ["zh_CN", "zh", "zh-CN", "zh_Hans_CN", "zh-Hans-CN", "ZH", "zh_CN.UTF-8"]
    )
    def test_that_mean_chinese(self, locale: str) -> None:
        assert label(Setting.HOME, yijun(), locale=locale) == "家庭托育点"

    @pytest.mark.parametrize("locale", ["en", "en_US", "en-GB", "EN", "en_US.UTF-8"])
    def test_that_mean_english(self, locale: str) -> None:
        assert label(Setting.KINDERGARTEN, yijun(), locale=locale) == "kindergarten-integrated"

    @pytest.mark.parametrize(
        "locale", ["fr", "zz", "klingon", "", " ", "C", "POSIX", "../en", "en\n", "中文"]
    )
    def test_that_are_unknown_name_the_choices(self, locale: str) -> None:
        with pytest.raises(UnknownLocale) as unknown:
            explain(registration.route(NURSERY, yijun(), on=ON), yijun(), locale=locale)
        assert unknown.value.known == ("zh_CN", "en")
        assert str(unknown.value).startswith(f"unknown locale {locale!r}: ")
        assert "en" in str(unknown.value)

    def test_are_asked_for_before_anything_is_said(self) -> None:
        answer = registration.route(NURSERY, yijun(), on=ON)
        with pytest.raises(UnknownLocale):
            brief(answer, yijun(), locale="fr")
        with pytest.raises(UnknownLocale):
            label("health", yijun(), locale="fr")

    def test_is_chinese_where_none_is_asked_for(self) -> None:
        answer = registration.route(NURSERY, yijun(), on=ON)
        assert explain(answer, yijun()) == explain(answer, yijun(), locale="zh_CN")


class TestExplain:
    def test_a_decided_answer(self) -> None:
        answer = registration.filing_deadlines(ON, yijun())
        assert explain(answer, yijun()).splitlines() == [
            "结论：备案回执：最迟2026年1月12日；不符合标准的通知：最迟2026年1月26日",
            "依据：",
            "  - 收到材料后5个工作日内，当日不计〔《托育机构登记和备案办法（试行）》第9条〕",
            "  - 收到材料后15个工作日内，当日不计〔《托育机构登记和备案办法（试行）》第9条〕",
            DRAFT["zh_CN"],
        ]
        measures = "Measures on the registration and filing of childcare facilities (trial)"
        assert explain(answer, yijun(), locale="en").splitlines() == [
            (
                "Decided: receipt of filing: by January 12, 2026; "
                "notice of defects: by January 26, 2026"
            ),
            "Grounds:",
            f"  - within 5 working days of receipt, that day not counted [{measures}, art. 9]",
            f"  - within 15 working days of receipt, that day not counted [{measures}, art. 9]",
            DRAFT["en"],
        ]

    def test_a_decided_sum(self) -> None:
        answer = entitlement_of(NURSERY, yijun())
        # 30 slots: 30 x 10,000 from the centre, 30 x 10,000 of city and county, 1 : 1
        assert explain(answer, yijun()).splitlines()[:5] == [
            (
                "结论：30个托位，应得¥600,000.00（另加未知的省级补助），"
                "尚欠¥600,000.00（另加未知的省级补助）"
            ),
            "  中央财政：应付¥300,000.00，尚欠¥300,000.00",
            "  省级财政：应付未知的省级补助，尚欠未知的省级补助",
            "  市级财政：应付¥150,000.00，尚欠¥150,000.00",
            "  县级财政：应付¥150,000.00，尚欠¥150,000.00",
        ]
        english = explain(answer, yijun(), locale="en").splitlines()
        assert english[:2] == [
            (
                "Decided: 30 slots, entitled to CN¥600,000.00 (plus the unknown provincial "
                "subsidy), still due CN¥600,000.00 (plus the unknown provincial subsidy)"
            ),
            "  central government: owes CN¥300,000.00, still due CN¥300,000.00",
        ]
        assert "  - eligible: setting: community [3.2]" in english

    def test_an_undetermined_answer(self) -> None:
        answer = registration.route(UNSAID, yijun(), on=ON)
        chinese = explain(answer, yijun()).splitlines()
        assert chinese[:3] == [
            "无法确定，缺少：",
            "  - 未知事实：设置形式〔A1.education〕",
            "采用的读法：",
        ]
        assert chinese[3].startswith(
            "  - 两种答案并列，交由人员决定 (integrated-registrar=open) — "
        )
        assert chinese[4:] == [DRAFT["zh_CN"]]
        english = explain(answer, yijun(), locale="en").splitlines()
        assert english[:3] == [
            "Undetermined; missing:",
            "  - unknown fact: setting [A1.education]",
            "Readings taken:",
        ]
        assert english[4:] == [DRAFT["en"]]

    def test_a_referred_answer(self) -> None:
        answer = entitlement_of(BRAND, yijun())
        chinese = explain(answer, yijun()).splitlines()
        assert chinese[:4] == [
            "需由人决定：文中未指明由谁决定",
            "依据：",
            "  - 引进品牌“一事一议”：引进品牌：是〔3.2〕",
            "采用的读法：",
        ]
        assert chinese[-1] == DRAFT["zh_CN"]
        assert explain(answer, yijun(), locale="en").splitlines() == [
            "To be decided by a person: the text names nobody",
            "Grounds:",
            "  - a brand from outside is decided case by case: introduced brand: yes [3.2]",
            "Readings taken:",
            (
                "  - it replaces the ordinary grant (brand-support=instead) — Does case-by-case "
                "support for an introduced brand replace the ordinary grant, or come on top?"
            ),
            DRAFT["en"],
        ]

    def test_a_referred_answer_names_the_one_who_decides(self) -> None:
        answer = Referred("health")
        chinese = explain(answer, yijun()).splitlines()
        assert chinese == ["需由人决定：县卫健局", DRAFT["zh_CN"]]
        english = explain(answer, yijun(), locale="en").splitlines()
        assert english == ["To be decided by a person: Health Bureau", DRAFT["en"]]

    def test_a_conflicting_answer(self) -> None:
        answer = registration.route(INTEGRATED, yijun(), on=ON)
        chinese = explain(answer, yijun()).splitlines()
        assert chinese[:5] == [
            "文本给出相互冲突的答案：",
            "  - 县行政审批局",
            "    由县行政审批局登记：机构性质：社会服务机构；设置形式：托幼一体化〔2.4.10〕",
            "  - 县教科体局",
            "    由县教科体局登记：设置形式：托幼一体化〔A1.education〕",
        ]
        assert chinese[-1] == DRAFT["zh_CN"]
        english = explain(answer, yijun(), locale="en").splitlines()
        assert english[0] == "The text gives conflicting answers:"
        assert english[3:5] == [
            "  - Education, Science and Sports Bureau",
            (
                "    registered by the Education, Science and Sports Bureau: "
                "setting: kindergarten-integrated [A1.education]"
            ),
        ]

    def test_a_ground(self) -> None:
        ground = Ground("subsidy.barred", Citation("yijun", "2.4.11"), (("since", ON),))
        assert explain(ground, yijun()) == "自2026年1月5日起禁入〔2.4.11〕"
        assert explain(ground, yijun(), locale="en") == "barred since January 5, 2026 [2.4.11]"

    def test_a_discrepancy(self) -> None:
        twice = report.compose(yijun_county(), yijun(), on=ON).discrepancies[0]
        chinese = explain(twice, yijun()).splitlines()
        assert chinese[:2] == [
            "重复付款：YJ-02，付款人县级财政，已付¥100,000.00，应付¥0.00（付款P-07）",
            "  - 符合补助对象：承担指导功能：是；普惠性：是〔3.2〕",
        ]
        english = explain(twice, yijun(), locale="en").splitlines()
        assert english[:2] == [
            "paid twice: YJ-02, payer county, paid CN¥100,000.00, owed CN¥0.00 (payments P-07)",
            "  - eligible: guidance function: yes; inclusive: yes [3.2]",
        ]

    def test_a_discrepancy_about_a_facility_that_nobody_knows(self) -> None:
        payment = Payment(id="P1", facility="F9", payer="city", amount=yuan(5), on=ON)
        [found] = subsidies.reconcile((), (payment,), yijun(), on=ON, bans=())
        assert explain(found, yijun()).splitlines()[:2] == [
            "机构不明：F9，付款人市级财政，已付¥5.00，应付未知的F9（付款P1）",
            "  - 付款对象F9不在机构名单中",
        ]

    @pytest.mark.parametrize(
        "nonsense", [42, "route", None, (), Decided, Amount(), Missing("a", "fact"), yijun()]
    )
    def test_nonsense_is_a_type_error(self, nonsense: object) -> None:
        with pytest.raises(
            TypeError, match="expected a decision, a ground, a discrepancy, the pro"
        ):
            explain(nonsense, yijun())

    @IN_BOTH_LOCALES
    def test_names_every_article(self, locale: str) -> None:
        plan = yijun()
        for answer in answers_about_the_sample(plan):
            said = explain(answer, plan, locale=locale)
            notes = {note.citation for note in answer.notes if note.citation}
            for citation in {*answer.citations, *notes}:
                assert label(citation, plan, locale=locale) in said

    @IN_BOTH_LOCALES
    def test_names_every_reading_and_the_option_that_was_taken(self, locale: str) -> None:
        plan = yijun().with_readings({"brand-support": "besides", "guidance-function": "both"})
        stamps = set()
        for answer in answers_about_the_sample(plan):
            said = explain(answer, plan, locale=locale)
            for stamp in answer.readings:
                assert (
                    f"({stamp.id}={stamp.option}) — {label(stamp.id, plan, locale=locale)}" in said
                )
                stamps.add(stamp.id)
        assert {"brand-support", "guidance-function", "integrated-registrar"} <= stamps

    @IN_BOTH_LOCALES
    def test_leaves_no_hole(self, locale: str) -> None:
        plan = yijun()
        for answer in answers_about_the_sample(plan):
            said = explain(answer, plan, locale=locale)
            for hole in ("()", "（）", "“”", "{", "None", "Decimal", "  - \n"):
                assert hole not in said

    @IN_BOTH_LOCALES
    def test_shows_no_code_of_a_ground(self, locale: str) -> None:
        plan = yijun()
        for answer in answers_about_the_sample(plan):
            said = explain(answer, plan, locale=locale)
            assert [code for code in GROUND_CODES if code in said] == []


class TestTheStateOfThePlan:
    @IN_BOTH_LOCALES
    def test_is_a_draft_in_every_answer_of_the_plan(self, locale: str) -> None:
        plan = yijun()
        of_the_plan = [answer for answer in answers_about_the_sample(plan) if answer.plan]
        assert {answer.kind for answer in of_the_plan} == keys_of("kind")
        for answer in of_the_plan:
            assert explain(answer, plan, locale=locale).splitlines()[-1] == DRAFT[locale]

    @IN_BOTH_LOCALES
    def test_is_a_draft_in_every_discrepancy(self, locale: str) -> None:
        plan = yijun()
        for found in report.compose(yijun_county(), plan, on=ON).discrepancies:
            assert DRAFT[locale] in explain(found, plan, locale=locale)

    @IN_BOTH_LOCALES
    def test_is_no_draft_once_it_is_issued(self, locale: str) -> None:
        plan = yijun().issued_on(date(2025, 12, 1))
        for answer in answers_about_the_sample(plan):
            said = explain(answer, plan, locale=locale)
            assert not answer.plan or said.splitlines()[-1] == ISSUED[locale]
            assert "征求意见稿" not in said
            assert "draft" not in said

    @IN_BOTH_LOCALES
    def test_is_in_force_in_a_county_whose_plan_is(self, locale: str) -> None:
        plan = load(QINGHE)
        said = explain(registration.route(NURSERY, plan, on=ON), plan, locale=locale)
        assert said.splitlines()[-1] in {
            "依据清河县（虚构）方案。",
            "Resting on the Qinghe County (invented) plan.",
        }


class TestAnotherCounty:
    def test_is_explained_in_its_own_names(self) -> None:
        plan = load(QINGHE)
        said = explain(registration.route(NURSERY, plan, on=ON), plan, locale="en")
        assert said.splitlines()[:4] == [
            "Decided: Market Office",
            "  facility registers with the Market Office",
            "  Market Office pushes the registration data to the Health Commission (五个工作日内)",
            "  facility files with the Health Commission (十个工作日内)",
        ]
        assert "Yijun" not in said

    def test_is_not_said_to_file_with_a_department_that_it_does_not_name(self) -> None:
        text = QINGHE.read_text(encoding="utf-8")
        plan = loads(text.replace('recipient = "health"', 'recipient = "social-affairs"'))
        said = explain(registration.route(NURSERY, plan, on=ON), plan, locale="en")
        assert "Social Affairs Bureau" in said
        assert "health" not in said.lower()

    def test_with_steps_without_a_limit_has_no_empty_limit(self) -> None:
        text = QINGHE.read_text(encoding="utf-8").replace('words = "五个工作日内"\n', "")
        plan = loads(text)
        said = explain(registration.route(NURSERY, plan, on=ON), plan)
        assert "“”" not in said


class TestNamesOfFacilities:
    """A facility's id is the application's own, whatever a plan's parts are called."""

    def unknown(self, name: str) -> subsidies.Discrepancy:
        payment = Payment(id="P1", facility=name, payer="city", amount=yuan(5), on=ON)
        [found] = subsidies.reconcile((), (payment,), yijun(), on=ON, bans=())
        return found

    @pytest.mark.parametrize("name", ["1", "3.2", "health", "local", "inclusive", "二（四）10"])
    def test_stay_what_they_are(self, name: str) -> None:
        said = explain(self.unknown(name), yijun())
        assert said.splitlines()[:2] == [
            f"机构不明：{name}，付款人市级财政，已付¥5.00，应付未知的{name}（付款P1）",
            f"  - 付款对象{name}不在机构名单中",
        ]


class TestBrief:
    @pytest.mark.parametrize(
        ("answer", "chinese", "english"),
        [
            (
                registration.route(NURSERY, yijun(), on=ON),
                "县行政审批局",
                "Administrative Approval Bureau",
            ),
            (
                registration.route(UNSAID, yijun(), on=ON),
                "未定，缺：设置形式",
                "undetermined without: setting",
            ),
            (
                registration.route(
                    Facility(id="F5", legal_form=LegalForm.UNINCORPORATED, settings=()),
                    yijun(),
                    on=ON,
                ),
                "文中未写明：登记机关",
                "the text does not say: registrar",
            ),
            (
                registration.route(INTEGRATED, yijun(), on=ON),
                "冲突：县行政审批局 / 县教科体局",
                (
                    "conflicting: Administrative Approval Bureau / "
                    "Education, Science and Sports Bureau"
                ),
            ),
            (entitlement_of(BRAND, yijun()), "一事一议", "case by case"),
            (
                registration.stage(Facility(id="F6", closed_on=ON), on=ON),
                "已停办",
                "closed",
            ),
        ],
        ids=lambda value: getattr(value, "kind", None),
    )
    def test_says_an_answer_in_a_few_words(
        self, answer: Decision[object], chinese: str, english: str
    ) -> None:
        assert brief(answer, yijun()) == chinese
        assert brief(answer, yijun(), locale="en") == english

    @IN_BOTH_LOCALES
    def test_fits_on_one_line(self, locale: str) -> None:
        for answer in answers_about_the_sample(yijun()):
            assert len(brief(answer, yijun(), locale=locale).splitlines()) == 1


SCRIPT = """
import contextlib, locale, sys
from datetime import date
from infantcare_policy import explain, label, registration, report, samples, yijun
from infantcare_policy.registration import Stage
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
plan, on = yijun(), date(2026, 1, 5)
made = report.compose(samples.yijun_county(), plan, on=on)
for words in ("zh_CN", "en"):
    for said in (
        *(explain(facility.route, plan, locale=words) for facility in made.facilities),
        *(explain(facility.entitlement, plan, locale=words) for facility in made.facilities),
        *(explain(found, plan, locale=words) for found in made.discrepancies),
        explain(registration.filing_deadlines(on, plan), plan, locale=words),
        label(Stage.OPERATING, plan, locale=words),
    ):
        sys.stdout.buffer.write(said.encode() + b"\\n")
"""


def explained_under(**environment: str) -> bytes:
    return subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    ).stdout


class TestTheMachine:
    def test_does_not_shape_an_explanation(self) -> None:
        plain = explained_under(LANG="C", LC_ALL="C", TZ="UTC", LANGUAGE="")
        assert "结论：" in plain.decode()
        assert "Decided: " in plain.decode()
        for environment in (
            {"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "fr", "TZ": "Asia/Tokyo"},
            {"LANG": "zh_CN.GBK", "LC_ALL": "", "LANGUAGE": "zh", "TZ": "America/Los_Angeles"},
        ):
            assert explained_under(**environment) == plain


def test_every_stage_and_every_discrepancy_has_its_own_words() -> None:
    for words in (Stage, DiscrepancyKind):
        for locale in LOCALES:
            said = [label(member, yijun(), locale=locale) for member in words]
            assert len(set(said)) == len(said)
