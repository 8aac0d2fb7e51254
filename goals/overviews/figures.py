"""The figures that show how far an objective came: over the years, with targets and a sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goals.models import Objective, ObjectiveIndicator, Target, Wording
from goals.overviews.sentences import Drafted, draft
from libraries.models import Indicator, Period, Scope, Year
from libraries.overviews import FactBook, Trend, TrendCell, codes_of, gather_facts, trend_of


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


def indicators_of(objective: Objective) -> tuple[Indicator, ...]:
    """Return the indicators that show how far an objective came, in their order."""
    links = ObjectiveIndicator.objects.filter(objective=objective)
    return tuple(link.indicator for link in links.select_related("indicator__follows"))


def figure_of(objective: Objective, indicator: Indicator, *, year: Year) -> ShownFigure:
    """Return one of the figures under an objective, until a year."""
    years = years_until(year, Period.objects.order_by())
    book = gather_facts(indicators=codes_of([indicator]), years=years)
    targets = Target.objects.filter(
        objective=objective, indicator=indicator, period__is_example=year.is_example
    ).select_related("indicator", "scope", "period")
    (figure,) = shown(objective, [indicator], years=years, book=book, targets=targets)
    return figure


def shown(
    objective: Objective,
    indicators: Sequence[Indicator],
    *,
    years: Sequence[Year],
    book: FactBook,
    targets: Iterable[Target],
) -> tuple[ShownFigure, ...]:
    """Put trends, targets and words beside each other, in one query."""
    if not indicators or not years:
        return tuple(ShownFigure(one, _empty(one), None, None, None) for one in indicators)
    words = (
        Wording.objects.of_world(is_example=years[0].is_example)
        .filter(objective=objective, indicator__in=indicators)
        .select_related("author", "period")
        .order_by("number")
    )
    latest = {(one.indicator_id, one.period.year): one for one in words}
    aimed = [one for one in targets if one.objective_id == objective.pk]
    return tuple(_shown(trend_of(book, one.code, years), aimed, latest) for one in indicators)


def _empty(indicator: Indicator) -> Trend:
    return Trend(indicator, (), (), None)


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
    trend: Trend, targets: Iterable[Target], words: Mapping[tuple[int, Year], Wording]
) -> ShownFigure:
    mine = [one for one in targets if one.indicator_id == trend.indicator.pk]
    of_all = {one.period.year: one for one in mine if one.scope.kind == Scope.Kind.NETWORK}
    drafted = draft(trend, of_all)
    return ShownFigure(
        indicator=trend.indicator,
        trend=trend,
        aims=Aims(of_each=False, targets=of_all) if of_all else _aims_of_each(trend, mine),
        drafted=drafted,
        wording=words.get((trend.indicator.pk, drafted.year)) if drafted else None,
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
