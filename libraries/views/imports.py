"""Figures in with a file: upload, columns, what is thought of each row, apply, undo."""

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit import files
from biblionet.kit.downloads import save_as
from biblionet.kit.sheets import KINDS
from biblionet.trail.overviews import history
from libraries import rules, tasks
from libraries.actions import importing
from libraries.forms.fields import refuse
from libraries.forms.imports import ColumnsForm, SheetForm, UndoForm, UploadForm
from libraries.models import Import
from libraries.overviews import imports as overviews
from libraries.resources import imports
from libraries.resources.columns import propose
from libraries.resources.remarks import remarks

State = Import.State


@require_safe
def import_list(request: SignedInRequest) -> HttpResponse:
    """List the files that came in."""
    _require_importer(request)
    page = overviews.import_list(page=request.GET.get("page"))
    return render(request, "libraries/imports.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a file in, when it is safe to read; nothing of it is imported yet."""
    _require_importer(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = _receive(file, form.cleaned_data["source"], request)
        except ValidationError as refusal:
            refuse(form, _at_file(refusal))
        else:
            return redirect("libraries:import_columns", batch.pk)
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "libraries/import_upload.html", context, status=status)


def _receive(file: "UploadedFile[bytes]", source: str, request: SignedInRequest) -> Import:
    """Put the file down where a reader finds it, look at it, and keep it."""
    with files.unfinished() as place:
        with files.disk_full_said(), place.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        return imports.receive(path=place, name=file.name or "", source=source, by=request.user)


def _at_file(refusal: ValidationError) -> ValidationError:
    """Put a sentence about the file at the field of the file."""
    return refusal if hasattr(refusal, "error_dict") else ValidationError({"file": refusal})


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which sheet and which column is what; have every row checked."""
    batch = _batch(request, pk)
    if not files.is_kept(batch.sha256):
        raise Http404
    looked = imports.look(files.path_of(batch.sha256), request.GET.get("blad", batch.sheet))
    batch.header = list(looked.header)
    proposed = propose(looked.header, imports.remembered(batch))
    form = ColumnsForm(request.POST or None, header=looked.header, proposed=proposed)
    if form.is_valid():
        try:
            tasks.check_and_ring(
                batch=batch,
                columns=form.columns,
                sheet=looked.sheet,
                header=looked.header,
                by=request.user,
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            return redirect(batch)
    context = {
        "batch": batch,
        "form": form,
        "looked": looked,
        "sheet_form": SheetForm(initial={"sheet": looked.sheet}, sheets=looked.table.sheets),
        "left": _not_read(looked, form),
    }
    status = 422 if form.errors else 200
    return render(request, "libraries/import_columns.html", context, status=status)


def _not_read(looked: imports.Looked, form: ColumnsForm) -> list[str]:
    """Return the headings that nobody reads."""
    read = form.read
    return [name for place, name in enumerate(looked.header) if name and str(place) not in read]


@require_safe
def import_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how it stands with an import, and its rows."""
    batch = _batch(request, pk)
    if batch.state == State.UPLOADED:
        return redirect("libraries:import_columns", batch.pk)
    return render(request, "libraries/import.html", _context(request, batch))


@require_safe
def import_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show only the part of that page that changes; it asks for itself until all is over."""
    return render(request, "libraries/_import.html", _context(request, _batch(request, pk)))


@require_POST
def apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the checked rows written, all or none."""
    batch = _batch(request, pk)
    try:
        tasks.apply_and_ring(batch=batch, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(batch)


@require_POST
def check_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have every row judged anew, with the columns that were chosen."""
    batch = _batch(request, pk)
    try:
        tasks.check_and_ring(
            batch=batch,
            columns=batch.columns,
            sheet=batch.sheet,
            header=batch.header,
            by=request.user,
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(batch)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Undo an import, with a reason."""
    batch = _batch(request, pk)
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            tasks.undo_and_ring(batch=batch, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            return redirect(batch)
    context = {"batch": batch, "form": form}
    status = 422 if form.errors else 200
    return render(request, "libraries/import_undo.html", context, status=status)


@require_safe
def import_remarks(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out the refused rows, with the remark in the cell."""
    batch = _batch(request, pk)
    if not batch.refused or not files.is_kept(batch.sha256):
        raise Http404
    name = slugify(f"{Path(batch.file_name).stem}-{_('remarks')}")
    return save_as(remarks(batch), name=f"{name}.xlsx", content_type=KINDS["xlsx"])


def _require_importer(request: SignedInRequest) -> None:
    if not rules.can_import(request.user):
        raise PermissionDenied


def _batch(request: SignedInRequest, pk: int) -> Import:
    _require_importer(request)
    return get_object_or_404(Import.objects.select_related("by", "applied_by", "undone_by"), pk=pk)


def _context(request: SignedInRequest, batch: Import) -> dict[str, object]:
    """Return what the page of an import shows: its progress, or its rows."""
    context: dict[str, object] = {"batch": batch, "tallies": overviews.tallies(batch)}
    if batch.is_at_work:
        context["progress"] = overviews.progress_of(
            batch,
            now=timezone.now(),
            told=importing.told(batch.pk),
            fragment_url=reverse("libraries:import_progress", args=[batch.pk]),
            page_url=batch.get_absolute_url(),
        )
        return context
    verdict = request.GET.get("oordeel", "")
    context["verdict"] = verdict
    context["rows"] = overviews.rows_of(batch, verdict=verdict, page=request.GET.get("page"))
    context["publications"] = overviews.new_publications(batch)
    context["history"] = history(batch)
    return context
