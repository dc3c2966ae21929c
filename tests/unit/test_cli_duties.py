"""`infantcare duties OFFICE`: an office's whole to-do list, and nothing that the text does not say.

What each body owes is written here by hand from the responsible units of the clauses, Annex 1 and
Annex 2 of the paper.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner, Result

from infantcare_policy.cli import infantcare
from infantcare_policy.codec import to_json
from infantcare_policy.plan import load, yijun
from infantcare_policy.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infantcare_policy.plan import Body

ON = "2026-01-05"
QINGHE = Path(__file__).parents[1] / "plans" / "qinghe.toml"
LOCALES = ("zh_CN", "en")
IN_BOTH_LOCALES = pytest.mark.parametrize("locale", LOCALES)
WIDE = 0xFEE0
"""How far a full-width sign lies behind its half-width one."""
TERMINAL = {"FORCE_COLOR": "1", "COLUMNS": "3000"}
"""Wide enough that no cell is broken."""

PLAN = yijun()
TOWNS = (
    "yiyang",
    "pengzhen",
    "wuli",
    "kuquan",
    "taian",
    "qipan",
    "yaosheng",
    "yunmeng",
    "xicun",
    "leiyuan",
)

# the responsible units of each clause; T stands for the ten township bodies, and D for the nineteen
# departments and bodies that 县级各部门 and 各部门 mean
RESPONSIBLE = {
    "2.1.1": "human-resources women health trade-union",
    "2.1.2": "health T",
    "2.1.3": "health family-planning T",
    "2.2.4": "civil-affairs natural-resources housing T",
    "2.2.5": "civil-affairs human-resources health T",
    "2.3.6": "development-reform health natural-resources T",
    "2.3.7": "education health development-reform finance human-resources T",
    "2.3.8": "trade-union health",
    "2.3.9": "development-reform natural-resources market finance health T",
    "2.4.10": "establishment approval health T",
    "2.4.11": "public-security emergency market health T",
    "3.1": "T D",
    "3.2": "T development-reform finance natural-resources housing emergency tax health",
    "3.3": "education human-resources T",
    "3.4": "D T",
}
# 县卫健局牵头 (2.1.2), 卫生健康部门牵头 (3.1); no other clause names a lead
LEADS = {"2.1.2": "health", "3.1": "health"}

# Annex 2: the one seat of each body
SEATS = {
    "establishment": "县委编办主任",
    "trade-union": "县总工会常务副主席",
    "women": "县妇联主席",
    "youth-league": "团县委书记",
    "development-reform": "县发展和改革局局长",
    "education": "县教科体局局长",
    "civil-affairs": "县民政局局长",
    "public-security": "县公安局治安管理大队大队长",
    "finance": "县财政局局长",
    "human-resources": "县人社局局长",
    "housing": "县住建局局长",
    "health": "县卫健局局长",
    "emergency": "县应急管理局局长",
    "market": "县市场监管局局长",
    "approval": "县行政审批局局长",
    "natural-resources": "县自然资源局局长",
    "tax": "县税务局局长",
    "environment": "市生态环境局宜君分局局长",
    "family-planning": "县计生协会秘书长",
    "yiyang": "宜阳街道办事处主任",
    "pengzhen": "彭镇镇长",
    "wuli": "五里镇党委副书记",
    "kuquan": "哭泉镇党委副书记",
    "taian": "太安镇党委副书记",
    "qipan": "棋盘镇党委副书记",
    "yaosheng": "尧生镇党委副书记",
    "yunmeng": "云梦乡乡长",
    "xicun": "西村综合服务中心负责人",
    "leiyuan": "雷塬综合服务中心负责人",
}
DEPARTMENTS = tuple(body for body in SEATS if body not in TOWNS)
# Annex 1 has no entry for these two
WITHOUT_ENTRY = {"establishment", "family-planning"}

# steps whose owner the text itself names: in the clause or in Annex 1
STEPS = {
    "civil-affairs": {"public-services"},
    "natural-resources": {"community-land", "land-plan-priority"},
    "housing": {"new-area-built", "existing-area-completed"},
    "human-resources": {"public-welfare-posts"},
    "education": {"kindergarten-trial", "kindergarten-building"},
    "trade-union": {"workplace-alone-or-jointly"},
}

ROLES = {
    "zh_CN": {
        "文中写明由其牵头": True,
        "由卫生健康部门牵头": False,
        "由县卫健局牵头": False,
        "文中没有写明牵头单位": None,
    },
    "en": {
        "the text names it the lead": True,
        "卫生健康部门 leads": False,
        "县卫健局 leads": False,
        "the text names no lead": None,
    },
}
NO_ENTRY = {"zh_CN": "职责分工没有列它", "en": "the division of duties has no entry"}
NO_SEAT = {"zh_CN": "联席会议没有它的席位", "en": "no seat in the joint conference"}
OFFICE_HERE = {
    "zh_CN": "联席会议办公室设在这里",
    "en": "the office of the joint conference is here",
}


def tasks_of(*bodies: str) -> dict[str, bool | None]:
    """Say, from the tables above, what some bodies owe, and whether all of them lead."""
    owed = {}
    for clause, units in RESPONSIBLE.items():
        meant = set(units.split())
        meant |= set(TOWNS) if "T" in meant else set()
        meant |= set(DEPARTMENTS) if "D" in meant else set()
        if meant & set(bodies):
            owed[clause] = {LEADS[clause]} >= set(bodies) if clause in LEADS else None
    return owed


def entries_of(*bodies: str) -> list[str]:
    """Say which entries of Annex 1 some bodies have, in the order of the paper."""
    own = {f"A1.{body}" for body in bodies if body not in WITHOUT_ENTRY and body not in TOWNS}
    own |= {"A1.townships"} if set(bodies) & set(TOWNS) else set()
    return [clause.id for clause in PLAN.clauses if clause.id in own]


def ask(*arguments: str, **options: Any) -> Result:  # noqa: ANN401 - what invoke takes
    result = CliRunner().invoke(infantcare, ["duties", *arguments], **options)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def answer(*arguments: str) -> dict[str, Any]:
    said = ask(*arguments, "--json")
    assert (said.exit_code, said.stderr) == (0, "")
    found = json.loads(said.stdout)
    assert isinstance(found, dict)
    return found


def screen(*arguments: str, locale: str) -> str:
    """Give the tables as a terminal without end shows them."""
    said = ask(*arguments, "--on", ON, "--locale", locale, env=TERMINAL)
    assert (said.exit_code, said.stderr) == (0, "")
    return click.unstyle(said.stdout)


def widths(name: str) -> Iterator[str]:
    """Give a name as it is, in half width and in full width."""
    yield name
    yield "".join(chr(ord(s) - WIDE) if 0xFF01 <= ord(s) <= 0xFF5E else s for s in name)
    yield "".join(chr(ord(s) + WIDE) if "!" <= s <= "~" else s for s in name).replace(" ", "\u3000")


def names_of(body: Body) -> list[str]:
    return [body.id, body.name.zh, body.name.en, *body.aliases]


BODIES: list[Body] = [*PLAN.departments, *PLAN.towns]
EVERY_NAME = [
    (body.id, written) for body in BODIES for name in names_of(body) for written in widths(name)
]
OF_THE_TOWNS = (
    "各乡镇人民政府、街道办事处、综合服务中心",
    "各镇人民政府、街道办事处、综合服务中心",
    "各乡人民政府、街道办事处、综合服务中心",
    "各乡镇人民政府、街道办事处",
    "各乡镇办",
    "各镇办",
    "各乡镇（综合服务中心）、办",
)
OF_THE_DEPARTMENTS = ("县级各部门", "各部门", "各政府职能部门", "县级相关部门")
FOR_EVERY_OFFICE = pytest.mark.parametrize(
    ("asked", "bodies"),
    [
        *((body, (body,)) for body in SEATS),
        ("各乡镇办", TOWNS),
        ("县级各部门", DEPARTMENTS),
    ],
    ids=[*SEATS, "townships", "county-departments"],
)


class TestTheTablesOfThisTest:
    """They speak of the bodies of the plan, or they would prove nothing."""

    def test_are_of_every_body(self) -> None:
        assert {body.id for body in BODIES} == SEATS.keys()
        assert len(SEATS) == 29
        assert len(DEPARTMENTS) == 19

    def test_are_of_every_clause_that_has_responsible_units(self) -> None:
        assert RESPONSIBLE.keys() == {
            clause.id
            for clause in PLAN.clauses
            if clause.responsible and not clause.id.startswith("A")
        }


class TestEveryName:
    @pytest.mark.parametrize(("body", "name"), EVERY_NAME)
    def test_finds_the_body_and_all_that_it_owes(self, body: str, name: str) -> None:
        found = answer(name)
        assert [each["id"] for each in found["bodies"]] == [body]
        tasks = {task["clause"]["id"]: task["leads"] for task in found["tasks"]}
        assert tasks == tasks_of(body)

    @pytest.mark.parametrize(
        ("bodies", "name"),
        [
            *((TOWNS, name) for names in OF_THE_TOWNS for name in widths(names)),
            *((DEPARTMENTS, name) for names in OF_THE_DEPARTMENTS for name in widths(names)),
            (TOWNS, "townships"),
            (DEPARTMENTS, "county-departments"),
        ],
    )
    def test_of_a_set_of_bodies_finds_all_of_them(self, bodies: tuple[str, ...], name: str) -> None:
        found = answer(name)
        assert {each["id"] for each in found["bodies"]} == set(bodies)
        tasks = {task["clause"]["id"]: task["leads"] for task in found["tasks"]}
        assert tasks == tasks_of(*bodies)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("县发展和改革局", "县发改局"),
            ("县教科体局", "县教体科技局"),
            ("县行政审批局", "县行政审批服务局"),
            ("县卫健局", "卫生健康部门"),
        ],
    )
    def test_in_the_body_and_in_the_annex_is_one_office(self, one: str, other: str) -> None:
        assert ask(one, "--on", ON).stdout == ask(other, "--on", ON).stdout


class TestWhatIsOwed:
    @FOR_EVERY_OFFICE
    @IN_BOTH_LOCALES
    def test_is_every_task_with_its_lead_and_no_other(
        self, asked: str, bodies: tuple[str, ...], locale: str
    ) -> None:
        shown = {}
        for line in screen(asked, locale=locale).splitlines():
            cited = re.match(r" *\[([\d.]+)\] ", line)
            for role, leads in ROLES[locale].items():
                if cited and f" {role} " in line:  # a cell of its own
                    shown[cited[1]] = leads
        assert shown == tasks_of(*bodies)

    @FOR_EVERY_OFFICE
    @IN_BOTH_LOCALES
    def test_is_its_entry_in_annex_1(
        self, asked: str, bodies: tuple[str, ...], locale: str
    ) -> None:
        said = screen(asked, locale=locale)
        entries = entries_of(*bodies)
        assert [duty["id"] for duty in answer(asked)["duties"]] == entries
        assert re.findall(r"^ *\[(A1\.[\w-]+)\] ", said, re.MULTILINE)[: len(entries)] == entries
        for entry in entries:
            assert PLAN.clause(entry).summary.in_(locale) in said
        assert (NO_ENTRY[locale] in said) == (not entries)

    @FOR_EVERY_OFFICE
    @IN_BOTH_LOCALES
    def test_is_every_step_that_the_text_gives_to_it(
        self, asked: str, bodies: tuple[str, ...], locale: str
    ) -> None:
        said = screen(asked, locale=locale)
        # a step stands alone in its cell; elsewhere its words may stand in a summary
        cells = {cell for line in said.splitlines() for cell in re.split(r"\s{2,}", line.strip())}
        shown = {each.id for each in PLAN.actions if label(each, PLAN, locale=locale) in cells}
        expected = {step for body in bodies for step in STEPS.get(body, ())}
        assert shown == expected

    @FOR_EVERY_OFFICE
    def test_is_its_seat_in_annex_2(self, asked: str, bodies: tuple[str, ...]) -> None:
        seats = {SEATS[body] for body in bodies}
        assert {seat["office"]["zh"] for seat in answer(asked)["seats"]} == seats
        [line] = [
            line
            for line in screen(asked, locale="zh_CN").splitlines()
            if line.startswith("联席会议席位：")
        ]
        assert line.endswith(" [A2]")
        told = line.removeprefix("联席会议席位：").removesuffix(" [A2]")
        assert set(told.split("、")) == seats

    @IN_BOTH_LOCALES
    def test_is_said_of_the_host_of_the_conference(self, locale: str) -> None:
        """办公室设在县卫健局."""
        assert OFFICE_HERE[locale] in screen("县卫健局", locale=locale)
        for body in SEATS:
            hosts = answer(body)["hosts_office"]
            assert hosts == (body == "health")
            assert (OFFICE_HERE[locale] in screen(body, locale=locale)) == hosts

    def test_is_led_by_the_health_bureau_alone_and_where_the_text_says_so(self) -> None:
        led = {
            (body, task["clause"]["id"])
            for body in SEATS
            for task in answer(body)["tasks"]
            if task["leads"]
        }
        assert led == {("health", "2.1.2"), ("health", "3.1")}

    @FOR_EVERY_OFFICE
    def test_is_named_in_the_words_of_the_paper(self, asked: str, bodies: tuple[str, ...]) -> None:
        del bodies
        for task in answer(asked)["tasks"]:
            clause = PLAN.clause(task["clause"]["id"])
            assert task["words"]
            assert set(task["words"]) <= set(clause.responsible)

    @FOR_EVERY_OFFICE
    @IN_BOTH_LOCALES
    def test_cites_no_clause_that_does_not_speak_of_it(
        self, asked: str, bodies: tuple[str, ...], locale: str
    ) -> None:
        cited = set(re.findall(r"\[([\w.,\s-]+)\]", screen(asked, locale=locale)))
        clauses = {clause for each in cited for clause in re.split(r",\s*", each)}
        assert clauses <= {*tasks_of(*bodies), *entries_of(*bodies), "A2"}

    @IN_BOTH_LOCALES
    def test_has_no_hole_and_no_code(self, locale: str) -> None:
        for body in SEATS:
            said = screen(body, locale=locale)
            for hole in ("{", "}", "None", "Localized", "Traceback"):
                assert hole not in said


class TestJson:
    @FOR_EVERY_OFFICE
    def test_is_what_the_plan_says_in_every_language(
        self, asked: str, bodies: tuple[str, ...]
    ) -> None:
        del bodies
        said = {ask(asked, "--json", "--on", ON, "--locale", loc).stdout for loc in LOCALES}
        assert len(said) == 1
        found = json.loads(said.pop())
        assert found.pop("plan") == json.loads(to_json(PLAN.stamp))
        assert found == json.loads(to_json(PLAN.tasks_of(asked)))


class TestAnotherCounty:
    """Qinghe's plan, invented: nothing of Yijun leaks into it."""

    @pytest.mark.parametrize("locale", LOCALES)
    def test_has_its_own_bodies(self, locale: str) -> None:
        plan = load(QINGHE)
        bodies: list[Body] = [*plan.departments, *plan.towns]
        for body in bodies:
            for name in names_of(body):
                asked = (name, "--plan", str(QINGHE))
                assert [each["id"] for each in answer(*asked)["bodies"]] == [body.id]
            said = screen(body.id, "--plan", str(QINGHE), locale=locale)
            for foreign in ("宜君", "Yijun", "县卫健局", "2.4.10"):
                assert foreign not in said

    def test_does_not_know_the_bodies_of_yijun(self) -> None:
        said = ask("哭泉镇", "--plan", str(QINGHE))
        assert (said.exit_code, said.stdout) == (2, "")

    def test_is_led_only_where_its_own_text_says_so(self) -> None:
        """Its first clause has `lead`; no other has."""
        plan = load(QINGHE)
        bodies: list[Body] = [*plan.departments, *plan.towns]
        led = {
            (body.id, task["clause"]["id"])
            for body in bodies
            for task in answer(body.id, "--plan", str(QINGHE))["tasks"]
            if task["leads"]
        }
        assert {body for body, _ in led} == {"health"}
        assert len(led) == 1


# 妇计中心, the hospitals, clinics, police stations and market offices act and stand in no list of
# responsible units
MENTIONED = {
    "妇计中心": "2.1.2",
    "妇幼保健计划生育中心": "2.1.2",
    "县人民医院": "2.1.2",
    "中医医院": "2.1.2",
    "乡镇卫生院": "A1.townships",
    "派出所": "A1.townships",
    "市场监管所": "A1.townships",
}


class TestRefusals:
    @pytest.mark.parametrize(("name", "clause"), MENTIONED.items())
    @pytest.mark.parametrize("more", [(), ("--json",), ("--locale", "en")])
    def test_of_a_body_that_is_only_mentioned_say_where(
        self, name: str, clause: str, more: tuple[str, ...]
    ) -> None:
        said = ask(name, *more)
        assert (said.exit_code, said.stdout) == (2, "")
        assert name in said.stderr
        assert f"the text mentions it in {clause} and makes it responsible nowhere" in said.stderr
        assert "Traceback" not in said.stderr

    @pytest.mark.parametrize(
        ("name", "nearest"),
        [
            ("县卫建局", "县卫健局"),
            ("县教科局", "县教科体局"),
            ("helth", "health"),
            ("彭镇人民政", "彭镇人民政府"),
            ("县行政审批服务", "县行政审批服务局"),
        ],
    )
    def test_of_an_unknown_name_give_the_nearest(self, name: str, nearest: str) -> None:
        said = ask(name)
        assert (said.exit_code, said.stdout) == (2, "")
        assert said.stderr.startswith(f"error: unknown department {name!r}: did you mean ")
        assert nearest in said.stderr

    @pytest.mark.parametrize(
        "name", ["", " ", "县消防救援大队", "县人大办", "县法院", "x" * 500, "\x1b[2J", "{0}", "%s"]
    )
    @pytest.mark.parametrize("more", [(), ("--json",)])
    def test_of_anything_else_end_with_status_2(self, name: str, more: tuple[str, ...]) -> None:
        said = ask(name, *more)
        assert (said.exit_code, said.stdout) == (2, "")
        assert said.stderr.startswith("error: unknown department ")
        assert "\x1b" not in said.stderr

    def test_of_no_office_at_all(self) -> None:
        said = ask()
        assert (said.exit_code, said.stdout) == (2, "")
        assert "OFFICE" in said.stderr

    def test_of_a_locale_and_a_plan_that_do_not_exist(self) -> None:
        for more in (("--locale", "fr"), ("--plan", "none.toml"), ("--on", "never")):
            said = ask("health", *more)
            assert (said.exit_code, said.stdout) == (2, "")


class TestTheScreen:
    @pytest.mark.parametrize("columns", ["1", "10", "30", "80"])
    @IN_BOTH_LOCALES
    def test_survives_any_terminal(self, columns: str, locale: str) -> None:
        terminal = {"FORCE_COLOR": "1", "COLUMNS": columns}
        said = ask("县卫健局", "--on", ON, "--locale", locale, env=terminal)
        assert (said.exit_code, said.stderr) == (0, "")

    @IN_BOTH_LOCALES
    def test_says_that_the_plan_is_a_draft_and_the_day(self, locale: str) -> None:
        said = screen("县财政局", locale=locale)
        assert {"zh_CN": "2026年1月5日", "en": "January 5, 2026"}[locale] in said
        assert {"zh_CN": "征求意见稿", "en": "draft for comment"}[locale] in said
        assert PLAN.fingerprint[:16] in said
