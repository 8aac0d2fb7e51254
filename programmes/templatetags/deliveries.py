"""Forms in templates: answers of any kind, states as badges, what stands in a row."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from biblionet.kit.templatetags.ui import missing
from libraries.models import Indicator, Period, Reading
from libraries.standing import SoFar
from libraries.templatetags.figures import reading_value, value_of
from programmes.forms import RowForm, SaidRow
from programmes.models import Answer, Return
from programmes.overviews import Slot
from programmes.overviews.delivery import Score, Total, said

register = template.Library()
QUARTERS = 4  # of a year; else an offer is made of months

STATES = {
    Return.State.DRAFT: "draft",
    Return.State.SUBMITTED: "sent",
    Return.State.SENT_BACK: "returned",
    Return.State.ACCEPTED: "agreed",
}


@register.inclusion_tag("components/badge.html")
def return_badge(given: Return) -> dict[str, Any]:
    """Show where a form is; what was handed in may wait for a director first."""
    if given.waits_for_approval:
        return {"label": _("Waits for a director"), "tone": "approval"}
    return {"label": given.get_state_display(), "tone": STATES[Return.State(given.state)]}


@register.inclusion_tag("components/badge.html")
def section_badge(score: Score) -> dict[str, Any]:
    """Show how far a section is, in one word."""
    if score.errors:
        return {"label": _("Not right yet"), "tone": "stuck"}
    if score.attention:
        return {"label": _("Asks explanation"), "tone": "question"}
    if score.is_complete and not score.unseen:
        return {"label": _("Ready"), "tone": "done"}
    if score.is_begun:
        return {"label": _("Busy"), "tone": "busy"}
    return {"label": _("To do"), "tone": "todo"}


@register.inclusion_tag("programmes/deliveries/_meter.html")
def score_meter(score: Score, name: str) -> dict[str, Any]:
    """Show how much of a form or section is answered: a meter with the same in words."""
    return {"score": score, "name": name}


@register.simple_tag
def answer_now(slot: Slot) -> SafeString:
    """Write what is answered: a number with its unit, or anything else in words."""
    return _answer(slot, slot.reading, slot.answer)


@register.simple_tag
def answer_then(slot: Slot) -> SafeString:
    """Write what was answered a year before."""
    return _answer(slot, slot.year_ago, slot.answer_before)


def _answer(slot: Slot, reading: Reading | None, answer: Answer | None) -> SafeString:
    if reading is not None:
        return reading_value(reading, slot.indicator)
    if answer is not None:
        return format_html('<span lang="nl">{}</span>', said(slot, answer))
    return missing()


@register.simple_tag
def amount_of(slot: Slot, total: Total | SoFar) -> SafeString:
    """Write what several values come to, in the unit of the figure."""
    if total.value is None:
        return missing()
    return value_of(total.value, slot.indicator, decimals=total.decimals)


@register.filter
def text_in(form: RowForm, name: str) -> str:
    """Return what stands in a field of a row."""
    return form.text(name)


@register.filter
def is_chosen(form: SaidRow, code: str) -> bool:
    """Say whether an option is chosen in a row."""
    return code in form.chosen


@register.filter
def choices_of(form: RowForm, name: str) -> list[tuple[str, str]]:
    """Return what can be chosen in a field of a row."""
    choices: list[tuple[str, str]] = list(form.fields[name].choices)  # type: ignore[attr-defined]  # a ChoiceField
    return choices


@register.filter
def asked_over(period: Period) -> str:
    """Say over what is asked: a stretch of time, or one day of it."""
    if period.kind == Period.Kind.REFERENCE_DATE:
        return _("As it was on %(day)s") % {"day": period}
    return _("Over %(period)s") % {"period": period}


@register.filter
def signed(value: Decimal) -> Decimal:
    """Return a number without zeros that nobody typed."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


@register.filter
def parts_named(slot: Slot) -> str:
    """Say what an offer is made of: four quarters, twelve months, or the last of them."""
    assert slot.offer is not None  # asked by who shows it
    if slot.indicator.over_time == Indicator.OverTime.LAST:
        return _("The last one of the year:")
    if slot.offer.expected == QUARTERS:
        return _("The four quarters together:")
    return _("The twelve months together:")
