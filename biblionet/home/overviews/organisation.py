"""One organisation: who and where it is, how its objectives stand, its figures and reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from biblionet.accounts.models import User
from biblionet.home.overviews.reports import ReportLine, report_lines
from goals.models import ProgressUpdate
from goals.overviews import FrameworkOverview, all_quarters, objectives_with_progress
from libraries.models import (
    Branch,
    EarlierName,
    Figure,
    Indicator,
    Organisation,
    Period,
    Scope,
    ServiceArea,
    Year,
)
from libraries.overviews import (
    ComputedFacts,
    FigureFacts,
    gather_facts,
    the_network,
    usual_year,
    years_of_organisation,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What does not change from year to year; names are those of now, with the earlier ones."""

    organisation: Organisation
    earlier_names: tuple[EarlierName, ...]
    units: tuple[Organisation, ...]
    areas: tuple[ServiceArea, ...]
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of the organisation itself, or the sum of what it reported for its places."""

    indicator: Indicator
    own: FigureFacts | None
    total: ComputedFacts | None


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything of one organisation in one year, as far as everybody who signs in may know it."""

    facts: Facts
    years: tuple[Year, ...]
    year: Year
    frameworks: tuple[FrameworkOverview, ...]
    figures: tuple[FigureLine, ...]
    reports: tuple[ReportLine, ...]


def organisation_page(
    organisation: Organisation, years: Sequence[Year], year: Year, *, user: User
) -> OrganisationPage:
    """Return the page of an organisation in a year, in a fixed number of queries."""
    network = the_network() or organisation
    return OrganisationPage(
        facts=facts_of(organisation),
        years=tuple(years),
        year=year,
        frameworks=told_about(
            objectives_with_progress(year=year, scopes=[organisation], network=network)
        ),
        figures=figure_lines(organisation, year),
        reports=report_lines(user, about=organisation),
    )


def facts_of(organisation: Organisation) -> Facts:
    """Return the lasting facts of an organisation, in four queries."""
    places = ServiceArea.objects.filter(owner=organisation).select_related("place")
    branches = Branch.objects.filter(owner=organisation).select_related("place")
    return Facts(
        organisation=organisation,
        earlier_names=tuple(organisation.earlier_names.order_by("until_on")),
        units=tuple(organisation.units.order_by("name")),
        areas=tuple(places.order_by("place__name")),
        branches=tuple(branches.order_by("place__name", "name")),
    )


def told_about(frameworks: tuple[FrameworkOverview, ...]) -> tuple[FrameworkOverview, ...]:
    """Leave out the objectives on which this organisation does not report."""
    asked = (
        FrameworkOverview(
            one.framework,
            tuple(objective for objective in one.objectives if objective.progress.by_scope),
        )
        for one in frameworks
    )
    return tuple(framework for framework in asked if framework.objectives)


def figure_lines(organisation: Organisation, year: Year) -> tuple[FigureLine, ...]:
    """Return the figures of an organisation, its own or added up over its places."""
    book = gather_facts(indicators=None, years=[year])
    lines = []
    for code, indicator in book.indicators.items():
        own = book.get(code, organisation, year)
        total = None
        if own is None and indicator.level in (Scope.Kind.SERVICE_AREA, Scope.Kind.BRANCH):
            total = book.total(code, organisation, year)
        if own or (total and total.value is not None):
            lines.append(FigureLine(indicator, own, total))
    return tuple(lines)


def years_of(organisation: Organisation) -> tuple[Year, ...]:
    """Return the years of which something is known here, newest first, in two queries."""
    ends = (
        Figure.objects.filter(Q(scope=organisation) | Q(scope__owner=organisation))
        .order_by()
        .values_list("period__end__year", "period__is_example")
        .distinct()
    )
    years = {Year(number, is_example=is_example) for number, is_example in ends}
    told = years | {quarter.year for quarter in all_quarters()}
    return tuple(sorted(told, key=lambda year: (-year.number, year.is_example)))


def year_to_show(organisation: Organisation, years: Sequence[Year], *, today: date) -> Year:
    """Return the year to show when nobody chose: the newest of which something is known here."""
    agreed = ProgressUpdate.objects.accepted().filter(scope=organisation).values("period")
    known = years_of_organisation(organisation)
    known |= {period.year for period in Period.objects.filter(pk__in=agreed)}
    return usual_year(tuple(years), known) or Year(today.year - 1)
