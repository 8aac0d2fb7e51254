"""Which reading is the current one: equal ones, contradictions, choices and imports."""

from datetime import date
from decimal import Decimal

import pytest

from biblionet.trail.models import Step
from libraries import actions
from libraries.models import Figure, Reading
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    PeriodFactory,
    PublicationFactory,
    ReadingFactory,
)
from tests.libraries.making import refused

pytestmark = pytest.mark.django_db

State = Reading.State


# Settling and choosing


@pytest.fixture
def figure(library, indicator):
    return FigureFactory(indicator=indicator, scope=library, period=PeriodFactory())


def test_equal_readings_need_no_choice_and_the_newest_is_current(figure):
    early = PublicationFactory(published_on=date(2020, 1, 1))
    late = PublicationFactory(published_on=date(2021, 1, 1))
    newest = ReadingFactory(figure=figure, publication=late, decimals=1)
    ReadingFactory(figure=figure, publication=early)

    assert actions.settle(figure=figure).current == newest


@pytest.mark.parametrize(
    "other",
    [
        {"value": Decimal(101)},
        {"qualifier": "over"},
        {"state": "withheld", "value": None},
    ],
)
def test_unequal_readings_are_an_open_conflict(figure, other):
    ReadingFactory(figure=figure)
    ReadingFactory(figure=figure, **other)

    assert actions.settle(figure=figure).current is None


def test_a_figure_without_accepted_readings_has_no_current_one(figure):
    EntryFactory(figure=figure, is_submitted=True)

    assert actions.settle(figure=figure).current is None


def test_a_choice_says_who_when_why_and_keeps_the_others(figure, people):
    one, other = ReadingFactory(figure=figure), ReadingFactory(figure=figure, value=Decimal(7))
    actions.settle(figure=figure)

    actions.choose_reading(figure=figure, reading=other, reason="Telt actief.", by=people["staff"])

    stored = Figure.objects.get()
    assert (stored.current, stored.chosen_by, stored.chosen_reason) == (
        other,
        people["staff"],
        "Telt actief.",
    )
    assert set(stored.readings.all()) == {one, other}
    assert Step.objects.get(verb="chose reading").reason == "Telt actief."


def test_a_choice_holds_until_a_source_says_something_new(figure, people):
    ReadingFactory(figure=figure)
    chosen = ReadingFactory(figure=figure, value=Decimal(7))
    actions.choose_reading(figure=figure, reading=chosen, reason="x", by=people["staff"])
    ReadingFactory(figure=figure, value=Decimal(7))
    assert actions.settle(figure=figure).current == chosen

    ReadingFactory(figure=figure, value=Decimal(8))

    settled = actions.settle(figure=figure)
    assert (settled.current, settled.chosen_at, settled.chosen_reason) == (None, None, "")


def test_a_choice_that_was_made_meanwhile_is_seen(figure, people):
    ReadingFactory(figure=figure)
    chosen = ReadingFactory(figure=figure, value=Decimal(7))
    read_before = Figure.objects.get()
    actions.choose_reading(figure=figure, reading=chosen, reason="x", by=people["staff"])

    settled = actions.settle(figure=read_before)

    assert (settled.current, settled.chosen_by) == (chosen, people["staff"])
    assert Figure.objects.get().current == chosen


def test_a_choice_ends_when_its_reading_is_corrected(figure, people):
    ReadingFactory(figure=figure)
    chosen = ReadingFactory(figure=figure, value=Decimal(7))
    actions.choose_reading(figure=figure, reading=chosen, reason="x", by=people["staff"])
    ReadingFactory(figure=figure, value=Decimal(9), revises=chosen, publication=chosen.publication)

    assert actions.settle(figure=figure).current is None


@pytest.mark.parametrize(("person", "reason"), [("manager", "x"), ("staff", "  ")])
def test_no_choice_without_right_and_reason(figure, people, person, reason):
    reading = ReadingFactory(figure=figure)

    assert refused(
        actions.choose_reading, figure=figure, reading=reading, reason=reason, by=people[person]
    )


def test_only_what_is_in_force_can_be_chosen(figure, people):
    draft = EntryFactory(figure=figure)
    elsewhere = ReadingFactory()

    for reading in (draft, elsewhere):
        assert refused(
            actions.choose_reading, figure=figure, reading=reading, reason="x", by=people["staff"]
        )


# Imports


def test_an_import_stands_beside_what_was_typed(accepted, people, library, indicator, year):
    accepted(100)
    arguments = {"indicator": indicator, "scope": library, "period": year, "by": people["staff"]}

    first = actions.import_reading(value=Decimal(106), **arguments)
    assert Figure.objects.get().current is None
    again = actions.import_reading(value=Decimal(100), **arguments)

    assert again.revises == first
    assert Figure.objects.get().current == again


def test_only_the_support_institution_imports(people, library, indicator, year):
    assert refused(
        actions.import_reading,
        indicator=indicator,
        scope=library,
        period=year,
        value=Decimal(1),
        by=people["manager"],
    )
