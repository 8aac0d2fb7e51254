"""The structure tree: grown from the boxes of all pages, one element for every HTML element.

Boxes are fragments: a table has one on each page, a link one on each line. Whatever comes from the
same HTML element lands in the same structure element, so the tree has the shape of the HTML.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from biblionet.kit.pdf.artifacts import real
from biblionet.kit.pdf.elements import SVG, kind_of, opens_contents

# Elements that may only hold elements; text directly in one of them gets a Span of its own.
_GROUPS = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "L", "LI", "TOC",
    "Table", "THead", "TBody", "TFoot", "TR",
}  # fmt: skip
_LABELS = {"marker", "footnote-marker"}
_POINTS_PER_PIXEL = 0.75

Marks = Mapping[Any, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Content:
    """A marked piece of a page."""

    page: int
    mark: int
    text: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """The clickable place of a link on a page."""

    page: int
    dictionary: Any


@dataclass(eq=False, slots=True)
class Element:
    """One structure element: what it holds, its own entries, and attributes like a cell's span."""

    kind: str
    parent: "Element | None" = None
    html: Any = None
    in_contents: bool = False
    kids: list["Element | Content | Annotation"] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)

    def add(self, kind: str, html: Any = None, *, first: bool = False) -> "Element":
        """Add an element inside this one and return it."""
        child = Element(kind, self, html, self.in_contents)
        self.kids.insert(0 if first else len(self.kids), child)
        return child

    @property
    def is_empty_group(self) -> bool:
        """Tell whether this only groups, and there is nothing to group."""
        return self.kind in ("Div", "Span") and all(
            isinstance(kid, Element) and kid.is_empty_group for kid in self.kids
        )

    def nearest(self, kind: str) -> "Element | None":
        """Return the innermost element of a kind that holds this one, itself included."""
        element: Element | None = self
        while element is not None and element.kind != kind:
            element = element.parent
        return element

    def text(self) -> str:
        """Return what is read here, as one line."""
        return " ".join(" ".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        yield self.entries["Alt"].string if "Alt" in self.entries else ""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid.text
            elif isinstance(kid, Element):
                yield from kid._texts()


class Tree:
    """The structure of a whole document; `placed` counts the pieces of content in it."""

    def __init__(self) -> None:
        """Begin with an empty document."""
        self.root = Element("Document")
        self.notes: list[Element] = []
        self.placed = 0
        self._elements: dict[tuple[Any, str], Element] = {}

    def add_page(self, number: int, page_box: Any, marks: Marks) -> None:
        """Put everything that is read on a page in its place in the tree."""
        bottom = page_box.margin_height()
        self._add_box(page_box, self.root, number, marks, bottom)

    def _add_box(self, box: Any, parent: Element, page: int, marks: Marks, bottom: float) -> None:
        box = real(box)
        if box.artifact:
            return
        element = self._element_for(box, parent)
        if box.link_annotation and (link := element.nearest("Link")):
            link.kids.append(Annotation(page, box.link_annotation))
        if box in marks:
            self._place(Content(page, marks[box]["mcid"], getattr(box, "text", "")), element)
        if isinstance(box, boxes.ReplacedBox) and element.kind == "Figure":
            element.attributes |= {"O": "/Layout", "BBox": _bounds(box, bottom)}
        for child in getattr(box, "children", ()):
            self._add_box(child, element, page, marks, bottom)

    def _place(self, content: Content, element: Element) -> None:
        self.placed += 1
        holder = element.add("Span") if element.kind in _GROUPS else element
        holder.kids.append(content)

    def _element_for(self, box: Any, parent: Element) -> Element:
        """Return the element of a box: known from an earlier box or page, or new."""
        html = box.element
        tag, _, pseudo = (box.element_tag or "").partition("::")
        if html is None or tag in ("html", "body") or isinstance(box, boxes.TextBox):
            return parent
        if pseudo and pseudo != "footnote-call" and pseudo not in _LABELS:
            return parent  # ::before and ::after belong to the text of their element
        key = (html, pseudo)
        if key not in self._elements:
            self._elements[key] = self._new(tag, pseudo, html, parent)
        return self._elements[key]

    def _new(self, tag: str, pseudo: str, html: Any, parent: Element) -> Element:
        if pseudo == "footnote-call":
            return self._footnote(html, parent)
        if pseudo in _LABELS:
            item = parent.parent if parent.kind == "LBody" else parent
            return (item or parent).add("Lbl", first=True)
        element = _element(tag, html, parent)
        if language := html.get("lang"):
            element.entries["Lang"] = pydyf.String(language)
        if opens_contents(html):
            element.in_contents = True
        return element

    def _footnote(self, html: Any, parent: Element) -> Element:
        """Put a note right behind its number in the text, wherever it is printed."""
        reference = parent.add("Reference")
        note = parent.add("Note", html)
        self.notes.append(note)
        note.entries["ID"] = pydyf.String(f"note-{len(self.notes):05}")
        self._elements[html, ""] = note
        return reference


def _element(tag: str, html: Any, parent: Element) -> Element:
    """Make the element for an HTML element, and return where its content goes."""
    kind = kind_of(tag, in_contents=parent.in_contents)
    if tag in ("dt", "dd"):
        return _description(tag, html, parent)
    if kind == "LI":
        return parent.add("LI").add("LBody", html)
    if kind == "Link":
        return _link(html, parent)
    element = parent.add("LI" if tag == "div" and parent.kind == "L" else kind, html)
    if kind in ("TH", "TD"):
        element.attributes |= _cell_attributes(html, element)
    if kind == "Figure":
        element.entries["Alt"] = pydyf.String(_alternative(html))
    if tag == "abbr" and html.get("title"):
        element.entries["E"] = pydyf.String(html.get("title"))
    return element


def _description(tag: str, html: Any, parent: Element) -> Element:
    """Pair the <dt> and <dd> of a list, with or without a <div> around each pair."""
    items = [kid for kid in parent.kids if isinstance(kid, Element)]
    if parent.kind == "LI":
        item = parent
    elif tag == "dd" and items:
        item = items[-1]
    else:
        item = parent.add("LI")
    return item.add("Lbl" if tag == "dt" else "LBody", html)


def _link(html: Any, parent: Element) -> Element:
    if not html.get("href"):
        return parent.add("Span", html)
    holder = parent.add("Reference") if parent.kind == "TOCI" else parent
    return holder.add("Link", html)


def _cell_attributes(html: Any, cell: Element) -> dict[str, Any]:
    attributes: dict[str, Any] = {"O": "/Table"}
    if cell.kind == "TH":
        usual = "col" if cell.nearest("THead") else "row"
        scope = html.get("scope") or usual
        attributes["Scope"] = "/Row" if scope.startswith("row") else "/Column"
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if html.get(name, "1") != "1":
            attributes[key] = int(html.get(name))
    return attributes


def _alternative(html: Any) -> str:
    """Return what stands for a picture: its alt, or the title inside a drawing."""
    if html.tag != SVG:
        return str(html.get("alt", ""))
    title = html.find("{http://www.w3.org/2000/svg}title")
    return "" if title is None else " ".join("".join(title.itertext()).split())


def _bounds(box: Any, bottom: float) -> Any:
    """Return a picture's place on the page in points, from the lower left corner."""
    left, top = box.content_box_x(), box.content_box_y()
    corners = (left, bottom - top - box.height, left + box.width, bottom - top)
    return pydyf.Array([corner * _POINTS_PER_PIXEL for corner in corners])
