"""The commands `infantcare targets` and `infantcare plan lint`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from infantcare_policy.cli import infantcare
from infantcare_policy.codec import to_data, to_json
from infantcare_policy.plan import load, yijun
from infantcare_policy.samples import yijun_county
from infantcare_policy.targets import TargetStatus, observe, track
from infantcare_policy.wording import label

if TYPE_CHECKING:
    from collections.abc import Callable

ON = "2026-01-05"
QINGHE = str(Path(__file__).parents[1] / "plans" / "qinghe.toml")
IN_BOTH_LOCALES = pytest.mark.parametrize("locale", ["zh_CN", "en"])
BARE = 'id = "bare"\nextends = "china"\nname = { zh = "县", en = "County" }\n'


def ask(*arguments: str, **options: Any) -> Result:  # noqa: ANN401 - what invoke takes
    """Run the command in this process, nothing but an exit being caught."""
    result = CliRunner().invoke(infantcare, arguments, **options)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def refusal_of(*arguments: str, **options: Any) -> str:  # noqa: ANN401 - what invoke takes
    """Give the message of a refusal: status 2, nothing on the standard output, no traceback."""
    result = ask(*arguments, **options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


def line_of(text: str, *words: str) -> str:
    """Give the one line that holds all the words."""
    (found,) = [line for line in text.splitlines() if all(word in line for word in words)]
    return found


def row_of(text: str, first: str) -> str:
    """Give the one line that begins with a word."""
    (found,) = [line for line in text.splitlines() if line.split()[:1] == [first]]
    return found


@pytest.fixture
def record(tmp_path: Path) -> Callable[[dict[str, object]], str]:
    """Write a county's record as an application would."""

    def write(record: dict[str, object]) -> str:
        path = tmp_path / "county.json"
        path.write_text(json.dumps({"id": "yijun"} | record), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def sample(tmp_path: Path) -> str:
    path = tmp_path / "sample.json"
    path.write_text(to_json(yijun_county()), encoding="utf-8")
    return str(path)


def survey(indicator: str, numerator: int, on: str = "2025-12-31") -> dict[str, object]:
    return {
        "county": "yijun",
        "indicator": indicator,
        "on": on,
        "numerator": numerator,
        "denominator": 100,
    }


ALL_MET: dict[str, object] = {
    "observations": [
        survey("knowledge-rate", 95),
        survey("guidance-rate", 96),
        {
            "county": "yijun",
            "indicator": "demonstration-facilities",
            "on": "2021-12-31",
            "numerator": 1,
        },
    ],
    "activities": [{"id": "L1", "kind": "lecture", "level": "county", "on": "2025-05-06"}],
    "recorded_years": [2025],
}


class TestTheTargetsOfTheSample:
    def test_in_chinese(self) -> None:
        said = ask("targets", "--sample", "--on", ON)
        assert (said.exit_code, said.stderr) == (0, "")
        assert said.stdout.startswith("查询日期：2026年1月5日\n")
        built = line_of(said.stdout, "县级示范性托幼一体化机构")
        assert built.split() == [
            "县级示范性托幼一体化机构",
            "不少于：1",
            "2021年12月31日",
            "已达到",
            "[1]",
            "1",
            "0",
            "0",
        ]
        # 988 of 1,035 in eight townships; 30 more in Xicun and 25 in Leiyuan at most:
        # 988/1090 = 90.64…, 1043/1090 = 95.68…
        known = line_of(said.stdout, "早期发展知识普及率")
        assert known.split()[1:5] == [
            "不低于：95%",
            "2025年12月31日",
            "无法确定，缺：西村综合服务中心、雷塬综合服务中心",
            "90.64…%至95.68…%",
        ]
        guided = line_of(said.stdout, "家长和看护人接受育儿指导率")
        assert "无法确定，缺：彭镇、五里镇、" in guided
        assert "0%至100%" in guided
        years = {
            line.split()[0]: line.split()[3]
            for line in said.stdout.splitlines()
            if line.strip()[:4].isdigit()
        }
        assert years == {
            "2023": "已达到",
            "2024": "已达到",
            "2025": "未达到",
            "2026": "未到期，缺：观测数据",
        }
        assert said.stdout.count("无法衡量") == 2

    def test_in_english(self) -> None:
        said = ask("targets", "--sample", "--on", ON, "--locale", "en")
        assert (said.exit_code, said.stderr) == (0, "")
        assert said.stdout.startswith("as of January 5, 2026\n")
        known = line_of(said.stdout, "knowledge of early development")
        for words in ("at least: 95%", "December 31, 2025", "90.64…% to 95.68…%", "undetermined"):
            assert words in known
        assert "met [1]" in line_of(said.stdout, "county demonstration facility,")
        assert "missed [2.1.2]" in line_of(said.stdout, "county lecture on parenting")
        assert "missed" in row_of(said.stdout, "2025")
        assert "not due yet, without: an observation" in row_of(said.stdout, "2026")

    @IN_BOTH_LOCALES
    def test_names_every_target_the_state_of_the_plan_and_the_sources(self, locale: str) -> None:
        said = ask("targets", "--sample", "--on", ON, "--locale", locale).stdout
        seen = "".join(said.split())
        for target in yijun().targets:
            assert target.name.in_(locale).split()[0] in said
        assert ("征求意见稿" if locale == "zh_CN" else "draftforcomment") in seen
        assert yijun().fingerprint[:16] in said
        for clause in ("1", "2.1.2"):
            assert yijun().clause(clause).heading.in_(locale) in said

    @IN_BOTH_LOCALES
    def test_leaves_no_hole_and_no_code(self, locale: str) -> None:
        for on in ("2020-06-01", "2021-12-31", "2024-01-05", ON):
            for reading in ("pace=none", "pace=linear", "built-on=opened"):
                said = ask(
                    "targets", "--sample", "--on", on, "--reading", reading, "--locale", locale
                )
                for hole in ("None", "Fraction", "Decimal", "{", "()", "（）"):
                    assert hole not in said.stdout
                for target in yijun().targets:
                    assert target.id not in said.stdout

    @IN_BOTH_LOCALES
    def test_as_json_are_what_the_rule_gives_in_any_language(self, locale: str) -> None:
        said = ask("targets", "--sample", "--on", ON, "--json", "--locale", locale)
        day = date.fromisoformat(ON)
        expected = track(yijun(), observe(yijun_county(), yijun(), on=day), on=day)
        assert json.loads(said.stdout) == to_data(expected)
        assert said.stderr == ""
        rate = json.loads(said.stdout)[1]
        assert rate["bounds"] == ["494/545", "1043/1090"]
        assert rate["status"] == "undetermined"

    def test_has_today_in_shanghai_for_its_day(self) -> None:
        said = ask("targets", "--sample", "--json")
        assert said.exit_code == 0
        assert [each["status"] for each in json.loads(said.stdout)][4:] == ["not-measurable"] * 2


class TestTheRecord:
    def test_may_be_a_file(self, sample: str) -> None:
        asked = ("--on", ON, "--json")
        assert ask("targets", sample, *asked).stdout == ask("targets", "--sample", *asked).stdout

    def test_may_come_from_standard_input(self, sample: str) -> None:
        text = Path(sample).read_text(encoding="utf-8")
        asked = ("--on", ON, "--json")
        said = ask("targets", "-", *asked, input=text)
        assert said.stdout == ask("targets", "--sample", *asked).stdout

    def test_is_either_a_file_or_the_sample(self, sample: str) -> None:
        for arguments in ((), (sample, "--sample"), ("-", "--sample")):
            message = refusal_of("targets", *arguments)
            assert "expected FILE or --sample, and not both" in message

    def test_of_another_county_under_its_own_plan(self, tmp_path: Path) -> None:
        path = tmp_path / "qinghe.json"
        told = {"county": "qinghe", "indicator": "knowledge-rate", "on": "2027-12-31"}
        known = told | {"numerator": 90, "denominator": 100}
        path.write_text(json.dumps({"id": "qinghe", "observations": [known]}), encoding="utf-8")
        said = ask("targets", str(path), "--plan", QINGHE, "--on", "2028-01-05", "--locale", "en")
        assert said.exit_code == 0
        line = line_of(said.stdout, "families who know")
        assert "at least: 90%" in line
        assert " met " in line
        assert "Qinghe County (invented)" in said.stdout

    def test_of_another_county_under_this_plan_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "qinghe.json"
        path.write_text('{"id": "qinghe"}', encoding="utf-8")
        message = refusal_of("targets", str(path))
        assert "expected the facts of yijun, got those of qinghe" in message

    @pytest.mark.parametrize(
        ("observations", "words"),
        [
            (
                [survey("knowlege-rate", 95)],
                (
                    "observations[0].indicator: expected residents or an indicator of a target, "
                    "got 'knowlege-rate'; did you mean knowledge-rate"
                ),
            ),
            (
                [survey("knowledge-rate", 95), survey("guidence-rate", 95)],
                "observations[1].indicator",
            ),
            (
                [survey("knowledge-rate", 95) | {"town": "彭真镇"}],
                "observations[0].town: expected a town of the plan, got '彭真镇'; did you mean 彭",
            ),
            (
                [survey("knowledge-rate", 95) | {"county": "qinghe"}],
                "observations[0].county: expected yijun, got 'qinghe'",
            ),
            (
                [survey("knowledge-rate", 95), survey("knowledge-rate", 96)],
                "observations of knowledge-rate on 2025-12-31, yijun: expected one numerator",
            ),
            (
                [survey("knowledge-rate", 101)],
                "observations[0].numerator: expected a number ≤ denominator, got 101",
            ),
            ([survey("knowledge-rate", -1)], "observations[0].numerator: expected a whole number"),
        ],
    )
    def test_that_cannot_be_read_is_refused_with_its_place(
        self,
        observations: list[dict[str, object]],
        words: str,
        record: Callable[[dict[str, object]], str],
    ) -> None:
        file = record({"observations": observations})
        message = refusal_of("targets", file, "--on", ON)
        assert words in message
        assert "county.json" in message

    def test_is_refused_with_all_its_faults(
        self, record: Callable[[dict[str, object]], str]
    ) -> None:
        wrong = [survey("a", 95), survey("b", 95) | {"town": "nowhere"}]
        message = refusal_of("targets", record({"observations": wrong}))
        for place in ("observations[0].indicator", "observations[1].town", "observations[1].ind"):
            assert place in message

    @pytest.mark.parametrize("content", ["", "{", "[]", '{"id": "yijun", "targets": []}', "\x00"])
    def test_that_is_no_record_is_refused(self, content: str, tmp_path: Path) -> None:
        path = tmp_path / "wrong.json"
        path.write_text(content, encoding="utf-8")
        assert "wrong.json" in refusal_of("targets", str(path))

    def test_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        assert "none.json" in refusal_of("targets", str(tmp_path / "none.json"))

    @pytest.mark.parametrize(
        "wrong",
        [
            ("--reading", "pace=fast"),
            ("--reading", "paces=none"),
            ("--on", "yesterday"),
            ("--issued", "2021-02-30"),
            ("--locale", "fr"),
            ("--plan", "nowhere.toml"),
        ],
    )
    def test_is_not_asked_with_a_wrong_option(self, wrong: tuple[str, str]) -> None:
        assert refusal_of("targets", "--sample", *wrong)


class TestStrictTargets:
    def test_end_with_1_where_one_is_missed_or_open(self) -> None:
        strict = ask("targets", "--sample", "--on", ON, "--strict")
        lax = ask("targets", "--sample", "--on", ON)
        assert (strict.exit_code, lax.exit_code) == (1, 0)
        assert (strict.stdout, strict.stderr) == (lax.stdout, "")

    def test_end_with_1_in_json_too(self) -> None:
        said = ask("targets", "--sample", "--on", ON, "--strict", "--json")
        assert said.exit_code == 1
        assert json.loads(said.stdout)

    def test_end_with_0_where_all_are_met(self, record: Callable[[dict[str, object]], str]) -> None:
        file = record(ALL_MET)
        said = ask("targets", file, "--on", "2025-12-31", "--strict", "--json")
        assert said.exit_code == 0
        # what has no measure cannot fail
        assert [each["status"] for each in json.loads(said.stdout)] == [
            "met",
            "met",
            "met",
            "met",
            "not-measurable",
            "not-measurable",
        ]

    @pytest.mark.parametrize(
        ("change", "on", "status"),
        [
            # a day after the last the year begins anew, and its lecture is not due
            ({}, "2026-01-05", 0),
            # the rates are not due, and the lecture of the year neither
            ({"recorded_years": [], "activities": []}, "2025-06-01", 0),
            ({"observations": []}, "2025-06-01", 1),
            ({"recorded_years": [], "activities": []}, "2025-12-31", 1),
            ({"activities": []}, "2025-12-31", 1),
        ],
    )
    def test_end_by_what_is_missed_or_undetermined_on_the_day(
        self,
        change: dict[str, object],
        on: str,
        status: int,
        record: Callable[[dict[str, object]], str],
    ) -> None:
        assert ask("targets", record(ALL_MET | change), "--on", on, "--strict").exit_code == status

    def test_end_with_0_where_one_was_reached_late(
        self, record: Callable[[dict[str, object]], str]
    ) -> None:
        late = [
            survey("knowledge-rate", 90),
            survey("knowledge-rate", 95, "2026-01-04"),
            *ALL_MET["observations"][1:],  # type: ignore[index]
        ]
        said = ask("targets", record(ALL_MET | {"observations": late}), "--on", ON, "--strict")
        assert said.exit_code == 0
        assert label(TargetStatus.MET_LATE, yijun()) in line_of(said.stdout, "早期发展知识普及率")


class TestTheDayOfIssue:
    def years(self, *arguments: str) -> dict[str, str]:
        said = ask("targets", "--sample", "--on", ON, "--json", *arguments)
        assert said.exit_code == 0
        (yearly,) = [each for each in json.loads(said.stdout) if each["target"] == "county-lecture"]
        return {part["part"]: part["status"] for part in yearly["parts"]}

    def test_is_the_first_year_of_the_lecture(self) -> None:
        assert list(self.years()) == ["2023", "2024", "2025", "2026"]
        assert list(self.years("--issued", "2021-03-01")) == [str(y) for y in range(2021, 2027)]
        assert list(self.years("--issued", "2025-03-01")) == ["2025", "2026"]

    def test_leaves_the_years_before_the_record_open(self) -> None:
        issued = self.years("--issued", "2021-03-01")
        assert (issued["2021"], issued["2022"]) == ("undetermined", "undetermined")
        assert issued["2023"] == self.years()["2023"] == "met"

    @IN_BOTH_LOCALES
    def test_takes_the_word_draft_away(self, locale: str) -> None:
        said = ask("targets", "--sample", "--on", ON, "--issued", "2021-03-01", "--locale", locale)
        assert "征求意见稿" not in said.stdout
        assert "draft" not in said.stdout
        assert row_of(said.stdout, "2021")

    def test_lets_the_pace_be_told(self) -> None:
        asked = ("targets", "--sample", "--on", "2025-01-01", "--json", "--reading", "pace=linear")
        plain, issued = ask(*asked), ask(*asked, "--issued", "2024-12-31")
        (before,) = [e for e in json.loads(plain.stdout) if e["target"] == "knowledge-rate-2025"]
        (after,) = [e for e in json.loads(issued.stdout) if e["target"] == "knowledge-rate-2025"]
        assert before["expected"] is None
        # a day of 365, of 95 %: 0.95/365
        assert after["expected"] == "19/7300"


class TestLint:
    @pytest.mark.parametrize(
        ("locale", "rows"),
        [
            (
                "zh_CN",
                [
                    ("县委编办有任务或席位，职责分工中没有它", "2.4.10", "A2"),
                    ("团县委有职责分工，没有点名给它的任务", "A1.youth-league"),
                    ("县教科体局有多种写法：县教科体局 / 县教体科技局", "2.3.7", "A1.education"),
                    ("提到县人民医院，但它不是方案中的单位", "2.1.2"),
                    ("终身禁入：职责分工没有交给任何单位", "2.4.11"),
                    ("for-profit / kindergarten-integrated这几行可以同时成立", "A1.education"),
                    ("省级补助：文中提到而没有写明", "3.2"),
                ],
            ),
            (
                "en",
                [
                    ("Establishment Office of the County Party Committee has a task", "2.4.10"),
                    ("县人民医院 is mentioned, and no body of the plan", "2.1.2"),
                    ("the lifetime ban: the division of duties gives this to nobody", "2.4.11"),
                    ("provincial subsidy: named in the text, and not stated", "3.2"),
                ],
            ),
        ],
    )
    def test_of_yijun_shows_every_kind_of_finding_with_its_clauses(
        self, locale: str, rows: list[tuple[str, ...]]
    ) -> None:
        said = ask("plan", "lint", "--locale", locale)
        assert (said.exit_code, said.stderr) == (0, "")
        for row in rows:
            line_of(said.stdout, *row)

    @IN_BOTH_LOCALES
    def test_lists_the_defects_of_the_text_with_their_treatment(self, locale: str) -> None:
        said = ask("plan", "lint", "--locale", locale)
        seen = "".join(said.stdout.split())
        firsts = [line.split()[0] for line in said.stdout.splitlines() if line.strip()]
        assert [first for first in firsts if first[0] in "NDF" and first[1:].isdigit()] == [
            defect.id for defect in yijun().defects
        ]
        assert "".join(yijun().defects[0].finding.in_(locale).split())[:12] in seen

    def test_as_json_holds_findings_and_defects(self) -> None:
        said = ask("plan", "lint", "--json")
        data = json.loads(said.stdout)
        assert set(data) == {"findings", "defects"}
        assert data["findings"] == to_data(yijun().lint())
        assert data["defects"] == to_data(yijun().defects)
        assert data["findings"][0] == {
            "kind": "no-duty",
            "subject": "establishment",
            "names": [],
            "cites": ["yijun:2.4.10", "yijun:A2"],
        }
        assert (len(data["defects"]), said.stderr) == (45, "")

    def test_of_a_file_is_of_that_plan(self) -> None:
        said = ask("plan", "lint", QINGHE, "--json")
        data = json.loads(said.stdout)
        assert data["findings"] == to_data(load(QINGHE).lint())
        assert data["defects"] == []
        assert ask("plan", "lint", "--plan", QINGHE, "--json").stdout == said.stdout

    def test_is_of_one_plan(self) -> None:
        message = refusal_of("plan", "lint", QINGHE, "--plan", QINGHE)
        assert "expected one plan, as an argument or with --plan, and not both" in message

    def test_of_a_file_speaks_its_names(self) -> None:
        said = ask("plan", "lint", QINGHE, "--locale", "en")
        assert said.exit_code == 0
        line_of(said.stdout, "no-task", "District Fire Brigade has an entry", "A1.fire")
        assert "Yijun" not in said.stdout

    @pytest.mark.parametrize(("locale", "words"), [("zh_CN", "没有发现"), ("en", "no findings")])
    def test_of_a_plan_without_findings_says_so(
        self, locale: str, words: str, tmp_path: Path
    ) -> None:
        path = tmp_path / "bare.toml"
        path.write_text(BARE, encoding="utf-8")
        said = ask("plan", "lint", str(path), "--locale", locale, "--strict")
        assert said.exit_code == 0
        assert said.stdout.startswith(words)
        assert json.loads(ask("plan", "lint", str(path), "--json").stdout) == {
            "findings": [],
            "defects": [],
        }

    def test_is_strict_about_findings(self) -> None:
        for arguments in ((), (QINGHE,)):
            for form in ((), ("--json",)):
                strict = ask("plan", "lint", *arguments, *form, "--strict")
                lax = ask("plan", "lint", *arguments, *form)
                assert (strict.exit_code, lax.exit_code) == (1, 0)
                assert strict.stdout == lax.stdout

    @pytest.mark.parametrize("option", ["education", "by-legal-form"])
    def test_finds_no_conflict_under_a_reading_that_decides(self, option: str) -> None:
        said = ask("plan", "lint", "--reading", f"integrated-registrar={option}", "--json")
        kinds = [each["kind"] for each in json.loads(said.stdout)["findings"]]
        assert "can-conflict" not in kinds
        assert "no-duty" in kinds

    def test_of_a_file_takes_the_readings_of_that_plan(self) -> None:
        # a district pays in Qinghe, and none in Yijun
        said = ask("plan", "lint", QINGHE, "--reading", "odd-fen=district", "--json")
        assert said.exit_code == 0
        assert said.stdout == ask("plan", "lint", QINGHE, "--json").stdout

    def test_of_a_file_refuses_a_reading_that_only_another_plan_has(self) -> None:
        message = refusal_of("plan", "lint", QINGHE, "--reading", "odd-fen=county")
        assert "odd-fen=district" in message

    def test_of_a_file_that_does_not_load_gives_every_fault(self, tmp_path: Path) -> None:
        path = tmp_path / "county.toml"
        path.write_text(
            BARE
            + '\n[[target]]\nid = "a"\nname = { zh = "a", en = "a" }\nkind = "rate"\n'
            + 'at_least = 95\ncite = "1"\n\n[[domain]]\nid = "d"\ncite = "1"\n',
            encoding="utf-8",
        )
        message = refusal_of("plan", "lint", str(path))
        assert "county.toml" in message
        for fault in (
            "target[0].indicator: expected the name of what is observed",
            "target[0].due: expected no last day for a yearly target, one for any other",
            "target[0].at_least: expected a part of the whole, 1 at most, got 95; 95 % is 0.95",
            "domain[0].name: expected a value, got nothing",
        ):
            assert fault in message

    @pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"id = ", b"[]"])
    def test_of_what_is_no_plan_is_refused(self, content: bytes | None, tmp_path: Path) -> None:
        path = tmp_path / "county.toml"
        if content is not None:
            path.write_bytes(content)
        assert "county.toml" in refusal_of("plan", "lint", str(path))

    @pytest.mark.parametrize(
        "wrong", [("--reading", "pace=fast"), ("--locale", "fr"), ("--issued", "soon")]
    )
    def test_is_not_asked_with_a_wrong_option(self, wrong: tuple[str, str]) -> None:
        assert refusal_of("plan", "lint", *wrong)

    def test_takes_its_options_behind_its_name(self) -> None:
        message = refusal_of("plan", "--locale", "en", "lint")
        assert "infantcare plan lint" in message


class TestHelp:
    @pytest.mark.parametrize(
        ("command", "example"),
        [
            (("targets",), "Example: infantcare targets --sample --on 2026-01-05 --locale en"),
            (("plan", "lint"), "Example: infantcare plan lint county.toml --strict"),
        ],
    )
    def test_tells_what_a_command_does_with_an_example(
        self, command: tuple[str, ...], example: str
    ) -> None:
        said = ask(*command, "--help")
        assert (said.exit_code, said.stderr) == (0, "")
        assert example in said.stdout
        for option in ("FILE", "--strict", "--json", "--locale", "--on", "--reading", "--issued"):
            assert option in said.stdout

    def test_has_an_example_that_works(self, tmp_path: Path) -> None:
        (tmp_path / "county.toml").write_text(BARE, encoding="utf-8")
        said = ask("targets", "--sample", "--on", "2026-01-05", "--locale", "en")
        assert said.exit_code == 0
        assert ask("plan", "lint", str(tmp_path / "county.toml"), "--strict").exit_code == 0

    def test_lists_both_commands(self) -> None:
        assert "targets" in ask("--help").stdout
        assert "lint" in ask("plan", "--help").stdout
