"""Rules about what is drawn: fonts, pictures, marks, links and what may not be printed."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pikepdf
from django.utils.translation import gettext_noop as _

from biblionet.kit.pdf.checks.reading import File
from biblionet.kit.pdf.checks.rule import Rules

RULES = Rules()

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_PRINT, _HIDDEN = 4, 2 | 32  # flags of an annotation: printed; hidden or not viewed


def _fonts(file: File) -> Iterator[Any]:
    """Yield all fonts that text is set in, not the parts they are made of."""
    for thing in file.dictionaries:
        if thing.get("/Type") == "/Font" and not str(thing.get("/Subtype")).startswith("/CIDFont"):
            yield thing


@RULES.rule("font-embedded", _("A font is not in the file."))
def font_embedded(file: File) -> Iterator[str]:
    """Every font brings its own shapes."""
    for font in _fonts(file):
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor", {})
        if font.get("/Subtype") != "/Type3" and not any(key in descriptor for key in _FONT_FILES):
            yield str(font.get("/BaseFont", "a font"))[1:]


@RULES.rule("font-text", _("A font does not tell which characters its shapes stand for."))
def font_text(file: File) -> Iterator[str]:
    """Without this table text can be seen, but not read aloud, searched or copied."""
    for font in _fonts(file):
        if "/ToUnicode" not in font:
            yield str(font.get("/BaseFont", "a font"))[1:]


@RULES.rule("glyph", _("A character is printed as an empty box."))
def glyph(file: File) -> Iterator[str]:
    """Look for the shape that stands for a missing one, and shapes without a character."""
    for number, drawing in enumerate(file.drawings, start=1):
        if drawing.missing_glyphs or drawing.unknown_glyphs:
            yield f"page {number}"


@RULES.rule("smoothing", _("A picture asks to be smoothed, which an archive file may not."))
def smoothing(file: File) -> Iterator[str]:
    """Look for pictures to be interpolated."""
    for stream in file.streams:
        if stream.get("/Subtype") == "/Image" and bool(stream.get("/Interpolate", False)):
            yield f"object {stream.objgen[0]}"


@RULES.rule("untagged", _("Something is drawn that is neither content nor decoration."))
def untagged(file: File) -> Iterator[str]:
    """All that is drawn is in the structure, or said to be an artifact."""
    for number, drawing in enumerate(file.drawings, start=1):
        loose = [s for s in drawing.shown if s.mark.number is None and s.mark.artifact is None]
        if loose:
            yield f"page {number}: {loose[0].text[:40] or 'a drawing'}"


@RULES.rule("group", _("Text stands in a group, where readers cannot find it."))
def group(file: File) -> Iterator[str]:
    """Look for text in groups, which transparency makes; inside a chart it is the chart's."""
    charts = {place for figure in file.structure.all("Figure") for place in figure.marks}
    for number, drawing in enumerate(file.drawings, start=1):
        for shown in drawing.shown:
            read = shown.mark.artifact is None and (number, shown.mark.number) not in charts
            if shown.in_group and shown.text.strip() and read:
                yield f"page {number}: {shown.text[:40]}"


@RULES.rule("running-heads", _("A running head or page number would be read aloud."))
def running_heads(file: File) -> Iterator[str]:
    """Count the texts that are said to belong to the page, against those that were printed."""
    expected = file.counts.get("Running")
    found = sum(
        bool(shown.text.strip()) and shown.mark.artifact == "Pagination"
        for drawing in file.drawings
        for shown in drawing.shown
    )
    if expected is not None and found != expected:
        yield f"{found} of {expected}"


@RULES.rule("tab-order", _("A page has links in another order than its text."))
def tab_order(file: File) -> Iterator[str]:
    """Pages with annotations follow the structure."""
    for number, page in enumerate(file.pdf.pages, start=1):
        if "/Annots" in page.obj and page.obj.get("/Tabs") != "/S":
            yield f"page {number}"


@RULES.rule("link-text", _("A link has no name that people understand."))
def link_text(file: File) -> Iterator[str]:
    """The name of a link is not empty, and not its address."""
    for number, annotation in file.annotations:
        name = str(annotation.get("/Contents", "")).strip()
        address = str(annotation.get("/A", {}).get("/URI", annotation.get("/Dest", "")))
        if not name or name == address:
            yield f"page {number}: {address}"


@RULES.rule("link-target", _("A link leads nowhere, or not to a web page."))
def link_target(file: File) -> Iterator[str]:
    """A link leads to a place in the file that exists, or to a page of a web server."""
    places = {str(name) for name in _names(file.root.get("/Names", {}).get("/Dests"))}
    for number, annotation in file.annotations:
        address = annotation.get("/A", {}).get("/URI")
        if address is None and str(annotation.get("/Dest", "")) not in places:
            yield f"page {number}: {annotation.get('/Dest', 'nothing')}"
        if address is not None and not _is_web_page(str(address)):
            yield f"page {number}: {address}"


def _names(tree: Any) -> Iterator[Any]:
    if tree is not None:
        yield from list(tree.get("/Names", []))[::2]
        for branch in tree.get("/Kids", []):
            yield from _names(branch)


def _is_web_page(address: str) -> bool:
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.scheme in ("https", "http") and host != "" and not host.endswith(".invalid")


@RULES.rule("annotation-flags", _("A link is hidden or not part of the printed page."))
def annotation_flags(file: File) -> Iterator[str]:
    """An archive file's annotations are visible and printed."""
    for number, annotation in file.annotations:
        flags = int(annotation.get("/F", 0))
        if not flags & _PRINT or flags & _HIDDEN:
            yield f"page {number}"


@RULES.rule("mail", _("An e-mail address is printed."))
def mail(file: File) -> Iterator[str]:
    """A published file names no mailbox: those change, and get spam."""
    for number, drawing in enumerate(file.drawings, start=1):
        for found in _MAIL.finditer(drawing.text):
            yield f"page {number}: {found[0]}"
    for number, annotation in file.annotations:
        address = annotation.get("/A", {}).get("/URI", pikepdf.String(""))
        if str(address).startswith("mailto:"):
            yield f"page {number}: {address}"
