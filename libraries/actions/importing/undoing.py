"""Undoes an import without taking anything away: each reading is answered by a new one.

What was revised says again what it said before; what was new is withdrawn: its source says nothing
of it any more. What somebody changed since stays as it is.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.trail.actions import record
from libraries import rules
from libraries.actions.importing import statements
from libraries.actions.importing.bulk import run, tell
from libraries.actions.importing.life import Claim, claim, fail, give_back
from libraries.actions.importing.settling import hold_figures, settle_batch
from libraries.actions.importing.staging import LeaseLostError, hold
from libraries.actions.importing.writing import take_turn
from libraries.models import Import


def undo_import(pk: int) -> bool:
    """Undo an applied import; True when it must be rung for again. Safe to call twice."""
    mine = claim(pk, Import.State.UNDOING)
    if mine is None:
        return False
    try:
        _undo(mine)
    except LeaseLostError:
        return False
    except ValidationError as refusal:
        fail(mine, failure=" ".join(refusal.messages))
    except Exception as problem:
        give_back(mine, failure=f"{type(problem).__name__}: {problem}"[:2000])
        raise
    return False


@transaction.atomic
def _undo(mine: Claim) -> None:
    hold(mine, done=0, total=0)
    batch = mine.row().select_related("undone_by").get()
    take_turn()
    if batch.undone_by is None or not rules.can_import(batch.undone_by):
        raise ValidationError(_("Only the support institution imports figures."))
    hold_figures(batch.pk)
    tell(batch.pk, "readings", 0, 1)
    undone = _answer(batch)
    settle_batch(batch.pk)
    kept = batch.new + batch.changed - undone
    mine.row().update(
        state=Import.State.UNDONE,
        undone_at=timezone.now(),
        kept=kept,
        token=None,
        lease_until=None,
    )
    record(
        "undid import",
        batch,
        by=batch.undone_by,
        reason=batch.undo_reason,
        readings=undone,
        kept=kept,
    )


def _answer(batch: Import) -> int:
    """Add the readings that restore and withdraw; return how many."""
    now, author = timezone.now(), batch.undone_by_id
    restored = run(statements.RESTORE, author, now, now, False, batch.pk)
    withdrawn = run(statements.WITHDRAW, True, batch.undo_reason, author, now, now, False, batch.pk)
    return restored + withdrawn
