"""The commands: what they take, what they print, how they end.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli`.
"""

from __future__ import annotations

import sys

import click

from infantcare_policy.cli.commands.counties import check_file, report, targets_of
from infantcare_policy.cli.commands.draws import draw_from, verify_record
from infantcare_policy.cli.commands.families import leave, visits
from infantcare_policy.cli.commands.plans import duties, explain, plan_group
from infantcare_policy.errors import PolicyError

__all__ = ["infantcare"]

BAD_INPUT = 2
COMMANDS = (
    report,
    targets_of,
    check_file,
    duties,
    leave,
    visits,
    explain,
    draw_from,
    verify_record,
    plan_group,
)


class Explained(click.Group):
    """A group in which malformed input ends with its faults and status 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except PolicyError as wrong:
            click.echo(f"error: {wrong}", err=True)
            ctx.exit(BAD_INPUT)


@click.group(
    cls=Explained, commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="infantcare-policy")
def infantcare() -> None:
    """Ask a county's plan for childcare under three; every answer names its article."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
