"""The reports over the real year and the example year, gathered whole."""

import csv
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports import standing
from reports.dossier import gather
from reports.models import Block, Outline, Report
from reports.resources import read_outlines, read_texts
from reports.standing import references_in

MOST_QUERIES = 40  # of any report, however many blocks, texts and figures it has
DATA = Path(__file__).resolve().parents[2] / "reports" / "data"


def queries_of(report: Report) -> int:
    with CaptureQueriesContext(connection) as seen:
        gather(report)
    return len(seen)


@pytest.mark.django_db
def test_every_real_report_is_gathered_in_as_many_queries(drenthe):
    reports = list(Report.objects.real().with_labels())

    (queries,) = {queries_of(report) for report in reports}

    assert queries <= MOST_QUERIES
    assert len(reports) == 17


@pytest.mark.django_db
def test_the_network_report_says_what_was_published_and_contradicted(drenthe):
    report = Report.objects.get(outline__kind=Outline.Kind.PROVINCIAL, period__end__year=2023)

    dossier = gather(report)
    facts = {(fact.indicator, fact.scope, fact.year): fact for fact in dossier.facts}

    contested = facts["FIN_SUBSIDY_PER_INHABITANT", "PV22", 2023]
    assert not contested.is_settled
    assert {one.value for one in contested.alternatives} == {"18", "15.08"}
    assert facts["VOLUNTEERS", "bind", 2023].qualifier == "over"
    assert facts["FIN_SOLVENCY", "biblionet", 2023].computed_beside is None
    assert facts["FIN_EQUITY", "biblionet", 2022].value == "1584"
    assert facts["MEMBERS_TOTAL", "drenthe", 2019].value == "122773"


@pytest.mark.django_db
def test_claims_are_quoted_and_without_a_measured_value_nothing_is_met(drenthe):
    report = Report.objects.get(outline__kind=Outline.Kind.PROVINCIAL, period__end__year=2023)
    (checklist,) = (
        block
        for chapter in gather(report).chapters
        for block in chapter.blocks
        if isinstance(block, standing.Checklist)
    )

    assert len(checklist.lines) == 13
    assert {(line.claim, line.computed, line.measured) for line in checklist.lines} == {
        ("met", "undeterminable", None)
    }
    assert all(line.claim_source for line in checklist.lines)


@pytest.mark.django_db
def test_one_foreword_stands_in_all_reports_of_network_and_municipalities(drenthe):
    forewords = {
        block.paragraphs
        for report in Report.objects.real().exclude(outline__kind=Outline.Kind.ORGANISATION)
        for block in gather(report).chapters[0].blocks
        if isinstance(block, standing.TextBlock)
    }
    codes_put_aside = {re.sub(r"F-\d+", "F", repr(paragraphs)) for paragraphs in forewords}

    assert len(codes_put_aside) == 1


@pytest.mark.django_db
def test_what_was_not_recovered_is_missing_and_not_made_up(drenthe):
    report = Report.objects.get(outline__kind=Outline.Kind.PROVINCIAL, period__end__year=2023)
    empty = {
        block.key
        for chapter in gather(report).chapters
        for block in chapter.blocks
        if isinstance(block, standing.TextBlock) and not block.paragraphs
    }

    assert empty == {
        "co2",
        "bind-tekst",
        "bind-bibliotheken-tekst",
        "activiteiten-tekst",
        "concreet-tekst",
        "statistiek-tekst",
        "interview-tekst",
    }


# The files


@pytest.mark.parametrize(
    ("outline", "rows", "titles"),
    [
        ("provinciaal-2023", "report_outline_2023.csv", ("title_nl",)),
        ("gemeente-2023", "municipal_report_outline_2023.csv", ("section_nl", "item_nl")),
    ],
)
def test_an_outline_holds_every_row_of_the_real_contents_page(outline, rows, titles):
    file = next(one for one in read_outlines() if one.values["code"] == outline)
    headings = [block["title"] for block in file.blocks if block["kind"] == Block.Kind.HEADING]
    with (DATA / rows).open(encoding="utf-8", newline="") as lines:
        wanted = [row[name] for row in csv.DictReader(lines) for name in titles if row[name]]

    written = [
        title.replace("{year}", "2023").replace("{scope}", "Coevorden") for title in headings
    ]
    written = [
        title.replace("Activiteitencatalogus", "Activiteitencatalogus 2024") for title in written
    ]
    assert [title for title in dict.fromkeys(wanted) if title not in written] == []


def test_every_text_says_where_it_comes_from():
    texts = list(read_texts())

    assert len(texts) == 29
    assert [text.key for text in texts if not text.source] == []


def test_loaded_figures_are_referred_to_and_not_typed():
    """A number of three digits in a text is a year; every loaded figure is a reference."""
    typed = {
        number
        for text in read_texts()
        for number in re.findall(r"\d[\d.]{2,}\d|\d{3,}", strip_references(text.body))
    }

    assert {number for number in typed if not re.fullmatch(r"(19|20)\d\d\.?", number)} == set()


def strip_references(body: str) -> str:
    for reference in references_in(body):
        body = body.replace(str(reference), "")
    return body
