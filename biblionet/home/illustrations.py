"""Which chart tells what of one organisation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from biblionet.home.overviews.organisation import OrganisationFigure
from biblionet.kit.charts import Chart, Table
from biblionet.kit.downloads import kinds_of
from libraries.illustrations import charts_of, compare, table_of
from libraries.overviews import Trend


@dataclass(frozen=True, slots=True)
class Illustrated:
    """A figure of an organisation with its drawings, and the table behind them."""

    figure: OrganisationFigure
    charts: tuple[Chart, ...]
    table: Table

    @property
    def kinds(self) -> tuple[str, ...]:
        """The files there are of it."""
        return kinds_of(self.charts)


def illustrate(figures: Sequence[OrganisationFigure]) -> tuple[Illustrated, ...]:
    """Draw the figures of an organisation, its network beside it where that makes sense."""
    return tuple(Illustrated(one, _drawn(one), table_of(beside(one), None)) for one in figures)


def beside(figure: OrganisationFigure) -> Trend:
    """Return the organisation and the whole of its network, for table and file."""
    return replace(figure.trend, lines=(figure.own,))


def _drawn(figure: OrganisationFigure) -> tuple[Chart, ...]:
    """Draw lines over the years; with one year bars, among the others.

    A total of all is no measure for one of them, so only what is not added up gets their line.
    """
    key = f"organisatie-{figure.organisation.pk}-{figure.indicator.pk}"
    if len(figure.own.known) < 2:
        return compare(figure.trend, focus=figure.organisation, key=key)
    trend = beside(figure)
    drawn = replace(trend, whole=None) if figure.indicator.is_additive else trend
    return tuple(replace(one, table=table_of(trend, None)) for one in charts_of(drawn, key=key))
