"""What goes into the press and what comes out: plain values, without the engine."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: a name for messages, and what stands inside its <body>."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a printed document is made of; the press reads nothing else.

    `files` gives each name that may occur in `url(...)` or `src` its file: fonts, images, photos.
    `created` is an ISO date and time with a time zone; it is the only date in the file.
    """

    title: str
    language: str
    author: str
    description: str
    created: str
    css: str
    chapters: tuple[Chapter, ...]
    files: Mapping[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what could only fail later: no chapters, or a date without a time zone.

        Raises ValueError.
        """
        if not self.chapters:
            raise ValueError("A document needs at least one chapter.")
        if datetime.fromisoformat(self.created).tzinfo is None:
            raise ValueError("The date of a document needs a time zone.")

    @property
    def created_to_the_second(self) -> str:
        """Return the date in the one form that the document's metadata allow."""
        return datetime.fromisoformat(self.created).isoformat(timespec="seconds")

    def to_json(self) -> str:
        """Write the document down for another process."""
        files = {name: str(path) for name, path in self.files.items()}
        chapters = [asdict(chapter) for chapter in self.chapters]
        return json.dumps(
            {
                "title": self.title,
                "language": self.language,
                "author": self.author,
                "description": self.description,
                "created": self.created,
                "css": self.css,
                "chapters": chapters,
                "files": files,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Document":
        """Read a document that `to_json` wrote."""
        values = json.loads(text)
        values["chapters"] = tuple(Chapter(**chapter) for chapter in values["chapters"])
        values["files"] = {name: Path(path) for name, path in values["files"].items()}
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a PDF: the rule it breaks, and where.

    The sentence is a msgid of the translations.
    """

    rule: str
    sentence: str
    where: str = ""

    def __str__(self) -> str:
        """Say the rule's sentence and the place in one line."""
        return f"{self.sentence} ({self.where})" if self.where else self.sentence


@dataclass(frozen=True, slots=True)
class Result:
    """A finished PDF: its size, its digest, what was found wrong and what made it.

    `engine` names every library whose version can change a byte of the file.
    """

    pages: int
    sha256: str
    size: int
    seconds: float
    findings: tuple[Finding, ...]
    engine: Mapping[str, str]


class Problem(StrEnum):
    """Why a document could not be printed; the value is kept, the sentence is shown."""

    MEMORY = "memory"
    TIME = "time"
    NESTING = "nesting"
    FONT = "font"
    FETCH = "fetch"
    FILE = "file"
    MARKUP = "markup"
    LENGTH = "length"
    TARGET = "target"
    SETUP = "setup"
    ENGINE = "engine"

    @property
    def sentence(self) -> str:
        """Return one sentence for people, a msgid of the translations."""
        return _SENTENCES[self]


_SENTENCES = {
    Problem.MEMORY: _("The document needs more memory than it may use."),
    Problem.TIME: _("The document was not ready within the time it may take."),
    Problem.NESTING: _("The document is nested too deeply."),
    Problem.FONT: _("The document has no font to print with."),
    Problem.FETCH: _("The document asks for a file that does not belong to it."),
    Problem.FILE: _("A file of the document cannot be read."),
    Problem.MARKUP: _("The document has a mistake that would leave something out."),
    Problem.LENGTH: _("The document has more pages than can be numbered."),
    Problem.TARGET: _("The file could not be saved."),
    Problem.SETUP: _("The PDF engine is not installed completely."),
    Problem.ENGINE: _("The PDF engine stopped unexpectedly."),
}


def tells_of_memory(words: str) -> bool:
    """Say whether a process complained that it got no memory, in whatever way it could."""
    signs = ("MemoryError", "failed to map segment", "Cannot allocate memory", "std::bad_alloc")
    return any(sign in words for sign in signs)


class PdfError(Exception):
    """A document could not be printed: `problem` says what kind, `detail` the particulars."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        """Keep the kind of problem, and the particulars for those who look into it."""
        super().__init__(f"{problem.sentence} {detail}".strip())
        self.problem = problem
        self.detail = detail

    @property
    def sentence(self) -> str:
        """Return one sentence for people, a msgid of the translations; without particulars."""
        return self.problem.sentence
