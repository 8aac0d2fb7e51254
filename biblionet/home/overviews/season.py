"""How a quarter stands: who told what, what waits for the support institution, what comes next."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from biblionet.home.overviews.deadlines import deadline_of
from goals.models import Assignment, Objective, ProgressUpdate
from goals.overviews import Packet, packets
from goals.overviews.words import RATINGS, TASKS, Badge
from goals.overviews.years import in_order
from libraries.models import Figure, Period, Reading, Scope
from libraries.overviews import in_conflict
from programmes.models import Return

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
class GivenCell:
    """How far one organisation is with a questionnaire; without a badge it was not asked."""

    badge: Badge | None
    given: Return | None

    @property
    def organisation(self) -> int:
        """The id of who answers for it."""
        return (self.given.scope.owner_id or self.given.scope_id) if self.given else 0

    @property
    def is_readable(self) -> bool:
        """It was handed in, so there is a page to judge or read it."""
        return self.given is not None and self.given.state != Return.State.DRAFT


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A questionnaire, and a cell for each scope."""

    name: str
    cells: tuple[GivenCell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An organisation, and whether it still has something to hand in."""

    scope: Scope
    has_to_act: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """A quarter at a glance: objectives and questionnaires down, organisations across."""

    period: Period
    scopes: tuple[Scope, ...]
    rows: tuple[Row, ...]
    given: tuple[GivenRow, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(scope, any(_is_to_do(cell) for cell in self._cells_of(place)))
            for place, scope in enumerate(self.scopes)
        )

    def _cells_of(self, place: int) -> Iterator[Cell | GivenCell]:
        yield from (row.cells[place] for row in self.rows)
        yield from (row.cells[place] for row in self.given)

    @property
    def has_somebody_to_act(self) -> bool:
        return any(column.has_to_act for column in self.columns)


def _is_to_do(cell: Cell | GivenCell) -> bool:
    """Tell whether the organisation has the ball."""
    if cell.badge is None:
        return False
    said = cell.given if isinstance(cell, GivenCell) else cell.update
    return said is None or said.is_writable


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something has to be handed in, and by how many that is not done yet."""

    day: date
    period: Period
    what: str
    open: int


@dataclass(frozen=True, slots=True)
class Queues:
    """What waits for the support institution: quarters, and figures that came by themselves."""

    packets: tuple[Packet, ...]
    figures: int
    conflicts: int


def latest_quarter() -> Period | None:
    """Return the newest quarter that was ever opened; a real one before its example."""
    quarters = Period.objects.filter(kind=Period.Kind.QUARTER, opened_at__isnull=False)
    return quarters.order_by("-end", "is_example").first()


def matrix(period: Period) -> Matrix:
    """Return a quarter with everything that is said in it, in six queries."""
    asked = Assignment.objects.during(period).filter(objective__isnull=False)
    wanted = set(asked.values_list("objective", "scope"))
    given = list(Return.objects.with_labels().filter(period=period))
    concerned = {scope for _objective, scope in wanted} | {one.scope_id for one in given}
    scopes = in_order(
        Scope.objects.filter(pk__in=concerned).select_related("owner", "organisation")
    )
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
    return Matrix(period, scopes, rows, given_rows(given, scopes, begun_in(period)))


def begun_in(period: Period) -> set[int]:
    """Return the scopes of which somebody typed a figure over a period, and their organisations."""
    typed = Reading.objects.filter(figure__period=period, source=Reading.Source.ENTRY)
    places = typed.order_by().values_list("figure__scope", "figure__scope__owner").distinct()
    return {pk for pair in places for pk in pair if pk}


def given_rows(
    given: Iterable[Return], scopes: Iterable[Scope], begun: Container[int]
) -> tuple[GivenRow, ...]:
    """Return a row for each questionnaire that was handed out."""
    found = {(one.questionnaire.name, one.scope_id): one for one in given}
    return tuple(
        GivenRow(name, tuple(given_cell(found.get((name, one.pk)), begun) for one in scopes))
        for name in sorted({name for name, _scope in found})
    )


def given_cell(given: Return | None, begun: Container[int]) -> GivenCell:
    if given is None:
        return GivenCell(None, None)
    is_new = given.state == Return.State.DRAFT and given.scope_id not in begun
    return GivenCell(TASKS["" if is_new else given.state], given)


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
    """Return what waits, in at most ten queries; what goes with a round is judged there."""
    by_itself = Q(readings__workflow=Reading.Workflow.SUBMITTED, readings__with_round=False)
    waiting = Figure.objects.aggregate(
        submitted=Count("pk", filter=by_itself, distinct=True),
        conflicts=Count(
            "pk",
            filter=Q(current__isnull=True, pk__in=in_conflict()),
            distinct=True,
        ),
    )
    return Queues(
        packets=packets(),
        figures=waiting["submitted"],
        conflicts=waiting["conflicts"],
    )


def deadlines(matrix: Matrix) -> tuple[Deadline, ...]:
    """Return until when what is not handed in yet is asked in a quarter that is open."""
    period = matrix.period
    if not period.is_open:
        return ()
    behind = sum(
        any(_is_to_do(row.cells[place]) for row in matrix.rows)
        for place in range(len(matrix.scopes))
    )
    found = [Deadline(deadline_of(period), period, "", behind)] if behind else []
    for row in matrix.given:
        days: dict[date, int] = {}
        for cell in row.cells:
            if cell.given and cell.given.is_writable:
                days[cell.given.deadline] = days.get(cell.given.deadline, 0) + 1
        found += [Deadline(day, period, row.name, count) for day, count in days.items()]
    return tuple(sorted(found, key=lambda one: (one.day, one.what)))
