"""The commands `infantcare draw` and `infantcare verify`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from infantcare_policy.cli import infantcare

if TYPE_CHECKING:
    from pathlib import Path

PERSON = "2027-01-01"


def ask(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(infantcare, words, input=text)


def lists(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - what a file may hold
    return {
        "objects": [{"id": f"F{n}"} for n in (1, 2, 3, 4)],
        "inspectors": [{"id": f"P{n}", "certificate_until": PERSON} for n in (1, 2, 3)],
        "recusals": [{"inspector": "P1", "object": "F1"}],
        "excluded": [{"object": "F4", "reason": "closed"}],
        **changes,
    }


@pytest.fixture
def rosters(tmp_path: Path) -> Path:
    file = tmp_path / "rosters.json"
    file.write_text(json.dumps(lists()), encoding="utf-8")
    return file


SEED = ("--seed", "2026-01", "--rule", "local-rule:7", "--on", "2026-01-05")


class TestADraw:
    @pytest.mark.parametrize(
        ("locale", "words"),
        [("zh_CN", ("种子：2026-01", "已停办")), ("en", ("seed: 2026-01", "closed"))],
    )
    def test_shows_its_seed_rule_and_fingerprints(
        self, rosters: Path, locale: str, words: tuple[str, ...]
    ) -> None:
        said = ask("draw", str(rosters), *SEED, "--count", "2", "--locale", locale)
        assert (said.exit_code, said.stderr) == (0, "")
        for word in (*words, "local-rule:7", "infantcare-draw-1"):
            assert word in said.stdout

    def test_is_the_same_from_standard_input_and_in_any_order(self, rosters: Path) -> None:
        turned = lists()
        turned |= {"objects": turned["objects"][::-1], "inspectors": turned["inspectors"][::-1]}
        asked = (*SEED, "--count", "2", "--json")
        from_file = ask("draw", str(rosters), *asked)
        piped = ask("draw", "-", *asked, text=json.dumps(turned))
        assert from_file.stdout == piped.stdout
        assert [a["object"] for a in json.loads(piped.stdout)["assignments"]] == ["F2", "F1"]

    @pytest.mark.parametrize(
        ("how", "number"),
        [
            (("--rate", "0.5"), 2),
            (("--rate", "1"), 3),
            (("--rate", "0.01"), 1),
            (("--count", "0"), 0),
        ],
    )
    def test_of_a_rate_is_rounded_up(
        self, rosters: Path, how: tuple[str, str], number: int
    ) -> None:
        # 3 objects can be drawn: 1.5, 3 and 0.03 of them
        said = ask("draw", str(rosters), *SEED, *how, "--json")
        assert len(json.loads(said.stdout)["assignments"]) == number

    def test_by_classes_takes_a_rate_for_each(self, tmp_path: Path) -> None:
        objects = [{"id": f"F{n}", "risk_class": "AD"[n % 2]} for n in range(10)]
        file = tmp_path / "classes.json"
        content = lists(objects=objects, recusals=[], excluded=[])
        file.write_text(json.dumps(content), encoding="utf-8")
        rates = ("--rate-of", "A=0.2", "--rate-of", "D=0.8")
        said = ask("draw", str(file), *SEED, *rates, "--json")
        drawn = [a["object"] for a in json.loads(said.stdout)["assignments"]]
        # 5 of A at 0.2 is 1, 5 of D at 0.8 is 4
        assert [sum(int(name[1:]) % 2 == odd for name in drawn) for odd in (0, 1)] == [1, 4]

    def test_that_is_impossible_ends_with_1_and_writes_nothing(
        self, rosters: Path, tmp_path: Path
    ) -> None:
        record = tmp_path / "record.json"
        asked = ("--count", "9", "--record", str(record), "--locale", "en")
        said = ask("draw", str(rosters), *SEED, *asked)
        assert said.exit_code == 1
        assert "9 objects are asked for; 3 can be drawn" in said.stdout
        assert not record.exists()

    def test_names_the_objects_that_lack_inspectors(self, rosters: Path) -> None:
        said = ask("draw", str(rosters), *SEED, "--count", "0", "--team-size", "3", "--json")
        assert said.exit_code == 1
        [shortage] = json.loads(said.stdout)["shortages"]
        assert (shortage["object"], shortage["usable"]) == ("F1", ["P2", "P3"])

    @pytest.mark.parametrize(
        ("how", "message"),
        [
            ((), "one of count, rate and rates"),
            (("--count", "1", "--rate", "0.5"), "one of count, rate and rates"),
            (("--rate", "5"), "a rate over 0 and up to 1"),
            (("--rate", "half"), "a number such as 0.05"),
            (("--rate-of", "A"), "ID=OPTION"),
            (("--rate-of", "A=x"), "a number such as 0.05"),
            (("--count", "-1"), "-1"),
            (("--rate-of", "A=0.5"), "a class with a rate"),
        ],
    )
    def test_under_a_wrong_rule_ends_with_2(
        self, rosters: Path, how: tuple[str, ...], message: str
    ) -> None:
        said = ask("draw", str(rosters), *SEED, *how)
        assert said.exit_code == 2
        assert message in said.stderr
        assert said.stdout == ""

    def test_from_faulty_lists_names_every_fault_with_its_place(self, tmp_path: Path) -> None:
        file = tmp_path / "rosters.json"
        faulty = lists(inspectors=[{"id": "P1"}, {"id": "P2", "certificate_until": 1}])
        file.write_text(json.dumps(faulty), encoding="utf-8")
        said = ask("draw", str(file), *SEED, "--count", "1")
        assert said.exit_code == 2
        assert str(file) in said.stderr
        assert "inspectors[0].certificate_until" in said.stderr
        assert "inspectors[1].certificate_until" in said.stderr

    def test_is_told_with_an_example(self) -> None:
        for command in ("draw", "verify"):
            assert f"infantcare {command} " in ask(command, "--help").stdout


class TestARecord:
    @pytest.fixture
    def record(self, rosters: Path, tmp_path: Path) -> Path:
        file = tmp_path / "record.json"
        said = ask("draw", str(rosters), *SEED, "--count", "2", "--record", str(file))
        assert said.exit_code == 0
        return file

    def test_holds_with_its_lists(self, record: Path, rosters: Path) -> None:
        said = ask("verify", str(record), str(rosters), "--locale", "en")
        assert (said.exit_code, said.stdout) == (
            0,
            "The draw is what its lists and its seed give.\n",
        )

    @pytest.mark.parametrize(
        ("old", "new", "what"),
        [
            ('"F2"', '"F9"', "objects"),
            (PERSON, "2026-12-31", "inspectors"),
        ],
    )
    def test_does_not_hold_with_altered_ones(
        self, record: Path, rosters: Path, old: str, new: str, what: str
    ) -> None:
        altered = rosters.with_name("altered.json")
        altered.write_text(
            rosters.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8"
        )
        said = ask("verify", str(record), str(altered), "--json")
        assert said.exit_code == 1
        assert what in [found["what"] for found in json.loads(said.stdout)]

    def test_that_was_altered_itself_does_not_hold(self, record: Path, rosters: Path) -> None:
        text = record.read_text(encoding="utf-8")
        record.write_text(text.replace('"2026-01"', '"2026-02"'), encoding="utf-8")
        said = ask("verify", str(record), str(rosters), "--locale", "en")
        assert said.exit_code == 1
        assert "what was drawn" in said.stdout

    @pytest.mark.parametrize("content", ["", "{}", "[1]", '{"seed": 1}'])
    def test_that_is_none_ends_with_2(self, rosters: Path, tmp_path: Path, content: str) -> None:
        file = tmp_path / "none.json"
        file.write_text(content, encoding="utf-8")
        assert ask("verify", str(file), str(rosters)).exit_code == 2

    def test_that_cannot_be_written_ends_with_2(self, rosters: Path, tmp_path: Path) -> None:
        place = tmp_path / "missing" / "record.json"
        said = ask("draw", str(rosters), *SEED, "--count", "1", "--record", str(place))
        assert said.exit_code == 2
        assert "a file that can be written" in said.stderr
        assert list(tmp_path.iterdir()) == [rosters]
