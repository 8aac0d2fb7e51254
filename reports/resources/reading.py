"""Reads the files in reports/data: outlines in TOML, texts in Markdown with a few lines above."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.models import Outline

DATA = Path(__file__).resolve().parent.parent / "data"
FIELDS = {"code", "kind", "title", "subtitle", "first_year", "last_year", "language", "source"}


@dataclass(frozen=True, slots=True)
class OutlineFile:
    """An outline with its blocks in order, every field present."""

    values: dict[str, Any]
    blocks: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text: its key is the name of the file."""

    key: str
    name: str
    signed_as: str
    source: str
    body: str


def read_outlines(folder: Path = DATA / "outlines") -> Iterator[OutlineFile]:
    """Yield the outlines of a folder. ValueError for a field that no outline has."""
    for path in sorted(folder.glob("*.toml")):
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        blocks = found.pop("blocks")
        if unknown := set(found) - FIELDS:
            raise ValueError(f"{path.name}: an outline has no {', '.join(sorted(unknown))}")
        usual = {"subtitle": "", "last_year": None, "language": "nl", "source": ""}
        yield OutlineFile(
            values={**usual, **found, "kind": Outline.Kind(found["kind"])},
            blocks=tuple({"level": 0, "title": "", "options": {}, **block} for block in blocks),
        )


def read_texts(folder: Path = DATA / "texts") -> Iterator[TextFile]:
    """Yield the texts of a folder. ValueError for a file without its lines above."""
    for path in sorted(folder.glob("*.md")):
        parts = path.read_text(encoding="utf-8").split("---\n", 2)
        if len(parts) != 3 or parts[0]:
            raise ValueError(f"{path.name}: the lines above the text are missing")
        lines = dict(line.split(": ", 1) for line in parts[1].strip().splitlines())
        yield TextFile(
            key=path.stem,
            name=lines["name"],
            signed_as=lines.get("signed_as", ""),
            source=lines.get("source", ""),
            body=parts[2].strip(),
        )
