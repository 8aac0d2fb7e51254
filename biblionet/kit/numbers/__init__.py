"""Reads and writes numbers as people do, in Dutch and in English. No database, no clock.

The language is always an argument, never the one of the request, so that a page and a report
say the same.
"""

from biblionet.kit.numbers.notation import MINUS, NO_BREAK, Missing, Qualifier
from biblionet.kit.numbers.reading import MOST_DIGITS, UnclearNumberError, read_number
from biblionet.kit.numbers.words import in_words
from biblionet.kit.numbers.writing import (
    decimal_mark,
    qualify,
    round_half_up,
    speak_missing,
    write_input,
    write_missing,
    write_money,
    write_number,
    write_percentage,
)

__all__ = [
    "MINUS",
    "MOST_DIGITS",
    "NO_BREAK",
    "Missing",
    "Qualifier",
    "UnclearNumberError",
    "decimal_mark",
    "in_words",
    "qualify",
    "read_number",
    "round_half_up",
    "speak_missing",
    "write_input",
    "write_missing",
    "write_money",
    "write_number",
    "write_percentage",
]
