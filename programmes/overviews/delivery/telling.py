"""Answers in words, and how they differ from a year before."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from libraries.models import Indicator, Reading
from programmes.models import Answer
from programmes.overviews.slots import Slot


def said(slot: Slot, answer: Answer | None) -> str:
    """Return what was answered to a question that is no figure; empty without an answer."""
    if answer is None:
        return ""
    if answer.state != Reading.State.VALUE:
        return str(answer.get_state_display())
    return _in_words(slot, answer.value)


def _in_words(slot: Slot, value: Any) -> str:
    names = {option.code: option.name for option in slot.options}
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(str(names.get(one, one)) for one in value)
    return str(names.get(value, value))


@dataclass(frozen=True, slots=True)
class Difference:
    """How a number differs from a year before; `percent` is None where it was zero."""

    amount: Decimal
    percent: Decimal | None


def difference_of(slot: Slot) -> Difference | None:
    """Return how a figure differs from a year before; None without two numbers of one series."""
    now, then = slot.reading, slot.year_ago
    if now is None or then is None or now.value is None or then.value is None:
        return None
    if now.figure.definition_id != then.figure.definition_id or is_yes_or_no(slot):
        return None
    return difference(now.value, then.value)


def difference(now: Decimal, then: Decimal) -> Difference:
    amount = now - then
    bare = amount.quantize(Decimal(1)) if amount == amount.to_integral() else amount.normalize()
    return Difference(bare, amount / abs(then) * 100 if then else None)


def is_yes_or_no(slot: Slot) -> bool:
    """Say whether a figure counts yes as 1: the difference of two of them is nothing."""
    return slot.is_figure and slot.indicator.unit == Indicator.YES_NO
