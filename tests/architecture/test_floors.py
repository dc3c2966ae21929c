"""The house of the design: what a module may import.

Read `HOUSE` from the ground up. A floor is a row of areas, an area a ladder of modules. A module
may import whatever stands on a lower floor, and what stands before it on its own ladder; areas on
one floor never import one another. What stands in the garden may import anything, and nobody in
the house imports it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

PACKAGE = "infantcare_policy"

HOUSE: tuple[tuple[tuple[str, ...], ...], ...] = (
    # the ground
    (
        (
            "errors",
            "terms",
            "fact_kinds",
            "money",
            "calendars",
            "checks",
            "decisions",
            "conditions",
            "counts",
            "documents",
        ),
    ),
    # the plan as data
    (
        (
            "plan.parts",
            "plan.grants",
            "plan.rows",
            "plan.families",
            "plan.workforce",
            "plan.tasks",
            "plan.readings",
            "plan.numbering",
            "plan.naming",
            "plan.comparing",
            "plan.texts",
            "plan.linting",
            "plan.figures",
            "plan.amending",
            "plan.contents",
            "plan.matching",
            "plan.county_plan",
            "plan.layers",
            "plan.references",
            "plan.sound_services",
            "plan.soundness",
            "plan.loading",
            "plan",
        ),
    ),
    # the facts
    (
        (
            "people",
            "families",
            "employers",
            "facilities",
            "assessments",
            "county.areas",
            "county.observed",
            "county.histories",
            "county.register",
            "county.record",
            "county.checking",
            "county",
        ),
    ),
    # the rules, each area by itself
    (
        (
            "provision.areas",
            "provision.reach",
            "provision.needing",
            "provision.acting",
            "provision",
        ),
        (
            "registration.routing",
            "registration.filing",
            "registration.life",
            "registration.following",
            "registration",
        ),
        (
            "subsidies.growth",
            "subsidies.eligibility",
            "subsidies.awards",
            "subsidies.budgets",
            "subsidies.reconciliation",
            "subsidies",
        ),
        ("supervision",),
        ("conference",),
        ("support",),
        (
            "guidance.centres",
            "guidance.holding",
            "guidance.rates",
            "guidance.serving",
            "guidance.visits",
            "guidance",
        ),
        (
            "employment.leave",
            "employment.training",
            "employment.workplaces",
            "employment",
        ),
        ("safety.requiring", "safety.publishing", "safety.evaluating", "safety"),
        (
            "enrolment.seen",
            "enrolment.ages",
            "enrolment.groups",
            "enrolment.staffing",
            "enrolment.places",
            "enrolment",
        ),
        (
            "credit.codes",
            "credit.barring",
            "credit.display",
            "credit.hiring",
            "credit.standing",
            "credit",
        ),
        (
            "inspections.rosters",
            "inspections.rules",
            "inspections.hashing",
            "inspections.outcomes",
            "inspections.drawing",
            "inspections.verifying",
            "inspections.findings",
            "inspections",
        ),
        ("targets.observing", "targets.progressing", "targets"),
    ),
    # the edges
    (
        (
            "wording.voice",
            "wording.answers",
            "wording.offers",
            "wording",
            "codec",
            "frames.engines",
            "frames.columns",
            "frames.cases",
            "frames.asking",
            "frames.laws",
            "frames.growing",
            "frames.histories",
            "frames.checking",
            "frames.routes",
            "frames.supervising",
            "frames.areas",
            "frames.portfolio",
            "frames.reckoning",
            "frames.one_by_one",
            "frames.entitlements",
            "frames.totals",
            "frames.progressing",
            "frames.records",
            "frames",
            "samples",
            "report.communities",
            "report.parts",
            "report.composing",
            "report",
            "cli.screens.tables",
            "cli.screens.standings",
            "cli.screens.lawfulness",
            "cli.screens.communities",
            "cli.screens.counties",
            "cli.screens.draws",
            "cli.screens.families",
            "cli.screens.offices",
            "cli.screens.plans",
            "cli.screens",
            "cli.asking",
            "cli.files",
            "cli.commands.counties",
            "cli.commands.draws",
            "cli.commands.families",
            "cli.commands.plans",
            "cli.commands",
            "cli",
            "__main__",
        ),
    ),
)
GARDEN = ("", "testing")


def placed() -> dict[str, tuple[int, int, int]]:
    """Give the place of every module of the house: floor, area, rung."""
    return {
        module: (floor, area, rung)
        for floor, areas in enumerate(HOUSE)
        for area, ladder in enumerate(areas)
        for rung, module in enumerate(ladder)
    }


def in_the_garden(module: str) -> bool:
    return any(module == plot or (plot and module.startswith(f"{plot}.")) for plot in GARDEN)


def imported(module: str, tree: ast.Module, known: Collection[str]) -> Iterator[str]:
    """Find what a module imports of the package, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == PACKAGE:
                    yield alias.name.partition(".")[2]
        elif isinstance(node, ast.ImportFrom):
            source = _source(module, node, known)
            if source is None:
                continue
            for alias in node.names:
                inner = f"{source}.{alias.name}" if source else alias.name
                yield inner if inner in known else source


def _source(module: str, node: ast.ImportFrom, known: Collection[str]) -> str | None:
    """Give the module that `from … import` names, relative to the package; `None` for another's."""
    if node.level == 0:
        package, _, rest = (node.module or "").partition(".")
        return rest if package == PACKAGE else None
    is_package = any(other.startswith(f"{module}.") for other in known)
    steps = [part for part in module.split(".") if part]
    base = steps[: len(steps) - node.level + (1 if is_package or not module else 0)]
    return ".".join([*base, *([node.module] if node.module else [])])


def violations(modules: Mapping[str, ast.Module]) -> list[str]:
    """Tell every import that goes up or across, and every module without a place."""
    places = placed()
    found = []
    for module, tree in modules.items():
        if in_the_garden(module):
            continue
        if module not in places:
            found.append(f"{module} has no place in the house: put it on a floor of HOUSE")
            continue
        floor, area, rung = places[module]
        for target in sorted(set(imported(module, tree, modules))):
            if target not in places:
                found.append(f"{module} imports {target or PACKAGE}, which is not in the house")
                continue
            other_floor, other_area, other_rung = places[target]
            below = other_floor < floor
            earlier = (other_floor, other_area) == (floor, area) and other_rung < rung
            if not (below or earlier):
                found.append(f"{module} imports {target}, which does not stand below it")
    return found


def test_every_import_goes_down(modules: dict[str, ast.Module]) -> None:
    assert violations(modules) == []


def test_every_place_in_the_house_is_taken(modules: dict[str, ast.Module]) -> None:
    assert [module for module in placed() if module not in modules] == []


def test_a_module_has_one_place() -> None:
    rungs = [module for areas in HOUSE for ladder in areas for module in ladder]
    assert len(rungs) == len(set(rungs))
    assert [module for module in rungs if in_the_garden(module)] == []


def test_only_the_package_itself_imports_by_name(modules: dict[str, ast.Module]) -> None:
    by_name = {
        module
        for module, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute | ast.alias)
        and {"import_module", "__import__", "importlib.import_module"}
        & {getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", "")}
    }
    assert by_name <= {""}


class TestTheTestItself:
    """A bad import is caught wherever and however it is written."""

    @pytest.mark.parametrize(
        ("module", "source", "target"),
        [
            ("errors", "from infantcare_policy.plan import Plan", "plan"),
            ("errors", "import infantcare_policy.terms", "terms"),
            ("terms", "from infantcare_policy import county", "county"),
            ("money", "from infantcare_policy.calendars import CHINA", "calendars"),
            ("facilities", "from .registration import route", "registration"),
            ("plan.parts", "from .figures import Figures", "plan.figures"),
            ("plan.parts", "from . import loading", "plan.loading"),
            ("plan.parts", "from ..county import County", "county"),
            ("plan", "from .. import county", "county"),
            ("plan.parts", "from infantcare_policy.plan import Plan", "plan"),
            ("registration", "from infantcare_policy import subsidies", "subsidies"),
            (
                "subsidies.growth",
                "from infantcare_policy.registration import stage",
                "registration",
            ),
            ("subsidies.awards", "from infantcare_policy.subsidies import budget", "subsidies"),
            ("report", "from infantcare_policy.cli import infantcare", "cli"),
            ("plan.loading", "import infantcare_policy.codec as codec", "codec"),
        ],
    )
    def test_an_import_that_goes_up_or_across_is_caught(
        self, module: str, source: str, target: str, modules: dict[str, ast.Module]
    ) -> None:
        caught = [f"{module} imports {target}, which does not stand below it"]
        for text in (
            source,
            f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {source}\n",
            f"def function() -> None:\n    {source}\n",
            f"class A:\n    def f(self) -> None:\n        with a():\n            {source}\n",
        ):
            assert violations({**modules, module: ast.parse(text)}) == caught

    @pytest.mark.parametrize(
        ("module", "source"),
        [
            ("plan.figures", "from infantcare_policy.plan.parts import Row"),
            ("plan", "from .parts import Row"),
            ("county", "from infantcare_policy import facilities"),
            ("subsidies.awards", "from ..facilities import Facility"),
            ("cli", "from . import commands"),
            ("errors", "import infantcare_policyholder.plan"),
            ("errors", "from plan import Plan"),
        ],
    )
    def test_an_import_that_goes_down_or_out_is_let_through(
        self, module: str, source: str, modules: dict[str, ast.Module]
    ) -> None:
        assert violations({**modules, module: ast.parse(source)}) == []

    @pytest.mark.parametrize(
        "source",
        [
            "import infantcare_policy",
            "from infantcare_policy import yijun",
            "import infantcare_policy as policy",
        ],
    )
    def test_nobody_in_the_house_imports_the_package_itself(
        self, source: str, modules: dict[str, ast.Module]
    ) -> None:
        caught = ["codec imports infantcare_policy, which is not in the house"]
        assert violations({**modules, "codec": ast.parse(source)}) == caught

    def test_nobody_in_the_house_imports_what_is_for_tests(
        self, modules: dict[str, ast.Module]
    ) -> None:
        tree = ast.parse("from infantcare_policy.testing import facilities")
        caught = ["codec imports testing, which is not in the house"]
        assert violations({**modules, "testing": ast.parse(""), "codec": tree}) == caught

    def test_a_newcomer_has_to_be_placed(self, modules: dict[str, ast.Module]) -> None:
        caught = ["plan.helpers has no place in the house: put it on a floor of HOUSE"]
        assert violations({**modules, "plan.helpers": ast.parse("")}) == caught
