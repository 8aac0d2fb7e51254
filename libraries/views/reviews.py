"""Accepting what was handed in, or sending it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.kept import begin_with, kept_until_signed_in
from libraries import actions, overviews, rules
from libraries.forms import SendBackForm, refuse
from libraries.models import Reading


@require_safe
def review_queue(request: SignedInRequest) -> HttpResponse:
    """List what was handed in, beside the year before."""
    if not rules.is_poi(request.user):
        raise PermissionDenied
    page = overviews.review_queue(page=request.GET.get("page"))
    example = list(overviews.waiting_alone(example=True))
    context = {
        "page": page,
        "waiting": overviews.beside_last_year(list(page)),
        "example_waiting": overviews.beside_last_year(example),
    }
    return render(request, "libraries/review_queue.html", context)


@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept one reading."""
    reading = _reading(request, pk)
    reading.version = version_read(request)
    try:
        actions.accept_reading(reading=reading, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Accepted: %(figure)s.") % {"figure": reading.figure})
    return redirect("libraries:review_queue")


@kept_until_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send one reading back with a reason."""
    reading = _reading(request, pk)
    begun = begin_with(request, {"version": reading.version})
    form = SendBackForm(request.POST or None, initial=begun)
    if form.is_valid():
        reading.version = form.cleaned_data["version"]
        try:
            actions.send_back_reading(
                reading=reading, reason=form.cleaned_data["reason"], by=request.user
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Sent back: %(figure)s.") % {"figure": reading.figure})
            return redirect("libraries:review_queue")
    period = reading.figure.period
    context = {
        "form": form,
        "reading": reading,
        "example_year": period.end.year if period.is_example else None,
    }
    return render(request, "libraries/send_back.html", context, status=422 if form.errors else 200)


def version_read(request: SignedInRequest) -> int:
    """Return which version of a reading was read, as the page told it; -1 for nonsense."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else -1


def _reading(request: SignedInRequest, pk: int) -> Reading:
    """Return a reading the person may see; only the POI may judge it.

    Http404 for what is judged with its round: on its own the round would never end.
    """
    reading = get_object_or_404(
        Reading.objects.visible_to(request.user).select_related(
            "author", "figure__indicator", "figure__scope__owner", "figure__period"
        ),
        pk=pk,
    )
    if not rules.is_poi(request.user):
        raise PermissionDenied
    if not rules.is_judged_alone(reading):
        raise Http404
    return reading
