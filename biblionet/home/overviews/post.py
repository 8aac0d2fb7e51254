"""How much mail everybody got in a quarter, and who still has something to hand in."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from biblionet.accounts.models import Letter, User
from biblionet.home.overviews.calendar import midnight
from biblionet.home.overviews.deadlines import deadline_of
from biblionet.home.overviews.people import WITH_MAIL
from biblionet.kit.dates import end_of_quarter, name_quarter, quarter_of, start_of_quarter
from goals.models import Assignment, ProgressUpdate
from goals.overviews.years import in_order
from libraries.models import Membership, Period, Scope
from programmes.models import Return


@dataclass(frozen=True, slots=True)
class PersonPost:
    """Somebody and the letters they got, newest first; `waiting` are not sent yet."""

    person: User
    letters: tuple[Letter, ...]
    waiting: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class BodyPost:
    """An organisation with its people; None for those who belong to none any more."""

    body: Scope | None
    people: tuple[PersonPost, ...]

    @property
    def count(self) -> int:
        return sum(len(one.letters) for one in self.people)


@dataclass(frozen=True, slots=True)
class Post:
    """The letters of one quarter by organisation, with the way to the quarters beside it."""

    name: str
    before: str
    after: str
    bodies: tuple[BodyPost, ...]


def asked_quarter(text: str, *, today: date) -> date:
    """Read '2026-4' as the first day of that quarter; anything else is the quarter of today."""
    asked = re.fullmatch(r"(20\d\d)-([1-4])", text, re.ASCII)
    if asked:
        return date(int(asked[1]), 3 * int(asked[2]) - 2, 1)
    return start_of_quarter(today)


def slug(day: date) -> str:
    return f"{day.year}-{quarter_of(day)}"


def post_of_quarter(start: date) -> Post:
    """Return how many letters everybody who reports got, in two queries."""
    end = end_of_quarter(start)
    bounds = (midnight(start), midnight(end + timedelta(days=1)))
    letters = Letter.objects.filter(
        Q(sent_at__gte=bounds[0], sent_at__lt=bounds[1])
        | Q(sent_at__isnull=True, ordered_at__gte=bounds[0], ordered_at__lt=bounds[1])
    ).select_related("user", "asked_by")
    got: dict[User, list[Letter]] = {}
    for letter in letters:
        got.setdefault(letter.user, []).append(letter)
    held = (
        Membership.objects.filter(role__in=WITH_MAIL, starts__lte=end, user__is_active=True)
        .filter(Q(ends__isnull=True) | Q(ends__gte=start))
        .select_related("user", "scope__owner")
    )
    people: dict[Scope, dict[int, User]] = {}
    for one in held:
        people.setdefault(one.scope.owner or one.scope, {})[one.user_id] = one.user
    known = {pk for ours in people.values() for pk in ours}
    bodies = [
        body_post(body, people[body].values(), got)
        for body in sorted(people, key=lambda body: body.name)
    ]
    others = [user for user in got if user.pk not in known]
    return Post(
        name=name_quarter(start),
        before=slug(start - timedelta(days=1)),
        after=slug(end + timedelta(days=1)) if end < timezone.localdate() else "",
        bodies=(*bodies, *([body_post(None, others, got)] if others else [])),
    )


def body_post(
    body: Scope | None, people: Iterable[User], got: dict[User, list[Letter]]
) -> BodyPost:
    return BodyPost(
        body,
        tuple(
            PersonPost(
                person,
                tuple(one for one in got.get(person, ()) if one.sent_at),
                tuple(one for one in got.get(person, ()) if not one.sent_at),
            )
            for person in sorted(people, key=lambda one: one.name)
        ),
    )


# Who can be reminded


@dataclass(frozen=True, slots=True)
class ToRemind:
    """A scope that still has to hand in something over an open quarter."""

    period: Period
    scope: Scope
    deadline: date
    asked: int
    absent: int


def to_remind() -> tuple[ToRemind, ...]:
    """Return who still has to hand in, the first deadline first, in four queries a quarter."""
    quarters = Period.objects.filter(
        kind=Period.Kind.QUARTER, opened_at__isnull=False, closed_at__isnull=True
    ).order_by("end", "is_example")
    return tuple(line for quarter in quarters for line in lines_of(quarter))


def lines_of(quarter: Period) -> Iterable[ToRemind]:
    """Yield the scopes that were asked and have not handed in everything."""
    asked = set(
        Assignment.objects.during(quarter).values_list("scope", "objective", "action").distinct()
    )
    handed_in = set(
        ProgressUpdate.objects.filter(period=quarter)
        .exclude(state__in=ProgressUpdate.WRITABLE)
        .values_list("scope", "objective", "action")
    )
    returns = Return.objects.filter(period=quarter).values_list("scope", "state")
    wanted = Counter([scope for scope, *_thing in asked] + [scope for scope, _state in returns])
    absent = Counter(
        [scope for scope, *_thing in asked - handed_in]
        + [scope for scope, state in returns if state in Return.WRITABLE]
    )
    bodies = in_order(Scope.objects.filter(pk__in=absent).select_related("owner", "organisation"))
    deadline = deadline_of(quarter)
    for scope in bodies:
        yield ToRemind(quarter, scope, deadline, wanted[scope.pk], absent[scope.pk])
