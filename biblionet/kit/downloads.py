"""Hands out what is made for it as a file to be saved: a sheet, a drawing, a list."""

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
    return save_as(content, name=f"{name}.{kind}", content_type=content_type)


def save_as(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Answer with a file that is saved under `name`, and never shown as a page."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
