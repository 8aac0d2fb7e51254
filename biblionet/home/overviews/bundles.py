"""Everything there is to tell one person: what is due, what came back, what waits for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import Due, everything_due
from biblionet.home.overviews.returns import Handed, approvals_for, to_judge
from biblionet.home.overviews.statutory import Late, Who, late_for
from biblionet.home.overviews.tasks import FiguresTask, debts_of, figures_in_hand
from biblionet.home.rules import hears_of
from biblionet.home.standing import mail_day
from goals.overviews import Packet, packets
from libraries.models import Figure, duties_of
from libraries.overviews import waiting_alone
from libraries.rules import directs, works_for

LOOK_AHEAD = timedelta(days=30)
LOOK_BACK = timedelta(days=365)  # what is late longer stands in the portal, and in no letter


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an organisation handed in over a period, or a figure by itself, that waits."""

    thing: Packet | Figure
    since: datetime


@dataclass(frozen=True, slots=True)
class Bundle:
    """What there is to tell one person today, most urgent first.

    `deadlines` are also those of what is handed in: they say on which day a letter goes.
    """

    person: User
    today: date
    deadlines: tuple[date, ...]
    due: tuple[Due, ...]
    figures: tuple[FiguresTask, ...]
    waiting: tuple[Waiting, ...]
    law: tuple[Who, ...] = ()
    late: tuple[Late, ...] = ()
    approvals: tuple[Handed, ...] = ()
    judged: tuple[Handed, ...] = ()

    @property
    def count(self) -> int:
        """How many things there are."""
        told = (
            self.due,
            self.law,
            self.late,
            self.approvals,
            self.figures,
            self.waiting,
            self.judged,
        )
        return sum(map(len, told))

    @property
    def is_empty(self) -> bool:
        return not self.count

    @property
    def goes_today(self) -> bool:
        return not self.is_empty and mail_day(self.today, self.deadlines) == self.today

    def is_due(self, period: int, scope: int) -> bool:
        """Tell whether something of this scope and period is still to be handed in."""
        return any((one.period.pk, one.scope.pk) == (period, scope) for one in self.due)


def bundle_of(person: User, *, today: date) -> Bundle:
    """Gather what there is to tell somebody; of a demonstration account also the example."""
    due = everything_due(person, today=today)
    return Bundle(
        person=person,
        today=today,
        deadlines=tuple(one.deadline for one in due),
        due=tuple(one for one in due if not one.is_done),
        figures=tuple(
            task
            for task in figures_in_hand(person)
            if (task.drafts or task.sent_back) and hears_of(person, is_example=task.year.is_example)
        ),
        waiting=waiting_for(person) if duties_of(person).is_poi else (),
        law=law_told(person, today=today) if duties_of(person).manages else (),
        late=late_told(person, today=today) if duties_of(person).own else (),
        approvals=heard(person, approvals_for(person)) if duties_of(person).directs else (),
        judged=heard(person, to_judge()) if duties_of(person).is_poi else (),
    )


def law_told(person: User, *, today: date) -> tuple[Who, ...]:
    """Return what the law asks soon of who reports for it, and no return asks."""
    return tuple(
        one
        for one in debts_of(person, today=today, ahead=LOOK_AHEAD)
        if not one.is_late
        and works_for(person, one.scope)
        and hears_of(person, is_example=one.is_example)
    )


def late_told(person: User, *, today: date) -> tuple[Late, ...]:
    """Return what is late of the own organisation and is not told as something to hand in."""
    return tuple(
        one
        for one in late_for(person, today=today)
        if one.order[0] >= today - LOOK_BACK
        and hears_of(person, is_example=one.row.is_example)
        and is_news(person, one)
    )


def is_news(person: User, late: Late) -> bool:
    """Who reports has it as something to hand in already, unless nothing is handed in for it."""
    debt = late.who.debt
    if debt is not None and debt.can_be_marked:
        return works_for(person, late.who.scope) or directs(person, late.who.scope)
    return directs(person, late.who.scope) and not works_for(person, late.who.scope)


def heard(person: User, handed: Iterable[Handed]) -> tuple[Handed, ...]:
    """Keep what somebody hears of."""
    return tuple(one for one in handed if hears_of(person, is_example=one.first.period.is_example))


def waiting_for(person: User) -> tuple[Waiting, ...]:
    """Return what waits for somebody of the support institution, longest waiting first."""
    rounds = [
        Waiting(one, one.since)
        for one in packets()
        if hears_of(person, is_example=one.period.is_example)
    ]
    figures = [
        Waiting(one.figure, one.submitted_at)
        for one in (*waiting_alone(), *waiting_alone(example=True))
        if one.submitted_at and hears_of(person, is_example=one.figure.period.is_example)
    ]
    return tuple(sorted((*rounds, *figures), key=lambda one: one.since))
