"""What is due by a day, from whom, and how everybody stands with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from biblionet.accounts.models import User
from biblionet.trail.models import Step
from libraries.models import Scope, duties_of
from libraries.overviews import Map
from programmes.models import Fulfilment, Obligation, Return
from programmes.standing import Stand, inside_day, stand_of

Owed = tuple[int, int, int]  # questionnaire, period, organisation


@dataclass(frozen=True, slots=True)
class Debt:
    """What one scope owes, and how that stands.

    `given` is the return that answers it: of several the one that is furthest behind.
    """

    obligation: Obligation
    scope: Scope
    due: date | None
    inside: date | None
    stand: Stand
    today: date
    given: Return | None = None
    fulfilment: Fulfilment | None = None

    @property
    def is_late(self) -> bool:
        return self.stand == Stand.LATE

    @property
    def is_open(self) -> bool:
        """Somebody still has to do it; what nobody kept here is nobody's task."""
        return self.stand not in (Stand.MET, Stand.NOT_KEPT)

    @property
    def is_met(self) -> bool:
        return self.stand == Stand.MET

    @property
    def days_late(self) -> int:
        """How many days have passed since the last one; 0 when there are days left."""
        return max((self.today - self.due).days, 0) if self.due else 0

    @property
    def met_on(self) -> date | None:
        """The day on which it was met: as somebody said, or on which the answers came in."""
        if self.fulfilment:
            return self.fulfilment.met_on
        came = self.given.submitted_at if self.given and self.is_met else None
        return timezone.localdate(came) if came else None

    @property
    def met_by(self) -> User | None:
        """Who said that it was met, or sent the answers."""
        if self.fulfilment:
            return self.fulfilment.by
        return self.given.submitted_by if self.given and self.is_met else None

    @property
    def can_be_marked(self) -> bool:
        """Somebody can say that it was met: there is no return here that says so itself."""
        return self.given is None and self.fulfilment is None


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """An obligation, with how those stand of whom somebody may know it."""

    obligation: Obligation
    debts: tuple[Debt, ...]

    @property
    def inside(self) -> date | None:
        """The first own day; returns may have days of their own."""
        return min((debt.inside for debt in self.debts if debt.inside), default=None) or inside_day(
            due_day(self.obligation), days_inside(self.obligation)
        )

    @property
    def late(self) -> tuple[Debt, ...]:
        return tuple(debt for debt in self.debts if debt.is_late)


def due_day(obligation: Obligation) -> date | None:
    """Return the last day on which an obligation can be met; None when only words are known."""
    return obligation.ends.last if obligation.ends else None


def days_inside(obligation: Obligation) -> int:
    """Return how many days before it should be ready inside: its own, else its questionnaire's."""
    asked = obligation.questionnaire
    return obligation.days_inside or (asked.days_inside if asked else 0)


def owed_by(obligation: Obligation, world: Map, *, today: date) -> list[Scope]:
    """Return who owes an obligation: a network stands for its members on the last day."""
    if obligation.asked_of_id is None or not obligation.is_deadline:
        return []
    asked = world.scopes[obligation.asked_of_id]
    if asked.kind != Scope.Kind.NETWORK:
        return [asked]
    return world.members(asked, on=due_day(obligation) or today)


def obligation_lines(
    obligations: QuerySet[Obligation], user: User, *, today: date
) -> tuple[ObligationLine, ...]:
    """Return obligations with what somebody may know of them, in six queries.

    How an organisation stands is its own business, and that of the support institution.
    """
    found = list(obligations.with_labels())  # type: ignore[attr-defined]  # our own queryset
    duties = duties_of(user)

    def is_known(scope: Scope) -> bool:
        return duties.is_poi or scope.pk in duties.own or scope.owner_id in duties.own

    world = Map()
    owed = {one.pk: list(filter(is_known, owed_by(one, world, today=today))) for one in found}
    book = _Book(found)
    return tuple(
        ObligationLine(one, tuple(book.debt(one, scope, today=today) for scope in owed[one.pk]))
        for one in found
    )


class _Book:
    """Returns, fulfilments and since when obligations are kept here, read once."""

    def __init__(self, obligations: Sequence[Obligation]) -> None:
        asked = [one for one in obligations if one.questionnaire_id and one.period_id]
        returns = Return.objects.filter(
            questionnaire__in={one.questionnaire_id for one in asked},
            period__in={one.period_id for one in asked},
        ).select_related("scope", "submitted_by", "questionnaire", "period")
        self._returns: dict[Owed, list[Return]] = {}
        for given in returns.order_by("pk"):
            owner = given.scope.owner_id or given.scope_id
            key = (given.questionnaire_id, given.period_id, owner)
            self._returns.setdefault(key, []).append(given)
        said = Fulfilment.objects.filter(obligation__in=obligations).select_related("by")
        self._said = {(one.obligation_id, one.scope_id): one for one in said}
        self._since = since_when_kept(obligations)

    def debt(self, obligation: Obligation, scope: Scope, *, today: date) -> Debt:
        fulfilment = self._said.get((obligation.pk, scope.pk))
        key = (obligation.questionnaire_id or 0, obligation.period_id or 0, scope.pk)
        given = self._returns.get(key, [])
        behind = [one for one in given if one.is_writable]
        due = due_day(obligation)
        first = min((one.deadline for one in given), default=due)
        inside = inside_day(first, days_inside(obligation))
        return Debt(
            obligation=obligation,
            scope=scope,
            due=due,
            inside=inside,
            stand=stand_of(
                due=due,
                inside=inside,
                is_met=fulfilment is not None or bool(given and not behind),
                is_kept=bool(given) or self._is_kept(obligation, due),
                today=today,
            ),
            today=today,
            given=next(iter(behind or given), None),
            fulfilment=fulfilment,
        )

    def _is_kept(self, obligation: Obligation, due: date | None) -> bool:
        if obligation.period and obligation.period.is_example:
            return True  # the example is made afterwards
        since = self._since.get(obligation.pk)
        return due is None or since is None or timezone.localdate(since) <= due


def since_when_kept(obligations: Iterable[Obligation]) -> dict[int, datetime]:
    """Return by id when an obligation came in the portal, as the trail tells."""
    steps = (
        Step.objects.filter(
            kind=Obligation._meta.label_lower, key__in=[str(one.pk) for one in obligations]
        )
        .order_by()
        .values_list("key")
        .annotate(first=Min("at"))
    )
    return {int(key): first for key, first in steps}


def years_of_obligations() -> tuple[int, ...]:
    """Return the years in which something is due or happens, newest first, in one query."""
    return tuple(sorted({year for one in _days() for year in one}, reverse=True))


def _days() -> Iterable[set[int]]:
    days = Obligation.objects.order_by().values_list("starts_on", "ends_on", "period__end")
    for starts, ends, about in days.distinct():
        yield {(ends or starts or about).year} if (ends or starts or about) else set()


def obligations_in(year: int) -> QuerySet[Obligation]:
    """Return what is due or happens in a year; what has no day stands with the year it is about.

    What has neither comes back every year.
    """
    undated = Q(ends_on__isnull=True, starts_on__isnull=True)
    return Obligation.objects.filter(
        Q(ends_on__year=year)
        | Q(ends_on__isnull=True, starts_on__year=year)
        | (undated & (Q(period__isnull=True) | Q(period__end__year=year)))
    )
