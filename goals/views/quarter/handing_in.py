"""Check a quarter, hand it in as a whole, and take it back."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from biblionet.accounts.models import SignedInRequest, User
from goals import actions, overviews, rules
from goals.forms import HandInForm
from goals.models import ProgressUpdate
from goals.overviews.quarter import QuarterPage
from goals.views.quarter.screen import find_page
from libraries.rules import is_writable
from programmes.models import Return
from programmes.overviews import problems_in_words, who_answers

State = ProgressUpdate.State


@dataclass(frozen=True, slots=True)
class Point:
    """Something that is still open, with the way to its row."""

    about: str
    text: str
    key: str


@require_http_methods(["GET", "HEAD", "POST"])
def submit_quarter(request: SignedInRequest, period: int, scope: int) -> HttpResponse:
    """Show everything as it will be handed in, what is open on top, and hand it in at once."""
    page = find_page(request, period, scope)
    if not rules.reports_for(request.user, page.scope):
        raise PermissionDenied
    people = who_answers(page.scope, today=timezone.localdate())
    form = HandInForm(request.POST or None, people=people, initial=usual(request, people))
    if form.is_valid():
        answers = form.cleaned_data.get("accountable")
        try:
            actions.submit_quarter(
                scope=page.scope, period=page.period, by=request.user, accountable=answers
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Submitted. The POI will read it."))
            return redirect("goals:submit_quarter", period, scope)
    return show_check(request, page, form, status=422 if request.method == "POST" else 200)


def usual(request: SignedInRequest, people: list[User]) -> dict[str, str]:
    """Return who is chosen to begin with: oneself, where one of those."""
    return {"accountable": str(request.user.pk)} if request.user in people else {}


def show_check(
    request: SignedInRequest, page: QuarterPage, form: HandInForm, *, status: int
) -> HttpResponse:
    today = timezone.localdate()
    may_write = is_writable(page.period, page.scope, today=today)
    sent = [one for one in page.returns if one.confirmation and not one.is_writable]
    context = {
        "page": page,
        "points": list(open_points(page)) if page.in_hand else [],
        "unwritten": [one for one in page.told if one.update is None],
        "form": form,
        "can_submit": page.in_hand and may_write,
        "can_withdraw": may_write and can_withdraw(page),
        "sent": sent,
        "is_sent": not page.in_hand and page.is_told,
        "lock": overviews.lock_of_period(page.period, page.scope, today=today),
        "example_year": page.period.end.year if page.period.is_example else None,
    }
    return render(request, "goals/submit_quarter.html", context, status=status)


def open_points(page: QuarterPage) -> Iterator[Point]:
    """Yield what keeps the quarter from being handed in, in the order of the screen."""
    for block in page.blocks:
        told = block.told
        if told and told.update and told.is_writable:
            for problem in actions.missing_in(told.update):
                yield Point(block.title, str((problem.params or {})["problem"]), told.key)
            if told.is_unanswered:
                yield Point(block.title, _("The POI sent this back and nothing changed."), told.key)
        for one in block.asked:
            if one.given.is_writable:
                for text in problems_in_words(one.slot):
                    yield Point(f"{one.slot.question}, {one.slot.place.label}", text, one.key)


def can_withdraw(page: QuarterPage) -> bool:
    """Tell whether something was handed in that nobody judged yet."""
    updates = any(one.task.state == State.SUBMITTED for one in page.told)
    return updates or any(one.state == Return.State.SUBMITTED for one in page.returns)


@require_POST
def withdraw_quarter(request: SignedInRequest, period: int, scope: int) -> HttpResponse:
    """Take back what was handed in and not judged yet."""
    page = find_page(request, period, scope)
    if not rules.reports_for(request.user, page.scope):
        raise PermissionDenied
    try:
        actions.withdraw_quarter(scope=page.scope, period=page.period, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("goals:submit_quarter", period, scope)
    messages.success(request, _("You took it back. You can change it now."))
    return redirect("goals:quarter", period, scope)
