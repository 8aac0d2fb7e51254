"""Finds the year of months that an address names, for somebody who may see it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from biblionet.accounts.models import SignedInRequest
from libraries.models import Scope, Year
from libraries.rules import can_report_figure
from programmes.models import Questionnaire
from programmes.overviews import Month, MonthsPage, months_page


def find_questionnaire(code: str) -> Questionnaire:
    return get_object_or_404(
        Questionnaire.objects.select_related("asked_of", "legal_task"),
        code=code,
        layout=Questionnaire.Layout.MONTHS,
    )


def find_page(request: SignedInRequest, code: str, year: Year, scope: int) -> MonthsPage:
    """Return the year of a scope; Http404 when it has no month that this person may see."""
    page = months_page(
        find_questionnaire(code),
        get_object_or_404(Scope.objects.select_related("owner", "place"), pk=scope),
        year,
        user=request.user,
        today=timezone.localdate(),
    )
    if not page.rows:
        raise Http404
    return page


def find_own_page(request: SignedInRequest, code: str, year: Year, scope: int) -> MonthsPage:
    """Return the year of a scope for which somebody writes: Http404 or PermissionDenied else."""
    page = find_page(request, code, year, scope)
    if not page.shows_drafts:
        raise Http404
    if not can_report_figure(request.user, page.scope):
        raise PermissionDenied
    return page


def find_month(page: MonthsPage, number: int) -> Month:
    """Return a month in which something was handed out; Http404 when there is none."""
    month = page.month(number)
    if month is None or month.given is None:
        raise Http404
    return month


def address_of(page: MonthsPage) -> tuple[object, ...]:
    """Return the arguments with which the addresses of a year of a scope begin."""
    return page.questionnaire.code, page.year, page.scope.pk
