from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from datetime import date, datetime
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from infantcare_policy.__main__ import main
from infantcare_policy.cli import infantcare
from infantcare_policy.codec import to_data, to_json
from infantcare_policy.plan import yijun
from infantcare_policy.report import compose
from infantcare_policy.samples import yijun_county

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ON = "2026-01-05"
QINGHE = Path(__file__).parents[1] / "plans" / "qinghe.toml"
SHANGHAI = ZoneInfo("Asia/Shanghai")
COMMANDS = ("report", "check", "explain", "plan")
IN_BOTH_LOCALES = pytest.mark.parametrize("locale", ["zh_CN", "en"])
FOR_EVERY_COMMAND = pytest.mark.parametrize("command", COMMANDS)


def ask(*arguments: str, **options: Any) -> Result:  # noqa: ANN401 - what invoke takes
    """Run the command in this process, nothing but an exit being caught."""
    result = CliRunner().invoke(infantcare, arguments, **options)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as its own process."""
    return subprocess.run(  # noqa: S603 - our own interpreter and command
        [sys.executable, "-m", "infantcare_policy", *arguments],
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
    )


def refusal_of(*arguments: str, **options: Any) -> str:  # noqa: ANN401 - what invoke takes
    """Give the message of a refusal: status 2, nothing on the standard output, no traceback."""
    result = ask(*arguments, **options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Write the sample as an application would."""
    path = tmp_path / "county.json"
    path.write_text(to_json(yijun_county()), encoding="utf-8")
    return path


@pytest.fixture
def sound_record(tmp_path: Path) -> Path:
    """Write a record in which nothing is open and nothing wrong."""
    path = tmp_path / "sound.json"
    path.write_text('{"id": "yijun"}', encoding="utf-8")
    return path


@pytest.fixture
def question(record: Path) -> Mapping[str, tuple[str, ...]]:
    """Give a sound question for every command."""
    return {
        "report": ("report", "--sample"),
        "check": ("check", str(record)),
        "explain": ("explain", "3.2"),
        "plan": ("plan",),
    }


def tables_in(text: str) -> Iterator[list[str]]:
    """Find the lines of each table: the heads over the rule, the rule, the rows under it."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if line.strip() and not line.strip(" ─"):
            first = last = place
            while first and lines[first - 1].strip():
                first -= 1
            while last + 1 < len(lines) and lines[last + 1].strip():
                last += 1
            yield lines[first : last + 1]


class TestReport:
    def test_in_chinese_tells_the_whole_picture(self) -> None:
        said = ask("report", "--sample", "--on", ON)
        assert (said.exit_code, said.stderr) == (0, "")
        for words in (
            "宜君县3岁以下婴幼儿照护服务：2026年1月5日",
            "常住人口 71,714",
            "征求意见稿",
            "样例一号：县级示范托班",
            "雷塬综合服务中心",
            "冲突：县委编办 / 县教科体局",
            "¥2,770,000.00（另加未知的",
            "重复付款",
            "验收前付款",
            "一事一议",
            "未定，缺：机构性质",
        ):
            assert words in said.stdout

    def test_in_english_tells_the_whole_picture(self) -> None:
        said = ask("report", "--sample", "--on", ON, "--locale", "en")
        assert (said.exit_code, said.stderr) == (0, "")
        for words in (
            "Yijun County, childcare under three, as of January 5, 2026",
            "71,714 residents",
            "draft for comment",
            "Leiyuan Service Centre",
            "CN¥2,770,000.00 (plus the unknown",
            "paid twice",
            "paid before acceptance",
            "case by case",
            "undetermined without: legal form",
        ):
            assert words in said.stdout

    @IN_BOTH_LOCALES
    def test_names_every_facility_town_and_wrong_payment(self, locale: str) -> None:
        said = ask("report", "--sample", "--on", ON, "--locale", locale).stdout
        plan = yijun()
        for facility in yijun_county().facilities or ():
            assert facility.id in said
        for town in plan.towns:
            assert town.name.in_(locale) in said
        assert "P-07" in said
        assert "P-08" in said

    @IN_BOTH_LOCALES
    def test_lists_the_sources_in_full(self, locale: str) -> None:
        said = ask("report", "--sample", "--on", ON, "--locale", locale).stdout
        for clause in ("2.4.10", "3.2", "A1.education"):
            assert any(
                line.split()[:1] == [clause] and yijun().clause(clause).heading.in_(locale) in line
                for line in said.splitlines()
            )
        assert yijun().instrument("filing-measures").title.in_(locale) in said

    def test_of_a_file_is_that_of_the_record(self, record: Path) -> None:
        asked = ("--on", ON, "--json")
        assert ask("report", str(record), *asked).stdout == ask("report", "--sample", *asked).stdout

    def test_as_json_is_the_composed_report(self) -> None:
        said = ask("report", "--sample", "--on", ON, "--json")
        expected = compose(yijun_county(), yijun(), on=date.fromisoformat(ON))
        assert json.loads(said.stdout) == json.loads(to_json(expected))
        assert said.stderr == ""

    def test_of_another_county_under_its_own_plan(self, tmp_path: Path) -> None:
        path = tmp_path / "qinghe.json"
        path.write_text(
            '{"id": "qinghe", "facilities": [{"id": "Q1", "town": "北河镇", "inclusive": true,'
            ' "acceptances": [{"on": "2024-05-06", "slots": 7, "passed": true}]}]}',
            encoding="utf-8",
        )
        said = ask("report", str(path), "--plan", str(QINGHE), "--on", ON, "--locale", "en")
        assert said.exit_code == 0
        # 7 x 8,000.01 = 56,000.07
        assert "CN¥56,000.07" in said.stdout
        assert "Beihe Town" in said.stdout
        assert "draft" not in said.stdout
        assert "Yijun" not in said.stdout


class TestCheck:
    @pytest.mark.parametrize(
        ("locale", "words", "counts"),
        [
            (
                "zh_CN",
                "没有差错",
                "机构15、居住区2、付款10、禁入1、信用记录4、人员10、查询17、变更2、检查2、发现的问题3、安全记录2、评估1、活动4、观测22、医疗卫生机构5、家庭5、服务8、儿童2、随访3、用人单位2、任职5",
            ),
            (
                "en",
                "no faults",
                (
                    "facilities: 15, residential areas: 2, payments: 10, bans: 1, "
                    "credit records: 4, staff: 10, hiring checks: 17, changes: 2, inspections: 2, "
                    "findings: 3, safety records: 2, evaluations: 1, activities: 4, "
                    "observations: 22, health institutions: 5, families: 5, services: 8, "
                    "children: 2, contacts: 3, employers: 2, holders of seats: 5"
                ),
            ),
        ],
    )
    def test_says_that_a_sound_record_has_no_faults(
        self, record: Path, locale: str, words: str, counts: str
    ) -> None:
        said = ask("check", str(record), "--locale", locale)
        assert (said.exit_code, said.stderr) == (0, "")
        assert str(record) in said.stdout
        assert words in said.stdout
        assert counts in said.stdout

    def test_as_json_lists_no_faults(self, record: Path) -> None:
        said = ask("check", str(record), "--json")
        assert json.loads(said.stdout) == {"source": str(record), "faults": []}

    def test_lists_every_fault_with_its_place(self, tmp_path: Path) -> None:
        path = tmp_path / "faulty.json"
        path.write_text(
            '{"id": "yijun", "facilities": [{"id": "F1", "groups": [{"kind": "infant",'
            ' "slots": -5}]}, {"id": "F2", "inclusive": 1}], "payment": []}',
            encoding="utf-8",
        )
        lines = refusal_of("check", str(path)).splitlines()
        assert lines[0] == f"error: {path}: 3 faults"
        assert sorted(line.strip().partition(": ")[0] for line in lines[1:]) == [
            "facilities[0].groups[0].slots",
            "facilities[1].inclusive",
            "payment",
        ]
        assert "  facilities[0].groups[0].slots: expected a whole number ≥ 0, got -5" in lines

    def test_lists_every_name_that_the_plan_does_not_know(self, tmp_path: Path) -> None:
        path = tmp_path / "names.json"
        path.write_text(
            '{"id": "yijun", "facilities": [{"id": "F1", "town": "宜阳"}], "payments": [{'
            '"id": "P1", "facility": "F1", "payer": "us", "amount": 1, "on": "2024-01-01"}]}',
            encoding="utf-8",
        )
        lines = refusal_of("check", str(path)).splitlines()
        assert lines[0] == f"error: {path}: 2 faults"
        assert [line.strip().partition(":")[0] for line in lines[1:]] == [
            "facilities[0].town",
            "payments[0].payer",
        ]


class TestExplain:
    @pytest.mark.parametrize("clause", ["3.2", "三（二）", "三(二)", " 3.2 "])
    def test_finds_a_clause_by_either_numbering(self, clause: str) -> None:
        said = ask("explain", clause)
        assert (said.exit_code, said.stderr) == (0, "")
        assert said.stdout.splitlines()[0] == "3.2 政策和资金保障"

    def test_says_what_a_clause_says_who_is_responsible_and_what_answers_it(self) -> None:
        said = ask("explain", "3.2", "--locale", "en").stdout
        for words in (
            "3.2 Policy and funding",
            "Besides 10,000 yuan per slot from the centre",
            "Kind: rule",
            "县财政局",
            "subsidies.entitlement",
            "CN¥10,000.00",
            "not stated",
            "brand-support=instead",
            "draft for comment",
        ):
            assert words in said

    @IN_BOTH_LOCALES
    def test_explains_every_clause(self, locale: str) -> None:
        for clause in yijun().clauses:
            said = ask("explain", clause.id, "--locale", locale)
            assert said.exit_code == 0
            assert said.stdout.startswith(f"{clause.id} {clause.heading.in_(locale)}\n")

    def test_says_why_no_function_answers(self) -> None:
        [clause] = [each for each in yijun().clauses if each.id == "A1.youth-league"]
        assert clause.unanswered
        assert clause.unanswered in ask("explain", clause.id, "--locale", "en").stdout

    def test_as_json_is_the_clause(self) -> None:
        said = ask("explain", "A1.县卫健局", "--json")
        assert json.loads(said.stdout) == to_data(yijun().clause("A1.health"))


class TestPlan:
    @IN_BOTH_LOCALES
    def test_lists_clauses_figures_readings_and_counts(self, locale: str) -> None:
        said = ask("plan", "--locale", locale)
        plan = yijun()
        assert (said.exit_code, said.stderr) == (0, "")
        assert plan.name.in_(locale) in said.stdout
        assert plan.fingerprint[:16] in said.stdout
        for clause in plan.clauses:
            assert any(line.split()[:1] == [clause.id] for line in said.stdout.splitlines())
        for reading in plan.open_questions:
            assert f"{reading.id}={reading.chosen}" in said.stdout
        assert "slots_per_thousand" in said.stdout

    def test_shows_the_figures_of_the_day(self) -> None:
        # the notice of 2019 ended with 2025; that of 2026 holds from 2026-01-01 to 2027-12-31
        for on, last in (("2025-12-31", "2025-12-31"), ("2026-01-01", "2027-12-31")):
            shown = ask("plan", "--on", on).stdout.splitlines()
            [row] = [line for line in shown if line.split()[:1] == ["tax_relief_until"]]
            assert row.split()[1] == last

    def test_as_json_is_the_plan(self) -> None:
        data = json.loads(ask("plan", "--json").stdout)
        assert data == json.loads(to_json(yijun()))
        assert data["id"] == "yijun"

    def test_of_another_county_is_its_own(self) -> None:
        said = ask("plan", "--plan", str(QINGHE), "--locale", "en").stdout
        assert said.startswith("Qinghe County's Childcare Measures (invented)\n")
        assert "existing_area_due" in said
        assert "Yijun" not in said


class TestHelp:
    def test_of_the_command_lists_what_it_can_do(self) -> None:
        for arguments in (["--help"], ["-h"]):
            said = ask(*arguments)
            assert said.exit_code == 0
            assert "Ask a county's plan for childcare under three" in said.stdout
            for command in COMMANDS:
                assert f"\n  {command} " in said.stdout

    @pytest.mark.parametrize(
        ("command", "does"),
        [
            ("report", "Print what the plan says about a whole county on a day."),
            ("check", "Check a county's record against its plan, and list every fault."),
            ("explain", "Explain a clause"),
            ("plan", "Print what the plan consists of"),
        ],
    )
    def test_of_each_command_says_what_it_does_and_takes(self, command: str, does: str) -> None:
        for option in ("--help", "-h"):
            said = ask(command, option)
            assert said.exit_code == 0
            assert does in said.stdout
            for taken in ("--on", "--issued", "--reading", "--locale", "--json", "--plan"):
                assert f"  {taken} " in said.stdout

    def test_of_report_says_how_it_ends_and_where_it_reads(self) -> None:
        said = ask("report", "--help").stdout
        for words in ("--sample", "--strict", "status 1", "`-` reads standard input"):
            assert words in said

    def test_without_a_command_is_shown_as_an_error(self) -> None:
        said = ask()
        assert said.exit_code == 2
        assert "Usage: infantcare" in said.output

    def test_tells_the_version(self) -> None:
        said = ask("--version")
        assert said.exit_code == 0
        assert version("infantcare-policy") in said.stdout


class TestExitStatus:
    @FOR_EVERY_COMMAND
    def test_is_0_when_done(self, command: str, question: Mapping[str, tuple[str, ...]]) -> None:
        for more in ((), ("--json",)):
            said = ask(*question[command], *more)
            assert (said.exit_code, said.stderr) == (0, "")
            assert said.stdout

    def test_is_0_with_open_questions_unless_strict(self) -> None:
        assert ask("report", "--sample", "--on", ON).exit_code == 0

    @pytest.mark.parametrize("more", [(), ("--json",)])
    def test_is_1_with_open_questions_when_strict(self, more: tuple[str, ...]) -> None:
        lax = ask("report", "--sample", "--on", ON, *more)
        strict = ask("report", "--sample", "--on", ON, "--strict", *more)
        assert strict.exit_code == 1
        assert (strict.stdout, strict.stderr) == (lax.stdout, "")

    def test_is_0_when_strict_and_nothing_is_open(self, sound_record: Path) -> None:
        # before the first target is due
        assert ask("report", str(sound_record), "--strict", "--on", "2021-06-01").exit_code == 0

    def test_is_1_when_strict_and_a_payment_alone_is_wrong(self, tmp_path: Path) -> None:
        path = tmp_path / "paid.json"
        path.write_text(
            '{"id": "yijun", "payments": [{"id": "P1", "facility": "F9", "payer": "city",'
            ' "amount": 1, "on": "2021-03-01"}]}',
            encoding="utf-8",
        )
        assert ask("report", str(path), "--strict", "--on", "2021-03-01").exit_code == 1
        assert ask("report", str(path), "--strict", "--on", "2021-02-28").exit_code == 0

    def test_is_2_for_file_and_sample_together_or_neither(self, record: Path) -> None:
        for arguments in ((), ("--sample", str(record))):
            assert "expected FILE or --sample" in refusal_of("report", *arguments)

    def test_is_2_for_a_check_without_file_and_an_explanation_without_clause(self) -> None:
        assert "FILE" in refusal_of("check")
        assert "CLAUSE" in refusal_of("explain")

    @FOR_EVERY_COMMAND
    @pytest.mark.parametrize(
        ("option", "value", "message"),
        [
            ("--on", "yesterday", "expected a day such as 2025-12-31, got 'yesterday'"),
            ("--on", "2025-02-30", "expected a day such as 2025-12-31, got '2025-02-30'"),
            ("--on", "", "expected a day such as 2025-12-31, got ''"),
            ("--on", "2025-12-31T00:00:00", "expected a day such as 2025-12-31"),
            ("--issued", "31.12.2025", "expected a day such as 2025-12-31, got '31.12.2025'"),
            ("--reading", "odd-fen", "expected ID=OPTION such as odd-fen=city, got 'odd-fen'"),
            ("--reading", "=city", "expected ID=OPTION such as odd-fen=city, got '=city'"),
            ("--reading", "od-fen=city", "unknown reading 'od-fen': did you mean odd-fen?"),
            ("--reading", "odd-fen=nobody", "unknown reading 'odd-fen=nobody': "),
            ("--locale", "fr", "unknown locale 'fr': choose one of zh_CN, en"),
            ("--plan", "no-such-plan.toml", "no-such-plan.toml"),
            ("--plan", ".", "directory"),
            ("--colour", "red", "No such option"),
        ],
    )
    def test_is_2_for_an_option_that_means_nothing(
        self,
        command: str,
        option: str,
        value: str,
        message: str,
        question: Mapping[str, tuple[str, ...]],
    ) -> None:
        assert message in refusal_of(*question[command], option, value)

    @FOR_EVERY_COMMAND
    def test_is_2_for_an_unknown_locale_with_json_too(
        self, command: str, question: Mapping[str, tuple[str, ...]]
    ) -> None:
        assert "unknown locale 'fr'" in refusal_of(*question[command], "--json", "--locale", "fr")

    @pytest.mark.parametrize("clause", ["9.9", "", "九（九）", "3.2.1", "..", "一二三"])
    def test_is_2_for_an_unknown_clause(self, clause: str) -> None:
        assert f"error: unknown clause {clause!r}: " in refusal_of("explain", clause)

    def test_is_2_for_an_unknown_command(self) -> None:
        assert "No such command 'frobnicate'" in refusal_of("frobnicate")
        assert "No such command 'figures'" in refusal_of("plan", "figures")

    def test_is_2_for_a_county_of_another_plan(self, record: Path) -> None:
        for command in ("report", "check"):
            message = refusal_of(command, str(record), "--plan", str(QINGHE))
            assert "expected the facts of qinghe, got those of yijun" in message

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"id = 1",
            b'id = "yijun"',
            "宜君".encode("gbk"),
            b"\x00\xff\xfe",
            b"[[clause.2.4.10]]\nid = 1",
            b"[" * 10_000,
        ],
    )
    def test_is_2_for_a_plan_that_cannot_be_loaded(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "plan.toml"
        path.write_bytes(content)
        message = refusal_of("plan", "--plan", str(path))
        assert message.startswith(f"error: {path}: ")
        assert " fault" in message


HUGE = "1" + "0" * 30
"""More than a decimal context of 28 digits holds."""


def payment_of(amount: str) -> bytes:
    return (
        '{"id": "yijun", "payments": [{"id": "P1", "facility": "F1", "payer": "city",'
        f' "on": "2024-01-01", "amount": {amount}}}]}}'
    ).encode()


def slots_of(count: str) -> bytes:
    return (
        '{"id": "yijun", "facilities": [{"id": "F1", "settings": ["community"],'
        f' "acceptances": [{{"on": "2024-01-01", "passed": true, "slots": {count}}}]}}]}}'
    ).encode()


def residents_of(count: str) -> bytes:
    return (
        '{"id": "yijun", "observations": [{"county": "yijun", "indicator": "residents",'
        f' "on": "2024-01-01", "numerator": {count}}}]}}'
    ).encode()


class TestBadFiles:
    @pytest.mark.parametrize("command", ["report", "check"])
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"[]",
            b"null",
            b"{}",
            b"{",
            b"60",
            b'{"id": 60}',
            b'{"id": "yijun", "id": "yijun"}',
            b'{"id": "yijun", "facilities": {}}',
            b'{"id": "yijun", "facilities": [{"id": "F1", "inclusive": NaN}]}',
            '{"id": "宜君"}'.encode("gbk"),
            '{"id": "yijun"}'.encode("utf-16"),
            b"\x89PNG\r\n\x1a\n\x00\x00",
            bytes(range(256)),
            b"[" * 100_000,
            payment_of("1" * 5000),
            payment_of("1e" + "9" * 20),
            payment_of("0.001"),
        ],
        ids=lambda content: repr(content[:20]),
    )
    def test_are_refused_with_their_faults(
        self, command: str, content: bytes, tmp_path: Path
    ) -> None:
        path = tmp_path / "county.json"
        path.write_bytes(content)
        message = refusal_of(command, str(path))
        assert message.startswith(f"error: {path}: 1 fault\n  ")
        assert "expected " in message

    @pytest.mark.parametrize(
        "content",
        [payment_of(HUGE), slots_of(HUGE), slots_of("9" * 4299), residents_of(HUGE)],
        ids=["payment", "slots", "digits", "residents"],
    )
    def test_with_numbers_beyond_all_reason_end_in_an_answer_or_a_message(
        self, content: bytes
    ) -> None:
        for more in ((), ("--json",)):
            said = ask("report", "-", *more, input=content)
            assert said.exit_code in {0, 2}
            assert bool(said.stdout) == (said.exit_code == 0)
            assert bool(said.stderr) == (said.exit_code == 2)

    @pytest.mark.parametrize("command", ["report", "check"])
    def test_that_are_no_files_are_refused(self, command: str, tmp_path: Path) -> None:
        written = tmp_path / "county.json"
        written.write_text("{}", encoding="utf-8")
        for path in (tmp_path, tmp_path / "none.json", written / "inside", tmp_path / ("x" * 300)):
            message = refusal_of(command, str(path))
            assert message.startswith(f"error: {path}: 1 fault\n  expected a readable file, got ")

    @pytest.mark.parametrize("command", ["report", "check"])
    def test_that_may_not_be_read_are_refused(
        self, command: str, record: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def forbid(path: Path) -> bytes:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

        monkeypatch.setattr(Path, "read_bytes", forbid)
        message = refusal_of(command, str(record))
        assert message.startswith(f"error: {record}: 1 fault\n  expected a readable file, got ")

    def test_leave_nothing_on_the_standard_output_of_a_real_process(self, tmp_path: Path) -> None:
        for arguments in (
            ("report", str(tmp_path)),
            ("check", str(tmp_path / "none.json")),
            ("report", "--sample", "--locale", "fr"),
            ("explain", "九（九）"),
            ("report", "--sample", "--on", "never"),
        ):
            done = run(*arguments)
            assert (done.returncode, done.stdout) == (2, b"")
            assert done.stderr
            assert b"Traceback" not in done.stderr


class TestStandardInput:
    @pytest.mark.parametrize("command", ["report", "check"])
    def test_is_read_for_a_dash(self, command: str, record: Path) -> None:
        asked = ("--on", ON, "--locale", "en")
        piped = ask(command, "-", *asked, input=record.read_bytes())
        assert (piped.exit_code, piped.stderr) == (0, "")
        from_file = ask(command, str(record), *asked).stdout
        assert piped.stdout.replace("-: no faults", "") == from_file.replace(
            f"{record}: no faults", ""
        )

    def test_may_have_a_byte_order_mark(self) -> None:
        assert ask("check", "-", input=b'\xef\xbb\xbf{"id": "yijun"}').exit_code == 0

    @pytest.mark.parametrize("content", [b"", b"[]", b"\xff"])
    def test_that_is_no_record_is_refused(self, content: bytes) -> None:
        assert refusal_of("check", "-", input=content).startswith("error: -: 1 fault\n")

    def test_that_is_closed_is_refused(self) -> None:
        script = "import sys; sys.stdin = None; from infantcare_policy.__main__ import main; main()"
        done = subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-c", script, "check", "-"], check=False, capture_output=True
        )
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"Traceback" not in done.stderr


class TestTheDay:
    @pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
    def test_is_today_in_shanghai_wherever_the_machine_stands(self, zone: str) -> None:
        # at any time one of the two zones has another date than Shanghai
        before = datetime.now(SHANGHAI).date()
        done = run("report", "--sample", "--json", TZ=zone)
        after = datetime.now(SHANGHAI).date()
        assert json.loads(done.stdout)["on"] in {before.isoformat(), after.isoformat()}

    @pytest.mark.parametrize(
        ("command", "arguments"),
        [("report", ("--sample",)), ("explain", ("2.2.4",)), ("plan", ())],
    )
    @pytest.mark.parametrize(
        ("locale", "words"), [("zh_CN", "2025年12月31日"), ("en", "December 31, 2025")]
    )
    def test_is_printed(
        self, command: str, arguments: tuple[str, ...], locale: str, words: str
    ) -> None:
        asked = ask(command, *arguments, "--on", "2025-12-31", "--locale", locale)
        assert words in asked.stdout

    def test_changes_the_answer(self) -> None:
        early = json.loads(ask("report", "--sample", "--json", "--on", "2021-01-01").stdout)
        late = json.loads(ask("report", "--sample", "--json", "--on", ON).stdout)
        assert (early["on"], late["on"]) == ("2021-01-01", ON)
        assert early["discrepancies"] == []
        assert len(late["discrepancies"]) == 2

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2024-02-29"])
    def test_may_be_any_that_exists(self, day: str) -> None:
        assert ask("report", "--sample", "--on", day).exit_code == 0
        assert ask("plan", "--on", day).exit_code == 0


class TestIssued:
    @pytest.mark.parametrize("command", ["report", "explain", "plan"])
    @IN_BOTH_LOCALES
    def test_is_no_draft_any_more(
        self, command: str, locale: str, question: Mapping[str, tuple[str, ...]]
    ) -> None:
        asked = (*question[command], "--locale", locale)
        drafted, issued = ask(*asked).stdout, ask(*asked, "--issued", "2025-12-01").stdout
        for words in ("征求意见稿（尚未正式印发）", "which has not been issued"):
            assert words not in issued
        assert "尚未正式印发" in drafted or "has not been issued" in drafted

    def test_is_shown_with_its_day(self) -> None:
        assert "印发日期：2025年12月1日" in ask("plan", "--issued", "2025-12-01").stdout
        assert "印发日期：尚未印发" in ask("plan").stdout

    def test_is_stamped_into_the_answers(self) -> None:
        asked = ("report", "--sample", "--json", "--issued", "2025-12-01")
        assert json.loads(ask(*asked).stdout)["plan"]["status"] == "in-force"


class TestReadings:
    def test_change_the_answer_and_are_shown(self) -> None:
        asked = ("report", "--sample", "--on", ON)
        taken = ask(*asked, "--reading", "integrated-registrar=education").stdout
        assert "冲突" in ask(*asked).stdout
        assert "冲突" not in taken
        assert "integrated-registrar=education" in taken

    def test_may_be_several(self) -> None:
        said = ask("plan", "--reading", "odd-fen=city", "--reading", "repeat-slots=net").stdout
        assert "odd-fen=city" in said
        assert "repeat-slots=net" in said
        assert "odd-fen=county" not in said

    def test_change_the_sums_and_are_stamped(self) -> None:
        # each of city and county pays 10,000 for each of YJ-14's 36 slots
        asked = ("report", "--sample", "--json", "--on", ON, "--reading", "local-share=each")
        data = json.loads(ask(*asked).stdout)
        [wuli] = [town for town in data["towns"] if town["town"] == "wuli"]
        assert wuli["due"]["known"] == "1080000.00"
        [facility] = [f for f in data["facilities"] if f["facility"] == "YJ-14"]
        assert {"id": "local-share", "option": "each"} in facility["entitlement"]["readings"]

    def test_are_shown_with_the_clause_that_leaves_them_open(self) -> None:
        said = ask("explain", "3.2", "--reading", "odd-fen=city").stdout
        assert "odd-fen=city" in said


class TestJson:
    @FOR_EVERY_COMMAND
    @IN_BOTH_LOCALES
    def test_is_all_that_is_printed(
        self, command: str, locale: str, question: Mapping[str, tuple[str, ...]]
    ) -> None:
        said = ask(*question[command], "--json", "--locale", locale)
        assert isinstance(json.loads(said.stdout), dict)
        assert said.stderr == ""

    @FOR_EVERY_COMMAND
    def test_does_not_depend_on_the_language(
        self, command: str, question: Mapping[str, tuple[str, ...]]
    ) -> None:
        asked = (*question[command], "--json", "--on", ON)
        assert ask(*asked, "--locale", "en").stdout == ask(*asked, "--locale", "zh_CN").stdout

    @pytest.mark.parametrize("encoding", ["utf-8", "ascii", "gbk", "cp1252"])
    def test_says_the_same_in_every_encoding(self, encoding: str) -> None:
        done = run("report", "--sample", "--json", "--on", ON, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, b"")
        # a stream that can hold ASCII only is written as UTF-8
        text = done.stdout.decode("utf-8" if encoding == "ascii" else encoding)
        assert json.loads(text) == json.loads(
            ask("report", "--sample", "--json", "--on", ON).stdout
        )


# facilities, subsidies, supervision; places, next steps, breaches, bans, who may not work, who is
# on several lists, what inspections left, evaluations; areas, network, targets; activities, county
# lectures, needs, rates, centres, services for families, contacts, employers, workplaces, reliefs,
# steps, offices, posts of no office; by payer, by town, discrepancies, open questions, readings,
# sources
TABLES_OF_A_REPORT = 3 + 8 + 3 + 13 + 6


class TestTables:
    @IN_BOTH_LOCALES
    @pytest.mark.parametrize("command", ["report", "explain", "plan"])
    def test_line_up_with_chinese_text(
        self, command: str, locale: str, question: Mapping[str, tuple[str, ...]]
    ) -> None:
        said = ask(*question[command], "--on", ON, "--locale", locale).stdout
        tables = list(tables_in(said))
        assert len(tables) == {"report": TABLES_OF_A_REPORT, "explain": 2, "plan": 4}[command]
        for lines in tables:
            assert len(lines) > 2
            assert {cell_len(line) for line in lines} == {cell_len(lines[0])}
            assert cell_len(lines[0]) <= 160

    def test_in_a_file_look_the_same_whatever_the_terminal(self) -> None:
        asked = ("report", "--sample", "--on", ON)
        assert ask(*asked, env={"COLUMNS": "40"}).stdout == ask(*asked).stdout

    @pytest.mark.parametrize("columns", ["60", "80", "200"])
    @IN_BOTH_LOCALES
    def test_fit_a_terminal_and_keep_every_sum_whole(self, columns: str, locale: str) -> None:
        terminal = {"FORCE_COLOR": "1", "COLUMNS": columns}
        said = ask("report", "--sample", "--on", ON, "--locale", locale, env=terminal)
        assert (said.exit_code, said.stderr) == (0, "")
        text = click.unstyle(said.stdout)
        tables = list(tables_in(text))
        assert len(tables) == TABLES_OF_A_REPORT
        for lines in tables:
            assert {cell_len(line) for line in lines} == {cell_len(lines[0])}
            assert cell_len(lines[0]) <= int(columns)
        for total in ("1,400,000.00＋", "1,000,000.00＋", "720,000.00＋", "200,000.00"):
            assert total in text

    @pytest.mark.parametrize("columns", ["1", "10", "30"])
    @pytest.mark.parametrize("command", ["report", "explain", "plan"])
    def test_survive_a_terminal_that_is_far_too_narrow(
        self, command: str, columns: str, question: Mapping[str, tuple[str, ...]]
    ) -> None:
        said = ask(*question[command], env={"FORCE_COLOR": "1", "COLUMNS": columns})
        assert (said.exit_code, said.stderr) == (0, "")

    def test_have_no_colours_in_a_file(self) -> None:
        assert "\x1b" not in ask("report", "--sample").stdout

    @pytest.mark.parametrize(
        "name", ["[bold]托育[/bold]", "[red]", "a:b:c", ":baby:", "\\[x]", "托育园\\", "{x}", "%s"]
    )
    def test_show_a_name_as_it_is(self, name: str) -> None:
        record = json.dumps({"id": "yijun", "facilities": [{"id": "F1", "name": name}]})
        said = ask("report", "-", "--on", ON, input=record)
        row = next(line for line in said.stdout.splitlines() if line.split()[:1] == ["F1"])
        assert row.split()[1] == name

    def test_do_not_hand_control_codes_to_the_terminal(self) -> None:
        record = json.dumps({"id": "yijun", "facilities": [{"id": "F1", "name": "a\x1b[2Jb\x07"}]})
        said = ask("report", "-", "--on", ON, input=record).stdout
        assert "\x1b" not in said
        assert "\x07" not in said

    @pytest.mark.parametrize("name", ["1", "3.2", "health", "local"])
    def test_call_a_facility_by_its_id_whatever_the_plan_calls_so(self, name: str) -> None:
        record = json.dumps({"id": "yijun", "facilities": [{"id": name, "town": "wuli"}]})
        said = ask("report", "-", "--on", ON, "--locale", "en", input=record).stdout
        money = [line for line in said.splitlines() if line.startswith("  Wuli Town  ")]
        [wuli] = [line for line in money if "the unknown " in line]
        assert f"the unknown {name}  " in wuli


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252", "utf-8"])
    @pytest.mark.parametrize(
        "arguments",
        [
            ("report", "--sample", "--on", ON),
            ("explain", "3.2"),
            ("plan",),
            ("report", "--help"),
        ],
        ids=" ".join,
    )
    def test_that_lack_characters_are_no_reason_to_crash(
        self, encoding: str, arguments: tuple[str, ...]
    ) -> None:
        done = run(*arguments, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode(encoding)

    @pytest.mark.parametrize("encoding", ["ascii", "gbk"])
    def test_that_lack_characters_do_not_hide_a_message(self, encoding: str) -> None:
        done = run("explain", "九（九）", PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"error: unknown clause" in done.stderr
        assert b"Traceback" not in done.stderr

    def test_of_chinese_machines_hold_the_whole_report(self) -> None:
        done = run("report", "--sample", "--on", ON, PYTHONIOENCODING="gbk")
        assert [line for line in done.stdout.decode("gbk").splitlines() if "?" in line] == []


class TestTheProcess:
    def test_is_the_command_by_either_name(self) -> None:
        asked = ("report", "--sample", "--on", ON, "--locale", "en")
        done = run(*asked, PYTHONIOENCODING="utf-8")
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode() == ask(*asked).stdout
        [script] = entry_points(group="console_scripts", name="infantcare")
        assert script.load() is main

    def test_names_itself_in_its_usage(self) -> None:
        assert run("report", "--help").stdout.startswith(b"Usage: infantcare report ")

    def test_ends_with_the_status_of_a_strict_report(self) -> None:
        assert run("report", "--sample", "--on", ON, "--strict").returncode == 1

    @pytest.mark.parametrize("module", ["click", "rich"])
    def test_says_what_to_install_where_an_extra_is_missing(self, module: str) -> None:
        done = without(module)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().splitlines() == [
            f"the command needs {module}: python -m pip install 'infantcare-policy[cli]'"
        ]

    def test_does_not_blame_an_extra_for_another_module(self) -> None:
        done = without("infantcare_policy.report")
        assert done.returncode not in {0, 2}
        assert b"pip install" not in done.stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            ("report", "--sample"),
            ("report", "--sample", "--json"),
            ("explain", "3.2"),
            ("plan",),
            ("plan", "--json"),
            ("--help",),
        ],
        ids=" ".join,
    )
    def test_ends_quietly_when_nobody_reads_on(self, arguments: tuple[str, ...]) -> None:
        with subprocess.Popen(  # noqa: S603 - our own interpreter and command
            [sys.executable, "-m", "infantcare_policy", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""


WITHOUT = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
from infantcare_policy.__main__ import main
main()
"""


def without(module: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command where a module is not installed."""
    return subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", WITHOUT, module], check=False, capture_output=True
    )
