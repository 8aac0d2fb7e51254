"""Who may what: every role, at its own organisation and at another."""

from datetime import date

import pytest
from django.utils import timezone

from libraries import rules
from libraries.models import Period
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    OrganisationFactory,
    PeriodFactory,
    ReadingFactory,
    ServiceAreaFactory,
)

PEOPLE = (
    "manager", "director", "neighbour", "former", "blocked", "staff", "editor", "admin", "stranger",
)  # fmt: skip
POI = {"staff", "editor", "admin"}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (rules.is_poi, POI),
        (rules.edits_reports, {"editor", "admin"}),
        (rules.administers, {"admin"}),
        (rules.can_choose_reading, POI),
        (rules.can_open_period, {"admin"}),
    ],
)
def test_duties_that_hold_everywhere(people, person, rule, allowed):
    assert rule(people[person]) is (person in allowed)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(
    ("rule", "own", "other"),
    [
        (rules.works_for, {"manager"}, set()),
        (rules.directs, {"director"}, set()),
        (rules.belongs_to, {"manager", "director"} | POI, POI),
        (rules.can_report_figure, {"manager"} | POI, POI),
    ],
)
def test_duties_for_a_scope(people, library, person, rule, own, other):
    elsewhere = OrganisationFactory()

    assert rule(people[person], library) is (person in own)
    assert rule(people[person], ServiceAreaFactory(owner=library)) is (person in own)
    assert rule(people[person], elsewhere) is (person in other)


@pytest.mark.parametrize("person", PEOPLE)
def test_who_judges_a_figure(people, library, person):
    figure = FigureFactory(scope=library)
    submitted = EntryFactory(figure=figure, is_submitted=True)
    draft, accepted = EntryFactory(figure=figure), ReadingFactory(figure=figure)

    assert rules.can_accept_reading(people[person], submitted) is (person in POI)
    assert not rules.can_accept_reading(people[person], draft)
    assert not rules.can_accept_reading(people[person], accepted)


@pytest.mark.parametrize("person", PEOPLE)
def test_who_takes_a_figure_back_or_throws_it_away(people, library, year, person):
    may, today = person in {"manager"} | POI, date(2024, 1, 1)
    figure = FigureFactory(scope=library, period=year)
    locked = FigureFactory(scope=library, period=PeriodFactory(start=date(2022, 1, 1)))
    draft, submitted = EntryFactory(figure=figure), EntryFactory(figure=figure, is_submitted=True)
    sent_back = EntryFactory(figure=figure, remark="Tel na.")
    taken_back = EntryFactory(figure=figure, submitted_at=timezone.now())
    there = [draft, submitted, sent_back, taken_back, ReadingFactory(figure=figure)]
    quarter = PeriodFactory(kind="quarter", start=date(2023, 1, 1), is_opened=True)
    part = FigureFactory(scope=library, period=quarter)
    for other in (locked, part):
        there += [EntryFactory(figure=other), EntryFactory(figure=other, is_submitted=True)]

    assert [
        one for one in there if rules.can_withdraw_reading(people[person], one, today=today)
    ] == ([submitted] if may else [])
    assert [
        one for one in there if rules.can_discard_reading(people[person], one, today=today)
    ] == ([draft] if may else [])


@pytest.mark.parametrize("person", PEOPLE)
def test_drafts_are_for_its_own_people(people, library, person):
    figure = FigureFactory(scope=library)
    EntryFactory(figure=figure)
    ReadingFactory(figure=figure)

    seen = figure.readings.visible_to(people[person]).count()

    assert seen == (2 if person in {"manager", "director"} | POI else 1)


def test_an_open_period_can_be_written(library, year):
    never_opened = PeriodFactory(start=date(2022, 1, 1))

    assert rules.is_writable(year, library, today=date(2024, 1, 1))
    assert not rules.is_writable(never_opened, library, today=date(2024, 1, 1))


def test_an_exception_holds_for_its_scope_until_its_day(people, library):
    period = PeriodFactory()
    area = ServiceAreaFactory(owner=library)
    period.exceptions.create(
        scope=library, reason="Ziek.", until=date(2024, 3, 1), granted_by=people["admin"]
    )

    assert rules.is_writable(period, library, today=date(2024, 3, 1))
    assert rules.is_writable(period, area, today=date(2024, 3, 1))
    assert not rules.is_writable(period, library, today=date(2024, 3, 2))
    assert not rules.is_writable(period, OrganisationFactory(), today=date(2024, 3, 1))
    assert Period.objects.get(pk=period.pk).is_open is False
