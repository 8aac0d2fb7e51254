"""Which chart tells what."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from biblionet.kit.charts import Break, Chart, Series, line_chart
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import Missing
from libraries.models import Indicator, Year
from libraries.overviews import CONFLICT, IndicatorPage, SeriesRow

Value = Decimal | Missing


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
