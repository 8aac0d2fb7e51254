"""The figures that show how far an objective came: over the years, with targets and a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goals.models import Objective, ObjectiveIndicator, Target, Wording
from goals.overviews.sentences import Drafted, draft
from libraries.models import Indicator, Period, Scope, Year
from libraries.overviews import FactBook, Trend, TrendCell, codes_of, gather_facts, trend_of

Words = Mapping[tuple[int, int, Year], Wording]  # by objective, indicator and year


@dataclass(frozen=True, slots=True)
class Aims:
    """What was aimed for in the years of a trend: of all together, or of each organisation."""

    of_each: bool
    targets: Mapping[Year, Target]


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """An indicator under an objective: its trend, its targets, and the sentence with it."""

    indicator: Indicator
    trend: Trend
    aims: Aims | None
    drafted: Drafted | None
    wording: Wording | None

    @property
    def total(self) -> TrendCell | None:
        """What all together came to, in the last year that is known."""
        known = self.trend.whole.known if self.trend.whole else ()
        return known[-1] if known else None

    @property
    def is_overruled(self) -> bool:
        return self.wording is not None and bool(self.wording.text)

    @property
    def is_out_of_date(self) -> bool:
        """The figures changed since an editor wrote about them."""
        if self.wording is None or self.drafted is None:
            return False
        return self.is_overruled and self.wording.figures != self.drafted.figures

    @property
    def sentence(self) -> str:
        """The words that stand at the chart."""
        if self.wording is not None and self.wording.text:
            return self.wording.text
        return self.drafted.text if self.drafted else ""


def indicators_of(objectives: Iterable[Objective]) -> dict[int, list[Indicator]]:
    """Return the indicators that show how far each objective came, in their order."""
    links = ObjectiveIndicator.objects.filter(objective__in=objectives)
    found: dict[int, list[Indicator]] = defaultdict(list)
    for link in links.select_related("indicator__follows"):
        found[link.objective_id].append(link.indicator)
    return found


def figure_of(objective: Objective, indicator: Indicator, *, year: Year) -> ShownFigure:
    """Return one of the figures under an objective, until a year."""
    years = years_until(year, Period.objects.order_by())
    book = gather_facts(indicators=codes_of([indicator]), years=years)
    targets = Target.objects.filter(
        objective=objective, indicator=indicator, period__is_example=year.is_example
    ).select_related("indicator", "scope", "period")
    words = words_of([objective], year)
    (figure,) = shown(objective, [indicator], years=years, book=book, targets=targets, words=words)
    return figure


def words_of(objectives: Iterable[Objective], year: Year) -> tuple[Wording, ...]:
    """Return all that editors wrote at the charts of objectives, in the world of a year."""
    words = Wording.objects.of_world(is_example=year.is_example)
    of_these = words.filter(objective__in=objectives).order_by("number")
    return tuple(of_these.select_related("author", "period", "indicator"))


def shown(
    objective: Objective,
    indicators: Iterable[Indicator],
    *,
    years: Sequence[Year],
    book: FactBook,
    targets: Iterable[Target],
    words: Iterable[Wording],
) -> tuple[ShownFigure, ...]:
    """Put trends, targets and the latest words beside each other."""
    latest = {(one.objective_id, one.indicator_id, one.period.year): one for one in words}
    aimed = [one for one in targets if one.objective_id == objective.pk]
    return tuple(
        _shown(objective, trend_of(book, one.code, years), aimed, latest) for one in indicators
    )


def years_until(year: Year, periods: Iterable[Period]) -> list[Year]:
    """Return the years with periods up to a year, of its world: what comes later is not shown."""
    numbers = {
        one.end.year
        for one in periods
        if one.is_example == year.is_example and one.end.year <= year.number
    }
    whole = range(min(numbers), max(numbers) + 1) if numbers else ()
    return [Year(number, is_example=year.is_example) for number in whole]


def _shown(
    objective: Objective, trend: Trend, targets: Iterable[Target], words: Words
) -> ShownFigure:
    indicator = trend.indicator
    mine = [one for one in targets if one.indicator_id == indicator.pk]
    of_all = {one.period.year: one for one in mine if one.scope.kind == Scope.Kind.NETWORK}
    drafted = draft(trend, of_all)
    return ShownFigure(
        indicator=indicator,
        trend=trend,
        aims=Aims(of_each=False, targets=of_all) if of_all else _aims_of_each(trend, mine),
        drafted=drafted,
        wording=words.get((objective.pk, indicator.pk, drafted.year)) if drafted else None,
    )


def _aims_of_each(trend: Trend, targets: Sequence[Target]) -> Aims | None:
    """Return the targets that are the same for every organisation that has one."""
    of_lines = {line.scope.pk for line in trend.lines}
    by_year: dict[Year, list[Target]] = {}
    for one in targets:
        if one.scope_id in of_lines:
            by_year.setdefault(one.period.year, []).append(one)
    same = {
        year: of_year[0]
        for year, of_year in by_year.items()
        if len({(one.value, one.direction) for one in of_year}) == 1
    }
    return Aims(of_each=True, targets=same) if same else None
