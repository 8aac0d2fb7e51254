"""Organisations, municipalities, branches and the network."""

from collections.abc import Callable, Collection
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from libraries import overviews
from libraries.models import Branch, Municipality, Scope, Year
from libraries.views.frame import about_year


@require_safe
def organisations(request: SignedInRequest) -> HttpResponse:
    """List the organisations, each whole before its parts."""
    rows = overviews.organisation_rows(today=timezone.localdate())
    return render(request, "libraries/organisations.html", {"rows": rows})


@require_safe
def municipalities(request: SignedInRequest) -> HttpResponse:
    """List the municipalities with who works there."""
    rows = overviews.municipality_rows(today=timezone.localdate())
    return render(request, "libraries/municipalities.html", {"rows": rows})


@require_safe
def municipality(request: SignedInRequest, code: str, year: Year | None = None) -> HttpResponse:
    """Show a municipality: who works there, its branches, and the figures of a year."""
    found = get_object_or_404(Municipality, code=code)
    years, shown = _years(year, known=partial(overviews.years_of_municipality, found))
    page = overviews.municipality_page(found, year=shown)
    return render(
        request, "libraries/municipality.html", {"page": page, **about_year(shown, years)}
    )


@require_safe
def branches(request: SignedInRequest) -> HttpResponse:
    """List the branches by municipality."""
    return render(request, "libraries/branches.html", {"branches": overviews.branch_rows()})


@require_safe
def branch(request: SignedInRequest, code: str, year: Year | None = None) -> HttpResponse:
    """Show a branch with its names, dates and figures."""
    found = get_object_or_404(
        Branch.objects.select_related("owner", "place").prefetch_related("earlier_names"),
        code=code,
    )
    years, shown = _years(year, found, known=partial(overviews.years_of_branch, found))
    page = overviews.branch_page(found, year=shown)
    return render(request, "libraries/branch.html", {"page": page, **about_year(shown, years)})


@require_safe
def network(request: SignedInRequest, year: Year | None = None) -> HttpResponse:
    """Show the network: its members, and what adds up over all of them."""
    found = overviews.the_network()
    if found is None:
        raise Http404
    years, shown = _years(year, known=partial(overviews.years_of_network, found))
    page = overviews.network_page(found, year=shown)
    return render(request, "libraries/network.html", {"page": page, **about_year(shown, years)})


def _years(
    asked: Year | None,
    scope: Scope | None = None,
    *,
    known: Callable[[], Collection[Year]],
) -> tuple[tuple[Year, ...], Year | None]:
    """Return the years there are, and the one to show: a year without figures is not found.

    `known` gives the years of which the page has something to show; it is asked only when nobody
    chose one.
    """
    years = overviews.years_with_figures(scope)
    if asked is not None and asked not in years:
        raise Http404
    return years, asked or overviews.usual_year(years, known())
