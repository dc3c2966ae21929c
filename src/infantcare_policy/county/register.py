"""The credit register: what is recorded of persons and facilities, and who is banned.

Source: 2.4.11 (credit information is shared; the lifetime ban); 信用修复管理办法.

Limitations: facts only; what they mean is asked of `credit`. A record that was revoked is taken
out by whoever keeps the register: no text says what a revoked one would still mean.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from infantcare_policy.calendars import Event
from infantcare_policy.checks import (
    Checked,
    day,
    event,
    flag,
    instance,
    line,
    optional,
    to_hold,
    word,
)
from infantcare_policy.decisions import Citation
from infantcare_policy.errors import Fault
from infantcare_policy.people import is_digest, opaque
from infantcare_policy.terms import RecordKind, Severity, Subject, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Ban", "CreditRecord"]


CODE_IN_OTHER_LETTERS = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")


def _subject(value: object) -> Iterator[Fault]:
    """Expect an opaque id, and a unified social credit code in capitals, so that it is found."""
    faults = tuple(opaque(value))
    yield from faults
    if not faults and isinstance(value, str):
        code = fold(value).upper()
        if code != value and CODE_IN_OTHER_LETTERS.fullmatch(code):
            expected = "a code in half-width capitals"
            yield Fault("", expected=expected, found=repr(value), advice=f"write {code}")


@frozen(kw_only=True)
class Ban(Checked):
    """A ban on a person or facility from a day on.

    Attributes:
        subject: a facility's id or its unified social credit code, or a person's key.
        for_life: nothing ends a ban for life (终身禁入).
        until: the last day of a ban that is not for life; `None` when that day is unknown.
    """

    subject: str = field(metadata=to_hold(_subject))
    since: date = field(metadata=to_hold(day))
    for_life: bool = field(metadata=to_hold(flag))
    until: date | None = field(default=None, metadata=to_hold(optional(day)))
    citation: Citation | None = field(default=None, metadata=to_hold(optional(instance(Citation))))

    def contradictions(self) -> Iterator[Fault]:
        """Find an end where there can be none."""
        if self.for_life and self.until:
            expected = "no last day for a ban for life"
            yield Fault("until", expected=expected, found=str(self.until))
        if self.until and self.until < self.since:
            found = f"{self.until}, before since {self.since}"
            yield Fault("until", expected="a day not before the ban", found=found)

    def in_force(self, on: date) -> bool | None:
        """Tell whether the ban holds on a day; `None` when its end is unknown."""
        if on < self.since:
            return False
        if self.for_life or (self.until and on <= self.until):
            return True
        return False if self.until else None


@frozen(kw_only=True)
class CreditRecord(Checked):
    """An entry of the credit register about a person or a facility.

    What happened and when it entered the register are two days: nobody is bound by an entry that
    has not been made.

    Attributes:
        subject: a facility's id or its unified social credit code, or the digest of a person's key.
        about: whether it speaks of a person or of a facility.
        happened_on: the day of what is recorded; `None` when unknown.
        recorded_on: the day on which it entered the register.
        established: whether a competent body has found it so; `False` for an allegation.
        decided_on: the day of the decision document, from which its time of display runs.
        severity: how grave it is, under the rules of 2026.
        concerns_safety: whether it is about safety, such as fire safety, under the rules of 2023.
        until: the last day of a court's ban or of a place on a list.
        corrected_on: the day on which the breach was put right; with `duties_done_on` (fines paid
            and the like), `promised_on` (the public promise) and `repaired_on` (the credit was
            repaired) an `Event`.
    """

    id: str = field(metadata=to_hold(line))
    subject: str = field(metadata=to_hold(_subject))
    about: Subject = field(metadata=to_hold(word(Subject)))
    kind: RecordKind = field(metadata=to_hold(word(RecordKind)))
    happened_on: date | None = field(default=None, metadata=to_hold(optional(day)))
    recorded_on: date = field(metadata=to_hold(day))
    established: bool | None = field(default=None, metadata=to_hold(optional(flag)))
    decided_on: date | None = field(default=None, metadata=to_hold(optional(day)))
    severity: Severity | None = field(default=None, metadata=to_hold(optional(word(Severity))))
    concerns_safety: bool | None = field(default=None, metadata=to_hold(optional(flag)))
    until: date | None = field(default=None, metadata=to_hold(optional(day)))
    corrected_on: Event = field(default=None, metadata=to_hold(optional(event)))
    duties_done_on: Event = field(default=None, metadata=to_hold(optional(event)))
    promised_on: Event = field(default=None, metadata=to_hold(optional(event)))
    repaired_on: Event = field(default=None, metadata=to_hold(optional(event)))

    def contradictions(self) -> Iterator[Fault]:
        """Find an entry made before it happened, and days before the decision."""
        if self.happened_on and self.recorded_on < self.happened_on:
            found = f"{self.recorded_on}, before happened_on {self.happened_on}"
            yield Fault("recorded_on", expected="a day not before it happened", found=found)
        if self.decided_on and self.recorded_on < self.decided_on:
            found = f"{self.recorded_on}, before decided_on {self.decided_on}"
            yield Fault("recorded_on", expected="a day not before the decision", found=found)
        if self.decided_on and self.repaired_on and self.repaired_on < self.decided_on:
            found = f"{self.repaired_on}, before decided_on {self.decided_on}"
            yield Fault("repaired_on", expected="a day not before the decision", found=found)
        if self.about is Subject.PERSON and not is_digest(self.subject):
            advice = "write the digest of PersonKey.of(…)"
            yield Fault("subject", expected="a person's key", found="another text", advice=advice)
