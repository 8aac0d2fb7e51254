"""A lock says why: what stopped, since when and by whom, what is still possible, whom to ask."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goals.models import ProgressUpdate
from libraries.models import Period, PeriodException, Scope


@dataclass(frozen=True, slots=True)
class Lock:
    """Why somebody cannot write here now, in whole sentences."""

    cause: str
    still_possible: str
    ask: str

    def __str__(self) -> str:
        return f"{self.cause} {self.still_possible} {self.ask}"


def lock_of_period(period: Period, scope: Scope, *, today: date) -> Lock | None:
    """Return why a scope cannot write in a period; None when it can."""
    return lock_of_period_with(period, exception_of(period, scope), today=today)


def exception_of(period: Period, scope: Scope) -> PeriodException | None:
    """Return what lets a scope write, or once let it, in a period that is shut for others."""
    return None if period.is_open else period.exceptions.filter(scope=scope).first()


def lock_of_period_with(
    period: Period, exception: PeriodException | None, *, today: date
) -> Lock | None:
    """The same for who fetched the exception already."""
    if period.is_open or (exception and exception.until >= today):
        return None
    if period.opened_at is None:
        return Lock(
            cause=_("%(period)s is not open yet.") % {"period": str(period)},
            still_possible=_("You can read everything."),
            ask=_("Ask the POI when it opens."),
        )
    return Lock(
        cause=" ".join((_closed(period), _ended(exception))).strip(),
        still_possible=_("You can read everything."),
        ask=_("Do you still have something to change? Ask the POI for an exception."),
    )


def _closed(period: Period) -> str:
    assert period.closed_at is not None  # opened and not open
    return _("%(period)s has been closed since %(day)s, by %(who)s.") % {
        "period": str(period),
        "day": day_of(period.closed_at),
        "who": str(period.closed_by),
    }


def _ended(exception: PeriodException | None) -> str:
    if exception is None:
        return ""
    return _("The exception ended on %(day)s.") % {"day": date_format(exception.until)}


def lock_of_state(update: ProgressUpdate) -> Lock | None:
    """Return why the text of an update cannot be changed in its state; None when it can."""
    if update.is_writable:
        return None
    if update.state == ProgressUpdate.State.SUBMITTED:
        assert update.submitted_at is not None  # the database holds it
        return Lock(
            cause=_("This was submitted on %(day)s by %(who)s.")
            % {"day": day_of(update.submitted_at), "who": str(update.submitted_by)},
            still_possible=_("You can take it back as long as the POI has not judged it."),
            ask=_("Is it urgent? Call the POI."),
        )
    assert update.accepted_at is not None  # the database holds it
    return Lock(
        cause=_("The POI agreed with this on %(day)s: %(who)s.")
        % {"day": day_of(update.accepted_at), "who": str(update.accepted_by)},
        still_possible=_("You can read everything."),
        ask=_("Is something wrong in it? Ask the POI to send it back."),
    )


def day_of(moment: datetime) -> str:
    """Return the day of a moment, in words of the active language."""
    return date_format(timezone.localdate(moment))
