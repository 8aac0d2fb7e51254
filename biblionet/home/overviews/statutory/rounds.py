"""What is due in rounds: forms, months, figures and progress of quarters."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import deadline_of
from biblionet.home.overviews.statutory.rows import PORTAL, Row, Who
from goals.models import Assignment, ProgressUpdate
from goals.overviews.tasks import holds_in
from libraries.models import Period, Scope, duties_of
from programmes.models import Questionnaire, Return
from programmes.standing import inside_day, stand_of

Asked = tuple[int | None, int | None]  # questionnaire, period


def return_rows(
    returns: QuerySet[Return], user: User, *, today: date, besides: Collection[Asked]
) -> list[Row]:
    """Return a row for each questionnaire, period and deadline, but for what the law has already.

    Months with one deadline are one row. Scopes stand by name.
    """
    own = returns.filter(duties_of(user).owns()).select_related(
        "questionnaire", "period", "scope__owner", "submitted_by"
    )
    together: dict[tuple[int, object, date], list[Return]] = {}
    for given in own.order_by("deadline", "questionnaire__name", "scope__name", "period__end"):
        if (given.questionnaire_id, given.period_id) not in besides:
            is_month = given.questionnaire.layout == Questionnaire.Layout.MONTHS
            over = given.period.year if is_month else given.period_id
            key = (given.questionnaire_id, over, given.deadline)
            together.setdefault(key, []).append(given)
    return [row_of_returns(given, today=today) for given in together.values()]


def row_of_returns(returns: list[Return], *, today: date) -> Row:
    asked, due = returns[0].questionnaire, returns[0].deadline
    inside = inside_day(due, asked.days_inside)
    of_scope: dict[int, Return] = {}
    for given in returns:  # of several the one that is furthest behind, else the last
        there = of_scope.get(given.scope_id)
        if there is None or not there.is_writable:
            of_scope[given.scope_id] = given
    periods = sorted({given.period for given in returns}, key=lambda period: period.end)
    return Row(
        what=asked.name,
        body=PORTAL,
        to=asked.asked_by or _("POI"),
        about=periods[0],
        until=periods[-1] if len(periods) > 1 else None,
        due=due,
        inside=inside,
        whos=tuple(who_of_return(given, inside, today=today) for given in of_scope.values()),
    )


def who_of_return(given: Return, inside: date | None, *, today: date) -> Who:
    is_met = not given.is_writable
    stand = stand_of(due=given.deadline, inside=inside, is_met=is_met, is_kept=True, today=today)
    came = given.submitted_at if is_met else None
    return Who(
        scope=given.scope,
        stand=stand,
        days_late=max((today - given.deadline).days, 0),
        met_on=timezone.localdate(came) if came else None,
        met_by=given.submitted_by if is_met else None,
        url=page_of(given),
    )


def page_of(given: Return) -> str:
    """Return where a return is answered or read; that of a quarter is its quarter."""
    is_row = given.questionnaire.layout == Questionnaire.Layout.ROWS
    if is_row and given.state != Return.State.ACCEPTED:
        return reverse("goals:quarter", args=[given.period_id, given.scope_id])
    return given.get_absolute_url()


# Progress


def quarters_opened() -> QuerySet[Period]:
    return Period.objects.filter(kind=Period.Kind.QUARTER, opened_at__isnull=False)


def quarter_rows(quarters: Collection[Period], user: User, *, today: date) -> list[Row]:
    """Return a row for each quarter over which progress is asked, in two queries."""
    mine = duties_of(user).owns()
    asked = list(
        Assignment.objects.filter(mine).select_related("scope__owner", "period").order_by("scope")
    )
    handed_in = set(
        ProgressUpdate.objects.filter(mine, period__in=list(quarters))
        .exclude(state__in=ProgressUpdate.WRITABLE)
        .values_list("period", "scope", "objective", "action")
    )
    rows = []
    for quarter in quarters:
        wanted: dict[Scope, bool] = {}
        for one in asked:
            if holds_in(one, quarter):
                key = (quarter.pk, one.scope_id, one.objective_id, one.action_id)
                wanted[one.scope] = wanted.get(one.scope, True) and key in handed_in
        if wanted:
            rows.append(row_of_quarter(quarter, wanted, today=today))
    return rows


def row_of_quarter(quarter: Period, wanted: Mapping[Scope, bool], *, today: date) -> Row:
    due = deadline_of(quarter)

    def who(scope: Scope, is_met: bool) -> Who:
        return Who(
            scope=scope,
            stand=stand_of(due=due, inside=None, is_met=is_met, is_kept=True, today=today),
            days_late=max((today - due).days, 0),
            url=reverse("goals:quarter", args=[quarter.pk, scope.pk]),
        )

    return Row(
        what=str(_("Progress on the objectives")),
        body=PORTAL,
        to=_("POI"),
        about=quarter,
        due=due,
        inside=None,
        whos=tuple(
            who(scope, is_met)
            for scope, is_met in sorted(wanted.items(), key=lambda one: one[0].name)
        ),
    )
