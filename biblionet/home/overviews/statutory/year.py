"""A year of the calendar, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import deadline_of
from biblionet.home.overviews.statutory.law import answered_by_law, row_of_line
from biblionet.home.overviews.statutory.rounds import quarter_rows, quarters_opened, return_rows
from biblionet.home.overviews.statutory.rows import PORTAL, Row
from libraries.models import Scope
from programmes.models import Return
from programmes.overviews import obligation_lines, obligations_in, years_of_obligations


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
    return replace(row, whos=whos)


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
