"""An official text against the clauses that are encoded: unchanged, changed, gone, new, moved.

Source: the numbering of Chinese official plans: 一、 for parts, （一） for groups or clauses,
10. for tasks, 附件1 for the division of duties, 附件2 for the conference.

Limitations: white space and full- or half-width forms do not count, anything else does. Headings of
parts and groups are not clauses and are not compared, nor is a clause without a fingerprint: annex
2 carries none, because its names are left out of the project.

>>> text = ("一、总体目标", "建一所。", "二、任务", "（一）甲", "1. 办事。", "三、保障")
>>> sorted(clauses_in(chr(10).join(text)))
['1', '2.1.1']
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from attrs import frozen

from infantcare_policy.plan.numbering import NUMERAL, clause_id
from infantcare_policy.terms import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from infantcare_policy.plan.parts import Clause

__all__ = ["TextCheck", "check_text", "clauses_in", "fingerprint"]

PART = re.compile(rf"^\s*({NUMERAL})、")
GROUP = re.compile(rf"^\s*[（(]({NUMERAL})[）)]")
TASK = re.compile(r"^\s*(\d+)\s*[.．、]\s*(?=\D)")
ANNEX = re.compile(r"^\s*附件\s*(\d+)\s*$")
ANNEX_LIST = re.compile(r"^\s*附件\s*[：:]")
ENTRY = re.compile(r"^\s*([^：:，。；]{2,24})[：:]")


@frozen(kw_only=True)
class TextCheck:
    """How an official text differs from the clauses that are encoded, by clause id.

    Attributes:
        unchanged: the clauses that say what was encoded.
        changed: those whose text is another.
        missing: those that the text does not have.
        added: numbers in the text that are no clause.
        renumbered: the text of a clause that stands under another number: the old id and the new.
        not_compared: clauses that carry no fingerprint.
    """

    unchanged: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    renumbered: tuple[tuple[str, str], ...]
    not_compared: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Tell whether every clause that can be compared is unchanged, and nothing is new."""
        return not (self.changed or self.missing or self.added or self.renumbered)


def fingerprint(text: str) -> str:
    """SHA-256 of a clause's text without white space, full- and half-width forms folded."""
    return hashlib.sha256(fold(text).encode()).hexdigest()


def check_text(text: str, clauses: Iterable[Clause], names: Mapping[str, str]) -> TextCheck:
    """Compare an official text with the clauses that are encoded.

    Args:
        text: the official text, with its line breaks.
        clauses: the clauses of the plan, with their fingerprints.
        names: the id of a body by each of its folded names, for the entries of annex 1.
    """
    found = {_resolved(name, names): fingerprint(body) for name, body in clauses_in(text).items()}
    encoded = {clause.id: clause.sha256 for clause in clauses}
    compared = {name: digest for name, digest in encoded.items() if digest}
    same = {name for name, digest in compared.items() if found.get(name) == digest}
    loose = {digest: name for name, digest in found.items() if name not in same}
    moved = {
        name: loose[digest]
        for name, digest in compared.items()
        if name not in same and digest in loose
    }
    arrived = set(moved.values())
    left = [name for name in compared if name not in same and name not in moved]
    here = {name for name in left if name in found and name not in arrived}
    known = same | arrived | here | (encoded.keys() - compared.keys())
    return TextCheck(
        unchanged=tuple(name for name in compared if name in same),
        changed=tuple(name for name in left if name in here),
        missing=tuple(name for name in left if name not in here),
        added=tuple(name for name in found if name not in known),
        renumbered=tuple(moved.items()),
        not_compared=tuple(name for name in encoded if name not in compared),
    )


def clauses_in(text: str) -> dict[str, str]:
    """Cut an official text into clauses: the body of each, by its id in the paper's numbering."""
    bodies: dict[str, list[str]] = {}
    part = group = annex = current = ""
    for line in text.splitlines():
        if found := ANNEX.match(line):
            annex, current = found[1], f"A{found[1]}"
            bodies[current] = []
        elif annex:
            entry = ENTRY.match(line) if annex == "1" else None
            if entry:
                current = f"A1.{entry[1]}"
            bodies.setdefault(current, []).append(line[entry.end() :] if entry else line)
        elif ANNEX_LIST.match(line):  # what follows lists the annexes, under numbers of its own
            part = group = current = ""
        elif found := PART.match(line):
            part, group, current = found[1], "", clause_id(found[1])
            bodies[current] = []
        elif found := GROUP.match(line):
            group = found[1]
            current = clause_id(f"{part}（{group}）")
            bodies[current] = [line[found.end() :]]
        elif part and (found := TASK.match(line)):
            current = clause_id(f"{part}（{group}）{found[1]}" if group else f"{part}{found[1]}")
            bodies[current] = [line[found.end() :]]
        elif current:
            bodies[current].append(line)
    return _without_headings({name: "\n".join(lines) for name, lines in bodies.items()})


def _without_headings(bodies: dict[str, str]) -> dict[str, str]:
    """Leave out what only heads other clauses, and what is empty."""
    return {
        name: body
        for name, body in bodies.items()
        if fold(body) and not any(other.startswith(f"{name}.") for other in bodies)
    }


def _resolved(name: str, names: Mapping[str, str]) -> str:
    annex, dot, body = name.partition(".")
    known = names.get(fold(body)) if annex.startswith("A") and dot else None
    return f"{annex}.{known}" if known else name
