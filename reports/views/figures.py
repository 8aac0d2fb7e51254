"""The page of one figure: what its sources say, what uses it, and where it was printed."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from libraries.models import Figure
from libraries.overviews import figure_page
from reports import overviews
from reports.views.reports import marked


@require_safe
def figure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a figure; 404 for somebody who may see none of its readings."""
    found = get_object_or_404(Figure.objects.with_labels(), pk=pk)
    page = figure_page(found, request.user)
    if not page.readings:
        raise Http404
    context = {
        "figure": found,
        "page": page,
        "uses": overviews.uses_of(page),
        "evidence": overviews.evidence_of(page, request.user),
        "printed": overviews.printed_in(found, request.user),
        **marked(found.period),
    }
    return render(request, "reports/figure.html", context)
