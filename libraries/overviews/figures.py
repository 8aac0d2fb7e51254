"""Lists of figures, open conflicts, what waits for a review, and the story of one figure."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, F, Prefetch, Q, QuerySet

from biblionet.accounts.models import User
from biblionet.kit.paging import MOST, BoundedPaginator
from biblionet.trail.models import Step
from biblionet.trail.overviews import Line, read
from libraries import rules
from libraries.models import Figure, Import, Indicator, Period, Reading, Scope, Year, duties_of
from libraries.models.figures import FigureQuerySet
from libraries.overviews.facts import ComputedFacts, FigureFacts, RatioCheck
from libraries.overviews.gathering import gather_facts
from libraries.standing import PartsCheck

FIGURES_A_PAGE = 50
# What everybody may know of the way of a figure; the rest is business of its own people.
PUBLIC_STEPS = (
    "quoted",
    "imported",
    "imported figures",
    "undid import",
    "accepted reading",
    "chose reading",
)


# What a list of figures is sorted by. The names of small tables come first and have an index, so
# that only the figures of a few of them are looked at.
BY_INDICATOR, BY_PLACE, BY_PERIOD, BY_VALUE = "kengetal", "plek", "periode", "waarde"
NAMES = ("indicator__name", "indicator__pk", "scope__name", "scope__pk")
ORDERS = {
    BY_INDICATOR: (*NAMES, "-period__end", "period__is_example", "pk"),
    BY_PLACE: (*NAMES[2:], *NAMES[:2], "-period__end", "period__is_example", "pk"),
    BY_PERIOD: ("period__end", "period__is_example", "period__pk", *NAMES, "pk"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list of figures is narrowed to and how it is sorted; empty is everything.

    `organisation` is an organisation with everything it reports for, `place` a municipality with
    who works there, or one of the network, provinces and countries; both are ids of scopes.
    `source` is a kind of source or the code of a publication. `sort` is one of the names above,
    with a minus before it from high to low; a value can be compared within one indicator only.
    """

    indicator: str = ""
    organisation: str = ""
    place: str = ""
    year: Year | None = None
    status: str = ""
    source: str = ""
    sort: str = ""

    @property
    def sorted_by(self) -> str:
        """The order there is: by indicator where none was asked for, or one that makes no sense."""
        name = self.sort.removeprefix("-")
        known = name in ORDERS or (name == BY_VALUE and self.indicator != "")
        return self.sort if known else BY_INDICATOR


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure in a list, with everything its sources say now."""

    figure: Figure
    readings: tuple[Reading, ...]
    latest: Reading | None

    @property
    def is_conflict(self) -> bool:
        return self.figure.current_id is None and len(self.readings) > 1

    @property
    def told(self) -> tuple[Reading, ...]:
        """Whose sources stand behind it: what they say now, or else what was typed last."""
        return self.readings or ((self.latest,) if self.latest else ())


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
    history: tuple[Line, ...]
    may_report: bool
    may_choose: bool

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


def figure_list(user: User, choice: Choice, *, page: str | int | None = 1) -> Page[int]:
    """Return a page of the keys of the figures somebody may see, narrowed down; see `lines_of`."""
    seen = figures_seen(user, choice)
    found = list(seen.values_list("pk", flat=True)[: MOST + 1])
    # A few among a million are found first and then sorted; of many the order finds the first.
    few = Figure.objects.filter(pk__in=found) if len(found) <= MOST else seen
    ordered = _sorted(few, choice).values_list("pk", flat=True)
    return BoundedPaginator(ordered, FIGURES_A_PAGE, found=len(found)).get_page(page)


def figures_seen(user: User, choice: Choice) -> FigureQuerySet:
    """Return the figures of which somebody may see anything, narrowed down; in no order."""
    return _narrowed(_visible(user), user, choice).order_by()


def lines_of(page: Page[int], user: User) -> tuple[FigureLine, ...]:
    """Return the lines of a page of figures, in three more queries."""
    keys = list(page.object_list)
    figures = Figure.objects.with_labels().in_bulk(keys)
    readings: dict[int, list[Reading]] = {pk: [] for pk in keys}
    visible = Reading.objects.visible_to(user).filter(figure__in=keys)
    for one in visible.in_force().select_related("publication").order_by("-accepted_at", "-pk"):
        readings[one.figure_id].append(one)
    latest: dict[int, Reading] = {}
    for one in visible.heads().exclude(workflow=Reading.Workflow.ACCEPTED):
        latest[one.figure_id] = one
    return tuple(FigureLine(figures[pk], tuple(readings[pk]), latest.get(pk)) for pk in keys)


def _sorted(figures: FigureQuerySet, choice: Choice) -> FigureQuerySet:
    """Sort in an order without ties, so that no figure stands on two pages."""
    name, is_down = choice.sorted_by.removeprefix("-"), choice.sorted_by.startswith("-")
    if name == BY_VALUE:
        value = F("current__value")
        first = value.desc(nulls_last=True) if is_down else value.asc(nulls_last=True)
        return figures.order_by(first, *ORDERS[BY_PLACE])
    # All of what is named first turns, so that its index can be read from the end.
    turned = {BY_INDICATOR: 2, BY_PLACE: 2, BY_PERIOD: 3}[name] if is_down else 0
    order = ORDERS[name]
    return figures.order_by(*(f"-{one}" for one in order[:turned]), *order[turned:])


def conflicts(*, page: str | int | None = 1) -> Page[FigureLine]:
    """Return a page of the figures whose sources contradict each other; the example's come last.

    What each source says stands with them; nobody chose one yet.
    """
    figures = Figure.objects.filter(current__isnull=True, pk__in=in_conflict())
    found = list(figures.values_list("pk", flat=True)[: MOST + 1])
    ordered = (
        Figure.objects.filter(pk__in=found[:MOST])
        .with_labels()
        .prefetch_related(
            Prefetch(
                "readings",
                Reading.objects.in_force().select_related("publication").order_by("pk"),
                to_attr="said",
            )
        )
        .order_by("period__is_example", *NAMES, "-period__end", "pk")
    )
    shown = BoundedPaginator(ordered, FIGURES_A_PAGE, found=len(found)).get_page(page)
    lines = [FigureLine(one, tuple(one.said), None) for one in shown.object_list]
    return Page(lines, shown.number, shown.paginator)


def review_queue(*, example: bool = False) -> tuple[Waiting, ...]:
    """Return what was handed in by itself and waits for a review, oldest first.

    What goes with a round of questions is judged there; its corrections come alone.
    """
    alone = Q(figure__period__kind=F("figure__indicator__period_kind")) | Q(revises__isnull=False)
    waiting = list(
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
    last = last_year_of([one.figure for one in waiting])
    return tuple(Waiting(one, last.get(one.figure_id)) for one in waiting)


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


def _visible(user: User) -> FigureQuerySet:
    """Return the figures of which somebody sees a reading: what is current everybody does."""
    unsettled = Reading.objects.visible_to(user).filter(figure__current__isnull=True)
    return Figure.objects.filter(Q(current__isnull=False) | Q(pk__in=unsettled.values("figure")))


def in_conflict() -> QuerySet[Reading, int]:
    """Return the ids of figures of which more than one source says something now.

    Where nothing is current, that is: few of a million, and an index finds them.
    """
    unsettled = Reading.objects.in_force().filter(figure__current__isnull=True)
    several = unsettled.order_by().values("figure").annotate(count=Count("pk"))
    return several.filter(count__gt=1).values_list("figure", flat=True)


def _narrowed(figures: FigureQuerySet, user: User, choice: Choice) -> FigureQuerySet:
    if choice.indicator:
        figures = figures.filter(indicator__code=choice.indicator)
    if choice.organisation.isdecimal():
        figures = figures.filter(scope__in=_scopes("owner", int(choice.organisation)))
    if choice.place.isdecimal():
        figures = figures.filter(scope__in=_scopes("place", int(choice.place)))
    if choice.year:
        figures = figures.filter(period__in=Period.objects.within(choice.year))
    if choice.source:
        said = Reading.objects.visible_to(user).from_source(choice.source)
        figures = figures.filter(pk__in=said.values("figure"))
    return _of_status(figures, choice.status)


def _scopes(tie: str, pk: int) -> QuerySet[Scope]:
    """Return a scope and what hangs from it."""
    return Scope.objects.filter(Q(pk=pk) | Q(**{tie: pk}))


def _of_status(figures: FigureQuerySet, status: str) -> FigureQuerySet:
    if status == "settled":
        return figures.filter(current__state=Reading.State.VALUE)
    if status == "missing":
        return figures.filter(current__isnull=False).exclude(current__state=Reading.State.VALUE)
    if status == "conflict":
        return figures.filter(current__isnull=True, pk__in=in_conflict())
    if status == "waiting":
        return figures.filter(current__isnull=True).exclude(pk__in=in_conflict())
    return figures


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
    indicator = Indicator.objects.select_related("part_of", "follows").get(pk=figure.indicator_id)
    successors = list(indicator.followed_by.values_list("code", flat=True))
    kin = [one.code for one in (indicator.part_of, indicator.follows) if one]
    # What a year adds up to, or is part of, says nothing of one of its quarters.
    years = [year] if figure.period.kind == indicator.period_kind else []
    book = gather_facts(indicators=[code, *kin, *successors], years=years)
    facts = book.get(code, figure.scope, year)
    is_the_one = facts is not None and facts.figure == figure
    is_sum = book.map.inside(figure.scope, indicator.level, on=figure.period.end) != [figure.scope]
    related = {one: book.get(one, figure.scope, year) for one in [*kin, *successors]}
    return FigurePage(
        figure=figure,
        facts=facts if is_the_one else _own_facts(figure, readings),
        readings=readings,
        ratio=book.check_ratio(code, figure.scope, year),
        total=book.total(code, figure.scope, year) if is_sum else None,
        parts=book.parts(code, figure.scope, year),
        parts_check=book.check_parts(code, figure.scope, year),
        whole=related.get(indicator.part_of.code) if indicator.part_of else None,
        successors=tuple(fact for one in successors if (fact := related[one])),
        predecessor=related.get(indicator.follows.code) if indicator.follows else None,
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
