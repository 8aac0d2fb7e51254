"""The first page after signing in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest


@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """Show what there is to do and to know, by role."""
    return render(request, "home/start.html")
