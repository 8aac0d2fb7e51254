"""A quarter is checked, handed in as a whole by somebody who says so, and taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from goals import actions
from goals.models import ProgressUpdate
from libraries.actions import close_period
from programmes import actions as programmes
from programmes.models import Return
from tests.factories.goals import AssignmentFactory, RemarkFactory, UpdateFactory, update_in
from tests.goals.screens import Screen

pytestmark = pytest.mark.django_db
State, Rating = ProgressUpdate.State, ProgressUpdate.Rating


@pytest.fixture
def written(round_):
    """Something on track, written and not handed in."""
    told = AssignmentFactory(scope=round_.library)
    return UpdateFactory(objective=told.objective, scope=round_.library, period=round_.given.period)


@pytest.fixture
def screen(round_, people):
    return Screen(people["manager"], round_.given.period, round_.library)


def hand_in(screen, who, **more):
    return screen.client.post(
        screen.check, {"accountable": who.pk, "is_checked": "on", **more}, follow=True
    )


def test_what_is_open_stands_on_top_with_a_way_to_its_row(round_, written, screen):
    ProgressUpdate.objects.filter(pk=written.pk).update(rating=Rating.STUCK, note="")
    unwritten = AssignmentFactory(scope=round_.library)
    round_.check()
    round_.was("year_ago", 100)
    round_.answer(160)
    round_.ask(name="Bezoek")

    text = screen.client.get(screen.check).content.decode()

    told = screen.client.get(screen.address).context["page"].told
    row = next(one.key for one in told if one.update)
    for key, words in (
        (row, "Schrijf in één zin waarom het “Loopt vast” is."),
        (round_.slots[0].key, "Dit is 60% meer dan in het 4e kwartaal 2022. Klopt dit?"),
        (round_.slots[1].key, "Vul een getal in, of zeg waarom er geen is."),
    ):
        assert words in text
        assert f'href="{screen.address}#row-{key}"' in text
    assert f'{screen.address}#row-{row}">{written.objective.title}</a>: Schrijf' in text
    assert "Nog niets geschreven" in text
    assert unwritten.objective.title in text


def test_with_something_open_nothing_is_handed_in(round_, written, screen, people):
    ProgressUpdate.objects.filter(pk=written.pk).update(rating=Rating.STUCK, note="")
    round_.answer()

    response = hand_in(screen, people["manager"])

    assert response.status_code == 422
    assert "Loopt vast" in response.content.decode()
    assert Return.objects.get().state == Return.State.DRAFT
    assert round_.slots[0].reading.workflow == "draft"


def test_what_was_sent_back_and_not_changed_is_open(round_, written, screen, people):
    back = update_in(
        State.SENT_BACK,
        objective=AssignmentFactory(scope=round_.library).objective,
        scope=round_.library,
        period=round_.given.period,
    )
    RemarkFactory(update_sent_back=back)

    text = screen.client.get(screen.check).content.decode()

    assert "De POI stuurde dit terug en er is niets veranderd." in text


def test_handing_in_says_who_answers_and_gives_a_number(round_, written, screen, people):
    round_.answer()

    page = hand_in(screen, people["director"]).content.decode()

    given, update = Return.objects.get(), ProgressUpdate.objects.get()
    assert (given.state, given.accountable, given.submitted_by) == (
        "submitted",
        people["director"],
        people["manager"],
    )
    assert (update.state, round_.slots[0].reading.workflow) == (State.SUBMITTED, "submitted")
    assert f"Bevestigingsnummer {given.confirmation}" in page
    assert "Manager Heide" in page
    assert "Haal het kwartaal terug" in page
    assert "Stuur het kwartaal in" not in page
    assert "<h1>Ingestuurd: 4e kwartaal 2023</h1>" in page
    assert "Nog niet alles is ingestuurd" not in page


def test_another_rating_of_the_poi_is_told_with_its_reason(round_, screen, told):
    update_in(
        State.ACCEPTED,
        objective=told.objective,
        scope=round_.library,
        period=round_.given.period,
        poi_rating=Rating.DONE,
        poi_reason="Het doel is gehaald.",
    )

    for address in (screen.check, screen.address):
        text = screen.client.get(address).content.decode()
        assert "De POI maakte dit van “Op koers”: Het doel is gehaald." in text


def test_what_was_begun_after_handing_in_is_said_to_be_still_open(round_, written, screen, people):
    round_.answer()
    hand_in(screen, people["director"])
    later = AssignmentFactory(scope=round_.library)
    UpdateFactory(objective=later.objective, scope=round_.library, period=round_.given.period)

    page = screen.client.get(screen.check).content.decode()

    assert "Je cijfers zijn ingestuurd" in page
    assert "Nog niet alles is ingestuurd" in page
    assert "<h1>Controleer 4e kwartaal 2023 en stuur in</h1>" in page


@pytest.mark.parametrize("missing", ["is_checked", "accountable"])
def test_without_declaration_or_somebody_who_answers_nothing_goes(
    round_, written, screen, people, missing
):
    round_.answer()

    response = hand_in(screen, people["manager"], **{missing: ""})

    assert response.status_code == 422
    assert Return.objects.get().state == Return.State.DRAFT


@pytest.mark.parametrize("who", ["staff", "neighbour"])
def test_somebody_else_cannot_be_made_to_answer(round_, written, screen, people, who):
    round_.answer()

    assert hand_in(screen, people[who]).status_code == 422
    assert Return.objects.get().state == Return.State.DRAFT


def test_it_is_taken_back_and_can_be_changed(round_, written, screen, people):
    round_.answer()
    hand_in(screen, people["manager"])

    response = screen.client.post(withdrawing(round_), follow=True)

    assert response.redirect_chain[-1][0] == screen.address
    assert "Je hebt het teruggehaald." in response.content.decode()
    assert Return.objects.get().state == Return.State.DRAFT
    assert ProgressUpdate.objects.get().state == State.DRAFT
    assert screen.open().typed[f"{round_.slots[0].key}-value"] == "100"


def withdrawing(round_):
    return reverse("goals:withdraw_quarter", args=[round_.given.period.pk, round_.library.pk])


def test_once_the_poi_agreed_it_says_so_and_stays(round_, screen, people):
    round_.answer()
    round_.submit()
    programmes.accept_return(given=round_.given, by=people["staff"])

    page = screen.client.get(screen.check).content.decode()
    response = screen.client.post(withdrawing(round_), follow=True)

    assert "De POI gaf hierop akkoord op" in page
    assert "Haal het kwartaal terug" not in page
    assert "Er is niets om terug te halen." in response.content.decode()


def test_after_closing_it_cannot_be_taken_back(round_, screen, people):
    round_.answer()
    round_.submit()
    close_period(period=round_.given.period, by=people["admin"])

    page = screen.client.get(screen.check).content.decode()
    screen.client.post(withdrawing(round_))

    assert "Alleen de POI kan het nu nog terugsturen." in page
    assert Return.objects.get().state == Return.State.SUBMITTED


@pytest.mark.parametrize(("who", "status"), [("director", 403), ("neighbour", 404)])
def test_who_does_not_report_does_not_hand_in(round_, written, client, people, who, status):
    client.force_login(people[who])
    screen = Screen(people[who], round_.given.period, round_.library)

    assert client.get(screen.check).status_code == status
    assert client.post(screen.check).status_code == status
    assert client.post(withdrawing(round_)).status_code == status


def test_without_figures_nobody_has_to_be_chosen(written, round_, screen, people, poi):
    told = AssignmentFactory(scope=poi)
    update = UpdateFactory(objective=told.objective, scope=poi, period=round_.given.period)
    own = Screen(people["staff"], round_.given.period, poi)

    own.client.post(own.check, {"is_checked": "on"})

    update.refresh_from_db()
    assert update.state == State.SUBMITTED


def test_what_is_wrong_in_texts_and_figures_is_refused_together(round_, written, people):
    ProgressUpdate.objects.filter(pk=written.pk).update(rating="")

    with pytest.raises(ValidationError) as refusal:
        actions.submit_quarter(
            scope=round_.library, period=round_.given.period, by=people["manager"]
        )

    assert refusal.value.messages == [
        f"{written.objective}: Kies hoe het gaat.",
        "Vrijwilligers, Bibliotheek de Heide: Vul een getal in, of zeg waarom er geen is.",
    ]


def test_whom_nobody_chose_the_poi_does_not_stand_in_for(round_, people):
    round_.answer(by="staff")

    with pytest.raises(ValidationError, match="Kies wie van Bibliotheek de Heide"):
        actions.submit_quarter(scope=round_.library, period=round_.given.period, by=people["staff"])

    assert Return.objects.get().state == Return.State.DRAFT
