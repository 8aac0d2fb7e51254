"""By when a questionnaire is due, and what moves when that changes."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from libraries.models import Period
from libraries.standing import deadline_after
from programmes.models import Questionnaire, Return


@dataclass(frozen=True, slots=True)
class Moved:
    """A return that gets another day by which it should be there."""

    given: Return
    before: date
    after: date


def due_on(period: Period, *, deadline: date | None, days_after: int) -> date:
    """Return by when answers over an open period should be there."""
    opened = timezone.localdate(period.opened_at) if period.opened_at else None
    return deadline or deadline_after(period.end, opened=opened, days=days_after)


def moved_returns(
    questionnaire: Questionnaire, *, deadline: date | None, days_after: int
) -> tuple[Moved, ...]:
    """Return what would get another day: what is still in hand, in periods that are open.

    Nothing moves as long as the days of the questionnaire itself stay as they are.
    """
    if (deadline, days_after) == (questionnaire.deadline, questionnaire.days_after):
        return ()
    in_hand = Return.objects.with_labels().filter(
        questionnaire=questionnaire,
        state__in=Return.WRITABLE,
        period__opened_at__isnull=False,
        period__closed_at__isnull=True,
    )
    found = (
        Moved(one, one.deadline, due_on(one.period, deadline=deadline, days_after=days_after))
        for one in in_hand.order_by("scope__name", "period__end")
    )
    return tuple(one for one in found if one.after != one.before)
