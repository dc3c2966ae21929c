"""What a type checker knows of draws, of inspectors and of persons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, NoReturn, assert_type

from infantcare_policy import (
    Deadline,
    Decided,
    Decision,
    Draw,
    DrawRule,
    Exclusion,
    Infeasible,
    InspectedObject,
    Inspector,
    PersonKey,
    Plan,
    Recusal,
    inspections,
)
from infantcare_policy.decisions import Citation
from infantcare_policy.inspections import Assignment, Mismatch, Notice, Shortage

ON = date(2026, 1, 1)
LOCAL = Citation("local-rule", "7")
RULE = DrawRule(count=1, team_size=2, citation=LOCAL)


class Weekdays:
    """A calendar of one's own: any class with the method will do."""

    def is_workday(self, day: date, /) -> bool:
        return f"{day:%u}" not in "67"


def a_draw_is_one_or_says_why_not(
    objects: list[InspectedObject], inspectors: set[Inspector], recusals: list[Recusal]
) -> None:
    found = inspections.draw(objects, inspectors, on=ON, rule=RULE, seed="7", recusals=recusals)
    assert_type(found, Draw | Infeasible)
    assert_type(found.kind, Literal["draw", "infeasible"])
    assert_type(found.require(), Draw)
    if isinstance(found, Infeasible):
        assert_type(found.shortages, tuple[Shortage, ...])
        assert_type(found.shortages[0].usable, tuple[str, ...])
        assert_type(found.wanted, int)
    else:
        assert_type(found, Draw)


def a_kind_tells_them_apart(found: Draw | Infeasible) -> None:
    if found.kind == "draw":
        assert_type(found, Draw)
        assert_type(found.assignments, tuple[Assignment, ...])
        assert_type(found.assignments[0].inspectors, tuple[str, ...])
    else:
        assert_type(found, Infeasible)


def what_cannot_be_drawn_cannot_be_required(found: Infeasible) -> NoReturn:
    found.require()


def a_draw_is_required_as_itself(found: Draw) -> None:
    assert_type(found.require(), Draw)
    assert_type(found.notice, Notice)
    assert_type(found.excluded, tuple[Exclusion, ...])
    assert_type(found.recusals, tuple[Recusal, ...])
    found.notice.recusals  # type: ignore[attr-defined] # noqa: B018 - it is not there


def a_verification_lists_what_differs(
    found: Draw, objects: list[InspectedObject], inspectors: list[Inspector]
) -> None:
    wrong = inspections.verify(found, objects, inspectors)
    assert_type(wrong, tuple[Mismatch, ...])
    assert_type(wrong[0].what, Literal["algorithm", "objects", "inspectors", "assignments"])
    assert_type(wrong[0].recomputed, str)


def nothing_of_a_draw_is_forgotten(
    objects: list[InspectedObject], inspectors: list[Inspector]
) -> None:
    inspections.draw(objects, inspectors, on=ON, rule=RULE, seed="7")  # type: ignore[call-arg]
    inspections.draw(objects, inspectors, on=ON, rule=RULE, recusals=())  # type: ignore[call-arg]
    inspections.draw(objects, inspectors, rule=RULE, seed="7", recusals=())  # type: ignore[call-arg]
    inspections.draw(objects, inspectors, on=ON, seed="7", recusals=())  # type: ignore[call-arg]


def a_rule_is_exact_and_cited() -> None:
    assert_type(DrawRule(rate=Decimal("0.1"), team_size=2, citation=LOCAL), DrawRule)
    assert_type(DrawRule(rates={"A": Decimal(1)}, team_size=2, citation=LOCAL), DrawRule)
    DrawRule(rate=0.1, team_size=2, citation=LOCAL)  # type: ignore[arg-type]
    DrawRule(count=1, team_size=2)  # type: ignore[call-arg]
    DrawRule(count=1, citation=LOCAL)  # type: ignore[call-arg]


def a_result_is_public_by_a_deadline(plan: Plan) -> None:
    decision = inspections.publish_by(ON, plan)
    assert_type(decision, Decision[Deadline])
    assert_type(decision.require().by, date | None)
    if isinstance(decision, Decided):
        assert_type(decision.value, Deadline)
    mine = inspections.publish_by(ON, plan, calendar=Weekdays())
    assert_type(mine, Decision[Deadline])


def a_person_is_a_key(resident_id: str, secret: bytes) -> None:
    key = PersonKey.of(resident_id, secret=secret)
    assert_type(key, PersonKey)
    assert_type(key.digest, str)
    assert_type(PersonKey.of(resident_id, secret=secret, retired_divisions=True), PersonKey)
    PersonKey.of(resident_id)  # type: ignore[call-arg]
    PersonKey.of(resident_id, secret)  # type: ignore[call-arg]
    PersonKey.of(resident_id, secret="text")  # type: ignore[arg-type] # noqa: S106 - no secret


def an_inspector_has_a_certificate_or_none(key: PersonKey) -> None:
    inspector = Inspector(id=key.digest, certificate_until=ON)
    assert_type(inspector.certificate_until, date | Literal[False])
    assert_type(inspector.may_inspect(ON), bool)
    assert_type(inspector.department, str | None)
    Inspector(id="P1", certificate_until=None)  # type: ignore[arg-type]
    Inspector(id="P1")  # type: ignore[call-arg]
