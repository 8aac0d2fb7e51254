"""Lists of figures: narrowed down, sorted and in pages, also among a million."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, F, Prefetch, Q, QuerySet

from biblionet.accounts.models import User
from biblionet.kit.paging import MOST, BoundedPaginator
from libraries.models import Figure, Period, Reading, Scope, Year
from libraries.models.figures import FigureQuerySet

FIGURES_A_PAGE = 50
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
