"""The commands under `infantcare plan`: coverage, check-text, diff."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from infantcare_policy.cli import infantcare
from infantcare_policy.plan import yijun

QINGHE = str(Path(__file__).parents[1] / "plans" / "qinghe.toml")


def ask(*words: str) -> Result:
    return CliRunner().invoke(infantcare, ["plan", *words])


class TestCoverage:
    def test_lists_every_clause_with_what_answers_it_or_why_nothing_does(self) -> None:
        said = ask("coverage", "--json")
        rows = json.loads(said.stdout)
        assert [row["clause"] for row in rows] == [clause.id for clause in yijun().clauses]
        assert all(bool(row["answers"]) != bool(row["unanswered"]) for row in rows)

    @pytest.mark.parametrize(
        ("locale", "heading"), [("zh_CN", "登记和备案"), ("en", "Registration")]
    )
    def test_shows_the_clause_and_its_functions(self, locale: str, heading: str) -> None:
        said = ask("coverage", "--locale", locale)
        assert said.exit_code == 0
        [line] = [line for line in said.stdout.splitlines() if " 2.4.10 " in line]
        assert heading in line
        assert "registration.route" in line


class TestOptionsBeforeTheCommand:
    """`plan --plan FILE coverage` would answer for another plan than the one it was asked of."""

    @pytest.mark.parametrize(
        "options", [("--plan", QINGHE), ("--locale", "en"), ("--json",), ("--on", "2026-01-05")]
    )
    def test_are_refused_with_the_place_where_they_belong(self, options: tuple[str, ...]) -> None:
        said = ask(*options, "coverage")
        assert said.exit_code == 2
        assert "infantcare plan coverage" in said.stderr

    def test_stand_behind_it(self) -> None:
        rows = json.loads(ask("coverage", "--plan", QINGHE, "--json").stdout)
        assert [row["clause"] for row in rows][:2] == ["1", "2.1"]


class TestCheckText:
    @pytest.fixture
    def another(self, tmp_path: Path) -> str:
        file = tmp_path / "plan.txt"
        file.write_text(
            "一、总体目标\n别的目标。\n四、附则\n（一）自印发之日起施行。\n", encoding="utf-8"
        )
        return str(file)

    def test_of_another_text_names_what_differs_and_ends_with_1(self, another: str) -> None:
        said = ask("check-text", another)
        assert said.exit_code == 1
        assert "文字已变：1\n" in said.stdout
        assert "新增：4.1\n" in said.stdout
        assert "未作比对：A2\n" in said.stdout

    def test_as_json_is_the_whole_comparison(self, another: str) -> None:
        said = ask("check-text", another, "--json")
        data = json.loads(said.stdout)
        assert data["changed"] == ["1"]
        assert data["added"] == ["4.1"]
        assert len(data["missing"]) == 33
        assert data["not_compared"] == ["A2"]

    @pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
    def test_of_a_file_that_cannot_be_read_ends_with_2(
        self, content: bytes | None, tmp_path: Path
    ) -> None:
        file = tmp_path / "plan.txt"
        if content is not None:
            file.write_bytes(content)
        said = ask("check-text", str(file))
        assert said.exit_code == 2
        assert said.stdout == ""
        assert "expected a readable text in UTF-8" in said.stderr


class TestDiff:
    def test_of_a_plan_and_itself_says_that_they_do_not_differ(self) -> None:
        said = ask("diff", QINGHE, QINGHE, "--locale", "en")
        assert (said.exit_code, said.stdout) == (0, "the two plans do not differ\n")

    def test_names_every_part_that_differs(self) -> None:
        changes = json.loads(ask("diff", "yijun", QINGHE, "--json").stdout)
        assert {
            "part": "figures",
            "id": "existing_area_due",
            "how": "added",
            "fields": [],
        } in changes
        assert {c["part"] for c in changes} >= {"clauses", "departments", "towns", "grants"}

    def test_of_a_plan_that_cannot_be_read_ends_with_2(self) -> None:
        said = ask("diff", "yijun", "nowhere.toml")
        assert said.exit_code == 2
        assert "nowhere.toml" in said.stderr
