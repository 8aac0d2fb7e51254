"""Judging a form: agreeing with some answers or all, sending one back, saying how final it is."""

import re
from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biblionet.accounts.models import SignedInRequest
from biblionet.kit.kept import begin_with, kept_until_signed_in
from libraries.forms import SendBackForm, refuse
from programmes import actions, rules
from programmes.forms import FinalityForm
from programmes.models import Return
from programmes.overviews.delivery import Delivery, judged
from programmes.views.deliveries.finding import find_delivery, frame, round_read

TOKEN = re.compile(r"([0-9]{1,18})-([0-9]{1,9})")


def find_handed_in(request: SignedInRequest, pk: int) -> Delivery:
    """Return a form that was handed in; 403 for who does not judge, 404 before it was."""
    page = find_delivery(request, pk)
    if not rules.can_review(request.user):
        raise PermissionDenied
    if page.given.state == Return.State.DRAFT:
        raise Http404
    return page


@require_safe
def judge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show everything that was handed in with a form, side by side with what was."""
    page = find_handed_in(request, pk)
    context = {**frame(request, page.given), "judged": judged(page)}
    return render(request, "programmes/deliveries/judge.html", context)


@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree with what was chosen, or with everything that stood on the page."""
    page = find_handed_in(request, pk)
    chosen = request.POST.getlist("seen" if "all" in request.POST else "chosen")
    seen = read_tokens(chosen)
    if not seen and "all" not in request.POST:
        messages.error(request, _("Choose first what you agree with."))
        return redirect("programmes:judge_delivery", pk)
    try:
        done = actions.accept_answers(
            given=page.given, seen=seen, seen_round=round_read(request), by=request.user
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("programmes:judge_delivery", pk)
    tell(request, page.given, done)
    return redirect("programmes:judge_delivery", pk)


def read_tokens(tokens: Iterable[str]) -> dict[int, int]:
    """Return the versions that were read, by the ids of readings; no nonsense."""
    return {int(read[1]): int(read[2]) for token in tokens if (read := TOKEN.fullmatch(token))}


def tell(request: SignedInRequest, given: Return, done: actions.Accepted) -> None:
    """Say what was accepted, and of everything that was not why."""
    count = len(done.slots)
    if given.state == Return.State.ACCEPTED:
        told = _("Agreed with all of it. It is locked now.")
        messages.success(request, told)
    elif count:
        told = ngettext("Agreed with %(count)s figure.", "Agreed with %(count)s figures.", count)
        messages.success(request, told % {"count": count})
    for slot in done.changed:
        told = _("Not accepted: %(what)s. It changed since you read it.")
        messages.error(request, told % {"what": f"{slot.question}, {slot.place.label}"})


@kept_until_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Send one answer back with what is to be mended; the others stay handed in."""
    page = find_handed_in(request, pk)
    given = page.given
    one = next((one for one in judged(page).answers if one.slot.key == key), None)
    if one is None or one.slot.given is None:
        raise Http404
    begun = begin_with(request, {"version": one.version})
    form = SendBackForm(request.POST or None, initial=begun)
    if form.is_valid():
        one.slot.given.version = form.cleaned_data["version"]
        try:
            actions.send_back_answer(
                given=given, slot=one.slot, reason=form.cleaned_data["reason"], by=request.user
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("Sent back: %(question)s.") % {"question": one.slot.question}
            )
            return redirect("programmes:judge_delivery", pk)
    context = {**frame(request, given), "form": form, "answer": one}
    status = 422 if form.errors else 200
    return render(request, "programmes/deliveries/send_back.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def finality(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how final an accepted form is."""
    page = find_handed_in(request, pk)
    given = page.given
    form = FinalityForm(request.POST or None, initial={"finality": given.finality})
    if form.is_valid():
        try:
            actions.declare_finality(given=given, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request,
                _("This is “%(finality)s” now.") % {"finality": given.get_finality_display()},
            )
            return redirect("programmes:delivery", pk)
    context = {**frame(request, given), "form": form}
    status = 422 if form.errors else 200
    return render(request, "programmes/deliveries/finality.html", context, status=status)
