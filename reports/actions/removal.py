"""Removing the example year's reports, editions, files and texts."""

from functools import partial

from django.db import transaction

from biblionet.kit import files
from reports.models import Build, Edition, PublishedFigure, Report, ReportText, Text, TextRevision


@transaction.atomic
def remove_example() -> dict[str, list[str]]:
    """Remove every report about an example year, with the texts only such reports hold.

    Returns the keys of what was removed, by kind of row. Files that no other edition has go too,
    once that is certain.
    """
    reports = Report.objects.filter(period__is_example=True)
    editions = Edition.objects.filter(report__in=reports)
    builds = Build.objects.filter(edition__in=editions)
    placings = ReportText.objects.filter(report__in=reports)
    texts = Text.objects.filter(placings__in=placings).exclude(
        placings__report__period__is_example=False
    )
    revisions = TextRevision.objects.filter(text__in=texts)
    figures = PublishedFigure.objects.filter(edition__in=editions)
    hashes = set(builds.exclude(sha256="").values_list("sha256", flat=True))
    doomed = (figures, builds, editions, revisions, placings, texts.distinct(), reports)
    keys = {
        rows.model._meta.label_lower: [str(key) for key in rows.values_list("pk", flat=True)]
        for rows in doomed
    }
    for rows in doomed:
        name = rows.model._meta.label_lower
        rows.model._default_manager.filter(pk__in=keys[name]).delete()
    still_used = set(Build.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
    for sha256 in hashes - still_used:
        transaction.on_commit(partial(files.discard, sha256))
    return {name: of_kind for name, of_kind in keys.items() if of_kind}
