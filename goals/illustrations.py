"""Which chart tells what."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from biblionet.kit.charts import Bar, Chart, Target, bar_chart
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import Missing
from goals.overviews import TargetOverview
from libraries.models import Indicator


def targets_of(targets: Sequence[TargetOverview]) -> tuple[Chart, ...]:
    """Draw a chart for each indicator: what each scope reached, beside what was aimed for."""
    by_indicator: dict[Indicator, list[TargetOverview]] = {}
    for one in targets:
        by_indicator.setdefault(one.target.indicator, []).append(one)
    return tuple(
        _chart(indicator, of_indicator)
        for indicator, of_indicator in by_indicator.items()
        if any(one.value is not None for one in of_indicator)
    )


def _chart(indicator: Indicator, targets: Sequence[TargetOverview]) -> Chart:
    aimed = {one.target.value for one in targets}
    return bar_chart(
        [
            Bar(one.target.scope.label, Missing.NO_DATA if one.value is None else one.value)
            for one in targets
        ],
        title=_("%(indicator)s and its target") % {"indicator": indicator.name},
        language=current_language(),
        unit=indicator.unit,
        decimals=indicator.decimals,
        target=Target.always(_("target"), aimed.pop()) if len(aimed) == 1 else None,
        key=f"target-{indicator.pk}",
    )
