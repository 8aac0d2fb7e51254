"""Words that mean harm, and addresses that may not be printed."""

import re

import pytest
from msgspec.structs import replace

from biblionet.kit.pdf import Document
from reports.printing import chapter_html, typeset
from reports.printing.paper import css_text
from reports.standing import (
    Run,
)
from tests.reports import sample
from tests.reports.pages import every, read, words
from tests.reports.setting import set_chapter

KEYS = [chapter.key for chapter in sample.dossier(branches=1).chapters]


@pytest.mark.parametrize("medium", ["paper", "screen"])
def test_words_that_mean_harm_are_words(document: Document, medium: str) -> None:
    dossier = sample.dossier(language="en", branches=1)
    parts = {
        "paper": [chapter.html for chapter in document.chapters],
        "screen": [chapter_html(dossier, sample.imprint(), key) for key in KEYS],
    }[medium]
    seen = 0
    for part in parts:
        root = read(part)
        seen += words(root).count(" ".join(sample.HARM.split()))
        names = {str(one.tag) for one in root.iter()}
        assert names.isdisjoint({"script", "img", "style", "iframe", "object"})
        attributes = {name for one in root.iter() for name in one.attrib}
        assert not {name for name in attributes if name.startswith("on") or name == "style"}

    assert seen >= 5


def test_no_address_of_a_person_is_printed() -> None:
    dossier = sample.dossier(branches=1)
    typed = dossier.facts[0].sources[0]
    typed = replace(
        typed,
        author="iemand@bibliotheek.example",
        approver="poi@poi.example",
        accepted_on="2024-02-14",
    )
    facts = (replace(dossier.facts[0], sources=(typed,)), *dossier.facts[1:])
    document = typeset(replace(dossier, facts=facts), sample.imprint())

    assert not any("@" in chapter.html for chapter in document.chapters)


@pytest.mark.parametrize("title", ['"} * { color: red } /*', "a\\b\nc", "Ten “eerste”; @page"])
def test_a_title_cannot_leave_its_place_in_the_style_sheet(title: str) -> None:
    written = css_text(title)

    assert re.fullmatch(r'"(?:\w|\\[0-9a-f]+ )*"', written)


def test_only_links_to_the_web_are_links() -> None:
    text = sample.dossier(branches=1).chapters[0].blocks[0]
    run = Run(text="klik", link="javascript:alert(1)")
    page = set_chapter(
        sample.Register(), replace(text, paragraphs=(replace(text.paragraphs[0], runs=(run,)),))
    )

    assert every(page, "a") == []
    assert "klik" in words(page)


def test_a_code_without_a_figure_stops_the_report() -> None:
    dossier = replace(sample.dossier(branches=1), facts=())

    with pytest.raises(KeyError):
        typeset(dossier, sample.imprint())
