"""Forms and months somebody has to do with: to answer, to agree with, to judge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from biblionet.accounts.models import User
from biblionet.home.overviews.deadlines import Due
from goals.overviews.words import TASKS, Badge
from libraries.models import Year, duties_of
from programmes.models import Delegation, Questionnaire, Return
from programmes.standing import inside_day

ROWS, MONTHS = Questionnaire.Layout.ROWS, Questionnaire.Layout.MONTHS


@dataclass(frozen=True, slots=True)
class ReturnTask:
    """A form of one scope as one line; its months of a year together are one line too.

    `returns` are those that are in hand, the first deadline first.
    """

    returns: tuple[Return, ...]
    deadline: date

    @property
    def first(self) -> Return:
        return self.returns[0]

    @property
    def url(self) -> str:
        return self.first.get_absolute_url()

    @property
    def about(self) -> str:
        """The period, or the year of months."""
        return str(self.year.number if self.is_months else self.first.period)

    @property
    def year(self) -> Year:
        return self.first.period.year

    @property
    def is_months(self) -> bool:
        return self.first.questionnaire.layout == MONTHS

    @property
    def inside(self) -> date | None:
        """The day on which it should be with the support institution."""
        return inside_day(self.deadline, self.first.questionnaire.days_inside)

    @property
    def badge(self) -> Badge:
        states = {one.state for one in self.returns}
        is_back = Return.State.SENT_BACK in states
        return TASKS[Return.State.SENT_BACK if is_back else Return.State.DRAFT]


def return_tasks(due: Iterable[Due]) -> tuple[ReturnTask, ...]:
    """Return what is in hand of forms and months, among all that is due."""
    together: dict[tuple[int, int, int, Year | None], list[tuple[date, Return]]] = {}
    for one in due:
        given = one.given
        if given and given.questionnaire.layout != ROWS:
            is_months = given.questionnaire.layout == MONTHS
            year = given.period.year if is_months else None
            key = (given.questionnaire_id, given.scope_id, 0 if is_months else given.pk, year)
            together.setdefault(key, []).append((one.deadline, given))
    tasks = []
    for found in together.values():
        in_order = sorted(found, key=lambda pair: (pair[0], pair[1].period.start))
        tasks.append(ReturnTask(tuple(given for _day, given in in_order), in_order[0][0]))
    return tuple(sorted(tasks, key=lambda one: (one.deadline, one.first.questionnaire.name)))


@dataclass(frozen=True, slots=True)
class SectionTask:
    """A section that a colleague asked somebody to fill in."""

    delegation: Delegation

    @property
    def given(self) -> Return:
        return self.delegation.given

    @property
    def url(self) -> str:
        return section_page(self.delegation)


def section_page(delegation: Delegation) -> str:
    """Return where a section that was asked for is filled in."""
    if delegation.given.questionnaire.layout == Questionnaire.Layout.FORM:
        order = delegation.section.order
        return reverse("programmes:delivery_section", args=[delegation.given_id, order])
    return delegation.given.get_absolute_url()


def open_delegations() -> QuerySet[Delegation]:
    """Return the sections that are asked for and not ready, as long as they can be written."""
    return Delegation.objects.filter(
        done_at__isnull=True,
        given__state__in=Return.WRITABLE,
        given__period__opened_at__isnull=False,
        given__period__closed_at__isnull=True,
    ).select_related(
        "section",
        "asked_by",
        "colleague",
        "given__questionnaire",
        "given__scope__owner",
        "given__period",
    )


def section_tasks(user: User) -> tuple[SectionTask, ...]:
    """Return which sections somebody was asked for, the first deadline first, in one query."""
    mine = open_delegations().filter(colleague=user).order_by("given__deadline", "section__order")
    return tuple(map(SectionTask, mine))


@dataclass(frozen=True, slots=True)
class Handed:
    """A form that was handed in, or months of a year, and where somebody reads it."""

    returns: tuple[Return, ...]
    url: str

    @property
    def first(self) -> Return:
        return self.returns[0]

    @property
    def about(self) -> str:
        is_months = self.first.questionnaire.layout == MONTHS
        return str(self.first.period.year.number if is_months else self.first.period)


def approvals_for(user: User) -> tuple[Handed, ...]:
    """Return what waits until a director agrees with it, longest waiting first, in one query."""
    directed = duties_of(user).directs
    waiting = handed_in().filter(
        Q(scope__in=directed) | Q(scope__owner__in=directed),
        questionnaire__needs_approval=True,
        approved_at__isnull=True,
    )
    return tuple(Handed((one,), one.get_absolute_url()) for one in waiting)


def to_judge() -> tuple[Handed, ...]:
    """Return which forms and months wait for the support institution, in one query."""
    ready = Q(questionnaire__needs_approval=False) | Q(approved_at__isnull=False)
    together: dict[tuple[int, int, int, Year | None], list[Return]] = {}
    for one in handed_in().filter(ready):
        is_months = one.questionnaire.layout == MONTHS
        year = one.period.year if is_months else None
        key = (one.questionnaire_id, one.scope_id, 0 if is_months else one.pk, year)
        together.setdefault(key, []).append(one)
    return tuple(Handed(tuple(found), judging_page(found)) for found in together.values())


def judging_page(returns: Sequence[Return]) -> str:
    first = returns[0]
    if first.questionnaire.layout == MONTHS:
        return first.get_absolute_url()
    return reverse("programmes:judge_delivery", args=[first.pk])


def handed_in() -> QuerySet[Return]:
    """Return forms and months that were handed in and are not judged, longest waiting first."""
    submitted = Return.objects.with_labels().filter(state=Return.State.SUBMITTED)
    return submitted.exclude(questionnaire__layout=ROWS).order_by("submitted_at", "pk")
