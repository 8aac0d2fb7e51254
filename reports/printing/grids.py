"""Tables of figures: unit, place and year are said once, as high up as they hold for all."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.printing import words
from reports.printing.setting import Notes, Setting, sources_of
from reports.standing import Fact, Row

MOST_COLUMNS = 7
WIDE = 4  # more columns than this are set smaller
SHORT = 14  # up to so many rows a table stays on one page
# From small to large: a row about something larger than the others is their total.
SIZES = ("branch", "service_area", "municipality", "organisation", "network", "province", "country")
Level = Literal["table", "row", "column", "cell"]
Cells = Sequence[Sequence[Fact | None]]


@dataclass(frozen=True, slots=True)
class Head:
    """A head of a row or column, with what has to be added to it."""

    label: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in its place; `aside` says what no head said."""

    figure: SafeString | str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    head: Head
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be set."""

    row_header: str
    columns: tuple[Head, ...]
    lines: tuple[Line, ...]

    @property
    def look(self) -> str:
        """The classes of the table: room for labels by the number of columns, small, unbroken."""
        classes = [f"columns-{len(self.columns)}"]
        classes += ["wide"] if len(self.columns) > WIDE else []
        classes += ["short"] if len(self.lines) <= SHORT else []
        return " ".join(classes)


@dataclass(frozen=True, slots=True)
class Table:
    """One table, in several grids when it is too wide for the paper."""

    grids: tuple[Grid, ...]
    where: str
    sources: tuple[str, ...]
    notes: Notes


def same(facts: Sequence[Fact | None], of: Callable[[Fact], Hashable]) -> bool:
    """Tell whether something is the same for all figures that are there."""
    return len({of(fact) for fact in facts if fact is not None}) <= 1


def level_of(cells: Cells, of: Callable[[Fact], Hashable], *, first: Level) -> Level:
    """Return where something can be said once: for the table, in a row or column, or in cells."""
    if same([fact for row in cells for fact in row], of):
        return "table"
    ways: dict[Level, Cells] = {"row": cells, "column": list(zip(*cells, strict=True))}
    order: list[Level] = ["row", "column"] if first == "row" else ["column", "row"]
    return next((way for way in order if all(same(one, of) for one in ways[way])), "cell")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is said of every figure: what it is, and at which level."""

    of: Callable[[Fact], str]
    level: Level

    def at(self, level: Level, facts: Sequence[Fact | None], label: str = "") -> str:
        """Return the words to add at a level; nothing when the label has them already."""
        known = next((fact for fact in facts if fact is not None), None)
        if self.level != level or known is None:
            return ""
        spoken = self.of(known)
        is_said = label and (spoken.lower() in label.lower() or label.lower() in spoken.lower())
        return "" if is_said else spoken


def year_of(fact: Fact) -> str:
    """Return the year to which a figure counts."""
    return str(fact.year)


def scope_of(fact: Fact) -> str:
    return fact.scope_name


def compose(
    setting: Setting, *, columns: Sequence[str], rows: Sequence[Row], row_header: str
) -> Table:
    """Make a table of figures from codes. KeyError for a code that the dossier lacks."""
    cells = [[setting.facts[code] if code else None for code in row.cells] for row in rows]
    facts = [fact for row in cells for fact in row if fact is not None]
    said = (
        Said(scope_of, level_of(cells, scope_of, first="column")),
        Said(year_of, level_of(cells, year_of, first="column")),
        Said(words.unit_of, level_of(cells, words.unit_of, first="row")),
    )
    notes = Notes(setting.language)
    smallest = min((_size(found) for found in cells if any(found)), default=0)
    are_places = said[0].level == "row"
    lines = tuple(
        _line(
            setting,
            row,
            found,
            columns,
            said,
            notes,
            is_total=are_places and any(found) and _size(found) > smallest,
        )
        for row, found in zip(rows, cells, strict=True)
    )
    heads = tuple(
        Head(label, _aside("column", found, said, label))
        for label, found in zip(columns, zip(*cells, strict=True), strict=True)
    ) or tuple(map(Head, columns))
    return Table(
        grids=tuple(_grids(row_header or _("Figure"), heads, lines)),
        where=_aside("table", facts, said),
        sources=tuple(sources_of(facts)),
        notes=notes,
    )


def _grids(row_header: str, heads: tuple[Head, ...], lines: tuple[Line, ...]) -> Iterator[Grid]:
    """Cut a table that is too wide into tables below each other, evenly."""
    count = max(1, -(-len(heads) // MOST_COLUMNS))
    width = max(1, -(-len(heads) // count))
    for start in range(0, max(len(heads), 1), width):
        part = slice(start, start + width)
        cut = tuple(Line(line.head, line.cells[part], line.is_total) for line in lines)
        yield Grid(row_header, heads[part], cut)


def _size(facts: Sequence[Fact | None]) -> int:
    """Return how large a place a row is about: by its smallest figure."""
    return min((SIZES.index(fact.scope_kind) for fact in facts if fact), default=0)


def _aside(
    level: Level, facts: Sequence[Fact | None], said: Sequence[Said], label: str = ""
) -> str:
    found = dict.fromkeys(one.at(level, facts, label) for one in said)
    return ", ".join(word for word in found if word)


def _line(
    setting: Setting,
    row: Row,
    facts: Sequence[Fact | None],
    columns: Sequence[str],
    said: Sequence[Said],
    notes: Notes,
    *,
    is_total: bool,
) -> Line:
    head = Head(row.label, _aside("row", facts, said, row.label))
    unit_is_said = said[-1].level != "cell"
    cells = tuple(
        _cell(setting, fact, f"{row.label} {column}", said, notes, unit_is_said=unit_is_said)
        for fact, column in zip(facts, columns, strict=True)
    )
    return Line(head, cells, is_total)


def _cell(
    setting: Setting,
    fact: Fact | None,
    labels: str,
    said: Sequence[Said],
    notes: Notes,
    *,
    unit_is_said: bool,
) -> Cell:
    if fact is None:
        notes.has_dash = True
        return Cell("–")
    write = words.write_in_table if unit_is_said else words.write_fact
    written = write(fact, language=setting.language)
    return Cell(
        setting.figure(fact, written=written, marks=notes.mark(fact)),
        _aside("cell", [fact], said, labels) if fact.state == "value" else "",
    )
