"""What the kit draws stands in one county together, and can be every kind of thing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import fields
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from infantcare_policy.codec import from_json, to_json
from infantcare_policy.county import County, check
from infantcare_policy.families import Birth, Child, Family
from infantcare_policy.plan import Plan, load, yijun
from infantcare_policy.report import compose
from infantcare_policy.testing import strategies
from infantcare_policy.testing.strategies import (
    births,
    children,
    contacts,
    counties,
    employers,
    families,
    incumbencies,
    institutions,
    pregnancy_losses,
    services,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

YIJUN = yijun()
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
PLANS = st.sampled_from((YIJUN, QINGHE))
FAMILIES = (Family(id="family-0"), Family(id="family-1"))
CHILDREN = (Child(id="child-0", born_on=date(2025, 5, 5)),)
NEW = (
    "institutions",
    "families",
    "services",
    "children",
    "contacts",
    "employers",
    "incumbencies",
)
SEARCH = settings(
    max_examples=2000, phases=(Phase.generate,), suppress_health_check=tuple(HealthCheck)
)


def can_be(strategy: SearchStrategy[Any], what: Callable[[Any], bool]) -> bool:
    """Tell whether a strategy gives such a thing; raises `NoSuchExample` where it does not."""
    return what(find(strategy, what, settings=SEARCH))


class TestCounties:
    @settings(max_examples=40, deadline=None)
    @given(PLANS.flatmap(lambda plan: st.tuples(st.just(plan), counties(plan))))
    def test_are_sound_records_of_their_plan(self, drawn: tuple[Plan, County]) -> None:
        plan, county = drawn
        check(county, plan)

    @settings(max_examples=15, deadline=None)
    @given(counties(YIJUN))
    def test_come_back_from_json(self, county: County) -> None:
        assert from_json(to_json(county), County) == county

    @settings(max_examples=10, deadline=None)
    @given(counties(YIJUN), st.sampled_from((date(2025, 5, 5), date(2026, 5, 6))))
    def test_can_be_reported(self, county: County, on: date) -> None:
        assert compose(county, YIJUN, on=on).county == "yijun"

    @pytest.mark.parametrize("part", NEW)
    def test_have_every_part(self, part: str) -> None:
        assert can_be(counties(YIJUN), lambda county: bool(getattr(county, part)))

    @pytest.mark.parametrize("part", ["institutions", "families"])
    def test_may_not_hold_a_part(self, part: str) -> None:
        assert can_be(
            counties(YIJUN), lambda county: getattr(county, part) is None and county.employers
        )

    @settings(max_examples=40, deadline=None)
    @given(counties(YIJUN, known=True))
    def test_that_are_known_have_no_unknown_fact_in_the_new_parts(self, county: County) -> None:
        for part in NEW:
            for item in getattr(county, part) or ():
                unknown = {f.name for f in fields(type(item)) if getattr(item, f.name) is None}
                # how a service came about and a family that the record does not hold are no gaps
                assert unknown <= {"how", "family"}, part
        asked = {measure.id for measure in YIJUN.measures}
        assert all(employer.measures.keys() == asked for employer in county.employers or ())


DRAWN: dict[str, Callable[[bool], SearchStrategy[Any]]] = {
    "births": lambda known: births(known=known),
    "pregnancy_losses": lambda known: pregnancy_losses(known=known),
    "institutions": lambda known: institutions(YIJUN, known=known),
    "families": lambda known: families(YIJUN, known=known),
    "services": lambda known: services(FAMILIES, YIJUN, known=known),
    "children": lambda known: children(FAMILIES, known=known),
    "contacts": lambda known: contacts(CHILDREN, YIJUN, known=known),
    "employers": lambda known: employers(YIJUN, known=known),
    "incumbencies": lambda known: incumbencies(YIJUN, known=known),
}


def unknown_in(drawn: object) -> bool:
    """Tell whether a fact of a drawn thing, or of one of several, is unknown."""
    several = drawn if isinstance(drawn, tuple) else (drawn,)
    free = {"how", "family"}
    return any(
        getattr(each, field.name) is None
        for each in several
        for field in fields(type(each))
        if field.name not in free
    )


class TestTheNewFacts:
    @pytest.mark.parametrize("name", sorted(set(DRAWN) - {"employers"}))
    def test_may_be_unknown(self, name: str) -> None:
        assert can_be(DRAWN[name](False), unknown_in)  # noqa: FBT003 - whether known

    def test_may_be_unknown_of_a_measure(self) -> None:
        measures = len(YIJUN.measures)
        assert can_be(
            employers(YIJUN), lambda found: any(0 < len(e.measures) < measures for e in found)
        )

    @pytest.mark.parametrize("name", DRAWN)
    @settings(
        max_examples=25, deadline=None, suppress_health_check=(HealthCheck.differing_executors,)
    )
    @given(data=st.data())
    def test_are_known_where_all_is(self, name: str, data: st.DataObject) -> None:
        assert not unknown_in(data.draw(DRAWN[name](True)))  # noqa: FBT003 - whether known

    @pytest.mark.parametrize("name", sorted(DRAWN))
    def test_are_offered_to_integrators(self, name: str) -> None:
        assert name in strategies.__all__

    @pytest.mark.parametrize(
        "what",
        [
            lambda birth: birth.children > 1 and birth.difficult,
            lambda birth: birth.third_child and birth.pre_pregnancy_check,
            lambda birth: birth.spouses_apart is False,
        ],
    )
    def test_are_births_of_every_kind(self, what: Callable[[Birth], bool]) -> None:
        assert can_be(births(known=True), what)

    @pytest.mark.parametrize("months", [3, 4])
    def test_are_losses_on_both_sides_of_four_months(self, months: int) -> None:
        assert can_be(pregnancy_losses(), lambda loss: loss.months == months)

    def test_are_successions_in_one_seat(self) -> None:
        def succession(held: tuple[Any, ...]) -> bool:
            return any(
                one.seat == other.seat and one.person != other.person
                for one in held
                for other in held
            )

        assert can_be(incumbencies(YIJUN, known=True), succession)

    def test_are_nothing_where_a_plan_offers_nothing(self) -> None:
        bare = children(()).map(lambda found: [child.family for child in found])
        assert can_be(bare, bool)
        assert can_be(services((), YIJUN), lambda found: found == ())
        assert can_be(contacts((), YIJUN), lambda found: found == ())
