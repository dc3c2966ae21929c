from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from infantcare_policy import frames
from infantcare_policy.county import AreaKind, County, Observation, Payment, ResidentialArea
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import (
    Acceptance,
    Demonstration,
    Facility,
    LegalForm,
    Operation,
    Setting,
)
from infantcare_policy.plan import yijun
from infantcare_policy.registration import route
from infantcare_policy.samples import yijun_county
from infantcare_policy.subsidies import budget
from infantcare_policy.terms import Level

if TYPE_CHECKING:
    from tests.conftest import Engine

YIJUN = yijun()
ON = date(2026, 3, 1)
COUNTY = County(
    id="yijun",
    facilities=(
        Facility(
            id="F1",
            town="yiyang",
            uscc="91610222MA00000000",
            legal_form=LegalForm.FOR_PROFIT,
            settings=(Setting.KINDERGARTEN, Setting.COMMUNITY),
            operation=Operation.PRIVATE,
            services=(),
            inclusive=True,
            guidance=False,
            introduced_brand=None,
            demonstration=Demonstration(level=Level.CITY, since=date(2025, 1, 1)),
            registered_on=date(2026, 3, 1),
            filed_on=date(2026, 3, 2),
            opened_on=False,
            acceptances=(
                Acceptance(on=date(2025, 5, 6), slots=3, passed=True),
                Acceptance(on=date(2024, 5, 6), slots=4),
            ),
        ),
        Facility(id="F2"),
    ),
    payments=(
        Payment(id="P1", facility="F1", payer="city", amount=Decimal("0.07"), on=date(2025, 6, 1)),
    ),
    areas=(
        ResidentialArea(id="A1", kind=AreaKind.NEW, population=63, approved_on=date(2025, 5, 6)),
        ResidentialArea(id="A2"),
    ),
    observations=(
        Observation(
            county="yijun",
            indicator="knowledge-rate",
            on=date(2025, 6, 1),
            numerator_at_least=1,
            denominator=2,
            town="yiyang",
        ),
    ),
)


def test_a_record_as_columns() -> None:
    found = frames.columns_of(COUNTY, on=ON)
    assert found["facilities"] == {
        "county": ["yijun", "yijun"],
        "id": ["F1", "F2"],
        "legal_form": ["for-profit", None],
        "settings": ["community|kindergarten", None],
        "operation": ["private", None],
        # known to be none
        "services": ["", None],
        "inclusive": [True, None],
        "guidance": [False, None],
        # the county's own acts are "no" where nobody speaks of them
        "introduced_brand": [None, False],
        "demonstration_level": ["city", ""],
        "serves_meals": [None, None],
        "open_to_neighbours": [None, None],
        # as it is on the day
        "registered": [True, None],
        "filed": [False, None],
        "opened": [False, None],
        "closed": [None, None],
        "town": ["yiyang", None],
        "uscc": ["91610222MA00000000", None],
        "acceptances_recorded": [True, False],
    }
    assert found["acceptances"] == {
        "county": ["yijun"] * 2,
        "facility": ["F1"] * 2,
        "on": [date(2025, 5, 6), date(2024, 5, 6)],
        "slots": [3, 4],
        "passed": [True, None],
    }
    assert found["payments"] == {
        "county": ["yijun"],
        "facility": ["F1"],
        "payer": ["city"],
        "fen": [7],
        "on": [date(2025, 6, 1)],
    }
    assert found["areas"] == {
        "county": ["yijun"] * 2,
        "id": ["A1", "A2"],
        "kind": ["new", None],
        "population": [63, None],
        "approved_on": [date(2025, 5, 6), None],
    }
    assert found["observations"] == {
        "county": ["yijun"],
        "indicator": ["knowledge-rate"],
        "on": [date(2025, 6, 1)],
        "numerator": [None],
        "numerator_at_least": [1],
        "numerator_at_most": [None],
        "denominator": [2],
        "denominator_at_least": [None],
        "denominator_at_most": [None],
        "town": ["yiyang"],
    }


def test_a_record_without_facilities() -> None:
    found = frames.columns_of(County(id="yijun", facilities=None), on=ON)
    assert {name: columns["county"] for name, columns in found.items()} == {
        "facilities": [],
        "acceptances": [],
        "payments": [],
        "areas": [],
        "observations": [],
    }


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(InvalidFacts, match="on: expected a day"):
        frames.columns_of(COUNTY, on=datetime(2026, 3, 1))  # noqa: DTZ001


def test_the_sample_county_in_every_frame(quick_engine: Engine) -> None:
    """The record of the sample is answered in columns as it is one by one."""
    county, on = yijun_county(), date(2026, 1, 5)
    held = {name: quick_engine.frame(c) for name, c in frames.columns_of(county, on=on).items()}
    frames.check(YIJUN, on=on, **{n: f for n, f in held.items() if n != "observations"})
    routed = quick_engine.rows(frames.routes(held["facilities"], YIJUN, on=on))
    assert {row["facility"]: row["kind"] for row in routed} == {
        facility.id: route(facility, YIJUN, on=on).kind for facility in county.facilities or ()
    }
    entitled = frames.entitlements(
        held["facilities"], held["acceptances"], YIJUN, on=on, payments=held["payments"], bans=()
    )
    (row,) = quick_engine.rows(frames.totals(entitled))
    planned = budget(county.facilities or (), YIJUN, on=on, payments=county.payments, bans=())
    assert row["due_fen_city"] == planned.total(payer="city").known * 100
