from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from infantcare_policy import frames
from infantcare_policy.plan import load, loads, yijun

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Engine

YIJUN = yijun()
ON = date(2026, 3, 1)
NO_SUPERVISION = """
id = "pingshan"
extends = "china"
name = { zh = "平山县（虚构）", en = "Pingshan County (invented)" }

[[instrument]]
id = "pingshan"
title = { zh = "平山县办法（虚构）", en = "Pingshan's measures (invented)" }
issued = 2024-01-01
"""


def test_who_watches_what(quick_engine: Engine) -> None:
    """Annex 1: the market watches companies, civil affairs what makes no profit, each town its own.

    Nobody is given public institutions (2.4.10) and credit (2.4.11).
    """
    held: dict[str, list[Any]] = {
        "id": ["company", "foundation", "school", "unknown"],
        "legal_form": ["for-profit", "social-service", "public-institution", None],
        "settings": ["workplace", "", "kindergarten", ""],
        "town": ["pengzhen", "yiyang", None, None],
    }
    found = quick_engine.rows(frames.supervision(quick_engine.frame(held), YIJUN, on=ON))
    told: dict[str, dict[str, Any]] = {}
    for row in found:
        told.setdefault(row["facility"], {})[row["domain"]] = row
    company, foundation, school, unknown = (told[name] for name in held["id"])

    assert company["for-profit-supervision"]["watched_by"] == "market"
    assert company["workplace"]["watched_by"] == "trade-union"
    assert company["township-supervision"]["watched_by"] == "pengzhen"
    assert foundation["township-supervision"]["watched_by"] == "yiyang"
    assert foundation["non-profit-supervision"]["watched_by"] == "civil-affairs"
    assert "for-profit-supervision" not in foundation
    assert "workplace" not in foundation

    nobody = school["public-institution-supervision"]
    assert (nobody["kind"], nobody["watched_by"]) == ("decided", None)
    assert (nobody["grounds"], nobody["articles"]) == ("supervision.nobody", "yijun:2.4.10")
    nowhere = school["township-supervision"]
    assert (nowhere["kind"], nowhere["missing"]) == ("undetermined", "town")

    for domain in ("for-profit-supervision", "non-profit-supervision"):
        assert (unknown[domain]["kind"], unknown[domain]["missing"]) == (
            "undetermined",
            "legal_form",
        )
    assert unknown["fire"]["watched_by"] == "emergency"


def test_without_a_column_of_towns_no_town_is_known(quick_engine: Engine) -> None:
    frame = quick_engine.frame({"id": ["F1"]})
    found = quick_engine.rows(frames.supervision(frame, YIJUN, on=ON))
    (township,) = (row for row in found if row["domain"] == "township-supervision")
    assert (township["watched_by"], township["missing"]) == (None, "town")


def test_a_plan_that_divides_no_supervision(eager_engine: Engine) -> None:
    frame = eager_engine.frame({"id": ["F1", "F2"]})
    found = eager_engine.rows(frames.supervision(frame, loads(NO_SUPERVISION), on=ON))
    assert [(row["facility"], row["domain"], row["kind"], row["missing"]) for row in found] == [
        ("F1", None, "undetermined", "supervision"),
        ("F2", None, "undetermined", "supervision"),
    ]


def test_plans_with_and_without_supervision_side_by_side(
    quick_engine: Engine, qinghe: Path
) -> None:
    plans = {"a": loads(NO_SUPERVISION), "b": load(qinghe)}
    frame = quick_engine.frame({"county": ["b", "a"], "id": ["F1", "F1"]})
    found = quick_engine.rows(frames.supervision(frame, plans, on=ON))
    assert sorted((row["county"], row["domain"] or "", row["watched_by"]) for row in found) == [
        ("a", "", None),
        ("b", "data", None),
        ("b", "fire", "fire"),
        ("b", "health-care", "health"),
    ]
