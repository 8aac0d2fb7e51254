"""Who reports on what, targets, and the lines of the activity plan."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from biblionet.accounts.models import SignedInRequest
from goals import actions, overviews, rules
from goals.forms import (
    AssignForm,
    ChangePerformanceForm,
    ChangeTargetForm,
    EndAssignmentForm,
    PerformanceForm,
    TargetForm,
)
from goals.models import Assignment, Performance, Target
from goals.views.plan import about_year
from libraries.models import Year


@require_safe
def assignments(request: SignedInRequest) -> HttpResponse:
    """List who reports on what."""
    groups = overviews.assignments_by_scope()
    context = {
        "groups": groups,
        "has_example": any(group.has_example for group in groups),
        "can_assign": rules.can_assign(request.user),
    }
    return render(request, "goals/assignments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: SignedInRequest) -> HttpResponse:
    """Let somebody report on something."""
    if not rules.can_assign(request.user):
        raise PermissionDenied
    form = AssignForm(request.POST or None)
    if form.is_valid() and acted(request, form, actions.assign):
        messages.success(request, _("Assigned."))
        return redirect("goals:assignments")
    return answer(request, "goals/assign.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def end_assignment(request: SignedInRequest, pk: int) -> HttpResponse:
    """End an assignment on a day."""
    found = get_object_or_404(
        Assignment.objects.select_related("objective__framework", "action", "scope__owner"), pk=pk
    )
    if not rules.can_end_assignment(request.user, found):
        raise PermissionDenied
    form = EndAssignmentForm(request.POST or None)
    if form.is_valid() and acted(request, form, actions.unassign, assignment=found):
        messages.success(request, _("The assignment ends on that day."))
        return redirect("goals:assignments")
    return answer(request, "goals/end_assignment.html", form, assignment=found)


@require_safe
def targets(request: SignedInRequest, year: Year | None = None) -> HttpResponse:
    """List the targets of a year with what was reached."""
    years = overviews.years_with_targets()
    year = year or overviews.usual_year(years)
    context = {
        "targets": overviews.targets_of_year(year),
        "can_set": rules.can_set_target(request.user),
        **about_year(year, years),
    }
    return render(request, "goals/targets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def set_target(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    """Set a target, or change one."""
    if not rules.can_set_target(request.user):
        raise PermissionDenied
    found = get_object_or_404(Target, pk=pk) if pk else None
    kind = ChangeTargetForm if found else TargetForm
    form = kind(request.POST or None, initial=values_of(found))
    if form.is_valid() and acted(request, form, actions.set_target, is_new=found is None):
        messages.success(request, _("The target is set."))
        return redirect("goals:targets_in_year", year=form.cleaned_data["period"].year)
    return answer(request, "goals/set_target.html", form, target=found)


@require_safe
def performances(request: SignedInRequest, year: Year | None = None) -> HttpResponse:
    """List the lines of the activity plan of a year: aimed, realised, money."""
    years = overviews.years_with_performances()
    year = year or overviews.usual_year(years)
    context = {
        "plan": overviews.activity_plan_of(year),
        "can_set": rules.can_set_performance(request.user),
        **about_year(year, years),
    }
    return render(request, "goals/performances.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def set_performance(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    """Add a line to the activity plan, or change one."""
    if not rules.can_set_performance(request.user):
        raise PermissionDenied
    found = get_object_or_404(Performance, pk=pk) if pk else None
    kind = ChangePerformanceForm if found else PerformanceForm
    form = kind(request.POST or None, initial=values_of(found))
    if form.is_valid() and acted(request, form, actions.set_performance, is_new=found is None):
        messages.success(request, _("The line of the activity plan is kept."))
        return redirect("goals:performances_in_year", year=form.cleaned_data["period"].year)
    return answer(request, "goals/set_performance.html", form, performance=found)


def acted(
    request: SignedInRequest, form: Form, act: Callable[..., models.Model], **more: Any
) -> bool:
    """Do what a valid form asks; a refusal goes on the form."""
    try:
        act(by=request.user, **form.cleaned_data, **more)
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
        return False
    return True


def values_of(row: Target | Performance | None) -> dict[str, Any]:
    """Return what a row holds, for its form."""
    if row is None:
        return {"direction": Target.Direction.AT_LEAST}
    values = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
    if isinstance(row, Target):
        kind = "objective" if row.objective_id else "action"
        values["about"] = f"{kind}-{row.objective_id or row.action_id}"
    return values


def answer(request: SignedInRequest, template: str, form: Form, **more: Any) -> HttpResponse:
    """Show a form, or what is wrong with it."""
    context = {"form": form, **more}
    return render(request, template, context, status=422 if form.is_bound else 200)
