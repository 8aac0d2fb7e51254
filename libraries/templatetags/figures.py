"""Readings and computed values as people write them, in the unit and precision given."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from biblionet.kit.templatetags.ui import figure_value
from libraries.models import Indicator, Period, Reading

register = template.Library()

Finality = Reading.Finality
# What is counted behind a sum; anything else reports by municipality.
COUNTED = {
    "organisation": ngettext_lazy(
        "%(part)s of %(whole)s organisation", "%(part)s of %(whole)s organisations", "whole"
    ),
    "branch": ngettext_lazy(
        "%(part)s of %(whole)s branch", "%(part)s of %(whole)s branches", "whole"
    ),
    "network": ngettext_lazy(
        "%(part)s of %(whole)s network", "%(part)s of %(whole)s networks", "whole"
    ),
    "place": ngettext_lazy("%(part)s of %(whole)s place", "%(part)s of %(whole)s places", "whole"),
}
MUNICIPALITIES = ngettext_lazy(
    "%(part)s of %(whole)s municipality", "%(part)s of %(whole)s municipalities", "whole"
)
TONES = {
    Reading.Workflow.DRAFT: "draft",
    Reading.Workflow.SUBMITTED: "sent",
    Reading.Workflow.ACCEPTED: "agreed",
}


@register.simple_tag
def reading_value(reading: Reading, indicator: Indicator, url: str = "") -> SafeString:
    """Write what a reading says: a number with its rounded word and unit, or why there is none."""
    if reading.is_withdrawal:
        return format_html('<span class="bn-figure">{}</span>', _("withdrawn"))
    return value_of(
        reading.value,
        indicator,
        decimals=reading.decimals,
        qualifier=reading.qualifier,
        state=reading.state,
        provisional=reading.finality in (Finality.PROVISIONAL, Finality.FURTHER_PROVISIONAL),
        url=url,
    )


@register.simple_tag
def value_of(
    value: Decimal | None,
    indicator: Indicator,
    *,
    decimals: int = 0,
    qualifier: str = "exact",
    state: str = "value",
    provisional: bool = False,
    url: str = "",
) -> SafeString:
    """Write a value in the unit of an indicator; yes and no where it counts yes as 1."""
    if indicator.unit == Indicator.YES_NO and value is not None:
        word = _("yes") if value else _("no")
        if url:
            return format_html('<a class="bn-figure" href="{}">{}</a>', url, word)
        return format_html('<span class="bn-figure">{}</span>', word)
    return figure_value(
        value,
        state=state,
        unit="€" if indicator.unit == "EUR" else indicator.sign,
        decimals=decimals,
        multiplier=indicator.multiplier,
        qualifier=qualifier,
        provisional=provisional,
        url=url,
    )


@register.simple_tag
def counted(part: int, whole: int, kind: str) -> str:
    """Say how many reported: '3 van 4 organisaties', '1 van 1 organisatie'."""
    return str(COUNTED.get(kind, MUNICIPALITIES) % {"part": part, "whole": whole})


@register.inclusion_tag("components/badge.html")
def reading_badge(reading: Reading) -> dict[str, str]:
    """Show how far a reading is; a draft with a remark was sent back."""
    if reading.workflow == Reading.Workflow.DRAFT and reading.remark:
        return {"label": _("Sent back"), "tone": "returned"}
    return {
        "label": str(reading.get_workflow_display()),
        "tone": TONES[Reading.Workflow(reading.workflow)],
    }


@register.inclusion_tag("components/badge.html")
def period_badge(period: Period) -> dict[str, str]:
    """Show whether a period is open."""
    if period.is_open:
        return {"label": _("Open"), "tone": "open"}
    if period.opened_at is None:
        return {"label": _("Not opened yet"), "tone": "todo"}
    return {"label": _("Closed"), "tone": "closed"}
