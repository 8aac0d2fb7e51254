"""Freezing a report: its whole contents as one document, with a digest."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from reports import standing
from reports.dossier import gather
from reports.models import Edition, PublishedFigure, Report
from reports.printing import write_fact


def freeze(*, report: Report, by: User | None) -> Edition:
    """Freeze a report as it is now. The same contents are the same edition, others the next one.

    ValidationError when there is nothing to report, a text refers to a figure that does not exist,
    or something was left to fill in.
    """
    with one_moment():
        dossier = gather(report)
    return _keep(report, dossier, by=by)


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it is at one moment, whatever others change meanwhile.

    SQLite reads so in any transaction; PostgreSQL when asked before the first question. Inside a
    transaction that has already begun it is too late to ask.
    """
    inside = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and not inside:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@transaction.atomic
def _keep(report: Report, dossier: standing.Dossier, *, by: User | None) -> Edition:
    Report.objects.select_for_update().get(pk=report.pk)  # one number at a time
    document = standing.freeze(dossier)
    digest = standing.digest(document)
    same = report.editions.filter(digest=digest).first()
    if same:
        return same
    newest = report.editions.first()
    edition = report.editions.create(
        number=newest.number + 1 if newest else 1,
        contents=json.loads(document),
        digest=digest,
        frozen_by=by,
    )
    PublishedFigure.objects.bulk_create(_register(edition, dossier))
    owner = report.scope.owner_code
    record("froze", edition, by=by, scope=owner, digest=digest, figures=len(dossier.facts))
    return edition


def _register(edition: Edition, dossier: standing.Dossier) -> Iterator[PublishedFigure]:
    for fact in dossier.facts:
        yield PublishedFigure(
            edition=edition,
            code=fact.code,
            figure_id=fact.figure,
            indicator_code=fact.indicator,
            scope_kind=fact.scope_kind,
            scope_code=fact.scope,
            year=fact.year,
            printed=write_fact(fact, language=dossier.language)[:60],
            is_computed=fact.is_computed,
        )
