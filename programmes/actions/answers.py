"""Answer one question of a return: a number, why there is none, that it still holds, or nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from libraries import actions as figures
from libraries.models import Reading
from libraries.rules import was_never_handed_in
from programmes.actions.returns import hold, require_in_hand
from programmes.models import Return
from programmes.overviews import Slot

TYPED = ("state", "value", "expected_on", "explanation")


@transaction.atomic
def save_answer(
    *,
    given: Return,
    slot: Slot,
    by: User,
    state: str = Reading.State.VALUE,
    value: Decimal | None = None,
    decimals: int | None = None,
    expected_on: date | None = None,
    explanation: str = "",
    version: int | None = None,
) -> Reading:
    """Keep one answer as the shared draft of its figure; refuses what is locked, saying why.

    What says the same as the draft is no change, whoever typed it. A number that was confirmed
    stays so as long as it is the same.
    """
    hold(given)
    require_in_hand(given)
    typed = {
        "state": state,
        "value": value,
        "expected_on": expected_on,
        "explanation": explanation.strip(),
    }
    there = slot.reading
    if there is not None and _says(there, typed):
        return there
    confirms = there.confirms if there and value is not None and there.value == value else None
    return _report(
        given, slot, decimals=decimals, confirms=confirms, version=version, by=by, **typed
    )


@transaction.atomic
def confirm_unchanged(*, given: Return, slot: Slot, version: int | None, by: User) -> Reading:
    """Say that what was counted the period before still holds; the record shows who and when."""
    hold(given)
    require_in_hand(given)
    before = slot.before
    if before is None or before.state != Reading.State.VALUE:
        raise ValidationError(
            _("There is no number of the period before to confirm. Enter one."), code="no_before"
        )
    return _report(
        given,
        slot,
        value=before.value,
        decimals=before.decimals,
        qualifier=before.qualifier,
        method=before.method,
        explanation=slot.reading.explanation if slot.reading else "",
        confirms=before,
        version=version,
        by=by,
    )


@transaction.atomic
def clear_answer(*, given: Return, slot: Slot, version: int, by: User) -> None:
    """Throw away an answer that nobody has handed in yet; nothing when there is none."""
    hold(given)
    require_in_hand(given)
    if slot.reading is None:
        return
    if not was_never_handed_in(slot.reading):
        raise ValidationError(_("Enter a number, or say why there is none."), code="empty")
    figures.discard_reading(reading=slot.reading, version=version, by=by)


def _report(given: Return, slot: Slot, **typed: Any) -> Reading:
    return figures.report_figure(
        indicator=slot.question.indicator,
        scope=slot.place,
        period=given.period,
        part=slot.part,
        **typed,
    )


def _says(there: Reading, typed: dict[str, Any]) -> bool:
    return all(getattr(there, name) == typed[name] for name in TYPED)
