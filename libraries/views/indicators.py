"""What is counted, and where it was published."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from libraries import illustrations, overviews
from libraries.models import Indicator, Publication, Scope


@require_safe
def indicators(request: SignedInRequest) -> HttpResponse:
    """List the indicators with their definitions; with ?invullen=1 those one may type."""
    levels = overviews.reportable_levels(request.user)
    to_enter = "invullen" in request.GET
    rows = overviews.indicator_rows()
    context = {
        "rows": [row for row in rows if not to_enter or row.indicator.level in levels],
        "to_enter": to_enter,
        "may_enter": bool(levels),
    }
    return render(request, "libraries/indicators.html", context)


@require_safe
def indicator(request: SignedInRequest, code: str) -> HttpResponse:
    """Show an indicator: definitions, kin, and its series at a place."""
    found = get_object_or_404(
        Indicator.objects.select_related(
            "numerator", "denominator", "part_of", "follows"
        ).prefetch_related("definitions"),
        code=code,
    )
    page = overviews.indicator_page(found, scope=_scope(request))
    context = {
        "page": page,
        "chart": illustrations.series_of(page),
        "may_report": bool(overviews.reportable_scopes(request.user, found)),
    }
    return render(request, "libraries/indicator.html", context)


def _scope(request: SignedInRequest) -> Scope | None:
    """Return the place that is asked for with ?plek=; what is no place is not found."""
    asked = request.GET.get("plek", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    return get_object_or_404(Scope, pk=int(asked))


@require_safe
def publications(request: SignedInRequest) -> HttpResponse:
    """List the publications figures are quoted from."""
    found = Publication.objects.all()
    return render(request, "libraries/publications.html", {"publications": found})


@require_safe
def publication(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a publication with every reading quoted from it."""
    found = get_object_or_404(Publication, code=code)
    page = overviews.publication_page(found, page=request.GET.get("page"))
    return render(request, "libraries/publication.html", {"page": page})
