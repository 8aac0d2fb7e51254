"""Reads CSV files as spreadsheets write them: semicolon, comma or tab; several alphabets."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from biblionet.kit.exchange import unguarded
from biblionet.kit.tables.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Line,
    UnreadableFileError,
    text_cell,
)

MARKS: Final = (";", ",", "\t")
BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PIECE: Final = 1 << 20
BEGINNING: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written: its alphabet and what stands between the cells."""

    encoding: str
    mark: str


def dialect_of(path: Path) -> Dialect:
    """Find out how a file is written. UnreadableFileError when that is not certain."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.read(BEGINNING)
    if first.startswith("sep=") and len(first) > len("sep="):
        return Dialect(encoding, first[len("sep=")])
    widths = {mark: _width(first, mark) for mark in MARKS}
    widest = max(widths.values())
    winners = [mark for mark, width in widths.items() if width == widest]
    if widest < 2 or len(winners) > 1:
        raise UnreadableFileError(
            "delimiter",
            _(
                "It is not clear what stands between the columns of this file. "
                "Save it as CSV with semicolons, with the names of the columns in the first row."
            ),
        )
    return Dialect(encoding, winners[0])


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        beginning = file.read(4)
    for bom, encoding in BOMS:
        if beginning.startswith(bom):
            return _required(path, encoding)
    return "utf-8" if _fits(path, "utf-8") else _required(path, "cp1252")


def _required(path: Path, encoding: str) -> str:
    if _fits(path, encoding):
        return encoding
    raise UnreadableFileError(
        "encoding",
        _("The letters in this file cannot be read. Save it as “CSV UTF-8” and choose it again."),
    )


def _fits(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _width(text: str, mark: str) -> int:
    """Return how many cells the first row has with this mark between them."""
    try:
        return len(next(csv.reader(iter(text.splitlines(keepends=True)), delimiter=mark), []))
    except csv.Error:
        return 0


def lines_of(path: Path, dialect: Dialect) -> Iterator[Line]:
    """Read row by row; a row without anything is left out but counted."""
    with path.open(encoding=dialect.encoding, newline="") as file:
        rows = csv.reader(file, delimiter=dialect.mark, strict=True)
        number = 0
        while True:
            try:
                row = next(rows, None)
            except csv.Error:
                raise UnreadableFileError(
                    "quotes",
                    _("In row %(row)s of this file the quotation marks do not fit."),
                    row=number + 1,
                ) from None
            if row is None:
                return
            number += 1
            check_size(number, len(row))
            if any(row) and not (number == 1 and row[0].startswith("sep=")):
                yield Line(number, [_cell(text) if text else None for text in row])


def _cell(text: str) -> Cell:
    return text_cell(unguarded(text) if text[0] == "'" else text)


def check_size(rows: int, columns: int) -> None:
    """Refuse a table that is larger than figures ever are."""
    if rows > MOST_ROWS:
        raise UnreadableFileError(
            "rows",
            _("There are more than %(most)s rows in this file. Import it in parts."),
            most=MOST_ROWS,
        )
    if columns > MOST_COLUMNS:
        raise UnreadableFileError(
            "columns",
            _("Row %(row)s has more than %(most)s columns. Leave out what is not imported."),
            row=rows,
            most=MOST_COLUMNS,
        )
