"""Pages over several floors: the start page."""

from django.http import HttpResponse
from django.shortcuts import render

from biblionet.accounts.models import SignedInRequest


def start(request: SignedInRequest) -> HttpResponse:
    """Show the first page after signing in."""
    return render(request, "home/start.html")
