"""Arithmetic: sums that say what they cover, ratios, contradictions, changes, targets."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from libraries.standing import (
    Amount,
    Coverage,
    Entry,
    PartsCheck,
    Point,
    Span,
    add_up,
    add_up_ratio,
    agrees,
    agrees_with_sum,
    change,
    check_parts,
    cover,
    is_reached,
    jumps,
    ratio,
    say_the_same,
)
from libraries.standing.sums import ratio_span
from libraries.standing.values import round_as

counts = st.integers(0, 10**9).map(Decimal)
words = st.sampled_from(["exact", "over", "almost", "about"])


def value(number: object, **more: object) -> Entry:
    return Entry(str(more.pop("name", "x")), "value", Amount(Decimal(number), **more))


# Amounts


@pytest.mark.parametrize(
    ("amount", "low", "high"),
    [
        (Amount(Decimal(660), qualifier="over"), 660, 670),
        (Amount(Decimal(10000), qualifier="almost"), 0, 10000),
        (Amount(Decimal(1400000), qualifier="about"), 1350000, 1450000),
        (Amount(Decimal(43)), 43, 43),
        (Amount(Decimal("19.03"), decimals=2), Decimal("19.025"), Decimal("19.035")),
        (Amount(Decimal(1027), multiplier=1000), Decimal("1026.5"), Decimal("1027.5")),
        (Amount(Decimal(0), qualifier="about"), Decimal("-0.5"), Decimal("0.5")),
        (
            Amount(Decimal("616.4"), decimals=1, qualifier="about"),
            Decimal("616.35"),
            Decimal("616.45"),
        ),
    ],
)
def test_a_value_lies_between(amount, low, high):
    assert amount.span == Span(Decimal(low), Decimal(high))


@given(counts, words, st.integers(0, 4))
def test_a_value_lies_in_its_own_span(number, word, decimals):
    span = Amount(number, decimals, word).span

    assert span.low <= number <= span.high


@given(st.decimals(-1000, 1000, places=3), st.integers(0, 2))
def test_rounding_moves_at_most_half_a_unit(number, decimals):
    assert abs(round_as(number, decimals) - number) <= Decimal(1).scaleb(-decimals) / 2


# Sums


def test_missing_is_never_zero():
    total = add_up([Entry("a", "not_reported"), Entry("b", "withheld"), Entry("c", "conflict")])

    assert (total.value, total.reported, total.expected) == (None, 0, 3)
    assert total.missing == ("a", "b", "c")


def test_a_sum_of_zeros_is_zero():
    total = add_up([value(0), value(0)])

    assert (total.value, total.is_whole, total.is_provisional) == (0, True, False)


def test_whom_it_does_not_apply_to_is_not_expected():
    total = add_up([value(3, name="a"), Entry("b", "not_applicable")])

    assert (total.value, total.reported, total.expected, total.missing) == (3, 1, 1, ())


def test_a_sum_is_provisional_until_all_are_there_and_accepted():
    accepted = [value(1), value(2)]
    waiting = Entry("w", "value", Amount(Decimal(3)), is_accepted=False)

    assert not add_up(accepted).is_provisional
    assert add_up([*accepted, Entry("m", "not_yet_known")]).is_provisional
    assert add_up([*accepted, waiting]).is_provisional


def test_one_rounded_word_makes_the_sum_about():
    assert add_up([value(660, qualifier="over"), value(10)]).qualifier == "about"
    assert add_up([value(660, qualifier="over")]).qualifier == "over"
    assert add_up([value(1), value(2)]).qualifier == "exact"


def test_only_library_work_enters_a_network():
    library = value(216000, name="library")
    whole = Entry("whole", "value", Amount(Decimal(475000)), part="whole")

    total = add_up([library, whole], library_only=True)

    assert (total.value, total.missing) == (216000, ("whole",))
    assert add_up([library, whole]).value == 691000


@pytest.mark.parametrize("over_places", ["ratio", "not_additive"])
def test_what_is_not_additive_is_never_added_up(over_places):
    total = add_up([value(25), value(27)], over_places=over_places)

    assert (total.value, total.reported) == (None, 2)


@given(st.lists(st.one_of(counts.map(value), st.just(Entry("m", "not_reported")))))
def test_a_sum_adds_what_is_there_and_counts_the_rest(entries):
    total = add_up(entries)
    there = [entry.amount.value for entry in entries if entry.amount]

    assert total.value == (sum(there) if there else None)
    assert total.reported == len(there)
    assert total.reported + len(total.missing) == total.expected == len(entries)


@given(st.lists(st.tuples(counts, words), min_size=2))
def test_the_order_of_entries_does_not_matter(pairs):
    entries = [value(number, qualifier=word) for number, word in pairs]

    assert add_up(entries) == add_up(entries[::-1])


def test_decimals_of_a_sum_are_the_most_that_were_given():
    assert add_up([value("76.6", decimals=1), value(415)]).decimals == 1


# Coverage


def test_coverage_counts_organisations_that_reported_whole():
    entries = [value(1, name="Assen"), value(2, name="Coevorden"), Entry("Meppel", "not_reported")]
    total = add_up([*entries, Entry("Hoogeveen", "not_reported")])

    coverage = cover(
        total,
        ["Assen", "Coevorden", "Meppel", "Hoogeveen"],
        ["DNK", "Bind", "Bind", "Hoogeveen"],
        of="organisation",
    )

    assert coverage == Coverage(1, 3, "organisation", ("Bind (Meppel)", "Hoogeveen"))
    assert not coverage.is_whole


def test_coverage_leaves_out_who_was_not_expected():
    total = add_up([value(1, name="a"), Entry("b", "not_applicable")])

    coverage = cover(total, ["a", "b"], ["A", "B"], of="organisation")

    assert coverage == Coverage(1, 1, "organisation")
    assert coverage.is_whole


# Ratios


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (Decimal(1), Decimal(4), Decimal("0.25")),
        (None, Decimal(4), None),
        (Decimal(1), None, None),
        (Decimal(1), Decimal(0), None),
    ],
)
def test_a_ratio_needs_both_terms(numerator, denominator, expected):
    assert ratio(numerator, denominator) == expected


def test_only_places_with_both_terms_enter_a_ratio():
    loans = [value(100, name="a"), value(900, name="b"), Entry("c", "not_applicable")]
    members = [value(10, name="a"), Entry("b", "not_reported"), value(5, name="c")]

    total = add_up_ratio(loans, members, decimals=1)

    assert (total.value, total.reported, total.expected) == (10, 1, 2)
    assert (total.missing, total.decimals, total.is_provisional) == (("b",), 1, True)


def test_a_ratio_with_a_rounded_term_is_about():
    total = add_up_ratio([value(100)], [value(10, qualifier="over")])

    assert (total.value, total.qualifier) == (10, "about")


def test_a_percentage_counts_in_hundredths():
    assert add_up_ratio([value(1)], [value(4)], factor=Decimal(100)).value == 25


def test_no_ratio_lies_around_a_denominator_that_can_be_zero():
    assert (
        ratio_span(Span(Decimal(1), Decimal(2)), Span(Decimal(-1), Decimal(1)), factor=Decimal(1))
        is None
    )


@pytest.mark.parametrize(
    ("published", "loans", "members", "expected"),
    [("25", 3015979, 122773, True), ("26", 3185013, 123286, True), ("25", 3712871, 133914, False)],
)
def test_loans_per_member_as_published(published, loans, members, expected):
    assert (
        agrees(Amount(Decimal(published)), Amount(Decimal(loans)), Amount(Decimal(members)))
        is expected
    )


@pytest.mark.parametrize(
    ("published", "equity", "balance", "expected"),
    [("19.03", 1027, 5397, True), ("26.12", 1584, 6065, True), ("20.03", 1027, 5397, False)],
)
def test_solvency_as_published(published, equity, balance, expected):
    amounts = [Amount(Decimal(number), multiplier=1000) for number in (equity, balance)]

    assert agrees(Amount(Decimal(published), 2), *amounts, factor=Decimal(100)) is expected


def test_rounded_terms_leave_room():
    share = Amount(Decimal(7), qualifier="about")

    assert agrees(
        share, Amount(Decimal(12400), qualifier="about"), Amount(Decimal(2000), qualifier="about")
    )


def test_nothing_is_said_of_a_ratio_over_zero():
    assert agrees(Amount(Decimal(1)), Amount(Decimal(5)), Amount(Decimal(0)))


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.integers(0, 3))
def test_a_ratio_rounded_from_its_own_terms_agrees(numerator, denominator, decimals):
    published = Amount(round_as(Decimal(numerator) / denominator, decimals), decimals)

    assert agrees(published, Amount(Decimal(numerator)), Amount(Decimal(denominator)))


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.integers(1, 50))
def test_a_ratio_that_is_a_unit_off_disagrees(numerator, denominator, off):
    published = Amount(round_as(Decimal(numerator) / denominator, 0) + off)

    assert not agrees(published, Amount(Decimal(numerator)), Amount(Decimal(denominator)))


# Contradictions


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("value", Amount(Decimal("25.0"), 1)), ("value", Amount(Decimal(25))), True),
        (("value", Amount(Decimal(186))), ("value", Amount(Decimal(254))), False),
        (("value", Amount(Decimal(660))), ("value", Amount(Decimal(660), qualifier="over")), False),
        (("withheld", None), ("withheld", None), True),
        (("withheld", None), ("not_reported", None), False),
        (("not_reported", None), ("value", Amount(Decimal(0))), False),
    ],
)
def test_sources_say_the_same(one, other, expected):
    assert say_the_same([one, other]) is expected


def test_nothing_said_is_no_contradiction():
    assert say_the_same([])


def test_a_published_total_can_be_the_sum():
    parts = [Amount(Decimal(161000), qualifier="almost"), Amount(Decimal(314000))]

    assert agrees_with_sum(Amount(Decimal(475000), qualifier="almost"), parts)
    assert not agrees_with_sum(Amount(Decimal(500)), parts)


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [(45, [43, 14], "more"), (45, [39, 6], "fits"), (1600000, [1400000], "rest")],
)
def test_parts_against_their_total(total, parts, verdict):
    check = check_parts(Amount(Decimal(total)), [Amount(Decimal(part)) for part in parts])

    assert check == PartsCheck(Decimal(total), Decimal(sum(parts)), verdict)
    assert check.difference == total - sum(parts)


def test_without_parts_nothing_is_checked():
    assert check_parts(Amount(Decimal(45)), []) is None


# Changes


def point(year: int, number: int | None, series: str = "1") -> Point:
    return Point(year, series, None if number is None else Amount(Decimal(number)))


def test_a_change_in_numbers_and_percent():
    moved = change(point(2022, 200), point(2023, 150))

    assert (moved.difference, moved.percent) == (-50, -25)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (point(2022, None), point(2023, 1)),
        (point(2022, 1), point(2023, None)),
        (point(2022, 1, "1"), point(2023, 1, "2")),
    ],
)
def test_no_change_over_a_gap_or_a_break(before, now):
    assert change(before, now) is None


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (200, 240, False),  # 20 percent is not more than 20
        (200, 241, True),
        (200, 159, True),
        (50, 74, False),  # 48 percent, but only 24
        (50, 75, True),
        (0, 0, False),
        (0, 24, False),
        (0, 25, True),
    ],
)
def test_a_large_change_asks_for_a_sentence(before, now, expected):
    assert jumps(change(point(2022, before), point(2023, now))) is expected


def test_no_change_is_no_jump():
    assert not jumps(None)


@given(counts, counts)
def test_a_change_leads_from_before_to_now(before, now):
    assume(before != now)
    moved = change(point(2022, int(before)), point(2023, int(now)))

    assert before + moved.difference == now


# Targets


@pytest.mark.parametrize(
    ("number", "target", "direction", "margin", "expected"),
    [
        (80, 80, "at_least", 0, True),
        (79, 80, "at_least", 0, False),
        (76, 80, "at_least", 5, True),
        (75, 80, "at_least", 5, False),
        (105, 100, "at_most", 5, True),
        (106, 100, "at_most", 5, False),
        (7, 8, "exactly", 0, False),
        (8, 8, "exactly", 0, True),
        (-11, -10, "at_least", 10, True),
    ],
)
def test_a_target_is_reached(number, target, direction, margin, expected):
    assert (
        is_reached(Decimal(number), Decimal(target), direction=direction, margin=margin) is expected
    )


def test_without_a_value_nothing_is_reached_or_missed():
    assert is_reached(None, Decimal(1), direction="at_least") is None


def test_an_unknown_direction_is_an_error():
    with pytest.raises(ValueError, match="sideways"):
        is_reached(Decimal(1), Decimal(1), direction="sideways")
