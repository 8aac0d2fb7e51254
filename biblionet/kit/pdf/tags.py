"""Write the structure tree into the PDF, in place of the engine's own tags.

The engine makes a new element on every page that a table or paragraph runs over, and tags running
heads as content (upstream issue Kozea/WeasyPrint#2903). This leans on its inside: `add_tags`,
`Stream` and the boxes' attributes. So its version is pinned, and tests count the elements.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint.pdf

from biblionet.kit.pdf.artifacts import PageStream
from biblionet.kit.pdf.document import PdfError, Problem
from biblionet.kit.pdf.tree import Annotation, Content, Element, Tree


@contextmanager
def whole_tags(on_page: Callable[[], None]) -> Iterator[None]:
    """Let the engine write with these tags; tell whenever it begins a page."""
    engine = weasyprint.pdf

    class CountedStream(PageStream):
        on_new_page = staticmethod(on_page)

    own = engine.add_tags, engine.Stream
    engine.add_tags, engine.Stream = _add_tags, CountedStream
    try:
        yield
    finally:
        engine.add_tags, engine.Stream = own


def _add_tags(pdf: Any, document: Any, _version: object, streams: Sequence[Any]) -> None:
    """Stand in for the engine's function of the same name."""
    tree = Tree()
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        tree.add_page(number, page._page_box, stream._tags)
    if tree.placed != sum(len(stream._tags) for stream in streams):
        raise PdfError(Problem.ENGINE, "Some content has no place in the structure.")
    _Writer(pdf, len(document.pages)).write(tree)


class _Writer:
    """Turns the tree into PDF objects, and keeps the way back from page to element."""

    def __init__(self, pdf: Any, pages: int) -> None:
        self._pdf = pdf
        self._marks: list[dict[int, bytes]] = [{} for _ in range(pages)]
        self._annotations: list[bytes] = []
        self._ids: dict[str, bytes] = {}

    def write(self, tree: Tree) -> None:
        """Add the whole tree and what a reader needs to find it."""
        root = self._object({"Type": "/StructTreeRoot"})
        root["K"] = pydyf.Array([self._element(tree.root, root.reference)])
        root["ParentTree"] = self._parent_tree()
        root["ParentTreeNextKey"] = len(self._marks) + len(self._annotations)
        if self._ids:
            root["IDTree"] = self._id_tree()
        catalog = self._pdf.catalog
        catalog["StructTreeRoot"] = root.reference
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _object(self, entries: dict[str, Any]) -> Any:
        dictionary = pydyf.Dictionary(entries)
        self._pdf.add_object(dictionary)
        return dictionary

    def _element(self, element: Element, parent: bytes) -> bytes:
        written = self._object({"Type": "/StructElem", "S": f"/{element.kind}", "P": parent})
        written.update(element.entries)
        if element.attributes:
            written["A"] = pydyf.Dictionary(element.attributes)
        if "ID" in element.entries:
            self._ids[element.entries["ID"].string] = written.reference
        page = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        if page is not None:
            written["Pg"] = self._pdf.page_references[page]
        written["K"] = pydyf.Array(
            [
                self._kid(kid, element, written.reference, page)
                for kid in element.kids
                if not (isinstance(kid, Element) and kid.is_empty_group)
            ]
        )
        reference: bytes = written.reference
        return reference

    def _kid(
        self, kid: Element | Content | Annotation, inside: Element, parent: bytes, page: int | None
    ) -> Any:
        if isinstance(kid, Element):
            return self._element(kid, parent)
        if isinstance(kid, Annotation):
            return self._annotation(kid, inside, parent)
        self._marks[kid.page][kid.mark] = parent
        if kid.page == page:
            return kid.mark
        own_page = self._pdf.page_references[kid.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": own_page, "MCID": kid.mark})

    def _annotation(self, kid: Annotation, link: Element, parent: bytes) -> Any:
        kid.dictionary["Contents"] = pydyf.String(_name_of(link))
        kid.dictionary["StructParent"] = len(self._marks) + len(self._annotations)
        self._annotations.append(parent)
        page = self._pdf.page_references[kid.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.dictionary.reference, "Pg": page})

    def _parent_tree(self) -> bytes:
        numbers = pydyf.Array()
        for page, marks in enumerate(self._marks):
            numbers += [page, pydyf.Array([marks[mark] for mark in sorted(marks)])]
        for key, element in enumerate(self._annotations, start=len(self._marks)):
            numbers += [key, element]
        reference: bytes = self._object({"Nums": numbers}).reference
        return reference

    def _id_tree(self) -> bytes:
        names = pydyf.Array()
        for name, element in sorted(self._ids.items()):
            names += [pydyf.String(name), element]
        reference: bytes = self._object({"Names": names}).reference
        return reference


def _name_of(link: Element) -> str:
    """Return what a link is called: as its HTML says, or else what is printed."""
    html = link.html
    written = " ".join("".join(html.itertext()).split())
    return html.get("aria-label") or html.get("title") or written or link.text()
