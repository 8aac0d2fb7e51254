"""What the network reached together, period after period, as rows of the feed.

The same arithmetic as on the page of the network, on no more than one period at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import F, Q

from libraries.models import Figure, Indicator, Period, Reading, Scope
from libraries.models.figures import FigureQuerySet
from libraries.overviews.facts import factor_of, name_of
from libraries.overviews.feed.columns import COMPUTED, CONFLICT, Row
from libraries.overviews.feed.keys import definition_key, period_key, plain, scope_key
from libraries.overviews.gathering import last_periods
from libraries.overviews.map import Kind, Map
from libraries.standing import Amount, Coverage, Entry, Total, add_up, add_up_ratio, cover

FIELDS = (
    "period",
    "indicator",
    "scope",
    "part",
    "current__state",
    "current__value",
    "current__decimals",
    "current__qualifier",
)
Said = dict[tuple[int, int], Entry]
Keyed = tuple[tuple[int, int], Row]  # by the numbers of period and indicator


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of computed rows ended: a period and an indicator, by number."""

    period: int
    indicator: int

    @classmethod
    def read(cls, cursor: str) -> "Place":
        """Read 't12.34'."""
        period, _point, indicator = cursor.removeprefix("t").partition(".")
        return cls(int(period), int(indicator))

    def __str__(self) -> str:
        return f"t{self.period}.{self.indicator}"


@dataclass(slots=True)
class Network:
    """The network with everything that its totals are made from."""

    world: Map
    scope: Scope
    indicators: dict[int, Indicator]
    periods: dict[int, Period]
    _inside: dict[tuple[str, date], list[Scope]]

    @classmethod
    def of(cls, world: Map, scope: Scope) -> "Network":
        """Fetch indicators and periods: few, however many figures there are."""
        known = Indicator.objects.prefetch_related("definitions")
        return cls(world, scope, {one.pk: one for one in known}, Period.objects.in_bulk(), {})

    def places(self, level: str, day: date) -> list[Scope]:
        """Return the scopes of a level on a day; remembered, because each indicator asks."""
        if (level, day) not in self._inside:
            self._inside[level, day] = self.world.inside(self.scope, level, on=day)
        return self._inside[level, day]


def totals(
    world: Map,
    network: Scope,
    figures: FigureQuerySet,
    only: Indicator | None,
    after: Place | None,
) -> Iterator[tuple[str, Row]]:
    """Return a row for each period and indicator that can be added up, with its cursor."""
    all_of = Network.of(world, network)
    asked = [one for one in all_of.indicators.values() if only in (None, one)]
    sums, ratios = _sums(all_of, figures, asked, after), _ratios(all_of, figures, asked)
    in_turn = merge(sums, ratios, key=itemgetter(0))
    for (period, indicator), row in in_turn:
        if after is None or (period, indicator) > (after.period, after.indicator):
            yield str(Place(period, indicator)), row


def _sums(
    network: Network, figures: FigureQuerySet, asked: list[Indicator], after: Place | None
) -> Iterator[Keyed]:
    """Yield the sums, period by period and in it by number; no more is kept than one period."""
    summed = [one for one in asked if one.is_additive and one.level != Kind.NETWORK]
    wanted = figures.filter(indicator__in=summed).filter(
        Q(period__gte=after.period) if after else Q()
    )
    for pk, of_period in groupby(_said_in(wanted, "period"), key=itemgetter(0)):
        said = _entries_by_place(of_period, network)
        period = network.periods[pk]
        for indicator in sorted(summed, key=lambda one: one.pk):
            places = network.places(indicator.level, period.end)
            total = add_up(_entries(indicator, places, said), library_only=True)
            if total.value is not None:  # nothing where nobody reported anything
                yield (pk, indicator.pk), _row(network, indicator, period, total, places)


def _ratios(network: Network, figures: FigureQuerySet, asked: list[Indicator]) -> list[Keyed]:
    """Return the ratios of every year: their terms may be of a year and of its last day."""
    divided = [(one, terms) for one in asked if (terms := _terms(one, network.indicators))]
    of_year = last_periods(network.periods.values())
    needed = figures.filter(
        indicator__in={term.pk for _one, terms in divided for term in terms},
        period__in=of_year.values(),
        period__kind=F("indicator__period_kind"),
    )
    found = []
    in_years = _said_in(needed, "period__is_example", "period__end__year")
    for year, rows in groupby(in_years, key=lambda row: network.periods[row[0]].year):
        said = _entries_by_place(rows, network)
        for indicator, terms in divided:
            period = of_year.get((year, indicator.period_kind))
            places = network.places(terms[0].level, date(year.number, 12, 31))
            total = _ratio(indicator, terms, places, said)
            if period and total.value is not None:
                row = _row(network, indicator, period, total, places)
                found.append(((period.pk, indicator.pk), row))
    return sorted(found, key=itemgetter(0))


def _said_in(figures: FigureQuerySet, *first: str) -> Iterator[tuple[Any, ...]]:
    """Yield what was said, at the level at which it is reported, sorted by these and by place."""
    there = figures.filter(scope__kind=F("indicator__level"))
    kin = ("indicator", "scope", "definition__version", "-part", "pk")
    return there.order_by(*first, *kin).values_list(*FIELDS).iterator(chunk_size=2000)


def _terms(indicator: Indicator, known: dict[int, Indicator]) -> list[Indicator]:
    """Return what a ratio is divided from; nothing for what is no ratio."""
    return [known[pk] for pk in (indicator.numerator_id, indicator.denominator_id) if pk]


def _entries_by_place(rows: Iterator[tuple[Any, ...]], network: Network) -> Said:
    """Return what each place says of an indicator: the latest definition, and of it the library.

    Rows come with the library part behind the whole one and the latest version last: that stays.
    """
    said: Said = {}
    for _period, indicator, scope, part, state, value, decimals, qualifier in rows:
        amount = (
            None
            if value is None
            else Amount(value, decimals, qualifier, network.indicators[indicator].multiplier)
        )
        name = name_of(network.world.scopes[scope])
        said[indicator, scope] = Entry(name, state or CONFLICT, amount, part)
    return said


def _row(
    network: Network, indicator: Indicator, period: Period, total: Total, places: list[Scope]
) -> Row:
    """Write the total of a period, with what it covers."""
    definition, covers = _definition_on(indicator, period), _coverage(total, places, network.world)
    return (
        f"total:{indicator.code}:{period_key(period.kind, period.start, period.is_example)}",
        COMPUTED,
        indicator.code,
        definition_key(indicator.code, definition) if definition else None,
        period_key(period.kind, period.start, period.is_example),
        scope_key(network.scope.kind, network.scope.code),
        Figure.Part.LIBRARY.value,
        Reading.State.VALUE.value,
        plain(total.value, total.decimals),
        total.decimals,
        total.qualifier,
        "provisional" if total.is_provisional else "complete",
        f"{covers.reported} of {covers.expected}",
        covers.reported,
        covers.expected,
        None,
        None,
        None,
        None,
        None,
        period.is_example,
    )


def _ratio(indicator: Indicator, terms: list[Indicator], places: list[Scope], said: Said) -> Total:
    """Divide over the places with both terms; reported at two levels no place has both."""
    top, bottom = terms
    below = _entries(bottom, places, said) if top.level == bottom.level else []
    return add_up_ratio(
        _entries(top, places, said) if below else [],
        below,
        factor=factor_of(indicator) * Decimal(top.multiplier) / Decimal(bottom.multiplier),
        decimals=indicator.decimals,
        library_only=True,
    )


def _entries(indicator: Indicator, places: list[Scope], said: Said) -> list[Entry]:
    nothing = Reading.State.NOT_REPORTED
    return [said.get((indicator.pk, one.pk)) or Entry(name_of(one), nothing) for one in places]


def _coverage(total: Total, places: list[Scope], world: Map) -> Coverage:
    groups = [world.organisation_of(place).label for place in places]
    return cover(total, [name_of(place) for place in places], groups, of=Kind.ORGANISATION.value)


def _definition_on(indicator: Indicator, period: Period) -> int | None:
    begun = [
        one.version
        for one in indicator.definitions.all()
        if one.valid_from is None or one.valid_from <= period.end
    ]
    return max(begun, default=None)
