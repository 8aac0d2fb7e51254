"""What there is to write and to judge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from biblionet.accounts.models import User
from biblionet.trail.models import Step
from goals.models import Action, Assignment, Objective, ProgressUpdate, Target
from goals.overviews.progress import Thing, thing_of, whole_year
from goals.overviews.targets import TargetOverview, overview_of
from libraries.models import Organisation, Period, PeriodException, Scope, duties_of
from programmes.models import Return

PLAN_ORDER = (  # objectives first; databases differ in where they put what is empty
    F("objective__framework__in_use_from").asc(nulls_last=True),
    "objective__order",
    "action__code",
    "pk",
)
Key = tuple[Thing, int, int]  # what, scope, period


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to write over a period, with what stands there already."""

    assignment: Assignment
    period: Period
    update: ProgressUpdate | None

    @property
    def about(self) -> Objective | Action:
        thing = self.assignment.objective or self.assignment.action
        assert thing is not None  # the database holds exactly one of the two
        return thing

    @property
    def state(self) -> str:
        """The state of the update; empty when nobody began."""
        return self.update.state if self.update else ""

    @property
    def is_out_of_hand(self) -> bool:
        """Nothing is left to do for who reports."""
        return bool(self.update and not self.update.is_writable)


@dataclass(frozen=True, slots=True)
class Quarter:
    """What one scope has to write over one period."""

    scope: Scope
    period: Period
    until: date | None
    tasks: tuple[Task, ...]

    @property
    def done(self) -> int:
        return sum(task.is_out_of_hand for task in self.tasks)

    @property
    def in_hand(self) -> int:
        return sum(bool(task.update and task.update.is_writable) for task in self.tasks)


def quarters_to_write(user: User, *, today: date) -> tuple[Quarter, ...]:
    """Return what somebody has to write: own scopes × the periods that are open for them.

    A person of the POI writes for the POI itself. Who is asked figures only has a quarter too.
    """
    scopes = {scope.pk: scope for scope in _own_scopes(user)}
    exceptions = _exceptions(scopes, today)
    periods = (
        Period.objects.filter(kind=Period.Kind.QUARTER)
        .filter(Q(opened_at__isnull=False, closed_at__isnull=True) | Q(exceptions__in=exceptions))
        .distinct()
    )
    until = {(one.scope_id, one.period_id): one.until for one in exceptions}
    assignments = list(_assignments(scopes))
    written = _written(scopes, periods)
    quarters = [
        _quarter(scope, period, until, assignments, written)
        for period in periods
        for scope in scopes.values()
        if period.is_open or (scope.pk, period.pk) in until
    ]
    asked = set(
        Return.objects.filter(scope__in=scopes, period__in=periods).values_list("scope", "period")
    )
    return tuple(
        quarter
        for quarter in quarters
        if quarter.tasks or (quarter.scope.pk, quarter.period.pk) in asked
    )


def _own_scopes(user: User) -> QuerySet[Scope]:
    duties = duties_of(user)
    mine = Q(pk__in=duties.manages) | Q(owner__in=duties.manages)
    if duties.is_poi:
        support = Organisation.objects.filter(form=Organisation.Form.SUPPORT).values("pk")
        mine |= Q(pk__in=support)
    return Scope.objects.filter(mine).select_related("owner")


def _exceptions(scopes: Mapping[int, Scope], today: date) -> list[PeriodException]:
    return list(PeriodException.objects.filter(scope__in=scopes, until__gte=today))


def _assignments(scopes: Mapping[int, Scope]) -> QuerySet[Assignment]:
    return (
        Assignment.objects.filter(scope__in=scopes)
        .select_related("objective__framework", "objective__pillar", "action", "period")
        .order_by(*PLAN_ORDER)
    )


def _written(scopes: Mapping[int, Scope], periods: QuerySet[Period]) -> dict[Key, ProgressUpdate]:
    updates = ProgressUpdate.objects.filter(scope__in=scopes, period__in=periods)
    return {(thing_of(one), one.scope_id, one.period_id): one for one in updates}


def _quarter(
    scope: Scope,
    period: Period,
    until: Mapping[tuple[int, int], date],
    assignments: Sequence[Assignment],
    written: Mapping[Key, ProgressUpdate],
) -> Quarter:
    return Quarter(
        scope=scope,
        period=period,
        until=until.get((scope.pk, period.pk)),
        tasks=tuple(
            Task(one, period, written.get((thing_of(one), scope.pk, period.pk)))
            for one in assignments
            if one.scope_id == scope.pk and holds_in(one, period)
        ),
    )


def holds_in(assignment: Assignment, period: Period) -> bool:
    """Tell of a fetched assignment whether it holds in a period; `during` tells the database."""
    if assignment.starts and assignment.starts > period.end:
        return False
    if assignment.ends and assignment.ends < period.end:
        return False
    only = assignment.period
    return only is None or (
        only.is_example == period.is_example
        and only.start <= period.end
        and only.end >= period.start
    )


def find_task(assignment: int, period: Period) -> Task | None:
    """Return one thing to write over a period; None when nobody asks it in that period."""
    found = (
        Assignment.objects.during(period)
        .filter(pk=assignment)
        .select_related("scope__owner", "objective__framework", "action")
        .first()
    )
    if found is None:
        return None
    update = (
        ProgressUpdate.objects.filter(
            objective=found.objective_id, action=found.action_id, scope=found.scope, period=period
        )
        .select_related("author", "submitted_by", "accepted_by")
        .first()
    )
    return Task(found, period, update)


def assignment_of(update: ProgressUpdate) -> Assignment | None:
    """Return the assignment by which an update is written; it may have ended since."""
    return Assignment.objects.filter(
        objective=update.objective_id, action=update.action_id, scope=update.scope_id
    ).first()


def quarter_of(scope: Scope, period: Period) -> Quarter:
    """Return everything one scope has to write over one period."""
    scopes = {scope.pk: scope}
    written = _written(scopes, Period.objects.filter(pk=period.pk))
    return _quarter(scope, period, {}, list(_assignments(scopes)), written)


# Judging


def last_said(updates: Sequence[ProgressUpdate]) -> dict[int, ProgressUpdate]:
    """Return for each update the last accepted one of the same scope, thing and world."""
    earlier = list(
        ProgressUpdate.objects.accepted()
        .filter(scope__in={one.scope_id for one in updates})
        .select_related("period")
        .order_by("period__end")
    )
    return {
        update.pk: one
        for update in updates
        for one in earlier  # oldest first, so the latest stays
        if (thing_of(one), one.scope_id) == (thing_of(update), update.scope_id)
        and one.period.is_example == update.period.is_example
        and one.period.end < update.period.end
    }


def said_before(
    about: Objective | Action, scope: Scope, period: Period, *, user: User
) -> ProgressUpdate | None:
    """Return the last thing a scope said about this before a period, to stand beside the form."""
    column = "objective" if isinstance(about, Objective) else "action"
    return (
        ProgressUpdate.objects.visible_to(user)
        .like(period)
        .filter(**{column: about}, scope=scope, period__end__lt=period.end)
        .select_related("period", "scope")
        .order_by("-period__end")
        .first()
    )


def text_of_last_round(update: ProgressUpdate) -> str:
    """Return what the note said when it was last sent back; empty when nothing changed since."""
    steps = Step.objects.about(update._meta.label_lower, str(update.pk)).order_by("pk")
    text, was_sent_back = None, False
    for verb, details in steps.values_list("verb", "details"):
        if verb == "sent back update":
            text, was_sent_back = None, True
        elif verb == "saved update" and was_sent_back and text is None:
            text = details.get("changed", {}).get("note", [None])[0]
    return text or ""


def targets_beside(
    about: Objective | Action, scope: Scope, period: Period
) -> tuple[TargetOverview, ...]:
    """Return the targets of the year that a scope works towards: its own and the network's."""
    column = "objective" if isinstance(about, Objective) else "action"
    year = whole_year(period.year)
    targets = list(
        Target.objects.filter(
            Q(scope=scope) | Q(scope__kind=Scope.Kind.NETWORK),
            **{column: about},
            period__is_example=year.is_example,
            period__end__range=(year.start, year.end),
        ).select_related("indicator", "scope", "period")
    )
    reached = overview_of(targets)
    return tuple(reached[target.pk] for target in targets)
