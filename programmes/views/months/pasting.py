"""A block out of a spreadsheet: looked at first, filled in at once, and one way back."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from biblionet.accounts.models import SignedInRequest
from libraries.models import Year
from programmes import actions
from programmes.actions import Pasted, Put, Said
from programmes.forms import PasteForm, Pasting
from programmes.overviews import MonthsPage, cells_by_key
from programmes.views.months.finding import address_of, find_own_page

KEY = "pasted"


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: SignedInRequest, code: str, year: Year, scope: int) -> HttpResponse:
    """Show what a block would change; fill it in when that is agreed to."""
    page = find_own_page(request, code, year, scope)
    form = PasteForm(request.POST or None, page=page)
    if not form.is_valid():
        return show(request, page, form, None, status=422 if form.is_bound else 200)
    pasting = form.pasted
    if "mark" not in request.POST or not pasting.is_ready:
        return show(request, page, form, pasting, status=422 if pasting.problems else 200)
    if request.POST["mark"] != pasting.mark:
        form.add_error(
            None, _("Somebody changed numbers in the meantime. Look at the block again.")
        )
        return show(request, page, form, pasting, status=409)
    try:
        put = actions.paste_answers(pasted=list(pasted(pasting)), by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return show(request, page, form, pasting, status=422)
    remember(request, page, put)
    count = len(put)
    messages.success(
        request,
        ngettext("%(count)s number filled in.", "%(count)s numbers filled in.", count)
        % {"count": count},
    )
    return redirect("programmes:months", *address_of(page))


def pasted(pasting: Pasting) -> list[Pasted]:
    return [
        Pasted(one.cell.month.given, one.cell.slot, one.value, one.version)
        for one in pasting.changes
        if one.cell.month.given and one.cell.slot
    ]


def show(
    request: SignedInRequest,
    page: MonthsPage,
    form: PasteForm,
    pasting: Pasting | None,
    *,
    status: int,
) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "pasting": pasting,
        "has_errors": bool(form.errors) or bool(pasting and pasting.problems),
        "example_year": page.year.number if page.year.is_example else None,
    }
    return render(request, "programmes/months/paste.html", context, status=status)


def remember(request: SignedInRequest, page: MonthsPage, put: list[Put]) -> None:
    """Keep in the session what was replaced, to put it back; only of the last paste."""
    request.session[KEY] = {
        "path": reverse("programmes:months", args=address_of(page)),
        "cells": [
            (f"{one.slot.key}-{one.given.period.end.month}", one.version, told(one.before))
            for one in put
        ],
    }


def told(said: Said | None) -> dict[str, Any] | None:
    """Write down what a draft said, for the session."""
    if said is None:
        return None
    return {
        **asdict(said),
        "value": None if said.value is None else str(said.value),
        "expected_on": said.expected_on.isoformat() if said.expected_on else None,
    }


def read(told: dict[str, Any] | None) -> Said | None:
    """Read back what was written down."""
    if told is None:
        return None
    day, value = told["expected_on"], told["value"]
    return Said(
        **{
            **told,
            "value": None if value is None else Decimal(value),
            "expected_on": date.fromisoformat(day) if day else None,
        }
    )


@require_POST
def take_back(request: SignedInRequest, code: str, year: Year, scope: int) -> HttpResponse:
    """Put back what the last paste replaced, but for what was changed since."""
    page = find_own_page(request, code, year, scope)
    kept = request.session.get(KEY, {})
    if kept.get("path") == reverse("programmes:months", args=address_of(page)):
        del request.session[KEY]
        cells = cells_by_key(page)
        put = [
            Put(given, slot, version, read(before))
            for key, version, before in kept["cells"]
            if (cell := cells.get(key)) and (slot := cell.slot) and (given := cell.month.given)
        ]
        undone = actions.take_back_paste(put=put, by=request.user)
        for sentence in undone.refused:
            messages.warning(request, sentence)
        told = ngettext("%(count)s number put back.", "%(count)s numbers put back.", undone.count)
        tell = messages.success if undone.count else messages.info
        tell(request, told % {"count": undone.count})
    return redirect("programmes:months", *address_of(page))
