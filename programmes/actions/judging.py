"""Agree with answers of a return: with some of them, or all; the last one ends the round."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from libraries import actions as figures
from libraries.models import Reading
from programmes import rules
from programmes.actions.returns import change, hold, require_round
from programmes.models import Return
from programmes.overviews import Slot, sheet_of

State = Return.State
Workflow = Reading.Workflow


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answers that were accepted, and those that changed since they were read."""

    slots: tuple[Slot, ...]
    changed: tuple[Slot, ...]


@transaction.atomic
def accept_answers(
    *, given: Return, seen: Mapping[int, int], by: User, seen_round: int | None = None
) -> Accepted:
    """Accept the answers with these readings, as far as they still are as they were read.

    `seen` is the version of each reading, `seen_round` the round that was read: what is no figure
    has no version of its own once it was handed in. Once every answer is accepted the return is
    as well.
    """
    if not rules.can_review(by):
        raise ValidationError(
            _("Only the support institution accepts figures or sends them back."),
            code="not_allowed",
        )
    hold(given)
    require_round(given, seen_round)
    if given.state not in Return.UNDER_REVIEW:
        raise ValidationError(
            _("%(given)s is not waiting for a review: it is “%(state)s”.")
            % {"given": given, "state": given.get_state_display()},
            code="state",
        )
    if given.questionnaire.needs_approval and given.approved_at is None:
        raise ValidationError(
            _("A director of %(scope)s has to agree with this first.")
            % {"scope": given.scope.label},
            code="not_approved",
        )
    ours = [(slot, slot.reading) for slot in sheet_of(given).slots if slot.is_ours and slot.reading]
    asked = [(slot, reading) for slot, reading in ours if reading.pk in seen]
    fit = {  # each once: two questions may ask the same figure
        reading.pk: reading
        for slot, reading in asked
        if reading.workflow == Workflow.SUBMITTED
        and reading.version == seen[reading.pk]
        and _require_read(given, slot, reading)
    }
    figures.accept_readings(readings=list(fit.values()), scope=given.scope, by=by)
    if given.state == State.SUBMITTED and all(
        reading.workflow == Workflow.ACCEPTED for _slot, reading in ours
    ):
        change(given, State.ACCEPTED, accepted_at=timezone.now(), accepted_by=by)
        record("accepted return", given, by=by, scope=given.scope.owner_code)
    return Accepted(
        slots=tuple(slot for slot, reading in asked if reading.pk in fit),
        changed=tuple(slot for slot, reading in asked if reading.pk not in fit),
    )


def _require_read(given: Return, slot: Slot, reading: Reading) -> bool:
    """Refuse a figure that was handed in by itself after the director agreed with the form."""
    agreed_at = given.approved_at
    if agreed_at and reading.submitted_at and reading.submitted_at > agreed_at:
        raise ValidationError(
            _(
                "%(question)s was changed after the director agreed with this form. "
                "Judge that figure by itself first."
            )
            % {"question": slot.question},
            code="not_approved",
        )
    return True


@transaction.atomic
def accept_return(*, given: Return, by: User, seen_round: int | None = None) -> Return:
    """Accept a return whole, as it is now; refuse it while one of its answers is in hand."""
    waiting = sheet_of(given).in_workflow(Workflow.SUBMITTED)
    seen = {one.pk: one.version for one in waiting}
    accept_answers(given=given, seen=seen, seen_round=seen_round, by=by)
    if given.state != State.ACCEPTED:
        raise ValidationError(
            _("One of these figures is still with the organisation."), code="in_hand"
        )
    return given
