"""The doorbell: an id in, one action called. Who has a return already keeps it."""

import logging
from functools import partial

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from biblionet.accounts.models import User
from libraries.actions import open_period
from libraries.models import Period
from programmes import actions

log = logging.getLogger(__name__)


@shared_task(name="programmes.hand_out")
def hand_out(period_id: int) -> None:
    """Give everybody who is asked something over a period a return."""
    actions.hand_out(period=Period.objects.get(pk=period_id))


@shared_task(name="programmes.sweep_periods")
def sweep_periods() -> None:
    """Hand out over every open period: a lost message changes nothing."""
    for period in Period.objects.filter(opened_at__isnull=False, closed_at__isnull=True):
        actions.hand_out(period=period)


def open_and_hand_out(*, period: Period, by: User) -> Period:
    """Open a period, and ring once that is certain."""
    with transaction.atomic():
        opened = open_period(period=period, by=by)
        transaction.on_commit(partial(ring, opened.pk))
    return opened


def ring(period_id: int) -> None:
    """Ring the bell. When the queue cannot be reached the sweep hands out later."""
    try:
        hand_out.delay(period_id)
    except OperationalError as problem:
        log.warning("The queue cannot be reached, the sweep hands out later: %s", problem)
