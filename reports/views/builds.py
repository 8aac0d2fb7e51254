"""Productions: how far they are, and the file that came out."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit import files
from libraries.rules import is_poi
from reports import overviews, rules
from reports.models import Build
from reports.tasks import order_file as order_and_ring
from reports.views.editions import visible_edition
from reports.views.reports import marked


@require_POST
def order_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Order the file of an edition that is frozen already; for instance after a failure."""
    edition = visible_edition(request, pk)
    if not rules.can_order_report(request.user, edition.report):
        raise PermissionDenied
    return redirect(order_and_ring(edition=edition, by=request.user))


@require_safe
def build(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how far a production is; with JavaScript the stages follow by themselves."""
    return render(request, "reports/build.html", build_context(request, visible_build(request, pk)))


@require_safe
def build_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show only the part of that page that changes; it asks for itself until all is over."""
    context = build_context(request, visible_build(request, pk))
    return render(request, "reports/_build.html", context)


@require_safe
def download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Hand out a file; its address and its bytes never change, so its hash is its tag."""
    found = visible_build(request, pk)
    if not overviews.has_file(found):
        raise Http404
    etag = f'"{found.sha256}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    name = overviews.file_name(found.edition, found.edition.report.title)
    return FileResponse(
        files.path_of(found.sha256).open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/pdf",
        headers={"ETag": etag},
    )


def visible_build(request: SignedInRequest, pk: int) -> Build:
    visible = Build.objects.visible_to(request.user).select_related(
        "edition__report__outline",
        "edition__report__scope",
        "edition__report__period",
        "ordered_by",
    )
    return get_object_or_404(visible.defer("edition__contents"), pk=pk)


def build_context(request: SignedInRequest, found: Build) -> dict[str, object]:
    report = found.edition.report
    return {
        "build": found,
        "report": report,
        "progress": overviews.progress_of(
            found,
            now=timezone.now(),
            fragment_url=reverse("reports:build_progress", args=[found.pk]),
            page_url=found.get_absolute_url(),
        ),
        "has_file": overviews.has_file(found),
        "may_order": rules.can_order_report(request.user, report),
        "shows_details": is_poi(request.user),
        **marked(report.period),
    }
