"""Producing an edition, once, whatever happens to messages, workers and machines.

The row is the truth. Whoever takes it gets a token; every later change names that token, so a late
twin changes nothing. Messages only say: look at this row.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from biblionet.accounts.models import User
from biblionet.kit import files
from biblionet.trail.actions import record
from reports.models import Build, Edition
from reports.models.editions import BuildQuerySet

FORGOTTEN = timedelta(days=1)  # what a killed process left half written


@dataclass(frozen=True, slots=True)
class Claim:
    """A production in our hands: what proves it is the token."""

    build: int
    token: UUID
    attempt: int

    def row(self) -> BuildQuerySet:
        """Return the row, as long as it is ours."""
        return Build.objects.filter(pk=self.build, token=self.token, state=Build.State.RUNNING)


@dataclass(frozen=True, slots=True)
class Printed:
    """What is known of a file that was printed."""

    pages: int
    engine: dict[str, str] = field(default_factory=dict)
    findings: tuple[str, ...] = ()


@transaction.atomic
def order_build(*, edition: Edition, by: User | None) -> Build:
    """Return the file's production: the finished one, the one under way, or a new one."""
    known = _finished(edition) or edition.builds.unfinished().first()
    if known:
        return known
    try:
        with transaction.atomic():
            build = Build.objects.create(edition=edition, ordered_by=by)
    except IntegrityError:  # somebody ordered it in the same second: join
        return edition.builds.unfinished().get()
    owner = edition.report.scope.owner_code
    record("ordered the file of", edition, by=by, scope=owner, build=build.pk)
    return build


def _finished(edition: Edition) -> Build | None:
    """Return the production whose file is still there."""
    done = edition.builds.filter(state=Build.State.DONE)
    return next((build for build in done if files.is_kept(build.sha256)), None)


def claim(build_id: int) -> Claim | None:
    """Take a production that waits or was left behind: one UPDATE, and only one can win."""
    now, token = timezone.now(), Build.new_token()
    free = Q(state=Build.State.QUEUED) | Q(state=Build.State.RUNNING, lease_until__lt=now)
    taken = Build.objects.filter(free, pk=build_id, attempt__lt=Build.ATTEMPTS).update(
        state=Build.State.RUNNING,
        stage=Build.Stage.GATHER,
        done=0,
        total=0,
        attempt=F("attempt") + 1,
        token=token,
        lease_until=now + Build.LEASE,
        started_at=Coalesce("started_at", now),
    )
    if not taken:
        return None
    attempt = Build.objects.values_list("attempt", flat=True).get(pk=build_id)
    return Claim(build_id, token, attempt)


def renew(mine: Claim, *, stage: str, done: int = 0, total: int = 0) -> bool:
    """Hold on to a production and say how far it is; False when it was taken from us."""
    until = timezone.now() + Build.LEASE
    held = mine.row().update(stage=stage, done=done, total=total, lease_until=until)
    return bool(held)


def finish(mine: Claim, *, file: Path, printed: Printed) -> bool:
    """Keep the file and close the row, both or neither; False for a late twin, whose file goes.

    The row is updated before the file gets its name: nobody else can hold the token meanwhile,
    so a file under its hash always belongs to the row, and a twin never touches it.
    """
    with transaction.atomic():
        ours = mine.row().update(stage=Build.Stage.KEEP)
        if not ours:
            return False
        kept = files.keep_file(file)
        mine.row().update(
            state=Build.State.DONE,
            stage=Build.Stage.READY,
            sha256=kept.sha256,
            size=kept.size,
            pages=printed.pages,
            engine=printed.engine,
            checks=list(printed.findings),
            token=None,
            lease_until=None,
            finished_at=timezone.now(),
        )
        edition = Edition.objects.with_labels().without_contents().get(builds=mine.build)
        owner = edition.report.scope.owner_code
        record("produced the file of", edition, by=None, scope=owner, sha256=kept.sha256)
    return True


def fail(mine: Claim, *, failure: str, details: str = "") -> bool:
    """Close a production that cannot succeed, with why; False when it is no longer ours."""
    return bool(mine.row().update(**_failed(failure, details)))


def give_back(mine: Claim, *, failure: str, details: str = "") -> bool:
    """Put a production back in the queue for another attempt, or fail it after the last.

    True when there will be another attempt.
    """
    if mine.attempt >= Build.ATTEMPTS:
        fail(mine, failure=failure, details=details)
        return False
    return bool(mine.row().update(**_queued(timezone.now())))


def sweep(now: datetime) -> list[int]:
    """Return the productions to ring for again; fail those that were tried often enough.

    For rows nobody took in half a minute, and rows whose lease ran out: whatever became of the
    message or the worker.
    """
    files.tidy(older_than=FORGOTTEN)
    lost = Build.objects.filter(state=Build.State.RUNNING, lease_until__lt=now)
    lost.filter(attempt__gte=Build.ATTEMPTS).update(**_failed("attempts", ""))
    return [
        build.pk
        for build in Build.objects.forsaken(now).only("pk")
        if Build.objects.forsaken(now).filter(pk=build.pk).update(**_queued(now))
    ]


def _queued(now: datetime) -> dict[str, Any]:
    return {
        "state": Build.State.QUEUED,
        "stage": Build.Stage.WAIT,
        "done": 0,
        "total": 0,
        "token": None,
        "lease_until": None,
        "rung_at": now,
    }


def _failed(failure: str, details: str) -> dict[str, Any]:
    return {
        "state": Build.State.FAILED,
        "failure": failure,
        "failure_details": details[:4000],
        "token": None,
        "lease_until": None,
        "finished_at": timezone.now(),
    }
