"""Judging a quarter of an organisation: many at once, one question back, every round kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from goals import actions, overviews
from goals.models import ProgressUpdate
from libraries import actions as figures
from libraries.models import Reading
from programmes import actions as programmes
from programmes.models import Return
from tests.factories.goals import QuarterFactory, TargetFactory, update_in
from tests.factories.libraries import MembershipFactory, OrganisationFactory
from tests.goals import submitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(library, quarter, people):
    """A return of two answers that was handed in."""
    made = submitting.give(submitting.ask(), library, quarter)
    return submitting.hand_in(made, by=people["manager"])


@pytest.fixture
def told(library, quarter, people):
    """Two updates that were handed in."""
    return submitting.tell(library, quarter, 2, by=people["manager"])


def address(name, library, quarter):
    return reverse(f"goals:{name}", args=[quarter.pk, library.pk])


def tokens(library, quarter):
    return overviews.submission(library, quarter).tokens


def said(response):
    return [str(message) for message in response.context["messages"]]


# Many at once


def test_everything_of_an_organisation_is_accepted_in_one_go(
    library, quarter, people, given, told, sign_in_as
):
    page = address("submission", library, quarter)
    client = sign_in_as("staff")
    assert client.get(page).status_code == 200

    response = client.post(
        address("accept_submission", library, quarter),
        {"all": "1", "seen": tokens(library, quarter)},
        follow=True,
    )

    assert submitting.states() == (["accepted"] * 2, ["accepted"] * 2)
    kept = Return.objects.get()
    assert (kept.state, kept.accepted_by) == ("accepted", people["staff"])
    assert said(response) == [
        "Akkoord met 2 berichten en 2 cijfers van Bibliotheek de Heide, 4e kwartaal 2023."
    ]
    assert response.redirect_chain[-1][0] == reverse("goals:review_queue")


def test_agreeing_changes_no_author_and_nobody_who_completed(library, quarter, people, given, told):
    manager, staff = people["manager"], people["staff"]
    accept(library, quarter, staff)

    for update in ProgressUpdate.objects.all():
        assert (update.author, update.submitted_by, update.accepted_by) == (manager, manager, staff)
    for reading in Reading.objects.all():
        assert (reading.author, reading.approver) == (manager, staff)
    kept = Return.objects.get()
    assert (kept.submitted_by, kept.accountable, kept.accepted_by) == (manager, manager, staff)


def accept(library, quarter, by, chosen=None):
    found = overviews.submission(library, quarter)
    seen = {"update": {}, "answer": {}}
    for token in found.tokens if chosen is None else chosen:
        kind, pk, version = token.split("-")
        seen[kind][int(pk)] = int(version)
    return actions.accept_submission(
        updates=[one.update for one in found.updates],
        returns=[one.given for one in found.returns],
        seen_updates=seen["update"],
        seen_readings=seen["answer"],
        by=by,
    )


def test_only_what_is_chosen_is_accepted(library, quarter, people, given, told, sign_in_as):
    chosen = tokens(library, quarter)[1:3]

    response = sign_in_as("staff").post(
        address("accept_submission", library, quarter),
        {"some": "1", "seen": tokens(library, quarter), "chosen": chosen},
        follow=True,
    )

    assert submitting.states() == (["submitted", "accepted"], ["accepted", "submitted"])
    assert Return.objects.get().state == "submitted"
    assert response.redirect_chain[-1][0] == address("submission", library, quarter)
    accept(library, quarter, people["staff"])
    assert Return.objects.get().state == "accepted"


@pytest.mark.parametrize(
    "typed", [{}, {"chosen": "x"}, {"chosen": "answer-1"}, {"seen": "update-1-1"}]
)
def test_who_chooses_nothing_is_told(library, quarter, given, sign_in_as, typed):
    response = sign_in_as("staff").post(
        address("accept_submission", library, quarter), {"some": "1", **typed}, follow=True
    )

    assert said(response) == ["Kies eerst waar je akkoord mee gaat."]
    assert Return.objects.get().state == "submitted"


def test_what_changed_since_it_was_read_is_named_and_the_rest_is_accepted(
    library, quarter, people, given, told, sign_in_as
):
    seen, manager = tokens(library, quarter), people["manager"]
    actions.withdraw_update(update=told[0], version=1, by=manager)
    actions.submit_update(update=told[0], version=2, by=manager)
    Reading.objects.filter(pk=Reading.objects.first().pk).update(version=9)

    response = sign_in_as("staff").post(
        address("accept_submission", library, quarter), {"all": "1", "seen": seen}, follow=True
    )

    assert submitting.states() == (["submitted", "accepted"], ["submitted", "accepted"])
    assert Return.objects.get().state == "submitted"
    done, first, second = said(response)
    assert done.startswith("Akkoord met 1 bericht en 1 cijfer")
    assert first.startswith(f"Geen akkoord: {told[0].about}.")
    assert second.startswith("Geen akkoord: Kengetal A, Bibliotheek de Heide.")


def test_a_return_that_was_taken_back_meanwhile_keeps_no_update_from_being_accepted(
    library, quarter, people, given, told
):
    seen = tokens(library, quarter)
    programmes.withdraw_return(given=given, by=people["manager"])
    found = overviews.submission(library, quarter)

    outcome = actions.accept_submission(
        updates=[one.update for one in found.updates],
        returns=[given],
        seen_updates={one.pk: 1 for one in told},
        seen_readings={reading.pk: 2 for reading in Reading.objects.all()},
        by=people["staff"],
    )

    assert seen != found.tokens
    assert (outcome.updates, outcome.figures, len(outcome.refused)) == (2, 0, 1)
    assert submitting.states() == (["accepted"] * 2, ["draft"] * 2)


def test_a_return_with_a_figure_in_hand_is_not_accepted_whole(library, quarter, people, given):
    figures.send_back_reading(reading=Reading.objects.first(), reason="Tel na.", by=people["staff"])

    with pytest.raises(ValidationError) as refusal:
        programmes.accept_return(given=given, by=people["staff"])
    accept(library, quarter, people["staff"])

    assert refusal.value.code == "in_hand"
    assert submitting.states()[1] == ["draft", "accepted"]
    assert Return.objects.get().state == "submitted"


@pytest.mark.parametrize("person", ["manager", "director", "neighbour"])
def test_only_the_support_institution_judges(library, quarter, people, given, told, person):
    with pytest.raises(ValidationError) as refusal:
        accept(library, quarter, people[person])
    with pytest.raises(ValidationError):
        programmes.accept_answers(given=given, seen={}, by=people[person])

    assert refusal.value.code == "not_allowed"
    assert submitting.states() == (["submitted"] * 2, ["submitted"] * 2)


# One question back


def send_back(client, given, place, reason):
    slot = submitting.slots_of(given)[place]
    door = reverse("goals:send_back_answer", args=[given.pk, slot.key])
    return client.post(door, {"reason": reason, "version": slot.reading.version})


def test_one_figure_goes_back_and_the_others_stay_handed_in(given, people, sign_in_as):
    response = send_back(sign_in_as("staff"), given, 0, "Zijn de scholen mee geteld?")

    assert response.status_code == 302
    assert submitting.states()[1] == ["draft", "submitted"]
    kept = Return.objects.get()
    assert kept.state == "sent_back"
    assert Reading.objects.first().author == people["manager"]


def test_what_still_waits_of_a_return_that_went_back_can_be_accepted(
    library, quarter, given, people, sign_in_as
):
    send_back(sign_in_as("staff"), given, 0, "Zijn de scholen mee geteld?")

    accept(library, quarter, people["staff"])
    assert submitting.states()[1] == ["draft", "accepted"]
    assert Return.objects.get().state == "sent_back"

    submitting.answer(given, by=people["manager"], slots=(0,), value=110)
    given.refresh_from_db()
    programmes.submit_return(given=given, accountable=people["manager"], by=people["manager"])
    accept(library, quarter, people["staff"])
    assert Return.objects.get().state == "accepted"


@pytest.mark.parametrize(
    ("typed", "reason"), [({"version": 99}, "Tel na."), ({}, " "), ({"version": ""}, "Tel na.")]
)
def test_nothing_goes_back_without_a_reason_or_after_it_changed(given, sign_in_as, typed, reason):
    slot = submitting.slots_of(given)[0]
    door = reverse("goals:send_back_answer", args=[given.pk, slot.key])

    response = sign_in_as("staff").post(
        door, {"reason": reason, "version": slot.reading.version, **typed}
    )

    assert response.status_code == 422
    assert submitting.states()[1] == ["submitted"] * 2


def test_three_rounds_of_a_figure_all_stay_readable(library, quarter, given, people, sign_in_as):
    manager, reasons = people["manager"], ["Vraag een.", "Vraag twee.", "Vraag drie."]
    client = sign_in_as("staff")
    for number, reason in enumerate(reasons):
        assert send_back(client, given, 0, reason).status_code == 302
        given = submitting.returned(library, quarter)
        submitting.answer(given, by=manager, slots=(0,), value=110 + number)
        programmes.submit_return(given=given, accountable=manager, by=manager)

    key = submitting.slots_of(given)[0].key
    back = reverse("goals:send_back_answer", args=[given.pk, key])

    for page in (client.get(address("submission", library, quarter)), client.get(back)):
        for reason in reasons:
            assert reason in page.content.decode()
    (first, second) = overviews.submission(library, quarter).returns[0].answers
    assert [(line.who, line.reason) for line in first.rounds] == [
        ("Medewerker POI", reason) for reason in reasons
    ]
    assert second.rounds == ()


def test_three_rounds_of_an_update_all_stay_readable(library, quarter, told, people, sign_in_as):
    update = told[0]
    for number in range(3):
        actions.send_back_update(
            update=update, version=update.version, reason=f"Vraag {number}", by=people["staff"]
        )
        actions.submit_update(update=update, version=update.version, by=people["manager"])

    page = sign_in_as("staff").get(address("submission", library, quarter)).content.decode()

    assert [f"Vraag {number}" in page for number in range(3)] == [True] * 3


def test_a_question_that_is_not_there_is_not_found(given, sign_in_as):
    for key in ("0-0", "x"):
        door = reverse("goals:send_back_answer", args=[given.pk, key])
        assert sign_in_as("staff").get(door).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [("manager", 403), ("director", 403), ("neighbour", 404)]
)
def test_own_people_may_not_judge_and_others_do_not_know(
    library, quarter, given, sign_in_as, person, status
):
    client, key = sign_in_as(person), submitting.slots_of(given)[0].key

    assert client.get(address("submission", library, quarter)).status_code == status
    assert client.post(address("accept_submission", library, quarter)).status_code == status
    door = reverse("goals:send_back_answer", args=[given.pk, key])
    assert client.post(door, {"reason": "x", "version": 1}).status_code == status


def test_where_nothing_was_handed_in_there_is_no_page(library, quarter, sign_in_as):
    assert sign_in_as("staff").get(address("submission", library, quarter)).status_code == 404


# Side by side


def test_before_a_year_ago_now_target_and_findings_stand_side_by_side(
    library, quarter, people, sign_in_as
):
    questionnaire, manager, staff = submitting.ask(1), people["manager"], people["staff"]
    quarters = [QuarterFactory(start=date(2022, 10, 1)), QuarterFactory(start=date(2023, 7, 1))]
    for value, earlier in zip((200, 300), quarters, strict=True):
        made = submitting.give(questionnaire, library, earlier) if value == 200 else None
        programmes.hand_out(period=earlier)
        made = made or submitting.returned(library, earlier)
        submitting.answer(made, by=manager, value=value)
        programmes.submit_return(given=made, accountable=manager, by=manager)
        programmes.accept_return(given=made, by=staff)
    programmes.hand_out(period=quarter)
    submitting.hand_in(submitting.returned(library, quarter), by=manager)
    slot = submitting.slots_of(submitting.returned(library, quarter))[0]
    TargetFactory(indicator=slot.question.indicator, scope=library, value=Decimal(4000))

    found = overviews.submission(library, quarter)
    page = sign_in_as("staff").get(address("submission", library, quarter)).content.decode()

    (answer,) = found.returns[0].answers
    shown = (answer.slot.before.value, answer.slot.year_ago.value, answer.reading.value)
    assert shown == (300, 200, 100)
    assert answer.target.value == 4000
    assert found.attention == (answer,)
    assert answer.findings == ("Dit is 50% minder dan in het 4e kwartaal 2022. Klopt dit?",)
    assert page.index("Dit is 50% minder") < page.index("<table")
    assert "4.000" in page
    assert "We telden het na." in page


def test_both_ratings_stand_side_by_side_with_the_reason(library, quarter, sign_in_as, people):
    update_in(
        "accepted",
        scope=library,
        period=quarter,
        author=people["manager"],
        poi_rating="attention",
        poi_reason="Te weinig deelnemers.",
    )

    page = sign_in_as("staff").get(address("submission", library, quarter)).content.decode()

    assert "Op koers" in page
    assert "Aandacht nodig" in page
    assert "Te weinig deelnemers." in page


# The queue


def waits(library, quarter, days):
    one = update_in("submitted", scope=library, period=quarter)
    at = timezone.now() - timedelta(days=days)
    ProgressUpdate.objects.filter(pk=one.pk).update(submitted_at=at)


def test_the_queue_has_one_line_for_an_organisation_and_quarter_longest_waiting_first(
    library, quarter, given, told, sign_in_as
):
    veen = OrganisationFactory(name="Bibliotheek Veen")
    waits(veen, quarter, days=3)
    waits(veen, QuarterFactory(start=date(2023, 7, 1)), days=1)

    packets = sign_in_as("staff").get(reverse("goals:review_queue")).context["packets"]

    assert [(one.organisation.pk, one.updates, one.figures) for one in packets] == [
        (veen.pk, 1, 0),
        (veen.pk, 1, 0),
        (library.pk, 2, 2),
    ]
    assert packets[0].since < packets[1].since < packets[2].since


def test_a_draft_waits_for_nobody(library, quarter):
    submitting.give(submitting.ask(), library, quarter)
    update_in("draft", scope=library, period=quarter)

    assert overviews.packets() == ()


# Counted


@pytest.mark.parametrize("count", [1, 3])
def test_queue_and_page_take_as_many_queries_for_one_as_for_three(
    library, quarter, people, count, django_assert_num_queries
):
    questionnaire = submitting.ask(count)
    for place in range(count):
        body = library if place == 0 else OrganisationFactory()
        by = people["manager"] if place == 0 else MembershipFactory(scope=body).user
        made = submitting.hand_in(submitting.give(questionnaire, body, quarter), by=by)
        submitting.tell(body, quarter, count, by=by)
        for slot in submitting.slots_of(made)[:1]:
            programmes.send_back_answer(given=made, slot=slot, reason="Tel na.", by=people["staff"])

    with django_assert_num_queries(9):
        assert len(overviews.packets()) == count
    with django_assert_num_queries(13):
        overviews.submission(library, quarter)


@pytest.mark.parametrize("count", [1, 3])
def test_agreeing_with_figures_takes_as_many_queries_for_one_as_for_three(
    library, quarter, people, count, django_assert_num_queries
):
    made = submitting.hand_in(
        submitting.give(submitting.ask(count), library, quarter), by=people["manager"]
    )
    seen = {reading.pk: reading.version for reading in Reading.objects.all()}
    made = submitting.returned(library, quarter)

    with django_assert_num_queries(19):
        programmes.accept_answers(given=made, seen=seen, by=people["staff"])
