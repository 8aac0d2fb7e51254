"""The days somebody should know of: deadlines, own days before them, and when a quarter opens."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import Due, everything_due, opening_of
from biblionet.home.overviews.naming import period_name
from biblionet.home.rules import hears_of
from biblionet.kit.dates import Precision, end_of_quarter, name_quarter, start_of_quarter
from libraries.models import duties_of
from libraries.standing import deadline_after
from programmes.models import Obligation
from programmes.overviews import ObligationLine, obligation_lines

LOOK_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Event:
    """One day in a calendar; `name` stays the same when the day moves, `known` says since when."""

    name: str
    day: date
    title: str
    known: datetime
    page: str = ""

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
            known=known_of(one),
            page=one.page,
        )
        for one in due
    ]
    inside = [
        Event(
            name=f"{name_of(one)}-inside",
            day=one.inside,
            title=_("Ready inside: %(what)s of %(scope)s, %(period)s")
            % {
                "what": one.questionnaire,
                "scope": one.scope.label,
                "period": period_name(one.period),
            },
            known=known_of(one),
            page=one.page,
        )
        for one in due
        if one.inside
    ]
    asked = {(one.given.questionnaire_id, one.period.pk) for one in due if one.given}
    law = by_law(user, today, asked=asked)
    written = {one.period.start for one in due if not one.period.is_example}
    return tuple(
        sorted(
            [*deadlines, *inside, *law, *coming(user, today, written)], key=lambda one: one.order
        )
    )


def known_of(due: Due) -> datetime:
    return due.period.opened_at or midnight(due.period.end)


def by_law(user: User, today: date, *, asked: Collection[tuple[int, int]]) -> Iterable[Event]:
    """Yield what the law asks of one's own, and what happens, from a year back on.

    Only days that are known: a month in words has no day. What a return asks is there already.
    """
    known = Q(ends_on__gte=today - LOOK_BACK, ends_precision=Precision.DAY)
    for line in obligation_lines(Obligation.objects.filter(known), user, today=today):
        one = line.obligation
        is_asked = (one.questionnaire_id, one.period_id) in asked
        is_example = one.period is not None and one.period.is_example
        if is_asked or not hears_of(user, is_example=is_example):
            continue
        if line.debts or not one.is_deadline:
            yield from events_by_law(line)


def events_by_law(line: ObligationLine) -> Iterable[Event]:
    """Yield the day by law and the own day before it."""
    one = line.obligation
    assert one.ends_on is not None  # asked so
    about = one.period
    world = "-example" if about and about.is_example else ""
    words = {
        "what": f"{one.name}, {period_name(about)}" if about else one.name,
        "to": one.get_body_display(),
    }
    title = _("Due to %(to)s: %(what)s") if one.is_deadline else "%(to)s: %(what)s"
    since = midnight(about.start if about else one.ends_on)
    page = reverse("home:obligation", args=[one.code])
    name = f"obligation-{one.code}{world}"
    yield Event(name, one.ends_on, title % words, since, page)
    if one.is_deadline and line.inside:
        own = _("Ready inside for %(to)s: %(what)s") % words
        yield Event(f"{name}-inside", line.inside, own, since, page)


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
