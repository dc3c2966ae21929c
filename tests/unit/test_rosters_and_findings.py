"""Who is on the list of a draw, and by when what was found is put right."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infantcare_policy.county import Ban
from infantcare_policy.decisions import Citation, Decided, Missing, Undetermined
from infantcare_policy.errors import InvalidFacts
from infantcare_policy.facilities import Event, Facility
from infantcare_policy.inspections import (
    Finding,
    InspectedObject,
    Inspection,
    overdue,
    publication_overdue,
    roster,
)
from infantcare_policy.plan import Plan, load, yijun
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


SOURCE = Citation("enterprise-information-rules", "6")


def inspected(result_on: date | None, published_on: Event) -> Inspection:
    return Inspection(
        id="I1", object="F1", on=date(2025, 9, 1), result_on=result_on, published_on=published_on
    )


class TestAResult:
    """企业信息公示暂行条例 art. 6: it is made public within 20 working days of coming about."""

    # by hand, with the holidays and make-up days that the State Council announced
    BY = (
        # 22–26, Sunday 28, 29 and 30 September; 9 and 10, Saturday 11, 13–17, 20–23 October
        (date(2025, 9, 19), date(2025, 10, 23)),
        # 16–19, 22–26, 29–31 December; Sunday 4, 5–9, 12 and 13 January
        (date(2025, 12, 15), date(2026, 1, 13)),
        # 9–13, Saturday 14, 24–27, Saturday 28 February; 2–6, 9–12 March
        (date(2026, 2, 6), date(2026, 3, 12)),
        # in a holiday; 8, 9, Saturday 10, 12–16, 19–23, 26–30 October; 2 and 3 November
        (date(2026, 10, 3), date(2026, 11, 3)),
        # 4, 7–11, 14–18, 21–25, 28–31 December, the last day of the calendar
        (date(2026, 12, 3), date(2026, 12, 31)),
    )

    @pytest.mark.parametrize(("result_on", "by"), BY)
    def test_is_in_time_up_to_the_twentieth_working_day(
        self, plan: Plan, result_on: date, by: date
    ) -> None:
        for published_on, days in ((result_on, 0), (by, 0), (by + DAY, 1), (by + 30 * DAY, 30)):
            inspection = inspected(result_on, published_on)
            answer = publication_overdue(inspection, plan, on=date(2027, 3, 1))
            assert isinstance(answer, Decided)
            assert answer.value == days
            assert answer.citations == (SOURCE,)
            assert answer.plan == plan.stamp

    @pytest.mark.parametrize(("result_on", "by"), BY)
    def test_that_is_not_made_public_is_later_every_day(
        self, plan: Plan, result_on: date, by: date
    ) -> None:
        for on, days in ((result_on - DAY, 0), (by, 0), (by + DAY, 1), (by + 40 * DAY, 40)):
            answer = publication_overdue(inspected(result_on, published_on=False), plan, on=on)
            assert answer.require() == days

    @pytest.mark.parametrize(
        ("on", "days"), [(date(2026, 1, 13), 0), (date(2026, 1, 20), 7), (date(2026, 2, 9), 19)]
    )
    def test_is_not_yet_public_before_its_day(self, plan: Plan, on: date, days: int) -> None:
        inspection = inspected(date(2025, 12, 15), date(2026, 2, 1))
        assert publication_overdue(inspection, plan, on=on).require() == days

    def test_of_which_nobody_says_whether_it_is_public_is_open_once_it_is_late(
        self, plan: Plan
    ) -> None:
        inspection, by = inspected(date(2025, 12, 15), None), date(2026, 1, 13)
        assert publication_overdue(inspection, plan, on=by).require() == 0
        answer = publication_overdue(inspection, plan, on=by + DAY)
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("published_on", "fact", SOURCE),)
        assert answer.citations == (SOURCE,)

    @pytest.mark.parametrize("published_on", [None, False, date(2025, 12, 20)])
    def test_of_an_unknown_day_is_open(self, plan: Plan, published_on: Event) -> None:
        answer = publication_overdue(inspected(None, published_on), plan, on=ON)
        assert isinstance(answer, Undetermined)
        assert [(item.name, item.kind) for item in answer.missing] == [("result_on", "fact")]

    @pytest.mark.parametrize("published_on", [None, False, date(2027, 2, 1)])
    def test_is_open_where_the_calendar_of_its_last_day_is_not_known(
        self, plan: Plan, published_on: Event
    ) -> None:
        # 18 working days are left of 2026, none is known of 2027
        inspection = inspected(date(2026, 12, 7), published_on)
        answer = publication_overdue(inspection, plan, on=date(2027, 2, 15))
        assert isinstance(answer, Undetermined)
        assert answer.missing == (Missing("calendar", "calendar", SOURCE),)
        assert [note.code for note in answer.notes] == ["calendar.not-published"]

    @pytest.mark.parametrize(
        ("published_on", "on"),
        [
            (date(2026, 12, 7), date(2027, 2, 15)),  # the day on which it came about
            (date(2026, 12, 31), date(2027, 2, 15)),  # the 18th working day
            (date(2026, 12, 27), date(2027, 2, 15)),  # the 20th day of any kind
            (False, date(2026, 12, 31)),
            (None, date(2026, 12, 10)),
        ],
    )
    def test_is_in_time_under_any_calendar_within_20_days_that_are_known(
        self, plan: Plan, published_on: Event, on: date
    ) -> None:
        inspection = inspected(date(2026, 12, 7), published_on)
        assert publication_overdue(inspection, plan, on=on).require() == 0

    def test_counts_by_the_calendar_that_it_is_given(self, plan: Plan) -> None:
        class EveryDay:
            def is_workday(self, _day: date, /) -> bool:
                return True

        inspection = inspected(date(2027, 1, 1), date(2027, 1, 25))
        answer = publication_overdue(inspection, plan, on=date(2027, 2, 1), calendar=EveryDay())
        assert answer.require() == 4  # by 21 January

    def test_is_the_nations_in_every_county(self) -> None:
        qinghe = load(Path(__file__).parents[1] / "plans" / "qinghe.toml")
        inspection = inspected(date(2025, 12, 15), date(2026, 1, 14))
        assert publication_overdue(inspection, qinghe, on=ON + 30 * DAY).require() == 1

    @pytest.mark.parametrize(
        "on",
        [datetime(2026, 1, 5, 8, 0), "2026-01-05", None],  # noqa: DTZ001 - a naive one is refused too
    )
    def test_is_asked_about_on_a_day(self, plan: Plan, on: Any) -> None:  # noqa: ANN401 - any
        with pytest.raises(InvalidFacts, match="on"):
            publication_overdue(inspected(date(2025, 12, 15), published_on=False), plan, on=on)
