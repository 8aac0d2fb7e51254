"""Files with figures: looked at when they come in, and read row by row when they are checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.kit import files
from biblionet.kit.tables import Cell, Line, Table, UnreadableFileError, recognise, text_in
from libraries.actions import importing
from libraries.models import Import
from libraries.resources.columns import (
    PERSONAL_CELL,
    PersonalGuard,
    check_header,
    header_of,
    propose,
)

LOOKED_INTO = 200  # rows, before a file is kept at all
SHOWN, MOST_SHOWN = 3, 40  # rows that say what is in a column, and signs of each cell


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that is safe to read, with the headings and the first rows of one of its sheets."""

    table: Table
    sheet: str
    header: tuple[str, ...]
    beginning: tuple[tuple[str, ...], ...]


def look(path: Path, sheet: str = "") -> Looked:
    """Look into a file without keeping anything. ValidationError with why it is refused."""
    try:
        table = recognise(path)
        chosen = sheet if sheet in table.sheets else (table.sheets or ("",))[0]
        lines = table.lines(chosen)
        first, rows = next(lines, None), list(islice(lines, LOOKED_INTO))
        if first is None or not rows:
            raise UnreadableFileError(
                "no_rows", _("There are no figures in this file: a row of headings and rows below.")
            )
        header = tuple(header_of(first))
        known = propose(header).values()
        check_header(header, known)
        guard = PersonalGuard(header, known)
        for line in rows:
            guard.check(line)
    except UnreadableFileError as refusal:
        raise ValidationError(refusal.sentence, code=refusal.code) from None
    return Looked(table, chosen, header, tuple(_shown(line, len(header)) for line in rows[:SHOWN]))


def _shown(line: Line, width: int) -> tuple[str, ...]:
    """Return the cells of a row as texts, cut short, as many as there are headings."""
    texts = [text_in(cell) for cell in line.cells[:width]]
    texts += [""] * (width - len(texts))
    return tuple(Truncator(text).chars(MOST_SHOWN) for text in texts)


def receive(*, path: Path, name: str, source: str, by: User) -> Import:
    """Keep a file that may come in, with what was seen of it."""
    looked = look(path)
    received = importing.Received(
        name=_safe_name(name),
        path=path,
        kind=looked.table.kind,
        encoding=looked.table.encoding,
        sheet=looked.sheet,
        header=looked.header,
    )
    return importing.receive_import(received=received, source=source, by=by)


def _safe_name(name: str) -> str:
    """Return a name that is only a name: no folders, no signs that cannot be seen."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip(" .")[:160] or _("file")


def remembered(batch: Import) -> dict[str, int] | None:
    """Return how the same headings were read the last time, by the same person first."""
    alike = Import.objects.filter(header=batch.header).exclude(columns={}).exclude(pk=batch.pk)
    last = alike.filter(by=batch.by).first() or alike.first()
    return last.columns if last else None


def check_import(pk: int) -> bool:
    """Check every row of an import; True when it must be rung for again. Safe to call twice."""
    mine = importing.claim(pk, Import.State.CHECKING)
    if mine is None:
        return False
    try:
        batch = Import.objects.get(pk=pk)
        importing.stage(mine, rows=_rows(batch), total=_about_how_many(batch))
    except importing.LeaseLostError:
        return False
    except UnreadableFileError as refusal:
        importing.fail(mine, failure=refusal.sentence)
        if refusal.code == PERSONAL_CELL:
            importing.forget_file(batch=Import.objects.get(pk=pk))
    except Exception as problem:
        importing.give_back(mine, failure=f"{type(problem).__name__}: {problem}"[:2000])
        raise
    return False


def _rows(batch: Import) -> Iterator[importing.Given]:
    """Read the rows under the headings, as cells under the names of our columns."""
    lines = recognise(files.path_of(batch.sha256)).lines(batch.sheet)
    next(lines, None)
    guard = PersonalGuard(batch.header, batch.columns.values())
    columns = tuple(batch.columns.items())
    for line in lines:
        guard.check(line)
        cells = _cells(line, columns)
        if any(cell is not None for cell in cells.values()):
            yield importing.Given(line.number, cells)


def _cells(line: Line, columns: Sequence[tuple[str, int]]) -> dict[str, Cell]:
    cells, width = line.cells, len(line.cells)
    return {name: cells[place] if place < width else None for name, place in columns}


def _about_how_many(batch: Import) -> int:
    """Return about how many rows a text has, to show progress; 0 when that is not known."""
    if batch.kind != "csv":
        return 0
    with files.path_of(batch.sha256).open("rb") as file:
        return max(
            sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b"")) - 1, 0
        )
