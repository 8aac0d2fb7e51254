"""What several pages tell of the year they show."""

from typing import Any

from libraries.models import Year


def about_year(year: Year | None, years: tuple[Year, ...]) -> dict[str, Any]:
    """Return the choice of years, and the mark of the example."""
    is_example = year is not None and year.is_example
    return {
        "year": year,
        "years": years,
        "example_year": year.number if year and is_example else None,
    }
