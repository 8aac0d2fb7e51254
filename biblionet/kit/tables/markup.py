"""Walks through the XML of a spreadsheet piece by piece, so that memory stays flat."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from biblionet.kit.tables.archives import BROKEN

PIECE: Final = 1 << 17
Handler = Callable[..., Any]


def walk(
    path: Path, member: str, *, start: Handler, end: Handler, text: Handler, found: list[Any]
) -> Iterator[Any]:
    """Hand each element to the handlers, and what they put in `found` to the caller.

    Names are 'namespace local'. BROKEN when it is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        with zipfile.ZipFile(path) as package, package.open(member) as part:
            while piece := part.read(PIECE):
                parser.Parse(piece, False)
                if found:
                    yield from found
                    found.clear()
            parser.Parse(b"", True)
            yield from found
    except (expat.ExpatError, KeyError, zipfile.BadZipFile, ValueError):
        raise BROKEN from None


def elements(path: Path, member: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Return every element of a small part: its name without namespace, and its attributes."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((local(name), {local(key): value for key, value in attributes.items()}))

    def nothing(*_ignored: object) -> None:
        return None

    return walk(path, member, start=start, end=nothing, text=nothing, found=found)


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(" ")[2]
