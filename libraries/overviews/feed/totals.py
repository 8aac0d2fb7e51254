"""What the network reached together, period after period, as rows of the feed.

The same arithmetic as on the page of the network, on no more than one period at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import F, Q

from libraries.models import Figure, Indicator, Period, Reading, Scope
from libraries.models.figures import FigureQuerySet
from libraries.overviews.facts import factor_of, name_of
from libraries.overviews.feed.columns import COMPUTED, CONFLICT, Row
from libraries.overviews.feed.keys import definition_key, period_key, plain, scope_key
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


def totals(
    world: Map,
    network: Scope,
    figures: FigureQuerySet,
    only: Indicator | None,
    after: Place | None,
) -> Iterator[tuple[str, Row]]:
    """Return a row for each period and indicator that can be added up, with its cursor."""
    known = {one.pk: one for one in Indicator.objects.prefetch_related("definitions")}
    summed = [one for one in known.values() if _is_summed(one) and only in (None, one)]
    terms = {pk for one in summed for pk in (one.numerator_id, one.denominator_id) if pk}
    needed = figures.filter(
        indicator__in={one.pk for one in summed} | terms, scope__kind=F("indicator__level")
    ).filter(Q(period__gte=after.period) if after else Q())
    ordered = needed.order_by("period", "indicator", "scope", "definition__version", "-part", "pk")
    rows = ordered.values_list(*FIELDS).iterator(chunk_size=2000)
    periods = Period.objects.in_bulk()
    summed.sort(key=lambda one: one.pk)
    for pk, of_period in groupby(rows, key=itemgetter(0)):
        said = _said(of_period, world, known)
        for indicator in summed:
            place = Place(pk, indicator.pk)
            if after and (place.period, place.indicator) <= (after.period, after.indicator):
                continue
            row = _row(indicator, network, periods[pk], said, world, known)
            if row:
                yield str(place), row


def _is_summed(indicator: Indicator) -> bool:
    """Something of the network itself is no sum, and what cannot be added up has none."""
    is_ratio = bool(indicator.numerator_id and indicator.denominator_id)
    return indicator.level != Kind.NETWORK and (indicator.is_additive or is_ratio)


def _said(rows: Iterator[tuple[Any, ...]], world: Map, known: dict[int, Indicator]) -> Said:
    """Return what each place says of an indicator: the latest definition, and of it the library.

    Rows come with the library part behind the whole one and the latest version last: that stays.
    """
    said: Said = {}
    for _period, indicator, scope, part, state, value, decimals, qualifier in rows:
        amount = (
            None
            if value is None
            else Amount(value, decimals, qualifier, known[indicator].multiplier)
        )
        name = name_of(world.scopes[scope])
        said[indicator, scope] = Entry(name, state or CONFLICT, amount, part)
    return said


def _row(
    indicator: Indicator,
    network: Scope,
    period: Period,
    said: Said,
    world: Map,
    known: dict[int, Indicator],
) -> Row | None:
    """Return the total of a period; nothing where nobody reported anything."""
    terms = [known[pk] for pk in (indicator.numerator_id, indicator.denominator_id) if pk]
    places = world.inside(network, (terms or [indicator])[0].level, on=period.end)
    total = _total(indicator, terms, places, said)
    if total.value is None:
        return None
    definition = _definition_on(indicator, period)
    covers = _coverage(total, places, world)
    return (
        f"total:{indicator.code}:{period_key(period.kind, period.start, period.is_example)}",
        COMPUTED,
        indicator.code,
        definition_key(indicator.code, definition) if definition else None,
        period_key(period.kind, period.start, period.is_example),
        scope_key(network.kind, network.code),
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


def _total(indicator: Indicator, terms: list[Indicator], places: list[Scope], said: Said) -> Total:
    if not terms:
        return add_up(_entries(indicator, places, said), library_only=True)
    top, bottom = terms
    # Reported at two levels no place has both terms, and there is nothing to divide.
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
