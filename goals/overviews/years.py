"""Which years there are to look at, and who reports in them."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from goals.models import Assignment, Framework
from goals.overviews.progress import whole_year
from libraries.models import Organisation, Period, Scope, Year


def all_quarters() -> tuple[Period, ...]:
    """Return every quarter there is, in order; years and columns of pages come from these."""
    return tuple(Period.objects.filter(kind=Period.Kind.QUARTER).order_by("start", "is_example"))


def years_of(quarters: Iterable[Period]) -> tuple[Year, ...]:
    """Return the years of periods, newest first, a real one before its example."""
    years = {quarter.year for quarter in quarters}
    return tuple(sorted(years, key=lambda year: (-year.number, year.is_example)))


def all_periods() -> tuple[Period, ...]:
    """Return every period there is, in order: they are few."""
    return tuple(Period.objects.order_by("start", "is_example"))


def quarters_of(year: Year, periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the quarters of a year among periods."""
    return tuple(one for one in periods if one.kind == Period.Kind.QUARTER and one.year == year)


def years_of_framework(framework: Framework, periods: Iterable[Period]) -> tuple[Year, ...]:
    """Return the years of periods in which a framework is in use."""
    first, last = framework.in_use_from, framework.in_use_until
    return tuple(
        year
        for year in years_of(periods)
        if first.year <= year.number and (last is None or year.number <= last.year)
    )


def newest_first(periods: QuerySet[Period]) -> tuple[Year, ...]:
    """Return the years of the periods that a query finds."""
    held = periods.order_by().values_list("end__year", "is_example").distinct()
    years = {Year(number, is_example=is_example) for number, is_example in held}
    return tuple(sorted(years, key=lambda year: (-year.number, year.is_example)))


def usual_year(years: Iterable[Year]) -> Year:
    """Return the year to show when nobody chose: the newest there is, or this one."""
    return next(iter(years), Year(timezone.localdate().year))


def reporting_scopes(year: Year) -> tuple[Scope, ...]:
    """Return the scopes that report in a year: library organisations first, then the POI."""
    assigned = Assignment.objects.during(whole_year(year)).values("scope")
    return in_order(Scope.objects.filter(pk__in=assigned).select_related("owner", "organisation"))


def in_order(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    """Put scopes by name, the POI last. Fetch `organisation` with them."""
    return tuple(sorted(scopes, key=lambda scope: (_supports(scope), scope.name, scope.pk)))


def _supports(scope: Scope) -> bool:
    organisation = getattr(scope, "organisation", None)  # only an organisation has it
    return organisation is not None and organisation.form == Organisation.Form.SUPPORT


def the_network() -> Scope | None:
    """Return the network whose targets stand above those of its members."""
    return Scope.objects.filter(kind=Scope.Kind.NETWORK).order_by("pk").first()
