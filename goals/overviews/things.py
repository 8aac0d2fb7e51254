"""One objective or one action, with everything a person may know of it in a year."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import models
from django.db.models import Q

from biblionet.accounts.models import User
from biblionet.trail.overviews import Line
from goals.models import (
    Action,
    ActionLink,
    Assignment,
    Framework,
    Objective,
    Pillar,
    ProgressUpdate,
    Target,
)
from goals.overviews.figures import ShownFigure, indicators_of, shown, words_of, years_until
from goals.overviews.history import history_of_thing
from goals.overviews.progress import (
    ActionOverview,
    Book,
    ObjectiveOverview,
    Progress,
    Thing,
    grouped_by_thing,
    latest,
    performances_in,
    progress_by_thing,
    thing_of,
    whole_year,
)
from goals.overviews.years import in_order, quarters_of
from libraries.models import Period, Scope, Year
from libraries.overviews import FactBook, codes_of, gather_facts


@dataclass(frozen=True, slots=True)
class Row:
    """The quarters of one scope: what it said in each, as far as one may see it."""

    scope: Scope
    updates: tuple[ProgressUpdate | None, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a thing in a year, by organisation and quarter; and what happened."""

    quarters: tuple[Period, ...]
    rows: tuple[Row, ...]
    history: tuple[Line, ...]

    @property
    def stories(self) -> tuple[ProgressUpdate, ...]:
        """The latest update with a text of each organisation."""
        latest = (
            next((one for one in reversed(row.updates) if one and one.note), None)
            for row in self.rows
        )
        return tuple(update for update in latest if update)


@dataclass(frozen=True, slots=True)
class ObjectivePage:
    overview: ObjectiveOverview
    figures: tuple[ShownFigure, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class ActionPage:
    overview: ActionOverview
    objectives: tuple[Objective, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class ObjectiveInPlan:
    """An objective as the plan has it: its other names and its lasting actions."""

    objective: Objective
    aliases: tuple[str, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class PillarPart:
    """A pillar with its objectives; None where a framework has no pillars."""

    pillar: Pillar | None
    objectives: tuple[ObjectiveInPlan, ...]


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    framework: Framework
    parts: tuple[PillarPart, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What hangs on a few objectives and actions in a year, as one person may see it.

    Assignments and targets are those of all years: the history tells of them.
    """

    ever_assigned: tuple[Assignment, ...]
    targets: tuple[Target, ...]
    updates: tuple[ProgressUpdate, ...]
    book: Book

    def about(self, thing: Thing) -> list[ProgressUpdate]:
        return [update for update in self.updates if thing_of(update) == thing]


def objective_page(
    objective: Objective, *, year: Year, periods: Sequence[Period], user: User
) -> ObjectivePage:
    """Return an objective with its actions, figures, targets, updates and history.

    `periods` are all there are: what is shown of a year goes back to the first of them.
    """
    links = ActionLink.objects.during(whole_year(year)).filter(objective=objective)
    actions = [link.action for link in links.select_related("action")]
    indicators, years = indicators_of([objective])[objective.pk], years_until(year, periods)
    targets = _targets_of([objective], actions, year)
    book = gather_facts(
        indicators=codes_of([*indicators, *(one.indicator for one in targets)]),
        years={year, *years},
    )
    gathered = _gather([objective], actions, year, user, targets, book)
    words = words_of([objective], year) if indicators else ()
    overview = replace(gathered.book, links={objective.pk: actions}).objective(objective)
    return ObjectivePage(
        overview=overview,
        figures=shown(
            objective,
            indicators,
            years=years,
            book=book,
            targets=targets,
            words=words,
        ),
        told=_told(
            objective,
            overview.progress,
            gathered,
            quarters_of(year, periods),
            user,
            others=(*objective.aliases.all(), *words),
        ),
    )


def action_page(
    action: Action, *, year: Year, quarters: Sequence[Period], user: User
) -> ActionPage:
    """Return an action with the objectives it serves, its targets, updates and history."""
    links = ActionLink.objects.during(whole_year(year)).filter(action=action)
    gathered = _gather([], [action], year, user, _targets_of([], [action], year))
    lines = performances_in(year)
    overview = replace(gathered.book, performances=lines).action(action)
    return ActionPage(
        overview=overview,
        objectives=tuple(Objective.objects.filter(links__in=links).select_related("framework")),
        told=_told(action, overview.progress, gathered, quarters, user),
    )


def _about(objectives: Sequence[Objective], actions: Sequence[Action]) -> Q:
    return Q(objective__in=objectives) | Q(action__in=actions)


def _targets_of(
    objectives: Sequence[Objective], actions: Sequence[Action], year: Year
) -> list[Target]:
    """Return the targets of all years of a world: those before are beside the figures of then."""
    targets = Target.objects.filter(_about(objectives, actions), period__is_example=year.is_example)
    return list(targets.select_related("indicator__follows", "scope", "period"))


def _gather(
    objectives: Sequence[Objective],
    actions: Sequence[Action],
    year: Year,
    user: User,
    targets: Sequence[Target],
    facts: FactBook | None = None,
) -> Gathered:
    of_these = _about(objectives, actions)
    ever = tuple(
        Assignment.objects.with_whether_during(whole_year(year))
        .filter(of_these, Q(period__isnull=True) | Q(period__is_example=year.is_example))
        .select_related("scope__owner", "scope__organisation")
    )
    assigned = [one for one in ever if one.holds]
    scopes = in_order({one.scope for one in assigned})
    updates = tuple(
        ProgressUpdate.objects.visible_to(user)
        .within(year)
        .filter(of_these)
        .select_related("scope", "scope__owner", "period", "author")
    )
    aimed_for = [
        one
        for one in targets
        if one.period.year == year and (one.scope.kind == Scope.Kind.NETWORK or one.scope in scopes)
    ]
    book = Book(
        links={},
        progress=progress_by_thing(assigned, latest(updates), scopes),
        targets=grouped_by_thing(aimed_for, facts),
        performances={},
    )
    return Gathered(ever, tuple(targets), updates, book)


def _told(
    thing: Objective | Action,
    progress: Progress,
    gathered: Gathered,
    quarters: Sequence[Period],
    user: User,
    *,
    others: Sequence[models.Model] = (),
) -> Told:
    key = ("objective" if isinstance(thing, Objective) else "action", thing.pk)
    updates = gathered.about(key)
    said = {(update.scope_id, update.period_id): update for update in updates}
    rows = tuple(
        Row(one.scope, tuple(said.get((one.scope.pk, quarter.pk)) for quarter in quarters))
        for one in progress.by_scope
    )
    promised: list[Assignment | Target] = [*gathered.ever_assigned, *gathered.targets]
    hanging = [*(one for one in promised if thing_of(one) == key), *others]
    history = history_of_thing(thing, updates, hanging, user=user)
    return Told(tuple(quarters), rows, history)


def framework_page(framework: Framework) -> FrameworkPage:
    """Return a framework with its pillars, objectives and lasting actions."""
    actions: dict[int, list[Action]] = defaultdict(list)
    lasting = ActionLink.objects.during(None).filter(objective__framework=framework)
    for link in lasting.select_related("action"):
        actions[link.objective_id].append(link.action)
    by_pillar: dict[Pillar | None, list[ObjectiveInPlan]] = defaultdict(list)
    objectives = framework.objectives.select_related("pillar__framework", "framework")
    for one in objectives.prefetch_related("aliases"):
        aliases = tuple(alias.name for alias in one.aliases.all())
        in_plan = ObjectiveInPlan(one, aliases, tuple(actions[one.pk]))
        by_pillar[one.pillar].append(in_plan)
    parts = tuple(
        PillarPart(pillar=pillar, objectives=tuple(of_pillar))
        for pillar, of_pillar in by_pillar.items()
    )
    return FrameworkPage(framework=framework, parts=parts)


def frameworks_by_use(today: date) -> tuple[tuple[Framework, bool], ...]:
    """Return all frameworks, newest first, each with whether it is in use today."""
    in_use = set(Framework.objects.in_use_on(today).values_list("pk", flat=True))
    newest_first = Framework.objects.order_by("-in_use_from", "code")
    return tuple((framework, framework.pk in in_use) for framework in newest_first)
