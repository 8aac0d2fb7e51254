"""Of which years there are figures."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from libraries.models import (
    Branch,
    Figure,
    Municipality,
    NetworkMember,
    Organisation,
    Period,
    Reading,
    Scope,
    Year,
)

Kind = Scope.Kind
# What enters a sum: the value that counts, at the level at which it is reported.
ADDED_UP = Q(current__state=Reading.State.VALUE, scope__kind=F("indicator__level"))


def years_with_figures(scope: Scope | None = None) -> tuple[Year, ...]:
    """Return the years with figures, newest first; the example behind the real ones of its year."""
    if scope is None:  # asked of the few periods: there may be a million figures
        of_any = Figure.objects.filter(period=OuterRef("pk"))
        years = {one.year for one in Period.objects.filter(Exists(of_any))}
    else:
        years = _years_of(Figure.objects.filter(scope=scope))
    return tuple(sorted(years, key=lambda year: (-year.number, year.is_example)))


def _years_of(figures: QuerySet[Figure]) -> set[Year]:
    ends = figures.order_by().values_list("period__end__year", "period__is_example").distinct()
    return {Year(number, is_example=is_example) for number, is_example in ends}


def usual_year(years: tuple[Year, ...], known: Collection[Year]) -> Year | None:
    """Return the year to show when nobody asked for one: the latest real one.

    `known` are the years of which there is something to show; an empty one is the last resort.
    """
    told = [year for year in years if year in known]
    real = [year for year in told or years if not year.is_example]
    return next(iter(real or told or years), None)


def years_of_municipality(municipality: Municipality) -> set[Year]:
    """Return the years of which its page shows something: of itself, and of who works there."""
    return _accepted(
        Q(scope=municipality) | Q(scope__kind=Kind.SERVICE_AREA, scope__place=municipality)
    )


def years_of_branch(branch: Branch) -> set[Year]:
    """Return the years of which its page shows something."""
    return _accepted(Q(scope=branch))


def years_of_network(network: Scope) -> set[Year]:
    """Return the years of which its page shows something: of itself, and what adds up over it."""
    members = NetworkMember.objects.filter(network=network).values("organisation")
    inside = Q(scope__in=members) | Q(scope__owner__in=members)
    return _accepted(Q(scope=network) | (ADDED_UP & Q(part=Figure.Part.LIBRARY) & inside))


def years_of_organisation(organisation: Organisation) -> set[Year]:
    """Return the years with figures of itself, or that add up over its places."""
    return _accepted(Q(scope=organisation) | (ADDED_UP & Q(scope__owner=organisation)))


def _accepted(about: Q) -> set[Year]:
    """Return the years with accepted figures, over the kind of period that stands for a year."""
    said = Reading.objects.accepted().filter(figure=OuterRef("pk"))
    figures = Figure.objects.filter(about, Exists(said))
    return _years_of(figures.filter(period__kind=F("indicator__period_kind")))


def periods_of(year: Year) -> list[Period]:
    """Return the calendar year and reference dates of a year."""
    return list(Period.objects.of_year(year))
