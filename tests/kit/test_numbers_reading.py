"""What people type as a number: a Dutch table, of which English is the mirror."""

from decimal import Decimal

import pytest
from django.utils import translation

from biblionet.kit.fields import explain
from biblionet.kit.numbers import UnclearNumberError, read_number

MIRROR = str.maketrans(".,", ",.")

CERTAIN = {
    "0": "0",
    "1": "1",
    "7": "7",
    "10": "10",
    "99": "99",
    "100": "100",
    "007": "7",
    "123": "123",
    "1234": "1234",
    "12345": "12345",
    "123456": "123456",
    "1234567": "1234567",
    "123456789012": "123456789012",
    "1.234": "1234",
    "12.345": "12345",
    "123.456": "123456",
    "1.234.567": "1234567",
    "12.345.678": "12345678",
    "123.456.789.012": "123456789012",
    "1 234": "1234",
    "12 345": "12345",
    "123 456": "123456",
    "1 234 567": "1234567",
    "1\u00a0234": "1234",
    "1\u00a0234\u00a0567": "1234567",
    "1\u202f234": "1234",
    "1\u2009234": "1234",
    "0,5": "0.5",
    "0,05": "0.05",
    "0,50": "0.50",
    "1,0": "1.0",
    "1,5": "1.5",
    "95,5": "95.5",
    "1234,5": "1234.5",
    "1234,50": "1234.50",
    "1.234,5": "1234.5",
    "1.234,567": "1234.567",
    "1 234,5": "1234.5",
    "1\u00a0234,5": "1234.5",
    "12.345.678,90": "12345678.90",
    "0,123456": "0.123456",
    "123456789,012": "123456789.012",
    "1.000": "1000",
    "10.000": "10000",
    "100.000": "100000",
    "1.000.000": "1000000",
    "1,234": "1.234",
    "100,000": "100.000",
}

AMBIGUOUS = {
    "12.34": ("12,34", "1.234"),
    "1.2": ("1,2", "12"),
    "1.23": ("1,23", "123"),
    "0.5": ("0,5", "5"),
    "95.5": ("95,5", "955"),
    "1234.5": ("1.234,5", "12.345"),
    "1234.567": ("1.234,567", "1.234.567"),
    "1.2345": ("1,2345", "12.345"),
    "0.123": ("0,123", "123"),
    "12345.678": ("12.345,678", "12.345.678"),
}

FOREIGN = {
    "1,234.5": "1.234,5",
    "1,234.50": "1.234,50",
    "12,345.6": "12.345,6",
    "1,234,567.8": "1.234.567,8",
}

REFUSED = [
    *("", " ", "-", "−", "--5", "-−5", "+5", "5-", "- 5", "1-2", "(5)"),
    *("abc", "5a", "a5", "vijf", "x", "n.v.t.", "nvt", "?", "–", "—", "…"),
    *("1e3", "1E3", "1e-3", "0x10", "1_000", "1'000", "½", "1/2", "5²", "∞"),
    *("NaN", "nan", "Infinity", "-Infinity", "inf", "sNaN"),
    *("١٢٣", "१२३", "１２３", "۱۲۳", "1٢3"),
    *("1.23.4", "1..234", "1.234.5", "1.2.3", "12.34.567", "1234.567.890", ".5", "5.", "."),
    *(",5", "5,", ",", "1,,5", "1,5,5", "1,234,5", "0,5,"),
    *("1  234", "1 23", "12 34", "1 2345", "1234 567", "1 234 56", "1 234.567", "1.234 567"),
    *("1.234,5.6", "01.234.567", "0.000.123", "1,5.", "1.,5", "1,.5", "5\t6", "5\n6"),
    *("€ 5", "€5", "5 %", "5%", "$5", "5 euro", "12 jaar", "<5", ">5", "~5", "ca. 5"),
]

TOO_LONG = ["1234567890123", "1.234.567.890.123", "123456789012,5", "0000000000001", "1" * 400]


def refusal(typed: str, language: str) -> tuple[str, dict[str, object]]:
    """Return the code and the parameters with which a text is refused."""
    with pytest.raises(UnclearNumberError) as unclear:
        read_number(typed, language=language)
    return unclear.value.code, unclear.value.params


@pytest.mark.parametrize("sign", ["", "-", "−"])
@pytest.mark.parametrize("typed", CERTAIN)
def test_a_certain_number_is_read(typed, sign):
    value = Decimal(CERTAIN[typed])

    dutch = read_number(f" {sign}{typed}\u00a0", language="nl")
    english = read_number(f"{sign}{typed.translate(MIRROR)}", language="en")

    expected = -value if sign and value else value
    assert (dutch, english) == (expected, expected)
    assert (str(dutch), str(english)) == (str(expected), str(expected))


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("typed", AMBIGUOUS)
def test_what_may_mean_two_things_is_asked_back(typed, sign):
    first, second = (sign + meaning for meaning in AMBIGUOUS[typed])

    assert refusal(sign + typed, "nl") == ("two_meanings", {"first": first, "second": second})
    assert refusal(sign + typed.translate(MIRROR), "en") == (
        "two_meanings",
        {"first": first.translate(MIRROR), "second": second.translate(MIRROR)},
    )


@pytest.mark.parametrize("typed", FOREIGN)
def test_a_number_of_the_other_language_is_asked_back(typed):
    meant = FOREIGN[typed]

    assert refusal(typed, "nl") == ("one_meaning", {"number": meant})
    assert refusal(typed.translate(MIRROR), "en") == (
        "one_meaning",
        {"number": meant.translate(MIRROR)},
    )


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_number_is_refused(typed):
    codes = {refusal(typed, "nl")[0], refusal(typed.translate(MIRROR), "en")[0]}

    assert codes <= {"not_a_number", "unit"}


@pytest.mark.parametrize("typed", TOO_LONG)
def test_more_than_twelve_digits_are_refused(typed):
    assert refusal(typed, "nl") == ("too_many_digits", {"most": 12})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("veel", "Enter a number, for example 1.250."),
        ("95%", "Enter only the number, without its unit."),
        ("9" * 13, "Enter at most 12 digits."),
        ("12.34", "Do you mean 12,34 or 1.234?"),
        ("1,234.5", "Do you mean 1.234,5?"),
    ],
)
def test_every_refusal_says_what_to_do(typed, sentence):
    with pytest.raises(UnclearNumberError) as unclear:
        read_number(typed, language="nl")

    with translation.override("en"):
        assert explain(unclear.value).messages == [sentence]


def test_zero_has_no_sign():
    assert str(read_number("-0", language="nl")) == "0"


def test_other_dutch_and_english_codes_are_the_same_languages():
    assert read_number("1.234", language="nl-be") == 1234
    assert read_number("1,234", language="en-gb") == 1234
    assert read_number("1.234", language="fy") == 1234
