"""The commands about a county's record: its report, its targets, a check of its file.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from infantcare_policy import samples, targets
from infantcare_policy.cli import screens
from infantcare_policy.cli.asking import asks
from infantcare_policy.cli.files import naming, print_json, read
from infantcare_policy.county import County, check
from infantcare_policy.report import compose
from infantcare_policy.targets import TargetStatus

if TYPE_CHECKING:
    from infantcare_policy.cli.asking import Question

__all__ = ["check_file", "report", "targets_of"]


@click.command()
@click.argument("file", required=False)
@click.option("--sample", is_flag=True, help="Report on the built-in, invented record of Yijun.")
@click.option("--strict", is_flag=True, help="End with status 1 if something is open or wrong.")
@asks
def report(question: Question, *, file: str | None, sample: bool, strict: bool) -> None:
    """Print what the plan says about a whole county on a day.

    FILE is a county's record as JSON; `-` reads standard input.
    """
    county = _county(file, sample=sample)
    with naming(file or "--sample"):
        result = compose(county, question.plan, on=question.on)
    if question.as_json:
        print_json(result)
    else:
        screens.report(result, county, question.voice)
    if strict and result.needs_attention:
        sys.exit(1)


@click.command("targets")
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
    with naming(file or "--sample"):
        check(county, question.plan)
        observations = targets.observe(county, question.plan, on=question.on)
        found = targets.track(question.plan, observations, on=question.on)
    if question.as_json:
        print_json(found)
    else:
        screens.targets(found, question.on, question.voice)
    failing = {TargetStatus.MISSED, TargetStatus.UNDETERMINED}
    if strict and any(target.status in failing for target in found):
        sys.exit(1)


@click.command("check")
@click.argument("file")
@asks
def check_file(question: Question, *, file: str) -> None:
    """Check a county's record against its plan, and list every fault.

    FILE is JSON; `-` reads standard input.
    """
    county = read(file, County)
    with naming(file):
        check(county, question.plan)
    if question.as_json:
        print_json({"source": file, "faults": []})
    else:
        screens.sound(county, file, question.voice)


def _county(file: str | None, *, sample: bool) -> County:
    """Read a county's record, or give the built-in one."""
    if bool(file) == sample:
        message = "expected FILE or --sample, and not both"
        raise click.UsageError(message)
    return read(file, County) if file else samples.yijun_county()
