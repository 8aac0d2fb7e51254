"""Sheets: safe to open, and what is read back is what was put in."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.http import Http404
from openpyxl import load_workbook
from tablib import Dataset

from biblionet.kit.downloads import hand_out
from biblionet.kit.sheets import KINDS, Sheet, write_sheet

DANGEROUS = ["=1+1", "+31", "-2", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")']
SHEET = Sheet("Leden", ("Wie", "Waarde"), [("Aa", Decimal(0)), ("Bee", None)])


def of_texts(kind: str) -> bytes:
    return write_sheet(Sheet("T", ("Wie",), [(text,) for text in DANGEROUS]), kind)


def test_csv_has_a_mark_semicolons_and_the_comma_of_the_reader():
    sheet = Sheet("Leden", ("Wie", "Waarde"), [("Aa; Bee", Decimal("-7.8")), ("Cee", None)])

    written = write_sheet(sheet, "csv").decode()

    assert written == '\ufeffWie;Waarde\r\n"Aa; Bee";-7,8\r\nCee;\r\n'
    assert "-7.8" in write_sheet(sheet, "csv", decimal_mark=".").decode()


@pytest.mark.parametrize("kind", ["csv", "ods"])
def test_no_text_begins_as_a_formula(kind):
    data = Dataset().load(
        of_texts(kind).decode("utf-8-sig") if kind == "csv" else of_texts(kind), format=kind
    )

    assert all(str(cell).startswith("'") for cell in data.get_col(0))


def test_no_cell_of_a_workbook_is_a_formula():
    cells = load_workbook(BytesIO(of_texts("xlsx"))).active["A"][1:]

    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value[0] for cell in cells] == ["'"] * len(DANGEROUS)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_zero_is_a_number_and_missing_is_empty(kind):
    data = Dataset().load(write_sheet(SHEET, kind), format=kind)

    assert data.headers == ["Wie", "Waarde"]
    assert (float(data[0][1]), data[1][1]) in {(0.0, None), (0.0, "")}


def test_a_title_fits_a_sheet_name():
    long = Sheet("A/b*c[1]: " + "x" * 60, ("Wie",), [("Aa",)])

    assert len(load_workbook(BytesIO(write_sheet(long, "xlsx"))).sheetnames[0]) <= 31


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_to_be_saved_under_its_name(kind):
    answer = hand_out(SHEET, (), name="2025_leden_doel-1", kind=kind)

    assert answer["Content-Disposition"] == f'attachment; filename="2025_leden_doel-1.{kind}"'
    assert answer["Content-Type"] == KINDS[kind]


@pytest.mark.parametrize("kind", ["svg", "exe", ""])
def test_there_is_no_drawing_without_a_chart_and_no_other_kind(kind):
    with pytest.raises(Http404):
        hand_out(SHEET, (), name="x", kind=kind)
