"""The commands for a family: leave around a birth, and the calendar of a child's contacts.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli`. What is not said stays unknown, and the answer says what
it hangs on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from infantcare_policy import employment, guidance
from infantcare_policy.cli import screens
from infantcare_policy.cli.asking import Day, asks
from infantcare_policy.cli.files import print_json
from infantcare_policy.families import Birth, Child, PregnancyLoss

if TYPE_CHECKING:
    from datetime import date

    from infantcare_policy.cli.asking import Question
    from infantcare_policy.decisions import Decision

__all__ = ["leave", "visits"]


@click.command()
@click.option("--born", type=Day(), help="The day of the birth, whose law applies.")
@click.option("--lost", type=Day(), help="The day of the loss of a pregnancy, instead of a birth.")
@click.option("--months", type=int, help="The whole months of the pregnancy that was lost.")
@click.option("--children", type=int, help="How many children were born.")
@click.option("--difficult/--not-difficult", default=None, help="Whether the birth was difficult.")
@click.option("--third-child/--not-third-child", default=None, help="Whether it is a third child.")
@click.option(
    "--checked/--not-checked", default=None, help="Whether there was a check before pregnancy."
)
@click.option("--apart/--together", default=None, help="Whether the spouses live apart.")
@asks
def leave(  # noqa: PLR0913 - one parameter an option
    question: Question,
    *,
    born: date | None,
    lost: date | None,
    months: int | None,
    children: int | None,
    difficult: bool | None,
    third_child: bool | None,
    checked: bool | None,
    apart: bool | None,
) -> None:
    """Print the leave around a birth: the mother's, the spouse's, nursing, parental leave.

    With --lost it is the leave after the loss of a pregnancy. What is not said is unknown: the
    answer then names what it hangs on, beside what is certain.

    Example: infantcare leave --born 2026-03-02 --children 1 --not-difficult --not-third-child
    """
    if (born is None) == (lost is None):
        message = "expected --born or --lost, and not both"
        raise click.UsageError(message)
    plan, on = question.plan, question.on
    answers: dict[str, Decision[object]]
    if lost:
        loss = PregnancyLoss(on=lost, months=months)
        answers = {"loss-leave": employment.pregnancy_loss_leave(loss, plan)}
    elif born:
        birth = Birth(
            on=born,
            children=children,
            difficult=difficult,
            third_child=third_child,
            pre_pregnancy_check=checked,
            spouses_apart=apart,
        )
        answers = {
            "maternity-leave": employment.maternity_leave(birth, plan),
            "care-leave": employment.care_leave(birth, plan),
            "nursing-hours": employment.nursing_hours(birth, plan, on=on),
            "parental-leave": employment.parental_leave(plan, on=on),
        }
    if question.as_json:
        print_json(answers)
    else:
        screens.leave(answers, on, question.voice)


@click.command()
@click.option("--born", type=Day(), required=True, help="The day of the birth.")
@click.option("--discharged", type=Day(), help="The day of leaving the maternity institution.")
@asks
def visits(question: Question, *, born: date, discharged: date | None) -> None:
    """Print the contacts of the health service with a child under three, with their checks.

    Example: infantcare visits --born 2026-03-02 --discharged 2026-03-05
    """
    child = Child(id="the-child", born_on=born, discharged_on=discharged)
    found = guidance.health_visits(child, (), question.plan, on=question.on)
    if question.as_json:
        print_json(found)
    else:
        screens.visits(found, question.on, question.voice)
