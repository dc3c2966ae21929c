from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from infantcare_policy.calendars import (
    CHINA,
    Deadline,
    after_days,
    after_months,
    after_years,
    roll,
    workdays_after,
)
from infantcare_policy.errors import BeyondHorizon

DAYS = st.dates(min_value=date(1890, 1, 1), max_value=date(2110, 12, 31))
IN_2026 = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))
ONE_DAY = timedelta(days=1)
FRIDAY = 4


def october(*days: int) -> set[date]:
    return {date(2026, 10, day) for day in days}


# the State Council's notice on the holidays of 2026, by hand
HOLIDAYS_2026 = (
    {date(2026, 1, day) for day in (1, 2, 3)}
    | {date(2026, 2, day) for day in range(15, 24)}
    | {date(2026, 4, day) for day in (4, 5, 6)}
    | {date(2026, 5, day) for day in (1, 2, 3, 4, 5)}
    | {date(2026, 6, day) for day in (19, 20, 21)}
    | {date(2026, 9, day) for day in (25, 26, 27)}
    | october(1, 2, 3, 4, 5, 6, 7)
)
MADE_UP_2026 = {
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
}


def works_in_2026(day: date) -> bool:
    return day in MADE_UP_2026 or (day.weekday() <= FRIDAY and day not in HOLIDAYS_2026)


def days_after(start: date, last: date) -> list[date]:
    """List the days after the start, up to and with the last."""
    return [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]


@frozen
class Closed:
    """A calendar of its own: closed on some days, without data after another."""

    rest: frozenset[date]
    until: date

    def is_workday(self, day: date, /) -> bool:
        if day > self.until:
            raise BeyondHorizon(day)
        return day not in self.rest


class TestPeriodsOfMonthsAndYears:
    """Civil Code art. 202: the corresponding day of the last month, else that month's last."""

    @given(DAYS, st.integers(min_value=0, max_value=600))
    def test_end_on_the_corresponding_day_or_the_last(self, start: date, months: int) -> None:
        year, month = start.year, start.month
        for _ in range(months):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        length = monthrange(year, month)[1]
        assert after_months(start, months) == date(year, month, min(start.day, length))

    @given(DAYS, st.integers(min_value=0, max_value=100))
    def test_of_years_end_in_the_same_month(self, start: date, years: int) -> None:
        length = monthrange(start.year + years, start.month)[1]
        assert after_years(start, years) == date(
            start.year + years, start.month, min(start.day, length)
        )

    @given(DAYS, st.integers(min_value=1, max_value=60))
    def test_that_are_longer_end_later(self, start: date, months: int) -> None:
        assert start <= after_months(start, months - 1) < after_months(start, months)

    @given(DAYS, DAYS, st.integers(min_value=0, max_value=60))
    def test_that_start_later_never_end_earlier(
        self, first: date, second: date, months: int
    ) -> None:
        first, second = sorted((first, second))
        assert after_months(first, months) <= after_months(second, months)


class TestPeriodsOfDays:
    """Civil Code art. 201: the day of the event is not counted, every later one is."""

    @given(DAYS, st.integers(min_value=0, max_value=2000))
    def test_count_each_day_after_the_start(self, start: date, days: int) -> None:
        last = after_days(start, days)
        assert len(days_after(start, last)) == days
        assert last.toordinal() == start.toordinal() + days


class TestChinaIn2026:
    """The State Council's notice for 2026: each day works or rests as it says."""

    @given(IN_2026)
    def test_day_by_day(self, day: date) -> None:
        assert CHINA.is_workday(day) is works_in_2026(day)

    @given(IN_2026, st.integers(min_value=0, max_value=40))
    def test_so_many_working_days_lie_in_a_period(self, start: date, days: int) -> None:
        deadline = workdays_after(start, days, CHINA)
        left = sum(map(works_in_2026, days_after(start, date(2026, 12, 31))))
        if days > left:
            assert deadline == Deadline(by=None, provisional=True)
        else:
            assert deadline.by is not None
            assert sum(map(works_in_2026, days_after(start, deadline.by))) == days
            assert days == 0 or works_in_2026(deadline.by)

    @given(IN_2026)
    def test_a_last_day_rolls_to_the_first_working_day_from_itself_on(self, day: date) -> None:
        by = roll(day, CHINA).by
        assert by is not None  # the last day of 2026 works
        passed = [day + timedelta(days=n) for n in range((by - day).days)]
        assert works_in_2026(by)
        assert not any(map(works_in_2026, passed))

    @given(st.dates(min_value=date(2027, 1, 1), max_value=date(2100, 1, 1)))
    def test_past_the_horizon_no_day_is_promised(self, day: date) -> None:
        assert roll(day, CHINA) == Deadline(by=None, provisional=True)
        assert workdays_after(day, 1, CHINA) == Deadline(by=None, provisional=True)


class TestAnyCalendar:
    """Art. 203 asks only which days are working days, so that any calendar serves."""

    @given(
        st.sets(st.integers(min_value=0, max_value=40)),
        st.integers(min_value=0, max_value=40),
        st.integers(min_value=0, max_value=30),
    )
    def test_counts_its_own_days_up_to_its_own_horizon(
        self, rest: set[int], horizon: int, days: int
    ) -> None:
        start = date(2030, 1, 1)
        calendar = Closed(
            frozenset(start + timedelta(days=n) for n in rest), start + timedelta(days=horizon)
        )
        working = [n for n in range(1, horizon + 1) if n not in rest]
        expected = (
            Deadline(by=start)
            if days == 0
            else Deadline(by=start + timedelta(days=working[days - 1]))
            if days <= len(working)
            else Deadline(provisional=True)
        )
        assert workdays_after(start, days, calendar) == expected

    @given(IN_2026)
    def test_rolling_twice_is_rolling_once(self, day: date) -> None:
        once = roll(day, CHINA).by
        assert once is not None
        assert roll(once, CHINA).by == once


class TestDeadlinesIncludeTheirLastDay:
    """Civil Code art. 1259: 以内 and 届满 include the number itself."""

    @given(DAYS)
    def test_so_the_day_itself_is_in_time_and_the_next_is_not(self, day: date) -> None:
        deadline = Deadline(by=day)
        assert deadline.met_on(day - ONE_DAY) is True
        assert deadline.met_on(day) is True
        assert deadline.met_on(day + ONE_DAY) is False

    @given(DAYS, st.text())
    def test_and_without_a_day_nothing_can_be_said(self, day: date, words: str) -> None:
        assert Deadline(words=words).met_on(day) is None
