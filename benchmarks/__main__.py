"""`python -m benchmarks`, from a checkout with the extra `bench`."""

import sys


def main() -> int:
    """Run the command, or say how to install what it needs."""
    try:
        from benchmarks.command import run  # noqa: PLC0415 - pyperf is an extra
    except ModuleNotFoundError as missing:
        if missing.name not in ("attrs", "infantcare_policy", "pyperf"):
            raise
        sys.stderr.write(f"error: no {missing.name} here: python -m pip install -e '.[bench]'\n")
        return 2
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
