"""Each thing that can be wrong in a row has its own sentence, and names its column."""

from decimal import Decimal

import openpyxl
import pytest

from tests.factories.libraries import DefinitionFactory, IndicatorFactory
from tests.libraries.importing import (
    HEADER,
    bring_in,
    counts,
    refusal,
    row,
    verdicts,
    write_csv,
    write_xlsx,
)

pytestmark = pytest.mark.django_db
OURS = (*HEADER, "state", "decimals", "period_kind", "period_start", "part", "definition", "source")


@pytest.fixture
def staff(people, library, indicator):
    IndicatorFactory(
        code="SHARE", name="Aandeel", unit="%", lowest=Decimal(0), highest=Decimal(100)
    )
    IndicatorFactory(code="MONEY", name="Geld", unit="EUR", multiplier=1000)
    DefinitionFactory(
        indicator=IndicatorFactory(code="LATER", name="Later", definition=None),
        version=2,
        valid_from="2030-01-01",
    )
    return people["staff"]


@pytest.fixture
def verdict_on(tmp_path, staff):
    """Bring in one row and return column and sentence of its refusal."""

    def do(**otherwise):
        path = write_csv(tmp_path / "een.csv", [row(**otherwise)], header=OURS)
        return refusal(bring_in(path, staff))

    return do


@pytest.mark.parametrize(
    ("otherwise", "column", "sentence"),
    [
        (
            {"indicator_code": "NOPE"},
            "indicator_code",
            "“NOPE” is geen kengetal van het portaal. "
            "Zoek de code op, of voeg het kengetal eerst toe.",
        ),
        ({"indicator_code": ""}, "indicator_code", "De code van het kengetal ontbreekt."),
        (
            {"scope_code": "nergens"},
            "scope_code",
            "In het portaal is geen organisatie met code “nergens”.",
        ),
        ({"scope_type": ""}, "scope_type", "Zeg wat voor plek dit is: organisatie, gemeente …"),
        ({"scope_type": "planeet"}, "scope_type", "“planeet” is niet een van: organisatie, "),
        ({"year": ""}, "year", "Het jaar ontbreekt."),
        ({"year": "20a3"}, "year", "“20a3” is geen heel getal."),
        ({"year": "1523"}, "year", "1523 is geen jaar waarvan er cijfers kunnen zijn."),
        ({"year": "2.023"}, "year", "“2.023” is geen heel getal."),
        (
            {"period_kind": "schooljaar"},
            "period_kind",
            "“Uitleningen” wordt geteld per kalenderjaar.",
        ),
        (
            {"period_kind": "kwartaal", "period_start": "2023-04-01"},
            "period_start",
            "Deze periode is er niet in het portaal.",
        ),
        ({"period_start": "2023-02-30"}, "period_start", "“2023-02-30” is geen dag."),
        ({"period_start": "2023-02-01"}, "period_start", "Deze periode is er niet in het portaal."),
        ({"value": "veel"}, "value", "“veel” is geen getal."),
        ({"value": "12%"}, "value", "“12%” is geen getal."),
        ({"value": "1e3"}, "value", "“1e3” is geen getal."),
        ({"value": "1.931"}, "value", "“1.931” kan 1.931 of 1,931 betekenen."),
        ({"value": "1,23456"}, "value", "Gebruik hoogstens vier decimalen."),
        ({"value": "123456789012"}, "value", "Dit getal heeft te veel cijfers."),
        (
            {"value": ""},
            "value",
            "Er staat geen getal. Leeg is nooit nul: zeg in een kolom waarom.",
        ),
        (
            {"value": "", "state": "een waarde"},
            "value",
            "Volgens de rij is er een getal, maar het staat er niet.",
        ),
        (
            {"value": "5", "state": "n.v.t."},
            "state",
            "Er staat een getal, maar volgens de rij is er geen.",
        ),
        ({"value": "-1"}, "value", "“Uitleningen” is 0 of meer."),
        (
            {"indicator_code": "SHARE", "unit": "%", "value": "140"},
            "value",
            "Een percentage ligt tussen 0 en 100.",
        ),
        (
            {"unit": "leden"},
            "unit",
            "“Uitleningen” wordt geteld in “aantal”, in het bestand staat “leden”.",
        ),
        (
            {"indicator_code": "MONEY", "unit": "EUR"},
            "unit",
            "“Geld” wordt geteld in “EUR x 1000”, in het bestand staat “EUR”.",
        ),
        ({"qualifier": "zoiets"}, "qualifier", "“zoiets” is niet een van: "),
        ({"value": "1,25", "decimals": "1"}, "decimals", "Het getal heeft 2 decimalen."),
        ({"part": "half"}, "part", "“half” is niet een van: "),
        ({"publication": "met spatie"}, "publication", "De code van een publicatie heeft alleen"),
        (
            {"publication": "", "source": "publicatie"},
            "publication",
            "De code van de publicatie ontbreekt.",
        ),
        ({"source_url": "javascript:alert(1)"}, "source_url", "Een adres begint met http://"),
        ({"definition": "9"}, "definition", "“Uitleningen” heeft geen definitie 9."),
        ({"indicator_code": "LATER"}, "indicator_code", "“Later” heeft nog geen definitie."),
        ({"note": "a\x00b"}, "note", "In deze cel staan onzichtbare tekens."),
        ({"note": "a\u202eb"}, "note", "In deze cel staan onzichtbare tekens."),
        ({"note": "x" * 10_001}, "note", "In deze cel staat te veel tekst."),
    ],
    ids=lambda value: next(iter(value.items())) if isinstance(value, dict) else None,
)
def test_what_is_wrong_has_its_own_sentence(verdict_on, otherwise, column, sentence):
    got_column, got_sentence = verdict_on(**otherwise)

    assert got_column == column
    assert got_sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("1931", "1931", 0),
        ("1.931,5", "1931.5", 1),
        ("12,340", "12.34", 3),
        ("12.34", "12.34", 2),
        ("69.0", "69", 1),
        ("0.125", "0.125", 3),
        ("1 931", "1931", 0),
        ("1.234.567", "1234567", 0),
        ("0", "0", 0),
    ],
)
def test_numbers_in_dutch_and_plain_notation(tmp_path, staff, text, value, decimals):
    batch = bring_in(write_csv(tmp_path / "een.csv", [row(value=text)]), staff)

    line = batch.lines.get()
    assert (line.verdict, line.value, line.decimals) == ("new", Decimal(value), decimals)


@pytest.mark.parametrize("unit", ["EUR x 1000", "eur x 1000", "EUR x 1.000", "duizend euro", ""])
def test_a_unit_may_be_written_in_its_usual_ways(tmp_path, staff, unit):
    rows = [row(indicator_code="MONEY", unit=unit)]

    assert counts(bring_in(write_csv(tmp_path / "een.csv", rows), staff)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("=1+1", "In deze cel staat een formule. Kopieer de kolom en gebruik plakken als waarden."),
        ("#REF!", "In deze cel staat de fout #REF! van het rekenblad."),
        (True, "In deze cel staat waar of onwaar."),
        ("date", "Deze cel is geschreven als datum."),
        ("percentage", "Deze cel is geschreven als percentage."),
    ],
)
def test_odd_cells_of_a_workbook_are_refused_with_row_and_column(tmp_path, staff, cell, sentence):
    path = write_xlsx(tmp_path / "boek.xlsx", [row(value=1), row(value=5, year=2022)])
    book = openpyxl.load_workbook(path)
    odd = book.active.cell(3, HEADER.index("value") + 1)
    if cell in ("date", "percentage"):
        odd.value, odd.number_format = 0.5, {"date": "dd-mm-yyyy", "percentage": "0.0%"}[cell]
    else:
        odd.value = cell
        odd.data_type = "e" if cell == "#REF!" else odd.data_type
    book.save(path)

    batch = bring_in(path, staff)

    assert verdicts(batch) == [(2, "new"), (3, "refused")]
    column, said = refusal(batch, 3)
    assert column == "value"
    assert said.startswith(sentence)


def test_numbers_of_a_workbook_are_read_as_numbers(tmp_path, staff):
    values = [1931, 69.5, 0.1 + 0.2, "1.931,5"]
    rows = [row(value=value, year=2000 + n) for n, value in enumerate(values)]

    batch = bring_in(write_xlsx(tmp_path / "boek.xlsx", rows), staff)

    assert [str(line.value.normalize()) for line in batch.lines.all()] == [
        "1931",
        "69.5",
        "0.3",
        "1931.5",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_file_in_any_usual_dress(tmp_path, staff, encoding, delimiter):
    rows = [row(note="Coördinatie; met, “tekens”")]
    path = write_csv(tmp_path / "een.csv", rows, delimiter=delimiter, encoding=encoding)

    batch = bring_in(path, staff)

    assert batch.lines.get().note == "Coördinatie; met, “tekens”"
    assert batch.encoding == encoding


def test_empty_rows_count_but_say_nothing(tmp_path, staff):
    path = tmp_path / "een.csv"
    write_csv(path, [row(), {}, row(year="2022")])

    assert verdicts(bring_in(path, staff)) == [(2, "new"), (4, "new")]
