"""What the commands read and write: files, standard input, JSON.

Source: none; this is an edge.

Limitations: see `infantcare_policy.cli`.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from infantcare_policy.cli.screens import can_print
from infantcare_policy.codec import from_json, to_data
from infantcare_policy.errors import Fault, InvalidFacts

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["naming", "print_json", "read", "read_text", "write"]

T = TypeVar("T")


def read(file: str, kind: type[T]) -> T:
    """Read facts from JSON; `-` is standard input."""
    try:
        if file == "-":
            content = sys.stdin.buffer.read() if sys.stdin else b""
        else:
            content = Path(file).read_bytes()
    except (OSError, ValueError) as wrong:  # ValueError for a name that no file can have
        fault = Fault("", expected="a readable file", found=str(wrong))
        raise InvalidFacts([fault], file) from None
    with naming(file):
        return from_json(content, kind)


def read_text(file: str) -> str:
    """Read an official text, in UTF-8."""
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as wrong:
        fault = Fault("", expected="a readable text in UTF-8", found=str(wrong))
        raise InvalidFacts([fault], file) from None


@contextmanager
def naming(source: str) -> Iterator[None]:
    """Let every fault name the file."""
    try:
        yield
    except InvalidFacts as wrong:
        raise InvalidFacts(wrong.faults, source) from None


def write(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    draft = file.with_name(f".{file.name}.draft")
    try:
        draft.write_text(text + "\n", encoding="utf-8")
        draft.replace(file)
    except OSError as wrong:
        draft.unlink(missing_ok=True)
        fault = Fault("", expected="a file that can be written", found=str(wrong))
        raise InvalidFacts([fault], str(file)) from None


def print_json(value: object) -> None:
    """Print JSON that any output can carry: what its encoding lacks is escaped, never lost."""
    plain = to_data(value)
    text = json.dumps(plain, ensure_ascii=False, indent=2)
    if not can_print(text):
        text = json.dumps(plain, indent=2)
    click.echo(text)
