"""Taking a figure back, and throwing a draft away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from biblionet.accounts.models import SignedInRequest, User
from libraries import actions, rules
from libraries.forms import RetractForm
from libraries.models import Reading


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what was handed in, to go on with it."""
    reading = _reading(request.user, pk)
    if not rules.can_withdraw_reading(request.user, reading, today=timezone.localdate()):
        raise PermissionDenied
    form = RetractForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw_reading(reading=reading, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("You took it back. You can change it now."))
    return _to_entry(reading)


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw away a draft nobody has handed in."""
    reading = _reading(request.user, pk)
    if not rules.can_discard_reading(request.user, reading, today=timezone.localdate()):
        raise PermissionDenied
    form = RetractForm(request.POST)
    if not form.is_valid():
        return _to_entry(reading)
    try:
        figure = actions.discard_reading(reading=reading, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return _to_entry(reading)
    messages.success(request, _("The draft has been thrown away."))
    return redirect(figure or reading.figure.indicator)


def _reading(user: User, pk: int) -> Reading:
    readings = Reading.objects.visible_to(user).select_related(
        "author", "figure__indicator", "figure__scope__owner", "figure__period"
    )
    return get_object_or_404(readings, pk=pk)


def _to_entry(reading: Reading) -> HttpResponse:
    figure = reading.figure
    answer = redirect("libraries:enter", figure.indicator.code, figure.scope_id, figure.period_id)
    answer["Location"] += f"?part={figure.part}"
    return answer
