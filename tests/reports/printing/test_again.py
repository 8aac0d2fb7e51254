"""The same contents are set the same: on paper again, on screen, in their own language."""

from collections.abc import Callable

import pytest

from biblionet.kit.pdf import Document
from reports.printing import chapter_html, typeset
from reports.printing.paper import css_text
from reports.standing import (
    freeze,
    thaw,
)
from tests.reports import sample
from tests.reports.pages import every, figures, read, texts, words

KEYS = [chapter.key for chapter in sample.dossier(branches=1).chapters]


@pytest.mark.django_db
def test_the_same_dossier_is_set_the_same_without_asking_the_database(
    document: Document, django_assert_num_queries: Callable[[int], object]
) -> None:
    frozen = freeze(sample.dossier(language="en", branches=9))

    with django_assert_num_queries(0):
        again = typeset(thaw(frozen), sample.imprint())
        chapter_html(thaw(frozen), sample.imprint(), "statistiek")

    assert again == document


def test_the_report_speaks_its_own_language(settings) -> None:
    document = typeset(sample.dossier(branches=1), sample.imprint())
    whole = " ".join(read_text(chapter.html) for chapter in document.chapters)

    assert document.language == "nl"
    assert "118.402" in whole
    assert "ruim 660" in whole
    assert "€ −557 duizend" in whole
    assert "niet gemeld" in whole


def read_text(html: str) -> str:
    return words(read(html))


def test_an_example_says_so_on_every_page() -> None:
    example = typeset(sample.dossier(language="en", is_example=True, branches=1), sample.imprint())
    real = typeset(sample.dossier(language="en", branches=1), sample.imprint())

    cover, *inside = [read(chapter.html) for chapter in example.chapters]
    assert "Example. The figures and texts are made up." in texts(cover, "p")
    for page in inside:
        (mark,) = every(page, "div", "watermark")
        assert (words(mark), mark.get("aria-hidden")) == ("Example", "true")
    assert css_text("Bestuursverslag Windstreken 2023 · Example") in example.css
    assert not any("watermark" in chapter.html for chapter in real.chapters)


@pytest.mark.parametrize("key", KEYS)
def test_the_screen_shows_the_same_figures_as_the_paper(pages, key: str) -> None:
    dossier = sample.dossier(language="en", branches=9)
    screen = read(chapter_html(dossier, sample.imprint(), key))

    assert list(figures(screen)) == list(figures(pages[key]))


def test_notes_on_screen_stand_under_the_text_with_a_way_back() -> None:
    dossier = sample.dossier(language="en", branches=1)
    screen = read(chapter_html(dossier, sample.imprint(), "wie-zijn-wij"))
    (note,) = [one for one in screen.iter("li") if one.get("id", "").endswith("-n1")]
    (call,) = [one for one in screen.iter("a") if one.get("href") == "#" + note.get("id")]

    assert every(screen, "span", "footnote") == []
    assert words(note).startswith("1 The sources contradict each other")
    assert next(note.iter("a")).get("href") == "#" + call.get("id")


def test_a_chapter_that_is_not_there_is_notset_chapter() -> None:
    with pytest.raises(KeyError):
        chapter_html(sample.dossier(branches=1), sample.imprint(), "nergens")


def test_a_link_on_screen_stays_within_the_site() -> None:
    dossier = sample.dossier(language="en", branches=1)
    screen = read(chapter_html(dossier, sample.imprint(), "terugblik"))

    assert every(screen, "a", "fig")[0].get("href") == "/rapporten/editie/7/F-0001/"
