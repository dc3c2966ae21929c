"""The commands: what they take, what they print, how they end.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli`.
"""

from __future__ import annotations

import functools
import json
import re
import sys
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

import click
from attrs import frozen
from click.core import ParameterSource

from infantcare_policy import inspections, samples, targets
from infantcare_policy.cli import screens
from infantcare_policy.codec import from_data, from_json, to_data, to_json
from infantcare_policy.county import County, check
from infantcare_policy.decisions import Citation
from infantcare_policy.errors import Fault, InvalidFacts, PolicyError
from infantcare_policy.inspections import Draw, DrawRule, Rosters
from infantcare_policy.plan import Plan, load, yijun
from infantcare_policy.report import compose
from infantcare_policy.targets import TargetStatus
from infantcare_policy.wording import LOCALES, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["infantcare"]

T = TypeVar("T")

SHANGHAI = ZoneInfo("Asia/Shanghai")
BAD_INPUT = 2
PLAN_ARGUMENT = "plan_argument"
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
SAID = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)


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


def _choice(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
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
        callback=_choice,
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


class Explained(click.Group):
    """A group in which malformed input ends with its faults and status 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except PolicyError as wrong:
            click.echo(f"error: {wrong}", err=True)
            ctx.exit(BAD_INPUT)


@click.group(cls=Explained, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="infantcare-policy")
def infantcare() -> None:
    """Ask a county's plan for childcare under three; every answer names its article."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@infantcare.command()
@click.argument("file", required=False)
@click.option("--sample", is_flag=True, help="Report on the built-in, invented record of Yijun.")
@click.option("--strict", is_flag=True, help="End with status 1 if something is open or wrong.")
@asks
def report(question: Question, *, file: str | None, sample: bool, strict: bool) -> None:
    """Print what the plan says about a whole county on a day.

    FILE is a county's record as JSON; `-` reads standard input.
    """
    county = _county(file, sample=sample)
    with _naming(file or "--sample"):
        result = compose(county, question.plan, on=question.on)
    if question.as_json:
        _print_json(result)
    else:
        screens.report(result, county, question.voice)
    if strict and result.needs_attention:
        sys.exit(1)


@infantcare.command("targets")
@click.argument("file", required=False)
@click.option("--sample", is_flag=True, help="Ask about the built-in, invented record of Yijun.")
@click.option("--strict", is_flag=True, help="End with status 1 if a target is missed or open.")
@asks
def targets_of(question: Question, *, file: str | None, sample: bool, strict: bool) -> None:
    """Print how far a county is from the targets of its plan on a day.

    FILE is a county's record as JSON; `-` reads standard input. A target with a last day is judged
    by that day, a yearly one year by year; what is missing gives bounds, and names what is missing.

    Example: infantcare targets --sample --on 2026-01-05 --locale en
    """
    county = _county(file, sample=sample)
    with _naming(file or "--sample"):
        check(county, question.plan)
        observations = targets.observe(county, question.plan, on=question.on)
        found = targets.track(question.plan, observations, on=question.on)
    if question.as_json:
        _print_json(found)
    else:
        screens.targets(found, question.on, question.voice)
    failing = {TargetStatus.MISSED, TargetStatus.UNDETERMINED}
    if strict and any(target.status in failing for target in found):
        sys.exit(1)


@infantcare.command("check")
@click.argument("file")
@asks
def check_file(question: Question, *, file: str) -> None:
    """Check a county's record against its plan, and list every fault.

    FILE is JSON; `-` reads standard input.
    """
    county = _read(file, County)
    with _naming(file):
        check(county, question.plan)
    if question.as_json:
        _print_json({"source": file, "faults": []})
    else:
        screens.sound(county, file, question.voice)


@infantcare.command()
@click.argument("clause")
@asks
def explain(question: Question, *, clause: str) -> None:
    """Explain a clause: `2.4.10`, or as the paper numbers it, 二（四）10."""
    found = question.plan.clause(clause)
    if question.as_json:
        _print_json(found)
    else:
        screens.clause(found, question.on, question.voice)


@infantcare.command("draw")
@click.argument("rosters")
@click.option("--seed", required=True, help="What the lots gave; the same seed, the same draw.")
@click.option(
    "--rule",
    "rule_source",
    required=True,
    metavar="INSTRUMENT:ARTICLE",
    help="The article of the local rule that says how many are drawn.",
)
@click.option("--count", type=click.IntRange(min=0), help="How many objects are drawn.")
@click.option("--rate", type=Exact(), help="Which part of the objects is drawn, rounded up.")
@click.option(
    "--rate-of",
    "rates",
    multiple=True,
    callback=_choice,
    metavar="CLASS=RATE",
    help="The part of a risk class; may be repeated.",
)
@click.option(
    "--team-size",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="How many inspectors are drawn for each object.",
)
@click.option(
    "--record",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the record of the draw (JSON) to this file, for `infantcare verify`.",
)
@asks
def draw_from(  # noqa: PLR0913 - one parameter an option
    question: Question,
    *,
    rosters: str,
    seed: str,
    rule_source: str,
    count: int | None,
    rate: Decimal | None,
    rates: dict[str, str],
    team_size: int,
    record: Path | None,
) -> None:
    """Draw objects and inspectors at random, so that anybody can recompute it.

    ROSTERS is JSON with `objects`, `inspectors`, `recusals` and `excluded`; `-` reads standard
    input. How many are drawn is the local rule's. Ends with status 1 where no draw is possible.

    Example: infantcare draw rosters.json --seed 2026-01 --count 3 --rule local-rule:7
    """
    with _naming("the rule"):
        rule = DrawRule(
            count=count,
            rate=rate,
            rates={name: Exact().convert(r, None, None) for name, r in rates.items()},
            team_size=team_size,
            citation=from_data(rule_source, Citation),
        )
    lists = _read(rosters, Rosters)
    with _naming(rosters):
        drawn = inspections.draw(
            lists.objects,
            lists.inspectors,
            on=question.on,
            rule=rule,
            seed=seed,
            recusals=lists.recusals,
            excluded=lists.excluded,
        )
    if isinstance(drawn, Draw) and record:
        _write(record, to_json(drawn, indent=2))
    if question.as_json:
        _print_json(drawn)
    else:
        screens.draw(drawn, question.voice)
    if not isinstance(drawn, Draw):
        sys.exit(1)


@infantcare.command("verify")
@click.argument("record")
@click.argument("rosters")
@asks
def verify_record(question: Question, *, record: str, rosters: str) -> None:
    """Recompute a recorded draw (RECORD) from its ROSTERS, and tell where it differs.

    Ends with status 1 where it does.

    Example: infantcare verify record.json rosters.json
    """
    recorded = _read(record, Draw)
    lists = _read(rosters, Rosters)
    with _naming(rosters):
        found = inspections.verify(recorded, lists.objects, lists.inspectors)
    if question.as_json:
        _print_json(found)
    else:
        screens.verified(found, question.voice)
    if found:
        sys.exit(1)


@infantcare.group("plan", invoke_without_command=True)
@asks
def plan_group(question: Question) -> None:
    """Print what the plan consists of: its clauses, figures and readings."""
    context = click.get_current_context()
    if command := context.invoked_subcommand:
        given = [name for name in context.params if context.get_parameter_source(name) in SAID]
        if given:
            message = f"write the options behind the command: infantcare plan {command} …"
            raise click.UsageError(message)
        return
    if question.as_json:
        _print_json(question.plan)
    else:
        screens.plan(question.on, question.voice)


@plan_group.command()
@asks
def coverage(question: Question) -> None:
    """List every clause with the functions that answer it, or why none does."""
    if question.as_json:
        _print_json(question.plan.coverage())
    else:
        screens.coverage(question.voice)


@plan_group.command("check-text")
@click.argument("file")
@asks
def check_official_text(question: Question, *, file: str) -> None:
    """Compare an official text (FILE, UTF-8) with the clauses that are encoded.

    Ends with status 1 if a clause was changed, removed, added or renumbered.
    """
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as wrong:
        fault = Fault("", expected="a readable text in UTF-8", found=str(wrong))
        raise InvalidFacts([fault], file) from None
    result = question.plan.check_text(text)
    if question.as_json:
        _print_json(result)
    else:
        screens.text_check(result, question.voice)
    if not result.agrees:
        sys.exit(1)


@plan_group.command()
@click.argument(PLAN_ARGUMENT, required=False, metavar="[FILE]")
@click.option("--strict", is_flag=True, help="End with status 1 if something was found.")
@asks
def lint(question: Question, *, strict: bool) -> None:
    """Find what does not fit together in the text of a plan, and list its known defects.

    FILE is a plan of your own (TOML), as with --plan; Yijun's if absent. Found are bodies that the
    division of duties or the tasks leave out, names in several forms, names that are nobody's,
    fields of work without an owner, rows that can conflict, and figures that are not stated.

    Example: infantcare plan lint county.toml --strict
    """
    found = question.plan.lint()
    if question.as_json:
        _print_json({"findings": found, "defects": question.plan.defects})
    else:
        screens.lint(found, question.voice)
    if strict and found:
        sys.exit(1)


@plan_group.command()
@click.argument("before")
@click.argument("after")
@click.option("--locale", default="zh_CN", show_default=True, help="The language of the answer.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def diff(*, before: str, after: str, locale: str, as_json: bool) -> None:
    """Name every clause, figure, row and reading that two plans do not have alike.

    BEFORE and AFTER are plan files (TOML), or `yijun` for the built-in one.
    """
    old, new = (yijun() if name == "yijun" else load(name) for name in (before, after))
    voice = Voice(new, locale)
    changes = old.diff(new)
    if as_json:
        _print_json(changes)
    else:
        screens.changes(changes, voice)


def _county(file: str | None, *, sample: bool) -> County:
    """Read a county's record, or give the built-in one."""
    if bool(file) == sample:
        message = "expected FILE or --sample, and not both"
        raise click.UsageError(message)
    return _read(file, County) if file else samples.yijun_county()


def _write(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    draft = file.with_name(f".{file.name}.draft")
    try:
        draft.write_text(text + "\n", encoding="utf-8")
        draft.replace(file)
    except OSError as wrong:
        draft.unlink(missing_ok=True)
        fault = Fault("", expected="a file that can be written", found=str(wrong))
        raise InvalidFacts([fault], str(file)) from None


def _read(file: str, kind: type[T]) -> T:
    """Read facts from JSON; `-` is standard input."""
    try:
        if file == "-":
            content = sys.stdin.buffer.read() if sys.stdin else b""
        else:
            content = Path(file).read_bytes()
    except (OSError, ValueError) as wrong:  # ValueError for a name that no file can have
        fault = Fault("", expected="a readable file", found=str(wrong))
        raise InvalidFacts([fault], file) from None
    with _naming(file):
        return from_json(content, kind)


@contextmanager
def _naming(source: str) -> Iterator[None]:
    """Let every fault name the file."""
    try:
        yield
    except InvalidFacts as wrong:
        raise InvalidFacts(wrong.faults, source) from None


def _print_json(value: object) -> None:
    """Print JSON that any output can carry: what its encoding lacks is escaped, never lost."""
    plain = to_data(value)
    text = json.dumps(plain, ensure_ascii=False, indent=2)
    if not screens.can_print(text):
        text = json.dumps(plain, indent=2)
    click.echo(text)
