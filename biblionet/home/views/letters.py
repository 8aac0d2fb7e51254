"""Reminders with their preview, and how much mail everybody got."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from biblionet.accounts.models import Letter, SignedInRequest
from biblionet.home import tasks
from biblionet.home.overviews.post import asked_quarter, post_of_quarter, to_remind
from biblionet.home.overviews.reminders import ReminderPage, reminder_page
from biblionet.home.printing.letters import write_bundle
from biblionet.home.rules import can_remind
from libraries.models import Period, Scope


@require_safe
def letters(request: SignedInRequest) -> HttpResponse:
    """Show how many letters each organisation got in a quarter, person by person."""
    if not can_remind(request.user):
        raise PermissionDenied
    start = asked_quarter(request.GET.get("kwartaal", ""), today=timezone.localdate())
    return render(request, "home/letters.html", {"post": post_of_quarter(start)})


@require_safe
def reminders(request: SignedInRequest) -> HttpResponse:
    """List who still has to hand in an open quarter."""
    if not can_remind(request.user):
        raise PermissionDenied
    context = {"lines": to_remind(), "today": timezone.localdate()}
    return render(request, "home/reminders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: SignedInRequest, period: int, scope: int) -> HttpResponse:
    """Show the letters that would go for one scope and quarter; a POST lets them go."""
    if not can_remind(request.user):
        raise PermissionDenied
    quarter = get_object_or_404(Period, pk=period, kind=Period.Kind.QUARTER)
    body = get_object_or_404(Scope.objects.select_related("owner"), pk=scope)
    status = 200
    if request.method == "POST":
        try:
            sent = tasks.remind_and_ring(period=quarter, scope=body, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            status = 422
        else:
            messages.success(request, told(len(sent)))
            return redirect("home:remind", quarter.pk, body.pk)
    return show_reminder(request, reminder_page(quarter, body, today=timezone.localdate()), status)


def told(count: int) -> str:
    return ngettext(
        "%(count)s reminder is on its way.", "%(count)s reminders are on their way.", count
    ) % {"count": count}


def show_reminder(request: SignedInRequest, page: ReminderPage, status: int) -> HttpResponse:
    if not page.is_asked:
        raise Http404
    period = page.quarter.period
    context = {
        "page": page,
        "previews": [(one, write_bundle(one.bundle, Letter.Kind.ASKED)) for one in page.people],
        "today": timezone.localdate(),
        "example_year": period.end.year if period.is_example else None,
    }
    return render(request, "home/remind.html", context, status=status)
