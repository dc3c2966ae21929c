from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib import import_module

import pytest

import infantcare_policy

PACKAGE = "infantcare_policy"
HEAVY = [
    "babel",
    "cattrs",
    "stdnum",
    "click",
    "rich",
    "hypothesis",
    "chinese_calendar",
    "dateutil",
]
DRAWERS = {"utils", "helpers", "common", "core", "base", "models", "services", "manager"}


def in_a_fresh_process(program: str) -> list[str]:
    """Run a program in a process that has imported nothing, and give the words that it prints."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def full(module: str) -> str:
    return f"{PACKAGE}.{module}" if module else PACKAGE


class TestALightImport:
    """Importing the package imports nothing heavy and none of its own modules."""

    @pytest.mark.parametrize("heavy", HEAVY)
    def test_what_is_heavy_stays_out(self, heavy: str) -> None:
        program = f"import sys, {PACKAGE}; print({heavy!r} in sys.modules)"
        assert in_a_fresh_process(program) == ["False"]

    def test_what_is_called_heavy_can_be_imported(self) -> None:
        program = (
            "import cattrs, babel, sys; print('cattrs' in sys.modules, 'babel' in sys.modules)"
        )
        assert in_a_fresh_process(program) == ["True", "True"]

    def test_no_module_of_the_package_is_imported_before_it_is_asked_for(self) -> None:
        program = (
            f"import sys, {PACKAGE}; "
            f"print(*(name for name in sys.modules if name.startswith('{PACKAGE}.')))"
        )
        assert in_a_fresh_process(program) == []

    def test_no_rule_imports_what_reads_documents_or_speaks_languages(self) -> None:
        program = (
            f"import sys, {PACKAGE}.registration, {PACKAGE}.subsidies, {PACKAGE}.county; "
            "print(*({'babel', 'cattrs', 'click', 'rich', 'chinese_calendar'} & set(sys.modules)))"
        )
        assert in_a_fresh_process(program) == []


class TestTheExports:
    """Every exported name is found on first use, and what a type checker sees is what there is."""

    @pytest.mark.parametrize("name", infantcare_policy.__all__)
    def test_an_export_resolves(self, name: str) -> None:
        assert getattr(infantcare_policy, name) is not None

    def test_every_export_is_looked_up_only_when_it_is_asked_for(self) -> None:
        program = (
            f"import {PACKAGE} as p; "
            "print(*(name for name in p.__all__ if name in vars(p))); "
            "[getattr(p, name) for name in p.__all__]; "
            "print('then', *(name for name in p.__all__ if name not in vars(p)))"
        )
        assert in_a_fresh_process(program) == ["then"]

    def test_an_export_is_the_object_of_its_home(self) -> None:
        assert infantcare_policy.Facility is import_module(f"{PACKAGE}.facilities").Facility
        assert infantcare_policy.yijun is import_module(f"{PACKAGE}.plan").yijun

    def test_an_area_is_reached_through_the_package(self) -> None:
        program = f"import {PACKAGE} as p; print(p.registration.__name__, p.subsidies.__name__)"
        assert in_a_fresh_process(program) == [f"{PACKAGE}.registration", f"{PACKAGE}.subsidies"]

    def test_a_name_that_is_not_exported_is_an_attribute_error(self) -> None:
        with pytest.raises(AttributeError, match="has no attribute 'entitlment'"):
            _ = infantcare_policy.entitlment

    def test_all_names_are_listed_by_dir(self) -> None:
        assert set(infantcare_policy.__all__) <= set(dir(infantcare_policy))

    def test_no_export_stands_twice_or_bears_a_modules_name(
        self, modules: dict[str, ast.Module]
    ) -> None:
        exports = infantcare_policy.__all__
        assert len(exports) == len(set(exports))
        assert not set(exports) & {part for module in modules for part in module.split(".")}

    def test_a_type_checker_sees_what_is_exported(self, modules: dict[str, ast.Module]) -> None:
        seen = {
            alias.asname
            for block in ast.walk(modules[""])
            if isinstance(block, ast.If)
            for node in ast.walk(block)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        areas = {name for name in seen if name in modules}
        assert seen - areas == set(infantcare_policy.__all__)
        assert all(inspect.ismodule(getattr(infantcare_policy, str(area))) for area in areas)


class TestEveryModule:
    """A module says what it is, on what it rests and what it leaves out."""

    def test_its_docstring_tells_source_and_limitations(
        self, modules: dict[str, ast.Module]
    ) -> None:
        lacking = {
            name: missing
            for name, tree in modules.items()
            if (
                missing := [
                    heading
                    for heading in ("Source:", "Limitations:")
                    if heading not in (ast.get_docstring(tree) or "")
                ]
            )
        }
        assert lacking == {}

    def test_it_is_no_drawer(self, modules: dict[str, ast.Module]) -> None:
        parts = {part.strip("_") for module in modules for part in module.split(".")}
        singular = {drawer.rstrip("s") for drawer in DRAWERS}
        assert not parts & (DRAWERS | singular)

    def test_its_public_names_exist_once(self, modules: dict[str, ast.Module]) -> None:
        for name in modules:
            module = import_module(full(name))
            public = module.__all__
            assert [each for each in public if not hasattr(module, each)] == [], name
            assert len(public) == len(set(public)), name

    def test_its_public_classes_and_functions_have_a_docstring(
        self, modules: dict[str, ast.Module]
    ) -> None:
        silent = []
        for name, tree in modules.items():
            public = set(import_module(full(name)).__all__)
            silent += [
                f"{name}.{node.name}"
                for node in tree.body
                if isinstance(node, ast.ClassDef | ast.FunctionDef)
                and node.name in public
                and not ast.get_docstring(node)
            ]
        assert silent == []

    def test_a_docstring_of_a_module_begins_with_one_sentence(
        self, modules: dict[str, ast.Module]
    ) -> None:
        first = {
            name: (ast.get_docstring(tree) or "").partition("\n\n")[0]
            for name, tree in modules.items()
        }
        assert [name for name, text in first.items() if not text.endswith(".")] == []
