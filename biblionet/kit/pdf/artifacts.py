"""What is on the page but not in the document: running heads, leader dots, decoration."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from biblionet.kit.pdf.elements import is_decoration


def mark_artifacts(pages: Sequence[Any]) -> int:
    """Mark every box that is not content; return how many texts stand in running heads."""
    seen: set[Any] = set()
    return sum(_mark(page._page_box, None, seen) for page in pages)


def _mark(box: Any, artifact: str | None, seen: set[Any]) -> int:
    box = real(box)
    box.artifact = artifact or _kind_of_artifact(box, seen)
    running = box.artifact == "Pagination" and isinstance(box, boxes.TextBox) and box.text.strip()
    inside = sum(_mark(child, box.artifact, seen) for child in getattr(box, "children", ()))
    return bool(running) + inside


def _kind_of_artifact(box: Any, seen: set[Any]) -> str | None:
    if isinstance(box, boxes.MarginBox):
        return "Pagination"
    blank = isinstance(box, boxes.TextBox) and not box.text.strip()  # nothing is drawn for it
    if blank or box.is_leader or (box.element is not None and is_decoration(box.element)):
        return "Layout"
    if getattr(box, "is_header", False) or getattr(box, "is_footer", False):
        if box.element in seen:
            return "Pagination"  # a table's head, printed again on its next page
        seen.add(box.element)
    return None


def real(box: Any) -> Any:
    """Return the box itself where the engine put a stand-in for one placed absolutely."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


class PageStream(Stream):  # type: ignore[misc]  # the engine has no types
    """A page's drawing that leaves artifacts out of the structure."""

    on_new_page: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Tell that a page is being drawn; groups and patterns are clones, made otherwise."""
        super().__init__(*arguments, **options)
        self.on_new_page()

    def clone(self, **changes: Any) -> Any:
        """Draw groups and patterns by the same rules as the page they are on."""
        clone = super().clone(**changes)
        clone.__class__ = type(self)
        return clone

    def marked(self, box: Any, tag: str) -> AbstractContextManager[None]:
        """Mark a box's drawing: as content, or as the artifact it is."""
        kind = getattr(box, "artifact", None)
        content: AbstractContextManager[None] = super().marked(box, tag)
        return self._artifact_of_kind(kind) if kind else content

    @contextmanager
    def _artifact_of_kind(self, kind: str) -> Iterator[None]:
        self.begin_marked_content("Artifact", pydyf.Dictionary({"Type": f"/{kind}"}))
        yield
        self.end_marked_content()
