"""Reminders with their preview, and how much mail everybody got."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from biblionet.accounts.models import Letter
from biblionet.home import actions
from biblionet.home.overviews.post import asked_quarter, post_of_quarter, to_remind
from biblionet.trail.models import Step
from goals.models import ProgressUpdate
from tests.factories.accounts import UserFactory
from tests.factories.goals import AssignmentFactory, QuarterFactory, UpdateFactory
from tests.factories.libraries import MembershipFactory, OrganisationFactory
from tests.factories.programmes import ReturnFactory
from tests.mail import words_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 9, 9, tzinfo=timezone.get_default_timezone())  # a Friday
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def on_a_friday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ring(monkeypatch):
    """Note for which letters the bell is rung; the worker has tests of its own."""
    rung = []
    monkeypatch.setattr("biblionet.home.tasks.send_letter.delay", rung.append)
    return rung


def sent(person, day, kind=Letter.Kind.WEEKLY, key="", **values):
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())
    return Letter.objects.create(
        user=person,
        kind=kind,
        key=key or f"{day}",
        subject=f"Mail van {day}",
        ordered_at=moment,
        sent_at=moment,
        **values,
    )


@pytest.fixture
def page(quarter, library, assignment):
    return reverse("home:remind", args=[quarter.pk, library.pk])


# One organisation and quarter


def test_the_preview_is_the_letter_that_goes(
    client, annet, staff, page, postbox, ring, django_capture_on_commit_callbacks
):
    client.force_login(staff)
    (preview,) = client.get(page).context["previews"]

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page).status_code == 302
    with postbox.serving():
        assert actions.send_letter(ring[0], today=TODAY, at=NOW)

    (letter,) = postbox.letters
    assert (preview[1].subject, preview[1].text) == (
        letter["Subject"],
        words_of(letter).replace("\r\n", "\n"),
    )
    assert preview[1].subject == "Herinnering: 4e kwartaal 2025, uiterlijk 14 januari"
    assert letter["To"] == annet.email


def test_the_page_says_to_whom_and_when_they_last_got_a_letter(client, annet, staff, page):
    sent(annet, date(2025, 12, 22))
    sent(annet, date(2025, 12, 15))
    client.force_login(staff)

    shown = client.get(page).content.decode()

    assert "Laatste mail op 22 december 2025: “Mail van 2025-12-22”." in shown
    assert "Aan annet@example.org" in shown
    assert "Stuur herinnering" in shown


@pytest.mark.parametrize("key", ["2026-W02", "unsent"])
def test_nobody_is_reminded_twice_in_a_week(client, annet, staff, page, ring, key):
    if key == "unsent":
        Letter.objects.create(user=annet, kind="weekly", key="2026-W02")
    else:
        sent(annet, date(2026, 1, 7), key=key)
    client.force_login(staff)

    shown, asked = client.get(page).content.decode(), client.post(page)

    assert ("deze week ging er al een mail" in shown) is (key != "unsent")
    assert "Stuur herinnering" not in shown
    assert asked.status_code == 422
    assert Letter.objects.count() == 1


def test_a_send_back_does_not_use_up_the_week(client, annet, staff, page, ring):
    sent(annet, date(2026, 1, 8), kind=Letter.Kind.SENT_BACK, key="step-1")
    client.force_login(staff)

    assert client.post(page).status_code == 302


def test_who_is_ready_is_not_reminded(client, annet, library, staff, page, quarter, assignment):
    UpdateFactory(scope=library, objective=assignment.objective, period=quarter, is_submitted=True)
    client.force_login(staff)

    assert "er is niets meer in te sturen" in client.get(page).content.decode()
    assert client.post(page).status_code == 422


def test_asking_is_recorded_for_each_person(annet, library, staff, quarter, assignment):
    MembershipFactory(scope=library, user__name="Bert")

    letters = actions.ask_for_reminder(period=quarter, scope=library, by=staff, today=TODAY, at=NOW)

    assert {letter.user.name for letter in letters} == {"Annet de Boer", "Bert"}
    assert {(step.verb, step.scope, step.by) for step in Step.objects.all()} == {
        ("reminded", "heide", staff)
    }
    with pytest.raises(ValidationError, match="niemand om te herinneren"):
        actions.ask_for_reminder(period=quarter, scope=library, by=staff, today=TODAY, at=NOW)


def test_somebody_who_was_ordered_a_letter_meanwhile_is_left_out(
    annet, library, staff, quarter, assignment, monkeypatch
):
    monkeypatch.setattr("biblionet.accounts.actions.order_letter_of_week", lambda **_values: None)

    with pytest.raises(ValidationError):
        actions.ask_for_reminder(period=quarter, scope=library, by=staff, today=TODAY, at=NOW)


def test_an_organisation_without_manager_says_so(client, staff, quarter, library, page):
    client.force_login(staff)

    assert "Niemand rapporteert voor deze organisatie" in client.get(page).content.decode()


@pytest.mark.parametrize("stranger", ["manager", "nothing asked", "no quarter"])
def test_who_cannot_be_reminded_has_no_page(client, annet, staff, quarter, page, stranger):
    client.force_login(annet if stranger == "manager" else staff)
    if stranger == "nothing asked":
        page = reverse("home:remind", args=[quarter.pk, OrganisationFactory().pk])
    if stranger == "no quarter":
        page = reverse("home:remind", args=[quarter.pk + 1, 1])

    assert client.get(page).status_code == (403 if stranger == "manager" else 404)


# All that is to be handed in


def test_the_list_shows_who_still_has_to_hand_in(client, library, staff, quarter, assignment):
    ready = AssignmentFactory()
    UpdateFactory(scope=ready.scope, objective=ready.objective, period=quarter, is_submitted=True)
    AssignmentFactory(scope=library)
    client.force_login(staff)

    (line,) = client.get(reverse("home:reminders")).context["lines"]

    assert (line.scope.pk, line.asked, line.absent) == (library.pk, 2, 2)
    assert line.deadline == date(2026, 1, 14)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_no_more_when_longer(count, quarter, django_assert_num_queries):
    for _ in range(count):
        AssignmentFactory()

    with django_assert_num_queries(5):
        assert len(to_remind()) == count


def test_a_questionnaire_counts_too(client, library, quarter, annet, staff):
    given = ReturnFactory(questionnaire__name="Kwartaalcijfers", scope=library, period=quarter)
    client.force_login(staff)

    assert [(line.asked, line.absent) for line in to_remind()] == [(1, 1)]
    page = client.get(reverse("home:remind", args=[quarter.pk, library.pk])).content.decode()
    assert "Kwartaalcijfers: Concept" in page
    assert "Stuur herinnering" in page

    type(given).objects.update(
        state="submitted", round=1, submitted_at=NOW, submitted_by=annet, accountable=annet
    )
    assert to_remind() == ()


def test_a_sent_back_update_is_to_be_handed_in_again(library, quarter, assignment):
    UpdateFactory(scope=library, objective=assignment.objective, period=quarter, is_sent_back=True)
    assert ProgressUpdate.objects.count() == 1

    assert [line.absent for line in to_remind()] == [1]


def test_without_an_open_quarter_there_is_nobody_to_remind(client, staff, assignment):
    QuarterFactory(start=date(2025, 7, 1), is_closed=True)
    client.force_login(staff)

    assert (
        "Er is niemand om te herinneren" in client.get(reverse("home:reminders")).content.decode()
    )


# How much mail


def test_everybody_sees_how_many_letters_an_organisation_got(client, annet, library, staff):
    bert = MembershipFactory(scope=library, user__name="Bert").user
    sent(annet, date(2026, 1, 1))
    sent(annet, date(2026, 1, 7), kind=Letter.Kind.ASKED, asked_by=staff)
    sent(bert, date(2026, 1, 8), kind=Letter.Kind.SENT_BACK)
    sent(bert, date(2025, 12, 31))
    Letter.objects.create(user=bert, kind="weekly", key="2026-W02", problem="Geen verbinding")
    gone = UserFactory(name="Wie weg is")
    sent(gone, date(2026, 1, 2))
    client.force_login(staff)

    response = client.get(reverse("home:letters"))

    bodies = {body.body.code if body.body else "": body for body in response.context["post"].bodies}
    counts = {one.person.name: len(one.letters) for one in bodies["heide"].people}
    assert counts == {"Annet de Boer": 2, "Bert": 1}
    assert bodies["heide"].count == 3
    assert [one.person for one in bodies[""].people] == [gone]
    shown = response.content.decode()
    assert "Verstuurde mails in het 1e kwartaal 2026" in shown
    assert "gevraagd door Medewerker POI" in shown
    assert "Geen verbinding" in shown


def test_an_earlier_quarter_can_be_read(client, annet, staff):
    sent(annet, date(2025, 12, 31))
    sent(annet, date(2026, 1, 1))
    client.force_login(staff)
    now = client.get(reverse("home:letters")).context["post"]

    before = client.get(reverse("home:letters"), {"kwartaal": now.before}).context["post"]

    assert (now.before, now.after, before.after) == ("2025-4", "", "2026-1")
    for post, subject in ((before, "Mail van 2025-12-31"), (now, "Mail van 2026-01-01")):
        people = [one for body in post.bodies for one in body.people]
        assert [letter.subject for one in people for letter in one.letters] == [subject]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2025-4", date(2025, 10, 1)),
        ("2026-1", date(2026, 1, 1)),
        ("", date(2026, 1, 1)),
        ("2025-5", date(2026, 1, 1)),
        ("onzin", date(2026, 1, 1)),
    ],
)
def test_a_quarter_is_read_from_the_address(text, start):
    assert asked_quarter(text, today=TODAY) == start


@pytest.mark.parametrize("count", [1, 3])
def test_counting_letters_asks_no_more_when_longer(count, django_assert_num_queries):
    for _ in range(count):
        person = MembershipFactory().user
        for day in range(1, count + 1):
            sent(person, date(2026, 1, day))

    with django_assert_num_queries(2):
        post = post_of_quarter(date(2026, 1, 1))

    assert [body.count for body in post.bodies] == [count] * count


@pytest.mark.parametrize("name", ["letters", "reminders"])
def test_mail_is_the_business_of_the_support_institution(client, annet, name):
    client.force_login(annet)

    assert client.get(reverse(f"home:{name}")).status_code == 403


def test_the_week_begins_on_monday_for_everybody(annet, library, staff, quarter, assignment):
    sent(annet, TODAY, key="2026-W02")

    with pytest.raises(ValidationError):
        actions.ask_for_reminder(period=quarter, scope=library, by=staff, today=TODAY, at=NOW)
    monday = TODAY + timedelta(days=3)
    assert actions.ask_for_reminder(period=quarter, scope=library, by=staff, today=monday, at=NOW)
