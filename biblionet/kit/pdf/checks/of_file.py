"""Rules about what a file says of itself: its standards, title, language, bookmarks, actions."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from django.utils.translation import gettext_noop as _

from biblionet.kit.pdf.checks.reading import File
from biblionet.kit.pdf.checks.rule import Rules

RULES = Rules()

_EXTENSION = "pdfa/ns/"
_ACTIVE = ("/JS", "/AA", "/OpenAction", "/Launch", "/RichMedia")
_ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToR"}


@RULES.rule("archive", _("The file does not say that it is an archive file (PDF/A-3a)."))
def archive(file: File) -> Iterator[str]:
    """Look for the archive standard's part and level in the metadata."""
    part, level = (file.about.get(f"pdfa/ns/id/{name}") for name in ("part", "conformance"))
    if (part, level) != ("3", "A"):
        yield f"part {part}, level {level}"


@RULES.rule("accessible", _("The file does not say that it is accessible (PDF/UA-1)."))
def accessible(file: File) -> Iterator[str]:
    """Look for the accessibility standard's part in the metadata."""
    if file.about.get("pdfua/ns/id/part") != "1":
        yield "metadata"


@RULES.rule("extension", _("The archive file uses a mark that it does not describe."))
def extension(file: File) -> Iterator[str]:
    """An archive file has to describe the accessibility mark, which is not of its own standard."""
    marked = "pdfua/ns/id/part" in file.about
    if marked and file.about.get(f"{_EXTENSION}schema#prefix") != "pdfuaid":
        yield "pdfuaid"


@RULES.rule("title", _("The file has no title, or readers show its file name instead."))
def title(file: File) -> Iterator[str]:
    """Compare the two places for a title, and whether readers are told to show it."""
    own = str(file.pdf.docinfo.get("/Title", "")) if "/Info" in file.pdf.trailer else ""
    if not own or file.about.get("purl.org/dc/elements/1.1/title") != own:
        yield "title"
    if not bool(file.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "display"


@RULES.rule("dates", _("The dates of the file contradict each other."))
def dates(file: File) -> Iterator[str]:
    """Compare the year, month and day of both places for a date."""
    info = file.pdf.docinfo if "/Info" in file.pdf.trailer else {}
    for key, name in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        described = file.about.get(f"ns.adobe.com/xap/1.0/{name}", "")
        if _digits(str(info.get(key, ""))) != _digits(described) or not described:
            yield name


def _digits(date: str) -> str:
    return "".join(character for character in date if character.isdigit())[:14]


@RULES.rule("language", _("The file does not say in which language it is."))
def language(file: File) -> Iterator[str]:
    """Look for the document's language."""
    if not str(file.root.get("/Lang", "")):
        yield "document"


@RULES.rule("marked", _("The file does not say that it is tagged."))
def marked(file: File) -> Iterator[str]:
    """Look for the mark that tells readers to use the structure."""
    if not bool(file.root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "document"


@RULES.rule("colours", _("The file does not say which colours are meant."))
def colours(file: File) -> Iterator[str]:
    """Look for a colour profile of three colours."""
    intents = list(file.root.get("/OutputIntents", []))
    profiles = [intent.get("/DestOutputProfile") for intent in intents]
    right = [intent for intent in intents if intent.get("/S") == "/GTS_PDFA1"]
    if not right or any(profile is None or profile.get("/N") != 3 for profile in profiles):
        yield "output intent"


@RULES.rule("identifier", _("The file has no identifier."))
def identifier(file: File) -> Iterator[str]:
    """Look for the identifier, which comes from the contents."""
    if len(file.pdf.trailer.get("/ID", [])) != 2:
        yield "trailer"


@RULES.rule("encryption", _("The file is locked."))
def encryption(file: File) -> Iterator[str]:
    """An archive file may not be encrypted."""
    if file.pdf.is_encrypted:
        yield "document"


@RULES.rule("labels", _("The pages have no labels."))
def labels(file: File) -> Iterator[str]:
    """Look for page labels that begin at the first page."""
    numbers = file.root.get("/PageLabels", {}).get("/Nums", [])
    if not len(numbers) or numbers[0] != 0:
        yield "document"


@RULES.rule("bookmarks", _("The bookmarks are not the headings."))
def bookmarks(file: File) -> Iterator[str]:
    """Count headings and bookmarks; every bookmark has a text."""
    titles = list(_titles(file.root.get("/Outlines", {}).get("/First")))
    headings = list(file.structure.all("H1", "H2", "H3", "H4", "H5", "H6"))
    if len(titles) != len(headings):
        yield f"{len(titles)} bookmarks, {len(headings)} headings"
    if not all(title.strip() for title in titles):
        yield "a bookmark without text"


def _titles(bookmark: Any) -> Iterator[str]:
    while bookmark is not None:
        yield str(bookmark.get("/Title", ""))
        yield from _titles(bookmark.get("/First"))
        bookmark = bookmark.get("/Next")


@RULES.rule("script", _("The file can do something by itself."))
def script(file: File) -> Iterator[str]:
    """Look for scripts and for actions that are more than a link."""
    for thing in file.dictionaries:
        for key in _ACTIVE:
            if key in thing:
                yield key[1:]
        for action in (thing, thing.get("/A")):
            if isinstance(action, pikepdf.Dictionary) and action.get("/S") in _ACTIVE_ACTIONS:
                yield str(action.S)[1:]
    if "/JavaScript" in file.root.get("/Names", {}):
        yield "JavaScript"


@RULES.rule("attachment", _("Another file is hidden in the file."))
def attachment(file: File) -> Iterator[str]:
    """Look for embedded files."""
    if "/EmbeddedFiles" in file.root.get("/Names", {}) or "/AF" in file.root:
        yield "document"
