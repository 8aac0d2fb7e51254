"""Tables as files for spreadsheets: XLSX, ODS and CSV, safe to open.

A text is a text: what looks like a formula gets an apostrophe in front of it and is never
calculated. Numbers stay numbers, also negative ones, and a cell without a value stays empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tablib import Databook, Dataset

from biblionet.kit.exchange import LOOKS_COMPUTED

Cell = str | int | Decimal | None
KINDS: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MARK = "\ufeff"  # tells a spreadsheet that the text is UTF-8
FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with headings; as many cells in a row as there are headings."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


def write_sheet(sheet: Sheet, kind: str, *, decimal_mark: str = ",") -> bytes:
    """Write a table as a file. KeyError for a kind that is not among KINDS.

    CSV has semicolons and the decimal mark of the reader's language, as spreadsheets open it.
    """
    KINDS[kind]
    data = _dataset(sheet, kind, decimal_mark)
    if kind == "csv":
        lines: str = data.export("csv", delimiter=";")
        return (MARK + lines).encode()
    written: bytes = data.export(kind)
    return written


def write_book(sheets: Sequence[Sheet]) -> bytes:
    """Write several tables as one XLSX file, each on its own sheet."""
    book = Databook([_dataset(sheet, "xlsx", ",") for sheet in sheets])
    written: bytes = book.export("xlsx")
    return written


def _dataset(sheet: Sheet, kind: str, decimal_mark: str) -> Dataset:
    data = Dataset(title=FORBIDDEN_IN_TITLE.sub(" ", NOT_XML.sub("", sheet.title))[:31])
    data.headers = [_safe(cell) for cell in sheet.header]
    for row in sheet.rows:
        data.append([_written(cell, kind, decimal_mark) for cell in row])
    return data


def _written(cell: Cell, kind: str, decimal_mark: str) -> Cell:
    if isinstance(cell, str):
        return _safe(cell)
    if isinstance(cell, Decimal):
        plain = f"{cell:f}"
        return plain.replace(".", decimal_mark) if kind == "csv" else cell
    return "" if cell is None and kind == "csv" else cell


def _safe(text: str) -> str:
    clean = NOT_XML.sub("", text)
    return f"'{clean}" if LOOKS_COMPUTED.match(clean) else clean
