"""Periods with their locks: how far everybody is, who has an exception, and what comes next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from biblionet.accounts.models import User
from biblionet.kit.dates import name_period, start_of_quarter
from goals.models import Assignment, ProgressUpdate
from goals.overviews.words import STATES, Badge
from libraries.models import Period, PeriodException, Reading, Scope, duties_of
from programmes.models import Questionnaire, Return
from programmes.overviews import Sheet, sheets_of

Kind = Period.Kind
Workflow = Reading.Workflow


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period with how much is not finished in it."""

    period: Period
    drafts: int
    waiting: int
    exceptions: int


@dataclass(frozen=True, slots=True)
class Answered:
    """How far one return is."""

    given: Return
    missing: int
    asked: int

    @property
    def badge(self) -> Badge:
        return STATES[self.given.state]

    @property
    def is_ready(self) -> bool:
        return not self.given.is_writable


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far one organisation is: progress handed in, returns, and figures still in hand."""

    organisation: Scope
    asked: int
    handed_in: int
    returns: tuple[Answered, ...]
    drafts: int

    @property
    def is_ready(self) -> bool:
        figures = all(one.is_ready for one in self.returns) and not self.drafts
        return figures and self.handed_in >= self.asked


@dataclass(frozen=True, slots=True)
class Granted:
    """An exception, and whether it still holds."""

    exception: PeriodException
    holds: bool


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """A period as far as somebody may know it."""

    period: Period
    exceptions: tuple[Granted, ...]
    organisations: tuple[Readiness, ...]

    @property
    def some_may_write(self) -> bool:
        """Somebody has an exception that holds."""
        return any(one.holds for one in self.exceptions)


@dataclass(frozen=True, slots=True)
class NextPeriod:
    """A quarter or month that can be made ready now."""

    kind: str
    start: date

    @property
    def name(self) -> str:
        return name_period(self.kind, self.start, self.start)


def period_rows(user: User) -> tuple[PeriodRow, ...]:
    """Return all periods, newest first, with what somebody may know of the unfinished in them."""
    mine = duties_of(user)
    counts = {
        pk: (drafts, waiting)
        for pk, drafts, waiting in Reading.objects.heads()
        .filter(mine.owns("figure__"))
        .order_by()
        .values("figure__period")
        .annotate(
            drafts=Count("pk", filter=Q(workflow=Workflow.DRAFT)),
            waiting=Count("pk", filter=Q(workflow=Workflow.SUBMITTED)),
        )
        .values_list("figure__period", "drafts", "waiting")
    }
    granted = PeriodException.objects.filter(mine.owns()).order_by()
    exceptions = Counter(granted.values_list("period", flat=True))
    return tuple(
        PeriodRow(one, *counts.get(one.pk, (0, 0)), exceptions=exceptions[one.pk])
        for one in Period.objects.select_related("opened_by", "closed_by")
    )


def next_periods(*, today: date) -> tuple[NextPeriod, ...]:
    """Return the quarter, and where months are asked the month, after the newest there is."""
    by_month = Questionnaire.objects.filter(layout=Questionnaire.Layout.MONTHS)
    quarter = NextPeriod(Kind.QUARTER, _after(Kind.QUARTER) or start_of_quarter(today))
    if not by_month.filter(Q(ends__isnull=True) | Q(ends__gte=today)).exists():
        return (quarter,)
    return quarter, NextPeriod(Kind.MONTH, _after(Kind.MONTH) or today.replace(day=1))


def _after(kind: str) -> date | None:
    """Return the day after the newest period of a kind; the example goes before what is real."""
    newest = Period.objects.filter(kind=kind).order_by("is_example", "-end").first()
    return newest.end + timedelta(days=1) if newest else None


def period_page(period: Period, user: User, *, today: date) -> PeriodPage:
    """Return a period with its exceptions and how far everybody is, as far as somebody may know."""
    mine = duties_of(user)
    exceptions = period.exceptions.filter(mine.owns()).select_related("scope", "granted_by")
    return PeriodPage(
        period=period,
        exceptions=tuple(Granted(one, holds=one.until >= today) for one in exceptions),
        organisations=readiness(period, user),
    )


def readiness(period: Period, user: User) -> tuple[Readiness, ...]:
    """Return how far each organisation is that somebody may know of, by name.

    A fixed number of queries, however many organisations and questions there are.
    """
    owns = duties_of(user).owns()
    asked, handed_in = _progress(period, owns)
    given = Return.objects.with_labels().filter(owns, period=period).order_by("pk")
    sheets = sheets_of(list(given))
    drafts = _other_drafts(period, user, sheets)
    returns: dict[int, list[Answered]] = {}
    for sheet in sheets:
        returns.setdefault(_answers_for(sheet.given.scope), []).append(_answered(sheet))
    organisations = Scope.objects.filter(pk__in={*asked, *returns, *drafts}).order_by("name", "pk")
    return tuple(
        Readiness(
            organisation=body,
            asked=asked[body.pk],
            handed_in=handed_in[body.pk],
            returns=tuple(returns.get(body.pk, ())),
            drafts=drafts[body.pk],
        )
        for body in organisations
    )


def _answers_for(scope: Scope) -> int:
    """Return the id of the organisation that answers for a scope."""
    return scope.owner_id or scope.pk


def _progress(period: Period, owns: Q) -> tuple[Counter[int], Counter[int]]:
    """Count what each organisation was asked to tell, and what of that is out of its hands."""
    told = {
        (one.objective_id, one.action_id, one.scope_id)
        for one in ProgressUpdate.objects.filter(owns, period=period)
        if not one.is_writable
    }
    asked: Counter[int] = Counter()
    handed_in: Counter[int] = Counter()
    for one in Assignment.objects.during(period).filter(owns).select_related("scope"):
        body = _answers_for(one.scope)
        asked[body] += 1
        handed_in[body] += (one.objective_id, one.action_id, one.scope_id) in told
    return asked, handed_in


def _answered(sheet: Sheet) -> Answered:
    missing = sum(slot.question.is_required and not slot.is_answered for slot in sheet.slots)
    return Answered(sheet.given, missing, len(sheet.slots))


def _other_drafts(period: Period, user: User, sheets: Iterable[Sheet]) -> Counter[int]:
    """Count the figures in hand that no return asks for."""
    in_returns = {reading.pk for sheet in sheets for reading in sheet.readings}
    drafts = (
        Reading.objects.heads()
        .filter(duties_of(user).owns("figure__"), figure__period=period, workflow=Workflow.DRAFT)
        .order_by()
        .values_list("pk", "figure__scope", "figure__scope__owner")
    )
    return Counter(owner or scope for pk, scope, owner in drafts if pk not in in_returns)
