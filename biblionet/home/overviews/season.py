"""How a quarter stands: who wrote about what, and what waits for the support institution."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from goals.models import Assignment, Objective, ProgressUpdate
from goals.overviews import reporting_scopes
from goals.overviews.words import RATINGS, TASKS, Badge
from libraries.models import Figure, Period, Reading, Scope

State = ProgressUpdate.State


@dataclass(frozen=True, slots=True)
class Cell:
    """What one scope says of one objective; without a badge nothing is asked of it."""

    badge: Badge | None
    update: ProgressUpdate | None


@dataclass(frozen=True, slots=True)
class Row:
    """An objective, and a cell for each scope."""

    objective: Objective
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A quarter at a glance: objectives down, organisations across."""

    period: Period
    scopes: tuple[Scope, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Queues:
    """How much waits for the support institution."""

    updates: int
    figures: int
    conflicts: int


def latest_quarter() -> Period | None:
    """Return the newest quarter that was ever opened; a real one before its example."""
    quarters = Period.objects.filter(kind=Period.Kind.QUARTER, opened_at__isnull=False)
    return quarters.order_by("-end", "is_example").first()


def matrix(period: Period) -> Matrix:
    """Return a quarter with everything that is said in it, in five queries."""
    asked = Assignment.objects.during(period).filter(objective__isnull=False)
    wanted = set(asked.values_list("objective", "scope"))
    asked_of = {scope for _objective, scope in wanted}
    scopes = tuple(scope for scope in reporting_scopes(period.year) if scope.pk in asked_of)
    objectives = (
        Objective.objects.filter(pk__in={objective for objective, _scope in wanted})
        .select_related("framework")
        .order_by("framework__in_use_from", "framework__code", "order")
    )
    said = {
        (update.objective_id, update.scope_id): update
        for update in ProgressUpdate.objects.filter(period=period, objective__isnull=False)
    }
    rows = tuple(
        Row(objective, tuple(cell_in(objective, scope, wanted, said) for scope in scopes))
        for objective in objectives
    )
    return Matrix(period, scopes, rows)


def cell_in(
    objective: Objective,
    scope: Scope,
    wanted: Container[tuple[int | None, int]],
    said: Mapping[tuple[int | None, int], ProgressUpdate],
) -> Cell:
    """Return where an update is, and once it is accepted how it goes."""
    key = (objective.pk, scope.pk)
    if key not in wanted:
        return Cell(None, None)
    update = said.get(key)
    if update and update.state == State.ACCEPTED:
        return Cell(RATINGS[update.agreed_rating], update)
    return Cell(TASKS[update.state if update else ""], update)


def queues() -> Queues:
    """Count what waits, in two queries."""
    waiting = Figure.objects.aggregate(
        submitted=Count(
            "pk", filter=Q(readings__workflow=Reading.Workflow.SUBMITTED), distinct=True
        ),
        conflicts=Count(
            "pk",
            filter=Q(current__isnull=True, readings__workflow=Reading.Workflow.ACCEPTED),
            distinct=True,
        ),
    )
    return Queues(
        updates=ProgressUpdate.objects.filter(state=State.SUBMITTED).count(),
        figures=waiting["submitted"],
        conflicts=waiting["conflicts"],
    )
