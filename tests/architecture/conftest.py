from __future__ import annotations

import ast
from pathlib import Path

import pytest

import infantcare_policy

PACKAGE = Path(infantcare_policy.__file__).parent
PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def project() -> Path:
    """Give the folder of the whole project."""
    return PROJECT


@pytest.fixture(scope="session")
def modules() -> dict[str, ast.Module]:
    """Give every module of the package, parsed, by its name inside it; the package itself is ''."""
    parsed = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        parsed[name] = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
    return parsed
