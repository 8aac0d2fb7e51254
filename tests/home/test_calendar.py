"""A calendar by a secret address: who opens it, what stands in it, and how it is written."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from biblionet.accounts.actions import renew_calendar
from biblionet.accounts.models import CalendarKey, User
from biblionet.home.overviews.calendar import events_of
from biblionet.trail.models import Step
from libraries.models import Membership
from tests.factories.goals import QuarterFactory, UpdateFactory
from tests.factories.libraries import MembershipFactory
from tests.factories.programmes import ReturnFactory
from tests.home.conftest import opened

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 10, 9, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(NOW, tick=False):
        yield


def feed(client, secret, **headers):
    return client.get(reverse("home:calendar", args=[secret]), headers=headers)


# The door


def test_a_secret_opens_the_calendar_without_signing_in(client, annet, quarter, assignment):
    response = feed(client, renew_calendar(person=annet))

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


@pytest.mark.parametrize(
    "refused", ["wrong", "renewed", "withdrawn", "blocked", "demonstration in production"]
)
def test_any_other_secret_opens_nothing(client, annet, settings, refused):
    secret = renew_calendar(person=annet)
    client.force_login(annet)
    assert feed(client, secret).status_code == 200
    if refused == "renewed":
        client.post(reverse("home:renew_calendar"))
    if refused == "withdrawn":
        client.post(reverse("home:withdraw_calendar"))
    client.logout()
    User.objects.filter(pk=annet.pk).update(
        is_active=refused != "blocked", is_demo=refused.startswith("demonstration")
    )
    settings.PRODUCTION = refused.startswith("demonstration")

    assert feed(client, "wrong" if refused == "wrong" else secret).status_code == 404


def test_only_a_hash_of_the_secret_is_kept(annet):
    secret = renew_calendar(person=annet)

    key = CalendarKey.objects.get()
    assert len(secret) == 43
    assert secret not in str(vars(key))
    assert secret not in str(list(Step.objects.values()))
    assert key.digest == CalendarKey.digest_of(secret)


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_asks_no_more_when_longer(
    client, annet, library, assignment, count, django_assert_num_queries
):
    secret = renew_calendar(person=annet)
    for month in (1, 4, 7)[:count]:
        opened(date(2025, month, 1))

    with django_assert_num_queries(12):
        assert feed(client, secret).content.count(b"BEGIN:VEVENT") == 2 + count


def test_an_unchanged_calendar_is_not_sent_again(client, annet, quarter, assignment):
    secret = renew_calendar(person=annet)
    first = feed(client, secret)

    again = feed(client, secret, if_none_match=first["ETag"])
    opened(date(2025, 7, 1))
    changed = feed(client, secret, if_none_match=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


# What stands in it


def days(events):
    return [(event.day, event.title) for event in events]


def test_a_manager_sees_deadlines_and_when_the_next_quarter_opens(annet, quarter, assignment):
    assert days(events_of(annet, today=TODAY)) == [
        (date(2026, 1, 14), "Uiterste dag: voortgang van Heide, 4e kwartaal 2025"),
        (date(2026, 4, 1), "Voortgang: het 1e kwartaal 2026 gaat open"),
        (date(2026, 4, 14), "Uiterste dag: voortgang, 1e kwartaal 2026"),
    ]


def test_a_questionnaire_has_a_day_of_its_own(annet, library, quarter):
    for name in ("Kwartaalcijfers", "IBL"):
        ReturnFactory(
            questionnaire__name=name, scope=library, period=quarter, deadline=date(2026, 1, 20)
        )

    events = events_of(annet, today=TODAY)

    assert days(events)[:2] == [
        (date(2026, 1, 20), f"Uiterste dag: {name} van Heide, 4e kwartaal 2025")
        for name in ("IBL", "Kwartaalcijfers")
    ]
    assert events[0].name == "deadline-quarter-2025-10-01-organisation-heide-ibl"


def test_a_quarter_that_opened_early_is_there_once(annet, assignment):
    QuarterFactory(start=date(2026, 1, 1), opened_at=NOW)

    assert days(events_of(annet, today=TODAY)) == [
        (date(2026, 4, 14), "Uiterste dag: voortgang van Heide, 1e kwartaal 2026"),
    ]


def test_a_director_sees_when_a_quarter_opens(library, quarter, assignment):
    director = MembershipFactory(scope=library, role=Membership.Role.DIRECTOR).user

    assert [day for day, _title in days(events_of(director, today=TODAY))] == [date(2026, 4, 1)]


def test_the_example_is_not_in_the_calendar_of_real_people(annet, assignment):
    opened(date(2025, 10, 1), is_example=True)

    assert date(2026, 1, 14) not in [day for day, _title in days(events_of(annet, today=TODAY))]
    annet.is_demo = True
    assert days(events_of(annet, today=TODAY))[0] == (
        date(2026, 1, 14),
        "Uiterste dag: voortgang van Heide, 4e kwartaal 2025 (voorbeeld)",
    )


def test_it_names_no_people_figures_or_notes(client, annet, library, quarter, assignment):
    UpdateFactory(
        scope=library, objective=assignment.objective, period=quarter, note="Een geheime zin."
    )

    written = feed(client, renew_calendar(person=annet)).content.decode()

    assert "geheime" not in written
    assert annet.name not in written
    assert annet.email not in written
    assert "Iedereen leest" not in written


# How it is written


def test_calendar_programs_can_read_it(client, annet, library, quarter, assignment):
    library.name, library.short_name = "Bibliotheek de Heide; Veen, Zand en Löss " * 3, ""
    library.save()

    written = feed(client, renew_calendar(person=annet)).content
    calendar = Calendar.from_ical(written)

    lines = written.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert calendar["VERSION"] == "2.0"
    first = calendar.walk("VEVENT")[0]
    assert first["SUMMARY"] == f"Uiterste dag: voortgang van {library.name}, 4e kwartaal 2025"
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2026, 1, 14), date(2026, 1, 15))
    assert first["UID"] == "deadline-quarter-2025-10-01-organisation-heide@portal.example"
    assert first["DTSTAMP"].dt == quarter.opened_at.replace(microsecond=0)
    assert not calendar.walk("VALARM")


def test_a_day_keeps_its_name_and_a_calendar_its_bytes(client, annet, quarter, assignment):
    secret = renew_calendar(person=annet)

    assert feed(client, secret).content == feed(client, secret).content
    names = [
        entry["UID"] for entry in Calendar.from_ical(feed(client, secret).content).walk("VEVENT")
    ]
    assert len(names) == len(set(names)) == 3


# The page


def test_the_address_is_shown_once(client, annet):
    client.force_login(annet)
    page = reverse("home:my_calendar")
    assert "Je hebt nog geen agenda-adres" in client.get(page).content.decode()

    made = client.post(reverse("home:renew_calendar"))

    address = made.context["address"]
    secret = address.removeprefix("https://portal.example/agenda/").removesuffix(".ics")
    assert feed(client, secret).status_code == 200
    assert secret in made.content.decode()
    assert f"webcal://portal.example/agenda/{secret}.ics" in made.content.decode()
    assert secret not in client.get(page).content.decode()
    assert "no-store" in made["Cache-Control"]
    assert [step.verb for step in Step.objects.all()] == ["renewed calendar"]


def test_stopping_twice_is_recorded_once(client, annet):
    client.force_login(annet)
    client.post(reverse("home:renew_calendar"))

    for _ in range(2):
        assert client.post(reverse("home:withdraw_calendar")).status_code == 302

    assert CalendarKey.objects.count() == 0
    assert Step.objects.filter(verb="withdrew calendar").count() == 1
