from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from attrs import field, frozen

from infantcare_policy import frames
from infantcare_policy.county import Ban
from infantcare_policy.plan import Plan, Row, load, yijun

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Engine

YIJUN = yijun()
ON = date(2026, 3, 1)
CODE = "91610222MA00000000"
OTHER_CODE = "52610222MJX0000000"


@frozen(kw_only=True)
class Held:
    """Facilities, by their ids, and what was accepted and paid: the least that is asked for."""

    facilities: Mapping[str, Mapping[str, Any]]
    acceptances: Sequence[tuple[str, date, int, bool | None]] = ()
    payments: Sequence[tuple[str, str, int, date]] = ()
    bans: Sequence[Ban] = field(default=())

    def ask(self, engine: Engine, plan: Plan, *, on: date = ON) -> dict[str, dict[str, Any]]:
        """Ask for the entitlements; give the answers by facility."""
        rows = [
            {"id": name, "acceptances_recorded": True, "introduced_brand": False, **said}
            for name, said in self.facilities.items()
        ]
        names = dict.fromkeys(name for row in rows for name in row)
        held = {name: [row.get(name) for row in rows] for name in names}
        accepted = ("facility", "on", "slots", "passed")
        paid = ("facility", "payer", "fen", "on")
        found = frames.entitlements(
            engine.frame(held),
            engine.frame({n: [row[i] for row in self.acceptances] for i, n in enumerate(accepted)}),
            plan,
            on=on,
            payments=engine.frame(
                {n: [row[i] for row in self.payments] for i, n in enumerate(paid)}
            ),
            bans=self.bans,
        )
        return {row["facility"]: row for row in engine.rows(found)}


COMMUNITY = {"settings": "community"}
ACCEPTED = date(2026, 1, 5)


def fen(row: Mapping[str, Any], sum_: str) -> dict[str, int | None]:
    """Give the sums of one kind by payer."""
    start = f"{sum_}_fen_"
    return {name.removeprefix(start): row[name] for name in row if name.startswith(start)}


def test_yijun_pays_twenty_thousand_and_the_province_what_is_not_stated(
    quick_engine: Engine,
) -> None:
    """3.2: 10,000 yuan a slot from the centre, and 10,000 from city and county, 1 : 1.

    Three slots: 30,000 yuan, and 15,000 each, of which the city has paid 9,000 and the county
    16,000, and 4,000 more on the day after. What the province pays is named and not stated.
    """
    held = Held(
        facilities={"F1": COMMUNITY},
        acceptances=[("F1", ACCEPTED, 3, True)],
        payments=[
            ("F1", "city", 400_000, date(2026, 1, 6)),
            ("F1", "city", 500_000, ON),
            ("F1", "county", 1_600_000, ON),
            ("F1", "county", 400_000, date(2026, 3, 2)),
        ],
    )
    row = held.ask(quick_engine, YIJUN)["F1"]
    assert (row["kind"], row["eligible"], row["slots"]) == ("decided", True, 3)
    assert row["unknown"] == "grants.provincial"
    assert row["grounds"] == "subsidy.amount|subsidy.amount-not-stated|subsidy.eligible"
    assert row["articles"] == "yijun:3.2"
    assert fen(row, "share") == {
        "central": 3_000_000,
        "province": None,
        "city": 1_500_000,
        "county": 1_500_000,
    }
    assert fen(row, "paid") == {
        "central": 0,
        "province": 0,
        "city": 900_000,
        "county": 1_600_000,
    }
    assert fen(row, "due") == {
        "central": 3_000_000,
        "province": None,
        "city": 600_000,
        "county": 0,
    }


def test_qinghe_gives_the_odd_fen_of_each_award_to_the_district(
    engine: Engine, qinghe: Path
) -> None:
    """Qinghe 3.1: 8,000.01 yuan a slot from 2024, 9,000 from 2026, 3 : 3 : 4.

    Three slots of 2024 are 2,400,003 fen: 720,000.9 for the province and the city, so 720,000, and
    960,003 for the district. Four more of 2025 are 3,200,004 fen: 960,001.2, so 960,001, and
    1,280,002. On the total of all seven the province would owe 1,680,002.1, not 1,680,001. Two more
    of 2026 are 1,800,000 fen: 540,000 and 720,000, without a fen left over.
    """
    held = Held(
        facilities={name: {"inclusive": True} for name in ("grown", "even", "early")},
        acceptances=[
            ("grown", date(2026, 1, 1), 9, True),
            ("grown", date(2024, 5, 6), 3, True),
            ("grown", date(2025, 12, 31), 7, True),
            ("even", date(2026, 1, 1), 2, True),
            ("early", date(2023, 12, 31), 5, True),
        ],
    )
    found = held.ask(engine, load(qinghe))
    assert found["grown"]["slots"] == 9
    assert fen(found["grown"], "share") == {
        "province": 720_000 + 960_001 + 540_000,
        "city": 720_000 + 960_001 + 540_000,
        "district": 960_003 + 1_280_002 + 720_000,
    }
    assert found["grown"]["readings"] == "local-share=in-all|odd-fen=district"
    assert fen(found["even"], "share") == {
        "province": 540_000,
        "city": 540_000,
        "district": 720_000,
    }
    assert found["even"]["readings"] == "local-share=in-all"
    # accepted on the day before the first law: slots, and nothing for them
    assert (found["early"]["slots"], found["early"]["eligible"]) == (5, True)
    assert fen(found["early"], "share") == {"province": 0, "city": 0, "district": 0}


def test_each_pays_the_whole_where_it_is_read_so(quick_engine: Engine, qinghe: Path) -> None:
    """Qinghe 3.1, local-share=each: 8,000.01 yuan from each of the three."""
    plan = load(qinghe).with_readings({"local-share": "each"})
    held = Held(
        facilities={"F1": {"inclusive": True}}, acceptances=[("F1", date(2024, 5, 6), 3, True)]
    )
    row = held.ask(quick_engine, plan)["F1"]
    assert set(fen(row, "share").values()) == {2_400_003}
    assert row["readings"] == "local-share=each"


@pytest.mark.parametrize(("option", "slots"), [("high-water", 25), ("net", 40)])
def test_places_that_went_and_came_back(quick_engine: Engine, option: str, slots: int) -> None:
    """3.2, 只给一次: 20 places, then 5, then 20 again, then 25; counted net they grew by 40."""
    plan = YIJUN.with_readings({"repeat-slots": option})
    days = [date(2025, month, 5) for month in (1, 2, 3, 4)]
    held = Held(
        facilities={"F1": COMMUNITY},
        acceptances=[
            ("F1", day, number, True) for day, number in zip(days, (20, 5, 20, 25), strict=True)
        ],
    )
    row = held.ask(quick_engine, plan)["F1"]
    assert row["slots"] == slots
    assert row["share_fen_central"] == slots * 1_000_000
    assert f"repeat-slots={option}" in row["readings"]


def test_what_earns_nothing_and_what_is_open(quick_engine: Engine) -> None:
    """3.2: only what was accepted earns, and an unknown result or fact leaves it open."""
    day, later = date(2025, 1, 5), date(2025, 2, 5)
    held = Held(
        facilities={
            "failed": COMMUNITY,
            "then failed": COMMUNITY,
            "never": COMMUNITY,
            "tomorrow": COMMUNITY,
            "not known": COMMUNITY,
            "perhaps more": COMMUNITY,
            "perhaps fewer": COMMUNITY,
            "not inclusive": {"settings": "standalone", "inclusive": False},
            "perhaps": {"settings": "standalone", "inclusive": None, "guidance": True},
            "not recorded": COMMUNITY | {"acceptances_recorded": False},
            "nobody says": COMMUNITY | {"acceptances_recorded": None},
            "brand": COMMUNITY | {"introduced_brand": True},
        },
        acceptances=[
            ("failed", day, 9, False),
            ("then failed", day, 9, True),
            ("then failed", later, 99, False),
            ("tomorrow", date(2026, 3, 2), 9, True),
            ("not known", day, 9, None),
            ("perhaps more", day, 9, True),
            ("perhaps more", later, 10, None),
            ("perhaps fewer", day, 9, True),
            ("perhaps fewer", later, 9, None),
            ("not inclusive", day, 9, True),
            ("perhaps", day, 9, True),
            ("brand", day, 9, True),
        ],
    )
    found = held.ask(quick_engine, YIJUN)
    kinds = {name: (row["kind"], row["missing"], row["slots"]) for name, row in found.items()}
    assert kinds == {
        "failed": ("decided", "", 0),
        "then failed": ("decided", "", 9),
        "never": ("decided", "", 0),
        "tomorrow": ("decided", "", 0),
        "not known": ("undetermined", "acceptances.passed", None),
        "perhaps more": ("undetermined", "acceptances.passed", None),
        "perhaps fewer": ("decided", "", 9),
        "not inclusive": ("decided", "", 0),
        "perhaps": ("undetermined", "inclusive", None),
        "not recorded": ("undetermined", "acceptances", None),
        "nobody says": ("undetermined", "acceptances", None),
        "brand": ("referred", "", None),
    }
    for name in ("failed", "never", "tomorrow"):
        assert not found[name]["eligible"]
        assert found[name]["grounds"] == "subsidy.not-accepted"
    assert found["not inclusive"]["grounds"] == "subsidy.not-eligible"
    assert found["brand"]["decider"] is None
    assert found["brand"]["eligible"] is None
    assert set(fen(found["brand"], "due").values()) == {None}


def test_bans_by_id_and_by_code(quick_engine: Engine) -> None:
    """2.4.11: a facility under a ban is not paid, and while its code is not known nobody can say.

    What it earned before is told all the same; nothing of it is due, from the province either.
    """
    said = {"settings": "community", "town": "yiyang"}
    held = Held(
        facilities={
            "by id": said | {"uscc": OTHER_CODE},
            "by code": said | {"uscc": CODE},
            "of no known code": said | {"uscc": None},
            "free": said | {"uscc": OTHER_CODE},
        },
        acceptances=[
            (name, date(2024, 5, 6), 2, True)
            for name in ("by id", "by code", "of no known code", "free")
        ],
        payments=[("by id", "city", 5, ON)],
        bans=[
            Ban(subject="by id", since=date(2025, 1, 1), for_life=True),
            Ban(subject=CODE, since=date(2024, 1, 1), for_life=True),
        ],
    )
    found = held.ask(quick_engine, YIJUN)
    by_id = found["by id"]
    assert (by_id["kind"], by_id["eligible"], by_id["slots"]) == ("decided", False, 2)
    assert "subsidy.barred" in by_id["grounds"].split("|")
    assert fen(by_id, "share")["city"] == 1_000_000
    assert fen(by_id, "paid")["city"] == 5
    assert fen(by_id, "due") == {"central": 0, "province": 0, "city": 0, "county": 0}
    # accepted under the ban, so that no place was earned
    assert (found["by code"]["eligible"], found["by code"]["slots"]) == (False, 0)
    unknown = found["of no known code"]
    assert (unknown["kind"], unknown["missing"]) == ("undetermined", "uscc")
    assert fen(found["free"], "due")["city"] == 1_000_000
    assert {row["town"] for row in found.values()} == {"yiyang"}


def test_a_ban_on_persons_only_binds_no_facility(quick_engine: Engine) -> None:
    """2.4.11, ban-scope=persons-only."""
    held = Held(
        facilities={"F1": COMMUNITY},
        acceptances=[("F1", ACCEPTED, 2, True)],
        bans=[Ban(subject="F1", since=date(2025, 1, 1), for_life=True)],
    )
    plan = YIJUN.with_readings({"ban-scope": "persons-only"})
    row = held.ask(quick_engine, plan)["F1"]
    assert (row["eligible"], row["slots"]) == (True, 2)
    assert "ban-scope=persons-only" in row["readings"].split("|")


# large numbers, and numbers of few bits


MOST_SLOTS = 2**26 - 1


def test_the_most_places_are_reckoned_exactly(engine: Engine, qinghe: Path) -> None:
    """Qinghe 3.1: 67,108,863 slots at 134,217.71 yuan are 900,719,791,256,373 fen, 3 : 3 : 4.

    Three tenths are 270,215,937,376,911.9, so the last fen is the district's.
    """
    plan = load(qinghe).amend({"grants.local": [Row(Decimal("134217.71"), cite="3.1")]})
    held = Held(
        facilities={"F1": {"inclusive": True}}, acceptances=[("F1", ACCEPTED, MOST_SLOTS, True)]
    )
    row = held.ask(engine, plan)["F1"]
    assert fen(row, "share") == {
        "province": 270_215_937_376_911,
        "city": 270_215_937_376_911,
        "district": 360_287_916_502_551,
    }


def test_the_most_fen_are_added_up_exactly(engine: Engine) -> None:
    """Up to 2⁵³ = 9,007,199,254,740,992 fen in all."""
    held = Held(
        facilities={"F1": COMMUNITY, "F2": COMMUNITY},
        acceptances=[("F1", ACCEPTED, 1, True)],
        payments=[
            ("F1", "city", 9_007_199_254_740_989, ON),
            ("F1", "city", 1, ON),
            ("F2", "city", 2, ON),
        ],
    )
    found = held.ask(engine, YIJUN)
    assert fen(found["F1"], "paid")["city"] == 9_007_199_254_740_990
    assert fen(found["F1"], "due")["city"] == 0
    assert fen(found["F2"], "paid")["city"] == 2
