from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from infantcare_policy.documents import structure
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import (
    Acceptance,
    Capacity,
    ClassGroup,
    ClassKind,
    Demonstration,
    Facility,
    LegalForm,
    Setting,
    happened,
)
from infantcare_policy.fact_kinds import FACTS
from infantcare_policy.terms import Level, ServiceMode

DAY = date(2024, 5, 6)
DAY_BEFORE = date(2024, 5, 5)
MOMENT = datetime(2024, 5, 6, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
CODE = "52610222MJX0000000"


def faults(kind: type, **changes: Any) -> dict[str, str]:  # noqa: ANN401 - anything may be wrong
    """Build something that cannot be, and give its faults by path."""
    sound: dict[type, dict[str, Any]] = {
        Facility: {"id": "F1"},
        Acceptance: {"on": DAY, "slots": 30},
        Capacity: {"on": DAY, "slots": 30},
        ClassGroup: {"kind": ClassKind.INFANT},
        Demonstration: {"level": Level.COUNTY, "since": DAY},
    }
    with pytest.raises(InvalidFacts) as invalid:
        kind(**sound[kind] | changes)
    return {fault.path: str(fault).partition(": ")[2] for fault in invalid.value.faults}


class TestAFacility:
    def test_needs_only_its_identity(self) -> None:
        facility = Facility(id="F1")
        known = {name: fact for name, fact in facility.facts(DAY).items() if fact is not None}
        # only what is the county's own act is “no” unless somebody says otherwise
        assert known == {
            "introduced_brand": False,
            "demonstration": False,
            "demonstration_level": frozenset(),
        }

    def test_needs_its_identity(self) -> None:
        with pytest.raises(TypeError):
            Facility()  # type: ignore[call-arg]

    def test_is_built_by_keyword(self) -> None:
        with pytest.raises(TypeError):
            Facility("F1")  # type: ignore[call-arg]

    def test_cannot_be_changed(self) -> None:
        facility = Facility(id="F1")
        with pytest.raises(FrozenInstanceError):
            facility.inclusive = True  # type: ignore[misc]

    def test_is_equal_and_hashes_by_its_facts(self) -> None:
        first = Facility(id="F1", settings=(Setting.HOME,), opened_on=DAY)
        second = Facility(id="F1", settings=(Setting.HOME,), opened_on=DAY)
        assert first == second
        assert len({first, second, evolve(first, opened_on=None)}) == 2

    def test_is_read_from_plain_data(self) -> None:
        data = {
            "id": "F1",
            "legal_form": "social-service",
            "settings": ["kindergarten", "community"],
            "acceptances": [{"on": "2024-05-06", "slots": 30, "passed": True}],
            "demonstration": {"level": "county", "since": "2024-05-06"},
            "closed_on": False,
        }
        assert structure(data, Facility) == Facility(
            id="F1",
            legal_form=LegalForm.SOCIAL_SERVICE,
            settings=(Setting.KINDERGARTEN, Setting.COMMUNITY),
            acceptances=(Acceptance(on=DAY, slots=30, passed=True),),
            demonstration=Demonstration(level=Level.COUNTY, since=DAY),
            closed_on=False,
        )

    @pytest.mark.parametrize(
        ("data", "path"),
        [
            ({"inclusiv": True}, "inclusiv"),
            (
                {"acceptances": [{"on": "2024-05-06", "slots": 30, "pased": True}]},
                "acceptances[0].pased",
            ),
            ({"acceptances": [{"on": "2024-05-06", "slots": -5}]}, "acceptances[0].slots"),
            ({"acceptances": [{"on": "2024-05-06", "slots": 60.5}]}, "acceptances[0].slots"),
            ({"settings": ["kindergarden"]}, "settings[0]"),
            ({"settings": "kindergarten"}, "settings"),
            ({"inclusive": "true"}, "inclusive"),
            ({"registered_on": "2024-5-6"}, "registered_on"),
        ],
    )
    def test_that_is_misspelt_in_plain_data_is_refused_with_its_path(
        self, data: dict[str, Any], path: str
    ) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            structure({"id": "F1"} | data, Facility)
        assert [fault.path for fault in invalid.value.faults] == [path]


class TestARefusal:
    @pytest.mark.parametrize("name", ["registered_on", "filed_on", "opened_on", "closed_on"])
    @pytest.mark.parametrize(
        ("value", "found"),
        [
            (MOMENT, "the datetime 2024-05-06 09:30; take its .date() in Asia/Shanghai"),
            (True, "True"),
            (0, "0"),
            ("2024-05-06", "'2024-05-06'"),
            (20240506, "20240506"),
        ],
    )
    def test_of_an_event_wants_a_day_or_false(self, name: str, value: object, found: str) -> None:
        expected = "expected a day without a time of day, or false for “not so far”"
        assert faults(Facility, **{name: value}) == {name: f"{expected}, got {found}"}

    @pytest.mark.parametrize(
        "name", ["inclusive", "guidance", "introduced_brand", "serves_meals", "open_to_neighbours"]
    )
    @pytest.mark.parametrize("value", [0, 1, "yes", "false", ()])
    def test_of_a_flag_wants_true_or_false(self, name: str, value: object) -> None:
        assert faults(Facility, **{name: value}) == {name: f"expected true or false, got {value!r}"}

    @pytest.mark.parametrize("name", ["id", "name", "town", "area"])
    @pytest.mark.parametrize("value", ["", " ", "　", 7, ("F1",)])
    def test_of_a_text_wants_something_visible(self, name: str, value: object) -> None:
        assert faults(Facility, **{name: value}) == {
            name: f"expected a text that is not empty, got {value!r}"
        }

    def test_of_an_identity_that_is_unknown(self) -> None:
        assert list(faults(Facility, id=None)) == ["id"]

    @pytest.mark.parametrize(
        ("changes", "path"),
        [
            ({"legal_form": "for-profit"}, "legal_form"),
            ({"legal_form": Setting.HOME}, "legal_form"),
            ({"operation": "public"}, "operation"),
            ({"settings": ("home",)}, "settings[0]"),
            ({"settings": (Setting.HOME, LegalForm.FOR_PROFIT)}, "settings[1]"),
            ({"settings": (Setting.HOME, None)}, "settings[1]"),
            ({"services": ("full-day",)}, "services[0]"),
        ],
    )
    def test_of_a_word_wants_a_member_of_its_list(self, changes: dict[str, Any], path: str) -> None:
        (fault,) = faults(Facility, **changes).items()
        assert fault[0] == path
        assert fault[1].startswith("expected a word of ")

    @pytest.mark.parametrize(
        "name", ["settings", "services", "groups", "acceptances", "capacities"]
    )
    @pytest.mark.parametrize("value", [[], set(), {}, "home"])
    def test_of_a_list_wants_a_tuple(self, name: str, value: object) -> None:
        assert faults(Facility, **{name: value}) == {name: f"expected a tuple, got {value!r}"}

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("settings", (Setting.HOME, Setting.COMMUNITY, Setting.HOME)),
            ("services", (ServiceMode.HOURLY, ServiceMode.FULL_DAY, ServiceMode.HOURLY)),
        ],
    )
    def test_of_a_word_that_stands_twice(self, name: str, value: tuple[object, ...]) -> None:
        assert faults(Facility, **{name: value}) == {
            f"{name}[2]": f"expected each item once, got {value[0]} again"
        }

    @pytest.mark.parametrize("value", [True, "county", Level.COUNTY, DAY])
    def test_of_a_demonstration_wants_one_or_false(self, value: object) -> None:
        (fault,) = faults(Facility, demonstration=value).values()
        assert fault.startswith("expected a Demonstration or false")

    @pytest.mark.parametrize("kind", [Acceptance, Capacity])
    @pytest.mark.parametrize("value", [True, False, -1, 30.0, "30", None])
    def test_of_slots_wants_a_whole_number(self, kind: type, value: object) -> None:
        assert faults(kind, slots=value) == {"slots": f"expected a whole number ≥ 0, got {value!r}"}

    @pytest.mark.parametrize("kind", [Acceptance, Capacity])
    @pytest.mark.parametrize("value", [MOMENT, False, None, "2024-05-06"])
    def test_of_a_day_wants_a_day(self, kind: type, value: object) -> None:
        (fault,) = faults(kind, on=value).items()
        assert fault[0] == "on"
        assert fault[1].startswith("expected a day without a time of day, got ")

    @pytest.mark.parametrize("value", [1, 0, "passed"])
    def test_of_a_result_wants_true_or_false(self, value: object) -> None:
        assert list(faults(Acceptance, passed=value)) == ["passed"]

    @pytest.mark.parametrize("name", ["slots", "enrolled", "carers"])
    @pytest.mark.parametrize("value", [True, -1, 2.5])
    def test_of_a_class_group_wants_whole_numbers(self, name: str, value: object) -> None:
        assert list(faults(ClassGroup, **{name: value})) == [name]

    @pytest.mark.parametrize(
        ("changes", "path"),
        [({"level": "county"}, "level"), ({"since": MOMENT}, "since"), ({"since": None}, "since")],
    )
    def test_of_a_demonstration_wants_a_level_and_a_day(
        self, changes: dict[str, Any], path: str
    ) -> None:
        assert list(faults(Demonstration, **changes)) == [path]

    def test_names_every_fault_at_once(self) -> None:
        found = faults(
            Facility,
            id="",
            legal_form="for-profit",
            settings=(Setting.HOME, "home"),
            inclusive=1,
            uscc="1",
            acceptances=({"on": DAY},),
            opened_on=MOMENT,
        )
        assert list(found) == [
            "id",
            "legal_form",
            "settings[1]",
            "inclusive",
            "uscc",
            "acceptances[0]",
            "opened_on",
        ]

    def test_says_of_what(self) -> None:
        with pytest.raises(InvalidFacts, match=r"^Facility: 2 faults\n  id: .*\n  inclusive: "):
            Facility(id="", inclusive=1)  # type: ignore[arg-type]


class TestAUnifiedSocialCreditCode:
    @pytest.mark.parametrize("code", [CODE, "91610222MA6X000000", "000000000000000000"])
    def test_has_eighteen_digits_or_letters(self, code: str) -> None:
        assert Facility(id="F1", uscc=code).uscc == code

    @pytest.mark.parametrize(
        "code",
        [
            CODE[:-1],
            f"{CODE}0",
            CODE.lower(),
            f" {CODE}",
            f"{CODE}\n",
            *(CODE[:-1] + letter for letter in "IOSVZ-　０"),
            "",
            526102220000000000,
        ],
    )
    def test_of_another_shape_is_refused(self, code: object) -> None:
        assert list(faults(Facility, uscc=code)) == ["uscc"]

    @pytest.mark.parametrize("code", ["9.16E+17", 9.16e17, "9.16102e+17"])
    def test_that_a_spreadsheet_has_rounded_is_told_so(self, code: object) -> None:
        (fault,) = faults(Facility, uscc=code).values()
        assert fault.endswith("a spreadsheet may have rounded it")


class TestAContradiction:
    def test_of_two_passed_acceptances_on_one_day(self) -> None:
        passed = Acceptance(on=DAY, slots=30, passed=True)
        other = Acceptance(on=DAY, slots=50, passed=True)
        assert list(faults(Facility, acceptances=(passed, other))) == ["acceptances[1]"]

    def test_is_named_by_its_place_among_all_acceptances(self) -> None:
        failed = Acceptance(on=date(2024, 4, 1), slots=30, passed=False)
        passed = Acceptance(on=DAY, slots=30, passed=True)
        other = Acceptance(on=DAY, slots=50, passed=True)
        found = faults(Facility, acceptances=(failed, passed, other))
        assert list(found) == ["acceptances[2]"]
        assert "acceptances[1]" in found["acceptances[2]"]

    @pytest.mark.parametrize("passed", [False, None])
    def test_is_not_an_inspection_on_the_day_of_one_that_passed(
        self,
        passed: bool | None,  # noqa: FBT001 - the result
    ) -> None:
        history = (
            Acceptance(on=DAY, slots=30, passed=passed),
            Acceptance(on=DAY, slots=30, passed=True),
        )
        assert Facility(id="F1", acceptances=history).acceptances == history

    def test_of_two_capacities_for_one_day(self) -> None:
        capacities = (Capacity(on=DAY, slots=30), Capacity(on=DAY, slots=30))
        assert list(faults(Facility, capacities=capacities)) == ["capacities[1]"]

    def test_of_closing_before_opening(self) -> None:
        assert faults(Facility, opened_on=DAY, closed_on=DAY_BEFORE) == {
            "closed_on": "expected a day not before it opened, "
            "got 2024-05-05, before opened_on 2024-05-06"
        }

    def test_is_not_closing_on_the_day_of_opening(self) -> None:
        assert Facility(id="F1", opened_on=DAY, closed_on=DAY).closed_on == DAY

    @pytest.mark.parametrize("opened", [False, None])
    def test_is_not_closing_without_having_opened(self, opened: Any) -> None:  # noqa: ANN401
        assert Facility(id="F1", opened_on=opened, closed_on=DAY).closed_on == DAY


class TestTheFacts:
    def test_are_those_that_a_plan_may_ask_for(self) -> None:
        assert set(Facility(id="F1").facts(DAY)) == set(FACTS)

    def test_keep_none_apart_from_unknown(self) -> None:
        assert Facility(id="F1").facts(DAY)["settings"] is None
        assert Facility(id="F1", settings=()).facts(DAY)["settings"] == frozenset()
        assert Facility(id="F1", services=()).facts(DAY)["services"] == frozenset()

    @pytest.mark.parametrize("fact", ["registered", "filed", "opened", "closed"])
    def test_of_events_hold_from_their_day(self, fact: str) -> None:
        facility = Facility(id="F1", **{f"{fact}_on": DAY})  # type: ignore[arg-type]
        assert facility.facts(DAY_BEFORE)[fact] is False
        assert facility.facts(DAY)[fact] is True
        assert facility.facts(date(2099, 1, 1))[fact] is True

    @pytest.mark.parametrize("fact", ["registered", "filed", "opened", "closed"])
    def test_of_events_that_have_not_happened_or_are_unknown(self, fact: str) -> None:
        never = Facility(id="F1", **{f"{fact}_on": False})  # type: ignore[arg-type]
        assert never.facts(DAY)[fact] is False
        assert Facility(id="F1").facts(DAY)[fact] is None

    def test_of_a_demonstration_hold_from_its_day(self) -> None:
        facility = Facility(id="F1", demonstration=Demonstration(level=Level.COUNTY, since=DAY))
        assert facility.facts(DAY_BEFORE)["demonstration"] is False
        assert facility.facts(DAY)["demonstration"] is True
        assert facility.facts(DAY_BEFORE)["demonstration_level"] == frozenset()
        assert facility.facts(DAY)["demonstration_level"] == frozenset({"county"})

    def test_of_a_demonstration_may_be_unknown(self) -> None:
        facts = Facility(id="F1", demonstration=None).facts(DAY)
        assert facts["demonstration"] is None
        assert facts["demonstration_level"] is None

    def test_are_what_was_said(self) -> None:
        facility = Facility(
            id="F1",
            legal_form=LegalForm.FOR_PROFIT,
            settings=(Setting.HOME, Setting.COMMUNITY),
            services=(ServiceMode.HOURLY,),
            inclusive=True,
            guidance=False,
            introduced_brand=None,
            serves_meals=True,
            open_to_neighbours=False,
        )
        facts = facility.facts(DAY)
        assert facts["legal_form"] == "for-profit"
        assert facts["settings"] == frozenset({"home", "community"})
        assert facts["services"] == frozenset({"hourly"})
        assert (facts["inclusive"], facts["guidance"]) == (True, False)
        assert facts["introduced_brand"] is None
        assert (facts["serves_meals"], facts["open_to_neighbours"]) == (True, False)


class TestHappened:
    @pytest.mark.parametrize(
        ("event", "happened_by_then"),
        [(DAY_BEFORE, True), (DAY, True), (date(2024, 5, 7), False), (False, False), (None, None)],
    )
    def test_counts_the_day_itself(self, event: Any, happened_by_then: object) -> None:  # noqa: ANN401
        assert happened(event, DAY) is happened_by_then
