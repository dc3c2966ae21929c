"""Persons as opaque keys: staff, what was asked about them, inspectors, holders of seats.

Source: 2.4.11 (staff and their access to the work); 3.4 (inspectors are drawn);
A2 (seats are offices, held by whoever is in the post);
托育机构设置标准（试行） art. 18 (posts); 未成年人保护法 art. 62 (whose records are asked for).

Limitations: a key says that two records are of one person and nothing else. It is as secret as the
application's secret, and with another secret the same person has another key.

>>> PersonKey.of("11010519491231002X", secret=b"an example, not a secret") == PersonKey.of(
...     "110105491231002", secret=b"an example, not a secret")
True
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from infantcare_policy.calendars import Event
from infantcare_policy.checks import (
    Checked,
    day,
    each,
    event,
    flag,
    instance,
    line,
    optional,
    to_hold,
    whole,
    word,
)
from infantcare_policy.errors import Fault, InvalidFacts
from infantcare_policy.terms import Authority, Education, Qualification, Role, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Authority",
    "Education",
    "HiringCheck",
    "Incumbency",
    "Inspector",
    "PersonKey",
    "Qualification",
    "Role",
    "StaffMember",
    "is_digest",
    "opaque",
    "short_key",
]

DIGEST = re.compile(r"[0-9a-f]{64}")
SHORTEST_SECRET = 16
SHORT_KEY = 8
OLD_LENGTH = 15
CENTURY = "19"
"""The century of every number of 15 digits; the last were given out in 1999."""


def is_digest(value: object) -> bool:
    """Tell whether something has the form of a person's key."""
    return isinstance(value, str) and bool(DIGEST.fullmatch(value))


def short_key(digest: str) -> str:
    """Give the first characters of a person's key, enough to tell people apart for a reader."""
    return digest[:SHORT_KEY]


def _digest(value: object) -> Iterator[Fault]:
    if not is_digest(value):
        yield Fault("", expected="a key that PersonKey.of gave", found="something else")


@frozen(repr=False)
class PersonKey(Checked):
    """A person, as an application may keep one: no name, no number.

    Attributes:
        digest: HMAC-SHA-256 of the resident id under the application's secret, in hexadecimal.
    """

    digest: str = field(metadata=to_hold(_digest))

    def __repr__(self) -> str:
        return f"<PersonKey {short_key(self.digest)}>"

    @staticmethod
    def of(resident_id: str, *, secret: bytes, retired_divisions: bool = False) -> PersonKey:
        """Make the key of a person from a resident id of 18 or 15 characters.

        Args:
            resident_id: full- or half-width, `x` or `X`; one of 15 digits is the one of 18 that
                replaced it.
            secret: the application's secret, at least 16 bytes.
            retired_divisions: let a division code pass that no list has, as some old numbers bear
                one that was given up.

        Raises:
            InvalidFacts: for what is no resident id; the message never shows it.
        """
        if not _is_secret(secret):
            expected = f"a secret of at least {SHORTEST_SECRET} bytes"
            fault = Fault("secret", expected=expected, found="another one")
            raise InvalidFacts([fault], "the key of a person")
        number = _normal(resident_id, retired_divisions=retired_divisions)
        return PersonKey(hmac.new(secret, number.encode(), hashlib.sha256).hexdigest())


def _is_secret(value: object) -> bool:
    return isinstance(value, bytes) and len(value) >= SHORTEST_SECRET


def _normal(resident_id: object, *, retired_divisions: bool) -> str:
    """Give the 18 characters of a resident id; no message shows what was given."""
    from stdnum.cn import ric  # noqa: PLC0415 - few applications hand in resident ids
    from stdnum.exceptions import ValidationError  # noqa: PLC0415

    number = fold(resident_id).upper() if isinstance(resident_id, str) else ""
    if len(number) == OLD_LENGTH and number.isascii() and number.isdigit():
        longer = number[:6] + CENTURY + number[6:]
        number = longer + ric.calc_check_digit(f"{longer}0")
    sound = bool(re.fullmatch(r"\d{6}(18|19|20)\d{9}[\dX]", number, re.ASCII))
    if sound:
        sound = number[-1] == ric.calc_check_digit(number)
    try:
        if sound:
            ric.get_birth_date(number)
            sound = retired_divisions or _is_listed(number[:6])
    except ValidationError:
        sound = False
    if not sound:
        expected = "a resident id of 18 characters, or 15 digits, with a sound check digit and day"
        fault = Fault("resident_id", expected=expected, found="something else")
        raise InvalidFacts([fault], "the key of a person") from None
    return number


def _is_listed(division: str) -> bool:
    """Tell whether a code is, or was at any time, that of a county.

    A person may have been given a number long after birth, so the year of birth does not count.
    """
    from stdnum import numdb  # noqa: PLC0415

    return any("county" in known for _, known in numdb.get("cn/loc").info(division))


def opaque(value: object) -> Iterator[Fault]:
    """Expect an id of one line that is no resident id; what was given is never shown."""
    whole_number = isinstance(value, str) and len(fold(value)) > OLD_LENGTH
    try:
        _normal(value, retired_divisions=whole_number)  # the old ones have no check digit
    except InvalidFacts:
        shown_nowhere = "another text" if isinstance(value, str) else None
        for fault in line(value):
            yield Fault("", expected=fault.expected, found=shown_nowhere or fault.found)
    else:
        advice = "write the digest of PersonKey.of(…)"
        yield Fault("", expected="an opaque id", found="a resident id", advice=advice)


def _backwards(since: date | None, until: Event) -> Iterator[Fault]:
    """Find a last day before the first."""
    if since and until and until < since:
        found = f"{until}, before since {since}"
        yield Fault("until", expected="a day not before the first", found=found)


def _in_post(since: date | None, until: Event, on: date) -> bool | None:
    """Tell whether a day lies in the time in a post; `None` when that is unknown."""
    if on in (since, until):  # nobody leaves a post before the first day in it
        return True
    if (since and on < since) or (until and until < on):
        return False
    return None if since is None or until is None else True


@frozen(kw_only=True)
class StaffMember(Checked):
    """Somebody in a post of a facility.

    Attributes:
        facility: the id of the facility.
        since: the first day in the post; `None` when unknown.
        until: the last day in the post, itself included; `False` for somebody who is still there.
        experience_years: whole years of the work that the post asks for.
        qualifications: `()` when it is known that there are none.
        health_checked_on: the day of the last health check that was passed, an `Event`.
    """

    person: PersonKey = field(metadata=to_hold(instance(PersonKey)))
    facility: str = field(metadata=to_hold(line))
    role: Role = field(metadata=to_hold(word(Role)))
    since: date | None = field(default=None, metadata=to_hold(optional(day)))
    until: Event = field(default=None, metadata=to_hold(optional(event)))
    full_time: bool | None = field(default=None, metadata=to_hold(optional(flag)))
    education: Education | None = field(default=None, metadata=to_hold(optional(word(Education))))
    experience_years: int | None = field(default=None, metadata=to_hold(optional(whole())))
    qualifications: tuple[Qualification, ...] | None = field(
        default=None, metadata=to_hold(optional(each(word(Qualification), unique=True)))
    )
    health_checked_on: Event = field(default=None, metadata=to_hold(optional(event)))

    def contradictions(self) -> Iterator[Fault]:
        """Find a last day before the first."""
        yield from _backwards(self.since, self.until)

    def in_post(self, on: date) -> bool | None:
        """Tell whether somebody is in the post on a day; `None` when that is unknown."""
        return _in_post(self.since, self.until, on)


@frozen(kw_only=True)
class HiringCheck(Checked):
    """What an authority answered about a person: the query before hiring, or its yearly repeat.

    Attributes:
        found: whether there is a record of sexual assault, abuse, trafficking or violence; `None`
            while there is no answer.
    """

    person: PersonKey = field(metadata=to_hold(instance(PersonKey)))
    authority: Authority = field(metadata=to_hold(word(Authority)))
    on: date = field(metadata=to_hold(day))
    found: bool | None = field(default=None, metadata=to_hold(optional(flag)))


@frozen(kw_only=True)
class Incumbency(Checked):
    """Somebody in a post of the joint conference, under an opaque key.

    Attributes:
        seat: the id of the seat, or a name of it.
        person: who is in the post; `False` for a post that is known to be vacant.
        since: the first day in the post; `None` when unknown.
        until: the last day in the post, itself included; `False` for somebody who is still there.
    """

    seat: str = field(metadata=to_hold(opaque))
    person: PersonKey | Literal[False] = field(metadata=to_hold(instance(PersonKey, or_false=True)))
    since: date | None = field(default=None, metadata=to_hold(optional(day)))
    until: Event = field(default=None, metadata=to_hold(optional(event)))

    def contradictions(self) -> Iterator[Fault]:
        """Find a last day before the first."""
        yield from _backwards(self.since, self.until)

    def in_post(self, on: date) -> bool | None:
        """Tell whether somebody is in the post on a day; `None` when that is unknown."""
        return _in_post(self.since, self.until, on)


Certified: TypeAlias = date | Literal[False]
"""The last day of a certificate, itself included; `False` for none."""


@frozen(kw_only=True)
class Inspector(Checked):
    """Somebody who may be drawn for an inspection.

    Attributes:
        id: an opaque id, such as the digest of a `PersonKey`; never a name or a resident id.
        certificate_until: the last day of the certificate (执法证件), `False` for none.
        department: the id of the department that sends the inspector, where it is known.
    """

    id: str = field(metadata=to_hold(opaque))
    certificate_until: Certified = field(metadata=to_hold(event))
    department: str | None = field(default=None, metadata=to_hold(optional(line)))

    def may_inspect(self, on: date) -> bool:
        """Tell whether the certificate is valid on a day."""
        return self.certificate_until is not False and on <= self.certificate_until
