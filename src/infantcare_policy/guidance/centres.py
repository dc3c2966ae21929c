"""Which health institutions house the guidance centres that a plan asks of them.

Source: 2.1.2.

Limitations: see `infantcare_policy.guidance`. An institution that the record does not hold is not
looked for: how many there are the text does not say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from infantcare_policy.checks import strangers
from infantcare_policy.decisions import Ground, Reasoned
from infantcare_policy.errors import InvalidFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from infantcare_policy.families import HealthInstitution
    from infantcare_policy.plan import Plan

__all__ = ["CentreNetwork", "network"]


@frozen(kw_only=True)
class CentreNetwork(Reasoned):
    """Where a guidance centre is housed; institutions by their ids, sorted.

    Attributes:
        centre: the id of the centre.
        housed: the institutions that house it.
        lacking: those that should and do not.
        unknown: those that should or may have to, and of which nobody knows whether they do.
    """

    derived: ClassVar[tuple[str, ...]] = ()

    centre: str
    housed: tuple[str, ...]
    lacking: tuple[str, ...]
    unknown: tuple[str, ...]


def network(institutions: Iterable[HealthInstitution], plan: Plan) -> tuple[CentreNetwork, ...]:
    """Tell of every guidance centre of the plan where it is housed, and where it is lacking.

    Raises:
        InvalidFacts: for a centre that the plan does not know, with the nearest.

    Source: 2.1.2.
    """
    held = tuple(institutions)
    known = {centre.id: centre for centre in plan.centres}
    named = [(f"[{i}].centres", h.centres or ()) for i, h in enumerate(held)]
    if faults := list(strangers(named, known, "a guidance centre of the plan")):
        raise InvalidFacts(faults, "the health institutions")
    held = tuple(sorted(held, key=lambda institution: institution.id))
    found = []
    for centre in plan.centres:
        housed, lacking, unknown = [], [], []
        for institution in held:
            due = plan.holds(centre, institution.facts)
            has = None if institution.centres is None else centre.id in institution.centres
            if has:
                housed.append(institution.id)
            elif due and has is False:
                lacking.append(institution.id)
            elif due is not False:
                unknown.append(institution.id)
        found.append(
            CentreNetwork(
                centre=centre.id,
                housed=tuple(housed),
                lacking=tuple(lacking),
                unknown=tuple(unknown),
                grounds=(Ground("guidance.centre", centre.cite, (("centre", centre.id),)),),
                plan=plan.stamp,
            )
        )
    return tuple(found)
