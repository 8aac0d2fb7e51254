"""Periods with their locks, and who is entrusted with what."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from biblionet.accounts.models import User
from libraries.models import Membership, Period, PeriodException, Reading, Scope, duties_of


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period with how much is not finished in it."""

    period: Period
    drafts: int
    waiting: int
    exceptions: int


@dataclass(frozen=True, slots=True)
class PeriodPage:
    period: Period
    exceptions: tuple[PeriodException, ...]
    unfinished: tuple[tuple[Scope, int], ...]


def period_rows(user: User) -> tuple[PeriodRow, ...]:
    """Return all periods, newest first, with what somebody may know of the unfinished in them."""
    workflow, mine = Reading.Workflow, duties_of(user)
    counts = {
        pk: (drafts, waiting)
        for pk, drafts, waiting in Reading.objects.heads()
        .filter(mine.owns("figure__"))
        .order_by()
        .values("figure__period")
        .annotate(
            drafts=Count("pk", filter=Q(workflow=workflow.DRAFT)),
            waiting=Count("pk", filter=Q(workflow=workflow.SUBMITTED)),
        )
        .values_list("figure__period", "drafts", "waiting")
    }
    granted = PeriodException.objects.filter(mine.owns()).order_by()
    exceptions = Counter(granted.values_list("period", flat=True))
    return tuple(
        PeriodRow(one, *counts.get(one.pk, (0, 0)), exceptions=exceptions[one.pk])
        for one in Period.objects.select_related("opened_by", "closed_by")
    )


def period_page(period: Period, user: User) -> PeriodPage:
    """Return a period with its exceptions and who still has drafts, as far as somebody may know."""
    mine = duties_of(user)
    exceptions = period.exceptions.filter(mine.owns()).select_related("scope", "granted_by")
    drafts = (
        Reading.objects.heads()
        .filter(mine.owns("figure__"), figure__period=period, workflow=Reading.Workflow.DRAFT)
        .order_by()
        .values_list("figure__scope")
        .annotate(count=Count("pk"))
    )
    counts = dict(drafts)
    scopes = Scope.objects.filter(pk__in=counts).order_by("name")
    return PeriodPage(period, tuple(exceptions), tuple((one, counts[one.pk]) for one in scopes))


def membership_rows(*, today: date, ended: bool = False) -> tuple[Membership, ...]:
    """Return who is entrusted with what today; with `ended` what is over."""
    rows = Membership.objects.select_related("user", "scope__owner").order_by(
        "user__name", "scope__name", "role"
    )
    over = Q(ends__lt=today)
    return tuple(rows.filter(over) if ended else rows.exclude(over))
