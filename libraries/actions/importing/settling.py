"""Points the figures of an import to their current readings: most with one statement."""

from typing import Final

from django.db import connection

from libraries.actions.importing import statements
from libraries.actions.importing.bulk import run, tell
from libraries.actions.settling import settle_all
from libraries.models import Figure

A_TIME: Final = 2000


def hold_figures(pk: int) -> None:
    """Let whoever settles one of the figures of an import wait until we are done."""
    if connection.features.has_select_for_update:  # SQLite has one writer
        run(statements.HOLD_TOUCHED, pk)


def settle_batch(pk: int) -> None:
    """Settle every figure of which an import, or its undoing, said something."""
    tell(pk, "settling", 0, 1)
    run(statements.POINT_ALONE, pk, False)
    others = [figure.pk for figure in Figure.objects.raw(statements.OTHERS, [pk, False, pk])]
    for start in range(0, len(others), A_TIME):
        settle_all(figures=list(Figure.objects.filter(pk__in=others[start : start + A_TIME])))
        tell(pk, "settling", start + A_TIME, len(others))
