"""One section of a form on one page, saved as a whole; each row stands by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.fields import say_about
from biblionet.kit.kept import kept_until_signed_in, take_kept, tell_kept
from programmes.forms import NumberRow, row_of
from programmes.models import Return, Section
from programmes.overviews import Slot
from programmes.overviews.delivery import (
    AskedQuestion,
    Note,
    SectionPage,
    notes_of,
    said,
    section_page,
)
from programmes.views.deliveries.finding import find_delivery, find_section, frame, may_fill_in
from programmes.views.deliveries.rows import BUTTONS, Row, kept_rows, name_of, save_rows


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row as it is shown: its form, what is told under it, and whether it can be typed in."""

    form: Row
    slot: Slot
    notes: tuple[Note, ...]
    is_writable: bool
    theirs: int | None = None  # the version of who was first
    their_words: str = ""

    @property
    def is_figure(self) -> bool:
        return isinstance(self.form, NumberRow)

    @property
    def is_open(self) -> bool:
        """What is folded away in the row has to be seen: something is asked, or stands there."""
        form = self.form
        asks = any(note.weight in {"error", "attention"} for note in self.notes)
        folded = [name for name in form.NAMES if name not in {"state", "value"}]
        is_missing = form.text("state") not in {"", "value"}
        return asks or is_missing or bool(form.errors) or any(form.text(name) for name in folded)

    @property
    def is_typed_over(self) -> bool:
        """Somebody does not agree with what was filled in before, and types the number."""
        return self.form.is_bound and (bool(self.form.errors) or self.form.is_touched)


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its rows."""

    asked: AskedQuestion
    rows: tuple[ShownRow, ...]


@kept_until_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: SignedInRequest, pk: int, order: int, number: int = 1) -> HttpResponse:
    """Show and save a section; a long one in several pages."""
    page = find_page(request, pk, order, number)
    if request.method != "POST":
        kept = kept_rows(page, take_kept(request))
        if kept:
            tell_kept(request)
        return show(request, page, kept)
    if not may_fill_in(request.user, page.delivery.given):
        raise PermissionDenied
    refused = save_rows(page, request.POST, by=request.user)
    if refused:
        after = find_page(request, pk, order, number)
        clashes = any(row.is_clash for row in refused.values())
        return show(request, after, refused, status=409 if clashes else 422)
    at = time_format(timezone.localtime(timezone.now()))
    messages.success(request, _("Saved at %(time)s.") % {"time": at})
    return redirect(where_to(request, page))


def find_page(request: SignedInRequest, pk: int, order: int, number: int) -> SectionPage:
    """Return a page of a section; Http404 when there is none."""
    delivery = find_delivery(request, pk)
    page = section_page(delivery, find_section(delivery, order), number)
    if page is None:
        raise Http404
    return page


def where_to(request: SignedInRequest, page: SectionPage) -> str:
    """Return where somebody goes on after everything was saved, by the button that was pressed."""
    if request.POST.get("act") == "next":
        return address_after(page)
    pressed = next((request.POST[name] for name in BUTTONS if request.POST.get(name)), "")
    return f"{request.path}#row-{pressed}" if pressed else request.path


def address_after(page: SectionPage) -> str:
    """Return the next page of the section, the next section, or at last the check."""
    pk = page.delivery.given.pk
    if page.number < page.pages:
        return address_of(page.delivery.given, page.line.section, page.number + 1)
    after = page.delivery.after(page.line)
    if after is None:
        return reverse("programmes:check_delivery", args=[pk])
    return address_of(page.delivery.given, after.section, 1)


def address_of(given: Return, section: Section, number: int) -> str:
    """Return the address of a page of a section."""
    args = [given.pk, section.order]
    if number == 1:
        return reverse("programmes:delivery_section", args=args)
    return reverse("programmes:delivery_section_page", args=[*args, number])


def show(
    request: SignedInRequest,
    page: SectionPage,
    typed: Mapping[str, Row],
    *,
    status: int = 200,
) -> HttpResponse:
    """Show a section; rows that were typed in and not saved keep what was typed."""
    about = frame(request, page.delivery.given)
    may_write = bool(about["may_write"])
    context: dict[str, Any] = {
        **about,
        "page": page,
        "questions": [shown(asked, typed, may_write=may_write) for asked in page.questions],
        "pages": [
            (one, address_of(page.delivery.given, page.line.section, one))
            for one in range(1, page.pages + 1)
        ],
        "after": address_after(page),
        "errors": summary_of(typed),
        "has_errors": any(row.errors for row in typed.values()),
        "mine": [one for one in page.line.delegations if one.colleague == request.user],
    }
    return render(request, "programmes/deliveries/section.html", context, status=status)


def shown(asked: AskedQuestion, typed: Mapping[str, Row], *, may_write: bool) -> ShownQuestion:
    """Return a question with its rows as forms."""
    rows = tuple(shown_row(slot, typed, may_write=may_write) for slot in asked.slots)
    return ShownQuestion(asked, rows)


def shown_row(slot: Slot, typed: Mapping[str, Row], *, may_write: bool) -> ShownRow:
    fresh = row_of(slot)
    form = typed.get(fresh.key, fresh)
    is_writable = may_write and (slot.is_writable or slot.is_preloaded)
    return ShownRow(
        form=form,
        slot=slot,
        notes=notes_of(slot, is_writable=is_writable, in_hand=may_write),
        is_writable=is_writable,
        theirs=fresh.version if form.is_clash else None,
        their_words=said(slot, slot.answer) if form.is_clash else "",
    )


def summary_of(typed: Mapping[str, Row]) -> list[tuple[str, str]]:
    """Return each refusal with the way to its row."""
    return [
        (say_about(name_of(row.slot), error), f"#row-{row.key}")
        for row in typed.values()
        for errors in row.errors.values()
        for error in errors
    ]
