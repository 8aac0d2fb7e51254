"""How something that is due stands on a day: plain arithmetic on days."""

from datetime import date, timedelta
from enum import StrEnum


class Stand(StrEnum):
    """How far somebody is with what is due."""

    MET = "met"
    TO_DO = "to_do"
    LATE_INSIDE = "late_inside"  # the own day has passed, the day of the law has not
    LATE = "late"
    NOT_KEPT = "not_kept"  # it was over before it came in the portal: nobody kept here how it went


def inside_day(due: date | None, days: int) -> date | None:
    """Return the day on which it should be ready inside; None when no days are kept for that."""
    return due - timedelta(days=days) if due and days else None


def stand_of(
    *, due: date | None, inside: date | None, is_met: bool, is_kept: bool, today: date
) -> Stand:
    """Return how something stands: late is only what was not met after a day that could be met."""
    if is_met:
        return Stand.MET
    if due and due < today:
        return Stand.LATE if is_kept else Stand.NOT_KEPT
    if inside and inside < today:
        return Stand.LATE_INSIDE
    return Stand.TO_DO


def same_day_in(day: date, year: int) -> date:
    """Return the same day of another year; of 29 February the last of that month."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
