"""Who is on the list of a draw, and by when what was found is put right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from infantcare_policy.county import Ban
from infantcare_policy.decisions import Decided, Undetermined
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import Event, Facility
from infantcare_policy.inspections import Finding, InspectedObject, overdue, roster
from infantcare_policy.plan import Plan, yijun
from infantcare_policy.wording import explain

ON = date(2026, 1, 5)
DAY = timedelta(days=1)
CODE = "52610222000000027Y"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yijun()


def reasons(*facilities: Facility, bans: tuple[Ban, ...] = ()) -> dict[str, str]:
    _, excluded = roster(facilities, on=ON, bans=bans)
    return {exclusion.object: exclusion.reason for exclusion in excluded}


class TestARoster:
    def test_holds_every_facility_by_its_id_with_its_class(self) -> None:
        objects, excluded = roster(
            (Facility(id="F2"), Facility(id="F1")), on=ON, bans=(), risk_classes={"F2": "D"}
        )
        assert objects == (InspectedObject(id="F1"), InspectedObject(id="F2", risk_class="D"))
        assert excluded == ()

    @pytest.mark.parametrize(
        ("closed_on", "found"),
        [
            (ON - DAY, {"F1": "closed"}),
            (ON, {"F1": "closed"}),
            (ON + DAY, {}),
            (False, {}),
            (None, {}),  # nobody says that it has closed
        ],
    )
    def test_leaves_out_what_has_closed_by_that_day(
        self, closed_on: Event, found: dict[str, str]
    ) -> None:
        assert reasons(Facility(id="F1", closed_on=closed_on)) == found

    @pytest.mark.parametrize("subject", ["F1", CODE])
    def test_leaves_out_who_is_banned_by_id_or_code(self, subject: str) -> None:
        ban = Ban(subject=subject, since=ON, for_life=True)
        banned = Facility(id="F1", uscc=CODE)
        assert reasons(banned, Facility(id="F2"), bans=(ban,)) == {"F1": "banned"}

    @pytest.mark.parametrize(
        ("since", "until", "found"),
        [
            (ON + DAY, None, {}),
            (ON - 9 * DAY, ON, {"F1": "banned"}),
            (ON - 9 * DAY, ON - DAY, {}),
            (ON - 9 * DAY, None, {}),  # nobody says until when
        ],
    )
    def test_leaves_out_only_who_is_certainly_banned_that_day(
        self, since: date, until: date | None, found: dict[str, str]
    ) -> None:
        ban = Ban(subject="F1", since=since, for_life=False, until=until)
        assert reasons(Facility(id="F1"), bans=(ban,)) == found


def found(**changes: Any) -> Finding:  # noqa: ANN401 - any field
    facts = {"rectify_by": date(2025, 12, 31), "rectified_on": False, **changes}
    return Finding(id="D1", object="F1", found_on=date(2025, 12, 1), **facts)


class TestAFinding:
    @pytest.mark.parametrize("name", ["rectify_by", "rectified_on"])
    def test_is_not_put_right_before_it_was_found(self, name: str) -> None:
        with pytest.raises(InvalidFacts, match=name):
            found(**{name: date(2025, 11, 30)})
        assert getattr(found(**{name: date(2025, 12, 1)}), name) == date(2025, 12, 1)

    @pytest.mark.parametrize(
        ("rectified_on", "on", "days"),
        [
            (False, date(2025, 12, 31), 0),
            (False, date(2026, 1, 1), 1),
            (date(2025, 12, 31), ON, 0),
            (date(2026, 1, 1), ON, 1),
            (date(2026, 1, 10), ON, 5),  # not yet put right on the day that is asked about
            (None, date(2025, 12, 31), 0),  # in time, whoever knows what
        ],
    )
    def test_is_late_by_the_days_after_its_limit(
        self, plan: Plan, rectified_on: Event, on: date, days: int
    ) -> None:
        answer = overdue(found(rectified_on=rectified_on), plan, on=on)
        assert isinstance(answer, Decided)
        assert answer.value == days

    @pytest.mark.parametrize("name", ["rectify_by", "rectified_on"])
    def test_is_open_where_nobody_says(self, plan: Plan, name: str) -> None:
        answer = overdue(found(**{name: None}), plan, on=ON)
        assert isinstance(answer, Undetermined)
        assert [missing.name for missing in answer.missing] == [name]

    def test_is_explained_in_both_languages(self, plan: Plan) -> None:
        answer = overdue(found(), plan, on=ON)
        assert explain(answer, plan, locale="en").splitlines()[:3] == [
            "Decided: 5",
            "Grounds:",
            (
                "  - to be put right: last day for putting it right: December 31, 2025; "
                "put right on: no"
            ),
        ]
        assert explain(answer, plan).splitlines()[0] == "结论：5"
