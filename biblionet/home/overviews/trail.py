"""The log: what happened, as far as somebody may know."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from biblionet.accounts.models import User
from biblionet.trail.models import Step
from biblionet.trail.overviews import Line, kinds, read
from libraries.models import Organisation, Scope, duties_of

LINES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """What the log is narrowed to; empty is everything."""

    person: str = ""
    organisation: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """One page of the log, and what it can be narrowed to."""

    page: Page[Step]
    lines: tuple[Line, ...]
    people: tuple[User, ...]
    organisations: tuple[Scope, ...]
    kinds: tuple[tuple[str, str], ...]


def log_for(user: User, choice: Choice, *, page: str | int | None = 1) -> Log:
    """Return a page of steps: all of them for the POI, otherwise those of one's organisations."""
    known = organisations_of(user)
    seen = Step.objects.all()
    if not duties_of(user).is_poi:
        seen = seen.of_scopes([organisation.code for organisation in known])
    chosen = seen
    if choice.person.isdecimal():
        chosen = chosen.filter(by=int(choice.person))
    if choice.organisation:
        chosen = chosen.filter(scope=choice.organisation)
    if choice.kind:
        chosen = chosen.filter(kind=choice.kind)
    shown = Paginator(chosen.select_related("by"), LINES_A_PAGE).get_page(page)
    people = User.objects.filter(pk__in=seen.order_by().values("by").distinct())
    return Log(
        page=shown,
        lines=tuple(map(read, shown.object_list)),
        people=tuple(people),
        organisations=known,
        kinds=kinds(seen.order_by().values_list("kind", flat=True).distinct()),
    )


def organisations_of(user: User) -> tuple[Scope, ...]:
    """Return the organisations whose steps somebody may read."""
    duties = duties_of(user)
    if duties.is_poi:
        return tuple(Organisation.objects.all())
    own = Scope.objects.filter(pk__in=duties.own).select_related("owner")
    found = {scope.owner or scope for scope in own}
    return tuple(sorted(found, key=lambda scope: scope.name))
