"""Asking a colleague for one section, and choosing who gathers the answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from biblionet.accounts.models import SignedInRequest
from libraries.forms import refuse
from libraries.rules import can_report_figure
from programmes import actions
from programmes.forms import AskForm, ContactForm
from programmes.models import Delegation, Return
from programmes.overviews import colleagues
from programmes.views.deliveries.finding import find_delivery, find_return, find_section, frame


@require_http_methods(["GET", "HEAD", "POST"])
def ask_colleague(request: SignedInRequest, pk: int, order: int) -> HttpResponse:
    """Ask a colleague to fill in one section."""
    page = find_delivery(request, pk)
    given, line = page.given, find_section(page, order)
    if not can_report_figure(request.user, given.scope):
        raise PermissionDenied
    people = colleagues(given.scope, today=timezone.localdate())
    others = [one for one in people if one != request.user]
    form = AskForm(request.POST or None, people=others)
    if form.is_valid():
        try:
            actions.ask_colleague(
                given=given, section=line.section, by=request.user, **form.cleaned_data
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request,
                _("%(who)s has been asked and gets a letter with the way to this section.")
                % {"who": form.cleaned_data["colleague"]},
            )
            return redirect("programmes:delivery_section", pk, order)
    context = {**frame(request, given), "page": page, "line": line, "form": form, "people": others}
    status = 422 if form.errors else 200
    return render(request, "programmes/deliveries/ask.html", context, status=status)


@require_POST
def finish_section(request: SignedInRequest, pk: int, asked: int) -> HttpResponse:
    """Say that a section that was asked of a colleague is ready."""
    delegation = _find(request, pk, asked)
    actions.finish_section(delegation=delegation, by=request.user)
    messages.success(request, _("“%(section)s” is ready.") % {"section": delegation.section})
    return redirect("programmes:delivery", pk)


@require_POST
def withdraw_section(request: SignedInRequest, pk: int, asked: int) -> HttpResponse:
    """Ask a colleague no longer for a section."""
    delegation = _find(request, pk, asked)
    actions.withdraw_section(delegation=delegation, by=request.user)
    messages.success(
        request,
        _("%(who)s is not asked for “%(section)s” any more.")
        % {"who": delegation.colleague, "section": delegation.section},
    )
    return redirect("programmes:delivery_section", pk, delegation.section.order)


def _find(request: SignedInRequest, pk: int, asked: int) -> Delegation:
    """Return what a colleague was asked; Http404 or 403 for who has nothing to do with it."""
    given = find_return(request, pk)
    _require_reporter(request, given)
    delegations = Delegation.objects.select_related(
        "section", "colleague", "given__scope__owner", "given__period", "given__questionnaire"
    )
    return get_object_or_404(delegations, pk=asked, given=given)


def _require_reporter(request: SignedInRequest, given: Return) -> None:
    if not can_report_figure(request.user, given.scope):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose who gathers the answers inside the organisation."""
    given = find_return(request, pk)
    _require_reporter(request, given)
    people = colleagues(given.scope, today=timezone.localdate())
    form = ContactForm(
        request.POST or None, people=people, initial={"contact": str(given.contact_id or "")}
    )
    if form.is_valid():
        try:
            actions.set_contact(given=given, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("%(who)s gathers the answers.") % {"who": given.contact})
            return redirect("programmes:delivery", pk)
    context = {**frame(request, given), "form": form, "people": people}
    status = 422 if form.errors else 200
    return render(request, "programmes/deliveries/contact.html", context, status=status)
