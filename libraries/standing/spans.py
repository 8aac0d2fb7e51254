"""From where to where a period of a kind runs. Plain arithmetic on its last day."""

import calendar
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def span_ending_in(kind: str, day: date) -> tuple[date, date]:
    """Return the first and last day of the period of a kind that a day belongs to.

    A reference date is the day itself. Of a school year it is the one that ends in the year of the
    day, as figures of a school year count to the year in which it ends. ValueError for a kind that
    has no such days.
    """
    if kind == "reference_date":
        return day, day
    if kind == "month":
        return day.replace(day=1), _month_end(day.year, day.month)
    if kind == "quarter":
        last = (day.month + 2) // 3 * 3
        return date(day.year, last - 2, 1), _month_end(day.year, last)
    if kind == "calendar_year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if kind == "school_year":
        return date(day.year - 1, 8, 1), date(day.year, 7, 31)
    raise ValueError(kind)


def span_before(kind: str, start: date) -> tuple[date, date]:
    """Return the period before the one that starts on a day; of a reference date a year before."""
    if kind == "reference_date":
        earlier = a_year_before(start)
        return earlier, earlier
    return span_ending_in(kind, start - ONE_DAY)


def spans_of_year(kind: str, year: int) -> tuple[tuple[date, date], ...]:
    """Return the months or quarters of a year, in order."""
    length = {"month": 1, "quarter": 3}[kind]
    return tuple(
        (date(year, month, 1), _month_end(year, month + length - 1))
        for month in range(1, 13, length)
    )


def a_year_before(day: date) -> date:
    """Return the same day a year earlier; the last day of a month stays the last one."""
    last = day.day == calendar.monthrange(day.year, day.month)[1]
    if last:
        return _month_end(day.year - 1, day.month)
    return day.replace(year=day.year - 1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
