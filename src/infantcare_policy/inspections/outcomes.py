"""What a draw comes to: its record, its notice, or why there is none.

Source: 3.4 (the results are made public); 国办发〔2015〕58号.

Limitations: see `infantcare_policy.inspections`.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal, NoReturn

from attrs import field, frozen

from infantcare_policy.checks import Checked, day, each, instance, line, to_hold
from infantcare_policy.errors import Unsettled
from infantcare_policy.inspections.hashing import ALGORITHM, fingerprint_of_recusals
from infantcare_policy.inspections.rosters import Exclusion, Recusal
from infantcare_policy.inspections.rules import DrawRule

__all__ = ["Assignment", "Draw", "Infeasible", "Notice", "Shortage"]


@frozen(kw_only=True)
class Assignment(Checked):
    """An object that was drawn, and its inspectors in the order in which they were drawn."""

    object: str = field(metadata=to_hold(line))
    inspectors: tuple[str, ...] = field(metadata=to_hold(each(line, unique=True)))


@frozen(kw_only=True)
class Notice:
    """What a draw makes public: no list itself, and not who recused whom.

    With the list of objects anybody recomputes which of them were drawn; the teams need the list of
    inspectors and the recusals besides, of which a fingerprint is made public.
    """

    algorithm: str
    on: date
    rule: DrawRule
    seed: str
    objects_fingerprint: str
    inspectors_fingerprint: str
    recusals_fingerprint: str
    assignments: tuple[Assignment, ...]
    excluded: tuple[Exclusion, ...]


@frozen(kw_only=True)
class Draw(Checked):
    """A draw with all that it rests on but the two lists, of which it keeps fingerprints.

    Attributes:
        objects_fingerprint: SHA-256 of the list of objects, in the order of their lines.
        inspectors_fingerprint: the same of the list of inspectors.
        assignments: in the order in which the objects were drawn.
    """

    algorithm: str = ALGORITHM
    on: date = field(metadata=to_hold(day))
    rule: DrawRule = field(metadata=to_hold(instance(DrawRule)))
    seed: str = field(metadata=to_hold(line))
    recusals: tuple[Recusal, ...] = field(metadata=to_hold(each(instance(Recusal))))
    excluded: tuple[Exclusion, ...] = field(metadata=to_hold(each(instance(Exclusion))))
    objects_fingerprint: str = field(metadata=to_hold(line))
    inspectors_fingerprint: str = field(metadata=to_hold(line))
    assignments: tuple[Assignment, ...] = field(metadata=to_hold(each(instance(Assignment))))

    kind: ClassVar[Literal["draw"]] = "draw"

    def require(self) -> Draw:
        """Give the draw itself."""
        return self

    @property
    def notice(self) -> Notice:
        """What is made public of the draw; who recused whom is not."""
        return Notice(
            algorithm=self.algorithm,
            on=self.on,
            rule=self.rule,
            seed=self.seed,
            objects_fingerprint=self.objects_fingerprint,
            inspectors_fingerprint=self.inspectors_fingerprint,
            recusals_fingerprint=fingerprint_of_recusals(self.recusals),
            assignments=self.assignments,
            excluded=self.excluded,
        )


@frozen(kw_only=True)
class Shortage:
    """An object with fewer usable inspectors than a team needs."""

    object: str
    usable: tuple[str, ...]
    needed: int


@frozen(kw_only=True)
class Infeasible:
    """Why there is no draw: nobody draws a smaller team, or more objects than there are.

    Attributes:
        shortages: every object that lacks inspectors, whether or not it would have been drawn.
        objects: how many objects can be drawn.
        wanted: how many the rule asks for.
    """

    shortages: tuple[Shortage, ...]
    objects: int
    wanted: int

    kind: ClassVar[Literal["infeasible"]] = "infeasible"

    def require(self) -> NoReturn:
        """Refuse: there is no draw.

        Raises:
            Unsettled: always.
        """
        lacking = ", ".join(shortage.object for shortage in self.shortages)
        few = f"{self.wanted} objects are asked for, and there are {self.objects}"
        raise Unsettled(self, f"too few inspectors for {lacking}" if lacking else few)
