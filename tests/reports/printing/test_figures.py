"""Figures say the same wherever they stand, and always where and when."""

from collections import defaultdict

import pytest
from django.urls import reverse
from django.utils import translation

from reports.printing import figure_address, write_fact
from reports.printing import words as printed
from reports.standing import Coverage, FigureTable, Row
from tests.reports import sample
from tests.reports.pages import drawn_texts, every, figures, table_rows, texts, words
from tests.reports.setting import set_chapter

KEYS = [chapter.key for chapter in sample.dossier(branches=1).chapters]


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


@pytest.mark.parametrize(
    ("missing", "whole", "told", "named"),
    [
        (("Zuid",), (), "3 van 4 organisaties; ontbreekt: Zuid", "Zuid"),
        (
            ("Zuid",),
            ("Zuid",),
            "3 van 4 organisaties; niet meegeteld, want over de hele instelling: Zuid",
            "Zuid (gaat over de hele instelling)",
        ),
        (
            ("Oost", "Zuid"),
            ("Oost",),
            "3 van 4 organisaties; ontbreekt: Zuid; niet meegeteld, want over de hele instelling:"
            " Oost",
            "Zuid en Oost (gaat over de hele instelling)",
        ),
    ],
)
def test_who_is_not_in_a_sum_is_told_apart_from_who_is_missing(missing, whole, told, named) -> None:
    coverage = Coverage(3, 4, "organisation", missing, whole)

    with translation.override("nl"):
        assert printed.gap(coverage) == told
        assert printed.not_in(coverage) == named


def test_a_published_value_stands_beside_the_computed_one(pages) -> None:
    notes = texts(pages["statistiek"], "ul", "notes")

    assert any("As published; computed from its parts it is 24.7%." in note for note in notes)


def test_the_same_remark_gets_one_letter(pages) -> None:
    marks = texts(pages["statistiek"], "sup", "mark")

    assert marks[:3] == ["a", "b", "c"]


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
    page = set_chapter(register, table)

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
