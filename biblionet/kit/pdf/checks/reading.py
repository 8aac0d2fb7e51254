"""A finished PDF, read once: what it says of itself, what is drawn, and its structure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf

from biblionet.kit.pdf.checks.drawing import Drawing, read_drawing

_GROUPS_OF_ROWS = {"THead", "TBody", "TFoot"}


@dataclass(eq=False, slots=True)
class Node:
    """A structure element with its elements, its marked content and its annotations."""

    kind: str
    dictionary: Any
    parent: "Node | None"
    kids: list["Node"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # page and mark
    annotations: list[Any] = field(default_factory=list)

    def all(self, *kinds: str) -> Iterator["Node"]:
        """Yield this element and all inside it, in reading order; of some kinds, if given."""
        if not kinds or self.kind in kinds:
            yield self
        for kid in self.kids:
            yield from kid.all(*kinds)

    def attribute(self, name: str) -> Any:
        """Return an attribute from any of the element's attribute dictionaries."""
        attributes = self.dictionary.get("/A")
        several = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
        return next((a[name] for a in several if a is not None and name in a), None)

    def span(self, name: str) -> int:
        """Return how many columns or rows a cell covers."""
        return int(self.attribute(name) or 1)

    def rows(self) -> Iterator["Node"]:
        """Yield the rows of a table."""
        for kid in self.kids:
            if kid.kind == "TR":
                yield kid
            elif kid.kind in _GROUPS_OF_ROWS:
                yield from kid.rows()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is read here."""
        nothing = not self.marks and not self.annotations and "/Alt" not in self.dictionary
        return nothing and all(kid.is_empty for kid in self.kids)


class File:
    """A PDF as the rules see it; every part is read when a rule first asks for it."""

    def __init__(self, pdf: pikepdf.Pdf, counts: Mapping[str, int]) -> None:
        """Look at an open PDF."""
        self.pdf = pdf
        self.counts = counts
        self.root = pdf.Root
        self._page_numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, start=1)}

    @cached_property
    def about(self) -> dict[str, str]:
        """Return the metadata: each name without its namespace, with its text."""
        if "/Metadata" not in self.root:
            return {}
        try:
            packet = ET.fromstring(self.root.Metadata.read_bytes())  # noqa: S314 -- expat is safe
        except ET.ParseError:
            return {}
        return {_full_name(name): text for name, text in _texts(packet)}

    @cached_property
    def drawings(self) -> list[Drawing]:
        """Return what is drawn on each page."""
        return [read_drawing(page) for page in self.pdf.pages]

    @cached_property
    def structure(self) -> Node:
        """Return the outermost structure element; an empty one when the file is not tagged."""
        top = self.root.get("/StructTreeRoot", {}).get("/K")
        if isinstance(top, pikepdf.Array):
            top = top[0] if len(top) else None
        if top is None:
            return Node("", pikepdf.Dictionary(), None)
        return self._node(top, None, None)

    def _node(self, dictionary: Any, parent: Node | None, page: int | None) -> Node:
        node = Node(str(dictionary.S)[1:], dictionary, parent)
        page = self._page_of(dictionary) or page
        kids = dictionary.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self._add_kid(node, kid, page)
        return node

    def _add_kid(self, node: Node, kid: Any, page: int | None) -> None:
        if not isinstance(kid, pikepdf.Dictionary):
            node.marks.append((page or 0, int(kid)))
        elif kid.get("/Type") == "/MCR":
            node.marks.append((self._page_of(kid) or page or 0, int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            node.annotations.append(kid.Obj)
        else:
            node.kids.append(self._node(kid, node, page))

    def _page_of(self, dictionary: Any) -> int | None:
        return self._page_numbers.get(dictionary.Pg.objgen) if "/Pg" in dictionary else None

    @cached_property
    def annotations(self) -> list[tuple[int, Any]]:
        """Return all annotations with the number of their page."""
        return [
            (number, annotation)
            for number, page in enumerate(self.pdf.pages, start=1)
            for annotation in page.obj.get("/Annots", [])
        ]

    @cached_property
    def streams(self) -> list[Any]:
        """Return all streams: pictures, fonts, drawings."""
        return [thing for thing in self.pdf.objects if isinstance(thing, pikepdf.Stream)]

    @cached_property
    def dictionaries(self) -> list[Any]:
        """Return all dictionaries that stand by themselves."""
        return [thing for thing in self.pdf.objects if isinstance(thing, pikepdf.Dictionary)]


def _texts(packet: ET.Element) -> Iterator[tuple[str, str]]:
    for element in packet.iter():
        yield from element.attrib.items()
        if element.text and element.text.strip():
            yield element.tag, element.text.strip()
        for item in element.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"):
            yield element.tag, (item.text or "").strip()


def _full_name(name: str) -> str:
    """Shorten `{http://www.aiim.org/pdfa/ns/id/}part` to `pdfa/ns/id/part`."""
    space, _, short = name.removeprefix("{").rpartition("}")
    return f"{space.removeprefix('http://www.aiim.org/').removeprefix('http://')}{short}"
