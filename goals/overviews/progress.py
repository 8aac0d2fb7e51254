"""Objectives and actions of a year, with what was accepted about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from goals.models import (
    Action,
    ActionLink,
    Assignment,
    Framework,
    Objective,
    Performance,
    ProgressUpdate,
    Target,
)
from goals.overviews.targets import TargetOverview, overview_of
from goals.standing import Coverage, Picture, cover, picture
from libraries.models import Period, Scope, Year
from libraries.overviews import FactBook


@dataclass(frozen=True, slots=True)
class ScopeProgress:
    """One scope that was to report, and its latest accepted update of the year, if any."""

    scope: Scope
    update: ProgressUpdate | None

    @property
    def rating(self) -> str:
        """The agreed rating; empty when nothing was accepted."""
        return self.update.agreed_rating if self.update else ""

    @property
    def note(self) -> str:
        return self.update.note if self.update else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """What was heard of an objective or action: by scope, and summed up."""

    by_scope: tuple[ScopeProgress, ...]

    @property
    def coverage(self) -> Coverage:
        return cover({one.scope.label: one.update is not None for one in self.by_scope})

    @property
    def picture(self) -> Picture:
        return picture(one.rating for one in self.by_scope)


@dataclass(frozen=True, slots=True)
class ActionOverview:
    """An action under an objective, with its progress, targets and line of the activity plan."""

    action: Action
    progress: Progress
    targets: tuple[TargetOverview, ...]
    performance: Performance | None


@dataclass(frozen=True, slots=True)
class ObjectiveOverview:
    """An objective with everything under it; without actions is normal."""

    objective: Objective
    pillar: str
    aliases: tuple[str, ...]
    actions: tuple[ActionOverview, ...]
    progress: Progress
    targets: tuple[TargetOverview, ...]


@dataclass(frozen=True, slots=True)
class FrameworkOverview:
    """A framework that is in use, with its objectives in order."""

    framework: Framework
    objectives: tuple[ObjectiveOverview, ...]


Thing = tuple[str, int]  # "objective" or "action", and its key
Told = Mapping[tuple[Thing, int], ProgressUpdate]


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that hangs on some objectives and actions in a year, looked up by thing."""

    links: Mapping[int, Sequence[Action]]
    progress: Mapping[Thing, Progress]
    targets: Mapping[Thing, Sequence[TargetOverview]]
    performances: Mapping[int, Performance]

    def progress_of(self, thing: Thing) -> Progress:
        return self.progress.get(thing, Progress(by_scope=()))

    def action(self, action: Action) -> ActionOverview:
        thing = ("action", action.pk)
        return ActionOverview(
            action=action,
            progress=self.progress_of(thing),
            targets=tuple(self.targets.get(thing, ())),
            performance=self.performances.get(action.pk),
        )

    def objective(self, objective: Objective) -> ObjectiveOverview:
        thing = ("objective", objective.pk)
        return ObjectiveOverview(
            objective=objective,
            pillar=objective.pillar.name if objective.pillar else "",
            aliases=tuple(alias.name for alias in objective.aliases.all()),
            actions=tuple(self.action(action) for action in self.links.get(objective.pk, ())),
            progress=self.progress_of(thing),
            targets=tuple(self.targets.get(thing, ())),
        )


def objectives_with_progress(
    *, year: Year, scopes: Iterable[Scope], network: Scope | None, with_targets: bool = True
) -> tuple[FrameworkOverview, ...]:
    """Return the frameworks in use on the last day of a year, with what came of them.

    Progress is that of `scopes`, in their order; targets are theirs and those of the network, and
    left out for who does not show them: their figures take most of the queries.
    """
    asked = tuple(scopes)
    aimed_at = [*asked, *([network] if network else [])] if with_targets else []
    book = _open_book(year, asked, aimed_at)
    frameworks = Framework.objects.in_use_on(date(year.number, 12, 31))
    objectives = (
        Objective.objects.filter(framework__in=frameworks)
        .select_related("framework", "pillar")
        .prefetch_related("aliases")
        .order_by("framework__in_use_from", "framework__code", "order")
    )
    grouped: dict[Framework, list[ObjectiveOverview]] = defaultdict(list)
    for objective in objectives:
        grouped[objective.framework].append(book.objective(objective))
    return tuple(
        FrameworkOverview(framework=framework, objectives=tuple(of_framework))
        for framework, of_framework in grouped.items()
    )


def whole_year(year: Year) -> Period:
    """Return a calendar year as a period to compare with; it need not be in the database."""
    return Period(
        kind=Period.Kind.CALENDAR_YEAR,
        start=date(year.number, 1, 1),
        end=date(year.number, 12, 31),
        is_example=year.is_example,
    )


def _open_book(year: Year, scopes: Sequence[Scope], aimed_at: Sequence[Scope]) -> Book:
    period = whole_year(year)
    accepted = (
        ProgressUpdate.objects.accepted()
        .within(year)
        .filter(scope__in=[scope.pk for scope in scopes])
        .select_related("period", "scope")
    )
    assigned = Assignment.objects.during(period)
    return Book(
        links=links_during(period),
        progress=progress_by_thing(assigned, latest(accepted), scopes),
        targets=targets_by_thing(Target.objects.filter(scope__in=aimed_at), year),
        performances=performances_in(year),
    )


def links_during(period: Period) -> dict[int, list[Action]]:
    """Return the actions under each objective, in their order."""
    linked: dict[int, list[Action]] = defaultdict(list)
    for link in ActionLink.objects.during(period).select_related("action"):
        linked[link.objective_id].append(link.action)
    return linked


def performances_in(year: Year) -> dict[int, Performance]:
    """Return the line of the activity plan of each action."""
    lines = Performance.objects.filter(period__in=Period.objects.within(year))
    return {line.action_id: line for line in lines}


def thing_of(row: Assignment | ProgressUpdate | Target) -> Thing:
    """Return what a row is about."""
    if row.objective_id is not None:
        return ("objective", row.objective_id)
    assert row.action_id is not None  # the database holds exactly one of the two
    return ("action", row.action_id)


def latest(updates: Iterable[ProgressUpdate]) -> Told:
    """Return the last of the accepted updates for each thing and scope."""
    oldest_first = sorted(updates, key=lambda one: (one.period.end, one.period.start))
    return {(thing_of(one), one.scope_id): one for one in oldest_first if one.accepted_at}


def progress_by_thing(
    assigned: Iterable[Assignment], told: Told, scopes: Sequence[Scope]
) -> dict[Thing, Progress]:
    """Put what was told beside who was asked; scopes keep their order."""
    asked: dict[Thing, set[int]] = defaultdict(set)
    for assignment in assigned:
        asked[thing_of(assignment)].add(assignment.scope_id)
    return {
        thing: Progress(
            by_scope=tuple(
                ScopeProgress(scope=scope, update=told.get((thing, scope.pk)))
                for scope in scopes
                if scope.pk in keys
            )
        )
        for thing, keys in asked.items()
    }


def targets_by_thing(targets: QuerySet[Target], year: Year) -> dict[Thing, list[TargetOverview]]:
    """Return the targets of a year with what they came to."""
    of_year = targets.filter(period__in=Period.objects.within(year))
    return grouped_by_thing(list(of_year.select_related("indicator", "scope", "period")))


def grouped_by_thing(
    found: Sequence[Target], book: FactBook | None = None
) -> dict[Thing, list[TargetOverview]]:
    """Return what targets came to, under what they are about."""
    reached = overview_of(found, book)
    grouped: dict[Thing, list[TargetOverview]] = defaultdict(list)
    for target in found:
        grouped[thing_of(target)].append(reached[target.pk])
    return grouped
