"""Write, check, submit and take back a progress update."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.kept import begin_with, kept_until_signed_in
from goals import actions, overviews, rules
from goals.forms import ActForm, UpdateForm
from goals.models import ProgressUpdate
from goals.views.updates import visible
from libraries.forms import refuse
from libraries.models import Period
from libraries.rules import belongs_to


@kept_until_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedInRequest, period: int, assignment: int) -> HttpResponse:
    """Write an update: the form, with what was said before beside it, or why it is locked."""
    task = find_task(request, period, assignment)
    if not rules.reports_for(request.user, task.assignment.scope):
        raise PermissionDenied
    begun = begin_with(request, typed_before(task.update))
    form = UpdateForm(request.POST or None, initial=begun)
    if form.is_valid():
        try:
            update = save(request, task, form)
        except ValidationError as refusal:
            of_a_field = hasattr(refusal, "error_dict")
            form = refused(form, refusal)
            return show_form(request, task, form, status=422 if of_a_field else 409)
        return after_saving(request, task, update)
    return show_form(request, task, form, status=422 if form.is_bound else 200)


def find_task(request: SignedInRequest, period: int, assignment: int) -> overviews.Task:
    """Return what is to be written over a quarter; Http404 when it is not one's own."""
    quarter = get_object_or_404(Period, pk=period, kind=Period.Kind.QUARTER)
    task = overviews.find_task(assignment, quarter)
    if task is None or not belongs_to(request.user, task.assignment.scope):
        raise Http404
    return task


def typed_before(update: ProgressUpdate | None) -> dict[str, Any]:
    """Return what stands in the draft, for the form."""
    if update is None:
        return {}
    return {name: getattr(update, name) for name in ("version", "rating", "note", "question")}


def save(request: SignedInRequest, task: overviews.Task, form: UpdateForm) -> ProgressUpdate:
    return actions.save_update(
        about=task.about,
        scope=task.assignment.scope,
        period=task.period,
        by=request.user,
        **form.cleaned_data,
    )


def refused(form: UpdateForm, refusal: ValidationError) -> UpdateForm:
    """Put a refusal on the form; who sends it again after a clash chooses knowingly."""
    if isinstance(refusal, actions.StaleUpdateError):
        form = UpdateForm({**form.cleaned_data, "version": refusal.theirs.version})
        form.is_valid()
    refuse(form, refusal)
    return form


def after_saving(
    request: SignedInRequest, task: overviews.Task, update: ProgressUpdate
) -> HttpResponse:
    """Go on to the check, or back to the form."""
    if request.POST.get("act") == "check":
        return redirect("goals:check_update", pk=update.pk)
    at = time_format(timezone.localtime(timezone.now()))
    messages.success(request, _("Saved at %(time)s.") % {"time": at})
    return redirect(request.path)


def show_form(
    request: SignedInRequest, task: overviews.Task, form: UpdateForm, *, status: int = 200
) -> HttpResponse:
    scope, period = task.assignment.scope, task.period
    lock = overviews.lock_of_period(period, scope, today=timezone.localdate())
    if task.update:
        lock = overviews.lock_of_state(task.update) or lock
    context = {
        "task": task,
        "form": form,
        "lock": lock,
        "before": overviews.said_before(task.about, scope, period, user=request.user),
        "targets": overviews.targets_beside(task.about, scope, period),
        "remarks": task.update.remarks.select_related("by") if task.update else (),
        "example_year": period.end.year if period.is_example else None,
    }
    return render(request, "goals/write.html", context, status=status)


@require_safe
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a draft as it will be handed in, with what is still missing."""
    found = get_object_or_404(visible(request.user), pk=pk)
    if not rules.can_submit(request.user, found, today=timezone.localdate()):
        raise PermissionDenied
    context = {
        "update": found,
        "problems": list(actions.missing_in(found)),
        "form": ActForm(initial={"version": found.version}),
        "assignment": overviews.assignment_of(found),
        "evidence": found.evidence.all(),
        "remarks": found.remarks.select_related("by"),
        "example_year": found.period.end.year if found.period.is_example else None,
    }
    return render(request, "goals/check_update.html", context)


@require_POST
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand an update in."""
    found = get_object_or_404(visible(request.user), pk=pk)
    if not rules.can_submit(request.user, found, today=timezone.localdate()):
        raise PermissionDenied
    form = ActForm(request.POST)
    if form.is_valid():
        try:
            actions.submit_update(update=found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(found)
        messages.success(request, _("Submitted. The POI will read it."))
        return redirect("goals:my_updates")
    return redirect("goals:check_update", pk=pk)


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an update back."""
    found = get_object_or_404(visible(request.user), pk=pk)
    if not rules.can_withdraw(request.user, found, today=timezone.localdate()):
        raise PermissionDenied
    form = ActForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw_update(update=found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("You took it back. You can change it now."))
    return redirect(found)
