"""Letters as rows: ordered once, taken by one, told once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from biblionet.accounts.actions import (
    finish_letter,
    order_letter_about,
    order_letter_of_week,
    put_off_letter,
    take_letter,
    withdraw_letter,
)
from biblionet.accounts.models import CalendarKey, Letter, Told
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(minutes=10)
WEEK, NEXT_WEEK = "2026-W03", "2026-W04"


def order(person, week=WEEK, kind=Letter.Kind.WEEKLY):
    return order_letter_of_week(person=person, kind=kind, week=week, at=NOW)


def test_somebody_gets_one_letter_a_week_whatever_its_occasion():
    person = UserFactory()

    first = order(person)

    assert first.user == person
    assert order(person, kind=Letter.Kind.ASKED) is None
    assert order(person, NEXT_WEEK) is not None
    assert order(UserFactory()) is not None


@pytest.mark.sqlite
def test_the_database_refuses_a_second_letter_and_telling_twice():
    letter = order(UserFactory())
    Told.objects.create(letter=letter, user=letter.user, key="step-1")

    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(user=letter.user, kind="asked", key=WEEK)
    with pytest.raises(IntegrityError), transaction.atomic():
        Told.objects.create(letter=letter, user=letter.user, key="step-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(sent_at=NOW)


def test_what_was_told_is_not_told_again():
    person = UserFactory()

    first = order_letter_about(person=person, things=["step-1", "step-3"], at=NOW)
    again = order_letter_about(person=person, things=["step-1", "step-3"], at=NOW)
    late = order_letter_about(person=person, things=["step-2", "step-3"], at=NOW)

    assert [one.key for one in first.told.order_by("key")] == ["step-1", "step-3"]
    assert again is None
    assert [one.key for one in late.told.all()] == ["step-2"]


def test_a_letter_is_taken_by_one_and_comes_free_when_that_one_is_gone():
    letter = order(UserFactory())

    assert take_letter(letter.pk, at=NOW, week=WEEK).attempt == 1
    assert take_letter(letter.pk, at=NOW, week=WEEK) is None
    assert take_letter(letter.pk, at=LATER, week=WEEK).attempt == 2


def test_a_sent_letter_is_never_taken_again():
    letter = order(UserFactory())
    mine = take_letter(letter.pk, at=NOW, week=WEEK)

    assert finish_letter(mine, subject="Onderwerp", at=NOW)

    assert take_letter(letter.pk, at=LATER, week=WEEK) is None
    letter.refresh_from_db()
    assert (letter.sent_at, letter.subject) == (NOW, "Onderwerp")


def test_a_late_twin_changes_nothing():
    letter = order(UserFactory())
    late = take_letter(letter.pk, at=NOW, week=WEEK)
    mine = take_letter(letter.pk, at=LATER, week=WEEK)

    assert not finish_letter(late, subject="Te laat", at=LATER)
    assert not put_off_letter(late, problem="Te laat", until=LATER)
    assert not withdraw_letter(late)
    assert finish_letter(mine, subject="Onderwerp", at=LATER)


def test_a_failed_attempt_waits_and_says_what_was_wrong():
    mine = take_letter(order(UserFactory()).pk, at=NOW, week=WEEK)

    put_off_letter(mine, problem="x" * 1000, until=LATER)

    assert not Letter.objects.waiting(NOW).exists()
    assert Letter.objects.waiting(LATER).get().problem == "x" * 300


def test_a_letter_that_waited_counts_for_the_week_in_which_it_goes():
    letter = order(UserFactory())

    assert take_letter(letter.pk, at=NOW, week=NEXT_WEEK).key == NEXT_WEEK
    assert order(letter.user, NEXT_WEEK) is None


def test_a_letter_that_waited_gives_way_to_the_one_of_the_new_week():
    letter = order(UserFactory())
    order(letter.user, NEXT_WEEK)

    assert take_letter(letter.pk, at=NOW, week=NEXT_WEEK) is None

    assert Letter.objects.get().key == NEXT_WEEK


def test_what_came_back_belongs_to_no_week():
    letter = order_letter_about(person=UserFactory(), things=["step-1"], at=NOW)

    assert take_letter(letter.pk, at=NOW, week=NEXT_WEEK).key == "step-1"


def test_rows_are_named():
    letter = order_letter_about(person=UserFactory(name="Annet"), things=["step-1"], at=NOW)

    assert (str(letter), str(letter.told.get())) == ("teruggestuurd, Annet", "step-1")
    assert str(CalendarKey(user=letter.user)) == "Annet"
