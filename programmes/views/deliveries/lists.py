"""The list of forms, and one form with its sections."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from libraries.models import Year
from libraries.rules import is_poi
from programmes.overviews.delivery import delivery_lines, forms_of
from programmes.views.deliveries.finding import find_delivery, frame


@require_safe
def deliveries(request: SignedInRequest, year: Year | None = None) -> HttpResponse:
    """List the forms of a year that somebody has to do with; without a year the newest."""
    years, today = forms_of(request.user), timezone.localdate()
    if year is None:
        year = years[0] if years else Year(today.year)
    elif year not in years:
        raise Http404
    context = {
        "lines": delivery_lines(request.user, year, today=today),
        "year": year,
        "years": years,
        "today": today,
        "is_poi": is_poi(request.user),
        "example_year": year.number if year.is_example else None,
    }
    return render(request, "programmes/deliveries/list.html", context)


@require_safe
def delivery(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a form: how far it is, section by section, who has what, and what comes next."""
    found = find_delivery(request, pk)
    to_do = [one for one in found.sections if not one.score.is_complete or one.score.unseen]
    context = {
        **frame(request, found.given),
        "page": found,
        "next": next(iter(to_do or found.sections), None),
    }
    return render(request, "programmes/deliveries/delivery.html", context)
