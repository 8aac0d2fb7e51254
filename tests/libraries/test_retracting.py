"""Taking a figure back, and throwing away what was typed by mistake."""

import pytest
from django.urls import reverse

from biblionet.trail.models import Step
from libraries import actions
from libraries.models import Figure, Reading
from tests.libraries.making import CORRECTED, refused
from tests.libraries.test_entry_pages import entry_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(report, people) -> Reading:
    return actions.submit_reading(reading=report(), by=people["manager"])


# Taking back


def test_what_is_taken_back_is_the_same_draft_again(submitted, report, people):
    actions.withdraw_reading(reading=submitted, version=2, by=people["manager"])

    stored = Reading.objects.get()
    assert (stored.pk, stored.workflow, stored.version) == (submitted.pk, "draft", 3)
    assert Step.objects.get(verb="withdrew reading").scope == "facet"
    again = report(1950, version=3)
    assert (again.pk, again.value) == (submitted.pk, 1950)
    actions.submit_reading(reading=again, by=people["manager"])


@pytest.mark.parametrize("person", ["director", "neighbour", "stranger"])
def test_others_take_nothing_back(submitted, people, person):
    assert "Facet" in refused(
        actions.withdraw_reading, reading=submitted, version=2, by=people[person]
    )
    assert Reading.objects.get().workflow == "submitted"


def test_nothing_is_taken_back_from_a_closed_period(submitted, people, year):
    actions.close_period(period=year, by=people["admin"])

    assert people["admin"].name in refused(
        actions.withdraw_reading, reading=submitted, version=2, by=people["manager"]
    )


@pytest.mark.parametrize("version", [1, 3])
def test_what_was_judged_meanwhile_is_not_taken_back(submitted, people, version):
    stale = Reading.objects.get()
    judged = actions.accept_reading(reading=submitted, by=people["staff"])

    assert people["staff"].name in refused(
        actions.withdraw_reading, reading=stale, version=2, by=people["manager"]
    )
    assert refused(actions.withdraw_reading, reading=judged, version=version, by=people["manager"])
    assert Reading.objects.get().workflow == "accepted"


# Throwing away


def test_a_draft_goes_with_its_figure_and_the_trail_keeps_what_it_said(report, people):
    draft = report(1931, explanation="Verkeerde regel.")

    assert actions.discard_reading(reading=draft, version=1, by=people["manager"]) is None

    assert not Reading.objects.exists()
    assert not Figure.objects.exists()
    step = Step.objects.get(verb="discarded draft")
    assert (step.scope, step.by) == ("facet", people["manager"])
    assert (step.details["value"], step.details["explanation"]) == ("1931", "Verkeerde regel.")


def test_a_correction_goes_and_what_it_corrects_stays(accepted, report, people):
    old = accepted(1931)
    draft = report(1950, version=0, **CORRECTED)

    figure = actions.discard_reading(reading=draft, version=1, by=people["staff"])

    assert (figure, figure.current) == (old.figure, old)
    assert Reading.objects.get() == old
    assert report(1940, version=0, **CORRECTED).revises == old


def test_what_was_ever_handed_in_stays(report, submitted, people):
    act = {"version": 2, "by": people["manager"]}
    assert refused(actions.discard_reading, reading=submitted, **act)
    actions.withdraw_reading(reading=submitted, **act)
    assert refused(actions.discard_reading, reading=submitted, version=3, by=people["manager"])
    actions.submit_reading(reading=submitted, by=people["manager"])
    actions.send_back_reading(reading=submitted, reason="Tel na.", by=people["staff"])

    assert refused(actions.discard_reading, reading=submitted, version=5, by=people["manager"])
    assert Reading.objects.get().remark == "Tel na."


def test_what_somebody_typed_meanwhile_is_not_thrown_away(report, people):
    draft = report(1913)
    report(1950, version=1, by=people["staff"])

    sentence = refused(actions.discard_reading, reading=draft, version=1, by=people["manager"])

    assert people["staff"].name in sentence
    assert "1.950" in sentence
    assert Reading.objects.get().value == 1950


@pytest.mark.parametrize("person", ["director", "neighbour", "stranger"])
def test_others_throw_nothing_away(report, people, person):
    assert refused(actions.discard_reading, reading=report(), version=1, by=people[person])
    assert Reading.objects.exists()


def test_a_draft_of_a_closed_period_stays(report, people, year):
    draft = report()
    actions.close_period(period=year, by=people["admin"])

    assert refused(actions.discard_reading, reading=draft, version=1, by=people["manager"])


def test_who_still_types_in_what_was_thrown_away_is_told(report, people):
    draft = report()
    stale = Reading.objects.select_related("figure__scope", "figure__period").get()
    actions.discard_reading(reading=draft, version=1, by=people["manager"])

    assert refused(report, version=1)
    for act in (actions.submit_reading, actions.discard_reading):
        more = {"version": 1} if act is actions.discard_reading else {}
        assert refused(act, reading=stale, by=people["staff"], **more)


# In the browser


def test_a_manager_takes_a_figure_back_on_its_page(as_, library, indicator, year, submitted):
    client, url = as_("manager"), entry_url(indicator, library, year)
    door = reverse("libraries:withdraw_reading", args=[submitted.pk])
    assert door in client.get(url).content.decode()

    response = client.post(door, {"version": "2"}, follow=True)

    assert response.redirect_chain[0][0] == f"{url}?part=library"
    assert 'name="hand_in"' in response.content.decode()
    assert Reading.objects.get().workflow == "draft"


def test_a_manager_throws_a_draft_away_on_its_page(as_, library, indicator, year, report):
    draft = report()
    client, url = as_("manager"), entry_url(indicator, library, year)
    door = reverse("libraries:discard_reading", args=[draft.pk])
    assert door in client.get(url).content.decode()

    response = client.post(door, {"version": "1"})

    assert response.url == indicator.get_absolute_url()
    assert not Reading.objects.exists()


def test_after_a_correction_is_thrown_away_its_figure_is_shown(as_, accepted, report):
    old = accepted()
    draft = report(5, version=0, **CORRECTED)

    response = as_("manager").post(
        reverse("libraries:discard_reading", args=[draft.pk]), {"version": "1"}
    )

    assert response.url == old.figure.get_absolute_url()


@pytest.mark.parametrize("version", ["", "7", "x"])
def test_another_version_changes_nothing(as_, report, submitted, version):
    client = as_("manager")
    client.post(reverse("libraries:withdraw_reading", args=[submitted.pk]), {"version": version})
    assert Reading.objects.get().workflow == "submitted"
    Reading.objects.update(workflow="draft", submitted_at=None)

    client.post(reverse("libraries:discard_reading", args=[submitted.pk]), {"version": version})

    assert Reading.objects.exists()


@pytest.mark.parametrize(
    ("person", "status"), [("neighbour", 404), ("director", 403), ("staff", 302)]
)
@pytest.mark.parametrize("act", ["withdraw_reading", "discard_reading"])
def test_who_may_knock(as_, report, people, person, status, act):
    reading = report()
    if act == "withdraw_reading":
        actions.submit_reading(reading=reading, by=people["manager"])
    address = reverse(f"libraries:{act}", args=[reading.pk])

    assert as_(person).post(address, {"version": reading.version}).status_code == status


def test_the_buttons_stand_only_where_they_do_something(as_, library, indicator, year, accepted):
    accepted()

    page = as_("manager").get(entry_url(indicator, library, year)).content.decode()

    assert "/terughalen/" not in page
    assert "/weggooien/" not in page
