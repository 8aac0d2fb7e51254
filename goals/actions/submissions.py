"""Agree with much of what an organisation handed in at once; what cannot be is named with why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from goals.actions.reviews import accept_update
from goals.models import ProgressUpdate
from programmes import actions as programmes
from programmes.models import Return
from programmes.rules import can_review


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that was not accepted, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How much was accepted, and what was not."""

    updates: int
    figures: int
    refused: tuple[Refused, ...]


@transaction.atomic
def accept_submission(
    *,
    updates: Iterable[ProgressUpdate],
    returns: Iterable[Return],
    seen_updates: Mapping[int, int],
    seen_readings: Mapping[int, int],
    by: User,
) -> Outcome:
    """Accept what was chosen, as it was read: the versions by the ids of updates and readings.

    Each update and each return is accepted in a savepoint of its own: one that cannot be accepted
    keeps no other from it, and nothing is half-written.
    """
    if not can_review(by):
        raise ValidationError(_("Only the support institution judges."), code="not_allowed")
    judged = [_accept_update(one, seen_updates, by) for one in updates if one.pk in seen_updates]
    answered = [_accept_answers(given, seen_readings, by) for given in returns]
    return Outcome(
        updates=sum(refusal is None for refusal in judged),
        figures=sum(count for count, _refused in answered),
        refused=(
            *(refusal for refusal in judged if refusal),
            *(refusal for _count, refused in answered for refusal in refused),
        ),
    )


def _accept_update(one: ProgressUpdate, seen: Mapping[int, int], by: User) -> Refused | None:
    """Accept one update with the rating of who wrote it; return why it cannot be."""
    try:
        with transaction.atomic():
            accept_update(update=one, version=seen[one.pk], by=by)
    except ValidationError as refusal:
        return Refused(str(one.about), " ".join(refusal.messages))
    return None


def _accept_answers(
    given: Return, seen: Mapping[int, int], by: User
) -> tuple[int, tuple[Refused, ...]]:
    """Accept the chosen answers of a return; return how many, and which cannot be."""
    try:
        with transaction.atomic():
            accepted = programmes.accept_answers(given=given, seen=seen, by=by)
    except ValidationError as refusal:
        return 0, (Refused(str(given), " ".join(refusal.messages)),)
    why = _("Somebody changed this in the meantime. Look at it again.")
    changed = tuple(
        Refused(f"{slot.question}, {slot.place.label}", why) for slot in accepted.changed
    )
    return len(accepted.slots), changed
