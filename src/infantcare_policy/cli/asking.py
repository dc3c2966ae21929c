"""How a question is asked: the options of every command, and how their values are read.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli`.
"""

from __future__ import annotations

import functools
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
from attrs import frozen

from infantcare_policy.plan import Plan, load, yijun
from infantcare_policy.wording import LOCALES, Voice

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PLAN_ARGUMENT", "Day", "Exact", "Question", "asks", "choice"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
PLAN_ARGUMENT = "plan_argument"
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


@frozen(kw_only=True)
class Question:
    """How a question is asked: of which plan, for which day, in which words."""

    plan: Plan
    on: date
    voice: Voice
    as_json: bool


class Day(click.ParamType[date]):
    """A day such as 2025-12-31."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a day."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail(f"expected a day such as 2025-12-31, got {value!r}", param, ctx)


class Exact(click.ParamType[Decimal]):
    """An exact number such as 0.05."""

    name = "NUMBER"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Read a decimal number."""
        if isinstance(value, Decimal):
            return value
        if not NUMBER.fullmatch(str(value)):
            self.fail(f"expected a number such as 0.05, got {value!r}", param, ctx)
        return Decimal(str(value))


def choice(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read `ID=OPTION` pairs."""
    choices: dict[str, str] = {}
    for value in values:
        name, equals, option = value.partition("=")
        if not (name and equals and option):
            message = f"expected ID=OPTION such as odd-fen=city, got {value!r}"
            raise click.BadParameter(message, ctx, param)
        if name in choices:
            message = f"expected one option of {name}, got {choices[name]!r} and {option!r}"
            raise click.BadParameter(message, ctx, param)
        choices[name] = option
    return choices


def asks(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every question has, and hand them in as one `Question`.

    A command may take the plan as an argument, named `PLAN_ARGUMENT`, instead of with `--plan`.
    """

    @click.option(
        "--plan",
        "plan_file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="A plan of your own (TOML) instead of Yijun's.",
    )
    @click.option("--on", type=Day(), help="The day to ask for; today in Asia/Shanghai if absent.")
    @click.option("--issued", type=Day(), help="Take the plan as issued on this day.")
    @click.option(
        "--reading",
        "readings",
        multiple=True,
        callback=choice,
        metavar="ID=OPTION",
        help="Take another reading of an open text; may be repeated.",
    )
    @click.option(
        "--locale",
        default="zh_CN",
        show_default=True,
        help=f"The language of the answer: {' or '.join(LOCALES)}.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
    @functools.wraps(command)
    def with_question(  # noqa: PLR0913 - one parameter an option
        plan_file: Path | None,
        on: date | None,
        issued: date | None,
        readings: dict[str, str],
        locale: str,
        *,
        as_json: bool,
        **rest: object,
    ) -> None:
        argument = rest.pop(PLAN_ARGUMENT, None)
        if plan_file and argument:
            message = "expected one plan, as an argument or with --plan, and not both"
            raise click.UsageError(message)
        file = plan_file or argument
        plan = load(str(file)) if file else yijun()
        if readings:
            plan = plan.with_readings(readings)
        if issued:
            plan = plan.issued_on(issued)
        day = on or datetime.now(SHANGHAI).date()
        voice = Voice(plan, locale)
        command(Question(plan=plan, on=day, voice=voice, as_json=as_json), **rest)

    return with_question
