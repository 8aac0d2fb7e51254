"""Reads running text: paragraphs, list items, bold, italic, links and references to figures.

Nothing else means anything: HTML, template tags and format strings are words like any other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

THIS, BEFORE, HERE = "year", "year-1", "self"


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure named in a sentence: {{MEMBERS_TOTAL|municipality:GM0109|2023}}.

    `scope` is kind:code, or "self" for what the report is about; `year` is a number, "year" for
    the year of the report or "year-1" for the one before, so that reports can share a text.
    """

    indicator: str
    scope: str
    year: str

    def __str__(self) -> str:
        return f"{{{{{self.indicator}|{self.scope}|{self.year}}}}}"

    def year_in(self, reported: int) -> int:
        """Return the year that is meant in a report over `reported`."""
        return {THIS: reported, BEFORE: reported - 1}.get(self.year) or int(self.year)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words, or a reference, with how it is set."""

    text: str = ""
    reference: Reference | None = None
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or an item of a list."""

    pieces: tuple[Piece, ...]
    is_item: bool = False


PLAIN = Piece()
SCOPE = r"(?:[a-z_]+:[A-Za-z0-9:_-]+|self)"
REFERENCE = re.compile(rf"\{{\{{([A-Z][A-Z0-9_]*)\|({SCOPE})\|([0-9]{{4}}|year(?:-1)?)\}}\}}")
STRONG = r"\*\*(?=\S)(.+?)(?<=\S)\*\*"
SLANTED = r"\*(?=[^\s*])(.+?)(?<=[^\s*])\*"
LINK = r"\[([^\[\]\n]+)\]\((https://[^\s()<>\"']+)\)"
STYLED = re.compile(rf"{STRONG}|{SLANTED}|{LINK}", re.DOTALL)
PLACEHOLDER = re.compile(r"\[[^\[\]\n]*\](?!\(https://)")


def read_text(body: str) -> tuple[Passage, ...]:
    """Split text into paragraphs and list items, each in pieces."""
    return tuple(Passage(tuple(_cut(text)), is_item=is_item) for text, is_item in _passages(body))


def references_in(body: str) -> tuple[Reference, ...]:
    """Return the figures a text refers to, in order, each once."""
    return tuple(dict.fromkeys(Reference(*match.groups()) for match in REFERENCE.finditer(body)))


def placeholders_in(body: str) -> tuple[str, ...]:
    """Return what was left to fill in: "[gemeente]", "[…]"; links are none."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(body)))


def _passages(body: str) -> Iterator[tuple[str, bool]]:
    """Yield paragraphs and items: lines go together until an empty line or the next item."""
    lines: list[str] = []
    is_item = False
    for line in [*body.splitlines(), ""]:
        starts_item = line.lstrip().startswith("- ")
        if (starts_item or not line.strip()) and lines:
            yield " ".join(lines), is_item
            lines = []
        if line.strip():
            is_item = starts_item or (is_item and bool(lines))
            lines.append(line.strip().removeprefix("- ") if starts_item else line.strip())


def _cut(text: str, plain: Piece = PLAIN) -> Iterator[Piece]:
    """Cut text at its bold, italic and linked parts; one may stand in another."""
    start = 0
    for match in STYLED.finditer(text):
        yield from _references(text[start : match.start()], plain)
        strong, slanted, words, address = match.groups()
        if strong is not None:
            yield from _cut(strong, replace(plain, bold=True))
        elif slanted is not None:
            yield from _cut(slanted, replace(plain, italic=True))
        else:
            yield from _cut(words, replace(plain, link=address))
        start = match.end()
    yield from _references(text[start:], plain)


def _references(text: str, plain: Piece) -> Iterator[Piece]:
    """Cut plain words at the figures they name."""
    start = 0
    for match in REFERENCE.finditer(text):
        if match.start() > start:
            yield replace(plain, text=text[start : match.start()])
        yield replace(plain, reference=Reference(*match.groups()))
        start = match.end()
    if start < len(text):
        yield replace(plain, text=text[start:])
