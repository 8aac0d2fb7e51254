"""The collection of a year: figures, norms, and who takes part in which profile."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from libraries.models import Organisation, Period, Year
from libraries.overviews import usual_year
from programmes import actions, overviews, rules
from programmes.models import CollectionProfile


@require_safe
def collection(request: SignedInRequest, year: Year | None = None) -> HttpResponse:
    """Show the collection of a year; without a year the newest real one."""
    years = overviews.collection_years()
    if year is None:
        year = usual_year(years, years) or Year(timezone.localdate().year)
    elif year not in years and find_period(year) is None:
        raise Http404
    context = {
        "page": overviews.collection_page(year=year),
        "year": year,
        "years": years,
        "may_keep": rules.can_keep_profiles(request.user) and find_period(year) is not None,
        "example_year": year.number if year.is_example else None,
    }
    return render(request, "programmes/collection.html", context)


def find_period(year: Year) -> Period | None:
    return Period.objects.of_year(year).filter(kind=Period.Kind.CALENDAR_YEAR).first()


@require_POST
def use_profile(request: SignedInRequest, year: Year, code: str, organisation: str) -> HttpResponse:
    """Say that an organisation takes part in a profile in a year, or that it does not any more."""
    profile = get_object_or_404(CollectionProfile, code=code)
    taker = get_object_or_404(Organisation, code=organisation)
    period = find_period(year)
    if period is None:
        raise Http404
    if not rules.can_keep_profiles(request.user):
        raise PermissionDenied
    words = {"profile": profile, "organisation": taker.label, "year": year.number}
    if request.POST.get("act") == "stop":
        actions.stop_taking_part(
            profile=profile, organisation=taker, period=period, by=request.user
        )
        done = _("%(organisation)s does not take part in “%(profile)s” in %(year)s.")
    else:
        actions.take_part(profile=profile, organisation=taker, period=period, by=request.user)
        done = _("%(organisation)s takes part in “%(profile)s” in %(year)s.")
    messages.success(request, done % words)
    return redirect("programmes:collection_in_year", year)
