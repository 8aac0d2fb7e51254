"""Fetches a year of months of one scope, in a fixed number of queries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from biblionet.accounts.models import User
from libraries.models import Figure, Indicator, Period, PeriodException, Reading, Scope, Year
from libraries.overviews import factor_of
from libraries.rules import belongs_to
from libraries.standing import Amount, SoFar, ratio, so_far, spans_of_year
from programmes.models import Questionnaire, Return, Section
from programmes.overviews.months.page import (
    Cell,
    ComputedRow,
    GridRow,
    Layer,
    Month,
    MonthsPage,
    Share,
)
from programmes.overviews.returns import sheets_of
from programmes.overviews.slots import Sheet, Slot

Kind = Period.Kind
Stood = dict[tuple[int, int, str, str, date], Reading]  # indicator, place, part, kind, last day
MONTHS = 12


def months_page(
    questionnaire: Questionnaire, scope: Scope, year: Year, *, user: User, today: date
) -> MonthsPage:
    """Return a year of months of a scope: of others only what is accepted."""
    given = (
        Return.objects.visible_to(user)
        .with_labels()
        .filter(questionnaire=questionnaire, scope=scope, period__in=Period.objects.within(year))
    )
    sheets = sheets_of(list(given))
    months = _months(scope, year, {one.given.period_id: one for one in sheets}, today=today)
    asked = _asked(sheets)
    stood = _stood(asked, year)
    is_own = belongs_to(user, scope)
    return MonthsPage(
        questionnaire=questionnaire,
        scope=scope,
        year=year,
        months=months,
        layers=_layers([_row(slot, months, stood, year, is_own=is_own) for slot in asked]),
        shows_drafts=is_own,
    )


def month_years(questionnaire: Questionnaire, user: User) -> tuple[Year, ...]:
    """Return the years of which somebody may see a month, the newest first, the real ones first."""
    periods = Period.objects.filter(
        pk__in=Return.objects.visible_to(user).filter(questionnaire=questionnaire).values("period")
    )
    years = {period.year for period in periods.only("end", "is_example")}
    return tuple(sorted(years, key=lambda year: (year.is_example, -year.number)))


def _months(
    scope: Scope, year: Year, sheets: Mapping[int, Sheet], *, today: date
) -> tuple[Month, ...]:
    periods = {
        period.end: period
        for period in Period.objects.within(year)
        .filter(kind=Kind.MONTH)
        .select_related("closed_by")
    }
    excepted = set(
        PeriodException.objects.filter(
            period__in=periods.values(),
            scope__in=[pk for pk in (scope.pk, scope.owner_id) if pk],
            until__gte=today,
        ).values_list("period", flat=True)
    )
    months = []
    for start, end in spans_of_year(Kind.MONTH, year.number):
        period = periods.get(end)
        months.append(
            Month(
                start=start,
                end=end,
                period=period,
                sheet=sheets.get(period.pk) if period else None,
                is_open=period is not None and (period.is_open or period.pk in excepted),
            )
        )
    return tuple(months)


def _asked(sheets: Sequence[Sheet]) -> list[Slot]:
    """Return each question at each place once, in the order of the questionnaire."""
    found = {slot.key: slot for sheet in sheets for slot in sheet.slots if slot.is_figure}
    return sorted(
        found.values(),
        key=lambda slot: (slot.question.section.order, slot.question.order, slot.place.name),
    )


def _stood(asked: Iterable[Slot], year: Year) -> Stood:
    """Return what is accepted of these figures over the months of this year and the one before."""
    asked = list(asked)
    figures = Figure.objects.filter(
        indicator__in={slot.question.indicator_id for slot in asked},
        scope__in={slot.place.pk for slot in asked},
        current__workflow=Reading.Workflow.ACCEPTED,
        period__is_example=year.is_example,
        period__kind__in=(Kind.MONTH, Kind.CALENDAR_YEAR),
        period__end__range=(date(year.number - 1, 1, 1), date(year.number, 12, 31)),
    ).select_related("period", "current__figure__indicator", "current__figure__period")
    found: Stood = {}
    for one in figures.order_by("definition__version", "pk"):
        key = (one.indicator_id, one.scope_id, one.part, one.period.kind, one.period.end)
        if one.current:
            found[key] = one.current
    return found


def _row(slot: Slot, months: Sequence[Month], stood: Stood, year: Year, *, is_own: bool) -> GridRow:
    """Return one row; who is of another organisation sees what is accepted and nothing more."""
    indicator = slot.indicator

    def was(kind: str, end: date) -> Reading | None:
        return stood.get((indicator.pk, slot.place.pk, slot.part, kind, end))

    cells = tuple(
        Cell(
            month=month,
            question=slot.question,
            place=slot.place,
            slot=month.sheet.slot(slot.key) if month.sheet and is_own else None,
            stood=was(Kind.MONTH, month.end),
        )
        for month in months
    )
    return GridRow(
        question=slot.question,
        place=slot.place,
        cells=cells,
        total=so_far([_amount(cell.reading) for cell in cells], over_time=indicator.over_time),
        last_year=_last_year(indicator, was, year.number - 1),
    )


def _last_year(
    indicator: Indicator, was: Callable[[str, date], Reading | None], year: int
) -> SoFar:
    """Return what the months of the year before come to; without any, the figure of that year."""
    months = [_amount(was(Kind.MONTH, end)) for _start, end in spans_of_year(Kind.MONTH, year)]
    whole = _amount(was(Kind.CALENDAR_YEAR, date(year, 12, 31)))
    if whole and not any(months):
        return SoFar(whole.value, MONTHS, MONTHS, whole.decimals, whole.qualifier)
    return so_far(months, over_time=indicator.over_time)


def _amount(reading: Reading | None) -> Amount | None:
    return reading.amount if reading else None


def _layers(rows: Sequence[GridRow]) -> tuple[Layer, ...]:
    computed = _proportions(rows)
    sections: dict[int, tuple[Section, list[GridRow]]] = {}
    for row in rows:
        section = row.question.section
        sections.setdefault(section.pk, (section, []))[1].append(row)
    return tuple(
        Layer(
            section,
            tuple(inside),
            tuple(_computed(one, inside) for one in computed if _terms(one, inside)),
        )
        for section, inside in sections.values()
    )


def _proportions(rows: Sequence[GridRow]) -> list[Indicator]:
    """Return what can be computed of these rows: both terms are among them."""
    asked = {row.indicator.pk for row in rows}
    return list(Indicator.objects.filter(numerator__in=asked, denominator__in=asked).order_by("pk"))


def _terms(indicator: Indicator, rows: Sequence[GridRow]) -> tuple[GridRow, GridRow] | None:
    """Return the rows of numerator and denominator, when there is one of each."""
    above = [row for row in rows if row.indicator.pk == indicator.numerator_id]
    below = [row for row in rows if row.indicator.pk == indicator.denominator_id]
    return (above[0], below[0]) if len(above) == len(below) == 1 else None


def _computed(indicator: Indicator, rows: Sequence[GridRow]) -> ComputedRow:
    terms = _terms(indicator, rows)
    if terms is None:
        raise ValueError(f"{indicator} has no two terms here")
    above, below = terms
    factor = factor_of(indicator)
    pairs = [
        (_amount(top.reading), _amount(bottom.reading))
        for top, bottom in zip(above.cells, below.cells, strict=True)
    ]
    before = (
        Share(ratio(above.last_year.value, below.last_year.value, factor=factor), MONTHS)
        if above.last_year.is_whole and below.last_year.is_whole
        else Share(None, 0)
    )
    return ComputedRow(
        indicator=indicator,
        months=tuple(share_of([pair], factor=factor) for pair in pairs),
        total=share_of(pairs, factor=factor),
        last_year=before,
    )


def share_of(pairs: Sequence[tuple[Amount | None, Amount | None]], *, factor: Decimal) -> Share:
    """Divide two sums over the months of which both terms are known."""
    both = [(top.value, bottom.value) for top, bottom in pairs if top and bottom]
    if not both:
        return Share(None, 0)
    above = sum((top for top, _bottom in both), Decimal())
    below = sum((bottom for _top, bottom in both), Decimal())
    return Share(ratio(above, below, factor=factor), len(both))
