"""Somebody's deadlines in a calendar program, by an address that only they know."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from biblionet.accounts import actions as accounts
from biblionet.accounts.models import CalendarKey, SignedInRequest
from biblionet.home.overviews.calendar import events_of
from biblionet.home.printing.calendar import write_calendar
from biblionet.home.rules import reads_calendar


@require_safe
def my_calendar(request: SignedInRequest) -> HttpResponse:
    """Show what a calendar would show, and whether there is an address for it."""
    return show_calendar(request)


@require_POST
def renew_calendar(request: SignedInRequest) -> HttpResponse:
    """Make a new address and show it this one time; the old one stops."""
    secret = accounts.renew_calendar(person=request.user)
    address = settings.PORTAL_ADDRESS + reverse("home:calendar", args=[secret])
    return show_calendar(request, address=address)


@require_POST
def withdraw_calendar(request: SignedInRequest) -> HttpResponse:
    """Let the address stop."""
    accounts.withdraw_calendar(person=request.user)
    messages.success(request, _("The calendar address has stopped."))
    return redirect("home:my_calendar")


@require_safe
@login_not_required
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the calendar of whose secret this is; without a key or an account there is nothing."""
    key = CalendarKey.objects.of(secret).select_related("user").first()
    if key is None or not reads_calendar(key.user):
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        events = events_of(key.user, today=timezone.localdate())
        written = write_calendar(events, name=_("Library network portal"))
    etag = f'"{hashlib.sha256(written).hexdigest()}"'
    answer = HttpResponse(
        written,
        content_type="text/calendar; charset=utf-8",
        headers={"ETag": etag, "Cache-Control": "private, no-store"},
    )
    return get_conditional_response(request, etag=etag, response=answer) or answer


def show_calendar(request: SignedInRequest, address: str = "") -> HttpResponse:
    context = {
        "events": events_of(request.user, today=timezone.localdate()),
        "key": CalendarKey.objects.filter(user=request.user).first(),
        "address": address,
        "webcal": urlsplit(address)._replace(scheme="webcal").geturl() if address else "",
    }
    return render(request, "home/my_calendar.html", context)
