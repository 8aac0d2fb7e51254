"""Which chart tells what."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from biblionet.kit.charts import Bar, Break, Chart, Series, Table, Target, bar_chart, line_chart
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import Missing, round_half_up, write_missing
from libraries.models import Indicator, Scope, Year
from libraries.overviews import (
    CONFLICT,
    IndicatorPage,
    SeriesRow,
    Trend,
    TrendCell,
    TrendLine,
    write_cell,
    write_value,
)

Value = Decimal | Missing
MOST_LINES = 4


def series_of(page: IndicatorPage) -> Chart | None:
    """Draw the real years of an indicator, and of the one it follows, with gaps and breaks."""
    years = sorted({row.year for row in (*page.series, *page.before)}, key=_number)
    if len(years) < 2 or page.scope is None:
        return None
    lines = [_line(page.indicator, page.series, years)]
    breaks = _breaks(page.series, years)
    if page.before and page.indicator.follows:
        lines.insert(0, _line(page.indicator.follows, page.before, years))
        if page.indicator.follows_with_break and page.series:
            breaks.append(Break(years.index(page.series[0].year), _("counted otherwise")))
    return line_chart(
        [str(year) for year in years],
        lines,
        title=_("%(indicator)s, %(scope)s")
        % {"indicator": page.indicator, "scope": page.scope.label},
        language=current_language(),
        unit=page.indicator.sign,
        breaks=breaks,
        key=f"series-{page.indicator.pk}-{page.scope.pk}",
    )


def _number(year: Year) -> int:
    return year.number


def _line(indicator: Indicator, rows: Sequence[SeriesRow], years: Sequence[Year]) -> Series:
    known = {row.year: _value(row) for row in rows}
    return Series(indicator.name, [known.get(year, Missing.NO_DATA) for year in years])


def _value(row: SeriesRow) -> Value:
    """Return the value to draw; a contradiction is drawn as a gap and told in the table."""
    if row.fact is None or row.fact.state == CONFLICT:
        return Missing.NO_DATA
    amount = row.fact.amount
    return Missing(row.fact.state) if amount is None else _plain(amount.value)


def _plain(value: Decimal) -> Decimal:
    """Drop the zeros that the database adds behind a number."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _breaks(rows: Sequence[SeriesRow], years: Sequence[Year]) -> list[Break]:
    return [Break(years.index(row.year), _("other definition")) for row in rows if row.begins_anew]


def charts_of(trend: Trend, *, target: Target | None = None, key: str = "") -> tuple[Chart, ...]:
    """Draw a trend: lines over the years, or bars when there is one year; nothing for one figure.

    More than four places become several charts. The table is the same for the lot.
    """
    if any(len(line.known) > 1 for line in trend.all_lines):
        drawn = list(_line_charts(trend, target, key))
    else:
        drawn = list(_bars_of(trend, target, key))
    return tuple(replace(one, table=table_of(trend, target)) for one in drawn)


def _line_charts(trend: Trend, target: Target | None, key: str) -> Iterator[Chart]:
    known = [line for line in trend.lines if line.known]
    whole = trend.whole if trend.whole and trend.whole.known else None
    for start in range(0, max(len(known), 1), MOST_LINES):
        yield line_chart(
            [str(year.number) for year in trend.years],
            [_series_of(line) for line in known[start : start + MOST_LINES]],
            title=trend.indicator.name,
            language=current_language(),
            unit=trend.indicator.sign,
            whole=_series_of(whole) if whole else None,
            target=target,
            breaks=[Break(place, _("other definition")) for place in trend.breaks],
            key=f"{key}-{start}",
        )


def compare(trend: Trend, *, focus: Scope, key: str = "") -> tuple[Chart, ...]:
    """Draw the last year as bars, one of them in its own colour and the others grey."""
    return tuple(_bars_of(trend, None, key, focus))


def _bars_of(
    trend: Trend, target: Target | None, key: str, focus: Scope | None = None
) -> Iterator[Chart]:
    """Draw the last year that anything is known of, when that is of two places or more."""
    known = [year for year in trend.years if any(line.at(year).is_known for line in trend.lines)]
    cells = [(line, line.at(known[-1])) for line in trend.lines] if known else []
    if sum(cell.is_known for _line, cell in cells) < 2:
        return
    indicator = trend.indicator
    yield bar_chart(
        [
            Bar(
                line.scope.label,
                _drawn(cell),
                written=write_cell(cell, indicator),
                style=line.place % MOST_LINES,
                in_focus=focus is None or line.scope.pk == focus.pk,
            )
            for line, cell in cells
        ],
        title=f"{indicator.name}, {known[-1].number}",
        language=current_language(),
        unit=indicator.sign,
        target=_in(target, trend.years.index(known[-1])),
        key=key,
    )


def _in(target: Target | None, place: int) -> Target | None:
    """Return the target of one year; none where nothing was aimed for."""
    if target is None or isinstance(target.values[place], Missing):
        return None
    return replace(target, values=[target.values[place]])


def _series_of(line: TrendLine) -> Series:
    return Series(
        line.scope.label,
        [_drawn(cell) for cell in line.cells],
        style=line.place % MOST_LINES,
        starts=line.starts(),
    )


def _drawn(cell: TrendCell) -> Value:
    """Return what is drawn: a contradiction is a gap, and told in the table."""
    if cell.value is not None:
        return round_half_up(cell.value, cell.decimals)
    return cell.gap


def table_of(trend: Trend, target: Target | None) -> Table:
    """Put a trend in a table: a row for each year, a column for each place, all of them last."""
    sign = trend.indicator.sign
    unit = f" ({sign})" if sign not in ("", "%") and trend.indicator.unit != "EUR" else ""
    header = [_("Year"), *(f"{line.scope.label}{unit}" for line in trend.all_lines)]
    rows = []
    for place, year in enumerate(trend.years):
        row = [str(year.number)]
        row += [write_cell(line.cells[place], trend.indicator) for line in trend.all_lines]
        if target:
            aim = target.values[place]
            row.append(
                write_missing(aim, language=current_language())
                if isinstance(aim, Missing)
                else write_value(Decimal(aim), trend.indicator)
            )
        rows.append(tuple(row))
    if target:
        header.append(f"{target.label}{unit}")
    return Table(trend.indicator.name, tuple(header), tuple(rows))
