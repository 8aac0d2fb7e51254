"""The sample, as people see it: numbers, heads, links, bookmarks; and always the same bytes."""

import hashlib
import json
import re
import subprocess
from pathlib import Path

import outloud
import pikepdf
import pytest

from tests.kit.pdf.conftest import Press, Printed, print_to
from tests.kit.pdf.sample import document, of_html

RECORDED = Path(__file__).parent / "recorded.json"


def page_text(printed: Printed, number: int) -> str:
    """Read a page the way a person copies it."""
    command = ["pdftotext", "-layout", "-f", str(number), "-l", str(number), printed.path, "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def end_of_last_word(printed: Printed, number: int) -> float:
    """Tell where, in points from the left edge, the last word of a page ends."""
    command = ["pdftotext", "-bbox", "-f", str(number), "-l", str(number), printed.path, "-"]
    words = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(re.findall(r'xMax="([0-9.]+)"', words)[-1])


def squeezed(text: str) -> str:
    return " ".join(text.split())


def page_of_heading(printed: Printed, heading: str) -> int:
    """Find a heading by its bookmark."""
    with pikepdf.open(printed.path) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        with pdf.open_outline() as outline:
            waiting = list(outline.root)
            while waiting:
                item = waiting.pop()
                if item.title == heading:
                    return pages[item.destination[0].objgen]
                waiting += item.children
    raise AssertionError(heading)


def test_nothing_is_wrong_with_it(sample: Printed) -> None:
    assert sample.result.findings == ()


def test_the_result_describes_the_file(sample: Printed) -> None:
    content = sample.path.read_bytes()
    assert sample.result.size == len(content)
    assert sample.result.sha256 == hashlib.sha256(content).hexdigest()
    with pikepdf.open(sample.path) as pdf:
        assert sample.result.pages == len(pdf.pages)


def test_the_stages_are_told_in_order(sample: Printed) -> None:
    names = [name for name, _done, _total in sample.stages]
    assert list(dict.fromkeys(names)) == ["layout", "pages", "write", "check"]
    assert ("layout", 3, 3) in sample.stages
    assert sample.stages[-1] == ("check", 1, 1)


@pytest.mark.parametrize(
    "heading",
    ["1 Wat we deden", "1.1 Meer dan 1.000 lezers", "1.2 Woorden die we gebruiken", "2 Cijfers"],
)
def test_the_table_of_contents_gives_the_right_pages(sample: Printed, heading: str) -> None:
    lines = page_text(sample, 2).splitlines()
    (line,) = [line for line in lines if line.strip().startswith(heading)]
    assert line.split()[-1] == str(page_of_heading(sample, heading))


def test_references_in_the_text_give_the_right_pages(sample: Printed) -> None:
    figures = page_of_heading(sample, "2 Cijfers")
    readers = page_of_heading(sample, "1.1 Meer dan 1.000 lezers")
    assert f"het hoofdstuk met cijfers (pagina {figures}), want" in squeezed(page_text(sample, 3))
    assert f"de lezers (pagina {readers}). Elk" in squeezed(page_text(sample, figures))


def test_every_page_says_its_number_and_how_many_there_are(sample: Printed) -> None:
    total = sample.result.pages
    for number in range(2, total + 1):
        assert f"Pagina {number} van {total}" in page_text(sample, number)
    assert "Pagina" not in page_text(sample, 1)


def test_a_number_in_a_running_head_is_not_taken_for_a_page_number(press: Press) -> None:
    body = "<h1>Meer dan 1.000 lezers in 000 dorpen</h1><p>Tekst</p>"
    assert page_text(press(of_html(body)), 1).count("Meer dan 1.000 lezers in 000 dorpen") == 2


def test_running_heads_follow_the_chapter(sample: Printed) -> None:
    assert page_text(sample, 4).splitlines()[0].split("  ")[-1].strip() == "1 Wat we deden"
    assert page_text(sample, 7).splitlines()[0].split("  ")[-1].strip() == "2 Cijfers"


def test_footnotes_stand_at_the_foot_of_their_page(sample: Printed) -> None:
    before, _, foot = squeezed(page_text(sample, 3)).partition("1. Wet stelsel")
    assert "Bibliotheken zijn er voor iedereen." in before
    assert "openbare bibliotheekvoorzieningen, artikel 5; zie de wettekst." in foot


def test_bookmarks_nest_like_the_headings(sample: Printed) -> None:
    with pikepdf.open(sample.path) as pdf, pdf.open_outline() as outline:
        nested = {item.title: [child.title for child in item.children] for item in outline.root}
    assert nested == {
        "Jaarverslag 2025": [],
        "Inhoud": [],
        "1 Wat we deden": ["1.1 Meer dan 1.000 lezers", "1.2 Woorden die we gebruiken"],
        "2 Cijfers": ["2.1 Bezoekers per kwartaal"],
    }


def test_links_lead_into_other_chapters(sample: Printed) -> None:
    with pikepdf.open(sample.path) as pdf:
        names = list(pdf.Root.Names.Dests.Names)
        places = {str(name): place for name, place in zip(names[::2], names[1::2], strict=True)}
        named = {str(link.Contents): link for link in pdf.pages[2].Annots}
        target = places[str(named["het hoofdstuk met cijfers"].Dest)][0]
        assert target.objgen == pdf.pages[5].obj.objgen


def test_more_pages_than_nine_and_ninety_nine_keep_their_place(press: Press) -> None:
    chapters = [f'<h1 id="c{n}">Hoofdstuk {n}</h1><p>Tekst</p>' for n in range(1, 105)]
    entries = "".join(f'<li><a href="#c{n}">Hoofdstuk {n}</a></li>' for n in (1, 9, 98, 104))
    contents = f'<nav class="contents" role="doc-toc"><h1>Inhoud</h1><ol>{entries}</ol></nav>'
    printed = press(of_html(f"<h1>Voorin</h1>{contents}", *chapters), seconds=110)
    lines = [line for line in page_text(printed, 2).splitlines() if "Hoofdstuk " in line]
    numbers = [line.split()[-1].lstrip(".") for line in lines]
    assert numbers == ["3", "11", "100", "106"]
    assert "Pagina 106 van 106" in page_text(printed, 106)
    ends = {end_of_last_word(printed, number) for number in (2, 9, 10, 106)}
    assert max(ends) - min(ends) < 0.5, "page numbers end at the right margin, however long"


def test_another_process_gives_the_same_bytes(sample: Printed, press: Press) -> None:
    assert press(document()).path.read_bytes() == sample.path.read_bytes()


def test_known_versions_give_the_recorded_bytes(sample: Printed, tmp_path: Path) -> None:
    """Any change of a byte is seen, on the versions that were looked at.

    With other versions the file may differ, but two prints may not, and no rule may be broken.
    After looking at the pages, add the versions and the digest to recorded.json.
    """
    recorded = {
        tuple(sorted(record["engine"].items())): record["sha256"]
        for record in json.loads(RECORDED.read_text())
    }
    expected = recorded.get(tuple(sorted(sample.result.engine.items())))
    if expected is None:
        again = print_to(tmp_path / "again.pdf", document())
        expected = again.result.sha256
        assert again.result.findings == ()
    assert sample.result.sha256 == expected


def test_another_checker_agrees(sample: Printed) -> None:
    """`outloud` finds nothing, but for one thing it sees wrongly.

    It forgets a cell that reaches into the next row when it is the last of its row (TBL-004). The
    sample's head has such a cell; laid out on its grid every row of the table has four columns.
    """
    result = outloud.check(str(sample.path))
    assert result.error is None
    assert [finding.rule for finding in result.findings] == ["TBL-004"]
    assert result.findings[0].evidence.startswith("4, 3, 4, 4,")
