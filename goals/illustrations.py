"""Which chart tells what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from biblionet.kit.charts import Bar, Chart, Table, Target, bar_chart
from biblionet.kit.downloads import kinds_of
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import Missing, round_half_up
from goals.overviews import ShownFigure, TargetOverview
from libraries.illustrations import charts_of, table_of
from libraries.models import Indicator


@dataclass(frozen=True, slots=True)
class Illustrated:
    """A figure with its drawings; none where one number says it all."""

    figure: ShownFigure
    charts: tuple[Chart, ...]
    table: Table

    @property
    def has_any(self) -> bool:
        """Anything at all is known, be it that there is no value."""
        return bool(self.figure.trend.years)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The files there are of it."""
        return kinds_of(self.charts)


def illustrate(figures: Sequence[ShownFigure]) -> tuple[Illustrated, ...]:
    """Draw what shows how far an objective came."""
    return tuple(
        Illustrated(
            figure=one,
            charts=charts_of(one.trend, target=_drawn_target(one), key=f"doel-{one.indicator.pk}"),
            table=table_of(one.trend, target_of(one)),
        )
        for one in figures
    )


def target_of(figure: ShownFigure) -> Target | None:
    """Return what was aimed for in each year of a trend."""
    aims, years = figure.aims, figure.trend.years
    if aims is None or not any(year in aims.targets for year in years):
        return None
    return Target(
        _("target for each organisation") if aims.of_each else _("target"),
        [
            round_half_up(aims.targets[year].value, figure.indicator.decimals)
            if year in aims.targets
            else Missing.NO_DATA
            for year in years
        ],
    )


def _drawn_target(figure: ShownFigure) -> Target | None:
    """Draw a target beside what it is about: never that of all beside each of them."""
    whole = figure.trend.whole
    is_drawn = whole is not None and len(whole.known) > 1
    of_each = figure.aims is not None and figure.aims.of_each
    return target_of(figure) if of_each or is_drawn else None


def targets_of(
    targets: Sequence[TargetOverview], *, shown: Sequence[ShownFigure] = ()
) -> tuple[Chart, ...]:
    """Draw a chart for each indicator: what each scope reached, beside what was aimed for.

    What is `shown` over the years already is not drawn again.
    """
    drawn = {one.indicator for one in shown}
    by_indicator: dict[Indicator, list[TargetOverview]] = {}
    for one in targets:
        if one.target.indicator not in drawn:
            by_indicator.setdefault(one.target.indicator, []).append(one)
    return tuple(
        _chart(indicator, of_indicator)
        for indicator, of_indicator in by_indicator.items()
        if any(one.reached.is_known for one in of_indicator)
    )


def _chart(indicator: Indicator, targets: Sequence[TargetOverview]) -> Chart:
    aimed = {one.target.value for one in targets}
    return bar_chart(
        [
            Bar(
                one.target.scope.label,
                one.reached.gap if one.reached.value is None else one.reached.value,
            )
            for one in targets
        ],
        title=_("%(indicator)s and its target") % {"indicator": indicator.name},
        language=current_language(),
        unit=indicator.unit,
        decimals=indicator.decimals,
        target=Target.always(_("target"), aimed.pop()) if len(aimed) == 1 else None,
        key=f"target-{indicator.pk}",
    )
