"""What is drawn on a page, and under which mark: the page's content, read operator by operator."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pikepdf

_TEXT = {"Tj", "TJ", "'", '"'}
_PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"}
_PAIRS = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SINGLE_CODES = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES_OF_CODES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_TRIPLES = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content: a number that the structure knows, or the kind of an artifact."""

    number: int | None = None
    artifact: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Something drawn; `text` is empty for lines, areas and pictures."""

    mark: Mark
    text: str = ""
    in_group: bool = False


@dataclass(slots=True)
class Drawing:
    """All that is drawn on one page, the marks it bears, and glyphs that say nothing."""

    shown: list[Shown] = field(default_factory=list)
    marks: set[int] = field(default_factory=set)
    missing_glyphs: int = 0
    unknown_glyphs: int = 0

    @property
    def text(self) -> str:
        """Return all text on the page, running heads included, a line for every mark."""
        lines = groupby(self.shown, key=lambda shown: shown.mark)
        return "\n".join("".join(shown.text for shown in line) for _mark, line in lines)


def read_drawing(page: Any) -> Drawing:
    """Read a page."""
    drawing = Drawing()
    _Reader(drawing).read(page, page.obj.get("/Resources", {}), in_group=False)
    return drawing


class _Reader:
    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._marks: list[Mark] = []
        self._fonts: dict[Any, dict[int, str]] = {}

    def read(self, content: Any, resources: Any, *, in_group: bool) -> None:
        """Read a content stream: that of a page, or of a group drawn on it."""
        font: Any = None
        for operands, operator in pikepdf.parse_content_stream(content):
            name = str(operator)
            if name in ("BDC", "BMC"):
                self._begin(operands)
            elif name == "EMC":
                self._marks.pop()
            elif name == "Tf":
                font = resources.Font[str(operands[0])]
            elif name in _TEXT:
                self._show(Shown(self._mark, self._decoded(operands[-1], font), in_group))
            elif name in _PAINT:
                self._show(Shown(self._mark, in_group=in_group))
            elif name == "Do":
                self._draw(resources.XObject[str(operands[0])], in_group=in_group)

    @property
    def _mark(self) -> Mark:
        """Return the mark that counts: the innermost one that says something."""
        said = (mark for mark in reversed(self._marks) if mark != Mark())
        return next(said, Mark())

    def _begin(self, operands: Any) -> None:
        tag = str(operands[0])
        details = operands[1] if len(operands) > 1 else {}
        details = details if isinstance(details, pikepdf.Dictionary) else {}
        if tag == "/Artifact":
            self._marks.append(Mark(artifact=str(details.get("/Type", "/"))[1:]))
        elif "/MCID" in details:
            self._marks.append(Mark(number=int(details["/MCID"])))
            self._drawing.marks.add(int(details["/MCID"]))
        else:
            self._marks.append(Mark())

    def _show(self, shown: Shown) -> None:
        self._drawing.shown.append(shown)

    def _draw(self, drawn: Any, *, in_group: bool) -> None:
        self._show(Shown(self._mark, in_group=in_group))
        if drawn.get("/Subtype") == "/Form":
            self.read(drawn, drawn.get("/Resources", {}), in_group=True)

    def _decoded(self, operand: Any, font: Any) -> str:
        pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
        codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
        if font is None or font.get("/Subtype") != "/Type0":
            return codes.decode("latin-1")
        known = self._known_characters(font)
        text = []
        for code in _two_by_two(codes):
            self._drawing.missing_glyphs += code == 0
            self._drawing.unknown_glyphs += code not in known
            text.append(known.get(code, "\ufffd"))
        return "".join(text)

    def _known_characters(self, font: Any) -> dict[int, str]:
        if font.objgen not in self._fonts:
            table = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
            self._fonts[font.objgen] = dict(_characters(table))
        return self._fonts[font.objgen]


def _two_by_two(codes: bytes) -> Iterator[int]:
    for start in range(0, len(codes) - 1, 2):
        yield int.from_bytes(codes[start : start + 2])


def _characters(table: bytes) -> Iterator[tuple[int, str]]:
    """Read a font's table from glyph codes to characters."""
    for block in _SINGLE_CODES.findall(table):
        for code, characters in _PAIRS.findall(block):
            yield int(code, 16), bytes.fromhex(characters.decode()).decode("utf-16-be")
    for block in _RANGES_OF_CODES.findall(table):
        for first, last, character in _TRIPLES.findall(block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                yield int(first, 16) + step, chr(int(character, 16) + step)
