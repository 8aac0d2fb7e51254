"""The doorbell: an id in, one action called. What there is to do stands in the database."""

import logging
from collections.abc import Mapping, Sequence
from functools import partial

from celery import shared_task
from celery.signals import worker_ready
from django.db import transaction
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from biblionet.accounts.models import User
from libraries.actions import importing
from libraries.models import Import
from libraries.resources import imports

log = logging.getLogger(__name__)
State = Import.State
STAGES = {
    State.CHECKING: imports.check_import,
    State.APPLYING: importing.apply_import,
    State.UNDOING: importing.undo_import,
}


@shared_task(name="libraries.import")
def work(pk: int) -> None:
    """Do what an import is waiting for; ring again when it needs another attempt."""
    batch = Import.objects.filter(pk=pk).only("state", "language").first()
    stage = STAGES.get(State(batch.state)) if batch else None
    if batch is None or stage is None:
        return
    with translation.override(batch.language):
        if stage(pk):
            ring(pk)


@shared_task(name="libraries.sweep_imports")
def sweep_imports() -> None:
    """Ring for imports that were never taken, or whose worker is gone."""
    for pk in importing.sweep(timezone.now()):
        ring(pk)


@worker_ready.connect(dispatch_uid="libraries.sweep_at_start")
def sweep_at_start(**_signal: object) -> None:
    """A worker that starts looks for what the one before it left behind."""
    sweep_imports.delay()


def check_and_ring(
    *, batch: Import, columns: Mapping[str, int], sheet: str, header: Sequence[str], by: User
) -> Import:
    """Order the check of an import, and ring once that is certain."""
    with transaction.atomic():
        ordered = importing.order_check(
            batch=batch, columns=columns, sheet=sheet, header=header, by=by
        )
        transaction.on_commit(partial(ring, ordered.pk))
    return ordered


def apply_and_ring(*, batch: Import, by: User) -> Import:
    """Order that an import is written, and ring once that is certain."""
    with transaction.atomic():
        ordered = importing.order_apply(batch=batch, by=by)
        transaction.on_commit(partial(ring, ordered.pk))
    return ordered


def undo_and_ring(*, batch: Import, reason: str, by: User) -> Import:
    """Order that an import is undone, and ring once that is certain."""
    with transaction.atomic():
        ordered = importing.order_undo(batch=batch, reason=reason, by=by)
        transaction.on_commit(partial(ring, ordered.pk))
    return ordered


def ring(pk: int) -> None:
    """Ring the bell. When the queue cannot be reached the sweep rings later: nothing is lost."""
    try:
        work.delay(pk)
    except OperationalError as problem:
        log.warning("The queue cannot be reached, the sweep rings later: %s", problem)
