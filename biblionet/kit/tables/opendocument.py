"""Reads ODS sheets row by row. Repeated emptiness is counted, never made."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from biblionet.kit.tables.archives import MOST_SHEETS, too_many_sheets
from biblionet.kit.tables.cells import (
    MOST_CHARACTERS,
    Cell,
    Line,
    OddCell,
    Oddity,
    text_cell,
)
from biblionet.kit.tables.comma import check_size
from biblionet.kit.tables.markup import elements, local, walk
from biblionet.kit.tables.workbook import number_cell

CONTENT: Final = "content.xml"
ODD_TYPES: Final = {
    "boolean": Oddity.BOOLEAN,
    "date": Oddity.DATE,
    "time": Oddity.DATE,
    "percentage": Oddity.PERCENTAGE,
}


def sheets_of(path: Path) -> dict[str, str]:
    """Return the sheets in order, each by its name."""
    found: dict[str, str] = {}
    for name, attributes in elements(path, CONTENT):
        if name == "table" and "name" in attributes:
            found[attributes["name"]] = attributes["name"]
            if len(found) > MOST_SHEETS:
                raise too_many_sheets()
    return found


def lines_of(path: Path, sheet: str) -> Iterator[Line]:
    """Read a sheet row by row; a row without anything is left out but counted."""
    reader = _Rows(sheet)
    return walk(
        path, CONTENT, start=reader.start, end=reader.end, text=reader.text, found=reader.found
    )


class _Rows:
    """Puts rows together from the elements of a sheet."""

    def __init__(self, sheet: str) -> None:
        self.found: list[Line] = []
        self._sheet = sheet
        self._inside = False
        self._number, self._repeated = 0, 1
        self._cells: list[Cell] = []
        self._skipped = 0  # empty cells that only count when something follows
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._depth = 0  # of remarks beside a cell, which are not in it
        self._in_paragraph = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        word = local(name)
        if word == "table":
            plain = {local(key): value for key, value in attributes.items()}
            self._inside = plain.get("name") == self._sheet
            self._number = 0
        if not self._inside:
            return
        if word == "annotation" or self._depth:
            self._depth += 1
        elif word == "table-row":
            self._cells, self._skipped = [], 0
            self._repeated = _count(attributes, "number-rows-repeated")
        elif word in ("table-cell", "covered-table-cell"):
            self._attributes = {local(key): value for key, value in attributes.items()}
            self._paragraphs = []
        else:
            self._start_text(word, attributes)

    def _start_text(self, word: str, attributes: dict[str, str]) -> None:
        if word == "p":
            self._in_paragraph += 1
            self._paragraphs.append("")
        elif word in ("s", "tab", "line-break") and self._in_paragraph:
            space = " " * min(_count(attributes, "c"), MOST_CHARACTERS)
            self._paragraphs[-1] += {"tab": "\t", "line-break": "\n"}.get(word, space)

    def text(self, words: str) -> None:
        if self._in_paragraph and not self._depth:
            self._paragraphs[-1] += words

    def end(self, name: str) -> None:
        if not self._inside:
            return
        if self._depth:
            self._depth -= 1
            return
        word = local(name)
        if word == "p":
            self._in_paragraph -= 1
        elif word in ("table-cell", "covered-table-cell"):
            self._keep()
        elif word == "table-row":
            self._close()
        elif word == "table":
            self._inside = False

    def _keep(self) -> None:
        cell = self._cell()
        repeated = int(self._attributes.get("number-columns-repeated") or 1)
        if cell is None:
            self._skipped += repeated
            return
        check_size(self._number + 1, len(self._cells) + self._skipped + repeated)
        self._cells += [None] * self._skipped + [cell] * repeated
        self._skipped = 0

    def _cell(self) -> Cell:
        given = self._attributes
        words = "\n".join(self._paragraphs)
        if given.get("formula"):
            return OddCell(Oddity.FORMULA, words[:40])
        kind = given.get("value-type", "")
        if kind in ODD_TYPES:
            return OddCell(ODD_TYPES[kind], words[:40])
        if kind == "error" or (words.startswith("#") and words.endswith(("!", "?", "N/A"))):
            return OddCell(Oddity.ERROR, words[:40])
        if kind in ("float", "currency"):
            return number_cell(given.get("value", ""))
        return text_cell(words)

    def _close(self) -> None:
        times = 1 if not self._cells else self._repeated
        for _time in range(times):
            self._number += 1
            if self._cells:
                check_size(self._number, len(self._cells))
                self.found.append(Line(self._number, list(self._cells)))
        self._number += self._repeated - times


def _count(attributes: dict[str, str], word: str) -> int:
    """Return how often something is repeated; once when it does not say."""
    given = next((value for key, value in attributes.items() if local(key) == word), "1")
    return int(given) if given.isdigit() and len(given) < 10 else 1
