"""Judging what an organisation handed in over a quarter: many at once, or one question back."""

import re
from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biblionet.accounts.models import SignedInRequest, User
from goals import actions, overviews, rules
from goals.forms import SendBackForm
from libraries.forms import refuse
from libraries.models import Period, Scope
from libraries.rules import belongs_to
from programmes import actions as programmes
from programmes.models import Return

TOKEN = re.compile(r"(update|answer)-([0-9]{1,18})-([0-9]{1,9})")


@require_safe
def submission(request: SignedInRequest, period: int, scope: int) -> HttpResponse:
    """Show everything an organisation handed in, side by side with what was."""
    found = find_submission(request.user, period, scope)
    context = {
        "page": found,
        "example_year": found.period.end.year if found.period.is_example else None,
    }
    return render(request, "goals/submission.html", context)


def find_submission(user: User, period: int, scope: int) -> overviews.Submission:
    """Return what was handed in; 404 when that is not somebody's business, 403 for own people."""
    over = get_object_or_404(Period, pk=period)
    organisation = get_object_or_404(Scope.objects.select_related("owner"), pk=scope)
    if not belongs_to(user, organisation):
        raise Http404
    if not rules.can_review(user):
        raise PermissionDenied
    found = overviews.submission(organisation, over)
    if found.is_empty:
        raise Http404
    return found


@require_POST
def accept_submission(request: SignedInRequest, period: int, scope: int) -> HttpResponse:
    """Agree with what was chosen, or with everything that stood on the page."""
    found = find_submission(request.user, period, scope)
    tokens = request.POST.getlist("seen" if "all" in request.POST else "chosen")
    seen = read_tokens(tokens)
    if not any(seen.values()):
        messages.error(request, _("Choose first what you agree with."))
        return redirect("goals:submission", period, scope)
    outcome = actions.accept_submission(
        updates=[one.update for one in found.updates],
        returns=[one.given for one in found.returns],
        seen_updates=seen["update"],
        seen_readings=seen["answer"],
        by=request.user,
    )
    tell(request, found, outcome)
    left = overviews.submission(found.organisation, found.period).tokens
    return redirect("goals:submission", period, scope) if left else redirect("goals:review_queue")


def read_tokens(tokens: Sequence[str]) -> dict[str, dict[int, int]]:
    """Return the versions that were read, by the ids of updates and readings; no nonsense."""
    seen: dict[str, dict[int, int]] = {"update": {}, "answer": {}}
    for token in tokens:
        if read := TOKEN.fullmatch(token):
            seen[read[1]][int(read[2])] = int(read[3])
    return seen


def tell(request: SignedInRequest, found: overviews.Submission, outcome: actions.Outcome) -> None:
    """Say what was accepted, and of everything that was not why."""
    updates, figures = outcome.updates, outcome.figures
    told = ngettext("%(count)s update", "%(count)s updates", updates) % {"count": updates}
    counted = ngettext("%(count)s figure", "%(count)s figures", figures) % {"count": figures}
    done = [words for words, count in ((told, updates), (counted, figures)) if count]
    about = {"scope": found.organisation.label, "period": found.period}
    if done:
        sentence = _("Agreed with %(what)s of %(scope)s, %(period)s.")
        messages.success(request, sentence % {"what": _(" and ").join(done), **about})
    for one in outcome.refused:
        sentence = _("Not accepted: %(what)s. %(why)s")
        messages.error(request, sentence % {"what": one.what, "why": one.why})


@require_http_methods(["GET", "HEAD", "POST"])
def send_back_answer(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Send one figure of a return back with what is to be mended; the others stay handed in."""
    given = get_object_or_404(Return.objects.visible_to(request.user).with_labels(), pk=pk)
    if not rules.can_review(request.user):
        raise PermissionDenied
    answer = overviews.judged_answer(given, key)
    if answer is None:
        raise Http404
    form = SendBackForm(request.POST or None, initial={"version": answer.reading.version})
    if form.is_valid():
        reason, answer.reading.version = form.cleaned_data["reason"], form.cleaned_data["version"]
        try:
            programmes.send_back_answer(
                given=given, slot=answer.slot, reason=reason, by=request.user
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("Sent back: %(figure)s.") % {"figure": answer.reading.figure}
            )
            return redirect("goals:submission", *handed_in_by(given))
    context = {
        "form": form,
        "given": given,
        "answer": answer,
        "back": reverse("goals:submission", args=handed_in_by(given)),
        "example_year": given.period.end.year if given.period.is_example else None,
    }
    status = 422 if form.errors else 200
    return render(request, "goals/send_back_answer.html", context, status=status)


def handed_in_by(given: Return) -> tuple[int, int]:
    """Return over which period and by which organisation a return was handed in."""
    return given.period_id, given.scope.owner_id or given.scope_id
