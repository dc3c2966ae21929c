"""What `infantcare report` and `check` tell of places, steps, breaches, people and inspections."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_args

import click
import pytest
from attrs import evolve, fields
from click.testing import CliRunner, Result

from infantcare_policy import terms
from infantcare_policy.cli import infantcare
from infantcare_policy.codec import to_json
from infantcare_policy.plan import yijun
from infantcare_policy.registration.routing import StepKind
from infantcare_policy.samples import yijun_county

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ON = "2026-01-05"
WIDE = {"FORCE_COLOR": "1", "COLUMNS": "400"}
"""A terminal on which no row of a table is broken."""
IN_BOTH_LOCALES = pytest.mark.parametrize("locale", ["zh_CN", "en"])

# GB 11643 over 61022219900303901: 6·7 + 1·9 + 0 + 2·5 + 2·8 + 2·4 + 1·2 + 9·1 + 9·6 + 0 + 0 + 3·9
# + 0 + 3·5 + 9·8 + 0 + 1·2 = 266 = 24·11 + 2, for which the sign is X; it belongs to nobody
RESIDENT_ID = "61022219900303901X"
KEY = "a" * 64
SETTLED = {
    "id": "F1",
    "town": "yiyang",
    "legal_form": "social-service",
    "settings": ["community"],
    "serves_meals": True,
    "acceptances": [],
    **dict.fromkeys(("registered_on", "filed_on", "opened_on", "closed_on"), False),
}
"""A facility of which everything is known."""
BEFORE_ANY_TARGET = "2021-06-01"


def ask(*arguments: str, **options: Any) -> Result:  # noqa: ANN401 - what invoke takes
    """Run the command in this process, nothing but an exit being caught."""
    result = CliRunner().invoke(infantcare, arguments, **options)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def report_in(locale: str) -> str:
    said = ask("report", "--sample", "--on", ON, "--locale", locale, env=WIDE)
    assert (said.exit_code, said.stderr) == (0, "")
    return click.unstyle(said.stdout)


def titles_and_tables(text: str) -> Iterator[tuple[str, list[str]]]:
    """Give each block of lines with the one before it, which is its title if it is a table."""
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text)]
    for above, lines in itertools.pairwise(blocks):
        # a narrow table breaks its title
        yield " ".join(line.strip() for line in above), [line.strip() for line in lines]


def table(text: str, title: str) -> list[list[str]]:
    """Give the heads and the rows under a title, cell by cell; a cell without words is no cell."""
    [lines] = [lines for above, lines in titles_and_tables(text) if above == title]
    return [re.split(r" {2,}", line) for line in lines if line.strip("─")]


PLACES = [
    ["YJ-01", "样例一号：县级示范托班", "70", "70", "64", "6"],
    ["YJ-02", "样例二号：社区托育中心", "-", "50", "-", "-"],
    ["YJ-03", "样例三号：普惠托育园", "40", "40", "32", "8"],
    ["YJ-04", "样例四号：托育园", "-", "25", "-", "-"],
    ["YJ-05", "样例五号：园区职工托育点", "-", "12", "-", "-"],
    ["YJ-06", "样例六号：家庭托育点", "5", "0", "4", "1"],
    ["YJ-07", "样例七号：引进品牌托育园", "-", "80", "-", "-"],
    ["YJ-08", "样例八号：幼儿园托班兼社区托育", "-", "45", "-", "-"],
    ["YJ-10", "样例十号：拟建托育园", "-", "0", "-", "-"],
    ["YJ-11", "样例十一号：已停办的社区托育中心", "0", "0", "-", "0"],
    ["YJ-12", "样例十二号：验收未过的社区托育中心", "-", "0", "-", "-"],
    ["YJ-13", "样例十三号：被禁入的托育园", "0", "0", "-", "0"],
    ["YJ-14", "样例十四号：镇中心托育园", "-", "36", "-", "-"],
]
"""The sums of the sample's groups, capacities and acceptances; what nobody can tell is a dash."""

TITLES = {
    "zh_CN": (
        "托位",
        "登记备案的下一步",
        "不合规之处",
        "禁入",
        "不得从业的在岗人员",
        "同时列入多家机构名册的人员",
        "检查后待办",
        "质量评估",
    ),
    "en": (
        "Places",
        "Next steps of registration and filing",
        "What is not lawful",
        "Bans",
        "Who may not work where they do",
        "On the staff lists of several facilities",
        "Left to be done after inspections",
        "Quality evaluations",
    ),
}


class TestTheTables:
    """2026-01-05: what the sample comes to, as `test_report` works it out, in words."""

    @pytest.mark.parametrize(
        ("locale", "heads", "unknown"),
        [
            ("zh_CN", ["机构", "名称", "批准", "验收合格", "在托", "空余"], "不详"),
            ("en", ["Facility", "Name", "licensed", "accepted", "enrolled", "vacant"], "unknown"),
        ],
    )
    def test_of_places(self, locale: str, heads: list[str], unknown: str) -> None:
        told = [[unknown if cell == "-" else cell for cell in row] for row in PLACES]
        assert table(report_in(locale), TITLES[locale][0]) == [heads, *told]

    @pytest.mark.parametrize(
        ("locale", "rows"),
        [
            (
                "zh_CN",
                [
                    ["YJ-02", "样例二号：社区托育中心", "申请变更登记", "最迟2026年1月14日"],
                    ["YJ-02", "样例二号：社区托育中心", "更新备案信息", "及时"],
                    ["YJ-04", "样例四号：托育园", "更新备案信息", "及时"],
                    ["YJ-10", "样例十号：拟建托育园", "申请登记", "未写明期限"],
                    ["YJ-10", "样例十号：拟建托育园", "推送登记信息", "及时"],
                    ["YJ-10", "样例十号：拟建托育园", "备案", "及时"],
                ],
            ),
            (
                "en",
                [
                    [
                        "YJ-02",
                        "样例二号：社区托育中心",
                        "registration of the change",
                        "by January 14, 2026",
                    ],
                    ["YJ-02", "样例二号：社区托育中心", "update of the filing", "及时"],
                    ["YJ-04", "样例四号：托育园", "update of the filing", "及时"],
                    ["YJ-10", "样例十号：拟建托育园", "registration", "no limit stated"],
                    ["YJ-10", "样例十号：拟建托育园", "push of the registration data", "及时"],
                    ["YJ-10", "样例十号：拟建托育园", "filing", "及时"],
                ],
            ),
        ],
    )
    def test_of_next_steps(self, locale: str, rows: list[list[str]]) -> None:
        _, *told = table(report_in(locale), TITLES[locale][1])
        assert [row[:-1] for row in told] == rows
        sources = [row[-1] for row in told]
        assert all("2.4.10" in cited for cited in sources)
        # the change of a social-service institution, and the report of any change
        assert "social-service-rules:15" in sources[0]
        assert ["filing-measures:10" in cited for cited in sources] == [True] * 3 + [False] * 3

    @pytest.mark.parametrize(
        ("locale", "words"),
        [
            (
                "zh_CN",
                [
                    ("第1个班（乳儿班）", "10名", "3名"),
                    ("保育人员（fbcf0ade）", "健康检查", "2024年12月20日"),
                    ("负责人（485884ab）", "管理工作"),
                    ("监控录像", "60", "90"),
                    ("未达到：应急预案",),
                ],
            ),
            (
                "en",
                [
                    ("class group 1 (infant)", "10 children", "too few carers (3)", "at most 3"),
                    ("carer fbcf0ade", "health check is due", "December 20, 2024"),
                    ("head 485884ab", "years of management"),
                    ("recordings", "60 found", "at least 90"),
                    ("not met: emergency plans",),
                ],
            ),
        ],
    )
    def test_of_breaches(self, locale: str, words: list[tuple[str, ...]]) -> None:
        _, *told = table(report_in(locale), TITLES[locale][2])
        assert [row[0] for row in told] == ["YJ-03"] * 5
        for (_, _, finding, _), said in zip(told, words, strict=True):
            assert [word for word in said if word not in finding] == []
        assert [row[-1] for row in told] == [
            "[setting-standard:20]",
            "[management-norms:28]",
            "[setting-standard:18]",
            "[management-norms:32]",
            "[management-norms:31]",
        ]

    @pytest.mark.parametrize(
        ("locale", "rows"),
        [
            (
                "zh_CN",
                [
                    ["9579018e", "2025年11月3日", "终身", "[2.4.11]"],
                    ["YJ-13", "2025年3月1日", "终身", "[2.4.11]"],
                ],
            ),
            (
                "en",
                [
                    ["9579018e", "November 3, 2025", "for life", "[2.4.11]"],
                    ["YJ-13", "March 1, 2025", "for life", "[2.4.11]"],
                ],
            ),
        ],
    )
    def test_of_bans(self, locale: str, rows: list[list[str]]) -> None:
        assert table(report_in(locale), TITLES[locale][3])[1:] == rows

    @pytest.mark.parametrize(
        ("locale", "post", "since"),
        [
            ("zh_CN", "保育人员", "自2025年11月3日起终身禁入"),
            ("en", "carer", "banned for life since November 3, 2025"),
        ],
    )
    def test_of_who_may_not_work(self, locale: str, post: str, since: str) -> None:
        [row] = table(report_in(locale), TITLES[locale][4])[1:]
        assert row[:4] == ["YJ-03", "样例三号：普惠托育园", "9579018e", post]
        # said once, though the statute and the plan both say it
        assert row[4] == f"{since} [population-law:41, 2.4.11]"

    @pytest.mark.parametrize(
        ("locale", "row"),
        [
            ("zh_CN", ["fbcf0ade", "YJ-03、YJ-06", "是"]),
            ("en", ["fbcf0ade", "YJ-03, YJ-06", "yes"]),
        ],
    )
    def test_of_who_is_on_several_lists(self, locale: str, row: list[str]) -> None:
        assert table(report_in(locale), TITLES[locale][5])[1:] == [row]

    @pytest.mark.parametrize(
        ("locale", "rows"),
        [
            (
                "zh_CN",
                [
                    ["整改", "YJ-03", "N-01", "2025年12月20日", "16"],
                    ["整改", "YJ-12", "N-03", "不详", "未定，缺：整改期限"],
                    ["公开", "YJ-03", "I-01", "2026年1月5日", "0"],
                ],
            ),
            (
                "en",
                [
                    ["rectification", "YJ-03", "N-01", "December 20, 2025", "16"],
                    ["rectification", "YJ-12", "N-03", "unknown", "undetermined without: last day"],
                    ["publication", "YJ-03", "I-01", "January 5, 2026", "0"],
                ],
            ),
        ],
    )
    def test_of_what_inspections_left(self, locale: str, rows: list[list[str]]) -> None:
        told = table(report_in(locale), TITLES[locale][6])[1:]
        assert [row[:4] for row in told] == [row[:4] for row in rows]
        assert all(row[4].startswith(expected[4]) for row, expected in zip(told, rows, strict=True))

    @pytest.mark.parametrize(
        ("locale", "day", "words"),
        [
            ("zh_CN", "2025年10月15日", ("888（满分1000）", "否决项不合格：否", "文中未写明")),
            (
                "en",
                "October 15, 2025",
                ("888 (of 1000 at most)", "veto item failed: no", "the text does not say"),
            ),
        ],
    )
    def test_of_evaluations(self, locale: str, day: str, words: tuple[str, ...]) -> None:
        [row] = table(report_in(locale), TITLES[locale][7])[1:]
        assert row[:2] == ["YJ-01", day]
        assert [word for word in words if word not in row[2]] == []

    @pytest.mark.parametrize(
        ("locale", "rows"),
        [
            (
                "zh_CN",
                [
                    ("YJ-03", "安全"),
                    ("YJ-06", "人员"),
                    ("YJ-06", "从业"),
                    ("YJ-12", "整改"),
                    ("YJ-01", "等级"),
                ],
            ),
            (
                "en",
                [
                    ("YJ-03", "safety"),
                    ("YJ-06", "staff"),
                    ("YJ-06", "may work"),
                    ("YJ-12", "rectification"),
                    ("YJ-01", "grade"),
                ],
            ),
        ],
    )
    def test_of_open_questions(self, locale: str, rows: list[tuple[str, str]]) -> None:
        title = {"zh_CN": "尚无定论的问题", "en": "Open questions"}[locale]
        # a reason that is longer than the terminal goes on in a line of its own
        told = [row[:2] for row in table(report_in(locale), title)[1:] if len(row) > 1]
        for subject, question in rows:
            assert [q for s, q in told if s == subject and question in q]

    @IN_BOTH_LOCALES
    def test_are_left_out_where_there_is_nothing(self, locale: str) -> None:
        record = json.dumps({"id": "yijun", "facilities": [{"id": "F1"}]})
        said = ask("report", "-", "--on", ON, "--locale", locale, input=record).stdout
        assert not {above for above, _ in titles_and_tables(said)} & set(TITLES[locale])


def outside_brackets(locale: str) -> Iterator[str]:
    """Give the new tables cell by cell, without the articles, which are ids by intention."""
    text = report_in(locale)
    for title in TITLES[locale]:
        for row in table(text, title):
            for cell in row:
                yield re.sub(r"\[[^]]*\]", "", cell)


class TestWords:
    """A table is for people: no id of a word list, no key of a person, nothing of Python."""

    @IN_BOTH_LOCALES
    def test_are_no_values_of_python(self, locale: str) -> None:
        found = re.findall(
            r"\b(?:None|True|False|nan|Decided|Undetermined)\b|<|\{", report_in(locale)
        )
        assert found == []

    @IN_BOTH_LOCALES
    def test_are_no_ids(self, locale: str) -> None:
        words = {
            word.value
            for kind in vars(terms).values()
            if isinstance(kind, type) and issubclass(kind, StrEnum)
            for word in kind
            if "-" in word.value
        }
        words |= {kind for kind in get_args(StepKind) if "-" in kind}
        words |= {row.id for row in yijun().requirements if "-" in row.id}
        words |= {row.id for row in yijun().posts if "-" in row.id}
        assert {"older-toddler", "register-change", "emergency-plans"} <= words
        told = list(outside_brackets(locale))
        assert told
        assert [cell for cell in told for word in words if word in cell] == []

    def test_in_chinese_are_chinese(self) -> None:
        known = re.compile(r"\b(?:YJ|N|I)-\d\d\b|\b[0-9a-f]{8}\b")
        told = (known.sub("", cell) for cell in outside_brackets("zh_CN"))
        assert [cell for cell in told if re.search(r"[A-Za-z]", cell)] == []

    @IN_BOTH_LOCALES
    def test_are_no_whole_keys(self, locale: str) -> None:
        said = report_in(locale)
        county = yijun_county()
        keys = {member.person.digest for member in county.staff or ()}
        keys |= {check.person.digest for check in county.hiring_checks}
        assert len(keys) == 9
        assert [key for key in keys if key[:9] in said] == []
        assert re.findall(r"[0-9a-f]{32,}", said) == []


def run(*arguments: str, **environment: str) -> bytes:
    return subprocess.run(  # noqa: S603 - our own interpreter and command
        [sys.executable, "-m", "infantcare_policy", *arguments],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    ).stdout


class TestJson:
    @pytest.fixture(scope="class")
    @staticmethod
    def data() -> dict[str, Any]:
        plain = json.loads(ask("report", "--sample", "--json", "--on", ON).stdout)
        assert isinstance(plain, dict)
        return plain

    def test_carries_every_new_part_of_the_county(self, data: dict[str, Any]) -> None:
        assert [len(data[part]) for part in ("bans", "listings", "due", "evaluations")] == [
            2,
            1,
            3,
            1,
        ]
        assert [ban["subject"] for ban in data["bans"]][1:] == ["YJ-13"]
        assert data["listings"][0]["facilities"] == ["YJ-03", "YJ-06"]
        assert [(due["kind"], due["id"]) for due in data["due"]] == [
            ("rectification", "N-01"),
            ("rectification", "N-03"),
            ("publication", "I-01"),
        ]
        assert data["due"][0]["overdue"]["value"] == 16
        assert data["due"][2]["by"] == "2026-01-05"
        assert data["evaluations"][0]["evaluated"]["value"]["total"]["value"] == "888"
        assert data["needs_attention"] is True

    def test_carries_every_new_part_of_a_facility(self, data: dict[str, Any]) -> None:
        held = {facility["facility"]: facility for facility in data["facilities"]}
        third, second, thirteenth = held["YJ-03"], held["YJ-02"], held["YJ-13"]
        assert third["places"]["vacant"] == 8
        assert [ground["code"] for ground in third["groups"]["value"]] == [
            "enrolment.too-few-carers"
        ]
        assert len(third["staffing"]["value"]) == 2
        assert third["safety"]["kind"] == "undetermined"
        assert (
            sorted(member["may_work"]["value"] for member in third["staff"]) == [False] + [True] * 4
        )
        assert [step["kind"] for step in second["next_steps"]["value"]] == [
            "register-change",
            "report-change",
        ]
        assert thirteenth["may_operate"]["value"] is False
        assert [second[part] for part in ("groups", "staffing", "safety")] == [None] * 3
        assert second["staff"] == []

    @pytest.mark.parametrize(
        "environment",
        [
            {"PYTHONHASHSEED": "0"},
            {"PYTHONHASHSEED": "1"},
            {"PYTHONHASHSEED": "2"},
            {"LC_ALL": "C", "LANG": "C"},
            {"TZ": "America/Los_Angeles"},
            {"TZ": "Pacific/Kiritimati"},
        ],
        ids=lambda environment: " ".join(f"{name}={value}" for name, value in environment.items()),
    )
    def test_is_the_same_to_the_byte_in_whatever_order_the_record_is(
        self, environment: dict[str, str], tmp_path: Path
    ) -> None:
        county = yijun_county()
        parts = {field.name: getattr(county, field.name) for field in fields(type(county))}
        turned: dict[str, Any] = {
            name: part[::-1] for name, part in parts.items() if isinstance(part, tuple)
        }
        path = tmp_path / "turned.json"
        path.write_text(to_json(evolve(county, **turned)), encoding="utf-8")
        asked = ("--json", "--on", ON)
        assert run("report", str(path), *asked, **environment) == expected()


def expected() -> bytes:
    return ask("report", "--sample", "--json", "--on", ON).stdout_bytes


@pytest.fixture
def status(tmp_path: Path) -> Callable[..., int]:
    """Tell how a strict report on a record ends."""

    def strictly(on: str, **parts: Any) -> int:  # noqa: ANN401 - any part of a record
        path = tmp_path / "county.json"
        record = {"id": "yijun", "facilities": [SETTLED]} | parts
        path.write_text(json.dumps(record), encoding="utf-8")
        return ask("report", str(path), "--strict", "--on", on).exit_code

    return strictly


class TestStrict:
    def test_ends_with_0_where_nothing_is_open_or_wrong(self, status: Callable[..., int]) -> None:
        assert status(BEFORE_ANY_TARGET) == 0

    def test_ends_with_1_for_the_sample(self) -> None:
        assert ask("report", "--sample", "--strict", "--on", ON).exit_code == 1

    @pytest.mark.parametrize(("children", "ends"), [(10, 0), (11, 1)])
    def test_ends_with_1_for_a_breach_alone(
        self, children: int, ends: int, status: Callable[..., int]
    ) -> None:
        # 4 carers for at most 3 infants each, and a class of at most 10
        groups = [{"kind": "infant", "enrolled": children, "carers": 4}]
        crowded = SETTLED | {"groups": groups, "opened_on": BEFORE_ANY_TARGET}
        assert status(BEFORE_ANY_TARGET, facilities=[crowded]) == ends

    @pytest.mark.parametrize(("on", "ends"), [("2021-05-19", 0), ("2021-05-20", 1)])
    def test_ends_with_1_from_the_first_day_of_a_ban(
        self, on: str, ends: int, status: Callable[..., int]
    ) -> None:
        ban = {"subject": "F1", "since": "2021-05-20", "for_life": True}
        assert status(on, bans=[ban]) == ends

    @pytest.mark.parametrize(
        ("on", "ends"), [("2021-05-20", 0), ("2021-05-21", 1), ("2021-05-24", 0)]
    )
    def test_ends_with_1_while_something_is_put_right_too_late(
        self, on: str, ends: int, status: Callable[..., int]
    ) -> None:
        finding = {
            "id": "N1",
            "object": "F1",
            "found_on": "2021-05-13",
            "rectify_by": "2021-05-20",
            "rectified_on": "2021-05-24",
        }
        assert status(on, findings=[finding]) == ends

    def test_ends_with_0_for_somebody_on_two_lists(self, status: Callable[..., int]) -> None:
        """No text forbids it; only what else is asked of them is open."""
        post = {"person": {"digest": KEY}, "role": "other", "since": "2021-01-04", "until": False}
        checked = {"health_checked_on": "2021-01-04"}
        asked = [
            {"person": {"digest": KEY}, "authority": a, "on": "2021-01-04", "found": False}
            for a in ("public-security", "procuratorate")
        ]
        home = SETTLED | {"settings": ["home"]}
        held = {
            "facilities": [home, home | {"id": "F2"}],
            "staff": [post | checked | {"facility": f} for f in ("F1", "F2")],
            "hiring_checks": asked,
        }
        assert status(BEFORE_ANY_TARGET, **held) == 0
        assert status(BEFORE_ANY_TARGET, **held | {"hiring_checks": asked[:1]}) == 1


MEMBER = {"person": {"digest": KEY}, "facility": "F1", "role": "carer"}
RECORD = {"id": "R1", "about": "person", "kind": "child-abuse", "recorded_on": "2025-01-06"}
INSPECTION = {"id": "I1", "object": "F1", "on": "2025-03-03"}


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Check a record that is refused, and give its faults by their paths."""

    def check(**parts: Any) -> dict[str, str]:  # noqa: ANN401 - any part of a record
        path = tmp_path / "county.json"
        record = {"id": "yijun", "facilities": [{"id": "F1"}]} | parts
        path.write_text(json.dumps(record), encoding="utf-8")
        messages = []
        for command in (("check",), ("check", "--json"), ("report", "--on", ON)):
            said = ask(*command, str(path), "--locale", "en")
            assert (said.exit_code, said.stdout) == (2, "")
            assert not shows_an_id(said.stderr)
            messages.append(said.stderr)
        assert len(set(messages)) == 1
        first, *lines = messages[0].splitlines()
        faults = dict(line.strip().split(": ", 1) for line in lines)
        assert first == f"error: {path}: {len(lines)} fault{'s' * (len(lines) > 1)}"
        assert len(faults) == len(lines)
        return faults

    return check


def shows_an_id(text: str) -> bool:
    return RESIDENT_ID[:17] in text or RESIDENT_ID[:6] + RESIDENT_ID[8:17] in text


class TestAWrongRecord:
    """Status 2, every fault with its path, and never the resident id that somebody typed in."""

    def test_lists_what_the_plan_and_the_record_do_not_know(
        self, refused: Callable[..., dict[str, str]]
    ) -> None:
        faults = refused(
            staff=[MEMBER, MEMBER | {"facility": "F2"}],
            changes=[{"id": "C1", "facility": "F3", "what": "地址", "on": "2025-01-06"}],
            inspections=[INSPECTION | {"object": "F4"}],
            findings=[{"id": "N1", "object": "F5", "found_on": "2025-03-03"}],
            safety_records=[
                {"facility": "F1", "on": "2025-03-03", "found": {"alarms": True, "alarm": 3}},
                {"facility": "F6", "on": "2025-03-03", "found": {"recordings": True}},
            ],
            evaluations=[
                {
                    "facility": "F1",
                    "standard": "quality-standard:4–10",
                    "on": "2025-03-03",
                    "points": {"conditions": 101, "workforces": 1},
                }
            ],
        )
        assert set(faults) == {
            "staff[1].facility",
            "changes[0].facility",
            "inspections[0].object",
            "findings[0].object",
            "safety_records[0].found.alarms",
            "safety_records[0].found.alarm",
            "safety_records[1].facility",
            "safety_records[1].found.recordings",
            "evaluations[0].points.conditions",
            "evaluations[0].points.workforces",
        }
        assert "did you mean alarm" in faults["safety_records[0].found.alarms"]
        assert "a facility of the record, got 'F2'" in faults["staff[1].facility"]

    def test_lists_every_resident_id_in_the_place_of_an_opaque_one(
        self, refused: Callable[..., dict[str, str]]
    ) -> None:
        faults = refused(
            bans=[{"subject": RESIDENT_ID, "since": "2025-01-06", "for_life": True}],
            records=[
                RECORD | {"subject": RESIDENT_ID},
                RECORD | {"id": "R2", "subject": RESIDENT_ID, "about": "facility"},
            ],
            staff=[MEMBER | {"person": {"digest": RESIDENT_ID}}, MEMBER | {"person": RESIDENT_ID}],
            hiring_checks=[
                {
                    "person": {"digest": RESIDENT_ID},
                    "authority": "procuratorate",
                    "on": "2025-01-06",
                }
            ],
            inspections=[INSPECTION | {"inspectors": ["P-01", RESIDENT_ID]}],
        )
        assert set(faults) == {
            "bans[0].subject",
            "records[0].subject",
            "records[1].subject",
            "staff[0].person.digest",
            "staff[1].person",
            "hiring_checks[0].person.digest",
            "inspections[0].inspectors[1]",
        }
        assert "PersonKey.of" in faults["bans[0].subject"]

    @pytest.mark.parametrize(
        "number",
        [
            RESIDENT_ID,
            RESIDENT_ID.lower(),
            RESIDENT_ID[:6] + RESIDENT_ID[8:17],
            "".join(chr(ord(sign) + 0xFEE0) for sign in RESIDENT_ID),
        ],
        ids=["18", "x", "15", "full width"],
    )
    def test_shows_no_id_in_any_writing(
        self, number: str, refused: Callable[..., dict[str, str]]
    ) -> None:
        faults = refused(bans=[{"subject": number, "since": "2025-01-06", "for_life": True}])
        assert set(faults) == {"bans[0].subject"}
        assert number not in faults["bans[0].subject"]

    @pytest.mark.parametrize(
        "parts",
        [
            {"staff": [MEMBER | {"facility": RESIDENT_ID}]},
            {"inspections": [INSPECTION | {"object": RESIDENT_ID}]},
            {"findings": [{"id": "N1", "object": RESIDENT_ID, "found_on": "2025-03-03"}]},
            {
                "safety_records": [
                    {"facility": "F1", "on": "2025-03-03", "found": {RESIDENT_ID: True}}
                ]
            },
            {"staff": [MEMBER | {RESIDENT_ID: "carer"}]},
        ],
        ids=["facility", "object", "finding", "requirement", "field"],
    )
    def test_shows_no_id_in_another_place(
        self, parts: dict[str, Any], refused: Callable[..., dict[str, str]]
    ) -> None:
        assert refused(**parts)
