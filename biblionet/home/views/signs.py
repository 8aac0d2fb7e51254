"""What machines ask: a sign of life, and where to report a vulnerability."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SECURITY_TXT_HOLDS = timedelta(days=180)  # RFC 9116 asks for less than a year


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
@login_not_required
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a vulnerability, as RFC 9116 asks."""
    expires = (timezone.now() + SECURITY_TXT_HOLDS).strftime("%Y-%m-%dT00:00:00Z")
    page = settings.PORTAL_ADDRESS + reverse("home:vulnerability")
    lines = (
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Contact: {page}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.PORTAL_ADDRESS}{reverse('home:security_txt')}",
        f"Policy: {page}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
