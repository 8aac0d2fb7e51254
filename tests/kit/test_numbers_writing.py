"""How figures are written, and that what is written is read back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biblionet.kit import numbers

LANGUAGES = st.sampled_from(["nl", "en"])
VALUES = st.decimals(allow_nan=False, allow_infinity=False, places=3).filter(
    lambda value: abs(value) < 10**9
) | st.integers(-(10**11), 10**11).map(Decimal)


@given(value=VALUES, language=LANGUAGES)
def test_what_is_written_is_read_back(value, language):
    shown = numbers.write_number(value, language=language)
    typed = numbers.write_input(value, language=language)

    assert numbers.read_number(shown, language=language) == value
    assert numbers.read_number(typed, language=language) == value
    assert str(numbers.read_number(typed, language=language)) == str(value + 0)


@given(value=VALUES, language=LANGUAGES)
def test_the_two_languages_differ_only_in_their_marks(value, language):
    dutch = numbers.write_number(value, language="nl")

    assert dutch.translate(str.maketrans(".,", ",.")) == numbers.write_number(value, language="en")


@given(text=st.text(max_size=20), language=LANGUAGES)
def test_any_text_is_a_number_or_a_sentence(text, language):
    refusal, value = "", None
    try:
        value = numbers.read_number(text, language=language)
    except numbers.UnclearNumberError as unclear:
        refusal = unclear.code

    assert bool(refusal) is (value is None)
    assert value is None or len(value.as_tuple().digits) <= numbers.MOST_DIGITS


@given(value=VALUES.filter(lambda value: abs(value) < 10**8), decimals=st.integers(0, 4))
def test_rounding_moves_a_value_by_half_a_step_at_most(value, decimals):
    written = numbers.write_number(value, language="nl", decimals=decimals)

    moved = abs(numbers.read_number(written, language="nl") - value)
    assert moved <= Decimal(1).scaleb(-decimals) / 2


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        ("1234.5", "1.234,5", "1,234.5"),
        ("1234.50", "1.234,50", "1,234.50"),
        ("-3.2", "−3,2", "−3.2"),
        ("0", "0", "0"),
        ("1000000", "1.000.000", "1,000,000"),
        ("1E+3", "1.000", "1,000"),
        ("0.000001", "0,000001", "0.000001"),
    ],
)
def test_numbers_keep_the_decimals_they_came_with(value, nl, en):
    assert numbers.write_number(Decimal(value), language="nl") == nl
    assert numbers.write_number(Decimal(value), language="en") == en


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_not_written(value):
    with pytest.raises(ValueError, match="finite"):
        numbers.write_number(Decimal(value), language="nl")


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"), ("-2.5", 0, "−3"), ("1.005", 2, "1,01")],
)
def test_a_half_is_rounded_away_from_zero(value, decimals, written):
    assert numbers.write_number(Decimal(value), language="nl", decimals=decimals) == written


def test_a_minus_that_rounds_to_zero_disappears():
    assert numbers.write_number(Decimal("-0.4"), language="nl", decimals=0) == "0"
    assert numbers.write_number(Decimal("-0"), language="nl") == "0"


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        ("95.5", "95,5%", "95.5%"),
        ("0.05", "0,1%", "0.1%"),
        ("0.049", "minder dan 0,1%", "less than 0.1%"),
        ("0", "0,0%", "0.0%"),
        ("100", "100,0%", "100.0%"),
        ("-12.34", "−12,3%", "−12.3%"),
    ],
)
def test_percentages(value, nl, en):
    assert numbers.write_percentage(Decimal(value), language="nl") == nl
    assert numbers.write_percentage(Decimal(value), language="en") == en


@pytest.mark.parametrize(
    ("value", "more", "nl", "en"),
    [
        ("1234.5", {}, "€ 1.234,50", "€1,234.50"),
        ("1250", {}, "€ 1.250", "€1,250"),
        ("1250", {"decimals": 2}, "€ 1.250,00", "€1,250.00"),
        ("-1234.5", {}, "€ −1.234,50", "−€1,234.50"),
        ("1.2", {"multiplier": 1_000_000}, "€ 1,2 miljoen", "€1.2 million"),
        ("845", {"multiplier": 1000}, "€ 845 duizend", "€845 thousand"),
    ],
)
def test_money(value, more, nl, en):
    written = [
        numbers.write_money(Decimal(value), language=language, **more).replace("\u00a0", " ")
        for language in ("nl", "en")
    ]

    assert written == [nl, en]


@pytest.mark.parametrize(
    ("qualifier", "nl", "en"),
    [
        ("exact", "660", "660"),
        ("over", "ruim 660", "over 660"),
        ("almost", "bijna 660", "almost 660"),
        ("about", "ongeveer 660", "about 660"),
    ],
)
def test_a_qualifier_stands_before_its_value_and_stays_with_it(qualifier, nl, en):
    assert numbers.qualify("660", qualifier, language="nl") == nl.replace(" ", "\u00a0")
    assert numbers.qualify("660", qualifier, language="en") == en.replace(" ", "\u00a0")


def test_every_reason_why_a_value_is_missing_has_words():
    shown = [numbers.write_missing(reason, language="nl") for reason in numbers.Missing]
    spoken = [numbers.speak_missing(reason, language="nl") for reason in numbers.Missing]

    assert shown == ["–", "niet gemeld", "n.v.t.", "nog niet bekend", "niet getoond"]
    assert spoken == [
        "geen gegevens",
        "niet gemeld",
        "niet van toepassing",
        "nog niet bekend",
        "niet getoond",
    ]


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        ("0", "nul", "zero"),
        ("14", "veertien", "fourteen"),
        ("21", "eenentwintig", "twenty-one"),
        ("22", "tweeëntwintig", "twenty-two"),
        ("33", "drieëndertig", "thirty-three"),
        ("80", "tachtig", "eighty"),
        ("100", "honderd", "one hundred"),
        ("101", "honderdeen", "one hundred and one"),
        ("215", "tweehonderdvijftien", "two hundred and fifteen"),
        ("1000", "duizend", "one thousand"),
        ("1001", "duizend een", "one thousand one"),
        ("10000", "tienduizend", "ten thousand"),
        (
            "12345",
            "twaalfduizend driehonderdvijfenveertig",
            "twelve thousand three hundred and forty-five",
        ),
        ("1000000", "een miljoen", "one million"),
        ("2000000000", "twee miljard", "two billion"),
        ("12.5", "twaalf komma vijf", "twelve point five"),
        ("12.50", "twaalf komma vijf", "twelve point five"),
        ("-12.05", "min twaalf komma nul vijf", "minus twelve point zero five"),
    ],
)
def test_numbers_in_words(value, nl, en):
    assert numbers.in_words(Decimal(value), language="nl") == nl
    assert numbers.in_words(Decimal(value), language="en") == en


@given(first=st.integers(0, 10**12 - 1), second=st.integers(0, 10**12 - 1), language=LANGUAGES)
def test_two_numbers_never_sound_the_same(first, second, language):
    same = numbers.in_words(first, language=language) == numbers.in_words(second, language=language)

    assert same is (first == second)
