"""Days and periods as the Civil Code counts them, and the working days of a calendar.

Source: 民法典 art. 201 (the day of the event is not counted; the period starts the next day),
art. 202 (a period of months or years ends on the corresponding day, else on the month's last),
art. 203 (a last day that is a rest day rolls to the next working day), art. 1259 (以上, 以内 and
届满 include the number itself).

Limitations: periods in hours are not counted. Working days are official only up to the horizon
of the calendar; past it a deadline is provisional and has no day. Whether a rest day rolls is
the caller's choice (`roll`), because a plan may read its own periods otherwise. A period that would
end past the year 9999 ends on that year's last day.

>>> after_years(date(2024, 2, 29), 3)
datetime.date(2027, 2, 28)
>>> workdays_after(date(2026, 9, 30), 5, CHINA).by
datetime.date(2026, 10, 13)
"""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from typing import Literal, Protocol, TypeAlias

from attrs import frozen

from infantcare_policy.errors import BeyondHorizon

__all__ = [
    "CHINA",
    "Deadline",
    "Event",
    "WorkCalendar",
    "after_days",
    "after_months",
    "after_years",
    "end_of_year",
    "happened",
    "months_between",
    "repeat_by",
    "roll",
    "workdays_after",
    "workdays_between",
]

ONE_DAY = timedelta(days=1)
MONTHS_IN_YEAR = 12
LAST_OF_DECEMBER = 31

Event: TypeAlias = date | Literal[False] | None
"""The day of an event; `False` when it has not happened, `None` when that is unknown."""


def happened(event: Event, on: date) -> bool | None:
    """Tell whether an event had happened by the end of a day; `None` when that is unknown."""
    return event if event is False or event is None else event <= on


@frozen
class Deadline:
    """The last day on which something is still in time.

    Attributes:
        by: the last day, itself included; `None` where the text gives no day or the calendar
            that would tell it is not yet published.
        words: the words of the text, for a limit without a number such as 及时.
        provisional: whether the day depends on a calendar that is not yet published.
    """

    by: date | None = None
    words: str = ""
    provisional: bool = False

    def met_on(self, day: date) -> bool | None:
        """Tell whether a day is in time; `None` when the deadline names no day."""
        return None if self.by is None else day <= self.by


class WorkCalendar(Protocol):
    """Anything that knows which days are working days."""

    def is_workday(self, day: date, /) -> bool:
        """Tell whether people work on that day.

        Raises:
            BeyondHorizon: when no official calendar covers the day.
        """
        ...


class _China:
    """The State Council's holidays and make-up days, as chinesecalendar carries them."""

    def is_workday(self, day: date, /) -> bool:
        import chinese_calendar  # noqa: PLC0415 - its tables are read only when a day is asked for

        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            raise BeyondHorizon(day) from None

    def __repr__(self) -> str:
        return "CHINA"


CHINA: WorkCalendar = _China()
"""The official working days of China, up to the last year that is published."""


def after_days(start: date, days: int) -> date:
    """Give the last day of a period of calendar days; the start day is not counted."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def after_months(start: date, months: int) -> date:
    """Give the last day of a period of months: the corresponding day, else the month's last."""
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - few answers count months

    try:
        return start + relativedelta(months=months)
    except (ValueError, OverflowError):  # past the last day that there is
        return date.max


def after_years(start: date, years: int) -> date:
    """Give the last day of a period of years: the corresponding day, else the month's last."""
    return after_months(start, MONTHS_IN_YEAR * years)


def end_of_year(year: int) -> date:
    """Give the last day of a calendar year."""
    return date(min(year, MAXYEAR), MONTHS_IN_YEAR, LAST_OF_DECEMBER)


def repeat_by(done_on: date, times_a_year: int, *, calendar_year: bool) -> date:
    """Give the last day on which something that is done so many times a year need not be repeated.

    Args:
        done_on: the day on which it was done.
        times_a_year: how often it is due.
        calendar_year: whether what is due once a year is due once in each calendar year, so that it
            holds to the end of the next one, and not within so many months.
    """
    if calendar_year and times_a_year == 1:
        return end_of_year(done_on.year + 1)
    return after_months(done_on, MONTHS_IN_YEAR // times_a_year)


def months_between(start: date, end: date) -> int:
    """Count the whole periods of a month that have ended by the end of a day.

    A period ends on the corresponding day, and where a month has none, on its last: after
    29 February, twelve months have passed by the end of 28 February.
    """
    months = MONTHS_IN_YEAR * (end.year - start.year) + end.month - start.month
    return months if after_months(start, months) <= end else months - 1


def workdays_after(start: date, days: int, calendar: WorkCalendar) -> Deadline:
    """Count working days, the start day not counted.

    Returns:
        The deadline; provisional and without a day when the count leaves the calendar's horizon.
    """
    day, left = start, days
    try:
        while left > 0:
            day += ONE_DAY
            left -= calendar.is_workday(day)
    except BeyondHorizon:
        return Deadline(provisional=True)
    return Deadline(by=day)


def workdays_between(start: date, end: date, calendar: WorkCalendar) -> int | None:
    """Count the working days after a day and up to another; `None` past the horizon."""
    count, day = 0, start
    try:
        while day < end:
            day += ONE_DAY
            count += calendar.is_workday(day)
    except BeyondHorizon:
        return None
    return count


def roll(day: date, calendar: WorkCalendar) -> Deadline:
    """Move a last day that is a rest day to the next working day.

    Returns:
        The deadline; provisional and without a day past the calendar's horizon.
    """
    return workdays_after(day - ONE_DAY, 1, calendar)
