"""Laws of the places that a county needs, and of the steps towards them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from infantcare_policy.county import AreaKind, Observation, ResidentialArea
from infantcare_policy.decisions import Citation, Decided, Undetermined
from infantcare_policy.facilities import Acceptance, Facility, Setting
from infantcare_policy.plan import yijun
from infantcare_policy.provision import Count, Need, actions, needs, network

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

YIJUN = yijun()
NEAREST = YIJUN.with_readings({"slot-rounding": "nearest"})
ON = date(2026, 1, 5)
DAY = timedelta(days=1)
TOWNS = tuple(town.id for town in YIJUN.towns)
OUTLINE = Citation("fourteenth-outline", "每千人口托位数")
CENSUS = 71714

MODEST = settings(max_examples=60)

PEOPLE = st.integers(0, 100_000)
NUMBERS = st.decimals(0, 100, places=2, allow_nan=False) | st.integers(0, 100)
Number: TypeAlias = Decimal | int


@st.composite
def nurseries(draw: DrawFn) -> Facility:
    """Draw a facility of which anything may be unknown, without an id of its own."""
    slots = draw(st.none() | st.integers(0, 300))
    passed = draw(st.sampled_from((True, True, False, None)))
    when = ON + draw(st.integers(-2, 2)) * DAY
    return Facility(
        id="F",
        town=draw(st.none() | st.sampled_from(TOWNS)),
        acceptances=None if slots is None else (Acceptance(on=when, slots=slots, passed=passed),),
        closed_on=draw(st.sampled_from((False, False, None, ON - DAY, ON, ON + DAY))),
        introduced_brand=draw(st.none() | st.booleans()),
    )


FACILITIES = st.lists(nurseries(), max_size=5).map(
    lambda drawn: [evolve(facility, id=f"F{place}") for place, facility in enumerate(drawn)]
)


def counted(town: str | None, people: int, on: date = ON) -> Observation:
    return Observation(county="yijun", indicator="residents", on=on, town=town, numerator=people)


COUNTS = st.dictionaries(st.sampled_from(TOWNS), PEOPLE, max_size=3).map(
    lambda drawn: [counted(town, people) for town, people in drawn.items()]
)


def by_hand(people: int, number: Number, *, up: bool) -> int:
    """Give people × number / 1000 in whole places: rounded up, or a half and more up."""
    numerator, denominator = Fraction(number).as_integer_ratio()
    whole, rest = divmod(people * numerator, 1000 * denominator)
    return whole + (rest > 0 if up else 2 * rest >= 1000 * denominator)


def stands(facility: Facility) -> tuple[int, int] | None:
    """Bound the places of a facility on the day; `None` for no bound above."""
    if facility.closed_on and facility.closed_on <= ON:
        return 0, 0
    if facility.acceptances is None:
        return None
    (acceptance,) = facility.acceptances
    if acceptance.on > ON or acceptance.passed is False:
        return 0, 0
    sure = acceptance.passed and facility.closed_on is not None
    return (acceptance.slots if sure else 0), acceptance.slots


def found(facilities: list[Facility], people: list[Observation], number: Number) -> list[Need]:
    return list(needs(facilities, people, YIJUN, on=ON, per_thousand=number))


class TestWhatIsRequired:
    """2.2.4 and the outline: so many places per thousand, a part of one by the reading."""

    @given(PEOPLE, NUMBERS, st.sampled_from(TOWNS))
    def test_is_the_number_of_people_times_the_number(
        self, people: int, number: Number, town: str
    ) -> None:
        for plan, up in ((YIJUN, True), (NEAREST, False)):
            known = needs((), [counted(town, people)], plan, on=ON, per_thousand=number)
            (need,) = (each for each in known if each.town == town)
            expected = by_hand(people, number, up=up)
            assert need.required.require() == need.lacking.require() == expected
            stamped = by_hand(people, number, up=True) != by_hand(people, number, up=False)
            assert bool(need.required.readings) is stamped

    @given(PEOPLE, PEOPLE, NUMBERS)
    def test_does_not_fall_with_more_people(self, one: int, other: int, number: Number) -> None:
        few, many = sorted((one, other))
        less, more = (
            found([], [counted("wuli", people)], number)[3].required.require()
            for people in (few, many)
        )
        assert less <= more

    @given(PEOPLE, NUMBERS, NUMBERS)
    def test_does_not_fall_with_a_higher_number(
        self, people: int, one: Number, other: Number
    ) -> None:
        less, more = (
            [need.required for need in found([], [counted("wuli", people)], number)]
            for number in sorted((one, other))
        )
        for low, high in zip(less, more, strict=True):
            assert low.kind == high.kind
            assert not isinstance(low, Decided) or low.require() <= high.require()

    @given(st.lists(PEOPLE, min_size=10, max_size=10), NUMBERS)
    def test_of_the_townships_is_no_less_than_of_the_county(
        self, people: list[int], number: Number
    ) -> None:
        """Rounded up one by one; each township adds less than one place."""
        census = [counted(town, each) for town, each in zip(TOWNS, people, strict=True)]
        county, *towns = [need.required.require() for need in found([], census, number)]
        assert county <= sum(towns) < county + 10

    @given(FACILITIES, COUNTS)
    def test_rests_on_the_outline_where_nobody_says_how_many(
        self, facilities: list[Facility], people: list[Observation]
    ) -> None:
        for need in needs(facilities, people, YIJUN, on=ON):
            if isinstance(need.required, Decided):
                assert OUTLINE in need.required.citations
                assert OUTLINE in need.lacking.citations
            for answer in (need.residents, need.required, need.lacking):
                assert not any(cite.instrument == "yijun" for cite in answer.citations)

    @given(FACILITIES, COUNTS)
    def test_is_as_if_the_nation_s_number_had_been_given(
        self, facilities: list[Facility], people: list[Observation]
    ) -> None:
        of_the_nation = needs(facilities, people, YIJUN, on=ON)
        given_by_hand = found(facilities, people, Decimal("4.5"))
        for one, other in zip(of_the_nation, given_by_hand, strict=True):
            assert one.places == other.places
            for answer in ("required", "lacking"):
                left, right = getattr(one, answer), getattr(other, answer)
                assert left.kind == right.kind
                if isinstance(left, Decided):
                    assert left.require() == right.require()


class TestWhatIsLacking:
    """The limit between known and unknown: enough settles it, and nothing else is guessed."""

    @MODEST
    @given(FACILITIES, COUNTS, NUMBERS)
    def test_is_what_every_completion_of_the_unknown_gives(
        self, facilities: list[Facility], people: list[Observation], number: Number
    ) -> None:
        for need in found(facilities, people, number):
            if not isinstance(need.required, Decided):
                assert isinstance(need.lacking, Undetermined)
                continue
            bounds = [
                (stands(each), need.town is None or each.town == need.town)
                for each in facilities
                if need.town is None or each.town in {None, need.town}
            ]
            low = sum(bound[0] for bound, sure in bounds if bound and sure)
            endless = any(bound is None for bound, _ in bounds)
            high = sum(bound[1] for bound, _ in bounds if bound)
            least = 0 if endless else max(0, need.required.require() - high)
            most = max(0, need.required.require() - low)
            assert need.places.known <= low
            if isinstance(need.lacking, Decided):
                assert need.lacking.require() == least == most
            else:
                assert isinstance(need.lacking, Undetermined)
                assert need.lacking.missing

    @given(FACILITIES, COUNTS, NUMBERS, st.integers(0, 20))
    def test_is_nothing_once_the_known_places_are_enough(
        self, facilities: list[Facility], people: list[Observation], number: Number, more: int
    ) -> None:
        for town in (None, *TOWNS[:3]):
            before = {need.town: need for need in found(facilities, people, number)}[town]
            if not isinstance(before.required, Decided):
                continue
            enough = Facility(
                id="enough",
                town=town or "leiyuan",
                closed_on=False,
                acceptances=(
                    Acceptance(on=ON, slots=before.required.require() + more, passed=True),
                ),
            )
            after = {need.town: need for need in found([*facilities, enough], people, number)}[town]
            assert after.lacking.require() == 0
            assert after.required == before.required

    @given(FACILITIES, COUNTS, NUMBERS)
    def test_names_facilities_of_the_record_or_people_nobody_counted(
        self, facilities: list[Facility], people: list[Observation], number: Number
    ) -> None:
        known = {f"facilities.{facility.id}" for facility in facilities}
        for need in found(facilities, people, number):
            assert need.places.unknown == tuple(sorted(set(need.places.unknown)))
            if isinstance(need.lacking, Undetermined):
                named = {item.name for item in need.lacking.missing}
                if isinstance(need.required, Decided):
                    assert named == {f"facilities.{name}" for name in need.places.unknown}
                    assert named <= known
                else:
                    assert named == {f"residents.{need.town}" if need.town else "residents"}

    @given(FACILITIES, COUNTS, NUMBERS)
    def test_is_stamped_with_the_rounding_only_where_it_matters(
        self, facilities: list[Facility], people: list[Observation], number: Number
    ) -> None:
        other = needs(facilities, people, NEAREST, on=ON, per_thousand=number)
        for one, two in zip(found(facilities, people, number), other, strict=True):
            if isinstance(one.lacking, Decided) and isinstance(two.lacking, Decided):
                differ = one.lacking.require() != two.lacking.require()
                assert bool(one.lacking.readings) is bool(two.lacking.readings) is differ


class TestTheRecord:
    """Sets of facilities and of counts: the order in which they come makes no difference."""

    @given(FACILITIES, COUNTS, NUMBERS, st.data())
    def test_may_have_any_order(
        self,
        facilities: list[Facility],
        people: list[Observation],
        number: Number,
        data: st.DataObject,
    ) -> None:
        held = data.draw(st.permutations(facilities))
        seen = data.draw(st.permutations(people))
        assert found(held, seen, number) == found(facilities, people, number)
        brands = [network(each, YIJUN, on=ON).brands for each in (facilities, held)]
        assert brands[0] == brands[1]

    @given(FACILITIES, COUNTS, NUMBERS, st.sampled_from(TOWNS), PEOPLE)
    def test_of_one_township_leaves_the_others_alone(
        self,
        facilities: list[Facility],
        people: list[Observation],
        number: Number,
        town: str,
        here: int,
    ) -> None:
        others = [observation for observation in people if observation.town != town]
        before = found(facilities, others, number)[1:]
        after = found(facilities, [*others, counted(town, here)], number)[1:]
        for one, other in zip(before, after, strict=True):
            assert one == other or one.town == town

    @given(FACILITIES, COUNTS, NUMBERS, st.integers(1, 400), PEOPLE)
    def test_of_later_days_is_passed_over(
        self,
        facilities: list[Facility],
        people: list[Observation],
        number: Number,
        days: int,
        later: int,
    ) -> None:
        added = [*people, counted("wuli", later, ON + days * DAY), counted(None, later, ON + DAY)]
        assert found(facilities, added, number) == found(facilities, people, number)

    @given(FACILITIES)
    def test_of_all_townships_has_the_places_of_the_county(
        self, facilities: list[Facility]
    ) -> None:
        county, *towns = needs(facilities, (), YIJUN, on=ON)
        placed = sum(need.places.known for need in towns)
        lost = sum((stands(f) or (0, 0))[0] for f in facilities if f.town is None)
        assert placed + lost == county.places.known
        assert {name for need in towns for name in need.places.unknown} >= set(
            county.places.unknown
        )


class TestBrands:
    """2.3.9: a brand counts while it is open, and what nobody knows is named."""

    @given(FACILITIES)
    def test_are_counted_or_named(self, facilities: list[Facility]) -> None:
        shut = {f.id for f in facilities if f.closed_on and f.closed_on <= ON}
        sure = {
            f.id
            for f in facilities
            if f.introduced_brand and f.closed_on is not None and f.id not in shut
        }
        never = {f.id for f in facilities if f.introduced_brand is False} | shut
        unknown = sorted({f.id for f in facilities} - sure - never)
        expected = Count(known=len(sure), unknown=tuple(unknown))
        assert network(facilities, YIJUN, on=ON).brands == expected


class TestSteps:
    """2.2.4, 2.2.5, 2.3.6–2.3.9: they follow from what a thing is, and from nothing else."""

    KINDS = st.sampled_from((AreaKind.NEW, AreaKind.EXISTING))
    SETTINGS = st.lists(st.sampled_from(tuple(Setting)), unique=True).map(tuple)

    @given(SETTINGS, FACILITIES.filter(bool))
    def test_of_a_facility_follow_from_its_settings(
        self, where: tuple[Setting, ...], facilities: list[Facility]
    ) -> None:
        answer = actions(evolve(facilities[0], settings=where), YIJUN, on=ON)
        steps = {owned.action.id for owned in answer.require()}
        assert ("linked-up" in steps) is (Setting.COMMUNITY in where)
        assert ("workplace-open" in steps) is (Setting.WORKPLACE in where)
        assert len(steps) <= 2

    @given(KINDS, PEOPLE, st.dates())
    def test_of_an_area_follow_from_its_kind(self, kind: AreaKind, people: int, on: date) -> None:
        area = ResidentialArea(id="A1", kind=kind, population=people, slots=0, facilities=())
        steps = actions(area, YIJUN, on=on).require()
        assert {dict(owned.action.when)["area"] for owned in steps} == {(kind.value,)}

    @given(SETTINGS)
    def test_name_their_owners(self, where: tuple[Setting, ...]) -> None:
        facility = Facility(id="F1", settings=where)
        for subject in (None, facility):
            for owned in actions(subject, YIJUN, on=ON).require():
                units = tuple(body.id for body in YIJUN.responsible(owned.action.cite.article))
                assert owned.owners
                assert owned.named is bool(owned.action.owners)
                assert owned.owners == (owned.action.owners if owned.named else units)
                # whoever the text gives a step to is a unit of its clause as well
                assert set(owned.owners) <= set(units)
