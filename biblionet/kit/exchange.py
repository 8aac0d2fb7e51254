"""Sheets that go out and come in again: text stays text, whatever it begins with.

A spreadsheet computes a cell that begins with one of a few characters, so a text somebody typed
could do something on the desk of who opens the sheet.
"""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

from import_export.formats import base_formats

# Apostrophes before it count: what is typed with one must come back with one.
LOOKS_COMPUTED = re.compile(r"'*[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
MARK = "\ufeff"  # tells a spreadsheet that the text is UTF-8
DELIMITERS = ";,\t"
TEXT = "s"  # as openpyxl calls the type of a text


def guarded(cell: Any) -> Any:
    """Return a cell for a CSV file, with an apostrophe before text that would be computed."""
    is_text = isinstance(cell, str) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if is_text and LOOKS_COMPUTED.match(cell) else cell


def unguarded(cell: Any) -> Any:
    """Take away the apostrophe that `guarded` put there, and no other."""
    has_guard = isinstance(cell, str) and cell.startswith("'") and LOOKS_COMPUTED.match(cell)
    return cell[1:] if has_guard else cell


class TextCSV(base_formats.CSV):  # type: ignore[misc]  # import_export has no stubs
    """A CSV file of which no cell is computed, with semicolons, as Dutch spreadsheets open it."""

    def export_data(self, dataset: Any, **kwargs: Any) -> Any:
        return MARK + super().export_data(_each(dataset, guarded), delimiter=";", **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        """Read what spreadsheets write, whatever stands between the cells."""
        text = in_stream.removeprefix(MARK)
        first = text.partition("\n")[0]
        delimiter = max(DELIMITERS, key=first.count)
        return _each(super().create_dataset(text, delimiter=delimiter, **kwargs), unguarded)


class TextXLSX(base_formats.XLSX):  # type: ignore[misc]  # import_export has no stubs
    """A workbook of which every text is typed as text."""

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        from openpyxl import Workbook  # noqa: PLC0415  # only who exports waits for it
        from openpyxl.writer.excel import save_workbook  # noqa: PLC0415  # idem

        book = Workbook(write_only=True)
        sheet = book.create_sheet(dataset.title or "Tablib Dataset")
        for row in (dataset.headers or (), *dataset):
            sheet.append([_typed(sheet, cell) for cell in row])
        kept = BytesIO()
        save_workbook(book, kept)
        return kept.getvalue()


def _typed(sheet: Any, cell: Any) -> Any:
    """Return a cell of a workbook: text is text whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # only who exports waits for it

    if cell is None or isinstance(cell, (int, float, Decimal)):
        return cell
    written = WriteOnlyCell(sheet, str(cell))
    written.data_type = TEXT
    return written


class TextODS(base_formats.ODS):  # type: ignore[misc]  # import_export has no stubs
    """An ODS sheet: a text has the type of a text, so that nothing is computed."""


FORMATS = (TextXLSX, TextODS, TextCSV)


def _each(dataset: Any, change: Any) -> Any:
    """Return a copy of a dataset with every cell changed."""
    changed = dataset.__class__(headers=dataset.headers, title=dataset.title)
    for row in dataset:
        changed.append([change(cell) for cell in row])
    return changed
