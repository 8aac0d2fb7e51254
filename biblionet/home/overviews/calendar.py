"""The days somebody should know of: deadlines of the own quarters, and when the next one opens."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import deadline_for
from biblionet.home.rules import hears_of
from biblionet.kit.dates import end_of_quarter, name_quarter, quarter_of
from goals.overviews import quarters_to_write
from libraries.models import Scope, duties_of
from libraries.standing import deadline_after, opening_after


@dataclass(frozen=True, slots=True)
class Event:
    """One day in a calendar; `name` stays the same when the day moves, `known` says since when."""

    name: str
    day: date
    title: str
    known: datetime

    @property
    def order(self) -> tuple[date, str]:
        return self.day, self.name


def events_of(user: User, *, today: date) -> tuple[Event, ...]:
    """Return the days of somebody, in the order of the year: no figures, no people, no notes."""
    quarters = [
        quarter
        for quarter in quarters_to_write(user, today=today)
        if hears_of(user, is_example=quarter.period.is_example)
    ]
    deadlines = [
        Event(
            name=f"deadline-{quarter.period.start}{mark(quarter.period.is_example)}-"
            f"{scope_name(quarter.scope)}",
            day=deadline_for(quarter),
            title=_("Hand in: progress of %(scope)s, %(period)s")
            % {"scope": quarter.scope.label, "period": quarter.period},
            known=quarter.period.opened_at or midnight(quarter.period.end),
        )
        for quarter in quarters
    ]
    written = {quarter.period.start for quarter in quarters if not quarter.period.is_example}
    return tuple(sorted([*deadlines, *coming(user, today, written)], key=lambda one: one.order))


def coming(user: User, today: date, written: set[date]) -> list[Event]:
    """Return when the quarter that runs now opens, and who reports by when; not once it is open."""
    start = start_of_quarter(today)
    end = end_of_quarter(start)
    if start in written:
        return []
    words = {"period": name_quarter(start)}
    days = [("opening", opening_after(end), _("Progress: the %(period)s opens"))]
    if duties_of(user).manages or duties_of(user).is_poi:
        days.append(("deadline", deadline_after(end), _("Hand in: progress, %(period)s")))
    return [
        Event(f"{kind}-{start}", day, title % words, midnight(start)) for kind, day, title in days
    ]


def start_of_quarter(day: date) -> date:
    return date(day.year, 3 * quarter_of(day) - 2, 1)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def scope_name(scope: Scope) -> str:
    return f"{scope.kind}-{scope.code}"


def mark(is_example: bool) -> str:
    return "-example" if is_example else ""
