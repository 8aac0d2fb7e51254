"""The printed file itself: what stands on its pages, and that it is the same file again."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from biblionet.kit.pdf import Document, Result, print_in_own_process
from reports.printing import typeset, write_fact
from tests.reports import sample
from tests.reports.pages import read, words

pytestmark = [pytest.mark.walk, pytest.mark.timeout(240)]
DOSSIER = sample.dossier(branches=40)


def print_to(path: Path, document: Document) -> Result:
    return print_in_own_process(
        document, target=path, seconds=110, megabytes=1500, on_stage=lambda *stage: None
    )


@pytest.fixture(scope="module")
def document() -> Document:
    return typeset(DOSSIER, sample.imprint())


@pytest.fixture(scope="module")
def printed(
    document: Document, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Result, list[str]]:
    """The sample report: what the press said, and the text of every page."""
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    result = print_to(path, document)
    return result, [" ".join(page.split()) for page in pages_of(path)]


def pages_of(path: Path) -> Iterator[str]:
    told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return iter(told.stdout.decode().split("\f")[:-1])


def test_the_checks_of_the_press_find_nothing(printed) -> None:
    result, pages = printed

    assert result.findings == ()
    assert result.pages == len(pages)


def test_every_figure_is_on_the_paper(printed) -> None:
    _result, pages = printed
    whole = " ".join(pages)

    for fact in DOSSIER.facts:
        assert fact.code in whole
        assert " ".join(write_fact(fact, language="nl").split()) in whole, fact.code


def test_the_contents_give_the_right_pages(printed, document: Document) -> None:
    _result, pages = printed
    contents = read(document.chapters[1].html)
    titles = [words(link) for link in contents.iter("a")]
    lines = _lines(pages[1])

    assert len(lines) == len(titles)
    for title, line in zip(titles, lines, strict=True):
        assert title in line
        assert title in pages[int(line.split()[-1]) - 1]


def _lines(page: str) -> list[str]:
    """Cut the text of the contents after every page number."""
    found, line = [], ""
    for word in page.split():
        line = f"{line} {word}".strip()
        if word.isdigit() and "...." in line:
            found.append(line)
            line = ""
    return found


def test_every_page_says_its_number_and_of_how_many(printed) -> None:
    result, pages = printed

    for number, page in enumerate(pages[1:], start=2):
        assert f"{number} / {result.pages}" in page


def test_a_note_stands_on_the_page_of_its_sentence(printed) -> None:
    _result, pages = printed
    (sentence,) = [n for n, page in enumerate(pages) if "een bibliotheek in elke school" in page]
    foot = "254 (Kengetallen 2022–2023)"
    first = next(n for n, page in enumerate(pages) if foot in page)

    assert first == sentence


def test_a_long_table_repeats_its_head(printed) -> None:
    _result, pages = printed
    table = [page for page in pages if "Vestiging 0" in page or "Vestiging 4" in page]
    table = [page for page in table if "Uren per week" in page]

    assert len(table) >= 2


def test_the_same_document_is_the_same_file(tmp_path: Path) -> None:
    short = replace(DOSSIER, chapters=DOSSIER.chapters[:2])
    first = print_to(tmp_path / "first.pdf", typeset(short, sample.imprint()))
    again = print_to(tmp_path / "again.pdf", typeset(short, sample.imprint()))

    assert first.sha256 == again.sha256
    assert (tmp_path / "first.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes()


def test_an_example_carries_its_mark_on_every_page(tmp_path: Path) -> None:
    short = replace(sample.dossier(is_example=True, branches=1), chapters=DOSSIER.chapters[:2])
    facts = {fact.code: fact for fact in (*DOSSIER.facts, *short.facts)}
    result = print_to(
        tmp_path / "example.pdf",
        typeset(replace(short, facts=tuple(facts.values())), sample.imprint()),
    )
    pages = list(pages_of(tmp_path / "example.pdf"))

    assert result.findings == ()
    assert all("oorbeeld" in page or "xample" in page for page in pages)
