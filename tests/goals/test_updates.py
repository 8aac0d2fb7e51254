"""Writing, submitting and taking back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from biblionet.trail.models import Step
from goals import actions
from goals.models import ProgressUpdate
from libraries.models import PeriodException
from tests.factories.goals import (
    AssignmentFactory,
    ObjectiveFactory,
    QuarterFactory,
    UpdateFactory,
    update_in,
)

pytestmark = pytest.mark.django_db


def save(assignment, quarter, by, *, version=0, **typed):
    return actions.save_update(
        about=assignment.objective,
        scope=assignment.scope,
        period=quarter,
        version=version,
        by=by,
        **{"rating": "on_track", "note": "We lazen voor.", **typed},
    )


def verbs(update):
    steps = Step.objects.about("goals.progressupdate", str(update.pk)).order_by("pk")
    return list(steps.values_list("verb", "scope", "by"))


def test_a_draft_is_made_once_and_then_changed(assignment, quarter, people):
    first = save(assignment, quarter, people["manager"], note="Eerste zin. ")
    second = save(assignment, quarter, people["staff"], version=1, note="Tweede zin.")

    kept = ProgressUpdate.objects.get()
    assert first.pk == second.pk == kept.pk
    assert (kept.note, kept.version, kept.author) == ("Tweede zin.", 2, people["staff"])
    assert verbs(kept) == [
        ("began update", "heide", people["manager"].pk),
        ("saved update", "heide", people["staff"].pk),
    ]
    assert Step.objects.get(verb="saved update").details == {
        "changed": {"note": ["Eerste zin.", "Tweede zin."]}
    }


def test_saving_the_same_again_changes_nothing(assignment, quarter, people):
    save(assignment, quarter, people["manager"])

    again = save(assignment, quarter, people["staff"], version=1)

    assert (again.version, again.author) == (1, people["manager"])
    assert Step.objects.count() == 1


def test_the_second_of_two_writers_is_told_who_when_and_both_texts(assignment, quarter, people):
    save(assignment, quarter, people["manager"], note="Van de manager.")

    with pytest.raises(actions.StaleUpdateError) as refusal:
        save(assignment, quarter, people["staff"], note="Van de POI.", rating="stuck")

    told = refusal.value.messages[0]
    at = timezone.localtime(ProgressUpdate.objects.get().changed_at)
    for part in ("Manager Heide", f"{at:%H.%M}", "Van de manager.", "Van de POI."):
        assert part in told
    assert refusal.value.theirs.note == ProgressUpdate.objects.get().note == "Van de manager."


def test_an_old_version_is_refused_and_nothing_is_kept(assignment, quarter, people):
    save(assignment, quarter, people["manager"])
    save(assignment, quarter, people["manager"], version=1, note="Nieuw.")
    steps = Step.objects.count()

    with pytest.raises(actions.StaleUpdateError):
        save(assignment, quarter, people["staff"], version=1, note="Laat.")

    assert ProgressUpdate.objects.get().note == "Nieuw."
    assert Step.objects.count() == steps


def test_a_row_that_changed_after_it_was_read_is_refused_too(assignment, quarter, people):
    update = save(assignment, quarter, people["manager"])
    ProgressUpdate.objects.filter(pk=update.pk).update(version=7, note="Tussendoor.")

    with pytest.raises(actions.StaleUpdateError) as refusal:
        actions.submit_update(update=update, version=1, by=people["manager"])

    assert refusal.value.theirs.note == "Tussendoor."
    assert ProgressUpdate.objects.get().state == "draft"


def test_who_was_not_asked_cannot_begin(library, quarter, people):
    with pytest.raises(ValidationError) as refusal:
        actions.save_update(
            about=ObjectiveFactory(),
            scope=library,
            period=quarter,
            version=0,
            by=people["manager"],
        )

    assert refusal.value.code == "not_assigned"


def test_an_assignment_that_ended_before_the_quarter_did_asks_nothing(library, quarter, people):
    ended = AssignmentFactory(scope=library, ends=date(2023, 12, 30))

    with pytest.raises(ValidationError, match="Bibliotheek de Heide"):
        save(ended, quarter, people["manager"])


def test_a_closed_quarter_says_who_since_when_what_still_and_whom_to_ask(
    assignment, library, people
):
    closed = QuarterFactory(is_closed=True, closed_by=people["admin"])

    with pytest.raises(ValidationError) as refusal:
        save(assignment, closed, people["manager"])

    told = refusal.value.messages[0]
    assert refusal.value.code == "closed"
    assert str(closed) in told
    assert str(people["admin"]) in told
    assert str(closed.closed_at.year) in told
    assert "POI" in told
    assert not ProgressUpdate.objects.exists()


def test_an_exception_opens_a_closed_quarter_for_one_scope(assignment, library, people):
    closed = QuarterFactory(is_closed=True)
    PeriodException.objects.create(
        period=closed,
        scope=library,
        reason="Verhuizing.",
        until=timezone.localdate(),
        granted_by=people["admin"],
    )
    neighbour = AssignmentFactory()

    save(assignment, closed, people["manager"])

    with pytest.raises(ValidationError):
        save(neighbour, closed, people["neighbour"])


def test_an_exception_that_ended_says_so(assignment, library, people):
    closed = QuarterFactory(is_closed=True)
    yesterday = timezone.localdate() - timedelta(days=1)
    PeriodException.objects.create(
        period=closed, scope=library, reason="Ziek.", until=yesterday, granted_by=people["admin"]
    )

    with pytest.raises(ValidationError) as refusal:
        save(assignment, closed, people["manager"])

    assert f"{yesterday.day} " in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("rating", "note", "field"),
    [
        ("", "We lazen voor.", "rating"),
        ("attention", "", "note"),
        ("stuck", "  ", "note"),
        ("dropped", "", "note"),
    ],
)
def test_what_is_not_whole_is_not_submitted(quarter, people, library, rating, note, field):
    update = UpdateFactory(scope=library, period=quarter, rating=rating, note=note)

    with pytest.raises(ValidationError) as refusal:
        actions.submit_update(update=update, version=1, by=people["manager"])

    assert list(refusal.value.error_dict) == [field]
    assert ProgressUpdate.objects.get().state == "draft"


@pytest.mark.parametrize("rating", ["on_track", "done", "not_started"])
def test_on_track_needs_no_sentence(quarter, people, library, rating):
    update = UpdateFactory(scope=library, period=quarter, rating=rating, note="")

    actions.submit_update(update=update, version=1, by=people["manager"])

    kept = ProgressUpdate.objects.get()
    assert (kept.state, kept.submitted_by, kept.version) == ("submitted", people["manager"], 2)


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_is_out_of_hand_is_not_changed_and_says_why(assignment, quarter, people, state):
    update_in(state, objective=assignment.objective, scope=assignment.scope, period=quarter)

    with pytest.raises(ValidationError) as refusal:
        save(assignment, quarter, people["manager"], version=1, note="Toch nog.")

    assert refusal.value.code == "state"
    assert "POI" in refusal.value.messages[0]
    assert ProgressUpdate.objects.get().note == "We lazen voor."


def test_taking_back_makes_it_a_draft_of_the_same_author(quarter, people, library):
    update = update_in("submitted", scope=library, period=quarter, author=people["manager"])

    actions.withdraw_update(update=update, version=1, by=people["staff"])

    kept = ProgressUpdate.objects.get()
    assert (kept.state, kept.author, kept.submitted_at) == ("draft", people["manager"], None)
    assert verbs(kept) == [("withdrew update", "heide", people["staff"].pk)]


def test_a_quarter_is_submitted_whole(quarter, people, library):
    for state in ("draft", "sent_back", "accepted"):
        update_in(state, scope=library, period=quarter)
    elsewhere = update_in("draft", period=quarter)

    done = actions.submit_quarter(scope=library, period=quarter, by=people["manager"])

    assert len(done) == 2
    states = ProgressUpdate.objects.filter(scope=library).values_list("state", flat=True)
    assert sorted(states) == ["accepted", "submitted", "submitted"]
    assert ProgressUpdate.objects.get(pk=elsewhere.pk).state == "draft"


def test_what_was_sent_back_is_changed_before_the_quarter_goes(quarter, people, library):
    update = update_in("submitted", scope=library, period=quarter)
    actions.send_back_update(update=update, version=1, reason="Hoeveel?", by=people["staff"])

    with pytest.raises(ValidationError) as refusal:
        actions.submit_quarter(scope=library, period=quarter, by=people["manager"])
    update.refresh_from_db()
    actions.save_update(
        about=update.about,
        scope=library,
        period=quarter,
        version=update.version,
        rating="on_track",
        note="Twaalf.",
        by=people["manager"],
    )
    done = actions.submit_quarter(scope=library, period=quarter, by=people["manager"])

    assert [line.startswith(str(update.objective)) for line in refusal.value.messages] == [True]
    assert [one.pk for one in done] == [update.pk]


@pytest.mark.parametrize(
    ("rating", "note", "field"),
    [("", "Twaalf.", "rating"), ("stuck", " ", "note")],
)
def test_what_was_handed_in_once_stays_whole(quarter, people, library, rating, note, field):
    update = update_in("sent_back", scope=library, period=quarter)

    with pytest.raises(ValidationError) as refusal:
        actions.save_update(
            about=update.about,
            scope=library,
            period=quarter,
            version=update.version,
            rating=rating,
            note=note,
            by=people["manager"],
        )

    assert list(refusal.value.error_dict) == [field]
    assert ProgressUpdate.objects.values("rating", "note", "version").get() == {
        "rating": update.rating,
        "note": update.note,
        "version": update.version,
    }


def test_a_quarter_with_gaps_is_not_submitted_in_part(quarter, people, library):
    whole = update_in("draft", scope=library, period=quarter)
    gap = UpdateFactory(scope=library, period=quarter, rating="")

    with pytest.raises(ValidationError) as refusal:
        actions.submit_quarter(scope=library, period=quarter, by=people["manager"])

    assert [str(gap.objective) in line for line in refusal.value.messages] == [True]
    assert ProgressUpdate.objects.get(pk=whole.pk).state == "draft"
