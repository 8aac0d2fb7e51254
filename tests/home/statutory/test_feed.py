"""The calendar feed with what the law asks: whose days, which of them, always under one name."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from biblionet.accounts.actions import renew_calendar
from biblionet.home.overviews.calendar import events_of
from libraries.models import Membership
from tests.factories.libraries import (
    MembershipFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
    ScopeFactory,
)
from tests.factories.programmes import (
    FulfilmentFactory,
    ObligationFactory,
    QuestionnaireFactory,
    ReturnFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 16, 9, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def in_february():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def year(db):
    return PeriodFactory(start=date(2025, 1, 1), is_opened=True)


@pytest.fixture
def form(library, year):
    network = ScopeFactory()
    NetworkMemberFactory(network=network, organisation=library)
    return ObligationFactory(
        code="bezit-2025",
        name="Vragenlijst Bezit",
        asked_of=network,
        period=year,
        ends_on=date(2026, 3, 13),
        days_inside=15,
    )


def law(user):
    return [
        (event.name, event.day, event.title)
        for event in events_of(user, today=TODAY)
        if event.name.startswith("obligation-")
    ]


@pytest.mark.parametrize("role", ["manager", "director"])
def test_the_day_by_law_and_the_own_day_before_it(library, form, role):
    user = MembershipFactory(scope=library, role=role).user

    assert law(user) == [
        (
            "obligation-bezit-2025-inside",
            date(2026, 2, 26),
            "Intern klaar voor KB: Vragenlijst Bezit, 2025",
        ),
        (
            "obligation-bezit-2025",
            date(2026, 3, 13),
            "Uiterste dag voor KB: Vragenlijst Bezit, 2025",
        ),
    ]


def test_what_others_owe_is_not_there_and_what_happens_is(annet, staff):
    ObligationFactory(code="ander", asked_of=OrganisationFactory(), ends_on=date(2026, 3, 1))
    ObligationFactory(
        code="cijfers", name="Cijfers", body="cbs", is_deadline=False, ends_on=date(2026, 9, 1)
    )

    assert [name for name, _day, _title in law(annet)] == ["obligation-cijfers"]
    assert [name for name, _day, _title in law(staff)] == ["obligation-ander", "obligation-cijfers"]
    assert law(annet)[0][2] == "CBS: Cijfers, 2023"


def test_only_known_days_and_no_more_than_a_year_back(annet, library):
    for code, values in {
        "woorden": {"ends_on": None, "ends_words": "half maart 2026"},
        "maand": {"ends_on": date(2026, 3, 1), "ends_precision": "month"},
        "jaar-terug": {"ends_on": date(2025, 2, 16)},
        "te-lang": {"ends_on": date(2025, 2, 15)},
    }.items():
        ObligationFactory(code=code, asked_of=library, **values)

    assert [name for name, _day, _title in law(annet)] == ["obligation-jaar-terug"]


def test_what_a_return_asks_is_there_once_with_its_own_day(annet, library, form, year):
    form.questionnaire = QuestionnaireFactory(
        name="Bezit", period_kind="calendar_year", days_inside=14
    )
    form.save()
    given = ReturnFactory(
        questionnaire=form.questionnaire, scope=library, period=year, deadline=date(2026, 3, 13)
    )

    events = events_of(annet, today=TODAY)

    assert law(annet) == []
    assert [(event.day, event.title) for event in events[:2]] == [
        (date(2026, 2, 27), "Intern klaar: Bezit van Heide, 2025"),
        (date(2026, 3, 13), "Uiterste dag: Bezit van Heide, 2025"),
    ]
    assert {event.page for event in events[:2]} == {given.get_absolute_url()}


def test_the_example_is_marked_and_for_demonstration_accounts(annet, library, form):
    form.period = PeriodFactory(start=date(2025, 1, 1), is_example=True)
    form.save()
    assert law(annet) == []

    annet.is_demo = True
    assert law(annet)[1][2] == "Uiterste dag voor KB: Vragenlijst Bezit, 2025 (voorbeeld)"


def test_programs_read_it_and_a_day_keeps_its_name_when_it_moves(client, annet, library, form):
    secret = renew_calendar(person=annet)
    address = reverse("home:calendar", args=[secret])

    def entries():
        found = Calendar.from_ical(client.get(address).content).walk("VEVENT")
        return {str(one["UID"]): one for one in found}

    before, again = entries(), client.get(address).content
    FulfilmentFactory(obligation=form, scope=library, by__name="Kanarie", note="kanarie")
    met = client.get(address).content
    form.ends_on = date(2026, 3, 20)
    form.save()
    after = entries()

    assert again == met  # who met it, and when, is not in a calendar
    assert before.keys() == after.keys()
    moved = after["obligation-bezit-2025@portal.example"]
    assert (moved["DTSTART"].dt, moved["DTEND"].dt) == (date(2026, 3, 20), date(2026, 3, 21))
    assert str(moved["URL"]) == "https://portal.example/kalender/bezit-2025/"
    assert moved["DTSTAMP"].dt.date() == date(2024, 12, 31)  # the year's first hour, in UTC


@pytest.mark.parametrize("count", [1, 3])
def test_more_obligations_ask_no_more(annet, library, count, django_assert_num_queries):
    for _number in range(count):
        ObligationFactory(asked_of=library, ends_on=TODAY, days_inside=3)

    with django_assert_num_queries(13):
        assert len(law(annet)) == 2 * count


def test_the_support_institution_has_its_own(db):
    support = OrganisationFactory(code="poi", form="support")
    user = MembershipFactory(scope=support, role=Membership.Role.POI_STAFF).user
    ObligationFactory(code="poi-lijst", asked_of=support, ends_on=date(2026, 4, 30))

    assert [name for name, _day, _title in law(user)] == ["obligation-poi-lijst"]
