"""No resident id that goes in comes out again (DESIGN, section 8).

An id is made into a key, and the key goes through everything that knows persons. Whatever comes
out, in whatever form, is searched for the id. A new area, the report or the command line takes its
place here by one entry in `ANSWERS`, `REFUSALS` or `VIEWS`.
"""

from __future__ import annotations

import copy
import json
import pickle
import traceback
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from attrs import asdict, evolve, frozen
from click.testing import CliRunner

from infantcare_policy import codec
from infantcare_policy.assessments import Inspection
from infantcare_policy.cli import infantcare
from infantcare_policy.conference import incumbent
from infantcare_policy.county import Ban, County, CreditRecord, RecordKind, Subject
from infantcare_policy.credit import (
    bans,
    displayed,
    listings,
    may_operate,
    may_work,
    repair,
    standing,
)
from infantcare_policy.decisions import Conflicting
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import Facility
from infantcare_policy.families import Child, Family, HealthContact, ServiceRecord
from infantcare_policy.guidance import health_visits, reach, services
from infantcare_policy.people import (
    Authority,
    HiringCheck,
    Incumbency,
    Inspector,
    PersonKey,
    Role,
    StaffMember,
)
from infantcare_policy.plan import yijun
from infantcare_policy.report import Report, compose
from infantcare_policy.wording import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SECRET = b"invented for the tests"
SINCE, ON = date(2026, 3, 2), date(2026, 5, 6)
WIDE = 0xFEE0
"""How far a full-width sign lies behind its half-width one."""


def checked(body: str) -> str:
    """Give 17 digits their check digit (GB 11643): weights 2 to the power of 17 down to 1."""
    total = sum(int(digit) * 2**place for place, digit in enumerate(reversed(body), start=1))
    return body + "0123456789X"[(1 - total) % 11]


def invented(last: str) -> str:
    """Make up an id of Yijun that ends in a given check digit; it belongs to nobody."""
    numbers = (checked(f"6102221990030{day}{order:03}") for day in range(1, 10) for order in TAIL)
    return next(number for number in numbers if number[-1] == last)


TAIL = range(900, 1000)
OF_18, WITH_X = invented("4"), invented("X")

WRITTEN = {
    "18 digits": OF_18,
    "18 signs with X": WITH_X,
    "18 signs with x": WITH_X.lower(),
    "15 digits": WITH_X[:6] + WITH_X[8:17],
    "15 digits of another": OF_18[:6] + OF_18[8:17],
    "full width": "".join(chr(ord(sign) + WIDE) for sign in WITH_X),
}
"""How the ids are written when they go in."""


def parts(number: str) -> set[str]:
    """Give an id in every writing, and its first 17 signs, which tell the last."""
    narrow = "".join(chr(ord(s) - WIDE) if ord(s) > WIDE else s for s in number).upper()
    longer = narrow if len(narrow) == 18 else checked(f"{narrow[:6]}19{narrow[6:]}")
    shorter = longer[:6] + longer[8:17]
    halves = {longer, longer[:17], shorter, longer.lower()}
    return {number} | halves | {"".join(chr(ord(sign) + WIDE) for sign in half) for half in halves}


@frozen
class Person:
    """An id that goes in, and the key that is made of it."""

    number: str

    @property
    def key(self) -> PersonKey:
        return PersonKey.of(self.number, secret=SECRET)


# what goes in


def record(person: Person, **changes: Any) -> CreditRecord:  # noqa: ANN401 - any field
    known: dict[str, Any] = {
        "id": "R1",
        "subject": person.key.digest,
        "about": Subject.PERSON,
        "kind": RecordKind.CHILD_ABUSE,
        "recorded_on": SINCE,
        "established": True,
    }
    return CreditRecord(**known | changes)


def ban(person: Person) -> Ban:
    return Ban(subject=person.key.digest, since=SINCE, for_life=False)


def staff(person: Person) -> tuple[StaffMember, ...]:
    return tuple(
        StaffMember(person=person.key, facility=f, role=Role.CARER, since=SINCE, until=False)
        for f in ("F1", "F2")
    )


def checks(person: Person, *, found: bool | None) -> tuple[HiringCheck, ...]:
    return tuple(
        HiringCheck(person=person.key, authority=authority, on=SINCE, found=found)
        for authority in Authority
    )


def held_by(person: Person) -> tuple[Incumbency, ...]:
    """Give one person in two posts."""
    return tuple(
        Incumbency(seat=seat, person=person.key, since=SINCE, until=False)
        for seat in ("convener", "health")
    )


def family(person: Person) -> Family:
    return Family(id=person.key.digest, special_hardship=None)


def given_to(person: Person) -> tuple[ServiceRecord, ...]:
    return (
        ServiceRecord(family=person.key.digest, service="growth", on=SINCE),
        ServiceRecord(family=person.key.digest, service="care"),
    )


def child(person: Person) -> Child:
    return Child(id=person.key.digest, family=person.key.digest, born_on=SINCE)


def contacts_with(person: Person) -> tuple[HealthContact, ...]:
    return (HealthContact(child=person.key.digest, contact="newborn-home-visit", on=False),)


def county(person: Person) -> County:
    return County(
        id="yijun",
        families=(family(person),),
        services=given_to(person),
        children=(child(person),),
        contacts=contacts_with(person),
        incumbencies=held_by(person),
        facilities=(Facility(id="F1"),),
        bans=(ban(person),),
        records=(record(person),),
        staff=staff(person),
        hiring_checks=checks(person, found=False),
    )


# what comes out


def answers_about_work(person: Person) -> Iterator[object]:
    registers: tuple[tuple[CreditRecord | Ban, ...], ...] = (
        (),
        (ban(person),),
        (record(person),),
        (record(person, established=None),),
        (record(person, kind=RecordKind.COURT_BAN),),
        (record(person, kind=RecordKind.COMPLAINT),),
    )
    for held in registers:
        for found in (True, False, None):
            asked = checks(person, found=found)
            yield may_work(person.key, held, yijun(), on=ON, checks=asked)
    yield may_work(person.key, (), yijun(), on=date(2036, 1, 1), checks=checks(person, found=False))


def answers_about_credit(person: Person) -> Iterator[object]:
    held = (record(person), ban(person), record(person, id="R2", kind=RecordKind.PENALTY))
    yield standing(person.key.digest, held, yijun(), on=ON)
    yield standing(person.key.digest, held, yijun(), on=ON, known_on=SINCE)
    yield bans(held, yijun(), on=ON)
    yield may_operate(Facility(id="F1"), held, yijun(), on=ON)
    for each in (held[0], held[2]):
        assert isinstance(each, CreditRecord)
        yield displayed(each, yijun(), on=ON)
        yield repair(each, yijun(), on=ON)


def answers_about_families(person: Person) -> Iterator[object]:
    own, records = family(person), given_to(person)
    for hardship in (True, False, None):
        yield services(evolve(own, special_hardship=hardship), records, yijun(), on=ON)
    yield reach((own,), records, yijun(), on=ON)
    yield health_visits(child(person), contacts_with(person), yijun(), on=ON)


def answers_about_seats(person: Person) -> Iterator[object]:
    for seat in ("convener", "health", "tax"):
        yield incumbent(seat, held_by(person), yijun(), on=ON)
    others = held_by(EVERYBODY[0]) + held_by(EVERYBODY[1]) + held_by(person)
    yield incumbent("health", others, yijun(), on=ON)


ANSWERS: dict[str, Callable[[Person], Iterable[object]]] = {
    "the key": lambda person: (person.key,),
    "a ban": lambda person: (ban(person),),
    "a record": lambda person: (record(person),),
    "staff": staff,
    "checks before hiring": lambda person: checks(person, found=True),
    "an inspector": lambda person: (Inspector(id=person.key.digest, certificate_until=False),),
    "a county": lambda person: (county(person),),
    "who stands on two lists": lambda person: listings(staff(person), on=ON),
    "whether somebody may work": answers_about_work,
    "what the register says": answers_about_credit,
    "a holder of seats": held_by,
    "a family": lambda person: (family(person),),
    "what a family was given": given_to,
    "a child": lambda person: (child(person),),
    "contacts with a child": contacts_with,
    "what families are owed": answers_about_families,
    "who holds a seat": answers_about_seats,
}
"""Everything that comes of a person, by name; `person.number` is what went in."""


VIEWS: dict[str, Callable[[object], str]] = {
    "repr": repr,
    "str": str,
    "format": "{}".format,
    "json": codec.to_json,
    "plain data": lambda value: repr(codec.to_data(value)),
    "pickle": lambda value: told(pickle.dumps(value)),
    "copy": lambda value: repr(copy.deepcopy(value)),
}
"""Every form in which a value leaves the library."""


def told(data: bytes) -> str:
    """Give the bytes as text, one sign a byte, so that no decoding hides anything."""
    return f"{data.decode('latin-1')}\n{data.decode('utf-8', errors='ignore')}"


def found(number: str, shown: str) -> list[str]:
    return sorted(part for part in parts(number) if part in shown)


class TestTheSearch:
    """The search finds what it looks for, or it would prove nothing."""

    @pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
    @pytest.mark.parametrize(
        "view", ["repr", "str", "format", "json", "plain data", "pickle", "copy"]
    )
    def test_finds_an_id_and_its_first_17_signs_in_any_form(self, number: str, view: str) -> None:
        for part in parts(number):
            assert part in found(number, VIEWS[view]((part,)))

    def test_looks_for_every_writing_of_one_id(self) -> None:
        of_x = [parts(WRITTEN[name]) for name in WRITTEN if "another" not in name][1:]
        assert all(WITH_X in each and WITH_X[:17] in each for each in of_x)
        assert all(WRITTEN["15 digits"] in each for each in of_x)

    def test_looks_in_every_form(self) -> None:
        """A fact that held an id by mistake is found by every view of it."""
        leaky = Facility(id=WITH_X)
        assert all(found(WITH_X, view(leaky)) for view in VIEWS.values())

    @pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
    def test_is_of_ids_that_have_a_key(self, number: str) -> None:
        assert len(Person(number).key.digest) == 64


@pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("answer", ANSWERS)
def test_no_answer_shows_an_id(answer: str, number: str) -> None:
    values = list(ANSWERS[answer](Person(number)))
    assert values
    shown = {name: [view(value) for value in values] for name, view in VIEWS.items()}
    for name, views in shown.items():
        assert not [part for each in views for part in found(number, each)], name


@pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
def test_no_field_holds_an_id(number: str) -> None:
    assert not found(number, repr(asdict(county(Person(number)))))


# what is refused


def almost(number: str) -> Iterator[str]:
    """Give numbers that are an id but for one thing, as they come of a slip of the pen."""
    narrow = "".join(chr(ord(s) - WIDE) if ord(s) > WIDE else s for s in number)
    last = "0" if narrow[-1] != "0" else "1"
    yield narrow[:-1] + last if len(narrow) == 18 else narrow[:-1] + "X"
    yield narrow + "0"
    yield narrow[:-1]
    yield f"{narrow[:6]}-{narrow[6:]}"
    yield f"'{narrow}"


def of_almost(number: str) -> Iterator[Callable[[], object]]:
    for wrong in almost(number):
        yield partial(PersonKey.of, wrong, secret=SECRET)


def without_a_secret(number: str) -> Iterator[Callable[[], object]]:
    secrets: tuple[Any, ...] = (b"", b"short", "0" * 32, None)
    for secret in secrets:
        yield partial(PersonKey.of, number, secret=secret)


def in_the_place_of_a_digest(number: str) -> Iterator[Callable[[], object]]:
    yield lambda: PersonKey(number)
    yield lambda: codec.from_data({"digest": number}, PersonKey)
    yield lambda: codec.from_json(f'{{"digest": "{number}"}}', PersonKey)


def in_the_place_of_a_subject(number: str) -> Iterator[Callable[[], object]]:
    yield lambda: Ban(subject=number, since=SINCE, for_life=True)
    yield lambda: Inspector(id=number, certificate_until=False)
    for about in Subject:
        yield partial(
            CreditRecord,
            id="R1",
            subject=number,
            about=about,
            kind=RecordKind.CHILD_ABUSE,
            recorded_on=SINCE,
        )
    yield lambda: codec.from_data({"subject": number, "since": "2026-03-02", "for_life": True}, Ban)
    yield lambda: codec.from_data(
        {"id": "yijun", "bans": [{"subject": number, "since": "2026-03-02", "for_life": True}]},
        County,
    )


def spoilt_in_the_place_of_a_subject(number: str) -> Iterator[Callable[[], object]]:
    """Give what a form makes of an id: a line break behind it, a number, a list of one."""
    digits: tuple[Any, ...] = (int(number),) if number.isdigit() else ()
    for wrong in (f"{number}\n", number.encode(), [number], *digits):
        yield partial(Ban, subject=wrong, since=SINCE, for_life=True)


def in_the_place_of_a_key(number: str) -> Iterator[Callable[[], object]]:
    wrong: Any = number
    yield lambda: StaffMember(person=wrong, facility="F1", role=Role.CARER)
    yield lambda: HiringCheck(person=wrong, authority=Authority.PROCURATORATE, on=SINCE)


def in_the_place_of_a_key_in_a_document(number: str) -> Iterator[Callable[[], object]]:
    member = {"person": number, "facility": "F1", "role": "carer"}
    yield lambda: codec.from_data(member, StaffMember)
    yield lambda: codec.from_data({"id": "yijun", "staff": [member]}, County)
    check = {"person": number, "authority": "procuratorate", "on": "2026-03-02"}
    yield lambda: codec.from_data({"id": "yijun", "hiring_checks": [check]}, County)


def in_the_place_of_an_opaque_id(number: str) -> Iterator[Callable[[], object]]:
    """Put an id where a family, a child or a key is meant, in facts and in documents."""
    yield lambda: Family(id=number)
    yield lambda: ServiceRecord(family=number, service="growth")
    yield lambda: Child(id=number, born_on=SINCE)
    yield lambda: Child(id="c", family=number, born_on=SINCE)
    yield lambda: HealthContact(child=number, contact="full-month")
    wrong: Any = number
    yield lambda: Incumbency(seat="health", person=wrong)
    documents: dict[str, dict[str, object]] = {
        "families": {"id": number},
        "services": {"family": number, "service": "growth"},
        "children": {"id": number, "born_on": "2026-03-02"},
        "contacts": {"child": number, "contact": "full-month"},
        "incumbencies": {"seat": "health", "person": {"digest": number}},
    }
    for part, item in documents.items():
        yield partial(codec.from_data, {"id": "yijun", part: [item]}, County)
        yield partial(codec.from_json, json.dumps({"id": "yijun", part: [item]}), County)


def spoilt_in_the_place_of_an_opaque_id(number: str) -> Iterator[Callable[[], object]]:
    digits: tuple[Any, ...] = (int(number),) if number.isdigit() else ()
    for wrong in (f"{number}\n", f" {number}", number.encode(), [number], *digits):
        yield partial(Family, id=wrong)
        yield partial(Child, id=wrong, born_on=SINCE)
        yield partial(HealthContact, child=wrong, contact="full-month")
        yield partial(ServiceRecord, family=wrong, service="growth")


REFUSALS: dict[str, Callable[[str], Iterator[Callable[[], object]]]] = {
    "an almost right id": of_almost,
    "a secret that is none": without_a_secret,
    "an id for a digest": in_the_place_of_a_digest,
    "an id for a subject": in_the_place_of_a_subject,
    "a spoilt id for a subject": spoilt_in_the_place_of_a_subject,
    "an id for a key": in_the_place_of_a_key,
    "an id for a key in a document": in_the_place_of_a_key_in_a_document,
    "an id for an opaque id": in_the_place_of_an_opaque_id,
    "a spoilt id for an opaque id": spoilt_in_the_place_of_an_opaque_id,
}
"""Everything that refuses an id, by name; each gives calls that raise `InvalidFacts`."""


def raised(call: Callable[[], object]) -> InvalidFacts:
    with pytest.raises(InvalidFacts) as invalid:
        call()
    return invalid.value


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Give an error with all that it came from, shown or not."""
    if error is not None:
        yield error
        yield from chain(error.__cause__)
        yield from chain(error.__context__)


def views_of(error: BaseException) -> Iterator[str]:
    """Give every form in which an error is told; the values of local variables are not told."""
    for each in chain(error):
        yield str(each)
        yield repr(each)
        yield repr(each.args)
        yield repr(vars(each))
        yield told(pickle.dumps(each))
        yield "".join(traceback.format_exception(each))
        untold = traceback.TracebackException.from_exception(each, capture_locals=False)
        yield "".join(untold.format())


@pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("refusal", REFUSALS)
def test_no_refusal_shows_an_id(refusal: str, number: str) -> None:
    calls = list(REFUSALS[refusal](number))
    assert calls
    for call in calls:
        for view in views_of(raised(call)):
            assert found(number, view) == []


@pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
def test_no_refusal_shows_an_almost_right_id(number: str) -> None:
    for wrong in almost(number):
        for view in views_of(raised(partial(PersonKey.of, wrong, secret=SECRET))):
            assert wrong not in view


# the report and the command line


EVERYBODY = tuple(Person(number) for number in WRITTEN.values())
LOCALES = ("zh_CN", "en")
TERMINAL = {"FORCE_COLOR": "1", "COLUMNS": "400"}


def whole_county() -> County:
    """Give a record that holds every person in every place that takes a key."""
    held = tuple({each.key: each for each in EVERYBODY}.values())
    return County(
        id="yijun",
        facilities=(Facility(id="F1"), Facility(id="F2")),
        bans=tuple(ban(person) for person in held),
        records=tuple(
            record(person, id=f"R{index}{kind}", kind=kind)
            for index, person in enumerate(held)
            for kind in RecordKind
        ),
        staff=tuple(member for person in held for member in staff(person)),
        hiring_checks=tuple(
            check
            for person in held
            for answer in (True, False, None)
            for check in checks(person, found=answer)
        ),
        inspections=(
            Inspection(
                id="I1", object="F1", on=SINCE, inspectors=tuple(each.key.digest for each in held)
            ),
        ),
        families=tuple(family(person) for person in held),
        services=tuple(each for person in held for each in given_to(person)),
        children=tuple(child(person) for person in held),
        contacts=tuple(each for person in held for each in contacts_with(person)),
        incumbencies=tuple(each for person in held for each in held_by(person)),
    )


def shown_of_anybody(text: str) -> list[str]:
    return [part for person in EVERYBODY for part in found(person.number, text)]


def asked(*arguments: str, **options: Any) -> str:  # noqa: ANN401 - what invoke takes
    """Give all that a command says, on either stream."""
    result = CliRunner().invoke(infantcare, arguments, **options)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return f"{result.stdout}\n{result.stderr}"


class TestTheReport:
    """An id is made into a key before the library sees it, and no report brings it back."""

    @pytest.fixture(scope="class")
    @staticmethod
    def report() -> Report:
        return compose(whole_county(), yijun(), on=ON)

    def test_tells_of_everybody(self, report: Report) -> None:
        """What is searched below does hold the persons, by their keys."""
        keys = {person.key for person in EVERYBODY}
        assert len(keys) == 2  # each of the two numbers, however it is written
        assert all({m.person for m in f.staff} == keys for f in report.facilities)
        assert {listing.person for listing in report.listings} == keys
        assert {each.subject for each in report.bans} == {key.digest for key in keys}
        assert {each.child for each in report.guidance.children} == {key.digest for key in keys}
        [growth] = [s for s in report.guidance.services or () if s.service == "growth"]
        assert growth.given.known == 2
        [health] = [s.incumbent for s in report.seats if s.seat == "health"]
        assert isinstance(health, Conflicting)
        assert {option.value for option in health.options} == keys

    @pytest.mark.parametrize("view", VIEWS)
    def test_shows_no_id_in_any_form(self, view: str, report: Report) -> None:
        for value in (report, report.open_questions, whole_county()):
            assert shown_of_anybody(VIEWS[view](value)) == []

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_shows_no_id_in_a_pickle_and_comes_back_from_it(
        self, protocol: int, report: Report
    ) -> None:
        data = pickle.dumps(report, protocol)
        assert shown_of_anybody(told(data)) == []
        assert pickle.loads(data) == report  # noqa: S301 - our own pickle

    @pytest.mark.parametrize("locale", LOCALES)
    def test_explains_whether_somebody_may_work_without_an_id(
        self, locale: str, report: Report
    ) -> None:
        answers = [member.may_work for f in report.facilities for member in f.staff]
        answers += [each for p in EVERYBODY for each in answers_about_work(p)]  # type: ignore[misc]
        assert {answer.kind for answer in answers} == {"decided", "undetermined"}
        for answer in answers:
            words = explain(answer, yijun(), locale=locale)
            assert words
            assert shown_of_anybody(words) == []

    @pytest.mark.parametrize("locale", LOCALES)
    def test_explains_families_children_and_seats_without_an_id(self, locale: str) -> None:
        for person in EVERYBODY:
            for about in (answers_about_families, answers_about_seats):
                for answer in about(person):
                    several = answer if isinstance(answer, tuple) else (answer,)
                    for each in several:
                        words = explain(each, yijun(), locale=locale)
                        assert words
                        assert shown_of_anybody(words) == []

    @pytest.mark.parametrize("locale", LOCALES)
    @pytest.mark.parametrize("more", [(), ("--json",)], ids=["tables", "json"])
    def test_is_printed_without_an_id(self, locale: str, more: tuple[str, ...]) -> None:
        content = codec.to_json(whole_county())
        assert shown_of_anybody(content) == []
        said = asked(
            "report", "-", "--on", str(ON), "--locale", locale, *more, input=content, env=TERMINAL
        )
        assert EVERYBODY[0].key.digest[:8] in said
        assert shown_of_anybody(said) == []

    def test_is_refused_without_an_id(self) -> None:
        """A record that names a facility that it does not hold."""
        wrong = evolve(whole_county(), facilities=(Facility(id="F1"),))
        error = raised(partial(compose, wrong, yijun(), on=ON))
        assert {fault.path for fault in error.faults} == {
            f"staff[{index}].facility"
            for index, m in enumerate(wrong.staff or ())
            if m.facility == "F2"
        }
        assert [shown_of_anybody(view) for view in views_of(error) if shown_of_anybody(view)] == []

    @pytest.mark.parametrize("command", [("check",), ("report", "--on", str(ON))], ids=" ".join)
    @pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
    def test_of_a_record_with_an_id_is_refused_without_it(
        self, number: str, command: tuple[str, ...]
    ) -> None:
        member = {"facility": "F1", "role": "carer"}
        content = json.dumps(
            {
                "id": "yijun",
                "facilities": [{"id": "F1"}],
                "bans": [{"subject": number, "since": "2026-03-02", "for_life": True}],
                "staff": [
                    member | {"person": {"digest": number}},
                    member | {"person": number},
                ],
                "inspections": [
                    {"id": "I1", "object": "F1", "on": "2026-03-02", "inspectors": [number]}
                ],
                "families": [{"id": number}],
                "services": [{"family": number, "service": "growth"}],
                "children": [{"id": number, "family": number, "born_on": "2026-03-02"}],
                "contacts": [{"child": number, "contact": "full-month"}],
                "incumbencies": [{"seat": "health", "person": {"digest": number}}],
            }
        )
        said = asked(*command, "-", input=content)
        assert "error: -: 10 faults" in said
        assert found(number, said) == []

    @pytest.mark.parametrize("command", [("check",), ("report", "--on", str(ON))], ids=" ".join)
    @pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)
    @pytest.mark.parametrize(
        ("part", "item"),
        [
            ("services", {"family": "f", "service": "ID"}),
            ("contacts", {"child": "c", "contact": "ID"}),
            ("contacts", {"child": "c", "contact": "full-month", "checks": ["ID"]}),
            ("employers", {"id": "E", "measures": {"ID": True}}),
            ("employers", {"id": "ID"}),
            ("employers", {"id": "E", "name": "ID"}),
            ("employers", {"id": "E", "town": "ID"}),
            ("families", {"id": "f2", "town": "ID"}),
            ("institutions", {"id": "ID"}),
            ("institutions", {"id": "H", "name": "ID"}),
            ("institutions", {"id": "H", "town": "ID"}),
            ("institutions", {"id": "H", "centres": ["ID"]}),
            ("incumbencies", {"seat": "ID", "person": {"digest": "a" * 64}}),
            ("services", {"family": "f", "service": "growth", "how": "ID"}),
        ],
        ids=str,
    )
    def test_of_a_record_with_an_id_in_the_place_of_a_name_does_not_show_it(
        self, part: str, item: dict[str, object], number: str, command: tuple[str, ...]
    ) -> None:
        record = {
            "id": "yijun",
            "families": [{"id": "f"}],
            "children": [{"id": "c", "born_on": "2026-03-02"}],
        }
        content = json.dumps({**record, part: [*record.get(part, ()), item]})
        for locale in LOCALES:
            said = asked(
                *command, "-", "--locale", locale, input=content.replace("ID", number), env=TERMINAL
            )
            assert found(number, said) == []
