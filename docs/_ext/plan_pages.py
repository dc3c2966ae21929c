"""Reference pages written from the data: the plan, its words, the command, the modules.

Source: Yijun's plan with its layers, the catalogues under `locales/`, the package itself.

Limitations: every function gives MyST text and writes nothing; only `write` touches files, into
`reference/generated/`, which is not kept. Nothing here imports Sphinx, so that tests can do
without it.
"""

from __future__ import annotations

import ast
import re
from datetime import date
from importlib import import_module
from importlib.resources import files
from inspect import getsource
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import click
from attrs import fields
from babel.messages.pofile import read_po

import infantcare_policy
from infantcare_policy.cli import infantcare
from infantcare_policy.fact_kinds import FACTS
from infantcare_policy.frames.asking import Counties
from infantcare_policy.frames.cases import Cases
from infantcare_policy.frames.histories import HANGING, entitlement_table
from infantcare_policy.frames.laws import Law
from infantcare_policy.frames.routes import route_table
from infantcare_policy.plan import Figures, Plan, Row, yijun
from infantcare_policy.registration.routing import ROUTING
from infantcare_policy.subsidies.awards import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

    from infantcare_policy.conditions import Fact
    from infantcare_policy.decisions import Citation
    from infantcare_policy.plan import Clause, Defect, Instrument, Reading, Tasks, Wording
    from infantcare_policy.plan.families import Centre, Service
    from infantcare_policy.plan.parts import Tests

PACKAGE = "infantcare_policy"
GENERATED = "reference/generated"

# modules without a page of their own
ELSEWHERE = {
    "cli": "the command shows its own help",
    "documents": "reached through `codec` and `plan.load`",
}
# modules whose public names the page of their package does not give already
SUBMODULES = {"plan": ("parts", "figures", "readings", "texts", "comparing")}
# classes that public signatures name and that no module exports
NAMED_IN_SIGNATURES = {"plan": ("matching.Cited", "matching.Remembered")}

HELP_WIDTH = 88
YES_OR_NO: Mapping[str | bool, str | bool] = {True: "yes", False: "no"}


def pages(plan: Plan, decisions: Mapping[str, str]) -> dict[str, str]:
    """Give every page by its name.

    Args:
        plan: the plan that is told.
        decisions: the page under `decisions/` on each reading, by the reading's id.
    """
    return {
        "clauses": clauses_page(plan),
        "figures": figures_page(plan),
        "readings": readings_page(plan, decisions),
        "defects": defects_page(plan),
        "bodies": bodies_page(plan),
        "instruments": instruments_page(plan),
        "rows": rows_page(plan),
        "services": services_page(plan),
        "tables": tables_page(plan),
        "grounds": grounds_page(messages("en", "ground"), messages("zh_CN", "ground")),
        "command": command_page(infantcare, "infantcare"),
        "names": names_page(),
        **{f"api/{name}": module_page(name) for name in public_modules()},
    }


def decision_pages(folder: Path) -> dict[str, str]:
    """Find the page on each reading: `NNNN-<reading>.md`."""
    found = (re.fullmatch(r"\d{4}-(.+)\.md", page.name) for page in sorted(folder.glob("*.md")))
    return {match[1]: match[0] for match in found if match}


def write(docs: Path) -> None:
    """Write the pages; one that says the same already is left alone."""
    wanted = {
        docs / GENERATED / f"{name}.md": text
        for name, text in pages(yijun(), decision_pages(docs / "decisions")).items()
    }
    for old in (docs / GENERATED).rglob("*.md"):
        if old not in wanted:
            old.unlink()
    for page, text in wanted.items():
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")


# the plan


def clauses_page(plan: Plan) -> str:
    """Tell every clause: what it says, who is responsible, what answers it or why nothing does."""
    return _page(
        "Clauses",
        f"{len(plan.clauses)} clauses, in the order of the paper. The summaries are our own words, "
        "not the official text.",
        *(block for clause in plan.clauses for block in _clause(clause, plan)),
    )


def _clause(clause: Clause, plan: Plan) -> Iterator[str]:
    heading = f"## {clause.id} {_plain(clause.heading.en)} · {_plain(clause.heading.zh)}"
    yield f"({_anchor('clause', clause.id)})=\n{heading}"
    yield _plain(clause.summary.en)
    yield _plain(clause.summary.zh)
    yield _term("Kind", clause.kind)
    if clause.responsible:
        words = (
            f"{_plain(word)} ({_plain(_bodies_in(word, plan))})" for word in clause.responsible
        )
        yield _term("Responsible", "; ".join(words))
    if clause.lead:
        yield _term("Lead", _plain(clause.lead))
    if clause.answers:
        yield _term("Answered by", ", ".join(map(_function, clause.answers)))
    else:
        yield _term("Not answered", _plain(clause.unanswered))
    cite = (plan.id, clause.id)
    if gaps := [
        r for r in plan.open_questions if any((c.instrument, c.article) == cite for c in r.cites)
    ]:
        yield _term("Open, and read as", ", ".join(map(_reading_link, gaps)))


def _bodies_in(word: str, plan: Plan) -> str:
    """Name in English what a word of the paper means: a body, or a group by its own name."""
    group = next((g for g in plan.groups if word in (g.name.zh, *g.aliases)), None)
    return group.name.en if group else plan.bodies(word)[0].name.en


def _function(answer: str) -> str:
    area = answer.partition(".")[0]
    return f"{{py:obj}}`{answer} <{PACKAGE}.{answer}>` ([{area}](../../areas/{area}.md))"


def _reading_link(reading: Reading) -> str:
    return f"[`{reading.id}={reading.chosen}`](#{_anchor('reading', reading.id)})"


def figures_page(plan: Plan) -> str:
    """Tell every figure with its rows, by the instrument that gives it, the plan's own first."""
    rows = [(name, row) for name, rows in plan.figure_rows.items() for row in rows]
    sources = dict.fromkeys([plan.id, *(row.cite.instrument for _, row in rows)])
    absent = [
        field.name for field in fields(Figures) if field.alias not in (*plan.figure_rows, "sources")
    ]
    return _page(
        "Figures",
        "What `plan.figures(on)` gives. Confidence tells what was read: S the plan itself, A the "
        "instrument, B a secondary text. A figure without a first day holds on any day.",
        *(
            f"## {_plain(plan.instrument(source).title.en)}\n\n{_figure_table(source, rows, plan)}"
            for source in sources
            if any(row.cite.instrument == source for _, row in rows)
        ),
        "## Not given",
        f"No layer of this plan gives {_list(absent)}." if absent else "Every figure is given.",
        *_rows("Left out on purpose", "Why no number stands for them.", _omissions(plan)),
    )


def _omissions(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.omissions:
        yield {
            **_named(row.reason),
            "figure": f"`{row.id}`",
            "article": _cited(row.cite, plan),
        }


def _figure_table(source: str, rows: Sequence[tuple[str, Row]], plan: Plan) -> str:
    return _table(
        ("figure", "value", "unit", "since", "article", "confidence"),
        (
            (
                f"`{name}`",
                _plain(_value(row)),
                _plain(row.unit),
                str(row.since or ""),
                _cited(row.cite, plan),
                row.confidence,
            )
            for name, row in rows
            if row.cite.instrument == source
        ),
    )


def _value(row: Row) -> str:
    if not row.stated:
        return "named, not stated"
    if hasattr(row.value, "items"):
        return ", ".join(f"{key} {value}" for key, value in row.value.items())
    return str(row.value)


def readings_page(plan: Plan, decisions: Mapping[str, str]) -> str:
    """Tell every reading: the question, the options, the clauses that leave it open."""
    return _page(
        "Readings",
        f"{len(plan.open_questions)} places where the text is open, and the way in which each is "
        'taken. `plan.with_readings({"odd-fen": "city"})` takes another way; on the command line '
        "that is `--reading odd-fen=city`.",
        *(block for reading in plan.open_questions for block in _reading(reading, plan, decisions)),
    )


def _reading(reading: Reading, plan: Plan, decisions: Mapping[str, str]) -> Iterator[str]:
    yield f"({_anchor('reading', reading.id)})=\n## `{reading.id}`"
    yield _plain(reading.question.en)
    yield _plain(reading.question.zh)
    yield _table(
        ("option", "", "English", "中文"),
        (
            (
                f"`{option.id}`",
                "default" if option.id == reading.chosen else "",
                _plain(option.words.en),
                _plain(option.words.zh),
            )
            for option in reading.options
        ),
    )
    yield _term(
        "Left open by",
        ", ".join(_cited(cite, plan) for cite in reading.cites) or "no clause of this plan",
    )
    if reading.id in decisions:
        yield _term("Why so", f"[{decisions[reading.id]}](../../decisions/{decisions[reading.id]})")


def _cited(cite: Citation, plan: Plan) -> str:
    if cite.instrument == plan.id:
        return f"[{cite.article}](#{_anchor('clause', cite.article)})"
    return f"`{cite}`"


def defects_page(plan: Plan) -> str:
    """Tell every defect of the text with the treatment taken."""
    return _page(
        "Defects of the text",
        "What the text itself gets wrong or leaves open, and what is done about it here."
        if plan.defects
        else "None is recorded for this plan.",
        *(block for defect in plan.defects for block in _defect(defect, plan)),
    )


def _defect(defect: Defect, plan: Plan) -> Iterator[str]:
    yield f"## `{defect.id}`"
    for words in (defect.finding, defect.treatment):
        yield _plain(words.en)
        yield _plain(words.zh)
    yield _term("Shown by", ", ".join(_cited(cite, plan) for cite in defect.cites))
    if defect.reading:
        yield _term("Closed by", _reading_link(plan.reading(defect.reading)))


def _owed(found: Tasks) -> tuple[str, ...]:
    """Give the ids of the tasks of a body, then of its duties."""
    return (*(task.clause.id for task in found.tasks), *(duty.id for duty in found.duties))


def bodies_page(plan: Plan) -> str:
    """Tell every department and township body with all its names, and the words for many."""
    return _page(
        "Departments and towns",
        "`plan.department(name)` and `plan.town(name)` take the id and any of these names.",
        "## Departments",
        _table(
            ("id", "English", "中文", "also called", "level", "clauses"),
            (
                (
                    f"`{body.id}`",
                    _plain(body.name.en),
                    _plain(body.name.zh),
                    _plain("、".join(body.aliases)),
                    body.level,
                    " ".join(_owed(plan.tasks_of(body.id))),
                )
                for body in plan.departments
            ),
        ),
        "## Towns",
        _table(
            ("id", "English", "中文", "also called", "kind", "division code"),
            (
                (
                    f"`{town.id}`",
                    _plain(town.name.en),
                    _plain(town.name.zh),
                    _plain("、".join(town.aliases)),
                    town.kind,
                    town.code,
                )
                for town in plan.towns
            ),
        ),
        "## Words that mean many of them",
        _table(
            ("id", "English", "中文", "also written", "means all"),
            (
                (
                    f"`{group.id}`",
                    _plain(group.name.en),
                    _plain(group.name.zh),
                    "<br>".join(map(_plain, group.aliases)),
                    group.members,
                )
                for group in plan.groups
            ),
        ),
    )


def instruments_page(plan: Plan) -> str:
    """Tell every instrument that a row may cite."""
    return _page(
        "Instruments",
        "A citation is `instrument:article`; these are the instruments.",
        *(block for instrument in plan.instruments for block in _instrument(instrument)),
    )


def _instrument(instrument: Instrument) -> Iterator[str]:
    yield f"## `{instrument.id}`"
    yield f"{_plain(instrument.title.en)} · {_plain(instrument.title.zh)}"
    told = (
        ("Number", instrument.number),
        ("Issuer", instrument.issuer),
        ("Status", instrument.status),
        ("Issued", instrument.issued),
        ("Effective", instrument.effective),
        ("Repealed", instrument.repealed),
        ("Note", instrument.note),
    )
    yield from (_term(name, _plain(str(value))) for name, value in told if value)


def rows_page(plan: Plan) -> str:
    """Tell what a plan asks of facilities and of those who work in them, row by row."""
    return _page(
        "Rows about facilities and staff",
        "What the rows of this plan and of the layers above it say. A condition names a fact and "
        "the values that it may have; all of a row's conditions have to hold.",
        *_rows("Posts", "What somebody in a post has to bring.", _posts(plan)),
        *_rows("Requirements", "What a facility must have and do.", _requirements(plan)),
        *_rows("Publications", "What is made public when it comes about.", _publications(plan)),
        *_rows("Bans", "Which credit records ban somebody.", _bans(plan)),
        *_rows("Moves", "The life of a facility: which move may come next.", _moves(plan)),
    )


def services_page(plan: Plan) -> str:
    """Tell what a plan has for families, employers and facilities, and for its offices."""
    return _page(
        "Rows about families, employers and offices",
        "What the rows of this plan and of the layers above it say beside those about facilities "
        "and staff. A condition names a fact and the values that it may have.",
        *_rows("Guidance centres", "Where they are housed.", _offers(plan.centres, plan)),
        *_rows("Activities", "What is held in every township, and how often.", _activities(plan)),
        *_rows("Services", "What families with infants are given.", _offers(plan.services, plan)),
        *_rows("Contacts", "When the health service meets a child.", _contacts(plan)),
        *_rows("Checks at contacts", "What is checked at which contact.", _health_checks(plan)),
        *_rows("Measures", "What employers do for those who raise an infant.", _measures(plan)),
        *_rows("Occupations", "Whom the catalogues are for.", _occupations(plan)),
        *_rows("Catalogues", "The lists and plans of training.", _catalogues(plan)),
        *_rows("Reliefs", "What a facility need not pay, or not in full.", _reliefs(plan)),
        *_rows(
            "Conditions of reliefs",
            "On what taxes and fees hang; where no fact tells, the authority judges.",
            _relief_conditions(plan),
        ),
        *_rows("Actions", "What the text tells somebody to do towards places.", _actions(plan)),
        *_rows("Seats", "The posts of the joint conference.", _seats(plan)),
    )


def tables_page(plan: Plan) -> str:
    """Tell what the rules answer in every case of the facts that their rows test."""
    on = date(2026, 1, 5)  # any day does: the draft bears no date
    routes = Cases.of(tuple(ROUTING.rows(plan)), FACTS)
    # under its own readings the plan asks whether a facility is registered and filed of nobody
    asked = FACTS.keys() - {"registered", "filed"}
    grants = Cases.of(tuple(POLICY.rows(plan)), asked)
    law = Law(Counties.of(plan), on)
    accepted = grants.size * (HANGING + 1)  # where slots were earned under the first law
    owed = (row for row in entitlement_table(plan, grants, law) if row[0] >= accepted)
    return _page(
        "Decision tables",
        "What the rules answer in every case that the rows of this plan can tell apart: the tables "
        "in which [data frames](../../howto/frames.md) look their rows up. `?` is unknown; a word "
        "stands for all words that no row tells from it.",
        "## Who registers\n\nAsked of `registration.route`.",
        _cases(routes, route_table(plan, routes, on=on), ("kind", "registrar", "options")),
        "## Who is entitled\n\nAsked of `subsidies.entitlement`, of a facility with accepted "
        "slots, while nobody says whether it is registered and filed.",
        _cases(grants, owed, ("kind", "eligible", "unknown")),
    )


def _cases(
    cases: Cases, answers: Iterable[tuple[int, Mapping[str, object]]], told: Sequence[str]
) -> str:
    """Give a table with a row for each case: its facts, the answer, and what explains it."""
    axes = [axis.name for axis in cases.axes if axis.numbers]
    columns = (*told, "missing", "articles", "readings")
    return _table(
        [f"`{name}`" for name in axes] + list(columns),
        (
            [_fact(facts[name]) for name in axes] + [_told(answer[name]) for name in columns]
            for facts, (_, answer) in zip(cases, answers, strict=True)
        ),
    )


def _fact(fact: Fact) -> str:
    if isinstance(fact, frozenset):
        return ", ".join(map(str, sorted(fact))) or "none of these"
    return "?" if fact is None else str(YES_OR_NO.get(fact, fact))


def _told(value: object) -> str:
    text = YES_OR_NO[value] if isinstance(value, bool) else value
    return _plain(str(text or "").replace("|", ", "))


def _rows(heading: str, told: str, rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Give a section with a table; every row has the same columns."""
    held = list(rows)
    yield f"## {heading}"
    yield told if held else "This plan has none."
    if held:
        yield _table(tuple(held[0]), (tuple(row.values()) for row in held))


def _posts(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.posts:
        yield {
            "id": f"`{row.id}`",
            "post": f"`{row.role}`",
            **_named(row.name),
            "asks for": _tests(row.asks),
            "conditions": _conditions(row.when, row.unless),
            "article": _cited(row.cite, plan),
        }


def _requirements(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.requirements:
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "figure": f"`{row.figure}`" if row.figure else "",
            "conditions": _conditions(row.when, row.unless),
            "article": _cited(row.cite, plan),
            "confidence": row.confidence,
        }


def _publications(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.publications:
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "by": f"{_plain(row.by.en)} · {_plain(row.by.zh)}",
            "in": f"`{row.figure}`" if row.figure else _plain(row.words),
            "conditions": _conditions(row.when, row.unless),
            "article": _cited(row.cite, plan),
        }


def _bans(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.banning:
        yield {
            "id": f"`{row.id}`",
            "conditions": _conditions(row.when, row.unless),
            "holds": "for life" if row.for_life else "to the last day that the record gives",
            "article": _cited(row.cite, plan),
        }


def _moves(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.moves:
        yield {
            "move": f"`{row.kind}`",
            "中文": _plain(row.kind.words[0]),
            "after": _list(row.after),
            "not stated after": _list(row.unstated),
            "leads to": f"`{row.to}`" if row.to else "",
            "limit": _plain(row.words),
            "article": _cited(row.cite, plan),
        }


def _offers(rows: Iterable[Centre | Service], plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in rows:
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "conditions": _conditions(row.when, row.unless),
            "article": _cited(row.cite, plan),
        }


def _activities(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.activities:
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "how often": _plain(row.words),
            "article": _cited(row.cite, plan),
        }


def _contacts(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.contacts:
        age = f"at {row.months} months"
        to = "" if row.within_days is None else f" to {row.within_days}"
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "when": age if row.months else f"days {row.from_days}{to} after the {row.after}",
            "article": _cited(row.cite, plan),
        }


def _health_checks(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.health_checks:
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "at": _list(row.contacts),
            "caught up at": _list(row.catch_up),
            "article": _cited(row.cite, plan),
        }


def _measures(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.measures:
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "asked for": "by law" if row.binding else "encouraged",
            "article": _cited(row.cite, plan),
        }


def _occupations(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.occupations:
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "also called": _plain("、".join(row.aliases)),
            "code": row.code,
            "levels": str(row.levels or ""),
            "article": _cited(row.cite, plan),
        }


def _catalogues(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.catalogues:
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "for": _list(row.occupations) or "all of them",
            "article": _cited(row.cite, plan),
        }


def _reliefs(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.reliefs:
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "kind": row.kind,
            "figure": f"`{row.figure}`" if row.figure else "",
            "conditions": _conditions(row.when, row.unless),
            "article": _cited(row.cite, plan),
        }


def _relief_conditions(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.relief_conditions:
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "of": _list(row.reliefs) or "all taxes and fees",
            "met by": _tests(row.when),
            "not met by": _tests(row.fails),
            "article": _cited(row.cite, plan),
        }


def _actions(plan: Plan) -> Iterator[Mapping[str, str]]:
    for row in plan.actions:
        given = _cited(row.owner_cite, plan) if row.owner_cite else ""
        yield {
            "id": f"`{row.id}`",
            **_named(row.name),
            "of": row.of,
            "conditions": _conditions(row.when, row.unless),
            "owners": f"{_list(row.owners)} ({given})" if row.owners else "units of the clause",
            "article": _cited(row.cite, plan),
        }


def _seats(plan: Plan) -> Iterator[Mapping[str, str]]:
    for post in plan.conference.posts if plan.conference else ():
        yield {
            "id": f"`{post.id}`",
            **_named(post.office),
            "body": f"`{post.body}`" if post.body else "",
        }


def _named(name: Wording) -> Mapping[str, str]:
    return {"English": _plain(name.en), "中文": _plain(name.zh)}


def _conditions(when: Tests, unless: Tests) -> str:
    """Tell under which facts a row holds; the ones that set it aside come last."""
    told = (_tests(when), f"unless {_tests(unless)}" if unless else "")
    return "; ".join(filter(None, told))


def _tests(tests: Tests) -> str:
    """Tell the values that a fact may have: any of them is enough."""
    return " and ".join(
        f"`{fact}`: {' or '.join(f'`{YES_OR_NO.get(value, value)}`' for value in values)}"
        for fact, values in tests.items()
    )


# its words


def messages(locale: str, context: str) -> dict[str, str]:
    """Read the messages of one context from a catalogue."""
    folder = files(PACKAGE).joinpath("locales", locale, "LC_MESSAGES")
    with folder.joinpath(f"{PACKAGE}.po").open("rb") as text:
        catalogue = read_po(text, locale=locale)
    return {str(m.id): str(m.string) for m in catalogue if m.context == context}


def grounds_page(english: Mapping[str, str], chinese: Mapping[str, str]) -> str:
    """Tell every ground code with its words, by area."""
    areas = dict.fromkeys(code.partition(".")[0] for code in english)
    return _page(
        "Grounds",
        "The stable codes of `Ground.code` and the words that `explain` gives them. A name in "
        "braces is a fact of the ground; `{facts}` stands for all that the words do not name.",
        *(
            f"## {area}\n\n"
            + _table(
                ("code", "English", "中文"),
                (
                    (f"`{code}`", _fact_names(words), _fact_names(chinese.get(code, "")))
                    for code, words in english.items()
                    if code.partition(".")[0] == area
                ),
            )
            for area in areas
        ),
    )


def _fact_names(words: str) -> str:
    """Mark the names in braces as code, in which nothing is escaped."""
    return re.sub(r"\{.+?\}", lambda name: f"`{name[0]}`".replace("\\", ""), _plain(words))


# the command


def command_page(command: click.Command, name: str) -> str:
    """Tell the help of a command and of all its commands, as it prints it."""
    root = click.Context(
        command,
        info_name=name,
        max_content_width=HELP_WIDTH,
        terminal_width=HELP_WIDTH,
        **command.context_settings,
    )
    return _page(
        "The command line",
        "The extra `cli` installs it; `python -m infantcare_policy` is the same.",
        *_help(root),
    )


def _help(context: click.Context) -> Iterator[str]:
    yield f"## `{context.command_path}`\n\n```text\n{context.get_help().rstrip()}\n```"
    if isinstance(context.command, click.Group):
        for name, command in context.command.commands.items():
            yield from _help(click.Context(command, info_name=name, parent=context))


# the modules


def public_modules() -> tuple[str, ...]:
    """Name the modules at the top of the package that have a page."""
    found = (module.name for module in iter_modules(infantcare_policy.__path__))
    return tuple(n for n in found if not n.startswith("_") and n not in ELSEWHERE)


def module_page(name: str) -> str:
    """Have autodoc tell a module: each public name once, where it is defined."""
    module = f"{PACKAGE}.{name}"
    blocks = list(_autodoc(module, without=_from_elsewhere(module)))
    for inner in SUBMODULES.get(name, ()):
        blocks.append(f"## `{module}.{inner}`")
        blocks.extend(_autodoc(f"{module}.{inner}", without=_exported(module)))
    if extra := NAMED_IN_SIGNATURES.get(name, ()):
        blocks.append("## Named in signatures")
        blocks.extend(_directive(f"autoclass:: {module}.{inner}") for inner in extra)
    return _page(f"`{module}`", *blocks)


def _autodoc(module: str, *, without: Iterable[str]) -> Iterator[str]:
    hidden = sorted(set(without) & set(_exported(module)))
    options = [f"   :exclude-members: {', '.join(hidden)}"] if hidden else []
    if _of_errors(module):
        options.append("   :show-inheritance:")
    yield _directive(f"automodule:: {module}", *options)
    for constant in _constants(module):
        if constant.rpartition(".")[2] not in hidden:
            yield _directive(f"autodata:: {constant}")


def _of_errors(module: str) -> bool:
    """Tell whether a module gives errors, of which the root that catches them matters."""
    members = (getattr(import_module(module), name) for name in _exported(module))
    return any(isinstance(member, type) and issubclass(member, Exception) for member in members)


def _exported(module: str) -> tuple[str, ...]:
    return tuple(import_module(module).__all__)


def _from_elsewhere(module: str) -> Iterator[str]:
    """Find the names that a module gives again from another one, not from its own parts."""
    for name, source in _imported(module):
        if name in _exported(module) and not source.startswith(f"{module}."):
            yield name


def _constants(module: str) -> Iterator[str]:
    """Find the public constants that autodoc passes over.

    These are the ones without a text under them, and those that a part of a package defines.
    """
    for name, told in _assigned(module):
        if name in _exported(module) and not told:
            yield f"{module}.{name}"
    parts = (part for part in _imported(module) if part[1].startswith(f"{module}."))
    for name, source in parts:
        if name in _exported(module) and name in dict(_assigned(source)):
            yield f"{source}.{name}"


def _statements(module: str) -> list[ast.stmt]:
    return ast.parse(getsource(import_module(module))).body


def _imported(module: str) -> Iterator[tuple[str, str]]:
    """Give the names that a module imports, each with the module it comes from."""
    for statement in _statements(module):
        if isinstance(statement, ast.ImportFrom):
            yield from ((alias.name, statement.module or "") for alias in statement.names)


def _assigned(module: str) -> Iterator[tuple[str, bool]]:
    """Give the names that a module assigns, and whether a text under them tells what they are."""
    body = _statements(module)
    for statement, after in zip(body, [*body[1:], None], strict=True):
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                yield name, told


def names_page() -> str:
    """Tell where each name that the top of the package gives is defined."""
    homes: dict[str, tuple[str, str]] = {}
    for module in public_modules():
        path = f"{PACKAGE}.{module}"
        again = set(_from_elsewhere(path))
        own = {name: (module, f"{path}.{name}") for name in _exported(path) if name not in again}
        constants = {
            constant.rpartition(".")[2]: (module, constant) for constant in _constants(path)
        }
        homes |= own | constants
    return _page(
        f"`{PACKAGE}`",
        _directive(f"automodule:: {PACKAGE}", "   :no-members:"),
        "## Names at the top",
        "A name is imported when it is first asked for.",
        _table(
            ("name", "module"),
            (
                (f"{{py:obj}}`{name} <{path}>`", f"`{module}`")
                for name in sorted(infantcare_policy.__all__)
                for module, path in (homes[name],)
            ),
        ),
    )


# MyST


def _page(title: str, *blocks: str) -> str:
    return "\n\n".join((f"# {title}", *blocks)) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (heads, ["---"] * len(heads), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """Show a text as it is: nothing in it is markup."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)


def _term(name: str, text: str) -> str:
    return f"{name}\n: {text}"


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _anchor(kind: str, name: str) -> str:
    return f"{kind}-{name.replace('.', '-').lower()}"


def _directive(*lines: str) -> str:
    body = "\n".join((f".. {lines[0]}", *lines[1:]))
    return f"```{{eval-rst}}\n{body}\n```"


# Sphinx


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages before Sphinx looks for them."""
    app.connect("builder-inited", lambda app: write(Path(app.srcdir)))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
