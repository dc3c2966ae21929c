from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from infantcare_policy.errors import PlanError
from infantcare_policy.plan import load, loads, yijun

if TYPE_CHECKING:
    from collections.abc import Callable

NAMED = 'name = { zh = "县", en = "County" }\n'


def refused(path: Path | str) -> PlanError:
    with pytest.raises(PlanError) as error:
        load(path)
    return error.value


def only(error: PlanError) -> str:
    (fault,) = error.faults
    return str(fault)


class TestAPlanThatLoads:
    """A sound text is a plan, whether it comes from a file or from memory."""

    def test_yijun_is_read_once(self) -> None:
        assert yijun() is yijun()
        assert yijun().id == "yijun"

    def test_text_and_file_give_the_same_plan(self, tmp_path: Path, linshui: str) -> None:
        file = tmp_path / "linshui.toml"
        file.write_text(linshui, encoding="utf-8")
        assert load(file).fingerprint == loads(linshui).fingerprint
        assert load(str(file)).fingerprint == loads(linshui).fingerprint

    def test_a_byte_order_mark_is_passed_over(self, tmp_path: Path, linshui: str) -> None:
        file = tmp_path / "marked.toml"
        file.write_text(linshui, encoding="utf-8-sig")
        assert load(file).fingerprint == loads(linshui).fingerprint

    def test_the_lines_may_end_as_windows_ends_them(self, tmp_path: Path, linshui: str) -> None:
        file = tmp_path / "windows.toml"
        file.write_bytes(linshui.replace("\n", "\r\n").encode())
        assert load(file).fingerprint == loads(linshui).fingerprint

    def test_a_name_is_all_that_a_county_needs(self) -> None:
        plan = loads(f'id = "bare"\nextends = "china"\n{NAMED}')
        assert (plan.clauses, plan.grants, plan.routes, plan.targets, plan.towns) == ((),) * 5
        assert plan.conference is None


class TestAFileThatCannotBeRead:
    """A file that is missing, no text or no TOML is a fault that names the file."""

    def test_a_missing_file(self, tmp_path: Path) -> None:
        file = tmp_path / "none.toml"
        error = refused(file)
        assert error.source == str(file)
        assert only(error).startswith("expected a file of TOML in UTF-8, got [Errno 2]")

    def test_a_folder(self, tmp_path: Path) -> None:
        assert only(refused(tmp_path)).startswith("expected a file of TOML in UTF-8, got [Errno")

    def test_a_name_that_no_file_can_have(self) -> None:
        assert only(refused("no\0file.toml")).startswith("expected a file of TOML in UTF-8")

    def test_a_file_in_another_encoding(self, tmp_path: Path, linshui: str) -> None:
        file = tmp_path / "gbk.toml"
        file.write_bytes(linshui.encode("gb18030"))
        error = refused(file)
        assert error.source == str(file)
        assert only(error).startswith("expected a file of TOML in UTF-8, got 'utf-8' codec can't")

    def test_an_empty_file_lacks_an_id_and_a_name(self, tmp_path: Path) -> None:
        file = tmp_path / "empty.toml"
        file.touch()
        error = refused(file)
        assert [str(fault) for fault in error.faults] == [
            "id: expected a value, got nothing",
            "name: expected a value, got nothing",
        ]

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ('id = "x"\nname = \n', 2),
            ('id = "x"\n\n[[clause]\n', 3),
            ('id = "x"\nid = "y"\n', 2),
            ("id = 'x'\nname = { zh = '县',\n en = 'c' }\n", 2),
        ],
    )
    def test_what_is_no_toml_tells_its_line(self, text: str, line: int) -> None:
        with pytest.raises(PlanError) as error:
            loads(text)
        assert only(error.value).startswith("expected valid TOML, got ")
        assert f"(at line {line}, " in only(error.value)

    @pytest.mark.parametrize(
        "value", ["[" * 5000 + "]" * 5000, "9" * 5000], ids=["too deep", "too long a number"]
    )
    def test_what_no_parser_can_take_in_is_a_fault_too(self, value: str) -> None:
        with pytest.raises(PlanError, match="expected valid TOML"):
            loads(f'id = "x"\nextends = "china"\n{NAMED}code = {value}\n')


class TestWhatAPlanExtends:
    """`extends` names a built-in layer, or a file beside the one that names it."""

    def test_a_county_that_extends_nothing_is_told_to_extend_china(self, tmp_path: Path) -> None:
        file = tmp_path / "alone.toml"
        file.write_text(f'id = "alone"\n{NAMED}', encoding="utf-8")
        error = refused(file)
        assert {fault.advice for fault in error.faults} == {
            'write extends = "china", which defines every reading'
        }
        assert error.source == str(file)

    def test_an_unknown_layer_is_answered_with_the_nearest(self) -> None:
        with pytest.raises(PlanError) as error:
            loads(f'id = "x"\nextends = "chinna"\n{NAMED}', source="x.toml")
        assert error.value.source == "x.toml"
        assert only(error.value).startswith(
            "extends: expected a built-in layer or the path of a .toml file, got chinna; "
            "did you mean china"
        )

    def test_a_layer_like_none_is_answered_with_all_of_them(self) -> None:
        with pytest.raises(PlanError) as error:
            loads(f'id = "x"\nextends = "?"\n{NAMED}')
        assert only(error.value).endswith("built in are china, shaanxi, tongchuan, yijun")

    def test_a_file_beside_it(self, tmp_path: Path, linshui: str) -> None:
        (tmp_path / "linshui.toml").write_text(linshui, encoding="utf-8")
        below = tmp_path / "below.toml"
        below.write_text(f'id = "below"\nextends = "linshui.toml"\n{NAMED}', encoding="utf-8")
        plan = load(below)
        assert (plan.id, [department.id for department in plan.departments]) == (
            "below",
            ["health", "market"],
        )

    def test_a_file_in_another_folder_from_the_folder_of_the_one_that_names_it(
        self, tmp_path: Path, linshui: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for folder in ("cities/a", "counties/b"):
            (tmp_path / folder).mkdir(parents=True)
        (tmp_path / "linshui.toml").write_text(linshui, encoding="utf-8")
        (tmp_path / "cities/a/city.toml").write_text(
            f'id = "city"\nextends = "../../linshui.toml"\n{NAMED}', encoding="utf-8"
        )
        (tmp_path / "counties/b/county.toml").write_text(
            f'id = "county"\nextends = "../../cities/a/city.toml"\n{NAMED}', encoding="utf-8"
        )
        monkeypatch.chdir(tmp_path / "counties")
        assert load("b/county.toml").town("shangqiao").id == "shangqiao"

    def test_a_file_by_its_whole_path(self, tmp_path: Path, linshui: str) -> None:
        above = tmp_path / "linshui.toml"
        above.write_text(linshui, encoding="utf-8")
        text = f'id = "below"\nextends = "{above.as_posix()}"\n{NAMED}'
        assert loads(text).town("shangqiao").id == "shangqiao"

    def test_a_file_that_is_missing_is_named(self, tmp_path: Path) -> None:
        below = tmp_path / "below.toml"
        below.write_text(f'id = "below"\nextends = "none.toml"\n{NAMED}', encoding="utf-8")
        error = refused(below)
        assert error.source == str(tmp_path / "none.toml")
        assert only(error).startswith("expected a file of TOML in UTF-8, got [Errno 2]")

    def test_a_fault_in_the_file_above_names_that_file(self, tmp_path: Path) -> None:
        (tmp_path / "above.toml").write_text(f'id = "above"\ncodes = ""\n{NAMED}', encoding="utf-8")
        below = tmp_path / "below.toml"
        below.write_text(f'id = "below"\nextends = "above.toml"\n{NAMED}', encoding="utf-8")
        error = refused(below)
        assert error.source == str(tmp_path / "above.toml")
        assert only(error).startswith("codes: expected a known field")

    @pytest.mark.parametrize(
        "chain",
        [["a.toml"], ["b.toml", "a.toml"], ["b.toml", "c.toml", "a.toml"], ["../loop/a.toml"]],
        ids=["itself", "each other", "in a ring", "itself by another path"],
    )
    def test_a_loop_is_found(self, chain: list[str], tmp_path: Path) -> None:
        folder = tmp_path / "loop"
        folder.mkdir()
        for name, above in zip(["a.toml", *chain], chain, strict=False):
            text = f'id = "{name[0]}"\nextends = "{above}"\n{NAMED}'
            (folder / name).write_text(text, encoding="utf-8")
        error = refused(folder / "a.toml")
        assert only(error).startswith("extends: expected a layer above, got ")

    @pytest.mark.parametrize("name", ["china.toml", "shaanxi.toml"])
    def test_a_file_may_bear_the_name_of_the_built_in_layer_that_it_extends(
        self, name: str, tmp_path: Path, linshui: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        layer = name.removesuffix(".toml")
        text = linshui.replace('extends = "china"', f'extends = "{layer}"')
        Path(name).write_text(text, encoding="utf-8")
        assert load(name).id == "linshui"
        assert loads(text, source=name).id == "linshui"


class TestTheMessage:
    """A refusal counts the faults, names the source, and tells each fault on a line."""

    def test_one_fault(self, altered: Callable[[str, str], str]) -> None:
        with pytest.raises(PlanError) as error:
            loads(altered('to = "health"', 'to = "helth"'), source="linshui.toml")
        assert str(error.value) == (
            "linshui.toml: 1 fault\n"
            "  referral[brand].to: expected a department id, got 'helth'; did you mean health?"
        )

    def test_several_faults(self, linshui: str) -> None:
        text = linshui.replace('to = "health"', 'to = "helth"').replace(
            'registrar = "market"', 'registrar = "markt"'
        )
        with pytest.raises(PlanError) as error:
            loads(text)
        assert str(error.value) == (
            "the plan: 2 faults\n"
            "  route[anyone].registrar: expected a department id, got 'markt'; "
            "did you mean market?\n"
            "  referral[brand].to: expected a department id, got 'helth'; did you mean health?"
        )

    def test_a_fault_between_parts_names_the_file_that_was_loaded(
        self, tmp_path: Path, altered: Callable[[str, str], str]
    ) -> None:
        file = tmp_path / "linshui.toml"
        file.write_text(altered('to = "health"', 'to = "helth"'), encoding="utf-8")
        assert refused(file).source == str(file)

    @pytest.mark.parametrize("value", ["0.001", "-1", "nan", "inf", '"0.5.5"', "true"])
    def test_what_is_no_money_is_named(
        self, value: str, altered: Callable[[str, str], str]
    ) -> None:
        with pytest.raises(PlanError) as error:
            loads(altered("value = 6000", f"value = {value}"))
        assert only(error.value).startswith("grant[0].rows[0].value: expected ")

    def test_a_float_finer_than_a_fen_is_no_money(self, altered: Callable[[str, str], str]) -> None:
        with pytest.raises(PlanError) as error:
            loads(altered("value = 6000", "value = 0.001"))
        assert only(error.value) == (
            "grant[0].rows[0].value: expected yuan ≥ 0 as a Decimal with at most two decimals, "
            "got 0.001"
        )
