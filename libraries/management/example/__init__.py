"""The figures of the example year: made through the same actions that people use.

Which figures, how large and with which sentences stands in libraries/data; what is left out, sent
back or contradicted is chosen here, so that every state occurs at least once.
"""

import random
from datetime import date, timedelta

from django.utils import timezone

from libraries import actions
from libraries.management.example.making import Maker
from libraries.management.example.people import People
from libraries.management.example.recipes import recipes, sentences, texts_by_kind
from libraries.models import Organisation, Period
from libraries.overviews import Map

__all__ = ["People", "make"]

YEAR = 2025
Kind = Period.Kind


def make(*, people: People, rng: random.Random) -> None:
    """Make the periods and the figures of the example year."""
    periods = _make_periods(people)
    maker = Maker(people, rng, periods, Map(), sentences(rng))
    for recipe in recipes():
        maker.report_everywhere(recipe)
    maker.contradict()


def _make_periods(people: People) -> dict[str, Period]:
    """Make the year, its last day and four quarters; the first three are closed."""
    year = _open(Kind.CALENDAR_YEAR, date(YEAR, 1, 1), people)
    last_day = _open(Kind.REFERENCE_DATE, date(YEAR, 12, 31), people)
    quarters = [_open(Kind.QUARTER, date(YEAR, month, 1), people) for month in (1, 4, 7, 10)]
    for quarter in quarters[:3]:
        actions.close_period(period=quarter, by=people.admin)
    late = Organisation.objects.get(code=min(people.managers))
    actions.grant_exception(
        period=quarters[2],
        scope=late,
        reason=texts_by_kind()["exception"][0].words,
        until=timezone.localdate() + timedelta(days=60),
        by=people.admin,
    )
    return {Kind.CALENDAR_YEAR: year, Kind.REFERENCE_DATE: last_day}


def _open(kind: str, start: date, people: People) -> Period:
    period = actions.add_period(kind=kind, start=start, by=people.admin, is_example=True)
    return actions.open_period(period=period, by=people.admin)
