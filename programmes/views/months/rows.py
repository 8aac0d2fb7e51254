"""One row of a year: saved from the grid, or on a page of its own with all that can be said."""

from collections.abc import Iterator, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from biblionet.accounts.models import SignedInRequest, User
from biblionet.kit.kept import kept_until_signed_in, take_kept, wants_json
from libraries.forms import refuse
from libraries.models import Year
from libraries.rules import can_report_figure
from programmes import actions, rules
from programmes.forms import GridCell, MonthCell, cells_sent
from programmes.overviews import GridRow, MonthsPage
from programmes.overviews.months import Layer
from programmes.views.months.finding import address_of, find_page
from programmes.views.months.screen import Refused, ShownCell, notes_of, show, shown, summary_of

CLASHES = {"stale", "changed"}  # codes of refusals that say that somebody else was first


@kept_until_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: SignedInRequest, code: str, year: Year, scope: int, key: str) -> HttpResponse:
    """Show one row month by month, and save the months that were sent of it."""
    page = find_page(request, code, year, scope)
    found = page.row(key)
    if found is None or not page.shows_drafts:
        raise Http404
    if request.method != "POST":
        return show_row(request, page, found, kept(found, take_kept(request)))
    if not can_report_figure(request.user, page.scope):
        raise PermissionDenied
    in_grid = "grid" in request.POST
    sent = cells_sent(found.cells, request.POST, GridCell if in_grid else MonthCell)
    refused = save(sent, request.POST, by=request.user)
    if wants_json(request):
        after = find_page(request, code, year, scope)
        return told_to_script(request, after, key, refused, {form.key for form in sent})
    if not refused:
        messages.success(request, saved_now())
        if in_grid:
            return redirect(reverse("programmes:months", args=address_of(page)) + f"#rij-{key}")
        return redirect("programmes:months_row", *address_of(page), key)
    after, status = find_page(request, code, year, scope), status_of(refused)
    if in_grid:
        return show(request, after, refused, status=status)
    return show_row(request, after, after.row(key) or found, refused, status=status)


def status_of(refused: Refused) -> int:
    if not refused:
        return 200
    return 409 if any(form.is_clash for form in refused.values()) else 422


def told_to_script(
    request: SignedInRequest, page: MonthsPage, key: str, refused: Refused, sent: set[str]
) -> HttpResponse:
    """Answer a script with what changed: of the row it sent, and what is told in its layer."""
    layer = next(one for one in page.layers if any(row.key == key for row in one.rows))
    rows = shown(layer, page, refused, may_write=True).rows
    told = {
        "seen": {
            one.form.key: one.form.seen
            for row in rows
            for one in row.cells
            if one.form and one.form.key in sent
        },
        "refused": sorted(refused),
        "totals": {
            one.row.key: render_to_string(
                "programmes/months/_total.html", {"total": one.row.total, "row": one.row}, request
            )
            for one in rows
            if one.row.key == key
        },
        "shares": dict(shares_in_words(request, layer)),
        "notes": {
            one.row.key: render_to_string(
                "programmes/months/_notes.html",
                {"notes": one.notes, "row": one.row, "page": page},
                request,
            )
            for one in rows
        },
        "saved": "" if refused else saved_now(),
    }
    return JsonResponse(told, status=status_of(refused))


def shares_in_words(request: SignedInRequest, layer: Layer) -> Iterator[tuple[str, str]]:
    """Yield what is computed in a layer, month by month, 0 being the year."""
    for one in layer.computed:
        for number, share in enumerate((one.total, *one.months)):
            words = {"share": share, "indicator": one.indicator, "of_year": number == 0}
            html = render_to_string("programmes/months/_share.html", words, request)
            yield f"{one.indicator.pk}-{number}", html


def kept(found: GridRow, data: QueryDict | None) -> dict[str, MonthCell]:
    """Return the cells in which something was typed before signing in again."""
    if data is None:
        return {}
    kind = GridCell if "grid" in data else MonthCell
    return {form.key: form for form in cells_sent(found.cells, data, kind) if form.is_touched}


def show_row(
    request: SignedInRequest,
    page: MonthsPage,
    found: GridRow,
    refused: dict[str, MonthCell],
    *,
    status: int = 200,
) -> HttpResponse:
    may_write = can_report_figure(request.user, page.scope)
    rows = [
        ShownCell(
            cell,
            refused.get(cell.key, MonthCell(cell)) if may_write and cell.is_writable else None,
        )
        for cell in found.cells
    ]
    context = {
        "page": page,
        "row": found,
        "cells": [(one, notes_of(one)) for one in rows],
        "may_write": any(one.form for one in rows),
        "may_judge": rules.can_review(request.user),
        "errors": summary_of(refused),
        "has_errors": bool(refused),
        "example_year": page.year.number if page.year.is_example else None,
    }
    return render(request, "programmes/months/row.html", context, status=status)


def saved_now() -> str:
    at = time_format(timezone.localtime(timezone.now()))
    return _("Saved at %(time)s.") % {"time": at}


def save(forms: Sequence[MonthCell], data: QueryDict, *, by: User) -> dict[str, MonthCell]:
    """Save each cell in which something was typed; return those that were refused, by key.

    Where two people typed, the button that was pressed says whose number stays.
    """
    refused: dict[str, MonthCell] = {}
    mine, theirs = chosen(data.get("mine", "")), data.get("theirs", "")
    for form in forms:
        if not form.is_touched or form.key == theirs:
            continue
        version = mine[1] if mine and mine[0] == form.key else (form.seen_by_sender or (0, ""))[0]
        if not form.is_valid():
            refused[form.key] = form
            continue
        try:
            answer(form, version, by=by)
        except ValidationError as refusal:
            refuse(form, refusal)
            form.is_clash = getattr(refusal, "code", "") in CLASHES
            refused[form.key] = form
    return refused


def chosen(told: str) -> tuple[str, int] | None:
    """Read which cell somebody keeps their own number in, over which version of the other one."""
    key, _at, version = told.partition("@")
    is_number = version.isascii() and version.isdigit() and len(version) < 10
    return (key, int(version)) if is_number else None


def answer(form: MonthCell, version: int, *, by: User) -> None:
    """Save one cell, or clear it when nothing stands in it any more."""
    cell = form.cell
    given, slot = cell.month.given, cell.slot
    if given is None or slot is None:
        raise Http404
    if form.is_emptied:
        actions.clear_answer(given=given, slot=slot, version=version, by=by)
        return
    actions.save_answer(given=given, slot=slot, version=version, by=by, **form.cleaned_data)
