"""The page of one organisation."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from libraries.models import Organisation


@require_safe
def organisation(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what is known of one organisation."""
    body = get_object_or_404(Organisation, code=code)
    return render(request, "home/organisation.html", {"organisation": body})
