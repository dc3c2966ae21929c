"""The commands for a family, asked as a parent would."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from infantcare_policy.cli import infantcare

KNOWN = ("--children", "1", "--not-difficult", "--not-third-child", "--checked", "--together")


def ask(*arguments: str) -> str:
    """Run a command in English and give what it printed."""
    result = CliRunner().invoke(infantcare, [*arguments, "--locale", "en"])
    assert result.exit_code == 0, result.output
    return result.output


class TestLeave:
    """2.1.1: every leave around a birth, each with its article."""

    def test_adds_up_what_is_known(self) -> None:
        """98 of the nation, 60 of the province, 10 for the check before pregnancy."""
        text = ask("leave", "--born", "2026-03-02", *KNOWN, "--on", "2026-06-01")
        assert "Decided: 168 days" in text
        assert "Decided: 15 days" in text
        assert "Special rules on the labour protection of women workers, art. 7" in text
        assert "Population and Family Planning Regulation of Shaanxi Province, art. 45" in text

    def test_counts_every_child_of_the_birth(self) -> None:
        """Twins: 15 days more, and two hours for nursing in a working day."""
        known = ("--children", "2", *KNOWN[2:])
        text = ask("leave", "--born", "2026-03-02", *known, "--on", "2026-06-01")
        assert "Decided: 183 days" in text
        assert "Decided: hours in a working day: 2" in text

    def test_leaves_open_what_is_not_said_and_names_it(self) -> None:
        text = ask("leave", "--born", "2026-03-02")
        assert "Decided: 1" not in text.split("Hours for nursing")[0]
        for fact in (
            "children",
            "whether the birth was difficult",
            "whether it is a third child",
            "certificate of the check before pregnancy",
            "whether the spouses live apart",
        ):
            assert f"unknown fact: {fact}" in text

    @pytest.mark.parametrize(("born", "days"), [("2022-05-24", 168), ("2022-05-25", 183)])
    def test_follows_the_law_of_the_day_of_birth(self, born: str, days: int) -> None:
        """A third child adds 15 days from 25 May 2022 on."""
        known = ("--children", "1", "--not-difficult", "--third-child", "--checked")
        text = ask("leave", "--born", born, *known)
        assert f"Decided: {days} days" in text

    def test_says_why_there_is_no_parental_leave(self) -> None:
        text = ask("leave", "--born", "2026-03-02")
        assert "left open on purpose: yearly parental leave" in text
        assert "reported with 10 days and with 30" in text

    def test_gives_json(self) -> None:
        found = json.loads(ask("leave", "--born", "2026-03-02", *KNOWN, "--json"))
        assert found["maternity-leave"]["value"]["days"] == 168
        assert found["parental-leave"]["kind"] == "undetermined"

    @pytest.mark.parametrize(("months", "days"), [("3", 15), ("4", 42)])
    def test_after_a_loss_goes_by_the_months(self, months: str, days: int) -> None:
        text = ask("leave", "--lost", "2026-03-02", "--months", months)
        assert f"Decided: {days} days" in text

    @pytest.mark.parametrize("both", [(), ("--born", "2026-03-02", "--lost", "2026-03-02")])
    def test_is_after_a_birth_or_a_loss(self, both: tuple[str, ...]) -> None:
        result = CliRunner().invoke(infantcare, ["leave", *both])
        assert result.exit_code == 2
        assert "expected --born or --lost, and not both" in result.output

    def test_refuses_a_birth_of_nobody(self) -> None:
        result = CliRunner().invoke(
            infantcare, ["leave", "--born", "2026-03-02", "--children", "0"]
        )
        assert result.exit_code == 2
        assert "children: expected a whole number ≥ 1, got 0" in result.output


class TestVisits:
    """国家基本公共卫生服务规范（第三版）: ten contacts under three."""

    ROWS = (
        ("home visit to the newborn", "March 5, 2026", "March 12, 2026"),
        ("contact at one month", "March 30, 2026", "April 1, 2026"),
        ("contact at 3 months", "June 2, 2026", ""),
        ("contact at 6 months", "September 2, 2026", ""),
        ("contact at 8 months", "November 2, 2026", ""),
        ("contact at 12 months", "March 2, 2027", ""),
        ("contact at 18 months", "September 2, 2027", ""),
        ("contact at 24 months", "March 2, 2028", ""),
        ("contact at 30 months", "September 2, 2028", ""),
        ("contact at 36 months", "March 2, 2029", ""),
    )

    def test_are_ten_each_with_its_days(self) -> None:
        text = ask(
            "visits", "--born", "2026-03-02", "--discharged", "2026-03-05", "--on", "2026-03-02"
        )
        lines = text.splitlines()
        for contact, first, last in self.ROWS:
            (row,) = (line for line in lines if line.strip().startswith(f"{contact} "))
            assert first in row
            assert last in row

    def test_wait_for_the_day_of_discharge(self) -> None:
        text = ask("visits", "--born", "2026-03-02", "--on", "2026-03-09")
        rows = [line for line in text.splitlines() if "home visit" in line]
        assert rows[0].count("unknown") == 2
        assert "not known without: day of leaving the maternity institution" in text

    def test_speak_chinese(self) -> None:
        result = CliRunner().invoke(infantcare, ["visits", "--born", "2026-03-02"])
        assert "新生儿家庭访视" in result.output
        assert "中医药健康管理" in result.output

    def test_refuse_a_child_that_left_before_it_was_born(self) -> None:
        result = CliRunner().invoke(
            infantcare, ["visits", "--born", "2026-03-02", "--discharged", "2026-03-01"]
        )
        assert result.exit_code == 2
        assert "discharged_on: expected a day not before the birth" in result.output
