"""What was aimed for beside what was reached."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from goals.models import Target
from goals.standing import Outcome, judge, judge_part
from libraries.models import Period, Reading
from libraries.overviews import FactBook, TrendCell, cell_of, gather_facts
from programmes.overviews import Slot


@dataclass(frozen=True, slots=True)
class TargetOverview:
    """A target, what was accepted about it, and how the two stand to each other.

    `reached` is the figure of the scope itself, in the unit of the indicator, or else the sum over
    the places inside it with what that covers.
    """

    target: Target
    reached: TrendCell
    outcome: Outcome


def overview_of(
    targets: Collection[Target], book: FactBook | None = None
) -> dict[int, TargetOverview]:
    """Return what each target came to, by its key; a fixed number of queries for all.

    None where the facts were gathered already: in `book`.
    """
    if not targets:
        return {}
    book = book or gather_facts(
        indicators={target.indicator.code for target in targets},
        years={target.period.year for target in targets},
    )
    return {target.pk: _overview(target, book) for target in targets}


def _overview(target: Target, book: FactBook) -> TargetOverview:
    indicator = book.indicators[target.indicator.code]
    reached = cell_of(book, indicator, target.scope, target.period.year)
    return TargetOverview(target, reached, _judged(target, reached))


def _judged(target: Target, reached: TrendCell) -> Outcome:
    if reached.state == Reading.State.NOT_APPLICABLE:
        return Outcome.NOT_APPLICABLE
    compare = judge_part if reached.is_part else judge
    return compare(reached.value, target.value, direction=target.direction, margin=target.margin)


def targets_at(slots: Iterable[Slot], period: Period) -> dict[tuple[int, int], Target]:
    """Return the targets of a period's year by indicator and place, in one query."""
    asked = [(slot.indicator.pk, slot.place.pk) for slot in slots]
    targets = Target.objects.filter(
        indicator__in={indicator for indicator, _place in asked},
        scope__in={place for _indicator, place in asked},
        period__in=Period.objects.within(period.year),
    ).select_related("indicator")
    return {(one.indicator_id, one.scope_id): one for one in targets.order_by("pk")}
