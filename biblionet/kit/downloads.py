"""Hands out the table of a chart as a file for spreadsheets, or the chart as a drawing."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse

from biblionet.kit.charts import Chart
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import decimal_mark
from biblionet.kit.sheets import KINDS, Sheet, write_sheet

DRAWING = "svg"


def kinds_of(charts: Sequence[Chart]) -> tuple[str, ...]:
    """Return the kinds of files there are: a drawing only where something is drawn."""
    return (*KINDS, DRAWING) if charts else tuple(KINDS)


def hand_out(sheet: Sheet, charts: Sequence[Chart], *, name: str, kind: str) -> HttpResponse:
    """Answer with a file to be saved, named `name`; Http404 for a kind that there is not.

    Of several drawings of the same figures the first is handed out.
    """
    if kind == DRAWING and charts:
        content, content_type = str(charts[0].svg).encode(), "image/svg+xml"
    elif kind in KINDS:
        mark = decimal_mark(current_language())
        content, content_type = write_sheet(sheet, kind, decimal_mark=mark), KINDS[kind]
    else:
        raise Http404
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
