"""Reads and writes numbers as people do, in Dutch and in English. Plain Python: no database, no clock.

The language is always an argument, never the one of the request, so that a page and a report say the
same. Reading is strict: what could mean two things is refused with a question, never guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MINUS = "−"
NO_BREAK = "\u00a0"
MOST_DIGITS = 12
SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " "))


class Qualifier(StrEnum):
    """How exact the source says a value is; "ruim 660" is data, not style."""

    EXACT = "exact"
    OVER = "over"
    ALMOST = "almost"
    ABOUT = "about"


class Missing(StrEnum):
    """Why a place is empty. None of these is zero."""

    NO_DATA = "no_data"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_KNOWN = "not_yet_known"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Notation:
    """The marks and the few words one language needs around figures."""

    decimal: str
    group: str
    before_amount: str
    qualifiers: dict[Qualifier, str]
    less_than: str
    multipliers: dict[int, str]
    missing: dict[Missing, tuple[str, str]]


NOTATIONS = {
    "nl": Notation(
        decimal=",",
        group=".",
        before_amount=NO_BREAK,
        qualifiers={
            Qualifier.EXACT: "",
            Qualifier.OVER: "ruim",
            Qualifier.ALMOST: "bijna",
            Qualifier.ABOUT: "ongeveer",
        },
        less_than="minder dan",
        multipliers={1: "", 1000: "duizend", 1_000_000: "miljoen"},
        missing={
            Missing.NO_DATA: ("–", "geen gegevens"),
            Missing.NOT_REPORTED: ("niet gemeld", ""),
            Missing.NOT_APPLICABLE: ("n.v.t.", "niet van toepassing"),
            Missing.NOT_YET_KNOWN: ("nog niet bekend", ""),
            Missing.WITHHELD: ("niet getoond", ""),
        },
    ),
    "en": Notation(
        decimal=".",
        group=",",
        before_amount="",
        qualifiers={
            Qualifier.EXACT: "",
            Qualifier.OVER: "over",
            Qualifier.ALMOST: "almost",
            Qualifier.ABOUT: "about",
        },
        less_than="less than",
        multipliers={1: "", 1000: "thousand", 1_000_000: "million"},
        missing={
            Missing.NO_DATA: ("–", "no data"),
            Missing.NOT_REPORTED: ("not reported", ""),
            Missing.NOT_APPLICABLE: ("n/a", "not applicable"),
            Missing.NOT_YET_KNOWN: ("not yet known", ""),
            Missing.WITHHELD: ("not shown", ""),
        },
    ),
}


def notation(language: str) -> Notation:
    """Return the notation of a language code, also of "nl-be" or "en-gb"; Dutch for any other."""
    return NOTATIONS.get(language.partition("-")[0], NOTATIONS["nl"])


# Reading


class UnclearNumberError(ValueError):
    """What was typed is not one certain number; `message` says what to do about it."""

    def __init__(self, message: str | Promise, code: str, **params: str) -> None:
        super().__init__(code)
        self.message = message
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return str(self.message) % self.params


def read_number(text: str, *, language: str) -> Decimal:
    """Read what a person typed, with the decimals as typed.

    In Dutch 1234, 1.234, 1 234 and 1.234,5 are numbers and 12.34 is a question. Raises
    UnclearNumberError with a sentence for the person.
    """
    marks = notation(language)
    typed = text.translate(SPACES).strip()
    negative = typed.startswith(("-", MINUS))
    size = typed[1:] if negative else typed
    if not any(re.fullmatch(shape, size) for shape in _shapes(marks)):
        raise _complaint(size, negative=negative, marks=marks, language=language)
    plain = size.replace(" ", "").replace(marks.group, "").replace(marks.decimal, ".")
    if sum(character.isdigit() for character in plain) > MOST_DIGITS:
        raise UnclearNumberError(_("Enter at most 12 digits."), "too_many_digits")
    value = Decimal(plain)
    return -value if negative and value else value


def _shapes(marks: Notation) -> tuple[str, ...]:
    group, decimal = re.escape(marks.group), re.escape(marks.decimal)
    tail = rf"(?:{decimal}[0-9]+)?"
    return (
        rf"[0-9]+{tail}",
        rf"[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+{tail}",
        rf"[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+{tail}",
    )


def _complaint(size: str, *, negative: bool, marks: Notation, language: str) -> UnclearNumberError:
    """Say what is wrong and what to type instead; with an example when nothing better is known."""
    meant = [("-" if negative else "") + number for number in _meanings(size, marks, language)]
    if len(meant) > 1:
        return UnclearNumberError(
            _("Do you mean %(first)s or %(second)s?"), "ambiguous", first=meant[0], second=meant[1]
        )
    if meant:
        return UnclearNumberError(_("Do you mean %(number)s?"), "ambiguous", number=meant[0])
    if re.search(r"[%€$]", size):
        return UnclearNumberError(_("Enter only the number, without %% or €."), "unit")
    example = write_number(Decimal(1250), language=language)
    return UnclearNumberError(
        _("Enter a number, for example %(example)s."), "not_a_number", example=example
    )


def _meanings(size: str, marks: Notation, language: str) -> list[str]:
    """What the other mark at that place could have meant: decimals, or a group gone wrong."""
    foreign = NOTATIONS["en" if marks is NOTATIONS["nl"] else "nl"]
    one_mark = re.fullmatch(rf"([0-9]+){re.escape(marks.group)}([0-9]+)", size)
    if one_mark:
        whole, tail = one_mark.groups()
        readings = [f"{whole}.{tail}", whole + tail]
    elif size.count(marks.group) == 1 and re.fullmatch(_shapes(foreign)[1], size):
        readings = [size.replace(marks.decimal, "").replace(marks.group, ".")]
    else:
        return []
    if any(sum(map(str.isdigit, reading)) > MOST_DIGITS for reading in readings):
        return []
    return [write_number(Decimal(reading), language=language) for reading in readings]


# Writing


def write_number(
    value: Decimal | int, *, language: str, decimals: int | None = None, minus: str = MINUS
) -> str:
    """Write a number with grouped thousands; without `decimals` exactly as many as it carries.

    The minus is U+2212, for screen and paper; inputs ask for "-" with `write_input`.
    """
    marks = notation(language)
    exact = value if isinstance(value, Decimal) else Decimal(value)
    if not exact.is_finite():
        raise ValueError("only finite numbers can be written")
    if decimals is not None:
        exact = round_half_up(exact, decimals)
    whole, _dot, tail = f"{abs(exact):,f}".partition(".")
    sign = minus if exact < 0 else ""
    return sign + whole.replace(",", marks.group) + (marks.decimal + tail if tail else "")


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round as people do on paper: a half goes away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def write_input(value: Decimal | int, *, language: str) -> str:
    """Write a number as the number field shows it: the minus of the keyboard."""
    return write_number(value, language=language, minus="-")


def write_percentage(value: Decimal | int, *, language: str, decimals: int = 1) -> str:
    """Write 95.5 as "95,5%"; a share too small to show is "minder dan 0,1%", not zero."""
    smallest = Decimal(1).scaleb(-decimals)
    if 0 < value < smallest / 2:
        least = write_number(smallest, language=language)
        return f"{notation(language).less_than} {least}%"
    return write_number(value, language=language, decimals=decimals) + "%"


def write_money(
    value: Decimal | int, *, language: str, decimals: int | None = None, multiplier: int = 1
) -> str:
    """Write euros: "€ 1.234,50"; with a multiplier "€ 1,2 miljoen". Whole euros stay whole."""
    marks = notation(language)
    if decimals is None and multiplier == 1:
        decimals = 0 if value == int(value) else 2
    number = write_number(abs(value), language=language, decimals=decimals)
    sign = MINUS if value < 0 else ""
    amount = f"€{marks.before_amount}{sign}{number}" if marks.before_amount else f"{sign}€{number}"
    word = marks.multipliers[multiplier]
    return f"{amount}{NO_BREAK}{word}" if word else amount


def qualify(written: str, qualifier: Qualifier | str, *, language: str) -> str:
    """Put "ruim", "bijna" or "ongeveer" before a written value; nothing when it is exact."""
    word = notation(language).qualifiers[Qualifier(qualifier)]
    return f"{word}{NO_BREAK}{written}" if word else written


def write_missing(reason: Missing | str, *, language: str) -> str:
    """Write why a value is missing, as seen: "–", "n.v.t.", "nog niet bekend", "niet gemeld"."""
    return notation(language).missing[Missing(reason)][0]


def speak_missing(reason: Missing | str, *, language: str) -> str:
    """Write why a value is missing in whole words, for who hears the page instead of seeing it."""
    shown, spoken = notation(language).missing[Missing(reason)]
    return spoken or shown


# Words


def in_words(value: Decimal | int, *, language: str) -> str:
    """Write a number in words, so that who typed a zero too many hears it: "twaalfduizend"."""
    exact = Decimal(value)
    whole = int(abs(exact))
    english = notation(language) is NOTATIONS["en"]
    words = _english(whole) if english else _dutch(whole)
    tail = f"{abs(exact):f}".partition(".")[2].rstrip("0")
    if tail:
        speak = _english if english else _dutch
        words += (
            " " + ("point" if english else "komma") + "".join(f" {speak(int(d))}" for d in tail)
        )
    return (("minus " if english else "min ") + words) if exact < 0 else words


DUTCH_SMALL = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
DUTCH_TENS = [
    "",
    "",
    "twintig",
    "dertig",
    "veertig",
    "vijftig",
    "zestig",
    "zeventig",
    "tachtig",
    "negentig",
]
ENGLISH_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ENGLISH_TENS = [
    "",
    "",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]


def _dutch_hundred(number: int) -> str:
    if number < len(DUTCH_SMALL):
        return DUTCH_SMALL[number]
    tens, ones = divmod(number, 10)
    if not ones:
        return DUTCH_TENS[tens]
    word = DUTCH_SMALL[ones]
    return word + ("ën" if word.endswith("e") else "en") + DUTCH_TENS[tens]


def _dutch_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    head = ("" if hundreds == 1 else DUTCH_SMALL[hundreds]) + "honderd" if hundreds else ""
    return head + (_dutch_hundred(rest) if rest or not head else "")


def _dutch(number: int) -> str:
    return _grouped(number, _dutch_thousand, thousand="duizend", larger=("miljoen", "miljard"))


def _english_hundred(number: int) -> str:
    if number < len(ENGLISH_SMALL):
        return ENGLISH_SMALL[number]
    tens, ones = divmod(number, 10)
    return ENGLISH_TENS[tens] + (f"-{ENGLISH_SMALL[ones]}" if ones else "")


def _english_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _english_hundred(rest)
    head = f"{ENGLISH_SMALL[hundreds]} hundred"
    return f"{head} and {_english_hundred(rest)}" if rest else head


def _english(number: int) -> str:
    return _grouped(number, _english_thousand, thousand=" thousand", larger=("million", "billion"))


def _grouped(
    number: int, speak: Callable[[int], str], *, thousand: str, larger: tuple[str, str]
) -> str:
    """Say the groups of three from large to small; "duizend" is one word with what it counts."""
    if number == 0:
        return speak(0)
    billions, rest = divmod(number, 1_000_000_000)
    millions, rest = divmod(rest, 1_000_000)
    thousands, units = divmod(rest, 1000)
    parts = []
    if billions:
        parts.append(f"{speak(billions)} {larger[1]}")
    if millions:
        parts.append(f"{speak(millions)} {larger[0]}")
    if thousands:
        alone = thousands == 1 and thousand == "duizend"
        parts.append(thousand if alone else speak(thousands) + thousand)
    if units:
        parts.append(speak(units))
    return " ".join(parts)
