"""Assignments, targets and the activity plan, as lists."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from goals.models import Assignment, Performance, Target
from goals.overviews.targets import TargetOverview, overview_of
from goals.overviews.tasks import PLAN_ORDER
from goals.overviews.years import in_order, newest_first
from libraries.models import Period, Scope, Year


@dataclass(frozen=True, slots=True)
class Group:
    """A scope with everything it reports on."""

    scope: Scope
    assignments: tuple[Assignment, ...]

    @property
    def has_example(self) -> bool:
        return any(one.period and one.period.is_example for one in self.assignments)


def assignments_by_scope() -> tuple[Group, ...]:
    """Return who reports on what, the POI last."""
    by_scope: dict[Scope, list[Assignment]] = defaultdict(list)
    assignments = Assignment.objects.select_related(
        "scope__owner", "scope__organisation", "objective__framework", "action", "period"
    ).order_by(*PLAN_ORDER)
    for assignment in assignments:
        by_scope[assignment.scope].append(assignment)
    return tuple(Group(scope, tuple(by_scope[scope])) for scope in in_order(by_scope))


def years_with_targets() -> tuple[Year, ...]:
    """Return the years for which there are targets, newest first."""
    return newest_first(Period.objects.filter(targets__isnull=False))


def targets_of_year(year: Year) -> tuple[TargetOverview, ...]:
    """Return the targets of a year with what was reached, in the order of the plan."""
    targets = list(
        Target.objects.filter(period__in=Period.objects.within(year))
        .select_related("indicator", "scope", "period", "objective__framework", "action")
        .order_by(*PLAN_ORDER)
    )
    reached = overview_of(targets)
    return tuple(reached[target.pk] for target in targets)


@dataclass(frozen=True, slots=True)
class ActivityPlan:
    """The lines of a year with their sums, in euros; a sum of nothing is None, not zero."""

    lines: tuple[Performance, ...]

    @property
    def budget(self) -> Decimal | None:
        return _sum(line.budget for line in self.lines)

    @property
    def spent(self) -> Decimal | None:
        return _sum(line.spent for line in self.lines)

    @property
    def without_spent(self) -> int:
        """How many lines do not tell yet what was spent."""
        return sum(line.spent is None for line in self.lines)


def years_with_performances() -> tuple[Year, ...]:
    """Return the years that have an activity plan, newest first."""
    return newest_first(Period.objects.filter(performances__isnull=False))


def activity_plan_of(year: Year) -> ActivityPlan:
    """Return the lines of the activity plan of a year."""
    lines = Performance.objects.filter(period__in=Period.objects.within(year))
    return ActivityPlan(tuple(lines.select_related("action", "period").order_by("action__code")))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
