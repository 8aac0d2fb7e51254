"""Keeping the statutory calendar in the portal: what may be done, by whom."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.models import Fulfilment, Obligation
from tests.factories.programmes import (
    ObligationFactory,
)

pytestmark = [pytest.mark.usefixtures("in_april"), pytest.mark.django_db]
TODAY = date(2026, 4, 20)


def test_a_manager_says_that_it_is_ready_and_takes_it_back(client, annet, library, form):
    client.force_login(annet)
    address = reverse("home:mark_met", args=[form.code, library.pk])
    assert client.get(address).status_code == 200

    later = client.post(address, {"met_on": "2026-04-21"})
    done = client.post(address, {"met_on": "2026-04-17", "note": "Op tijd verstuurd."})

    assert later.status_code == 422
    assert "Deze dag is nog niet geweest." in later.content.decode()
    assert done.url == form.get_absolute_url()
    text = client.get(done.url).content.decode()
    assert "Op tijd verstuurd." in text
    assert "op 17 april 2026, Annet de Boer" in text
    assert client.post(reverse("home:unmark", args=[form.code, library.pk])).status_code == 302
    assert Fulfilment.objects.count() == 0
    assert client.post(reverse("home:unmark", args=[form.code, library.pk])).status_code == 404


def test_of_another_organisation_it_is_not_there(client, annet, neighbour, form):
    client.force_login(annet)

    for name in ("home:mark_met", "home:unmark"):
        answer = client.post(
            reverse(name, args=[form.code, neighbour.pk]), {"met_on": "2026-04-01"}
        )
        assert answer.status_code == 404
    assert Fulfilment.objects.count() == 0


TYPED = {
    "name": "Locaties compleet",
    "body": "gids",
    "ends": "2026-12",
    "ends_words": "eind december",
    "is_deadline": "on",
    "days_inside": "14",
}


def test_staff_add_something_with_as_much_of_a_day_as_is_known(client, staff, network):
    client.force_login(staff)
    address = reverse("home:add_obligation")

    wrong = client.post(address, {**TYPED, "ends": "31-12-2026"})
    made = client.post(address, {**TYPED, "asked_of": network.pk})

    assert wrong.status_code == 422
    assert "Schrijf een dag als 2027-03-13" in wrong.content.decode()
    due = Obligation.objects.get()
    assert made.url == due.get_absolute_url()
    assert (due.ends_on, due.ends_precision, due.days_inside) == (date(2026, 12, 1), "month", 14)
    assert str(due.ends) == "eind december"


def test_staff_change_something(client, staff, form):
    client.force_login(staff)
    address = reverse("home:change_obligation", args=[form.code])
    shown = client.get(address).content.decode()

    refused = client.post(address, {**TYPED, "ends": "", "ends_words": ""})
    changed = client.post(address, {**TYPED, "ends": "2026-03-20", "ends_words": ""})

    assert 'value="2026-03-13"' in shown
    assert refused.status_code == 422
    assert "Zeg voor wanneer dit klaar moet zijn." in refused.content.decode()
    assert changed.url == form.get_absolute_url()
    form.refresh_from_db()
    assert (form.name, form.ends_on) == ("Locaties compleet", date(2026, 3, 20))


def test_the_next_year_is_a_proposal_to_look_at(client, staff, form):
    client.force_login(staff)
    address = reverse("home:copy_obligation", args=[form.code])

    made = client.post(address)
    again = client.post(address, follow=True)

    assert made.url == reverse("home:change_obligation", args=["bezit-2026"])
    assert "13 maart 2027 (nog te bevestigen)" in client.get(made.url).content.decode()
    assert "Dit staat al in de kalender van dat jaar." in again.content.decode()
    assert 'href="/kalender/bezit-2026/"' in again.content.decode()  # the same in other years


def test_what_comes_back_every_year_is_not_copied(client, staff):
    client.force_login(staff)
    always = ObligationFactory(period=None)

    answer = client.post(reverse("home:copy_obligation", args=[always.code]), follow=True)

    assert "komt vanzelf elk jaar terug" in answer.content.decode()
    assert Obligation.objects.count() == 1


def test_the_page_of_one_thing_names_everything_that_is_known(client, annet, form):
    client.force_login(annet)
    text = " ".join(client.get(form.get_absolute_url()).content.decode().split())

    assert "Ons netwerk" in text
    assert "26 februari 2026: 15 dagen eerder" in text
    assert "https://kb.example/vragenlijst" in text
    assert "Zeg dat het klaar is" in text
