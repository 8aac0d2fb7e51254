"""Settled figures with their readings, and sums and ratios over them, in a fixed number of queries.

Only what is accepted takes part, so what stands here may be shown to everybody who signs in.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from libraries.models import Definition, Figure, Indicator, Period, Reading, Scope, Year
from libraries.overviews.map import Kind, Map
from libraries.standing import (
    Amount,
    Coverage,
    Entry,
    PartsCheck,
    Total,
    add_up,
    add_up_ratio,
    agrees,
    agrees_with_sum,
    check_parts,
    cover,
)

CONFLICT = "conflict"  # the state of a figure whose sources contradict each other
WHOLE_COUNTS = (Kind.ORGANISATION, Kind.SERVICE_AREA, Kind.BRANCH)


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """A figure and what its sources say now, newest first. Without `current` nobody chose yet."""

    figure: Figure
    readings: tuple[Reading, ...]
    current: Reading | None

    @property
    def is_settled(self) -> bool:
        return self.current is not None

    @property
    def state(self) -> str:
        """The state of the current reading; `conflict` without one."""
        return self.current.state if self.current else CONFLICT

    @property
    def amount(self) -> Amount | None:
        return self.current.amount if self.current else None

    @property
    def alternatives(self) -> tuple[Reading, ...]:
        """The other readings; all of them in an open conflict."""
        return tuple(one for one in self.readings if one != self.current)


@dataclass(frozen=True, slots=True)
class RatioCheck:
    """What the terms of a published ratio give, and whether it rounds to that."""

    computed: Decimal
    agrees: bool


@dataclass(frozen=True, slots=True)
class ComputedFacts:
    """A sum or ratio over the places inside a scope, computed when read.

    `parts` are the figures that took part (of a ratio: of both terms). `published` is what was
    published for the scope itself; `contradicts` says that it cannot be this sum.
    """

    indicator: Indicator
    definition: Definition | None
    over: Scope
    year: Year
    period: Period | None
    total: Total
    coverage: Coverage
    parts: tuple[FigureFacts, ...]
    published: FigureFacts | None
    contradicts: bool

    @property
    def value(self) -> Decimal | None:
        return self.total.value


@dataclass(frozen=True, slots=True)
class Kin:
    """What an indicator is part of, follows, is followed by, and is a term of."""

    whole: Indicator | None
    predecessor: Indicator | None
    successors: tuple[Indicator, ...]
    ratios: tuple[Indicator, ...]


@dataclass(slots=True)
class FactBook:
    """What is known of some indicators in some years; ask it, it does not query any more."""

    indicators: dict[str, Indicator]
    map: Map
    _by_pk: dict[int, Indicator]
    _periods: dict[tuple[Year, str], Period]
    _facts: dict[tuple[int, int, Year], FigureFacts]
    _parts: dict[int, list[Indicator]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for one in self._by_pk.values():
            if one.part_of_id:
                self._parts[one.part_of_id].append(one)

    def kin(self, indicator_code: str) -> Kin:
        """Return the kin of an indicator, by name. KeyError when it was not asked for."""
        indicator = self.indicators[indicator_code]
        return Kin(
            whole=self._by_pk.get(indicator.part_of_id or 0),
            predecessor=self._by_pk.get(indicator.follows_id or 0),
            successors=tuple(one for one in self._by_pk.values() if one.follows_id == indicator.pk),
            ratios=tuple(
                one
                for one in self._by_pk.values()
                if indicator.pk in (one.numerator_id, one.denominator_id)
            ),
        )

    def get(self, indicator_code: str, scope: Scope, year: Year) -> FigureFacts | None:
        """Return the figure of a scope itself; None when nothing was accepted."""
        indicator = self.indicators.get(indicator_code)
        return self._get(indicator, scope, year) if indicator else None

    def definition(self, indicator_code: str, year: Year) -> Definition | None:
        """Return the definition that holds in a year."""
        indicator = self.indicators[indicator_code]
        last = date(year.number, 12, 31)
        begun = [
            one
            for one in indicator.definitions.all()
            if one.valid_from is None or one.valid_from <= last
        ]
        return max(begun, key=lambda one: one.version, default=None)

    def period(self, indicator_code: str, year: Year) -> Period | None:
        """Return the period in which an indicator is counted in a year, when it is there."""
        return self._periods.get((year, self.indicators[indicator_code].period_kind))

    def total(self, indicator_code: str, over: Scope, year: Year) -> ComputedFacts:
        """Add up what was reported inside a scope, at the one level the indicator is reported at.

        A ratio is computed from its terms. A ratio without terms, and what cannot be added up, has
        no value. KeyError when the indicator was not asked for.
        """
        indicator = self.indicators[indicator_code]
        if indicator.numerator_id and indicator.denominator_id:
            return self._ratio(indicator, over, year)
        places, entries, facts = self._entries(indicator, over, year)
        own = places == [over]  # a figure is no sum of itself
        total = add_up(
            entries,
            over_places=Indicator.OverPlaces.SUM if own else indicator.over_places,
            library_only=over.kind not in WHOLE_COUNTS,
        )
        return self._computed(indicator, over, year, total, places, facts)

    def check_ratio(self, indicator_code: str, scope: Scope, year: Year) -> RatioCheck | None:
        """Compare the published ratio of a scope with its own terms; None when one is missing."""
        indicator = self.indicators[indicator_code]
        top, bottom = (
            self._by_pk.get(pk or 0) for pk in (indicator.numerator_id, indicator.denominator_id)
        )
        amounts = [self._amount(one, scope, year) for one in (indicator, top, bottom)]
        published, numerator, denominator = amounts
        if published is None or numerator is None or denominator is None or not denominator.value:
            return None
        factor = factor_of(indicator)
        scale = factor * numerator.multiplier / denominator.multiplier
        return RatioCheck(
            computed=numerator.value / denominator.value * scale,
            agrees=agrees(published, numerator, denominator, factor=factor),
        )

    def check_parts(self, indicator_code: str, scope: Scope, year: Year) -> PartsCheck | None:
        """Compare a total with the parts that were published for the same scope and year."""
        total = self._amount(self.indicators[indicator_code], scope, year)
        amounts = [fact.amount for fact in self.parts(indicator_code, scope, year)]
        known = [one for one in amounts if one is not None]
        return check_parts(total, known) if total and known else None

    def parts(self, indicator_code: str, scope: Scope, year: Year) -> tuple[FigureFacts, ...]:
        """Return the figures of the parts of a total; of a part and its successor the successor."""
        found = {
            part.pk: fact
            for part in self._parts[self.indicators[indicator_code].pk]
            if (fact := self._get(part, scope, year)) is not None
        }
        succeeded = {self._by_pk[pk].follows_id for pk in found}
        return tuple(fact for pk, fact in found.items() if pk not in succeeded)

    def _get(self, indicator: Indicator, scope: Scope, year: Year) -> FigureFacts | None:
        return self._facts.get((indicator.pk, scope.pk, year))

    def _amount(self, indicator: Indicator | None, scope: Scope, year: Year) -> Amount | None:
        fact = self._get(indicator, scope, year) if indicator else None
        return fact.amount if fact else None

    def _entries(
        self, indicator: Indicator, over: Scope, year: Year
    ) -> tuple[list[Scope], list[Entry], list[FigureFacts]]:
        """Return the places inside a scope, what each reported, and the figures that count."""
        places = self.map.inside(over, indicator.level, on=date(year.number, 12, 31))
        library_only = over.kind not in WHOLE_COUNTS
        entries, facts = [], []
        for place in places:
            fact = self._get(indicator, place, year)
            entry = _entry(place, fact)
            entries.append(entry)
            if fact and entry.counts(library_only=library_only):
                facts.append(fact)
        return places, entries, facts

    def _ratio(self, indicator: Indicator, over: Scope, year: Year) -> ComputedFacts:
        top = self._by_pk[indicator.numerator_id or 0]
        bottom = self._by_pk[indicator.denominator_id or 0]
        places, above, facts = self._entries(top, over, year)
        others, below, more = self._entries(bottom, over, year)
        if places != others:  # reported at two levels: no place has both terms
            above, below = [], []
        total = add_up_ratio(
            above,
            below,
            factor=factor_of(indicator) * top.multiplier / bottom.multiplier,
            decimals=indicator.decimals,
            library_only=over.kind not in WHOLE_COUNTS,
        )
        return self._computed(indicator, over, year, total, places, [*facts, *more])

    def _computed(
        self,
        indicator: Indicator,
        over: Scope,
        year: Year,
        total: Total,
        places: list[Scope],
        facts: Sequence[FigureFacts],
    ) -> ComputedFacts:
        published = self._get(indicator, over, year) if places != [over] else None
        return ComputedFacts(
            indicator=indicator,
            definition=self.definition(indicator.code, year),
            over=over,
            year=year,
            period=self._periods.get((year, indicator.period_kind)),
            total=total,
            coverage=self._coverage(indicator, over, total, places),
            parts=tuple(facts),
            published=published,
            contradicts=_contradicts(published, total, facts),
        )

    def _coverage(
        self, indicator: Indicator, over: Scope, total: Total, places: list[Scope]
    ) -> Coverage:
        """Count organisations over a network or province, else places of the reporting level."""
        names = [name_of(place) for place in places]
        if over.kind not in (Kind.NETWORK, Kind.PROVINCE) or over.kind == indicator.level:
            return cover(total, names, names, of=str(indicator.level))
        groups = [self.map.organisation_of(place).label for place in places]
        return cover(total, names, groups, of=Kind.ORGANISATION.value)


def factor_of(indicator: Indicator) -> Decimal:
    """Return what a ratio is multiplied by: a percentage counts in hundredths."""
    return Decimal(100) if indicator.unit == "%" else Decimal(1)


def name_of(place: Scope) -> str:
    """Return how a place is named among the places of a sum: an area by its municipality."""
    if place.kind == Kind.SERVICE_AREA and place.place:
        return place.place.label
    return place.label


def _entry(place: Scope, fact: FigureFacts | None) -> Entry:
    if fact is None:
        return Entry(name_of(place), Reading.State.NOT_REPORTED)
    return Entry(name_of(place), fact.state, fact.amount, fact.figure.part)


def _contradicts(published: FigureFacts | None, total: Total, facts: Sequence[FigureFacts]) -> bool:
    """Say whether a published total cannot be the sum of parts that are all there."""
    if published is None or published.amount is None or not total.is_whole or total.value is None:
        return False
    if published.figure.indicator.numerator_id:
        given = Amount(total.value, published.amount.decimals, total.qualifier)
        return not given.rounded_span.meets(published.amount.rounded_span)
    return not agrees_with_sum(published.amount, [one.amount for one in facts if one.amount])
