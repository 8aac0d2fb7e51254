"""The page of one organisation, and its figures as files."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.home import illustrations
from biblionet.home.overviews.organisation import (
    organisation_figure,
    organisation_page,
    year_to_show,
    years_of,
)
from biblionet.kit.downloads import hand_out
from goals.overviews import all_periods
from libraries.models import Indicator, Organisation, Year
from libraries.resources.trends import sheet_of


@require_safe
def organisation(request: SignedInRequest, code: str, year: Year | None = None) -> HttpResponse:
    """Show what is known of one organisation in a year."""
    body = get_object_or_404(Organisation.objects.select_related("part_of"), code=code)
    periods = all_periods()
    years = years_of(body, periods)
    if year is not None and year not in years:
        raise Http404
    year = year or year_to_show(body, years, today=timezone.localdate())
    page = organisation_page(body, years, year, periods=periods, user=request.user)
    context = {
        "organisation": body,
        "page": page,
        "shown": illustrations.illustrate(page.shown),
        **({"example_year": year.number} if year.is_example else {}),
    }
    return render(request, "home/organisation.html", context)


@require_safe
def organisation_file(
    request: SignedInRequest, code: str, year: Year, indicator: str, kind: str
) -> HttpResponse:
    """Hand out a figure of an organisation as a sheet, or its chart as a drawing."""
    body = get_object_or_404(Organisation, code=code)
    counted = get_object_or_404(Indicator.objects.select_related("follows"), code=indicator)
    figure = organisation_figure(body, counted, year=year)
    (shown,) = illustrations.illustrate([figure])
    sheet = sheet_of(illustrations.beside(figure), whole_target=None, each_target=None)
    name = f"{year}_{slugify(counted.name)}_{body.code}"
    return hand_out(sheet, shown.charts, name=name, kind=kind)
