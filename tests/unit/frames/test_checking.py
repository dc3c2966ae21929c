from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from infantcare_policy import frames
from infantcare_policy.county import Ban
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.plan import load, loads, yijun

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Engine

    from infantcare_policy.plan import Plan

YIJUN = yijun()
ON = date(2026, 3, 1)
DAY = date(2025, 5, 6)

SOUND: dict[str, dict[str, list[Any]]] = {
    "facilities": {"id": ["F1"], "acceptances_recorded": [True]},
    "acceptances": {"facility": ["F1"], "on": [DAY], "slots": [3], "passed": [True]},
    "payments": {"facility": ["F1"], "payer": ["city"], "fen": [1], "on": [DAY]},
    "areas": {"id": ["A1"], "kind": ["new"], "population": [1000]},
}

ONE_RESULT = "expected one acceptance that passed on a day"
SLOTS = "expected a whole number from 0 to 67108863"
PEOPLE = "expected a whole number from 0 to 1000000000000"
FORMS = "expected one of public-institution, social-service, for-profit, unincorporated"
SETTINGS = (
    "expected words of standalone, kindergarten, community, workplace, home, each once, joined by |"
)
LEVELS = "expected words of town, county, city, province, central, at most one"
TOWN = "expected the id of a town of the plan yijun"
PAYER = "expected the id of a payer of the plan yijun"


def faults(ask: Callable[[], object]) -> list[str]:
    """Ask, and give what is wrong, sorted."""
    with pytest.raises(InvalidFacts) as refused:
        ask()
    return sorted(map(str, refused.value.faults))


def check(
    engine: Engine, plans: Plan | dict[str, Plan] = YIJUN, **held: dict[str, list[Any]]
) -> list[str]:
    """Check frames, and give what is wrong in them."""
    native = {name: engine.frame(SOUND[name] | columns) for name, columns in held.items()}
    return faults(lambda: frames.check(plans, on=ON, **native))


def test_every_fault_of_every_frame_at_once(engine: Engine) -> None:
    assert check(
        engine,
        facilities={
            "id": ["F1", "F1", None],
            "acceptances_recorded": [True, True, True],
            "legal_form": ["for-profit", "profit", None],
            "settings": ["community|home", "community|community", "kindergarden"],
            "demonstration_level": ["", "county|city", None],
            "town": ["宜阳街道办事处", "yiyong", None],
        },
        acceptances={
            "facility": ["F1", "F1", "F2", None, "F3", "F4"],
            "on": [DAY, DAY, DAY, DAY, None, DAY],
            "slots": [3, 4, -1, 2**26, None, 2**26 - 1],
            "passed": [True, True, False, None, None, True],
        },
        payments={
            "facility": ["F1", "F1"],
            "payer": ["centre", "县级财政"],
            "fen": [-5, 2**53],
            "on": [DAY, DAY],
        },
        areas={
            "id": ["A1", "A1"],
            "kind": ["old", "new"],
            "population": [10**12 + 1, -1],
        },
    ) == [
        f"acceptances[facility=F1, on=2025-05-06]: {ONE_RESULT}, got 2",
        f"acceptances[facility=F2].slots: {SLOTS}, got -1",
        "acceptances[facility=F3].on: expected a day, got none",
        f"acceptances[facility=F3].slots: {SLOTS}, got None",
        "acceptances[facility=None].facility: expected a text that is not empty, got None",
        f"acceptances[facility=None].slots: {SLOTS}, got 67108864",
        "areas.kind: expected one of new, existing, got 'old'",
        f"areas[id=A1].population: {PEOPLE}, got -1",
        f"areas[id=A1].population: {PEOPLE}, got 1000000000001",
        "areas[id=A1]: expected an id that stands once, got 2",
        f"facilities.demonstration_level: {LEVELS}, got 'county|city'",
        f"facilities.legal_form: {FORMS}, got 'profit'",
        f"facilities.settings: {SETTINGS}, got 'community|community'",
        f"facilities.settings: {SETTINGS}, got 'kindergarden'",
        f"facilities.town: {TOWN}, got 'yiyong'; did you mean yiyang?",
        f"facilities.town: {TOWN}, got '宜阳街道办事处'; write yiyang",
        "facilities[id=F1]: expected an id that stands once, got 2",
        "facilities[id=None]: expected an id that stands once, got none",
        f"payments.payer: {PAYER}, got 'centre'; did you mean central?",
        f"payments.payer: {PAYER}, got '县级财政'; write county",
        "payments[facility=F1].fen: expected a whole number from 0 to 9007199254740992, got -5",
    ]


def test_the_rules_refuse_what_the_check_refuses(quick_engine: Engine) -> None:
    held = {name: quick_engine.frame(columns) for name, columns in SOUND.items()}
    twice = quick_engine.frame({"id": ["F1", "F1"], "acceptances_recorded": [True, True]})
    expected = ["facilities[id=F1]: expected an id that stands once, got 2"]
    assert faults(lambda: frames.routes(twice, YIJUN, on=ON)) == expected
    assert faults(lambda: frames.supervision(twice, YIJUN, on=ON)) == expected
    assert (
        faults(
            lambda: frames.entitlements(
                twice, held["acceptances"], YIJUN, on=ON, payments=held["payments"], bans=()
            )
        )
        == expected
    )
    areas = quick_engine.frame({"id": ["A1", "A1"]})
    expected = ["areas[id=A1]: expected an id that stands once, got 2"]
    assert faults(lambda: frames.required_slots(areas, YIJUN, on=ON)) == expected


def test_sound_frames_pass(quick_engine: Engine) -> None:
    held = {name: quick_engine.frame(columns) for name, columns in SOUND.items()}
    frames.check(YIJUN, on=ON, **held)
    frames.check({"yijun": YIJUN}, on=ON)


def test_what_is_checked_is_not_checked_again(quick_engine: Engine) -> None:
    """Who says that a frame is sound is believed."""
    frame = quick_engine.frame({"id": ["F1", "F2"], "town": ["nowhere", None]})
    found = frames.supervision(frame, YIJUN, on=ON, checked=True)
    assert "nowhere" in {row["watched_by"] for row in quick_engine.rows(found)}


def test_two_results_of_one_day_of_which_one_failed_are_sound(quick_engine: Engine) -> None:
    columns: dict[str, list[Any]] = {
        "facility": ["F1"] * 3,
        "on": [DAY] * 3,
        "slots": [3, 4, 5],
        "passed": [True, False, None],
    }
    frames.check(YIJUN, on=ON, acceptances=quick_engine.frame(columns))


# counties and plans


def test_a_county_without_a_plan_is_named_in_every_frame(
    quick_engine: Engine, qinghe: Path
) -> None:
    """What belongs to a known county is held against the plan of that county."""
    plans = {"qinghe": load(qinghe), "yijun": YIJUN}
    found = check(
        quick_engine,
        plans,
        facilities={
            "id": ["F1", "F1", "F2"],
            "acceptances_recorded": [True] * 3,
            "county": ["yijun", "qinghe", "yijum"],
            "town": ["yiyang", "yiyang", "yiyang"],
        },
        payments={"county": ["qinghe"], "payer": ["county"]},
    )
    assert found == [
        "facilities.county: expected a county that has a plan, got 'yijum'; did you mean yijun?",
        "facilities.town: expected the id of a town of the plan qinghe, got 'yiyang'",
        (
            "payments.payer: expected the id of a payer of the plan qinghe, got 'county'; "
            "did you mean city?"
        ),
    ]


def test_the_column_of_the_county_is_needed_with_several_plans(quick_engine: Engine) -> None:
    frame = quick_engine.frame({"id": ["F1"]})
    assert faults(lambda: frames.routes(frame, {"yijun": YIJUN}, on=ON)) == [
        "facilities.county: expected a column of text, got none"
    ]


def test_no_plan_at_all_is_refused(quick_engine: Engine) -> None:
    frame = quick_engine.frame({"id": ["F1"]})
    assert faults(lambda: frames.routes(frame, {}, on=ON)) == [
        "plan: expected at least one plan, got none"
    ]


@pytest.mark.parametrize("on", [datetime(2026, 3, 1, 12), "2026-03-01", None])  # noqa: DTZ001
def test_what_is_no_day_is_refused(quick_engine: Engine, on: date) -> None:
    held = {name: quick_engine.frame(columns) for name, columns in SOUND.items()}
    asked: list[Callable[[], object]] = [
        lambda: frames.check(YIJUN, on=on),
        lambda: frames.routes(held["facilities"], YIJUN, on=on),
        lambda: frames.supervision(held["facilities"], YIJUN, on=on),
        lambda: frames.required_slots(held["areas"], YIJUN, on=on),
        lambda: frames.progress(held["areas"], YIJUN, on=on),
        lambda: frames.entitlements(
            held["facilities"],
            held["acceptances"],
            YIJUN,
            on=on,
            payments=held["payments"],
            bans=(),
        ),
    ]
    for ask in asked:
        (fault,) = faults(ask)
        assert fault.startswith("on: expected a day without a time of day, got ")


def test_a_ban_names_a_code_where_counties_are_several(quick_engine: Engine) -> None:
    """An id is a county's own, and a ban would fall on whoever has it."""
    held = {
        name: quick_engine.frame(columns | {"county": ["yijun"]}) for name, columns in SOUND.items()
    }
    ban = Ban(subject="F1", since=DAY, for_life=True)
    by_code = evolve(ban, subject="91610222MA00000000")
    assert faults(
        lambda: frames.entitlements(
            held["facilities"],
            held["acceptances"],
            {"yijun": YIJUN},
            on=ON,
            payments=held["payments"],
            bans=(by_code, ban),
        )
    ) == [
        (
            "bans[1].subject: expected a unified social credit code, with the plans of several "
            "counties, got 'F1'"
        )
    ]


# facts that one facility could not have either


def test_what_is_no_code_is_refused(quick_engine: Engine) -> None:
    """A ban by the code would not find it."""
    for code in ("9.16E+17", "91610222ma00000000", "91610222MA0000000"):
        (fault,) = check(quick_engine, facilities={"uscc": [code]})
        assert fault.startswith("facilities")
        assert "uscc: expected 18 characters of 0-9 and A-Y without I, O, S, V" in fault


def test_an_id_that_shows_nothing_is_refused(quick_engine: Engine) -> None:
    for blank in ("", " "):
        found = check(
            quick_engine,
            facilities={"id": [blank]},
            acceptances={"facility": [blank]},
            payments={"facility": [blank]},
            areas={"id": [blank]},
        )
        assert [fault.split("[")[0].split(".")[0] for fault in found] == [
            "acceptances",
            "areas",
            "facilities",
            "payments",
        ]


# sums that would not be exact


def acceptances(*slots: int) -> dict[str, list[Any]]:
    many = len(slots)
    return {
        "facility": [f"F{number}" for number in range(many)],
        "on": [DAY] * many,
        "slots": list(slots),
        "passed": [True] * many,
    }


# of a million fen for a slot, times the two parts into which they are shared: 2⁵³ / 2,000,000
FULL = [2**26 - 1] * 67 + [4_503_599_627 - 67 * (2**26 - 1)]


def test_sums_up_to_2_to_the_53rd_fen_pass(quick_engine: Engine) -> None:
    frame = quick_engine.frame(acceptances(*FULL))
    frames.check(YIJUN, on=ON, acceptances=frame)
    paid: dict[str, list[Any]] = {"facility": ["F1"] * 2, "payer": ["city"] * 2, "on": [DAY] * 2}
    frame = quick_engine.frame(paid | {"fen": [2**53 - 1, 1]})
    frames.check(YIJUN, on=ON, payments=frame)


def test_sums_over_2_to_the_53rd_fen_are_refused(quick_engine: Engine) -> None:
    """4,503,599,628 slots are multiplied up to 9,007,199,256,000,000 fen."""
    found = check(
        quick_engine,
        acceptances=acceptances(*FULL, 1),
        payments={
            "facility": ["F1"] * 2,
            "payer": ["city"] * 2,
            "fen": [2**53, 1],
            "on": [DAY] * 2,
        },
    )
    assert found == [
        (
            "acceptances.slots: expected sums of at most 9007199254740992 fen, "
            "got 9007199256000000 fen in all"
        ),
        (
            "payments.fen: expected sums of at most 9007199254740992 fen, "
            "got 9007199254740993 fen in all"
        ),
    ]


def test_sums_that_would_run_over_64_bits_are_refused(engine: Engine) -> None:
    """Two thousand and forty-eight payments of 2⁵³ fen are 2⁶⁴, which 64 bits would call none."""
    many = 2**11
    found = check(
        engine,
        payments={
            "facility": ["F1"] * many,
            "payer": ["city"] * many,
            "fen": [2**53] * many,
            "on": [DAY] * many,
        },
    )
    assert found == [
        (
            "payments.fen: expected sums of at most 9007199254740992 fen, "
            "got 18446744073709551616 fen in all"
        )
    ]


TWO_GRANTS_OF_ONE_PAYER = """
id = "shuangliu"
extends = "china"
name = { zh = "双流县（虚构）", en = "Shuangliu County (invented)" }
payer = [{ id = "city", name = { zh = "市财政", en = "city" } }]

[[instrument]]
id = "shuangliu"
title = { zh = "双流县办法（虚构）", en = "Shuangliu's measures (invented)" }
issued = 2024-01-01

[[clause]]
id = "1"
heading = { zh = "奖补", en = "Money" }
summary = { zh = "每个托位两笔。", en = "Two sums per slot." }
kind = "rule"
answers = ["subsidies.entitlement"]
"""
GRANT = """
[[grant]]
id = "{name}"
name = {{ zh = "奖补", en = "money" }}
per = "accepted-slot"
basis = "granted"
cite = "1"
rows = [{{ value = {yuan}, cite = "1" }}]
shares = [{{ payer = "city", weight = 1 }}]
eligible = [{{ id = "inclusive", when = {{ inclusive = true }}, cite = "1" }}]
"""


def test_what_several_grants_come_to_together_is_refused_over_2_to_the_53rd(
    quick_engine: Engine,
) -> None:
    """Each of two sums is below 2⁵³; the city owes 18,014,398,308,155,391 fen in all."""
    grants = (
        GRANT.format(name="one", yuan="1342177.29"),
        GRANT.format(name="two", yuan="1342177.28"),
    )
    plan = loads("".join((TWO_GRANTS_OF_ONE_PAYER, *grants)))
    (fault,) = check(quick_engine, plan, acceptances=acceptances(2**26 - 1))
    assert fault == (
        "acceptances.slots: expected sums of at most 9007199254740992 fen, "
        "got 18014398308155391 fen in all"
    )
