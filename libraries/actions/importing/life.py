"""The life of an import: received, checked, applied, undone; and who works at it now.

The row is the truth. Whoever takes it gets a token; every later change names that token, so a late
twin changes nothing. Messages only say: look at this row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.kit import files
from libraries import rules
from libraries.models import Import, ImportRow
from libraries.models.imports import ImportQuerySet

State = Import.State
NEEDED: Final = ("indicator_code", "scope_type", "scope_code", "value")
DETAIL_KEPT: Final = timedelta(days=30)
# What a stage goes back to when it cannot be done, so that a person decides.
BACK: Final = {
    State.CHECKING: State.FAILED,
    State.APPLYING: State.FAILED,
    State.UNDOING: State.APPLIED,
}


@dataclass(frozen=True, slots=True)
class Received:
    """What is known of a file that came in, before anybody said what its columns are."""

    name: str
    path: Path
    kind: str
    encoding: str
    sheet: str
    header: Sequence[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """An import in our hands: what proves it is the token."""

    pk: int
    token: UUID
    attempt: int

    def row(self) -> ImportQuerySet:
        """Return the row, as long as it is ours."""
        return Import.objects.filter(pk=self.pk, token=self.token)


@transaction.atomic
def receive_import(*, received: Received, source: str, by: User) -> Import:
    """Keep a file that was found safe to read; nothing of it is imported yet."""
    require_importer(by)
    if not source.strip():
        raise ValidationError({"source": _("Say where the figures come from.")})
    with files.unfinished() as place, received.path.open("rb") as file:
        with files.disk_full_said(), place.open("wb") as copy:
            while chunk := file.read(files.CHUNK):
                copy.write(chunk)
        kept = files.keep_file(place)
    return Import.objects.create(
        by=by,
        source=source.strip(),
        file_name=received.name,
        sha256=kept.sha256,
        size=kept.size,
        kind=received.kind,
        encoding=received.encoding,
        sheet=received.sheet,
        header=list(received.header),
    )


@transaction.atomic
def order_check(
    *, batch: Import, columns: Mapping[str, int], sheet: str, header: Sequence[str], by: User
) -> Import:
    """Say which column is what, and have every row checked. `columns`: our name → place.

    The remarks are written in the language of whoever orders it.
    """
    require_importer(by)
    require_columns(columns)
    free = (State.UPLOADED, State.CHECKED, State.FAILED)
    return _move(
        batch,
        free,
        State.CHECKING,
        columns=dict(columns),
        sheet=sheet,
        header=list(header),
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )


def require_columns(columns: Mapping[str, int]) -> None:
    """Refuse a choice of columns with which no row can be understood."""
    if columns_lacking(columns):
        raise ValidationError(
            _(
                "Say which columns hold the indicator, the kind and code of the place, "
                "the year and the number."
            ),
            code="columns",
        )
    if columns_twice(columns):
        raise ValidationError(_("One column cannot be two things."), code="columns_twice")


def columns_lacking(columns: Mapping[str, int]) -> list[str]:
    """Return what has to have a column and has none; the first day may stand for the year."""
    lacking = [name for name in NEEDED if name not in columns]
    return lacking if {"year", "period_start"} & set(columns) else [*lacking, "year"]


def columns_twice(columns: Mapping[str, int]) -> dict[str, str]:
    """Return what has the column of something before it, with what that is."""
    first: dict[int, str] = {}
    there = {name: first.setdefault(place, name) for name, place in columns.items()}
    return {name: other for name, other in there.items() if other != name}


@transaction.atomic
def order_apply(*, batch: Import, by: User) -> Import:
    """Have the checked rows written, all or none."""
    require_importer(by)
    if batch.refused:
        raise ValidationError(
            _(
                "%(count)s rows are refused. Mend them in the file and begin again: "
                "all of it comes in, or nothing."
            )
            % {"count": batch.refused},
            code="refused",
        )
    if batch.changes_nothing and batch.state == State.CHECKED:
        raise ValidationError(
            _("There is nothing to apply: everything is in the portal already."), code="nothing"
        )
    return _move(
        batch, (State.CHECKED,), State.APPLYING, applied_by=by, undone_by=None, undo_reason=""
    )


@transaction.atomic
def order_undo(*, batch: Import, reason: str, by: User) -> Import:
    """Have an applied import undone: what it revised says again what it said."""
    require_importer(by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this import is undone.")})
    return _move(batch, (State.APPLIED,), State.UNDOING, undone_by=by, undo_reason=reason.strip())


def _move(batch: Import, free: Sequence[str], to: str, **fields: Any) -> Import:
    """Take an import to its next stage, unless somebody else did so in the meantime."""
    moved = Import.objects.filter(pk=batch.pk, state__in=free).update(
        state=to, attempt=0, done=0, total=0, failure="", rung_at=timezone.now(), **fields
    )
    batch.refresh_from_db()
    if not moved:
        raise ValidationError(
            _("This import is “%(state)s” now. Look at it again.")
            % {"state": batch.get_state_display()},
            code="other_state",
        )
    return batch


def require_importer(by: User) -> None:
    if not rules.can_import(by):
        raise ValidationError(
            _("Only the support institution imports figures."), code="not_allowed"
        )


# Who works at it


def claim(pk: int, state: str) -> Claim | None:
    """Take an import that waits or was left behind: one UPDATE, and only one can win."""
    now, token = timezone.now(), Import.new_token()
    free = Q(token__isnull=True) | Q(lease_until__lt=now)
    taken = Import.objects.filter(free, pk=pk, state=state, attempt__lt=Import.ATTEMPTS).update(
        token=token, attempt=F("attempt") + 1, lease_until=now + Import.LEASE
    )
    if not taken:
        return None
    return Claim(pk, token, Import.objects.values_list("attempt", flat=True).get(pk=pk))


def renew(mine: Claim, *, done: int, total: int) -> bool:
    """Hold on to an import and say how far it is; False when it was taken from us."""
    until = timezone.now() + Import.LEASE
    return bool(mine.row().update(done=done, total=total, lease_until=until))


def fail(mine: Claim, *, failure: str) -> bool:
    """Close a stage that cannot be done, with why; False when it is no longer ours."""
    batch = mine.row().first()
    if batch is None:
        return False
    return bool(mine.row().update(**_stopped(State(batch.state), failure)))


def give_back(mine: Claim, *, failure: str) -> bool:
    """Put a stage back for another attempt, or fail it after the last; True when there is one."""
    if mine.attempt >= Import.ATTEMPTS:
        fail(mine, failure=failure)
        return False
    return bool(mine.row().update(token=None, lease_until=None, rung_at=timezone.now()))


def _stopped(state: State, failure: str) -> dict[str, Any]:
    return {"state": BACK[state], "failure": failure, "token": None, "lease_until": None}


def sweep(now: datetime) -> list[int]:
    """Return the imports to ring for again; fail those that were tried often enough.

    Rows that another worker holds in a transaction are left alone: they are at work.
    """
    forget_details(now)
    lost = Import.objects.forsaken(now)
    for state, (language, _name) in product(Import.AT_WORK, settings.LANGUAGES):
        worn = lost.filter(state=state, language=language, attempt__gte=Import.ATTEMPTS)
        with translation.override(language):
            worn.filter(pk__in=_free(worn)).update(**_stopped(state, _failed_often()))
    rung = []
    for pk in _free(Import.objects.forsaken(now)):
        again = Import.objects.forsaken(now).filter(pk=pk)
        if again.update(token=None, lease_until=None, rung_at=now):
            rung.append(pk)
    return rung


def _free(rows: ImportQuerySet) -> list[int]:
    """Return the ids of rows that nobody holds in a transaction at this moment."""
    if not connection.features.has_select_for_update_skip_locked:
        return list(rows.values_list("pk", flat=True))  # SQLite
    with transaction.atomic():
        held = rows.order_by("pk").select_for_update(skip_locked=True)
        return list(held.values_list("pk", flat=True))


def _failed_often() -> str:
    return _("This was started three times and never finished. Try again, or ask for help.")


def forget_details(now: datetime) -> int:
    """Delete what was thought of the rows of files that were settled long ago."""
    old = Import.objects.filter(at__lt=now - DETAIL_KEPT).exclude(state__in=Import.AT_WORK)
    return ImportRow.objects.filter(batch__in=old).delete()[0]


@transaction.atomic
def forget_file(*, batch: Import) -> None:
    """Keep nothing of a file that turned out to hold data of persons, but that it was refused."""
    ImportRow.objects.filter(batch=batch).delete()
    Import.objects.filter(pk=batch.pk).update(columns={})
    if not Import.objects.filter(sha256=batch.sha256).exclude(pk=batch.pk).exists():
        transaction.on_commit(partial(files.discard, batch.sha256))
