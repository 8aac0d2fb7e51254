"""Reads HTML as a reader of it would: elements by class, and the words in them."""

import re
from collections.abc import Iterator
from typing import Any

import tinyhtml5


def read(html: str) -> Any:
    """Return the tree of a piece of HTML."""
    return tinyhtml5.parse(html, namespace_html_elements=False)


def words(element: Any) -> str:
    """Return the text of an element with single spaces; no-break spaces count as spaces."""
    return " ".join("".join(element.itertext()).split())


def every(root: Any, name: str, look: str = "") -> list[Any]:
    """Return the elements of a name, and of a class when one is given."""
    return [one for one in root.iter(name) if not look or look in one.get("class", "").split()]


def texts(root: Any, name: str, look: str = "") -> list[str]:
    return [words(one) for one in every(root, name, look)]


def drawn_texts(root: Any) -> list[str]:
    """Return the texts that stand in drawings."""
    return [words(one) for one in root.iter("{http://www.w3.org/2000/svg}text")]


def table_rows(root: Any, caption: str) -> list[list[str]]:
    """Return the cells of every row of the one table whose caption holds these words."""
    (table,) = [
        table
        for table in root.iter("table")
        if any(caption in words(head) for head in table.iter("caption"))
    ]
    return [[words(cell) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]


def figures(root: Any) -> Iterator[tuple[str, str]]:
    """Yield code and words of every printed figure, from its link."""
    for link in every(root, "a", "fig"):
        code = re.search(r"/(F-[0-9]+)/$", link.get("href", ""))
        assert code, link.get("href")
        yield code[1], words(link)
