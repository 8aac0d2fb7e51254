"""The doorbell for letters: an id in, one action called. What there is to send stands in rows."""

import logging
from collections.abc import Iterable
from functools import partial

from celery import shared_task
from celery.signals import worker_ready
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from biblionet.accounts.models import Letter, User
from biblionet.home import actions
from libraries.models import Period, Scope

log = logging.getLogger(__name__)


@shared_task(name="home.write_letters")
def write_letters() -> None:
    """Order the letters of today, and ring for each."""
    ring_all(actions.order_letters_of_week(today=timezone.localdate(), at=timezone.now()))


@shared_task(name="home.sweep_letters")
def sweep_letters() -> None:
    """Tell what came back and what a colleague asks, and ring for every letter that waits."""
    now = timezone.now()
    actions.order_letters_of_what_came_back(today=timezone.localdate(), at=now)
    actions.order_letters_of_what_was_asked(at=now)
    ring_all(Letter.objects.waiting(now).values_list("pk", flat=True))


@shared_task(name="home.send_letter")
def send_letter(letter_id: int) -> None:
    """Send one letter."""
    actions.send_letter(letter_id, today=timezone.localdate(), at=timezone.now())


@worker_ready.connect(dispatch_uid="home.sweep_letters_at_start")
def sweep_at_start(**_signal: object) -> None:
    """A worker that starts looks for what the one before it left behind."""
    sweep_letters.delay()


def remind_and_ring(*, period: Period, scope: Scope, by: User) -> list[Letter]:
    """Order reminders, and ring once they are certain."""
    with transaction.atomic():
        letters = actions.ask_for_reminder(
            period=period, scope=scope, by=by, today=timezone.localdate(), at=timezone.now()
        )
        transaction.on_commit(partial(ring_all, [letter.pk for letter in letters]))
    return letters


def ring_all(letters: Iterable[int]) -> None:
    """Ring the bell. When the queue cannot be reached the sweep rings later: nothing is lost."""
    try:
        for letter_id in letters:
            send_letter.delay(letter_id)
    except OperationalError as problem:
        log.warning("The queue cannot be reached, the sweep rings later: %s", problem)
