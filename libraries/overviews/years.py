"""Of which years there are figures."""

from libraries.models import Figure, Period, Scope, Year


def years_with_figures(scope: Scope | None = None) -> tuple[Year, ...]:
    """Return the years with figures, newest first; the example behind the real ones of its year."""
    figures = Figure.objects.all() if scope is None else Figure.objects.filter(scope=scope)
    ends = figures.order_by().values_list("period__end__year", "period__is_example").distinct()
    years = {Year(number, is_example=is_example) for number, is_example in ends}
    return tuple(sorted(years, key=lambda year: (-year.number, year.is_example)))


def usual_year(years: tuple[Year, ...]) -> Year | None:
    """Return the year to show when nobody asked for one: the latest real one."""
    real = [year for year in years if not year.is_example]
    return next(iter(real or years), None)


def periods_of(year: Year) -> list[Period]:
    """Return the calendar year and reference dates of a year."""
    return list(Period.objects.of_year(year))
