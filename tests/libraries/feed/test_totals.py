"""The totals of the feed over everything that is loaded, the example too."""

import pytest

from libraries.overviews import feed, gather_facts, years_with_figures
from libraries.overviews.feed.keys import period_key, plain

pytestmark = [pytest.mark.usefixtures("example_year"), pytest.mark.django_db]


def test_what_the_feed_computes_is_what_the_page_of_the_network_shows():
    """The same sums, coverage and rounded words, of every indicator over every year."""
    years = years_with_figures()
    book = gather_facts(indicators=None, years=years)
    shown = {}
    for year in years:
        for code, indicator in book.indicators.items():
            total = book.total(code, book.map.network, year)
            period = book.period(code, year)
            if indicator.level != "network" and total.value is not None and period:
                key = f"total:{code}:{period_key(period.kind, period.start, period.is_example)}"
                told = (total.coverage.reported, total.coverage.expected)
                value = plain(total.value, total.total.decimals)
                shown[key] = (value, total.total.qualifier, *told)
    names = [one.name for one in feed.FACTS.columns]
    rows = [
        dict(zip(names, row, strict=True))
        for _cursor, row in feed.facts(feed.Asked(with_example=True))
    ]
    told = {
        row["fact"]: (
            row["value"],
            row["qualifier"],
            row["reported"],
            row["expected"],
        )
        for row in rows
        if row["kind"] == feed.COMPUTED and not row["period"].startswith(("quarter", "month"))
    }

    assert shown
    assert told == shown
