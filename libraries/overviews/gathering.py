"""Fetches settled figures with what their sums and ratios need, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from libraries.models import Figure, Indicator, Period, Reading, Year
from libraries.overviews.facts import FactBook, FigureFacts
from libraries.overviews.map import Map


def gather_facts(
    *, indicators: Iterable[str] | None, years: Iterable[Year], with_kin: bool = False
) -> FactBook:
    """Gather the figures of indicators (all with None) for years, of every place.

    `with_kin` also gathers the totals they are part of, what they follow and what follows them.
    Six queries, whatever is asked. Places are few: everything of the years is fetched at once, so
    that a total can be asked over any scope.
    """
    known = list(Indicator.objects.prefetch_related("definitions"))
    asked = None if indicators is None else set(indicators)
    if with_kin and asked is not None:
        asked |= _kin_of(known, asked)
    kin = {one.pk: one for one in _with_terms(known, asked)}
    periods = _periods_of(set(years))
    world = Map()
    return FactBook(
        indicators={one.code: one for one in kin.values()},
        map=world,
        _by_pk={one.pk: one for one in known},
        _periods=periods,
        _facts=_facts_in(kin, periods, world),
    )


def _kin_of(known: Sequence[Indicator], asked: set[str]) -> set[str]:
    mine = {one.pk: one for one in known if one.code in asked}
    above = {pk for one in mine.values() for pk in (one.part_of_id, one.follows_id)}
    return {one.code for one in known if one.pk in above or one.follows_id in mine}


def _with_terms(known: Sequence[Indicator], asked: set[str] | None) -> list[Indicator]:
    """Return what was asked, with the terms of its ratios and its parts."""
    if asked is None:
        return list(known)
    mine = {one.pk: one for one in known if one.code in asked}
    terms = {pk for one in mine.values() for pk in (one.numerator_id, one.denominator_id)}
    wanted = mine.keys() | terms
    return [one for one in known if one.pk in wanted or one.part_of_id in mine]


def last_periods(periods: Iterable[Period]) -> dict[tuple[Year, str], Period]:
    """Return the last period of each kind in each year."""
    in_order = sorted(periods, key=lambda one: (one.end, one.pk))
    return {(one.year, one.kind): one for one in in_order}


def _periods_of(years: set[Year]) -> dict[tuple[Year, str], Period]:
    periods = Period.objects.filter(end__year__in=[year.number for year in years])
    return last_periods(one for one in periods if one.year in years)


def _facts_in(
    indicators: Mapping[int, Indicator], periods: dict[tuple[Year, str], Period], world: Map
) -> dict[tuple[int, int, Year], FigureFacts]:
    readings = (
        Reading.objects.in_force()
        .filter(figure__indicator__in=indicators, figure__period__in=periods.values())
        .select_related("figure", "publication", "revises", "author", "approver")
        .order_by("-accepted_at", "-pk")
    )
    definitions = {each.pk: each for one in indicators.values() for each in one.definitions.all()}
    by_pk = {one.pk: one for one in periods.values()}
    by_figure: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        figure = reading.figure
        # Known already: joining them again takes longer than all the rest.
        figure.indicator = indicators[figure.indicator_id]
        figure.definition = definitions[figure.definition_id]
        figure.scope = world.scopes[figure.scope_id]
        figure.period = by_pk[figure.period_id]
        by_figure[reading.figure_id].append(reading)
    facts = [_facts_of(of_figure) for of_figure in by_figure.values()]
    facts.sort(key=_preference)
    return {
        (one.figure.indicator_id, one.figure.scope_id, one.figure.period.year): one
        for one in facts
        if one.figure.period == periods.get((one.figure.period.year, kind_of(one)))
    }


def kind_of(fact: FigureFacts) -> str:
    """Return the kind of period that stands for a year; its quarters are other figures."""
    return fact.figure.indicator.period_kind


def _facts_of(readings: list[Reading]) -> FigureFacts:
    figure = readings[0].figure
    current = next((one for one in readings if one.pk == figure.current_id), None)
    return FigureFacts(figure, tuple(readings), current)


def _preference(fact: FigureFacts) -> tuple[int, bool]:
    """Order so that the latest definition, and of it the library part, comes last and wins."""
    figure = fact.figure
    return figure.definition.version, figure.part == Figure.Part.LIBRARY
