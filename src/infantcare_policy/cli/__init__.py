"""The `infantcare` command: a county's picture, a check of a file, a clause, the plan.

Source: none; this is an edge.

Limitations: exit status 0 when done, 1 with `--strict` where something is open or was paid
wrongly, 2 for bad input, with every fault and nothing half written.
"""

from infantcare_policy.cli.commands import infantcare

__all__ = ["infantcare"]
