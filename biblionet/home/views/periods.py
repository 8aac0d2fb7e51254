"""Periods: opening and closing them, and who may write longer."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.home.overviews.periods import next_periods, period_page, period_rows, readiness
from libraries import actions, rules
from libraries.forms import ExceptionForm, PeriodForm, refuse
from libraries.models import Period
from programmes.tasks import open_and_hand_out


@require_safe
def periods(request: SignedInRequest) -> HttpResponse:
    """List the periods with their locks."""
    context = {
        "rows": period_rows(request.user),
        "next": next_periods(today=timezone.localdate()),
        "may_open": rules.can_open_period(request.user),
    }
    return render(request, "home/periods.html", context)


@require_safe
def period(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a period: why it is locked, its exceptions, and how far everybody is."""
    return _show(request, _period(pk), ExceptionForm())


@require_http_methods(["GET", "HEAD", "POST"])
def add_period(request: SignedInRequest) -> HttpResponse:
    """Add a period; it is not open yet."""
    if not rules.can_open_period(request.user):
        raise PermissionDenied
    form = PeriodForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.add_period(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request,
                _("%(period)s is ready. It is not open yet: you open it.") % {"period": made},
            )
            return redirect(made)
    context = {"form": form}
    return render(request, "home/add_period.html", context, status=422 if form.errors else 200)


@require_POST
def open_period(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a period; everybody who is asked something over it gets it now."""
    done = _("%(period)s is open now. Everybody gets what is asked over it.")
    return _turn(request, pk, open_and_hand_out, done)


@require_http_methods(["GET", "HEAD", "POST"])
def close_period(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who is not ready, and close a period once somebody confirms it."""
    if request.method == "POST":
        return _turn(request, pk, actions.close_period, _("%(period)s is closed now."))
    found = _period(pk)
    if not rules.can_open_period(request.user):
        raise PermissionDenied
    context = {
        "period": found,
        "organisations": readiness(found, request.user),
        "example_year": found.end.year if found.is_example else None,
    }
    return render(request, "home/close_period.html", context)


@require_POST
def grant_exception(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let one scope write in a closed period."""
    found = _period(pk)
    if not rules.can_open_period(request.user):
        raise PermissionDenied
    form = ExceptionForm(request.POST)
    if form.is_valid():
        try:
            actions.grant_exception(period=found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The exception has been granted."))
            return redirect(found)
    return _show(request, found, form)


def _turn(request: SignedInRequest, pk: int, act: Callable[..., Period], done: str) -> HttpResponse:
    found = _period(pk)
    if not rules.can_open_period(request.user):
        raise PermissionDenied
    try:
        act(period=found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done % {"period": found})
    return redirect(found)


def _period(pk: int) -> Period:
    return get_object_or_404(Period.objects.select_related("opened_by", "closed_by"), pk=pk)


def _show(request: SignedInRequest, found: Period, form: ExceptionForm) -> HttpResponse:
    context = {
        "page": period_page(found, request.user, today=timezone.localdate()),
        "form": form,
        "lock": "" if found.is_open else actions.lock_sentence(found),
        "may_open": rules.can_open_period(request.user),
        "example_year": found.end.year if found.is_example else None,
    }
    return render(request, "home/period.html", context, status=422 if form.errors else 200)
