from __future__ import annotations

import codecs
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infantcare_policy import registration, subsidies
from infantcare_policy.codec import from_data, from_json, to_data, to_json
from infantcare_policy.county import (
    Activity,
    Ban,
    County,
    Observation,
    Payment,
    ResidentialArea,
)
from infantcare_policy.decisions import Citation, Ground
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import (
    Acceptance,
    Capacity,
    ClassGroup,
    Demonstration,
    Facility,
)
from infantcare_policy.money import total
from infantcare_policy.plan import yijun
from infantcare_policy.report import compose
from infantcare_policy.samples import yijun_county
from infantcare_policy.terms import (
    AreaKind,
    ClassKind,
    LegalForm,
    Level,
    Operation,
    ServiceMode,
    Setting,
)

if TYPE_CHECKING:
    from random import Random

    from infantcare_policy.decisions import Decision

ON = date(2026, 1, 5)

NURSERY = Facility(
    id="F1",
    legal_form=LegalForm.SOCIAL_SERVICE,
    settings=(Setting.COMMUNITY,),
    acceptances=(Acceptance(on=date(2024, 5, 6), slots=30, passed=True),),
)
INTEGRATED = Facility(
    id="F2", legal_form=LegalForm.FOR_PROFIT, settings=(Setting.KINDERGARTEN, Setting.HOME)
)
UNSAID = Facility(id="F3", legal_form=LegalForm.FOR_PROFIT)
BRAND = Facility(id="F4", introduced_brand=True)


def entitlement_of(facility: Facility) -> Decision[subsidies.Entitlement]:
    return subsidies.entitlement(facility, yijun(), on=ON, payments=(), bans=())


def faults_in(document: str | bytes, kind: type[Any] = County) -> list[str]:
    with pytest.raises(InvalidFacts) as invalid:
        from_json(document, kind)
    return [str(fault) for fault in invalid.value.faults]


def county_with(facility: str = "", payment: str = "") -> str:
    """Write a county with one facility and one payment, each with some fields more."""
    paid = '"id": "P1", "facility": "F1", "payer": "city", "on": "2024-06-01"'
    payments = f"[{{{paid}, {payment}}}]" if payment else "[]"
    fields = f', "facilities": [{{"id": "F1"{", " if facility else ""}{facility}}}]'
    return f'{{"id": "yijun"{fields}, "payments": {payments}}}'


def amount_read(text: str) -> Decimal:
    return from_json(county_with(payment=f'"amount": {text}'), County).payments[0].amount


def kinds_in(plain: object) -> set[type]:
    """Collect the exact classes of everything in plain data, keys too."""
    inner: list[object] = []
    if isinstance(plain, dict):
        inner = [*plain.keys(), *plain.values()]
    elif isinstance(plain, list):
        inner = plain
    return {type(plain)}.union(*map(kinds_in, inner))


def refuse_number(text: str) -> None:
    message = f"{text} is a number that other readers make a float of"
    raise AssertionError(message)


def shuffled(plain: object, random: Random) -> object:
    """Put the keys of every table into another order."""
    if isinstance(plain, dict):
        keys = list(plain)
        random.shuffle(keys)
        return {key: shuffled(plain[key], random) for key in keys}
    return [shuffled(item, random) for item in plain] if isinstance(plain, list) else plain


PLAIN = {dict, list, str, int, bool, type(None)}

WORDS = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=6)
NAMES = st.text("abc县镇", min_size=1, max_size=6)
COUNTS = st.integers(min_value=0, max_value=10**9)
DAYS = st.dates(min_value=date(1949, 10, 1))
EVENTS = st.none() | st.just(value=False) | DAYS
FLAGS = st.none() | st.booleans()
YUAN = st.decimals(min_value=0, max_value=10**12, places=2)


def some(strategy: st.SearchStrategy[Any], **options: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any values
    """Give a tuple of up to three values."""
    return st.lists(strategy, max_size=3, **options).map(tuple)


FACILITIES = st.builds(
    Facility,
    id=WORDS,
    name=st.none() | WORDS,
    town=st.none() | WORDS,
    legal_form=st.none() | st.sampled_from(LegalForm),
    settings=st.none() | some(st.sampled_from(Setting), unique=True),
    operation=st.none() | st.sampled_from(Operation),
    inclusive=FLAGS,
    guidance=FLAGS,
    introduced_brand=FLAGS,
    demonstration=st.none()
    | st.just(value=False)
    | st.builds(Demonstration, level=st.sampled_from(Level), since=DAYS),
    groups=st.none()
    | some(st.builds(ClassGroup, kind=st.sampled_from(ClassKind), slots=st.none() | COUNTS)),
    acceptances=st.none()
    | some(
        st.builds(Acceptance, on=DAYS, slots=COUNTS, passed=FLAGS),
        unique_by=lambda acceptance: acceptance.on,
    ),
    capacities=st.none()
    | some(
        st.builds(Capacity, on=DAYS, slots=COUNTS),
        unique_by=lambda capacity: capacity.on,
    ),
    services=st.none() | some(st.sampled_from(ServiceMode), unique=True),
    serves_meals=FLAGS,
    registered_on=EVENTS,
    filed_on=EVENTS,
    opened_on=EVENTS,
)
COUNTIES = st.builds(
    County,
    id=NAMES,
    facilities=some(FACILITIES, unique_by=lambda facility: facility.id),
    areas=some(
        st.builds(
            ResidentialArea,
            id=WORDS,
            kind=st.none() | st.sampled_from(AreaKind),
            population=st.none() | COUNTS,
            approved_on=EVENTS,
            facilities=st.none() | some(WORDS, unique=True),
        ),
        unique_by=lambda area: area.id,
    ),
    payments=some(
        st.builds(
            Payment,
            id=WORDS,
            facility=WORDS,
            payer=WORDS,
            slots=st.none() | COUNTS,
            amount=YUAN,
            on=DAYS,
            accepted_on=st.none() | DAYS,
        ),
        unique_by=lambda payment: payment.id,
    ),
    bans=some(
        st.builds(
            Ban,
            subject=WORDS,
            since=DAYS,
            for_life=st.booleans(),
            citation=st.none() | st.builds(Citation, NAMES, WORDS),
        )
    ),
    activities=some(
        st.builds(
            Activity,
            id=WORDS,
            kind=st.sampled_from(("parents-class", "lecture", "free-clinic")),
            level=st.none() | st.sampled_from(Level),
            on=DAYS,
        ),
        unique_by=lambda activity: activity.id,
    ),
    observations=some(
        st.builds(Observation, county=NAMES, indicator=WORDS, on=DAYS, numerator=COUNTS)
    ),
)


class TestThereAndBack:
    def test_the_sample_comes_back_equal(self) -> None:
        county = yijun_county()
        assert from_json(to_json(county), County) == county
        assert from_data(to_data(county), County) == county

    @settings(deadline=None)
    @given(COUNTIES)
    def test_every_county_comes_back_equal(self, county: County) -> None:
        assert from_json(to_json(county), County) == county

    @settings(deadline=None, max_examples=30)
    @given(COUNTIES)
    def test_every_county_comes_back_equal_through_bytes(self, county: County) -> None:
        assert from_json(to_json(county, indent=2).encode(), County) == county

    @settings(deadline=None, max_examples=20)
    @given(st.randoms(use_true_random=False))
    def test_the_order_of_keys_does_not_matter(self, random: Random) -> None:
        reordered = json.dumps(shuffled(to_data(yijun_county()), random))
        assert from_json(reordered, County) == yijun_county()

    def test_the_order_of_facilities_is_kept(self) -> None:
        county = from_json('{"id": "c", "facilities": [{"id": "B"}, {"id": "A"}]}', County)
        assert [facility.id for facility in (county.facilities or ())] == ["B", "A"]

    def test_unknown_none_and_not_so_far_stay_three_things(self) -> None:
        text = '"settings": null, "groups": [], "opened_on": false, "closed_on": null'
        [facility] = from_json(county_with(text), County).facilities or ()
        assert (facility.settings, facility.groups) == (None, ())
        assert (facility.opened_on, facility.closed_on) == (False, None)
        assert to_data(facility)["opened_on"] is False
        assert to_data(facility)["groups"] == []

    def test_a_part_of_a_county_is_read_by_itself(self) -> None:
        assert from_json('{"id": "F1", "legal_form": "for-profit"}', Facility) == Facility(
            id="F1", legal_form=LegalForm.FOR_PROFIT
        )

    def test_chinese_stays_readable(self) -> None:
        assert to_json(Facility(id="F1", name="托育园")).count("托育园") == 1

    def test_the_indent_changes_the_look_only(self) -> None:
        county = yijun_county()
        assert json.loads(to_json(county, indent=2)) == json.loads(to_json(county))
        assert "\n" in to_json(county, indent=2)
        assert "\n" not in to_json(county)


MANY_FAULTS: dict[str, Any] = {
    "id": "yijun",
    "facilities": [
        {"id": "F0", "leagl_form": "for-profit"},
        {"id": "F1", "legal_form": "forprofit", "inclusive": 1, "registered_on": "2024-02-30"},
        {"id": "F2", "settings": ["home", "home"], "services": "full-day"},
        {
            "id": "F3",
            "groups": [
                {"kind": "infant", "slots": -5, "enrolled": True, "carers": "2"},
                {"slots": 10},
            ],
            "demonstration": True,
        },
        {"name": "没有编号"},
        "F5",
        {
            "id": " ",
            "uscc": "9.16102E+17",
            "acceptances": [{"on": "2024-05-06T00:00:00", "slots": 60.5}],
            "capacities": {},
        },
        {"id": "F7", "opened_on": "2024-05-06", "closed_on": "2024-05-05"},
    ],
    "payments": [
        {"id": "P0", "facility": "F0", "payer": "city", "amount": "1.005", "on": "2024-01-01"},
        {"id": "P1", "facility": "F0", "payer": "city", "amount": -1, "on": None},
    ],
    "bans": [{"subject": "F1", "since": "2025-03-01", "for_life": True, "until": "2026-03-01"}],
    "activities": [{"id": "A0", "kind": "party", "on": 20240101}],
    "observations": {"county": "yijun"},
    "residents": 71714,
}

KNOWN_FIELD = "expected a known field, got an unknown one"
LEGAL_FORM = "expected one of public-institution, social-service, for-profit, unincorporated"
NAMED_OR_FALSE = "expected a table of the fields of Demonstration, or one of False"
CODE = "expected 18 characters of 0-9 and A-Y without I, O, S, V"
DAY = "expected a day such as 2025-12-31"
REAL_EVENT = "expected a day that exists, or one of False"
AFTER_OPENING = "expected a day not before it opened"
BEFORE_OPENING = "before opened_on 2024-05-06"
MONEY = "expected yuan ≥ 0 as a Decimal with at most two decimals"
ACTIVITY = "expected one of parents-class, lecture, free-clinic"


class TestAllFaultsAtOnce:
    def test_every_fault_of_a_document_has_its_path(self) -> None:
        faults = [fault.partition(": ") for fault in faults_in(json.dumps(MANY_FAULTS))]
        assert len(faults) == len({path for path, _, _ in faults})
        assert {path: fault for path, _, fault in faults} == {
            "facilities[0].leagl_form": f"{KNOWN_FIELD}; did you mean legal_form?",
            "facilities[1].legal_form": f"{LEGAL_FORM}, got 'forprofit'; did you mean for-profit?",
            "facilities[1].inclusive": "expected true or false, got 1",
            "facilities[1].registered_on": f"{REAL_EVENT}, got '2024-02-30'",
            "facilities[2].settings[1]": "expected each item once, got home again",
            "facilities[2].services": "expected a list, got 'full-day'",
            "facilities[3].groups[0].slots": "expected a whole number ≥ 0, got -5",
            "facilities[3].groups[0].enrolled": "expected a whole number, got True",
            "facilities[3].groups[0].carers": "expected a whole number, got '2'",
            "facilities[3].groups[1].kind": "expected a value, got nothing",
            "facilities[3].demonstration": f"{NAMED_OR_FALSE}, got True",
            "facilities[4].id": "expected a value, got nothing",
            "facilities[5]": "expected a table of the fields of Facility, got 'F5'",
            "facilities[6].id": "expected a text that is not empty, got ' '",
            "facilities[6].uscc": f"{CODE}, got '9.16102E+17'; a spreadsheet may have rounded it",
            "facilities[6].acceptances[0].on": f"{DAY}, got '2024-05-06T00:00:00'",
            "facilities[6].acceptances[0].slots": "expected a whole number, got 60.5",
            "facilities[6].capacities": "expected a list, got {}",
            "facilities[7].closed_on": f"{AFTER_OPENING}, got 2024-05-05, {BEFORE_OPENING}",
            "payments[0].amount": f"{MONEY}, got 1.005",
            "payments[1].amount": f"{MONEY}, got -1",
            "payments[1].on": f"{DAY}, got None",
            "bans[0].until": "expected no last day for a ban for life, got 2026-03-01",
            "activities[0].kind": f"{ACTIVITY}, got 'party'",
            "activities[0].on": f"{DAY}, got 20240101",
            "observations": "expected a list, got {'county': 'yijun'}",
            "residents": KNOWN_FIELD,
        }

    def test_the_message_lists_them_all(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            from_data(MANY_FAULTS, County)
        head, *lines = str(invalid.value).splitlines()
        assert head == f"the facts: {len(lines)} faults"
        assert "  facilities[3].groups[0].slots: expected a whole number ≥ 0, got -5" in lines

    def test_ids_that_stand_twice_name_the_first(self) -> None:
        document = '{"id": "yijun", "facilities": [{"id": "F1"}, {"id": "F2"}, {"id": "F1"}]}'
        assert faults_in(document) == [
            "facilities[2]: expected a key of its own, got 'F1', which is facilities[0] already"
        ]


class TestDocuments:
    @pytest.mark.parametrize("document", ["[]", "null", "60", '"yijun"', "true", "1.5"])
    def test_that_are_no_table_are_refused(self, document: str) -> None:
        [fault] = faults_in(document)
        assert fault.startswith("expected a table of the fields of County, got ")

    @pytest.mark.parametrize(
        "document",
        ["", " ", "{", '{"id": "yijun"', '{"id": "yijun",}', "{'id': 'yijun'}", "id = 'yijun'"],
    )
    def test_that_are_no_json_are_refused(self, document: str) -> None:
        assert [fault.split(", got ")[0] for fault in faults_in(document)] == [
            "expected JSON in UTF-8"
        ]
        assert faults_in(document) == faults_in(document.encode())

    def test_that_end_too_late_are_refused(self) -> None:
        [fault] = faults_in('{"id": "yijun"} {"id": "yijun"}')
        assert fault.startswith("expected JSON in UTF-8, got ")

    @pytest.mark.parametrize("encoding", ["gbk", "utf-16", "latin-1"])
    def test_that_are_not_utf_8_are_refused(self, encoding: str) -> None:
        text = '{"id": "宜君"}' if encoding != "latin-1" else '{"id": "Žižkov"}'
        document = text.encode("iso-8859-2" if encoding == "latin-1" else encoding)
        [fault] = faults_in(document)
        assert fault.startswith("expected JSON in UTF-8, got ")

    def test_that_are_binary_are_refused(self) -> None:
        [fault] = faults_in(b"PK\x03\x04\x14\x00\x00\x00\xff")
        assert fault.startswith("expected JSON in UTF-8, got ")

    def test_with_a_byte_order_mark_are_read(self) -> None:
        assert from_json(codecs.BOM_UTF8 + b'{"id": "yijun"}', County) == County(id="yijun")

    @pytest.mark.parametrize("document", ["[" * 100_000, '{"id":' * 100_000])
    def test_that_are_nested_without_end_are_refused(self, document: str) -> None:
        [fault] = faults_in(document)
        assert fault == "expected JSON, got tables nested thousands of levels deep"

    def test_that_are_nested_deeply_are_refused_at_their_place(self) -> None:
        [fault] = faults_in(f'{{"id": "yijun", "facilities": {"[" * 400}{"]" * 400}}}')
        assert fault.startswith(
            "facilities[0]: expected a table of the fields of Facility, got [[["
        )

    def test_with_a_key_twice_are_refused(self) -> None:
        [fault] = faults_in(county_with('"inclusive": true, "inclusive": false'))
        assert fault.endswith("inclusive: expected each key once in its table, got it 2 times")

    def test_with_several_keys_too_often_name_them_all(self) -> None:
        faults = faults_in('{"id": "a", "id": "b", "id": "c", "bans": [], "bans": []}')
        assert faults == [
            "id: expected each key once in its table, got it 3 times",
            "bans: expected each key once in its table, got it 2 times",
        ]

    @pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
    def test_with_numbers_that_are_not_finite_are_refused(self, number: str) -> None:
        for document in (
            county_with(payment=f'"amount": {number}'),
            county_with(f'"inclusive": {number}'),
        ):
            [fault] = faults_in(document)
            assert fault.endswith(f"expected finite numbers, got {number}")

    @pytest.mark.parametrize("number", ["1" * 5000, "-" + "1" * 5000])
    def test_with_a_number_of_thousands_of_digits_are_refused(self, number: str) -> None:
        [fault] = faults_in(county_with(payment=f'"amount": {number}'))
        assert fault == "expected JSON, got a number with thousands of digits"

    @pytest.mark.parametrize("exponent", ["9" * 9, "9" * 18, "9" * 20, "-" + "9" * 20])
    def test_with_an_exponent_without_end_are_refused(self, exponent: str) -> None:
        assert len(faults_in(county_with(payment=f'"amount": 1e{exponent}'))) == 1

    def test_with_an_unknown_key_name_the_nearest(self) -> None:
        [fault] = faults_in('{"id": "yijun", "facilites": []}')
        assert fault.startswith(f"facilites: {KNOWN_FIELD}; did you mean facilities")


class TestNothingIsCoerced:
    @pytest.mark.parametrize(
        ("field", "fault"),
        [
            ('"inclusive": 1', "inclusive: expected true or false, got 1"),
            ('"inclusive": 0', "inclusive: expected true or false, got 0"),
            ('"inclusive": "true"', "inclusive: expected true or false, got 'true'"),
            ('"name": 60', "name: expected a text, got 60"),
            ('"name": true', "name: expected a text, got True"),
            ('"settings": "home"', "settings: expected a list, got 'home'"),
            ('"registered_on": true', "got True"),
            ('"registered_on": 0', "got 0"),
            ('"registered_on": "2024"', "got '2024'"),
            ('"registered_on": "2024-05-06T09:30:00+08:00"', "got '2024-05-06T09:30:00+08:00'"),
            ('"registered_on": "2024-05-06 00:00:00"', "got '2024-05-06 00:00:00'"),
            ('"legal_form": "营利性机构"', "got '营利性机构'"),
        ],
    )
    def test_a_value_of_another_kind_is_a_fault(self, field: str, fault: str) -> None:
        [found] = faults_in(county_with(field))
        assert found.startswith("facilities[0].")
        assert fault in found

    @pytest.mark.parametrize("slots", ["true", '"60"', "60.5", "60.0", "6e1", "null", "[60]"])
    def test_a_count_is_a_whole_number(self, slots: str) -> None:
        acceptance = f'"acceptances": [{{"on": "2024-05-06", "slots": {slots}}}]'
        [fault] = faults_in(county_with(acceptance))
        assert fault.startswith("facilities[0].acceptances[0].slots: expected a whole number, got ")

    def test_a_datetime_is_no_day(self) -> None:
        midnight = datetime(2024, 5, 6, tzinfo=UTC)
        for part in (
            {"facilities": [{"id": "F1", "registered_on": midnight}]},
            {"bans": [{"subject": "F1", "since": midnight, "for_life": True}]},
        ):
            with pytest.raises(InvalidFacts) as invalid:
                from_data({"id": "yijun", **part}, County)
            [fault] = invalid.value.faults
            assert fault.expected.startswith("a day such as 2025-12-31")
            assert fault.found == "the datetime 2024-05-06 00:00"

    def test_a_float_is_no_money(self) -> None:
        payment = {"id": "P1", "facility": "F1", "payer": "city", "on": "2024-06-01", "amount": 0.5}
        with pytest.raises(InvalidFacts) as invalid:
            from_data(payment, Payment)
        assert [fault.path for fault in invalid.value.faults] == ["amount"]


class TestMoney:
    @pytest.mark.parametrize(
        "text", ["700000", "700000.0", "700000.00", "7e5", '"700000"', '"700000.00"']
    )
    def test_is_read_as_number_and_as_text(self, text: str) -> None:
        assert amount_read(text) == Decimal("700000.00")

    @pytest.mark.parametrize(
        "text", ["0.1", "0.07", "1.10", "90071992547409.93", "123456789012345678901.23"]
    )
    def test_is_exact_to_the_fen(self, text: str) -> None:
        assert amount_read(text) == amount_read(f'"{text}"') == Decimal(text)

    def test_of_one_and_two_tenths_is_three_tenths(self) -> None:
        assert total([amount_read("0.1"), amount_read("0.2")]) == Decimal("0.30")

    @pytest.mark.parametrize("text", ["0.001", "0.30000000000000004", "1.005", "1e-3"])
    def test_has_no_third_decimal(self, text: str) -> None:
        for amount in (text, f'"{Decimal(text):f}"'):
            [fault] = faults_in(county_with(payment=f'"amount": {amount}'))
            assert fault.startswith("payments[0].amount: expected yuan ≥ 0 as a Decimal")

    @pytest.mark.parametrize(
        "text", ['"1,000.00"', '"¥100"', '"1e5"', '"NaN"', '""', "true", "null", "[]"]
    )
    def test_is_nothing_else(self, text: str) -> None:
        [fault] = faults_in(county_with(payment=f'"amount": {text}'))
        assert fault.startswith("payments[0].amount: expected an exact number, or a text such as")

    @pytest.mark.parametrize("text", ["5", "0.1", "7e5", "700000.00", "0"])
    def test_goes_out_as_a_text_with_two_decimals(self, text: str) -> None:
        county = from_json(county_with(payment=f'"amount": {text}'), County)
        assert to_data(county)["payments"][0]["amount"] == f"{Decimal(text):.2f}"


class TestDecisionsGoOut:
    def test_decided_with_its_value(self) -> None:
        plan = yijun()
        data = to_data(registration.route(NURSERY, plan, on=ON))
        assert data["kind"] == "decided"
        assert data["value"]["registrar"] == "approval"
        assert [step["kind"] for step in data["value"]["steps"]] == [
            "register",
            "push-data",
            "file",
        ]
        assert data["value"]["steps"][1]["limit"] == {
            "by": None,
            "words": "及时",
            "provisional": False,
        }
        assert data["plan"] == {
            "id": "yijun",
            "status": "draft-for-comment",
            "fingerprint": plan.fingerprint,
        }

    def test_undetermined_with_what_is_missing(self) -> None:
        data = to_data(registration.route(UNSAID, yijun(), on=ON))
        assert data["kind"] == "undetermined"
        assert data["missing"] == [
            {"name": "settings", "kind": "fact", "citation": "yijun:A1.education"},
        ]
        assert data["readings"] == [{"id": "integrated-registrar", "option": "open"}]

    def test_referred_with_the_one_who_decides(self) -> None:
        data = to_data(entitlement_of(BRAND))
        assert data["kind"] == "referred"
        assert data["to"] is None
        assert data["grounds"] == [
            {
                "code": "subsidy.case-by-case",
                "citation": "yijun:3.2",
                "facts": {"introduced_brand": True},
            }
        ]

    def test_conflicting_with_every_option(self) -> None:
        data = to_data(registration.route(INTEGRATED, yijun(), on=ON))
        assert data["kind"] == "conflicting"
        options = {option["value"]["registrar"]: option["grounds"] for option in data["options"]}
        assert list(options) == ["approval", "education"]
        assert [ground["citation"] for ground in options["education"]] == ["yijun:A1.education"]

    def test_grounds_as_tables_of_their_facts(self) -> None:
        data = to_data(registration.route(INTEGRATED, yijun(), on=ON))
        assert data["options"][0]["grounds"] == [
            {
                "code": "registration.registrar",
                "citation": "yijun:2.4.10",
                "facts": {
                    "registrar": "approval",
                    "legal_form": "for-profit",
                    "settings": ["home", "kindergarten"],
                },
            }
        ]

    def test_a_ground_by_itself(self) -> None:
        facts = (
            ("day", ON),
            ("sum", Decimal("10000.00")),
            ("flag", True),
            ("count", 30),
            ("names", ("a", "b")),
            ("nobody", None),
        )
        assert to_data(Ground("some.code", Citation("yijun", "3.2"), facts)) == {
            "code": "some.code",
            "citation": "yijun:3.2",
            "facts": {
                "day": "2026-01-05",
                "sum": "10000.00",
                "flag": True,
                "count": 30,
                "names": ["a", "b"],
                "nobody": None,
            },
        }

    def test_money_as_text(self) -> None:
        value = to_data(entitlement_of(NURSERY))["value"]
        assert value["eligible"] is True
        assert value["slots"] == 30
        assert value["total"] == {"known": "600000.00", "unknown": ["grants.provincial"]}
        [award] = value["awards"]
        assert award["accepted_on"] == "2024-05-06"
        assert {line["payer"]: line["amount"]["known"] for line in award["lines"]} == {
            "central": "300000.00",
            "province": "0.00",
            "city": "150000.00",
            "county": "150000.00",
        }

    @pytest.mark.parametrize(
        "answer",
        [
            registration.route(NURSERY, yijun(), on=ON),
            registration.route(UNSAID, yijun(), on=ON),
            registration.route(INTEGRATED, yijun(), on=ON),
            registration.checklist(NURSERY, yijun(), on=ON),
            registration.stage(NURSERY, on=ON),
            registration.filing_deadlines(ON, yijun()),
            registration.filing_deadlines(date(2040, 1, 1), yijun()),
            entitlement_of(NURSERY),
            entitlement_of(BRAND),
            entitlement_of(UNSAID),
        ],
        ids=lambda answer: answer.kind,
    )
    def test_as_plain_data_without_floats(self, answer: Decision[object]) -> None:
        assert kinds_in(to_data(answer)) <= PLAIN
        assert json.loads(to_json(answer), parse_float=refuse_number) == to_data(answer)
        assert json.loads(to_json(answer))["kind"] == answer.kind


READINGS = pytest.mark.parametrize("readings", [{}, {"integrated-registrar": "education"}])


class TestReportsGoOut:
    @READINGS
    def test_as_json_without_floats(self, readings: dict[str, str]) -> None:
        report = compose(yijun_county(), yijun().with_readings(readings), on=ON)
        data = json.loads(to_json(report), parse_float=refuse_number)
        assert kinds_in(data) <= PLAIN
        assert [facility["facility"] for facility in data["facilities"]] == [
            facility.facility for facility in report.facilities
        ]

    @READINGS
    def test_as_the_plain_data_that_its_json_holds(self, readings: dict[str, str]) -> None:
        report = compose(yijun_county(), yijun().with_readings(readings), on=ON)
        assert kinds_in(to_data(report)) <= PLAIN
        assert json.loads(to_json(report)) == to_data(report)

    def test_with_every_kind_of_answer(self) -> None:
        data = to_data(compose(yijun_county(), yijun(), on=ON))
        questions = ("stage", "route", "checklist", "entitlement")
        kinds = {facility[name]["kind"] for facility in data["facilities"] for name in questions}
        assert kinds == {"decided", "undetermined", "referred", "conflicting"}
        assert data["needs_attention"] is True
        assert {name: answer["kind"] for name, answer in data["budget"]["open"].items()} == {
            "YJ-07": "referred",
            "YJ-09": "undetermined",
            "YJ-15": "undetermined",
        }

    def test_with_discrepancies_that_name_their_payments(self) -> None:
        data = to_data(compose(yijun_county(), yijun(), on=ON))
        assert [
            (found["kind"], found["payments"], found["paid"]) for found in data["discrepancies"]
        ] == [
            ("duplicate", ["P-07"], "100000.00"),
            ("before-acceptance", ["P-08"], "200000.00"),
        ]

    def test_a_plan_as_plain_data(self) -> None:
        data = json.loads(to_json(yijun()))
        assert data["id"] == "yijun"
        assert [town["id"] for town in data["towns"]][:2] == ["yiyang", "pengzhen"]
        assert kinds_in(data) <= PLAIN
