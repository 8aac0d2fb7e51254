"""Make a questionnaire, change what it says of itself, take it away."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from programmes.actions.building.keeping import (
    hold_questionnaire,
    keep_changed,
    keep_new,
    require_builder,
    throw_away,
)
from programmes.models import Question, Questionnaire
from programmes.overviews import Moved, moved_returns

# What was handed out was handed out so: over a kind of period, to somebody, in a layout.
FIXED = ("layout", "period_kind", "asked_of", "answered_by")


@transaction.atomic
def make_questionnaire(*, by: User, **values: Any) -> Questionnaire:
    """Make a questionnaire without questions yet."""
    require_builder(by)
    questionnaire = Questionnaire(**values)
    keep_new(questionnaire, by=by)
    return questionnaire


@transaction.atomic
def change_questionnaire(
    *, questionnaire: Questionnaire, by: User, moves: Collection[int] = (), **values: Any
) -> Questionnaire:
    """Change what a questionnaire says of itself.

    `moves` are the returns of which somebody saw that they get another day; when those are not all
    of them nothing changes.
    """
    hold_questionnaire(questionnaire, by=by)
    _require_the_same(questionnaire, values)
    _require_fit(questionnaire, values.get("layout", questionnaire.layout))
    moved = moved_returns(
        questionnaire,
        deadline=values.get("deadline", questionnaire.deadline),
        days_after=values.get("days_after", questionnaire.days_after),
    )
    if {one.given.pk for one in moved} != set(moves):
        raise ValidationError(
            _("Some answers get another deadline. Look at them first."), code="moves"
        )
    keep_changed(questionnaire, values, by=by)
    for one in moved:
        _move(one, by=by)
    return questionnaire


@transaction.atomic
def remove_questionnaire(*, questionnaire: Questionnaire, by: User) -> None:
    """Take away what was never handed out and what nothing else leans on."""
    hold_questionnaire(questionnaire, by=by)
    if questionnaire.returns.exists():
        raise ValidationError(
            _("This was handed out already. Say until when it is in use."), code="handed_out"
        )
    if questionnaire.followed_by.exists() or questionnaire.obligations.exists():
        raise ValidationError(
            _("A copy or a line of the calendar leans on this. It has to stay."), code="leaned_on"
        )
    throw_away(questionnaire, by=by)


def _require_the_same(questionnaire: Questionnaire, values: dict[str, Any]) -> None:
    other = [name for name in FIXED if name in values]
    changed = [name for name in other if getattr(questionnaire, name) != values[name]]
    if changed and questionnaire.returns.exists():
        sentence = _("This was handed out already. Make a copy to ask it otherwise.")
        raise ValidationError(dict.fromkeys(changed, sentence))


def _require_fit(questionnaire: Questionnaire, layout: str) -> None:
    """Refuse a layout of figures alone for what asks more."""
    if layout == Questionnaire.Layout.FORM:
        return
    asked = Question.objects.filter(section__questionnaire=questionnaire)
    if asked.exclude(kind=Question.Kind.FIGURE).exists():
        raise ValidationError({"layout": _("Only figures can be asked in this layout.")})


def _move(moved: Moved, *, by: User) -> None:
    given = moved.given
    given.deadline = moved.after
    given.save(update_fields=["deadline"])
    record(
        "moved deadline",
        given,
        by=by,
        scope=given.scope.owner_code,
        before=moved.before.isoformat(),
        after=moved.after.isoformat(),
    )
