"""What all building has in common: who may, what stands fast, and the line in the trail."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from biblionet.accounts.models import User
from biblionet.trail.actions import record
from programmes import rules
from programmes.models import Question, Questionnaire, Return
from programmes.overviews import answered_in, shown


def hold_questionnaire(questionnaire: Questionnaire, *, by: User) -> None:
    """Let nobody else build or answer this until it is done; refuse who may not build."""
    require_builder(by)
    list(Questionnaire.objects.order_by("pk").select_for_update().filter(pk=questionnaire.pk))
    list(Return.objects.order_by("pk").select_for_update().filter(questionnaire=questionnaire))


def require_builder(by: User) -> None:
    if not rules.can_build(by):
        raise ValidationError(
            _("Only the support institution builds questionnaires."), code="not_allowed"
        )


def require_nothing_handed_in(questionnaire: Questionnaire) -> None:
    """Refuse what would make a return that was handed in incomplete or judged otherwise."""
    handed_in = Return.objects.filter(questionnaire=questionnaire).exclude(state=Return.State.DRAFT)
    if handed_in.exists():
        raise ValidationError(
            _("This has been handed in already: make a copy for a new year."), code="answered"
        )


def require_unanswered(questionnaire: Questionnaire, questions: Iterable[Question]) -> None:
    """Refuse what would change questions to which somebody gave an answer."""
    if answered_in(questionnaire) & {one.pk for one in questions}:
        raise answered()


def answered() -> ValidationError:
    return ValidationError(
        _("There are answers already: make a copy for a new year."), code="answered"
    )


def keep_new(row: models.Model, *, by: User) -> None:
    """Save something new; ValidationError with the sentences people read."""
    row.full_clean()
    row.save()
    record("added", row, by=by)


def keep_changed(row: models.Model, values: Mapping[str, Any], *, by: User) -> None:
    """Change what differs and say in the trail what it was and what it became.

    What is refused leaves the row as it was, so that a page can still show it.
    """
    was = {name: getattr(row, name) for name in values}
    changed = [name for name, value in values.items() if was[name] != value]
    if not changed:
        return
    before = {name: shown(row, name) for name in changed}
    try:
        _set(row, {name: values[name] for name in changed})
        row.full_clean()
    except ValidationError:
        _set(row, was)
        raise
    row.save(update_fields=changed)
    after = {name: shown(row, name) for name in changed}
    record("changed", row, by=by, before=before, after=after)


def _set(row: models.Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def throw_away(row: models.Model, *, by: User) -> None:
    """Delete something of a questionnaire; the line in the trail keeps its name."""
    record("deleted", row, by=by)
    row.delete()


def settle_orders(rows: Iterable[models.Model]) -> None:
    """Number what is in order from one on, without gaps; who comes first moves first."""
    for order, row in enumerate(rows, 1):
        if row.order != order:  # type: ignore[attr-defined]  # sections and questions have one
            row.order = order  # type: ignore[attr-defined]  # idem
            row.save(update_fields=["order"])


def swap(row: models.Model, other: models.Model) -> None:
    """Let two rows change places; a place is never taken by two at once."""
    mine, theirs = row.order, other.order  # type: ignore[attr-defined]  # sections and questions
    for one, order in ((row, 32_000), (other, mine), (row, theirs)):
        one.order = order  # type: ignore[attr-defined]  # idem
        one.save(update_fields=["order"])
