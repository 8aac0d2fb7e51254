"""Reads a block of cells as it comes out of a spreadsheet: which months its columns are, and names.

Plain text in, plain text out: whether a cell is a number is asked elsewhere.
"""

import re
from dataclasses import dataclass

MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maart", "march", "mrt", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
NAMED = re.compile(r"([a-z]+)\.?(?:[ '’/-]*([0-9]{4}|[0-9]{2}))?")
COUNTED = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})(?:-[0-9]{1,2})?"),
    re.compile(r"(?:[0-9]{1,2}[-/])?(?P<month>[0-9]{1,2})[-/](?P<year>[0-9]{4})"),
)
LAST = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a block with what stands above it; without a month it is left out."""

    head: str
    month: int | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block: its number in the text, its name if there is one, and its cells."""

    number: int
    name: str
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Block:
    """Columns and lines. `too_wide` is how many columns have no month any more."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    too_wide: int = 0

    @property
    def has_names(self) -> bool:
        return any(line.name for line in self.lines)


def read_block(text: str, *, first_month: int = 1) -> Block:
    """Read what was copied: with or without names before it and months above it.

    Without months above it the first column is `first_month`.
    """
    rows = [
        (number, _split(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()
    ]
    head = rows.pop(0)[1] if rows and any(month_of(cell) for cell in rows[0][1]) else []
    named = any(_is_name(cells[0]) for _number, cells in rows)
    skip = 1 if named else 0
    lines = tuple(
        Line(number, cells[0] if named else "", tuple(cells[skip:])) for number, cells in rows
    )
    width = max((_width(line) for line in lines), default=0)
    if head:
        return Block(tuple(_column(cell) for cell in head[skip:]), lines)
    fits = min(width, LAST - first_month + 1)
    columns = tuple(Column("", first_month + place) for place in range(fits))
    return Block(columns, lines, too_wide=width - fits)


def month_of(text: str) -> tuple[int, int | None] | None:
    """Read 'sep', 'september 2026', 'sep-26', '09-2026' or '2026-09'; None for anything else."""
    plain = text.strip().casefold()
    named = NAMED.fullmatch(plain)
    if named and named[1] in NUMBERS:
        year = int(named[2]) if named[2] else None
        return NUMBERS[named[1]], year + 2000 if year is not None and year < 100 else year
    for shape in COUNTED:
        found = shape.fullmatch(plain)
        if found and 1 <= int(found["month"]) <= LAST:
            return int(found["month"]), int(found["year"])
    return None


def plain_name(text: str) -> str:
    """Return a name without what people write differently: capitals, signs, double spaces."""
    return " ".join(re.sub(r"[^\w.]+", " ", text.casefold()).split())


def _split(line: str) -> list[str]:
    mark = "\t" if "\t" in line else ";" if ";" in line else "\t"
    return [cell.strip().strip('"').strip() for cell in line.split(mark)]


def _is_name(cell: str) -> bool:
    return bool(re.search(r"[^\W\d_]", cell))


def _width(line: Line) -> int:
    """Return how many cells there are up to the last one that is filled."""
    filled = [place for place, cell in enumerate(line.cells, 1) if cell]
    return max(filled, default=0)


def _column(head: str) -> Column:
    found = month_of(head)
    return Column(head, *(found or (None, None)))
