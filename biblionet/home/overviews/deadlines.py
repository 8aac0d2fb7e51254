"""When something has to be ready: the one place to ask."""

from datetime import date

from goals.overviews import Quarter
from libraries.models import Period
from libraries.standing import deadline_after, opening_after


def deadline_of(period: Period) -> date:
    """Return the last day on which a period should be handed in."""
    return deadline_after(period.end)


def opening_of(period: Period) -> date:
    """Return the day on which people begin to write about a period."""
    return opening_after(period.end)


def deadline_for(quarter: Quarter) -> date:
    """Return the deadline of a scope: in a closed period that of its exception."""
    if quarter.until and not quarter.period.is_open:
        return quarter.until
    return deadline_of(quarter.period)
