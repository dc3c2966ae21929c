"""The commands about a plan: a clause, what it consists of, its faults, what differs.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from infantcare_policy.cli import screens
from infantcare_policy.cli.asking import PLAN_ARGUMENT, asks
from infantcare_policy.cli.files import print_json, read_text
from infantcare_policy.codec import to_data
from infantcare_policy.errors import Fault, InvalidFacts, UnknownDepartment
from infantcare_policy.plan import load, yijun
from infantcare_policy.terms import fold
from infantcare_policy.wording import Voice

if TYPE_CHECKING:
    from infantcare_policy.cli.asking import Question

__all__ = ["duties", "explain", "plan_group"]

SAID = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)


@click.command()
@click.argument("clause")
@asks
def explain(question: Question, *, clause: str) -> None:
    """Explain a clause: `2.4.10`, or as the paper numbers it, 二（四）10."""
    found = question.plan.clause(clause)
    if question.as_json:
        print_json(found)
    else:
        screens.clause(found, question.on, question.voice)


@click.command()
@click.argument("office")
@asks
def duties(question: Question, *, office: str) -> None:
    """Print what an office owes: its tasks, lead or not, its duties, its seat.

    OFFICE is a department, a township body or a word for all of them, by its id or any name.

    Example: infantcare duties 县卫健局
    """
    try:
        found = question.plan.tasks_of(office)
    except UnknownDepartment as unknown:
        mentioned = [
            clause.id
            for clause in question.plan.clauses
            if fold(office) in map(fold, clause.mentions)
        ]
        if not mentioned:
            raise
        advice = f"the text mentions it in {', '.join(mentioned)} and makes it responsible nowhere"
        expected = "a department or township body of the plan"
        fault = Fault("", expected=expected, found=repr(office), advice=advice)
        raise InvalidFacts([fault], "OFFICE") from unknown
    if question.as_json:
        print_json({"plan": question.plan.stamp, **to_data(found)})
    else:
        screens.duties(found, question.on, question.voice)


@click.group("plan", invoke_without_command=True)
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
        print_json(question.plan)
    else:
        screens.plan(question.on, question.voice)


@plan_group.command()
@asks
def coverage(question: Question) -> None:
    """List every clause with the functions that answer it, or why none does."""
    if question.as_json:
        print_json(question.plan.coverage())
    else:
        screens.coverage(question.voice)


@plan_group.command("check-text")
@click.argument("file")
@asks
def check_official_text(question: Question, *, file: str) -> None:
    """Compare an official text (FILE, UTF-8) with the clauses that are encoded.

    Ends with status 1 if a clause was changed, removed, added or renumbered.
    """
    result = question.plan.check_text(read_text(file))
    if question.as_json:
        print_json(result)
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
        print_json({"findings": found, "defects": question.plan.defects})
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
        print_json(changes)
    else:
        screens.changes(changes, voice)
