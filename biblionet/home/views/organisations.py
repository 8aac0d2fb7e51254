"""The page of one organisation."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.home.overviews.organisation import organisation_page, year_to_show, years_of
from libraries.models import Organisation, Year


@require_safe
def organisation(request: SignedInRequest, code: str, year: Year | None = None) -> HttpResponse:
    """Show what is known of one organisation in a year."""
    body = get_object_or_404(Organisation.objects.select_related("part_of"), code=code)
    years = years_of(body)
    if year is not None and year not in years:
        raise Http404
    year = year or year_to_show(body, years, today=timezone.localdate())
    context = {
        "organisation": body,
        "page": organisation_page(body, years, year, user=request.user),
        **({"example_year": year.number} if year.is_example else {}),
    }
    return render(request, "home/organisation.html", context)
