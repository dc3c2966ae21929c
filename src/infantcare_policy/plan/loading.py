"""Plans from files: the built-in ones and anybody's own.

Source: `data/README.md` tells the format.

Limitations: reads only what it is given; a built-in layer is named by `extends = "china"`, one of
your own by a path that ends in `.toml` and starts from the folder of the file that names it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from infantcare_policy.errors import Fault, PlanError, UnknownName

if TYPE_CHECKING:
    from os import PathLike

    from infantcare_policy.plan.county_plan import Plan
    from infantcare_policy.plan.layers import Layer

__all__ = ["load", "loads", "yijun"]

DATA = "infantcare_policy.plan.data"


def load(path: str | PathLike[str]) -> Plan:
    """Load a plan from a TOML file.

    Raises:
        PlanError: with every fault of the plan, also when the file cannot be read.
    """
    file = Path(path)
    return _loaded(_text_of(file), str(path), file.parent)


def loads(text: str, *, source: str = "the plan") -> Plan:
    """Load a plan from TOML text; `extends` may name a built-in layer.

    Raises:
        PlanError: with every fault of the plan.
    """
    return _loaded(text, source, Path())


@cache
def yijun() -> Plan:
    """Give Yijun County's plan (宜君县), a draft for comment; it is read once.

    Source: 宜君县促进3岁以下婴幼儿照护服务发展实施方案（征求意见稿）.

    >>> import datetime
    >>> yijun().figures(datetime.date(2026, 1, 1)).slots_per_thousand
    8
    """
    return _loaded(_built_in("yijun"), "built-in yijun.toml", Path())


def _built_in(name: str) -> str:
    return files(DATA).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as wrong:  # ValueError for bytes that are no text or no path
        raise PlanError(
            [Fault("", expected="a file of TOML in UTF-8", found=str(wrong))], str(file)
        ) from None


def _loaded(text: str, source: str, folder: Path) -> Plan:
    from infantcare_policy.plan.layers import read_layer, stack  # noqa: PLC0415 - cattrs
    from infantcare_policy.plan.soundness import faults_in  # noqa: PLC0415 - cattrs

    layers: list[Layer] = []
    seen: list[str] = []
    while True:
        layer = read_layer(text, source)
        layers.insert(0, layer)
        if not layer.extends:
            break
        seen.append(source)
        text, source, folder = _layer_above(layer.extends, source, folder)
        if source in seen:
            found = f"{layer.extends!r}, which extends this layer"
            raise PlanError([Fault("extends", expected="a layer above", found=found)], seen[-1])
    first = seen[0] if seen else source
    try:
        plan = stack(layers)
    except PlanError as wrong:
        raise PlanError(wrong.faults, first) from None
    if faults := list(faults_in(plan)):
        raise PlanError(faults, first)
    return plan


def _layer_above(name: str, source: str, folder: Path) -> tuple[str, str, Path]:
    if name.endswith(".toml"):
        file = (folder / name).resolve()  # so that a loop is seen
        return _text_of(file), str(file), file.parent
    known = sorted(
        Path(str(item)).stem for item in files(DATA).iterdir() if item.name[-5:] == ".toml"
    )
    if name not in known:
        advice = UnknownName(name, known).advice or f"built in are {', '.join(known)}"
        expected = "a built-in layer or the path of a .toml file"
        raise PlanError([Fault("extends", expected=expected, found=name, advice=advice)], source)
    return _built_in(name), f"built-in {name}.toml", folder
