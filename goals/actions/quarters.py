"""A quarter as a whole: progress and figures go together, all of it or nothing."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from biblionet.accounts.models import User
from goals.actions.updates import missing_in, submit_update, withdraw_update
from goals.models import ProgressUpdate
from libraries.models import Period, Scope
from programmes import actions as programmes
from programmes.models import Return
from programmes.models.returns import ReturnQuerySet
from programmes.rules import can_answer_for


@transaction.atomic
def submit_quarter(
    *,
    scope: Scope,
    period: Period,
    by: User,
    accountable: User | None = None,
    at: datetime | None = None,
) -> list[ProgressUpdate | Return]:
    """Hand in everything a scope still has in hand over a period: all of it, or nothing.

    `accountable` answers for the figures; without one it is who sends them. What was sent back has
    to be changed first, or be submitted by itself.
    """
    waiting = list(
        ProgressUpdate.objects.with_labels()
        .select_related("author")
        .prefetch_related("remarks")
        .filter(scope=scope, period=period, state__in=ProgressUpdate.WRITABLE)
    )
    problems = [problem for one in waiting for problem in (*missing_in(one), *unanswered_in(one))]
    done: list[ProgressUpdate | Return] = []
    try:
        with transaction.atomic():
            for given in returns_of(scope, period).filter(state__in=Return.WRITABLE):
                answers = accountable or _who_answers(by, scope)
                done.append(
                    programmes.submit_return(given=given, accountable=answers, by=by, at=at)
                )
    except ValidationError as refusal:
        problems.extend(refusal.error_list)
    if problems:
        raise ValidationError(problems)
    done.extend(submit_update(update=one, version=one.version, by=by, at=at) for one in waiting)
    return done


@transaction.atomic
def withdraw_quarter(
    *, scope: Scope, period: Period, by: User, at: datetime | None = None
) -> list[ProgressUpdate | Return]:
    """Take back what was submitted and not yet judged, while the period is open."""
    updates = ProgressUpdate.objects.with_labels().filter(
        scope=scope, period=period, state=ProgressUpdate.State.SUBMITTED
    )
    done: list[ProgressUpdate | Return] = [
        withdraw_update(update=one, version=one.version, by=by, at=at) for one in updates
    ]
    submitted = returns_of(scope, period).filter(state=Return.State.SUBMITTED)
    done.extend(programmes.withdraw_return(given=given, by=by) for given in submitted)
    if not done:
        raise ValidationError(_("There is nothing to take back."), code="nothing")
    return done


def returns_of(scope: Scope, period: Period) -> ReturnQuerySet:
    return Return.objects.with_labels().filter(scope=scope, period=period).order_by("pk")


def _who_answers(by: User, scope: Scope) -> User:
    if can_answer_for(by, scope):
        return by
    raise ValidationError(
        _("Choose who of %(scope)s answers for these figures."),
        code="no_accountable",
        params={"scope": scope.label},
    )


def unanswered_in(update: ProgressUpdate) -> Iterable[ValidationError]:
    """Yield that an update was sent back, and nobody changed it since."""
    if update.is_unanswered(update.remarks.all()):
        yield ValidationError(
            _(
                "%(about)s: the POI sent this back and nothing was changed since. "
                "Change it, or submit it by itself."
            ),
            code="unanswered",
            params={"about": str(update.about)},
        )
