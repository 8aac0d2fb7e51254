"""Page numbers: places of fixed width while laying out, real numbers before writing.

Asking the engine for page numbers makes it lay a document out again and again until nothing moves
any more. Here every page number is a place as wide as three digits; once all chapters are laid out
and their pages counted, the numbers are put in and their neighbours moved up.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.line_break import line_size

from biblionet.kit.pdf.document import PdfError, Problem

MOST_PAGES = 999

# Two figure spaces and a digit: as wide as any three figures, and nothing that an author writes.
_THIS_PAGE, _ALL_PAGES, _TARGET = "\u2007\u20071", "\u2007\u20072", "\u2007\u20073"
_SLOT = re.compile("\u2007\u2007[123]")

_PLACES = (
    (re.compile(r"target-counter\(\s*attr\(\s*href(?:\s+url)?\s*\)\s*,\s*page\s*\)"), _TARGET),
    (re.compile(r"counter\(\s*page\s*\)"), _THIS_PAGE),
    (re.compile(r"counter\(\s*pages\s*\)"), _ALL_PAGES),
)


def with_slots(css: str) -> str:
    """Put places of fixed width where a style sheet asks for page numbers."""
    for question, slot in _PLACES:
        css = question.sub(f'"{slot}"', css)
    return css


def fill(pages: Sequence[Any], *, first: int, total: int, where: Mapping[str, int]) -> None:
    """Put the page numbers into laid-out pages; `first` is the number of the first of them.

    Raises PdfError when a page is asked for that no chapter has.
    """
    for number, page in enumerate(pages, start=first):
        for place in _places(page._page_box, ()):
            numbers = {_THIS_PAGE: number, _ALL_PAGES: total}
            if _TARGET in place.text.text:
                numbers[_TARGET] = _page_of(place.text.element, where)
            _fill_one(place, numbers)


class _Place(NamedTuple):
    """A text box with a slot, and the boxes around it from the page inwards."""

    text: Any
    around: tuple[Any, ...]

    @property
    def in_margin(self) -> bool:
        return any(isinstance(box, boxes.MarginBox) for box in self.around)


def _places(box: Any, around: tuple[Any, ...]) -> Iterator[_Place]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.TextBox) and _SLOT.search(box.text):
        yield _Place(box, around)
    for child in getattr(box, "children", ()):
        yield from _places(child, (*around, box))


def _page_of(link: Any, where: Mapping[str, int]) -> int:
    target = link.get("href", "").removeprefix("#")
    if target not in where:
        raise PdfError(Problem.MARKUP, f'There is no "{target}" to give the page of.')
    return where[target]


def _fill_one(place: _Place, numbers: Mapping[str, int]) -> None:
    text, old_width = place.text, place.text.width
    text.text = _SLOT.sub(lambda slot: str(numbers[slot[0]]), text.text)
    text.width = _width(text)
    spare = old_width - text.width
    line = place.around[-1]
    if place.in_margin:
        text.position_x += spare * _share_before(line)
    elif any(_has_leader(box) for box in place.around if isinstance(box, boxes.LineBox)):
        text.position_x += spare  # the number stays at the right edge, behind its dots
    else:
        _move_up(place, spare)


def _width(text: Any) -> float:
    layout = text.pango_layout
    layout.text = text.text
    layout.reactivate(text.style)
    line, _rest = layout.get_first_line()
    width: float = line_size(line, text.style)[0]
    layout.deactivate()
    return width


def _share_before(line: Any) -> float:
    return {"center": 0.5, "right": 1.0, "end": 1.0}.get(line.style["text_align_all"], 0.0)


def _has_leader(box: Any) -> bool:
    return any(
        getattr(child, "is_leader", False) or _has_leader(child)
        for child in getattr(box, "children", ())
    )


def _move_up(place: _Place, spare: float) -> None:
    """Close the gap behind a number: what follows it in its line moves to the left."""
    inner = place.text
    for box in reversed(place.around):
        children = list(box.children)
        for follower in children[children.index(inner) + 1 :]:
            follower.translate(dx=-spare)
        if isinstance(box, boxes.LineBox):
            return
        box.width -= spare
        inner = box
