"""The reports somebody follows, each with its newest edition and file."""

from dataclasses import dataclass

from django.db.models import Q

from biblionet.accounts.models import User
from libraries.models import Organisation, ServiceArea
from reports.models import Build, Edition, Report


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report, its newest edition, and the newest file of any edition."""

    report: Report
    edition: Edition | None
    build: Build | None


def report_lines(
    user: User, *, about: Organisation | None = None, limit: int = 12
) -> tuple[ReportLine, ...]:
    """Return reports by year, newest first, in three queries; of one organisation if asked."""
    seen = Report.objects.visible_to(user).with_labels()
    if about is not None:
        places = ServiceArea.objects.filter(owner=about).values("place")
        seen = seen.filter(Q(scope=about) | Q(scope__in=places))
    reports = list(seen[:limit])
    editions = {
        edition.pk: edition
        for edition in Edition.objects.visible_to(user)
        .without_contents()
        .filter(report__in=reports)
        .order_by("number")
    }
    newest = {edition.report_id: edition for edition in editions.values()}
    done = Build.objects.filter(edition__in=list(editions), state=Build.State.DONE)
    builds = {
        editions[build.edition_id].report_id: build
        for build in done.order_by("edition__number", "finished_at")
    }
    return tuple(
        ReportLine(report, newest.get(report.pk), builds.get(report.pk)) for report in reports
    )
