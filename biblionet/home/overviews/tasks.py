"""What somebody has to do: quarters, forms, what was sent back, what is due, figures besides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import returns_due
from biblionet.home.overviews.returns import (
    ROWS,
    ReturnTask,
    SectionTask,
    return_tasks,
    section_tasks,
)
from biblionet.home.overviews.statutory import Who, who_of_debt
from biblionet.kit.dates import end_of_quarter, start_of_quarter
from goals.overviews import Quarter, quarters_to_write
from goals.overviews.quarter import Count, Told, count_of, told_of
from goals.overviews.words import TASKS, Badge
from libraries.models import Period, Reading, Scope, Year, duties_of
from programmes.models import Obligation, Return
from programmes.overviews import Sheet, obligation_lines, sheets_of

State = Reading.Workflow
LOOK_AHEAD = timedelta(days=60)  # what the law asks later can wait


@dataclass(frozen=True, slots=True)
class QuarterTask:
    """A quarter of one scope as one line of a task list."""

    quarter: Quarter
    count: Count
    deadline: date | None

    @property
    def badge(self) -> Badge:
        return TASKS[self.count.badge]

    @property
    def is_done(self) -> bool:
        return self.count.handed_in

    def is_late(self, today: date) -> bool:
        return not self.is_done and self.deadline is not None and self.deadline < today


@dataclass(frozen=True, slots=True)
class Reply:
    """What the POI asks of one row that it sent back."""

    quarter: Quarter
    about: str
    text: str
    key: str  # of the row on the screen of the quarter


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
    returns: tuple[ReturnTask, ...]
    sections: tuple[SectionTask, ...]
    debts: tuple[Who, ...]
    replies: tuple[Reply, ...]
    figures: tuple[FiguresTask, ...]
    next_quarter: date  # the last day of the quarter that runs

    @property
    def is_empty(self) -> bool:
        everything = (self.quarters, self.returns, self.sections, self.debts, self.figures)
        return not any(everything)


def tasks_of(user: User, *, today: date) -> Tasks:
    """Return what somebody has to write: what is late first, then by its day, what is done last."""
    quarters = quarters_to_write(user, today=today)
    told, sheets = told_of(quarters), _sheets(quarters)
    tasks: list[QuarterTask] = []
    replies: list[Reply] = []
    for quarter in quarters:
        key = (quarter.scope.pk, quarter.period.pk)
        tasks.append(_quarter_task(quarter, told[key], sheets.get(key, [])))
        replies.extend(_replies(quarter, told[key], sheets.get(key, [])))
    return Tasks(
        quarters=tuple(sorted(tasks, key=lambda task: _urgency(task, today))),
        returns=return_tasks(returns_due(user, today=today)),
        sections=section_tasks(user),
        debts=debts_of(user, today=today),
        replies=tuple(replies),
        figures=figures_in_hand(user, besides_quarters=True),
        next_quarter=end_of_quarter(start_of_quarter(today)),
    )


def debts_of(user: User, *, today: date, ahead: timedelta = LOOK_AHEAD) -> tuple[Who, ...]:
    """Return what the law asks of one's own soon or too long ago, where no return says it is met.

    The first day first.
    """
    own = duties_of(user).own
    soon = Obligation.objects.filter(is_deadline=True, ends_on__lte=today + ahead)
    debts = (
        debt
        for line in obligation_lines(soon, user, today=today)
        for debt in line.debts
        if debt.scope.pk in own or debt.scope.owner_id in own
    )
    waiting = [debt for debt in debts if debt.can_be_marked and debt.is_open]
    waiting.sort(key=lambda debt: (debt.due or date.max, debt.obligation.name))
    return tuple(map(who_of_debt, waiting))


def _sheets(quarters: Sequence[Quarter]) -> dict[tuple[int, int], list[Sheet]]:
    """Return the returns over these quarters as sheets, by scope and period."""
    mine = {(quarter.scope.pk, quarter.period.pk) for quarter in quarters}
    given = Return.objects.with_labels().filter(
        scope__in={scope for scope, _period in mine}, period__in={period for _scope, period in mine}
    )
    returns = [one for one in given if (one.scope_id, one.period_id) in mine]
    found: dict[tuple[int, int], list[Sheet]] = {}
    for sheet in sheets_of(returns) if returns else ():
        key = (sheet.given.scope_id, sheet.given.period_id)
        found.setdefault(key, []).append(sheet)
    return found


def _quarter_task(quarter: Quarter, told: Sequence[Told], sheets: Sequence[Sheet]) -> QuarterTask:
    days = [sheet.given.deadline for sheet in sheets]
    if quarter.until:
        days = [quarter.until]  # an exception holds instead
    return QuarterTask(quarter, count_of(told, sheets), min(days, default=None))


def _urgency(task: QuarterTask, today: date) -> tuple[bool, bool, date, str]:
    return task.is_done, not task.is_late(today), task.deadline or date.max, task.quarter.scope.name


def _replies(quarter: Quarter, told: Sequence[Told], sheets: Sequence[Sheet]) -> Iterator[Reply]:
    """Yield what the POI asks of this quarter, as long as nothing was done about it."""
    for one in told:
        if one.is_unanswered:
            title = one.task.assignment.objective
            about = title.title if title else str(one.task.about)
            yield Reply(quarter, about, one.remarks[-1].text, one.key)
    for sheet in sheets:
        for slot in sheet.slots:
            if slot.is_unanswered and slot.reading:
                yield Reply(quarter, str(slot.question), slot.reading.remark, slot.key)
            elif slot.answer and slot.was_sent_back and sheet.given.is_writable:
                yield Reply(quarter, str(slot.question), slot.answer.remark, slot.key)


def figures_in_hand(user: User, *, besides_quarters: bool = False) -> tuple[FiguresTask, ...]:
    """Count the unaccepted figures of one's own scopes by organisation and year, in one query.

    What a form or a month asks is a task of its own. `besides_quarters` leaves out as well what is
    asked over a quarter.
    """
    own = duties_of(user).manages
    asked = Q(figure__period__kind=Period.Kind.QUARTER) if besides_quarters else Q(pk__in=())
    readings = (
        Reading.objects.heads()
        .exclude(workflow=State.ACCEPTED)
        .exclude(asked)
        .exclude(Exists(asked_in_a_return()))
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


def asked_in_a_return() -> QuerySet[Return]:
    """Return what asks a reading of an outer query in a form or over a month."""
    figure = "figure__"
    answers = Q(scope=OuterRef(f"{figure}scope")) | Q(scope=OuterRef(f"{figure}scope__owner"))
    return Return.objects.filter(
        answers,
        period__end=OuterRef(f"{figure}period__end"),
        period__is_example=OuterRef(f"{figure}period__is_example"),
        questionnaire__sections__questions__indicator=OuterRef(f"{figure}indicator"),
    ).exclude(questionnaire__layout=ROWS)


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
