"""One organisation: who and where it is, how its objectives stand, its figures and reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from biblionet.accounts.models import User
from biblionet.home.overviews.reports import ReportLine, report_lines
from goals.models import ProgressUpdate
from goals.overviews import (
    Drafted,
    FrameworkOfScope,
    draft_line,
    indicators_of,
    objectives_of,
    quarters_of,
    years_until,
)
from libraries.models import (
    EarlierName,
    Figure,
    Indicator,
    Organisation,
    Period,
    Scope,
    Year,
)
from libraries.overviews import (
    ComputedFacts,
    FactBook,
    FigureFacts,
    Map,
    Trend,
    TrendLine,
    codes_of,
    gather_facts,
    lone_trend,
    trend_of,
    usual_year,
    years_of_organisation,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What does not change from year to year; names are those of now, with the earlier ones."""

    organisation: Organisation
    earlier_names: tuple[EarlierName, ...]
    units: tuple[Organisation, ...]
    areas: tuple[Scope, ...]
    branches: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of the organisation itself, or the sum of what it reported for its places."""

    indicator: Indicator
    own: FigureFacts | None
    total: ComputedFacts | None


@dataclass(frozen=True, slots=True)
class OrganisationFigure:
    """An indicator over the years: of this organisation, with its network beside it.

    `drafted` is about the organisation alone.
    """

    organisation: Organisation
    indicator: Indicator
    own: TrendLine
    trend: Trend
    drafted: Drafted | None


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything of one organisation in one year, as far as somebody may know it."""

    facts: Facts
    years: tuple[Year, ...]
    year: Year
    quarters: tuple[Period, ...]
    frameworks: tuple[FrameworkOfScope, ...]
    shown: tuple[OrganisationFigure, ...]
    figures: tuple[FigureLine, ...]
    reports: tuple[ReportLine, ...]


def organisation_page(
    organisation: Organisation,
    years: Sequence[Year],
    year: Year,
    *,
    periods: Sequence[Period],
    user: User,
) -> OrganisationPage:
    """Return the page of an organisation in a year, in a fixed number of queries."""
    quarters = quarters_of(year, periods)
    frameworks = objectives_of(organisation, year=year, quarters=quarters, user=user)
    until = years_until(year, periods)
    book = gather_facts(indicators=None, years={year, *until})
    return OrganisationPage(
        facts=facts_of(organisation, book.map),
        years=tuple(years),
        year=year,
        quarters=quarters,
        frameworks=frameworks,
        shown=_first_figures(organisation, frameworks, book, until),
        figures=figure_lines(organisation, year, book),
        reports=report_lines(user, about=organisation),
    )


def _first_figures(
    organisation: Organisation,
    frameworks: Sequence[FrameworkOfScope],
    book: FactBook,
    years: Sequence[Year],
) -> tuple[OrganisationFigure, ...]:
    """Return the first figure of each objective of which something is known here, each once."""
    objectives = [one.objective for framework in frameworks for one in framework.objectives]
    linked = indicators_of(objectives)
    found: dict[int, OrganisationFigure] = {}
    for one in objectives:
        of_objective = (
            figure_in(book, organisation, indicator, years) for indicator in linked[one.pk]
        )
        telling = next((figure for figure in of_objective if figure.own.known), None)
        if telling:
            found.setdefault(telling.indicator.pk, telling)
    return tuple(found.values())


def organisation_figure(
    organisation: Organisation, indicator: Indicator, *, year: Year
) -> OrganisationFigure:
    """Return one indicator of an organisation, until a year."""
    years = years_until(year, Period.objects.order_by())
    book = gather_facts(indicators=codes_of([indicator]), years=years)
    return figure_in(book, organisation, indicator, years)


def figure_in(
    book: FactBook, organisation: Organisation, indicator: Indicator, years: Sequence[Year]
) -> OrganisationFigure:
    """Put the line of an organisation in the trend of its network, or alone where it has none."""
    trend = trend_of(book, indicator.code, years)
    if all(line.scope.pk != organisation.pk for line in trend.lines):
        trend = lone_trend(book, indicator.code, organisation, years)
    mine = (line for line in trend.lines if line.scope.pk == organisation.pk)
    own = next(mine, TrendLine(organisation, 0, ()))
    drafted = draft_line(own, trend.indicator, {})
    return OrganisationFigure(organisation, trend.indicator, own, trend, drafted)


def facts_of(organisation: Organisation, places: Map) -> Facts:
    """Return the lasting facts of an organisation, in two queries."""
    mine = [one for one in places.scopes.values() if one.owner_id == organisation.pk]
    return Facts(
        organisation=organisation,
        earlier_names=tuple(organisation.earlier_names.order_by("until_on")),
        units=tuple(organisation.units.order_by("name")),
        areas=_by_place(one for one in mine if one.kind == Scope.Kind.SERVICE_AREA),
        branches=_by_place(one for one in mine if one.kind == Scope.Kind.BRANCH),
    )


def _by_place(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    """Put places by the name of their municipality, then by their own."""
    return tuple(sorted(scopes, key=lambda one: (one.place.name if one.place else "", one.name)))


def figure_lines(organisation: Organisation, year: Year, book: FactBook) -> tuple[FigureLine, ...]:
    """Return the figures of an organisation, its own or added up over its places."""
    lines = []
    for code, indicator in book.indicators.items():
        own = book.get(code, organisation, year)
        total = None
        if own is None and indicator.level in (Scope.Kind.SERVICE_AREA, Scope.Kind.BRANCH):
            total = book.total(code, organisation, year)
        if own or (total and total.value is not None):
            lines.append(FigureLine(indicator, own, total))
    return tuple(lines)


def years_of(organisation: Organisation, periods: Iterable[Period]) -> tuple[Year, ...]:
    """Return the years with quarters or with figures of this organisation, newest first."""
    ends = (
        Figure.objects.filter(Q(scope=organisation) | Q(scope__owner=organisation))
        .order_by()
        .values_list("period__end__year", "period__is_example")
        .distinct()
    )
    years = {Year(number, is_example=is_example) for number, is_example in ends}
    told = years | {one.year for one in periods if one.kind == Period.Kind.QUARTER}
    return tuple(sorted(told, key=lambda year: (-year.number, year.is_example)))


def year_to_show(organisation: Organisation, years: Sequence[Year], *, today: date) -> Year:
    """Return the year to show when nobody chose: the newest of which something is known here."""
    agreed = ProgressUpdate.objects.accepted().filter(scope=organisation).values("period")
    known = years_of_organisation(organisation)
    known |= {period.year for period in Period.objects.filter(pk__in=agreed)}
    return usual_year(tuple(years), known) or Year(today.year - 1)
