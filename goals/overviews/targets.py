"""What was aimed for beside what was reached."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from goals.models import Target
from goals.standing import Outcome, judge
from libraries.models import Figure, Reading


@dataclass(frozen=True, slots=True)
class TargetOverview:
    """A target, the accepted figure it is about, and how they stand to each other."""

    target: Target
    figure: Figure | None
    outcome: Outcome

    @property
    def value(self) -> Decimal | None:
        """The accepted value, in the unit of the indicator."""
        reading = self.figure.current if self.figure else None
        return reading.value if reading else None


FigureKey = tuple[int, int, int]


def overview_of(targets: Collection[Target]) -> dict[int, TargetOverview]:
    """Return what each target came to, by its key; one query for all."""
    figures = _accepted_figures(targets)
    return {target.pk: _overview(target, figures) for target in targets}


def _overview(target: Target, figures: Mapping[FigureKey, Figure]) -> TargetOverview:
    figure = figures.get((target.indicator_id, target.scope_id, target.period_id))
    value = figure.current.value if figure and figure.current else None
    outcome = judge(value, target.value, direction=target.direction, margin=target.margin)
    return TargetOverview(target=target, figure=figure, outcome=outcome)


def _accepted_figures(targets: Collection[Target]) -> dict[FigureKey, Figure]:
    """Return the settled figures of the targets; the library's own part wins from the whole."""
    found = (
        Figure.objects.filter(
            indicator__in={target.indicator_id for target in targets},
            scope__in={target.scope_id for target in targets},
            period__in={target.period_id for target in targets},
            current__workflow=Reading.Workflow.ACCEPTED,
        )
        .select_related("current")
        .order_by("-part", "definition__version")  # whole before library, so the library's wins
    )
    return {(figure.indicator_id, figure.scope_id, figure.period_id): figure for figure in found}
