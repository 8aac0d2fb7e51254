"""Which structure element an HTML element becomes, and how many of each a document must hold."""

from collections import Counter
from typing import Any

SVG = "{http://www.w3.org/2000/svg}svg"

_KINDS = {
    "main": "Part", "article": "Art", "section": "Sect", "blockquote": "BlockQuote",
    "p": "P", "pre": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "LI",
    "caption": "Caption", "figcaption": "Caption",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD", "img": "Figure", SVG: "Figure",
    "a": "Link", "q": "Quote", "code": "Code",
}  # fmt: skip
_CONTENTS_KINDS = {"ol": "TOC", "ul": "TOC", "li": "TOCI"}
_INLINE = {
    "span", "strong", "em", "b", "i", "u", "s", "small", "sup", "sub", "abbr", "time", "cite",
    "mark", "dfn", "kbd", "label",
}  # fmt: skip
_UNCOUNTED = {"Div", "Span", "Link", "Quote", "Code"}


def kind_of(tag: str, *, in_contents: bool) -> str:
    """Return the structure element for an HTML tag; inside a table of contents lists differ."""
    if in_contents and tag in _CONTENTS_KINDS:
        return _CONTENTS_KINDS[tag]
    return _KINDS.get(tag, "Span" if tag in _INLINE else "Div")


def opens_contents(element: Any) -> bool:
    """Tell whether an HTML element is a table of contents."""
    return bool(element.get("role") == "doc-toc")


def is_decoration(element: Any) -> bool:
    """Tell whether an HTML element says of itself that it need not be read."""
    blank_image = element.tag == "img" and not element.get("alt", "").strip()
    return blank_image or element.get("aria-hidden") == "true"


def count_elements(element: Any, *, in_contents: bool = False) -> Counter[str]:
    """Count what the structure must hold, from the HTML alone."""
    if not isinstance(element.tag, str) or is_decoration(element):
        return Counter()
    in_contents = in_contents or opens_contents(element)
    kind = kind_of(element.tag, in_contents=in_contents)
    counts = Counter([] if kind in _UNCOUNTED else [kind])
    if element.tag != SVG:  # what is drawn inside a chart is part of its one figure
        for child in element:
            counts += count_elements(child, in_contents=in_contents)
    return counts
