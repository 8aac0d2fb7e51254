"""Writes what was checked, all of it or nothing, with a few statements over many rows."""

from typing import Final

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.trail.actions import record
from libraries import rules
from libraries.actions.importing import statements
from libraries.actions.importing.bulk import run, tell
from libraries.actions.importing.life import Claim, claim, fail, give_back
from libraries.actions.importing.settling import settle_batch
from libraries.actions.importing.staging import LeaseLostError, hold
from libraries.actions.locks import lock_sentence
from libraries.models import Import, ImportRow, Period, Publication, Scope

ONE_AT_A_TIME: Final = 7301  # a number that means: somebody is writing an import
A_TIME: Final = 20_000  # rows a statement, so that progress can be shown


def apply_import(pk: int) -> bool:
    """Write what was checked; True when it must be rung for again.

    Safe to call twice, late or for nothing: only who claims the row does anything.
    """
    mine = claim(pk, Import.State.APPLYING)
    if mine is None:
        return False
    try:
        _apply(mine)
    except LeaseLostError:
        return False
    except ValidationError as refusal:
        fail(mine, failure=" ".join(refusal.messages))
    except Exception as problem:
        give_back(mine, failure=f"{type(problem).__name__}: {problem}"[:2000])
        raise
    return False


@transaction.atomic
def _apply(mine: Claim) -> None:
    hold(mine, done=0, total=0)  # our row is locked from here on: a twin waits, then finds nothing
    batch = mine.row().select_related("applied_by").get()
    take_turn()
    if batch.applied_by is None or not rules.can_import(batch.applied_by):
        raise ValidationError(_("Only the support institution imports figures."))
    last = ImportRow.objects.filter(batch=batch).order_by("-number").first()
    _require_unchanged(batch, last.number if last else 0)
    publications = _put_publications(batch)
    _put_periods(batch)
    _put_figures_and_readings(batch, last.number if last else 0)
    settle_batch(batch.pk)
    mine.row().update(
        state=Import.State.APPLIED, applied_at=timezone.now(), token=None, lease_until=None
    )
    record(
        "imported figures",
        batch,
        by=batch.applied_by,
        reason=batch.source,
        new=batch.new,
        changed=batch.changed,
        same=batch.same,
        sha256=batch.sha256,
        publications=publications,
    )


def take_turn() -> None:
    """Wait until nobody else writes an import; on SQLite only one writes at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _require_unchanged(batch: Import, last: int) -> None:
    """Refuse what was judged against something that is no longer so."""
    with connection.cursor() as cursor:
        cursor.execute(statements.COUNT_STALE, [False, batch.pk, 0, last])
        (stale,) = cursor.fetchone()
    if stale:
        raise ValidationError(
            _("Since the check somebody changed %(count)s of these figures. Check the file again.")
            % {"count": stale},
            code="stale",
        )
    _require_open(batch)


def _require_open(batch: Import) -> None:
    rows = ImportRow.objects.filter(batch=batch, verdict__in=("new", "changed")).order_by()
    spans = set(rows.values_list("period_kind", "period_start").distinct())
    for period in Period.objects.real().filter(closed_at__isnull=False):
        if (period.kind, period.start) not in spans:
            continue
        of_period = rows.filter(period_kind=period.kind, period_start=period.start)
        scopes = Scope.objects.filter(pk__in=of_period.values("scope"))
        if not all(
            rules.is_writable(period, scope, today=timezone.localdate()) for scope in scopes
        ):
            raise ValidationError(lock_sentence(period), code="period_closed")


def _put_publications(batch: Import) -> list[str]:
    """Add the publications that the portal does not know; return their codes."""
    rows = ImportRow.objects.filter(batch=batch, verdict="new").exclude(publication="")
    given = rows.exclude(publication__in=Publication.objects.values("code")).order_by("number")
    found: dict[str, Publication] = {}
    for code, title, url in given.values_list("publication", "publication_title", "source_url"):
        if code not in found:
            found[code] = Publication(code=code, title=title or code, url=url)
    Publication.objects.bulk_create(found.values())
    return list(found)


def _put_periods(batch: Import) -> None:
    rows = ImportRow.objects.filter(batch=batch, verdict__in=("new", "changed")).order_by()
    spans = set(rows.values_list("period_kind", "period_start", "period_end").distinct())
    known = set(Period.objects.real().values_list("kind", "start"))
    Period.objects.bulk_create(
        (
            Period(kind=kind, start=start, end=end)
            for kind, start, end in spans
            if start and end and (kind, start) not in known
        ),
        ignore_conflicts=True,  # somebody may add the same one at this moment
    )


def _put_figures_and_readings(batch: Import, last: int) -> None:
    """Put the figures that are not there yet, hold all of them, and add the readings."""
    now = timezone.now()
    whole = max(last, 1)
    for first in range(1, last + 1, A_TIME):
        until = min(first + A_TIME - 1, last)
        run(statements.PUT_FIGURES, False, batch.pk, first, until)
        tell(batch.pk, "figures", until, whole)
    if connection.features.has_select_for_update:  # SQLite has one writer
        run(statements.HOLD_FIGURES, False, batch.pk, 1, last)
    written = 0
    for first in range(1, last + 1, A_TIME):
        until = min(first + A_TIME - 1, last)
        written += run(
            statements.PUT_READINGS, False, batch.applied_by_id, now, now, False,
            False, batch.pk, first, until,
        )  # fmt: skip
        tell(batch.pk, "readings", until, whole)
    if written != batch.new + batch.changed:
        raise ValidationError(
            _("Not every row could be written. Check the file again."), code="incomplete"
        )
