"""The screen of a quarter: everything a scope says, saved row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.fields import say_about
from biblionet.kit.kept import kept_until_signed_in, take_kept, tell_kept, wants_json
from goals import overviews, rules
from goals.forms import AnswerForm, RowForm, ToldForm
from goals.overviews.quarter import Block, Fold, Note, QuarterPage, notes_of, quarter_page
from goals.views.quarter.rows import Refused, column_of, forms_of, kept_rows, pasted, save_rows
from libraries.models import Period, Scope
from libraries.rules import belongs_to, is_writable
from programmes.actions import state_sentence
from programmes.overviews import sheet_in_words


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is shown: its form, what is told under it, and whether it can be typed in."""

    form: RowForm
    notes: tuple[Note, ...]
    is_writable: bool
    theirs: int | None = None  # the version of who was first

    @property
    def is_open(self) -> bool:
        """What is folded away in the row has to be seen: something is asked, or stands there."""
        form = self.form
        asks = any(note.weight in {"error", "attention"} for note in self.notes)
        return asks or bool(form.errors) or any(form.text(name) for name in FOLDED[type(form)])


FOLDED: Mapping[type[RowForm], tuple[str, ...]] = {
    AnswerForm: ("expected_on", "explanation"),
    ToldForm: ("question",),
}


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block with its rows."""

    block: Block
    told: Row | None
    folds: tuple[tuple[Fold, tuple[Row, ...], bool], ...]  # with whether it stands open


@kept_until_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def quarter(request: SignedInRequest, period: int, scope: int) -> HttpResponse:
    """Show and save what a scope says over a quarter; any part of the rows may be sent."""
    page = find_page(request, period, scope)
    if request.method != "POST":
        kept = kept_rows(page, take_kept(request))
        if kept:
            tell_kept(request)
        return show(request, page, kept)
    if not rules.reports_for(request.user, page.scope):
        raise PermissionDenied
    refused = save_rows(page, request.POST, by=request.user)
    after = quarter_page(page.scope, page.period, user=request.user)
    if wants_json(request):
        return told_to_script(request, after, refused)
    if refused:
        return show(request, after, refused, status=status_of(refused))
    return go_on(request, after)


def find_page(request: SignedInRequest, period: int, scope: int) -> QuarterPage:
    """Return the quarter of a scope; Http404 when it is none of one's own."""
    of = get_object_or_404(Scope.objects.select_related("owner"), pk=scope)
    over = get_object_or_404(
        Period.objects.select_related("closed_by"), pk=period, kind=Period.Kind.QUARTER
    )
    if not belongs_to(request.user, of):
        raise Http404
    return quarter_page(of, over, user=request.user)


def go_on(request: SignedInRequest, page: QuarterPage) -> HttpResponse:
    """Go on after everything was saved: to the check, to a pasted column, or back to the row."""
    column = column_of(page, request.POST)
    if column:
        block, lines = column
        filled = pasted(block, lines)
        return show(request, page, filled, pasted_column=preview(block, lines, filled))
    place = (page.period.pk, page.scope.pk)
    if request.POST.get("act") == "check":
        return redirect("goals:submit_quarter", *place)
    messages.success(request, saved_now())
    pressed = next((request.POST[name] for name in BUTTONS if request.POST.get(name)), "")
    return redirect(f"{request.path}#row-{pressed}" if pressed else request.path)


BUTTONS = ("same", "copy", "mine", "theirs")


def preview(block: Block, lines: list[str], filled: Mapping[str, RowForm]) -> dict[str, Any]:
    """Return what is said of a column before it is saved."""
    room = sum(one.is_writable for one in block.asked)
    return {
        "lines": " · ".join(lines[:12]) + (" …" if len(lines) > 12 else ""),
        "count": len(filled),
        "dropped": max(0, len(lines) - room),
        "title": block.title,
    }


def saved_now() -> str:
    at = time_format(timezone.localtime(timezone.now()))
    return _("Saved at %(time)s.") % {"time": at}


def status_of(refused: Refused) -> int:
    return 409 if any(form.is_clash for form in refused.values()) else 422


def show(
    request: SignedInRequest,
    page: QuarterPage,
    typed: Mapping[str, RowForm],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Show the screen; rows that were typed in and not saved keep what was typed."""
    today = timezone.localdate()
    reports = rules.reports_for(request.user, page.scope) and is_writable(
        page.period, page.scope, today=today
    )
    may_write = reports and page.is_writable
    exception = overviews.exception_of(page.period, page.scope)
    until = exception.until if exception and exception.until >= today else None
    lock = overviews.lock_of_period_with(page.period, exception, today=today)
    context = {
        "page": page,
        "count": page.count,
        "chapters": [
            (chapter.title, [shown(block, typed, may_write=may_write) for block in chapter.blocks])
            for chapter in page.chapters
        ],
        "may_write": may_write,
        "lock": lock,
        "states": [
            say_about(one.questionnaire, state_sentence(one, can_withdraw=reports))
            for one in page.returns
            if not one.is_writable
        ],
        "until": until,
        "deadline": None if lock else until or first_deadline(page),
        "about_all": [words for sheet in page.sheets for words in sheet_in_words(sheet)],
        "errors": summary_of(typed),
        "has_errors": any(form.errors for form in typed.values()),
        "today": today,
        "example_year": page.period.end.year if page.period.is_example else None,
        **more,
    }
    return render(request, "goals/quarter.html", context, status=status)


def first_deadline(page: QuarterPage) -> date | None:
    return min((one.deadline for one in page.returns), default=None)


def shown(block: Block, typed: Mapping[str, RowForm], *, may_write: bool) -> ShownBlock:
    """Return a block with its rows as forms."""
    told = row_of(ToldForm(block.told), typed, may_write=may_write) if block.told else None
    folds = []
    for fold in block.folds:
        rows = tuple(row_of(AnswerForm(one), typed, may_write=may_write) for one in fold.asked)
        folds.append((fold, rows, any(row.notes or row.form.is_bound for row in rows)))
    return ShownBlock(block, told, tuple(folds))


def row_of(fresh: RowForm, typed: Mapping[str, RowForm], *, may_write: bool) -> Row:
    about = fresh.told if isinstance(fresh, ToldForm) else fresh.asked  # type: ignore[attr-defined]  # the other of two
    form = typed.get(fresh.key, fresh)
    return Row(
        form=form,
        notes=notes_of(about),
        is_writable=may_write and about.is_writable,
        theirs=fresh.version if form.is_clash else None,
    )


def summary_of(typed: Mapping[str, RowForm]) -> list[tuple[str, str]]:
    """Return each refusal with the way to its row."""
    return [
        (say_about(name_of(form), error), f"#row-{form.key}")
        for form in typed.values()
        for errors in form.errors.values()
        for error in errors
    ]


def name_of(form: RowForm) -> str:
    if isinstance(form, AnswerForm):
        slot = form.asked.slot
        return f"{slot.question}, {slot.place.label}"
    return str(form.told.task.about)  # type: ignore[attr-defined]  # the other of two


def told_to_script(request: SignedInRequest, page: QuarterPage, refused: Refused) -> HttpResponse:
    """Answer a script with what changed: of the rows it sent, and what is told under others."""
    sent = {form.key for form in forms_of(page, request.POST) if form.seen_by_sender}
    places = {one.slot.place for one in page.asked if one.key in sent}
    rows = {}
    for fresh in forms_of(page):
        beside = isinstance(fresh, AnswerForm) and fresh.asked.slot.place in places
        if fresh.key in sent or beside:
            row = row_of(fresh, refused, may_write=True)
            rows[fresh.key] = {
                "notes": render_to_string("goals/_row_notes.html", {"row": row}, request),
                "open": row.is_open,
                **({"seen": row.form.seen} if fresh.key in sent else {}),
                **({"fill": filled(fresh)} if was_pressed(request, fresh.key) else {}),
            }
    answer = {
        "rows": rows,
        "saved": "" if refused else saved_now(),
        "refused": sorted(refused),
        "count": render_to_string("goals/_quarter_count.html", {"count": page.count}, request),
    }
    return JsonResponse(answer, status=status_of(refused) if refused else 200)


def was_pressed(request: SignedInRequest, key: str) -> bool:
    """Tell whether a button of a row was pressed that changes what stands in it."""
    return any(request.POST.get(name) == key for name in BUTTONS)


def filled(form: RowForm) -> dict[str, str]:
    return {name: form.text(name) for name in form.NAMES}
