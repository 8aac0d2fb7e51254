"""What an answer is held against: as arithmetic, and as laws that hold for every number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.standing import (
    Counted,
    Limit,
    find_disproportion,
    find_excess,
    find_jump,
    find_outlier,
    find_remainder,
    find_same,
    find_zero,
)

LIMIT = Limit("attention", percent=20, least=10)
counts = st.integers(min_value=0, max_value=10**9).map(Decimal)
positive = st.integers(min_value=1, max_value=10**9).map(Decimal)


def counted(value, series="1 library"):
    return Counted(None if value is None else Decimal(value), series)


# A jump


@pytest.mark.parametrize(
    ("now", "before", "percent"),
    [
        (160, 100, 60),
        (60, 100, -40),
        (121, 100, 21),
        (120, 100, None),  # exactly the limit is not more than it
        (20, 11, None),  # nine more: a small number
        (21, 11, Decimal(1000) / 11),  # ten more, the least that is asked about
        (100, 0, None),  # from zero there is no percentage
        (None, 100, None),
        (100, None, None),
        (0, 100, -100),
    ],
)
def test_a_change_is_a_jump_when_it_is_large_in_percent_and_in_number(now, before, percent):
    found = find_jump(counted(now), counted(before), limit=LIMIT)

    assert (found and found.amount) == percent
    if found:
        assert (found.kind, found.other, found.asks, found.blocks) == ("jump", before, True, False)


def test_across_another_definition_nothing_is_compared():
    now, before = counted(900, "2 library"), counted(100, "1 library")

    assert find_jump(now, before, limit=LIMIT) is None
    assert find_zero(counted(0, "2 library"), before, limit=LIMIT) is None


def test_a_change_of_a_negative_number_has_its_direction():
    found = find_jump(counted(-50), counted(-100), limit=LIMIT)

    assert found.amount == 50


@given(now=counts, before=positive, percent=st.integers(1, 500), least=st.integers(0, 1000))
def test_a_stricter_limit_never_finds_less(now, before, percent, least):
    strict, loose = Limit("attention", percent, least), Limit("attention", percent * 2, least * 2)

    if find_jump(counted(now), counted(before), limit=loose):
        assert find_jump(counted(now), counted(before), limit=strict)


@given(value=counts)
def test_what_stays_the_same_is_no_jump(value):
    assert find_jump(counted(value), counted(value), limit=Limit("error", 1, 0)) is None


# Zero


@pytest.mark.parametrize(
    ("now", "before", "is_found"),
    [
        (0, 10, True),
        (0, 9, False),
        (0, 0, False),
        (0, None, False),
        (1, 10, False),
        (None, 9, False),
    ],
)
def test_a_zero_where_something_was_counted_is_found(now, before, is_found):
    found = find_zero(counted(now), counted(before), limit=LIMIT)

    assert (found is not None) is is_found
    if found:
        assert (found.kind, found.other) == ("zero", before)


# Parts of a total


@pytest.mark.parametrize(
    ("total", "parts", "together"),
    [
        (790, [812], 812),
        (790, [400, 391], 791),
        (790, [400, 390], None),
        (790, [400, None], None),  # what is not known yet is no zero, and no fault
        (790, [800, None], 800),
        (790, [], None),
        (None, [800], None),
    ],
)
def test_parts_are_not_more_than_their_total(total, parts, together):
    whole = None if total is None else Decimal(total)
    known = [None if part is None else Decimal(part) for part in parts]

    found = find_excess(whole, known, limit=Limit("error"))

    assert (found and found.other) == together
    if found:
        assert (found.kind, found.amount, found.blocks, found.asks) == ("parts", total, True, False)


@given(parts=st.lists(counts, max_size=6), more=counts)
def test_a_total_of_at_least_its_parts_is_right(parts, more):
    assert find_excess(sum(parts, Decimal()) + more, parts, limit=Limit("error")) is None


# Many the same


def pair(now, before):
    return counted(now), counted(before)


def test_many_equal_answers_are_found_together():
    same = [pair(91, 91), pair(12, 12), pair(5, 5), pair(7, 8)]

    found = find_same(same, limit=Limit("information", least=2))

    assert (found.kind, found.amount, found.asks, found.blocks) == ("same", 3, False, False)
    assert find_same(same, limit=Limit("information", least=3)) is None


def test_zeros_and_what_is_missing_are_not_the_same():
    pairs = [pair(0, 0), pair(None, None), (counted(5, "2 x"), counted(5, "1 x"))]

    assert find_same(pairs, limit=Limit("information", least=0)) is None


@given(values=st.lists(positive, max_size=20), least=st.integers(0, 20))
def test_every_confirmed_number_counts_once(values, least):
    found = find_same(
        [pair(value, value) for value in values], limit=Limit("information", 0, least)
    )

    assert (found is not None) is (len(values) > least)


# What parts come to


@pytest.mark.parametrize(
    ("total", "parts", "least", "together"),
    [
        (100, [60, 30], 0, 90),
        (100, [60, 50], 0, 110),
        (100, [60, 40], 0, None),
        (100, [60, 39], 2, None),  # too small to ask about
        (100, [60, 38], 2, 98),
        (100, [60, None], 0, None),  # not all of them are known
        (100, [], 0, None),
        (None, [60], 0, None),
    ],
)
def test_parts_add_up_to_their_total(total, parts, least, together):
    whole = None if total is None else Decimal(total)
    known = [None if part is None else Decimal(part) for part in parts]

    found = find_remainder(whole, known, limit=Limit("attention", least=least))

    assert (found and found.other) == together
    if found:
        assert (found.kind, found.amount, found.asks) == ("sum", total, True)


@given(parts=st.lists(counts, min_size=1, max_size=6), more=st.integers(-50, 50))
def test_a_difference_is_found_from_the_least_that_is_asked_about(parts, more):
    total = sum(parts, Decimal()) + more

    found = find_remainder(total, parts, limit=Limit("attention", least=20))

    assert (found is not None) is (abs(more) >= 20)


# A range


@pytest.mark.parametrize(
    ("value", "low", "high", "is_found"),
    [
        (5, 5, 10, False),  # the bounds are right
        (10, 5, 10, False),
        (4, 5, 10, True),
        (11, 5, 10, True),
        (4, None, 10, False),
        (11, 5, None, False),
        (None, 5, 10, False),
    ],
)
def test_what_lies_outside_its_bounds_is_found(value, low, high, is_found):
    number = None if value is None else Decimal(value)

    found = find_outlier(number, limit=Limit("error", low=low, high=high))

    assert (found is not None) is is_found
    if found:
        assert (found.kind, found.amount, found.blocks) == ("range", value, True)


@given(value=counts, low=counts, width=counts)
def test_wider_bounds_never_find_more(value, low, width):
    narrow, wide = Limit("error", low=low, high=low + width), Limit("error", low=low, high=None)

    if find_outlier(value, limit=wide):
        assert find_outlier(value, limit=narrow)


# A proportion


@pytest.mark.parametrize(
    ("value", "other", "ratio"),
    [
        (60, 10, 6),
        (50, 10, None),
        (5, 10, Decimal("0.5")),
        (0, 0, None),  # nothing beside nothing
        (None, 10, None),
        (60, None, None),
    ],
)
def test_what_is_out_of_proportion_is_found(value, other, ratio):
    numbers = [None if one is None else Decimal(one) for one in (value, other)]

    found = find_disproportion(*numbers, limit=Limit("attention", low=Decimal(1), high=Decimal(5)))

    assert (found and found.amount) == ratio
    if found:
        assert (found.kind, found.other) == ("ratio", other)


def test_something_beside_nothing_is_found_without_a_ratio():
    found = find_disproportion(Decimal(3), Decimal(), limit=Limit("attention", high=Decimal(5)))

    assert (found.amount, found.other) == (3, 0)


@given(other=positive, times=st.integers(1, 9))
def test_a_proportion_between_its_bounds_is_right(other, times):
    limit = Limit("attention", low=Decimal(1), high=Decimal(9))

    assert find_disproportion(other * times, other, limit=limit) is None
