"""When something has to be ready: the one place to ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from biblionet.accounts.models import User
from biblionet.home.rules import hears_of
from goals.models import ProgressUpdate
from goals.overviews import Quarter, quarters_to_write
from libraries.models import Organisation, Period, PeriodException, Scope, duties_of
from libraries.standing import deadline_after, opening_after
from programmes.models import Return
from programmes.standing import inside_day


@dataclass(frozen=True, slots=True)
class Due:
    """What one scope has to hand in over one period, and when.

    Of a questionnaire its name; without one it is progress, with how many subjects are handed in.
    """

    scope: Scope
    period: Period
    deadline: date
    questionnaire: str = ""
    done: int = 0
    asked: int = 1
    sent_back: tuple[ProgressUpdate, ...] = ()
    given: Return | None = None

    @property
    def inside(self) -> date | None:
        """The day on which it should be with the support institution."""
        asked = self.given.questionnaire if self.given else None
        return inside_day(self.deadline, asked.days_inside) if asked else None

    @property
    def page(self) -> str:
        """Where it is done: a form or a month has its own page, a quarter is among the quarters."""
        return (self.given.page if self.given else "") or reverse("goals:my_updates")

    @property
    def is_done(self) -> bool:
        return self.done == self.asked

    @property
    def order(self) -> tuple[date, str, str]:
        return self.deadline, self.scope.name, self.questionnaire


def deadline_of(period: Period) -> date:
    """Return the last day on which a period should be handed in; later when it opened late."""
    opened = timezone.localdate(period.opened_at) if period.opened_at else None
    return deadline_after(period.end, opened=opened)


def opening_of(end: date) -> date:
    """Return the day on which people begin to write about a period that ends on a day."""
    return opening_after(end)


def everything_due(person: User, *, today: date) -> tuple[Due, ...]:
    """Return what somebody has or had to hand in over what is open now, the first deadline first.

    Of a demonstration account also the example.
    """
    quarters = quarters_to_write(person, today=today)
    found = [due_of_quarter(one) for one in quarters if one.tasks]
    found += returns_due(person, today=today)
    heard = (one for one in found if hears_of(person, is_example=one.period.is_example))
    return tuple(sorted(heard, key=lambda one: one.order))


def due_of_quarter(quarter: Quarter) -> Due:
    """Return the progress of a scope; in a closed period the exception says until when."""
    until = None if quarter.period.is_open else quarter.until
    return Due(
        scope=quarter.scope,
        period=quarter.period,
        deadline=until or deadline_of(quarter.period),
        done=quarter.done,
        asked=len(quarter.tasks),
        sent_back=tuple(
            task.update
            for task in quarter.tasks
            if task.update and task.state == ProgressUpdate.State.SENT_BACK
        ),
    )


def returns_due(person: User, *, today: date) -> Iterable[Due]:
    """Return the questionnaires that somebody still has to hand in, in two queries."""
    duties = duties_of(person)
    mine = Q(scope__in=duties.manages) | Q(scope__owner__in=duties.manages)
    if duties.is_poi:
        mine |= Q(scope__organisation__form=Organisation.Form.SUPPORT)
    return _in_hand(mine, today=today)


def returns_awaited(person: User, *, today: date) -> Iterable[Due]:
    """Return the questionnaires that those whom somebody directs still have to hand in."""
    directed = duties_of(person).directs
    return _in_hand(Q(scope__in=directed) | Q(scope__owner__in=directed), today=today)


def _in_hand(mine: Q, *, today: date) -> Iterable[Due]:
    """Yield what can still be written of the returns that a condition names."""
    given = list(Return.objects.filter(mine, state__in=Return.WRITABLE).with_labels())
    exceptions = PeriodException.objects.filter(
        period__in={one.period_id for one in given}, until__gte=today
    )
    until = {(one.period_id, one.scope_id): one.until for one in exceptions}
    for one in given:
        excepted = until.get((one.period_id, one.scope_id)) or until.get(
            (one.period_id, one.scope.owner_id or 0)
        )
        deadline = one.deadline if one.period.is_open else excepted
        if deadline:
            name = one.questionnaire.name
            yield Due(one.scope, one.period, deadline, questionnaire=name, given=one)
