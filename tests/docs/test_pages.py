"""The documentation says what the plan and the package say: no clause, name or reading is left out.

The pages under `docs/reference/generated/` are asked for, not read: only a build writes them.
"""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import fields

import infantcare_policy
from infantcare_policy.plan import Figures, Plan, load, yijun
from infantcare_policy.plan.naming import names_of
from infantcare_policy.terms import fold
from infantcare_policy.wording import LOCALES

if TYPE_CHECKING:
    from types import ModuleType

PROJECT = Path(__file__).parents[2]
DOCS = PROJECT / "docs"
PLAN = yijun()
AREAS = sorted({answer.partition(".")[0] for c in PLAN.clauses for answer in c.answers})


def load_generator() -> ModuleType:
    """Load the generator by its path: it is no part of the package."""
    spec = spec_from_file_location("plan_pages", DOCS / "_ext" / "plan_pages.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = load_generator()


def sections(page: str) -> dict[str, str]:
    """Cut a page into its sections, by heading, with no sign escaped."""
    parts = re.split(r"^## (.+)$", page.replace("\\", ""), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def area_page(area: str) -> str:
    return (DOCS / "areas" / f"{area}.md").read_text(encoding="utf-8")


def test_the_generator_does_not_need_sphinx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sphinx", None)
    assert load_generator().clauses_page(PLAN)


@pytest.fixture(params=["yijun", "qinghe"])
def plan(request: pytest.FixtureRequest) -> Plan:
    """Any plan can be told, not Yijun's alone."""
    return PLAN if request.param == "yijun" else load(PROJECT / "tests" / "plans" / "qinghe.toml")


class TestClauses:
    """Every clause has a section under a stable anchor: what answers it, or why nothing does."""

    def test_in_the_order_of_the_paper(self, plan: Plan) -> None:
        headings = sections(PAGES.clauses_page(plan))
        assert [heading.split()[0] for heading in headings] == [c.id for c in plan.clauses]

    def test_the_anchors_are_those_of_the_ids(self, plan: Plan) -> None:
        anchors = re.findall(r"^\((clause-.+)\)=$", PAGES.clauses_page(plan), flags=re.MULTILINE)
        assert anchors == [f"clause-{c.id.replace('.', '-').lower()}" for c in plan.clauses]
        assert len(set(anchors)) == len(anchors)

    def test_each_agrees_with_the_coverage(self, plan: Plan) -> None:
        told = sections(PAGES.clauses_page(plan)).values()
        for covered, section in zip(plan.coverage(), told, strict=True):
            for answer in covered.answers:
                assert f"`{answer} <infantcare_policy.{answer}>`" in section
            assert ("Answered by" in section) == bool(covered.answers)
            assert covered.unanswered in section

    def test_each_has_its_summary_in_both_languages(self, plan: Plan) -> None:
        told = sections(PAGES.clauses_page(plan)).values()
        for clause, section in zip(plan.clauses, told, strict=True):
            assert clause.summary.en in section
            assert clause.summary.zh in section


class TestAreas:
    """The page of an area names every function that answers a clause, and the clause."""

    @pytest.mark.parametrize("area", AREAS)
    def test_the_page_names_what_answers(self, area: str) -> None:
        page = area_page(area)
        clauses = re.search(r"^\*\*Clauses:\*\*(.+?)\n\n", page, flags=re.MULTILINE | re.DOTALL)
        assert clauses
        for clause in PLAN.clauses:
            answers = [name for name in clause.answers if name.startswith(f"{area}.")]
            assert [name for name in answers if not re.search(rf"{name}\b", page)] == []
            if answers:
                assert f"[{clause.id}]" in clauses[1]

    @pytest.mark.parametrize("page", sorted((DOCS / "areas").glob("*.md")), ids=lambda p: p.stem)
    def test_what_a_page_links_to_exists(self, page: Path) -> None:
        links = set(re.findall(r"\]\(#([\w-]+)\)", page.read_text(encoding="utf-8")))
        anchors = {
            anchor
            for told in (PAGES.clauses_page(PLAN), PAGES.readings_page(PLAN, {}))
            for anchor in re.findall(r"^\((.+)\)=$", told, flags=re.MULTILINE)
        }
        assert links - anchors == set()

    @pytest.mark.parametrize("area", AREAS)
    def test_the_page_runs_an_example_and_tells_its_limits(self, area: str) -> None:
        assert ">>> " in area_page(area)
        assert "Limits" in sections(area_page(area))


class TestReadings:
    """Every reading has a section, and a page that tells why it is taken so."""

    def test_every_option_is_told(self, plan: Plan) -> None:
        told = sections(PAGES.readings_page(plan, {}))
        assert list(told) == [f"`{reading.id}`" for reading in plan.open_questions]
        for reading, section in zip(plan.open_questions, told.values(), strict=True):
            assert re.findall(r"^\| `(.+?)`", section, flags=re.MULTILINE) == [
                option.id for option in reading.options
            ]
            assert f"| `{reading.chosen}` | default |" in section

    def test_every_reading_has_a_decision_page(self) -> None:
        decided = PAGES.decision_pages(DOCS / "decisions")
        assert [r.id for r in PLAN.open_questions if r.id not in decided] == []

    def test_the_section_leads_to_it(self) -> None:
        page = PAGES.readings_page(PLAN, {"odd-fen": "0042-odd-fen.md"})
        assert "(../../decisions/0042-odd-fen.md)" in sections(page)["`odd-fen`"]


class TestFigures:
    """Every row of every figure stands in the table of the instrument that gives it."""

    def test_every_row(self, plan: Plan) -> None:
        rows = re.findall(r"^\| `(\w+)` \|", PAGES.figures_page(plan), flags=re.MULTILINE)
        assert sorted(rows) == sorted(name for name, rows in plan.figure_rows.items() for _ in rows)

    def test_one_that_is_not_stated_has_no_value(self) -> None:
        assert "| `public_welfare_post_share` | named, not stated |" in PAGES.figures_page(PLAN)

    def test_a_figure_that_no_layer_gives_is_said_to_be_absent(self, plan: Plan) -> None:
        absent = re.findall(r"`(\w+)`", sections(PAGES.figures_page(plan))["Not given"])
        known = {name for field in fields(Figures) if (name := field.alias) != "sources"}
        assert set(absent) == known - plan.figure_rows.keys()


class TestBodies:
    """A department or township body is told with every name that finds it."""

    def test_every_name(self, plan: Plan) -> None:
        page = fold(PAGES.bodies_page(plan))
        for named in (names_of(plan.departments), names_of(plan.towns), names_of(plan.groups)):
            assert [name for name, _ in named if name not in page] == []


class TestDefectsAndInstruments:
    def test_every_one(self, plan: Plan) -> None:
        assert list(sections(PAGES.defects_page(plan))) == [f"`{d.id}`" for d in plan.defects]
        instruments = sections(PAGES.instruments_page(plan))
        assert list(instruments) == [f"`{i.id}`" for i in plan.instruments]


class TestGrounds:
    """Every ground code has its words in both languages."""

    def test_the_catalogues_have_the_same_codes(self) -> None:
        english, chinese = (PAGES.messages(locale, "ground") for locale in sorted(LOCALES))
        assert english.keys() == chinese.keys()
        page = PAGES.grounds_page(english, chinese)
        assert sorted(re.findall(r"^\| `(.+?)` \|", page, flags=re.MULTILINE)) == sorted(english)


class TestCommand:
    def test_every_command_shows_its_help(self) -> None:
        told = sections(PAGES.command_page(PAGES.infantcare, "infantcare"))
        plan_group = PAGES.infantcare.commands["plan"]
        for path, group in (("infantcare", PAGES.infantcare), ("infantcare plan", plan_group)):
            assert [name for name in group.commands if f"`{path} {name}`" not in told] == []
        assert "--reading ID=OPTION" in told["`infantcare report`"]


class TestModules:
    """Every public name is told once, by the page of the module that defines it."""

    def test_every_module_has_a_page(self) -> None:
        pages = PAGES.pages(PLAN, {})
        for module in PAGES.public_modules():
            assert f"automodule:: infantcare_policy.{module}\n" in pages[f"api/{module}"]

    def test_every_name_at_the_top_is_told(self) -> None:
        told = re.findall(r"^\| \{py:obj\}`(\w+) <", PAGES.names_page(), flags=re.MULTILINE)
        assert told == sorted(infantcare_policy.__all__)

    def test_a_name_that_is_given_again_is_told_at_home(self) -> None:
        assert "exclude-members: ClassKind, Event, LegalForm" in PAGES.module_page("facilities")
        assert "exclude-members" not in PAGES.module_page("terms")


class TestWriting:
    """Pages are written where the data changed, and go when the data goes."""

    def test_what_is_the_same_is_left_alone(self, tmp_path: Path) -> None:
        PAGES.write(tmp_path)
        page = tmp_path / "reference" / "generated" / "clauses.md"
        before = page.stat().st_mtime_ns
        stale = page.with_name("stale.md")
        stale.touch()
        PAGES.write(tmp_path)
        assert page.stat().st_mtime_ns == before
        assert not stale.exists()

    def test_what_is_written_is_not_kept_in_git(self) -> None:
        ignored = (DOCS / ".gitignore").read_text(encoding="utf-8").split()
        assert {"_build/", f"{PAGES.GENERATED}/"} <= set(ignored)


class TestMarkup:
    """What the plan says is shown as it stands, whatever signs are in it."""

    def test_signs_of_markdown_are_escaped(self) -> None:
        page = PAGES.grounds_page({"a.b": "x|y *z* [w]"}, {"a.b": "{facts} <i>"})
        assert r"| `a.b` | x\|y \*z\* \[w\] | `{facts}` \<i\> |" in page
