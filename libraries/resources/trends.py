"""A trend as a sheet: a row for each place and year, so that a file tells zero from missing."""

from django.utils.translation import gettext as _

from biblionet.kit.charts import Target
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import Missing, round_half_up, speak_missing
from biblionet.kit.sheets import Cell, Sheet
from libraries.models import Indicator
from libraries.overviews import CONFLICT, Trend, TrendCell, TrendLine


def sheet_of(trend: Trend, *, whole_target: Target | None, each_target: Target | None) -> Sheet:
    """Return everything a chart shows, and what it leaves out: states, coverage, targets."""
    rows = [
        _row(trend.indicator, line, place, each_target if line in trend.lines else whole_target)
        for line in trend.all_lines
        for place in range(len(trend.years))
    ]
    return Sheet(trend.indicator.name, _header(), rows)


def _header() -> tuple[str, ...]:
    return (
        _("What is counted"),
        _("Year"),
        _("Who"),
        _("Value"),
        _("Unit"),
        _("State"),
        _("Provisional"),
        _("Reported"),
        _("Expected"),
        _("Not in it"),
        _("Definition"),
        _("Target"),
    )


def _row(
    indicator: Indicator, line: TrendLine, place: int, target: Target | None
) -> tuple[Cell, ...]:
    cell = line.cells[place]
    aim = target.values[place] if target else Missing.NO_DATA
    covers = cell.coverage if cell.is_known else None
    return (
        indicator.name,
        cell.year.number,
        line.scope.label,
        None if cell.value is None else round_half_up(cell.value, cell.decimals),
        _unit(indicator),
        _state(cell),
        (_("yes") if cell.is_provisional else _("no")) if cell.is_known else None,
        covers.reported if covers else None,
        covers.expected if covers else None,
        ", ".join(covers.missing) if covers else None,
        cell.definition.version if cell.definition else None,
        None if isinstance(aim, Missing) else aim,
    )


def _unit(indicator: Indicator) -> str:
    """Return in what it is counted; money in thousands says so."""
    return indicator.sign if indicator.unit == "EUR" else indicator.unit


def _state(cell: TrendCell) -> str:
    """Say that there is a value, or in whole words why there is none."""
    if cell.is_known:
        return _("a value")
    if cell.state == CONFLICT:
        return _("sources contradict each other")
    return speak_missing(cell.state, language=current_language())
