"""Rows of conditions: who registers and watches whom, what is asked, published, banned, relieved.

Source: the clause or article that each row cites.

Limitations: a row is what the text says; which rows hold is asked of the plan.
"""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from infantcare_policy.checks import Checked, each, text, to_hold
from infantcare_policy.decisions import Citation
from infantcare_policy.plan.parts import NO_TESTS, Tests, Wording
from infantcare_policy.terms import Move, Role, Stage

__all__ = [
    "Action",
    "BanRow",
    "Document",
    "MoveRow",
    "PostRow",
    "PublicationRow",
    "Relief",
    "ReliefCondition",
    "Requirement",
    "RouteRow",
    "SourceAuthority",
    "StepRow",
    "SupervisionRow",
]


@frozen(kw_only=True)
class SourceAuthority(Checked):
    """The body that a higher instrument names for the same act."""

    name: Wording
    cite: Citation


@frozen(kw_only=True)
class RouteRow(Checked):
    """Which department registers a facility with these facts.

    Attributes:
        source_authority: who does it under the higher rules, where the plan names another body.
    """

    id: str = field(metadata=to_hold(text))
    when: Tests
    unless: Tests = NO_TESTS
    registrar: str = field(metadata=to_hold(text))
    source_authority: SourceAuthority | None = None
    cite: Citation


@frozen(kw_only=True)
class SupervisionRow(Checked):
    """Which department watches a field of work in a facility with these facts.

    Attributes:
        domain: the id of the field of work.
        department: the id of a department, `town` for the township body in whose area the facility
            stands; empty where the plan gives the field to nobody.
        source_authority: who does it under the higher rules, where the plan names another body.
    """

    id: str = field(metadata=to_hold(text))
    when: Tests = NO_TESTS
    unless: Tests = NO_TESTS
    domain: str = field(metadata=to_hold(text))
    department: str = ""
    source_authority: SourceAuthority | None = None
    cite: Citation


@frozen(kw_only=True)
class StepRow(Checked):
    """A step after registration: who does what towards whom, in the words of the text.

    Attributes:
        actor: `facility`, `registrar` or a department id.
        recipient: the same.
        words: the limit in the words of the text.
    """

    kind: Literal["push-data", "file"]
    actor: str = field(metadata=to_hold(text))
    recipient: str = field(metadata=to_hold(text))
    words: str = ""
    cite: Citation


@frozen(kw_only=True)
class Document(Checked):
    """A document that has to be handed in when its conditions hold."""

    id: str = field(metadata=to_hold(text))
    name: Wording
    when: Tests = NO_TESTS
    unless: Tests = NO_TESTS
    cite: Citation


@frozen(kw_only=True)
class PostRow(Checked):
    """What somebody in a post has to bring.

    Attributes:
        role: the post.
        when: the facilities in which it is asked, with `unless`.
        asks: what has to hold of the person, by the facts of `fact_kinds.STAFF_FACTS`.
    """

    id: str = field(metadata=to_hold(text))
    name: Wording
    role: Role
    when: Tests = NO_TESTS
    unless: Tests = NO_TESTS
    asks: Tests
    cite: Citation


@frozen(kw_only=True)
class Requirement(Checked):
    """What a facility must have or do for safety and care.

    Attributes:
        when: the facilities that it binds, with `unless`.
        figure: the figure that the number measured has to reach; empty for what is met or not.
        confidence: `S` where the plan itself asks for it, `A` or `B` for how its source was read.
    """

    id: str = field(metadata=to_hold(text))
    name: Wording
    when: Tests = NO_TESTS
    unless: Tests = NO_TESTS
    figure: str = ""
    cite: Citation
    confidence: Literal["S", "A", "B"]


@frozen(kw_only=True)
class PublicationRow(Checked):
    """What has to be made public, by whom, and by when.

    Attributes:
        by: who has to, in the words of the text.
        words: the limit in the words of the text, for one without a number.
        figure: the figure that gives its working days; empty where there is none.
    """

    id: str = field(metadata=to_hold(text))
    name: Wording
    when: Tests = NO_TESTS
    unless: Tests = NO_TESTS
    by: Wording
    words: str = ""
    figure: str = ""
    cite: Citation


@frozen(kw_only=True)
class BanRow(Checked):
    """Which records ban somebody, and for how long.

    Attributes:
        when: what the record says, by the facts of `fact_kinds.RECORD_FACTS`.
        for_life: whether nothing ends the ban; one that is not for life ends on the day that the
            record gives.
    """

    id: str = field(metadata=to_hold(text))
    when: Tests
    unless: Tests = NO_TESTS
    for_life: bool
    cite: Citation


@frozen(kw_only=True)
class MoveRow(Checked):
    """A move in the life of a facility: after which stages it may come, and where it leads.

    Attributes:
        after: the stages from which it may be made.
        unstated: the stages of which the text does not say whether it may.
        to: the stage that it leads to; absent for a change and for the report of one.
        words: by when it has to be reported, in the words of the text.
    """

    kind: Move
    after: tuple[Stage, ...]
    unstated: tuple[Stage, ...] = ()
    to: Stage | None = None
    words: str = ""
    cite: Citation


@frozen(kw_only=True)
class Action(Checked):
    """An action towards childcare places that the text names, and whose it is.

    Attributes:
        of: whether it is an action of the county, of a residential area or of a facility.
        when: which areas or facilities it concerns, with `unless`.
        owners: the departments to which the text itself gives the action; empty where it only names
            the units of the clause.
        owner_cite: where the text gives it to them.
    """

    id: str = field(metadata=to_hold(text))
    name: Wording
    of: Literal["county", "area", "facility"]
    when: Tests = NO_TESTS
    unless: Tests = NO_TESTS
    owners: tuple[str, ...] = field(default=(), metadata=to_hold(each(text, unique=True)))
    owner_cite: Citation | None = None
    cite: Citation


@frozen(kw_only=True)
class Relief(Checked):
    """Something that a facility need not pay, or not in full.

    Attributes:
        kind: a price as others pay it, a tax or a fee.
        figure: the figure that gives the part that counts; empty for what is not paid at all.
        cites: where other instruments say the same, for the days on which they are in force.
    """

    id: str = field(metadata=to_hold(text))
    name: Wording
    kind: Literal["price", "tax", "fee"]
    when: Tests = NO_TESTS
    unless: Tests = NO_TESTS
    figure: str = ""
    cite: Citation
    cites: tuple[Citation, ...] = ()


@frozen(kw_only=True)
class ReliefCondition(Checked):
    """A condition of the reliefs in taxes and fees.

    Attributes:
        reliefs: the ids of those that it binds; empty for all of them.
        when: the facts that certainly meet it; empty where no fact of a facility tells it.
        fails: the facts that certainly do not. Between them the authority judges.
        cites: where other instruments say the same, for the days on which they are in force.
    """

    id: str = field(metadata=to_hold(text))
    name: Wording
    reliefs: tuple[str, ...] = field(default=(), metadata=to_hold(each(text, unique=True)))
    when: Tests = NO_TESTS
    fails: Tests = NO_TESTS
    cite: Citation
    cites: tuple[Citation, ...] = ()
