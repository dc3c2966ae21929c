"""Families, institutions, what they were given, and how a county's record holds them together."""

from __future__ import annotations

import traceback
from datetime import date, datetime
from itertools import permutations
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from infantcare_policy import codec
from infantcare_policy.county import County, check
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.families import (
    Child,
    Family,
    HealthContact,
    HealthInstitution,
    InstitutionKind,
    ServiceRecord,
)
from infantcare_policy.guidance import health_visits
from infantcare_policy.people import PersonKey
from infantcare_policy.plan import yijun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infantcare_policy.errors import Fault

DAY = date(2026, 3, 1)
MOMENT = datetime(2026, 3, 1, 8, 0)  # noqa: DTZ001 - a naive one is refused too
YIJUN = yijun()
MATERNITY, PRIMARY = InstitutionKind.MATERNITY, InstitutionKind.PRIMARY_CARE

SOUND: dict[type, dict[str, Any]] = {
    HealthInstitution: {"id": "H1"},
    Family: {"id": "FAM1"},
    ServiceRecord: {"family": "FAM1", "service": "nutrition", "on": DAY},
    Child: {"id": "C1", "born_on": DAY},
    HealthContact: {"child": "C1", "contact": "three-months", "on": DAY},
}


def build(kind: type, /, **changes: Any) -> Any:  # noqa: ANN401 - any of them
    return kind(**SOUND[kind] | changes)


def paths(kind: type, /, **changes: Any) -> list[str]:  # noqa: ANN401 - anything may be wrong
    """Build something that cannot be, and give where its faults are."""
    with pytest.raises(InvalidFacts) as invalid:
        build(kind, **changes)
    assert invalid.value.source == kind.__name__
    return [fault.path for fault in invalid.value.faults]


# what each kind of field may not hold
NO_TEXT: tuple[Any, ...] = (None, "", "  ", "\u200b", 1, True, 1.5, b"F1", ("F1",), MOMENT)
NO_LINE: tuple[Any, ...] = (*NO_TEXT, "a\nb", "a\tb")
NO_DAY: tuple[Any, ...] = (MOMENT, "2026-03-01", 20260301, 1.5, True, (DAY,))
NO_FLAG: tuple[Any, ...] = (0, 1, "true", "", 1.0, DAY)

WRONG: dict[tuple[type, str], tuple[Any, ...]] = {
    (HealthInstitution, "id"): NO_LINE,
    (HealthInstitution, "name"): NO_TEXT[1:],
    (HealthInstitution, "town"): NO_TEXT[1:],
    (HealthInstitution, "kinds"): ("maternity", [MATERNITY], MATERNITY, 1, True, MOMENT),
    (HealthInstitution, "centres"): ("early-development", ["a"], 1, False, {"a"}),
    (Family, "id"): NO_LINE,
    (Family, "town"): NO_TEXT[1:],
    (Family, "special_hardship"): NO_FLAG,
    (ServiceRecord, "family"): NO_LINE,
    (ServiceRecord, "service"): NO_LINE,
    (ServiceRecord, "on"): NO_DAY,
    (ServiceRecord, "how"): NO_LINE[1:],
    (Child, "id"): NO_LINE,
    (Child, "family"): NO_LINE[1:],
    (Child, "born_on"): (None, False, *NO_DAY),
    (Child, "discharged_on"): NO_DAY,
    (HealthContact, "child"): NO_LINE,
    (HealthContact, "contact"): NO_LINE,
    (HealthContact, "on"): (0, *NO_DAY),
    (HealthContact, "checks"): ("hearing", ["hearing"], 1, False, {"hearing"}),
}
ITEMS: dict[tuple[type, str], tuple[tuple[Any, ...], ...]] = {
    (HealthInstitution, "kinds"): ((MATERNITY, "primary-care"), (PRIMARY, None), (PRIMARY, 1)),
    (HealthInstitution, "centres"): (("a", ""), ("a", 1), ("a", "b\nc"), ("a", None)),
    (HealthContact, "checks"): (("hearing", ""), ("hearing", True), ("hearing", ["x"])),
}


class TestEveryFact:
    @pytest.mark.parametrize(
        ("kind", "name"), WRONG, ids=lambda part: getattr(part, "__name__", None)
    )
    def test_of_another_type_is_refused_at_its_place(self, kind: type, name: str) -> None:
        for value in WRONG[kind, name]:
            assert paths(kind, **{name: value}) == [name], value

    @pytest.mark.parametrize(
        ("kind", "name"), ITEMS, ids=lambda part: getattr(part, "__name__", None)
    )
    def test_in_a_list_is_refused_at_its_place(self, kind: type, name: str) -> None:
        for value in ITEMS[kind, name]:
            assert paths(kind, **{name: value}) == [f"{name}[1]"], value

    @pytest.mark.parametrize(
        ("kind", "name", "value"),
        [
            (HealthInstitution, "kinds", (MATERNITY, PRIMARY, MATERNITY)),
            (HealthInstitution, "centres", ("a", "b", "a")),
            (HealthContact, "checks", ("a", "b", "a")),
        ],
    )
    def test_stands_once_in_a_list(self, kind: type, name: str, value: tuple[Any, ...]) -> None:
        assert paths(kind, **{name: value}) == [f"{name}[2]"]

    @pytest.mark.parametrize(
        ("kind", "wrong"),
        [
            (HealthInstitution, dict.fromkeys(("id", "name", "town", "kinds", "centres"), "")),
            (Family, {"id": "", "town": "", "special_hardship": 1}),
            (ServiceRecord, {"family": "", "service": "", "on": MOMENT, "how": ""}),
            (Child, {"id": "", "family": "", "born_on": MOMENT, "discharged_on": MOMENT}),
            (HealthContact, {"child": "", "contact": "", "on": MOMENT, "checks": ""}),
        ],
    )
    def test_is_named_with_all_the_others(self, kind: type, wrong: dict[str, Any]) -> None:
        assert paths(kind, **wrong) == list(wrong)

    @pytest.mark.parametrize("kind", SOUND)
    def test_makes_equal_records_that_hash_alike(self, kind: type) -> None:
        assert len({build(kind), build(kind)}) == 1

    @pytest.mark.parametrize("kind", SOUND)
    def test_is_given_by_keyword(self, kind: type) -> None:
        with pytest.raises(TypeError):
            kind(*SOUND[kind].values())

    @pytest.mark.parametrize("kind", SOUND)
    def test_comes_back_from_json(self, kind: type) -> None:
        whole = build(kind)
        assert codec.from_json(codec.to_json(whole), kind) == whole

    @pytest.mark.parametrize("kind", SOUND)
    def test_that_no_class_has_is_refused_in_a_document(self, kind: type) -> None:
        data: dict[str, Any] = {name: str(value) for name, value in SOUND[kind].items()}
        with pytest.raises(InvalidFacts) as invalid:
            codec.from_data(data | {"name_of_the_child": "x"}, kind)
        assert [fault.path for fault in invalid.value.faults] == ["name_of_the_child"]

    @pytest.mark.parametrize(
        ("kind", "names"),
        [
            (HealthInstitution, ("name", "town", "kinds", "centres")),
            (Family, ("town", "special_hardship")),
            (ServiceRecord, ("how",)),
            (Child, ("family", "discharged_on")),
            (HealthContact, ("checks",)),
        ],
    )
    def test_that_nobody_gave_is_unknown(self, kind: type, names: tuple[str, ...]) -> None:
        assert {getattr(build(kind), name) for name in names} == {None}

    @pytest.mark.parametrize(
        ("kind", "name"),
        [(ServiceRecord, "on"), (Child, "discharged_on"), (HealthContact, "on")],
    )
    @pytest.mark.parametrize("event", [None, False, DAY, date.max])
    def test_of_an_event_is_a_day_false_or_unknown(
        self, kind: type, name: str, event: object
    ) -> None:
        assert getattr(build(kind, **{name: event}), name) is event


class TestAnInstitution:
    def test_that_is_known_to_be_none_of_them_is_not_of_unknown_kind(self) -> None:
        assert dict(build(HealthInstitution, kinds=()).facts) == {"institution": frozenset()}
        assert dict(build(HealthInstitution).facts) == {"institution": None}

    def test_may_be_of_several_kinds(self) -> None:
        both = build(HealthInstitution, kinds=(PRIMARY, MATERNITY))
        assert both.facts["institution"] == {"maternity", "primary-care"}

    @pytest.mark.parametrize(
        ("word", "kind"),
        [
            ("妇幼保健计划生育中心", InstitutionKind.MATERNAL_CHILD_CENTRE),
            ("妇计中心", InstitutionKind.MATERNAL_CHILD_CENTRE),
            ("定点分娩医疗机构", MATERNITY),
            ("基层医疗机构", PRIMARY),
        ],
    )
    def test_is_named_in_the_words_of_the_clause(self, word: str, kind: InstitutionKind) -> None:
        assert InstitutionKind.named(word) is kind


class TestAFamily:
    @pytest.mark.parametrize("hardship", [True, False, None])
    def test_says_whether_it_is_in_special_hardship(self, hardship: object) -> None:
        assert dict(build(Family, special_hardship=hardship).facts) == {
            "special_hardship": hardship
        }


class TestAChild:
    def test_does_not_leave_before_it_is_born(self) -> None:
        assert paths(Child, discharged_on=date(2026, 2, 28)) == ["discharged_on"]
        assert build(Child, discharged_on=DAY).discharged_on == DAY

    @pytest.mark.parametrize("born", [date.min, date(2024, 2, 29), date.max])
    def test_is_born_on_any_day_of_the_calendar(self, born: date) -> None:
        assert build(Child, born_on=born, discharged_on=born).born_on == born


# opaque ids: no resident id goes in, and none is ever shown


def checked(body: str) -> str:
    """Give 17 digits their check digit (GB 11643): weights 2 to the power of 17 down to 1."""
    total = sum(int(digit) * 2**place for place, digit in enumerate(reversed(body), start=1))
    return body + "0123456789X"[(1 - total) % 11]


def invented(last: str) -> str:
    """Make up an id of Yijun that ends in a given check digit; it belongs to nobody."""
    numbers = (checked(f"61022220260301{order:03}") for order in range(900, 1000))
    return next(number for number in numbers if number[-1] == last)


WITH_DIGIT, WITH_X = invented("4"), invented("X")
OF_15 = "610222990301901"
WRITTEN = {
    "18 digits": WITH_DIGIT,
    "18 signs with X": WITH_X,
    "18 signs with x": WITH_X.lower(),
    "15 digits": OF_15,
    "spaces": f"{WITH_DIGIT[:6]} {WITH_DIGIT[6:14]} {WITH_DIGIT[14:]}",
    "full width": "".join(chr(ord(sign) + 0xFEE0) for sign in WITH_DIGIT),
    "with a line's end": f"{WITH_X}\n",
}
PERSONS = [
    (Family, "id"),
    (ServiceRecord, "family"),
    (Child, "id"),
    (Child, "family"),
    (HealthContact, "child"),
]


def views(error: BaseException) -> Iterator[str]:
    """Give every form in which an error is told."""
    yield str(error)
    yield repr(error)
    yield repr(error.args)
    yield repr(vars(error))
    told = traceback.TracebackException.from_exception(error, capture_locals=False)
    yield "".join(told.format(chain=False)).split("InvalidFacts", 1)[-1]
    for each in (error.__cause__, error.__context__):
        if each is not None:
            yield from views(each)


def hides(error: InvalidFacts, number: str) -> bool:
    """Tell whether no view of an error has an id in it, however it is written."""
    parts = {number, number.strip(), repr(number), WITH_DIGIT, WITH_X, WITH_X.lower(), OF_15}
    return not [part for part in parts for view in views(error) if part in view]


class TestAnOpaqueId:
    """No child and no family enters by name or number (DESIGN, section 8)."""

    @pytest.mark.parametrize(("kind", "name"), PERSONS)
    @pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
    def test_is_no_resident_id_and_shows_none(self, kind: type, name: str, number: str) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            build(kind, **{name: number})
        (fault,) = invalid.value.faults
        assert (fault.path, fault.found) == (name, "a resident id")
        assert "PersonKey" in fault.advice
        assert hides(invalid.value, number)

    @pytest.mark.parametrize(("kind", "name"), PERSONS)
    @pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
    def test_is_no_resident_id_in_a_document(self, kind: type, name: str, number: str) -> None:
        data = {key: str(value) for key, value in SOUND[kind].items()} | {name: number}
        part = {
            Family: "families",
            ServiceRecord: "services",
            Child: "children",
            HealthContact: "contacts",
        }[kind]
        with pytest.raises(InvalidFacts) as invalid:
            codec.from_data({"id": "yijun", part: [data]}, County)
        (fault,) = invalid.value.faults
        assert fault.path == f"{part}[0].{name}"
        assert hides(invalid.value, number)

    @pytest.mark.parametrize(("kind", "name"), PERSONS)
    def test_of_another_type_shows_no_resident_id(self, kind: type, name: str) -> None:
        wrong: tuple[Any, ...] = (int(WITH_DIGIT), (WITH_X,), [OF_15], {"id": WITH_X}, b"1")
        for value in wrong:
            with pytest.raises(InvalidFacts) as invalid:
                build(kind, **{name: value})
            assert [fault.path for fault in invalid.value.faults] == [name]
            assert hides(invalid.value, WITH_X)

    @pytest.mark.parametrize(("kind", "name"), PERSONS)
    def test_may_be_the_digest_of_a_key(self, kind: type, name: str) -> None:
        digest = PersonKey.of(WITH_X, secret=b"invented for the tests").digest
        assert getattr(build(kind, **{name: digest}), name) == digest

    def test_is_the_only_thing_that_a_fault_of_the_record_shows(self) -> None:
        """A resident id where a word of the plan belongs is refused without being shown."""
        wrong = County(
            id="yijun",
            services=(build(ServiceRecord, service=WITH_X),),
            children=(build(Child),),
            contacts=(build(HealthContact, contact=WITH_DIGIT, checks=(OF_15,)),),
            institutions=(build(HealthInstitution, centres=(WITH_X,), town=WITH_DIGIT),),
        )
        with pytest.raises(InvalidFacts) as invalid:
            check(wrong, YIJUN)
        assert [fault.path for fault in invalid.value.faults] == [
            "institutions[0].town",
            "institutions[0].centres[0]",
            "services[0].service",
            "contacts[0].contact",
            "contacts[0].checks[0]",
        ]
        for number in (WITH_X, WITH_DIGIT, OF_15):
            assert hides(invalid.value, number)

    def test_shows_none_where_a_contact_is_unknown_or_stands_twice(self) -> None:
        wrong = build(HealthContact, contact=WITH_X, checks=(WITH_DIGIT,))
        with pytest.raises(InvalidFacts) as invalid:
            health_visits(build(Child), (wrong, wrong), YIJUN, on=DAY)
        assert hides(invalid.value, WITH_X)
        record = build(ServiceRecord, service=WITH_X)
        with pytest.raises(InvalidFacts) as twice:
            County(id="yijun", services=(record, record), contacts=(wrong, wrong))
        assert [fault.path for fault in twice.value.faults] == ["services[1]", "contacts[1]"]
        assert hides(twice.value, WITH_X)


# the record of a county

Parts: TypeAlias = dict[str, Any]

WHOLE: Parts = {
    "institutions": (
        HealthInstitution(id="H1", town="yiyang", centres=("early-development",)),
        HealthInstitution(id="H2", town="彭镇人民政府", centres=("birth-care-education",)),
    ),
    "families": (Family(id="FAM1", town="五里镇"), Family(id="FAM2")),
    "services": (
        ServiceRecord(family="FAM1", service="nutrition", on=DAY),
        ServiceRecord(family="FAM1", service="nutrition", on=False),
        ServiceRecord(family="FAM2", service="nutrition", on=DAY),
    ),
    "children": (Child(id="C1", family="FAM1", born_on=DAY), Child(id="C2", born_on=DAY)),
    "contacts": (
        HealthContact(child="C1", contact="six-months", on=None, checks=("hearing",)),
        HealthContact(child="C2", contact="six-months", on=False, checks=()),
    ),
}


def county(**parts: Any) -> County:  # noqa: ANN401 - any part, sound or not
    return County(id="yijun", **parts)


def faults(**changes: Any) -> dict[str, Fault]:  # noqa: ANN401 - any part
    """Check a whole record of which some parts are changed, and give its faults by their place."""
    with pytest.raises(InvalidFacts) as invalid:
        check(county(**WHOLE | changes), YIJUN)
    assert invalid.value.source == "yijun"
    found = {fault.path: fault for fault in invalid.value.faults}
    assert len(found) == len(invalid.value.faults)
    return found


class TestARecord:
    def test_passes_with_names_that_the_plan_and_itself_know(self) -> None:
        check(county(**WHOLE), YIJUN)

    def test_names_towns_that_the_plan_does_not_know_with_the_nearest(self) -> None:
        found = faults(
            institutions=(HealthInstitution(id="H1", town="yiyan"),),
            families=(*WHOLE["families"], Family(id="FAM3", town="彭")),
        )
        assert list(found) == ["institutions[0].town", "families[2].town"]
        assert found["institutions[0].town"].advice.startswith("did you mean yiyang")
        assert "彭镇" in found["families[2].town"].advice
        assert {fault.expected for fault in found.values()} == {"a town of the plan"}

    @pytest.mark.parametrize(
        ("changes", "path", "near"),
        [
            (
                {
                    "institutions": (
                        HealthInstitution(id="H", centres=("early-development", "early-dev")),
                    )
                },
                "institutions[0].centres[1]",
                "early-development",
            ),
            (
                {"services": (ServiceRecord(family="FAM1", service="nutritoin", on=DAY),)},
                "services[0].service",
                "nutrition",
            ),
            (
                {"contacts": (HealthContact(child="C1", contact="six-month", on=DAY),)},
                "contacts[0].contact",
                "six-months",
            ),
            (
                {
                    "contacts": (
                        HealthContact(
                            child="C1", contact="six-months", on=DAY, checks=("hearing", "herring")
                        ),
                    )
                },
                "contacts[0].checks[1]",
                "hearing",
            ),
        ],
    )
    def test_names_what_the_plan_does_not_have_with_the_nearest(
        self, changes: Parts, path: str, near: str
    ) -> None:
        found = faults(**changes)
        assert list(found) == [path]
        assert near in found[path].advice

    @pytest.mark.parametrize(
        ("changes", "path", "expected"),
        [
            (
                {"services": (ServiceRecord(family="FAM9", service="care", on=DAY),)},
                "services[0].family",
                "a family of the record",
            ),
            (
                {"children": (*WHOLE["children"], Child(id="C3", family="FAM9", born_on=DAY))},
                "children[2].family",
                "a family of the record",
            ),
            (
                {"contacts": (HealthContact(child="C9", contact="six-months", on=DAY),)},
                "contacts[0].child",
                "a child of the record",
            ),
        ],
    )
    def test_passes_over_no_stranger(self, changes: Parts, path: str, expected: str) -> None:
        found = faults(**changes)
        assert {place: fault.expected for place, fault in found.items()} == {path: expected}

    def test_names_every_fault_at_once(self) -> None:
        found = faults(
            institutions=(HealthInstitution(id="H1", town="nowhere", centres=("none",)),),
            families=(),
        )
        assert set(found) == {
            "institutions[0].town",
            "institutions[0].centres[0]",
            *(f"services[{index}].family" for index in range(3)),
            "children[0].family",
        }

    def test_that_does_not_hold_families_knows_no_strangers_to_them(self) -> None:
        check(county(**WHOLE | {"families": None}), YIJUN)

    def test_that_holds_no_family_knows_that_there_is_none(self) -> None:
        assert set(faults(families=())) == {
            "services[0].family",
            "services[1].family",
            "services[2].family",
            "children[0].family",
        }

    @pytest.mark.parametrize("part", ["institutions", "families", "children"])
    def test_holds_each_id_once(self, part: str) -> None:
        first, second = WHOLE[part]
        with pytest.raises(InvalidFacts) as invalid:
            county(**WHOLE | {part: (first, second, first, second)})
        assert [fault.path for fault in invalid.value.faults] == [f"{part}[2]", f"{part}[3]"]

    @pytest.mark.parametrize("part", ["services", "contacts"])
    def test_holds_what_was_given_once(self, part: str) -> None:
        first = WHOLE[part][0]
        with pytest.raises(InvalidFacts) as invalid:
            county(**WHOLE | {part: (*WHOLE[part], first)})
        assert [fault.path for fault in invalid.value.faults] == [f"{part}[{len(WHOLE[part])}]"]

    def test_holds_one_contact_of_a_kind_with_a_child(self) -> None:
        first = HealthContact(child="C1", contact="six-months", on=DAY)
        second = HealthContact(child="C1", contact="six-months", on=date(2026, 9, 2))
        with pytest.raises(InvalidFacts) as invalid:
            county(**WHOLE | {"contacts": (first, second)})
        assert [fault.path for fault in invalid.value.faults] == ["contacts[1]"]

    @pytest.mark.parametrize("part", WHOLE)
    def test_holds_tuples_of_its_classes(self, part: str) -> None:
        wrong: tuple[Any, ...] = ([], ({"id": "X"},), "X", 1)
        for value in wrong:
            with pytest.raises(InvalidFacts) as invalid:
                county(**{part: value})
            (fault,) = invalid.value.faults
            assert fault.path.startswith(part)

    @pytest.mark.parametrize("part", ["services", "children", "contacts"])
    def test_knows_of_the_rest_what_there_is(self, part: str) -> None:
        with pytest.raises(InvalidFacts):
            county(**{part: None})

    def test_is_checked_alike_in_any_order(self) -> None:
        wrong = (
            ServiceRecord(family="FAM1", service="nutritoin", on=DAY),
            ServiceRecord(family="FAM8", service="care", on=DAY),
            ServiceRecord(family="FAM2", service="growth", on=DAY),
        )
        told = {
            frozenset(fault.found for fault in faults(services=order).values())
            for order in permutations(wrong)
        }
        assert told == {frozenset({"'nutritoin'", "'FAM8'"})}

    def test_comes_back_from_json(self) -> None:
        whole = county(**WHOLE)
        assert codec.from_json(codec.to_json(whole), County) == whole
