"""What somebody has to write: progress over quarters, and figures that are still drafts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from biblionet.accounts.models import User
from goals.overviews import Quarter, quarters_to_write
from goals.overviews.words import TASKS, Badge
from libraries.models import Reading, Scope, Year, duties_of

State = Reading.Workflow


@dataclass(frozen=True, slots=True)
class QuarterTask:
    """A quarter of one scope as a line of a task list."""

    quarter: Quarter
    badge: Badge

    @property
    def is_done(self) -> bool:
        return self.quarter.done == len(self.quarter.tasks)


@dataclass(frozen=True, slots=True)
class FiguresTask:
    """The figures of one organisation in one year that are not accepted yet."""

    scope: Scope
    year: Year
    drafts: int
    sent_back: int
    submitted: int

    @property
    def badge(self) -> Badge:
        if self.sent_back:
            return TASKS["sent_back"]
        return TASKS["draft" if self.drafts else "submitted"]


@dataclass(frozen=True, slots=True)
class Tasks:
    """Everything somebody has in hand."""

    quarters: tuple[QuarterTask, ...]
    figures: tuple[FiguresTask, ...]

    @property
    def is_empty(self) -> bool:
        return not self.quarters and not self.figures


def tasks_of(user: User, *, today: date) -> Tasks:
    """Return what somebody has to write, what is unfinished first."""
    quarters = [QuarterTask(one, badge_of(one)) for one in quarters_to_write(user, today=today)]
    return Tasks(
        quarters=tuple(sorted(quarters, key=lambda task: task.is_done)),
        figures=figures_in_hand(user),
    )


def badge_of(quarter: Quarter) -> Badge:
    """Return the word for a whole quarter: the most urgent one of its parts."""
    states = {task.state for task in quarter.tasks}
    if "sent_back" in states:
        return TASKS["sent_back"]
    if quarter.done == len(quarter.tasks):
        return TASKS["accepted" if states == {"accepted"} else "submitted"]
    return TASKS["draft" if quarter.done or quarter.in_hand else ""]


def figures_in_hand(user: User) -> tuple[FiguresTask, ...]:
    """Count the unaccepted figures of one's own scopes by organisation and year, in one query."""
    own = duties_of(user).manages
    readings = (
        Reading.objects.heads()
        .exclude(workflow=State.ACCEPTED)
        .filter(Q(figure__scope__in=own) | Q(figure__scope__owner__in=own))
        .select_related("figure__scope__owner", "figure__period")
    )
    scopes: dict[int, Scope] = {}
    found: dict[tuple[int, Year], list[Reading]] = {}
    for reading in readings:
        place = reading.figure.scope
        answers = place if place.pk in own else place.owner or place
        scopes[answers.pk] = answers
        found.setdefault((answers.pk, reading.figure.period.year), []).append(reading)
    tasks = (figures_task(scopes[pk], year, ours) for (pk, year), ours in found.items())
    return tuple(sorted(tasks, key=lambda task: (-task.year.number, task.scope.name)))


def figures_task(scope: Scope, year: Year, readings: list[Reading]) -> FiguresTask:
    """Sum up where the unaccepted figures of a scope in a year are."""
    drafts = [one for one in readings if one.workflow == State.DRAFT]
    sent_back = sum(bool(one.remark) for one in drafts)
    return FiguresTask(
        scope=scope,
        year=year,
        drafts=len(drafts) - sent_back,
        sent_back=sent_back,
        submitted=len(readings) - len(drafts),
    )
