"""Answer one question of a return: a number or something else, why there is none, or nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries import actions as figures
from libraries.models import Reading
from libraries.rules import can_report_figure, was_never_handed_in
from programmes.actions.returns import hold, require_in_hand, require_period_open
from programmes.models import Answer, Question, Return
from programmes.overviews import Slot

TYPED = ("state", "value", "expected_on", "explanation")
SAID = ("state", "value", "explanation")
Kind = Question.Kind


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
    """Keep one figure as the shared draft; refuses what is locked, saying why.

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
    if there is not None and slot.is_ours and _says(there, typed):
        return there
    confirms = there.confirms if there and value is not None and there.value == value else None
    return _report(
        given, slot, decimals=decimals, confirms=confirms, version=version, by=by, **typed
    )


@transaction.atomic
def confirm_unchanged(*, given: Return, slot: Slot, version: int | None, by: User) -> Reading:
    """Say that what was counted the period before still holds; the record shows who and when."""
    if slot.before is None or slot.before.state != Reading.State.VALUE:
        raise ValidationError(
            _("There is no number of the period before to confirm. Enter one."), code="no_before"
        )
    return _confirm(given, slot, slot.before, version=version, by=by)


@transaction.atomic
def confirm_preloaded(*, given: Return, slot: Slot, version: int | None, by: User) -> Reading:
    """Say that what another source brought is right; it becomes the answer, with who and when."""
    if slot.reading is None or slot.is_ours:
        raise ValidationError(
            _("There is nothing here that was filled in before. Enter a number."), code="no_before"
        )
    return _confirm(given, slot, slot.reading, version=version, by=by)


def _confirm(given: Return, slot: Slot, said: Reading, *, version: int | None, by: User) -> Reading:
    hold(given)
    require_in_hand(given)
    return _report(
        given,
        slot,
        state=said.state,
        value=said.value,
        decimals=said.decimals,
        qualifier=said.qualifier,
        method=said.method,
        explanation=slot.reading.explanation if slot.reading else "",
        confirms=said,
        version=version,
        by=by,
    )


@transaction.atomic
def take_offer(*, given: Return, slot: Slot, version: int | None, by: User) -> Reading:
    """Take over what the quarters or months of the year come to."""
    hold(given)
    require_in_hand(given)
    if slot.offer is None or slot.offer.value is None:
        raise ValidationError(
            _("The parts of this year are not all known. Enter a number."), code="no_offer"
        )
    return _report(
        given,
        slot,
        value=slot.offer.value.quantize(Decimal(1).scaleb(-slot.offer.decimals)),
        decimals=slot.offer.decimals,
        qualifier=slot.offer.qualifier,
        explanation=slot.reading.explanation if slot.reading else "",
        version=version,
        by=by,
    )


@transaction.atomic
def clear_answer(*, given: Return, slot: Slot, version: int, by: User) -> None:
    """Throw away a figure that nobody has handed in yet; nothing when there is none."""
    hold(given)
    require_in_hand(given)
    if slot.reading is None:
        return
    if not was_never_handed_in(slot.reading):
        raise ValidationError(_("Enter a number, or say why there is none."), code="empty")
    figures.discard_reading(reading=slot.reading, version=version, by=by)


def _report(given: Return, slot: Slot, **typed: Any) -> Reading:
    period = slot.period
    if period.pk is None:
        period = figures.period_of_kind(kind=period.kind, like=given.period)
    return figures.report_figure(
        indicator=slot.indicator,
        scope=slot.place,
        period=period,
        part=slot.part,
        asked_over=given.period,
        **typed,
    )


def _says(there: Reading, typed: dict[str, Any]) -> bool:
    return all(getattr(there, name) == typed[name] for name in TYPED)


@transaction.atomic
def say(
    *,
    given: Return,
    slot: Slot,
    by: User,
    state: str = Reading.State.VALUE,
    value: Any = None,
    explanation: str = "",
    version: int = 0,
) -> Answer:
    """Answer what is no figure. `version` is the one that was seen, 0 for none.

    An answer is never changed: another one comes after it, and the last one counts.
    """
    hold(given)
    require_in_hand(given)
    if not can_report_figure(by, given.scope):
        raise ValidationError(_("You do not report for %(scope)s.") % {"scope": given.scope.label})
    require_period_open(given)
    said = {"state": state, "value": _fit(slot, state, value), "explanation": explanation.strip()}
    there = (
        Answer.objects.filter(given=given, question=slot.question, place=slot.place)
        .select_related("author")
        .order_by("-version")
        .first()
    )
    if there and all(getattr(there, name) == said[name] for name in SAID):
        return there
    seen = there.version if there else 0
    if version != seen:
        raise _answered_meanwhile(there)
    answer = Answer(
        given=given, question=slot.question, place=slot.place, version=seen + 1, author=by, **said
    )
    answer.full_clean(exclude=["given", "question", "place", "author"])
    answer.save()
    record("answered", answer, by=by, scope=given.scope.owner_code)
    return answer


def _answered_meanwhile(there: Answer | None) -> ValidationError:
    if there is None:
        return ValidationError(
            _("Somebody changed this in the meantime. Look at it again."), code="changed"
        )
    return ValidationError(
        _("%(who)s answered this in the meantime. Look at both and choose which one stays."),
        code="changed",
        params={"who": there.author.name},
    )


def _fit(slot: Slot, state: str, value: Any) -> Any:
    """Return an answer as it is kept; refuse what the question does not know."""
    if state != Reading.State.VALUE:
        return None
    codes = {option.code for option in slot.options}
    kind = slot.question.kind
    if kind in (Kind.CHOICE, Kind.JUDGEMENT) and value in codes:
        return value
    if kind == Kind.CHOICES and isinstance(value, list) and value and set(value) <= codes:
        return [option.code for option in slot.options if option.code in value]
    if kind == Kind.YES_NO and isinstance(value, bool):
        return value
    if kind == Kind.TEXT and isinstance(value, str) and value.strip():
        return value.strip()
    if kind == Kind.LIST and isinstance(value, list):
        lines = [str(line).strip() for line in value if str(line).strip()]
        if lines:
            return lines
    raise ValidationError({"value": _refusal(kind)}, code="answer")


def _refusal(kind: str) -> str:
    if kind in Question.CHOSEN or kind == Kind.YES_NO:
        return _("Choose one of the answers, or say why there is none.")
    return _("Write an answer, or say why there is none.")
