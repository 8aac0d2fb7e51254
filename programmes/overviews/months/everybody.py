"""Everybody's months beside each other: who has typed what, and what the network comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from biblionet.accounts.models import User
from libraries.models import Figure, Indicator, Period, Reading, Scope, Year
from libraries.overviews import Map, factor_of, name_of
from libraries.standing import Entry, Total, add_up, add_up_ratio, spans_of_year
from programmes.models import Question, Questionnaire, Return, Section
from programmes.overviews.months.page import Month
from programmes.overviews.returns import sheets_of

Said = dict[tuple[int, int, date], Figure]  # indicator, place, last day of the month


@dataclass(frozen=True, slots=True)
class ScopeYear:
    """How far one of those who are asked is with each month; None where nothing may be seen."""

    scope: Scope
    months: tuple[Month | None, ...]

    @property
    def has_months(self) -> bool:
        """There is something that this reader may see."""
        return any(self.months)


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """What the members reported together, month by month, and over the year.

    Only what is accepted counts. The total of the year says of how many months of members.
    """

    name: str
    indicator: Indicator
    months: tuple[Total, ...]
    total: Total

    @property
    def is_computed(self) -> bool:
        return bool(self.indicator.numerator_id)

    @property
    def is_additive(self) -> bool:
        return self.is_computed or self.indicator.is_additive


@dataclass(frozen=True, slots=True)
class NetworkLayer:
    """The rows of a section, over the network."""

    section: Section
    rows: tuple[NetworkRow, ...]


@dataclass(frozen=True, slots=True)
class MonthsOfAll:
    """A year of months of everybody who is asked."""

    questionnaire: Questionnaire
    year: Year
    spans: tuple[tuple[date, date], ...]
    scopes: tuple[ScopeYear, ...]
    layers: tuple[NetworkLayer, ...]


def months_of_all(questionnaire: Questionnaire, year: Year, *, user: User) -> MonthsOfAll:
    """Return who has typed which month, and what is accepted of the network together.

    A fixed number of queries, however many members and months there are.
    """
    world = Map()
    spans = spans_of_year(Period.Kind.MONTH, year.number)
    asked = world.inside(questionnaire.asked_of, questionnaire.answered_by, on=spans[-1][1])
    return MonthsOfAll(
        questionnaire=questionnaire,
        year=year,
        spans=spans,
        scopes=_scopes(questionnaire, year, asked, user=user),
        layers=_layers(questionnaire, year, world, spans),
    )


def _scopes(
    questionnaire: Questionnaire, year: Year, asked: Sequence[Scope], *, user: User
) -> tuple[ScopeYear, ...]:
    given = (
        Return.objects.visible_to(user)
        .with_labels()
        .filter(questionnaire=questionnaire, period__in=Period.objects.within(year))
    )
    months: dict[tuple[int, int], Month] = {}
    gone: dict[int, Scope] = {}
    for sheet in sheets_of(list(given)):
        one = sheet.given
        months[one.scope_id, one.period.end.month] = Month(
            start=one.period.start,
            end=one.period.end,
            period=one.period,
            sheet=sheet,
            is_open=one.period.is_open,
        )
        gone[one.scope_id] = one.scope
    everybody = {one.pk: one for one in asked} | gone  # who left in the year had months too
    return tuple(
        ScopeYear(one, tuple(months.get((one.pk, number)) for number in range(1, 13)))
        for one in sorted(everybody.values(), key=lambda one: one.label.casefold())
    )


def _layers(
    questionnaire: Questionnaire,
    year: Year,
    world: Map,
    spans: Sequence[tuple[date, date]],
) -> tuple[NetworkLayer, ...]:
    questions = list(
        Question.objects.filter(section__questionnaire=questionnaire, indicator__isnull=False)
        .select_related("section", "indicator")
        .order_by("section__order", "order", "pk")
    )
    keys = {one.indicator_id for one in questions}
    computed = list(Indicator.objects.filter(numerator__in=keys, denominator__in=keys))
    network = Network(
        world=world,
        over=questionnaire.asked_of,
        spans=spans,
        said=_said(keys, year),
        indicators={one.indicator_id: one.indicator for one in questions if one.indicator},
    )
    layers: dict[int, tuple[Section, list[NetworkRow]]] = {}
    for question in questions:
        inside = layers.setdefault(question.section_id, (question.section, []))[1]
        if question.indicator:
            inside.append(network.row(str(question), question.indicator))
        inside.extend(
            network.share(one) for one in computed if one.numerator_id == question.indicator_id
        )
    return tuple(NetworkLayer(section, tuple(rows)) for section, rows in layers.values())


def _said(indicators: set[int | None], year: Year) -> Said:
    """Return the accepted figures of the months, of each place the one of the latest definition."""
    figures = Figure.objects.filter(
        indicator__in=indicators,
        period__in=Period.objects.within(year).filter(kind=Period.Kind.MONTH),
        current__workflow=Reading.Workflow.ACCEPTED,
    ).select_related("period", "current__figure__indicator")
    # The library part goes before the whole: only that enters a sum over the network.
    in_order = sorted(
        figures.order_by("definition__version", "pk"),
        key=lambda one: one.part == Figure.Part.LIBRARY,
    )
    return {(one.indicator_id, one.scope_id, one.period.end): one for one in in_order}


@dataclass(frozen=True, slots=True)
class Network:
    """Adds up what the members reported, without a query."""

    world: Map
    over: Scope
    spans: Sequence[tuple[date, date]]
    said: Said
    indicators: dict[int | None, Indicator]

    def row(self, name: str, indicator: Indicator) -> NetworkRow:
        months = [self._entries(indicator, end) for _start, end in self.spans]
        places = indicator.over_places
        return NetworkRow(
            name=name,
            indicator=indicator,
            months=tuple(
                add_up(entries, over_places=places, library_only=True) for entries in months
            ),
            total=add_up(
                [entry for entries in months for entry in entries],
                over_places=places,
                library_only=True,
            ),
        )

    def share(self, indicator: Indicator) -> NetworkRow:
        """Divide two sums over the places that reported both."""
        months = [
            (
                self._entries(self.indicators[indicator.numerator_id], end),
                self._entries(self.indicators[indicator.denominator_id], end),
            )
            for _start, end in self.spans
        ]
        factor = factor_of(indicator)
        return NetworkRow(
            name=indicator.name,
            indicator=indicator,
            months=tuple(_divide(above, below, indicator, factor) for above, below in months),
            total=_divide(
                [entry for above, _below in months for entry in above],
                [entry for _above, below in months for entry in below],
                indicator,
                factor,
            ),
        )

    def _entries(self, indicator: Indicator, end: date) -> list[Entry]:
        places = self.world.inside(self.over, indicator.level, on=end)
        return [_entry(place, self.said.get((indicator.pk, place.pk, end))) for place in places]


def _divide(
    above: Sequence[Entry], below: Sequence[Entry], indicator: Indicator, factor: Decimal
) -> Total:
    return add_up_ratio(above, below, factor=factor, decimals=indicator.decimals, library_only=True)


def _entry(place: Scope, figure: Figure | None) -> Entry:
    if figure is None or figure.current is None:
        return Entry(name_of(place), Reading.State.NOT_REPORTED)
    return Entry(name_of(place), figure.current.state, figure.current.amount, figure.part)
