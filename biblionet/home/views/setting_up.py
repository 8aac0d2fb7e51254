"""Where the support institution sets the portal up for a season."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from libraries.rules import administers, is_poi


@require_safe
def set_up(request: SignedInRequest) -> HttpResponse:
    """List what can be set up: periods, roles, who reports, targets, outlines, master data."""
    if not is_poi(request.user):
        raise PermissionDenied
    return render(request, "home/set_up.html", {"administers": administers(request.user)})
