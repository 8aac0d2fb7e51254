"""The gallery of components."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.fields import current_language
from biblionet.kit.gallery import sample_context
from libraries.rules import is_poi


@require_safe
def gallery(request: SignedInRequest) -> HttpResponse:
    """Show every component in every variant, to who works on the portal."""
    if not is_poi(request.user):
        raise PermissionDenied
    return render(request, "components/gallery.html", sample_context(current_language()))
