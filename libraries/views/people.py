"""Who is entrusted with what: for administrators of the support institution."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from biblionet.accounts.models import SignedInRequest
from libraries import actions, overviews, rules
from libraries.forms import EndMembershipForm, MembershipForm, refuse
from libraries.models import Membership


@require_safe
def memberships(request: SignedInRequest) -> HttpResponse:
    """List who has which role where."""
    _require_admin(request)
    ended = "beeindigd" in request.GET
    rows = overviews.membership_rows(today=timezone.localdate(), ended=ended)
    return render(request, "libraries/memberships.html", {"rows": rows, "ended": ended})


@require_http_methods(["GET", "HEAD", "POST"])
def add_membership(request: SignedInRequest) -> HttpResponse:
    """Give somebody a role."""
    _require_admin(request)
    form = MembershipForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_membership(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The role has been given."))
            return redirect("libraries:memberships")
    status = 422 if form.errors else 200
    return render(request, "libraries/add_membership.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a role after a day."""
    _require_admin(request)
    found = get_object_or_404(Membership.objects.select_related("user", "scope__owner"), pk=pk)
    form = EndMembershipForm(request.POST or None)
    if form.is_valid():
        try:
            actions.end_membership(membership=found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The role ends on that day."))
            return redirect("libraries:memberships")
    context = {"form": form, "membership": found}
    status = 422 if form.errors else 200
    return render(request, "libraries/end_membership.html", context, status=status)


def _require_admin(request: SignedInRequest) -> None:
    if not rules.administers(request.user):
        raise PermissionDenied
