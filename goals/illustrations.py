"""Which chart tells what."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from biblionet.kit.charts import Chart, Progress, range_chart
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import Missing
from goals.overviews import TargetOverview


def targets_of(targets: Sequence[TargetOverview]) -> Chart | None:
    """Draw what was reached beside what was aimed for; only targets in the same unit together."""
    drawn = [one for one in targets if _unit(one) == _unit(targets[0])]
    if not drawn:
        return None
    rows = [
        Progress(
            label=f"{one.target.indicator.name}, {one.target.scope.label}",
            before=Missing.NO_DATA,
            now=Missing.NO_DATA if one.value is None else one.value,
            target=one.target.value,
        )
        for one in drawn
    ]
    return range_chart(
        rows,
        title=_("Targets and what was reached"),
        language=current_language(),
        unit=_unit(drawn[0]),
        words=(_("before"), _("now"), _("target")),
        key="targets",
    )


def _unit(one: TargetOverview) -> str:
    return one.target.indicator.unit
