"""What a plan has for those who work: employers' measures, occupations, catalogues of training.

Source: 2.1.1, 3.3; 女职工劳动保护特别规定 arts. 6, 9.

Limitations: a row is what the text says; what follows is asked of `employment`.
"""

from __future__ import annotations

from attrs import field, frozen

from infantcare_policy.checks import Checked, each, flag, line, optional, text, to_hold, whole
from infantcare_policy.decisions import Citation
from infantcare_policy.plan.parts import Wording

__all__ = ["Catalogue", "Measure", "Occupation"]


@frozen(kw_only=True)
class Measure(Checked):
    """A measure of employers for those who raise an infant.

    Attributes:
        binding: whether the law asks for it; `False` where the text only encourages it.
    """

    id: str = field(metadata=to_hold(line))
    name: Wording
    binding: bool = field(metadata=to_hold(flag))
    cite: Citation


@frozen(kw_only=True)
class Occupation(Checked):
    """An occupation of childcare, under its present title.

    Attributes:
        aliases: its other titles, such as the one that it was renamed from.
        code: its code in the classification of occupations; empty where none was read.
        levels: how many levels of skill it has; `None` where no number was read.
    """

    id: str = field(metadata=to_hold(line))
    name: Wording
    aliases: tuple[str, ...] = field(default=(), metadata=to_hold(each(text, unique=True)))
    code: str = ""
    levels: int | None = field(default=None, metadata=to_hold(optional(whole(at_least=1))))
    cite: Citation


@frozen(kw_only=True)
class Catalogue(Checked):
    """A catalogue or plan of training that care occupations enter.

    Attributes:
        occupations: the ids of those that the text names; empty where it means all of them.
    """

    id: str = field(metadata=to_hold(line))
    name: Wording
    occupations: tuple[str, ...] = field(default=(), metadata=to_hold(each(text, unique=True)))
    cite: Citation
