from __future__ import annotations

import hashlib
import hmac
import pickle
import traceback
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from attrs import asdict, fields

from infantcare_policy import codec
from infantcare_policy.county import Ban, CreditRecord, RecordKind, Subject
from infantcare_policy.errors import Fault, InvalidFacts
from infantcare_policy.people import (
    Authority,
    Education,
    HiringCheck,
    Incumbency,
    Inspector,
    PersonKey,
    Qualification,
    Role,
    StaffMember,
    opaque,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from infantcare_policy.calendars import Event

SECRET = b"invented for the tests"
OTHER = b"another one, invented too"
LAST = date(2026, 6, 30)

DIVISION = "610222"
BIRTHDAY = "19900307"
DIVISIONS = ("110105", DIVISION)


def checked(body: str) -> str:
    """Give 17 digits their check digit (ISO 7064, mod 11-2), by hand.

    The sum of all 18 digits, each times 2 to the power of its place from the right, leaves 1 when
    it is divided by 11; X stands for 10.
    """
    total = sum(int(digit) * 2**place for place, digit in enumerate(reversed(body), start=1))
    return body + "0123456789X"[(1 - total) % 11]


def invented(division: str = DIVISION, born: str = BIRTHDAY, last: str = "X") -> str:
    """Make up a resident id that ends in a given check digit."""
    numbers = (checked(f"{division}{born}{order:03}") for order in range(900, 1000))
    return next(number for number in numbers if number[-1] == last)


WITH_X = invented()
WITH_DIGIT = invented(last="7")
OF_15 = WITH_X[:6] + WITH_X[8:17]

UNSOUND = {
    "too short": WITH_DIGIT[:-1],
    "too long": f"{WITH_DIGIT}7",
    "of 14 digits": OF_15[:-1],
    "of 15 with a letter": f"{OF_15[:-1]}X",
    "empty": "",
    "a letter among the digits": f"{WITH_X[:3]}X{WITH_X[4:]}",
    "hyphens": f"{WITH_X[:6]}-{WITH_X[6:14]}-{WITH_X[14:]}",
    "a wrong check digit": WITH_DIGIT[:-1] + "8",
    "a digit where X belongs": WITH_X[:-1] + "0",
    "X where a digit belongs": WITH_DIGIT[:-1] + "X",
    "digits of another script": "".join(chr(0x0660 + int(digit)) for digit in WITH_DIGIT),
    "a 30th of February": checked(f"{DIVISION}19900230901"),
    "a 29th of February of no leap year": checked(f"{DIVISION}19900229901"),
    "a 13th month": checked(f"{DIVISION}19901301901"),
    "the year 0": checked(f"{DIVISION}00000101901"),
    "an impossible day in 15 digits": f"{DIVISION}900230901",
}
UNLISTED = {
    "of no province": checked(f"999999{BIRTHDAY}901"),
    "of a province that has no such county": checked(f"619999{BIRTHDAY}901"),
    "of 15 digits": f"999999{BIRTHDAY[2:]}901",
}


def refused(resident_id: Any, **options: Any) -> InvalidFacts:  # noqa: ANN401 - anything may be wrong
    with pytest.raises(InvalidFacts) as invalid:
        PersonKey.of(resident_id, **{"secret": SECRET} | options)
    return invalid.value


class TestAnInventedId:
    """The standard's own sum, so that the numbers of these tests rest on no library."""

    def test_has_the_check_digit_of_the_standard(self) -> None:
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        for number in (WITH_X, WITH_DIGIT):
            total = sum(int(d) * w for d, w in zip(number[:-1], weights, strict=True))
            assert number[-1] == "10X98765432"[total % 11]


class TestAKey:
    def test_is_the_hmac_of_the_normal_id(self) -> None:
        expected = hmac.new(SECRET, WITH_X.encode(), hashlib.sha256).hexdigest()
        assert PersonKey.of(WITH_X, secret=SECRET).digest == expected

    @pytest.mark.parametrize(
        "written",
        [
            WITH_X.lower(),
            f" {WITH_X}\n",
            f"{WITH_X[:6]} {WITH_X[6:14]}\u3000{WITH_X[14:]}",
            "".join(chr(ord(sign) + 0xFEE0) for sign in WITH_X),
            "".join(chr(ord(sign) + 0xFEE0) for sign in WITH_X.lower()),
            OF_15,
            f"{OF_15}\t",
            "".join(chr(ord(sign) + 0xFEE0) for sign in OF_15),
        ],
    )
    def test_is_one_however_the_id_is_written(self, written: str) -> None:
        assert PersonKey.of(written, secret=SECRET) == PersonKey.of(WITH_X, secret=SECRET)

    @pytest.mark.parametrize("division", DIVISIONS)
    @pytest.mark.parametrize("last", "0123456789X")
    def test_is_given_for_every_check_digit(self, division: str, last: str) -> None:
        number = invented(division, last=last)
        short = number[:6] + number[8:17]
        assert PersonKey.of(number, secret=SECRET) == PersonKey.of(short, secret=SECRET)

    def test_of_a_century_of_its_own_is_another(self) -> None:
        born_later = invented(born="20900307", last="7")
        short = born_later[:6] + born_later[8:17]
        assert PersonKey.of(born_later, secret=SECRET) != PersonKey.of(short, secret=SECRET)

    def test_of_another_person_is_another(self) -> None:
        assert PersonKey.of(WITH_X, secret=SECRET) != PersonKey.of(WITH_DIGIT, secret=SECRET)

    def test_under_another_secret_is_another(self) -> None:
        assert PersonKey.of(WITH_X, secret=SECRET) != PersonKey.of(WITH_X, secret=OTHER)

    def test_can_be_kept_in_sets_and_made_of_its_digest(self) -> None:
        key = PersonKey.of(WITH_X, secret=SECRET)
        assert {key, PersonKey(key.digest)} == {key}

    def test_shows_only_its_first_signs(self) -> None:
        key = PersonKey("0123456789abcdef" * 4)
        assert repr(key) == str(key) == "<PersonKey 01234567>"

    @pytest.mark.parametrize(
        "digest", ["", WITH_X, "0" * 63, "0" * 65, "g" * 64, "A" * 64, b"0" * 64, None, 0]
    )
    def test_is_made_of_nothing_else(self, digest: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts) as invalid:
            PersonKey(digest)
        assert invalid.value.faults == (
            Fault("digest", expected="a key that PersonKey.of gave", found="something else"),
        )


class TestARefusal:
    @pytest.mark.parametrize("number", UNSOUND.values(), ids=UNSOUND)
    def test_of_what_is_no_resident_id(self, number: str) -> None:
        (fault,) = refused(number).faults
        assert (fault.path, fault.found) == ("resident_id", "something else")
        assert refused(number, retired_divisions=True).faults == (fault,)

    @pytest.mark.parametrize("number", UNLISTED.values(), ids=UNLISTED)
    def test_of_an_unknown_division_is_lifted_on_request(self, number: str) -> None:
        (fault,) = refused(number).faults
        assert fault.path == "resident_id"
        assert PersonKey.of(number, secret=SECRET, retired_divisions=True).digest

    def test_of_a_listed_division_does_not_follow_from_an_early_birth(self) -> None:
        # the code is of the county since 1983; the number was given out after that
        elder = invented(born="19621105")
        assert PersonKey.of(elder, secret=SECRET) == PersonKey.of(
            elder, secret=SECRET, retired_divisions=True
        )

    @pytest.mark.parametrize("value", [None, 0, int(WITH_DIGIT), True, WITH_X.encode(), [WITH_X]])
    def test_of_other_types(self, value: object) -> None:
        (fault,) = refused(value).faults
        assert fault.path == "resident_id"

    @pytest.mark.parametrize("secret", [b"", b"0" * 15, "0" * 32, None, 16, bytearray(32)])
    def test_of_a_secret_that_is_short_or_no_bytes(self, secret: object) -> None:
        invalid = refused(WITH_X, secret=secret)
        assert invalid.faults == (
            Fault("secret", expected="a secret of at least 16 bytes", found="another one"),
        )

    def test_of_a_secret_of_16_bytes_there_is_none(self) -> None:
        assert PersonKey.of(WITH_X, secret=b"0" * 16).digest

    def test_does_not_show_the_secret(self) -> None:
        short = b"too short"
        assert short.decode() not in told(refused(WITH_X, secret=short))


def told(error: BaseException) -> str:
    """Give all that an error tells: message, arguments, faults, traceback, what it came from."""
    seen = [error]
    while (before := seen[-1].__cause__ or seen[-1].__context__) is not None:
        seen.append(before)
    return "\n".join(
        line
        for each in seen
        for line in (
            str(each),
            repr(each),
            repr(each.args),
            repr(vars(each)),
            *traceback.format_exception(each),
            *traceback.TracebackException.from_exception(each, capture_locals=False).format(),
        )
    )


def hints(number: str) -> set[str]:
    """Give the parts of a number by which it would be known again."""
    return {number, number[:14], number[6:14], number[8:14], number[8:17], number[6:]}


class TestTheResidentId:
    """Privacy: no text, record or error that comes out of a key holds the id or the birthday."""

    @pytest.mark.parametrize("number", [WITH_X, WITH_X.lower(), WITH_DIGIT, OF_15])
    def test_is_in_nothing_that_a_key_gives(self, number: str) -> None:
        key = PersonKey.of(number, secret=SECRET)
        inspector = Inspector(id=key.digest, certificate_until=LAST)
        shown = "\n".join(
            view
            for thing in (key, inspector)
            for view in (
                repr(thing),
                str(thing),
                f"{thing}",
                repr(asdict(thing)),
                repr(pickle.dumps(thing)),
                codec.to_json(thing),
                repr(codec.to_data(thing)),
            )
        )
        for number_of_18 in (WITH_X, WITH_DIGIT, OF_15):
            assert not [part for part in hints(number_of_18) if part in shown]

    def test_is_in_no_attribute_of_a_key(self) -> None:
        key = PersonKey.of(WITH_X, secret=SECRET)
        with pytest.raises(TypeError):
            vars(key)
        assert [attribute.name for attribute in fields(PersonKey)] == ["digest"]
        assert pickle.loads(pickle.dumps(key)) == key  # noqa: S301 - it was pickled just now

    @pytest.mark.parametrize("number", [*UNSOUND.values(), *UNLISTED.values()])
    def test_is_in_no_error(self, number: str) -> None:
        error = refused(number)
        assert not [part for part in hints(number) if len(part) > 5 and part in told(error)]

    @pytest.mark.parametrize("secret", [b"", "0" * 32])
    def test_is_in_no_error_of_the_secret(self, secret: object) -> None:
        error = refused(WITH_X, secret=secret)
        assert not [part for part in hints(WITH_X) if part in told(error)]

    @pytest.mark.parametrize("value", [int(WITH_DIGIT), WITH_DIGIT.encode(), [WITH_DIGIT]])
    def test_is_in_no_error_of_another_type(self, value: object) -> None:
        error = refused(value)
        assert not [part for part in hints(WITH_DIGIT) if part in told(error)]

    def test_is_in_no_error_where_it_stands_for_a_key(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            PersonKey(WITH_X)
        assert not [part for part in hints(WITH_X) if part in told(invalid.value)]

    def test_is_in_no_error_of_a_document(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            codec.from_data({"digest": WITH_X}, PersonKey)
        assert not [part for part in hints(WITH_X) if part in told(invalid.value)]


class TestAKeyInJson:
    def test_comes_back_as_itself(self) -> None:
        key = PersonKey.of(WITH_X, secret=SECRET)
        assert codec.to_data(key) == {"digest": key.digest}
        assert codec.from_json(codec.to_json(key), PersonKey) == key


class TestAnInspector:
    @pytest.mark.parametrize(
        ("on", "may"),
        [
            (date(2026, 6, 29), True),
            (date(2026, 6, 30), True),
            (date(2026, 7, 1), False),
            (date(1949, 10, 1), True),
        ],
    )
    def test_may_inspect_up_to_the_last_day_itself(self, on: date, *, may: bool) -> None:
        assert Inspector(id="P1", certificate_until=LAST).may_inspect(on) is may

    def test_without_a_certificate_may_never(self) -> None:
        inspector = Inspector(id="P1", certificate_until=False)
        assert not any(inspector.may_inspect(on) for on in (date.min, LAST, date.max))

    @pytest.mark.parametrize(
        "value", [None, True, 0, "", "2026-06-30", datetime(2026, 6, 30, tzinfo=UTC)]
    )
    def test_has_a_certificate_that_is_known(self, value: Any) -> None:  # noqa: ANN401 - anything may be wrong
        with pytest.raises(InvalidFacts) as invalid:
            Inspector(id="P1", certificate_until=value)
        (fault,) = invalid.value.faults
        assert fault.path == "certificate_until"
        assert fault.expected == "a day without a time of day, or false for “not so far”"

    def test_has_an_id_and_a_department_of_one_line(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            Inspector(id="P\t1", certificate_until=LAST, department="")
        assert [fault.path for fault in invalid.value.faults] == ["id", "department"]

    def test_may_be_of_a_department_that_is_not_known(self) -> None:
        assert Inspector(id="P1", certificate_until=LAST).department is None

    @pytest.mark.parametrize("until", [LAST, False])
    def test_comes_back_from_json(self, until: Any) -> None:  # noqa: ANN401 - a day or false
        inspector = Inspector(id="甲", certificate_until=until, department="health")
        assert codec.from_json(codec.to_json(inspector), Inspector) == inspector


def with_id(subject: Any) -> dict[str, Callable[[], object]]:  # noqa: ANN401 - anything may be wrong
    """Give every place that an opaque id may stand in, built with something in it."""
    return {
        "a ban": lambda: Ban(subject=subject, since=LAST, for_life=True),
        "a record": lambda: CreditRecord(
            id="R1",
            subject=subject,
            about=Subject.FACILITY,
            kind=RecordKind.PENALTY,
            recorded_on=LAST,
        ),
        "a record of a person": lambda: CreditRecord(
            id="R1",
            subject=subject,
            about=Subject.PERSON,
            kind=RecordKind.CHILD_ABUSE,
            recorded_on=LAST,
        ),
        "an inspector": lambda: Inspector(id=subject, certificate_until=LAST),
    }


WAYS = {
    "of 18 with X": WITH_X,
    "of 18 with x": WITH_X.lower(),
    "of 18 digits": WITH_DIGIT,
    "of 15 digits": OF_15,
    "in full width": "".join(chr(ord(sign) + 0xFEE0) for sign in WITH_X),
    "in groups": f"{WITH_X[:6]} {WITH_X[6:14]} {WITH_X[14:]}",
    "between spaces": f" {WITH_DIGIT} ",
}
"""How a resident id may be written on one line."""

SPOILT = {
    "with a line break": f"{WITH_X}\n",
    "of 15 with a tab": f"\t{OF_15}",
    "in groups with wide spaces": f"{WITH_X[:6]}\u3000{WITH_X[6:14]}\u3000{WITH_X[14:]}",
    "with a byte order mark": f"\ufeff{WITH_DIGIT}",
    "a whole number": int(WITH_DIGIT),
    "a whole number of 15 digits": int(OF_15),
    "bytes": WITH_X.encode(),
    "a list": [WITH_X],
    "a tuple": (WITH_DIGIT,),
}
"""What comes of a resident id in a spreadsheet or a form, and is no text of one line."""


def traces() -> set[str]:
    """Give the parts by which any of the invented numbers would be known again."""
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in WITH_X)
    parts = set().union(*map(hints, (WITH_X, WITH_DIGIT, OF_15, wide)))
    return {part for part in parts | {WITH_X.lower()} if len(part) > 5}


class TestAnOpaqueId:
    """Privacy: a resident id stands nowhere in the place of a key, and no refusal shows it."""

    @pytest.mark.parametrize("number", WAYS.values(), ids=WAYS)
    def test_is_no_resident_id(self, number: str) -> None:
        (fault,) = opaque(number)
        assert (fault.expected, fault.found) == ("an opaque id", "a resident id")
        assert "PersonKey.of" in fault.advice

    @pytest.mark.parametrize("value", ["", " ", "\n", None, 0, True, b"F1", "F1\n", "F\u30001"])
    def test_is_a_text_of_one_line(self, value: object) -> None:
        assert len(list(opaque(value))) == 1

    @pytest.mark.parametrize(
        "value",
        [
            "F1",
            "托育园",
            "a" * 64,
            # the synthetic codes of the fact sheet, two of them digits alone
            "126102220000000198",
            "52610222000000027Y",
            "91610222000000035Q",
            "92610222000000043G",
            # next to a resident id: another check digit, an impossible day, too short, too long
            WITH_DIGIT[:-1] + "8",
            checked(f"{DIVISION}19900230901"),
            WITH_DIGIT[:-1],
            f"{WITH_DIGIT}7",
        ],
    )
    def test_may_be_a_code_a_key_or_any_other_text(self, value: str) -> None:
        assert list(opaque(value)) == []

    @pytest.mark.parametrize("place", with_id(""))
    @pytest.mark.parametrize("number", WAYS.values(), ids=WAYS)
    def test_is_asked_for_wherever_somebody_is_named(self, place: str, number: str) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            with_id(number)[place]()
        (fault,) = invalid.value.faults
        assert fault.path in {"subject", "id"}
        assert fault.found == "a resident id"

    @pytest.mark.parametrize("place", with_id(""))
    @pytest.mark.parametrize("number", [*WAYS.values(), *SPOILT.values()], ids=[*WAYS, *SPOILT])
    def test_is_not_shown_where_it_is_refused(self, place: str, number: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            with_id(number)[place]()
        shown = told(invalid.value) + repr(pickle.dumps(invalid.value))
        assert not [part for part in traces() if part in shown]

    @pytest.mark.parametrize("place", ["subject", "id"])
    def test_is_not_shown_by_a_document_either(self, place: str) -> None:
        kind: type = Ban if place == "subject" else Inspector
        with pytest.raises(InvalidFacts) as invalid:
            codec.from_data({place: WITH_X}, kind)
        assert not [part for part in traces() if part in told(invalid.value)]

    @pytest.mark.parametrize(
        "number", [number for name, number in UNLISTED.items() if "15" not in name]
    )
    def test_is_no_resident_id_even_of_a_division_that_was_given_up(self, number: str) -> None:
        """Some old numbers bear a code that no list has; they are resident ids all the same."""
        assert PersonKey.of(number, secret=SECRET, retired_divisions=True).digest
        (fault,) = opaque(number)
        assert fault.found == "a resident id"


KEY = PersonKey("0123456789abcdef" * 4)


def member(**changes: Any) -> StaffMember:  # noqa: ANN401 - any field
    known: dict[str, Any] = {"person": KEY, "facility": "F1", "role": Role.CARER}
    return StaffMember(**known | changes)


class TestAMemberOfStaff:
    FIRST, LAST_DAY = date(2025, 9, 1), date(2026, 8, 31)

    def test_needs_a_key_a_facility_and_a_post(self) -> None:
        known = member()
        unknown = {a.name for a in fields(StaffMember)} - {"person", "facility", "role"}
        assert {name for name in unknown if getattr(known, name) is None} == unknown

    # the day before the first, the first, the last, the day after the last
    @pytest.mark.parametrize(
        ("since", "until", "truths"),
        [
            (FIRST, LAST_DAY, [False, True, True, False]),
            (FIRST, False, [False, True, True, True]),
            (FIRST, None, [False, True, None, None]),
            (None, LAST_DAY, [None, None, True, False]),
            (None, False, [None, None, None, None]),
            (None, None, [None, None, None, None]),
        ],
    )
    def test_is_in_the_post_from_the_first_day_to_the_last(
        self,
        since: date | None,
        until: Event,
        truths: list[bool | None],
    ) -> None:
        days = (date(2025, 8, 31), date(2025, 9, 1), date(2026, 8, 31), date(2026, 9, 1))
        assert [member(since=since, until=until).in_post(on) for on in days] == truths

    def test_may_have_a_single_day(self) -> None:
        assert member(since=LAST, until=LAST).in_post(LAST) is True

    def test_does_not_leave_before_the_first_day(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            member(since=date(2026, 5, 6), until=date(2026, 5, 5))
        (fault,) = invalid.value.faults
        assert (fault.path, fault.found) == ("until", "2026-05-05, before since 2026-05-06")

    def test_has_facts_of_the_right_kinds(self) -> None:
        wrong: dict[str, Any] = {
            "facility": "",
            "role": "nurse",
            "since": "2025-09-01",
            "until": True,
            "full_time": 1,
            "education": "doctor",
            "experience_years": -1,
            "qualifications": [Qualification.CARE_TRAINING],
            "health_checked_on": datetime(2026, 5, 6, tzinfo=UTC),
        }
        with pytest.raises(InvalidFacts) as invalid:
            member(**wrong)
        assert [fault.path for fault in invalid.value.faults] == list(wrong)

    @pytest.mark.parametrize("years", [True, 2.0, "2"])
    def test_has_whole_years_of_experience(self, years: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            member(experience_years=years)
        assert [fault.path for fault in invalid.value.faults] == ["experience_years"]

    def test_has_each_qualification_once(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            member(qualifications=(Qualification.CARE_TRAINING, Qualification.CARE_TRAINING))
        assert [fault.path for fault in invalid.value.faults] == ["qualifications[1]"]

    def test_may_be_known_to_have_no_qualification(self) -> None:
        assert member(qualifications=()).qualifications == ()

    def test_comes_back_from_json(self) -> None:
        known = member(
            since=date(2025, 9, 1),
            until=False,
            full_time=True,
            education=Education.COLLEGE,
            experience_years=2,
            qualifications=(Qualification.CARE_TRAINING, Qualification.RELATED_MAJOR),
            health_checked_on=date(2026, 5, 6),
        )
        for each in (known, member()):
            assert codec.from_json(codec.to_json(each), StaffMember) == each


def check(**changes: Any) -> HiringCheck:  # noqa: ANN401 - any field
    known: dict[str, Any] = {"person": KEY, "authority": Authority.PUBLIC_SECURITY, "on": LAST}
    return HiringCheck(**known | changes)


class TestACheckBeforeHiring:
    def test_has_no_answer_until_there_is_one(self) -> None:
        assert check().found is None

    def test_has_facts_of_the_right_kinds(self) -> None:
        wrong: dict[str, Any] = {"authority": "court", "on": False, "found": 0}
        with pytest.raises(InvalidFacts) as invalid:
            check(**wrong)
        assert [fault.path for fault in invalid.value.faults] == list(wrong)

    def test_is_of_a_day_without_a_time_of_day(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            check(on=datetime(2026, 5, 6, tzinfo=UTC))
        (fault,) = invalid.value.faults
        assert (fault.path, fault.advice) == ("on", "take its .date() in Asia/Shanghai")

    @pytest.mark.parametrize("found", [True, False, None])
    @pytest.mark.parametrize("authority", Authority)
    def test_comes_back_from_json(self, authority: Authority, *, found: bool | None) -> None:
        each = check(authority=authority, found=found)
        assert codec.from_json(codec.to_json(each), HiringCheck) == each

    def test_knows_the_authorities_by_their_official_names(self) -> None:
        assert [Authority.named(name) for name in ("公安机关", "人民检察院")] == list(Authority)


def incumbency(**changes: Any) -> Incumbency:  # noqa: ANN401 - any field
    known: dict[str, Any] = {"seat": "health", "person": KEY}
    return Incumbency(**known | changes)


class TestAnIncumbency:
    """A2: a seat is an office, and whoever is in it is known by a key."""

    FIRST, LAST_DAY = date(2024, 2, 29), date(2025, 2, 28)

    def test_needs_a_seat_and_a_key(self) -> None:
        known = incumbency()
        assert (known.since, known.until) == (None, None)
        for needed in ({"seat": "health"}, {"person": KEY}):
            with pytest.raises(TypeError):
                Incumbency(**needed)

    # the day before the first, the first, the last, the day after the last
    @pytest.mark.parametrize(
        ("since", "until", "truths"),
        [
            (FIRST, LAST_DAY, [False, True, True, False]),
            (FIRST, False, [False, True, True, True]),
            (FIRST, None, [False, True, None, None]),
            (None, LAST_DAY, [None, None, True, False]),
            (None, False, [None, None, None, None]),
            (None, None, [None, None, None, None]),
        ],
    )
    def test_lasts_from_the_first_day_to_the_last(
        self,
        since: date | None,
        until: Event,
        truths: list[bool | None],
    ) -> None:
        days = (date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1))
        assert [incumbency(since=since, until=until).in_post(on) for on in days] == truths

    def test_may_last_a_single_day(self) -> None:
        assert incumbency(since=LAST, until=LAST).in_post(LAST) is True

    def test_may_last_as_long_as_the_calendar(self) -> None:
        always = incumbency(since=date.min, until=date.max)
        assert always.in_post(date.min) is always.in_post(date.max) is True

    def test_does_not_end_before_it_begins(self) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            incumbency(since=date(2024, 3, 1), until=date(2024, 2, 29))
        (fault,) = invalid.value.faults
        assert (fault.path, fault.found) == ("until", "2024-02-29, before since 2024-03-01")

    def test_has_facts_of_the_right_kinds(self) -> None:
        wrong: dict[str, Any] = {
            "seat": "two\nlines",
            "person": "a" * 64,
            "since": datetime(2026, 5, 6, tzinfo=UTC),
            "until": True,
        }
        with pytest.raises(InvalidFacts) as invalid:
            incumbency(**wrong)
        assert [fault.path for fault in invalid.value.faults] == list(wrong)

    @pytest.mark.parametrize("since", [False, "2024-02-29", 20240229, 2024.0])
    def test_begins_on_a_day_or_nobody_knows_when(self, since: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            incumbency(since=since)
        assert [fault.path for fault in invalid.value.faults] == ["since"]

    @pytest.mark.parametrize("seat", ["", " ", None, 3, True])
    def test_names_a_seat(self, seat: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            incumbency(seat=seat)
        assert [fault.path for fault in invalid.value.faults] == ["seat"]

    @pytest.mark.parametrize("number", [WITH_X, WITH_DIGIT, OF_15])
    def test_has_no_resident_id_in_the_place_of_a_seat(self, number: str) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            incumbency(seat=number)
        assert not [part for part in traces() if part in told(invalid.value)]

    @pytest.mark.parametrize("person", ["（略）", "an office-holder", None, 7, ("a" * 64,)])
    def test_is_of_nobody_by_name(self, person: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            incumbency(person=person)
        assert [fault.path for fault in invalid.value.faults] == ["person"]

    @pytest.mark.parametrize("number", [*WAYS.values(), *SPOILT.values()], ids=[*WAYS, *SPOILT])
    def test_shows_no_resident_id_in_the_place_of_a_key(self, number: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            incumbency(person=number)
        assert [fault.path for fault in invalid.value.faults] == ["person"]
        shown = told(invalid.value) + repr(pickle.dumps(invalid.value))
        assert not [part for part in traces() if part in shown]

    @pytest.mark.parametrize("number", [WITH_X, OF_15, int(WITH_DIGIT)])
    @pytest.mark.parametrize("inside", [False, True])
    def test_shows_none_in_a_document(self, number: object, *, inside: bool) -> None:
        person = {"digest": number} if inside else number
        with pytest.raises(InvalidFacts) as invalid:
            codec.from_data({"seat": "health", "person": person}, Incumbency)
        assert not [part for part in traces() if part in told(invalid.value)]

    def test_has_no_place_for_a_name(self) -> None:
        document = {"seat": "health", "person": {"digest": KEY.digest}, "name": "（略）"}
        with pytest.raises(InvalidFacts) as invalid:
            codec.from_data(document, Incumbency)
        assert [fault.path for fault in invalid.value.faults] == ["name"]

    @pytest.mark.parametrize("until", [LAST_DAY, False, None])
    def test_comes_back_from_json(self, until: Event) -> None:
        each = incumbency(since=self.FIRST, until=until)
        assert codec.from_json(codec.to_json(each), Incumbency) == each


class TestAnIdInThePlaceOfAKey:
    """Privacy: the likeliest slip is to write the id where the key belongs."""

    @pytest.mark.parametrize("number", [*WAYS.values(), *SPOILT.values()], ids=[*WAYS, *SPOILT])
    @pytest.mark.parametrize("build", [member, check], ids=["staff", "check"])
    def test_is_refused_and_not_shown(self, build: Callable[..., object], number: object) -> None:
        with pytest.raises(InvalidFacts) as invalid:
            build(person=number)
        assert [fault.path for fault in invalid.value.faults] == ["person"]
        shown = told(invalid.value) + repr(pickle.dumps(invalid.value))
        assert not [part for part in traces() if part in shown]

    @pytest.mark.parametrize("number", [WITH_X, OF_15, int(WITH_DIGIT), [WITH_X]])
    @pytest.mark.parametrize("inside", [False, True])
    def test_is_refused_and_not_shown_in_a_document(self, number: object, *, inside: bool) -> None:
        person = {"digest": number} if inside else number
        documents: dict[type, dict[str, object]] = {
            StaffMember: {"facility": "F1", "role": "carer"},
            HiringCheck: {"authority": "procuratorate", "on": "2026-05-06"},
        }
        for kind, rest in documents.items():
            with pytest.raises(InvalidFacts) as invalid:
                codec.from_data({"person": person} | rest, kind)
            assert not [part for part in traces() if part in told(invalid.value)]
