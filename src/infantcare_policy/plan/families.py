"""What a plan has for families: guidance centres, services, the contacts of child health.

Source: 2.1.2, 2.1.3; 国家基本公共卫生服务规范（第三版）, 0–6岁儿童健康管理.

Limitations: a row is what the text says; who has received what is asked of `guidance`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from attrs import field, frozen

from infantcare_policy.checks import Checked, choice, each, line, optional, text, to_hold, whole
from infantcare_policy.decisions import Citation
from infantcare_policy.errors import Fault
from infantcare_policy.plan.parts import NO_TESTS, Tests, Wording
from infantcare_policy.terms import ActivityKind

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Centre", "Contact", "HealthCheck", "RegularActivity", "Service"]


@frozen(kw_only=True)
class RegularActivity(Checked):
    """A kind of activity that is held in every township.

    Attributes:
        id: the kind.
        words: how often, in the words of the text.
    """

    id: ActivityKind = field(metadata=to_hold(choice(*get_args(ActivityKind))))
    name: Wording
    words: str = ""
    cite: Citation


@frozen(kw_only=True)
class Centre(Checked):
    """A guidance centre that health institutions of a kind house.

    Attributes:
        when: the institutions that house it, by the facts of `fact_kinds.INSTITUTION_FACTS`.
    """

    id: str = field(metadata=to_hold(line))
    name: Wording
    when: Tests
    unless: Tests = NO_TESTS
    cite: Citation


@frozen(kw_only=True)
class Service(Checked):
    """A kind of service that families with infants are given.

    Attributes:
        when: the families that it is for, by the facts of `fact_kinds.FAMILY_FACTS`; empty where
            it is for all of them.
    """

    id: str = field(metadata=to_hold(line))
    name: Wording
    when: Tests = NO_TESTS
    unless: Tests = NO_TESTS
    cite: Citation


@frozen(kw_only=True)
class Contact(Checked):
    """A contact with a child under three: the home visit, and the checks at fixed ages.

    Attributes:
        after: the event from which its time is counted.
        months: the age in whole months from which it is due; absent where days are counted.
        from_days: the first day, counted from the event, which is day 0.
        within_days: the last day, itself included; absent where the text gives none.
    """

    id: str = field(metadata=to_hold(line))
    name: Wording
    after: Literal["birth", "discharge"] = "birth"
    months: int | None = field(default=None, metadata=to_hold(optional(whole(at_least=1))))
    from_days: int | None = field(default=None, metadata=to_hold(optional(whole())))
    within_days: int | None = field(default=None, metadata=to_hold(optional(whole())))
    cite: Citation

    def contradictions(self) -> Iterator[Fault]:
        """Find a time that is missing, stands twice or ends before it begins."""
        if (self.months is None) == (self.from_days is None):
            found = "neither" if self.months is None else "both"
            yield Fault("months", expected="months, or from_days", found=found)
        first, last = self.from_days, self.within_days
        if self.months is not None and last is not None:
            yield Fault("within_days", expected="none beside months", found=str(last))
        elif first is not None and last is not None and last < first:
            expected = f"a day not before from_days {first}"
            yield Fault("within_days", expected=expected, found=str(last))
        if self.months is not None and self.after != "birth":
            yield Fault("after", expected="birth, since months are those of age", found=self.after)


@frozen(kw_only=True)
class HealthCheck(Checked):
    """Something that is checked at contacts with a child.

    Attributes:
        contacts: the ids of the contacts at which it is a fixed item.
        catch_up: those at which it is made where an earlier one has not made it.
    """

    id: str = field(metadata=to_hold(line))
    name: Wording
    contacts: tuple[str, ...] = field(metadata=to_hold(each(text, unique=True)))
    catch_up: tuple[str, ...] = field(default=(), metadata=to_hold(each(text, unique=True)))
    cite: Citation

    def contradictions(self) -> Iterator[Fault]:
        """Find a check that is made nowhere, and one that is caught up where it is fixed."""
        if not self.contacts:
            yield Fault("contacts", expected="a contact at least", found="none")
        for index, contact in enumerate(self.catch_up):
            if contact in self.contacts:
                expected = "a contact at which it is no fixed item"
                yield Fault(f"catch_up[{index}]", expected=expected, found=repr(contact))
