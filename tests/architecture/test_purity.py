"""Below the edges nothing depends on the clock, on chance, on the machine or on a binary fraction.

Edges read files, print, and look at the clock; the rules and the plan do not. The one exception is
named: `plan.loading` reads plan files.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EDGES = ("", "wording", "codec", "frames", "samples", "report", "cli", "__main__", "testing")
READS_FILES = "plan.loading"

CLOCK_OR_CHANCE = {"time", "random", "secrets", "uuid", "zoneinfo", "threading", "asyncio"}
MACHINE = {"os", "sys", "io", "locale", "platform", "logging", "subprocess", "socket", "getpass"}
FILES = {"pathlib", "importlib.resources", "tempfile", "shutil", "glob", "fileinput", "csv"}
CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "utcfromtimestamp"}
READING = {"read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "exists"}
TYPES_ONLY = {"os.PathLike"}
NEEDED_TO_READ = {"pathlib", "importlib.resources", "read_text", "iterdir"}


def is_edge(module: str) -> bool:
    return module.partition(".")[0] in EDGES


def impurities(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Find what a module may not do: the line and the name of it."""
    compared = {
        id(operand)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for operand in node.comparators
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                yield node.lineno, "a float"
            case ast.Name(id="float") if id(node) not in compared:
                yield node.lineno, "float"
            case ast.Constant(value=str(text)) if text.strip() == "float":
                yield node.lineno, "float"
            case ast.Name(id="print" | "input" | "open" as name, ctx=ast.Load()):
                yield node.lineno, name
            case ast.Attribute(attr=attr) if attr in CLOCKS | READING:
                yield node.lineno, attr
            case ast.Call(func=ast.Attribute(attr="open")):  # a field may be called open
                yield node.lineno, "open"
            case ast.Import(names=names):
                yield from ((node.lineno, n) for a in names if (n := _banned(a.name)))
            case ast.ImportFrom(module=str(source), names=names, level=0):
                full = (f"{source}.{alias.name}" for alias in names)
                yield from ((node.lineno, n) for f in full if (n := _banned(f)))


def _banned(imported: str) -> str:
    if imported in TYPES_ONLY:
        return ""
    parts = imported.split(".")
    prefixes = {".".join(parts[: count + 1]) for count in range(len(parts))}
    return next(iter(prefixes & (CLOCK_OR_CHANCE | MACHINE | FILES)), "")


def found(modules: Mapping[str, ast.Module]) -> list[str]:
    return [
        f"{module}:{line} uses {name}"
        for module, tree in modules.items()
        if not is_edge(module)
        for line, name in impurities(tree)
        if not (module == READS_FILES and name in NEEDED_TO_READ)
    ]


def test_nothing_below_the_edges_is_impure(modules: dict[str, ast.Module]) -> None:
    assert found(modules) == []


def test_there_is_a_plan_and_there_are_rules_below_the_edges(
    modules: dict[str, ast.Module],
) -> None:
    below = {module.partition(".")[0] for module in modules if not is_edge(module)}
    assert {"errors", "money", "plan", "facilities", "registration", "subsidies"} <= below


def test_only_loading_reads_files(modules: dict[str, ast.Module]) -> None:
    assert set(NEEDED_TO_READ) <= {name for _, name in impurities(modules[READS_FILES])}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("rate = 0.95", "a float"),
        ("far = 1e9", "a float"),
        ("odd = 2j", "a float"),
        ("rate = float('0.95')", "float"),
        ("def f(rate: float) -> None: ...", "float"),
        ("def f(rate: int | float) -> None: ...", "float"),
        ("def f(rate: 'float') -> None: ...", "float"),
        ("rates: list[float] = []", "float"),
        ("kinds = (int, float)", "float"),
        ("from datetime import date\non = date.today()", "today"),
        ("import datetime\non = datetime.datetime.now()", "now"),
        ("import datetime\non = datetime.datetime.utcnow()", "utcnow"),
        ("import time", "time"),
        ("from time import monotonic", "time"),
        ("import os", "os"),
        ("from os import environ", "os"),
        ("import os.path", "os"),
        ("import random", "random"),
        ("from random import choice", "random"),
        ("import secrets", "secrets"),
        ("import uuid", "uuid"),
        ("import locale", "locale"),
        ("import sys", "sys"),
        ("text = open('plan.toml')", "open"),
        ("from pathlib import Path", "pathlib"),
        ("from importlib.resources import files", "importlib.resources"),
        ("text = file.read_text()", "read_text"),
        ("data = file.read_bytes()", "read_bytes"),
        ("text = file.open()", "open"),
        ("print('done')", "print"),
        ("show = print", "print"),
        ("def f() -> None:\n    import time", "time"),
        ("class C:\n    rate = 0.5", "a float"),
    ],
)
@pytest.mark.parametrize("module", ["money", "plan.figures", "subsidies.awards"])
def test_an_impurity_is_caught(module: str, source: str, name: str) -> None:
    line = source.count("\n") + 1
    assert f"{module}:{line} uses {name}" in found({module: ast.parse(source)})


@pytest.mark.parametrize(
    "source",
    [
        "if type(value) is float:\n    raise TypeError",
        "from datetime import date, datetime, timedelta",
        "from os import PathLike",
        "'''Never a float; nothing is printed.'''",
        "from decimal import Decimal\nrate = Decimal('0.95')",
        "half = 1 // 2",
        "class Budget:\n    open: tuple[str, ...] = ()",
        "waiting = budget.open",
    ],
)
def test_what_is_pure_is_let_through(source: str) -> None:
    assert found({"money": ast.parse(source)}) == []


def test_an_edge_may_look_at_the_clock_and_print() -> None:
    source = "import time\nprint(time.time(), 0.5)"
    assert found({"cli.commands": ast.parse(source), "wording": ast.parse(source)}) == []
