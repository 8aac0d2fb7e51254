"""The days somebody should know of: deadlines of the own quarters, and when the next one opens."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import Due, everything_due, opening_of
from biblionet.home.overviews.naming import period_name
from biblionet.kit.dates import end_of_quarter, name_quarter, start_of_quarter
from libraries.models import duties_of
from libraries.standing import deadline_after


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
    due = everything_due(user, today=today)
    deadlines = [
        Event(
            name=name_of(one),
            day=one.deadline,
            title=_("Hand in: %(what)s of %(scope)s, %(period)s")
            % {
                "what": one.questionnaire or _("progress"),
                "scope": one.scope.label,
                "period": period_name(one.period),
            },
            known=one.period.opened_at or midnight(one.period.end),
        )
        for one in due
    ]
    written = {one.period.start for one in due if not one.period.is_example}
    return tuple(sorted([*deadlines, *coming(user, today, written)], key=lambda one: one.order))


def coming(user: User, today: date, written: set[date]) -> list[Event]:
    """Return when the quarter that runs now opens, and who reports by when; not once it is open."""
    start = start_of_quarter(today)
    end = end_of_quarter(start)
    if start in written:
        return []
    words = {"period": name_quarter(start)}
    days = [("opening", opening_of(end), _("Progress: the %(period)s opens"))]
    if duties_of(user).manages or duties_of(user).is_poi:
        days.append(("deadline", deadline_after(end), _("Hand in: progress, %(period)s")))
    return [
        Event(f"{kind}-{start}", day, title % words, midnight(start)) for kind, day, title in days
    ]


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def name_of(due: Due) -> str:
    """Return what stays the same of a deadline: what, of whom and over which period."""
    world = "-example" if due.period.is_example else ""
    what = f"-{slugify(due.questionnaire)}" if due.questionnaire else ""
    period = f"{due.period.kind}-{due.period.start}{world}"
    return f"deadline-{period}-{due.scope.kind}-{due.scope.code}{what}"
