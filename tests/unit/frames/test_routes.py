from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from infantcare_policy import frames
from infantcare_policy.plan import load, yijun

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Engine

YIJUN = yijun()
ON = date(2026, 3, 1)
HELD: dict[str, list[Any]] = {
    "id": ["school", "company", "nursery", "foundation", "point"],
    "legal_form": [
        "public-institution",
        "for-profit",
        "for-profit",
        "social-service",
        "unincorporated",
    ],
    "settings": ["standalone", None, "home|kindergarten", "workplace|community|home", ""],
}


def test_who_registers_whom(quick_engine: Engine) -> None:
    """2.4.10 goes by legal form; A1.education gives what is integrated to education."""
    found = quick_engine.rows(frames.routes(quick_engine.frame(HELD), YIJUN, on=ON))
    told = {row["facility"]: row for row in found}
    assert {name: (row["kind"], row["registrar"]) for name, row in told.items()} == {
        "school": ("decided", "establishment"),
        "company": ("undetermined", None),
        "nursery": ("conflicting", None),
        "foundation": ("decided", "approval"),
        "point": ("undetermined", None),
    }
    assert told["company"]["missing"] == "settings"
    assert told["nursery"]["options"] == "approval|education"
    assert told["nursery"]["articles"] == "yijun:2.4.10|yijun:A1.education"
    assert told["nursery"]["readings"] == "integrated-registrar=open"
    assert told["point"]["missing"] == "registrar"
    assert told["point"]["grounds"] == "registration.no-registrar"


def test_the_columns_of_an_answer(quick_engine: Engine) -> None:
    found = quick_engine.table(frames.routes(quick_engine.frame(HELD), YIJUN, on=ON))
    assert found.column_names == [
        "facility",
        "kind",
        "registrar",
        "options",
        "missing",
        "grounds",
        "articles",
        "readings",
    ]


def test_every_county_by_its_own_plan(eager_engine: Engine, qinghe: Path) -> None:
    """In Qinghe the market office registers whoever is no public institution (Qinghe 2.2)."""
    plans = {"yijun": YIJUN, "qinghe": load(qinghe)}
    held = {
        "county": ["qinghe", "yijun", "qinghe"],
        "id": ["F1", "F1", "F2"],
        "legal_form": ["for-profit", "for-profit", "public-institution"],
        "settings": ["standalone"] * 3,
    }
    found = eager_engine.rows(frames.routes(eager_engine.frame(held), plans, on=ON))
    assert [(row["county"], row["facility"], row["registrar"]) for row in found] == [
        ("qinghe", "F1", "market"),
        ("yijun", "F1", "approval"),
        ("qinghe", "F2", "social-affairs"),
    ]
