"""Rows of the feed as lines of CSV and as records of JSON."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date

from biblionet.kit.exchange import guarded
from libraries.overviews.feed import Cell, Row, Table

LINES_AT_ONCE = 500


class Echo:
    """What a CSV writer writes to: it hands every line back."""

    def write(self, line: str) -> str:
        return line


def write_lines(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    """Return a CSV file piece by piece, as RFC 4180 asks: commas, and a heading.

    What is missing is empty. Text that a spreadsheet would compute gets an apostrophe before it.
    """
    writer = csv.writer(Echo())
    lines = [writer.writerow([one.name for one in table.columns])]
    for row in rows:
        lines.append(writer.writerow([_text(cell) for cell in row]))
        if len(lines) == LINES_AT_ONCE:
            yield "".join(lines)
            lines = []
    yield "".join(lines)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return str(guarded(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def as_record(table: Table, row: Row) -> dict[str, str | int | bool | None]:
    """Return a row with the names of its columns; a number is text, so that nothing rounds it."""
    cells = [one.isoformat() if isinstance(one, date) else one for one in row]
    return dict(zip([one.name for one in table.columns], cells, strict=True))
