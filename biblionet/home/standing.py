"""On which days letters go, as arithmetic: no Django, no clock."""

from collections.abc import Iterable
from datetime import date, timedelta

REMIND_DAYS_BEFORE = (14, 7, 1, -1, -7)  # minus is after the deadline
LONGEST_WAIT = timedelta(hours=1)


def week_of(day: date) -> str:
    """Return the week of a day as '2026-W03': the key of the one letter somebody gets in it."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(day: date) -> date:
    """Return the first day of the week of a day."""
    return day - timedelta(days=day.weekday())


def reminder_days(deadline: date) -> tuple[date, ...]:
    """Return the days on which people are reminded of a deadline."""
    return tuple(deadline - timedelta(days=days) for days in REMIND_DAYS_BEFORE)


def mail_day(today: date, deadlines: Iterable[date]) -> date:
    """Return the day of this week on which somebody with these deadlines gets a letter.

    The first reminder day of the week, which then tells everything; a week without one has Monday.
    """
    week = week_of(today)
    days = {day for deadline in deadlines for day in reminder_days(deadline)}
    return min((day for day in days if week_of(day) == week), default=monday_of(today))


def wait_after(attempt: int) -> timedelta:
    """Return how long to wait after so many failed attempts: a minute, twice as long each time."""
    return min(timedelta(minutes=2 ** min(attempt - 1, 10)), LONGEST_WAIT)
