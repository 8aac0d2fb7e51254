"""What was aimed for beside what was reached."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from goals.models import Target
from goals.standing import Outcome, judge, judge_part
from libraries.models import Figure, Period
from libraries.overviews import FactBook, gather_facts
from libraries.standing import Coverage
from programmes.overviews import Slot


@dataclass(frozen=True, slots=True)
class TargetOverview:
    """A target, what was accepted about it, and how the two stand to each other.

    `value` is in the unit of the indicator: the figure of the scope itself, or the sum over the
    places inside it; then `coverage` says what the sum covers.
    """

    target: Target
    value: Decimal | None
    decimals: int
    figure: Figure | None
    coverage: Coverage | None
    outcome: Outcome

    @property
    def shows_coverage(self) -> bool:
        """Of a sum over one place there is nothing to say."""
        return self.value is not None and self.coverage is not None and self.coverage.expected > 1

    @property
    def is_provisional(self) -> bool:
        return self.coverage is not None and not self.coverage.is_whole


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
    code, year = target.indicator.code, target.period.year
    own = book.get(code, target.scope, year)
    if own and own.amount:
        return TargetOverview(
            target=target,
            value=own.amount.value,
            decimals=own.amount.decimals,
            figure=own.figure,
            coverage=None,
            outcome=_judged(target, own.amount.value, judge),
        )
    total = book.total(code, target.scope, year)
    compare = judge if total.coverage.is_whole else judge_part
    return TargetOverview(
        target=target,
        value=total.value,
        decimals=total.total.decimals,
        figure=None,
        coverage=total.coverage,
        outcome=_judged(target, total.value, compare),
    )


def _judged(target: Target, value: Decimal | None, compare: Callable[..., Outcome]) -> Outcome:
    return compare(value, target.value, direction=target.direction, margin=target.margin)


def targets_at(slots: Iterable[Slot], period: Period) -> dict[tuple[int, int], Target]:
    """Return the targets of a period's year by indicator and place, in one query."""
    asked = [(slot.indicator.pk, slot.place.pk) for slot in slots]
    targets = Target.objects.filter(
        indicator__in={indicator for indicator, _place in asked},
        scope__in={place for _indicator, place in asked},
        period__in=Period.objects.within(period.year),
    ).select_related("indicator")
    return {(one.indicator_id, one.scope_id): one for one in targets.order_by("pk")}
