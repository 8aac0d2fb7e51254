"""The figures of an objective: as files, and the sentence that stands with them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.downloads import hand_out
from biblionet.kit.kept import begin_with, kept_until_signed_in
from goals import actions, illustrations, overviews, rules
from goals.forms import WordingForm
from goals.models import Objective, ObjectiveIndicator
from goals.resources import sheet_of_figure
from goals.views.plan import about_year
from goals.views.promises import acted
from libraries.models import Year


@require_safe
def figure_file(
    request: SignedInRequest, year: Year, framework: str, code: str, indicator: str, kind: str
) -> HttpResponse:
    """Hand out the figures under an objective as a sheet, or their chart as a drawing."""
    link = find_link(framework, code, indicator)
    figure = overviews.figure_of(link.objective, link.indicator, year=year)
    (shown,) = illustrations.illustrate([figure])
    return hand_out(sheet_of_figure(figure), shown.charts, name=file_name(link, year), kind=kind)


@kept_until_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def word(
    request: SignedInRequest, year: Year, framework: str, code: str, indicator: str
) -> HttpResponse:
    """Write a sentence in the place of the drafted one."""
    if not rules.can_word(request.user):
        raise PermissionDenied
    link = find_link(framework, code, indicator)
    figure = overviews.figure_of(link.objective, link.indicator, year=year)
    form = WordingForm(request.POST or None, initial=begin_with(request, stands_now(figure)))
    about = {"objective": link.objective, "indicator": link.indicator, "year": year}
    if form.is_valid() and acted(request, form, actions.word, **about):
        messages.success(request, _("The sentence is kept."))
        return redirect("goals:objective_in_year", year, framework, code)
    if form.is_bound:  # what was read before may be another by now
        form.data = {**stands_now(figure), "text": request.POST.get("text", "")}
    context = {"form": form, "figure": figure, **about, **about_year(year, ())}
    status = 422 if form.is_bound else 200
    return render(request, "goals/word.html", context, status=status)


def stands_now(figure: overviews.ShownFigure) -> dict[str, object]:
    """Return what the form begins with: the words that stand there, and what they are based on."""
    return {
        "text": figure.wording.text if figure.wording else "",
        "drafted": figure.drafted.text if figure.drafted else "",
        "based_on": figure.wording.number if figure.wording else 0,
    }


def find_link(framework: str, code: str, indicator: str) -> ObjectiveIndicator:
    """Return an indicator that shows how far an objective came; Http404 when it does not."""
    return get_object_or_404(
        ObjectiveIndicator.objects.select_related("objective__framework", "indicator"),
        objective__framework__code=framework,
        objective__code=code,
        indicator__code=indicator,
    )


def file_name(link: ObjectiveIndicator, year: Year) -> str:
    """Return a name that says what is in a file: '2025_jeugdleden-tot-18-jaar_doel-1'."""
    objective: Objective = link.objective
    what = slugify(link.indicator.name)
    return f"{year}_{what}_{slugify(objective.framework.objective_word)}-{objective.order}"
