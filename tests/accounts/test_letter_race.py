"""Two workers at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from biblionet.accounts.actions import order_letter_about, order_letter_of_week, take_letter
from biblionet.accounts.models import Letter, Told
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
ROUNDS = 8
WEEK, NOW = "2026-W03", timezone.now()


def at_once(act: Callable[[], object], times: int = 3) -> list[object]:
    """Do the same in threads that start together; return what each that did something gave."""
    ready = Barrier(times)

    def run(_number: int) -> object:
        try:
            ready.wait(10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return [result for result in pool.map(run, range(times)) if result is not None]


def test_of_all_who_order_and_take_the_letter_of_a_week_one_does():
    for _round in range(ROUNDS):
        person = UserFactory()

        def order(person=person):
            return order_letter_of_week(person=person, kind=Letter.Kind.WEEKLY, week=WEEK, at=NOW)

        (letter,) = at_once(order)
        (taken,) = at_once(lambda letter=letter: take_letter(letter.pk, at=NOW, week=WEEK))

        assert (taken.pk, taken.attempt) == (letter.pk, 1)


def test_of_all_who_tell_what_came_back_one_does():
    for _round in range(ROUNDS):
        person = UserFactory()

        (letter,) = at_once(
            lambda person=person: order_letter_about(
                person=person, things=["step-1", "step-2"], at=NOW
            )
        )

        assert Told.objects.filter(user=person, letter=letter).count() == 2
