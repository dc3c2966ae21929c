"""The life of a facility: how far it has come, and which move may come next.

Source: 托育机构登记和备案办法（试行） arts. 4, 7, 10; 人口与计划生育法 art. 28; 2.4.10; 3.2 for
acceptance.

Limitations: see `infantcare_policy.registration`. The moves are the plan's rows; acceptance has a
place in the life only where a plan speaks of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from infantcare_policy.calendars import happened
from infantcare_policy.checks import require, require_day, word
from infantcare_policy.conditions import some
from infantcare_policy.decisions import Citation, Decided, Decision, Ground, Missing, Undetermined
from infantcare_policy.terms import Move, Stage

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.facilities import Facility
    from infantcare_policy.plan import MoveRow, Plan

__all__ = ["State", "Transition", "stage", "transition"]

# the articles on registering first, then filing, then reporting that a facility has closed
REGISTERING, FILING, CLOSING = (
    Citation("filing-measures", article) for article in ("4", "7", "10")
)


def stage(facility: Facility, *, on: date) -> Decision[Stage]:
    """Tell how far a facility has come: the furthest stage that it has reached.

    Returns:
        `Undetermined` when a further stage may have been reached and nobody says.

    Source: 托育机构登记和备案办法（试行） arts. 4, 7, 10; 3.2 for acceptance.
    """
    require_day(on)
    acceptances = facility.acceptances
    passed = None if acceptances is None else some(a.passed for a in acceptances if a.on <= on)
    reached = (
        (Stage.CLOSED, "closed_on", happened(facility.closed_on, on), CLOSING),
        (Stage.OPERATING, "opened_on", happened(facility.opened_on, on), None),
        (Stage.ACCEPTED, "acceptances", passed, None),
        (Stage.FILED, "filed_on", happened(facility.filed_on, on), FILING),
        (Stage.REGISTERED, "registered_on", happened(facility.registered_on, on), REGISTERING),
        (Stage.PROPOSED, "id", True, None),
    )
    missing: list[Missing] = []
    for furthest, fact, truth, source in reached:
        if truth is None:
            missing.append(Missing(fact, "fact", source))
        if truth:
            event = getattr(facility, fact) if fact.endswith("_on") else None
            facts = (("stage", furthest.value), ("on", on), *(((fact, event),) if event else ()))
            ground = Ground("registration.stage", source, facts)
            if missing:
                return Undetermined(tuple(missing), grounds=(ground,))
            return Decided(furthest, grounds=(ground,))
    raise AssertionError  # every facility has an id


@frozen(kw_only=True)
class State:
    """Where a facility stands in its life.

    Attributes:
        stage: the furthest stage that it has reached.
        changed: whether something registered has changed and the filing does not say so yet.
    """

    stage: Stage
    changed: bool = False


@frozen(kw_only=True)
class Transition:
    """What comes of a move.

    Attributes:
        after: where the facility stands then; where it stood, if the move may not be made.
        unmet: why it may not be made; empty when it may.
    """

    derived: ClassVar[tuple[str, ...]] = ("legal",)

    move: Move
    before: State
    after: State
    unmet: tuple[Ground, ...]

    @property
    def legal(self) -> bool:
        """Tell whether the move may be made."""
        return not self.unmet


def transition(state: State, move: Move, plan: Plan) -> Decision[Transition]:
    """Tell whether a move may be made, and where it leads.

    A move never takes a facility back: an operating one that has more places accepted operates on.
    A change leaves the stage as it is and has to be reported; nothing comes after the closing.

    Args:
        state: where the facility stands.
        move: what is to be done.
        plan: the plan whose rows of moves are asked.

    Returns:
        A move that may not be made is a decision too: nothing changes, and `unmet` says why, with
        the article. `Undetermined` where the text does not say whether it may be made.

    Source: 托育机构登记和备案办法（试行） arts. 4, 7, 10; 2.4.10; 3.2.
    """
    require(word(Move), move, "move")
    row = next((row for row in plan.moves if row.kind is move), None)
    if row is None:
        missing = Missing(f"move.{move}", "text")
        return Undetermined((missing,), plan=plan.stamp)
    said = (("move", move.value), ("stage", state.stage.value))
    if state.stage in row.unstated:
        missing = Missing(f"move.{move}", "text", row.cite)
        ground = Ground("registration.move-unstated", row.cite, said)
        return Undetermined((missing,), grounds=(ground,), plan=plan.stamp)
    unmet = _against(state, row)
    after = state if unmet else _after(state, row)
    grounds = unmet or (Ground("registration.move", row.cite, said),)
    found = Transition(move=move, before=state, after=after, unmet=unmet)
    return Decided(found, grounds=grounds, plan=plan.stamp)


def _against(state: State, row: MoveRow) -> tuple[Ground, ...]:
    """Tell why a move may not be made from a state."""
    if state.stage is Stage.CLOSED:
        return (Ground("registration.move-after-closing", row.cite, (("move", row.kind.value),)),)
    if state.stage not in row.after:
        after = tuple(stage.value for stage in row.after)
        said = (("move", row.kind.value), ("stage", state.stage.value), ("after", after))
        return (Ground("registration.move-too-early-or-late", row.cite, said),)
    if row.kind is Move.REPORT_CHANGE and not state.changed:
        return (Ground("registration.nothing-to-report", row.cite, (("move", row.kind.value),)),)
    return ()


def _after(state: State, row: MoveRow) -> State:
    """Give the state that a lawful move leads to."""
    if row.kind is Move.CHANGE:
        return State(stage=state.stage, changed=True)
    if row.kind is Move.REPORT_CHANGE:
        return State(stage=state.stage)
    order = tuple(Stage)
    furthest = max(state.stage, row.to or state.stage, key=order.index)
    # what is filed, and what has closed, has nothing old in its filing
    settled = row.kind in (Move.FILE, Move.CLOSE)
    return State(stage=furthest, changed=state.changed and not settled)
