"""The tables around the facts: short, so read whole."""

from collections.abc import Callable, Iterator

from libraries.models import Definition, Indicator, Period, Scope
from libraries.overviews.feed.columns import DEFINITIONS, MEASURES, PERIODS, SCOPES, Row, Table
from libraries.overviews.feed.facts import Asked
from libraries.overviews.feed.keys import definition_key, period_key, scope_key


def rows_of(table: Table, asked: Asked) -> Iterator[Row]:
    """Return the rows of a table around the facts, as far as somebody's key opens it."""
    return ROWS[table.name](asked)


def measures(asked: Asked) -> Iterator[Row]:
    kin = ("numerator", "denominator", "part_of", "follows")
    for one in Indicator.objects.select_related(*kin).order_by("code"):
        yield (
            one.code,
            one.name,
            one.unit,
            one.multiplier,
            one.decimals,
            one.nature,
            one.period_kind,
            one.over_places,
            one.over_time,
            one.level,
            *(relative.code if (relative := getattr(one, name)) else None for name in kin),
            one.follows_with_break,
            one.note or None,
        )


def definitions(asked: Asked) -> Iterator[Row]:
    fields = ("indicator__code", "version", "text", "valid_from", "source_url")
    rows = Definition.objects.order_by("indicator__code", "version").values_list(*fields)
    for measure, version, text, valid_from, source_url in rows:
        key = definition_key(measure, version)
        yield key, measure, version, text, valid_from, source_url or None


def periods(asked: Asked) -> Iterator[Row]:
    found = Period.objects.all() if asked.with_example else Period.objects.real()
    for one in found.order_by("end", "start", "pk"):
        key = period_key(one.kind, one.start, one.is_example)
        yield key, one.kind, one.start, one.end, one.end.year, one.is_example


def scopes(asked: Asked) -> Iterator[Row]:
    found = Scope.objects.select_related("owner", "place").filter(asked.limits)
    for one in found.order_by("kind", "code"):
        ties = [scope_key(tie.kind, tie.code) if tie else None for tie in (one.owner, one.place)]
        key = scope_key(one.kind, one.code)
        yield key, one.kind, one.code, one.name, one.short_name or None, *ties


ROWS: dict[str, Callable[[Asked], Iterator[Row]]] = {
    MEASURES.name: measures,
    DEFINITIONS.name: definitions,
    PERIODS.name: periods,
    SCOPES.name: scopes,
}
