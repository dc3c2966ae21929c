"""Ten draws that another program made, in another language, from the description of the draw.

`tests/vectors/draw.json` holds them; `docs/areas/inspections.md` tells the construction. The second
half of this module is a third program, written from that page with nothing of the library.
"""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from infantcare_policy import codec
from infantcare_policy.decisions import Citation
from infantcare_policy.inspections import (
    Assignment,
    Draw,
    DrawRule,
    Exclusion,
    InspectedObject,
    Mismatch,
    Recusal,
    draw,
    verify,
)
from infantcare_policy.people import Inspector

Vector: TypeAlias = dict[str, Any]

PROJECT = Path(__file__).parents[2]
VECTORS: list[Vector] = json.loads(
    (PROJECT / "tests" / "vectors" / "draw.json").read_text(encoding="utf-8")
)
PAGE = PROJECT / "docs" / "areas" / "inspections.md"

each_vector = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["name"]))


def objects_of(vector: Vector) -> list[InspectedObject]:
    return [codec.from_data(item, InspectedObject) for item in vector["objects"]]


def inspectors_of(vector: Vector) -> list[Inspector]:
    return [codec.from_data(item, Inspector) for item in vector["inspectors"]]


def drawn(vector: Vector) -> Draw:
    """Make the draw of a vector with the library."""
    rates = {name: Decimal(rate) for name, rate in vector.get("rates", {}).items()}
    rule = DrawRule(
        count=vector.get("count"),
        rate=Decimal(vector["rate"]) if "rate" in vector else None,
        rates=rates,
        team_size=vector["team_size"],
        citation=Citation("local-rule", "7"),
    )
    return draw(
        objects_of(vector),
        inspectors_of(vector),
        on=date.fromisoformat(vector["on"]),
        rule=rule,
        seed=vector["seed"],
        recusals=[codec.from_data(item, Recusal) for item in vector["recusals"]],
        excluded=[codec.from_data(item, Exclusion) for item in vector["excluded"]],
    ).require()


# from here on, the construction as the page tells it, with SHA-256 and nothing of the library


def hashed(*lines: str) -> str:
    return sha256("\n".join(lines).encode("utf-8")).hexdigest()


def listed(rows: list[list[str]]) -> str:
    return hashed(*sorted("\t".join(cells) for cells in rows))


def recomputed(vector: Vector) -> dict[str, Any]:
    def object_rank(name: str) -> str:
        return hashed("infantcare-draw-1", "object", vector["seed"], name)

    def team(name: str) -> list[str]:
        away = {r["inspector"] for r in vector["recusals"] if r["object"] == name}
        certified = {i["id"] for i in vector["inspectors"] if (i["certificate_until"] or "") >= on}
        ranks = {
            hashed("infantcare-draw-1", "inspector", seed, name, i): i for i in certified - away
        }
        return [ranks[rank] for rank in sorted(ranks)][: vector["team_size"]]

    on, seed = vector["on"], vector["seed"]
    left_out = {exclusion["object"] for exclusion in vector["excluded"]}
    classes: dict[str, list[str]] = {}
    for item in vector["objects"]:
        if item["id"] not in left_out:
            classes.setdefault(item["risk_class"] if "rates" in vector else "", []).append(
                item["id"]
            )
    found = []
    for name, members in classes.items():
        rate = Fraction(vector.get("rate") or vector.get("rates", {}).get(name, 0))
        found += sorted(members, key=object_rank)[: vector.get("count", ceil(rate * len(members)))]
    people = [
        [i["id"], i["certificate_until"] or "", i.get("department", "")]
        for i in vector["inspectors"]
    ]
    return {
        "objects_fingerprint": listed(
            [[o["id"], o.get("risk_class", "")] for o in vector["objects"]]
        ),
        "inspectors_fingerprint": listed(people),
        "assignments": [
            {"object": name, "inspectors": team(name)} for name in sorted(found, key=object_rank)
        ],
    }


class TestTheVectors:
    def test_are_ten_of_every_kind(self) -> None:
        assert len({vector["name"] for vector in VECTORS}) == len(VECTORS) == 10
        for key in ("count", "rate", "rates"):
            assert any(key in vector for vector in VECTORS)
        for key in ("recusals", "excluded"):
            assert any(vector[key] for vector in VECTORS)

    @each_vector
    def test_are_what_the_library_draws(self, vector: Vector) -> None:
        data = codec.to_data(drawn(vector))
        assert {key: data[key] for key in vector["expected"]} == vector["expected"]

    @each_vector
    def test_are_what_the_description_gives(self, vector: Vector) -> None:
        assert recomputed(vector) == vector["expected"]

    @each_vector
    def test_hold_as_recorded_draws(self, vector: Vector) -> None:
        assert verify(drawn(vector), objects_of(vector), inspectors_of(vector)) == ()

    @each_vector
    def test_do_not_hold_with_an_object_more(self, vector: Vector) -> None:
        more = [*objects_of(vector), InspectedObject(id="~", risk_class="A")]
        found = verify(drawn(vector), more, inspectors_of(vector))
        assert "objects" in {mismatch.what for mismatch in found}
        assert all(isinstance(mismatch, Mismatch) for mismatch in found)


class TestThePage:
    """What the page prints is what was drawn."""

    @each_vector
    def test_has_every_vector_in_its_table(self, vector: Vector) -> None:
        (row,) = re.findall(
            rf"^\| {vector['name']} \|(.+)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
        )
        seed, _, assigned, objects, inspectors = (cell.strip(" `") for cell in row.split("|"))
        expected = vector["expected"]
        shown = "; ".join(
            f"{item.object}: {', '.join(item.inspectors)}"
            for item in (codec.from_data(item, Assignment) for item in expected["assignments"])
        )
        assert (seed, assigned) == (vector["seed"], shown or "none")
        assert objects == expected["objects_fingerprint"][:8]
        assert inspectors == expected["inspectors_fingerprint"][:8]

    def test_tells_the_first_vector_step_by_step(self) -> None:
        page = PAGE.read_text(encoding="utf-8")
        seed = VECTORS[0]["seed"]
        for item in VECTORS[0]["objects"]:
            rank = hashed("infantcare-draw-1", "object", seed, item["id"])
            assert re.search(rf"^\| `{item['id']}` \| `{rank[:16]}…` \|", page, re.MULTILINE)
        for person in VECTORS[0]["inspectors"]:
            rank = hashed("infantcare-draw-1", "inspector", seed, "F2", person["id"])
            assert re.search(rf"^\| `{person['id']}` \| `{rank[:16]}…` \|", page, re.MULTILINE)
        expected = VECTORS[0]["expected"]
        assert expected["objects_fingerprint"] in page
        assert expected["inspectors_fingerprint"] in page
