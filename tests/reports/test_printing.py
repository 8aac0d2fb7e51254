"""What a set report says, and that its parts cannot contradict each other."""

import re
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.urls import reverse
from msgspec.structs import replace

from biblionet.kit.pdf import Document
from reports.printing import chapter_html, figure_address, typeset, write_fact
from reports.printing.paper import css_text
from reports.standing import (
    Chapter,
    Coverage,
    FigureTable,
    Performances,
    Row,
    Run,
    freeze,
    thaw,
)
from tests.reports import sample
from tests.reports.pages import drawn_texts, every, figures, read, table_rows, texts, words

KEYS = [chapter.key for chapter in sample.dossier(branches=1).chapters]


@pytest.fixture(scope="module")
def document() -> Document:
    """The sample in English, so that tests read the words that stand in the code."""
    return typeset(sample.dossier(language="en", branches=9), sample.imprint())


@pytest.fixture(scope="module")
def pages(document: Document) -> dict[str, object]:
    return {chapter.name: read(chapter.html) for chapter in document.chapters}


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


# ── figures ───────────────────────────────────────────────────────────────────────────────────


def test_every_figure_leads_to_its_own_page(pages) -> None:
    links = [link for key in KEYS for link in every(pages[key], "a", "fig")]
    facts = sample.dossier(language="en", branches=9).by_code

    assert links
    for link in links:
        code = link.get("href").rsplit("/", 2)[-2]
        assert link.get("href") == figure_address(sample.imprint(), code)
        assert link.get("title").startswith(f"{code}: {facts[code].name}, {facts[code].scope_name}")


def test_the_address_of_a_figure_is_that_of_the_site() -> None:
    address = figure_address(sample.imprint(), "F-0001")

    assert address == "https://portaal.example" + reverse(
        "reports:published_figure", kwargs={"pk": 7, "code": "F-0001"}
    )


def test_the_annex_has_every_figure_once(pages) -> None:
    dossier = sample.dossier(language="en", branches=9)
    rows = [words(row[0]) for row in every(pages["bijlagen"], "tr") if row.get("id")]

    assert sorted(rows) == [fact.code for fact in dossier.facts]


def test_a_figure_says_the_same_in_sentence_tile_table_and_annex(pages) -> None:
    said = defaultdict(set)
    for key in KEYS:
        for code, written in figures(pages[key]):
            said[code].add(written)
    facts = sample.dossier(language="en", branches=9).by_code

    assert set(said) == set(facts)
    for code, ways in said.items():
        whole = " ".join(write_fact(facts[code], language="en").split())
        assert whole in ways
        for written in ways - {whole}:  # a table says euro and thousands in its head
            assert facts[code].unit == "EUR"
            assert whole.replace("€", "").removesuffix(" thousand") == written


def test_a_chart_says_what_its_table_says(pages) -> None:
    chart = every(pages["statistiek"], "div", "chart")[0]
    drawn = drawn_texts(chart)
    rows = table_rows(chart, "The data of figure 1")[1:]

    assert [row[0] for row in rows] == list(sample.ORGANISATIONS.values())
    written = [text for _code, text in figures(chart)]
    assert written == ["219,000", "0", "over 660,480", "not yet known"]
    assert set(written) <= set(drawn)


def test_a_sentence_adds_the_year_only_when_nobody_says_it(pages) -> None:
    foreword = texts(pages["terugblik"], "p")
    finance = texts(pages["financien"], "p")

    assert any("122,773 (2019) leden" in text for text in foreword)
    assert any("over 660 vrijwilligers" in text for text in foreword)
    assert any("€84 thousand in 2022." in text for text in finance)


def test_a_contested_figure_shows_both_values_and_a_note_names_the_sources(pages) -> None:
    (note,) = texts(pages["wie-zijn-wij"], "span", "footnote")
    written = [text for _code, text in figures(pages["wie-zijn-wij"])]

    assert "254 or 186" in written
    assert note == (
        "The sources contradict each other: 254 (Kengetallen 2022–2023) and "
        "186 (Kengetallen 2021–2022). Nobody has chosen yet."
    )


def test_zero_is_zero_and_missing_says_why(pages) -> None:
    branches = table_rows(pages["statistiek"], "Vestigingen")
    organisations = table_rows(pages["statistiek"], "Kerncijfers per organisatie")

    assert branches[9][2] == "n/a"
    assert branches[5][3] == "–"
    assert organisations[3][2] == "0.0%**"
    assert all(cell for row in branches + organisations for cell in row)


def test_an_incomplete_sum_says_who_is_missing(pages) -> None:
    notes = texts(pages["statistiek"], "ul", "notes")

    assert any("3 of 4 organisations; missing: Zuidbibliotheken." in note for note in notes)


def test_a_published_value_stands_beside_the_computed_one(pages) -> None:
    notes = texts(pages["statistiek"], "ul", "notes")

    assert any("As published; computed from its parts it is 24.7%." in note for note in notes)


def test_the_same_remark_gets_one_letter(pages) -> None:
    marks = texts(pages["statistiek"], "sup", "mark")

    assert marks[:3] == ["a", "b", "c"]


# ── nothing without year and place ────────────────────────────────────────────────────────────


def test_a_table_says_place_year_and_unit_once(pages) -> None:
    captions = texts(pages["statistiek"], "caption")

    assert "Table 3 Kerncijfers per organisatie · 2023".replace(" · ", " ") in captions
    assert "The data of figure 2 Bibliotheeknetwerk Windstreken, uitleningen" in captions


def test_a_column_of_another_year_says_so(pages) -> None:
    heads = texts(pages["statistiek"], "th")

    assert "Hunzebeek 2021" in heads
    assert "Gasterhout 2023" in heads
    assert "Activiteiten 2022" in heads  # its own label says it


def test_one_cell_of_another_year_and_place_says_so() -> None:
    register = sample.Register()
    here = [register.add("VISITS", "Bezoeken", "5", scope=sample.organisation("noord"))]
    here += [register.add("VISITS", "Bezoeken", "6", scope=sample.organisation("oost"))]
    odd = register.add("VISITS", "Bezoeken", "7", year=2021, scope=sample.organisation("west"))
    table = FigureTable(
        "t", "Bezoek", ("A", "B"), (Row("x", (here[0], here[1])), Row("y", (here[1], odd))), ""
    )
    page = _set(register, table)

    assert table_rows(page, "Bezoek")[1:] == [
        ["x", "5 Bibliotheek Noord, 2023", "6 Oost & Omstreken, 2023"],
        ["y", "6 Oost & Omstreken, 2023", "7 De Westhoek, 2021"],
    ]


def test_a_table_that_is_too_wide_is_cut_evenly(pages) -> None:
    tables = [
        [len(row) for row in table.iter("tr")]
        for table in every(pages["statistiek"], "table")
        if "Per gemeente" in words(next(table.iter("caption")))
    ]

    assert tables == [[6, 6, 6], [6, 6, 6]]


def _set(register: sample.Register, *blocks) -> object:
    """Set one chapter of these blocks."""
    dossier = replace(
        sample.dossier(language="en", branches=1),
        chapters=(Chapter("c", "Hoofdstuk", "1", blocks),),
        facts=tuple(register.facts.values()),
    )
    return read(typeset(dossier, sample.imprint()).chapters[-1].html)


# ── what is accounted for ─────────────────────────────────────────────────────────────────────


def test_a_requirement_without_measured_value_cannot_be_determined(pages) -> None:
    rows = table_rows(pages["poi"], "Eisen van de provincie")

    assert [
        "Bibliotheken doen mee aan het provinciale transport",
        "at least 100%",
        "100%",
        "met",
        "“ticked as met”a",
    ] in rows
    assert [
        "Waardering voor transport en logistiek",
        "aims at 7.5",
        "not measured",
        "cannot be determined",
        "“ticked as met”a",
    ] in rows
    assert [
        "Er is een jaarlijks klantoverleg Het verslag noemt 15 februari.",
        "yes",
        "not measured",
        "cannot be determined",
        "–",
    ] in rows


def test_a_claim_names_its_source(pages) -> None:
    notes = texts(pages["poi"], "li")

    assert (
        "a As published in Bestuursverslag 2023, bladzijde 28. Elke regel heeft een vinkje."
        in notes
    )


def test_the_activity_plan_keeps_money_as_given(pages) -> None:
    rows = table_rows(pages["poi"], "Verantwoording van het activiteitenplan")

    realised = "9 trainingen Drie trainingen vielen uit door ziekte."
    assert rows[1][1:5] == ["12 trainingen", realised, "€24,000", "€18,250.50"]
    assert rows[3][3:5] == ["–", "–"]


def test_ratios_show_the_change_and_compute_nothing_from_a_gap(pages) -> None:
    rows = table_rows(pages["financien"], "Kengetallen")

    assert [row[1:] for row in rows[1:]] == [
        ["−557", "84", "−641", "–"],
        ["1,027", "1,584", "−557", "−35.2%"],
        ["19.03%", "26.12%", "−7.09 percentage points", "–"],
        ["0.86", "1.03", "−0.17", "−16.5%"],
        ["about 210", "about 198", "about +12", "about +6.1%"],
        ["not reported", "633", "–", "–"],
    ]


def test_silence_is_said_in_a_sentence_and_no_actions_is_normal(pages) -> None:
    page = pages["doelen"]
    names = "Bibliotheek Noord, Oost & Omstreken, Zuidbibliotheken and De Westhoek"
    last = every(page, "div", "objective")[-1]

    assert texts(page, "p", "silence") == [f"Nothing was reported on this for 2023 by {names}."] * 2
    assert words(last) == "Doelstelling 7: middelen Bijdragen aan een doorzichtige verdeling."


def test_progress_has_sign_word_and_sentence(pages) -> None:
    first = every(pages["doelen"], "table", "standings")[0]
    signs = [one.get("class") for one in every(first, "span", "rating")]

    assert signs == [f"rating rating-{key}" for key in ("on_track", "attention", "stuck", "done")]
    assert texts(first, "span", "rating") == ["On track", "Needs attention", "Stuck", "Done"]
    assert texts(pages["doelen"], "p", "covered")[0] == "4 of 4 organisations"


def test_a_target_stands_beside_what_came_of_it(pages) -> None:
    rows = table_rows(pages["doelen"], "Targets of: Doelstelling 1")

    assert rows[1][1:] == ["at least 24", "20*"]


def test_objectives_nobody_was_asked_about_say_so_once() -> None:
    dossier = sample.dossier(language="en", branches=1)
    plan = dossier.chapters[2].blocks[0]
    quiet = tuple(
        replace(
            one,
            progress=(),
            coverage=None,
            targets=(),
            actions=tuple(replace(action, progress=(), coverage=None) for action in one.actions),
        )
        for one in plan.objectives
    )
    page = _set(sample.Register(), replace(plan, objectives=quiet))

    assert texts(page, "p", "silence") == ["Nothing was reported on these objectives for 2023."]
    assert texts(page, "ul", "quiet") == [
        "Leggen van het juiste fundament.Versterken relatiebeheer."
    ]
    assert every(page, "table") == []


def test_coverage_names_who_is_missing(pages) -> None:
    rows = table_rows(pages["statistiek"], "Wie leverde wat aan?")

    assert rows[2] == ["Bezoek", "3 of 4 organisations", "De Westhoek"]


def test_a_text_nobody_wrote_is_said_to_be_missing(pages) -> None:
    assert texts(pages["wie-zijn-wij"], "p", "unwritten") == [
        "This text is not there yet: not written, or not found again."
    ]


def test_an_empty_table_is_a_sentence_and_takes_no_number() -> None:
    register = sample.Register()
    code = register.add("VISITS", "Bezoeken", "5")
    full = FigureTable("t", "Bezoek", ("2023",), (Row("x", (code,)),), "")
    page = _set(register, Performances("p", "Plan", ()), full)

    assert texts(page, "p", "unwritten") == ["No lines of an activity plan are known for 2023."]
    assert texts(page, "span", "number") == ["Table 1"]


def test_a_sum_of_one_needs_no_coverage() -> None:
    register = sample.Register()
    alone = Coverage(0, 1, "municipality", ("Berkenoord",))
    code = register.add("VISITS", "Bezoeken", None, is_computed=True, coverage=alone)
    page = _set(register, FigureTable("t", "Bezoek", ("2023",), (Row("x", (code,)),), ""))

    assert every(page, "ul", "notes") == []


# ── harm ──────────────────────────────────────────────────────────────────────────────────────


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
    page = _set(
        sample.Register(), replace(text, paragraphs=(replace(text.paragraphs[0], runs=(run,)),))
    )

    assert every(page, "a") == []
    assert "klik" in words(page)


def test_a_code_without_a_figure_stops_the_report() -> None:
    dossier = replace(sample.dossier(branches=1), facts=())

    with pytest.raises(KeyError):
        typeset(dossier, sample.imprint())


# ── the same again ────────────────────────────────────────────────────────────────────────────


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


# ── on screen ─────────────────────────────────────────────────────────────────────────────────


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


def test_a_chapter_that_is_not_there_is_not_set() -> None:
    with pytest.raises(KeyError):
        chapter_html(sample.dossier(branches=1), sample.imprint(), "nergens")


def test_an_action_under_two_objectives_is_told_once() -> None:
    dossier = sample.dossier(language="en", branches=1)
    plan = dossier.chapters[2].blocks[0]
    first, second, *_rest = plan.objectives
    plan = replace(
        plan, objectives=(replace(first, targets=()), replace(second, actions=first.actions[:1]))
    )
    page = _set(sample.Register(), plan)
    captions = [text for text in texts(page, "caption") if "fundament" in text]
    (quiet,) = texts(page, "ul", "quiet")

    assert captions == ["Action Leggen van het juiste fundament"]
    assert quiet == "Leggen van het juiste fundament. See Doelstelling 1: wettelijke taken"


def test_yes_and_no_are_words() -> None:
    register = sample.Register()
    codes = [register.add("DONE", "Gedaan", value, unit="ja/nee") for value in ("1", "0")]
    page = _set(
        register, FigureTable("t", "Gedaan", ("2023", "2023"), (Row("x", tuple(codes)),), "")
    )

    assert [written for _code, written in figures(page)] == ["yes", "no"]
