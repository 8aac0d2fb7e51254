"""Periods: made ready, opened, closed with open eyes, and exceptions that end by themselves."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from biblionet.home.overviews.periods import next_periods, period_page, readiness
from libraries import actions
from libraries.models import Membership, Period
from programmes import tasks
from programmes.models import Return
from tests.factories.accounts import UserFactory
from tests.factories.goals import AssignmentFactory, QuarterFactory, update_in
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    MembershipFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PeriodFactory,
)
from tests.factories.programmes import QuestionnaireFactory
from tests.goals import submitting

Role = Membership.Role
TODAY = date(2026, 1, 10)


@pytest.fixture
def people(library, annet, staff):
    support = staff.memberships.get().scope
    return {
        "manager": annet,
        "director": MembershipFactory(scope=library, role=Role.DIRECTOR).user,
        "neighbour": MembershipFactory(scope=OrganisationFactory(name="Veen")).user,
        "staff": staff,
        "admin": MembershipFactory(
            scope=support, role=Role.POI_ADMIN, user__name="Beheerder POI"
        ).user,
        "stranger": UserFactory(),
    }


@pytest.fixture
def sign_in_as(client, people):
    def do(name):
        client.force_login(people[name])
        return client

    return do


@pytest.fixture
def closed(db):
    return QuarterFactory(is_closed=True, closed_by__name="Beheerder POI")


def page_of(name, period):
    return reverse(f"home:{name}", args=[period.pk])


def words(response):
    return " ".join(response.content.decode().split())


# Made ready, opened, closed


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], date(2026, 1, 1)),
        ([(date(2025, 10, 1), True)], date(2026, 1, 1)),
        ([(date(2024, 10, 1), False), (date(2025, 10, 1), True)], date(2025, 1, 1)),
        ([(date(2025, 7, 1), False), (date(2025, 4, 1), False)], date(2025, 10, 1)),
    ],
)
def test_the_next_quarter_follows_the_newest(db, there, expected):
    for start, is_example in there:
        QuarterFactory(start=start, is_example=is_example)

    (quarter,) = next_periods(today=TODAY)
    assert (quarter.kind, quarter.start) == ("quarter", expected)


def test_the_next_quarter_is_made_ready_with_one_button_and_nobody_writes_yet(sign_in_as):
    QuarterFactory(start=date(2025, 10, 1))
    client = sign_in_as("admin")
    page = words(client.get(reverse("home:periods")))
    assert "Zet 1e kwartaal 2026 klaar" in page
    assert 'name="start" value="2026-01-01"' in page

    response = client.post(
        reverse("home:add_period"), {"kind": "quarter", "start": "2026-01-01"}, follow=True
    )

    made = Period.objects.get(start=date(2026, 1, 1))
    assert (made.opened_at, made.is_example) == (None, False)
    assert "1e kwartaal 2026 staat klaar" in words(response)


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], date(2026, 1, 1)),
        ([(date(2025, 11, 1), True)], date(2025, 12, 1)),
        ([(date(2025, 1, 1), False), (date(2025, 12, 1), True)], date(2025, 2, 1)),
        ([(date(2025, 12, 1), False)], date(2026, 1, 1)),
    ],
)
def test_where_months_are_asked_the_next_one_is_made_ready_too(sign_in_as, there, expected):
    for start, is_example in there:
        PeriodFactory(kind="month", start=start, end=end_of_month(start), is_example=is_example)
    QuestionnaireFactory(layout="months", period_kind="month", ends=TODAY)

    _quarter, month = next_periods(today=TODAY)

    assert (month.kind, month.start) == ("month", expected)
    with time_machine.travel(TODAY):
        page = words(sign_in_as("admin").get(reverse("home:periods")))
    assert f"Zet {month.name} klaar" in page
    assert f'name="start" value="{expected}"' in page


def end_of_month(start):
    return (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def test_months_that_are_not_asked_any_more_are_not_proposed(db):
    QuestionnaireFactory(layout="months", period_kind="month", ends=TODAY - timedelta(days=1))

    assert [one.kind for one in next_periods(today=TODAY)] == ["quarter"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "quarter", "start": "2026-02-01"}, "start"),
        ({"kind": "week", "start": "2026-01-01"}, "kind"),
        ({"kind": "quarter", "start": ""}, "start"),
    ],
)
def test_a_period_that_cannot_be_is_refused_at_its_field(sign_in_as, typed, field):
    response = sign_in_as("admin").post(reverse("home:add_period"), typed)

    assert response.status_code == 422
    assert field in response.context["form"].errors


@pytest.fixture
def asked(library):
    """A questionnaire that is asked of two libraries."""
    questionnaire = submitting.ask(1)
    for body in (library, OrganisationFactory(name="Bibliotheek Veen")):
        NetworkMemberFactory(network=questionnaire.asked_of, organisation=body)
    return questionnaire


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_everybody_gets_what_is_asked_at_the_moment_a_quarter_opens(worker, asked, sign_in_as):
    made = PeriodFactory(kind="quarter", start=date(2025, 10, 1), end=date(2025, 12, 31))
    assert not Return.objects.exists()

    def done():
        return len(re.findall(r"Task programmes\.\S+ succeeded", worker.said()))

    before = done()
    sign_in_as("admin").post(page_of("open_period", made))

    worker.wait_until(lambda: Return.objects.count() == 2)
    tasks.hand_out.delay(made.pk)
    tasks.sweep_periods.delay()
    worker.wait_until(lambda: done() == before + 3)
    assert Return.objects.count() == 2


@pytest.mark.django_db
def test_a_lost_message_is_made_good_by_the_sweep(asked, people, monkeypatch):
    monkeypatch.setattr(tasks.hand_out, "delay", lambda period: None)  # the queue lost it
    made = PeriodFactory(kind="quarter", start=date(2025, 10, 1), end=date(2025, 12, 31))
    tasks.open_and_hand_out(period=made, by=people["admin"])
    assert not Return.objects.exists()

    tasks.sweep_periods()
    tasks.sweep_periods()
    tasks.hand_out(made.pk)

    assert Return.objects.filter(period=made).count() == 2


@pytest.mark.django_db
def test_nothing_is_handed_out_over_a_period_that_nobody_opened(asked):
    made = PeriodFactory(kind="quarter", start=date(2025, 10, 1), end=date(2025, 12, 31))

    tasks.hand_out(made.pk)
    tasks.sweep_periods()

    assert not Return.objects.exists()


@pytest.mark.django_db
def test_who_is_not_ready_is_shown_before_a_period_closes(sign_in_as, people, library, quarter):
    manager = people["manager"]
    submitting.tell(library, quarter, 2, by=manager)
    update_in(
        "draft",
        objective=AssignmentFactory(scope=library).objective,
        scope=library,
        period=quarter,
        author=manager,
    )
    given = submitting.give(submitting.ask(3), library, quarter)
    submitting.answer(given, by=manager, slots=(0,))
    EntryFactory(figure=FigureFactory(scope=library, period=quarter))
    client = sign_in_as("admin")

    page = words(client.get(page_of("close_period", quarter)))
    (row,) = readiness(quarter, people["admin"])

    assert (row.handed_in, row.asked, row.drafts, row.is_ready) == (2, 3, 1, False)
    assert [(one.missing, one.asked) for one in row.returns] == [(2, 3)]
    for told in ("Nog niet klaar", "2 van 3 ingestuurd", "2 van 3 ontbreken", "1 concept"):
        assert told in page
    quarter.refresh_from_db()
    assert quarter.is_open

    client.post(page_of("close_period", quarter))
    quarter.refresh_from_db()
    assert not quarter.is_open


@pytest.mark.django_db
def test_who_handed_everything_in_is_ready(people, library, quarter):
    manager = people["manager"]
    submitting.tell(library, quarter, 1, by=manager)
    submitting.hand_in(submitting.give(submitting.ask(2), library, quarter), by=manager)

    (row,) = readiness(quarter, people["admin"])

    assert row.is_ready
    assert [(one.missing, one.badge.tone) for one in row.returns] == [(0, "sent")]


@pytest.mark.django_db
def test_a_second_click_on_close_or_open_changes_nothing_and_says_so(sign_in_as, closed):
    client, before = sign_in_as("admin"), closed.closed_at

    response = client.post(page_of("close_period", closed), follow=True)

    closed.refresh_from_db()
    assert closed.closed_at == before
    assert "niet open" in words(response)


# Locks and exceptions


@pytest.mark.django_db
def test_a_closed_period_says_who_since_when_what_and_whom_to_ask(sign_in_as, closed):
    page = words(sign_in_as("manager").get(page_of("period", closed)))

    assert "4e kwartaal 2023 is gesloten door Beheerder POI" in page
    assert "kunt de cijfers" in page
    assert "Vraag een beheerder van de POI" in page


@pytest.mark.django_db
def test_an_exception_has_a_reason_and_an_end_and_stays_listed_when_it_ended(
    sign_in_as, library, closed, people
):
    client = sign_in_as("admin")
    until = timezone.localdate() + timedelta(days=3)
    client.post(
        page_of("grant_exception", closed),
        {"scope": library.pk, "until": until.isoformat(), "reason": "De teller was stuk."},
    )

    (now,) = period_page(closed, people["admin"], today=until).exceptions
    (later,) = period_page(closed, people["admin"], today=until + timedelta(days=1)).exceptions

    assert (now.holds, later.holds, later.exception.reason) == (True, False, "De teller was stuk.")
    actions.require_writable(period=closed, scope=library)
    assert "Alleen wie een uitzondering heeft" in words(client.get(page_of("period", closed)))
    closed.exceptions.update(until=timezone.localdate() - timedelta(days=1))
    page = words(client.get(page_of("period", closed)))
    assert "schrijft nu niemand" in page
    assert "Afgelopen" in page
    assert "De teller was stuk." in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", [{"until": "2000-01-01", "reason": "x"}, {"until": "", "reason": ""}]
)
def test_an_exception_that_cannot_be_is_refused(sign_in_as, library, closed, typed):
    response = sign_in_as("admin").post(
        page_of("grant_exception", closed), {"scope": library.pk, **typed}
    )

    assert response.status_code == 422
    assert not closed.exceptions.exists()


# Who may


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["open_period", "close_period", "grant_exception"])
@pytest.mark.parametrize("person", ["staff", "manager", "stranger"])
def test_others_do_not_touch_a_period(sign_in_as, quarter, name, person):
    assert sign_in_as(person).post(page_of(name, quarter)).status_code == 403
    quarter.refresh_from_db()
    assert quarter.is_open


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["staff", "manager"])
def test_others_do_not_see_the_page_to_close_or_the_button(sign_in_as, quarter, person):
    client = sign_in_as(person)

    assert client.get(page_of("close_period", quarter)).status_code == 403
    for page in (page_of("period", quarter), reverse("home:periods")):
        assert "/sluiten/" not in client.get(page).content.decode()
        assert "toevoegen" not in client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "knows"),
    [("manager", 1), ("director", 1), ("staff", 1), ("neighbour", 0), ("stranger", 0)],
)
def test_how_far_somebody_is_is_known_to_the_own_people_and_the_poi(
    sign_in_as, people, library, closed, person, knows
):
    AssignmentFactory(scope=library)
    EntryFactory(figure=FigureFactory(scope=library, period=closed))
    actions.grant_exception(
        period=closed, scope=library, reason="Ziek.", until=date(2099, 1, 1), by=people["admin"]
    )
    client = sign_in_as(person)

    page = client.get(page_of("period", closed)).context["page"]
    row = next(
        one for one in client.get(reverse("home:periods")).context["rows"] if one.period == closed
    )

    assert [one.organisation.pk for one in page.organisations] == [library.pk] * knows
    assert (len(page.exceptions), row.drafts, row.exceptions) == (knows, knows, knows)


# Counted


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_periods_ask_no_more_when_longer(
    people, quarter, count, django_assert_num_queries
):
    questionnaire = submitting.ask(count)
    for _ in range(count):
        body = OrganisationFactory()
        by = MembershipFactory(scope=body).user
        submitting.tell(body, quarter, count, by=by)
        given = submitting.give(questionnaire, body, quarter)
        submitting.answer(given, by=by, slots=(0,))
        EntryFactory(figure=FigureFactory(scope=body, period=quarter))
    admin = people["admin"]

    readiness(quarter, admin)
    with django_assert_num_queries(11):
        assert len(readiness(quarter, admin)) == count
