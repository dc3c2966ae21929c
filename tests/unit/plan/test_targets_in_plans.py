"""Targets, fields of work and defects in a plan file: what is refused, and what is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from infantcare_policy.errors import InvalidFacts, UnknownTarget
from infantcare_policy.plan import Target, Wording, loads

if TYPE_CHECKING:
    from collections.abc import Callable

    from infantcare_policy.plan import Plan

    Altered = Callable[[str, str], str]
    FaultsOf = Callable[[str], list[str]]

MEASURE = 'kind = "per-thousand"\nfigure = "slots_per_thousand"\nindicator = "slots"\n'
DUE = "due = 2026-12-31\n"


def aim(rest: str, name: str = "other") -> str:
    """Write a second target."""
    return (
        f'\n[[target]]\nid = "{name}"\nname = {{ zh = "另一目标", en = "another" }}\n'
        f'cite = "1"\n{rest}'
    )


class TestAFaultOfATarget:
    """A target has one measure, which fits its kind; each fault says where, what and what else."""

    @pytest.mark.parametrize(
        ("rest", "fault"),
        [
            pytest.param(
                'kind = "count"\nat_least = 1\n',
                "indicator: expected the name of what is observed, got none",
                id="no indicator",
            ),
            pytest.param(
                'kind = "count"\nat_least = 1\nindicator = ""\n',
                "indicator: expected the name of what is observed, got none",
                id="an empty indicator",
            ),
            pytest.param(
                'kind = "count"\nindicator = "slots"\n',
                "figure: expected a figure, or at_least and at_most, got neither",
                id="neither a figure nor limits",
            ),
            pytest.param(
                'kind = "count"\nfigure = "slots_per_thousand"\nat_least = 6\nindicator = "a"\n',
                "figure: expected a figure, or at_least and at_most, got both",
                id="a figure and a lower limit",
            ),
            pytest.param(
                'kind = "count"\nfigure = "slots_per_thousand"\nat_most = 6\nindicator = "a"\n',
                "figure: expected a figure, or at_least and at_most, got both",
                id="a figure and an upper limit",
            ),
            pytest.param(
                'kind = "count"\nfigure = "slots_per_thousand"\nat_least = 0\nindicator = "a"\n',
                "figure: expected a figure, or at_least and at_most, got both",
                id="a figure and a lower limit of nothing",
            ),
            pytest.param(
                'kind = "count"\nat_least = 7\nat_most = 6\nindicator = "slots"\n',
                "at_most: expected a number ≥ at_least 7, got 6",
                id="limits that cross",
            ),
            pytest.param(
                'kind = "rate"\nat_least = 95\nindicator = "slots"\n',
                "at_least: expected a part of the whole, 1 at most, got 95; 95 % is 0.95",
                id="a rate in per cent",
            ),
            pytest.param(
                'kind = "rate"\nat_most = 1.01\nindicator = "slots"\n',
                "at_most: expected a part of the whole, 1 at most, got 1.01; 95 % is 0.95",
                id="a rate over the whole",
            ),
            pytest.param(
                'kind = "count"\nat_least = -1\nindicator = "slots"\n',
                "at_least: expected an exact number ≥ 0, got -1",
                id="less than nothing",
            ),
            pytest.param(
                'kind = "weekly"\nat_least = 1\nindicator = "slots"\n',
                (
                    "kind: expected one of count, rate, per-thousand, yearly, per-town, "
                    "not-measurable, got 'weekly'"
                ),
                id="a kind that nobody knows",
            ),
            pytest.param(
                'kind = "yearly"\nat_least = 1\nindicator = "slots"\n',
                "due: expected no last day for a yearly target, one for any other, got 2026-12-31",
                id="a yearly target with a last day",
            ),
            pytest.param(
                'kind = "count"\nat_least = 1\nindicator = "slots"\ncounts = "activities"\n',
                "counts: expected facilities or places for the kind count, got activities",
                id="activities counted once",
            ),
            pytest.param(
                'kind = "rate"\nat_least = 1\nindicator = "slots"\ncounts = "activities"\n',
                "counts: expected facilities or places for the kind rate, got activities",
                id="a part of all activities",
            ),
            pytest.param(
                'kind = "per-town"\nat_least = 1\nindicator = "slots"\ncounts = "activities"\n',
                "counts: expected facilities or places for the kind per-town, got activities",
                id="activities of a township",
            ),
            pytest.param(
                'kind = "count"\nat_least = 1\nindicator = "slots"\nwhen = { inclusive = true }\n',
                "counts: expected what is counted under `when`, got nothing",
                id="conditions on nothing that is counted",
            ),
            pytest.param(
                'kind = "count"\nat_least = 1\nindicator = "slots"\nunless = { closed = true }\n',
                "counts: expected what is counted under `when`, got nothing",
                id="exceptions from nothing that is counted",
            ),
        ],
    )
    def test_stands_under_its_place_in_the_file(
        self, rest: str, fault: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        assert faults_of(altered(MEASURE, rest)) == [f"target[0].{fault}"]

    @pytest.mark.parametrize("kind", ["count", "rate", "per-thousand", "per-town"])
    def test_is_to_have_no_last_day(self, kind: str, altered: Altered, faults_of: FaultsOf) -> None:
        own = f'kind = "{kind}"\nat_least = 1\nindicator = "slots"\n'
        assert faults_of(altered(MEASURE + DUE, own)) == [
            "target[0].due: expected no last day for a yearly target, one for any other, got none"
        ]

    @pytest.mark.parametrize("counted", ["facilities", "places"])
    def test_is_to_count_in_a_year_what_is_not_held_in_it(
        self, counted: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        own = f'kind = "yearly"\nat_least = 1\nindicator = "slots"\ncounts = "{counted}"\n'
        assert faults_of(altered(MEASURE + DUE, own)) == [
            f"target[0].counts: expected activities for the kind yearly, got {counted}"
        ]

    @pytest.mark.parametrize(
        "measure",
        [
            'figure = "slots_per_thousand"\n',
            "at_least = 1\n",
            "at_most = 0\n",
            'indicator = "slots"\n',
            'counts = "places"\n',
            "when = { inclusive = true }\n",
            "unless = { closed = true }\n",
        ],
    )
    def test_is_a_measure_of_what_has_none(
        self, measure: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        assert faults_of(altered(MEASURE, f'kind = "not-measurable"\n{measure}')) == [
            (
                "target[0].kind: expected no measure, got a figure, bounds, an indicator or "
                "something to count"
            )
        ]

    @pytest.mark.parametrize(
        ("name", "line", "fault"),
        [
            ("at_least", "at_least = true", "at_least: expected an exact number"),
            ("at_least", "at_least = nan", "at_least: expected an exact number"),
            ("at_least", "at_least = inf", "at_least: expected an exact number"),
            ("kept", "kept = 1", "kept: expected true or false, got 1"),
            ("due", "due = 2026-12-31T00:00:00", "due: expected a day such as 2025-12-31"),
            ("due", 'due = "soon"', "due: expected a day"),
            ("when", 'when = "inclusive"', "when: expected"),
            ("measure", "measure = 1", "measure: expected a known field, got an unknown one"),
            ("indicator", "indicator = 1", "indicator: expected a text, got 1"),
        ],
    )
    def test_is_a_field_of_another_type(
        self, name: str, line: str, fault: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        lines = {
            "kind": 'kind = "count"',
            "at_least": "at_least = 1",
            "indicator": 'indicator = "slots"',
            "due": "due = 2026-12-31",
        } | {name: line}
        (found,) = faults_of(altered(MEASURE + DUE, "\n".join(lines.values()) + "\n"))
        assert found.startswith(f"target[0].{fault}")


SECOND_WAY = (
    "target[other].indicator: expected one kind of target and one way to count slots, "
    "got another than target[slots] has"
)


class TestAFaultAmongTheParts:
    """What a target names has to exist: figures, facts, clauses."""

    @pytest.mark.parametrize(
        ("rest", "fault"),
        [
            pytest.param(
                'kind = "rate"\nfigure = "knowlege_rate"\nindicator = "slots"\n',
                "figure: expected a known figure, got 'knowlege_rate'; did you mean knowledge_rate",
                id="a figure that does not exist",
            ),
            pytest.param(
                'kind = "count"\nfigure = "class_limits"\nindicator = "slots"\n',
                "figure: expected a figure that is a number, got 'class_limits', which is none",
                id="a figure that is a table",
            ),
            pytest.param(
                'kind = "count"\nfigure = "existing_area_due"\nindicator = "slots"\n',
                "figure: expected a figure that is a number, got 'existing_area_due', which is",
                id="a figure that is a day",
            ),
            pytest.param(
                'kind = "count"\nat_least = 1\nindicator = "slots"\ncounts = "facilities"\n'
                'when = { activity = "lecture" }\n',
                "when.activity: expected a known fact, got 'activity'",
                id="a fact about an activity asked of a facility",
            ),
            pytest.param(
                'kind = "count"\nat_least = 1\nindicator = "slots"\ncounts = "places"\n'
                'unless = { level = "county" }\n',
                "unless.level: expected a known fact, got 'level'",
                id="the level of an activity asked of a facility",
            ),
            pytest.param(
                'kind = "count"\nat_least = 1\nindicator = "slots"\ncounts = "facilities"\n'
                'when = { demonstration_level = "village" }\n',
                (
                    "when.demonstration_level: expected one of town, county, city, province, "
                    "central, got 'village'"
                ),
                id="a level that does not exist",
            ),
            pytest.param(
                'kind = "count"\nat_least = 1\nindicator = "slots"\ncounts = "facilities"\n'
                'when = { "reading.paces" = "none" }\n',
                (
                    "when.reading.paces: expected a known fact, got 'reading.paces'; "
                    "did you mean reading.pace"
                ),
                id="a reading that does not exist",
            ),
        ],
    )
    def test_stands_under_the_id_of_the_target(
        self, rest: str, fault: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        (found,) = faults_of(altered(MEASURE, rest))
        assert found.startswith(f"target[slots].{fault}")

    def test_is_a_fact_about_a_facility_asked_of_an_activity(
        self, linshui: str, faults_of: FaultsOf
    ) -> None:
        rest = 'kind = "yearly"\nat_least = 1\nindicator = "talks"\ncounts = "activities"\n'
        (found,) = faults_of(linshui + aim(rest + "when = { inclusive = true }\n"))
        assert found.startswith(
            "target[other].when.inclusive: expected a known fact, got 'inclusive'"
        )

    def test_is_a_kind_of_activity_that_does_not_exist(
        self, linshui: str, faults_of: FaultsOf
    ) -> None:
        rest = 'kind = "yearly"\nat_least = 1\nindicator = "talks"\ncounts = "activities"\n'
        assert faults_of(linshui + aim(rest + 'when = { activity = "concert" }\n')) == [
            (
                "target[other].when.activity: expected one of parents-class, lecture, "
                "free-clinic, got 'concert'"
            )
        ]

    def test_is_the_clause_of_a_target_without_a_measure(
        self, linshui: str, faults_of: FaultsOf
    ) -> None:
        text = linshui + aim('kind = "not-measurable"\n').replace('cite = "1"', 'cite = "9"')
        (found,) = faults_of(text)
        assert found.startswith("target[other].cite: expected a clause of this plan, got '9'")

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("", 'counts = "places"\n'),
            ('counts = "places"\n', ""),
            ('counts = "places"\n', 'counts = "facilities"\n'),
            ('counts = "places"\n', 'counts = "places"\nwhen = { inclusive = true }\n'),
            (
                'counts = "places"\nwhen = { inclusive = true }\n',
                'counts = "places"\nwhen = { inclusive = false }\n',
            ),
            ('counts = "places"\n', 'counts = "places"\nunless = { inclusive = true }\n'),
        ],
    )
    def test_is_a_second_way_to_count_an_indicator(
        self, first: str, second: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        own = f'kind = "count"\nat_least = 1\nindicator = "slots"\n{DUE}'
        text = altered(MEASURE + DUE, own + first) + aim(own + second)
        assert faults_of(text) == [SECOND_WAY]

    @pytest.mark.parametrize("counted", ["", 'counts = "places"\n'])
    @pytest.mark.parametrize("kind", ["rate", "per-thousand", "per-town"])
    def test_is_a_second_kind_of_target_for_an_indicator(
        self, kind: str, counted: str, altered: Altered, faults_of: FaultsOf
    ) -> None:
        # a number has no whole, and a number of every town is none of the county
        rest = f'at_least = 1\nindicator = "slots"\n{counted}{DUE}'
        first, second = f'kind = "count"\n{rest}', f'kind = "{kind}"\n{rest}'
        assert faults_of(altered(MEASURE + DUE, first) + aim(second)) == [SECOND_WAY]
        assert faults_of(altered(MEASURE + DUE, second) + aim(first)) == [SECOND_WAY]

    def test_is_none_where_two_targets_count_an_indicator_in_one_way(
        self, altered: Altered
    ) -> None:
        own = (
            'kind = "count"\nindicator = "slots"\ncounts = "places"\nwhen = { inclusive = true }\n'
        )
        text = altered(MEASURE + DUE, f"{own}at_least = 10\n{DUE}")
        plan = loads(text + aim(f"{own}at_least = 20\ndue = 2030-12-31\n"))
        assert [target.at_least for target in plan.targets] == [10, 20]

    def test_is_none_where_targets_without_a_measure_stand_beside_each_other(
        self, linshui: str
    ) -> None:
        rest = 'kind = "not-measurable"\n'
        plan = loads(linshui + aim(rest, "first") + aim(rest + DUE, "second"))
        assert [target.due for target in plan.targets] == [
            date(2026, 12, 31),
            None,
            date(2026, 12, 31),
        ]

    def test_is_an_id_that_stands_twice(self, linshui: str, faults_of: FaultsOf) -> None:
        (found,) = faults_of(linshui + aim('kind = "not-measurable"\n', "slots"))
        assert found.startswith("target[1]: expected a key of its own, got 'slots'")


DOMAIN = '\n[[domain]]\nid = "food"\nname = { zh = "食品", en = "food" }\ncite = "1"\n'
DEFECT = (
    '\n[[defect]]\nid = "X1"\nkind = "figure"\ncites = ["1"]\n'
    'finding = { zh = "没有年度。", en = "No year." }\n'
    'treatment = { zh = "不推定。", en = "None is taken." }\n'
)


class TestAFaultOfAFieldOfWork:
    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            (
                'cite = "1"',
                'cite = "9"',
                "domain[food].cite: expected a clause of this plan, got '9'",
            ),
            (
                'cite = "1"',
                'cite = "filing-measure:1"',
                "domain[food].cite: expected a declared instrument, got 'filing-measure'; did you",
            ),
            ('\ncite = "1"', "", "domain[0].cite: expected a value, got nothing"),
            ('id = "food"\n', "", "domain[0].id: expected a value, got nothing"),
            ('id = "food"', 'id = ""', "domain[0].id: expected a text that is not empty"),
            (
                'name = { zh = "食品", en = "food" }',
                'name = { zh = "食品" }',
                "domain[0].name.en: expected a value, got nothing",
            ),
            (
                'id = "food"',
                'id = "food"\nowner = "market"',
                "domain[0].owner: expected a known field",
            ),
        ],
    )
    def test_has_its_path(
        self, old: str, new: str, fault: str, linshui: str, faults_of: FaultsOf
    ) -> None:
        assert DOMAIN.count(old) == 1
        (found,) = faults_of(linshui + DOMAIN.replace(old, new))
        assert found.startswith(fault)

    def test_is_one_that_a_clause_gives_and_nobody_raises(
        self, altered: Altered, faults_of: FaultsOf
    ) -> None:
        text = altered('lead = "卫生健康部门"', 'domains = ["food", "foot"]') + DOMAIN
        assert faults_of(text) == [
            "clause[1].domains[1]: expected a domain, got 'foot'; did you mean food?"
        ]

    def test_is_one_that_stands_twice(self, linshui: str, faults_of: FaultsOf) -> None:
        (found,) = faults_of(linshui + DOMAIN + DOMAIN)
        assert found.startswith("domain[1]: expected a key of its own, got 'food'")

    def test_is_none_of_a_name_that_is_only_mentioned(self, altered: Altered) -> None:
        # a unit responsible has to be somebody; one that is mentioned may be nobody
        text = altered('lead = "卫生健康部门"', 'mentions = ["无此单位"]')
        assert loads(text).clause("1").mentions == ("无此单位",)


class TestAFaultOfADefect:
    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            (
                'cites = ["1"]',
                'cites = ["1", "9"]',
                "defect[X1].cite: expected a clause of this plan",
            ),
            (
                'kind = "figure"\n',
                'kind = "figure"\nreading = "paces"\n',
                "defect[X1].reading: expected a reading, got 'paces'; did you mean pace?",
            ),
            (
                'kind = "figure"',
                'kind = "number"',
                "defect[0].kind: expected one of name, duty, figure, got 'number'",
            ),
            ('cites = ["1"]\n', "", "defect[0].cites: expected a value, got nothing"),
            (
                'finding = { zh = "没有年度。", en = "No year." }\n',
                "",
                "defect[0].finding: expected a value, got nothing",
            ),
            (
                'treatment = { zh = "不推定。", en = "None is taken." }',
                'treatment = { zh = "不推定。" }',
                "defect[0].treatment.en: expected a value, got nothing",
            ),
            ('cites = ["1"]', "cites = [1]", "defect[0].cites[0]: expected"),
            ('id = "X1"', 'id = "X1"\nnote = ""', "defect[0].note: expected a known field"),
        ],
    )
    def test_has_its_path(
        self, old: str, new: str, fault: str, linshui: str, faults_of: FaultsOf
    ) -> None:
        assert DEFECT.count(old) == 1
        (found,) = faults_of(linshui + DEFECT.replace(old, new))
        assert found.startswith(fault)

    def test_is_one_that_stands_twice(self, linshui: str, faults_of: FaultsOf) -> None:
        (found,) = faults_of(linshui + DEFECT + DEFECT)
        assert found.startswith("defect[1]: expected a key of its own, got 'X1'")


class TestAllFaults:
    """The faults of a whole file come together, those of its shape before those of its names."""

    def test_of_the_shape_of_targets_come_at_once(
        self, altered: Altered, faults_of: FaultsOf
    ) -> None:
        text = altered(MEASURE, 'kind = "rate"\nfigure = "knowledge_rate"\nat_least = 95\n')
        text += aim(
            'kind = "yearly"\nat_least = 3\nat_most = 2\nindicator = "a"\ndue = 2026-12-31\n'
        )
        text += aim('kind = "not-measurable"\nindicator = "b"\n', "third")
        found = {fault.partition(": ")[0] for fault in faults_of(text)}
        assert found == {
            "target[0].figure",
            "target[0].indicator",
            "target[0].at_least",
            "target[1].due",
            "target[1].at_most",
            "target[2].kind",
        }

    def test_of_the_names_come_at_once(self, altered: Altered, faults_of: FaultsOf) -> None:
        text = altered('lead = "卫生健康部门"', 'domains = ["foods"]')
        text = text.replace('figure = "slots_per_thousand"', 'figure = "class_limits"')
        text += aim(
            'kind = "count"\nat_least = 1\nindicator = "other"\ncounts = "facilities"\n'
            f"when = {{ inclusiv = true, meals = true }}\n{DUE}"
        ).replace('cite = "1"', 'cite = "9"')
        text += DOMAIN.replace('cite = "1"', 'cite = "8"')
        text += DEFECT.replace('cites = ["1"]', 'cites = ["6", "7"]\nreading = "paces"')
        assert [fault.partition(": ")[0] for fault in faults_of(text)] == [
            "clause[1].domains[0]",
            "target[slots].figure",
            "target[other].cite",
            "target[other].when.inclusiv",
            "target[other].when.meals",
            "domain[food].cite",
            "defect[X1].cite",
            "defect[X1].cite",
            "defect[X1].reading",
        ]


class TestATargetOfAFile:
    def test_has_exact_numbers(self, altered: Altered) -> None:
        rest = 'kind = "rate"\nat_least = 0.1\nat_most = 0.3\nindicator = "slots"\n'
        (target,) = loads(altered(MEASURE, rest)).targets
        # the nearest binary fractions are neither
        assert (target.at_least, target.at_most) == (Decimal("0.1"), Decimal("0.3"))
        assert all(type(limit) is Decimal for limit in (target.at_least, target.at_most))
        assert str(target.at_least) == "0.1"

    def test_keeps_every_digit(self, altered: Altered) -> None:
        digits = "0.95000000000000000000000000000000000001"
        rest = f'kind = "rate"\nat_least = {digits}\nindicator = "slots"\n'
        (target,) = loads(altered(MEASURE, rest)).targets
        assert str(target.at_least) == digits

    def test_may_ask_for_a_whole_number(self, altered: Altered) -> None:
        rest = 'kind = "count"\nat_least = 3\nindicator = "slots"\n'
        (target,) = loads(altered(MEASURE, rest)).targets
        assert target.at_least == 3
        assert target.at_most is None

    @pytest.mark.parametrize("limits", ["at_least = 1", "at_most = 1", "at_least = 1\nat_most = 1"])
    def test_may_have_either_limit_or_both(self, limits: str, altered: Altered) -> None:
        rest = f'kind = "count"\nindicator = "slots"\n{limits}\n'
        assert loads(altered(MEASURE, rest)).target("slots").kind == "count"

    def test_may_ask_for_the_whole(self, altered: Altered) -> None:
        rest = 'kind = "rate"\nat_least = 1\nindicator = "slots"\n'
        assert loads(altered(MEASURE, rest)).target("slots").at_least == 1

    def test_has_to_stand_on_its_last_day_unless_it_says_otherwise(self, linshui: str) -> None:
        assert loads(linshui).target("slots").kept is True
        plan = loads(linshui.replace(DUE, f"{DUE}kept = false\n"))
        assert plan.target("slots").kept is False

    def test_reads_one_value_as_a_list_of_one(self, altered: Altered) -> None:
        rest = (
            'kind = "count"\nat_least = 1\nindicator = "slots"\ncounts = "facilities"\n'
            'when = { inclusive = true, settings = ["community", "workplace"] }\n'
            'unless = { closed = true, "reading.built-on" = "opened" }\n'
        )
        (target,) = loads(altered(MEASURE, rest)).targets
        assert dict(target.when) == {"inclusive": (True,), "settings": ("community", "workplace")}
        assert dict(target.unless) == {"closed": (True,), "reading.built-on": ("opened",)}

    def test_may_have_no_last_day_where_it_has_no_measure(self, linshui: str) -> None:
        plan = loads(linshui + aim('kind = "not-measurable"\n'))
        assert plan.target("other").due is None

    def test_is_found_by_its_id_and_by_its_names(self, yijun_plan: Plan) -> None:
        target = yijun_plan.target("knowledge-rate-2025")
        assert yijun_plan.target("早期发展知识普及率") is target
        assert yijun_plan.target("knowledge of early development") is target

    def test_is_missed_with_the_nearest(self, yijun_plan: Plan) -> None:
        with pytest.raises(UnknownTarget, match="did you mean knowledge-rate-2025"):
            yijun_plan.target("knowledge-rate-2026")

    def test_of_yijun_is_what_the_text_says(self, yijun_plan: Plan) -> None:
        told = {
            target.id: (target.kind, target.figure, target.due, target.cite.article)
            for target in yijun_plan.targets
        }
        end_of_2025 = date(2025, 12, 31)
        assert told == {
            "demonstration-2021": ("count", "demonstration_facilities", date(2021, 12, 31), "1"),
            "knowledge-rate-2025": ("rate", "knowledge_rate", end_of_2025, "1"),
            "guidance-rate-2025": ("rate", "guidance_rate", end_of_2025, "1"),
            "county-lecture": ("yearly", "county_lectures_per_year", None, "2.1.2"),
            "systems-2025": ("not-measurable", "", end_of_2025, "1"),
            "service-system-2025": ("not-measurable", "", end_of_2025, "1"),
        }
        figures = yijun_plan.figures(end_of_2025)
        assert figures.demonstration_facilities == 1
        assert figures.knowledge_rate == figures.guidance_rate == Decimal("0.95")
        assert figures.county_lectures_per_year == 1

    def test_of_yijun_that_is_built_need_not_stand_for_ever(self, yijun_plan: Plan) -> None:
        assert [target.id for target in yijun_plan.targets if not target.kept] == [
            "demonstration-2021"
        ]


class TestATargetOfOnesOwn:
    """The class checks what the file would: an application may build one."""

    def test_is_refused_for_the_same_faults(self, yijun_plan: Plan) -> None:
        cite = yijun_plan.target("county-lecture").cite
        with pytest.raises(InvalidFacts) as invalid:
            Target(id="t", name=Wording(zh="目标", en="aim"), kind="count", cite=cite)
        assert [fault.path for fault in invalid.value.faults] == ["figure", "indicator", "due"]

    @pytest.mark.parametrize("limit", [0.95, float("nan"), True, "0.95", Decimal("NaN"), -1])
    def test_is_refused_for_a_limit_that_is_no_exact_number(
        self, limit: object, yijun_plan: Plan
    ) -> None:
        cite = yijun_plan.target("county-lecture").cite
        with pytest.raises(InvalidFacts) as invalid:
            Target(
                id="t",
                name=Wording(zh="目标", en="aim"),
                kind="yearly",
                cite=cite,
                at_least=limit,  # type: ignore[arg-type]
                indicator="aims",
            )
        assert [fault.path for fault in invalid.value.faults] == ["at_least"]
