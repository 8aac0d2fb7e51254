"""Everything there is to tell one person: what is due, what came back, what waits for them."""

from dataclasses import dataclass
from datetime import date, datetime

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import deadline_for
from biblionet.home.overviews.tasks import FiguresTask, tasks_of
from biblionet.home.rules import hears_of
from biblionet.home.standing import mail_day
from goals.models import ProgressUpdate
from goals.overviews import Quarter, quarters_to_write, review_queue
from libraries.models import Figure, Reading, duties_of


@dataclass(frozen=True, slots=True)
class Due:
    """What one scope has to hand in over one period, and when."""

    quarter: Quarter
    deadline: date

    @property
    def sent_back(self) -> tuple[ProgressUpdate, ...]:
        return tuple(
            task.update
            for task in self.quarter.tasks
            if task.update and task.state == ProgressUpdate.State.SENT_BACK
        )

    @property
    def is_done(self) -> bool:
        return self.quarter.done == len(self.quarter.tasks)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that was handed in and waits for the support institution."""

    thing: ProgressUpdate | Figure
    since: datetime


@dataclass(frozen=True, slots=True)
class Bundle:
    """What there is to tell one person today, most urgent first."""

    person: User
    today: date
    due: tuple[Due, ...]
    figures: tuple[FiguresTask, ...]
    waiting: tuple[Waiting, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.due or self.figures or self.waiting)

    def is_due(self, period: int, scope: int) -> bool:
        """Tell whether something of this scope and period is still to be handed in."""
        return any(
            (one.quarter.period.pk, one.quarter.scope.pk) == (period, scope) for one in self.due
        )


def bundle_of(person: User, *, today: date) -> Bundle:
    """Gather what there is to tell somebody; of a demonstration account also the example."""
    tasks = tasks_of(person, today=today)
    due = [Due(task.quarter, deadline_for(task.quarter)) for task in tasks.quarters]
    return Bundle(
        person=person,
        today=today,
        due=tuple(
            sorted(
                (
                    one
                    for one in due
                    if not one.is_done
                    and hears_of(person, is_example=one.quarter.period.is_example)
                ),
                key=lambda one: (one.deadline, one.quarter.scope.name),
            )
        ),
        figures=tuple(
            task
            for task in tasks.figures
            if (task.drafts or task.sent_back) and hears_of(person, is_example=task.year.is_example)
        ),
        waiting=waiting_for(person) if duties_of(person).is_poi else (),
    )


def waiting_for(person: User) -> tuple[Waiting, ...]:
    """Return what waits for somebody of the support institution, longest waiting first."""
    updates = [
        Waiting(one.update, one.update.submitted_at)
        for one in review_queue(person)
        if one.update.submitted_at and hears_of(person, is_example=one.update.period.is_example)
    ]
    readings = Reading.objects.filter(
        workflow=Reading.Workflow.SUBMITTED, submitted_at__isnull=False
    ).select_related("figure__indicator", "figure__scope", "figure__period")
    figures = [
        Waiting(one.figure, one.submitted_at)
        for one in readings
        if one.submitted_at and hears_of(person, is_example=one.figure.period.is_example)
    ]
    return tuple(sorted((*updates, *figures), key=lambda one: one.since))


def is_mail_day(person: User, *, today: date) -> bool:
    """Tell whether somebody's letter of this week goes today."""
    deadlines = [
        deadline_for(quarter)
        for quarter in quarters_to_write(person, today=today)
        if hears_of(person, is_example=quarter.period.is_example)
    ]
    return mail_day(today, deadlines) == today
