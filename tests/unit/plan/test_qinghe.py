from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from attrs import fields

from infantcare_policy.decisions import Citation, ReadingStamp
from infantcare_policy.errors import UnknownClause, UnknownDepartment, UnknownPayer, UnknownTown
from infantcare_policy.plan import Plan, Row, in_force, loads, yijun

if TYPE_CHECKING:
    from infantcare_policy.conditions import Facts

ON = date(2026, 11, 23)
HOME_POINT: Facts = {"settings": frozenset({"home"}), "serves_meals": False}


def everything(plan: Plan) -> str:
    """Write out all that a plan says."""
    return "\n".join(repr(getattr(plan, field.name)) for field in fields(Plan) if field.init)


class TestACountyOfItsOwn:
    """Another county is another file: its bodies, money and registrars are what that file says."""

    def test_it_has_its_own_bodies(self, qinghe: Plan) -> None:
        assert [department.id for department in qinghe.departments] == [
            "health",
            "market",
            "social-affairs",
            "schools",
            "treasury",
            "fire",
        ]
        assert [town.id for town in qinghe.towns] == ["beihe", "nanpo", "dongguan"]
        assert [body.id for body in qinghe.bodies("镇乡街")] == ["beihe", "nanpo", "dongguan"]
        assert qinghe.bodies("县直各单位") == qinghe.departments
        assert qinghe.department("县卫健委").id == "health"

    def test_it_has_its_own_clauses(self, qinghe: Plan) -> None:
        assert [clause.id for clause in qinghe.clauses] == [
            "1",
            "2.1",
            "2.2",
            "2.3",
            "3.1",
            "3.2",
            "A1.health",
            "A1.fire",
        ]
        assert qinghe.clause("二（二）").id == "2.2"
        assert qinghe.clause("附件1.区消防大队").id == "A1.fire"

    def test_it_is_in_force_since_its_day_of_issue(self, qinghe: Plan) -> None:
        assert (qinghe.status, qinghe.issued, qinghe.code) == (
            "in-force",
            date(2023, 12, 20),
            "",
        )

    def test_it_has_a_fixed_day_and_no_rate_of_slots(self, qinghe: Plan) -> None:
        figures = qinghe.figures(ON)
        assert figures.existing_area_due == date(2027, 6, 30)
        assert figures.cite("existing_area_due") == Citation("qinghe", "2.1")
        assert figures.existing_area_years is None
        assert figures.slots_per_thousand is None
        assert figures.knowledge_rate == Decimal("0.9")

    def test_its_amount_changes_with_the_year(self, qinghe: Plan) -> None:
        (grant,) = qinghe.grants
        days = (date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
        rows = [in_force(grant.rows, day) for day in days]
        assert [row and row.value for row in rows] == [
            None,
            Decimal("8000.01"),
            Decimal("8000.01"),
            Decimal(9000),
        ]

    def test_three_payers_share_it_and_none_of_them_is_a_county(self, qinghe: Plan) -> None:
        (grant,) = qinghe.grants
        shares = [(share.payer, share.weight) for share in grant.shares]
        assert shares == [("province", 3), ("city", 3), ("district", 4)]
        with pytest.raises(UnknownPayer):
            qinghe.payer("county")

    def test_its_readings_have_its_options_and_defaults(self, qinghe: Plan) -> None:
        odd = qinghe.reading("odd-fen")
        assert [option.id for option in odd.options] == ["district", "city", "province"]
        assert qinghe.reading_stamp("odd-fen") == ReadingStamp("odd-fen", "district")
        assert qinghe.readings.rest_day_roll == "yes"
        assert qinghe.readings.pace == "none"

    @pytest.mark.parametrize(
        ("form", "registrar"),
        [
            ("public-institution", "social-affairs"),
            ("social-service", "market"),
            ("for-profit", "market"),
        ],
    )
    def test_its_registrars_do_not_depend_on_kindergartens(
        self, form: str, registrar: str, qinghe: Plan
    ) -> None:
        facts: Facts = {"legal_form": form, "settings": frozenset({"kindergarten"})}
        matched = qinghe.match(qinghe.routes, facts, lambda row: row.registrar)
        assert [row.registrar for row in matched.rows] == [registrar]
        assert (matched.missing, matched.readings) == ((), ())


class TestItsHomePoints:
    """Of a home point this county asks more than the nation, in rows of its own."""

    def test_ask_more_of_a_carer(self, qinghe: Plan) -> None:
        matched = qinghe.match(qinghe.posts, HOME_POINT, lambda row: row.id)
        assert [(row.id, row.cite.instrument) for row in matched.rows] == [
            ("home-carer-background", "home-point-measures"),
            ("home-carer-training", "home-point-measures"),
            ("home-carer-education", "qinghe"),
        ]
        asked = {name for row in matched.rows for name in row.asks}
        assert asked == {"qualifications", "education"}

    def test_keep_recordings_as_the_others_do(self, qinghe: Plan) -> None:
        matched = qinghe.match(qinghe.requirements, HOME_POINT, lambda row: row.id)
        assert [(row.id, row.figure, row.confidence) for row in matched.rows] == [
            ("home-area", "home_point_square_metres", "B"),
            ("home-recordings", "recordings_days", "S"),
        ]
        assert qinghe.figures(ON).recordings_days == 90

    def test_have_twelve_square_metres_a_child_and_not_nine(self, qinghe: Plan) -> None:
        figures = qinghe.figures(ON)
        assert figures.home_point_square_metres == 12
        assert figures.cite("home_point_square_metres") == Citation("qinghe", "A1.health")
        assert yijun().figures(ON).home_point_square_metres == 9

    def test_are_visited_and_the_visit_is_made_public(self, qinghe: Plan) -> None:
        (own,) = [row for row in qinghe.publications if row.cite.instrument == "qinghe"]
        assert (own.id, own.words, own.figure) == ("home-visit", "十个工作日内", "")
        assert qinghe.holds(own, HOME_POINT)
        assert qinghe.holds(own, {"settings": frozenset({"standalone"})}) is False


class TestNothingLeaks:
    """What Yijun, its city and its province say is said nowhere in another county's plan."""

    def test_no_word_of_yijun_stands_in_it(self, qinghe: Plan) -> None:
        text = everything(qinghe)
        own = yijun()
        words = {
            "yijun",
            "宜君",
            "610222",
            "陕西",
            "铜川",
            "shaanxi",
            "tongchuan",
            "census-2020",
            *(town.id for town in own.towns),
            *(town.name.zh for town in own.towns),
        }
        assert [word for word in words if word in text] == []
        assert [word for word in words if word in everything(own)] != []

    def test_only_the_instruments_of_the_nation_and_its_own_are_declared(
        self, qinghe: Plan
    ) -> None:
        bare = loads('id = "bare"\nextends = "china"\nname = { zh = "县", en = "county" }\n')
        own = [each.id for each in qinghe.instruments if each not in bare.instruments]
        assert own == ["qinghe"]

    def test_no_figure_of_yijun_or_shaanxi_stands_in_it(self, qinghe: Plan) -> None:
        figures = qinghe.figures(ON)
        sources = {row.cite.instrument for rows in qinghe.figure_rows.values() for row in rows}
        assert not sources & {"yijun", "shaanxi-population-regulation", "census-2020"}
        assert (figures.provincial_maternity_days, figures.care_leave_days) == (None, None)
        assert (figures.guidance_rate, figures.residents) == (None, None)
        assert figures.maternity_leave_days == 98

    def test_no_body_clause_or_town_of_yijun_is_found_in_it(self, qinghe: Plan) -> None:
        with pytest.raises(UnknownDepartment):
            qinghe.department("县卫健局")
        with pytest.raises(UnknownTown):
            qinghe.town("yiyang")
        with pytest.raises(UnknownClause):
            qinghe.clause("2.4.10")

    def test_every_row_cites_a_clause_of_its_own_or_the_nation(self, qinghe: Plan) -> None:
        declared = {instrument.id for instrument in qinghe.instruments}
        cited = set(re.findall(r"Citation\(instrument='([^']*)'", everything(qinghe)))
        assert cited <= declared

    def test_asking_one_plan_does_not_change_the_answers_of_the_other(self, qinghe: Plan) -> None:
        first = yijun()
        before = first.fingerprint, first.figures(ON)
        qinghe.amend({"figures.slots_per_thousand": [Row(12, cite="2.1")]}).figures(ON)
        qinghe.with_readings({"odd-fen": "province"})
        qinghe.issued_on(ON + timedelta(days=1))
        assert (first.fingerprint, first.figures(ON)) == before
        assert qinghe.figures(ON).slots_per_thousand is None
