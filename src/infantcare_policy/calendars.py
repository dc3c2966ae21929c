"""Days and periods as the Civil Code counts them, and the working days of a calendar.

Source: 民法典 art. 201 (the day of the event is not counted; the period starts the next day),
art. 202 (a period of months or years ends on the corresponding day, else on the month's last),
art. 203 (a last day that is a rest day rolls to the next working day), art. 1259 (以上, 以内 and
届满 include the number itself).

Limitations: periods in hours are not counted. Working days are official only up to the horizon
of the calendar; past it a deadline is provisional and has no day. Whether a rest day rolls is
the caller's choice (`roll`), because a plan may read its own periods otherwise.

>>> after_years(date(2024, 2, 29), 3)
datetime.date(2027, 2, 28)
>>> workdays_after(date(2026, 9, 30), 5, CHINA).by
datetime.date(2026, 10, 13)
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from attrs import frozen

from infantcare_policy.errors import BeyondHorizon

__all__ = [
    "CHINA",
    "Deadline",
    "WorkCalendar",
    "after_days",
    "after_months",
    "after_years",
    "roll",
    "workdays_after",
]

ONE_DAY = timedelta(days=1)


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
    return start + timedelta(days=days)


def after_months(start: date, months: int) -> date:
    """Give the last day of a period of months: the corresponding day, else the month's last."""
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - few answers count months

    return start + relativedelta(months=months)


def after_years(start: date, years: int) -> date:
    """Give the last day of a period of years: the corresponding day, else the month's last."""
    return after_months(start, 12 * years)


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


def roll(day: date, calendar: WorkCalendar) -> Deadline:
    """Move a last day that is a rest day to the next working day.

    Returns:
        The deadline; provisional and without a day past the calendar's horizon.
    """
    return workdays_after(day - ONE_DAY, 1, calendar)
