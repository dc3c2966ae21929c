"""What a county needs to reach a number of places, the steps towards them, brands from outside."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from infantcare_policy.county import AreaKind, Observation, ResidentialArea
from infantcare_policy.decisions import Citation, Decided, Missing, ReadingStamp, Undetermined
from infantcare_policy.errors import InvalidFacts, UnknownTown, WrongPlan
from infantcare_policy.facilities import Acceptance, Facility, Setting
from infantcare_policy.plan import Plan, load, loads, yijun
from infantcare_policy.provision import Count, Need, OwnedAction, actions, needs, network
from infantcare_policy.wording import explain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from infantcare_policy.calendars import Event
    from infantcare_policy.decisions import Decision

YIJUN = yijun()
NEAREST = YIJUN.with_readings({"slot-rounding": "nearest"})
QINGHE = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
BARE = loads(
    'id = "bare"\nextends = "china"\nname = { zh = "某县（虚构）", en = "Bare (invented)" }'
)
"""A county that has nothing of its own."""

ON = date(2026, 1, 5)
DAY = timedelta(days=1)
MOMENT = datetime(2026, 1, 5, 8, 0)  # noqa: DTZ001 - a naive one is refused too
OPEN: Literal[False] = False
"""The day of closing of a facility that has not closed."""

TOWNS = (
    "yiyang",
    "pengzhen",
    "wuli",
    "kuquan",
    "taian",
    "qipan",
    "yaosheng",
    "yunmeng",
    "xicun",
    "leiyuan",
)
OUTLINE = Citation("fourteenth-outline", "每千人口托位数")
CENSUS = Citation("census-2020", "610222")
ROUNDED_UP = ReadingStamp("slot-rounding", "up")


def nursery(
    name: str = "F1",
    slots: int | None = 20,
    town: str | None = "yiyang",
    closed_on: Event = OPEN,
    **facts: Any,  # noqa: ANN401 - any fact
) -> Facility:
    """Make a facility of accepted places, `None` for one of which nothing is known."""
    accepted = None
    if slots is not None:
        accepted = (Acceptance(on=date(2024, 1, 1), slots=slots, passed=True),) if slots else ()
    return Facility(id=name, town=town, acceptances=accepted, closed_on=closed_on, **facts)


def counted(
    people: int | None,
    town: str | None = None,
    on: date = date(2025, 1, 1),
    **bounds: Any,  # noqa: ANN401 - any bound
) -> Observation:
    return Observation(
        county="yijun", indicator="residents", on=on, town=town, numerator=people, **bounds
    )


def asked(
    facilities: Iterable[Facility] = (),
    observations: Iterable[Observation] = (),
    plan: Plan = YIJUN,
    town: str | None = None,
    **options: Any,  # noqa: ANN401 - a number or a day
) -> Need:
    found = needs(facilities, observations, plan, **{"on": ON} | options)
    (one,) = (need for need in found if need.town == town)
    return one


def names(answer: Decision[Any]) -> list[str]:
    assert isinstance(answer, Undetermined)
    return [item.name for item in answer.missing]


class TestThePlacesOfTheCounty:
    """十四五纲要: 4.5 places per thousand; the plan has 8 for new areas only (2.2.4)."""

    def test_are_323_for_the_people_of_the_census(self) -> None:
        """71,714 × 4.5 = 322,713 thousandths."""
        need = asked()
        assert need.residents.require() == 71714
        assert need.required.require() == 323
        assert need.lacking.require() == 323
        assert need.places == Count(known=0)

    def test_rest_on_the_outline_and_the_census_and_never_on_the_plan(self) -> None:
        need = asked()
        for answer in (need.required, need.lacking):
            assert set(answer.citations) == {OUTLINE, CENSUS}
        assert need.residents.citations == (CENSUS,)
        assert all(
            ground.citation != Citation("yijun", "2.2.4") for ground in need.required.grounds
        )

    def test_are_asked_for_by_no_clause_of_the_plan(self) -> None:
        assert YIJUN.figures(ON).cite("national_slots_per_thousand") == OUTLINE
        assert YIJUN.figures(ON).national_slots_per_thousand == Decimal("4.5")
        assert YIJUN.figures(ON).slots_per_thousand == 8

    # 71,714 × n / 1000, worked out by hand
    @pytest.mark.parametrize(
        ("number", "up", "nearest"),
        [
            (Decimal("4.5"), 323, 323),  # 322.713
            (Decimal("4.3"), 309, 308),  # 308.3702
            (4, 287, 287),  # 286.856
            (8, 574, 574),  # 573.712
            (1, 72, 72),  # 71.714
            (0, 0, 0),
            (Decimal("0.001"), 1, 0),  # 0.071714
            (1000, 71714, 71714),
        ],
    )
    def test_are_rounded_by_the_reading(self, number: Decimal | int, up: int, nearest: int) -> None:
        assert asked(per_thousand=number).required.require() == up
        assert asked(plan=NEAREST, per_thousand=number).required.require() == nearest

    @pytest.mark.parametrize("locale", ["en", "zh_CN"])
    def test_are_explained_with_the_number_as_the_outline_has_it(self, locale: str) -> None:
        said = explain(asked().required, YIJUN, locale=locale)
        assert "4.5" in said
        assert "9/2" not in said

    # n residents × 4.5 / 1000
    @pytest.mark.parametrize(
        ("people", "up", "nearest"),
        [
            (0, 0, 0),
            (1, 1, 0),  # 0.0045
            (111, 1, 0),  # 0.4995
            (112, 1, 1),  # 0.504
            (950, 5, 4),  # 4.275
            (1000, 5, 5),  # 4.5, a half counts as one
            (2000, 9, 9),
            (2001, 10, 9),  # 9.0045
            (3000, 14, 14),  # 13.5
            (10**12, 4_500_000_000, 4_500_000_000),
        ],
    )
    def test_of_a_township_too(self, people: int, up: int, nearest: int) -> None:
        here = [counted(people, "yiyang")]
        assert asked((), here, YIJUN, "yiyang").required.require() == up
        assert asked((), here, NEAREST, "yiyang").required.require() == nearest

    def test_are_stamped_with_the_reading_where_it_shapes_them(self) -> None:
        for people, stamps in ((950, (ROUNDED_UP,)), (1000, ()), (2000, ()), (2001, (ROUNDED_UP,))):
            assert asked((), [counted(people, "wuli")], town="wuli").required.readings == stamps

    def test_are_not_stamped_where_either_rounding_lacks_as_much(self) -> None:
        """950 people need 5 or 4 places; with 20 there nothing is lacking either way."""
        need = asked([nursery(slots=20, town="wuli")], [counted(950, "wuli")], town="wuli")
        assert need.lacking.require() == 0
        assert need.lacking.readings == ()

    def test_are_stamped_where_the_roundings_lack_another_number(self) -> None:
        need = asked([nursery(slots=4, town="wuli")], [counted(950, "wuli")], town="wuli")
        assert need.lacking.require() == 1
        assert need.lacking.readings == (ROUNDED_UP,)

    def test_add_up_to_more_when_they_are_rounded_one_by_one(self) -> None:
        """A tenth each: 100 people need 0.45 of a place, 1,000 need 4.5."""
        found = needs((), [counted(100, town) for town in TOWNS], YIJUN, on=ON)
        assert [need.required.require() for need in found] == [5, *[1] * 10]

    def test_of_a_number_that_the_asker_gives_cite_no_outline(self) -> None:
        need = asked(per_thousand=Decimal("4.5"))
        assert need.required.require() == 323
        assert OUTLINE not in need.required.citations
        # by which the part of a place is rounded
        assert need.required.citations == (Citation("yijun", "2.2.4"), CENSUS)

    @pytest.mark.parametrize(
        "number",
        [
            4.5,
            True,
            False,
            -1,
            Decimal("-0.1"),
            Decimal("NaN"),
            Decimal("sNaN"),
            Decimal("Infinity"),
            "4.5",
            Fraction(9, 2),
            (4,),
            MOMENT,
        ],
    )
    def test_are_reckoned_by_an_exact_number(self, number: Any) -> None:  # noqa: ANN401 - anything
        with pytest.raises(InvalidFacts) as invalid:
            needs((), (), YIJUN, on=ON, per_thousand=number)
        assert [fault.path for fault in invalid.value.faults] == ["per_thousand"]

    @pytest.mark.parametrize(
        "number", [Decimal("1E+6000"), Decimal("1E-6000"), 10**6000], ids=["huge", "tiny", "whole"]
    )
    def test_are_reckoned_or_refused_however_long_the_number(self, number: Decimal | int) -> None:
        with suppress(InvalidFacts):
            assert needs((), (), YIJUN, on=ON, per_thousand=number)

    def test_may_be_as_exact_as_any_number(self) -> None:
        """71,714 × 4.50001 = 322,713.71714 thousandths; of the people of the census 323 again."""
        assert asked(per_thousand=Decimal("4.50001")).required.require() == 323
        # exactly 1,000 places for 1,000 people, and a hair more
        here = [counted(1000, "wuli")]
        hair = Decimal("1000." + "0" * 60 + "1")
        assert asked((), here, town="wuli", per_thousand=1000).required.require() == 1000
        assert asked((), here, town="wuli", per_thousand=hair).required.require() == 1001

    @pytest.mark.parametrize("on", [MOMENT, "2026-01-05", None, True, 20260105])
    def test_are_those_of_a_day(self, on: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts) as invalid:
            needs((), (), YIJUN, on=on)
        assert [fault.path for fault in invalid.value.faults] == ["on"]


class TestThePeople:
    """Who lives there is counted by township or for the county; else the census says it."""

    def test_are_unknown_in_a_township_that_nobody_counted(self) -> None:
        for town in TOWNS:
            need = asked(town=town)
            assert names(need.residents) == [f"residents.{town}"]
            assert names(need.required) == names(need.lacking) == [f"residents.{town}"]

    def test_that_are_not_known_leave_the_number_its_source(self) -> None:
        need = asked(town="wuli")
        assert OUTLINE in need.required.citations
        assert OUTLINE in need.lacking.citations

    def test_come_in_the_order_of_the_plan_after_the_county(self) -> None:
        assert [need.town for need in needs((), (), YIJUN, on=ON)] == [None, *TOWNS]

    def test_are_known_township_by_township(self) -> None:
        people = [counted(5200, "宜阳街道办事处"), counted(800, "西村")]
        found = {need.town: need for need in needs((), people, YIJUN, on=ON)}
        # 23.4 and 3.6
        assert found["yiyang"].required.require() == 24
        assert found["xicun"].required.require() == 4
        assert names(found["wuli"].required) == ["residents.wuli"]
        # two of ten do not make the county
        assert found[None].residents.require() == 71714

    def test_of_every_township_make_the_county(self) -> None:
        found = asked((), [counted(7000, town) for town in TOWNS])
        assert found.residents.require() == 70000
        assert found.required.require() == 315
        assert CENSUS not in found.required.citations

    def test_of_the_county_do_not_tell_those_of_a_township(self) -> None:
        assert names(asked((), [counted(70000)], town="wuli").residents) == ["residents.wuli"]

    def test_who_were_counted_go_before_the_census(self) -> None:
        need = asked((), [counted(70001)])
        assert need.residents.require() == 70001
        # 315.0045
        assert need.required.require() == 316
        assert need.required.citations == (OUTLINE,)

    def test_are_those_who_were_counted_last_by_the_day(self) -> None:
        history = [
            counted(1000, "wuli", ON - DAY),
            counted(2000, "wuli", ON),
            counted(3000, "wuli", ON + DAY),
        ]
        for on, people in ((ON - DAY, 1000), (ON, 2000), (ON + DAY, 3000)):
            assert asked((), history, town="wuli", on=on).residents.require() == people
        assert names(asked((), history, town="wuli", on=ON - 2 * DAY).residents) == [
            "residents.wuli"
        ]

    def test_may_be_none(self) -> None:
        need = asked((), [counted(0, "wuli")], town="wuli")
        assert (need.residents.require(), need.required.require()) == (0, 0)
        assert need.lacking.require() == 0

    def test_of_whom_bounds_are_known_are_not_counted(self) -> None:
        known: tuple[dict[str, Any], ...] = (
            {},
            {"numerator_at_least": 900},
            {"numerator_at_most": 1000},
            {"numerator_at_least": 900, "numerator_at_most": 1000},
        )
        for bounds in known:
            need = asked((), [counted(None, "wuli", **bounds)], town="wuli")
            assert names(need.residents) == ["residents.wuli"]

    def test_of_whom_two_equal_bounds_are_known_are(self) -> None:
        here = [counted(None, "wuli", numerator_at_least=950, numerator_at_most=950)]
        assert asked((), here, town="wuli").residents.require() == 950

    def test_are_not_those_of_the_census_where_the_townships_have_more(self) -> None:
        """Three townships of 100,000 each: the county has more than 71,714 people."""
        found = asked((), [counted(100_000, town) for town in TOWNS[:3]])
        assert not isinstance(found.residents, Decided)
        assert not isinstance(found.required, Decided)

    def test_are_not_those_of_the_census_where_a_later_count_has_more(self) -> None:
        found = asked((), [counted(None, numerator_at_least=80_000)])
        assert not isinstance(found.residents, Decided)
        found = asked((), [counted(None, numerator_at_most=60_000)])
        assert not isinstance(found.residents, Decided)

    def test_of_other_indicators_are_passed_over(self) -> None:
        other = Observation(county="yijun", indicator="knowledge-rate", on=ON, numerator=1)
        assert asked((), [other]).residents.require() == 71714

    def test_counted_twice_in_a_day_are_one_number(self) -> None:
        again = [counted(950, "wuli"), counted(950, "五里镇")]
        assert asked((), again, town="wuli").residents.require() == 950
        with pytest.raises(InvalidFacts, match="one numerator for a day"):
            needs((), [counted(950, "wuli"), counted(951, "wuli")], YIJUN, on=ON)

    def test_counted_later_may_disagree_and_are_passed_over(self) -> None:
        later = [counted(950, "wuli", ON + DAY), counted(951, "wuli", ON + DAY)]
        assert names(asked((), later, town="wuli").residents) == ["residents.wuli"]

    def test_are_those_of_the_county_and_of_towns_that_it_has(self) -> None:
        with pytest.raises(WrongPlan):
            needs((), [counted(950)], QINGHE, on=ON)
        with pytest.raises(UnknownTown):
            needs((), [counted(950, "beihe")], YIJUN, on=ON)

    def test_are_unknown_where_no_census_is_in_the_plan(self) -> None:
        for plan, towns in ((QINGHE, ["beihe", "nanpo", "dongguan"]), (BARE, [])):
            found = needs((), (), plan, on=ON)
            assert [need.town for need in found] == [None, *towns]
            assert names(found[0].required) == ["residents"]


class TestThePlacesThatAreThere:
    """2.3.6: what is accepted counts, where it is, until the facility closes."""

    def test_are_taken_from_what_is_required(self) -> None:
        held = [nursery("F1", 120), nursery("F2", 80, "彭镇")]
        people = [counted(20_000, "yiyang"), counted(30_000, "pengzhen")]
        found = {need.town: need for need in needs(held, people, YIJUN, on=ON)}
        assert [found[town].places.require() for town in (None, "yiyang", "pengzhen")] == [
            200,
            120,
            80,
        ]
        # 90 and 135
        assert found["yiyang"].lacking.require() == 0
        assert found["pengzhen"].lacking.require() == 55
        assert found[None].lacking.require() == 123

    def test_may_be_as_many_as_required_one_more_or_one_less(self) -> None:
        for slots, lacking in ((322, 1), (323, 0), (324, 0)):
            assert asked([nursery(slots=slots)]).lacking.require() == lacking

    def test_of_a_closed_facility_are_none_from_that_day_on(self) -> None:
        for closed_on, places in (
            (ON, Count(known=0)),
            (ON + DAY, Count(known=20)),
            (OPEN, Count(known=20)),
            (None, Count(known=0, unknown=("F1",))),
        ):
            assert asked([nursery(closed_on=closed_on)]).places == places

    def test_of_a_facility_that_nobody_knows_are_unknown(self) -> None:
        need = asked([nursery(slots=None)], [counted(1000, "yiyang")], town="yiyang")
        assert need.places == Count(known=0, unknown=("F1",))
        assert need.required.require() == 5
        assert names(need.lacking) == ["facilities.F1"]
        assert OUTLINE in need.lacking.citations

    def test_of_a_facility_that_never_passed_are_none(self) -> None:
        failed = Facility(
            id="F1",
            town="yiyang",
            closed_on=False,
            acceptances=(Acceptance(on=date(2024, 1, 1), slots=50, passed=False),),
        )
        for facility in (failed, nursery(slots=0)):
            assert asked([facility]).places == Count(known=0)
            assert asked([facility]).lacking.require() == 323

    def test_count_from_the_day_of_the_acceptance(self) -> None:
        days = (date(2023, 12, 31), date(2024, 1, 1))
        assert [asked([nursery()], on=on).places.require() for on in days] == [0, 20]

    def test_in_a_town_that_is_not_known_may_be_in_any(self) -> None:
        held = [nursery("F1", 20, None)]
        found = needs(held, [counted(1000, town) for town in TOWNS], YIJUN, on=ON)
        assert found[0].places == Count(known=20)
        assert {need.places for need in found[1:]} == {Count(known=0, unknown=("F1",))}
        assert {tuple(names(need.lacking)) for need in found[1:]} == {("facilities.F1",)}

    def test_that_are_none_make_no_difference_wherever_they_are(self) -> None:
        held = [nursery("F1", 0, None), nursery("F2", 20, None, ON)]
        found = needs(held, [counted(1000, town) for town in TOWNS], YIJUN, on=ON)
        assert {need.places for need in found} == {Count(known=0)}
        assert [need.lacking.require() for need in found[1:]] == [5] * 10

    def test_that_are_enough_settle_it_whatever_else_is_unknown(self) -> None:
        held = [nursery("F1", 5), nursery("F2", None), nursery("F3", 9, None)]
        need = asked(held, [counted(1000, "yiyang")], town="yiyang")
        assert need.places == Count(known=5, unknown=("F2", "F3"))
        assert need.lacking.require() == 0
        # one place less, and both of them could make it good
        held[0] = nursery("F1", 4)
        need = asked(held, [counted(1000, "yiyang")], town="yiyang")
        assert names(need.lacking) == ["facilities.F2", "facilities.F3"]

    def test_do_not_settle_how_many_are_lacking_of_people_nobody_counted(self) -> None:
        need = asked([nursery(slots=10_000)], town="yiyang")
        assert names(need.lacking) == ["residents.yiyang"]

    def test_stand_in_towns_of_the_plan(self) -> None:
        with pytest.raises(UnknownTown):
            needs([nursery(town="北河镇")], (), YIJUN, on=ON)

    def test_have_one_answer_in_any_order(self) -> None:
        held = [nursery("F2", None), nursery("F1", 20), nursery("F3", 9, None)]
        people = [counted(950, town) for town in TOWNS]
        assert needs(held, people, YIJUN, on=ON) == needs(held[::-1], people[::-1], YIJUN, on=ON)

    def test_of_one_id_in_two_towns_have_one_answer_in_any_order(self) -> None:
        twice = [nursery("F1", 20, "yiyang"), nursery("F1", 30, "pengzhen")]

        def answer(held: list[Facility]) -> object:
            try:
                return needs(held, (), YIJUN, on=ON)
            except InvalidFacts:
                return "refused"

        assert answer(twice) == answer(twice[::-1])

    def test_may_be_handed_in_as_what_can_be_read_once(self) -> None:
        found = needs(iter([nursery()]), iter([counted(950)]), YIJUN, on=ON)
        assert found == needs([nursery()], [counted(950)], YIJUN, on=ON)


# --- the steps

UNITS = {
    "2.2.4": ("civil-affairs", "natural-resources", "housing", *TOWNS),
    "2.2.5": ("civil-affairs", "human-resources", "health", *TOWNS),
    "2.3.6": ("development-reform", "health", "natural-resources", *TOWNS),
    "2.3.8": ("trade-union", "health"),
    "2.3.9": (
        "development-reform",
        "natural-resources",
        "market",
        "finance",
        "health",
        *TOWNS,
    ),
}
"""The units in the brackets behind each clause, in the paper's order; 2.3.8 has no township."""

# step: its clause, whom the text gives it to, and where
# annex 1: civil affairs brings care into community services, land is secured by natural resources,
# facilities of housing estates are built by housing, integration by education, welfare care of
# employers is pressed by the union; 2.2.5: the human resources department places the posts
OF_THE_COUNTY = {
    "public-services": ("2.2.4", "civil-affairs", "A1.civil-affairs"),
    "community-land": ("2.2.4", "natural-resources", "A1.natural-resources"),
    "community-premises": ("2.2.4", None, None),
    "projects-with-facilities": ("2.2.4", None, None),
    "private-initiative": ("2.2.5", None, None),
    "public-welfare-posts": ("2.2.5", "human-resources", "2.2.5"),
    "inclusive-first": ("2.3.6", None, None),
    "national-trials": ("2.3.6", None, None),
    "construction-plan": ("2.3.6", None, None),
    "central-budget-projects": ("2.3.6", None, None),
    "land-plan-priority": ("2.3.6", "natural-resources", "A1.natural-resources"),
    "kindergarten-trial": ("2.3.7", "education", "A1.education"),
    "kindergarten-building": ("2.3.7", "education", "A1.education"),
    "workplace-alone-or-jointly": ("2.3.8", "trade-union", "A1.trade-union"),
    "brands-settled": ("2.3.9", None, None),
    "private-capital": ("2.3.9", None, None),
}
OF_A_NEW_AREA = {
    "new-area-built": ("2.2.4", "housing", "A1.housing"),
    "new-area-accepted": ("2.2.4", None, None),
    "new-area-delivered": ("2.2.4", None, None),
}
OF_AN_EXISTING_AREA = {"existing-area-completed": ("2.2.4", "housing", "A1.housing")}
OF_A_COMMUNITY = {"linked-up": ("2.2.5", None, None)}
OF_A_WORKPLACE = {
    "workplace-open": ("2.3.8", None, None),
}

NEW_AREA = ResidentialArea(id="A1", kind=AreaKind.NEW)
EXISTING_AREA = ResidentialArea(
    id="A2", kind=AreaKind.EXISTING, slots=0, facilities=(), facility_accepted_on=False
)


def steps(
    subject: Facility | ResidentialArea | None, plan: Plan = YIJUN
) -> tuple[OwnedAction, ...]:
    found: tuple[OwnedAction, ...] = actions(subject, plan, on=ON).require()
    return found


def written(owned: OwnedAction) -> tuple[str, str | None, str | None]:
    row = owned.action
    owner = ", ".join(owned.owners) if owned.named else None
    where = row.owner_cite.article if row.owner_cite else None
    return row.cite.article, owner, where


class TestTheSteps:
    """2.2.4, 2.2.5, 2.3.6–2.3.9: each is the units' of its clause, but where the text gives it."""

    @pytest.mark.parametrize(
        ("subject", "expected"),
        [
            (None, OF_THE_COUNTY),
            (NEW_AREA, OF_A_NEW_AREA),
            (EXISTING_AREA, OF_AN_EXISTING_AREA),
            (Facility(id="F1", settings=(Setting.COMMUNITY,)), OF_A_COMMUNITY),
            (Facility(id="F1", settings=(Setting.WORKPLACE,)), OF_A_WORKPLACE),
            (
                Facility(id="F1", settings=(Setting.WORKPLACE, Setting.COMMUNITY)),
                OF_A_COMMUNITY | OF_A_WORKPLACE,
            ),
            (Facility(id="F1", settings=(Setting.STANDALONE,)), {}),
            (Facility(id="F1", settings=(Setting.KINDERGARTEN, Setting.HOME)), {}),
            (Facility(id="F1", settings=()), {}),
        ],
        ids=[
            "the county",
            "a new area",
            "an existing area",
            "a community",
            "a workplace",
            "both",
            "standing alone",
            "a kindergarten and a home",
            "in no setting",
        ],
    )
    def test_are_those_that_the_text_names(
        self,
        subject: Facility | ResidentialArea | None,
        expected: dict[str, tuple[str, str | None, str | None]],
    ) -> None:
        assert {owned.action.id: written(owned) for owned in steps(subject)} == expected

    def test_without_a_name_are_those_of_the_units_of_the_clause(self) -> None:
        """Thirteen of the twenty-two steps are nobody's own."""
        facility = Facility(id="F1", settings=(Setting.WORKPLACE, Setting.COMMUNITY))
        everything = [
            owned
            for subject in (None, NEW_AREA, EXISTING_AREA, facility)
            for owned in steps(subject)
        ]
        assert len(everything) == 22
        shared = [owned for owned in everything if not owned.named]
        assert len(shared) == 13
        for owned in shared:
            assert owned.owners == UNITS[owned.action.cite.article]
            assert owned.action.owner_cite is None

    def test_with_a_name_have_one_owner_and_the_place_that_gives_it(self) -> None:
        for subject in (None, NEW_AREA, EXISTING_AREA):
            for owned in steps(subject):
                if owned.named:
                    assert len(owned.owners) == 1
                    assert owned.action.owner_cite is not None

    def test_rest_on_their_clauses_and_on_annex_1(self) -> None:
        articles = {
            None: {"2.2.4", "2.2.5", "2.3.6", "2.3.7", "2.3.8", "2.3.9"}
            | {"A1.civil-affairs", "A1.natural-resources", "A1.education", "A1.trade-union"},
            NEW_AREA: {"2.2.4", "A1.housing"},
            EXISTING_AREA: {"2.2.4", "A1.housing"},
            Facility(id="F1", settings=(Setting.COMMUNITY,)): {"2.2.5"},
            Facility(id="F1", settings=(Setting.WORKPLACE,)): {"2.3.8"},
        }
        for subject, expected in articles.items():
            cited = actions(subject, YIJUN, on=ON).citations
            assert set(cited) == {Citation("yijun", article) for article in expected}

    def test_that_are_none_rest_on_the_clauses_too(self) -> None:
        """No step for a facility that stands alone: an answer, and it names where it comes from."""
        answer = actions(Facility(id="F1", settings=(Setting.STANDALONE,)), YIJUN, on=ON)
        assert answer.citations

    def test_of_an_area_of_unknown_kind_are_open(self) -> None:
        answer = actions(ResidentialArea(id="A1"), YIJUN, on=ON)
        assert isinstance(answer, Undetermined)
        # whether an existing area has a facility decides too
        assert [item.name for item in answer.missing] == ["area", "has_facility"]
        for missing in answer.missing:
            assert (missing.kind, missing.citation) == ("fact", Citation("yijun", "2.2.4"))

    def test_of_a_facility_of_unknown_settings_are_open(self) -> None:
        answer = actions(Facility(id="F1"), YIJUN, on=ON)
        assert isinstance(answer, Undetermined)
        assert [item.name for item in answer.missing] == ["settings"]
        assert answer.citations

    def test_of_an_existing_area_with_a_facility_do_not_ask_for_one(self) -> None:
        """2.2.4: only areas that stand without a facility get one."""
        served = ResidentialArea(
            id="A2",
            kind=AreaKind.EXISTING,
            slots=20,
            facilities=(),
            facility_accepted_on=date(2020, 1, 1),
            facility_delivered_on=date(2020, 1, 1),
        )
        answer = actions(served, YIJUN, on=ON)
        assert isinstance(answer, Decided)
        assert [owned.action.id for owned in answer.value] == []

    def test_of_an_existing_area_of_which_that_is_unknown_are_open(self) -> None:
        answer = actions(ResidentialArea(id="A2", kind=AreaKind.EXISTING), YIJUN, on=ON)
        assert isinstance(answer, Undetermined)
        assert answer.citations[0] == Citation("yijun", "2.2.4")

    def test_of_an_existing_area_ask_for_one_until_the_day_it_is_accepted(self) -> None:
        area = ResidentialArea(
            id="A2", kind=AreaKind.EXISTING, slots=0, facilities=(), facility_accepted_on=ON
        )
        counts = [len(actions(area, YIJUN, on=on).require()) for on in (ON - DAY, ON, ON + DAY)]
        assert counts == [1, 0, 0]

    def test_do_not_depend_on_anything_else_of_the_subject(self) -> None:
        bare = Facility(id="F1", settings=(Setting.COMMUNITY,))
        full = nursery("F2", settings=(Setting.COMMUNITY,), inclusive=True, introduced_brand=True)
        assert steps(bare) == steps(full)
        area = ResidentialArea(id="A9", kind=AreaKind.NEW, population=0, town="wuli")
        assert steps(area) == steps(NEW_AREA)

    def test_do_not_depend_on_the_order_of_settings(self) -> None:
        both = (Setting.WORKPLACE, Setting.COMMUNITY)
        one, other = (Facility(id="F1", settings=order) for order in (both, both[::-1]))
        assert actions(one, YIJUN, on=ON) == actions(other, YIJUN, on=ON)

    def test_are_the_same_on_any_day(self) -> None:
        found = {actions(NEW_AREA, YIJUN, on=on) for on in (date.min, ON, date.max)}
        assert len(found) == 1

    @pytest.mark.parametrize("plan", [QINGHE, BARE], ids=["Qinghe", "Bare"])
    @pytest.mark.parametrize(
        "subject", [None, NEW_AREA, EXISTING_AREA, Facility(id="F1", settings=())]
    )
    def test_of_a_county_whose_text_names_none_stay_open(
        self, plan: Plan, subject: Facility | ResidentialArea | None
    ) -> None:
        answer = actions(subject, plan, on=ON)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("actions", "text"),)

    @pytest.mark.parametrize("on", [MOMENT, "2026-01-05", None, True, 20260105])
    def test_are_those_of_a_day(self, on: Any) -> None:  # noqa: ANN401 - anything may be wrong
        for subject in (None, NEW_AREA, Facility(id="F1", settings=())):
            with pytest.raises(InvalidFacts) as invalid:
                actions(subject, YIJUN, on=on)
            assert [fault.path for fault in invalid.value.faults] == ["on"]


class TestBrandsFromOutside:
    """2.3.9: known brands settle in the county."""

    @pytest.mark.parametrize(
        ("brand", "closed_on", "expected"),
        [
            (True, OPEN, Count(known=1)),
            (True, ON + DAY, Count(known=1)),
            (True, ON, Count(known=0)),
            (True, None, Count(known=0, unknown=("F1",))),
            (None, OPEN, Count(known=0, unknown=("F1",))),
            (None, ON, Count(known=0)),
            (False, OPEN, Count(known=0)),
            (False, None, Count(known=0)),
        ],
    )
    def test_are_counted_while_they_are_open(
        self, *, brand: bool | None, closed_on: Event, expected: Count
    ) -> None:
        facility = nursery(closed_on=closed_on, introduced_brand=brand)
        assert network([facility], YIJUN, on=ON).brands == expected

    def test_are_none_unless_the_county_says_so(self) -> None:
        assert network([nursery()], YIJUN, on=ON).brands == Count(known=0)
        assert network([], YIJUN, on=ON).brands == Count(known=0)

    def test_are_counted_wherever_they_are_and_however_large(self) -> None:
        held = [
            nursery("F3", None, None, introduced_brand=True),
            nursery("F2", 0, "wuli", introduced_brand=True),
            nursery("F1", 20, introduced_brand=None),
        ]
        expected = Count(known=2, unknown=("F1",))
        for order in (held, held[::-1]):
            assert network(order, YIJUN, on=ON).brands == expected
