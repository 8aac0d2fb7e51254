"""What is counted: definitions, kin, and the series of one indicator at one place."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count

from biblionet.kit.paging import MOST, BoundedPaginator
from libraries.models import (
    Definition,
    Figure,
    Indicator,
    Period,
    Publication,
    Reading,
    Scope,
    Year,
)
from libraries.overviews.facts import FactBook, FigureFacts
from libraries.overviews.gathering import gather_facts
from libraries.standing import Change, Point, change

READINGS_A_PAGE = 100
BY_NAME = (
    "figure__indicator__name",
    "figure__indicator__pk",
    "figure__scope__name",
    "-figure__period__end",
    "pk",
)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    indicator: Indicator
    definition: Definition | None
    figures: int


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One year of a series: what is known, and how it moved without a break in between.

    `begins_anew` says why it cannot be compared with the year before.
    """

    year: Year
    fact: FigureFacts | None
    moved: Change | None
    begins_anew: Definition | None


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """An indicator with its relations, and its series at a place."""

    indicator: Indicator
    definitions: tuple[Definition, ...]
    parts: tuple[Indicator, ...]
    followed_by: tuple[Indicator, ...]
    scopes: tuple[Scope, ...]
    scope: Scope | None
    series: tuple[SeriesRow, ...]
    before: tuple[SeriesRow, ...]
    example: tuple[SeriesRow, ...]


@dataclass(frozen=True, slots=True)
class PublicationPage:
    publication: Publication
    readings: Page[Reading]


def indicator_rows() -> tuple[IndicatorRow, ...]:
    """Return all indicators with the definition in use and how many figures there are."""
    counted = Figure.objects.order_by().values_list("indicator").annotate(Count("pk"))
    counts = Counter(dict(counted))
    return tuple(
        IndicatorRow(one, max(one.definitions.all(), key=_version, default=None), counts[one.pk])
        for one in Indicator.objects.prefetch_related("definitions")
    )


def _version(definition: Definition) -> int:
    return definition.version


def indicator_page(indicator: Indicator, *, scope: Scope | None) -> IndicatorPage:
    """Return an indicator with its series at a scope; without one, where most is known."""
    of_places = Figure.objects.filter(indicator=indicator).order_by().values_list("scope")
    places = Counter(dict(of_places.annotate(Count("pk"))))
    years = _years(indicator)
    book = gather_facts(
        indicators=[indicator.code, *([indicator.follows.code] if indicator.follows else [])],
        years=years,
    )
    scopes = sorted((book.map.scopes[pk] for pk in places), key=lambda one: (one.kind, one.name))
    chosen = scope or max(scopes, key=lambda one: places[one.pk], default=None)
    real = [year for year in years if not year.is_example]
    return IndicatorPage(
        indicator=indicator,
        definitions=tuple(indicator.definitions.all()),
        parts=tuple(indicator.parts.all()),
        followed_by=tuple(indicator.followed_by.all()),
        scopes=tuple(scopes),
        scope=chosen,
        series=_series(book, indicator, chosen, real),
        before=_series(book, indicator.follows, chosen, real),
        example=_series(book, indicator, chosen, [year for year in years if year.is_example]),
    )


def _years(indicator: Indicator) -> list[Year]:
    """Return every year from the first to the last with a figure: a year without one is a gap."""
    ids = [indicator.pk, indicator.follows_id]
    periods = Period.objects.filter(figures__indicator__in=[pk for pk in ids if pk]).distinct()
    known = {one.year for one in periods}
    numbers = [year.number for year in known if not year.is_example]
    real = range(min(numbers), max(numbers) + 1) if numbers else ()
    example = sorted(year.number for year in known if year.is_example)
    return [*map(Year, real), *(Year(number, is_example=True) for number in example)]


def _series(
    book: FactBook, indicator: Indicator | None, scope: Scope | None, years: list[Year]
) -> tuple[SeriesRow, ...]:
    """Return the years of a series, without the empty ones before and behind it."""
    if indicator is None or scope is None:
        return ()
    facts = [book.get(indicator.code, scope, year) for year in years]
    there = [place for place, fact in enumerate(facts) if fact]
    if not there:
        return ()
    rows, before = [], None
    for year, fact in list(zip(years, facts, strict=True))[there[0] : there[-1] + 1]:
        point = _point(year, fact)
        rows.append(SeriesRow(year, fact, _moved(before, point), _anew(before, point, fact)))
        before = point if fact else before
    return tuple(rows)


def _point(year: Year, fact: FigureFacts | None) -> Point:
    series = str(fact.figure.definition_id) if fact else ""
    return Point(year.number, series, fact.amount if fact else None)


def _moved(before: Point | None, point: Point) -> Change | None:
    """Compare with the year before; over a year that is missing nothing is compared."""
    if before is None or before.year != point.year - 1:
        return None
    return change(before, point)


def _anew(before: Point | None, point: Point, fact: FigureFacts | None) -> Definition | None:
    if before is None or fact is None or before.series == point.series:
        return None
    return fact.figure.definition


def publication_page(publication: Publication, *, page: str | int | None = 1) -> PublicationPage:
    """Return a publication with a page of the readings quoted from it."""
    quoted = publication.readings.accepted()
    found = list(quoted.values_list("pk", flat=True).order_by()[: MOST + 1])
    # Few are sorted by name; of very many a page is found by number only.
    few = Reading.objects.filter(pk__in=found).order_by(*BY_NAME)
    readings = (few if len(found) <= MOST else quoted.order_by("pk")).select_related(
        "figure__indicator", "figure__scope", "figure__period", "figure__current"
    )
    pages = BoundedPaginator(readings, READINGS_A_PAGE, found=len(found))
    return PublicationPage(publication, pages.get_page(page))
