"""Finds a form for somebody, and what holds for every page of it."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from biblionet.accounts.models import SignedInRequest, User
from libraries.actions import lock_sentence
from libraries.rules import belongs_to, can_report_figure, directs, is_writable
from programmes import rules
from programmes.actions import state_sentence
from programmes.models import Questionnaire, Return
from programmes.overviews.delivery import Delivery, SectionLine, delivery_of


def find_return(request: SignedInRequest, pk: int) -> Return:
    """Return a form that somebody may see; Http404 when it is none of their business."""
    visible = Return.objects.visible_to(request.user).with_labels()
    return get_object_or_404(
        visible.select_related(
            "contact",
            "submitted_by",
            "accountable",
            "approved_by",
            "accepted_by",
            "period__closed_by",
            "questionnaire__legal_task",
        ),
        pk=pk,
        questionnaire__layout=Questionnaire.Layout.FORM,
    )


def find_delivery(request: SignedInRequest, pk: int) -> Delivery:
    """Return a form with its sections; who is not inside sees what was accepted."""
    given = find_return(request, pk)
    return delivery_of(given, is_inside=belongs_to(request.user, given.scope))


def find_section(delivery: Delivery, order: int) -> SectionLine:
    """Return a section of a form; Http404 when nothing is asked there."""
    line = delivery.line(order)
    if line is None:
        raise Http404
    return line


def may_fill_in(user: User, given: Return) -> bool:
    """Say whether somebody can write in a form now: their business, in hand, and open."""
    return given.is_writable and _reports_now(user, given)


def may_withdraw(user: User, given: Return) -> bool:
    """Say whether somebody can take a form back now: handed in, and judged by nobody yet."""
    return given.state == Return.State.SUBMITTED and _reports_now(user, given)


def _reports_now(user: User, given: Return) -> bool:
    is_open = is_writable(given.period, given.scope, today=timezone.localdate())
    return is_open and can_report_figure(user, given.scope)


def frame(request: SignedInRequest, given: Return) -> dict[str, Any]:
    """Return what every page of a form shows and asks."""
    user, today = request.user, timezone.localdate()
    is_open = is_writable(given.period, given.scope, today=today)
    may_write, can_withdraw = may_fill_in(user, given), may_withdraw(user, given)
    told = "" if given.is_writable else state_sentence(given, can_withdraw=can_withdraw)
    return {
        "given": given,
        "today": today,
        "is_inside": belongs_to(user, given.scope),
        "may_write": may_write,
        "can_withdraw": can_withdraw,
        "may_approve": directs(user, given.scope) and given.waits_for_approval,
        "may_judge": rules.can_review(user) and given.state != Return.State.DRAFT,
        "is_poi": rules.can_review(user),
        "lock": "" if is_open or not given.is_writable else lock_sentence(given.period),
        "state_sentence": told,
        "example_year": given.period.end.year if given.period.is_example else None,
    }


def round_read(request: SignedInRequest) -> int:
    """Return which round of a form was read, as the page told it."""
    told = request.POST.get("round", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0
