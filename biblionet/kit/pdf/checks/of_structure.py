"""Rules about the structure: what assistive software reads, and in which shape."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_noop as _

from biblionet.kit.pdf.checks.reading import File, Node
from biblionet.kit.pdf.checks.rule import Rules

RULES = Rules()

_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
_CELLS = {"TH", "TD"}
_ROW_GROUPS = {"THead", "TBody", "TFoot"}
_NEVER_EMPTY = (*_HEADINGS, "P", "LI", "Lbl", "Link", "Note", "Caption", "TOCI", "Table", "L")

# What may stand directly in an element; and in what an element may directly stand.
_KIDS = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC", "Caption"},
    "Table": {"TR", "Caption", *_ROW_GROUPS},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": _CELLS,
}
_PARENTS = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TR": {"Table", *_ROW_GROUPS},
    "TH": {"TR"},
    "TD": {"TR"},
}


@RULES.rule("tagged", _("The file has no structure to read."))
def tagged(file: File) -> Iterator[str]:
    """The outermost element is a document."""
    if file.structure.kind != "Document":
        yield file.structure.kind or "document"


@RULES.rule("counts", _("The structure has not as many elements as the text has."))
def counts(file: File) -> Iterator[str]:
    """Compare with the HTML: one element each, however many pages it runs over."""
    found = Counter(node.kind for node in file.structure.all())
    for kind, expected in sorted(file.counts.items()):
        if kind != "Running" and found[kind] != expected:
            yield f"{kind}: {found[kind]} instead of {expected}"


@RULES.rule("way-back", _("The pages and the structure do not know each other."))
def way_back(file: File) -> Iterator[str]:
    """Follow every mark from page to element and back, and every link's key to its element."""
    entries = _parent_tree(file)
    owners = {place: node for node in file.structure.all() for place in node.marks}
    for number, page in enumerate(file.pdf.pages, start=1):
        listed = entries.get(int(page.obj.get("/StructParents", -1)), [])
        drawn = file.drawings[number - 1].marks
        if drawn != {mark for page_number, mark in owners if page_number == number}:
            yield f"page {number}: marks"
        elif any(
            mark >= len(listed) or listed[mark].objgen != owners[number, mark].dictionary.objgen
            for mark in drawn
        ):
            yield f"page {number}: elements"


@RULES.rule("link-element", _("A link is not in the structure."))
def link_element(file: File) -> Iterator[str]:
    """Every link on a page belongs to a Link element, and knows it."""
    entries = _parent_tree(file)
    known = {
        annotation.objgen: node
        for node in file.structure.all("Link")
        for annotation in node.annotations
    }
    for number, annotation in file.annotations:
        node = known.get(annotation.objgen)
        entry = entries.get(int(annotation.get("/StructParent", -1)))
        if node is None or entry is None or entry.objgen != node.dictionary.objgen:
            yield f"page {number}"


def _parent_tree(file: File) -> dict[int, Any]:
    numbers = file.root.get("/StructTreeRoot", {}).get("/ParentTree", {}).get("/Nums", [])
    pairs = list(numbers)
    return {int(key): entry for key, entry in zip(pairs[::2], pairs[1::2], strict=True)}


@RULES.rule("figure", _("A picture has no description."))
def figure(file: File) -> Iterator[str]:
    """Every picture says what it shows; one that shows nothing is decoration, not a picture."""
    for node in file.structure.all("Figure"):
        if not str(node.dictionary.get("/Alt", "")).strip():
            yield _place(node)


@RULES.rule("figure-place", _("A picture does not say where it stands."))
def figure_place(file: File) -> Iterator[str]:
    """A picture's bounds lie on its page."""
    for node in file.structure.all("Figure"):
        bounds = node.attribute("/BBox")
        if bounds is None or len(bounds) != 4 or bounds[0] >= bounds[2] or bounds[1] >= bounds[3]:
            yield _place(node)


@RULES.rule("scope", _("A table's head does not say what it heads."))
def scope(file: File) -> Iterator[str]:
    """Every head of a row or column says which of the two it is."""
    for node in file.structure.all("TH"):
        if str(node.attribute("/Scope")) not in ("/Row", "/Column", "/Both"):
            yield _place(node)


@RULES.rule("table-shape", _("The rows of a table have not equally many columns."))
def table_shape(file: File) -> Iterator[str]:
    """Lay every table out on its grid, spans included."""
    for table in file.structure.all("Table"):
        widths = {max(row, default=0) for row in _grid(table)}
        filled = all(len(row) == max(row) for row in _grid(table) if row)
        if len(widths) > 1 or not filled:
            yield _place(table)


@RULES.rule("cell-heads", _("A cell of a table has no head."))
def cell_heads(file: File) -> Iterator[str]:
    """Every cell has the head of its row before it, or of its column above it."""
    for table in file.structure.all("Table"):
        headed: set[int] = set()
        for row in _grid(table):
            headed |= {column for column, cell in row.items() if _heads(cell, "/Column")}
            loose = [c for column, c in row.items() if c.kind == "TD" and column not in headed]
            if loose and not any(_heads(cell, "/Row") for cell in row.values()):
                yield _place(loose[0])


def _heads(cell: Node, scope: str) -> bool:
    return cell.kind == "TH" and str(cell.attribute("/Scope")) in (scope, "/Both")


def _grid(table: Node) -> list[dict[int, Node]]:
    """Return for each row which cell covers which column, the first being 1."""
    grid: list[dict[int, Node]] = [{} for _ in table.rows()]
    for number, row in enumerate(table.rows()):
        column = 1
        for cell in row.kids:
            while column in grid[number]:
                column += 1
            covered = range(column, column + cell.span("/ColSpan"))
            for line in grid[number : number + cell.span("/RowSpan")]:
                line.update(dict.fromkeys(covered, cell))
            column = covered.stop
    return grid


@RULES.rule("headings", _("The headings skip a level."))
def headings(file: File) -> Iterator[str]:
    """Begin with the highest heading and go down one step at a time."""
    levels = [0, *(int(node.kind[1]) for node in file.structure.all(*_HEADINGS))]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"H{after} after H{before}" if before else f"H{after} first"


@RULES.rule("nesting", _("An element stands where it may not stand."))
def nesting(file: File) -> Iterator[str]:
    """Lists hold items, tables hold rows, rows hold cells; and the other way round."""
    for node in file.structure.all():
        for kid in node.kids:
            allowed = _KIDS.get(node.kind, {kid.kind})
            wanted = _PARENTS.get(kid.kind, {node.kind})
            if kid.kind not in allowed or node.kind not in wanted:
                yield f"{kid.kind} in {node.kind}"


@RULES.rule("note", _("A footnote cannot be told from the others."))
def note(file: File) -> Iterator[str]:
    """Every footnote has a name of its own."""
    names = [str(node.dictionary.get("/ID", "")) for node in file.structure.all("Note")]
    for name, times in Counter(names).items():
        if times > 1 or not name:
            yield name or "without a name"


@RULES.rule("empty", _("An element has nothing to read."))
def empty(file: File) -> Iterator[str]:
    """Headings, paragraphs, items and links say something; cells may be empty."""
    for node in file.structure.all(*_NEVER_EMPTY):
        if node.is_empty:
            yield _place(node)


def _place(node: Node) -> str:
    """Name an element by its kind and the first page on which it is."""
    pages = [page for inner in node.all() for page, _mark in inner.marks]
    return f"{node.kind}, page {min(pages)}" if pages else node.kind
