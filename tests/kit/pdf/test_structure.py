"""The structure has the shape of the HTML, also where a table or a paragraph runs over pages."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import pikepdf
import pytest

from biblionet.kit.pdf.checks.reading import File, Node
from tests.kit.pdf.conftest import Press, Printed
from tests.kit.pdf.sample import of_html

Read = Callable[[Printed], File]


@pytest.fixture
def read() -> Iterator[Read]:
    """Open printed files, and close them when the test is over."""
    with ExitStack() as opened:
        yield lambda printed: File(opened.enter_context(pikepdf.open(printed.path)), {})


def shape(node: Node) -> Any:
    """Write a structure down as nested lists: kind, then the elements inside."""
    return [node.kind, *map(shape, node.kids)] if node.kids else node.kind


def text(file: File, node: Node) -> str:
    """Read what a structure element says."""
    marks = sorted(mark for inner in node.all() for mark in inner.marks)
    return "".join(
        shown.text
        for page, mark in marks
        for shown in file.drawings[page - 1].shown
        if shown.mark.number == mark
    )


def test_there_is_one_element_for_every_html_element(
    sample: Printed, sample_counts: Mapping[str, int], read: Read
) -> None:
    found = Counter(node.kind for node in read(sample).structure.all())
    assert {kind: found[kind] for kind in sample_counts} == sample_counts


def test_a_table_over_several_pages_is_one_table(sample: Printed, read: Read) -> None:
    (table,) = read(sample).structure.all("Table")
    assert {page for node in table.all() for page, _ in node.marks} == {6, 7, 8}
    assert [kid.kind for kid in table.kids] == ["Caption", "THead", "TBody"]


def test_a_repeated_head_is_read_once(sample: Printed, read: Read) -> None:
    (head,) = read(sample).structure.all("THead")
    assert {page for node in head.all() for page, _ in node.marks} == {6}


def test_a_paragraph_over_two_pages_is_one_paragraph(press: Press, read: Read) -> None:
    words = " ".join(f"woord{number}" for number in range(1500))
    printed = press(of_html(f"<h1>Kop</h1><p>{words}</p>"))
    file = read(printed)
    (paragraph,) = file.structure.all("P")
    assert {page for page, _ in paragraph.marks} == {1, 2, 3}
    assert text(file, paragraph).replace("‐", "").count("woord") == 1500
    assert printed.result.findings == ()


def test_the_table_of_contents_has_tags_of_its_own(sample: Printed, read: Read) -> None:
    contents = next(read(sample).structure.all("TOC"))
    entry = ["TOCI", ["Reference", "Link"]]
    assert shape(contents) == ["TOC", [*entry, ["TOC", entry, entry]], [*entry, ["TOC", entry]]]


def test_leader_dots_are_not_read(sample: Printed, read: Read) -> None:
    file = read(sample)
    for entry in file.structure.all("TOCI"):
        assert ".." not in text(file, entry)


def test_a_footnote_stands_behind_its_number(sample: Printed, read: Read) -> None:
    file = read(sample)
    paragraph = file.structure.kids[2].kids[1]
    assert shape(paragraph)[:3] == ["P", "Reference", ["Note", "Lbl", "Link"]]
    assert text(file, paragraph.kids[0]) == "1"
    assert "artikel 5; zie de wettekst" in text(file, paragraph.kids[1])


def test_lists_have_labels_and_bodies(sample: Printed, read: Read) -> None:
    outer = next(read(sample).structure.all("L"))
    inner = ["L", ["LI", "Lbl", "LBody"], ["LI", "Lbl", "LBody"]]
    first, second = shape(outer)[1:]
    assert first == ["LI", "Lbl", ["LBody", "Span", inner]]
    assert second[:2] == ["LI", "Lbl"]


def test_a_description_list_pairs_terms_and_descriptions(press: Press, read: Read) -> None:
    plain = "<dl><dt>Een</dt><dd>Twee</dd><dt>Drie</dt><dd>Vier</dd></dl>"
    grouped = "<dl><div><dt>Een</dt><dd>Twee</dd></div></dl>"
    printed = press(of_html(f"<h1>Kop</h1>{plain}{grouped}"))
    pair = ["LI", "Lbl", "LBody"]
    lists = [shape(node) for node in read(printed).structure.all("L")]
    assert lists == [["L", pair, pair], ["L", pair]]
    assert printed.result.findings == (), "the <div> of a pair is its item"


def test_cells_say_what_they_head_and_cover(sample: Printed, read: Read) -> None:
    heads = list(read(sample).structure.all("TH"))
    said = [
        (str(head.attribute("/Scope")), head.span("/ColSpan"), head.span("/RowSpan"))
        for head in heads[:6]
    ]
    column, row = "/Column", "/Row"
    assert said == [
        (column, 1, 2), (column, 2, 1), (column, 1, 2), (column, 1, 1), (column, 1, 1), (row, 1, 1)
    ]  # fmt: skip


def test_pictures_say_what_they_show_and_where_they_stand(sample: Printed, read: Read) -> None:
    chart, photo = read(sample).structure.all("Figure")
    assert str(chart.dictionary.Alt).startswith("Staafdiagram: bezoekers stijgen van 1.020")
    assert str(photo.dictionary.Alt) == "Een volle leeszaal op een zaterdagmiddag"
    left, bottom, right, top = (float(edge) for edge in chart.attribute("/BBox"))
    assert (round(left), round(right)) == (57, 539)  # margins of 20 mm on A4, in points
    assert 421 < bottom < top < 842  # on the upper half of the page


def test_other_languages_and_abbreviations_reach_the_voice(sample: Printed, read: Read) -> None:
    spans = [node.dictionary for node in read(sample).structure.all("Span")]
    assert [str(span.Lang) for span in spans if "/Lang" in span] == ["en"]
    (long,) = (str(span.E) for span in spans if "/E" in span)
    assert long == "Provinciale ondersteuningsinstelling"


def test_links_are_called_by_their_words(sample: Printed) -> None:
    with pikepdf.open(sample.path) as pdf:
        names = [str(link.Contents) for page in pdf.pages for link in page.get("/Annots", [])]
    assert names == [
        "1 Wat we deden", "1.1 Meer dan 1.000 lezers", "1.2 Woorden die we gebruiken", "2 Cijfers",
        "2.1 Bezoekers per kwartaal", "het hoofdstuk met cijfers", "de wettekst", "de lezers",
    ]  # fmt: skip


def test_an_element_hidden_by_the_style_sheet_is_reported(press: Press, read: Read) -> None:
    body = '<h1>Kop</h1><p>Ja</p><p class="gone">Nee</p>'
    printed = press(of_html(body, css=".gone { display: none }"))
    assert [f.where for f in printed.result.findings] == ["P: 1 instead of 2"]


def test_decoration_is_not_read(press: Press, read: Read) -> None:
    body = '<h1>Kop</h1><p>Tekst</p><p aria-hidden="true">sierlijk</p><img src="photo.jpg" alt="">'
    printed = press(of_html(body))
    assert shape(read(printed).structure) == ["Document", "H1", "P"]
    assert printed.result.findings == ()
