"""What waits for a review, and the story of one figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet

from biblionet.accounts.models import User
from biblionet.trail.models import Step
from biblionet.trail.overviews import Line, read
from libraries import rules
from libraries.models import Figure, Import, Indicator, Period, Reading, Scope, duties_of
from libraries.overviews.facts import ComputedFacts, FigureFacts, RatioCheck
from libraries.overviews.gathering import gather_facts
from libraries.standing import PartsCheck

WAITING_A_PAGE = 50
# What everybody may know of the way of a figure; the rest is business of its own people.
PUBLIC_STEPS = (
    "quoted",
    "imported",
    "imported figures",
    "undid import",
    "accepted reading",
    "chose reading",
)


@dataclass(frozen=True, slots=True)
class FigurePage:
    """The story of one figure, as far as somebody may know it.

    `facts` is None while nothing was accepted; `readings` are all visible ones, newest first.
    """

    figure: Figure
    facts: FigureFacts | None
    readings: tuple[Reading, ...]
    ratio: RatioCheck | None
    total: ComputedFacts | None
    parts: tuple[FigureFacts, ...]
    parts_check: PartsCheck | None
    whole: FigureFacts | None
    successors: tuple[FigureFacts, ...]
    predecessor: FigureFacts | None
    ratios: tuple[Indicator, ...]
    history: tuple[Line, ...]
    may_report: bool
    may_choose: bool

    @property
    def batches(self) -> tuple[Import, ...]:
        """The files it came in with, oldest first."""
        came = {one.batch_id: one.batch for one in self.readings if one.batch}
        return tuple(sorted(came.values(), key=lambda one: one.pk))

    @property
    def is_conflict(self) -> bool:
        return self.facts is not None and not self.facts.is_settled

    @property
    def begins_anew(self) -> bool:
        """It is by a later definition, or of an indicator that follows another with a break."""
        return self.figure.definition.version > 1 or self.figure.indicator.follows_with_break

    @property
    def rounded_parts(self) -> tuple[FigureFacts, ...]:
        """The parts of its sum of which the source gave a rounded word: about, over, almost."""
        parts = self.total.parts if self.total else ()
        return tuple(one for one in parts if one.amount and not one.amount.is_exact)

    @property
    def is_waiting(self) -> bool:
        """Something of it was handed in, and waits for a review."""
        return any(one.workflow == Reading.Workflow.SUBMITTED for one in self.readings)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reading that waits for a review, beside what was reported of the year before."""

    reading: Reading
    last: Reading | None


def review_queue(*, page: str | int | None = 1) -> Page[Reading]:
    """Return a page of what waits for a review outside the example, oldest first."""
    return Paginator(waiting_alone(), WAITING_A_PAGE).get_page(page)


def waiting_alone(*, example: bool = False) -> QuerySet[Reading]:
    """Return what was handed in by itself and waits for a review, oldest first.

    What goes with a round of questions is judged there; its corrections come alone.
    """
    alone = Q(figure__period__kind=F("figure__indicator__period_kind")) | Q(revises__isnull=False)
    return (
        Reading.objects.filter(
            alone,
            with_round=False,
            workflow=Reading.Workflow.SUBMITTED,
            figure__period__is_example=example,
        )
        .select_related(
            "author",
            "revises",
            "figure__indicator",
            "figure__definition",
            "figure__scope__owner",
            "figure__period",
            "figure__current",
        )
        .order_by("submitted_at", "pk")
    )


def beside_last_year(readings: Sequence[Reading]) -> tuple[Waiting, ...]:
    """Put beside each reading what counts of the year before; one query."""
    last = last_year_of([one.figure for one in readings])
    return tuple(Waiting(one, last.get(one.figure_id)) for one in readings)


def last_year_of(figures: list[Figure]) -> dict[int, Reading]:
    """Return the current reading of the year before, by the id of the figure; one query."""
    if not figures:
        return {}
    earlier = Figure.objects.filter(
        indicator__in={one.indicator_id for one in figures},
        scope__in={one.scope_id for one in figures},
        current__isnull=False,
    ).select_related("current__figure__indicator", "period")
    known = {_series_key(one, one.period.end.year): one.current for one in earlier}
    found = {one.pk: known.get(_series_key(one, one.period.end.year - 1)) for one in figures}
    return {pk: reading for pk, reading in found.items() if reading is not None}


def _series_key(figure: Figure, year: int) -> tuple[int, int, str, str, bool, int]:
    period = figure.period
    key = (figure.indicator_id, figure.scope_id, figure.part, period.kind, period.is_example)
    return (*key, year)


def figure_page(figure: Figure, user: User) -> FigurePage:
    """Return the story of a figure: readings, sources, checks, kin and history, by who looks.

    Not found is the caller's: somebody who may see no reading of it should get no page.
    """
    year, code = figure.period.year, figure.indicator.code
    readings = tuple(
        figure.readings.visible_to(user)
        .select_related("publication", "batch", "author", "approver", "revises")
        .order_by("-created_at", "-pk")
    )
    indicator = figure.indicator
    # What a year adds up to, or is part of, says nothing of one of its quarters.
    years = [year] if figure.period.kind == indicator.period_kind else []
    book = gather_facts(indicators=[code], years=years, with_kin=True)
    kin, facts = book.kin(code), book.get(code, figure.scope, year)
    is_the_one = facts is not None and facts.figure == figure
    is_sum = book.map.inside(figure.scope, indicator.level, on=figure.period.end) != [figure.scope]

    def known(one: Indicator | None) -> FigureFacts | None:
        return book.get(one.code, figure.scope, year) if one else None

    return FigurePage(
        figure=figure,
        facts=facts if is_the_one else _own_facts(figure, readings),
        readings=readings,
        ratio=book.check_ratio(code, figure.scope, year),
        total=book.total(code, figure.scope, year) if is_sum else None,
        parts=book.parts(code, figure.scope, year),
        parts_check=book.check_parts(code, figure.scope, year),
        whole=known(kin.whole),
        successors=tuple(fact for one in kin.successors if (fact := known(one))),
        predecessor=known(kin.predecessor),
        ratios=kin.ratios,
        history=_history(figure, readings, user),
        may_report=rules.can_report_figure(user, figure.scope)
        and rules.is_typed_alone(figure)
        and figure.scope.kind == indicator.level,
        may_choose=rules.can_choose_reading(user),
    )


def _own_facts(figure: Figure, readings: tuple[Reading, ...]) -> FigureFacts | None:
    """Return what is said of a figure that another part or definition stands before."""
    revised = {one.revises_id for one in readings if one.workflow == Reading.Workflow.ACCEPTED}
    said = tuple(
        one
        for one in readings
        if one.workflow == Reading.Workflow.ACCEPTED
        and one.pk not in revised
        and not one.is_withdrawal
    )
    current = next((one for one in said if one.pk == figure.current_id), None)
    return FigureFacts(figure, said, current) if said else None


def _history(figure: Figure, readings: tuple[Reading, ...], user: User) -> tuple[Line, ...]:
    """Return what happened to a figure, its visible readings and the files they came in with."""
    batches = {str(one.batch_id) for one in readings if one.batch_id}
    steps = Step.objects.filter(
        Q(kind=Figure._meta.label_lower, key=str(figure.pk))
        | Q(kind=Reading._meta.label_lower, key__in=[str(one.pk) for one in readings])
        | Q(kind=Import._meta.label_lower, key__in=batches)
    )
    if not rules.belongs_to(user, figure.scope):
        steps = steps.filter(verb__in=PUBLIC_STEPS)
    return tuple(map(read, steps.select_related("by")[:100]))


def figures_of(indicator: Indicator, scope: Scope, period: Period) -> dict[str, Figure]:
    """Return the figures of one thing over a period by part, by the latest definition."""
    figures = (
        Figure.objects.filter(indicator=indicator, scope=scope, period=period)
        .with_labels()
        .order_by("definition__version", "part")
    )
    return {one.part: one for one in figures}


def reportable_scopes(user: User, indicator: Indicator) -> tuple[Scope, ...]:
    """Return the scopes for which somebody may type a figure of an indicator."""
    scopes = _reportable(user).filter(kind=indicator.level).select_related("owner")
    return tuple(scopes.order_by("name"))


def reportable_levels(user: User) -> frozenset[str]:
    """Return the kinds of scopes for which somebody may type figures."""
    return frozenset(_reportable(user).order_by().values_list("kind", flat=True).distinct())


def _reportable(user: User) -> QuerySet[Scope]:
    duties = duties_of(user)
    if duties.is_poi:
        return Scope.objects.all()
    return Scope.objects.filter(Q(pk__in=duties.manages) | Q(owner__in=duties.manages))
