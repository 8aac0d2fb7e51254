"""Periods of a year together: flows add up, stocks do not, and what is missing is never zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libraries.standing import Amount, so_far

NUMBERS = st.decimals(
    min_value=-10_000, max_value=10_000, places=2, allow_nan=False, allow_infinity=False
).map(lambda value: Amount(value, 2))
PERIODS = st.lists(st.none() | NUMBERS, max_size=6)


def amounts(*values: int | None) -> list[Amount | None]:
    return [None if value is None else Amount(Decimal(value)) for value in values]


@pytest.mark.parametrize(
    ("over_time", "values", "expected"),
    [
        ("sum", (100, 200, None, None), 300),
        ("last", (100, 200, None, None), 200),
        ("last", (100, None, 150, None), 150),
        ("average", (100, 200, None, None), 150),
        ("none", (100, 200, None, None), None),
        ("sum", (None, None, None, None), None),
        ("last", (None, None, None, None), None),
        ("sum", (0, None, None, None), 0),
        ("last", (7, 0, None, None), 0),
    ],
)
def test_a_year_so_far(over_time, values, expected):
    found = so_far(amounts(*values), over_time=over_time)

    assert found.value == expected
    assert (found.known, found.expected) == (sum(one is not None for one in values), 4)


@given(PERIODS)
def test_what_stands_is_never_added_up(periods):
    known = [one for one in periods if one]

    found = so_far(periods, over_time="last")

    assert found.value == (known[-1].value if known else None)


@given(PERIODS, NUMBERS)
def test_what_flows_grows_by_each_period_that_comes(periods, more):
    before = so_far([*periods, None], over_time="sum")
    after = so_far([*periods, more], over_time="sum")

    assert after.value - (before.value or 0) == more.value
    assert (after.known, after.expected) == (before.known + 1, before.expected)


@given(PERIODS, st.sampled_from(["sum", "last", "average", "none"]))
def test_a_period_that_is_missing_changes_no_value(periods, over_time):
    found = so_far(periods, over_time=over_time)
    longer = so_far([*periods, None], over_time=over_time)

    assert (longer.value, longer.decimals, longer.qualifier) == (
        found.value,
        found.decimals,
        found.qualifier,
    )
    assert not longer.is_whole


@given(PERIODS)
def test_an_average_lies_between_the_periods(periods):
    known = [one.value for one in periods if one]

    found = so_far(periods, over_time="average")

    assert found.value is None if not known else min(known) <= found.value <= max(known)


def test_one_rounded_word_makes_a_sum_about_so_much_and_leaves_the_last_alone():
    periods = [Amount(Decimal(100), qualifier="over"), Amount(Decimal(50), decimals=1)]

    assert so_far(periods, over_time="sum").qualifier == "about"
    assert so_far(periods, over_time="sum").decimals == 1
    assert so_far(periods, over_time="last").qualifier == "exact"
    assert so_far(periods[:1], over_time="last").qualifier == "over"
    assert so_far(periods, over_time="sum").is_whole
