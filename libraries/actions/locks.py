"""A lock says why: who locked, since when, what is still possible, whom to ask."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.kit.dates import end_of_quarter
from biblionet.trail.actions import record
from libraries import rules
from libraries.models import Period, PeriodException, Scope
from libraries.standing import span_ending_in

Kind = Period.Kind


def require_writable(*, period: Period, scope: Scope) -> None:
    """Refuse what is written in a period that is not open for this scope, saying why.

    The period is read again: somebody may have closed it since the page was asked for.
    """
    period = Period.objects.select_related("closed_by").get(pk=period.pk)
    if not rules.is_writable(period, scope, today=timezone.localdate()):
        raise ValidationError(lock_sentence(period), code="period_closed")


def lock_sentence(period: Period) -> str:
    """Return who closed a period, since when, what is still possible and whom to ask."""
    if period.opened_at is None:
        return _(
            "%(period)s has not been opened yet. You can look at the figures. "
            "Ask an administrator of the support institution to open it."
        ) % {"period": period}
    closed_at = timezone.localtime(period.closed_at)
    return _(
        "%(period)s was closed by %(who)s on %(day)s. You can still look at the figures. "
        "Ask an administrator of the support institution for an exception."
    ) % {
        "period": period,
        "who": period.closed_by,
        "day": date_format(closed_at, "DATE_FORMAT"),
    }


@transaction.atomic
def add_period(*, kind: str, start: date, by: User, is_example: bool = False) -> Period:
    """Add a period that is not open yet; its end follows from its kind and first day."""
    _require_admin(by)
    period = Period(kind=kind, start=start, end=_end_of(kind, start), is_example=is_example)
    period.full_clean()
    period.save()
    record("added period", period, by=by)
    return period


@transaction.atomic
def period_of_kind(*, kind: str, like: Period) -> Period:
    """Return the period of a kind that ends where another one ends, made when it is not there.

    A form over a year asks for its last day too: that day is a period, in the same world.
    """
    start, end = span_ending_in(kind, like.end)
    period, _is_new = Period.objects.get_or_create(
        kind=kind, start=start, is_example=like.is_example, defaults={"end": end}
    )
    return period


def _end_of(kind: str, start: date) -> date:
    firsts: dict[str, tuple[bool, Any]] = {
        Kind.MONTH: (start.day == 1, lambda: _month_end(start)),
        Kind.QUARTER: (start.day == 1 and start.month % 3 == 1, lambda: end_of_quarter(start)),
        Kind.CALENDAR_YEAR: ((start.month, start.day) == (1, 1), lambda: date(start.year, 12, 31)),
        Kind.SCHOOL_YEAR: ((start.month, start.day) == (8, 1), lambda: date(start.year + 1, 7, 31)),
        Kind.REFERENCE_DATE: (True, lambda: start),
    }
    fits, end = firsts.get(kind, (False, None))
    if not fits:
        raise ValidationError(
            {"start": _("This is not the first day of such a period.")}, code="not_first_day"
        )
    day: date = end()
    return day


def _month_end(start: date) -> date:
    following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


@transaction.atomic
def open_period(*, period: Period, by: User) -> Period:
    """Open a period, or open it again."""
    _require_admin(by)
    if period.is_open:
        raise ValidationError(_("%(period)s is open already.") % {"period": period}, code="open")
    period.opened_at, period.opened_by = timezone.now(), by
    period.closed_at, period.closed_by = None, None
    return _save_lock(period, "opened period", by)


@transaction.atomic
def close_period(*, period: Period, by: User) -> Period:
    """Close a period: nobody writes in it any more without an exception."""
    _require_admin(by)
    if not period.is_open:
        raise ValidationError(_("%(period)s is not open.") % {"period": period}, code="not_open")
    period.closed_at, period.closed_by = timezone.now(), by
    return _save_lock(period, "closed period", by)


def _save_lock(period: Period, verb: str, by: User) -> Period:
    period.save(update_fields=["opened_at", "opened_by", "closed_at", "closed_by"])
    record(verb, period, by=by)
    return period


@transaction.atomic
def grant_exception(
    *, period: Period, scope: Scope, reason: str, until: date, by: User
) -> PeriodException:
    """Let one scope write in a closed period until a day; a second grant replaces the first."""
    _require_admin(by)
    if period.is_open:
        raise ValidationError(
            _("%(period)s is open: everybody can write in it.") % {"period": period}, code="open"
        )
    if until < timezone.localdate():
        raise ValidationError({"until": _("Choose a day that has not passed.")})
    exception = PeriodException.objects.filter(period=period, scope=scope).first()
    exception = exception or PeriodException(period=period, scope=scope)
    exception.reason, exception.until, exception.granted_by = reason.strip(), until, by
    exception.full_clean(exclude=["granted_by"])
    exception.save()
    record(
        "granted exception",
        period,
        by=by,
        scope=scope.owner_code,
        reason=exception.reason,
        to=scope.code,
        until=until.isoformat(),
    )
    return exception


def _require_admin(by: User) -> None:
    if not rules.can_open_period(by):
        raise ValidationError(
            _("Only administrators of the support institution open and close periods."),
            code="not_allowed",
        )
