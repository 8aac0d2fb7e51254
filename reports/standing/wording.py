"""Reads running text: paragraphs, list items, bold, italic, links and references to figures.

Nothing else means anything: HTML, template tags and format strings are words like any other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


SCOPE = r"(?:[a-z_]+:[A-Za-z0-9:_-]+|self)"
REFERENCE = re.compile(rf"\{{\{{([A-Z][A-Z0-9_]*)\|({SCOPE})\|([0-9]{{4}}|year(?:-1)?)\}}\}}")
LINK = re.compile(r"\[([^\[\]\n]+)\]\((https://[^\s()<>\"']+)\)")
EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])(.+?)(?<=[^\s*])\*", re.DOTALL)
PLACEHOLDER = re.compile(r"\[[^\[\]\n]*\](?!\(https://)")


def read_text(body: str) -> tuple[Passage, ...]:
    """Split text into paragraphs and list items, each in pieces."""
    return tuple(
        Passage(tuple(_emphasis(text)), is_item=is_item) for text, is_item in _passages(body)
    )


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


def _emphasis(text: str, *, bold: bool = False, italic: bool = False) -> Iterator[Piece]:
    """Cut text at its bold and italic parts; one may stand in the other."""
    start = 0
    for match in EMPHASIS.finditer(text):
        yield from _links(text[start : match.start()], bold=bold, italic=italic)
        strong, slanted = match.groups()
        if strong is not None:
            yield from _emphasis(strong, bold=True, italic=italic)
        else:
            yield from _emphasis(slanted, bold=bold, italic=True)
        start = match.end()
    yield from _links(text[start:], bold=bold, italic=italic)


def _links(text: str, *, bold: bool, italic: bool) -> Iterator[Piece]:
    start = 0
    for match in LINK.finditer(text):
        yield from _references(text[start : match.start()], bold=bold, italic=italic, link="")
        words, address = match.groups()
        yield from _references(words, bold=bold, italic=italic, link=address)
        start = match.end()
    yield from _references(text[start:], bold=bold, italic=italic, link="")


def _references(text: str, *, bold: bool, italic: bool, link: str) -> Iterator[Piece]:
    start = 0
    for match in REFERENCE.finditer(text):
        if match.start() > start:
            yield Piece(text[start : match.start()], bold=bold, italic=italic, link=link)
        yield Piece(reference=Reference(*match.groups()), bold=bold, italic=italic, link=link)
        start = match.end()
    if start < len(text):
        yield Piece(text[start:], bold=bold, italic=italic, link=link)
