"""Everything that is due, day by day: by law, in rounds, and the progress of quarters.

How an organisation stands is its own business and that of the support institution: nobody else
sees here who is ready and who is late.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import deadline_of
from biblionet.kit.dates import PartialDate
from goals.models import Assignment, ProgressUpdate
from goals.overviews.tasks import holds_in
from libraries.models import Period, Scope, duties_of
from programmes.models import Obligation, Questionnaire, Return
from programmes.overviews import (
    Debt,
    ObligationLine,
    obligation_lines,
    obligations_in,
    years_of_obligations,
)
from programmes.standing import Stand, inside_day, stand_of

Asked = tuple[int | None, int | None]  # questionnaire, period
PORTAL = "poi"  # beside the bodies by law: what the support institution itself asks for


@dataclass(frozen=True, slots=True)
class Sign:
    """A word with the tone of its colour and its icon."""

    label: str | Promise
    tone: str
    icon: str


SIGNS: Mapping[str, Sign] = {
    Stand.MET: Sign(_("Ready"), "done", "done"),
    Stand.TO_DO: Sign(_("Not ready yet"), "todo", "todo"),
    Stand.LATE_INSIDE: Sign(_("Late inside"), "attention", "clock"),
    Stand.LATE: Sign(_("Late"), "stuck", "alert"),
    Stand.NOT_KEPT: Sign(_("Not kept here"), "draft", "info"),
}


@dataclass(frozen=True, slots=True)
class Who:
    """How one scope stands with what is due; `url` is where it is answered or read."""

    scope: Scope
    stand: Stand
    days_late: int = 0
    met_on: date | None = None
    met_by: User | None = None
    url: str = ""
    debt: Debt | None = None

    @property
    def sign(self) -> Sign:
        return SIGNS[self.stand]

    @property
    def is_late(self) -> bool:
        return self.stand == Stand.LATE


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is due or happens, with how everybody stands of whom somebody may know it."""

    what: str
    body: str
    to: str | Promise
    about: Period | None
    due: date | None
    inside: date | None
    whos: tuple[Who, ...]
    obligation: Obligation | None = None

    @property
    def when(self) -> str:
        """The day in the words of the source, where it has some."""
        known = self.obligation
        if known:
            return str(known.ends or known.ends_words or known.starts or known.starts_words)
        return str(PartialDate(self.due)) if self.due else ""

    @property
    def since(self) -> str:
        """From when it runs, where that is another day."""
        known = self.obligation
        if known is None or not (known.ends_on or known.ends_words):
            return ""
        start = str(known.starts or known.starts_words)
        return "" if known.starts_on == known.ends_on else start

    @property
    def placed(self) -> date | None:
        """The day at which it stands in the year."""
        known = self.obligation
        return (known.ends_on or known.starts_on) if known else self.due

    @property
    def is_event(self) -> bool:
        return self.obligation is not None and not self.obligation.is_deadline

    @property
    def days_earlier(self) -> int:
        return (self.due - self.inside).days if self.due and self.inside else 0

    @property
    def is_example(self) -> bool:
        return self.about is not None and self.about.is_example

    @property
    def is_late(self) -> bool:
        return any(who.is_late for who in self.whos)

    @property
    def order(self) -> tuple[date, str, str]:
        return self.due or self.placed or date.max, self.what, str(self.about or "")


@dataclass(frozen=True, slots=True)
class Month:
    """The rows of one month."""

    number: int
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        return str(MONTHS[self.number])


@dataclass(frozen=True, slots=True)
class Choice:
    """What the calendar is narrowed to; empty is everything."""

    year: str = ""
    body: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class StatutoryCalendar:
    """A year with everything that is due in it, as far as somebody may know."""

    years: tuple[int, ...]
    year: int
    months: tuple[Month, ...]
    undated: tuple[Row, ...]
    bodies: tuple[tuple[str, str | Promise], ...]
    organisations: tuple[Scope, ...]

    @property
    def has_example(self) -> bool:
        rows = [*self.undated, *(row for month in self.months for row in month.rows)]
        return any(row.is_example for row in rows)


def calendar_of(user: User, choice: Choice, *, today: date) -> StatutoryCalendar:
    """Return a year of the calendar, in a fixed number of queries."""
    years = years_known()
    usual = today.year if today.year in years else next(iter(years), today.year)
    year = int(choice.year) if choice.year in map(str, years) else usual
    rows = rows_of_year(user, year, today=today)
    kept = (narrowed(row, choice.organisation) for row in rows if choice.body in ("", row.body))
    shown = sorted((row for row in kept if row), key=lambda row: row.order)
    dated = [(row.placed.month, row) for row in shown if row.placed]
    months = sorted({month for month, _row in dated})
    return StatutoryCalendar(
        years=years,
        year=year,
        months=tuple(
            Month(number, tuple(row for month, row in dated if month == number))
            for number in months
        ),
        undated=tuple(row for row in shown if row.placed is None),
        bodies=bodies_in(rows),
        organisations=organisations_in(rows),
    )


def narrowed(row: Row, organisation: str) -> Row | None:
    """Return a row with one organisation only; None when that has nothing to do with it."""
    if not organisation:
        return row
    whos = tuple(who for who in row.whos if who.scope.owner_code == organisation)
    if not whos:
        return None
    return Row(row.what, row.body, row.to, row.about, row.due, row.inside, whos, row.obligation)


def bodies_in(rows: Iterable[Row]) -> tuple[tuple[str, str | Promise], ...]:
    named = {row.body: _("POI") if row.body == PORTAL else row.to for row in rows}
    return tuple(sorted(named.items(), key=lambda one: str(one[1])))


def organisations_in(rows: Iterable[Row]) -> tuple[Scope, ...]:
    found = {
        (who.scope.owner or who.scope).pk: who.scope.owner or who.scope
        for row in rows
        for who in row.whos
    }
    return tuple(sorted(found.values(), key=lambda scope: scope.name))


def years_known() -> tuple[int, ...]:
    """Return the years in which anything is due, newest first, in two queries."""
    days = Return.objects.order_by().values_list("deadline__year", flat=True).distinct()
    return tuple(sorted({*years_of_obligations(), *days}, reverse=True))


def rows_of_year(user: User, year: int, *, today: date) -> list[Row]:
    """Return what is due in a year: by law, in rounds, and as progress of quarters."""
    law = obligation_lines(obligations_in(year), user, today=today)
    returns = Return.objects.filter(deadline__year=year)
    quarters = [one for one in quarters_opened() if deadline_of(one).year == year]
    return [
        *map(row_of_line, law),
        *return_rows(returns, user, today=today, besides=answered_by_law()),
        *quarter_rows(quarters, user, today=today),
    ]


# By law


def row_of_line(line: ObligationLine) -> Row:
    one = line.obligation
    return Row(
        what=one.name,
        body=one.body,
        to=one.get_body_display(),
        about=one.period,
        due=one.ends.last if one.ends else None,
        inside=line.inside if one.is_deadline else None,
        whos=tuple(map(who_of_debt, line.debts)),
        obligation=one,
    )


def who_of_debt(debt: Debt) -> Who:
    return Who(
        scope=debt.scope,
        stand=debt.stand,
        days_late=debt.days_late,
        met_on=debt.met_on,
        met_by=debt.met_by,
        url=page_of(debt.given) if debt.given else "",
        debt=debt,
    )


def answered_by_law() -> set[Asked]:
    """Return which questionnaires over which periods stand in the calendar by law, in one query."""
    linked = Obligation.objects.filter(questionnaire__isnull=False, is_deadline=True)
    return set(linked.values_list("questionnaire", "period"))


# In rounds


def return_rows(
    returns: QuerySet[Return], user: User, *, today: date, besides: Collection[Asked]
) -> list[Row]:
    """Return a row for each questionnaire, period and deadline, but for what the law has already.

    Scopes stand in their order.
    """
    own = returns.filter(duties_of(user).owns()).select_related(
        "questionnaire", "period", "scope__owner", "submitted_by"
    )
    together: dict[tuple[int, int, date], list[Return]] = {}
    for given in own.order_by("deadline", "questionnaire__name", "scope__name", "pk"):
        if (given.questionnaire_id, given.period_id) not in besides:
            key = (given.questionnaire_id, given.period_id, given.deadline)
            together.setdefault(key, []).append(given)
    return [row_of_returns(given, today=today) for given in together.values()]


def row_of_returns(returns: list[Return], *, today: date) -> Row:
    asked, due = returns[0].questionnaire, returns[0].deadline
    inside = inside_day(due, asked.days_inside)
    return Row(
        what=asked.name,
        body=PORTAL,
        to=asked.asked_by or _("POI"),
        about=returns[0].period,
        due=due,
        inside=inside,
        whos=tuple(who_of_return(given, inside, today=today) for given in returns),
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


# What is late


@dataclass(frozen=True, slots=True)
class Late:
    """Something one scope should have done, and since when."""

    row: Row
    who: Who

    @property
    def url(self) -> str:
        """Where it is done: on the page of its answers, else on that of the obligation."""
        due = self.row.obligation
        return self.who.url or (due.get_absolute_url() if due else "")

    @property
    def order(self) -> tuple[date, str, str]:
        return self.row.due or date.max, self.row.what, self.who.scope.name


def late_for(user: User, *, today: date) -> tuple[Late, ...]:
    """Return what is late as far as somebody may know, longest late first.

    Of the rounds only what can still be written: a closed quarter asks nobody for anything.
    """
    passed = Obligation.objects.filter(is_deadline=True, ends_on__lt=today)
    is_open = Q(period__opened_at__isnull=False, period__closed_at__isnull=True)
    returns = Return.objects.filter(is_open, deadline__lt=today, state__in=Return.WRITABLE)
    quarters = [
        one for one in quarters_opened().filter(closed_at__isnull=True) if deadline_of(one) < today
    ]
    rows = [
        *map(row_of_line, obligation_lines(passed, user, today=today)),
        *return_rows(returns, user, today=today, besides=answered_by_law()),
        *quarter_rows(quarters, user, today=today),
    ]
    found = (Late(row, who) for row in rows for who in row.whos if who.is_late)
    return tuple(sorted(found, key=lambda one: one.order))


# One obligation


@dataclass(frozen=True, slots=True)
class ObligationPage:
    """One thing that is due, and where it stands in the years."""

    row: Row
    others: tuple[Obligation, ...]


def obligation_page(obligation: Obligation, user: User, *, today: date) -> ObligationPage:
    """Return an obligation with how everybody stands, and the same in other years."""
    (line,) = obligation_lines(Obligation.objects.filter(pk=obligation.pk), user, today=today)
    others = (
        Obligation.objects.filter(name=obligation.name, body=obligation.body)
        .exclude(pk=obligation.pk)
        .with_labels()
    )
    return ObligationPage(row_of_line(line), tuple(others))
