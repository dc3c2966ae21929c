"""The `infantcare` command; `python -m infantcare_policy` is the same.

Source: none; this is an edge.

Limitations: it needs the extra `cli`.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command, or say how to install it."""
    try:
        from infantcare_policy.cli import infantcare  # noqa: PLC0415 - click is an extra
    except ModuleNotFoundError as missing:
        if missing.name not in ("click", "rich"):
            raise
        sys.stderr.write(
            f"the command needs {missing.name}: python -m pip install 'infantcare-policy[cli]'\n"
        )
        sys.exit(2)
    infantcare.main(prog_name="infantcare")


if __name__ == "__main__":
    main()
