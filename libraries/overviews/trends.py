"""One indicator over the years: a line for each organisation, and one for all of them together.

Real years and the example are never put in one trend: who asks names the years.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from biblionet.kit.numbers import Missing
from libraries.models import Definition, Figure, Indicator, Period, Reading, Scope, Year
from libraries.overviews.facts import ComputedFacts, FactBook, FigureFacts
from libraries.overviews.gathering import gather_facts
from libraries.overviews.map import Kind
from libraries.standing import Amount, Change, Coverage, Point, change

NO_DATA, VALUE = "no_data", "value"
EXACT = "exact"
OWN = "as given"  # the figure of a place itself, not a sum
ADDED_UP = (Kind.SERVICE_AREA, Kind.BRANCH)
UNSURE = (Reading.Finality.PROVISIONAL, Reading.Finality.FURTHER_PROVISIONAL)


@dataclass(frozen=True, slots=True)
class TrendCell:
    """What is known of a place in a year: a value, or in `state` why there is none.

    Only cells of the same `series` may be compared: the same definition, and a sum over the same
    places. `coverage` tells what a sum covers.
    """

    year: Year
    value: Decimal | None = None
    state: str = NO_DATA
    decimals: int = 0
    qualifier: str = EXACT
    series: str = ""
    definition: Definition | None = None
    period: Period | None = None
    figure: Figure | None = None
    coverage: Coverage | None = None
    lacks_places: bool = False  # of somebody who is in it, not all places are
    is_provisional: bool = False

    @property
    def is_known(self) -> bool:
        return self.value is not None

    @property
    def is_part(self) -> bool:
        """A sum that lacks somebody."""
        return self.is_known and self.coverage is not None and not self.coverage.is_whole

    @property
    def gap(self) -> Missing:
        """Why there is no value; sources that contradict each other give none."""
        return Missing(self.state) if self.state in set(Missing) else Missing.NO_DATA


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A place over the years. `place` is its own number, so that it looks the same everywhere."""

    scope: Scope
    place: int
    cells: tuple[TrendCell, ...]

    @property
    def known(self) -> tuple[TrendCell, ...]:
        return tuple(cell for cell in self.cells if cell.is_known)

    def at(self, year: Year) -> TrendCell:
        """Return the cell of a year; an empty one outside the trend."""
        return next((cell for cell in self.cells if cell.year == year), TrendCell(year))

    def starts(self) -> frozenset[int]:
        """Return where the line begins anew: what came before cannot be compared."""
        found, before = set(), None
        for place, cell in enumerate(self.cells):
            if cell.is_known:
                if before is not None and before != cell.series:
                    found.add(place)
                before = cell.series
        return frozenset(found)

    def moved(self, year: Year) -> Change | None:
        """Compare a year with the one before it; None where that would compare two things."""
        before, now = self.at(Year(year.number - 1, is_example=year.is_example)), self.at(year)
        if now.qualifier != EXACT or before.qualifier != EXACT:
            return None
        return change(_point(before), _point(now))


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator over years without the empty ones before and behind; oldest first."""

    indicator: Indicator
    years: tuple[Year, ...]
    lines: tuple[TrendLine, ...]
    whole: TrendLine | None

    @property
    def all_lines(self) -> tuple[TrendLine, ...]:
        return (*self.lines, self.whole) if self.whole else self.lines

    @property
    def breaks(self) -> tuple[int, ...]:
        """Return the years (counted from 0) in which another definition begins."""
        found, before = [], None
        for place in range(len(self.years)):
            now = {
                cell.series.partition("|")[0]
                for line in self.all_lines
                if (cell := line.cells[place]).is_known
            }
            if before and now and not before & now:
                found.append(place)
            before = now or before
        return tuple(found)


def gather_trends(indicators: Iterable[Indicator], years: Sequence[Year]) -> dict[int, Trend]:
    """Return the trends of indicators by their keys, in as many queries as `gather_facts`.

    What an indicator follows stands before it in the same trend: fetch `follows` with them.
    """
    asked = list(indicators)
    book = gather_facts(indicators=codes_of(asked), years=years)
    return {one.pk: trend_of(book, one.code, years) for one in asked}


def codes_of(indicators: Iterable[Indicator]) -> set[str]:
    """Return the codes to gather facts of, for the trends of these indicators."""
    return {one.code for mine in indicators for one in (mine, mine.follows) if one}


def trend_of(book: FactBook, code: str, years: Sequence[Year]) -> Trend:
    """Return the trend of an indicator over its network; oldest year first."""
    indicator, network = book.indicators[code], book.map.network
    shown = sorted(years, key=lambda year: year.number)
    if network is None or not shown:
        return Trend(indicator, (), (), None)
    members = book.map.members_ever(network)
    numbers = {one.pk: place for place, one in enumerate(members)}
    lines = [
        _line(book, indicator, scope, numbers[book.map.organisation_of(scope).pk], shown)
        for scope in _shown(book, indicator, members, shown[-1])
    ]
    whole = _line(book, indicator, network, 0, shown)
    return _trimmed(Trend(indicator, tuple(shown), tuple(lines), whole))


def lone_trend(book: FactBook, code: str, scope: Scope, years: Sequence[Year]) -> Trend:
    """Return the trend of one place that is in no network."""
    indicator, shown = book.indicators[code], sorted(years, key=lambda year: year.number)
    line = _line(book, indicator, scope, 0, shown)
    return _trimmed(Trend(indicator, tuple(shown), (line,), None))


def _shown(
    book: FactBook, indicator: Indicator, members: Sequence[Scope], last: Year
) -> list[Scope]:
    """Return whose lines are drawn: organisations; the places of what cannot be added up."""
    if indicator.level == Kind.ORGANISATION:
        return list(members)
    if indicator.level not in ADDED_UP:
        return []
    if indicator.is_additive or indicator.numerator_id:
        return list(members)
    day = date(last.number, 12, 31)
    return [place for one in members for place in book.map.inside(one, indicator.level, on=day)]


def _line(
    book: FactBook, indicator: Indicator, scope: Scope, place: int, years: Sequence[Year]
) -> TrendLine:
    return TrendLine(scope, place, tuple(_cell(book, indicator, scope, year) for year in years))


def _cell(book: FactBook, indicator: Indicator, scope: Scope, year: Year) -> TrendCell:
    """Return what is known, of the indicator or else of the one it follows."""
    cell = cell_of(book, indicator, scope, year)
    followed = _followed(book, indicator)
    if followed is None or cell.state != NO_DATA:
        return cell
    return cell_of(book, followed, scope, year)


def _followed(book: FactBook, indicator: Indicator) -> Indicator | None:
    found = (one for one in book.indicators.values() if one.pk == indicator.follows_id)
    return next(found, None)


def cell_of(book: FactBook, indicator: Indicator, scope: Scope, year: Year) -> TrendCell:
    """Return the figure of a place itself, or else what was added up inside it."""
    own = book.get(indicator.code, scope, year)
    if own and own.amount:
        return _own(book, own, own.amount, year)
    total = book.total(indicator.code, scope, year)
    if total.value is None:
        return TrendCell(year, state=own.state if own else _why_empty(book, total))
    places = ", ".join(sorted(total.total.covered))
    return TrendCell(
        year,
        value=total.value,
        state=VALUE,
        decimals=total.total.decimals,
        qualifier=total.total.qualifier,
        series=f"{_root(book, total.definition)}|{places}",
        definition=total.definition,
        period=total.period,
        coverage=total.coverage if total.total.expected > 1 else None,
        lacks_places=_lacks_places(book, total),
        is_provisional=total.total.is_provisional or any(map(_is_unsure, total.parts)),
    )


def _lacks_places(book: FactBook, total: ComputedFacts) -> bool:
    """Say whether an organisation is in a sum with only some of its places."""
    given = {book.map.organisation_of(part.figure.scope).pk for part in total.parts}
    return total.coverage.of == Kind.ORGANISATION and len(given) > total.coverage.reported


def _own(book: FactBook, fact: FigureFacts, amount: Amount, year: Year) -> TrendCell:
    return TrendCell(
        year,
        value=amount.value,
        state=VALUE,
        decimals=amount.decimals,
        qualifier=amount.qualifier,
        series=f"{_root(book, fact.figure.definition)}|{fact.figure.part} {OWN}",
        definition=fact.figure.definition,
        period=fact.figure.period,
        figure=fact.figure,
        is_provisional=_is_unsure(fact),
    )


def _is_unsure(fact: FigureFacts) -> bool:
    return fact.current is not None and fact.current.finality in UNSURE


def _why_empty(book: FactBook, total: ComputedFacts) -> str:
    """Return the one reason that all places give; without one there are simply no data."""
    code, year = total.indicator.code, total.year
    day = date(year.number, 12, 31)
    places = book.map.inside(total.over, total.indicator.level, on=day)
    facts = [book.get(code, place, year) for place in places]
    states = {fact.state if fact else NO_DATA for fact in facts}
    return states.pop() if len(states) == 1 and states != {VALUE} else NO_DATA


def _root(book: FactBook, definition: Definition | None) -> str:
    """Name the series a definition belongs to.

    A new version begins a new series, and so does an indicator that follows another with a break;
    one that follows without a break goes on in the series of the last definition before it.
    """
    if definition is None:
        return ""
    mine = {one.pk: one for one in book.indicators.values()}
    indicator = mine[definition.indicator_id]
    goes_on = definition.version == 1 and not indicator.follows_with_break
    followed = _followed(book, indicator) if goes_on else None
    if followed is None:
        return str(definition.pk)
    last = max(followed.definitions.all(), key=lambda one: one.version, default=None)
    return _root(book, last)


def _trimmed(trend: Trend) -> Trend:
    """Leave out the years before the first and after the last with something to tell."""
    there = [
        place
        for place in range(len(trend.years))
        if any(line.cells[place].state != NO_DATA for line in trend.all_lines)
    ]
    if not there:
        return replace(trend, years=(), lines=(), whole=None)
    kept = slice(there[0], there[-1] + 1)

    def cut(line: TrendLine) -> TrendLine:
        return replace(line, cells=line.cells[kept])

    return Trend(
        indicator=trend.indicator,
        years=trend.years[kept],
        lines=tuple(map(cut, trend.lines)),
        whole=cut(trend.whole) if trend.whole else None,
    )


def _point(cell: TrendCell) -> Point:
    known = None if cell.value is None else Amount(cell.value, cell.decimals, cell.qualifier)
    return Point(cell.year.number, cell.series, known)
