"""Employers, and the facilities that they run for their staff, as facts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from infantcare_policy.codec import from_json, to_json
from infantcare_policy.employers import Employer
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import Facility
from infantcare_policy.families import Birth, PregnancyLoss

ON = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 - a naive one is refused too


def paths(**facts: Any) -> list[str]:  # noqa: ANN401 - anything may be wrong
    with pytest.raises(InvalidFacts) as invalid:
        Employer(**{"id": "E1", **facts})
    return [fault.path for fault in invalid.value.faults]


class TestEmployer:
    def test_needs_an_id_and_says_nothing_of_its_measures(self) -> None:
        employer = Employer(id="E1")
        assert dict(employer.measures) == {}
        assert employer.name is employer.town is None
        with pytest.raises(TypeError):
            Employer()  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            Employer("E1")  # type: ignore[call-arg]

    @pytest.mark.parametrize("name", ["", "  ", "E\n1", 1, None, True, b"E1"])
    def test_has_an_id_of_one_line(self, name: object) -> None:
        assert paths(id=name) == ["id"]

    @pytest.mark.parametrize("value", ["", 5, True, (), MOMENT])
    def test_has_a_name_and_a_town_that_are_texts(self, value: object) -> None:
        assert paths(name=value, town=value) == ["name", "town"]

    @pytest.mark.parametrize("measures", [None, [], ("nursing-room",), "nursing-room", True, 1])
    def test_has_a_table_of_measures(self, measures: object) -> None:
        assert paths(measures=measures) == ["measures"]

    @pytest.mark.parametrize("taken", [None, 1, 0, "yes", "", Decimal(1), 1.0, ON])
    def test_takes_a_measure_or_does_not(self, taken: object) -> None:
        """What is unknown is left out: there is one way to say it."""
        assert paths(measures={"nursing-room": taken}) == ["measures.nursing-room"]

    @pytest.mark.parametrize("name", [1, None, "", " ", "a\nb", ("a",)])
    def test_names_its_measures_in_a_line(self, name: object) -> None:
        (path,) = paths(measures={name: True})
        assert path.startswith("measures[")

    def test_shows_all_its_faults_at_once(self) -> None:
        measures = {"remote-work": "yes", "nursing-room": None, "flexible-hours": True}
        found = paths(id="", town=1, measures=measures)
        assert sorted(found) == ["id", "measures.nursing-room", "measures.remote-work", "town"]

    def test_is_equal_whatever_the_order_of_its_measures(self) -> None:
        one = Employer(id="E1", measures={"a": True, "b": False})
        two = Employer(id="E1", measures=MappingProxyType({"b": False, "a": True}))
        assert one == two
        assert hash(one) == hash(two)
        assert list(one.measures) == list(two.measures)
        assert to_json(one) == to_json(two)
        assert one != Employer(id="E1", measures={"a": True})

    def test_stays_as_it_was_built(self) -> None:
        measures = {"nursing-room": True}
        employer = Employer(id="E1", measures=measures)
        measures["nursing-room"] = False
        assert employer.measures["nursing-room"] is True
        with pytest.raises(TypeError):
            employer.measures["nursing-room"] = False  # type: ignore[index]
        with pytest.raises(FrozenInstanceError):
            employer.id = "E2"  # type: ignore[misc]

    @pytest.mark.parametrize(
        "fact",
        [
            Employer(id="E1"),
            Employer(
                id="单位一",
                name="宜君县某厂（虚构）",
                town="宜阳街道",
                measures={"remote-work": False},
            ),
            Birth(on=ON, children=2, difficult=True),
            Birth(on=ON, children=None),
            PregnancyLoss(on=ON, months=0),
            PregnancyLoss(on=ON),
            Facility(id="F1", employers=("E1", "E2")),
            Facility(id="F1", employers=()),
        ],
    )
    def test_and_its_kin_go_out_and_come_back(self, fact: object) -> None:
        assert from_json(to_json(fact), type(fact)) == fact

    @pytest.mark.parametrize(
        ("kind", "text", "path"),
        [
            (Employer, '{"id": "E1", "measures": {"nursing-room": 1}}', "measures.nursing-room"),
            (Employer, '{"id": "E1", "measures": {"nursing-room": null}}', "measures.nursing-room"),
            (Employer, '{"id": "E1", "measure": {}}', "measure"),
            (Birth, '{"on": "2026-03-02", "children": true}', "children"),
            (Birth, '{"on": "2026-03-02", "children": 1.0}', "children"),
            (Birth, '{"on": "2026-03-02T08:00:00"}', "on"),
            (Birth, '{"on": "2025-02-29"}', "on"),
            (Birth, '{"on": "2026-03-02", "triplets": true}', "triplets"),
            (PregnancyLoss, '{"on": "2026-03-02", "months": "4"}', "months"),
            (Facility, '{"id": "F1", "employers": "E1"}', "employers"),
        ],
    )
    def test_and_its_kin_are_refused_by_name_at_the_door(
        self, kind: type, text: str, path: str
    ) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            from_json(text, kind)
        assert path in [fault.path for fault in invalid.value.faults]


class TestEmployersOfAFacility:
    """2.3.8: alone or together; `()` is run by none, `None` nobody knows."""

    def test_are_unknown_unless_said(self) -> None:
        assert Facility(id="F1").employers is None
        assert Facility(id="F1", employers=()).employers == ()

    @pytest.mark.parametrize(
        ("employers", "path"),
        [
            (["E1"], "employers"),
            ("E1", "employers"),
            ({"E1"}, "employers"),
            (True, "employers"),
            (("E1", ""), "employers[1]"),
            ((None,), "employers[0]"),
            ((1,), "employers[0]"),
            (("E1", "E2\n"), "employers[1]"),
            (("E1", "E2", "E1"), "employers[2]"),
        ],
    )
    def test_are_a_tuple_of_ids_each_once(self, employers: Any, path: str) -> None:  # noqa: ANN401
        with pytest.raises(InvalidFacts) as invalid:
            Facility(id="F1", employers=employers)
        assert [fault.path for fault in invalid.value.faults] == [path]

    def test_are_no_fact_that_a_row_asks_for(self) -> None:
        known = Facility(id="F1", employers=("E1",))
        assert known.facts(ON) == evolve(known, employers=None).facts(ON)
