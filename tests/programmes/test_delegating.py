"""Asking a colleague for one section, and who gathers the answers."""

import pytest
from django.urls import reverse

from biblionet.trail.models import Step
from programmes import actions
from programmes.models import Delegation
from tests.factories.programmes import SectionFactory
from tests.libraries.making import refused

pytestmark = pytest.mark.django_db


def ask(form, **more):
    asked = {
        "given": form.given,
        "section": form.sections[0],
        "colleague": form.people["colleague"],
        "by": form.people["manager"],
        **more,
    }
    return actions.ask_colleague(**asked)


def test_a_colleague_is_asked_once_and_again_when_it_has_to_be_done_over(form):
    asked = ask(form, note=" De cijfers staan in Wise. ")
    actions.finish_section(delegation=asked, by=form.people["colleague"])
    assert asked.done_at is not None

    again = ask(form, note="")

    assert (again.pk, again.done_at, again.note) == (asked.pk, None, "")
    assert Delegation.objects.count() == 1
    assert list(Step.objects.order_by("pk").values_list("verb", "scope")) == [
        (verb, "heide") for verb in ("asked colleague", "finished section", "asked colleague")
    ]


@pytest.mark.parametrize("who", ["neighbour", "director", "staff"])
def test_only_who_fills_in_for_the_organisation_can_be_asked(form, who):
    said = refused(ask, form=form, colleague=form.people[who])

    assert str(form.people[who]) in said
    assert Delegation.objects.count() == 0


@pytest.mark.parametrize("who", ["neighbour", "director"])
def test_only_who_reports_asks(form, who):
    assert "Bibliotheek de Heide" in refused(ask, form=form, by=form.people[who])


def test_what_was_handed_in_is_asked_of_nobody(form):
    form.answer(100, form.questions[0])
    form.submit()

    assert "ingestuurd" in refused(ask, form=form)


def test_what_was_filled_in_stays_when_nobody_is_asked_any_more(form):
    asked = ask(form)
    form.answer(100, form.questions[0], by="colleague")

    actions.withdraw_section(delegation=asked, by=form.people["manager"])

    assert Delegation.objects.count() == 0
    assert form.slot(form.questions[0]).value == 100
    assert Step.objects.filter(verb="withdrew section").count() == 1


def test_the_section_says_who_has_it_and_others_do_not_see_that(client, form):
    ask(form, note="De cijfers staan in Wise.")
    address = reverse("programmes:delivery_section", args=[form.given.pk, 1])
    client.force_login(form.people["colleague"])

    page = client.get(address).content.decode()

    assert "Manager Heide vroeg Jan Heide" in page
    assert "De cijfers staan in Wise." in page
    form.answer(100, form.questions[0])
    form.submit()
    form.approve()
    form.accept()
    client.force_login(form.people["neighbour"])
    assert "Jan Heide" not in client.get(address).content.decode()


def test_asking_goes_through_a_form_that_lists_colleagues_only(client, form):
    client.force_login(form.people["manager"])
    address = reverse("programmes:ask_colleague", args=[form.given.pk, 1])

    page = client.get(address)
    assert [str(one) for one in page.context["people"]] == ["Jan Heide"]
    stranger = client.post(address, {"colleague": form.people["neighbour"].pk})
    assert stranger.status_code == 422
    done = client.post(address, {"colleague": form.people["colleague"].pk, "note": "Graag"})

    assert done.status_code == 302
    assert Delegation.objects.get().colleague == form.people["colleague"]


def test_a_section_of_another_return_cannot_be_finished_from_here(client, form):
    asked = ask(form)
    client.force_login(form.people["neighbour"])
    for name in ("finish_section", "withdraw_section"):
        address = reverse(f"programmes:{name}", args=[form.given.pk, asked.pk])
        assert client.post(address).status_code == 404
    client.force_login(form.people["manager"])
    elsewhere = reverse("programmes:finish_section", args=[form.given.pk, asked.pk + 1])
    assert client.post(elsewhere).status_code == 404
    done = reverse("programmes:finish_section", args=[form.given.pk, asked.pk])
    assert client.post(done).status_code == 302
    asked.refresh_from_db()
    assert asked.done_at is not None


def test_the_contact_person_is_of_the_organisation_and_kept(client, form):
    manager, colleague = form.people["manager"], form.people["colleague"]
    address = reverse("programmes:delivery_contact", args=[form.given.pk])
    client.force_login(manager)

    assert client.post(address, {"contact": form.people["staff"].pk}).status_code == 422
    assert client.post(address, {"contact": colleague.pk}).status_code == 302

    form.given.refresh_from_db()
    assert form.given.contact == colleague
    assert "vult niets in" in refused(
        actions.set_contact, given=form.given, contact=form.people["neighbour"], by=manager
    )


def test_a_section_of_another_form_is_asked_of_nobody(form):
    other = SectionFactory()

    assert refused(
        actions.ask_colleague,
        given=form.given,
        section=other,
        colleague=form.people["colleague"],
        by=form.people["manager"],
    )


def test_what_is_ready_stays_ready_and_who_is_chosen_stays_chosen(form):
    manager, colleague = form.people["manager"], form.people["colleague"]
    asked = ask(form)
    for _time in range(2):
        actions.finish_section(delegation=asked, by=colleague)
        actions.set_contact(given=form.given, contact=colleague, by=manager)

    verbs = list(Step.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs.count("finished section") == 1
    assert verbs.count("chose contact") == 1
