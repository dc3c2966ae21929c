"""The commands that draw inspections, and recompute a draw.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from infantcare_policy import inspections
from infantcare_policy.cli import screens
from infantcare_policy.cli.asking import Exact, asks, choice
from infantcare_policy.cli.files import naming, print_json, read, write
from infantcare_policy.codec import from_data, to_json
from infantcare_policy.decisions import Citation
from infantcare_policy.inspections import Draw, DrawRule, Rosters

if TYPE_CHECKING:
    from decimal import Decimal

    from infantcare_policy.cli.asking import Question

__all__ = ["draw_from", "verify_record"]


@click.command("draw")
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
    callback=choice,
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
    with naming("the rule"):
        rule = DrawRule(
            count=count,
            rate=rate,
            rates={name: Exact().convert(r, None, None) for name, r in rates.items()},
            team_size=team_size,
            citation=from_data(rule_source, Citation),
        )
    lists = read(rosters, Rosters)
    with naming(rosters):
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
        write(record, to_json(drawn, indent=2))
    if question.as_json:
        print_json(drawn)
    else:
        screens.draw(drawn, question.voice)
    if not isinstance(drawn, Draw):
        sys.exit(1)


@click.command("verify")
@click.argument("record")
@click.argument("rosters")
@asks
def verify_record(question: Question, *, record: str, rosters: str) -> None:
    """Recompute a recorded draw (RECORD) from its ROSTERS, and tell where it differs.

    Ends with status 1 where it does.

    Example: infantcare verify record.json rosters.json
    """
    recorded = read(record, Draw)
    lists = read(rosters, Rosters)
    with naming(rosters):
        found = inspections.verify(recorded, lists.objects, lists.inspectors)
    if question.as_json:
        print_json(found)
    else:
        screens.verified(found, question.voice)
    if found:
        sys.exit(1)
