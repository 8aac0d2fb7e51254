"""The log page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.home.overviews.trail import Choice, log_for


@require_safe
def log(request: SignedInRequest) -> HttpResponse:
    """Show who did what and when, narrowed by what is asked."""
    asked = request.GET
    choice = Choice(
        person=asked.get("persoon", ""),
        organisation=asked.get("organisatie", "").replace("\x00", ""),
        kind=asked.get("soort", "").replace("\x00", ""),
    )
    found = log_for(request.user, choice, page=asked.get("page"))
    return render(request, "home/log.html", {"log": found, "choice": choice})
