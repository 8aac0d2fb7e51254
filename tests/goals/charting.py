"""Figures under an objective: what tests of sentences, words, pages and files put and ask."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from goals import actions, overviews
from libraries.actions import settle
from libraries.models import Reading, Year
from tests.factories.goals import TargetFactory
from tests.factories.libraries import FigureFactory, PeriodFactory, ReadingFactory

YEAR = Year(2023)


def year_of(number, **more):
    return PeriodFactory(start=date(number, 1, 1), end=date(number, 12, 31), **more)


def put(indicator, scope, year, value, *, state=Reading.State.VALUE, **reading):
    """Give a scope an accepted figure in a year."""
    figure = FigureFactory(indicator=indicator, scope=scope, period=year_of(year))
    given = None if value is None else Decimal(value)
    ReadingFactory(figure=figure, value=given, state=state, **reading)
    settle(figure=figure)
    return figure


def fill(link, members, year, *values):
    for one, value in zip(members, values, strict=False):
        put(link.indicator, one, year, value)


def aim(link, scope, year, value, **more):
    return TargetFactory(
        objective=link.objective,
        indicator=link.indicator,
        scope=scope,
        period=year_of(year),
        value=Decimal(value),
        **more,
    )


def figure(link, year=YEAR):
    return overviews.figure_of(link.objective, link.indicator, year=year)


def sentence(link, year=YEAR):
    return figure(link, year).sentence


def write(link, by, text, **more):
    shown = figure(link)
    seen = {
        "drafted": shown.drafted.text if shown.drafted else "",
        "based_on": shown.wording.number if shown.wording else 0,
    }
    about = {"objective": link.objective, "indicator": link.indicator, "year": YEAR}
    return actions.word(text=text, by=by, **{**seen, **about, **more})


def page_of(link, year=YEAR):
    thing = (link.objective.framework.code, link.objective.code)
    return reverse("goals:objective_in_year", args=[year, *thing])


def file_of(link, kind, year=YEAR):
    thing = (link.objective.framework.code, link.objective.code, link.indicator.code)
    return reverse("goals:figure_file", args=[year, *thing, kind])


def word_of(link, year=YEAR):
    thing = (link.objective.framework.code, link.objective.code, link.indicator.code)
    return reverse("goals:word", args=[year, *thing])
