"""The readings that the rules of this library know, as one typed snapshot.

Source: the gap that each reading closes is cited in `data/*.toml`.

Limitations: a plan chooses among these options; a new option needs a rule that follows it.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

__all__ = ["Readings"]


@frozen(kw_only=True)
class Readings:
    """The option in force of every reading; the field name is the reading's id with `_` for `-`."""

    integrated_registrar: Literal["open", "education", "by-legal-form"]
    guidance_function: Literal["inclusive-only", "both"]
    meeting_requirements: Literal["accepted", "registered-and-filed"]
    local_share: Literal["in-all", "each"]
    odd_fen: str
    repeat_slots: Literal["high-water", "net"]
    brand_support: Literal["instead", "besides"]
    slot_rounding: Literal["up", "nearest"]
    existing_area_slots: Literal["not-stated", "by-analogy"]
    three_years_from: Literal["not-stated", "plan-issued", "survey-date"]
    rest_day_roll: Literal["no", "yes"]
    built_on: Literal["accepted", "opened"]
    pace: Literal["none", "linear"]
    under_three: Literal["excluded", "included"]
    ban_scope: Literal["institutions-and-persons", "persons-only"]
    yearly_check: Literal["twelve-months", "calendar-year"]
