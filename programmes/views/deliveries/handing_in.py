"""Check a form, hand it in, take it back, and agree with it as a director."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from biblionet.accounts.models import SignedInRequest
from libraries.rules import can_report_figure, directs
from programmes import actions
from programmes.forms import HandInForm
from programmes.models import Return
from programmes.overviews import problems_in_words, sheet_in_words, who_answers
from programmes.overviews.delivery import Delivery, SectionLine, page_of
from programmes.views.deliveries.finding import find_delivery, find_return, frame, round_read
from programmes.views.deliveries.rows import name_of
from programmes.views.deliveries.sections import address_of


@dataclass(frozen=True, slots=True)
class Point:
    """Something that is still open, with the way to its field."""

    about: str
    text: str
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what is missing, wrong or not explained; hand the whole form in."""
    page = find_delivery(request, pk)
    given = page.given
    if not can_report_figure(request.user, given.scope):
        raise PermissionDenied
    people = who_answers(given.scope, today=timezone.localdate())
    usual = {"accountable": str(request.user.pk)} if request.user in people else {}
    form = HandInForm(request.POST or None, people=people, initial=usual)
    if form.is_valid():
        accountable = form.cleaned_data.get("accountable") or request.user
        try:
            actions.submit_return(given=given, accountable=accountable, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, sent_sentence(given))
            return redirect("programmes:check_delivery", pk)
    about = frame(request, given)
    context = {
        **about,
        "page": page,
        "points": list(open_points(page)) if given.is_writable else [],
        "unseen": list(unseen_points(page)) if given.is_writable else [],
        "about_all": sheet_in_words(page.sheet),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "programmes/deliveries/check.html", context, status=status)


def sent_sentence(given: Return) -> str:
    """Return what happens now that a form was handed in."""
    if given.waits_for_approval:
        return _("Submitted. A director has to agree with it before the POI can.")
    return _("Submitted. The POI will read it.")


def open_points(page: Delivery) -> Iterator[Point]:
    """Yield what keeps a form from being handed in, in the order of the form."""
    for line in page.sections:
        for index, slot in enumerate(line.slots):
            for text in problems_in_words(slot):
                yield Point(name_of(slot), text, f"{_address(page, line, index)}#row-{slot.key}")


def unseen_points(page: Delivery) -> Iterator[Point]:
    """Yield what was filled in before and nobody looked at."""
    for line in page.sections:
        for index, slot in enumerate(line.slots):
            if slot.is_preloaded:
                text = _("This was filled in before. Look whether it is right.")
                yield Point(name_of(slot), text, f"{_address(page, line, index)}#row-{slot.key}")


def _address(page: Delivery, line: SectionLine, index: int) -> str:
    return address_of(page.given, line.section, page_of(index))


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what was handed in and not judged yet."""
    given = find_return(request, pk)
    if not can_report_figure(request.user, given.scope):
        raise PermissionDenied
    try:
        actions.withdraw_return(given=given, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("programmes:check_delivery", pk)
    messages.success(request, _("You took it back. You can change it now."))
    return redirect("programmes:delivery", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a director everything beside last year, and let them agree for the organisation."""
    page = find_delivery(request, pk)
    given = page.given
    if not directs(request.user, given.scope):
        raise PermissionDenied
    refused = ""
    if request.method == "POST":
        try:
            actions.approve_return(given=given, seen_round=round_read(request), by=request.user)
        except ValidationError as refusal:
            refused = " ".join(refusal.messages)
        else:
            messages.success(
                request,
                _("You agreed for %(scope)s. The POI reads it now.") % {"scope": given.scope.label},
            )
            return redirect("programmes:approve_delivery", pk)
    context = {**frame(request, given), "page": page, "refused": refused}
    status = 422 if refused else 200
    return render(request, "programmes/deliveries/approve.html", context, status=status)
