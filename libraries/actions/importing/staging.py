"""Checks every row of a file and keeps what was thought of it, in chunks: memory stays flat."""

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import Final

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from libraries.actions.importing import statements
from libraries.actions.importing.bulk import put_many, run
from libraries.actions.importing.cells import Given
from libraries.actions.importing.judged import KEPT
from libraries.actions.importing.judging import Judge
from libraries.actions.importing.life import Claim, renew
from libraries.models import Import, ImportRow

CHUNK: Final = 2000
COLUMNS: Final = ("batch_id", *KEPT)
cells_of = attrgetter(*KEPT)


class LeaseLostError(Exception):
    """Somebody else has taken the import over; what we have is worth nothing."""


def stage(mine: Claim, *, rows: Iterable[Given], total: int = 0) -> Import:
    """Judge every row and keep the verdicts in place of earlier ones; nothing else is written.

    LeaseLostError when the import is no longer ours.
    """
    batch = mine.row().get()
    with transaction.atomic():
        ImportRow.objects.filter(batch=batch).delete()
    judge, done = Judge(batch.columns), 0
    for chunk in chunks(rows, CHUNK):
        with transaction.atomic():
            hold(mine, done=done, total=total)
            judged = judge.judge(chunk)
            put_many(ImportRow, COLUMNS, ((batch.pk, *cells_of(one)) for one in judged))
        done += len(chunk)
    return _close(mine, done)


@transaction.atomic
def _close(mine: Claim, done: int) -> Import:
    """Refuse what stands twice in the file, count the verdicts, and show them."""
    hold(mine, done=done, total=done)
    sentence = _("Row {} already says something of this figure. Leave one of them out.")
    run(statements.REFUSE_TWICE, sentence, mine.pk)
    counts = dict.fromkeys(ImportRow.Verdict.values, 0)
    found = ImportRow.objects.filter(batch=mine.pk).order_by().values_list("verdict")
    counts |= dict(found.annotate(rows=Count("pk")))
    mine.row().update(state=Import.State.CHECKED, token=None, lease_until=None, attempt=0, **counts)
    return Import.objects.get(pk=mine.pk)


def hold(mine: Claim, *, done: int, total: int) -> None:
    """Renew the lease, or stop everything."""
    if not renew(mine, done=done, total=max(done, total)):
        raise LeaseLostError


def chunks(rows: Iterable[Given], size: int) -> Iterator[list[Given]]:
    """Cut a stream into lists."""
    stream = iter(rows)
    while chunk := list(islice(stream, size)):
        yield chunk
