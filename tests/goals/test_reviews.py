"""Agreeing and sending back."""

import pytest
from django.core.exceptions import ValidationError

from biblionet.trail.models import Step
from goals import actions
from goals.models import ProgressUpdate
from goals.overviews import text_of_last_round
from tests.factories.goals import AssignmentFactory, UpdateFactory, update_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(library, quarter, people):
    return update_in("submitted", scope=library, period=quarter, author=people["manager"])


def test_agreeing_says_who_and_leaves_the_author(submitted, people):
    actions.accept_update(update=submitted, version=1, by=people["staff"])

    kept = ProgressUpdate.objects.get()
    assert (kept.state, kept.accepted_by, kept.author) == (
        "accepted",
        people["staff"],
        people["manager"],
    )
    assert (kept.agreed_rating, kept.poi_rating) == ("on_track", "")


def test_another_rating_stands_beside_the_first_with_its_reason(submitted, people):
    actions.accept_update(
        update=submitted,
        version=1,
        poi_rating="attention",
        poi_reason="Te weinig deelnemers. ",
        by=people["staff"],
    )

    kept = ProgressUpdate.objects.get()
    assert (kept.rating, kept.poi_rating, kept.agreed_rating) == (
        "on_track",
        "attention",
        "attention",
    )
    assert kept.poi_reason == "Te weinig deelnemers."
    assert Step.objects.get().reason == "Te weinig deelnemers."


def test_another_rating_without_a_reason_is_refused(submitted, people):
    with pytest.raises(ValidationError) as refusal:
        actions.accept_update(
            update=submitted, version=1, poi_rating="stuck", poi_reason=" ", by=people["staff"]
        )

    assert refusal.value.code == "no_reason"
    assert ProgressUpdate.objects.get().state == "submitted"


def test_a_text_that_changed_since_it_was_read_is_not_agreed_with(submitted, people):
    manager = people["manager"]
    read_by_poi = ProgressUpdate.objects.get()
    actions.withdraw_update(update=submitted, version=1, by=manager)
    actions.submit_update(update=submitted, version=2, by=manager)

    with pytest.raises(actions.StaleUpdateError):
        actions.accept_update(update=read_by_poi, version=1, by=people["staff"])

    assert ProgressUpdate.objects.get().state == "submitted"


@pytest.mark.parametrize("state", ["draft", "sent_back", "accepted"])
def test_only_what_is_submitted_is_agreed_with(library, quarter, people, state):
    update = update_in(state, scope=library, period=quarter)

    with pytest.raises(ValidationError) as refusal:
        actions.accept_update(update=update, version=1, by=people["staff"])

    assert refusal.value.code == "state"


def test_three_rounds_stay_readable(submitted, people):
    manager, staff, update = people["manager"], people["staff"], submitted
    AssignmentFactory(objective=update.objective, scope=update.scope)
    for number in range(3):
        actions.send_back_update(
            update=update, version=update.version, reason=f"Vraag {number}", by=staff
        )
        actions.save_update(
            about=update.objective,
            scope=update.scope,
            period=update.period,
            version=update.version,
            rating="on_track",
            note=f"Antwoord {number}",
            by=manager,
        )
        update = ProgressUpdate.objects.get()
        actions.submit_update(update=update, version=update.version, by=manager)

    remarks = list(update.remarks.values_list("round", "text", "by"))
    assert remarks == [
        (1, "Vraag 0", staff.pk),
        (2, "Vraag 1", staff.pk),
        (3, "Vraag 2", staff.pk),
    ]
    assert update.author == manager
    assert text_of_last_round(update) == "Antwoord 1"
    reasons = Step.objects.filter(verb="sent back update").values_list("reason", flat=True)
    assert sorted(reasons) == ["Vraag 0", "Vraag 1", "Vraag 2"]


def test_a_draft_that_was_never_sent_back_is_not_shown_as_an_earlier_round(
    library, quarter, people
):
    update = UpdateFactory(scope=library, period=quarter, author=people["manager"], note="Eerst.")
    actions.save_update(
        about=update.objective,
        scope=library,
        period=quarter,
        version=update.version,
        rating="on_track",
        note="Daarna.",
        by=people["manager"],
    )

    assert text_of_last_round(ProgressUpdate.objects.get()) == ""


def test_sending_back_needs_a_reason(submitted, people):
    with pytest.raises(ValidationError) as refusal:
        actions.send_back_update(update=submitted, version=1, reason=" \n", by=people["staff"])

    assert refusal.value.code == "no_reason"
    assert ProgressUpdate.objects.get().state == "submitted"
    assert not submitted.remarks.exists()


def test_what_was_agreed_can_be_sent_back_to_be_mended(library, quarter, people):
    update = update_in(
        "accepted",
        scope=library,
        period=quarter,
        author=people["manager"],
        poi_rating="done",
        poi_reason="Het is klaar.",
    )

    actions.send_back_update(update=update, version=1, reason="Verkeerde zaal.", by=people["staff"])

    kept = ProgressUpdate.objects.get()
    assert (kept.state, kept.accepted_at, kept.accepted_by) == ("sent_back", None, None)
    assert (kept.author, kept.agreed_rating) == (people["manager"], "on_track")
