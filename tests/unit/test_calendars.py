from __future__ import annotations

from datetime import date

import pytest
from attrs import frozen

from infantcare_policy.calendars import (
    CHINA,
    Deadline,
    Event,
    after_days,
    after_months,
    after_years,
    end_of_year,
    happened,
    months_between,
    repeat_by,
    roll,
    workdays_after,
)
from infantcare_policy.errors import BeyondHorizon

SUNDAY = 6
PROVISIONAL = Deadline(by=None, provisional=True)


@frozen
class SixDayWeek:
    """Works from Monday to Saturday and knows its days up to a last one."""

    until: date = date.max

    def is_workday(self, day: date, /) -> bool:
        if day > self.until:
            raise BeyondHorizon(day)
        return day.weekday() != SUNDAY


class TestPeriodOfDays:
    """Civil Code art. 201: the start day is not counted."""

    @pytest.mark.parametrize(
        ("start", "days", "last"),
        [
            (date(2026, 1, 1), 1, date(2026, 1, 2)),
            (date(2026, 1, 1), 15, date(2026, 1, 16)),
            (date(2026, 12, 31), 1, date(2027, 1, 1)),
            (date(2024, 2, 28), 1, date(2024, 2, 29)),
            (date(2025, 2, 28), 1, date(2025, 3, 1)),
            (date(2024, 2, 29), 365, date(2025, 2, 28)),
            (date(2026, 6, 1), 0, date(2026, 6, 1)),
        ],
    )
    def test_ends_on_the_nth_day_after_the_start(self, start: date, days: int, last: date) -> None:
        assert after_days(start, days) == last


class TestPeriodOfMonths:
    """Civil Code art. 202: the corresponding day, else the last day of the month."""

    @pytest.mark.parametrize(
        ("start", "months", "last"),
        [
            (date(2026, 3, 15), 1, date(2026, 4, 15)),
            (date(2025, 11, 30), 2, date(2026, 1, 30)),
            (date(2026, 5, 1), 0, date(2026, 5, 1)),
            (date(2026, 5, 7), 24, date(2028, 5, 7)),
        ],
    )
    def test_ends_on_the_corresponding_day(self, start: date, months: int, last: date) -> None:
        assert after_months(start, months) == last

    @pytest.mark.parametrize(
        ("start", "months", "last"),
        [
            (date(2026, 1, 31), 1, date(2026, 2, 28)),
            (date(2024, 1, 31), 1, date(2024, 2, 29)),
            (date(2026, 8, 31), 1, date(2026, 9, 30)),
            (date(2026, 11, 30), 3, date(2027, 2, 28)),
            (date(2027, 11, 30), 3, date(2028, 2, 29)),
            (date(2026, 12, 31), 6, date(2027, 6, 30)),
        ],
    )
    def test_ends_with_the_month_that_lacks_the_day(
        self, start: date, months: int, last: date
    ) -> None:
        assert after_months(start, months) == last

    def test_counts_every_month_from_the_start_and_not_from_a_shortened_one(self) -> None:
        assert after_months(date(2026, 1, 31), 2) == date(2026, 3, 31)

    def test_from_the_end_of_a_short_month_keeps_the_number_of_the_day(self) -> None:
        assert after_months(date(2026, 2, 28), 1) == date(2026, 3, 28)

    @pytest.mark.parametrize(
        ("year", "last"),
        [(1900, date(1900, 2, 28)), (2000, date(2000, 2, 29)), (2100, date(2100, 2, 28))],
    )
    def test_knows_which_centuries_leap(self, year: int, last: date) -> None:
        assert after_months(date(year, 1, 31), 1) == last


class TestPeriodOfYears:
    """Civil Code art. 202: a year from 29 February ends on the last of February."""

    @pytest.mark.parametrize(
        ("start", "years", "last"),
        [
            (date(2026, 7, 1), 3, date(2029, 7, 1)),
            (date(2024, 2, 29), 1, date(2025, 2, 28)),
            (date(2024, 2, 29), 3, date(2027, 2, 28)),
            (date(2024, 2, 29), 4, date(2028, 2, 29)),
            (date(2025, 2, 28), 3, date(2028, 2, 28)),
            (date(1896, 2, 29), 4, date(1900, 2, 28)),
            (date(1996, 2, 29), 4, date(2000, 2, 29)),
            (date(2096, 2, 29), 4, date(2100, 2, 28)),
            (date(2096, 2, 29), 8, date(2104, 2, 29)),
        ],
    )
    def test_ends_on_the_corresponding_day(self, start: date, years: int, last: date) -> None:
        assert after_years(start, years) == last


class TestChina:
    """The State Council's notices for 2025 and 2026, day by day."""

    @pytest.mark.parametrize(
        "day",
        [
            date(2026, 1, 4),  # Sunday, for New Year
            date(2026, 2, 14),  # Saturday, for the Spring Festival
            date(2026, 2, 28),  # Saturday, for the Spring Festival
            date(2026, 5, 9),  # Saturday, for Labour Day
            date(2026, 9, 20),  # Sunday, for National Day
            date(2026, 10, 10),  # Saturday, for National Day
            date(2025, 1, 26),  # Sunday, for the Spring Festival
            date(2025, 2, 8),  # Saturday, for the Spring Festival
            date(2026, 2, 24),  # Tuesday, the first after the festival
            date(2026, 10, 8),  # Thursday, the first after National Day
        ],
    )
    def test_works(self, day: date) -> None:
        assert CHINA.is_workday(day) is True

    @pytest.mark.parametrize(
        "day",
        [
            date(2026, 1, 1),
            date(2026, 2, 15),
            date(2026, 2, 17),  # Tuesday, the first day of the lunar year
            date(2026, 2, 23),  # Monday, the last day of the festival
            date(2026, 4, 6),  # Monday, for Qingming
            date(2026, 5, 5),
            date(2026, 6, 19),
            date(2026, 9, 25),
            date(2026, 10, 1),
            date(2026, 10, 7),
            date(2026, 10, 11),  # an ordinary Sunday
            date(2026, 10, 17),  # an ordinary Saturday
        ],
    )
    def test_rests(self, day: date) -> None:
        assert CHINA.is_workday(day) is False

    @pytest.mark.parametrize("day", [date(2027, 1, 1), date(2003, 12, 31)])
    def test_says_that_it_has_no_data(self, day: date) -> None:
        with pytest.raises(BeyondHorizon) as beyond:
            CHINA.is_workday(day)
        assert beyond.value.day == day

    def test_has_a_name(self) -> None:
        assert repr(CHINA) == "CHINA"


class TestWorkdays:
    @pytest.mark.parametrize(
        ("days", "last"),
        [
            (1, date(2026, 10, 8)),
            (2, date(2026, 10, 9)),
            (3, date(2026, 10, 10)),
            (4, date(2026, 10, 12)),
            (5, date(2026, 10, 13)),
            (7, date(2026, 10, 15)),
        ],
    )
    def test_are_counted_across_national_day(self, days: int, last: date) -> None:
        assert workdays_after(date(2026, 9, 30), days, CHINA) == Deadline(by=last)

    @pytest.mark.parametrize(
        ("days", "last"),
        [
            (1, date(2026, 2, 14)),
            (2, date(2026, 2, 24)),
            (5, date(2026, 2, 27)),
            (6, date(2026, 2, 28)),
            (7, date(2026, 3, 2)),
        ],
    )
    def test_are_counted_across_the_spring_festival(self, days: int, last: date) -> None:
        assert workdays_after(date(2026, 2, 13), days, CHINA).by == last

    @pytest.mark.parametrize("start", [date(2026, 10, 1), date(2026, 10, 4), date(2026, 10, 7)])
    def test_after_a_start_in_a_holiday_begin_when_it_is_over(self, start: date) -> None:
        assert workdays_after(start, 1, CHINA).by == date(2026, 10, 8)

    def test_do_not_count_a_start_that_is_a_working_day(self) -> None:
        assert workdays_after(date(2026, 10, 12), 1, CHINA).by == date(2026, 10, 13)

    def test_none_to_count_end_on_the_start(self) -> None:
        assert workdays_after(date(2026, 10, 3), 0, CHINA) == Deadline(by=date(2026, 10, 3))

    def test_that_end_on_the_last_covered_day_are_certain(self) -> None:
        assert workdays_after(date(2026, 12, 30), 1, CHINA) == Deadline(by=date(2026, 12, 31))

    @pytest.mark.parametrize(
        ("start", "days"),
        [
            (date(2026, 12, 31), 1),
            (date(2026, 12, 30), 2),
            (date(2026, 12, 1), 30),
            (date(2027, 3, 1), 1),
        ],
    )
    def test_past_the_last_covered_day_are_provisional_and_name_no_day(
        self, start: date, days: int
    ) -> None:
        assert workdays_after(start, days, CHINA) == PROVISIONAL

    def test_follow_the_calendar_that_is_handed_in(self) -> None:
        # Wed 30 September 2026: Thu, Fri, Sat, then Mon
        assert workdays_after(date(2026, 9, 30), 4, SixDayWeek()).by == date(2026, 10, 5)

    def test_stop_at_the_horizon_of_that_calendar(self) -> None:
        calendar = SixDayWeek(until=date(2026, 10, 3))
        assert workdays_after(date(2026, 9, 30), 3, calendar) == Deadline(by=date(2026, 10, 3))
        assert workdays_after(date(2026, 9, 30), 4, calendar) == PROVISIONAL


class TestRoll:
    """Civil Code art. 203: a last day that is a rest day rolls to the next working day."""

    @pytest.mark.parametrize(
        ("day", "last"),
        [
            (date(2026, 10, 8), date(2026, 10, 8)),  # a working Thursday
            (date(2026, 10, 10), date(2026, 10, 10)),  # a Saturday that is made up
            (date(2026, 2, 14), date(2026, 2, 14)),
            (date(2026, 9, 20), date(2026, 9, 20)),  # a Sunday that is made up
            (date(2026, 10, 17), date(2026, 10, 19)),  # an ordinary Saturday
            (date(2026, 10, 11), date(2026, 10, 12)),  # an ordinary Sunday
            (date(2026, 10, 1), date(2026, 10, 8)),
            (date(2026, 2, 15), date(2026, 2, 24)),
            (date(2026, 1, 1), date(2026, 1, 4)),  # to the Sunday that is made up
            (date(2026, 12, 31), date(2026, 12, 31)),  # the last covered day
        ],
    )
    def test_stays_on_a_working_day_and_leaves_a_rest_day(self, day: date, last: date) -> None:
        assert roll(day, CHINA) == Deadline(by=last)

    def test_past_the_horizon_is_provisional(self) -> None:
        assert roll(date(2027, 1, 1), CHINA) == PROVISIONAL

    def test_from_a_covered_rest_day_over_the_horizon_is_provisional(self) -> None:
        calendar = SixDayWeek(until=date(2026, 10, 11))
        assert roll(date(2026, 10, 11), calendar) == PROVISIONAL

    def test_follows_the_calendar_that_is_handed_in(self) -> None:
        assert roll(date(2026, 10, 1), SixDayWeek()).by == date(2026, 10, 1)


class TestDeadline:
    """Civil Code art. 1259: 以内 includes the day itself."""

    @pytest.mark.parametrize(
        ("day", "met"),
        [
            (date(2026, 10, 12), True),
            (date(2026, 10, 13), True),
            (date(2026, 10, 14), False),
        ],
    )
    def test_is_met_up_to_and_on_the_last_day(self, day: date, met: object) -> None:
        assert Deadline(by=date(2026, 10, 13)).met_on(day) is met

    @pytest.mark.parametrize("deadline", [Deadline(words="及时"), PROVISIONAL, Deadline()])
    def test_without_a_day_is_neither_met_nor_missed(self, deadline: Deadline) -> None:
        assert deadline.met_on(date.min) is None
        assert deadline.met_on(date.max) is None

    def test_is_equal_by_value(self) -> None:
        assert Deadline(words="及时") == Deadline(words="及时")
        assert len({Deadline(words="及时"), Deadline(words="及时"), Deadline(), PROVISIONAL}) == 3


class TestWholeMonths:
    """Civil Code arts. 201, 202: a month has ended by the end of its last day."""

    @pytest.mark.parametrize(
        ("start", "end", "months"),
        [
            (date(2026, 3, 15), date(2026, 3, 15), 0),
            (date(2026, 3, 15), date(2026, 4, 14), 0),
            (date(2026, 3, 15), date(2026, 4, 15), 1),
            (date(2025, 3, 15), date(2026, 3, 14), 11),
            (date(2025, 3, 15), date(2026, 3, 15), 12),
            (date(2025, 12, 31), date(2026, 1, 30), 0),
            (date(2025, 12, 31), date(2026, 1, 31), 1),
            (date(2025, 12, 31), date(2026, 2, 28), 2),
            (date(2026, 1, 31), date(2026, 2, 27), 0),
            (date(2026, 1, 31), date(2026, 2, 28), 1),
            (date(2024, 1, 31), date(2024, 2, 28), 0),
            (date(2024, 1, 31), date(2024, 2, 29), 1),
            (date(2026, 1, 31), date(2026, 3, 30), 1),
            (date(2026, 2, 28), date(2026, 3, 28), 1),
            (date(2024, 2, 29), date(2025, 2, 27), 11),
            (date(2024, 2, 29), date(2025, 2, 28), 12),
            (date(2024, 2, 29), date(2028, 2, 28), 47),
            (date(2024, 2, 29), date(2028, 2, 29), 48),
            (date(2100, 1, 31), date(2100, 2, 28), 1),
        ],
    )
    def test_are_counted(self, start: date, end: date, months: int) -> None:
        assert months_between(start, end) == months


class TestTheEndOfAYear:
    @pytest.mark.parametrize("year", [1900, 2024, 2026])
    def test_is_31_december(self, year: int) -> None:
        assert end_of_year(year) == date(year, 12, 31)


class TestWhatIsRepeated:
    """每年一次: to the corresponding day, or to the end of the next calendar year."""

    @pytest.mark.parametrize(
        ("done_on", "times", "by"),
        [
            (date(2025, 1, 5), 1, date(2026, 1, 5)),
            (date(2024, 2, 29), 1, date(2025, 2, 28)),
            (date(2024, 12, 31), 1, date(2025, 12, 31)),
            (date(2025, 8, 31), 2, date(2026, 2, 28)),
            (date(2025, 1, 5), 4, date(2025, 4, 5)),
            (date(2025, 1, 31), 12, date(2025, 2, 28)),
        ],
    )
    def test_so_many_times_in_twelve_months(self, done_on: date, times: int, by: date) -> None:
        assert repeat_by(done_on, times, calendar_year=False) == by

    @pytest.mark.parametrize("done_on", [date(2025, 1, 1), date(2025, 6, 30), date(2025, 12, 31)])
    def test_once_in_each_calendar_year(self, done_on: date) -> None:
        assert repeat_by(done_on, 1, calendar_year=True) == date(2026, 12, 31)


class TestAnEvent:
    @pytest.mark.parametrize(
        ("event", "answer"),
        [
            (date(2026, 1, 4), True),
            (date(2026, 1, 5), True),
            (date(2026, 1, 6), False),
            (False, False),
            (None, None),
        ],
    )
    def test_has_happened_by_the_end_of_a_day(self, event: Event, answer: object) -> None:
        assert happened(event, date(2026, 1, 5)) is answer
