"""Writes numbers in words, Dutch and English, so that a zero too many is heard."""

from collections.abc import Callable
from decimal import Decimal

from biblionet.kit.numbers.notation import NOTATIONS, notation


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
