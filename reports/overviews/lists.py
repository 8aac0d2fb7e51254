"""The list of reports, and the editions of one."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from biblionet.accounts.models import User
from biblionet.kit import files
from libraries.models import Year
from reports.models import Build, Edition, Report
from reports.models.outlines import ReportQuerySet


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """What a list of reports is narrowed to; empty is everything."""

    year: str = ""
    kind: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report with its newest edition and file, as far as there are any."""

    report: Report
    edition: Edition | None
    build: Build | None


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition with its productions, the newest first."""

    edition: Edition
    figures: int
    builds: tuple[Build, ...]

    @property
    def file(self) -> Build | None:
        """The production whose file is there."""
        return next((build for build in self.builds if has_file(build)), None)

    @property
    def under_way(self) -> Build | None:
        return next((build for build in self.builds if not build.is_finished), None)


def has_file(build: Build) -> bool:
    return build.state == Build.State.DONE and files.is_kept(build.sha256)


def report_years(user: User) -> tuple[Year, ...]:
    """Return the years about which somebody sees reports, the newest first."""
    reports = Report.objects.visible_to(user).select_related("period")
    years = {report.period.year for report in reports}
    return tuple(sorted(years, key=lambda year: (year.is_example, -year.number)))


def report_rows(user: User, choice: ReportChoice) -> tuple[ReportRow, ...]:
    """Return the reports somebody sees, narrowed down, in three queries."""
    reports = list(_narrowed(choice).visible_to(user).with_labels())
    editions: dict[int, Edition] = {}
    found = Edition.objects.visible_to(user).filter(report__in=reports).without_contents()
    for edition in found.order_by("report", "number"):
        editions[edition.report_id] = edition  # the last one stays
    builds: dict[int, Build] = {}
    for build in Build.objects.filter(edition__in=editions.values()).order_by("ordered_at", "pk"):
        builds[build.edition_id] = build
    rows = []
    for report in reports:
        newest = editions.get(report.pk)
        rows.append(ReportRow(report, newest, builds.get(newest.pk) if newest else None))
    return tuple(rows)


def _narrowed(choice: ReportChoice) -> ReportQuerySet:
    reports = Report.objects.all()
    if choice.year:
        reports = reports.of_year(Year.read(choice.year))
    if choice.kind:
        reports = reports.filter(outline__kind=choice.kind)
    if choice.place:
        words = choice.place.strip()
        reports = reports.filter(
            Q(scope__name__icontains=words) | Q(scope__short_name__icontains=words)
        )
    return reports


def edition_rows(report: Report, user: User) -> tuple[EditionRow, ...]:
    """Return the editions of a report that somebody may read, in three queries."""
    editions = list(
        Edition.objects.visible_to(user)
        .filter(report=report)
        .without_contents()
        .select_related("frozen_by")
        .with_figure_count()
        .order_by("-number")  # counting drops the usual order
    )
    builds: dict[int, list[Build]] = defaultdict(list)
    for build in Build.objects.filter(edition__in=editions).select_related("ordered_by"):
        builds[build.edition_id].append(build)
    return tuple(
        EditionRow(edition, edition.figure_count, tuple(builds[edition.pk])) for edition in editions
    )
