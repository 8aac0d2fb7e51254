"""Reads XLSX workbooks row by row. Formulas, errors, dates and percentages are marked as such."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from biblionet.kit.tables.archives import BROKEN, MOST_SHEETS, TOO_BIG, too_many_sheets
from biblionet.kit.tables.cells import Cell, Line, OddCell, Oddity, text_cell
from biblionet.kit.tables.comma import check_size
from biblionet.kit.tables.markup import elements, local, walk

BOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STYLES: Final = "xl/styles.xml"
SHARED: Final = "xl/sharedStrings.xml"
MOST_SHARED: Final = 60_000_000  # characters
MOST_WORDS: Final = 1000  # kinds of elements in a sheet
DATES: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
PERCENTAGES: Final = frozenset((9, 10))
QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
LETTERS: Final = re.compile(r"[A-Z]{1,3}")


def sheets_of(path: Path) -> dict[str, str]:
    """Return the sheets in order: name and where each lies in the package."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, attributes in elements(path, RELATIONS)
        if name == "Relationship" and attributes.get("TargetMode") != "External"
    }
    found = {
        attributes.get("name", ""): _place(targets.get(attributes.get("id", ""), ""))
        for name, attributes in elements(path, BOOK)
        if name == "sheet"
    }
    if len(found) > MOST_SHEETS:
        raise too_many_sheets()
    return {name: place for name, place in found.items() if "worksheets/" in place}


def _place(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def lines_of(path: Path, member: str, names: frozenset[str]) -> Iterator[Line]:
    """Read a sheet row by row; a row without anything is left out but counted."""
    shared = _shared(path) if SHARED in names else []
    kinds = _kinds(path) if STYLES in names else []
    reader = _Rows(shared, kinds)
    return walk(
        path, member, start=reader.start, end=reader.end, text=reader.text, found=reader.found
    )


def _shared(path: Path) -> list[str]:
    """Return the texts that cells name by number; what is spoken beside them is left out."""
    found: list[str] = []
    texts: list[str] = []
    inside, spoken, size = False, False, 0

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal inside, spoken
        word = local(name)
        inside = word == "t" and not spoken
        spoken = spoken or word == "rPh"

    def end(name: str) -> None:
        nonlocal inside, spoken, size
        word = local(name)
        if word == "si":
            found.append("".join(texts))
            size += len(found[-1])
            texts.clear()
            if size > MOST_SHARED:
                raise TOO_BIG
        spoken = spoken and word != "rPh"
        inside = False

    def text(words: str) -> None:
        if inside:
            texts.append(words)

    return list(walk(path, SHARED, start=start, end=end, text=text, found=found))


def _kinds(path: Path) -> list[Oddity | None]:
    """Return what each style makes of a number: a date, a percentage, or nothing else."""
    codes: dict[str, str] = {}
    kinds: list[Oddity | None] = []
    in_cells = False
    for name, attributes in elements(path, STYLES):
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            in_cells = True
        elif name in ("cellStyles", "dxfs"):
            in_cells = False
        elif name == "xf" and in_cells:
            number = attributes.get("numFmtId", "0")
            kinds.append(_kind(number, codes.get(number, "")))
    return kinds


def _kind(number: str, code: str) -> Oddity | None:
    plain = QUOTED.sub("", code).lower()
    if (number.isdigit() and int(number) in DATES) or re.search("[dmyhs]", plain):
        return Oddity.DATE
    if (number.isdigit() and int(number) in PERCENTAGES) or "%" in plain:
        return Oddity.PERCENTAGE
    return None


class _Rows:
    """Puts rows together from the elements of a sheet."""

    def __init__(self, shared: list[str], kinds: list[Oddity | None]) -> None:
        self.found: list[Line] = []
        self._shared, self._kinds = shared, kinds
        self._columns: dict[str, int] = {}
        self._words_of: dict[str, str] = {}
        self._number = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._type, self._style = "n", ""
        self._words: list[str] = []
        self._formula, self._takes = False, False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        word = self._words_of.get(name) or self._short(name)
        if word == "c":
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._column = self._place(attributes.get("r"))
            self._formula = False
            self._words.clear()
        elif word == "row":
            given = attributes.get("r", "")
            self._number = int(given) if given.isdigit() else self._number + 1
            self._cells = []
        elif word in ("v", "t"):
            self._takes = True
        elif word == "f":
            self._formula = True
        elif word == "rPh":
            self._takes = False

    def _short(self, name: str) -> str:
        """Remember what an element is called without its namespace: there are millions."""
        if len(self._words_of) > MOST_WORDS:
            raise BROKEN
        return self._words_of.setdefault(name, local(name))

    def _place(self, address: str | None) -> int:
        if address is None:
            return len(self._cells)
        letters = address.rstrip("0123456789")
        place = self._columns.get(letters)
        if place is None:
            if not LETTERS.fullmatch(letters):
                raise BROKEN
            place = 0
            for letter in letters:
                place = place * 26 + ord(letter) - 64
            place = self._columns[letters] = place - 1
        return place

    def text(self, words: str) -> None:
        if self._takes:
            self._words.append(words)

    def end(self, name: str) -> None:
        word = self._words_of.get(name) or self._short(name)
        if word in ("v", "t"):
            self._takes = False
        elif word == "c":
            self._keep("".join(self._words))
        elif word == "row" and self._cells:
            check_size(self._number, len(self._cells))
            self.found.append(Line(self._number, self._cells))
            self._cells = []

    def _keep(self, words: str) -> None:
        if not words and not self._formula:
            return
        cells, column = self._cells, self._column
        if column == len(cells):
            cells.append(self._cell(words))
            return
        check_size(self._number, column + 1)
        cells += [None] * (column + 1 - len(cells))
        cells[column] = self._cell(words)

    def _cell(self, words: str) -> Cell:
        if self._formula:
            return OddCell(Oddity.FORMULA, words[:40])
        if self._type == "s":
            place = int(words) if words.isdigit() else -1
            if not 0 <= place < len(self._shared):
                raise BROKEN
            return text_cell(self._shared[place])
        if self._type == "n":
            return self._number_cell(words)
        if self._type in ("str", "inlineStr"):
            return text_cell(words)
        kind = {"b": Oddity.BOOLEAN, "e": Oddity.ERROR, "d": Oddity.DATE}.get(self._type)
        return OddCell(kind, words[:40]) if kind else text_cell(words)

    def _number_cell(self, words: str) -> Cell:
        style = int(self._style) if self._style.isdigit() else 0
        kind = self._kinds[style] if style < len(self._kinds) else None
        if kind:
            return OddCell(kind, words[:40])
        return number_cell(words)


def number_cell(words: str) -> Cell:
    """Return a number as a spreadsheet keeps it: 0.1+0.2 has seventeen digits, fifteen count."""
    try:
        exact = Decimal(words)
    except InvalidOperation:
        return text_cell(words)
    if not exact.is_finite() or abs(exact.adjusted()) > 30:
        return text_cell(words)
    if len(exact.as_tuple().digits) > 15:
        exact = Decimal(f"{float(exact):.15g}")
    if words.isdigit():
        return exact
    plain = exact.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain
