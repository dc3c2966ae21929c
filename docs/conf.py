"""How the documentation is built: `sphinx-build -W -n -b html docs docs/_build/html`."""

from __future__ import annotations

import sys
import typing
from importlib import import_module
from importlib.metadata import version as version_of
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from types import ModuleType

sys.path.insert(0, str(Path(__file__).parent / "_ext"))


def import_with_annotations(package: str) -> None:
    """Import a package with what it imports for type checkers only, so that autodoc finds it.

    The first round imports the other packages that it needs: the flag is not meant for them.
    """
    modules = [package, *_modules_of(import_module(package))]
    for name in modules:
        import_module(name)
    for name in modules:
        del sys.modules[name]
    with patch.object(typing, "TYPE_CHECKING", new=True):
        for name in modules:
            import_module(name)


def _modules_of(package: ModuleType) -> list[str]:
    return [found.name for found in walk_packages(package.__path__, f"{package.__name__}.")]


import_with_annotations("infantcare_policy")

project = "infantcare-policy"
author = "infantcare-policy contributors"
release = version = version_of("infantcare-policy")
language = "en"

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "myst_parser",
    "docstrings",
    "plan_pages",
]
exclude_patterns = ["_build"]
nitpicky = True
nitpick_ignore_regex = [
    # the standard library: its inventory would have to be fetched
    ("py:class", r"(collections\.abc|datetime|decimal|fractions|os)\.\w+"),
    # the same, of the extra `testing`
    ("py:class", r"hypothesis\.strategies\.SearchStrategy"),
]

html_theme = "furo"
html_title = "infantcare-policy"
html_show_sphinx = False
html_copy_source = False

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

# a single backtick in a docstring means code, as in Markdown
default_role = "code"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_custom_sections = [("Attributes", "params_style")]

autodoc_default_options = {"members": True, "no-value": True}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
maximum_signature_line_length = 88
python_use_unqualified_type_names = True
