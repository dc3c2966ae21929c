"""What the commands show: tables that line up, also with Chinese text.

Source: none; this is an edge.

Limitations: off a terminal the width is fixed, so that a saved report looks the same everywhere.
"""

from infantcare_policy.cli.screens.counties import report, sound
from infantcare_policy.cli.screens.draws import draw, verified
from infantcare_policy.cli.screens.families import leave, visits
from infantcare_policy.cli.screens.offices import duties
from infantcare_policy.cli.screens.plans import changes, clause, coverage, lint, plan, text_check
from infantcare_policy.cli.screens.standings import targets
from infantcare_policy.cli.screens.tables import can_print

__all__ = [
    "can_print",
    "changes",
    "clause",
    "coverage",
    "draw",
    "duties",
    "leave",
    "lint",
    "plan",
    "report",
    "sound",
    "targets",
    "text_check",
    "verified",
    "visits",
]
