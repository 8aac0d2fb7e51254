"""The doorbell: an id in, one action called. What there is to do stands in the database."""

import logging
from functools import partial

from celery import shared_task
from celery.signals import worker_ready
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from biblionet.accounts.models import User
from reports import actions
from reports.models import Build, Edition, Report

log = logging.getLogger(__name__)


@shared_task(name="reports.build")
def build(build_id: int) -> None:
    """Produce the file of one edition; ring again when it needs another attempt."""
    if actions.produce(build_id):
        ring(build_id)


@shared_task(name="reports.sweep_builds")
def sweep_builds() -> None:
    """Ring for productions that were never taken, or whose worker is gone."""
    for build_id in actions.sweep(timezone.now()):
        ring(build_id)


@worker_ready.connect(dispatch_uid="reports.sweep_at_start")
def sweep_at_start(**_signal: object) -> None:
    """A worker that starts looks for what the one before it left behind."""
    sweep_builds.delay()


def order_and_ring(*, report: Report, by: User | None) -> Build:
    """Freeze a report as it is now, order its file, and ring once that is certain."""
    edition = actions.freeze(report=report, by=by)
    return order_file(edition=edition, by=by)


def order_file(*, edition: Edition, by: User | None) -> Build:
    """Order the file of an edition, and ring once that is certain."""
    with transaction.atomic():
        ordered = actions.order_build(edition=edition, by=by)
        if ordered.state == Build.State.QUEUED:
            transaction.on_commit(partial(ring, ordered.pk))
    return ordered


def ring(build_id: int) -> None:
    """Ring the bell. When the queue cannot be reached the sweep rings later: nothing is lost."""
    try:
        build.delay(build_id)
    except OperationalError as problem:
        log.warning("The queue cannot be reached, the sweep rings later: %s", problem)
