"""How docstrings and signatures of the package are shown.

Source: none; the docstrings are those of `CONTRIBUTING.md`.

Limitations: `Source:`, `Limitations:` and `Units:` are one paragraph each; `Returns:` gives no
type, since the annotation does.
"""

from __future__ import annotations

import re
import sys
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar, get_type_hints

from attrs import fields, has

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PACKAGE = "infantcare_policy"
PARAGRAPH = re.compile(r"(Source|Limitations|Units): (.*)")
RETURNS = "Returns:"

NAMES = rf"~?{PACKAGE}\.decisions\."
OPEN = rf"(?:{NAMES})?Undetermined \| (?:{NAMES})?Referred \| (?:{NAMES})?Conflicting"


def fielded(lines: list[str]) -> list[str]:
    """Turn what napoleon takes for text, or for a type, into fields.

    >>> fielded(["Source: 3.2;", "2.4.11.", "", "Returns:", "    Sorted: by id.", "", "More."])
    [':Source: 3.2;', '    2.4.11.', '', ':returns:', '    Sorted: by id.', '', 'More.']
    """
    shown: list[str] = []
    inside = False
    for line in lines:
        found = PARAGRAPH.match(line)
        inside = bool(found) or (inside and bool(line))
        if found:
            shown.append(f":{found[1]}: {found[2]}")
        elif line == RETURNS:
            shown.append(":returns:")
        else:
            shown.append(f"    {line}" if inside else line)
    return shown


def answers_named(annotation: str) -> str:
    """Write the four answers as the one name that they have.

    >>> answers_named("Decided[int] | Undetermined | Referred | Conflicting[int]")
    '~infantcare_policy.decisions.Decision[int]'
    >>> answers_named("Undetermined | Referred | Conflicting[int]")
    '~infantcare_policy.decisions.Open[int]'
    """
    decision = rf"(?:{NAMES})?Decided\[(.+?)\] \| {OPEN}\[\1\]"
    named = re.sub(decision, rf"~{PACKAGE}.decisions.Decision[\1]", annotation)
    return re.sub(rf"{OPEN}\[(.+?)\]", rf"~{PACKAGE}.decisions.Open[\1]", named)


def resolve_fields() -> None:
    """Resolve the annotations of attrs classes: autodoc would look them up in one module only.

    A field may be inherited from another module, or be of the class itself.
    """
    modules = [module for name, module in sys.modules.items() if name.startswith(PACKAGE)]
    for cls in {c for module in modules for c in vars(module).values() if isinstance(c, type)}:
        if cls.__module__.startswith(PACKAGE) and has(cls):
            hints = get_type_hints(cls)
            for field in fields(cls):
                if field.init and field.converter is None:
                    cls.__init__.__annotations__[field.alias] = hints[field.name]


def _docstring(  # noqa: PLR0913, PLR0917 - what Sphinx hands in
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    del app, name, options
    lines[:] = fielded(lines)
    if what in {"attribute", "data", "property"}:
        # an empty comment, or napoleon takes what stands before a colon for a type
        lines[:0] = ["..", ""]
    if isinstance(obj, type) and issubclass(obj, Enum) and len(obj):
        lines += ["", *(_member(member) for member in obj), ""]


def _member(member: Enum) -> str:
    """Tell a word of a closed list with the official terms that mean it."""
    terms = "、".join(getattr(member, "words", ()))
    return f"* `{member.name}`: `{member.value}`{f' ({terms})' if terms else ''}"


def _signature(  # noqa: PLR0913, PLR0917 - what Sphinx hands in
    app: Sphinx,
    what: str,
    name: str,
    obj: object,
    options: object,
    signature: str | None,
    returned: str | None,
) -> tuple[str, str | None] | None:
    del app, what, name, options
    if signature is None:
        return None
    never_called = isinstance(obj, type) and (
        issubclass(obj, Enum) or getattr(obj, "_is_protocol", False)
    )
    # a default that is made anew for each instance has no value to show
    shown = "" if never_called else answers_named(signature).replace("= NOTHING", "= ...")
    return shown, returned and answers_named(returned)


def _type_variable(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: Element
) -> Node | None:
    """Show a type variable as it is: it has no page to lead to."""
    del app, env
    module, _, name = node["reftarget"].rpartition(".")
    if not module.startswith(PACKAGE):
        return None
    found = getattr(import_module(module), name, None)
    return content if isinstance(found, TypeVar) else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to autodoc, before napoleon reads the docstrings."""
    resolve_fields()
    app.connect("autodoc-process-docstring", _docstring, priority=400)
    app.connect("autodoc-process-signature", _signature)
    app.connect("missing-reference", _type_variable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
