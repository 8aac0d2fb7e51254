"""Pages that only tell something; open to everybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


def tell(request: HttpRequest, page: str) -> HttpResponse:
    return render(request, f"home/{page}.html", {"contact_email": settings.CONTACT_EMAIL})


@require_safe
@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Say how to do what people come for."""
    return tell(request, "help")


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the portal is, and how that is known."""
    return tell(request, "accessibility")


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what the portal keeps of people."""
    return tell(request, "privacy")


@require_safe
@login_not_required
def vulnerability(request: HttpRequest) -> HttpResponse:
    """Say how to report a vulnerability."""
    return tell(request, "vulnerability")
