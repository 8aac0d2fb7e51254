"""Pages over several floors: the start page, and a sign of life."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.fields import current_language
from biblionet.kit.gallery import sample_context


def start(request: SignedInRequest) -> HttpResponse:
    """Show the first page after signing in."""
    return render(request, "home/start.html")


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether this process runs and its database answers, and nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def gallery(request: SignedInRequest) -> HttpResponse:
    """Show every component in every variant, to who works on the portal."""
    if not request.user.is_staff:
        raise PermissionDenied
    return render(request, "components/gallery.html", sample_context(current_language()))
