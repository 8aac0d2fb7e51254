"""From where to where a period of a kind runs, for every day there is."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libraries.standing import a_year_before, span_before, span_ending_in, spans_of_year

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
KINDS = ("month", "quarter", "calendar_year", "reference_date")
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("reference_date", date(2024, 2, 15), date(2024, 2, 15)),
        ("month", date(2024, 2, 1), date(2024, 2, 29)),
        ("quarter", date(2024, 1, 1), date(2024, 3, 31)),
        ("calendar_year", date(2024, 1, 1), date(2024, 12, 31)),
        ("school_year", date(2023, 8, 1), date(2024, 7, 31)),
    ],
)
def test_a_day_lies_in_a_period_of_each_kind(kind, start, end):
    assert span_ending_in(kind, date(2024, 2, 15)) == (start, end)


def test_what_goes_on_has_no_days():
    with pytest.raises(ValueError, match="running"):
        span_ending_in("running", date(2024, 2, 15))


@given(kind=st.sampled_from(KINDS), day=days)
def test_a_period_holds_its_day_and_is_that_of_each_of_its_days(kind, day):
    start, end = span_ending_in(kind, day)

    assert start <= day <= end
    assert span_ending_in(kind, start) == span_ending_in(kind, end) == (start, end)


@given(kind=st.sampled_from(("month", "quarter", "calendar_year")), day=days)
def test_the_period_before_ends_the_day_before(kind, day):
    start, _end = span_ending_in(kind, day)

    before = span_before(kind, start)

    assert before[1] == start - ONE_DAY
    assert span_ending_in(kind, before[0]) == before


def test_before_a_reference_date_lies_the_same_day_a_year_earlier():
    assert span_before("reference_date", date(2023, 12, 31)) == (
        date(2022, 12, 31),
        date(2022, 12, 31),
    )


def test_before_a_school_year_lies_the_one_that_ended_a_year_earlier():
    start, _end = span_ending_in("school_year", date(2023, 12, 31))

    assert span_before("school_year", start) == (date(2021, 8, 1), date(2022, 7, 31))


@pytest.mark.parametrize(("kind", "count"), [("month", 12), ("quarter", 4)])
@given(year=st.integers(1990, 2100))
def test_the_parts_of_a_year_are_the_whole_year_and_nothing_twice(kind, count, year):
    spans = spans_of_year(kind, year)

    assert len(spans) == count
    assert (spans[0][0], spans[-1][1]) == (date(year, 1, 1), date(year, 12, 31))
    assert all(one[1] + ONE_DAY == after[0] for one, after in pairwise(spans))
    assert all(span_ending_in(kind, end) == (start, end) for start, end in spans)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 29)),  # the last day stays the last one
        (date(2024, 2, 28), date(2023, 2, 28)),
        (date(2023, 12, 31), date(2022, 12, 31)),
        (date(2023, 7, 1), date(2022, 7, 1)),
    ],
)
def test_a_year_before_a_day_is_the_same_day(day, before):
    assert a_year_before(day) == before


@given(day=days)
def test_a_year_before_lies_in_the_same_month_of_the_year_before(day):
    before = a_year_before(day)

    assert (before.year, before.month) == (day.year - 1, day.month)
