"""What the cells of one row say. What is not certain is refused, with its column and a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from biblionet.kit.fields import explain
from biblionet.kit.numbers import (
    Missing,
    UnclearNumberError,
    read_number,
    write_missing,
    write_number,
)
from biblionet.kit.tables import Cell, OddCell, Oddity

PLAIN: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
TWO_WAYS: Final = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
MISSING: Final = frozenset(Missing)
MOST_DECIMALS: Final = 4
MOST_WHOLE: Final = 11  # digits before the mark: fifteen in all
YES_NO: Final = {"ja": Decimal(1), "yes": Decimal(1), "nee": Decimal(0), "no": Decimal(0)}

ODD: Final[dict[Oddity, Promise]] = {
    Oddity.FORMULA: gettext_lazy(
        "There is a formula in this cell. Copy the column and paste it as values."
    ),
    Oddity.ERROR: gettext_lazy("This cell holds the error %(text)s of the spreadsheet."),
    Oddity.DATE: gettext_lazy(
        "This cell is written as a date. Give the column the format “number” or “text”."
    ),
    Oddity.BOOLEAN: gettext_lazy(
        "This cell holds true or false. Write a number, or yes or no as text."
    ),
    Oddity.PERCENTAGE: gettext_lazy(
        "This cell is written as a percentage. Write the number itself: 69.5 instead of 69.5%%."
    ),
    Oddity.CONTROL: gettext_lazy("There are invisible signs in this cell. Type it anew."),
    Oddity.LENGTH: gettext_lazy("There is too much text in this cell."),
}


class RefusedRowError(Exception):
    """A row that does not come in: in which column, and why in a sentence."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Given:
    """One row of a file, its cells under the names of our columns."""

    number: int
    cells: Mapping[str, Cell] = field(default_factory=dict)


def text_of(given: Given, column: str, *, most: int = 0) -> str:
    """Return a cell as text, empty when there is none."""
    cell = given.cells.get(column)
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = cell.strip()
    elif isinstance(cell, Decimal):
        text = f"{cell:f}"
    else:
        raise refused_cell(column, cell)
    if most and len(text) > most:
        raise RefusedRowError(column, _("Write at most %(most)s characters here.") % {"most": most})
    return text


def refused_cell(column: str, cell: OddCell) -> RefusedRowError:
    """Say why a cell cannot be taken as it is."""
    return RefusedRowError(column, str(ODD[cell.kind]) % {"text": cell.text})


def whole_of(given: Given, column: str) -> int | None:
    """Return a cell as a whole number without marks: a year, or how many decimals."""
    text = text_of(given, column)
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise RefusedRowError(column, _("“%(text)s” is no whole number.") % {"text": text[:40]})
    return int(text)


def number_of(given: Given, column: str) -> tuple[Decimal | None, int | None]:
    """Return a number, with how many decimals were given: None when a spreadsheet dropped them."""
    cell = given.cells.get(column)
    if isinstance(cell, OddCell):
        raise refused_cell(column, cell)
    if cell is None:
        return None, None
    if isinstance(cell, Decimal):
        return _fitting(column, cell), None
    text = cell.strip()
    if not text:
        return None, None
    if text.lower() in YES_NO:
        return YES_NO[text.lower()], 0
    value = _fitting(column, _read(column, text))
    return value, decimals_of(value)


def _read(column: str, text: str) -> Decimal:
    """Read Dutch and plain notation; what could mean two things is refused."""
    if TWO_WAYS.fullmatch(text):
        first, second = text.replace(".", ""), text
        raise RefusedRowError(
            column,
            _(
                "“%(text)s” can mean %(first)s or %(second)s. "
                "Write it without dots for thousands, and with a comma for decimals."
            )
            % {
                "text": text,
                "first": write_number(Decimal(first), language="nl"),
                "second": write_number(Decimal(second), language="nl"),
            },
        )
    if PLAIN.fullmatch(text) and len(text) < 40:
        return Decimal(text)
    try:
        return read_number(text, language="nl")
    except UnclearNumberError as unclear:
        problem = explain(unclear)
        if unclear.code in ("not_a_number", "unit"):
            raise RefusedRowError(
                column, _("“%(text)s” is no number.") % {"text": text[:40]}
            ) from None
        raise RefusedRowError(column, " ".join(problem.messages)) from None


def _fitting(column: str, value: Decimal) -> Decimal:
    if decimals_of(value) > MOST_DECIMALS:
        raise RefusedRowError(column, _("Use at most four decimals."))
    if abs(value) >= Decimal(10) ** MOST_WHOLE:
        raise RefusedRowError(column, _("This number has too many digits."))
    return value


def decimals_of(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def choice_of(given: Given, column: str, choices: type[TextChoices]) -> str:
    """Return the code of a choice that is given as code or in words; empty when there is none."""
    if given.cells.get(column) is None:
        return ""
    text = text_of(given, column)
    if not text:
        return ""
    known = _words(choices)
    try:
        return known[text.casefold()]
    except KeyError:
        raise RefusedRowError(
            column,
            _("“%(text)s” is not one of: %(choices)s.")
            % {"text": text[:40], "choices": ", ".join(str(one.label) for one in choices)},
        ) from None


@cache
def _words(choices: type[TextChoices]) -> dict[str, str]:
    """Return what each code is called in the languages of the portal."""
    found = {one.value.casefold(): one.value for one in choices}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(one.label).casefold(): one.value for one in choices}
        found |= {
            write_missing(one.value, language=language): one.value
            for one in choices
            if one.value in MISSING
        }
    return found


@cache
def yes_words() -> frozenset[str]:
    """Return how yes is written in a cell."""
    return frozenset({"1", "true", "waar", "ja", "yes"})


def sentence_of(refusal: ValidationError) -> str:
    """Return the sentences of a refusal as one text."""
    return " ".join(refusal.messages)
