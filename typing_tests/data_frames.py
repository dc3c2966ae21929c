"""What a type checker knows of data frames: what is handed in is what comes back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, assert_type

import polars as pl

from infantcare_policy import frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infantcare_policy import Plan

ON = date(2026, 1, 1)


def eager_frames_come_back_eager(facilities: pl.DataFrame, plan: Plan) -> None:
    assert_type(frames.routes(facilities, plan, on=ON), pl.DataFrame)
    assert_type(frames.supervision(facilities, plan, on=ON), pl.DataFrame)
    assert_type(frames.required_slots(facilities, plan, on=ON), pl.DataFrame)
    assert_type(frames.progress(facilities, plan, on=ON), pl.DataFrame)
    assert_type(frames.totals(facilities, by=("town",)), pl.DataFrame)


def lazy_frames_come_back_lazy(
    facilities: pl.LazyFrame, acceptances: pl.LazyFrame, payments: pl.LazyFrame, plan: Plan
) -> None:
    owed = frames.entitlements(
        facilities, acceptances, plan, on=ON, payments=payments, bans=(), checked=True
    )
    assert_type(owed, pl.LazyFrame)
    frames.check(plan, on=ON, facilities=facilities, acceptances=acceptances, payments=payments)


def a_province_is_a_mapping_of_plans(facilities: pl.DataFrame, plans: Mapping[str, Plan]) -> None:
    assert_type(frames.routes(facilities, plans, on=ON), pl.DataFrame)
