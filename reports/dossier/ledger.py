"""Every figure a report prints, each once, under a code in order of first appearance."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec.structs import replace

from libraries.models import Definition, Indicator, Period, Scope, Year
from libraries.overviews import ComputedFacts, FactBook, FigureFacts
from libraries.standing import Coverage
from reports import standing
from reports.dossier.places import Places
from reports.dossier.sources import (
    alternative_of,
    correction_of,
    plain,
    say_the_same,
    source_of,
)

Key = tuple[str, int, Year]


@dataclass(slots=True)
class Ledger:
    """Gives out codes and remembers the fact behind each."""

    book: FactBook
    places: Places
    _codes: dict[Key, str] = field(default_factory=dict)
    _facts: dict[str, standing.Fact] = field(default_factory=dict)

    @property
    def facts(self) -> tuple[standing.Fact, ...]:
        return tuple(self._facts[code] for code in sorted(self._facts))

    def code(self, indicator: str, scope: Scope, year: Year) -> str:
        """Return the code of a figure; the first time it gets the next one, and so do its parts."""
        key = (indicator, scope.pk, year)
        if key not in self._codes:
            self._codes[key] = code = f"F-{len(self._codes) + 1:04}"
            place = self.places.all[scope.kind, scope.code]  # with its owner and municipality
            self._facts[code] = self._fact(code, indicator, place, year)
        return self._codes[key]

    def fact(self, code: str) -> standing.Fact:
        return self._facts[code]

    def is_known(self, indicator: str, scope: Scope, year: Year) -> bool:
        """Tell whether there is anything to show: a figure, or a sum that somebody is in."""
        if self.book.get(indicator, scope, year):
            return True
        return self.book.total(indicator, scope, year).value is not None

    def coverage(self, indicator: str, over: Scope, year: Year) -> standing.Coverage:
        """Return what a sum over a place covers."""
        return self._coverage(self.book.total(indicator, over, year).coverage)

    def _fact(self, code: str, indicator: str, scope: Scope, year: Year) -> standing.Fact:
        """Take the figure of the place itself; else the sum over it; else say it is missing."""
        stored = self.book.get(indicator, scope, year)
        computed = self.book.total(indicator, scope, year)
        if stored:
            return self._stored(code, stored, computed)
        blank = self._blank(
            code, computed.indicator, computed.definition, scope, computed.period, year
        )
        inside = self._inside(computed)
        if scope.kind == computed.indicator.level or not inside:
            return blank
        covered = replace(blank, is_computed=True, coverage=self._coverage(computed.coverage))
        if computed.value is not None:
            return self._computed(covered, computed)
        only = self.book.get(indicator, inside[0], year) if len(inside) == 1 else None
        if only and only.amount is None:
            return self._inherited(covered, only, computed)
        asked_nobody = not computed.coverage.expected
        return replace(covered, state="not_applicable") if asked_nobody else covered

    def _inside(self, found: ComputedFacts) -> list[Scope]:
        """Return the places a sum is over."""
        day = self.places.day.replace(year=found.year.number)
        return self.book.map.inside(found.over, found.indicator.level, on=day)

    def _inherited(
        self, fact: standing.Fact, only: FigureFacts, computed: ComputedFacts
    ) -> standing.Fact:
        """Say of a place what its one part says: withheld, expected later, or contested."""
        said = self._stored(fact.code, only, computed)
        return replace(
            said, scope_kind=fact.scope_kind, scope=fact.scope, scope_name=fact.scope_name
        )

    def _stored(self, code: str, found: FigureFacts, computed: ComputedFacts) -> standing.Fact:
        """Freeze a figure with all its sources; without a choice none of them is its value."""
        figure, now = found.figure, found.current
        place = self.places.all[figure.scope.kind, figure.scope.code]
        blank = self._blank(
            code, figure.indicator, figure.definition, place, figure.period, computed.year
        )
        fact = replace(
            blank,
            part=figure.part,
            figure=figure.pk,
            state="value",
            is_settled=now is not None,
            sources=tuple(source_of(one) for one in found.readings if say_the_same(one, now)),
            alternatives=tuple(
                alternative_of(one) for one in found.readings if not say_the_same(one, now)
            ),
        )
        if now is None:
            return fact
        return replace(
            fact,
            state=str(now.state),
            value=None if now.value is None else plain(now.value, now.decimals),
            decimals=now.decimals,
            qualifier=now.qualifier,
            finality=now.finality,
            method=now.method,
            computed_beside=self._beside(found, computed),
            explanation=" ".join(filter(None, (now.explanation, figure.chosen_reason))),
            expected_on=now.expected_on.isoformat() if now.expected_on else "",
            corrected=correction_of(now),
        )

    def _beside(self, found: FigureFacts, computed: ComputedFacts) -> str | None:
        """Return what the parts or terms give, when the published value does not round to it."""
        assert found.current is not None  # asked for settled figures only
        decimals = found.current.decimals
        if computed.contradicts and computed.value is not None:
            return plain(computed.value, decimals)
        indicator = found.figure.indicator.code
        check = self.book.check_ratio(indicator, found.figure.scope, computed.year)
        return None if check is None or check.agrees else plain(check.computed, max(decimals, 1))

    def _computed(self, fact: standing.Fact, found: ComputedFacts) -> standing.Fact:
        assert found.value is not None  # asked for sums that somebody is in only
        decimals = fact.decimals if found.indicator.numerator_id else found.total.decimals
        return replace(
            fact,
            state="value",
            value=plain(found.value, decimals),
            decimals=decimals,
            qualifier=found.total.qualifier,
            finality="provisional" if found.total.is_provisional else "none",
            parts=self._codes_of(found.parts),
        )

    def _blank(
        self,
        code: str,
        indicator: Indicator,
        definition: Definition | None,
        scope: Scope,
        period: Period | None,
        year: Year,
    ) -> standing.Fact:
        """Name a figure: what, where and when, by the names in use then; nobody reported it yet."""
        return standing.Fact(
            code=code,
            indicator=indicator.code,
            name=indicator.name,
            unit=indicator.unit,
            multiplier=indicator.multiplier,
            scope_kind=scope.kind,
            scope=scope.code,
            scope_name=self.places.name(scope),
            period_kind=indicator.period_kind,
            period=_when(indicator, period, year),
            year=year.number,
            part="library",
            state="not_reported",
            value=None,
            decimals=indicator.decimals,
            qualifier="exact",
            finality="none",
            method="unknown",
            definition=definition.text if definition else "",
            definition_version=definition.version if definition else 1,
        )

    def _codes_of(self, parts: Iterable[FigureFacts]) -> tuple[str, ...]:
        """Return the codes of the parts of a sum."""
        return tuple(
            self.code(one.figure.indicator.code, one.figure.scope, one.figure.period.year)
            for one in parts
        )

    def _coverage(self, found: Coverage) -> standing.Coverage:
        """Say what a sum covers, with the names in use then."""
        names = {one.label: self.places.name(one) for one in self.places.all.values()}
        return standing.Coverage(
            reported=found.reported,
            expected=found.expected,
            of=found.of,
            missing=tuple(names.get(name, name) for name in found.missing),
            whole=tuple(names.get(name, name) for name in found.whole),
        )


def _when(indicator: Indicator, period: Period | None, year: Year) -> str:
    """Return when a figure holds: "2023", a day for a reference date, "2022/2023"."""
    if indicator.period_kind == Period.Kind.REFERENCE_DATE:
        return period.end.isoformat() if period else f"{year.number}-12-31"
    return period.name if period else str(year.number)
