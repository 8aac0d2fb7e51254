"""Sheets that go out and come in again: text stays text, whatever it begins with.

A spreadsheet computes a cell that begins with one of a few characters, so a text somebody typed
could do something on the desk of who opens the sheet.
"""

import re
from io import BytesIO
from typing import Any

from import_export.formats import base_formats

# Apostrophes before it count: what is typed with one must come back with one.
LOOKS_COMPUTED = re.compile(r"'*[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
TEXT, COMPUTED = "s", ("f", "e")  # as openpyxl calls types of cells: text, formulas and errors


def guarded(cell: Any) -> Any:
    """Return a cell for a CSV file, with an apostrophe before text that would be computed."""
    is_text = isinstance(cell, str) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if is_text and LOOKS_COMPUTED.match(cell) else cell


def unguarded(cell: Any) -> Any:
    """Take away the apostrophe that `guarded` put there, and no other."""
    has_guard = isinstance(cell, str) and cell.startswith("'") and LOOKS_COMPUTED.match(cell)
    return cell[1:] if has_guard else cell


class TextCSV(base_formats.CSV):  # type: ignore[misc]  # import_export has no stubs
    """A CSV file of which no cell is computed."""

    def export_data(self, dataset: Any, **kwargs: Any) -> Any:
        return super().export_data(_each(dataset, guarded), **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        return _each(super().create_dataset(in_stream, **kwargs), unguarded)


class TextXLSX(base_formats.XLSX):  # type: ignore[misc]  # import_export has no stubs
    """A workbook of which every text is typed as text."""

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        from openpyxl import load_workbook  # noqa: PLC0415  # only who exports waits for it
        from openpyxl.writer.excel import save_workbook  # noqa: PLC0415  # idem

        book = load_workbook(BytesIO(super().export_data(dataset, **kwargs)))
        for row in book.active.iter_rows():
            for cell in row:
                if cell.data_type in COMPUTED:
                    cell.data_type = TEXT
        kept = BytesIO()
        save_workbook(book, kept)
        return kept.getvalue()


FORMATS = (TextXLSX, TextCSV)


def _each(dataset: Any, change: Any) -> Any:
    """Return a copy of a dataset with every cell changed."""
    changed = dataset.__class__(headers=dataset.headers, title=dataset.title)
    for row in dataset:
        changed.append([change(cell) for cell in row])
    return changed
