"""A year of months as a file for spreadsheets."""

from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.downloads import hand_out
from biblionet.kit.sheets import Cell, Sheet
from libraries.models import Reading, Year
from programmes.overviews import GridRow, MonthsPage
from programmes.overviews.months import ComputedRow, Layer
from programmes.views.months.finding import find_page


@require_safe
def months_file(
    request: SignedInRequest, code: str, year: Year, scope: int, kind: str
) -> HttpResponse:
    """Hand out the year of one scope as it is shown to this reader."""
    page = find_page(request, code, year, scope)
    name = f"{page.questionnaire.code}-{page.scope.code.replace(':', '-')}-{page.year}"
    return hand_out(sheet_of_year(page), [], name=name, kind=kind)


def sheet_of_year(page: MonthsPage) -> Sheet:
    header = (
        _("Layer"),
        _("Row"),
        _("Unit"),
        *(month.short for month in page.months),
        _("Total"),
        _("Months"),
        str(page.year.number - 1),
        _("Status"),
    )
    rows = [line for layer in page.layers for line in lines_of(layer)]
    title = f"{page.questionnaire.name} {page.year.number}"
    return Sheet(title, header, rows)


def lines_of(layer: Layer) -> list[tuple[Cell, ...]]:
    """Return the rows of a layer, then what is computed of them."""
    rows = [line_of(layer, row) for row in layer.rows]
    return rows + [computed_line(layer, one) for one in layer.computed]


def line_of(layer: Layer, row: GridRow) -> tuple[Cell, ...]:
    total, before = row.total, row.last_year
    return (
        layer.section.title,
        str(row.question),
        row.indicator.unit,
        *(number_in(cell.reading) for cell in row.cells),
        rounded(total.value, row.indicator.decimals),
        total.known,
        rounded(before.value, row.indicator.decimals),
        _("provisional") if row.is_provisional else _("accepted"),
    )


def computed_line(layer: Layer, row: ComputedRow) -> tuple[Cell, ...]:
    places = row.indicator.decimals
    return (
        layer.section.title,
        row.indicator.name,
        row.indicator.unit,
        *(rounded(one.value, places) for one in row.months),
        rounded(row.total.value, places),
        row.total.known,
        rounded(row.last_year.value, places),
        _("computed"),
    )


def number_in(reading: Reading | None) -> Decimal | None:
    """Return a number with the decimals it was given with."""
    return rounded(reading.value, reading.decimals) if reading else None


def rounded(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else round(value, places)
