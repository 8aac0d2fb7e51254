"""What the POI reads and judges."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from goals import actions, overviews, rules
from goals.forms import AcceptForm, SendBackForm
from goals.models import ProgressUpdate
from goals.views.updates import conversation, visible


@require_safe
def review_queue(request: SignedInRequest) -> HttpResponse:
    """List what waits for a judgement, by organisation and quarter, longest waiting first."""
    if not rules.can_review(request.user):
        raise PermissionDenied
    packets = overviews.packets()
    context = {
        "packets": packets,
        "has_example": any(one.period.is_example for one in packets),
    }
    return render(request, "goals/review_queue.html", context)


@require_safe
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an update beside what was said before and what was aimed for."""
    return show_review(request, find(request, pk))


def find(request: SignedInRequest, pk: int) -> ProgressUpdate:
    """Return the update to judge; Http404 when it is not visible, 403 for who does not judge."""
    found = get_object_or_404(visible(request.user).select_related("submitted_by"), pk=pk)
    if not rules.can_review(request.user):
        raise PermissionDenied
    return found


def show_review(
    request: SignedInRequest, update: ProgressUpdate, *, status: int = 200, **forms: Any
) -> HttpResponse:
    about, scope, period = update.about, update.scope, update.period
    start = {"version": update.version}
    context = {
        "update": update,
        "before": overviews.said_before(about, scope, period, user=request.user),
        "last_round": overviews.text_of_last_round(update),
        "targets": overviews.targets_beside(about, scope, period),
        "can_accept": rules.can_accept(request.user, update),
        "can_send_back": rules.can_send_back(request.user, update),
        "accept_form": AcceptForm(initial={**start, "poi_rating": update.rating}),
        "send_back_form": SendBackForm(initial=start),
        **conversation(request, update),
        **forms,
    }
    return render(request, "goals/review.html", context, status=status)


@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree with an update."""
    update = find(request, pk)
    if not rules.can_accept(request.user, update):
        raise PermissionDenied
    form = AcceptForm(request.POST)
    if form.is_valid():
        try:
            actions.accept_update(update=update, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("poi_reason" if refusal.code == "no_reason" else None, refusal)
        else:
            messages.success(request, _("Agreed: %(update)s.") % {"update": str(update)})
            return redirect("goals:review_queue")
    return show_review(request, update, status=422, accept_form=form, form=form)


@require_POST
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send an update back with what is to be mended."""
    update = find(request, pk)
    if not rules.can_send_back(request.user, update):
        raise PermissionDenied
    form = SendBackForm(request.POST)
    if form.is_valid():
        try:
            actions.send_back_update(update=update, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Sent back: %(update)s.") % {"update": str(update)})
            return redirect("goals:review_queue")
    return show_review(request, update, status=422, send_back_form=form, form=form)
