"""What the network reported over one period, of whatever kind: only what was accepted."""

from collections.abc import Collection
from dataclasses import dataclass

from libraries.models import Figure, Indicator, Period, Reading, Scope
from libraries.overviews.facts import name_of
from libraries.overviews.map import Map
from libraries.standing import Coverage, Entry, Total, add_up, cover


@dataclass(frozen=True, slots=True)
class NetworkTotal:
    """A sum over the network in one period, with what it covers."""

    total: Total
    coverage: Coverage


def network_totals(
    indicators: Collection[Indicator], period: Period, *, world: Map | None = None
) -> dict[int, NetworkTotal]:
    """Return the sum of each indicator by its key, in one query besides those of the map."""
    world = world or Map()
    network = world.network
    if network is None:
        return {}
    said: dict[tuple[int, int], list[Figure]] = {}
    figures = Figure.objects.filter(
        indicator__in=indicators, period=period, current__workflow=Reading.Workflow.ACCEPTED
    ).select_related("current__figure__indicator")
    for figure in figures.order_by("definition__version", "pk"):
        said.setdefault((figure.indicator_id, figure.scope_id), []).append(figure)
    return {one.pk: _total(one, network, period, said, world) for one in indicators}


def _total(
    indicator: Indicator,
    network: Scope,
    period: Period,
    said: dict[tuple[int, int], list[Figure]],
    world: Map,
) -> NetworkTotal:
    """Add up what is about library work; names and organisations go side by side."""
    places = world.inside(network, indicator.level, on=period.end)
    entries = [_entry(place, said.get((indicator.pk, place.pk), [])) for place in places]
    total = add_up(entries, over_places=indicator.over_places, library_only=True)
    groups = [world.organisation_of(place).label for place in places]
    names = [name_of(place) for place in places]
    return NetworkTotal(total, cover(total, names, groups, of=str(Scope.Kind.ORGANISATION)))


def _entry(place: Scope, figures: list[Figure]) -> Entry:
    """Return what a place brings: of the latest definition, the library part before the whole."""
    ordered = sorted(figures, key=lambda one: one.part == Figure.Part.LIBRARY)
    figure = ordered[-1] if ordered else None
    if figure is None or figure.current is None:
        return Entry(name_of(place), Reading.State.NOT_REPORTED)
    return Entry(name_of(place), figure.current.state, figure.current.amount, figure.part)
