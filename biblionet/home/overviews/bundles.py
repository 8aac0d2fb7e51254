"""Everything there is to tell one person: what is due, what came back, what waits for them."""

from dataclasses import dataclass
from datetime import date, datetime

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import Due, everything_due
from biblionet.home.overviews.tasks import FiguresTask, figures_in_hand
from biblionet.home.rules import hears_of
from biblionet.home.standing import mail_day
from goals.overviews import Packet, packets
from libraries.models import Figure, duties_of
from libraries.overviews import review_queue


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

    @property
    def is_empty(self) -> bool:
        return not (self.due or self.figures or self.waiting)

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
    )


def waiting_for(person: User) -> tuple[Waiting, ...]:
    """Return what waits for somebody of the support institution, longest waiting first."""
    rounds = [
        Waiting(one, one.since)
        for one in packets()
        if hears_of(person, is_example=one.period.is_example)
    ]
    alone = [one.reading for one in (*review_queue(), *review_queue(example=True))]
    figures = [
        Waiting(one.figure, one.submitted_at)
        for one in alone
        if one.submitted_at and hears_of(person, is_example=one.figure.period.is_example)
    ]
    return tuple(sorted((*rounds, *figures), key=lambda one: one.since))
