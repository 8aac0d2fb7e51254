"""Badges of progress, and targets as people read them."""

from typing import Any

from django import template

from biblionet.kit.dates import name_quarter_short
from biblionet.kit.fields import current_language
from biblionet.kit.numbers import write_number
from goals.forms import RowForm
from goals.models import Target
from goals.overviews.words import OUTCOMES, RATINGS, STATES, TASKS, Badge
from goals.standing import Picture
from libraries.models import Indicator, Period

register = template.Library()
PLAIN_COUNT = "aantal"  # the unit of the data for what is counted by the piece


@register.inclusion_tag("components/badge.html")
def rating_badge(rating: str) -> dict[str, Any]:
    """Show how it goes; an empty rating says that nothing was reported."""
    return _shown(RATINGS[rating])


@register.inclusion_tag("components/badge.html")
def state_badge(state: str) -> dict[str, Any]:
    """Show where an update is: concept, submitted, sent back, agreed."""
    return _shown(STATES[state])


@register.inclusion_tag("components/badge.html")
def task_badge(state: str) -> dict[str, Any]:
    """Show an update as a task: to do, busy, asks explanation, submitted, agreed."""
    return _shown(TASKS[state])


@register.inclusion_tag("components/badge.html")
def outcome_badge(outcome: str) -> dict[str, Any]:
    """Show whether a target was reached."""
    return _shown(OUTCOMES[outcome])


def _shown(badge: Badge) -> dict[str, Any]:
    return {"label": badge.label, "tone": badge.tone}


@register.filter
def target_value(target: Target) -> str:
    """Write a target: 'ten minste 80%', 'hoogstens 12'."""
    unit = unit_shown(target.indicator)
    written = write_number(
        target.value, language=current_language(), decimals=target.indicator.decimals
    )
    with_unit = f"{written}%" if unit == "%" else f"{written} {unit}".rstrip()
    return f"{target.get_direction_display()} {with_unit}"


@register.filter
def short_quarter(period: Period) -> str:
    """Write a quarter as it stands above a column: 'K3 2025'."""
    return name_quarter_short(period.start)


@register.filter
def text_in(form: RowForm, name: str) -> str:
    """Return what stands in a field of a row."""
    return form.text(name)


@register.filter
def unit_shown(indicator: Indicator) -> str:
    """Return the unit behind a number; a plain count needs none."""
    return "" if indicator.unit == PLAIN_COUNT else indicator.unit


@register.filter
def in_words(picture: Picture) -> str:
    """Write the ratings together: '2 Op koers, 1 Aandacht nodig'."""
    return ", ".join(f"{count} × {RATINGS[rating].label}" for rating, count in picture.counts)
