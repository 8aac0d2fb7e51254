"""When a period can be written about, and when that must be done. Plain arithmetic on its end."""

from datetime import date, timedelta

DAYS_TO_WRITE = 14


def opening_after(end: date) -> date:
    """Return the day on which people begin to write about a period: the day after its last one."""
    return end + timedelta(days=1)


def deadline_after(end: date, *, opened: date | None = None, days: int = DAYS_TO_WRITE) -> date:
    """Return the last day on which a period should be handed in.

    A period that opened later than the day after its last one leaves as many days.
    """
    before = opened - timedelta(days=1) if opened else end
    return max(end, before) + timedelta(days=days)
