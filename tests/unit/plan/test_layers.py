from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from attrs import fields

from infantcare_policy.decisions import Citation
from infantcare_policy.errors import PlanError
from infantcare_policy.plan import Plan, Readings
from infantcare_policy.plan.layers import Layer, read_layer, stack

if TYPE_CHECKING:
    from collections.abc import Callable

    from infantcare_policy.plan import Grant

ON = date(2026, 1, 1)

ABOVE = """\
id = "above"
name = { zh = "上级", en = "above" }

[[instrument]]
id = "above"
title = { zh = "上级方案", en = "the plan above" }
issued = 2020-01-01

[[instrument]]
id = "law"
title = { zh = "法律", en = "law" }

[[department]]
id = "health"
name = { zh = "卫健局", en = "Health" }
aliases = ["卫健"]

[[department]]
id = "market"
name = { zh = "市监局", en = "Market" }

[[clause]]
id = "1"
heading = { zh = "上", en = "above" }
summary = { zh = "上", en = "above" }
kind = "rule"
unanswered = "above"

[[step]]
kind = "push-data"
actor = "registrar"
recipient = "health"
words = "及时"
cite = "1"

[[step]]
kind = "file"
actor = "facility"
recipient = "health"
words = "及时"
cite = "1"

[conference]
cite = "1"
office = "health"
seats = []

[figures]
slots_per_thousand = [
  { value = 4, cite = "law:1" },
  { value = 6, cite = "law:1", since = 2025-01-01 },
]
lease_years = [{ value = 3, cite = "law:2" }]
"""

BELOW = """\
id = "below"
extends = "above"
code = "610222"
name = { zh = "下级", en = "below" }
"""

QUESTIONS = "".join(
    f"""
[reading.{field.name.replace("_", "-")}]
question = {{ zh = "如何", en = "how" }}
cites = ["1"]
options = [
  {{ id = "first", words = {{ zh = "甲", en = "first" }} }},
  {{ id = "second", words = {{ zh = "乙", en = "second" }} }},
]
"""
    for field in fields(Readings)
)


def stacked(below: str = "", above: str = "") -> Plan:
    upper = read_layer(ABOVE + above + QUESTIONS, "above.toml")
    return stack([upper, read_layer(BELOW + below, "below.toml")])


class TestALowerLayer:
    """A lower layer replaces what it names and inherits the rest; nothing is deleted."""

    def test_the_plan_is_the_lowest_layers(self) -> None:
        plan = stacked()
        assert (plan.id, plan.code, plan.name.zh) == ("below", "610222", "下级")

    def test_it_replaces_a_part_with_the_same_id_whole(self) -> None:
        plan = stacked('[[department]]\nid = "health"\nname = { zh = "卫健委", en = "Board" }\n')
        health = plan.department("health")
        assert (health.name.zh, health.aliases) == ("卫健委", ())

    def test_a_part_that_it_replaces_keeps_its_place_and_a_new_one_comes_last(self) -> None:
        plan = stacked(
            '[[department]]\nid = "new"\nname = { zh = "新局", en = "New" }\n'
            '[[department]]\nid = "health"\nname = { zh = "卫健委", en = "Board" }\n'
        )
        assert [department.id for department in plan.departments] == ["health", "market", "new"]

    def test_it_replaces_a_figure_with_all_its_rows(self) -> None:
        below = (
            "[figures]\nslots_per_thousand = [{ value = 8, cite = 'law:9', since = 2026-01-01 }]"
        )
        plan = stacked(below)
        assert plan.figures(ON).slots_per_thousand == 8
        assert plan.figures(date(2025, 12, 31)).slots_per_thousand is None
        assert [row.value for row in plan.figure_rows["slots_per_thousand"]] == [8]

    def test_it_may_say_that_a_figure_is_not_stated(self) -> None:
        below = "[figures]\nslots_per_thousand = [{ stated = false, cite = 'law:9' }]\n"
        figures = stacked(below).figures(ON)
        assert figures.slots_per_thousand is None
        assert figures.cite("slots_per_thousand") == Citation("law", "9")

    def test_it_inherits_a_figure_that_it_does_not_name(self) -> None:
        figures = stacked().figures(ON)
        assert (figures.slots_per_thousand, figures.lease_years) == (6, 3)
        assert figures.cite("lease_years") == Citation("law", "2")

    def test_it_replaces_a_step_of_the_same_kind(self) -> None:
        plan = stacked(
            '[[instrument]]\nid = "below"\ntitle = { zh = "下", en = "below" }\n'
            '[[step]]\nkind = "file"\nactor = "facility"\nrecipient = "market"\ncite = "1"\n'
        )
        assert [(step.kind, step.recipient) for step in plan.steps] == [
            ("push-data", "health"),
            ("file", "market"),
        ]

    def test_clauses_and_conference_are_a_countys_own(self) -> None:
        plan = stacked()
        assert (plan.clauses, plan.conference) == ((), None)

    def test_status_and_day_are_those_of_its_own_instrument(self) -> None:
        plan = stacked(
            '[[instrument]]\nid = "below"\ntitle = { zh = "下", en = "below" }\n'
            'status = "draft-for-comment"\nissued = 2024-05-06\n'
        )
        assert (plan.status, plan.issued) == ("draft-for-comment", date(2024, 5, 6))

    def test_a_layer_without_an_instrument_of_its_own_has_no_day(self) -> None:
        assert (stacked().status, stacked().issued) == ("in-force", None)


class TestAReadingInLayers:
    """A layer changes a reading field by field."""

    def test_it_is_inherited_with_the_first_option_taken(self) -> None:
        pace = stacked().reading("pace")
        assert (pace.chosen, [option.id for option in pace.options]) == (
            "first",
            ["first", "second"],
        )
        assert pace.cites == (Citation("above", "1"),)

    def test_a_default_is_changed_and_the_options_stay(self) -> None:
        pace = stacked('[reading.pace]\ndefault = "second"\n').reading("pace")
        assert (pace.chosen, len(pace.options)) == ("second", 2)

    def test_options_are_changed_and_the_first_is_taken(self) -> None:
        options = 'options = [{ id = "third", words = { zh = "丙", en = "third" } }]'
        pace = stacked(f"[reading.pace]\n{options}\n").reading("pace")
        assert (pace.chosen, [option.id for option in pace.options]) == ("third", ["third"])
        assert pace.question.en == "how"

    def test_a_citation_is_changed_alone(self) -> None:
        pace = stacked('[reading.pace]\ncites = ["2.4"]\n').reading("pace")
        assert (pace.cites, pace.chosen) == ((Citation("below", "2.4"),), "first")

    def test_a_default_of_the_layer_above_is_inherited(self) -> None:
        upper = read_layer(
            (ABOVE + QUESTIONS).replace("[reading.pace]\n", '[reading.pace]\ndefault = "second"\n'),
            "above.toml",
        )
        plan = stack([upper, read_layer(BELOW, "below.toml")])
        assert plan.reading("pace").chosen == "second"

    def test_without_a_layer_that_asks_the_questions_there_is_no_plan(self) -> None:
        with pytest.raises(PlanError) as refused:
            stack([read_layer(ABOVE, "above.toml"), read_layer(BELOW, "below.toml")])
        asked = {f"reading.{field.name.replace('_', '-')}" for field in fields(Readings)}
        assert {fault.path for fault in refused.value.faults} == asked
        assert {fault.advice for fault in refused.value.faults} == {
            'write extends = "china", which defines every reading'
        }


class TestAGrantThatTakesTheEligibilityOfAnother:
    """`eligible_as` gives a grant the ways and the bars of the grant that it names."""

    GRANTS = """
[[grant]]
id = "first"
name = { zh = "甲", en = "first" }
per = "accepted-slot"
basis = "recited"
cite = "law:1"
rows = [{ value = 1, cite = "law:1" }]
shares = [{ payer = "city", weight = 1 }]
eligible_as = "second"

[[grant]]
id = "second"
name = { zh = "乙", en = "second" }
per = "accepted-slot"
basis = "granted"
cite = "law:1"
rows = [{ value = 1, cite = "law:1" }]
shares = [{ payer = "city", weight = 1 }]

[[grant.eligible]]
id = "way"
when = { inclusive = true }
cite = "law:1"

[[grant.bars]]
id = "bar"
when = { closed = true }
cite = "law:1"
"""

    def grants(self, plan: Plan) -> tuple[Grant, Grant]:
        first, second = plan.grants
        return first, second

    def test_it_has_them(self) -> None:
        first, second = self.grants(stacked(above=self.GRANTS))
        assert [row.id for row in second.eligible] == ["way"]
        assert (first.eligible, first.bars) == (second.eligible, second.bars)

    def test_it_has_those_of_the_lower_layer(self) -> None:
        second = self.GRANTS[self.GRANTS.index('[[grant]]\nid = "second"') :]
        first, _ = self.grants(stacked(second.replace('"way"', '"other"'), above=self.GRANTS))
        assert [row.id for row in first.eligible] == ["other"]


class TestShortForms:
    """What a plan file may leave out is spelt out when it is read."""

    def test_an_article_alone_is_of_the_file_that_says_it(self) -> None:
        layer = read_layer(ABOVE, "above.toml")
        assert layer.step[0].cite == Citation("above", "1")
        assert layer.figures["lease_years"][0].cite == Citation("law", "2")

    def test_one_value_of_a_fact_is_a_list_of_one(self) -> None:
        layer = read_layer(
            BELOW
            + '[[document]]\nid = "x"\nname = { zh = "单", en = "x" }\ncite = "1"\n'
            + 'when = { serves_meals = true, settings = ["home", "community"] }\n'
            + 'unless = { legal_form = "for-profit" }\n',
            "below.toml",
        )
        assert layer.document[0].when == {
            "serves_meals": (True,),
            "settings": ("home", "community"),
        }
        assert layer.document[0].unless == {"legal_form": ("for-profit",)}

    def test_so_is_one_value_that_a_post_asks_for(self) -> None:
        layer = read_layer(
            BELOW + '[[post]]\nid = "x"\nname = { zh = "岗", en = "x" }\nrole = "head"\n'
            'cite = "law:1"\nasks = { experienced = true, education = ["college", "bachelor"] }\n',
            "below.toml",
        )
        assert layer.post[0].asks == {
            "experienced": (True,),
            "education": ("college", "bachelor"),
        }

    def test_a_number_with_a_point_is_exact(self) -> None:
        layer = read_layer(
            BELOW + "[figures]\nknowledge_rate = [{ value = 0.95, cite = 'law:1' }]\n", "below.toml"
        )
        assert layer.figures["knowledge_rate"][0].value == Decimal("0.95")
        assert type(layer.figures["knowledge_rate"][0].value) is Decimal


class TestWhatALayerMayNotSay:
    """Every fault of a file has its path and what to do instead."""

    def faults(self, text: str) -> list[str]:
        with pytest.raises(PlanError) as refused:
            read_layer(text, "below.toml")
        assert refused.value.source == "below.toml"
        return [str(fault) for fault in refused.value.faults]

    def test_a_bare_clause_table_nests_and_is_refused(self) -> None:
        assert self.faults(BELOW + '[clause.2.4.10]\nheading = { zh = "一", en = "a" }\n') == [
            (
                'clause: expected a list of tables, got one table; write [[clause]] with id = "…"; '
                "[clause.2.4] nests tables"
            )
        ]

    @pytest.mark.parametrize(
        "table", [f.name for f in fields(Layer) if f.default == () and f.name != "clause"]
    )
    def test_so_is_any_other_list_that_is_written_as_a_table(self, table: str) -> None:
        (fault,) = self.faults(BELOW + f'[{table}.first]\nid = "x"\n')
        assert fault.startswith(f"{table}: expected a list of tables, got one table; write [[")

    @pytest.mark.parametrize(
        "table",
        [
            "instrument",
            "clause",
            "department",
            "group",
            "town",
            "payer",
            "route",
            "document",
            "grant",
            "referral",
            "post",
            "requirement",
            "publication",
            "ban",
            "target",
        ],
    )
    def test_an_id_stands_once_in_its_table(
        self, table: str, linshui: str, altered: Callable[[str, str], str]
    ) -> None:
        start = linshui.index(f"[[{table}]]")
        ends = [linshui.find(mark, start + 1) for mark in ("\n[[", "\n[")]
        part = linshui[start : min(end for end in ends if end > 0)]
        again = read_layer(linshui, "twice.toml")
        first = getattr(again, table)[0].id
        count = len(getattr(again, table))
        with pytest.raises(PlanError) as refused:
            read_layer(altered("[figures]", f"{part}\n\n[figures]"), "twice.toml")
        assert [str(fault) for fault in refused.value.faults] == [
            (
                f"{table}[{count}]: expected a key of its own, "
                f"got '{first}', which is {table}[0] already"
            )
        ]

    def test_a_step_of_a_kind_stands_once(self) -> None:
        step = '[[step]]\nkind = "file"\nactor = "facility"\nrecipient = "health"\ncite = "1"\n'
        (fault,) = self.faults(BELOW + step + step)
        assert fault.startswith("step[1]: expected a key of its own")

    def test_a_move_of_a_kind_stands_once(self) -> None:
        move = '[[move]]\nkind = "open"\nafter = ["filed"]\ncite = "1"\n'
        other = move.replace("filed", "accepted")
        (fault,) = self.faults(BELOW + move + other)
        assert fault.startswith("move[1]: expected a key of its own, got ")
        assert fault.endswith(", which is move[0] already")

    @pytest.mark.parametrize(
        ("part", "fault"),
        [
            (
                '[[move]]\nkind = "opens"\nafter = []\ncite = "1"\n',
                (
                    "move[0].kind: expected one of register, file, accept, open, change, "
                    "report-change, close, got 'opens'; did you mean open?"
                ),
            ),
            (
                '[[move]]\nkind = "open"\nafter = ["file"]\ncite = "1"\n',
                (
                    "move[0].after[0]: expected one of proposed, registered, filed, accepted, "
                    "operating, closed, got 'file'; did you mean filed?"
                ),
            ),
            (
                '[[move]]\nkind = "open"\nafter = []\nto = "open"\ncite = "1"\n',
                (
                    "move[0].to: expected one of proposed, registered, filed, accepted, "
                    "operating, closed, got 'open'"
                ),
            ),
            (
                '[[move]]\nkind = "open"\ncite = "1"\n',
                "move[0].after: expected a value, got nothing",
            ),
            (
                (
                    '[[post]]\nid = "x"\nname = { zh = "岗", en = "x" }\nrole = "heads"\n'
                    'asks = { experienced = true }\ncite = "1"\n'
                ),
                (
                    "post[0].role: expected one of head, carer, health-worker, guard, cook, "
                    "other, got 'heads'; did you mean head?"
                ),
            ),
            (
                '[[post]]\nid = "x"\nname = { zh = "岗", en = "x" }\nrole = "head"\ncite = "1"\n',
                "post[0].asks: expected a value, got nothing",
            ),
            (
                (
                    '[[requirement]]\nid = "x"\nname = { zh = "项", en = "x" }\ncite = "1"\n'
                    'confidence = "M"\n'
                ),
                "requirement[0].confidence: expected one of S, A, B, got 'M'",
            ),
            (
                '[[requirement]]\nid = "x"\nname = { zh = "项", en = "x" }\ncite = "1"\n',
                "requirement[0].confidence: expected a value, got nothing",
            ),
            (
                '[[publication]]\nid = "x"\nname = { zh = "项", en = "x" }\ncite = "1"\n',
                "publication[0].by: expected a value, got nothing",
            ),
            (
                '[[ban]]\nid = "x"\nfor_life = true\ncite = "1"\n',
                "ban[0].when: expected a value, got nothing",
            ),
            (
                '[[ban]]\nid = "x"\nwhen = { subject = "person" }\ncite = "1"\n',
                "ban[0].for_life: expected a value, got nothing",
            ),
            (
                '[[ban]]\nid = " "\nwhen = {}\nfor_life = true\ncite = "1"\n',
                "ban[0].id: expected a text that is not empty, got ' '",
            ),
        ],
    )
    def test_a_row_on_staff_safety_bans_or_moves_says_what_it_has_to(
        self, part: str, fault: str
    ) -> None:
        (found,) = self.faults(BELOW + part)
        assert found.startswith(fault)

    def test_all_faults_of_a_file_come_at_once(self) -> None:
        text = """\
id = "below"
code = 610222
extends = 3
nam = { zh = "下级", en = "below" }

[[town]]
id = "a"
name = { zh = "甲镇", en = "A", fr = "A" }
kind = "village"
codes = "1"

[[payer]]
name = { zh = "市", en = "city" }

[[document]]
id = "x"
name = { zh = "单", en = "x" }
when = { serves_meals = 1 }
cite = 8

[[target]]
id = "t"
name = { zh = "标", en = "t" }
kind = "count"
cite = "1"
due = 2025-12-31T00:00:00+08:00

[figures]
lease_years = [{ value = 3, cite = "1", since = 2025-02-01T00:00:00, confidence = "M" }]
"""
        assert sorted(self.faults(text)) == [
            "code: expected a text, got 610222",
            "document[0].cite: expected an instrument and its article, such as yijun:3.2, got 8",
            "document[0].when.serves_meals[0]: expected a text, or true or false, got 1",
            "extends: expected a text, got 3",
            "figures.lease_years[0].confidence: expected one of S, A, B, got 'M'",
            (
                "figures.lease_years[0].since: expected a day such as 2025-12-31, "
                "got the datetime 2025-02-01 00:00; write the day in Asia/Shanghai"
            ),
            "nam: expected a known field, got an unknown one; did you mean name?",
            "name: expected a value, got nothing",
            "payer[0].id: expected a value, got nothing",
            (
                "target[0].due: expected a day such as 2025-12-31, "
                "got the datetime 2025-12-31 00:00; write the day in Asia/Shanghai"
            ),
            "town[0].codes: expected a known field, got an unknown one; did you mean code?",
            (
                "town[0].kind: expected one of town, township, subdistrict, service-centre, "
                "got 'village'"
            ),
            "town[0].name.fr: expected a known field, got an unknown one",
        ]

    def test_all_faults_of_the_figures_come_at_once(self) -> None:
        text = """
[figures]
slot_per_thousand = [{ value = 8, cite = "law:1" }]
slots_per_thousand = [{ value = 8.5, cite = "law:1" }, { value = 9, cite = "law:1" }]
knowledge_rate = [{ cite = "law:1" }]
guidance_rate = [{ value = 0.9, stated = false, cite = "law:1" }]
existing_area_due = [{ value = 2027-06-30T12:00:00, cite = "law:1" }]
existing_area_years = [
  { value = 3, cite = "law:1", since = 2026-01-01 },
  { value = 4, cite = "law:1", since = 2026-01-01 },
]
"""
        faults = self.faults(BELOW + text)
        assert faults[0].startswith(
            "figures.slot_per_thousand: expected a known figure, got slot_per_thousand; "
            "did you mean slots_per_thousand"
        )
        assert faults[1:] == [
            "figures.slots_per_thousand[0].value: expected a whole number, got 8.5",
            "figures.knowledge_rate[0]: expected a value, or stated = false, got none",
            "figures.guidance_rate[0]: expected a value, or stated = false, got a value",
            (
                "figures.existing_area_due[0].value: expected a day such as 2025-12-31, "
                "got the datetime 2027-06-30 12:00; write the day in Asia/Shanghai"
            ),
            (
                "figures.existing_area_years[1]: expected one row for a day, "
                "got another for 2026-01-01"
            ),
        ]
