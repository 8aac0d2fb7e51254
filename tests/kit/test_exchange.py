"""Sheets: what a person typed is never computed, and comes back as it was."""

from io import BytesIO

import openpyxl
import pytest
import tablib
from django.contrib import admin
from import_export.admin import ExportMixin

from biblionet.kit.exchange import FORMATS, MARK, TextCSV, TextXLSX, guarded, unguarded

TEXTS = [
    "=1+1",
    '=HYPERLINK("https://example.org";"klik")',
    "+31 592 000000",
    "-een streepje",
    "@iedereen",
    "\tinspringen",
    "\r=1+1",
    "'=al met een apostrof",
    "''@twee",
    "'t Lesplein",
    "'",
    "#N/A",
    "gewoon",
    "a=b",
    "",
]
COMPUTED = TEXTS[:9]
NUMBERS = ["-0.5", "+3", "12", "19.03"]


def sheet(*texts: str) -> tablib.Dataset:
    return tablib.Dataset(*([text, "x"] for text in texts), headers=["text", "more"], title="s")


def test_no_cell_of_a_csv_file_is_computed():
    written = TextCSV().export_data(sheet(*TEXTS))
    rows = tablib.Dataset().load(written.removeprefix(MARK), format="csv", delimiter=";")["text"]

    assert written.startswith(f"{MARK}text;more")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in rows)
    assert rows[TEXTS.index("gewoon")] == "gewoon"
    assert rows[TEXTS.index("'t Lesplein")] == "'t Lesplein"


def test_no_cell_of_a_workbook_is_computed():
    book = openpyxl.load_workbook(BytesIO(TextXLSX().export_data(sheet(*TEXTS))))

    cells = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert cells[0].value == "=1+1"


@pytest.mark.parametrize("text", [*TEXTS, *NUMBERS])
@pytest.mark.parametrize("form", FORMATS, ids=["xlsx", "ods", "csv"])
def test_what_goes_out_comes_in_again_as_it_was(form, text):
    carried = form().export_data(sheet(text))
    back = form().create_dataset(carried)

    assert in_lines(back["text"][0] or "") == in_lines(text)


def in_lines(text):
    """Files have one kind of line break; which one does not matter."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("begin", ["", MARK])
def test_a_csv_file_comes_in_whatever_stands_between_its_cells(mark, begin):
    back = TextCSV().create_dataset(f"{begin}text{mark}more\r\n'=1+1{mark}x\r\n")

    assert back.headers == ["text", "more"]
    assert back[0] == ("=1+1", "x")


@pytest.mark.parametrize("text", COMPUTED)
def test_the_guard_is_one_apostrophe(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("cell", [*NUMBERS, 5, -1.5, None, "gewoon", "'t Lesplein"])
def test_numbers_and_other_text_need_no_guard(cell):
    assert guarded(cell) == unguarded(cell) == cell


def test_every_administration_that_exports_does_so_guarded():
    exports = [one for one in admin.site._registry.values() if isinstance(one, ExportMixin)]

    assert len(exports) > 10
    for one in exports:
        assert tuple(one.get_export_formats()) == FORMATS, one
        if hasattr(one, "get_import_formats"):
            assert tuple(one.get_import_formats()) == FORMATS, one
