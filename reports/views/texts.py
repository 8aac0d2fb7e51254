"""The texts of reports with all their versions, and the outlines they stand in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.kept import begin_with, kept_until_signed_in
from reports import actions, rules
from reports.dossier import wanted_by
from reports.forms import TextForm
from reports.models import Outline, ReportText, Text, TextRevision
from reports.standing import placeholders_in, read_text
from reports.views.reports import visible_report


@require_safe
def text(request: SignedInRequest, key: str) -> HttpResponse:
    """Show a text as it reads now, where it stands, and every earlier version."""
    found = visible_text(request, key)
    revisions = list(found.revisions.select_related("author"))
    newest = revisions[0] if revisions else None
    context = {
        "text": found,
        "newest": newest,
        "passages": read_text(newest.body) if newest else (),
        "placeholders": placeholders_in(newest.body) if newest else (),
        "revisions": revisions,
        "may_write": rules.can_write_texts(request.user),
    }
    return render(request, "reports/text.html", context)


@kept_until_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write_text(request: SignedInRequest, key: str) -> HttpResponse:
    """Write a new version of a text; who was overtaken sees the newest one beside their own."""
    found = visible_text(request, key)
    if not rules.can_write_texts(request.user):
        raise PermissionDenied
    newest = found.revisions.first()
    form = TextForm(request.POST or None, initial=begin_with(request, initial_of(newest)))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_text(text=found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 409 if refusal.code == "changed" else 422
        else:
            messages.success(request, _("The text is saved. Earlier versions are kept."))
            return redirect(found)
    elif request.method == "POST":
        status = 422
    context = {"text": found, "form": form, "newest": newest, "is_overtaken": status == 409}
    return render(request, "reports/write_text.html", context, status=status)


@require_POST
def block_text(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Open the text of a block of a report for writing; make it when nobody did."""
    report = visible_report(request, pk)
    if not rules.can_write_texts(request.user):
        raise PermissionDenied
    block = get_object_or_404(report.outline.blocks, key=key)
    try:
        found = actions.text_for(report=report, block=block, by=request.user)
    except ValidationError:
        raise Http404 from None
    return redirect("reports:write_text", found.key)


@require_safe
def outlines(request: SignedInRequest) -> HttpResponse:
    """List the outlines that reports follow."""
    found = Outline.objects.annotate(size=Count("blocks")).order_by("kind", "-first_year")
    return render(request, "reports/outlines.html", {"outlines": found})


@require_safe
def outline(request: SignedInRequest, code: str) -> HttpResponse:
    """Show an outline: its chapters and blocks, with what each asks for."""
    found = get_object_or_404(Outline, code=code)
    return render(request, "reports/outline.html", {"outline": found, "rows": wanted_by(found)})


def visible_text(request: SignedInRequest, key: str) -> Text:
    if not rules.can_see_texts(request.user):
        raise Http404
    placings = ReportText.objects.select_related(
        "report__outline", "report__scope", "report__period"
    )
    return get_object_or_404(Text.objects.prefetch_related(Prefetch("placings", placings)), key=key)


def initial_of(newest: TextRevision | None) -> dict[str, object]:
    """Return what the form starts with."""
    if newest is None:
        return {"based_on": 0}
    return {
        "body": newest.body,
        "signed_as": newest.signed_as,
        "source": newest.source,
        "based_on": newest.number,
    }
