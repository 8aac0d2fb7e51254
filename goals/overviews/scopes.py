"""The objectives of one scope in a year: what it said in each quarter."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from biblionet.accounts.models import User
from goals.models import Assignment, Framework, Objective, ProgressUpdate
from goals.overviews.progress import whole_year
from libraries.models import Period, Scope, Year


@dataclass(frozen=True, slots=True)
class ObjectiveOfScope:
    """An objective a scope reports on: an update or none for each quarter, as one may see it."""

    objective: Objective
    updates: tuple[ProgressUpdate | None, ...]

    @property
    def latest(self) -> ProgressUpdate | None:
        """The last that was agreed with."""
        agreed = [one for one in self.updates if one and one.accepted_at]
        return agreed[-1] if agreed else None

    @property
    def rating(self) -> str:
        return self.latest.agreed_rating if self.latest else ""

    @property
    def note(self) -> str:
        return self.latest.note if self.latest else ""


@dataclass(frozen=True, slots=True)
class FrameworkOfScope:
    """The objectives of a framework that is in use, on which a scope reports."""

    framework: Framework
    objectives: tuple[ObjectiveOfScope, ...]


def objectives_of(
    scope: Scope, *, year: Year, quarters: Sequence[Period], user: User
) -> tuple[FrameworkOfScope, ...]:
    """Return the objectives of a scope in the quarters of a year, in two queries."""
    in_use = Framework.objects.in_use_on(date(year.number, 12, 31))
    asked = (
        Assignment.objects.during(whole_year(year))
        .filter(scope=scope, objective__framework__in=in_use)
        .select_related("objective__framework")
        .order_by(
            "objective__framework__in_use_from", "objective__framework__code", "objective__order"
        )
    )
    updates = ProgressUpdate.objects.visible_to(user).filter(
        scope=scope, objective__isnull=False, period__in=quarters
    )
    said = {(one.objective_id, one.period_id): one for one in updates}
    grouped: dict[Framework, list[ObjectiveOfScope]] = defaultdict(list)
    for assignment in asked:
        objective = assignment.objective
        assert objective is not None  # the query asked for those of an objective
        told = tuple(said.get((objective.pk, quarter.pk)) for quarter in quarters)
        grouped[objective.framework].append(ObjectiveOfScope(objective, told))
    return tuple(
        FrameworkOfScope(framework, tuple(objectives)) for framework, objectives in grouped.items()
    )
