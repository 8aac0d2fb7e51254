"""Reads tables out of files that anybody may send: CSV, XLSX and ODS, row by row, memory flat.

`recognise` looks at a file before any reader opens it and refuses what is not safe; the readers
never compute, never follow a link and never guess.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from biblionet.kit.tables import comma, opendocument, workbook
from biblionet.kit.tables.archives import BROKEN, check_package
from biblionet.kit.tables.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Line,
    OddCell,
    Oddity,
    UnreadableFileError,
    text_in,
)

__all__ = [
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Cell",
    "Line",
    "OddCell",
    "Oddity",
    "Table",
    "UnreadableFileError",
    "recognise",
    "text_in",
]

MOST_BYTES: Final = 50 * 1024 * 1024
PACKAGE: Final = b"PK\x03\x04"
OTHER: Final = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"MZ", b"\x89PNG", b"\xff\xd8\xff", b"PK")


@dataclass(frozen=True, slots=True)
class Table:
    """A file that is safe to read: its kind, how it is written, and its sheets by name."""

    path: Path
    kind: str
    sheets: tuple[str, ...]
    encoding: str = ""
    mark: str = ""
    names: frozenset[str] = frozenset()

    def lines(self, sheet: str = "") -> Iterator[Line]:
        """Read a sheet row by row, the first one when none is named."""
        if self.kind == "csv":
            return comma.lines_of(self.path, comma.Dialect(self.encoding, self.mark))
        wanted = sheet or self.sheets[0]
        if self.kind == "ods":
            return opendocument.lines_of(self.path, wanted)
        places = workbook.sheets_of(self.path)
        if wanted not in places or places[wanted] not in self.names:
            raise BROKEN
        return workbook.lines_of(self.path, places[wanted], self.names)


def recognise(path: Path) -> Table:
    """Look what a file is by what is in it. UnreadableFileError when it is nothing we read."""
    size = path.stat().st_size
    if not size:
        raise UnreadableFileError("empty", _("The file is empty."))
    if size > MOST_BYTES:
        raise UnreadableFileError(
            "size",
            _("The file is larger than %(most)s MB. Import it in parts."),
            most=MOST_BYTES // (1024 * 1024),
        )
    with path.open("rb") as file:
        beginning = file.read(8)
    if beginning.startswith(PACKAGE):
        return _package(path)
    if beginning.startswith(OTHER):
        raise not_a_table()
    dialect = comma.dialect_of(path)
    return Table(path, "csv", (), dialect.encoding, dialect.mark)


def _package(path: Path) -> Table:
    names = check_package(path)
    if workbook.BOOK in names and workbook.RELATIONS in names:
        kind, sheets = "xlsx", tuple(workbook.sheets_of(path))
    elif opendocument.CONTENT in names and "mimetype" in names:
        kind, sheets = "ods", tuple(opendocument.sheets_of(path))
    else:
        raise not_a_table()
    if not sheets:
        raise UnreadableFileError("no_sheet", _("There is no sheet with cells in this file."))
    return Table(path, kind, sheets, names=names)


def not_a_table() -> UnreadableFileError:
    """Refuse a file of another kind."""
    return UnreadableFileError(
        "kind", _("Choose a file of a spreadsheet: XLSX, ODS or CSV. Save an old XLS file as XLSX.")
    )
