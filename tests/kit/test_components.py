"""Templates: what none of them may hold, and what components say."""

import itertools
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages import constants
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from biblionet.kit.gallery import sample_context
from biblionet.kit.gallery.samples import SampleForm, wrong_form

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SPRITE = (ROOT / "static" / "img" / "icons.svg").read_text(encoding="utf-8")
# Components that read only their arguments; without "only" a word of the page could slip in.
CLOSED = (
    "badge|build-progress|button|chart|coverage|data-table|kpi-tile|organisation-list"
    "|summary-list|tag|task-list|timeline"
)


def names(file: Path) -> str:
    return str(file.relative_to(ROOT))


def drawn(source: str, **context: object) -> html.HtmlElement:
    return html.fromstring(f"<div>{Template(source).render(Context(context))}</div>")


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("file", TEMPLATES, ids=names)
def test_no_template_holds_inline_style_or_script(file):
    source = file.read_text(encoding="utf-8")

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


@pytest.mark.parametrize("file", TEMPLATES, ids=names)
def test_closed_components_see_only_their_arguments(file):
    includes = re.findall(
        rf'{{% include "components/(?:{CLOSED})\.html".*?%}}', file.read_text(encoding="utf-8")
    )

    assert [one for one in includes if not one.endswith(" only %}")] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=names)
def test_every_icon_that_is_named_is_in_the_sprite(file):
    named = re.findall(r'{% icon "([a-z]+)" %}', file.read_text(encoding="utf-8"))

    assert [name for name in named if f'<symbol id="{name}"' not in SPRITE] == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_gallery_shows_everything_in_both_languages(language, rf):
    request = rf.get("/_ui/")
    request.user = SimpleNamespace(is_authenticated=False)
    with translation.override(language):
        page = render_to_string("components/gallery.html", sample_context(language), request)

    tree = html.document_fromstring(page)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert tree.get("lang") == language
    assert len(tree.findall(".//h1")) == 1
    assert sorted(ids) == sorted(set(ids))
    used = {use.get("href").partition("#")[2] for use in tree.iter("use")}
    assert [name for name in used if f'<symbol id="{name}"' not in SPRITE] == []
    headings = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4")]
    steps = itertools.pairwise(headings)
    assert all(after - before <= 1 for before, after in steps)


def test_every_component_stands_in_the_gallery():
    source = (ROOT / "templates" / "components" / "gallery.html").read_text(encoding="utf-8")
    frame = {"breadcrumbs", "footer", "gallery", "language-switch", "navigation", "example-mark"}
    inside = {"data-table"}  # drawn by chart
    tags = {"completeness-meter": "completeness"}

    for file in (ROOT / "templates" / "components").glob("*.html"):
        if file.stem in frame | inside:
            continue
        tag = tags.get(file.stem, file.stem.replace("-", "_"))
        assert (
            f'components/{file.name}"' in source
            or f"{{% {tag} " in source
            or (f"{{% {tag} %}}" in source)
        ), f"{file.stem} is not shown"


@pytest.mark.django_db
def test_a_page_with_errors_says_so_in_its_title(rf):
    request = rf.get("/")
    request.user = SimpleNamespace(is_authenticated=False)
    with translation.override("en"):
        wrong = render_to_string("base.html", {"form": wrong_form()}, request)
        fine = render_to_string("base.html", {"form": SampleForm()}, request)

    assert html.fromstring(wrong).findtext(".//title").startswith("Error: ")
    assert not html.fromstring(fine).findtext(".//title").startswith("Error")


def test_the_summary_of_errors_leads_to_every_field():
    form = wrong_form()
    page = drawn('{% include "components/error-summary.html" %}{{ form }}', form=form)

    targets = [link.get("href").removeprefix("#") for link in page.iter("a")]
    assert len(targets) == len(form.errors)
    for target in targets:
        assert page.get_element_by_id(target).tag in {"input", "select", "textarea"}


@pytest.mark.parametrize(
    ("label", "told"),
    [("Naam", "Naam: ontbreekt."), ("Hoe gaat het?", "Hoe gaat het? ontbreekt.")],
)
def test_a_question_keeps_its_own_sign_in_the_summary(label, told):
    form = type("OneField", (forms.Form,), {"one": forms.CharField(label=label)})({})
    form.errors["one"] = ["ontbreekt."]

    page = drawn('{% include "components/error-summary.html" %}', form=form)

    assert [link.text for link in page.iter("a")] == [told]


@pytest.mark.parametrize(
    ("level", "role"), [(constants.SUCCESS, "status"), (constants.ERROR, "alert")]
)
def test_messages_are_heard(level, role):
    note = SimpleNamespace(level_tag=constants.DEFAULT_TAGS[level])

    page = drawn('{% include "components/messages.html" %}', messages=[note])

    assert page.find("div").get("role") == role


@pytest.mark.parametrize(
    ("on", "done", "words"),
    [
        (date(2026, 10, 30), False, "30 October 2026 · 9 days left"),
        (date(2026, 10, 22), False, "22 October 2026 · 1 day left"),
        (date(2026, 10, 21), False, "21 October 2026 · today"),
        (date(2026, 10, 20), False, "20 October 2026 · 1 day late"),
        (date(2026, 10, 10), True, "10 October 2026"),
    ],
)
def test_a_deadline_says_how_long(on, done, words):
    with translation.override("en"):
        page = drawn(
            "{% deadline_chip on today=today done=done %}",
            on=on,
            today=date(2026, 10, 21),
            done=done,
        )

    assert text_of(page) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% figure_value 1931 unit='personen' %}.", "1.931 personen."),
        ("{% figure_value 660 qualifier='over' %}", "ruim 660"),
        ("{% figure_value 0 %}", "0"),
        ("{% figure_value None state='not_yet_known' %}", "nog niet bekend"),
        ("{% figure_value 95 unit='%' decimals=1 %}", "95,0%"),
        ("{% figure_value 12 unit='€' multiplier=1000000 %}", "€ 12 miljoen"),
        ("{{ 1931|number }} {{ 95|percentage }} {{ 1250|money }}", "1.931 95,0% € 1.250"),
        ("{{ 12000|spoken_number }}", "twaalfduizend"),
    ],
)
def test_figures_are_written_in_the_language_of_the_page(source, words):
    assert text_of(drawn(source)) == words


def test_a_missing_value_is_short_to_see_and_whole_to_hear():
    page = drawn("{% missing %}")

    seen, heard = page.findall("span/span")
    assert (seen.text, seen.get("aria-hidden"), heard.text) == ("–", "true", "geen gegevens")


def test_a_value_that_is_not_there_is_a_dash_in_every_filter():
    for name in ("number", "percentage", "money"):
        assert "geen gegevens" in text_of(drawn(f"{{{{ value|{name} }}}}", value=None))


@pytest.mark.parametrize(("part", "width"), [(0, "0"), (3, "75"), (4, "100")])
def test_completeness_is_a_bar_and_words(part, width):
    with translation.override("en"):
        page = drawn("{% completeness part 4 'organisations' %}", part=part)

    assert text_of(page) == f"{part} of 4 organisations"
    assert page.findall(".//rect")[1].get("width") == width


def test_a_button_that_cannot_be_used_says_why():
    page = drawn(
        '{% include "components/button.html" with label="Stuur in" reason="Nog 2 te doen." only %}'
    )

    assert page.find("button").get("disabled") is not None
    assert "Nog 2 te doen." in text_of(page)


@pytest.mark.parametrize(("is_done", "asks"), [(False, "every 2s"), (True, None)])
def test_a_build_is_asked_about_until_it_is_done(is_done, asks):
    build = SimpleNamespace(
        title="Verslag",
        words="Bezig.",
        part=1,
        whole=4,
        stages=[],
        is_done=is_done,
        is_failed=False,
        fragment_url="/voortgang/",
        page_url="/verslag/",
    )

    page = drawn(
        '{% include "components/build-progress.html" with build=build only %}', build=build
    )

    box = page.find("div")
    assert box.get("hx-trigger") == asks
    assert (box.get("hx-get") is not None, page.find(".//a") is not None) == (not is_done,) * 2
    assert page.find(".//progress").get("max") == "4"


def test_pages_keep_the_rest_of_the_question():
    request = RequestFactory().get("/?status=good&page=4")

    page = drawn("{% pagination page %}", page=Paginator(range(120), 10).page(4), request=request)

    links = {link.get("href") for link in page.iter("a")}
    assert {"?status=good&page=3", "?status=good&page=5", "?status=good&page=12"} <= links
    assert page.find(".//a[@aria-current='page']").text == "4"


def test_a_table_scrolls_in_a_named_place():
    page = drawn("{% table caption='Leden' %}<tbody></tbody>{% endtable %}")

    place = page.find("div")
    assert (place.get("role"), place.get("tabindex"), place.get("aria-label")) == (
        "region",
        "0",
        "Leden",
    )


def test_what_a_page_hands_over_is_escaped():
    page = drawn(
        "{% panel title=title %}{{ body }}{% endpanel %}", title="<b>x</b>", body="<i>y</i>"
    )

    assert page.find(".//b") is None
    assert page.find(".//i") is None


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "403_csrf.html", "500.html"])
def test_error_pages_need_neither_request_nor_database(name):
    page = html.fromstring(render_to_string(name))

    assert page.findtext(".//h1")
    assert page.find(".//main//a").get("href") == "/"


def test_the_number_to_quote_is_on_the_page_of_a_server_error():
    assert "7F3A" in render_to_string("500.html", {"error_number": "7F3A"})
