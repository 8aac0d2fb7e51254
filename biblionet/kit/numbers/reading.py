"""Reads what people type. Strict: what could mean two things is asked back, never guessed."""

import re
from decimal import Decimal

from biblionet.kit.numbers.notation import MINUS, NOTATIONS, Notation, notation
from biblionet.kit.numbers.writing import write_number

MOST_DIGITS = 12
SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " "))


class UnclearNumberError(ValueError):
    """What was typed is not one certain number.

    `code` and `params` say why and what to type instead; `biblionet.kit.fields` has the sentences.
    Codes: not_a_number (example), unit, too_many_digits (most), one_meaning (number),
    two_meanings (first, second).
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def read_number(text: str, *, language: str) -> Decimal:
    """Read what a person typed, with the decimals as typed.

    In Dutch 1234, 1.234, 1 234 and 1.234,5 are numbers and 12.34 is a question. Raises
    UnclearNumberError.
    """
    marks = notation(language)
    typed = text.translate(SPACES).strip()
    negative = typed.startswith(("-", MINUS))
    size = typed[1:] if negative else typed
    if not any(re.fullmatch(shape, size) for shape in _shapes(marks)):
        raise _complaint(size, negative=negative, marks=marks, language=language)
    plain = size.replace(" ", "").replace(marks.group, "").replace(marks.decimal, ".")
    if sum(character.isdigit() for character in plain) > MOST_DIGITS:
        raise UnclearNumberError("too_many_digits", most=MOST_DIGITS)
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
        return UnclearNumberError("two_meanings", first=meant[0], second=meant[1])
    if meant:
        return UnclearNumberError("one_meaning", number=meant[0])
    if re.search(r"[%€$]", size):
        return UnclearNumberError("unit")
    return UnclearNumberError(
        "not_a_number", example=write_number(Decimal(1250), language=language)
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
