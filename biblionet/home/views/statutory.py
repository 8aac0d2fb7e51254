"""The statutory calendar: a year at a glance, one thing that is due, and keeping both."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.home.overviews.statutory import (
    Choice,
    ObligationPage,
    Who,
    calendar_of,
    obligation_page,
)
from biblionet.trail.overviews import history
from libraries.forms import refuse
from programmes import actions, rules
from programmes.forms import MetForm, ObligationForm, typed_of
from programmes.models import Obligation


@require_safe
def statutory_calendar(request: SignedInRequest) -> HttpResponse:
    """Show everything that is due in a year, month by month."""
    asked = request.GET
    choice = Choice(
        year=asked.get("jaar", ""),
        body=asked.get("instantie", ""),
        organisation=asked.get("organisatie", ""),
    )
    today = timezone.localdate()
    context = {
        "calendar": calendar_of(request.user, choice, today=today),
        "choice": choice,
        "today": today,
        "may_keep": rules.can_keep_calendar(request.user),
    }
    return render(request, "home/statutory/calendar.html", context)


@require_safe
def obligation(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one thing that is due: to whom, by when, who is ready, and what was done with it."""
    found = _obligation(code)
    page = _page(request, found)
    said = [who.debt.fulfilment for who in page.row.whos if who.debt and who.debt.fulfilment]
    context = {
        "page": page,
        "history": history(found, *said),
        "may_keep": rules.can_keep_calendar(request.user),
        "example_year": found.period.end.year if page.row.is_example and found.period else None,
    }
    return render(request, "home/statutory/obligation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_obligation(request: SignedInRequest) -> HttpResponse:
    """Add something that is due."""
    if not rules.can_keep_calendar(request.user):
        raise PermissionDenied
    form = ObligationForm(request.POST or None)
    made = _written(form, lambda terms: actions.add_obligation(terms=terms, by=request.user))
    if made:
        messages.success(request, _("This is in the calendar now."))
        return redirect(made)
    return _answer(request, "home/statutory/change.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_obligation(request: SignedInRequest, code: str) -> HttpResponse:
    """Change something that is due."""
    found = _obligation(code)
    if not rules.can_keep_calendar(request.user):
        raise PermissionDenied
    form = ObligationForm(request.POST or None, initial=typed_of(found))

    def change(terms: actions.Terms) -> Obligation:
        there = _obligation(code)  # what the page shows stays as it is when this is refused
        return actions.change_obligation(obligation=there, terms=terms, by=request.user)

    if _written(form, change):
        messages.success(request, _("The calendar is changed."))
        return redirect(found)
    return _answer(request, "home/statutory/change.html", form, obligation=found)


@require_POST
def copy_obligation(request: SignedInRequest, code: str) -> HttpResponse:
    """Propose the same about the next year."""
    found = _obligation(code)
    if not rules.can_keep_calendar(request.user):
        raise PermissionDenied
    year = found.period.start.year + 1 if found.period else 0
    try:
        copy = actions.copy_to_year(obligation=found, year=year, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(found)
    messages.success(request, _("This is a proposal: look at the day, and change it if need be."))
    return redirect("home:change_obligation", copy.code)


@require_http_methods(["GET", "HEAD", "POST"])
def mark_met(request: SignedInRequest, code: str, scope: int) -> HttpResponse:
    """Say that an organisation met something, and when."""
    found = _obligation(code)
    who = _who(_page(request, found), scope)
    form = MetForm(request.POST or None, initial={"met_on": timezone.localdate()})
    if form.is_valid():
        try:
            actions.mark_met(
                obligation=found, scope=who.scope, by=request.user, **form.cleaned_data
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Noted: this is ready."))
            return redirect(found)
    return _answer(request, "home/statutory/met.html", form, obligation=found, who=who)


@require_POST
def unmark(request: SignedInRequest, code: str, scope: int) -> HttpResponse:
    """Take back that an organisation met something."""
    found = _obligation(code)
    who = _who(_page(request, found), scope)
    if who.debt is None or who.debt.fulfilment is None:
        raise Http404
    actions.unmark(fulfilment=who.debt.fulfilment, by=request.user)
    messages.success(request, _("Noted: this is not ready."))
    return redirect(found)


def _obligation(code: str) -> Obligation:
    return get_object_or_404(Obligation.objects.with_labels(), code=code)


def _page(request: SignedInRequest, found: Obligation) -> ObligationPage:
    return obligation_page(found, request.user, today=timezone.localdate())


def _who(page: ObligationPage, scope: int) -> Who:
    """Return how a scope stands; what is not one's own business is not there."""
    for who in page.row.whos:
        if who.scope.pk == scope:
            return who
    raise Http404


def _written(form: ObligationForm, act: Callable[[actions.Terms], Obligation]) -> Obligation | None:
    """Do what a valid form asks; a refusal goes on the form."""
    if not form.is_valid():
        return None
    try:
        return act(actions.Terms(**form.cleaned_data))
    except ValidationError as refusal:
        refuse(form, refusal)
        return None


def _answer(
    request: SignedInRequest, template: str, form: forms.Form, **more: object
) -> HttpResponse:
    """Show a form, or what is wrong with it."""
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **more}, status=status)
