"""Looking for figures, open conflicts, and choosing between sources."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.sheets import KINDS
from libraries import actions, overviews, rules
from libraries.forms import ChooseForm, FiguresFilter, refuse
from libraries.models import Figure, Indicator, Period, Publication, Reading, Scope
from libraries.templatetags.figures import reading_value

PLACES = (
    Scope.Kind.NETWORK,
    Scope.Kind.MUNICIPALITY,
    Scope.Kind.PROVINCE,
    Scope.Kind.COUNTRY,
)


@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """List the figures somebody may see, narrowed down and sorted as asked."""
    form, choice = asked(request)
    page = overviews.figure_list(request.user, choice, page=request.GET.get("page"))
    lines = overviews.lines_of(page, request.user)
    context = {
        "form": form,
        "choice": choice,
        "page": page,
        "lines": lines,
        "may_import": rules.can_import(request.user),
        "file_kinds": tuple(KINDS),
        "may_enter": bool(overviews.reportable_levels(request.user)),
        "has_example": any(line.figure.period.is_example for line in lines),
    }
    return render(request, "libraries/figures.html", context)


def asked(request: SignedInRequest) -> tuple[FiguresFilter, overviews.Choice]:
    """Return the filter of a list of figures, and what it is narrowed to."""
    form = FiguresFilter(
        request.GET,
        indicators=Indicator.objects.values_list("code", "name"),
        organisations=_named((Scope.Kind.ORGANISATION,)),
        places=_named(PLACES),
        years=overviews.years_with_figures(),
        publications=Publication.objects.order_by("title").values_list("code", "title"),
    )
    form.is_valid()  # what cannot be asked is said in the form, the rest narrows the list
    cleaned = form.cleaned_data
    choice = overviews.Choice(
        indicator=cleaned.get("kengetal", ""),
        organisation=cleaned.get("organisatie", ""),
        place=cleaned.get("plek", ""),
        year=cleaned.get("jaar"),
        status=cleaned.get("stand", ""),
        source=cleaned.get("bron", ""),
        sort=cleaned.get("sorteer", ""),
    )
    return form, choice


def _named(kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    scopes = Scope.objects.filter(kind__in=kinds).order_by("kind", "name")
    return [(str(pk), name) for pk, name in scopes.values_list("pk", "name")]


@require_safe
def conflicts(request: SignedInRequest) -> HttpResponse:
    """List the figures whose sources contradict each other."""
    page = overviews.conflicts(page=request.GET.get("page"))
    context = {
        "page": page,
        "lines": [line for line in page if not line.figure.period.is_example],
        "example_lines": [line for line in page if line.figure.period.is_example],
        "may_choose": rules.can_choose_reading(request.user),
    }
    return render(request, "libraries/conflicts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which source of a figure counts, and why."""
    figure = get_object_or_404(Figure.objects.with_labels(), pk=pk)
    if not rules.can_choose_reading(request.user):
        raise PermissionDenied
    readings = {
        str(one.pk): one for one in figure.readings.in_force().select_related("publication")
    }
    choices = [
        (key, format_html("{} – {}", reading_value(one, figure.indicator), source_of(one)))
        for key, one in readings.items()
    ]
    form = ChooseForm(request.POST or None, choices=choices)
    if form.is_valid():
        try:
            actions.choose_reading(
                figure=figure,
                reading=readings[form.cleaned_data["reading"]],
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Your choice has been saved."))
            return redirect(figure)
    context = {"form": form, "figure": figure, **_mark(figure.period)}
    return render(request, "libraries/choose.html", context, status=422 if form.errors else 200)


def source_of(reading: Reading) -> str:
    """Return where a reading comes from, in words."""
    return str(reading.publication or reading.get_source_display())


def _mark(period: Period) -> dict[str, int | None]:
    return {"example_year": period.end.year if period.is_example else None}
