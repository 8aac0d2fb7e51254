"""Setting an edition in type and printing it, while holding on to its row."""

import errno
import os
from pathlib import Path

from django.conf import settings

from biblionet.kit import files
from biblionet.kit.pdf import PdfError, Problem, Result, print_in_own_process
from reports.actions.builds import Claim, Printed, claim, fail, finish, give_back, renew
from reports.models import Build, Edition
from reports.printing import typeset

NO_ROOM = tuple(os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
TRY_AGAIN = {Problem.ENGINE, Problem.MEMORY}  # what a killed process looks like


class LeaseLostError(Exception):
    """Somebody else has taken the production over; what we have is worth nothing."""


def produce(build_id: int) -> bool:
    """Make the file of a production; True when it must be rung for again.

    Safe to call twice, late or for nothing: only who claims the row does anything.
    """
    mine = claim(build_id)
    if mine is None:
        return False
    try:
        with files.unfinished() as place:
            printed = _print(mine, place)
            _hold(mine, Build.Stage.KEEP)
            finish(mine, file=place, printed=printed)
    except LeaseLostError:
        return False
    except files.DiskFullError as problem:
        fail(mine, failure="no_room", details=str(problem))
    except PdfError as problem:
        return _give_up(mine, problem)
    except Exception as problem:
        give_back(mine, failure="engine", details=f"{type(problem).__name__}: {problem}")
        raise
    return False


def _print(mine: Claim, place: Path) -> Printed:
    edition = Edition.objects.with_labels().get(builds=mine.build)
    _hold(mine, Build.Stage.DRAW)
    document = typeset(edition.dossier, edition.imprint)
    result = print_in_own_process(
        document,
        target=place,
        seconds=settings.RENDER_SECONDS,
        megabytes=settings.RENDER_MEGABYTES,
        on_stage=lambda stage, done, total: _hold(mine, stage, done, total),
    )
    return _told(result)


def _hold(mine: Claim, stage: str, done: int = 0, total: int = 0) -> None:
    """Renew the lease, or stop everything: also the process that prints."""
    if not renew(mine, stage=stage, done=done, total=total):
        raise LeaseLostError


def _told(result: Result) -> Printed:
    return Printed(
        pages=result.pages,
        engine=dict(result.engine),
        findings=tuple(str(finding) for finding in result.findings),
    )


def _give_up(mine: Claim, problem: PdfError) -> bool:
    """Fail at once what would fail again; give back what a second attempt may mend."""
    if problem.problem in TRY_AGAIN:
        return give_back(mine, failure=problem.problem, details=problem.detail)
    full = problem.problem == Problem.TARGET and problem.detail.endswith(NO_ROOM)
    fail(mine, failure="no_room" if full else problem.problem, details=problem.detail)
    return False
