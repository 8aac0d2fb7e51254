"""A form as a file: in its own order and numbering, numbers as numbers, missing never zero."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from programmes.overviews.delivery import delivery_of
from programmes.resources.returns import answers_sheet, differences_sheet, write_return
from tests.factories.libraries import OrganisationFactory
from tests.forms import BRANCH, make_form

pytestmark = pytest.mark.django_db
NUMBER, QUESTION, UNIT, PERIOD, PLACE, PART, ANSWER, STATE, WHY, FINAL = range(10)


def rows(form):
    return [list(row) for row in answers_sheet(delivery_of(form.given, is_inside=True)).rows]


def workbook(form):
    content = write_return(delivery_of(form.given, is_inside=True), "xlsx")
    return load_workbook(BytesIO(content))


@pytest.fixture
def filled(form):
    """Figures of the library and its branches and a choice, in another order than made."""
    form.questions[0].order = 50
    form.questions[0].save()
    hours = form.ask(number="A0", name="Uren", question={"order": 1}, **BRANCH)
    form.ask_else("choices", options="een twee", number="B1")
    form.was(80, form.questions[0])
    form.was(10, hours)
    form.was(20, hours, place=1)
    form.answer(100, form.questions[0])
    form.answer(12, hours)
    form.answer(["twee", "een"], form.questions[2], explanation="=1+1")
    return form


def test_rows_stand_in_the_order_of_the_form_with_the_organisation_first(filled):
    assert [(row[NUMBER], row[PLACE], row[ANSWER], row[STATE]) for row in rows(filled)] == [
        ("A0", "Bibliotheek de Heide", 12, "1 van 2 plekken"),
        ("A0", "Aa", 12, "Concept"),
        ("A0", "Borger", None, "niet beantwoord"),
        ("A1", "Bibliotheek de Heide", 100, "Concept"),
        ("B1", "Bibliotheek de Heide", "Een; Twee", ""),
    ]


def test_numbers_are_numbers_and_text_is_never_a_formula(filled):
    book = workbook(filled)
    sheet, differences = book.worksheets

    cells = list(sheet.iter_rows(min_row=2))
    assert [cell[ANSWER].value for cell in cells] == [12, 12, None, 100, "Een; Twee"]
    assert [cell[ANSWER].data_type for cell in cells] == ["n", "n", "n", "n", "s"]
    assert cells[-1][WHY].value == "'=1+1"
    assert (sheet.title, differences.title) == ("Bezit", "Verschil met vorig jaar")


def test_the_difference_with_last_year_stands_on_its_own_sheet(filled):
    sheet = differences_sheet(delivery_of(filled.given, is_inside=True))

    assert [tuple(row[:7]) for row in sheet.rows] == [
        ("A0", "Uren", "Bibliotheek de Heide", 30, 12, None, None),  # not all places are known
        ("A0", "Uren", "Aa", 10, 12, 2, 20),
        ("A0", "Uren", "Borger", 20, None, None, None),
        ("A1", "Boeken", "Bibliotheek de Heide", 80, 100, 20, 25),
    ]


def test_what_is_missing_is_empty_and_says_why_and_zero_is_zero(form):
    hours = form.ask(number="A2", name="Uren", **BRANCH)
    form.answer(0, hours)
    form.answer(None, hours, place=1, state="withheld", explanation="Van een ander.")

    told = [(row[ANSWER], row[STATE], row[WHY]) for row in rows(form)]

    assert told == [
        (None, "niet beantwoord", ""),
        (0, "1 van 2 plekken", ""),
        (0, "Concept", ""),
        (None, "niet openbaar", "Van een ander."),
    ]


def test_of_a_combined_institution_both_parts_stand_there(cast):
    library = OrganisationFactory(code="kunst", name="Kunst en Boek", is_combined=True)
    for role in ("manager", "director"):
        cast[role].memberships.update(scope=library)
    cast.pop("library")
    form = make_form(library, cast)
    staff = {"name": "Formatie", "code": "FTE"}
    library_part = form.ask(number="P1", question={"part": "library"}, **staff)
    whole = form.ask(
        number="P2", section=1, question={"part": "whole", "only_combined": True}, name="Totaal"
    )
    form.answer(10, library_part)
    form.answer(25, whole)

    told = {row[NUMBER]: (row[PART], row[ANSWER]) for row in rows(form)}

    assert told["P1"] == ("bibliotheek", 10)
    assert told["P2"] == ("hele instelling", 25)


def test_only_what_is_asked_this_year_is_in_it(form):
    form.ask(number="A2", name="Om het jaar", question={"every": 2, "since": 2022})
    form.ask(number="A3", name="Dit jaar wel", question={"every": 2, "since": 2021})
    form.ask(number="A4", name="Alleen gecombineerd", question={"only_combined": True})

    assert [row[NUMBER] for row in rows(form)] == ["A1", "A3"]


def test_csv_says_the_same_with_dutch_marks(form):
    hours = form.ask(number="A2", name="Uren", decimals=2, **BRANCH)
    form.answer("20.50", hours)

    content = write_return(delivery_of(form.given, is_inside=True), "csv").decode("utf-8-sig")

    read = list(csv.reader(StringIO(content), delimiter=";"))
    assert read[0][NUMBER] == "Nummer"
    assert [line[ANSWER] for line in read[1:]] == ["", "20,50", "20,50", ""]


def test_it_says_how_final_it_is(form):
    form.answer(100, form.questions[0])
    form.given.finality = "definitive"

    assert rows(form)[0][FINAL] == "definitief"


def test_others_get_it_only_when_it_is_accepted_and_only_what_was(client, form):
    address = reverse("programmes:delivery_file", args=[form.given.pk, "csv"])
    form.answer(100, form.questions[0])
    client.force_login(form.people["neighbour"])
    assert client.get(address).status_code == 404

    form.submit()
    form.approve()
    form.accept()
    slot = form.slot(form.questions[0])
    from libraries.actions import report_figure

    report_figure(
        indicator=slot.indicator,
        scope=slot.place,
        period=slot.period,
        value=Decimal(999),
        correction="typed_wrong",
        explanation="Het waren er meer.",
        by=form.people["manager"],
    )

    answer = client.get(address)
    assert answer["Content-Disposition"] == ('attachment; filename="2023_heide_wsob-bezit.csv"')
    assert "999" not in answer.content.decode()
    assert ";100;" in answer.content.decode()


def test_another_kind_of_file_is_not_there(client, form):
    client.force_login(form.people["manager"])
    address = reverse("programmes:delivery_file", args=[form.given.pk, "ods"])

    assert client.get(address).status_code == 404
