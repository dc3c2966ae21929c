from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from infantcare_policy.errors import PlanError
from infantcare_policy.plan import load, loads, yijun

if TYPE_CHECKING:
    from collections.abc import Callable

    from infantcare_policy.plan import Plan

QINGHE = Path(__file__).parents[2] / "plans" / "qinghe.toml"

LINSHUI = """\
id = "linshui"
extends = "china"
name = { zh = "临水县", en = "Linshui County" }

[[instrument]]
id = "linshui"
title = { zh = "临水县方案", en = "Linshui's plan" }
issued = 2024-03-01

[[department]]
id = "health"
name = { zh = "县卫健委", en = "Health Commission" }
aliases = ["卫生健康部门"]

[[department]]
id = "market"
name = { zh = "县市场局", en = "Market Office" }
aliases = ["市场部门"]

[[town]]
id = "shangqiao"
name = { zh = "上桥镇", en = "Shangqiao Town" }
kind = "town"

[[group]]
id = "towns"
name = { zh = "各乡镇", en = "all towns" }
members = "towns"

[conference]
cite = "1"
office = "health"
seats = [{ office = { zh = "县长", en = "county mayor" }, convener = true }]

[[payer]]
id = "city"
name = { zh = "市财政", en = "city" }

[[payer]]
id = "county"
name = { zh = "县财政", en = "county" }

[[clause]]
id = "1"
heading = { zh = "登记", en = "Registration" }
summary = { zh = "谁登记。", en = "Who registers." }
kind = "rule"
responsible = ["县卫健委", "各乡镇"]
lead = "卫生健康部门"
answers = ["registration.route"]

[[clause]]
id = "2"
heading = { zh = "补助", en = "Money" }
summary = { zh = "给多少。", en = "How much." }
kind = "rule"
unanswered = "not yet built"

[[route]]
id = "anyone"
when = { legal_form = ["for-profit", "social-service"] }
registrar = "market"
cite = "1"

[[step]]
kind = "file"
actor = "facility"
recipient = "health"
cite = "1"

[[document]]
id = "menu"
name = { zh = "食谱", en = "menu" }
when = { serves_meals = true }
cite = "1"

[[referral]]
id = "brand"
when = { introduced_brand = true }
to = "health"
cite = "2"

[[grant]]
id = "local"
name = { zh = "补助", en = "grant" }
per = "accepted-slot"
basis = "granted"
cite = "2"
rows = [{ value = 6000, since = 2024-03-01, cite = "2" }]
shares = [{ payer = "city", weight = 2 }, { payer = "county", weight = 1 }]

[[grant.eligible]]
id = "inclusive"
when = { inclusive = true }
cite = "2"

[[grant.bars]]
id = "closed"
when = { closed = true }
cite = "2"

[[post]]
id = "cook"
name = { zh = "炊事培训", en = "training for cooks" }
role = "cook"
when = { services = "full-day" }
unless = { settings = "home" }
asks = { qualifications = "care-training" }
cite = "1"

[[requirement]]
id = "recordings"
name = { zh = "录像天数", en = "days of recordings" }
when = { open_to_neighbours = false }
unless = { settings = "workplace" }
figure = "recordings_days"
cite = "1"
confidence = "S"

[[publication]]
id = "notice"
name = { zh = "通报", en = "notice" }
by = { zh = "卫健委", en = "the commission" }
when = { demonstration = true }
unless = { settings = "kindergarten" }
figure = "filing_notice_workdays"
cite = "1"

[[ban]]
id = "sanctioned"
when = { record = "joint-sanction", subject = "facility" }
unless = { established = false }
for_life = false
cite = "1"

[[move]]
kind = "accept"
after = ["registered"]
unstated = ["proposed"]
to = "accepted"
cite = "1"

[[target]]
id = "slots"
name = { zh = "千人托位", en = "slots per thousand" }
kind = "per-thousand"
figure = "slots_per_thousand"
indicator = "slots"
due = 2026-12-31
cite = "1"

[figures]
slots_per_thousand = [{ value = 6, cite = "1" }]
knowledge_rate = [{ stated = false, cite = "1" }]
"""


@pytest.fixture(scope="session")
def yijun_plan() -> Plan:
    return yijun()


@pytest.fixture(scope="session")
def qinghe() -> Plan:
    return load(QINGHE)


@pytest.fixture
def linshui() -> str:
    """Give the text of a small sound county plan that has one part of every kind."""
    return LINSHUI


@pytest.fixture
def altered() -> Callable[[str, str], str]:
    """Change one place of the small county plan."""

    def alter(old: str, new: str) -> str:
        assert LINSHUI.count(old) == 1, f"{old!r} stands {LINSHUI.count(old)} times in the plan"
        return LINSHUI.replace(old, new)

    return alter


@pytest.fixture
def faults_of() -> Callable[[str], list[str]]:
    """Load a text that is refused and give its faults as they are printed."""

    def refuse(text: str) -> list[str]:
        with pytest.raises(PlanError) as refused:
            loads(text)
        return [str(fault) for fault in refused.value.faults]

    return refuse
