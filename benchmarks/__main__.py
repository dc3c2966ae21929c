"""`python -m benchmarks`, from a checkout with the extra `bench`."""

import sys

OF_THE_EXTRA = (
    "attrs",
    "business_rules",
    "duckdb",
    "infantcare_policy",
    "matplotlib",
    "msgspec",
    "narwhals",
    "openfisca_core",
    "polars",
    "pydantic",
    "pyperf",
    "rule_engine",
    "zen",
)


def main() -> int:
    """Run the command, or say how to install what it needs."""
    try:
        from benchmarks.command import run  # noqa: PLC0415 - it needs an extra

        return run(sys.argv[1:])
    except ModuleNotFoundError as missing:
        if missing.name not in OF_THE_EXTRA:
            raise
        sys.stderr.write(f"error: no {missing.name} here: python -m pip install -e '.[bench]'\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
