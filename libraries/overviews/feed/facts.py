"""The facts of the feed, one after another: memory does not grow with how many there are.

First what is kept, by number, so that a page goes on where the last one ended; then what the
network reached together, computed when read.
"""

import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from biblionet.trail.models import Step
from libraries.models import Figure, Indicator, Period, Reading, Scope, Year
from libraries.models.figures import FigureQuerySet
from libraries.overviews.feed.columns import COMPUTED, CONFLICT, REPORTED, Row
from libraries.overviews.feed.keys import definition_key, period_key, plain, scope_key
from libraries.overviews.feed.totals import Place, totals
from libraries.overviews.map import Map
from libraries.overviews.searching import in_conflict

AT_ONCE = 2000  # rows the database hands over at a time
FIELDS = (
    "pk",
    "indicator__code",
    "definition__version",
    "part",
    "scope__kind",
    "scope__code",
    "period__kind",
    "period__start",
    "period__is_example",
    "current__state",
    "current__value",
    "current__decimals",
    "current__qualifier",
    "current__method",
    "current__finality",
    "current__source",
    "current__publication__code",
    "current__accepted_at",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks of the feed, and what their key is limited to (scopes by kind and code).

    `after` is the cursor of the last row that was read. The example is left out unless asked for.
    """

    year: int | None = None
    indicator: Indicator | None = None
    scope: Scope | None = None
    kind: str = ""
    with_example: bool = False
    after: str = ""
    only: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What tells this question from another."""
        kept = [one.pk if one else None for one in (self.indicator, self.scope)]
        return (self.year, *kept, self.kind, self.with_example, self.after, self.only)

    @property
    def limits(self) -> Q:
        """The condition on scopes that the key opens them: the named ones and what hangs there."""
        if not self.only:
            return Q()
        named = [one.partition(":")[::2] for one in self.only]
        opened = Q(pk__in=())
        for kind, code in named:
            for way in ("", "owner__", "place__"):
                opened |= Q(**{f"{way}kind": kind, f"{way}code": code})
        return opened

    def opens(self, scope: Scope) -> bool:
        """Say whether a scope itself is asked for, or not left out, and opened by the key."""
        is_asked = self.scope is None or self.scope.pk == scope.pk
        return is_asked and (not self.only or scope_key(scope.kind, scope.code) in self.only)


def facts(asked: Asked, *, most: int | None = None) -> Generator[tuple[str, Row]]:
    """Return cursors and rows, from behind the cursor that was read last.

    With `most` no more are looked for than that: of a page the database need not sort the rest.
    """
    is_past_kept = asked.after.startswith("t")
    if asked.kind != COMPUTED and not is_past_kept:
        yield from _kept(asked, most)
    if asked.kind != REPORTED:
        world = Map()
        if world.network and asked.opens(world.network):
            after = Place.read(asked.after) if is_past_kept else None
            yield from totals(world, world.network, _readable(asked), asked.indicator, after)


def _kept(asked: Asked, most: int | None) -> Iterator[tuple[str, Row]]:
    figures = _readable(asked)
    if asked.indicator:
        figures = figures.filter(indicator=asked.indicator)
    if asked.scope:
        mine = Q(scope=asked.scope) | Q(scope__owner=asked.scope) | Q(scope__place=asked.scope)
        figures = figures.filter(mine)
    if asked.only:
        figures = figures.filter(scope__in=Scope.objects.filter(asked.limits).order_by())
    if asked.after:
        figures = figures.filter(pk__gt=int(asked.after))
    rows = figures.order_by("pk").values_list(*FIELDS)[:most]
    for one in rows.iterator(chunk_size=AT_ONCE):
        yield str(one[0]), _row(one)


def _readable(asked: Asked) -> FigureQuerySet:
    """Return what is accepted in the periods that are asked for: settled, or contradicted."""
    figures = Figure.objects.filter(Q(current__isnull=False) | Q(pk__in=in_conflict()))
    if asked.year:
        worlds = (False, True) if asked.with_example else (False,)
        years = [Year(asked.year, is_example=one) for one in worlds]
        within = Period.objects.within(years[0])
        for year in years[1:]:
            within |= Period.objects.within(year)
        return figures.filter(period__in=within.order_by())
    return figures if asked.with_example else figures.real()


def _row(one: Sequence[Any]) -> Row:
    (pk, measure, version, part, scope_kind, scope_code, kind, start, is_example, *said) = one
    state, value, decimals, qualifier, method, finality, source, publication, accepted_at = said
    is_settled = state is not None
    return (
        f"f{pk}",
        REPORTED,
        measure,
        definition_key(measure, version),
        period_key(kind, start, is_example),
        scope_key(scope_kind, scope_code),
        part,
        state if is_settled else CONFLICT,
        plain(value, decimals or 0),
        decimals or 0,
        qualifier if is_settled else Reading.Qualifier.EXACT.value,
        "accepted" if is_settled else "contradicted",
        None,
        None,
        None,
        method,
        finality,
        source,
        publication,
        accepted_at.date() if accepted_at else None,
        is_example,
    )


def version(asked: Asked, *extra: object) -> tuple[str, datetime | None]:
    """Return a name for what the feed would answer now, and when something last changed.

    Whatever is changed leaves a line in the trail. Lines that were begun earlier and kept later
    count too: so the newest thousand are counted beside the newest one.
    """
    newest = Step.objects.order_by("-pk").values_list("pk", "at").first()
    pk, at = newest or (0, None)
    recent = Step.objects.filter(pk__gt=pk - 1000).count()
    parts = (pk, recent, asked.key, *extra)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32], at
