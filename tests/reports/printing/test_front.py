"""Cover, contents, guide: what stands before the first chapter."""

import re
from itertools import pairwise

import pytest

from biblionet.kit.pdf import Document
from reports.printing import typeset
from tests.reports import sample
from tests.reports.pages import every, table_rows, texts

KEYS = [chapter.key for chapter in sample.dossier(branches=1).chapters]


def test_a_report_has_front_chapters_and_back_in_order(document: Document) -> None:
    names = [chapter.name for chapter in document.chapters]

    assert names == ["cover", "contents", "guide", *KEYS]


def test_the_cover_says_what_of_whom_when_by_whom_and_which_version(pages) -> None:
    said = texts(pages["cover"], "p")

    assert said == [
        "Stichting Windstreken",
        "Bestuursverslag Windstreken 2023",
        "Samen voor een lezende provincie",
        "About Bibliotheeknetwerk Windstreken in 2023",
        "Concept 3",
        "A concept: not adopted yet. Texts and figures may still change.",
    ]


def test_an_adopted_version_is_no_concept() -> None:
    document = typeset(sample.dossier(language="en", branches=1), sample.imprint("published"))

    assert "concept" not in document.chapters[0].html.lower()
    assert "not adopted" not in document.css


def test_the_contents_list_chapters_and_sections(pages) -> None:
    contents = pages["contents"]
    (nav,) = every(contents, "nav")

    assert nav.get("role") == "doc-toc"
    assert texts(contents, "li", "toc-section") == [
        "Missie en rollen",
        "Maatschappelijk verantwoord ondernemen",
        "Doelen uit het plan: Meerjarenplan 2019–2022, nog in gebruik",
        "Verantwoording",
        "Eisen van de provincie",
        "Bezoek en gebruik",
        "Cijfers per organisatie",
        "Alle vestigingen",
        "Toelichting",
    ]


def test_every_link_within_the_report_leads_somewhere(document: Document) -> None:
    whole = "".join(chapter.html for chapter in document.chapters)
    ids = re.findall(r' id="([^"]+)"', whole)
    targets = set(re.findall(r'href="#([^"]+)"', whole))

    assert len(ids) == len(set(ids))
    assert targets <= set(ids)


def test_the_guide_explains_every_mark(pages) -> None:
    marks = [row[0] for row in table_rows(pages["guide"], "What the marks mean")[1:]]

    assert marks == [
        "0",
        "–",
        "not reported",
        "n/a",
        "not yet known",
        "not shown",
        "*",
        "**",
        "over, almost, about",
        "39 or 45",
        "3 of 4 organisations",
        "F-0001",
    ]


@pytest.mark.parametrize("key", KEYS)
def test_headings_skip_no_level(pages, key: str) -> None:
    levels = [int(one.tag[1]) for one in pages[key].iter() if re.fullmatch("h[1-6]", str(one.tag))]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
