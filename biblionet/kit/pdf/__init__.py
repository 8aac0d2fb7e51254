"""Print HTML as one PDF that is archive file (PDF/A-3a) and accessible file (PDF/UA-1) at once.

    result = print_in_own_process(document, target=path, seconds=300, megabytes=1500, on_stage=...)

This package is the only place that knows the engine, WeasyPrint. Importing it costs nothing: the
engine is loaded in the process that prints. The same document gives the same bytes wherever the
same versions (`Result.engine`) are installed.

What a document is made of
--------------------------
A `Document` has a title, one style sheet, chapters and files. A chapter is what stands inside
<body>. Chapters are laid out one by one: every chapter begins on a new page, and counters,
footnote numbers and `@page :first` begin anew in each. Left and right pages are not told apart.

Files: `url(...)`, `src` and `href` of pictures are names out of `Document.files`, nothing else.
Another address stops the print, also `data:`, `file:` and `local()`. At least one font
is needed; those of the machine are not used. A character that is not in every font of the document
is replaced by □ and reported as a finding.

What to write in HTML
---------------------
- An id may occur once in the whole document. A link to any id is `<a href="#id">`, whatever the
  chapter; a link to an id that does not exist stops the print.
- A page reference is an empty or full link, say `<a class="page-of" href="#id">the figures</a>`,
  and in CSS `.page-of::after { content: " (p. " target-counter(attr(href), page) ")" }`.
- The table of contents is `<nav role="doc-toc">` with (nested) `<ol><li><a href="#id">`, and
  `content: leader(".") " " target-counter(attr(href), page)` behind its links.
- A footnote is an element in the text, say `<span class="footnote">`, with `float: footnote`.
- Headings go from h1 down and skip no level; each becomes a bookmark. What the running head shows
  comes from `string-set: name content()`.
- Every picture has an `alt`, every inline <svg> a <title> that says all; `alt=""` and
  `aria-hidden="true"` make decoration, which is not read (a watermark, for one).
- Tables have <caption>, <thead>, and <th scope="..."> for every row and column.
- Use <p>, lists and tables. Text directly in <div> or <section> is printed, but has no kind.
- `lang` on an element and <abbr title> reach the reader's voice. <svg> takes presentation
  attributes, not classes.

What to write in CSS
--------------------
- `counter(page)` and `counter(pages)` in the margins of @page, `target-counter(attr(href), page)`
  behind links: exactly these forms. Their places are three digits wide while pages are laid out,
  so 999 pages is the most.
- Class and element rules only, `table-layout: fixed` with widths on <col>, no hyphens in tables,
  no grid or flex for tables: it costs most of the time otherwise.
- `opacity` only on decoration: its text would be lost for readers.
- An element that is left out with `display: none` is reported; leave it out of the HTML.

What is checked
---------------
The engine's errors (a missing anchor, picture or sheet) stop the print with a `PdfError`; what it
does not understand becomes a finding. `check` holds the finished file against its own rules, in
`biblionet.kit.pdf.checks`.
"""

from collections.abc import Mapping
from pathlib import Path

from biblionet.kit.pdf.document import Chapter, Document, Finding, PdfError, Problem, Result
from biblionet.kit.pdf.process import print_in_own_process

__all__ = [
    "Chapter",
    "Document",
    "Finding",
    "PdfError",
    "Problem",
    "Result",
    "check",
    "print_in_own_process",
]


def check(path: Path, *, counts: Mapping[str, int] | None = None) -> tuple[Finding, ...]:
    """Hold a PDF against all rules; with `counts` also against the elements of its HTML.

    Raises PdfError when the file cannot be read as a PDF.
    """
    from biblionet.kit.pdf import checks  # loads pikepdf

    return checks.check(path, counts=counts or {})
