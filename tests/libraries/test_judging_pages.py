"""Judging, choosing and roles in the browser."""

from datetime import date

import pytest
from django.urls import reverse

from libraries import actions
from libraries.models import Figure, Period
from tests.factories.libraries import (
    EntryFactory,
    FigureFactory,
    PeriodFactory,
    ReadingFactory,
)

pytestmark = pytest.mark.django_db


# Judging and choosing


def test_a_figure_is_accepted_from_the_queue(as_, library):
    reading = EntryFactory(figure=FigureFactory(scope=library), is_submitted=True)
    client = as_("staff")
    assert [one.reading for one in client.get("/cijfers/beoordelen/").context["waiting"]] == [
        reading
    ]

    accept = reverse("libraries:accept_reading", args=[reading.pk])
    tags = []
    for _twice in range(2):
        response = client.post(accept, {"version": reading.version}, follow=True)
        tags += [message.level_tag for message in response.context["messages"]]

    assert Figure.objects.get().current == reading
    assert tags == ["success", "error"]


def test_a_long_queue_goes_over_pages_longest_waiting_first(as_, library, monkeypatch):
    monkeypatch.setattr("libraries.overviews.figures.WAITING_A_PAGE", 2)
    waiting = [
        EntryFactory(figure=FigureFactory(scope=library), is_submitted=True) for _one in range(3)
    ]
    client = as_("staff")

    first, second = (client.get(f"/cijfers/beoordelen/?page={number}") for number in (1, 2))

    assert [one.reading for one in first.context["waiting"]] == waiting[:2]
    assert [one.reading for one in second.context["waiting"]] == waiting[2:]
    assert "3 cijfers wachten" in first.content.decode()
    assert 'href="?page=2"' in first.content.decode()


def test_a_reason_comes_back_after_signing_in_again(people, client, library):
    reading = EntryFactory(figure=FigureFactory(scope=library), is_submitted=True, version=2)
    page = reverse("libraries:send_back_reading", args=[reading.pk])

    client.post(page, {"reason": "Tel de scholen ook.", "version": 1})
    client.force_login(people["staff"])
    shown = client.get(page)

    assert "Tel de scholen ook." in shown.content.decode()
    assert shown.context["form"]["version"].value() == "1"  # as it was read then


@pytest.mark.parametrize("name", ["accept_reading", "send_back_reading"])
@pytest.mark.parametrize("version", ["", "x", "1"])
def test_what_was_not_read_is_not_judged(as_, library, name, version):
    """Taken back and handed in again since: the page that was read is about another number."""
    reading = EntryFactory(figure=FigureFactory(scope=library), is_submitted=True, version=3)
    url = reverse(f"libraries:{name}", args=[reading.pk])

    as_("staff").post(url, {"reason": "Tel na.", "version": version})

    reading.refresh_from_db()
    assert (reading.workflow, reading.version) == ("submitted", 3)


@pytest.mark.parametrize(("reason", "status"), [("Tel na.", 302), ("", 422)])
def test_a_figure_is_sent_back_with_a_reason(as_, library, reason, status):
    reading = EntryFactory(figure=FigureFactory(scope=library), is_submitted=True)
    url = reverse("libraries:send_back_reading", args=[reading.pk])

    typed = {"reason": reason, "version": reading.version}
    assert as_("staff").post(url, typed).status_code == status
    reading.refresh_from_db()
    assert reading.workflow == ("draft" if reason else "submitted")


@pytest.mark.parametrize(("person", "status"), [("manager", 403), ("neighbour", 404)])
@pytest.mark.parametrize("name", ["accept_reading", "send_back_reading"])
def test_own_people_may_not_judge_and_others_do_not_know(as_, library, person, status, name):
    reading = EntryFactory(figure=FigureFactory(scope=library), is_submitted=True)

    response = as_(person).post(reverse(f"libraries:{name}", args=[reading.pk]), {"reason": "x"})

    assert response.status_code == status


@pytest.mark.parametrize("reason", ["Telt actieve accounts.", ""])
def test_a_choice_needs_a_reason(as_, some_figures, reason):
    figure = some_figures["conflict"]
    reading = figure.readings.first()

    as_("staff").post(
        reverse("libraries:choose", args=[figure.pk]), {"reading": reading.pk, "reason": reason}
    )

    figure.refresh_from_db()
    assert figure.current == (reading if reason else None)
    assert figure.chosen_reason == reason


def test_only_a_reading_of_the_figure_can_be_chosen(as_, some_figures):
    figure, other = some_figures["conflict"], ReadingFactory()
    url = reverse("libraries:choose", args=[figure.pk])

    assert as_("staff").post(url, {"reading": other.pk, "reason": "x"}).status_code == 422
    assert as_("manager").get(url).status_code == 403


# Roles


def test_a_role_is_given_and_ended(as_, people, library):
    client, newcomer = as_("admin"), people["stranger"]
    client.post(
        "/rollen/toevoegen/",
        {"user": newcomer.pk, "scope": library.pk, "role": "manager", "starts": "2024-01-01"},
    )
    membership = newcomer.memberships.get()

    client.post(reverse("libraries:end_membership", args=[membership.pk]), {"ends": "2024-06-30"})

    membership.refresh_from_db()
    assert membership.ends == date(2024, 6, 30)
    shown = client.get("/rollen/?beeindigd=1").context["rows"]
    assert membership in shown


@pytest.mark.parametrize(
    ("typed", "field"), [({"role": "poi_admin"}, "role"), ({"ends": "2000-01-01"}, "__all__")]
)
def test_a_role_that_cannot_be_is_refused(as_, people, library, typed, field):
    usual = {"role": "manager", "starts": "2024-01-01"}
    response = as_("admin").post(
        "/rollen/toevoegen/",
        {"user": people["stranger"].pk, "scope": library.pk, **usual, **typed},
    )

    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_a_correction_is_judged_beside_what_counts_now(as_, accepted, report, people):
    accepted(9309)
    correction = {"correction": "counted_again", "explanation": "Nu zonder dubbele."}
    actions.submit_reading(reading=report(5, **correction), by=people["manager"])

    page = as_("staff").get("/cijfers/beoordelen/").content.decode()

    assert ("9.309" in page, ">5<" in page.replace("\n", "")) == (True, True)
    assert "opnieuw geteld" in page
    assert "Nu zonder dubbele." in page


def test_what_goes_with_a_round_is_judged_there_and_its_correction_here(
    as_, accepted, report, people
):
    quarter = PeriodFactory(kind=Period.Kind.QUARTER, start=date(2023, 1, 1), is_opened=True)
    alone = EntryFactory(figure__period=quarter, is_submitted=True)
    accepted(1931, period=quarter)
    corrected = report(
        1913, period=quarter, correction="typed_wrong", explanation="Twee cijfers verwisseld."
    )
    actions.submit_reading(reading=corrected, by=people["manager"])

    waiting = as_("staff").get("/cijfers/beoordelen/").context["waiting"]

    assert [one.reading for one in waiting] == [corrected]
    for door in ("accept_reading", "send_back_reading"):
        url = reverse(f"libraries:{door}", args=[alone.pk])
        assert as_("staff").post(url, {"reason": "Tel na."}).status_code == 404
    alone.refresh_from_db()
    assert alone.workflow == "submitted"
