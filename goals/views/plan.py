"""Frameworks, objectives and actions, as everybody who is signed in may read them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from biblionet.accounts.models import SignedInRequest
from goals import illustrations, overviews, rules
from goals.models import Action, Framework, Objective, Pillar
from libraries.models import Period, Year


@require_safe
def objectives(request: SignedInRequest, year: Year | None = None) -> HttpResponse:
    """Show the frameworks in use in a year: objectives, actions, who reported, how it goes."""
    years = overviews.years_of(overviews.all_quarters())
    year = year or overviews.usual_year(years)
    scopes = overviews.reporting_scopes(year)
    frameworks = overviews.objectives_with_progress(
        year=year, scopes=scopes, network=None, with_targets=False
    )
    context = {"frameworks": frameworks, **about_year(year, years)}
    return render(request, "goals/objectives.html", context)


@require_safe
def frameworks(request: SignedInRequest) -> HttpResponse:
    """List all frameworks, newest first."""
    listed = overviews.frameworks_by_use(timezone.localdate())
    return render(request, "goals/frameworks.html", {"frameworks": listed})


@require_safe
def framework(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one framework with its pillars, objectives and actions."""
    found = get_object_or_404(Framework, code=code)
    page = overviews.framework_page(found)
    return render(request, "goals/framework.html", {"page": page})


@require_safe
def pillar(
    request: SignedInRequest, code: str, order: int, year: Year | None = None
) -> HttpResponse:
    """Show one pillar: how its objectives go, by organisation, and what the figures say."""
    found = get_object_or_404(
        Pillar.objects.select_related("framework"), framework__code=code, order=order
    )
    periods = overviews.all_periods()
    years = overviews.years_of_framework(found.framework, periods)
    year = year or overviews.usual_year(years)
    page = overviews.pillar_page(found, year=year, periods=periods)
    return render(request, "goals/pillar.html", {"page": page, **about_year(year, years)})


@require_safe
def objective(
    request: SignedInRequest, framework: str, code: str, year: Year | None = None
) -> HttpResponse:
    """Show one objective: text, actions, targets, who said what, and what happened."""
    found = get_object_or_404(
        Objective.objects.select_related("framework", "pillar").prefetch_related("aliases"),
        framework__code=framework,
        code=code,
    )
    periods = overviews.all_periods()
    years = overviews.years_of_framework(found.framework, periods)
    year = year or overviews.usual_year(years)
    page = overviews.objective_page(found, year=year, periods=periods, user=request.user)
    context = {
        "page": page,
        "figures": illustrations.illustrate(page.figures),
        "charts": illustrations.targets_of(page.overview.targets, shown=page.figures),
        "may_word": rules.can_word(request.user),
        **about_year(year, years),
    }
    return render(request, "goals/objective.html", context)


@require_safe
def actions(request: SignedInRequest) -> HttpResponse:
    """List all actions with the objectives they serve."""
    listed = Action.objects.prefetch_related("objectives__framework")
    return render(request, "goals/actions.html", {"actions": listed})


@require_safe
def action(request: SignedInRequest, code: str, year: Year | None = None) -> HttpResponse:
    """Show one action: the objectives it serves, its line of the activity plan, its progress."""
    found = get_object_or_404(Action, code=code)
    quarters = overviews.all_quarters()
    years = overviews.years_of(quarters)
    year = year or overviews.usual_year(years)
    page = overviews.action_page(
        found, year=year, quarters=of_year(quarters, year), user=request.user
    )
    context = {
        "page": page,
        "charts": illustrations.targets_of(page.overview.targets),
        **about_year(year, years),
    }
    return render(request, "goals/action.html", context)


def of_year(quarters: tuple[Period, ...], year: Year) -> list[Period]:
    return [quarter for quarter in quarters if quarter.year == year]


def about_year(year: Year, years: tuple[Year, ...]) -> dict[str, Any]:
    """Return what a page about one year tells of it: the choice, and the mark of the example."""
    return {
        "year": year,
        "years": years,
        "example_year": year.number if year.is_example else None,
    }
