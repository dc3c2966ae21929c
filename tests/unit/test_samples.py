from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from infantcare_policy.county import check
from infantcare_policy.people import is_digest
from infantcare_policy.plan import yijun
from infantcare_policy.samples import yijun_county
from infantcare_policy.terms import AreaKind, ClassKind, LegalForm, Operation, ServiceMode, Setting

REPORT = ("report", "--sample", "--json", "--on", "2026-01-05")


def printed_under(**environment: str) -> bytes:
    return subprocess.run(  # noqa: S603 - our own interpreter and command
        [sys.executable, "-m", "infantcare_policy", *REPORT],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    ).stdout


class TestTheSampleOfYijun:
    def test_is_a_sound_record_of_its_plan(self) -> None:
        assert yijun_county().id == "yijun"
        check(yijun_county(), yijun())

    def test_is_the_same_each_time(self) -> None:
        assert yijun_county() == yijun_county()

    def test_has_a_facility_in_each_of_the_ten_towns(self) -> None:
        plan = yijun()
        towns = {plan.town(f.town).id for f in (yijun_county().facilities or ()) if f.town}
        assert len(towns) == 10
        assert towns == {town.id for town in plan.towns}

    def test_has_every_legal_form_and_an_unknown_one(self) -> None:
        forms = {facility.legal_form for facility in (yijun_county().facilities or ())}
        assert forms == {*LegalForm, None}

    def test_has_every_setting_also_two_at_once(self) -> None:
        settings = [facility.settings or () for facility in (yijun_county().facilities or ())]
        assert {setting for each in settings for setting in each} == set(Setting)
        assert max(map(len, settings)) == 2

    def test_has_every_operation_service_and_area(self) -> None:
        county = yijun_county()
        assert {f.operation for f in (county.facilities or ())} >= set(Operation)
        assert {mode for f in (county.facilities or ()) for mode in f.services or ()} == set(
            ServiceMode
        )
        assert {area.kind for area in county.areas} == set(AreaKind)
        kinds = {group.kind for f in (county.facilities or ()) for group in f.groups or ()}
        assert kinds <= set(ClassKind)
        assert kinds

    def test_has_acceptances_that_passed_failed_and_are_unknown(self) -> None:
        results = {
            acceptance.passed
            for facility in (yijun_county().facilities or ())
            for acceptance in facility.acceptances or ()
        }
        assert results == {True, False, None}

    def test_has_a_facility_that_failed_and_none_that_passed_there(self) -> None:
        [failed] = [f for f in (yijun_county().facilities or ()) if f.id == "YJ-12"]
        assert [acceptance.passed for acceptance in failed.acceptances or ()] == [False]

    def test_has_an_expansion_and_a_shrinking(self) -> None:
        grown = {
            facility.id: [a.slots for a in facility.acceptances or () if a.passed]
            for facility in (yijun_county().facilities or ())
        }
        assert grown["YJ-02"] == [30, 50]
        assert grown["YJ-08"] == [45, 30, 45]

    def test_has_a_facility_of_which_facts_are_unknown(self) -> None:
        [unsaid] = [f for f in (yijun_county().facilities or ()) if f.id == "YJ-09"]
        unknown = (unsaid.legal_form, unsaid.acceptances, unsaid.serves_meals, unsaid.registered_on)
        assert unknown == (None, None, None, None)

    def test_has_a_brand_a_ban_and_a_closure(self) -> None:
        county = yijun_county()
        assert [f.id for f in (county.facilities or ()) if f.introduced_brand] == ["YJ-07"]
        assert [(ban.subject, ban.for_life) for ban in county.bans] == [("YJ-13", True)]
        assert [f.id for f in (county.facilities or ()) if f.closed_on] == ["YJ-11", "YJ-13"]

    def test_counts_the_residents_of_the_census(self) -> None:
        counted = [o for o in yijun_county().observations if o.indicator == "residents"]
        [residents] = [each for each in counted if each.town is None]
        assert (residents.numerator, residents.on) == (71_714, date(2020, 11, 1))
        assert residents.numerator == yijun().figures(date(2026, 1, 5)).residents

    def test_counts_the_residents_of_every_town_and_they_add_up(self) -> None:
        counted = [o for o in yijun_county().observations if o.indicator == "residents" and o.town]
        assert [each.town for each in counted] == [town.id for town in yijun().towns]
        assert {each.on for each in counted} == {date(2020, 11, 1)}
        assert sum(each.numerator or 0 for each in counted) == 71_714

    def test_pays_only_facilities_that_it_knows_by_payers_of_the_plan(self) -> None:
        county = yijun_county()
        assert {p.facility for p in county.payments} <= {f.id for f in (county.facilities or ())}
        assert {p.payer for p in county.payments} == {"central", "city", "county"}
        assert set(Counter(p.id for p in county.payments).values()) == {1}

    def test_serves_areas_that_it_knows(self) -> None:
        county = yijun_county()
        areas = {area.id for area in county.areas}
        assert {f.area for f in (county.facilities or ()) if f.area} <= areas
        served = {name for area in county.areas for name in area.facilities or ()}
        assert served <= {f.id for f in (county.facilities or ())}

    def test_has_institutions_that_house_centres_do_not_and_may(self) -> None:
        housed = {i.id: i.centres for i in yijun_county().institutions or ()}
        assert housed["H-4"] == ()
        assert housed["H-5"] is None
        assert {name for each in housed.values() for name in each or ()} == {
            centre.id for centre in yijun().centres
        }

    def test_has_families_under_opaque_keys_in_hardship_or_not_or_unknown(self) -> None:
        families = yijun_county().families or ()
        assert {family.special_hardship for family in families} == {True, False, None}
        assert all(is_digest(family.id) for family in families)
        assert all(is_digest(child.id) for child in yijun_county().children)

    def test_has_a_facility_that_two_employers_run_together(self) -> None:
        county = yijun_county()
        [jointly] = [f for f in (county.facilities or ()) if f.employers]
        assert (jointly.id, jointly.employers) == ("YJ-05", ("E-1", "E-2"))
        assert {employer.id for employer in county.employers or ()} == {"E-1", "E-2"}

    def test_has_a_succession_and_a_seat_that_was_left(self) -> None:
        held = [(i.seat, i.since, i.until) for i in yijun_county().incumbencies]
        assert ("health", date(2021, 6, 1), date(2025, 2, 28)) in held
        assert ("health", date(2025, 3, 1), False) in held
        assert ("public-security", date(2022, 4, 1), date(2025, 11, 30)) in held

    def test_says_of_each_institution_and_employer_that_it_is_invented(self) -> None:
        county = yijun_county()
        names = [each.name for each in county.institutions or ()]
        names += [each.name for each in county.employers or ()]
        assert all((name or "").startswith("样例") for name in names)

    def test_says_of_each_facility_that_it_is_invented(self) -> None:
        assert all(
            "样例" in (facility.name or "") for facility in (yijun_county().facilities or ())
        )


class TestTheReportOfTheSample:
    """`infantcare report --sample --json --on 2026-01-05`: the same bytes on every machine."""

    @pytest.mark.parametrize(
        "environment",
        [
            {"PYTHONHASHSEED": "0"},
            {"PYTHONHASHSEED": "1"},
            {"PYTHONHASHSEED": "2"},
            {"TZ": "America/Los_Angeles"},
            {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0"},
            {"LANG": "C", "LC_ALL": "C", "LANGUAGE": "de"},
            {"LANG": "zh_CN.GBK", "LC_ALL": "zh_CN.GBK", "PYTHONOPTIMIZE": "2"},
            {"COLUMNS": "40", "TERM": "dumb", "NO_COLOR": "1"},
            {"FORCE_COLOR": "1"},
            {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "3"},
        ],
        ids=lambda environment: " ".join(f"{name}={value}" for name, value in environment.items()),
    )
    def test_is_the_same_to_the_byte(self, environment: dict[str, str], expected: bytes) -> None:
        assert printed_under(**environment) == expected

    def test_is_what_it_says_it_is(self, expected: bytes) -> None:
        data = json.loads(expected)
        assert (data["county"], data["on"]) == ("yijun", "2026-01-05")
        assert len(data["facilities"]) == 15
        assert len(data["offices"]) == 29  # 19 departments and bodies, 10 township bodies


@pytest.fixture(scope="module")
def expected() -> bytes:
    return printed_under(PYTHONHASHSEED="42", TZ="Asia/Shanghai")
