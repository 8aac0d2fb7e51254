"""What a director wants to know: what goes badly, what is missing, what changed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import returns_awaited
from biblionet.home.overviews.returns import Handed, ReturnTask, approvals_for, return_tasks
from biblionet.home.overviews.season import latest_quarter
from biblionet.home.overviews.statutory import Late, late_for
from biblionet.home.overviews.trail import organisations_of
from biblionet.trail.models import Step
from biblionet.trail.overviews import Line, read
from goals.models import Assignment, ProgressUpdate
from goals.overviews.words import RATINGS, Badge
from libraries.models import Period, Scope, duties_of

LOOKED_THROUGH, MOST_CHANGES = 100, 6
Thing = tuple[int | None, int | None, int]


@dataclass(frozen=True, slots=True)
class OffTrack:
    """Something of which the last accepted word of the year is that it does not go well."""

    update: ProgressUpdate
    badge: Badge


@dataclass(frozen=True, slots=True)
class Missing:
    """What one scope was asked to tell over a quarter, and how much of it is not there yet."""

    scope: Scope
    period: Period
    asked: int
    absent: int


@dataclass(frozen=True, slots=True)
class Direction:
    """The questions of a director, answered for the own organisations; what is late comes first."""

    organisations: tuple[Scope, ...]
    late: tuple[Late, ...]
    approvals: tuple[Handed, ...]
    off_track: tuple[OffTrack, ...]
    missing: tuple[Missing, ...]
    forms: tuple[ReturnTask, ...]
    changes: tuple[Line, ...]


def direction_for(user: User, *, today: date) -> Direction:
    """Answer for the organisations somebody directs, in a fixed number of queries."""
    bodies = organisations_of(user)
    quarter = latest_quarter()
    scopes = list(own_scopes(user)) if quarter else []
    return Direction(
        organisations=bodies,
        late=late_for(user, today=today),
        approvals=approvals_for(user),
        off_track=off_track(scopes, quarter) if quarter else (),
        missing=missing(scopes, quarter) if quarter else (),
        forms=return_tasks(returns_awaited(user, today=today)),
        changes=changes([body.code for body in bodies]),
    )


def changes(codes: list[str]) -> tuple[Line, ...]:
    """Return the last step with each of the things that changed last."""
    last: dict[tuple[str, str], Step] = {}
    for step in Step.objects.of_scopes(codes).select_related("by")[:LOOKED_THROUGH]:
        last.setdefault((step.kind, step.key), step)
    return tuple(read(step) for step in list(last.values())[:MOST_CHANGES])


def own_scopes(user: User) -> QuerySet[Scope]:
    """Return the scopes of somebody, and what their organisations report for."""
    own = duties_of(user).own
    return Scope.objects.filter(Q(pk__in=own) | Q(owner__in=own))


def off_track(scopes: list[Scope], quarter: Period) -> tuple[OffTrack, ...]:
    """Return the latest accepted word of the year on each thing, where it is not a good one."""
    told = (
        ProgressUpdate.objects.accepted()
        .with_labels()
        .filter(scope__in=scopes, period__in=Period.objects.quarters_of(quarter.year))
        .order_by("period__end")
    )
    latest = {(one.objective_id, one.action_id, one.scope_id): one for one in told}
    return tuple(
        OffTrack(one, RATINGS[one.agreed_rating])
        for one in latest.values()
        if one.agreed_rating in ProgressUpdate.OFF_TRACK
    )


def missing(scopes: list[Scope], quarter: Period) -> tuple[Missing, ...]:
    """Count what each scope was asked and has not handed in."""
    asked: dict[int, set[Thing]] = {}
    for one in Assignment.objects.during(quarter).filter(scope__in=scopes):
        asked.setdefault(one.scope_id, set()).add((one.objective_id, one.action_id, one.scope_id))
    handed_in = {
        (one.objective_id, one.action_id, one.scope_id)
        for one in ProgressUpdate.objects.filter(scope__in=scopes, period=quarter)
        if not one.is_writable
    }
    return tuple(
        Missing(scope, quarter, len(asked[scope.pk]), absent)
        for scope in scopes
        if scope.pk in asked and (absent := len(asked[scope.pk] - handed_in))
    )
