"""From chapters to pages: each chapter is laid out by itself, then all become one document."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import weasyprint
from django.utils.translation import gettext_noop as _
from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]  # has no types
from weasyprint.text.fonts import FontConfiguration

from biblionet.kit.pdf import slots
from biblionet.kit.pdf.document import Chapter, Document, Finding, PdfError, Problem
from biblionet.kit.pdf.elements import count_elements
from biblionet.kit.pdf.fetch import BASE, OwnFiles
from biblionet.kit.pdf.variant import ENGINE_VARIANT

_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="author" content="{author}"><meta name="description" content="{description}">
<meta name="dcterms.created" content="{created}"><meta name="dcterms.modified" content="{created}">
</head><body>{body}</body></html>"""

# Written after the document's own sheet. Digits must be equally wide for the slots to fit, and an
# archive file may not ask a reader to smooth its pictures.
_ENGINE_CSS = """
@page { font-variant-numeric: tabular-nums }
a::after { font-variant-numeric: tabular-nums }
img { image-rendering: crisp-edges }
"""

_FONT_ENDINGS = (".woff2", ".woff", ".ttf", ".otf")
_SUBSTITUTE = "\u25a1"  # an empty box; the usual sign, U+FFFD, is in few fonts
_LINE_END = re.compile(r"[ \t]*[\r\n]\s*")


@dataclass(frozen=True, slots=True)
class LaidOut:
    """All pages with their numbers, ready to be written.

    `source` is the engine's document of the first chapter, which carries title, language and date;
    `counts` says how often each element occurs in the HTML.
    """

    source: Any
    pages: list[Any]
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]


def lay_out(document: Document, on_chapter: Callable[[int], None]) -> LaidOut:
    """Lay out every chapter and put the page numbers in.

    Raises PdfError for a document that cannot be printed whole.
    """
    press = _Press(document)
    chapters = []
    for number, chapter in enumerate(document.chapters, start=1):
        chapters.append(press.render(chapter))
        on_chapter(number)
    where, total = _number_pages(document, chapters)
    pages: list[Any] = []
    for chapter_pages in (rendered.pages for rendered in chapters):
        slots.fill(chapter_pages, first=len(pages) + 1, total=total, where=where)
        pages += map(_page_again, chapter_pages)
    return LaidOut(chapters[0], pages, press.counts, tuple(press.findings()))


class _Press:
    """What all chapters share: files, fonts, style sheet, pictures."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._printable = _printable_characters(document)
        self._files = OwnFiles(document.files)
        self._fonts = FontConfiguration()
        self._css = weasyprint.CSS(
            string=slots.with_slots(document.css) + _ENGINE_CSS,
            base_url=BASE,
            url_fetcher=self._files,
            font_config=self._fonts,
        )
        if self._fonts._folder is None:  # where the engine keeps the fonts of style sheets
            raise PdfError(Problem.FONT, "The style sheet has no @font-face.")
        self._pictures: dict[str, Any] = {}
        self._unprintable: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    def render(self, chapter: Chapter) -> Any:
        """Lay one chapter out."""
        page = weasyprint.HTML(
            string=_page(self._document, chapter), base_url=BASE, url_fetcher=self._files
        )
        self._clean(page.etree_element)
        self.counts += count_elements(page.etree_element)
        return page.render(
            font_config=self._fonts,
            stylesheets=[self._css],
            pdf_variant=ENGINE_VARIANT,
            cache=self._pictures,
        )

    def _clean(self, root: Any) -> None:
        for element in root.iter():
            if element.tag != "pre":  # the engine forgets to join the lines of footnotes
                element.text = _LINE_END.sub(" ", element.text or "")
                element.tail = _LINE_END.sub(" ", element.tail or "")
            element.text = self._printable_only(element.text)
            element.tail = self._printable_only(element.tail)

    def _printable_only(self, text: str | None) -> str | None:
        if text is None or self._printable.issuperset(text):
            return text
        kept = []
        for character in text:
            if character in self._printable or character.isspace():
                kept.append(character)
            elif not _is_invisible(character):
                kept.append(_SUBSTITUTE)
                self._unprintable[character] += 1
        return "".join(kept)

    def findings(self) -> Iterable[Finding]:
        """Name the characters that no font of the document has."""
        for character, times in sorted(self._unprintable.items()):
            name = unicodedata.name(character, "without a name")
            where = f"{character} U+{ord(character):04X} {name}, {times} times"
            yield Finding("character", _("A character is not in the font and was replaced."), where)


def _page(document: Document, chapter: Chapter) -> str:
    return _PAGE.format(
        language=html.escape(document.language),
        title=html.escape(document.title),
        author=html.escape(document.author),
        description=html.escape(document.description),
        created=document.created_to_the_second,
        body=chapter.html,
    )


def _printable_characters(document: Document) -> frozenset[str]:
    """Return what every font of the document can show, so that bold and italic hold no surprise.

    Raises PdfError when there is no font, or one that cannot be read.
    """
    fonts = [path for path in document.files.values() if path.suffix in _FONT_ENDINGS]
    if not fonts:
        raise PdfError(Problem.FONT)
    return frozenset(map(chr, set.intersection(*map(_characters, fonts))))


def _characters(font: Path) -> set[int]:
    try:
        with TTFont(font, lazy=True) as opened:
            return set(opened.getBestCmap())
    except (OSError, TTLibError) as error:
        raise PdfError(Problem.FILE, f"{font.name}: {error}") from error


def _is_invisible(character: str) -> bool:
    """Tell whether a character only steers others: joiners, variation selectors, controls."""
    return unicodedata.category(character) in {"Cf", "Cc"} or "\ufe00" <= character <= "\ufe0f"


def _page_again(page: Any) -> Any:
    """Gather a page's links anew, now that page numbers moved some, and each of them once."""
    page = weasyprint.Page(page._page_box)
    kept: list[Any] = []
    for link in page.links:
        if not any(_covers(earlier, link) for earlier in kept):
            kept.append(link)
    page.links = kept
    return page


def _covers(link: Any, inner: Any) -> bool:
    """Tell whether the engine made a second link for what is inside the first one."""
    _kind, target, (left, top, right, bottom), _box = link
    _kind, inner_target, (inner_left, inner_top, inner_right, inner_bottom), _box = inner
    return bool(
        target == inner_target
        and left <= inner_left
        and top <= inner_top
        and inner_right <= right
        and inner_bottom <= bottom
    )


def _number_pages(document: Document, chapters: list[Any]) -> tuple[dict[str, int], int]:
    """Return the page of every anchor, and how many pages there are."""
    where: dict[str, int] = {}
    total = 0
    for chapter, rendered in zip(document.chapters, chapters, strict=True):
        own = {
            anchor: total + number
            for number, page in reversed(list(enumerate(rendered.pages, start=1)))
            for anchor in page.anchors
        }
        if twice := sorted(own.keys() & where.keys()):
            raise PdfError(
                Problem.MARKUP, f'"{twice[0]}" in "{chapter.name}" was given away before.'
            )
        where |= own
        total += len(rendered.pages)
    if total > slots.MOST_PAGES:
        raise PdfError(Problem.LENGTH, f"{total} pages, at most {slots.MOST_PAGES}.")
    return where, total
