"""What a table in a file holds, and the refusal of a file that cannot be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils.functional import Promise

MOST_ROWS: Final = 250_000
MOST_COLUMNS: Final = 100
MOST_CHARACTERS: Final = 10_000  # in one cell


class Oddity(StrEnum):
    """Why a cell is neither a text nor a number that can be taken as it is."""

    FORMULA = "formula"
    ERROR = "error"
    DATE = "date"
    BOOLEAN = "boolean"
    PERCENTAGE = "percentage"
    CONTROL = "control"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class OddCell:
    """A cell that cannot be taken as it is, and what is to be seen of it."""

    kind: Oddity
    text: str = ""


Cell = str | Decimal | OddCell | None


def text_in(cell: Cell) -> str:
    """Return what is to be seen in a cell; a number in full, without marks for thousands."""
    if isinstance(cell, OddCell):
        return cell.text
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else cell


@dataclass(frozen=True, slots=True)
class Line:
    """A row with something in it, under the number a spreadsheet shows beside it."""

    number: int
    cells: list[Cell]


Lines = Iterator[Line]


class UnreadableFileError(Exception):
    """A file that is not read at all; `sentence` says why and what to do, for people."""

    def __init__(self, code: str, sentence: str | Promise, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self._sentence = sentence
        self._params = params

    @property
    def sentence(self) -> str:
        """The sentence in the active language."""
        return str(self._sentence) % self._params


def text_cell(text: str) -> Cell:
    """Return a text as a cell: odd when it has signs that nobody typed, or no end."""
    if not text:
        return None
    if text.isascii() and text.isprintable() and len(text) <= MOST_CHARACTERS:
        return text
    if len(text) > MOST_CHARACTERS:
        return OddCell(Oddity.LENGTH, text[:40])
    if not text.isprintable() and any(_is_control(sign) for sign in text):
        return OddCell(Oddity.CONTROL, "".join(s for s in text[:40] if s.isprintable()))
    return text


def _is_control(sign: str) -> bool:
    """Signs below the space and those that turn the direction of a text; a line break is none."""
    return (sign < " " and sign not in "\t\n\r") or sign == "\x7f" or sign in TURNS


TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
