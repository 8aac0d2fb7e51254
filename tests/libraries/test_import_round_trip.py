"""What goes out as a list comes in again without loss, in every format, changed or not."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from biblionet.kit.tables import recognise
from libraries import actions
from libraries.models import Figure, Reading
from libraries.overviews import Choice
from libraries.overviews.lists import said_of
from libraries.resources.figures import figures_file
from tests.factories.libraries import (
    DefinitionFactory,
    FigureFactory,
    IndicatorFactory,
    PeriodFactory,
    ReadingFactory,
    ServiceAreaFactory,
)
from tests.libraries.importing import apply, as_rows, bring_in, contents, counts, refusal

pytestmark = pytest.mark.django_db
KINDS = ("csv", "xlsx", "ods")
FORMULAS = ("=1+1", "+31 592", "-een", "@iedereen", "'=al", "'t Lesplein", 'gewoon; met "tekens"')


@pytest.fixture
def staff(people):
    return people["staff"]


@pytest.fixture
def everything(people, library, indicator, year, report):
    """A figure of each sort: every state, qualifier, source and status, and text like a formula."""
    money = IndicatorFactory(code="MONEY", unit="EUR", multiplier=1000, decimals=1, lowest=None)
    DefinitionFactory(indicator=money, version=2, valid_from="2030-01-01")
    count = IndicatorFactory(code="COUNT", period_kind="reference_date", level="service_area")
    area = ServiceAreaFactory(owner=library)
    day = PeriodFactory(kind="reference_date", start="2023-12-31", end="2023-12-31")
    for number, state in enumerate(Reading.State.values):
        value = Decimal("0.0") if state == "value" else None
        earlier = PeriodFactory(start=f"{2010 + number}-01-01", end=f"{2010 + number}-12-31")
        figure = FigureFactory(indicator=money, scope=library, period=earlier)
        ReadingFactory(figure=figure, state=state, value=value, decimals=1, note=FORMULAS[number])
    for number, qualifier in enumerate(Reading.Qualifier.values):
        figure = FigureFactory(
            indicator=count, scope=area, part="whole" if number % 2 else "library", period=day
            if number < 2
            else PeriodFactory(kind="reference_date", start=f"20{number}0-06-30"),
        )  # fmt: skip
        ReadingFactory(
            figure=figure, value=Decimal("1234567.5"), decimals=2, qualifier=qualifier,
            method="estimated", finality="provisional", printed_as="1,2 mln",
            source_url="https://example.org/a;b", explanation=FORMULAS[number],
        )  # fmt: skip
    conflict = FigureFactory(indicator=indicator, scope=library, period=year)
    ReadingFactory(figure=conflict, value=Decimal(1))
    ReadingFactory(figure=conflict, value=Decimal(2))
    ReadingFactory(figure=conflict, value=Decimal(3), source="import", publication=None)
    report(4)
    actions.settle_all(figures=list(Figure.objects.all()))


def out(staff, kind, tmp_path):
    path = tmp_path / f"cijfers.{kind}"
    path.write_bytes(figures_file(said_of(staff, Choice()), kind))
    return path


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.usefixtures("everything")
def test_what_goes_out_comes_in_without_a_change(staff, kind, language, tmp_path, settings):
    from django.utils import translation

    before = contents("libraries.Import", "libraries.ImportRow")
    with translation.override(language):
        path = out(staff, kind, tmp_path)

    batch = bring_in(path, staff)

    assert counts(batch) == (0, 0, Reading.objects.count(), 0)
    assert contents("libraries.Import", "libraries.ImportRow") == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("everything")
def test_what_is_changed_outside_comes_in_and_nothing_else_does(staff, kind, tmp_path):
    path = out(staff, kind, tmp_path)
    change(path, kind, old="1,2 mln", new="1,3 mln")

    batch = apply(bring_in(path, staff), staff)

    assert counts(batch) == (0, 4, Reading.objects.count() - 8, 0)
    for reading in batch.readings.select_related("revises"):
        assert (reading.printed_as, reading.revises.printed_as) == ("1,3 mln", "1,2 mln")
        for name in ("state", "value", "decimals", "qualifier", "method", "finality", "note"):
            assert getattr(reading, name) == getattr(reading.revises, name)
        assert reading.explanation == reading.revises.explanation
    assert (
        counts(bring_in(out(staff, kind, tmp_path), staff))[2] == said_of(staff, Choice()).count()
    )


def change(path, kind, *, old, new):
    """Change cells as a person does in a spreadsheet."""
    if kind == "csv":
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    elif kind == "xlsx":
        book = openpyxl.load_workbook(path)
        for line in book.active.iter_rows():
            for cell in line:
                cell.value = new if cell.value == old else cell.value
                if isinstance(cell.value, str):
                    cell.data_type = "s"
        book.save(path)
    else:
        import zipfile

        with zipfile.ZipFile(path) as package:
            members = {name: package.read(name) for name in package.namelist()}
        members["content.xml"] = members["content.xml"].replace(old.encode(), new.encode())
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in members.items():
                package.writestr(name, content)


@pytest.mark.usefixtures("everything")
def test_a_draft_never_comes_in_as_accepted(staff, tmp_path):
    path = out(staff, "csv", tmp_path)
    (draft,) = [
        number for number, line in enumerate(as_rows(path.read_bytes()), 1) if "Concept" in line
    ]
    change(path, "csv", old=";een waarde;4;0;", new=";een waarde;5;0;")

    batch = bring_in(path, staff)

    assert batch.refused == 1
    assert refusal(batch, draft)[1].startswith("Dit cijfer is nog niet akkoord.")


@pytest.mark.usefixtures("everything")
def test_a_csv_file_opens_in_a_dutch_spreadsheet(staff, tmp_path):
    content = out(staff, "csv", tmp_path).read_bytes()

    assert content.startswith(b"\xef\xbb\xbfCode kengetal;")
    assert "1234567,50" in content.decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("everything")
def test_no_cell_that_goes_out_is_computed(staff, kind, tmp_path):
    path = out(staff, kind, tmp_path)

    if kind == "csv":
        cells = [cell for line in as_rows(path.read_bytes()) for cell in line]
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in cells)
        assert "'=1+1" in cells
    elif kind == "xlsx":
        book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
        cells = [cell for line in book.active.iter_rows() for cell in line if cell.value]
        assert {cell.data_type for cell in cells} == {"s", "n"}
    else:
        lines = list(recognise(path).lines())
        assert "=1+1" in [cell for line in lines for cell in line.cells]


def test_the_page_of_figures_hands_out_its_own_list(as_, some_figures, indicator):
    poi = as_("staff")
    page = poi.get(f"/cijfers/?kengetal={indicator.code}").content.decode()
    assert f'href="/cijfers/lijst.csv?kengetal={indicator.code}"' in page
    assert "Importeer cijfers" in page

    answer = poi.get(f"/cijfers/lijst.csv?kengetal={indicator.code}&stand=conflict")

    rows = as_rows(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="cijfers.csv"'
    assert {line[0] for line in rows[1:]} == {indicator.code}
    assert len(rows) == 3
    assert poi.get("/cijfers/lijst.pdf").status_code == 404
    assert "Importeer cijfers" not in as_("manager").get("/cijfers/").content.decode()


def test_a_file_shows_no_unfinished_business_of_others(as_, some_figures):
    own = as_rows(as_("manager").get("/cijfers/lijst.csv").content)
    other = as_rows(as_("neighbour").get("/cijfers/lijst.csv").content)

    assert sum("Concept" in line for line in own) == 1
    assert sum("Concept" in line for line in other) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_takes_as_many_queries_for_many_as_for_one(
    as_, some_figures, indicator, kind, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    poi = as_("staff")
    poi.get("/cijfers/")
    with CaptureQueriesContext(connection) as one:
        poi.get(f"/cijfers/lijst.{kind}?kengetal={indicator.code}&stand=settled")

    with django_assert_num_queries(len(one)):
        poi.get(f"/cijfers/lijst.{kind}")
